"""A run in numbers: how many claims of each kind, and which drugs, genes and alterations they connect most.

Connections are as many as claims where every paper tells of others, so a run's claims are gone through twice: first for
the names, which are few, then for the connections of those that are shown.

>>> claim = {"subject": "imatinib", "subject_type": "DRUG", "subject_id": "x:1", "object": "ABL1", "object_type": "GENE"}
>>> claim |= {"object_id": "x:2", "predicate": "inhibits", "polarity": "affirmed", "certainty": "asserted"}
>>> claims = pa.Table.from_pylist([claim | {"setting": "clinical", "language": "zh"}] * 2)
>>> names = Names()
>>> names.add(claims)
>>> tally = Tally({"drug_target": names})
>>> tally.add("drug_target", claims)
>>> found = tally.matrix("drug_target")
>>> found.rows, found.columns, found.cells
([End(name='imatinib', type='DRUG', concept_id='x:1')], [End(name='ABL1', type='GENE', concept_id='x:2')], {(0, 0): {'inhibits': 2}})
>>> tally.counts()["language"]
{'zh': 2}
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

Key = TypeVar("Key")
_SIZE = (16, 18)
_CONNECTION = ["subject", "subject_type", "subject_id", "object", "object_type", "object_id", "predicate"]
_COUNT = "count"
_WAITING = 32
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


class Names:
    """The names that a relation's claims connect; negated ones are no connection."""

    def __init__(self) -> None:
        self.subjects: Counter[str] = Counter()
        self.objects: set[str] = set()

    def add(self, claims: pa.Table) -> None:
        """Takes in claims: their `subject`, `object` and `polarity`."""
        affirmed = _affirmed(claims)
        self.subjects.update(dict(_counts(affirmed["subject"])))
        self.objects.update(affirmed["object"].unique().to_pylist())

    def most(self) -> list[str]:
        """The subjects of most claims."""
        return [name for name, _ in _ranked(self.subjects)[: _SIZE[0]]]


class Tally:
    """Counts claims table by table, so that it holds no more than the different connections of the names shown.

    Args:
        names: The names that a relation's claims connect, for each relation that connects names.
    """

    def __init__(self, names: Mapping[str, Names]) -> None:
        self._names = names
        self._heads = {relation: known.most() for relation, known in names.items()}
        self._counted: dict[str, Counter[str]] = {column: Counter() for column in COUNTED}
        self._pairs: dict[str, list[pa.Table]] = defaultdict(list)

    def add(self, relation: str, claims: pa.Table) -> None:
        """Counts claims; negated ones are no connection.

        Args:
            relation: Theirs.
            claims: Their rows, with the `language` of their sentences.
        """
        self._counted["relation"][relation] += len(claims)
        for column in COUNTED[1:]:
            self._counted[column].update(dict(_counts(claims[column])))
        if relation in self._names:
            shown = _those(_affirmed(claims), "subject", self._heads[relation])
            if "subject_type" not in shown.column_names:
                shown = shown.append_column("subject_type", pa.repeat("ALTERATION", len(shown)))
            self._pairs[relation].append(_summed(shown.append_column(_COUNT, pa.repeat(1, len(shown)))))
            if len(self._pairs[relation]) > _WAITING:
                self._pairs[relation] = [self._all(relation)]

    def _all(self, relation: str) -> pa.Table:
        return _summed(pa.concat_tables(self._pairs[relation]).combine_chunks())

    def counts(self) -> dict[str, dict[str, int]]:
        """How many claims have each value of the counted columns, the most frequent first."""
        return {column: dict(_ranked(+counted)) for column, counted in self._counted.items()}

    def matrix(self, relation: str) -> Matrix:
        """The most connected subjects and objects of a relation."""
        if not self._pairs[relation]:
            return Matrix([], [])
        pairs, names = self._all(relation), self._names[relation]
        cells = _those(pairs, "object", tops := _most(pairs, "object", _SIZE[1])).to_pylist()
        ends = {(side, cell[side]): _end(side, cell) for side in ("subject", "object") for cell in reversed(cells)}
        heads = [head for head in self._heads[relation] if ("subject", head) in ends]
        rows, columns = ({name: number for number, name in enumerate(names)} for names in (heads, tops))
        counted: Counter[tuple[str, str, str]] = Counter()
        for cell in cells:
            counted[cell["subject"], cell["object"], cell["predicate"]] += cell[_COUNT]
        found = Matrix(
            [ends["subject", name] for name in heads],
            [ends["object", name] for name in tops],
            {},
            len(names.subjects),
            len(names.objects),
        )
        for (row, column, predicate), count in _ranked(counted):
            found.cells.setdefault((rows[row], columns[column]), {})[predicate] = count
        return found


def _end(side: str, cell: Mapping[str, Any]) -> End:
    return End(cell[side], cell[f"{side}_type"], cell[f"{side}_id"])


def _affirmed(claims: pa.Table) -> pa.Table:
    return claims.filter(pc.equal(claims["polarity"], "affirmed"))


def _counts(column: pa.ChunkedArray) -> Iterator[tuple[str, int]]:
    """Every value of a column and how often it stands there."""
    return ((one["values"], one["counts"]) for one in column.value_counts().to_pylist())


def _summed(pairs: pa.Table) -> pa.Table:
    """Every connection once, in the order in which they come."""
    found = pa.TableGroupBy(pairs, _CONNECTION, use_threads=False).aggregate([(_COUNT, "sum")])
    return found.select([*_CONNECTION, f"{_COUNT}_sum"]).rename_columns([*_CONNECTION, _COUNT])


def _most(pairs: pa.Table, side: str, size: int) -> list[str]:
    """The names that most claims connect."""
    counted = pa.TableGroupBy(pairs, side, use_threads=False).aggregate([(_COUNT, "sum")])
    ranked: list[str] = counted.sort_by([(f"{_COUNT}_sum", "descending"), (side, "ascending")])[side][:size].to_pylist()
    return ranked


def _those(pairs: pa.Table, side: str, names: list[str]) -> pa.Table:
    return pairs.filter(pc.is_in(pairs[side], pa.array(names, pa.string())))


def _ranked(counted: Counter[Key]) -> list[tuple[Key, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
