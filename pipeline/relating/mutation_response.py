"""ALTERATION → therapy or `none`: resistance, sensitivity, no effect, prognosis (guideline, section 4).

A claim needs an alteration, a word of response and a therapy that belong together: in one clause, or in clauses of one
sentence that share the alteration as their subject, or with 该突变 after a sentence that named it. Where the paper
speaks of resistance to one drug and the sentence names none, that drug is the object (ruling 6). A rate alone is no
claim.

>>> from pipeline.offsets import MappedText
>>> text = "EGFR T790M介导吉非替尼耐药。"
>>> names = [Mention(0, 10, "ALTERATION", "EGFR T790M"), Mention(12, 16, "DRUG", "吉非替尼")]
>>> section = Section(0, "body", (), "zh", MappedText.of(text), paragraphs=(Span(0, len(text)),))
>>> claims, _ = find(section, [Sentence(0, 0, len(text), "zh", 0)], names, Context(), Lexicon(()))
>>> [(c.subject.text, c.predicate, c.object.text) for c in claims]
[('EGFR T790M', 'resistance', '吉非替尼')]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from pipeline.lexicon import Lexicon, cues, fold
from pipeline.records import Candidate, Claim, Context, Mention, Section, Sentence, Span
from pipeline.relating import (
    antecedents,
    bearers,
    captions,
    clearances,
    continuations,
    details,
    detours,
    diseases,
    emergence,
    exceptions,
    failures,
    ledgers,
    pairings,
    remedies,
    response_tables,
    resumptions,
    reversals,
    statuses,
    therapies,
    unnamed,
)
from pipeline.relating.bearers import Bearer
from pipeline.relating.clauses import Clause, Level, family, levels
from pipeline.relating.coordination import Group, groups
from pipeline.relating.passages import beginning, cells, grouped
from pipeline.relating.responses import Response, responses

_SAME = {
    "word": 0.85,
    "scale": 0.8,
    "prognosis": 0.85,
    "unaffected": 0.85,
    "binding": 0.75,
    "escape": 0.6,
    "evasion": 0.6,
    "adjacent": 0.6,
    "relapse": 0.7,
}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What one sentence is judged in."""

    section: Section
    sentence: Sentence
    mentions: Sequence[Mention]
    context: Context
    lexicon: Lexicon
    topic: Mention | None
    earlier: tuple[Mention, ...]
    recent: Mention | None
    monograph: Mention | None = None
    carried: Mention | None = None
    headed: Mention | None = None
    before: tuple[Mention, ...] = ()
    previous: tuple[Mention, ...] = ()


def find(
    section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context, lexicon: Lexicon
) -> tuple[list[Claim], list[Candidate]]:
    """All mutation–response claims of a section, and pairs that were seen and turned down.

    Args:
        section: The section; all offsets are in its repaired text.
        sentences: Its sentences or table rows, in order.
        mentions: Outermost linked mentions, in order.
        context: What is known of the whole paper (its title).
        lexicon: For concepts that no mention carries.
    """
    claims: dict[tuple[object, ...], Claim] = {}
    candidates: list[Candidate] = []
    if section.kind == "caption":
        _hear_caption(section, mentions, context)
    topics = _Topics(section, sentences, mentions, context)
    earlier: tuple[Mention, ...] = ()
    previous: tuple[Mention, ...] = ()
    drugs: tuple[Mention, ...] = ()
    last: Sentence | None = None
    told: Sequence[Claim] = ()
    lead: Mention | None = None
    enumerated = False
    for sentence, inside in grouped(sentences, tuple(mentions)):
        inside = resumptions.completed(section, sentence, inside, previous, lexicon)
        inside = statuses.completed(section, sentence, inside, lexicon)
        inside = unnamed.completed(section, sentence, inside, mentions, lexicon)
        own = tuple(m for m in inside if m.type == "ALTERATION")
        kept: list[Claim] = []
        if own or earlier or _may_list_genes(section, inside):
            opens = last is None or last.paragraph != sentence.paragraph
            recent, carried = (topics.headed(sentence), None) if opens else (_only(previous), _only(drugs))
            topic, monograph = _with_partners(topics.drug(sentence), recent), topics.monograph(sentence)
            scope = _Scope(
                section, sentence, mentions, context, lexicon, topic, earlier, recent, monograph, carried,
                topics.headed(sentence), () if opens else drugs, () if opens else previous,
            )  # fmt: skip
            found = list(_consistent(list(_of_sentence(scope, inside))))
            kept = [claim for claim, reason in found if not reason]
            beside = last is not None and last.paragraph == sentence.paragraph
            opened = _opened(section, sentence, inside, previous if beside else (), last if beside else None)
            known = lead if enumerated or _is_listed(section, sentence) else None
            listed = known or (topics.resisted(sentence) if opened else None)
            kept += _continued(scope, inside, told if beside else (), kept, listed)
            candidates += [_turned_down(claim, reason) for claim, reason in found if reason]
            for claim in kept:
                _keep(claims, claim)
        earlier, previous, last, told = own, inside, sentence, kept
        drugs = tuple(m for m in inside if m.type in ("DRUG", "DRUG_CLASS", "REGIMEN")) or drugs
        lead = _announced(section, sentence, inside) or (lead if _is_listed(section, sentence) else None)
        enumerated = _ANNOUNCES.search(section.text.text, sentence.start, sentence.end) is not None
    return list(claims.values()), candidates


def _may_list_genes(section: Section, inside: Sequence[Mention]) -> bool:
    """Whether a row may name genes under a header of mutations, which stand for their mutations."""
    return section.kind == "table" and any(m.type == "GENE" for m in inside)


def _continued(
    scope: _Scope, inside: Sequence[Mention], before: Sequence[Claim], own: Sequence[Claim], lead: Mention | None
) -> Iterator[Claim]:
    """Claims that a sentence takes over for further alterations."""
    if scope.section.kind == "table" or not (before or own or lead):
        return
    read = levels(scope.section.text.text, scope.sentence.start, scope.sentence.end, inside)
    level = read[0]
    found = list(continuations.found(level, before, own))
    for part in read if lead is not None else ():
        found += continuations.listed(part, lead, own) if lead is not None else []
    for new in found:
        clause = level.clauses[level.clause_at(new.start)]
        yield Claim(
            "mutation_response", scope.sentence.index, new.alteration, new.predicate, new.therapy, "continuation",
            _disease(scope, clause, new.alteration), Span(new.start, new.end), confidence=_CONTINUED,
        )  # fmt: skip


_CONTINUED = 0.6


def _announced(section: Section, sentence: Sentence, inside: Sequence[Mention]) -> Mention | None:
    """The drug of a sentence that announces a list of what makes resistant to it (`D耐药的机制有以下几类:`)."""
    text = section.text.text
    said = _ANNOUNCES.search(text, sentence.start, sentence.end) or _COUNTS_OUT.search(
        text, max(sentence.start, sentence.end - _COUNT_REACH), sentence.end
    )
    if said is None:
        return None
    drugs = [m for m in inside if m.type in ("DRUG", "DRUG_CLASS", "REGIMEN") and m.end <= said.start()]
    resisted = [m for m in drugs if _beside_resistance(text, sentence, m)]
    return resisted[0] if len({m.name for m in drugs}) == 1 and resisted else None


def _opened(
    section: Section, sentence: Sentence, inside: Sequence[Mention], before: Sequence[Mention], last: Sentence | None
) -> bool:
    """Whether a sentence lists what makes resistant and neither it nor the question before names the drug."""
    text = section.text.text
    announced = _ANNOUNCES.search(text, sentence.start, sentence.end)
    if announced is None or any(family(m) == "drug" and m.end <= announced.start() for m in (*before, *inside)):
        return False
    asked = last is not None and text[last.start : last.end].rstrip().endswith(("?", "？"))
    start = last.start if last is not None and asked else sentence.start
    return therapies.words("resistance_topic").search(text, start, announced.start()) is not None


def _beside_resistance(text: str, sentence: Sentence, drug: Mention) -> bool:
    topic = therapies.words("resistance_topic")
    behind = topic.search(text[drug.end : min(drug.end + _BESIDE, sentence.end)])
    return bool(behind or topic.search(text[max(drug.start - _BESIDE, sentence.start) : drug.start]))


_BESIDE = 16
_ANNOUNCES = re.compile(r"[:：]\s*(?:\Z|(?:①|\(?1[).、]))")
_COUNTS_OUT = re.compile(
    r"(?:以下|如下|[两二三四五几数多2-6])(?:个|种|类|点|条|大类)*(?:方面|机制|途径|原因|层面|情形|情况|类型|环节)?。?\s*\Z"
)
"""The end of a sentence that tells how many mechanisms the next ones go through (`D耐药的机制可归纳为两点。`)."""
_COUNT_REACH = 16
_ITEM = re.compile(
    r"\s*(?:[-–•·*]|\(?\d+[).、]|[①-⑨]|[一二三四]是|其[一二三四](?!次)|第[一二三四](?:类|种|,|、)?|首先|其次|再次|最后|另外|此外)"
)


def _is_listed(section: Section, sentence: Sentence) -> bool:
    """Whether a sentence is an item of a list, so that the announcement still holds for the next."""
    return bool(_ITEM.match(section.text.text, sentence.start))


def _with_partners(topic: Mention | None, recent: Mention | None) -> Mention | None:
    """The drug in question, or the regimen of it that the sentence before has named."""
    return recent if topic is not None and recent is not None and _is_agent(topic, recent) else topic


def _is_agent(drug: Mention, regimen: Mention) -> bool:
    """Whether a drug is one of the agents that a regimen is named by."""
    return drug.name != regimen.name and drug.name in regimen.name.split(" + ")


def _only(mentions: Sequence[Mention]) -> Mention | None:
    """The one drug that a sentence names."""
    drugs = [m for m in mentions if m.type in ("DRUG", "REGIMEN")]
    return drugs[-1] if len({m.name for m in drugs}) == 1 else None


def _consistent(found: Sequence[tuple[Claim, str]]) -> Iterator[tuple[Claim, str]]:
    """One predicate for one alteration and therapy: the one whose word stands closest to both."""
    unchanged = {_place(claim) for claim, reason in found if claim.predicate == "no_effect" and not reason}
    best: dict[tuple[object, ...], tuple[int, int]] = {}
    for claim, reason in found:
        if not reason and not _is_undone(claim, unchanged):
            best[_place(claim)] = min(best.get(_place(claim), _FAR), _remoteness(claim))
    for claim, reason in found:
        if reason or (not _is_undone(claim, unchanged) and _remoteness(claim) == best[_place(claim)]):
            yield claim, reason


_FAR = (99, 10**9)


def _is_undone(claim: Claim, unchanged: Collection[tuple[object, ...]]) -> bool:
    """Whether a benefit is one that the sentence says the alteration does not change."""
    return claim.predicate == "sensitivity" and _place(claim) in unchanged


def _remoteness(claim: Claim) -> tuple[int, int]:
    """How far a response word is from its therapy: another clause first, then characters."""
    if claim.object is None or claim.cue is None:
        return 0, 0
    apart = sum(word in claim.mechanism for word in ("sentence", "context", "general"))
    return apart, max(claim.cue.start - claim.object.end, claim.object.start - claim.cue.end, 0)


def _place(claim: Claim) -> tuple[object, ...]:
    return claim.subject.span, claim.subject.name, claim.object.name if claim.object else "none"


def _keep(claims: dict[tuple[object, ...], Claim], claim: Claim) -> None:
    identity = (claim.sentence, claim.subject.name, claim.predicate, claim.object.name if claim.object else "none")
    if identity not in claims or claims[identity].confidence < claim.confidence:
        claims[identity] = claim


def _turned_down(claim: Claim, reason: str) -> Candidate:
    names = (claim.subject.name, claim.object.name if claim.object else "none")
    start = min(claim.subject.start, claim.cue.start if claim.cue else claim.subject.start)
    end = max(claim.subject.end, claim.cue.end if claim.cue else claim.subject.end)
    return Candidate("mutation_response", claim.sentence, names, claim.confidence / 2, reason, start, end)


@lru_cache(maxsize=1)
def _numbering() -> re.Pattern[str]:
    """The number before the title of a section."""
    return re.compile(rf"(?:(?:\d|{therapies.forms('numeral')})+[、.,\s]*)*\W*$")


_TOPIC_REACH, _TOPIC_REACH_EN = 8, 12
_LONGEST_LIST = 40
_LISTED = re.compile(r"\s*(?:、|,|/|和|与|及|或|and|or)\s*", re.IGNORECASE)


class _Topics:
    """The one drug that a paragraph or its heading speaks of resistance to (ruling 6)."""

    def __init__(
        self, section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context
    ) -> None:
        self._section, self._mentions = section, mentions
        self._drugs = [m for m in mentions if m.type == "DRUG"]
        headings = "\n".join((*section.heading, section.text.text[: section.heading_end], section.caption))
        self._headed = self._named(headings) or self._named(context.title)
        self._paragraphs: dict[int, Mention | None] = {}
        self._extents: dict[int, tuple[int, int]] = {}
        for sentence in sentences:
            start = self._extents.get(sentence.paragraph, (sentence.start, 0))[0]
            self._extents[sentence.paragraph] = start, sentence.end

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
        heading = fold(self._section.heading[-1]) if self._section.heading else ""
        given = [m for m in self._mentions if m.type in ("DRUG", "REGIMEN")] if heading else []
        drugs = {m.name: m for m in given if fold(m.text) in heading}
        whole = [m for m in drugs.values() if not any(_is_agent(m, other) for other in drugs.values())]
        return whole[0] if len(whole) == 1 and sentence.paragraph >= 0 else None

    def monograph(self, sentence: Sentence) -> Mention | None:
        """The drug whose name is the heading of the section."""
        drug = self.headed(sentence)
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


_SPOKEN_REACH = 60
_RESISTANCE_TO = re.compile(
    r"(?:(?:^|[.;:]\s+|\n)(?:[A-Z][a-z]+\s)?|\b(?:mechanisms?|drivers?|causes?|forms?|basis|types?) (?:of|for) (?:\w+ )?)[Rr]esistance (?:to|against) (?:the )?$"
)
"""What makes a drug the matter of a paragraph: resistance to it is what a sentence is about, and not what one alteration brings."""


def _of_sentence(scope: _Scope, inside: Sequence[Mention]) -> Iterator[tuple[Claim, str]]:
    text = scope.section.text.text
    for start, end, own in cells(scope.section, scope.sentence, inside):
        read = levels(text, start, end, own)
        for level in read:
            held = bearers.held(level, read)
            if not held and not bearers.takes_up(level, scope.earlier):
                continue
            taken = [m for m in level.mentions if m.type not in ("RESPONSE", "VALUE", "METRIC")]
            told: list[Claim] = []
            emerged = [*_emerged(scope, level, read, held), *_entered(scope, level, held)]
            arisen = {found.subject.span for found, reason in emerged if not reason}
            for response in (_evading(scope, level, held, said) for said in responses(level, taken)):
                if response.frame == "adjacent" or (response.frame == "escape" and scope.topic is None):
                    continue
                if response.frame == "unaffected" and not _tells_of_response(level, response):
                    continue
                bearer = bearers.bearer(level, _uncompared(level, held, response), response, scope.earlier)
                if excepted := _excepted(level, response):
                    response, bearer = excepted
                for claim, reason in _claims(scope, level, read, response, bearer) if bearer is not None else ():
                    if _LISTED_SO in claim.mechanism and claim.subject.span in arisen:
                        continue
                    told += [claim] if not reason else []
                    yield claim, reason
            yield from (found for found in emerged if not _is_narrowed(found[0], told))
            yield from _overcome(scope, level, held)
            yield from _detoured(scope, level, held)
            yield from _gapped(scope, level, told)
            yield from _taken_out(level, told)
            yield from _but_not(level, held, told)
            yield from _others_did_not(level, told)
    if scope.section.kind == "table":
        found_in_row = response_tables.claims(
            scope.section, scope.sentence, inside, scope.mentions, scope.lexicon, scope.topic, _captioned(scope)
        )
        for found in found_in_row:
            yield (
                replace(found, fields=_disease(scope, Clause(found.subject.start, found.subject.end), found.subject)),
                "",
            )


_CAPTION = "mutation_response caption"
_MOST_CAPTIONED = 2
_OPPOSING = re.compile(r"\b(?:vs\.?|versus)|对比|与[^,。]{1,40}比较", re.IGNORECASE)


def _hear_caption(section: Section, mentions: Sequence[Mention], context: Context) -> None:
    """Keeps the drugs that the caption of a table names, of at most two that it sets against no other."""
    given = {m.name: m for m in mentions if m.type in ("DRUG", "DRUG_CLASS", "REGIMEN")}
    is_told = len(given) <= _MOST_CAPTIONED and not _OPPOSING.search(section.text.text)
    captions.hear(context.carry, _CAPTION, section.text.text, tuple(given.values()) if is_told else ())


def _captioned(scope: _Scope) -> tuple[Mention, ...]:
    """The drugs that the caption of this table names."""
    told = captions.told(scope.context.carry, _CAPTION, scope.section.caption)
    return told if isinstance(told, tuple) else ()


def _excepted(level: Level, response: Response) -> tuple[Response, Bearer] | None:
    """The opposite of a response for the alterations that it does not hold for (`active against all but X`)."""
    kept = exceptions.left_out(level, response) if response.predicate in _OPPOSED else ()
    if not kept:
        return None
    return replace(response, predicate=_OPPOSITES[response.predicate]), Bearer(kept, 0, "excepted")


def _gapped(scope: _Scope, level: Level, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """`D is a poor choice for X and E for Y`: the word said of the first pair holds for those behind it."""
    for claim in {c.cue.start: c for c in told if c.cue is not None and c.object is not None}.values():
        if claim.cue is None or claim.object is None or not claim.object.end <= claim.cue.start <= claim.subject.start:
            continue
        for therapy, alteration in pairings.gapped(level, claim.subject):
            yield replace(claim, subject=alteration, object=therapy, mechanism="gapped"), ""
    for claim in {c.cue.start: c for c in told if c.cue is not None and c.object is not None}.values():
        if claim.cue is not None and claim.cue.end <= claim.subject.start:
            for therapy, alteration in pairings.further(level, claim.subject):
                yield replace(claim, subject=alteration, object=therapy, mechanism="gapped"), ""


def _taken_out(level: Level, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Drugs that a statement about others takes out: they do what the others do not."""
    answered = [c for c in told if c.predicate in _OPPOSED and c.cue is not None and c.object is not None]
    lists = [g for g in groups(level) if g.kind == "drug"] if answered else []
    for claim in answered if len(lists) > 1 else ():
        for group, kind in exceptions.found(level, lists, claim.cue) if claim.cue is not None else ():
            for drug in group.members:
                other = replace(claim, object=drug, mechanism=kind)
                if claim.predicate == "sensitivity":
                    yield replace(other, predicate="resistance"), ""
                elif kind == "excepted":
                    yield replace(other, predicate="sensitivity"), ""
                else:
                    yield replace(other, qualifiers=replace(claim.qualifiers, polarity="negated")), ""


_THAN = re.compile(r"\bthan\s+(?:(?:the|those|patients|tumou?rs|with|other|most)\s+)*$", re.IGNORECASE)


def _uncompared(level: Level, held: bearers.Held, response: Response) -> bearers.Held:
    """What a word may be said of, without the alterations that it only compares with (`X, which respond less well than Y`)."""
    kept = [
        (at, m)
        for at, m in held
        if at < response.end or not _THAN.search(level.text(max(level.start, m.start - 24), m.start))
    ]
    return kept if kept and len(kept) < len(held) else held


_BUT_NOT = re.compile(
    r"(?:\s+(?:mutations?|variants?|mutants?|fusions?|disease|tumou?rs|cells))?\s*,?\s*(?:but|though|although|and)\s+not\s+(?:(?:against|in|for|to|towards?|on|with)\s+)?(?:(?:the|other|most|secondary|those|patients|tumou?rs|with|carrying)\s+)*",
    re.IGNORECASE,
)


def _but_not(level: Level, held: bearers.Held, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Alterations that a statement of activity takes out (`active against X but not against Y`): these resist."""
    stated = [c for c in told if c.predicate == "sensitivity" and c.cue is not None and c.cue.end <= c.subject.start]
    lists = [g for g in groups(level) if g.kind == "alteration"] if stated else []
    for claim in stated:
        own = next((n for n, g in enumerate(lists) if g.start <= claim.subject.start < g.end), len(lists))
        for group in lists[own + 1 : own + 2]:
            if _BUT_NOT.fullmatch(level.text(lists[own].end, group.start)):
                for alteration in group.members:
                    yield replace(claim, subject=alteration, predicate="resistance", mechanism="but not"), ""


_SET_AGAINST = re.compile(
    r"[^;。]{0,80}[,，]\s*(?:while|whereas|but|and|yet|though|although|而|但)\s*(?:(?:the|those|patients|cases|tumou?rs|cells|carriers|individuals"
    r"|with|harbou?ring|carrying|bearing|of|携带|伴有?)\s*)*",
    re.IGNORECASE,
)
_DID_NOT = re.compile(
    r"\s*(?:mutations?|mutants?|disease|tumou?rs|cells|patients)?\s*(?:did|do|does|were|was|are|is|had|could|can)\s*not\s*(?:[.,;]|$)"
    r"|(?:者|患者|突变|肿瘤|细胞)*(?:却|则|并)*(?:不能|不可|不会|未能|没有|否|不然|未见|无此)\s*(?:[,;。]|$)",
    re.IGNORECASE,
)
_OF_BENEFIT = re.compile(r"benefit|获益|受益", re.IGNORECASE)


def _others_did_not(level: Level, told: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Alterations of which a clause of contrast only says that they did not (`X responded to D, while those with Y did not`)."""
    stated = [c for c in told if c.predicate == "sensitivity" and c.cue is not None]
    lists = [g for g in groups(level) if g.kind == "alteration"] if stated else []
    for claim in stated if len(lists) > 1 else ():
        cue = claim.cue
        other = next((g for g in lists if cue is not None and g.start >= max(cue.end, claim.subject.end)), None)
        if cue is None or other is None or not _DID_NOT.match(level.text(other.end, level.end)):
            continue
        if _SET_AGAINST.fullmatch(level.text(cue.end, other.start)):
            predicate = "no_effect" if _OF_BENEFIT.search(level.text(cue.start, cue.end)) else "resistance"
            for alteration in other.members:
                yield replace(claim, subject=alteration, predicate=predicate, mechanism="did not"), ""


_OPPOSED = ("resistance", "sensitivity")
_LISTED_SO = " list "
"""An alteration of an announced list that came up under a drug of its own resists that drug."""


def _is_narrowed(emerged: Claim, told: Sequence[Claim]) -> bool:
    """Whether a word says of one agent what else came up under a whole regimen, or under classes of drugs."""
    if emerged.object is not None and emerged.object.type == "DRUG_CLASS":
        return any(
            claim.subject.name == emerged.subject.name and claim.object is not None and claim.object.type == "DRUG"
            for claim in told
        )
    agents = emerged.object.name.split(" + ") if emerged.object is not None else []
    return len(agents) > 1 and any(
        claim.subject.name == emerged.subject.name and claim.object is not None and claim.object.name in agents
        for claim in told
    )


def _emerged(scope: _Scope, level: Level, read: Sequence[Level], held: bearers.Held) -> Iterator[tuple[Claim, str]]:
    """Resistance that a sentence states by what came up while a therapy failed."""
    if not held or scope.section.kind == "table" or _is_heading(scope) or not emergence.is_told(level):
        return
    lists = therapies.drug_groups(level)
    is_lost, is_own = partial(_is_target_lost, scope), partial(_is_own_change, scope)
    for new in emergence.found(level, held, lists, is_lost, is_own):
        shown = therapies.examples(level, read, lists, new.therapy)
        for alteration in details.detailed(level, held, new.alteration):
            for therapy in (*_members(new.therapy, scope, level), *shown):
                yield _arisen(scope, level, alteration, therapy, Span(new.start, new.end), "emergence")
    known = scope.headed or scope.carried
    for failure in failures.found(level, held, lists):
        drugs = _members(failure.therapy, scope, level) if failure.therapy is not None else (known,) if known else ()
        for therapy in drugs:
            if failure.only_given and not _is_own_change(scope, therapy, failure.alteration):
                continue
            yield _arisen(
                scope, level, failure.alteration, therapy, Span(failure.start, failure.end), "emergence context"
            )


def _entered(scope: _Scope, level: Level, held: bearers.Held) -> Iterator[tuple[Claim, str]]:
    """Resistance by the items of a list that names a drug for each."""
    if scope.section.kind == "table" or _is_heading(scope):
        return
    for entry in ledgers.found(level, held):
        for therapy in _members(entry.therapy, scope, level):
            yield _arisen(scope, level, entry.alteration, therapy, Span(entry.start, entry.end), "ledger")


def _is_target_lost(scope: _Scope, drug: Mention, alteration: Mention) -> bool:
    """Whether an alteration takes away the antigen that a product is aimed at."""
    return bool(_GONE.search(alteration.name)) and _aims_at(scope, drug, alteration.gene)


_GONE = re.compile(r" (?:loss|underexpression)$")


def _is_own_change(scope: _Scope, drug: Mention, alteration: Mention) -> bool:
    """Whether an alteration is a change of a drug's own target, and none that people are given the drug for."""
    named = _CHANGE.fullmatch(alteration.name)
    return (
        named is not None
        and drug.type == "DRUG"
        and (named["gene"], _one_letter(named["site"])) not in _driver_sites()
        and _aims_at(scope, drug, named["gene"])
    )


_CHANGE = re.compile(r"(?P<gene>\S+) p\.(?P<site>[A-Z][a-z]{2}\d+)\S*")


@lru_cache(maxsize=1)
def _driver_sites() -> frozenset[tuple[str, str]]:
    """Sites of changes for which drugs against their gene are given."""
    return frozenset((row["gene"], row["site"]) for row in cues("driver_sites"))


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    return {row["three"]: row["one"] for row in cues("amino_acids")}


def _one_letter(site: str) -> str:
    """`Thr315` as `T315`."""
    return _letters().get(site[:3], "") + site[3:]


def _arisen(
    scope: _Scope, level: Level, alteration: Mention, therapy: Mention | None, cue: Span, mechanism: str
) -> tuple[Claim, str]:
    """The claim of resistance of what came up, and the objection to it."""
    clause = level.clauses[level.clause_at(cue.start)]
    word = Response(alteration.start, alteration.end, "resistance", "word")
    claim = Claim(
        "mutation_response", scope.sentence.index, alteration, "resistance", therapy, mechanism,
        _disease(scope, clause, alteration), cue, confidence=_EMERGED,
    )  # fmt: skip
    return claim, _objection(scope, level, clause, word)


_EMERGED = 0.7


def _detoured(scope: _Scope, level: Level, held: bearers.Held) -> Iterator[tuple[Claim, str]]:
    """Resistance by what a text calls a detour around the drug that it speaks of."""
    if scope.section.kind == "table" or _is_heading(scope):
        return
    for alteration, start, end in detours.found(level, held):
        drug = _in_question(scope, alteration)
        if drug is not None:
            yield _arisen(scope, level, alteration, drug, Span(start, end), "detour context")


def _in_question(scope: _Scope, alteration: Mention) -> Mention | None:
    """The drug of the heading or of the words of resistance before, else the class with a target named last."""
    if (known := scope.headed or scope.topic) is not None:
        return known
    if scope.carried is not None and not _aims_at(scope, scope.carried, alteration.gene):
        return scope.carried
    start = scope.section.paragraphs[scope.sentence.paragraph].start if scope.sentence.paragraph >= 0 else 0
    named = [m for m in scope.mentions if m.type == "DRUG_CLASS" and start <= m.start < scope.sentence.start]
    aimed = [m for m in named if therapies.targets(scope.lexicon, m) and not _aims_at(scope, m, alteration.gene)]
    return aimed[-1] if aimed else None


def _overcome(scope: _Scope, level: Level, held: bearers.Held) -> Iterator[tuple[Claim, str]]:
    """Sensitivity to the drugs that a sentence says overcome what an alteration brings."""
    for remedy in remedies.found(level, held) if not _is_heading(scope) else ():
        clause = level.clauses[level.clause_at(remedy.start)]
        reason = _objection(scope, level, clause, Response(remedy.start, remedy.end, "sensitivity", "word"))
        for therapy in _members(remedy.therapy, scope, level):
            yield (
                Claim(
                    "mutation_response", scope.sentence.index, remedy.alteration, "sensitivity", therapy, "remedy",
                    _disease(scope, clause, remedy.alteration), Span(remedy.start, remedy.end), confidence=_REMEDIED,
                ),
                reason,
            )  # fmt: skip


_REMEDIED = 0.75


def _evading(scope: _Scope, level: Level, held: bearers.Held, response: Response) -> Response:
    """A word of evading or choosing as one of response where its object is a therapy.

    What evades something else only escapes, and what is chosen or avoided otherwise says nothing.
    """
    if response.frame == "escape" and clearances.is_passed_by(level, response, partial(_aims_at, scope)):
        return replace(response, frame="word")
    if response.frame not in ("evasion", "adjacent", "advised", "acting"):
        return response
    if response.frame == "acting":
        return replace(response, frame="word" if clearances.is_told(level, response) else "adjacent")
    lists = therapies.drug_groups(level)
    if response.frame == "advised":
        response = replace(response, frame="adjacent")
        if not _is_advised_for(level, held, response):
            return response
    if response.frame == "adjacent":
        objects = [g for g in lists if g.start >= response.end and not all(_TRANSPLANT in m.name for m in g.members)]
        is_object = bool(objects) and _RIGHT_BEFORE.fullmatch(level.text(response.end, objects[0].start))
        return replace(response, frame="word") if is_object else response
    clause = level.clauses[level.clause_at(response.start)]
    this = scope.carried or lists
    behind = next((g for g in lists if g.start >= response.end), None)
    if behind is not None and not level.text(response.end, behind.start).strip():
        return replace(response, frame="word")
    evaded = bool(this) and therapies.words("this_drug").match(level.text(response.end, clause.end).lstrip())
    if evaded or therapies.beside(level, lists, response) or _loses_target(scope, level, held, lists, response):
        return replace(response, frame="word")
    return replace(response, frame="escape")


def _is_advised_for(level: Level, held: bearers.Held, response: Response) -> bool:
    """Whether a drug is advised for carriers: they stand in the clause of the advice, or right before it (`X者,宜换D`)."""
    clause = level.clauses[level.clause_at(response.start)]
    before = [m for at, m in held if at < response.start]
    return bool(before) and (
        before[-1].start >= clause.start
        or _CARRIERS.fullmatch(level.text(before[-1].end, response.start)) is not None
        or _is_resisted_before(level, held, response)
    )


def _is_resisted_before(level: Level, held: bearers.Held, response: Response) -> bool:
    """Whether advice opens a clause right behind one that says carriers resist another drug (`X对D耐药,宜换E`)."""
    number = level.clause_at(response.start)
    clause, earlier = level.clauses[number], level.clauses[number - 1]
    if not number or clause.mark not in (",", "，") or not _SO.fullmatch(level.text(clause.start, response.start)):
        return False
    told = [at for at, _ in held if earlier.start <= at < earlier.end]
    said = responses(level, [m for m in level.mentions if m.type == "ALTERATION"]) if told else ()
    return any(
        told[0] < word.start < clause.start and word.predicate == "resistance" and word.frame == "word" for word in said
    )


_CARRIERS = re.compile(r"[^,;。]{0,8}(?:者|患者|时|patients|disease|cases)\s*[,，]\s*(?:则|均|可)?", re.IGNORECASE)
_SO = re.compile(
    r"\s*(?:(?:故|因此|此时|因而|所以|此类患者|这类患者|患者|者|则|均|都|and|so|thus|therefore|hence|they|patients|these|carriers)\s*)*",
    re.IGNORECASE,
)
_TRANSPLANT = "transplant"
_RIGHT_BEFORE = re.compile(
    r"[\s\x00\"“]*(?:the\s+|an?\s+)?(?:(?!after|while|for|with|if|when|on\b|in\b)[a-z-]+\s+)?", re.IGNORECASE
)


def _loses_target(scope: _Scope, level: Level, held: bearers.Held, lists: Sequence[Group], response: Response) -> bool:
    """Whether what evades is the loss of what a therapy of the sentence is aimed at (`CD19缺失所致的逃逸`)."""
    clause = level.clauses[level.clause_at(response.start)]
    lost = [m for at, m in held if clause.start <= at < clause.end and _LOST.search(m.name)]
    return any(_aims_at(scope, drug, m.gene) for group in lists for drug in group.members for m in lost)


_LOST = re.compile(r" (?:loss|underexpression|mutation|deletion|p\.\S+)$")
_WHETHER = re.compile(r"无论|不管|不论|不拘|与否|[伴有带]或|with|regardless|irrespective", re.IGNORECASE)
_ASIDE = 12
_DEPENDS = re.compile(r"不依赖")
_ANSWERED = re.compile(
    r"获益|受益|疗效|有效|胜出|占优|优于|superior|outperform|敏感|反应(?!率)|应答(?!率)|活性|benefit|respon(?!se rate)|effective"
    r"|efficacy|activ",
    re.IGNORECASE,
)


def _tells_of_response(level: Level, response: Response) -> bool:
    """`无论是否…` is a claim only where a word of response, not a metric alone, is what stays the same."""
    said = level.text(response.start, response.end)
    clause = level.clauses[level.clause_at(response.start)]
    start = min(clause.start, response.start - _ASIDE)
    if _DEPENDS.match(said):
        return bool(_ANSWERED.search(level.text(clause.start, clause.end)))
    return not _WHETHER.match(said) or bool(_ANSWERED.search(level.text(start, level.end)))


def _claims(
    scope: _Scope, level: Level, read: Sequence[Level], response: Response, bearer: Bearer
) -> Iterator[tuple[Claim, str]]:
    clause = level.clauses[level.clause_at(response.start)]
    reason = _objection(scope, level, clause, response)
    predicate = _predicate(level, clause, response)
    if predicate == "resistance" and (
        reversals.is_undone(level, clause.start, response.start, bearer.alterations)
        or reversals.is_covered(level, clause.start, (response.start, response.end))
    ):
        predicate = "sensitivity"
    objects, mechanism = _objects(scope, level, read, clause, response)
    if response.frame != "prognosis" and not objects:
        reason, objects = reason or "no therapy named, and none from the context", (None,)
    if response.frame == "prognosis" and reversals.is_of_therapy(level, clause, (response.start, response.end)):
        reason = reason or "a therapy improves the outcome of a group"
    if reversals.is_by_another(level, clause.start, (response.start, response.end)):
        reason = reason or "a therapy makes sensitive to another"
    if bearer.distance and _RESTORED.search(level.text(clause.start, response.end)):
        reason = reason or "a therapy restores what the alteration took"
    if bearer.distance and therapies.words("lesser").search(level.text(response.start, response.end)):
        reason = reason or "what is compared is not named"
    if _is_topic(level, bearer, response):
        reason = reason or "a heading names a topic"
    if _is_heading(scope) and (bearer.distance or mechanism):
        reason = reason or "a title lists topics"
    confidence = _SAME[response.frame] - 0.07 * bearer.distance - (0.1 if mechanism == "context" else 0.0)
    on_target = objects == (None,) and _is_on_target(scope, response)
    for alteration in dict.fromkeys(bearer.alterations):
        own = _own_inhibitors(scope, alteration) if on_target else ()
        if not own and objects == (None,) and response.predicate == "resistance" and response.frame in _SAID:
            own = _only_aimed(scope, alteration)
        paired = _paired(scope, level, response, bearer, alteration, objects)
        for therapy in own or (objects if paired is None else paired):
            claim = Claim(
                "mutation_response", scope.sentence.index, alteration, predicate, therapy,
                f"{response.frame} {bearer.mechanism} {mechanism}".strip(), _disease(scope, clause, alteration),
                Span(response.start, response.end), confidence=round(confidence, 2),
            )  # fmt: skip
            for more in _compared(level, clause, response, bearer):
                yield replace(claim, subject=more, predicate=_OPPOSITES[predicate], mechanism="compared"), reason
            yield (
                claim,
                ("" if own else reason)
                or _self_reference(alteration, therapy)
                or _target_only(level, response, alteration),
            )


_SAID = ("word", "binding", "scale")
_MECHANISMS = re.compile(
    r"\b(?:mechanisms?|drivers?|basis|causes?|patterns?|landscape|determinants?|mediators?|forms?|biology|genomics|management|treatment|overview)"
    r"\s+(?:of|for|behind|underlying)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_AND_TOPIC = re.compile(r"\s*(?:与|和|及)[^,;。]{1,20}")
_OF_POPULATION = re.compile(r"\bin\s+(?:patients\s+with\s+|advanced\s+|metastatic\s+)?$", re.IGNORECASE)
_TOPIC_ENDS = re.compile(r"\s*(?:的(?:关系|机制|研究进展|研究|联系|现状|进展|相关性))*\s*。?\s*")


def _is_topic(level: Level, bearer: Bearer, response: Response) -> bool:
    """Whether a level without a verb only sets an alteration beside a resistance (`X与D耐药`, `X与D耐药的关系`), or says
    in whom (`mechanisms of resistance to D in X-mutant cancer`)."""
    last = max(m.end for m in bearer.alterations)
    first = min(m.start for m in bearer.alterations)
    if first >= response.end and response.predicate == "resistance":
        return _MECHANISMS.search(level.text(level.start, response.start)) is not None and (
            _OF_POPULATION.search(level.text(response.end, first)) is not None
        )
    return (
        last <= response.start
        and response.predicate == "resistance"
        and _TOPIC_ENDS.fullmatch(level.text(response.end, level.end)) is not None
        and _AND_TOPIC.fullmatch(level.text(last, response.start)) is not None
        and not level.text(level.start, first).strip()
    )


def _paired(
    scope: _Scope,
    level: Level,
    response: Response,
    bearer: Bearer,
    alteration: Mention,
    objects: Sequence[Mention | None],
) -> tuple[Mention, ...] | None:
    """The drugs of an announced list's own item (`X之于D,Y之于E`); None where the list has one drug for all.

    An item of a later pair that leaves out the word has none of the first pair's.
    """
    if (respective := pairings.respective(level, bearer.alterations, objects)) is not None:
        return respective[alteration.span]
    if bearer.mechanism == "link" and any(m == alteration for _, m in pairings.gapped(level, bearer.alterations[0])):
        return ()
    behind = [drug for drug in objects if drug is not None and drug.start >= response.end]
    if bearer.mechanism not in ("list", "link") or not behind or not level.start <= behind[0].start < level.end:
        return None
    group = pairings.own(level, alteration)
    if group is not None:
        return _members(group, scope, level)
    return () if pairings.is_elsewhere(level, alteration, behind[0]) else None


def _is_on_target(scope: _Scope, response: Response) -> bool:
    """Whether a sentence without a therapy speaks of resistance by changes of the drugs' own targets."""
    said = scope.section.text.text[scope.sentence.start : scope.sentence.end]
    return response.predicate == "resistance" and bool(therapies.words("on_target").search(said))


_TAKEN, _TAKEN_REACH = (
    re.compile(r"\b(?:loss|absence|disappearance|clearance) of\s+$|(?:丢失|失去|清除)了?$", re.IGNORECASE),
    20,
)


def _only_aimed(scope: _Scope, alteration: Mention) -> tuple[Mention, ...]:
    """The drug of the paragraph that acts on the altered gene, where the paragraph has named but one."""
    said = scope.section.text.text[scope.sentence.start : scope.sentence.end]
    if scope.sentence.paragraph < 0 or " p." not in alteration.name or not therapies.words("of_drugs").search(said):
        return ()
    if _TAKEN.search(
        scope.section.text.text, max(scope.sentence.start, alteration.start - _TAKEN_REACH), alteration.start
    ):
        return ()
    start = scope.section.paragraphs[scope.sentence.paragraph].start
    named = [m for m in scope.mentions if m.type == "DRUG" and start <= m.start < scope.sentence.start]
    aimed = {m.name: m for m in named if _aims_at(scope, m, alteration.gene or alteration.name.split(" ")[0])}
    return tuple(aimed.values()) if len(aimed) == 1 else ()


def _own_inhibitors(scope: _Scope, alteration: Mention) -> tuple[Mention, ...]:
    """The class of drugs against the altered gene that the paragraph has named last, else the last such drug."""
    if scope.sentence.paragraph < 0:
        return ()
    start = scope.section.paragraphs[scope.sentence.paragraph].start
    named = [m for m in scope.mentions if start <= m.start < scope.sentence.start]
    for kind in ("DRUG_CLASS", "DRUG"):
        aimed = [
            m for m in named if m.type == kind and _aims_at(scope, m, alteration.gene or alteration.name.split(" ")[0])
        ]
        if aimed:
            return (aimed[-1],)
    return ()


def _aims_at(scope: _Scope, drug: Mention, gene: str) -> bool:
    known = therapies.targets(scope.lexicon, drug)
    families = {target.removesuffix(" family") for target in known if target.endswith(" family")}
    return bool(gene) and (gene in known or gene.rstrip("0123456789") in families)


def _compared(level: Level, clause: Clause, response: Response, bearer: Bearer) -> tuple[Mention, ...]:
    """The alterations that a response is measured against, for which the opposite holds.

    They stand behind a word that compares (`对D不如Y敏感`, `a better survival than Y`), or are set against (`unlike Y`).
    """
    if response.predicate not in _OPPOSITES or bearer.distance:
        return ()
    others = [m for m in level.mentions if m.type == "ALTERATION" and m not in bearer.alterations]
    others = [m for m in others if not _NATIVE.search(level.text(level.start, m.start))]
    against = tuple(m for m in others if _UNLIKE.search(level.text(level.start, m.start)))
    said = level.text(response.start, response.end)
    comparing = {"resistance": "lesser", "sensitivity": "greater"}.get(response.predicate)
    behind = [m for m in others if response.start <= m.start < clause.end]
    if comparing is not None and therapies.words(comparing).search(said):
        near = tuple(m for m in behind if m.start < response.end + _MEASURED_REACH)
    elif _COMPARATIVE.search(said):
        named = [m for m in behind if not m.name.endswith(_UNALTERED)]
        near = tuple(m for m in named if _THAN.fullmatch(level.text(response.end, m.start)))
    else:
        near = ()
    return (*against, *near)


_OPPOSITES = {
    "resistance": "sensitivity",
    "sensitivity": "resistance",
    "better_prognosis": "worse_prognosis",
    "worse_prognosis": "better_prognosis",
}
_UNALTERED = ("wild-type", "unmutated")
_UNLIKE = re.compile(
    r"(?:\bunlike|\bin contrast (?:to|with)|\bas opposed to|不同于|有别于)\s+(?:(?:patients|those|cases)\s+with\s+)?$",
    re.IGNORECASE,
)
_NATIVE = re.compile(
    r"(?:\b(?:native|un-?mutated|non-?mutated|parental|wild-?type)\s+|(?:野生型|天然|未突变)的?\s*)$", re.IGNORECASE
)
"""What marks the fusion itself, without the change spoken of, as what a change is measured against (`than native BCR-ABL1`)."""
_COMPARATIVE = re.compile(
    r"\b(?:better|worse|longer|shorter|poorer|inferior|superior|higher|lower|less|more|greater)\b", re.IGNORECASE
)
_THAN = re.compile(
    r"[^,;.]{0,40}?\bthan\s+(?:(?:in|for|with|of|that|those|the|patients|cases|cells|carriers|carrying|harbou?ring|bearing)\s+){0,5}",
    re.IGNORECASE,
)
_MEASURED_REACH = 40

_RESTORED = re.compile(r"恢复[^,;。]{0,8}敏感[性度]?$|restor\w+\s+(?:\w+\s+){0,3}sensiti\w+$", re.IGNORECASE)


def _is_heading(scope: _Scope) -> bool:
    return scope.section.kind == "title" or (scope.sentence.paragraph < 0 and scope.section.heading_end > 0)


def _predicate(level: Level, clause: Clause, response: Response) -> str:
    """Resistance that an alteration is said not to bring about is no effect."""
    said = level.text(max(clause.start, response.start - _DENIAL_REACH), response.end)
    if response.predicate == "no_effect" and _IS_ACTED_ON.search(said) and _acts_on_it(level, clause, response):
        return "resistance"
    denied = therapies.words("denied" if response.predicate == "resistance" else "unpredicted").search(said)
    return "no_effect" if denied and response.frame != "prognosis" else response.predicate


def _acts_on_it(level: Level, clause: Clause, response: Response) -> bool:
    """Whether it is a drug before the word that does nothing to an alteration right behind it."""
    before = [m for m in level.within(clause.start, response.start) if family(m)]
    behind = [m for m in level.within(response.end, clause.end) if family(m)]
    return (
        bool(before and behind)
        and all(family(m) == "drug" for m in before)
        and behind[0].type == "ALTERATION"
        and behind[0].start - response.end <= _ON
    )


_ON = 12
_IS_ACTED_ON = re.compile(r"(?:effect|impact)(?:\s+on)?$|影响$", re.IGNORECASE)
_DENIAL_REACH = 30


def _self_reference(alteration: Mention, therapy: Mention | None) -> str:
    overlaps = therapy is not None and therapy.start < alteration.end and alteration.start < therapy.end
    return "the therapy is part of the alteration's name" if overlaps else ""


_WHATEVER = re.compile(r"(?:无论|不管|不论|regardless of|irrespective of)\s*$", re.IGNORECASE)
_RELATIVE = re.compile(r"who|whose|which", re.IGNORECASE)


_INHIBITS = re.compile(r"抑制[^,;。]{0,4}活性|inhibitory activity", re.IGNORECASE)
_CHANGED = re.compile(r"突变|耐药|阳性|融合|mut|positive|fusion", re.IGNORECASE)


def _target_only(level: Level, response: Response, alteration: Mention) -> str:
    """A fusion named bare is what the drug inhibits, not what tells patients apart."""
    if "::" not in alteration.name or _CHANGED.search(alteration.text):
        return ""
    return "the fusion is the target" if _INHIBITS.match(level.text(response.start, response.end)) else ""


def _objection(scope: _Scope, level: Level, clause: Clause, response: Response) -> str:
    """Why a relation is no claim: disputed or unclear (ruling 4), an open question, or said not to hold."""
    number = level.clause_at(response.start)
    following = level.clauses[number + 1 : number + 2]
    disputed = therapies.words("disputed")
    if (
        disputed.search(level.text(response.start, min(clause.end, response.end + 24)))
        or any(
            _OPENLY.sub("", level.text(c.start, c.end)).startswith(m.group())
            for c in following
            if (m := disputed.search(level.text(c.start, c.end)))
        )
        or any(_closes_open(level, c) for c in following)
    ):
        return "the relation is said to be disputed or unclear"
    earlier = level.clauses[number - 1] if number and _RELATIVE.fullmatch(clause.mark) else clause
    said = level.text(earlier.start, response.start)
    asked = therapies.words("open").search(said)
    if (asked and not _WHATEVER.search(said[: asked.start()])) or _is_question(scope):
        return "the relation is an open question"
    if _is_of_enrolled(level, number, response):
        return "the words tell who is enrolled"
    return "the relation is said not to hold" if therapies.words("unsaid").search(said) else ""


def _is_of_enrolled(level: Level, number: int, response: Response) -> bool:
    """Whether a word of resistance only tells which patients a study takes (`纳入X突变、内分泌耐药的患者`)."""
    clause = level.clauses[number]
    if response.predicate != "resistance" or not _PATIENTS.match(level.text(response.end, clause.end)):
        return False
    told = any(m.type == "ALTERATION" for m in level.within(clause.start, response.start))
    start = clause.start if told or not number else level.clauses[number - 1].start
    return therapies.words("enrolled").search(level.text(start, response.start)) is not None


_PATIENTS = re.compile(
    r"(?:型|性)?的?[^,;。]{0,14}?(?:患者|病例|人群|者)"
    r"|\s+(?:[\w-]+\s+){0,4}?(?:patients|disease|cancers?|carcinomas?|tumou?rs?|lymphomas?|leuk\w+|myeloma)\b",
    re.IGNORECASE,
)


def _closes_open(level: Level, clause: Clause) -> bool:
    """Whether a clause that names nothing itself ends in saying that reports disagree (`,几项研究说法不一`)."""
    said = level.text(clause.start, clause.end).rstrip()
    is_bare = not any(family(m) for m in level.within(clause.start, clause.end))
    return (
        is_bare
        and len(said) <= _SHORT_CLAUSE
        and any(m.end() == len(said) for m in therapies.words("disagreeing").finditer(said))
    )


_SHORT_CLAUSE = 48
_OPENLY = re.compile(r"^\s*(?:但|其(?=意义)|目前|至今|迄今|仍|尚|还|此|这|一点)*")


def _is_question(scope: _Scope) -> bool:
    text = scope.section.text.text
    return text[scope.sentence.start : scope.sentence.end].rstrip(' \n"”').endswith(("?", "？"))


def _objects(
    scope: _Scope, level: Level, read: Sequence[Level], clause: Clause, response: Response
) -> tuple[tuple[Mention | None, ...], str]:
    """The therapies of a response word and where they were found; `none` for prognosis alone."""
    lists = therapies.drug_groups(level)
    if response.frame == "prognosis":
        given = therapies.given_to(level, lists, clause, response)
        return (_members(given, scope, level), "") if given else ((None,), "")
    if response.frame == "binding":
        if pair := therapies.referred(level, lists, clause) or _pair(scope, level, clause):
            return pair, "context"
        bound = therapies.bound(lists, response)
        known = _only_before(level, lists, response) or scope.topic or scope.recent
        if bound is None and known is not None and _A_DRUG.search(level.text(response.start, response.end)):
            return (known,), "context"
        shown = therapies.examples(level, read, lists, bound) if bound else ()
        return ((*_members(bound, scope, level), *shown), "") if bound else ((), "")
    if response.frame == "relapse":
        after = therapies.given_before(level, lists)
        if (
            after is None
            and scope.topic is not None
            and {m.name for g in lists for m in g.members} <= {scope.topic.name}
        ):
            return (scope.topic,), "context"
        return (_members(after, scope, level), "") if after else ((), "")
    if _PREDICTED.match(level.text(response.start, response.end)):
        named = therapies.in_clause(level, lists, clause, response)
        return (_members(named, scope, level), "") if named else ((), "")
    if taken := _taken_up(scope, level, lists, clause, response):
        return taken, "context"
    tied = therapies.beside(level, lists, response)
    if tied is None and (carried := therapies.own(level, response, scope.lexicon)) is not None:
        return (carried,), ""
    tied = tied or therapies.in_clause(level, lists, clause, response)
    where = "" if tied else "sentence"
    if tied is None and bearers.is_contrast(level.text(clause.start, clause.end)) and clause.mark[:1] != "而":
        general = therapies.in_general(level, clause, scope.lexicon)
        if general is not None:
            return (general,), "general"
    if tied is None and (pair := therapies.referred(level, lists, clause) or _pair(scope, level, clause)):
        return _given_together(scope, level, clause, pair), "context"
    tied = tied or therapies.in_sentence(level, lists, clause, response)
    if tied is None and level.opener >= 0:
        tied = therapies.owner(read, level)
    if tied is not None:
        examples = therapies.examples(level, read, lists, tied)
        return (*_members(tied, scope, level), *examples), where
    if drugs := _above(scope, level, clause) or _other(scope, level, clause) or _antecedent(scope, level):
        return drugs, "context"
    general = therapies.in_general(level, clause, scope.lexicon)
    if general is not None:
        return (general,), "general"
    if scope.topic is None and response.frame in ("word", "scale"):
        if scope.recent and _goes_on(level, response):
            return (scope.recent,), "context"
        if scope.carried and _THIS_DRUG.search(level.view):
            return (scope.carried,), "context"
    if scope.topic is None and (alone := _drug_spoken_of(scope, level, clause, response)):
        return (alone,), "context"
    known = scope.topic or (scope.monograph if response.frame in ("word", "scale") else None)
    return ((known,), "context") if known is not None else ((), "")


def _drug_spoken_of(scope: _Scope, level: Level, clause: Clause, response: Response) -> Mention | None:
    """The one drug that a paragraph has named, else the one named just before, where a clause says how carriers respond.

    The clause has its alteration before the word (`X had no bearing on response`), or says of those behind it that they
    make no difference (`Responses were seen regardless of X`).
    """
    if scope.section.kind == "table" or scope.sentence.paragraph < 0 or level.opener >= 0:
        return None
    outward = response.frame == "unaffected" and _ANSWERED.search(level.text(clause.start, response.start))
    own = response.frame in ("word", "scale") and any(
        m.type == "ALTERATION" for m in level.within(clause.start, response.start)
    )
    if not outward and not (own and therapies.words("of_response").search(level.text(response.start, clause.end))):
        return None
    start = scope.section.paragraphs[scope.sentence.paragraph].start
    before = [m for m in scope.mentions if start <= m.start < scope.sentence.start]
    named = {m.name: m for m in before if m.type in ("DRUG", "REGIMEN")}
    if len(named) == 1:
        return next(iter(named.values()))
    near = scope.carried is not None and scope.sentence.start - scope.carried.end <= _SPOKEN_OF
    return scope.carried if outward and near else None


_SPOKEN_OF = 240


def _only_before(level: Level, lists: Sequence[Group], response: Response) -> Mention | None:
    """The one drug that a sentence has named before a word of binding (`Under D, X weakens drug binding`)."""
    named = {m.name: m for g in lists if g.end <= response.start for m in g.members if m.type != "DRUG_CLASS"}
    return next(iter(named.values())) if len(named) == 1 else None


def _taken_up(
    scope: _Scope, level: Level, lists: Sequence[Group], clause: Clause, response: Response
) -> tuple[Mention, ...]:
    """`对两种双抗耐药`, `使其失效`: the drugs before that a counted class or the object of a causative verb takes up."""
    said = level.text(clause.start, response.end)
    if _counted().search(said):
        named = {m.name: m for g in lists if g.end <= clause.start for m in g.members if m.type == "DRUG"}
        wanted = {m.name for g in lists if clause.start <= g.start < clause.end for m in g.members}
        alike = [m for m in named.values() if not wanted or wanted & set(therapies.kinds(scope.lexicon, m))]
        return tuple(alike[-2:]) if len(alike) > 1 else ()
    if not _made().search(said):
        return ()
    before = [g for g in lists if g.end <= response.start]
    if before:
        return _members(before[-1], scope, level)
    return (scope.carried,) if scope.carried is not None else ()


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    return re.compile(rf"{therapies.forms('two_drugs')}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _made() -> re.Pattern[str]:
    return re.compile(rf"{therapies.forms('makes_it')}", re.IGNORECASE)


def _pair(scope: _Scope, level: Level, clause: Clause) -> tuple[Mention, ...]:
    """`两药`, `both drugs`: the two drugs of its targets that the paragraph has named last."""
    if not _two().search(level.text(clause.start, clause.end)) or scope.sentence.paragraph < 0:
        return ()
    named = _named_before(scope)
    return named[-2:] if len(named) > 1 else ()


_TOGETHER = re.compile(
    r"(?:[两二双]药|[两二]者)(?:的)?(?:联合|联用|合用|组合)|\b(?:the|this|their) (?:combination|doublet)\b",
    re.IGNORECASE,
)


def _given_together(scope: _Scope, level: Level, clause: Clause, pair: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Two drugs as the regimen that a clause makes of them (`对两药联合仍耐药`), else each by itself."""
    drugs = {m.name: m for m in pair if m.type == "DRUG"}
    if len(drugs) != _TWO or not _TOGETHER.search(level.text(clause.start, clause.end)):
        return pair
    concept = scope.lexicon.concept("REGIMEN", " + ".join(sorted(drugs, key=str.lower)))
    return (replace(pair[-1], type="REGIMEN", concept=concept, reason="two drugs given together", parts=pair),)


@lru_cache(maxsize=1)
def _two() -> re.Pattern[str]:
    forms = therapies.forms
    return re.compile(
        rf"{forms('two_lead')}{forms('two')}|{forms('two_drugs')}|{forms('both_lead')}(?:\s+{forms('both_drugs')}|[,.;])",
        re.IGNORECASE,
    )


def _named_before(scope: _Scope) -> tuple[Mention, ...]:
    """The drugs of the paragraph before a sentence, once each; those of the altered genes only, if there are any."""
    start = scope.section.paragraphs[scope.sentence.paragraph].start
    named = {m.name: m for m in scope.mentions if m.type == "DRUG" and start <= m.start < scope.sentence.start}
    inside = [m for m in scope.mentions if scope.sentence.start <= m.start < scope.sentence.end]
    genes = {g for m in inside if m.type == "ALTERATION" for g in re.split(";|::", m.gene or m.name.split(" ")[0])}
    aimed = tuple(m for m in named.values() if genes & set(therapies.targets(scope.lexicon, m)))
    return aimed or tuple(named.values())


def _above(scope: _Scope, level: Level, clause: Clause) -> tuple[Mention, ...]:
    """`上述药物`, `these agents`: every drug that the paragraph has named before, once."""
    if not _THE_ABOVE.search(level.text(clause.start, clause.end)) or scope.sentence.paragraph < 0:
        return ()
    return _named_before(scope)


def _other(scope: _Scope, level: Level, clause: Clause) -> tuple[Mention, ...]:
    """Of two drugs that the sentence before compares the one that a clause of contrast does not name."""
    against = therapies.contrasted(level, clause)
    named = {m.name: m for m in scope.before if m.type in ("DRUG", "REGIMEN")}
    if against is None or len(named) != _TWO or against.members[0].name not in named:
        return ()
    return tuple(m for name, m in named.items() if name != against.members[0].name)


def _antecedent(scope: _Scope, level: Level) -> tuple[Mention, ...]:
    """What `后者` at the beginning takes up, or the therapy whose study a sentence goes on about with its subgroups."""
    if level.opener >= 0 or not scope.previous:
        return ()
    if (last := antecedents.latter(level, scope.previous)) is not None:
        return (last,)
    return antecedents.studied(scope.section.text.text, level, scope.previous, scope.lexicon)


_TWO = 2
_THE_ABOVE = re.compile(
    r"(?:上述|以上|这些|这几种|前述)(?:各|几种|两种|三种|靶向)?(?:药物|药|抑制剂|制剂)|\b(?:these|the above|all of these)\s+(?:agents|drugs|inhibitors)",
    re.IGNORECASE,
)
_THIS_DRUG = re.compile(r"该药|此药|本药|\bthis (?:agent|drug|inhibitor)\b", re.IGNORECASE)
_STILL = re.compile(r"\bstill\b|仍|依然", re.IGNORECASE)


def _goes_on(level: Level, response: Response) -> bool:
    """Whether a sentence speaks of the drug just named: it says so, or that an alteration still responds."""
    if _OF_IT.search(level.view):
        return True
    still = _STILL.search(level.text(max(level.start, response.start - 6), response.end))
    return response.predicate == "sensitivity" and still is not None


_A_DRUG = re.compile(r"药物|其结合|drug", re.IGNORECASE)
_OF_IT = re.compile(
    r"^\s*(?:其|它)(?!中|他|它|余|次|一|二|三|实)|本品|该药|此药|本药|\bth(?:is|e) (?:agent|drug|inhibitor)\b",
    re.IGNORECASE,
)
_PREDICTED = re.compile(
    r"(?:预测|预示)(?!(?:药物|治疗|其|临床|患者|对|的|该药|良好|较好|更好|更佳|显著)*(?:敏感|反应|疗效|应答|获益))"
)


def _members(group: Group, scope: _Scope, level: Level) -> tuple[Mention, ...]:
    return therapies.members(group, scope.lexicon, level)


def _disease(scope: _Scope, clause: Clause, alteration: Mention) -> dict[str, str]:
    section, sentence = scope.section, scope.sentence
    text = section.text.text
    scopes = [(clause.start, clause.end), (sentence.start, sentence.end)]
    if 0 <= sentence.paragraph < len(section.paragraphs):
        paragraph = section.paragraphs[sentence.paragraph]
        scopes += [(paragraph.start, sentence.start), (paragraph.start, paragraph.end)]
    if section.heading_end:
        scopes.append((0, section.heading_end))
    found = diseases.nearest(text, scope.mentions, alteration.start, scopes, scope.lexicon)
    for heading in reversed(section.heading):
        found = found or diseases.in_text(heading, scope.lexicon)
    found = found or diseases.in_text(scope.context.title, scope.lexicon)
    if found is not None:
        found = diseases.narrowed(found, (*reversed(section.heading), scope.context.title), scope.lexicon)
    return {"disease_id": found.concept_id, "disease": found.name} if found else {"disease_id": "", "disease": ""}
