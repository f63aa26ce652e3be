"""What a run has to do, found out in a second or less: which files are new, changed or gone since the folder's last run.

Nothing that reads papers, extracts or writes tables is imported here, so that a run that has nothing to do says so at
once. What it has to do is decided by digests: of each file's bytes and of the *engine* (program, vocabulary, extractor,
packages).

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as place:
...     paper = Path(place, "综述.md")
...     _ = paper.write_text("# 维奈克拉 venetoclax", encoding="utf-8")
...     with begun(request := Request((paper,), Path(place, "out")), prepare(request)) as work:
...         [entry.name for entry in work.plan.fresh], work.unchanged
(['综述.md'], None)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol

from pipeline import ledger, recipes
from pipeline.assembling.manifest import digests, package_versions
from pipeline.assembling.publishing import MANIFEST, check_folder, recover
from pipeline.intake import Entry, NoInputError, collect
from pipeline.isolation import DEFAULTS, Limits
from pipeline.ledger import State
from pipeline.reading.errors import reason
from pipeline.versions import NoGivenMentionsError, Prefer


class Identity(Protocol):
    """What is known of an extractor version before it extracts anything."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def takes_mentions(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for.

    Attributes:
        paths: Files and folders.
        out: The run folder.
        workers: Processes that read and extract at once.
        batch_size: Documents that one task takes.
        debug: Work in this process, and let an unexpected error through instead of recording it as the file's failure.
        mentions: Folder of `.ann` files whose mentions take the place of the recognised ones, or None.
        prefer: Operating point of the extractor, None for its own.
        again: Compute every document anew, whatever the folder's ledger keeps.
        limits: What one document may use before its worker is ended.
        engine: Who works: processes of this run, or Dask.
        scheduler: Address of Dask's scheduler; "" for a cluster of this run's own.
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
    limits: Limits = DEFAULTS
    engine: Literal["local", "dask"] = "local"
    scheduler: str = ""

    @property
    def version(self) -> Identity:
        """The extractor that was asked for; loaded only where its folder does not tell all.

        Raises:
            UnknownExtractorError: No extractor of that name.
            NoOperatingPointsError: `prefer` is given, and it has none.
            BrokenExtractorError: What a package registers under that name cannot be used.
        """
        folder = recipes.MODELS / self.extractor
        if self.prefer is None and recipes.is_recipe(folder):
            return recipes.read(folder)
        from pipeline import extractor

        return extractor.load(self.extractor, prefer=self.prefer)


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
        UnknownExtractorError, NoOperatingPointsError, BrokenExtractorError: As `Request.version`.
        NoGivenMentionsError: The extractor takes no mentions.
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


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do.

    Attributes:
        keys: Each file's key, in the files' order; empty for one that cannot be read.
        known: The other files, each with the key under which the ledger keeps its outcome.
        fresh: Files that are new or changed.
        removed: Names that the ledger keeps and that are no longer among the files.
        digest: Stands for the whole input and the engine.
    """

    keys: dict[str, str]
    known: dict[str, str]
    fresh: list[Entry]
    removed: list[str]
    digest: str


def plan_of(request: Request, entries: Sequence[Entry], before: Mapping[str, str]) -> Plan:
    """Which files are new or changed, by the digests of their content and of the engine.

    Args:
        request: What the user asked for.
        entries: The files, as `prepare` gives them.
        before: Names that the folder's ledger keeps, and their keys.
    """
    made_by = engine(request)
    contents = {entry.name: "" if entry.refusal else ledger.file_digest(entry.path) for entry in entries}
    keys = {entry.name: _key(entry, contents[entry.name], made_by) for entry in entries}
    known = {
        name: before[name]
        for name, key in keys.items()
        if key and not request.again and before.get(name) in (key, quarantine_key(key, request.limits))
    }
    fresh = [replace(entry, sha256=contents[entry.name]) for entry in entries if entry.name not in known]
    removed = [name for name in before if name not in keys]
    told = hashlib.sha256(made_by.encode("utf-8"))
    for name, key in keys.items():
        told.update(f"\0{name}\0{key}".encode("utf-8", "surrogatepass"))
    return Plan(keys, known, fresh, removed, told.hexdigest())


def engine(request: Request) -> str:
    """Digest of all that decides what a file yields, besides the file."""
    version = request.version
    facts = {"label": version.label, "prefer": request.prefer, "digests": digests(version.digest)}
    return ledger.engine_digest({**facts, "packages": package_versions()})


def _key(entry: Entry, sha256: str, engine: str) -> str:
    """A file's key; nothing for one that cannot be read, which is looked at in every run."""
    content = reason(entry.refusal) if entry.refusal else sha256
    annotation = ledger.file_digest(entry.annotation) if entry.annotation else ""
    return ledger.key_of(entry.name, content, annotation, engine) if content else ""


def quarantine_key(key: str, limits: Limits) -> str:
    """The key of a file that ended its worker twice: with other limits it is tried again."""
    return hashlib.sha256(f"{key} {limits.seconds:g} {limits.memory}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that holds its folder and knows what it has to do.

    Attributes:
        unchanged: What to tell where there is nothing to do, else None.
    """

    request: Request
    entries: Sequence[Entry]
    plan: Plan
    started: datetime
    unchanged: Summary | None


@contextmanager
def begun(request: Request, entries: Sequence[Entry]) -> Iterator[Begun]:
    """Holds the run folder for one run and plans; nothing is written into it.

    Args:
        request: What the user asked for.
        entries: The files, as `prepare` gives them.

    Raises:
        RunningError: Another run is at work on the folder.
        OSError: The place is not writable.
    """
    started = datetime.now(UTC)
    with ledger.alone(request.out):
        recover(request.out)
        check_folder(request.out)
        before, published, told = _remembered(request.out)
        plan = plan_of(request, entries, before)
        is_done = not plan.fresh and not plan.removed and published == plan.digest
        is_there = (request.out / MANIFEST).is_file()
        yield Begun(
            request, entries, plan, started, _unchanged(request, told, started) if is_done and is_there else None
        )


def _remembered(out: Path) -> tuple[dict[str, str], str, str]:
    """What a folder's ledger keeps, from which input its tables were written, and what was told then."""
    if not ledger.exists(out):
        return {}, "", ""
    with ledger.opened(out) as book:
        return dict(book.keys()), book.fact("published"), book.fact("told")


def told(summary: Summary) -> str:
    """A summary as the ledger keeps it, for a run that finds nothing to do."""
    return json.dumps(
        {"counts": summary.counts, "statuses": summary.statuses, "failures": summary.failures, "warned": summary.warned}
    )


def _unchanged(request: Request, kept: str, started: datetime) -> Summary:
    """What a run tells that found nothing to do: the tables stand as they are."""
    told = json.loads(kept)
    failures = tuple((name, why) for name, why in told["failures"])
    seconds = (datetime.now(UTC) - started).total_seconds()
    return Summary(request.out, told["counts"], told["statuses"], 0, seconds, failures, told["warned"])


class NoLedgerError(ValueError):
    """The folder has no ledger; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a folder's ledger keeps, and the names of what a rerun would compute, drop and leave alone."""

    states: list[State]
    plan: dict[str, list[str]]


def standing(out: Path, extractor: str, prefer: Prefer | None = None, limits: Limits = DEFAULTS) -> Standing:
    """The state of a run folder, and what a rerun on the same paths would do.

    Raises:
        NoLedgerError: No run has left a ledger there.
        NoInputError: The paths of the last run are no longer there.
    """
    if not ledger.exists(out):
        raise NoLedgerError(f"{out} has no ledger; name a folder that litmine run has written")
    with ledger.opened(out) as book:
        states, asked = book.states(), json.loads(book.fact("asked") or '{"paths": [], "mentions": ""}')
    paths, mentions = tuple(map(Path, asked["paths"])), Path(asked["mentions"]) if asked["mentions"] else None
    request = Request(paths, out, extractor, mentions=mentions, prefer=prefer, limits=limits)
    before = {state.name: state.key for state in states}
    plan = plan_of(request, prepare(request), before)
    fresh = {entry.name: None for entry in plan.fresh}
    parts = {
        "new": [name for name in fresh if name not in before],
        "changed": [name for name in fresh if name in before],
        "removed": plan.removed,
        "unchanged": [name for name in plan.keys if name not in fresh],
    }
    return Standing(states, parts)


def asked(request: Request) -> str:
    """What a run was asked for, as the ledger keeps it for `standing`."""
    mentions = str(request.mentions.absolute()) if request.mentions else ""
    return json.dumps({"paths": [str(path.absolute()) for path in request.paths], "mentions": mentions})
