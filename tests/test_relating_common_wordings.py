"""Wordings that reviews and abstracts use every day: what is read of each, and nothing else."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

RESPONSES = {
    "not only, but also": (
        "ABL1 T315I不仅对伊马替尼耐药，而且对达沙替尼和尼洛替尼耐药。",
        "ABL1 p.Thr315Ile resistance imatinib; ABL1 p.Thr315Ile resistance dasatinib; ABL1 p.Thr315Ile resistance nilotinib",
    ),
    "not only, but also, one word": (
        "ABL1 T315I不仅对伊马替尼，而且对达沙替尼也耐药。",
        "ABL1 p.Thr315Ile resistance imatinib; ABL1 p.Thr315Ile resistance dasatinib",
    ),
    "not only to, but to": (
        "PDGFRA D842V is insensitive not only to imatinib but to sunitinib and regorafenib as well.",
        "PDGFRA p.Asp842Val resistance imatinib; PDGFRA p.Asp842Val resistance sunitinib; PDGFRA p.Asp842Val resistance regorafenib",
    ),
    "a sensitivity that is kept": (
        "ABL1 A337V突变对阿思尼布耐药，但保留对普纳替尼的敏感性。",
        "ABL1 p.Ala337Val resistance asciminib; ABL1 p.Ala337Val sensitivity ponatinib",
    ),
    "no relation to an outcome": ("DNMT3A突变与DFS无关。", "DNMT3A mutation no_effect none"),
    "factors with their ratios": (
        "多因素分析显示，FLT3-ITD突变阳性（HR=2.8，P=0.004）、MRD高水平（HR=9.6，P<0.001）和未接受allo-HSCT（HR=2.1，P=0.04）是影响DFS的不利因素。",
        "FLT3-ITD worse_prognosis none",
    ),
    "two kinds of survival": (
        "ASXL1 and SRSF2 mutations entail shorter overall and leukaemia-free survival.",
        "ASXL1 mutation worse_prognosis none; SRSF2 mutation worse_prognosis none",
    ),
    "the patients of a part behind a semicolon": (
        "IDH1 S280F引起对艾伏尼布耐药；恩西地平治疗者则检出IDH2 Q316E，可导致获得性耐药。",
        "IDH1 p.Ser280Phe resistance ivosidenib; IDH2 p.Gln316Glu resistance enasidenib",
    ),
    "a change that came up in carriers of another": (
        "IDH1突变患者使用艾伏尼布后出现的S280F突变与获得性耐药有关。",
        "IDH1 p.Ser280Phe resistance ivosidenib",
    ),
    "silenced by a method": ("AKT2经siRNA敲除后，肿瘤细胞对吉西他滨的敏感性明显增加。", "AKT2 silencing sensitivity gemcitabine"),
    "a target without a change": ("他泽司他对野生型及突变型EZH2均有抑制作用。", ""),
    "the drug that was told before, and no metabolite": (
        "AML对维奈克拉可耐药。IDH1突变者因2-羟戊二酸蓄积而对该药更为敏感。", "IDH1 mutation sensitivity venetoclax",
    ),
    "a change and the fusion that has it": (
        "Ponatinib is active against T315I-mutated BCR::ABL1.", "ABL1 p.Thr315Ile sensitivity ponatinib",
    ),
    "classes of risk that patients are parted into": (
        "按EZH2、SF3B1和TP53基因突变的加权系数可将患者分为低危、中危和高危3组。", "",
    ),
    "either of two drugs": (
        "Sotorasib and adagrasib inhibit KRAS. Resistance to either of them may arise through KRAS Y96D.",
        "KRAS p.Tyr96Asp resistance sotorasib; KRAS p.Tyr96Asp resistance adagrasib",
    ),
    "the former of two drugs": (
        "Trastuzumab emtansine and trastuzumab deruxtecan target HER2. Resistance to the former has been ascribed to decreased HER2 expression.",
        "ERBB2 underexpression resistance trastuzumab emtansine",
    ),
    "what reverses a resistance": (
        "ABL1 P465S conferred resistance to asciminib, as did overexpression of ABCG2, and the latter mechanism was reversed by the ABCG2 inhibitor Ko143.",
        "ABL1 p.Pro465Ser resistance asciminib; ABCG2 overexpression resistance asciminib",
    ),
    "a therapy that cannot mend an outcome": (
        "1q21扩增是骨髓瘤患者的不良预后因素，硼替佐米不能克服其不良影响。", "gain(1q21) worse_prognosis none",
    ),
    "a therapy that mends an outcome": (
        "1q21扩增提示预后不良，硼替佐米可改善其不良预后。",
        "gain(1q21) worse_prognosis none; gain(1q21) better_prognosis bortezomib",
    ),
    "whatever a change is like": ("无论TP53突变状态如何，维奈克拉均有效。", "TP53 mutation no_effect venetoclax"),
    "one response, and not another": (
        "SF3B1 mutation was associated with response to luspatercept and not with response to lenalidomide.",
        "SF3B1 mutation sensitivity luspatercept",
    ),
    "a class of risk and its disease": ("TP53突变属于高危、难治AML。", "TP53 mutation worse_prognosis none"),
    "an effect that is only asked": ("DNMT3A共突变对维奈克拉疗效有无影响，现有资料仍存争议。", ""),
    "a response of which little is known": ("SMARCA4缺失与伊布替尼耐药相关，TP53异常者疗效如何目前资料有限。", "SMARCA4 loss resistance ibrutinib"),
}  # fmt: skip

TARGETS = {
    "one rises, the other falls": (
        "依托泊苷使Bax表达升高、Bcl-2表达降低。",
        "etoposide upregulates BAX; etoposide downregulates BCL2",
    ),
    "a group of cells": (
        "与对照组相比，依托泊苷组Bax蛋白表达明显升高（P<0.05），而Bcl-2蛋白表达显著降低（P<0.05）。",
        "etoposide upregulates BAX; etoposide downregulates BCL2",
    ),
    "groups by concentration": (
        "与空白组比较，阿扎胞苷1、2、4 μmol/L组BCL2蛋白相对表达量降低，BAX升高。",
        "azacitidine downregulates BCL2; azacitidine upregulates BAX",
    ),
    "with rising concentration": (
        "随着维奈克拉浓度的升高，MCL1蛋白表达逐渐下降，caspase-3表达逐渐升高。",
        "venetoclax downregulates MCL1; venetoclax upregulates CASP3",
    ),
    "treated cells showed": (
        "Cells treated with selinexor showed decreased expression of MYC and increased p53 levels.",
        "selinexor downregulates MYC; selinexor upregulates TP53",
    ),
    "in treated cells": (
        "Compared with controls, MYC protein was markedly reduced in selinexor-treated cells.",
        "selinexor downregulates MYC",
    ),
    "opposite nouns in one list": (
        "Selinexor treatment resulted in upregulation of p53 and reduced MYC expression.",
        "selinexor upregulates TP53; selinexor downregulates MYC",
    ),
    "those of another": (
        "Treatment with venetoclax decreased the protein levels of MCL1 and increased those of BIM.",
        "venetoclax downregulates MCL1; venetoclax upregulates BCL2L11",
    ),
    "less of a signal": ("罗特西普可减弱SMAD2/3信号。", "luspatercept inhibits TGF-beta signaling"),
    "a second verb, and no form of a protein": (
        "Arsenic trioxide inhibited AKT and activated GSK-3β.",
        "arsenic trioxide inhibits AKT family; arsenic trioxide activates GSK3B",
    ),
    "cells and hours before what became of a protein": (
        "西达本胺联合多柔比星作用于Jurkat细胞48 h后，p21表达上调，HDAC2表达下调。",
        "doxorubicin + tucidinostat upregulates CDKN1A; doxorubicin + tucidinostat downregulates HDAC2",
    ),
    "an interaction that is blocked": (
        "帕博利珠单抗与PD-1结合，阻断其与PD-L1的相互作用。",
        "pembrolizumab binds PDCD1; pembrolizumab inhibits PDCD1",
    ),
    "patients by what they express": ("R-CHOP组MYC高表达患者5年OS率为40%。", ""),
    "patients by what they express, in English": (
        "In ibrutinib-treated patients, high CXCR4 expression was associated with shorter PFS.",
        "",
    ),
    "not only one target": (
        "维奈克拉不仅对BCL-2，而且对MCL-1有抑制作用。",
        "venetoclax inhibits BCL2; venetoclax inhibits MCL1",
    ),
    "a kind of protein and its name": (
        "Selinexor inhibits the nuclear export protein XPO1.",
        "selinexor inhibits XPO1",
    ),
    "each on its own cell": (
        "Glofitamab binds CD20 bivalently on the B cell and CD3 monovalently on the T cell.",
        "glofitamab binds MS4A1; glofitamab binds CD3 complex",
    ),
}

FIGURES = {
    "two states at once are one endpoint": (
        "维奈克拉组CR且MRD阴性率为25%，完全缓解且MRD阴性者中位OS为30个月。",
        "venetoclax MRD-neg CR 25; venetoclax OS 30",
    ),
    "a choice between one and several agents": (
        "Patients were assigned to selpercatinib or to chemotherapy plus pembrolizumab, and median PFS more than doubled "
        "(23.8 vs 11.4 months).",
        "selpercatinib PFS 23.8; chemotherapy + pembrolizumab PFS 11.4",
    ),
    "three agents and two of them": (
        "研究比较了艾沙妥昔单抗、泊马度胺、地塞米松三药与泊马度胺、地塞米松两药，中位PFS为11.1个月比6.5个月。",
        "dexamethasone + isatuximab + pomalidomide PFS 11.1; dexamethasone + pomalidomide PFS 6.5",
    ),
    "set against each other by 对照": (
        "研究以伊布替尼+维奈克拉对照苯丁酸氮芥+奥妥珠单抗，前者的42个月PFS率为74.1%，后者仅24.9%。",
        "ibrutinib + venetoclax PFS 74.1; chlorambucil + obinutuzumab PFS 24.9",
    ),
    "two kinds of response": (
        "The overall and major response rates to ibrutinib were 90.1% and 79.2%, respectively.",
        "ibrutinib ORR 90.1; ibrutinib MRR 79.2",
    ),
    "blood and marrow": (
        "Of 117 patients infused with liso-cel, undetectable MRD was documented in 63% in blood and 59% in marrow.",
        "lisocabtagene maraleucel MRD-neg 63; lisocabtagene maraleucel MRD-neg 59",
    ),
    "an aside before the rate": (
        "Patients got ibrutinib. Neutropenia, almost always of grade 3 or 4, was recorded in 71%.",
        "ibrutinib neutropenia 71",
    ),
    "a figure in a bracket each, then the other group's": (
        "维奈克拉组中性粒细胞减少（37%）和感染（33%）均低于化疗组的57%与51%。",
        "venetoclax neutropenia 37; venetoclax infection 33; chemotherapy neutropenia 57; chemotherapy infection 51",
    ),
    "a transplanted group by its size": (
        "接受allo-HSCT的30例2年OS率和RFS率达57.1%和52.2%，未移植者只有21.3%和14.4%。",
        "allogeneic hematopoietic stem cell transplantation OS 57.1; allogeneic hematopoietic stem cell transplantation RFS 52.2; "
        "control OS 21.3; control RFS 14.4",
    ),
    "complaints are no toxicity": ("骨痛（70.7%）、贫血（60.8%）和高钙血症（15.2%）为主要首发表现。", ""),
    "an aim that was not reached": (
        "研究以维奈克拉+地塞米松对泊马度胺+地塞米松，中位PFS 9.1个月对5.2个月，主要终点未达成。",
        "dexamethasone + venetoclax PFS 9.1; dexamethasone + pomalidomide PFS 5.2",
    ),
    "a definition between commas": (
        "Event-free survival, with events defined as thrombosis, transformation or death, was superior on ruxolitinib (HR 0.51).",
        "ruxolitinib EFS 0.51",
    ),
    "complete and partial remissions counted": (
        "The ORR to valemetostat was 46% in these 25 patients, including 5 complete and 7 partial remissions.",
        "valemetostat ORR 46; valemetostat CR 5; valemetostat PR 7",
    ),
    "an arm of its own clause": (
        "Patients receiving gilteritinib had a median OS of 9.1 months, whereas those receiving chemotherapy had a median OS "
        "of 5.5 months.",
        "gilteritinib OS 9.1; chemotherapy OS 5.5",
    ),
    "grades with a slash": (
        "Cytokine release syndrome occurred in 94.1% (grade 3/4, 4%) of patients infused with cilta-cel.",
        "ciltacabtagene autoleucel cytokine release syndrome 94.1; ciltacabtagene autoleucel cytokine release syndrome 4",
    ),
    "days of an agent that is joined": (
        "维奈克拉联合10 d地西他滨方案的ORR为81%。",
        "decitabine + venetoclax ORR 81",
    ),
    "patients without a transplantation, by what they got": (
        "非移植者中，维奈克拉联合阿扎胞苷组CR率为66%，阿扎胞苷组为28%。",
        "azacitidine + venetoclax CR 66; azacitidine CR 28",
    ),
    "what a drug previously did": ("Venetoclax previously showed an ORR of 79% in CLL.", "venetoclax ORR 79"),
    "controls named twice": (
        "将患者分为对照组与维奈克拉组，维奈克拉组与对照组CR率分别为66%和28%。",
        "venetoclax CR 66; control CR 28",
    ),
    "a toxicity of those who were old at diagnosis": (
        "In patients aged over 75 years at diagnosis, febrile neutropenia occurred in 42% with venetoclax.",
        "venetoclax febrile neutropenia 42",
    ),
    "how long a toxicity lasted": (
        "CRS occurred in 63% of patients treated with blinatumomab, with a median duration of 4 days.",
        "blinatumomab cytokine release syndrome 63",
    ),
    "a relapse rate in capitals": ("维奈克拉组5年CRR为23%，OS率为60%。", "venetoclax OS 60"),
    "one name for one combination": (
        "ATRA联合化疗的CR率为80%。ATRA+化疗的OS率为70%。",
        "chemotherapy + tretinoin CR 80; chemotherapy + tretinoin OS 70",
    ),
}


@pytest.mark.parametrize(("text", "expected"), RESPONSES.values(), ids=RESPONSES.keys())
def test_responses(text: str, expected: str) -> None:
    assert {told(claim) for claim in claims(text, "mutation_response")} == set(filter(None, expected.split("; ")))


@pytest.mark.parametrize(("text", "expected"), TARGETS.values(), ids=TARGETS.keys())
def test_targets(text: str, expected: str) -> None:
    assert {told(claim) for claim in claims(text, "drug_target")} == set(filter(None, expected.split("; ")))


@pytest.mark.parametrize(("text", "expected"), FIGURES.values(), ids=FIGURES.keys())
def test_figures(text: str, expected: str) -> None:
    assert [told(claim) for claim in claims(text, "trial_metric")] == list(filter(None, expected.split("; ")))
