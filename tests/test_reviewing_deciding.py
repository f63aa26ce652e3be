"""Decisions: in the log, in force, undone, and never lost to another's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from reviewing_runs import Run, target
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from pipeline.reviewing.records import (
    ERRORS,
    Decision,
    Event,
    Filters,
    InvalidDecisionError,
    RefusedError,
    Taken,
    UnknownClaimError,
)  # fmt: skip
from pipeline.reviewing.store import Store, open_store, url_of

DRUGS = ("venetoclax", "ibrutinib", "imatinib", "asciminib", "midostaurin")
ACCEPT = Decision("accept")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = Run(
        [*(target(drug, start=at) for at, drug in enumerate(DRUGS)), target(start=40), target(start=80)]
    ).write(tmp_path / "run")
    with open_store(url_of(folder)) as opened:
        opened.import_run(folder)
        yield opened


def keys(store: Store, status: str = "open") -> list[str]:
    return [claim.key for claim in store.page(Filters(status=status, order="paper")).claims]


def test_a_decision_is_in_force_and_in_the_log(store: Store) -> None:
    key = keys(store)[0]
    event = store.decide(key, "lin", Decision("reject", error="negated", comment="不成立"), 0)
    assert (event.who, event.kind, event.error, event.version) == ("lin", "reject", "negated", 1)
    assert event.before["kind"] == "" and event.after["kind"] == "reject" and event.at.endswith("+00:00")
    seen = store.claim(key)
    assert (seen.status, seen.version, seen.judgement.who, seen.judgement.comment) == ("rejected", 1, "lin", "不成立")
    assert seen.history == (event,) and key not in keys(store) and keys(store, "rejected") == [key]


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_kind_is_kept(store: Store, error: str) -> None:
    key = keys(store)[0]
    store.decide(key, "lin", Decision("reject", error=error), 0)
    assert store.page(Filters(status="rejected")).claims[0].error == error


@pytest.mark.parametrize(
    ("kind", "status"), [("accept", "accepted"), ("skip", "skipped"), ("flag", "flagged"), ("comment", "open")]
)
def test_statuses(store: Store, kind: str, status: str) -> None:
    key = keys(store)[0]
    store.decide(key, "lin", Decision(kind, comment="看一下"), 0)  # type: ignore[arg-type]
    assert store.claim(key).status == status and store.claim(key).judgement.comment == "看一下"


def test_an_edit_lies_over_the_claim(store: Store) -> None:
    key = keys(store)[0]
    store.decide(key, "lin", Decision("edit", fields={"object": "MCL1", "object_id": "hgnc:6943"}), 0)
    seen = store.claim(key)
    assert seen.status == "edited" and seen.current["object"] == "MCL1" and seen.fields["object"] == "BCL2"
    assert seen.triple == ("venetoclax", "inhibits", "MCL1")


@pytest.mark.parametrize("fields", [{"claim_id": "x"}, {"value": "5"}, {"evidence": "x"}, {"confidence": "1"}])
def test_an_edit_of_what_cannot_be_edited_is_refused(store: Store, fields: dict[str, str]) -> None:
    with pytest.raises(InvalidDecisionError, match="cannot be edited"):
        store.decide(keys(store)[0], "lin", Decision("edit", fields=fields), 0)
    assert store.claim(keys(store)[0]).history == ()


@pytest.mark.parametrize(
    ("kind", "more"), [("reject", {}), ("reject", {"error": "bad"}), ("edit", {}), ("comment", {}), ("fly", {})]
)
def test_decisions_that_mean_nothing(kind: str, more: dict[str, str]) -> None:
    with pytest.raises(InvalidDecisionError):
        Decision(kind, **more)  # type: ignore[arg-type]


def test_a_comment_and_a_skip_leave_a_decision_in_force(store: Store) -> None:
    key = keys(store)[0]
    store.decide(key, "lin", ACCEPT, 0)
    store.decide(key, "wei", Decision("comment", comment="同意"), 1)
    store.decide(key, "wei", Decision("skip"), 2)
    seen = store.claim(key)
    assert (seen.status, seen.judgement.who, seen.judgement.comment, seen.version) == ("accepted", "lin", "同意", 3)


def test_unknown_claims(store: Store) -> None:
    for ask in (lambda: store.claim("none"), lambda: store.decide("none", "lin", ACCEPT, 0), lambda: store.group("no")):
        with pytest.raises(UnknownClaimError, match="of another run"):
            ask()


def test_the_second_is_told_the_winners_choice(store: Store) -> None:
    key = keys(store)[0]
    won = store.decide(key, "lin", Decision("reject", error="wrong_arm"), 0)
    with pytest.raises(Taken) as told:
        store.decide(key, "wei", ACCEPT, 0)
    assert told.value.event == won and store.claim(key).status == "rejected" and len(store.claim(key).history) == 1


def test_fifty_races_have_one_winner_each(store: Store) -> None:
    """Four threads at one claim, again and again, each with the version that it saw."""
    key, winners, told = keys(store)[0], [], []
    for version in range(50):
        barrier, results = threading.Barrier(4), []

        def race(who: str, seen: int = version, barrier: threading.Barrier = barrier, into: list[object] = results) -> None:  # fmt: skip
            barrier.wait()
            try:
                into.append(store.decide(key, who, ACCEPT, seen))
            except Taken as taken:
                into.append(taken)

        racers = [threading.Thread(target=race, args=(f"c{number}",)) for number in range(4)]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        won = [one for one in results if isinstance(one, Event)]
        lost = [one for one in results if isinstance(one, Taken)]
        winners.append(len(won))
        told.extend(one.event == won[0] for one in lost)
    assert winners == [1] * 50 and told == [True] * 150
    assert [event.version for event in store.claim(key).history] == list(range(1, 51))


def test_undo_without_end(store: Store) -> None:
    first, second, third = keys(store)[:3]
    store.decide(first, "lin", ACCEPT, 0)
    store.decide(second, "lin", Decision("reject", error="other"), 0)
    store.decide(first, "lin", Decision("flag"), 1)
    store.decide(third, "lin", Decision("skip"), 0)
    undone = [store.undo("lin") for _ in range(6)]
    assert [event and (event.key, event.kind) for event in undone] == [
        (third, "undo"), (first, "undo"), (second, "undo"), (first, "undo"), None, None,
    ]  # fmt: skip
    assert keys(store)[:3] == [first, second, third] and store.claim(first).judgement.kind == ""
    assert [event.kind for event in store.claim(first).history] == ["accept", "flag", "undo", "undo"]


def test_undo_brings_back_what_was_before(store: Store) -> None:
    key = keys(store)[0]
    store.decide(key, "lin", Decision("edit", fields={"object": "MCL1"}, comment="一"), 0)
    store.decide(key, "lin", Decision("reject", error="negated"), 1)
    store.undo("lin")
    seen = store.claim(key)
    assert seen.status == "edited" and seen.current["object"] == "MCL1" and seen.judgement.comment == "一"
    store.decide(key, "lin", ACCEPT, seen.version)
    store.undo("lin")
    assert store.claim(key).status == "edited"
    store.undo("lin")
    assert store.claim(key).status == "open" and store.undo("lin") is None


def test_undo_leaves_what_somebody_else_decided_since(store: Store) -> None:
    first, second = keys(store)[:2]
    store.decide(second, "lin", ACCEPT, 0)
    store.decide(first, "lin", ACCEPT, 0)
    store.decide(first, "wei", Decision("reject", error="other"), 1)
    assert getattr(store.undo("lin"), "key", "") == second and store.undo("lin") is None
    assert store.claim(first).status == "rejected"
    store.undo("wei")
    assert store.claim(first).judgement.who == "lin" and getattr(store.undo("lin"), "key", "") == first


def test_undo_survives_a_restart(store: Store, tmp_path: Path) -> None:
    key = keys(store)[0]
    store.decide(key, "lin", ACCEPT, 0)
    store.close()
    with open_store(url_of(tmp_path / "run")) as again:
        assert again.claim(key).status == "accepted"
        assert getattr(again.undo("lin"), "key", "") == key and again.claim(key).status == "open"


def test_a_group_is_decided_and_undone_together(store: Store) -> None:
    group = store.group(keys(store)[0])
    assert len(group) == 3 and store.page(Filters(order="paper")).claims[0].group_size == 3
    events = store.decide_group(group, "lin", ACCEPT, dict.fromkeys(group, 0))
    assert len(events) == 3 and len({event.batch for event in events}) == 1
    assert {store.claim(key).status for key in group} == {"accepted"}
    store.undo("lin")
    assert {store.claim(key).status for key in group} == {"open"} and store.undo("lin") is None


def test_a_group_is_decided_whole_or_not_at_all(store: Store) -> None:
    group = store.group(keys(store)[0])
    store.decide(group[1], "wei", Decision("reject", error="other"), 0)
    assert store.group(group[0]) == (group[0], group[2])
    with pytest.raises(Taken):
        store.decide_group(group, "lin", ACCEPT, dict.fromkeys(group, 0))
    assert [store.claim(key).status for key in group] == ["open", "rejected", "open"]


@pytest.mark.parametrize("line", ["UPDATE events SET who = 'x'", "DELETE FROM events"])
def test_the_log_cannot_be_changed(store: Store, line: str) -> None:
    store.decide(keys(store)[0], "lin", ACCEPT, 0)
    with pytest.raises(DatabaseError, match="events are never"), store.database.writing() as connection:
        connection.execute(text(line))
    assert store.claim(store.page(Filters(status="accepted")).claims[0].key).history[0].who == "lin"


def test_a_decision_is_durable_settings_of_the_file(store: Store) -> None:
    with store.database.reading() as connection:
        told = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}  # fmt: skip
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


# Leases


def test_nobody_is_given_what_another_looks_at(store: Store) -> None:
    given = [store.next_claim(Filters(), f"c{number}") for number in range(9)]
    assert None not in given[:7] and len(set(given[:7])) == 7 and given[7:] == [None, None]
    assert store.next_claim(Filters(), "c0") == given[0]
    store.decide(str(given[0]), "c0", ACCEPT, 0)
    assert store.next_claim(Filters(), "c0") is None
    told = {claim.key: claim.leased_by for claim in store.page(Filters(), who="c1").claims}
    assert told == {str(key): f"c{at}" if at > 1 else "" for at, key in enumerate(given[:7]) if at}


def test_a_lease_ends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    given = store.next_claim(Filters(), "lin")
    assert store.next_claim(Filters(), "wei") != given
    monkeypatch.setattr("pipeline.reviewing.queue.time.time", lambda: 1e11)
    assert store.next_claim(Filters(), "mei") == given


# Double review


@pytest.fixture
def double(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr("pipeline.reviewing.accounts._hasher", PasswordHasher(1, 8, 1))
    store.set_mode("double")
    for name, role in (("lin", "curator"), ("wei", "curator"), ("mei", "curator"), ("an", "adjudicator")):
        store.write_account(name, role, "correct horse battery")  # type: ignore[arg-type]
    return store


def test_two_blind_decisions_that_agree_settle_a_claim(double: Store) -> None:
    key = keys(double)[0]
    double.decide(key, "lin", ACCEPT, 0)
    blind = double.claim(key, "wei")
    assert (blind.status, blind.version, blind.history, blind.decisions, blind.judgement.kind) == (
        "open",
        0,
        (),
        (),
        "",
    )
    listed = next(one for one in double.page(Filters(), who="wei").claims if one.key == key)
    assert (listed.decided_by, listed.error, listed.version) == ("", "", 0)
    assert key not in [one.key for one in double.page(Filters(), who="lin").claims]
    double.decide(key, "wei", ACCEPT, 0)
    assert double.claim(key, "wei").status == "accepted" and double.progress("lin").by_status["accepted"] == 1


def test_two_that_differ_wait_for_an_adjudicator(double: Store) -> None:
    key = keys(double)[0]
    double.decide(key, "lin", ACCEPT, 0)
    double.decide(key, "wei", Decision("reject", error="wrong_link", comment="药物不对"), 0)
    assert [one.key for one in double.adjudication(who="an").claims] == [key]
    seen = double.claim(key, "lin")
    assert seen.status == "accepted" and [one.who for one in seen.decisions] == ["lin"] and len(seen.history) == 1
    with pytest.raises(RefusedError):
        double.decide(key, "mei", ACCEPT, 0)
    both = double.claim(key, "an")
    assert [one.who for one in both.decisions] == ["lin", "wei"] and both.status == "adjudication"
    event = double.decide(key, "an", Decision("reject", error="wrong_link"), both.version)
    assert event.final and double.claim(key, "lin").status == "rejected" and len(double.claim(key, "lin").history) == 3
    assert double.adjudication().total == 0


def test_rejections_for_other_reasons_differ(double: Store) -> None:
    key = keys(double)[0]
    double.decide(key, "lin", Decision("reject", error="negated"), 0)
    double.decide(key, "wei", Decision("reject", error="wrong_arm"), 0)
    assert double.claim(key, "an").status == "adjudication"


def test_a_blind_decision_can_be_undone(double: Store) -> None:
    key = keys(double)[0]
    double.decide(key, "lin", ACCEPT, 0)
    double.decide(key, "wei", Decision("reject", error="other"), 0)
    double.undo("wei")
    assert double.claim(key, "an").status == "waiting" and double.claim(key, "wei").status == "open"
    double.decide(key, "mei", ACCEPT, 0)
    assert double.claim(key, "an").status == "accepted"


def test_two_look_at_a_claim_and_no_third(double: Store) -> None:
    first = double.next_claim(Filters(order="paper"), "lin")
    assert double.next_claim(Filters(order="paper"), "wei") == first
    assert double.next_claim(Filters(order="paper"), "mei") != first
    double.decide(str(first), "lin", ACCEPT, 0)
    double.decide(str(first), "wei", ACCEPT, 0)
    assert double.next_claim(Filters(order="paper"), "lin") not in (None, first)


def test_agreement(double: Store) -> None:
    for number, key in enumerate(keys(double)[:5]):
        double.decide(key, "lin", ACCEPT, 0)
        double.decide(key, "wei", ACCEPT if number else Decision("reject", error="other"), 0)
    assert double.agreement()[0].pairs == 5 and double.agreement()[0].same == 4
    assert [one.relation for one in double.agreement()] == ["", "drug_target"]
