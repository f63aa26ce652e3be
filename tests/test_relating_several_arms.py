"""Figures of several arms: lists gone through again, slashes, comparators behind their figures, ratios of other drugs."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "doses and another drug, twice": (
        "阿卡替尼100 mg组、200 mg组和苯丁酸氮芥组ORR分别为71%、75%和38%，中位PFS分别为30.5、31.7和14.2个月。",
        "acalabrutinib ORR 71; acalabrutinib ORR 75; chlorambucil ORR 38; "
        "acalabrutinib PFS 30.5; acalabrutinib PFS 31.7; chlorambucil PFS 14.2",
    ),
    "all groups of a list told before": (
        "达沙替尼100 mg组、70 mg组和伊马替尼组MMR率分别为46%、44%和28%；三组24个月OS率分别为95%、96%和94%。",
        "dasatinib MMR 46; dasatinib MMR 44; imatinib MMR 28; dasatinib OS 95; dasatinib OS 96; imatinib OS 94",
    ),
    "one by one, then a list": (
        "CR was 40% with lenvatinib, 31% with sorafenib and 8% with sunitinib; median PFS was 14.1, 9.9 and 5.2 months.",
        "lenvatinib CR 40; sorafenib CR 31; sunitinib CR 8; lenvatinib PFS 14.1; sorafenib PFS 9.9; sunitinib PFS 5.2",
    ),
    "one by one, then a list, in Chinese": (
        "阿美替尼组ORR为71%，吉非替尼组为60%，厄洛替尼组为58%；腹泻发生率分别为16%、32%和35%。",
        "almonertinib ORR 71; gefitinib ORR 60; erlotinib ORR 58; "
        "almonertinib diarrhea 16; gefitinib diarrhea 32; erlotinib diarrhea 35",
    ),
    "one by one, then landmarks": (
        "ORR was 61% with pazopanib, 54% with sunitinib and 48% with sorafenib; 1-, 2- and 3-year OS was 92%, 86% and 79%.",
        "pazopanib ORR 61; sunitinib ORR 54; sorafenib ORR 48; sorafenib OS 92; sorafenib OS 86; sorafenib OS 79",
    ),
    "whole months of a list": (
        "Ixazomib, thalidomide and placebo maintenance resulted in a median PFS of 26, 22 and 17 months.",
        "ixazomib PFS 26; thalidomide PFS 22; placebo PFS 17",
    ),
    "regimens that share the word for a group": (
        "VRd、KRd和DVRd组的ORR分别为77%、82%和91%。", "VRd ORR 77; KRd ORR 82; DVRd ORR 91",
    ),
    "a triplet with three landmarks": (
        "阿扎胞苷、维奈克拉和吉瑞替尼组的1年、2年和3年OS率分别为57%、50%和40%。",
        "azacitidine + gilteritinib + venetoclax OS 57; azacitidine + gilteritinib + venetoclax OS 50; "
        "azacitidine + gilteritinib + venetoclax OS 40",
    ),
    "slashes of a triplet": (
        "Venetoclax/decitabine/quizartinib gave a CR rate of 61%.", "decitabine + quizartinib + venetoclax CR 61",
    ),
    "slashes of a triplet with a class of its own": (
        "Carfilzomib/lenalidomide/dexamethasone produced an ORR of 87%.", "carfilzomib + dexamethasone + lenalidomide ORR 87",
    ),
    "a slash between agents of two kinds": (
        "Cyclosporine/methotrexate resulted in aGVHD in 40%.", "ciclosporin + methotrexate acute graft-versus-host disease 40",
    ),
    "the comparator's list behind versus": (
        "Momelotinib gave a CR rate of 12% and a PFS of 14.2 months, versus 5% and 9.1 months with danazol.",
        "momelotinib CR 12; momelotinib PFS 14.2; danazol CR 5; danazol PFS 9.1",
    ),
    "the comparator's list of rates": (
        "Ensartinib produced an ORR of 74% and a 24-month OS of 78%, compared with 67% and 60%, respectively, with crizotinib.",
        "ensartinib ORR 74; ensartinib OS 78; crizotinib ORR 67; crizotinib OS 60",
    ),
    "one figure of the comparator": (
        "Ensartinib gave an ORR of 74% and a CR rate of 20%, versus 5% for crizotinib.",
        "ensartinib ORR 74; ensartinib CR 20; crizotinib CR 5",
    ),
    "of patients in the group of the comparator": (
        "Roxadustat led to RBC-TI in 37% of patients, compared with 21% of patients in the placebo group.",
        "roxadustat RBC-TI 37; placebo RBC-TI 21",
    ),
    "brackets of two groups, the second without a name": (
        "阿帕替尼组中位PFS（6.1个月）短于联合组（8.4个月）。", "apatinib PFS 6.1;  PFS 8.4",
    ),
    "brackets of two groups, by dose": (
        "阿帕替尼治疗中，高剂量组ORR（30%）高于低剂量组（20%）。", "apatinib ORR 30; apatinib ORR 20",
    ),
    "brackets of two groups, twice": (
        "奎扎替尼组CR率（48%）高于化疗组（27%），而感染发生率（30%）低于化疗组（41%）。",
        "quizartinib CR 48; chemotherapy CR 27; quizartinib infection 30; chemotherapy infection 41",
    ),
    "the comparator's bracket first": (
        "与CHOP组（61.5%）相比，R-CHOP组3年OS率（73.8%）更高。", "CHOP OS 61.5; R-CHOP OS 73.8",
    ),
    "the ratio of a further drug": (
        "与安慰剂相比，阿伐曲泊帕可提高ORR（OR=5.2），而重组人血小板生成素差异无统计学意义（OR=1.4）。",
        "avatrombopag ORR 5.2; recombinant human thrombopoietin ORR 1.4",
    ),
    "the ratio of a further drug, in English": (
        "Compared with placebo, axitinib improved PFS (HR 0.61), whereas sorafenib did not (HR 0.93).",
        "axitinib PFS 0.61; sorafenib PFS 0.93",
    ),
    "the ratio of a further endpoint": (
        "Compared with placebo, axitinib improved PFS (HR 0.61) but not OS (HR 0.93).", "axitinib PFS 0.61; axitinib OS 0.93",
    ),
    "ratios round a comparator": (
        "Axitinib improved PFS (HR 0.61) compared with sorafenib, and OS was similar (HR 0.97).",
        "axitinib PFS 0.61; axitinib OS 0.97",
    ),
    "ratios that open their sentence": (
        "Hazard ratios for EFS and OS were 0.66 and 0.81 with quizartinib.", "quizartinib EFS 0.66; quizartinib OS 0.81",
    ),
    "ratios far from their name": (
        "The HRs for relapse, NRM and OS with treosulfan versus busulfan were 1.12, 0.63 and 0.81.",
        "treosulfan relapse 1.12; treosulfan NRM 0.63; treosulfan OS 0.81",
    ),
    "ratios of groups by age": (
        "The hazard ratio for death was 0.58 in patients younger than 65 but 1.04 (0.71 to 1.52) in those 65 or older.",
        " OS 0.58;  OS 1.04",
    ),
    "the ratio of both groups, behind a bracket": (
        "R2组3年PFS率为66.4%，R-CHOP组为60.1%（HR=0.79；P=0.03），两组OS无显著差异（HR=0.95）。",
        "R2 PFS 66.4; R-CHOP PFS 60.1; R2 PFS 0.79; R2 PFS 0.03; R2 OS 0.95",
    ),
    "the ratio of both groups, behind a semicolon": (
        "阿卡替尼组2年PFS率为82.1%，苯丁酸氮芥组为64.9%（HR=0.43）；两组OS相近（HR=0.96）。",
        "acalabrutinib PFS 82.1; chlorambucil PFS 64.9; acalabrutinib PFS 0.43; acalabrutinib OS 0.96",
    ),
    "intensities of conditioning": ("RIC组3年复发率为24%，MAC组为15%。", " relapse 24;  relapse 15"),
    "groups that share a word, one of no name": (
        "移植后甲氨蝶呤、ATG和标准预防组的2年GRFS分别为41%、39%和25%，2年OS率分别为71%、65%和61%。",
        "methotrexate GRFS 41; anti-thymocyte globulin GRFS 39;  GRFS 25; "
        "methotrexate OS 71; anti-thymocyte globulin OS 65;  OS 61",
    ),
    "groups of risk that share a word": (
        "塞利尼索治疗高危、中危和低危组的ORR分别为45%、58%和71%。", "selinexor ORR 45; selinexor ORR 58; selinexor ORR 71",
    ),
    "a slash between drugs of a kind": ("索拉非尼/舒尼替尼组ORR为22%。", " ORR 22"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_figures(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text, "trial_metric")) == wanted
