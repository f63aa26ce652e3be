"""JATS XML, in which journals and PubMed Central deliver papers: its markup says what every line is.

>>> xml = '''<article xml:lang="zh"><front><article-meta><title-group><article-title>维奈克拉的耐药机制</article-title>
... </title-group></article-meta></front><body><sec><label>1</label><title>引言</title>
... <p>维奈克拉抑制BCL-2<sup>[<xref ref-type="bibr" rid="B1">1</xref>]</sup>。</p></sec></body>
... <back><ref-list><ref id="B1"><label>1</label><mixed-citation>Li M. BCL2[J]. Blood, 2020.</mixed-citation></ref>
... </ref-list></back></article>'''
>>> document = read_jats(Delivery("a.xml", "jats", xml.encode()))
>>> [(section.kind, section.text.text) for section in document.sections]
[('title', '维奈克拉的耐药机制'), ('body', '引言\\n维奈克拉抑制BCL-2。')]
>>> document.sections[1].marks[0].numbers, document.references[0].journal
((1,), 'Blood')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.reading.documents import build
from pipeline.reading.errors import ReadingError
from pipeline.reading.files import Delivery
from pipeline.reading.markers import expand
from pipeline.reading.markup import is_html, parse_text, text_of
from pipeline.reading.repair import is_chinese
from pipeline.reading.sheets import CellText, Sheet, one_line
from pipeline.records import Document, Reference

_NO_ABSTRACTS = frozenset({"graphical", "teaser", "toc", "precis", "web-summary", "video"})
_APART = frozenset(
    {"table-wrap", "fig", "fig-group", "table-wrap-group", "list", "disp-quote", "boxed-text", "def-list"}
)
_SILENT = frozenset({
    "fn-group", "ack", "notes", "sub-article", "response", "supplementary-material", "media", "graphic", "alternatives",
    "tex-math", "object-id", "permissions", "attrib", "alt-text", "long-desc", "ref-list", "sec-meta", "annotation",
})  # fmt: skip
_DASH = "‐‑‒–—−~～至-"
_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = rf"{_OPEN}\d+{_CLOSE}"
_LIST = rf"{_TOKEN}(?:[\s,，、;；{_DASH}]{{0,3}}{_TOKEN})*"
_WRAPPED = re.compile(rf"[\[［【(]\s?({_LIST})\s?[\])］】]|({_LIST})")
_BARE = re.compile(rf"\d{{1,3}}(?:[\s,，、;{_DASH}]{{1,3}}\d{{1,3}})*")
_NUMBER = re.compile(r"\d{1,4}")
_MARK_SIGNS = str.maketrans(
    {_OPEN: "", _CLOSE: "", "，": ",", "、": ",", "；": ",", ";": ","} | dict.fromkeys(_DASH, "-")
)


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_jats(delivery: Delivery) -> Document:
    """Reads a JATS article.

    Raises:
        ReadingError: No well-formed XML, dangerous XML, or no article in it.
    """
    text, encoding = text_of(delivery.data, delivery.name)
    if is_html(text):
        raise ReadingError(delivery.name, "", "is an HTML page, not JATS", "give it the ending .html")
    root = parse_text(text, delivery.name)
    article = next((one for one in root.iter() if name_of(one) == "article"), None)
    if article is None:
        told = f"is XML with the root {name_of(root)!r}, not JATS"
        raise ReadingError(delivery.name, "", told, "deliver the article as JATS, HTML, DOCX, PDF or text")
    return _Article(article).document(delivery, encoding)


@dataclass(slots=True)
class _Facts:
    """What the reference's markup says; a field that it lacks is told by the written entry."""

    title: str = ""
    authors: str = ""
    journal: str = ""
    year: str = ""
    doi: str = ""


@dataclass(slots=True)
class _Article:
    """One article on its way to a sheet."""

    root: etree._Element
    sheet: Sheet = field(default_factory=Sheet)
    numbers: dict[str, int] = field(default_factory=dict)
    facts: dict[int, _Facts] = field(default_factory=dict)

    def child(self, *path: str) -> etree._Element | None:
        found: etree._Element | None = self.root
        for step in path:
            found = next((one for one in found if name_of(one) == step), None) if found is not None else None
        return found

    def document(self, delivery: Delivery, encoding: str) -> Document:
        references = list(self._references())
        meta = self.child("front", "article-meta")
        if meta is not None:
            self._front(meta)
        body = len(self.sheet.lines)
        if (text := self.child("body")) is not None:
            self._parts(text, 1)
        for appendix in self._appendices():
            self._section(appendix, 1)
        if references:
            self.sheet.line("heading", "参考文献" if is_chinese(self.sheet.raw) else "References", "references")
        for number, written in references:
            self.sheet.line("reference", f"[{number}] {written}")
        document = build(delivery.source(self.sheet.raw, encoding), self.sheet.blocks(), body)
        return self._with_facts(document, meta)

    def _with_facts(self, document: Document, meta: etree._Element | None) -> Document:
        references = tuple(self._with_reference(one) for one in document.references)
        doi, year, journal = self._identity(meta)
        return replace(
            document, references=references, doi=doi or document.doi, year=year or document.year,
            journal=journal or document.journal,
        )  # fmt: skip

    def _with_reference(self, reference: Reference) -> Reference:
        facts = self.facts.get(reference.number, _Facts())
        told = {name: getattr(facts, name) for name in ("title", "authors", "journal", "year", "doi")}
        return replace(reference, **{name: value for name, value in told.items() if value})

    def _identity(self, meta: etree._Element | None) -> tuple[str, str, str]:
        if meta is None:
            return "", "", ""
        doi = next((plain(one) for one in meta if name_of(one) == "article-id" and one.get("pub-id-type") == "doi"), "")
        dates = sorted((one for one in meta if name_of(one) == "pub-date"), key=_date_rank)
        year = next((plain(one) for date in dates for one in date if name_of(one) == "year"), "")
        journals = self.child("front", "journal-meta")
        names = [] if journals is None else [plain(one) for one in journals.iter() if name_of(one) == "journal-title"]
        return doi, year, next((name for name in names if is_chinese(name)), names[0] if names else "")

    def _front(self, meta: etree._Element) -> None:
        self._titles(meta)
        for one in meta:
            if name_of(one) in ("abstract", "trans-abstract") and one.get("abstract-type") not in _NO_ABSTRACTS:
                self._abstract(one)
            elif name_of(one) == "kwd-group":
                words = [self.inline(word) for word in one if name_of(word) == "kwd"]
                self.sheet.aside("; ".join(words))

    def _titles(self, meta: etree._Element) -> None:
        group = next((one for one in meta if name_of(one) == "title-group"), None)
        for one in () if group is None else group:
            if name_of(one) == "article-title":
                self.sheet.line("title", _joined(self.inline(one), *self._subtitles(group)))
            elif name_of(one) == "trans-title-group":
                for title in one:
                    if name_of(title) == "trans-title":
                        self.sheet.line("title", self.inline(title))
            elif name_of(one) == "trans-title":
                self.sheet.line("title", self.inline(one))

    def _subtitles(self, group: etree._Element | None) -> list[str]:
        return [] if group is None else [self.inline(one) for one in group if name_of(one) == "subtitle"]

    def _abstract(self, abstract: etree._Element) -> None:
        """One paragraph, for a structured abstract is one text with names for its parts."""
        title = next((self.inline(one) for one in abstract if name_of(one) == "title"), "")
        parts = [text for text in self._abstract_parts(abstract) if text]
        chinese = is_chinese(" ".join(parts))
        name = title or ("摘要" if chinese else "Abstract")
        self.sheet.line("heading", name, "abstract")
        self.sheet.line("paragraph", ("" if chinese else " ").join(parts))

    def _abstract_parts(self, element: etree._Element) -> Iterator[str]:
        for one in element:
            name = name_of(one)
            if name == "sec":
                heading = next((self.inline(title) for title in one if name_of(title) == "title"), "")
                parts = list(self._abstract_parts(one))
                yield (
                    f"{heading.rstrip(':：. ')}{': ' if heading.isascii() else '：'}{parts[0]}"
                    if heading and parts
                    else ""
                )
                yield from parts[1:] if heading else parts
            elif name == "p":
                yield one_line(self.inline(one))
            elif name == "list":
                yield from (one_line(self.inline(item)) for item in one)

    def _appendices(self) -> list[etree._Element]:
        back = self.child("back")
        return [] if back is None else [one for one in back.iter() if name_of(one) == "app"]

    def _section(self, section: etree._Element, level: int) -> None:
        label = _label(section)
        title = next((self.inline(one) for one in section if name_of(one) == "title"), "")
        role = (
            "section" if not any(line.kind == "heading" and line.role == "section" for line in self.sheet.lines) else ""
        )
        self.sheet.line("heading", _labelled(label, title), role, min(level, 6))
        self._parts(section, level + 1)

    def _parts(self, element: etree._Element, level: int) -> None:
        for one in element:
            name = name_of(one)
            if name in ("sec", "app"):
                self._section(one, level)
            elif name in ("p", "disp-formula", "verse-group", "statement", "speech"):
                self._paragraph(one, level)
            elif name in _APART:
                self._apart(one, level)

    def _paragraph(self, paragraph: etree._Element, level: int) -> None:
        """A paragraph, cut at the tables, figures and lists inside it."""
        written = [paragraph.text or ""]
        for one in paragraph:
            if name_of(one) in _APART:
                self.sheet.line("paragraph", _marked("".join(written)))
                self._apart(one, level)
                written = [one.tail or ""]
            else:
                written.append(self._inline(one) + (one.tail or ""))
        self.sheet.line("paragraph", _marked("".join(written)))

    def _apart(self, element: etree._Element, level: int) -> None:
        name = name_of(element)
        if name == "table-wrap":
            self._table(element)
        elif name == "fig":
            self._caption(element, "figure")
        elif name in ("list", "def-list"):
            self._list(element, level)
        elif name == "boxed-text":
            self._parts(element, level)
        else:
            for one in element:
                if name_of(one) in _APART:
                    self._apart(one, level)
                elif name_of(one) == "p":
                    self._paragraph(one, level)

    def _list(self, element: etree._Element, level: int) -> None:
        for item in element:
            label = _label(item)
            for number, one in enumerate(one for one in item if name_of(one) not in ("label", "title")):
                if name_of(one) in _APART:
                    self._apart(one, level)
                elif label and not number:
                    self.sheet.line("paragraph", f"{label} {self.inline(one)}")
                else:
                    self._paragraph(one, level)

    def _caption(self, element: etree._Element, role: str) -> None:
        label = _label(element)
        caption = next((one for one in element if name_of(one) == "caption"), None)
        parts = [] if caption is None else [self.inline(one) for one in caption if name_of(one) in ("title", "p")]
        texts = [one_line(part) for part in parts]
        if role == "table" and caption is not None and name_of(caption[0] if len(caption) else caption) == "title":
            self.sheet.line("caption", _labelled(label, texts[0] if texts else ""), role)
            for text in texts[1:]:
                self.sheet.line("note", text)
        else:
            self.sheet.line("caption", _labelled(label, " ".join(texts)), role)

    def _table(self, wrap: etree._Element) -> None:
        self._caption(wrap, "table")
        for table in wrap.iter():
            if name_of(table) == "table":
                self.sheet.table(self._rows(table))
        for foot in (one for one in wrap if name_of(one) == "table-wrap-foot"):
            for one in foot.iter():
                if name_of(one) == "p" or (name_of(one) == "attrib"):
                    label = _label(one.getparent())
                    self.sheet.line("note", _joined(f"<sup>{label}</sup>" if label else "", self.inline(one)))

    def _rows(self, table: etree._Element) -> list[list[CellText]]:
        rows = []
        for row in (one for one in table.iter() if name_of(one) == "tr"):
            parent = row.getparent()
            head = parent is not None and name_of(parent) == "thead"
            cells = [one for one in row if name_of(one) in ("td", "th")]
            rows.append([
                CellText(self.inline(cell), span_of(cell, "colspan"), span_of(cell, "rowspan"), head)
                for cell in cells
            ])  # fmt: skip
        return rows

    def inline(self, element: etree._Element) -> str:
        """An element's text in one line, with scripts as tags and citations as markers."""
        return _marked(self._inner(element))

    def _inner(self, element: etree._Element) -> str:
        return (element.text or "") + "".join(self._inline(one) + (one.tail or "") for one in element)

    def _inline(self, element: etree._Element) -> str:
        name = name_of(element)
        if name in ("sup", "sub"):
            return f"<{name}>{self._inner(element)}</{name}>"
        if name == "xref" and element.get("ref-type") in ("bibr", "ref", None):
            return self._citation(element)
        if name == "msup" or name == "msub":
            parts = [self._inline(one) or self._inner(one) for one in element]
            return "".join(parts[:1]) + (f"<{name[1:]}>{parts[1].strip()}</{name[1:]}>" if len(parts) > 1 else "")
        if name in _SILENT and name != "alternatives":
            return ""
        if name == "break":
            return " "
        if not name:
            return ""
        spaced = " " if name in ("p", "list-item", "title", "td") else ""
        return spaced + self._inner(element) + spaced

    def _citation(self, element: etree._Element) -> str:
        """A citation as numbered markers; one that names its author keeps the name before them."""
        written = self._inner(element)
        rids = (element.get("rid") or "").split()
        numbers = [self.numbers[rid] for rid in rids if rid in self.numbers]
        if not numbers:
            return written
        tokens = ",".join(f"{_OPEN}{number}{_CLOSE}" for number in numbers)
        bare = re.sub(r"</?su[pb]>|[\[\]()]", "", written).strip()
        if not bare or _BARE.fullmatch(bare):
            ranged = expand(bare)
            if len(ranged) > len(numbers):
                tokens = ",".join(f"{_OPEN}{number}{_CLOSE}" for number in ranged)
            return f"<sup>{tokens}</sup>" if "<sup>" in written else tokens
        return f"{written}{tokens}"

    def _references(self) -> Iterator[tuple[int, str]]:
        """Numbers and written forms of the reference list; also notes which id has which number."""
        taken: set[int] = set()
        for position, ref in enumerate((one for one in self.root.iter() if name_of(one) == "ref"), 1):
            label = _label(ref)
            found = _NUMBER.search(label)
            number = int(found.group()) if found else position
            number = number if number not in taken else max(taken) + 1
            taken.add(number)
            if identifier := ref.get("id"):
                self.numbers[identifier] = number
            for one in ref.iter():
                if one.get("id"):
                    self.numbers.setdefault(one.get("id", ""), number)
            citation = next(
                (
                    one
                    for one in ref.iter()
                    if name_of(one).endswith("citation") and name_of(one) != "citation-alternatives"
                ),
                None,
            )
            if citation is None:
                citation = ref
            self.facts[number] = _facts(citation)
            if written := _written(citation, self.facts[number]):
                yield number, written


def plain(element: etree._Element) -> str:
    """All text of an element in one line."""
    return one_line("".join(str(part) for part in element.itertext()))


def _label(element: etree._Element | None) -> str:
    """The text of an element's own label."""
    return "" if element is None else next((plain(one) for one in element if name_of(one) == "label"), "")


def span_of(cell: etree._Element, name: str) -> int:
    """A colspan or rowspan as written, 1 where it is none."""
    written = (cell.get(name) or "1").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 1


def _date_rank(date: etree._Element) -> int:
    kinds = ("ppub", "collection", "pub", "epub", "epub-ppub")
    kind = date.get("pub-type") or date.get("date-type") or ""
    return kinds.index(kind) if kind in kinds else len(kinds)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _labelled(label: str, title: str) -> str:
    return _joined(label, title) if not title.startswith(label) else title


def _marked(written: str) -> str:
    """Citations in brackets, whatever signs the journal puts around them."""
    if _OPEN not in written:
        return written
    marked = _WRAPPED.sub(lambda found: f"[{(found.group(1) or found.group(2)).translate(_MARK_SIGNS)}]", written)
    return re.sub(r"\[\s?(\[[\d,\- ]+\])\s?\]", r"\1", marked)


def _first(citation: etree._Element, *names: str) -> str:
    return next((plain(one) for name in names for one in citation.iter() if name_of(one) == name and plain(one)), "")


def _facts(citation: etree._Element) -> _Facts:
    ids = (one for one in citation.iter() if name_of(one) in ("pub-id", "ext-link", "object-id"))
    doi = next((plain(one) for one in ids if "doi" in (one.get("pub-id-type") or one.get("ext-link-type") or "")), "")
    return _Facts(
        title=_first(citation, "article-title", "chapter-title"),
        authors=", ".join(_names(citation)),
        journal=_first(citation, "source"),
        year=_first(citation, "year")[:4],
        doi=re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi, flags=re.I),
    )


def _names(citation: etree._Element) -> Iterator[str]:
    for one in citation.iter():
        if name_of(one) in ("name", "string-name"):
            parts = {name_of(part): plain(part) for part in one}
            joined = _joined(parts.get("surname", ""), parts.get("given-names", ""))
            yield joined or plain(one)
        elif name_of(one) in ("collab", "etal"):
            yield plain(one) or "et al"


def _written(citation: etree._Element, facts: _Facts) -> str:
    """The entry as the journal prints it; one of elements only is written out in the style of GB/T 7714."""
    if name_of(citation) != "element-citation":
        label = _label(citation)
        printed = plain(citation).removeprefix(label).strip()
    else:
        volume, issue = _first(citation, "volume"), _first(citation, "issue")
        pages = "-".join(
            page for page in (_first(citation, "fpage", "elocation-id"), _first(citation, "lpage")) if page
        )
        numbers = f"{volume}{f'({issue})' if issue else ''}{f':{pages}' if pages else ''}"
        tail = ", ".join(part for part in (facts.journal, facts.year, numbers) if part)
        printed = ". ".join(part for part in (facts.authors, f"{facts.title}[J]" if facts.title else "", tail) if part)
    return f"{printed.rstrip('. ')}. DOI:{facts.doi}" if facts.doi and facts.doi not in printed else printed
