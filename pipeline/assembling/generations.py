"""Classes that a text names by their generation alone: `二代药物`, `first-generation inhibitors`.

Which class is meant, relations take from the paper; the table of mentions holds the words.

>>> [(m.text, m.name) for m in beside((), "对二代药物耐药,而first-generation inhibitors有效")]
[('二代药物', 'second-generation agent'), ('first-generation inhibitors', 'first-generation inhibitor')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline import lexicon
from pipeline.records import Mention

_HINT = re.compile("代|generation", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![新下上这、及和或])第?(?P<number>[一二三四1-4])代(?:药物|药(?![品理效])|抑制剂)"
    r"|(?<![A-Za-z])(?P<english>first|second|third|fourth)[ -]generation (?:agents?|drugs?|inhibitors?|compounds?)\b",
    re.IGNORECASE,
)
_INHIBITOR = re.compile("抑制|inhib", re.IGNORECASE)
_ORDINALS = dict(zip("一二三四1234", ("first", "second", "third", "fourth") * 2, strict=True))


def beside(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """The mentions and, where none of them stands, the classes that only their generation names.

    Args:
        mentions: Outermost mentions, section offsets.
        text: The section's repaired text.
    """
    known = list(mentions)
    found = [_mention(match) for match in _BARE.finditer(text)] if _HINT.search(text) else []
    free = [one for one in found if not any(one.overlaps(other) for other in known)]
    return sorted([*known, *free], key=lambda m: (m.start, -m.end)) if free else known


def _mention(match: re.Match[str]) -> Mention:
    ordinal = _ORDINALS[match["number"]] if match["number"] else match["english"].lower()
    name = f"{ordinal}-generation {'inhibitor' if _INHIBITOR.search(match.group()) else 'agent'}"
    concept = lexicon.load().concept("DRUG_CLASS", name)
    reason = "generation before a word for drugs"
    return Mention(match.start(), match.end(), "DRUG_CLASS", match.group(), concept, 0.8, reason, "names")
