"""The room's stage as a spaCy factory: sentences on the Doc. The tokeniser registers itself in `tokens`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.segmenting import tokens as tokens
from pipeline.segmenting.sentences import sentences

Stage = Callable[[Doc], Doc]


@Language.factory("litmine_sentences")
def create_sentences(nlp: Language, name: str) -> Stage:
    """Sets `doc._.sentences`."""

    def stage(doc: Doc) -> Doc:
        doc._.sentences = sentences(doc._.section)
        return doc

    return stage
