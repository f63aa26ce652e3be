"""From the ledger to the run folder: one pass over the papers, in which nothing is held but what is being written.

Papers follow one another in stretches whose ends depend on their names, so that one paper more changes one stretch; what
a stretch yields is kept in a file (a *fragment*, in the ledger's folder) under the digest of its papers' states. Copies
of one paper are told by its bytes or DOI: the first stays, the others become duplicates of it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.compute as pc

from pipeline import ledger
from pipeline.assembling.fragments import Fragment, fragment, packed, unpacked
from pipeline.assembling.publishing import MANIFEST
from pipeline.assembling.report import write as write_report
from pipeline.assembling.rows import refused_rows
from pipeline.assembling.tables import Gathered
from pipeline.assembling.writing import Counts, write_run
from pipeline.ledger import Kept, Ledger

_FRAGMENTS = "fragments"
_PAPERS = 128
_CHARACTERS = 300_000
Told = Callable[[Counts], str]


class LostPartsError(LookupError):
    """Files of rows are missing or damaged: these papers are to be computed again."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"{len(names)} papers have lost their rows")
        self.names = list(names)


@dataclass(slots=True)
class Bound:
    """What the tables of a run hold."""

    counts: Counts = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("ok", "failed", "duplicate"), 0))
    failures: list[tuple[str, str]] = field(default_factory=list)
    characters: int = 0
    warned: int = 0


def bind(out: Path, names: Iterable[str], book: Ledger, told: Told) -> Bound:
    """Writes the tables, `run.json` and the page of a run.

    Args:
        out: The run folder.
        names: The papers, in the order in which the tables shall hold them; the ledger keeps each.
        book: The folder's ledger.
        told: Makes the text of `run.json` from the counts.

    Raises:
        LostPartsError: Rows are missing; the earlier run stands as it was.
        TableError: A table breaks its schema.
        OSError: The folder cannot be written; the earlier run stands as it was.
    """
    done = Bound()
    files = _Files(book.folder / _FRAGMENTS)
    lost: list[str] = []

    def fragments() -> Iterator[Fragment]:
        for papers in _stretches(_settled(names, book)):
            _count(papers, done)
            if (made := files.fragment(papers, book, lost)) is not None:
                done.warned += pc.sum(pc.not_equal(made.tables["documents"]["warnings"], "")).as_py() or 0
                yield made

    def finish(folder: Path, counts: Counts) -> None:
        if lost:
            raise LostPartsError(lost)
        manifest = told(counts | done.statuses)
        (folder / MANIFEST).write_text(manifest, encoding="utf-8", newline="\n")
        write_report(folder, manifest)

    done.counts = write_run(out, fragments(), finish)
    files.forget_others()
    return done


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper and, of a further copy, the name of the first."""

    kept: Kept
    first: str = ""

    @property
    def status(self) -> str:
        return "duplicate" if self.first else self.kept.status


def _settled(names: Iterable[str], book: Ledger) -> Iterator[_Paper]:
    """The papers; the first of several copies stays (same bytes, or same DOI), the others become duplicates of it."""
    repeated, seen = book.repeated(), dict[str, str]()
    for name in names:
        kept = book.kept(name)
        if kept is None:
            raise LostPartsError([name])
        keys = [key for key in (kept.sha256, kept.doi) if key in repeated] if kept.status == "ok" else []
        first = next((seen[key] for key in keys if key in seen), "")
        for key in keys:
            seen.setdefault(key, first or name)
        yield _Paper(kept, first)


def _stretches(papers: Iterable[_Paper]) -> Iterator[list[_Paper]]:
    """Papers in stretches that end where a name says so, or where they have become long."""
    stretch: list[_Paper] = []
    characters = 0
    for paper in papers:
        stretch.append(paper)
        characters += paper.kept.characters
        ends = zlib.crc32(paper.kept.name.encode("utf-8", "surrogatepass")) % _PAPERS == 0
        if ends or characters >= _CHARACTERS:
            yield stretch
            stretch, characters = [], 0
    if stretch:
        yield stretch


def _count(papers: Iterable[_Paper], done: Bound) -> None:
    for paper in papers:
        done.statuses[paper.status] += 1
        done.characters += paper.kept.characters
        if paper.status == "failed":
            done.failures.append((paper.kept.name, paper.kept.reason))


class _Files:
    """The folder of fragments; those that this run does not ask for go at its end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked: set[str] = set()

    def fragment(self, papers: Sequence[_Paper], book: Ledger, lost: list[str]) -> Fragment | None:
        """The fragment of a stretch, kept or made now; None where rows are lost, whose papers are then named."""
        name = _digest(papers)
        self._asked.add(name)
        path = self._folder / name
        if path.is_file() and (kept := unpacked(path.read_bytes())) is not None:
            return kept
        made = _made(papers, book, lost)
        if made is not None:
            self._folder.mkdir(exist_ok=True)
            ledger.write(path, packed(made))
        return made

    def forget_others(self) -> None:
        for path in self._folder.iterdir():
            if path.name not in self._asked:
                path.unlink()


def _digest(papers: Iterable[_Paper]) -> str:
    facts = (f"{paper.kept.name}\0{paper.kept.key}\0{paper.kept.since}\0{paper.first}\0" for paper in papers)
    return hashlib.sha256("".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _made(papers: Iterable[_Paper], book: Ledger, lost: list[str]) -> Fragment | None:
    gathered, texts, before = Gathered(), dict[str, str](), len(lost)
    for paper in papers:
        content = book.content(paper.kept.part)
        if content is None:
            lost.append(paper.kept.name)
        elif paper.first:
            known = {
                name: str(content.columns["documents"][name][0]) for name in ("doc_id", "sha256", "format", "encoding")
            }
            told = f"duplicate of {paper.first}"
            gathered.add(refused_rows(paper.kept.name, "duplicate", told, **known))
        else:
            gathered.add_columns(content.columns)
            if content.extracted:
                texts[paper.kept.sha256[:16]] = content.extracted
    return fragment(gathered, texts) if len(lost) == before else None
