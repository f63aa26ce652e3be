"""Patterns that every supported Python reads alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline

FILES = [*Path(pipeline.__file__).parent.rglob("*.py"), *Path(pipeline.__file__).parent.rglob("cues/*.tsv")]
POSSESSIVE_GROUP = re.compile(r"\)[?*+]\+")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_group_is_possessive(path: Path) -> None:
    """CPython before 3.11.4 fails to match behind a possessive group that matches nothing (issue gh-101955)."""
    assert not POSSESSIVE_GROUP.search(path.read_text(encoding="utf-8"))
