"""Claims of figures and directions, with the fields that the contract of the tables has for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Claim, Endpoint, Mention, Span
from pipeline.relating import (
    PAIR,
    altered_groups,
    cases,
    compared_arms,
    denominators,
    directions,
    events,
    factors,
    figure_signs,
    figures,
    groups_in_turn,
    landmarks,
    narrow_groups,
    own_groups,
    populations,
    strata,
    studies,
)
from pipeline.relating.arms import Arm
from pipeline.relating.behind_arms import group_behind
from pipeline.relating.figure_arms import arms_of
from pipeline.relating.figure_memory import Memory, continues_study, population_before
from pipeline.relating.figures import Figure, code_of, measure_of
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import Reading, is_rate, nearest
from pipeline.relating.single_arms import study_in_turn

_CONFIDENCE = {
    "after endpoint": 0.85, "before endpoint": 0.85, "respective list": 0.9, "beside figure": 0.8, "direction": 0.7,
    "table cell": 0.85, "endpoint before": 0.7,
}  # fmt: skip


_NO_ARM_PENALTY = 0.3
_INHERITED_PENALTY = 0.1


def figure_claims(reading: Reading, found: Sequence[Figure], memory: Memory) -> Iterator[Claim]:
    """Claims of the figures of a line, one for each arm that a figure is told of."""
    landmark: tuple[str, str] = ("", "")
    for figure in found:
        measure = measure_of(figure.value)
        if measure.kind not in figures.STATISTICS and not measure.statistic:
            continue
        if measure.kind in ("duration", "percent") and _is_of_patient(reading.line, figure, memory):
            continue
        if (group := _of_groups_before(reading, figure, found, memory)) is not None:
            yield _figure_claim(reading, figure, found, memory, reading.inherited, "single", landmark, group)
            continue
        for named, role in arms_of(reading, figure, found):
            arm = memory.labels.explained(named, reading.line) if named is not None else None
            yield _figure_claim(reading, figure, found, memory, arm, role, landmark)
        if measure.kind == "percent":
            landmark = (code_of(figure.metric), _landmark_of(reading, figure, found, landmark))


_TOO = re.compile(
    r"亦|也|同样|均(?=(?:明显|显著)?[更较高低长短优差])|\b(?:also|likewise|similarly|too|as well)\b", re.IGNORECASE
)
"""What says that figures compare the groups of the sentence before (`2年RFS率亦更高(62% vs 20%)`)."""


def _of_groups_before(reading: Reading, figure: Figure, found: Sequence[Figure], memory: Memory) -> str | None:
    """The group of a figure of two, where its line names no group or treatment and the line before compared two groups of patients."""
    line = reading.line
    if len(memory.compared_groups) != PAIR or reading.arms or line.has("ALTERATION", "GENE", "TRIAL"):
        return None
    if not _TOO.search(line.text, line.start, line.end) or narrow_groups.grade_before(line, figure.metric):
        return None
    sides = [f for f in found if f.sides == PAIR and f.side >= 0 and f.metric == figure.metric]
    if not sides or populations.of_figure(line, figure.value.start) or strata.of_run(line, sides[0], found):
        return None
    if _OTHER_GROUPS.search(line.text, line.start, line.end):
        return None
    if figure.side < 0:
        compares = measure_of(figure.value).kind in ("ratio", "p_value") and sides[-1].value.end <= figure.value.start
        return "" if compares else None
    return memory.compared_groups[figure.side] if figure.sides == PAIR and not figure.reversed else None


_OTHER_GROUPS = re.compile(
    r"[两各]组|组和|组与|对照|前后|文献|报道|中心|\b(?:arms|groups|placebo|controls?)\b", re.IGNORECASE
)


def compared_groups(reading: Reading, found: Sequence[Figure], memory: Memory) -> tuple[str, ...]:
    """The two groups of patients that the figures of a line compare, or go on to compare."""
    for figure in found:
        if figure.sides == PAIR and figure.side == 0 and is_rate(figure):
            told = strata.of_run(reading.line, figure, found)
            if told or _of_groups_before(reading, figure, found, memory) is not None:
                return told or memory.compared_groups
    return ()


_MEDIAN = re.compile(r"中位|平均|median|mean", re.IGNORECASE)
_OF_MANY = re.compile(
    r"(?<![频概])率|[\d数几各多]\s?[例名]|患者(?:中|的)|文献|报道|研究|试验|队列|\b(?:rates?|patients|trials?|study|studies|literature|cohorts?|series)\b",
    re.IGNORECASE,
)
"""What makes a share in a patient's course one of many patients (`文献中CR率为60%`)."""


def _is_of_patient(line: Line, figure: Figure, memory: Memory) -> bool:
    """Whether a time or a share is that of one patient whose course is told, and no median or rate of many."""
    offset = figure.value.end
    if not (memory.is_case or cases.is_of_case(line.text, line.start, offset)):
        return False
    is_share = measure_of(figure.value).kind == "percent"
    return not (_OF_MANY if is_share else _MEDIAN).search(line.text, line.start, line.end if is_share else offset)


def _landmark_of(reading: Reading, figure: Figure, found: Sequence[Figure], before: tuple[str, str]) -> str:
    """The landmark of a figure: its own, the endpoint's, or that of the rate before it; a hazard ratio has none."""
    if _is_of_hazards(figure, found):
        return ""
    told = landmarks.beside(reading.line, figure.value, figure.metric.end)
    metric = landmarks.of_event(reading.line, figure.metric) or figures.timepoint(figure.metric)
    own = figure.timepoint or told or metric or studies.timepoint(reading.line, figure.metric)
    kind = measure_of(figure.value).kind
    inherits = studies.inherits_landmark(code_of(figure.metric), before[0]) and kind == "percent"
    explains = kind == "p_value" or (kind == "count" and reading.line.is_bracketed(figure.value.start))
    goes_on = before[0] == code_of(figure.metric) and (figure.side > 0 or explains)
    if goes_on and explains and figure.how == "beside figure" and not told:
        return before[1]
    return own or (before[1] if inherits or goes_on else "")


def _figure_claim(
    reading: Reading, figure: Figure, found: Sequence[Figure], memory: Memory, arm: Arm | None, role: str,
    landmark: tuple[str, str], group: str | None = None,
) -> Claim:  # fmt: skip
    """The row of one figure for one arm, of the group given or else of its own."""
    measure = measure_of(figure.value)
    statistic = measure.statistic or figures.STATISTICS[measure.kind]
    group = _group_of(reading, figure, found, memory) if group is None else group
    fields = fields_of(reading, figure.metric, figure.value.start, arm, role, memory, group)
    fields |= {
        "statistic": statistic, "value": _number(reading, figure), "unit": measure.unit, "ci_low": measure.ci_low,
        "ci_high": measure.ci_high, "n": denominators.size(reading.line, figure.value) or _size(reading, figure, arm),
        "timepoint": _landmark_of(reading, figure, found, landmark), "comparison_id": str(figure.group),
    }  # fmt: skip
    if (trial := study_in_turn(reading, figure)) is not None:
        fields |= {"trial_id": trial.concept.concept_id if trial.concept else "", "trial": studies.named(trial)}
    return claim_of(reading, figure.metric, figure.value, statistic, fields, figure.how, arm)


def _number(reading: Reading, figure: Figure) -> str:
    """The value of a figure, a rate or a time with the sign of the word right before it."""
    number = measure_of(figure.value).value
    return figure_signs.signed(reading.line, figure.value, number) if is_rate(figure) else number


def _is_of_hazards(figure: Figure, found: Sequence[Figure]) -> bool:
    """A hazard ratio, and the P value behind it, compare whole curves and have no landmark (corpus ruling 29)."""
    if measure_of(figure.value).kind == "p_value":
        before = [f for f in found if f.value.end <= figure.value.start]
        return bool(before) and _is_hazard_ratio(before[-1]) and before[-1].metric == figure.metric
    return _is_hazard_ratio(figure)


def _is_hazard_ratio(figure: Figure) -> bool:
    return measure_of(figure.value).statistic == "hazard_ratio"


def _size(reading: Reading, figure: Figure, arm: Arm | None) -> str:
    """How many patients a figure is of: those of its arm, else those of the study or group named before it."""
    own = studies.arm_size(reading.line, arm.end) if arm is not None and arm in reading.arms else ""
    is_result = measure_of(figure.value).kind in ("percent", "duration")
    behind = studies.size_behind(reading.line, figure.value.end) if is_result else ""
    whole = behind or own or studies.group_size(reading.line, figure.value.start)
    return "" if measure_of(figure.value).kind == "count" and whole == measure_of(figure.value).value else whole


def direction_claims(reading: Reading, found: Sequence[Figure], memory: Memory) -> Iterator[Claim]:
    """Claims of a line that compares in words an endpoint without figures (`PFS was longer with A`)."""
    line = reading.line
    for number, direction in enumerate(directions.find(line, [f.metric for f in found])):
        if any(code_of(f.metric) == code_of(direction.metric) for f in found):
            continue
        if events.is_kind(line, direction.metric) or _is_of_carriers(reading, direction) or _is_sign(line, direction):
            continue
        role = "experimental" if reading.control is not None else "single"
        value = Mention(
            direction.start, direction.end, "VALUE", line.text[direction.start : direction.end], source="relating"
        )
        tested = nearest(reading, min(direction.start, direction.metric.start))
        if any(figure.side >= 0 for figure in found):
            tested = _tested(reading, tested)
        if _IN_THAT_ARM.match(line.text, max(direction.end, direction.metric.end), line.end):
            tested = next(iter(reading.experimental), tested)
        named = compared_arms.own(reading, direction)
        if named is None and compared_arms.is_of_place(line, direction):
            continue
        other = compared_arms.of_tested(reading, named)
        tested = other or named or tested
        arms = _coordinated(reading, tested)
        for arm in arms[:1] if _are_alike(reading, direction, arms) else arms:
            group = _group_of_direction(reading, direction, memory)
            fields = fields_of(reading, direction.metric, direction.end, arm, role, memory, group)
            is_turned = other is not None or _is_of_latter(reading, direction)
            outcome = compared_arms.turned(direction.value) if is_turned else direction.value
            fields |= {"statistic": "direction", "value": outcome, "unit": "", "comparison_id": f"d{number}"}
            yield claim_of(reading, direction.metric, value, "direction", fields, "direction", arm)


_LATTER = re.compile(r"(?:\bthe latter\b|后者)[^,;。]*$", re.IGNORECASE)


def _group_of_direction(reading: Reading, direction: directions.Direction, memory: Memory) -> str:
    """The grade of an event, else the first of two altered groups that differ or do not, else the patients."""
    line = reading.line
    alike = altered_groups.compared(line, direction.end) if direction.value == "no_difference" else ""
    return narrow_groups.grade_before(line, direction.metric) or alike or _population(reading, direction.end, memory)


def _is_of_latter(reading: Reading, direction: directions.Direction) -> bool:
    """Whether a clause says how the comparator fared (`A was active, although the latter had the worse PFS`)."""
    first = min(direction.start, direction.metric.start)
    named = {arm.name for arm in reading.arms if arm.end <= first}
    clause = reading.line.clause(first)
    return len(named) == len(_BOTH_SIDES) and _LATTER.search(reading.line.text, clause[0], first) is not None


def _is_sign(line: Line, direction: directions.Direction) -> bool:
    """Whether the word of a direction is the sign of a figure (`less than 0.1%`)."""
    return any(m.start <= direction.start < m.end for m in line.of("VALUE"))


def _is_of_carriers(reading: Reading, direction: directions.Direction) -> bool:
    """Whether a line without any treatment says how carriers of an alteration fare (`Patients with X have decreased OS`)."""
    line = reading.line
    if reading.arms:
        return False
    first = min(direction.start, direction.metric.start)
    return any(m.end <= first and _CARRIERS.search(line.between(line.start, m.start)) for m in line.of("ALTERATION"))


_IN_THAT_ARM = re.compile(r"\s+(?:in|with)\s+(?:that|this|the same)\s+(?:arm|group|cohort)\b", re.IGNORECASE)
"""What takes up the arm that the sentence has told to be better (`…; OS was also longer in that arm`)."""
_CARRIERS = re.compile(
    r"\b(?:patients|those|cases|carriers|individuals)\s+(?:with|harbou?ring|carrying|bearing|who had)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_ALIKE = re.compile(r"相当|相近|相似|相仿|类似|comparable|similar|equivalent|indistinguishable", re.IGNORECASE)
_EACH = re.compile(r"均|都|分别|各|\b(?:both|each|to that|to those|with that)\b", re.IGNORECASE)


def _are_alike(reading: Reading, direction: directions.Direction, arms: Sequence[Arm | None]) -> bool:
    """Whether two arms are called alike, and not each of them like a third (`甲药与乙药的OS相当`)."""
    line = reading.line
    words = line.between(direction.start, direction.end)
    is_third = reading.control is not None or _EACH.search(line.text, line.start, line.end)
    return len(arms) == len(_BOTH_SIDES) and bool(_ALIKE.search(words)) and not is_third


_BOTH_SIDES = ("experimental", "control")


def _tested(reading: Reading, arm: Arm | None) -> Arm | None:
    """The arm under study, where the arm named last before a direction is the one that it is compared with."""
    pair = reading.pair
    is_compared = pair is not None and arm is not None and arm.name == pair[1].name and arm in reading.arms
    return next((a for a in reading.arms if pair and a.name == pair[0].name), pair[0]) if is_compared and pair else arm


_LISTED_WITH = re.compile(
    r"\s*(?:\([^()]{1,16}\))?\s*(?:、|和|及|与|或|以及|and|or|nor|,|, and)\s*"
    r"(?:(?:the\s+|an?\s+)?(?:[\w/-]+\s+){1,4}(?:inhibitor|antibody|agonist|antagonist|degrader|modulator|conjugate)\s+"
    r"|[^,;。、\s]{1,14}(?:抑制剂|激动剂|拮抗剂|抗体|降解剂|调节剂|偶联物))?",
    re.IGNORECASE,
)
"""What joins two treatments of a list, with what the second one is (`A and the telomerase inhibitor B`)."""


def _coordinated(reading: Reading, arm: Arm | None) -> list[Arm | None]:
    """An arm with those listed with it (`A、B和C均延长了PFS`); the statement holds for each."""
    listed: list[Arm | None] = [arm]
    if arm is None or arm not in reading.experimental:
        return listed
    listed = [other for other in reading.experimental if (other.start, other.end) == (arm.start, arm.end)]
    for other in reversed([a for a in reading.experimental if a.end <= arm.start]):
        first = listed[0]
        gap = reading.line.between(other.end, first.start) if first else ""
        if not _LISTED_WITH.fullmatch(gap) or other.kind != arm.kind:
            break
        listed.insert(0, other)
    return listed


def claim_of(
    reading: Reading,
    metric: Mention,
    value: Mention,
    statistic: str,
    fields: dict[str, str],
    how: str,
    arm: Arm | None,
) -> Claim:
    """A claim with the confidence of the way that figure and endpoint were joined."""
    penalty = _NO_ARM_PENALTY if arm is None else _INHERITED_PENALTY if arm is reading.inherited else 0.0
    extent = Span(min(metric.start, value.start), max(metric.end, value.end))
    confidence = round(_CONFIDENCE[how] - penalty, 2)
    index = reading.sentence.index
    return Claim("trial_metric", index, metric, statistic, value, how, fields, extent, confidence=confidence)


def fields_of(
    reading: Reading, metric: Mention, offset: int, arm: Arm | None, role: str, memory: Memory, group: str
) -> dict[str, str]:
    """Fields of a claim: study, arm, role, endpoint, landmark and group (contract of the tables)."""
    line = reading.line
    continues = continues_study(reading, memory)
    trial = studies.trial_of(line, offset) or (memory.trial if continues else None)
    own = metric.detail.timepoint if isinstance(metric.detail, Endpoint) else ""
    own_marker = studies.own_marker(line, arm.end) if arm is not None and arm in reading.arms else ""
    marker = own_marker or studies.marker(line, offset) or (memory.marker if continues and not line.marks else "")
    return {
        "trial_id": trial.concept.concept_id if trial and trial.concept else "",
        "trial": studies.named(trial) if trial else marker,
        "arm_id": arm.concept_id if arm else "",
        "arm": arm.name if arm else "",
        "role": role,
        "metric": code_of(metric),
        "ci_low": "", "ci_high": "", "n": "",
        "timepoint": own or studies.timepoint(line, metric),
        "subgroup": group,
    }  # fmt: skip


def _group_of(reading: Reading, figure: Figure, found: Sequence[Figure], memory: Memory) -> str:
    """The group of a figure: that of its side of a comparison, a narrower one, the one behind it, else its population."""
    line = reading.line
    told = strata.of_run(line, figure, found)
    compared = _compared_groups(line, figure, found)
    group = (
        (told[figure.side] if told else "")
        or groups_in_turn.of_figure(line, reading.arms, figure)
        or _altered(compared)
        or narrow_groups.of_figure(line, figure)
        or own_groups.of_figure(line, figure)
        or group_behind(line, figure)
        or factors.altered(line, figure.value)
        or _set_against_others(line, figure)
        or populations.of_figure(line, figure.value.start)
        or _cohort(reading, figure)
        or population_before(reading, memory)
    )
    is_one_of_them = bool(compared) and not _altered(compared) and any(group in name for name in compared)
    return "" if is_one_of_them else group


def _set_against_others(line: Line, figure: Figure) -> str:
    """The first of two groups that a ratio or P value compares without a figure of either (`突变者OS短于野生型者(P<0.01)`)."""
    return altered_groups.compared(line, figure.value.start) if measure_of(figure.value).kind in _COMPARES else ""


_COMPARES = ("ratio", "p_value")


def _cohort(reading: Reading, figure: Figure) -> str:
    """The cohort of a figure by its label, where that does not stand for a treatment."""
    told = own_groups.cohort(reading.line, figure)
    if told is None or any(arm.start < told.end and told.start < arm.end for arm in reading.arms):
        return ""
    return reading.line.between(told.start, told.end)


def _compared_groups(line: Line, figure: Figure, found: Sequence[Figure]) -> tuple[str, ...]:
    """The groups of patients that a ratio or P value compares (`TP53 mutations vs those without (6.5 vs 18.3 months; HR 2.4)`)."""
    if measure_of(figure.value).kind not in _COMPARES:
        return ()
    sides = [f for f in found if f.side >= 0 and f.metric == figure.metric and f.value.end <= figure.value.start]
    return strata.of_run(line, sides[-1], found) if sides else ()


def _altered(groups: Sequence[str]) -> str:
    """The one altered group of several that is compared with all others."""
    altered = [group for group in groups if not group.endswith(" wild-type")]
    return altered[0] if len(altered) == 1 < len(groups) else ""


def _population(reading: Reading, offset: int, memory: Memory) -> str:
    """The patients of a sentence before an offset, else those of the sentences before."""
    return populations.of_figure(reading.line, offset) or population_before(reading, memory)
