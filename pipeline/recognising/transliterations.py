"""Chinese names that a bracket behind them explains by a drug's English name or code.

No vocabulary holds every transliteration of a name, and authors make their own; but a paper that writes one explains
it at its first place, and from there on uses it alone.

>>> from pipeline.lexicon import Entry, Lexicon
>>> from pipeline.records import Concept
>>> known = Lexicon((Entry(Concept("local:x", "DRUG", "velutinib", "维鲁替尼"), ("VL-118",), (), {}, {}),))
>>> {name: concept.name for name, concept in found("可用维鲁美坦(VL-118,口服)。", known, frozenset("维鲁美坦")).items()}
{'维鲁美坦': 'velutinib'}
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.lexicon import Lexicon
from pipeline.recognising import drugs
from pipeline.records import Concept

_BRACKET = re.compile(r"\s?\((?P<inside>[^()]{3,80})\)")
_LEFT, _REACH = re.compile(r"[\u3400-\u9fff]{3,12}$"), 12
_PIECE = re.compile(r"\s*[,;、/]\s*")
_WORD = re.compile(r"[A-Za-z][a-z]{5,24}")
_SHORTEST, _LONGEST = 3, 8


def found(text: str, lexicon: Lexicon, letters: frozenset[str] | None = None) -> Mapping[str, Concept]:
    """Chinese names of a text with the drugs that the brackets behind them name.

    Args:
        text: The text of a section or of a whole paper.
        lexicon: For the names in brackets, and so that nothing that it holds is named anew.
        letters: The characters that drugs' Chinese names are written with; those that the lexicon teaches by default.
    """
    known = drugs.alphabet(lexicon) if letters is None else letters
    names: dict[str, Concept] = {}
    for bracket in _BRACKET.finditer(text):
        left = _LEFT.search(text, max(0, bracket.start() - _REACH), bracket.start())
        concept = _glossed(bracket["inside"], lexicon) if left else None
        name = _name(left.group(), known, lexicon) if left and concept else ""
        if concept and name:
            names.setdefault(name, concept)
    return names


def _glossed(inside: str, lexicon: Lexicon) -> Concept | None:
    """The drug that a bracket names, in the vocabulary's words or by its stem; none where it names several."""
    concepts = {c.name: c for piece in _PIECE.split(inside) if (c := _drug(piece.strip(), lexicon))}
    return next(iter(concepts.values())) if len(concepts) == 1 else None


def _drug(name: str, lexicon: Lexicon) -> Concept | None:
    terms = lexicon.lookup(name)
    if not terms and _WORD.fullmatch(name) and drugs.stem(name.lower()):
        return lexicon.concept("DRUG", name.lower())
    return terms[0].concept if len(terms) == 1 and terms[0].concept.type == "DRUG" else None


def _name(left: str, letters: frozenset[str], lexicon: Lexicon) -> str:
    """The transliterated name at the end of a run of characters; empty where it may be a word or is known."""
    start = len(left)
    while start and left[start - 1] in letters and not drugs.is_boundary(left[start - 1]):
        start -= 1
    name = left[start:]
    is_known = any(lexicon.lookup(left[at:]) for at in range(len(left) - 1))
    return name if _SHORTEST <= len(name) <= _LONGEST and not is_known else ""
