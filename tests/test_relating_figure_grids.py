"""Figures of several endpoints and several arms in one sentence, and numbers beside endpoints that are no results."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told


def stated(text: str) -> set[str]:
    return {told(claim) for claim in claims(text, "trial_metric")}


def cells(arms: str, **rows: str) -> set[str]:
    """Rows of a small table in words: `OS="60 40"` is a figure of each arm."""
    names = arms.split(", ")
    return {
        f"{arm} {metric} {value}" for metric, row in rows.items() for arm, value in zip(names, row.split(), strict=True)
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "OS and PFS in the ibrutinib arm versus the chlorambucil arm were 60% vs 40% and 50% vs 35%, respectively.",
            cells("ibrutinib, chlorambucil", OS="60 40", PFS="50 35"),
        ),
        (
            "OS, PFS and ORR (ibrutinib vs chlorambucil) were 60% vs 40%, 50% vs 35% and 80% vs 70%.",
            cells("ibrutinib, chlorambucil", OS="60 40", PFS="50 35", ORR="80 70"),
        ),
        (
            "Median OS and PFS with ibrutinib versus chlorambucil were 60 vs 40 months and 50 vs 35 months.",
            cells("ibrutinib, chlorambucil", OS="60 40", PFS="50 35"),
        ),
        (
            "ORR和CR率在伊布替尼组与苯丁酸氮芥组分别为60% vs 40%和50% vs 35%。",
            cells("ibrutinib, chlorambucil", ORR="60 40", CR="50 35"),
        ),
        (
            "PFS and OS were 60% and 80% with nivolumab and 40% and 50% with brentuximab vedotin, respectively.",
            cells("nivolumab, brentuximab vedotin", PFS="60 40", OS="80 50"),
        ),
        (
            "Rates of CR, PR and SD were 50%, 20% and 10% with nivolumab and 30%, 25% and 15% with brentuximab vedotin.",
            cells("nivolumab, brentuximab vedotin", CR="50 30", PR="20 25", SD="10 15"),
        ),
        (
            "Rates of CR, PR and SD with ABVD were 80%, 10% and 5% for men and 85%, 9% and 3% for women.",
            cells("ABVD, ABVD", CR="80 85", PR="10 9", SD="5 3"),
        ),
        ("ORR and CR were 60% vs 40% with ibrutinib and chlorambucil.", cells("ibrutinib, chlorambucil", CR="60 40")),
    ],
)
def test_a_sentence_like_a_table(text: str, wanted: set[str]) -> None:
    assert stated(text) == wanted


def test_p_values_follow_their_endpoints() -> None:
    text = "OS and PFS with ibrutinib versus chlorambucil were 60% vs 40% (P = .04) and 50% vs 35% (P = .03)."
    assert {"ibrutinib OS 0.04", "ibrutinib PFS 0.03"} < stated(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The primary end point (ORR ≥60%) was met with mosunetuzumab, the ORR being 72%.", {"mosunetuzumab ORR 72"}),
        ("莫妥珠单抗的主要终点(ORR≥60%)已达到,ORR为72%。", {"mosunetuzumab ORR 72"}),
        ("The primary end point was ORR, which was >50% with mosunetuzumab.", {"mosunetuzumab ORR >50"}),
        ("Power was 90% on the assumption of a response rate of ≥40% with venetoclax and ≤15% with placebo.", set()),
        ("The sample size was to detect an improvement in CR rate from 30% to 50% with midostaurin.", set()),
        ("Red-cell transfusion independence for 8 weeks or longer with imetelstat was the primary end point.", set()),
        ("达雷妥尤单抗组持续12个月或更长的MRD阴性率为次要终点。", set()),
        ("OS was longer with imetelstat in those 60 years or older.", {"imetelstat OS improved"}),
        (
            "The ORR to imatinib was 70% from 2006 to 2010, and 75% from 2011 through 2016.",
            {"imatinib ORR 70", "imatinib ORR 75"},
        ),
        (
            "The ORR to imatinib fell from 30% from 1985 to 12.4% from 2005 through 2014.",
            {"imatinib ORR 30", "imatinib ORR 12.4"},
        ),
        ("OS with imatinib was 85 (±3)%.", {"imatinib OS 85±3"}),
    ],
)
def test_plans_bounds_and_years_are_no_results(text: str, wanted: set[str]) -> None:
    assert stated(text) == wanted


def test_figures_in_two_orders_of_joining_words_go_endpoint_by_endpoint() -> None:
    text = "吉瑞替尼组与对照组的2年OS率、PFS率分别为60.1%和50.2%、40.3%和30.4%。"
    assert [told(claim) for claim in claims(text, "trial_metric")] == [
        "gilteritinib OS 60.1", "control OS 50.2", "gilteritinib PFS 40.3", "control PFS 30.4",
    ]  # fmt: skip


def test_events_with_a_bracket_each_are_no_table() -> None:
    text = "吉瑞替尼组感染、发热性中性粒细胞减少(35%比18%)、黏膜炎(8%比2%)更常见。"
    found = {(c.fields["metric"], c.fields["value"]) for c in claims(text, "trial_metric")}
    assert {("febrile neutropenia", "35"), ("mucositis", "8")} <= found


def test_landmarks_of_one_endpoint_group_by_group() -> None:
    text = "OS rates at 1, 2 and 3 years were 56%, 30% and 21% with vemurafenib and 46%, 24% and 19% with dacarbazine."
    assert [(c.fields["arm"], c.fields["timepoint"], c.fields["value"]) for c in claims(text, "trial_metric")] == [
        ("vemurafenib", "1 y", "56"), ("vemurafenib", "2 y", "30"), ("vemurafenib", "3 y", "21"),
        ("dacarbazine", "1 y", "46"), ("dacarbazine", "2 y", "24"), ("dacarbazine", "3 y", "19"),
    ]  # fmt: skip


def test_the_group_that_is_the_control() -> None:
    text = "甲氨蝶呤组ORR为97%,对照的阿糖胞苷组为86%,贫血的发生率分别为19%和16%。"
    assert [(told(c), c.fields["role"]) for c in claims(text, "trial_metric")] == [
        ("methotrexate ORR 97", "experimental"), ("cytarabine ORR 86", "control"),
        ("methotrexate anemia 19", "experimental"), ("cytarabine anemia 16", "control"),
    ]  # fmt: skip
