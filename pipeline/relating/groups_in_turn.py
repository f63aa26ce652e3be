"""Groups of patients that each had a figure of one endpoint before a list of as many of the next.

`初治组ORR为72%,经治组为59%,中位PFS依次为13.0和16.5个月` goes through the two groups again, and all figures are of one arm.

>>> from pipeline.records import Endpoint, Measure, Mention
>>> text = "初治组ORR为72%,经治组为59%,中位PFS依次为13.0和16.5个月"
>>> def value(words, kind): return Mention(text.index(words), text.index(words) + len(words), "VALUE", words, detail=Measure(kind, words[:-1]))
>>> values = (value("72%", "percent"), value("59%", "percent"), value("13.0", "duration"), value("16.5个月", "duration"))
>>> metric = Mention(19, 24, "METRIC", "中位PFS", detail=Endpoint("PFS"))
>>> goes_through(Line(text, 0, len(text), values), (), Figure(metric, values[2], "respective list", 0, side=0, sides=2))
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating.arms import Arm
from pipeline.relating.figures import Figure, alike, measure_of
from pipeline.relating.lines import Line

_HEAD = re.compile(
    r"(?:其中|而|但|在|对于)*(?P<group>(?:[^,;。:()%]|\([^()%]{1,8}\)){2,24}?(?:亚组|组|者|患者|患儿|队列|人群))(?:\([^()]*\))?[^,;。()%]{0,16}"
)
_GROUPS = ("组", "者", "队列", "人群", "患儿")
_TREATED = re.compile(
    r"对照|安慰剂|观察组|研究组|[试实]验组|(?<!线)治疗组|(?<!后)化疗组|移植组|联合|单药|方案|[两各全本该此]组|[A-Za-z甲乙丙丁]组|[前后两二]者"
)
"""Words of a group that is told by its treatment, or of several."""


def goes_through(line: Line, arms: Sequence[Arm], figure: Figure) -> bool:
    """Whether as many groups of patients, none told by a treatment, each had a figure right before the endpoint of a list."""
    if figure.side < 0 or not any(word in line.text[line.start : figure.metric.start] for word in _GROUPS):
        return False
    told = [v for v in line.of("VALUE") if v.end <= figure.metric.start]
    kinds = alike(measure_of(told[-1]).kind) if told else ()
    told = [v for v in told if measure_of(v).kind in kinds][-figure.sides :]
    if len(told) < figure.sides or any(told[0].start <= arm.start < figure.value.start for arm in arms):
        return False
    return all(_is_of_group(line, arms, value.start) for value in told)


def _is_of_group(line: Line, arms: Sequence[Arm], offset: int) -> bool:
    """Whether the clause of a figure opens with a group of patients that no treatment tells."""
    opened = line.clause(offset)[0]
    head = _HEAD.fullmatch(line.text, opened, offset)
    if head is None or _TREATED.search(head["group"]):
        return False
    return not any(head.start("group") <= arm.start < head.end("group") for arm in arms)
