"""trial_metric: one claim for each figure of a study, with its arm, endpoint, statistic and landmark.

Each sentence is read in the order of its paragraph, because its study, its arm and its endpoint may have been named in
the sentence before (guideline, section 4); a heading's regimen stands in where a paragraph names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, pairwise

from pipeline import lexicon as vocabulary
from pipeline.lexicon import Lexicon, cues
from pipeline.records import Candidate, Claim, Context, Endpoint, Mention, Section, Sentence, Span
from pipeline.relating import arms as arm_names
from pipeline.relating import (
    assignments,
    captions,
    cases,
    directions,
    ellipsis,
    events,
    figures,
    groups,
    landmarks,
    populations,
    results,
    risk_reductions,
    strata,
    studies,
    tables,
)
from pipeline.relating.arms import Arm
from pipeline.relating.figure_arms import (
    Reading,
    arms_of,
    dose_groups,
    group_behind,
    is_sized,
    joins,
    last_pair,
    nearest,
    takes_up,
)
from pipeline.relating.figures import Figure, code_of, measure_of
from pipeline.relating.labels import Labels
from pipeline.relating.lines import Line, line_of, pattern
from pipeline.relating.study_arms import StudyArms, only_study

_CONFIDENCE = {
    "after endpoint": 0.85, "before endpoint": 0.85, "respective list": 0.9, "beside figure": 0.8, "direction": 0.7,
    "table cell": 0.85, "endpoint before": 0.7,
}  # fmt: skip
_NO_ARM_PENALTY, _INHERITED_PENALTY = 0.3, 0.1
_ARM_SIZE = re.compile(r"(?:\([^()]*\))?[^,;。()]{0,16}\(\s*n\s*=\s*\d+", re.IGNORECASE)


_ALLOTTED = re.compile(
    r"\b\d+\s+(?:patients\s+|of them\s+|adults\s+)?(?:(?:were\s+)?(?:received|given|got|assigned|allocated|randomi[sz]ed|treated)\s+(?:to\s+|with\s+)?|to\s+)?(?:receive\s+)?$"
    r"|\d+\s*例(?:患者)?(?:接受|予以?|给予|采用|使用|应用|用)(?:了)?$",
    re.IGNORECASE,
)
"""The number of patients before what they got (`44 received A and 40 B`, `44例接受甲药`)."""


@dataclass
class Memory:
    """What the sentences before have said: the arm under study, the study, its marker."""

    arm: Arm | None = None
    heading_arm: Arm | None = None
    earlier: Arm | None = None
    earlier_pair: tuple[Arm, Arm] | None = None
    heading_trial: Mention | None = None
    heading_pair: tuple[Arm, Arm] | None = None
    listed: tuple[Arm, ...] = ()
    regimen: Arm | None = None
    earlier_regimen: Arm | None = None
    pair: tuple[Arm, Arm] | None = None
    partners: tuple[Arm, Arm] | None = None
    trial: Mention | None = None
    trial_cited: frozenset[int] = frozenset()
    marker: str = ""
    cited: frozenset[int] = frozenset()
    group: str = ""
    unread: list[Line] = field(default_factory=list)
    metric: Mention | None = None
    compared: Mention | None = None
    told: tuple[Mention, ...] = ()
    doses: int = 0
    is_case: bool = False
    labels: Labels = field(default_factory=Labels)
    study: tuple[Arm, ...] = ()
    named: tuple[Arm, ...] = ()
    studies: StudyArms = field(default_factory=StudyArms)

    def forget(self) -> None:
        """A new paragraph: only the heading's arm stays."""
        self.earlier_pair = self.pair or (None if self._has_turned() else self.earlier_pair)
        self.earlier = self.arm or self.earlier
        self.earlier_regimen = self.regimen or self.earlier_regimen
        self.arm, self.regimen, self.pair = self.heading_arm, None, None
        self.trial, self.marker, self.partners = self.heading_trial, "", None
        self.group, self.unread = "", []
        self.cited, self.trial_cited, self.named, self.told = frozenset(), frozenset(), (), ()
        self.doses = 0

    @property
    def population(self) -> str:
        """The population told last; lines are read for it only when a figure asks."""
        while self.unread:
            if told := populations.last_of(self.unread.pop()):
                self.group, self.unread = told, []
        return self.group

    def _has_turned(self) -> bool:
        """Whether the paragraph that ends has named another treatment than the pair of the paragraphs before."""
        if self.arm is None or self.arm is self.heading_arm or self.earlier_pair is None:
            return False
        known = {name for arm in self.earlier_pair for name in arm.name.split(" + ")}
        return not known & set(self.arm.name.split(" + "))


def find(
    section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context, lexicon: Lexicon
) -> tuple[list[Claim], list[Candidate]]:
    """All trial_metric claims of a section.

    Args:
        section: The section; tables are left to `tables.find`.
        sentences: Its sentences.
        mentions: Outermost linked mentions, in order, section offsets.

    Returns:
        Claims, and what was turned down with the reason.
    """
    claims: list[Claim] = []
    candidates: list[Candidate] = []
    if section.kind == "table":
        rows = _table_claims(section, sentences, mentions, context)
        return [_finished(lexicon, claim) for claim in rows], candidates
    if section.kind == "caption":
        captions.hear(context.carry, _CAPTION, section.text.text, _Caption.of(section, mentions))
    starts = [mention.start for mention in mentions]
    memory = _begun(section, context)
    for paragraph, group in groupby(sentences, key=lambda s: s.paragraph):
        memory.forget()
        told = list(group)
        memory.is_case = cases.opens_case(section.text.text[told[0].start : told[0].end])
        for sentence in told:
            line = line_of(section.text.text, sentence.start, sentence.end, mentions, starts, section.marks)
            if paragraph == -1:
                memory.heading_arm = _heading_arm(line) or memory.heading_arm
                memory.heading_pair = _heading_pair(line)
                memory.heading_trial = next(iter(line.of("TRIAL")), memory.heading_trial)
                continue
            found, turned_down = _read(line, sentence, memory)
            claims.extend(found)
            candidates.extend(turned_down)
    context.carry["trial_metric"] = memory
    return [_finished(lexicon, claim) for claim in claims], candidates


def _finished(lexicon: Lexicon, claim: Claim) -> Claim:
    """A claim with the concept of a combination that was put together here."""
    arm = claim.fields["arm"]
    known = claim.fields["arm_id"] or (lexicon.concept("REGIMEN", arm).concept_id if " + " in arm else "")
    return replace(claim, fields={**claim.fields, "arm_id": known})


def _begun(section: Section, context: Context) -> Memory:
    """The memory that a section begins with: the title's drug; for a part of a digest (`结果`), the section before."""
    memory = Memory(heading_arm=_topic_arm(context), studies=_studies(context))
    before = context.carry.get("trial_metric")
    if isinstance(before, Memory):
        memory.study, memory.labels = before.study, before.labels
    if not isinstance(before, Memory) or not section.heading or section.heading[-1].strip(":").lower() not in _parts():
        return memory
    memory.heading_arm = before.heading_arm or memory.heading_arm
    memory.heading_trial = before.heading_trial or before.trial
    memory.heading_pair = before.heading_pair
    memory.earlier, memory.earlier_pair = before.arm or before.earlier, before.pair or before.earlier_pair
    return memory


def _studies(context: Context) -> StudyArms:
    """The arms of the studies that the paper has named so far."""
    told = context.carry.setdefault(_STUDIES, StudyArms(paper=context.key))
    return told if isinstance(told, StudyArms) else StudyArms()


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    return frozenset(row["form"] for row in cues("digest_parts"))


def _topic_arm(context: Context) -> Arm | None:
    """The drug of the title, where it is only one."""
    if len(context.topics) != 1:
        return None
    topic = context.topics[0]
    return Arm(-1, -1, topic.name, topic.concept_id, kind="DRUG")


def _told_arm(context: Context) -> Arm | None:
    """The treatment that the sentences before a table speak of, where they compare it with no other."""
    before = context.carry.get("trial_metric")
    is_alone = isinstance(before, Memory) and before.pair is None
    return before.arm if is_alone and isinstance(before, Memory) else None


def _table_claims(
    section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context
) -> Iterator[Claim]:
    topic = _topic_arm(context)
    caption = _caption(section, context)
    rows = list(tables.rows(section, sentences, mentions, caption.endpoint))
    trial = None if any(row.trial for _, row in rows) else caption.trial
    told = caption.arm or _told_arm(context) or topic
    names_arms = any(row.experimental or row.control or table.heading_arms() for table, row in rows)
    labels = {row.experimental.name for _, row in rows if row.experimental}
    control = caption.control if caption.control and caption.control.name not in labels else None
    for table, row in [(table, _against(row, control)) for table, row in rows]:
        _hear_row(row, _studies(context))
        marker = studies.marker(row.marks, row.sentence.end) if row.marks else ""
        memory = Memory(topic, topic, trial=row.trial or trial, marker=marker)
        for found in tables.figures(table, row, told):
            yield _cell_claim(found if found.arm or names_arms else replace(found, arm=told), memory)
        memory.arm = _row_arm(row, topic)
        memory.pair = (row.experimental, row.control) if row.experimental and row.control else None
        for _, line in row.cells:
            if line.of("METRIC", "ADVERSE_EVENT"):
                yield from (_in_row(claim, row) for claim in _read(line, row.sentence, memory)[0])


_CAPTION, _STUDIES = "trial_metric caption", "trial_metric studies"
_BASELINE = re.compile(r"基线|临床特征|一般资料|baseline|characteristics|demographic", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Caption:
    """What the caption above a table names: one endpoint, one study, one treatment; of several, none."""

    endpoint: Mention | None = None
    trial: Mention | None = None
    arm: Arm | None = None
    control: Arm | None = None

    @classmethod
    def of(cls, section: Section, mentions: Sequence[Mention]) -> _Caption:
        text = section.text.text
        line = line_of(text, 0, len(text), mentions, [m.start for m in mentions], section.marks)
        arms = {arm.name: arm for arm in arm_names.find(line)}
        arm = None if any(arm.is_control for arm in arms.values()) else _heading_arm(line)
        return cls(
            _only({code_of(m): m for m in line.of("METRIC")}), _only({m.name: m for m in line.of("TRIAL")}),
            arm if len(arms) == 1 else None, _opposed(line, list(arms.values())),
        )  # fmt: skip


_AGAINST = re.compile(r"(?:\b(?:vs\.?|versus|compared (?:with|to))|对比|相比于?|比较)\s*$", re.IGNORECASE)


def _opposed(line: Line, named: Sequence[Arm]) -> Arm | None:
    """The one treatment that a caption sets the others against (`KRAS G12C inhibitors versus docetaxel`)."""
    opposed = [arm for arm in named if _AGAINST.search(line.text, line.start, arm.start)]
    return replace(opposed[0], is_control=True) if len(opposed) == 1 and opposed[0] is named[-1] else None


def _against(row: tables.Row, control: Arm | None) -> tables.Row:
    """A row of one treatment with the comparator of the caption."""
    if control is None or row.experimental is None or row.control or row.part:
        return row
    return replace(row, control=replace(control, start=row.experimental.start, end=row.experimental.end))


def _only(named: Mapping[str, Mention]) -> Mention | None:
    return next(iter(named.values())) if len(named) == 1 else None


def _caption(section: Section, context: Context) -> _Caption:
    """The caption above a table; a table of patients' features has no endpoint."""
    told = captions.told(context.carry, _CAPTION, section.caption)
    if not isinstance(told, _Caption):
        return _Caption()
    return replace(told, endpoint=None) if _BASELINE.search(section.caption) else told


def _hear_row(row: tables.Row, told: StudyArms) -> None:
    """Keeps the arms that a row tells of its study."""
    for arm, is_control in ((row.experimental, row.part == "control"), (row.control, True)):
        if row.trial is not None and arm is not None:
            told.add(row.trial.name, arm, is_control)


def _row_arm(row: tables.Row, topic: Arm | None) -> Arm | None:
    """The arm of a row of prose; a label that begins with `联合` adds its agents to the paper's own drug."""
    label = row.cells[0][1]
    if (
        row.experimental is None
        or topic is None
        or not re.match(r"\s*(?:联合|\+|plus|combined)", label.text[label.start :])
    ):
        return row.experimental or topic
    names = {*topic.name.split(" + "), *row.experimental.name.split(" + ")}
    return replace(row.experimental, name=" + ".join(sorted(names, key=str.lower)), concept_id="", kind="REGIMEN")


def _in_row(claim: Claim, row: tables.Row) -> Claim:
    """A claim of a prose cell, with the study, the size and the landmark of its row where it names none."""
    own = {"n": row.n, "timepoint": row.timepoint, "subgroup": row.population}
    return replace(claim, fields={key: value or own.get(key, "") for key, value in claim.fields.items()})


def _cell_claim(found: tables.CellFigure, memory: Memory) -> Claim:
    figure, row = found.figure, found.row
    line = row.marks
    if line is None:
        raise ValueError("a table row without its line")
    reading = Reading(line, row.sentence)
    measure = measure_of(figure.value)
    statistic = measure.statistic or figures.STATISTICS[measure.kind]
    fields = _fields(reading, figure.metric, figure.value.start, found.arm, found.role, memory)
    fields |= {
        "statistic": statistic, "value": measure.value, "unit": measure.unit, "ci_low": measure.ci_low,
        "ci_high": measure.ci_high, "n": measure.n or found.n or row.n, "timepoint": fields["timepoint"] or found.timepoint,
        "comparison_id": f"t{figure.group}", "subgroup": row.population,
    }  # fmt: skip
    return _claim(reading, figure.metric, figure.value, statistic, fields, figure.how, found.arm)


def _has_own_arm(claim: Claim, reading: Reading) -> bool:
    """A direction needs an arm that its paragraph names, and an adverse event one of its own sentence."""
    if claim.subject.type == "ADVERSE_EVENT":
        compared = reading.pair if _BETWEEN.search(reading.line.text, reading.line.start, reading.line.end) else None
        return any(arm.name == claim.fields["arm"] for arm in (*reading.arms, *(compared or ())))
    is_own = any(arm.name == claim.fields["arm"] for arm in reading.experimental)
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
            roles |= {id(rows[0]): "experimental", id(rows[1]): "control"}
    if not roles:
        return list(claims)
    for claim in claims:
        if claim.fields["role"] == "single" and claim.predicate in (
            "hazard_ratio",
            "odds_ratio",
            "risk_ratio",
            "p_value",
        ):
            roles[id(claim)] = "experimental"
    return [replace(c, fields={**c.fields, "role": roles.get(id(c), c.fields["role"])}) for c in claims]


def _endpoint_key(claim: Claim) -> tuple[str, str, str, str]:
    fields = claim.fields
    return fields["metric"], fields["statistic"], fields["timepoint"], fields["subgroup"]


def _heading_arm(line: Line) -> Arm | None:
    named = [arm for arm in arm_names.find(line) if not arm.is_control and arm.kind != "DRUG_CLASS"]
    return named[0] if named else None


def _heading_pair(line: Line) -> tuple[Arm, Arm] | None:
    """The two arms that a heading sets against each other (`甲药对乙药`)."""
    named = arm_names.find(line)
    versus = pattern("trial_metric_words", role="versus")
    if len(named) != 2 or not versus.search(line.between(named[0].end, named[1].start)):
        return None
    return named[0], named[1]


def _read(line: Line, sentence: Sentence, memory: Memory) -> tuple[list[Claim], list[Candidate]]:
    if studies.is_other_report(line):
        memory.trial, memory.trial_cited = None, frozenset()
    base, pair = memory.regimen or memory.arm, memory.pair
    named = ellipsis.completed(line, arm_names.find(line), base, memory.arm)
    named = ellipsis.together(line, ellipsis.optional(line, named), memory.partners)
    named = ellipsis.on_base(named)
    pair = last_pair(line, named) or pair
    named = [ellipsis.known_control(arm, named, pair) for arm in named]
    named = ellipsis.alone(line, _contrasted(line, named, memory))
    turns = {trial.name for trial in line.of("TRIAL")} - ({memory.trial.name} if memory.trial else set())
    named = [ellipsis.of_pair(arm, named, None if turns else pair) for arm in named]
    named = _with_groups(line, named, memory)
    memory.pair = (
        last_pair(line, named)
        or _compared_pair(line, named)
        or _added_to_base(named)
        or _against_group(named, memory)
        or _still_compared(memory.pair, named)
    )
    named = [ellipsis.known_control(arm, named, memory.pair) for arm in named]
    memory.listed = _longest_list(line, named) or memory.listed
    reading = Reading(
        line, sentence, sorted([*named, *ellipsis.formers(line, memory.pair, named)], key=lambda arm: arm.start)
    )
    turned = _turned(line, named, memory)
    if not line.has("METRIC", "ADVERSE_EVENT", "VALUE"):
        _remember(reading, memory)
        memory.metric = memory.compared = None
        return [], []
    reading.inherited = turned or _taken_up(line, memory)
    reading.pair = memory.pair if turned else memory.pair or memory.heading_pair or _earlier_pair(memory)
    reading.listed, reading.study = memory.listed, memory.study
    reading.studies, reading.doses = memory.studies, 0 if named else memory.doses
    found = _with_reductions(line, assignments.assign(line, memory.metric, memory.compared, memory.told))
    claims = [*_figure_claims(reading, found, memory), *_direction_claims(reading, found, memory)]
    claims = _with_roles(claims)
    candidates = [_unassigned(reading, m) for m in _left_over(line, found)]
    memory.pair = memory.pair or _pair_of_figures(reading, claims)
    _remember(reading, memory)
    memory.metric = found[-1].metric if found else None
    memory.told = tuple({code_of(f.metric): f.metric for f in found}.values()) or memory.told
    ratios = [figure.metric for figure in found if measure_of(figure.value).kind == "ratio"]
    memory.compared = ratios[-1] if ratios else memory.metric or _only_compared(claims)
    kept = [claim for claim in claims if claim.predicate != "direction" or _has_own_arm(claim, reading)]
    candidates.extend(_armless(claim) for claim in claims if claim not in kept)
    return kept, candidates


def _pair_of_figures(reading: Reading, claims: Sequence[Claim]) -> tuple[Arm, Arm] | None:
    """The two arms of a line that its figures set against each other (`85% with A versus 71% with B`)."""
    named = {arm.name: arm for arm in reading.arms if not arm.is_general}
    sides = [
        {claim.fields["arm"] for claim in claims if claim.fields["role"] == role} & named.keys()
        for role in ("experimental", "control")
    ]
    tested, compared = sides
    added = named[next(iter(tested))] if len(tested) == 1 else None
    if added is not None and added.base and added.base in {claim.fields["arm"] for claim in claims}:
        return added, Arm(added.start, added.end, added.base, "", True, kind="DRUG")
    if len(tested) != 1 or len(compared) != 1 or tested == compared:
        return None
    return named[next(iter(tested))], replace(named[next(iter(compared))], is_control=True)


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


def _turned(line: Line, named: Sequence[Arm], memory: Memory) -> Arm | None:
    """The tested arm of the study that a line turns to without naming its arms; it and its pair are then under study."""
    study = only_study(line)
    turns = bool(study) and not named and (memory.trial is None or memory.trial.name != study)
    if turns and (arm := memory.studies.tested.get(study)) is not None and not _speaks_of_part(memory, arm):
        memory.pair, memory.arm = memory.studies.pair(study), arm
        return arm
    if turns and (arm := memory.studies.known(study)) is not None and _is_apart(memory, arm):
        memory.pair, memory.arm, memory.regimen = None, arm, None
        return arm
    if turns and memory.trial is not None and (topic := _topic_of_paragraph(memory)) is not None:
        memory.pair, memory.arm, memory.regimen = None, topic, None
        return topic
    return None


def _is_apart(memory: Memory, arm: Arm) -> bool:
    """Whether what a known study tests shares no agent with what the paragraph speaks of."""
    told = memory.arm or memory.heading_arm or memory.earlier
    entry = vocabulary.load().named("REGIMEN", told.name) if told else None
    agents = {*(told.name.split(" + ") if told else ()), *(entry.relations.get("agent", ()) if entry else ())}
    return not agents & set(arm.name.split(" + "))


def _topic_of_paragraph(memory: Memory) -> Arm | None:
    """The drug that a paragraph begins with, where the study told before gave a regimen with it: another study is of the drug."""
    first = next((arm for arm in memory.named if not arm.is_general), None)
    if first is None or first.kind != "DRUG" or first.is_control or memory.arm is None or memory.arm.kind != "REGIMEN":
        return None
    entry = vocabulary.load().named("REGIMEN", memory.arm.name)
    agents = {*memory.arm.name.split(" + "), *(entry.relations.get("agent", ()) if entry else ())}
    return first if first.name in agents else None


def _speaks_of_part(memory: Memory, arm: Arm) -> bool:
    """Whether a paragraph is about an agent of a study's arm and calls the arm by it."""
    return memory.arm is not None and set(memory.arm.name.split(" + ")) <= set(arm.name.split(" + "))


def _with_groups(line: Line, named: Sequence[Arm], memory: Memory) -> list[Arm]:
    """The arms of a line with those that its labels (`A组`) and numbers of agents (`三药组`) stand for."""
    memory.labels.hear(line, named)
    before = (*memory.named, *(arm for arm in (memory.heading_arm, *(memory.heading_pair or ())) if arm))
    labelled = list(memory.labels.found(line))
    found = [*labelled, *groups.counted(line, before, named)]
    named = [arm for arm in named if not (_is_unnamed(arm) and any(a.start <= arm.start < a.end for a in labelled))]
    memory.named = (*memory.named, *named)
    memory.study = memory.study or _sized_groups(line, named)
    opened = [other.end for other in named]
    told = [
        arm for arm in found
        if not any(arm.start < other.end and other.start < arm.end for other in named)
        and not any(end < arm.start and line.between(end, arm.start).strip() == "(" for end in opened)
    ]  # fmt: skip
    return sorted([*named, *told], key=lambda arm: arm.start)


def _is_unnamed(arm: Arm) -> bool:
    """Whether an arm is only called a comparator, and no treatment."""
    return arm.name in ("control", "observation")


def _sized_groups(line: Line, named: Sequence[Arm]) -> tuple[Arm, ...]:
    """The groups of a study with their numbers of patients, where one sentence tells them all (`A组98例,B组46例`)."""
    groups = tuple({arm.name: arm for arm in named if is_sized(line, arm)}.values())
    return groups if len(groups) > 1 else ()


def _longest_list(line: Line, named: Sequence[Arm]) -> tuple[Arm, ...]:
    """The last list of three or more arms, in its order."""
    lists: list[list[Arm]] = []
    for first, second in pairwise(named):
        if joins(line.between(first.end, second.start)):
            if lists and lists[-1][-1] is first:
                lists[-1].append(second)
            else:
                lists.append([first, second])
    long = [found for found in lists if len(found) > 2]
    return tuple(long[-1]) if long else ()


def _compared_pair(line: Line, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """The arm under study and the one that it is compared with (`A较B`), or two groups named one after the other."""
    tested = [arm for arm in named if not arm.is_control and not arm.is_general]
    compared = [arm for arm in named if arm.is_control and arm.name != "control"]
    if len(tested) == 1 and len(compared) == 1:
        return tested[0], compared[0]
    kinds = (
        lambda arm: arm.is_named_group,
        lambda arm: bool(_ARM_SIZE.match(line.text, arm.end)),
        lambda arm: bool(_ALLOTTED.search(line.text, line.start, arm.start)),
        lambda arm: bool(_GIVEN_TO.match(line.text, arm.end, line.end)),
    )
    allotted = list(
        {a.name: a for a in named if a.name != "control" and _ALLOTTED.search(line.text, line.start, a.start)}.values()
    )
    if len(allotted) == 2 and tested and allotted[0].name == tested[0].name and allotted[1].is_general:
        return allotted[0], replace(allotted[1], is_control=True)
    for kind in kinds:
        groups = list({arm.name: arm for arm in tested if kind(arm)}.values())
        if len(groups) == 2:
            return groups[0], groups[1]
    return None


def _added_to_base(named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """A combination told as an addition, and what it adds to, where a line names no other treatment (`Adding A to B improved OS`)."""
    arms = {arm.name: arm for arm in named if arm.name != "control"}
    arm = next(iter(arms.values()), None)
    if len(arms) != 1 or arm is None or not arm.base:
        return None
    return arm, Arm(arm.start, arm.end, arm.base, "", True, lead=arm.base)


_GIVEN_TO = re.compile(
    r"\s+(?:(?:was|were)\s+(?:given|administered|assigned|allocated)\s+)?to\s+\d+(?![\d.]*\s*(?:%|mg|months|years))",
    re.IGNORECASE,
)
"""The number of patients that an arm was given to (`A was given to 95 patients and B to 76`)."""


def _against_group(named: Sequence[Arm], memory: Memory) -> tuple[Arm, Arm] | None:
    """The arm of the sentences before and a comparator that this one names alone (`标准化疗者仅29%`)."""
    groups = list({arm.name: arm for arm in named}.values())
    is_alone = bool(groups) and all(_is_comparator(arm) and arm.name != "control" for arm in groups)
    tested = memory.arm or memory.earlier
    if not is_alone or tested is None or tested.name == groups[0].name:
        return None
    return tested, groups[0]


def _is_comparator(arm: Arm) -> bool:
    """Whether an arm is what another is compared with: by its words, or as a group that gets the usual treatment."""
    return arm.is_control or (arm.is_general and arm.is_named_group)


def _contrasted(line: Line, named: Sequence[Arm], memory: Memory) -> list[Arm]:
    """The arms of a line; one group named alone behind a figure and a contrast (`…达91%,而A组仅70%`) is compared with."""
    groups = {arm.name: arm for arm in named}
    arm = next(iter(groups.values()), None)
    tested = memory.arm or memory.earlier
    if arm is None or len(groups) > 1 or not arm.is_named_group or tested is None or tested.name == arm.name:
        return list(named)
    told = [value for value in line.of("VALUE") if value.end <= arm.start]
    if not told or not (_CONTRAST.search(line.text, line.start, arm.start) or _is_answer(line, told[-1], arm)):
        return list(named)
    return [replace(other, is_control=True) for other in named]


_ANSWERS = re.compile(r"\s*(?:\([^()]*\))?\s*,\s*")
_FIGURE_BEHIND = re.compile(r"(?:组|者)?(?:为|仅|达|是)*\s*\d")


def _is_answer(line: Line, value: Mention, arm: Arm) -> bool:
    """Whether a group follows a figure at once and has one of its own (`EFS率71%,乙组49%`)."""
    gap = line.between(value.end, arm.start)
    return bool(_ANSWERS.fullmatch(gap) and _FIGURE_BEHIND.match(line.text, arm.end, line.end))


_CONTRAST = re.compile(r"(?:,\s*(?:而|但)|,?\s*(?:versus|whereas|while|but)\s+(?:in\s+)?(?:the\s+)?)$", re.IGNORECASE)


def _still_compared(pair: tuple[Arm, Arm] | None, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """The pair of the sentences before, unless a sentence turns to another treatment."""
    if pair is None:
        return None
    known = {name for arm in pair for name in arm.name.split(" + ")}
    others = [arm for arm in named if not arm.is_control and not arm.is_general and arm.kind != "DRUG_CLASS"]
    return pair if not others or any(known & set(arm.name.split(" + ")) for arm in others) else None


def _earlier_pair(memory: Memory) -> tuple[Arm, Arm] | None:
    """The pair of the paragraphs before, unless this one has turned to another treatment."""
    pair = memory.earlier_pair
    turned = pair is not None and memory.arm is not None and memory.arm.name not in {arm.name for arm in pair}
    return None if turned else pair


_PROGNOSIS = re.compile(
    r"\s*(?:就|在|从)?(?:其)?预后(?:方面|上|来看|因素|分层|意义|而言)|(?:in terms of|regarding|as for) prognosis|prognostically",
    re.IGNORECASE,
)


def _taken_up(line: Line, memory: Memory) -> Arm | None:
    """The arm of the sentences before; `该方案` takes up the combination named last; `预后方面` turns to the disease."""
    if _PROGNOSIS.match(line.text, line.start, line.end):
        return None
    partners = memory.partners or _last_drugs(memory)
    if partners is not None and pattern("trial_metric_words", role="both").search(line.text, line.start, line.end):
        return ellipsis.combination(*partners)
    if (regimen := memory.regimen or memory.earlier_regimen) is not None and takes_up(line, line.end):
        return regimen
    has_topic = memory.heading_arm is not None and memory.heading_arm.kind == "REGIMEN"
    if memory.earlier_pair is not None and memory.arm is memory.heading_arm and not has_topic:
        return memory.earlier_pair[0]
    return memory.arm or memory.heading_arm or memory.earlier


def _last_drugs(memory: Memory) -> tuple[Arm, Arm] | None:
    """The two drugs that the paragraph has named last, one by one."""
    drugs = list({arm.name: arm for arm in reversed(memory.named) if arm.kind == "DRUG"}.values())[:2]
    return (drugs[1], drugs[0]) if len(drugs) == 2 else None


def _remember(reading: Reading, memory: Memory) -> None:
    continues = _continues(reading, memory)
    memory.doses = dose_groups(reading.line, reading.experimental) or (0 if reading.arms else memory.doses)
    every = [arm for arm in reading.experimental if not arm.is_general]
    treated = [arm for arm in every if not _is_in_vitro(reading.line, arm)]
    named = _without_comparator(treated if treated or memory.arm is not None else every, memory.pair)
    regimens = [arm for arm in named if arm.kind == "REGIMEN"]
    agents = [arm for arm in named if arm.kind != "DRUG_CLASS"] or named
    chosen = regimens[-1] if regimens else agents[0] if agents else None
    drugs = list({arm.name: arm for arm in named if arm.kind == "DRUG"}.values())
    if len(drugs) == 2:
        memory.partners = (drugs[0], drugs[1])
    if regimens:
        memory.regimen = regimens[-1]
    if chosen is not None and (chosen.kind != "DRUG_CLASS" or memory.arm is None):
        memory.arm = chosen
    if not _is_same_study(reading, memory):
        memory.group, memory.unread = "", []
    memory.unread.append(reading.line)
    memory.studies.hear(reading.line, reading.arms, memory.pair)
    trials = reading.line.of("TRIAL")
    if trials:
        memory.trial, memory.trial_cited = trials[-1], reading.line.cited
    elif not continues:
        memory.trial, memory.trial_cited = memory.heading_trial, frozenset()
    else:
        memory.trial_cited |= reading.line.cited
    memory.cited = reading.line.cited or memory.cited
    memory.marker = f"[{min(memory.cited)}]" if len(reading.line.cited) == 1 else ""


def _without_comparator(named: Sequence[Arm], pair: tuple[Arm, Arm] | None) -> list[Arm]:
    """The treatments of a line without the second of the two that it sets against each other."""
    if pair is None or pair[0].name not in {arm.name for arm in named}:
        return list(named)
    return [arm for arm in named if arm.name != pair[1].name]


_IN_VITRO = re.compile(r"体外|离体|in vitro|ex vivo", re.IGNORECASE)


def _is_in_vitro(line: Line, arm: Arm) -> bool:
    """Whether a clause tells what a drug does in cells: patients further on got the drug named before, if there is one."""
    told = _IN_VITRO.search(line.text, line.start, arm.start)
    return told is not None and bool(_IN_VITRO.search(line.text, line.clause(arm.start)[0], arm.start))


def _figure_claims(reading: Reading, found: Sequence[Figure], memory: Memory) -> Iterator[Claim]:
    landmark: tuple[str, str] = ("", "")
    for figure in found:
        measure = measure_of(figure.value)
        if measure.kind not in figures.STATISTICS and not measure.statistic:
            continue
        if measure.kind == "duration" and _is_of_patient(reading.line, figure, memory):
            continue
        for arm, role in arms_of(reading, figure, found):
            yield _figure_claim(reading, figure, found, memory, arm, role, landmark)
        if measure.kind == "percent":
            landmark = (code_of(figure.metric), _landmark_of(reading, figure, found, landmark))


_MEDIAN = re.compile(r"中位|平均|median|mean", re.IGNORECASE)


def _is_of_patient(line: Line, figure: Figure, memory: Memory) -> bool:
    """Whether a time is that of one patient whose course is told, and no median of many."""
    offset = figure.value.end
    return (memory.is_case or cases.is_of_case(line.text, line.start, offset)) and not _MEDIAN.search(
        line.text, line.start, offset
    )


def _landmark_of(reading: Reading, figure: Figure, found: Sequence[Figure], before: tuple[str, str]) -> str:
    """The landmark of a figure: its own, the endpoint's, or that of the rate before it; a hazard ratio has none."""
    if _is_of_hazards(figure, found):
        return ""
    told = landmarks.beside(reading.line, figure.value, figure.metric.end)
    own = figure.timepoint or told or figures.timepoint(figure.metric) or studies.timepoint(reading.line, figure.metric)
    kind = measure_of(figure.value).kind
    inherits = studies.inherits_landmark(code_of(figure.metric), before[0]) and kind == "percent"
    goes_on = before[0] == code_of(figure.metric) and (figure.side > 0 or kind == "p_value")
    return own or (before[1] if inherits or goes_on else "")


def _figure_claim(
    reading: Reading, figure: Figure, found: Sequence[Figure], memory: Memory, arm: Arm | None, role: str,
    landmark: tuple[str, str],
) -> Claim:  # fmt: skip
    """The row of one figure for one arm."""
    measure = measure_of(figure.value)
    statistic = measure.statistic or figures.STATISTICS[measure.kind]
    fields = _fields(reading, figure.metric, figure.value.start, arm, role, memory)
    fields |= {
        "statistic": statistic, "value": measure.value, "unit": measure.unit, "ci_low": measure.ci_low,
        "ci_high": measure.ci_high, "n": results.size(reading.line, figure.value) or _size(reading, figure, arm),
        "timepoint": _landmark_of(reading, figure, found, landmark), "comparison_id": str(figure.group),
    }  # fmt: skip
    if group := group_behind(reading.line, figure):
        fields["subgroup"] = group
    if figure.side >= 0 and (told := strata.of_figure(reading.line, figure)):
        fields["subgroup"] = told[figure.side]
    return _claim(reading, figure.metric, figure.value, statistic, fields, figure.how, arm)


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
    is_compared = measure_of(figure.value).kind in ("ratio", "p_value", "fold")
    own = studies.arm_size(reading.line, arm.end) if arm is not None and arm in reading.arms and not is_compared else ""
    behind = studies.size_behind(reading.line, figure.value.end) if measure_of(figure.value).kind == "percent" else ""
    return behind or own or studies.group_size(reading.line, figure.value.start)


def _direction_claims(reading: Reading, found: Sequence[Figure], memory: Memory) -> Iterator[Claim]:
    line = reading.line
    for number, direction in enumerate(directions.find(line, [f.metric for f in found])):
        if any(code_of(f.metric) == code_of(direction.metric) for f in found):
            continue
        if events.is_kind(line, direction.metric):
            continue
        role = "experimental" if reading.control is not None else "single"
        value = Mention(
            direction.start, direction.end, "VALUE", line.text[direction.start : direction.end], source="relating"
        )
        tested = nearest(reading, min(direction.start, direction.metric.start))
        if any(figure.side >= 0 for figure in found):
            tested = _tested(reading, tested)
        arms = _coordinated(reading, tested)
        for arm in arms[:1] if _are_alike(reading, direction, arms) else arms:
            fields = _fields(reading, direction.metric, direction.end, arm, role, memory)
            fields |= {"statistic": "direction", "value": direction.value, "unit": "", "comparison_id": f"d{number}"}
            yield _claim(reading, direction.metric, value, "direction", fields, "direction", arm)


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


def _coordinated(reading: Reading, arm: Arm | None) -> list[Arm | None]:
    """An arm with those listed with it (`A、B和C均延长了PFS`); the statement holds for each."""
    listed: list[Arm | None] = [arm]
    if arm is None or arm not in reading.experimental:
        return listed
    for other in reversed([a for a in reading.experimental if a.end <= arm.start]):
        first = listed[0]
        gap = reading.line.between(other.end, first.start) if first else ""
        if not re.fullmatch(r"\s*(?:、|和|及|与|或|以及|and|or|,|, and)\s*", gap) or other.kind != arm.kind:
            break
        listed.insert(0, other)
    return listed


def _claim(
    reading: Reading,
    metric: Mention,
    value: Mention,
    statistic: str,
    fields: dict[str, str],
    how: str,
    arm: Arm | None,
) -> Claim:
    penalty = _NO_ARM_PENALTY if arm is None else _INHERITED_PENALTY if arm is reading.inherited else 0.0
    extent = Span(min(metric.start, value.start), max(metric.end, value.end))
    confidence = round(_CONFIDENCE[how] - penalty, 2)
    index = reading.sentence.index
    return Claim("trial_metric", index, metric, statistic, value, how, fields, extent, confidence=confidence)


def _fields(
    reading: Reading, metric: Mention, offset: int, arm: Arm | None, role: str, memory: Memory
) -> dict[str, str]:
    line = reading.line
    trial = studies.trial_of(line, offset) or (memory.trial if _continues(reading, memory) else None)
    own = metric.detail.timepoint if isinstance(metric.detail, Endpoint) else ""
    own_marker = studies.own_marker(line, arm.end) if arm is not None and arm in reading.arms else ""
    marker = own_marker or studies.marker(line, offset) or ("" if line.marks else memory.marker)
    return {
        "trial_id": trial.concept.concept_id if trial and trial.concept else "",
        "trial": studies.named(trial) if trial else marker,
        "arm_id": arm.concept_id if arm else "",
        "arm": arm.name if arm else "",
        "role": role,
        "metric": code_of(metric),
        "ci_low": "", "ci_high": "", "n": "",
        "timepoint": own or studies.timepoint(line, metric),
        "subgroup": _group(reading, metric, offset, memory),
    }  # fmt: skip


def _group(reading: Reading, metric: Mention, offset: int, memory: Memory) -> str:
    """The group of a figure: the grade of a toxicity, else the patients of its sentence, else those of the sentences before."""
    line = reading.line
    graded = populations.grade_before(line, metric.start) if metric.type == "ADVERSE_EVENT" else ""
    return graded or populations.of_figure(line, offset) or _population_before(reading, memory)


def _population_before(reading: Reading, memory: Memory) -> str:
    """The population of the sentences before, while the same study goes on."""
    return memory.population if _is_same_study(reading, memory) else ""


def _is_same_study(reading: Reading, memory: Memory) -> bool:
    """Whether a line names no other study, has no other marker, and goes on with what was told."""
    trials = {trial.name for trial in reading.line.of("TRIAL")}
    is_other = trials - ({memory.trial.name} if memory.trial else set())
    return not is_other and not (memory.cited and reading.line.cited - memory.cited) and _goes_on(reading, memory)


def _goes_on(reading: Reading, memory: Memory) -> bool:
    """Whether a line still speaks of the study named before: it says so, or names no treatment of its own."""
    known = set(memory.arm.name.split(" + ")) if memory.arm else set()
    if not known and memory.trial is not None:
        return True
    if all(arm.is_control or known.issuperset(arm.name.split(" + ")) for arm in reading.arms):
        return True
    line = reading.line
    return pattern("trial_metric_words", role="continues").search(line.text, line.start, line.end) is not None


def _continues(reading: Reading, memory: Memory) -> bool:
    """Whether a line still speaks of the study named before it: the same treatments, and no other paper's marker.

    A later report of the same arms has a marker of its own (`A组…[2]。随访6年,A组…[3]`).
    """
    cited = reading.line.cited
    others = bool(cited and memory.trial_cited and not cited & memory.trial_cited)
    known = {arm.name for arm in memory.pair or ()}
    has_its_arms = bool(known) and bool(reading.arms) and {arm.name for arm in reading.arms} <= known
    return has_its_arms or (_goes_on(reading, memory) and not others)


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
