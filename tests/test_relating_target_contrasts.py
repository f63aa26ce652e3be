"""Targets set apart: each by a drug of its own, what is kept from binding, what is denied, drugs with a verb left out."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "passive, one by one": (
        "BTK and CRBN are bound by ibrutinib and lenalidomide, respectively.",
        "ibrutinib binds BTK; lenalidomide binds CRBN",
    ),
    "passive, one by one, in Chinese": (
        "KIT和BTK分别被伊马替尼和泽布替尼抑制。",
        "imatinib inhibits KIT; zanubrutinib inhibits BTK",
    ),
    "passive of both": (
        "JAK1 and JAK2 are inhibited by ruxolitinib.",
        "ruxolitinib inhibits JAK1; ruxolitinib inhibits JAK2",
    ),
    "targets of each": (
        "达雷妥尤单抗和贝林妥欧单抗的靶点分别是CD38和CD19。",
        "daratumumab targets CD38; blinatumomab targets CD19",
    ),
    "each the target of one": (
        "BCL-2和BTK分别是维奈克拉和伊布替尼的靶点。",
        "venetoclax targets BCL2; ibrutinib targets BTK",
    ),
    "a binding that is blocked": ("Pembrolizumab blocks PD-1 binding to PD-L1.", "pembrolizumab inhibits PDCD1"),
    "the drug's own of two partners": ("Nivolumab blocks PD-L1 binding to PD-1.", "nivolumab inhibits PDCD1"),
    "a binding that is prevented": ("Idasanutlin prevents p53 from binding to MDM2.", ""),
    "the binding of partners": ("Momelotinib blocks the binding of EPO to EPOR.", ""),
    "the drug's own of partners": ("Ziftomenib disrupts the binding of menin to KMT2A.", "ziftomenib inhibits MEN1"),
    "a measure is no agent": (
        "吉瑞替尼抑制FLT3，IC50为0.3 nmol/L，对KIT作用弱。",
        "gilteritinib inhibits FLT3; gilteritinib targets KIT",
    ),
    "a binding that is blocked, in Chinese": ("纳武利尤单抗阻断PD-1与其配体PD-L1结合。", "nivolumab inhibits PDCD1"),
    "a binding by which it acts": (
        "Venetoclax inhibits BCL-2 by binding to BCL-2.",
        "venetoclax inhibits BCL2; venetoclax binds BCL2",
    ),
    "a binding of its own": (
        "伊布替尼抑制BTK，与EGFR结合。",
        "ibrutinib inhibits BTK; ibrutinib binds EGFR",
    ),
    "a copula left out": (
        "Venetoclax is a BCL-2 inhibitor and ibrutinib a BTK inhibitor.",
        "venetoclax inhibits BCL2; ibrutinib inhibits BTK",
    ),
    "a copula left out twice": (
        "Imatinib was the first BCR::ABL1 inhibitor, ruxolitinib the first JAK2 inhibitor and gilteritinib a FLT3 inhibitor.",
        "imatinib inhibits BCR::ABL1; ruxolitinib inhibits JAK2; gilteritinib inhibits FLT3",
    ),
    "one that is compared, and the next": (
        "Zanubrutinib is a more selective BTK inhibitor than ibrutinib and venetoclax is a BCL-2 inhibitor.",
        "zanubrutinib inhibits BTK; venetoclax inhibits BCL2",
    ),
    "a passive left out": (
        "BTK is inhibited by ibrutinib, FLT3 by midostaurin and IDH2 by enasidenib.",
        "ibrutinib inhibits BTK; midostaurin inhibits FLT3; enasidenib inhibits IDH2",
    ),
    "those that include": (
        "Agents that block CD38 include daratumumab, whereas those that block CD20 include rituximab and obinutuzumab.",
        "daratumumab inhibits CD38; rituximab inhibits MS4A1; obinutuzumab inhibits MS4A1",
    ),
    "a class that includes": (
        "Available IDH1 inhibitors include ivosidenib and olutasidenib.",
        "ivosidenib inhibits IDH1; olutasidenib inhibits IDH1",
    ),
    "a class that there is": ("已获批的IDH1抑制剂有艾伏尼布。", "ivosidenib inhibits IDH1"),
    "partners of a class": ("Partners of IDH1 inhibitors include azacitidine and venetoclax.", ""),
    "partners of a class, in Chinese": ("可联合IDH1抑制剂有阿扎胞苷和维奈克拉。", ""),
    "an agent with a code alone": (
        "Gilteritinib inhibits FLT3, but QRS-417 degrades AXL.",
        "gilteritinib inhibits FLT3",
    ),
    "an agent with a number alone": ("Imatinib inhibits KIT, and compound 7b inhibits JAK2.", "imatinib inhibits KIT"),
    "an agent with a code alone, in Chinese": (
        "吉瑞替尼抑制FLT3，而QRS-417降解AXL，并下调MYC。",
        "gilteritinib inhibits FLT3",
    ),
    "a drug by itself": ("Imatinib monotherapy upregulated BIM.", "imatinib upregulates BCL2L11"),
    "two drugs and what they are": (
        "Ibrutinib and zanubrutinib, two oral BTK inhibitors, downregulate MYC.",
        "ibrutinib inhibits BTK; zanubrutinib inhibits BTK; ibrutinib downregulates MYC; zanubrutinib downregulates MYC",
    ),
    "two drugs and a class that counts them": (
        "吉瑞替尼和奎扎替尼这两种FLT3抑制剂下调MYC。",
        "gilteritinib inhibits FLT3; quizartinib inhibits FLT3; gilteritinib downregulates MYC; quizartinib downregulates MYC",
    ),
    "kinds with one noun behind brackets": (
        "Lenvatinib inhibits stromal (PDGFRA) and angiogenic (VEGFR2, FGFR1) kinases.",
        "lenvatinib inhibits PDGFRA; lenvatinib inhibits KDR; lenvatinib inhibits FGFR1",
    ),
    "a kind of drug before its name": (
        "新型CELMoD药物mezigdomide与CRBN结合，降解IKZF1。",
        "mezigdomide degrades IKZF1; mezigdomide binds CRBN",
    ),
    "a mutation that is overcome": ("奥雷巴替尼是首个能够克服T315I突变的三代TKI。", ""),
    "an effect on patients": ("The adverse prognostic impact of FLT3 mutation was abrogated by gilteritinib.", ""),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_targets_set_apart(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text, "drug_target")) == wanted


POLARITY = {
    "denied by a contrast": ("泽布替尼抑制BTK，而不是EGFR。", "affirmed negated"),
    "denied without a comma": ("伊布替尼抑制BTK而不是JAK3。", "affirmed negated"),
    "denied, a name in Chinese": ("依托泊苷抑制拓扑异构酶II而非拓扑异构酶I。", "affirmed negated"),
    "a manner that is denied": ("阿思尼布通过变构而非竞争性抑制ABL1。", "affirmed"),
    "denied behind brackets": (
        "Gilteritinib inhibits FLT3 (IC50 0.3 nM) and AXL (0.7 nM) but not KIT (230 nM).",
        "affirmed affirmed negated",
    ),
    "not only": ("Decitabine not only downregulates MYC but also upregulates BIM.", "affirmed affirmed"),
    "does not only": ("Imatinib does not only inhibit KIT but also activates BAX.", "affirmed affirmed"),
    "not selectively": ("Imatinib does not selectively inhibit KIT.", "negated"),
}


@pytest.mark.parametrize(("text", "wanted"), POLARITY.values(), ids=POLARITY)
def test_polarity(text: str, wanted: str) -> None:
    assert " ".join(claim.qualifiers.polarity for claim in claims(text, "drug_target")) == wanted


RESPONSES = {
    "a word left out": (
        "T790M confers resistance to gefitinib, C797S to osimertinib and G1202R to crizotinib.",
        "EGFR p.Thr790Met resistance gefitinib; EGFR p.Cys797Ser resistance osimertinib; ALK p.Gly1202Arg resistance crizotinib",
    ),
    "another word": (
        "T315I confers resistance to nilotinib, while V299L is sensitive to nilotinib.",
        "ABL1 p.Thr315Ile resistance nilotinib; ABL1 p.Val299Leu sensitivity nilotinib",
    ),
    "what a drug is": (
        "Ponatinib is a potent third-generation BCR::ABL1 inhibitor and remains active against T315I.",
        "ABL1 p.Thr315Ile sensitivity ponatinib",
    ),
    "more of a kind than another": (
        "Pirtobrutinib is a more selective BTK inhibitor than ibrutinib and is active against C481S.",
        "BTK p.Cys481Ser sensitivity pirtobrutinib",
    ),
    "the first that overcomes it": (
        "奥雷巴替尼是首个能够克服T315I突变的三代TKI。",
        "ABL1 p.Thr315Ile sensitivity olverembatinib",
    ),
    "slashes behind a name in a bracket": (
        "Changes (G250E, F317L/V) confer resistance to imatinib.",
        "ABL1 p.Gly250Glu resistance imatinib; ABL1 p.Phe317Leu resistance imatinib; ABL1 p.Phe317Val resistance imatinib",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), RESPONSES.values(), ids=RESPONSES)
def test_responses(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text, "mutation_response")) == wanted
