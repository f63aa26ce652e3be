"""What one sentence about responses is judged in: its section, the drugs in question and what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.records import Context, Mention, Section, Sentence, Span
from pipeline.relating import diseases, therapies
from pipeline.relating.clauses import Clause, Level
from pipeline.relating.coordination import Group


@dataclass(frozen=True, slots=True)
class Scope:
    """What one sentence is judged in; all offsets are in the section's repaired text.

    Attributes:
        mentions: Outermost mentions of the whole section.
        topic: The drug that the paragraph speaks of resistance to.
        earlier: The alterations of the sentence before.
        recent: The one drug or regimen that the sentence before named, at a paragraph's beginning the heading's.
        monograph: The drug whose name is the section's heading.
        carried: The one drug of the last sentence of the paragraph that named any.
        headed: The one drug that the section's heading names.
        before: All therapies of the last sentence of the paragraph that named any.
        previous: All mentions of the sentence before, if it is of the paragraph.
        kind: The one class of drugs that a paragraph without any drug has spoken of.
        resisted: The therapies that the sentence before tells resistance to.
    """

    section: Section
    sentence: Sentence
    mentions: Sequence[Mention]
    context: Context
    lexicon: Lexicon
    topic: Mention | None
    earlier: tuple[Mention, ...]
    recent: Mention | None
    monograph: Mention | None = None
    carried: Mention | None = None
    headed: Mention | None = None
    before: tuple[Mention, ...] = ()
    previous: tuple[Mention, ...] = ()
    kind: Mention | None = None
    resisted: tuple[Mention, ...] = ()


ANSWERED = re.compile(
    r"获益|受益|疗效|有效|胜出|占优|优于|superior|outperform|敏感|反应(?!率)|应答(?!率)|活性|benefit|respon(?!se rate)|effective"
    r"|efficacy|activ",
    re.IGNORECASE,
)


def aims_at(scope: Scope, drug: Mention, gene: str) -> bool:
    """Whether a gene, or its family, is a known target of a drug or class."""
    known = therapies.targets(scope.lexicon, drug)
    families = {target.removesuffix(" family") for target in known if target.endswith(" family")}
    return bool(gene) and (gene in known or gene.rstrip("0123456789") in families)


PROGNOSES = ("better_prognosis", "worse_prognosis")
OPPOSITES = {
    "resistance": "sensitivity",
    "sensitivity": "resistance",
    "better_prognosis": "worse_prognosis",
    "worse_prognosis": "better_prognosis",
}


def is_heading(scope: Scope) -> bool:
    """Whether the sentence is a title or a heading."""
    return scope.section.kind == "title" or (scope.sentence.paragraph < 0 and scope.section.heading_end > 0)


def members_of(group: Group, scope: Scope, level: Level) -> tuple[Mention, ...]:
    """The therapies that a list of drugs stands for."""
    return therapies.members(group, scope.lexicon, level)


_PARTS = re.compile(r"[;；]")


def _of_statement(scope: Scope, clause: Clause) -> int:
    """Where what is said of a clause ends: at a semicolon behind which another alteration is named."""
    end = scope.sentence.end
    parted = _PARTS.search(scope.section.text.text, clause.end, end)
    others = parted and any(m.type == "ALTERATION" and parted.end() <= m.start < end for m in scope.mentions)
    return parted.start() if parted and others else end


_IN = re.compile(
    r"\b(?:in|for|among)\s+(?:(?:patients|those|adults|cells)\s+with\s+|the\s+|advanced\s+|metastatic\s+)*$"
)
_AMID = re.compile(r"(?:在|于)$")
_IN_REACH = 32


def _near(scope: Scope, clause: Clause, alteration: Mention, response: Span | None) -> int:
    """Where the disease of a claim is looked for: at its alteration, or at a later response that has its own (`in A and resistance to D in B`)."""
    if response is None or not clause.start <= alteration.start < response.start < clause.end:
        return alteration.start
    text = scope.section.text.text
    behind = [m for m in scope.mentions if m.type == "DISEASE" and alteration.end <= m.start < clause.end]
    amid = [m for m in behind if _AMID.search(text, m.start - 1, m.start) and m.end <= response.start]
    if amid:
        return amid[-1].start
    told = [m for m in behind if _IN.search(text, max(0, m.start - _IN_REACH), m.start)]
    later = next((m for m in told if m.start >= response.end), None)
    return later.start if later is not None and told[0].end <= response.start else alteration.start


def disease_of(scope: Scope, clause: Clause, alteration: Mention, response: Span | None = None) -> dict[str, str]:
    """Fields of the disease that a claim is told of: the nearest named, else that of a heading or the title."""
    section, sentence = scope.section, scope.sentence
    text = section.text.text
    scopes = [(clause.start, clause.end), (sentence.start, _of_statement(scope, clause))]
    start = sentence.start
    if 0 <= sentence.paragraph < len(section.paragraphs):
        start = section.paragraphs[sentence.paragraph].start
        scopes.append((start, sentence.start))
    if section.heading_end:
        scopes.append((0, section.heading_end))
    at = _near(scope, clause, alteration, response)
    found = diseases.nearest(text, scope.mentions, at, scopes, scope.lexicon)
    for heading in (*reversed(section.heading), scope.context.title):
        found = found or diseases.in_text(heading, scope.lexicon)
    found = found or diseases.only(scope.mentions, start, scope.lexicon)
    if found is not None:
        found = diseases.narrowed(found, (*reversed(section.heading), scope.context.title), scope.lexicon)
    return {"disease_id": found.concept_id, "disease": found.name} if found else {"disease_id": "", "disease": ""}
