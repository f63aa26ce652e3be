"""Figures of a table: rows, headers and caption tell arm, study and endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Cell, Claim, Context, Mention, Section, Sentence
from pipeline.relating import arms as arm_names
from pipeline.relating import captions, cases, figures, landmarks, narrow_groups, studies, table_figures, table_rows
from pipeline.relating.arms import Arm
from pipeline.relating.called_arms import called
from pipeline.relating.cell_figures import CellFigure
from pipeline.relating.figure_claims import claim_of, fields_of
from pipeline.relating.figure_lines import read_line
from pipeline.relating.figure_memory import Memory
from pipeline.relating.figures import code_of, measure_of
from pipeline.relating.labels import Labels
from pipeline.relating.line_arms import heading_arm
from pipeline.relating.lines import Line, line_of
from pipeline.relating.nearest_arms import Reading
from pipeline.relating.result_tables import is_of_features
from pipeline.relating.study_arms import StudyArms
from pipeline.relating.table_rows import Row


def studies_of(context: Context) -> StudyArms:
    """The arms of the studies that the paper has named so far."""
    told = context.carry.setdefault(_STUDIES, StudyArms(paper=context.key))
    return told if isinstance(told, StudyArms) else StudyArms()


def topic_arm(context: Context) -> Arm | None:
    """The drug of the title, where it is only one."""
    if len(context.topics) != 1:
        return None
    topic = context.topics[0]
    return Arm(-1, -1, topic.name, topic.concept_id, kind="DRUG")


def _labels(context: Context) -> Labels:
    """The labels of groups that the paper has told so far."""
    before = context.carry.get("trial_metric")
    return before.labels if isinstance(before, Memory) else Labels()


def _told_arm(context: Context) -> Arm | None:
    """The treatment that the sentences before a table speak of, where they compare it with no other."""
    before = context.carry.get("trial_metric")
    is_alone = isinstance(before, Memory) and before.pair is None
    return before.arm if is_alone and isinstance(before, Memory) else None


def table_claims(
    section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context
) -> Iterator[Claim]:
    """Claims of the cells of a table, and of cells that hold prose; none of a table of single cases."""
    if _is_of_cases(section):
        return
    topic = topic_arm(context)
    caption = _caption(section, context)
    rows = list(table_rows.rows(section, sentences, mentions, caption.endpoint, _labels(context)))
    trial = None if any(row.trial for _, row in rows) else caption.trial
    told = caption.arm or _told_arm(context) or topic
    names_arms = any(row.experimental or row.control or table.heading_arms() for table, row in rows)
    labels = {row.experimental.name for _, row in rows if row.experimental}
    control = caption.control if caption.control and caption.control.name not in labels else None
    for table, row in [(table, _against(row, control)) for table, row in rows]:
        _hear_row(row, studies_of(context))
        marker = studies.marker(row.marks, row.sentence.end) if row.marks else ""
        memory = Memory(topic, topic, trial=row.trial or trial, marker=marker)
        for found in _with_whole_arms(list(table_figures.figures(table, row, told)), memory, studies_of(context)):
            of_column = replace(memory, trial=found.trial) if found.trial else memory
            yield _cell_claim(found if found.arm or names_arms else replace(found, arm=told), of_column)
        memory.pair = (row.experimental, row.control) if row.experimental and row.control else None
        for cell, line in row.cells:
            if line.of("METRIC", "ADVERSE_EVENT"):
                above = table.arm_above(cell) if row.experimental is None else None
                memory.arm = above or _row_arm(row, topic)
                yield from (_in_row(claim, row, cell) for claim in read_line(line, row.sentence, memory)[0])


def _is_of_cases(section: Section) -> bool:
    """Whether each row of a table is one patient's course (corpus guideline, ruling 41)."""
    text = section.text.text
    labels = [cell for cell in section.cells if not cell.column]
    heads = [text[cell.start : cell.end] for cell in labels if cell.is_header]
    return cases.are_rows(" ".join(heads), [text[cell.start : cell.end] for cell in labels if not cell.is_header])


def _with_whole_arms(found: Sequence[CellFigure], memory: Memory, told: StudyArms) -> Iterator[CellFigure]:
    """The figures of a row; arms that its columns or label call by one agent are those that the paper has told."""
    named = list({figure.arm.name: figure.arm for figure in found if figure.arm}.values())
    study = next((trial.name for trial in (*(f.trial for f in found), memory.trial) if trial), "")
    pair = told.comparisons.called_by(named, study)
    for figure in found:
        yield replace(figure, arm=called([figure.arm], pair)[0]) if pair and figure.arm else figure


CAPTION = "trial_metric caption"
_STUDIES = "trial_metric studies"


@dataclass(frozen=True, slots=True)
class Caption:
    """What the caption above a table names: one endpoint, one study, one treatment; of several, none."""

    endpoint: Mention | None = None
    trial: Mention | None = None
    arm: Arm | None = None
    control: Arm | None = None

    @classmethod
    def of(cls, section: Section, mentions: Sequence[Mention]) -> Caption:
        text = section.text.text
        line = line_of(text, 0, len(text), mentions, [m.start for m in mentions], section.marks)
        arms = {arm.name: arm for arm in arm_names.find(line)}
        arm = None if any(arm.is_control for arm in arms.values()) else heading_arm(line)
        return cls(
            _only({code_of(m): m for m in line.of("METRIC")}), _only({m.name: m for m in line.of("TRIAL")}),
            arm if len(arms) == 1 else None, _opposed(line, list(arms.values())),
        )  # fmt: skip


_AGAINST = re.compile(r"(?:\b(?:vs\.?|versus|compared (?:with|to))|对比|相比于?|比较)\s*$", re.IGNORECASE)


def _opposed(line: Line, named: Sequence[Arm]) -> Arm | None:
    """The one treatment that a caption sets the others against (`KRAS G12C inhibitors versus docetaxel`)."""
    opposed = [arm for arm in named if _AGAINST.search(line.text, line.start, arm.start)]
    return replace(opposed[0], is_control=True) if len(opposed) == 1 and opposed[0] is named[-1] else None


def _against(row: Row, control: Arm | None) -> Row:
    """A row of one treatment with the comparator of the caption."""
    if control is None or row.experimental is None or row.control or row.part:
        return row
    return replace(row, control=replace(control, start=row.experimental.start, end=row.experimental.end))


def _only(named: Mapping[str, Mention]) -> Mention | None:
    return next(iter(named.values())) if len(named) == 1 else None


def _caption(section: Section, context: Context) -> Caption:
    """The caption above a table; a table of patients' features has no endpoint."""
    told = captions.told(context.carry, CAPTION, section.caption)
    if not isinstance(told, Caption):
        return Caption()
    return replace(told, endpoint=None) if is_of_features(section) else told


def _hear_row(row: Row, told: StudyArms) -> None:
    """Keeps the arms that a row tells of its study."""
    for arm, is_control in ((row.experimental, row.part == "control"), (row.control, True)):
        if row.trial is not None and arm is not None:
            told.add(row.trial.name, arm, is_control)


def _row_arm(row: Row, topic: Arm | None) -> Arm | None:
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


def _in_row(claim: Claim, row: Row, cell: Cell) -> Claim:
    """A claim of a prose cell, with the study, the size and the landmark of its row where it names none, and the grade of its header."""
    grades = narrow_groups.grades_in(" ".join(cell.header), claim.subject)
    own = {"n": row.n, "timepoint": row.timepoint, "subgroup": grades[0] if len(grades) == 1 else row.population}
    return replace(claim, fields={key: value or own.get(key, "") for key, value in claim.fields.items()})


def _cell_claim(found: CellFigure, memory: Memory) -> Claim:
    figure, row = found.figure, found.row
    line = row.marks
    if line is None:
        raise ValueError("a table row without its line")
    reading = Reading(line, row.sentence)
    measure = measure_of(figure.value)
    statistic = measure.statistic or figures.STATISTICS[measure.kind]
    group = found.group or row.population
    fields = fields_of(reading, figure.metric, figure.value.start, found.arm, found.role, memory, group)
    fields |= {
        "statistic": statistic, "value": measure.value, "unit": measure.unit, "ci_low": measure.ci_low,
        "ci_high": measure.ci_high, "n": measure.n or found.n or row.sizes[found.role == "control"] or row.n,
        "timepoint": "" if statistic == "hazard_ratio" else fields["timepoint"] or landmarks.of_header(line, measure.kind, figure.metric) or found.timepoint,
        "comparison_id": f"t{figure.group}",
    }  # fmt: skip
    return claim_of(reading, figure.metric, figure.value, statistic, fields, figure.how, found.arm)
