"""What the shape of a text costs: claims of the practice texts that are lost when their lines are broken, their headings unmarked …

    python -m bench.shapes [--shapes "lines of 76 columns" …]

The same words in another shape state the same. A claim counts by what it says, not by where it stands, so that only what
reading loses or joins wrongly is counted; tables, lists and headings are left in their lines.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline import extractor, reading
from pipeline.records import Claim
from soak.splices import practice_texts

_WIDTH, _PAGE = 76, 25
_KEPT = re.compile(r"#|\||-|\*|>|\s*[\[(（]?\d+[\])）.、]")
"""What a line begins with that is no running text."""
_WORD = re.compile(r"[A-Za-z0-9_.+%/()\-–,;:\[\]<>=≥≤]+|\s|.")


def _columns(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def broken(line: str, width: int = _WIDTH) -> str:
    """A line in several that are no wider than a page; words stay whole.

    >>> broken("维奈克拉 inhibits BCL2", 12)
    '维奈克拉\\ninhibits\\nBCL2'
    """
    lines = [""]
    for word in _WORD.findall(line):
        if lines[-1] and _columns(lines[-1] + word) > width:
            lines.append("")
        lines[-1] += word if lines[-1] or not word.isspace() else ""
    return "\n".join(part.rstrip() for part in lines)


def _is_kept(line: str) -> bool:
    return "\t" in line or _KEPT.match(line) is not None


def _broken_text(text: str) -> str:
    return "\n".join(line if _is_kept(line) else broken(line) for line in text.split("\n"))


def _indented(text: str) -> str:
    return "\n".join(f"　　{line}" if line and not _is_kept(line) else line for line in text.split("\n"))


def _with_page_lines(text: str) -> str:
    lines = text.split("\n")
    pages = [lines[at : at + _PAGE] for at in range(0, len(lines), _PAGE)]
    return "\n\n· 12 ·\n某某学杂志 2024年5月第45卷第5期\n\n".join("\n".join(page) for page in pages)


SHAPES: Mapping[str, Callable[[str], str]] = {
    "lines of 76 columns": _broken_text,
    "no blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "indented paragraphs": _indented,
    "headings without marks": lambda text: re.sub(r"(?m)^#+\s*", "", text),
    "bold headings": lambda text: re.sub(r"(?m)^#+\s*(.+)$", r"**\1**", text),
    "page lines between": _with_page_lines,
}


def stated(text: str, name: str) -> set[tuple[str, ...]]:
    """What the claims of a text say.

    Args:
        text: The text.
        name: Its file name, which tells the format.
    """
    read = reading.read_text(text, name, name.rpartition(".")[2])
    found = (claim for part in extractor.load("rules").extract(read) for claim in part.claims)
    return {_told(claim) for claim in found}


def _told(claim: Claim) -> tuple[str, ...]:
    """A claim by its words: for a figure, its arm, endpoint and value."""
    if claim.relation == "trial_metric":
        return claim.predicate, *(claim.fields[column] for column in ("arm", "metric", "value"))
    return claim.relation, claim.predicate, claim.subject.name, claim.object.name if claim.object else ""


def lost(shape: str, paths: list[Path]) -> tuple[int, int, int]:
    """How many claims texts state, how many of them are lost in another shape, and how many are new in it."""
    counts = [0, 0, 0]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        before, after = stated(text, path.name), stated(SHAPES[shape](text), path.name)
        counts = [counts[0] + len(before), counts[1] + len(before - after), counts[2] + len(after - before)]
    return counts[0], counts[1], counts[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.shapes", description="What the shape of a text costs.")
    parser.add_argument("--shapes", nargs="+", choices=list(SHAPES), default=list(SHAPES), metavar="SHAPE")
    told = parser.parse_args()
    paths = practice_texts()
    for shape in told.shapes:
        whole, gone, new = lost(shape, paths)
        print(f"{shape}: of {whole:,} claims {gone} lost ({gone / whole:.1%}), {new} new", flush=True)


if __name__ == "__main__":
    main()
