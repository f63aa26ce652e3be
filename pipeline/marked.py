"""A sentence cut into plain text and marked mentions, so that the page needs no offsets and no markup.

Offsets of the tables count code points and browsers count UTF-16 units; the cutting is therefore done here. A part is a
string, a `Mark` or a citation marker; marks nest (a regimen holds its drugs), and mentions with one span share a mark.

>>> cut("维奈克拉抑制BCL-2", [Place(0, 4, "DRUG", "venetoclax"), Place(6, 11, "GENE", "BCL2")])
[Mark(number=0, type='DRUG', names=('venetoclax',), parts=['维奈克拉']), '抑制', \
Mark(number=1, type='GENE', names=('BCL2',), parts=['BCL-2'])]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.inert import visible

_MARKER = re.compile(r"(?:<sup>|\^)(\[[\d,，、\-–—~\s\[\]]+\])(?:</sup>|\^)")


@dataclass(frozen=True, slots=True)
class Place:
    """A mention in its sentence; `start` and `end` are code points from the sentence's begin."""

    start: int
    end: int
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Superscript:
    """A citation marker that the paper raises."""

    text: str


@dataclass(slots=True)
class Mark:
    """A mention, or several with one span; `number` is its position among the sentence's spans."""

    number: int
    type: str
    names: tuple[str, ...]
    parts: list[Part] = field(default_factory=list)


Part = str | Superscript | Mark


def numbered(places: Iterable[Place]) -> dict[tuple[int, int], int]:
    """The number of each span, in the order in which `cut` meets them; a span that crosses an earlier one has none."""
    return {span: number for number, (span, _) in enumerate(_nesting(places))}


def _nesting(places: Iterable[Place]) -> Iterator[tuple[tuple[int, int], list[Place]]]:
    """Spans from outside to inside and left to right, without those that cross another."""
    open_ends: list[int] = []
    ordered = sorted(places, key=lambda place: (place.start, -place.end))
    for span, found in groupby(ordered, key=lambda place: (place.start, place.end)):
        while open_ends and open_ends[-1] <= span[0]:
            open_ends.pop()
        if span[0] < span[1] and (not open_ends or span[1] <= open_ends[-1]):
            open_ends.append(span[1])
            yield span, list(found)


def cut(text: str, places: Iterable[Place]) -> list[Part]:
    """The sentence as parts; every character of it stands in exactly one.

    Args:
        text: The sentence as the table holds it.
        places: Its mentions; those that reach beyond the text are cut off at its end.
    """
    root = Mark(-1, "", ())
    stack: list[tuple[Mark, int]] = [(root, len(text))]
    position = 0

    def fill(until: int) -> None:
        nonlocal position
        stack[-1][0].parts.extend(_plain(text[position:until]))
        position = max(position, until)

    for number, ((start, end), found) in enumerate(_nesting(places)):
        while stack[-1][1] <= start and len(stack) > 1:
            fill(stack[-1][1])
            stack.pop()
        fill(start)
        mark = Mark(number, found[0].type, tuple(dict.fromkeys(place.name for place in found)))
        stack[-1][0].parts.append(mark)
        stack.append((mark, min(end, len(text))))
    while stack:
        fill(stack[-1][1])
        stack.pop()
    return root.parts


def _plain(text: str) -> Iterator[Part]:
    for number, piece in enumerate(_MARKER.split(text)):
        if shown := visible(piece):
            yield Superscript(shown) if number % 2 else shown
