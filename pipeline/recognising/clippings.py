"""Clipped names of drugs that stand beside another treatment (`Ven + Aza`, `Dara plus Pom/Dex`).

By itself such a clipping is a word like others (`Ida`, `Len`); joined to a treatment or to another clipping it is none.

>>> from pipeline import lexicon
>>> [(m.text, m.name) for m in find("Ven + Aza versus Aza; Ida and others", (), lexicon.load())]
[('Ven', 'venetoclax'), ('Aza', 'azacitidine')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from pipeline.lexicon import Lexicon, cues
from pipeline.records import Mention

_JOIN = r"\s?(?:[+＋/-]|plus|联合)\s?"
_BEFORE, _BEHIND = re.compile(rf"{_JOIN}$"), re.compile(_JOIN)
_REACH, _SCORE = 8, 0.9
_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]+(?![A-Za-z0-9])")
"""What a clipping may be: letters alone, the first of them a capital."""


def find(text: str, known: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Mentions of clipped drugs (source `clippings`), in order.

    Args:
        text: A section's repaired text; offsets are the section's.
        known: Names of the lexicon in it.
        lexicon: For the concepts.
    """
    found = [match for match in _WORD.finditer(text) if match.group() in _drugs()]
    if not found:
        return []
    treatments = [m for m in known if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")]
    starts = {m.start for m in treatments} | {match.start() for match in found}
    ends = {m.end for m in treatments} | {match.end() for match in found}
    return [_mention(match, lexicon) for match in found if _is_joined(text, match, starts, ends)]


def _is_joined(text: str, match: re.Match[str], starts: Set[int], ends: Set[int]) -> bool:
    before, behind = (
        _BEFORE.search(text, max(0, match.start() - _REACH), match.start()),
        _BEHIND.match(text, match.end()),
    )
    return (before is not None and before.start() in ends) or (behind is not None and behind.end() in starts)


@lru_cache(maxsize=1)
def _drugs() -> dict[str, str]:
    rows = {row["form"]: row["drug"] for row in cues("clippings")}
    return rows | {form.upper(): drug for form, drug in rows.items()}


def _mention(match: re.Match[str], lexicon: Lexicon) -> Mention:
    concept = lexicon.concept("DRUG", _drugs()[match.group()])
    return Mention(
        match.start(),
        match.end(),
        "DRUG",
        match.group(),
        concept,
        _SCORE,
        "clipped name beside a treatment",
        "clippings",
    )
