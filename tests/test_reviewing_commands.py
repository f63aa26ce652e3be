"""The commands of the review: what they print, their exit codes, and that they keep secrets."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from reviewing_runs import Run, figure, target
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.reviewing.records import Decision
from pipeline.reviewing.store import open_store, url_of
from pipeline.reviews import check_free, opened, served
from soak.server import Server


def litmine(*arguments: object, text: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=text)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Run([target(), target("ibrutinib", start=30)], trial_metric=[figure()]).write(tmp_path / "run")


def test_import_counts(run: Path) -> None:
    first, again = litmine("review", "import", run), litmine("review", "import", run)
    assert first.exit_code == again.exit_code == 0, first.output
    assert "claims new" in first.output and "Taken in from rules 0.1.0" in first.output
    assert [line.split("│")[2].strip() for line in again.output.splitlines() if "as they were" in line] == ["3"]


def test_export_and_score(run: Path, tmp_path: Path) -> None:
    litmine("review", "import", run)
    assert "nothing is decided yet" in litmine("score", "--decisions", run).output
    with open_store(url_of(run)) as store:
        store.decide(target()["claim_id"], "local", Decision("accept"), 0)
        store.decide(target("ibrutinib", start=30)["claim_id"], "local", Decision("reject", error="wrong_link"), 0)
    done = litmine("review", "export", run, "--out", "out", "--format", "xlsx", "--format", "audit", "--accepted")
    assert done.exit_code == 0 and done.output.split() == ["out/curated.xlsx", "out/audit.jsonl"]
    assert load_workbook(tmp_path / "out" / "curated.xlsx")["drug_target"].max_row == 2
    told = litmine("score", "--decisions", run, "--md")
    assert told.exit_code == 0 and "0.500" in told.output and "| wrong_link |" in told.output
    store_file = run / "review" / "review.sqlite"
    assert "0.500" in litmine("score", "--decisions", store_file).output
    assert "0.500" in litmine("score", "--decisions", f"sqlite:///{store_file}").output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["review", "import", "nowhere"], "name a folder that litmine run wrote"),
        (["review", "import"], "name the RUN"),
        (["review", "open"], "name a run folder, or a store with --db-url"),
        (["review", "nowhere"], "name a folder that litmine run wrote"),
        (["review", "export", "run", "--format", "exe"], "there are: xlsx, csv"),
        (["review", "run", "--db-url", "mysql://x/y"], "not supported"),
        (["review", "run", "--host", "0.0.0.0", "--no-browser"], "review account RUN NAME"),
        (["review", "run", "--host", "review.example.org", "--no-browser"], "there are no accounts"),
        (["score", "--decisions", "run"], "begin with litmine review run"),
        (["score"], "name a RUN and --gold DIR, or --decisions DB"),
    ],
)
@pytest.mark.usefixtures("run")
def test_wrong_usage(arguments: list[str], told: str) -> None:
    done = litmine(*arguments)
    assert done.exit_code == 2 and told in done.stderr and "Traceback" not in done.output


def test_accounts(run: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a long password\nmore", encoding="utf-8")
    done = litmine("review", "account", run, "lin", "--role", "admin", "--password-file", secret)
    assert done.exit_code == 0 and done.output.strip() == "lin: admin"
    typed = litmine("review", "account", run, "wei", text="another password\nanother password\n")
    assert typed.exit_code == 0 and "another" not in typed.output
    with open_store(url_of(run)) as store:
        assert [(one.name, one.role) for one in store.accounts()] == [("lin", "admin"), ("wei", "curator")]
        assert store.authenticate("lin", "a long password") and store.authenticate("wei", "another password")
        assert store.authenticate("lin", "more") is None and store.authenticate("nobody", "a long password") is None


@pytest.mark.parametrize(("name", "password", "told"), [("lin", "short", "at least 10"), ("local", "a long password", "of the program"), ("import", "a long password", "of the program"), (" lin", "a long password", "visible")])  # fmt: skip
def test_accounts_that_cannot_be(run: Path, tmp_path: Path, name: str, password: str, told: str) -> None:
    (tmp_path / "secret").write_text(password, encoding="utf-8")
    done = litmine("review", "account", run, name, "--password-file", tmp_path / "secret")
    assert done.exit_code == 2 and told in done.stderr and password not in done.stderr


def test_sessions_are_not_in_the_store_and_end(run: Path) -> None:
    with open_store(url_of(run)) as store:
        store.write_account("lin", "curator", "a long password")
        session = store.authenticate("lin", "a long password")
        assert session is not None and len(session) >= 43 and store.session(session) is not None
        raw = b"".join(path.read_bytes() for path in (run / "review").iterdir())
        assert session.encode() not in raw and b"a long password" not in raw and b"$argon2id$" in raw
        store.end_session(session)
        assert store.session(session) is None and store.session("") is None
        second = store.authenticate("lin", "a long password")
        store.write_account("lin", "curator", "a new password")
        assert second is not None and store.session(second) is None


def test_a_session_expires(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(url_of(run)) as store:
        store.write_account("lin", "curator", "a long password")
        session = store.authenticate("lin", "a long password")
        monkeypatch.setattr("pipeline.reviewing.accounts.time.time", lambda: 1e11)
        assert session is not None and store.session(session) is None


def test_with_accounts_everybody_logs_in(run: Path) -> None:
    with opened(run) as store:
        assert not served(store, "127.0.0.1", 1).accounts
        store.write_account("lin", "curator", "a long password")
        assert served(store, "127.0.0.1", 1).accounts and served(store, "0.0.0.0", 1).address == "http://0.0.0.0:1/"


def test_a_taken_port_is_told(run: Path) -> None:
    with Server(run) as server:
        done = litmine("review", run, "--port", server.port, "--no-browser")
        assert done.exit_code == 3 and "choose another one (--port)" in done.stderr
    with opened(run) as store:
        check_free(served(store, "127.0.0.1", server.port))
