"""Figures told over several sentences: groups named by a route, groups that end, ratios and lists that go on, landmarks in brackets."""

from __future__ import annotations

import pytest

from pipeline.records import Claim
from tests.relating_claims import claims, told

CASES = {
    "groups by the route of their treatment": (
        "对照组静脉输注利妥昔单抗，观察组静脉输注奥妥珠单抗。观察组CR率60.0%，对照组35.0%。",
        "obinutuzumab CR 60.0; rituximab CR 35.0",
    ),
    "groups by the mouth": (
        "对照组口服羟基脲，观察组口服芦可替尼。观察组有效率为60.0%，对照组为35.0%。",
        "ruxolitinib ORR 60.0; hydroxycarbamide ORR 35.0",
    ),
    "groups by a needle": (
        "对照组（30例）皮下注射干扰素α，试验组（30例）皮下注射罗培干扰素α-2b。试验组CHR率为80.0%，对照组为55.0%。",
        "ropeginterferon alfa-2b CHR 80.0; interferon alfa CHR 55.0",
    ),
    "a group ends where both arms follow": (
        "奎扎替尼组CR率为54.0%，安慰剂组为53.0%。NPM1突变患者的CR率分别为70%和61%。两组中位OS分别为31.9个月和15.1个月。",
        "quizartinib CR 54.0; placebo CR 53.0; quizartinib CR 70 [NPM1 mutation]; placebo CR 61 [NPM1 mutation]; quizartinib OS 31.9; placebo OS 15.1",
    ),
    "a group ends behind figures of all": (
        "The ORR with ibrutinib was 91%. In patients with TP53 mutation, the ORR was 70%. Median PFS was 44 months.",
        "ibrutinib ORR 91; ibrutinib ORR 70 [TP53 mutation]; ibrutinib PFS 44",
    ),
    "a group goes on where words take it up": (
        "The CR rate was 60% with venetoclax. Among patients with NPM1 mutations, the CR rate was 85%. Their median OS was 30 months.",
        "venetoclax CR 60; venetoclax CR 85 [NPM1 mutation]; venetoclax OS 30 [NPM1 mutation]",
    ),
    "a group goes on where nothing was told of all": (
        "维奈克拉治疗TP53突变AML患者的CR率为41%。中位OS为7.2个月。",
        "venetoclax CR 41 [TP53 mutation]; venetoclax OS 7.2 [TP53 mutation]",
    ),
    "two groups leave none": (
        "Eighty patients received enasidenib. The ORR was 52% in those with IDH2 R172 mutation and 38% in those without. Median DOR was 6 months.",
        "enasidenib ORR 52 [IDH2 R172 mutation]; enasidenib ORR 38 [IDH2 wild-type]; enasidenib DOR 6",
    ),
    "two groups leave none, in Chinese": (
        "复发患者ORR为45%，难治患者为28%，均接受西达本胺治疗。全组中位OS为8.1个月。",
        "tucidinostat ORR 45 [复发]; tucidinostat ORR 28 [难治]; tucidinostat OS 8.1",
    ),
    "a hazard ratio is of no response": (
        "The trial compared ixazomib with placebo. The ORR was 78% and 71%. At the final analysis the hazard ratio was 0.74.",
        "ixazomib ORR 78; placebo ORR 71",
    ),
    "a hazard ratio is of no response, in Chinese": (
        "阿卡替尼组与伊布替尼组的CR率分别为12%和9%。随访4年后，HR为0.90。",
        "acalabrutinib CR 12; ibrutinib CR 9",
    ),
    "a hazard ratio behind a response and survival": (
        "Zanubrutinib was compared with ibrutinib. Median PFS was 38 and 34 months and the CR rate 10% and 5%. The hazard ratio was 0.65.",
        "zanubrutinib PFS 38; ibrutinib PFS 34; zanubrutinib CR 10; ibrutinib CR 5; zanubrutinib PFS 0.65",
    ),
    "a comparison behind at": (
        "OS was longer in the quizartinib arm, at 31.9 versus 15.1 months. PFS was prolonged with ixazomib, at 20.6 months versus 14.7 months with placebo.",
        "quizartinib OS 31.9; control OS 15.1; ixazomib PFS 20.6; placebo PFS 14.7",
    ),
    "a landmark behind at": (
        "The MMR rate was higher with asciminib, at week 24 in 25.5% versus 13.2%.",
        "asciminib MMR 25.5 @24 wk; control MMR 13.2 @24 wk",
    ),
    "a landmark in a bracket": (
        "PFS was improved (4-year 60% vs 45%; HR 0.62) with ixazomib compared with observation.",
        "ixazomib PFS 60 @4 y; observation PFS 45 @4 y; ixazomib PFS 0.62",
    ),
    "a landmark in a bracket with a comma": (
        "Relapse was less frequent (2-year, 23% vs 40%) with gilteritinib than with observation.",
        "gilteritinib relapse 23 @2 y; observation relapse 40 @2 y",
    ),
    "a landmark in a bracket, in Chinese": (
        "泽布替尼组PFS显著优于苯丁酸氮芥组（4年：79% vs 31%）。",
        "zanubrutinib PFS 79 @4 y; chlorambucil PFS 31 @4 y",
    ),
}


def _row(claim: Claim) -> str:
    """A figure in words, its landmark behind `@` and its group in square brackets."""
    landmark, group = claim.fields["timepoint"], claim.fields["subgroup"]
    return f"{told(claim)}{f' @{landmark}' if landmark else ''}{f' [{group}]' if group else ''}"


@pytest.mark.parametrize("case", CASES)
def test_figures_told_over_sentences(case: str) -> None:
    text, expected = CASES[case]
    rows = [_row(claim) for claim in claims(text, "trial_metric") if claim.predicate != "direction"]
    assert "; ".join(rows) == expected
