"""Text with a map back to the characters of its source.

Cleaning a paper moves its characters; a curator must still be shown the place in the file as delivered. So every edit
is made on a `MappedText`, which keeps, for each stretch of the cleaned text, the stretch of the source that it stands
for. Offsets are Unicode code points, half-open; nothing is ever searched again in the source.

>>> text = MappedText.of("卡非\\n\\n佐米抑制20S蛋白酶体")
>>> clean = text.sub(r"(?<=非)\\n+(?=佐)", "")
>>> clean.text[:4], clean.raw_span(0, 4)
('卡非佐米', (0, 6))
>>> clean.clean_span(0, 6)
(0, 4)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of clean text beginning at `clean` and the raw stretch it stands for.

    `verbatim` pieces map character by character; others map as a whole (a replacement, or a join).
    """

    clean: int
    raw_start: int
    raw_end: int
    verbatim: bool


@dataclass(frozen=True)
class MappedText:
    """A cleaned text and its map to raw offsets. Immutable; every edit returns a new one."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> MappedText:
        """The stretch raw[start:end], unchanged, mapped to itself."""
        stop = len(raw) if end is None else end
        return cls(raw[start:stop], (Piece(0, start, stop, True),) if stop > start else ())

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.clean for piece in self.pieces]

    @cached_property
    def _raw_starts(self) -> list[int]:
        return [piece.raw_start for piece in self.pieces]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of text[start:end]; a span over a cut includes what was cut out of its middle.

        Raises:
            IndexError: The span is outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} is outside a text of {len(self.text)} characters")
        if start == end:
            at = self._raw_point(start)
            return at, at
        return self._raw_of(start)[0], self._raw_of(end - 1)[1]

    def _raw_of(self, index: int) -> tuple[int, int]:
        piece = self.pieces[bisect_right(self._starts, index) - 1]
        if not piece.verbatim:
            return piece.raw_start, piece.raw_end
        at = piece.raw_start + index - piece.clean
        return at, at + 1

    def _raw_point(self, index: int) -> int:
        if not self.pieces:
            return 0
        return self._raw_of(index)[0] if index < len(self.text) else self.pieces[-1].raw_end

    def clean_span(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """Clean offsets that cover raw[raw_start:raw_end]; characters that were cut out have no width."""
        return self._clean_point(raw_start, False), self._clean_point(raw_end, True)

    def _clean_point(self, raw: int, is_end: bool) -> int:
        found = bisect_right(self._raw_starts, raw - 1 if is_end else raw) - 1
        if found < 0:
            return 0
        piece = self.pieces[found]
        stop = self.pieces[found + 1].clean if found + 1 < len(self.pieces) else len(self.text)
        if raw >= piece.raw_end:
            return stop
        if piece.verbatim:
            return piece.clean + raw - piece.raw_start
        return stop if is_end else piece.clean

    def __getitem__(self, cut: slice) -> MappedText:
        start, end, _ = cut.indices(len(self.text))
        return MappedText(self.text[start:end], tuple(self._cut(start, end, 0))) if end > start else MappedText("", ())

    def _cut(self, start: int, end: int, at: int) -> Iterable[Piece]:
        """The pieces of text[start:end], moved so that they begin at clean offset `at`."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        for number in range(index, len(self.pieces)):
            piece = self.pieces[number]
            if piece.clean >= end:
                return
            stop = self.pieces[number + 1].clean if number + 1 < len(self.pieces) else len(self.text)
            begin, finish = max(piece.clean, start), min(stop, end)
            if begin >= finish:
                continue
            if piece.verbatim:
                raw = piece.raw_start + begin - piece.clean
                yield Piece(at + begin - start, raw, raw + finish - begin, True)
            else:
                yield Piece(at + begin - start, piece.raw_start, piece.raw_end, False)

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> MappedText:
        """Replaces stretches of the text.

        Args:
            edits: (start, end, replacement) in clean offsets, in order, not overlapping. An empty replacement deletes.

        Raises:
            ValueError: Edits overlap or are out of order.
        """
        texts: list[str] = []
        pieces: list[Piece] = []
        at = done = 0
        for start, end, replacement in edits:
            if start < done:
                raise ValueError(f"edit at {start} begins before the end of the one before it, {done}")
            texts.append(self.text[done:start])
            pieces.extend(self._cut(done, start, at))
            at += start - done
            if replacement:
                raw_start, raw_end = self.raw_span(start, end)
                pieces.append(Piece(at, raw_start, raw_end, False))
                texts.append(replacement)
                at += len(replacement)
            done = end
        if not texts:
            return self
        texts.append(self.text[done:])
        pieces.extend(self._cut(done, len(self.text), at))
        return MappedText("".join(texts), tuple(pieces))

    def sub(self, pattern: str | re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> MappedText:
        """Like `re.sub`, keeping the map. Groups that survive unchanged still map as part of the replacement."""
        compiled = re.compile(pattern) if isinstance(pattern, str) else pattern
        return self.edited(
            (m.start(), m.end(), replacement(m) if callable(replacement) else m.expand(replacement))
            for m in compiled.finditer(self.text)
        )

    @staticmethod
    def join(separator: str, parts: Sequence[MappedText]) -> MappedText:
        """Joins texts of one source, in its order; a separator stands for what lies between its neighbours."""
        texts: list[str] = []
        pieces: list[Piece] = []
        at = 0
        for number, part in enumerate(parts):
            if number and separator:
                before = pieces[-1].raw_end if pieces else part._raw_point(0)
                pieces.append(Piece(at, before, max(part._raw_point(0), before), False))
                texts.append(separator)
                at += len(separator)
            pieces.extend(part._cut(0, len(part.text), at))
            texts.append(part.text)
            at += len(part.text)
        return MappedText("".join(texts), tuple(pieces))
