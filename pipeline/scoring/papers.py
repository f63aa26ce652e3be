"""A paper with what is wanted of it (gold) and what was made of it (a run's tables), claim by claim and placed.

Any system that writes the tables of the contract can be scored. The sentence, the paragraph and the language of a claim
are taken from the text itself, alike for gold and prediction, so that two systems are measured by one rule; only the
kind of section is the run's own word (table `sentences`), for it alone knows the layout.

>>> text = "硼替佐米抑制蛋白酶体。\\n\\nIt failed."
>>> paragraph_starts(text), language_of(text[:11]), language_of(text[13:])
([0, 13], 'zh', 'en')
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.records import RELATIONS
from pipeline.scoring import texts
from pipeline.scoring.annotation import Annotation, Statement
from pipeline.scoring.gold import read
from pipeline.scoring.passages import sentence_at
from pipeline.scoring.rows import Row, from_rows
from pipeline.scoring.vocabulary import ENDS, FIGURE_FIELDS

_DOC_ID = 16
_HAN = re.compile("[\u3400-\u9fff]")
_HAN_SHARE = 8
_BLANK_LINE = re.compile(r"\n[ \t\r\u3000]*\n\s*")
_ALIKE = ("doc_id", "polarity", "certainty", "setting", "citations")
_ENDS = {
    relation: tuple(f"{end}_{side}" for end in ends for side in ("start", "end")) for relation, ends in ENDS.items()
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "mentions": ("doc_id", "start", "end", "type", "concept_id", "name"),
    "drug_target": (*_ALIKE, "subject", "subject_type", "predicate", "object", "object_type", *_ENDS["drug_target"]),
    "mutation_response": (
        *_ALIKE, "subject", "predicate", "object", "object_type", "disease", *_ENDS["mutation_response"],
    ),
    "trial_metric": (*_ALIKE, *FIGURE_FIELDS, *_ENDS["trial_metric"]),
    "sentences": ("doc_id", "sentence_id", "kind", "start", "end"),
    "documents": ("doc_id",),
}  # fmt: skip
"""The columns that a score reads; the last two tables may be missing, and mentions, where claims alone are scored."""


class ScoreError(ValueError):
    """A run cannot be scored against a gold set; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and where it stands.

    Attributes:
        statement: The claim.
        start, end: Its sentence, in the text.
        paragraph: Number of its paragraph, from 0.
        language: Of its sentence.
        kind: Kind of section, as the run read it; empty where the run holds no sentence there.
        mechanism: What made it; empty for gold.
    """

    statement: Statement
    start: int
    end: int
    paragraph: int
    language: str
    kind: str = ""
    mechanism: str = ""
    confidence: float = 1.0

    @property
    def relation(self) -> str:
        return self.statement.relation


@dataclass(frozen=True)
class Paper:
    """One text of the gold set with what a run made of it.

    Attributes:
        half: Half of the gold set (`reviews`, `bilingual`).
        split: What the text is for; empty where the gold set does not say.
        gold, made: The annotation, and the run's tables as one.
        wanted, told: The claims of both, placed.
        paragraphs: How many the text has.
    """

    document: str
    sha256: str
    half: str
    split: str
    text: str
    gold: Annotation
    made: Annotation
    wanted: tuple[Told, ...]
    told: tuple[Told, ...]
    paragraphs: int

    @property
    def shown(self) -> bool:
        """Whether its sentences may be shown: a test text is scored and not looked at."""
        return self.split != "test"


def language_of(sentence: str) -> str:
    """`zh` where one character in eight or more is Han."""
    return "zh" if len(_HAN.findall(sentence)) * _HAN_SHARE >= len(sentence.strip()) else "en"


def paragraph_starts(text: str) -> list[int]:
    """Where paragraphs begin: after blank lines."""
    return [0, *(gap.end() for gap in _BLANK_LINE.finditer(text) if 0 < gap.end() < len(text))]


# --- the gold set ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoldFiles:
    """Adjudicated files that were named by one folder.

    Attributes:
        files: By half and name.
        splits: Split by document.
        guideline: Version of the page that the annotators followed, empty where it does not stand there.
    """

    files: tuple[Path, ...]
    splits: Mapping[str, str]
    guideline: str

    def digest(self) -> str:
        """SHA-256 over halves, names and bytes of all files, independent of where they lie."""
        total = hashlib.sha256()
        for path in self.files:
            total.update(f"{half_of(path)}/{path.name}\0".encode() + path.read_bytes() + b"\0")
        return total.hexdigest()


def half_of(path: Path) -> str:
    """The half that an `.ann` file belongs to, by its folders.

    >>> half_of(Path("corpora/reviews/gold/000.ann"))
    'reviews'
    """
    return path.resolve().parent.parent.name


def gold_files(place: Path) -> GoldFiles:
    """The adjudicated files of a folder: its own `.ann` files, else those of `gold/`, else those of every half.

    Raises:
        ScoreError: There are none.
    """
    for pattern in ("*.ann", "gold/*.ann", "*/gold/*.ann"):
        if found := sorted(place.glob(pattern), key=lambda path: (half_of(path), path.name)):
            corpora = found[0].resolve().parent.parent.parent
            return GoldFiles(tuple(found), _splits(corpora), _guideline(corpora))
    raise ScoreError(f"{place} holds no adjudicated .ann file; name a folder like corpora/reviews/gold, or corpora")


def _splits(corpora: Path) -> Mapping[str, str]:
    path = corpora / "splits.json"
    if not path.is_file():
        return {}
    found: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8")).get("documents", {})
    return found


def _guideline(corpora: Path) -> str:
    path = corpora / "GUIDELINE.md"
    if not path.is_file():
        return ""
    title = path.read_text(encoding="utf-8").partition("\n")[0]
    return title.lstrip("# ").strip()


# --- the run --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """The tables of a run folder, row by row, by document.

    Attributes:
        rows: By table and doc_id.
        documents: What the run was given; None where it does not say.
        manifest: Its `run.json`, empty where there is none.
    """

    rows: Mapping[str, Mapping[str, Sequence[Row]]]
    documents: frozenset[str] | None
    manifest: Mapping[str, Any]

    def of(self, doc_id: str) -> dict[str, Sequence[Row]]:
        return {table: by_document.get(doc_id, ()) for table, by_document in self.rows.items()}

    @property
    def extractor(self) -> str:
        """Name and version, by the manifest, else by the claims."""
        made_by = self.manifest.get("extractor")
        if isinstance(made_by, dict):
            return " ".join(str(made_by[key]) for key in ("name", "version") if key in made_by)
        named = {str(row.get("extractor", "")) for relation in RELATIONS for row in self._all(relation)}
        return "; ".join(sorted(named - {""}))

    def _all(self, table: str) -> Iterable[Row]:
        for rows in self.rows.get(table, {}).values():
            yield from rows


def run_from(folder: Path) -> Run:
    """The tables of a run folder, of any system.

    Raises:
        ScoreError: The folder holds no claim table, or a table lacks a column.
    """
    if not any((folder / f"{relation}.csv").is_file() for relation in RELATIONS):
        raise ScoreError(
            f"{folder} holds no claim table ({', '.join(RELATIONS)}); name a folder that litmine run wrote"
        )
    rows = {table: _by_document(_table(folder / f"{table}.csv", needed)) for table, needed in NEEDED.items()}
    documents = frozenset(rows["documents"]) if (folder / "documents.csv").is_file() else None
    path = folder / "run.json"
    return Run(rows, documents, json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})


def _table(path: Path, needed: Sequence[str]) -> list[Row]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if missing := [column for column in needed if column not in (reader.fieldnames or ())]:
            raise ScoreError(f"{path} has no column {', '.join(missing)}; the tables' contract names them")
        return list(reader)


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["doc_id"], []).append(row)
    return found


# --- both together --------------------------------------------------------------------------------------------------


def papers(run: Run, gold: GoldFiles, folders: Sequence[Path], split: str = "") -> list[Paper]:
    """Every annotated text that the run was given, by name; one that it failed to read counts with nothing made.

    Args:
        run: A system's tables.
        gold: The adjudicated files.
        folders: Where texts are, beside the gold set's own folders.
        split: Only the texts of this split.

    Raises:
        ScoreError: The run was given none of the texts, or a row cannot be read.
        TextMissingError, TextChangedError: A text is not there, or is another one.
    """
    found = []
    for path in gold.files:
        annotation = read(path)
        of_split = gold.splits.get(annotation.document, "")
        given = run.documents is None or annotation.sha256[:_DOC_ID] in run.documents
        if given and (not split or split == of_split):
            text = texts.load(annotation.document, annotation.sha256, [path.resolve().parent.parent, *folders])
            found.append(paper(annotation, run.of(annotation.sha256[:_DOC_ID]), text, half_of(path), of_split))
    if not found:
        of_split = f" of the split {split!r}" if split else ""
        raise ScoreError(
            f"the run holds none of the {len(gold.files)} annotated texts{of_split}; run on these texts first"
        )
    return sorted(found, key=lambda one: (one.half, one.document))


def missing(gold: GoldFiles, found: Sequence[Paper], split: str = "") -> tuple[str, ...]:
    """The annotated texts of a split (of all, where none is named) that a run was not given."""
    have = {(one.half, one.document) for one in found}
    wanted = [(half_of(path), read(path).document) for path in gold.files]
    kept = [pair for pair in wanted if not split or gold.splits.get(pair[1], "") == split]
    return tuple(document for half, document in kept if (half, document) not in have)


def paper(
    annotation: Annotation, tables: Mapping[str, Sequence[Row]], text: str, half: str = "", split: str = ""
) -> Paper:
    """One text with gold and prediction.

    Args:
        annotation: Gold.
        tables: Rows of this text alone, by table.
        text: The text that both point into.
        half, split: Where it belongs.
    """
    try:
        made = from_rows(tables, text, annotation.document, annotation.sha256)
        seat = _Seats(text, tables.get("sentences", ()))
        rows = [row for relation in RELATIONS for row in tables.get(relation, ())]
        told = tuple(seat.told(statement, row) for statement, row in zip(made.statements, rows, strict=True))
    except (ValueError, KeyError) as error:
        raise ScoreError(f"a row of {annotation.document} cannot be read: {error!r}") from error
    wanted = tuple(seat.told(statement, {}) for statement in annotation.statements)
    return Paper(
        annotation.document, annotation.sha256, half, split, text, annotation, made, wanted, told, len(seat.paragraphs)
    )  # fmt: skip


class _Seats:
    """Sentence, paragraph, language and kind of section by offset."""

    def __init__(self, text: str, sentences: Sequence[Row]) -> None:
        self.text = text
        self.paragraphs = paragraph_starts(text)
        self._bounds = {str(row["sentence_id"]): (int(row["start"]), int(row["end"])) for row in sentences}
        self._kinds = sorted((int(row["start"]), int(row["end"]), str(row["kind"])) for row in sentences)
        self._starts = [start for start, _, _ in self._kinds]

    def kind(self, position: int) -> str:
        index = bisect_right(self._starts, position) - 1
        return self._kinds[index][2] if index >= 0 and position < self._kinds[index][1] else ""

    def _position(self, statement: Statement, row: Row) -> int:
        """An offset inside the sentence that states the claim: by the run's own sentence where it names one."""
        bounds = self._bounds.get(str(row.get("sentence_id", "")))
        if bounds is None:
            return statement.position
        inside = [mark.start for mark in statement.marks if bounds[0] <= mark.start < bounds[1]]
        return min(inside, default=bounds[0])

    def told(self, statement: Statement, row: Row) -> Told:
        position = max(self._position(statement, row), 0)
        start, end = sentence_at(self.text, position)
        return Told(
            statement,
            start,
            end,
            bisect_right(self.paragraphs, position) - 1,
            language_of(self.text[start:end]),
            self.kind(position),
            str(row.get("mechanism") or ""),
            _confidence(str(row.get("confidence") or "1")),
        )


def _confidence(told: str) -> float:
    value = float(told)
    if not 0 <= value <= 1:
        raise ValueError(f"confidence {told} is not between 0 and 1")
    return value
