"""Clipped names of drugs that stand beside another treatment (`Ven + Aza`, `Dara plus Pom/Dex`).

By itself such a clipping is a word like others (`Ida`, `Len`); joined to a treatment or to another clipping it is none.

>>> from pipeline import lexicon
>>> [(m.text, m.name) for m in find("Ven + Aza versus Aza; Ida and others", (), lexicon.load())]
[('Ven', 'venetoclax'), ('Aza', 'azacitidine')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon, cues
from pipeline.records import Mention

_JOIN = r"\s?(?:[+＋/-]|plus|联合)\s?"
_SCORE = 0.9


def find(text: str, known: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Mentions of clipped drugs (source `clippings`), in order.

    Args:
        text: A section's repaired text; offsets are the section's.
        known: Names of the lexicon in it.
        lexicon: For the concepts.
    """
    found = list(_pattern().finditer(text))
    if not found:
        return []
    treatments = {(m.start, m.end) for m in known if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")}
    starts, ends = {start for start, _ in treatments}, {end for _, end in treatments}
    starts |= {match.start("form") for match in found}
    ends |= {match.end("form") for match in found}
    return [
        _mention(match, lexicon)
        for match in found
        if (match["before"] and match.start() in ends) or (match["behind"] and match.end("behind") in starts)
    ]


@lru_cache(maxsize=1)
def _drugs() -> dict[str, str]:
    rows = {row["form"]: row["drug"] for row in cues("clippings")}
    return rows | {form.upper(): drug for form, drug in rows.items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    forms = "|".join(sorted(_drugs(), key=len, reverse=True))
    return re.compile(rf"(?P<before>{_JOIN})?(?<![A-Za-z0-9])(?P<form>{forms})(?![A-Za-z0-9])(?=(?P<behind>{_JOIN})?)")


def _mention(match: re.Match[str], lexicon: Lexicon) -> Mention:
    concept = lexicon.concept("DRUG", _drugs()[match["form"]])
    start, end = match.span("form")
    return Mention(start, end, "DRUG", match["form"], concept, _SCORE, "clipped name beside a treatment", "clippings")
