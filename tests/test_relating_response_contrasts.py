"""Responses denied, set apart and taken back: what was not found, whom others are set against, the cause that was not it."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "a tie for which there is no evidence": ("目前没有证据显示SF3B1突变可引起来那度胺耐药。", ""),
    "a tie that was not found": ("未发现SF3B1突变与来那度胺耐药有关。", ""),
    "a tie that was not proven": ("SF3B1突变与来那度胺耐药的关系尚未得到证实。", ""),
    "no tie between the two": (
        "SF3B1突变与来那度胺耐药之间未见明显关联。", "SF3B1 mutation no_effect lenalidomide",
    ),
    "an association that was not seen": (
        "No correlation was observed between SF3B1 mutations and resistance to lenalidomide.",
        "SF3B1 mutation no_effect lenalidomide",
    ),
    "no evidence in English": (
        "There is no evidence that SF3B1 mutations confer resistance to lenalidomide.", "",
    ),
    "no such mutation has been seen": ("No RET mutation has been reported to cause resistance to pralsetinib.", ""),
    "a failed prediction": (
        "SF3B1 mutations failed to predict resistance to lenalidomide.", "SF3B1 mutation no_effect lenalidomide",
    ),
    "not found with a prognosis": ("SF3B1突变未见与不良预后相关。", "SF3B1 mutation no_effect none"),
    "what was not found before another finding": (
        "未发现其他耐药突变，仅D835Y突变导致奎扎替尼耐药。", "FLT3 p.Asp835Tyr resistance quizartinib",
    ),
    "a sensitivity that is not raised": (
        "RB1缺失未能提高细胞对哌柏西利的敏感性。", "RB1 loss no_effect palbociclib",
    ),
    "a sensitivity that does not rise": (
        "HER2扩增者对曲妥珠单抗敏感性并未提高。", "ERBB2 amplification no_effect trastuzumab",
    ),
    "cells not made sensitive": ("敲除BAX并未使细胞对维奈克拉敏感。", "BAX silencing no_effect venetoclax"),
    "cells not sensitised": (
        "Deletion of RB1 failed to sensitise cells to palbociclib.", "RB1 loss no_effect palbociclib",
    ),
    "a sensitivity without difference": ("U2AF1突变者对阿扎胞苷的敏感性无差异。", "U2AF1 mutation no_effect azacitidine"),
    "drugs without difference": ("在EGFR突变患者中，吉非替尼与厄洛替尼的疗效无显著差异。", ""),
    "a drug that does not make sensitive to another": ("维奈克拉未能增强TP53突变细胞对阿糖胞苷的敏感性。", ""),
    "those who did not get another drug": (
        "未使用伊马替尼的T315I突变患者对普纳替尼敏感。", "ABL1 p.Thr315Ile sensitivity ponatinib",
    ),
    "a difference that may be chance": ("IDH1突变者对艾伏尼布更敏感，但差异无统计学意义。", ""),
    "a difference that may be chance, in English": (
        "SF3B1 mutations predicted shorter survival, but the difference was not significant.", "",
    ),
    "what was given before": (
        "A patient with ROS1 G2032R who had progressed on crizotinib responded to repotrectinib.",
        "ROS1 p.Gly2032Arg sensitivity repotrectinib",
    ),
    "unlike another": ("阿思尼布与达沙替尼不同，对F317L有效。", "ABL1 p.Phe317Leu sensitivity asciminib"),
    "unlike another, in front": (
        "不同于达沙替尼，阿思尼布对F317L突变有效。", "ABL1 p.Phe317Leu sensitivity asciminib",
    ),
    "all except one": (
        "All EGFR inhibitors except osimertinib are ineffective against T790M.",
        "EGFR p.Thr790Met resistance egfr inhibitor; EGFR p.Thr790Met sensitivity osimertinib",
    ),
    "with the exception of one": (
        "With the exception of pirtobrutinib, BTK inhibitors are inactive against C481S.",
        "BTK p.Cys481Ser resistance btk inhibitor; BTK p.Cys481Ser sensitivity pirtobrutinib",
    ),
    "a feature in a population": ("在CEBPA突变AML中，MRD阳性者预后差。", ""),
    "a feature in a population, in English": (
        "In patients with CEBPA mutations, high blast counts predicted poor survival.", "",
    ),
    "the prognosis of a population itself": (
        "In patients with CEBPA mutations, prognosis is favourable.", "CEBPA mutation better_prognosis none",
    ),
    "the same alteration elsewhere": (
        "NOTCH1突变在CLL中约占一成，同样与较短的生存相关。", "NOTCH1 mutation worse_prognosis none",
    ),
    "another change in a population": (
        "In patients with t(4;14), gain of 1q predicted inferior PFS.", "gain(1q) worse_prognosis none",
    ),
    "a verb before the population": (
        "KIT mutations worsen the outcome of patients with inv(16).", "KIT mutation worse_prognosis none",
    ),
    "a translocation with a mutation": ("inv(16)伴KIT突变者预后差。", "KIT mutation worse_prognosis none"),
    "those with the other level": ("BAALC高表达者预后差，低表达者预后好。", "BAALC overexpression worse_prognosis none"),
    "those without": (
        "ASXL1突变者对阿扎胞苷更敏感，无突变者获益有限。", "ASXL1 mutation sensitivity azacitidine",
    ),
    "those that are negative": (
        "HRD阳性患者可从尼拉帕利维持治疗中获益，HRD阴性患者则不能获益。",
        "homologous recombination deficiency sensitivity niraparib",
    ),
    "one gene but not another": (
        "NRAS but not KRAS mutations caused resistance to gilteritinib.", "NRAS mutation resistance gilteritinib",
    ),
    "one gene and not another, in Chinese": (
        "NRAS而非KRAS突变与维奈克拉耐药相关。", "NRAS mutation resistance venetoclax",
    ),
    "one change is active, not another": (
        "Quizartinib is active against FLT3-ITD but not D835Y.",
        "FLT3-ITD sensitivity quizartinib; FLT3 p.Asp835Tyr resistance quizartinib",
    ),
    "another cause": (
        "奎扎替尼耐药并不是由FLT3 D835突变介导，而是由NRAS突变所致。", "NRAS mutation resistance quizartinib",
    ),
    "another cause, in English": (
        "Resistance to osimertinib was not driven by EGFR C797S but by amplification of MET.",
        "MET amplification resistance osimertinib",
    ),
    "resistance by name that another overcomes": (
        "奥希替尼能够克服T790M等吉非替尼耐药突变。",
        "EGFR p.Thr790Met resistance gefitinib; EGFR p.Thr790Met sensitivity osimertinib",
    ),
    "resistance that nothing overcomes": (
        "BTK C481S突变所致的耐药不能被阿可替尼克服。", "BTK p.Cys481Ser resistance acalabrutinib",
    ),
    "a poor prognosis that is overcome": (
        "del(17p)的不良预后可被伊布替尼克服。", "del(17p) better_prognosis ibrutinib",
    ),
    "what is only quoted as overcome": (
        "说del(17p)的不良预后已被“克服”为时尚早。", "del(17p) worse_prognosis none",
    ),
    "a ratio of the change itself": (
        "In patients with FLT3-ITD, a high allelic ratio was associated with worse survival.",
        "FLT3-ITD worse_prognosis none",
    ),
    "a rank between": (
        "del(13q)预后最好，其次是正常核型，del(17p)预后最差。",
        "del(13q) better_prognosis none; del(17p) worse_prognosis none",
    ),
    "labels of prognosis": (
        "预后良好：NPM1突变；预后中等：t(9;11)；预后不良：TP53突变、复杂核型。",
        "NPM1 mutation better_prognosis none; TP53 mutation worse_prognosis none; complex karyotype worse_prognosis none",
    ),
    "one of a list": (
        "BTK耐药突变包括C481S、T474I及L528W，其中L528W多见，对匹妥布替尼和泽布替尼耐药。",
        "BTK p.Leu528Trp resistance pirtobrutinib; BTK p.Leu528Trp resistance zanubrutinib",
    ),
    "what brings a sensitivity back itself": (
        "FLT3 D835Y对奎扎替尼耐药，却恢复对克莱拉尼的敏感性。",
        "FLT3 p.Asp835Tyr resistance quizartinib; FLT3 p.Asp835Tyr sensitivity crenolanib",
    ),
    "a drug that brings a sensitivity back": (
        "FLT3 D835Y对奎扎替尼耐药，曲美替尼可恢复其对奎扎替尼的敏感性。", "FLT3 p.Asp835Tyr resistance quizartinib",
    ),
    "an ambiguous symbol with a change of the protein": (
        "旁路机制中，KIT D816G介导克唑替尼耐药。", "KIT p.Asp816Gly resistance crizotinib",
    ),
    "what patients have": ("ALK融合、克唑替尼耐药的肺癌患者接受布格替尼治疗。", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_contrast(text: str, wanted: str) -> None:
    assert "; ".join(told(c) for c in claims(text, "mutation_response")) == wanted
