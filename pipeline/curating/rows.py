"""The lexicon's tables row by row with their places, so that a finding can point at a line.

`pipeline.lexicon` stops at the first bad row; a check has to see them all.

>>> row = Row(Path("drugs.tsv"), 2, dict.fromkeys(COLUMNS, "") | {"name": "venetoclax", "aliases_zh": "维奈托克|唯可来"})
>>> row.place, row.aliases("zh"), row.ids
('drugs.tsv:2', ('维奈托克', '唯可来'), ())
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.lexicon import COLUMNS

STEM = "~"


class LexiconTableError(ValueError):
    """A table is not one of the lexicon's; the message names file and line and says what is expected."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as written; `cells` by column."""

    path: Path
    line: int
    cells: Mapping[str, str]

    @property
    def place(self) -> str:
        return f"{self.path.name}:{self.line}"

    @property
    def kind(self) -> str:
        return self.cells["kind"]

    @property
    def name(self) -> str:
        return self.cells["name"]

    @property
    def concept_id(self) -> str:
        return self.cells["concept_id"]

    @property
    def ids(self) -> tuple[str, ...]:
        """The concept's identifier and its cross-references."""
        return tuple(filter(None, (self.concept_id, *self.cells["xrefs"].split("|"))))

    def aliases(self, language: str) -> tuple[str, ...]:
        return tuple(filter(None, self.cells[f"aliases_{language}"].split("|")))

    @property
    def names(self) -> tuple[str, ...]:
        """All names in both languages, stems without their mark."""
        names = (self.name, self.cells["name_zh"], *self.aliases("en"), *self.aliases("zh"))
        return tuple(name.rstrip(STEM) for name in names if name)

    @property
    def relations(self) -> Iterator[tuple[str, str]]:
        for part in filter(None, self.cells["relations"].split(";")):
            key, _, value = part.partition(":")
            yield key.strip(), value.strip()

    @property
    def ambiguous(self) -> Iterator[tuple[str, str]]:
        for part in filter(None, self.cells["ambiguous"].split(";")):
            alias, _, words = part.partition("=")
            yield alias.strip(), words.strip()


def read(path: Path) -> tuple[list[Row], list[tuple[int, str]]]:
    """The rows of a table, and (line, message) for lines that are none."""
    lines = path.read_text(encoding="utf-8").split("\n")
    rows, faults = [], []
    if tuple(lines[0].split("\t")) != COLUMNS:
        faults.append((1, f"columns are {lines[0].split(chr(9))}, expected {list(COLUMNS)}"))
    if lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) == len(COLUMNS):
            rows.append(Row(path, number, dict(zip(COLUMNS, cells, strict=True))))
        else:
            faults.append((number, f"{len(cells)} columns, expected {len(COLUMNS)}"))
    return rows, faults
