"""Expanded terms: the table that is kept, and pathways that a head word makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import expansions, lexicon
from pipeline.lexicon import Entry, Lexicon
from pipeline.recognising.terms import TermFinder
from pipeline.records import Concept

AXIS = Entry(Concept("local:pathway.fic", "PATHWAY", "FIC/FAC signaling"), (), (), {}, {}, ("FIC/FAC", "虚构激酶"))
FINDER = TermFinder(Lexicon((AXIS,)))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("pipeline.settings.cache_folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "FIC/FAC signaling",
        "FIC/FAC pathway",
        "fic/fac signal pathway",
        "FIC/FAC通路",
        "FIC/FAC 信号转导通路",
        "虚构激酶途径",
    ],
)
def test_a_head_word_makes_a_pathway(name: str) -> None:
    assert [mention.text for mention in FINDER.find(f"激活{name}。")] == [name]
    assert FINDER._terms and Lexicon((AXIS,)).lookup(name)[0].concept == AXIS.concept


@pytest.mark.parametrize("text", ["FIC/FAC抑制剂", "FIC/FAC pathways2", "虚构激酶轴", "通路", "SFIC/FAC通路"])
def test_a_stem_alone_is_no_pathway(text: str) -> None:
    assert FINDER.find(text) == []


def test_kept_terms_are_those_expanded(cache: Path) -> None:
    entries = lexicon.load(lexicon.DATA).entries[::40]
    fresh = Lexicon(entries).terms
    assert Lexicon(entries, "digest").terms == fresh and list(cache.glob("terms-*.json"))
    assert Lexicon(entries, "digest").terms == fresh


@pytest.mark.parametrize("damage", [b"", b"not json", b'{"a": 1}'])
def test_a_damaged_table_is_made_again(cache: Path, damage: bytes) -> None:
    expected = Lexicon((AXIS,), "digest").terms
    (path,) = cache.glob("terms-*.json")
    path.write_bytes(damage)
    assert Lexicon((AXIS,), "digest").terms == expected
    assert path.read_bytes() != damage


def test_another_digest_is_another_table(cache: Path) -> None:
    other = Entry(Concept("local:pathway.fuc", "PATHWAY", "FUC signaling"), (), (), {}, {})
    assert Lexicon((AXIS,), "one").terms != Lexicon((other,), "two").terms
    assert len(list(cache.glob("terms-*.json"))) == 2


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "file"
    missing.write_text("in the way", encoding="utf-8")
    monkeypatch.setattr("pipeline.settings.cache_folder", lambda: missing)
    assert Lexicon((AXIS,), "digest").terms == Lexicon((AXIS,)).terms


def test_few_tables_are_kept(tmp_path: Path) -> None:
    for number in range(9):
        expansions.write(f"{number}", [["a"], [number]], tmp_path)
    assert len(list(tmp_path.iterdir())) <= 4
    assert expansions.read("8", tmp_path) == [["a"], [8]]


@given(st.text(alphabet="FIC/A 信号通路-轴axispthwy", max_size=30))
def test_mentions_are_where_they_say(text: str) -> None:
    for mention in FINDER.find(text):
        assert text[mention.start : mention.end] == mention.text
