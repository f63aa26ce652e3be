"""Short names that stand for something else here: the receptor `PR` of breast cancer, the deviation `SD`, `Figure S1`.

What stands right beside a name tells it, or what the document spells out right before or behind it, unless the document
speaks of what the vocabulary means by the name as well.

>>> from pipeline.records import Concept
>>> text = "mean ± SD; SD in 5"
>>> names = [Mention(at, at + 2, "METRIC", "SD", Concept("x", "METRIC", "SD")) for at in (7, 11)]
>>> [m.start for m in without(text, text.lower(), names)]
[11]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.records import Mention

_REACH = 40


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells that a name is something else: before it, behind it, spelled out anywhere; and what speaks against it."""

    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    meaning: re.Pattern[str] | None
    own: re.Pattern[str] | None


def without(text: str, document: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions without such names.

    Args:
        text: The section's repaired text.
        document: The folded text of the whole document.
        mentions: Names of the lexicon in the section.
    """
    for mention in mentions:
        signs = _signs().get((mention.text, mention.type))
        if signs is None or not (_is_beside(text, mention, signs) or _is_elsewhere(text, mention, document, signs)):
            yield mention


def _is_beside(text: str, mention: Mention, signs: _Signs) -> bool:
    is_before = signs.before and signs.before.search(text, max(0, mention.start - _REACH), mention.start)
    return bool(is_before or (signs.behind and signs.behind.match(text, mention.end)))


_FIGURE = re.compile(r"\s?(?:率|rates?)?\s?[为:=]?\s?\d")
"""A figure right behind an endpoint's name, which then is one, whatever the document spells out; of a gene it tells nothing."""


def _is_elsewhere(text: str, mention: Mention, document: str, signs: _Signs) -> bool:
    """Whether the document spells the other meaning out, and no figure stands right behind an endpoint's name here."""
    has_figure = mention.type == "METRIC" and _FIGURE.match(text, mention.end)
    return _is_meant(document, signs) and not has_figure


@lru_cache(maxsize=256)
def _is_meant(document: str, signs: _Signs) -> bool:
    """Whether a document spells the other meaning out beside the name, and nowhere speaks of its own."""
    if signs.meaning is None or signs.meaning.search(document) is None:
        return False
    return signs.own is None or signs.own.search(document) is None


@lru_cache(maxsize=1)
def _signs() -> dict[tuple[str, str], _Signs]:
    return {(row["form"], row["type"]): _read(row) for row in lexicon.cues("lookalikes")}


def _read(row: Mapping[str, str]) -> _Signs:
    short, long = re.escape(row["form"].lower()), f"(?:{row['meaning']})"
    told = rf"{long}\s?\({short}(?![a-z])|(?<![a-z]){short}(?:\s?[(,=:]\s?|为){long}"
    return _Signs(
        re.compile(f"(?:{row['before']})$") if row["before"] else None,
        re.compile(row["behind"]) if row["behind"] else None,
        re.compile(told) if row["meaning"] else None,
        re.compile(row["own"]) if row["own"] else None,
    )
