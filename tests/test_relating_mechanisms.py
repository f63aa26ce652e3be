"""Claims of passages on mechanisms: what drugs act on, what resists them, and the figures that stand beside."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims_of_paragraph, told

RESPONSES = [
    (
        "use of a drug is no advice",
        "ABL1 T315I介导的耐药主要见于应用伊马替尼的患者。",
        ["ABL1 p.Thr315Ile resistance imatinib"],
    ),
    (
        "the mutation by which a cancer is told is not what resists",
        "A key resistance mechanism to PARP inhibitors in BRCA2-mutant cancers is the acquisition of BRCA2 reversion mutations.",
        ["BRCA2 reversion mutation resistance parp inhibitor"],
    ),
    (
        "the fusion of a xenograft is not what resists",
        "Studies in animals reported RET G810R mutations in a CCDC6-RET patient-derived xenograft with acquired resistance to selpercatinib.",
        ["RET p.Gly810Arg resistance selpercatinib"],
    ),
    (
        "two sensitivities of which each has a therapy of its own",
        "ALK mutations are a common resistance mechanism to second-generation ALK inhibitors and predict for sensitivity to the"
        " third-generation ALK inhibitor lorlatinib.",
        ["ALK mutation resistance second-generation alk inhibitor", "ALK mutation sensitivity lorlatinib"],
    ),
    (
        "resistance in question beside a sensitivity to another",
        "Mechanisms leading to repotrectinib resistance were studied. We saw a bypass mechanism of resistance caused by TSC1"
        " loss-of-function mutations, conferring sensitivity to treatment with mTOR inhibitors.",
        ["TSC1 mutation resistance repotrectinib", "TSC1 mutation sensitivity mtor inhibitor"],
    ),
    (
        "a drug that overcomes, behind what it is",
        "Vepafestinib, a next-generation RET inhibitor, overcomes RET V804L/M mutant resistance in vitro.",
        ["RET p.Val804Leu sensitivity vepafestinib", "RET p.Val804Met sensitivity vepafestinib"],
    ),
    (
        "a class is the matter of a paragraph without a drug",
        "BTK inhibitors are widely used. However, resistance arises; BTK C481S is the most common mechanism for acquired resistance.",
        ["BTK p.Cys481Ser resistance btk inhibitor"],
    ),
    (
        "any other residue, and the gene behind the kind",
        "Acquired resistance to crizotinib is almost inevitable partially due to G2032X or D2033X secondary mutations of ROS1.",
        ["ROS1 p.Gly2032Xaa resistance crizotinib", "ROS1 p.Asp2033Xaa resistance crizotinib"],
    ),
    (
        "genes named behind other oncogenes",
        "Resistance to osimertinib was mediated by off-target mechanisms such as gain-of-function mutations in other oncogenes such as KRAS and NRAS.",
        ["KRAS mutation resistance osimertinib", "NRAS mutation resistance osimertinib"],
    ),
    (
        "whatever the status at baseline",
        "Gilteritinib induces durable responses regardless of baseline FLT3 mutation status.",
        ["FLT3 mutation no_effect gilteritinib"],
    ),
    (
        "an inactive state is no resistance",
        "Sotorasib locks the protein in the inactive state in KRAS G12C mutant cells.",
        [],
    ),
    (
        "strategies are no objects of resistance",
        "ATR抑制剂用于胃癌。主要的耐药机制包括CDC25A缺失和RB1突变，目前的解决策略包括ATR抑制剂联合PARP抑制剂。",
        ["CDC25A loss resistance atr inhibitor", "RB1 mutation resistance atr inhibitor"],
    ),
    (
        "drugs shown for a class behind the word",
        "HER2突变患者对常用化疗药物原发耐药，比如培美曲塞、紫杉醇。",
        [
            "ERBB2 mutation resistance chemotherapy",
            "ERBB2 mutation resistance pemetrexed",
            "ERBB2 mutation resistance paclitaxel",
        ],
    ),
    (
        "how a class is given, and the site before its change",
        "EGFR-TKI单药治疗21L858R突变的疗效相对更差。",
        ["EGFR p.Leu858Arg resistance egfr tyrosine kinase inhibitor"],
    ),
    (
        "shorter than that of the wild type",
        "TP53共突变者中位PFS较野生型者缩短。",
        ["TP53 mutation worse_prognosis none"],
    ),
    (
        "shorter time to treatment failure",
        "Patients with RUNX1 mutations had shorter TTF.",
        ["RUNX1 mutation worse_prognosis none"],
    ),
]
TARGETS = [
    (
        "the drug that a class is said of acts in the relative clause",
        "Vimseltinib is an oral kinase inhibitor that inhibits CSF1R.",
        ["vimseltinib inhibits CSF1R"],
    ),
    (
        "balanced inhibition of a list with other names in brackets",
        "Famitinib works through balanced inhibition of FLT3, CSF1R (FMS), and VEGFR2 (KDR) kinases.",
        ["famitinib inhibits FLT3", "famitinib inhibits CSF1R", "famitinib inhibits KDR"],
    ),
    ("a drug aimed at a mutation", "格来雷塞是针对KRAS G12C突变的靶向药物。", ["glecirasib targets KRAS"]),
    ("a kind of agent acts on nothing by itself", "小分子抑制剂通过特异性结合MET蛋白发挥作用。", []),
    (
        "two verbs of a list, each with its own target",
        "恩替诺特上调BIM和BAX、下调MCL-1。",
        ["entinostat upregulates BCL2L11", "entinostat upregulates BAX", "entinostat downregulates MCL1"],
    ),
    (
        "a level in cells",
        "恩替诺特选择性抑制HDAC1;还可降低肿瘤细胞的VEGF表达。",
        ["entinostat inhibits HDAC1", "entinostat downregulates VEGFA"],
    ),
    ("cells are killed", "维奈克拉杀伤肿瘤细胞,BCL2表达高者疗效好。", []),
    (
        "two ends of an antibody",
        "格菲妥单抗是双抗,其一端与B细胞表面的CD20结合,另一端与T细胞表面的CD3结合。",
        ["glofitamab binds MS4A1", "glofitamab binds CD3 complex"],
    ),
    (
        "what becomes of targets where a drug acts, and by what",
        "IKZF1和IKZF3在来那度胺作用下发生泛素化并经蛋白酶体降解。",
        ["lenalidomide degrades IKZF1", "lenalidomide degrades IKZF3"],
    ),
    ("a target that is passive where a drug acts", "GSPT1在CC-885的作用下被降解。", ["cc-885 degrades GSPT1"]),
    ("what happens in spite of a drug", "BTK在伊布替尼存在下仍可被激活。", []),
    ("the site in the name of a class", "Encorafenib is a BRAF V600E inhibitor.", ["encorafenib inhibits BRAF"]),
]
FIGURES = [
    (
        "either of two treatments is no arm of the next sentence",
        "We sequenced 112 CMML patients treated with decitabine (n = 71) or azacitidine (n = 41). Patients with RUNX1 mutations"
        " (HR, 1.72; P = .04) had shorter OS.",
        [" OS 1.72", " OS 0.04"],
    ),
    (
        "how carriers fare is no direction of the drug named before",
        "Dasatinib was given. Patients with the F317L mutation have decreased overall survival.",
        [],
    ),
    (
        "responses that an aside counts",
        "Olaparib led to responses in 27.8% of patients.",
        ["olaparib ORR 27.8"],
    ),
    (
        "survival by another abbreviation",
        "全组接受维莫非尼患者中位TTP、MST及1年生存率分别为5.1个月、13.2个月、53.8%。",
        ["vemurafenib TTP 5.1", "vemurafenib OS 13.2", "vemurafenib OS 53.8"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in RESPONSES], ids=[c[0] for c in RESPONSES])
def test_responses_of_passages_on_mechanisms(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "mutation_response"))) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in TARGETS], ids=[c[0] for c in TARGETS])
def test_targets_of_passages_on_mechanisms(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "drug_target"))) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in FIGURES], ids=[c[0] for c in FIGURES])
def test_figures_of_passages_on_mechanisms(text: str, expected: list[str]) -> None:
    assert sorted(map(told, claims_of_paragraph(text, "trial_metric"))) == sorted(expected)
