"""Source and blocks to a `Document`: the same last step for every format.

>>> from pipeline.reading.files import of_text
>>> text = "1 引言\\n\\n维奈克拉抑制BCL-2[1]。\\n\\n参考文献\\n\\n[1] Li M. BCL2[J]. Blood, 2020, 1: 2."
>>> source = of_text(text, "a.txt", "txt")
>>> document = read_source(source)
>>> document.sections[0].marks[0].numbers, document.references[0].journal
((1,), 'Blood')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.offsets import MappedText
from pipeline.reading.blocks import Block
from pipeline.reading.files import Source
from pipeline.reading.front_matter import read_front_matter
from pipeline.reading.layout import read_blocks
from pipeline.reading.markers import style_of
from pipeline.reading.passages import vocabulary
from pipeline.reading.references import read_references
from pipeline.reading.repair import fold
from pipeline.reading.sections import body_start, build_sections
from pipeline.records import Document, Reference, Section

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def read_source(source: Source, titles: Sequence[str] = ()) -> Document:
    """Reads a text or Markdown source.

    Args:
        source: The file and its text.
        titles: Whole lines of the text that the file's own markup calls the paper's titles.
    """
    blocks = read_blocks(fold(MappedText.of(source.raw)))
    places = {at for title in titles if (at := source.raw.find(title)) >= 0}
    if places:
        spans = [(at, source.raw.find("\n", at)) for at in places]
        inside = [any(start <= block.raw_start < end for start, end in spans) for block in blocks]
        blocks = tuple(
            replace(block, kind="title", role="") if known and block.kind in ("heading", "paragraph") else block
            for block, known in zip(blocks, inside, strict=True)
        )
    return build(source, blocks)


def build(source: Source, blocks: Sequence[Block], body: int | None = None) -> Document:
    """Makes the document of a source's blocks, whatever format they were read from.

    Args:
        source: The file and its text.
        blocks: Its blocks, in their order.
        body: Index of the block with which the body begins, where the format says so.
    """
    listed = [block.text for block in blocks if block.kind == "reference" and block.plain.strip()]
    references = read_references(listed, source.raw)
    words = "\n".join(block.plain for block in blocks if block.kind in ("paragraph", "label", "note", "heading"))
    style = style_of(words, max((one.number for one in references), default=0))
    start = body_start(blocks) if body is None else body
    front = read_front_matter(blocks, start)
    sections = build_sections(blocks, front.title_blocks, style, vocabulary(words), start)
    return Document(
        doc_id=source.doc_id,
        path=source.path,
        sha256=source.sha256,
        format=source.format,
        encoding=source.encoding,
        raw=source.raw,
        sections=sections,
        references=references,
        title_zh=_title(sections, "zh") or front.titles.get("zh", ""),
        title_en=_title(sections, "en") or front.titles.get("en", ""),
        doi=front.doi,
        year=front.year,
        journal=front.journal,
        language=_language(sections),
        warnings=(*source.warnings, *_warnings(source.raw, sections, references)),
    )


def _title(sections: Sequence[Section], language: str) -> str:
    return next((one.text.text for one in sections if one.kind == "title" and one.language == language), "")


def _language(sections: Sequence[Section]) -> str:
    """The language of most of the body; a Han character says as much as two Latin letters."""
    counted = [one for one in sections if one.kind == "body"] or list(sections)
    chinese = sum(len(one.text) for one in counted if one.language == "zh")
    english = sum(len(one.text) for one in counted if one.language == "en")
    return ("zh" if chinese * 2 >= english else "en") if counted else ""


def _warnings(raw: str, sections: Sequence[Section], references: Sequence[Reference]) -> Iterator[str]:
    if found := _BIDI.search(raw):
        yield f"character {found.start()} turns the direction of writing (U+{ord(found.group()):04X})"
    known = {one.number for one in references}
    cited = {number for section in sections for mark in section.marks for number in mark.numbers}
    if missing := sorted(cited - known):
        yield f"markers with no entry in the reference list: {', '.join(map(str, missing))}"
