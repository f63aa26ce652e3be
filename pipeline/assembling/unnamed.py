"""Classes named by their generation alone and alterations named by their place alone: `二代药物`, `激酶区突变`.

Which class or gene is meant, relations take from the paper; the table of mentions holds the words.

>>> [(m.text, m.name) for m in beside((), "对二代药物耐药,而first-generation inhibitors有效;检出激酶区突变")]
[('二代药物', 'second-generation agent'), ('first-generation inhibitors', 'first-generation inhibitor'), ('激酶区突变', 'kinase domain mutation')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline import lexicon
from pipeline.records import EntityType, Mention
from pipeline.spots import spots

_HINT = re.compile("代|generation", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![新下上这、及和或])第?(?P<number>[一二三四1-4])代(?:药物|药(?![品理效])|抑制剂)"
    r"|(?<![A-Za-z])(?P<english>first|second|third|fourth)[ -]generation (?:agents?|drugs?|inhibitors?|compounds?)(?![A-Za-z])",
    re.IGNORECASE,
)
_TKI = "tyrosine kinase inhibitor"
_INHIBITOR = re.compile("抑制|inhib", re.IGNORECASE)
_ORDINALS = dict(zip("一二三四1234", ("first", "second", "third", "fourth") * 2, strict=True))


def beside(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """The mentions and, where none of them stands, what only a generation or a place names.

    Args:
        mentions: Outermost mentions, section offsets.
        text: The section's repaired text.
    """
    known = list(mentions)
    found: list[Mention] = []
    if _HINT.search(text):
        are_kinase_inhibitors = any(m.type == "DRUG_CLASS" and m.name.endswith(_TKI) for m in known)
        found = [_generation(match, are_kinase_inhibitors) for match in _BARE.finditer(text)]
    found += [
        _mention("ALTERATION", start, text[start:end], _places()[form], "place of a change")
        for start, end, form in spots(text, "unnamed_alterations")
    ]
    free = [one for one in found if not any(one.overlaps(other) for other in known)]
    return sorted([*known, *free], key=lambda m: (m.start, -m.end)) if free else known


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    return {lexicon.fold(row["form"]): row["name"] for row in lexicon.cues("unnamed_alterations")}


def _generation(match: re.Match[str], are_kinase_inhibitors: bool) -> Mention:
    """A generation; where the section speaks of tyrosine kinase inhibitors, one of these."""
    ordinal = _ORDINALS[match["number"]] if match["number"] else match["english"].lower()
    head = _TKI if are_kinase_inhibitors else "inhibitor" if _INHIBITOR.search(match.group()) else "agent"
    name = f"{ordinal}-generation {head}"
    return _mention("DRUG_CLASS", match.start(), match.group(), name, "generation before a word for drugs")


def _mention(kind: EntityType, start: int, text: str, name: str, reason: str) -> Mention:
    concept = lexicon.load().concept(kind, name)
    return Mention(start, start + len(text), kind, text, concept, 0.8, reason, "names")
