"""A run in numbers: how many claims of each kind, and which drugs, genes and alterations they connect most.

>>> claims = [{"subject": "imatinib", "object": "ABL1", "predicate": "inhibits", "polarity": "affirmed"}] * 2
>>> found = matrix(claims, rows="subject", columns="object")
>>> found.rows, found.columns, found.cells
(['imatinib'], ['ABL1'], {(0, 0): {'inhibits': 2}})
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Claims = Sequence[Mapping[str, Any]]
Key = TypeVar("Key")
_SIZE = (16, 18)
COUNTED = ("relation", "language", "certainty", "setting", "polarity")


@dataclass(slots=True)
class Matrix:
    """The most connected names and how many claims of each predicate stand between them."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)
    all_rows: int = 0
    all_columns: int = 0


def counts(claims: Claims) -> dict[str, dict[str, int]]:
    """How many claims have each value of the counted columns, the most frequent first."""
    return {column: dict(_ranked(Counter(claim[column] for claim in claims))) for column in COUNTED}


def matrix(claims: Claims, *, rows: str, columns: str, size: tuple[int, int] = _SIZE) -> Matrix:
    """The most connected names of two columns; negated claims are no connection and do not count."""
    affirmed = [claim for claim in claims if claim["polarity"] == "affirmed"]
    pairs = Counter((claim[rows], claim[columns], claim["predicate"]) for claim in affirmed)
    heads = _most(affirmed, rows, size[0])
    kept = [claim for claim in affirmed if claim[rows] in heads]
    tops = _most(kept, columns, size[1])
    heads = [head for head in heads if any(claim[columns] in tops for claim in kept if claim[rows] == head)]
    found = Matrix(heads, tops, {}, len({c[rows] for c in affirmed}), len({c[columns] for c in affirmed}))
    places = ({name: number for number, name in enumerate(heads)}, {name: number for number, name in enumerate(tops)})
    for (row, column, predicate), count in _ranked(pairs):
        if row in places[0] and column in places[1]:
            found.cells.setdefault((places[0][row], places[1][column]), {})[predicate] = count
    return found


def _most(claims: Claims, column: str, size: int) -> list[str]:
    return [name for name, _ in _ranked(Counter(claim[column] for claim in claims))[:size]]


def _ranked(counted: Counter[Key]) -> list[tuple[Key, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
