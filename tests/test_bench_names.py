"""The measures of names: the files' formats, the counting on tiny examples, and that the commands print their tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bench import names, public
from bench.names import Judged, Pair, Seen, Unlisted
from bench.public import Paper, Tally
from pipeline import extractor, lexicon
from pipeline.records import Concept, Mention

SAME = Seen(("DRUG",), ("chebi:1",), ("venetoclax",))
OTHER = Seen(("DRUG",), ("chebi:2",), ("imatinib",))
NONE = Seen((), ())


def change(start: int, end: int, text: str, name: str) -> Mention:
    return Mention(start, end, "ALTERATION", text, Concept("local:x", "ALTERATION", name))


@pytest.mark.parametrize(
    ("table", "header"), [("name_pairs", "type zh en"), ("unlisted_names", "type surface name difficulty")]
)
def test_tables_have_their_columns_and_no_doubles(table: str, header: str) -> None:
    raw = (names.DATA / f"{table}.tsv").read_bytes().decode("utf-8")
    lines = raw.split("\n")
    assert lines.pop() == "" and "\r" not in raw and lines[0].split("\t") == header.split()
    cells = [line.split("\t") for line in lines]
    assert all(len(row) == len(cells[0]) and all(cell and cell == cell.strip() for cell in row) for row in cells)
    assert len(set(lines)) == len(lines)


def test_pairs_are_300_of_known_types_in_two_scripts() -> None:
    pairs = names.name_pairs()
    assert len(pairs) == 300 and set(names.TYPES) == {pair.type for pair in pairs}
    assert all(names.language(pair.en) == "en" for pair in pairs)
    assert all(names.language(pair.zh) == "zh" for pair in pairs if pair.zh != "T-ALL")


def test_unlisted_are_200_of_known_difficulties() -> None:
    unlisted = names.unlisted_names()
    assert len(unlisted) == len({one.surface for one in unlisted}) == 200
    assert {one.difficulty for one in unlisted} == set(names.DIFFICULTIES)
    assert {one.type for one in unlisted} <= set(names.USUAL)


def test_most_unlisted_names_are_still_unlisted() -> None:
    held = [one.surface for one in names.unlisted_names() if names.is_held(one)]
    assert len(held) <= 20, f"the vocabulary now holds {held}: were they taken over from the measure?"


@pytest.mark.parametrize(
    ("zh", "en", "wanted"),
    [
        (SAME, SAME, "one id"),
        (SAME, OTHER, "two ids"),
        (NONE, SAME, "zh not found"),
        (SAME, NONE, "en not found"),
        (NONE, NONE, "neither found"),
    ],
)
def test_outcomes(zh: Seen, en: Seen, wanted: str) -> None:
    assert names.outcome(zh, en) == wanted


def test_pair_table_counts_by_type() -> None:
    drug = Pair("DRUG", "甲", "a")
    table = list(names.pair_table("pairs", [Judged(drug, SAME, SAME), Judged(drug, SAME, OTHER)]))
    assert "0.500 (1/2)" in table[1] and table[1].startswith("DRUG ") and "–" in table[2]
    assert table[-1].startswith("all") and "0.500 (1/2)" in table[-1]


def test_a_name_counts_only_with_its_type() -> None:
    one = Unlisted("DRUG", "venetoclex", "venetoclax|ABT-199", "misspelling")
    assert names.is_type(one, SAME) and names.is_name(one, SAME)
    assert names.is_type(one, OTHER) and not names.is_name(one, OTHER)
    assert not names.is_name(one, Seen(("GENE",), ("hgnc:1",), ("venetoclax",)))
    assert names.is_name(one, Seen(("DRUG",), ("local:1",), ("abt 199",)))


def test_only_the_name_itself_counts() -> None:
    version = extractor.load("rules")
    assert names.seen(version, "患者接受{}。", "维奈克拉").names == ("venetoclax",)
    assert names.seen(version, "患者接受{}。", "维奈克拉样").instead == "维奈克拉 DRUG"
    assert names.seen(version, "{}基因的功能尚不明确。", "维奈").ids == ()
    assert names.seen(version, "{}基因的功能尚不明确。", "TP53").names == ("TP53",)


def test_counting_is_one_to_one_and_best() -> None:
    assert public.counted([(0, 9)], [(0, 4), (5, 9)]) == Tally(2, 1, 0, 1)
    assert public.counted([(0, 4), (5, 9)], [(0, 9)]) == Tally(1, 2, 0, 1)
    assert public.counted([(0, 6), (0, 3)], [(2, 3), (4, 6)]) == Tally(2, 2, 0, 2)
    assert public.counted([(0, 4), (0, 4)], [(0, 4)]) == Tally(1, 1, 1, 1)
    assert public.counted([], []) == Tally()


def test_rows_count_the_types_they_are_mapped_to() -> None:
    paper = Paper("1", ((0, "JAK2 V617F in PV"),), ((5, 10, "SequenceVariant"), (14, 16, "Disease"), (0, 4, "Species")))
    gene = Mention(0, 4, "GENE", "JAK2")
    loss = change(14, 16, "PV", "X loss")
    variant = replace(change(0, 10, "JAK2 V617F", "JAK2 p.Val617Phe"), parts=(gene,))
    tallies = {row.name: public.paper_tally(row, paper, [variant, loss]) for row in public.ROWS}
    assert tallies["variants"] == Tally(1, 1, 1, 1)
    assert tallies["variants, all alterations"] == Tally(1, 2, 1, 1)
    assert tallies["diseases"] == Tally(1, 0, 0, 0) and tallies["genes"] == Tally()
    assert list(public.everything([variant])) == [variant, gene]


def test_pubtator_places_are_those_of_the_file() -> None:
    lines = [
        "7|t|On TP53.",
        "7|a|Of R175H.",
        "7\t3\t7\tTP53\tGeneOrGeneProduct\t1",
        "7\t12\t17\tR175H\tSNP\tx",
        "7\tA\tB\tC",
    ]
    (paper,) = public.pubtator(lines)
    assert [(paper.text[start:end], kind) for start, end, kind in paper.marks] == [
        ("TP53", "GeneOrGeneProduct"),
        ("R175H", "SNP"),
    ]


def test_iob_of_two_tables() -> None:
    chemicals = [
        "L\tB-Chemical",
        "-\tI-Chemical",
        "dopa\tI-Chemical",
        "(\tO",
        "PD\tO",
        ")\tO",
        "",
        "aspirin\tB-Chemical",
    ]
    diseases = ["L\tO", "-\tO", "dopa\tO", "(\tO", "PD\tB-Disease", ")\tO", "", "aspirin\tO"]
    first, second = public.iob([chemicals, diseases])
    assert first.text == "L-dopa (PD)" and first.marks == ((0, 6, "Chemical"), (8, 10, "Disease"))
    assert second.marks == ((0, 7, "Chemical"),)


def test_open_classes_need_no_vocabulary() -> None:
    paper = Paper("1", ((0, "Title."), (7, "BRAF V600E mutation and zelpatinib, 维奈克拉")), ())
    found = Counter((m.type, paper.text[m.start : m.end]) for m in public.open_classes(paper))
    assert found["DRUG", "zelpatinib"] == 1 and not any("维奈克拉" in text for _, text in found)
    assert not public.NOTHING.entries and lexicon.load().entries


def test_missing_corpora_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert public.main([str(tmp_path / "absent")]) == 0
    assert "not measured: no folder" in capsys.readouterr().out
    assert public.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("not measured, no file") == 3


def test_a_corpus_prints_a_line_for_each_type_it_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "biored").mkdir()
    marked = "1|t|Venetoclax in AML.\n1|a|TP53.\n1\t0\t10\tVenetoclax\tChemicalEntity\tx\n1\t19\t23\tTP53\tGeneOrGeneProduct\tx\n"
    (tmp_path / "biored" / "Dev.PubTator").write_text(marked, encoding="utf-8")
    assert public.main([str(tmp_path), "--list", "2"]) == 0
    printed = capsys.readouterr().out
    assert "BioRED dev: 1 texts" in printed and "with the vocabulary" in printed and "open classes only" in printed
    assert "chemicals" in printed and "genes" in printed and "diseases" not in printed
