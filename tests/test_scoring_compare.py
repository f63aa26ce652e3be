"""Two runs compared: differences with intervals, claims that part them, refusals, exit codes, the page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_scoring_score import CLAIMS, TARGET, corpora, embedded, paper, tables_of
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.scoring import comparison, paired, rows
from pipeline.scoring.annotation import Statement
from pipeline.scoring.intervals import Sample
from pipeline.scoring.papers import ScoreError

NAMES = ("old", "new")
FALSE = Statement("drug_target", "inhibits", CLAIMS[1].subject, TARGET)


def compared(first: tuple[Statement, ...], second: tuple[Statement, ...]) -> comparison.Comparison:
    return comparison.compared(NAMES, [paper(CLAIMS, first)], [paper(CLAIMS, second)], "ab" * 32)


def run(place: Path, made: tuple[Statement, ...]) -> Path:
    rows.write_tables(place, [tables_of(made)])
    return place


def invoked(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["compare", *arguments])
    return done.exit_code, " ".join(done.output.split())


def test_the_difference_is_that_of_the_two_scores() -> None:
    found = compared(CLAIMS, CLAIMS[3:])
    # seven triples are wanted (the English sentence repeats the first); of the first three claims it saves one
    assert found.headline.before.f1 == 1.0 and found.headline.after.f1 == pytest.approx(2 * 5 / 12)
    assert found.headline.difference == pytest.approx(10 / 12 - 1)
    assert found.headline.interval is not None and found.headline.interval[1] <= 0


def test_a_run_compared_with_itself_does_not_differ() -> None:
    for row in compared(CLAIMS[2:], CLAIMS[2:]).rows:
        assert row.difference == 0 and row.p == 1.0 and row.interval in ((0.0, 0.0), None)


def test_every_kind_of_change_is_named() -> None:
    first = (*CLAIMS[:3], FALSE)
    hedged = replace(CLAIMS[0], certainty="hedged")
    found = compared(first, (hedged, CLAIMS[1], CLAIMS[3]))
    assert found.counted() == {"gained": 1, "lost": 1, "mended": 1, "spoilt": 0, "changed": 1}
    assert {change.kind: change.shown.statement.subject for change in found.changes} == {
        "gained": CLAIMS[3].subject, "lost": CLAIMS[2].subject, "mended": FALSE.subject, "changed": CLAIMS[0].subject,
    }  # fmt: skip
    assert compared((), (FALSE,)).counted()["spoilt"] == 1


def test_the_other_way_round_all_signs_turn() -> None:
    one, other = compared(CLAIMS[:4], CLAIMS[1:]), compared(CLAIMS[1:], CLAIMS[:4])
    for row, turned in zip(one.rows, other.rows, strict=True):
        assert row.difference == pytest.approx(-turned.difference) and row.p == pytest.approx(turned.p)
    assert one.counted()["gained"] == other.counted()["lost"]


COUNTS = st.lists(st.tuples(*[st.integers(0, 3)] * 2), min_size=1, max_size=12)


@given(COUNTS)
def test_no_run_is_surely_better_than_itself(found: list[tuple[int, int]]) -> None:
    table = np.array([[right, right + more, right, right + more] for right, more in found], dtype=float)
    same = [Sample("cd" * 32, table)]
    assert paired.difference(same, same) == 0 and paired.p_value(same, same) == 1.0


def test_a_run_that_is_better_in_every_paragraph_is_surely_better() -> None:
    better = [Sample("ef" * 32, np.tile([2.0, 2, 2, 2], (20, 1)))]
    worse = [Sample("ef" * 32, np.tile([1.0, 2, 1, 2], (20, 1)))]
    assert paired.p_value(worse, better) < 0.001
    assert paired.difference_interval(worse, better) == (0.5, 0.5)


def test_runs_of_different_texts_are_refused() -> None:
    other = replace(paper(CLAIMS, CLAIMS), document="b.txt")
    with pytest.raises(ScoreError, match=r"only run A was given a\.txt; only run B was given b\.txt"):
        comparison.compared(NAMES, [paper(CLAIMS, CLAIMS)], [other], "")


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "margin", "code"), [(8, "0.01", 0), (7, "0.01", 4), (7, "0.5", 0)], ids=["equal", "worse", "within"]
)
def test_the_exit_code_says_whether_the_second_is_worse(tmp_path: Path, kept: int, margin: str, code: int) -> None:
    gold = corpora(tmp_path)
    first, second = run(tmp_path / "a", CLAIMS), run(tmp_path / "b", CLAIMS[:kept])
    said, told = invoked(str(first), str(second), "--gold", str(gold), "--margin", margin)
    assert said == code
    assert ("B is worse than A by more than" in told) is (code == 4)
    data = json.loads((second / "compare.json").read_text(encoding="utf-8"))
    assert data["runs"][0].startswith("a") and data["documents"] == ["a.txt"]


def test_the_page_holds_each_change_with_its_sentence(tmp_path: Path) -> None:
    gold, out = corpora(tmp_path), tmp_path / "out"
    first, second = run(tmp_path / "a", CLAIMS), run(tmp_path / "b", CLAIMS[1:4])
    assert invoked(str(first), str(second), "--gold", str(gold), "--out", str(out))[0] == 4
    found = embedded((out / "compare.html").read_text(encoding="utf-8"))["changes"]
    assert [one["kind"] for one in found] == ["lost"] * len(found) and len(found) == 4
    assert found[0]["said"] == ["bortezomib", "inhibits", "proteasome"] and found[0]["says"][1] is None


def test_markdown_lists_what_was_lost(tmp_path: Path) -> None:
    gold = corpora(tmp_path)
    first, second = run(tmp_path / "a", CLAIMS), run(tmp_path / "b", CLAIMS[:2])
    done = CliRunner().invoke(app, ["compare", str(first), str(second), "--gold", str(gold), "--md"])
    assert "<summary>lost: 5</summary>" in done.output and "CRBN loss" in done.output
    assert "| `triple` | all | 1.000 |" in done.output


def test_sentences_of_test_texts_are_not_shown(tmp_path: Path) -> None:
    gold = corpora(tmp_path, "test")
    first, second = run(tmp_path / "a", CLAIMS), run(tmp_path / "b", CLAIMS[:2])
    done = CliRunner().invoke(app, ["compare", str(first), str(second), "--gold", str(gold), "--md"])
    assert done.exit_code == 4 and "CRBN" not in done.output
    page = (second / "compare.html").read_text(encoding="utf-8")
    assert embedded(page)["changes"] == [] and embedded(page)["hidden"] == ["a.txt"] and "CRBN" not in page


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("digest", "00" * 32, "another gold set (000000000000"),
        ("guideline", "Guideline, version 6", "another guideline"),
    ],
)
def test_a_run_scored_on_other_gold_is_refused(tmp_path: Path, fact: str, value: str, told: str) -> None:
    gold = corpora(tmp_path)
    first, second = run(tmp_path / "a", CLAIMS), run(tmp_path / "b", CLAIMS)
    assert CliRunner().invoke(app, ["score", str(second), "--gold", str(gold)]).exit_code == 0
    score = json.loads((second / "score.json").read_text(encoding="utf-8"))
    score["gold"][fact] = value
    (second / "score.json").write_text(json.dumps(score), encoding="utf-8")
    code, said = invoked(str(first), str(second), "--gold", str(gold))
    assert code == 2 and told in said and "litmine score" in said and not (second / "compare.json").exists()
