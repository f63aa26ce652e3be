"""Latin names with a slip of the pen or of the scanner: `imatnib`, `lmatinib`, `acute lymphoblatic leukemia`.

A long word that is no word of the vocabulary, and is one edit (two in long words) from a word of exactly one drug's or
disease's name, or the same for a scanner, is that name, if the name stands there once the word is put right. New agents
are often one letter from known ones, so that a word with an INN stem must differ by a slip of typing. Ordinary words are
one letter from names too: an ending does not count, nor a changed first letter, and short names bear slips of typing only.

>>> from pipeline.lexicon import Entry
>>> from pipeline.records import Concept
>>> rows = (Entry(Concept("chebi:45783", "DRUG", "imatinib", "伊马替尼"), (), (), {}, {}),)
>>> [(m.text, m.name, m.reason) for m in find("imatnib或lmat1nib,不是imutinib", (), Lexicon(rows))]
[('imatnib', 'imatinib', 'spelling of imatinib: dropped'), ('lmat1nib', 'imatinib', 'spelling of imatinib: scanned')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.lexicon import Lexicon, cues, fold
from pipeline.recognising import drugs
from pipeline.recognising.confusions import unscanned
from pipeline.recognising.edits import Neighbours, difference
from pipeline.records import Concept, EntityType, Mention

KINDS: tuple[EntityType, ...] = ("DRUG", "DISEASE")
_SHORTEST = 7
_SHORTEST_CHANGED = 9
_ADJACENT = 2
_TYPING = frozenset({"dropped", "doubled", "swapped"})
_CHANGED = frozenset({"added", "replaced"})
_SCORES = {"scanned": 0.65, "two letters": 0.5}
_SCORE = 0.6
_WORD = re.compile(r"[A-Za-z0-9]{7,}")
_LETTERS = re.compile(r"[a-z]{4,}")
_BESIDE = frozenset("_@.\\")
_JOINED = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9 /'’-]")
_REACH = 48


class Correction(NamedTuple):
    """A known word that a written one may stand for, and how it differs."""

    meant: str
    kind: str


class Spellings:
    """The words of a lexicon's names, and what is near to them. `corrections` remembers the words seen."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known = _known_words(lexicon)
        targets = sorted(_target_words(lexicon))
        self._near = Neighbours(targets)
        self._scanned: dict[str, list[str]] = {}
        for word in targets:
            self._scanned.setdefault(unscanned(word), []).append(word)
        self._listed = sorted(self._known)
        self._longest = 2 * max(map(len, targets), default=0)
        self._seen: dict[str, tuple[Correction, ...]] = {}

    def corrections(self, word: str) -> tuple[Correction, ...]:
        """What a word may stand for; empty for a word spelled right, or like no other."""
        if word not in self._seen:
            self._seen[word] = tuple(self._corrections(word))
        return self._seen[word]

    def _corrections(self, word: str) -> Sequence[Correction]:
        if len(word) > self._longest:
            return ()
        key = fold(word)
        if key in self._known or key.removesuffix("s") in self._known:
            return ()
        if scanned := self._scanned.get(unscanned(key)):
            return [Correction(meant, "scanned") for meant in scanned]
        if not (word.isalpha() and (word[1:].islower() or word.isupper())):
            return ()
        one = [Correction(*pair) for pair in self._near.at_one(key)]
        found = one or [Correction(meant, "two letters") for meant in self._near.at_two(key)]
        return found if found and all(_is_slip(key, *pair) for pair in found) and self._alone(key, found) else ()

    def _alone(self, key: str, found: Sequence[Correction]) -> bool:
        """Whether no other known word is as near."""
        cutoff = 2 if found[0].kind == "two letters" else 1
        near = process.extract(key, self._listed, scorer=OSA.distance, score_cutoff=cutoff, limit=None)
        return {word for word, _, _ in near} <= {one.meant for one in found}


def _is_slip(written: str, meant: str, kind: str) -> bool:
    """Whether a difference looks like a slip, not like another word."""
    start, extra, missing = difference(written, meant)
    if kind == "two letters" and max(len(extra), len(missing)) <= _ADJACENT:
        return False
    if drugs.stem(written):
        return kind in _TYPING
    if kind in _TYPING or drugs.stem(meant):
        return True
    return start > 0 and start + len(extra) < len(written)


def _known_words(lexicon: Lexicon) -> frozenset[str]:
    listed = {fold(row["form"]) for table in ("common_words", "spelling_exceptions") for row in cues(table)}
    return frozenset(listed.union(*(_LETTERS.findall(fold(name)) for entry in lexicon.entries for name in entry.names)))


def _target_words(lexicon: Lexicon) -> Iterable[str]:
    return {
        word
        for entry in lexicon.entries
        if entry.concept.type in KINDS
        for name in entry.names
        for word in _LETTERS.findall(fold(name))
        if len(word) >= _SHORTEST
    }


_spellings: dict[int, Spellings] = {}


def _of(lexicon: Lexicon) -> Spellings:
    known = _spellings.get(id(lexicon))
    if known is None or known.lexicon is not lexicon:
        known = Spellings(lexicon)
        _spellings.clear()
        _spellings[id(lexicon)] = known
    return known


def find(text: str, taken: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """DRUG and DISEASE mentions with source `names`.

    Args:
        text: The section's repaired text.
        taken: Mentions found already; a word inside one of them is spelled right.
        lexicon: The names.
    """
    spellings = _of(lexicon)
    for match in _WORD.finditer(text):
        found = spellings.corrections(match.group())
        if found and not _is_part(text, match.start(), match.end(), taken):
            yield from _named(text, match.start(), match.end(), found, lexicon)


def _is_part(text: str, start: int, end: int, taken: Sequence[Mention]) -> bool:
    """Whether a word belongs to an address, an identifier or a mention."""
    if text[start - 1 : start] in _BESIDE or (text[end : end + 1] in _BESIDE and text[end + 1 : end + 2].isalnum()):
        return True
    return any(m.start < end and start < m.end for m in taken)


def _named(text: str, start: int, end: int, found: Sequence[Correction], lexicon: Lexicon) -> Iterator[Mention]:
    """The longest name around the word put right, if all its corrections lead to one concept."""
    read = [(span, concept, one) for one in found for span, concept in _names(text, start, end, one, lexicon)]
    if not read:
        return
    longest = max(right - left for (left, right), _, _ in read)
    best = [item for item in read if item[0][1] - item[0][0] == longest]
    (left, right), concept, one = best[0]
    if len({other.concept_id for _, other, _ in best}) == 1:
        reason = f"spelling of {one.meant}: {one.kind}"
        score = _SCORES.get(one.kind, _SCORE)
        yield Mention(left, right, concept.type, text[left:right], concept, score, reason, "names")


def _names(
    text: str, start: int, end: int, one: Correction, lexicon: Lexicon
) -> Iterator[tuple[tuple[int, int], Concept]]:
    for left in _lefts(text, start):
        for right in _rights(text, end):
            for term in lexicon.lookup(text[left:start] + one.meant + text[end:right], KINDS):
                alone = (left, right) == (start, end)
                if not term.context and not (alone and _may_be_another(text[start:end], one, term.concept)):
                    yield (left, right), term.concept


def _may_be_another(written: str, one: Correction, concept: Concept) -> bool:
    """Whether a word with another letter in it, and no name around it, may as well be a word of its own."""
    if one.kind not in _CHANGED:
        return False
    return concept.type == "DISEASE" or (len(written) < _SHORTEST_CHANGED and not drugs.stem(one.meant))


def _lefts(text: str, start: int) -> list[int]:
    """Where a name that holds the word may begin: at it, or at words before it."""
    begins: list[int] = [start]
    floor = max(0, start - _REACH)
    for found in reversed(list(_JOINED.finditer(text, floor, start))):
        if not found.group()[0].isascii() or not found.group()[0].isalnum():
            break
        if found.start() > floor or not floor:
            begins.append(found.start())
    return begins


def _rights(text: str, end: int) -> list[int]:
    """Where a name that holds the word may end: behind it, or behind words that follow."""
    ends = [end]
    for found in _JOINED.finditer(text, end, min(len(text), end + _REACH)):
        if not found.group()[0].isascii() or not found.group()[0].isalnum():
            break
        if found.end() < end + _REACH:
            ends.append(found.end())
    return ends
