"""What people who come from a spreadsheet type, and Python does not take: a comma in a number, a second =, ÷, a unit, an Excel function."""

import re
import unicodedata

from coursework.i18n import Phrase, _

__all__ = ["comma", "ends_with_commas", "excel", "loss", "number_with_comma", "typed", "with_size"]

QUOTED = r"(\"[^\"]*\"|'[^']*')"
SMALL = {"share", "share_difference", "times", "ratio", "percent", "points"}  # units in which nobody needs a comma for thousands
_POINT = _("Decimals are written with a point: `{number}`. A comma separates two things.")
_THOUSANDS = _("Leave the thousands comma out: a comma separates two things, so write `{number}`.")
_SIZES = {"k": 1_000, "K": 1_000, "千": 1_000, "万": 10_000, "百": 100}
_PYTHON = {"if", "else", "for", "in", "and", "or", "not", "is", "lambda", "await", "yield", "from"}
_EXCEL = {
    "SUM": "column.sum()", "AVERAGE": "column.mean()", "MEAN": "column.mean()", "MEDIAN": "column.median()", "STDEV": "column.std()", "COUNT": "column.count()",
    "COUNTA": "len(table)", "COUNTIF": 'table["column"].value_counts()', "COUNTIFS": 'table.groupby("column").size()', "SUMIF": 'table.groupby("column")["amount"].sum()',
    "SUMIFS": 'table.groupby("column")["amount"].sum()', "AVERAGEIF": 'table.groupby("column")["amount"].mean()', "SUMPRODUCT": "(a * b).sum()",
    "VLOOKUP": 'table.merge(other, on="column")', "XLOOKUP": 'table.merge(other, on="column")', "LOOKUP": 'table.merge(other, on="column")', "INDEX": 'table.loc["row", "column"]',
    "MATCH": 'table.loc["row", "column"]', "IF": 'table[table["column"] > 0]', "FILTER": 'table[table["column"] > 0]', "UNIQUE": "column.unique()", "RANK": "column.rank()", "IFERROR": "column.fillna(0)",
}  # fmt: skip


def excel(name) -> Phrase | None:
    """Say how a function of spreadsheets is written with pandas; ``None`` for any other name.

    Examples
    --------
    >>> print(excel("sumproduct"))
    `sumproduct` is a function of spreadsheets. In pandas it is written like `(a * b).sum()`.
    """
    form = _EXCEL.get(str(name).upper())
    return Phrase(_("`{name}` is a function of spreadsheets. In pandas it is written like `{form}`."), name=name, form=form) if form else None


def comma(value, unit=None) -> Phrase | None:
    """Say that a tuple of whole numbers was one number with a comma in it; ``None`` for anything else.

    Examples
    --------
    >>> print(comma((68, 26)))
    Decimals are written with a point: `68.26`. A comma separates two things.
    >>> print(comma((2, 0), "yuan"))
    Leave the thousands comma out: a comma separates two things, so write `2000`.
    """
    if type(value) is not tuple or len(value) < 2 or any(type(one) is not int for one in value) or any(one < 0 for one in value[1:]):
        return None
    groups = all(one == 0 or 100 <= one <= 999 for one in value[1:]) and value[0] != 0
    if groups and unit not in SMALL:
        return Phrase(_THOUSANDS, number="".join([str(value[0]), *(f"{one:03d}" for one in value[1:])]))
    return Phrase(_POINT, number=f"{value[0]}.{value[1]}") if len(value) == 2 else None


def ends_with_commas(value) -> Phrase | None:
    """Say that the four numbers of a tuple were two with decimal commas."""
    if type(value) is tuple and len(value) == 4 and all(type(one) is int for one in value) and min(value[1], value[3]) >= 0:
        low, high = (f"{value[n]}.{value[n + 1]}" for n in (0, 2))
        return Phrase(_("Decimals are written with a point, and the comma stands between the two ends: `({low}, {high})`."), low=low, high=high)
    return None


def number_with_comma(text) -> Phrase | None:
    """Say how the first number with a comma in it, in a line of code, is written; a blank behind the comma separates things as it should."""
    found = re.search(r"(?<![\w.,\"'])(-?\d+)((?:,\d+)+)(?![\d.]*\w)", text)
    if not found:
        return None
    first, rest = found.group(1), found.group(2)[1:].split(",")
    if first.lstrip("-") != "0" and len(first.lstrip("-")) <= 3 and all(len(part) == 3 for part in rest):
        return Phrase(_THOUSANDS, number=first + "".join(rest))
    return Phrase(_POINT, number=f"{first}.{rest[0]}")


def typed(source, line, unit=None) -> Phrase | None:
    """Say what a spreadsheet takes and Python does not, in a line that it cannot read; ``None`` if there is nothing of the kind."""
    lines = source.splitlines()
    text = lines[line - 1] if line and line <= len(lines) else source
    bare = re.sub(QUOTED, '""', text).split("#")[0]
    for look in (_sign, _unit, _date, _equals, lambda text: _percent(text, unit), number_with_comma, _words):
        found = look(bare)
        if found is not None:
            return found
    return None


def _sign(bare):
    if re.search(r"[¥￥$€]", bare):
        return Phrase(_("Leave the currency sign out: Python takes the number alone, as in `67`."))
    for sign, plain in (("÷", "/"), ("×", "*"), ("−", "-"), ("–", "-"), ("—", "-"), ("≥", ">="), ("≤", "<="), ("≠", "!=")):
        if sign in bare:
            return Phrase(_("`{sign}` is written `{plain}` in Python."), sign=sign, plain=plain)
    for sign in bare:
        plain = unicodedata.normalize("NFKC", sign)
        if plain != sign and plain in "+-*/=<>.%0123456789[]{}&|":
            return Phrase(_("`{sign}` is a full-width sign. Python reads `{plain}`, typed with the English keyboard."), sign=sign, plain=plain)
    return None


def _unit(bare):
    found = re.search(r"(?<![\w.])(\d[\d_]*(?:\.\d+)?)\s*(人|元|块|个|天|次|百|千|万|[kK]\b|yuan\b|RMB\b|CNY\b|people\b|persons?\b|days?\b|points?\b)", bare)
    if not found:
        return None
    number, unit = found.groups()
    if unit in _SIZES:
        whole = float(number.replace("_", "")) * _SIZES[unit]
        return Phrase(_("`{text}`: Python does not know the sign behind the number. Write it out: `{number}`."), text=found.group(0), number=f"{whole:.12g}")
    return Phrase(_("`{text}`: leave the unit out, Python takes the number alone: `{number}`."), text=found.group(0), number=number)


def loss(text) -> Phrase | None:
    """Say how a text that names a loss in words is written: with a minus.

    Examples
    --------
    >>> print(loss("a loss of 500"), loss("500"))
    A loss is a number with a minus before it, without quotes: `-500`. None
    """
    found = re.fullmatch(r"\s*(?:a )?(?:亏损?|负|损失|赔|loss(?: of)?|lose|losing|lost|minus|down)\s*了?\s*[¥￥]?\s*(\d[\d,_]*(?:\.\d+)?)\s*(?:元|块|yuan)?\s*", text, re.IGNORECASE)
    return Phrase(_("A loss is a number with a minus before it, without quotes: `{number}`."), number=f"-{found.group(1).replace(',', '')}") if found else None


def with_size(text) -> Phrase | None:
    """Say how a text that is a number with a size or a unit is written; ``None`` for any other.

    Examples
    --------
    >>> print(with_size("5万"), with_size("many"))
    `5万`: Python does not know the sign behind the number. Write it out: `50000`. None
    """
    return _unit(text.replace(",", "")) if re.fullmatch(r"\s*[¥￥]?\s*\d[\d,_]*(\.\d+)?\s*[^\d\s.,%％]+\s*", text) else None


def _date(bare):
    if re.search(r"(?<![\d-])\d{4}-\d{1,2}-\d{1,2}(?![\d-])", bare):
        return Phrase(_('A date is a text and needs quotes, as in `"2026-02-10"`.'))
    return None


def _equals(bare):
    if re.search(r"(?<![=<>!])=\s+=\s*[\w(]", bare):
        return Phrase(_("There is one `=` too many. A spreadsheet begins a formula with it; Python has the `=` behind the name already, so leave the second one out."))
    if re.search(r"=[^=]*[/*+)\w]\s*=\s*\d+(\.\d+)?\s*$", bare):
        return Phrase(_("There is one `=` too many: Python works the result out by itself, so leave the `=` and the number at the end out."))
    return None


def _percent(bare, unit):
    found = re.search(r"(\d[\d.]*|[)\]])\s*[%％]\s*($|[,)}\]])", bare)
    if found:
        number = found.group(1)
        if unit in ("people", "count"):
            return Phrase(_("`{text}` is a share of something. Wanted is how many people that makes in all: a number such as `120`, without the percent sign."), text=f"{number}%")
        if unit == "yuan":
            return Phrase(_("`{text}` is a share of something. Wanted is an amount in yuan, such as `9_900`, without the percent sign."), text=f"{number}%")
        if unit == "share" and re.fullmatch(r"\d+(\.\d+)?", number):
            return Phrase(_("Leave the percent sign out: as a share `{text}` is written `{number}`."), text=f"{number}%", number=f"{float(number) / 100:.12g}")
        return Phrase(_("Leave the percent sign out: write `0.3` for a share, or `30` where percent is asked for."))
    return None


def _words(bare):
    # Two words side by side, or a word beside a number, are no Python but for its own few words; nor is a Chinese sentence.
    for name, text in re.findall(r"(?:^|[(,]\s*)\s*([A-Za-z_]\w*)\s*=\s*([^\s\"'\[({=][^\"'=]*?)\s*,?\s*\)?\s*$", bare):
        pairs = re.findall(r"(?<![\w.])(?=(\w+)\s+(\w+))", text)
        if any(not set(pair) & _PYTHON and re.search("[^\\W\\d_]", "".join(pair)) for pair in pairs) or re.search(r"[\u4e00-\u9fff].*[\s，。；：、！？,]\s*\S", text):
            return Phrase(_("`{name}` is given a sentence without quotation marks. Put one before it and one behind it: `{form}`."), name=name, form=f'{name}="{text if len(text) <= 40 else text[:39] + "…"}"')
    found = re.search(r"(?<![\w=])(\w+)\s*=\s*([A-Za-z]\w*(?: [A-Za-z]\w*)+)\s*(?=[,)]|$)", bare)
    if found and not re.search(r"\b(if|else|for|in|and|or|not|is|lambda)\b", found.group(2)):
        return Phrase(_("A text needs quotes: `{form}`."), form=f'{found.group(1)}="{found.group(2)}"')
    return None
