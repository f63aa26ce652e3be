"""Queries over a run: answers in four forms, and nothing beyond the tables can be reached or changed."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipeline import display, queries
from pipeline.assembling.columns import COLUMNS
from pipeline.cli import app

PAPER = "# 白血病治疗进展\n\n## 1 机制\n\n维奈克拉是一种BCL-2抑制剂。伊马替尼抑制BCR::ABL1。\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "papers").mkdir()
    (folder / "papers" / "综述,1.md").write_text(PAPER, encoding="utf-8")
    done = CliRunner().invoke(app, ["run", str(folder / "papers"), "--out", str(folder / "out"), "--no-server"])
    assert done.exit_code == 0, done.output
    return folder / "out"


def ask(query: str, *more: object) -> Result:
    return CliRunner().invoke(app, ["query", query, *map(str, more)])


def test_a_pipe_gets_csv(run: Path) -> None:
    done = ask("select path, n_claims, null as nothing, [1, 2] as two from documents", run)
    assert done.exit_code == 0
    assert done.stdout == 'path,n_claims,nothing,two\n"综述,1.md",2,,"[1, 2]"\n'
    whole = (run / "mentions.csv").read_text(encoding="utf-8")
    assert list(csv.reader(io.StringIO(ask("from mentions", run).stdout))) == list(csv.reader(io.StringIO(whole)))


def test_other_forms(run: Path) -> None:
    query = "select subject, c.name_zh, object || '|' as object from drug_target join concepts c on concept_id = subject_id order by 1"
    rows = json.loads(ask(query, run, "--format", "json").stdout)
    assert rows[0] == {"subject": "imatinib", "name_zh": "伊马替尼", "object": rows[0]["object"]} and len(rows) == 2
    lines = ask(query, run, "--format", "markdown").stdout.splitlines()
    assert lines[:2] == ["| subject | name_zh | object |", "| --- | --- | --- |"] and lines[2].endswith("\\| |")
    assert json.loads(ask("select 1 where false", run, "--format", "json").stdout) == []


def test_a_terminal_gets_a_table_and_is_told_of_the_rest(run: Path) -> None:
    done = ask("select i, 'a' || chr(27) || 'b' as told from range(60) t(i)", run, "--format", "table")
    assert "The first 50 rows" in done.stdout and "│ 49 │" in done.stdout and "│ 50 │" not in done.stdout
    assert "a\\x1bb" in done.stdout and "\x1b" not in done.stdout
    assert "first" not in ask("select 2026 as year", run, "--format", "table").stdout


def test_without_a_query_the_tables_are_listed(run: Path) -> None:
    done = ask(str(run))
    assert done.exit_code == 0 and all(table in done.stdout for table in COLUMNS) and "Next: " in done.stdout
    assert {table: list(columns) for table, columns in queries.schema(run).items()} == {
        table: list(columns) for table, columns in COLUMNS.items()
    }


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("selec 1", "syntax error"),
        ("select nope from mentions", 'column "nope" not found'),
        ("select * from nope", "Table with name nope"),
        ("select 1; select 2", "one query is asked at a time"),
        ("", "one query is asked at a time"),
        ("select 1 / 'a'", "Conversion Error"),
    ],
)
def test_a_wrong_query_is_one_line(run: Path, query: str, told: str) -> None:
    done = ask(query, run)
    assert done.exit_code == 2 and told in done.stderr and done.stderr.count("\n") == 1


def test_a_folder_without_tables(tmp_path: Path) -> None:
    for arguments in (["select 1", tmp_path], [tmp_path]):
        done = ask(*map(str, arguments))
        assert done.exit_code == 2 and "holds no tables of a run" in done.stderr


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_text('/etc/hostname')",
        "select * from glob('*')",
        "select * from read_csv('http://127.0.0.1:9/a.csv')",
        "select * from '{run}/run.json'",
        "select * from read_parquet('{run}/mentions.parquet')",
        "with x as (copy (select 1) to '{run}/mentions.parquet' (use_tmp_file false)) select * from x",
        "copy (select 1) to '{run}/new.csv'",
        "attach '{run}/new.duckdb'",
        "set enable_external_access = true",
        "install httpfs",
        "load httpfs",
        "create table t as select 1",
        "with x as (insert into mentions select * from mentions returning 1) select * from x",
        "drop view mentions",
        "select * from columns",
    ],
)
def test_nothing_else_can_be_reached(run: Path, query: str) -> None:
    before = {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}
    columns = [1]  # a variable of Python is no table
    done = ask(query.replace("{run}", str(run)), run)
    assert done.exit_code == 2 and columns
    assert {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()} == before


def test_what_is_locked_stays_locked(run: Path) -> None:
    with queries._opened(run) as base:
        for change in ("set enable_external_access = true", "set autoload_known_extensions = true"):
            with pytest.raises(duckdb.Error):
                base.execute(change)


def test_a_reader_that_stops_early(run: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "query", "select * from range(300000)", str(run)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == "range\n"
        process.stdout.close()
        assert process.stderr.read() == ""


def test_escapes_for_a_terminal() -> None:
    assert display._printable_lines("甲,乙\x1b[2J\n") == "甲,乙\\x1b[2J\n"
