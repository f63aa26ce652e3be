"""The README holds: its commands run, its Python runs, every command and every table is mentioned."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from pipeline.assembling.columns import TABLES
from pipeline.cli import app
from pipeline.settings import Settings
from pipeline.versions import GROUP, Version

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LITMINE_SERVER", "false")  # the Prefect path has its own test
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("checkout")
def test_commands_run(command: str) -> None:
    words = shlex.split(command)
    assert words[0] == "litmine"
    if words[1] in (
        "query",
        "report",
        "review",
        "status",
    ):  # every command has a folder of its own, and these need a run
        run = "outputs/demo" if words[1] == "query" else words[3 if words[1] == "review" else 2]
        assert CliRunner().invoke(app, ["run", "corpora/demo", "--out", run]).exit_code == 0
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *words[1:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_make_targets_exist() -> None:
    targets = re.findall(r"^make (\w+)$", "\n".join(blocks("console")), re.MULTILINE) + re.findall(
        r"`make (\w+)`", README
    )
    known = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"run", "test"} <= set(targets) <= set(known)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "run"
    assert CliRunner().invoke(app, ["run", str(ROOT / "corpora/demo"), "--out", str(out), "--no-server"]).exit_code == 0
    return out


@pytest.mark.parametrize("query", blocks("sql"))
def test_queries_answer(query: str, demo: Path) -> None:
    done = CliRunner().invoke(app, ["query", query, str(demo), "--format", "json"])
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    assert rows
    for column in [name for name in rows[0] if name.endswith("_zh")]:
        assert any(re.search("[\u4e00-\u9fff]", row[column] or "") for row in rows), column


def test_there_are_five_queries() -> None:
    assert len(blocks("sql")) == 5


@pytest.mark.usefixtures("checkout")
def test_python_runs() -> None:
    done = CliRunner().invoke(app, ["run", "corpora/demo", "--out", "outputs/demo"])
    assert done.exit_code == 0, done.output
    code = "\n".join(blocks("python"))
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "drug_target" in ran.stdout


def test_every_command_is_mentioned() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        inner = [f"litmine {name} {sub}" for sub in getattr(command, "commands", {})] or [f"litmine {name}"]
        for told in inner:
            assert told in README, told


def test_every_table_is_mentioned() -> None:
    assert [table for table in TABLES if f"| `{table}` |" not in README] == []


def test_every_setting_is_mentioned() -> None:
    assert [name for name in Settings.model_fields if f"LITMINE_{name.upper()}" not in README] == []


def test_every_option_of_run_is_mentioned() -> None:
    options = [option for parameter in get_command(app).commands["run"].params for option in parameter.opts]  # type: ignore[attr-defined]
    assert [option for option in options if option.startswith("--") and option not in README] == []


def test_other_extractors_have_their_door() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (told,) = blocks("toml")
    assert f'[project.entry-points."{GROUP}"]' in told and tomllib.loads(told)
    assert [name for name in project["entry-points"][GROUP] if f"`{name}` is such an extractor" not in README] == []
    assert "litmine[llm]" in README and "llm" in project["optional-dependencies"]
    named = [name for name in (*vars(Version), *Version.__annotations__) if not name.startswith("_")]
    assert [name for name in named if f"`{name}" not in README] == []
