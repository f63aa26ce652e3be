"""Figures and endpoints as papers print them, both languages; our own wording."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.recognising import endpoints, measures
from pipeline.recognising.terms import TermFinder
from pipeline.records import Endpoint, Measure

LEXICON = lexicon.load()
FINDER = TermFinder(LEXICON)


def figures(text: str) -> list[tuple[str, str, str]]:
    found = []
    for mention in measures.find(text):
        assert isinstance(mention.detail, Measure)
        assert text[mention.start : mention.end] == mention.text
        found.append((mention.text, mention.detail.value, mention.detail.unit))
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ORR为60.5%", [("60.5%", "60.5", "%")]),
        ("7例中无一缓解", [("7例", "7", ""), ("无一", "0", "")]),
        ("no early deaths occurred", [("no", "0", "")]),
        ("中位DOR为4.4个月(3.0~5.5个月)", [("4.4个月", "4.4", "mo")]),
        (
            "OS was 13.8, 12.1 and 5.4 months",
            [("13.8", "13.8", "mo"), ("12.1", "12.1", "mo"), ("5.4 months", "5.4", "mo")],
        ),
        ("ORR为60%~70%", [("60%~70%", "60-70", "%")]),
        ("OS率为75.0%±10.8%", [("75.0%±10.8%", "75.0±10.8", "%")]),
        ("fell from 8.2% ± 1.5% to 2.1% ± 0.5%", [("8.2% ± 1.5%", "8.2±1.5", "%"), ("2.1% ± 0.5%", "2.1±0.5", "%")]),
        ("由8.2%±1.5%降至2.1%±0.5%", [("8.2%±1.5%", "8.2±1.5", "%"), ("2.1%±0.5%", "2.1±0.5", "%")]),
        ("缓解率不足30%", [("不足30%", "<30", "%")]),
        ("缓解率超过50%", [("超过50%", ">50", "%")]),
        ("缓解率达80%以上", [("80%以上", ">80", "%")]),
        ("约36%", [("36%", "36", "%")]),
        ("中位OS 14.7个月", [("14.7个月", "14.7", "mo")]),
        ("ORR was 73.3%, or 82.2% with PR-L", [("73.3%", "73.3", "%"), ("82.2%", "82.2", "%")]),
        ("8.3个月vs2.0个月", [("8.3个月", "8.3", "mo"), ("2.0个月", "2.0", "mo")]),
        ("ORR为28%,对照组为0。", [("28%", "28", "%"), ("0", "0", "%")]),
        ("505.2例患者中3例", [("3例", "3", "")]),
        ("OR 2.31", [("OR 2.31", "2.31", "")]),
        ("14.7 vs 9.6个月", [("14.7", "14.7", "mo"), ("9.6个月", "9.6", "mo")]),
        ("从9.5个月延长至13.9个月", [("9.5个月", "9.5", "mo"), ("13.9个月", "13.9", "mo")]),
        ("from 67.7% to 84.3%", [("67.7%", "67.7", "%"), ("84.3%", "84.3", "%")]),
        ("HR=0.65", [("HR=0.65", "0.65", "")]),
        ("风险比为0.58", [("风险比为0.58", "0.58", "")]),
        ("hazard ratio for death, 0.66", [("0.66", "0.66", "")]),
        ("中位PFS 12.6(95%CI 5.7~20.1)个月", [("12.6", "12.6", "mo"), ("95%CI 5.7~20.1", "5.7-20.1", "")]),
        ("38 of 125 (30.4%)", [("38 of 125", "38", ""), ("30.4%", "30.4", "%")]),
        ("13 (22.8%) achieved CR", [("13", "13", ""), ("22.8%", "22.8", "%")]),
        ("grade 3 (12%)", [("12%", "12", "%")]),
        ("42% v 19%", [("42%", "42", "%"), ("19%", "19", "%")]),
        ("6.5 v 6.2 months", [("6.5", "6.5", "mo"), ("6.2 months", "6.2", "mo")]),
        ("进展或死亡风险比0.62", [("0.62", "0.62", "")]),
        ("P<0.001", [("P<0.001", "<0.001", "")]),
        ("P = 0.02", [("P = 0.02", "0.02", "")]),
        ("13/16例", [("13/16例", "13", "")]),
        ("23 of 26 patients", [("23 of 26 patients", "23", "")]),
        ("未达到", [("未达到", "not reached", "")]),
        ("四分之一", [("四分之一", "25", "%")]),
        ("3/4级中性粒细胞减少", []),
        ("2020年报道", []),
        ("95%CI", []),
        ("IDH1/2突变", []),
    ],
)
def test_figures(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert figures(text) == wanted


def test_an_interval_belongs_to_its_figure() -> None:
    found, interval = measures.find("HR 0.65(95%CI 0.49~0.86)")
    assert isinstance(found.detail, Measure) and isinstance(interval.detail, Measure)
    assert (interval.text, interval.detail.kind) == ("95%CI 0.49~0.86", "interval")
    assert (found.detail.statistic, found.detail.ci_low, found.detail.ci_high) == ("hazard_ratio", "0.49", "0.86")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2年OS率", ("2年OS率", Endpoint("OS", "rate", "2 y"))),
        ("中位无进展生存期", ("中位无进展生存期", Endpoint("PFS", "median", ""))),
        ("CR/CRi率", ("CR/CRi率", Endpoint("CR/CRi", "rate", ""))),
        ("24-month PFS rate", ("24-month PFS rate", Endpoint("PFS", "rate", "24 mo"))),
        ("overall survival at 5 years", ("overall survival at 5 years", Endpoint("OS", "", "5 y"))),
        ("完全缓解伴血小板计数不完全恢复", ("完全缓解伴血小板计数不完全恢复", Endpoint("CRp", "", ""))),
        ("MRD阴性率", ("MRD阴性率", Endpoint("MRD-neg", "rate", ""))),
    ],
)
def test_endpoints(text: str, wanted: tuple[str, Endpoint]) -> None:
    found = endpoints.find(text, FINDER.find(text), LEXICON)
    assert [(m.text, m.detail) for m in found] == [wanted]


def test_two_endpoints_joined_by_a_slash_stay_two() -> None:
    text = "3年EFS/OS"
    assert [m.name for m in endpoints.find(text, FINDER.find(text), LEXICON)] == ["EFS", "OS"]


@given(st.text(alphabet="0123456789.%~-±<>/ vsHRP=个月年例(),中位OS率达到from to", max_size=60))
@settings(max_examples=200, deadline=None)
def test_figures_are_slices_and_never_overlap(text: str) -> None:
    found = measures.find(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("text", ["1" * 50_000, "1.5%~" * 10_000, "从1到" * 10_000, "、1" * 20_000, "HR " * 20_000])
def test_hostile_repetition_takes_little_time(text: str) -> None:
    start = time.process_time()
    measures.find(text)
    assert time.process_time() - start < 5
