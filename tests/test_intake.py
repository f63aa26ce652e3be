"""What is read, what is passed over, what is refused unopened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.intake import Entry, NoInputError, collect


def names(entries: list[Entry]) -> list[str]:
    return [entry.name for entry in entries if not entry.refusal]


def refused(entries: list[Entry]) -> dict[str, str]:
    return {entry.name: entry.refusal.reason for entry in entries if entry.refusal}


def paper(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("甲药抑制乙靶点。", encoding="utf-8")
    return path


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.markdown", "c.TXT"):
        paper(tmp_path / name)
    assert names(collect([tmp_path])) == ["a.markdown", "b/1.md", "b/2.txt", "c.TXT"]


def test_a_file_named_by_itself_has_its_own_name(tmp_path: Path) -> None:
    assert names(collect([paper(tmp_path / "sub" / "a.txt")])) == ["a.txt"]


@pytest.mark.parametrize(
    "name",
    ["README.md", "readme.txt", "LICENSE", "LICENCE.md", ".hidden.txt", ".git/a.txt", "a.ann", "annotation.conf"],
)
def test_no_papers_are_passed_over(tmp_path: Path, name: str) -> None:
    paper(tmp_path / name)
    paper(tmp_path / "a.txt")
    entries = collect([tmp_path])
    assert names(entries) == ["a.txt"] and not refused(entries)


@pytest.mark.parametrize(("folder", "papers"), [("demo", 2), ("bilingual", 12)])
def test_a_run_over_what_ships_finds_papers_only(folder: str, papers: int) -> None:
    entries = collect([Path(__file__).resolve().parents[1] / "corpora" / folder])
    assert len(entries) == papers and not refused(entries)


def test_the_runs_own_folder_is_not_walked(tmp_path: Path) -> None:
    paper(tmp_path / "a.txt")
    paper(tmp_path / "out" / "b.txt")
    assert names(collect([tmp_path], leave_out=tmp_path / "out")) == ["a.txt"]


def test_unknown_ending_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    paper(tmp_path / "a.epub")
    entry = collect([tmp_path])[0]
    assert entry.refusal and "'.epub'" in entry.refusal.reason and ".md" in entry.refusal.remedy


def test_links_pipes_and_folders_with_a_files_name_are_refused_unopened(tmp_path: Path) -> None:
    paper(tmp_path / "real.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    paper(tmp_path / "folder.txt" / "inner.txt")
    entries = collect([tmp_path])
    assert names(entries) == ["real.txt"]
    assert set(refused(entries)) == {"link.txt", "loop", "pipe.txt", "folder.txt"}
    assert "symbolic link" in refused(entries)["link.txt"]


def test_names_that_are_not_utf8_are_escaped(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("甲药")
    except OSError as error:
        pytest.skip(f"the file system takes no such name: {error}")
    assert names(collect([tmp_path])) == ["\\udcff.txt"]


@pytest.mark.parametrize("make", [False, True])
def test_nothing_to_read_is_an_error(tmp_path: Path, make: bool) -> None:
    folder = tmp_path / "papers"
    if make:
        folder.mkdir()
    with pytest.raises(NoInputError, match="papers"):
        collect([folder])
