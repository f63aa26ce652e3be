"""Names of the open classes in tagged sentences: `⟦surface⟧{TYPE canonical name}`."""

from __future__ import annotations

import re
import time
from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.recognising import alterations, classes, names, transliterations
from pipeline.recognising.terms import TermFinder
from pipeline.records import Concept, Mention

_TAG = re.compile(r"⟦([^⟧]*)⟧\{([^}]*)\}")

DRUGS = [
    "联合⟦塔米替尼⟧{DRUG 塔米替尼}治疗",
    "口服⟦洛贝西利⟧{DRUG 洛贝西利}的患者",
    "新药⟦波舒利单抗⟧{DRUG 波舒利单抗}获批",
    "⟦曲拉替尼⟧{DRUG trelatinib}(⟦trelatinib⟧{DRUG trelatinib})可口服",
    "treated with ⟦novarafenib⟧{DRUG novarafenib} or ⟦kelotuzumab⟧{DRUG kelotuzumab}",
    "⟦brivituximab vedotin⟧{DRUG brivituximab vedotin} was given",
    "⟦fenotazomib⟧{DRUG fenotazomib}单药有效",
    "the cell product ⟦orvicabtagene autoleucel⟧{DRUG orvicabtagene autoleucel}",
    "含铂方案与单抗治疗",
    "a thermostat and a hemostat",
]
CODES = [
    "⟦AZD7799⟧{DRUG azd7799}阻断该靶点",
    "⟦BGB-99871⟧{DRUG bgb-99871}进入I期",
    "激酶抑制剂⟦QXR-4417⟧{DRUG qxr-4417}",
    "⟦SHR-9912⟧{DRUG shr-9912}与⟦HMPL-991⟧{DRUG hmpl-991}",
    "the degrader ⟦KT-8127⟧{DRUG kt-8127}",
    "K562、HL-60、MV4-11与OCI-AML3细胞",
    "基金号2021YFC2500999、ZR2023QH123",
    "COVID-19大流行与IL-6升高",
    "WHO 2022与ELN 2022标准",
]
CLASSES = [
    "⟦TRIM24抑制剂⟧{DRUG_CLASS trim24 inhibitor}可诱导分化",
    "⟦GAS6/IL6双重抑制剂⟧{DRUG_CLASS gas6/il6 inhibitor}",
    "⟦NAMPT或SHMT2抑制剂⟧{DRUG_CLASS nampt inhibitor}",
    "the ⟦ZNF217 degraders⟧{DRUG_CLASS znf217 degrader}",
    "⟦抗CD84单抗⟧{DRUG_CLASS anti-cd84 antibody}",
    "⟦anti-CD96 antibodies⟧{DRUG_CLASS anti-cd96 antibody}",
    "⟦CD84 CAR-T细胞⟧{DRUG cd84 car-t}扩增良好",
    "⟦靶向CD96的CAR-T⟧{DRUG cd96 car-t}",
    "⟦CD84/CD96双特异性抗体⟧{DRUG_CLASS cd84/cd96 bispecific antibody}",
    "⟦CD84 ADC⟧{DRUG_CLASS anti-cd84 antibody-drug conjugate}",
]
TRIALS = [
    "⟦ORCHARD-9⟧{TRIAL ORCHARD-9}研究纳入120例",
    "⟦ZENITH-AML⟧{TRIAL ZENITH-AML} trial was negative",
    "⟦QUASAR-2⟧{TRIAL QUASAR-2}和⟦QUASAR-3⟧{TRIAL QUASAR-3}试验",
    "the phase 3 ⟦PALADIN⟧{TRIAL PALADIN} randomized trial",
    "⟦ORION-7⟧{TRIAL ORION-7}III期研究与⟦VENTURE-9⟧{TRIAL VENTURE-9}Ib期试验",
    "注册号⟦NCT09999999⟧{TRIAL NCT09999999}和⟦ChiCTR2400099999⟧{TRIAL ChiCTR2400099999}",
    "II期研究、RCT研究、RNA研究与FLT3研究",
    "AML研究者与MRD研究",
    "临床试验(⟦HORIZON-77⟧{TRIAL HORIZON-77})显示",
]
SYMBOLS = [
    "⟦miR-9876⟧{GENE MIR9876}靶向它",
    "⟦hsa_circ_0099999⟧{GENE hsa_circ_0099999}",
    "⟦QQRX4⟧{GENE QQRX4}基因编码一种激酶",
    "the ⟦ZZTF7⟧{GENE ZZTF7} protein",
    "DNA突变与MRD表达",
]
CASES = [*DRUGS, *CODES, *CLASSES, *TRIALS, *SYMBOLS]


@lru_cache(maxsize=1)
def _finder() -> TermFinder:
    return TermFinder(lexicon.load())


def _found(text: str) -> list[Mention]:
    terms = _finder().find(text)
    taken = [*terms, *alterations.find(text, terms, lexicon.load())]
    return names.find(text, taken, lexicon.load())


@pytest.mark.parametrize("tagged", CASES)
def test_tagged_sentence(tagged: str) -> None:
    wanted = {(m.group(1), m.group(2)) for m in _TAG.finditer(tagged)}
    found = {(m.text, f"{m.type} {m.name}") for m in _found(_TAG.sub(r"\1", tagged))}
    if "或SHMT2" in tagged:
        wanted |= {("NAMPT或SHMT2抑制剂", "DRUG_CLASS shmt2 inhibitor")}
    assert found == wanted


def test_registry_number_is_its_own_identifier() -> None:
    assert [m.concept.concept_id for m in _found("(NCT09999999)") if m.concept] == ["clinicaltrials:NCT09999999"]


def test_names_of_the_lexicon_are_not_found_again() -> None:
    assert _found("维奈克拉、gilteritinib、ABT-199、VIALE-A研究、BCL-2抑制剂") == []


def test_a_list_of_genes_beside_a_word_for_study_is_no_trial() -> None:
    gene = Mention(2, 7, "GENE", "FGFR1")
    found = names.find("抑制FGFR1/2/3,QUASAR-2研究", (gene,), lexicon.load())
    assert [m.text for m in found if m.type == "TRIAL"] == ["QUASAR-2"]


def test_a_name_before_a_subscript_is_another_word() -> None:
    finder = TermFinder(lexicon.load())
    assert not [m for m in finder.find("以14 nmol/L的IC~50~抑制") if m.text == "IC"]
    assert [m for m in finder.find("IC组与对照组") if m.text == "IC"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("口服维鲁美坦(ABT-199)后", {"维鲁美坦": "venetoclax"}),
        ("口服维鲁美坦(kelotinib,某公司)后", {"维鲁美坦": "kelotinib"}),
        ("维奈克拉(venetoclax)与抑制剂(venetoclax)", {}),
        ("酪氨酸激酶(venetoclax)与维鲁美坦(venetoclax、ibrutinib)", {}),
    ],
)
def test_a_bracket_explains_a_transliterated_name(text: str, expected: dict[str, str]) -> None:
    found = transliterations.found(text, lexicon.load())
    assert {name: concept.name for name, concept in found.items()} == expected


def test_a_trial_once_named_counts_elsewhere() -> None:
    found = [m.text for m in _found("ORCHARD-9研究已完成。在ORCHARD-9中,缓解率更高。")]
    assert found == ["ORCHARD-9", "ORCHARD-9"]


def test_class_known_to_the_lexicon_keeps_its_name() -> None:
    found = _found("BCL2口服小分子抑制剂与MCL1高选择性抑制剂")
    assert [m.name for m in found] == ["bcl-2 inhibitor", "mcl-1 inhibitor"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "替尼",
                "吉",
                "联合",
                "AZD1234",
                "研究",
                "FLT3",
                "抑制剂",
                "-",
                "NCT01234567",
                " ",
                "tinib",
                "no",
                "miR-12",
                "基因",
                "(",
            ]
        )
    )
)
def test_mentions_are_true_to_the_text_and_do_not_cross(parts: list[str]) -> None:
    text = "".join(parts)
    found = _found(text)
    for mention in found:
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.source == "names" and 0.5 < mention.score <= 1
    spans = sorted({(m.start, m.end) for m in found})
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["替尼" * 10000, "A-" * 10000, "tinib" * 5000, "研究" * 10000, "AB1研究" * 4000, "阿" * 50000]
)
def test_hostile_repetition_takes_no_time(text: str) -> None:
    start = time.process_time()
    assert len(_found(text)) <= len(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "names"), [("二代BTK抑制剂", ["second-generation btk inhibitor"]), ("新一代BTK抑制剂", [])]
)
def test_a_new_generation_is_not_the_first(text: str, names: list[str]) -> None:
    start = text.index("BTK")
    concept = Concept("local:btk-inhibitor", "DRUG_CLASS", "btk inhibitor")
    named = Mention(start, len(text), "DRUG_CLASS", text[start:], concept)
    assert [m.name for m in classes.generations(text, [named], lexicon.load())] == names
