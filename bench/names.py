"""Whether both languages reach one concept, and what becomes of names that the vocabulary does not hold.

    python -m bench.names [--list] [--extractor rules]

Two tables of our own, written without a look at the vocabulary: `data/name_pairs.tsv` (a Chinese and an English name
of one thing) and `data/unlisted_names.tsv` (surfaces that it did not hold then, with type and canonical name as the
annotation guideline has them; alternatives joined by `|`). Each name is put into a sentence and read as a run reads a
paper: repair, recognition, linking. Only a mention of exactly the name's characters counts (a gene's may take in 基因
behind it). There are two sentences a language, a neutral one, and one that is usual for the type (`患者接受…`, `the …
gene`): abbreviations that mean several things (CR, MZL, TTP) need it, and so do codes and symbols by design. `--list` prints every name that failed.

Names are never to be copied from these tables into the vocabulary: that would end what they measure. `held now` counts
the unlisted ones that it holds today, so that this shows. Traditional characters are left out there: the look-up folds
them, and what is measured is that it does.

>>> outcome(Seen(("DRUG",), ("chebi:1",)), Seen(("DRUG",), ("chebi:1",)))
'one id'
>>> outcome(Seen((), ()), Seen(("DRUG",), ("chebi:1",)))
'zh not found'
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline import extractor, lexicon
from pipeline.extractor import Extractor
from pipeline.reading import read_text
from pipeline.records import Mention

DATA = Path(__file__).resolve().parent / "data"
TYPES = ("DRUG", "DRUG_CLASS", "GENE", "DISEASE", "METRIC", "ADVERSE_EVENT", "PATHWAY")
OUTCOMES = ("one id", "zh not found", "en not found", "neither found", "two ids")
DIFFICULTIES = (
    "inn_en", "inn_zh", "code", "misspelling", "ocr", "traditional", "inhibitor", "antibody", "car_t", "trial", "gene",
)  # fmt: skip

_HEAD = "基因"
NEUTRAL = {"zh": "综述中讨论了{}。", "en": "The review discusses {}."}
USUAL = {
    "DRUG": {"zh": "患者接受{}，耐受性良好。", "en": "Patients were treated with {}."},
    "DRUG_CLASS": {"zh": "患者接受{}，耐受性良好。", "en": "Patients were treated with {}."},
    "GENE": {"zh": "{}基因的功能尚不明确。", "en": "The function of the {} gene is unclear."},
    "DISEASE": {"zh": "该研究纳入{}患者。", "en": "The study enrolled patients with {}."},
    "METRIC": {"zh": "主要研究终点为{}。", "en": "The primary endpoint was {}."},
    "ADVERSE_EVENT": {"zh": "常见的不良反应为{}。", "en": "The most common adverse event was {}."},
    "PATHWAY": {"zh": "该化合物影响{}。", "en": "The compound affects {}."},
    "TRIAL": {"zh": "在{}研究中，共入组200例患者。", "en": "In the {} trial, 200 patients were enrolled."},
}


class Pair(NamedTuple):
    """Two names of one thing."""

    type: str
    zh: str
    en: str


class Unlisted(NamedTuple):
    """A surface outside the vocabulary with what it should become."""

    type: str
    surface: str
    name: str
    difficulty: str


@dataclass(frozen=True)
class Seen:
    """What the extractor made of a name's characters: nothing, or types, ids and names of equal length."""

    types: tuple[str, ...]
    ids: tuple[str, ...]
    names: tuple[str, ...] = ()
    instead: str = ""


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of `data/`, without its header."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def name_pairs() -> list[Pair]:
    return [Pair(*row) for row in rows("name_pairs.tsv")]


def unlisted_names() -> list[Unlisted]:
    return [Unlisted(*row) for row in rows("unlisted_names.tsv")]


def language(surface: str) -> str:
    """zh if the name holds a Han character.

    >>> language("CD19 CAR-T细胞"), language("venetoclax")
    ('zh', 'en')
    """
    return "zh" if any("\u3400" <= c <= "\u9fff" for c in surface) else "en"


def seen(version: Extractor, sentence: str, surface: str) -> Seen:
    """Puts the surface into the sentence and reads it.

    Args:
        version: The extractor.
        sentence: Holds one `{}`.
        surface: The name.
    """
    start = sentence.index("{}")
    found: list[Mention] = []
    near: list[Mention] = []
    for extraction in version.extract(read_text(sentence.replace("{}", surface))):
        place = extraction.section.text.clean_span(start, start + len(surface))
        if place is not None:
            ends = {place[1], place[1] + len(_HEAD) * extraction.section.text.text.startswith(_HEAD, place[1])}
            found += [m for m in extraction.mentions if m.start == place[0] and m.end in ends]
            near += [m for m in extraction.mentions if m.start < place[1] and place[0] < m.end]
    concepts = [m.concept for m in found if m.concept is not None]
    return Seen(
        tuple(c.type for c in concepts),
        tuple(c.concept_id for c in concepts),
        tuple(c.name for c in concepts),
        "" if concepts else "; ".join(f"{m.text} {m.type}" for m in near),
    )


def outcome(zh: Seen, en: Seen) -> str:
    """One of OUTCOMES."""
    if not zh.ids or not en.ids:
        return "neither found" if not zh.ids and not en.ids else "en not found" if zh.ids else "zh not found"
    return "one id" if set(zh.ids) == set(en.ids) else "two ids"


def share(part: int, whole: int) -> str:
    """A share with its counts; a dash where there is nothing to count.

    >>> share(19, 20), share(0, 0)
    ('0.950 (19/20)', '–')
    """
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "–"


def told(one: Seen) -> str:
    """What was found, for a list of failures."""
    if one.ids:
        return ", ".join(f"{k} {n} {i}" for k, n, i in zip(one.types, one.names, one.ids, strict=True))
    return f"only {one.instead}" if one.instead else "nothing"


@dataclass(frozen=True)
class Judged:
    """A pair in one kind of sentence."""

    pair: Pair
    zh: Seen
    en: Seen

    @property
    def outcome(self) -> str:
        return outcome(self.zh, self.en)


def judged(version: Extractor, pairs: Iterable[Pair], usual: bool) -> list[Judged]:
    """Every pair, in neutral sentences or in those usual for its type."""
    return [
        Judged(pair, seen(version, frames["zh"], pair.zh), seen(version, frames["en"], pair.en))
        for pair in pairs
        for frames in [USUAL[pair.type] if usual else NEUTRAL]
    ]


def pair_table(title: str, results: Sequence[Judged]) -> Iterator[str]:
    """One line a type: how many pairs came to each outcome."""
    yield f"{title:20}{'one id':>18}" + "".join(f"{name:>15}" for name in OUTCOMES[1:]) + f"{'other type':>12}"
    for kind in (*TYPES, "all"):
        mine = [one for one in results if kind in (one.pair.type, "all")]
        counted = Counter(one.outcome for one in mine)
        other = sum(one.outcome == "one id" and one.pair.type not in one.zh.types for one in mine)
        rest = "".join(f"{counted[name]:>15}" for name in OUTCOMES[1:])
        yield f"{kind:20}{share(counted['one id'], len(mine)):>18}{rest}{other:>12}"


def is_type(one: Unlisted, found: Seen) -> bool:
    return one.type in found.types


def is_name(one: Unlisted, found: Seen) -> bool:
    """Whether type and canonical name are right; letter case and separators aside, as in the vocabulary.

    >>> is_name(Unlisted("DRUG", "维奈克垃", "venetoclax", "ocr"), Seen(("DRUG",), ("local:x",), ("维奈克垃",)))
    False
    """
    wanted = {_plain(name) for name in one.name.split("|")}
    return any(k == one.type and _plain(n) in wanted for k, n in zip(found.types, found.names, strict=True))


def _plain(name: str) -> str:
    return re.sub(r"[\s-]", "", lexicon.fold(name))


def is_held(one: Unlisted) -> bool:
    """Whether the vocabulary holds the surface today."""
    return one.difficulty != "traditional" and bool(lexicon.load().lookup(one.surface))


def unlisted_table(names: Sequence[Unlisted], columns: dict[str, list[Seen]]) -> Iterator[str]:
    """One line a kind of difficulty: type and name right, for each kind of sentence."""
    heads = "".join(f"{f'{name}: type':>24}{'name':>18}" for name in columns)
    yield f"{'unlisted names':20}{heads}{'held now':>10}"
    for kind in (*DIFFICULTIES, "all"):
        at = [i for i, one in enumerate(names) if kind in (one.difficulty, "all")]
        cells = ""
        for found in columns.values():
            cells += f"{share(sum(is_type(names[i], found[i]) for i in at), len(at)):>24}"
            cells += f"{share(sum(is_name(names[i], found[i]) for i in at), len(at)):>18}"
        yield f"{kind:20}{cells}{sum(is_held(names[i]) for i in at):>10}"


def unlisted_seen(version: Extractor, names: Sequence[Unlisted]) -> dict[str, list[Seen]]:
    """What becomes of each name in the usual sentence of its language, in the usual Chinese one, in the neutral one."""
    own = [seen(version, USUAL[one.type][language(one.surface)], one.surface) for one in names]
    chinese = [seen(version, USUAL[one.type]["zh"], one.surface) for one in names]
    neutral = [seen(version, NEUTRAL[language(one.surface)], one.surface) for one in names]
    return {"usual": own, "usual, Chinese": chinese, "neutral": neutral}


def failures(results: Sequence[Judged]) -> Iterator[str]:
    """A line for every pair that does not reach one id."""
    for one in results:
        if one.outcome != "one id":
            pair = one.pair
            yield f"    {one.outcome:14} {pair.type} {pair.zh} = {told(one.zh)} | {pair.en} = {told(one.en)}"


def unlisted_failures(names: Sequence[Unlisted], columns: dict[str, list[Seen]]) -> Iterator[str]:
    """A line for every unlisted name whose type or name is wrong in the usual sentence of its language."""
    for one, found in zip(names, columns["usual"], strict=True):
        if not is_name(one, found):
            fault = "name" if is_type(one, found) else "type"
            yield f"    {fault:5} {one.difficulty:12} {one.type} {one.surface} ({one.name}) = {told(found)}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.names", description="Names of both languages, and unlisted names.")
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--list", action="store_true", help="print every name that failed")
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    version = extractor.load(given.extractor)
    print(f"{version.label}, lexicon {lexicon.load().digest[:12]}; every name in a sentence of its own\n")
    pairs = name_pairs()
    for title, usual in (("pairs, neutral", False), ("pairs, usual", True)):
        results = judged(version, pairs, usual)
        print("\n".join((*pair_table(title, results), *(failures(results) if given.list else ()), "")))
    names = unlisted_names()
    columns = unlisted_seen(version, names)
    print("\n".join((*unlisted_table(names, columns), *(unlisted_failures(names, columns) if given.list else ()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
