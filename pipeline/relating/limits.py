"""Figures that are the limits of a group or the error of a rate, and no results.

`PD-L1 1%~49%患者的ORR为21%`, `81% in those with >10%`, `89% (<10 y), 77% (10-15 y)`, `90.1% (standard error 1.8%)`.

>>> from pipeline.records import Measure
>>> text = "4年OS率为90.1%(标准误1.2%)"
>>> rates = [Mention(i, j, "VALUE", text[i:j], detail=Measure("percent", text[i : j - 1], "%")) for i, j in ((6, 11), (15, 19))]
>>> [is_limit(Line(text, 0, len(text), tuple(rates)), rate) for rate in rates]
[False, True]
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line

_ERROR = re.compile(
    r"(?:\b[Ss]tandard (?:errors?|deviations?)|(?<![A-Za-z])S\.?E\.?M?\.?|标准(?:误差?|差))(?:\s*\((?:SEM?|SD)\))?(?:\s|[,:=±为]|\bof\b|\bwas\b)*$"
)
"""What stands before the error of a rate."""
_ERROR_REACH = 32
_SIGNS = "<>≤≥⩽⩾"
_LIST = re.compile(r"\s*(?:、|,\s*(?:and\s)?|和|与|及|以及|\band\b|\bor\b|或|对|vs\.?)\s*")
_HEADS_ENDPOINT = re.compile(r"(?:(?:患者|患儿|者|组)(?:的|中(?:的)?|,)?|的(?:患者|患儿)(?:的|中(?:的)?|,)?)\s*")
_IS_ONE = re.compile(r"的?(?:患者|患儿|者)(?:则|也|仅|分别)*(?:为|仅|是|达)\s*\d")
"""Behind the limits of a group whose figure follows (`10%~29%者为87%`)."""
_RATE_TOLD = re.compile(
    r"(?:率|比例)?(?:则|也|均|仅|分别|依次)*(?:为|是|达|仅|约|:|=|\s)*\d|[^,;。%]{0,24}(?:分别|依次)"
)
_OF_THOSE_WITH = re.compile(
    r"\b(?:patients?|those|people|individuals|participants|children|adults|cases|tumou?rs?|disease|subgroups?|groups?|cohorts?)\s+(?:with|whose|having)\s+"
    r"(?:(?!\b(?:was|were|had|is|are|of|between|from|about|and|but|only|while|whereas|versus|vs)\b)[^,;:.()%]){0,40}(?:\bof\s+)?$",
    re.IGNORECASE,
)
_THOSE_REACH = 72
_OR_LESS = re.compile(r"\s+or\s+(?:less|more|higher|greater|lower|fewer|above|below)\b", re.IGNORECASE)
_CHANGED = re.compile(r"\s*(?:reduction|decrease|decline|increase|improvement|shrinkage|response)", re.IGNORECASE)
_RATE_OPENED, _CLOSED = re.compile(r"%\s*\(\s*(?:aged?\s+)?$"), re.compile(r"\s*(?:of age\s*|old\s*)?\)")
_OPENED_REACH = 12


def is_limit(line: Line, value: Mention) -> bool:
    """Whether a rate or a time bounds a group of patients, or tells how exact the rate before it is."""
    kind = measure_of(value).kind
    if kind == "duration":
        return _is_in_bracket_of_rate(line, value)
    if kind != "percent":
        return False
    if _ERROR.search(line.text, max(line.start, value.start - _ERROR_REACH), value.start):
        return True
    if _OR_LESS.match(line.text, value.end, line.end):
        return _is_behind_those(line, value)
    return _is_bound(value) and (_heads_figure(line, value) or _is_behind_those(line, value))


def _is_bound(value: Mention) -> bool:
    """Whether a rate is a range or has a sign, as limits of groups have."""
    return value.text[0] in _SIGNS or ("-" in measure_of(value).value and value.text[0].isdigit())


def _is_in_bracket_of_rate(line: Line, value: Mention) -> bool:
    """Whether a time fills the bracket behind a rate: an age or a landmark (`89% (<10 y)`, `82%(1年)`)."""
    opened = _RATE_OPENED.search(line.text, max(line.start, value.start - _OPENED_REACH), value.start)
    return opened is not None and _CLOSED.match(line.text, value.end, line.end) is not None


def _heads_figure(line: Line, value: Mention) -> bool:
    """Whether words of patients and the endpoint or the figure of a group follow its limits, or those of the next one."""
    last = value
    for other in line.of("VALUE"):
        if other.start >= last.end and _is_bound(other) and _LIST.fullmatch(line.between(last.end, other.start)):
            last = other
    if _IS_ONE.match(line.text, last.end, line.end):
        return True
    metric = next((m for m in line.of("METRIC", "ADVERSE_EVENT") if m.start >= last.end), None)
    if metric is None or not _HEADS_ENDPOINT.fullmatch(line.between(last.end, metric.start)):
        return False
    return _RATE_TOLD.match(line.text, metric.end, line.end) is not None


def _is_behind_those(line: Line, value: Mention) -> bool:
    """Whether the limits of a laboratory value tell whose rate stands before them (`22% in those with PD-L1 1-49%`)."""
    told = _OF_THOSE_WITH.search(line.text, max(line.start, value.start - _THOSE_REACH), value.start)
    if told is None or _CHANGED.match(line.text, value.end, line.end):
        return False
    named = line.of("METRIC", "ADVERSE_EVENT", "DISEASE", "DRUG", "REGIMEN", "DRUG_CLASS")
    if any(told.start() <= m.start and m.end <= value.start for m in named):
        return False
    return any(measure_of(v).kind == "percent" and v != value for v in line.of("VALUE"))
