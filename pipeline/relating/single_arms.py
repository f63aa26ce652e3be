"""The arm and the role of one figure; a ratio or a P value is that of the arm under test of the two that it compares.

>>> bool(_CHAIN_GAP.fullmatch("(25/44),")), bool(_OF_BOTH.search("两组差异无统计学意义")), bool(_ANSWER.fullmatch(",而"))
(True, True, True)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating import (
    PAIR,
    control_groups,
    denominators,
    figure_details,
    narrow_groups,
    strata,
    studies,
    three_groups,
)
from pipeline.relating.arm_lists import joins
from pipeline.relating.arms import Arm, is_usual
from pipeline.relating.behind_arms import arm_behind, behind_endpoints, behind_list, group_behind
from pipeline.relating.factor_ratios import is_of_factor
from pipeline.relating.figures import LISTED_KINDS, Figure, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import HEADS_FIGURE, Reading, is_rate, nearest
from pipeline.relating.own_arms import own_arm_of
from pipeline.relating.paired_arms import listed_behind, paired_arm
from pipeline.relating.ratio_arms import (
    are_told_singly,
    arm_before_bracket,
    better_side,
    given_more,
    has_own_rates,
    hazard_ratio,
    next_compared,
    rate_of_bracket,
    ratio_arm,
    segment_start,
    set_against,
    turns_to,
)
from pipeline.relating.study_arms import of_segment


def arm_of(reading: Reading, figure: Figure, found: Sequence[Figure]) -> tuple[Arm | None, str]:
    """The arm of a figure and its role, from its side in a comparison, its neighbours, and the sentences before."""
    measure = measure_of(figure.value)
    if measure.kind in ("ratio", "p_value", "fold"):
        if is_of_factor(reading, figure, found):
            return None, "single"
        return _compared_arm(reading, figure, found)
    if (outer := _outer(reading.line, figure, found)) is not None:
        return arm_of(reading, outer, found)
    if measure.kind == "count" and (rate := _rate_beside(reading.line, figure, found)) is not None:
        return arm_of(reading, rate, found)
    if other := _of_other_study(reading, figure):
        return other
    if (first := _first_of_chain(reading.line, figure, found)) is not None and not _names_arm_between(
        reading, first, figure
    ):
        return arm_of(reading, first, found)
    if (listed := three_groups.in_turn(reading, figure)) is not None:
        return listed, "control" if listed.is_control else "experimental"
    behind = arm_behind(reading, figure)
    if study_in_turn(reading, figure) is not None:
        return _of_studies(reading, figure), "single"
    if figure.side >= 0 and group_behind(reading.line, figure):
        return nearest(reading, figure.metric.start), "single"
    if figure.side >= 0 and narrow_groups.listed_grades(reading.line, figure):
        return behind or nearest(reading, figure.metric.start), "single"
    is_listed = listed_behind(reading, figure) or three_groups.told(reading, figure)
    if figure.side >= 0 and behind is not None and not is_listed:
        if len({arm.name for arm in reading.arms}) == 1 and strata.of_run(reading.line, figure, found):
            return behind, "single"
        is_last = (figure.side == figure.sides - 1) != figure.reversed
        others = {arm.name: arm for arm in reading.arms if arm.name != behind.name}
        is_other = any(arm.is_control for arm in others.values())
        if len(others) == 1 and not is_other:
            name = next(iter(others))
            is_last = is_usual(behind.name, name) or (is_last and not is_usual(name, behind.name))
        return behind, "control" if behind.is_control or (is_last and not is_other) else "experimental"
    if figure.side >= 0 and (_are_named_groups(reading, figure) or not strata.of_run(reading.line, figure, found)):
        return paired_arm(reading, figure)
    arm = (
        behind
        or behind_endpoints(reading, figure, found)
        or behind_list(reading, figure, found)
        or _answered(reading, figure)
        or own_arm_of(reading, figure)
    )
    if arm is not None and arm.is_control:
        return arm, "control"
    return arm, "experimental" if reading.control is not None else "single"


def study_in_turn(reading: Reading, figure: Figure) -> Mention | None:
    """The study of a figure of several that go through a list of studies, where these are not as many as the arms told."""
    named = {arm.name for arm in reading.arms if arm.end <= figure.value.start}
    if len(named) == figure.sides and measure_of(figure.value).kind in LISTED_KINDS:
        return None
    return studies.in_turn(reading.line, figure.value, figure.side, figure.sides)


def _of_studies(reading: Reading, figure: Figure) -> Arm | None:
    """The only treatment of a line whose figures go through several studies; where it names none or two, nothing."""
    named = {arm.name: arm for arm in reading.arms if not arm.is_control and arm.end <= figure.value.start}
    return next(iter(named.values())) if len(named) == 1 else None


def _are_named_groups(reading: Reading, figure: Figure) -> bool:
    """Whether the clause of a comparison names the groups of as many arms (`加药组与不加药组的CR率分别为`)."""
    opened = reading.line.clause(figure.metric.start)[0]
    named = {arm.name for arm in reading.arms if arm.is_named_group and opened <= arm.start < figure.value.start}
    return len(named) == figure.sides


_CHAIN_GAP = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]])?\s*(?:,?\s+and\b|[,、]|和|与|及)\s*")


def _first_of_chain(line: Line, figure: Figure, found: Sequence[Figure]) -> Figure | None:
    """The figure right before one in a list that goes through endpoints (`对照组的56%(25/44),75%(33/44)`): both are of one arm."""
    if figure.how != "respective list" or figure.side >= 0:
        return None
    before = [
        f for f in found if f.how == figure.how and f.value.end <= figure.value.start and f.metric != figure.metric
    ]
    last = max(before, key=lambda f: f.value.end, default=None)
    is_next = last is not None and _CHAIN_GAP.fullmatch(line.between(last.value.end, figure.value.start))
    return last if is_next else None


def _names_arm_between(reading: Reading, first: Figure, figure: Figure) -> bool:
    return any(first.value.end <= arm.start < figure.value.start for arm in reading.arms)


def _outer(line: Line, figure: Figure, found: Sequence[Figure]) -> Figure | None:
    """The figure whose bracket holds another with an endpoint of its own: both are of one arm."""
    if not figure_details.is_detail(line, figure.value):
        return None
    opened = line.text.rfind("(", line.start, figure.value.start)
    before = [f for f in found if f.value.end <= opened and not line.is_bracketed(f.value.start)]
    return before[-1] if before and before[-1].metric != figure.metric else None


def _of_other_study(reading: Reading, figure: Figure) -> tuple[Arm, str] | None:
    """The arm of a figure whose part of the line turns to another study, the arms of which the paper tells elsewhere."""
    if len(reading.line.of("TRIAL")) < PAIR:
        return None
    study = of_segment(reading.line, min(figure.metric.start, figure.value.start), reading.arms)
    pair = reading.studies.pair(study) if study else None
    if pair is not None and figure.sides == len(pair):
        is_control = (figure.side == 1) != figure.reversed
        return pair[is_control], "control" if is_control else "experimental"
    tested = (reading.studies.tested.get(study) or reading.studies.known(study)) if study and figure.side <= 0 else None
    spoken = {name for arm in reading.arms for name in arm.name.split(" + ")}
    tested = None if tested is not None and spoken & set(tested.name.split(" + ")) else tested
    return (tested, "experimental" if figure.sides > 1 else "single") if tested is not None else None


_ANSWER = re.compile(
    r"(?:\s*\([^()]*\))?\s*[,;(]\s*(?:而|但|与之相比|相比之下|while|whereas|versus|vs\.?|compared with|against|and)?\s*(?:the\s+)?"
)


def _answered(reading: Reading, figure: Figure) -> Arm | None:
    """The tested arm, where a figure without an arm is set against that of a group named behind it (`PFS 5.0个月,乙组1.8个月`)."""
    line = reading.line
    clause = line.clause(figure.value.start)
    if any(clause[0] <= arm.start and arm.end <= figure.value.start for arm in reading.arms):
        return None
    other = next((arm for arm in reading.arms if arm.start >= figure.value.end), None)
    if other is None or not other.is_named_group or not _ANSWER.fullmatch(line.between(figure.value.end, other.start)):
        return None
    values = (m for m in line.of("VALUE") if m.start >= other.end)
    answer = next(values, None)
    alike = answer is not None and measure_of(answer).kind == measure_of(figure.value).kind
    if answer is None or not alike or not HEADS_FIGURE.fullmatch(line.between(other.end, answer.start)):
        return None
    before = [arm for arm in reading.arms if arm.end <= figure.value.start and arm.name != other.name]
    pair = [arm for arm in reading.pair or () if arm.name != other.name]
    known = pair[:1] if reading.pair and other.name in {arm.name for arm in reading.pair} else before[-1:]
    inherited = reading.inherited if reading.inherited and reading.inherited.name != other.name else None
    tested = [arm for arm in known if not arm.is_control] or [arm for arm in before if not arm.is_control][-1:]
    return tested[0] if tested else inherited


def _rate_beside(line: Line, figure: Figure, found: Sequence[Figure]) -> Figure | None:
    """The rate that a count in brackets explains (`71%(67/95)`): both are of one arm."""
    rates = (f for f in found if measure_of(f.value).kind == "percent")
    return next((rate for rate in rates if denominators.are_beside(line, rate.value, figure.value)), None)


def _compared_arm(reading: Reading, figure: Figure, found: Sequence[Figure]) -> tuple[Arm | None, str]:
    """A ratio or P value stands for the experimental arm of the comparison that it measures."""
    pairs = [
        f for f in found
        if f.sides == 2 and f.side == int(f.reversed) and f.value.end <= figure.value.start and is_rate(f)
    ]  # fmt: skip
    opened = segment_start(reading, figure)
    pairs = [f for f in pairs if f.value.start > opened] if has_own_rates(found, opened, figure) else pairs
    pairs = [f for f in pairs if f.metric == figure.metric] if are_told_singly(found, figure) else pairs
    are_groups = bool(pairs) and reading.control is None and bool(strata.of_run(reading.line, pairs[-1], found))
    both = reading.control is not None or (bool(pairs) and not are_groups)
    role = "experimental" if both else "single"
    if (beside := rate_of_bracket(reading, figure, found)) is not None:
        return beside, "experimental"
    if (own_bracket := arm_before_bracket(reading, figure)) is not None:
        return own_bracket, "experimental"
    if (turned := next_compared(reading, figure)) is not None:
        return turned, "experimental"
    if (beside := ratio_arm(reading, figure)) is not None:
        return beside, "experimental" if both or beside.is_named_group else role
    in_part = [arm for arm in reading.experimental if opened <= arm.start < figure.value.start and not arm.is_general]
    for named in (reading.experimental, in_part):
        if figure.sides > 1 and len(named) == figure.sides:
            return named[figure.side], role
    if compared := set_against(reading, figure, found):
        return compared, "experimental"
    if pairs:
        return _tested_side(reading, pairs[-1], found, figure), role
    if told := _told_apart(reading, figure, found):
        return told, "experimental"
    own = [arm for arm in reading.experimental if opened <= arm.start <= figure.value.start and not arm.is_general]
    own = [arm for arm in own if turns_to(reading, arm, figure)][-1:] or own
    if len(own) > 1 and joins(reading.line.between(own[0].end, own[1].start)):
        return own[0], "experimental"
    return (own[0], role) if own else (nearest(reading, figure.metric.start), role)


def _told_apart(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The tested arm of two whose figures stand one by one before a ratio or P value (`甲组5.0个月,乙组1.8个月,HR 0.45`)."""
    before = [f for f in found if f.side < 0 and is_rate(f) and f.value.end <= figure.value.start]
    is_of_both = bool(before) and _OF_BOTH.search(reading.line.between(before[-1].value.end, figure.value.start))
    singles = [f for f in before if f.metric == figure.metric or (is_of_both and f.metric == before[-1].metric)]
    arms = [arm for f in singles[-2:] if (arm := arm_of(reading, f, found)[0]) is not None]
    if len(arms) != 2 or arms[0].name == arms[1].name:
        return None
    tested = [arm for arm in arms if not arm.is_control and not arm.is_general]
    return tested[0] if len(tested) == 1 else given_more(arms)


def _tested_side(reading: Reading, figure: Figure, found: Sequence[Figure], ratio: Figure) -> Arm | None:
    """The arm under test of a comparison: that of the given side, unless the sentence tells the comparator's figure first."""
    sides = [f for f in found if (f.group, f.metric) == (figure.group, figure.metric) and is_rate(f) and f.side >= 0]
    told_first = [control_groups.named_first(reading, side) for side in sides]
    if any(told_first):
        return next((told[0] for told in told_first if told and told[1] == "experimental"), None)
    if (favoured := better_side(sides, hazard_ratio(found, ratio))) is not None:
        return arm_of(reading, favoured, ())[0]
    told = [arm_of(reading, side, ())[0] for side in dict.fromkeys((figure, *sides))]
    tested = reading.pair[0].name if reading.pair else ""
    return next((arm for arm in told if arm and arm.name == tested), None) or given_more(told)


_OF_BOTH = re.compile(r"[两二]组|两者|二者|组间|\b(?:both|the two|between(?: the)?) (?:groups|arms)\b", re.IGNORECASE)
