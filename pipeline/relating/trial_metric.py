"""trial_metric: one claim for each figure of a study, with its arm, endpoint, statistic and landmark.

Each sentence is read in the order of its paragraph, because its study, its arm and its endpoint may have been named in
the sentence before (guideline, section 4); a heading's regimen stands in where a paragraph names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from pipeline.lexicon import Lexicon
from pipeline.records import Candidate, Claim, Context, Endpoint, Mention, Section, Sentence, Span
from pipeline.relating import arms as arm_names
from pipeline.relating import directions, figures, studies
from pipeline.relating.arms import Arm
from pipeline.relating.figures import Figure, code_of, measure_of
from pipeline.relating.lines import Line, line_of, pattern

_CONFIDENCE = {
    "after endpoint": 0.85, "before endpoint": 0.85, "respective list": 0.9, "beside figure": 0.8, "direction": 0.7,
    "table cell": 0.85,
}  # fmt: skip
_NO_ARM_PENALTY, _INHERITED_PENALTY = 0.3, 0.1


@dataclass
class Memory:
    """What the sentences before have said: the arm under study, the study, its marker."""

    arm: Arm | None = None
    heading_arm: Arm | None = None
    trial: Mention | None = None
    marker: str = ""

    def forget(self) -> None:
        """A new paragraph: only the heading's arm stays."""
        self.arm, self.trial, self.marker = self.heading_arm, None, ""


@dataclass
class _Reading:
    """One line being read: its arms and what holds for all of its rows."""

    line: Line
    sentence: Sentence
    arms: list[Arm] = field(default_factory=list)
    inherited: Arm | None = None

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
    starts = [mention.start for mention in mentions]
    memory = Memory()
    for paragraph, group in groupby(sentences, key=lambda s: s.paragraph):
        memory.forget()
        for sentence in group:
            line = line_of(section.text.text, sentence.start, sentence.end, mentions, starts, section.marks)
            if paragraph == -1:
                memory.heading_arm = _heading_arm(line)
                continue
            found, turned_down = _read(line, sentence, memory)
            claims.extend(found)
            candidates.extend(turned_down)
    return claims, candidates


def _heading_arm(line: Line) -> Arm | None:
    named = [arm for arm in arm_names.find(line) if not arm.is_control and arm.kind != "DRUG_CLASS"]
    return named[0] if named else None


def _read(line: Line, sentence: Sentence, memory: Memory) -> tuple[list[Claim], list[Candidate]]:
    reading = _Reading(line, sentence, _completed(line, arm_names.find(line), memory))
    reading.inherited = _taken_up(line, memory)
    found = figures.assign(line)
    claims = [*_figure_claims(reading, found, memory), *_direction_claims(reading, found, memory)]
    candidates = [_unassigned(reading, m) for m in _left_over(line, found)]
    _remember(reading, memory)
    kept = [claim for claim in claims if claim.fields["arm"] or claim.predicate != "direction"]
    candidates.extend(_armless(claim) for claim in claims if claim not in kept)
    return kept, candidates


def _completed(line: Line, found: list[Arm], memory: Memory) -> list[Arm]:
    """Arms with what an ellipsis left out: `联合X` and `addition of X` take the agent named before as their partner."""
    done: list[Arm] = []
    for arm in found:
        before = line.text[max(line.start, arm.start - 8) : arm.start]
        base = next((a for a in reversed(done) if not a.is_control and not a.is_general), memory.arm)
        if base and re.search(r"(?:^|[,;。:(、]|患者|后|则|可|中)\s*(?:联合|联用|联合应用)$", before) and arm.name not in base.name.split(" + "):
            stem = base.name.split(" + ")[0] if done else base.name
            names = sorted({*stem.split(" + "), *arm.name.split(" + ")}, key=str.lower)
            done.append(replace(arm, name=" + ".join(names), concept_id="", kind="REGIMEN"))
        else:
            done.append(arm)
    return done


def _taken_up(line: Line, memory: Memory) -> Arm | None:
    """The arm of the sentences before; a pronoun makes no difference to which it is."""
    return memory.arm or memory.heading_arm


def _remember(reading: _Reading, memory: Memory) -> None:
    named = [arm for arm in reading.experimental if not arm.is_general]
    regimens = [arm for arm in named if arm.kind == "REGIMEN"]
    chosen = regimens[-1] if regimens else named[0] if named else None
    if chosen is not None and (chosen.kind != "DRUG_CLASS" or memory.arm is None):
        memory.arm = chosen
    trials = reading.line.of("TRIAL")
    if trials:
        memory.trial = trials[-1]
    elif not pattern("trial_metric_words", role="continues").search(reading.line.text[reading.line.start : reading.line.end]):
        memory.trial = None
    numbers = {number for mark in reading.line.marks for number in mark.numbers}
    memory.marker = f"[{numbers.pop()}]" if len(numbers) == 1 else ""


def _figure_claims(reading: _Reading, found: Sequence[Figure], memory: Memory) -> Iterator[Claim]:
    landmark: tuple[str, str] = ("", "")
    for figure in found:
        measure = measure_of(figure.value)
        if measure.kind not in figures.STATISTICS and not measure.statistic:
            continue
        arm, role = _arm_of(reading, figure, found)
        fields = _fields(reading, figure.metric, figure.value.start, arm, role, memory)
        if not fields["timepoint"] and studies.inherits_landmark(code_of(figure.metric), landmark[0]) and measure.kind == "percent":
            fields["timepoint"] = landmark[1]
        if measure.kind == "percent":
            landmark = (code_of(figure.metric), fields["timepoint"])
        statistic = measure.statistic or figures.STATISTICS[measure.kind]
        fields |= {
            "statistic": statistic, "value": measure.value, "unit": measure.unit, "ci_low": measure.ci_low,
            "ci_high": measure.ci_high, "n": figures.size(reading.line, figure.value) or fields["n"],
            "comparison_id": str(figure.group),
        }  # fmt: skip
        yield _claim(reading, figure.metric, figure.value, statistic, fields, figure.how, arm)


def _direction_claims(reading: _Reading, found: Sequence[Figure], memory: Memory) -> Iterator[Claim]:
    line = reading.line
    for number, direction in enumerate(directions.find(line, [f.metric for f in found])):
        if any(code_of(f.metric) == code_of(direction.metric) for f in found):
            continue
        arm = _nearest(reading, min(direction.start, direction.metric.start))
        role = "experimental" if reading.control is not None else "single"
        value = Mention(
            direction.start, direction.end, "VALUE", line.text[direction.start : direction.end], source="relating"
        )
        fields = _fields(reading, direction.metric, direction.end, arm, role, memory)
        fields |= {"statistic": "direction", "value": direction.value, "unit": "", "comparison_id": f"d{number}"}
        yield _claim(reading, direction.metric, value, "direction", fields, "direction", arm)


def _claim(
    reading: _Reading, metric: Mention, value: Mention, statistic: str, fields: dict[str, str], how: str, arm: Arm | None
) -> Claim:
    penalty = _NO_ARM_PENALTY if arm is None else _INHERITED_PENALTY if arm is reading.inherited else 0.0
    return Claim(
        "trial_metric", reading.sentence.index, metric, statistic, value, how, fields,
        Span(min(metric.start, value.start), max(metric.end, value.end)), confidence=round(_CONFIDENCE[how] - penalty, 2),
    )  # fmt: skip


def _fields(
    reading: _Reading, metric: Mention, offset: int, arm: Arm | None, role: str, memory: Memory
) -> dict[str, str]:
    line = reading.line
    trial = studies.trial_of(line, offset) or memory.trial
    own = metric.detail.timepoint if isinstance(metric.detail, Endpoint) else ""
    marker = studies.marker(line, offset) or ("" if line.marks else memory.marker)
    return {
        "trial_id": trial.concept.concept_id if trial and trial.concept else "",
        "trial": trial.name if trial else marker,
        "arm_id": arm.concept_id if arm else "",
        "arm": arm.name if arm else "",
        "role": role,
        "metric": code_of(metric),
        "ci_low": "", "ci_high": "", "n": "",
        "timepoint": own or studies.timepoint(line, metric, ()),
        "subgroup": studies.subgroup(line, offset),
    }  # fmt: skip


def _arm_of(reading: _Reading, figure: Figure, found: Sequence[Figure]) -> tuple[Arm | None, str]:
    """The arm of a figure and its role, from its side in a comparison, its neighbours, and the sentences before."""
    measure = measure_of(figure.value)
    paired = figure.side >= 0
    if measure.kind in ("ratio", "p_value", "fold"):
        both = reading.control is not None or any(f.side >= 0 for f in found)
        return _nearest(reading, figure.metric.start), "experimental" if both else "single"
    if paired:
        return _paired_arm(reading, figure)
    arm = _own_arm(reading, figure)
    if arm is not None and arm.is_control:
        return arm, "control"
    return arm, "experimental" if reading.control is not None else "single"


def _paired_arm(reading: _Reading, figure: Figure) -> tuple[Arm | None, str]:
    named = _listed_arms(reading, figure)
    is_control = (figure.side == 1) != figure.reversed
    if named is not None:
        arm = named[figure.side]
        control_named = any(a.is_control for a in named)
        return arm, "control" if (arm.is_control if control_named else is_control) else "experimental"
    if is_control:
        return reading.control or Arm(figure.value.start, figure.value.end, "control"), "control"
    return _nearest(reading, figure.metric.start), "experimental"


def _listed_arms(reading: _Reading, figure: Figure) -> tuple[Arm, Arm] | None:
    """Two arms named as one list before the endpoint (`A组和B组的CR率分别为`), in the order of the figures."""
    before = [arm for arm in reading.arms if arm.end <= figure.value.start]
    for first, second in zip(before, before[1:], strict=False):
        gap = re.sub(r"\([^()]*\)", "", reading.line.between(first.end, second.start)).strip()
        gap = re.sub(r"^(?:治疗组|方案组|单药组|组|治疗|方案|arm|group)", "", gap).strip()
        if gap in ("和", "与", "及", "、", "vs", "vs.", "对比", "and", "versus", "或"):
            return first, second
    return None


def _own_arm(reading: _Reading, figure: Figure) -> Arm | None:
    """The arm nearest before a single figure; a comparator only where it heads the figure's own clause."""
    line = reading.line
    clause = line.clause(figure.value.start)
    own = [arm for arm in reading.arms if arm.end <= figure.value.start and arm.start >= clause[0]]
    if own and own[-1].is_control and own[-1].is_named_group and own[-1].end <= figure.metric.start + 24:
        return own[-1]
    return _nearest(reading, figure.value.start)


def _nearest(reading: _Reading, offset: int) -> Arm | None:
    """The experimental arm nearest before an offset, else the first of the line, else the inherited one."""
    named = [arm for arm in reading.experimental if not arm.is_general or arm.is_named_group] or reading.experimental
    before = [arm for arm in named if arm.start <= offset]
    if _takes_up(reading.line, offset) and reading.inherited is not None and not before:
        return reading.inherited
    if before:
        specific = [arm for arm in before if arm.kind == "REGIMEN"] if before[-1].kind == "DRUG_CLASS" else []
        return specific[-1] if specific else before[-1]
    if named and reading.inherited is None:
        return named[0]
    return reading.inherited or (named[0] if named else None)


def _takes_up(line: Line, offset: int) -> bool:
    return bool(pattern("trial_metric_words", role="anaphor").search(line.text, line.start, offset))


def _left_over(line: Line, found: Sequence[Figure]) -> Iterator[Mention]:
    done = {figure.value.start for figure in found}
    for mention in line.of("VALUE"):
        if mention.start not in done and measure_of(mention).kind in ("percent", "ratio", "p_value"):
            yield mention


def _unassigned(reading: _Reading, value: Mention) -> Candidate:
    names = (*(arm.name for arm in reading.arms[:2]), value.text)
    return Candidate("trial_metric", reading.sentence.index, names, 0.2, "no endpoint found for this figure", value.start, value.end)


def _armless(claim: Claim) -> Candidate:
    value = claim.object or claim.subject
    names = (claim.fields["metric"], claim.fields["value"])
    return Candidate("trial_metric", claim.sentence, names, 0.3, "no arm found for this direction", value.start, value.end)
