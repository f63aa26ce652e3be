"""Patterns that every supported Python reads alike, and names that keep their first meaning."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import pipeline

FILES = [*Path(pipeline.__file__).parent.rglob("*.py"), *Path(pipeline.__file__).parent.rglob("cues/*.tsv")]
POSSESSIVE_GROUP = re.compile(r"\)[?*+]\+")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_group_is_possessive(path: Path) -> None:
    """CPython before 3.11.4 fails to match behind a possessive group that matches nothing (issue gh-101955)."""
    assert not POSSESSIVE_GROUP.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".py"], ids=lambda path: path.name)
def test_no_name_of_a_module_is_given_twice(path: Path) -> None:
    """A later pattern of the same name takes the place of the first one everywhere, also in functions above it."""
    given = Counter(
        name.id
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    )
    assert not [name for name, count in given.items() if count > 1]
