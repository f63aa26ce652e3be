"""Whose figure it is: the arm of each figure of a line, and its role in the comparison.

A figure takes the arm that it is listed with (`A组与B组分别为60%和40%`), the one beside it (`60%的A组患者`, `60% with A`),
the one of its clause, or the one of the sentences before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from pipeline.records import Mention, Sentence
from pipeline.relating import directions, results, strata
from pipeline.relating.arms import Arm, is_compared
from pipeline.relating.figures import Figure, code_of, measure_of
from pipeline.relating.lines import Line, any_of, pattern, words
from pipeline.relating.study_arms import StudyArms, of_segment

_DOSES = re.compile(
    r"\([^()]*\)|、?\s*\d+\s*(?:mg|μg|g)(?:/[A-Za-z0-9²]+)*|每[日天周月][\d一二两三四]+次|\d+次/d|(?:once|twice) daily|\b(?:qd|bid)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:\s*\([^()]*\)|\)|\])?(?:\s+(?:out\s+)?of\s+(?:the\s+)?\d+(?:\s+(?:[a-z]+\s+)?(?:patients|pts|participants|recipients))?)?(?:\s+(?:obtained|achieved|seen|observed|reported|recorded|found))?\s+(?:with|in|for|among|on|of|given|receiving|treated with|under|following|after|by|taking|assigned to|who (?:received|got|took|were given))\s+(?:\d+\s+|given\s+|their\s+|all\s+|pts\s+|on\s+|taking\s+|obtained\s+|with\s+|the\s+|patients\s+|those\s+|people\s+|participants\s+|individuals\s+|subjects\s+|adults\s+|children\s+|recipients of\s+|receiving\s+|treated with\s+|managed with\s+|exposed to\s+|(?:assigned|allocated|randomi[sz]ed) to\s+|(?:who|that) (?:had )?(?:received|got|took|stopped|discontinued|were (?:given|assigned|randomi[sz]ed|allocated|treated)(?: to| with)?)\s+|stopping\s+|discontinuing\s+|first-line\s+|frontline\s+|single-agent\s+|investigator-selected\s+|standard\s+|conventional\s+|other\s+)*",
    re.IGNORECASE,
)


_ENGLISH_LIST = re.compile(r",\s+(?:(?:and|or)\s+)?(?:the\s+)?")


@dataclass
class Reading:
    """One line being read: its arms and what holds for all of its rows."""

    line: Line
    sentence: Sentence
    arms: list[Arm] = field(default_factory=list)
    inherited: Arm | None = None
    pair: tuple[Arm, Arm] | None = None
    listed: tuple[Arm, ...] = ()
    study: tuple[Arm, ...] = ()
    studies: StudyArms = field(default_factory=StudyArms)
    doses: int = 0

    @property
    def experimental(self) -> list[Arm]:
        return [arm for arm in self.arms if not arm.is_control]

    @property
    def control(self) -> Arm | None:
        return next((arm for arm in self.arms if arm.is_control), None)


_FACTORS = re.compile(
    r"多因素|单因素|多变量|独立(?:的)?(?:不良|预后|危险|保护|影响)|Cox|multivaria|univaria|independent(?:ly)?",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s*(?:突变|重排|缺失|阳性|mutations?|status)?\s*\(\s*")


def _is_of_factor(line: Line, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether a ratio or P value measures a factor of prognosis and no treatment (`多因素分析中TP53突变(HR=2.8, P<0.01)`)."""
    if not _FACTORS.search(line.text, line.start, figure.value.start):
        return False
    beside = [f.value.start for f in found if f.value.end <= figure.value.start and not re.search(
        r"[()]", line.between(f.value.end, figure.value.start))]  # fmt: skip
    first = min(beside, default=figure.value.start)
    named = [m for m in line.of("ALTERATION", "GENE") if m.end <= first]
    return any(_OPENS.fullmatch(line.between(m.end, first)) or _is_subject(line, m, first) for m in named)


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
        if _is_of_factor(reading.line, figure, found):
            return None, "single"
        return _compared_arm(reading, figure, found)
    if (outer := _outer(reading.line, figure, found)) is not None:
        return arm_of(reading, outer, found)
    if measure.kind == "count" and (rate := _rate_beside(reading.line, figure, found)) is not None:
        return arm_of(reading, rate, found)
    if other := _of_other_study(reading, figure):
        return other
    behind = _arm_behind(reading, figure)
    if figure.side >= 0 and group_behind(reading.line, figure):
        return nearest(reading, figure.metric.start), "single"
    if figure.side >= 0 and behind is not None and not _listed_behind(reading, figure):
        is_control = behind.is_control or (figure.side == figure.sides - 1) != figure.reversed
        return behind, "control" if is_control else "experimental"
    if figure.side >= 0 and not strata.of_figure(reading.line, figure):
        return _paired_arm(reading, figure)
    arm = behind or _behind_endpoints(reading, figure, found) or _answered(reading, figure) or _own_arm(reading, figure)
    if arm is not None and arm.is_control:
        return arm, "control"
    return arm, "experimental" if reading.control is not None else "single"


def _outer(line: Line, figure: Figure, found: Sequence[Figure]) -> Figure | None:
    """The figure whose bracket holds another with an endpoint of its own: both are of one arm."""
    if not results.is_detail(line, figure.value):
        return None
    opened = line.text.rfind("(", line.start, figure.value.start)
    before = [f for f in found if f.value.end <= opened and not line.is_bracketed(f.value.start)]
    return before[-1] if before and before[-1].metric != figure.metric else None


def _of_other_study(reading: Reading, figure: Figure) -> tuple[Arm, str] | None:
    """The arm of a figure whose part of the line turns to another study, the arms of which the paper tells elsewhere."""
    if len(reading.line.of("TRIAL")) < len(("this", "other")):
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
    if answer is None or not alike or not _HEADS_FIGURE.fullmatch(line.between(other.end, answer.start)):
        return None
    before = [arm for arm in reading.arms if arm.end <= figure.value.start and arm.name != other.name]
    pair = [arm for arm in reading.pair or () if arm.name != other.name]
    known = pair[:1] if reading.pair and other.name in {arm.name for arm in reading.pair} else before[-1:]
    inherited = reading.inherited if reading.inherited and reading.inherited.name != other.name else None
    tested = [arm for arm in known if not arm.is_control] or [arm for arm in before if not arm.is_control][-1:]
    return tested[0] if tested else inherited


_OF_ALL = re.compile(
    r"(?:两组|两臂|各组|三组|组间)(?:[^,;。]{0,6}(?:相当|相近|相似|相同),)?[^,;。]{0,14}?(?:均|都)(?:为|是|达|约)?[^,;。\d]{0,3}$|(?:均|都)(?:为|是|达|约)\s*$",
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
    if figure.side < 0 and shared and measure_of(figure.value).kind in ("percent", "duration", "not_reached"):
        own = [arm for arm in reading.arms if not arm.is_general and arm.end <= figure.value.start]
        pair = [arm for arm in reading.pair or () if not own or own[0].name in {a.name for a in reading.pair or ()}]
        arms = list({arm.name: arm for arm in own}.values()) if len({arm.name for arm in own}) > 1 else pair
        arms = arms if len(arms) > 1 else _inherited_and_general(reading, figure)
        if len(arms) > 1:
            last = len(arms) - 1
            return [(arm, "control" if arm.is_control or n == last else "experimental") for n, arm in enumerate(arms)]
        is_told = _BOTH_GROUPS.search(line.text, line.start, min(figure.value.end + 24, line.end))
        if own and is_told and not own[0].is_control:
            return [(own[0], "experimental"), (Arm(figure.value.start, figure.value.end, "control"), "control")]
    if named := _either_behind(reading, figure):
        return [(named[0], "experimental"), (named[1], "control")]
    single, role = arm_of(reading, figure, found)
    if single is not None and single is reading.inherited and single.kind == "DRUG_CLASS" and not single.is_general:
        return [(None, role)]
    choices = _choices(reading, single)
    return [(single, role)] if _are_sides(choices, found) else [(choice, role) for choice in choices]


_EITHER = re.compile(r"\s*(?:in|with|for|among|on|by)\s+(?:either|both)\s+(?:the\s+)?", re.IGNORECASE)
_OR = re.compile(
    r"(?:[\s-](?:arm|group|recipients|alone|monotherapy|cohort))*\s+(?:or|and)\s+(?:in\s+|with\s+|for\s+)?(?:the\s+)?"
)


def _either_behind(reading: Reading, figure: Figure) -> list[Arm]:
    """The two arms of which one figure behind an endpoint is told (`was not reached in either the A group or the B group`)."""
    line = reading.line
    behind = [arm for arm in reading.arms if arm.start >= figure.value.end][:2]
    if figure.side >= 0 or len(behind) != _MOST_ARMS or not _is_rate(figure):
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


def _in_own_bracket(line: Line, first: Arm, last: Arm) -> bool:
    """Whether two names fill the bracket behind a figure (`66.5% (FCR/BR)`)."""
    return line.text[first.start - 1 : first.start] == "(" and line.text[last.end : last.end + 1] == ")"


def _rate_beside(line: Line, figure: Figure, found: Sequence[Figure]) -> Figure | None:
    """The rate that a count in brackets explains (`71%(67/95)`): both are of one arm."""
    rates = (f for f in found if measure_of(f.value).kind == "percent")
    return next((rate for rate in rates if results.are_beside(line, rate.value, figure.value)), None)


def _arm_behind(reading: Reading, figure: Figure) -> Arm | None:
    """The arm that a figure is followed by (`14.7 months with A`, `36% of 33 in the B group`, `60%的A组患者`, `60%(A组)`)."""
    for arm in reading.arms:
        if arm.start >= figure.value.end:
            gap = reading.line.between(figure.value.end, arm.start)
            follows = (
                _BEHIND.fullmatch(gap) or _ALL_IN.fullmatch(gap) or _is_group_behind(reading.line, gap.strip(), arm.end)
            )
            return arm if follows else None
    return None


_NEXT_ENDPOINT = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,|,?\s*and|和|与|、)\s*", re.IGNORECASE)


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
            gap = line.between(figure.value.end, mention.start)
            people = _PEOPLE.match(gap) if mention.type == "DISEASE" else None
            follows = _BEHIND.fullmatch(people.group() if people else gap)
            return (f"{gap[people.end() :]}{mention.text}" if people else mention.name) if follows else ""
    return ""


_PEOPLE = re.compile(r"(?:\s*\([^()]*\))?\s+in\s+(?=(?:[a-z/-]+\s+){0,3}$)")
"""What stands between a figure and the disease of its group (`78% in heavily pretreated CLL`)."""


def _compared_arm(reading: Reading, figure: Figure, found: Sequence[Figure]) -> tuple[Arm | None, str]:
    """A ratio or P value stands for the experimental arm of the comparison that it measures."""
    pairs = [
        f for f in found
        if f.sides == 2 and f.side == int(f.reversed) and f.value.end <= figure.value.start and _is_rate(f)
    ]  # fmt: skip
    opened = _segment_start(reading, figure)
    pairs = [f for f in pairs if f.value.start > opened] if _has_own_rates(found, opened, figure) else pairs
    both = reading.control is not None or bool(pairs)
    role = "experimental" if both else "single"
    if figure.sides > 1 and len(named := reading.experimental) == figure.sides:
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


_CONTRAST = re.compile(r"(?:[,;]?\s*(?:而|但|然而)|\b(?:whereas|while|but))\s*(?:the\s+)?$", re.IGNORECASE)


def _turns_to(reading: Reading, arm: Arm, ratio: Figure) -> bool:
    """Whether the arm opens a contrast that compares it anew (`A was noninferior to B, whereas C prolonged PFS over B`)."""
    others = {a.name for a in reading.arms if arm.end <= a.start and a.end <= ratio.value.start} - {arm.name}
    return bool(others) and bool(_CONTRAST.search(reading.line.between(reading.line.start, arm.start)))


def _told_apart(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The tested arm of two whose figures stand one by one before a ratio or P value (`甲组5.0个月,乙组1.8个月,HR 0.45`)."""
    singles = [
        f
        for f in found
        if f.metric == figure.metric and f.side < 0 and _is_rate(f) and f.value.end <= figure.value.start
    ]
    arms = [arm for f in singles[-2:] if (arm := arm_of(reading, f, found)[0]) is not None]
    if len(arms) != 2 or arms[0].name == arms[1].name:
        return None
    return next((arm for arm in arms if not arm.is_control and not arm.is_general), arms[0])


def _tested_side(reading: Reading, figure: Figure, found: Sequence[Figure], ratio: Figure) -> Arm | None:
    """The arm under test of a comparison: that of the given side, unless the sentence tells the comparator's figure first."""
    sides = [f for f in found if (f.group, f.metric) == (figure.group, figure.metric) and _is_rate(f) and f.side >= 0]
    told = [arm_of(reading, side, ())[0] for side in (figure, *sides)]
    tested = reading.pair[0].name if reading.pair else ""
    if (favoured := _favoured(sides, _hazard_ratio(found, ratio))) is not None:
        return arm_of(reading, favoured, ())[0]
    return next((arm for arm in told if arm and arm.name == tested), told[0])


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
    return any(opened < f.value.start < figure.value.start and _is_rate(f) for f in found)


def _segment_start(reading: Reading, figure: Figure) -> int:
    """Where the part between semicolons begins whose arms a ratio compares: its own if that names some, else its endpoint's."""
    line = reading.line
    own = line.text.rfind(";", line.start, figure.value.start)
    if any(own < arm.start < figure.value.start for arm in reading.experimental):
        return max(own, line.start)
    return max(line.text.rfind(";", line.start, figure.metric.start), line.start)


def _set_against(reading: Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm that is set against another between the last rate and a ratio or P value (`…57%,甲与乙相比并无优势(P=0.3)`)."""
    rates = [f.value.end for f in found if f.value.end <= figure.value.start and _is_rate(f)]
    between = [arm for arm in reading.arms if max(rates, default=figure.value.start) <= arm.start < figure.value.start]
    if len(between) != 2 or between[0].is_control:
        return None
    versus = pattern("trial_metric_words", role="versus")
    faces = between[1].is_control or versus.fullmatch(reading.line.between(between[0].end, between[1].start).strip())
    return between[0] if faces else None


def _is_rate(figure: Figure) -> bool:
    return measure_of(figure.value).kind in ("percent", "duration", "not_reached")


def _paired_arm(reading: Reading, figure: Figure) -> tuple[Arm | None, str]:
    if figure.reversed and (changed := _changed_arm(reading, figure)):
        return changed
    if _of_one_arm(reading, figure):
        return nearest(reading, figure.metric.start), "single"
    named = _listed_arms(reading, figure) or _listed_behind(reading, figure) or _study_pair(reading, figure)
    is_control = (figure.side == figure.sides - 1) != figure.reversed
    if _COHORTS.search(reading.line.text, _part_start(reading, figure), figure.value.start) or (
        not named and (figure.sides == reading.doses or _are_doses(reading, figure))
    ):
        return nearest(reading, figure.value.start), "single"
    if named:
        named = _as_told(reading, figure, named)
        arm = named[-1 - figure.side] if figure.reversed else named[figure.side]
        is_control = arm.is_control if any(a.is_control for a in named) else is_control
        return arm, "control" if is_control else "experimental"
    if figure.sides > _MOST_ARMS and reading.control is None:
        return nearest(reading, figure.metric.start), "single"
    if is_control:
        known = _known_control(reading, figure) or _other_group(reading, figure)
        return known or Arm(figure.value.start, figure.value.end, "control"), "control"
    own = _of_own_study(reading, figure)
    told = [
        arm for arm in own if figure.metric.end <= arm.start and arm.end <= figure.value.start and not arm.is_control
    ]
    return (told[-1] if told else nearest(reading, figure.metric.start)), "experimental"


_BY_HISTORY = (
    r"\s*(?:\([^()]*\))?\s*(?:in|among|for|of|at)\s+(?:the\s+|those\s+|patients\s+|adults\s+|people\s+|who\s+were\s+|with\s+)*(?:[^\s,;()%]+\s+){0,3}?"
    r"(?:[\w-]*naive|na[iï]ve|untreated|pre-?treated|previously\s+(?:treated|untreated|exposed)|[\w-]*exposed|[\w-]*refractory|relapsed|newly diagnosed|treatment-experienced|first-line|second-line|younger|older|without|with (?:prior|previous|one|no)"
    r"|[^\s,;()%]*(?:high|low|intermediate|standard|favou?rable|adverse|good|poor|positive|negative|mutated|mutant|unmutated|amplified|rearranged|deficient|proficient|wild-type)(?:-risk)?|(?:fe)?males?|(?:wo)?men|\d+(?:\.\d+)?[\s-]?(?:mg|μg|g)(?:/kg|/m2|/m²|/d(?:ay)?)?)(?![\w-])"
)
_HISTORIES = re.compile(rf"{_BY_HISTORY}[^;。%]{{0,60}}?(?:\band\b|\bbut\b|\bversus\b|\bvs\.?|,)", re.IGNORECASE)
_HISTORY = re.compile(_BY_HISTORY, re.IGNORECASE)


def _of_one_arm(reading: Reading, figure: Figure) -> bool:
    """Whether two figures are of patients told apart by what they had before (`79% in TKI-naive and 38% in pretreated patients`)."""
    line = reading.line
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    if figure.sides != _MOST_ARMS or not 0 <= place < len(values) - 1:
        return False
    first, second = values[place], values[place + 1]
    gap = line.between(first.end, second.start)
    return bool(_HISTORIES.match(gap) and _HISTORY.match(line.text, second.end, line.end))


_MOST_ARMS = 2
"""A comparison of more figures than these is of groups, where the text names no arms for them."""


def _changed_arm(reading: Reading, figure: Figure) -> tuple[Arm, str] | None:
    """The arm of one side of a change that names its groups (`由甲组的49%提高到68%`, `从64天延长至联合组的112天`)."""
    line = reading.line
    inside = [m.end for m in line.of("VALUE") if figure.metric.end <= m.end <= figure.value.start]
    opened = max(inside, default=figure.metric.end) if figure.side else figure.metric.end
    own = [arm for arm in reading.arms if opened <= arm.start and arm.end <= figure.value.start]
    if own and _adjoins(line, own[-1], figure):
        return own[-1], "experimental" if figure.side else "control"
    before = min((m.start for m in line.of("VALUE") if m.start >= figure.metric.end), default=figure.metric.end)
    first = [arm for arm in reading.arms if figure.metric.end <= arm.start and arm.end <= before]
    if not figure.side or not first or not _ADJOINS.fullmatch(line.between(first[-1].start, before)):
        return None
    tested = [arm for arm in reading.experimental if arm.end <= figure.metric.start and arm.name != first[-1].name]
    agents = [arm for arm in tested if arm.kind != "DRUG_CLASS"] or tested
    chosen = agents[-1] if agents else reading.inherited
    return (chosen, "experimental") if chosen is not None and chosen.name != first[-1].name else None


_COHORTS = re.compile(
    r"(?:两|2|二|三|3)个?(?:队列|剂量组|剂量(?!限制)|亚组|层)(?:的|中)?|\b(?:both|two|the two|three) (?:cohorts|dose levels|doses|subgroups|strata)\b|\b[\w-]+,? and [\w-]+ (?:cohorts|dose levels|subgroups|strata)\b",
    re.IGNORECASE,
)
"""Groups of one treatment that figures are told of (`乙药两队列DOR分别为10.9、13.0个月`)."""


def _part_start(reading: Reading, figure: Figure) -> int:
    """Where the last arm before a figure ends, or the part between semicolons that holds the figure begins."""
    opened = max(reading.line.text.rfind(";", reading.line.start, figure.value.start), reading.line.start)
    return max((arm.end for arm in reading.arms if opened < arm.start < figure.value.start), default=opened)


def _listed_behind(reading: Reading, figure: Figure) -> list[Arm]:
    """Arms that a list of figures is followed by, one for each (`13.8, 12.1 and 5.4 months for A, B and C`)."""
    line = reading.line
    kind = measure_of(figure.value).kind
    later = [m for m in line.of("VALUE") if m.start >= figure.value.start and measure_of(m).kind == kind]
    place = figure.sides - 1 - figure.side
    if figure.sides < 2 or place >= len(later):
        return []
    behind = [arm for arm in reading.arms if arm.start >= later[place].end][: figure.sides]
    if len(behind) != figure.sides or not _BEHIND.fullmatch(line.between(later[place].end, behind[0].start)):
        return []
    gaps = [line.between(a.end, b.start) for a, b in pairwise(behind)]
    is_choice = figure.sides == _MOST_ARMS and gaps[0].strip().lower() in ("or", "或", "/")
    return behind if all(joins(gap) for gap in gaps) and not is_choice else []


def _other_group(reading: Reading, figure: Figure) -> Arm | None:
    """The one other group that a sentence names elsewhere (`PFS 2.8 vs 1.5个月,ORR 15%(乙组7%)`, `…; 55% for B`)."""
    tested = nearest(reading, figure.metric.start)
    groups = {arm.name: arm for arm in reading.arms if not arm.is_general and _is_group(reading.line, arm)}
    others = [arm for name, arm in groups.items() if tested is not None and name != tested.name]
    turns = len({trial.name for trial in reading.line.of("TRIAL")}) > 1
    own = [arm for arm in reading.arms if not arm.is_general]
    return others[0] if len(others) == 1 and not turns and len({arm.name for arm in own}) == 2 else None


def _is_group(line: Line, arm: Arm) -> bool:
    """Whether an arm is named as a group of patients, or stands behind a figure of its own."""
    before = [m for m in line.of("VALUE") if m.end <= arm.start]
    return arm.is_named_group or bool(before and _BEHIND.fullmatch(line.between(before[-1].end, arm.start)))


def _known_control(reading: Reading, figure: Figure) -> Arm | None:
    """The line's comparator, unless another study is named between it and the figure."""
    controls = [arm for arm in reading.arms if arm.is_control]
    before = [arm for arm in controls if arm.end <= figure.value.start]
    control = before[-1] if before else next(iter(controls), None)
    turns = control is not None and any(control.end <= t.start < figure.value.start for t in reading.line.of("TRIAL"))
    return None if turns else control


_DOSE = re.compile(r"\d+(?:\.\d+)?\s*(?:mg|μg|g|IU)(?:/(?:kg|m2|m²|d))*|\d+(?:\.\d+)?(?=、)", re.IGNORECASE)


_DOSE_GROUPS = re.compile(
    r"[^,;。]*?(?:\d\s*(?:mg|μg|g|IU)[^,;。]{0,16}(?:组|者|\)|的|ORR|CR|率|剂量)|dose)[^,;。]*", re.IGNORECASE
)


_DOSE_GROUP = re.compile(
    r"\d+(?:\.\d+)?\s*(?:mg|μg|g|IU)(?:/(?:kg|m2|m²|d))*(?:\s*(?:qd|bid|每[日天周][\d一二两]?次))?\s*(?:剂量)?(?:组|arm\b|cohort\b|dose group)"
)


def dose_groups(line: Line, arms: Sequence[Arm]) -> int:
    """How many doses of one drug a line makes groups of (`随机分入甲药240 mg组和120 mg组`)."""
    if len({arm.name for arm in arms}) != 1:
        return 0
    return len(_DOSE_GROUP.findall(line.text[line.start : line.end]))


def _are_doses(reading: Reading, figure: Figure) -> bool:
    """Whether the sides of a comparison are doses of one drug (`150 mg与250 mg两组的ORR分别为43%和36%`)."""
    line = reading.line
    before = line.between(line.start, figure.value.start)
    own = {arm.name for arm in reading.arms if arm.start < figure.value.start}
    return any(len(_DOSE.findall(words)) >= figure.sides for words in _DOSE_GROUPS.findall(before)) and len(own) < 2


def _of_own_study(reading: Reading, figure: Figure) -> list[Arm]:
    """The arms before a figure: those behind the last semicolon alone, where a study and its arms are named there."""
    before = [arm for arm in reading.arms if arm.start < figure.value.start]
    opened = reading.line.text.rfind(";", reading.line.start, figure.value.start)
    own = [arm for arm in before if arm.start > opened and not arm.is_general]
    turns = any(opened < trial.start < figure.value.start for trial in reading.line.of("TRIAL"))
    if not turns or opened < 0:
        return before
    return own or _of_segment(reading, figure.value.start) or before


def _of_segment(reading: Reading, offset: int) -> list[Arm]:
    """The one treatment of the part between semicolons that names a study of its own (`;NOVA研究:PFS 76% vs 49%,A组…`)."""
    line = reading.line
    opened = line.text.rfind(";", line.start, offset)
    if opened < 0 or not any(opened < trial.start < offset for trial in line.of("TRIAL")):
        return []
    closed = line.text.find(";", offset, line.end)
    last = closed if closed > 0 else line.end
    own = [arm for arm in reading.experimental if opened < arm.start < last and not arm.is_general]
    return own[:1] if len({arm.name for arm in own}) == 1 else []


def _study_pair(reading: Reading, figure: Figure) -> list[Arm]:
    """The two arms of the study that a comparison without arms goes on with: the line's own, else those before it."""
    if figure.sides > 2:
        return next((list(arms) for arms in (reading.listed, reading.study) if len(arms) == figure.sides), [])
    if figure.sides != 2:
        return []
    before = _of_own_study(reading, figure)
    own = [
        arm for arm in before
        if not arm.is_general or arm.is_named_group or is_sized(reading.line, arm) or _is_told_behind(reading.line, arm)
    ]  # fmt: skip
    own = list({arm.name: arm for arm in own}.values())
    if len(own) > 1 and all(arm.is_control for arm in own):
        own = own[:1]
    if len(own) == 2 and own[0].is_control and not own[1].is_control:
        own = own[::-1]
    if len(own) == 1 and own[0].base:
        return [own[0], Arm(own[0].start, own[0].end, own[0].base, "", True)]
    if len(groups := [arm for arm in own if arm.is_named_group]) == 2 and len(own) > 2:
        own = groups
    are_sized = len(own) == 2 and all(is_sized(reading.line, arm) for arm in own)
    if are_sized or (
        len(own) == 2 and (own[1].is_control or own[0].is_named_group or _have_figures(reading.line, own, figure))
    ):
        return own
    if len(own) == 2 and _are_respective(reading.line, own[1], figure):
        return own
    if before and before != [arm for arm in reading.arms if arm.start < figure.value.start]:
        return []
    if reading.pair and all(arm.name in {a.name for a in reading.pair} for arm in own):
        other = next((arm for arm in reading.arms if arm.is_general and arm.is_named_group), None)
        return [reading.pair[0], replace(other, is_control=True)] if other and not own else list(reading.pair)
    return []


def _are_respective(line: Line, arm: Arm, figure: Figure) -> bool:
    """Whether a list of figures says that it goes through what was named before (`分别为`, `…, respectively`)."""
    around = line.between(arm.end, min(figure.value.end + 24, line.end))
    return bool(pattern("trial_metric_words", role="respective").search(around))


_MORE = re.compile(
    r"(?:组|者|患者)?(?:中)?(?:明显|显著)?(?:更|较|最)(?:为)?(?:常见|多见|高|低|多|少|长|短|频繁|突出)\s*\(\s*"
)


def _as_told(reading: Reading, figure: Figure, named: list[Arm]) -> list[Arm]:
    """The two arms, the one first that is said to have more (`在B组更常见(60% vs 50%)`): its figure is told first."""
    line = reading.line
    if len(named) != 2:
        return named
    close = [arm for arm in reading.arms if figure.metric.end <= arm.start and arm.end <= figure.value.start]
    first = figure.value.start if figure.side == 0 else line.text.rfind("(", line.start, figure.value.start) + 1
    told = (
        close
        and not close[-1].is_control
        and close[-1].name == named[1].name
        and _MORE.fullmatch(line.between(close[-1].end, first))
    )
    return [replace(named[1], is_control=True), replace(named[0], is_control=False)] if told else named


_SIZE = re.compile(r"(?:组|者)?(?:共|有)?\s*(?:\d+\s*例|\(\s*[nN]?\s*=?\s*\d+\s*例?\s*[,)])")


def is_sized(line: Line, arm: Arm) -> bool:
    """Whether the number of its patients stands behind an arm (`化疗97例`, `A组(n=98)`)."""
    return bool(_SIZE.match(line.text, arm.end, line.end))


def _have_figures(line: Line, arms: Sequence[Arm], figure: Figure) -> bool:
    """Whether each of two arms has a figure of its own before this one (`甲为21个月,乙为13个月,ORR 80% vs 47%`)."""
    values = [m.start for m in line.of("VALUE") if m.end <= min(figure.metric.start, figure.value.start)]
    first, second = arms
    if all(_is_told_behind(line, arm) for arm in arms):
        return True
    return any(first.end <= at < second.start for at in values) and any(at >= second.end for at in values)


def _is_told_behind(line: Line, arm: Arm) -> bool:
    """Whether an arm follows a figure as its group (`60% with A and 50% with B; PFS was 78% and 66%`)."""
    value = next((m for m in reversed(line.of("VALUE")) if m.end <= arm.start), None)
    gap = _CI_BEHIND.sub("", line.between(value.end, arm.start)) if value is not None else ""
    return value is not None and _BEHIND.fullmatch(gap) is not None


_CI_BEHIND = re.compile(r"^\s*[(\[][^()\[\]]*[)\]]")


def _listed_arms(reading: Reading, figure: Figure) -> list[Arm]:
    """Arms named as one list (`A组、B组和C组的CR率分别为`), one for each figure of a comparison, in its order."""
    line = reading.line
    before = [arm for arm in reading.arms if arm.end <= figure.value.start]
    opened = line.text.rfind(";", line.start, figure.value.start)
    if _of_segment(reading, figure.value.start):
        before = [arm for arm in before if arm.start > opened]
    turns = any(arm.start > opened and not arm.is_control and not arm.is_general for arm in before)
    before = [arm for arm in before if arm.start > opened] if opened > 0 and turns else before
    for first in range(len(before) - figure.sides, -1, -1):
        listed = before[first : first + figure.sides]
        if all(_are_joined(line, a, b) for a, b in pairwise(listed)) and not all(arm.is_control for arm in listed):
            return listed
    pair = last_pair(line, before)
    pair = None if pair and pair[0].is_control and pair[1].is_control else pair
    return [pair[0]] * (figure.sides - 1) + [pair[1]] if pair and figure.sides > 2 else []


def _are_joined(line: Line, first: Arm, second: Arm) -> bool:
    """Whether two arms stand in one list, or are the two choices of one phrase (`甲药联合乙或丙`).

    A comparator before a comma opens its sentence (`Compared with B, A gave…`) and is no item of a list.
    """
    gap = line.between(first.end, second.start)
    if gap.strip() in ("或", "/", "or") and line.is_bracketed(first.start):
        return False
    if gap.strip() == "," and not second.is_control and is_compared(line, first.start, first.end):
        return False
    is_one_phrase = (first.start, first.end) == (second.start, second.end)
    return is_one_phrase or joins(gap) or _are_allotted(line, first, gap) or _is_part_alone(line, first, second, gap)


_ALONE = re.compile(r"\s*(?:alone|only|monotherapy|as (?:a )?(?:single agent|monotherapy)|单药|单用)", re.IGNORECASE)


def _is_part_alone(line: Line, first: Arm, second: Arm, gap: str) -> bool:
    """Whether the choice is between a combination and a part of it alone (`A plus B or B alone`)."""
    is_part = set(second.name.split(" + ")) < set(first.name.split(" + "))
    is_choice = re.sub(r"\s*\([^()]*\)", "", gap).strip(" ,").lower() in ("or", "或", "或者", "or to", "or with")
    return is_part and is_choice and _ALONE.match(line.text, second.end, line.end) is not None


_ALLOTTED = re.compile(
    r"(?:randomi[sz]ed|assigned|allocated|allotted)\b[^.;]{0,60}?\bto (?:receive |either |oral |the )*$|随机(?:分入|分至|分配至|接受|分为)[^,;。]{0,12}$",
    re.IGNORECASE,
)


def _are_allotted(line: Line, first: Arm, gap: str) -> bool:
    """Whether patients were allotted to one arm or the other (`assigned 2:1 to A or B`)."""
    return gap.strip().lower() in ("or", "或") and bool(_ALLOTTED.search(line.text, line.start, first.start))


def joins(gap: str) -> bool:
    """Whether a gap between two arms is that of a list: brackets, doses and words for `group` aside, a joining word."""
    bare = _DOSES.sub("", gap)
    return bool(_arm_list_gap().fullmatch(bare.strip(" \t\n\"'“”‘’")) or _ENGLISH_LIST.fullmatch(bare.lstrip()))


@lru_cache(maxsize=1)
def _arm_list_gap() -> re.Pattern[str]:
    tails, modifiers = _either("arm_tail"), _either("arm_modifier")
    joins = f"{_either('joins')}|{_either('versus')}|对比"
    return re.compile(rf"(?:{tails})?\s*(?:{joins})\s*(?:{modifiers})?(?:联合|加用)?", re.IGNORECASE)


def _either(role: str) -> str:
    return "|".join(re.escape(form) for form in words("trial_metric_words", role=role))


_ADJOINS = re.compile(
    r".*(?:(?:组|者|患者)(?:的|为|仅为|仅|达|中|则为|只有)?\s*\(?|[^\s\d]的|\S\s?\(|[A-Za-z]\s)\s*", re.DOTALL
)
_HEADS_FIGURE = re.compile(
    r"(?:单药|治疗|方案)?(?:组|者|患者)?(?:则|却|也|仅)?(?:为|是|仅|达|只有)?\s*"
    r"|(?:[\s-](?:arm|group|alone|monotherapy|recipients|patients|treated))*\s+(?:it\s+)?"
    r"(?:was|were|had|achieved|reached|attained|showed|gave|yielded|produced|led to|resulted in|managed|did so in)\s+(?:an?\s+|only\s+|just\s+|about\s+)*",
    re.IGNORECASE,
)
_SHORT_GAP = 8
_TURN = re.compile(r"\s*(?:而|但|且|and|while|whereas|but)?\s*(?:the\s+)?", re.IGNORECASE)


def _own_arm(reading: Reading, figure: Figure) -> Arm | None:
    """The arm nearest before a single figure; a comparator only where it heads the figure's own clause."""
    line = reading.line
    clause = line.clause(figure.value.start)
    own = [arm for arm in reading.arms if arm.end <= figure.value.start and arm.start >= clause[0]]
    if own and all(arm.is_control for arm in own) and (own[-1].is_named_group or _heads(line, clause, own[-1])):
        return own[-1]
    if (announced := _announced(reading, figure)) is not None:
        return announced
    heads = len(own) == 1 and _TURN.fullmatch(line.between(clause[0], own[0].start)) is not None
    if heads and _HEADS_FIGURE.fullmatch(line.between(own[0].end, figure.value.start)):
        return own[0]
    if own and (_adjoins(line, own[-1], figure) or _opens_bracket(line, own[-1], figure)):
        return own[-1]
    if not own and (other := _unknown_group(reading, figure)):
        return other
    if own and own[-1].is_named_group and _heads(line, _segment(line, own[-1], figure), own[-1]):
        return own[-1]
    return _tested_again(reading, figure) or nearest(reading, figure.value.start)


_IN_ITS_BRACKET = re.compile(
    r"(?:\s+(?:arm|group|alone|monotherapy|recipients))?\s*[(\[]\s*(?:[nN]\s*=\s*\d+[,;]\s*)?(?:(?:median|mean|中位)\s*)?(?:[A-Z]{2,4}\d?\s*(?:of|,|:|was|为)?\s*)?",
)


def _opens_bracket(line: Line, arm: Arm, figure: Figure) -> bool:
    """Whether the bracket behind an arm begins with its figure (`over chemotherapy (median 16.1 months)`)."""
    return _IN_ITS_BRACKET.fullmatch(line.between(arm.end, figure.value.start)) is not None


_ANNOUNCES = re.compile(
    r"(?:^|[,;]\s*)(?:(?:and|but|while|whereas|however,|by contrast,|in contrast,)\s+)?(?:with|in|for|among|on|under)\s+"
    r"(?:(?:the|those|patients|recipients of|given|receiving|treated with|assigned to|on|with)\s+)*$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:[\s-](?:alone|monotherapy|treatment|therapy|treated|recipients|patients|arm|group|cohort))*(?:\s*\([^()]*\))?,\s",
    re.IGNORECASE,
)


def _announced(reading: Reading, figure: Figure) -> Arm | None:
    """The arm that a part of a sentence opens with and whose figure follows (`With B, the median was 2.3 months`)."""
    line = reading.line
    before = [arm for arm in reading.arms if arm.end <= figure.value.start]
    if not before or not _ANNOUNCES.search(line.between(line.start, before[-1].start)):
        return None
    gap = line.between(before[-1].end, figure.value.start)
    heads_line = _ANNOUNCES.match(line.between(line.start, before[-1].start)) is not None
    return before[-1] if _ANNOUNCED.match(gap) and not re.search(r"[;。]" if heads_line else r"[;。%]", gap) else None


_GROUP_WORDS = re.compile(
    r"(?<=[,;])(?:而|但)?(?P<name>[\u4e00-\u9fffA-Za-z+-]{1,8}?)组(?:患者)?(?:则|仅|只有|为|是|达)*$"
)
_TESTED_WORDS = re.compile(
    r"试验|研究|实验|治疗|联合|该|本|两|各|全|剂量|单药|亚|年龄|[高中低]危|突变|阳性|阴性|儿童|老年|女|男|前|后|此"
)


def _unknown_group(reading: Reading, figure: Figure) -> Arm | None:
    """The comparator under a name that nobody explained (`A组PFS 24.8个月,化免组11.2个月`), behind the tested arm's figure."""
    line = reading.line
    told = _GROUP_WORDS.search(line.text, max(line.start, figure.value.start - 16), figure.value.start)
    if told is None or _TESTED_WORDS.search(told["name"]):
        return None
    before = [
        m for m in line.of("VALUE") if m.end <= told.start() and measure_of(m).kind == measure_of(figure.value).kind
    ]
    named = [arm for arm in reading.experimental if arm.is_named_group and before and arm.end <= before[-1].start]
    return Arm(told.start("name"), told.end("name"), "control", "", True, True) if named else None


def _tested_again(reading: Reading, figure: Figure) -> Arm | None:
    """The tested arm, where a part behind a semicolon names none and the part before set two against each other."""
    line = reading.line
    opened = line.text.rfind(";", line.start, figure.value.start)
    if (
        opened < 0
        or reading.pair is None
        or any(opened < arm.start < figure.value.start for arm in reading.arms if arm.name != "control")
    ):
        return None
    before = {arm.name for arm in reading.arms if arm.end <= opened}
    turns = any(opened < trial.start < figure.value.start for trial in line.of("TRIAL"))
    return reading.pair[0] if not turns and {arm.name for arm in reading.pair} <= before else None


def _adjoins(line: Line, arm: Arm, figure: Figure) -> bool:
    """Whether the words for an arm's group end right before a figure (`对照组的10.4个月`, `A组仅5%`)."""
    gap = _DOSED.sub("", line.between(arm.end, figure.value.start))
    if not gap and line.text[arm.start - 1 : arm.start] in ("(", ",", ";", "、"):
        return True
    return len(gap) <= _SHORT_GAP and bool(_ADJOINS.fullmatch(line.between(arm.start, arm.end) + gap))


_DOSED = re.compile(r"^\s*\([^()]*\d\s*(?:mg|μg|g|IU)\b[^()]*\)", re.IGNORECASE)
"""The dose in a bracket behind an agent (`伊马替尼(300 mg/m2)组`)."""


def _segment(line: Line, arm: Arm, figure: Figure) -> tuple[int, int]:
    """From the last comma before an arm to its figure, if no comma parts these two; else an empty place."""
    if re.search(r"[,;。]", line.between(arm.end, figure.value.start)):
        return line.start, line.start
    return max(line.text.rfind(mark, line.start, arm.start) for mark in ",;:。(") + 1, figure.value.start


def _heads(line: Line, clause: tuple[int, int], arm: Arm) -> bool:
    """Whether a comparator opens its clause (`安慰剂联合利妥昔单抗为13.8个月`)."""
    return not line.between(clause[0], arm.start).strip()


def nearest(reading: Reading, offset: int) -> Arm | None:
    """The experimental arm nearest before an offset, else the first of the line, else the inherited one."""
    named = [arm for arm in reading.experimental if not arm.is_general or arm.is_named_group] or reading.experimental
    before = [arm for arm in named if arm.start <= offset]
    opened = reading.line.text.rfind(";", reading.line.start, offset)
    outside = [arm for arm in before if not _is_aside(reading.line, arm, offset)]
    before = outside if outside and outside[-1].start > opened else before
    segment = _of_segment(reading, offset)
    if segment and not any(arm.start > opened for arm in before):
        return segment[0]
    if takes_up(reading.line, reading.line.end) and reading.inherited is not None and not before:
        return reading.inherited
    if before:
        is_class = before[-1].kind == "DRUG_CLASS" and not before[-1].is_named_group
        kinds = ("REGIMEN",) if before[-1].start >= reading.line.clause(offset)[0] else ("REGIMEN", "DRUG")
        specific = [arm for arm in before if arm.kind in kinds] if is_class else []
        return specific[-1] if specific else before[-1]
    if named and reading.inherited is None:
        return named[0]
    if told := _given_behind(reading, offset):
        return told
    return reading.inherited or (named[0] if named else None)


_GIVEN = re.compile(
    r"(?<!compared )(?<!combined )(?<!combination )(?<!than )(?<!versus )(?<!vs )(?<!that )(?<!those )(?<!seen )"
    r"\b(?:with|on|receiving|given|taking)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


_SET_APART = re.compile(
    r"\b(?:compared|versus|vs|than|against|previous\w*|prior|pre-?treated|refractory|resistant|exposed|after|following)\b|相比|对比|既往|曾|后",
    re.IGNORECASE,
)
"""Words that make an agent behind a figure a comparator, or one that was given earlier."""


def _given_behind(reading: Reading, offset: int) -> Arm | None:
    """The only arm of a sentence, told behind its figures (`The ORR was 81% and CR rate 39% with A`, `ORR 81%(甲药)`)."""
    line = reading.line
    stop = line.text.find(";", offset, line.end)
    behind = [arm for arm in reading.arms if offset < arm.start < (stop if stop >= 0 else line.end)]
    if len({arm.name for arm in reading.arms}) != 1 or not behind or behind[0].is_control:
        return None
    first = behind[0]
    if _SET_APART.search(line.between(offset, first.start)):
        return None
    in_bracket = line.text[first.start - 1] == "(" and line.text[first.end : first.end + 1] == ")"
    return first if in_bracket or _GIVEN.search(line.text, max(line.start, first.start - 24), first.start) else None


def _is_aside(line: Line, arm: Arm, offset: int) -> bool:
    """Whether an arm stands in a bracket that is closed before an offset (`ORR 15%(乙组7%),OS无延长`)."""
    return line.is_bracketed(arm.start) and ")" in line.between(arm.end, offset)


def takes_up(line: Line, offset: int) -> bool:
    """Whether words before an offset take up the arms that were named before (`该方案`, `两药`)."""
    return any_of("trial_metric_words", "anaphor", "both").search(line.text, line.start, offset) is not None


def last_pair(line: Line, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """The last two arms named as one list."""
    pairs = pairwise(named)
    joined = [
        (a, b) for a, b in pairs
        if a.name != b.name and not (a.is_control and b.is_control) and _are_joined(line, a, b)
    ]  # fmt: skip
    return joined[-1] if joined else None
