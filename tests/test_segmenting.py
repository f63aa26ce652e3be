"""Tokens, sentences and definitions of mixed text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segmenting.abbreviations import definitions
from pipeline.segmenting.sentences import language_of, split
from pipeline.segmenting.tokens import BilingualTokenizer, with_jieba, with_rjieba

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
OWN_WORDS = ["奥妥珠单抗", "急性髓系白血病", "慢性淋巴细胞白血病", "维奈克拉"]
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
TOKENIZER = BilingualTokenizer(spacy.blank("en").vocab)


@given(st.text(alphabet="维奈克拉CR率 (3.5%)\n\t,。A-2🧬", max_size=80))
@settings(max_examples=100, deadline=None)
def test_tokens_join_to_their_text(text: str) -> None:
    assert TOKENIZER(text).text == text


@given(st.text(alphabet="维奈克拉率 (3.5%)\n。.ABvs!?", max_size=80))
@settings(max_examples=100, deadline=None)
def test_sentences_are_ordered_and_lose_only_white_space(text: str) -> None:
    spans = list(split(text))
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).split() == text.split() or "".join(
        "".join(text[a:b].split()) for a, b in spans
    ) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("甲药有效。乙药无效!", 2),
        ("ORR was 60.5% (vs. 40%). OS was longer.", 2),
        ("The trial by Smith et al. showed benefit.", 1),
        ("中位OS为14.7个月。P=0.02。", 2),
        ("疗效(见图2。详见正文)较好。", 1),
        ("中文以西文句点结束. 下一句.", 2),
        ("Responses were lost (P < .001).12 The drug was stopped.3,4 Relapse followed.", 3),
        ("A mean of 3.12 Units and v1.2 Release notes.", 1),
    ],
)
def test_sentence_counts(text: str, count: int) -> None:
    assert len(list(split(text))) == count


def test_language_by_its_share_of_han() -> None:
    assert [language_of("Venetoclax联合阿扎胞苷方案"), language_of("复发/难治AML")] == ["zh", "zh"]
    assert language_of("Venetoclax plus azacitidine is the standard of care (标准)") == "en"


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("套细胞淋巴瘤(mantle cell lymphoma, MCL)少见", "MCL", "mantle cell lymphoma"),
        ("patients with polycythemia vera (PV) were", "PV", "polycythemia vera"),
        ("注:IRR为输注相关反应;CRS为细胞因子释放综合征。", "CRS", "细胞因子释放综合征"),
    ],
)
def test_definitions(text: str, short: str, long: str) -> None:
    found = {definition.short: definition for definition in definitions(text)}
    assert long in found[short].longs


def test_a_chinese_long_form_stands_before_its_bracket() -> None:
    (found,) = definitions("原发性骨髓纤维化(PMF)的治疗")
    assert (found.short, found.left) == ("PMF", "原发性骨髓纤维化")


@pytest.mark.parametrize("text", ["肺" * 100_000, "(" * 20_000, "a" * 100_000, '"' * 20_000])
def test_hostile_runs_take_little_time(text: str) -> None:
    start = time.process_time()
    assert TOKENIZER(text).text == text
    assert list(split(text))
    assert time.process_time() - start < 20


@pytest.fixture(scope="module")
def both_cutters() -> tuple[Callable[[str], list[str]], Callable[[str], list[str]]]:
    pytest.importorskip("rjieba", reason="rjieba (extra `fast`) is not installed")
    return with_jieba(OWN_WORDS), with_rjieba(OWN_WORDS)


def test_rjieba_cuts_our_texts_as_jieba_does(both_cutters: tuple[Callable[[str], list[str]], ...]) -> None:
    jieba_cut, rjieba_cut = both_cutters
    texts = [path.read_text(encoding="utf-8") for path in sorted((CORPORA / "practice").glob("*_review*.*"))]
    runs = sorted({run for text in texts for run in HAN_RUN.findall(text)})
    assert len(runs) > 200
    assert [run for run in runs if jieba_cut(run) != rjieba_cut(run)] == []


WORDS = (
    "维奈克拉",
    "奥妥珠单抗",
    "急性髓系白血病",
    "慢性淋巴细胞白血病",
    "的",
    "患者",
    "一",
    "例",
    "缓解",
    "单药",
    "治疗",
    "突变",
)


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_rjieba_cuts_runs_of_words_as_jieba_does(
    both_cutters: tuple[Callable[[str], list[str]], ...], words: list[str]
) -> None:
    run = "".join(words)
    jieba_cut, rjieba_cut = both_cutters
    assert jieba_cut(run) == rjieba_cut(run)
