"""Names of the open classes that no lexicon can hold: new drugs, codes, classes by construction, trials, genes.

What gives a name away is its form: an INN stem in either language, a company's code, a target before 抑制剂, a word for
study after capitals. Every pattern is anchored on such a part, and what another name covers already is left alone.
Damaged forms of known names come first, so that no slip of the pen becomes a new drug.

>>> [(m.text, m.type) for m in find("新药blarotinib与BGB-58067进入XENON-3研究(NCT01234567)", (), Lexicon(()))]
[('blarotinib', 'DRUG'), ('BGB-58067', 'DRUG'), ('XENON-3', 'TRIAL'), ('NCT01234567', 'TRIAL')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from pipeline.lexicon import Lexicon, fold
from pipeline.recognising import characters, classes, drugs, misspellings, protocols, symbols, trials
from pipeline.records import Mention


def find(text: str, taken: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Mentions with source `names`, in order; section offsets.

    Args:
        text: The section's repaired text.
        taken: Mentions found already (terms, alterations); a new one may contain them but not stand inside one, nor
            cross one. A code of letters and digits that the text calls a study (`LY-004研究`) is none of a drug.
        lexicon: For concepts, and for what a new name is built of.
    """
    key = fold(text)
    damaged = _free([*misspellings.find(text, taken, lexicon), *characters.find(key, text, taken, lexicon)], taken)
    built = classes.find(text, key, taken, lexicon)
    studies = trials.find(text, taken, lexicon)
    called = {m.span for m in studies if _is_only_study(text, m.text)}
    found = [
        *built,
        *classes.generations(text, [*taken, *built], lexicon),
        *classes.modes(text, [*taken, *built], lexicon),
        *(m for m in drugs.find(text, lexicon) if m.span not in called),
        *studies,
        *symbols.find(text, lexicon),
    ]
    named = [*damaged, *_free(found, [*taken, *damaged])]
    treated = _free(protocols.find(text, lexicon), [*taken, *named])
    return sorted([*named, *treated], key=lambda m: (m.start, -m.end))


_LONGEST_NUMBER = 3


def _is_only_study(text: str, code: str) -> bool:
    """Whether a code that the text calls a study is nowhere given, and has no more digits than studies have."""
    if sum(sign.isdigit() for sign in code) > _LONGEST_NUMBER:
        return False
    name = re.escape(code)
    given = rf"{name}\s?(?:组(?!成)|单药|治疗|联合|可|抑制|靶向|\d+\s?mg|\+|(?:inhibits?|plus|arm|group|monotherapy|is an?)\b)|(?:接受|联合|口服|给予|应用|with|receiving)\s?{name}(?!\s?(?:研究|试验|trial|study))"
    return re.search(given, text) is None


def _free(found: Iterable[Mention], taken: Iterable[Mention]) -> list[Mention]:
    ordered = sorted(found, key=lambda m: (m.start, -m.end))
    if not ordered:
        return []
    covers = _Covers([(m.start, m.end) for m in taken])
    kept: list[Mention] = []
    reach = -1
    for mention in ordered:
        beside = bool(kept) and (mention.start, mention.end) == (kept[-1].start, kept[-1].end)
        if (mention.start >= reach or (beside and mention.name != kept[-1].name)) and not covers.blocks(mention):
            kept.append(mention)
            reach = mention.end
    return kept


class _Covers:
    """Spans that stand already, with the question whether one of them covers or crosses a mention."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(set(spans))
        self._starts = [start for start, _ in self._spans]
        self._reach = list(accumulate((end for _, end in self._spans), max))

    def blocks(self, mention: Mention) -> bool:

        at = bisect_right(self._starts, mention.start)
        if at and self._reach[at - 1] >= mention.end:
            return True
        if at and self._starts[at - 1] < mention.start < self._reach[at - 1]:
            return True
        inside = bisect_right(self._starts, mention.end - 1)
        return any(self._spans[i][1] > mention.end for i in range(at, inside))
