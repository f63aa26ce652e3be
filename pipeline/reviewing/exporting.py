"""Curated tables and the log, out of the store: for spreadsheets, for programs, for gold, for auditors.

The tables have the contract's columns with the edits in them, and behind these the decision. CSV and XLSX are for
spreadsheets: a cell that would be a formula is text, and characters that nobody sees are escapes. Parquet is raw.

>>> cell("=HYPERLINK(1)"), cell("＝cmd"), cell("-3.2"), cell("维奈克拉\\u202e")
("'=HYPERLINK(1)", "'＝cmd", '-3.2', '维奈克拉\\\\u202e')
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from pipeline.inert import visible
from pipeline.reviewing import content, standing
from pipeline.reviewing.records import RELATIONS, Annotator, Curated, Judgement, ReviewError
from pipeline.reviewing.schema import claims, documents, events, judgements, mentions, sentences
from pipeline.reviewing.store import Store
from pipeline.reviewing.tables import Row

Files = dict[str, bytes]
FORMATS = ("xlsx", "csv", "parquet", "ann", "audit")
DECISION_COLUMNS = ("decision", "error_kind", "curator", "decided_at", "comment")
_FORMULA = re.compile(r"[\s\u200b-\u200f\ufeff]*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?%?")
_LONGEST_CELL = 32_767
_CHUNK = 2_000


class UnknownFormatError(ReviewError, ValueError):
    """No such format."""


def archive(
    store: Store, format: str, accepted: bool = False, annotator: Annotator | None = None
) -> tuple[str, str, bytes]:
    """An export as one file: its name, media type and content."""
    made = files(store, format, accepted, annotator)
    if len(made) == 1 and format in _MEDIA:
        ((name, told),) = made.items()
        return name, _MEDIA[format], told
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, told in made.items():
            packed.writestr(name, told)
    return f"litmine-{format}.zip", "application/zip", held.getvalue()


_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "audit": "application/x-ndjson",
}


def files(store: Store, format: str, accepted: bool = False, annotator: Annotator | None = None) -> Files:
    """The files of an export, by name.

    Args:
        store: The decisions.
        format: One of `FORMATS`.
        accepted: Only claims that were accepted, as they are or edited.
        annotator: What writes an `.ann` file; the store's own where none is given.

    Raises:
        UnknownFormatError: No such format, or nothing that could write it.
    """
    with store.database.reading() as connection:
        if format == "audit":
            return {"audit.jsonl": _audit(connection)}
        if format == "ann":
            return _annotations(connection, annotator or store.annotator)
        if format not in FORMATS:
            raise UnknownFormatError(f"there is no format {format!r}; there are: {', '.join(FORMATS)}")
        tables = {relation: list(_rows(connection, relation, accepted)) for relation in RELATIONS}
    return _WRITERS[format](tables)


def columns(relation: str) -> tuple[str, ...]:
    """The contract's columns, then those of the decision."""
    return (*content.COLUMNS[relation], *DECISION_COLUMNS)


def _rows(connection: Connection, relation: str, accepted: bool) -> Iterator[Row]:
    query = select(claims).where(claims.c.relation == relation, claims.c.present)
    if accepted:
        query = query.where(claims.c.status.in_(("accepted", "edited")))
    found = connection.execute(query.order_by(claims.c.paper, claims.c.position, claims.c.key)).all()
    for start in range(0, len(found), _CHUNK):
        chunk = found[start : start + _CHUNK]
        keys = [row.key for row in chunk]
        fields, edits = standing.load_fields(connection, keys), _edits(connection, keys)
        for row in chunk:
            held = fields[row.key] | edits.get(row.key, {})
            names = content.COLUMNS[relation]
            yield {name: held.get(name, "") for name in names} | _decision(row)


def _decision(row: Any) -> Row:
    values = ("" if row.status == "open" else row.status, row.error, row.decided_by, row.decided_at, row.comment)
    return dict(zip(DECISION_COLUMNS, values, strict=True))


def _edits(connection: Connection, keys: Sequence[str]) -> dict[str, Row]:
    """What edits in force put in the place of columns."""
    held: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for start in range(0, len(keys), 500):
        chunk = judgements.c.key.in_(keys[start : start + 500])
        for row in connection.execute(select(judgements).where(chunk)):
            held[row.key][row.slot] = standing.judgement(row.state)
    return {key: dict(standing.in_force(told).fields) for key, told in held.items()}


# Spreadsheets


def cell(text: str) -> str:
    """A text for a cell of a CSV file: nothing hides in it, and no spreadsheet runs it."""
    shown = visible(text)
    return f"'{shown}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else shown


def _csv(tables: Mapping[str, Sequence[Row]]) -> Files:
    made: Files = {}
    for relation, rows in tables.items():
        handle = io.StringIO(newline="")
        writer = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(columns(relation))
        writer.writerows([cell(row[name]) for name in columns(relation)] for row in rows)
        made[f"{relation}.csv"] = handle.getvalue().encode("utf-8-sig")
    return made


def _xlsx(tables: Mapping[str, Sequence[Row]]) -> Files:
    """A sheet for each relation; every cell is a text, by its type and by its format."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for relation, rows in tables.items():
        sheet = book.create_sheet(relation)
        sheet.freeze_panes = "A2"
        sheet.append(_cells(sheet, columns(relation), bold=True))
        for row in rows:
            sheet.append(_cells(sheet, [row[name] for name in columns(relation)]))
    held = io.BytesIO()
    book.save(held)
    return {"curated.xlsx": held.getvalue()}


def _cells(sheet: object, texts: Iterable[str], bold: bool = False) -> list[object]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    made: list[object] = []
    for text in texts:
        one = WriteOnlyCell(sheet, value="")  # type: ignore[arg-type]
        one.value = visible(text)[:_LONGEST_CELL]
        one.data_type = "s"
        one.number_format = "@"
        if bold:
            one.font = Font(bold=True)
        made.append(one)
    return made


# For programs


def _parquet(tables: Mapping[str, Sequence[Row]]) -> Files:
    """Raw values, with the types that the run's own tables have."""
    import pyarrow as pa
    from pyarrow import parquet

    made: Files = {}
    for relation, rows in tables.items():
        names = columns(relation)
        held = {name: pa.array([_typed(name, row[name]) for row in rows], _arrow(pa, name)) for name in names}
        sink = io.BytesIO()
        parquet.write_table(pa.table(held), sink, compression="zstd")
        made[f"{relation}.parquet"] = sink.getvalue()
    return made


def _arrow(arrow: Any, name: str) -> Any:
    kind = "float64" if name == "confidence" else "int64" if name.endswith(("_start", "_end")) else "string"
    return getattr(arrow, kind)()


def _typed(name: str, text: str) -> str | int | float | None:
    if name == "confidence":
        return float(text) if text else None
    if name.endswith(("_start", "_end")):
        return int(text) if text else None
    return text


_WRITERS: Mapping[str, Callable[[Mapping[str, Sequence[Row]]], Files]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
}


# Gold


def _annotations(connection: Connection, annotator: Annotator | None) -> Files:
    if annotator is None:
        raise UnknownFormatError("this store was opened without what writes .ann files; use litmine review export")
    by_paper: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for relation in RELATIONS:
        for row in _rows(connection, relation, accepted=True):
            by_paper[row["doc_id"]][relation].append(row)
    made: Files = {}
    for paper in connection.execute(select(documents).order_by(documents.c.position)).all():
        if paper.doc_id in by_paper:
            told = annotator(_curated(connection, paper, by_paper[paper.doc_id]))
            made[_name(paper.path, paper.doc_id, made)] = told.encode("utf-8")
    return made


def _curated(connection: Connection, paper: Any, rows: Mapping[str, Sequence[Row]]) -> Curated:
    doc_id = paper.doc_id
    held = connection.execute(select(sentences).where(sentences.c.doc_id == doc_id).order_by(sentences.c.start)).all()
    used = {row["sentence_id"] for one in rows.values() for row in one}
    marks = connection.execute(select(mentions).where(mentions.c.doc_id == doc_id).order_by(mentions.c.start)).all()
    return Curated(
        paper.path,
        paper.sha256,
        laid_out([(row.start, row.text) for row in held]),
        rows,
        [
            {"start": str(one.start), "end": str(one.end), "type": one.type, "name": one.name,
             "concept_id": one.concept_id}
            for one in marks if one.sentence_id in used
        ],
    )  # fmt: skip


def laid_out(parts: Iterable[tuple[int, str]]) -> str:
    """A text with each part at its offset, and line ends between.

    >>> laid_out([(0, "甲药。"), (5, "乙药。")])
    '甲药。\\n\\n乙药。'
    """
    told: list[str] = []
    size = 0
    for start, text in parts:
        if start < size:  # a sentence inside another one: what is there already is its text
            continue
        told += ["\n" * (start - size), text]
        size = start + len(text)
    return "".join(told)


def _name(path: str, doc_id: str, made: Files) -> str:
    """A file name without folders, once only.

    >>> _name("a/b.txt", "76d6", {}), _name("../b.md", "76d6", {"b.ann": b""}), _name("..", "76d6", {})
    ('b.ann', 'b-76d6.ann', '76d6.ann')
    """
    last = re.split(r"[/\\]", path)[-1]
    stem = re.sub(r"[\x00-\x1f\x7f:*?\"<>|]", "_", last.rpartition(".")[0] or last).strip(". ") or doc_id
    return f"{stem}.ann" if f"{stem}.ann" not in made else f"{stem}-{doc_id}.ann"


# The log


def _audit(connection: Connection) -> bytes:
    """Every event, a line of JSON each, from the first on."""
    lines = []
    for row in connection.execute(select(events).order_by(events.c.id)):
        lines.append(
            json.dumps(
                {
                    "id": row.id, "claim_id": row.key, "who": row.who, "when": row.at, "what": row.kind,
                    "error_kind": row.error, "fields": json.loads(row.fields), "comment": row.comment,
                    "version": row.version, "batch": row.batch, "blind": row.slot != standing.FINAL,
                    "before": json.loads(row.before), "after": json.loads(row.after),
                },
                ensure_ascii=False,
            )
        )  # fmt: skip
    return "".join(f"{line}\n" for line in lines).encode("utf-8")
