"""Whole sentences with the mentions that they hold: marks of the types that a sentence is about, all of them.

`⟦words⟧{TYPE}`; marks may stand in one another. Of a type that a sentence marks, nothing else may be found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline import extractor, reading
from pipeline.assembling.rows import paper_rows

RESPONSES = [
    "NPM1-mutated AML is ⟦exquisitely sensitive⟧{RESPONSE} to menin inhibitors.",
    "KRAS G12D ⟦abrogated the response⟧{RESPONSE} to cetuximab.",
    "Ponatinib was ⟦active⟧{RESPONSE} against T315I, whereas bosutinib ⟦failed⟧{RESPONSE}.",
    "Venetoclax ⟦failure⟧{RESPONSE} after azacitidine was ascribed to immune escape.",
    "Co-occurring STK11 and KEAP1 mutations predicted ⟦lack of benefit⟧{RESPONSE} from immunotherapy.",
    "KIT exon 11 deletions ⟦fare better⟧{RESPONSE} on imatinib than exon 9 mutations.",
    "Clones with EZH2 loss ⟦escape⟧{RESPONSE} enasidenib.",
    "普纳替尼可⟦克服⟧{RESPONSE}T315I突变，但对复合突变⟦疗效有限⟧{RESPONSE}。",
    "共价BTK抑制剂⟦失败⟧{RESPONSE}后可换药，G101V⟦不影响⟧{RESPONSE}BTK抑制剂的作用。",
    "携带TP53突变的患者⟦缓解期短⟧{RESPONSE}，DFS⟦较差⟧{RESPONSE}。",
]
SENTENCES = RESPONSES


@lru_cache(maxsize=1)
def _rules() -> extractor.Extractor:
    return extractor.load("rules")


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    plain, opened, spans = "", [], []
    for part in re.split(r"(⟦|⟧\{[A-Z_]+\})", marked):
        if part == "⟦":
            opened.append(len(plain))
        elif part.startswith("⟧"):
            spans.append((opened.pop(), len(plain), part[2:-1]))
        else:
            plain += part
    return plain, spans


@pytest.mark.parametrize("marked", SENTENCES)
def test_a_sentence_has_the_mentions_that_it_marks(marked: str, tmp_path: Path) -> None:
    plain, spans = _unmarked(marked)
    (file := tmp_path / "sentence.md").write_text(plain, encoding="utf-8")
    paper = reading.read(file, tmp_path)
    at = paper.raw.find(plain)
    rows = paper_rows(paper, _rules().extract(paper), _rules().label)["mentions"]
    types = {kind for _, _, kind in spans}
    found = {(row["start"] - at, row["end"] - at, row["type"]) for row in rows if row["type"] in types}
    assert found == set(spans)
