"""The room's stages as spaCy factories, one a qualifier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.qualifying import assertion, citations, evidence
from pipeline.records import Claim, Context, Section, Sentence

Stage = Callable[[Doc], Doc]
Judge = Callable[[Section, Context, Claim, tuple[int, int], tuple[int, int]], dict[str, Any]]


def _stage(judge: Judge) -> Stage:
    """A stage that sets on each claim the qualifiers that `judge` returns."""

    def stage(doc: Doc) -> Doc:
        held = doc._
        if claims := held.claims:
            section, context, sentences = held.section, held.context, held.sentences
            held.claims = tuple(_judged(section, context, c, sentences[c.sentence], judge) for c in claims)
        return doc

    return stage


def _judged(section: Section, context: Context, claim: Claim, stated: Sentence, judge: Judge) -> Claim:
    """The claim with what a judge says of it; the same claim where that is what it says already."""
    sentence = stated.start, stated.end
    found = judge(section, context, claim, sentence, _extent(claim, sentence))
    if all(getattr(claim.qualifiers, name) == value for name, value in found.items()):
        return claim
    return replace(claim, qualifiers=replace(claim.qualifiers, **found))


def _extent(claim: Claim, sentence: tuple[int, int]) -> tuple[int, int]:
    """The stretch of the sentence that the claim's names and cue span."""
    last, first = sentence
    for part in (claim.subject, claim.object, claim.cue):
        if part is not None and sentence[0] <= part.start and part.end <= sentence[1]:
            first, last = min(first, part.start), max(last, part.end)
    return (first, last) if first <= last else sentence


def _stated(claim: Claim, extent: tuple[int, int]) -> tuple[int, int]:
    """The cue and the target of a claim, without its agent."""
    spans = [(m.start, m.end) for m in (claim.cue, claim.object) if m is not None]
    inside = [(start, end) for start, end in spans if extent[0] <= start and end <= extent[1]]
    return (min(s for s, _ in inside), max(e for _, e in inside)) if inside else extent


def _said(claim: Claim) -> tuple[int, int] | None:
    """The alteration and the words that tell its response, where the therapy stands before both."""
    subject, cue, therapy = claim.subject, claim.cue, claim.object
    if cue is None or therapy is None or therapy.end > min(subject.start, cue.start):
        return None
    return min(subject.start, cue.start), max(subject.end, cue.end)


@Language.factory("litmine_polarity")
def create_polarity(nlp: Language, name: str) -> Stage:
    """Sets polarity of drug_target claims; the other relations state it in predicate or value."""

    def judge(
        section: Section, context: Context, claim: Claim, sentence: tuple[int, int], extent: tuple[int, int]
    ) -> dict[str, Any]:
        if claim.relation != "drug_target" or claim.mechanism.startswith("apposition"):
            return {}
        cue = claim.cue.start if claim.cue else -1
        return {"polarity": assertion.polarity(section.text.text, sentence, _stated(claim, extent), cue)}

    return _stage(judge)


@Language.factory("litmine_certainty")
def create_certainty(nlp: Language, name: str) -> Stage:
    """Sets certainty."""

    def judge(
        section: Section, context: Context, claim: Claim, sentence: tuple[int, int], extent: tuple[int, int]
    ) -> dict[str, Any]:
        is_target = claim.relation == "drug_target"
        said = _said(claim) if claim.relation == "mutation_response" else None
        return {"certainty": assertion.certainty(section.text.text, sentence, extent, is_target, said)}

    return _stage(judge)


@Language.factory("litmine_setting")
def create_setting(nlp: Language, name: str) -> Stage:
    """Sets the setting."""

    def judge(
        section: Section, context: Context, claim: Claim, sentence: tuple[int, int], extent: tuple[int, int]
    ) -> dict[str, Any]:
        text = section.text.text
        if claim.relation == "mutation_response":
            return {"setting": evidence.of_response(text, sentence, extent, _is_found(section, claim))}
        of_claim = evidence.of_target if claim.relation == "drug_target" else evidence.of_figure
        return {"setting": of_claim(text, sentence, extent)}

    return _stage(judge)


_FOUND = ("emergence", "relapse", "remedy")


def _is_found(section: Section, claim: Claim) -> bool:
    """Whether a response is one that was seen in patients by its form: what came up, a prognosis, a row of a table."""
    return section.kind == "table" or claim.predicate.endswith("prognosis") or claim.mechanism.startswith(_FOUND)


def _cites(section: Section, sentence: tuple[int, int], number: int) -> bool:
    marks = (mark for mark in section.marks if sentence[0] < mark.position <= sentence[1] + 1)
    return any(number in mark.numbers for mark in marks)


@Language.factory("litmine_citations")
def create_citations(nlp: Language, name: str) -> Stage:
    """Sets markers and DOIs."""

    def judge(
        section: Section, context: Context, claim: Claim, sentence: tuple[int, int], extent: tuple[int, int]
    ) -> dict[str, Any]:
        ends = [m.end for m in (claim.subject, claim.object) if m is not None]
        numbers = citations.supporting(section.marks, sentence, extent, ends)
        named = claim.fields.get("trial", "")
        if named.startswith("[") and (not numbers or _cites(section, sentence, int(named.strip("[]")))):
            numbers = (int(named.strip("[]")),)
        markers, dois = citations.resolved(numbers, context.references)
        return {"citations": markers, "dois": dois}

    return _stage(judge)
