"""A run without any scheduler: files to papers' rows, batch by batch, and rows to a folder of tables.

Everything that a run does stands here as plain functions; `flows` wraps the same functions for Prefect. What became of
each file is told by its own row in `documents`, which decides the exit code, never by what a scheduler believes.

>>> error = ReadingError("综述.txt", "byte 5", "is not valid UTF-8", "save the file as UTF-8")
>>> reason(error)
'is not valid UTF-8 (byte 5). Save the file as UTF-8'
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import signal
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from pipeline import extractor as extractors
from pipeline import ledger, reading
from pipeline.assembling.columns import Rows
from pipeline.assembling.fragments import fragment
from pipeline.assembling.manifest import digests, manifest, package_versions
from pipeline.assembling.rows import paper_rows, refused_rows
from pipeline.assembling.schemas import TableError
from pipeline.assembling.tables import Gathered
from pipeline.assembling.writing import MANIFEST, check_folder, recover
from pipeline.intake import Entry, NoInputError, collect
from pipeline.ledger import Content, Kept, Ledger, State
from pipeline.publishing import LostPartsError, Published, publish
from pipeline.reading.errors import ReadingError
from pipeline.recognising.given import Given, GivenMention
from pipeline.records import RELATIONS, Document, is_entity
from pipeline.scoring import gold
from pipeline.scoring.annotation import scope_spans
from pipeline.versions import ExtractorError, NoGivenMentionsError, Prefer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file (`ok`, `failed`, `duplicate`): its rows, or why it has none.

    `extracted` is the text that offsets count in, where that is not the file itself; `lasting` says that the same file
    would have the same outcome again.
    """

    name: str
    status: str
    rows: Rows
    reason: str = ""
    sha256: str = ""
    doi: str = ""
    characters: int = 0
    extracted: str = ""
    lasting: bool = True


class Awaited(Protocol):
    """What `submit` gives: something to wait for. What came of the documents is told to `watch`, and held nowhere else."""

    def result(self) -> int: ...


Submit = Callable[[Sequence[Entry]], Awaited]
Through = Callable[[Submit], Submit]
Watch = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for.

    Attributes:
        paths: Files and folders.
        out: The run folder.
        debug: Let an unexpected error through instead of recording it as the file's failure.
        mentions: Folder of `.ann` files whose mentions take the place of the recognised ones, or None.
        prefer: Operating point of the extractor, None for its own.
        again: Compute every document anew, whatever the folder's ledger keeps.
    """

    paths: tuple[Path, ...]
    out: Path
    extractor: str = "rules"
    workers: int = 1
    batch_size: int = 16
    debug: bool = False
    mentions: Path | None = None
    prefer: Prefer | None = None
    again: bool = False

    @property
    def version(self) -> extractors.Extractor:
        """The extractor that was asked for, loaded once a process."""
        return extractors.load(self.extractor, prefer=self.prefer)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run yielded, for people and for the exit code."""

    out: Path
    counts: dict[str, int]
    statuses: dict[str, int]
    characters: int
    seconds: float
    failures: tuple[tuple[str, str], ...] = ()
    warned: int = 0
    computed: int = 0
    removed: int = 0

    @property
    def characters_per_second(self) -> int:
        return round(self.characters / self.seconds) if self.seconds else 0


def prepare(request: Request) -> list[Entry]:
    """The files of a run; whatever the user must mend is told before any work.

    Raises:
        NoInputError: A path does not exist, no file is found, or none of them has an annotation where these are asked for.
        FolderInUseError: The run folder holds something else.
        UnknownExtractorError: No extractor of that name.
        NoOperatingPointsError, NoGivenMentionsError: The extractor does not do what is asked of it.
        BrokenExtractorError: What a package registers under that name cannot be used.
    """
    check_folder(request.out)
    entries = collect(request.paths, leave_out=request.out)
    version = request.version
    if request.mentions and not version.takes_mentions:
        raise NoGivenMentionsError(request.extractor)
    return _annotated(entries, request.mentions) if request.mentions else entries


def _annotated(entries: Sequence[Entry], folder: Path) -> list[Entry]:
    """Each file with the place that its annotation has in a folder, whether or not it is there."""
    placed = [(entry, folder / f"{entry.path.stem}.ann") for entry in entries]
    if not any(path.is_file() for _, path in placed):
        raise NoInputError(
            f"{folder} holds no .ann file with the name of a paper; name a folder of annotations (NAME.ann for NAME.txt)"
        )
    return [replace(entry, annotation=path) for entry, path in placed]


def _given(entry: Entry, document: Document) -> Given | None:
    """The mentions that are given for a document; None where it has no annotation.

    Raises:
        ReadingError: The annotation is of another text, or cannot be read.
    """
    if entry.annotation is None or not entry.annotation.is_file():
        return None
    try:
        marked = gold.read(entry.annotation)
        whole = scope_spans(marked.scope)
    except ValueError as error:
        raise ReadingError(entry.name, entry.annotation.name, f"the annotation cannot be read: {error}") from error
    if marked.sha256 != document.sha256:
        raise ReadingError(
            entry.name, entry.annotation.name, "the annotation is of another text", "give the annotation of this file"
        )
    mentions = tuple(GivenMention(m.start, m.end, m.type, m.name) for m in marked.mentions if is_entity(m.type))
    return Given(mentions, ((0, len(document.raw)),) if marked.scope == "all" else tuple(whole))


def batches(entries: Sequence[Entry], request: Request) -> list[Sequence[Entry]]:
    """Cuts the files into batches, small enough that every worker gets some."""
    size = min(request.batch_size, max(1, -(-len(entries) // (4 * request.workers))))
    return [entries[start : start + size] for start in range(0, len(entries), size)]


def process(batch: Sequence[Entry], extractor: str, debug: bool = False, prefer: Prefer | None = None) -> list[Outcome]:
    """Reads and extracts a batch of files, one after the other; a file that fails does not stop the others."""
    return [process_one(entry, extractor, debug, prefer) for entry in batch]


def process_one(entry: Entry, extractor: str, debug: bool = False, prefer: Prefer | None = None) -> Outcome:
    """Reads one file and extracts its claims.

    Raises:
        Exception: Only with `debug`; otherwise an unexpected error is the file's failure.
    """
    try:
        if entry.refusal:
            raise entry.refusal
        return _paper(entry, extractors.load(extractor, prefer=prefer))
    except ReadingError as error:
        return _failed(entry, reason(error))
    except Exception as error:
        if debug:
            raise
        if isinstance(error, ExtractorError):
            return replace(_failed(entry, str(error)), lasting=False)
        told = f"stopped by an unexpected error, {type(error).__name__}: {error}. Run again with --debug"
        return replace(_failed(entry, told), lasting=False)


def _paper(entry: Entry, loaded: extractors.Extractor) -> Outcome:
    document = reading.read(entry.path, entry.root)
    given = _given(entry, document)
    if entry.annotation and given is None:
        warning = f"no annotation {entry.annotation.name}, mentions are as recognised"
        document = replace(document, warnings=(*document.warnings, warning))
    rows = paper_rows(document, loaded.extract(document, given=given), loaded.label)
    if isinstance(loaded, extractors.Registered):
        _hold(rows, loaded)
    characters = sum(len(section.text) for section in document.sections)
    extracted = "" if reading.is_own_text(document) else document.raw
    return Outcome(entry.name, "ok", rows, "", document.sha256, document.doi.lower(), characters, extracted)


def _hold(rows: Rows, made_by: extractors.Extractor) -> None:
    """Holds the rows of a version that others wrote against the tables now, so that one paper fails and not the run.

    Raises:
        ExtractorError: They break the schema of a table.
    """
    gathered = Gathered()
    gathered.add(rows)
    try:
        fragment(gathered)
    except TableError as error:
        raise ExtractorError(f"extractor {made_by.name!r} gave what the tables do not hold: {error}") from error


def _failed(entry: Entry, told: str) -> Outcome:
    sha256 = "" if entry.refusal else ledger.file_digest(entry.path)
    ending = entry.path.suffix.lower().lstrip(".")
    rows = refused_rows(entry.name, "failed", told, doc_id=sha256[:16], sha256=sha256, format=ending)
    return Outcome(entry.name, "failed", rows, told, sha256)


def reason(error: ReadingError) -> str:
    """`reason (place). Remedy`, in one line."""
    told = f"{error.reason} ({error.place})" if error.place else error.reason
    return f"{told}. {error.remedy[:1].upper()}{error.remedy[1:]}" if error.remedy else told


@contextmanager
def workers(request: Request, watch: Watch) -> Iterator[Submit]:
    """A function that takes a batch and gives a future of how many documents it has: in this process, or in others."""
    asked = (request.extractor, request.debug, request.prefer)
    if request.workers == 1:
        yield lambda batch: done(sum(_seen(process_one(entry, *asked), watch) for entry in batch))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(request.workers, context, initializer=_begin_worker, initargs=asked) as pool:

        def submit(batch: Sequence[Entry]) -> Future[int]:
            seen: Future[int] = Future()
            pool.submit(process, batch, *asked).add_done_callback(lambda ended: _see_all(ended, watch, seen))
            return seen

        try:
            yield submit
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # what runs may end, what waits is not begun
            raise


def _begin_worker(extractor: str, debug: bool, prefer: Prefer | None) -> None:
    """Loads the extractor once a process, which inherits no filter of warnings; interrupts are the parent's matter."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not debug:
        warnings.simplefilter("ignore")
    extractors.load(extractor, prefer=prefer)


def _seen(outcome: Outcome, watch: Watch) -> int:
    watch(outcome)
    return 1


def _see_all(ended: Future[list[Outcome]], watch: Watch, seen: Future[int]) -> None:
    """Tells of each document of a batch; nothing but their number stays in the future that is waited for."""
    try:
        seen.set_result(sum(_seen(outcome, watch) for outcome in ended.result()))
    except BaseException as error:
        seen.set_exception(error)


def done(number: int) -> Future[int]:
    """A future of what is known already."""
    future: Future[int] = Future()
    future.set_result(number)
    return future


def run(request: Request, entries: Sequence[Entry], watch: Watch, through: Through = lambda submit: submit) -> Summary:
    """The whole run, without Prefect.

    Args:
        request: What the user asked for.
        entries: The files, as `prepare` gives them.
        watch: Told of each file when it is done.
        through: Puts a scheduler between this function and the workers.

    Only what is new or changed since the folder's last run is computed; each document is kept as soon as it is done.

    Raises:
        RunningError: Another run is at work on the folder.
        TableError: A table breaks its schema.
        OSError: The folder cannot be written; the earlier run stands as it was.
    """
    started = datetime.now(UTC)
    with ledger.alone(request.out):
        recover(request.out)
        check_folder(request.out)
        with ledger.opened(request.out) as book:
            book.sweep()
            plan = plan_of(request, entries, book)
            if not plan.fresh and not plan.removed and plan.is_published and (request.out / MANIFEST).is_file():
                return _unchanged(request, book, started)
            book.note(published="", paths=json.dumps([str(path.absolute()) for path in request.paths]))
            characters = _compute(request, plan, plan.fresh, book, watch, through)
            _see_kept(plan, book, watch)
            book.forget(plan.removed)
            summary = replace(
                _finish(request, plan, book, watch, through, started),
                computed=len(plan.fresh), removed=len(plan.removed), characters=characters,
            )  # fmt: skip
            told = _told(summary)
        with ledger.opened(request.out) as book:
            book.note(published=plan.digest, told=told)
    return summary


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do.

    Attributes:
        keys: Each file's key, in the files' order; empty for one that cannot be read.
        fresh: Files that are new or changed.
        removed: Names that the ledger keeps and that are no longer among the files.
        is_published: Whether the folder's tables were written from exactly these keys.
        digest: Stands for the whole input and the engine.
    """

    keys: dict[str, str]
    fresh: list[Entry]
    removed: list[str]
    is_published: bool
    digest: str


def plan_of(request: Request, entries: Sequence[Entry], book: Ledger) -> Plan:
    """Which files are new or changed, by the digests of their content and of the engine."""
    engine = _engine(request)
    keys = {entry.name: _key(entry, engine) for entry in entries}
    fresh = [entry for entry in entries if request.again or not _is_kept(entry.name, keys[entry.name], book)]
    told = hashlib.sha256(engine.encode("utf-8"))
    for name, key in keys.items():
        told.update(f"\0{name}\0{key}".encode("utf-8", "surrogatepass"))
    removed = [name for name in book.names() if name not in keys]
    return Plan(keys, fresh, removed, book.fact("published") == told.hexdigest(), told.hexdigest())


def _is_kept(name: str, key: str, book: Ledger) -> bool:
    kept = book.kept(name)
    return bool(key) and kept is not None and kept.key == key


def _engine(request: Request) -> str:
    loaded = request.version
    facts = {"label": loaded.label, "prefer": request.prefer, "digests": digests(loaded.digest)}
    return ledger.engine_digest({**facts, "packages": package_versions()})


def _key(entry: Entry, engine: str) -> str:
    """A file's key; nothing for one that cannot be read, which is looked at in every run."""
    content = reason(entry.refusal) if entry.refusal else ledger.file_digest(entry.path)
    annotation = ledger.file_digest(entry.annotation) if entry.annotation else ""
    return ledger.key_of(entry.name, content, annotation, engine) if content else ""


def _compute(
    request: Request, plan: Plan, entries: Sequence[Entry], book: Ledger, watch: Watch, through: Through
) -> int:
    """Computes documents and keeps each as soon as it is done; gives the number of their characters."""
    characters = 0

    def keep(outcome: Outcome) -> None:
        nonlocal characters
        _keep(outcome, plan.keys[outcome.name], book)
        characters += outcome.characters
        watch(outcome)

    if entries:
        with workers(request, keep) as submit:
            waiting = deque(through(submit)(batch) for batch in batches(entries, request))
            while waiting:
                waiting.popleft().result()
    return characters


def _keep(outcome: Outcome, key: str, book: Ledger) -> None:
    """Keeps a document; one that may come out otherwise without having changed is computed again in the next run."""
    lasting = key if outcome.lasting else ""
    gathered = Gathered()
    gathered.add(outcome.rows)
    part = ledger.write_part(book.parts, outcome.name, lasting, Content(gathered.columns(), outcome.extracted))
    book.keep(
        Kept(
            outcome.name, lasting, outcome.status, outcome.reason, outcome.sha256, outcome.doi, outcome.characters, part
        )
    )


def _see_kept(plan: Plan, book: Ledger, watch: Watch) -> None:
    """Tells of the documents that were not computed now."""
    fresh = {entry.name for entry in plan.fresh}
    for name in plan.keys:
        if name not in fresh and (kept := book.kept(name)):
            watch(Outcome(name, kept.status, {}, kept.reason))


class NoLedgerError(ValueError):
    """The folder has no ledger; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a folder's ledger keeps, and the names of what a rerun would compute, drop and leave alone."""

    states: list[State]
    plan: dict[str, list[str]]


def standing(out: Path, extractor: str, prefer: Prefer | None = None) -> Standing:
    """The state of a run folder, and what a rerun on the same paths would do.

    Raises:
        NoLedgerError: No run has left a ledger there.
        NoInputError: The paths of the last run are no longer there.
    """
    if not ledger.exists(out):
        raise NoLedgerError(f"{out} has no ledger; name a folder that litmine run has written")
    with ledger.opened(out) as book:
        paths = tuple(Path(path) for path in json.loads(book.fact("paths") or "[]"))
        request = Request(paths, out, extractor, prefer=prefer)
        entries = collect(paths, leave_out=out)
        plan, states = plan_of(request, entries, book), book.states()
    before = {state.name for state in states}
    fresh = [entry.name for entry in plan.fresh]
    parts = {
        "new": [name for name in fresh if name not in before],
        "changed": [name for name in fresh if name in before],
        "removed": plan.removed,
        "unchanged": [name for name in plan.keys if name not in fresh],
    }
    return Standing(states, parts)


def _told(summary: Summary) -> str:
    return json.dumps(
        {"counts": summary.counts, "statuses": summary.statuses, "failures": summary.failures, "warned": summary.warned}
    )


def _unchanged(request: Request, book: Ledger, started: datetime) -> Summary:
    """What a run tells that found nothing to do: the tables stand as they are."""
    told = json.loads(book.fact("told"))
    failures = tuple((name, why) for name, why in told["failures"])
    seconds = (datetime.now(UTC) - started).total_seconds()
    return Summary(request.out, told["counts"], told["statuses"], 0, seconds, failures, told["warned"])


def _finish(request: Request, plan: Plan, book: Ledger, watch: Watch, through: Through, started: datetime) -> Summary:
    """Publishes the run; documents whose kept rows turn out to be lost are computed again.

    Raises:
        TableError: A table breaks its schema.
        OSError: The folder cannot be written; the earlier run stands as it was.
    """

    def told(counts: dict[str, int]) -> str:
        return _manifest(request, counts, (started, datetime.now(UTC)))

    while True:
        try:
            done = publish(request.out, plan.keys, book, told)
            return _summary(request, done, (datetime.now(UTC) - started).total_seconds())
        except LostPartsError as error:
            lost = set(error.names)
            _compute(request, plan, [entry for entry in prepare(request) if entry.name in lost], book, watch, through)


def _summary(request: Request, done: Published, seconds: float) -> Summary:
    failures = tuple(done.failures)
    return Summary(request.out, done.counts, done.statuses, done.characters, seconds, failures, done.warned)


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


def claims_by_relation(summary: Summary) -> dict[str, int]:
    """How many claims each relation has."""
    return {relation: summary.counts[relation] for relation in RELATIONS}
