"""How much the vocabulary holds, beside what it has to hold at least.

>>> count = Count("DRUG", 900, 1000, 40, 3000, 2500, 0.46)
>>> count.enough
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.lexicon import Entry, cues

_NON_CODING = re.compile(r"(?:hsa-)?(?:miR|MIR|let|MIRLET)-?\d|lncRNA|LINC\d")
_RNAS = "miRNA or lncRNA"
_LONG_NON_CODING = re.compile(r"(?:非编码RNA|lncRNA|microRNA|微小RNA|non-coding RNA)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """One kind: concepts, the least that is asked, names per language, the share of `local:` identifiers."""

    kind: str
    least: int
    concepts: int
    chinese: int
    names_en: int
    names_zh: int
    local: float

    @property
    def enough(self) -> bool:
        return self.concepts >= self.least

    @property
    def cells(self) -> tuple[object, ...]:
        """What a table shows of it."""
        verdict = "" if not self.least else "yes" if self.enough else "no"
        numbers = (self.concepts, self.least, self.chinese, self.names_en, self.names_zh)
        return (self.kind, *numbers, f"{self.local:.0%}", verdict)


HEADER = ("kind", "concepts", "at least", "with a Chinese name", "names en", "names zh", "local ids", "enough")


def counts(entries: Sequence[Entry]) -> list[Count]:
    """A count for each kind that has a minimum, and one for all."""
    found = [
        _count(row["kind"], int(row["least"]), [entry for entry in entries if entry.concept.type == row["kind"]])
        for row in cues("lexicon_minima")
        if row["kind"] != _RNAS
    ]
    return [*found, _count("all", 0, entries)]


def non_coding(entries: Sequence[Entry]) -> str:
    """One line on the miRNAs and lncRNAs among the genes."""
    least = next(int(row["least"]) for row in cues("lexicon_minima") if row["kind"] == _RNAS)
    return f"{sum(map(is_non_coding, entries))} genes are {_RNAS} (at least {least})"


def is_non_coding(entry: Entry) -> bool:
    """Whether a gene is a miRNA or a long non-coding RNA, by its symbol or by what its names call it."""
    if entry.concept.type != "GENE":
        return False
    return bool(_NON_CODING.match(entry.concept.name)) or any(_LONG_NON_CODING.search(name) for name in entry.names)


def _count(kind: str, least: int, entries: Sequence[Entry]) -> Count:
    chinese = sum(bool(entry.concept.name_zh or entry.aliases_zh) for entry in entries)
    local = sum(entry.concept.concept_id.startswith("local:") for entry in entries)
    share = local / len(entries) if entries else 0.0
    return Count(kind, least, len(entries), chinese, _sum(entries, "en"), _sum(entries, "zh"), share)


def _sum(entries: Iterable[Entry], language: str) -> int:
    if language == "en":
        return sum(1 + len(entry.aliases_en) for entry in entries)
    return sum(bool(entry.concept.name_zh) + len(entry.aliases_zh) for entry in entries)
