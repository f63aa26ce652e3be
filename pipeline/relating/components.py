"""The room's stages as spaCy factories: one a relation, each a thin shell around its `find`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
            held.mentions = _with_figures(held.mentions, held.claims)
        return doc

    return stage


def _with_figures(mentions: tuple[Mention, ...], claims: Sequence[Claim]) -> tuple[Mention, ...]:
    """The mentions with the figures of claims that stand inside none of them, each once, in order."""
    told = {c.object.span: c.object for c in claims if c.relation == "trial_metric" and c.object is not None}
    figures = [m for m in told.values() if m.type == "VALUE" and isinstance(m.detail, Measure)]
    free = [m for m in figures if not any(other.start < m.end and m.start < other.end for other in mentions)]
    return tuple(sorted((*mentions, *free), key=lambda m: (m.start, m.end))) if free else mentions
