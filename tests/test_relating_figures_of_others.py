"""Figures of a group, a time or an error, and shares of patients who went another way: none is a value of the endpoint."""

from __future__ import annotations

import pytest

from pipeline.records import Claim
from tests.relating_claims import claims

CASES = {
    "ranges of a marker before the rates": (
        "VAF≥40%、5%～39%和<5%患者的CR率分别为38%、52%和71%。", "CR 38; CR 52; CR 71",
    ),
    "a range of a marker with its figure": (
        "Ki-67 10%～29%者3年OS率为78%，≥30%者为61%。", "OS 78 @3 y; OS 61 @3 y [≥30%]",
    ),
    "limits behind those who pass them": (
        "The ORR was 45% in patients with CD30 expression ≥10% and 22% in those with expression 1-9%.", "ORR 45 [CD30 expression ≥10%]; ORR 22",
    ),
    "a range of rates found": ("TP53突变者CR率为30%～40%。", "CR 30-40 [TP53 mutation]"),
    "a share with a sign": ("＞90%的患者获得CR。", "CR >90"),
    "ages behind the rates": (
        "EFS at 4 years: 91% (<6 y), 80% (6–12 y), 67% (>12 y).", "EFS 91 @4 y; EFS 80 @4 y; EFS 67 @4 y",
    ),
    "a score": ("IPSS 0–1 patients had a 2-year OS rate of 88%.", "OS 88 @2 y"),
    "a median in a bracket": ("Ibrutinib gave a longer PFS (44 months) than chlorambucil (15 months).", "PFS 44; PFS 15"),
    "a landmark in a bracket": ("OS（3年）为66%，RFS（3年）为51%。", "OS 66 @3 y; RFS 51 @3 y"),
    "landmarks behind the rates": ("EFS率为77%（1年）、59%（3年）。", "EFS 77 @1 y; EFS 59 @3 y"),
    "landmarks behind the rates, in English": (
        "EFS was 77% (1 year) and 59% (3 years).", "EFS 77 @1 y; EFS 59 @3 y",
    ),
    "a time that was passed": ("DOR≥9个月的患者占66%，DOR≥18个月者占41%。", "DOR 66 @9 mo; DOR 41 @18 mo"),
    "a time that was passed, in English": (
        "A PFS of more than 18 months was seen in 37% of patients.", "PFS 37 @18 mo",
    ),
    "a time that was passed, behind its share": ("44% of responders had a DOR of ≥12 months.", "DOR 44 @12 mo"),
    "a median with a sign": ("PFS>18个月。", "PFS >18"),
    "an error": (
        "Three-year EFS was 80% (standard error 2.1%) in boys and 76% (SE 2.4%) in girls.", "EFS 80 @3 y; EFS 76 @3 y",
    ),
    "an error, in Chinese": ("3年EFS率为80%（标准误2.1%）。", "EFS 80 @3 y"),
    "stable disease is no error": ("PR 42%, SD 21%。", "PR 42; SD 21"),
    "what else was given": ("ORR为58%，31%的患者接受了挽救治疗。", "ORR 58"),
    "who changed their treatment": ("CMR率为44%，9%的患者换用其他药物，4%失访。", "CMR 44"),
    "who transformed": ("SVR35 was 39%, and 7% of patients transformed to acute leukemia.", "SVR35 39"),
    "who had another treatment": ("ORR was 64%, and 19% of patients received radiotherapy later.", "ORR 64"),
    "who progressed and who died": (
        "Partial response was seen in 40%, while 12% progressed and 3% died.", "PR 40; PD 12; death 3",
    ),
    "who died of something": ("CR was 40%; 12% of patients died before day 30.", "CR 40"),
    "a severe event": ("OS was better (70% vs 52%), although 11% of patients experienced severe CRS.",
                       "OS 70; OS 52; cytokine release syndrome 11"),
    "who responded": ("The response rate was 61%, and 45% of patients with TP53 mutations responded.",
                      "ORR 61; ORR 45 [TP53 mutation]"),
    "who reached it": ("主要终点为SVR35，42%的患者达到。", "SVR35 42"),
    "another endpoint": ("ORR为58%，其中31%的患者达到CR。", "ORR 58; CR 31"),
    "those who went without before": (
        "既往使用过伊马替尼者MMR率为35%，未使用者为58%。", "MMR 35 [既往使用过伊马替尼]; MMR 58 [未使用]",
    ),
    "those who went without now": ("接受来那度胺维持者PFS为40个月，未接受者为21个月。", "PFS 40; PFS 21"),
    "lines of therapy": (
        "卡非佐米用于1线治疗后与≥3线治疗后患者，ORR分别为71%和42%。", "ORR 71 [1线治疗后]; ORR 42 [≥3线治疗后]",
    ),
    "those who relapsed": (
        "初治患者ORR为88%，复发者为60%，难治者为31%。", "ORR 88 [初治]; ORR 60 [复发]; ORR 31 [难治]",
    ),
    "those who relapsed early": (
        "晚期复发者3年EFS率为77%，早期复发者为42%。", "EFS 77 @3 y [晚期复发]; EFS 42 @3 y [早期复发]",
    ),
    "how many relapsed": ("CR率为70%，复发者为15%。", "CR 70; relapse 15 [复发]"),
    "those with a lesser response": (
        "达CR患者的OS率为80%，未缓解者为30%，而PR者仅为40%。", "OS 80 [达CR]; OS 30; OS 40 [PR]",
    ),
    "stopped for an event": ("5%的患者因出血停药。", "treatment discontinuation 5"),
    "stopped for an event, in English": (
        "Treatment was stopped because of hepatotoxicity in 6%.", "treatment discontinuation 6",
    ),
    "what was seen after stopping": ("因出血停药后，ORR为40%。", "ORR 40"),
    "interruptions and reductions": ("用药中断和减量的比例分别为38%和26%。", "dose interruption 38; dose reduction 26"),
    "reductions by another word": (
        "剂量中断和剂量下调的发生率分别为38%和26%。", "dose interruption 38; dose reduction 26",
    ),
    "a reduction of a dose": ("剂量降低50%后贫血发生率为9%。", "anemia 9"),
    "counts that got better": (
        "罗米司亭治疗后血小板减少改善率为55%，贫血改善率为31%，中性粒细胞减少改善率为28%。", "HI-P 55; HI-E 31; HI-N 28",
    ),
    "anemia that got better": ("Anemia response was seen in 41% of patients.", "HI-E 41"),
    "a disease that got better": ("再生障碍性贫血缓解率为57%。", "ORR 57"),
    "an event under control": ("感染控制率为74%，贫血发生率为9%。", "anemia 9"),
    "hemolysis under control": ("溶血控制率为74%，贫血发生率为9%。", "hemolysis control 74; anemia 9"),
    "hemolysis": ("溶血发生率为6%。", "hemolysis 6"),
    "a rise that was aimed at": ("血红蛋白升高≥20 g/L的患者占52%。", "hemoglobin response 52"),
    "a rise that was aimed at, in English": (
        "Iptacopan increased hemoglobin by ≥2 g/dL in 79% of patients.", "hemoglobin response 79",
    ),
    "a level of hemoglobin": ("Patients with hemoglobin of at least 9 g/dL had an ORR of 44%.", "ORR 44"),
    "a normal enzyme": ("LDH正常化率为61%。", "LDH normalization 61"),
    "a normal enzyme, in English": ("Normalization of LDH was seen in 57.1%.", "LDH normalization 57.1"),
    "scores before their rates": (
        "5-year OS was 90% for FLIPI 0–1, 80% for FLIPI 2, and 62% for FLIPI 3–5.", "OS 90 @5 y; OS 80 @5 y; OS 62 @5 y",
    ),
    "a limit in words": (
        "OS was 92% in patients with Ki-67 of 10% or less and 81% in those with >10%.", "OS 92; OS 81",
    ),
    "who did not respond": ("ORR was 61%, and 12% of patients did not respond.", "ORR 61"),
    "a later response": ("TFR at 24 months was 52%, and 97% of relapsing patients regained MMR.", "TFR 52 @24 mo; MMR 97"),
    "a later response of those who relapsed": (
        "TFR at 12 months was 55%, and 93% of those who relapsed regained MMR.", "TFR 55 @12 mo; MMR 93",
    ),
    "another endpoint of others": (
        "Enasidenib induced CR in 19% of patients, and 36% of transfusion-dependent patients became transfusion independent.",
        "CR 19; TI 36",
    ),
    "items of a list": ("- 中位OS：未达到\n- 中位PFS：14.2个月\n- ORR：63%\n", "OS not reached; PFS 14.2; ORR 63"),
    "items of a list in short": ("- Median DOR: NR\n- Median PFS: 14.2 months\n", "DOR not reached; PFS 14.2"),
    "patients without a response": ("ORR 61%, CR 12%, NR 20%.", "ORR 61; CR 12; NR 20"),
}  # fmt: skip


def told(claim: Claim) -> str:
    """The endpoint of a figure, its value, its landmark and its group."""
    fields = claim.fields
    time = f" @{fields['timepoint']}" if fields["timepoint"] else ""
    return f"{fields['metric']} {fields['value']}{time}" + (f" [{fields['subgroup']}]" if fields["subgroup"] else "")


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_what_a_figure_is_of(text: str, wanted: str) -> None:
    assert "; ".join(told(claim) for claim in claims(text, "trial_metric")) == wanted


@pytest.mark.parametrize(
    "text",
    ["既往使用过伊马替尼者MMR率为35%，未使用者为58%。", "卡非佐米用于1线治疗后与≥3线治疗后患者，ORR分别为71%和42%。"],
)
def test_groups_by_what_they_had_before_are_no_control(text: str) -> None:
    assert "control" not in {claim.fields["role"] for claim in claims(text, "trial_metric")}
