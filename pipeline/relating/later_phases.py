"""Treatments of a later phase of a study whose arms have been told: `接受甲或乙诱导,维持期分别为丙、丁`.

The arms go by what parted the patients first. A phase that is allotted anew (`再随机接受丙或丁维持`) has arms of its own.

>>> text = "接受甲或乙诱导,维持期分别为丙、丁"
>>> named = [Arm(at, at + 1, text[at]) for at in (2, 4, 14, 16)]
>>> [arm.name for arm in without_later(Line(text, 0, len(text), ()), named)]
['甲', '乙']
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating import PAIR
from pipeline.relating.arms import Arm
from pipeline.relating.lines import Line, list_around

_SIGNS = ("维持", "aintenance")
_OPENS = re.compile(
    r"维持(?:治疗)?(?:期|阶段|时)?间?,?(?:[两各]组|二者|两者)?(?:患者)?(?:分别|依次|则|均|都)*(?:为|是|采用|给予|予以?|接受|应用|使用|用|以)(?:了)?$"
    r"|\bmaintenance(?: therapy| treatment)?\s+(?:with|of|was|were|consisted of|consisting of|comprised|comprising)\s+(?:either\s+|the\s+)?$",
    re.IGNORECASE,
)
"""Before the treatments of a phase of maintenance."""
_LEADS = re.compile(
    r"(?:继以|续以|序贯|随后|其后|此后|后续|诱导后|巩固后|移植后|缓解后)[^;。%]{0,16}?(?:以|用|予|受|为)?$|分别(?:以|用|予|给予|接受|采用)$"
    r"|\b(?:followed by|then|thereafter|subsequently)\s+(?:received\s+|given\s+|either\s+)*$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\s*(?:单药|方案|alone|monotherapy)?(?:进行|行|作为?|做)?\s*(?:维持|maintenance\b)", re.IGNORECASE
)
"""Round the treatments of a phase of maintenance (`诱导后分别以丙和丁维持`)."""
_ANEW = re.compile(r"随机|random|re-?randomi", re.IGNORECASE)
_LISTED = re.compile(
    r"\s*(?:单药|组|方案|alone|monotherapy)?\s*(?:、|和|与|或|及|,?\s*(?:and|or|versus|vs\.?)\s)\s*", re.IGNORECASE
)
_REACH = 40


def without_later(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; of one that has told two before, without the treatments of their maintenance."""
    if len(named) <= PAIR or not any(sign in line.text[line.start : line.end] for sign in _SIGNS):
        return list(named)
    for number in range(PAIR, len(named)):
        first, last = list_around(line, named, number, _LISTED)
        is_behind_two = first >= PAIR and len({arm.name for arm in named[:first]}) >= PAIR
        if is_behind_two and first < last and _is_maintenance(line, named[first], named[last]):
            return [*named[:first], *named[last + 1 :]]
    return list(named)


def _is_maintenance(line: Line, first: Arm, last: Arm) -> bool:
    """Whether a list of treatments is that of a later phase, told without figures and not allotted anew."""
    before = line.text[max(line.start, first.start - _REACH) : first.start]
    opened = _OPENS.search(before) or (_LEADS.search(before) and _CLOSES.match(line.text, last.end, line.end))
    if not opened or _ANEW.search(line.text, line.clause(first.start)[0], first.start):
        return False
    return not any(first.start <= value.start < last.end for value in line.of("VALUE"))
