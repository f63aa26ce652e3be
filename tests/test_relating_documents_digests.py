"""Arms across the sentences of a digest: drugs taken up by their number, groups by what they had before, shared comparators."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

OPENING = "# 进展速递\n\n## 一、研究\n\n"
BY_NUMBER = {
    "two drugs of two clauses": (
        "伊马替尼选择性抑制ABL，达沙替尼则以入脑见长。两药治疗CML的ORR分别为79%和87%，后者的MMR率为46%。",
        "imatinib ORR 79; dasatinib ORR 87; dasatinib MMR 46",
    ),
    "two sentences and a line further on": (
        "伊布替尼最早获批。泽布替尼随后上市。结果显示，两种药物的ORR分别为63%和78%。2年PFS率为65.9%和78.4%。",
        "ibrutinib ORR 63; zanubrutinib ORR 78; ibrutinib PFS 65.9; zanubrutinib PFS 78.4",
    ),
    "three drugs": (
        "伊布替尼获批最早。阿可替尼随后上市。泽布替尼是第三个。三药的ORR依次为63%、81%和78%。",
        "ibrutinib ORR 63; acalabrutinib ORR 81; zanubrutinib ORR 78",
    ),
    "in English": (
        "Ibrutinib came first. Zanubrutinib followed two years later. ORRs with the two drugs were 63% and 78%, respectively.",
        "ibrutinib ORR 63; zanubrutinib ORR 78",
    ),
    "a combination of the two": (
        "维奈克拉抑制BCL-2，阿扎胞苷是去甲基化药物。两药联合组与对照组的CR率分别为36%和18%。",
        "azacitidine + venetoclax CR 36; control CR 18",
    ),
}
GROUPS = {
    "after another treatment": (
        "吉瑞替尼用于AML，仍是单臂：初治组（n=75）ORR为72%，含阿糖胞苷化疗后组（n=136）为59%，中位OS依次为13.0个月和16.5个月。",
        "gilteritinib ORR 72; gilteritinib ORR 59; gilteritinib OS 13.0; gilteritinib OS 16.5",
    ),
    "cohorts by the treatment before": (
        "维奈克拉治疗CLL的研究设两个队列：伊布替尼治疗后队列ORR为65%，艾代拉里斯治疗后队列为67%。",
        "venetoclax ORR 65; venetoclax ORR 67",
    ),
    "cohorts in English": (
        "Venetoclax was studied in two cohorts: the ORR was 65% in the post-ibrutinib cohort and 67% in the post-idelalisib cohort.",
        "venetoclax ORR 65; venetoclax ORR 67",
    ),
    "groups of an alteration in turn": (
        "泽布替尼研究中，del(17p)组ORR为72%，无del(17p)组为89%，中位PFS分别为20.0个月和36.5个月。",
        "zanubrutinib ORR 72; zanubrutinib ORR 89; zanubrutinib PFS 20.0; zanubrutinib PFS 36.5",
    ),
    "patients after their treatment are an arm": (
        "维奈克拉治疗后患者CR率达36%，阿扎胞苷组为18%。",
        "venetoclax CR 36; azacitidine CR 18",
    ),
    "two arms in turn": (
        "维奈克拉组ORR为79%，化疗组为40%，中位OS依次为13.0个月和6.5个月。",
        "venetoclax ORR 79; chemotherapy ORR 40; venetoclax OS 13.0; chemotherapy OS 6.5",
    ),
}
SHARED = {
    "a comparator of several studies": (
        "先看两项以多西他赛为对照的Ⅲ期研究。ALPHA研究中，索托拉西布组PFS率为28%，多西他赛组13%。BETA研究中，阿达格拉西布组ORR为32%，对照组9%，DCR为79%对60%。",
        "sotorasib PFS 28; docetaxel PFS 13; adagrasib ORR 32; docetaxel ORR 9; adagrasib DCR 79; docetaxel DCR 60",
    ),
    "in English": (
        "Two phase 3 trials used ibrutinib as the comparator. In CHERRY, the ORR was 81% with acalabrutinib and 77% in the control arm.",
        "acalabrutinib ORR 81; ibrutinib ORR 77",
    ),
    "a list below": (
        "三项研究的对照组均为苯丁酸氮芥：\n\n- ALPHA研究中，泽布替尼组ORR为78%，对照组65%。\n\n- BETA研究中，阿可替尼组ORR为68%，对照组55%。",
        "zanubrutinib ORR 78; chlorambucil ORR 65; acalabrutinib ORR 68; chlorambucil ORR 55",
    ),
    "not of the next paragraph": (
        "先看两项以伊布替尼为对照的研究。两者都达到终点。\n\nGAMMA研究中，艾伏尼布组CR率为47%，对照组15%。",
        "ivosidenib CR 47; control CR 15",
    ),
    "not of one study alone": (
        "DELTA研究以伊布替尼为对照。另一研究中，艾伏尼布组CR率为47%，对照组15%。",
        "ivosidenib CR 47; control CR 15",
    ),
}
LISTED = {
    "doses and a comparator": (
        "CAPRI研究分三组：维奈克拉400 mg联合阿扎胞苷、维奈克拉200 mg联合阿扎胞苷，以及研究者选定的标准治疗。三组CR率依次为26%、16%和5%。",
        "azacitidine + venetoclax CR 26; azacitidine + venetoclax CR 16; standard of care CR 5",
    ),
    "behind a list of another paragraph": (
        "伊布替尼、泽布替尼和奥布替尼的ORR依次为49%、50%和48%。\n\nCAPRI研究分三组：阿可替尼、维奈克拉，以及医生选择的化疗。三组CR率依次为26%、16%和5%。",
        "ibrutinib ORR 49; zanubrutinib ORR 50; orelabrutinib ORR 48; acalabrutinib CR 26; venetoclax CR 16; chemotherapy CR 5",
    ),
}


@pytest.mark.parametrize("name", BY_NUMBER)
def test_drugs_by_their_number(name: str) -> None:
    text, wanted = BY_NUMBER[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md")) == wanted


@pytest.mark.parametrize("name", GROUPS)
def test_groups_of_one_arm(name: str) -> None:
    text, wanted = GROUPS[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md")) == wanted


@pytest.mark.parametrize("name", SHARED)
def test_shared_comparators(name: str) -> None:
    text, wanted = SHARED[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md")) == wanted


@pytest.mark.parametrize("name", LISTED)
def test_listed_arms(name: str) -> None:
    text, wanted = LISTED[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md")) == wanted
