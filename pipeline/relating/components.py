"""The room's stages as spaCy factories: one a relation, each a thin shell around its `find`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import lexicon
from pipeline.lexicon import Lexicon
from pipeline.records import Candidate, Claim, Context, Measure, Mention, Section, Sentence
from pipeline.relating import drug_target, mutation_response, trial_metric

Stage = Callable[[Doc], Doc]
Find = Callable[
    [Section, Sequence[Sentence], Sequence[Mention], Context, Lexicon], tuple[Sequence[Claim], Sequence[Candidate]]
]


def _stage(find: Find) -> Stage:
    vocabulary = lexicon.load()

    def stage(doc: Doc) -> Doc:
        held = doc._
        claims, candidates = find(held.section, held.sentences, held.mentions, held.context, vocabulary)
        if claims:
            held.claims = (*held.claims, *claims)
        if candidates:
            held.candidates = (*held.candidates, *candidates)
        return doc

    return stage


@Language.factory("litmine_drug_target")
def create_drug_target(nlp: Language, name: str) -> Stage:
    """Adds drug_target claims."""
    return _stage(drug_target.find)


@Language.factory("litmine_mutation_response")
def create_mutation_response(nlp: Language, name: str) -> Stage:
    """Adds mutation_response claims."""
    return _stage(mutation_response.find)


@Language.factory("litmine_trial_metric")
def create_trial_metric(nlp: Language, name: str) -> Stage:
    """Adds trial_metric claims, and as VALUE mentions the bare figures of table cells that they are made of."""
    read = _stage(trial_metric.find)

    def stage(doc: Doc) -> Doc:
        held = read(doc)._
        if held.claims:
            held.mentions = _with_figures(held.section.text.text, held.mentions, held.claims)
        return doc

    return stage


_INTERVAL = re.compile(
    r"\s*[(\[\t]\s*(?P<interval>-?\d*\.?\d+\s*(?:-|–|—|~|至|,|to)\s*-?\d*\.?\d+)(?=\s*(?:%\s*)?(?:[)\]\t\n]|$))"
)
"""An interval in brackets, or in the next cell, whose name stands elsewhere (`0.65 (0.49-0.86)`)."""


def _with_figures(text: str, mentions: tuple[Mention, ...], claims: Sequence[Claim]) -> tuple[Mention, ...]:
    """The mentions with the figures of claims that stand inside none of them, and their intervals, each once, in order."""
    told = {c.object.span: c for c in claims if c.relation == "trial_metric" and c.object is not None}
    figures: list[Mention] = []
    for claim in told.values():
        if claim.object is not None and claim.object.type == "VALUE" and isinstance(claim.object.detail, Measure):
            figures.append(claim.object)
            if claim.fields.get("ci_low") and (match := _INTERVAL.match(text, claim.object.end)):
                figures.append(_interval(match, claim.fields))
    free = [m for m in figures if not any(other.start < m.end and m.start < other.end for other in mentions)]
    return tuple(sorted((*mentions, *free), key=lambda m: (m.start, m.end))) if free else mentions


def _interval(match: re.Match[str], fields: Mapping[str, str]) -> Mention:
    low, high = fields["ci_low"], fields.get("ci_high", "")
    measure = Measure("interval", f"{low}-{high}", "", "", low, high)
    start, end = match.span("interval")
    return Mention(start, end, "VALUE", match["interval"], None, 0.9, "interval behind its figure", "measures", measure)
