"""The same relation in other words: invented sentences in both languages, read by the whole of `rules`."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

RESPONSES = [
    ("half-maximal dose raised", "FLT3 F691L突变大幅升高了奎扎替尼的IC50。", "FLT3 p.Phe691Leu resistance quizartinib"),
    ("mutant inhibited", "洛拉替尼可有效抑制ALK G1202R突变体。", "ALK p.Gly1202Arg sensitivity lorlatinib"),
    ("activity shown", "阿伐替尼在PDGFRA D842V突变的GIST中显示出强效抗肿瘤活性。", "PDGFRA p.Asp842Val sensitivity avapritinib"),
    ("survival with a yardstick", "CALR突变者较JAK2突变者生存更优。", "CALR mutation better_prognosis none"),
    ("survival better than", "CALR突变者的生存优于JAK2突变者。", "CALR mutation better_prognosis none"),
    ("no influence", "TET2突变对患者总生存无明显影响。", "TET2 mutation no_effect none"),
    ("suited to", "奥希替尼适用于EGFR T790M突变阳性的患者。", "EGFR p.Thr790Met sensitivity osimertinib"),
    ("recommended", "NTRK融合肿瘤推荐使用拉罗替尼。", "NTRK rearrangement sensitivity larotrectinib"),
    ("approved for", "恩西地平获批用于治疗IDH2突变的AML。", "IDH2 mutation sensitivity enasidenib"),
    ("may be chosen", "KRAS突变患者可选择帕尼单抗。", "KRAS mutation sensitivity panitumumab"),
    ("tolerance up", "敲低BAX后，AML细胞对维奈克拉的耐受性增强。", "BAX silencing resistance venetoclax"),
    ("excellent response", "存在PML::RARA融合的患者对全反式维甲酸反应极佳。", "PML::RARA sensitivity tretinoin"),
    ("effect of treatment", "del(5q)的MDS患者用来那度胺治疗效果显著。", "del(5q) sensitivity lenalidomide"),
    ("onset delayed", "CXCR4突变会延缓伊布替尼起效。", "CXCR4 mutation resistance ibrutinib"),
    ("mutation overcome", "NTRK1 G595R突变可被瑞普替尼克服。", "NTRK1 p.Gly595Arg sensitivity repotrectinib"),
    ("depth of response lowered", "CXCR4突变降低了患者对伊布替尼的反应深度。", ""),
    ("the latter is a disease", "KRAS突变常见于胰腺癌，后者对化疗普遍不敏感。", ""),
]  # fmt: skip
TARGETS = [
    ("interaction broken", "齐夫托美尼能够破坏menin与KMT2A的相互作用。", "ziftomenib inhibits MEN1"),
    ("degradation by a route", "来那度胺促使IKZF1和IKZF3经泛素-蛋白酶体途径降解。",
     "lenalidomide degrades IKZF1; lenalidomide degrades IKZF3"),
    ("cells treated", "芦可替尼处理后，细胞中STAT3的磷酸化水平明显下降。", "ruxolitinib inhibits STAT3"),
    ("means first", "通过抑制BCL-2，维奈克拉诱导凋亡。", "venetoclax inhibits BCL2"),
    ("means first, in English", "By antagonising BCL-2, venetoclax triggers apoptosis.", "venetoclax inhibits BCL2"),
    ("noun first", "Through inhibition of JAK2, fedratinib lowers spleen size.", "fedratinib inhibits JAK2"),
    ("is the target of", "CD33 is the target of gemtuzumab ozogamicin.", "gemtuzumab ozogamicin targets CD33"),
    ("target of the drug", "The main target of ruxolitinib is JAK2.", "ruxolitinib targets JAK2"),
    ("dependent degradation", "Lenalidomide promotes cereblon-dependent degradation of IKZF1.", "lenalidomide degrades IKZF1"),
    ("locked", "Adagrasib locks KRAS G12C in its inactive, GDP-bound state.", "adagrasib inhibits KRAS"),
    ("locked, in Chinese", "索托拉西布不可逆地锁定KRAS G12C于非活性状态。", "sotorasib inhibits KRAS"),
    ("adverb of the fall", "MYC expression fell sharply after treatment with birabresib.", "birabresib downregulates MYC"),
    ("transcripts", "Exposure to JQ1 lowered MYC transcript levels.", "jq1 downregulates MYC"),
    ("hyphenated adjective", "The XPO1-inhibiting agent selinexor was given twice weekly.", "selinexor inhibits XPO1"),
    ("signalling through", "Copanlisib abrogates signalling through PI3Kδ.", "copanlisib inhibits PIK3CD"),
    ("a noun that looks like a verb", "Luspatercept, a ligand trap, neutralises GDF11.", "luspatercept inhibits GDF11"),
    ("relapsed patients", "In patients relapsed when treated with ruxolitinib, STAT3 expression decreased.", ""),
    ("not the target", "CD38 is not the target of venetoclax.", ""),
]  # fmt: skip


def stated(text: str, relation: str) -> str:
    return "; ".join(sorted({told(claim) for claim in claims(text, relation)}))


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in RESPONSES], ids=[case[0] for case in RESPONSES])
def test_a_response_in_other_words(text: str, expected: str) -> None:
    assert stated(text, "mutation_response") == expected


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TARGETS], ids=[case[0] for case in TARGETS])
def test_a_target_in_other_words(text: str, expected: str) -> None:
    assert stated(text, "drug_target") == expected
