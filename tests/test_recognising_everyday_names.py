"""Names as papers write them every day: listed in brackets, spelled out with a short form, merely listed, borrowed."""

from __future__ import annotations

import pytest

from pipeline import reading
from pipeline.records import Mention
from tests.relating_claims import claims, rules, told


def mentioned(text: str) -> list[Mention]:
    """What the whole of `rules` finds in a text, in its order."""
    return [m for one in rules().extract(reading.read_text(text, "text.txt", "txt")) for m in one.mentions]


def named(text: str) -> str:
    """The mentions of a text in words, a type in small letters before each name."""
    return "; ".join(f"{m.type.lower()} {m.name}" for m in mentioned(text) if m.type not in ("VALUE", "RESPONSE"))


SHORT_FORMS = {
    "a list in a bracket defines nothing": (
        "Driver genes (SF3B1, SRSF2, MPL) were read. MPL was mutated.",
        "gene SF3B1; gene SRSF2; gene MPL; alteration MPL mutation",
    ),
    "a list of diseases": (
        "Chronic neoplasms (AML, CLL, PV, ET) were seen.",
        "disease acute myeloid leukemia; disease chronic lymphocytic leukemia; disease polycythemia vera; "
        "disease essential thrombocythemia",
    ),
    "a list of drugs": (
        "Drugs (dasatinib, nilotinib, MTX) were given. MTX was toxic.",
        "drug dasatinib; drug nilotinib; drug methotrexate; drug methotrexate",
    ),
    "two names, the last one short": (
        "两种基因(NF1,RET)常见突变。", "alteration NF1 mutation; alteration RET mutation",
    ),
    "a trade name before the short form": (
        "Arsenic trioxide (Trisenox, ATO) was given; ATO was safe.",
        "drug arsenic trioxide; drug arsenic trioxide; drug arsenic trioxide; drug arsenic trioxide",
    ),
    "a letter for each agent": (
        "维奈克拉联合地西他滨（VD）组ORR为60%。", "regimen decitabine + venetoclax; metric ORR",
    ),
    "the short form of the last agent": (
        "维奈克拉联合阿糖胞苷（LDAC）有效，LDAC亦可单用。",
        "regimen cytarabine + venetoclax; drug cytarabine; drug cytarabine",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SHORT_FORMS.values(), ids=SHORT_FORMS)
def test_short_forms(text: str, wanted: str) -> None:
    assert named(text) == wanted


CLASSES = {
    "a long form with its short one": (
        "Histone deacetylase (HDAC) inhibitors were given.", "drug_class hdac inhibitor",
    ),
    "two long forms before one head": (
        "FMS-like tyrosine kinase 3 (FLT3) and Janus kinase (JAK) inhibitors", "drug_class flt3 inhibitor; drug_class jak inhibitor",
    ),
    "a long form in Chinese": ("异柠檬酸脱氢酶1（IDH1）抑制剂", "drug_class idh1 inhibitor"),
    "cells spelled in full": ("CD70-directed CAR T-cell therapy was given.", "drug cd70 car-t"),
    "cells with their short form": (
        "Anti-CD5 chimeric antigen receptor (CAR) T cells grew.", "drug cd5 car-t",
    ),
    "cells without a target": (
        "Chimeric antigen receptor (CAR) T-cell therapy was given.", "drug_class car-t cell therapy",
    ),
    "a target and its product": ("CD70、CD70 CAR-T；FLT3、FLT3 PROTAC", "gene CD70; drug cd70 car-t; gene FLT3; drug_class flt3 degrader"),
    "a list of targets": ("CD19和CD22 CAR-T", "drug cd19/cd22 car-t"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CLASSES.values(), ids=CLASSES)
def test_classes(text: str, wanted: str) -> None:
    assert named(text) == wanted


def test_a_class_spelled_in_full_is_what_is_resisted() -> None:
    found = claims("Resistance to exportin 1 (XPO1) inhibitors is caused by XPO1 C528S.")
    assert [told(claim) for claim in found] == ["XPO1 p.Cys528Ser resistance xpo1 inhibitor"]


LISTS = {
    "a pair with a slash in a list": (
        "Options include FOLFIRI, carboplatin/paclitaxel and nivolumab.",
        "regimen FOLFIRI; regimen carboplatin + paclitaxel; drug nivolumab",
    ),
    "a pair in a list, in Chinese": (
        "可选FOLFIRI、卡铂/紫杉醇和纳武利尤单抗。",
        "regimen FOLFIRI; regimen carboplatin + paclitaxel; drug nivolumab",
    ),
    "a pair and one more that were given": (
        "Patients received carboplatin/paclitaxel and bevacizumab.",
        "regimen bevacizumab + carboplatin + paclitaxel",
    ),
    "agents of one class": (
        "Patients treated with gefitinib, erlotinib and afatinib were studied.",
        "drug gefitinib; drug erlotinib; drug afatinib",
    ),
    "agents of several classes": (
        "Patients received venetoclax, azacitidine and gilteritinib.",
        "regimen azacitidine + gilteritinib + venetoclax",
    ),
    "what followed another": ("Nilotinib was followed by ponatinib.", "drug nilotinib; drug ponatinib"),
    "what is given in turn": ("Patients received R-CHOP followed by ibrutinib.", "regimen ibrutinib + R-CHOP"),
    "two combinations of classes": (
        "TKI联合免疫治疗、化疗联合免疫治疗均可选择。",
        "regimen immunotherapy + tyrosine kinase inhibitor; drug_class chemoimmunotherapy",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), LISTS.values(), ids=LISTS)
def test_lists(text: str, wanted: str) -> None:
    assert named(text) == wanted


NAMESAKES = {
    "a protein with a number": ("Venetoclax targets B-cell lymphoma-2.", "drug venetoclax; gene BCL2"),
    "a gene by its disease": ("The mixed-lineage leukemia gene was cut.", "gene KMT2A"),
    "a leukaemia and its genes": ("A leukemia gene panel was used.", "disease leukemia"),
    "institutes and societies": ("The National Cancer Institute and the Nordic Lymphoma Group met.", ""),
    "a group of patients": ("The Lymphoma Group (n = 20) did well.", "disease lymphoma"),
    "journals": ("发表于Leukemia、Cancer Cell、Leuk Lymphoma。", ""),
    "committees": ("欧洲白血病网（ELN）与中国抗癌协会血液肿瘤专业委员会", ""),
    "patients in a hospital": ("白血病患者在本院就诊，经医院伦理委员会批准。", "disease leukemia"),
}


@pytest.mark.parametrize(("text", "wanted"), NAMESAKES.values(), ids=NAMESAKES)
def test_namesakes(text: str, wanted: str) -> None:
    assert named(text) == wanted


HEADS = {
    "a target before 的": ("FLT3的抑制剂与针对BTK的抑制剂", "drug_class flt3 inhibitor; drug_class btk inhibitor"),
    "an antibody directed at a target": ("靶向CD38的单抗", "drug_class anti-cd38 antibody"),
    "an antibody behind a pathway is one of its own": ("VEGFR通路的单克隆抗体", "pathway VEGF signaling; drug_class monoclonal antibody"),
    "words of Chinese journals": ("XPO1抑制药与IDH2阻滞剂", "drug_class xpo1 inhibitor; drug_class idh2 blocker"),
    "engagers": ("CD33 BiTE与CD30单抗偶联药物", "drug_class cd33 bispecific antibody; drug_class anti-cd30 antibody-drug conjugate"),
    "cells that treat a disease": (
        "靶向CD5的CAR-T细胞治疗儿童AML", "drug cd5 car-t; disease acute myeloid leukemia",
    ),
    "plurals": ("Bispecific antibodies and cell therapies were used.", "drug_class bispecific antibody; drug_class cell therapy"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HEADS.values(), ids=HEADS)
def test_heads(text: str, wanted: str) -> None:
    assert named(text) == wanted


LOOKALIKES = {
    "a receptor": ("ER/PR阳性乳腺癌患者的ORR为40%。", "gene ESR1; disease breast cancer; metric ORR"),
    "a deviation": ("Ages are given as mean ± SD.", ""),
    "responses by their figures": ("CR 3例，PR 5例，SD 2例。", "metric CR; metric PR; metric SD"),
    "a set of patients": (
        "The full analysis set (FAS) was used. In the FAS, the ORR was 40%.", "metric ORR",
    ),
    "a figure": ("See Figure S1.", ""),
    "infected cells": ("腺病毒感染K562后", ""),
    "an infection": ("病毒感染发生率为5%。", "adverse_event viral infection"),
    "a study by its number": ("Alliance A051301 was positive.", "trial A051301"),
    "an agent and a sum": (
        "索拉非尼与维奈克拉+阿扎胞苷联合治疗", "regimen azacitidine + sorafenib + venetoclax",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LOOKALIKES.values(), ids=LOOKALIKES)
def test_lookalikes(text: str, wanted: str) -> None:
    assert named(text) == wanted


def test_a_case_report_runs_on() -> None:
    assert named("Case report: a man with AML had rash on venetoclax.").startswith("disease acute myeloid leukemia")
