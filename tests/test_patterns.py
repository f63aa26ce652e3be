"""No pattern that the program compiles runs away on long runs of what it repeats (row 23 of the hostile inputs).

White space is apart: many patterns allow it at several places in a row, which is no harm as long as reading leaves no run of
it; and reading and extraction as a whole are held to linear time.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline import reading
from pipeline.extractor import load

DEMO = Path(__file__).resolve().parents[1] / "corpora/demo"
RUNS = ("a", "1", "肺", "(", "，", "#", "a-", "a ", "A1", "[1],")
LENGTH = 1500
SECONDS = 0.4


def held(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for one in value.values():
            yield from held(one, depth + 1)
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from held(one, depth + 1)


@pytest.fixture(scope="module")
def patterns() -> list[re.Pattern[str]]:
    """The patterns of all modules, and those that functions compile when a paper is read and extracted."""
    compiled: list[re.Pattern[str]] = []
    original = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        made = original(pattern, flags)
        compiled.extend(held(made))
        return made

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(re, "compile", noted)
        document = reading.read(DEMO / "btk_cll.md")
        load("rules").extract(document)
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if ".migrations" not in found.name and not found.name.startswith("pipeline.reviewing"):
            compiled.extend(held(vars(importlib.import_module(found.name))))
    return list({(one.pattern, one.flags): one for one in compiled}.values())


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Processor time of all that is asked of a pattern; a second try tells a slow moment from a slow pattern."""
    tries = []
    for _ in range(2):
        began = time.process_time()
        for _found in pattern.finditer(text):
            pass
        pattern.match(text)
        tries.append(time.process_time() - began)
        if tries[-1] < SECONDS:
            break
    return min(tries)


@pytest.mark.parametrize("run", RUNS)
def test_no_pattern_runs_away(patterns: list[re.Pattern[str]], run: str) -> None:
    assert len(patterns) > 500
    text = (run * LENGTH)[:LENGTH] + "\x01"
    slow = {one.pattern[:200]: took for one in patterns if (took := seconds(one, text)) > SECONDS}
    assert not slow


SPACES = (" ", "\u3000", "\xa0", "\t", " \t", "\u2003", " \u200b", "\x0b")
REPEATED = (
    "FLT3突变患者对维奈克拉耐药，",
    "维奈克拉",
    "ORR为75%，",
    "[1]",
    "- 维奈克拉抑制BCL-2\n",
    "|维奈克拉|BCL-2|75%|\n",
    "%",
)


@pytest.mark.parametrize("space", SPACES)
def test_reading_leaves_no_run_of_white_space(space: str) -> None:
    document = reading.read_text(f"# 题\n\n1 引言\n\n维奈克拉{space * 3000}抑制BCL-2。\n")
    assert any("BCL-2" in section.text.text for section in document.sections)
    assert not any(re.search(r"[^\S\n]{3}", section.text.text) for section in document.sections)


def whole(text: str) -> float:
    """Processor time from a text to its claims, the better of two."""
    tries = []
    for _ in range(2):
        began = time.process_time()
        load("rules").extract(reading.read_text(text))
        tries.append(time.process_time() - began)
    return min(tries)


@pytest.mark.parametrize("repeated", REPEATED)
def test_time_grows_with_length(repeated: str) -> None:
    once, twice = (whole("肺癌\n\n" + repeated * (length // len(repeated))) for length in (3000, 6000))
    assert twice < 2.5 * once + 0.1
