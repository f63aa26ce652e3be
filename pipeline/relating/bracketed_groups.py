"""Two groups of a Chinese comparison with their figures in a bracket each: `甲组ORR(52%)高于乙组(26%)`.

The second figure is of the same endpoint and of the group before its bracket, which may have no name of its own (`联合组`).
The comparator may be told first (`与乙组(26%)相比,甲组ORR(52%)更高`): its figure is of the endpoint behind it.

>>> bool(_SECOND.fullmatch("发生率(31%)低于____组(")), bool(_SECOND.fullmatch("发生率(31%),而____组("))
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating.figure_gaps import masked
from pipeline.relating.figures import alike, fits, measure_of
from pipeline.relating.lines import Line

_THAN = r"(?:均|也|亦|则|都|明显|显著|略|稍|更|远)*[高低多少长短好差优劣大小]于"
_SECOND = re.compile(
    rf"(?:的)?(?:总体?)?(?:发生率|发生比例|发病率|率)?\s*\(\s*\d[^()]{{0,32}}\)\s*{_THAN}[^,;。%()]{{1,24}}\(\s*"
)
_UNNAMED = re.compile(
    rf"{_THAN}(?P<group>[^,;。%()]{{0,8}}?(?:联合|[单双两二三四]药|常规|标准|传统|序贯|强化|[试实]验|研究|新方案|新药)[^,;。%()]{{0,6}}?组)(?:患者)?\(\s*$"
)
"""A group of a treatment without a name before the bracket with its figure (`优于联合组(`)."""
_COMPARED_FIRST = re.compile(r"(?:^|[;。,:])\s*(?:而|且|但)?(?:与|较|比|同|相比于|相较于|较之)[^,;。()%]{1,32}\(\s*$")
_CLOSES = re.compile(r"[^()]{0,32}\)\s*(?:患者)?(?:相比|相较|比较|对比)?\s*,")
_ITS_FIGURE = re.compile(r"(?:率|水平|则|为|达|仅|约|\s)*\(?\s*")


def is_second(line: Line, metric: Mention, value: Mention) -> bool:
    """Whether a bracket behind the second group of a comparison holds a figure of the endpoint that the first one's is of."""
    return _SECOND.fullmatch(masked(line, metric.end, value.start)) is not None


def is_compared_first(line: Line, value: Mention) -> bool:
    """Whether a figure is that of a comparator, in its bracket before what is compared with it."""
    if line.text[value.start - 1 : value.start] != "(" or _CLOSES.match(line.text, value.end, line.end) is None:
        return False
    opened = max(line.start, value.start - _REACH)
    return _COMPARED_FIRST.search(masked(line, opened, value.start)) is not None


_REACH = 48


def metric_behind(line: Line, value: Mention, metrics: Sequence[Mention]) -> Mention | None:
    """The endpoint of the figure of a comparator told first: that of the figure that is compared with it."""
    metric = next((m for m in metrics if m.start >= value.end), None)
    if metric is None or not fits(metric, measure_of(value)) or not is_compared_first(line, value):
        return None
    own = next((v for v in line.of("VALUE") if v.start >= metric.end), None)
    if own is None or measure_of(own).kind not in alike(measure_of(value).kind):
        return None
    return metric if _ITS_FIGURE.fullmatch(line.between(metric.end, own.start)) else None


def unnamed_group(line: Line, value: Mention) -> tuple[int, int] | None:
    """Where the words for a group without a name stand, before the bracket that opens with a figure; or nothing."""
    told = _UNNAMED.search(line.text, max(line.start, value.start - _REACH), value.start)
    return told.span("group") if told else None
