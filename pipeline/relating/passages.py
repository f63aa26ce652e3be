"""Sentences with the mentions inside them, and the cells of a table row as stretches of their own.

>>> from pipeline.records import Mention, Sentence
>>> rows = [Sentence(0, 0, 4, "zh"), Sentence(1, 4, 9, "zh")]
>>> [[m.text for m in inside] for _, inside in grouped(rows, (Mention(5, 8, "GENE", "BTK"),))]
[[], ['BTK']]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.records import Mention, Section, Sentence


def grouped(
    sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> Iterator[tuple[Sentence, tuple[Mention, ...]]]:
    """Each sentence with its mentions, in one pass over both."""
    at = 0
    for sentence in sentences:
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].start < sentence.end:
            at += 1
        yield sentence, tuple(m for m in mentions[first:at] if m.end <= sentence.end)


def cells(
    section: Section, sentence: Sentence, mentions: Sequence[Mention]
) -> Iterator[tuple[int, int, tuple[Mention, ...]]]:
    """The stretches of a sentence that are read on their own: the whole of it, or each cell of a table row."""
    if section.kind != "table":
        yield sentence.start, sentence.end, tuple(mentions)
        return
    start = sentence.start
    for part in section.text.text[sentence.start : sentence.end].split("\t"):
        end = start + len(part)
        yield start, end, tuple(m for m in mentions if start <= m.start and m.end <= end)
        start = end + 1
