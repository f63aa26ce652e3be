"""The arms of a study as it names them: short names it coins, the pair it allots to, the comparator that it told once."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "mixed-case regimens that figures were reached with": (
        "Median PFS was 21.5 months with KRd and 14.2 months with DVd; ORR was 80% versus 62%.",
        "KRd PFS 21.5; DVd PFS 14.2; KRd ORR 80; DVd ORR 62",
    ),
    "two agents and their short name are one arm": (
        "Carfilzomib, lenalidomide and dexamethasone (KRd) was set against lenalidomide–dexamethasone (Rd): median PFS "
        "26.0 with KRd vs 17.5 months with Rd; ORR 87.1% vs 66.7%.",
        "KRd PFS 26.0; Rd PFS 17.5; KRd ORR 87.1; Rd ORR 66.7",
    ),
    "a name coined for an addition": (
        "We compared 40 patients who received FLAG-IDA plus gilteritinib (GILTFLAG) with 90 patients given FLAG-IDA alone. "
        "The CR rate was higher in the GILTFLAG cohort than in the FLAG-IDA cohort (71% vs 52%).",
        "GILTFLAG CR 71; FLAG-IDA CR 52",
    ),
    "a bracket that names the last two of three agents": (
        "Patients received ibrutinib (IBR) plus rituximab-bendamustine (R-B) for six cycles. The CR rate was 58%.",
        "bendamustine + ibrutinib + rituximab CR 58",
    ),
    "times whose unit stands behind their interval": (
        "Median PFS was 120 (95% CI 80 to 190) days with quizartinib alone and 160 (95% CI 90 to 200) days with "
        "quizartinib plus azacitidine.",
        "quizartinib PFS 120; azacitidine + quizartinib PFS 160",
    ),
    "allotted with their doses": (
        "Patients were randomized to first-line bendamustine (90 mg/m2 on 2 days) or chlorambucil (0.8 mg/kg). "
        "Bendamustine gave a higher ORR (68% vs 31%).",
        "bendamustine ORR 68; chlorambucil ORR 31",
    ),
    "a bracket inside a comparison": (
        "The trial compared carfilzomib plus low-dose dexamethasone (K+LoDEX) with high-dose dexamethasone in myeloma. "
        "Carfilzomib plus dexamethasone gave a PFS of 9.0 versus 4.1 months.",
        "carfilzomib + dexamethasone PFS 9.0; dexamethasone PFS 4.1",
    ),
    "a standard told before it is beaten": (
        "二十年来一线治疗未能超越R-CHOP；NOVA-7研究中，Pola-R-CHP组2年PFS率为75.1%，优于R-CHOP组的69.8%，而CR率（77.0%与73.0%）相当。",
        "Pola-R-CHP PFS 75.1; R-CHOP PFS 69.8; Pola-R-CHP CR 77.0; R-CHOP CR 73.0",
    ),
    "a group that got chemotherapy alone": (
        "吉瑞替尼联合化疗组CR率为80.1%，单纯化疗组仅41.2%。两组2年OS率分别为70.3%和48.8%。",
        "chemotherapy + gilteritinib CR 80.1; chemotherapy CR 41.2; chemotherapy + gilteritinib OS 70.3; "
        "chemotherapy OS 48.8",
    ),
    "another study's comparator": (
        "ORION-1研究中，罗特西普组与安慰剂组分别有40%和12%的患者达到RBC-TI；随后的ORION-2研究将其与阿法依泊汀直接比较，RBC-TI率分别为66%和45%。",
        "luspatercept RBC-TI 40; placebo RBC-TI 12; luspatercept RBC-TI 66; erythropoietin RBC-TI 45",
    ),
    "the first and the second group": (
        "伊布替尼组2年PFS率为65.9%，奥布替尼组为78.4%；前一组房颤见于13.3%的患者，后一组为5.2%。",
        "ibrutinib PFS 65.9; orelabrutinib PFS 78.4; ibrutinib atrial fibrillation 13.3; "
        "orelabrutinib atrial fibrillation 5.2",
    ),
    "both groups of carriers": (
        "他泽司他单药治疗的ORR在EZH2突变组为70%（28/40），在EZH2野生型组为36%（18/50）；两组的中位PFS相差无几，分别为13.1个月和11.4个月。",
        "tazemetostat ORR 70; tazemetostat ORR 28; tazemetostat ORR 36; tazemetostat ORR 18; tazemetostat PFS 13.1; "
        "tazemetostat PFS 11.4",
    ),
    "a class that the patients got": (
        "31例患者接受BTK抑制剂治疗，ORR为52.0%。CR率为21.5%。",
        "btk inhibitor ORR 52.0; btk inhibitor CR 21.5",
    ),
    "a class that the text is about": (
        "BTK抑制剂改变了CLL的治疗。一项研究纳入31例患者，ORR为52.0%。",
        " ORR 52.0",
    ),
    "the comparator named first": (
        "The control and gilteritinib arms were alike in EFS (33% ± 3 and 37% ± 4).",
        "control EFS 33±3; gilteritinib EFS 37±4",
    ),
    "two endpoints behind a slash, each arm behind its figures": (
        "The 2-year PFS and OS rates were 44%/61% for axi-cel, 31%/46% for tisa-cel, and 42%/57% for liso-cel.",
        "axicabtagene ciloleucel PFS 44; axicabtagene ciloleucel OS 61; tisagenlecleucel PFS 31; tisagenlecleucel OS 46; "
        "lisocabtagene maraleucel PFS 42; lisocabtagene maraleucel OS 57",
    ),
    "maintenance under a short name that is also a response": (
        "150 patients got maintenance rituximab (MR) and 160 did not. Patients consolidated with MR had an improved "
        "5-year OS (88% vs 80% without MR).",
        "rituximab OS 88; control OS 80",
    ),
    "groups by disease behind the last figures": (
        "All patients received ibrutinib. PFS was 51% vs 63% and OS 67% vs 72% in germinal center vs non-germinal center "
        "disease, respectively.",
        "ibrutinib PFS 51; ibrutinib PFS 63; ibrutinib OS 67; ibrutinib OS 72",
    ),
    "groups by risk": (
        "Compared to the low-risk group, the high-risk group had a shorter median PFS on temsirolimus (4.1 months vs. "
        "7.9 months).",
        "temsirolimus PFS 4.1; temsirolimus PFS 7.9",
    ),
    "carriers and wild type of one drug": (
        "Tazemetostat was given. The ORR was 68% (95% CI, 53-82) among the 40 patients with an EZH2 mutation and 34% "
        "(95% CI, 23-49) among the 50 who were wild-type.",
        "tazemetostat ORR 68; tazemetostat ORR 34",
    ),
    "short names that only their figures explain": (
        "Patients received ven/aza (n = 140) or IC (n = 150). The response rates were 75.9% for ven/aza and 71.5% for IC.",
        "azacitidine + venetoclax ORR 75.9; intensive chemotherapy ORR 71.5",
    ),
    "a treatment that was had previously": (
        "Patients got letrozole or letrozole plus fulvestrant. PFS among women who had not received tamoxifen previously "
        "was longer with the combination therapy than with letrozole alone (median, 22.2 months and 14.3 months).",
        "fulvestrant + letrozole PFS 22.2; letrozole PFS 14.3",
    ),
    "initials of groups before what they got": (
        "Patients were divided into the control group (CG, chemotherapy alone) or the observation group (OG, chemotherapy "
        "and gefitinib). The ORR showed no difference between OG (37.9%) and CG (28.1%). The medians of PFS and OS in OG "
        "were 8.5 and 23.0 months, respectively, and thus longer than 5.5 and 17.0 months in CG.",
        "chemotherapy + gefitinib ORR 37.9; chemotherapy ORR 28.1; chemotherapy + gefitinib PFS 8.5; "
        "chemotherapy + gefitinib OS 23.0; chemotherapy PFS 5.5; chemotherapy OS 17.0",
    ),
    "responses counted in a bracket": (
        "The ORR to decitabine was 54.1% (12 complete responses, one partial response, 21 marrow complete responses, and "
        "18 hematologic improvements).",
        "decitabine ORR 54.1; decitabine CR 12; decitabine PR 1; decitabine mCR 21; decitabine HI 18",
    ),
    "the base of an addition spelled out again": (
        "研究在硼替佐米、地塞米松基础上加用塞利尼索（n=195）治疗RRMM，与仅用硼替佐米、地塞米松者（n=207）相比，中位PFS由9.5个月延长至13.9个月。",
        "bortezomib + dexamethasone PFS 9.5; bortezomib + dexamethasone + selinexor PFS 13.9",
    ),
    "what a drug is, told by 则": (
        "伊美司他则是一种寡核苷酸端粒酶抑制剂；研究显示其RBC-TI率达40%，而安慰剂组为15%。",
        "imetelstat RBC-TI 40; placebo RBC-TI 15",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_arms_of_studies(text: str, expected: str) -> None:
    found = [told(claim) for claim in claims(text, "trial_metric") if claim.predicate in ("rate", "median", "count")]
    assert sorted(found) == sorted(expected.split("; "))


def test_a_code_that_the_text_calls_a_study_is_no_drug() -> None:
    found = claims("奥布替尼在Ⅱ期LZ-014研究中单药治疗90例患者，CR率为40%。", "trial_metric")
    assert [(c.fields["trial"], c.fields["arm"]) for c in found] == [("LZ-014", "orelabrutinib")]


RATIOS = {
    "a model tells what a treatment brought about": (
        "We compared patients who received imatinib and those who did not. On multivariate analysis, pretransplant "
        "imatinib was of advantage for overall survival (HR, 0.55), relapse (HR, 0.61), and nonrelapse mortality (HR, 0.52).",
        "imatinib OS 0.55; imatinib relapse 0.61; imatinib NRM 0.52",
    ),
    "how carriers fared": (
        "Patients got azacitidine or decitabine. Mutations of TP53 (HR, 2.11) and PTPN11 (HR, 3.16) were associated with "
        "shorter OS.",
        " OS 2.11;  OS 3.16",
    ),
    "a list of ratios named once": (
        "The pooled RR estimates for venetoclax were 1.06 (95% CI 0.88-1.26, P = 0.591) for CR, 1.08 (95% CI 0.96-1.23, "
        "P = 0.195) for CR/CRi.",
        "venetoclax CR 1.06; venetoclax CR/CRi 1.08",
    ),
    "a ratio in the bracket behind its arms": (
        "The OS hazard ratio of R-DHAP v R-CHOP (0.81 [95% CI, 0.61 to 1.06], P = .12) was not significant.",
        "R-DHAP OS 0.81",
    ),
}


@pytest.mark.parametrize(("text", "expected"), RATIOS.values(), ids=RATIOS.keys())
def test_arms_of_ratios(text: str, expected: str) -> None:
    found = [told(claim) for claim in claims(text, "trial_metric") if claim.predicate.endswith("ratio")]
    assert found == expected.split("; ")


def test_a_code_that_patients_got_stays_a_drug() -> None:
    found = claims("XYZ-101研究显示XYZ-101可抑制FLT3。XYZ-101组CR率为30%。", "trial_metric")
    assert [claim.fields["arm"] for claim in found] == ["xyz-101"]
