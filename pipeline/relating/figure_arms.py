"""Whose figure it is: the arm of each figure of a line, and its role in the comparison.

A figure takes the arm that it is listed with (`A组与B组分别为60%和40%`), the one beside it (`60%的A组患者`, `60% with A`),
the one of its clause, or the one of the sentences before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Mention
from pipeline.relating import (
    PAIR,
    all_arms,
    bracketed_groups,
    control_groups,
    denominators,
    directions,
    factors,
    figure_details,
    narrow_groups,
    strata,
    studies,
    three_groups,
)
from pipeline.relating.arm_lists import joins
from pipeline.relating.arms import NOT_GIVEN, Arm, is_usual, names_of, procedures
from pipeline.relating.figures import LISTED_KINDS, Figure, code_of, measure_of
from pipeline.relating.labels import UNNAMED
from pipeline.relating.lines import Line, pattern
from pipeline.relating.nearest_arms import BEHIND, HEADS_FIGURE, MOST_ARMS, Reading, is_rate, nearest
from pipeline.relating.own_arms import own_arm_of
from pipeline.relating.paired_arms import listed_behind, paired_arm
from pipeline.relating.study_arms import of_segment

_OPENS = re.compile(
    r"\s*(?:突变|重排|缺失|阳性|mutations?|status)?\s*\(\s*(?:(?:adjusted |unadjusted )?hazard ratio(?:\s*[\[(]HR[\])])?,?\s*)?",
    re.IGNORECASE,
)
_FARED = re.compile(
    r"\b(?:had|have|has|showed|experienced|displayed|were at|associated with|linked to|predicted|conferred)\s+(?:an?\s+)?(?:\w+ly\s+)?(?:shorter|worse|inferior|poorer|longer|superior|reduced|higher risk|lower risk)\b"
    r"|(?:均|明显|显著)?(?:更短|较短|缩短|更差|较差)",
    re.IGNORECASE,
)
"""How carriers fared, behind the ratios of their alterations (`Patients with X (HR 1.8) and Y (HR 2.9) had shorter OS`)."""


def _is_of_factor(reading: Reading, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether a ratio or P value measures a factor of prognosis and no treatment (`多因素分析中TP53突变(HR=2.8, P<0.01)`)."""
    line = reading.line
    told = factors.FACTORS.search(line.text, line.start, figure.value.start)
    if told is None and reading.arms and not line.has("ALTERATION", "GENE"):
        return False
    has_fared = told is None and _FARED.search(line.text, figure.value.end, line.end) is not None
    beside = [f.value.start for f in found if f.value.end <= figure.value.start and not re.search(
        r"[()]", line.between(f.value.end, figure.value.start))]  # fmt: skip
    first = min(beside, default=figure.value.start)
    named = [m for m in line.of("ALTERATION", "GENE") if m.end <= first]
    is_subject = any(_is_subject(line, m, first) for m in named)
    if told is None and not has_fared:
        rates = [f for f in found if is_rate(f) and f.metric == figure.metric and f.value.end <= figure.value.start]
        return is_subject and not rates
    if is_subject:
        return True
    if any(_OPENS.fullmatch(line.between(m.end, first)) for m in named):
        return True
    if has_fared and reading.arms:
        return False
    if _is_of_own_endpoint(reading, figure, first) or _is_of_treatment(reading, first):
        return False
    return line.is_bracketed(figure.value.start) and factors.is_feature(line, first)


def _is_of_own_endpoint(reading: Reading, figure: Figure, opened: int) -> bool:
    """Whether a bracket stands behind its endpoint, where an arm brought that about, or two are compared.

    `A did not differ from B in OS (P = .2)`, `On multivariate analysis, A was of advantage for OS (HR, 0.6)`.
    """
    line = reading.line
    if _TO_BRACKET.fullmatch(line.between(figure.metric.end, opened)) is None:
        return False
    before = [arm for arm in reading.arms if arm.end <= figure.metric.start]
    if len({arm.name for arm in before}) > 1:
        return True
    model = factors.FACTORS.search(line.text, line.start, opened)
    features = line.of("ALTERATION", "GENE")
    return any(
        model is not None and model.end() <= arm.start and not any(arm.end <= m.start < opened for m in features)
        for arm in before
    )


_BROUGHT = re.compile(
    r"(?:\s+(?:use|exposure|prophylaxis|treatment|therapy|receipt|maintenance|consolidation))?\s+(?:was|were|remained)\s+(?:\w+ly\s+)?(?:associated|linked|correlated)\b",
    re.IGNORECASE,
)


_FIRST_EFFECTS = re.compile(r"(?:(?!\b(?:whereas|while|but)\b)[^;])*", re.IGNORECASE)
"""What may stand between such words and a ratio: other effects of the treatment, no contrast with another factor."""


def _is_of_treatment(reading: Reading, offset: int) -> bool:
    """Whether a model tells what a treatment brought about (`A was independently associated with less GVHD (HR, 0.28)`)."""
    before = [arm for arm in reading.arms if arm.end <= offset]
    told = (_BROUGHT.match(reading.line.text, arm.end, offset) for arm in before)
    return any(m and _FIRST_EFFECTS.fullmatch(reading.line.text, m.end(), offset) for m in told)


_TO_BRACKET = re.compile(r"[^,;:。()]{0,40}\(\s*")
_PREDICTS = re.compile(r"\b(?:independent(?:ly)?|predict\w*|predictor|associated)\b|独立|预测", re.IGNORECASE)


def _is_subject(line: Line, mention: Mention, offset: int) -> bool:
    """Whether a clause says what an alteration predicts (`TP53 mutation independently predicted inferior OS (HR=2.8)`)."""
    gap = line.between(mention.end, offset)
    is_alone = not any(agent.start < offset for agent in line.of("DRUG", "REGIMEN", "DRUG_CLASS"))
    return is_alone and not re.search(r"[,;。]", gap) and bool(_PREDICTS.search(gap))


def arm_of(reading: Reading, figure: Figure, found: Sequence[Figure]) -> tuple[Arm | None, str]:
    """The arm of a figure and its role, from its side in a comparison, its neighbours, and the sentences before."""
    measure = measure_of(figure.value)
    if measure.kind in ("ratio", "p_value", "fold"):
        if _is_of_factor(reading, figure, found):
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
    behind = _arm_behind(reading, figure)
    if study_in_turn(reading, figure) is not None:
        return _of_studies(reading, figure), "single"
    if figure.side >= 0 and group_behind(reading.line, figure):
        return nearest(reading, figure.metric.start), "single"
    if figure.side >= 0 and narrow_groups.listed_grades(reading.line, figure):
        return behind or nearest(reading, figure.metric.start), "single"
    if (
        figure.side >= 0
        and behind is not None
        and not (listed_behind(reading, figure) or three_groups.told(reading, figure))
    ):
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
        or _behind_endpoints(reading, figure, found)
        or _behind_list(reading, figure, found)
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


_CHAIN_GAP = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]])?\s*(?:[,、]|和|与|及)\s*")


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
    if _is_of_whole(reading, figure) or _is_of_untold_group(reading, figure) or _is_of_unknown_label(reading, figure):
        return [(None, "single")]
    if _parts_one_cohort(reading, found) or all_arms.are_apart(reading):
        return [(None, "single")]
    if named := _either_behind(reading, figure):
        return [(named[0], "experimental"), (named[1], "control")]
    single, role = arm_of(reading, figure, found)
    if single is not None and (faced := _faced_group(reading, figure, single)) is not None:
        return [faced]
    if single is not None and _went_without(reading.line, figure, single):
        return [(None, "single")]
    if single is not None and single.is_general and _is_told_apart(reading.line, single, figure, found):
        return [(None, "single")]
    is_told_of_all = reading.is_of_all and (single is reading.inherited or single in reading.arms)
    if reading.parted and _is_before(reading, figure):
        other = _only_other(reading)
        return [(other, "experimental" if other is not None else "single")]
    if is_told_of_all and (_is_of_cohort(figure) or _parts_cohort(reading.line, figure, found)):
        return [(None, "single")]
    if single is not None and single is reading.inherited and not _is_carried(single):
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


_OF_PEOPLE = re.compile(
    r"\s*(?:单药|联合|维持|巩固|移植)?(?:治疗|用药|化疗)?(?:方案)?(?:的)?(?:者|患者|患儿|病例|组|方案)"
)


def _went_without(line: Line, figure: Figure, arm: Arm) -> bool:
    """Whether the clause of a figure is of those who went without a treatment of its arm (`未使用甲药的患者5年OS率为45%`)."""
    opened = line.clause(min(figure.metric.start, figure.value.start))[0]
    opened = max(opened, line.clause(figure.value.start)[0]) if figure.metric.end <= figure.value.start else opened
    if opened <= arm.start < figure.value.start:
        return False
    agents = set(arm.name.split(" + "))
    return any(
        opened <= m.start < figure.value.start
        and bool(agents & set(m.name.split(" + ")))
        and NOT_GIVEN.search(line.text, max(opened, m.start - _NOT_REACH), m.start)
        and _OF_PEOPLE.match(line.text, m.end, line.end)
        for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    )


_NOT_REACH = 12


def _is_told_apart(line: Line, arm: Arm, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether groups of patients are compared in another clause than treatment in general (`…化疗的CR率低,A者与B者的OS率分别为`)."""
    return arm.end <= line.clause(figure.metric.start)[0] and _parts_cohort(line, figure, found)


def _is_before(reading: Reading, figure: Figure) -> bool:
    """Whether a figure of a cohort in two groups stands before any of them (`The CR rate was 69%, 71% with A and 66% with B`)."""
    first = min((own.start for own in reading.arms), default=-1)
    return _is_of_cohort(figure) and figure.value.end <= first and _arm_behind(reading, figure) is None


def _only_other(reading: Reading) -> Arm | None:
    """The one of two allotted treatments that a line does not name, where it names but the other (`…was 44%, compared with 22% with B`)."""
    named = {arm.name for arm in reading.arms}
    left = [arm for arm in reading.parted if arm.name not in named]
    return left[0] if len(left) == 1 and len(reading.parted) == PAIR and len(named) == 1 else None


def _is_of_cohort(figure: Figure) -> bool:
    return figure.side < 0 and measure_of(figure.value).kind in (*LISTED_KINDS, "count")


def _parts_cohort(line: Line, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether a figure is of groups of patients told by no treatment, or compares their figures (`高危与低危者的MMR率分别为`)."""
    sides = [f for f in found if f.side >= 0 and f.metric == figure.metric and f.value.start <= figure.value.start]
    return bool(sides) and bool(strata.of_run(line, sides[-1], found))


def _parts_one_cohort(reading: Reading, found: Sequence[Figure]) -> bool:
    """Whether a line without treatments sets groups of one transplanted cohort against each other (by donor, by disease)."""
    is_transplanted = reading.inherited is not None and reading.inherited.name in procedures()
    return is_transplanted and not reading.arms and any(figure.side >= 0 for figure in found)


def _is_carried(arm: Arm) -> bool:
    """Whether an arm holds for the lines behind it: any but a class of drugs, which may be of the background only."""
    return arm.kind != "DRUG_CLASS" or arm.is_general or arm.name in names_of("carried_classes")


_UNTOLD_GROUP = re.compile(r"\s+(?:with|on|for|in|under)\s+(?:monotherapy|single-agent therapy)\b", re.IGNORECASE)


def _is_of_untold_group(reading: Reading, figure: Figure) -> bool:
    """Whether a figure is of those who got one agent, which is not told (`75% for monotherapy and 90% with A and B`)."""
    told = _UNTOLD_GROUP.match(reading.line.text, figure.value.end, reading.line.end)
    return told is not None and _arm_behind(reading, figure) is None


_LABEL_AT_FIGURE = re.compile(
    r"(?<![A-Za-z0-9+-])(?:[A-Z](?:\+[A-Z])?|[甲乙丙丁])组(?:患者)?(?:的|则|仅|约)*(?:为|是|达)?(?:约|仅)?\s*$"
)


def _is_of_unknown_label(reading: Reading, figure: Figure) -> bool:
    """Whether a figure follows a group's letter that nothing explains (`A组72%,A+I组88%`)."""
    line = reading.line
    told = _LABEL_AT_FIGURE.search(line.text, max(line.start, figure.value.start - 16), figure.value.start)
    return told is not None and not any(arm.start < told.end() and told.start() < arm.end for arm in reading.arms)


_OF_WHOLE = re.compile(
    r"\b(?:of|in|for|across|among)\s+(?:the|our|this)\s+(?:(?:cohort|series|population|group|sample|registry)\s+as\s+a\s+whole"
    r"|(?:entire|whole|overall|combined|pooled)\s+(?:study\s+|patient\s+)?(?:cohort|series|population|group|sample))\b[^;,.\d]{0,40}?(?:[\d.]+%?(?:,\s|,?\sand\s))*$"
    r"|(?:全组|全部患者|所有患者|全体患者|总体人群|整个队列)(?:的|中)?[^;。]*$|\d+例[^;。,组]{0,14}?(?:患者|患儿|病例|者)中[^;。组]*$",
    re.IGNORECASE,
)


_WHOLE_BEHIND = re.compile(
    r"(?:\s*[(\[][^()\[\]]*[)\]]|,?\s*(?:and\s+)?\d[\d.]*%)*(?:,?\s*respectively,?)?\s+(?:for|in|among|across)\s+(?:the\s+)?(?:(?:entire|whole|overall)\s+(?:study\s+|patient\s+)?(?:cohort|population|group|series)|(?:cohort|series|group) as a whole|all (?:\d+ )?patients|both (?:products|drugs|groups|arms|cohorts|treatments|agents)\s+(?:together|combined|taken together))\b"
    r"|(?:\s*[(\[][^()\[\]]*[)\]])?\s+overall(?=\s*[,.;)]|\s+and\b)",
    re.IGNORECASE,
)


_OVERALL = re.compile(
    r"\s*(?:overall|in total|in all|altogether),\s[^,;.%]{0,60}|[^,;。%]{0,40}总体?的?(?:发生率|缓解率|有效率|生存率|[A-Z]{2,4}率?)[^,;。%]{0,12}",
    re.IGNORECASE,
)


def _is_sum(reading: Reading, figure: Figure) -> bool:
    """Whether a line tells the figure of all before those of its groups (`感染总发生率为40%,其中甲组52%,乙组28%`)."""
    line = reading.line
    if not _OVERALL.fullmatch(line.between(line.start, figure.value.start)) or _arm_behind(reading, figure):
        return False
    behind = [arm for arm in reading.arms if arm.start >= figure.value.end]
    values = [m for m in line.of("VALUE") if m.start >= figure.value.end and measure_of(m).kind == "percent"]
    return behind == list(reading.arms) and len({arm.name for arm in behind}) == MOST_ARMS == len(values)


def _is_of_whole(reading: Reading, figure: Figure) -> bool:
    """Whether a figure is of all patients together, of whom each had one of two treatments (`OS of the cohort as a whole was 52%`)."""
    if figure.side >= 0 or not is_rate(figure):
        return False
    if _is_sum(reading, figure):
        return True
    groups = {arm.name for arm in reading.arms if not arm.is_general or arm.is_named_group}
    is_parted = len(groups) > 1 or reading.pair is not None or reading.is_of_all
    line = reading.line
    opened = max(line.clause(figure.metric.start)[0], line.text.rfind(";", line.start, figure.metric.start) + 1)
    if any(opened <= arm.start < figure.value.start for arm in reading.arms):
        return False
    if _PARTED_BEHIND.match(line.text, figure.value.end) and opened == line.start:
        return len({arm.name for arm in reading.arms if arm.start >= figure.value.end}) > 1
    is_told = _OF_WHOLE.search(line.text, opened, figure.value.start) or _WHOLE_BEHIND.match(
        line.text, figure.value.end, line.end
    )
    return is_told is not None and (is_parted or _BOTH_TOGETHER.search(is_told.group()) is not None)


_BOTH_TOGETHER = re.compile(r"\bboth\s\w+\s(?:together|combined|taken together)$")
_PARTED_BEHIND = re.compile(r"\s*(?:\([^()]*\))?\s*[,;]\s*其中")
"""Behind the figure of all patients, before those of their groups (`总缓解率为57.1%,其中A组与B组分别为87.0%和36.4%`)."""
_EITHER = re.compile(r"\s*(?:in|with|for|among|on|by)\s+(?:either|both)\s+(?:the\s+)?", re.IGNORECASE)


_OR = re.compile(
    r"(?:[\s-](?:arm|group|recipients|alone|monotherapy|cohort))*\s+(?:or|and)\s+(?:in\s+|with\s+|for\s+)?(?:the\s+)?"
)


def _either_behind(reading: Reading, figure: Figure) -> list[Arm]:
    """The two arms of which one figure behind an endpoint is told (`was not reached in either the A group or the B group`)."""
    line = reading.line
    behind = [arm for arm in reading.arms if arm.start >= figure.value.end][:2]
    if figure.side >= 0 or len(behind) != MOST_ARMS or not is_rate(figure):
        return []
    if not _EITHER.fullmatch(line.between(figure.value.end, behind[0].start)):
        return []
    return behind if _OR.fullmatch(line.between(behind[0].end, behind[1].start)) else []


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
        listed = is_joined and ((other.is_control and arm.is_control) or _in_own_bracket(reading.line, arm, other))
        if shares or listed:
            named.setdefault(other.name, other)
    return list(named.values())


def _is_left_open(reading: Reading, arm: Arm) -> bool:
    """Whether a slash leaves it open which of two drugs a group got (`甲药/乙药组ORR为45%`): its figure is of neither alone."""
    sides = [other for other in reading.arms if other.name != arm.name and other.kind == arm.kind == "DRUG"]
    return any(
        reading.line.between(min(arm.end, other.end), max(arm.start, other.start)).strip() == "/" for other in sides
    )


def _in_own_bracket(line: Line, first: Arm, last: Arm) -> bool:
    """Whether two names fill the bracket behind a figure (`66.5% (FCR/BR)`)."""
    return line.text[first.start - 1 : first.start] == "(" and line.text[last.end : last.end + 1] == ")"


def _rate_beside(line: Line, figure: Figure, found: Sequence[Figure]) -> Figure | None:
    """The rate that a count in brackets explains (`71%(67/95)`): both are of one arm."""
    rates = (f for f in found if measure_of(f.value).kind == "percent")
    return next((rate for rate in rates if denominators.are_beside(line, rate.value, figure.value)), None)


def _arm_behind(reading: Reading, figure: Figure) -> Arm | None:
    """The arm that a figure is followed by (`14.7 months with A`, `36% of 33 in the B group`, `60%的A组患者`, `60%(A组)`)."""
    for arm in reading.arms:
        if arm.start >= figure.value.end:
            gap = reading.line.between(figure.value.end, arm.start)
            gap = _RESPECTIVELY.sub("", gap) if figure.how == "respective list" else gap
            follows = (
                BEHIND.fullmatch(gap)
                or _ALL_IN.fullmatch(gap)
                or _is_group_behind(reading.line, gap.strip(), arm.end)
                or (not gap.strip() and _WITH.match(reading.line.text, arm.start, arm.end))
            )
            return arm if follows else None
    return None


_RESPECTIVELY = re.compile(r"^,?\s*respectively\b,?")
_WITH = re.compile(r"(?:with(?:out)?|when|once|on|for|in|under)\b", re.IGNORECASE)
_NEXT_ENDPOINT = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,|/|,?\s*and|和|与|、)\s*", re.IGNORECASE)


def _behind_endpoints(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm behind a bare list of figures, each of an endpoint of its own (`…, and 38% and 44% with B`)."""
    last = figure
    for other in sorted(found, key=lambda f: f.value.start):
        if other.value.start < last.value.end:
            continue
        gap = reading.line.between(last.value.end, other.value.start)
        if other.side >= 0 or other.metric == last.metric or not _NEXT_ENDPOINT.fullmatch(gap):
            break
        last = other
    return _arm_behind(reading, last) if last is not figure and last.metric.end < figure.value.start else None


_IN_BRACKET, _NEXT_ITEM = (
    re.compile(r"\s*\(\s*"),
    re.compile(r"\s*\)\s*(?:,\s*(?:and\s+)?|and\s+|、|和|与|及)\s*", re.IGNORECASE),
)


def _behind_list(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm behind a list of endpoints with a bracket each (`A (28%), B (20%), and C (38%) in the control group`)."""
    line, last = reading.line, figure
    if not _IN_BRACKET.fullmatch(line.between(figure.metric.end, figure.value.start)):
        return None
    for other in sorted(found, key=lambda f: f.value.start):
        if other.value.start < last.value.end:
            continue
        is_next = _NEXT_ITEM.fullmatch(line.between(last.value.end, other.metric.start)) is not None
        if not is_next or not _IN_BRACKET.fullmatch(line.between(other.metric.end, other.value.start)):
            break
        last = other
    return _arm_behind(reading, last) if last is not figure else None


_ALL_IN = re.compile(
    r"(?:\s*\([^()]*\))?,?\s*(?:均|都|全部|皆)(?:发生于|发生在|见于|出现于|出现在|来自|为)|(?:\s*\([^()]*\))?,\s*all\s+(?:of them\s+|occurring\s+)?(?:in|on|with|among)\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""What tells that all of a number had one treatment (`共3例,均发生于甲组`)."""


_PATIENTS = re.compile(r"\s*(?:单药|联合|治疗|用药)?(?:组|者|患者)")
_CLOSED = re.compile(r"\s*(?:/\s*[A-Za-z][A-Za-z0-9-]{1,12}\s*)?(?:单药|联合|治疗|用药)?(?:组|方案)?\s*\)")


def _is_group_behind(line: Line, gap: str, end: int) -> bool:
    """Whether a figure's group follows it: `60%的A组患者`, or a bracket that holds the arm alone (`60%(A组)`)."""
    if gap == "(":
        return bool(_CLOSED.match(line.text, end, line.end))
    return gap == "的" and bool(_PATIENTS.match(line.text, end, line.end))


def group_behind(line: Line, figure: Figure) -> str:
    """The altered group that an English figure is followed by (`69% in EZH2-mutated and 35% in wild-type`)."""
    for mention in line.of("ALTERATION", "DISEASE"):
        if mention.start >= figure.value.end:
            own = figure.metric.end if figure.value.end <= figure.metric.start < mention.start else figure.value.end
            gap = _QUALITY.sub("", line.between(own, mention.start)) if mention.type == "ALTERATION" else ""
            gap = gap or line.between(figure.value.end, mention.start)
            people = _PEOPLE.match(gap) if mention.type == "DISEASE" else None
            follows = BEHIND.fullmatch(people.group() if people else gap)
            return (f"{gap[people.end() :]}{mention.text}" if people else mention.name) if follows else ""
    return ""


_QUALITY = re.compile(
    r"(?:(?:relapsed|refractory|relapsed or refractory|R/R|newly diagnosed|previously treated|untreated|older)\s+)*\**$",
    re.IGNORECASE,
)
"""What may stand between people and their alteration (`in 60 newly diagnosed Ph-positive patients`)."""
_PEOPLE = re.compile(r"(?:\s*\([^()]*\))?\s+in\s+(?=(?:[a-z/-]+\s+){0,3}$)")
"""What stands between a figure and the disease of its group (`78% in heavily pretreated CLL`)."""


def _compared_arm(reading: Reading, figure: Figure, found: Sequence[Figure]) -> tuple[Arm | None, str]:
    """A ratio or P value stands for the experimental arm of the comparison that it measures."""
    pairs = [
        f for f in found
        if f.sides == 2 and f.side == int(f.reversed) and f.value.end <= figure.value.start and is_rate(f)
    ]  # fmt: skip
    opened = _segment_start(reading, figure)
    pairs = [f for f in pairs if f.value.start > opened] if _has_own_rates(found, opened, figure) else pairs
    pairs = [f for f in pairs if f.metric == figure.metric] if _are_told_singly(found, figure) else pairs
    are_groups = bool(pairs) and reading.control is None and bool(strata.of_run(reading.line, pairs[-1], found))
    both = reading.control is not None or (bool(pairs) and not are_groups)
    role = "experimental" if both else "single"
    if (beside := _rate_of_bracket(reading, figure, found)) is not None:
        return beside, "experimental"
    if (own_bracket := _of_own_bracket(reading, figure)) is not None:
        return own_bracket, "experimental"
    if (turned := _next_compared(reading, figure)) is not None:
        return turned, "experimental"
    if (beside := _ratio_arm(reading, figure)) is not None:
        return beside, "experimental" if both or beside.is_named_group else role
    in_part = [arm for arm in reading.experimental if opened <= arm.start < figure.value.start and not arm.is_general]
    for named in (reading.experimental, in_part):
        if figure.sides > 1 and len(named) == figure.sides:
            return named[figure.side], role
    if compared := _set_against(reading, figure, found):
        return compared, "experimental"
    if pairs:
        return _tested_side(reading, pairs[-1], found, figure), role
    if told := _told_apart(reading, figure, found):
        return told, "experimental"
    own = [arm for arm in reading.experimental if opened <= arm.start <= figure.value.start and not arm.is_general]
    own = [arm for arm in own if _turns_to(reading, arm, figure)][-1:] or own
    if len(own) > 1 and joins(reading.line.between(own[0].end, own[1].start)):
        return own[0], "experimental"
    return (own[0], role) if own else (nearest(reading, figure.metric.start), role)


def _rate_of_bracket(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm of the rate before the bracket of a P value, where the rates of a line go through three groups told before."""
    rates = [f for f in found if is_rate(f) and f.value.end <= figure.value.start]
    if reading.arms or not rates or not reading.line.is_bracketed(figure.value.start):
        return None
    is_beside = reading.line.between(rates[-1].value.end, figure.value.start).strip() == "("
    return three_groups.in_turn(reading, rates[-1]) if is_beside else None


_ARM_AND_BRACKET = re.compile(
    r"(?:单药|治疗|方案)*组?(?:[\s-](?:arm|group|alone|maintenance|monotherapy|therapy|treatment|recipients))*\s*[(\[](?P<inside>[^()\[\]]*)[)\]]",
    re.IGNORECASE,
)


def _of_own_bracket(reading: Reading, figure: Figure) -> Arm | None:
    """The arm with a ratio or P value in the bracket right behind it, of several that have one each (`with A (HR 0.7) and with B (HR 0.8)`)."""
    line = reading.line
    if not line.is_bracketed(figure.value.start):
        return None
    spans = [(arm, _ARM_AND_BRACKET.match(line.text, arm.end, line.end)) for arm in reading.experimental]
    ratios = [v.start for v in line.of("VALUE") if measure_of(v).kind in ("ratio", "p_value")]
    held = [
        (arm, m.span("inside")) for arm, m in spans if m and any(m.start("inside") <= at < m.end() for at in ratios)
    ]
    rates = [v.start for v in line.of("VALUE") if measure_of(v).kind in LISTED_KINDS]
    if len({arm.name for arm, _ in held}) < PAIR or any(a <= at < b for _, (a, b) in held for at in rates):
        return None
    return next((arm for arm, (opened, closed) in held if opened <= figure.value.start < closed), None)


_NEXT_CLAUSE = re.compile(
    r"[^()]*\)\s*(?:[,;]\s*)?(?P<contrast>(?:而|但|然而|whereas|while|but)\s*)?(?:and\s+)?(?:the\s+)?", re.IGNORECASE
)
_NO_FIGURE = re.compile(r"[^,;。()\d%]{0,60}\(\s*")


def _next_compared(reading: Reading, figure: Figure) -> Arm | None:
    """The further drug that a clause opens with, whose bracket holds its own ratio (`A improved PFS (HR 0.5), whereas B did not (HR 0.9)`)."""
    line = reading.line
    opened = line.text.rfind("(", line.start, figure.value.start)
    before = [arm for arm in reading.arms if arm.end <= opened]
    if not line.is_bracketed(figure.value.start) or not before or before[-1].is_control or before[-1].is_general:
        return None
    arm = before[-1]
    ratio = next((v for v in reversed(line.of("VALUE")) if v.end <= arm.start), None)
    if ratio is None or measure_of(ratio).kind not in ("ratio", "p_value"):
        return None
    turn = _NEXT_CLAUSE.fullmatch(line.between(ratio.end, arm.start))
    is_apart = turn is not None and (turn["contrast"] or any(other.is_control for other in before))
    return arm if is_apart and _NO_FIGURE.fullmatch(line.between(arm.end, opened + 1)) else None


_RATIO_OF = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]\s*)?(?:for|with|in|on)\s+(?:the\s+)?", re.IGNORECASE)


def _ratio_arm(reading: Reading, figure: Figure) -> Arm | None:
    """The tested arm right behind a ratio (`0.52 for the triplet and 0.60 for the doublet`)."""
    behind = next((arm for arm in reading.arms if arm.start >= figure.value.end), None)
    if behind is None or behind.is_control or behind.is_general:
        return None
    gap = reading.line.between(figure.value.end, behind.start)
    if measure_of(figure.value).kind == "ratio" and _RATIO_OF.fullmatch(gap):
        return behind
    told = any(arm.end <= figure.value.start for arm in reading.arms)
    return behind if not told and _BRACKET_OF.fullmatch(gap) else None


_BRACKET_OF = re.compile(
    r"[^()]*\)\s+(?:for|with|in|on|among)\s+(?:(?:the|those|patients|given|receiving|on)\s+)*", re.IGNORECASE
)
"""What closes the bracket of a comparison in words before the arm that it favours (`longer (HR 0.7, P = .01) with A`)."""


_CONTRAST = re.compile(r"(?:[,;]?\s*(?:而|但|然而)|\b(?:whereas|while|but))\s*(?:the\s+)?$", re.IGNORECASE)


def _turns_to(reading: Reading, arm: Arm, ratio: Figure) -> bool:
    """Whether the arm opens a contrast that compares it anew (`A was noninferior to B, whereas C prolonged PFS (over B)`)."""
    others = {a.name for a in reading.arms if arm.end <= a.start and a.end <= ratio.value.start} - {arm.name}
    is_of_its_own = arm.end <= ratio.metric.start < ratio.value.start
    is_contrast = _CONTRAST.search(reading.line.between(reading.line.start, arm.start)) is not None
    return is_contrast and (bool(others) or is_of_its_own)


def _told_apart(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The tested arm of two whose figures stand one by one before a ratio or P value (`甲组5.0个月,乙组1.8个月,HR 0.45`)."""
    before = [f for f in found if f.side < 0 and is_rate(f) and f.value.end <= figure.value.start]
    is_of_both = bool(before) and _OF_BOTH.search(reading.line.between(before[-1].value.end, figure.value.start))
    singles = [f for f in before if f.metric == figure.metric or (is_of_both and f.metric == before[-1].metric)]
    arms = [arm for f in singles[-2:] if (arm := arm_of(reading, f, found)[0]) is not None]
    if len(arms) != 2 or arms[0].name == arms[1].name:
        return None
    tested = [arm for arm in arms if not arm.is_control and not arm.is_general]
    return tested[0] if len(tested) == 1 else _given_more(arms)


def _tested_side(reading: Reading, figure: Figure, found: Sequence[Figure], ratio: Figure) -> Arm | None:
    """The arm under test of a comparison: that of the given side, unless the sentence tells the comparator's figure first."""
    sides = [f for f in found if (f.group, f.metric) == (figure.group, figure.metric) and is_rate(f) and f.side >= 0]
    told_first = [control_groups.named_first(reading, side) for side in sides]
    if any(told_first):
        return next((told[0] for told in told_first if told and told[1] == "experimental"), None)
    if (favoured := _favoured(sides, _hazard_ratio(found, ratio))) is not None:
        return arm_of(reading, favoured, ())[0]
    told = [arm_of(reading, side, ())[0] for side in dict.fromkeys((figure, *sides))]
    tested = reading.pair[0].name if reading.pair else ""
    return next((arm for arm in told if arm and arm.name == tested), None) or _given_more(told)


def _given_more(arms: Sequence[Arm | None]) -> Arm | None:
    """The first of several arms, the first that got a treatment where that one got none, or that which got something more."""
    given = [arm for arm in arms if arm is not None and arm.name not in (*UNNAMED, "placebo")]
    if len(given) == PAIR and is_usual(given[0].name, given[1].name):
        return given[1]
    return given[0] if given else arms[0]


def _hazard_ratio(found: Sequence[Figure], figure: Figure) -> float | None:
    """The hazard ratio that a figure is, or that stands before a P value of the same endpoint."""
    before = [f for f in found if f.metric == figure.metric and f.value.start <= figure.value.start]
    ratios = [f for f in before if measure_of(f.value).statistic == "hazard_ratio"]
    try:
        return float(measure_of(ratios[-1].value).value) if ratios else None
    except ValueError:
        return None


def _favoured(sides: Sequence[Figure], ratio: float | None) -> Figure | None:
    """Of two rates the better one, where a hazard ratio well below 1 says that the tested arm fared better."""
    if (
        ratio is None
        or len(sides) != 2
        or ratio > _CLEAR_BENEFIT
        or directions.better(code_of(sides[0].metric), "METRIC") != "higher"
    ):
        return None
    try:
        first, second = (float(measure_of(side.value).value) for side in sides)
    except ValueError:
        return None
    return None if first == second else max(zip((first, second), sides, strict=True), key=lambda pair: pair[0])[1]


_CLEAR_BENEFIT = 0.75


def _has_own_rates(found: Sequence[Figure], opened: int, figure: Figure) -> bool:
    return any(opened < f.value.start < figure.value.start and is_rate(f) for f in found)


def _are_told_singly(found: Sequence[Figure], figure: Figure) -> bool:
    """Whether the endpoint of a ratio or P value has two rates told one by one before it (`19 months with A, 18 with B; P = .7`)."""
    own = [f for f in found if f.metric == figure.metric and is_rate(f) and f.value.end <= figure.value.start]
    return len(own) == PAIR and all(f.side < 0 for f in own)


def _segment_start(reading: Reading, figure: Figure) -> int:
    """Where the part between semicolons begins whose arms a ratio compares: its own if that names some, else its endpoint's."""
    line = reading.line
    own = _semicolon_before(line, figure.value.start)
    if any(own < arm.start < figure.value.start for arm in reading.experimental):
        return own
    return _semicolon_before(line, figure.metric.start)


def _semicolon_before(line: Line, offset: int) -> int:
    """Where the last semicolon before an offset stands, those of brackets that are closed before it left out; else where the line begins."""
    at = line.text.rfind(";", line.start, offset)
    while at >= 0 and line.is_bracketed(at) and ")" in line.between(at, offset):
        at = line.text.rfind(";", line.start, at)
    return max(at, line.start)


_OF_BOTH = re.compile(r"[两二]组|两者|二者|组间|\b(?:both|the two|between(?: the)?) (?:groups|arms)\b", re.IGNORECASE)


def _set_against(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm that is set against another between the last rate and a ratio or P value (`…57%,甲与乙相比并无优势(P=0.3)`)."""
    rates = [f.value.end for f in found if f.value.end <= figure.value.start and is_rate(f)]
    between = [arm for arm in reading.arms if max(rates, default=figure.value.start) <= arm.start < figure.value.start]
    if len(between) != 2 or between[0].is_control:
        return None
    versus = pattern("trial_metric_words", role="versus")
    faces = between[1].is_control or versus.fullmatch(reading.line.between(between[0].end, between[1].start).strip())
    return between[0] if faces else None
