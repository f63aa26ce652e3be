"""Comparisons in words: who has more of an event, lists of events, words that compare only beside what they are measured by."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

OF_STUDY = "FESTnd研究比较氟马替尼与伊马替尼治疗初诊CML。"
CASES = {
    "who has an event": (
        "水肿、皮疹多见于伊马替尼组，腹泻多见于氟马替尼组。",
        "imatinib edema worsened; imatinib rash worsened; flumatinib diarrhea worsened",
    ),
    "what the comparator has is turned round": (
        f"{OF_STUDY}水肿多见于伊马替尼组，腹泻多见于氟马替尼组。",
        "flumatinib edema improved; flumatinib diarrhea worsened",
    ),
    "one of several": (
        "QTc延长以奥希替尼稍多，CPK升高以阿美替尼稍多。",
        "osimertinib QT prolongation worsened; almonertinib elevated creatine phosphokinase worsened",
    ),
    "degrees beside a comparator": (
        "与伊布替尼相比，泽布替尼组房颤较少，中性粒细胞减少略多。",
        "zanubrutinib atrial fibrillation improved; zanubrutinib neutropenia worsened",
    ),
    "more after an addition": (
        "加用维奈克拉后感染增多，中性粒细胞减少加重。",
        "venetoclax infection worsened; venetoclax neutropenia worsened",
    ),
    "no more than before": ("普纳替尼组动脉闭塞事件未见增多。", "ponatinib arterial occlusive event no_difference"),
    "the arm behind in English": (
        "Edema and rash were more frequent with imatinib, whereas diarrhea was more frequent with flumatinib.",
        "imatinib edema worsened; imatinib rash worsened; flumatinib diarrhea worsened",
    ),
    "a list of three": (
        "Fatigue, diarrhea and hypertension occurred more often with luspatercept than with placebo.",
        "luspatercept fatigue worsened; luspatercept diarrhea worsened; luspatercept hypertension worsened",
    ),
    "fewer of two and more of a third": (
        "Compared with chemotherapy, blinatumomab led to fewer infections and cytopenias but more neurologic events.",
        "blinatumomab infection improved; blinatumomab cytopenia improved; blinatumomab neurotoxicity worsened",
    ),
    "more of a response": (
        "Ropeginterferon gave more complete hematologic responses than hydroxyurea.",
        "ropeginterferon alfa-2b CHR improved",
    ),
    "without what follows": (
        "Adding venetoclax increased infections without improving overall survival.",
        "venetoclax infection worsened; venetoclax OS no_difference",
    ),
    "a bare adjective behind what it is measured by": (
        "卡非佐米较硼替佐米神经毒性轻，心血管事件多。",
        "carfilzomib neurotoxicity improved; carfilzomib cardiotoxicity worsened",
    ),
    "no more than the other": ("帕克替尼血小板减少不比芦可替尼多。", "pacritinib thrombocytopenia no_difference"),
    "an adjective that is measured by nothing": ("甲氨蝶呤联合维奈克拉的不良反应多。", ""),
    "patients are no arm": ("维奈克拉组肿瘤溶解综合征多见于高肿瘤负荷者。", ""),
    "a degree that compares nothing": ("芦可替尼组贫血较多。", ""),
    "more before no endpoint": ("More patients received azacitidine, and infections were seen.", ""),
    "an endpoint behind a comma is its own": (
        "索拉非尼组延长了EFS和RFS，OS获益并不显著。",
        "sorafenib EFS improved; sorafenib RFS improved; sorafenib OS no_difference",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_direction_in_words(text: str, wanted: str) -> None:
    assert "; ".join(told(c) for c in claims(text, "trial_metric")) == wanted


def test_parts_of_a_digest_keep_the_two_arms_of_its_heading() -> None:
    text = (
        "# 快讯\n\n## 快讯2 FESTnd：氟马替尼对比伊马替尼\n\n**方法**　394例患者按1∶1随机。\n\n**结果**\n"
        "- 6个月MMR率：33.7% vs 18.3%；\n- 水肿多见于伊马替尼组，腹泻多见于氟马替尼组。\n"
    )
    assert [told(claim) for claim in claims(text, "trial_metric", "md")] == [
        "flumatinib MMR 33.7",
        "imatinib MMR 18.3",
        "flumatinib edema improved",
        "flumatinib diarrhea worsened",
    ]
