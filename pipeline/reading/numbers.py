"""Numbers that Word prints but does not store: counted from the definitions of its lists.

>>> numbering = Numbering({"1": (Level("decimal", "%1", 1), Level("decimal", "%1.%2", 1))})
>>> [numbering.next(place) for place in (("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1))]
['1', '1.1', '1.2', '2', '2.1']
>>> Numbering({"2": (Level("chineseCounting", "%1、", 1),)}).next(("2", 0))
'一、'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_HAN = "〇一二三四五六七八九"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HAN_FORMATS = frozenset({"chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting"})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, how it prints (`%1.%2`), and where it starts."""

    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counters of all lists of a document."""

    lists: dict[str, tuple[Level, ...]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """Reads `numbering.xml`; None gives no lists."""
        if root is None:
            return cls()
        kinds = {one.get(_W + "abstractNumId") or "": _levels(one) for one in root.iter(_W + "abstractNum")}
        lists = {}
        for one in root.iter(_W + "num"):
            kind = one.find(_W + "abstractNumId")
            lists[one.get(_W + "numId") or ""] = kinds.get("" if kind is None else kind.get(_W + "val") or "", ())
        return cls(lists)

    def next(self, place: tuple[str, int] | None) -> str:
        """The number of the next paragraph at a list's level, as Word prints it; "" where it prints none."""
        if place is None or place[1] >= len(self.lists.get(place[0], ())):
            return ""
        levels, at = self.lists[place[0]], place[1]
        counts = self.counts.setdefault(place[0], {})
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        if levels[at].format in ("bullet", "none"):
            return "•" if levels[at].format == "bullet" else ""
        return _PLACE.sub(lambda found: self._count(levels, counts, int(found.group(1)) - 1), levels[at].text)

    def _count(self, levels: tuple[Level, ...], counts: dict[int, int], at: int) -> str:
        if at >= len(levels):
            return ""
        return counted(counts.get(at, levels[at].start), levels[at].format)


def _levels(kind: etree._Element) -> tuple[Level, ...]:
    return tuple(
        Level(_value(one, "numFmt") or "decimal", _value(one, "lvlText"), _start(_value(one, "start")))
        for one in kind.iter(_W + "lvl")
    )


def _start(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 1


def _value(level: etree._Element, name: str) -> str:
    found = level.find(_W + name)
    return "" if found is None else found.get(_W + "val") or ""


def counted(number: int, form: str) -> str:
    """A number in one of Word's forms; a form that is not known counts in digits."""
    if form in _HAN_FORMATS and number < 100:
        tens, ones = divmod(number, 10)
        return ("" if not tens else ("" if tens == 1 else _HAN[tens]) + "十") + (_HAN[ones] if ones or not tens else "")
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        letter = chr(64 + number)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and 0 < number < 40:
        written = ""
        for value, sign in _ROMAN:
            written, number = written + sign * (number // value), number % value
        return written if form == "upperRoman" else written.lower()
    if form == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x245F + number)
    return str(number)
