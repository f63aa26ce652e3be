"""Heading numbers decide the level: the marks that a converter put before a heading are often wrong.

>>> outline = Outline()
>>> lines = ("1 引言", "2. 耐药机制", "2.1. BCL-2家族", "7.5 mg/kg", "3 Discussion")
>>> [outline.accept(heading_number(line)) for line in lines]
[1, 1, 2, 0, 1]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HAN_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九十")} | {"零": 0}
_ARABIC = re.compile(r"(\d{1,2}(?:\s?\.\s?\d{1,2}){0,4})(?:\s?[.、．]\s?|\s+|(?=[\u4e00-\u9fff]))(?=\S)")
_HAN = re.compile(
    r"(?:第\s?)?([一二三四五六七八九十]{1,3})\s?(?:、|[.,](?!\d)|章|节|部分|(?<=[一二三四五六七八九十]) )\s*(?=\S)"
)
_HAN_BRACKETED = re.compile(r"[(]\s?([一二三四五六七八九十]{1,3})\s?[)]、?\s*(?=\S)")
_ROMAN = re.compile(r"([IVX]{1,5})\s?[.、]\s*(?=\S)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class HeadingNumber:
    """A number at the beginning of a line: its style, its components, and the length that it takes."""

    style: str
    components: tuple[int, ...]
    length: int
    spaced: bool = True


def heading_number(line: str) -> HeadingNumber | None:
    """The heading number that a line begins with, None where it has none."""
    if found := _ARABIC.match(line):
        components = tuple(int(part) for part in re.split(r"\s?\.\s?", found.group(1)))
        return HeadingNumber("arabic", components, found.end(), found.end() > found.end(1))
    for style, pattern in (("han", _HAN), ("han-bracketed", _HAN_BRACKETED)):
        if found := pattern.match(line):
            return HeadingNumber(style, (_han_value(found.group(1)),), found.end())
    if found := _ROMAN.match(line):
        return HeadingNumber("roman", (_roman_value(found.group(1)),), found.end())
    return None


def _han_value(written: str) -> int:
    tens, ten, ones = written.partition("十")
    if not ten:
        return _HAN_DIGITS[written[-1]]
    return (_HAN_DIGITS[tens[-1]] if tens else 1) * 10 + (_HAN_DIGITS[ones[-1]] if ones else 0)


def _roman_value(written: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in written]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


@dataclass(slots=True)
class Outline:
    """The numbers of the headings seen so far, outermost first."""

    stack: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    def accept(self, number: HeadingNumber | None, forced: bool = False) -> int:
        """The level of a heading with this number, 0 where the number does not continue the series.

        Args:
            number: The number.
            forced: The markup says that it is a heading: a number out of the series is taken too.
        """
        if number is None or not (forced or self.continues(number)):
            return 0
        base = self._base(number)
        del self.stack[base:]
        self.stack.append((number.style, number.components))
        return base + len(number.components)

    def _base(self, number: HeadingNumber) -> int:
        """How many styles of numbering stand above this one."""
        for index, (style, _) in enumerate(self.stack):
            if style == number.style:
                return index
        return len(self.stack)

    def continues(self, number: HeadingNumber) -> bool:
        """Whether the number follows the last one of its style: the next one, its first child, or up to two missed."""
        last = next((components for style, components in self.stack if style == number.style), None)
        new = number.components
        if last is None:
            return new in ((0,), (1,), (1, 1))
        if len(new) > len(last):
            return new[: len(last)] == last and new[len(last) :] == (1,) * (len(new) - len(last))
        return new[:-1] == last[: len(new) - 1] and 0 < new[-1] - last[len(new) - 1] <= 3
