"""Figures that take up an endpoint, counts, and endpoints that only tell which patients; sentences of our own."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.assembling.rows import paper_rows
from pipeline.reading import read_text

EXTRACTOR = pipeline.load("rules")

FIGURES = {
    "groups before their endpoint": (
        "81% of those given zanubrutinib-obinutuzumab were MRD-negative; the figure was 55% for ibrutinib-rituximab, "
        "and 20% in the chemoimmunotherapy arm.",
        ["MRD-neg 81 obinutuzumab + zanubrutinib", "MRD-neg 55 ibrutinib + rituximab", "MRD-neg 20 chemoimmunotherapy"],
    ),
    "treated patients and controls": (
        "72% of carfilzomib-treated patients and 60% of controls were MRD-negative (odds ratio 1.7).",
        ["MRD-neg 72 carfilzomib", "MRD-neg 60 control", "MRD-neg 1.7 carfilzomib"],
    ),
    "another group in words": (
        "Zanubrutinib gave an ORR of 78%; in patients with del(17p) it fell to 61%.", ["ORR 78 zanubrutinib", "ORR 61 zanubrutinib"],
    ),
    "the same proportion": ("泽布替尼组ORR为78%,del(17p)患者中这一比例降至61%。", ["ORR 78 zanubrutinib", "ORR 61 zanubrutinib"]),
    "against the other's": (
        "Anemia of grade ≥3 occurred in 41% with acalabrutinib, as against 30% for ibrutinib.",
        ["anemia 41 acalabrutinib", "anemia 30 ibrutinib"],
    ),
    "respectively, alive": (
        "Patients were randomised to chemotherapy with or without blinatumomab. At four years 80% and 63%, respectively, were alive.",
        ["OS 80 blinatumomab + chemotherapy", "OS 63 chemotherapy"],
    ),
    "how often an event is": (
        "With teclistamab, infection was common (70%) and ICANS infrequent (4%).",
        ["infection 70 teclistamab", "immune effector cell-associated neurotoxicity syndrome 4 teclistamab"],
    ),
    "MRD negativity as a group": (
        "Blinatumomab lifted 3-year survival in MRD-negative B-ALL from 60% to 79%.", ["OS 60 control", "OS 79 blinatumomab"],
    ),
    "MRD negativity as a group in Chinese": (
        "贝林妥欧单抗使MRD阴性患者的3年OS率由60%升至79%。", ["OS 60 control", "OS 79 blinatumomab"],
    ),
    "a risk that was cut": (
        "Venetoclax plus rituximab cut the risk of progression or death by 80% against bendamustine.",
        ["PFS 80 rituximab + venetoclax"],
    ),
    "two drugs of two sentences": (
        "Teclistamab targets BCMA. Talquetamab targets GPRC5D. Given together, the two antibodies reached an ORR of 77%.",
        ["ORR 77 talquetamab + teclistamab"],
    ),
    "induction and consolidation": ("以达沙替尼诱导、贝林妥欧单抗巩固,2年OS率90%。", ["OS 90 blinatumomab + dasatinib"]),
    "a count of those without": (
        "接受贝林妥欧单抗者16例中14例MRD转阴,未接受者仅17/40。", ["MRD-neg 14 blinatumomab", "MRD-neg 17 control"],
    ),
    "about a rate with its count": ("维奈克拉的CR率为60%左右(27/45)。", ["CR 60 venetoclax", "CR 27 venetoclax"]),
    "patients who carry an alteration": ("普纳替尼组中位PFS 9.6个月,进展者中24例(71%)新获T315I突变。", ["PFS 9.6 ponatinib"]),
    "all of a number": ("动脉闭塞事件共4例,均发生于普纳替尼组。", ["arterial occlusive event 4 ponatinib"]),
    "an event behind another endpoint": (
        "泽布替尼与伊布替尼的PR率相近(28%比19%);心房颤动在泽布替尼组仅见8%,伊布替尼组为23%。",
        ["PR 28 zanubrutinib", "PR 19 ibrutinib", "atrial fibrillation 8 zanubrutinib", "atrial fibrillation 23 ibrutinib"],
    ),
    "a hazard ratio with verbs": (
        "Zanubrutinib prolonged PFS (HR 0.65). Among patients with del(17p) the hazard ratio fell to 0.53.",
        ["PFS 0.65 zanubrutinib", "PFS 0.53 zanubrutinib"],
    ),
    "the better arm told first": (
        "Patients were randomised between bendamustine and zanubrutinib. PFS was 86% with zanubrutinib and 70% with bendamustine (HR 0.42).",
        ["PFS 86 zanubrutinib", "PFS 70 bendamustine", "PFS 0.42 zanubrutinib"],
    ),
    "a grade behind a group is no fraction": ("阿扎胞苷组3/4级贫血发生率为20%。", ["anemia 20 azacitidine"]),
    "how many times another figure": (
        "维奈克拉组早期死亡率为3.3%,仅为强化疗组(10.0%)的三分之一。",
        ["early death 3.3 venetoclax", "early death 10.0 intensive chemotherapy"],
    ),
    "a time of follow-up behind a median": (
        "Orelabrutinib produced an ORR of 81%; median DOR had not been reached after 18 months.",
        ["ORR 81 orelabrutinib", "DOR not reached orelabrutinib"],
    ),
    "a second figure without its unit": (
        "Ripretinib cut the risk of progression (HR 0.15), with a median PFS of 6.1 months against 1.2 for placebo.",
        ["PFS 0.15 ripretinib", "PFS 6.1 ripretinib", "PFS 1.2 placebo"],
    ),
    "an endpoint between its figures": (
        "Pirtobrutinib outperformed bendamustine-rituximab: 13.8 months of median PFS against 8.6 (HR 0.5).",
        ["PFS 13.8 pirtobrutinib", "PFS 8.6 bendamustine + rituximab", "PFS 0.5 pirtobrutinib"],
    ),
    "numbers of patients before what they got": (
        "Of 80 patients, 44 received gilteritinib and 36 quizartinib. ORR was 61% versus 42%.",
        ["ORR 61 gilteritinib", "ORR 42 quizartinib"],
    ),
    "numbers of patients before what they got in Chinese": (
        "80例中44例接受吉瑞替尼,36例接受奎扎替尼。ORR为61%比42%。", ["ORR 61 gilteritinib", "ORR 42 quizartinib"],
    ),
    "achieved by a number": (
        "Among 33 evaluable patients, 12 achieved a CR with tazemetostat, for an ORR of 64%.",
        ["CR 12 tazemetostat", "ORR 64 tazemetostat"],
    ),
    "a comparison behind an endpoint with its count": (
        "维奈克拉治疗33例,9例获得PR,中位PFS 6.3个月对1.9(HR 0.5)。",
        ["PR 9 venetoclax", "PFS 6.3 venetoclax", "PFS 1.9 control", "PFS 0.5 venetoclax"],
    ),
    "an altered group's prognosis": ("TP53突变与OS缩短相关,但泽布替尼能否克服尚不清楚。", []),
    "a fixed combination": ("口服地西他滨/西达尿苷的CR率为22%。", ["CR 22 cedazuridine + decitabine"]),
}  # fmt: skip


def figures(text: str) -> list[dict[str, object]]:
    document = read_text("## 结果\n\n" + text, "case.md")
    return paper_rows(document, EXTRACTOR.extract(document), EXTRACTOR.label)["trial_metric"]


@pytest.mark.parametrize(("text", "wanted"), FIGURES.values(), ids=FIGURES)
def test_each_figure_has_its_endpoint(text: str, wanted: list[str]) -> None:
    assert sorted(f"{f['metric']} {f['value']} {f['arm']}" for f in figures(text)) == sorted(wanted)
