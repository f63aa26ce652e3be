"""Rows of many papers to the nine data frames: columns in the contract's order, one row a concept.

pandas appears here and not before, so that worker processes hand over plain rows. Text is never missing but empty;
offsets and counts are nullable integers, so that no `.0` and no `nan` reaches a file.

>>> from pipeline.assembling.rows import refused_rows
>>> frames = tables([refused_rows("空.txt", "failed", "is empty")])
>>> list(frames["documents"].columns[:2]), frames["documents"].loc[0, "status"], len(frames["mentions"])
(['doc_id', 'path'], 'failed', 0)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from pipeline.assembling.columns import COLUMNS, TABLES, Row, Rows

Tables = dict[str, pd.DataFrame]
_TYPES: dict[str, Any] = {"text": "str", "integer": "Int64", "number": "float64"}


def tables(papers: Iterable[Rows]) -> Tables:
    """The nine tables of a run.

    Args:
        papers: Each file's rows, in the order in which the tables shall hold them.

    Returns:
        Data frames by table name, in the contract's order of tables.
    """
    rows: Rows = {table: [] for table in TABLES}
    for paper in papers:
        for table in TABLES:
            rows[table].extend(paper[table])
    rows["concepts"] = _one_each(rows["concepts"])
    return {table: frame(table, rows[table]) for table in TABLES}


def frame(table: str, rows: list[Row]) -> pd.DataFrame:
    """One table, with the columns and types of the contract."""
    columns = COLUMNS[table]
    values = {name: [row[name] for row in rows] for name in columns}
    return pd.DataFrame({name: pd.Series(values[name], dtype=_TYPES[kind]) for name, kind in columns.items()})


def _one_each(rows: list[Row]) -> list[Row]:
    found: dict[object, Row] = {}
    for row in rows:
        found.setdefault(row["concept_id"], row)
    return sorted(found.values(), key=lambda row: (str(row["type"]), str(row["name"]), str(row["concept_id"])))
