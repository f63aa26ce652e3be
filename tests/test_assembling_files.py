"""Schemas, files and the exchange of run folders."""

from __future__ import annotations

import csv
import io
import json
import threading
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assembling import writing
from pipeline.assembling.columns import TABLES, Rows, columns_of
from pipeline.assembling.fragments import Fragment, fragment, packed, unpacked
from pipeline.assembling.lines import csv_line, csv_lines
from pipeline.assembling.manifest import digests, package_versions
from pipeline.assembling.publishing import MANIFEST, FolderInUseError, check_folder, recover, staged
from pipeline.assembling.rows import refused_rows
from pipeline.assembling.schemas import TableError, validate
from pipeline.assembling.tables import Gathered, array, frame, tables


def rows_of(*names: str) -> list[Rows]:
    return [refused_rows(name, "failed", "is empty") for name in names]


def made(*papers: Rows) -> Fragment:
    gathered = Gathered()
    for rows in papers:
        gathered.add(rows)
    return fragment(gathered)


def write_run(out: Path, *papers: Rows, finish: str = "{}\n") -> None:
    def write(folder: Path, counts: dict[str, int]) -> None:
        (folder / "run.json").write_text(finish)

    writing.write_run(out, (made(rows) for rows in papers), write)


def row(**changes: object) -> dict[str, Any]:
    told = {"sentence_id": "a1", "doc_id": "d", "section": "", "kind": "body", "language": "zh"}
    return told | {"start": 3, "end": 5, "text": "甲药"} | changes


def sentence(**changes: object) -> pd.DataFrame:
    return frame("sentences", [row(**changes)])


def paths(out: Path) -> list[object]:
    return list(pd.read_csv(out / "documents.csv", keep_default_na=False)["path"])


def test_good_tables_pass() -> None:
    validate(tables(rows_of("a.txt")) | {"sentences": sentence()})
    assert len(tables(rows_of("a.txt"))["documents"]) == 1


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


texts = st.one_of(st.none(), st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=9))


@given(st.lists(st.tuples(texts, texts, st.one_of(st.none(), st.integers(0, 2**60))), max_size=9))
def test_a_table_is_written_like_its_lines(rows: list[tuple[str | None, str | None, int | None]]) -> None:
    found = [row(section=one, text=two, start=three) for one, two, three in rows]
    lines = csv_lines(array("sentences", columns_of("sentences", found)))
    assert lines.decode() == "".join(csv_line(one.values()) for one in found)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1))))
def test_numbers_are_written_as_python_does(values: list[float | None]) -> None:
    lines = csv_lines(pa.table({"number": pa.array(values, pa.float64())}))
    assert lines.decode() == "".join(csv_line([value]) for value in values)


def test_a_fragment_comes_back_or_is_refused() -> None:
    one = made(*rows_of("b.txt"), rows_of("a.txt")[0] | {"sentences": [row()]})
    told = packed(Fragment(one.tables, one.lines, {"d": "甲\r\n乙"}))
    again = unpacked(told)
    assert again is not None and (again.lines, again.texts) == (one.lines, {"d": "甲\r\n乙"})
    assert all(again.tables[table].equals(one.tables[table]) for table in TABLES)
    spoilt = bytearray(told)
    spoilt[told.index(b"documents.arrow") + 40] ^= 255
    assert [unpacked(bytes(spoilt)), unpacked(told[:-30]), unpacked(b"")] == [None] * 3


def test_values_of_the_wrong_kind_are_named() -> None:
    with pytest.raises(TableError, match="column"):
        made(rows_of("a.txt")[0] | {"sentences": [row(start="three")]})


def test_csv_conventions(tmp_path: Path) -> None:
    write_run(tmp_path / "out", *rows_of("=cmd(),a.txt"))
    data = (tmp_path / "out" / "documents.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n")
    assert b'"=cmd(),a.txt"' in data and b"nan" not in data and b".0," not in data


def test_parquet_holds_the_same_rows(tmp_path: Path) -> None:
    first, second = rows_of("b.txt", "a.txt")
    write_run(tmp_path / "out", first | {"sentences": [row(text="甲\r", language="en")]}, second)
    for name in ("documents", "sentences"):
        text = pd.read_csv(tmp_path / "out" / f"{name}.csv", dtype=str, keep_default_na=False)
        arrow = pd.read_parquet(tmp_path / "out" / f"{name}.parquet")
        as_text = arrow.astype(object).map(lambda v: "" if pd.isna(v) else str(v).removesuffix(".0"))
        assert as_text.values.tolist() == text.values.tolist()


def test_rewriting_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_run(tmp_path / name, *rows_of("a.txt", "综述.md"))
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
    assert len(list((tmp_path / "one").iterdir())) == 2 * len(TABLES) + 1


def test_new_run_replaces_the_old_and_keeps_what_is_not_ours(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_run(out, *rows_of("old.txt"))
    (out / "decisions.db").write_text("mine")
    write_run(out, *rows_of("new.txt"))
    assert paths(out) == ["new.txt"] and (out / "decisions.db").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("precious")
    with pytest.raises(FolderInUseError, match="name a new or empty folder"):
        write_run(tmp_path, *rows_of("a.txt"))
    with pytest.raises(FolderInUseError, match="is a file"):
        check_folder(tmp_path / "thesis.doc")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_folder_that_is_being_filled_holds_up_no_other_run_and_is_not_swept_up(tmp_path: Path) -> None:
    (tmp_path / ".one.dead.new").mkdir()
    with staged(tmp_path / "one") as first:
        assert not (tmp_path / ".one.dead.new").exists()
        with staged(tmp_path / "other") as second:
            (second / MANIFEST).write_text("{}")
        recover(tmp_path / "one")
        (first / MANIFEST).write_text("{}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]


def test_failed_writing_leaves_the_old_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_run(out, *rows_of("old.txt"))

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "csv_lines", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_run(out, *rows_of("new.txt"))
    assert paths(out) == ["old.txt"] and [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_crash_in_the_middle_of_an_exchange_is_mended(tmp_path: Path, moment: str) -> None:
    out, old = tmp_path / "out", tmp_path / ".out.old"
    write_run(out, *rows_of("first.txt"))
    (out / "decisions.db").write_text("mine")
    out.rename(old)
    if moment == "after":
        write_run(tmp_path / "other", *rows_of("second.txt"))
        (tmp_path / "other").rename(out)
    (tmp_path / ".out.abc.new").mkdir()
    write_run(out, *rows_of("third.txt"))
    assert paths(out) == ["third.txt"] and (out / "decisions.db").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_runs_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    out = tmp_path / "out"
    rows = {name: rows_of(*[f"{name}{number}.txt" for number in range(50)]) for name in ("a", "b")}
    threads = [threading.Thread(target=write_run, args=(out, *rows[name])) for name in ("a", "b") * 4]
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
