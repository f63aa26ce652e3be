"""The gold set on disk: which annotations there are, of which texts, in which split, and its digest.

`corpora/reviews` holds annotations of texts that are not ours (the folder `reviews` of the settings has them);
`corpora/bilingual` holds our own texts with their annotations. Each has the folders `annotator_a`, `annotator_b` and
`gold`, with one `.ann` a text. `corpora/splits.json` says what each text is for.

>>> from pathlib import Path
>>> half = Half("reviews", Path("corpora/reviews"), Path("somewhere"))
>>> half.folder("gold").as_posix()
'corpora/reviews/gold'
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline import lexicon
from pipeline.records import RELATIONS
from pipeline.scoring import texts
from pipeline.scoring.annotation import Annotation
from pipeline.scoring.brat import FormatError, loads
from pipeline.scoring.lint import Finding, faults, unknown_names

Side = Literal["annotator_a", "annotator_b", "gold"]
SIDES: tuple[Side, ...] = ("annotator_a", "annotator_b", "gold")
SPLITS = ("developed on", "practice", "train", "development", "test")
_TEXTS = (".txt", ".md")


class GoldError(ValueError):
    """The gold set is not as it should be; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Half:
    """One half of the gold set: a folder of annotations and the folder of their texts."""

    name: str
    root: Path
    texts: Path

    def folder(self, side: Side) -> Path:
        return self.root / side

    def annotations(self, side: Side) -> list[Annotation]:
        """All annotations of one side, by file name.

        Raises:
            GoldError: A file cannot be read.
        """
        return [read(path) for path in sorted(self.folder(side).glob("*.ann"))]

    def text(self, annotation: Annotation) -> str:
        """The annotated text.

        Raises:
            TextMissingError, TextChangedError: It is not there, or is another one.
        """
        return texts.load(annotation.document, annotation.sha256, [self.texts])

    def documents(self) -> list[Path]:
        """The texts that are there and could be annotated, by name."""
        return sorted(path for path in self.texts.glob("*") if path.suffix in _TEXTS)


def read(path: Path) -> Annotation:
    """One `.ann` file.

    Raises:
        GoldError: It cannot be read; names file, line and reason.
    """
    try:
        return loads(path.read_bytes().decode("utf-8"))
    except (FormatError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {error}") from error


def files(place: Path) -> list[Path]:
    """The `.ann` files of a folder, or the one file.

    Raises:
        GoldError: There are none.
    """
    found = [place] if place.is_file() else sorted(place.glob("*.ann"))
    if not found:
        raise GoldError(f"{place} holds no .ann file; name a folder of annotations, like corpora/reviews/gold")
    return found


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Both halves, and the split of each text.

    Attributes:
        splits: Split by document, as `corpora/splits.json` has it.
    """

    halves: tuple[Half, ...]
    splits: Mapping[str, str]

    def of(self, side: Side) -> Iterator[tuple[Half, Annotation]]:
        for half in self.halves:
            for annotation in half.annotations(side):
                yield half, annotation

    def half(self, name: str) -> Half:
        """The half of that name.

        Raises:
            GoldError: There is none.
        """
        for half in self.halves:
            if half.name == name:
                return half
        raise GoldError(f"{name!r} is no half of the gold set; there are {', '.join(h.name for h in self.halves)}")

    def digest(self) -> str:
        """SHA-256 over the names and bytes of all adjudicated files, independent of where they lie."""
        total = hashlib.sha256()
        for half in self.halves:
            for path in sorted(half.folder("gold").glob("*.ann")):
                total.update(f"{half.name}/{path.name}\0".encode() + path.read_bytes() + b"\0")
        return total.hexdigest()

    def split(self, annotation: Annotation) -> str:
        return self.splits.get(annotation.document, "")


def load(corpora: Path, reviews: Path) -> GoldSet:
    """The gold set of a folder `corpora`.

    Args:
        corpora: The folder with `reviews`, `bilingual` and `splits.json`.
        reviews: Where the texts of the reviews are.

    Raises:
        GoldError: `splits.json` is missing, cannot be read, or names a split that does not exist.
    """
    path = corpora / "splits.json"
    try:
        splits: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["documents"]
    except (OSError, ValueError, KeyError) as error:
        raise GoldError(f"{path} cannot be read ({error}); it holds `documents`: a split by name of text") from error
    if wrong := sorted(name for name, split in splits.items() if split not in SPLITS):
        raise GoldError(f"{path}: the split of {', '.join(wrong)} is none of {', '.join(SPLITS)}")
    bilingual = corpora / "bilingual"
    halves = (Half("reviews", corpora / "reviews", reviews), Half("bilingual", bilingual, bilingual))
    return GoldSet(halves, splits)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the linter says of one file.

    Attributes:
        faults: What must be mended.
        notes: What is told and stops nothing: overlaps inside an annotator's own file.
        unknown: Concepts that the lexicon does not hold.
    """

    side: Side
    document: str
    faults: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    unknown: tuple[tuple[str, str], ...]


def checked(gold: GoldSet) -> list[Checked]:
    """Lints every file of the gold set.

    The annotators' files stay as they were given: what overlaps in them, or breaks the schema, is a note there and a
    fault in the adjudicated ones.
    """
    held = lexicon.load()
    found = []
    for side in SIDES:
        for half, annotation in gold.of(side):
            all_faults = faults(annotation, half.text(annotation), held)
            mild = tuple(f for f in all_faults if side != "gold" and f.kind in ("overlap", "double", "schema"))
            hard = tuple(f for f in all_faults if f not in mild)
            found.append(Checked(side, annotation.document, hard, mild, tuple(unknown_names(annotation, held))))
    return found


def missing(gold: GoldSet) -> list[str]:
    """What is still to be done: texts without annotations, annotations without a split."""
    told = []
    for half in gold.halves:
        have = {side: {a.document for a in half.annotations(side)} for side in SIDES}
        expected = {path.name for path in half.documents()} if half.name == "bilingual" else set[str]()
        for name in sorted(expected | set().union(*have.values())):
            absent = [side for side in SIDES if name not in have[side]]
            if absent:
                told.append(f"{half.name}/{name}: no {', '.join(absent)}")
            if name not in gold.splits:
                told.append(f"{half.name}/{name}: no split")
    return told


@dataclass(frozen=True, slots=True)
class Report:
    """What `make gold` says below its tables."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    digest: str

    def text(self) -> str:
        parts = [
            *(f"fault: {line}" for line in self.faults),
            *(f"note: {line}" for line in self.notes),
            *(f"to do: {line}" for line in self.missing),
            f"names that the lexicon does not hold: {'; '.join(self.unknown) or 'none'}",
            f"digest of the gold set: {self.digest}",
            f"{len(self.faults)} faults",
        ]
        return "\n".join(parts) + "\n"


def report(gold: GoldSet) -> Report:
    """Lint, open ends and digest of a gold set.

    Raises:
        TextMissingError, TextChangedError: An annotated text is not there, or is another one.
    """
    seen = checked(gold)
    unknown = {f"{kind} {name}" for item in seen if item.side == "gold" for kind, name in item.unknown}
    return Report(
        tuple(f"{item.side}/{item.document}: {finding}" for item in seen for finding in item.faults),
        tuple(f"{item.side}/{item.document}: {finding}" for item in seen for finding in item.notes),
        tuple(sorted(unknown)),
        tuple(missing(gold)),
        gold.digest(),
    )


def count_rows(gold: GoldSet, side: Side = "gold") -> list[Sequence[str]]:
    """Document, split, mentions and claims by relation, with a line of totals."""
    rows: list[list[str]] = []
    totals = [0] * (len(RELATIONS) + 2)
    for half, annotation in gold.of(side):
        by_relation = [len(annotation.of(relation)) for relation in RELATIONS]
        numbers = [len(annotation.mentions), *by_relation, sum(by_relation)]
        totals = [a + b for a, b in zip(totals, numbers, strict=True)]
        rows.append([f"{half.name}/{annotation.document}", gold.split(annotation), *map(str, numbers)])
    return [*rows, ["all", "", *map(str, totals)]]
