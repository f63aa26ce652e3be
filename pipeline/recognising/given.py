"""Mentions that somebody else marked, put in the place of those that were recognised.

What a run makes of mentions that are right by themselves tells its losses in recognition from its losses in relating.
A given mention takes the place of what was recognised on its words; where every mention is given (sampled sentences
of a gold set), all others are dropped. A recognised mention lends what a mark does not say: a figure's parsed form, an
endpoint's landmark, the gene of an alteration.

>>> from pipeline import lexicon
>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Section
>>> section = Section(0, "body", (), "zh", MappedText.of("维奈克拉的CR率为36.7%"))
>>> marks = [GivenMention(0, 4, "DRUG", "venetoclax"), GivenMention(9, 14, "VALUE", "36.7%")]
>>> found = put_in((), section, Given(tuple(marks)), lexicon.load())
>>> [(m.type, m.name, m.detail.value if m.type == "VALUE" else "") for m in found]
[('DRUG', 'venetoclax', ''), ('VALUE', '36.7%', '36.7')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.lexicon import Lexicon
from pipeline.recognising import endpoints, measures
from pipeline.recognising.overlaps import settle
from pipeline.records import Endpoint, EntityType, Measure, Mention, Section

_REACH = 30


@dataclass(frozen=True, slots=True)
class GivenMention:
    """A marked mention; raw offsets, end exclusive. One without a name is named as recognised, else by its words."""

    start: int
    end: int
    type: EntityType
    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was marked in a document.

    Attributes:
        mentions: The marks.
        whole: Stretches in which every mention is marked, raw offsets.
    """

    mentions: tuple[GivenMention, ...]
    whole: tuple[tuple[int, int], ...] = ()


def put_in(recognised: Sequence[Mention], section: Section, given: Given, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a section with the given ones in their places, settled.

    Args:
        recognised: Mentions as the stages before left them, section offsets.
        section: The section, for the map of raw to section offsets.
        given: The marks of the whole document.
        lexicon: For concepts.
    """
    known = list(_flat(recognised))
    placed = [m for mark in given.mentions if (m := _placed(mark, section, known, lexicon))]
    taken = [(m.start, m.end, m.type) for m in placed]
    whole = [span for start, end in given.whole if (span := _inside(section, start, end))]
    kept = [m for m in known if not _is_replaced(m, taken) and not any(a <= m.start < b for a, b in whole)]
    return settle([*kept, *placed])


def _flat(mentions: Iterable[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        yield replace(mention, parts=())
        yield from _flat(mention.parts)


def _inside(section: Section, start: int, end: int) -> tuple[int, int] | None:
    """Section offsets of a raw stretch, or nothing where it lies outside the section."""
    first, last = section.text.raw_span(0, len(section.text))
    if end <= first or start >= last:
        return None
    begin, stop = section.text.clean_span(max(start, first), min(end, last))
    return (begin, stop) if begin < stop else None


def _is_replaced(mention: Mention, taken: Sequence[tuple[int, int, str]]) -> bool:
    return any(
        start < mention.end
        and mention.start < end
        and (kind == mention.type or (start, end) == (mention.start, mention.end))
        for start, end, kind in taken
    )


def _placed(mark: GivenMention, section: Section, known: Sequence[Mention], lexicon: Lexicon) -> Mention | None:
    span = _inside(section, mark.start, mark.end)
    if span is None:
        return None
    start, end = span
    text = section.text.text[start:end]
    alike = next((m for m in known if m.type == mark.type and m.start < end and start < m.end), None)
    name = mark.name or (alike.name if alike else text)
    concept = None if mark.type in ("VALUE", "RESPONSE") else lexicon.concept(mark.type, name)
    new = Mention(start, end, mark.type, text, concept, 1.0, "given", "given")
    if mark.type == "VALUE":
        return _figure(new, alike, section.text.text)
    if mark.type == "METRIC":
        return replace(new, detail=_endpoint(new, alike, lexicon))
    if mark.type == "ALTERATION":
        return replace(new, gene=alike.gene if alike and alike.name == name else _genes(name))
    return replace(new, detail=alike.detail if alike else None)


def _figure(new: Mention, alike: Mention | None, text: str) -> Mention | None:
    """A figure with its parsed form: the recognised one's, else what the words themselves parse to."""
    if alike is not None and isinstance(alike.detail, Measure):
        return replace(new, detail=alike.detail)
    around = max(0, new.start - _REACH)
    found = [
        m
        for m in measures.find(text[around : new.end + _REACH])
        if around + m.start < new.end and new.start < around + m.end
    ]
    return replace(new, detail=found[0].detail) if found else None


def _endpoint(new: Mention, alike: Mention | None, lexicon: Lexicon) -> Endpoint:
    if alike is not None and isinstance(alike.detail, Endpoint):
        return replace(alike.detail, code=new.name)
    read = endpoints.find(new.text, [replace(new, start=0, end=len(new.text))], lexicon)
    detail = read[0].detail if read else None
    return replace(detail, code=new.name) if isinstance(detail, Endpoint) else Endpoint(new.name)


def _genes(name: str) -> str:
    """Symbols of the genes that an alteration's canonical name begins with, joined by `;`."""
    head = name.split(" ")[0]
    return head.replace("::", ";") if not head.startswith(("del(", "t(", "inv(", "+", "-")) else ""
