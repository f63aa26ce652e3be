"""Arms that a paper calls by one agent, sentences, paragraphs and tables behind the words that set them against each other."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

OPENING = "骨髓纤维化的联合治疗\n\n## 一、两药联合\n\n"
COMPARED = "TRANSFORM-1研究比较纳维托克拉联合芦可替尼与安慰剂联合芦可替尼，主要终点为SVR35。"
ENGLISH = "# Combinations\n\n## 1 Trials\n\nVIALE-A randomized patients to venetoclax plus azacitidine or placebo plus azacitidine, with overall survival as the endpoint."
BOTH = "navitoclax + ruxolitinib SVR35 63.2; placebo + ruxolitinib SVR35 31.5"
CASES = {
    "two groups in one list": (f"{COMPARED}纳维托克拉组与安慰剂组SVR35率分别为63.2%和31.5%。", BOTH),
    "a nameless comparator in the list": (f"{COMPARED}纳维托克拉组与对照组SVR35率分别为63.2%和31.5%。", BOTH),
    "the next paragraph": (f"{COMPARED}\n\n24周时，纳维托克拉组SVR35率为63.2%，安慰剂组为31.5%。", BOTH),
    "behind another study": (
        f"{COMPARED}COMFORT-I研究中芦可替尼SVR35率41.9%，安慰剂0.7%。\n\n在TRANSFORM-1中，纳维托克拉组与安慰剂组SVR35率分别为63.2%和31.5%。",
        f"ruxolitinib SVR35 41.9; placebo SVR35 0.7; {BOTH}",
    ),
    "the columns of a table": (
        f"{COMPARED}\n\n| 终点 | 纳维托克拉组 | 安慰剂组 |\n|---|---|---|\n| SVR35率 | 63.2% | 31.5% |\n",
        BOTH,
    ),
    "the columns of the study's other table": (
        f"{COMPARED}\n\n表1 TRANSFORM-1的不良事件\n\n| 不良事件 | 纳维托克拉组（n=124） | 对照组（n=125） |\n|---|---|---|\n| 贫血 | 46% | 39% |\n",
        "navitoclax + ruxolitinib anemia 46; placebo + ruxolitinib anemia 39",
    ),
    "English groups in the next paragraph": (
        f"{ENGLISH}\n\nMedian OS was 14.7 months in the venetoclax group and 9.6 months in the placebo group.",
        "azacitidine + venetoclax OS 14.7; azacitidine + placebo OS 9.6",
    ),
    "the study's name for one of two studies": (
        "HELIOS研究中伊布替尼+BR组与安慰剂+BR组的ORR分别为83%和68%。RESONATE-2研究中伊布替尼组与苯丁酸氮芥组ORR分别为86%和35%。\n\nHELIOS研究中，伊布替尼组中性粒细胞减少54%，安慰剂组51%。",
        "BR + ibrutinib ORR 83; BR + placebo ORR 68; ibrutinib ORR 86; chlorambucil ORR 35; BR + ibrutinib neutropenia 54; BR + placebo neutropenia 51",
    ),
}
NOT_CALLED = {
    "an agent that had figures alone since": (
        "HELIOS研究中伊布替尼+BR组与安慰剂+BR组的ORR分别为83%和68%。RESONATE-2研究中伊布替尼组与苯丁酸氮芥组ORR分别为86%和35%。\n\n伊布替尼组5年OS率为83%。",
        "ibrutinib OS 83",
    ),
    "a group that the comparison does not have": (
        f"{COMPARED}\n\n另一研究中纳维托克拉组ORR为35%，氟达拉滨组为20%。",
        "navitoclax ORR 35; fludarabine ORR 20",
    ),
    "an agent given alone": (
        "维奈克拉+阿扎胞苷组与低剂量阿糖胞苷组CR率分别为36%和18%。\n\n阿扎胞苷单药组CR率为17%。",
        "azacitidine CR 17",
    ),
    "another study": (
        f"{COMPARED}\n\nREFINE研究中，纳维托克拉组SVR35率为26%。",
        "navitoclax SVR35 26",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_called_by_one_agent(name: str) -> None:
    text, wanted = CASES[name]
    opening = "" if text.startswith("#") else OPENING
    assert "; ".join(told(claim) for claim in claims(opening + text, "trial_metric", "md")) == wanted


@pytest.mark.parametrize("name", NOT_CALLED)
def test_not_called(name: str) -> None:
    text, wanted = NOT_CALLED[name]
    found = "; ".join(told(claim) for claim in claims(OPENING + text, "trial_metric", "md"))
    assert found.endswith(wanted)
