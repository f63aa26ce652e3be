"""How far two annotators of the same texts agree: mentions, claims, qualifiers.

Mentions count where both marked exhaustively, and where neither did, those that claims use. `strict` asks for the same
span and type; `partial` gives half a point for an overlap of the same type. Claims are compared as sets, document by
document, at the tiers of the score. Kappa is taken over qualifiers of claims that both made.

>>> from pipeline.scoring.annotation import Annotation, Mark, Statement
>>> drug, gene = Mark(0, 4, "DRUG", "维奈克拉", "venetoclax"), Mark(6, 11, "GENE", "BCL-2", "BCL2")
>>> one = Annotation("a.txt", "", (drug, gene), (Statement("drug_target", "inhibits", drug, gene, 0),))
>>> claims(one, one, "triple")
Tally(matched=1.0, ours=1, theirs=1)
>>> mentions(one, Annotation("a.txt", "", (drug,), ()), "strict").f1
0.6666666666666666
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from pipeline.records import ENTITY_TYPES, RELATIONS
from pipeline.scoring import matching
from pipeline.scoring.annotation import Annotation, Statement, exhaustive, scope_spans
from pipeline.scoring.tiers import TIERS, key
from pipeline.scoring.vocabulary import QUALIFIERS

Pair = tuple[Annotation, Annotation]


class AgreementError(ValueError):
    """Two annotations cannot be compared; the message says why."""


LABELLED = {
    "drug_target": ("predicate", *QUALIFIERS),
    "mutation_response": ("predicate", "disease", *QUALIFIERS),
    "trial_metric": ("role", "trial", "timepoint", "subgroup", "n", *QUALIFIERS),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What two sides share, and how much each has."""

    matched: float = 0.0
    ours: int = 0
    theirs: int = 0

    @property
    def f1(self) -> float:
        return matching.f1(self.matched, self.ours, self.theirs)

    def plus(self, other: Tally) -> Tally:
        return Tally(self.matched + other.matched, self.ours + other.ours, self.theirs + other.theirs)


def total(tallies: Iterable[Tally]) -> Tally:
    return reduce(Tally.plus, tallies, Tally())


def claims(one: Annotation, other: Annotation, tier: str, relation: str = "") -> Tally:
    """Claims of one document as sets, at a tier; of one relation or of all."""
    ours, theirs = (
        {key(s, tier) for s in side.statements if not relation or s.relation == relation} for side in (one, other)
    )
    return Tally(float(len(ours & theirs)), len(ours), len(theirs))


def mentions(one: Annotation, other: Annotation, scheme: str, kind: str = "") -> Tally:
    """Mentions of one document; `scheme` is `strict` (span and type) or `partial` (half a point for an overlap)."""
    ours, theirs = (_marks(side, reach, kind) for side, reach in ((one, other), (other, one)))
    if scheme == "strict":
        return Tally(float(len(ours & theirs)), len(ours), len(theirs))
    found = [matching.pairs(*cluster, _overlap) for cluster in matching.clusters(ours, theirs)]
    return Tally(sum(_overlap(a, b) for pairs in found for a, b in pairs), len(ours), len(theirs))


Place = matching.Span


def _marks(side: Annotation, other: Annotation, kind: str) -> set[Place]:
    """Spans with types that both sides had to mark; where neither marked all, what the claims use."""
    both = any(s.scope == "all" or scope_spans(s.scope) for s in (side, other))
    kept = [m for m in side.mentions if not kind or m.type == kind]
    if both:
        kept = [m for m in kept if exhaustive(side, m) and exhaustive(other, m)]
    return {(m.start, m.end, m.type) for m in kept}


def _same_names(one: Annotation, other: Annotation, kind: str) -> list[bool]:
    places = _marks(one, other, kind) & _marks(other, one, kind)
    ours, theirs = (_names_by_place(side) for side in (one, other))
    return [ours[place] == theirs[place] for place in sorted(places)]


def _names_by_place(side: Annotation) -> dict[Place, set[str]]:
    found: dict[Place, set[str]] = {}
    for mark in side.mentions:
        found.setdefault((mark.start, mark.end, mark.type), set()).add(mark.name.casefold())
    return found


def _overlap(one: Place, other: Place) -> float:
    if one[2] != other[2] or one[1] <= other[0] or other[1] <= one[0]:
        return 0.0
    return 1.0 if one == other else 0.5


def matched(one: Annotation, other: Annotation, tier: str = "triple") -> list[tuple[Statement, Statement]]:
    """Claims that both made, one to one: the same at the tier, and as near and as alike as can be had."""
    groups: dict[tuple[str, ...], tuple[list[Statement], list[Statement]]] = {}
    for index, side in enumerate((one, other)):
        for statement in side.statements:
            groups.setdefault(key(statement, tier), ([], []))[index].append(statement)
    found = [pair for sides in groups.values() for pair in matching.pairs(*sides, _likeness)]
    return sorted(found, key=lambda pair: (pair[0].position, repr(pair)))


def _likeness(one: Statement, other: Statement) -> float:
    near = 1.0 / (1 + abs(one.position - other.position))
    alike = sum(label(one, name) == label(other, name) for name in LABELLED[one.relation])
    return 1.0 + 50 * near + alike


def label(statement: Statement, name: str) -> str:
    """What a claim says of a qualifier or field."""
    if name == "citations":
        return ";".join(sorted(statement.citations))
    if name in ("polarity", "certainty", "setting", "predicate"):
        return str(getattr(statement, name))
    return statement.fields.get(name, "").casefold()


@dataclass(frozen=True)
class Agreement:
    """Agreement over documents that both annotated."""

    pairs: tuple[Pair, ...]

    def mentions(self, scheme: str, kind: str = "") -> Tally:
        return total(mentions(*pair, scheme, kind) for pair in self.pairs)

    def claims(self, tier: str, relation: str = "") -> Tally:
        return total(claims(*pair, tier, relation) for pair in self.pairs)

    def named(self, kind: str = "") -> float:
        """The share of mentions with the same span and type to which both gave the same names."""
        alike = [same for pair in self.pairs for same in _same_names(*pair, kind)]
        return sum(alike) / len(alike) if alike else float("nan")

    def qualifier(self, name: str, relation: str = "") -> tuple[int, float, float]:
        """Number of claims that both made, the share with equal labels, and Cohen's kappa.

        Matched at the pair tier where the label is part of the triple, at the triple tier otherwise.
        """
        tier = "pair" if name in ("predicate", "polarity") else "triple"
        found = [
            (label(a, name), label(b, name))
            for pair in self.pairs
            for a, b in matched(*pair, tier)
            if (not relation or a.relation == relation) and name in LABELLED[a.relation]
        ]
        share = sum(a == b for a, b in found) / len(found) if found else float("nan")
        return len(found), share, matching.kappa(found)


def paired(ones: Iterable[Annotation], others: Iterable[Annotation]) -> Agreement:
    """Annotations of the same documents side by side, in the order of their names.

    Raises:
        AgreementError: The two share no document, or hold different digests for one.
    """
    left, right = {a.document: a for a in ones}, {a.document: a for a in others}
    common = sorted(left.keys() & right.keys())
    if not common:
        raise AgreementError(
            "the two annotations share no document; name folders that hold .ann files of the same texts"
        )
    for name in common:
        if left[name].sha256 != right[name].sha256:
            raise AgreementError(f"{name}: the two annotations are of texts with different SHA-256")
    return Agreement(tuple((left[name], right[name]) for name in common))


Table = tuple[Sequence[str], list[Sequence[str]]]


def tables(agreement: Agreement) -> dict[str, Table]:
    """Header and rows of the three tables that a person reads, figures rounded to two digits."""
    return {
        "Mentions": (("type", "A", "B", "strict F1", "partial F1", "names equal"), list(_mention_rows(agreement))),
        "Claims": (("relation", "A", "B", *(f"{tier} F1" for tier in TIERS)), list(_claim_rows(agreement))),
        "Documents": (("document", "A", "B", *(f"{tier} F1" for tier in TIERS)), list(_document_rows(agreement))),
        "Qualifiers": (("qualifier", "relation", "claims", "equal", "kappa"), list(_qualifier_rows(agreement))),
    }


def _mention_rows(agreement: Agreement) -> Iterable[Sequence[str]]:
    for kind in (*ENTITY_TYPES, ""):
        strict, partial = (agreement.mentions(scheme, kind) for scheme in ("strict", "partial"))
        if strict.ours + strict.theirs:
            yield (
                kind or "all",
                str(strict.ours),
                str(strict.theirs),
                _told(strict.f1),
                _told(partial.f1),
                _told(agreement.named(kind)),
            )


def _tier_row(name: str, told: Callable[[str], Tally]) -> Sequence[str]:
    tallies = [told(tier) for tier in TIERS]
    return name, str(tallies[-1].ours), str(tallies[-1].theirs), *(_told(tally.f1) for tally in tallies)


def _claim_rows(agreement: Agreement) -> Iterable[Sequence[str]]:
    for relation in (*RELATIONS, ""):
        yield _tier_row(relation or "all", lambda tier, relation=relation: agreement.claims(tier, relation))  # type: ignore[misc]


def _document_rows(agreement: Agreement) -> Iterable[Sequence[str]]:
    for pair in agreement.pairs:
        yield _tier_row(pair[0].document, lambda tier, pair=pair: claims(pair[0], pair[1], tier))  # type: ignore[misc]


def _qualifier_rows(agreement: Agreement) -> Iterable[Sequence[str]]:
    for relation in RELATIONS:
        for name in LABELLED[relation]:
            count, share, value = agreement.qualifier(name, relation)
            if count:
                yield name, relation, str(count), _told(share), _told(value)


def _told(value: float) -> str:
    return "–" if value != value else f"{value:.2f}"


def markdown(found: dict[str, Table], level: int = 4) -> str:
    """Tables as Markdown, each under a heading."""
    parts = [f"{'#' * level} {title}\n\n{_markdown_table(*table)}" for title, table in found.items() if table[1]]
    return "\n\n".join(parts) + "\n"


def _markdown_table(header: Sequence[str], rows: list[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(_mark_names(row)) + " |" for row in rows])


def _mark_names(row: Sequence[str]) -> list[str]:
    return [f"`{cell}`" if index == 0 and cell != "all" else cell for index, cell in enumerate(row)]
