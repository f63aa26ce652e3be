"""Sentences with their mentions marked: `[DRUG:zanubrutinib|泽布替尼]抑制[GENE:BTK|BTK]`, nested where they nest."""

from __future__ import annotations

from pipeline.offsets import MappedText
from pipeline.records import Concept, Mention, Section, SectionKind, Sentence, Span
from pipeline.segmenting.sentences import language_of, sentences


def unmark(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """The text without its marks, and the mentions that they stand for."""
    text, found, at = _read(marked, 0, 0)
    assert at == len(marked), marked[at:]
    return text, tuple(found)


def _read(marked: str, at: int, base: int) -> tuple[str, list[Mention], int]:
    parts: list[str] = []
    found: list[Mention] = []
    size = 0
    while at < len(marked) and marked[at] != "]":
        if marked[at] != "[":
            parts.append(marked[at])
            size, at = size + 1, at + 1
            continue
        head, _, _ = marked[at + 1 :].partition("|")
        kind, _, name = head.partition(":")
        inner, nested, at = _read(marked, at + len(head) + 2, base + size)
        found.append(_mention(kind, name, inner, base + size, nested))
        parts.append(inner)
        size, at = size + len(inner), at + 1
    return "".join(parts), found, at


def _mention(kind: str, name: str, text: str, start: int, parts: list[Mention]) -> Mention:
    concept = Concept(f"local:{kind.lower()}.{name}", kind, name)  # type: ignore[arg-type]
    gene = ";".join(p.name for p in parts if p.type == "GENE") if kind == "ALTERATION" else ""
    return Mention(start, start + len(text), kind, text, concept, gene=gene, parts=tuple(parts))  # type: ignore[arg-type]


def section_of(
    marked: str, kind: SectionKind = "body", heading: str = ""
) -> tuple[Section, tuple[Sentence, ...], tuple[Mention, ...]]:
    """A section of one paragraph a line, under a marked heading where one is given, with sentences and mentions."""
    head, _ = unmark(heading)
    text, found = unmark(f"{heading}\n{marked}" if heading else marked)
    spans, at = [], len(head) + 1 if heading else 0
    for line in text[at:].split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    titles = (head,) if heading else ()
    section = Section(0, kind, titles, language_of(text), MappedText.of(text), len(head), tuple(spans))
    return section, sentences(section), found
