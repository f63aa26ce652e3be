"""Rows of many papers to the nine tables: columns in the contract's order, one row a concept.

Rows are gathered column by column, become Arrow tables, which hold them in little room, and data frames where schemas
are held against them. Text is never missing but empty; offsets and counts are nullable integers, so that no `.0` and no
`nan` reaches a file.

>>> from pipeline.assembling.rows import refused_rows
>>> made = tables([refused_rows("空.txt", "failed", "is empty")])
>>> list(made["documents"].columns[:2]), made["documents"].loc[0, "status"], len(made["mentions"])
(['doc_id', 'path'], 'failed', 0)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from pipeline.assembling.columns import COLUMNS, TABLES, Columns, Row, Rows, by_column, columns_of

Tables = dict[str, pd.DataFrame]
Arrays = dict[str, pa.Table]
_ARROW = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
_PANDAS = {pa.string(): pd.StringDtype(na_value=np.nan), pa.int64(): pd.Int64Dtype()}
SCHEMAS: Mapping[str, pa.Schema] = {
    table: pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()]) for table, columns in COLUMNS.items()
}


class Concepts:
    """One row a concept: the row that came first."""

    def __init__(self) -> None:
        self._rows: dict[object, tuple[Any, ...]] = {}

    def add(self, columns: Mapping[str, list[Any]]) -> None:
        """Adds concepts that stand column by column."""
        for row in zip(*(columns[name] for name in COLUMNS["concepts"]), strict=True):
            self._rows.setdefault(row[0], row)

    def columns(self) -> dict[str, list[Any]]:
        """The concepts column by column, in the order in which they came."""
        rows = self._rows.values()
        return {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS["concepts"])}

    def table(self) -> pa.Table:
        """The concepts as they are published: by type, name and id."""
        return in_order(array("concepts", self.columns()))


class Gathered:
    """Rows of papers in the order in which they are added."""

    def __init__(self) -> None:
        self._columns: dict[str, dict[str, list[Any]]] = {
            table: {name: [] for name in columns} for table, columns in COLUMNS.items() if table != "concepts"
        }
        self._concepts = Concepts()

    def add(self, rows: Rows) -> None:
        """Adds the rows of a paper."""
        self.add_columns(by_column(rows))

    def add_columns(self, columns: Columns) -> None:
        """Adds the rows of a paper that stand column by column."""
        for table, held in self._columns.items():
            for name, values in held.items():
                values.extend(columns[table][name])
        self._concepts.add(columns["concepts"])

    def columns(self) -> Columns:
        """What was added, column by column; of each concept, the row that came first."""
        return {table: self._columns.get(table) or self._concepts.columns() for table in TABLES}

    def arrays(self) -> Arrays:
        """What was added, as Arrow tables; concepts in the order in which they came.

        Raises:
            ValueError: A column holds what it cannot hold.
        """
        return {table: array(table, columns) for table, columns in self.columns().items()}


def array(table: str, columns: Mapping[str, list[Any]]) -> pa.Table:
    """One table from its columns, with Arrow types that do not depend on the values."""
    kinds = COLUMNS[table]
    return pa.table([_values(columns[name], kind) for name, kind in kinds.items()], schema=SCHEMAS[table])


def _values(values: list[Any], kind: str) -> pa.Array:
    try:
        return pa.array(values, _ARROW[kind])
    except pa.ArrowTypeError:
        if kind != "text":
            raise
        return pa.array([None if value is None else str(value) for value in values], _ARROW[kind])


def in_order(concepts: pa.Table) -> pa.Table:
    """The table of concepts as it is published: by type, name and id."""
    keys = ("type", "name", "concept_id")
    columns = [concepts[key].to_pylist() for key in keys]
    order = sorted(range(len(concepts)), key=lambda number: tuple(column[number] for column in columns))
    return concepts.take(pa.array(order, pa.int64()))


def frames(arrays: Mapping[str, pa.Table]) -> Tables:
    """Arrow tables as data frames."""
    return {table: arrays[table].to_pandas(types_mapper=_PANDAS.get) for table in arrays}


def tables(papers: Iterable[Rows]) -> Tables:
    """The nine tables of a run.

    Args:
        papers: Each file's rows, in the order in which the tables shall hold them.

    Returns:
        Data frames by table name, in the contract's order of tables.
    """
    gathered = Gathered()
    for paper in papers:
        gathered.add(paper)
    arrays = gathered.arrays()
    return frames(arrays | {"concepts": in_order(arrays["concepts"])})


def frame(table: str, rows: list[Row]) -> pd.DataFrame:
    """One table, with the columns and types of the contract."""
    return frames({table: array(table, columns_of(table, rows))})[table]
