"""Arms of comparisons, sizes, studies and grades: what a figure is of, read from sentences and tables of our own."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.assembling.rows import paper_rows
from pipeline.reading import read_text

EXTRACTOR = pipeline.load("rules")

ARMS = {
    "two arms that have had figures give the next pair": (
        "泽布替尼联合利妥昔单抗的中位PFS为21.5个月,安慰剂联合利妥昔单抗为13.8个月,ORR 80.8% vs 47.7%。",
        ["PFS 21.5 rituximab + zanubrutinib", "PFS 13.8 placebo + rituximab", "ORR 80.8 rituximab + zanubrutinib",
         "ORR 47.7 placebo + rituximab"],
    ),
    "arms with their sizes": (
        "患者分入阿思尼布80 mg qd(n=201)或博舒替尼500 mg qd(n=76)。MMR率为25.5% vs 13.2%。",
        ["MMR 25.5 asciminib", "MMR 13.2 bosutinib"],
    ),
    "what an agent is added to is the other arm": (
        "该研究在利妥昔单抗加苯达莫司汀的基础上加用伊布替尼,中位PFS 32.9个月 vs 33.3个月。",
        ["PFS 32.9 bendamustine + ibrutinib + rituximab", "PFS 33.3 bendamustine + rituximab"],
    ),
    "a replaced agent is none": (
        "该研究以维布妥昔单抗取代ABVD中的博来霉素,6年OS率93.9% vs 89.4%。",
        ["OS 93.9 brentuximab vedotin", "OS 89.4 ABVD"],
    ),
    "agents against a regimen": (
        "塞利尼索、硼替佐米、地塞米松对比每周两次的Vd,中位PFS 13.93个月对9.46个月。",
        ["PFS 13.93 bortezomib + dexamethasone + selinexor", "PFS 9.46 Vd"],
    ),
    "a comparison is no combination": (
        "该研究比较埃克替尼与长春瑞滨/顺铂,中位DFS 47.0 vs 22.1个月。",
        ["DFS 47.0 icotinib", "DFS 22.1 cisplatin + vinorelbine"],
    ),
    "the class that says what a drug is": (
        "莫妥珠单抗(mosunetuzumab)为静脉给药的CD20×CD3双抗,90例患者的CR率为60.0%。",
        ["CR 60.0 mosunetuzumab"],
    ),
    "a named comparator stays named": (
        "泽布替尼较苯达莫司汀使中位PFS延长至30.1个月,对照组的ORR为40%。",
        ["PFS 30.1 zanubrutinib", "ORR 40 bendamustine"],
    ),
    "a count beside a rate": (
        "阿扎胞苷组与安慰剂组的CR率分别为71%(67/95)和51%(38/74)。",
        ["CR 71 azacitidine", "CR 67 azacitidine", "CR 51 placebo", "CR 38 placebo"],
    ),
    "an interval apart from its figure": (
        "brexu-cel取得93%的ORR(95%CI 84%~98%)和67%的CR率。",
        ["ORR 93 brexucabtagene autoleucel", "CR 67 brexucabtagene autoleucel"],
    ),
    "a rate in words beside the exact one": (
        "特立妥单抗的缓解率六成多(63.0%),中位PFS 11.3个月。",
        ["ORR 63.0 teclistamab", "PFS 11.3 teclistamab"],
    ),
    "a laboratory level is no result": ("予普纳替尼治疗后CR,MRD 0.6%,BCR::ABL1降至0.04%。", []),
    "a band of frequency": (
        "芦可替尼的不良反应,≥10%:血小板减少、贫血、头痛。",
        ["thrombocytopenia ≥10 ruxolitinib", "anemia ≥10 ruxolitinib", "headache ≥10 ruxolitinib"],
    ),
    "both arms of a table's pair of bare numbers": (
        "| 研究 | 试验组 | 对照组 | 中位PFS（月） |\n|---|---|---|---|\n| NOVA | 阿美替尼 | 吉非替尼 | 19.3 vs 9.9 |",
        ["PFS 19.3 almonertinib", "PFS 9.9 gefitinib"],
    ),
    "arms and endpoint inside the cells": (
        "| 试验 | 治疗（试验组 / 对照组） | 缓解率（%） |\n|---|---|---|\n| NOVA | 吉瑞替尼 / 挽救化疗 | CR/CRh 34.0 / 15.3 |",
        ["CR/CRh 34.0 gilteritinib", "CR/CRh 15.3 salvage chemotherapy"],
    ),
    "two drugs together": (
        "恩考芬尼抑制BRAF,比美替尼抑制MEK,两药联合治疗的ORR为64%。", ["ORR 64 binimetinib + encorafenib"],
    ),
    "two drugs together with a third thing": (
        "维奈克拉抑制BCL-2,吉瑞替尼抑制FLT3,两药联合化疗的ORR为60%。", ["ORR 60 chemotherapy + gilteritinib + venetoclax"],
    ),
    "added to what a pronoun stands for": (
        "伊沙佐米是口服蛋白酶体抑制剂。它加上来那度胺、地塞米松,ORR为78%。",
        ["ORR 78 dexamethasone + ixazomib + lenalidomide"],
    ),
    "with or without": (
        "200例患者随机接受阿扎胞苷±维奈克拉。3年OS率为45% vs 25%。",
        ["OS 45 azacitidine + venetoclax", "OS 25 azacitidine"],
    ),
    "a regimen's name that another agent is added to": (
        "患者随机分入阿可替尼联合维奈克拉(AV)、AV再加奥妥珠单抗(AVO)和利妥昔单抗。3年PFS率依次为76%、83%和66%。",
        ["PFS 76 acalabrutinib + venetoclax", "PFS 83 AVO", "PFS 66 rituximab"],
    ),
    "groups with their figures, the comparator behind": (
        "3年PFS率维奈克拉组为90.5%,安慰剂组75.5%。", ["PFS 90.5 venetoclax", "PFS 75.5 placebo"],
    ),
    "a ratio in a sentence of its own": (
        "维奈克拉较安慰剂延长了中位OS,为14.7个月。HR=0.66,P=0.002。",
        ["OS 14.7 venetoclax", "OS 0.66 venetoclax", "OS 0.002 venetoclax"],
    ),
    "a group of patients in a sentence of its own": (
        "普纳替尼治疗的患者MMR率为34%。T315I突变者为56%(36/64)。", ["MMR 34 ponatinib", "MMR 56 ponatinib", "MMR 36 ponatinib"],
    ),
    "a count that a rate explains": ("普纳替尼治疗后获MMR者5例(28%)。", ["MMR 28 ponatinib", "MMR 5 ponatinib"]),
}  # fmt: skip

FIELDS = {
    "size of the study": ("NOVA研究(n=556)中,奥希替尼的ORR为80%。", "n", ["556"]),
    "size of the arm": ("奎扎替尼组(n=268)的中位OS为31.9个月。", "n", ["268"]),
    "denominator of a rate": ("维奈克拉的ORR为76%(19/25)。", "n", ["25", "25"]),
    "grade of a toxicity": ("维奈克拉组3级及以上贫血的发生率为24%。", "subgroup", ["3级及以上"]),
    "a population by construction": (
        "III期研究纳入216例不可切除III期放化疗后未进展患者,奥希替尼的ORR为57%。", "subgroup", ["不可切除III期放化疗后未进展"],
    ),
    "the study goes on under another marker": (
        "NOVA研究比较泽布替尼组与伊布替尼组的PFS,24个月PFS率为78%和66%[2]。随访至6年,泽布替尼组的ORR为86%[3]。",
        "trial", ["NOVA", "NOVA", "NOVA"],
    ),
}  # fmt: skip


def figures(text: str) -> list[dict[str, object]]:
    document = read_text("## 结果\n\n" + text, "case.md")
    return paper_rows(document, EXTRACTOR.extract(document), EXTRACTOR.label)["trial_metric"]


@pytest.mark.parametrize(("text", "wanted"), ARMS.values(), ids=ARMS.keys())
def test_each_figure_has_its_arm(text: str, wanted: list[str]) -> None:
    assert sorted(f"{f['metric']} {f['value']} {f['arm']}" for f in figures(text)) == sorted(wanted)


@pytest.mark.parametrize(("text", "field", "wanted"), FIELDS.values(), ids=FIELDS.keys())
def test_each_figure_has_its_fields(text: str, field: str, wanted: list[str]) -> None:
    assert [str(f[field]) for f in figures(text)] == wanted
