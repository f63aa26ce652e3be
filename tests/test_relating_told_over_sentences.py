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
    "three arms, the last behind or": (
        "Patients with myeloma were randomly assigned to KRd, VRd or VMP. The 3-year PFS rates were 58%, 66% and 41%, respectively.",
        "KRd PFS 58 @3 y; VRd PFS 66 @3 y; VMP PFS 41 @3 y",
    ),
    "three arms, two of them combinations": (
        "Patients were randomized to zanubrutinib plus rituximab, zanubrutinib monotherapy, or bendamustine plus rituximab. The 4-year PFS rates were 87%, 78% and 45%, respectively.",
        "rituximab + zanubrutinib PFS 87 @4 y; zanubrutinib PFS 78 @4 y; bendamustine + rituximab PFS 45 @4 y",
    ),
    "three arms, two of them combinations, in Chinese": (
        "患者分别接受泽布替尼+奥妥珠单抗、泽布替尼单药或苯丁酸氮芥+奥妥珠单抗。6年PFS率分别为78%、62%和17%。",
        "obinutuzumab + zanubrutinib PFS 78 @6 y; zanubrutinib PFS 62 @6 y; chlorambucil + obinutuzumab PFS 17 @6 y",
    ),
    "three groups of one list": (
        "患者随机分为泽布替尼联合奥妥珠单抗组、泽布替尼单药组和苯达莫司汀联合奥妥珠单抗组，4年PFS率分别为87%、78%和25%。",
        "obinutuzumab + zanubrutinib PFS 87 @4 y; zanubrutinib PFS 78 @4 y; bendamustine + obinutuzumab PFS 25 @4 y",
    ),
    "labels that share the word for a group": (
        "A组予阿扎胞苷，B组予VA方案，C组予地西他滨。A、B、C三组CR率分别为40%、60%和30%。",
        "azacitidine CR 40;  CR 60; decitabine CR 30",
    ),
    "labels that nothing explains": (
        "研究将患者随机分为A组（标准ASCT）、A+I组（ASCT+伊布替尼）和I组（伊布替尼，无ASCT）。3年FFS率A组72%，A+I组88%，I组86%。",
        " FFS 72 @3 y;  FFS 88 @3 y;  FFS 86 @3 y",
    ),
    "a comparison of a regimen told before": (
        "维奈克拉联合奥妥珠单抗已获批。某研究比较了该方案与FCR，5年PFS率分别为78%和51%。",
        "obinutuzumab + venetoclax PFS 78 @5 y; FCR PFS 51 @5 y",
    ),
    "a comparison of a regimen told before, in English": (
        "Venetoclax plus rituximab is active in CLL. Patients were randomized to this combination or chlorambucil. The 3-year PFS was 82% and 50%.",
        "rituximab + venetoclax PFS 82 @3 y; chlorambucil PFS 50 @3 y",
    ),
    "what a drug told before is added to": (
        "试验评估了阿米万他单抗：在培美曲塞+卡铂基础上加用该药，中位PFS由6.7个月延长至11.4个月。",
        "carboplatin + pemetrexed PFS 6.7; amivantamab + carboplatin + pemetrexed PFS 11.4",
    ),
    "what it is added to": (
        "Isatuximab targets CD38. Adding it to KRd raised the 4-year PFS from 67.7% to 84.3%.",
        "KRd PFS 67.7 @4 y; isatuximab + KRd PFS 84.3 @4 y",
    ),
    "groups of patients go on": (
        "75例接受维奈克拉联合地西他滨的AML患者中，MRD阴性者中位OS显著长于MRD阳性者（34.2个月 vs 11.3个月，P<0.001）。2年RFS率亦更高（62% vs 20%）。",
        "decitabine + venetoclax OS 34.2 [MRD阴性者]; decitabine + venetoclax OS 11.3 [MRD阳性者]; decitabine + venetoclax OS <0.001; decitabine + venetoclax RFS 62 @2 y [MRD阴性者]; decitabine + venetoclax RFS 20 @2 y [MRD阳性者]",
    ),
    "groups of patients go on, in English": (
        "Among patients given inotuzumab ozogamicin, MRD responders had longer OS than nonresponders (38.9 vs 12.5 months; P=0.01). RFS was also longer (23.6 vs 5.7 months; P=0.002).",
        "inotuzumab ozogamicin OS 38.9 [MRD responders]; inotuzumab ozogamicin OS 12.5 [nonresponders]; inotuzumab ozogamicin OS 0.01; inotuzumab ozogamicin RFS 23.6 [MRD responders]; inotuzumab ozogamicin RFS 5.7 [nonresponders]; inotuzumab ozogamicin RFS 0.002",
    ),
    "groups of treatments do not": (
        "吉瑞替尼组与化疗组相比，FLT3-ITD患者OS更长（9.3个月对5.6个月）。CR率也更高（34%对15%）。",
        "gilteritinib OS 9.3 [FLT3-ITD]; chemotherapy OS 5.6 [FLT3-ITD]; gilteritinib CR 34 [FLT3-ITD]; chemotherapy CR 15 [FLT3-ITD]",
    ),
    "a comparator whose choices a bracket lists": (
        "与医生选择的方案（DPd或PVd）相比，塞利尼索组ORR为68%，对照组为45%；两组中位PFS分别为12.2个月和8.7个月。",
        "selinexor ORR 68; DPd ORR 45; selinexor PFS 12.2; DPd PFS 8.7",
    ),
    "the former and the latter are no patients": (
        "维奈克拉组与奥妥珠单抗组相比，前者ORR明显高于后者（80%和50%）。",
        "venetoclax ORR 80; obinutuzumab ORR 50",
    ),
    "two agents of each group": (
        "Arm A received ixazomib and dexamethasone; arm B received pomalidomide and dexamethasone. ORR was 38% in arm A and 44% in arm B.",
        "dexamethasone + ixazomib ORR 38; dexamethasone + pomalidomide ORR 44",
    ),
    "two agents of each group, in Chinese": (
        "A组予地西他滨和维奈克拉，B组予地西他滨。A组CR率为60.0%，B组为40.0%。",
        "decitabine + venetoclax CR 60.0; decitabine CR 40.0",
    ),
    "an abbreviation of one paper": (
        "VP组（维奈克拉+泊马度胺）ORR为70.0%，P组（泊马度胺）为41.0%。两组中位PFS分别为9个月和6个月。",
        "pomalidomide + venetoclax ORR 70.0; pomalidomide ORR 41.0; pomalidomide + venetoclax PFS 9; pomalidomide PFS 6",
    ),
    "an abbreviation that means what it means": (
        "VD组（硼替佐米+地塞米松）ORR为60.0%，D组（地塞米松）为11.0%。",
        "Vd ORR 60.0; dexamethasone ORR 11.0",
    ),
    "groups in a bracket": (
        "泽布替尼治疗MZL的ORR为68.9%（MALT型60.0%，结内型74.5%，脾型70.0%）。",
        "zanubrutinib ORR 68.9; zanubrutinib ORR 60.0 [MALT型]; zanubrutinib ORR 74.5 [结内型]; zanubrutinib ORR 70.0 [脾型]",
    ),
    "groups in a bracket, in English": (
        "The ORR with epcoritamab was 30% (GCB 34%, non-GCB 21%).",
        "epcoritamab ORR 30; epcoritamab ORR 34 [GCB]; epcoritamab ORR 21 [non-GCB]",
    ),
    "endpoints in a bracket": (
        "西达本胺治疗的ORR为58.9%（CR 30%，PR 28.9%）。",
        "tucidinostat ORR 58.9; tucidinostat CR 30; tucidinostat PR 28.9",
    ),
    "treatments in a bracket": (
        "The ORR was 44% (venetoclax 50%, ibrutinib 40%).",
        "venetoclax ORR 44; venetoclax ORR 50; ibrutinib ORR 40",
    ),
    "a landmark that opens a sentence": (
        "The study compared navitoclax plus ruxolitinib with placebo plus ruxolitinib. At week 24, the SVR35 rate was 63% and 32%. By week 48, the rates were 57% and 37%.",
        "navitoclax + ruxolitinib SVR35 63 @24 wk; placebo + ruxolitinib SVR35 32 @24 wk; navitoclax + ruxolitinib SVR35 57 @48 wk; placebo + ruxolitinib SVR35 37 @48 wk",
    ),
    "the grade of the same event": (
        "CRS occurred in 72% of patients given epcoritamab, grade 3 in 0.6%.",
        "epcoritamab cytokine release syndrome 72; epcoritamab cytokine release syndrome 0.6 [grade 3]",
    ),
    "the grade of another event": (
        "CRS occurred in 72% of patients given epcoritamab, grade 3 neutropenia in 30%.",
        "epcoritamab cytokine release syndrome 72; epcoritamab neutropenia 30 [grade 3]",
    ),
    "grades of all events": (
        "Atrial fibrillation was reported in 13.9% and 6.5% of patients with acalabrutinib and placebo, and grade 3–4 events in 81.5% and 77.3%, respectively.",
        "acalabrutinib atrial fibrillation 13.9; placebo atrial fibrillation 6.5; acalabrutinib adverse event 81.5; placebo adverse event 77.3",
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
