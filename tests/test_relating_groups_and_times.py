"""Groups of patients and times that stand right at their figures: risk groups, limits, lists of times, sizes behind."""

from __future__ import annotations

import pytest

from pipeline.records import Claim
from tests.relating_claims import claims

GROUPS = {
    "a class of risk behind each figure": (
        "The 3-year EFS rates were 82% for standard-risk patients and 57% for high-risk patients.",
        "EFS 82 standard-risk; EFS 57 high-risk",
    ),
    "people told with the last class only": (
        "The 3-year OS was 90% for low-risk, 71% for intermediate-risk and 48% for high-risk patients.",
        "OS 90 low-risk; OS 71 intermediate-risk; OS 48 high-risk",
    ),
    "a disease with the last class only": (
        "The ORR was 66% in standard-risk and 41% in high-risk myeloma.",
        "ORR 66 standard-risk; ORR 41 high-risk myeloma",
    ),
    "two ages round a comparison": (
        "Older patients had a lower ORR than younger patients (33% vs 59%).", "ORR 33 Older; ORR 59 younger",
    ),
    "an age behind its people": (
        "Patients aged ≥70 years had a lower CR rate than younger patients (31% vs 52%).",
        "CR 31 aged ≥70 years; CR 52 younger",
    ),
    "people told with the second of two": (
        "The CR rate was higher in younger than in elderly patients (70% vs 41%).", "CR 70 younger; CR 41 elderly",
    ),
    "treatments of one group": (
        "Elderly patients had a higher CR rate with venetoclax than with chemotherapy (70% vs 41%).",
        "CR 70 Elderly; CR 41 Elderly",
    ),
    "a status behind a canonical group": (
        "HER2低表达者中位PFS为8.8个月，HER2零表达者为4.9个月。", "PFS 8.8 ERBB2 underexpression; PFS 4.9 HER2零表达",
    ),
    "a status that the group before gives its gene": (
        "MGMT甲基化患者中位OS为20个月，未甲基化者为11个月。", "OS 20 MGMT promoter methylation; OS 11 未甲基化",
    ),
    "the wild type of what has no gene": ("复杂核型患者CR率为30%，野生型为58%。", "CR 30 complex karyotype; CR 58 野生型"),
    "the wild type of a gene": ("FLT3-ITD阳性者CR率为44%，阴性者为60%。", "CR 44 FLT3-ITD; CR 60 FLT3 wild-type"),
    "bands of a count": (
        "血小板<30×10^9/L者ORR为40%，30~80×10^9/L者为51%，>80×10^9/L者为60%。",
        "ORR 40 血小板<30×10^9/L; ORR 51 30~80×10^9/L; ORR 60 >80×10^9/L",
    ),
    "a number of earlier agents": ("既往接受≥3种TKI者MMR率为29%，仅1种TKI者为58%。", "MMR 29 既往接受≥3种TKI; MMR 58 仅1种TKI"),
    "limits with one treatment": (
        "Ki-67≥30%的患者接受R-CHOP治疗后PFS率为60%，Ki-67<30%者为80%。", "PFS 60 Ki-67≥30%; PFS 80 Ki-67<30%",
    ),
    "limits of residual disease": (
        "诱导结束MRD<10^-3组4年EFS率为90%，MRD≥10^-3组为60%。", "EFS 90 诱导结束MRD<10^-3; EFS 60 MRD≥10^-3",
    ),
    "limits in English": (
        "Patients with LDH ≥250 had a 2-year OS of 48%, and those with LDH <250 of 80%.", "OS 48 LDH ≥250; OS 80 LDH <250",
    ),
    "a share of those within a limit": ("PD-L1≥1%者占45%，ORR为61%。", "ORR 61"),
    "classes of risk in one phrase": ("标危和高危患者4年OS率分别为80%、55%。", "OS 80 标危; OS 55 高危"),
    "ages in one phrase": (
        "年龄18～39岁、40～59岁和≥60岁患者2年OS率分别为70%、60%和30%。",
        "OS 70 年龄18~39岁; OS 60 年龄40~59岁; OS 30 年龄≥60岁",
    ),
    "lines in one phrase": ("既往1线、2线及≥3线治疗患者ORR分别为70%、60%和30%。", "ORR 70 既往1线; ORR 60 既往2线; ORR 30 既往≥3线"),
    "figures of arms behind a phrase for two kinds": (
        "复发和难治患者维奈克拉组与对照组ORR分别为70%、50%。", "ORR 70 复发和难治; ORR 50 复发和难治",
    ),
    "those without, behind their figure": (
        "Patients with complex karyotype had a CR rate of 30%, compared with 60% in those without.",
        "CR 30 complex karyotype; CR 60 without complex karyotype",
    ),
    "cohorts listed behind": (
        "The ORR was 60%, 50% and 40% in cohorts A, B and C, respectively.", "ORR 60 cohort A; ORR 50 cohort B; ORR 40 cohort C",
    ),
    "cohorts listed before": ("The ORRs in cohorts 1 and 2 were 60% and 50%, respectively.", "ORR 60 cohort 1; ORR 50 cohort 2"),
    "a cohort that opens its clause": ("队列1 ORR为60%，队列2 ORR为50%。", "ORR 60 队列1; ORR 50 队列2"),
    "a cohort that is an arm": (
        "Cohort A received venetoclax and cohort B ibrutinib. The ORR was 60% in cohort A and 50% in cohort B.", "ORR 60; ORR 50",
    ),
    "a cohort of an altered group": ("厄达替尼在队列1使FGFR3突变患者的ORR达45%。", "ORR 45 FGFR3 mutation"),
    "a kind of study": ("队列研究显示ORR为60%。", "ORR 60"),
    "counts at one dose after another": (
        "DLTs occurred in 0 of 3 patients at 20 mg, 1 of 6 at 40 mg and 2 of 5 at 80 mg.",
        "DLT 0 20 mg; DLT 1 40 mg; DLT 2 80 mg",
    ),
    "a dose behind a count and its rate": (
        "The ORR was 4/16 (25%) at 100 mg and 9/15 (60%) at 300 mg.",
        "ORR 4 100 mg; ORR 25 100 mg; ORR 9 300 mg; ORR 60 300 mg",
    ),
}  # fmt: skip

TIMES = {
    "times before the rates of what follows": ("第8周、第16周时分别有33%和45%的患者获得SVR35。", "SVR35 33 8 wk; SVR35 45 16 wk"),
    "times that share their unit": (
        "3、6、12个月时分别有10%、24%和40%的患者获得MMR。", "MMR 10 3 mo; MMR 24 6 mo; MMR 40 12 mo",
    ),
    "courses before the rates": ("2周期和4周期后分别有30%和44%的患者达到CR。", "CR 30 2 cycles; CR 44 4 cycles"),
    "times before the rates, in English": ("At 6 and 12 months, 33% and 45% of patients had an MMR.", "MMR 33 6 mo; MMR 45 12 mo"),
    "times and two groups": ("6个月和12个月时维奈克拉组和对照组分别有30%和44%的患者达到CR。", "CR 30 12 mo; CR 44 12 mo"),
    "corresponding rates": (
        "The 12-month PFS and OS rates were 60% and 80%; the corresponding 24-month rates were 35% and 55%.",
        "PFS 60 12 mo; OS 80 12 mo; PFS 35 24 mo; OS 55 24 mo",
    ),
    "a later time with a comma": ("At 6 months, 40% of patients had MMR; at 12 months, 52%.", "MMR 40 6 mo; MMR 52 12 mo"),
    "a later time of two endpoints": (
        "At month 6, the ORR and CR rates were 50% and 20%; at month 12, 42% and 24%.",
        "ORR 50 6 mo; CR 20 6 mo; ORR 42 12 mo; CR 24 12 mo",
    ),
    "times after a transplantation": ("移植后6个月NRM为6%，移植后12个月为10%。", "NRM 6 6 mo; NRM 10 12 mo"),
    "days with a sign": ("NRM在+100天为6%，+1年为12%。", "NRM 6 100 d; NRM 12 1 y"),
    "a month by its number": ("第6个月ORR和CR率分别为52%和20%。", "ORR 52 6 mo; CR 20 6 mo"),
    "times in words": ("One- and three-year PFS rates were 75% and 60%.", "PFS 75 1 y; PFS 60 3 y"),
    "times in words of two arms": (
        "One-year and 2-year OS rates were 75% and 60% with ibrutinib and 68% and 47% with chlorambucil.",
        "OS 75 1 y; OS 60 2 y; OS 68 1 y; OS 47 2 y",
    ),
    "events of transplantation": (
        "100天Ⅱ～Ⅳ度aGVHD发生率为30%，2年cGVHD发生率为33%。",
        "acute graft-versus-host disease 30 100 d; chronic graft-versus-host disease 33 2 y",
    ),
    "incidences of events": (
        "The 6-month cumulative incidence of grade 2-4 acute GVHD was 30%, and the 1-year rate of thrombosis was 4%.",
        "acute graft-versus-host disease 30 6 mo; thrombosis 4 1 y",
    ),
    "a day before its endpoint": ("Day-28 ORR was 60% and day-56 CR was 30%.", "ORR 60 28 d; CR 30 56 d"),
    "a day behind its figure": ("ORR was 60% at day 28.", "ORR 60 28 d"),
    "a follow-up is no landmark": ("随访5年感染发生率为12%。", "infection 12"),
}  # fmt: skip

SIZES = {
    "the size of the group behind": (
        "ORR was 60% in the phase 1 cohort (n = 40) and 52% in the phase 2 cohort (n = 90).", "ORR 60 40; ORR 52 90",
    ),
    "the size behind the name of a cohort": ("ORR为60%（队列1，n=40），52%（队列2，n=90）。", "ORR 60 40; ORR 52 90"),
    "a size behind is of its own figure": (
        "The ORR was 70% in all treated patients (n = 300) and the CR rate was 40%.", "ORR 70 300; CR 40",
    ),
    "a size before holds on": (
        "In this meta-analysis (n = 900), the pooled ORR was 70% and the CR rate was 40%.", "ORR 70 900; CR 40 900",
    ),
    "the size of a study holds on": (
        "Teclistamab gave an ORR of 60% in MajesTEC-1 (N = 150), with 36% in complete response.", "ORR 60 150; CR 36 150",
    ),
    "sizes behind medians": (
        "The median PFS was 12 months in fit patients (n = 50) and 7 months in unfit patients (n = 40).", "PFS 12 50; PFS 7 40",
    ),
    "those with an event are no group": (
        "5例患者发生3级CRS，2例发生4级ICANS。",
        "cytokine release syndrome 5; immune effector cell-associated neurotoxicity syndrome 2",
    ),
}  # fmt: skip


def _with(claim: Claim, field: str) -> str:
    return " ".join(filter(None, (claim.fields["metric"], claim.fields["value"], claim.fields[field])))


CASES = {
    f"{field}: {name}": (field, *case)
    for field, cases in (("subgroup", GROUPS), ("timepoint", TIMES), ("n", SIZES))
    for name, case in cases.items()
}


@pytest.mark.parametrize(("field", "text", "wanted"), CASES.values(), ids=CASES)
def test_groups_and_times(field: str, text: str, wanted: str) -> None:
    found = [claim for claim in claims(text, "trial_metric") if claim.predicate != "direction"]
    assert "; ".join(_with(claim, field) for claim in found) == wanted


TABLES = {
    "times behind the endpoints of a header": (
        "| Arm | MMR 12 mo | SVR35 (wk 24) | SVR35（48周） | Median PFS |\n|---|---|---|---|---|\n| Ruxolitinib | 42% | 45% | 41% | 12 mo |\n",
        "timepoint",
        "MMR 42 12 mo; SVR35 45 24 wk; SVR35 41 48 wk; PFS 12",
    ),
    "a time behind the endpoint of a row": (
        "| 终点 | 芦可替尼 | 安慰剂 |\n|---|---|---|\n| MMR（12个月） | 45% | 22% |\n", "timepoint", "MMR 45 12 mo; MMR 22 12 mo",
    ),
    "rows of limits": (
        "| Group | ORR |\n|---|---|\n| PD-L1 ≥50% | 45% |\n| PD-L1 <50% | 22% |\n", "subgroup", "ORR 45 PD-L1 ≥50%; ORR 22 PD-L1 <50%",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "field", "wanted"), TABLES.values(), ids=TABLES)
def test_tables(text: str, field: str, wanted: str) -> None:
    found = claims(text, "trial_metric", file_format="md")
    assert "; ".join(_with(claim, field) for claim in found) == wanted
