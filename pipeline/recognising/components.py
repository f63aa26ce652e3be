"""The room's stages as spaCy factories, each a thin shell around one plain function."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import lexicon
from pipeline.recognising import (
    alterations,
    classes,
    clippings,
    combinations,
    compounds,
    diseases,
    endpoints,
    lookalikes,
    measures,
    names,
    namesakes,
    numbered,
    overlaps,
    protocols,
    responses,
    shorts,
)
from pipeline.recognising.terms import TermFinder

Stage = Callable[[Doc], Doc]


@Language.factory("litmine_terms")
def create_terms(nlp: Language, name: str) -> Stage:
    """Adds names of the lexicon and the paper's own short forms to `doc._.mentions`."""
    vocabulary = lexicon.load()
    finder = TermFinder(vocabulary)

    def stage(doc: Doc) -> Doc:
        held = doc._
        text = held.section.text.text
        known = list(lookalikes.without(text, held.context.key, finder.find(text)))
        known = list(classes.without_verbs(text, namesakes.without(text, known, vocabulary), vocabulary))
        known += [*clippings.find(text, known, vocabulary), *shorts.find(text, held.context.glossary)]
        held.mentions = tuple(diseases.widened(text, known, vocabulary))
        return doc

    return stage


@Language.factory("litmine_alterations")
def create_alterations(nlp: Language, name: str) -> Stage:
    """Adds ALTERATION mentions, from the grammar and the genes found before, and RESPONSE words."""
    vocabulary = lexicon.load()

    def stage(doc: Doc) -> Doc:
        held = doc._
        text, mentions = held.section.text.text, held.mentions
        found = alterations.find(text, mentions, vocabulary)
        known = tuple(alterations.trimmed(text, mentions))
        held.mentions = (*known, *found, *responses.find(text, (*known, *found), vocabulary))
        return doc

    return stage


@Language.factory("litmine_measures")
def create_measures(nlp: Language, name: str) -> Stage:
    """Adds VALUE mentions and replaces METRIC terms by full endpoints."""
    vocabulary = lexicon.load()

    def stage(doc: Doc) -> Doc:
        held = doc._
        text, mentions = held.section.text.text, held.mentions
        full = endpoints.find(text, mentions, vocabulary)
        others = [m for m in mentions if m.type != "METRIC"]
        held.mentions = (*others, *full, *measures.find(text))
        return doc

    return stage


@Language.factory("litmine_names")
def create_names(nlp: Language, name: str) -> Stage:
    """Adds names that no list holds, then regimens built from the agents found."""
    vocabulary = lexicon.load()

    def stage(doc: Doc) -> Doc:
        held = doc._
        text, mentions = held.section.text.text, held.mentions
        known = (*mentions, *names.find(text, mentions, vocabulary))
        known = (*known, *shorts.genes(known, vocabulary))
        known = (*known, *combinations.find(text, known, vocabulary))
        held.mentions = (*known, *protocols.lettered(text, known, vocabulary))
        return doc

    return stage


@Language.factory("litmine_overlaps")
def create_overlaps(nlp: Language, name: str) -> Stage:
    """Settles overlapping mentions; what containers hold becomes their parts, and lists of figures name their genes."""
    vocabulary = lexicon.load()

    def stage(doc: Doc) -> Doc:
        held = doc._
        text = held.section.text.text
        settled = overlaps.settle(held.mentions)
        held.mentions = tuple(numbered.widened(compounds.joined(text, settled, vocabulary), text, vocabulary))
        return doc

    return stage
