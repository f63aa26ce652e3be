"""The score: hand-computed cases, invariances, damage moved by hand, the tables of any system, the command and its page."""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.scoring import brat, calibration, intervals, mentions, papers, rows, scorecard
from pipeline.scoring.annotation import WORDS, Annotation, Mark, Statement, collected
from pipeline.scoring.counts import Count, by_paragraph, count, summed
from pipeline.scoring.intervals import Sample
from pipeline.scoring.papers import Paper, ScoreError
from pipeline.scoring.texts import digest
from pipeline.scoring.tiers import TIERS

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
CORPORA = Path(__file__).resolve().parents[1] / "corpora"

TEXT = (
    "# 随访记录\n\n硼替佐米抑制蛋白酶体。来那度胺降解IKZF1。\n\n"
    "CRBN缺失者对来那度胺耐药，TP53突变提示预后不良。\n\n"
    "Bortezomib inhibits the proteasome in vitro.\n\n"
    "甲组与乙组的ORR分别为61%和40%，PFS更长。"
)
Tables = dict[str, list[dict[str, Any]]]


def mark(words: str, kind: str, name: str, nth: int = 0) -> Mark:
    start = [found.start() for found in re.finditer(re.escape(words), TEXT)][nth]
    return Mark(start, start + len(words), kind, words, name, f"x:{name}")


BORTEZOMIB, PROTEASOME = mark("硼替佐米", "DRUG", "bortezomib"), mark("蛋白酶体", "GENE", "proteasome")
LENALIDOMIDE, IKZF1 = mark("来那度胺", "DRUG", "lenalidomide"), mark("IKZF1", "GENE", "IKZF1")
LATER = mark("来那度胺", "DRUG", "lenalidomide", 1)
LOSS, TP53 = mark("CRBN缺失", "ALTERATION", "CRBN loss"), mark("TP53突变", "ALTERATION", "TP53 mutation")
ENGLISH, TARGET = mark("Bortezomib", "DRUG", "bortezomib"), mark("proteasome", "GENE", "proteasome")
ORR, PFS = mark("ORR", "METRIC", "ORR"), mark("PFS", "METRIC", "PFS")


def figure(words: str, arm: str, **fields: str) -> Statement:
    value = words.rstrip("%")
    told = {"trial": "", "arm": arm, "role": "experimental", "metric": "ORR", "statistic": "rate", "value": value}
    rest = {"unit": "%", "ci_low": "", "ci_high": "", "timepoint": "", "subgroup": "", "n": ""}
    return Statement("trial_metric", "rate", ORR, mark(words, "VALUE", words), -1, told | rest | fields)


DIRECTION = Statement(
    "trial_metric", "direction", PFS, replace(mark("更长", WORDS, ""), name="", concept_id=""), -1,
    figure("61%", "a").fields | {"metric": "PFS", "statistic": "direction", "value": "improved", "unit": ""},
)  # fmt: skip
CLAIMS = (
    Statement("drug_target", "inhibits", BORTEZOMIB, PROTEASOME),
    Statement("drug_target", "degrades", LENALIDOMIDE, IKZF1, citations=("[1]", "[2]")),
    Statement("mutation_response", "resistance", LOSS, LATER, -1, {"disease": "multiple myeloma"}),
    Statement("mutation_response", "worse_prognosis", TP53, None, -1, {"disease": ""}),
    Statement("drug_target", "inhibits", ENGLISH, TARGET, setting="preclinical"),
    figure("61%", "lenalidomide"),
    figure("40%", "bortezomib", role="control"),
    DIRECTION,
)


def annotation(statements: Iterable[Statement], marks: Iterable[Mark] = (), scope: str = "claims") -> Annotation:
    held = tuple(statements)
    return Annotation("a.txt", digest(TEXT.encode()), collected(marks, held), held, scope)


def tables_of(statements: Iterable[Statement], marks: Iterable[Mark] = ()) -> Tables:
    return rows.to_rows(annotation(statements, marks), TEXT)


def paper(wanted: Iterable[Statement], made: Iterable[Statement]) -> Paper:
    return papers.paper(annotation(wanted), tables_of(made), TEXT)


def figures(one: Count) -> tuple[float, float, float, float]:
    return one.right, one.made, one.found, one.wanted


# --- claims ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("located", [False, True])
@pytest.mark.parametrize("tier", TIERS)
def test_identity_scores_one(tier: str, located: bool) -> None:
    counted = count(paper(CLAIMS, CLAIMS), tier, located)
    assert counted.precision == counted.recall == counted.f1 == 1.0


def test_the_same_claim_twice_is_one_in_the_document_and_two_in_sentences() -> None:
    both = paper(CLAIMS, CLAIMS)
    assert count(both, "triple").wanted == 7 and count(both, "triple", located=True).wanted == 8
    assert count(both, "full").wanted == 8  # the second is preclinical


def test_nothing_made_scores_nothing() -> None:
    counted = count(paper(CLAIMS, ()), "triple")
    assert figures(counted) == (0, 0, 0, 7) and counted.f1 == 0.0 and counted.recall == 0.0


DAMAGES: list[tuple[str, Callable[[Statement], Statement | None], tuple[int, int, int]]] = [
    ("one dropped", lambda s: None if s.predicate == "degrades" else s, (6, 6, 7)),
    ("predicate in its group", lambda s: replace(s, predicate="binds") if s.subject == BORTEZOMIB else s, (7, 7, 7)),
    ("predicate flipped", lambda s: replace(s, predicate="sensitivity") if s.subject == LOSS else s, (7, 6, 7)),
    ("negated", lambda s: replace(s, polarity="negated") if s.subject == LENALIDOMIDE else s, (7, 6, 7)),
    ("value shifted", lambda s: changed(s, "value", "61", "62"), (6, 6, 7)),
    ("arm swapped", lambda s: changed(s, "arm", "lenalidomide", "placebo"), (7, 6, 7)),
    ("timepoint added", lambda s: changed(s, "timepoint", "", "2 y"), (7, 7, 5)),
    ("hedged", lambda s: replace(s, certainty="hedged") if s.subject == TP53 else s, (7, 7, 7)),
    ("citations in another order", lambda s: replace(s, citations=s.citations[::-1]), (7, 7, 8)),
]


def changed(statement: Statement, name: str, before: str, after: str) -> Statement:
    if statement.fields.get(name) != before or statement.relation != "trial_metric":
        return statement
    return replace(statement, fields={**statement.fields, name: after})


@pytest.mark.parametrize(("damage", "right"), [d[1:] for d in DAMAGES], ids=[d[0] for d in DAMAGES])
def test_damage_moves_each_tier_as_by_hand(
    damage: Callable[[Statement], Statement | None], right: tuple[int, int, int]
) -> None:
    made = [done for statement in CLAIMS if (done := damage(statement))]
    counted = [count(paper(CLAIMS, made), tier) for tier in TIERS]
    assert tuple(int(one.right) for one in counted) == right


def test_a_span_moved_to_another_sentence_counts_in_the_document_alone() -> None:
    moved = replace(CLAIMS[1], subject=LATER, object=replace(IKZF1, start=LATER.start, end=LATER.end))
    assert count(paper([CLAIMS[1]], [moved]), "triple").f1 == 1.0
    assert count(paper([CLAIMS[1]], [moved]), "triple", located=True).f1 == 0.0


def test_precision_recall_and_f1_by_hand() -> None:
    made = [*CLAIMS[:4], replace(CLAIMS[1], object=PROTEASOME)]
    counted = count(paper(CLAIMS, made), "triple")
    assert figures(counted) == (4, 5, 4, 7)
    assert counted.precision == 4 / 5 and counted.recall == 4 / 7 and counted.f1 == pytest.approx(8 / 12)


def test_a_part_is_held_against_the_whole_paper() -> None:
    both = paper(CLAIMS, [s for s in CLAIMS if s.subject != BORTEZOMIB])
    english = count(both, "triple", chosen=lambda told: told.language == "en")
    chinese = count(both, "triple", chosen=lambda told: told.language == "zh")
    assert figures(english) == (1, 1, 1, 1)
    assert figures(chinese) == (6, 6, 7, 7)  # the claim is found, though in English


def test_paragraphs_add_up_to_the_document() -> None:
    both = paper(CLAIMS, CLAIMS[2:])
    for tier in TIERS:
        assert summed(by_paragraph(both, tier)) == count(both, tier)
    assert by_paragraph(both, "triple")[:, 3].tolist() == [0, 2, 2, 0, 3]


CHANGES = st.lists(st.sampled_from([*CLAIMS, *(replace(s, polarity="negated") for s in CLAIMS)]), max_size=12)


@settings(max_examples=40, deadline=None)
@given(CHANGES, CHANGES, st.randoms(use_true_random=False))
def test_order_has_no_say(wanted: list[Statement], made: list[Statement], rng: random.Random) -> None:
    before = {tier: count(paper(wanted, made), tier) for tier in TIERS}
    table = by_paragraph(paper(wanted, made), "triple")
    for side in (wanted, made):
        rng.shuffle(side)
    assert {tier: count(paper(wanted, made), tier) for tier in TIERS} == before
    assert np.array_equal(by_paragraph(paper(wanted, made), "triple"), table)


@settings(max_examples=40, deadline=None)
@given(CHANGES, CHANGES)
def test_swapped_sides_swap_precision_and_recall(wanted: list[Statement], made: list[Statement]) -> None:
    for tier in TIERS:
        one, other = count(paper(wanted, made), tier), count(paper(made, wanted), tier)
        assert figures(one) == (other.found, other.wanted, other.right, other.made)
        assert one.f1 == pytest.approx(other.f1)


@settings(max_examples=40, deadline=None)
@given(CHANGES, CHANGES)
def test_doubled_predictions_never_gain(wanted: list[Statement], made: list[Statement]) -> None:
    for tier in TIERS:
        for located in (False, True):
            once, twice = (count(paper(wanted, some), tier, located) for some in (made, made + made))
            assert twice == once


@settings(max_examples=40, deadline=None)
@given(CHANGES, CHANGES)
def test_a_stricter_tier_never_has_a_larger_share(wanted: list[Statement], made: list[Statement]) -> None:
    tables = [by_paragraph(paper(wanted, made), tier) for tier in TIERS]
    assert all((table[:, 0] <= table[:, 1]).all() and (table[:, 2] <= table[:, 3]).all() for table in tables)
    if summed(tables[0]).right == 0:
        assert summed(tables[2]).right == 0


def test_what_mentions_lose_is_told_apart_from_what_rules_lose() -> None:
    tables = tables_of(CLAIMS[:1], [LENALIDOMIDE, LATER, LOSS, replace(IKZF1, name="IKZF3")])
    found = scorecard.bound_rows([papers.paper(annotation(CLAIMS), tables, TEXT)])
    told = {row["relation"]: (row["wanted"], row["recognised"], row["found"]) for row in found}
    assert told == {"drug_target": (2, 1, 1), "mutation_response": (2, 1, 0), "trial_metric": (3, 0, 0)}


# --- mentions -------------------------------------------------------------------------------------------------------


def held(wanted: list[Mark], made: list[Mark], scope: str = "all") -> mentions.Sides:
    gold = annotation((), wanted, scope)
    return mentions.sides(papers.paper(gold, tables_of((), made), TEXT))


def schemes(sides: mentions.Sides) -> list[float]:
    return [mentions.count(sides, scheme).right for scheme in mentions.SCHEMES]


def test_schemes_by_hand() -> None:
    longer = replace(LOSS, end=LOSS.end + 1, text="CRBN缺失者")
    other_type = replace(IKZF1, type="PATHWAY")
    sides = held([BORTEZOMIB, LOSS, IKZF1, TP53], [BORTEZOMIB, longer, other_type, PFS])
    assert schemes(sides) == [1, 2, 2.5, 2]
    strict = mentions.count(sides, mentions.SCHEMES[0])
    assert figures(strict) == (1, 4, 1, 4)


def test_a_mention_is_paired_once() -> None:
    whole = Mark(BORTEZOMIB.start, PROTEASOME.end, "DRUG", "", "x")
    assert schemes(held([whole], [BORTEZOMIB, replace(PROTEASOME, type="DRUG")])) == [0, 0, 0.5, 1]


def test_nested_mentions_find_their_own() -> None:
    inner = mark("TP53", "GENE", "TP53")
    assert schemes(held([TP53, inner], [inner, TP53])) == [2, 2, 2, 2]


def test_where_claims_alone_are_marked_recall_alone_counts() -> None:
    counted = mentions.count(held([BORTEZOMIB, IKZF1], [BORTEZOMIB, TP53], "claims"), mentions.SCHEMES[0])
    assert figures(counted) == (0, 0, 1, 2) and counted.recall == 0.5 and np.isnan(counted.precision)


def test_sampled_stretches_bound_both_sides() -> None:
    scope = f"{LOSS.start}-{TP53.end}"
    sides = held([LOSS, TP53, IKZF1], [LOSS, LATER, BORTEZOMIB], scope)
    assert figures(mentions.count(sides, mentions.SCHEMES[0])) == (1, 2, 1, 2)


def test_linking_asks_for_all_names_of_a_span() -> None:
    one, two = (mark("TP53突变", "ALTERATION", name) for name in ("NRAS mutation", "KRAS mutation"))
    sides = held([one, two, IKZF1], [one, replace(IKZF1, name="ikzf1")])
    assert mentions.linked(sides) == (2, 1)
    assert figures(mentions.named(sides)) == (2, 2, 2, 3)


MARKS = st.lists(
    st.builds(
        lambda start, size, kind: Mark(start, start + size, kind, "", kind),
        st.integers(0, 20), st.integers(1, 6), st.sampled_from(["DRUG", "GENE", "REGIMEN"]),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(MARKS, MARKS, st.randoms(use_true_random=False))
def test_mentions_do_not_depend_on_order_and_doubles(wanted: list[Mark], made: list[Mark], rng: random.Random) -> None:
    sides = [mentions.Sides(tuple(wanted), tuple(made), True)]
    rng.shuffle(wanted)
    rng.shuffle(made)
    sides.append(mentions.Sides(tuple(wanted), tuple(made + made), True))
    for scheme in mentions.SCHEMES:
        for kind in ("", "DRUG"):
            one, other = (mentions.count(side, scheme, kind) for side in sides)
            assert figures(one) == pytest.approx(figures(other))
    mirrored = mentions.Sides(tuple(made), tuple(wanted), True)
    assert schemes(mirrored) == pytest.approx(schemes(sides[0]))
    strict, exact, partial, _ = schemes(sides[0])
    assert strict <= exact <= partial


# --- intervals and confidence ---------------------------------------------------------------------------------------


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    both = paper(CLAIMS, CLAIMS[2:])
    sample = [Sample(both.sha256, by_paragraph(both, "triple"))]
    found = intervals.interval(sample)
    assert found is not None and found[0] < count(both, "triple").f1 <= found[1] <= 1
    assert intervals.interval(sample) == found


def test_the_order_of_documents_has_no_say_in_intervals() -> None:
    rng = np.random.default_rng(3)
    samples = []
    for number in range(12):
        wanted = rng.integers(1, 6, 8).astype(float)
        right = np.minimum(wanted, rng.integers(0, 6, 8))
        samples.append(Sample(digest(str(number).encode()), np.stack([right, wanted, right, wanted], axis=1)))
    for interval in (intervals.interval, intervals.macro_interval, intervals.document_interval):
        assert interval(samples) == interval(samples[::-1]) is not None
    assert intervals.document_interval(samples[:9]) is None


def test_the_bootstrap_has_the_spread_of_theory() -> None:
    right = np.array([1.0] * 80 + [0.0] * 20)
    sample = [Sample("ab" * 32, np.stack([right, np.ones(100), right, np.ones(100)], axis=1))]
    found = intervals.interval(sample)
    assert found is not None  # 1.96 * sqrt(0.8 * 0.2 / 100) = 0.078
    assert found[0] == pytest.approx(0.8 - 0.078, abs=0.015) and found[1] == pytest.approx(0.8 + 0.078, abs=0.015)


def test_calibration_by_hand() -> None:
    claims = [calibration.Judged(0.95, True), calibration.Judged(0.95, False), calibration.Judged(0.55, True)]
    assert calibration.expected_error(claims) == pytest.approx((2 * 0.45 + 0.45) / 3)
    curve = calibration.curve(claims, 4)
    assert [(bar.threshold, bar.claims, bar.precision, bar.recall) for bar in curve] == [
        (0.55, 3, 0.6667, 0.5),
        (0.95, 2, 0.5, 0.25),
    ]
    assert [one.claims for one in calibration.bins([calibration.Judged(1.0, True), calibration.Judged(0.0, True)])] == [
        1,
        1,
    ]


# --- files and the command ------------------------------------------------------------------------------------------


def corpora(root: Path, split: str = "development") -> Path:
    half = root / "corpora" / "ours"
    (half / "gold").mkdir(parents=True)
    (half / "a.txt").write_bytes(TEXT.encode())
    (half / "gold" / "a.ann").write_bytes(brat.dumps(annotation(CLAIMS)).encode())
    (root / "corpora" / "splits.json").write_text(json.dumps({"documents": {"a.txt": split}}), encoding="utf-8")
    (root / "corpora" / "GUIDELINE.md").write_text("# Guideline, version 7\n", encoding="utf-8")
    return half / "gold"


def run_folder(root: Path, made: Iterable[Statement]) -> Path:
    rows.write_tables(root / "run", [tables_of(made)])
    return root / "run"


def scored(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["score", *arguments])
    return done.exit_code, " ".join(done.output.split())


def test_the_command_scores_tables_of_any_system(tmp_path: Path) -> None:
    run, gold = run_folder(tmp_path, CLAIMS[:4]), corpora(tmp_path)
    code, told = scored(str(run), "--gold", str(gold))
    assert code == 0
    assert "triple, micro, per document, end to end: F1 0.727" in told  # 2 * 4 / (4 + 7)
    assert "1 document (development)" in told and "Guideline, version 7" in told
    score = json.loads((run / "score.json").read_text(encoding="utf-8"))
    assert score["headline"]["right"] == 4 and score["headline"]["wanted"] == 7
    assert score["extractor"] == "gold" and len(score["gold"]["digest"]) == 64
    assert str(tmp_path) not in (run / "score.json").read_text(encoding="utf-8")


def test_the_corpora_folder_and_a_split_can_be_named(tmp_path: Path) -> None:
    run, gold = run_folder(tmp_path, CLAIMS), corpora(tmp_path)
    assert scored(str(run), "--gold", str(gold.parent.parent), "--split", "development")[0] == 0
    code, told = scored(str(run), "--gold", str(gold), "--split", "train")
    assert code == 2 and "'train'" in told


def test_scores_of_the_same_run_are_the_same_bytes(tmp_path: Path) -> None:
    run, gold = run_folder(tmp_path, CLAIMS[1:]), corpora(tmp_path)
    seen = []
    for _ in range(2):
        assert scored(str(run), "--gold", str(gold))[0] == 0
        seen.append([(run / name).read_bytes() for name in ("score.json", "score.html")])
    assert seen[0] == seen[1]


def test_markdown_is_a_table(tmp_path: Path) -> None:
    run, gold = run_folder(tmp_path, CLAIMS), corpora(tmp_path)
    done = CliRunner().invoke(app, ["score", str(run), "--gold", str(gold), "--md"])
    assert "| `triple` | document | 7 | 7 | 7 | 1.000 |" in done.output


@cache
def embedded(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_page_holds_the_claims_behind_every_figure(tmp_path: Path) -> None:
    run, gold = run_folder(tmp_path, CLAIMS[2:]), corpora(tmp_path)
    assert scored(str(run), "--gold", str(gold))[0] == 0
    page = (run / "score.html").read_text(encoding="utf-8")
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "") and "https://" not in page
    data = embedded(page)
    for cell in data["cells"]:
        chosen = [c for c in data["claims"] if not cell["part"] or c[cell["part"]] == cell["value"]]
        at = int(cell["place"] == "sentence")
        for side, hit, number in (
            ("made", True, cell["right"]),
            ("made", False, cell["made"] - cell["right"]),
            ("gold", False, cell["wanted"] - cell["found"] if cell["part"] != "mechanism" else None),
        ):
            keys = {
                c["keys"][cell["tier"]][at] for c in chosen if c["side"] == side and c["hits"][cell["tier"]][at] is hit
            }
            assert number is None or len(keys) == number, cell


def test_the_page_has_a_word_for_all_it_asks_for() -> None:
    from pipeline.assembling.words import words

    page = Path(papers.__file__).parent / "page"
    asked = set(re.findall(r'"(score\.[\w. ]+[\w])"', (page / "score.js").read_text(encoding="utf-8")))
    with (page / "words.tsv").open(encoding="utf-8", newline="") as handle:
        own = {row["key"]: row for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert asked <= own.keys() and all(row["zh"] and row["en"] for row in own.values())
    assert own.keys() & words("en").keys() == {"switch"}


def test_sentences_of_test_texts_are_not_shown(tmp_path: Path) -> None:
    run, gold = run_folder(tmp_path, CLAIMS[2:]), corpora(tmp_path, "test")
    assert scored(str(run), "--gold", str(gold))[0] == 0
    page = (run / "score.html").read_text(encoding="utf-8")
    assert embedded(page)["claims"] == embedded(page)["mentions"] == [] and "硼替佐米" not in page
    assert "硼替佐米" not in (run / "score.json").read_text(encoding="utf-8")


def test_a_text_that_the_run_was_not_given_is_told_and_not_scored(tmp_path: Path) -> None:
    run, gold = run_folder(tmp_path, CLAIMS), corpora(tmp_path)
    other = replace(annotation(CLAIMS), document="b.txt", sha256=digest(b"b"))
    (gold / "b.ann").write_bytes(brat.dumps(other).encode())
    (run / "documents.csv").write_text(f"doc_id\n{digest(TEXT.encode())[:16]}\n", encoding="utf-8")
    code, told = scored(str(run), "--gold", str(gold))
    assert code == 0 and "not scored: b.txt" in told and "F1 1.000" in told


def test_a_text_that_the_run_failed_to_read_counts(tmp_path: Path) -> None:
    run, gold = run_folder(tmp_path, ()), corpora(tmp_path)
    (run / "documents.csv").write_text(f"doc_id\n{digest(TEXT.encode())[:16]}\n", encoding="utf-8")
    code, told = scored(str(run), "--gold", str(gold))
    assert code == 0 and "F1 0.000" in told


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda run, gold: (run / "drug_target.csv").write_text("doc_id\n", encoding="utf-8"), "no column"),
        (lambda run, gold: [path.unlink() for path in run.glob("*.csv")], "no claim table"),
        (lambda run, gold: (gold / "a.ann").unlink(), "no adjudicated .ann file"),
        (lambda run, gold: (gold.parent / "a.txt").unlink(), "is not in"),
        (lambda run, gold: (gold.parent / "a.txt").write_text("x", encoding="utf-8"), "is not the one"),
        (lambda run, gold: (run / "documents.csv").write_text("doc_id\nff\n", encoding="utf-8"), "none of the 1"),
    ],
)
def test_what_cannot_be_scored_is_told_in_one_line(
    tmp_path: Path, spoil: Callable[[Path, Path], object], told: str
) -> None:
    run, gold = run_folder(tmp_path, CLAIMS), corpora(tmp_path)
    spoil(run, gold)
    code, said = scored(str(run), "--gold", str(gold))
    assert code == 2 and told in said and not (run / "score.json").exists()


@pytest.mark.parametrize(("column", "value"), [("subject_start", "soon"), ("confidence", "7"), ("confidence", "high")])
def test_a_broken_row_names_its_text(column: str, value: str) -> None:
    tables = tables_of(CLAIMS)
    tables["drug_target"][0][column] = value
    with pytest.raises(ScoreError, match=r"a\.txt"):
        papers.paper(annotation(CLAIMS), tables, TEXT)


def test_gold_of_the_reviews_scored_against_itself_is_right(tmp_path: Path) -> None:
    if not (SHARED / "reviews").is_dir():
        pytest.skip("the reviews' texts are not here")
    files = papers.gold_files(CORPORA / "reviews" / "gold")
    texts = [SHARED / "reviews"]
    made = [brat.loads(path.read_text(encoding="utf-8")) for path in files.files]
    rows.write_tables(
        tmp_path, (rows.to_rows(one, (texts[0] / one.document).read_bytes().decode("utf-8")) for one in made)
    )
    run = papers.run_from(tmp_path)
    found = papers.papers(run, files, texts)
    card = scorecard.scored(found, run, files)
    assert {card.find(tier).count.f1 for tier in TIERS} == {1.0}
    assert {one.split for one in found} == {"developed on"}


def test_needed_columns_are_the_contracts() -> None:
    from pipeline.assembling.columns import COLUMNS

    for table, columns in papers.NEEDED.items():
        assert set(columns) <= set(COLUMNS[table])


def test_csv_fields_may_hold_line_ends(tmp_path: Path) -> None:
    run = run_folder(tmp_path, CLAIMS)
    with (run / "drug_target.csv").open(encoding="utf-8", newline="") as handle:
        table = list(csv.DictReader(handle))
    table[0]["evidence"] += '\n"x"'
    with (run / "drug_target.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    assert len(papers.run_from(run).of(digest(TEXT.encode())[:16])["drug_target"]) == 3


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(("hash", "heading"), [("#zh", "评分"), ("", "Score")])
def test_a_figure_opens_its_sentences(tmp_path: Path, hash: str, heading: str) -> None:
    assert CHROMIUM
    hostile = replace(CLAIMS[0], object=replace(PROTEASOME, name="<img src=x>"))
    run, gold = run_folder(tmp_path, [hostile, *CLAIMS[2:]]), corpora(tmp_path)
    assert scored(str(run), "--gold", str(gold))[0] == 0
    page = tmp_path / "pressed.html"
    press = "<script>document.querySelector('.count.missed').click()</script></body>"
    page.write_text((run / "score.html").read_text(encoding="utf-8").replace("</body>", press), encoding="utf-8")
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
               f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"{page.as_uri()}{hash}"]  # fmt: skip
    built = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    body = built[: built.index('<script type="application/json"')]
    assert f"<h1>{heading}</h1>" in body and "undefined" not in body and "[object" not in body and "<img" not in body
    assert body.count('<article class="claim"') == 1 and "来那度胺" in body and "IKZF1" in body
