"""What the nine tables promise, checked before a byte of them is written.

A table that breaks a promise is a fault of the program, not of the paper: it is better to stop and say which column of
which table than to hand a curator offsets that do not hold.

>>> from pipeline.assembling.tables import tables
>>> validate(tables([])) is None
True
"""

from __future__ import annotations

from functools import cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from pipeline.assembling.columns import COLUMNS
from pipeline.assembling.tables import Tables
from pipeline.records import ENTITY_TYPES, RELATIONS

_STATISTICS = ("rate", "median", "hazard_ratio", "odds_ratio", "risk_ratio", "p_value", "count", "direction")
_AGENTS = ("DRUG", "DRUG_CLASS", "REGIMEN")
_VOCABULARY: dict[tuple[str, str], tuple[str, ...]] = {
    ("documents", "status"): ("ok", "failed", "duplicate"),
    ("sentences", "kind"): ("title", "abstract", "body", "table", "caption", "note"),
    ("sentences", "language"): ("zh", "en"),
    ("mentions", "type"): ENTITY_TYPES,
    ("concepts", "type"): ENTITY_TYPES,
    ("drug_target", "subject_type"): _AGENTS,
    ("drug_target", "object_type"): ("GENE", "PATHWAY"),
    ("drug_target", "predicate"): (
        "inhibits", "activates", "binds", "degrades", "downregulates", "upregulates", "targets",
    ),
    ("mutation_response", "object_type"): (*_AGENTS, ""),
    ("mutation_response", "predicate"): (
        "resistance", "sensitivity", "no_effect", "worse_prognosis", "better_prognosis",
    ),
    ("trial_metric", "role"): ("experimental", "control", "single"),
    ("trial_metric", "statistic"): _STATISTICS,
    ("candidates", "relation"): RELATIONS,
} | {
    (relation, column): words
    for relation in RELATIONS
    for column, words in {
        "polarity": ("affirmed", "negated"),
        "certainty": ("asserted", "hedged"),
        "setting": ("clinical", "preclinical", "unstated"),
    }.items()
}  # fmt: skip
_IDS = {
    "sentences": "sentence_id",
    "mentions": "mention_id",
    "concepts": "concept_id",
    **dict.fromkeys((*RELATIONS, "candidates"), "claim_id"),
}
_SPANS = (("start", "end"), *((f"{name}_start", f"{name}_end") for name in ("subject", "object", "metric", "value")))
_OPTIONAL = frozenset({"year", "object_start", "object_end", "value_start", "value_end"})
_TYPES: dict[str, type | str] = {"text": str, "integer": "Int64", "number": float}


class TableError(ValueError):
    """A table breaks its schema; the message names table, column and the check."""


def validate(tables: Tables) -> None:
    """Holds every table against its schema.

    Raises:
        TableError: With the first few breaks, each with table and column.
    """
    for name, frame in tables.items():
        try:
            schema(name).validate(frame, lazy=True)
        except SchemaErrors as error:
            cases = error.failure_cases[["column", "check", "failure_case"]].head(3).itertuples(index=False)
            told = "; ".join(f"column {case[0]}: {case[1]} fails for {case[2]!r}" for case in cases)
            raise TableError(f"table {name}: {told}") from error


@cache
def schema(table: str) -> pa.DataFrameSchema:
    """The schema of one table: types, vocabularies, unique ids, and spans that begin before they end."""
    columns = {name: _column(table, name, kind) for name, kind in COLUMNS[table].items()}
    return pa.DataFrameSchema(columns, checks=_frame_checks(table), strict=True, ordered=True, name=table)


def _column(table: str, name: str, kind: str) -> pa.Column:
    checks = []
    if words := _VOCABULARY.get((table, name)):
        checks.append(pa.Check.isin(words))
    if kind == "number":
        checks.append(pa.Check.in_range(0, 1))
    if kind == "integer":
        checks.append(pa.Check.ge(0))
    if name in ("sentence_id", "claim_id", "evidence") and table != "candidates":
        checks.append(pa.Check.str_length(min_value=1))
    return pa.Column(_TYPES[kind], checks, nullable=name in _OPTIONAL, unique=_IDS.get(table) == name)


def _frame_checks(table: str) -> list[pa.Check]:
    columns = COLUMNS[table]
    checks = [_ordered(start, end) for start, end in _SPANS if start in columns]
    text = next((name for name in ("text", "raw") if name in columns), None)
    return [*checks, _as_long_as_its_span(text)] if text else checks


def _ordered(start: str, end: str) -> pa.Check:
    def holds(frame: pd.DataFrame) -> pd.Series[bool]:
        return (frame[start] < frame[end]).fillna(frame[start].isna() & frame[end].isna()).astype(bool)

    return pa.Check(holds, name=f"{start} < {end}")


def _as_long_as_its_span(text: str) -> pa.Check:
    def holds(frame: pd.DataFrame) -> pd.Series[bool]:
        return (frame[text].map(len) == frame["end"] - frame["start"]).astype(bool)

    return pa.Check(holds, name=f"{text} is as long as its span")
