"""Short forms that the paper defines itself, at every place where it uses them.

>>> from pipeline.records import Concept
>>> concept = Concept("ncit:C1", "DISEASE", "acute lymphoblastic leukemia")
>>> [(m.start, m.text) for m in find("ALL患者与SMALL组,R/R-ALL", {"ALL": concept})]
[(0, 'ALL'), (17, 'ALL')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Concept, Mention


def find(text: str, glossary: Mapping[str, Concept]) -> list[Mention]:
    """Mentions of the glossary's short forms (source `glossary`), at word borders of their own script.

    A single letter is one only in a sum of them (`D + T`).
    """
    words = tuple(short for short in glossary if len(short) > 1)
    found = (
        [_mention(m.start(), m.group(), glossary[m["short"]]) for m in _pattern(words).finditer(text)] if words else []
    )
    letters = "".join(short for short in glossary if len(short) == 1)
    sums = _sums(letters).finditer(text) if letters else ()
    summed = [(m.start() + at, sign) for m in sums for at, sign in enumerate(m.group()) if sign in glossary]
    return [*found, *(_mention(start, letter, glossary[letter]) for start, letter in summed)]


def _mention(start: int, words: str, concept: Concept) -> Mention:
    reason = f"the paper defines {words}"
    return Mention(start, start + len(words), concept.type, words, concept, 1.0, reason, "glossary")


@lru_cache(maxsize=8)
def _sums(letters: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9+])[{letters}](?: ?\+ ?[{letters}])+(?![A-Za-z0-9+])")


@lru_cache(maxsize=8)
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(re.escape(short) for short in sorted(shorts, key=len, reverse=True))
    first = "".join(sorted({re.escape(short[0]) for short in shorts}))
    return re.compile(rf"(?=[{first}])(?<![A-Za-z0-9])(?P<short>{forms})s?(?![A-Za-z0-9])")


_OF_GENE = re.compile(r"(?P<gene>[A-Z][A-Za-z0-9-]{1,7}?)(?:is?|m|mut|wt)")
"""What hangs on a gene's symbol: an inhibitor (`BTKi`), mutated, wild-type (`NPM1m`)."""


def genes(mentions: Iterable[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """The gene inside the short form of a class or of an alteration (`BTK` of `BTKi`, `NPM1` of `NPM1m`).

    >>> from pipeline import lexicon
    >>> [m.text for m in genes([Mention(0, 4, "DRUG_CLASS", "BTKi"), Mention(5, 8, "DRUG_CLASS", "TKI")], lexicon.load())]
    ['BTK']
    """
    for mention in mentions:
        if mention.type not in ("DRUG_CLASS", "ALTERATION") or not (match := _OF_GENE.fullmatch(mention.text)):
            continue
        if found := lexicon.lookup(match["gene"], ("GENE",)):
            end = mention.start + match.end("gene")
            reason = f"gene inside {mention.text}"
            yield Mention(mention.start, end, "GENE", match["gene"], found[0].concept, 0.9, reason, "terms")
