"""Figures of groups: what is of all that were allotted, of one of two groups, of several endpoints; plans and ratios of events."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "all that were allotted": (
        "Two hundred patients were randomised to ibrutinib or chlorambucil. The overall response rate was 69%, and 2-year OS was 84%.",
        " ORR 69;  OS 84",
    ),
    "all that were allotted, in Chinese": (
        "共200例患者随机分入伊布替尼组或苯丁酸氮芥组。总体ORR为69%，2年OS率为84%。", " ORR 69;  OS 84",
    ),
    "all before the figures of each": (
        "Patients were randomly assigned to daunorubicin/cytarabine (DA) or daunorubicin/clofarabine (DClo). The overall "
        "response rate was 69% (CR 60%, CRi 9%), with no difference between DA (71%) and DClo (66%).",
        " ORR 69;  CR 60;  CRi 9; DA ORR 71; DClo ORR 66",
    ),
    "a placebo allots no other treatment": (
        "Patients were randomised to quizartinib or placebo. The ORR was 69%.", "quizartinib ORR 69",
    ),
    "overall behind its figure": (
        "Median OS was 20 months overall, 25 months with VEN-AZA and 15 months with 7+3.",
        " OS 20; azacitidine + venetoclax OS 25; 7+3 OS 15",
    ),
    "alone or with another": (
        "Chidamide was given alone (n = 256) or with rituximab (n = 127). Median PFS was 129 days on monotherapy and 152 "
        "days on the combination.",
        "tucidinostat PFS 129; rituximab + tucidinostat PFS 152",
    ),
    "a combination named right here": (
        "ORR was 75% for monotherapy and 90% with the combination of venetoclax and rituximab.",
        " ORR 75; rituximab + venetoclax ORR 90",
    ),
    "a kind of therapy is no agent": (
        "Triplet therapy with azacitidine, venetoclax and gilteritinib gave a CRc rate of 96%.",
        "azacitidine + gilteritinib + venetoclax CR/CRi 96",
    ),
    "with or without it, by a sign": ("维奈克拉±利妥昔单抗治疗的ORR为75%。", "venetoclax ORR 75"),
    "groups by their doses": (
        "Patients received imatinib 800 mg or 400 mg daily. The CCyR rate was 64% for the high-dose arm and 58% for the "
        "standard-dose arm.",
        "imatinib CCyR 64; imatinib CCyR 58",
    ),
    "those who went without": ("BFM方案加用奈拉滨组4年DFS率85.0%，未加用者79.0%。", "BFM + nelarabine DFS 85.0; BFM DFS 79.0"),
    "than those given": (
        "Fewer patients given acalabrutinib discontinued because of adverse events than those given ibrutinib (14.7% vs 21.3%).",
        "acalabrutinib treatment discontinuation 14.7; ibrutinib treatment discontinuation 21.3",
    ),
    "numbers of groups": (
        "Group 1 received ibrutinib and group 2 chlorambucil; ORR was 82% in group 1 versus 35% in group 2.",
        "ibrutinib ORR 82; chlorambucil ORR 35",
    ),
    "head to head": (
        "泽布替尼头对头伊布替尼，ORR为86.2%对75.7%。", "zanubrutinib ORR 86.2; ibrutinib ORR 75.7",
    ),
    "a class between dashes": (
        "Golidocitinib – a selective JAK1 inhibitor – achieved an ORR of 44.3%.", "golidocitinib ORR 44.3",
    ),
    "two events, each with its comparison and P value": (
        "CRS and neurotoxicity were more frequent with axi-cel than with tisa-cel (88% vs 73%, p=0.003, and 42% vs 16%, "
        "p<0.001, respectively).",
        "axicabtagene ciloleucel cytokine release syndrome 88; tisagenlecleucel cytokine release syndrome 73; "
        "axicabtagene ciloleucel cytokine release syndrome 0.003; axicabtagene ciloleucel neurotoxicity 42; "
        "tisagenlecleucel neurotoxicity 16; axicabtagene ciloleucel neurotoxicity <0.001",
    ),
    "endpoint by endpoint, the groups behind": (
        "Median PFS and OS were 5.9 and 3 months, and 13.9 and 11.2 months for axi-cel and tisa-cel, respectively.",
        "axicabtagene ciloleucel PFS 5.9; tisagenlecleucel PFS 3; axicabtagene ciloleucel OS 13.9; tisagenlecleucel OS 11.2",
    ),
    "endpoint by endpoint, in Chinese": (
        "甲组予伊布替尼，乙组予苯丁酸氮芥。甲组与乙组中位PFS和OS分别为25.9、13.1个月和43.9、31.2个月。",
        "ibrutinib PFS 25.9; chlorambucil PFS 13.1; ibrutinib OS 43.9; chlorambucil OS 31.2",
    ),
    "a ratio in a bracket for each treatment": (
        "OS was improved with blinatumomab (HR, 0.71) and with inotuzumab (HR, 0.77) over standard care.",
        "blinatumomab OS 0.71; inotuzumab ozogamicin OS 0.77",
    ),
    "survival that the next words complete": (
        "Neither relapse-free (31% vs 32%) nor overall survival (23% vs 22%) differed between midostaurin and placebo.",
        "midostaurin RFS 31; placebo RFS 32; midostaurin OS 23; placebo OS 22",
    ),
    "a ratio for death between two treatments": (
        "The hazard ratio for death with azacitidine plus venetoclax as compared with azacitidine alone was 0.66 (95% CI, "
        "0.52 to 0.85).",
        "azacitidine + venetoclax OS 0.66",
    ),
    "a ratio of death": ("The pooled HR of death with rituximab was 0.76.", "rituximab OS 0.76"),
    "ratios of events, in Chinese": ("维奈克拉组死亡HR为0.66，疾病进展或死亡的HR为0.34。", "venetoclax OS 0.66; venetoclax PFS 0.34"),
    "the ratio of an adverse event": (
        "Infections were more common with rituximab maintenance than with observation (RR 1.67, 95% CI 1.40-2.00).",
        "rituximab infection 1.67",
    ),
    "heterogeneity is no result": ("维奈克拉的合并CR率为62%（95%CI 57%~67%，I²=3%，P=0.41）。", "venetoclax CR 62"),
    "what was hypothesized": ("We hypothesized that 2-year PFS would be 60% with acalabrutinib and 40% with chlorambucil.", ""),
    "what the power was for": ("The study had 90% power to detect an improvement in median PFS from 10 to 15 months with ibrutinib.", ""),
    "what a sample size was reckoned with": ("按检验效能90%、双侧α=0.05计算，预计维奈克拉组CR率为60%，对照组为40%，需入组200例。", ""),
    "what was found, behind a plan": (
        "假设维奈克拉组CR率为60%，实际观察到的CR率为66%。", "venetoclax CR 66",
    ),
    "a combination beside what it is compared with": (
        "伊布替尼联合利妥昔单抗与苯丁酸氮芥相比，ORR更高（90%对60%）。", "ibrutinib + rituximab ORR 90; chlorambucil ORR 60",
    ),
    "a combination of three": ("维奈克拉联合阿扎胞苷和吉瑞替尼的CR率为90%。", "azacitidine + gilteritinib + venetoclax CR 90"),
    "added on top of a base": ("在FLAG-IDA基础上叠加维奈克拉，CR率为80%。", "FLAG-IDA + venetoclax CR 80"),
    "groups told first, the control before the tested": (
        "对照组接受阿扎胞苷联合安慰剂，试验组接受阿扎胞苷联合维奈克拉。CR率分别为17.9%和36.7%。",
        "azacitidine + placebo CR 17.9; azacitidine + venetoclax CR 36.7",
    ),
    "diseases of one treatment": ("维奈克拉治疗CLL和MCL的ORR分别为79%和75%。", "venetoclax ORR 79; venetoclax ORR 75"),
    "phases of one treatment": (
        "奥雷巴替尼治疗慢性期和加速期患者，MCyR率分别为79.3%和47.4%。", "olverembatinib MCyR 79.3; olverembatinib MCyR 47.4",
    ),
    "two treatments of two diseases": (
        "伊布替尼和泽布替尼治疗CLL和MCL的ORR分别为79%和75%。", "ibrutinib ORR 79; zanubrutinib ORR 75",
    ),
    "a group that got more than the control group": (
        "对照组给予阿扎胞苷，观察组加用维奈克拉。两组CR率分别为20%和40%。", "azacitidine CR 20; azacitidine + venetoclax CR 40",
    ),
    "the control group's treatment in general": (
        "对照组采用化疗，观察组在化疗基础上加用维奈克拉，CR率分别为40%和60%。", "chemotherapy CR 40; chemotherapy + venetoclax CR 60",
    ),
    "what an addition makes of a regimen": (
        "加用达雷妥尤单抗使VRd方案的4年PFS率从67.7%提高到84.3%。", "VRd PFS 67.7; daratumumab + VRd PFS 84.3",
    ),
    "an agent put into a regimen": (
        "达雷妥尤单抗加入VRd方案后，4年PFS率从67.7%提高到84.3%。", "VRd PFS 67.7; daratumumab + VRd PFS 84.3",
    ),
    "two agents whose regimen a bracket names": (
        "卡非佐米联合来那度胺及地塞米松（KRd）对比来那度胺及地塞米松（Rd），中位PFS为26.3个月对17.6个月。",
        "KRd PFS 26.3; dexamethasone + lenalidomide PFS 17.6",
    ),
    "doses in words": ("高剂量伊马替尼并不优于标准剂量，CCyR率为64%和58%。", "imatinib CCyR 64; imatinib CCyR 58"),
    "studies told alike": (
        "NOVA研究：吉瑞替尼组中位OS 9.3个月，化疗组5.6个月；LYRA研究：奎扎替尼组6.2个月，化疗组4.7个月。",
        "gilteritinib OS 9.3; chemotherapy OS 5.6; quizartinib OS 6.2; chemotherapy OS 4.7",
    ),
    "both arms of a study in its bracket": (
        "ALPINE（泽布替尼vs伊布替尼，ORR 86.2% vs 75.7%）和ELEVATE-RR（阿可替尼vs伊布替尼，中位PFS均为38.4个月）均为头对头研究。",
        "zanubrutinib ORR 86.2; ibrutinib ORR 75.7; acalabrutinib PFS 38.4; ibrutinib PFS 38.4",
    ),
    "the level of a clone is no result": ("维奈克拉治疗后MRD转阴，C481S克隆降至0.2%。", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_allotted_groups(text: str, wanted: str) -> None:
    found = [claim for claim in claims(text, "trial_metric") if claim.predicate != "direction"]
    assert "; ".join(told(claim) for claim in found) == wanted


RESPONSES = {
    "carriers at diagnosis": ("初诊时携带TP53突变者，对来那度胺耐药。", "TP53 mutation resistance lenalidomide"),
    "such patients": (
        "少数患者诊断时即有TP53突变，此类患者对来那度胺易继发耐药，预后亦差。",
        "TP53 mutation resistance lenalidomide; TP53 mutation worse_prognosis none",
    ),
    "one patient's finding at diagnosis": ("患者诊断时检出TP53突变，予来那度胺治疗后耐药。", ""),
    "a comment that opens with its kind": (
        "述评：伊布替尼改变了治疗格局，但耐药仍是难题。BTK C481S突变使其对伊布替尼耐药。",
        "BTK p.Cys481Ser resistance ibrutinib",
    ),
    "a class behind a dash": ("戈利昔替尼——高选择性JAK1抑制剂。", "golidocitinib inhibits JAK1"),
    "a product and what it is directed against": (
        "Brexucabtagene autoleucel, a cell product directed against CD19, was given.",
        "brexucabtagene autoleucel targets CD19",
    ),
    "the pocket for a partner": ("Ziftomenib occupies the KMT2A-binding pocket of menin.", "ziftomenib binds MEN1"),
    "a second verb behind an aside": (
        "Venetoclax inhibited AKT and ERK and, at the same time, activated BAX.",
        "venetoclax inhibits AKT family; venetoclax inhibits ERK family; venetoclax activates BAX",
    ),
    "what a target is a part of": ("来那度胺与E3连接酶底物受体CRBN结合。", "lenalidomide binds CRBN"),
    "by way of the proteasome": ("地西他滨可诱导DNMT1经蛋白酶体降解。", "decitabine degrades DNMT1"),
    "a fall": ("Azacitidine caused a fall in MCL1.", "azacitidine downregulates MCL1"),
    "neither of two": (
        "NT5C2 R367Q and K359Q conferred resistance to mercaptopurine, but neither altered the response to nelarabine.",
        "NT5C2 p.Arg367Gln resistance mercaptopurine; NT5C2 p.Lys359Gln resistance mercaptopurine; "
        "NT5C2 p.Arg367Gln no_effect nelarabine; NT5C2 p.Lys359Gln no_effect nelarabine",
    ),
    "survival but not response": (
        "TP53 mutations were associated with shorter OS but not with response to azacitidine.",
        "TP53 mutation worse_prognosis none; TP53 mutation no_effect azacitidine",
    ),
    "a role that is disputed": ("MET扩增虽在部分克唑替尼耐药标本中检出，其作用目前仍存争议。", ""),
    "a mechanism that is unclear": (
        "MET扩增可致克唑替尼耐药，但其机制尚不清楚。",
        "MET amplification resistance crizotinib",
    ),
    "no comparator is taken up": (
        "维奈克拉联合阿扎胞苷优于安慰剂联合阿扎胞苷。TP53突变者对该方案反应差。",
        "TP53 mutation resistance azacitidine + venetoclax",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), RESPONSES.values(), ids=RESPONSES)
def test_carriers(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text)) == wanted


def test_a_heading_tells_the_class_that_is_resisted() -> None:
    text = "# 综述\n\n本文综述靶向治疗。\n\n## 1 BTK抑制剂获得性耐药\n\nC481S突变最常见。PLCG2突变可引起获得性耐药。\n"
    assert "PLCG2 mutation resistance btk inhibitor" in {told(claim) for claim in claims(text, file_format="md")}


def test_treatment_in_general_is_the_comparator() -> None:
    found = claims("化疗组CR率仅15.3%，而吉瑞替尼组达34.0%。", "trial_metric")
    assert [claim.fields["role"] for claim in found] == ["control", "experimental"]


def test_groups_of_one_treatment_are_its_subgroups() -> None:
    found = claims("奥雷巴替尼治疗慢性期和加速期患者，MCyR率分别为79.3%和47.4%。", "trial_metric")
    assert [claim.fields["subgroup"] for claim in found] == ["慢性期", "加速期"]
