"""PDF: pages of placed words to the lines of a Markdown text, which the reader of text reads like any other.

PDFium tells where every glyph stands; what is a heading, a column, a table or a running head follows from places, sizes
and repetition. The file is opened in a process of its own under limits of memory and time.

>>> [is_page_number(text) for text in ("- 12 -", "第3页", "12.5%")]
[True, True, False]
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.reading import labels
from pipeline.reading.columns import gutter, in_columns, ordered
from pipeline.reading.documents import read_source
from pipeline.reading.errors import ReadingError
from pipeline.reading.files import Delivery
from pipeline.reading.layout import caption_of, is_page_number, label_of
from pipeline.reading.numbering import heading_number
from pipeline.reading.passages import vocabulary
from pipeline.reading.printed import Line, Page, Rule, Word, body_size, lines_of
from pipeline.reading.repair import han_count, is_chinese
from pipeline.reading.ruled import PrintedTable, tables_of
from pipeline.reading.seams import one_text
from pipeline.records import Document

_TIMEOUT = 90
_GLYPHS = Path(__file__).with_name("glyphs.py")
_PASSWORD, _MEND = "remove the password", "print or export the paper again"
_OCR = "run OCR (text recognition) over it first"
_DIGITS = re.compile(r"[\d\s]+")
_CLOSED = re.compile(r"[。!?！？.;；:：][\"'”’)\]）」]*(?:</?su[pb]>|\[[\d,\-–~]+\]|[\d,\-–])*$")
_ENTRY = re.compile(r"\s*(?:\[\d{1,3}\]|[(（]\d{1,3}[)）]|\d{1,3}\s?[.、．])\s?")
_NOTE = re.compile(r"(?:注|Notes?)\s?[:：.]|[*†‡§a-d]\s?[:：)]", re.I)
_UNPARTED = re.compile("[!-~\u00a1-\u2e7f]*")
_OPENING = frozenset({"abstract", "keywords"})
_FEW = 25
_GARBLED = 0.12


def read_pdf(delivery: Delivery) -> Document:
    """Reads a PDF.

    Raises:
        ReadingError: Encrypted, damaged, beyond the limits, or without text that can be read (a scan, garbled fonts).
    """
    pages = _pages(delivery)
    garbled = [page.number for page in pages if _is_garbled(page)]
    readable = [page for page in pages if page.number not in garbled]
    _refuse_textless(delivery, pages, readable)
    blank = [page.number for page in readable if page.characters < _FEW and page.images]
    warnings = []
    if garbled:
        told = "the characters of its fonts have no meaning in the file"
        warnings.append(f"garbled and left out: page {_listed(garbled)} ({told})")
    if blank:
        warnings.append(f"without text, perhaps scanned (needs OCR): page {_listed(blank)}")
    text = "\n\n".join(_Writer(readable).lines()) + "\n"
    return read_source(delivery.source(text, "pdf", tuple(warnings)))


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _refuse_textless(delivery: Delivery, pages: list[Page], readable: list[Page]) -> None:
    if not pages:
        raise ReadingError(delivery.name, "", "is a PDF without pages", _MEND)
    if not readable or (len(readable) < len(pages) and sum(page.characters for page in readable) < _FEW):
        raise ReadingError(delivery.name, "page 1", "has fonts whose characters cannot be read (garbled)", _OCR)
    if sum(page.characters for page in readable) < _FEW * min(len(readable), 3):
        told = "has no text, only images: a scan that needs OCR" if any(one.images for one in pages) else "has no text"
        raise ReadingError(delivery.name, "page 1", told, _OCR)


def _pages(delivery: Delivery) -> list[Page]:
    said = told(delivery)
    if "error" in said:
        raise _refusal(delivery.name, str(said["error"]), int(said["code"]))
    return [_page(number, page) for number, page in enumerate(said["pages"], 1)]


def told(delivery: Delivery) -> dict[str, Any]:
    """What a process under limits says of a file: its pages, or why it cannot be read (`glyphs.told`).

    Raises:
        ReadingError: The process came to its limits, or did not live.
    """
    command = [sys.executable, "-P", "-I", str(_GLYPHS)]
    try:
        done = subprocess.run(command, input=delivery.data, capture_output=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReadingError(delivery.name, "", f"takes more than {_TIMEOUT} s to open (limit)", _MEND) from error
    if done.returncode:
        reason = "asks for more memory or time than a paper needs (limit), or is damaged"
        raise ReadingError(delivery.name, "", reason, _MEND)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _refusal(name: str, message: str, code: int) -> ReadingError:
    if code == 4 or "password" in message.lower():
        return ReadingError(name, "", "is encrypted with a password", _PASSWORD)
    if "more than" in message or "Memory" in message:
        return ReadingError(name, "", f"{message} (limit)", "split it")
    return ReadingError(name, "", f"is a damaged PDF ({message.splitlines()[0][:80]})", _MEND)


def _page(number: int, said: dict[str, Any]) -> Page:
    """A page with its text upright; stamps along the margin are left out."""
    turned = Counter[int]()
    for word in said["words"]:
        turned[int(word[7])] += len(word[0])
    angle = turned.most_common(1)[0][0] if turned else 0
    words = [Word(*word[:7]) for word in said["words"] if int(word[7]) == angle]
    rules = tuple(Rule(*rule) for rule in said["rules"])
    inside = tuple(rule for rule in rules if rule.x1 - rule.x0 < 0.97 * said["width"])
    return Page(number, said["width"], said["height"], tuple(words), inside, bool(said["images"]))


def _is_garbled(page: Page) -> bool:
    """Private-use, replacement, control and unassigned characters stand where letters should."""
    text = "".join(word.text for word in page.words)
    if len(text) < _FEW:
        return False
    bad = sum(
        count
        for one, count in Counter(text).items()
        if unicodedata.category(one) in ("Co", "Cc", "Cn", "Cs") or one == "\ufffd"
    )
    return bad > _GARBLED * len(text)


@dataclass(frozen=True, slots=True)
class _Item:
    """A line or a table in reading order, with the edges of the column that it stands in."""

    page: int
    left: float
    right: float
    line: Line | None = None
    table: PrintedTable | None = None


@dataclass(slots=True)
class _Writer:
    """Pages to lines of text: one a paragraph, a heading, a caption, a table, an entry."""

    pages: list[Page]
    size: float = 0.0
    pitch: float = 0.0
    words: Counter[str] = field(default_factory=Counter)
    in_references: bool = False
    in_body: bool = False
    indented: bool = False

    def lines(self) -> Iterator[str]:
        furniture = _furniture(self.pages)
        items = [item for page in self.pages for item in self._items(page, furniture)]
        self.words = vocabulary("\n".join(item.line.text for item in items if item.line))
        body = _body(items)
        self.size = body_size(item.line for item in body if item.line)
        self.pitch = _pitch(body) or 1.6 * self.size
        self.indented = _is_indented(body, self.size)
        yield from self._paragraphs(items)

    def _items(self, page: Page, furniture: frozenset[int]) -> Iterator[_Item]:
        words = [word for word in page.words if id(word) not in furniture]
        tables = tables_of(words, _inner_rules(page, self.pages))
        taken = {word for table in tables for word in table.words}
        free = lines_of([word for word in words if id(word) not in taken], gap=1.15)
        split = gutter(free, page.width)
        lines = in_columns(free, split)
        placed = {id(line): line for line in lines}
        marks = [_stand_in(table) for table in tables]
        order = ordered(sorted([*lines, *marks], key=lambda line: (-line.base, line.x0)), split)
        edges = _edges(lines, split)
        for line in order:
            column = _column(line, split)
            left, right = edges[column]
            if id(line) in placed:
                yield _Item(page.number, left, right, line)
            else:
                yield _Item(page.number, left, right, table=tables[marks.index(line)])

    def _paragraphs(self, items: list[_Item]) -> Iterator[str]:
        group: list[_Item] = []
        for item in items:
            if item.table is not None:
                yield from self._flushed(group)
                group = []
                yield item.table.html(self.words)
                continue
            if group and self._begins(group, item):
                yield from self._flushed(group)
                group = []
            group.append(item)
        yield from self._flushed(group)

    def _flushed(self, group: list[_Item]) -> Iterator[str]:
        if not group:
            return
        lines = [item.line for item in group if item.line]
        text = one_text([line.text for line in lines], self.words)
        roles = labels.roles(labels.key(_title_of(text)))
        if roles and len(text) < 40:
            self.in_references = "references" in roles
        marked = self._is_heading(lines, text)
        self.in_body = self.in_body or (marked and heading_number(text) is not None) or "section" in roles
        yield f"## {text}" if marked else text

    def _is_heading(self, lines: list[Line], text: str) -> bool:
        """Larger or bolder than the body, short, and no sentence."""
        if len(lines) > 3 or len(text) > 160 or (_ENTRY.match(text) and self.in_references):
            return False
        if caption_of(text) or label_of(text) or _NOTE.match(text) or text.endswith(("。", "；", "，", ";", ",")):
            return False
        larger = lines[0].size > 1.08 * self.size
        return (larger or all(line.bold for line in lines)) and sum(c.isalpha() for c in text) > 1

    def _begins(self, group: list[_Item], item: _Item) -> bool:
        """Whether a line begins a new paragraph, by what is printed and how it stands."""
        last, line = group[-1].line, item.line
        assert last is not None and line is not None
        before = last.text
        if abs(line.size - last.size) > 0.08 * self.size:
            return True
        if line.bold != last.bold and (line.bold or len(group) <= 3):
            return True
        if self.in_references:
            return bool(_ENTRY.match(line.text)) and (line.x0 < item.left + 2.5 * self.size or _closed_entry(before))
        same = group[-1].page == item.page and last.base > line.base
        room = 1.5 if any(word.script for word in line.words) else 1.16
        wide = same and last.base - line.base > room * self.pitch * max(last.size / self.size, 1)
        if wide or caption_of(line.text, _CLOSED.search(before) is not None) or _NOTE.match(line.text):
            return True
        if (label := label_of(line.text)) and label.role in _OPENING:
            return True
        if line.size > 1.15 * self.size and not heading_number(line.text):
            return not same or is_chinese(before) != is_chinese(line.text)
        short = last.x1 + _lead(line) < group[-1].right - last.size
        if short and len(group) == 1 and not _CLOSED.search(before) and _title_like(before):
            return True
        if short and _CLOSED.search(before) and not (self.indented and self.in_body):
            return True
        if _is_centred(group[-1]) and len(before) < 80:
            return True
        indented = line.x0 > item.left + 0.9 * line.size and (line.x0 > last.x0 + 0.9 * line.size or len(group) == 1)
        if indented and (_CLOSED.search(before) or short):
            return True
        return self._heads(line, short)

    def _heads(self, line: Line, short: bool) -> bool:
        """A numbered or labelled line after one that does not reach the margin."""
        return short and (_is_numbered(line) or label_of(line.text) is not None)


def _title_of(text: str) -> str:
    number = heading_number(text)
    return text[number.length :] if number else text


def _title_like(text: str) -> bool:
    return len(text) < (40 if han_count(text) else 110)


def _closed_entry(text: str) -> bool:
    return bool(re.search(r"[.。\d]$", text.strip()))


def _stand_in(table: PrintedTable) -> Line:
    """A line in the place of a table, for the reading order."""
    box = table.box
    return Line((Word("\ufffc", box.x0, box.x1, box.y1 - 1, 8),))


def _column(line: Line, split: float) -> int:
    if not split or (line.x0 < split - 3 and line.x1 > split + 3):
        return 0
    return 1 if line.x1 <= split + 3 else 2


def _edges(lines: Sequence[Line], split: float) -> list[tuple[float, float]]:
    """Left and right edges of the whole page, and of each column."""
    edges = []
    for column in range(3):
        inside = [line for line in lines if not column or _column(line, split) == column] or list(lines)
        lefts = sorted(line.x0 for line in inside)
        rights = sorted(line.x1 for line in inside)
        edges.append((lefts[len(lefts) // 20] if lefts else 0.0, rights[-1 - len(rights) // 20] if rights else 0.0))
    return edges


def _body(items: list[_Item]) -> list[_Item]:
    """The items between the first numbered heading and the reference list, as far as these are found."""
    start, stop = 0, len(items)
    for index, item in enumerate(items):
        text = item.line.text if item.line and item.line.length < 40 else ""
        number = heading_number(text)
        if not start and number and number.components in ((1,), (0,)):
            start = index
        elif text and "references" in labels.roles(labels.key(_title_of(text))):
            stop = index
    return items[start:stop] if stop - start > 10 else items


def _is_centred(item: _Item) -> bool:
    """Whether a line stands in the middle of its column, with white on both sides."""
    line = item.line
    if line is None:
        return False
    before, after = line.x0 - item.left, item.right - line.x1
    return min(before, after) > 2.5 * line.size and abs(before - after) < 1.5 * line.size


def _lead(line: Line) -> float:
    """The width of what cannot be parted at the line's beginning: it would have stood on the line before, had it fit."""
    word = line.words[0]
    found = _UNPARTED.match(word.text)
    if not found or not found.group():
        return word.size
    units = sum(2 if one > "\u2e80" else 1 for one in word.text)
    return (word.x1 - word.x0) * len(found.group()) / units


def _is_indented(items: Sequence[_Item], size: float) -> bool:
    """Whether lines after the short last line of a paragraph are mostly indented: then only these begin paragraphs."""
    counts = Counter[bool]()
    for one, two in pairwise(items):
        if not one.line or not two.line or abs(two.line.size - size) > 0.5 or two.line.length < 12:
            continue
        ends = (
            one.line.x1 + _lead(two.line) < one.right - size and _CLOSED.search(one.line.text) and one.line.length > 6
        )
        if (ends and abs(one.line.size - size) < 0.5) or _is_numbered(one.line):
            counts[two.line.x0 > two.left + 0.9 * size] += 1
    return counts[True] > 2 and counts[True] > counts[False]


def _is_numbered(line: Line) -> bool:
    """Whether a line is a numbered heading by its form."""
    return heading_number(line.text) is not None and line.length < 40 and not re.search(r"[。，；]", line.text)


def _pitch(items: Sequence[_Item]) -> float:
    """The distance of lines in a paragraph that most pairs of lines have."""
    steps: Counter[float] = Counter()
    for one, two in pairwise(items):
        if one.line and two.line and one.page == two.page and 0 < one.line.base - two.line.base < 40:
            steps[round(one.line.base - two.line.base)] += 1
    return steps.most_common(1)[0][0] if steps else 0.0


def _furniture(pages: Sequence[Page]) -> frozenset[int]:
    """Words of running heads and feet: lines at the same height near an edge on several pages, and page numbers."""
    edge: dict[tuple[str, int], list[list[int]]] = {}
    found: set[int] = set()
    for page in pages:
        lines = lines_of(page.words)
        outer = [*lines[:2], *lines[-2:]]
        for line in dict.fromkeys(outer):
            far = line.base > 0.88 * page.height or line.base < 0.1 * page.height
            if not far:
                continue
            identities = _identities(line, page.words)
            if is_page_number(line.text) and line in (lines[0], lines[-1]):
                found.update(identities)
            edge.setdefault((_DIGITS.sub("", line.text), round(line.base / 6)), []).append(identities)
    for same in edge.values():
        if len(same) > 1:
            found.update(one for identities in same for one in identities)
    return frozenset(found)


def _identities(line: Line, words: Sequence[Word]) -> list[int]:
    places = {(word.x0, word.base) for word in line.words}
    return [id(word) for word in words if (word.x0, word.base) in places]


def _inner_rules(page: Page, pages: Sequence[Page]) -> list[Rule]:
    """The rules of a page without those that stand on most pages at the same place."""
    if len(pages) < 3:
        return [rule for rule in page.rules if not _is_edge(rule, page)]
    counts = Counter(place for one in pages for place in {_place(rule) for rule in one.rules})
    return [rule for rule in page.rules if counts[_place(rule)] * 2 <= len(pages) and not _is_edge(rule, page)]


def _place(rule: Rule) -> tuple[int, ...]:
    return tuple(round(value / 3) for value in (rule.x0, rule.y0, rule.x1, rule.y1))


def _is_edge(rule: Rule, page: Page) -> bool:
    return rule.is_flat and not 0.05 * page.height < rule.y0 < 0.95 * page.height
