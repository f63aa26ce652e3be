"""Papers of any number, made from our own texts by shuffling paragraphs and substituting drugs and figures.

    python -m bench.papers FOLDER --documents 10000 [--characters 1500] [--seed 1]

The same arguments give the same bytes. Sources are the demo, practice, training and development texts; test texts are
never opened. What the papers state is drawn by lot and means nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import lexicon

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
_SPLITS = {"practice", "train", "development"}
_FIGURE = re.compile(r"(?<![\w.-])\d{1,2}\.\d(?=%|％| ?个月| months)")
_HEADINGS = ("1 Background", "1 引言", "1 疗效", "1 机制", "1 Results")
_FOLDER_SIZE = 1000
_SHORTEST, _LONGEST = 60, 900
_SUBSTITUTED = 0.5


@dataclass(frozen=True, slots=True)
class Stock:
    """What papers are made from: paragraphs, and names of drugs that may stand for each other."""

    paragraphs: tuple[str, ...]
    drugs: dict[bool, tuple[str, ...]]
    pattern: re.Pattern[str]


def sources() -> list[Path]:
    """The texts that papers are made from."""
    splits = json.loads((CORPORA / "splits.json").read_text(encoding="utf-8"))["documents"]
    folders = (CORPORA / "practice", CORPORA / "bilingual")
    ours = [path for folder in folders for path in folder.iterdir() if splits.get(path.name) in _SPLITS]
    return sorted([*ours, *(CORPORA / "demo").glob("*_*.*")])


@cache
def stock() -> Stock:
    """The stock, read once."""
    paragraphs = [p for path in sources() for p in _paragraphs(path.read_text(encoding="utf-8"))]
    text = "\n".join(paragraphs)
    names = {n for entry in lexicon.load().entries if entry.concept.type == "DRUG" for n in entry.names if len(n) > 3}
    found = sorted(name for name in names if name in text)
    drugs = {han: tuple(name for name in found if _is_han(name) == han) for han in (True, False)}
    longest_first = sorted(found, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<![A-Za-z0-9])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![A-Za-z0-9])")
    return Stock(tuple(paragraphs), drugs, pattern)


def _paragraphs(text: str) -> Iterator[str]:
    body = re.split(r"^#* *(?:参考文献|References)\s*$", text, maxsplit=1, flags=re.MULTILINE)[0]
    for part in re.split(r"\n\s*\n", body):
        paragraph = part.strip()
        if _SHORTEST <= len(paragraph) <= _LONGEST and not re.match(r"[#|\[]", paragraph) and "\n" not in paragraph:
            yield paragraph


def _is_han(name: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", name))


def paper(number: int, characters: int = 1500, seed: int = 1) -> str:
    """One paper of about so many characters; the same number and seed give the same text."""
    lot = random.Random(f"{seed} {number}")
    held = stock()
    parts: list[str] = []
    while sum(map(len, parts)) < characters:
        parts.append(_substituted(lot.choice(held.paragraphs), held, lot))
    return f"# 综述 {seed}-{number}\n\n## {lot.choice(_HEADINGS)}\n\n" + "\n\n".join(parts) + "\n"


def _substituted(paragraph: str, held: Stock, lot: random.Random) -> str:
    def drug(found: re.Match[str]) -> str:
        return lot.choice(held.drugs[_is_han(found[0])]) if lot.random() < _SUBSTITUTED else found[0]

    changed = held.pattern.sub(drug, paragraph)
    return _FIGURE.sub(lambda found: f"{lot.randint(100, 989) / 10:.1f}", changed)


def write(folder: Path, documents: int, characters: int = 1500, seed: int = 1) -> Path:
    """Writes so many papers into a folder, a thousand to a subfolder."""
    for number in range(documents):
        place = folder / f"{number // _FOLDER_SIZE:04}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07}.md").write_text(paper(number, characters, seed), encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.papers", description="Papers by lot from our own texts.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--characters", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    write(told.folder, told.documents, told.characters, told.seed)
    print(f"{told.documents:,} papers of about {told.characters:,} characters in {told.folder}")


if __name__ == "__main__":
    main()
