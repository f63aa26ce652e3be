"""Cohorts of which each patient had one of several treatments: figures of the whole have no arm.

`接受甲药或乙药治疗`, `甲药706例,乙药91例`, `70例接受甲药,50例接受乙药`: the first drug of the list is not that of all.

>>> text = "98例患者口服甲药或乙药"
>>> line = Line(text, 0, len(text), ())
>>> [arm.name for arm in listed(line, [Arm(7, 9, "one"), Arm(10, 12, "other")])]
['one', 'other']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.relating import PAIR
from pipeline.relating.arm_lists import is_sized
from pipeline.relating.arms import Arm
from pipeline.relating.lines import Line

_GIVES = r"(?:接受|口服|服用|应用|采用|使用|选用|给予|予以?|以|行)(?:了|过)?"
_PATIENTS_HAD = re.compile(rf"(?:患者|患儿|病例|例|者)[^,;。:]{{0,20}}?{_GIVES}(?:含|以|第?[一二三]代|一线|标准|\s)*$")
_BETWEEN_CHOICES = re.compile(r"\s*(?:\([^()]{1,16}\)\s*)?(?:(?:方案|单药|治疗)\s*)?(?P<joint>、|,|/|或者?)\s*")
_ALLOTTED = re.compile(r"随机|既往|曾|拟|可(?=接受|用|予)")
"""What makes a choice that of the study's groups, of what was had before, or of what may be given."""
_NEXT_COUNTED = re.compile(r"(?![^,;、]*%)[^,;、。()]{0,12}(?:\([^()]{1,16}\))?\s*(?:[,;、]|和|及|与)[^,;、。]{0,24}")
_SIZE_BEFORE = re.compile(rf"\d+\s*例(?:患者|患儿|者)?{_GIVES}?\s*$")


def listed(line: Line, named: Sequence[Arm]) -> tuple[Arm, ...]:
    """All treatments of a line, where it names none but those of which each of its patients had one; or nothing."""
    if len({arm.name for arm in named}) < len(named) or len(named) < PAIR:
        return ()
    if any(arm.is_control or arm.is_general for arm in named) or _ALLOTTED.search(
        line.text, line.start, named[0].start
    ):
        return ()
    return tuple(named) if _are_chosen_from(line, named) or _are_counted(line, named) else ()


def _are_chosen_from(line: Line, named: Sequence[Arm]) -> bool:
    """Whether patients are said to have had one treatment or another (`接受甲药、乙药或丙药`)."""
    gaps = [_BETWEEN_CHOICES.fullmatch(line.between(a.end, b.start)) for a, b in pairwise(named)]
    last = gaps[-1]
    if last is None or not last["joint"].startswith("或") or not all(gaps):
        return False
    return _PATIENTS_HAD.search(line.text, line.start, named[0].start) is not None


def _are_counted(line: Line, named: Sequence[Arm]) -> bool:
    """Whether each treatment stands beside the number of its patients (`甲药706例,乙药91例`, `70例接受甲药,50例接受乙药`)."""
    if line.of("TRIAL") or any(arm.is_named_group for arm in named):
        return False
    if not all(_NEXT_COUNTED.fullmatch(line.between(a.end, b.start)) for a, b in pairwise(named)):
        return False
    before = all(_SIZE_BEFORE.search(line.text, line.start, arm.start) for arm in named)
    return before or all(is_sized(line, arm) for arm in named)
