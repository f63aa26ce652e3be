"""The extractor `llm`: a language model says what a section states, litmine finds it in the text and links it.

It is an example of a version that is no folder of `models/`, registered by the entry point `litmine.extractors` like
those of other packages, and it asks nothing before an address is set. The model gives strings and closed words alone;
where they stand, what they name, what their figures mean and which words qualify them is found by our own stages. What
is not in the text, or names nothing that our vocabulary and grammars know, becomes a row of `candidates`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc

from pipeline import extractor, lexicon, settings
from pipeline.lexicon import Lexicon
from pipeline.llm import answers, service
from pipeline.llm.claims import Reader
from pipeline.llm.service import Service
from pipeline.records import Document, Extraction
from pipeline.versions import ExtractorError

_QUALIFIERS = ("polarity", "certainty", "setting", "citations")
_TRIES = 2


def create() -> LanguageModel:
    """The version, from the settings `llm_url`, `llm_model`, `llm_key` and `llm_timeout`.

    Raises:
        InvalidSettingError: Address or model is not set, or the address cannot be used.
    """
    return LanguageModel(service.from_settings(settings.read()), extractor.load("rules"), lexicon.load())


@dataclass(frozen=True)
class LanguageModel:
    """A version that asks a service, section by section.

    Attributes:
        service: What is asked.
        rules: The version whose mentions and qualifiers are used.
        vocabulary: For links of strings that it did not recognise.
    """

    service: Service
    rules: extractor.Extractor = field(repr=False)
    vocabulary: Lexicon = field(repr=False)
    name: str = "llm"
    version: str = "0.1.0"

    @cached_property
    def digest(self) -> str:
        """Over the prompt, the model's name and the version whose mentions are used; not over address and key."""
        parts = (answers.PROMPT, self.service.model, self.rules.digest)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def extract(self, document: Document) -> tuple[Extraction, ...]:
        """What the model states of each section, as far as the section's own text holds it.

        Raises:
            ExtractorError: The service did not answer, or gave no JSON twice: the whole paper fails, for a paper of
                which some sections are silently missing looks like one that states little.
        """
        return tuple(self._sections(self.rules.docs(document)))

    def _sections(self, docs: Iterable[Doc]) -> Iterator[Extraction]:
        for doc in docs:
            section = doc._.section
            stated = self._stated(answers.question(section), section.index + 1) if doc._.sentences else answers.Answer()
            found = Reader(section, doc._.sentences, doc._.mentions, self.vocabulary).read(stated)
            doc._.claims = found.claims
            for stage in _QUALIFIERS:
                doc = self.rules.nlp.get_pipe(stage)(doc)
            yield Extraction(section, doc._.sentences, found.mentions, doc._.claims, found.candidates)

    def _stated(self, question: str, number: int) -> answers.Answer:
        """The model's answer; a broken one is asked for once more."""
        for _ in range(_TRIES):
            try:
                return answers.read(self.service.ask(answers.PROMPT, question))
            except answers.AnswerError as error:
                told = str(error)
        raise ExtractorError(
            f"the language model's answer for section {number} cannot be read ({told}), asked {_TRIES} times; try "
            "another model (LITMINE_LLM_MODEL)"
        )
