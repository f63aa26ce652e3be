"""Mentions on English text that nobody here wrote, with the vocabulary and without it.

    python -m bench.public [FOLDER] [--list N] [--extractor rules]

FOLDER is `../shared/public`; what is missing is left out and said. Read are BioRED dev (100 abstracts on any subject),
tmVar train (334 abstracts) and BC5CDR devel (IOB; its tokens are put together again, and each sentence is a paper of its
own, which hides what abbreviations stand for). Titles and abstracts are sections; reading files and repair have no part
in it, while gold marks are used as they stand. `strict` wants the same
characters, `overlap` any; both are one-to-one within a paper. `open classes` runs the grammars and patterns alone, with a
vocabulary of no entries: no context, no short forms of the paper, no linking. The cue tables stay, and some of them hold
names (stems, code prefixes, driver genes, known changes). There is no open class of diseases.

What is compared with what, and what their types mean that ours do not:

- chemicals (BioRED ChemicalEntity, BC5CDR Chemical) with DRUG, parts of regimens included. Theirs are all chemicals:
  metabolites, ions, reagents, hormones, toxins, and chemical groups (`statins`, `NSAIDs`), which are DRUG_CLASS here;
  proteins given as drugs are genes there. Ours are agents of treatment, with cells and antibodies. `chemicals, classes
  too` counts DRUG_CLASS as well; its `BCL-2 inhibitor` is no chemical there, so precision falls.
- genes (BioRED GeneOrGeneProduct) with GENE, parts of alterations and classes included. Theirs are of any species and
  hold families and complexes, as ours do; ours hold the approved human symbols of the field, not all of them.
- diseases (BioRED DiseaseOrPhenotypicFeature, BC5CDR Disease) with DISEASE and ADVERSE_EVENT. Theirs are any disease, sign
  or symptom, of any field (`hypertension`, `seizures`); ours are those of haematology and oncology, and toxicities.
  Adjectives and modifiers belong to their spans in part (`late-onset diabetes`).
- variants (BioRED SequenceVariant; tmVar ProteinMutation, DNAMutation, SNP) with ALTERATION named by an exact change
  (`BCL2 p.Gly101Val`, `c.35G>A`, `rs6025`). Ours span the gene with the change (`JAK2 V617F`), theirs the change alone:
  `strict` counts our span without a gene in front of it, but with the word behind it (`V600E mutation`), which most of
  the strict misses come from. Theirs hold rs numbers and bare alleles (`G/C`) too, which are nothing here. `all
  alterations` adds what we call so and they do not:
  mutated, lost, overexpressed genes, fusions, karyotypes; precision is then no error rate.

>>> counted([(0, 4), (9, 12)], [(0, 4), (8, 12), (20, 22)])
Tally(gold=3, found=2, strict=1, overlap=2)
"""

from __future__ import annotations

import argparse
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pipeline import extractor, lexicon
from pipeline.extractor import Extractor
from pipeline.lexicon import Lexicon
from pipeline.offsets import MappedText
from pipeline.recognising import alterations, names, overlaps
from pipeline.records import Document, Mention, Section, SectionKind
from pipeline.records import Span as Stretch
from pipeline.scoring.matching import Span, clusters, pairs

PUBLIC = Path(__file__).resolve().parents[2] / "shared" / "public"
NOTHING = Lexicon(())
Place = tuple[int, int]
Finder = Callable[["Paper"], list[Mention]]

_EXACT = re.compile(r"(?:^|[ :])(?:[pcgmnr]\.|rs\d)")
_GENE_IN_FRONT = re.compile(r"[\s:(/-]+")


@dataclass(frozen=True)
class Paper:
    """A text in passages; places are counted from its beginning."""

    name: str
    passages: tuple[tuple[int, str], ...]
    marks: tuple[tuple[int, int, str], ...]

    @property
    def text(self) -> str:
        end = max((start + len(passage) for start, passage in self.passages), default=0)
        whole = [" "] * end
        for start, passage in self.passages:
            whole[start : start + len(passage)] = passage
        return "".join(whole)


class Tally(NamedTuple):
    """Counts of one type in one or more papers."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    overlap: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Row:
    """One comparison: a name, their types, and which of our mentions have a part in it."""

    name: str
    theirs: frozenset[str]
    ours: Callable[[Mention], bool]


def of_types(*types: str) -> Callable[[Mention], bool]:
    return lambda mention: mention.type in types


def is_exact_change(mention: Mention) -> bool:
    """Whether a mention is an alteration that names the change itself.

    >>> is_exact_change(Mention(0, 1, "ALTERATION", "G101V", lexicon.Concept("", "ALTERATION", "BCL2 p.Gly101Val")))
    True
    """
    return mention.type == "ALTERATION" and _EXACT.search(mention.name) is not None


CHEMICALS = frozenset({"ChemicalEntity", "Chemical"})
DISEASES = frozenset({"DiseaseOrPhenotypicFeature", "Disease"})
VARIANTS = frozenset({"SequenceVariant", "ProteinMutation", "DNAMutation", "SNP"})
HEADS = ("P strict", "R strict", "P overlap", "R overlap")
ROWS = (
    Row("chemicals", CHEMICALS, of_types("DRUG")),
    Row("chemicals, classes too", CHEMICALS, of_types("DRUG", "DRUG_CLASS")),
    Row("genes", frozenset({"GeneOrGeneProduct"}), of_types("GENE")),
    Row("diseases", DISEASES, of_types("DISEASE", "ADVERSE_EVENT")),
    Row("variants", VARIANTS, is_exact_change),
    Row("variants, all alterations", VARIANTS, of_types("ALTERATION")),
)


def pubtator(lines: Iterable[str]) -> Iterator[Paper]:
    """Papers of a PubTator file: `id|t|…`, `id|a|…`, then tab-separated marks; relations are passed over.

    >>> paper, = pubtator(["1|t|A G12V.", "1|a|Two.", "1\\t2\\t6\\tG12V\\tSequenceVariant\\tx"])
    >>> paper.passages, paper.marks
    (((0, 'A G12V.'), (8, 'Two.')), ((2, 6, 'SequenceVariant'),))
    """
    texts: dict[str, list[str]] = {}
    marks: dict[str, list[tuple[int, int, str]]] = {}
    for line in lines:
        line = line.rstrip("\r\n")
        head = re.match(r"(\d+)\|[ta]\|", line)
        cells = line.split("\t")
        if head:
            texts.setdefault(head.group(1), []).append(line[head.end() :])
        elif len(cells) > 4 and cells[1].isdigit() and cells[2].isdigit():
            marks.setdefault(cells[0], []).append((int(cells[1]), int(cells[2]), cells[4]))
    for name, passages in texts.items():
        starts = [sum(len(text) + 1 for text in passages[:i]) for i in range(len(passages))]
        yield Paper(name, tuple(zip(starts, passages, strict=True)), tuple(sorted(marks.get(name, ()))))


def iob(tables: Sequence[Iterable[str]]) -> Iterator[Paper]:
    """Sentences of IOB tables of the same tokens, one table a type; the tokens put together again.

    >>> one, = iob([["TP53\\tO", "-\\tO", "null\\tO", "tumours\\tB-Disease", ".\\tO"]])
    >>> one.passages, one.marks
    (((0, 'TP53-null tumours.'),), ((10, 17, 'Disease'),))
    """
    sentence: list[list[str]] = []
    number = 0
    for lines in [*zip(*tables, strict=True), ("",) * len(tables)]:
        if lines[0].strip():
            word = lines[0].rstrip("\n").split("\t")[0]
            sentence.append([word, *(line.rstrip("\n").split("\t")[1] for line in lines)])
        elif sentence:
            yield _sentence(str(number), sentence)
            number, sentence = number + 1, []


def _sentence(name: str, rows: Sequence[Sequence[str]]) -> Paper:
    text, places = "", []
    for word, *_ in rows:
        text += " " if text and not _is_glued(text, word) else ""
        places.append((len(text), len(text) + len(word)))
        text += word
    marks = [mark for column in range(1, len(rows[0])) for mark in _spans([row[column] for row in rows], places)]
    return Paper(name, ((0, text),), tuple(sorted(marks)))


def _is_glued(text: str, word: str) -> bool:
    return word in ".,;:)]%?'-/" or text[-1] in "([-/'"


def _spans(tags: Sequence[str], places: Sequence[Place]) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(tags):
        stop = at + 1
        if tags[at].startswith("B-"):
            while stop < len(tags) and tags[stop].startswith("I-"):
                stop += 1
            yield places[at][0], places[stop - 1][1], tags[at][2:]
        at = stop


def everything(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions and what they contain."""
    for mention in mentions:
        yield mention
        yield from everything(mention.parts)


def document(paper: Paper) -> Document:
    """A paper as the extractor takes it: title and abstract, or one body."""
    kinds: tuple[SectionKind, ...] = ("title", "abstract") if len(paper.passages) > 1 else ("body",)
    sections = tuple(
        Section(
            i, kind, (), "en", MappedText.of(paper.text, start, start + len(text)), paragraphs=(Stretch(0, len(text)),)
        )
        for i, (kind, (start, text)) in enumerate(zip(kinds, paper.passages, strict=True))
    )
    return Document(paper.name, paper.name, "", "txt", "utf-8", paper.text, sections, language="en")


def with_vocabulary(version: Extractor) -> Finder:
    """The whole extractor."""

    def find(paper: Paper) -> list[Mention]:
        return [
            _moved(mention, paper.passages[extraction.section.index][0])
            for extraction in version.extract(document(paper))
            for mention in everything(extraction.mentions)
        ]

    return find


def open_classes(paper: Paper) -> list[Mention]:
    """Grammars and patterns alone."""
    found: list[Mention] = []
    for start, text in paper.passages:
        changes = alterations.find(text, (), NOTHING)
        settled = overlaps.settle([*changes, *names.find(text, changes, NOTHING)])
        found.extend(_moved(mention, start) for mention in everything(settled))
    return found


def _moved(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by)


def place(mention: Mention) -> Place:
    """Where a mention stands, an exact change without the gene in front of it.

    >>> gene = Mention(0, 4, "GENE", "JAK2")
    >>> change = lexicon.Concept("", "ALTERATION", "JAK2 p.Val617Phe")
    >>> place(Mention(0, 10, "ALTERATION", "JAK2 V617F", change, parts=(gene,)))
    (5, 10)
    """
    if is_exact_change(mention):
        for part in mention.parts:
            joint = _GENE_IN_FRONT.match(mention.text, len(part.text)) if mention.text.startswith(part.text) else None
            if part.type == "GENE" and joint is not None and joint.end() < len(mention.text):
                return mention.start + joint.end(), mention.end
    return mention.start, mention.end


def counted(found: Iterable[Place], gold: Iterable[Place]) -> Tally:
    """Strict and overlapping pairs of two sets of places, each place used once, in the best pairing there is."""
    ours, theirs = set(found), set(gold)
    stretches = clusters({(*one, "") for one in ours}, {(*one, "") for one in theirs})
    overlapping = sum(len(pairs(mine, yours, _worth)) for mine, yours in stretches)
    return Tally(len(theirs), len(ours), len(ours & theirs), overlapping)


def _worth(one: Span, other: Span) -> float:
    """1 for places that overlap, so that the number of pairs decides."""
    return float(one[0] < other[1] and other[0] < one[1])


def paper_tally(row: Row, paper: Paper, mentions: Sequence[Mention]) -> Tally:
    """One comparison in one paper."""
    gold = [(start, end) for start, end, kind in paper.marks if kind in row.theirs]
    return counted([place(m) for m in mentions if row.ours(m)], gold)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:>12.3f}" if whole else f"{'–':>12}"


def line(name: str, tally: Tally) -> str:
    """Precision and recall, strict and overlapping, with the counts."""
    hits = (tally.strict, tally.overlap)
    shares = "".join(_share(part, whole) for part in hits for whole in (tally.found, tally.gold))
    return f"    {name:28}{tally.gold:>7}{tally.found:>7}{shares}"


def report(title: str, papers: Sequence[Paper], finders: Mapping[str, Finder], listed: int) -> Iterator[str]:
    """The table of one corpus, one block a finder."""
    marked = {kind for paper in papers for _, _, kind in paper.marks}
    yield f"{title}: {len(papers)} texts"
    for how, find in finders.items():
        mentions = [find(paper) for paper in papers]
        yield f"  {how:30}{'gold':>7}{'found':>7}" + "".join(f"{head:>12}" for head in HEADS)
        for row in ROWS:
            if row.theirs & marked:
                tally = Tally()
                for paper, found in zip(papers, mentions, strict=True):
                    tally = tally.plus(paper_tally(row, paper, found))
                yield line(row.name, tally)
                yield from _examples(row, papers, mentions, listed)


def _examples(row: Row, papers: Sequence[Paper], found: Sequence[Sequence[Mention]], listed: int) -> Iterator[str]:
    """The most frequent surfaces that only one side marks, nothing of the other overlapping."""
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for paper, mentions in zip(papers, found, strict=True):
        text = paper.text
        gold = [(start, end) for start, end, kind in paper.marks if kind in row.theirs]
        ours = {place(m) for m in mentions if row.ours(m)}
        missed.update(text[s:e] for s, e in gold if not any(a < e and s < b for a, b in ours))
        extra.update(text[a:b] for a, b in ours if not any(a < e and s < b for s, e in gold))
    for name, counts in (("missed", missed), ("extra", extra)):
        if listed:
            yield f"        {name}: " + "; ".join(f"{form} {n}" for form, n in counts.most_common(listed))


def corpora(folder: Path) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """Title and files of each corpus that is read."""
    yield "BioRED dev", (folder / "biored" / "Dev.PubTator",)
    yield "tmVar train", (folder / "tmvar" / "train.PubTator.txt",)
    yield "BC5CDR devel", tuple(folder / "bc5cdr" / f"{kind}-devel.tsv" for kind in ("chem", "disease"))


def papers_of(files: Sequence[Path]) -> list[Paper]:
    tables = [file.read_text(encoding="utf-8").split("\n") for file in files]
    return list(pubtator(tables[0]) if len(tables) == 1 else iob(tables))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.public", description="Mentions on public English corpora.")
    parser.add_argument("folder", nargs="?", type=Path, default=PUBLIC)
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--list", type=int, default=0, metavar="N", help="print the N most frequent misses and extras")
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    if not given.folder.is_dir():
        print(f"not measured: no folder {given.folder}")
        return 0
    version = extractor.load(given.extractor)
    print(f"{version.label}, lexicon {lexicon.load().digest[:12]}; P precision, R recall\n")
    finders: dict[str, Finder] = {"with the vocabulary": with_vocabulary(version), "open classes only": open_classes}
    for title, files in corpora(given.folder):
        missing = [file for file in files if not file.is_file()]
        if missing:
            print(f"{title}: not measured, no file {missing[0]}\n")
        else:
            print("\n".join(report(title, papers_of(files), finders, given.list)), end="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
