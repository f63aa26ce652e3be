"""A run over other formats: extracted text beside the tables, offsets into it, one line for each refused file."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

CORPORA = Path(__file__).resolve().parents[1] / "corpora"


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("btk_cll.pdf", "tki_cml.xml"):
        shutil.copy(CORPORA / "formats" / name, folder)
    for name in ("encoding_gb18030.txt", "traditional_characters.txt"):
        shutil.copy(CORPORA / "troubles" / name, folder)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "page.xml").write_text("<!DOCTYPE html><html></html>")
    (folder / "zip.docx").write_bytes(b"PK\x03\x04")
    return folder


def test_extracted_text_is_what_offsets_count_in(papers: Path) -> None:
    done = CliRunner().invoke(app, ["run", str(papers), "--out", "out", "--no-server"])
    assert done.exit_code == 1, done.output
    out = papers.parent / "out"
    known = {row["doc_id"]: row for row in rows(out, "documents") if row["status"] == "ok"}
    texts = {}
    for doc_id, row in known.items():
        own = row["format"] in ("txt", "md") and row["encoding"] == "utf-8"
        extracted = out / "text" / f"{doc_id}.txt"
        assert extracted.exists() != own
        path = papers / row["path"] if own else extracted
        with path.open(encoding="utf-8", newline="") as handle:
            texts[doc_id] = handle.read()
    mentions = rows(out, "mentions")
    assert {row["doc_id"] for row in mentions} == set(known)
    assert all(texts[row["doc_id"]][int(row["start"]) : int(row["end"])] == row["text"] for row in mentions)


def test_each_refused_file_gets_one_line_with_its_remedy(papers: Path) -> None:
    done = CliRunner().invoke(app, ["run", str(papers), "--out", "out", "--no-server"])
    refused = {
        row["path"]: row["error"] for row in rows(papers.parent / "out", "documents") if row["status"] == "failed"
    }
    assert set(refused) == {"broken.pdf", "page.xml", "zip.docx"}
    assert (
        "damaged" in refused["broken.pdf"]
        and "ending .html" in refused["page.xml"]
        and "archive" in refused["zip.docx"]
    )
    assert all(name in done.output for name in refused)


def test_texts_of_an_earlier_run_do_not_stay(papers: Path) -> None:
    run = ["run", str(papers / "tki_cml.xml"), "--out", "out", "--no-server"]
    assert CliRunner().invoke(app, run).exit_code == 0
    assert len(list((papers.parent / "out" / "text").iterdir())) == 1
    run[1] = str(papers / "traditional_characters.txt")
    assert CliRunner().invoke(app, run).exit_code == 0
    assert not (papers.parent / "out" / "text").exists()
