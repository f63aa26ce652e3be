"""Printed pages: words and rules with their places, and lines of text made of them, scripts told by size and place.

Coordinates are PDF points with the origin at the bottom left. A superscript is a small word beside a larger one whose
foot is raised; nothing else tells a citation marker from a figure in a PDF.

>>> words = [Word("CD8", 0, 20, 100, 10), Word("+", 20, 24, 104, 6), Word("T细胞", 25, 50, 100, 10)]
>>> lines_of(words)[0].text
'CD8<sup>+</sup>T细胞'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.reading.repair import HAN

_WIDE = re.compile(f"[{HAN}\u3001-\u301f\uff01-\uffef]")
_MARKER = re.compile(r"\[?\d{1,3}(?:[\d,\-–~\[\]]{0,20})$|[+\-−⁺⁻*†‡]{1,2}$")
_LETTER = re.compile(r"[^\W\d_]|\d")


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs beside each other: left and right edge, foot, size of letters, and whether a space stood before them."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    spaced: bool = False
    script: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one of the axes."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_flat(self) -> bool:
        return self.x1 - self.x0 > self.y1 - self.y0


@dataclass(frozen=True)
class Line:
    """Words on one foot line, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def base(self) -> float:
        return _commonest((word.base, len(word.text)) for word in self.words if not word.script)

    @cached_property
    def size(self) -> float:
        return _commonest((word.size, len(word.text)) for word in self.words if not word.script)

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if not word.script and _LETTER.search(word.text))

    @cached_property
    def text(self) -> str:
        return "".join(_pieces(self.words))

    @property
    def length(self) -> int:
        return sum(len(word.text) for word in self.words)


@dataclass(frozen=True)
class Page:
    """One page; `images` says whether it holds any."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = field(default=())
    images: bool = False

    @property
    def characters(self) -> int:
        return sum(len(word.text) for word in self.words)


def _commonest(values: Iterable[tuple[float, int]]) -> float:
    counts: Counter[float] = Counter()
    for value, weight in values:
        counts[round(value, 1)] += weight
    return max(counts, key=lambda value: counts[value]) if counts else 0.0


def body_size(lines: Iterable[Line]) -> float:
    """The size that most characters have."""
    return _commonest((line.size, line.length) for line in lines) or 10.0


def _pieces(words: Sequence[Word]) -> Iterator[str]:
    last: Word | None = None
    for number, word in enumerate(words):
        if last is not None and _is_spaced(last, word):
            yield " "
        before = words[number - 1].script if number else ""
        after = words[number + 1].script if number + 1 < len(words) else ""
        yield f"<{word.script}>" if word.script and word.script != before else ""
        yield word.text
        yield f"</{word.script}>" if word.script and word.script != after else ""
        last = word


def _is_spaced(left: Word, right: Word) -> bool:
    gap, size = right.x0 - left.x1, max(left.size, right.size)
    if right.script or left.script:
        return gap > 0.25 * size and not right.script
    if _WIDE.match(left.text[-1]) or _WIDE.match(right.text[0]):
        return gap > 0.9 * size or (right.spaced and gap > 0.05 * size)
    return right.spaced or gap > 0.16 * size


def lines_of(words: Iterable[Word], gap: float = 1e9) -> list[Line]:
    """Lines from top to bottom.

    Args:
        words: Words in any order.
        gap: A space wider than this many letter sizes cuts a line in two.
    """
    large, scripts = _with_scripts(list(words))
    lines = []
    for row in _rows(large):
        for part in _parts(sorted(row, key=lambda word: word.x0), gap):
            owned = [small for word in part for small in scripts.get(id(word), ())]
            lines.append(Line(tuple(sorted([*part, *owned], key=lambda word: word.x0))))
    return sorted(lines, key=lambda line: (-line.base, line.x0))


def _rows(words: list[Word]) -> Iterator[list[Word]]:
    """Words with about the same foot."""
    row: list[Word] = []
    foot = 0.0
    for word in sorted(words, key=lambda word: -word.base):
        if row and foot - word.base > 0.25 * max(word.size, 4):
            yield row
            row = []
        if not row:
            foot = word.base
        row.append(word)
    if row:
        yield row


def _parts(row: list[Word], gap: float) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in row:
        if part and word.x0 - max(one.x1 for one in part[-3:]) > gap * max(word.size, part[-1].size):
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _with_scripts(words: list[Word]) -> tuple[list[Word], dict[int, list[Word]]]:
    """Words on a foot line of their own, and the scripts of each by its identity."""
    ends = sorted(words, key=lambda word: word.x1)
    edges = [word.x1 for word in ends]
    starts = sorted(words, key=lambda word: word.x0)
    heads = [word.x0 for word in starts]
    owners: dict[int, tuple[Word, str]] = {}
    for word in words:
        near = _beside(word, ends, edges, word.x0) or _beside(word, starts, heads, word.x1)
        if near is not None:
            owners[id(word)] = (near, "sup" if word.base > near.base else "sub")
    large = [word for word in words if id(word) not in owners]
    scripts: dict[int, list[Word]] = {}
    for word in words:
        if id(word) in owners:
            owner, script = owners[id(word)]
            for _ in range(5):
                if id(owner) not in owners:
                    break
                owner = owners[id(owner)][0]
            one = replace(word, script=script)
            scripts.setdefault(id(owner), []).append(one)
    return large, scripts


def _beside(word: Word, ordered: list[Word], edges: list[float], edge: float) -> Word | None:
    """The larger word that ends, or begins, at this edge, with another foot."""
    reach = 0.9 * word.size
    for index in range(bisect_left(edges, edge - reach), len(ordered)):
        other = ordered[index]
        if edges[index] > edge + reach:
            return None
        raised = (word.base - other.base) / other.size
        if other is word or not (0.12 < raised < 0.75 or -0.62 < raised < -0.12):
            continue
        if word.size < 0.86 * other.size or _is_marker(word, other, abs(edges[index] - edge)):
            return other
    return None


def _is_marker(word: Word, other: Word, gap: float) -> bool:
    """A script in letters nearly as large as the text's: a marker or a charge that touches a longer word."""
    touching = gap < 0.12 * word.size and word.size <= other.size and abs(word.base - other.base) > 0.2 * word.size
    return touching and _MARKER.match(word.text) is not None
