"""Results as news and letters retell them: arms turned round or left out, lists resumed, limits that are no results."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = [
    (
        "Zanubrutinib compared favourably with ibrutinib in PFS (median, 40.1 vs 28.3 months; HR, 0.61; P < .001).",
        "zanubrutinib PFS 40.1; ibrutinib PFS 28.3; zanubrutinib PFS 0.61; zanubrutinib PFS <0.001",
    ),
    (
        "Neutropenia was commoner under momelotinib (31.0%, ruxolitinib 12.4%), anemia under ruxolitinib (24.0%, momelotinib 6.0%).",
        "momelotinib neutropenia 31.0; ruxolitinib neutropenia 12.4; ruxolitinib anemia 24.0; momelotinib anemia 6.0",
    ),
    ("With ibrutinib (a BTK inhibitor), ORR was 80%.", "ibrutinib ORR 80"),
    (
        "CR was reached by 40.1% of the 102 patients assigned quizartinib and by 21.0% of the 98 assigned midostaurin.",
        "quizartinib CR 40.1; midostaurin CR 21.0",
    ),
    (
        "After definitive chemoradiotherapy, median PFS was 16.8 months with durvalumab and 5.6 months with placebo (HR 0.52).",
        "durvalumab PFS 16.8; placebo PFS 5.6; durvalumab PFS 0.52",
    ),
    (
        "Median PFS was 12.0 months with ibrutinib and 8.1 months with placebo (P = .003, where P < .001 was required).",
        "ibrutinib PFS 12.0; placebo PFS 8.1; ibrutinib PFS 0.003",
    ),
    ("The significance threshold was P < .02; OS was longer with ibrutinib (P = .01).", "ibrutinib OS 0.01"),
    ("替拉鲁替尼组的CR加CRi率为48%。", "tirabrutinib CR/CRi 48"),
    ("CR plus CRi was recorded in 52% of the enasidenib arm.", "enasidenib CR/CRi 52"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:40] for text, _ in CASES])
def test_retold_results(text: str, wanted: str) -> None:
    assert set(map(told, claims(text, "trial_metric"))) == set(wanted.split("; "))
