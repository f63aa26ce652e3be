"""Words for an event or a response that only tell the next group of an endpoint told before (`复发者为52%`, `PR者仅21%`).

>>> from pipeline.records import Endpoint
>>> text = "初诊患者CR率为81%,复发者为52%"
>>> told = (Mention(4, 7, "METRIC", "CR率", detail=Endpoint("CR")), Mention(12, 14, "METRIC", "复发", detail=Endpoint("relapse")))
>>> [tells_next(Line(text, 0, len(text), told), metric) for metric in told]
[False, True]
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figures import code_of, is_time_to_event, measure_of
from pipeline.relating.lines import Line

_RELAPSED, _RESPONSES = ("relapse",), ("CR", "CRi", "VGPR", "PR", "SD", "PD", "NR", "MRD-neg", "ORR")
_BEFORE = re.compile(r"[,;、](?:而|但)?(?P<words>[^,;。%\d、]{0,10})$")
_BARE = re.compile(r"(?:获得?|达到?|取得|仅|仅获|未获)*")
_FIGURE = re.compile(
    r"(?:的)?(?:患者|患儿|病例|者)(?:中)?(?:则|仅|只|也|却|分别)*(?:为|是|达|有)?\s*\d+(?:\.\d+)?\s*[%个年月]"
)
_PEOPLE = re.compile(r"(?:患者|患儿|病例|者|组)(?:的|中|中的)?\s*$")
_CONTRAST = re.compile(r"初诊|初治|新诊断|未治|难治|复发")
_REACH, _PEOPLE_REACH = 16, 12


def tells_next(line: Line, metric: Mention) -> bool:
    """Whether the patients with an event or a response have a figure of the endpoint that a group before them had."""
    code = code_of(metric)
    before = _BEFORE.search(line.text, max(line.start, metric.start - _REACH), metric.start)
    if before is None or code not in (*_RELAPSED, *_RESPONSES) or not _FIGURE.match(line.text, metric.end, line.end):
        return False
    told = [m for m in line.of("METRIC") if m.end <= metric.start]
    if code in _RELAPSED:
        return bool(told) and not metric.text[0].isdigit() and _is_of_opposites(line, told[-1])
    rates = [m for m in told if _is_of_group(line, m) and is_time_to_event(m) and _has_rate(line, m)]
    return _BARE.fullmatch(before["words"]) is not None and bool(rates)


def _is_of_opposites(line: Line, metric: Mention) -> bool:
    """Whether an endpoint is told of patients who can be set against those who relapsed (`初诊患者CR率`)."""
    heads = _CONTRAST.search(line.text, line.clause(metric.start)[0], metric.start)
    return heads is not None and _is_of_group(line, metric)


def _has_rate(line: Line, metric: Mention) -> bool:
    """Whether the first figure behind an endpoint is a rate: the next group of a median time has one, too."""
    figure = next((v for v in line.of("VALUE") if v.start >= metric.end), None)
    return figure is not None and measure_of(figure).kind == "percent"


def _is_of_group(line: Line, metric: Mention) -> bool:
    """Whether words for patients stand right before an endpoint (`初诊患者CR率`)."""
    return _PEOPLE.search(line.text, max(line.start, metric.start - _PEOPLE_REACH), metric.start) is not None
