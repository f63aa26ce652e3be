"""Flags over environment over file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings import InvalidSettingError, read


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LITMINE_SERVER", raising=False)


def test_defaults() -> None:
    found = read()
    assert (found.extractor, found.workers, found.server) == ("rules", 1, True)


def test_order_of_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("litmine.toml").write_text("workers = 2\nbatch_size = 3\n")
    assert read().workers == 2
    monkeypatch.setenv("LITMINE_WORKERS", "4")
    assert (read().workers, read().batch_size) == (4, 3)
    assert read(workers=5).workers == 5 and read(workers=None).workers == 4


@pytest.mark.parametrize("text", ["workers = 0", "worker = 2", "workers = ["])
def test_impossible_settings_are_named(text: str) -> None:
    Path("litmine.toml").write_text(text)
    with pytest.raises(InvalidSettingError, match=r"worker|litmine\.toml"):
        read()


def test_environment_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITMINE_WORKERS", "many")
    with pytest.raises(InvalidSettingError, match="LITMINE_WORKERS"):
        read()
