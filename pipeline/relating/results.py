"""Which figures of a line are results at all, and not ages, doses, planned margins, sizes of groups or differences.

>>> from pipeline.records import Measure
>>> text = "I²=3%,有效率为61%"
>>> rates = [Mention(i, j, "VALUE", text[i:j], detail=Measure("percent", text[i : j - 1], "%")) for i, j in ((3, 5), (10, 13))]
>>> [is_result(Line(text, 0, len(text), tuple(rates)), rate) for rate in rates]
[False, True]
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating import limits, other_courses
from pipeline.relating.clone_sizes import is_clone_size
from pipeline.relating.counted_patients import is_counted, is_enclosed, is_size_in_bracket
from pipeline.relating.denominators import group_size, is_group
from pipeline.relating.figure_differences import is_difference, is_multiple
from pipeline.relating.figure_gaps import RATE_BEHIND
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line
from pipeline.relating.other_times import is_only_time
from pipeline.relating.planned_figures import PLANNED, is_assumed, is_goal, is_required
from pipeline.relating.resumed_endpoints import tells_carriers
from pipeline.relating.thresholds import is_of_level, is_threshold
from pipeline.relating.treated_shares import is_of_treated

_NONE_OF_THEM = re.compile(r"(?:患者)?(?:中)?(?:均|全部|都)?(?:无一|均未|都未|未)")
_HETEROGENEITY = re.compile(
    r"(?:\bI\s?(?:\^?2|²)(?![A-Za-z\d])[^;。()%]{0,12}(?:\d%?[,;，]?\s*(?:P\s*)?)?|\bheterogeneity,?\s*(?:P\s*)?[<>=]?\s*)$"
)
"""How far the studies of a meta-analysis differ, before its share and P value (`I²=3%,P=0.41`; Higgins 2003)."""


def is_result(line: Line, value: Mention) -> bool:
    """Whether a figure is one that was found, and not a plan, a follow-up, a landmark, a difference or a group's size."""
    measure = measure_of(value)
    if _HETEROGENEITY.search(line.text, max(line.start, value.start - 32), value.start):
        return False
    if measure.kind == "ratio" and PLANNED.search(line.text, max(line.start, value.start - 60), value.start):
        return False
    if measure.kind in ("percent", "duration") and is_assumed(line, value.start):
        return False
    if limits.is_limit(line, value) or (measure.kind == "duration" and is_only_time(line, value)):
        return False
    if measure.kind == "not_reached" and _is_of_nonresponders(line, value):
        return False
    if measure.kind == "p_value" and is_required(line, value):
        return False
    if measure.kind == "count" and (_NONE_OF_THEM.match(line.text, value.end) or tells_carriers(line, value)):
        return False
    if measure.kind == "percent" and (
        is_difference(line, value)
        or is_goal(line, value)
        or is_threshold(line, value)
        or is_multiple(line, value)
        or is_of_treated(line, value)
        or is_of_level(line, value)
        or is_clone_size(line, value)
        or other_courses.is_of_others(line, value)
    ):
        return False
    if measure.kind != "count" or measure.n:
        return True
    if is_size_in_bracket(line, value):
        return False
    if measure.value == "0" or is_counted(line, value) or is_enclosed(line, value):
        return True
    return bool(RATE_BEHIND.match(line.text, value.end)) or (
        not is_group(line, value) and bool(group_size(line, value))
    )


_NONRESPONDERS = re.compile(r"\s*(?:者|的?患者|的?患儿|的?病例|组)")


def _is_of_nonresponders(line: Line, value: Mention) -> bool:
    """Whether words of not reaching tell patients without a response, and no median (`优于未达到者`, `未达到CR者`)."""
    if _NONRESPONDERS.match(line.text, value.end, line.end):
        return True
    return any(m.start == value.end for m in line.of("METRIC"))
