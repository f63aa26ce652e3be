"""Which concept a surface names: shared forms, the paper's own short forms, near spellings, brackets."""

from __future__ import annotations

import pytest

import pipeline
from pipeline import lexicon
from pipeline.linking.candidates import is_near
from pipeline.linking.glossary import resolve
from pipeline.reading import read_text
from pipeline.records import Definition

EXTRACTOR = pipeline.load("rules")


def names_of(text: str) -> dict[str, tuple[str, str]]:
    mentions = [m for extraction in EXTRACTOR.extract(read_text(text)) for m in extraction.mentions]
    return {m.text: (m.type, m.name) for m in mentions}


@pytest.mark.parametrize(
    ("text", "surface", "wanted"),
    [
        ("该方案使60%的患者达到CR。", "CR", ("METRIC", "CR")),
        ("MCL患者接受伊布替尼治疗,淋巴瘤缩小。", "MCL", ("DISEASE", "mantle cell lymphoma")),
        ("套细胞淋巴瘤(MCL)与MCL-1无关。", "MCL-1", ("GENE", "MCL1")),
        ("ALL患儿的白血病细胞表达CD19。", "ALL", ("DISEASE", "acute lymphoblastic leukemia")),
        ("維奈克拉治療慢性淋巴細胞白血病", "维奈克拉", ("DRUG", "venetoclax")),
        ("ＡＢＴ－１９９为BH3模拟物", "ABT-199", ("DRUG", "venetoclax")),
        ("venetoclax抑制Bcl-2", "Bcl-2", ("GENE", "BCL2")),
    ],
)
def test_a_surface_reaches_its_concept(text: str, surface: str, wanted: tuple[str, str]) -> None:
    assert names_of(text)[surface] == wanted


def test_all_is_no_disease_in_running_english() -> None:
    assert not any(kind == "DISEASE" for kind, _ in names_of("All SMALL studies enrolled all patients.").values())


def test_both_languages_share_one_identifier() -> None:
    found = lexicon.load()
    pairs = [("venetoclax", "维奈克拉"), ("imatinib", "伊马替尼"), ("acute myeloid leukemia", "急性髓系白血病")]
    for english, chinese in pairs:
        assert found.lookup(english)[0].concept == found.lookup(chinese)[0].concept


def test_the_papers_own_definition_wins() -> None:
    text = "多发性骨髓瘤(multiple myeloma, MM)的治疗进展。MM患者接受硼替佐米治疗。"
    assert names_of(text)["MM"] == ("DISEASE", "multiple myeloma")


def test_a_long_form_does_not_begin_behind_a_joining_sign() -> None:
    assert resolve(Definition("XYZ", (), "维奈克拉+阿扎胞苷+高三尖杉酯碱"), lexicon.load()) is None


def test_names_in_a_bracket_are_no_short_forms_of_those_before_them() -> None:
    names = names_of("Adverse mutations (ASXL1, EZH2, IDH1/2) and ABL1 substitutions (A337V, n = 2; V468F).")
    assert names["V468F"] == ("ALTERATION", "ABL1 p.Val468Phe")
    assert names["IDH1/2"][1] in ("IDH1 mutation", "IDH2 mutation")


@pytest.mark.parametrize(("first", "second", "near"), [
    ("ibrutnib", "ibrutinib", True), ("BGB-11417", "BGB-11418", False), ("sorafenib", "regorafenib", False),
])  # fmt: skip
def test_near_spellings(first: str, second: str, near: bool) -> None:
    assert is_near(first, second) is near


def test_a_misspelt_drug_is_linked_with_a_lower_score() -> None:
    mentions = [m for e in EXTRACTOR.extract(read_text("Patients received gilteretinib daily.")) for m in e.mentions]
    (drug,) = [m for m in mentions if m.type == "DRUG"]
    assert (drug.name, drug.score < 1, "cosine" in drug.reason) == ("gilteritinib", True, True)
