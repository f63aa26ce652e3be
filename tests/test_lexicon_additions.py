"""The user's own terms: what is taken, what is left out and told, and what later runs see of them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import lexicon
from pipeline.cli import app
from pipeline.curating import additions, imports
from pipeline.curating.rows import LexiconTableError
from pipeline.recognising.terms import TermFinder

HELD = (lexicon.load(lexicon.DATA),)
HGNC = """hgnc_id\tsymbol\tname\tlocus_group\tstatus\talias_symbol\tprev_symbol
HGNC:99901\tFICT1\tfictional kinase 1\tprotein-coding gene\tApproved\tFK-1|patient|BCL-2\tFKK
HGNC:99902\tFICT2\tfictional kinase 2\tprotein-coding gene\tEntry Withdrawn\t\t
HGNC:990\tBCL2\tBCL2 apoptosis regulator\tprotein-coding gene\tApproved\tPPP1R950\t
"""
DOID = """format-version: 1.2

[Term]
id: DOID:99901
name: fictional lymphoma
synonym: "lymphoma of fiction" EXACT []
synonym: "some lymphoma" BROAD []

[Term]
id: DOID:99902
name: gone lymphoma
is_obsolete: true

[Typedef]
id: part_of
name: part of
"""
CHEBI = """ID\tCOMPOUND_ID\tTYPE\tSOURCE\tNAME\tADAPTED\tLANGUAGE
1\t99901\tIUPAC NAME\tIUPAC\t2-fictyl-water\tF\ten
2\t99901\tINN\tWHO\tfictumab\tF\ten
3\t99901\tBRAND NAME\tX\tFictra\tF\ten
4\t99901\tINN\tWHO\tfictumabum\tF\tla
5\t15377\tNAME\tChEBI\tfictional water\tF\ten
"""


def own(folder: Path, text: str) -> Path:
    path = folder / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_columns_are_enough(tmp_path: Path) -> None:
    rows = additions.table(own(tmp_path, "kind\tname\nDRUG\tfictinib\n"))
    assert [(row["concept_id"], row["name"]) for row in rows] == [("local:drug.fictinib", "fictinib")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nfictinib\n", "needs the columns kind and name"),
        ("kind\tname\tcolour\nDRUG\tfictinib\tred\n", "needs the columns kind and name"),
        ("kind\tname\nDRUGS\tfictinib\n", "mine.tsv:2: kind 'DRUGS'"),
        ("kind\tname\nDRUG\n", "mine.tsv:2: 1 columns"),
        ("kind\tname\nDRUG\t\n", "mine.tsv:2: no name"),
    ],
)
def test_a_bad_table_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconTableError, match=message):
        additions.table(own(tmp_path, text))


def test_names_that_mean_something_else_are_left_out(tmp_path: Path) -> None:
    rows = additions.table(
        own(tmp_path, "kind\tname\taliases_en\nDRUG\tfictinib\tFX-77|imatinib|study\nDRUG\tvenclexta\t\n")
    )
    done = additions.write(rows, "mine.tsv", tmp_path / "lexicon", HELD)
    assert done.concepts == 1 and done.left_out == 1
    assert {collision.name for collision in done.collisions} == {"imatinib", "study", "venclexta"}
    assert lexicon.read_entries(done.path)[0].aliases_en == ("FX-77",)


def test_names_of_a_held_concept_are_added_to_it(tmp_path: Path) -> None:
    rows = additions.table(own(tmp_path, "kind\tname\taliases_zh\nDRUG\tvenetoclax\t虚构商品名\n"))
    additions.write(rows, "mine.tsv", tmp_path / "lexicon", HELD)
    both = lexicon.read((lexicon.DATA, tmp_path / "lexicon"))
    assert len(both.entries) == len(HELD[0].entries)
    assert both.lookup("虚构商品名")[0].concept == both.lookup("venetoclax")[0].concept


def test_later_runs_find_the_users_terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITMINE_LEXICON", str(tmp_path / "lexicon"))
    file = own(tmp_path, "kind\tname\tname_zh\nDRUG\tfictinib\t虚构替尼\n")
    done = CliRunner().invoke(app, ["lexicon", "add", str(file)])
    assert done.exit_code == 0 and "1 concepts, 2 names" in done.output
    lexicon.load.cache_clear()
    try:
        found = TermFinder(lexicon.load()).find("虚构替尼有效")
    finally:
        lexicon.load.cache_clear()
    assert [(mention.text, mention.name) for mention in found] == [("虚构替尼", "fictinib")]


def test_hgnc(tmp_path: Path) -> None:
    rows = imports.read("hgnc", own(tmp_path, HGNC))
    done = additions.write(rows, "hgnc.tsv", tmp_path / "lexicon", HELD)
    entries = {entry.concept.name: entry for entry in lexicon.read_entries(done.path)}
    assert entries["FICT1"].concept.concept_id == "hgnc:99901"
    assert entries["FICT1"].aliases_en == ("fictional kinase 1", "FK-1", "FKK")
    assert "PPP1R950" in entries["BCL2"].aliases_en and "FICT2" not in entries
    assert {collision.name for collision in done.collisions} == {"patient", "BCL-2"}


def test_doid(tmp_path: Path) -> None:
    rows = imports.read("doid", own(tmp_path, DOID))
    assert [(row["concept_id"], row["name"], row["aliases_en"]) for row in rows] == [
        ("doid:99901", "fictional lymphoma", "lymphoma of fiction")
    ]


def test_chebi_takes_drugs_only_and_reads_gzip(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv.gz"
    path.write_bytes(gzip.compress(CHEBI.encode()))
    rows = imports.read("chebi", path)
    assert [(row["concept_id"], row["name"], row["aliases_en"]) for row in rows] == [
        ("chebi:99901", "fictumab", "Fictra")
    ]


def test_chebi_compounds_are_known_by_their_stem(tmp_path: Path) -> None:
    text = "id\tname\tchebi_accession\n1\tfictatinib\tCHEBI:99903\n2\twater\tCHEBI:15377\n"
    rows = imports.read("chebi", own(tmp_path, text))
    assert [(row["concept_id"], row["name"]) for row in rows] == [("chebi:99903", "fictatinib")]


@pytest.mark.parametrize("source", ["hgnc", "doid", "chebi"])
def test_a_foreign_file_is_refused(tmp_path: Path, source: imports.Source) -> None:
    with pytest.raises(LexiconTableError, match="download of"):
        imports.read(source, own(tmp_path, "kind\tcolour\nDRUG\tred\n"))


def test_the_command_refuses_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["lexicon", "import", "doid", str(own(tmp_path, HGNC))])
    assert done.exit_code == 2 and not (tmp_path / "litmine-lexicon").exists()
