"""Times that are no endpoint's: a follow-up, an age, a landmark, the length of a treatment or of a cycle.

>>> from pipeline.records import Measure
>>> text = "中位用药时间为6.2个月"
>>> time = Mention(7, 12, "VALUE", "6.2个月", detail=Measure("duration", "6.2", "mo"))
>>> is_only_time(Line(text, 0, len(text), (time,)), time)
True
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figure_differences import is_gain
from pipeline.relating.figures import measure_of
from pipeline.relating.landmarks import SET_AGAINST
from pipeline.relating.lines import Line

_NOT_RESULTS = re.compile(
    r"(?:随访(?:时间)?(?:延长|更新)|(?:随访|随访时间|年龄|疗程|剂量|用药|给药|follow-up|\bfollowed|\bage|\baged|\bdose|\b(?:treatment )?duration of treatment)\b)"
    r"(?:(?![组者岁])[^,;。%]){0,12}$|\b(?:after|within|beyond|every|older than|younger than|maintenance|consolidation|observed at|seen at|found at)\s+$"
    r"|(?<!stood )(?<!estimated )(?<!remained )(?<!reported )(?<!came in )(?<!put )(?<!was )(?<!were )(?<!median )\bat\s+$",
    re.IGNORECASE,
)
_NO_RESULT_BEHIND = re.compile(
    r"\s*(?:内|后|前|时(?!间)|以内|的?随访|停用|停药|死亡|复发|行|给予|加用|[^,;。]{0,4}每)|\s+(?:or|and) (?:older|younger|above|over)\b|\s+(?:of age|old)\b"
)
_LANDMARK_RATE = re.compile(r"[\s-]*(?:rates?\b|率)", re.IGNORECASE)


def is_only_time(line: Line, value: Mention) -> bool:
    """Whether a duration is a follow-up, an age, a landmark, a time on treatment or a gain."""
    before = line.text[max(line.start, value.start - 24) : value.start]
    is_side = SET_AGAINST.match(line.text, value.end, line.end) is not None and _AT.search(before)
    return bool(
        (_NOT_RESULTS.search(before) and not is_side)
        or _OF_SCHEDULE.search(line.text, max(line.start, value.start - 48), value.start)
        or _NO_RESULT_BEHIND.match(line.text, value.end)
        or _RATE_AT.search(line.text, max(line.start, value.start - 40), value.start)
        or _LANDMARK_RATE.match(line.text, value.end)
        or is_gain(line, value)
        or _AFTER_EVENT.match(line.text, value.end, line.end)
        or _FOLLOWED.search(line.text, max(line.start, value.start - 110), value.start)
        or _is_listed_time(line, value)
        or _is_span(line, value)
        or _EXPECTED.search(line.text, max(line.start, value.start - 16), value.start)
        or _LIVED_OVER.search(line.text, line.clause(value.start)[0], value.start)
        or _is_other_time(line, value)
        or _TIME_OF_RATE.match(line.text, value.end, line.end)
    )


_TIME_OF_RATE = re.compile(
    r"(?<=-year)[,:]?\s*\d[\d.]*\s*%|(?<=-month)[,:]?\s*\d[\d.]*\s*%|:\s*\d[\d.]*\s*%"
    r"|(?:时|末|后)?(?:则|已|仅|分别|依次|约)*(?:的|为|是|达到?|(?:下?降|降低|上?升|升高|提高|增)(?:至|到|为))约?\s*\d{1,3}(?:\.\d+)?\s*%"
)
"""What makes a time the landmark of the rate behind it (`1年OS为80%,2年为65%`)."""
_STOOD = r"(?:已|仅|均|长)*(?:为|是|达到?|至|约|近|逾|超过|:|=|\s)*"
_OTHER_TIME = re.compile(
    rf"(?:中位|平均)(?!(?:总|无[^,;。]{{1,6}})?(?:生存|存活)|持续时间)[^,;。:()%\d]{{2,12}}?(?:时间|间隔|病程)(?:分别|依次)?{_STOOD}$"
    rf"|随访(?:时间)?{_STOOD}$"
    rf"|(?:最[长短](?:的|者|患者|一例|1例|生存者)+){_STOOD}$"
)
"""What a time is of that is no endpoint (`中位用药时间为6.2个月`, `最长者已达60个月`)."""


def _is_other_time(line: Line, value: Mention) -> bool:
    """Whether a clause says that a time is that of a treatment, of a follow-up or of the one who had the longest."""
    opened = max(line.clause(value.start)[0], value.start - 32)
    told = _OTHER_TIME.search(line.text, opened, value.start)
    if told is None:
        return False
    return not any(told.start() < m.end and m.start < value.start for m in line.of("METRIC"))


_LIVED_OVER = re.compile(
    r"(?:%|\d\s*例)[^,;。%]{0,16}?(?:生存|存活)(?:期|时间)?(?:超过|不足|长于|短于|大于|小于|达到?|逾|至少|已|[><≥≤]|\s)*$"
    r"|%\)?\s+(?:of\s+[^,;.%]{0,40}?)?(?:survived|lived|were alive)\s+(?:for\s+)?(?:more than|longer than|over|beyond|at least|less than|[><≥≤]|\s)*$",
    re.IGNORECASE,
)
"""What makes a time the landmark of a share of patients (`30%的患者生存超过5年`)."""
_PLANNED_FOLLOW_UP = re.compile(
    r"\b(?:assessed|evaluated|monitored|measured|followed|observed|estimated)\s+(?:for\s+|until\s+|over\s+)?$",
    re.IGNORECASE,
)
_LOOKED_AT_UNTIL = re.compile(r"(?:评估|观察|监测|随访)(?:时间)?(?:至|到|长达|最长)+(?:第)?\s*$")
_TO_ANOTHER = re.compile(r"[^,;。.]{0,40}\bto\s+\d", re.IGNORECASE)
_FROM_ON = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_ON = re.compile(r"\s+(?:after|post|following|onwards?|from|on\b(?!\s+(?:the|an?|placebo)\b))", re.IGNORECASE)
"""Round a time from which on something holds (`better OS from 6 months after diagnosis`)."""
_EXPECTED = re.compile(
    r"(?:预期|预计|估计)(?:的)?(?:生存(?:期|时间)?|寿命)(?:大于|至少|超过|不少于|为|在|\s)*$|\blife expectancy(?: of)?(?: at least| more than|\s)*$",
    re.IGNORECASE,
)
"""What patients had to be expected to live to be enrolled (`预期生存期≥3个月`)."""


def _is_span(line: Line, value: Mention) -> bool:
    """Whether a time says how long an endpoint is looked at, or from when on something holds."""
    if _LOOKED_AT_UNTIL.search(line.text, max(line.start, value.start - 12), value.start):
        return True
    if measure_of(value).value[:1] in "≤<" and _PLANNED_FOLLOW_UP.search(
        line.text, max(line.start, value.start - 24), value.start
    ):
        return True
    if _TO_ANOTHER.match(line.text, value.end, line.end):
        return False
    is_opened = _FROM_ON.search(line.text, max(line.start, value.start - 6), value.start)
    return bool(is_opened and _ON.match(line.text, value.end, line.end))


_AFTER_EVENT = re.compile(r"\s+(?:after|from|post|following)[\s-][a-z -]{2,30}?\s(?:was|were)\b", re.IGNORECASE)
"""What makes a time a landmark (`OS and PFS 12 months after infusion were 57% and 36%`)."""
_FOLLOWED = re.compile(
    r"(?:follow-up|\bfollowed)(?:(?!\bmedian\b)[^,;。%()]){0,80}\d[^,;。%()]{0,40}\band\s+$|随访[^,;。%()]{0,24}\d[^,;。%()]{0,10}(?:和|与|及|、)\s*$",
    re.IGNORECASE,
)
"""The second of two follow-ups (`a median follow-up for PFS of 48.7 and 44.9 months`)."""
_TIMES_BEFORE = re.compile(
    r"\b(?:at|by)\s+(?:\d[\d.]*(?:[\s-]*(?:months?|years?|weeks?))?(?:\s*,\s*(?:and\s+)?|\s+and\s+)){1,4}$"
)
_TIMES_BEHIND = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)\d[\d.]*(?:\s*,\s*|\s+and\s+|\s*(?:months|years|weeks)\b)")
_AT = re.compile(r"\b(?:at|by)\s+$")


def _is_listed_time(line: Line, value: Mention) -> bool:
    """Whether a time is one of several at which an endpoint was measured (`PFS at 12, 24 and 36 months was…`)."""
    opened = max(line.start, value.start - 48)
    if _TIMES_BEFORE.search(line.text, opened, value.start):
        return True
    return bool(_AT.search(line.text, opened, value.start) and _TIMES_BEHIND.match(line.text, value.end, line.end))


_RATE_AT = re.compile(r"%\s*(?:\([^()]*\)\s*)?(?:of (?:the )?patients\s+)?(?:at|by)\s+$", re.IGNORECASE)
"""What stands between a rate and its landmark (`61% at 6 months`)."""
_OF_SCHEDULE = re.compile(
    r"\b(?:cycles?|courses?|(?<!free )intervals?|delays?|hospital stays?|interruptions?|infusions?|washout|prophylaxis|look-?back)"
    r"(?:\s+(?:that|which|had|has|have|was|were|is|of|lasting|lasted|longer|than|for|each|often))*\s*$",
    re.IGNORECASE,
)
"""What a time is the length of that is no outcome (`a cycle exceeded 14 days`)."""
