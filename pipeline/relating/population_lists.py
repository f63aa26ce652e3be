"""Populations that the figures of a comparison are told of, one each: listed in Chinese, set against each other in English.

`标危和高危患者3年OS率分别为78%和52%` names two groups in one phrase, `higher in younger than in elderly patients (72% vs 45%)` two
around its comparison. Each goes into `subgroup` as it is written.

>>> text = "标危和高危患者OS率分别为78%和52%。"
>>> of_sides(Line(text, 0, len(text), ()), 13, 2)
('标危', '高危')
"""

from __future__ import annotations

import re

from pipeline.relating import populations
from pipeline.relating.lines import Line

_JOINTS = re.compile(r"\s*(?:、|和|与|及|以及)\s*")
_IN_TURN = re.compile(r"分别|依次")
_OTHERS = re.compile(r"组|两臂|治疗前|前后|前、后|中?(?:男|女)|;|。")
_PRECEDING = re.compile(r"^(?:既往|年龄)(?=[\d<>≥≤])")
"""What is told once of all items of a list (`既往1线、2线及≥3线治疗`)."""
_TAIL = re.compile(r"(?<=线)治疗$")
_THAN = re.compile(
    r"\b(?:than|versus|vs\.?|compared with|compared to)\s+(?:(?:in|for|among|that in|those in|that of)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_TO_BRACKET = re.compile(
    r"(?:\s+(?:patients|adults|children|individuals|ones|cohort|group))?\s*\([^()]{0,24}$", re.IGNORECASE
)
_TWO = 2


def of_sides(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """The populations of as many figures, the first at an offset; or nothing."""
    return (
        _listed(line, offset, sides)
        or _cohorts(line, offset, sides)
        or (_compared(line, offset) if sides == _TWO else ())
    )


def _listed(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """The items of the one population before figures that are told in turn (`年龄18~39岁、40~59岁和≥60岁患者3年OS率分别为`)."""
    found = populations.between(line, line.start, offset)
    if not found:
        return ()
    start, words = found[-1]
    behind = line.between(start + len(words), offset)
    if not _IN_TURN.search(behind) or _OTHERS.search(behind):
        return ()
    items = _JOINTS.split(_TAIL.sub("", words))
    told = _PRECEDING.match(words)
    shared = told.group() if told else ""
    return (
        tuple(item if item.startswith(shared) else f"{shared}{item}" for item in items) if len(items) == sides else ()
    )


COHORT_LABEL = r"[A-ZⅠ-Ⅴ\d]{1,3}"
_LABELS = rf"{COHORT_LABEL}(?:,\s*{COHORT_LABEL}){{0,3}},?\s+and\s+{COHORT_LABEL}"
_COHORTS = re.compile(
    rf"队列\s?(?P<han>{COHORT_LABEL}(?:(?:、|和|与|及|以及)(?:队列)?\s?{COHORT_LABEL}){{1,4}})(?!组)[^,;。%组]{{0,30}}(?:分别|依次)[^,;。%\d]{{0,4}}$"
    rf"|\bcohorts\s+(?P<latin>{_LABELS})[^;.%\d]{{0,40}}$"
)
_COHORTS_BEHIND = re.compile(
    rf"[\d\s.%,和and]{{0,40}}?%?\s+in\s+(?:the\s+)?cohorts\s+(?P<latin>{_LABELS})(?:,?\s+respectively)?(?=\s*[,;.)])"
)


def _cohorts(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """The cohorts of a list by their labels, before or behind as many figures (`61%, 52% and 40% in cohorts A, B and C`)."""
    before = _COHORTS.search(line.text, max(line.start, offset - _REACH), offset)
    told = before or _COHORTS_BEHIND.match(line.text, offset, line.end)
    if told is None:
        return ()
    han = told.groupdict().get("han")
    labels = re.findall(COHORT_LABEL, han or told["latin"])
    return tuple(f"队列{label}" if han else f"cohort {label}" for label in labels) if len(labels) == sides else ()


_REACH = 80


def _compared(line: Line, offset: int) -> tuple[str, ...]:
    """Two populations around `than`, before a bracket with a figure of each."""
    found = populations.between(line, line.start, offset)
    if len(found) != _TWO:
        return ()
    (first, one), (second, other) = found
    is_told = _THAN.search(line.text, first + len(one), second) is not None
    return (one, other) if is_told and _TO_BRACKET.fullmatch(line.text, second + len(other), offset) else ()
