"""Names made findable: lower case, half width, simplified, and in pinyin, whole and by initials.

>>> print(key(["venetoclax", "維奈克拉"]))
venetoclax
维奈克拉
weinaikela
wnkl
>>> wanted("Wei nai  ke la")
[['wei', 'nai', 'ke', 'la'], ['weinaikela']]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from pipeline import lexicon
from pipeline.reviewing.records import ConceptHit

_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=100_000)
def forms(name: str) -> tuple[str, ...]:
    """What a name is found by."""
    folded = lexicon.fold(name).strip()
    if not _HAN.search(folded):
        return (folded,)
    whole = "".join(lazy_pinyin(folded)).replace(" ", "")
    initials = "".join(lazy_pinyin(folded, style=Style.FIRST_LETTER)).replace(" ", "")
    return folded, whole, initials


def key(names: Iterable[str]) -> str:
    """One text over all names, a line for each form."""
    return "\n".join(dict.fromkeys(form for name in names for form in forms(name) if form))


def wanted(text: str) -> list[list[str]]:
    """Alternatives, each a list of pieces that all have to be found; none for an empty text."""
    words = lexicon.fold(text).replace("\n", " ").split()
    if not words:
        return []
    return [words] if len(words) == 1 else [words, ["".join(words)]]


def concepts(
    text: str, kinds: frozenset[str], limit: int, held: Iterable[tuple[str, ConceptHit]]
) -> tuple[ConceptHit, ...]:
    """Concepts by part of a name: of the run (`held`, with their search keys), then those of the vocabulary."""
    alternatives = wanted(text)
    found: dict[tuple[str, str], tuple[int, int, ConceptHit]] = {}
    for known, hit in [*held, *_vocabulary()]:
        if (kinds and hit.type not in kinds) or (hit.type, hit.name) in found:
            continue
        if (rank := _rank(known, alternatives)) is not None:
            found[hit.type, hit.name] = (rank, len(hit.name), hit)
    return tuple(hit for _, _, hit in sorted(found.values(), key=lambda one: (one[0], one[1], one[2].name))[:limit])


def _rank(known: str, alternatives: Sequence[Sequence[str]]) -> int | None:
    """0 for a whole name, 1 for its beginning, 2 for a part of it; None where it is not found."""
    ranks = []
    for pieces in alternatives:
        if all(piece in known for piece in pieces):
            whole = " ".join(pieces)
            lines = known.split("\n")
            ranks.append(0 if whole in lines else 1 if any(line.startswith(whole) for line in lines) else 2)
    return min(ranks, default=None)


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[tuple[str, ConceptHit], ...]:
    entries = ((key(entry.names), entry.concept) for entry in lexicon.load().entries)
    return tuple((known, ConceptHit(one.concept_id, one.type, one.name, one.name_zh)) for known, one in entries)
