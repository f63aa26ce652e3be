"""Blocks to sections: headings to a path, cut paragraphs joined around the tables that cut them, the rest left out.

>>> from pipeline.reading.layout import read_blocks
>>> blocks = read_blocks(MappedText.of("1 引言\\n\\n白血病细胞依赖\\n\\n图1 通路\\n\\nBCL-2存活[1]。\\n\\n2 结论"))
>>> for section in build_sections(blocks, {}, Style(1)):
...     print(section.kind, section.heading, repr(section.text.text))
body ('引言',) '引言\\n白血病细胞依赖BCL-2存活。'
caption ('引言',) '图1通路'
body ('结论',) '结论'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.offsets import MappedText
from pipeline.reading import labels
from pipeline.reading.blocks import Block
from pipeline.reading.broken_lines import goes_on, has_sentence, is_finished, is_running_text, opens_text
from pipeline.reading.front_matter import is_of_front, title_text
from pipeline.reading.layout import OUT_OF_SCOPE
from pipeline.reading.markers import Mark, Style, Tidied, tidy
from pipeline.reading.passages import LIST_ITEM, Passage, continues
from pipeline.reading.repair import han_count, is_chinese, language_of
from pipeline.reading.tables import Grid, citation_marks, joined, lay_out
from pipeline.records import Section, SectionKind, Span

_LONG = 80


@dataclass(slots=True)
class Draft:
    """A section in the making."""

    kind: SectionKind
    path: tuple[str, ...]
    start: int
    heading: Tidied | None = None
    passages: list[Passage] = field(default_factory=list)
    rows: Grid = ()
    caption: str = ""
    language: str = ""


def body_start(blocks: Sequence[Block]) -> int:
    """Index of the block with which the body begins: the first numbered or known heading, else the first long paragraph
    after the abstracts and keywords."""
    first = next((i for i, block in enumerate(blocks) if _opens_body(block)), len(blocks))
    last_label = max((i for i in range(first) if blocks[i].role in ("abstract", "keywords")), default=-1)
    abstract_open = last_label >= 0 and blocks[last_label].role == "abstract" and not _is_whole(blocks, last_label)
    found = _first_text(blocks, last_label + 1, first, abstract_open)
    if found == first and (found == len(blocks) or blocks[found].role == "references"):
        return _first_part(blocks, last_label + 1, found) if last_label >= 0 else _shortest_text(blocks)
    return found


def _is_whole(blocks: Sequence[Block], label: int) -> bool:
    """Whether an abstract stands whole beside its label: running text to a full stop, and no part of one (`方法`) behind."""
    plain = blocks[label].plain
    following = blocks[label + 1].plain.lstrip(" *_[(") if label + 1 < len(blocks) else ""
    first = re.match(r"[\u4e00-\u9fff]{2,5}|[A-Za-z]+", following)
    goes_on = first is not None and any(
        labels.roles(labels.key(first.group()[:length])) & {"structured"} for length in range(2, len(first.group()) + 1)
    )
    return is_running_text(plain) and is_finished(plain) and not goes_on


def _first_part(blocks: Sequence[Block], begin: int, end: int) -> int:
    """The first heading of a paper whose parts have no numbers and short paragraphs; the end where there is none."""
    parts = (i for i in range(begin, end) if blocks[i].kind == "heading" and not blocks[i].role)
    return next((i for i in parts if i + 1 < end and blocks[i + 1].kind == "paragraph"), end)


def _shortest_text(blocks: Sequence[Block]) -> int:
    """Where the body of a mere note begins, which has no part that a paper has: at its first sentence or item, or at once."""
    sentences = (
        i
        for i, block in enumerate(blocks)
        if block.kind == "paragraph" and (has_sentence(block.plain) or LIST_ITEM.match(block.plain))
    )
    first = next(sentences, 0)
    return first - 1 if first > 1 and blocks[first - 1].kind == "heading" and not blocks[first - 1].role else first


def _opens_body(block: Block) -> bool:
    return (block.kind == "heading" and (bool(block.number) or block.role == "section")) or block.role == "references"


def _first_text(blocks: Sequence[Block], begin: int, end: int, abstract_open: bool) -> int:
    waiting = abstract_open
    for index in range(begin, end):
        block = blocks[index]
        if block.kind == "heading" and block.role == "" and begin and not waiting:
            following = blocks[index + 1] if index + 1 < end else None
            if following and following.kind == "paragraph" and len(following.plain) > _LONG:
                return index
        if block.kind == "table":
            return index
        if block.kind == "paragraph" and is_running_text(block.plain):
            if not waiting:
                return _first_item(blocks, begin, index)
            waiting = False
        elif not waiting and block.kind == "paragraph" and _opens_body_text(blocks, index):
            return index
    return end


_SHORTEST_LINE = 24


def _opens_body_text(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is the first of a text of broken lines, and none of names, places and dates before it."""
    line = blocks[index].plain
    is_whole = len(line) < _SHORTEST_LINE or is_finished(line)
    return not is_whole and not is_of_front(line) and opens_text(blocks, index)


def _first_item(blocks: Sequence[Block], begin: int, index: int) -> int:
    """The first item of the list whose items up to a block end in no full stop; the block itself where it is no item."""
    while index > begin and all(
        b.kind == "paragraph" and LIST_ITEM.match(b.plain) for b in blocks[index - 1 : index + 1]
    ):
        index -= 1
    return index


def build_sections(
    blocks: Sequence[Block],
    titles: dict[str, tuple[int, ...]],
    style: Style,
    words: Counter[str] | None = None,
    body: int | None = None,
) -> tuple[Section, ...]:
    """Sections of a document, in the order of their first characters.

    Args:
        blocks: All blocks.
        titles: Indices of the blocks of the titles, by language.
        style: How the document cites.
        words: Counts of the document's Latin words, for words cut in two.
        body: Index of the block with which the body begins; told by the blocks themselves where it is not given.
    """
    builder = _Builder(blocks, style, words or Counter(), body_start(blocks) if body is None else body)
    for chosen in titles.values():
        builder.add_title(chosen)
    taken = {index for chosen in titles.values() for index in chosen}
    for index, block in enumerate(blocks):
        if index not in taken:
            builder.add(index, block)
    drafts = sorted((draft for draft in builder.drafts if _has_text(draft)), key=lambda draft: draft.start)
    sections = (_finish(draft, style) for draft in drafts)
    return tuple(replace(section, index=index) for index, section in enumerate(sections))


def _has_text(draft: Draft) -> bool:
    return bool(draft.rows or draft.heading or any(part.text.text for one in draft.passages for part in one.parts))


@dataclass(slots=True)
class _Builder:
    blocks: Sequence[Block]
    style: Style
    words: Counter[str]
    body: int
    drafts: list[Draft] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    place: str = "front"
    current: Draft | None = None
    table: Draft | None = None
    captions: list[str] = field(default_factory=list)
    captioned: int = -9
    title_keys: set[str] = field(default_factory=set)
    marked_level: int = 0

    def add_title(self, chosen: tuple[int, ...]) -> None:
        text = title_text(self.blocks, chosen)
        self.title_keys.add(_key(text.text))
        self._draft("title", (), Passage([tidy(text, self.style)]), text.raw_span(0, 0)[0])

    def _draft(self, kind: SectionKind, path: tuple[str, ...], passage: Passage | None, start: int) -> Draft:
        draft = Draft(kind, path, start, passages=[passage] if passage else [])
        self.drafts.append(draft)
        return draft

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.path)

    def add(self, index: int, block: Block) -> None:
        if index == self.body and self.place in ("front", "abstract"):
            self.place, self.current = "body", None
        if block.kind in ("furniture", "reference"):
            return
        if block.kind == "heading":
            self._heading(index, block)
        elif block.kind == "label":
            self._label(index, block)
        elif block.kind in ("caption", "table", "note", "continued"):
            self._apart(index, block)
        elif _key(block.plain) not in self.title_keys or len(block.plain) > 150:
            self._paragraph(index, block)

    def _heading(self, index: int, block: Block) -> None:
        if block.role == "abstract":
            self._open_abstract(block.plain, block.raw_start)
        elif (block.role in OUT_OF_SCOPE and not self._is_topic(block)) or block.role == "references":
            self.place, self.current = "out", None
        elif self.place == "abstract" and index < self.body and (block.role or self._in_abstract(block)):
            self._paragraph(index, block)
        elif index < self.body or _key(block.plain) in self.title_keys:
            self.current = None if index < self.body else self.current
        else:
            self._open_section(block)

    def _is_topic(self, block: Block) -> bool:
        """Whether a word for kinds of papers heads a part of the body (`1.2 临床研究`)."""
        return block.role == "kind" and (self.place == "body" or bool(block.number))

    def _in_abstract(self, block: Block) -> bool:
        return not block.number

    def _open_section(self, block: Block) -> None:
        heading = tidy(block.text, self.style)
        level = self._level(block)
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        self.path.append((level, heading.text.text))
        self.place = "body"
        self.current = self._draft("body", self.headings, None, block.raw_start)
        self.current.heading = heading

    def _level(self, block: Block) -> int:
        """The printed number decides; without one, a known heading is at the top and another below the last number."""
        if block.depth:
            self.marked_level = 0
            return block.depth * 10
        numbered = max((level for level, _ in self.path if level % 10 == 0), default=0)
        if block.role == "section" or not self._numbered():
            return max(block.level, 1) if not self._numbered() else 10
        return numbered + max(min(block.level, 6), 1)

    def _numbered(self) -> bool:
        return any(block.depth for block in self.blocks[self.body :] if block.kind == "heading")

    def _open_abstract(self, label: str, start: int) -> None:
        name = re.sub(r"\s", "", label) if han_count(label) else label.strip()
        self.place = "abstract"
        self.current = self._draft("abstract", (name.strip("[]*_:. "),), None, start)

    def _label(self, index: int, block: Block) -> None:
        if block.role == "abstract":
            self._open_abstract(block.label, block.raw_start)
            if block.plain.strip():
                self._paragraph(index, block)
        elif self._is_topic(block) and block.level and not block.plain.strip(" *"):
            self._open_section(block)
        elif index < self.body or self.place != "body" or (not block.plain.strip(" *") and block.level):
            self.place, self.current = ("front" if index < self.body else "out"), None

    def _apart(self, index: int, block: Block) -> None:
        """Captions, tables and notes: sections of their own, which leave the paragraph around them open."""
        if block.kind == "continued":
            self.captioned = index
        elif block.kind == "table":
            self._table(index, block)
        elif block.kind == "note":
            note = self._draft("note", self.headings, Passage([tidy(block.text, self.style)]), block.raw_start)
            note.caption = self.table.caption if self.table else ""
        else:
            part = tidy(block.text, self.style)
            self._draft("caption", self.headings, Passage([part]), block.raw_start)
            if block.role == "table":
                if index - self.captioned > 1:
                    self.captions = []
                self.captions.append(part.text.text)
                self.captioned = index

    def _table(self, index: int, block: Block) -> None:
        goes_on = index and self.blocks[index - 1].kind in ("continued", "table")
        goes_on = goes_on or (self.captioned == index - 1 and self._repeats_caption())
        if self.table and goes_on:
            self.table.rows = joined(self.table.rows, block.rows)
            return
        self.table = self._draft("table", self.headings, None, block.raw_start)
        self.table.rows = block.rows
        self.table.caption = "\n".join(self.captions) if index - self.captioned <= 2 else ""
        self.captions = []

    def _repeats_caption(self) -> bool:
        """`Table 1 (continued)` or the same caption once more."""
        last = _key(self.captions[-1]) if self.captions else ""
        known = [_key(line) for line in self.table.caption.split("\n")] if self.table else []
        return bool(last) and ("续" in last or "continued" in last or last in known)

    def _paragraph(self, index: int, block: Block) -> None:
        if self.place in ("front", "out"):
            return
        if self.current is None:
            self.current = self._draft("body", self.headings, None, block.raw_start)
        part = tidy(block.text, self.style)
        if not part.text.text:
            return
        passages = self.current.passages
        if self.place == "abstract" and self._leaves_abstract(index, block, part.text.text):
            self.place, self.current = "front", None
        elif passages and continues(passages[-1].tail, part.text.text):
            passages[-1].extend(part, self.words)
        else:
            passages.append(Passage([part]))

    def _leaves_abstract(self, index: int, block: Block, text: str) -> bool:
        """A line of another language, or of no sentence, after the abstract: the other title, names, places."""
        assert self.current is not None
        if not self.current.passages or block.kind == "label":
            return False
        before = self.current.passages[-1].parts[0].text.text
        if is_chinese(before) != is_chinese(text):
            return True
        closed = not continues(self.current.passages[-1].tail, text)
        is_line = closed and not is_running_text(text) and block.kind != "heading"
        return is_line and not goes_on(self.blocks, index)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _finish(draft: Draft, style: Style) -> Section:
    if draft.rows:
        return _finish_table(draft, style)
    parts = [draft.heading.text] if draft.heading else []
    marks: list[Mark] = list(draft.heading.marks) if draft.heading else []
    heading_end = len(draft.heading.text) if draft.heading else 0
    spans: list[Span] = []
    at = heading_end + 1 if draft.heading else 0
    for passage in draft.passages:
        text = passage.text
        parts.append(text)
        marks.extend(passage.marks)
        spans.append(Span(at, at + len(text)))
        at += len(text) + 1
    text = MappedText.join("\n", parts)
    language = language_of(text.text)
    placed = citation_marks(text, marks)
    return Section(
        0, draft.kind, draft.path, language, text, heading_end, tuple(spans), marks=placed, caption=draft.caption
    )  # fmt: skip


def _finish_table(draft: Draft, style: Style) -> Section:
    table = lay_out(draft.rows, style)
    language = language_of(table.text.text + draft.caption)
    marks = citation_marks(table.text, table.marks)
    return Section(
        0, "table", draft.path, language, table.text, 0, table.rows, table.cells, marks, draft.caption
    )  # fmt: skip
