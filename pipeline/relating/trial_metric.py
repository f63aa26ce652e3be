"""trial_metric: one claim for each figure of a study, with its arm, endpoint, statistic and landmark.

Each sentence is read in the order of its paragraph, because its study, its arm and its endpoint may have been named in
the sentence before (guideline, section 4); a heading's regimen stands in where a paragraph names none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from pipeline.lexicon import Lexicon, cues
from pipeline.records import Candidate, Claim, Context, Mention, Section, Sentence
from pipeline.relating import captions, cases
from pipeline.relating.figure_lines import read_line
from pipeline.relating.figure_memory import Memory
from pipeline.relating.figure_tables import CAPTION, Caption, studies_of, table_claims, topic_arm
from pipeline.relating.line_arms import heading_arm, heading_pair
from pipeline.relating.lines import line_of


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
        rows = table_claims(section, sentences, mentions, context)
        return [_finished(lexicon, claim) for claim in rows], candidates
    if section.kind == "title":
        _hear_title(section, sentences, mentions, context)
    if section.kind == "caption":
        captions.hear(context.carry, CAPTION, section.text.text, Caption.of(section, mentions))
    starts = [mention.start for mention in mentions]
    memory = _begun(section, context)
    is_headed = cases.heads_case(section.heading)
    for paragraph, group in groupby(sentences, key=lambda s: s.paragraph):
        memory.forget()
        told = list(group)
        memory.is_case = is_headed or cases.opens_case(section.text.text[told[0].start : told[0].end])
        for sentence in told:
            line = line_of(section.text.text, sentence.start, sentence.end, mentions, starts, section.marks)
            if paragraph == -1:
                memory.heading_arm = heading_arm(line) or memory.heading_arm
                memory.heading_pair = heading_pair(line) or memory.heading_pair
                memory.heading_trial = next(iter(line.of("TRIAL")), memory.heading_trial)
                continue
            found, turned_down = read_line(line, sentence, memory)
            claims.extend(found)
            candidates.extend(turned_down)
    context.carry["trial_metric"] = memory
    return [_finished(lexicon, claim) for claim in claims], candidates


def _finished(lexicon: Lexicon, claim: Claim) -> Claim:
    """A claim with the concept of a combination that was put together here."""
    arm = claim.fields["arm"]
    if claim.fields["arm_id"] or " + " not in arm:
        return claim
    known = lexicon.concept("REGIMEN", arm).concept_id
    return replace(claim, fields={**claim.fields, "arm_id": known})


_TITLE = "trial_metric title"


def _hear_title(section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context) -> None:
    """Keeps the two treatments that a title sets against each other (`甲药对比乙药`), for lines that name none."""
    starts = [mention.start for mention in mentions]
    lines = (line_of(section.text.text, s.start, s.end, mentions, starts, section.marks) for s in sentences)
    context.carry[_TITLE] = next((pair for line in lines if (pair := heading_pair(line))), None)


def _begun(section: Section, context: Context) -> Memory:
    """The memory that a section begins with: the title's drug; for a part of a digest (`结果`), the section before."""
    memory = Memory(heading_arm=topic_arm(context), studies=studies_of(context))
    pair = context.carry.get(_TITLE)
    if isinstance(pair, tuple):
        memory.heading_pair = pair
    before = context.carry.get("trial_metric")
    memory.shared = (before.shared if isinstance(before, Memory) else memory.shared).under(section.heading)
    if isinstance(before, Memory):
        memory.study, memory.labels = before.study, before.labels
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
