"""Groups of patients that each had a figure of one endpoint before a list of as many of the next.

`初治组ORR为72%,经治组为59%,中位PFS依次为13.0和16.5个月` goes through the two groups again, and all figures are of one arm;
`前者中位PFS为13.0个月` takes up the first of them.

>>> from pipeline.records import Endpoint, Measure, Mention
>>> text = "初治组ORR为72%,经治组为59%,中位PFS依次为13.0和16.5个月"
>>> def value(words, kind): return Mention(text.index(words), text.index(words) + len(words), "VALUE", words, detail=Measure(kind, words[:-1]))
>>> values = (value("72%", "percent"), value("59%", "percent"), value("13.0", "duration"), value("16.5个月", "duration"))
>>> metric = Mention(19, 24, "METRIC", "中位PFS", detail=Endpoint("PFS"))
>>> of_figure(Line(text, 0, len(text), values), (), Figure(metric, values[2], "respective list", 0, side=0, sides=2))
'初治'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating.arms import Arm
from pipeline.relating.figures import Figure, alike, measure_of
from pipeline.relating.lines import Line

_HEAD = re.compile(
    r"(?:其中|而|但|在|对于)*(?P<group>(?:[^,;。:()%]|\([^()%]{1,8}\)){2,24}?(?:亚组|组|者|患者|患儿|队列|人群))(?:\s?\([^()]*\))?[^,;。()%]{0,16}"
)
_GROUPS = ("组", "者", "队列", "人群", "患儿")
_PEOPLE = re.compile(r"的?(?:亚组|组|患者|患儿|者|队列|人群)$")
_PRONOUN = re.compile(r"(?:其中|而|但|在)*(?P<word>[前后]者)")
_PAIR = 2
_TREATED = re.compile(
    r"对照|安慰剂|观察组|研究组|[试实]验组|(?<!线)治疗组|(?<!后)化疗组|移植组|联合|单药|方案|[两各全本该此]组|[A-Za-z甲乙丙丁]组|[前后两二]者"
)
"""Words of a group that is told by its treatment, or of several."""


def of_figure(line: Line, arms: Sequence[Arm], figure: Figure) -> str:
    """The group of a figure of a list that goes through the groups told before it, or of a pronoun for one; or nothing."""
    if figure.side >= 0:
        told = before(line, arms, figure.metric.start, figure.sides)
        is_left = any(figure.metric.start <= arm.start < figure.value.start for arm in arms)
        return "" if is_left or not told else told[-1 - figure.side if figure.reversed else figure.side]
    taken_up = _PRONOUN.match(line.text, line.clause(figure.value.start)[0], figure.value.start)
    told = before(line, arms, taken_up.start(), _PAIR) if taken_up else ()
    return told[taken_up["word"] == "后者"] if told and taken_up else ""


def before(line: Line, arms: Sequence[Arm], offset: int, number: int) -> tuple[str, ...]:
    """The groups of patients, none told by a treatment, that each had a figure right before an offset, as many as asked for."""
    if not any(word in line.text[line.start : offset] for word in _GROUPS):
        return ()
    told = [v for v in line.of("VALUE") if v.end <= offset]
    kinds = alike(measure_of(told[-1]).kind) if told else ()
    told = [v for v in told if measure_of(v).kind in kinds][-number:]
    if len(told) < number or any(told[0].start <= arm.start < offset for arm in arms):
        return ()
    names = tuple(_group_of(line, arms, value.start) for value in told)
    return names if all(names) and len(set(names)) == number else ()


def _group_of(line: Line, arms: Sequence[Arm], offset: int) -> str:
    """The group of patients, told by no treatment, that the clause of a figure opens with; or nothing."""
    opened = line.clause(offset)[0]
    head = _HEAD.fullmatch(line.text, opened, offset)
    if head is None or _TREATED.search(head["group"]):
        return ""
    start, end = head.span("group")
    if any(start <= arm.start < end for arm in arms):
        return ""
    altered = [m for m in line.of("ALTERATION") if m.start == start]
    return altered[0].name if altered else _PEOPLE.sub("", head["group"].strip())
