"""Strings to places: where in a section the strings of one claim stand together.

A string is looked for as it is, else without regard to case and width; inside a longer Latin word it is not found. Of its
occurrences those count that stand in one sentence with the others, or nearest to that.

>>> occurrences("FLT3与ＦＬＴ３-ITD,flt3l", "FLT3")
(Span(start=0, end=4),)
>>> occurrences("ＦＬＴ３-ITD,flt3l", "FLT3")
(Span(start=0, end=4),)
>>> occurrences("small", "ALL"), occurrences("36.7%", "7%")
((), ())
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.lexicon import fold
from pipeline.records import Sentence, Span

_MOST = 200
"""Occurrences of one string that are looked at."""
_SAME, _NEAR, _FAR = 0, 1, 2
_POINT = re.compile(r"\d[.,]\d")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the strings of a claim stand, by role, and the index of the sentence that states it."""

    spans: Mapping[str, Span]
    sentence: int
    is_together: bool


def occurrences(text: str, string: str) -> tuple[Span, ...]:
    """Where a string stands: letter by letter, else folded; the first few hundred."""
    return tuple(_found(text, string)) or tuple(_found(fold(text), fold(string)))


def _found(text: str, string: str) -> Iterator[Span]:
    start, seen = text.find(string), 0
    while start >= 0 and seen < _MOST and string:
        end = start + len(string)
        if not (_inside_word(text, start) or _inside_word(text, end)):
            seen += 1
            yield Span(start, end)
        start = text.find(string, start + 1)


def _inside_word(text: str, at: int) -> bool:
    """Whether an offset lies between two Latin letters or digits, or beside the point of a number."""
    around = text[max(at - 1, 0) : at + 1]
    between = len(around) == 2 and around.isascii() and around.isalnum()
    return between or any(found.start() < at < found.end() for found in _POINT.finditer(text, max(at - 2, 0), at + 2))


@dataclass(frozen=True)
class Stretch:
    """The sentences of a section, for telling how near places are; rows of a table are near its other rows."""

    sentences: Sequence[Sentence]
    is_table: bool = False

    def sentence_at(self, offset: int) -> int:
        """Position of the sentence that an offset lies in or behind."""
        return max(bisect_right([s.start for s in self.sentences], offset) - 1, 0)

    def nearness(self, place: int, other: int) -> int:
        """How near a sentence is to the one that states a claim: that one, the one before it or a heading, far."""
        if place == other:
            return _SAME
        return _NEAR if self.is_table or other == place - 1 or self.sentences[other].paragraph == -1 else _FAR

    def place(
        self, found: Mapping[str, Sequence[Span]], anchor: str, taken: Collection[Mapping[str, Span]]
    ) -> Place | None:
        """The best place for strings that were found, with the anchor's sentence as the one that states the claim.

        Args:
            found: Occurrences by role, none of them empty.
            anchor: The role whose sentence it is.
            taken: Places that the same claim has already.

        Returns:
            None where all are taken.
        """
        ranked = sorted((self._around(found, anchor, at) for at in found[anchor]), key=lambda ranked: ranked[0])
        for (distance, *_), spans in ranked:
            if spans not in taken:
                sentence = self.sentences[self.sentence_at(spans[anchor].start)].index
                return Place(spans, sentence, distance < _FAR)
        return None

    def _around(
        self, found: Mapping[str, Sequence[Span]], anchor: str, at: Span
    ) -> tuple[tuple[int, int, int], dict[str, Span]]:
        """Rank and spans of the claim whose anchor stands at `at`: the others as near as can be."""
        here = self.sentence_at(at.start)

        def distance(span: Span) -> tuple[int, int]:
            return self.nearness(here, self.sentence_at(span.start)), abs(span.start - at.start)

        spans = {role: at if role == anchor else min(places, key=distance) for role, places in found.items()}
        ranks = [distance(span) for span in spans.values()]
        return (max(rank[0] for rank in ranks), sum(rank[1] for rank in ranks), at.start), spans
