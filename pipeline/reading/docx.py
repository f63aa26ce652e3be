"""Word documents: paragraphs, their styles and numbers, scripts, tables and notes, as the lines of a Markdown text.

Word knows less of a paper than JATS does: a heading may be a style, a number, or nothing but bold letters. What it does
know is written with Markdown's marks, and the reader of text does the rest.

>>> marked_heading("耐药机制", 2)
'## 耐药机制'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.reading.archives import members
from pipeline.reading.documents import read_source
from pipeline.reading.errors import ReadingError
from pipeline.reading.files import Delivery
from pipeline.reading.markup import parsed
from pipeline.reading.numbers import Numbering
from pipeline.reading.repair import is_chinese
from pipeline.reading.sheets import one_line
from pipeline.records import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BODY, _STYLES, _NUMBERS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_FOOTNOTES, _ENDNOTES = "word/footnotes.xml", "word/endnotes.xml"
_PARTS = frozenset({_BODY, _STYLES, _NUMBERS, _FOOTNOTES, _ENDNOTES})
_HEADING = re.compile(r"(?:heading|标题|标题样式)\s*(\d)", re.I)
_TITLE = re.compile(r"(?:title|标题|题目)$", re.I)
_SCRIPTS = {"superscript": "sup", "subscript": "sub"}
_INSIDE = frozenset({
    _W + "ins", _W + "moveTo", _W + "hyperlink", _W + "smartTag", _W + "sdt", _W + "sdtContent", _W + "fldSimple",
    _W + "customXml", _W + "dir", _W + "bdo", _MC + "AlternateContent", _MC + "Choice",
})  # fmt: skip
_SIGNS = {_W + "tab": " ", _W + "br": " ", _W + "cr": " ", _W + "noBreakHyphen": "-", _W + "softHyphen": ""}
_SYMBOLS = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)) | {
    0x44: "Δ", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xA5: "∞", 0xAE: "→", 0xBB: "≈", 0xB9: "≠", 0xB0: "°",
}  # fmt: skip
_HEX = re.compile(r"[0-9A-Fa-f]{2,8}")
_MAX_BOLD = 80
_MAX_SPAN = 100


def read_docx(delivery: Delivery) -> Document:
    """Reads a Word document; nothing that it links to is loaded.

    Raises:
        ReadingError: Damaged, encrypted, dangerous, too large when inflated, or no Word document.
    """
    parts = members(delivery.data, delivery.name, _PARTS)
    if _BODY not in parts:
        raise ReadingError(delivery.name, "", "is an archive without a Word document in it", "save it as .docx")
    roots = {part: parsed(data, f"{delivery.name}: {part}") for part, data in parts.items()}
    body = roots[_BODY].find(_W + "body")
    if body is None:
        raise ReadingError(delivery.name, "", "is a Word document without a body", "save it again")
    writer = _Writer(_styles(roots.get(_STYLES)), Numbering.of(roots.get(_NUMBERS)), roots)
    writer.blocks(body)
    writer.endnotes()
    return read_source(delivery.source("\n\n".join(writer.lines) + "\n", "utf-8"), writer.titles)


def marked_heading(text: str, level: int) -> str:
    """A heading with Markdown's marks."""
    return f"{'#' * max(1, min(level, 6))} {text}"


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: heading level (0: none; -1: the paper's title), number, and bold."""

    level: int = 0
    number: tuple[str, int] | None = None
    bold: bool = False


def _value(element: etree._Element | None, path: str, attribute: str = "val") -> str:
    found = None if element is None else element.find(path.replace("w:", _W))
    return "" if found is None else found.get(_W + attribute) or ""


def _integer(written: str, default: int) -> int:
    """A number as Word writes it; what is none, or absurdly large, is the default."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else default


def _is_on(element: etree._Element | None, path: str) -> bool | None:
    """Whether a toggle is on; None where nothing is said."""
    found = None if element is None else element.find(path.replace("w:", _W))
    return None if found is None else (found.get(_W + "val") or "1") not in ("0", "false", "off", "none")


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    """Paragraph styles by id, with what they take over from the style that they are based on."""
    elements = {} if root is None else {one.get(_W + "styleId") or "": one for one in root.iter(_W + "style")}
    found: dict[str, _Style] = {}
    for identifier in elements:
        chain = [identifier]
        while (base := _value(elements[chain[-1]], "w:basedOn")) in elements and base not in chain and len(chain) < 20:
            chain.append(base)
        found[identifier] = _style([elements[one] for one in chain])
    return found


def _style(chain: list[etree._Element]) -> _Style:
    level, number, bold = 0, None, None
    for one in chain:
        name = _value(one, "w:name")
        outline = _value(one, "w:pPr/w:outlineLvl")
        if not level and (heading := _HEADING.match(name)):
            level = int(heading.group(1))
        elif not level and _TITLE.match(name):
            level = -1
        elif not level and 0 <= _integer(outline, -1) < 6:
            level = int(outline) + 1
        number = number or _number(one.find(_W + "pPr"))
        bold = bold if bold is not None else _is_on(one, "w:rPr/w:b")
    return _Style(level, number, bool(bold))


def _number(properties: etree._Element | None) -> tuple[str, int] | None:
    identifier = _value(properties, "w:numPr/w:numId")
    level = _value(properties, "w:numPr/w:ilvl")
    return (identifier, _integer(level, 0)) if identifier else None


@dataclass(slots=True)
class _Writer:
    """Walks over the body once and writes its lines."""

    styles: dict[str, _Style]
    numbering: Numbering
    roots: dict[str, etree._Element]
    lines: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> None:
        for one in parent:
            if one.tag == _W + "p":
                self._paragraph(one)
            elif one.tag == _W + "tbl":
                self._table(one)
            elif one.tag in _INSIDE:
                self.blocks(one)

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(_W + "pPr")
        style = self.styles.get(_value(properties, "w:pStyle"), _Style())
        number = self.numbering.next(_number(properties) or style.number)
        runs = self._merged(paragraph)
        text = one_line("".join(text for text, _ in runs))
        outline = _value(properties, "w:outlineLvl")
        level = int(outline) + 1 if 0 <= _integer(outline, -1) < 6 else style.level
        if text:
            self.lines.append(self._line(runs, f"{number} " if number else "", text, level))
            self.titles.extend(self.lines[-1:] if level < 0 else ())
        self._notes()
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _line(self, runs: list[tuple[str, bool]], number: str, text: str, level: int) -> str:
        if level:
            return marked_heading(number + text, max(level, 1))
        bold = [(part, is_bold) for part, is_bold in runs if part.strip()]
        if bold[0][1] and len(bold[0][0]) <= _MAX_BOLD and not number:
            head = one_line(bold[0][0])
            rest = one_line("".join(part for part, _ in bold[1:]))
            return f"**{head}** {rest}".rstrip()
        return number + text

    def _merged(self, paragraph: etree._Element) -> list[tuple[str, bool]]:
        """The paragraph's text in stretches that are all bold or all not."""
        style = self.styles.get(_value(paragraph.find(_W + "pPr"), "w:pStyle"), _Style())
        merged: list[tuple[str, bool]] = []
        for text, bold in self._runs(paragraph, style.bold):
            if merged and (merged[-1][1] == bold or not text.strip()):
                merged[-1] = (merged[-1][0] + text, merged[-1][1])
            else:
                merged.append((text, bold))
        return [(_joined_scripts(text), bold) for text, bold in merged]

    def _runs(self, parent: etree._Element, bold: bool) -> Iterator[tuple[str, bool]]:
        for one in parent:
            if one.tag == _W + "r":
                yield from self._run(one, bold)
            elif one.tag in _INSIDE:
                yield from self._runs(one, bold)
            elif isinstance(one.tag, str) and one.tag.startswith(_M):
                yield _formula(one), False

    def _run(self, run: etree._Element, bold: bool) -> Iterator[tuple[str, bool]]:
        properties = run.find(_W + "rPr")
        if _is_on(properties, "w:vanish"):
            return
        said = _is_on(properties, "w:b")
        text = "".join(self._content(run))
        script = _SCRIPTS.get(_value(properties, "w:vertAlign")) or _raised(properties)
        if script and text.strip():
            text = f"<{script}>{text.strip()}</{script}>"
        yield text, bold if said is None else said

    def _content(self, run: etree._Element) -> Iterator[str]:
        for one in run:
            if one.tag == _W + "t":
                yield one.text or ""
            elif one.tag in _SIGNS:
                yield _SIGNS[one.tag]
            elif one.tag == _W + "sym":
                code = one.get(_W + "char") or ""
                yield _SYMBOLS.get(int(code[-2:], 16), "") if _HEX.fullmatch(code) else ""
            elif one.tag == _W + "footnoteReference":
                self.noted.append(one.get(_W + "id") or "")
            elif one.tag == _W + "endnoteReference":
                yield self._endnote(one.get(_W + "id") or "")
            elif one.tag in (_MC + "AlternateContent", _W + "drawing", _W + "pict") and not self._in_fallback(one):
                choice = one.find(_MC + "Choice")
                self.boxes.extend((one if choice is None else choice).iter(_W + "txbxContent"))

    def _in_fallback(self, element: etree._Element) -> bool:
        return any(parent.tag == _MC + "Fallback" for parent in element.iterancestors())

    def _endnote(self, identifier: str) -> str:
        if identifier not in self.ended:
            self.ended.append(identifier)
        return f"<sup>[{self.ended.index(identifier) + 1}]</sup>"

    def _note_text(self, part: str, identifier: str) -> str:
        root = self.roots.get(part)
        for one in () if root is None else root:
            if one.get(_W + "id") == identifier:
                texts = ("".join(text for text, _ in self._merged(paragraph)) for paragraph in one.iter(_W + "p"))
                return one_line(" ".join(texts))
        return ""

    def _notes(self) -> None:
        """Footnotes stand after the paragraph that refers to them."""
        noted, self.noted = self.noted, []
        for identifier in noted:
            if text := self._note_text(_FOOTNOTES, identifier):
                self.lines.append(("注：" if is_chinese(text) else "Note: ") + text)

    def endnotes(self) -> None:
        """Endnotes are the reference list."""
        if not self.ended:
            return
        self.lines.append(marked_heading("参考文献" if is_chinese("".join(self.lines)) else "References", 1))
        for number, identifier in enumerate(self.ended, 1):
            self.lines.append(f"[{number}] {self._note_text(_ENDNOTES, identifier)}")

    def _table(self, table: etree._Element) -> None:
        """A table as HTML in one line, with the spans of merged cells; one inside a cell follows it."""
        grid = [self._row(row) for row in table.iter(_W + "tr") if _owner(row) is table]
        rows = []
        for index, row in enumerate(grid):
            cells = []
            for cell in row:
                if cell.follows:
                    continue
                down = _following(grid, index, cell.column)
                spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (
                    f' rowspan="{down}"' if down > 1 else ""
                )
                tag = "th" if cell.is_header else "td"
                cells.append(f"<{tag}{spans}>{cell.text}</{tag}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        self.lines.append(f"<table>{''.join(rows)}</table>")
        self._notes()

    def _row(self, row: etree._Element) -> list[_Cell]:
        header = bool(_is_on(row, "w:trPr/w:tblHeader"))
        before = _value(row, "w:trPr/w:gridBefore")
        column, cells = _integer(before, 0), []
        for one in row.iter(_W + "tc"):
            if _owner(one) is not row:
                continue
            written = _value(one, "w:tcPr/w:gridSpan")
            across = max(1, min(_integer(written, 1), _MAX_SPAN))
            merge = one.find(f"{_W}tcPr/{_W}vMerge")
            follows = merge is not None and (merge.get(_W + "val") or "continue") == "continue"
            texts = ("".join(text for text, _ in self._merged(paragraph)) for paragraph in one.iter(_W + "p"))
            cells.append(_Cell(one_line(" ".join(texts)), column, across, follows, header))
            column += across
        return cells


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    column: int
    across: int
    follows: bool
    is_header: bool


def _owner(element: etree._Element) -> etree._Element | None:
    """The table of a row, or the row of a cell, through the wrappers that Word puts between them."""
    wanted = _W + ("tbl" if element.tag == _W + "tr" else "tr")
    return next((one for one in element.iterancestors() if one.tag == wanted), None)


def _following(grid: list[list[_Cell]], index: int, column: int) -> int:
    """How many rows a cell spans."""
    count = 1
    while index + count < len(grid) and any(one.follows and one.column == column for one in grid[index + count]):
        count += 1
    return count


def _raised(properties: etree._Element | None) -> str:
    """Letters moved up or down by hand, by at least two points."""
    written = _value(properties, "w:position")
    if _integer(written.lstrip("-"), 0) < 4:
        return ""
    return "sub" if written.startswith("-") else "sup"


def _joined_scripts(text: str) -> str:
    """Runs of one script beside each other are one script; Word cuts runs as it likes."""
    return re.sub(r"</(su[pb])>(\s?)<\1>", r"\2", text)


def _formula(element: etree._Element) -> str:
    """The characters of a formula, with its scripts."""
    if element.tag in (_M + "sSup", _M + "sSub"):
        parts = [_formula(one) for one in element if one.tag in (_M + "e", _M + "sup", _M + "sub")]
        tag = "sup" if element.tag == _M + "sSup" else "sub"
        return "".join(parts[:1]) + (f"<{tag}>{parts[1]}</{tag}>" if len(parts) > 1 else "")
    if element.tag == _M + "t":
        return element.text or ""
    return "".join(_formula(one) for one in element)
