"""Spellings one or two letters apart: an index of deletions finds them without a walk over the vocabulary.

Two words within one edit (a letter dropped, added, replaced, or two neighbours swapped) share a form with at most one
letter left out. Words two edits apart are looked for among those that begin alike, since slips spare the beginning.

>>> Neighbours(["venetoclax", "navitoclax"]).at_one("ventoclax")
(('venetoclax', 'dropped'),)
>>> slip("胺碘碘酮", "胺碘酮"), slip("imatinob", "imatinib")
('doubled', 'replaced')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

_ALIKE = 4
_SHORTEST_AT_TWO = 11


def deletions(word: str) -> set[str]:
    """The word with one letter left out, at every place."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def difference(written: str, meant: str) -> tuple[int, str, str]:
    """Where two words begin to differ, and what stands there in each, without their common ends."""
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(written), len(meant)) - start and written[-1 - end] == meant[-1 - end]:
        end += 1
    return start, written[start : len(written) - end], meant[start : len(meant) - end]


def slip(written: str, meant: str) -> str:
    """The one edit between two words: dropped, doubled, added, replaced or swapped; empty where it is not just one."""
    start, extra, missing = difference(written, meant)
    lengths = len(extra), len(missing)
    if lengths == (1, 0):
        return "doubled" if extra in (written[start - 1 : start], written[start + 1 : start + 2]) else "added"
    if lengths == (2, 2) and extra == missing[::-1]:
        return "swapped"
    return {(0, 1): "dropped", (1, 1): "replaced"}.get(lengths, "")


class Neighbours:
    """Words by what they are with a letter left out, and by how they begin."""

    def __init__(self, words: Iterable[str]) -> None:
        self._whole = frozenset(words)
        self._shortened: dict[str, list[str]] = {}
        self._alike: dict[str, list[str]] = {}
        for word in sorted(self._whole):
            for form in deletions(word):
                self._shortened.setdefault(form, []).append(word)
            if len(word) >= _SHORTEST_AT_TWO:
                self._alike.setdefault(word[:_ALIKE], []).append(word)

    def at_one(self, written: str) -> tuple[tuple[str, str], ...]:
        """Words one edit away, each with the kind of edit."""
        near = sorted(set(self._near(written)))
        return tuple((word, kind) for word in near if (kind := slip(written, word)))

    def _near(self, written: str) -> Iterator[str]:
        yield from self._shortened.get(written, ())
        for form in deletions(written):
            if form in self._whole:
                yield form
            yield from self._shortened.get(form, ())

    def at_two(self, written: str) -> tuple[str, ...]:
        """Long words two edits away that begin with the same letters."""
        if len(written) < _SHORTEST_AT_TWO:
            return ()
        alike = self._alike.get(written[:_ALIKE], ())
        return tuple(word for word in alike if OSA.distance(written, word, score_cutoff=2) == 2)
