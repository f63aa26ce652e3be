"""Relations on public sets: the files' formats and the counting, on miniatures that stand in no corpus."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest

from bench import public_relations, public_sets
from bench.public_relations import Row, Task
from bench.public_sets import Text
from pipeline import extractor
from pipeline.extractor import Extractor

LINES = (
    ("<< quizartinib >> is a potent inhibitor of [[ FLT3 ]].", "INHIBITOR"),
    ("[[ BTK ]] was not touched, while << ibrutinib >> induced [[ MYC ]].", "none"),
    ("<< BTK >> is inhibited by [[ ibrutinib ]].", "INHIBITOR"),
    ("<< BTK >> is inhibited by [[ ibrutinib ]].", "SUBSTRATE"),
)
ABSTRACT = (
    "1|t|Gefitinib and EGFR.",
    "1|a|Gefitinib inhibits EGFR.",
    "1\t0\t9\tGefitinib\tChemicalEntity\tD1",
    "1\t14\t18\tEGFR\tGeneOrGeneProduct\t1956",
    "1\t20\t29\tGefitinib\tChemicalEntity\tD1",
    "1\t39\t43\tEGFR\tGeneOrGeneProduct\t1956",
    "1\tNegative_Correlation\tD1\t1956\tNovel",
    "1\tCotreatment\tD1\tD2\tNo",
)
RESPONSE = "BRAF mutations confer sensitivity to vemurafenib in melanoma."
STANDOFF = {
    ".txt": RESPONSE,
    ".a1": "T1\tgene 0 4\tBRAF\nT2\tvariant 5 14\tmutations\nT3\tdrug 37 48\tvemurafenib\nT4\tcancer 52 60\tmelanoma\n",
    ".a2": "R1\tPredictive cancer:T4 drug:T3 gene:T1\nR2\tAssociatedVariant gene:T1 variant:T2\n",
}


@pytest.fixture(scope="module")
def rules() -> Extractor:
    return extractor.load("rules")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Miniatures of the three sets."""
    for name in ("chemprot", "biored", "civicmine"):
        (tmp_path / name).mkdir()
    rows = [json.dumps({"text": text, "label": label}) for text, label in LINES]
    for name in ("dev", "train"):
        (tmp_path / "chemprot" / f"{name}.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "biored" / "Dev.PubTator").write_text("\n".join(ABSTRACT) + "\n", encoding="utf-8")
    with tarfile.open(tmp_path / "civicmine" / "training.tar.gz", "w:gz") as archive:
        for number in range(12):
            for ending, text in STANDOFF.items():
                entry = tarfile.TarInfo(f"training/{number}{ending}")
                entry.size = len(text.encode())
                archive.addfile(entry, io.BytesIO(text.encode()))
    return tmp_path


def lean(name: str) -> float:
    return 1.0 if name.endswith("nib") else -1.0


def test_chemprot_joins_the_lines_of_a_sentence_and_tells_the_ends_apart() -> None:
    rows = [json.dumps({"text": text, "label": label}) for text, label in LINES]
    first, second = public_sets.chemprot([rows[0], *rows[2:]], lean)
    assert first.pairs == {("quizartinib", "flt3", "down"): frozenset({"CPR:4"})}
    assert second.paper.text == "BTK is inhibited by ibrutinib."
    assert [(m.start, m.end, m.type) for m in second.marks] == [(0, 3, "GENE"), (20, 29, "DRUG")]
    assert second.pairs == {("ibrutinib", "btk", "down"): frozenset({"CPR:4"})}


def test_one_end_of_a_pair_is_a_chemical() -> None:
    told = public_sets.chemicals(
        [("x1", "odd"), ("odd", "y2"), ("y2", "kinase")], lambda name: -float(name == "kinase")
    )
    assert told("y2") > told("kinase") and told("odd") < told("y2") and told("x1") > told("odd")


def test_biored_pairs_have_the_drug_first() -> None:
    (text,) = public_sets.biored(ABSTRACT)
    assert text.pairs == {("D1", "1956", "down"): frozenset({"Negative_Correlation"})}
    assert [m.side for m in text.marks] == ["drug", "target", "drug", "target"]


def test_folds_part_the_sentences(folder: Path) -> None:
    archive = folder / "civicmine" / "training.tar.gz"
    held, others = (public_sets.civicmine(archive, side) for side in (True, False))
    assert len(held) + len(others) == 12 and held and others
    assert not {text.paper.name for text in held} & {text.paper.name for text in others}


def task(text: Text, *rows: Row) -> Task:
    return Task("set", "drug_target", [text], rows)


def test_counting_compares_directions_where_asked() -> None:
    (text,) = public_sets.biored(ABSTRACT)
    down, both, any_way = Row("down", ("down",)), Row("both", ("up", "down")), Row("any")
    wrong = {("D1", "1956", "up")}
    assert public_relations.counted(down, task(text), text, wrong) == (0, 0, 0, 1)
    assert public_relations.counted(both, task(text), text, wrong) == (0, 1, 0, 1)
    assert public_relations.counted(any_way, task(text), text, wrong) == (1, 1, 1, 1)
    recall = Row("recall", ("up", "down"), frozenset({"Negative_Correlation"}))
    assert public_relations.counted(recall, task(text), text, {("D1", "1956", "down")}) == (1, 0, 1, 1)


def test_intervals_need_several_texts() -> None:
    one = np.array([[1.0, 2.0, 1.0, 4.0]] + [[0.0, 0.0, 0.0, 1.0]] * 5)
    assert public_relations.told_row("x", one, recall_alone=False)[:4] == ("x", "9", "2", "0.500 (–)")
    assert public_relations.told_row("x", one, recall_alone=False)[4].startswith("0.111 (0.000–")
    assert public_relations.told_row("x", one, recall_alone=True)[2:4] == ("–", "–")


def test_given_names_leave_other_claims_aside(rules: Extractor) -> None:
    (text,) = public_sets.chemprot([json.dumps({"text": LINES[0][0], "label": "INHIBITOR"})], lean)
    bare = Text(text.paper, (), text.pairs)
    assert public_relations.made(rules, task(text), text, "given") == {("quizartinib", "flt3", "down")}
    assert public_relations.made(rules, task(bare), bare, "given") == set()
    assert public_relations.made(rules, task(bare), bare, "end to end") == {("?quizartinib", "?flt3", "down")}


def test_the_command_prints_every_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert public_relations.main([str(folder), "--extractor", "rules"]) == 0
    out = capsys.readouterr().out
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in out.splitlines() if line.startswith("| ")]
    told = {(row[0].split(",")[0].split(" (")[0], row[1], row[3]): row[4:] for row in rows if len(row) == 9}
    for name in ("ChemProt dev", "BioRED dev"):
        assert told[name, "both directions", "given"][2].startswith("1.000")
        assert told[name, "both directions", "end to end"][3].startswith("1.000")
    assert told["CIViCmine", "any direction", "given"][4].startswith("1.000")
    assert "bay073" in out


def test_missing_sets_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert public_relations.main([str(tmp_path), "--extractor", "rules"]) == 0
    assert capsys.readouterr().out.count("not measured") == 3
