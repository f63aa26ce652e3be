"""`rules`, `learned` and `hybrid` on texts that the weights were not trained on, side by side.

    python -m bench.held_out [--prefer balanced precision recall] [--without practice] [--no-veil] [--write]

Each review is left out in turn, and the three development texts together; all other texts but those of the test split train. The
rules were developed with all of these texts at hand, so that their own figures here are better than on papers that nobody
has seen; what is learned beside them was not. Differences come with the intervals and P values of `litmine compare`. Ablations:
`--without` leaves the texts of a split out of every training, `--no-veil` judges candidates on papers that the rules know.
`--write` puts the tables into the model cards.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import spacy

from pipeline import extractor, lexicon, settings, training
from pipeline.assembling.rows import paper_rows
from pipeline.extractor import Extractor
from pipeline.learning.claims import POINTS
from pipeline.learning.veil import SHARE
from pipeline.reading import read
from pipeline.records import RELATIONS
from pipeline.scoring import calibration, comparison, gold, papers, scorecard
from pipeline.scoring.papers import Paper
from pipeline.scoring.scorecard import bounds, told

ROOT = Path(__file__).resolve().parents[1]
RULES = "rules"
CARDS = (RULES, "learned", "hybrid")
BEGIN, END = "<!-- held out -->", "<!-- /held out -->"
Found = dict[str, dict[str, list[Paper]]]


@dataclass(frozen=True)
class Asked:
    """What is to be measured.

    Attributes:
        points: Operating points.
        without: Texts that train nothing.
        veil: As in `training.Order`.
    """

    corpora: Path
    reviews: Path
    points: Sequence[str]
    without: tuple[str, ...] = ()
    veil: float = SHARE


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


def held_out(asked: Asked) -> Found:
    """Every text that is left out once, as each version reads it, by part and version."""
    held = papers.gold_files(asked.corpora)
    files = {gold.read(path).document: path for path in held.files}
    found: Found = defaultdict(lambda: defaultdict(list))
    for part, documents in groups(held.splits):
        with tempfile.TemporaryDirectory() as folder:
            out = _trained(asked, documents, Path(folder) / "hybrid")
            for name, version in versions(out, asked.points):
                for document in documents:
                    folders = [files[document].resolve().parent.parent, asked.reviews]
                    found[part][name].append(made(version, files[document], folders))
    both = defaultdict(list)
    for by_name in found.values():
        for name, some in by_name.items():
            both[name] += some
    return {**found, "both": both}


def _trained(asked: Asked, documents: tuple[str, ...], out: Path) -> Path:
    """The weights of `hybrid` without some texts; `learned` reads the same file."""
    config = extractor.MODELS / "hybrid" / "config.cfg"
    without = (*documents, *asked.without)
    done = training.train(training.Order(config, out, asked.corpora, asked.reviews, without, asked.veil))
    print(f"without {', '.join(documents)}: trained in {done.seconds:.0f} s", file=sys.stderr, flush=True)
    return out


_PARTS = (("", ""), *(("relation", name) for name in RELATIONS), ("language", "zh"), ("language", "en"))
_HEAD = ("version", "claims", "P", "R", "triple F1", "95 %", "calibration error")


def _row(name: str, some: Sequence[Paper], part: str, value: str) -> Sequence[str]:
    cell = scorecard.cell(some, "triple", "document", part, value)
    kept = [replace(one, told=tuple(t for t in one.told if not part or getattr(t, part) == value)) for one in some]
    error = calibration.expected_error(calibration.judged(kept, "triple"))
    shares = (cell.count.precision, cell.count.recall, cell.count.f1)
    return name, value or "all", *map(told, shares), bounds(cell.interval), told(error)


def report(found: Found, cards: Sequence[str] = CARDS) -> Iterator[str]:
    """Markdown: of each part the figures of some versions, then what parts them from the rules.

    Args:
        found: What `held_out` gives.
        cards: Names of the versions.
    """
    for part, by_name in found.items():
        shown = {name: some for name, some in by_name.items() if name.partition(",")[0] in cards}
        yield f"**{part}**, {len(by_name[RULES])} texts\n"
        yield from _table(_HEAD, [_row(name, some, *which) for name, some in shown.items() for which in _PARTS])
        others = {name: some for name, some in shown.items() if name != RULES}
        if others:
            yield ""
            rows = [row for name, some in others.items() for row in _compared(by_name[RULES], name, some)]
            yield from _table(_DIFFERENCES, rows)
        yield ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


_DIFFERENCES = ("version less rules", "claims", "P", "R", "triple F1", "95 %", "P value")


def _compared(rules: Sequence[Paper], name: str, some: Sequence[Paper]) -> Iterator[Sequence[str]]:
    for row in comparison.compared((RULES, name), rules, some, "").rows:
        if row.tier == scorecard.HEADLINE:
            before, after = row.before, row.after
            shares = (after.precision - before.precision, after.recall - before.recall, row.difference)
            ends = comparison.ends(row.interval)
            yield name, row.relation or "all", *map(comparison.signed, shares), ends, comparison.chance(row.p)


def write(found: Found) -> None:
    """Puts the tables between the marks of the model cards."""
    for card in CARDS:
        path = extractor.MODELS / card / "README.md"
        text = path.read_text(encoding="utf-8")
        block = "\n".join(report(found, (RULES, card))).strip()
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        path.write_text(f"{head}{BEGIN}\n{block}\n{END}{tail}", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.held_out", description="Versions on texts held out of training.")
    parser.add_argument("--corpora", type=Path, default=ROOT / "corpora")
    parser.add_argument("--reviews", type=Path, default=ROOT / settings.read().reviews)
    parser.add_argument("--prefer", nargs="+", choices=sorted(POINTS), default=["balanced"])
    parser.add_argument("--without", nargs="+", metavar="SPLIT", default=[], help="splits that train nothing")
    parser.add_argument("--no-veil", action="store_true", help="judge candidates on papers that the rules know")
    parser.add_argument("--write", action="store_true", help="put the tables into the model cards")
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    splits = papers.gold_files(given.corpora).splits
    without = tuple(sorted(name for name, split in splits.items() if split in given.without))
    veil = 0.0 if given.no_veil else SHARE
    found = held_out(Asked(given.corpora, given.reviews, given.prefer, without, veil))
    print(f"lexicon {lexicon.load().digest[:12]}; triple, micro, per document\n")
    print("\n".join(report(found)))
    if given.write:
        write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
