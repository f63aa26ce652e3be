"""Words for an event or a response that only tell the next group of an endpoint told before (`复发者为52%`, `PR者仅21%`).

>>> from pipeline.records import Endpoint
>>> text = "初诊患者CR率为81%,复发者为52%"
>>> told = (Mention(4, 7, "METRIC", "CR率", detail=Endpoint("CR")), Mention(12, 14, "METRIC", "复发", detail=Endpoint("relapse")))
>>> [tells_next(Line(text, 0, len(text), told), metric) for metric in told]
[False, True]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.records import Mention
from pipeline.relating.figures import code_of, measure_of
from pipeline.relating.lines import Line

_RELAPSED = "relapse"
_BEFORE = re.compile(r"[,;、](?:而|但)?(?P<words>[^,;。%\d、]{0,10})$")
_BARE = re.compile(r"(?:未|没有|无|能|曾|获得?|达到?|取得|实现|仅|了|过|早期|深度|最佳|持续|至少|\s)*")
_FIGURE = re.compile(
    r"\s*(?:及以上|以上)?(?:的)?(?:患者|患儿|病例|者)(?:中)?(?:则|仅|只|也|却|分别)*(?:为|是|达|有)?\s*\d+(?:\.\d+)?(?![\d.]|\s*[例名人])"
)
"""Behind the response or event that tells the next group, its figure and no number of patients (`PR者为45%`)."""
WHO = re.compile(r"\s*(?:\([^()]*\))?(?:及以上|以上)?(?:疗效)?(?:的)?(?:患者|患儿|病例|者)")
"""What stands behind the response of patients of whom another endpoint is told (`6个月时达到MMR的患者OS更好`)."""
_ITS_ENDPOINT = re.compile(rf"{WHO.pattern}(?:的|中的?)?(?:\d{{1,2}}年|中位)?")
_PEOPLE = re.compile(r"(?:患者|患儿|病例|者|组)(?:的|中|中的)?\s*$")
_CONTRAST, _AGAIN = re.compile(r"初诊|初治|新诊断|未治|难治"), re.compile(r"复发")
_TIME = re.compile(r"随访|\d\s*(?:年|个?月|周)")
_REACH, _PEOPLE_REACH = 16, 12


def tells_next(line: Line, metric: Mention) -> bool:
    """Whether the patients with an event or a response have a figure of the endpoint that a group before them had."""
    before = _BEFORE.search(line.text, max(line.start, metric.start - _REACH), metric.start)
    if before is None or not _FIGURE.match(line.text, metric.end, line.end):
        return False
    told = [m for m in line.of("METRIC") if m.end <= metric.start]
    if code_of(metric) == _RELAPSED:
        return bool(told) and not metric.text[0].isdigit() and _is_of_opposites(line, told[-1], before)
    return _BARE.fullmatch(before["words"]) is not None and _has_responders(line, told, _kind_behind(line, metric))


def _has_responders(line: Line, told: Sequence[Mention], kind: str) -> bool:
    """Whether a line told another endpoint of a group by its response, in figures of the kind (`CR者3年OS率为72%,PR者为45%`)."""
    return any(
        first.name != second.name
        and _ITS_ENDPOINT.fullmatch(line.between(first.end, second.start))
        and _kind_behind(line, second) == kind
        for first, second in pairwise(told)
    )


def _kind_behind(line: Line, metric: Mention) -> str:
    """The kind of the first figure behind an endpoint: the next group of a median has a median, too."""
    figure = next((v for v in line.of("VALUE") if v.start >= metric.end), None)
    return measure_of(figure).kind if figure else ""


def _is_of_opposites(line: Line, metric: Mention, before: re.Match[str]) -> bool:
    """Whether an endpoint is told of patients who can be set against those who relapsed, with no time between (`初诊患者CR率`)."""
    opened = line.clause(metric.start)[0]
    heads = _CONTRAST.search(line.text, opened, metric.start)
    heads = heads or (_AGAIN.search(line.text, opened, metric.start) if before["words"] else None)
    figure = next((v for v in line.of("VALUE") if v.start >= metric.end), metric)
    is_later = figure.end < before.end() and _TIME.search(line.text, figure.end, before.end())
    return heads is not None and _is_of_group(line, metric) and not is_later


def _is_of_group(line: Line, metric: Mention) -> bool:
    """Whether words for patients stand right before an endpoint (`初诊患者CR率`)."""
    return _PEOPLE.search(line.text, max(line.start, metric.start - _PEOPLE_REACH), metric.start) is not None
