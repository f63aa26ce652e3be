"""Arms of a study that a commentary tells in words of its own: opponents, exchanges, additions, columns that count agents."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

OPENING = "血液肿瘤述评\n\n## 一、联合治疗\n\n"
ARMS = {
    "an opponent": (
        "KOMET-017研究的对手仍是化疗：齐夫托美尼组CR率45.2%，对照组21.3%；OS差别较小，试验组中位12.7个月，对照组9.8个月。",
        "ziftomenib CR 45.2; chemotherapy CR 21.3; ziftomenib OS 12.7; chemotherapy OS 9.8",
    ),
    "a comparator told in a sentence of its own": (
        "ADMIRAL研究的对照组采用挽救化疗。吉瑞替尼组中位OS 9.3个月，对照组5.6个月。",
        "gilteritinib OS 9.3; salvage chemotherapy OS 5.6",
    ),
    "an English comparator": (
        "In ADMIRAL the comparator was again salvage chemotherapy: median OS was 9.3 months with gilteritinib and 5.6 months in the control arm.",
        "gilteritinib OS 9.3; salvage chemotherapy OS 5.6",
    ),
    "a combination with the drug of the clause before": (
        "下一项研究换成艾伏尼布，同样是联合化疗对比单纯化疗：3年OS率为60.1%与51.7%。",
        "chemotherapy + ivosidenib OS 60.1; chemotherapy OS 51.7",
    ),
    "an exchange with the regimen that results": (
        "ECHELON-1研究以维布妥昔单抗取代ABVD中的博来霉素，即A+AVD。两组2年PFS率为82.1%和77.2%。",
        "BV-AVD PFS 82.1; ABVD PFS 77.2",
    ),
    "an exchange told from the old regimen": (
        "ECHELON-2研究将CHOP中的长春新碱换成维布妥昔单抗，即A+CHP方案，5年PFS率为51.4%，对照组为43.0%。",
        "BV-CHP PFS 51.4; CHOP PFS 43.0",
    ),
    "an exchange without a name": (
        "ALCYONE研究以达雷妥尤单抗取代VMP中的美法仑。两组CR率为58.0%和44.0%。",
        "daratumumab CR 58.0; VMP CR 44.0",
    ),
    "an English exchange": (
        "ECHELON-1 replaced bleomycin in ABVD with brentuximab vedotin (A+AVD). The 2-year PFS rate was 82.1% vs 77.2%.",
        "BV-AVD PFS 82.1; ABVD PFS 77.2",
    ),
    "an English exchange told from the new agent": (
        "In POLARIX, polatuzumab vedotin replaced the vincristine of R-CHOP (Pola-R-CHP). The 2-year PFS rate was 76.7% vs 70.2%.",
        "Pola-R-CHP PFS 76.7; R-CHOP PFS 70.2",
    ),
    "an addition upon a regimen": (
        "ROBUST研究在R-CHOP方案上加来那度胺，与安慰剂+R-CHOP相比，2年PFS率的HR为0.85。",
        "lenalidomide + R-CHOP PFS 0.85",
    ),
    "a regimen that is worked on": (
        "在BR上做加法，HELIOS研究中伊布替尼联合BR较安慰剂联合BR延长PFS（HR=0.20），腹泻在伊布替尼组达37%，安慰剂组24%。",
        "BR + ibrutinib PFS 0.20; BR + ibrutinib diarrhea 37; BR + placebo diarrhea 24",
    ),
    "the group of a part, and its controls for the next endpoint": (
        "罗米地辛联合CHOP的中位PFS为12.0个月，CHOP组10.2个月，3~4级血小板减少却高达50%，对照组仅10%。",
        "CHOP + romidepsin PFS 12.0; CHOP PFS 10.2; CHOP + romidepsin thrombocytopenia 50; CHOP thrombocytopenia 10",
    ),
    "the former given with another": (
        "对该突变，奎扎替尼与吉瑞替尼均有活性。前者联合阿扎胞苷的研究中，CR率40%；后者联合维奈克拉时CR率为60%。",
        "azacitidine + quizartinib CR 40; gilteritinib + venetoclax CR 60",
    ),
    "infusions one after the other": (
        "32例患者序贯输注BCMA CAR-T与CD19 CAR-T，ORR和CR率分别为94%和65%。",
        "bcma car-t + cd19 car-t ORR 94; bcma car-t + cd19 car-t CR 65",
    ),
    "historical controls of one treatment": (
        "在化疗基础上加用奥加伊妥珠单抗，2年DFS率71.6%，OS率83.3%，单用化疗的历史对照仅39.4%和55.8%。",
        "chemotherapy + inotuzumab ozogamicin DFS 71.6; chemotherapy + inotuzumab ozogamicin OS 83.3; chemotherapy DFS 39.4; chemotherapy OS 55.8",
    ),
    "English historical controls": (
        "Adding inotuzumab to chemotherapy gave a 2-year DFS of 71.6% and an OS of 83.3%, against 39.4% and 55.8% in historical controls given chemotherapy alone.",
        "chemotherapy + inotuzumab ozogamicin DFS 71.6; chemotherapy + inotuzumab ozogamicin OS 83.3; chemotherapy DFS 39.4; chemotherapy OS 55.8",
    ),
    "the next group of an adverse event behind another endpoint": (
        "伊布替尼组2年PFS率为82.1%，周围神经病变在伊布替尼组为7%、R-CHOP组43%。",
        "ibrutinib PFS 82.1; ibrutinib peripheral neuropathy 7; R-CHOP peripheral neuropathy 43",
    ),
    "maintenance told behind the two arms": (
        "CASSIOPEIA研究的患者接受D-VTd（达雷妥尤单抗+VTd）或VTd诱导；维持期分别为达雷妥尤单抗联合来那度胺、来那度胺单药。试验组MRD阴性率为64%，对照组44%。",
        "DVTd MRD-neg 64; VTd MRD-neg 44",
    ),
    "two groups that were maintained": (
        "该研究将患者随机分为KRd组与Rd组，诱导后两组分别以卡非佐米联合来那度胺和来那度胺维持。试验组ORR为87%，对照组67%。",
        "KRd ORR 87; Rd ORR 67",
    ),
    "English maintenance": (
        "Patients were randomized to D-VTd or VTd induction, followed by maintenance with daratumumab plus lenalidomide or lenalidomide alone. The MRD-negative rate was 64% vs 44%.",
        "DVTd MRD-neg 64; VTd MRD-neg 44",
    ),
}
NOT_SO = {
    "maintenance that is allotted anew": (
        "患者接受KRd或Rd诱导，缓解者再随机接受来那度胺或安慰剂维持，中位PFS为46个月和27个月。",
        "lenalidomide PFS 46; placebo PFS 27",
    ),
    "a control group beside a triplet and a doublet": (
        "维奈克拉联合阿扎胞苷组ORR为60%，阿扎胞苷组30%，对照组为20%。",
        "azacitidine + venetoclax ORR 60; azacitidine ORR 30; control ORR 20",
    ),
    "patients with one of two drugs": (
        "40例患者随机接受维奈克拉或阿扎胞苷，ORR分别为40%和20%。",
        "venetoclax ORR 40; azacitidine ORR 20",
    ),
    "regimens with their own names behind a change of one agent": (
        "以奥妥珠单抗取代利妥昔单抗后，G-CHOP组3年PFS率为70%，R-CHOP组为67%。",
        "G-CHOP PFS 70; R-CHOP PFS 67",
    ),
    "controls that are no patients": (
        "该标志物的对照组为健康人。伊布替尼组ORR为80%，对照组为50%。",
        "ibrutinib ORR 80; control ORR 50",
    ),
    "patients who went without the class of the drug told before": (
        "伊马替尼可用于慢性期患者。未接受TKI者5年OS率为30%。",
        " OS 30",
    ),
    "care that is taken of an event": ("维奈克拉治疗时，带状疱疹的预防应贯穿全程。", ""),
    "an event that a drug prevents": ("阿昔洛韦可预防带状疱疹。", "aciclovir herpes zoster improved"),
}
COLUMNS = {
    "columns that count agents": (
        "| 研究 | 四药组 | 三药组 | MRD阴性率 |\n|---|---|---|---|\n| GRIFFIN | D-VRd | VRd | 64.4% vs 30.1% |\n",
        "DVRd MRD-neg 64.4; VRd MRD-neg 30.1",
    ),
    "the larger group in the second column": (
        "| Study | Doublet | Triplet | ORR (triplet vs doublet) |\n|---|---|---|---|\n| CASTOR | bortezomib + dexamethasone | daratumumab + bortezomib + dexamethasone | 82.9% vs 63.2% |\n",
        "bortezomib + daratumumab + dexamethasone ORR 82.9; bortezomib + dexamethasone ORR 63.2",
    ),
    "one column alone": (
        "| Study | Triplet | ORR |\n|---|---|---|\n| CASTOR | daratumumab + bortezomib + dexamethasone | 82.9% |\n",
        "bortezomib + daratumumab + dexamethasone ORR 82.9",
    ),
}


def _told(text: str) -> str:
    return "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md"))


@pytest.mark.parametrize("name", [*ARMS, *NOT_SO])
def test_arms_told_in_other_words(name: str) -> None:
    text, wanted = (ARMS | NOT_SO)[name]
    assert _told(text) == wanted


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_that_count_agents(name: str) -> None:
    table, wanted = COLUMNS[name]
    assert _told(f"表1 随机研究\n\n{table}") == wanted
