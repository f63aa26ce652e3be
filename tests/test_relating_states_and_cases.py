"""States of genes and the patients in whom they were found: what a list, a level, a case or a comparison says of them."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "the loss of a named mutation is not the mutation": (
        "KIT V654A clearance was associated with resistance to sunitinib.",
        "",
    ),
    "its splice variants neither": ("MET D1228N amplification confers resistance to crizotinib.", ""),
    "what was taken at a relapse": ("Relapse samples showed BTK mutations in 30% of patients.", ""),
    "no longer responded": ("The patient no longer responded to dasatinib; F317L was detected.", ""),
    "an outcome that is gone beside another change": (
        "The favourable prognosis of CEBPA mutation is lost in the presence of WT1 mutation.",
        "",
    ),
    "in Chinese": ("CEBPA突变的良好预后在伴WT1突变时消失。", ""),
    "a sensitivity that is taken away": (
        "NF2 loss sensitises cells to everolimus; KRAS mutation abolishes this sensitivity.",
        "NF2 loss sensitivity everolimus; KRAS mutation resistance everolimus",
    ),
    "what could not be confirmed": (
        "C797S was suspected to cause resistance to afatinib, but this could not be confirmed.",
        "",
    ),
    "bare genes before a change": (
        "SRSF2、TP53及FLT3-ITD突变患者对阿扎胞苷耐药。",
        "SRSF2 mutation resistance azacitidine; TP53 mutation resistance azacitidine; FLT3-ITD resistance azacitidine",
    ),
    "bare genes tied to an outcome": (
        "吉瑞替尼耐药与NRAS、PTPN11及FLT3 F691L有关。",
        "NRAS mutation resistance gilteritinib; PTPN11 mutation resistance gilteritinib; "
        "FLT3 p.Phe691Leu resistance gilteritinib",
    ),
    "a gene or a deletion that is carried": (
        "携带TP53或del(17p)的CLL患者对苯达莫司汀反应差。",
        "TP53 mutation resistance bendamustine; del(17p) resistance bendamustine",
    ),
    "bare genes before a change, in English": (
        "RUNX1, SF3B1 and IDH1 R132H mutations were associated with resistance to cytarabine.",
        "RUNX1 mutation resistance cytarabine; SF3B1 mutation resistance cytarabine; "
        "IDH1 p.Arg132His resistance cytarabine",
    ),
    "what a drug acts on is no list of mutations": (
        "Midostaurin inhibits KIT and FLT3-ITD mutants.",
        "midostaurin inhibits KIT; midostaurin inhibits FLT3",
    ),
    "a finding, then how the patient responded": (
        "Sequencing identified a ROS1 rearrangement. The patient responded to entrectinib within two weeks.",
        "ROS1 rearrangement sensitivity entrectinib",
    ),
    "a finding, then what a drug did": (
        "The tumour harboured a RET fusion. Selpercatinib produced a durable partial response.",
        "RET rearrangement sensitivity selpercatinib",
    ),
    "one patient": (
        "A 60-year-old woman with melanoma and a KIT K642E mutation had a complete response to nilotinib.",
        "KIT p.Lys642Glu sensitivity nilotinib",
    ),
    "none of those who had it": (
        "Nine patients had a RUNX1 mutation. None responded to decitabine.",
        "RUNX1 mutation resistance decitabine",
    ),
    "none of all": ("RUNX1 mutations were found in 3 of 20 patients. None responded to decitabine.", ""),
    "a level behind a hyphen": (
        "CD38-low myeloma derives no benefit from daratumumab.",
        "CD38 underexpression resistance daratumumab",
    ),
    "a level in words": (
        "MCL-1表达水平高的AML患者对维奈克拉反应较差。",
        "MCL1 overexpression resistance venetoclax",
    ),
    "a level of a transcript": (
        "Elevated ABCB1 mRNA predicted resistance to doxorubicin.",
        "ABCB1 overexpression resistance doxorubicin",
    ),
    "what is positive and responds": (
        "PD-L1阳性NSCLC患者可从帕博利珠单抗中获益。",
        "CD274 expression sensitivity pembrolizumab",
    ),
    "what is positive and only sorted": ("CD33-positive cells were sorted.", ""),
    "what was lost": (
        "Tumours that had lost CD22 expression no longer responded to inotuzumab ozogamicin.",
        "CD22 loss resistance inotuzumab ozogamicin",
    ),
    "what shortens survival": ("EZH2突变显著缩短了MDS患者的总生存期。", "EZH2 mutation worse_prognosis none"),
    "what raises a risk": ("CDKN2A缺失增加ALL患者的复发风险。", "CDKN2A loss worse_prognosis none"),
    "a drug improves the prognosis of a group": (
        "奥希替尼显著改善了EGFR突变肺癌患者的预后。",
        "EGFR mutation better_prognosis osimertinib",
    ),
    "a drug improves their prognosis": (
        "IDH2突变AML患者预后不良，恩西地平可改善其预后。",
        "IDH2 mutation worse_prognosis none; IDH2 mutation better_prognosis enasidenib",
    ),
    "in English": (
        "Quizartinib improved the prognosis of patients with FLT3-ITD.",
        "FLT3-ITD better_prognosis quizartinib",
    ),
    "a gene that is lowered on purpose": (
        "下调BCL-2可提高MM细胞对硼替佐米的敏感性。",
        "BCL2 underexpression sensitivity bortezomib",
    ),
    "a gene that a drug lowers": (
        "白藜芦醇下调BCL-2可提高MM细胞对硼替佐米的敏感性。",
        "resveratrol downregulates BCL2",
    ),
    "a gene that is expressed again": (
        "重新表达RB1可恢复乳腺癌细胞对哌柏西利的敏感性。",
        "RB1 overexpression sensitivity palbociclib",
    ),
    "a gene that undoes resistance": (
        "PTEN缺失细胞对曲妥珠单抗耐药，而转染野生型PTEN可逆转该耐药。",
        "PTEN loss resistance trastuzumab; PTEN overexpression sensitivity trastuzumab",
    ),
    "expressed again, in English": (
        "Re-expression of BAX resensitised cells to navitoclax.",
        "BAX overexpression sensitivity navitoclax",
    ),
    "desensitised": (
        "Depletion of BAX desensitised leukaemia cells to venetoclax.",
        "BAX silencing resistance venetoclax",
    ),
    "resistance that is lowered": ("ABCB1缺失降低AML细胞对阿霉素的耐药性。", "ABCB1 loss sensitivity doxorubicin"),
    "sensitivity that is lowered": ("BAX突变降低细胞对维奈克拉的敏感性。", "BAX mutation resistance venetoclax"),
    "a label and its list": (
        "Resistance to ROS1 inhibitors: G2032R (solvent front) and L2026M.",
        "ROS1 p.Gly2032Arg resistance ros1 inhibitor; ROS1 p.Leu2026Met resistance ros1 inhibitor",
    ),
    "the lesser of two, before the word": (
        "NPM1突变患者较TP53突变患者对阿扎胞苷反应更好。",
        "TP53 mutation resistance azacitidine; NPM1 mutation sensitivity azacitidine",
    ),
    "the lesser of two, behind the word": (
        "MET外显子14跳跃患者对卡马替尼的敏感性高于MET扩增患者。",
        "MET amplification resistance capmatinib; MET exon 14 skipping sensitivity capmatinib",
    ),
    "a yardstick alone": ("与EGFR L858R突变者相比，年轻患者对厄洛替尼更敏感。", ""),
    "a marker of benefit": (
        "MSI-H是纳武利尤单抗疗效的有利预测因子。",
        "microsatellite instability-high sensitivity nivolumab",
    ),
    "what was not found": ("Sequencing showed no ROS1 rearrangement. The patient responded to entrectinib.", ""),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_states_and_cases(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text)) == wanted


HEADED = {
    "the drug of the heading above": (
        "# 综述\n\n## 2 维奈克拉的耐药机制\n\n### 2.1 凋亡蛋白改变\n\nBAX缺失可引起耐药。\n\n## 3 预后\n\nFLT3-ITD可引起耐药。",
        "BAX loss resistance venetoclax",
    ),
    "a list under a heading": (
        "# Review\n\n## Mechanisms of resistance to lorlatinib\n\nOn-target alterations: ALK G1202R, L1198F.",
        "ALK p.Gly1202Arg resistance lorlatinib; ALK p.Leu1198Phe resistance lorlatinib",
    ),
    "a list of something else": (
        "# Review\n\n## Resistance to lorlatinib\n\nSensitive mutations: ALK F1174L.", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HEADED.values(), ids=HEADED)
def test_headings(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text, "mutation_response", "md")) == wanted


DISEASES = {
    "behind a semicolon": ("MDR1高表达者对长春新碱耐药；EGFR突变的NSCLC患者对厄洛替尼敏感。", ["", "non-small cell lung cancer"]),
    "of an earlier clause with its own outcome": (
        "ALK阳性ALCL预后好，而TP53突变的ALCL患者预后差。", ["anaplastic large cell lymphoma"],
    ),
    "that another one is measured by": (
        "MCL伴SOX11缺失者预后与正常核型CLL相当，del(17p)者预后极差。", ["mantle cell lymphoma"],
    ),
    "that is turned into": (
        "MDS患者若伴ASXL1突变，则对地西他滨反应差并易转化为AML。", ["myelodysplastic syndrome"],
    ),
    "each with its response": (
        "EGFR T790M confers sensitivity to osimertinib in lung cancer and resistance to cetuximab in colorectal cancer.",
        ["lung cancer", "colorectal cancer"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), DISEASES.values(), ids=DISEASES)
def test_diseases(text: str, wanted: list[str]) -> None:
    assert [claim.fields["disease"] for claim in claims(text, "mutation_response")] == wanted


GROUPS = {
    "shorter than those without": ("RUNX1突变患者OS显著低于野生型患者（HR=2.1，P<0.001）。", ["RUNX1 mutation"] * 2),
    "better than another group": ("CALR突变患者的OS优于MPL突变患者（P<0.01）。", ["CALR mutation"]),
    "alike": ("IDH1突变患者与SRSF2突变患者接受阿扎胞苷治疗的OS无差异。", ["IDH1 mutation"]),
    "both mutated": ("NPM1与FLT3-ITD双突变的AML患者接受阿扎胞苷后CR率为45%。", ["NPM1 mutation and FLT3-ITD"]),
}


@pytest.mark.parametrize(("text", "wanted"), GROUPS.values(), ids=GROUPS)
def test_groups(text: str, wanted: list[str]) -> None:
    assert [claim.fields["subgroup"] for claim in claims(text, "trial_metric")] == wanted


CERTAIN = {
    "set against a hedged one": ("KRAS突变可能与维奈克拉耐药有关，而BAX缺失明确介导耐药。", ["hedged", "asserted"]),
    "set against what foretells": ("NPM1突变提示预后良好，而RUNX1突变者预后差。", ["hedged", "asserted"]),
    "reported together": ("研究提示，NPM1突变者预后良好，而RUNX1突变者预后差。", ["hedged", "hedged"]),
    "a rate is no hedge": (
        "Patients with KRAS mutations were less likely to achieve remission with ivosidenib.",
        ["asserted"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CERTAIN.values(), ids=CERTAIN)
def test_certainty(text: str, wanted: list[str]) -> None:
    assert [claim.qualifiers.certainty for claim in claims(text, "mutation_response")] == wanted
