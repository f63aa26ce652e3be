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
    "the former of two groups": (
        "BREAK研究比较维奈克拉联合阿扎胞苷（联合组）与低剂量阿糖胞苷。联合组CR率为36%。泽布替尼治疗初治者ORR为92%，经治者79%，前者中位PFS为30.2个月。",
        "azacitidine + venetoclax CR 36; zanubrutinib ORR 92; zanubrutinib ORR 79; zanubrutinib PFS 30.2",
    ),
    "the latter of two arms": (
        "阿可替尼组ORR为72%，伊布替尼组为69%，后者中位PFS为20.0个月。",
        "acalabrutinib ORR 72; ibrutinib ORR 69; ibrutinib PFS 20.0",
    ),
    "groups of alterations behind their endpoint": (
        "利妥昔单抗单药的ORR，NOTCH1突变组有26%，TP53突变组和ATM缺失组只有7%和6%。",
        "rituximab ORR 26; rituximab ORR 7; rituximab ORR 6",
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
EVENTS = {
    "the same in both groups": (
        "研究随机分入维奈克拉联合阿扎胞苷组（联合组）或化疗组。联合组ORR为58%，化疗组34%。腹泻两组都是57%。",
        "azacitidine + venetoclax ORR 58; chemotherapy ORR 34; azacitidine + venetoclax diarrhea 57; chemotherapy diarrhea 57",
    ),
    "the most common one": (
        "泽布替尼的ORR为71%。不良反应中，中性粒细胞减少最多见，占36%，3级以上只有21%。",
        "zanubrutinib ORR 71; zanubrutinib neutropenia 36; zanubrutinib neutropenia 21",
    ),
    "the figures of a control behind a colon": (
        "ORION研究没有随机：维奈克拉单药组ORR为19%，中位PFS为5.6个月；加用利妥昔单抗的联合组，ORR为46%。",
        "venetoclax ORR 19; venetoclax PFS 5.6; rituximab + venetoclax ORR 46",
    ),
}


@pytest.mark.parametrize("name", EVENTS)
def test_figures_of_a_clause(name: str) -> None:
    text, wanted = EVENTS[name]
    assert "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md")) == wanted


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


RESPONSES = {
    "behind words for a setting": (
        "RET G810R和G810S对塞普替尼耐药；在细胞模型中，二者对vepafestinib仍敏感。",
        "RET p.Gly810Arg resistance selpercatinib; RET p.Gly810Ser resistance selpercatinib; "
        "RET p.Gly810Arg sensitivity vepafestinib; RET p.Gly810Ser sensitivity vepafestinib",
    ),
    "in the next sentence": (
        "BTK C481S对伊布替尼耐药。体外实验中，对匹妥布替尼仍敏感。",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib",
    ),
    "in English": (
        "BTK C481S was resistant to ibrutinib; in vitro, it remained sensitive to pirtobrutinib.",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser sensitivity pirtobrutinib",
    ),
    "a setting that names a subject of its own": (
        "BTK C481S对伊布替尼耐药；在小鼠模型中，维奈克拉耐药常见。",
        "BTK p.Cys481Ser resistance ibrutinib",
    ),
    "changes that head the items of a list": (
        "- KRAS Y96D：索托拉西布失效。\n- Q22L/Q22H：对阿达格拉西布耐药。\n- A59V：对索托拉西布敏感。",
        "KRAS p.Tyr96Asp resistance sotorasib; KRAS p.Gln22Leu resistance adagrasib; KRAS p.Gln22His resistance adagrasib; "
        "KRAS p.Ala59Val sensitivity sotorasib",
    ),
    "a list of changes of two genes": (
        "- FLT3 N676K：对奎扎替尼耐药。\n- KIT N822K：对伊马替尼耐药。\n- A59S：对索托拉西布耐药。",
        "FLT3 p.Asn676Lys resistance quizartinib; KIT p.Asn822Lys resistance imatinib",
    ),
    "a change that opens the next sentence": (
        "MET D1228N对卡马替尼耐药。V1092I则只对克唑替尼耐药，对卡马替尼敏感。",
        "MET p.Asp1228Asn resistance capmatinib; MET p.Val1092Ile resistance crizotinib; MET p.Val1092Ile sensitivity capmatinib",
    ),
    "detours in their order": (
        "### 奥希替尼耐药：旁路\n\n旁路机制以MET扩增居首，HER2扩增次之。",
        "MET amplification resistance osimertinib; ERBB2 amplification resistance osimertinib",
    ),
    "a prognosis behind a detour": (
        "### 奥希替尼耐药：旁路\n\n旁路机制以MET扩增为主，TP53突变者预后差。",
        "MET amplification resistance osimertinib; TP53 mutation worse_prognosis None",
    ),
    "an outlook with its adverb": (
        "KEAP1突变者对索托拉西布耐药，而且不管用什么药预后都偏差。",
        "KEAP1 mutation resistance sotorasib; KEAP1 mutation worse_prognosis None",
    ),
}


@pytest.mark.parametrize("name", RESPONSES)
def test_responses(name: str) -> None:
    text, wanted = RESPONSES[name]
    found = claims(OPENING + text, "mutation_response", "md")
    said = [f"{c.subject.name} {c.predicate} {c.object.name if c.object else None}" for c in found]
    assert sorted(said) == sorted(wanted.split("; "))
