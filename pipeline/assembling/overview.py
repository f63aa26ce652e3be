"""A run in numbers: how many claims of each kind, and which drugs, genes and alterations they connect most.

>>> claim = {"subject": "imatinib", "subject_type": "DRUG", "subject_id": "x:1", "object": "ABL1", "object_type": "GENE"}
>>> claim |= {"object_id": "x:2", "predicate": "inhibits", "polarity": "affirmed", "certainty": "asserted"}
>>> tally = Tally()
>>> tally.add("drug_target", pa.Table.from_pylist([claim | {"setting": "clinical", "language": "zh"}] * 2))
>>> found = tally.matrix("drug_target")
>>> found.rows, found.columns, found.cells
([End(name='imatinib', type='DRUG', concept_id='x:1')], [End(name='ABL1', type='GENE', concept_id='x:2')], {(0, 0): {'inhibits': 2}})
>>> tally.counts()["language"]
{'zh': 2}
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

Key = TypeVar("Key")
Pair = tuple[str, str, str]
_SIZE = (16, 18)
COUNTED = ("relation", "language", "certainty", "setting", "polarity")


class End(NamedTuple):
    """A name that claims connect, with what is known of its first mention."""

    name: str
    type: str
    concept_id: str


@dataclass(slots=True)
class Matrix:
    """The most connected names and how many claims of each predicate stand between them."""

    rows: list[End]
    columns: list[End]
    cells: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)
    all_rows: int = 0
    all_columns: int = 0


class Tally:
    """Counts claims table by table, so that it holds no more than the different names."""

    def __init__(self) -> None:
        self._counted: dict[str, Counter[str]] = {column: Counter() for column in COUNTED}
        self._pairs: dict[str, Counter[Pair]] = defaultdict(Counter)
        self._ends: dict[tuple[str, str, str], End] = {}

    def add(self, relation: str, claims: pa.Table) -> None:
        """Counts claims; negated ones are no connection.

        Args:
            relation: Theirs.
            claims: Their rows, with the `language` of their sentences.
        """
        self._counted["relation"][relation] += len(claims)
        for column in COUNTED[1:]:
            self._counted[column].update(
                {one["values"]: one["counts"] for one in claims[column].value_counts().to_pylist()}
            )
        if "predicate" in claims.column_names:
            self._connect(relation, claims.filter(pc.equal(claims["polarity"], "affirmed")))

    def _connect(self, relation: str, claims: pa.Table) -> None:
        columns = ["subject", "object", "predicate"]
        for *pair, count in _distinct(claims, columns):
            self._pairs[relation][pair[0], pair[1], pair[2]] += count
        for side in ("subject", "object"):
            kind = f"{side}_type"
            known = (
                claims if kind in claims.column_names else claims.append_column(kind, _same("ALTERATION", len(claims)))
            )
            for name, type_, concept_id, _ in _distinct(known, [side, kind, f"{side}_id"]):
                self._ends.setdefault((relation, side, name), End(name, type_, concept_id))

    def counts(self) -> dict[str, dict[str, int]]:
        """How many claims have each value of the counted columns, the most frequent first."""
        return {column: dict(_ranked(+counted)) for column, counted in self._counted.items()}

    def matrix(self, relation: str, size: tuple[int, int] = _SIZE) -> Matrix:
        """The most connected subjects and objects of a relation."""
        pairs = self._pairs[relation]
        heads = _most(pairs, 0, size[0])
        kept = Counter({pair: count for pair, count in pairs.items() if pair[0] in heads})
        tops = _most(kept, 1, size[1])
        heads = [head for head in heads if any(pair[0] == head and pair[1] in tops for pair in kept)]
        rows, columns = ({name: number for number, name in enumerate(names)} for names in (heads, tops))
        found = Matrix(
            [self._ends[relation, "subject", name] for name in heads],
            [self._ends[relation, "object", name] for name in tops],
            {}, len({pair[0] for pair in pairs}), len({pair[1] for pair in pairs}),
        )  # fmt: skip
        for (row, column, predicate), count in _ranked(pairs):
            if row in rows and column in columns:
                found.cells.setdefault((rows[row], columns[column]), {})[predicate] = count
        return found


def _distinct(table: pa.Table, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """The different rows of some columns in the order in which they come, and how often each does."""
    found = pa.TableGroupBy(table, columns, use_threads=False).aggregate([([], "count_all")])
    return zip(*(found[name].to_pylist() for name in (*columns, "count_all")), strict=True)


def _same(text: str, times: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), times)


def _most(pairs: Counter[Pair], place: int, size: int) -> list[str]:
    counted: Counter[str] = Counter()
    for pair, count in pairs.items():
        counted[pair[place]] += count
    return [name for name, _ in _ranked(counted)[:size]]


def _ranked(counted: Counter[Key]) -> list[tuple[Key, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
