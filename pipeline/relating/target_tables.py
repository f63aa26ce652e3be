"""Targets that the layout of a table states: a drug's row and a column of targets, or of classes that name one.

A row has no verb; its header is one. Only a column that is headed by nothing but a word for target or for kind says so,
and only of the drug that the row begins with or that stands under a header for drugs.

>>> is_headed("作用靶点", "target"), is_headed("Target(s)", "target"), is_headed("靶点突变率", "target")
(True, True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.lexicon import Lexicon
from pipeline.records import Cell, Claim, Mention, Section, Sentence, Span
from pipeline.relating.clauses import levels
from pipeline.relating.coordination import groups
from pipeline.relating.cue_words import body, column
from pipeline.relating.drug_classes import phrases
from pipeline.relating.effects import bearers
from pipeline.relating.passages import body_cells

_TABLE = "drug_target_headers"
_EXTRA = re.compile(r"\s*(?:\(.*\))?[*†‡#a-d\d]*\s*")
_CONFIDENCE = 0.85


def is_headed(header: str, role: str) -> bool:
    """Whether a header says nothing but that its column holds targets, kinds or drugs."""
    match = re.match(body(column(_TABLE, "role", role=role)), header.strip(), re.IGNORECASE)
    return match is not None and _EXTRA.fullmatch(header.strip()[match.end() :]) is not None


def claims(section: Section, sentence: Sentence, inside: Sequence[Mention], lexicon: Lexicon) -> Iterator[Claim]:
    """The claims of one row.

    Args:
        section: The table.
        sentence: The row.
        inside: Mentions of the row, in order.
        lexicon: For classes whose names hold a target.
    """
    yield from in_brackets(section, sentence, inside)
    cells = [cell for cell in body_cells(section, sentence) if cell.end <= sentence.end]
    drugs = tuple(_named(cells, inside))
    for cell in cells:
        header = cell.header[-1] if cell.header else ""
        own = [m for m in inside if cell.start <= m.start and m.end <= cell.end]
        if not drugs or not own or any(cell.start <= d.start < cell.end for d in drugs):
            continue
        level = levels(section.text.text, cell.start, cell.end, own)[0]
        if is_headed(header, "target"):
            direction = _direction(section, cells)
            targets = [(direction, t) for g in groups(level) if g.kind != "drug" for t in bearers(g)]
        elif is_headed(header, "kind"):
            targets = [(p.predicate, t) for p in phrases(level, lexicon) for t in p.targets]
        else:
            continue
        for drug in drugs:
            for predicate, target in targets:
                yield Claim(
                    "drug_target", sentence.index, drug, predicate, target, "table column",
                    cue=Span(target.start, target.end), confidence=_CONFIDENCE,
                )  # fmt: skip


_INHIBITOR = re.compile(r"抑制剂|\binhibitors?\b", re.IGNORECASE)


def _direction(section: Section, cells: Sequence[Cell]) -> str:
    """`inhibits` where a cell for the kind calls the drug of the row an inhibitor, else `targets`."""
    kinds = [cell for cell in cells if cell.header and is_headed(cell.header[-1], "kind")]
    is_inhibitor = any(_INHIBITOR.search(section.text.text, cell.start, cell.end) for cell in kinds)
    return "inhibits" if is_inhibitor else "targets"


_BRACKET = re.compile(r"\s*[(（](?P<inside>[^()（）]{2,40})[)）]")
_JOINERS = re.compile(r"(?:[\s×xX*/、,，·&+-]|和|与|及|双抗|双靶点?|靶点[:：]?|target:?|and)*", re.IGNORECASE)


def in_brackets(section: Section, sentence: Sentence, inside: Sequence[Mention]) -> Iterator[Claim]:
    """What a bracket right behind a drug names, where it names nothing but targets (`D(CD20×CD3)`).

    Args:
        section: The table.
        sentence: The row.
        inside: Mentions of the row, in order.
    """
    text = section.text.text
    for drug in inside:
        bracket = _BRACKET.match(text, drug.end, sentence.end) if drug.type == "DRUG" else None
        if bracket is None:
            continue
        own = [m for m in inside if bracket.start("inside") <= m.start and m.end <= bracket.end("inside")]
        targets = [m for m in own if m.type == "GENE"]
        if len(targets) < len(own) or not targets or not _JOINERS.fullmatch(_between(text, bracket, targets)):
            continue
        for target in targets:
            yield Claim(
                "drug_target", sentence.index, drug, "targets", target, "table bracket",
                cue=Span(target.start, target.end), confidence=_CONFIDENCE,
            )  # fmt: skip


def _between(text: str, bracket: re.Match[str], targets: Sequence[Mention]) -> str:
    """What a bracket holds beside its targets."""
    parts, at = [], bracket.start("inside")
    for target in targets:
        parts.append(text[at : target.start])
        at = max(at, target.end)
    return "".join((*parts, text[at : bracket.end("inside")]))


def _named(cells: Sequence[Cell], inside: Sequence[Mention]) -> Iterator[Mention]:
    """The drugs that a row is about: those of its first cell, else of one under a header for drugs."""
    for cell in cells:
        is_label = cell.column == 0 or (cell.header and is_headed(cell.header[-1], "drug"))
        own = [m for m in inside if cell.start <= m.start and m.end <= cell.end and m.type == "DRUG"]
        if is_label and own:
            yield from {m.name: m for m in reversed(own)}.values()
            return
