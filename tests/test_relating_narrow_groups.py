"""Grades, assessors, doses and compartments of single figures; sizes of arms; populations that hold on. Our own wording."""

from __future__ import annotations

import pytest

from pipeline.reading import read_text
from tests.relating_claims import claims, rules

GROUPS = [
    ("a grade once for several events", "3~4级贫血（伊布替尼组62%）和血小板减少（伊布替尼组8%）最常见。", ["anemia 62 3~4级", "thrombocytopenia 8 3~4级"]),
    ("a grade beside its figure", "伊布替尼治疗120例，感染发生率76%，其中≥3级44%。", ["infection 76 ", "infection 44 ≥3级"]),
    ("a grade behind the event", "With ibrutinib, neutropenia of grade ≥3 was seen in 46%.", ["neutropenia 46 grade ≥3"]),
    ("an assessor", "泽布替尼治疗68例，IRC评估的ORR为61%。", ["ORR 61 IRC评估"]),
    ("an assessor behind", "With zanubrutinib, median PFS by investigator was 22 months.", ["PFS 22 investigator"]),
    ("doses of one drug", "塔奎妥单抗0.4 mg/kg每周组ORR为74%，0.8 mg/kg隔周组ORR为69%。", ["ORR 74 0.4 mg/kg每周", "ORR 69 0.8 mg/kg隔周"]),
    ("a dose in brackets", "Talquetamab gave an ORR of 74% (0.4 mg/kg weekly).", ["ORR 74 0.4 mg/kg weekly"]),
    ("one dose of a comparison is none", "洛拉替尼100 mg组ORR为76%，克唑替尼组58%。", ["ORR 76 ", "ORR 58 "]),
    ("a number before the population", "MajesTEC-1研究165例三重暴露患者接受特立妥单抗，ORR 63%。", ["ORR 63 三重暴露"]),
    ("a disease closes a population", "In relapsed or refractory disease, gilteritinib gave a CR rate of 21%.", ["CR 21 relapsed or refractory disease"]),
    ("an altered group behind", "Ziftomenib gave 22% CR/CRh among 92 participants with *NPM1*-mutated disease.", ["CR/CRh 22 NPM1 mutation"]),
    ("all patients", "BELLINI研究全人群中，维奈克拉组ORR为82%。", ["ORR 82 全人群"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in GROUPS], ids=[case[0] for case in GROUPS])
def test_the_group_of_a_figure(text: str, wanted: list[str]) -> None:
    found = [c.fields for c in claims(text, "trial_metric")]
    assert [f"{f['metric']} {f['value']} {f['subgroup']}" for f in found] == wanted


TABLES = [
    (
        "two numbers in one column",
        "|试验组|对照组|例数(试验/对照)|ORR(%)|\n|---|---|---|---|\n|芦可替尼|安慰剂|155/154|41.9/0.7|",
        {"41.9 155", "0.7 154"},
    ),
    (
        "numbers behind the arms",
        "|Regimen|ORR, %|\n|---|---|\n|Gilteritinib (247) vs salvage chemotherapy (124)|67.6 vs 25.8|",
        {"67.6 247", "25.8 124"},
    ),
]


@pytest.mark.parametrize(("table", "wanted"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_numbers_of_patients_in_tables(table: str, wanted: set[str]) -> None:
    found = rules().extract(read_text(f"表1 主要研究\n\n{table}\n", "t.md", "md"))
    told = [c.fields for one in found for c in one.claims if c.relation == "trial_metric"]
    assert {f"{f['value']} {f['n']}" for f in told} == wanted


def test_a_row_that_alterations_label_is_of_them() -> None:
    table = "|突变基因|阿扎胞苷|对照组|\n|---|---|---|\n|IDH1/2|21/25（84.0）|10/22（45.5）|\n"
    found = rules().extract(read_text(f"表1 各基因突变者的CR率[例/总例数（%）]\n\n{table}", "t.md", "md"))
    groups = {c.fields["subgroup"] for one in found for c in one.claims if c.relation == "trial_metric"}
    assert groups == {"IDH1 mutation or IDH2 mutation"}


def test_the_population_holds_for_the_same_arms_and_an_altered_group_does_not() -> None:
    text = (
        "388例初治患者随机接受伊布替尼或苯丁酸氮芥。伊布替尼组和苯丁酸氮芥组ORR分别为86%和35%。"
        "TP53突变患者中伊布替尼组ORR为80%。伊布替尼组和苯丁酸氮芥组中位PFS分别为31个月和14个月。"
    )
    told = {f"{c.fields['value']} {c.fields['subgroup']}" for c in claims(text, "trial_metric")}
    assert told == {"86 初治", "35 初治", "80 TP53 mutation", "31 ", "14 "}
