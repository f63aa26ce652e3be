"""Relations on public English sets that nobody here wrote, beside what was published of them.

    python -m bench.public_relations [FOLDER] [--extractor rules hybrid learned] [--split held|train] [--sample N] [--list N] [--write]

FOLDER is `../shared/public`; what is missing is left out and said. Read are the parts that nothing here was developed on:
ChemProt development (sentences with a pair), BioRED dev (100 abstracts) and two of five folds of CIViCmine's training
sentences (by the digest of the name). `bench/public_sets.py` says how their relations stand beside ours. `--split train` reads the
parts to develop on: ChemProt training, BioRED train, the other folds.

Each text is read twice: `given`, with the set's names in the place of what would be recognised, where claims on other names
are left aside, as systems that classify marked pairs make none; and `end to end`, where every claim on a drug and a gene (an
alteration and a therapy) counts, also one whose ends the set does not mark. A pair is right where both ends overlap a
marked name of the pair, and the direction is the set's: `inhibits`, `downregulates`, `degrades` are `down`, `activates` and `upregulates`
are `up`. The row `any direction` takes `targets` and `binds` too, and pairs to which the set gives none. Pairs count once a text,
by the words of their names (BioRED: by concept). Negated claims are left aside. Claims of classes and regimens of which the
set marks no part are left aside, as are claims on pathways: the sets have none. The rows of single labels tell recall alone.
Intervals (95 %) are by bootstrap over texts, where five of them have something to count.

How the tasks differ:

- Theirs are all chemicals: metabolites, ions, transmitters, hormones; the direction of a correlation in BioRED may run from gene to
  chemical. Ours are agents that are given as treatment, acting on a target.
- ChemProt marks each name of a drug by itself (`valsartan (Diovan)` are two pairs, and long and short forms of a gene,
  too), and speaks of release, blood levels and effects through others (INDIRECT-…); litmine claims the effect of a drug on a
  target as stated, one concept a claim. The file holds sentences with a relation alone, so that precision flatters, and no unrelated pair.
- BioRED is read by the whole abstract: a pair may be told over several sentences. `Association` says no more than that.
- CIViCmine's `Predictive` asks whether the sentence says that the gene predicts a response; litmine wants the alteration,
  the therapy and the way it goes, stated. A gene without an alteration, or one that "predicts response", is no claim.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from bench import public_sets
from bench.public import PUBLIC, document, pubtator
from bench.public_sets import Mark, Pair, Text
from pipeline import extractor, lexicon
from pipeline.extractor import Extractor
from pipeline.lexicon import fold
from pipeline.recognising.given import Given, GivenMention
from pipeline.records import Claim, Mention
from pipeline.scoring.counts import Figures, f1
from pipeline.scoring.intervals import RESAMPLES, SEED, ends
from pipeline.scoring.scorecard import bounds, told

BEGIN, END = "<!-- public relations -->", "<!-- /public relations -->"
VERSIONS = ("rules", "hybrid", "learned")
READINGS = ("given", "end to end")
_WAYS = {
    "inhibits": "down", "downregulates": "down", "degrades": "down", "activates": "up", "upregulates": "up",
}  # fmt: skip
_DRUGS = ("DRUG", "DRUG_CLASS", "REGIMEN")
_UNMARKED = "?"


@dataclass(frozen=True)
class Row:
    """One line of a set's table.

    Attributes:
        ways: Directions that count; empty: any, and they are not compared.
        labels: The set's labels that count; empty: all. A row with labels tells recall alone.
    """

    name: str
    ways: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Task:
    """A set, the relation of ours that it is held against, and the rows of its table."""

    title: str
    relation: str
    texts: Sequence[Text]
    rows: tuple[Row, ...]
    sides: tuple[str, str] = ("drug", "target")


_BOTH = (Row("both directions", ("up", "down")), Row("down", ("down",)), Row("up", ("up",)))
_CHEMPROT = tuple(
    Row(f"recall of {group}", ("up", "down"), frozenset({group})) for group in ("CPR:3", "CPR:4", "CPR:5", "CPR:6")
)
_ANY = Row("any direction")


def tasks(folder: Path, held: bool) -> Iterator[Task | str]:
    """The sets of a folder, or a line about what is missing."""
    biored = folder / "biored" / ("Dev.PubTator" if held else "Train.PubTator")
    chemprot = folder / "chemprot" / ("dev.txt" if held else "train.txt")
    civicmine = folder / "civicmine" / "training.tar.gz"
    if chemprot.is_file():
        lean = _leaning(folder)
        rows = (*_BOTH, *_CHEMPROT, _ANY)
        yield Task(f"ChemProt {chemprot.stem}", "drug_target", public_sets.chemprot(_rows(chemprot), lean), rows)
    else:
        yield f"ChemProt: not measured, no file {chemprot}"
    if biored.is_file():
        texts = public_sets.biored(_rows(biored))
        yield Task(f"BioRED {biored.stem.lower()}, chemical and gene", "drug_target", texts, (*_BOTH, _ANY))
        sides = ("change", "drug")
        yield Task(f"BioRED {biored.stem.lower()}, variant and chemical", "mutation_response", texts, (_ANY,), sides)
    else:
        yield f"BioRED: not measured, no file {biored}"
    if civicmine.is_file():
        texts = public_sets.civicmine(civicmine, held)
        title = f"CIViCmine, {'held-out' if held else 'other'} folds, predictive"
        yield Task(title, "mutation_response", texts, (_ANY,), ("gene", "drug"))
    else:
        yield f"CIViCmine: not measured, no file {civicmine}"


def _rows(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")


def _leaning(folder: Path) -> public_sets.Leaning:
    """Which names of ChemProt are chemicals, judged from both of its files together."""
    marked = folder / "biored" / "Train.PubTator"
    own = public_sets.leaning(lexicon.load(), pubtator(_rows(marked)) if marked.is_file() else ())
    files = [file for name in ("train", "dev") if (file := folder / "chemprot" / f"{name}.txt").is_file()]
    return public_sets.chemicals((pair for file in files for pair in public_sets.names(_rows(file))), own)


# --- what is made of a text -----------------------------------------------------------------------------------------


def given(text: Text) -> Given:
    """The marks of a text as an extractor takes them."""
    return Given(tuple(GivenMention(m.start, m.end, m.type, m.name) for m in text.marks))


def made(version: Extractor, task: Task, text: Text, reading: str) -> set[Pair]:
    """The pairs that a version claims of a text."""
    marks = given(text) if reading == "given" else None
    found: set[Pair] = set()
    for extraction in version.extract(document(text.paper), given=marks):
        offset = text.paper.passages[extraction.section.index][0]
        for claim in extraction.claims:
            if claim.relation == task.relation and claim.qualifiers.polarity == "affirmed":
                found.update(_pairs(claim, task, text, offset, reading))
    return found


def _pairs(claim: Claim, task: Task, text: Text, offset: int, reading: str) -> Iterator[Pair]:
    """The pairs of one claim, none where it has no counterpart in the set."""
    if claim.object is None:
        return
    sides = zip((claim.subject, claim.object), task.sides, strict=True)
    keys = [keys_of(mention, side, text.marks, offset) for mention, side in sides]
    strange = [
        mention
        for mention, own in zip((claim.subject, claim.object), keys, strict=True)
        if own[0].startswith(_UNMARKED)
    ]
    if strange and (reading == "given" or any(_has_no_counterpart(m, task) for m in strange)):
        return
    way = _WAYS.get(claim.predicate, "")
    yield from ((one, other, way) for one, other in product(*keys))


def _has_no_counterpart(mention: Mention, task: Task) -> bool:
    return task.relation == "drug_target" and mention.type in ("DRUG_CLASS", "REGIMEN", "PATHWAY")


def keys_of(mention: Mention, side: str, marks: Iterable[Mark], offset: int) -> tuple[str, ...]:
    """What the set calls a mention: the keys of the marks on it, for a gene's alteration those of the gene.

    >>> mark = Mark(10, 14, "GENE", "gene", ("kras",))
    >>> keys_of(Mention(0, 8, "ALTERATION", "mutation", gene="KRAS"), "gene", [mark], 20)
    ('kras',)
    >>> keys_of(Mention(0, 1, "DRUG", "X"), "drug", [mark], 0)
    ('?x',)
    """
    wanted = ("gene", "change") if side == "gene" else (side,)
    own = [m for m in marks if m.side in wanted]
    start, end = mention.start + offset, mention.end + offset
    over = [m for m in own if m.start < end and start < m.end]
    named = over or [m for m in own if symbols(m.keys) & symbols(_genes(mention))]
    keys = tuple(dict.fromkeys(key for m in named for key in m.keys))
    return keys or (_UNMARKED + mention.name.lower(),)


def _genes(mention: Mention) -> Sequence[str]:
    """The genes of an alteration, by its name where nothing else says so."""
    if mention.type != "ALTERATION":
        return ()
    return mention.gene.split(";") if mention.gene else re.split("::", mention.name.split(" ")[0])


def symbols(names: Iterable[str]) -> set[str]:
    """Names in small letters, and the symbols that the vocabulary has for them.

    >>> sorted(symbols(["her2"]))
    ['erbb2', 'her2']
    """
    keys = {fold(name) for name in names}
    known = {
        fold(term.concept.name)
        for key in keys
        for term in lexicon.load().by_key.get(key, ())
        if term.concept.type == "GENE"
    }
    return keys | known


# --- counting -------------------------------------------------------------------------------------------------------


def counted(row: Row, task: Task, text: Text, found: set[Pair]) -> tuple[int, int, int, int]:
    """Right, made, found, wanted of one row in one text."""
    wanted = {pair for pair, labels in _own(task, text).items() if not row.labels or labels & row.labels}
    if row.ways:
        ours = {pair for pair in found if pair[2] in row.ways}
        theirs = {pair for pair in wanted if pair[2] in row.ways}
    else:
        ours, theirs = ({(*pair[:2], "") for pair in some} for some in (found, wanted))
    right = len(ours & theirs)
    return right, 0 if row.labels else len(ours), right, len(theirs)


def _own(task: Task, text: Text) -> Mapping[Pair, frozenset[str]]:
    """The pairs of a text that belong to the task."""
    is_change = task.sides[0] == "change"
    return {pair: labels for pair, labels in text.pairs.items() if ("variant" in labels) == is_change}


def shares(table: Figures) -> Figures:
    """Precision, recall and F1 of rows of counts."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack([table[..., 0] / table[..., 1], table[..., 2] / table[..., 3], f1(table)], axis=-1)


def told_row(name: str, table: Figures, recall_alone: bool) -> Sequence[str]:
    """Cells of a table's row: wanted, made, and each share with its interval over texts."""
    generator = np.random.default_rng(SEED)
    draws = generator.multinomial(len(table), np.full(len(table), 1 / len(table)), size=RESAMPLES)
    whole, drawn = shares(table.sum(axis=0)), shares((draws @ table).astype(float))
    held = [(table[:, columns] > 0).any(axis=1).sum() >= FEWEST for columns in ([1], [3], [1, 3])]
    cells = [f"{told(float(whole[i]))} ({bounds(ends(drawn[:, i]) if held[i] else None)})" for i in range(3)]
    if recall_alone:
        cells[0] = cells[2] = "–"
    return name, str(int(table[:, 3].sum())), "–" if recall_alone else str(int(table[:, 1].sum())), *cells


FEWEST = 5
"""Texts that have to have something to count for an interval to be told."""
HEAD = ("set", "relation", "version", "names", "wanted", "made", "P (95 %)", "R (95 %)", "F1 (95 %)")
Lines = dict[str, list[Sequence[str]]]


def measured(
    task: Task, version: Extractor, reading: str, show: Callable[[Text, set[Pair]], None]
) -> list[Sequence[str]]:
    """The rows of one set, one version, one reading."""
    found = []
    for text in task.texts:
        found.append(made(version, task, text, reading))
        show(text, found[-1])
    rows: list[Sequence[str]] = []
    for row in task.rows:
        counts = [counted(row, task, text, some) for text, some in zip(task.texts, found, strict=True)]
        name, *cells = told_row(row.name, np.array(counts, dtype=float), bool(row.labels))
        rows.append((f"{task.title} ({len(task.texts)} texts)", name, version.name, reading, *cells))
    return rows


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


PUBLISHED = (
    ("ChemProt test, five groups", "given", "ensemble of SVM, CNN and RNN, best of BioCreative VI",
     "P 0.727, R 0.574, F1 0.641", "Peng et al. 2018, doi:10.1093/database/bay073"),
    ("DrugProt test (ChemProt's successor), 13 types", "given", "ensemble of ten transformers, best of BioCreative VII",
     "F1 0.797", "Weber et al. 2022, Database, github.com/leonweber/drugprot"),
    ("BioRED track test, all kinds of pairs", "given", "best of BioCreative VIII, subtask 1",
     "F1 0.772 (pair), 0.590 (pair and type)", "Islamaj et al. 2024, doi:10.1093/database/baae069"),
    ("BioRED track test, all kinds of pairs", "end to end", "best of BioCreative VIII, subtask 2",
     "F1 0.558 (pair), 0.430 (pair and type)", "Islamaj et al. 2024, doi:10.1093/database/baae069"),
    ("CIViCmine test, predictive", "given", "logistic regression at threshold 0.93 (0.50); everything called predictive: P 0.666, R 1",
     "P 0.891, R 0.141 (P 0.801, R 0.978), weighted", "Lever et al. 2019, doi:10.1186/s13073-019-0686-y, paper/civicmine/prCurves"),
)  # fmt: skip
PUBLISHED_HEAD = ("set", "names", "system", "figures", "source")


# --- the command ----------------------------------------------------------------------------------------------------


def listing(limit: int, task: Task) -> Callable[[Text, set[Pair]], None]:
    """Prints the first texts in which something is missed or wrong."""
    left = limit

    def show(text: Text, found: set[Pair]) -> None:
        nonlocal left
        wanted = set(_own(task, text))
        missed, wrong = (
            sorted(wanted - found),
            sorted(pair for pair in found - wanted if task.relation != "drug_target" or pair[2]),
        )
        if left > 0 and (missed or wrong):
            left -= 1
            print(f"{text.paper.text}\n    missed {missed}\n    wrong {wrong}\n")

    return show


def write(lines: Lines) -> None:
    """Puts the tables between the marks of the model cards: the rules beside each version."""
    published = "\n".join(table(PUBLISHED_HEAD, PUBLISHED))
    for name in lines:
        path = extractor.MODELS / name / "README.md"
        text = path.read_text(encoding="utf-8")
        rows = [row for card in dict.fromkeys(("rules", name)) for row in lines.get(card, ())]
        head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
        block = "\n".join(table(HEAD, sorted(rows, key=lambda row: list(lines).index(row[2]))))
        path.write_text(f"{head}{BEGIN}\n{block}\n\nPublished:\n\n{published}\n{END}{tail}", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.public_relations", description="Relations on public English sets.")
    parser.add_argument("folder", nargs="?", type=Path, default=PUBLIC)
    parser.add_argument("--extractor", nargs="+", default=list(VERSIONS))
    parser.add_argument("--split", choices=("held", "train"), default="held")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="read N texts of each set, drawn by lot")
    parser.add_argument("--list", type=int, default=0, metavar="N", help="print N texts with misses or wrong pairs")
    parser.add_argument("--write", action="store_true", help="put the tables into the model cards")
    asked = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    if not asked.folder.is_dir():
        print(f"not measured: no folder {asked.folder}")
        return 0
    lines: Lines = {name: [] for name in asked.extractor}
    versions = [extractor.load(name) for name in asked.extractor]
    for task in tasks(asked.folder, asked.split == "held"):
        if isinstance(task, str):
            print(task)
            continue
        task = _sampled(task, asked.sample)
        for version, reading in product(versions, READINGS):
            lines[version.name] += measured(task, version, reading, listing(asked.list, task))
    print("\n".join(table(HEAD, (row for rows in lines.values() for row in rows))), end="\n\n")
    print("\n".join(table(PUBLISHED_HEAD, PUBLISHED)))
    if asked.write:
        write(lines)
    return 0


def _sampled(task: Task, size: int) -> Task:
    texts = task.texts
    if size and size < len(texts):
        texts = random.Random(SEED).sample(list(texts), size)
    return Task(task.title, task.relation, texts, task.rows, task.sides)


if __name__ == "__main__":
    sys.exit(main())
