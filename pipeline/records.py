"""The frozen records that flow through the program, from the file on disk to the row in a table.

Every later stage receives records and returns new ones; nothing here computes more than a property, so records can be
cached, hashed, compared and sent to another process. Offsets are Unicode code points, half-open.

Two kinds of offset exist and are never mixed: *raw* ones count in the source as delivered, *section* ones count in the
repaired text of a `Section`. `Section.text` (a `MappedText`) carries the map from the second to the first.

>>> mention = Mention(0, 4, "DRUG", "维奈克拉")
>>> mention.span
Span(start=0, end=4)
>>> Mention(12, 21, "GENE", "BCL-2").overlaps(mention)
False
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeGuard

from pipeline.offsets import MappedText

EntityType = Literal[
    "DRUG", "DRUG_CLASS", "REGIMEN", "GENE", "ALTERATION", "PATHWAY", "DISEASE", "TRIAL", "METRIC", "VALUE", "RESPONSE",
    "ADVERSE_EVENT",
]  # fmt: skip
SectionKind = Literal["title", "abstract", "body", "table", "caption", "note"]
Language = Literal["zh", "en"]
Relation = Literal["drug_target", "mutation_response", "trial_metric"]
Polarity = Literal["affirmed", "negated"]
Certainty = Literal["asserted", "hedged"]
Setting = Literal["clinical", "preclinical", "unstated"]

ENTITY_TYPES: tuple[EntityType, ...] = EntityType.__args__  # type: ignore[attr-defined]


def is_entity(kind: str) -> TypeGuard[EntityType]:
    """Whether a word is one of the twelve types.

    >>> is_entity("DRUG"), is_entity("WORDS")
    (True, False)
    """
    return kind in ENTITY_TYPES


RELATIONS: tuple[Relation, ...] = Relation.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of characters; whether raw or section offsets, the owner says."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the reference list; `start` and `end` are raw offsets of `raw`."""

    number: int
    raw: str
    start: int
    end: int
    title: str = ""
    authors: str = ""
    journal: str = ""
    year: str = ""
    doi: str = ""

    @property
    def marker(self) -> str:
        return f"[{self.number}]"


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A citation marker lifted out of the running text.

    Attributes:
        position: Section offset at which the marker stood (it has no width in the repaired text).
        numbers: Entry numbers, ranges expanded, in the order written.
        start, end: Raw offsets of the marker as written.
    """

    position: int
    numbers: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; `start` and `end` are section offsets, `row` and `column` count from 0 over the whole table.

    `header` holds the texts of the header cells above it (outermost first), empty for a header cell itself.
    """

    row: int
    column: int
    start: int
    end: int
    is_header: bool = False
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the paper under one heading, or a title, an abstract, a table, a caption or a note.

    Attributes:
        index: Position in the document, from 0.
        heading: Texts of the headings above it, outermost first; the last is its own.
        text: Repaired text. Paragraphs and table rows are separated by one newline, cells of a row by one tab.
            Citation markers are taken out and stand in `marks`.
        heading_end: The heading itself is text[0:heading_end] (0 where the section does not begin with one).
        paragraphs: Section offsets of the paragraphs (of the rows, in a table), the heading not among them.
        cells: Cells in reading order, for a table.
        marks: Citation markers in the order of their positions.
        caption: Caption of the table, for a table and its notes.
    """

    index: int
    kind: SectionKind
    heading: tuple[str, ...]
    language: Language
    text: MappedText
    heading_end: int = 0
    paragraphs: tuple[Span, ...] = ()
    cells: tuple[Cell, ...] = ()
    marks: tuple[CitationMark, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as read: what it says, where each character of it stands in the source, and what it cites.

    Attributes:
        raw: The text that raw offsets count in: the decoded file for TXT and Markdown, the extracted text otherwise.
        warnings: One line each, for what was read with a doubt (an encoding guessed, a marker with no entry).
    """

    doc_id: str
    path: str
    sha256: str
    format: str
    encoding: str
    raw: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()
    title_zh: str = ""
    title_en: str = ""
    doi: str = ""
    year: str = ""
    journal: str = ""
    language: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one table row; section offsets. `paragraph` indexes `Section.paragraphs` (-1: the heading)."""

    index: int
    start: int
    end: int
    language: Language
    paragraph: int = -1


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form that the document itself defines.

    Attributes:
        short: The short form as written (`ETP-ALL`).
        longs: Long forms, exact (`early T-cell precursor acute lymphoblastic leukemia`).
        left: The Han text before the bracket, whose end is the Chinese long form; where it begins is not marked in
            the text, so whoever resolves it tries its suffixes against the lexicon.
        is_listed: It stands in a list of short forms, as under a table, and not where the text first uses it.
    """

    short: str
    longs: tuple[str, ...] = ()
    left: str = ""
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """What a mention names: a CURIE, the canonical English name and the usual Chinese one."""

    concept_id: str
    type: EntityType
    name: str
    name_zh: str = ""
    xrefs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure as parsed, normalised as output-tables says (ASCII digits; `<30`, `70-80`, `75.0±10.8`).

    Attributes:
        kind: What the figure's own form says it is: `percent`, `duration`, `ratio` (HR, OR, RR with its name in
            `statistic`), `p_value`, `count`, `fold`, `number`, `interval` (a confidence interval on its own).
        statistic: `hazard_ratio`, `odds_ratio`, `risk_ratio`, `p_value`, `count` where the form decides it, else "".
        n: Denominator of a count (`13/16例`), as written in digits.
    """

    kind: str
    value: str
    unit: str = ""
    statistic: str = ""
    ci_low: str = ""
    ci_high: str = ""
    n: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A metric as parsed: code of the guideline, what its wording says of the statistic, its landmark.

    `statistic` is `median`, `rate`, `risk` or "" (the wording leaves it open); `timepoint` is like `5 y`, `36 mo` or "".
    """

    code: str
    statistic: str = ""
    timepoint: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A named thing in a section; section offsets.

    A list form that names several concepts with one span (`IDH1/2突变`, `Asp103Glu/Tyr/Val`) is several mentions with
    the same span.

    Attributes:
        text: The repaired surface, section.text[start:end].
        concept: What it names; None before linking.
        score: 1.0 for an exact form of the lexicon, lower for what is inferred.
        reason: Which rule, alias or feature made the link, for people.
        source: The recogniser that found it (`terms`, `alterations`, `measures`, `names`, `glossary`).
        detail: The parsed form of a VALUE or METRIC.
        gene: For an ALTERATION, canonical symbols of the gene or genes changed, joined by `;`.
        parts: Mentions inside it, for a REGIMEN, an ALTERATION or a DRUG_CLASS.
    """

    start: int
    end: int
    type: EntityType
    text: str
    concept: Concept | None = None
    score: float = 1.0
    reason: str = ""
    source: str = ""
    detail: Measure | Endpoint | None = None
    gene: str = ""
    parts: tuple[Mention, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def name(self) -> str:
        return self.concept.name if self.concept else self.text

    def overlaps(self, other: Mention) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What section 5 of the guideline asks of every claim."""

    polarity: Polarity = "affirmed"
    certainty: Certainty = "asserted"
    setting: Setting = "unstated"
    citations: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, stated by one sentence or table row.

    Attributes:
        relation: Which of the three.
        sentence: Index of the sentence in the section.
        subject: Drug or alteration; for trial_metric the endpoint's mention.
        object: Target or therapy; for trial_metric the value's mention; None for prognosis alone.
        predicate: As the guideline defines it; for trial_metric the statistic.
        fields: Relation-specific columns: mutation_response `disease_id`, `disease`; trial_metric `trial_id`, `trial`,
            `arm_id`, `arm`, `role`, `metric`, `statistic`, `value`, `unit`, `ci_low`, `ci_high`, `timepoint`,
            `subgroup`, `n`, `comparison_id`.
        mechanism: The rule that made it (`apposition`, `verb`, `comparison`, …).
        cue: Section span of the words that state the predicate, for scopes; None where form alone states it.
        confidence: 0 to 1.
        section: Index of the section in the document; set by the extractor.
    """

    relation: Relation
    sentence: int
    subject: Mention
    predicate: str
    object: Mention | None
    mechanism: str
    fields: Mapping[str, str] = field(default_factory=dict)
    cue: Span | None = None
    qualifiers: Qualifiers = Qualifiers()
    confidence: float = 1.0
    section: int = -1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that was seen and turned down, with the reason, for the `candidates` table and for `explain`."""

    relation: Relation
    sentence: int
    names: tuple[str, ...]
    confidence: float
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What a stage that sees one section may know of the whole paper.

    Attributes:
        title: Titles in both languages, joined by a newline.
        key: The whole paper's repaired text, folded (`lexicon.fold`), for context words.
        glossary: Short forms that the paper defines itself, with their concepts.
        references: Entries by number.
        topics: Drugs that the titles name: what the paper speaks of where it names none.
        carry: What a stage leaves for the section after it, by the stage's name: a digest's `结果` goes on with the
            study of the section before.
    """

    title: str = ""
    key: str = ""
    glossary: Mapping[str, Concept] = field(default_factory=dict)
    references: Mapping[int, Reference] = field(default_factory=dict)
    topics: tuple[Concept, ...] = ()
    carry: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one section yielded: sentences, linked mentions, claims, and candidates turned down.

    `mentions` are outermost ones, in order; what they contain stands in their `parts`.
    """

    section: Section
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    candidates: tuple[Candidate, ...] = ()
