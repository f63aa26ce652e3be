"""Bounds of what names are read from: what looks like a list of mutations, a choice of drugs, a level or a class and is none."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told
from tests.test_recognising_everyday_names import named

COMBINATIONS = {
    "a figure for each endpoint": (
        "泊马度胺、硼替佐米和地塞米松组的CR率、VGPR率和ORR分别为20%、35%和85%。",
        "regimen bortezomib + dexamethasone + pomalidomide; metric CR; metric VGPR; metric ORR",
    ),
    "a figure for each event": (
        "维奈克拉、阿扎胞苷和吉瑞替尼组的血小板减少、中性粒细胞减少和贫血发生率分别为40%、30%和20%。",
        "regimen azacitidine + gilteritinib + venetoclax; adverse_event thrombocytopenia; adverse_event neutropenia; adverse_event anemia",
    ),
    "a figure for each treatment": (
        "伊布替尼、泽布替尼和奥布替尼组的CR率分别为10%、20%和30%。",
        "drug ibrutinib; drug zanubrutinib; drug orelabrutinib; metric CR",
    ),
    "a pair with a slash and one more, which did something": (
        "Lenalidomide/dexamethasone and isatuximab prolonged PFS.",
        "regimen dexamethasone + isatuximab + lenalidomide; metric PFS",
    ),
    "a pair with a slash and one more, of one group": (
        "卡铂/培美曲塞和贝伐珠单抗组ORR为50%。", "regimen bevacizumab + carboplatin + pemetrexed; metric ORR",
    ),
    "a pair with a slash beside a drug": (
        "卡铂/培美曲塞与贝伐珠单抗组ORR相似。", "regimen carboplatin + pemetrexed; drug bevacizumab; metric ORR",
    ),
    "a figure for a pair with a slash, and one for a drug": (
        "Lenalidomide/dexamethasone and isatuximab gave ORRs of 60% and 40%, respectively.",
        "regimen dexamethasone + lenalidomide; drug isatuximab; metric ORR",
    ),
    "a combination of one class": (
        "The combination of gefitinib, erlotinib and afatinib was tested.",
        "regimen afatinib + erlotinib + gefitinib",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), COMBINATIONS.values(), ids=COMBINATIONS)
def test_combinations(text: str, wanted: str) -> None:
    assert named(text) == wanted


NAMES = {
    "stress of the reticulum": ("Breast cancer cells showed ER stress.", "disease breast cancer"),
    "the reticulum in a bracket": ("乳腺癌细胞的内质网(ER)应激", "disease breast cancer"),
    "reticulocytes": ("NSCLC患者网织红细胞(RET)为2.1%，RET升高。", "disease non-small cell lung cancer"),
    "a positive test is no context of a gene": ("抗体阳性者RET 1.5%。", ""),
    "a gene that is positive": ("RET阳性者", "alteration RET rearrangement"),
    "a factor that cells express": ("瘤细胞G-CSF表达升高，可使用其抗体。", "alteration CSF3 overexpression"),
    "a factor that cells secrete": ("基质细胞分泌的G-CSF支持其存活。", "gene CSF3"),
    "a factor that is given": ("患者接受G-CSF。", "drug g-csf"),
    "what a gene is": ("p27是CDK2的抑制剂。", "gene CDKN1B; gene CDK2"),
    "two targets of one agent": ("BTK和PI3K的双重抑制剂", "gene BTK; gene PI3K family"),
    "a short form inside a longer name": (
        "AML, MDS and AL amyloidosis were studied. AL was rare.",
        "disease acute myeloid leukemia; disease myelodysplastic syndrome; disease AL amyloidosis",
    ),
    "a dye beside markers": ("Cells were stained with CD3, CD19 and APC.", "gene CD3 complex; gene CD19"),
    "a word that a list of genes holds, too": (
        "BRAF, KRAS and SET were read. The training SET was large.", "gene BRAF; gene KRAS; gene SET",
    ),
    "none of two mutations": (
        "MPL、JAK2双突变阴性者", "alteration MPL wild-type; alteration JAK2 wild-type",
    ),
    "a partial response that is counted": ("PR+患者占20%。", "metric PR"),
    "what a study of a disease got": ("CLL研究所得结果与该淋巴瘤研究所纳入者", "disease chronic lymphocytic leukemia; disease lymphoma"),
    "a mouse's gene and one of the membrane": ("mFLT3 mice were bred; mEGFR was bound.", ""),
    "a mutated gene that is tied to something": ("mTP53 was frequent.", "alteration TP53 mutation"),
    "two mutated genes": ("mIDH1/2 AML", "alteration IDH1 mutation; alteration IDH2 mutation; disease acute myeloid leukemia"),
    "a class by a mutated gene": ("mIDH2抑制剂", "drug_class idh2 inhibitor"),
    "cells and their verb": ("CD19 CAR-T治疗高危B-ALL患者", "drug cd19 car-t; disease B-cell acute lymphoblastic leukemia"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NAMES.values(), ids=NAMES)
def test_names(text: str, wanted: str) -> None:
    assert named(text) == wanted


CLAIMS = {
    "genes that are expressed, before a mutation": (
        "MCL-1、BCL-XL和BCL2 D103Y突变可导致维奈克拉耐药。", "BCL2 p.Asp103Tyr resistance venetoclax",
    ),
    "pumps before a mutation": (
        "MDR1, BCRP and E255K mutations mediate resistance to imatinib.", "ABL1 p.Glu255Lys resistance imatinib",
    ),
    "a target that patients have": (
        "Patients with BCL2 and del(17p) benefit from venetoclax.", "del(17p) sensitivity venetoclax",
    ),
    "markers and a mutation": ("患者伴CD7、CD56和FLT3-ITD者预后差。", "FLT3-ITD worse_prognosis none"),
    "a marker that names cells": ("CD34阳性白血病干细胞对达沙替尼耐药。", ""),
    "a marker that names cells, in English": ("CD34 positive cells from patients resistant to dasatinib were studied.", ""),
    "an antigen that defines a disease": ("CD20阳性B细胞淋巴瘤患者对苯达莫司汀耐药。", ""),
    "an antigen of patients": ("CD30阳性患者对维布妥昔单抗敏感。", "TNFRSF8 expression sensitivity brentuximab vedotin"),
    "a level in a carcinoma": (
        "PD-L1阳性非小细胞肺癌患者对帕博利珠单抗敏感。", "CD274 expression sensitivity pembrolizumab",
    ),
    "the function of a wild type": ("APR-246可恢复野生型p53功能。", "eprenetapopt activates TP53"),
    "no clones that came up": ("No T315I-mutated clones were found at relapse on dasatinib.", ""),
    "no clones that emerged": ("No NRAS-mutant clones emerged on quizartinib.", ""),
    "what a gene inhibits is no drug": ("MDM2是p53的抑制剂，其过表达与耐药相关。", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CLAIMS.values(), ids=CLAIMS)
def test_claims(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text)) == wanted


def test_a_day_of_a_cycle_is_no_landmark() -> None:
    assert [claim.fields["timepoint"] for claim in claims("In cycle 3 day 15 CR 40%; day 28 ORR 60%.")] == ["", "28 d"]
