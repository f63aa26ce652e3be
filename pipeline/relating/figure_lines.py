"""Figures of one sentence of prose, with their arms and their study."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.records import Candidate, Claim, Mention, Sentence
from pipeline.relating import (
    PAIR,
    anaphoric_arms,
    assignments,
    backbones,
    changed_regimens,
    choices,
    control_groups,
    ellipsis,
    event_topics,
    exchanges,
    given_together,
    joint_events,
    later_phases,
    own_abbreviations,
    risk_reductions,
    studies,
    told_agents,
    told_pairs,
    transplanted,
)
from pipeline.relating import arms as arm_names
from pipeline.relating.arm_lists import last_pair, with_labels
from pipeline.relating.arms import Arm, agents_of
from pipeline.relating.called_arms import called, of_line
from pipeline.relating.figure_claims import compared_groups, direction_claims, figure_claims
from pipeline.relating.figure_memory import Memory, begins_study, remember
from pipeline.relating.figures import Figure, code_of, measure_of
from pipeline.relating.line_arms import (
    added_for_part,
    added_to_base,
    against_group,
    alternatives,
    compared_pair,
    earlier_pair,
    labelled_pair,
    longest_list,
    offers_choice,
    pair_of_figures,
    still_compared,
    taken_up_arm,
    told_comparator,
    told_in_turn,
    turned_to,
    with_contrasted,
    with_groups,
    with_part_compared,
)
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import Reading, takes_up
from pipeline.relating.study_arms import only_study


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
    base, pair = memory.regimen or memory.arm, memory.pair
    told = pair or memory.heading_pair or memory.earlier_pair
    named = control_groups.without_choice(line, arm_names.find(line))
    named = own_abbreviations.explained(line, named, memory.labels.abbreviations)
    named = with_labels(line, later_phases.without_later(line, named)) or _transplanted(line, memory)
    named = [ellipsis.unclipped(arm, (*memory.named, *named)) for arm in named]
    named = ellipsis.spelled_bases(line, given_together.joined(line, named))
    named = ellipsis.completed(line, anaphoric_arms.with_former(line, named, pair), base, memory.arm)
    named = anaphoric_arms.added(line, anaphoric_arms.taken_up(line, named, base, memory.arm), memory.arm)
    memory.options = ellipsis.options(line, named) or memory.options
    if memory.options is not None and ellipsis.tells_options(line):
        pair = memory.pair = memory.options
    named = ellipsis.together(line, ellipsis.optional(line, named), memory.partners)
    named = ellipsis.for_part(line, backbones.shared(line, named) or ellipsis.on_base(line, named))
    named, exchanged = exchanges.made(line, named, _compared_before(memory))
    if exchanged is not None:
        pair = memory.pair = exchanged
        memory.studies.comparisons.add(_study(line, memory), exchanged)
    named = of_line(changed_regimens.changed(line, named))
    single = {arm.name for arm in named if ellipsis.is_alone(line, arm)}
    whole = exchanged or memory.studies.comparisons.called_by(named, _study(line, memory), single)
    named = called(named, whole)
    pair = whole or last_pair(line, named) or pair
    named = [ellipsis.known_control(arm, named, pair) for arm in named]
    named = memory.shared.known(named)
    named = ellipsis.alone(line, with_contrasted(line, named, memory))
    turns = {trial.name for trial in line.of("TRIAL")} - ({memory.trial.name} if memory.trial else set())
    named = [ellipsis.of_pair(line, arm, named, None if turns and whole is None else pair) for arm in named]
    named = ellipsis.without(line, named, None if turns else pair)
    memory.shared.hear(line, named)
    taken_up = told_agents.taken_up(line, named, memory.named)
    named = with_part_compared(line, with_groups(line, named, memory))
    named = told_pairs.as_before(line, named, memory.pair or memory.earlier_pair)
    memory.pair = (
        labelled_pair(memory)
        or last_pair(line, named)
        or compared_pair(line, named)
        or added_to_base(named)
        or added_for_part(line, named)
        or against_group(line, named, memory)
        or still_compared(memory.pair, named)
        or ((taken_up[0], taken_up[1]) if len(taken_up) == PAIR else None)
    )
    memory.pair = told_pairs.ordered(memory.pair, named, told)
    named = [
        ellipsis.known_control(arm, named, memory.pair, None if turns or begins_study(line) else memory.comparator)
        for arm in named
    ]
    memory.listed = longest_list(line, named) or taken_up or memory.listed
    reading = Reading(
        line, sentence, sorted([*named, *ellipsis.formers(line, memory.pair, named)], key=lambda arm: arm.start)
    )
    turned = turned_to(line, named, memory)
    if not line.has("METRIC", "ADVERSE_EVENT", "VALUE"):
        memory.alternatives = _offered(line, named, memory)
        memory.comparator = told_comparator(named) or memory.comparator
        _hear_comparison(reading, memory)
        _remember(reading, memory)
        memory.metric = memory.compared = memory.event = None
        memory.compared_groups = ()
        return [], []
    reading.inherited = turned or taken_up_arm(line, memory)
    reading.pair = memory.pair if turned else memory.pair or memory.heading_pair or earlier_pair(memory)
    reading.listed, reading.study = memory.listed, memory.study
    reading.studies, reading.doses = memory.studies, 0 if named else memory.doses
    reading.parted = () if takes_up(line, line.end) else memory.alternatives
    is_open = bool(reading.parted) and not named
    reading.is_of_all = is_open or bool(choices.listed(line, named)) or offers_choice(line, named)
    memory.alternatives = _offered(line, named, memory)
    begins_anew = turns and all(measure_of(value).kind in ("ratio", "p_value") for value in line.of("VALUE"))
    before, compared = (None, None) if begins_anew else (memory.metric, memory.compared)
    before = event_topics.resumed(line, memory.event or memory.metric) or before
    found = _with_reductions(line, assignments.assign(line, before, compared, memory.told))
    claims = [*figure_claims(reading, found, memory), *direction_claims(reading, found, memory)]
    claims = memory.shared.put_in(_with_roles(claims))
    memory.compared_groups = compared_groups(reading, found, memory)
    candidates = [_unassigned(reading, m) for m in _left_over(line, found)]
    memory.pair = memory.pair or pair_of_figures(reading, claims)
    memory.listed = told_in_turn(reading, claims) or memory.listed
    _hear_comparison(reading, memory, claims)
    _remember(reading, memory, _groups_of(claims))
    memory.metric, memory.event = found[-1].metric if found else None, event_topics.of(line)
    memory.told = tuple({code_of(f.metric): f.metric for f in found}.values()) or memory.told
    ratios = [figure.metric for figure in found if measure_of(figure.value).kind == "ratio"]
    memory.compared = ratios[-1] if ratios else memory.metric or _only_compared(claims)
    kept = [claim for claim in claims if claim.predicate != "direction" or _has_own_arm(claim, reading)]
    candidates.extend(_armless(claim) for claim in claims if claim not in kept)
    return kept, candidates


def _study(line: Line, memory: Memory) -> str:
    """The study that a line speaks of: its own, or that of its paragraph."""
    return only_study(line) or (memory.trial.name if memory.trial is not None and not line.has("TRIAL") else "")


def _compared_before(memory: Memory) -> Iterator[tuple[Arm, Arm]]:
    """Every two arms that were set against each other before a line, the last first."""
    yield from (pair for pair in (memory.pair, memory.earlier_pair) if pair is not None)
    yield from memory.studies.comparisons.pairs()


def _hear_comparison(reading: Reading, memory: Memory, claims: Sequence[Claim] = ()) -> None:
    """Keeps the two arms that a line sets against each other, and the agents that it tells figures of alone."""
    study, told = _study(reading.line, memory), memory.studies.comparisons
    named = {name for arm in reading.arms for name in (arm.name, arm.base) if name}
    if memory.pair is not None and {arm.name for arm in memory.pair} <= named:
        told.add(study, memory.pair)
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


def _transplanted(line: Line, memory: Memory) -> list[Arm]:
    """The transplantation that a cohort underwent, where no treatment and no figure has been told before it."""
    is_open = memory.arm is None and not memory.named and not memory.told
    return transplanted.cohort(line) if is_open else []


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
