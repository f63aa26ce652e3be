"""Which citation markers support a claim, and the DOIs of their entries.

A marker supports what stands before it, back to the marker before; a marker directly behind a name belongs to that
name's own claim (`米哚妥林[8]或奎扎替尼[9]`).

>>> from pipeline.records import CitationMark
>>> marks = (CitationMark(10, (3,), 0, 0), CitationMark(20, (4, 5), 0, 0))
>>> supporting(marks, (0, 21), (12, 18), ()), supporting(marks, (0, 21), (0, 18), (10,))
((4, 5), (3,))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.records import CitationMark, Reference


def supporting(
    marks: Iterable[CitationMark], sentence: tuple[int, int], claim: tuple[int, int], ends: Iterable[int]
) -> tuple[int, ...]:
    """Entry numbers that support a claim.

    Args:
        marks: Marks of the section, in order.
        sentence, claim: Section offsets.
        ends: End offsets of the claim's own names; a mark directly there wins where other marks follow.
    """
    inside = [mark for mark in marks if sentence[0] < mark.position <= sentence[1] + 1]
    if not inside:
        return ()
    for end in ends:
        own = [mark for mark in inside if 0 <= mark.position - end <= 1]
        if own and len({mark.position for mark in inside}) > 1:
            return _numbers(own)
    after = [mark for mark in inside if mark.position >= claim[1]]
    position = after[0].position if after else inside[-1].position
    return _numbers(mark for mark in inside if mark.position == position)


def _numbers(marks: Iterable[CitationMark]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for mark in marks for number in mark.numbers))


def resolved(numbers: Iterable[int], references: Mapping[int, Reference]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Markers (`[4]`) and the DOIs that their entries print."""
    wanted = list(numbers)
    dois = (references[number].doi for number in wanted if number in references)
    return tuple(f"[{number}]" for number in wanted), tuple(doi for doi in dois if doi)
