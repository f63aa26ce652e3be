"""`rules`, `learned` and `hybrid` on texts that the weights were not trained on, side by side.

    python -m bench.held_out [--corpora corpora] [--reviews ../shared/reviews] [--prefer balanced precision recall]

Each review is left out in turn, and the three development texts together; all other texts but those of the test split train. The
rules were developed with most of these texts at hand, so that their own figures here are better than on papers that nobody
has seen; what is learned beside them was not. Differences come with the intervals and P values of `litmine compare`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy

from pipeline import extractor, lexicon, settings, training
from pipeline.assembling.rows import paper_rows
from pipeline.extractor import Extractor
from pipeline.learning.claims import POINTS
from pipeline.reading import read
from pipeline.records import RELATIONS
from pipeline.scoring import calibration, comparison, gold, papers, scorecard
from pipeline.scoring.papers import Paper
from pipeline.scoring.scorecard import bounds, told

ROOT = Path(__file__).resolve().parents[1]
RULES = "rules"
Found = dict[str, dict[str, list[Paper]]]


def groups(splits: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Which texts are left out together: their split, and their names."""
    for document in sorted(name for name, split in splits.items() if split == "developed on"):
        yield "reviews", (document,)
    yield "development", tuple(sorted(name for name, split in splits.items() if split == "development"))


def made(version: Extractor, annotation_file: Path, folders: Sequence[Path]) -> Paper:
    """A text with gold and what a version makes of it."""
    annotation = gold.read(annotation_file)
    path = papers.texts.find(annotation.document, annotation.sha256, folders)
    document = read(path)
    rows: Any = paper_rows(document, version.extract(document), version.label)
    return papers.paper(annotation, rows, path.read_bytes().decode("utf-8"), papers.half_of(annotation_file))


def versions(folder: Path, points: Sequence[str]) -> Iterator[tuple[str, Extractor]]:
    """The rules, and what was trained, at each operating point."""
    yield RULES, extractor.load(RULES)
    for name in ("learned", "hybrid"):
        for point in points:
            config = spacy.util.load_config(extractor.MODELS / name / "config.cfg")
            for block in config["components"].values():
                if block["factory"] in training.CLAIM_STAGES:
                    block |= {"folder": str(folder.resolve()), "prefer": point}
            nlp = spacy.util.load_model_from_config(config, auto_fill=True)
            label = name if point == "balanced" else f"{name}, {point}"
            yield label, Extractor(label, "held out", "", nlp)


def held_out(corpora: Path, reviews: Path, points: Sequence[str]) -> Found:
    """Every text that is left out once, as each version reads it, by part and version."""
    held = papers.gold_files(corpora)
    files = {gold.read(path).document: path for path in held.files}
    found: Found = defaultdict(lambda: defaultdict(list))
    for part, documents in groups(held.splits):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "hybrid"
            done = training.train(
                training.Order(extractor.MODELS / "hybrid" / "config.cfg", out, corpora, reviews, documents)
            )
            print(f"without {', '.join(documents)}: trained in {done.seconds:.0f} s", file=sys.stderr, flush=True)
            for name, version in versions(out, points):
                for document in documents:
                    folders = [files[document].resolve().parent.parent, reviews]
                    found[part][name].append(made(version, files[document], folders))
    both = defaultdict(list)
    for by_name in found.values():
        for name, some in by_name.items():
            both[name] += some
    return {**found, "both": both}


_PARTS = (("", ""), *(("relation", name) for name in RELATIONS), ("language", "zh"), ("language", "en"))
_HEAD = ("version", "claims", "P", "R", "triple F1", "95 %", "calibration error")


def _row(name: str, some: Sequence[Paper], part: str, value: str) -> Sequence[str]:
    cell = scorecard.cell(some, "triple", "document", part, value)
    kept = [replace(one, told=tuple(t for t in one.told if not part or getattr(t, part) == value)) for one in some]
    error = calibration.expected_error(calibration.judged(kept, "triple"))
    shares = (cell.count.precision, cell.count.recall, cell.count.f1)
    return name, value or "all", *map(told, shares), bounds(cell.interval), told(error)


def report(found: Found) -> Iterator[str]:
    """A Markdown table of each part, then the comparison of each version with the rules."""
    for part, by_name in found.items():
        yield f"{part}: {len(by_name[RULES])} texts\n"
        yield from (f"| {' | '.join(cells)} |" for cells in (_HEAD, ["---"] * len(_HEAD)))
        for name, some in by_name.items():
            yield from (f"| {' | '.join(_row(name, some, *which))} |" for which in _PARTS)
        yield ""
        for name, some in by_name.items():
            if name != RULES:
                yield from _compared(by_name[RULES], name, some)
        yield ""


def _compared(rules: Sequence[Paper], name: str, some: Sequence[Paper]) -> Iterator[str]:
    found = comparison.compared((RULES, name), rules, some, "")
    row = found.headline
    yield (
        f"- {name} less rules: {comparison.signed(row.difference)} (95 % {comparison.ends(row.interval)}), "
        f"P {comparison.chance(row.p)}; {', '.join(f'{n} {kind}' for kind, n in found.counted().items())}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.held_out", description="Versions on texts held out of training.")
    parser.add_argument("--corpora", type=Path, default=ROOT / "corpora")
    parser.add_argument("--reviews", type=Path, default=ROOT / settings.read().reviews)
    parser.add_argument("--prefer", nargs="+", choices=sorted(POINTS), default=["balanced"])
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    print(f"lexicon {lexicon.load().digest[:12]}; triple, micro, per document; ECE: expected calibration error\n")
    print("\n".join(report(held_out(given.corpora, given.reviews, given.prefer))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
