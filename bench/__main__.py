"""How fast text becomes claims, stage by stage, beside a plain stack of the same libraries on the same text.

    python -m bench [FOLDER] [--extractor rules] [--rounds 3]

FOLDER defaults to the five reviews in ../shared/reviews and, where these are missing, to the demo corpus. Characters
are those of the sections in scope (repaired text), the same for every stack; reading files is not counted. The plain
stack finds terms and sentences only: spaCy's blank Chinese pipeline with jieba, a PhraseMatcher over our vocabulary,
scispaCy's tokeniser and pysbd.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from pipeline import extractor, lexicon
from pipeline.reading import read
from pipeline.records import Document

REVIEWS = Path(__file__).resolve().parents[2] / "shared" / "reviews"
DEMO = Path(__file__).resolve().parents[1] / "corpora" / "demo"


def documents(folder: Path) -> list[Document]:
    """The papers of a folder, read."""
    files = sorted(p for p in folder.iterdir() if p.suffix in (".txt", ".md") and not p.name.startswith("README"))
    return [read(path) for path in files]


def characters(papers: list[Document]) -> int:
    """Characters in scope: the repaired text of all sections."""
    return sum(len(section.text.text) for paper in papers for section in paper.sections)


def best_of(rounds: int, run: Callable[[], object]) -> float:
    """Processor seconds of the fastest of several runs: one core, whatever else the machine does."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def plain_stack(papers: list[Document]) -> Callable[[], object]:
    """The stack that a user would put together: tokens, terms and sentences, no relations."""
    import pysbd
    import spacy
    from scispacy.custom_tokenizer import combined_rule_tokenizer
    from spacy.matcher import PhraseMatcher

    chinese = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    english = spacy.blank("en")
    english.tokenizer = combined_rule_tokenizer(english)
    names = {name for entry in lexicon.load().entries for name in entry.names}
    matchers = {}
    for nlp in (chinese, english):
        matchers[nlp.lang] = PhraseMatcher(nlp.vocab, attr="LOWER")
        matchers[nlp.lang].add("TERM", list(nlp.tokenizer.pipe(sorted(names))))
    segmenters = {"zh": pysbd.Segmenter("zh", clean=False), "en": pysbd.Segmenter("en", clean=False)}

    def run() -> None:
        for paper in papers:
            for section in paper.sections:
                nlp = chinese if section.language == "zh" else english
                for sentence in segmenters[section.language].segment(section.text.text):
                    matchers[nlp.lang](nlp(sentence))

    return run


def report(folder: Path, name: str, rounds: int) -> None:
    """Measures and prints."""
    papers = documents(folder)
    size = characters(papers)
    version = extractor.load(name)
    for paper in papers:
        version.extract(paper)
    clock: dict[str, float] = {}
    seconds = best_of(rounds, lambda: [version.extract(paper, clock) for paper in papers])
    print(f"{len(papers)} papers, {size:,} characters in scope; best of {rounds} rounds, one core")
    print(f"Han words by {'rjieba' if find_spec('rjieba') else 'jieba'}")
    print(f"{version.label}: text to claims  {size / seconds:>10,.0f} characters/s")
    total = sum(clock.values())
    for stage, spent in sorted(clock.items(), key=lambda item: -item[1]):
        print(f"    {stage:<20} {100 * spent / total:5.1f} %  {size * rounds / max(spent, 1e-9):>12,.0f} characters/s")
    plain = best_of(rounds, plain_stack(papers))
    print(f"plain stack: tokens, terms, sentences only  {size / plain:>10,.0f} characters/s")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Speed of text to claims beside a plain stack.")
    parser.add_argument("folder", nargs="?", type=Path, default=REVIEWS if REVIEWS.is_dir() else DEMO)
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    report(arguments.folder, arguments.extractor, arguments.rounds)


if __name__ == "__main__":
    main()
