"""The one drug that a paragraph or its heading speaks of resistance to (ruling 6)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from pipeline.lexicon import fold
from pipeline.records import Context, Mention, Section, Sentence
from pipeline.relating import therapies
from pipeline.relating.clauses import family
from pipeline.relating.passages import beginning


def with_partners(topic: Mention | None, recent: Mention | None) -> Mention | None:
    """The drug in question, or the regimen of it that the sentence before has named."""
    return recent if topic is not None and recent is not None and _is_agent(topic, recent) else topic


def _is_agent(drug: Mention, regimen: Mention) -> bool:
    """Whether a drug is one of the agents that a regimen is named by."""
    return drug.name != regimen.name and drug.name in regimen.name.split(" + ")


@lru_cache(maxsize=1)
def _numbering() -> re.Pattern[str]:
    """The number before the title of a section."""
    return re.compile(rf"(?:(?:\d|{therapies.forms('numeral')})+[、.,\s]*)*\W*$")


_RESISTED_ABOVE = "mutation_response resisted in a heading"


def _above(section: Section, mentions: Sequence[Mention], context: Context) -> Mention | None:
    """The drug or class of a heading above about resistance, in the place of the own heading; hears what this one says.

    The drug of `2 D的耐药机制` stands in a section of its own, that of `2.1 …` below it need not name it.
    """
    end = section.heading_end
    named = {m.name: m for m in mentions if m.end <= end and family(m) == "drug"}
    if len(named) == 1 and therapies.words("resistance_topic").search(section.text.text[:end]):
        context.carry[_RESISTED_ABOVE] = section.heading, next(iter(named.values()))
    told = context.carry.get(_RESISTED_ABOVE)
    if not isinstance(told, tuple) or named or not end:
        return None
    heading, drug = told
    is_below = len(section.heading) > len(heading) and section.heading[: len(heading)] == heading
    return replace(drug, start=0, end=end) if is_below else None


_ONE_DRUG = re.compile(r"[该此本]药(?!物?联合)|本品|\bthis (?:agent|drug|inhibitor|antibody)\b", re.IGNORECASE)
_TOPIC_REACH = 8
_TOPIC_REACH_EN = 12
_LONGEST_LIST = 40
_LISTED = re.compile(r"\s*(?:、|,|/|和|与|及|或|and|or)\s*", re.IGNORECASE)


class Topics:
    """The one drug that a paragraph or its heading speaks of resistance to (ruling 6)."""

    def __init__(
        self, section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context
    ) -> None:
        self._section, self._mentions = section, mentions
        self._drugs = [m for m in mentions if m.type == "DRUG"]
        headings = "\n".join((*section.heading, section.text.text[: section.heading_end], section.caption))
        self._above = _above(section, mentions, context)
        of_kind = self._above is not None and self._above.type != "DRUG"
        self._headed = self._named(headings) or self._named(context.title) or (None if of_kind else self._above)
        self._paragraphs: dict[int, Mention | None] = {}
        self._extents: dict[int, tuple[int, int]] = {}
        for sentence in sentences:
            start = self._extents.get(sentence.paragraph, (sentence.start, 0))[0]
            self._extents[sentence.paragraph] = start, sentence.end

    def of_mechanisms(self) -> Mention | None:
        """The drug or class whose resistance the section's own heading, or one above it, is about."""
        own = "\n".join((*self._section.heading[-1:], self._section.text.text[: self._section.heading_end]))
        return self._named(own) or self._kind_headed()

    def _named(self, text: str) -> Mention | None:
        """A drug of this section whose name stands in a heading or title about resistance."""
        if not therapies.words("resistance_topic").search(text):
            return None
        key = fold(text)
        own = [part for m in self._mentions for part in (m, *m.parts) if part.type == "DRUG"]
        return next((m for m in own if fold(m.text) in key), None)

    def resisted(self, sentence: Sentence) -> Mention | None:
        """What a list of mechanisms without a drug is about: the drug in question, else the one therapy of the heading."""
        if (known := self.drug(sentence)) is not None:
            return known
        heading = fold(self._section.heading[-1]) if self._section.heading else ""
        named = {m.name: m for m in self._mentions if family(m) == "drug" and fold(m.text) in heading}
        return next(iter(named.values())) if len(named) == 1 else None

    def headed(self, sentence: Sentence) -> Mention | None:
        """The one drug that the section's own heading names."""
        return self._subject if sentence.paragraph >= 0 else None

    @cached_property
    def _subject(self) -> Mention | None:
        """The one drug or regimen in the section's own heading, no agent of another in it."""
        heading = fold(self._section.heading[-1]) if self._section.heading else ""
        given = [m for m in self._mentions if m.type in ("DRUG", "REGIMEN")] if heading else []
        drugs = {m.name: m for m in given if fold(m.text) in heading}
        whole = [m for m in drugs.values() if not any(_is_agent(m, other) for other in drugs.values())]
        return whole[0] if len(whole) == 1 else None

    def single(self, sentence: Sentence, recent: Mention | None) -> Mention | None:
        """What the sentence before has named; the agent of a combination that the paragraph told first, where this one says `该药`."""
        if recent is None or recent.type != "REGIMEN" or sentence.paragraph < 0:
            return recent
        if not _ONE_DRUG.search(self._section.text.text, sentence.start, sentence.end):
            return recent
        start = self._section.paragraphs[sentence.paragraph].start
        told = beginning(self._drugs, start, recent.start)
        return next((drug for drug in told if _is_agent(drug, recent)), recent)

    def monograph(self, sentence: Sentence) -> Mention | None:
        """The drug whose name is the heading of the section."""
        return self._monograph if sentence.paragraph >= 0 else None

    @cached_property
    def _monograph(self) -> Mention | None:
        drug = self._subject
        if drug is None:
            return None
        heading = fold(self._section.heading[-1])
        starts = [heading.find(fold(m.text)) for m in self._mentions if m.name == drug.name]
        return drug if any(_numbering().match(heading, 0, start) for start in starts if start >= 0) else None

    def drug(self, sentence: Sentence) -> Mention | None:
        """The drug in question where a sentence names none: its nearest mention before, else any."""
        number = sentence.paragraph
        if number not in self._paragraphs:
            self._paragraphs[number] = self._of_paragraph(number) or self._headed
        found = self._paragraphs[number]
        if found is None:
            return None
        at = bisect_left(self._drugs, sentence.start, key=lambda m: m.start)
        return next((self._drugs[i] for i in range(at - 1, -1, -1) if self._drugs[i].name == found.name), found)

    def _of_paragraph(self, number: int) -> Mention | None:
        """The drug that most words of resistance follow; all of a list count, and of equals the one named first."""
        if number not in self._extents or number < 0:
            return None
        start, end = self._extents[number]
        text = self._section.text.text
        counts: dict[str, list[Mention]] = {}
        for drug in beginning(self._drugs, start, end):
            if self._is_resisted(text, drug):
                counts.setdefault(drug.name, []).append(drug)
        return max(counts.values(), key=len)[0] if counts else None

    def kind(self, sentence: Sentence) -> Mention | None:
        """The one class of drugs with a target, else the regimen with its resistance, that a paragraph has named before a sentence, and no drug."""
        number = sentence.paragraph
        if number not in self._extents or number < 0:
            return None
        start, _ = self._extents[number]
        if any(start <= m.start < sentence.end for m in self._drugs):
            return None
        earlier = [m for m in self._mentions if start <= m.start < sentence.start]
        text = self._section.text.text
        resisted = {m.name: m for m in earlier if m.type == "REGIMEN" and _is_resisted_regimen(text, m)}
        if len(resisted) == 1:
            return next(iter(resisted.values()))
        before = [m for m in earlier if m.type == "DRUG_CLASS"]
        named = {m.name: m for m in before if _AIMED.search(m.name)}
        if not before:
            return self._kind_headed()
        return before[-1] if len(named) == 1 and before[-1].name in named else None

    def _kind_headed(self) -> Mention | None:
        """The one class of drugs with a target that the section's heading tells the resistance to (`BTK抑制剂耐药机制`)."""
        text, end = self._section.text.text, self._section.heading_end
        if not therapies.words("resistance_topic").search(text[:end]):
            return self._above
        named = {m.name: m for m in self._mentions if m.end <= end and family(m) == "drug"}
        kinds = [m for m in named.values() if m.type == "DRUG_CLASS" and _AIMED.search(m.name)]
        return kinds[0] if len(named) == 1 and kinds else None

    def _is_resisted(self, text: str, drug: Mention) -> bool:
        """Whether a word of resistance stands right behind a drug or behind the list that it is in."""
        for _ in range(_LONGEST_LIST):
            behind = _TOPIC_REACH_EN if drug.text.isascii() else _TOPIC_REACH
            if therapies.words("resistance_topic").search(text[drug.end : drug.end + behind]):
                return True
            if _RESISTANCE_TO.search(text, max(0, drug.start - _SPOKEN_REACH), drug.start):
                return True
            at = bisect_right(self._drugs, drug.end, key=lambda m: m.start)
            if at == len(self._drugs) or not _LISTED.fullmatch(text, drug.end, self._drugs[at].start):
                return False
            drug = self._drugs[at]
        return False


def _is_resisted_regimen(text: str, regimen: Mention) -> bool:
    """Whether a word of resistance stands right before or behind a regimen (`resistance to A plus B`, `对A联合B耐药`)."""
    behind = text[regimen.end : regimen.end + (_TOPIC_REACH_EN if regimen.text.isascii() else _TOPIC_REACH)]
    before = _AGAINST.search(text, max(0, regimen.start - _SPOKEN_REACH), regimen.start)
    return before is not None or therapies.words("resistance_topic").search(behind) is not None


_AGAINST = re.compile(r"\bresistance (?:to|against) (?:the )?$", re.IGNORECASE)
_AIMED = re.compile(r"\w (?:tyrosine kinase )?(?:inhibitor|degrader|antagonist)$")
_SPOKEN_REACH = 60


_RESISTANCE_TO = re.compile(
    r"(?:(?:^|[.;:]\s+|\n)(?:[A-Z][a-z]+\s)?|\b(?:mechanisms?|drivers?|causes?|forms?|basis|types?) (?:of|for) (?:\w+ )?)[Rr]esistance (?:to|against) (?:the )?$"
)
"""What makes a drug the matter of a paragraph: resistance to it is what a sentence is about, and not what one alteration brings."""
