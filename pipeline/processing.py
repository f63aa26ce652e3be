"""One paper after the other: a file to its rows, or to the one line that says why it has none.

These are plain functions of an `Entry`; in which process they are called is for others to decide. spaCy and the extractor
are loaded with the first paper, so that who only hands papers on does not wait for them.

>>> outcome = process_one(Entry(Path("nowhere.txt"), "综述.txt"), "rules")
>>> outcome.status, outcome.rows["documents"][0]["path"]
('failed', '综述.txt')
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import ledger, reading, recipes
from pipeline.assembling.columns import Rows, by_column
from pipeline.assembling.rows import paper_rows, refused_rows
from pipeline.intake import Entry
from pipeline.reading.errors import ChangedError, ReadingError, reason
from pipeline.recognising.given import Given, GivenMention
from pipeline.records import Document, is_entity
from pipeline.scoring import gold
from pipeline.scoring.annotation import scope_spans
from pipeline.versions import ExtractorError, Prefer

if TYPE_CHECKING:
    from pipeline.extractor import Extractor


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file (`ok`, `failed`, `duplicate`): its rows, or why it has none.

    `extracted` is the text that offsets count in, where that is not the file itself; `lasting` says that the same file
    would have the same outcome again, `quarantined` that it would so within the same limits. What another process yielded
    has no rows, but `data`: rows and extracted text as the ledger keeps them, or `written`: the part that it wrote.
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
    quarantined: bool = False
    data: bytes = b""
    written: str = ""

    @property
    def part(self) -> bytes:
        """Rows and extracted text as the ledger keeps them."""
        return self.data or ledger.packed(ledger.Content(by_column(self.rows), self.extracted))


_FACTS = ("name", "status", "reason", "sha256", "doi", "characters", "lasting", "quarantined")
_END = b"\n"


def process(batch: Sequence[Entry], extractor: str, debug: bool = False, prefer: Prefer | None = None) -> list[Outcome]:
    """Reads and extracts a batch of files, one after the other; a file that fails does not stop the others."""
    return [process_one(entry, extractor, debug, prefer) for entry in batch]


def process_one(entry: Entry, extractor: str, debug: bool = False, prefer: Prefer | None = None) -> Outcome:
    """Reads one file and extracts its claims.

    Raises:
        Exception: Only with `debug`; otherwise an unexpected error is the file's failure.
    """
    try:
        return _tried(entry, extractor, prefer)
    except Exception as error:
        if debug:
            raise
        return _unexpected(entry, error)


def _tried(entry: Entry, extractor: str, prefer: Prefer | None) -> Outcome:
    """The outcome of a file that is read, or refused, as files are; other errors are let through."""
    try:
        if entry.refusal:
            raise entry.refusal
        return _paper(entry, _loaded(extractor, prefer))
    except ReadingError as error:
        return replace(_failed(entry, reason(error)), lasting=not isinstance(error, ChangedError))


def _unexpected(entry: Entry, error: Exception) -> Outcome:
    told = f"stopped by an unexpected error, {type(error).__name__}: {error}. Run again with --debug"
    return replace(_failed(entry, str(error) if isinstance(error, ExtractorError) else told), lasting=False)


def _loaded(extractor: str, prefer: Prefer | None) -> Extractor:
    from pipeline import extractor as extractors

    return extractors.load(extractor, prefer=prefer)


def _paper(entry: Entry, loaded: Extractor) -> Outcome:
    document = reading.read(entry.path, entry.root)
    if entry.sha256 not in ("", document.sha256):
        raise ChangedError(entry.name, "", "changed while the run was going on", "run again when it is complete")
    given = _given(entry, document)
    if entry.annotation and given is None:
        warning = f"no annotation {entry.annotation.name}, mentions are as recognised"
        document = replace(document, warnings=(*document.warnings, warning))
    rows = paper_rows(document, loaded.extract(document, given=given), loaded.label)
    if not recipes.is_recipe(recipes.MODELS / loaded.name):
        _hold(rows, loaded)
    characters = sum(len(section.text) for section in document.sections)
    extracted = "" if reading.is_own_text(document) else document.raw
    return Outcome(entry.name, "ok", rows, "", document.sha256, document.doi.lower(), characters, extracted)


def _hold(rows: Rows, made_by: Extractor) -> None:
    """Holds the rows of a version that others wrote against the tables now, so that one paper fails and not the run.

    Raises:
        ExtractorError: They break the schema of a table.
    """
    from pipeline.assembling.fragments import fragment
    from pipeline.assembling.schemas import TableError
    from pipeline.assembling.tables import Gathered

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


# In a process apart

_REHEARSED = """# Rehearsal

In the VIALE-A trial, venetoclax plus azacitidine gave a CR rate of 36.7% against 17.9% with azacitidine alone (P<0.001).
FLT3 D835Y confers resistance to quizartinib, which inhibits FLT3. Patients with NPM1 mutations responded to venetoclax.
Zelvotinib, which no list holds, inhibits BTK.

维奈克拉是BCL-2抑制剂,联合阿扎胞苷的CR率为36.7%(对照组17.9%,P<0.001),中位OS为14.7个月。BCL2 G101V突变导致维奈克拉耐药。

| 方案 | n | ORR |
| --- | --- | --- |
| 维奈克拉+阿扎胞苷 | 286 | 66.4% |
"""


def warmed(extractor: str, prefer: Prefer | None = None, rehearsed: bool = False) -> Callable[[bytes], bytes]:
    """Loads an extractor; a function that takes a file and gives its outcome, both as `encoded` and `decoded` know them.

    `rehearsed`, one of the project's own reads a few sentences at once: what it compiles and imports for its first paper, and
    builds for the first name that no list holds, is then there for all processes that are forked from this one. Where there is no memory left, that is the process's end and no outcome.

    Raises:
        Exception: As `extractor.load`.
    """
    warnings.simplefilter("ignore")
    loaded = _loaded(extractor, prefer)
    if rehearsed and recipes.is_recipe(recipes.MODELS / extractor):
        with suppress(Exception):  # what goes wrong with it goes wrong with papers, and is told of these
            document = reading.read_text(_REHEARSED, "rehearsed.md", "md")
            paper_rows(document, loaded.extract(document), loaded.label)
    return partial(_answered, extractor=extractor, prefer=prefer)


def _answered(task: bytes, extractor: str, prefer: Prefer | None) -> bytes:
    entry = entry_of(task)
    try:
        outcome = _tried(entry, extractor, prefer)
    except MemoryError:
        raise
    except Exception as error:
        outcome = _unexpected(entry, error)
    return json.dumps(facts(outcome), ensure_ascii=False).encode("utf-8", "surrogatepass") + _END + outcome.part


def facts(outcome: Outcome) -> dict[str, object]:
    """An outcome without its rows, as plain values."""
    return {name: getattr(outcome, name) for name in _FACTS}


def encoded(entry: Entry) -> bytes:
    """A file that is to be read, for a process apart, in whatever folder that works."""
    root, annotation = (str(path.absolute()) if path else "" for path in (entry.root, entry.annotation))
    told = {
        "path": str(entry.path.absolute()), "name": entry.name, "root": root, "annotation": annotation,
        "sha256": entry.sha256,
    }  # fmt: skip
    return json.dumps(told).encode()


def entry_of(task: bytes | str) -> Entry:
    """The file that was `encoded`."""
    told = json.loads(task)
    root, annotation = (Path(told[name]) if told[name] else None for name in ("root", "annotation"))
    return Entry(Path(told["path"]), told["name"], root, annotation=annotation, sha256=told["sha256"])


def decoded(answer: bytes) -> Outcome:
    """An outcome from a process apart."""
    told, _, data = answer.partition(_END)
    return Outcome(rows={}, data=data, **json.loads(told.decode("utf-8", "surrogatepass")))


def quarantined(entry: Entry, how: str) -> Outcome:
    """The outcome of a file that ended its process twice.

    Args:
        entry: The file.
        how: What happened the second time, after "it".
    """
    told = (
        f"quarantined: its worker was ended twice, for it {how}. Mend or remove the file; it is tried again when it, the "
        "program or the limits (LITMINE_DOCUMENT_SECONDS, LITMINE_DOCUMENT_MEMORY) change, and with --again"
    )
    return replace(_failed(entry, told), quarantined=True)
