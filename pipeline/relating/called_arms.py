"""Arms that a paper calls by one of their agents, anywhere behind the words that set them against each other.

`比较甲药联合乙药与安慰剂联合乙药` makes `甲药组` and `安慰剂组` the two combinations, in the next sentence, a paragraph or a table
further on, until a figure of the agent given alone is told. Where a study is named, its own comparison holds.

>>> told = Comparisons()
>>> told.add("ORION-7", (Arm(0, 4, "azacitidine + venetoclax"), Arm(5, 9, "azacitidine + placebo")))
>>> groups = [Arm(20, 25, "venetoclax", is_named_group=True), Arm(26, 30, "placebo", is_named_group=True)]
>>> [arm.name for arm in called(groups, told.called_by(groups, "ORION-7"))]
['azacitidine + venetoclax', 'azacitidine + placebo']
>>> told.called_by(groups, "ORION-8") is None
True
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.relating import PAIR
from pipeline.relating.arms import Arm, agents_of, is_general

Pair = tuple[Arm, Arm]


@dataclass
class Comparisons:
    """What a paper has set against each other, and which agents had figures alone, in its order.

    Attributes:
        told: The study's name, which may be empty, with the tested arm and its comparator, or with one agent alone.
    """

    told: list[tuple[str, Pair | str]] = field(default_factory=list)

    def add(self, study: str, pair: Pair) -> None:
        """Keeps two arms, of which one may later go by a part of it."""
        if pair[0].name != pair[1].name and any(len(agents_of(arm)) > 1 for arm in pair):
            self.told.append((study, pair))

    def add_alone(self, study: str, names: Iterable[str]) -> None:
        """Keeps agents of which a figure is told without partners."""
        self.told.extend((study, name) for name in names if self.told)

    def pairs(self) -> Iterator[Pair]:
        """Every two arms told, the last first."""
        yield from (told for _, told in reversed(self.told) if not isinstance(told, str))

    def called_by(self, named: Sequence[Arm], study: str, single: Collection[str] = ()) -> Pair | None:
        """The two arms told last that all arms of a line are, or are parts of; of a named study, its own two.

        Args:
            named: The arms of the line.
            study: The study that it speaks of, or nothing.
            single: Agents that the line says were given alone: these call nothing else.
        """
        alone = set(single)
        callers = {arm.name for arm in named if _may_call(arm, named)}
        is_open = callers != {"placebo"}
        for told in self._of_study(study, is_open) if callers else ():
            if isinstance(told, str):
                alone.add(told)
            elif _are_called(named, told):
                return None if any(arm.name in alone and _part(arm, told) is not None for arm in named) else told
        return None

    def _of_study(self, study: str, is_open: bool) -> Iterator[Pair | str]:
        """What was told of a study, the last first, then, where words other than placebo call it, what was told of none."""
        names = (study, "") if is_open else (study,)
        for name in names if study else (None,):
            yield from (what for of, what in reversed(self.told) if name is None or of == name)


def called(named: Sequence[Arm], pair: Pair | None) -> list[Arm]:
    """The arms of a line; those called by a part are the whole arm."""
    return [_whole(arm, pair) for arm in named] if pair is not None else list(named)


def of_line(named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; a group called by a part of one of two arms told before it in the line is the whole arm."""
    done: list[Arm] = []
    for arm in named:
        before = _without_base(list({other.name: other for other in done if not other.is_general}.values()))
        is_told = len(before) == PAIR and all(other.name != "control" for other in before)
        is_pair = is_told and any(len(agents_of(other)) > 1 for other in before)
        is_new = all(other.name != arm.name for other in before) and arm.name != "control" and not arm.is_general
        pair = (before[0], before[1]) if is_pair and is_new and _may_call(arm, named) else None
        done.append(_whole(arm, pair) if pair is not None else arm)
    return done


def _without_base(named: list[Arm]) -> list[Arm]:
    """Arms told before in a line; of three, without one that is a part of both others (`在乙基础上,甲+乙对比安慰剂+乙`)."""
    rest = [arm for arm in named if not all(_is_part(arm, other) for other in named if other is not arm)]
    return rest if len(named) > PAIR == len(rest) else named


def _is_part(arm: Arm, other: Arm) -> bool:
    return agents_of(arm) < agents_of(other) or arm.name in other.name.split(" + ")


def _whole(arm: Arm, pair: Pair) -> Arm:
    number = _part(arm, pair)
    if number is None:
        return arm
    is_control = pair[number].is_control or number == 1
    return replace(pair[number].at(arm.start, arm.end), is_named_group=True, is_control=is_control, is_general=False)


def _may_call(arm: Arm, named: Sequence[Arm]) -> bool:
    """Whether an arm of a line can go by a part: a group of patients, or what is set beside a comparator with no drug of its own."""
    is_beside = any(other.name in ("placebo", "control") for other in named if other is not arm)
    return arm.name != "control" and (arm.is_named_group or is_beside)


def _are_called(named: Sequence[Arm], pair: Pair) -> bool:
    """Whether all arms of a line are of a pair, and one of them goes by a part."""
    return all(_fits(arm, named, pair) for arm in named) and any(
        _may_call(arm, named) and _part(arm, pair) is not None for arm in named
    )


def _part(arm: Arm, pair: Pair) -> int | None:
    """The number of the one arm of two that another is called for; `control` is all of the second."""
    if arm.name == "control":
        return 1 if arm.lead in ("", *agents_of(pair[0])) else None
    having = [number for number, whole in enumerate(pair) if agents_of(arm) <= agents_of(whole)]
    number = having[0] if len(having) == 1 else None
    return number if number is not None and _tells(arm, pair[number], pair[1 - number]) else None


def _tells(arm: Arm, whole: Arm, other: Arm) -> bool:
    """Whether a part of an arm tells it: its first agent, placebo, or all that the other arm does without."""
    rest = agents_of(whole) - agents_of(arm)
    is_first = arm.name in (whole.lead, "placebo")
    return bool(rest) and (is_first or rest == agents_of(other) - {"placebo"})


def _fits(arm: Arm, named: Sequence[Arm], pair: Pair) -> bool:
    """Whether an arm of a line is one of two, or a part of one of them that the line does not name whole."""
    number = _part(arm, pair)
    if number is not None:
        return all(other.name != pair[number].name for other in named) or arm.name == "control"
    if any(arm.name == whole.name for whole in pair):
        return True
    return arm.is_general and is_general(pair[1].name)
