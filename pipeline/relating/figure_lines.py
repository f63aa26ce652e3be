"""Figures of one sentence of prose, with their arms and their study."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.records import Candidate, Claim, Mention, Sentence
from pipeline.relating import arms as arm_names
from pipeline.relating import (
    assignments,
    choices,
    ellipsis,
    event_topics,
    joint_events,
    risk_reductions,
    spoken_arms,
    studies,
)
from pipeline.relating.arms import Arm, agents_of
from pipeline.relating.figure_claims import compared_groups, direction_claims, figure_claims
from pipeline.relating.figure_memory import Memory, remember
from pipeline.relating.figures import Figure, code_of, measure_of
from pipeline.relating.line_arms import (
    added_for_part,
    alternatives,
    earlier_pair,
    offers_choice,
    pair_of_figures,
    taken_up_arm,
    told_comparator,
    told_in_turn,
    turned_to,
)
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import Reading, takes_up
from pipeline.relating.spoken_arms import other_studies


def _has_own_arm(claim: Claim, reading: Reading) -> bool:
    """A direction needs an arm that its paragraph names, and an adverse event one of its own sentence."""
    if claim.subject.type == "ADVERSE_EVENT":
        compared = reading.pair if _BETWEEN.search(reading.line.text, reading.line.start, reading.line.end) else None
        return any(arm.name == claim.fields["arm"] for arm in (*reading.arms, *(compared or ())))
    own = [arm for arm in reading.experimental if arm.name == claim.fields["arm"]]
    is_told_before = reading.inherited is not None and reading.inherited.name == claim.fields["arm"]
    is_later = bool(own) and own[0].start >= claim.subject.end
    if is_later and not is_told_before and _is_of_alteration(reading.line, claim):
        return False
    is_own = bool(own)
    inherited = reading.inherited if not is_own else None
    if inherited is not None and _is_of_alteration(reading.line, claim):
        return False
    is_vague = inherited is not None and (inherited.start < 0 or inherited.kind == "DRUG_CLASS")
    return bool(claim.fields["arm"]) and not is_vague


_BETWEEN = re.compile(r"两组|两臂|组间|\b(?:both|the two|between(?: the)?) (?:arms|groups)", re.IGNORECASE)


def _is_of_alteration(line: Line, claim: Claim) -> bool:
    """Whether a direction is said of an altered group (`ASXL1突变者OS缩短`): prognosis, and no result of a treatment."""
    clause = line.clause(claim.subject.start)
    return any(clause[0] <= m.start < claim.subject.start for m in line.of("ALTERATION"))


def _with_roles(claims: Sequence[Claim]) -> list[Claim]:
    """`A组76个月,B组36个月`: two arms with one figure each for one endpoint are the tested one and its comparator."""
    roles: dict[int, str] = {}
    singles = [
        c for c in claims if c.fields["role"] == "single" and c.predicate in ("rate", "median") and c.fields["arm"]
    ]
    key = _endpoint_key
    for _, group in groupby(sorted(singles, key=key), key=key):
        rows = sorted(group, key=lambda c: c.object.start if c.object else 0)
        arms, trials = {row.fields["arm"] for row in rows}, {row.fields["trial"] for row in rows}
        if (len(rows), len(arms), len(trials)) == (2, 2, 1):
            tested = rows[::-1] if arm_names.is_usual(*(row.fields["arm"] for row in rows)) else rows
            roles |= {id(tested[0]): "experimental", id(tested[1]): "control"}
    if not roles:
        return list(claims)
    of_arm = {_endpoint_of(claim): roles[id(claim)] for claim in singles if id(claim) in roles}
    for claim in claims:
        if claim.predicate == "count" and claim.fields["role"] == "single" and _endpoint_of(claim) in of_arm:
            roles[id(claim)] = of_arm[_endpoint_of(claim)]
        if claim.fields["role"] == "single" and claim.predicate in (
            "hazard_ratio",
            "odds_ratio",
            "risk_ratio",
            "p_value",
        ):
            roles[id(claim)] = "experimental"
    return [replace(c, fields={**c.fields, "role": roles.get(id(c), c.fields["role"])}) for c in claims]


def _endpoint_of(claim: Claim) -> tuple[str, str, str]:
    """What a count shares with the rate that it explains."""
    return claim.fields["arm"], claim.fields["metric"], claim.fields["subgroup"]


def _endpoint_key(claim: Claim) -> tuple[str, str, str, str]:
    fields = claim.fields
    return fields["metric"], fields["statistic"], fields["timepoint"], fields["subgroup"]


def read_line(line: Line, sentence: Sentence, memory: Memory) -> tuple[list[Claim], list[Candidate]]:
    """Claims of a line, and figures that found no endpoint or arm; the memory then holds what the line has said."""
    line = joint_events.with_progression(line)
    if studies.is_other_report(line):
        memory.trial, memory.trial_cited = None, frozenset()
    named = spoken_arms.of(line, memory)
    formers = ellipsis.formers(line, memory.pair, named)
    reading = Reading(line, sentence, sorted([*named, *formers], key=lambda arm: arm.start))
    turned = turned_to(line, named, memory)
    if not line.has("METRIC", "ADVERSE_EVENT", "VALUE"):
        _hear(reading, named, memory)
        return [], []
    _prepare(reading, named, turned, memory)
    found = _figures(line, memory)
    claims = [*figure_claims(reading, found, memory), *direction_claims(reading, found, memory)]
    claims = memory.shared.put_in(_with_roles(claims))
    memory.compared_groups = compared_groups(reading, found, memory)
    candidates = [_unassigned(reading, m) for m in _left_over(line, found)]
    _keep(reading, found, claims, memory)
    kept = [claim for claim in claims if claim.predicate != "direction" or _has_own_arm(claim, reading)]
    candidates.extend(_armless(claim) for claim in claims if claim not in kept)
    return kept, candidates


def _hear(reading: Reading, named: Sequence[Arm], memory: Memory) -> None:
    """Keeps what a line without figures and endpoints says for the lines behind it."""
    memory.alternatives = _offered(reading.line, named, memory)
    memory.comparator = told_comparator(named) or memory.comparator
    _hear_comparison(reading, memory)
    _remember(reading, memory)
    memory.metric = memory.compared = memory.event = None
    memory.compared_groups = ()


def _prepare(reading: Reading, named: Sequence[Arm], turned: Arm | None, memory: Memory) -> None:
    """Completes the reading of a line with what its figures may take from the lines before."""
    line = reading.line
    reading.inherited = turned or taken_up_arm(line, memory)
    reading.pair = memory.pair if turned else memory.pair or memory.heading_pair or earlier_pair(memory)
    reading.listed, reading.study = memory.listed, memory.study
    reading.studies, reading.doses = memory.studies, 0 if named else memory.doses
    reading.parted = () if takes_up(line, line.end) else memory.alternatives
    is_open = bool(reading.parted) and not named
    reading.is_of_all = is_open or bool(choices.listed(line, named)) or offers_choice(line, named)
    memory.alternatives = _offered(line, named, memory)


def _figures(line: Line, memory: Memory) -> list[Figure]:
    """The figures of a line with their endpoints, which may have been told before it."""
    begins_anew = other_studies(line, memory) and all(
        measure_of(value).kind in ("ratio", "p_value") for value in line.of("VALUE")
    )
    before, compared = (None, None) if begins_anew else (memory.metric, memory.compared)
    before = event_topics.resumed(line, memory.event or memory.metric) or before
    return _with_reductions(line, assignments.assign(line, before, compared, memory.told))


def _keep(reading: Reading, found: Sequence[Figure], claims: Sequence[Claim], memory: Memory) -> None:
    """Keeps what the figures of a line have told."""
    memory.pair = memory.pair or pair_of_figures(reading, claims)
    memory.listed = told_in_turn(reading, claims) or memory.listed
    _hear_comparison(reading, memory, claims)
    _remember(reading, memory, _groups_of(claims))
    memory.metric, memory.event = found[-1].metric if found else None, event_topics.of(reading.line)
    memory.told = tuple({code_of(f.metric): f.metric for f in found}.values()) or memory.told
    ratios = [figure.metric for figure in found if measure_of(figure.value).kind == "ratio"]
    memory.compared = ratios[-1] if ratios else memory.metric or _only_compared(claims)


def _hear_comparison(reading: Reading, memory: Memory, claims: Sequence[Claim] = ()) -> None:
    """Keeps the two arms that a line sets against each other, and the agents that it tells figures of alone."""
    told, pair = memory.studies.comparisons, memory.pair
    if pair is None and not told.told:
        return
    study = spoken_arms.study_of(reading.line, memory)
    if pair is not None and {arm.name for arm in pair} <= {
        name for arm in reading.arms for name in (arm.name, arm.base)
    }:
        told.add(study, pair)
    if claims and told.told:
        told.add_alone(study, {arm.name for arm in reading.arms if len(agents_of(arm)) == 1} & _arms_of(claims))


def _arms_of(claims: Sequence[Claim]) -> set[str]:
    return {claim.fields["arm"] for claim in claims}


def _offered(line: Line, named: Sequence[Arm], memory: Memory) -> tuple[Arm, ...]:
    """The treatments of which each patient had one: those of a line, or of what was said before where it names none."""
    return (choices.listed(line, named) or alternatives(line, named)) if named else memory.alternatives


def _groups_of(claims: Sequence[Claim]) -> frozenset[str]:
    """The groups that the results of a line are of, `""` for all patients; those of adverse events are their grades."""
    rows = [claim for claim in claims if claim.predicate in ("rate", "median")]
    return frozenset("" if claim.subject.type == "ADVERSE_EVENT" else claim.fields["subgroup"] for claim in rows)


def _remember(reading: Reading, memory: Memory, groups: Collection[str] = ()) -> None:
    """Keeps what a line has said; where a part of the patients got more, what follows is of all, by what all got."""
    remember(reading, memory, groups)
    if (parts := added_for_part(reading.line, reading.arms)) is not None:
        memory.arm = replace(parts[1], is_control=False)


def _only_compared(claims: Sequence[Claim]) -> Mention | None:
    """The endpoint that a line compares in words alone: ratios of the next line are of it."""
    compared = {claim.subject.name: claim.subject for claim in claims if claim.predicate == "direction"}
    return next(iter(compared.values())) if len(compared) == 1 else None


def _with_reductions(line: Line, found: Sequence[Figure]) -> list[Figure]:
    """The figures of a line with the reductions of a risk that it tells; such a share is no rate of another endpoint."""
    reductions = list(risk_reductions.find(line, found))
    taken = {figure.value.start for figure in reductions}
    others = [figure for figure in found if figure.value.start not in taken]
    return sorted([*others, *reductions], key=lambda figure: figure.value.start) if reductions else list(found)


def _left_over(line: Line, found: Sequence[Figure]) -> Iterator[Mention]:
    done = {figure.value.start for figure in found}
    for mention in line.of("VALUE"):
        if mention.start not in done and measure_of(mention).kind in ("percent", "ratio", "p_value"):
            yield mention


def _unassigned(reading: Reading, value: Mention) -> Candidate:
    names = (*(arm.name for arm in reading.arms[:2]), value.text)
    return Candidate(
        "trial_metric", reading.sentence.index, names, 0.2, "no endpoint found for this figure", value.start, value.end
    )


def _armless(claim: Claim) -> Candidate:
    value = claim.object or claim.subject
    names = (claim.fields["metric"], claim.fields["value"])
    return Candidate(
        "trial_metric", claim.sentence, names, 0.3, "no arm found for this direction", value.start, value.end
    )
