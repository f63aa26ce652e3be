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

_WEEK = r"(?P<word>day|week|month|year)s?\s+(?P<of>\d+(?:\.\d+)?)"
_TIME = r"(?P<number>\d+(?:\.\d+)?)[\s-]*(?P<unit>days?|weeks?|months?|years?)"
_BEHIND = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:of (?:the )?patients\s+)?(?:at|by)\s+(?:{_WEEK}|{_TIME})\b(?! of follow)", re.IGNORECASE
)
_IN_BRACKET = re.compile(
    r"\s*\(\s*(?:at\s+)?(?P<number>\d+(?:\.\d+)?)[\s-]*(?P<unit>weeks?|months?|years?|个月|[周月年])(?:时|末)?\s*\)"
)
"""A landmark that fills the bracket behind a rate (`82%(1年)`)."""
_AGAINST = r"\s*(?:\([^()]*\)\s*)?(?:versus|vs\.?|compared (?:with|to)|against)\s+(?:only\s+|just\s+)?(?:\d|$)"
SET_AGAINST = re.compile(_AGAINST, re.IGNORECASE)
"""What makes a time behind `at` one of two figures, and no landmark (`longer with A, at 25 versus 16 months`)."""
_BEFORE = re.compile(
    rf"\b(?:at|by)\s+(?:{_WEEK}|{_TIME})\b(?! of follow)(?!{_AGAINST})|(?P<number2>\d+(?:\.\d+)?)\s*(?:个)?(?P<unit2>周|月|年)(?:时|末)",
    re.IGNORECASE,
)
_FRONTED = re.compile(rf"\s*{studies.FRONTED}", re.IGNORECASE)
"""A landmark that opens a sentence which goes on with the endpoint of the one before (`By week 48, the rates were 57% and 37%`)."""
_FOLLOWED = re.compile(r"(?:随访|中位|follow-up (?:of|was)|median)[^,;。\d]{0,12}$", re.IGNORECASE)
_HAN_TIME = r"(?:(?:在|于|至|到|第|(?:治疗|用药|停药|移植|随访|输注|回输|随机化?|化疗)后?)*\+?)(?P<number>(?!(?:19|20)\d\d年)\d+(?:\.\d+)?)\s*(?:个)?(?P<unit>周期|疗程|周|月|年|天)"
_PART = re.compile(r"[,;。(](?!\d)|[,;(](?=\d+(?:\.\d+)?\s*(?:个月|[周月年天]|个?(?:周期|疗程))(?!内|前))")
_OPENING = re.compile(
    rf"(?:率)?(?:而|但|则)?{_HAN_TIME}(?:时|末|后)?(?:则|已|仅|分别|依次|进一步|均|约)*"
    r"(?:降至|降为|下降至|降低至|升至|上升至|升高至|提高至|增至|达到?|为|是|:|\s)*(?:仅|约)?"
    r"(?:\d+(?:\.\d+)?%\s*(?:\([^()]*\)\s*)?(?:和|与|、|比|对|vs\.?)\s*)*"
)
"""A landmark and nothing else before a rate, from its endpoint or the beginning of its clause on (`1年OS率为80%,2年为65%`)."""
_RESUMED = re.compile(
    rf"[,;.]\s*(?:and|but|while|whereas|with)?\s*(?:the\s+)?(?:(?:at|by)\s+(?:{_WEEK}|{_TIME}),?\s+(?:(?:they|it|these|this|the rates?)\s+(?:was|were|had risen to|rose to|fell to)\s+)?"
    rf"|(?:corresponding\s+|respective\s+)?(?P<number3>\d+)[\s-](?P<unit3>weeks?|months?|years?)\s+(?:rates?|figures|estimates|values|probabilities)\s+(?:was|were)\s+)"
    r"(?:\d+(?:\.\d+)?%\s*(?:\([^()]*\)\s*)?(?:,|,?\s*and|versus|vs\.?)\s*){0,4}$",
    re.IGNORECASE,
)
"""A landmark that opens a part of an English sentence before its figures (`…; at month 12, 44% and 25%`, `; the 3-year rates were`)."""
_RESUMED_REACH = 110
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
    if match := _RESUMED.search(line.text, max(line.start, metric_end, value.start - _RESUMED_REACH), value.start):
        return _landmark(match)
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


_EVENT_TIME = re.compile(
    r"(?:第|移植后|输注后|治疗后|\+)*(?<![\d.~-])(?<!随访)(?<!超过)(?<!大于)(?<!小于)(?<!至少)(?<!不足)(?<![<>≤≥])(?P<number>\d{1,3}(?:\.5)?)\s*个?(?P<unit>月|年|周|天|日)(?:时|内)?的?(?:累[计积])?(?:发生)?(?:的)?"
    r"(?:[1-4Ⅰ-ⅤI-V]+(?:\s*[~～–-]\s*[1-4Ⅰ-ⅤI-V]+)?\s*[度级](?:及?以上)?|≥\s*\d\s*[级度]|急性|慢性|全身|所有|中?重度|重症|[\s的])*$"
    r"|(?<![\d.~-])(?P<number2>\d{1,3})[\s-](?P<unit2>days?|weeks?|months?|years?)\s+(?:cumulative\s+)?(?:(?:incidences?|rates?|risk|probability)\s+of\s+)?"
    r"(?:(?:any|all)[ -]grades?\s+|grades?\s+[\dIVX≥~–-]+\s+|severe\s+|moderate-to-severe\s+|clinically significant\s+)*$",
    re.IGNORECASE,
)
"""A landmark right before an event, with its grade (`100天Ⅱ~Ⅳ度aGVHD发生率`, `the 1-year incidence of chronic GVHD`)."""
_EVENT_RATE = re.compile(
    r"\s*(?:\([^()]*\)\s*)?的?(?:累[计积]|总)?(?:发生率|发病率|发生风险|率)|\s*(?:\([^()]*\)\s*)?(?:rates?|incidence)\b",
    re.IGNORECASE,
)
_LISTED_REACH = 16
_RATE_OF = re.compile(r"(?:incidences?|rates?|risk|probability)\s+of\b", re.IGNORECASE)


_LISTED_BEFORE = re.compile(
    r"\d\s*(?:个?[月年周天日]|days?|weeks?|months?|years?)?\s*(?:、|,|和|与|及|and)\s*第?$", re.IGNORECASE
)
"""What stands before the last of several times, of which none is that of all rates (`30天、60天感染发生率`)."""


def of_event(line: Line, event: Mention) -> str:
    """The landmark of the rate of an adverse event, told right before its name and in no list; or nothing."""
    start, landmark = time_of_event(line, event)
    is_listed = landmark and _LISTED_BEFORE.search(line.text, max(line.start, start - _LISTED_REACH), start)
    return "" if is_listed else landmark


def time_of_event(line: Line, event: Mention) -> tuple[int, str]:
    """Where the time right before the name of an adverse event begins, and its landmark; or nothing."""
    if event.type != "ADVERSE_EVENT":
        return event.start, ""
    told = _EVENT_TIME.search(line.text, max(line.start, event.start - 60), event.start)
    if told is None:
        return event.start, ""
    is_rate = _RATE_OF.search(told.group()) or _EVENT_RATE.match(line.text, event.end, line.end)
    return max(told.start("number"), told.start("number2")), _landmark(told) if is_rate else ""


_HEADED_BY = re.compile(
    r"\s*[,(]?\s*(?:at\s+)?第?(?:(?P<word>wk|week|day|month|mo|year)s?[\s-]?(?P<of>\d{1,3})|(?P<number>\d{1,3})[\s-]?(?P<unit>weeks?|wks?|months?|mos?|years?|yrs?|days?|周|个?月|年|天))(?=[\s),;%时末]|$)",
    re.IGNORECASE,
)


def of_header(line: Line, figure_kind: str, metric: Mention) -> str:
    """The landmark behind the name of a rate's endpoint in the header or label of a table (`MMR 12 mo`, `SVR35 (wk 24)`)."""
    told = _HEADED_BY.match(line.text, metric.end) if figure_kind in ("percent", "count") else None
    return _landmark(told) if told and "\t" not in told.group() and "\n" not in told.group() else ""


def of_rate(line: Line, value: Mention) -> str:
    """The landmark right before a rate (`6个月时的20%`) or in the bracket behind it, or nothing."""
    match = _ITS_OWN.search(line.text, max(line.start, value.start - 16), value.start) or _IN_BRACKET.match(
        line.text, value.end, line.end
    )
    return _landmark(match) if match else ""


def _landmark(match: re.Match[str]) -> str:
    """A time as the guideline writes it (`24 wk`)."""
    groups = match.groupdict()
    number = groups.get("of") or groups["number"] or groups.get("number2") or groups.get("number3")
    told = groups.get("word") or groups["unit"] or groups.get("unit3")
    word = f"{told.lower().rstrip('s')}s" if told and told.isascii() else told or groups.get("unit2") or ""
    return f"{number} {studies.unit(word)}"
