"""A run without any scheduler: files to papers' rows, batch by batch, and rows to a folder of tables.

Everything that a run does stands here as plain functions; `flows` wraps the same functions for Prefect. What became of
each file is told by its own row in `documents`, which decides the exit code, never by what a scheduler believes. Papers
are strangers' files: each is read and extracted in a child process with limits (`isolation`), and one that ends its
process twice is quarantined, so that it is named, stops nothing, and is not tried again in every run.

>>> [len(batch) for batch in batches(range(20), Request((), "综述", workers=2))]
[3, 3, 3, 3, 3, 3, 2]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from pipeline import isolation, ledger, planning, processing, recipes
from pipeline.assembling.manifest import digests, manifest
from pipeline.assembling.report import write as write_report
from pipeline.assembling.rows import refused_rows
from pipeline.assembling.schemas import validate
from pipeline.assembling.tables import tables
from pipeline.assembling.writing import write_run
from pipeline.intake import Entry
from pipeline.isolation import Nursery, WorkerKilledError
from pipeline.ledger import Kept, Ledger
from pipeline.planning import Begun, Request, Summary, begun, prepare, quarantine_key
from pipeline.processing import Outcome, process, process_one

__all__ = ["Outcome", "Request", "Summary", "begun", "prepare", "process", "process_one"]  # and all that stands here

_ATTEMPTS = 2
_PATIENCE = 3600.0
"""Seconds that a version of another package may take for a document: it may wait for a service."""


class Awaited(Protocol):
    """What `submit` gives: something to wait for."""

    def result(self) -> list[Outcome]: ...


Submit = Callable[[Sequence[Entry]], Awaited]
Through = Callable[[Submit], Submit]
Watch = Callable[[Outcome], None]


def batches(entries: Sequence[Entry], request: Request) -> list[Sequence[Entry]]:
    """Cuts the files into batches, small enough that every worker gets some."""
    size = min(request.batch_size, max(1, -(-len(entries) // (4 * request.workers))))
    return [entries[start : start + size] for start in range(0, len(entries), size)]


@contextmanager
def crew(request: Request) -> Iterator[Nursery | None]:
    """The processes that read and extract, which begin to load at once; None with `debug`, which works in this one.

    Open it before there are threads, see `isolation.nursery`.
    """
    if request.debug:
        yield None
        return
    limits = request.limits
    if not recipes.is_recipe(recipes.MODELS / request.extractor):
        limits = replace(limits, network=True, seconds=max(limits.seconds, _PATIENCE))
    with isolation.nursery(partial(processing.warmed, request.extractor, request.prefer), limits) as place:
        yield place


@contextmanager
def workers(request: Request, place: Nursery | None, watch: Watch) -> Iterator[Submit]:
    """A function that takes a batch and gives a future of its outcomes.

    Args:
        request: What the user asked for.
        place: Where papers are worked on, as `crew` gives it; None for this process.
        watch: Told of each file when it is done, from any thread.
    """
    if place is None:
        yield lambda batch: done([_seen(process_one(e, request.extractor, True, request.prefer), watch) for e in batch])
        return
    with ThreadPoolExecutor(request.workers) as pool:
        try:
            yield lambda batch: pool.submit(lambda: [_seen(_apart(entry, place), watch) for entry in batch])
        except BaseException:
            place.close()  # ends what runs; the block waits for its threads
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _apart(entry: Entry, place: Nursery) -> Outcome:
    """The outcome of a file that is worked on in a process apart; a second one is tried where the first one was ended."""
    if entry.refusal:
        return process_one(entry, "")
    for attempt in range(_ATTEMPTS):
        try:
            return processing.decoded(place.work(processing.encoded(entry)))
        except WorkerKilledError as error:
            if attempt + 1 == _ATTEMPTS:
                return processing.quarantined(entry, str(error))
    raise AssertionError("a file is tried at least once")


def _seen(outcome: Outcome, watch: Watch) -> Outcome:
    watch(outcome)
    return outcome


def done(outcomes: list[Outcome]) -> Future[list[Outcome]]:
    """A future of what is known already."""
    future: Future[list[Outcome]] = Future()
    future.set_result(outcomes)
    return future


def run(request: Request, entries: Sequence[Entry], watch: Watch, through: Through = lambda submit: submit) -> Summary:
    """The whole run, without Prefect.

    Only what is new or changed since the folder's last run is computed; each document is kept as soon as it is done.

    Args:
        request: What the user asked for.
        entries: The files, as `prepare` gives them.
        watch: Told of each file when it is done.
        through: Puts a scheduler between this function and the workers.

    Raises:
        RunningError: Another run is at work on the folder.
        TableError: A table breaks its schema.
        OSError: The folder cannot be written; the earlier run stands as it was.
    """
    with begun(request, entries) as work:
        if work.unchanged is not None:
            return work.unchanged
        with crew(request) as place:
            return carry_out(work, place, watch, through)


def carry_out(work: Begun, place: Nursery | None, watch: Watch, through: Through = lambda submit: submit) -> Summary:
    """Computes what a run has to compute and publishes the tables; arguments and errors as `run` and `workers`."""
    request, plan = work.request, work.plan
    with ledger.opened(request.out) as book:
        book.note(published="", asked=planning.asked(request))
        outcomes = _computed(work, book, place, watch, through)
        book.forget(plan.removed)
        book.sweep()
    fresh = {entry.name for entry in plan.fresh}
    characters = sum(outcome.characters for outcome in outcomes if outcome.name in fresh)
    summary = replace(
        finish(request, outcomes, work.started), computed=len(fresh), removed=len(plan.removed), characters=characters
    )
    with ledger.opened(request.out) as book:
        book.note(published=plan.digest, told=planning.told(summary))
    return summary


def _computed(work: Begun, book: Ledger, place: Nursery | None, watch: Watch, through: Through) -> list[Outcome]:
    """The outcomes of all files in their order: kept ones, and those computed now."""
    request, plan = work.request, work.plan

    def keep(outcome: Outcome) -> None:
        key = plan.keys[outcome.name]
        if key and outcome.lasting:
            is_held = outcome.quarantined
            book.keep(outcome.name, _to_keep(outcome, quarantine_key(key, request.limits) if is_held else key))
        watch(outcome)

    found = {name: book.known(name, key) for name, key in plan.known.items()}
    by_name = {name: _from_kept(name, kept) for name, kept in found.items() if kept is not None}
    for outcome in by_name.values():
        watch(outcome)
    with workers(request, place, keep) as submit:
        waiting = [entry for entry in work.entries if entry.name not in by_name]
        futures = [through(submit)(batch) for batch in batches(waiting, request)]
        by_name |= {outcome.name: outcome for future in futures for outcome in future.result()}
    return [by_name[name] for name in plan.keys]


def _to_keep(outcome: Outcome, key: str) -> Kept:
    return Kept(
        key, outcome.status, outcome.rows, outcome.reason, outcome.sha256, outcome.doi, outcome.characters,
        outcome.extracted,
    )  # fmt: skip


def _from_kept(name: str, kept: Kept) -> Outcome:
    return Outcome(
        name, kept.status, dict(kept.rows), kept.reason, kept.sha256, kept.doi, kept.characters, kept.extracted
    )


def settle(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Keeps the first of several copies of one paper (same bytes, or same DOI); the others become duplicates of it."""
    seen: dict[str, str] = {}
    settled = []
    for outcome in outcomes:
        keys = [key for key in (outcome.sha256, outcome.doi) if key] if outcome.status == "ok" else []
        first = next((seen[key] for key in keys if key in seen), None)
        for key in keys:
            seen.setdefault(key, first or outcome.name)
        settled.append(outcome if first is None else _duplicate(outcome, first))
    return settled


def _duplicate(outcome: Outcome, first: str) -> Outcome:
    told = f"duplicate of {first}"
    known = outcome.rows["documents"][0]
    facts = {name: str(known[name]) for name in ("doc_id", "sha256", "format", "encoding")}
    return replace(
        outcome,
        status="duplicate",
        reason=told,
        rows=refused_rows(outcome.name, "duplicate", told, **facts),
        extracted="",
    )


def finish(request: Request, outcomes: Sequence[Outcome], started: datetime) -> Summary:
    """Outcomes to a validated folder of tables.

    Raises:
        TableError: A table breaks its schema.
        OSError: The folder cannot be written; the earlier run stands as it was.
    """
    settled = settle(outcomes)
    made = tables(outcome.rows for outcome in settled)
    validate(made)
    ended = datetime.now(UTC)
    counts = {name: len(frame) for name, frame in made.items()}
    statuses = {status: sum(o.status == status for o in settled) for status in ("ok", "failed", "duplicate")}
    texts = {outcome.sha256[:16]: outcome.extracted for outcome in settled if outcome.extracted}
    told = _manifest(request, counts | statuses, (started, ended))
    write_run(request.out, made, told, texts)
    write_report(request.out, made, told)
    characters = sum(outcome.characters for outcome in settled)
    failures = tuple((o.name, o.reason) for o in settled if o.status == "failed")
    warned = sum(bool(outcome.rows["documents"][0]["warnings"]) for outcome in settled)
    return Summary(request.out, counts, statuses, characters, (ended - started).total_seconds(), failures, warned)


def _manifest(request: Request, counts: dict[str, int], times: tuple[datetime, datetime]) -> str:
    loaded = request.version
    arguments = {
        "paths": [str(path).encode("utf-8", "backslashreplace").decode() for path in request.paths],
        "out": str(request.out).encode("utf-8", "backslashreplace").decode(),
        "extractor": request.extractor,
        "workers": request.workers,
        "batch_size": request.batch_size,
        **({"mentions": str(request.mentions)} if request.mentions else {}),
        **({"prefer": request.prefer} if request.prefer else {}),
    }
    identity = {"name": loaded.name, "version": loaded.version}
    start, end = (moment.isoformat(timespec="milliseconds") for moment in times)
    return manifest(identity, digests(loaded.digest), arguments, counts, (start, end))
