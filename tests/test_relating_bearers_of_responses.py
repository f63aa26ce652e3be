"""Who a response is said of: those in whom another acts, brackets, yardsticks, two outcomes, failures, exceptions, outcomes until a change."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "a drug that restores the sensitivity of cells": ("米托蒽醌可恢复KRAS突变AML细胞对维奈克拉的敏感性。", ""),
    "a drug that makes cells sensitive again": ("曲美替尼可使KRAS突变细胞重新对奎扎替尼敏感。", ""),
    "a change that makes cells of another sensitive": (
        "沉默BCL-2可提高IDH2突变阳性AML细胞对阿糖胞苷的敏感性。", "BCL2 silencing sensitivity cytarabine",
    ),
    "those who benefit are no hosts": ("阿来替尼可使ALK融合NSCLC患者获益。", "ALK rearrangement sensitivity alectinib"),
    "the disease in which a change acts": (
        "HER2扩增可引起KRAS突变肠癌患者对西妥昔单抗耐药。", "ERBB2 amplification resistance cetuximab",
    ),
    "a mutation that resists is no host": (
        "长期用药可引起EGFR L858R突变对吉非替尼耐药。", "EGFR p.Leu858Arg resistance gefitinib",
    ),
    "a change that narrows a disease": (
        "伴TP53突变的FLT3-ITD阳性AML患者对奎扎替尼反应差。", "TP53 mutation resistance quizartinib",
    ),
    "the change of those with a general one": (
        "EGFR突变的T790M阳性患者对吉非替尼耐药。",
        "EGFR mutation resistance gefitinib; EGFR p.Thr790Met resistance gefitinib",
    ),
    "a disease that resists through a change": (
        "FLT3突变AML常因获得NRAS突变而对奎扎替尼耐药。", "NRAS mutation resistance quizartinib",
    ),
    "a disease that resists through a change, in English": (
        "ROS1-rearranged NSCLC becomes resistant to crizotinib through G2032R.",
        "ROS1 p.Gly2032Arg resistance crizotinib",
    ),
    "a disease that resists because of a change": (
        "KIT-mutant GIST acquires resistance to imatinib because of V654A.", "KIT p.Val654Ala resistance imatinib",
    ),
    "cells that a drug makes sensitive": (
        "The addition of cobimetinib made NRAS-mutant cells sensitive to venetoclax again.", "",
    ),
    "each resistance with its own bracket": (
        "阿来替尼耐药（G1202R、I1171T）与克唑替尼耐药（L1196M）突变谱不同。",
        "ALK p.Gly1202Arg resistance alectinib; ALK p.Ile1171Thr resistance alectinib; "
        "ALK p.Leu1196Met resistance crizotinib",
    ),
    "each resistance with its own bracket, in English": (
        "Resistance to ibrutinib (C481S) differs from resistance to pirtobrutinib (L528W).",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Leu528Trp resistance pirtobrutinib",
    ),
    "patients of a bracket": (
        "对伊马替尼耐药（T315I）的患者对普纳替尼敏感。", "ABL1 p.Thr315Ile sensitivity ponatinib",
    ),
    "a yardstick does not go on": (
        "TP53-mutated AML had a worse prognosis than NPM1-mutated AML and did not benefit from venetoclax.",
        "NPM1 mutation better_prognosis none; TP53 mutation worse_prognosis none; TP53 mutation no_effect venetoclax",
    ),
    "a drug measured at two changes": (
        "Quizartinib is less active against D835Y than against FLT3-ITD.", "FLT3 p.Asp835Tyr resistance quizartinib",
    ),
    "a yardstick of cells": (
        "The IC50 of dasatinib was 20-fold higher in cells expressing V299L than in cells expressing native BCR-ABL1.",
        "ABL1 p.Val299Leu resistance dasatinib",
    ),
    "two outcomes in their order": (
        "CEBPA and RUNX1 mutations predict better and worse survival, respectively.",
        "CEBPA mutation better_prognosis none; RUNX1 mutation worse_prognosis none",
    ),
    "two responses in their order": (
        "F317L and T315I confer sensitivity and resistance to nilotinib, respectively.",
        "ABL1 p.Phe317Leu sensitivity nilotinib; ABL1 p.Thr315Ile resistance nilotinib",
    ),
    "two outcomes in their order, in Chinese": (
        "CEBPA突变和RUNX1突变分别与不良和良好预后相关。",
        "CEBPA mutation worse_prognosis none; RUNX1 mutation better_prognosis none",
    ),
    "two responses in their order, in Chinese": (
        "F317L和T315I分别与尼洛替尼敏感和耐药相关。",
        "ABL1 p.Phe317Leu sensitivity nilotinib; ABL1 p.Thr315Ile resistance nilotinib",
    ),
    "a drug that failed before": (
        "Lorlatinib was effective after failure of alectinib in patients with ALK G1202R.",
        "ALK p.Gly1202Arg sensitivity lorlatinib",
    ),
    "a drug that failed before, as a noun": (
        "Enasidenib was effective after venetoclax failure in patients with IDH2 mutations.",
        "IDH2 mutation sensitivity enasidenib",
    ),
    "those pretreated": (
        "Pirtobrutinib remained active in ibrutinib-pretreated CLL with C481S.",
        "BTK p.Cys481Ser sensitivity pirtobrutinib",
    ),
    "a drug that cells evade": ("CLL cells survive ibrutinib by activating NF-κB.", ""),
    "the object of a drug, another one behind a comma": (
        "吉非替尼和厄洛替尼均可抑制L858R，T790M突变对二者均耐药。",
        "gefitinib inhibits EGFR; erlotinib inhibits EGFR; EGFR p.Thr790Met resistance gefitinib; "
        "EGFR p.Thr790Met resistance erlotinib",
    ),
    "the drug that another one is a multiple of": (
        "尼洛替尼对F317L的活性是伊马替尼的30倍，但对T315I耐药。", "ABL1 p.Thr315Ile resistance nilotinib",
    ),
    "a response until a change": (
        "Her tumour was sensitive to entrectinib until a G595R mutation emerged.", "NTRK1 p.Gly595Arg resistance entrectinib",
    ),
    "a response of former times": (
        "Patients with acquired BTK T474I had previously responded to acalabrutinib.",
        "BTK p.Thr474Ile resistance acalabrutinib",
    ),
    "a response until a change, in Chinese": (
        "患者对奎扎替尼敏感，直至出现D835Y突变。", "FLT3 p.Asp835Tyr resistance quizartinib",
    ),
    "a response before something else": (
        "Patients with FLT3-ITD responded to quizartinib before transplantation.", "FLT3-ITD sensitivity quizartinib",
    ),
    "no drug but one": (
        "Apart from asciminib, no TKI is active against T315I.",
        "ABL1 p.Thr315Ile resistance tyrosine kinase inhibitor; ABL1 p.Thr315Ile sensitivity asciminib",
    ),
    "no drug but one, in Chinese": (
        "除阿思尼布外，尚无TKI对T315I有效。",
        "ABL1 p.Thr315Ile resistance tyrosine kinase inhibitor; ABL1 p.Thr315Ile sensitivity asciminib",
    ),
    "one drug more": (
        "除尼洛替尼外，第三代TKI对F317L也有效。",
        "ABL1 p.Phe317Leu sensitivity third-generation tyrosine kinase inhibitor",
    ),
    "none of the drugs": ("Except for ripretinib, none of the approved drugs works against D816V.", ""),
    "all but two": ("V299L is resistant to all but nilotinib and ponatinib.", ""),
    "a drug that acts on a change and overcomes a resistance": (
        "Repotrectinib inhibits ROS1 G2032R/D2033N and overcomes crizotinib resistance.",
        "repotrectinib inhibits ROS1; ROS1 p.Gly2032Arg sensitivity repotrectinib; "
        "ROS1 p.Asp2033Asn sensitivity repotrectinib",
    ),
    "a drug that acts on a change and overcomes a resistance, in Chinese": (
        "普纳替尼可抑制T315I并克服达沙替尼耐药。",
        "ponatinib inhibits ABL1; ABL1 p.Thr315Ile sensitivity ponatinib",
    ),
    "a drug that overcomes resistance mutations": (
        "Repotrectinib overcomes entrectinib-resistant mutations including G2032R and L2026M.",
        "ROS1 p.Gly2032Arg resistance entrectinib; ROS1 p.Leu2026Met resistance entrectinib; "
        "ROS1 p.Gly2032Arg sensitivity repotrectinib; ROS1 p.Leu2026Met sensitivity repotrectinib",
    ),
    "a change likened to another": (
        "BTK L528S was found recently. Like L528W, it confers resistance to zanubrutinib.",
        "BTK p.Leu528Ser resistance zanubrutinib; BTK p.Leu528Trp resistance zanubrutinib",
    ),
    "a change likened to another, in Chinese": (
        "BTK L528S近年有报道。与L528W类似，该突变导致泽布替尼耐药。",
        "BTK p.Leu528Ser resistance zanubrutinib; BTK p.Leu528Trp resistance zanubrutinib",
    ),
    "patients who are switched": (
        "达沙替尼耐药的BCR::ABL1阳性ALL患者换用普纳替尼后获得缓解。", "BCR::ABL1 sensitivity ponatinib",
    ),
    "one of those who are switched": (
        "3例T315I患者中，改用普纳替尼后2例获得缓解。", "ponatinib ORR 2",
    ),
    "patients who are switched in vain": (
        "BTK C481S患者改用吡托布鲁替尼后未获得缓解。", "BTK p.Cys481Ser resistance pirtobrutinib",
    ),
    "what came up before a switch": (
        "达沙替尼治疗后进展的患者中检出T315I，改用普纳替尼后获得缓解。", "ABL1 p.Thr315Ile sensitivity ponatinib; "
        "ABL1 p.Thr315Ile resistance dasatinib",
    ),
    "an expression that lets the disease relapse": (
        "CD22表达降低可导致奥加伊妥珠单抗治疗后ALL复发。", "CD22 underexpression resistance inotuzumab ozogamicin",
    ),
    "an expression that promotes a relapse": (
        "MCL-1表达升高可促进维奈克拉治疗后CLL复发。", "MCL1 overexpression resistance venetoclax",
    ),
    "of two changes of a gene": (
        "Y253H和F359V是ABL1的常见突变。前者对伊马替尼耐药，后者对尼洛替尼耐药。",
        "ABL1 p.Tyr253His resistance imatinib; ABL1 p.Phe359Val resistance nilotinib",
    ),
    "the former of one alone": ("PDGFRA外显子12和外显子18突变最为常见。前者对伊马替尼敏感，后者则耐药。", ""),
    "of two changes named before": (
        "ABL1 F317L和T315I均属常见突变位点。其中，前者对尼洛替尼敏感，后者则耐药。",
        "ABL1 p.Phe317Leu sensitivity nilotinib; ABL1 p.Thr315Ile resistance nilotinib",
    ),
    "labels with numbers": (
        "AML分层：①预后良好：NPM1突变、inv(16)；②预后不良：TP53突变、复杂核型。",
        "NPM1 mutation better_prognosis none; inv(16) better_prognosis none; "
        "TP53 mutation worse_prognosis none; complex karyotype worse_prognosis none",
    ),
    "labels with numbers in brackets": (
        "（1）预后良好组：伴NPM1突变或inv(16)；（2）预后不良组：伴TP53突变。",
        "NPM1 mutation better_prognosis none; inv(16) better_prognosis none; TP53 mutation worse_prognosis none",
    ),
    "drugs in their order, changes in brackets": (
        "Mutations in BTK (C481S, T474I) and ALK (G1202R) confer resistance to ibrutinib and alectinib, respectively.",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Thr474Ile resistance ibrutinib; ALK p.Gly1202Arg resistance alectinib",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_bearers(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text)) == wanted


HEADED = {
    "companions of what the heading names": (
        "# 综述\n\n## 2.1 RUNX1突变\n\n见于约10%的AML，常伴ASXL1突变，预后差。\n", "RUNX1 mutation worse_prognosis none",
    ),
    "what the heading names": (
        "# 综述\n\n## 2.2 TP53突变\n\n见于约8%的AML，多伴复杂核型，化疗反应差，预后极差。\n",
        "TP53 mutation resistance chemotherapy; TP53 mutation worse_prognosis none",
    ),
    "another one in the next sentence": (
        "# 综述\n\n## 2.3 FLT3-ITD\n\n见于约25%的AML，常伴NPM1突变。CEBPA双突变者预后好。\n",
        "CEBPA biallelic mutation better_prognosis none",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HEADED.values(), ids=HEADED)
def test_subjects_of_headings(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text, file_format="md")) == wanted
