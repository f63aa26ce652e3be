"""Tables whose cells or headers name both sides of a study."""

from __future__ import annotations

from tests.relating_claims import claims, told

BOTH_IN_CELL = """表3 随机对照研究

| 研究 | 试验组 vs 对照组 | 例数 | ORR（%） | PFS HR（95%CI） |
| --- | --- | --- | --- | --- |
| ORION-1 | 维奈克拉+利妥昔单抗 vs 苯达莫司汀+利妥昔单抗 | 90 vs 95 | 91.3 vs 70.3 | 0.21（0.15~0.28） |
| ORION-2 | 阿可替尼 vs 伊布替尼 | 168 vs 165 | 80.0 vs 76.0 | 1.02（0.79~1.27） |
"""
COMPARATOR_IN_HEADER = """表2 单药与挽救化疗比较

| 研究 | 试验药 | 例数(试验药/挽救化疗) | 中位OS，月(试验药/挽救化疗) |
|---|---|---|---|
| ORION-3 | 吉瑞替尼 | 147 / 124 | 9.1 / 5.5 |
"""
CONTROL_ROW = """表4 两组疗效比较[例(%)]

| 组别 | 例数 | ORR |
|---|---|---|
| 维奈克拉组 | 40 | 28(70.0) |
| 对照组 | 38 | 17(44.7) |
"""


def rows(text: str) -> list[str]:
    return [f"{told(claim)} {claim.fields['role']}" for claim in claims(text, "trial_metric", "md")]


def test_both_arms_in_one_cell() -> None:
    assert rows(BOTH_IN_CELL) == [
        "rituximab + venetoclax ORR 91.3 experimental", "bendamustine + rituximab ORR 70.3 control",
        "rituximab + venetoclax PFS 0.21 experimental", "acalabrutinib ORR 80.0 experimental",
        "ibrutinib ORR 76.0 control", "acalabrutinib PFS 1.02 experimental",
    ]  # fmt: skip


def test_comparator_in_the_header() -> None:
    assert rows(COMPARATOR_IN_HEADER) == ["gilteritinib OS 9.1 experimental", "salvage chemotherapy OS 5.5 control"]


def test_a_row_of_controls_makes_the_other_row_the_tested_one() -> None:
    found = [row for row in rows(CONTROL_ROW) if row.endswith(("experimental", "control"))]
    assert found == [
        "venetoclax ORR 70.0 experimental", "venetoclax ORR 28 experimental", "control ORR 44.7 control",
        "control ORR 17 control",
    ]  # fmt: skip


VERDICTS = """| Alteration | Agent | Consequence |
|---|---|---|
| BCL2 G101V | venetoclax | resistance, acquired; weaker binding |
| BTK C481S | ibrutinib, acalabrutinib | resistance, acquired |
| FLT3 D835Y | quizartinib | resistance |
"""


def test_a_verdict_with_its_manner_behind() -> None:
    assert [told(claim) for claim in claims(VERDICTS, "mutation_response", "md")] == [
        "BCL2 p.Gly101Val resistance venetoclax", "BTK p.Cys481Ser resistance ibrutinib",
        "BTK p.Cys481Ser resistance acalabrutinib", "FLT3 p.Asp835Tyr resistance quizartinib",
    ]  # fmt: skip


WITHOUT = """| 研究 | 人群 | 试验药 | 对照药 | PFS率 |
|---|---|---|---|---|
| ORION-4 | 初治，无del(17p) | 泽布替尼 | BR | 84.5% vs 68.5% |
"""


def test_patients_who_lack_an_alteration() -> None:
    found = claims(WITHOUT, "trial_metric", "md")
    assert [(told(claim), claim.fields["subgroup"]) for claim in found] == [
        ("zanubrutinib PFS 84.5", "初治,无del(17p)"), ("BR PFS 68.5", "初治,无del(17p)"),
    ]  # fmt: skip
