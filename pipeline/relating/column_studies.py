"""The studies of a table whose columns are studies: named by their headers, or in a row of their own (`Study`, `No. of patients`).

Arms of different studies are not set against each other.

>>> trial_of_cell(Line("NP30179", 0, 7, ())).name
'NP30179'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline import lexicon
from pipeline.records import Cell, Mention
from pipeline.relating.cell_values import words_of
from pipeline.relating.lines import Line

_NAME = re.compile(
    r"\s*(?P<name>(?:[A-Za-z][A-Za-z0-9]*|\d{2,5}(?=-[A-Z]))(?:[ -][A-Z0-9][A-Za-z0-9]*){0,3})(?=\s*(?:[,;(\[\n]|$))"
)
_NAMED = re.compile(r"\d|[A-Z].*[A-Z]")
_SIZE = re.compile(r"\s*[nN]?\s*=?\s*(\d+)\s*例?\s*")


def trial_of_cell(line: Line | None) -> Mention | None:
    """The study that a cell under a header for studies names, whatever its name looks like (`NP30179`)."""
    match = _NAME.match(line.text, line.start, line.end) if line else None
    if line is None or match is None or not _NAMED.search(match["name"]):
        return None
    start, end = match.span("name")
    if any(m.end >= end or m.start >= end for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS")):
        return None
    concept = lexicon.load().concept("TRIAL", match["name"])
    return Mention(start, end, "TRIAL", match["name"], concept, source="relating")


def size_of(words: str) -> str:
    """The number of patients that a cell holds alone (`n=64`, `64例`)."""
    match = _SIZE.fullmatch(words)
    return match[1] if match else ""


@dataclass
class ColumnStudies:
    """What a table says of the studies of its columns: the study, the words that name it, its number of patients."""

    trials: dict[int, Mention] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    sizes: dict[int, str] = field(default_factory=dict)

    def hear(self, cells: Sequence[Cell], line: Callable[[Cell], Line], role: Callable[[str], str]) -> None:
        """Reads the headers and the rows of a table.

        Args:
            cells: All its cells.
            line: The line of a cell.
            role: What a row holds, from its label.
        """
        headed = {
            words_of(line(cell)): named[0] for cell in cells if cell.is_header and (named := line(cell).of("TRIAL"))
        }
        labels = {cell.row: role(words_of(line(cell)).strip()) for cell in cells if not (cell.is_header or cell.column)}
        for cell in cells:
            if not cell.column or cell.is_header:
                continue
            for title in filter(headed.get, cell.header):
                self._name(cell.column, headed[title], title)
            told = line(cell)
            if labels.get(cell.row) == "trial":
                self._name(cell.column, next(iter(told.of("TRIAL")), None) or trial_of_cell(told), words_of(told))
            elif labels.get(cell.row) == "n" and (size := size_of(words_of(told))):
                self.sizes[cell.column] = size

    def _name(self, column: int, trial: Mention | None, words: str) -> None:
        self.names[column] = words
        if trial is not None:
            self.trials[column] = trial

    def are_together(self, first: int, second: int) -> bool:
        """Whether two columns are of one study, as far as the table says."""
        return self.names.get(first, "") == self.names.get(second, "")
