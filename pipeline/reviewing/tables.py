"""The tables of a run folder as rows of text, from Parquet where it is there, else from CSV.

Any system's tables will do, as long as they have the columns of the contract: what is missing is empty.

>>> fields({"confidence": 0.85, "object_start": None, "value": "59%"})
{'confidence': '0.85', 'object_start': '', 'value': '59%'}
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.reviewing.records import RELATIONS, ReviewError

Row = dict[str, str]
_BIGGEST_FIELD = 1 << 28
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class NoTablesError(ReviewError):
    """The folder is not one that `litmine run` wrote."""


def fields(row: Mapping[str, object]) -> Row:
    """A row as text; what is missing is empty."""
    return {name: "" if value is None else storable(str(value)) for name, value in row.items()}


def storable(text: str) -> str:
    """The text as every database holds it, of the same length: without NUL and lone surrogates.

    >>> storable("a\\x00b\\ud800") == "a\\ufffdb\\ufffd"
    True
    """
    return _NOT_STORABLE.sub("\ufffd", text)


def check(folder: Path) -> None:
    """Refuses a folder without claims.

    Raises:
        NoTablesError: None of the three claim tables is there.
    """
    if not any((folder / f"{name}.{ending}").is_file() for name in RELATIONS for ending in ("parquet", "csv")):
        raise NoTablesError(f"{folder} holds no tables; name a folder that litmine run wrote")


def digest(folder: Path) -> str:
    """Of the claim tables and the manifest as they lie there."""
    told = hashlib.sha256()
    for name in ("run.json", *(f"{table}.{ending}" for table in RELATIONS for ending in ("parquet", "csv"))):
        path = folder / name
        told.update(f"{name}\0".encode())
        if path.is_file():
            with path.open("rb") as handle:
                told.update(hashlib.file_digest(handle, "sha256").digest())
    return told.hexdigest()


def rows(folder: Path, table: str) -> list[Row]:
    """The rows of a table; none where the folder does not hold it."""
    parquet, plain = folder / f"{table}.parquet", folder / f"{table}.csv"
    if parquet.is_file():
        from pyarrow import parquet as files

        return [fields(row) for row in files.read_table(parquet).to_pylist()]
    return list(_csv(plain)) if plain.is_file() else []


def _csv(path: Path) -> Iterable[Row]:
    csv.field_size_limit(_BIGGEST_FIELD)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), 2):
            if None in row or None in row.values():
                raise NoTablesError(f"{path}: row {number} has not as many fields as the header; write the run again")
            yield fields(row)


def extractor(folder: Path, claims: Iterable[Row]) -> str:
    """Name and version of what made the run: of its claims, or of its manifest where it has none."""
    for row in claims:
        if row.get("extractor"):
            return row["extractor"]
    path = folder / "run.json"
    told = json.loads(path.read_text(encoding="utf-8")).get("extractor", {}) if path.is_file() else {}
    return f"{told.get('name', 'unknown')} {told.get('version', '')}".strip()
