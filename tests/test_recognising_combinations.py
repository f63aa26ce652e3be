"""Regimens built of agents, in sentences of both languages: surface and canonical names."""

from __future__ import annotations

import time
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.recognising import combinations
from pipeline.recognising.terms import TermFinder
from pipeline.records import Mention

CASES = [
    ("匹妥布替尼联合奥妥珠单抗疗效好", "匹妥布替尼联合奥妥珠单抗", ["obinutuzumab + pirtobrutinib"]),
    ("用米哚妥林联合化疗诱导", "米哚妥林联合化疗", ["chemotherapy + midostaurin"]),
    ("奎扎替尼联合强化疗", "奎扎替尼联合强化疗", ["intensive chemotherapy + quizartinib"]),
    ("pirtobrutinib plus bendamustine", "pirtobrutinib plus bendamustine", ["bendamustine + pirtobrutinib"]),
    (
        "selinexor in combination with bortezomib and dexamethasone",
        "selinexor in combination with bortezomib and dexamethasone",
        ["bortezomib + dexamethasone + selinexor"],
    ),
    (
        "西达本胺+地西他滨+高三尖杉酯碱",
        "西达本胺+地西他滨+高三尖杉酯碱",
        ["decitabine + homoharringtonine + tucidinostat"],
    ),
    ("芦可替尼与西达本胺联用", "芦可替尼与西达本胺", ["ruxolitinib + tucidinostat"]),
    (
        "由塞利尼索、西达本胺和硼替佐米三药联合",
        "塞利尼索、西达本胺和硼替佐米",
        ["bortezomib + selinexor + tucidinostat"],
    ),
    ("the combination of revumenib and gilteritinib", "revumenib and gilteritinib", ["gilteritinib + revumenib"]),
    (
        "吉瑞替尼联合高三尖杉酯碱或西达本胺",
        "吉瑞替尼联合高三尖杉酯碱或西达本胺",
        ["gilteritinib + homoharringtonine", "gilteritinib + tucidinostat"],
    ),
    (
        "克拉屈滨或氟达拉滨联合塞利尼索",
        "克拉屈滨或氟达拉滨联合塞利尼索",
        ["cladribine + selinexor", "fludarabine + selinexor"],
    ),
    (
        "芦可替尼(ruxolitinib)10 mg联合小剂量地西他滨",
        "芦可替尼(ruxolitinib)10 mg联合小剂量地西他滨",
        ["decitabine + ruxolitinib"],
    ),
    ("西达本胺联合伊马替尼与安慰剂比较", "西达本胺联合伊马替尼", ["imatinib + tucidinostat"]),
    ("adding ibrutinib to bendamustine", "ibrutinib to bendamustine", ["bendamustine + ibrutinib"]),
    ("匹妥布替尼联合维奈克拉(PV)", "匹妥布替尼联合维奈克拉", ["pirtobrutinib + venetoclax"]),
    (
        "selinexor plus a hypomethylating agent",
        "selinexor plus a hypomethylating agent",
        ["hypomethylating agent + selinexor"],
    ),
    (
        "塞利尼索联合一种去甲基化药物",
        "塞利尼索联合一种去甲基化药物",
        ["hypomethylating agent + selinexor"],
    ),
    (
        "revumenib combined with the TKI dasatinib",
        "revumenib combined with the TKI dasatinib",
        ["dasatinib + revumenib"],
    ),
    (
        "selinexor along with low-dose decitabine",
        "selinexor along with low-dose decitabine",
        ["decitabine + selinexor"],
    ),
    ("the doublet of revumenib and gilteritinib", "revumenib and gilteritinib", ["gilteritinib + revumenib"]),
    ("carfilzomib-chidamide was active", "carfilzomib-chidamide", ["carfilzomib + tucidinostat"]),
]
NONE = [
    "芦可替尼和西达本胺各自有效。",
    "ruxolitinib and imatinib were approved",
    "维奈克拉单药治疗",
    "包括伊马替尼、达沙替尼",
    "ivosidenib/enasidenib",
    "CAG/HAG等方案",
]


@lru_cache(maxsize=1)
def _finder() -> TermFinder:
    return TermFinder(lexicon.load())


def _found(text: str) -> list[Mention]:
    return combinations.find(text, _finder().find(text), lexicon.load())


@pytest.mark.parametrize(("text", "surface", "names"), CASES)
def test_agents_given_together(text: str, surface: str, names: list[str]) -> None:
    found = _found(text)
    assert {m.text for m in found} == {surface}
    assert sorted(m.name for m in found) == sorted(names)


@pytest.mark.parametrize("text", NONE)
def test_agents_named_side_by_side(text: str) -> None:
    assert _found(text) == []


def test_spelled_out_regimen_of_the_lexicon_stays_as_it_is() -> None:
    terms = _finder().find("维奈克拉联合阿扎胞苷")
    assert "REGIMEN" in {m.type for m in terms} or _found("维奈克拉联合阿扎胞苷")
    assert {m.name for m in [*terms, *_found("维奈克拉联合阿扎胞苷")] if m.type == "REGIMEN"} == {
        "azacitidine + venetoclax"
    }


def test_alternatives_share_a_span() -> None:
    found = _found("吉瑞替尼联合高三尖杉酯碱或西达本胺")
    assert len({m.span for m in found}) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["伊马替尼", "西达本胺", "化疗", "联合", "和", "或", "+", "、", "(", ")", " plus ", "联用", "10 mg", ";"]
        )
    )
)
def test_spans_are_true_to_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    for mention in _found(text):
        assert mention.text == text[mention.start : mention.end]
        members = mention.name.split(" + ")
        assert len(members) == len(set(members)) > 1 and members == sorted(members, key=str.casefold)


@pytest.mark.parametrize("text", ["伊马替尼+" * 4000, "伊马替尼、" * 4000, "伊马替尼联合" * 3000, "伊马替尼(" * 4000])
def test_hostile_repetition_takes_no_time(text: str) -> None:
    start = time.process_time()
    assert len(_found(text)) <= len(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["伊马替尼\n联合西达本胺", "伊马替尼\t联合西达本胺", "伊马替尼\n+西达本胺"])
def test_rows_and_cells_are_not_joined(text: str) -> None:
    assert _found(text) == []
