"""The checks of the vocabulary: every kind of fault is found where it stands, and the shipped tables have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import lexicon
from pipeline.cli import app
from pipeline.curating.checking import check
from pipeline.curating.counts import counts, is_non_coding
from pipeline.curating.reference import key
from pipeline.lexicon import COLUMNS

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "reference"
GENE = {"concept_id": "hgnc:7", "kind": "GENE", "name": "FICT1", "aliases_en": "fictional kinase"}
DRUG = {"concept_id": "local:drug.fictinib", "kind": "DRUG", "name": "fictinib", "name_zh": "虚构替尼"}
HGNC = "ensg\tentr\thgnc\tsymb\tsynonym1\tsynonym2\nE\t1\tHGNC:7\tFICT1\t\t\nE\t1\tHGNC:8\tFICT2\t\t\n"


def written(folder: Path, *rows: dict[str, str]) -> Path:
    lines = ["\t".join(COLUMNS), *("\t".join(row.get(column, "") for column in COLUMNS) for row in rows)]
    (folder / "own.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"concept_id": "chebi:12a"}, "is no identifier of 'chebi'"),
        ({"concept_id": "pubchem:1"}, "prefix 'pubchem'"),
        ({"kind": "MEDICINE"}, "kind 'MEDICINE'"),
        ({"name_zh": "虛構替尼"}, "write 虚构替尼"),
        ({"aliases_en": "虚构"}, "stands among the English names"),
        ({"aliases_en": "FX-1|FX-1"}, "FX-1 stands twice"),
        ({"aliases_zh": "虚构(甲"}, "a bracket without its other"),
        ({"aliases_en": "patient"}, "patient is an everyday word"),
        ({"aliases_zh": "患者"}, "患者 is an everyday word"),
        ({"relations": "target:FICT9"}, "target:FICT9 is no name"),
        ({"relations": "agent:fictinib"}, "relation 'agent' is none of a DRUG"),
        ({"ambiguous": "FX=word"}, "FX is declared ambiguous and is none of the names"),
        ({"aliases_en": "fictional-kinase"}, "fictional kinase of GENE FICT1 is a form of DRUG fictinib"),
        ({"name": "FICT1", "kind": "GENE"}, "has name and kind of FICT1"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, change: dict[str, str], message: str) -> None:
    found = check([written(tmp_path, GENE, DRUG | change)], tmp_path / "nowhere")
    told = [str(finding) for finding in found.findings]
    assert any(message in line and "own.tsv:" in line for line in told), told
    assert found.errors and not found.compared


def test_a_clean_table_has_no_finding(tmp_path: Path) -> None:
    assert check([written(tmp_path, GENE, DRUG)], tmp_path / "nowhere").findings == ()


def test_a_shared_form_declared_in_both_is_allowed(tmp_path: Path) -> None:
    gene = GENE | {"aliases_en": "FXK", "ambiguous": "FXK=kinase"}
    drug = DRUG | {"aliases_en": "FXK", "ambiguous": "FXK=dose,剂量"}
    assert check([written(tmp_path, gene, drug)], tmp_path / "nowhere").errors == 0


def test_lines_that_are_no_rows_are_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    path = written(tmp_path, GENE, DRUG | {"concept_id": "x"}) / "own.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "three\tcells\tonly\n", encoding="utf-8")
    lines = {finding.line for finding in check([tmp_path], tmp_path / "nowhere").findings}
    assert lines == {3, 4}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"concept_id": "hgnc:8"}, "hgnc:8 is FICT2, not FICT1"),
        ({"concept_id": "hgnc:9"}, "hgnc:9 of FICT1 is in no table"),
        ({"concept_id": "local:gene.fict1"}, "FICT1 is hgnc:7"),
        ({"relations": "member:FICT5"}, "member:FICT5 is no gene"),
    ],
)
def test_the_reference_decides_where_it_holds_the_concept(tmp_path: Path, change: dict[str, str], message: str) -> None:
    tables = tmp_path / "reference"
    tables.mkdir()
    (tables / "hgnc.tsv").write_text(HGNC, encoding="utf-8")
    found = check([written(tmp_path, GENE | change)], tables)
    assert any(message in finding.message for finding in found.findings), found.findings
    assert check([written(tmp_path, GENE)], tables).errors == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("Leukaemia, Acute Myeloid", "acute myeloid leukemia"), ("Hodgkin's lymphoma", "Hodgkin lymphomas")],
)
def test_names_are_compared_by_their_words(one: str, other: str) -> None:
    assert key(one) == key(other)
    assert key(one) != key("chronic " + other)


def test_the_shipped_tables_have_no_error() -> None:
    """Compared with the public tables where this machine has them."""
    assert [str(f) for f in check([lexicon.DATA], SHARED).findings if f.severity == "error"] == []


def test_the_shipped_tables_hold_what_is_asked() -> None:
    entries = lexicon.load(lexicon.DATA).entries
    assert [count.kind for count in counts(entries) if not count.enough] == []
    assert sum(map(is_non_coding, entries)) >= 60


def test_the_command_exits_by_what_it_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LITMINE_LEXICON", str(tmp_path))
    written(tmp_path, DRUG | {"concept_id": "chebi:x"})
    done = CliRunner().invoke(app, ["lexicon", "check"])
    assert done.exit_code == 1 and "own.tsv:2: error: chebi:x" in done.output
