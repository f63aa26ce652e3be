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
    (
        "The OS, EFS and NRM of the cohort as a whole stood at 60%, 41% and 8% with treosulfan.",
        "treosulfan OS 60; treosulfan EFS 41; treosulfan NRM 8",
    ),
    (
        "With ivosidenib, EFS and OS reached a median of only 4.0 and 7.7 months.",
        "ivosidenib EFS 4.0; ivosidenib OS 7.7",
    ),
    (
        "EFS and OS were 73% (95% CI, 60 to 82) and 90% (95% CI, 81 to 95), falling to 50% (35 to 64) and 76% (63 to 86) at 12 months with obecabtagene autoleucel.",
        "obecabtagene autoleucel EFS 73; obecabtagene autoleucel OS 90; obecabtagene autoleucel EFS 50; obecabtagene autoleucel OS 76",
    ),
    (
        "PFS with ibrutinib stood at 60%, and OS of the whole cohort was 80%.",
        "ibrutinib PFS 60; ibrutinib OS 80",
    ),
    (
        "With pomalidomide, 2-year PFS, CIR and OS were 60%, 22% and 81%; with placebo, 41% (P < .001), 35% (P = .01) and 70% (P = .02).",
        "pomalidomide PFS 60; pomalidomide CIR 22; pomalidomide OS 81; placebo PFS 41; placebo CIR 35; placebo OS 70; "
        "pomalidomide PFS <0.001; pomalidomide CIR 0.01; pomalidomide OS 0.02",
    ),
    (
        "ORR and CR were 80% and 41% in the tebentafusp group, and in the dacarbazine group 60% (P = .01) and 12% (P = .02).",
        "tebentafusp ORR 80; tebentafusp CR 41; dacarbazine ORR 60; dacarbazine CR 12; tebentafusp ORR 0.01; tebentafusp CR 0.02",
    ),
    (
        "ORR and CR rates were 80% and 40% with axi-cel; with bridging therapy, 20% had neutropenia and 35% infection.",
        "axicabtagene ciloleucel ORR 80; axicabtagene ciloleucel CR 40; axicabtagene ciloleucel neutropenia 20; axicabtagene ciloleucel infection 35",
    ),
    ("Median OS was 7 months with selinexor when a cycle exceeded 21 days.", "selinexor OS 7"),
    (
        "Median PFS with carfilzomib came to 26.3 months, more than 8 months beyond the 17.6 months with bortezomib.",
        "carfilzomib PFS 26.3; bortezomib PFS 17.6",
    ),
    (
        "Blasts had accounted for 62% of the marrow; CR with gilteritinib was 40%, with 0.2% residual cells.",
        "gilteritinib CR 40",
    ),
    (
        "The ORR was 70% with elranatamab, and CRS hit 55%.",
        "elranatamab ORR 70; elranatamab cytokine release syndrome 55",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:40] for text, _ in CASES])
def test_retold_results(text: str, wanted: str) -> None:
    assert set(map(told, claims(text, "trial_metric"))) == set(wanted.split("; "))
