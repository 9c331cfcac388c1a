"""The director's sheet of *Advertising*: what people wrote that is untrue gets its sentence, what is honest passes."""

from functools import cache

import pytest

from coursework.exercises.growth import ads
from coursework.teaching import session
from coursework.teaching.blank import ____

SHEET = ads.to_director
GOOD = {
    "recommendation": "Put ¥10,000 each into search and app-store ads, ¥5,000 each into feed ads and brand search.",
    "reason": "One customer leaves ¥39 from search and ¥38 from app-store ads after cost, and loses ¥46 from banner ads.",
    "uncertainty": "Fairly sure: interval of first orders search minus app store is -2 to +7 points, so I do not rank these two.",
    "risk": "The next yuan brings less; people who type our name come anyway.",
    "measure": "Cost per registered customer every Monday; stop a channel above ¥80 for two weeks.",
    "owner": "Li Wei, growth marketing",
    "date": "2026-02-10",
}
GUT = {
    "recommendation": "1 月投 ¥22,000：搜索 ¥5,000、应用商店 ¥5,000、信息流 ¥6,000、短视频 ¥5,000、品牌词 ¥1,000，任务平台和达人不投。",
    "reason": "扣掉成本，每个客户：应用商店剩 ¥38、信息流剩 ¥22、任务平台亏 ¥4，虽然任务平台 CAC 只有 ¥11。",
    "uncertainty": "大约七成把握：搜索减应用商店的首单率区间是 −2.1 至 +7.3 个百分点，含 0，两者谁好还说不准。",
    "risk": "一次加码，下一元带来的人会变少；搜我们名字的人也可能本来就要来。",
    "measure": "每周看渠道 CAC，搜索连续两周超过 ¥60 就停投并把钱挪走。",
    "owner": "李娜（投放经理）",
    "date": "2026-02-10",
}
HONEST = [
    {},
    {"recommendation": "Move ¥6,000 of January's money from the task platform and banners to search and news feed.", "reason": "After 90 days a customer from the task platform has not earned what they cost; one from search has.",
     "uncertainty": "Fairly sure that people from the task platform bring little. Less sure of search against app store: that interval is wide.", "risk": "Search clicks grow dearer as we buy more; the last ¥2,000 may bring little.",
     "measure": "Value after 90 days less spend, by channel, weekly; we stop raising search when a customer costs ¥90.", "owner": "Li Na, growth team"},
    {"recommendation": "Stop banners and opinion leaders and spend their ¥8,000 on app-store ads and search.", "reason": "Banner clicks are the cheapest, but a customer from them costs ¥66 and brings ¥20.", "owner": "Mei"},
    {"recommendation": "Take ¥5,000 out of the task platform and give it to feed ads.", "reason": "The task platform has the lowest CAC, yet its customers bring less than they cost and few stay; feed customers leave ¥22.",
     "measure": "If the cost of a customer from feed rises over ¥50, the money goes back.", "date": "2026-04-15"},
    {"recommendation": "Put ¥12,000 into brand search, ¥9,000 into video and ¥9,000 into search; nothing for banners.", "reason": "Video and feed keep about the same share inside each city tier, and video customers bring ¥68 against ¥57.",
     "uncertainty": "Not 100 % sure: the interval holds zero, which does not mean that the two are the same.", "risk": "People who look for our name may have come without the ad; then ¥12,000 buys little.", "owner": "Chen Hao"},
    {"recommendation": "Test the task platform with a small ¥1,000, and keep ¥25,000 on search and app store.", "reason": "Customers from search bring twice what they cost; those from the task platform about as much as they cost.", "measure": "Customers active in week four; below 12 of 100 the test ends.", "date": "2026-03-10"},
    {"recommendation": "Cut opinion leaders to zero and raise app-store ads by ¥3,000.", "reason": "A post of an opinion leader wins customers at ¥92 who bring ¥8; app-store customers cost ¥26 and bring ¥64.", "risk": "Competitors could bid up the app store in the holidays, and then a customer costs more than ¥64."},
    {"uncertainty": "The 95 % interval runs from -2 to +7 points, so chance alone could explain the lead of search.", "measure": "First orders within 30 days and cost per customer; we cut any channel that costs more than it brings, at the latest at ¥80.", "owner": "Anna Schmidt", "date": "2026-05-01"},
    {"uncertainty": "I would bet three to one, no more: the costs rest on a whole year, the worth of app-store customers on 850 people.", "risk": "If the app store changes its rules, installs stop for weeks.", "measure": "Stop brand search if registrations from free search fall by half."},
    {"recommendation": "Of the ¥30,000 I would spend ¥20,000: search ¥8,000, app store ¥7,000, feed ¥5,000; the rest stays in the drawer.", "reason": "Each further yuan brings fewer people; beyond these sums a customer costs more than one is worth.", "uncertainty": "Sure about the order of the best and the worst channel, unsure in the middle, where the intervals overlap.", "owner": "Wang Fang (performance marketing)"},
    {"recommendation": "Shift ¥4,000 from video ads into feed ads.", "reason": "In every city tier feed keeps more people than video; video looks better over all only because it bought large cities.", "risk": "Feed may run out of people in small cities, and then the price goes up."},
    {"recommendation": "Keep all ¥30,000 in search, app store and brand search, ¥10,000 each.", "reason": "Clicks on banners cost little, but only one in a hundred becomes a customer, against eight in search.", "uncertainty": "Moderately sure, because a third of brand-search people would have come anyway and nobody measured how many.", "measure": "Net value per channel after 90 days; a channel below zero gets nothing next quarter.", "date": "2026-06-30"},
    {"recommendation": "Spend the full ¥30,000, a third each on search, app store and feed, and leave banners and the task platform alone.", "uncertainty": "About 80 % sure; 100 % would be a lie with one year of data.", "measure": "Stop any channel unless its cost per customer is below ¥70."},
    {"recommendation": "We should not spend ¥5,000 on banners any more; put it into search.", "reason": "Banner clicks look cheap; few of those people register.", "risk": "There is some risk that brand-search people would have come without us.", "uncertainty": "We cannot guarantee the ¥8,000; nine months in ten it will be between ¥3,000 and ¥11,000."},
    {"owner": "Dr. Ute Brand", "risk": "Video could lose its cheap slots after the Spring Festival.", "measure": "CAC by channel each Friday: more than ¥70 twice in a row and we pull the money.", "date": "2026-01-30"},
]
HONEST_ZH = [
    {},
    {"recommendation": "把 1 月预算里的 ¥6,000 从任务平台和横幅广告挪到搜索和信息流。", "reason": "90 天过后，任务平台的客户还没赚回成本，搜索的客户已经赚回来了。", "uncertainty": "相当有把握的是：任务平台来的人带不来多少钱。搜索和应用商店之间，把握小一些，那个区间很宽。",
     "risk": "买得越多，搜索点击越贵；最后的 ¥2,000 可能带不来多少。", "measure": "每周分渠道看 90 天价值减花费；搜索一个客户的成本到了 ¥90 就不再加。", "owner": "李娜，增长组"},
    {"recommendation": "停投横幅和达人，把省下的 8000 元投给应用商店和搜索。", "reason": "横幅的点击虽然最便宜，但一个客户要 66 元，90 天只带来 20 元。", "owner": "王芳"},
    {"recommendation": "从任务平台拿出 5千元，投信息流。", "reason": "任务平台获客成本最低，可客户带来的还不够成本；信息流每人剩 22 元。", "measure": "信息流单客成本高于 50 元就把钱撤回来。", "date": "2026年4月15日"},
    {"recommendation": "品牌词 ¥8,000、短视频 ¥10,000、搜索 ¥12,000，横幅不投。", "reason": "同一城市等级里，短视频和信息流的留存差不多，短视频客户带来 68 元，信息流 57 元。", "uncertainty": "不敢说一定：区间含 0，并不代表两个渠道一样，只是这批数据分不出来。", "owner": "陈浩"},
    {"recommendation": "小额试投任务平台 ¥1,000，其余 ¥25,000 留在搜索和应用商店。", "reason": "搜索的客户带来的是成本的两倍，任务平台刚够成本。", "measure": "看第四周还活跃的人，每 100 人少于 12 人就停。", "date": "2026-03-10"},
    {"recommendation": "达人砍掉，应用商店加 ¥3,000。", "reason": "达人一个客户 92 元，只带来 8 元；应用商店 26 元一个，带来 64 元。", "risk": "春节前同行抬价，应用商店一个客户可能超过 64 元。"},
    {"uncertainty": "95% 置信区间是 −2 到 +7 个百分点，光凭运气也可能有这个差距。", "measure": "看 30 天首单率和单客成本，单客成本超过 80 元就砍。", "owner": "赵敏", "date": "2026-05-01"},
    {"uncertainty": "七成把握：成本是一整年的数，应用商店的价值只看了 850 人。", "risk": "应用商店一改规则，安装量可能停几周。", "measure": "自然搜索来的注册如果掉一半，就停品牌词。"},
    {"recommendation": "3 万里只花 2 万：搜索 ¥8,000、应用商店 ¥7,000、信息流 ¥5,000，剩下的先留着。", "reason": "每多投一元，来的人更少；再往上加，一个客户的成本就超过他带来的价值。", "uncertainty": "最好和最差的渠道有把握，中间几个说不准，区间互相重叠。", "owner": "刘洋（效果投放）"},
    {"recommendation": "把 ¥4,000 从短视频挪到信息流。", "reason": "分城市等级看，每一级都是信息流留住的人更多；短视频总体好看，只是因为买了大城市的人。", "risk": "小城市的人可能买完，价格会涨。"},
    {"recommendation": "30000 元都放在搜索、应用商店、品牌词，各 10000 元。", "reason": "横幅点击便宜，但一百个点击只来一个客户，搜索能来十个。", "uncertainty": "中等把握，因为品牌词里有一部分人本来就会来，还没测过有多少。", "measure": "90 天净价值，分渠道看；低于 0 的下季度不再投。", "date": "2026-06-30"},
    {"recommendation": "不要再把 ¥5,000 投给横幅，改投搜索。", "reason": "横幅点击看着便宜，很少有人注册。", "uncertainty": "不能肯定会更好：样本只有几百人，换一个季节可能不同。", "owner": "王和平", "measure": "CAC 必须低于 60 元，否则就停。"},
    {"risk": "视频位在春节后可能涨价，涨到 60 元一个客户就不划算。", "measure": "每周五看 CAC，连续两次超过 ¥70 就撤。", "date": "2026-01-30", "owner": "孙悦"},
]  # fmt: skip
WRONG = [
    (GOOD, {"uncertainty": "I am 100 percent sure."}, "`uncertainty`", "wholly sure"), (GOOD, {"uncertainty": "We will win 9,000 customers and ¥500,000, guaranteed."}, "`uncertainty`", "guaranteed"),
    (GOOD, {"uncertainty": "I am quite sure, because the data are good."}, "`uncertainty`", "but not why"), (GOOD, {"uncertainty": "There is a 95 % probability that search is better."}, "`uncertainty`", "95 in 100"),
    (GOOD, {"uncertainty": "The interval contains zero, so they are the same."}, "`uncertainty`", "cannot tell them apart"), (GOOD, {"uncertainty": "Very sure, we have done it like this for years."}, "`uncertainty`", "a habit"),
    (GOOD, {"risk": "There is no risk, the plan was discussed with everybody."}, "`risk`", "can go wrong somewhere"), (GOOD, {"risk": "Something could go wrong somewhere."}, "`risk`", "true of every plan"),
    (GOOD, {"owner": "the marketing team"}, "`owner`", "nobody in particular"), (GOOD, {"owner": "everybody"}, "`owner`", "nobody in particular"), (GOOD, {"owner": "asdf"}, "`owner`", "nobody in particular"),
    (GOOD, {"owner": "Li Wei and Zhang"}, "`owner`", "Name one person"), (GOOD, {"reason": "Banner clicks are cheapest, 0.62 yuan per click, so banner ads are best."}, "`reason`", "price of a click"),
    (GOOD, {"recommendation": "Move ¥30,000 to the task platform.", "reason": "It has the lowest CAC, 11 yuan per customer."}, "`recommendation`", "money into Task platform"),
    (GOOD, {"reason": "It has the lowest CAC, 11 yuan per customer."}, "`reason`", "half of the comparison"), (GOOD, {"recommendation": "Put all ¥30,000 into banner ads."}, "`recommendation`", "Banner ads"),
    (GOOD, {"recommendation": "Spend about ¥5,000 more on the good channels."}, "`recommendation`", "name no channel"), (GOOD, {"recommendation": "Spend ¥50,000 on search ads in January."}, "`recommendation`", "¥50,000, more money"),
    (GOOD, {"recommendation": "Search ¥15,000, feed ¥15,000, app store ¥15,000."}, "`recommendation`", "¥45,000, more money"), (GOOD, {"recommendation": "Move the budget to search ads, plus 20%."}, "`recommendation`", "without a sum"),
    (GOOD, {"reason": "Search ads brought 1,366 customers, one for ¥29."}, "`reason`", "number of installs"), (GOOD, {"reason": "Video keeps 37% and feed only 27%, so video is better."}, "`reason`", "City by city"),
    (GOOD, {"reason": "They perform better than the others."}, "`reason`", "compares nothing"), (GOOD, {"risk": GOOD["uncertainty"]}, "`risk`", "The same sentence"),
    (GOOD, {"measure": "Clicks per day, as many as possible."}, "`measure`", "clicks or views"), (GOOD, {"measure": "We look at the registrations every 2 weeks."}, "", "at which number you would stop"),
    (GOOD, {"measure": "30-day retention; stop below 20 % on 15 January."}, "`measure`", "30-day retention is known only after 30 days"), (GOOD, {"date": "2026-01-05"}, "`date`", "not over yet"),
    (GOOD, {"date": "2028-02-10"}, "`date`", "more than a year"), (GOOD, {"reason": "xxx"}, "`reason`", "nothing that can be read"),
    (GUT, {"recommendation": "建议把 ¥8,000 从任务平台挪到达人合作，因为达人粉丝多。"}, "`recommendation`", "Opinion leaders"), (GUT, {"reason": "搜索广告的客户质量比较好，这一点大家都看得到，所以应该多投。"}, "`reason`", "everybody sees it"),
    (GUT, {"reason": "任务平台的 CAC 是 ¥11，最低，所以客户最好、最便宜。"}, "`reason`", "half of the comparison"), (GUT, {"reason": "横幅点击只要 ¥0.62，最便宜，应该把钱挪过去。"}, "`reason`", "price of a click"),
    (GUT, {"uncertainty": "首单率差值区间是 −2.1 至 +7.3 个百分点，所以有 95% 的概率搜索更好。"}, "`uncertainty`", "95 in 100"), (GUT, {"uncertainty": "差值区间是 −2.1 至 +7.3，里面有 0，说明两个渠道完全一样。"}, "`uncertainty`", "cannot tell them apart"),
    (GUT, {"uncertainty": "100% 有把握，因为去年一整年的数据已经证明了这一点。"}, "`uncertainty`", "wholly sure"), (GUT, {"uncertainty": "比较有把握，因为我们部门多年来一直这样投放广告。"}, "`uncertainty`", "a habit"),
    (GUT, {"uncertainty": "很有把握，因为数据量大。"}, "`uncertainty`", "but not why"), (GUT, {"risk": "没有什么风险，因为方案已经经过大家充分讨论，可以放心执行。"}, "`risk`", "can go wrong somewhere"),
    (GUT, {"risk": "竞品可能抬价，也可能放假影响，不过应该问题不大，可以克服。"}, "`risk`", "wave it away"), (GUT, {"risk": "没有风险。"}, "`risk`", "can go wrong somewhere"),
    (GUT, {"measure": "看点击量，到 5000 次就停，点击越多说明效果越好。"}, "`measure`", "clicks or views"), (GUT, {"measure": "看 30 日留存，1 月 15 日前低于 20% 就停这个渠道。"}, "`measure`", "known only after 30 days"),
    (GUT, {"measure": "CAC 低于 11 元就停。"}, "`measure`", "stops when a customer is cheap"), (GUT, {"owner": "我们部门"}, "`owner`", "nobody in particular"), (GUT, {"owner": "大家"}, "`owner`", "nobody in particular"),
    (GUT, {"owner": "待定"}, "`owner`", "nobody in particular"), (GUT, {"recommendation": "1 月投 45000 元：搜索 15000、品牌词 15000、应用商店 15000。"}, "`recommendation`", "¥45,000, more money"),
    (GUT, {"reason": "达人 CAC 是 92 元。"}, "`reason`", "compares nothing"), (GUT, {"risk": "同上"}, "`risk`", "nothing that can be read"),
]  # fmt: skip


@cache
def standard():
    from coursework.app import open_app

    return open_app()


@pytest.fixture
def app():
    session._current = session.Session("1_growth/1_ads", "en", standard())
    return standard()


@pytest.mark.parametrize("changed", [*({**GOOD, **one} for one in HONEST), *({**GUT, **one} for one in HONEST_ZH)], ids=lambda sheet: sheet["recommendation"][:24])
def test_an_honest_sheet_passes(app, said, changed):
    SHEET._asked.clear()
    SHEET.submit(**changed)
    assert said().startswith("✓ Complete, and nothing in it contradicts what is checked here.")


@pytest.mark.parametrize(("base", "changed", "field", "words"), WRONG, ids=lambda part: str(part)[:24])
def test_what_is_untrue_is_named(app, said, base, changed, field, words):
    SHEET._asked.clear()
    SHEET.submit(**{**base, **changed})
    out = said()
    assert words in out and field in out and "A strong answer" not in out


def test_all_faults_are_said_at_once_the_weightiest_first(app, said):
    SHEET.submit(recommendation="We should improve.", reason="Banner clicks are cheapest.", uncertainty="100 % sure.", risk="No risk.", measure="The clicks.", owner="we", date="soon")
    out = said()
    for words in ("without a sum", "price of a click", "wholly sure", "can go wrong somewhere", "clicks or views", "nobody in particular", "“soon” is no day"):
        assert words in out
    assert out.index("price of a click") < out.index("without a sum") < out.index("“soon”") and "is short" not in out


def test_the_weak_sample_is_refused_and_the_strong_one_is_not(app):
    assert {name for name, _said in SHEET.refused(app, SHEET.weak)} >= {"recommendation", "reason", "uncertainty", "risk", "measure", "owner"}
    assert SHEET.refused(app, SHEET.strong) == []


def test_who_stands_by_it_sees_the_samples(app, said):
    SHEET._asked.clear()
    mine = {**GOOD, "recommendation": "Put all ¥30,000 into banner ads."}
    SHEET.submit(**mine)
    assert "run the cell again as it is" in said()
    SHEET.submit(**mine)
    out = said()
    assert "You stand by it." in out and "Banner ads" in out and "A strong answer" in out and not out.startswith("✓")


def test_blanks_and_no_setup_are_no_faults(app, said):
    SHEET.submit(recommendation=____)
    assert "Not written yet." in said()
    session.end()
    SHEET._asked.clear()
    SHEET.submit(**{**GOOD, "owner": "everybody"})
    assert "nobody in particular" in said()
