"""The landmark of a figure that its own part of the sentence tells, beside or before it, and not the endpoint's name.

`61% at 6 months and 50% at 24 months`, `24周MMR率25%,96周时升至38%`, `by week 96 it had risen to 38%`.

>>> from pipeline.records import Measure, Mention
>>> text = "RFS was 61% at 6 months"
>>> beside(Line(text, 0, len(text), ()), Mention(8, 11, "VALUE", "61%", detail=Measure("percent", "61", "%")), 3)
'6 mo'
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating import studies
from pipeline.relating.lines import Line

_WEEK = r"(?P<word>week|month|year)s?\s+(?P<of>\d+(?:\.\d+)?)"
_TIME = r"(?P<number>\d+(?:\.\d+)?)[\s-]*(?P<unit>weeks?|months?|years?)"
_BEHIND = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:of (?:the )?patients\s+)?(?:at|by)\s+(?:{_WEEK}|{_TIME})\b(?! of follow)", re.IGNORECASE
)
_AGAINST = r"\s*(?:\([^()]*\)\s*)?(?:versus|vs\.?|compared (?:with|to)|against)\s+(?:only\s+|just\s+)?(?:\d|$)"
SET_AGAINST = re.compile(_AGAINST, re.IGNORECASE)
"""What makes a time behind `at` one of two figures, and no landmark (`longer with A, at 25 versus 16 months`)."""
_BEFORE = re.compile(
    rf"\b(?:at|by)\s+(?:{_WEEK}|{_TIME})\b(?! of follow)(?!{_AGAINST})|(?P<number2>\d+(?:\.\d+)?)\s*(?:个)?(?P<unit2>周|月|年)(?:时|末)",
    re.IGNORECASE,
)
_FRONTED = re.compile(rf"\s*(?:at|by|after)\s+(?:{_WEEK}|{_TIME})\s*,", re.IGNORECASE)
"""A landmark that opens a sentence which goes on with the endpoint of the one before (`By week 48, the rates were 57% and 37%`)."""
_FOLLOWED = re.compile(r"(?:随访|中位|follow-up (?:of|was)|median)[^,;。\d]{0,12}$", re.IGNORECASE)
_HAN_TIME = r"(?:在|于|至|到|第|治疗|用药|停药|移植|随访)*(?P<number>(?!(?:19|20)\d\d年)\d+(?:\.\d+)?)\s*(?:个)?(?P<unit>周期|疗程|周|月|年)"
_PART = re.compile(r"[,;。(](?!\d)|[,;(](?=\d+(?:\.\d+)?\s*(?:个月|[周月年]|个?(?:周期|疗程))(?!内|前))")
_OPENING = re.compile(
    rf"(?:率)?(?:而|但|则)?{_HAN_TIME}(?:时|末|后)?(?:则|已|仅|分别|依次|进一步|均|约)*"
    r"(?:降至|降为|下降至|降低至|升至|上升至|升高至|提高至|增至|达到?|为|是|:|\s)*(?:仅|约)?"
    r"(?:\d+(?:\.\d+)?%\s*(?:\([^()]*\)\s*)?(?:和|与|、|比|对|vs\.?)\s*)*"
)
"""A landmark and nothing else before a rate, from its endpoint or the beginning of its clause on (`1年OS率为80%,2年为65%`)."""
_ITS_OWN = re.compile(
    rf"{_HAN_TIME}(?:时|末|后)?的$|(?<![\d.])(?P<number3>\d+(?:\.\d+)?)-(?P<unit3>week|month|year)[,:]?\s+$",
    re.IGNORECASE,
)
"""A landmark right before a rate (`由6个月时的20%升至12个月时的45%`, `3-year 55%`)."""


def beside(line: Line, value: Mention, metric_end: int) -> str:
    """The landmark of a figure told right behind it, or before it in a part of the line that the endpoint stands before.

    Args:
        line: The line.
        value: The figure.
        metric_end: Where its endpoint ends.
    """
    if match := _BEHIND.match(line.text, value.end, line.end):
        return _landmark(match)
    if own := of_rate(line, value):
        return own
    if metric_end <= line.start and (fronted := _FRONTED.match(line.text, line.start, value.start)):
        return _landmark(fronted)
    parts = _PART.finditer(line.text, max(line.start, metric_end - 1), value.start)
    opened = max((m.end() for m in parts), default=line.start)
    if match := _OPENING.fullmatch(line.text, max(opened, metric_end), value.start):
        return _landmark(match)
    if metric_end > opened:
        return ""
    found = [
        m
        for m in _BEFORE.finditer(line.text, opened, value.start)
        if not _FOLLOWED.search(line.text, opened, m.start())
    ]
    return _landmark(found[-1]) if found else ""


def of_rate(line: Line, value: Mention) -> str:
    """The landmark right before a rate (`6个月时的20%`), or nothing."""
    match = _ITS_OWN.search(line.text, max(line.start, value.start - 16), value.start)
    return _landmark(match) if match else ""


def _landmark(match: re.Match[str]) -> str:
    """A time as the guideline writes it (`24 wk`)."""
    groups = match.groupdict()
    number = groups.get("of") or groups["number"] or groups.get("number2") or groups["number3"]
    told = groups.get("word") or groups["unit"] or groups.get("unit3")
    word = f"{told.lower().rstrip('s')}s" if told and told.isascii() else told or groups.get("unit2") or ""
    return f"{number} {studies.unit(word)}"
