"""Ordinary sentences that look like what a rule is for, and are not: plans, causes of death, groups, denials, second figures."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

FIGURES = {
    "the first trial to show": (
        "NOVA-First was the first trial to show an OS benefit in AML, with 3-year OS of 50% for quizartinib and 41% for placebo.",
        "quizartinib OS 50; placebo OS 41",
    ),
    "power, and what was found": (
        "With 90% power to detect a difference, the trial showed a CR rate of 38% with venetoclax and 24% with placebo.",
        "venetoclax CR 38; placebo CR 24",
    ),
    "a hypothesis, and what was found": (
        "It was hypothesized that PD-1 blockade would help, and nivolumab gave an ORR of 87%.", "nivolumab ORR 87",
    ),
    "a small sample": ("尽管样本量较小，伊布替尼组ORR为86%，苯丁酸氮芥组为35%。", "ibrutinib ORR 86; chlorambucil ORR 35"),
    "differences that are no heterogeneity of studies": ("Despite clinical heterogeneity, ORR was 45% with venetoclax.", "venetoclax ORR 45"),
    "a death, and a toxicity": (
        "One patient died of sepsis, and febrile neutropenia occurred in 30% of patients given venetoclax.",
        "venetoclax febrile neutropenia 30",
    ),
    "deaths, and how often others relapsed": ("伊布替尼组5例死于复发，2年复发率为30%。", "ibrutinib relapse 30"),
    "a death, and counts with their shares": (
        "1例死于颅内出血，血小板减少30例（60%）。", " thrombocytopenia 30;  thrombocytopenia 60",
    ),
    "the other of two that were allotted": (
        "Patients were randomized to nilotinib or imatinib. At 12 months, the MMR rate was 44%, compared with 22% with imatinib.",
        "nilotinib MMR 44; imatinib MMR 22",
    ),
    "two combinations set against each other": (
        "来那度胺联合地塞米松与来那度胺联合硼替佐米和地塞米松相比，中位PFS为30个月比43个月。",
        "dexamethasone + lenalidomide PFS 30; bortezomib + dexamethasone + lenalidomide PFS 43",
    ),
    "a combination against one of its agents": (
        "来那度胺联合硼替佐米和地塞米松相较于单用来那度胺，中位PFS更长（43个月比30个月）。",
        "bortezomib + dexamethasone + lenalidomide PFS 43; lenalidomide PFS 30",
    ),
    "a group behind the controls": ("安慰剂组ORR为5%，实验组ORR为45%。", "placebo ORR 5;  ORR 45"),
    "patients with one or the other": (
        "复发和难治性多发性骨髓瘤患者，试验组和对照组的ORR分别为75%和50%。", " ORR 75; control ORR 50",
    ),
    "a number of patients behind a share": (
        "Neutropenia occurred in 40% with venetoclax and 2 with azacitidine died of sepsis.", "venetoclax neutropenia 40",
    ),
    "a time before a share": ("At 24 months 78% of patients were alive with ibrutinib.", "ibrutinib OS 78"),
    "a ratio at a follow-up": (
        "The hazard ratio for death with venetoclax plus azacitidine at a median follow-up of 20 months was 0.66.",
        "azacitidine + venetoclax OS 0.66",
    ),
    "the longest median": ("A组为伊布替尼，中位OS最短为8个月，最长为24个月。", "ibrutinib OS 8; ibrutinib OS 24"),
    "a short form for relapses": ("复发率（RR）为30%。女性RR为25%，男性RR为35%。", " relapse 30;  relapse 25;  relapse 35"),
    "infections of the upper tract": ("伊布替尼的不良反应以上呼吸道感染最为常见（25%）。", "ibrutinib upper respiratory tract infection 25"),
}  # fmt: skip

STATEMENTS = {
    "a denial of something else": (
        "There was no association between age and response whereas TP53 mutations predicted resistance to venetoclax.",
        "TP53 mutation resistance venetoclax",
    ),
    "an attribute, and no denial": ("治疗前未检测到的T315I突变亚克隆可导致伊马替尼耐药。", "ABL1 p.Thr315Ile resistance imatinib"),
    "no toxicity, but sensitivity": ("DNMT3A突变不增加毒性但提高对阿糖胞苷的敏感性。", "DNMT3A mutation sensitivity cytarabine"),
    "no benefit of patients": ("TP53突变未能使患者从维奈克拉中获益。", "TP53 mutation no_effect venetoclax"),
    "not only resistant": (
        "KRAS mutations do not only make cells resistant to venetoclax but also to cytarabine.",
        "KRAS mutation resistance venetoclax; KRAS mutation resistance cytarabine",
    ),
    "no apoptosis, and resistance": ("BAX缺失细胞不能诱导凋亡而对维奈克拉耐药。", "BAX loss resistance venetoclax"),
    "carriers by their result": ("FLT3-ITD见于约25%的AML患者，阳性患者预后不良。", "FLT3-ITD worse_prognosis none"),
    "its presence": ("In cases with t(4;14), its presence predicts an adverse outcome.", "t(4;14) worse_prognosis none"),
    "a clause of its own behind an adverb": ("Venetoclax binds BCL-2 and, in turn, BIM activates BAX.", "venetoclax binds BCL2"),
    "to different degrees": (
        "T315I突变对伊马替尼和达沙替尼不同程度耐药。", "ABL1 p.Thr315Ile resistance imatinib; ABL1 p.Thr315Ile resistance dasatinib",
    ),
    "another word of prognosis in a list": (
        "预后不良：TP53突变占30%，FLT3-ITD占20%，NPM1突变者预后良好。",
        "TP53 mutation worse_prognosis none; FLT3-ITD worse_prognosis none; NPM1 mutation better_prognosis none",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), FIGURES.values(), ids=FIGURES)
def test_figures(text: str, wanted: str) -> None:
    found = [claim for claim in claims(text, "trial_metric") if claim.predicate != "direction"]
    assert "; ".join(told(claim) for claim in found) == wanted


@pytest.mark.parametrize(("text", "wanted"), STATEMENTS.values(), ids=STATEMENTS)
def test_statements(text: str, wanted: str) -> None:
    found = [claim for claim in claims(text) if claim.relation != "trial_metric"]
    assert "; ".join(told(claim) for claim in found) == wanted
