"""Damaged names in tagged sentences: `⟦surface⟧{TYPE canonical name}`; everything else is no damaged name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.lexicon import Entry, Lexicon
from pipeline.recognising import edits, names
from pipeline.recognising.terms import TermFinder
from pipeline.records import Concept, Mention

_TAG = re.compile(r"⟦([^⟧]*)⟧\{([^}]*)\}")

LATIN = [
    "患者口服⟦quizartnib⟧{DRUG quizartinib}，耐受良好",
    "⟦Carfillzomib⟧{DRUG carfilzomib} and dexamethasone",
    "treated with ⟦dastainib⟧{DRUG dasatinib}-based therapy",
    "⟦clofaribine⟧{DRUG clofarabine} was given",
    "⟦POMALIDOMDIE⟧{DRUG pomalidomide} 4 mg",
    "arsenic and ⟦hydroxyuera⟧{DRUG hydroxycarbamide}",
    "pre-treatment with ⟦arsenic trioxyde⟧{DRUG arsenic trioxide}",
]
SCANNED = [
    "口服⟦lxazomib⟧{DRUG ixazomib}",
    "⟦B0rtezomib⟧{DRUG bortezomib}联合地塞米松",
    "⟦Ofaturnumab⟧{DRUG ofatumumab} was added",
    "the inhibitor ⟦navitodax⟧{DRUG navitoclax}",
]
DISEASES = [
    "patients with ⟦acute promyelocitic leukemia⟧{DISEASE acute promyelocytic leukemia}",
    "⟦multiple myelmoa⟧{DISEASE multiple myeloma} cells",
]
HAN = [
    "应用⟦博纳吐单杭⟧{DRUG blinatumomab}",
    "给予⟦达沙替尻⟧{DRUG dasatinib}治疗",
    "口服⟦来那渡胺⟧{DRUG lenalidomide}的患者",
    "⟦奥妥珠珠单抗⟧{DRUG obinutuzumab}单药",
    "应用⟦卡非米佐⟧{DRUG carfilzomib}后",
]
NONE = [
    # New agents one letter from known ones, in both languages.
    "treated with tamatinib, nilutinib, bortazomib and vanetoclax",
    "口服吉列莫尼、普马替尼、波吉替尼或厄替尼",
    # Words that are one letter from a name.
    "heparan sulfate, inulin, creatinine, aspiring authors and leukemic cells",
    # Known names, and others than the misspelled ones.
    "imatinib、dasatinib、伊马替尼、尼洛替尼",
    "acute leukemic transformation, carcinomas and a lymphomatous mass",
    # Addresses and identifiers.
    "see imatnib_dose and http://x.org/a.quizartnib.html",
]


def damaged(text: str) -> list[Mention]:
    """The mentions whose reason is a spelling."""
    known = lexicon.load()
    found = names.find(text, TermFinder(known).find(text), known)
    return [mention for mention in found if mention.reason.startswith("spelling of ")]


def untag(tagged: str) -> tuple[str, list[tuple[str, str]]]:
    wanted = [(surface, name) for surface, name in _TAG.findall(tagged) if name]
    return _TAG.sub(r"\1", tagged), wanted


@pytest.mark.parametrize("tagged", [*LATIN, *SCANNED, *DISEASES, *HAN, *NONE])
def test_damaged_names(tagged: str) -> None:
    text, wanted = untag(tagged)
    found = damaged(text)
    assert [(m.text, f"{m.type} {m.name}") for m in found] == wanted
    assert all(text[m.start : m.end] == m.text and m.score < 0.7 for m in found)


def test_every_case_of_damage_is_tagged() -> None:
    assert all(untag(case)[1] for case in (*LATIN, *SCANNED, *DISEASES, *HAN))


def test_two_candidates_are_none() -> None:
    rows = [Entry(Concept(f"local:{n}", "DRUG", n), (), (), {}, {}) for n in ("abcdefgine", "abcdefgane")]
    text = "given abcdefgne daily"
    assert [m.name for m in names.find(text, (), Lexicon(tuple(rows[:1])))] == ["abcdefgine"]
    assert names.find(text, (), Lexicon(tuple(rows))) == []


def test_a_known_drug_is_never_read_as_another() -> None:
    known = lexicon.load()
    listed = sorted({e.concept.name for e in known.entries if e.concept.type == "DRUG"})
    assert damaged("; ".join(listed)) == []


def test_a_new_name_with_a_stem_stays_new() -> None:
    known = lexicon.load()
    found = names.find("口服tamatinib", (), known)
    assert [(m.name, m.reason) for m in found] == [("tamatinib", "INN stem -tinib")]


@given(st.text("abc", min_size=1, max_size=8), st.integers(0, 7), st.sampled_from("abcd"))
def test_neighbours_are_found_whatever_the_edit(word: str, at: int, letter: str) -> None:
    at = min(at, len(word) - 1)
    for written in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        near = edits.Neighbours([word]).at_one(written)
        assert near == (() if written == word else ((word, edits.slip(written, word)),))
