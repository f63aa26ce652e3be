"""Paragraphs that pages, figures and line breaks have cut, put together again.

>>> raw = "敏感细胞依赖BCL-\\n\\n2存活。"
>>> parts = [tidy(MappedText.of(raw, start, end), Style()) for start, end in ((0, 10), (12, 16))]
>>> passage = Passage([parts[0]])
>>> continues(passage.tail, parts[1].text.text)
True
>>> passage.extend(parts[1], Counter())
>>> passage.text.text, passage.text.raw_span(6, 11)
('敏感细胞依赖BCL-2存活。', (6, 13))
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pipeline.offsets import MappedText, Piece
from pipeline.reading import labels
from pipeline.reading.markers import Mark, Style, Tidied, tidy
from pipeline.reading.repair import HAN

__all__ = ["LIST_ITEM", "Passage", "Style", "continues", "tidy", "vocabulary"]

_CLOSED = re.compile(r"[。!?…;:.][\"'”’)\]》」*†‡]*$|(?:[A-Za-z]\d{0,4}|[)\]%”\"])\.\d{1,2}(?:[,–-]\d{1,2}){0,6}$")
_OPEN_SIGN = re.compile(r"[;][\"'”’)\]》」]*$")
_ABBREVIATED = re.compile(r"([A-Za-z][A-Za-z.]*)\.$")
_FIGURE_CUT = re.compile(r"(?<![\d.])\d+\.$")
_BULLET = re.compile(
    rf"(?:[-*+·]\s|[-*](?=[{HAN}][^,;。:]{{0,24}}:)|[•●■◆▪○➢✓]|[(]?\d{{1,2}}[)]|[a-hA-H][)]|[①-⑳]|\d{{1,2}}\.\s?(?!\d))"
)
"""What opens an item of a list; a sign before Han has lost its space (`-中位PFS:11.3个月`)."""
LIST_ITEM = re.compile(r"\s*(?:[-+•·●■◆▪○➢✓]\s|[①-⑳])")
"""The sign before an item of a list, which begins no title and is text wherever it stands."""
_NO_SPACE = re.compile(rf"[{HAN}。、“”《》(\[/~-]$")
_NO_SPACE_BEFORE = re.compile(rf"[{HAN}。、“”《》,;:.)\]%/~]")
_LAST_WORD = re.compile(r"[A-Za-z]+$")
_FIRST_WORD = re.compile(r"[A-Za-z]+")
_LAST_COMPOUND = re.compile(r"([A-Za-z]+)-$")
_WORDS = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def vocabulary(text: str) -> Counter[str]:
    """Latin words of a document with their counts: what a word cut in two is checked against."""
    return Counter(_WORDS.findall(text.lower()))


def continues(before: str, after: str) -> bool:
    """Whether a paragraph that ends in `before` goes on with one that begins with `after`.

    Chinese and English paragraphs end with a full stop or a colon; one that does not has been cut.
    """
    if not before or not after or _BULLET.match(after):
        return False
    if _FIGURE_CUT.search(before) and after[0].isdigit():
        return True
    if not _CLOSED.search(before) or _OPEN_SIGN.search(before):
        return True
    found = _ABBREVIATED.search(before)
    return bool(found) and found.group(1) in labels.words("abbreviation") and not after[0].isupper()  # type: ignore[union-attr]


@dataclass(slots=True)
class Passage:
    """A paragraph in the making: its tidied stretches in order, joined once at the end."""

    parts: list[Tidied] = field(default_factory=list)
    glue: list[str] = field(default_factory=list)

    @property
    def tail(self) -> str:
        return self.parts[-1].text.text[-60:] if self.parts else ""

    def extend(self, part: Tidied, words: Counter[str]) -> None:
        """Adds the continuation; a hyphen that only stood for the line break is dropped."""
        before, after = self.tail, part.text.text
        if _drops_hyphen(before, after, words):
            last = self.parts[-1]
            self.parts[-1] = Tidied(last.text[:-1], last.marks)
            self.glue.append("")
        else:
            self.glue.append(_glue(before, after, words))
        self.parts.append(part)

    @property
    def text(self) -> MappedText:
        texts: list[MappedText] = []
        for number, part in enumerate(self.parts):
            if number and self.glue[number - 1]:
                end, start = texts[-1].pieces[-1].raw_end, part.text.raw_span(0, 0)[0]
                texts.append(MappedText(" ", (Piece(0, end, max(start, end), False),)))
            if part.text.text:
                texts.append(part.text)
        return texts[0] if len(texts) == 1 else MappedText.join("", texts)

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(mark for part in self.parts for mark in part.marks)


def _glue(before: str, after: str, words: Counter[str]) -> str:
    if not before or not after or _NO_SPACE.search(before) or _NO_SPACE_BEFORE.match(after):
        return ""
    if _FIGURE_CUT.search(before):
        return ""
    left, right = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if left and right and _is_one_word(left.group().lower(), right.group().lower(), words):
        return ""
    return " "


def _is_one_word(left: str, right: str, words: Counter[str]) -> bool:
    """A drug's name cut in two: the whole stands elsewhere in the document, and one half never does."""
    whole = words[left + right]
    return whole > 0 and len(left) > 1 and len(right) > 1 and (words[left] <= 1 or words[right] <= 1)


def _drops_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    left, right = _LAST_COMPOUND.search(before), _FIRST_WORD.match(after)
    if not left or not right or not right.group()[0].islower() or not left.group(1)[-1].islower():
        return False
    first, second = left.group(1).lower(), right.group().lower()
    if words[first + second] or words[f"{first}-{second}"]:
        return words[first + second] > words[f"{first}-{second}"]
    return first not in labels.words("compound")
