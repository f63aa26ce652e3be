"""How fast text becomes claims, stage by stage and version by version, beside a plain stack on the same text.

Characters are those of the sections in scope (repaired text), the same for every stack; reading files is not counted.
The plain stack finds terms and sentences only, no relations: spaCy's blank Chinese pipeline with jieba, a PhraseMatcher
over our vocabulary, scispaCy's tokeniser and pysbd; with its linker, scispaCy's candidate generation over our own
concepts for every term found.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import extractor, lexicon
from pipeline.reading import read
from pipeline.records import Document

REVIEWS = Path(__file__).resolve().parents[2] / "shared" / "reviews"
DEMO = Path(__file__).resolve().parents[1] / "corpora" / "demo"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Papers to measure on."""

    name: str
    papers: Sequence[Document]

    @property
    def characters(self) -> int:
        """Characters in scope: the repaired text of all sections."""
        return sum(len(section.text.text) for paper in self.papers for section in paper.sections)


@dataclass(frozen=True, slots=True)
class Speed:
    """Processor time of the fastest round on one core.

    Attributes:
        stages: Each stage's share of the time, all rounds together.
    """

    corpus: str
    stack: str
    characters: int
    seconds: float
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Characters a second."""
        return self.characters / self.seconds

    def stage_rate(self, stage: str) -> float:
        """Characters a second of one stage alone."""
        return self.rate / max(self.stages[stage], 1e-9)


def corpus(folder: Path, name: str = "") -> Corpus:
    """The papers of a folder, read."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md") and not p.name.startswith("README"))
    return Corpus(name or folder.name, [read(path) for path in files])


def best_of(rounds: int, run: Callable[[], object]) -> float:
    """Processor seconds of the fastest of several runs: one core, whatever else the machine does."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def version(held: Corpus, name: str, rounds: int) -> Speed:
    """Text to claims by one of our versions."""
    loaded = extractor.load(name)
    for paper in held.papers[:8]:
        loaded.extract(paper)
    clock: dict[str, float] = {}
    seconds = best_of(rounds, lambda: [loaded.extract(paper, clock) for paper in held.papers])
    total = sum(clock.values())
    stages = {stage: spent / total for stage, spent in sorted(clock.items(), key=lambda item: -item[1])}
    return Speed(held.name, loaded.label, held.characters, seconds, stages)


def plain(held: Corpus, rounds: int) -> Speed:
    """Tokens, terms and sentences by the plain stack."""
    find = _plain_stack()
    seconds = best_of(rounds, lambda: [find(section) for section in _sections(held)])
    return Speed(held.name, "plain stack", held.characters, seconds)


def plain_with_linker(held: Corpus, rounds: int) -> Speed:
    """The plain stack, and concepts for each of its terms by scispaCy's candidate generation over our own names."""
    from pipeline.linking.candidates import CandidateLinker

    find, linker = _plain_stack(), CandidateLinker(lexicon.load())

    def run() -> None:
        for section in _sections(held):
            terms = find(section)
            linker.link(terms, ["DRUG"] * len(terms))

    return Speed(held.name, "plain stack with scispaCy's linker", held.characters, best_of(rounds, run))


def _sections(held: Corpus) -> list[tuple[str, str]]:
    return [(section.language, section.text.text) for paper in held.papers for section in paper.sections]


def _plain_stack() -> Callable[[tuple[str, str]], list[str]]:
    """What a user would put together; gives the terms of a section."""
    import pysbd
    import spacy
    from scispacy.custom_tokenizer import combined_rule_tokenizer
    from spacy.matcher import PhraseMatcher

    chinese = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    english = spacy.blank("en")
    english.tokenizer = combined_rule_tokenizer(english)
    names = sorted({name for entry in lexicon.load().entries for name in entry.names})
    held = {"zh": chinese, "en": english}
    matchers = {language: PhraseMatcher(nlp.vocab, attr="LOWER") for language, nlp in held.items()}
    for language, matcher in matchers.items():
        matcher.add("TERM", list(held[language].tokenizer.pipe(names)))
    segmenters = {language: pysbd.Segmenter(language, clean=False) for language in held}

    def find(section: tuple[str, str]) -> list[str]:
        language, text = section
        found = []
        for sentence in segmenters[language].segment(text):
            doc = held[language](sentence)
            found += [doc[start:end].text for _, start, end in matchers[language](doc)]
        return found

    return find
