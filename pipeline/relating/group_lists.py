"""The groups of a Chinese list with one figure for each: `A组、B组和C组的CR率分别为30%、28%和61%`.

Each figure is of the group at its place, whatever else is known of the line's arms; a group that nobody explained has no
arm, `联合组` behind two others is both together, and a dose alone is another group of the drug before it.

>>> [text for text, _, _ in items(Line("甲药组、乙药组(B组)及联合组的CR率", 0, 20, ()), 20)]
['甲药组', '乙药组(B组)', '联合组']
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.relating import PAIR, ellipsis
from pipeline.relating.arms import Arm, is_part
from pipeline.relating.figures import Figure, alike, measure_of
from pipeline.relating.labels import LISTED_LETTERS
from pipeline.relating.lines import Line, pattern
from pipeline.relating.nearest_arms import Reading

_ITEM = re.compile(r"[^,;。:、()%\s和与及][^,;。:、()%和与及]{0,24}?组(?:\s*\([^()]{1,24}\)组?)?")
_JOINT = re.compile(r"\s*(?:、|,|和|与|及|以及)\s*")
_TOGETHER = re.compile(r"(?:[两二]药)?(?:联合|联用|合用)(?:治疗|用药|给药|方案)?组")
_DOSE = re.compile(r"\d+(?:\.\d+)?\s*(?:mg|μg|g|IU)\S{0,8}(?:组|$)")
_OF_THEM = re.compile(r"(?:以上|上述|这)?(?:各|[三四五3-5]个?)(?:治疗)?组")
"""Words for all groups of a list told before (`三组中位PFS分别为`)."""


_OTHERS = re.compile(r"[、者]|亚组|队列|突变|型")
"""Words of other groups, between the figures of one endpoint and the next."""


def items(line: Line, end: int) -> list[tuple[str, int, int]]:
    """The last list of groups before an offset: the words and the place of each."""
    run: list[tuple[str, int, int]] = []
    for match in _ITEM.finditer(line.text, line.start, end):
        if _OF_THEM.fullmatch(match.group()):
            continue
        if run and _JOINT.fullmatch(line.text, run[-1][2], match.start()) is None:
            run = []
        run.append((match.group(), *match.span()))
    return run


def of_side(reading: Reading, figure: Figure) -> tuple[Arm | None, str] | None:
    """The arm and role of a figure of three or more that go through as many groups of a list; or nothing."""
    line = reading.line
    kinds = alike(measure_of(figure.value).kind)
    values = [v for v in line.of("VALUE") if measure_of(v).kind in kinds]
    place = values.index(figure.value) - figure.side
    if figure.sides <= PAIR or place < 0:
        return None
    first = values[place].start
    if lettered := _lettered(reading, first, figure.sides):
        return lettered[figure.side], _role(lettered, figure.side)
    groups = items(line, first)
    groups = groups if len(groups) == figure.sides else _sharing_word(line, first)
    if len(groups) != figure.sides or not _goes_through(reading, groups[-1][2], first, len(groups)):
        return None
    arms = _arms(reading, groups)
    known = [(arm, group) for arm, group in zip(arms, groups, strict=True) if arm is not None]
    if len({arm.name for arm, _ in known}) < PAIR and not (known and all(_fills(line, *one) for one in known)):
        return None
    return arms[figure.side], _role(arms, figure.side)


def _lettered(reading: Reading, first: int, sides: int) -> list[Arm | None]:
    """The arm of each of as many labels that share the word for a group, where figures go through them (`A、B、C三组的CR率分别为`)."""
    line = reading.line
    listed = list(LISTED_LETTERS.finditer(line.text, line.start, first))
    if not listed or not _goes_through(reading, listed[-1].end(), first, sides):
        return []
    start, end = listed[-1].span("letters")
    letters = [at for at in range(start, end) if line.text[at].isalpha() and line.text[at] not in "和与及"]
    arms = [next((arm for arm in reading.arms if arm.start == at), None) for at in letters]
    return arms if len(letters) == sides else []


_ITEM_OF_ONE = re.compile(r"[^、和与及]+")


def _sharing_word(line: Line, end: int) -> list[tuple[str, int, int]]:
    """The groups of a list that share the word for a group, which is the last before an offset (`甲药、乙药和标准治疗组`)."""
    closed = line.text.rfind("组", line.start, end) + 1
    opened = max(line.text.rfind(mark, line.start, closed) for mark in ",;:。(") + 1
    opened = max(opened, line.start)
    if closed <= opened or "组" in line.text[opened : closed - 1]:
        return []
    return [(m.group(), *m.span()) for m in _ITEM_OF_ONE.finditer(line.text, opened, closed)]


def _fills(line: Line, arm: Arm, group: tuple[str, int, int]) -> bool:
    """Whether the name of an arm is all that the words for a group hold."""
    return group[0].strip().rstrip("组") == line.text[arm.start : arm.end].rstrip("组")


def _goes_through(reading: Reading, end: int, first: int, number: int) -> bool:
    """Whether what stands between a list and a figure says that figures go through it, in one statement or in several."""
    line = reading.line
    told = [v.start for v in line.of("VALUE") if end <= v.start < first]
    gap = line.between(end, min([*told, first]))
    if re.search(r"[;。%]", gap) or not pattern("trial_metric_words", role="respective").search(gap):
        return False
    if not told:
        return True
    is_other = any(end <= arm.start < first for arm in reading.arms) or _OTHERS.search(line.between(told[-1], first))
    return len(told) >= number and not is_other


def _arms(reading: Reading, groups: Sequence[tuple[str, int, int]]) -> list[Arm | None]:
    """The arm of each group of a list, where one is known."""
    done: list[Arm | None] = []
    for words, start, end in groups:
        own = [arm for arm in reading.arms if start <= arm.start < end]
        done.append(own[0] if own else done[-1] if done and _DOSE.fullmatch(words) else None)
    others = [arm for arm in done if arm is not None]
    is_open = done[-1] is None and len(others) == len(done) - 1 == PAIR
    if is_open and _TOGETHER.fullmatch(groups[-1][0]) and all(arm.kind == "DRUG" for arm in others):
        done[-1] = ellipsis.combination(*others)
    return done


def _role(arms: Sequence[Arm | None], side: int) -> str:
    """The role of one of several groups; one that has no arm has none."""
    arm = arms[side]
    if arm is None:
        return "single"
    compared = _compared([other for other in arms if other is not None]) or ([arms[-1]] if arms[-1] else [])
    return "control" if arm in compared else "experimental"


def _compared(known: Sequence[Arm]) -> list[Arm]:
    """Those of several arms that are compared with: all but the one that joins them, what each has a part in, known comparators."""
    for arm in known:
        others = [other for other in known if other is not arm]
        if all(is_part(other.name, arm.name) for other in others):
            return others
        if all(is_part(arm.name, other.name) for other in others):
            return [arm]
    parts = [arm for arm in known if is_part(arm.name, known[-1].name)]
    return [arm for arm in known if arm.is_control] or parts
