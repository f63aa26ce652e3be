"""Tables as reviews print them every day: pairs with their ratio, grades by a slash, populations and labels as columns."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims


def table(*rows: str, above: str = "") -> str:
    width = rows[0].count("|") + 1
    return "\n".join([above, "", f"|{rows[0]}|", "|" + "---|" * width, *(f"|{row}|" for row in rows[1:])]) + "\n"


def told(text: str) -> str:
    fields = ("arm", "role", "metric", "value", "timepoint", "subgroup")
    rows = ([*(claim.fields[name] for name in fields), claim.predicate] for claim in claims(text, "trial_metric", "md"))
    return "; ".join(sorted(" ".join(filter(None, row)) for row in rows))


CASES = {
    "a pair and its ratio": (
        table(
            "Study|Arms|Median OS (months)",
            "ORION-1|Gilteritinib vs placebo|9.3 vs 5.6 (HR 0.64, 95% CI 0.49-0.83; P < 0.001)",
        ),
        "gilteritinib experimental OS 0.64 hazard_ratio; gilteritinib experimental OS 9.3 median; "
        "gilteritinib experimental OS <0.001 p_value; placebo control OS 5.6 median",
    ),
    "a pair and its P value, in Chinese": (
        table("研究|方案|中位PFS(月)|ORR", "甲|泽布替尼 vs 安慰剂|18.4 vs 9.5，P=0.0018|80% vs 20%；P<0.01"),
        "placebo control ORR 20 rate; placebo control PFS 9.5 median; zanubrutinib experimental ORR 80 rate; "
        "zanubrutinib experimental ORR <0.01 p_value; zanubrutinib experimental PFS 0.0018 p_value; "
        "zanubrutinib experimental PFS 18.4 median",
    ),
    "a pair of which one was not reached": (
        table("研究|方案|中位PFS(月)", "甲|泽布替尼 vs 安慰剂|未达到 vs 9.5", "乙|西达本胺 vs 安慰剂|9.5 vs 未达到"),
        "placebo control PFS 9.5 median; placebo control PFS not reached median; "
        "tucidinostat experimental PFS 9.5 median; zanubrutinib experimental PFS not reached median",
    ),
    "not reached, in English": (
        table("Trial|Arms|Median OS, mo", "ORION-2|Ivosidenib vs placebo|NR vs 25.0; HR 0.42"),
        "ivosidenib experimental OS 0.42 hazard_ratio; ivosidenib experimental OS not reached median; "
        "placebo control OS 25.0 median",
    ),
    "events named in a cell": (
        table("药物|主要不良反应", "吉瑞替尼|贫血47%，腹泻20%"),
        "gilteritinib single anemia 47 rate; gilteritinib single diarrhea 20 rate",
    ),
    "events named in a cell, their grade above": (
        table("Agent|Grade ≥3 adverse events", "Gilteritinib|anemia 40%, diarrhea 4%", "Quizartinib|57%"),
        "gilteritinib single anemia 40 Grade ≥3 rate; gilteritinib single diarrhea 4 Grade ≥3 rate; "
        "quizartinib single adverse event 57 Grade ≥3 rate",
    ),
    "another endpoint in the bracket": (
        table("研究|药物|ORR", "甲|西达本胺|28%（CR 14%）", "乙|普拉曲沙|29（CR 11%）"),
        "pralatrexate single CR 11 rate; pralatrexate single ORR 29 rate; tucidinostat single CR 14 rate; "
        "tucidinostat single ORR 28 rate",
    ),
    "two grades by a slash": (
        table("产品|ICANS（任意级别/≥3级）", "瑞基奥仑赛|33/12"),
        "relmacabtagene autoleucel single immune effector cell-associated neurotoxicity syndrome 12 ≥3级 rate; "
        "relmacabtagene autoleucel single immune effector cell-associated neurotoxicity syndrome 33 任意级别 rate",
    ),
    "two grades over two arms": (
        table("Adverse event (any grade/grade ≥3), %|Quizartinib|Placebo", "Anemia|35/12|30/10"),
        "placebo control anemia 10 grade ≥3 rate; placebo control anemia 30 any grade rate; "
        "quizartinib experimental anemia 12 grade ≥3 rate; quizartinib experimental anemia 35 any grade rate",
    ),
    "grades in the caption": (
        table("不良反应|泽布替尼|伊布替尼", "腹泻|17/2|24/3", above="表1 不良反应（所有级别/≥3级，%）"),
        "ibrutinib control diarrhea 24 所有级别 rate; ibrutinib control diarrhea 3 ≥3级 rate; "
        "zanubrutinib experimental diarrhea 17 所有级别 rate; zanubrutinib experimental diarrhea 2 ≥3级 rate",
    ),
    "a header with a bracket": (
        table("药物|ORR(CR)，%|CRS(≥3级)，%", "莫妥珠单抗|80(60)|44(2)"),
        "mosunetuzumab single CR 60 rate; mosunetuzumab single ORR 80 rate; mosunetuzumab single cytokine release "
        "syndrome 2 ≥3级 rate; mosunetuzumab single cytokine release syndrome 44 rate",
    ),
    "counts and their rates are no grades": (
        table("药物|CRS(≥3级)，n(%)", "莫妥珠单抗|2(4)"),
        "mosunetuzumab single cytokine release syndrome 2 ≥3级 count; mosunetuzumab single cytokine release syndrome 4 ≥3级 rate",
    ),
    "medians of two endpoints": (
        table("药物|中位PFS/OS，月", "西达本胺|2.1/21.4"),
        "tucidinostat single OS 21.4 median; tucidinostat single PFS 2.1 median",
    ),
    "a hazard ratio has no landmark": (
        table("|Pola-BR|BR|HR", "2-y OS, %|38|17|0.42"),
        "BR control OS 17 2 y rate; Pola-BR experimental OS 0.42 hazard_ratio; Pola-BR experimental OS 38 2 y rate",
    ),
    "few letters beside a treatment": (
        table("Endpoint|Acalabrutinib|BR", "ORR, %|81|75"),
        "BR control ORR 75 rate; acalabrutinib experimental ORR 81 rate",
    ),
    "few letters beside none": (table("Endpoint|BR|Rd", "ORR, %|81|75"), ""),
    "diseases as columns": (
        table("指标|CLL(n=20)|MCL(n=12)", "ORR|63%|90%", above="表4 奥布替尼治疗不同类型淋巴瘤的疗效"),
        "orelabrutinib single ORR 63 CLL rate; orelabrutinib single ORR 90 MCL rate",
    ),
    "lines of therapy as columns": (
        table(
            "Endpoint|First-line (n=40)|Relapsed/refractory (n=60)",
            "ORR, %|95|80",
            above="Table 1. Efficacy of selinexor",
        ),
        "selinexor single ORR 80 Relapsed/refractory rate; selinexor single ORR 95 First-line rate",
    ),
    "alterations as columns": (
        table("Outcome|IDH2 R140|IDH2 R172", "CR, %|20|25", above="Table 1. Efficacy of enasidenib"),
        "enasidenib single CR 20 IDH2 R140 mutation rate; enasidenib single CR 25 IDH2 R172 mutation rate",
    ),
    "prior therapies as columns": (
        table(
            "Outcome|Prior venetoclax (n=20)|Prior BTKi and venetoclax (n=30)",
            "ORR|73.3%|70.0%",
            above="Table 3. Outcomes with lisaftoclax",
        ),
        "lisaftoclax single ORR 70.0 Prior BTKi and venetoclax rate; lisaftoclax single ORR 73.3 Prior venetoclax rate",
    ),
    "prior therapies as columns, in Chinese": (
        table("指标|既往伊布替尼治疗(n=20)|未用过伊布替尼(n=33)", "ORR|60%|80%", above="表3 匹妥布替尼的疗效"),
        "pirtobrutinib single ORR 60 既往伊布替尼治疗 rate; pirtobrutinib single ORR 80 未用过伊布替尼 rate",
    ),
    "diseases and features": (table("指标|CLL(n=20)|MCL(n=12)", "CR|63%|90%", above="表1 患者的基线特征"), ""),
    "rows by stage": (
        table("疾病分期|例数|MMR率", "慢性期|64|81%", "全部患者|90|70%", above="表2 尼洛替尼的疗效"),
        "nilotinib single MMR 70 rate; nilotinib single MMR 81 慢性期 rate",
    ),
    "rows by dose": (
        table("Dose level|n|ORR, %", "400 mg|20|30", above="Table 4. Efficacy of lisaftoclax"),
        "lisaftoclax single ORR 30 400 mg rate",
    ),
    "a dose beside its drug is no group": (
        table("药物|剂量|ORR", "奥布替尼|150 mg|80%"),
        "orelabrutinib single ORR 80 rate",
    ),
    "counts and rates in columns of their own": (
        table("疗效|例数|比例(%)", "CR|9|20.0", above="表3 45例患者阿可替尼治疗的疗效"),
        "acalabrutinib single CR 20.0 rate; acalabrutinib single CR 9 count",
    ),
    "No. and %": (
        table("Response|No.|%", "PR|9|20", above="Table 2. Best response to tazemetostat (n = 45)"),
        "tazemetostat single PR 20 rate; tazemetostat single PR 9 count",
    ),
    "the caption's endpoint is not that of a size": (
        table("中心|例数|12个月MMR率", "北京|64|52%", above="表2 达沙替尼的分子学反应"),
        "dasatinib single MMR 52 12 mo rate",
    ),
    "arms that head columns with their endpoint": (
        table("Subgroup|Acalabrutinib, 4-year PFS (%)|Ibrutinib, 4-year PFS (%)|HR", "Age ≥65|77|60|0.61"),
        "acalabrutinib experimental PFS 0.61 Age ≥65 hazard_ratio; acalabrutinib experimental PFS 77 4 y Age ≥65 rate; "
        "ibrutinib control PFS 60 4 y Age ≥65 rate",
    ),
    "a ratio for each endpoint": (
        table("研究|方案|12个月PFS率|HR|24个月OS率|HR", "甲|西达本胺 vs 安慰剂|46% vs 34%|0.76|68% vs 58%|0.73"),
        "placebo control OS 58 24 mo rate; placebo control PFS 34 12 mo rate; tucidinostat experimental OS 0.73 "
        "hazard_ratio; tucidinostat experimental OS 68 24 mo rate; tucidinostat experimental PFS 0.76 hazard_ratio; "
        "tucidinostat experimental PFS 46 12 mo rate",
    ),
    "a P value of groups without a name": (
        table(
            "组别|n|ORR(%)", "研究组|57|56.1", "对照组|58|31.0", "P值||0.007", above="两组疗效见表1。\n\n两组疗效比较"
        ),
        "control control ORR 31.0 rate; experimental ORR 0.007 p_value; experimental ORR 56.1 rate",
    ),
    "each column of its own study": (
        table(
            "Parameter|Gilteritinib|Quizartinib", "Study|ADMIRAL|QuANTUM-R", "No. of patients|247|245", "ORR, %|68|69"
        ),
        "gilteritinib single ORR 68 rate; quizartinib single ORR 69 rate",
    ),
    "columns of one study": (
        table("Parameter|Zanubrutinib|Ibrutinib", "Study|ALPINE|ALPINE", "ORR, %|84|74"),
        "ibrutinib control ORR 74 rate; zanubrutinib experimental ORR 84 rate",
    ),
    "a second header with a label": (
        table(
            "Event, %|Quizartinib (n=50)||Placebo (n=49)|",
            "AE|Any grade|Grade ≥3|Any grade|Grade ≥3",
            "Anemia|35|19|30|16",
        ),
        "placebo control anemia 16 Grade ≥3 rate; placebo control anemia 30 Any grade rate; quizartinib experimental anemia "
        "19 Grade ≥3 rate; quizartinib experimental anemia 35 Any grade rate",
    ),
    "a median in the second header": (
        table("Regimen|PFS||OS|", "|Median, mo|HR|Median, mo|HR", "Selinexor|3.7|0.70|9.9|0.80"),
        "selinexor single OS 0.80 hazard_ratio; selinexor single OS 9.9 median; selinexor single PFS 0.70 hazard_ratio; "
        "selinexor single PFS 3.7 median",
    ),
    "a rate in the second header": (
        table("Regimen|PFS||OS|", "|Rate, %|HR|Rate, %|HR", "Selinexor|37|0.70|59|0.80"),
        "selinexor single OS 0.80 hazard_ratio; selinexor single OS 59 rate; selinexor single PFS 0.70 hazard_ratio; "
        "selinexor single PFS 37 rate",
    ),
    "sides in short": (
        table("Trial|Experimental|Control|ORR exp (%)|ORR ctrl (%)", "ORION-3|Ibrutinib + BR|Placebo + BR|89|87"),
        "BR + ibrutinib experimental ORR 89 rate; BR + placebo control ORR 87 rate",
    ),
    "single cases": (table("病例|既往治疗|本次治疗|PFS(月)", "1|CHOP|西达本胺|14.0", "2|CHOP|西达本胺|3.0"), ""),
    "groups of patients are no cases": (
        table("患者|n|ORR", "初治|20|30%", above="表1 西达本胺的疗效"),
        "tucidinostat single ORR 30 初治 rate",
    ),
}


STUDIES = table(
    "Parameter|Gilteritinib|Quizartinib", "Study|ADMIRAL|QuANTUM-R", "No. of patients|247|245", "ORR, %|68|69"
)


def test_a_row_of_studies_names_that_of_each_column_and_a_row_of_sizes_its_patients() -> None:
    found = [(c.fields["trial"], c.fields["arm"], c.fields["n"]) for c in claims(STUDIES, "trial_metric", "md")]
    assert found == [("ADMIRAL", "gilteritinib", "247"), ("QuANTUM-R", "quizartinib", "245")]


COUNTED = table("疗效|例数|比例(%)", "CR|9|20.0", above="表3 45例患者阿可替尼治疗的疗效")


def test_the_caption_counts_the_patients_of_a_table_of_counts() -> None:
    assert {claim.fields["n"] for claim in claims(COUNTED, "trial_metric", "md")} == {"45"}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_tables_of_every_day(text: str, wanted: str) -> None:
    assert told(text) == wanted
