"""Where the rules for limits, groups, sizes and landmarks of figures end: neighbours of each that it leaves alone."""

from __future__ import annotations

import pytest

from pipeline.records import Claim
from tests.relating_claims import claims

GROUPS = {
    "a limit behind a verb": (
        "Patients with Burkitt lymphoma have cure rates >80% and a 4-year OS of 83%.", "OS >80; OS 83",
    ),
    "a limit behind an endpoint": ("Patients with a PR lasting >9 months had an ORR of 61%.", "ORR 61"),
    "a limit behind what was reached": ("Patients with MZL had hematocrit <45% and an ORR of 71%.", "ORR 71"),
    "a limit with its unit": ("Patients with LDH >250 U/L had a CR rate of 21%.", "CR 21 [LDH >250 U/L]"),
    "a limit in thousands": ("Patients with platelets >100 000 had an ORR of 31%.", "ORR 31 [platelets >100 000]"),
    "one of two limits": ("Patients with blasts ≥20% and Ki-67 <30% had an ORR of 31%.", "ORR 31"),
    "the second result of a comparison": (
        "CR was 66% in patients with CEBPA mutation and only 15-25% in those with TP53 mutation.",
        "CR 66 [CEBPA mutation]; CR 15-25 [TP53 mutation]",
    ),
    "a second result with a sign": (
        "ORR was 77% in patients with wild-type TP53 but <25% in those with mutated TP53.",
        "ORR 77 [TP53 wild-type]; ORR <25 [TP53 mutation]",
    ),
    "the limits of a marker": (
        "ORR was 41% in patients with BCL2 expression ≥50% and 19% in those with expression 1-49%.",
        "ORR 41 [BCL2 expression ≥50%]; ORR 19",
    ),
    "a group behind the rate of another therapy": (
        "化疗的ORR仅为33%。一项研究中维奈克拉治疗老年不适合强化疗的AML患者，CR率为39%。中位OS为12.1个月。",
        "ORR 33; CR 39 [老年不适合强化疗的AML]; OS 12.1 [老年不适合强化疗的AML]",
    ),
    "a group of a study of its own": (
        "The 5-year OS in AML is 28%. In a phase 2 trial in relapsed or refractory AML, enasidenib led to a CR rate of "
        "19.6%. The median OS was 8.8 months.",
        "OS 28; CR 19.6 [relapsed or refractory AML]; OS 8.8 [relapsed or refractory AML]",
    ),
    "responses behind a median": ("患者中位OS为26个月，获得CR者为41%，获得PR者为22%。", "OS 26; CR 41; PR 22"),
    "responses behind a rate": ("获CR患者3年OS率为71%，PR者为33%。", "OS 71 [获CR]; OS 33 [PR]"),
    "relapses by a landmark": ("一线治疗患者ORR为74%，2年复发者为21%。", "ORR 74; relapse 21 [复发]"),
    "relapses behind another response": (
        "初治的患者ORR为81%，CR者为31%，复发者为12%。", "ORR 81 [初治]; CR 31 [初治]; relapse 12 [复发]",
    ),
    "an unrelated pair": (
        "男性患者CR率低于女性患者（41% vs 62%）。诱导和巩固后MRD阴性率为11% vs 43%。",
        "CR 41 [男性患者]; CR 62 [女性患者]; MRD-neg 11; MRD-neg 43",
    ),
    "a pair of the literature": (
        "男性患者CR率低于女性患者（41% vs 62%）。文献报道的OS率也低（51%和55%）。",
        "CR 41 [男性患者]; CR 62 [女性患者]; OS 51; OS 55",
    ),
    "a pair that goes on": (
        "男性患者CR率低于女性患者（41% vs 62%）。2年OS率亦更低（51% vs 72%）。",
        "CR 41 [男性患者]; CR 62 [女性患者]; OS 51 [男性患者]; OS 72 [女性患者]",
    ),
    "each of a pair": (
        "男性患者CR率低于女性患者（41% vs 62%）。诱导后MRD阴性率均为11%和43%。",
        "CR 41 [男性患者]; CR 62 [女性患者]; MRD-neg 11; MRD-neg 43",
    ),
    "responses behind all patients": ("全部患者2年OS率为71%，CR者为33%，PR者为22%。", "OS 71; CR 33; PR 22"),
    "relapses behind a follow-up": ("难治患者CR率为52%，随访2年，复发者为31%。", "CR 52 [难治]; relapse 31 [复发]"),
    "ages behind their figures": (
        "The 5-year OS was 61% for patients aged <60 years and 22% for patients aged ≥60 years.",
        "OS 61 [aged <60 years]; OS 22 [aged ≥60 years]",
    ),
    "a grade keeps its place": (
        "男性患者CR率低于女性患者（41% vs 62%）。3级贫血发生率也更低（21% vs 33%）。",
        "CR 41 [男性患者]; CR 62 [女性患者]; anemia 21 [3级]; anemia 33 [3级]",
    ),
    "an age is a part of the patients": (
        "In this study of 70 patients with relapsed AML, the CR rate was 33%. Patients aged ≥70 years had a CR rate of "
        "21%. Median OS was 6 months.",
        "CR 33 [relapsed AML]; CR 21 [aged ≥70 years]; OS 6 [relapsed AML]",
    ),
    "an age behind another quality": ("In relapsed patients aged ≥60 years, the CR rate was 22%.", "CR 22 [relapsed]"),
    "an age that all had to have": (
        "The study enrolled patients aged ≥18 years with follicular lymphoma. ORR was 66%.", "ORR 66",
    ),
    "two ages": (
        "Patients aged ≥75 years had a CR rate of 34%, and those aged 60-74 years 51%.",
        "CR 34 [aged ≥75 years]; CR 51 [aged 60-74 years]",
    ),
    "an age that is not read": (
        "Patients aged ≥60 years had a CR rate of 34%, and those aged under 60 years had 51%.", "CR 34; CR 51",
    ),
    "the rate of all": (
        "The CR rate was 61% overall and the OS of adverse-risk patients was 8 months.", "CR 61; OS 8 [adverse-risk]",
    ),
    "a population behind both": (
        "The CR rate was 61% and OS was 8 months in elderly patients.", "CR 61 [elderly]; OS 8 [elderly]",
    ),
    "a population behind while": (
        "The ORR was 61%, while poor-risk patients had a CR rate of 12%.", "ORR 61; CR 12 [poor-risk]",
    ),
    "risks before their figures": (
        "Favorable-risk AML had OS of 41 months, intermediate-risk 22 months and adverse-risk 8 months.",
        "OS 41 [Favorable-risk AML]; OS 22 [intermediate-risk]; OS 8 [adverse-risk]",
    ),
    "a number of patients": ("只有25例患者的研究ORR为62%。", "ORR 62"),
    "negative residual disease": ("巩固后MRD阴性者OS率为88%，MRD阳性者为47%。", "OS 88 [MRD-neg]; OS 47 [MRD阳性]"),
    "other courses behind progression": ("16% of patients progressed and 9% transformed to AML.", ""),
    "progression and death": ("ORR was 40%, 12% of patients progressed and 3% died.", "ORR 40; PD 12; death 3"),
    "the recovery of an event": ("肝素诱导的血小板减少恢复率为91%，3级贫血好转率为52%。", ""),
    "the grade of another event": (
        "CRS occurred in 44% and neurotoxicity, of grade 3 in 21%.",
        "cytokine release syndrome 44; neurotoxicity 21 [grade 3]",
    ),
}  # fmt: skip
SIZES = {
    "a group goes on": (
        "ORR was 66% in patients with EZH2 mutation (n=41), with a CR rate of 14% and median PFS of 12.9 months.",
        "ORR 66 41; CR 14 41; PFS 12.9 41",
    ),
    "all go on": ("ORR was 62% (n = 43), CR 21%, and median PFS 8 months.", "ORR 62 43; CR 21 43; PFS 8 43"),
    "another group": (
        "ORR was 62% in cohort A (n = 43), and CR was 31% in cohort B.", "ORR 62 43; CR 31",
    ),
    "two groups before": (
        "OS was 63% (n = 41), compared with 44% (n = 33), and PFS was 52%.", "OS 63 41; OS 44 33; PFS 52",
    ),
    "others than the group": (
        "In 90 patients, ORR was 63% in patients with EZH2 mutation (n = 41) and 34% in others.", "ORR 63 41; ORR 34",
    ),
}  # fmt: skip
TIMES = {
    "listed times of an event": ("术后30天、90天感染发生率分别为21%和33%。", "infection 21 30 d; infection 33 90 d"),
    "listed times with one rate": ("术后30天、90天感染发生率为21%。", "infection 21"),
    "a time that was passed": ("停药超过2年腹泻发生率为11%。", "diarrhea 11"),
    "a change with its landmark": ("PFS improved from 3-year 54% to 71%.", "PFS 54 3 y; PFS 71 3 y"),
    "a fall with its landmark": ("OS ranged from 1-year 82% to 61%.", "OS 82 1 y; OS 61 1 y"),
    "a change from a week on": ("MRD negativity fell from week-4 62% to 41%.", "MRD-neg 62; MRD-neg 41"),
    "a range of rates": ("One-year OS ranged from 61% to 82%.", "OS 61-82 1 y"),
}  # fmt: skip
ARMS = {
    "other regimens": ("维奈克拉单药有效率低。在阿扎胞苷基础上联合其他方案，CR率为61%。", "azacitidine"),
    "it": ("维奈克拉疗效确切。在阿扎胞苷基础上联合其，CR率为61%。", "azacitidine + venetoclax"),
}


def _row(claim: Claim, field: str) -> str:
    told = claim.fields[field]
    group = f"[{told}]" if told and field == "subgroup" else told
    return " ".join(filter(None, (claim.fields["metric"], claim.fields["value"], group)))


CASES = {
    f"{field}: {name}": (field, *case)
    for field, cases in (("subgroup", GROUPS), ("n", SIZES), ("timepoint", TIMES))
    for name, case in cases.items()
}


@pytest.mark.parametrize(("field", "text", "wanted"), CASES.values(), ids=CASES)
def test_bounds_of_figures(field: str, text: str, wanted: str) -> None:
    found = [claim for claim in claims(text, "trial_metric") if claim.predicate != "direction"]
    assert "; ".join(_row(claim, field) for claim in found) == wanted


@pytest.mark.parametrize(("text", "arm"), ARMS.values(), ids=ARMS)
def test_what_is_added_is_named(text: str, arm: str) -> None:
    assert [claim.fields["arm"] for claim in claims(text, "trial_metric")] == [arm]
