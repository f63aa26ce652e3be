"""What flows between the store of decisions and those who use it: frozen records, no database, no web.

A claim is known by its key, the `claim_id` of the tables, which is a hash of its content and place. What a curator
judged is kept with the decision, so that a later run that says something else at the place is seen.

>>> Decision("reject", error="wrong_link", comment="伊布替尼 is not the agent").error
'wrong_link'
>>> Decision("reject")
Traceback (most recent call last):
    ...
pipeline.reviewing.records.InvalidDecisionError: a rejection names what is wrong: no_relation, wrong_entity, \
wrong_link, wrong_direction, wrong_value, wrong_arm, negated, hypothetical, not_in_text, other
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["accept", "reject", "edit", "skip", "flag", "comment"]
Status = Literal[
    "open",
    "accepted",
    "rejected",
    "edited",
    "skipped",
    "flagged",
    "stale",
    "waiting",
    "adjudication",
    "vanished",
    "replaced",
]
Role = Literal["curator", "adjudicator", "admin"]
Mode = Literal["single", "double"]
Order = Literal["value", "paper"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = tuple(status for status in get_args(Status) if status != "replaced")
"""What a filter can ask for; a `replaced` claim lives on in the one that took its place after a rerun."""
ROLES: tuple[Role, ...] = get_args(Role)
RELATIONS = ("drug_target", "mutation_response", "trial_metric")
DECIDED: tuple[Status, ...] = ("accepted", "rejected", "edited")
ERRORS = (
    "no_relation", "wrong_entity", "wrong_link", "wrong_direction", "wrong_value", "wrong_arm", "negated",
    "hypothetical", "not_in_text", "other",
)  # fmt: skip
LOCAL = "local"
"""The one user of a page on loopback, who needs no account."""

IMPORTER = "import"
"""Who brings a decision to a changed claim, in the log."""


class ReviewError(Exception):
    """Something about the review that its user can mend; the message says how."""


class InvalidDecisionError(ReviewError, ValueError):
    """A decision that means nothing."""


class UnknownClaimError(ReviewError, KeyError):
    """No claim has this key."""

    def __str__(self) -> str:
        return str(self.args[0])


class RefusedError(ReviewError):
    """Who asks may not do this; `reason` is a word for the page (`enough`, `role`)."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Decision:
    """What a curator decides of one claim.

    Attributes:
        kind: What is done.
        error: Why it is rejected, one of `ERRORS`.
        fields: What an edit puts in the place of the columns of the same names.
        comment: In the curator's words.
    """

    kind: Kind
    error: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidDecisionError(f"no decision is called {self.kind!r}; there are: {', '.join(KINDS)}")
        if self.kind == "reject" and self.error not in ERRORS:
            raise InvalidDecisionError(f"a rejection names what is wrong: {', '.join(ERRORS)}")
        if self.kind == "edit" and not self.fields:
            raise InvalidDecisionError("an edit names at least one field")
        if self.kind == "comment" and not self.comment.strip():
            raise InvalidDecisionError("a comment says something")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a claim stands for whoever looks: the decision in force, and who made it when.

    Attributes:
        kind: `accept`, `reject`, `edit`, `skip`, `flag`, or "" where nothing is decided.
        at: UTC, ISO 8601.
        seen: What was judged: the claim's columns at the time.
        digest: Of what was judged; another one than the claim's makes the decision stale.
    """

    kind: str = ""
    error: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    who: str = ""
    at: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log, never changed: who, when, what, before and after.

    Attributes:
        id: Grows with time.
        kind: A decision's kind, or `undo`, or `carry` (a rerun brought the decision to a changed claim).
        before, after: The judgement's state: `kind`, `error`, `fields`, `comment`, `who`, `at`, `seen`, `digest`.
        version: The claim's version that the event made.
        batch: Shared by the events of one group decision, else "".
        final: Whether it stands for all: always, but for the two blind decisions of a double review.
    """

    id: int
    key: str
    who: str
    at: str
    kind: str
    error: str
    fields: Mapping[str, str]
    comment: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    version: int
    batch: str = ""
    final: bool = True


class Taken(ReviewError):
    """Somebody else decided first; `event` is the winner's choice."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"{event.key} was decided by {event.who} at {event.at}: {event.kind} {event.error}".rstrip())
        self.event = event


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims, in which order. An empty field asks for nothing.

    Attributes:
        relation, doc_id, extractor, language: As in the tables.
        drug, gene, disease: Canonical names.
        low, high: Bounds of confidence, both within.
        conflict, disagreement: Only claims that contradict another one; that not every version found alike.
        status: One of `STATUSES`, `decided` for accepted, rejected and edited, or "" for all but the vanished.
        text: Part of a name in Chinese, English or pinyin (with or without tones' blanks, or the initials).
        order: Uncertain and consequential first, or as the paper reads.
    """

    relation: str = ""
    doc_id: str = ""
    drug: str = ""
    gene: str = ""
    disease: str = ""
    low: float = 0.0
    high: float = 1.0
    conflict: bool = False
    disagreement: bool = False
    extractor: str = ""
    language: str = ""
    status: str = "open"
    text: str = ""
    order: Order = "value"


@dataclass(frozen=True, slots=True)
class Summary:
    """A claim as a line of the list.

    Attributes:
        title: Of the paper, in its first language.
        triple: Subject, predicate, object; for trial_metric arm, metric and statistic, value.
        group_size: Claims that say the same, this one among them.
        leased_by: Who looks at it now, if somebody else does.
    """

    key: str
    relation: str
    doc_id: str
    title: str
    triple: tuple[str, str, str]
    evidence: str
    language: str
    confidence: float
    extractor: str
    status: Status
    error: str
    decided_by: str
    decided_at: str
    comment: str
    conflict: bool
    disagreement: bool
    group_size: int
    version: int
    leased_by: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims of a list, and where the next page begins (`after`), None at the end."""

    claims: tuple[Summary, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A mention within a sentence; offsets are code points into the sentence's text.

    `role` is `subject`, `object`, `metric`, `value` or "" where the claim does not use it.
    """

    start: int
    end: int
    text: str
    type: str
    name: str
    name_zh: str
    concept_id: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with its mentions, outermost and inner ones, by start; `kind` as in the tables."""

    sentence_id: str
    doc_id: str
    section: str
    kind: str
    language: str
    start: int
    end: int
    text: str
    mentions: tuple[MarkedSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class CitationView:
    """An entry of the reference list that the claim cites."""

    marker: str
    title: str
    authors: str
    journal: str
    year: str
    doi: str
    raw: str


@dataclass(frozen=True, slots=True)
class TableView:
    """The table that a claim's row stands in: caption, header cells, rows, and which row it is."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    here: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another claim beside this one: a row of the same comparison, one that says the same, or a contradiction.

    `fields` are its columns as the tables have them.
    """

    key: str
    relation: str
    doc_id: str
    title: str
    triple: tuple[str, str, str]
    status: Status
    fields: Mapping[str, str]
    evidence: str
    language: str
    version: int


@dataclass(frozen=True, slots=True)
class Staleness:
    """What changed since the decision: both evidences, and the columns that differ (name, then, now)."""

    old_evidence: str
    new_evidence: str
    changed: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Everything that a curator needs to decide one claim.

    Attributes:
        fields: The columns of the claim's table, as text.
        current: The same with an edit in force laid over them.
        names_zh: Chinese names by canonical name, of the concepts in the fields.
        version: Names the state that was seen; goes back with the decision.
        status: For this viewer (under blind review, before adjudication, without the other's decision).
        comparison: Rows of the same comparison of a trial, this one among them, control arms last.
        sisters: Sentences of the same paper in the other language whose claims say the same.
        same: Claims that say the same, elsewhere.
        readings: Extractor and confidence of every version that found the claim; versions that read the paper and did
            not find it have None.
        decisions: All judgements by curator, for adjudicators; otherwise the viewer's own alone.
    """

    key: str
    relation: str
    doc_id: str
    title_zh: str
    title_en: str
    doi: str
    path: str
    fields: Mapping[str, str]
    current: Mapping[str, str]
    names_zh: Mapping[str, str]
    confidence: float
    extractor: str
    status: Status
    version: int
    judgement: Judgement
    sentence: SentenceView
    before: SentenceView | None
    after: SentenceView | None
    table: TableView | None
    citations: tuple[CitationView, ...]
    comparison: tuple[Related, ...]
    sisters: tuple[Related, ...]
    same: tuple[Related, ...]
    conflicts: tuple[Related, ...]
    readings: tuple[tuple[str, float | None], ...]
    history: tuple[Event, ...]
    stale: Staleness | None
    decisions: tuple[Judgement, ...] = ()
    leased_by: str = ""

    @property
    def triple(self) -> tuple[str, str, str]:
        return triple(self.relation, self.current)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is: decisions of this user today, claims, decided ones, and claims by status."""

    today: int
    total: int
    decided: int
    by_status: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in the list of filters."""

    doc_id: str
    title_zh: str
    title_en: str
    claims: int


@dataclass(frozen=True, slots=True)
class Name:
    """A concept in the list of filters; `claims` of the run are about it."""

    name: str
    name_zh: str
    claims: int


@dataclass(frozen=True, slots=True)
class Options:
    """What the filters can be set to."""

    relations: tuple[str, ...]
    papers: tuple[Paper, ...]
    drugs: tuple[Name, ...]
    genes: tuple[Name, ...]
    diseases: tuple[Name, ...]
    extractors: tuple[str, ...]
    statuses: tuple[str, ...] = STATUSES


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """A concept found for an edit; `type` as in the tables."""

    concept_id: str
    type: str
    name: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A paper to open at a place: its sentences in order."""

    doc_id: str
    title_zh: str
    title_en: str
    doi: str
    path: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be right, and about what (`subject`, `object` or endpoint)."""

    about: str
    claims: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two curators who judged the same claims of a relation agree.

    `relation` is "" for all. `kappa` is Cohen's, None where it is not defined (no pair, or one answer only).
    """

    relation: str
    pairs: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Account:
    """Who may use a shared page."""

    name: str
    role: Role
    created: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import found, in claims.

    Attributes:
        new: Not seen before.
        unchanged: Seen before, and the same.
        stale: Decided before; the evidence or a field is another one now.
        vanished: Seen before in these papers, and not found any more.
        kept: Decided before, unchanged: the decision stands.
        changed: Not decided yet; evidence or a field is another one now.
    """

    extractor: str
    documents: int
    new: int
    unchanged: int
    stale: int
    vanished: int
    kept: int
    changed: int


@dataclass(frozen=True, slots=True)
class Curated:
    """The accepted and edited claims of one paper.

    Attributes:
        path: As the run had it.
        sha256: Of the file.
        text: The sentences at their offsets, line ends between them.
        rows: Columns of the contract as text, by relation.
        mentions: Of the sentences that the claims stand in (start, end, type, name, concept_id).
    """

    path: str
    sha256: str
    text: str
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    mentions: Sequence[Mapping[str, str]]


Annotator = Callable[[Curated], str]
"""Writes a paper's claims as an `.ann` file."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the decided claims of one extractor version were right.

    Attributes:
        relation: "" for all.
        decided: Claims that were accepted, rejected or edited, as this version makes them.
        accepted, edited, rejected: Of these.
        precision: Share of the accepted; `low` and `high` bound it (95 %, Wilson).
        errors: Number, share, low and high of each error kind among the decided; an edit counts as `edited`.
    """

    extractor: str
    relation: str
    decided: int
    accepted: int
    edited: int
    rejected: int
    precision: float
    low: float
    high: float
    errors: Mapping[str, tuple[int, float, float, float]]


def triple(relation: str, fields: Mapping[str, str]) -> tuple[str, str, str]:
    """The claim in three words.

    >>> triple("drug_target", {"subject": "ibrutinib", "predicate": "inhibits", "object": "BTK"})
    ('ibrutinib', 'inhibits', 'BTK')
    """
    if relation == "trial_metric":
        return (
            fields.get("arm", ""),
            f"{fields.get('metric', '')} {fields.get('statistic', '')}",
            fields.get("value", ""),
        )
    return fields.get("subject", ""), fields.get("predicate", ""), fields.get("object", "")
