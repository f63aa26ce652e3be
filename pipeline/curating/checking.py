"""All checks of the vocabulary together, in the order in which they are told: errors first, then by file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline import lexicon
from pipeline.curating import collisions, concordance, structure
from pipeline.curating.findings import SEVERITIES, Finding
from pipeline.curating.reference import Reference
from pipeline.curating.rows import Row, read


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found in how many rows."""

    findings: tuple[Finding, ...]
    rows: int
    compared: bool

    @property
    def errors(self) -> int:
        return self._count("error")

    def _count(self, severity: str) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def summary(self) -> str:
        """One line: rows, and findings of each severity."""
        counts = ", ".join(f"{self._count(severity)} {severity}s" for severity in SEVERITIES[:2])
        told = "" if self.compared else "; no reference tables, identifiers were not compared"
        return f"{self.rows} rows: {counts}{told}"


def check(folders: Iterable[Path], reference: Path) -> Report:
    """Checks the tables of the lexicon's folders.

    Args:
        folders: The shipped folder, then the user's own; one that is not there holds nothing.
        reference: Folder of the public tables; where it is missing, identifiers are not compared.
    """
    findings: list[Finding] = []
    rows: list[Row] = []
    entries: list[lexicon.Entry] = []
    paths = [path for folder in folders for path in sorted(folder.glob("*.tsv"))]
    for path in paths:
        found, faults = read(path)
        rows.extend(found)
        findings.extend(Finding("error", path, line, message) for line, message in faults)
        entries.extend(lexicon.entry_of(row.cells) for row in found)
    tables = Reference(reference)
    held = lexicon.Lexicon(lexicon.merged(entries), "" if findings else lexicon.digest(paths))
    findings.extend(structure.check(rows))
    findings.extend(collisions.check(rows, held, tables.frequent_han))
    findings.extend(concordance.check(rows, tables))
    ordered = sorted(
        findings, key=lambda finding: (SEVERITIES.index(finding.severity), str(finding.path), finding.line)
    )
    unique = tuple(next(same) for _, same in groupby(ordered))
    return Report(unique, len(rows), reference.is_dir())
