"""One annotator's reading of one text: marks, statements, and where they stand. Independent of any file format.

An annotation never holds the text itself, only offsets (Unicode code points into the file as delivered, end exclusive),
the marked words, and the digest of the text that they were taken from: so the annotation of a text that may not be
passed on can be passed on.

>>> text = "利妥昔单抗 targets CD20."
>>> subject, target = Mark(0, 5, "DRUG", "利妥昔单抗", "rituximab"), Mark(14, 18, "GENE", "CD20", "MS4A1")
>>> [text[mark.start : mark.end] == mark.text for mark in (subject, target)]
[True, True]
>>> Statement("drug_target", "targets", subject, target).span
(0, 18)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.records import Relation

WORDS = "WORDS"
"""Type of a mark over words that state a direction: they are evidence of a claim and no mention."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A marked stretch of the text and the name of what it means; one span with two concepts is two marks."""

    start: int
    end: int
    type: str
    text: str
    name: str = ""
    concept_id: str = ""

    def overlaps(self, other: Mark) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Mark) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as annotated.

    Attributes:
        predicate: As the guideline defines it; for trial_metric the statistic.
        subject: The drug or the alteration; for trial_metric the metric.
        object: The target or the therapy, None for prognosis alone; for trial_metric the figure, or the words that
            state a direction (type `WORDS`).
        place: Offset inside the sentence that states it (an ellipsis puts the marks into the sentence before).
        fields: What else the relation has: `disease`; or the columns of trial_metric from `trial` to `n`.
        origin: Who made it, in an adjudicated annotation (`both`, `A`, `B`, `A*` with changes, `new`).
    """

    relation: Relation
    predicate: str
    subject: Mark | None
    object: Mark | None
    place: int = -1
    fields: Mapping[str, str] = field(default_factory=dict)
    polarity: str = "affirmed"
    certainty: str = "asserted"
    setting: str = "unstated"
    citations: tuple[str, ...] = ()
    origin: str = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in (self.subject, self.object) if mark)

    @property
    def span(self) -> tuple[int, int]:
        """The stretch that holds its marks; empty at `place` where it has none."""
        if not self.marks:
            return self.place, self.place
        return min(m.start for m in self.marks), max(m.end for m in self.marks)

    @property
    def position(self) -> int:
        return self.place if self.place >= 0 else self.span[0]


@dataclass(frozen=True, slots=True)
class Annotation:
    """All marks and statements of one text by one annotator.

    Attributes:
        document: Name of the text file.
        sha256: Digest of the file's bytes.
        scope: Where every mention was marked, not only those that claims use: `all`, `claims` (nowhere), or spans
            (`120-180 300-344`).
        mentions: In order; those of the statements are among them.
    """

    document: str
    sha256: str
    mentions: tuple[Mark, ...]
    statements: tuple[Statement, ...]
    scope: str = "claims"

    def of(self, relation: Relation) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if s.relation == relation)


def collected(marks: Iterable[Mark], statements: Iterable[Statement]) -> tuple[Mark, ...]:
    """All mentions once, those of the statements among them, in the order of the text."""
    ends = {mark for s in statements for mark in s.marks if mark.type != WORDS}
    return tuple(sorted(ends | set(marks), key=lambda m: (m.start, -m.end, m.type, m.name, m.text)))


def scope_spans(scope: str) -> list[tuple[int, int]]:
    """The spans that a scope names.

    >>> scope_spans("120-180 300-344")
    [(120, 180), (300, 344)]
    """
    pairs = [part.partition("-") for part in scope.split() if part not in ("all", "claims")]
    return [(int(start), int(end)) for start, _, end in pairs]


def exhaustive(annotation: Annotation, mark: Mark) -> bool:
    """Whether the mark stands where every mention was annotated."""
    if annotation.scope == "all":
        return True
    return any(start <= mark.start < end for start, end in scope_spans(annotation.scope))
