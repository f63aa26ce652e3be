"""The user's own terms, in a folder beside the shipped vocabulary: added from a table, or imported from a public one.

Nothing is written into the project. A name that already means something else is not taken; the report says which and
what it collides with. Terms of an earlier file of the same name are replaced as a whole.

>>> from pipeline.lexicon import Entry
>>> from pipeline.records import Concept
>>> shipped = [Entry(Concept("chebi:133021", "DRUG", "venetoclax", "维奈克拉"), (), (), {}, {})]
>>> rows = [{"kind": "DRUG", "name": "novaclax", "aliases_en": "NVX-1|Venetoclax"}]
>>> kept, collisions = without_collisions([completed(row) for row in rows], [lexicon.Lexicon(tuple(shipped))])
>>> kept[0]["concept_id"], kept[0]["aliases_en"], [str(collision) for collision in collisions]
('local:drug.novaclax', 'NVX-1', ['Venetoclax of DRUG novaclax is a form of DRUG venetoclax'])
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import lexicon
from pipeline.curating.collisions import is_everyday
from pipeline.curating.rows import LexiconTableError
from pipeline.curating.structure import KINDS
from pipeline.lexicon import COLUMNS, Lexicon, fold, local_id, needs_case, variants
from pipeline.records import Concept, EntityType

Cells = dict[str, str]
_NAMES = ("name", "name_zh", "aliases_en", "aliases_zh")


@dataclass(frozen=True, slots=True)
class Collision:
    """A name that was left out, and the concept that it already names."""

    name: str
    of: str
    other: str

    def __str__(self) -> str:
        return f"{self.name} of {self.of} is a form of {self.other}"


@dataclass(frozen=True, slots=True)
class Addition:
    """What was written where, and what was left out."""

    path: Path
    concepts: int
    names: int
    collisions: tuple[Collision, ...]
    left_out: int


def table(path: Path) -> list[Cells]:
    """The user's rows. `kind` and `name` are needed; the lexicon's other columns may be missing.

    Raises:
        LexiconTableError: A column is unknown or missing, a kind is unknown, or a line has another number of cells.
    """
    lines = _text(path).splitlines()
    header = lines[0].split("\t") if lines else []
    unknown = [column for column in header if column not in COLUMNS]
    if unknown or not {"kind", "name"} <= set(header):
        raise LexiconTableError(
            f"{path}:1: needs the columns kind and name, and may have {', '.join(COLUMNS)}; it has {header}"
        )
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if line.strip():
            if len(cells) != len(header):
                raise LexiconTableError(f"{path}:{number}: {len(cells)} columns, expected {len(header)}")
            rows.append(_checked(dict(zip(header, cells, strict=True)), f"{path}:{number}"))
    return [completed(row) for row in rows]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconTableError(f"{path}: is not UTF-8 ({error.reason} at byte {error.start})") from error


def _checked(row: Cells, place: str) -> Cells:
    if row["kind"] not in KINDS:
        raise LexiconTableError(f"{place}: kind {row['kind']!r} is none of {', '.join(KINDS)}")
    if not row["name"].strip():
        raise LexiconTableError(f"{place}: no name")
    return row


def completed(row: Mapping[str, str]) -> Cells:
    """The row with all columns; without an identifier it gets a `local:` one."""
    cells = {column: row.get(column, "").strip() for column in COLUMNS}
    cells["concept_id"] = cells["concept_id"] or local_id(cells["kind"], cells["name"])
    return cells


def without_collisions(rows: Iterable[Cells], held: Sequence[Lexicon]) -> tuple[list[Cells], list[Collision]]:
    """The rows without the names that mean something else; a row whose own name does is left out.

    A row with kind and name of a held concept adds to that concept. Names that a row declares ambiguous may be shared.
    """
    owners = _owners(held)
    kept: list[Cells] = []
    collisions: list[Collision] = []
    for row in rows:
        found = list(_collisions(row, owners))
        collisions.extend(found)
        lost = {collision.name for collision in found}
        if row["name"] not in lost:
            kept.append(_without(row, lost))
            for name in _names(kept[-1]):
                _own(owners, name, row["kind"], row["name"])
    return kept, collisions


def _owners(held: Sequence[Lexicon]) -> dict[str, list[tuple[str, str, str]]]:
    owners: dict[str, list[tuple[str, str, str]]] = {}
    for term in (term for vocabulary in held for term in vocabulary.terms):
        owner = (term.concept.type, term.concept.name, term.surface if term.cased else "")
        owners.setdefault(term.key, []).append(owner)
    return owners


def _own(owners: dict[str, list[tuple[str, str, str]]], name: str, kind: str, of: str) -> None:
    surface = name if needs_case(name, kind) else ""
    for key in variants(name):
        owners.setdefault(key, []).append((kind, of, surface))


def _names(row: Mapping[str, str]) -> Iterator[str]:
    yield from (part for column in _NAMES for part in row[column].split("|") if part)


def _collisions(row: Cells, owners: Mapping[str, Sequence[tuple[str, str, str]]]) -> Iterator[Collision]:
    own = (row["kind"], row["name"])
    declared = {fold(part.partition("=")[0]) for part in row["ambiguous"].split(";")}
    for name in dict.fromkeys(_names(row)):
        if fold(name) in declared:
            continue
        if is_everyday(name, row["kind"]):
            yield Collision(name, " ".join(own), "an everyday word")
            continue
        surface = name if needs_case(name, row["kind"]) else ""
        others = [
            (kind, of)
            for key in variants(name)
            for kind, of, written in owners.get(key, ())
            if (kind, of) != own and not (surface and written and surface != written)
        ]
        if others:
            yield Collision(name, " ".join(own), " ".join(others[0]))


def _without(row: Cells, lost: set[str]) -> Cells:
    cells = dict(row)
    for column in _NAMES[1:]:
        cells[column] = "|".join(name for name in row[column].split("|") if name not in lost)
    return cells


def write(rows: Iterable[Cells], name: str, folder: Path, held: Sequence[Lexicon]) -> Addition:
    """Writes the rows that collide with nothing as `name` into the user's folder.

    Args:
        rows: Complete rows.
        name: Name of the table in the folder; an earlier one of that name is replaced.
        folder: The user's folder; it is made where it is missing.
        held: What the rows must not collide with: the shipped vocabulary and that of the user's other tables.
    """
    known = {
        key: entry.concept
        for vocabulary in held
        for entry in reversed(vocabulary.entries)
        for key in ((entry.concept.type, entry.concept.concept_id), (entry.concept.type, entry.concept.name))
    }
    every = [_as_held(row, known) for row in rows]
    kept, collisions = without_collisions(every, held)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    _replace(
        path, "\n".join(["\t".join(COLUMNS), *("\t".join(row[column] for column in COLUMNS) for row in kept)]) + "\n"
    )
    return Addition(
        path, len(kept), sum(len(list(_names(row))) for row in kept), tuple(collisions), len(every) - len(kept)
    )


def _as_held(row: Cells, known: Mapping[tuple[EntityType, str], Concept]) -> Cells:
    """A row of a concept that is held, under that concept's id and name; its own name becomes one of the aliases."""
    kind: EntityType = row["kind"]  # type: ignore[assignment]
    concept = known.get((kind, row["name"])) or known.get((kind, row["concept_id"]))
    if concept is None:
        return row
    aliases = (row["name"], row["aliases_en"]) if row["name"] != concept.name else (row["aliases_en"],)
    names = {"name": concept.name, "aliases_en": "|".join(filter(None, aliases))}
    return {**row, **names, "concept_id": concept.concept_id}


def _replace(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def held(folder: Path, name: str) -> tuple[Lexicon, Lexicon]:
    """The shipped vocabulary and that of the user's tables other than `name`."""
    own = [entry for path in sorted(folder.glob("*.tsv")) if path.name != name for entry in lexicon.read_entries(path)]
    return lexicon.load(lexicon.DATA), Lexicon(lexicon.merged(own))
