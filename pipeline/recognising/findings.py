"""What a recogniser of alterations found, before it is a mention: a span, a canonical name, the genes, and the reason.

>>> Finding(0, 6, "TP53 mutation", ("TP53",)).mention("TP53突变", Lexicon(())).name
'TP53 mutation'
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.records import Concept, Mention


@dataclass(frozen=True, slots=True)
class Finding:
    """One alteration at one place; section offsets."""

    start: int
    end: int
    name: str
    genes: tuple[str, ...] = ()
    score: float = 0.9
    reason: str = ""

    def mention(self, text: str, lexicon: Lexicon) -> Mention:
        """The ALTERATION mention; a name that the lexicon holds as an alias takes the lexicon's concept."""
        return Mention(
            self.start, self.end, "ALTERATION", text[self.start : self.end], concept_of(self.name, lexicon),
            self.score, self.reason, "alterations", gene=";".join(self.genes),
        )  # fmt: skip


def concept_of(name: str, lexicon: Lexicon) -> Concept:
    """The lexicon's concept of a canonical name or of an alias, else a `local:` one."""
    if lexicon.named("ALTERATION", name) is None:
        found = lexicon.lookup(name, ("ALTERATION",))
        if found and not found[0].context:
            return found[0].concept
    return lexicon.concept("ALTERATION", name)
