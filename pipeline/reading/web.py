"""HTML pages of papers: the article without the page around it, as the lines of a Markdown text.

>>> page = b"<html><nav>Home</nav><h1>Venetoclax resistance in AML</h1><h2>1 MCL1</h2><p>MCL1 loss, see[1].</p></html>"
>>> document = read_html(Delivery("a.html", "html", page))
>>> [(section.kind, section.text.text) for section in document.sections]
[('title', 'Venetoclax resistance in AML'), ('body', 'MCL1\\nMCL1 loss, see.')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html

from pipeline.reading import labels
from pipeline.reading.documents import read_source
from pipeline.reading.errors import ReadingError
from pipeline.reading.files import Delivery
from pipeline.reading.jats import name_of, plain, span_of
from pipeline.reading.markup import text_of
from pipeline.reading.numbering import heading_number
from pipeline.reading.sheets import one_line
from pipeline.records import Document

_DROPPED = frozenset({
    "script", "style", "nav", "noscript", "template", "svg", "iframe", "form", "button", "select", "input", "head",
    "footer", "aside", "object", "embed", "video", "audio", "canvas", "dialog", "img", "link", "meta",
})  # fmt: skip
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dt", "dd", "table", "figure", "figcaption",
    "caption", "blockquote", "pre", "header", "body", "html", "center", "address", "hr", "details", "summary", "tr",
    "td", "th", "tbody", "thead", "tfoot", *_HEADINGS,
})  # fmt: skip
_REFERENCE_LINK = re.compile(r"#(?:[\w.-]*(?:ref|bib|cit)[\w.:-]*?|(?:[\w.]*[-_.])?(?:cr|b|r)[-_.]?)\d", re.I)
_NUMBERS = re.compile(r"\d{1,3}(?:\s?[-–,]\s?\d{1,3})*$")
_ENTRY = re.compile(r"\s*\[?\d{1,3}[\].、)]")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]{2,30})""", re.I)
_CLOSE_BRACKET = re.compile(r"\[\s?(\[[\d,\- –]+\])\s?\]")
_MAX_DEPTH = 200


def read_html(delivery: Delivery) -> Document:
    """Reads a page; nothing that it links to is loaded.

    Raises:
        ReadingError: No page, nested too deep, or of an encoding that does not fit.
    """
    text, encoding = _text(delivery)
    root = _tree(text, delivery.name)
    writer = _Writer()
    facts = _meta(root)
    if facts["title"]:
        writer.title(facts["title"])
    writer.block(_article(root))
    writer.flush()
    document = read_source(delivery.source("\n\n".join(writer.lines) + "\n", encoding), writer.titles)
    return replace(
        document, doi=facts["doi"] or document.doi, year=facts["year"] or document.year,
        journal=facts["journal"] or document.journal,
    )  # fmt: skip


def _text(delivery: Delivery) -> tuple[str, str]:
    """The page's characters: by its own declaration, else by what fits."""
    data = delivery.data
    found = _META_CHARSET.search(data[:4096])
    if found and not data.startswith((b"<?xml", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        data = b'<?xml encoding="' + found.group(1) + b'"?>' + data
        text, encoding = text_of(data, delivery.name)
        return text.partition("?>")[2], encoding
    return text_of(data, delivery.name)


def _tree(text: str, name: str) -> etree._Element:
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
    if (at := text.find("\0")) >= 0:
        raise ReadingError(name, f"character {at}", "is NUL", "save the page again")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadingError(name, "", "is no HTML page that can be read", "save the page again") from error
    if _depth(root) > _MAX_DEPTH:
        raise ReadingError(name, "", "nests its elements too deep", "save the page again")
    return root


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > _MAX_DEPTH:
            break
    return deepest


def _meta(root: etree._Element) -> dict[str, str]:
    """What the page says of the paper in the `citation_` tags that scholarly search engines read."""
    said: dict[str, str] = {}
    for one in root.iter("meta"):
        said.setdefault((one.get("name") or "").lower(), one_line(one.get("content") or ""))
    date = said.get("citation_publication_date") or said.get("citation_date") or said.get("citation_year") or ""
    year = re.search(r"(?:19|20)\d\d", date)
    return {
        "title": said.get("citation_title", ""),
        "doi": re.sub(r"^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", "", said.get("citation_doi", ""), flags=re.I),
        "journal": said.get("citation_journal_title", ""),
        "year": year.group() if year else "",
    }


def _article(root: etree._Element) -> etree._Element:
    """The element that holds most of the text and is called the article, else the whole page."""
    wholes = [one for one in root.iter("article", "main") if not _is_dropped(one)]
    whole = len(plain(root))
    large = [one for one in wholes if len(plain(one)) * 2 > whole]
    return min(large, key=lambda one: len(plain(one))) if large else root


def _is_dropped(element: etree._Element) -> bool:
    if name_of(element) in _DROPPED or element.get("role") in _ROLES or element.get("aria-hidden") == "true":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


@dataclass(slots=True)
class _Writer:
    """Walks over the page once and writes its lines."""

    lines: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    titled: str = ""
    in_references: bool = False

    @property
    def titles(self) -> list[str]:
        """The line of the paper's title, if the page names it."""
        return self.lines[:1] if self.titled else []

    def title(self, text: str) -> None:
        """Writes the title that the page names in its head."""
        self.titled = _key(text)
        self.lines.append(f"# {text}")

    def flush(self) -> None:
        text = _CLOSE_BRACKET.sub(r"\1", one_line("".join(self.open)))
        self.open = []
        if text:
            self.lines.append(text)

    def block(self, element: etree._Element) -> None:
        """Writes an element that begins a line, and what it holds."""
        name = name_of(element)
        if not name or _is_dropped(element):
            return
        self.flush()
        if name in _HEADINGS:
            self._heading(element, _HEADINGS[name])
        elif name == "table":
            self._table(element)
        elif name == "ol":
            self._numbered(element)
        else:
            self._content(element)
        self.flush()

    def _content(self, element: etree._Element) -> None:
        self.open.append(element.text or "")
        for one in element:
            if name_of(one) in _BLOCKS or _holds_block(one):
                self.block(one)
            else:
                self.open.append(inline(one))
            self.open.append(one.tail or "")

    def _heading(self, element: etree._Element, level: int) -> None:
        text = one_line(inline_inside(element))
        if text and not (self.titled and _key(text) == self.titled):
            number = heading_number(text)
            roles = labels.roles(labels.key(text[number.length :] if number else text))
            self.in_references = "references" in roles
            self.lines.append(f"{'#' * level} {text}")

    def _numbered(self, element: etree._Element) -> None:
        start = element.get("start") or "1"
        number = int(start) if start.isdigit() and len(start) < 5 else 1
        for item in element:
            if name_of(item) != "li" or _is_dropped(item):
                continue
            text = one_line(inline_inside(item))
            if self.in_references:
                self.lines.append(text if _ENTRY.match(text) else f"[{number}] {text}")
            elif text:
                self.lines.append(f"({number}) {text}")
            number += 1

    def _table(self, table: etree._Element) -> None:
        for caption in table.iter("caption"):
            self.lines.append(one_line(inline_inside(caption)))
        rows = [_row(row) for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        if any(">" in row for row in rows):
            self.lines.append(f"<table>{''.join(rows)}</table>")


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _row(row: etree._Element) -> str:
    cells = []
    for one in row:
        name = name_of(one)
        if name in ("td", "th") and not _is_dropped(one):
            across, down = span_of(one, "colspan"), span_of(one, "rowspan")
            spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
            parent = row.getparent()
            tag = "th" if parent is not None and name_of(parent) == "thead" else "td"
            cells.append(f"<{tag}{spans}>{one_line(inline_inside(one))}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>" if cells else ""


def _holds_block(element: etree._Element) -> bool:
    return any(name_of(one) in _BLOCKS for one in element.iterdescendants())


def inline(element: etree._Element) -> str:
    """An element's text with scripts as tags and links to references as markers."""
    name = name_of(element)
    if not name or _is_dropped(element):
        return ""
    inner = inline_inside(element)
    if name in ("sup", "sub"):
        return f"<{name}>{inner.strip()}</{name}>" if inner.strip() else ""
    if name == "a" and _REFERENCE_LINK.search(element.get("href") or "") and _NUMBERS.match(inner.strip()):
        return f"[{inner.strip()}]"
    if name == "br":
        return " "
    return inner


def inline_inside(element: etree._Element) -> str:
    """The text inside an element, as `inline` gives it."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        spaced = name_of(one) in _BLOCKS
        yield (" " if spaced else "") + inline(one) + (" " if spaced else "") + (one.tail or "")
