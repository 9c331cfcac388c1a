"""Faults that sentences on a worksheet have in every lesson, in English and in Chinese: false certainty, nobody as owner, clicks as a measure …"""

import datetime as dt
import re
from itertools import combinations

from coursework.i18n import Phrase, _, listing
from coursework.teaching.kind import folded
from coursework.teaching.refusal import Refusal

__all__ = [
    "ALL_ANYWHERE", "CERTAIN", "CLICKS", "EASY_RISK", "GUARANTEED", "HABIT", "MISREAD_INTERVAL", "MISREAD_ZERO", "NOBODY", "NO_RISK", "NO_STOP", "NO_WHY",
    "SOME_RISK", "STOPS_SUCCESS", "dated", "too_early_for", "twice",
]  # fmt: skip

CERTAIN = Refusal(
    _("“{yours}”: nobody is wholly sure of a result that comes from a sample. Say how sure you are short of that, and what could turn it round."),
    r"(?<!not )\b100 ?(%|％|per ?cent)(?! of)|(?<!不是)(?<!不敢说)百分之(一)?百(有|把|确|肯|的把)|100 ?[%％].{0,4}(把握|确定|肯定)|\b(absolutely|completely|totally|entirely|perfectly) (sure|certain)|(no|zero) doubt|(without|beyond) (any )?doubt|^(absolutely )?certain\b|\bproven\b|speaks? for (itself|themselves)|"
    r"(?<!cannot )(?<!not )\b(certainly|definitely|surely) (will|is|works?)|(?<!not )\bfor sure\b|毫无疑问|(没有?|毫无)(任何|半点)?(疑问|悬念|争议)|非常确定|毫不怀疑|板上钉钉|(?<!不是)百分百(有|把|确|肯)|绝对(会|能|有|是|没)|(?<![不没未])(肯定|必然)(会|能|有|是|没|行)|(?<!不)一定(会|能|要|行)|确定没有|万无一失",
    unless=r"not (be )?(100|absolutely|completely|totally|entirely)|nobody (is|can be)|100 ?% (would|is never|can)|(不能?|不可能|没法|无法|不敢|没人|谁也|没有?|难以?|未)(说)?.{0,3}(100|百分|完全|绝对|肯定|保证|确定)|(谈|说)不上",
    weight=1,
)
GUARANTEED = Refusal(
    _("“{yours}”: a result can be expected, not guaranteed. Say how far off it may be."),
    r"(?<!no )(?<!not )\bguarantee[ds]?\b|(?<!不)(?<!不能)(?<!无法)保证(?!金)|打包票|稳赚|包赚|必赚", unless=r"no(body|t)?\b.{0,20}guarantee|(不|没|无).{0,4}保证", weight=1,
)  # fmt: skip
HABIT = Refusal(
    _("That it has always been done so is a habit, not evidence: nobody has seen what another way would have brought. Say which numbers make you sure, and of how many people."),
    r"always (done|been|worked|did|do it)|for (many |some )?years\b(?! \d)|years of experience|gut feeling|多年(来|以来|的?经验)|一直(以来)?(都)?(是)?(这样|这么|如此)|历来|凭(经验|感觉)", weight=1,
)  # fmt: skip
MISREAD_INTERVAL = Refusal(
    _("The 95 % belong to the way the interval is made: of many such intervals, 95 in 100 hold the true difference. They are not the chance that one side is better. Say how wide it is, and whether zero lies inside."),
    r"95 ?[%％] confiden(t|ce)(?! (interval|level|band|limit))|95 ?[%％] ?(the )?(probability|chance|likelihood|likely|certain|sure)|(probability|chance|likelihood) (of|is) 95|95 ?[%％] ?的?(概率|可能性?|几率|把握|机会|机率)|概率(是|为|有|达)? ?95",
    unless=r"not (a |the )?95|(不是|并非|不等于).{0,6}95|(不是|并非|不等于).{0,10}概率", weight=1,
)  # fmt: skip
MISREAD_ZERO = Refusal(
    _("An interval that holds zero does not say that the two are the same. It says that these data cannot tell them apart; a difference as large as either end would go well with them too."),
    r"((contain|hold|include|cross|cover)\w*|has|with|lies? in\w*) (the )?(zero|0\b).{0,60}(\bsame\b|identical|\bequal|no difference|do(es)? not differ|doesn't differ|no effect)|"
    r"((包?含|含有|包括|有|里有|跨过?|穿过) ?(0|零)|(0|零) ?(就|落)?在.{0,6}(区间|里面?|其中|里头)).{0,24}(一样|相同|没有?(任何)?(差别|差异|区别|不同)|无(显著)?(差异|差别|区别)|相等|等效)",
    unless=r"(may|might|could|can(not|'t)|do(es)?( not|n't)|not).{0,24}(say|mean|tell|prove|the same|follow)|(不(能|代表|等于|说明|意味|表示)|未必|不一定|说不准|分不出|看不出|可能)", weight=1,
)  # fmt: skip
_GOOD_DATA = r"(because|since|as) (of )?(the |our )?(data|numbers|results|figures)( (are|is|look))? ?(very |quite |so |all )?\w*|(因为|由于)?数据(量)?(都|很|挺|非常|十分|比较|已经)*(好|大|清楚|可靠|充分|完整|准|多|全)"
NO_WHY = Refusal(
    _("You say how sure you are, or that the data are good, but not why. Name what makes you sure or unsure: an interval, how many people it rests on, what the data cannot show."),
    lambda app, fields: not re.search(
        r"\d|interval|range|wide|narrow|chance|luck|sample|few|small|month|season|because|since|if\b|depend|differ|mix|unknown|measur|less sure|cannot|can't|did not|"
        r"区间|范围|样本|运气|偶然|宽|窄|因为|由于|如果|要看|不同|还没|没有?(验证|测|看)|说不准|看不出|分不[出清]|好过|只有|人数|季节|取决",
        re.sub(_GOOD_DATA, " ", fields["uncertainty"], flags=re.IGNORECASE), re.IGNORECASE,
    ),
    weight=3,
)  # fmt: skip
NO_RISK = Refusal(
    _("“{yours}”: every plan for money can go wrong somewhere. Name one thing that could, and what it would cost."),
    r"\bno (real |big |major |serious |particular )?risks?\b|nothing (can|could|will) go wrong|risk[- ]?free|\bno downside|(do not|don't|cannot|can't) see (any |a )?(real |big )?(risk|danger)|^none\b|没有?(什么|任何|啥|多大)?风险|(无|零|0) ?风险|不会(有|出)(什么)?(问题|岔子|风险|差错)|(看|想)不(到|出)(有)?(什么)?风险|基本没风险|万无一失|(可以|大可|大家)放心",
    unless=r"not (without|free of)|不是没有?|并非(没有|无)|不能说没有", weight=1,
)  # fmt: skip
EASY_RISK = Refusal(
    _("You name a risk and wave it away in the same breath. Say what it would cost, or how you would notice it."),
    r"(问题|影响|关系|风险)(应该|也|都|其实)?不大|可以克服|能克服|没(什么)?大(问题|碍|事)|(should|will) be (fine|ok(ay)?|no problem)|not (a )?(big|serious) (deal|problem|issue)|nothing serious", weight=1,
)  # fmt: skip
_ANY_RISK = (
    r"(always|some|certain|usual|normal|bit of|a little) .{0,12}risks?( of \w+)?|(may|might|could|does) not (go|work|run)( out| well)?( as (planned|hoped|expected))?|(may|might|could) fail|(something|things?|it|anything|everything) (could|can|might|may) (always )?go wrong|unforeseen|有(一定|一些|些|点|某些)的?(小)?风险|总(会|是)?(有)?.{0,3}风险|"
    r"可能(会)?出(点|些|现)?(岔子|问题|状况|意外)|(市场|投资|营销)有风险|投资需谨慎|可能(会)?(效果)?(不好|不理想|不达预期|达不到预期|失败)|效果(可能)?(不好|不理想)"
)
SOME_RISK = Refusal(
    _("“{yours}”: that is true of every plan, so it warns of nothing. Name what exactly could go wrong with this one: dearer clicks, people who would have come anyway, people who do not stay …"),
    lambda app, fields: re.search(_ANY_RISK, fields["risk"], re.IGNORECASE) and sum(2 if sign > "\u2e80" else 1 for sign in re.findall(r"\w", re.sub(_ANY_RISK, "", fields["risk"], flags=re.IGNORECASE))) < 24,
    weight=3,
)  # fmt: skip
CLICKS = Refusal(
    _("You watch clicks or views. They rise with the money and say nothing of customers: measure people who register, what one costs, who stays, or what they bring."),
    r"\bclicks?\b|click[- ]?through|\bCTR\b|impressions?|\bviews\b|点击|曝光|浏览量|阅读量|播放量",
    unless=r"customer|\bCAC\b|regist|retention|\bvalue|\borders?\b|account|\bnet\b|active|客户|获客|注册|留存|价值|下单|首单|订单|开户|净|回访", weight=1,
)  # fmt: skip
_STOPS = r"\b(stop|cut|end|pause|halt|pull|close|drop|quit|move (the|its|it|that)|take .{0,20}(out|away)|above|below|under|over|exceeds?|(more|less|fewer|higher|lower) than|reach\w*|falls?|drops?|rises?|at least|at most)|停|砍|撤|减|关掉|收手|低于|高于|超过|超出|不到|不足|大于|小于|跌|降到|升到|达到|涨到|[<>≤≥＜＞]|until|doubles?|翻倍"
_PERIODS = (r"every \d+ \w+|(the )?first \d+ \w+|\b\d+[- ](day|week|month)s?\b|days? \d+( (to|and|–|-) \d+)?|\d+ most|after \d+ \w+|(每|前|后|满|第|最重要的) ?\d+ ?(个)?(天|日|周|个月|月|数|指标)|"
            r"\d+ ?(天|日|周|个月)(后|内|之后)?|\d{1,2} ?月( ?\d{1,2} ?[日号])?|\d{4}-\d{1,2}-\d{1,2}")  # fmt: skip
NO_STOP = Refusal(
    _("You say what you will look at, but not at which number you would stop."),
    lambda app, fields: not re.search(r"\d|[零一二两三四五六七八九十百千]+ ?(元|块|成|个百分点)|一半|半数|[两三]倍|翻倍|zero|half|twice|double", re.sub(_PERIODS, " ", fields["measure"], flags=re.IGNORECASE), re.IGNORECASE)
    or not re.search(_STOPS, fields["measure"], re.IGNORECASE),
)  # fmt: skip
STOPS_SUCCESS = Refusal(
    _("Read your rule once more: it stops when a customer is cheap, and goes on when one is dear. Stop above a cost, or below a worth."),
    r"(\bCAC\b|获客成本|单客成本|cost (per|of a) (registered |new )?customer)[^,，;；。.]{0,12}?(低于|小于|不到|降到|below|under|less than|falls to|[<＜]) ?[¥￥]?\d[\d.,]*\s?(元|yuan)?[^,，;；。.]{0,10}?(就|时|then|we|:)? ?(停|stop|cut|end)|"
    r"(stop|停)\w*[^,，;；。.]{0,24}(\bCAC\b|cost per customer|获客成本)[^,，;；。.]{0,8}(below|under|less than|低于|小于)", unless=r"unless|until|or (else )?we|除非|否则|直到", weight=1,
)  # fmt: skip
_NOBODY_EN = (
    r"((the|our|my|your|this|whole|entire|all( of)?( the)?|everybody in|everyone in)\s+)*((\w+[- ])?(&\s*)?\w+[- ]?)??\b(teams?|departments?|dept\.?|groups?|units?|colleagues|staff|company|management|people|committee|bank)"
    r"|(((the|our|my|whole|entire) )?(every ?(body|one)|all|any(one|body)|people|colleagues|staff|members|those|us|folks)\b,? (in|of|at|from|on|who|involved|responsible|concerned|together)\b.*)|.* (together|jointly|collectively)"
    r"|we|us|ours?|all|all of us|everyone|everybody|nobody|no ?one|some(one|body)\b.*|anyone|anybody|((the|our|my) )?(boss|manager|management|head|lead|leader)|who(m)?ever.*|none|tbd|tba|n/?a|to be (decided|defined|determined|named|announced|confirmed)|unknown|later|not (yet )?(known|decided)|open|the (responsible|right) (person|people)|test|me and .*"
)
_NOBODY_ZH = r"(我|咱)们.*|.{0,12}(所有人|全体(员工|同事|成员|人员)?|每(个|一)人|大家(伙|一起)?|各位(同事)?|全员|同事们|人人|的人(员)?|一起(负责)?|共同(负责|承担)?)|整个.*|(所有|全部|各|每个|每位|相关|有关|市场|运营|增长|营销|投放)[^,，、（(\s]{0,6}(人|人员|同事|员工|成员|负责人|经理们)|大家(伙|一起)?|全(组|员|体|部门|公司|行).{0,4}|所有人|每个人|(各|相关|有关|全部|多个).{0,3}(部门|人员|同事|团队|负责人|条线)|[^,，、（(\s]*(部门|部|团队|小组|中心|条线|公司|项目组|运营组|增长组|投放组|组)|待(定|补|确定|确认|安排)|未定|暂(定|无|缺)|再(说|定|看)|不(知道|清楚|确定)|没(人|有)|无|某人|谁都行|领导.{0,3}|负责人|专人|全体.*|同事们?"
NOBODY = Refusal(
    _("“{yours}” is nobody in particular: where all answer for it, none does. Write the name of one person."),
    lambda app, fields: re.fullmatch(_NOBODY_EN, _bare(fields["owner"]), re.IGNORECASE) or re.fullmatch(_NOBODY_ZH, _bare(fields["owner"])) or _keyboard(fields["owner"]) or len(re.findall(r"\d", fields["owner"])) > 2,
    weight=2,
)  # fmt: skip
ALL_ANYWHERE = Refusal(
    _("“{yours}” says nothing that can be read here. Your director has one minute and this sheet alone: write the sentence itself."),
    r"^\W*((见|详见|参见|请看|同)(附件|附表|上|上文|前面?|excel|ppt|邮件).*|(please )?see (the )?(attach\w*|excel|above|appendix|file|slides?|deck).*|as above|same( as above)?|ditto|t\.?b\.?[da]\.?|n/?a|待(定|补|填)|lorem ipsum.*|blah.*|(x|\.|-|…|\?)+)\W*$|^(asdf|qwer|xxx|aaa|foo|bar|test)\w*$",
    weight=0,
)  # fmt: skip


def _bare(text) -> str:
    return re.sub(r"[\s.。!！?？]+$", "", text.strip())


def _keyboard(text) -> bool:
    """Say whether a name is a row of keys or one letter again and again."""
    word = folded(text)
    return bool(re.fullmatch(r"(asdf|qwer|zxcv|sdfg|hjkl|abcd?|foo|bar|xxx?|\d+)\w*", word)) or (len(word) > 2 and len(set(word)) == 1)


def twice(fields) -> tuple | None:
    """Return what is said where two fields hold the same sentence: a rule for a whole sheet."""
    same = [(a, b) for a, b in combinations(fields, 2) if isinstance(fields[a], str) and isinstance(fields[b], str) and folded(fields[a]) == folded(fields[b])]
    if not same:
        return None
    names = list(dict.fromkeys(name for pair in same for name in pair))
    return _("The same sentence stands in {names}. Each field asks something else: write what belongs there."), {"names": listing([f"`{name}`" for name in names], most=8)}


def dated(days, most=365) -> tuple:
    """Return refusals of a day before so many days after the end of the data, and of one more than a year later."""

    def day(app, fields):
        return (dt.date.fromisoformat(fields["date"]) - app.until.date()).days

    return (
        Refusal(_("That day lies before your plan even begins, on {begins}. Is the year right?"), lambda app, fields: day(app, fields) < 0 and {"begins": app.until.date().isoformat()}),
        Refusal(_("On that day the {days} days of your plan are not over yet, so there is nothing whole to report. Choose a later one."), lambda app, fields: 0 <= day(app, fields) < days and {"days": days}),
        Refusal(_("That is more than a year away: nobody remembers the plan by then, and all its money has long been spent. Choose a day soon after the plan is over. Or is the year mistyped?"), lambda app, fields: day(app, fields) > most),
    )  # fmt: skip


def too_early_for(days, pattern, name) -> Refusal:
    """Return the refusal of a measure that takes so many days, where the sheet would judge by it sooner.

    Parameters
    ----------
    days
        How long it takes until the measure is known of the first people.
    pattern
        How the measure is written, in either language.
    name
        What it is called in the text.
    """

    def early(app, fields):
        text = fields["measure"]
        if not re.search(pattern, text, re.IGNORECASE):
            return False
        known = app.until.date() + dt.timedelta(days=days)
        named = [*_days_in(text, app.until.year)]
        soon = re.search(r"(after|within|in) (the )?(first )?(one|two|1|2|a) weeks?\b|(一|两|1|2) ?周(后|内)|第(一|二|1|2) ?周", text, re.IGNORECASE)
        report = dt.date.fromisoformat(fields["date"]) if fields.get("date") else None
        if soon or any(one < known for one in named) or (report and report < known):
            return {"days": days, "name": Phrase(name)}
        return False

    return Refusal(_("{name} is known only after {days} days, of the very first people. By the day you name it is not known yet: stop by something that is, such as what a customer costs, or judge later."), early, weight=1)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _days_in(text, year):
    """Yield the days that a sentence names, in the year given."""
    for month, day in re.findall(r"(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]", text):
        yield from _day(year, int(month), int(day))
    for a, month, b in re.findall(r"(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: (\d{1,2})\b(?!\d))?", text, re.IGNORECASE):
        if a or b:
            yield from _day(year, _MONTHS.index(month.lower()) + 1, int(a or b))
    for found in re.findall(r"\d{4}-\d{1,2}-\d{1,2}", text):
        yield from _day(*map(int, found.split("-")))


def _day(year, month, day):
    try:
        yield dt.date(year, month, day)
    except ValueError:
        return
