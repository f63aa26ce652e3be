"""What `rules` scores on the gold set, by half and split: the table of the README, written by this command.

    python -m bench.scores [--write]

Each text is extracted twice, end to end and from the gold mentions; the reviews count where their texts are at hand
(`--reviews`, else the setting). Texts of the test split give figures and nothing else.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import runs, settings
from pipeline.records import RELATIONS
from pipeline.scoring import papers, scorecard
from pipeline.scoring.scorecard import bounds, told

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / "corpora"
BEGIN, END = "<!-- scores -->", "<!-- /scores -->"
_HEAD = (
    "half", "split", "texts", "relation", "P", "R", "triple F1", "95 %", "pair F1", "full F1", "from gold mentions: F1"
)  # fmt: skip
_MENTION_HEAD = ("half", "split", "marked mentions", "strict F1", "linking")
_TYPE_HEAD = ("mentions", "of", "development: marked", "strict F1", "linking", "test: marked", "strict F1", "linking")
_SPLITS = (
    ("reviews", "developed on"), ("practice", "practice"), ("bilingual", "train"), ("bilingual", "development"),
    ("bilingual", "test"),
)  # fmt: skip


def _scored(half: str, texts: Path, gold: Path, mentions: Path | None) -> list[papers.Paper]:
    """One half extracted into a passing folder and held against gold."""
    with tempfile.TemporaryDirectory() as folder:
        request = runs.Request((texts,), Path(folder) / half, mentions=mentions)
        runs.run(request, runs.prepare(request), lambda outcome: None)
        return papers.papers(papers.run_from(request.out), papers.gold_files(gold), [texts])


def halves(corpora: Path, reviews: Path) -> dict[str, tuple[list[papers.Paper], list[papers.Paper]]]:
    """By half: its papers end to end, and from gold mentions; the reviews only where their texts are there."""
    places = {half: corpora / half for half in ("bilingual", "practice")} | (
        {"reviews": reviews} if reviews.is_dir() else {}
    )
    found = {}
    for half, texts in places.items():
        gold = corpora / half / "gold"
        found[half] = (_scored(half, texts, gold, None), _scored(half, texts, gold, gold))
    return found


def _rows(
    half: str, split: str, ends: Sequence[papers.Paper], given: Sequence[papers.Paper]
) -> Iterator[Sequence[str]]:
    for relation in ("", *RELATIONS):
        part = ("relation", relation) if relation else ("", "")
        cells = {tier: scorecard.cell(ends, tier, "document", *part) for tier in ("pair", "triple", "full")}
        best, bare = cells["triple"], scorecard.cell(given, "triple", "document", *part)
        yield (
            half, split, str(len(ends)), relation or "all", told(best.count.precision), told(best.count.recall),
            f"**{told(best.count.f1)}**", bounds(best.interval), told(cells["pair"].count.f1),
            told(cells["full"].count.f1), told(bare.count.f1),
        )  # fmt: skip


def _mention_rows(half: str, split: str, found: Sequence[papers.Paper]) -> Iterator[Sequence[str]]:
    """One row where every mention of some stretch is marked, else none (practice texts mark what claims use)."""
    for row in scorecard.mention_rows(found):
        if row["gold"] == "all mentions" and row["value"] in ("", "all"):
            strict, linking = row["strict"], row["linking"]
            yield half, split, str(strict["wanted"]), told(strict["f1"]), told(linking["accuracy"])


def _type_rows(found: Sequence[papers.Paper]) -> Iterator[Sequence[str]]:
    """Mentions by type and language, development beside test."""
    sides = [{_part(row): row for row in _marked(found, split)} for split in ("development", "test")]
    for part in sides[0] | sides[1]:
        told_by = [_strict(side[part]) if part in side else ("0", "–", "–") for side in sides]
        yield (*part, *told_by[0], *told_by[1])


def _marked(found: Sequence[papers.Paper], split: str) -> list[dict[str, Any]]:
    rows = scorecard.mention_rows([paper for paper in found if paper.split == split])
    return [row for row in rows if row["gold"] == "all mentions" and row["value"]]


def _part(row: dict[str, Any]) -> tuple[str, str]:
    return row["part"], row["value"]


def _strict(row: dict[str, Any]) -> tuple[str, str, str]:
    return str(row["strict"]["wanted"]), told(row["strict"]["f1"]), told(row["linking"]["accuracy"])


def table(corpora: Path, reviews: Path) -> str:
    """The README's block, without its marks."""
    found = halves(corpora, reviews)
    claims: list[Sequence[str]] = []
    marks: list[Sequence[str]] = []
    for half, split in _SPLITS:
        ends, given = ([p for p in side if p.split == split] for side in found.get(half, ([], [])))
        if ends:
            claims += _rows(half, split, ends, given)
            marks += _mention_rows(half, split, ends)
    digest = papers.gold_files(corpora).digest()
    types = _markdown(_TYPE_HEAD, list(_type_rows(found["bilingual"][0])))
    tables = (_markdown(_HEAD, claims), _markdown(_MENTION_HEAD, marks), types)
    return "\n\n".join((*tables, f"Gold set `{digest[:12]}`."))


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))


def held(readme: str) -> str:
    """What stands between the marks."""
    return readme.partition(BEGIN)[2].partition(END)[0].strip()


def main() -> None:
    """Prints the table; `--write` puts it into the README."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--reviews", type=Path, help="folder of the reviews' texts")
    asked = parser.parse_args()
    made = table(CORPORA, settings.read(reviews=asked.reviews).reviews)
    print(made)
    if asked.write:
        readme = ROOT / "README.md"
        text = readme.read_text(encoding="utf-8")
        readme.write_text(text.replace(held(text), made) if held(text) else text, encoding="utf-8")


if __name__ == "__main__":
    main()
