"""One sentence as the relation stages see it: its text, its mentions, its clauses, and what it was told before.

A *line* is a sentence or a table cell read as one. Offsets are section offsets throughout.

>>> from pipeline.records import Mention
>>> line = Line("CR率为60%,OS未改善。", 0, 13, ())
>>> [line.text[start:end] for start, end in line.clauses]
['CR率为60%', 'OS未改善']
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from typing import Any, Protocol, TypeVar, TypeVarTuple

from pipeline import lexicon
from pipeline.records import CitationMark, Measure, Mention
from pipeline.relating import cue_words

Rest = TypeVarTuple("Rest")
Told = TypeVar("Told")
_BREAK = re.compile(r"[;。!?]|:(?!\d)|,(?!\d)|(?<!\d),|\.(?=\s|$)")


@lru_cache(maxsize=256)
def words(table: str, column: str = "form", **wanted: str) -> tuple[str, ...]:
    """The forms of a cue table whose other columns have the wanted values, longest first."""
    rows = lexicon.cues(table)
    found = {row[column] for row in rows if all(row[key] == value for key, value in wanted.items())}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=256)
def pattern(table: str, **wanted: str) -> re.Pattern[str]:
    """The forms of a cue table as one pattern: Latin ones whole words, any case."""
    return _alternation(words(table, **wanted))


@lru_cache(maxsize=16)
def any_of(table: str, *roles: str) -> re.Pattern[str]:
    """The forms of several roles of a cue table as one pattern: whether one of them stands in a line at all."""
    return _alternation(tuple(form for role in roles for form in words(table, role=role)))


def _alternation(forms: tuple[str, ...]) -> re.Pattern[str]:
    latin = [form for form in forms if form[-1].isascii() and form[-1].isalpha()]
    others = cue_words.by_first((form for form in forms if form not in latin), re.escape)
    bordered = rf"(?<![A-Za-z])(?:{cue_words.by_first(latin, re.escape)})(?![A-Za-z])" if latin else ""
    return re.compile(f"{cue_words.opening(forms)}(?:{'|'.join(filter(None, (others, bordered)))})", re.IGNORECASE)


def list_around(line: Line, items: Sequence[_Placed], number: int, joint: re.Pattern[str]) -> tuple[int, int]:
    """The first and the last of the items that stand with one of them in a list.

    Args:
        line: Where.
        items: Things with a start and an end, in order.
        number: The index of one of them.
        joint: What stands between two items of one list, all of it.
    """
    first = last = number
    while first and joint.fullmatch(line.between(items[first - 1].end, items[first].start)):
        first -= 1
    while last + 1 < len(items) and joint.fullmatch(line.between(items[last].end, items[last + 1].start)):
        last += 1
    return first, last


class _Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence of a section with its outermost mentions and citation marks, all in order. No two lines are equal.

    Attributes:
        text: The whole section's repaired text.
        start, end: The sentence.
        mentions: Outermost mentions inside it.
        marks: Citation markers whose position lies inside it or at its end.
        told: What was read from it already, by what read it and what else that was asked (`once`).
    """

    text: str
    start: int
    end: int
    mentions: tuple[Mention, ...]
    marks: tuple[CitationMark, ...] = ()
    told: dict[tuple[object, ...], Any] = field(default_factory=dict, init=False, repr=False)
    _of_types: dict[tuple[str, ...], tuple[Mention, ...]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Stretches between commas, semicolons and stops that stand outside brackets."""
        cuts = [m.start() for m in _BREAK.finditer(self.text, self.start, self.end) if not self.is_bracketed(m.start())]
        edges = [self.start - 1, *cuts, self.end]
        return tuple((a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1)

    @cached_property
    def lower(self) -> str:
        """Its words in lower case, to ask cheaply whether one stands in it at all; no offsets hold in it."""
        return self.text[self.start : self.end].lower()

    @cached_property
    def _depths(self) -> tuple[list[int], list[int]]:
        """Offsets at which the bracket depth changes, and the depth from there on."""
        at, depth, depths = [self.start], 0, [0]
        for match in re.finditer(r"[()\[\]]", self.text[self.start : self.end]):
            depth = depth + 1 if match.group() in "([" else max(depth - 1, 0)
            at.append(self.start + match.start() + (match.group() in ")]"))
            depths.append(depth)
        return at, depths

    def is_bracketed(self, offset: int) -> bool:
        """Whether a character stands inside round or square brackets."""
        at, depths = self._depths
        return depths[bisect_right(at, offset) - 1] > 0

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [start for start, _ in self.clauses]

    def clause(self, offset: int) -> tuple[int, int]:
        """The clause that holds a character."""
        if not self.clauses:
            return self.start, self.end
        return self.clauses[max(bisect_right(self._clause_starts, offset) - 1, 0)]

    @cached_property
    def _types(self) -> frozenset[str]:
        return frozenset(mention.type for mention in self.mentions)

    def of(self, *types: str) -> tuple[Mention, ...]:
        """Its mentions of some types, in order."""
        found = self._of_types.get(types)
        if found is None:
            found = tuple(m for m in self.mentions if m.type in types) if self.has(*types) else ()
            self._of_types[types] = found
        return found

    def has(self, *types: str) -> bool:
        """Whether a mention of one of the types stands in it."""
        return not self._types.isdisjoint(types)

    @cached_property
    def cited(self) -> frozenset[int]:
        """The numbers of its citation marks."""
        return frozenset(number for mark in self.marks for number in mark.numbers)

    def between(self, start: int, end: int) -> str:
        return self.text[start:end] if end > start else ""


def once(read: Callable[[Line, *Rest], Told]) -> Callable[[Line, *Rest], Told]:
    """What a function reads from a line, read once however many figures of the line ask for it.

    Args:
        read: A function of a line and of what can be hashed, whose result nobody changes.

    >>> @once
    ... def length(line):
    ...     print("read")
    ...     return line.end - line.start
    >>> line = Line("OS", 0, 2, ())
    >>> length(line) + length(line)
    read
    4
    """

    @wraps(read)
    def remembered(line: Line, *rest: *Rest) -> Told:
        key = (read, *rest)
        if key not in line.told:
            line.told[key] = read(line, *rest)
        found: Told = line.told[key]
        return found

    return remembered


def _is_interval(mention: Mention) -> bool:
    """A confidence interval belongs to its figure and makes no row of its own (guideline, section 4)."""
    return isinstance(mention.detail, Measure) and mention.detail.kind == "interval"


def line_of(
    text: str, start: int, end: int, mentions: Sequence[Mention], starts: Sequence[int], marks: Sequence[CitationMark]
) -> Line:
    """The line of text[start:end].

    Args:
        mentions: All outermost mentions of the section, in order; `starts` their start offsets.
        marks: All marks of the section, in order.
    """
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    inside = tuple(m for m in mentions[first:last] if m.end <= end and not _is_interval(m))
    return Line(text, start, end, inside, tuple(m for m in marks if start < m.position <= end))
