"""A run without any scheduler: files to papers' rows, batch by batch, and rows to a folder of tables.

Everything that a run does stands here as plain functions; `flows` wraps the same functions for Prefect. What became of
each file is told by its own row in `documents`, which decides the exit code, never by what a scheduler believes. Papers
are strangers' files: each is read and extracted in a child process with limits (`isolation`), and one that ends its
process twice is quarantined, so that it is named, stops nothing, and is not tried again in every run.

>>> entries = [Entry(Path("nowhere"), f"综述{number}") for number in range(20)]
>>> [len(batch) for batch in batches(entries, Request((), Path("综述"), workers=2))]
[3, 3, 3, 3, 3, 3, 2]
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from pipeline import isolation, ledger, planning, processing, recipes
from pipeline.assembling.manifest import digests, manifest
from pipeline.binding import LostPartsError, bind
from pipeline.intake import Entry
from pipeline.isolation import Nursery, WorkerKilledError
from pipeline.ledger import Kept, Ledger
from pipeline.planning import Begun, Plan, Request, Summary, begun, prepare, quarantine_key
from pipeline.processing import Outcome, process, process_one

__all__ = ["Outcome", "Request", "Summary", "begun", "prepare", "process", "process_one"]

_ATTEMPTS = 2
_REHEARSED = 10
"""Papers from which on a rehearsal pays: with few, workers compile only what these ask for, all at once."""
_PATIENCE = 3600.0
"""Seconds that a version of another package may take for a document: it may wait for a service."""


class Awaited(Protocol):
    """What `submit` gives: something to wait for. What came of the documents is told to `watch` and held nowhere else."""

    def result(self) -> int: ...


Submit = Callable[[Sequence[Entry]], Awaited]
Through = Callable[[Submit], Submit]
Watch = Callable[[Outcome], None]


class Elsewhere(Protocol):
    """Workers that are no processes of this run and write parts themselves."""

    @property
    def size(self) -> int: ...

    def submit(self, batch: Sequence[Entry], work: Begun, parts: Path, watch: Watch) -> Awaited: ...


Place = Nursery | Elsewhere | None


def batches(entries: Sequence[Entry], request: Request, workers: int = 0) -> list[list[Entry]]:
    """Cuts the files into batches of about one size in bytes, small enough that every worker gets some.

    Args:
        entries: The files.
        request: What the user asked for.
        workers: How many there are; 0 for as many as were asked for.
    """
    sizes = [_size(entry) for entry in entries]
    parts = 4 * (workers or request.workers)
    most, longest = sum(sizes) / parts, min(request.batch_size, max(1, -(-len(entries) // parts)))
    cut: list[list[Entry]] = []
    room = 0.0
    for entry, size in zip(entries, sizes, strict=True):
        if not cut or len(cut[-1]) == longest or room < size:
            cut.append([])
            room = most
        cut[-1].append(entry)
        room -= size
    return cut


def _size(entry: Entry) -> int:
    """Bytes of a file; 0 for one that cannot be looked at."""
    try:
        return entry.path.stat().st_size
    except OSError:
        return 0


@contextmanager
def crew(work: Begun) -> Iterator[Place]:
    """The processes that read and extract, which begin to load at once; None with `debug`, which works in this one.

    Where many papers are to be computed, they are forked after a rehearsal (`processing.warmed`).

    Open it before there are threads, see `isolation.nursery`.
    """
    request = work.request
    if request.debug:
        yield None
        return
    if request.engine == "dask":
        from pipeline import cluster  # Dask is an extra

        with cluster.opened(request) as elsewhere:
            yield elsewhere
        return
    limits = request.limits
    if not recipes.is_recipe(recipes.MODELS / request.extractor):
        limits = replace(limits, network=True, seconds=max(limits.seconds, _PATIENCE))
    rehearsed = len(work.plan.fresh) >= _REHEARSED
    warm = partial(processing.warmed, request.extractor, request.prefer, rehearsed)
    with isolation.nursery(warm, limits) as place:
        yield place


@contextmanager
def workers(work: Begun, place: Place, parts: Path, watch: Watch) -> Iterator[Submit]:
    """A function that takes a batch and gives a future of the number of their characters.

    Args:
        work: The run.
        place: Where papers are worked on, as `crew` gives it; None for this process.
        parts: Folder of the ledger's parts.
        watch: Told of each file when it is done, from any thread.
    """
    request = work.request
    if place is None:
        asked = (request.extractor, True, request.prefer)
        yield lambda batch: done(sum(_seen(process_one(entry, *asked), watch) for entry in batch))
        return
    if not isinstance(place, Nursery):
        yield lambda batch: place.submit(batch, work, parts, watch)
        return
    with ThreadPoolExecutor(request.workers) as pool:
        try:
            yield lambda batch: pool.submit(lambda: sum(_seen(_apart(entry, place), watch) for entry in batch))
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


def _seen(outcome: Outcome, watch: Watch) -> int:
    watch(outcome)
    return outcome.characters


def hands(place: Place) -> int:
    """How many workers there are elsewhere; 0 where they are processes of this run."""
    return 0 if place is None or isinstance(place, Nursery) else place.size


def done(number: int) -> Future[int]:
    """A future of what is known already."""
    future: Future[int] = Future()
    future.set_result(number)
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
        with crew(work) as place:
            return carry_out(work, place, watch, through)


def carry_out(work: Begun, place: Place, watch: Watch, through: Through = lambda submit: submit) -> Summary:
    """Computes what a run has to compute and publishes the tables; arguments and errors as `run` and `workers`."""
    request, plan = work.request, work.plan
    with ledger.opened(request.out) as book:
        book.sweep()
        book.note(published="", asked=planning.asked(request))
        computing = partial(_compute, work, book, place, watch, through)
        characters = computing(plan.fresh)
        _tell_known(plan, book, watch)
        book.forget(plan.removed)
        book.sweep()
        summary = replace(
            _bound(work, book, computing), computed=len(plan.fresh), removed=len(plan.removed), characters=characters
        )
    with ledger.opened(request.out) as book:  # which has changed places with the folder
        book.note(published=plan.digest, told=planning.told(summary))
    return summary


def _compute(work: Begun, book: Ledger, place: Place, watch: Watch, through: Through, entries: Sequence[Entry]) -> int:
    """Computes documents and keeps each as soon as it is done; gives the number of their characters."""

    def keep(outcome: Outcome) -> None:
        _keep(outcome, work, book)
        watch(outcome)

    characters = 0
    with workers(work, place, book.parts, keep) as submit:
        waiting = deque(through(submit)(batch) for batch in batches(entries, work.request, hands(place)))
        while waiting:
            characters += waiting.popleft().result()
    return characters


def _keep(outcome: Outcome, work: Begun, book: Ledger) -> None:
    """Keeps a document; one that may come out otherwise without having changed is computed again in the next run."""
    key = work.plan.keys[outcome.name] if outcome.lasting else ""
    key = quarantine_key(key, work.request.limits) if key and outcome.quarantined else key
    part = outcome.written or ledger.write_part(book.parts, outcome.name, key, outcome.part)
    facts = (outcome.status, outcome.reason, outcome.sha256, outcome.doi, outcome.characters)
    book.keep(Kept(outcome.name, key, *facts, part))


def _tell_known(plan: Plan, book: Ledger, watch: Watch) -> None:
    """Tells of the documents that were not computed now."""
    for name in plan.known:
        if kept := book.kept(name):
            watch(Outcome(name, kept.status, {}, kept.reason))


def _bound(work: Begun, book: Ledger, computing: Callable[[Sequence[Entry]], int]) -> Summary:
    """Binds the tables; documents whose kept rows turn out to be lost are computed again.

    Raises:
        TableError: A table breaks its schema.
        OSError: The folder cannot be written; the earlier run stands as it was.
    """
    request, started = work.request, work.started

    def told(counts: dict[str, int]) -> str:
        return _manifest(request, counts, (started, datetime.now(UTC)))

    while True:
        try:
            made = bind(request.out, work.plan.keys, book, told)
        except LostPartsError as error:
            lost = set(error.names)
            computing([entry for entry in work.entries if entry.name in lost])
        else:
            seconds = (datetime.now(UTC) - started).total_seconds()
            failures = tuple(made.failures)
            return Summary(request.out, made.counts, made.statuses, made.characters, seconds, failures, made.warned)


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
