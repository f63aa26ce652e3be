"""Two runs against one gold set: by how much the second is better, and every claim in which they part.

The headline is the score's: `triple`, micro, per document. A claim is *gained* where gold has it and the second run
alone found it, *lost* where the first alone did; a wrong claim is *mended* where the second run no longer makes it and
*spoilt* where it newly does; a claim that both found is *changed* where the runs differ in a further field.

>>> worse_by(-0.02, 0.01), worse_by(-0.01, 0.01)
(True, False)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from typing import Any, Literal

from pipeline.records import RELATIONS
from pipeline.scoring import paired
from pipeline.scoring.adjudication import claim_line
from pipeline.scoring.annotation import Statement
from pipeline.scoring.counts import Chosen, Count, by_paragraph, everything, places, summed
from pipeline.scoring.intervals import Interval, Sample
from pipeline.scoring.papers import Paper, ScoreError, Told
from pipeline.scoring.scorecard import HEADLINE, Table, told
from pipeline.scoring.tiers import TIERS

Kind = Literal["gained", "lost", "mended", "spoilt", "changed"]
KINDS: tuple[Kind, ...] = ("gained", "lost", "mended", "spoilt", "changed")
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """One tier of one relation (empty: of all) in both runs.

    Attributes:
        before, after: Counts of the first and the second run.
        difference: F1 of the second less that of the first, with its 95 % interval by paired bootstrap.
        p: By approximate randomisation.
    """

    tier: str
    relation: str
    before: Count
    after: Count
    difference: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True)
class Change:
    """A claim in which the runs part.

    Attributes:
        first, second: What each run says; None where it has no such claim.
        wanted: What gold says; None for a wrong claim.
    """

    kind: Kind
    paper: Paper
    first: Told | None
    second: Told | None
    wanted: Told | None

    @property
    def shown(self) -> Told:
        """The claim by which it is shown: gold's where there is one."""
        known = self.wanted or self.second or self.first
        assert known is not None
        return known


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known of two runs on the same papers."""

    names: tuple[str, str]
    gold: str
    documents: tuple[str, ...]
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]

    @property
    def headline(self) -> Row:
        return next(row for row in self.rows if (row.tier, row.relation) == (HEADLINE, ""))

    def counted(self) -> dict[Kind, int]:
        seen = Counter(change.kind for change in self.changes)
        return {kind: seen[kind] for kind in KINDS}

    def plain(self) -> dict[str, Any]:
        """What `compare.json` holds; sentences stand in the page alone."""
        return {
            "runs": self.names,
            "gold": self.gold,
            "documents": self.documents,
            "rows": [asdict(row) | {"difference": round(row.difference, 4), "p": round(row.p, 4)} for row in self.rows],
            "changes": self.counted(),
        }


def worse_by(difference: float, margin: float) -> bool:
    """Whether the second run is worse by more than the margin."""
    return difference < -margin - _ROUNDING


def same_papers(first: Sequence[Paper], second: Sequence[Paper]) -> None:
    """Checks that both runs were given the same annotated texts.

    Raises:
        ScoreError: They were not; names the texts that only one has.
    """
    left, right = ({one.document for one in papers} for papers in (first, second))
    parts = [
        f"only run {side} was given {', '.join(sorted(more))}"
        for side, more in (("A", left - right), ("B", right - left))
        if more
    ]
    if parts:
        raise ScoreError(f"the runs are of different texts: {'; '.join(parts)}. Run both on the same folder")


def compared(names: tuple[str, str], first: Sequence[Paper], second: Sequence[Paper], gold: str) -> Comparison:
    """Two runs compared.

    Args:
        names: How the runs are called.
        first, second: The papers with what each run made of them, in the same order.
        gold: Digest of the gold set.

    Raises:
        ScoreError: The runs are of different texts.
    """
    same_papers(first, second)
    rows = [_row(tier, relation, first, second) for tier in TIERS for relation in ("", *RELATIONS)]
    found = tuple(change for one, other in zip(first, second, strict=True) for change in changes(one, other))
    return Comparison(names, gold, tuple(one.document for one in first), tuple(rows), found)


def _row(tier: str, relation: str, first: Sequence[Paper], second: Sequence[Paper]) -> Row:
    chosen = _of(relation) if relation else everything
    sides = [[Sample(one.sha256, by_paragraph(one, tier, False, chosen)) for one in some] for some in (first, second)]
    before, after = (reduce(Count.plus, (summed(one.table) for one in some), Count()) for some in sides)
    return Row(
        tier, relation, before, after,
        paired.difference(*sides), paired.difference_interval(*sides), paired.p_value(*sides),
    )  # fmt: skip


def _of(relation: str) -> Chosen:
    return lambda one: one.relation == relation


# --- claims in which the runs part ----------------------------------------------------------------------------------


def changes(before: Paper, after: Paper) -> list[Change]:
    """Where two runs part on one paper, as sets per document at the headline's tier, in the order of the text."""
    wanted, first, second = (
        {place: some[0] for place, some in places(told, HEADLINE, False).items()}
        for told in (before.wanted, before.told, after.told)
    )
    found: list[Change] = []
    for place in first.keys() | second.keys():
        one, other, gold = first.get(place), second.get(place), wanted.get(place)
        if kind := _kind(one, other, gold):
            found.append(Change(kind, after, one, other, gold))
    return sorted(found, key=lambda change: (change.shown.start, change.kind, repr(change.shown.statement)))


def _kind(one: Told | None, other: Told | None, gold: Told | None) -> Kind | None:
    if one and other:
        return "changed" if gold and _differing(one.statement, other.statement) else None
    if gold:
        return "gained" if other else "lost"
    return "spoilt" if other else "mended"


def _differing(one: Statement, other: Statement) -> bool:
    return _further(one) != _further(other)


def _further(statement: Statement) -> object:
    """What the full tier looks at beside the triple."""
    fields = sorted((name, value.casefold()) for name, value in statement.fields.items())
    qualifiers = statement.predicate, statement.certainty, statement.setting, sorted(statement.citations)
    return fields, qualifiers


# --- for people -----------------------------------------------------------------------------------------------------

_HEAD = ("tier", "relation", "F1 of A", "F1 of B", "B − A", "95 %", "P", "precision A → B", "recall A → B")
_CHANGE_HEAD = ("", *KINDS)


def signed(value: float) -> str:
    """A difference with its sign.

    >>> signed(0.0123), signed(-0.5), signed(0.0)
    ('+0.012', '-0.500', '0.000')
    """
    return f"{value:+.3f}" if abs(value) >= 0.0005 else "0.000"


def ends(interval: Interval) -> str:
    """An interval of a difference."""
    return f"{signed(interval[0])} to {signed(interval[1])}" if interval else "–"


def chance(p: float) -> str:
    """A P value; with 2,000 resamples none can be told below 0.001.

    >>> chance(0.0005), chance(0.0421)
    ('< 0.001', '0.042')
    """
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def headline(found: Comparison) -> str:
    """The one line that says it all."""
    row = found.headline
    return (
        f"triple, micro, per document: A {found.names[0]} {told(row.before.f1)}, B {found.names[1]} {told(row.after.f1)}; "
        f"B − A {signed(row.difference)} (95 % {ends(row.interval)}), P {chance(row.p)}; {len(found.documents)} documents; "
        f"gold {found.gold[:12]}"
    )


def tables(found: Comparison) -> dict[str, Table]:
    """Header and rows of the tables that a person reads."""
    return {
        "Runs by tier and relation": (_HEAD, [_told_row(row) for row in found.rows]),
        "Claims in which the runs part, triple": (_CHANGE_HEAD, list(_change_rows(found.changes))),
    }


def _told_row(row: Row) -> Sequence[str]:
    def shares(name: str) -> str:
        return f"{told(getattr(row.before, name))} → {told(getattr(row.after, name))}"

    figures = told(row.before.f1), told(row.after.f1), signed(row.difference), ends(row.interval), chance(row.p)
    return row.tier, row.relation or "all", *figures, shares("precision"), shares("recall")


def _change_rows(changes_: Iterable[Change]) -> Iterable[Sequence[str]]:
    seen = Counter((change.shown.relation, change.kind) for change in changes_)
    for relation in RELATIONS:
        yield relation, *(str(seen[relation, kind]) for kind in KINDS)
    yield "all", *(str(sum(seen[relation, kind] for relation in RELATIONS)) for kind in KINDS)


_LISTED = 40


def listed(found: Comparison) -> str:
    """Claims in which the runs part as Markdown, each kind folded away; the page holds them all with their sentences."""
    parts = []
    for kind in KINDS:
        held = [change for change in found.changes if change.kind == kind and change.paper.shown]
        lines = [f"- {change.paper.document}: {_line(change)}" for change in held[:_LISTED]]
        more = [f"- … and {len(held) - _LISTED} more"] if len(held) > _LISTED else []
        if held:
            parts.append(
                "\n".join([f"<details><summary>{kind}: {len(held)}</summary>", "", *lines, *more, "", "</details>", ""])
            )
    return "\n".join(parts)


def _line(change: Change) -> str:
    told = change.shown
    text = " ".join(change.paper.text[told.start : told.end].split())
    return f"{claim_line(told.statement)}\n  > {text}"
