"""Curated tables leave the store as they were decided, and no spreadsheet runs them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow import parquet
from reviewing_runs import DOC, EVIDENCE, Run, figure, target

from pipeline.assembling.columns import COLUMNS
from pipeline.reviewing import content
from pipeline.reviewing.exporting import FORMATS, UnknownFormatError, archive, files
from pipeline.reviewing.records import Decision
from pipeline.reviewing.store import Store, open_store, url_of
from pipeline.reviews import annotated
from pipeline.scoring import brat

ACCEPT = Decision("accept")
ATTACKS = [
    "=cmd|' /C calc'!A0", "+1+1", "-1+cmd|x", "@SUM(A1)", "＝1+1", "＋1", "－1+1", "＠x", "\t=1", "\r=1", "\n=1", " =1",
    "\u200b=1", "\ufeff=1", "=HYPERLINK(\"http://x\",\"维奈克拉\")", "<script>alert(1)</script>", "\u202eevil",
    "\x00\x07null", "#N/A", "{=1}", "%0A=1", "x" * 40_000, "'=1", '"=1', "维奈克拉\u2066",
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    run = Run(
        [target(), target("ibrutinib", object="BTK", start=6), target("imatinib", start=9)], trial_metric=[figure()]
    )
    folder = run.write(tmp_path / "run")
    with open_store(url_of(folder), annotated) as opened:
        opened.import_run(folder)
        first, second, third = (row["claim_id"] for row in run.drug_target)
        opened.decide(first, "lin", Decision("accept", comment="同意"), 0)
        opened.decide(second, "wei", Decision("edit", fields={"object": "EGFR", "object_id": "hgnc:3236"}), 0)
        opened.decide(third, "lin", Decision("reject", error="negated"), 0)
        yield opened


def rows_of(told: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told.decode("utf-8-sig"), newline="")))


def test_the_columns_are_those_of_the_tables() -> None:
    assert {name: tuple(COLUMNS[name]) for name in content.COLUMNS} == content.COLUMNS


def test_csv_has_the_contract_and_the_decision(store: Store) -> None:
    made = files(store, "csv")
    assert set(made) == {"drug_target.csv", "mutation_response.csv", "trial_metric.csv"}
    told = made["drug_target.csv"]
    assert told.startswith(b"\xef\xbb\xbf") and b"\r\n" in told
    rows = {row["subject"]: row for row in rows_of(told)}
    assert list(rows["venetoclax"]) == [*COLUMNS["drug_target"], "decision", "error_kind", "curator", "decided_at", "comment"]  # fmt: skip
    assert [rows[name]["decision"] for name in ("venetoclax", "ibrutinib", "imatinib")] == ["accepted", "edited", "rejected"]  # fmt: skip
    assert rows["ibrutinib"]["object"] == "EGFR" and rows["imatinib"]["error_kind"] == "negated"
    assert (rows["venetoclax"]["curator"], rows["venetoclax"]["comment"]) == ("lin", "同意")
    assert rows["venetoclax"]["evidence"] == EVIDENCE
    assert [row["decision"] for row in rows_of(made["trial_metric.csv"])] == [""]


def test_only_what_was_accepted(store: Store) -> None:
    rows = rows_of(files(store, "csv", accepted=True)["drug_target.csv"])
    assert [row["subject"] for row in rows] == ["venetoclax", "ibrutinib"]


def test_parquet_is_raw_and_typed(store: Store) -> None:
    table = parquet.read_table(io.BytesIO(files(store, "parquet")["drug_target.parquet"]))
    assert table.schema.field("subject_start").type == "int64" and table.schema.field("confidence").type == "double"
    assert table.column("evidence").to_pylist()[0] == EVIDENCE


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[tuple[Store, list[str]]]:
    """Every attack in every text column, and in the comment of a decision."""
    texts = [name for name, kind in COLUMNS["drug_target"].items() if kind == "text"]
    keep = {"claim_id", "doc_id", "sentence_id"}
    rows = [
        target(start=at, **{name: attack for name in texts if name not in keep and name != "evidence"})
        | {"claim_id": f"k{at}", "evidence": attack}
        for at, attack in enumerate(ATTACKS)
    ]
    folder = Run(rows).write(tmp_path / "run")
    with open_store(url_of(folder), annotated) as opened:
        opened.import_run(folder)
        for at, attack in enumerate(ATTACKS):
            opened.decide(f"k{at}", attack.strip() or "x", Decision("accept", comment=attack), 0)
        yield opened, ATTACKS


def test_no_cell_of_a_csv_is_a_formula(hostile: tuple[Store, list[str]]) -> None:
    store, attacks = hostile
    rows = rows_of(files(store, "csv")["drug_target.csv"])
    assert len(rows) == len(attacks)
    for row in rows:
        for told in row.values():
            bare = told.lstrip().lstrip("\u200b\ufeff")
            assert not bare[:1] or (bare[0] not in "=+@＝＋－＠\t\r" and not (bare[0] == "-" and "cmd" in bare))
            assert not any(sign in told for sign in "\u202e\u2066\x00\x07")


def test_no_cell_of_a_workbook_is_a_formula(hostile: tuple[Store, list[str]]) -> None:
    store, attacks = hostile
    told = files(store, "xlsx")["curated.xlsx"]
    sheet = load_workbook(io.BytesIO(told))["drug_target"]
    assert sheet.max_row == len(attacks) + 1
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "inlineStr", "n") and cell.number_format == "@"
            assert cell.data_type != "n" or cell.value is None
    with zipfile.ZipFile(io.BytesIO(told)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_a_workbook_keeps_chinese(store: Store) -> None:
    book = load_workbook(io.BytesIO(files(store, "xlsx")["curated.xlsx"]))
    assert book.sheetnames == ["drug_target", "mutation_response", "trial_metric"]
    rows = list(book["drug_target"].iter_rows(values_only=True))
    column = rows[0].index("evidence")
    assert rows[1][column] == EVIDENCE and rows[1][rows[0].index("comment")] == "同意"
    assert rows[1][rows[0].index("confidence")] == "0.85"


def test_gold_annotations_hold_what_was_accepted(store: Store) -> None:
    (told,) = files(store, "ann").values()
    said = brat.loads(told.decode("utf-8"))
    assert [(s.subject.name, s.predicate, s.object.name) for s in said.statements if s.subject and s.object] == [
        ("venetoclax", "inhibits", "BCL2"), ("ibrutinib", "inhibits", "EGFR"),
    ]  # fmt: skip
    assert said.statements[0].subject and said.statements[0].subject.text == EVIDENCE[:4]
    assert (said.sha256, said.scope, said.document) == (DOC * 4, "claims", "aa.md")


def test_the_audit_tells_every_event(store: Store) -> None:
    store.undo("lin")
    lines = [json.loads(line) for line in files(store, "audit")["audit.jsonl"].decode("utf-8").splitlines()]
    assert [(line["who"], line["what"]) for line in lines] == [
        ("lin", "accept"), ("wei", "edit"), ("lin", "reject"), ("lin", "undo"),
    ]  # fmt: skip
    assert lines[1]["after"]["fields"] == {"object": "EGFR", "object_id": "hgnc:3236"}
    assert lines[3]["before"]["kind"] == "reject" and lines[3]["after"]["kind"] == ""


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_one_file_for_the_page(store: Store, format: str) -> None:
    name, kind, told = archive(store, format)
    assert told and (name.endswith(".zip") == (kind == "application/zip"))


def test_an_unknown_format(store: Store) -> None:
    with pytest.raises(UnknownFormatError, match="there are: xlsx, csv"):
        files(store, "exe")


# Back into the score


def test_precision_by_decisions(store: Store) -> None:
    everything, one = store.precision()
    assert (everything.relation, one.relation, one.extractor) == ("", "drug_target", "rules 0.1.0")
    assert (one.decided, one.accepted, one.edited, one.rejected) == (3, 1, 1, 1) and one.precision == 1 / 3
    assert 0 < one.low < 1 / 3 < one.high < 1
    assert {kind: told[0] for kind, told in one.errors.items()} == {"edited": 1, "negated": 1}


def test_precision_of_two_versions(store: Store, tmp_path: Path) -> None:
    """The new version leaves the rejected claim out, and makes one that is not judged as it is."""
    rows = [target(extractor="rules 0.2.0"), target("ibrutinib", object="BTK", start=6, extractor="rules 0.2.0", polarity="negated")]  # fmt: skip
    store.import_run(Run(rows).write(tmp_path / "new"))
    told = {one.extractor: one for one in store.precision() if not one.relation}
    assert told["rules 0.1.0"].decided == 3
    assert (told["rules 0.2.0"].decided, told["rules 0.2.0"].precision) == (1, 1.0)
