"""The arms that a line speaks of, with what stands in other words or in the lines before put in their place.

A line names its arms whole, leaves out what was told (`联合乙药`, `the combination`), calls them by one agent or a label, or takes
them up by a pronoun. Each of these is a module of its own; here they are asked in their order, and the memory gets the two arms
that are set against each other.

>>> from pipeline.records import Concept, Mention
>>> ven = Mention(0, 4, "DRUG", "维奈克拉", Concept("chebi:1", "DRUG", "venetoclax"))
>>> [arm.name for arm in of(Line("维奈克拉组缓解较多", 0, 9, (ven,)), Memory())]
['venetoclax']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.relating import (
    PAIR,
    anaphoric_arms,
    backbones,
    changed_regimens,
    control_groups,
    ellipsis,
    exchanges,
    given_together,
    later_phases,
    own_abbreviations,
    told_agents,
    told_pairs,
    transplanted,
)
from pipeline.relating import arms as arm_names
from pipeline.relating.arm_lists import last_pair, with_labels
from pipeline.relating.arms import Arm
from pipeline.relating.called_arms import called, of_line
from pipeline.relating.figure_memory import Memory, begins_study
from pipeline.relating.line_arms import (
    added_for_part,
    added_to_base,
    against_group,
    compared_pair,
    labelled_pair,
    longest_list,
    still_compared,
    with_contrasted,
    with_groups,
    with_part_compared,
)
from pipeline.relating.lines import Line
from pipeline.relating.study_arms import only_study

Pair = tuple[Arm, Arm]


def of(line: Line, memory: Memory) -> list[Arm]:
    """The arms of a line, in order; the memory then holds the two that it compares, and a list that it tells."""
    told = memory.pair or memory.heading_pair or memory.earlier_pair
    named, pair = _whole(line, _completed(line, memory), memory)
    turns = other_studies(line, memory)
    named = ellipsis.without(line, named, None if turns else pair)
    memory.shared.hear(line, named)
    taken_up = told_agents.taken_up(line, named, memory.named)
    named = with_part_compared(line, with_groups(line, named, memory))
    named = told_pairs.as_before(line, named, memory.pair or memory.earlier_pair)
    memory.pair = told_pairs.ordered(_compared(line, named, taken_up, memory), named, told)
    comparator = memory.comparator
    if comparator is not None and (turns or begins_study(line)):
        comparator = None
    named = [ellipsis.known_control(arm, named, memory.pair, comparator) for arm in named]
    memory.listed = longest_list(line, named) or taken_up or memory.listed
    return named


def _completed(line: Line, memory: Memory) -> list[Arm]:
    """The arms of a line with what an ellipsis, a pronoun or words of addition leave to the lines before."""
    base = memory.regimen or memory.arm
    named = control_groups.without_choice(line, arm_names.find(line))
    named = own_abbreviations.explained(line, named, memory.labels.abbreviations)
    named = with_labels(line, later_phases.without_later(line, named)) or _transplanted(line, memory)
    named = [ellipsis.unclipped(arm, (*memory.named, *named)) for arm in named]
    named = ellipsis.spelled_bases(line, given_together.joined(line, named))
    named = ellipsis.completed(line, anaphoric_arms.with_former(line, named, memory.pair), base, memory.arm)
    named = anaphoric_arms.added(line, anaphoric_arms.taken_up(line, named, base, memory.arm), memory.arm)
    memory.options = ellipsis.options(line, named) or memory.options
    named = ellipsis.together(line, ellipsis.optional(line, named), memory.partners)
    return ellipsis.for_part(line, backbones.shared(line, named) or ellipsis.on_base(line, named))


def _whole(line: Line, named: Sequence[Arm], memory: Memory) -> tuple[list[Arm], Pair | None]:
    """The arms of a line, those that go by a part of an arm told before in full; and the two of its study."""
    if memory.options is not None and ellipsis.tells_options(line):
        memory.pair = memory.options
    named, exchanged = exchanges.made(line, named, _compared_before(memory))
    if exchanged is not None:
        memory.pair = exchanged
        memory.studies.comparisons.add(study_of(line, memory), exchanged)
    named = of_line(changed_regimens.changed(line, named))
    whole = exchanged or _called_pair(line, named, memory)
    named = called(named, whole)
    pair = whole or last_pair(line, named) or memory.pair
    named = memory.shared.known([ellipsis.known_control(arm, named, pair) for arm in named])
    named = ellipsis.alone(line, with_contrasted(line, named, memory))
    of_study = None if whole is None and other_studies(line, memory) else pair
    return [ellipsis.of_pair(line, arm, named, of_study) for arm in named], pair


def _called_pair(line: Line, named: Sequence[Arm], memory: Memory) -> Pair | None:
    """The two arms told before that the groups of a line are called after, by one of their agents."""
    comparisons = memory.studies.comparisons
    if not named or not comparisons.told:
        return None
    single = {arm.name for arm in named if ellipsis.is_alone(line, arm)}
    return comparisons.called_by(named, study_of(line, memory), single)


def _compared(line: Line, named: Sequence[Arm], taken_up: Sequence[Arm], memory: Memory) -> Pair | None:
    """The two arms that a line sets against each other, or those of the lines before that it goes on about."""
    return (
        labelled_pair(memory)
        or last_pair(line, named)
        or compared_pair(line, named)
        or added_to_base(named)
        or added_for_part(line, named)
        or against_group(line, named, memory)
        or still_compared(memory.pair, named)
        or ((taken_up[0], taken_up[1]) if len(taken_up) == PAIR else None)
    )


def other_studies(line: Line, memory: Memory) -> set[str]:
    """The studies that a line names but the one spoken of."""
    return {trial.name for trial in line.of("TRIAL")} - ({memory.trial.name} if memory.trial else set())


def study_of(line: Line, memory: Memory) -> str:
    """The study that a line speaks of: its own, or that of its paragraph."""
    return only_study(line) or (memory.trial.name if memory.trial is not None and not line.has("TRIAL") else "")


def _compared_before(memory: Memory) -> Iterator[Pair]:
    """Every two arms that were set against each other before a line, the last first."""
    yield from (pair for pair in (memory.pair, memory.earlier_pair) if pair is not None)
    yield from memory.studies.comparisons.pairs()


def _transplanted(line: Line, memory: Memory) -> list[Arm]:
    """The transplantation that a cohort underwent, where no treatment and no figure has been told before it."""
    is_open = memory.arm is None and not memory.named and not memory.told
    return transplanted.cohort(line) if is_open else []
