"""The population of a figure: whose words stand in `subgroup`, how far they reach, how they are spelt."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.assembling.rows import paper_rows
from pipeline.reading import read_text

EXTRACTOR = pipeline.load("rules")

CASES = {
    "words of a population keep the source's blanks": (
        "一项研究纳入98例老年初治 MDS 患者,阿扎胞苷的ORR为45%。",
        ["ORR 45 老年初治 MDS"],
    ),
    "qualities joined by a slash": (
        "复发/难治性套细胞淋巴瘤患者接受泽布替尼治疗,ORR达84%,中位PFS为33个月。",
        ["ORR 84 复发/难治性套细胞淋巴瘤", "PFS 33 复发/难治性套细胞淋巴瘤"],
    ),
    "an age alone": ("70岁以上患者接受达沙替尼治疗,CCyR率为58%。", ["CCyR 58 70岁以上"]),
    "an alteration is canonical, and comes before words": (
        "吉瑞替尼用于复发难治FLT3-ITD阳性AML患者,ORR为68%。",
        ["ORR 68 FLT3-ITD"],
    ),
    "an alteration reaches the figures of later clauses": (
        "在IDH1突变AML患者中,艾伏尼布的ORR为42%,中位OS为8.8个月。",
        ["ORR 42 IDH1 mutation", "OS 8.8 IDH1 mutation"],
    ),
    "the population of the sentence before": (
        "该研究入组高危MDS患者,给予阿扎胞苷治疗。ORR为51%。",
        ["ORR 51 高危MDS"],
    ),
    "another study has its own": (
        "在初治CLL患者中,泽布替尼的ORR为94%[1]。另有研究报道伊布替尼的ORR为80%[2]。",
        ["ORR 94 初治CLL", "ORR 80 "],
    ),
    "a disease alone is none": ("AML患者接受维奈克拉治疗,CR率为19%。", ["CR 19 "]),
    "relapse as an event is none": ("接受奎扎替尼治疗后复发率为22%,ORR为48%。", ["relapse 22 ", "ORR 48 "]),
    "English": (
        "In patients with relapsed or refractory AML, gilteritinib achieved an ORR of 68%.",
        ["ORR 68 relapsed or refractory AML"],
    ),
    "a table's column of patients": (
        "| 研究 | 人群 | 方案 | ORR |\n|---|---|---|---|\n| ZENIT | 初治，不适合移植 | 泽布替尼 | 80% |\n| APEX | R/R，IDH2突变 | 恩西地平 | 39% |",
        ["ORR 80 初治，不适合移植", "ORR 39 IDH2 mutation"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_subgroups(text: str, wanted: list[str]) -> None:
    document = read_text("## 结果\n\n" + text, "case.md")
    claims = paper_rows(document, EXTRACTOR.extract(document), EXTRACTOR.label)["trial_metric"]
    assert sorted(f"{c['metric']} {c['value']} {c['subgroup']}" for c in claims) == sorted(wanted)
