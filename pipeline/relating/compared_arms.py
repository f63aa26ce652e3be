"""Whose direction it is: the arm that a comparison in words stands with, and what an outcome of the comparator means.

`水肿多见于乙组` and `Edema was more frequent with B` name the arm behind the words, `QT延长以甲药稍多` right before them. A row of
direction is the tested arm's (guideline, section 4): what is said of the comparator is turned round.

>>> turned("worsened"), turned("no_difference")
('improved', 'no_difference')
"""

from __future__ import annotations

import re

from pipeline.relating.arms import Arm
from pipeline.relating.directions import Direction
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import Reading

_WITH = re.compile(
    r"\s*(?:发生)?[于在](?:接受|使用|应用)?|\s+(?:with|in|on|for|among|under|after)\s+(?:the\s+|those\s+(?:on|given|receiving|treated with)\s+|patients\s+(?:on|given|receiving|treated with)\s+|recipients of\s+)?",
    re.IGNORECASE,
)
"""Between the words of a direction and the arm that they are told of (`more frequent with A`, `多见于甲组`)."""
_BY = re.compile(r"以$")
_OPPOSITES = {"improved": "worsened", "worsened": "improved"}


def own(reading: Reading, direction: Direction) -> Arm | None:
    """The arm that stands right behind the words of a direction, or before them behind 以; or nothing."""
    line = reading.line
    for arm in reading.arms:
        if arm.start >= direction.end and _WITH.fullmatch(line.between(direction.end, arm.start)):
            return arm
        if arm.start == direction.end and is_of_place(line, direction):
            return arm
        is_before = direction.metric.end <= arm.start and arm.end <= direction.start
        if is_before and _BY.search(line.between(direction.metric.end, arm.start)) and _adjoins(line, arm, direction):
            return arm
    return None


def is_of_place(line: Line, direction: Direction) -> bool:
    """Whether the words of a direction go on to who has the event (`多见于甲组`), and not to what is compared."""
    return line.text[direction.start : direction.end].endswith("见于")


def _adjoins(line: Line, arm: Arm, direction: Direction) -> bool:
    """Whether an arm stands right before the words of a direction, its word for a group between them at most."""
    return re.fullmatch(r"(?:治疗)?(?:组|者)?", line.between(arm.end, direction.start)) is not None


def of_tested(reading: Reading, arm: Arm | None) -> Arm | None:
    """The arm that the one named is compared with, where the one named is the comparator of the study; else nothing."""
    if arm is None:
        return None
    if reading.pair is not None and arm.name == reading.pair[1].name:
        first, second = reading.pair
        return first if second.is_control or first not in reading.arms else None
    tested = {other.name: other for other in reading.arms if not other.is_control and other.name != arm.name}
    return next(iter(tested.values())) if arm.is_control and len(tested) == 1 else None


def turned(outcome: str) -> str:
    """What an outcome of the comparator means for the tested arm."""
    return _OPPOSITES.get(outcome, outcome)
