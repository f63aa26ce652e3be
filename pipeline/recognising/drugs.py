"""Agents by the form of their names: INN stems in both languages, and company codes.

A Chinese name has no left boundary in the text, so it is read backwards from its stem over those characters that
Chinese drug names are written with, which the lexicon itself teaches; `联合吉瑞替尼` stops before 合. Where a name
that the lexicon holds ends it, what stands before is no part of it (`结果 阿帕替尼组`, `非利妥昔单抗组`).

>>> [(m.text, m.name) for m in find("口服novatinib或ABT-5566;HL-60细胞", Lexicon(()))]
[('novatinib', 'novatinib'), ('ABT-5566', 'abt-5566')]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.lexicon import Lexicon, cues, fold
from pipeline.recognising.skeleton import alternatives, forms
from pipeline.recognising.triggers import Triggers
from pipeline.records import Mention

_EN_STEMS = frozenset(forms("drug_stems", "stem", script="en"))
_EN_LEFT = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]+gene )?[A-Za-z]+$")
_PAYLOAD = re.compile(
    r"[ -](?:vedotin|deruxtecan|ozogamicin|tesirine|emtansine|govitecan|mafodotin|soravtansine|tirumotecan|pelidotin)"
    r"(?![a-z])"
)
_SUFFIX = re.compile(r"-[a-z]{4}(?![A-Za-z])")
_ZH_ROWS = {row["stem"]: int(row["before"]) for row in cues("drug_stems") if row["script"] == "zh"}
_BEFORE_STEM = {row["stem"]: int(row["before"]) for row in cues("drug_stems")}
_STEMS = Triggers({"stem": [*_EN_STEMS, *_ZH_ROWS]}, 0, 0)
_EXCEPTIONS = frozenset(forms("drug_word_exceptions"))
_ENDS_OF_WORDS, _ENDS_OF_DRUGS = tuple(_EXCEPTIONS), tuple(_EN_STEMS)
_BOUNDARIES = frozenset(forms("han_boundaries"))
_APPOSED = re.compile(r"\s?\(([A-Za-z][a-z]{4,20})(?=[,;) ])")
_LONGEST_ZH, _LONGEST_EN, _SHORTEST_EN = 8, 40, 6
_COMMON = 2
_PREFIXES = {row["prefix"]: row["strength"] for row in cues("drug_code_prefixes")}
_CODE = re.compile(
    r"(?=[A-Z])(?<![A-Za-z0-9./_-])([A-Z]{1,5})([- ]?)(\d{2,8})([A-Z]{0,2})(?:-\d{1,3})?(?![A-Za-z0-9%.]\w|[A-Za-z0-9])"
)
_CELL_LINES = frozenset(re.sub(r"[\s;-]", "", form).upper() for form in forms("cell_lines"))
_BEFORE = re.compile(f"(?i:{alternatives(forms('drug_code_context', side='before'))})" + r"\s?[(:]?\s?$")
_AFTER = re.compile(r"\s?\)?\s?(?:\([^()]{1,20}\))?" + f"(?i:{alternatives(forms('drug_code_context', side='after'))})")
_CELLS = re.compile(r"\s?(?:细胞|cells?\b|cell line)")
_WINDOW = 24


@dataclass(frozen=True)
class _Alphabet:
    lexicon: Lexicon
    characters: frozenset[str]


_alphabets: dict[int, _Alphabet] = {}


def alphabet(lexicon: Lexicon) -> frozenset[str]:
    """Characters that at least two Chinese names of drugs with a stem are written with."""
    known = _alphabets.get(id(lexicon))
    if known is None or known.lexicon is not lexicon:
        counted: Counter[str] = Counter()
        for entry in lexicon.entries:
            if entry.concept.type == "DRUG":
                for name in (entry.concept.name_zh, *entry.aliases_zh):
                    if any(name.endswith(stem) for stem in _ZH_ROWS):
                        counted.update(set(name))
        letters = frozenset(c for c, n in counted.items() if n >= _COMMON and "\u3400" <= c <= "\u9fff") - _BOUNDARIES
        known = _Alphabet(lexicon, letters)
        _alphabets.clear()
        _alphabets[id(lexicon)] = known
    return known.characters


def is_boundary(character: str) -> bool:
    """Whether a Han character ends a name that is read backwards."""
    return character in _BOUNDARIES


def stem(name: str) -> str:
    """The longest INN stem that a folded name ends with, with letters enough before it; empty for a name without.

    Stems of script `part` count too: they end one word of a name (`…gene`, `…vec`) and find no name by themselves.

    >>> stem("blarutinib"), stem("维奈克拉"), stem("hemostat")
    ('tinib', '克拉', '')
    """
    if name in _EXCEPTIONS:
        return ""
    ends = (end for end, before in _BEFORE_STEM.items() if name.endswith(end) and len(name) - len(end) >= before)
    return max(ends, key=len, default="")


def find(text: str, lexicon: Lexicon) -> list[Mention]:
    """DRUG mentions with source `names`; those that the lexicon holds are among them."""
    found: dict[tuple[int, int], Mention] = {}
    for stem, start, end in _STEMS.hits(fold(text)):
        for mention in (_english if stem.isascii() else _chinese)(text, stem, start, end, lexicon):
            found[mention.start, mention.end] = mention
    return [*found.values(), *_codes(text, lexicon)]


def _mention(text: str, start: int, end: int, name: str, score: float, reason: str, lexicon: Lexicon) -> Mention:
    known = lexicon.lookup(name, ("DRUG",))
    concept = known[0].concept if known else lexicon.concept("DRUG", name, "" if name.isascii() else name)
    return Mention(start, end, "DRUG", text[start:end], concept, score, reason, "names")


def _english(text: str, stem: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    if end < len(text) and text[end].isascii() and text[end].isalpha():
        return
    left = _EN_LEFT.search(text, max(0, start - _LONGEST_EN), end)
    if left is None or start - left.start() < 2 or end - left.start() < _SHORTEST_EN:
        return
    word = left.group()
    if word.lower() not in _EXCEPTIONS and (word[1:].islower() or word.isupper()):
        more = _SUFFIX.match(text, end) or _PAYLOAD.match(text, end)
        stop = more.end() if more else end
        yield _mention(text, left.start(), stop, text[left.start() : stop].lower(), 0.8, f"INN stem -{stem}", lexicon)


def _chinese(text: str, stem: str, at: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    letters = alphabet(lexicon)
    start = at
    while start and end - start < _LONGEST_ZH and text[start - 1] in letters:
        start -= 1
    name = text[start:end]
    if not _is_drug(name, lexicon) and any(_is_drug(text[later:end], lexicon) for later in range(start + 1, at)):
        return
    if at - start >= _ZH_ROWS[stem] and not name.endswith(_ENDS_OF_WORDS):
        apposed = _APPOSED.match(text, end)
        english = apposed.group(1).lower() if apposed else ""
        is_inn = english.endswith(_ENDS_OF_DRUGS)
        yield _mention(text, start, end, english if is_inn else name, 0.7, f"stem {stem}", lexicon)


def _is_drug(name: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.lookup(name, ("DRUG",)))


def _codes(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    for match in _CODE.finditer(text):
        prefix, separator, digits, _ = match.groups()
        if re.sub(r"[\s-]", "", match.group()) in _CELL_LINES or _CELLS.match(text, match.end()):
            continue
        score = _code_score(text, match, prefix, digits, separator)
        if score:
            name = match.group().lower().replace(" ", "-")
            yield _mention(text, match.start(), match.end(), name, score, f"code of prefix {prefix}", lexicon)


def _code_score(text: str, match: re.Match[str], prefix: str, digits: str, separator: str) -> float:
    strength = _PREFIXES.get(prefix, "")
    if strength == "strong" and len(digits) > 2 and (separator != " " or len(digits) > 3):
        return 0.8
    if len(prefix) == 1 and len(digits) in (5, 6, 7) and (prefix in "AS") and separator != " " and digits[0] != "0":
        return 0.7
    before = _BEFORE.search(text, max(0, match.start() - _WINDOW), match.start())
    near = bool(before) or bool(_AFTER.match(text, match.end()))
    if not near or separator == " " or len(prefix) + len(digits) < 4:
        return 0.0
    return 0.7 if strength and len(digits) > 2 else 0.6 if len(digits) > 2 and len(prefix) > 1 else 0.0
