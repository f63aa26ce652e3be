"""Drugs and arms that a paper takes up from what it said before: short names, pronouns, exchanges, groups without a name."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

OPENING = "血液肿瘤的靶向治疗\n\n## 一、进展\n\n"


def read(text: str, relation: str = "trial_metric") -> str:
    opening = "" if text.startswith("#") else OPENING
    return "; ".join(told(claim) for claim in claims(opening + text, relation, "md"))


CLIPPED = {
    "behind a Chinese name": (
        "奥希替尼（Osi）抑制EGFR。\n\nEGFR C797S对Osi耐药。",
        "EGFR p.Cys797Ser resistance osimertinib",
    ),
    "behind both names": (
        "吉瑞替尼（gilteritinib，Gilt）抑制FLT3。\n\nFLT3 F691L对Gilt耐药。",
        "FLT3 p.Phe691Leu resistance gilteritinib",
    ),
    "behind an English name": (
        "# Resistance\n\n## 1 Mutations\n\nSotorasib (Soto) binds KRAS.\n\nKRAS Y96D confers resistance to Soto.",
        "KRAS p.Tyr96Asp resistance sotorasib",
    ),
}
NOT_CLIPPED = {
    "another name of it": "吉瑞替尼（Xospa）抑制FLT3。\n\nFLT3 F691L对Mido耐药。",
    "another drug": "吉瑞替尼（Mido）抑制FLT3。\n\nFLT3 F691L对Mido不敏感。",
}


@pytest.mark.parametrize("name", CLIPPED)
def test_short_for_a_drug(name: str) -> None:
    text, wanted = CLIPPED[name]
    assert read(text, "mutation_response") == wanted


@pytest.mark.parametrize("name", NOT_CLIPPED)
def test_short_for_nothing(name: str) -> None:
    assert "midostaurin" not in read(NOT_CLIPPED[name], "mutation_response")


TAKEN_UP = {
    "the drug's own group beside a nameless comparator": (
        "伊布替尼抑制BTK。RESONATE-9以安慰剂为对照，3级以上出血在该药组与对照组分别为6%和2%。",
        "ibrutinib bleeding 6; placebo bleeding 2",
    ),
    "the tested and the control group of an event": (
        "TITAN-4比较维奈克拉联合阿扎胞苷与安慰剂联合阿扎胞苷。中性粒细胞减少在试验组多达42%，对照组28%。",
        "azacitidine + venetoclax neutropenia 42; azacitidine + placebo neutropenia 28",
    ),
    "the next group of an event behind an endpoint": (
        "HELIOS-5比较奎扎替尼联合化疗与安慰剂联合化疗，两组OS相仿（P=0.41），QT间期延长在联合组达19%，对照组7%。",
        "chemotherapy + quizartinib OS 0.41; chemotherapy + quizartinib QT prolongation 19; chemotherapy + placebo QT prolongation 7",
    ),
    "a comparator called so behind its name": (
        "泽布替尼抑制BTK。ALPINE-3入组复发CLL，伊布替尼作对照，试验组与对照组ORR为83%和74%（P=0.002）。",
        "zanubrutinib ORR 83; ibrutinib ORR 74; zanubrutinib ORR 0.002",
    ),
    "a comparator called so in English": (
        "# Trials\n\n## 1 Results\n\nAsciminib binds ABL1. ASCEND-6 enrolled resistant patients, with bosutinib as the comparator; "
        "the MMR rate was 25% in the experimental arm and 13% in the control arm (P=0.03).",
        "asciminib MMR 25; bosutinib MMR 13; asciminib MMR 0.03",
    ),
    "the group of a regimen told before, listed with another": (
        "维奈克拉联合利妥昔单抗疗程固定。CLARITY-2中该方案组与苯丁酸氮芥组4年PFS率为74%和35%，该方案组3级以上感染为18%，对照组15%。",
        "rituximab + venetoclax PFS 74; chlorambucil PFS 35; rituximab + venetoclax infection 18; chlorambucil infection 15",
    ),
    "the group of a drug told before, listed with another": (
        "阿西米尼抑制ABL1。ASC-8中该药组与博舒替尼组MMR率为25%和13%（P=0.03）。",
        "asciminib MMR 25; bosutinib MMR 13; asciminib MMR 0.03",
    ),
    "a drug that is added to a regimen": (
        "达雷妥尤单抗靶向CD38。APOLLO-4将其加入泊马度胺联合地塞米松，ORR为69%对46%（P<0.001）。",
        "daratumumab + dexamethasone + pomalidomide ORR 69; dexamethasone + pomalidomide ORR 46; daratumumab + dexamethasone + pomalidomide ORR <0.001",
    ),
    "a drug that is added to a regimen in English": (
        "# Trials\n\n## 1 Results\n\nDaratumumab targets CD38. APOLLO-4 added it to pomalidomide plus dexamethasone; the ORR was 69% vs 46%.",
        "daratumumab + dexamethasone + pomalidomide ORR 69; dexamethasone + pomalidomide ORR 46",
    ),
    "a drug that is given with another": (
        "# Trials\n\n## 1 Results\n\nNavitoclax inhibits BCL-xL. In NOVA-9 the drug was given with ruxolitinib and compared with placebo plus ruxolitinib: SVR35 was 63% versus 31%.",
        "navitoclax + ruxolitinib SVR35 63; placebo + ruxolitinib SVR35 31",
    ),
}
NOT_TAKEN_UP = {
    "the group of a drug is none of a regimen": (
        "维奈克拉联合利妥昔单抗疗程固定。该药组与苯丁酸氮芥组ORR为85%和71%。",
        "chlorambucil",
    ),
    "a group that is a multiple of the control group": (
        "泽布替尼组ORR为对照组的2倍，CR率为12%。",
        "zanubrutinib",
    ),
    "the outer endpoint of a bracket": (
        "ORR在维奈克拉组为60%（贫血20%），对照组40%。",
        "venetoclax ORR 60; venetoclax anemia 20; control ORR 40",
    ),
}


@pytest.mark.parametrize("name", TAKEN_UP)
def test_group_without_a_name(name: str) -> None:
    text, wanted = TAKEN_UP[name]
    assert read(text) == wanted


@pytest.mark.parametrize("name", NOT_TAKEN_UP)
def test_no_other_group(name: str) -> None:
    text, wanted = NOT_TAKEN_UP[name]
    assert wanted in read(text)


PAIR = "ORION-7比较维奈克拉联合阿扎胞苷与安慰剂联合阿扎胞苷，中位OS为14.7个月和9.6个月。"
OF_PAIR = "azacitidine + venetoclax OS 14.7; azacitidine + placebo OS 9.6; "
ENGLISH_PAIR = (
    "# Trials\n\n## 1 Results\n\nORION-7 compared venetoclax plus azacitidine with placebo plus azacitidine.\n\n"
)
EXCHANGED = {
    "one agent for another, with its groups": (
        f"{PAIR}LYRA-8设计几乎相同，只是把维奈克拉换成艾伏尼布：中位OS在艾伏尼布组为24.0个月，安慰剂组7.9个月（P=0.001）。",
        f"{OF_PAIR}azacitidine + ivosidenib OS 24.0; azacitidine + placebo OS 7.9; azacitidine + ivosidenib OS 0.001",
    ),
    "the order turned round": (
        f"{PAIR}LYRA-8设计类似，以艾伏尼布替换维奈克拉，CR率为47%和15%。",
        f"{OF_PAIR}azacitidine + ivosidenib CR 47; azacitidine + placebo CR 15",
    ),
    "two single agents": (
        "COMFORT-9比较芦可替尼与安慰剂，SVR35率为41%和1%。LYRA-8设计相同，只是芦可替尼改为菲卓替尼，SVR35率为36%和2%。",
        "ruxolitinib SVR35 41; placebo SVR35 1; fedratinib SVR35 36; placebo SVR35 2",
    ),
    "in English, and its groups in the next paragraph": (
        f"{ENGLISH_PAIR}LYRA-8 had the same design except that venetoclax was replaced by ivosidenib: median OS was 24.0 vs 7.9 months.\n\n"
        "Neutropenia occurred in 27% of the ivosidenib group and 16% of the placebo group.",
        "azacitidine + ivosidenib OS 24.0; azacitidine + placebo OS 7.9; azacitidine + ivosidenib neutropenia 27; azacitidine + placebo neutropenia 16",
    ),
    "in the place of": (
        f"{ENGLISH_PAIR}LYRA-8 was of similar design, with ivosidenib in place of venetoclax: the CR rate was 47% vs 15%.",
        "azacitidine + ivosidenib CR 47; azacitidine + placebo CR 15",
    ),
}
NOT_EXCHANGED = {
    "a change of treatment in patients": (
        f"{PAIR}粒细胞减少后10例将维奈克拉换成吉瑞替尼，ORR为30%。",
        f"{OF_PAIR}gilteritinib ORR 30",
    ),
    "an exchange inside a study's own regimen": (
        "ECHO-1研究以维布妥昔单抗取代ABVD中的博来霉素，6年OS率93.9%对89.4%。",
        "brentuximab vedotin OS 93.9; ABVD OS 89.4",
    ),
    "an agent that no study told before had": (
        f"{PAIR}LYRA-8设计类似，只是把吉瑞替尼换成奎扎替尼，CR率为47%。",
        f"{OF_PAIR}quizartinib CR 47",
    ),
}


@pytest.mark.parametrize("name", EXCHANGED)
def test_study_but_for_one_agent(name: str) -> None:
    text, wanted = EXCHANGED[name]
    assert read(text) == wanted


@pytest.mark.parametrize("name", NOT_EXCHANGED)
def test_no_such_study(name: str) -> None:
    text, wanted = NOT_EXCHANGED[name]
    assert read(text) == wanted


def read_directions(text: str) -> str:
    return read(f"# Trials\n\n## 1 Results\n\n{text}" if text.isascii() else text)


DIRECTIONS = {
    "neither of two": (
        "Neither enasidenib nor gilteritinib improved overall survival.",
        "enasidenib OS no_difference; gilteritinib OS no_difference",
    ),
    "no corresponding change": (
        "Quizartinib plus azacitidine gave a higher CR rate than placebo plus azacitidine, without a corresponding improvement in overall survival.",
        "azacitidine + quizartinib CR improved; azacitidine + quizartinib OS no_difference",
    ),
    "no corresponding change in Chinese": (
        "奎扎替尼联合阿扎胞苷的CR率高于安慰剂联合阿扎胞苷，OS却未相应改善。",
        "azacitidine + quizartinib CR improved; azacitidine + quizartinib OS no_difference",
    ),
    "either of two added to a third, beside another drug": (
        "Enasidenib improved overall response over placebo in AML, whereas adding quizartinib or gilteritinib to azacitidine did not prolong overall survival in higher-risk MDS.",
        "enasidenib ORR improved; azacitidine + quizartinib OS no_difference; azacitidine + gilteritinib OS no_difference",
    ),
    "each of two with a third": (
        "恩西地平、奎扎替尼先后与地西他滨联用，同地西他滨相比均未延长OS。",
        "decitabine + enasidenib OS no_difference; decitabine + quizartinib OS no_difference",
    ),
    "what the second of two is": (
        "Momelotinib and the PI3K inhibitor parsaclisib each improved progression-free survival over placebo.",
        "momelotinib PFS improved; parsaclisib PFS improved",
    ),
    "what the second of two is in Chinese": (
        "莫洛替尼和PI3K抑制剂帕萨利司均较安慰剂延长PFS。",
        "momelotinib PFS improved; parsaclisib PFS improved",
    ),
    "what is only expected": ("泽布替尼的选择性更高，理论上房颤更少。", ""),
    "a group that is called higher": (
        "Neither dose was toxic, and overall survival in higher-risk disease is awaited with ivosidenib.",
        "",
    ),
    "another sentence part than that of neither": (
        "Neither dose was toxic, and ivosidenib prolonged progression-free survival over placebo.",
        "ivosidenib PFS improved",
    ),
}


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    text, wanted = DIRECTIONS[name]
    assert read_directions(text) == wanted


ENTRY = {
    "what the patients of a trial had before": (
        "帕克替尼抑制JAK2。PERSIST-5纳入经芦可替尼治疗且血小板减少的MF，试验组24周SVR35率为18%，对照组3%。",
        "pacritinib SVR35 18; control SVR35 3",
    ),
    "one of two treatments before": (
        "泽布替尼抑制BTK。SEQUOIA-7入组经化疗或BCL-2抑制剂治疗、伴有症状的CLL，该药组ORR为65%。",
        "zanubrutinib ORR 65",
    ),
    "a cohort of what it was treated with": (
        "回顾性研究纳入经维奈克拉治疗且有随访资料的AML患者50例，ORR为40%。",
        "venetoclax ORR 40",
    ),
    "those who responded, counted": (
        "阿伐替尼抑制KIT。PATHWAY-3纳入晚期系统性肥大细胞增多症，缓解24/32例（75%）。",
        "avapritinib ORR 24; avapritinib ORR 75",
    ),
    "what an endpoint is called by": ("疗效以PSA较基线下降≥50%（PSA50）评价。", ""),
    "a rate with its endpoint in the bracket": (
        "芦可替尼组41.9%（SVR35）的患者达到主要终点。",
        "ruxolitinib SVR35 41.9",
    ),
    "those in remission are no responders": (
        "维奈克拉抑制BCL-2。缓解30例患者中复发5例。",
        "venetoclax relapse 5",
    ),
}


@pytest.mark.parametrize("name", ENTRY)
def test_patients_of_a_study(name: str) -> None:
    text, wanted = ENTRY[name]
    assert read(text) == wanted


TARGETS = {
    "a drug behind a clause that names nothing": (
        "马格罗单抗阻断CD47。FLT3-ITD对奎扎替尼敏感，道理很简单：该药抑制FLT3。",
        "magrolimab inhibits CD47; quizartinib inhibits FLT3",
    ),
    "and what it does in the next clause": (
        "马格罗单抗阻断CD47。IKZF1高表达者对泊马度胺敏感，其机制已经清楚：该药与CRBN结合，继而降解IKZF3。",
        "magrolimab inhibits CD47; pomalidomide binds CRBN; pomalidomide degrades IKZF3",
    ),
    "the reason": ("MCL1高表达者对维奈克拉耐药，原因是该药只抑制BCL-2。", "venetoclax inhibits BCL2"),
    "in English": (
        "# Drugs\n\n## 1 Targets\n\nFLT3-ITD confers sensitivity to quizartinib, and the reason is simple: this drug inhibits FLT3.",
        "quizartinib inhibits FLT3",
    ),
    "a target that is active again": (
        "塞利尼索抑制XPO1，使p53重新激活。",
        "selinexor inhibits XPO1; selinexor activates TP53",
    ),
    "one of two drugs is not told": (
        "马格罗单抗阻断CD47。奎扎替尼与吉瑞替尼均可选用，道理很简单：该药抑制FLT3。",
        "magrolimab inhibits CD47",
    ),
}


@pytest.mark.parametrize("name", TARGETS)
def test_targets(name: str) -> None:
    text, wanted = TARGETS[name]
    assert "; ".join(sorted(read(text, "drug_target").split("; "))) == "; ".join(sorted(wanted.split("; ")))
