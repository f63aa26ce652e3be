"""Chinese names of drugs with one wrong character: `维奈充拉`, `伊马马替尼`, `达沙尼替`.

A name with one slip keeps one half whole, and the halves of all names are looked for in one pass; a stretch of text
around a half is then compared with the names one edit away. It counts if that leads to one drug only and the slip is
none that makes another name: a character of like shape or sound, one that no drug's name is written with, one too many,
two swapped, or one too few in the stem of a long name. A name begins where no character before it could belong to it.

>>> from pipeline.lexicon import Entry
>>> from pipeline.records import Concept
>>> drug = Entry(Concept("chebi:133021", "DRUG", "venetoclax", "维奈克拉"), (), (), {}, {})
>>> [(m.text, m.name, m.reason) for m in find("口服维奈充拉", "口服维奈充拉", (), Lexicon((drug,)))]
[('维奈充拉', 'venetoclax', 'spelling of 维奈克拉: replaced')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import ahocorasick_rs

from pipeline.lexicon import Lexicon, fold
from pipeline.recognising import drugs
from pipeline.recognising.confusions import are_confused
from pipeline.recognising.edits import Neighbours, difference
from pipeline.records import Concept, Mention

_SHORTEST = 4
_DISTINCT = 2
_SCORE = 0.6
_HAN = re.compile(r"[\u3400-\u9fff]+")

Reading = tuple[Concept, str, str]


class Characters:
    """The Chinese names of a lexicon's drugs by their halves, and what is near to them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._letters = drugs.alphabet(lexicon)
        names = _names(lexicon)
        self._near = Neighbours(names)
        self._windows = _windows(names)
        self._halves = sorted(self._windows)
        self._automaton = ahocorasick_rs.AhoCorasick(self._halves)
        self._seen: dict[str, Reading | None] = {}

    def spans(self, key: str) -> Iterator[tuple[int, int]]:
        """Stretches of a folded text that hold half a name and are about as long as it."""
        for index, start, end in self._automaton.find_matches_as_indexes(key, overlapping=True):
            for leads, length in self._windows[self._halves[index]]:
                left, right = (start, start + length) if leads else (end - length, end)
                if left >= 0 and right <= len(key):
                    yield left, right

    def reading(self, window: str) -> Reading | None:
        """The one drug that a stretch of text misspells, the name meant, and the kind of slip."""
        if window not in self._seen:
            self._seen[window] = self._reading(window)
        return self._seen[window]

    def may_begin(self, key: str, at: int) -> bool:
        """Whether a name can begin here: the character before could not belong to it."""
        return at == 0 or key[at - 1] not in self._letters

    def _reading(self, window: str) -> Reading | None:
        if not _HAN.fullmatch(window) or self.lexicon.lookup(window):
            return None
        near = self._near.at_one(window)
        meant = {t.concept.concept_id: t.concept for name, _ in near for t in self.lexicon.lookup(name, ("DRUG",))}
        slips = [pair for pair in near if self._is_slip(window, *pair)]
        return (next(iter(meant.values())), *slips[0]) if len(meant) == 1 and slips else None

    def _is_slip(self, written: str, meant: str, kind: str) -> bool:
        at, extra, missing = difference(written, meant)
        inside = 0 < at < len(written) - len(extra)
        if kind == "replaced":
            return are_confused(extra, missing) or (inside and self._is_foreign(extra) and _is_told(meant, at))
        if kind == "dropped":
            return at > 0 and len(written) >= _SHORTEST and not drugs.stem(written)
        return kind in ("doubled", "swapped") or (inside and self._is_foreign(extra))

    def _is_foreign(self, character: str) -> bool:
        return character not in self._letters and not drugs.is_boundary(character)


def _is_told(meant: str, at: int) -> bool:
    """Whether two characters before the stem, or all of them, tell the name apart without the character at a place."""
    before = len(meant) - len(drugs.stem(meant))
    return at >= before or before > _DISTINCT


def _names(lexicon: Lexicon) -> list[str]:
    """Folded Chinese names of drugs that are long enough and end with a stem."""
    keys = {
        fold(name) for e in lexicon.entries if e.concept.type == "DRUG" for name in e.names if name not in e.ambiguous
    }
    return [key for key in sorted(keys) if len(key) >= _SHORTEST and _HAN.fullmatch(key) and drugs.stem(key)]


def _windows(names: Sequence[str]) -> dict[str, list[tuple[bool, int]]]:
    """For each half of a name, whether it is the first one, and how long a stretch with it may be."""
    found: dict[str, set[tuple[bool, int]]] = {}
    for name in names:
        middle = len(name) // 2
        for half, leads in ((name[: len(name) - middle], True), (name[middle:], False)):
            found.setdefault(half, set()).update((leads, len(name) + more) for more in (-1, 0, 1))
    return {half: sorted(windows) for half, windows in found.items()}


_known: dict[int, Characters] = {}


def _of(lexicon: Lexicon) -> Characters:
    known = _known.get(id(lexicon))
    if known is None or known.lexicon is not lexicon:
        known = Characters(lexicon)
        _known.clear()
        _known[id(lexicon)] = known
    return known


def find(key: str, text: str, taken: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """DRUG mentions with source `names`, longest first where they overlap.

    Args:
        key: The folded text.
        text: The section's repaired text.
        taken: Mentions found already; a drug among them is spelled right.
        lexicon: The names.
    """
    known = _of(lexicon)
    right = _marked(len(key), taken)
    found: dict[tuple[int, int], Reading] = {}
    for start, end in known.spans(key):
        if any(right[start:end]) or not known.may_begin(key, start):
            continue
        if reading := known.reading(key[start:end]):
            found[start, end] = reading
    return [_mention(text, span, reading) for span, reading in found.items() if _agree(span, reading, found)]


def _marked(length: int, taken: Sequence[Mention]) -> bytearray:
    marked = bytearray(length)
    for mention in taken:
        if mention.type == "DRUG":
            marked[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return marked


def _agree(span: tuple[int, int], reading: Reading, found: dict[tuple[int, int], Reading]) -> bool:
    """Whether all readings of this place lead to one drug."""
    return all(
        other[0].concept_id == reading[0].concept_id
        for (start, end), other in found.items()
        if start < span[1] and span[0] < end
    )


def _mention(text: str, span: tuple[int, int], reading: Reading) -> Mention:
    concept, meant, kind = reading
    start, end = span
    reason = f"spelling of {meant}: {kind}"
    return Mention(start, end, "DRUG", text[start:end], concept, _SCORE, reason, "names")
