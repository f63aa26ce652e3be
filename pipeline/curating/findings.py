"""What a check has to say about a line of a table.

>>> print(Finding("error", Path("lexicon/drugs.tsv"), 7, "no name"))
lexicon/drugs.tsv:7: error: no name
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; an error keeps the table from being used, a warning asks for a look, a note tells."""

    severity: Severity
    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message}"
