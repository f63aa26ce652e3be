"""A run without any scheduler: files to papers' rows, batch by batch, and rows to a folder of tables.

Everything that a run does stands here as plain functions; `flows` wraps the same functions for Prefect. What became of
each file is told by its own row in `documents`, which decides the exit code, never by what a scheduler believes.

>>> error = ReadingError("综述.txt", "byte 5", "is not valid UTF-8", "save the file as UTF-8")
>>> reason(error)
'is not valid UTF-8 (byte 5). Save the file as UTF-8'
"""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from pipeline import extractor as extractors
from pipeline import reading
from pipeline.assembling.columns import Rows
from pipeline.assembling.manifest import digests, manifest
from pipeline.assembling.report import write as write_report
from pipeline.assembling.rows import paper_rows, refused_rows
from pipeline.assembling.schemas import TableError, validate
from pipeline.assembling.tables import tables
from pipeline.assembling.writing import check_folder, write_run
from pipeline.intake import Entry, NoInputError, collect
from pipeline.reading.errors import ReadingError
from pipeline.recognising.given import Given, GivenMention
from pipeline.records import RELATIONS, Document, is_entity
from pipeline.scoring import gold
from pipeline.scoring.annotation import scope_spans
from pipeline.versions import ExtractorError, NoGivenMentionsError, Prefer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file (`ok`, `failed`, `duplicate`): its rows, or why it has none.

    `extracted` is the text that offsets count in, where that is not the file itself.
    """

    name: str
    status: str
    rows: Rows
    reason: str = ""
    sha256: str = ""
    doi: str = ""
    characters: int = 0
    extracted: str = ""


class Awaited(Protocol):
    """What `submit` gives: something to wait for."""

    def result(self) -> list[Outcome]: ...


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
    """

    paths: tuple[Path, ...]
    out: Path
    extractor: str = "rules"
    workers: int = 1
    batch_size: int = 16
    debug: bool = False
    mentions: Path | None = None
    prefer: Prefer | None = None

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
            return _failed(entry, str(error))
        return _failed(
            entry, f"stopped by an unexpected error, {type(error).__name__}: {error}. Run again with --debug"
        )


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
    try:
        validate(tables([rows]))
    except TableError as error:
        raise ExtractorError(f"extractor {made_by.name!r} gave what the tables do not hold: {error}") from error


def _failed(entry: Entry, told: str) -> Outcome:
    sha256 = "" if entry.refusal else _sha256(entry.path)
    ending = entry.path.suffix.lower().lstrip(".")
    rows = refused_rows(entry.name, "failed", told, doc_id=sha256[:16], sha256=sha256, format=ending)
    return Outcome(entry.name, "failed", rows, told, sha256)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return ""


def reason(error: ReadingError) -> str:
    """`reason (place). Remedy`, in one line."""
    told = f"{error.reason} ({error.place})" if error.place else error.reason
    return f"{told}. {error.remedy[:1].upper()}{error.remedy[1:]}" if error.remedy else told


@contextmanager
def workers(request: Request, watch: Watch) -> Iterator[Submit]:
    """A function that takes a batch and gives a future of its outcomes: in this process, or in several others."""
    asked = (request.extractor, request.debug, request.prefer)
    if request.workers == 1:
        yield lambda batch: done([_seen(process_one(e, *asked), watch) for e in batch])
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(request.workers, context, initializer=_begin_worker, initargs=asked) as pool:

        def submit(batch: Sequence[Entry]) -> Future[list[Outcome]]:
            future = pool.submit(process, batch, *asked)
            future.add_done_callback(lambda ended: _seen_all(ended, watch))
            return future

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


def _seen(outcome: Outcome, watch: Watch) -> Outcome:
    watch(outcome)
    return outcome


def _seen_all(ended: Future[list[Outcome]], watch: Watch) -> None:
    if not ended.cancelled() and ended.exception() is None:
        for outcome in ended.result():
            watch(outcome)


def done(outcomes: list[Outcome]) -> Future[list[Outcome]]:
    """A future of what is known already."""
    future: Future[list[Outcome]] = Future()
    future.set_result(outcomes)
    return future


def run(request: Request, entries: Sequence[Entry], watch: Watch, through: Through = lambda submit: submit) -> Summary:
    """The whole run, without Prefect.

    Args:
        request: What the user asked for.
        entries: The files, as `prepare` gives them.
        watch: Told of each file when it is done.
        through: Puts a scheduler between this function and the workers.

    Raises:
        TableError: A table breaks its schema.
        OSError: The folder cannot be written; the earlier run stands as it was.
    """
    started = datetime.now(UTC)
    with workers(request, watch) as submit:
        futures = [through(submit)(batch) for batch in batches(entries, request)]
        outcomes = [outcome for future in futures for outcome in future.result()]
    return finish(request, outcomes, started)


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


def claims_by_relation(summary: Summary) -> dict[str, int]:
    """How many claims each relation has."""
    return {relation: summary.counts[relation] for relation in RELATIONS}
