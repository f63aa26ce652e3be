"""The two arms of a study in the order in which it told them: later figures may name the comparator first.

Behind `randomized to A or B`, `the median was 25 months with B versus 24 months with A (HR, 1.05)` still tests A. Words that
compare (`than`, `compared with`) set out anew which arm is under test.

>>> from pipeline.records import Mention
>>> text = "25 months with B versus 24 months with A"
>>> line = Line(text, 0, len(text), (Mention(0, 9, "VALUE", "25 months"), Mention(24, 33, "VALUE", "24 months")))
>>> named = [Arm(15, 16, "B"), Arm(39, 40, "A", is_control=True)]
>>> [arm.name for arm in as_before(line, named, (Arm(0, 1, "A"), Arm(5, 6, "B"))) if arm.is_control]
['B']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.relating import PAIR
from pipeline.relating.arms import Arm
from pipeline.relating.lines import Line

_AND = re.compile(r"(?:[\s-](?:arm|group))?\s+and\s+(?:the\s+)?|(?:治疗)?组?(?:和|与|及)", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:than|compar\w+|over|against|relative|superior|inferior)\b|较|比|优于|劣于|[高低长短]于", re.IGNORECASE
)


def as_before(line: Line, named: Sequence[Arm], before: tuple[Arm, Arm] | None) -> list[Arm]:
    """The arms of a line; the one told as tested before is so again, where only figures or `and` part it from the other."""
    if before is None or len(named) != PAIR or [arm.name for arm in named] != [before[1].name, before[0].name]:
        return list(named)
    first, second = named
    is_apart = any(first.end <= value.start < second.start for value in line.of("VALUE"))
    is_listed = before[1].is_control and _AND.fullmatch(line.between(first.end, second.start)) is not None
    is_apart = is_apart or is_listed
    if first.is_control or not is_apart or _COMPARES.search(line.text, line.start, second.start):
        return list(named)
    return [replace(first, is_control=True), replace(second, is_control=False)]


def ordered(
    pair: tuple[Arm, Arm] | None, named: Sequence[Arm], before: tuple[Arm, Arm] | None
) -> tuple[Arm, Arm] | None:
    """The two arms of a line in the order of those told before, unless the line itself compares the first of them with the second."""
    if pair is None or before is None or (pair[1].name, pair[0].name) != (before[0].name, before[1].name):
        return pair
    is_kept = len(named) == PAIR and named[0].is_control and not named[1].is_control
    return before if is_kept or not pair[1].is_control else pair
