"""Public English sets of relations as texts with marked names and pairs of them: ChemProt, BioRED, CIViCmine.

What is read of each, and what of it stands beside our relations:

- ChemProt (sentences; drug and protein as marked): `CPR:3` (ACTIVATOR, UPREGULATOR, INDIRECT-UPREGULATOR) and `CPR:5`
  (AGONIST, AGONIST-ACTIVATOR, AGONIST-INHIBITOR) are `up`; `CPR:4` (INHIBITOR, DOWNREGULATOR, INDIRECT-DOWNREGULATOR) and
  `CPR:6` (ANTAGONIST) are `down`. `CPR:9` (SUBSTRATE, PRODUCT-OF) is nothing here. The file says not which end is the
  chemical; `chemicals` tells, from all pairs together.
- BioRED (abstracts; pairs of concepts): chemical and gene, where `Positive_Correlation` is `up`, `Negative_Correlation` is
  `down`, `Association` and `Bind` have no direction here; variant and chemical, without direction. `Cotreatment`,
  `Comparison`, `Drug_Interaction` and `Conversion` (chemicals with chemicals) and pairs with diseases are nothing here.
- CIViCmine (sentences): `Predictive` ties a gene, a drug and a cancer, whatever the direction; gene and drug are taken, and
  the gene's variant where there is one. `Prognostic`, `Diagnostic` and `Predisposing` are left out.

>>> text, = chemprot(['{"text": "<< A1 >> blocks [[ B2 ]].", "label": "INHIBITOR"}'], lambda name: 1 if name == "a1" else -1)
>>> text.paper.text, [(m.start, m.end, m.side) for m in text.marks], dict(text.pairs)
('A1 blocks B2.', [(0, 2, 'drug'), (10, 12, 'target')], {('a1', 'b2', 'down'): frozenset({'CPR:4'})})
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.public import Paper, pubtator
from pipeline.lexicon import Lexicon
from pipeline.lexicon import fold as fold_name
from pipeline.records import EntityType

Pair = tuple[str, str, str]
"""Drug or alteration, target or therapy, direction."""
Pairs = Mapping[Pair, frozenset[str]]
"""Pairs with the labels that the set gives them."""
Leaning = Callable[[str], float]
"""How much a name looks like a chemical: above 0, below 0 like a gene."""

HELD_FOLDS, FOLDS = frozenset({0, 1}), 5
_GROUPS = {
    "CPR:3": ("up", ("ACTIVATOR", "UPREGULATOR", "INDIRECT-UPREGULATOR")),
    "CPR:4": ("down", ("INHIBITOR", "DOWNREGULATOR", "INDIRECT-DOWNREGULATOR")),
    "CPR:5": ("up", ("AGONIST", "AGONIST-ACTIVATOR", "AGONIST-INHIBITOR")),
    "CPR:6": ("down", ("ANTAGONIST",)),
}
_LABELS = {label: (group, way) for group, (way, labels) in _GROUPS.items() for label in labels}
_MARKS = re.compile(r"<< (?P<first>.*?) >>|\[\[ (?P<second>.*?) \]\]")
_ROUNDS = 20
_GENE = re.compile(
    r"receptors?\b|ases?\b|proteins?\b|channels?\b|transporters?\b|factors?\b|subunit|family|hormone|insulin|interleukin"
    r"|collagen|integrin|^cyp|^il-|^[a-z]{2,5}\d{1,2}[a-z]?\d?$"
)
_CHEMICAL = re.compile(
    r"(?:ine|ol|one|ate|ib|ide|acid|am|an|il|ium|ane|ene|yl|in|oxide|ester|statin|vir|ose|derivative|compound)s?$|^[a-z]{1,4}[- ]?\d{3,}"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked name.

    Attributes:
        side: `drug`, `target`, `change` (an alteration) or `gene` (one that bears an alteration); empty: in no pair.
        keys: What pairs call it: its concepts, or its words.
        name: Canonical name that is given with it, else empty.
    """

    start: int
    end: int
    type: EntityType
    side: str
    keys: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its marks and pairs; those without direction have it empty."""

    paper: Paper
    marks: tuple[Mark, ...]
    pairs: Pairs


def joined(found: Iterable[tuple[Pair, str]]) -> Pairs:
    """Pairs with all their labels."""
    labels: dict[Pair, set[str]] = defaultdict(set)
    for pair, label in found:
        labels[pair].add(label)
    return {pair: frozenset(given) for pair, given in labels.items()}


# --- ChemProt -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    label: str
    spans: tuple[tuple[int, int], tuple[int, int]]

    @property
    def names(self) -> tuple[str, str]:
        (a, b), (c, d) = self.spans
        return self.text[a:b].lower(), self.text[c:d].lower()


def _lines(rows: Iterable[str]) -> Iterator[_Line]:
    for row in filter(str.strip, rows):
        told = json.loads(row)
        text, spans, at = "", [], 0
        for match in _MARKS.finditer(told["text"]):
            text += told["text"][at : match.start()]
            spans.append((len(text), len(text) + len(match[match.lastgroup or 0])))
            text, at = text + match[match.lastgroup or 0], match.end()
        if len(spans) == 2:
            yield _Line(text + told["text"][at:], told["label"], (spans[0], spans[1]))


def names(rows: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The two names of each line."""
    return (line.names for line in _lines(rows))


def leaning(lexicon: Lexicon, marked: Iterable[Paper]) -> Leaning:
    """What the vocabulary, a set with marked names and a name's form say, in this order."""
    types: dict[str, set[str]] = defaultdict(set)
    for paper in marked:
        for start, end, kind in paper.marks:
            types[paper.text[start:end].lower()].add(kind)
    known = {"DRUG": 1.0, "GENE": -1.0, "ChemicalEntity": 1.0, "GeneOrGeneProduct": -1.0}

    def lean(name: str) -> float:
        held = {term.concept.type for term in lexicon.by_key.get(fold_name(name), ())} or types.get(name, set())
        told = {known[kind] for kind in held if kind in known}
        if len(told) == 1:
            return told.pop()
        return -0.7 if _GENE.search(name) else 0.4 if _CHEMICAL.search(name) else 0.0

    return lean


def chemicals(pairs: Iterable[tuple[str, str]], lean: Leaning) -> Leaning:
    """How much a name is a chemical, by its own form and by what it stands in pairs with: one end of a pair is one."""
    partners: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        partners[one].append(other)
        partners[other].append(one)
    own = {name: lean(name) for name in partners}
    score = dict(own)
    for _ in range(_ROUNDS):
        score = {name: own[name] - sum(score[o] for o in some) / len(some) for name, some in partners.items()}
    return lambda name: score.get(name, 0.0)


def chemprot(rows: Iterable[str], lean: Leaning) -> list[Text]:
    """Sentences of ChemProt with the pairs of all their lines.

    Args:
        rows: JSON lines.
        lean: Which of two names is the chemical.
    """
    by_text: dict[str, list[_Line]] = defaultdict(list)
    for line in _lines(rows):
        by_text[line.text].append(line)
    return [_sentence(text, lines, lean) for text, lines in by_text.items()]


def _sentence(text: str, lines: Iterable[_Line], lean: Leaning) -> Text:
    marks: set[Mark] = set()
    found: list[tuple[Pair, str]] = []
    for line in lines:
        one, other = line.names
        at = 0 if lean(one) >= lean(other) else 1
        for type_, side, i in (("DRUG", "drug", at), ("GENE", "target", 1 - at)):
            marks.add(Mark(*line.spans[i], type_, side, (line.names[i],)))  # type: ignore[arg-type]
        if line.label in _LABELS:
            group, way = _LABELS[line.label]
            found.append(((line.names[at], line.names[1 - at], way), group))
    ordered = tuple(sorted(marks, key=lambda m: (m.start, m.end, m.type)))
    return Text(Paper(hashlib.sha256(text.encode()).hexdigest(), ((0, text),), ()), ordered, joined(found))


# --- BioRED ---------------------------------------------------------------------------------------------------------

_TYPES: dict[str, tuple[EntityType, str]] = {
    "ChemicalEntity": ("DRUG", "drug"),
    "GeneOrGeneProduct": ("GENE", "target"),
    "SequenceVariant": ("ALTERATION", "change"),
    "DiseaseOrPhenotypicFeature": ("DISEASE", ""),
}
_WAYS = {"Positive_Correlation": "up", "Negative_Correlation": "down"}
_WORKS = ("Association", "Bind")


def biored(lines: Iterable[str]) -> list[Text]:
    """Abstracts of BioRED with the pairs of chemicals with genes, and of variants with chemicals."""
    rows = [line.rstrip("\r\n") for line in lines]
    marks: dict[str, list[Mark]] = defaultdict(list)
    told: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        cells = row.split("\t")
        if len(cells) == 6 and cells[4] in _TYPES:
            type_, side = _TYPES[cells[4]]
            marks[cells[0]].append(Mark(int(cells[1]), int(cells[2]), type_, side, tuple(cells[5].split(","))))
        elif len(cells) == 5:
            told[cells[0]].append(cells)
    return [
        Text(paper, tuple(marks[paper.name]), joined(_pairs_of(marks[paper.name], told[paper.name])))
        for paper in pubtator(rows)
    ]


def _pairs_of(marks: Iterable[Mark], told: Iterable[list[str]]) -> Iterator[tuple[Pair, str]]:
    sides = {key: mark.side for mark in marks for key in mark.keys}
    for _, label, one, other, *_ in told:
        ends = {sides.get(one, ""): one, sides.get(other, ""): other}
        if ends.keys() == {"drug", "target"} and (label in _WAYS or label in _WORKS):
            yield (ends["drug"], ends["target"], _WAYS.get(label, "")), label
        elif ends.keys() == {"drug", "change"}:
            yield (ends["change"], ends["drug"], ""), "variant"


# --- CIViCmine ------------------------------------------------------------------------------------------------------

_KINDS: dict[str, tuple[EntityType, str]] = {
    "gene": ("GENE", "gene"),
    "drug": ("DRUG", "drug"),
    "cancer": ("DISEASE", ""),
}
_STATES = re.compile(r"\b(?:mutants?|mutated|mutations)\b", re.IGNORECASE)


def fold(name: str) -> int:
    """Which fold a sentence is in, by its name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % FOLDS


def civicmine(archive: Path, held: bool) -> list[Text]:
    """Sentences of CIViCmine, those of the held-out folds or the others."""
    with tarfile.open(archive) as packed:
        files = {Path(m.name).name: packed.extractfile(m) for m in packed.getmembers() if m.isfile()}
        texts = {name: held_file.read().decode() for name, held_file in files.items() if held_file is not None}
    names = sorted(name.removesuffix(".txt") for name in texts if name.endswith(".txt"))
    return [
        standoff(name, texts[f"{name}.txt"], texts[f"{name}.a1"], texts[f"{name}.a2"])
        for name in names
        if (fold(name) in HELD_FOLDS) == held
    ]


def standoff(name: str, text: str, marked: str, related: str) -> Text:
    """One sentence of CIViCmine: names, and what ties them.

    >>> one = standoff("1", "KRAS mutant is resistant to X.", "T1\\tgene 0 4\\tKRAS\\nT2\\tvariant 5 11\\tmutant\\nT3\\tdrug 28 29\\tX",
    ...                "R1\\tPredictive gene:T1 drug:T3\\nR2\\tAssociatedVariant gene:T1 variant:T2")
    >>> [(m.start, m.end, m.name) for m in one.marks if m.type == "ALTERATION"], list(one.pairs)
    ([(0, 11, 'KRAS mutation')], [('kras', 'x', '')])
    """
    spans: dict[str, tuple[str, int, int]] = {}
    for line in filter(None, marked.split("\n")):
        known, place, _ = line.split("\t")
        kind, start, end = place.split()
        spans[known] = (kind, int(start), int(end))
    marks = {
        known: Mark(start, end, *_KINDS[kind], (text[start:end].lower(),))
        for known, (kind, start, end) in spans.items()
        if kind in _KINDS
    }
    changes: list[Mark] = []
    found: list[tuple[Pair, str]] = []
    for line in filter(None, related.split("\n")):
        label, *told = line.split("\t")[1].split()
        ends = dict(one.split(":") for one in told)
        if label == "Predictive":
            found.append(((marks[ends["gene"]].keys[0], marks[ends["drug"]].keys[0], ""), label))
        elif label == "AssociatedVariant":
            changes.append(_change(text, marks[ends["gene"]], spans[ends["variant"]]))
    return Text(Paper(name, ((0, text),), ()), (*marks.values(), *changes), joined(found))


def _change(text: str, gene: Mark, variant: tuple[str, int, int]) -> Mark:
    """A gene's variant, over both where they are neighbours."""
    _, start, end = variant
    state = _STATES.sub("mutation", text[start:end])
    first, last = min(gene.start, start), max(gene.end, end)
    near = len(text[first:last]) - (gene.end - gene.start) - (end - start) <= 2
    span = (first, last) if near else (start, end)
    return Mark(*span, "ALTERATION", "change", gene.keys, f"{text[gene.start : gene.end]} {state}")
