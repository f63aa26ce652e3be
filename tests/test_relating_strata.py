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
        ["PFS 22.4 selinexor experimental 总人群", "PFS 11.5 control control 总人群", "PFS 18.1 selinexor experimental TP53 mutation",
         "PFS 5.4 control control TP53 mutation"],
    ),
    "what patients had before, in Chinese": (
        "阿思尼布研究中,未用过普纳替尼者MMR率57%,普纳替尼经治者29%。",
        ["MMR 57 asciminib single 未用过普纳替尼", "MMR 29 asciminib single 普纳替尼经治"],
    ),
    "what a cohort's bracket tells": (
        "埃纳妥单抗队列A(既往未用过BCMA靶向治疗,n=123)ORR 61%,此前接受过BCMA CAR-T的队列B为34%。",
        ["ORR 61 elranatamab single 既往未用过BCMA靶向治疗", "ORR 34 elranatamab single 此前接受过BCMA CAR-T"],
    ),
    "what patients had before, in English": (
        "Nemtabrutinib gave an ORR of 56% in BTKi-pretreated patients.", ["ORR 56 nemtabrutinib single BTKi-pretreated"],
    ),
    "previously exposed": (
        "In patients previously exposed to venetoclax, the ORR of nemtabrutinib was 40%.",
        ["ORR 40 nemtabrutinib single previously exposed to venetoclax"],
    ),
}  # fmt: skip

LANDMARKS = {
    "beside each figure": (
        "With imatinib, recurrence-free survival was 61% at 6 months and 50% at 24 months.", ["RFS 61 6 mo", "RFS 50 24 mo"],
    ),
    "a later one for the same endpoint": (
        "The MMR rate at week 24 was 25% with asciminib; by week 96 it had risen to 38%.", ["MMR 25 24 wk", "MMR 38 96 wk"],
    ),
    "a P value of rates at a landmark": (
        "阿思尼布组与博舒替尼组24周MMR率分别为25%和13%(P=0.03)。", ["MMR 25 24 wk", "MMR 13 24 wk", "MMR 0.03 24 wk"],
    ),
}  # fmt: skip


def figures(text: str) -> list[dict[str, object]]:
    document = read_text("## 结果\n\n" + text, "case.md")
    return paper_rows(document, EXTRACTOR.extract(document), EXTRACTOR.label)["trial_metric"]


@pytest.mark.parametrize(("text", "wanted"), GROUPS.values(), ids=GROUPS)
def test_each_figure_has_its_group(text: str, wanted: list[str]) -> None:
    told = [f"{f['metric']} {f['value']} {f['arm']} {f['role']} {f['subgroup']}" for f in figures(text)]
    assert sorted(told) == sorted(wanted)


@pytest.mark.parametrize(("text", "wanted"), LANDMARKS.values(), ids=LANDMARKS)
def test_each_figure_has_its_landmark(text: str, wanted: list[str]) -> None:
    assert sorted(f"{f['metric']} {f['value']} {f['timepoint']}" for f in figures(text)) == sorted(wanted)


TABLE = """| Trial | N | Regimen (experimental vs control) | Median PFS, mo | P |
|---|---|---|---|---|
| ORION-4 | 389 | VenO vs ClbO | 53.6 vs 17.0 | <.0001 |
| ORION-5 | 238 | Pirtobrutinib vs IdeR/BR | 14.0 vs 8.7 | .0002 |

ClbO, chlorambucil-obinutuzumab; BR, bendamustine-rituximab; IdeR, idelalisib-rituximab; VenO, venetoclax-obinutuzumab.
"""


def test_a_note_tells_the_short_forms_of_a_table() -> None:
    told = [f"{f['trial']} {f['arm']} {f['value']} {f['role']}" for f in figures(TABLE)]
    assert sorted(told) == sorted([
        "ORION-4 obinutuzumab + venetoclax 53.6 experimental", "ORION-4 ClbO 17.0 control",
        "ORION-4 obinutuzumab + venetoclax <0.0001 experimental", "ORION-5 pirtobrutinib 14.0 experimental",
        "ORION-5 IdeR 8.7 control", "ORION-5 BR 8.7 control", "ORION-5 pirtobrutinib 0.0002 experimental",
    ])  # fmt: skip


def test_names_of_a_study_column_need_no_word_for_study() -> None:
    table = "| 研究 | 药物 | 例数 | ORR |\n|---|---|---|---|\n| AB12345 | 格菲妥单抗 | 155 | 52% |\n| 同上,EZH2突变队列 | 格菲妥单抗 | 45 | 69% |\n"
    assert [(f["trial"], f["value"], f["subgroup"], f["role"]) for f in figures(table)] == [
        ("AB12345", "52", "", "single"), ("AB12345", "69", "EZH2 mutation", "single"),
    ]  # fmt: skip
