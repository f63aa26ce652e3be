"""`report.html`: a run for someone who opens no table, as one page that loads nothing from anywhere.

The page carries the run as JSON and builds itself in the browser: claims page by page, so that thousands open as fast
as ten; plots when they come into view. All that stems from papers is put in as text, never as markup, and a policy in
the page's head forbids every load. A run that is too large for a browser is counted as a whole and shown by a sample.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import marked
from pipeline.assembling import forest, overview
from pipeline.assembling.columns import COLUMNS, TABLES
from pipeline.assembling.publishing import MANIFEST, REPORT, naming
from pipeline.assembling.stretches import batches, stretches
from pipeline.assembling.tables import Arrays
from pipeline.assembling.words import PAGE, words
from pipeline.inert import embedded, visible
from pipeline.marked import Mark, Part, Place
from pipeline.records import RELATIONS

_SPANS = {"trial_metric": ("metric", "value")}
_SHOWN_ROWS = 24
_SLOT = re.compile(r"/\*(style|data|plots|script)\*/")
_DOCUMENT = (
    "path", "format", "encoding", "language", "title_zh", "title_en", "journal", "year", "doi", "n_chars",
    "n_sentences", "n_claims", "status", "error", "warnings",
)  # fmt: skip
_REFERENCE = ("marker", "title", "authors", "journal", "year", "doi", "raw")
_QUALIFIERS = ("polarity", "certainty", "setting", "confidence", "mechanism")
_FIGURE = ("role", "statistic", "value", "unit", "ci_low", "ci_high", "timepoint", "subgroup", "n")
_NAMED = (
    "name", "concept_id", "subject", "subject_id", "object", "object_id", "disease", "disease_id", "arm", "arm_id", "metric",
)  # fmt: skip
_RAW_LIMIT = 300
_CLAIMS, _PAPERS, _OTHERS = 5000, 1000, 500
_CONNECTING = [relation for relation in RELATIONS if "predicate" in COLUMNS[relation]]
_READ = {
    table: [name for name in COLUMNS[table] if name not in ("evidence", "dois", "extractor")]
    for table in ("sentences", "mentions", "citations", *RELATIONS)
}

Row = dict[str, Any]
Records = dict[str, list[Row]]


class NoRunError(LookupError):
    """The folder holds no run; the message names the remedy."""


def write(folder: Path, manifest: str) -> Path:
    """Writes the page into a folder, whole or not at all.

    Args:
        folder: Holds the tables of a run.
        manifest: Text of its `run.json`.

    Raises:
        OSError: The folder cannot be written; an earlier page stands as it was.
    """
    handle, name = tempfile.mkstemp(prefix=f".{REPORT}.", dir=folder)
    try:
        with naming(folder / REPORT), os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(page(folder, json.loads(manifest)))
        Path(name).chmod((folder / MANIFEST).stat().st_mode & 0o777)
        return Path(name).replace(folder / REPORT)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def rebuild(out: Path) -> Path:
    """Writes the page of a run folder anew, from its tables.

    Raises:
        NoRunError: The folder holds no run, or a table is missing.
    """
    missing = [name for name in (MANIFEST, *(f"{table}.parquet" for table in TABLES)) if not (out / name).is_file()]
    if missing:
        raise NoRunError(f"{out} holds no run ({missing[0]} is missing); name a folder that litmine run wrote")
    return write(out, (out / MANIFEST).read_text(encoding="utf-8"))


def page(folder: Path, manifest: Mapping[str, Any]) -> str:
    """The page as text.

    Args:
        folder: Holds the tables of a run.
        manifest: Its `run.json`.
    """
    content = {
        "words": {"zh": words("zh"), "en": words("en")},
        "charts": _charts(),
        **contents(folder, manifest),
    }
    fillings = {"style": _part("page.css"), "plots": _part("vega.min.js"), "script": _part("page.js")}
    fillings["data"] = embedded(content)
    return _SLOT.sub(lambda slot: fillings[slot[1]], _part("page.html"))


@cache
def _charts() -> Row:
    """The plots' specifications for both widths."""
    return {
        width: {kind: forest.specification(kind, width == "narrow") for kind in forest.SCALES}
        for width in ("wide", "narrow")
    }


def _part(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def contents(folder: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What the page shows, as plain values; every text in it is visible, none of it is markup.

    Counts and connections are those of the whole run. Papers, figures and claims are shown as far as a browser copes
    with them: of a larger run, those of a sample of its papers, drawn by their ids, which are digests.
    """
    found = _Found(_drawn(folder), overview.Tally({relation: _names(folder, relation) for relation in _CONNECTING}))
    for stretch in stretches(folder, _READ):
        found.add(stretch)
    found.records["concepts"] = _concepts(folder, found)
    totals = found.totals | {"concepts": pq.read_metadata(folder / "concepts.parquet").num_rows}
    return _Contents(found.records, found.tally).made() | {"totals": totals, "run": _run(manifest)}


def _drawn(folder: Path) -> set[str] | None:
    """Ids of the papers that the page shows; None for all."""
    drawn: list[tuple[str, int]] = []
    papers = claims = shown = 0
    columns = ["doc_id", "status", "n_claims"]
    documents = batches(folder, "documents", columns)
    for row in (row for batch in documents for row in batch.to_pylist() if row["status"] == "ok"):
        papers, claims, shown = papers + 1, claims + row["n_claims"], shown + row["n_claims"]
        insort(drawn, (row["doc_id"], row["n_claims"]))
        while len(drawn) > _PAPERS or (len(drawn) > 1 and shown - drawn[-1][1] >= _CLAIMS):
            shown -= drawn.pop()[1]
    return {doc_id for doc_id, _ in drawn} if papers > _PAPERS or claims > _CLAIMS else None


def _names(folder: Path, relation: str) -> overview.Names:
    """The names that a relation's claims connect."""
    found = overview.Names()
    for claims in batches(folder, relation, ("subject", "object", "polarity")):
        found.add(claims)
    return found


class _Found:
    """What the page needs of a run: counts of all, and the rows of the papers that it shows.

    Args:
        drawn: Ids of these papers; None for all.
        tally: Counts the claims.
    """

    def __init__(self, drawn: set[str] | None, tally: overview.Tally) -> None:
        self.tally = tally
        self.totals: Row = {"sentences": 0, "claims": 0, "ok": 0, "failed": 0, "duplicate": 0}
        self.records: Records = {table: [] for table in TABLES}
        self._drawn = drawn
        self._others = 0

    def add(self, stretch: Arrays) -> None:
        """Takes in the rows of some papers."""
        sentences = stretch["sentences"]
        self.totals["sentences"] += len(sentences)
        for relation in RELATIONS:
            claims = stretch[relation]
            self.totals["claims"] += len(claims)
            places = pc.index_in(claims["sentence_id"], sentences["sentence_id"].combine_chunks())
            self.tally.add(relation, claims.append_column("language", sentences["language"].take(places)))
        shown = self._documents(stretch["documents"].to_pylist())
        rows = {table: _of(rows, "doc_id", shown) for table, rows in stretch.items() if table != "documents"}
        wanted = {sentence for relation in RELATIONS for sentence in rows[relation]["sentence_id"].to_pylist()}
        rows |= {table: _of(rows[table], "sentence_id", wanted) for table in ("sentences", "mentions")}
        for table, chosen in rows.items():
            self.records[table] += chosen.to_pylist()

    def _documents(self, documents: list[Row]) -> set[str]:
        """Keeps the rows of the papers that are shown; gives their ids."""
        shown: set[str] = set()
        for row in documents:
            self.totals[row["status"]] += 1
            read = row["status"] == "ok"
            self._others += not read
            if self._drawn is None or row["doc_id"] in self._drawn if read else self._others <= _OTHERS:
                self.records["documents"].append(row)
                shown |= {row["doc_id"]} if read else set()
        return shown


def _concepts(folder: Path, found: _Found) -> list[Row]:
    """The concepts that the page names."""
    wanted = {row[key] for rows in found.records.values() for row in rows for key in _NAMED if key in row}
    for matrix in map(found.tally.matrix, _CONNECTING):
        wanted |= {told for end in (*matrix.rows, *matrix.columns) for told in (end.name, end.concept_id)}
    named = pa.array(sorted(wanted), pa.string())
    return [
        row
        for rows in batches(folder, "concepts", list(COLUMNS["concepts"]))
        for row in rows.filter(pc.or_(*(pc.is_in(rows[key], named) for key in ("concept_id", "name")))).to_pylist()
    ]


def _of(rows: pa.Table, column: str, wanted: set[str]) -> pa.Table:
    return rows.filter(pc.is_in(rows[column], pa.array(sorted(wanted), pa.string())))


def _run(manifest: Mapping[str, Any]) -> Row:
    made_by = manifest.get("extractor", {})
    return {
        "extractor": visible(" ".join(str(made_by[key]) for key in ("name", "version") if key in made_by)),
        "end": visible(str(manifest.get("end", ""))[:16].replace("T", " ")),
        "lexicon": visible(str(manifest.get("digests", {}).get("lexicon", ""))[:12]),
    }


def _clean(value: Any) -> Any:
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) else value


@dataclass
class _Contents:
    """The tables turned round to what the page asks for: names, sentences and references once each, by number."""

    records: Records
    tally: overview.Tally
    names: list[Row] = field(default_factory=list)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._documents = {row["doc_id"]: n for n, row in enumerate(self.records["documents"]) if row["status"] == "ok"}
        self._concepts = {row["concept_id"]: row for row in self.records["concepts"]}
        self._by_name = {(row["type"], row["name"]): row for row in self.records["concepts"]}
        self._sentences = {row["sentence_id"]: row for row in self.records["sentences"]}
        self._references = {(row["doc_id"], row["marker"]): row for row in self.records["citations"]}

    def made(self) -> Row:
        rows = [(relation, row) for relation in RELATIONS for row in self.records[relation]]
        places = self._places({row["sentence_id"] for _, row in rows})
        order = {sentence: number for number, sentence in enumerate(places)}
        rows.sort(key=lambda item: (order[item[1]["sentence_id"]], RELATIONS.index(item[0])))
        marks = {sentence: marked.numbered(found) for sentence, found in places.items()}
        references: dict[tuple[str, str], int] = {}
        claims = [self._claim(relation, row, order, marks, references) for relation, row in rows]
        return {
            "documents": [{key: _clean(row[key]) for key in _DOCUMENT} for row in self.records["documents"]],
            "counts": self.tally.counts(),
            "matrices": {"target": self._matrix("drug_target"), "response": self._matrix("mutation_response")},
            "endpoints": [self._endpoint(group) for group in forest.groups(self._figures())],
            "claims": claims,
            "sentences": [self._sentence(sentence, found) for sentence, found in places.items()],
            "references": [self._reference(key) for key in references],
            "names": self.names,
        }

    def _places(self, wanted: set[str]) -> dict[str, list[Place]]:
        """The mentions of every sentence that states a claim, with offsets from its begin, in the table's order."""
        found: dict[str, list[Place]] = {row: [] for row in self._sentences if row in wanted}
        for row in self.records["mentions"]:
            if row["sentence_id"] in found:
                start = self._sentences[row["sentence_id"]]["start"]
                found[row["sentence_id"]].append(
                    Place(row["start"] - start, row["end"] - start, row["type"], row["name"])
                )
        return found

    def name(self, name: str, kind: str, concept_id: str = "") -> int:
        """The number of a name in `names`, where its Chinese name and its type stand once."""
        if not name:
            return -1
        concept = self._concepts.get(concept_id) or self._by_name.get((kind, name)) or {}
        key = (str(concept.get("type", kind)), name)
        if key not in self._numbers:
            self._numbers[key] = len(self.names)
            chinese = visible(concept.get("name_zh", ""))
            self.names.append({"en": visible(name), "zh": "" if chinese == name else chinese, "type": key[0]})
        return self._numbers[key]

    def _claim(
        self,
        relation: str,
        row: Row,
        order: Mapping[str, int],
        marks: Mapping[str, Mapping[tuple[int, int], int]],
        references: dict[tuple[str, str], int],
    ) -> Row:
        sentence = row["sentence_id"]
        ends = _SPANS.get(relation, ("subject", "object"))
        begin = self._sentences[sentence]["start"]
        shared = {key: _clean(row[key]) for key in _QUALIFIERS if key in row}
        own = self._figure(row) if relation == "trial_metric" else self._statement(relation, row)
        return own | shared | {
            "id": row["claim_id"],
            "relation": relation,
            "sentence": order[sentence],
            "ends": [self._end(row, end, begin, marks[sentence]) for end in ends],
            "sources": [self._source(row["doc_id"], marker, references) for marker in _split(row["citations"])],
        }  # fmt: skip

    def _end(self, row: Row, end: str, begin: int, marks: Mapping[tuple[int, int], int]) -> int:
        """The number of the mark that holds one end of a claim; -1 where it has none, -2 where it stands elsewhere."""
        start, stop = row[f"{end}_start"], row[f"{end}_end"]
        if start is None:
            return -1
        return marks.get((int(start) - begin, int(stop) - begin), -2 if int(start) < begin else -1)

    def _statement(self, relation: str, row: Row) -> Row:
        kind = row.get("subject_type", "ALTERATION")
        told = {
            "subject": self.name(row["subject"], kind, row["subject_id"]),
            "predicate": row["predicate"],
            "object": self.name("" if row["object"] == "none" else row["object"], row["object_type"], row["object_id"]),
        }
        if relation == "mutation_response":
            told["disease"] = self.name(row["disease"], "DISEASE", row["disease_id"])
        return told

    def _figure(self, row: Row) -> Row:
        return {key: _clean(row[key]) for key in _FIGURE} | {
            "trial": visible(row["trial"]),
            "arm": self.name(row["arm"], "DRUG", row["arm_id"]),
            "metric": self.name(row["metric"], "METRIC"),
        }

    def _source(self, document: str, marker: str, references: dict[tuple[str, str], int]) -> int | str:
        """The number of a reference, or its marker where the list does not hold it."""
        key = (document, marker)
        return references.setdefault(key, len(references)) if key in self._references else visible(marker)

    def _reference(self, key: tuple[str, str]) -> Row:
        told = {name: _clean(self._references[key][name]) for name in _REFERENCE}
        return told | {"raw": "" if told["title"] else told["raw"][:_RAW_LIMIT]}

    def _sentence(self, sentence: str, places: Iterable[Place]) -> Row:
        row = self._sentences[sentence]
        parts = [self._cut(part) for part in marked.cut(row["text"], places)]
        facts = {key: _clean(row[key]) for key in ("section", "kind", "language", "start", "end")}
        return facts | {"document": self._documents[row["doc_id"]], "parts": parts}

    def _cut(self, part: Part) -> Any:
        if isinstance(part, str):
            return part
        if isinstance(part, Mark):
            names = [self.name(name, part.type) for name in part.names]
            return [part.number, part.type, names, [self._cut(inner) for inner in part.parts]]
        return {"raised": part.text}

    def _matrix(self, relation: str) -> Row:
        """Drugs by targets, or alterations by therapies; names as numbers, prognosis alone as -1."""
        found = self.tally.matrix(relation)
        return {
            "rows": [self.name(*end) for end in found.rows],
            "columns": [-1 if end.name == "none" else self.name(*end) for end in found.columns],
            "cells": [[*place, predicates] for place, predicates in sorted(found.cells.items())],
            "allRows": found.all_rows,
            "allColumns": found.all_columns,
        }

    def _figures(self) -> Iterable[Row]:
        for row in self.records["trial_metric"]:
            named = row["trial"] and not row["trial"].startswith("[")
            study = row["trial"] if named else f"{row['doc_id']} {row['trial']}"
            yield {key: _clean(row[key]) for key in (*_FIGURE, "metric", "arm", "arm_id", "trial")} | {"study": study}

    def _endpoint(self, group: Row) -> Row:
        kept = ("trial", *_FIGURE, "x", "low", "high", "claims")
        rows = [
            {key: row[key] for key in kept} | {"arm": self.name(row["arm"], "DRUG", row["arm_id"])}
            for row in group["rows"][:_SHOWN_ROWS]
        ]
        facts = {key: group[key] for key in ("statistic", "unit", "kind", "undrawn")}
        return facts | {"metric": self.name(group["metric"], "METRIC"), "rows": rows, "all": len(group["rows"])}


def _split(joined: str) -> list[str]:
    return [part for part in joined.split(";") if part]
