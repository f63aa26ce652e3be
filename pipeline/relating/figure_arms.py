"""The arms of a figure with their roles: one, or each of several that it is told of (`两组均为3.0个月`, `90% in all three arms`).

A figure takes the arm that it is listed with (`A组与B组分别为60%和40%`), the one beside it (`60%的A组患者`, `60% with A`),
the one of its clause, or the one of the sentences before.

>>> bool(_OF_ALL.search("两组的ORR均为")), bool(_IN_ALL.match(" in both arms")), bool(_IN_ALL.match(" in one arm"))
(True, True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.relating import all_arms, bracketed_groups
from pipeline.relating.arms import Arm
from pipeline.relating.behind_arms import either_behind
from pipeline.relating.cohort_figures import (
    is_before,
    is_carried,
    is_of_cohort,
    is_of_unknown_label,
    is_of_untold_group,
    is_of_whole,
    is_told_apart,
    only_other,
    parts_cohort,
    parts_one_cohort,
    went_without,
)
from pipeline.relating.figures import LISTED_KINDS, Figure, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import Reading
from pipeline.relating.single_arms import arm_of

_NAMELESS = re.compile(r"\bboth (?:arms|groups)\b|两组|两臂", re.IGNORECASE)
"""Two groups that the text has not told by a treatment: what was told before is neither of them."""
_OF_ALL = re.compile(
    r"(?:两组|两臂|各组|三组|组间)(?:[^,;。]{0,6}(?:相当|相近|相似|相同),)?[^,;。]{0,14}?(?:均|都)(?:为|是|达|约|超过|高于|低于|不足|接近)?[^,;。\d]{0,3}$|(?:均|都)(?:为|是|达|约|超过|高于|低于|不足|接近)?\s*$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"[^,;。\d]{0,12}\b(?:in|with|for) (?:(?:both|all(?: \w+)?)(?: (?:study|treatment))? (?:arms|groups)|(?:either|each)(?: (?:study|treatment))? (?:arm|group))\b",
    re.IGNORECASE,
)


def arms_of(reading: Reading, figure: Figure, found: Sequence[Figure]) -> list[tuple[Arm | None, str]]:
    """The arms of a figure with their roles: one, or each of those compared (`两组均为3.0个月`, `90% in all three arms`)."""
    line = reading.line
    shared = _OF_ALL.search(line.text, line.start, figure.value.start) or _IN_ALL.match(line.text, figure.value.end)
    if figure.side < 0 and shared and measure_of(figure.value).kind in LISTED_KINDS:
        opened = line.text.rfind("(", line.start, figure.value.start) if line.is_bracketed(figure.value.start) else 0
        own = [
            arm for arm in reading.arms if not arm.is_general and opened < arm.start and arm.end <= figure.value.start
        ]
        pair = [arm for arm in reading.pair or () if not own or own[0].name in {a.name for a in reading.pair or ()}]
        arms = list({arm.name: arm for arm in own}.values()) if len({arm.name for arm in own}) > 1 else pair
        arms = arms if len(arms) > 1 else _inherited_and_general(reading, figure)
        if len(arms) > 1:
            last = len(arms) - 1
            return [(arm, "control" if arm.is_control or n == last else "experimental") for n, arm in enumerate(arms)]
        if not own and not reading.arms and reading.pair is None and _NAMELESS.search(line.text, line.start, line.end):
            return [(None, "single")]
        is_told = _BOTH_GROUPS.search(line.text, line.start, min(figure.value.end + 24, line.end))
        if own and is_told and not own[0].is_control:
            return [(own[0], "experimental"), (Arm(figure.value.start, figure.value.end, "control"), "control")]
    if is_of_whole(reading, figure) or is_of_untold_group(reading, figure) or is_of_unknown_label(reading, figure):
        return [(None, "single")]
    if parts_one_cohort(reading, found) or all_arms.are_apart(reading):
        return [(None, "single")]
    if named := either_behind(reading, figure):
        return [(named[0], "experimental"), (named[1], "control")]
    single, role = arm_of(reading, figure, found)
    if single is not None and (faced := _faced_group(reading, figure, single)) is not None:
        return [faced]
    if single is not None and went_without(reading.line, figure, single):
        return [(None, "single")]
    if single is not None and single.is_general and is_told_apart(reading.line, single, figure, found):
        return [(None, "single")]
    is_told_of_all = reading.is_of_all and (single is reading.inherited or single in reading.arms)
    if reading.parted and is_before(reading, figure):
        other = only_other(reading)
        return [(other, "experimental" if other is not None else "single")]
    if is_told_of_all and (is_of_cohort(figure) or parts_cohort(reading.line, figure, found)):
        return [(None, "single")]
    if single is not None and single is reading.inherited and not is_carried(single):
        return [(None, role)]
    choices = _choices(reading, single)
    if len(choices) == 1 and single is not None and figure.side < 0 and _is_left_open(reading, single):
        return [(None, "single")]
    return [(single, role)] if _are_sides(choices, found) else [(choice, role) for choice in choices]


def _faced_group(reading: Reading, figure: Figure, arm: Arm) -> tuple[Arm | None, str] | None:
    """The arm and role of a group without a name that the group of an arm is set against (`甲组PFS(7.3个月)优于联合组(`).

    It is the other one of the study's pair, else of no arm that is known.
    """
    place = bracketed_groups.unnamed_group(reading.line, figure.value) if figure.side < 0 else None
    if place is None or any(place[0] <= other.start < place[1] for other in reading.arms):
        return None
    pair = reading.pair if reading.pair and arm.name in {one.name for one in reading.pair} else ()
    other = next((one for one in pair if one.name != arm.name), None)
    return (other, "control" if other.is_control else "experimental") if other is not None else (None, "single")


def _are_sides(choices: Sequence[Arm | None], found: Sequence[Figure]) -> bool:
    """Whether the choices of a phrase are what is compared (`甲药联合乙或丙…34% vs 17%`): a figure for each of them."""
    places = {(arm.start, arm.end) for arm in choices if arm is not None}
    return len(places) == 1 and any(f.sides == len(choices) for f in found)


def _inherited_and_general(reading: Reading, figure: Figure) -> list[Arm]:
    """The arm of the sentences before and the usual treatment that a line names beside it (`它与化疗的PFS都是9.6个月`)."""
    before = [arm for arm in reading.arms if arm.end <= figure.value.start]
    if reading.inherited is None or len(before) != 1 or not before[0].is_general:
        return []
    return [reading.inherited, replace(before[0], is_control=True)]


_BOTH_GROUPS = re.compile(r"两组|两臂|\b(?:both (?:\w+ )?(?:arms|groups)|either (?:\w+ )?(?:arm|group))", re.IGNORECASE)


def _choices(reading: Reading, arm: Arm | None) -> list[Arm | None]:
    """An arm with those that the sentence offers in its place (`甲药联合乙或丙`, `优于甲/乙`): the figure is of each."""
    if arm is None or arm not in reading.arms:
        return [arm]
    named = {arm.name: arm}
    for other in reading.arms:
        last = list(named.values())[-1]
        shares = (other.start, other.end, other.is_control) == (arm.start, arm.end, arm.is_control)
        is_joined = reading.line.between(last.end, other.start).strip() == "/"
        listed = is_joined and ((other.is_control and arm.is_control) or _fill_bracket(reading.line, arm, other))
        if shares or listed:
            named.setdefault(other.name, other)
    return list(named.values())


def _is_left_open(reading: Reading, arm: Arm) -> bool:
    """Whether a slash leaves it open which of two drugs a group got (`甲药/乙药组ORR为45%`): its figure is of neither alone."""
    sides = [other for other in reading.arms if other.name != arm.name and other.kind == arm.kind == "DRUG"]
    return any(
        reading.line.between(min(arm.end, other.end), max(arm.start, other.start)).strip() == "/" for other in sides
    )


def _fill_bracket(line: Line, first: Arm, last: Arm) -> bool:
    """Whether two names fill the bracket behind a figure (`66.5% (FCR/BR)`)."""
    return line.text[first.start - 1 : first.start] == "(" and line.text[last.end : last.end + 1] == ")"
