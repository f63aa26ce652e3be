"""The command: exit codes, lines for failed files, what is printed; without Prefect, which `test_flows` covers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipeline.assembling.columns import TABLES
from pipeline.cli import app

TIMED = {"run.json", "report.html"}
PAPER = (
    "# 甲类白血病治疗进展\n\n## 1 机制\n\n维奈克拉是一种BCL-2抑制剂。MCL-1上调介导维奈克拉耐药[1]。\n\n"
    "## 参考文献\n\n[1] Doe J, Roe R. On resistance[J]. Some Journal, 2021, 3: 4-9.\n"
)


def litmine(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.md").write_text(PAPER, encoding="utf-8")
    return folder


def documents(out: Path) -> pd.DataFrame:
    return pd.read_csv(out / "documents.csv", keep_default_na=False)


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pipeline.cli", "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    assert min(times) < 1.0  # 0.1 s on an idle machine; the bound allows for a busy one


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli; print([m for m in ('pandas', 'spacy', 'prefect', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_good_run(papers: Path, tmp_path: Path) -> None:
    done = litmine("run", papers, "--out", "out", "--no-server")
    assert done.exit_code == 0, done.output
    assert list(documents(tmp_path / "out")["status"]) == ["ok"]
    assert all(
        word in done.output for word in ("documents ok", "claims drug_target", "characters a second", "Tables: out")
    )
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {".litmine", "run.json", "report.html"} | {
        f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet")
    }


def test_manifest_tells_what_made_the_tables(papers: Path, tmp_path: Path) -> None:
    litmine("run", papers, "--out", "out", "--no-server")
    told = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert told["extractor"]["name"] == "rules" and told["arguments"]["paths"] == [str(papers)]
    assert told["counts"]["documents"] == told["counts"]["ok"] == 1 and told["start"] <= told["end"]


def test_rerun_is_byte_identical(papers: Path, tmp_path: Path) -> None:
    litmine("run", papers, "--out", "out", "--no-server")
    first = {
        path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.*") if path.name not in {*TIMED, ".litmine"}
    }
    litmine("run", papers, "--out", "out", "--no-server", "--again")
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.*") if path.name in first}


def test_failed_file_is_one_line_and_one_row(papers: Path, tmp_path: Path) -> None:
    (papers / "b.txt").write_bytes("甲药".encode() + b"\xff\xfe\xfa" + "乙药".encode())
    (papers / "c.txt").write_bytes(b"")
    done = litmine("run", papers, "--out", "out", "--no-server")
    lines = [line for line in done.stderr.splitlines() if line]
    assert done.exit_code == 1 and [line.split(":")[0] for line in lines] == ["b.txt", "c.txt"]
    assert lines[0].startswith("b.txt: is not valid UTF-8 (byte 6). ") and "Traceback" not in done.output
    rows = documents(tmp_path / "out")
    assert list(rows["status"]) == ["ok", "failed", "failed"] and lines[0] == f"b.txt: {rows.loc[1, 'error']}"
    assert rows.loc[1, "doc_id"] == rows.loc[1, "sha256"][:16] != ""


def test_odd_names_are_escaped_in_lines(papers: Path) -> None:
    (papers / "x\x1b[2Jy\u202e\n.txt").write_bytes(b"")
    done = litmine("run", papers, "--out", "out", "--no-server")
    assert done.exit_code == 1 and "\x1b" not in done.output and "\u202e" not in done.output
    assert done.stderr.startswith("x\\x1b[2Jy\\u202e\\n.txt: is empty")


def test_duplicates_are_read_once(papers: Path, tmp_path: Path) -> None:
    (papers / "z.md").write_text(PAPER, encoding="utf-8")
    done = litmine("run", papers, "--out", "out", "--no-server")
    rows = documents(tmp_path / "out")
    assert done.exit_code == 0 and list(rows["status"]) == ["ok", "duplicate"]
    assert rows.loc[1, "error"] == "duplicate of a.md" and rows.loc[0, "doc_id"] == rows.loc[1, "doc_id"]


def test_an_unexpected_error_is_that_files_failure(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("in a stage")

    monkeypatch.setattr("pipeline.processing.paper_rows", broken)
    done = litmine("run", papers, "--out", "out", "--no-server")
    assert done.exit_code == 1 and "ZeroDivisionError: in a stage" in done.stderr and "Traceback" not in done.output
    assert isinstance(litmine("run", papers, "--out", "out", "--no-server", "--debug").exception, ZeroDivisionError)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run"], "Missing"),
        (["run", "nowhere", "--out", "out"], "does not exist"),
        (["run", "papers", "--out", "papers"], "name a new or empty folder"),
        (["run", "papers", "--out", "out", "--extractor", "none"], "there are: hybrid, learned, rules"),
        (["run", "papers", "--out", "out", "--workers", "0"], "workers"),
        (["explain", ""], "empty"),
        (["fly"], "No such command"),
    ],
)
@pytest.mark.usefixtures("papers")
def test_wrong_usage(arguments: Sequence[str], told: str) -> None:
    done = litmine(*arguments)
    assert done.exit_code == 2 and told in done.stderr and "Traceback" not in done.output


def test_a_folder_that_cannot_be_written(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "out")

    monkeypatch.setattr("pipeline.binding.write_run", full)
    done = litmine("run", papers, "--out", "out", "--no-server")
    assert done.exit_code == 3 and done.stderr.startswith("litmine: No space left on device (out). Check the disk")


def test_an_interrupt_is_one_line(papers: Path, tmp_path: Path) -> None:
    code = (
        "import pipeline.cli, pipeline.runs\n"
        "def interrupted(*_): raise KeyboardInterrupt\n"
        "pipeline.runs.carry_out = interrupted\n"
        f"pipeline.cli.app(['run', {str(papers)!r}, '--out', 'out', '--no-server'])\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode().count("\n")) == (130, 1) and b"interrupted" in done.stderr
    assert not (tmp_path / "out").exists()


def test_workers_give_the_same_tables(papers: Path, tmp_path: Path) -> None:
    (papers / "b.md").write_text(PAPER.replace("一种", "一个"), encoding="utf-8")
    (papers / "c.md").write_bytes(b"")
    litmine("run", papers, "--out", "one", "--no-server")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "pipeline.cli", "run", "papers", "--out", "two", "--no-server", "--workers", "2"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.startswith("c.md: is empty")
    for table in TABLES:
        assert (tmp_path / "one" / f"{table}.csv").read_bytes() == (tmp_path / "two" / f"{table}.csv").read_bytes()


def test_explain_shows_tokens_mentions_claims() -> None:
    done = litmine("explain", "维奈克拉是一种BCL-2抑制剂。", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert all(word in done.output for word in ("Tokens:", "Mentions", "venetoclax", "Claims", "Turned down"))


def test_explain_in_chinese() -> None:
    done = litmine("explain", "维奈克拉是一种BCL-2抑制剂。")
    assert done.exit_code == 0, done.output
    assert all(
        word in done.output for word in ("分词", "提及", "维奈克拉 venetoclax", "陈述", "抑制 (inhibits)", "未采纳")
    )


def test_explain_follows_the_locale_where_text_is_not_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "提及" in litmine("explain", "Venetoclax inhibits BCL-2.").output
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "Mentions" in litmine("explain", "Venetoclax inhibits BCL-2.").output


def test_explain_lists_a_papers_sentences_and_explains_one(papers: Path) -> None:
    listed = litmine("explain", papers / "a.md", "--lang", "en")
    line = next(line for line in listed.output.splitlines() if "MCL-1上调" in line)
    number = line.replace("│", " ").split()[0]
    one = litmine("explain", papers / "a.md", "--sentence", number, "--lang", "en")
    assert listed.exit_code == one.exit_code == 0
    assert "MCL1 overexpression" in one.output and "resistance" in one.output and "apposition" not in one.output


def test_explain_names_the_sentences_that_there_are(papers: Path) -> None:
    done = litmine("explain", papers / "a.md", "--sentence", 99)
    assert done.exit_code == 2 and "name one from 1 to " in done.stderr
    assert litmine("explain", "mistyped.txt").exit_code == 2


def test_lexicon_stats_add_up() -> None:
    done = litmine("lexicon", "stats")
    lines = [line.replace("│", " ").split() for line in done.output.splitlines() if "│" in line]
    counts = {line[0]: int(line[1].replace(",", "")) for line in lines}
    assert done.exit_code == 0 and counts["DRUG"] > 0 and counts.pop("all") == sum(counts.values())
