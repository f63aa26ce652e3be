"""The columns of the nine tables, written once: names, order, and what kind of value each holds.

Rows, data frames, schemas, CSV and Parquet all follow this page, so that a column is added in one place. Columns are
added at the end of a table and never renamed, for people's scripts read them by name.

>>> list(COLUMNS["citations"])[:3], COLUMNS["citations"]["number"]
(['doc_id', 'marker', 'number'], 'integer')
>>> [table for table in COLUMNS if "evidence" in COLUMNS[table]]
['drug_target', 'mutation_response', 'trial_metric']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

Kind = Literal["text", "integer", "number"]
Row = dict[str, str | int | float | None]
Rows = dict[str, list[Row]]
Columns = Mapping[str, Mapping[str, list[Any]]]

INTEGERS = frozenset({
    "start", "end", "subject_start", "subject_end", "object_start", "object_end", "metric_start", "metric_end",
    "value_start", "value_end", "n_chars", "n_sentences", "n_mentions", "n_claims", "number", "year",
})  # fmt: skip
NUMBERS = frozenset({"confidence", "link_score"})

_QUALIFIERS = "polarity certainty setting citations dois confidence extractor"
_SPANS = "subject_start subject_end object_start object_end evidence"

_TABLES: dict[str, str] = {
    "documents": (
        "doc_id path sha256 format title_zh title_en doi year language n_chars n_sentences n_mentions n_claims status "
        "error encoding journal warnings"
    ),
    "sentences": "sentence_id doc_id section kind language start end text",
    "mentions": "mention_id doc_id sentence_id start end text type concept_id name link_score",
    "concepts": "concept_id type name name_zh xrefs",
    "drug_target": (
        "claim_id doc_id sentence_id subject_id subject subject_type predicate object_id object object_type "
        f"{_QUALIFIERS} {_SPANS} mechanism"
    ),
    "mutation_response": (
        "claim_id doc_id sentence_id subject_id subject predicate object_id object object_type disease_id disease "
        f"{_QUALIFIERS} {_SPANS} mechanism"
    ),
    "trial_metric": (
        "claim_id doc_id sentence_id trial_id trial arm_id arm role metric statistic value unit ci_low ci_high "
        f"timepoint subgroup n comparison_id {_QUALIFIERS} metric_start metric_end value_start value_end evidence "
        "mechanism"
    ),
    "citations": "doc_id marker number title authors journal year doi raw start end",
    "candidates": "relation claim_id doc_id sentence_id names confidence reason start end text",
}


def _kind(column: str) -> Kind:
    if column in INTEGERS:
        return "integer"
    return "number" if column in NUMBERS else "text"


COLUMNS: Mapping[str, Mapping[str, Kind]] = {
    table: {column: _kind(column) for column in names.split()} for table, names in _TABLES.items()
}
TABLES: tuple[str, ...] = tuple(COLUMNS)


def columns_of(table: str, rows: Sequence[Row]) -> dict[str, list[Any]]:
    """Rows of one table column by column."""
    return {name: [row[name] for row in rows] for name in COLUMNS[table]}


def by_column(rows: Rows) -> Columns:
    """A paper's rows column by column; of each concept, the row that came first.

    >>> rows = {table: [] for table in TABLES} | {"concepts": [dict.fromkeys(COLUMNS["concepts"], "x")] * 2}
    >>> by_column(rows)["concepts"]["name"]
    ['x']
    """
    concepts = {row["concept_id"]: row for row in reversed(rows["concepts"])}
    once = {"concepts": list(reversed(concepts.values()))}
    return {table: columns_of(table, once.get(table, rows[table])) for table in TABLES}
