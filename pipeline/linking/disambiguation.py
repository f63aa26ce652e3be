"""Which concept a shared form names here: CR is complete remission or complement receptor, MM a disease or nothing.

Reasons decide, strongest first: the document's own definition, words of context in the sentence, words of context in
the document, a form that is nobody else's. A form that is declared ambiguous and finds no context is left out.

>>> from pipeline.records import Concept, Mention
>>> remission = Mention(0, 2, "METRIC", "CR", Concept("ncit:C4870", "METRIC", "CR"))
>>> receptor = Mention(0, 2, "GENE", "CR", Concept("local:gene.cr", "GENE", "CR"))
>>> contexts = {("METRIC", "CR"): ("缓解", "率"), ("GENE", "CR"): ("补体",)}
>>> choose([remission, receptor], contexts, "CR率为36.7%", "CR率为36.7%").name
'CR'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.records import Mention

_IN_SENTENCE, _IN_DOCUMENT, _UNDECLARED = 4, 2, 1

Contexts = Mapping[tuple[str, str], tuple[str, ...]]


def choose(rivals: Sequence[Mention], contexts: Contexts, sentence: str, document: str) -> Mention | None:
    """The best of several readings of one span, or None where all are declared ambiguous and nothing decides.

    Args:
        rivals: Mentions with the same span and different concepts.
        contexts: For (type, canonical name), the folded words that decide for it; absent where undeclared.
        sentence, document: Folded text of the sentence and of the whole document.
    """
    scored = [(_score(m, contexts, sentence, document), -number, m) for number, m in enumerate(rivals)]
    score, _, best = max(scored, key=lambda item: item[:2])
    if score == 0:
        return None
    if len(rivals) == 1 and score == _UNDECLARED:
        return best
    return replace(best, reason=f"{best.reason}; {_REASONS[score]}")


_REASONS = {
    _IN_SENTENCE: "context word in the sentence",
    _IN_DOCUMENT: "context word in the document",
    _UNDECLARED: "not declared ambiguous",
}


def _score(mention: Mention, contexts: Contexts, sentence: str, document: str) -> int:
    words = contexts.get((mention.type, mention.name), ())
    if not words:
        return _UNDECLARED
    if any(word in sentence for word in words):
        return _IN_SENTENCE
    return _IN_DOCUMENT if _has_one(document, tuple(words)) else 0


@lru_cache(maxsize=256)
def _has_one(document: str, words: tuple[str, ...]) -> bool:
    return any(word in document for word in words)
