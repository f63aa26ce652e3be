"""An extractor as another package would bring it: one verb, two names of the lexicon beside it, one claim.

Its package would register it in `pyproject.toml`:

    [project.entry-points."litmine.extractors"]
    verbs = "example_extractor:create"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.records import Claim, Document, EntityType, Extraction, Mention, Section, Sentence, Span
from pipeline.segmenting.sentences import sentences
from pipeline.versions import Prefer

SURE = {"抑制": "inhibits", "inhibits": "inhibits"}
MORE = SURE | {"降解": "degrades"}


@dataclass(frozen=True)
class Verbs:
    """A version: three texts, and `extract`."""

    predicates: dict[str, str]
    name: str = "verbs"
    version: str = "1.0"

    @property
    def digest(self) -> str:
        return " ".join(sorted(self.predicates))

    def extract(self, document: Document) -> Iterator[Extraction]:
        for section in document.sections:
            lines = sentences(section)
            claims = tuple(claim for line in lines for claim in self._claims(section, line))
            ends = (end for claim in claims for end in (claim.subject, claim.object) if end)
            yield Extraction(section, lines, tuple(sorted(ends, key=lambda end: end.start)), claims)

    def _claims(self, section: Section, line: Sentence) -> Iterator[Claim]:
        text = section.text.text
        for verb in re.finditer("|".join(self.predicates), text[line.start : line.end]):
            start, end = line.start + verb.start(), line.start + verb.end()
            before = _named(text, [(at, start) for at in range(line.start, start)], "DRUG")
            behind = _named(text, [(end, at) for at in range(line.end, end, -1)], "GENE")
            if before and behind:
                predicate, cue = self.predicates[verb.group()], Span(start, end)
                yield Claim("drug_target", line.index, before, predicate, behind, f"verb {verb.group()}", cue=cue)


def _named(text: str, spans: Sequence[tuple[int, int]], kind: EntityType) -> Mention | None:
    """The first stretch that is a name of the lexicon, without the blanks around it."""
    for start, end in spans:
        surface = text[start:end].strip()
        if found := lexicon.load().lookup(surface, [kind]):
            at = text.index(surface, start)
            return Mention(at, at + len(surface), kind, surface, found[0].concept)
    return None


def create(prefer: Prefer | None = None) -> Verbs:
    """The factory that is registered; because it takes `prefer`, the version has operating points."""
    return Verbs(MORE if prefer == "recall" else SURE)
