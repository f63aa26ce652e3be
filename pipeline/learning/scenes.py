"""A section as the learned stages see it: sentences with their mentions, and what the rules claim there.

>>> from pipeline.offsets import MappedText
>>> text = "伊布替尼抑制BTK。"
>>> names = (Mention(0, 4, "DRUG", "伊布替尼"), Mention(6, 9, "GENE", "BTK"))
>>> scene = Scene(Section(0, "body", (), "zh", MappedText.of(text)), (Sentence(0, 0, 10, "zh", 0),), names, ())
>>> [mention.text for mention in scene.inside(scene.sentences[0])]
['伊布替尼', 'BTK']
>>> scene.gap(4, 6), scene.gap(6, 4)
('抑制', '')
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.learning.signals import Signal, signals
from pipeline.records import Claim, Concept, Measure, Mention, Relation, Section, Sentence

_BREAK = re.compile(r"[;。!?,:]")


@dataclass(frozen=True)
class Scene:
    """One section.

    Attributes:
        claims: What the rules claim, without qualifiers.
        topics: Drugs of the paper's titles.
    """

    section: Section
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    topics: Sequence[Concept] = ()

    @property
    def text(self) -> str:
        return self.section.text.text

    @cached_property
    def starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Position of a sentence in `sentences`, by its index."""
        return {sentence.index: place for place, sentence in enumerate(self.sentences)}

    @cached_property
    def by_sentence(self) -> Mapping[int, Sequence[Claim]]:
        """The rules' claims by the index of their sentence."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.sentence].append(claim)
        return found

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in _BREAK.finditer(self.text)]

    @cached_property
    def signals(self) -> Sequence[Signal]:
        return signals(self.text)

    @cached_property
    def _signal_starts(self) -> list[int]:
        return [signal.start for signal in self.signals]

    def signs(self, start: int, end: int) -> Sequence[Signal]:
        """The cue words that begin between two offsets."""
        return self.signals[bisect_left(self._signal_starts, start) : bisect_left(self._signal_starts, end)]

    @cached_property
    def _inside(self) -> dict[int, Sequence[Mention]]:
        return {}

    def inside(self, sentence: Sentence) -> Sequence[Mention]:
        """The outermost mentions of a sentence; intervals are part of their figures and left out."""
        if sentence.index not in self._inside:
            self._inside[sentence.index] = self._found(sentence)
        return self._inside[sentence.index]

    def _found(self, sentence: Sentence) -> Sequence[Mention]:
        found = self.mentions[bisect_left(self.starts, sentence.start) : bisect_left(self.starts, sentence.end)]
        return [m for m in found if m.end <= sentence.end and not _is_interval(m)]

    def before(self, sentence: Sentence) -> Sequence[Sentence]:
        """The sentences of its paragraph before a sentence, nearest first."""
        place = self.places[sentence.index]
        found = []
        while place > 0 and self.sentences[place - 1].paragraph == sentence.paragraph:
            place -= 1
            found.append(self.sentences[place])
        return found

    def headings(self) -> Sequence[Sentence]:
        return [sentence for sentence in self.sentences if sentence.paragraph == -1]

    def gap(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self.text[start:end] if end > start else ""

    def breaks(self, start: int, end: int) -> int:
        """How many clauses end between two offsets."""
        return bisect_left(self._breaks, end) - bisect_left(self._breaks, start) if end > start else 0

    def claims_of(self, sentence: Sentence, relation: Relation) -> Sequence[Claim]:
        return [claim for claim in self.by_sentence.get(sentence.index, ()) if claim.relation == relation]


def _is_interval(mention: Mention) -> bool:
    return isinstance(mention.detail, Measure) and mention.detail.kind == "interval"
