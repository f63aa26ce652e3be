"""Disease states that part a group of patients in the bracket behind its size: they are no results.

>>> from pipeline.records import Concept
>>> text = "36例患者(难治19例,化疗后复发17例)接受治疗"
>>> relapse = Mention(15, 17, "METRIC", "复发", Concept("local:metric.relapse", "METRIC", "relapse"))
>>> is_part(Line(text, 0, len(text), (relapse,)), relapse)
True
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figures import code_of
from pipeline.relating.lines import Line

_STATES = ("relapse", "primary resistance")
"""Endpoints whose words also name the state in which patients were treated."""
_REFRACTORY_TOO = re.compile(r"难治性?[/或和及与、]?(?:早期|晚期|多次)?复发(?!率|\d)|复发性?[/或和及与、]?难治")
_GROUP = re.compile(
    r"(?:\d+\s*例(?:[^,;。()\d]|(?<=[A-Za-z0-9-])\d){0,40}|\b(?:patients|adults|children|participants|pts|cases)(?:\s+with\s+[^,;.()\d]{1,40})?\s*)$",
    re.IGNORECASE,
)
_OTHER_STATE = re.compile(
    r"初治|难治|原发|新诊断|未经治|初诊|[一二三首再多]次复发|(?:移植|化疗|治疗|停药)后复发"
    r"|\b(?:refractory|newly diagnosed|de novo|untreated|(?:first|second|third) relapse|relapse after)\b",
    re.IGNORECASE,
)


_OF_PRESENTATION = re.compile(r"表现|症状|体征|presenting", re.IGNORECASE)
_PRESENTING = re.compile(
    r"[^;。]{0,80}?(?:为|是|作为)(?:其|患者|最|主要|常见|多见|的)*(?:首发|起病|就诊|初诊)(?:时)?的?(?:主要)?(?:表现|症状|体征)"
)
_PRESENTED = re.compile(
    r"(?:首发|起病|就诊时|初诊时)(?:的)?(?:主要|常见)?(?:表现|症状|体征)(?:主要|多|常)?(?:以|为|包括|有|是)[^;。]{0,60}$"
    r"|\bpresenting (?:symptoms?|features?|complaints?)\b[^;.]{0,80}$",
    re.IGNORECASE,
)


def is_presenting(line: Line, metric: Mention) -> bool:
    """Whether an event is what patients came with, and no toxicity (`骨痛(77%)、贫血(66%)为主要首发表现`)."""
    if metric.type != "ADVERSE_EVENT" or _OF_PRESENTATION.search(line.text, line.start, line.end) is None:
        return False
    behind = _PRESENTING.match(line.text, metric.end, line.end)
    return behind is not None or _PRESENTED.search(line.text, line.start, metric.start) is not None


def is_part(line: Line, metric: Mention) -> bool:
    """Whether an endpoint names a part of the group in whose bracket it stands (`40例患者(复发25例、难治15例)`), or its disease (`难治复发患者`)."""
    if code_of(metric) not in _STATES:
        return False
    if _REFRACTORY_TOO.search(line.text[max(line.start, metric.start - 6) : metric.end + 6]):
        return True
    if not line.is_bracketed(metric.start):
        return False
    opened = line.text.rfind("(", line.start, metric.start)
    closed = line.text.find(")", metric.end, line.end)
    if opened < 0 or closed < 0 or not _GROUP.search(line.text, max(line.start, opened - 60), opened):
        return False
    counted = any(m.end <= opened and _BESIDE.fullmatch(line.between(m.end, opened)) for m in line.of("METRIC"))
    return not counted and _OTHER_STATE.search(line.text, opened, closed) is not None


_BESIDE = re.compile(r"\s*(?:者|为|有|共|仅)*\s*\d+\s*例(?:患者)?\s*")
"""What stands between an endpoint and the bracket behind its count (`复发5例(早期3例)`)."""
