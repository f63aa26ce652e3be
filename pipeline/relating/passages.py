"""Sentences with the mentions inside them, and the cells of a table row as stretches of their own.

>>> from pipeline.records import Mention, Sentence
>>> rows = [Sentence(0, 0, 4, "zh"), Sentence(1, 4, 9, "zh")]
>>> [[m.text for m in inside] for _, inside in grouped(rows, (Mention(5, 8, "GENE", "BTK"),))]
[[], ['BTK']]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.records import Cell, Mention, Section, Sentence


class _Same:
    """A section as a key of a cache, by identity: to compare two sections is to read both."""

    __slots__ = ("section",)

    def __init__(self, section: Section) -> None:
        self.section = section

    def __hash__(self) -> int:
        return id(self.section)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.section is self.section


@lru_cache(maxsize=4)
def _by_start(table: _Same) -> tuple[tuple[int, Cell], ...]:
    """The body cells of a table by where they begin, with their numbers: a cell of several rows stands there for each."""
    return tuple(sorted(((n, c) for n, c in enumerate(table.section.cells) if not c.is_header), key=_start))


def _start(numbered: tuple[int, Cell]) -> int:
    return numbered[1].start


@lru_cache(maxsize=4)
def _header_cells(table: _Same) -> tuple[Cell, ...]:
    return tuple(cell for cell in table.section.cells if cell.is_header)


def header_cells(section: Section) -> tuple[Cell, ...]:
    """The header cells of a table."""
    return _header_cells(_Same(section))


def body_cells(section: Section, row: Sentence) -> list[Cell]:
    """The cells of a row of a table that begin in it, without headers, in the order of the section's."""
    found = _by_start(_Same(section))
    first, last = (bisect_left(found, at, key=_start) for at in (row.start, row.end))
    return [cell for _, cell in sorted(found[first:last], key=lambda numbered: numbered[0])]


def beginning(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Those mentions, given in order, that begin in a stretch."""
    first, last = (bisect_left(mentions, at, key=lambda mention: mention.start) for at in (start, end))
    return mentions[first:last]


def grouped(
    sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> Iterator[tuple[Sentence, tuple[Mention, ...]]]:
    """Each sentence with its mentions, in one pass over both."""
    at = 0
    for sentence in sentences:
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].start < sentence.end:
            at += 1
        yield sentence, tuple(m for m in mentions[first:at] if m.end <= sentence.end)


def cells(
    section: Section, sentence: Sentence, mentions: Sequence[Mention]
) -> Iterator[tuple[int, int, tuple[Mention, ...]]]:
    """The stretches of a sentence that are read on their own: the whole of it, or each cell of a table row."""
    if section.kind != "table":
        yield sentence.start, sentence.end, tuple(mentions)
        return
    start = sentence.start
    for part in section.text.text[sentence.start : sentence.end].split("\t"):
        end = start + len(part)
        yield start, end, tuple(m for m in mentions if start <= m.start and m.end <= end)
        start = end + 1
