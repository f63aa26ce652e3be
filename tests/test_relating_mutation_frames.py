"""Frames of mutation–response claims: risk groups, biomarkers, advice, cases, lists of exons, topics that claim nothing."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    (
        "In myelofibrosis, SRSF2 and U2AF1 mutations place patients in the high-risk category of the MIPSS70+ score.",
        "SRSF2 mutation worse_prognosis none; U2AF1 mutation worse_prognosis none",
    ),
    ("BRCA2突变与奥拉帕利具有合成致死作用。", "BRCA2 mutation sensitivity olaparib"),
    (
        "IDH2 mutations predicted a higher CR rate with venetoclax plus azacitidine.",
        "IDH2 mutation sensitivity azacitidine + venetoclax",
    ),
    ("DNMT3A mutations were enriched in responders to decitabine.", "DNMT3A mutation sensitivity decitabine"),
    ("Mutations in TP53 were enriched in venetoclax-refractory disease.", "TP53 mutation resistance venetoclax"),
    (
        "携带KRAS外显子2、3和4突变者对西妥昔单抗耐药。",
        "KRAS exon 2 mutation resistance cetuximab; KRAS exon 3 mutation resistance cetuximab; "
        "KRAS exon 4 mutation resistance cetuximab",
    ),
    ("Tumours harbouring G719X responded to neratinib.", "EGFR p.Gly719Xaa sensitivity neratinib"),
    (
        "Osimertinib is recommended for patients with EGFR exon 19 deletions or L858R.",
        "EGFR exon 19 deletion sensitivity osimertinib; EGFR p.Leu858Arg sensitivity osimertinib",
    ),
    ("Quizartinib is indicated for newly diagnosed FLT3-ITD-positive AML.", "FLT3-ITD sensitivity quizartinib"),
    (
        "In Ba/F3 cells, the L248V mutant was 12-fold less sensitive to bosutinib than native BCR-ABL1.",
        "ABL1 p.Leu248Val resistance bosutinib",
    ),
    ("1例携带FGFR2-BICC1融合的胆管癌患者接受培米替尼后获部分缓解。", "FGFR2::BICC1 sensitivity pemigatinib"),
    (
        "The patient with a BRAF G469A mutation progressed rapidly on dabrafenib.",
        "BRAF p.Gly469Ala resistance dabrafenib",
    ),
    ("BTK突变与BTK抑制剂耐药", ""),
    ("Mechanisms of resistance to sotorasib in KRAS G12C-mutant lung cancer", ""),
    (
        "PDGFRA D842V mutant GIST is insensitive to sunitinib but highly responsive to avapritinib.",
        "PDGFRA p.Asp842Val resistance sunitinib; PDGFRA p.Asp842Val sensitivity avapritinib",
    ),
    ("NUP98-NSD1融合伴FLT3-ITD者诱导失败率高。", "NUP98::NSD1 worse_prognosis none; FLT3-ITD worse_prognosis none"),
    (
        "FGFR2 N550K和V565F突变在futibatinib治疗后被检出，但lirafugratinib对二者仍具活性。",
        "FGFR2 p.Asn550Lys resistance futibatinib; FGFR2 p.Val565Phe resistance futibatinib; "
        "FGFR2 p.Asn550Lys sensitivity lirafugratinib; FGFR2 p.Val565Phe sensitivity lirafugratinib",
    ),
    ("连续监测显示，伊布替尼治疗期间C481S克隆逐渐扩增。", "BTK p.Cys481Ser resistance ibrutinib"),
    (
        "Patients with BRCA2 mutation responded to olaparib, whereas those with TP53 mutations did not.",
        "BRCA2 mutation sensitivity olaparib; TP53 mutation resistance olaparib",
    ),
    ("指南推荐RET融合阳性NSCLC患者使用普拉替尼。", "RET rearrangement sensitivity pralsetinib"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_claims_of_usual_frames(text: str, expected: str) -> None:
    assert set(map(told, claims(text, "mutation_response"))) == set(filter(None, expected.split("; ")))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("KIT突变是inv(16)AML预后不良的重要因素。", ["KIT mutation"]),
        ("TP53突变是NPM1突变AML预后不良的因素。", ["TP53 mutation"]),
        ("KIT突变提示inv(16)患者预后不良。", ["KIT mutation"]),
        ("FLT3-ITD和NPM1野生型AML预后差。", ["FLT3-ITD", "NPM1 wild-type"]),
    ],
)
def test_an_alteration_that_tells_the_disease_of_anothers_outcome(text: str, wanted: list[str]) -> None:
    found = claims(text, "mutation_response")
    assert [claim.subject.name for claim in found if claim.predicate == "worse_prognosis"] == wanted
