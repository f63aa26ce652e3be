"""Figures of English abstracts and reviews: who had them, what they are of, and what is no result."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    (
        "Transfusion independence was seen in 38% of the patients in the luspatercept group, as compared with 13% of those in the placebo group.",
        "luspatercept TI 38; placebo TI 13",
    ),
    ("Quizartinib induces responses in 54% of patients with relapsed AML.", "quizartinib ORR 54"),
    ("Of 112 patients given sotorasib, 48 (42.9%) had a confirmed response.", "sotorasib ORR 48; sotorasib ORR 42.9"),
    (
        "With sotorasib, diarrhea, nausea and vomiting were reported by 63%, 62% and 47%.",
        "sotorasib diarrhea 63; sotorasib nausea 62; sotorasib vomiting 47",
    ),
    ("With sotorasib, nausea and vomiting was reported by 63%.", "sotorasib nausea and vomiting 63"),
    (
        "Vemurafenib was given to 22 adults, 54% of whom had an overall response and 86% of whom were progression-free at 1 year.",
        "vemurafenib ORR 54; vemurafenib PFS 86",
    ),
    (
        "ORR was 60% with ibrutinib and 70% with zanubrutinib, and hypertension was less common with zanubrutinib (9.4% vs 16.0%).",
        "ibrutinib ORR 60; zanubrutinib ORR 70; zanubrutinib hypertension 9.4; ibrutinib hypertension 16.0",
    ),
    (
        "In a trial of ibrutinib versus zanubrutinib, atrial fibrillation was less common with the latter (2.5% vs 10.1%).",
        "zanubrutinib atrial fibrillation 2.5; ibrutinib atrial fibrillation 10.1",
    ),
    (
        "COMMANDS compared luspatercept with epoetin alfa. Of these, 86 (59%) of 147 patients on the former and 48 (31%) of 154 on the latter had reached transfusion independence.",
        "luspatercept TI 86; luspatercept TI 59; erythropoietin TI 48; erythropoietin TI 31",
    ),
    ("Older donor age (HR per 10-year increase, 1.34; P = .036) was associated with increased NRM.", " NRM 1.34;  NRM 0.036"),
    ("ORR increased with venetoclax by 20%, to 60%.", "venetoclax ORR 60"),
    ("With ropeginterferon, CR meant a hematocrit of less than 45% and was seen in 60%.", "ropeginterferon alfa-2b CR 60"),
    ("甲氨蝶呤组CR率为97%，达到了预设的非劣效界值(10%)。", "methotrexate CR 97"),
    ("≥3级贫血在吉卡昔替尼组反而更少见(25.5%对43.5%)。", "gecacitinib anemia 25.5; control anemia 43.5"),
    ("维奈克拉联合阿糖胞苷治疗82例，30 d病死率为6%。", "cytarabine + venetoclax early death 6"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_results_told_in_a_sentence(text: str, expected: str) -> None:
    assert set(map(told, claims(text, "trial_metric"))) == set(expected.split("; "))
