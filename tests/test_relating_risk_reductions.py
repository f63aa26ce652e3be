"""Figures of trials in many wordings: falls of a risk, endpoints taken up by the next sentence, numbers in words, tables."""

from __future__ import annotations

import pytest

from pipeline.extractor import load
from pipeline.reading import read_text

RULES = load("rules")

FIGURES = {
    "a risk cut by a share": (
        "Osimertinib cut the risk of progression or death by 54% compared with gefitinib.",
        ["osimertinib PFS 54"],
    ),
    "a risk halved": ("Acalabrutinib halved the risk of death.", ["acalabrutinib OS 50"]),
    "a reduction in a risk": (
        "A 41% reduction in the risk of disease recurrence or death was seen with alectinib.", ["alectinib RFS 41"],
    ),
    "a risk reduced, passive": (
        "With acalabrutinib, the risk of progression or death was reduced by 90% versus chlorambucil.",
        ["acalabrutinib PFS 90"],
    ),
    "a lower risk": (
        "Quizartinib was associated with a 22% lower risk of death than placebo.", ["quizartinib OS 22"],
    ),
    "a decrease in a hazard": (
        "Lorlatinib led to a 72% decrease in the hazard of progression or death over crizotinib.",
        ["lorlatinib PFS 72"],
    ),
    "a risk that fell by a third": ("The risk of death fell by a third with pola-R-CHP.", ["Pola-R-CHP OS 33.3"]),
    "a risk of three events": (
        "Polatuzumab reduced the relative risk of progression, relapse, or death by 27% compared with R-CHOP.",
        ["polatuzumab vedotin PFS 27"],
    ),
    "a risk with its ratio beside": (
        "Selinexor cut the risk of death by 26% (HR 0.74).", ["selinexor OS 0.74"],
    ),
    "死亡风险": ("与安慰剂相比，奎扎替尼使死亡风险降低22%。", ["quizartinib OS 22"]),
    "将……风险下降": ("泽布替尼较伊布替尼将疾病进展或死亡风险下降35%。", ["zanubrutinib PFS 35"]),
    "a level that fell": ("Ruxolitinib lowered plasma IL-6 by 60%.", []),
    "a ratio that was planned for": ("The trial has 90% power to detect a hazard ratio of 0.70 for overall survival.", []),
    "a number in words": (
        "Twenty-three of 40 patients responded to ziftomenib.", ["ziftomenib ORR 23"],
    ),
    "a share in words": (
        "Tafasitamab was given to 80 patients. Forty-three percent had a complete response.", ["tafasitamab CR 43"],
    ),
    "responses documented": (
        "Responses were documented in 82% of the patients assigned to teclistamab.", ["teclistamab ORR 82"],
    ),
    "a group between its figures and its verb": (
        "31 of 88 patients (35%) treated with tebentafusp responded.",
        ["tebentafusp ORR 31", "tebentafusp ORR 35"],
    ),
    "对……有应答": ("约三分之二的患者对莫妥珠单抗有应答。", ["mosunetuzumab ORR 66.7"]),
    "free of progression": (
        "Two years after randomisation, 58% of those on nivolumab remained free of progression.", ["nivolumab PFS 58"],
    ),
    "transfusion independent": (
        "Half of all patients on luspatercept became transfusion independent.", ["luspatercept TI 50"],
    ),
    "as opposed to": (
        "At 4 years, 74% of the zanubrutinib group were alive without progression, as opposed to 25% in the FCR group.",
        ["zanubrutinib PFS 74", "FCR PFS 25"],
    ),
    "the comparator's figure first": (
        "Compared with 46% for chemotherapy, the objective response rate for sotorasib was 79%.",
        ["chemotherapy ORR 46", "sotorasib ORR 79"],
    ),
    "a raised dot": (
        "Median PFS was 31.9 vs 22.1 months for zanubrutinib and ibrutinib, respectively (HR 0·65, p=0·002).",
        ["zanubrutinib PFS 31.9", "ibrutinib PFS 22.1", "zanubrutinib PFS 0.65", "zanubrutinib PFS 0.002"],
    ),
    "not yet been reached": (
        "The median duration of response to epcoritamab has not yet been reached.", ["epcoritamab DOR not reached"],
    ),
    "it, with another arm": (
        "The ORR was 97% with ciltacabtagene autoleucel. It was 74% with idecabtagene vicleucel.",
        ["ciltacabtagene autoleucel ORR 97", "idecabtagene vicleucel ORR 74"],
    ),
    "the corresponding figure": (
        "With asciminib, MMR at week 96 was 37.6%. The corresponding figure for bosutinib was 15.8%.",
        ["asciminib MMR 37.6", "bosutinib MMR 15.8"],
    ),
    "an arm that opens the sentence": (
        "Median EFS was 9.5 months with liso-cel. With standard of care, the median was 2.3 months.",
        ["lisocabtagene maraleucel EFS 9.5", "standard of care EFS 2.3"],
    ),
    "a ratio of the endpoint compared before": (
        "PFS favoured sacituzumab govitecan over chemotherapy. The hazard ratio was 0.41.",
        ["sacituzumab govitecan PFS improved", "sacituzumab govitecan PFS 0.41"],
    ),
    "two arms alike": ("尼洛替尼与伊马替尼的总生存相当。", ["nilotinib OS no_difference"]),
    "landmarks that head the columns": (
        "Response by arm.\n\n| Treatment | MMR at 24 weeks | MMR at 96 weeks |\n|---|---|---|\n| Asciminib | 25.5% | 37.6% |\n",
        ["asciminib MMR 25.5", "asciminib MMR 37.6"],
    ),
    "a table of the treatment told before": (
        "Patients got revumenib.\n\n| Variable | All patients (n=57) |\n|---|---|\n| CR+CRh rate | 22.8% |\n| Median DOR | 6.4 months |\n",
        ["revumenib CR/CRh 22.8", "revumenib DOR 6.4"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), FIGURES.values(), ids=FIGURES)
def test_figures_in_many_wordings(text: str, wanted: list[str]) -> None:
    claims = [claim for part in RULES.extract(read_text(text, "case.md", "md")) for claim in part.claims]
    rows = [claim.fields for claim in claims if claim.relation == "trial_metric"]
    assert sorted(f"{row['arm']} {row['metric']} {row['value']}" for row in rows) == sorted(wanted)
