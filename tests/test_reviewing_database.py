"""The store on either database: tables from migrations, the same behaviour, and what survives a kill or a rerun."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from reviewing_runs import Run, figure, target
from sqlalchemy import insert, text
from sqlalchemy.exc import DatabaseError

from pipeline.assembling.publishing import recover
from pipeline.assembling.writing import write_run
from pipeline.reviewing import schema
from pipeline.reviewing.database import StoreAddressError, StoreError
from pipeline.reviewing.exporting import files
from pipeline.reviewing.records import Decision, Event, Filters, Taken
from pipeline.reviewing.store import FILE, Store, open_store, url_of
from soak import curators, postgres, races

ACCEPT = Decision("accept")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a PostgreSQL that is there for these tests alone."""
    if reason := postgres.missing():
        pytest.skip(reason)
    with postgres.cluster() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'review.sqlite'}"
    else:
        url = request.getfixturevalue("address")
        with open_store(url) as old, old.database.writing() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    with open_store(url) as opened:
        yield opened


def filled(store: Store, tmp_path: Path) -> list[str]:
    rows = [target(f"drug-{at}", start=at * 20) for at in range(6)]
    store.import_run(Run(rows, trial_metric=[figure(start=200)]).write(tmp_path / "run"))
    return [claim.key for claim in store.page(Filters(order="paper")).claims]


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    with store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_a_round_on_either_database(store: Store, tmp_path: Path) -> None:
    keys = filled(store, tmp_path)
    assert store.next_claim(Filters(order="paper"), "lin") == keys[0]
    assert store.next_claim(Filters(order="paper"), "wei") == keys[1]
    store.decide(keys[0], "lin", Decision("reject", error="negated", comment="不\x00成立\ud800"), 0)
    store.decide_group(keys[1:3], "wei", ACCEPT, dict.fromkeys(keys[1:3], 0))
    assert store.claim(keys[0]).judgement.comment == "不\ufffd成立\ufffd"
    assert (
        store.progress("wei").by_status == {"rejected": 1, "accepted": 2, "open": 4}
        and store.progress("wei").today == 2
    )
    undone = store.undo("wei")
    assert undone is not None and store.claim(keys[1]).status == "open" and store.undo("wei") is None
    assert [claim.key for claim in store.page(Filters(text="DRUG-0", status="")).claims] == [keys[0]]
    assert store.import_run(tmp_path / "run").kept == 1 and store.holds(tmp_path / "run")
    assert store.conflicts() == () and store.precision()[0].rejected == 1
    assert files(store, "audit")["audit.jsonl"].count(b"\n") == 5
    account = store.write_account("lin", "admin", "correct horse battery")
    session = store.authenticate("lin", "correct horse battery")
    assert session is not None and store.session(session) == account and store.authenticate("lin", "wrong") is None


@pytest.mark.parametrize("line", ["UPDATE events SET who = 'x'", "DELETE FROM events", "TRUNCATE events CASCADE"])
def test_the_log_is_append_only(store: Store, tmp_path: Path, line: str) -> None:
    if store.database.sqlite and line.startswith("TRUNCATE"):
        line = "DELETE FROM events WHERE 1"
    store.decide(filled(store, tmp_path)[0], "lin", ACCEPT, 0)
    with pytest.raises(DatabaseError, match="events are never"), store.database.writing() as connection:
        connection.execute(text(line))
    assert files(store, "audit")["audit.jsonl"].count(b"\n") == 1


def test_races_have_one_winner(store: Store, tmp_path: Path) -> None:
    for key in filled(store, tmp_path):
        results: list[object] = []
        barrier = threading.Barrier(3)

        def race(who: str, key: str = key, into: list[object] = results, at: threading.Barrier = barrier) -> None:
            at.wait()
            try:
                into.append(store.decide(key, who, ACCEPT, 0))
            except Taken as taken:
                into.append(taken.event)

        threads = [threading.Thread(target=race, args=(name,)) for name in ("lin", "wei", "mei")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(results) == 3 and len({event.id for event in results if isinstance(event, Event)}) == 1


def test_no_two_are_given_one_claim(store: Store, tmp_path: Path) -> None:
    keys = filled(store, tmp_path)
    given: list[str | None] = []
    threads = [
        threading.Thread(target=lambda who=f"c{at}": given.append(store.next_claim(Filters(), who))) for at in range(7)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(key for key in given if key) == sorted(keys)


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)) as store, store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="another version of litmine"):
        open_store(url_of(tmp_path))


@pytest.mark.parametrize(
    ("url", "told"),
    [("nonsense", "is none"), ("mysql://x/y", "not supported"), ("sqlite://", "in memory would lose")],
)
def test_addresses_that_are_none(url: str, told: str) -> None:
    with pytest.raises(StoreAddressError, match=told):
        open_store(url)


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not answer") as told:
        open_store(f"postgresql://lin:geheim@/litmine?host={tmp_path}")
    assert "geheim" not in str(told.value)


def test_the_file_is_private(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)):
        assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


# A run that is made anew while the page is open


def test_a_rerun_under_an_open_store_loses_nothing(tmp_path: Path) -> None:
    folder = Run([target(), target("ibrutinib", start=30)]).write(tmp_path / "run")
    first, second = target()["claim_id"], target("ibrutinib", start=30)["claim_id"]
    with open_store(url_of(folder)) as store:
        store.import_run(folder)
        store.decide(first, "lin", ACCEPT, 0)
        write_run(folder, [], lambda staged, counts: (staged / "run.json").write_text("{}"))
        store.decide(second, "lin", ACCEPT, 0)
    with open_store(url_of(folder)) as again:
        assert [again.claim(key).status for key in (first, second)] == ["accepted", "accepted"]


def test_no_connection_makes_an_empty_store_where_the_folder_is_away(tmp_path: Path) -> None:
    folder = Run([target()]).write(tmp_path / "run")
    with open_store(url_of(folder)) as store:
        store.import_run(folder)
        store.database.engine.dispose()
        folder.rename(tmp_path / ".run.old")
        with pytest.raises(DatabaseError):
            store.progress()
        assert not folder.exists()
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "run.json").write_text("{}", encoding="utf-8")
        recover(folder)
        assert store.progress().total == 1


# What a kill leaves, in short; `make soak` does it at length


def test_no_acknowledged_decision_is_lost_when_the_server_is_killed() -> None:
    outcome = curators.worn(3, 20, 1)
    assert outcome.good and outcome.acknowledged >= 20 and outcome.kills == 1, outcome.line()


def test_races_over_http() -> None:
    outcome = races.raced(12)
    assert outcome.good, outcome.line()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)) as store:
        with pytest.raises(DatabaseError), store.database.writing() as connection:
            connection.execute(insert(schema.settings).values(name="a", value="1"))
            connection.execute(insert(schema.settings).values(name="a", value="2"))
        with store.database.reading() as connection:
            assert connection.execute(schema.settings.select()).all() == []
