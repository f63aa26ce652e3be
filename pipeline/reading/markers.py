"""Citation markers and scripts: lifted out of the running text, or written as plain characters.

A superscript is a marker in one review and a charge or an exponent in the next, so the whole document decides which
style it has (`style_of`) before any paragraph is tidied.

>>> raw = "CD8<sup>+</sup> T细胞<sup>[2-3]</sup>为1×10<sup>9</sup>/L [7]。"
>>> tidied = tidy(fold(MappedText.of(raw)), Style(highest=9))
>>> tidied.text.text
'CD8+ T细胞为1×10^9/L。'
>>> [mark.numbers for mark in tidied.marks]
[(2, 3), (7,)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.offsets import MappedText
from pipeline.reading.repair import HAN, Edit, despace, fold

__all__ = ["Mark", "Style", "Tidied", "expand", "fold", "style_of", "tidy"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation marker by its raw place."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How a document cites: the highest entry number (0: unknown), whether bare superscript numbers are markers, and
    whether numbers set flat behind stops are (`…in both arms.3 The`), which superscripts become where a file keeps none."""

    highest: int = 0
    bare: bool = False
    flat: bool = False


@dataclass(frozen=True, slots=True)
class Tidied:
    """A repaired stretch and the markers taken out of it."""

    text: MappedText
    marks: tuple[Mark, ...] = ()


_LIST = r"\d{1,3}(?:\s{0,2}[,、;~\-—至]{1,2}\s{0,2}\d{1,3}){0,60}"
_BRACKET = re.compile(rf"\[\s{{0,2}}({_LIST})\s{{0,2}}\](?:\s?[-~—]{{1,2}}\s?\[\s?(\d{{1,3}})\s?\])?")
_FLAT = re.compile(rf"(?<=[A-Za-z)%\]”\"][.,;])({_LIST})(?=\s+[A-Za-z(\[“\"]|\s*$)", re.MULTILINE)
_FEWEST_FLAT, _SKIPPED = 3, 3
_BARE = re.compile(rf"\s*({_LIST})\s*")
_ITEM = re.compile(r"(\d{1,3})(?:\s*[-~—至]{1,2}\s*(\d{1,3}))?")
_NOT_CITING = re.compile(r"(?:CI|CrI|IQR|区间|范围|[Rr]ange|中位数?|median)\s*[::=,]?\s*$")
_SUP = re.compile(
    r"<sup\b[^<>]{0,60}>([^<]{1,120})</sup\s*>|\^\{?(\[[^\]^\n]{1,60}\])\}?\^?|\^([^\s^\[\]{}]{1,30})\^", re.I
)
_SMALL = re.compile(r"[\u2070\u00b9\u00b2\u00b3\u2074-\u207b]+(?:[,\-][\u2070\u00b9\u00b2\u00b3\u2074-\u207b]+)*")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_TAG = re.compile(
    r"</?(?:sup|sub|i|b|em|strong|u|s|span|font|small|big|a|p|div|center|img|br|hr|table|tr|td|th|tbody|thead|li|ul|ol"
    r"|details|summary|figure|figcaption|ref|xref|label|strike|del|mark|h[1-6])\b[^<>]{0,300}>|<!--[^\n]{0,300}?-->"
    r"|<(?:https?|mailto):[^<>\s]{1,300}>",
    re.I,
)
_BREAKS = re.compile(r"<(?:br|p|/p|div|li)\b", re.I)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\(([^()\s]{0,300}(?:\([^()\s]{0,60}\)[^()\s]{0,100})?)\)")
_BOLD = re.compile(r"\*{2,3}|__(?=\S)(?![_\s])|~~")
_ITALIC = re.compile(
    r"(?<![A-Za-z0-9*])\*(?=[^\s*])([^*\n]{1,200})(?<=[^\s*])\*(?![A-Za-z0-9*])|(?<!\w)_(?=[^\s_])([^_\n]{1,200})(?<=[^\s_])_(?!\w)"
)
_FIRST = re.compile("[<\\[*_!^~\u2070\u00b9\u00b2\u00b3\u2074-\u207b]")
_UNIT = re.compile(r"(?<![A-Za-z])(?:m|cm|mm|dm|km|s|kg|μm|nm|M|mL|ml|L|d|h|R|r|χ|x|min)$|[χ]$")
_EXPONENT = re.compile(r"[-+]?\d{1,3}$")
_NOTE = re.compile(r"[a-h*†‡§¶#](?:,[a-h*†‡§¶#])*$")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+$")
_ORDINAL = frozenset({"th", "st", "nd", "rd", "tm", "TM"})
_CHARGES = frozenset({"+", "-", "++", "2+", "3+", "low", "high"})
_BEFORE = re.compile(rf"[{HAN}A-Za-z0-9。.,;:)\]%”\"、]$")


def expand(written: str) -> tuple[int, ...]:
    """The entry numbers of a marker, ranges written out: `2,4-6` is 2, 4, 5, 6. A range of over 200 is not expanded."""
    numbers: list[int] = []
    for found in _ITEM.finditer(written):
        first = int(found.group(1))
        last = int(found.group(2) or first)
        numbers.extend(range(first, last + 1) if first <= last <= first + 200 else (first, last))
    return tuple(numbers)


def style_of(text: str, highest: int) -> Style:
    """Whether bare superscript numbers cite: three or more after words, and more of them than of brackets.

    Args:
        text: The folded body.
        highest: The highest entry number of the reference list, 0 where there is none.
    """
    bare = 0
    for found in _SUP.finditer(text):
        inner = found.group(1) or found.group(3) or ""
        bare += bool(_BARE.fullmatch(inner)) and _may_cite(text, found.start(), inner, highest)
    for found in _SMALL.finditer(text):
        bare += _may_cite(text, found.start(), found.group().translate(_DIGITS), highest)
    brackets = sum(1 for _ in _BRACKET.finditer(text))
    if bare < 3:
        return Style(highest, False, not brackets and _cites_flat(text, highest))
    return Style(highest, bare > brackets)


def _cites_flat(text: str, highest: int) -> bool:
    """Whether numbers behind stops cite: within the reference list, and new ones in its order."""
    reached = fitting = found = 0
    for match in _FLAT.finditer(text):
        numbers = expand(match.group(1))
        found += 1
        fitting += 0 < min(numbers) <= reached + _SKIPPED and max(numbers) <= highest
        reached = max(reached, *numbers) if max(numbers) <= highest else reached
    return found >= min(_FEWEST_FLAT, highest) > 0 and fitting == found


def _may_cite(text: str, start: int, inner: str, highest: int) -> bool:
    before = text[max(start - 12, 0) : start]
    numbers = expand(inner)
    if (
        not numbers
        or not _BEFORE.search(before)
        or _UNIT.search(before)
        or (before[-1:].isdigit() and not _named(before))
    ):
        return False
    return min(numbers) > 0 and (not highest or max(numbers) <= highest)


def _named(before: str) -> bool:
    """Whether the digit before a superscript ends a name (CD20), not a figure (10)."""
    return re.search(r"[A-Za-z][A-Za-z-]*\d+$", before) is not None


def tidy(text: MappedText, style: Style) -> Tidied:
    """Takes markup and citation markers out of one folded stretch and drops superfluous spaces."""
    marks: list[Mark] = []
    plain = text.edited(_edits(text, style, marks))
    return Tidied(despace(plain), tuple(marks))


def _edits(text: MappedText, style: Style, marks: list[Mark]) -> Iterator[Edit]:
    source = text.text
    done = 0
    closing: set[int] = set()
    flat = {found.start(): found for found in _FLAT.finditer(source)} if style.flat else {}
    for start in sorted({*flat, *(found.start() for found in _FIRST.finditer(source))}):
        if start in flat:
            yield from _lift(text, *flat[start].span(), expand(flat[start].group(1)), marks, done)
            done = flat[start].end()
        elif start < done:
            continue
        elif start in closing:
            yield start, start + 1, ""
            done = start + 1
        else:
            for edit in _edit_at(text, start, style, marks, closing, done):
                yield edit
                done = edit[1]


def _edit_at(
    text: MappedText, start: int, style: Style, marks: list[Mark], closing: set[int], done: int
) -> Iterator[Edit]:
    source, character = text.text, text.text[start]
    if character == "[" or character == "!":
        yield from _bracket_edits(text, start, style, marks, done)
    elif character in "<^":
        if found := _SUP.match(source, start):
            yield from _sup_edits(text, found, style, marks, done)
        elif found := _TAG.match(source, start):
            yield start, found.end(), " " if _BREAKS.match(found.group()) else ""
    elif character in "*_~":
        yield from _emphasis_edits(source, start, closing)
    elif found := _SMALL.match(source, start):
        yield from _script(text, start, found.end(), found.group().translate(_DIGITS), style, marks, done)


def _emphasis_edits(source: str, start: int, closing: set[int]) -> Iterator[Edit]:
    if found := _BOLD.match(source, start):
        if source[found.start()] != "~" and (found.end() < len(source) or start):
            yield start, found.end(), ""
    elif found := _ITALIC.match(source, start):
        yield start, start + 1, ""
        closing.add(found.end() - 1)


def _bracket_edits(text: MappedText, start: int, style: Style, marks: list[Mark], done: int) -> Iterator[Edit]:
    source = text.text
    if found := _BRACKET.match(source, start):
        if _cites(source, start, found):
            yield from _lift(text, found.start(), found.end(), _numbers(found), marks, done)
            return
    elif (found := _LINK.match(source, start)) and found.group(2):
        if found.group().startswith("!"):
            yield start, found.end(), ""
        else:
            yield start, start + 1, ""
            yield found.end(1), found.end(), ""


def _numbers(found: re.Match[str]) -> tuple[int, ...]:
    numbers = expand(found.group(1))
    if found.group(2) and numbers:
        last = int(found.group(2))
        numbers = (*numbers[:-1], *expand(f"{numbers[-1]}-{last}"))
    return numbers


def _cites(source: str, start: int, found: re.Match[str]) -> bool:
    numbers = _numbers(found)
    return bool(numbers) and min(numbers) > 0 and not _NOT_CITING.search(source, max(start - 24, 0), start)


def _lift(
    text: MappedText, start: int, end: int, numbers: tuple[int, ...], marks: list[Mark], done: int
) -> Iterator[Edit]:
    """Takes a marker out, with the spaces before it."""
    raw_start, raw_end = text.raw_span(start, end)
    marks.append(Mark(raw_start, raw_end, numbers))
    begin = start
    while begin > done and text.text[begin - 1] in " \t":
        begin -= 1
    yield begin, end, ""


def _sup_edits(text: MappedText, found: re.Match[str], style: Style, marks: list[Mark], done: int) -> Iterator[Edit]:
    start, end = found.span()
    inner = found.group(1) or found.group(2) or found.group(3)
    brackets = list(_BRACKET.finditer(inner))
    if brackets and not re.sub(r"[\s,、;\-]+", "", _BRACKET.sub("", inner)):
        numbers = tuple(number for one in brackets for number in _numbers(one))
        yield from _lift(text, start, end, numbers, marks, done)
    elif found.group(2) or (found.group(3) and not (_BARE.fullmatch(inner) or inner in "+-")):
        return
    else:
        yield from _script(text, start, end, inner, style, marks, done)


def _script(
    text: MappedText, start: int, end: int, inner: str, style: Style, marks: list[Mark], done: int
) -> Iterator[Edit]:
    """A superscript that is not in brackets: a bare marker, an exponent, a note's letter, or a plain addition."""
    source = text.text
    if style.bare and _BARE.fullmatch(inner) and _may_cite(source, start, inner, style.highest):
        yield from _lift(text, start, end, expand(inner), marks, done)
        return
    before = source[max(start - 12, 0) : start]
    at = source.find(inner, start, end)
    if _NOTE.fullmatch(inner.strip()) and not inner.startswith("*") and re.search(r"[\d%)]$", before):
        yield start, end, ""
    elif _EXPONENT.fullmatch(inner) and before[-1:].isdigit() and not _named(before):
        yield from _unwrap(start, end, at, inner, "^")
    elif len(inner) > 1 and _WORD.match(inner) and inner not in _ORDINAL and before[-1:].isalnum():
        yield from _unwrap(start, end, at, inner, " ")
    else:
        charged = inner.strip() in _CHARGES and source[end : end + 1].isascii() and source[end : end + 1].isalpha()
        yield from _unwrap(start, end, at, inner, "", " " if charged else "")


def _unwrap(start: int, end: int, at: int, inner: str, before: str, after: str = "") -> Iterator[Edit]:
    """Keeps the inner characters in place where they stand in the text, else writes them anew."""
    if at < 0:
        yield start, end, before + inner + after
        return
    if at > start:
        yield start, at, before
    elif before:
        yield start, end, before + inner
        return
    if at + len(inner) < end:
        yield at + len(inner), end, after
