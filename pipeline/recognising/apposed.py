"""Chinese names of agents that a paper introduces itself, by the Latin name in the bracket beside them.

>>> from pipeline.lexicon import load
>>> {name: concept.name for name, concept in find(["齐夫托美尼(ziftomenib)靶向menin"], load()).items()}
{'齐夫托美尼': 'ziftomenib'}
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.lexicon import Lexicon
from pipeline.recognising import drugs
from pipeline.records import Concept

_APPOSED = re.compile(
    r"(?P<han>[\u4e00-\u9fff]{2,12})\s?\((?P<latin>[A-Za-z][A-Za-z0-9-]{3,30}(?: [a-z]{4,15})?)(?=[,;、)])"
    r"|(?<![A-Za-z0-9-])(?P<first>[A-Za-z][A-Za-z0-9-]{3,30}(?: [a-z]{4,15})?)\((?P<second>[\u4e00-\u9fff]{2,12})(?=[,;、)])"
)
_SHORTEST_HAN = 3


def find(texts: Iterable[str], lexicon: Lexicon) -> dict[str, Concept]:
    """Chinese names of agents that no list holds, by the Latin name that the paper sets beside them (`甲乙替尼(abcinib)`).

    Newer agents have no settled Chinese name: each writer transliterates. Where such a name begins is read backwards over
    the characters that Chinese drug names are written with.
    """
    concepts: dict[str, Concept] = {}
    for text in texts:
        for match in _APPOSED.finditer(text):
            han, latin = match["han"] or match["second"], match["latin"] or match["first"]
            found = _agent(latin, lexicon)
            name = han[drugs.read_back(han, lexicon) :] if match["han"] else han
            if found is not None and len(name) >= _SHORTEST_HAN and not lexicon.lookup(name):
                concepts.setdefault(name, found)
    return concepts


def _agent(latin: str, lexicon: Lexicon) -> Concept | None:
    """The drug of a Latin name: listed, else by its INN stem."""
    if known := lexicon.lookup(latin, ("DRUG",)):
        return known[0].concept
    is_inn = latin.islower() or (latin[1:].islower() and latin[0].isupper())
    return lexicon.concept("DRUG", latin.lower()) if is_inn and drugs.stem(latin.lower()) else None
