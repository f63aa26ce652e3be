"""Figures as Chinese reports list them: counts with shares, times, grades, landmarks, cycles, limits, causes of death."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told

CASES = {
    "a count and its share in one bracket": (
        "伊布替尼组主要不良反应：皮疹（8例，16.0%）、腹泻（6例，12.0%）。",
        "ibrutinib rash 8; ibrutinib rash 16.0; ibrutinib diarrhea 6; ibrutinib diarrhea 12.0",
    ),
    "a count and its share, items parted by commas": (
        "伊布替尼组不良反应有皮疹（8例，16.0%），腹泻（6例，12.0%）。",
        "ibrutinib rash 8; ibrutinib rash 16.0; ibrutinib diarrhea 6; ibrutinib diarrhea 12.0",
    ),
    "a count and its share, in English": (
        "Ibrutinib was given. The most common adverse events were rash (8 patients, 16%) and diarrhea (6 patients, 12%).",
        "ibrutinib rash 8; ibrutinib rash 16; ibrutinib diarrhea 6; ibrutinib diarrhea 12",
    ),
    "a follow-up": ("伊布替尼组中位PFS为18.6个月，中位随访时间为20.1个月。", "ibrutinib PFS 18.6"),
    "times of treatment": (
        "伊布替尼组中位OS为30个月，中位服药时间为7.5个月，中位治疗间隔时间为1.1个月。", "ibrutinib OS 30",
    ),
    "the longest": ("伊布替尼组中位PFS达12个月，最长者已达40个月。", "ibrutinib PFS 12"),
    "the shortest of groups": ("伊布替尼组高危患者中位OS最短，为10个月。中危者中位OS最长为30个月。", "ibrutinib OS 10; ibrutinib OS 30"),
    "times that are endpoints": (
        "伊布替尼组中位起效时间为1.9个月，中位缓解持续时间为14.2个月，中位生存时间为30个月，中位PFS时间为12个月。",
        "ibrutinib TTR 1.9; ibrutinib DOR 14.2; ibrutinib OS 30; ibrutinib PFS 12",
    ),
    "by how much it rose": (
        "泽布替尼组3年OS率较苯达莫司汀组高12%（85%对73%）。", "zanubrutinib OS 85; bendamustine OS 73",
    ),
    "by how much it rose, behind the rates": (
        "泽布替尼组ORR由60%提高到86%，增加26%。", "control ORR 60; zanubrutinib ORR 86",
    ),
    "what it rose to": ("泽布替尼组ORR提高至86%。", "zanubrutinib ORR 86"),
    "the response rate in short": (
        "伊布替尼治疗，CR 3例，PR 9例，PD 8例，RR为60.0%。",
        "ibrutinib CR 3; ibrutinib PR 9; ibrutinib PD 8; ibrutinib ORR 60.0",
    ),
    "the risk ratio in short": ("伊布替尼组感染发生率为20%（RR=1.67，95%CI 1.20~2.10）。", "ibrutinib infection 20; ibrutinib infection 1.67"),
    "a limit names a group": ("伊布替尼治疗，Ki-67<30%者CR率为45%，≥30%者为20%。", "ibrutinib CR 45; ibrutinib CR 20"),
    "causes of death": ("阿扎胞苷组死因：肺部感染5例，脑出血2例，疾病进展1例；贫血发生率为20%。", "azacitidine anemia 20"),
    "died of this and died of that": (
        "阿扎胞苷组死亡8例，其中死于疾病进展5例（62.5%），死于感染3例（37.5%）。", "azacitidine death 8",
    ),
    "a cause of death with a rate of its own": (
        "阿扎胞苷组TRM为10%，主要死因为感染，感染发生率为30%。", "azacitidine TRM 10; azacitidine infection 30",
    ),
    "died of": ("阿扎胞苷组10例死于感染，ORR为60%。", "azacitidine ORR 60"),
    "causes of death, in English": (
        "Causes of death with azacitidine were infection (n = 5), hemorrhage (2) and progression (1). Anemia occurred in 20%.",
        "azacitidine anemia 20",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_chinese_figures(text: str, wanted: str) -> None:
    found = [claim for claim in claims(text, "trial_metric") if claim.predicate != "direction"]
    assert "; ".join(told(claim) for claim in found) == wanted


GROUPS = {
    "stages that share a unit": (
        "伊布替尼组Ⅰ期、Ⅱ期、Ⅲ期患者中位OS分别为70、51和33个月。", "I期 70; II期 51; III期 33",
    ),
    "risks that share a unit, in English": (
        "Median OS was 60, 40 and 20 months in the low-, intermediate- and high-risk groups given ibrutinib.",
        "low-risk 60; intermediate-risk 40; high-risk 20",
    ),
    "altered groups and the rest": (
        "阿扎胞苷治疗，FLT3突变组、NPM1突变组与野生型组中位OS分别为8、20和15个月。",
        "FLT3 mutation 8; NPM1 mutation 20; 野生型 15",
    ),
    "no infection of the upper tract": ("阿扎胞苷组3级以上感染发生率为24%。", "3级以上 24"),
    "grades in Roman figures": (
        "阿扎胞苷组Ⅲ度及以上腹泻发生率为12%，III-IV级贫血占20%，5例（10%）发生Ⅱ度恶心。",
        "III度及以上 12; III-IV级 20; II度 5; II度 10",
    ),
    "two grades": ("阿扎胞苷组任意级别和≥3级CRS发生率分别为70%和6%。", "任意级别 70; ≥3级 6"),
    "two grades that share their word": ("阿扎胞苷组3、4级血小板减少发生率分别为20%和10%。", "3级 20; 4级 10"),
    "two grades in a bracket": (
        "Nausea (any grade/grade 3-4) occurred in 40%/2% and rash in 30%/1% of patients given copanlisib.",
        "any grade 40; grade 3-4 2; any grade 30; grade 3-4 1",
    ),
    "two grades, in English": (
        "Any-grade and grade ≥3 rash occurred in 25% and 4% of patients treated with ibrutinib.", "Any-grade 25; grade ≥3 4",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), GROUPS.values(), ids=GROUPS)
def test_groups(text: str, wanted: str) -> None:
    found = claims(text, "trial_metric")
    assert "; ".join(f"{claim.fields['subgroup']} {claim.fields['value']}" for claim in found) == wanted
    assert {claim.fields["role"] for claim in found} == {"single"}


LANDMARKS = {
    "the next years": ("伊布替尼治疗，1年OS率为90%，3年为75%，5年为60%。", "1 y 90; 3 y 75; 5 y 60"),
    "the endpoint names no rate": ("伊布替尼治疗，1年OS为80%，2年为65%。", "1 y 80; 2 y 65"),
    "fallen to": ("伊布替尼治疗，2年PFS率为85%，4年时降至57%。", "2 y 85; 4 y 57"),
    "in a bracket": ("伊布替尼治疗，1年PFS率为71%（3年为45%）。", "1 y 71; 3 y 45"),
    "behind the endpoint": ("伊布替尼治疗，PFS率在6个月时为72%，18个月时为58%。", "6 mo 72; 18 mo 58"),
    "from one to the other": ("达沙替尼治疗，CCyR率由3个月时的30%上升至6个月时的55%。", "3 mo 30; 6 mo 55"),
    "counts in brackets": (
        "伊布替尼组6个月时CR率为40%（20/50），12个月时为60%（30/50）。", "6 mo 40; 6 mo 20; 12 mo 60; 12 mo 30",
    ),
    "a year of the calendar": ("伊布替尼组CR率为40%，2021年为50%。", " 40;  50"),
    "the next cycles": ("硼替佐米治疗，第4周期时CR率为20%，第8周期时为40%。", "4 cycles 20; 8 cycles 40"),
    "two groups": (
        "达沙替尼组与伊马替尼组12个月MMR率分别为46%和28%；18个月时分别为56%和37%。",
        "12 mo 46; 12 mo 28; 18 mo 56; 18 mo 37",
    ),
    "cycles": ("阿扎胞苷治疗2、4、6个疗程后ORR分别为20%、35%和50%。", "2 cycles 20; 4 cycles 35; 6 cycles 50"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LANDMARKS.values(), ids=LANDMARKS)
def test_landmarks(text: str, wanted: str) -> None:
    found = claims(text, "trial_metric")
    assert "; ".join(f"{claim.fields['timepoint']} {claim.fields['value']}" for claim in found) == wanted


SIZES = {
    "a count of an event": ("阿扎胞苷组1例致死性出血（2.0%）。", ""),
    "men and women": ("30例中，男14例，女16例，予阿扎胞苷治疗，CR率为41.7%。", "30"),
    "responders of all": ("Seventeen of 40 patients (43%) responded to enasidenib, including 9 (23%) with CR.", "40"),
    "thousands": ("纳入1 034例患者，阿扎胞苷组CR率为60%。", "1034"),
    "a count beside its rate": ("Rash occurred in 14 patients (31%) treated with ibrutinib and diarrhea in 20%.", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SIZES.values(), ids=SIZES)
def test_sizes(text: str, wanted: str) -> None:
    found = [claim for claim in claims(text, "trial_metric") if claim.predicate == "rate"]
    assert found[-1].fields["n"] == wanted
