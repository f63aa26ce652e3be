"""Which of a row's drugs a cell speaks of, where the columns of a table tell one drug after another.

A table of cases has a column for the drug that failed, one for the mutation found then, one for the drug given next, and one
for what the clone made of that. The mutation resists the first of these drugs, the last word is of the second; a header may
also say so itself (`二线疗效` beside `二线药物`).

>>> stem("二线药物"), stem("Second-line TKI"), stem("药物")
('二线', 'second-line', '')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Cell, Mention
from pipeline.relating import PAIR, therapies

Cells = Sequence[tuple[Cell, tuple[Mention, ...]]]
"""The cells of a row in order, each with its mentions."""
_DRUGS = ("DRUG", "DRUG_CLASS", "REGIMEN")
_NOUNS = re.compile(
    r"[(\[].*|药物|用药|方案|治疗|药(?![^\s])|\b(?:drugs?|agents?|therap(?:y|ies)|treatments?|regimens?|TKIs?|inhibitors?|the)\b",
    re.IGNORECASE,
)
_LEAST = 2


def stem(header: str) -> str:
    """What a header of drugs says beside that they are drugs."""
    return _NOUNS.sub("", header).strip().lower()


def judged(cells: Cells, cell: Cell) -> list[Mention]:
    """The drugs that the word of a cell is of; none where the columns do not tell one drug after another.

    Args:
        cells: The cells of the row.
        cell: The one that holds the word.
    """
    columns = _of_drugs(cells, cell)
    if len(columns) < PAIR:
        return []
    above = " ".join(cell.header).lower()
    named = [column for column in columns if _is_named(column[0], above)]
    if len(named) == 1:
        return _drugs(named[0][1])
    if not any(_is_failed(own) or _is_next(own) for own, _ in columns):
        return []
    later = [column for column in columns if not _is_failed(column[0])] or columns
    before = [column for column in later if column[0].start < cell.start]
    return _drugs((before[-1:] or later[:1])[0][1])


def resisted(cells: Cells, cell: Cell) -> list[Mention]:
    """The drugs that the alterations of a cell are told to resist: those of the column that failed, else of the only one before, or beside one for the next.

    Args:
        cells: The cells of the row.
        cell: The one that holds the alterations, under a header of resistance.
    """
    every = _of_drugs(cells, cell)
    columns = [column for column in every if not _is_next(column[0])]
    failed = [column for column in columns if _is_failed(column[0])]
    if not failed:
        is_told = any(is_given_next(column) for column, _ in every)
        failed = columns if is_told else [column for column in columns if column[0].start < cell.start]
    return _drugs(failed[0][1]) if len(failed) == 1 else []


def altered(cells: Cells, cell: Cell) -> list[Mention]:
    """The alterations that a cell of resisted drugs is told of: those of the one column that holds any."""
    holding = [own for other, own in cells if other.column != cell.column and any(m.type == "ALTERATION" for m in own)]
    return [m for m in holding[0] if m.type == "ALTERATION"] if len(holding) == 1 else []


def _of_drugs(cells: Cells, cell: Cell) -> list[tuple[Cell, tuple[Mention, ...]]]:
    """The other cells of the row that hold drugs and no alteration."""
    return [
        (other, own)
        for other, own in cells
        if other.column != cell.column and _drugs(own) and not any(m.type == "ALTERATION" for m in own)
    ]


def _drugs(own: Sequence[Mention]) -> list[Mention]:
    return [m for m in own if m.type in _DRUGS]


def _is_named(column: Cell, above: str) -> bool:
    """Whether a header names the column of drugs that it is of."""
    header = column.header[-1].strip().lower() if column.header else ""
    if len(header) < _LEAST:
        return False
    kind = stem(header)
    return bool(kind) and (header in above or (len(kind) >= _LEAST and kind in above))


def _is_failed(column: Cell) -> bool:
    return therapies.words("failed_drug").search(" ".join(column.header)) is not None


def _is_next(column: Cell) -> bool:
    return is_given_next(column) or therapies.words("remedy").search(" ".join(column.header)) is not None


def is_given_next(column: Cell) -> bool:
    """Whether a column holds the drug that was given after another."""
    return therapies.words("next_drug").search(" ".join(column.header)) is not None
