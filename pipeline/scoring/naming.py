"""Annotators' names to the lexicon's: two ways of writing one name must not count as a difference.

A name that the lexicon holds stands. A name that is another form of exactly one of its concepts takes that concept's
name; failing that, the marked words decide, if they are a form of exactly one. Agents of a combination are named one by
one and sorted. What the lexicon does not know keeps the annotator's name and gets a `local:` id.

>>> from pipeline import lexicon
>>> shelf = Names(lexicon.load())
>>> shelf.canonical("DRUG", "omacetaxine mepesuccinate", "高三尖杉酯碱")
'homoharringtonine'
>>> shelf.arm("Venetoclax + Azacitidine")
'azacitidine + venetoclax'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.records import EntityType
from pipeline.scoring.vocabulary import AGENTS

_JOIN = " + "
_OPEN_TYPES = ("VALUE", "TRIAL", "RESPONSE", "ALTERATION")
_CHANGE = re.compile(
    r"([A-Za-z0-9-]+) ?(mutation|overexpression|underexpression|loss|silencing|wild-type)", re.IGNORECASE
)


@dataclass(frozen=True)
class Names:
    """Canonical names by look-up in a lexicon."""

    lexicon: Lexicon

    def canonical(self, kind: str, name: str, words: str = "") -> str:
        """The lexicon's name of what an annotator named `name` and the text calls `words`."""
        if kind == "METRIC":
            return self.metric(name)
        if kind == "ALTERATION":
            return self._alteration(name)
        if kind == "REGIMEN" and _JOIN in name:
            return self.arm(name)
        if kind in _OPEN_TYPES or self.lexicon.named(_kind(kind), name):
            return name
        return self._looked_up(kind, name) or self._looked_up(kind, words) or name

    def _looked_up(self, kind: str, words: str) -> str:
        names = {term.concept.name for term in self.lexicon.lookup(words, (_kind(kind),))}
        return names.pop() if len(names) == 1 else ""

    def metric(self, name: str) -> str:
        """The code of an endpoint, or the English name of an adverse event."""
        for kind in ("METRIC", "ADVERSE_EVENT"):
            if self.lexicon.named(_kind(kind), name):
                return name
        return self._looked_up("METRIC", name) or self._looked_up("ADVERSE_EVENT", name) or name

    def arm(self, name: str) -> str:
        """An arm: its agents named one by one and sorted."""
        return _JOIN.join(sorted((self._agent(part.strip()) for part in name.split(_JOIN)), key=str.casefold))

    def _agent(self, name: str) -> str:
        if not name or any(self.lexicon.named(_kind(kind), name) for kind in AGENTS):
            return name
        found = {self._looked_up(kind, form) for kind in AGENTS for form in (name, name.upper())} - {""}
        return found.pop() if len(found) == 1 else name

    def _alteration(self, name: str) -> str:
        """The gene's symbol or family as the lexicon writes it; the rest as annotated."""
        if self.lexicon.named("ALTERATION", name):
            return name
        found = _CHANGE.fullmatch(name)
        if not found:
            return name
        gene = found[1]
        if not self.lexicon.named("GENE", gene):
            gene = self._looked_up("GENE", gene) or gene
        return f"{gene} {found[2].lower()}"

    def concept_id(self, kind: str, name: str) -> str:
        """The id of a canonical name; `local:` where no vocabulary holds it, empty for a figure."""
        if kind in ("VALUE", "WORDS"):
            return ""
        if kind == "METRIC" and not self.lexicon.named("METRIC", name) and self.lexicon.named("ADVERSE_EVENT", name):
            return self.lexicon.concept("ADVERSE_EVENT", name).concept_id
        return self.lexicon.concept(_kind(kind), name).concept_id

    def arm_id(self, name: str) -> str:
        """The id of an arm, of whatever type it is."""
        kinds: Sequence[str] = [kind for kind in AGENTS if self.lexicon.named(_kind(kind), name)]
        return self.concept_id(kinds[0] if kinds else "REGIMEN" if _JOIN in name else "DRUG", name) if name else ""


def _kind(kind: str) -> EntityType:
    return kind  # type: ignore[return-value]
