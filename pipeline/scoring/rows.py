"""Annotations to rows of the contract's tables, and back: so that gold and prediction are one kind of thing.

>>> from pipeline.scoring.annotation import Annotation, Mark, Statement
>>> drug, gene = Mark(0, 4, "DRUG", "硼替佐米", "bortezomib", "chebi:52717"), Mark(6, 10, "GENE", "蛋白酶体", "proteasome", "x:1")
>>> said = Annotation("a.txt", "ab" * 32, (drug, gene), (Statement("drug_target", "inhibits", drug, gene, 0),))
>>> tables = to_rows(said, "硼替佐米抑制蛋白酶体。")
>>> tables["drug_target"][0]["subject"], tables["drug_target"][0]["evidence"]
('bortezomib', '硼替佐米抑制蛋白酶体。')
>>> from_rows(tables, "硼替佐米抑制蛋白酶体。", "a.txt", "ab" * 32).statements[0].predicate
'inhibits'
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.records import RELATIONS, Relation
from pipeline.scoring.annotation import WORDS, Annotation, Mark, Statement, collected
from pipeline.scoring.passages import sentence_at
from pipeline.scoring.vocabulary import COLUMNS, ENDS, FIGURE_FIELDS

Row = dict[str, Any]
_DOC_ID = 16
_EXTRACTOR = "gold"


def _digest(*parts: object) -> str:
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8"), digest_size=10).hexdigest()


def to_rows(annotation: Annotation, text: str) -> dict[str, list[Row]]:
    """Mentions and claims of one annotation as rows of the tables; `evidence` is cut from the text."""
    tables: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    tables["mentions"] = [_mention(annotation, mark, text) for mark in annotation.mentions]
    for statement in annotation.statements:
        tables[statement.relation].append(_claim(annotation, statement, text))
    return tables


def _mention(annotation: Annotation, mark: Mark, text: str) -> Row:
    doc_id = annotation.sha256[:_DOC_ID]
    return {
        "mention_id": _digest(doc_id, "mention", mark.type, mark.name, mark.start, mark.end),
        "doc_id": doc_id,
        "sentence_id": _digest(doc_id, "sentence", *sentence_at(text, mark.start)),
        "start": mark.start,
        "end": mark.end,
        "text": text[mark.start : mark.end],
        "type": mark.type,
        "concept_id": mark.concept_id,
        "name": mark.name,
        "link_score": 1.0,
    }


def _claim(annotation: Annotation, statement: Statement, text: str) -> Row:
    doc_id = annotation.sha256[:_DOC_ID]
    start, end = sentence_at(text, statement.position)
    figure = statement.relation == "trial_metric"
    own: Row = _spans(statement) | (dict(statement.fields) if figure else _names(statement))
    row: Row = dict.fromkeys(COLUMNS[statement.relation], "") | own
    row |= {
        "claim_id": _digest(doc_id, statement.relation, *(f"{k}={own[k]}" for k in sorted(own))),
        "doc_id": doc_id,
        "sentence_id": _digest(doc_id, "sentence", start, end),
        "polarity": statement.polarity,
        "certainty": statement.certainty,
        "setting": statement.setting,
        "citations": ";".join(statement.citations),
        "confidence": 1.0,
        "extractor": _EXTRACTOR,
        "evidence": text[start:end],
    }
    return {column: row[column] for column in COLUMNS[statement.relation]}


def _spans(statement: Statement) -> Row:
    row: Row = {}
    for name, mark in zip(ENDS[statement.relation], (statement.subject, statement.object), strict=True):
        row |= {f"{name}_start": mark.start if mark else "", f"{name}_end": mark.end if mark else ""}
    return row


def _names(statement: Statement) -> Row:
    subject, target = statement.subject, statement.object
    row: Row = {
        "subject": subject.name if subject else "",
        "subject_id": subject.concept_id if subject else "",
        "predicate": statement.predicate,
        "object": target.name if target else "none",
        "object_id": target.concept_id if target else "",
        "object_type": target.type if target else "",
    }
    if statement.relation == "drug_target":
        return row | {"subject_type": subject.type if subject else ""}
    return row | {"disease": statement.fields.get("disease", ""), "disease_id": ""}


def from_rows(tables: Mapping[str, Iterable[Mapping[str, Any]]], text: str, document: str, sha256: str) -> Annotation:
    """An annotation from rows of one paper, of any system that follows the contract.

    A trial metric's mark of the metric takes the metric's code as its name, for the claim table names no mention.
    """
    marks = [
        Mark(
            int(r["start"]), int(r["end"]), r["type"], text[int(r["start"]) : int(r["end"])], r["name"], r["concept_id"]
        )
        for r in tables.get("mentions", ())
    ]
    known = {(m.start, m.end, m.type, m.name): m for m in marks}
    statements = tuple(
        _statement(relation, row, text, known) for relation in RELATIONS for row in tables.get(relation, ())
    )
    return Annotation(document, sha256, collected(marks, statements), statements, "all" if marks else "claims")


def _statement(
    relation: Relation, row: Mapping[str, Any], text: str, known: Mapping[tuple[int, int, str, str], Mark]
) -> Statement:
    figure = relation == "trial_metric"
    subject, target = (_end(relation, name, row, text, known) for name in ENDS[relation])
    fields = {name: str(row[name]) for name in FIGURE_FIELDS} if figure else {}
    if relation == "mutation_response":
        fields = {"disease": str(row["disease"])}
    begin = text.find(str(row["evidence"])) if row.get("evidence") else -1
    ends = [mark.start for mark in (subject, target) if mark]
    near = [start for start in ends if begin <= start < begin + len(str(row.get("evidence", "")))]
    return Statement(
        relation,
        str(row["statistic" if figure else "predicate"]),
        subject,
        target,
        min(near or ends, default=begin),
        fields,
        str(row["polarity"]),
        str(row["certainty"]),
        str(row["setting"]),
        tuple(marker for marker in str(row["citations"]).split(";") if marker),
    )


def _end(
    relation: Relation, name: str, row: Mapping[str, Any], text: str, known: Mapping[tuple[int, int, str, str], Mark]
) -> Mark | None:
    begin, stop = row[f"{name}_start"], row[f"{name}_end"]
    if begin in ("", None) or begin != begin:
        return None
    start, end = int(float(begin)), int(float(stop))
    kind, told = _type_and_name(relation, name, row)
    held = known.get((start, end, kind, told))
    if held:
        return held
    if kind == "METRIC" and (event := known.get((start, end, "ADVERSE_EVENT", told))):
        return event
    return Mark(start, end, kind, text[start:end], told, str(row.get(f"{name}_id", "") or ""))


def _type_and_name(relation: Relation, name: str, row: Mapping[str, Any]) -> tuple[str, str]:
    if name == "metric":
        return "METRIC", str(row["metric"])
    if name == "value":
        from pipeline.scoring.compiling import figure_name

        words = row["statistic"] == "direction"
        return (WORDS, "") if words else ("VALUE", figure_name(str(row["value"]), str(row["unit"])))
    if relation == "mutation_response" and name == "subject":
        return "ALTERATION", str(row["subject"])
    return str(row[f"{name}_type"]), str(row[name])


def write_tables(folder: Path, papers: Iterable[Mapping[str, Iterable[Row]]]) -> None:
    """The claim tables and the mentions of many papers as CSV in a folder (UTF-8, LF, RFC 4180)."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for paper in papers:
        for name in rows:
            rows[name].extend(paper[name])
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])


def read_tables(folder: Path) -> dict[str, list[Row]]:
    """The claim tables and the mentions of a run folder, as text.

    Raises:
        FileNotFoundError: The folder holds no claim table.
    """
    found: dict[str, list[Row]] = {}
    for name in COLUMNS:
        path = folder / f"{name}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as handle:
                found[name] = list(csv.DictReader(handle))
    if not set(found) & set(RELATIONS):
        raise FileNotFoundError(2, f"no claim table ({', '.join(RELATIONS)}) stands there", str(folder))
    return found
