"""Which things a sentence speaks of, and whether it gives them money or takes it away, in English and in Chinese."""

import re

__all__ = ["amounts", "mentioned", "moved"]

_SCALE = {"万": 10_000, "千": 1_000, "k": 1_000, "K": 1_000}
_AMOUNT = re.compile(r"([¥￥])?\s?(\d[\d,]*(?:\.\d+)?)\s?(万|千|[kK]\b)?\s?(yuan|RMB|CNY|元)?")
# What changes the direction of the money, the longest first. The signs: − takes away, + gives, ~ takes away until “to”, > gives after a “from”.
_TURNS = (
    ("-", r"不再|不要|不应该?|不该|别再?|不投|少投|停投|停掉|停止|暂停|砍掉|砍|撤|减少|减|除了|除|而不是|而非|不给|不用|停"),
    (">", r"挪到|挪给|挪去|移到|移给|转到|转给|转投|调到|调给|改投|换成"),
    ("~", r"从|由"),
    ("+", r"多投|投入|投给|投放到|投放|投向|加投|加大|扩大|增加|增投|押|加|给|全投|投"),
    ("-", r"\b(instead of|rather than|no more money (for|to|in)|stop\w*|cut\w*|reduc\w*|less|fewer|drop\w*|without|except|not|never|none|no|nothing|zero|paus\w*|decreas\w*|end|skip\w*|avoid|leave|leaving|ignor\w*|clos\w*|kill|withdraw|remov\w*|freez\w*|turn off|switch off|scrap|halv\w*|trim\w*|shrink|don't|cannot)\b"),
    ("~", r"\b(from|out of|away from|take)\b"),
    (">", r"\b(into|to|towards?|in favou?r of)\b"),
    ("+", r"\b(raise|increas\w*|add|more|invest\w*|spend|put|give|giving|allocat\w*|boost|double|triple|expand|grow|scale|lift|push|fund|buy|use|on|in|for|but)\b"),
)  # fmt: skip
_TURN = re.compile("|".join(f"(?P<t{n}>{pattern})" for n, (_sign, pattern) in enumerate(_TURNS)), re.IGNORECASE)
_AFTER = re.compile(r"^[^,，;；。、]{0,12}?(不再投|不投|停投|停掉|停止|暂停|砍掉?|撤掉?|减|一分不|归零|\b(nothing|no money|zero|(is|are|gets?|be) (stopped|cut|paused|dropped|out))|[¥￥]?\b0\b(?![\d,.]))", re.IGNORECASE)
_BECAUSE = re.compile(r"\b(because|since|as it|as they)\b|因为|由于|，因", re.IGNORECASE)
_SENTENCE = re.compile(r"[;；。!！?？]|\.(?!\d)")


def amounts(text) -> list[float]:
    """Return the sums of money in a sentence, in yuan: ¥6,000, 6000 yuan, 6千元, 1.5万, and bare numbers that can only be money.

    Examples
    --------
    >>> amounts("Move ¥6,000 in January 2026 and 1.5万 in 2 weeks")
    [6000.0, 15000.0]
    """
    found = []
    for sign, number, size, unit in _AMOUNT.findall(text):
        digits = number.replace(",", "")
        value = float(digits) * _SCALE.get(size, 1)
        if sign or size or unit or (value >= 500 and not ("," not in number and 2020 <= value <= 2035)):
            found.append(value)
    return found


def mentioned(text, words) -> list[tuple[str, int, int]]:
    """Return the things a text speaks of, in order: code, start, end. ``words`` is code to pattern; the first that fits wins."""
    pattern = re.compile("|".join(f"(?P<{code}>{one})" for code, one in words.items()), re.IGNORECASE)
    return [(found.lastgroup, found.start(), found.end()) for found in pattern.finditer(text) if found.lastgroup]


def moved(text, words) -> dict:
    """Return for each thing a sentence speaks of: 1 if it is given money, −1 if it is taken away, 0 if that is not said.

    Examples
    --------
    >>> moved("Move ¥6,000 from feed to search; stop tasks.", {"feed": "feed", "search": "search", "tasks": "tasks"})
    {'feed': -1, 'search': 1, 'tasks': -1}
    """
    reason = _BECAUSE.search(text)
    text = text[: reason.start()] if reason else text
    signs: dict = {}
    start = 0
    for stop in [*(found.end() for found in _SENTENCE.finditer(text)), len(text)]:
        for code, sign in _in_sentence(text[start:stop], words):
            signs[code] = max(signs.get(code, -1), sign) if code in signs else sign
        start = stop
    return signs


def _in_sentence(text, words):
    things = mentioned(text, words)
    taken = [(start, end) for _code, start, end in things]
    turns = [found for found in _TURN.finditer(text) if not any(start <= found.start() < end for start, end in taken)]
    steps = sorted([(found.start(), "turn", found) for found in turns] + [(start, "thing", (code, end)) for code, start, end in things], key=lambda step: step[0])
    state, leaving, negated, found = 0, False, False, []
    for _at, what, it in steps:
        if what == "turn":
            sign = _sign_of(it)
            if negated and sign in "+>" and it.group().lower() != "but":
                continue  # “do not spend on …”, “不要把钱投给 …”: the verb does not turn the no
            negated = sign == "-"
            if sign == ">":
                state = 1 if leaving or state == 0 else state
                leaving = False
            elif sign == "+" and it.group().lower() in ("on", "in", "for"):
                state = state or 1
            else:
                state, leaving = (1 if sign == "+" else -1), sign == "~"
        else:
            code, end = it
            negated = False
            after = _AFTER.match(_rest(text, end, things))
            found.append([code, -1 if after else state])
    return [tuple(one) for one in found]


def _sign_of(found):
    return next(_TURNS[int(name[1:])][0] for name, group in found.groupdict().items() if name[0] == "t" and name[1:].isdigit() and group is not None)


def _rest(text, end, things) -> str:
    """Return what follows a thing, with the things that stand beside it in the same breath left out: “A and B not”."""
    rest = text[end:]
    for _code, start, stop in things:
        if start >= end and re.fullmatch(r"\s*(and|和|与|、|及|,|/|&|or)?\s*(the\s)?", text[end:start]):
            end, rest = stop, text[stop:]
    return rest
