"""Tables to disk: CSV and Parquet with the same rows, byte for byte the same in every run, all of them or none.

The files are written to a staging folder that `publishing` puts in the run folder's place. Python's own CSV writer leaves a
lone carriage return unquoted, which breaks a row; therefore the fields are quoted here.

>>> csv_line(["維奈克拉, 400 mg", None, 7, 0.5])
'"維奈克拉, 400 mg",,7,0.5\\n'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.assembling.columns import COLUMNS
from pipeline.assembling.publishing import MANIFEST, TEXTS, staged
from pipeline.assembling.tables import Tables

_TO_QUOTE = re.compile(r'[",\r\n]')
_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}


def write_run(out: Path, tables: Tables, manifest: str, texts: Mapping[str, str] = MappingProxyType({})) -> None:
    """Writes the tables and the manifest; the folder's earlier run is replaced as a whole.

    What else lies in the folder of an earlier run (decisions, exports) is kept.

    Args:
        out: The run folder; made where it does not exist.
        tables: Validated tables.
        manifest: Text of `run.json`.
        texts: Extracted text by doc_id, for the papers whose offsets count in it; written to `text/DOC_ID.txt`.

    Raises:
        FolderInUseError: The folder holds files but no run.
        OSError: The disk is full or the place is not writable; the earlier run stands as it was.
    """
    with staged(out) as staging:
        _fill(staging, tables, manifest)
        _write_texts(staging / TEXTS, texts)


def _fill(folder: Path, tables: Tables, manifest: str) -> None:
    for name, frame in tables.items():
        write_csv(folder / f"{name}.csv", frame)
        write_parquet(folder / f"{name}.parquet", name, frame)
    (folder / MANIFEST).write_text(manifest, encoding="utf-8", newline="\n")


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Every character as it is, line ends too, for offsets count in these files."""
    if texts:
        folder.mkdir()
    for doc_id, text in texts.items():
        (folder / f"{doc_id}.txt").write_text(text, encoding="utf-8", newline="")


def csv_line(values: Iterable[object]) -> str:
    """One row by RFC 4180, with LF at its end; None is empty."""
    return ",".join(_field(value) for value in values) + "\n"


def _field(value: object) -> str:
    if value is None or value is pd.NA:
        return ""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """UTF-8 without BOM, LF; raw values."""
    columns: Mapping[str, list[object]] = {str(name): frame[name].tolist() for name in frame.columns}
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(csv_line(columns))
        handle.writelines(csv_line(row) for row in zip(*columns.values(), strict=True))


def write_parquet(path: Path, name: str, frame: pd.DataFrame) -> None:
    """The same rows in the same order, with Arrow types that do not depend on the values."""
    schema = pa.schema([(column, _TYPES[kind]) for column, kind in COLUMNS[name].items()])
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd")
