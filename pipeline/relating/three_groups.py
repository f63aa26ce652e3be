"""Three groups or more of which a line does not name one list: one is told apart from the others, or all were told before.

`29% with A versus 37% and 39% with B and C, respectively` goes through A, B and C; so does the next sentence, whose figures may
have a bracket each (`57% (P < .001), 23% (P = .03) and 0%, respectively`).

>>> bool(_NEXT.fullmatch("% (P = .03) and ")), bool(_NEXT.fullmatch("%, whereas B gave "))
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.records import Mention
from pipeline.relating import PAIR
from pipeline.relating.arm_lists import joins
from pipeline.relating.arms import Arm
from pipeline.relating.figures import LISTED_KINDS, Figure, alike, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import BEHIND, Reading

THREE = 3
_NEXT = re.compile(
    r"%?\s*(?:months|years)?\s*(?:\([^()]*\)|\[[^\[\]]*\])?\s*(?:,\s*(?:and\s+)?|\band\s+|、|和|与|及)\s*"
)
_IN_TURN = re.compile(r"%?\s*(?:months|years|个月|年)?\s*(?:\([^()]*\)|\[[^\[\]]*\])?\s*,?\s*respectively\b")
_GOES_THROUGH = re.compile(r"(?:分别|依次)(?:为|是|达)?\s*$")
_OR_ELSE = re.compile(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:or|and|或|和|与|及|、)\s*(?:(?:with|in|for|on)\s+)?(?:the\s+)?")


def told(reading: Reading, figure: Figure) -> list[Arm]:
    """The arms of three figures of a comparison, in their order: one told apart from two, or one set against the others."""
    if figure.sides != THREE or len(reading.arms) < THREE:
        return []
    values = _values(reading.line, figure)
    place = values.index(figure.value) - figure.side
    if not 0 <= place <= len(values) - THREE:
        return []
    run = values[place : place + THREE]
    return _apart(reading, run) or _against_each(reading, run[0].start)


def _values(line: Line, figure: Figure) -> list[Mention]:
    kinds = alike(measure_of(figure.value).kind)
    return [value for value in line.of("VALUE") if measure_of(value).kind in kinds]


def _apart(reading: Reading, run: Sequence[Mention]) -> list[Arm]:
    """The arm of the first figure, behind it or before, with the two that are listed behind the last."""
    line = reading.line
    behind = [arm for arm in reading.arms if arm.start >= run[-1].end][:PAIR]
    if len(behind) < PAIR or not BEHIND.fullmatch(line.between(run[-1].end, behind[0].start)):
        return []
    if not joins(line.between(behind[0].end, behind[1].start)):
        return []
    before = [arm for arm in reading.arms if arm.end <= run[1].start]
    named = [before[-1], *behind] if before else []
    return named if len({arm.name for arm in named}) == THREE else []


def _against_each(reading: Reading, first: int) -> list[Arm]:
    """The last three arms before the first figure: one under test, and two that it is set against (`with A than with B or C (`)."""
    named = [arm for arm in reading.arms if arm.end <= first][-THREE:]
    if [arm.is_control for arm in named] != [False, True, True] or len({arm.name for arm in named}) < THREE:
        return []
    return named if _OR_ELSE.fullmatch(reading.line.between(named[1].end, named[2].start)) else []


def in_turn(reading: Reading, figure: Figure) -> Arm | None:
    """The arm of a figure of a line without arms whose figures, with a bracket each, go through those told before."""
    groups = reading.listed if len(reading.listed) > PAIR else reading.study
    is_open = not reading.arms and figure.side < 0 and len(groups) > PAIR
    if not is_open or measure_of(figure.value).kind not in LISTED_KINDS:
        return None
    line = reading.line
    values = [value for value in _values(line, figure) if value.start >= figure.metric.end]
    for number in range(len(values)):
        run = values[number : number + len(groups)]
        if len(run) == len(groups) and figure.value in run and _is_list(line, run):
            return groups[run.index(figure.value)]
    return None


def _is_list(line: Line, run: Sequence[Mention]) -> bool:
    """Whether figures are one list that says that it goes through what was told (`57% (…), 23% (…) and 0%, respectively`)."""
    if not all(_NEXT.fullmatch(line.between(a.end, b.start)) for a, b in pairwise(run)):
        return False
    behind = _IN_TURN.match(line.text, run[-1].end, line.end)
    return behind is not None or _GOES_THROUGH.search(line.text, line.start, run[0].start) is not None
