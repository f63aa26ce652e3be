"""Schemas, files and the exchange of run folders."""

from __future__ import annotations

import csv
import io
import json
import threading
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assembling import writing
from pipeline.assembling.columns import TABLES
from pipeline.assembling.manifest import digests, package_versions
from pipeline.assembling.publishing import FolderInUseError, check_folder
from pipeline.assembling.rows import refused_rows
from pipeline.assembling.schemas import TableError, validate
from pipeline.assembling.tables import Tables, frame, tables
from pipeline.assembling.writing import csv_line, write_run


def run_of(*names: str) -> Tables:
    return tables(refused_rows(name, "failed", "is empty") for name in names)


def sentence(**changes: object) -> pd.DataFrame:
    row = {"sentence_id": "a1", "doc_id": "d", "section": "", "kind": "body", "language": "zh"}
    return frame("sentences", [row | {"start": 3, "end": 5, "text": "甲药"} | changes])  # type: ignore[list-item]


def paths(out: Path) -> list[object]:
    return list(pd.read_csv(out / "documents.csv", keep_default_na=False)["path"])


def test_good_tables_pass() -> None:
    validate(run_of("a.txt") | {"sentences": sentence()})
    assert len(run_of("a.txt")["documents"]) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"start": 5}, "start < end"),
        ({"kind": "poem"}, "kind"),
        ({"text": "甲"}, "as long as its span"),
        ({"start": -1, "end": 1}, "greater_than_or_equal_to"),
        ({"start": None}, "start"),
        ({"sentence_id": ""}, "sentence_id"),
    ],
)
def test_broken_promises_are_named(change: dict[str, object], told: str) -> None:
    with pytest.raises(TableError, match="table sentences") as caught:
        validate({"sentences": sentence(**change)})
    assert told in str(caught.value)


def test_ids_are_unique() -> None:
    with pytest.raises(TableError, match="sentence_id"):
        validate({"sentences": pd.concat([sentence(), sentence()], ignore_index=True)})


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")), min_size=2, max_size=6))
def test_csv_fields_come_back_as_they_were(fields: list[str]) -> None:
    assert list(csv.reader(io.StringIO(csv_line(fields), newline=""))) == [fields]


def test_csv_conventions(tmp_path: Path) -> None:
    write_run(tmp_path / "out", run_of("=cmd(),a.txt"), "{}\n")
    data = (tmp_path / "out" / "documents.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n")
    assert b'"=cmd(),a.txt"' in data and b"nan" not in data and b".0," not in data


def test_parquet_holds_the_same_rows(tmp_path: Path) -> None:
    write_run(tmp_path / "out", run_of("b.txt", "a.txt") | {"sentences": sentence()}, "{}\n")
    for name in ("documents", "sentences"):
        text = pd.read_csv(tmp_path / "out" / f"{name}.csv", dtype=str, keep_default_na=False)
        arrow = pd.read_parquet(tmp_path / "out" / f"{name}.parquet")
        as_text = arrow.astype(object).map(lambda v: "" if pd.isna(v) else str(v).removesuffix(".0"))
        assert as_text.values.tolist() == text.values.tolist()


def test_rewriting_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_run(tmp_path / name, run_of("a.txt", "综述.md"), "{}\n")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
    assert len(list((tmp_path / "one").iterdir())) == 2 * len(TABLES) + 1


def test_new_run_replaces_the_old_and_keeps_what_is_not_ours(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_run(out, run_of("old.txt"), "{}\n")
    (out / "decisions.db").write_text("mine")
    write_run(out, run_of("new.txt"), "{}\n")
    assert paths(out) == ["new.txt"] and (out / "decisions.db").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("precious")
    with pytest.raises(FolderInUseError, match="name a new or empty folder"):
        write_run(tmp_path, run_of("a.txt"), "{}\n")
    with pytest.raises(FolderInUseError, match="is a file"):
        check_folder(tmp_path / "thesis.doc")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_failed_writing_leaves_the_old_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_run(out, run_of("old.txt"), "{}\n")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_parquet", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_run(out, run_of("new.txt"), "{}\n")
    assert paths(out) == ["old.txt"] and [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_crash_in_the_middle_of_an_exchange_is_mended(tmp_path: Path, moment: str) -> None:
    out, old = tmp_path / "out", tmp_path / ".out.old"
    write_run(out, run_of("first.txt"), "{}\n")
    (out / "decisions.db").write_text("mine")
    out.rename(old)
    if moment == "after":
        write_run(tmp_path / "other", run_of("second.txt"), "{}\n")
        (tmp_path / "other").rename(out)
    (tmp_path / ".out.abc.new").mkdir()
    write_run(out, run_of("third.txt"), "{}\n")
    assert paths(out) == ["third.txt"] and (out / "decisions.db").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_runs_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = {name: run_of(*[f"{name}{number}.txt" for number in range(50)]) for name in ("a", "b")}
    threads = [threading.Thread(target=write_run, args=(out, made[name], "{}\n")) for name in ("a", "b") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({str(path)[0] for path in paths(out)}) == 1 and len(paths(out)) == 50


def test_manifest_parts() -> None:
    found = digests("m")
    assert set(found) == {"lexicon", "cues", "model"} and all(found.values())
    assert {"spacy", "pandas", "pyarrow"} <= set(package_versions())
    assert json.dumps(package_versions())
