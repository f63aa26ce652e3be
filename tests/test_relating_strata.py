"""Figures that are told of groups of one treatment: doses, classes of risk, altered and not. All texts are invented."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.assembling.rows import paper_rows
from pipeline.reading import read_text

EXTRACTOR = pipeline.load("rules")

GROUPS = {
    "doses with one unit": (
        "普纳替尼研究比较了45、30和15 mg三个剂量,MMR率依次为44%、29%和23%。",
        ["MMR 44 ponatinib single 45 mg", "MMR 29 ponatinib single 30 mg", "MMR 23 ponatinib single 15 mg"],
    ),
    "doses in English": (
        "Ponatinib was started at 45, 30 or 15 mg, and MMR rates were 44%, 29% and 23%, respectively.",
        ["MMR 44 ponatinib single 45 mg", "MMR 29 ponatinib single 30 mg", "MMR 23 ponatinib single 15 mg"],
    ),
    "two cohorts without names": (
        "莫妥珠单抗固定周期给药;他泽司他两队列DOR分别为10.9和13.0个月。",
        ["DOR 10.9 tazemetostat single ", "DOR 13.0 tazemetostat single "],
    ),
    "classes of risk": (
        "按风险分为高、中、低危3组,阿扎胞苷的中位OS依次为6.5、12.1和25.5个月。",
        ["OS 6.5 azacitidine single 高危", "OS 12.1 azacitidine single 中危", "OS 25.5 azacitidine single 低危"],
    ),
    "classes of risk behind": (
        "With azacitidine, median OS was 24.0, 13.1 and 7.2 months in the favorable-, intermediate- and adverse-risk groups.",
        ["OS 24.0 azacitidine single favorable-risk", "OS 13.1 azacitidine single intermediate-risk",
         "OS 7.2 azacitidine single adverse-risk"],
    ),
    "lower than wild type": (
        "ASXL1突变者接受尼洛替尼治疗的MMR率低于野生型(37%对63%)。",
        ["MMR 37 nilotinib single ASXL1 mutation", "MMR 63 nilotinib single ASXL1 wild-type"],
    ),
    "lower than in those without": (
        "With imatinib, MMR was lower in patients with ASXL1 mutations than in those without (37% vs 63%).",
        ["MMR 37 imatinib single ASXL1 mutation", "MMR 63 imatinib single ASXL1 wild-type"],
    ),
    "with and without": (
        "In the ibrutinib arm, median PFS was 40 months with TP53 mutation and 61 months without.",
        ["PFS 40 ibrutinib single TP53 mutation", "PFS 61 ibrutinib single TP53 wild-type"],
    ),
    "one group after the other": (
        "伊布替尼组TP53突变者中位PFS 40个月,无突变者61个月。",
        ["PFS 40 ibrutinib single TP53 mutation", "PFS 61 ibrutinib single TP53 wild-type"],
    ),
    "two names of one group": (
        "伊布替尼治疗del(17p)或TP53突变患者的ORR为70%。", ["ORR 70 ibrutinib single del(17p) or TP53 mutation"],
    ),
    "the negative of another marker": (
        "塞利尼索总人群PFS 22.4个月,对照组11.5个月,TP53突变者获益更多(18.1个月 vs 5.4个月)。",
        ["PFS 22.4 selinexor experimental ", "PFS 11.5 control control ", "PFS 18.1 selinexor experimental TP53 mutation",
         "PFS 5.4 control control TP53 mutation"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), GROUPS.values(), ids=GROUPS)
def test_each_figure_has_its_group(text: str, wanted: list[str]) -> None:
    document = read_text("## 结果\n\n" + text, "case.md")
    found = paper_rows(document, EXTRACTOR.extract(document), EXTRACTOR.label)["trial_metric"]
    told = [f"{f['metric']} {f['value']} {f['arm']} {f['role']} {f['subgroup']}" for f in found]
    assert sorted(told) == sorted(wanted)
