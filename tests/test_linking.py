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
        ("塞利尼索(XPO1)已获批,XPO1突变者有效。", "XPO1", ("GENE", "XPO1")),
        ("聚合酶抑制剂与奥布替尼(BTK)合用。", "BTK", ("GENE", "BTK")),
        ("予维奈克拉、地西他滨(VEN+DEC)治疗。VEN+DEC组ORR为60%。", "VEN+DEC", ("REGIMEN", "decitabine + venetoclax")),
        ("予维奈克拉、地西他滨(VEN+DEC)。", "维奈克拉、地西他滨", ("REGIMEN", "decitabine + venetoclax")),
        ("In CaDAnCe-101 the ORR was 80%.", "CaDAnCe-101", ("TRIAL", "CaDAnCe-101")),
        ("In NOVAMAB-2 the ORR was 80%.", "NOVAMAB-2", ("TRIAL", "NOVAMAB-2")),
        ("IMpact研究的ORR为80%。", "IMpact", ("TRIAL", "IMpact")),
        ("对共价BTK抑制剂耐药", "共价BTK抑制剂", ("DRUG_CLASS", "covalent btk inhibitor")),
        (
            "ATP-competitive TKIs fail",
            "ATP-competitive TKIs",
            ("DRUG_CLASS", "atp-competitive tyrosine kinase inhibitor"),
        ),
        ("HR for death 0.50 (OS)", "death", ("METRIC", "OS")),
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


def test_a_table_of_studies_names_them_by_their_codes() -> None:
    table = (
        "| 研究 | 方案 | ORR(%) |\n|---|---|---|\n| NP12345 | 格菲妥单抗 | 52 |\n| E7438-G000-101 | 他泽司他 | 69 |\n"
    )
    names = names_of(f"# 进展\n\n## 1 结果\n\n表1列出研究。\n\n{table}")
    assert names["NP12345"][0] == names["E7438-G000-101"][0] == "TRIAL"


def test_a_line_of_cells_is_no_study() -> None:
    assert "KARPAS-299" not in names_of("In KARPAS-299 cells the drug was active.")


def test_the_gene_inside_a_short_form_of_a_class() -> None:
    mentions = [m for e in EXTRACTOR.extract(read_text("Prior BTKi failed.")) for m in e.mentions]
    assert [(m.text, [part.name for part in m.parts]) for m in mentions if m.type == "DRUG_CLASS"] == [
        ("BTKi", ["BTK"])
    ]


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
