"""The figures of the datasheet, written between markers in `corpora/README.md`; a test holds that they are current.

>>> page = "A\\n<!-- counts -->\\nold\\n<!-- /counts -->\\nB"
>>> print(written(page, {"counts": "new"}))
A
<!-- counts -->
new
<!-- /counts -->
B
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.records import ENTITY_TYPES, RELATIONS
from pipeline.scoring.agreement import Agreement, Table, markdown, paired, tables
from pipeline.scoring.gold import GoldSet, count_rows

_MARKER = r"(<!-- {0} -->\n)(?:.*?\n)?(<!-- /{0} -->)"
_COUNT_HEADER = ("text", "split", "mentions", *RELATIONS, "claims")


def written(page: str, parts: Mapping[str, str]) -> str:
    """The page with each part between its markers.

    Raises:
        ValueError: The page lacks the markers of a part.
    """
    for name, text in parts.items():
        pattern = re.compile(_MARKER.format(name), re.DOTALL)
        if not pattern.search(page):
            raise ValueError(f"the page has no markers <!-- {name} --> and <!-- /{name} -->")
        page = pattern.sub(lambda found, text=text: f"{found[1]}{text.strip()}\n{found[2]}", page)  # type: ignore[misc]
    return page


def parts(gold: GoldSet) -> dict[str, str]:
    """Counts, origin of claims, agreement by half, and the digest, as Markdown."""
    return {
        "gold-texts": _texts(gold),
        "gold-counts": _table(_COUNT_HEADER, [_code(row) for row in count_rows(gold)]),
        "gold-types": _types(gold),
        "gold-origin": _origin(gold),
        "gold-agreement": _agreement(gold),
        "gold-digest": f"SHA-256 of the adjudicated files: `{gold.digest()}`",
    }


def write(path: Path, gold: GoldSet) -> None:
    """Writes the figures of a gold set into the datasheet."""
    path.write_text(written(path.read_text(encoding="utf-8"), parts(gold)), encoding="utf-8")


def summary(gold: GoldSet) -> dict[str, Table]:
    """Counts and agreement of claims, for the terminal."""
    shown: dict[str, Table] = {"Gold set": (_COUNT_HEADER, count_rows(gold))}
    for name, found in agreements(gold).items():
        shown |= {f"{title}: {name}": table for title, table in tables(found).items()}
    return shown


def agreements(gold: GoldSet) -> dict[str, Agreement]:
    """Agreement of A and B by half, where both have annotated."""
    found = {}
    for half in gold.halves:
        one, other = half.annotations("annotator_a"), half.annotations("annotator_b")
        if {a.document for a in one} & {a.document for a in other}:
            found[half.name] = paired(one, other)
    return found


def _agreement(gold: GoldSet) -> str:
    told = [
        f"#### Agreement on {name} ({len(found.pairs)} texts)\n\n{markdown(tables(found), 5)}"
        for name, found in agreements(gold).items()
    ]
    return "\n".join(told) or "None yet."


_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


def _texts(gold: GoldSet) -> str:
    """Han characters (U+4E00–U+9FFF) and Latin words of whole files, reference list and all."""
    rows: list[tuple[str, ...]] = []
    totals = [0, 0]
    for path in gold.half("bilingual").documents():
        text = path.read_bytes().decode("utf-8")
        numbers = [len(_HAN.findall(text)), len(_WORD.findall(text))]
        totals = [a + b for a, b in zip(totals, numbers, strict=True)]
        rows.append((f"`{path.name}`", gold.splits.get(path.name, ""), *map(str, numbers)))
    rows.append(("all", "", *map(str, totals)))
    return _table(("text", "split", "Han characters", "Latin words"), rows)


def _types(gold: GoldSet) -> str:
    seen = Counter(mark.type for _, annotation in gold.of("gold") for mark in annotation.mentions)
    return _table(("type", "mentions"), [(f"`{kind}`", str(seen[kind])) for kind in ENTITY_TYPES if seen[kind]])


def _origin(gold: GoldSet) -> str:
    names = {
        "both": "both alike",
        "A": "first annotator, or its reading where the two differ",
        "B": "second annotator, or its reading where the two differ",
        "new": "adjudicator",
    }
    seen = Counter(s.origin.rstrip("*") for _, a in gold.of("gold") for s in a.statements)
    changed = sum(s.origin.endswith("*") for _, a in gold.of("gold") for s in a.statements)
    rows = [(told, str(seen[key])) for key, told in names.items()]
    return _table(("as stated by", "claims"), rows) + f"\n\nChanged by the adjudicator: {changed}."


def _code(row: Sequence[str]) -> Sequence[str]:
    return (f"`{row[0]}`" if row[0] != "all" else row[0], *row[1:])


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
