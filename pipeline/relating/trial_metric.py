"""trial_metric: one claim for each figure of a study, with its arm, endpoint, statistic and landmark.

Each sentence is read in the order of its paragraph, because its study, its arm and its endpoint may have been named in
the sentence before (guideline, section 4); a heading's regimen stands in where a paragraph names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, pairwise

from pipeline.lexicon import Lexicon, cues
from pipeline.records import Candidate, Claim, Context, Endpoint, Mention, Section, Sentence, Span
from pipeline.relating import arms as arm_names
from pipeline.relating import directions, ellipsis, figures, groups, populations, studies, tables
from pipeline.relating.arms import Arm
from pipeline.relating.figures import Figure, code_of, measure_of
from pipeline.relating.lines import Line, line_of, pattern, words

_CONFIDENCE = {
    "after endpoint": 0.85, "before endpoint": 0.85, "respective list": 0.9, "beside figure": 0.8, "direction": 0.7,
    "table cell": 0.85, "endpoint before": 0.7,
}  # fmt: skip
_NO_ARM_PENALTY, _INHERITED_PENALTY = 0.3, 0.1
_ENGLISH_LIST = re.compile(r",\s+(?:(?:and|or)\s+)?(?:the\s+)?")
_ARM_SIZE = re.compile(r"(?:\([^()]*\))?[^,;。()]{0,16}\(\s*n\s*=\s*\d+", re.IGNORECASE)
_DOSES = re.compile(
    r"\([^()]*\)|、?\s*\d+\s*(?:mg|μg|g)(?:/[A-Za-z0-9]+)?|每[日天]\d+次|\d+次/d|(?:once|twice) daily|\b(?:qd|bid)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:\s*\([^()]*\))?\s+(?:with|in|for|among|on)\s+(?:the\s+|patients\s+|those\s+|receiving\s+|treated with\s+|investigator-selected\s+|standard\s+|conventional\s+|other\s+)*",
    re.IGNORECASE,
)


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
    population: str = ""
    metric: Mention | None = None
    groups: dict[str, Arm] = field(default_factory=dict)
    named: tuple[Arm, ...] = ()

    def forget(self) -> None:
        """A new paragraph: only the heading's arm stays."""
        self.earlier, self.earlier_pair = self.arm or self.earlier, self.pair or self.earlier_pair
        self.earlier_regimen = self.regimen or self.earlier_regimen
        self.arm, self.regimen, self.pair = self.heading_arm, None, None
        self.trial, self.marker, self.partners = self.heading_trial, "", None
        self.population, self.cited, self.trial_cited, self.named = "", frozenset(), frozenset(), ()


@dataclass
class _Reading:
    """One line being read: its arms and what holds for all of its rows."""

    line: Line
    sentence: Sentence
    arms: list[Arm] = field(default_factory=list)
    inherited: Arm | None = None
    pair: tuple[Arm, Arm] | None = None
    listed: tuple[Arm, ...] = ()

    @property
    def experimental(self) -> list[Arm]:
        return [arm for arm in self.arms if not arm.is_control]

    @property
    def control(self) -> Arm | None:
        return next((arm for arm in self.arms if arm.is_control), None)


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
    if section.kind == "caption" and (named := {code_of(m): m for m in mentions if m.type == "METRIC"}):
        context.carry[_CAPTION] = (section.text.text.strip(), next(iter(named.values())) if len(named) == 1 else None)
    starts = [mention.start for mention in mentions]
    memory = _begun(section, context)
    for paragraph, group in groupby(sentences, key=lambda s: s.paragraph):
        memory.forget()
        for sentence in group:
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
    memory = Memory(heading_arm=_topic_arm(context))
    before = context.carry.get("trial_metric")
    if not isinstance(before, Memory) or not section.heading or section.heading[-1].strip(":").lower() not in _parts():
        return memory
    memory.heading_arm = before.heading_arm or memory.heading_arm
    memory.heading_trial = before.heading_trial or before.trial
    memory.heading_pair = before.heading_pair
    memory.earlier, memory.earlier_pair = before.arm or before.earlier, before.pair or before.earlier_pair
    return memory


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    return frozenset(row["form"] for row in cues("digest_parts"))


def _topic_arm(context: Context) -> Arm | None:
    """The drug of the title, where it is only one."""
    if len(context.topics) != 1:
        return None
    topic = context.topics[0]
    return Arm(-1, -1, topic.name, topic.concept_id, kind="DRUG")


def _table_claims(
    section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context
) -> Iterator[Claim]:
    topic = _topic_arm(context)
    for table, row in tables.rows(section, sentences, mentions, _caption_endpoint(section, context)):
        marker = studies.marker(row.marks, row.sentence.end) if row.marks else ""
        memory = Memory(topic, topic, trial=row.trial, marker=marker)
        for found in tables.figures(table, row):
            yield _cell_claim(found, memory)
        memory.arm = _row_arm(row, topic)
        memory.pair = (row.experimental, row.control) if row.experimental and row.control else None
        for _, line in row.cells:
            if line.of("METRIC", "ADVERSE_EVENT"):
                yield from (_in_row(claim, row) for claim in _read(line, row.sentence, memory)[0])


_CAPTION = "trial_metric caption"
_BASELINE = re.compile(r"基线|临床特征|一般资料|baseline|characteristics|demographic", re.IGNORECASE)


def _caption_endpoint(section: Section, context: Context) -> Mention | None:
    """The one endpoint that the caption above a table names; a table of patients' features has none."""
    told = context.carry.get(_CAPTION)
    if not isinstance(told, tuple) or not section.caption or told[0] != section.caption.strip():
        return None
    return None if _BASELINE.search(section.caption) else told[1]


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
    reading = _Reading(line, row.sentence)
    measure = measure_of(figure.value)
    statistic = measure.statistic or figures.STATISTICS[measure.kind]
    fields = _fields(reading, figure.metric, figure.value.start, found.arm, found.role, memory)
    fields |= {
        "statistic": statistic, "value": measure.value, "unit": measure.unit, "ci_low": measure.ci_low,
        "ci_high": measure.ci_high, "n": measure.n or row.n, "timepoint": fields["timepoint"] or found.timepoint,
        "comparison_id": f"t{figure.group}", "subgroup": row.population,
    }  # fmt: skip
    return _claim(reading, figure.metric, figure.value, statistic, fields, figure.how, found.arm)


def _has_own_arm(claim: Claim, reading: _Reading) -> bool:
    """A direction needs an arm that its paragraph names, and an adverse event one of its own sentence."""
    if claim.subject.type == "ADVERSE_EVENT":
        return any(arm.name == claim.fields["arm"] for arm in reading.arms)
    inherited = reading.inherited if not reading.experimental else None
    is_vague = inherited is not None and (inherited.start < 0 or inherited.kind == "DRUG_CLASS")
    return bool(claim.fields["arm"]) and not is_vague


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
    base, pair = memory.regimen or memory.arm, memory.pair
    named = ellipsis.completed(line, arm_names.find(line), base, memory.arm)
    named = ellipsis.together(line, ellipsis.optional(line, named), memory.partners)
    named = [ellipsis.known_control(arm, named, pair) for arm in named]
    named = _with_groups(line, named, memory)
    memory.pair = _last_pair(line, named) or _compared_pair(line, named) or _still_compared(memory.pair, named)
    memory.listed = _longest_list(line, named) or memory.listed
    reading = _Reading(
        line, sentence, sorted([*named, *ellipsis.formers(line, memory.pair)], key=lambda arm: arm.start)
    )
    reading.inherited, reading.pair = _taken_up(line, memory), memory.pair or memory.heading_pair or memory.earlier_pair
    reading.listed = memory.listed
    found = figures.assign(line, memory.metric)
    claims = [*_figure_claims(reading, found, memory), *_direction_claims(reading, found, memory)]
    claims = _with_roles(claims)
    candidates = [_unassigned(reading, m) for m in _left_over(line, found)]
    _remember(reading, memory)
    memory.metric = found[-1].metric if found else None
    kept = [claim for claim in claims if claim.predicate != "direction" or _has_own_arm(claim, reading)]
    candidates.extend(_armless(claim) for claim in claims if claim not in kept)
    return kept, candidates


def _with_groups(line: Line, named: Sequence[Arm], memory: Memory) -> list[Arm]:
    """The arms of a line with those that its labels (`A组`) and numbers of agents (`三药组`) stand for."""
    memory.groups |= groups.defined(line, named)
    before = (*memory.named, *(arm for arm in (memory.heading_arm, *(memory.heading_pair or ())) if arm))
    far = [arm.at(-1, -1) for arm in before]
    found = [*groups.labelled(line, memory.groups), *groups.counted(line, [*far, *named])]
    memory.named = (*memory.named, *named)
    told = [arm for arm in found if not any(arm.start < other.end and other.start < arm.end for other in named)]
    return sorted([*named, *told], key=lambda arm: arm.start)


def _last_pair(line: Line, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """The last two arms named as one list."""
    pairs = pairwise(named)
    joined = [(a, b) for a, b in pairs if _are_joined(line, a, b)]
    return joined[-1] if joined else None


def _longest_list(line: Line, named: Sequence[Arm]) -> tuple[Arm, ...]:
    """The last list of three or more arms, in its order."""
    lists: list[list[Arm]] = []
    for first, second in pairwise(named):
        if _joins_arms(line.between(first.end, second.start)):
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
    for kind in (lambda arm: arm.is_named_group, lambda arm: bool(_ARM_SIZE.match(line.text, arm.end))):
        groups = list({arm.name: arm for arm in tested if kind(arm)}.values())
        if len(groups) == 2:
            return groups[0], groups[1]
    return None


def _still_compared(pair: tuple[Arm, Arm] | None, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """The pair of the sentences before, unless a sentence turns to another treatment."""
    if pair is None:
        return None
    known = {name for arm in pair for name in arm.name.split(" + ")}
    others = [arm for arm in named if not arm.is_control and not arm.is_general and arm.kind != "DRUG_CLASS"]
    return pair if not others or any(known & set(arm.name.split(" + ")) for arm in others) else None


def _taken_up(line: Line, memory: Memory) -> Arm | None:
    """The arm of the sentences before; `该方案` takes up the combination named last."""
    both = pattern("trial_metric_words", role="both")
    if memory.partners is not None and both.search(line.text, line.start, line.end):
        return ellipsis.combination(*memory.partners)
    if (regimen := memory.regimen or memory.earlier_regimen) is not None and _takes_up(line, line.end):
        return regimen
    if memory.earlier_pair is not None and memory.arm is memory.heading_arm:
        return memory.earlier_pair[0]
    return memory.arm or memory.heading_arm or memory.earlier


def _remember(reading: _Reading, memory: Memory) -> None:
    continues = _continues(reading, memory)
    named = [arm for arm in reading.experimental if not arm.is_general]
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
    memory.population = populations.last_of(reading.line) or _population_before(reading, memory)
    trials = reading.line.of("TRIAL")
    if trials:
        memory.trial, memory.trial_cited = trials[-1], _cited(reading.line)
    elif not continues:
        memory.trial, memory.trial_cited = memory.heading_trial, frozenset()
    else:
        memory.trial_cited |= _cited(reading.line)
    memory.cited = _cited(reading.line) or memory.cited
    memory.marker = f"[{min(memory.cited)}]" if len(_cited(reading.line)) == 1 else ""


def _figure_claims(reading: _Reading, found: Sequence[Figure], memory: Memory) -> Iterator[Claim]:
    landmark: tuple[str, str] = ("", "")
    for figure in found:
        measure = measure_of(figure.value)
        if measure.kind not in figures.STATISTICS and not measure.statistic:
            continue
        arm, role = _arm_of(reading, figure, found)
        fields = _fields(reading, figure.metric, figure.value.start, arm, role, memory)
        if (
            not fields["timepoint"]
            and studies.inherits_landmark(code_of(figure.metric), landmark[0])
            and measure.kind == "percent"
        ):
            fields["timepoint"] = landmark[1]
        if _is_of_hazards(figure, found):
            fields["timepoint"] = ""
        if measure.kind == "percent":
            landmark = (code_of(figure.metric), fields["timepoint"])
        statistic = measure.statistic or figures.STATISTICS[measure.kind]
        fields |= {
            "statistic": statistic, "value": measure.value, "unit": measure.unit, "ci_low": measure.ci_low,
            "ci_high": measure.ci_high, "n": figures.size(reading.line, figure.value) or _size(reading, figure, arm),
            "comparison_id": str(figure.group),
        }  # fmt: skip
        if group := _group_behind(reading.line, figure):
            fields["subgroup"] = group
        if figure.side >= 0 and (groups := _subgroups(reading.line, figure)):
            fields["subgroup"] = groups[figure.side].name
        yield _claim(reading, figure.metric, figure.value, statistic, fields, figure.how, arm)


def _is_of_hazards(figure: Figure, found: Sequence[Figure]) -> bool:
    """A hazard ratio, and the P value behind it, compare whole curves and have no landmark (corpus ruling 29)."""
    if measure_of(figure.value).kind == "p_value":
        before = [f for f in found if f.value.end <= figure.value.start]
        return bool(before) and _is_hazard_ratio(before[-1]) and before[-1].metric == figure.metric
    return _is_hazard_ratio(figure)


def _is_hazard_ratio(figure: Figure) -> bool:
    return measure_of(figure.value).statistic == "hazard_ratio"


def _size(reading: _Reading, figure: Figure, arm: Arm | None) -> str:
    """How many patients a figure is of: those of its arm, else those of the study or group named before it."""
    is_compared = measure_of(figure.value).kind in ("ratio", "p_value", "fold")
    own = studies.arm_size(reading.line, arm.end) if arm is not None and arm in reading.arms and not is_compared else ""
    return own or studies.group_size(reading.line, figure.value.start)


def _direction_claims(reading: _Reading, found: Sequence[Figure], memory: Memory) -> Iterator[Claim]:
    line = reading.line
    for number, direction in enumerate(directions.find(line, [f.metric for f in found])):
        if any(code_of(f.metric) == code_of(direction.metric) for f in found):
            continue
        role = "experimental" if reading.control is not None else "single"
        value = Mention(
            direction.start, direction.end, "VALUE", line.text[direction.start : direction.end], source="relating"
        )
        for arm in _coordinated(reading, _nearest(reading, min(direction.start, direction.metric.start))):
            fields = _fields(reading, direction.metric, direction.end, arm, role, memory)
            fields |= {"statistic": "direction", "value": direction.value, "unit": "", "comparison_id": f"d{number}"}
            yield _claim(reading, direction.metric, value, "direction", fields, "direction", arm)


def _coordinated(reading: _Reading, arm: Arm | None) -> list[Arm | None]:
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
    reading: _Reading,
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
    reading: _Reading, metric: Mention, offset: int, arm: Arm | None, role: str, memory: Memory
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


def _group(reading: _Reading, metric: Mention, offset: int, memory: Memory) -> str:
    """The group of a figure: the grade of a toxicity, else the patients of its sentence, else those of the sentences before."""
    line = reading.line
    graded = populations.grade_before(line, metric.start) if metric.type == "ADVERSE_EVENT" else ""
    return graded or populations.of_figure(line, offset) or _population_before(reading, memory)


def _population_before(reading: _Reading, memory: Memory) -> str:
    """The population of the sentences before, while the same study goes on: no other study, no other marker."""
    trials = {trial.name for trial in reading.line.of("TRIAL")}
    is_other = trials - ({memory.trial.name} if memory.trial else set())
    if is_other or (memory.cited and _cited(reading.line) - memory.cited) or not _goes_on(reading, memory):
        return ""
    return memory.population


def _cited(line: Line) -> frozenset[int]:
    return frozenset(number for mark in line.marks for number in mark.numbers)


def _goes_on(reading: _Reading, memory: Memory) -> bool:
    """Whether a line still speaks of the study named before: it says so, or names no treatment of its own."""
    line = reading.line
    if pattern("trial_metric_words", role="continues").search(line.text, line.start, line.end):
        return True
    known = set(memory.arm.name.split(" + ")) if memory.arm else set()
    return all(set(arm.name.split(" + ")) <= known or arm.is_control for arm in reading.arms)


def _continues(reading: _Reading, memory: Memory) -> bool:
    """Whether a line still speaks of the study named before it: the same treatments, and no other paper's marker.

    A later report of the same arms has a marker of its own (`A组…[2]。随访6年,A组…[3]`).
    """
    cited = _cited(reading.line)
    others = bool(cited and memory.trial_cited and not cited & memory.trial_cited)
    known = {arm.name for arm in memory.pair or ()}
    has_its_arms = bool(known) and bool(reading.arms) and {arm.name for arm in reading.arms} <= known
    return has_its_arms or (_goes_on(reading, memory) and not others)


def _arm_of(reading: _Reading, figure: Figure, found: Sequence[Figure]) -> tuple[Arm | None, str]:
    """The arm of a figure and its role, from its side in a comparison, its neighbours, and the sentences before."""
    measure = measure_of(figure.value)
    if measure.kind in ("ratio", "p_value", "fold"):
        return _compared_arm(reading, figure, found)
    if measure.kind == "count" and (rate := _rate_beside(reading.line, figure, found)) is not None:
        return _arm_of(reading, rate, found)
    behind = _arm_behind(reading, figure)
    if figure.side >= 0 and _group_behind(reading.line, figure):
        return _nearest(reading, figure.metric.start), "single"
    if figure.side >= 0 and behind is not None:
        is_control = behind.is_control or (figure.side == figure.sides - 1) != figure.reversed
        return behind, "control" if is_control else "experimental"
    if figure.side >= 0 and not _subgroups(reading.line, figure):
        return _paired_arm(reading, figure)
    arm = behind or _own_arm(reading, figure)
    if arm is not None and arm.is_control:
        return arm, "control"
    return arm, "experimental" if reading.control is not None else "single"


def _rate_beside(line: Line, figure: Figure, found: Sequence[Figure]) -> Figure | None:
    """The rate that a count in brackets explains (`71%(67/95)`): both are of one arm."""
    rates = (f for f in found if measure_of(f.value).kind == "percent")
    return next((rate for rate in rates if figures.are_beside(line, rate.value, figure.value)), None)


def _arm_behind(reading: _Reading, figure: Figure) -> Arm | None:
    """The arm that an English figure is followed by (`14.7 months with A`, `36% in the B group`)."""
    for arm in reading.arms:
        if arm.start >= figure.value.end:
            gap = reading.line.between(figure.value.end, arm.start)
            return arm if _BEHIND.fullmatch(gap) else None
    return None


def _group_behind(line: Line, figure: Figure) -> str:
    """The altered group that an English figure is followed by (`69% in EZH2-mutated and 35% in wild-type`)."""
    for mention in line.of("ALTERATION"):
        if mention.start >= figure.value.end:
            return mention.name if _BEHIND.fullmatch(line.between(figure.value.end, mention.start)) else ""
    return ""


def _compared_arm(reading: _Reading, figure: Figure, found: Sequence[Figure]) -> tuple[Arm | None, str]:
    """A ratio or P value stands for the experimental arm of the comparison that it measures."""
    pairs = [
        f for f in found
        if f.sides == 2 and f.side == int(f.reversed) and f.value.end <= figure.value.start and _is_rate(f)
    ]  # fmt: skip
    both = reading.control is not None or bool(pairs)
    role = "experimental" if both else "single"
    if figure.sides > 1 and len(named := reading.experimental) == figure.sides:
        return named[figure.side], role
    if compared := _set_against(reading, figure, found):
        return compared, "experimental"
    if pairs:
        return _arm_of(reading, pairs[-1], ())[0], role
    opened = max(reading.line.text.rfind(";", reading.line.start, figure.metric.start), reading.line.start)
    own = [arm for arm in reading.experimental if opened <= arm.start <= figure.value.start and not arm.is_general]
    if len(own) > 1 and _joins_arms(reading.line.between(own[0].end, own[1].start)):
        return own[0], "experimental"
    return (own[0], role) if own else (_nearest(reading, figure.metric.start), role)


def _set_against(reading: _Reading, figure: Figure, found: Sequence[Figure]) -> Arm | None:
    """The arm that is set against another between the last rate and a ratio or P value (`…57%,甲与乙相比并无优势(P=0.3)`)."""
    rates = [f.value.end for f in found if f.value.end <= figure.value.start and _is_rate(f)]
    between = [arm for arm in reading.arms if max(rates, default=figure.value.start) <= arm.start < figure.value.start]
    is_pair = len(between) == 2 and not between[0].is_control and between[1].is_control
    return between[0] if is_pair else None


def _is_rate(figure: Figure) -> bool:
    return measure_of(figure.value).kind in ("percent", "duration", "not_reached")


def _subgroups(line: Line, figure: Figure) -> list[Mention]:
    """Alterations listed before a comparison's endpoint, one for each figure: groups of patients and not arms."""
    clause = line.clause(figure.metric.start)
    before = [m for m in line.of("ALTERATION") if clause[0] <= m.start and m.end <= figure.metric.start][
        -figure.sides :
    ]
    if len(before) != figure.sides:
        return []
    gaps = [line.between(a.end, b.start).strip() for a, b in pairwise(before)]
    return (
        before
        if all(
            re.fullmatch(r"(?:患者|者)?[^,;。]{0,3}(?:和|与|及|、|and|or|vs\.?)(?:\s*\w{0,8})?", gap) for gap in gaps
        )
        else []
    )


def _paired_arm(reading: _Reading, figure: Figure) -> tuple[Arm | None, str]:
    named = _listed_arms(reading, figure) or _study_pair(reading, figure)
    is_control = (figure.side == figure.sides - 1) != figure.reversed
    if named:
        arm = named[-1 - figure.side] if figure.reversed else named[figure.side]
        is_control = arm.is_control if any(a.is_control for a in named) else is_control
        return arm, "control" if is_control else "experimental"
    if is_control:
        return reading.control or Arm(figure.value.start, figure.value.end, "control"), "control"
    told = [arm for arm in reading.experimental if figure.metric.end <= arm.start and arm.end <= figure.value.start]
    return (told[-1] if told else _nearest(reading, figure.metric.start)), "experimental"


def _study_pair(reading: _Reading, figure: Figure) -> list[Arm]:
    """The two arms of the study that a comparison without arms goes on with: the line's own, else those before it."""
    if figure.sides > 2 and len(reading.listed) == figure.sides:
        return list(reading.listed)
    if figure.sides != 2:
        return []
    own = list(
        {arm.name: arm for arm in reading.arms if not arm.is_general and arm.start < figure.value.start}.values()
    )
    if len(own) == 1 and own[0].base:
        return [own[0], Arm(own[0].start, own[0].end, own[0].base, "", True)]
    if len(own) == 2 and (own[1].is_control or own[0].is_named_group or _have_figures(reading.line, own, figure)):
        return own
    if reading.pair and all(arm.name in {a.name for a in reading.pair} for arm in own):
        other = next((arm for arm in reading.arms if arm.is_general and arm.is_named_group), None)
        return [reading.pair[0], replace(other, is_control=True)] if other and not own else list(reading.pair)
    return []


def _have_figures(line: Line, arms: Sequence[Arm], figure: Figure) -> bool:
    """Whether each of two arms has a figure of its own before this one (`甲为21个月,乙为13个月,ORR 80% vs 47%`)."""
    values = [m.start for m in line.of("VALUE") if m.end <= figure.value.start]
    first, second = arms
    return any(first.end <= at < second.start for at in values) and any(at >= second.end for at in values)


def _listed_arms(reading: _Reading, figure: Figure) -> list[Arm]:
    """Arms named as one list (`A组、B组和C组的CR率分别为`), one for each figure of a comparison, in its order."""
    line = reading.line
    before = [arm for arm in reading.arms if arm.end <= figure.value.start]
    opened = line.text.rfind(";", line.start, figure.value.start)
    turns = any(arm.start > opened and not arm.is_control and not arm.is_general for arm in before)
    before = [arm for arm in before if arm.start > opened] if opened > 0 and turns else before
    for first in range(len(before) - figure.sides, -1, -1):
        listed = before[first : first + figure.sides]
        if all(_are_joined(line, a, b) for a, b in pairwise(listed)) and not all(arm.is_control for arm in listed):
            return listed
    pair = _last_pair(line, before)
    pair = None if pair and pair[0].is_control and pair[1].is_control else pair
    return [pair[0]] * (figure.sides - 1) + [pair[1]] if pair and figure.sides > 2 else []


def _are_joined(line: Line, first: Arm, second: Arm) -> bool:
    """Whether two arms stand in one list, or are the two choices of one phrase (`甲药联合乙或丙`)."""
    return (first.start, first.end) == (second.start, second.end) or _joins_arms(line.between(first.end, second.start))


def _joins_arms(gap: str) -> bool:
    """Whether a gap between two arms is that of a list: brackets, doses and words for `group` aside, a joining word."""
    return bool(_arm_list_gap().fullmatch(_DOSES.sub("", gap).strip()) or _ENGLISH_LIST.fullmatch(gap))


@lru_cache(maxsize=1)
def _arm_list_gap() -> re.Pattern[str]:
    tails, modifiers = _either("arm_tail"), _either("arm_modifier")
    joins = f"{_either('joins')}|{_either('versus')}|对比"
    return re.compile(rf"(?:{tails})?\s*(?:{joins})\s*(?:{modifiers})?", re.IGNORECASE)


def _either(role: str) -> str:
    return "|".join(re.escape(form) for form in words("trial_metric_words", role=role))


def _own_arm(reading: _Reading, figure: Figure) -> Arm | None:
    """The arm nearest before a single figure; a comparator only where it heads the figure's own clause."""
    line = reading.line
    clause = line.clause(figure.value.start)
    own = [arm for arm in reading.arms if arm.end <= figure.value.start and arm.start >= clause[0]]
    if own and all(arm.is_control for arm in own) and (own[-1].is_named_group or _heads(line, clause, own[-1])):
        return own[-1]
    if own and own[-1].is_named_group and _heads(line, _segment(line, own[-1], figure), own[-1]):
        return own[-1]
    return _nearest(reading, figure.value.start)


def _segment(line: Line, arm: Arm, figure: Figure) -> tuple[int, int]:
    """From the last comma before an arm to its figure, if no comma parts these two; else an empty place."""
    if re.search(r"[,;。]", line.between(arm.end, figure.value.start)):
        return line.start, line.start
    return max(line.text.rfind(mark, line.start, arm.start) for mark in ",;:。") + 1, figure.value.start


def _heads(line: Line, clause: tuple[int, int], arm: Arm) -> bool:
    """Whether a comparator opens its clause (`安慰剂联合利妥昔单抗为13.8个月`)."""
    return not line.between(clause[0], arm.start).strip()


def _nearest(reading: _Reading, offset: int) -> Arm | None:
    """The experimental arm nearest before an offset, else the first of the line, else the inherited one."""
    named = [arm for arm in reading.experimental if not arm.is_general or arm.is_named_group] or reading.experimental
    before = [arm for arm in named if arm.start <= offset]
    if _takes_up(reading.line, reading.line.end) and reading.inherited is not None and not before:
        return reading.inherited
    if before:
        specific = [arm for arm in before if arm.kind == "REGIMEN"] if before[-1].kind == "DRUG_CLASS" else []
        return specific[-1] if specific else before[-1]
    if named and reading.inherited is None:
        return named[0]
    return reading.inherited or (named[0] if named else None)


def _takes_up(line: Line, offset: int) -> bool:
    return any(
        pattern("trial_metric_words", role=role).search(line.text, line.start, offset) for role in ("anaphor", "both")
    )


def _left_over(line: Line, found: Sequence[Figure]) -> Iterator[Mention]:
    done = {figure.value.start for figure in found}
    for mention in line.of("VALUE"):
        if mention.start not in done and measure_of(mention).kind in ("percent", "ratio", "p_value"):
            yield mention


def _unassigned(reading: _Reading, value: Mention) -> Candidate:
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
