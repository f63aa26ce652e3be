"""The arms of a study that repeats another with one agent exchanged: `该研究设计相同,只是把甲药换成乙药`.

>>> line = Line("设计相同,只是把A换成B", 0, 12, ())
>>> pair = (Arm(-9, -8, "A + C"), Arm(-7, -6, "C + placebo", is_control=True))
>>> [(arm.start, arm.name) for arm in made(line, [Arm(8, 9, "A"), Arm(11, 12, "B")], [pair])[0]]
[(11, 'B + C')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.relating import PAIR
from pipeline.relating.arms import Arm
from pipeline.relating.called_arms import called
from pipeline.relating.ellipsis import combination
from pipeline.relating.lines import Line

Pair = tuple[Arm, Arm]

_LIKE = re.compile(
    r"设计|同样|相同|类似|相似|如出一辙|只是|只不过|不同的是|不同之处|不同在于|区别|差别|仅(?:是|将|把|以)|唯一"
    r"|\b(?:same|similar(?:ly)?|identical(?:ly)?|likewise|analogous|mirrored|except|differed|difference|design(?:ed)?)\b",
    re.IGNORECASE,
)
"""Words that one study is like another told before."""
_OLD_FIRST = re.compile(
    r"(?:单抗|药)?(?:被)?(?:换成|换为|换作|换用|改为|改成|改用|替换为|替换成|置换为|更换为)(?:了)?"
    r"|\s+(?:(?:was|is|were|being|having been)\s+)?(?:replaced|swapped|exchanged|substituted)\s+(?:by|with|for)\s+",
    re.IGNORECASE,
)
_NEW_FIRST = re.compile(
    r"(?:来)?(?:替换|取代|代替|替代|替下|置换|顶替)(?:了)?|\s+(?:in place of|instead of|in lieu of|replacing|replaced|replaces|took the place of|taking the place of|substituting for|(?:was\s+)?substituted for)\s+",
    re.IGNORECASE,
)
_REPLACES, _WITH = (
    re.compile(r"\b(?:replac(?:ed|es|ing)|swapp(?:ed|ing)|exchang(?:ed|ing))\s+(?:the\s+)?$", re.IGNORECASE),
    re.compile(r"\s+(?:by|with|for)\s+", re.IGNORECASE),
)
_SUBSTITUTES, _FOR = re.compile(r"\bsubstitut(?:ed|es|ing)\s+$", re.IGNORECASE), re.compile(r"\s+for\s+", re.IGNORECASE)
_BY, _BEHIND = re.compile(r"(?:则|已)?[被由]"), re.compile(r"(?:所)?(?:取代|代替|替代|替换|顶替)")
_REACH = 24


def made(line: Line, named: Sequence[Arm], told: Iterable[Pair]) -> tuple[list[Arm], Pair | None]:
    """The arms of a line and its two arms, where it says that a study is like one told before but for one agent.

    Args:
        line: The line.
        named: Its arms.
        told: Two arms each, as they were set against each other before, the last first.
    """
    if len(named) < PAIR or not _LIKE.search(line.text, line.start, line.end):
        return list(named), None
    exchange = next((found for first, second in pairwise(named) if (found := _exchange(line, first, second))), None)
    before = next((pair for pair in told if exchange and _holds(pair, exchange)), None)
    if exchange is None or before is None:
        return list(named), None
    old, new = exchange
    pair = _with(before[0], old, new), replace(_with(before[1], old, new), is_control=True)
    rest = called([arm for arm in named if arm.name != old.name and arm is not new], pair)
    own = [] if any(arm.name == pair[0].name for arm in rest) else [pair[0].at(new.start, new.end)]
    return sorted([*own, *rest], key=lambda arm: arm.start), pair


def _exchange(line: Line, first: Arm, second: Arm) -> Pair | None:
    """The agent that was left out and the one that took its place, of two arms named one after the other."""
    gap, before = line.between(first.end, second.start), max(line.start, first.start - _REACH)
    if first.name == second.name or len(gap) > _REACH:
        return None
    is_replaced = _WITH.fullmatch(gap) and _REPLACES.search(line.text, before, first.start)
    is_taken = _BY.fullmatch(gap) and _BEHIND.match(line.text, second.end, line.end)
    if _OLD_FIRST.fullmatch(gap) or is_replaced or is_taken:
        return first, second
    is_substitute = _FOR.fullmatch(gap) and _SUBSTITUTES.search(line.text, before, first.start)
    return (second, first) if _NEW_FIRST.fullmatch(gap) or is_substitute else None


def _holds(pair: Pair, exchange: Pair) -> bool:
    """Whether the tested arm has the agent that is left out, and neither arm the one that comes for it."""
    agents = [set(arm.name.split(" + ")) for arm in pair]
    old, new = (set(arm.name.split(" + ")) for arm in exchange)
    return old <= agents[0] and not new & (agents[0] | agents[1])


def _with(arm: Arm, old: Arm, new: Arm) -> Arm:
    """An arm with one agent for another, where it has that."""
    agents = arm.name.split(" + ")
    gone = old.name.split(" + ")
    if not set(gone) <= set(agents):
        return arm
    rest = [name for name in agents if name not in gone]
    if not rest:
        return replace(new, is_control=arm.is_control)
    joined = combination(new, replace(arm, name=" + ".join(rest)))
    return replace(joined, start=arm.start, end=arm.end, is_control=arm.is_control, lead=new.name)
