"""Chromosome changes in the notation of ISCN, in short forms and in words: del(17p), 17p-, 5号染色体长臂缺失, +8.

The name is ISCN's short form, breakpoints dropped (`t(8;21)(q22;q22)` is `t(8;21)`), unless the breakpoint is all there
is. A bare `-7` or `+8` counts only next to another chromosome change or a word for the karyotype.

>>> [(f.name, f.start) for f in find("伴del(17p13)、-5/5q-或t(8; 21)(q22;q22)者;17号染色体短臂缺失; trisomy 8")]
[('del(17p)', 1), ('-5', 12), ('del(5q)', 15), ('t(8;21)', 19), ('del(17p)', 38), ('+8', 50)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.lexicon import cues, fold
from pipeline.recognising.findings import Finding
from pipeline.recognising.skeleton import alternatives, normal
from pipeline.recognising.triggers import Triggers, Windows, scan

_C = r"(?:2[0-2]|1\d|[1-9]|[xy])"
_BAND = r"\d{0,2}(?:\.\d{1,2})?"
_LEFT = r"(?<![a-z0-9.])"
_TWO = re.compile(
    rf"(?<![a-z0-9])(t|inv|ins|dic|der)\s?\(\s?({_C}|v)(?:\s?[;,]\s?({_C}|v)([pq]{_BAND})?)?(?:\s?[;,]\s?({_C}))?\s?\)"
    rf"(?:\s?\(\s?[pq]?{_BAND}\s?(?:[;,]?\s?[pq]{_BAND}){{0,2}}\s?\))?"
)
_ARM = re.compile(
    rf"(?<![a-z0-9])(del|dup|gain|amp|add|i|idic|iso|loss)\s?\(\s?({_C})\s?\)?\s?\(?\s?([pq])({_BAND})(?:[pq]?{_BAND})\s?\)"
)
_ARM_BARE = re.compile(rf"(?<![a-z0-9])(del|gain|amp|loss|dup)\s?({_C})([pq])({_BAND})(?![a-z0-9])")
_SIGNED = re.compile(rf"{_LEFT}({_C})([pq])({_BAND})\s?([-+])(?![a-z0-9.])")
_ARM_WORD = re.compile(
    rf"{_LEFT}({_C})([pq])({_BAND})[\s-]?(?:的|区域?)?\s?"
    r"(缺失|丢失|扩增|获得|增益|重复|deletions?|loss|gain|amplification|amplified|deleted)(?![a-z])"
)
_WORD_ARM = re.compile(
    rf"(?<![a-z])(deletions?|loss|gain|amplification) of (?:chromosome )?({_C})([pq])({_BAND})(?![a-z0-9])"
)
_HAN_ARM = re.compile(rf"(?<![0-9])({_C})\s?号?染色体\s?(短|长)臂\s?(?:的)?(?:部分)?(缺失|丢失|扩增|获得|增益|重复)")
_MONOSOMY = re.compile(
    rf"(?<![a-z])monosomy (?:of )?(?:chromosome )?({_C})(?![a-z0-9])|(?<![0-9])({_C})\s?号?染色体\s?(?:单体|缺失|丢失)"
    rf"|(?<!染色体)单体\s?({_C})(?![0-9])"
)
_TRISOMY = re.compile(
    rf"(?<![a-z])trisomy (?:of )?(?:chromosome )?({_C})(?![a-z0-9])|(?<![0-9])({_C})\s?号?(?:染色体)?\s?三体"
    rf"|三体({_C})(?![0-9])"
)
_BARE = re.compile(rf"(?=[-+])(?<![a-z0-9)\].%+-])([-+])({_C})(?![a-z0-9.%]|\s?[a-z%]|年|月|日|例|个|周|次|倍|岁)")
_NEIGHBOUR = re.compile(r"^\s?(?:/|、|,|;|或|和|及|与|and|or|or/and)\s?$")
_ISCN = re.compile(r"(?<!\d)\d{2}(?:[~-]\d{2})?,x[xy]{0,3}(?:,[^\s。;]{1,60})?,$")
"""A karyotype in full up to the change that is looked at (`45,X,`)."""
_WORD_NEAR = re.compile(r"染色体|核型|karyotyp|chromosom|cytogenetic|细胞遗传")
_ARMS = {"短": "p", "长": "q"}
_LOSSES = ("del", "loss", "缺失", "丢失", "deletion", "deletions", "deleted", "-")
_NEAR, _FORMULA = 16, 80
_KARYOTYPE_NAMES = {normal(row["form"]): row["name"] for row in cues("karyotype_words")}
_KARYOTYPE = re.compile(alternatives(_KARYOTYPE_NAMES))
_ARM_HINTS = [f"{digit}{arm}" for digit in "0123456789xy" for arm in "pq"]
_TRIGGERS = Triggers(
    {
        "bracket": [
            "t(",
            "t (",
            "inv(",
            "del(",
            "del (",
            "dup(",
            "ins(",
            "dic(",
            "der(",
            "gain(",
            "amp(",
            "add(",
            "i(",
            "idic(",
            "iso(",
            "loss(",
        ],
        "arm": _ARM_HINTS,
        "chromosome": ["染色体", "三体", "单体", "monosomy", "trisomy"],
        "word": [*_KARYOTYPE_NAMES, *(name.replace(" ", "-") for name in _KARYOTYPE_NAMES)],
    },
    before=24,
    after=48,
)


def find(text: str, key: str = "") -> list[Finding]:
    """All chromosome changes of a repaired text, in its order; `key` is its folded form, if there is one already."""
    key = key or fold(text)
    windows = _TRIGGERS.windows(key)
    certain = _drop_inner([*_spelled(key, windows), *_words(key, windows.get("word", ()))])
    return sorted([*certain, *_bare(key, certain)], key=lambda f: f.start)


def _spelled(key: str, windows: Mapping[str, Windows]) -> Iterator[Finding]:
    brackets, arms = windows.get("bracket", ()), windows.get("arm", ())
    for match in scan(_TWO, key, brackets):
        if name := _two_name(match):
            yield _finding(match, name)
    for match in (*scan(_ARM, key, brackets), *scan(_ARM_BARE, key, arms), *scan(_WORD_ARM, key, arms)):
        yield _finding(match, _arm_name(*match.groups()))
    for match in (*scan(_SIGNED, key, arms), *scan(_ARM_WORD, key, arms)):
        chromosome, arm, band, kind = match.groups()
        yield _finding(match, _arm_name(kind, chromosome, arm, band))
    chromosomes = windows.get("chromosome", ())
    for match in scan(_HAN_ARM, key, chromosomes):
        yield _finding(match, _arm_name(match.group(3), match.group(1), _ARMS[match.group(2)], ""))
    for pattern, sign in ((_MONOSOMY, "-"), (_TRISOMY, "+")):
        for match in scan(pattern, key, chromosomes):
            yield _finding(match, sign + next(g for g in match.groups() if g).upper())


def _two_name(match: re.Match[str]) -> str:
    """ISCN's short form; nothing where a translocation names one chromosome only."""
    kind, first, second, band, third = match.groups()
    if not second and kind in ("t", "ins", "dic"):
        return ""
    chromosomes = [c.upper() if c in "xy" else c for c in (first, second, third) if c]
    if band and first == "v":
        chromosomes[1] += band
    return f"{kind}({';'.join(chromosomes)})"


def _arm_name(kind: str, chromosome: str, arm: str, band: str) -> str:
    place = f"{chromosome.upper()}{arm}"
    if kind in _LOSSES:
        return f"del({place})"
    if kind in ("i", "idic", "iso", "add", "dup"):
        return f"{'i' if kind == 'iso' else kind}({place})"
    return f"gain({place}{band.split('.')[0] if arm == 'q' and chromosome == '1' and band else ''})"


def _finding(match: re.Match[str], name: str) -> Finding:
    return Finding(match.start(), match.end(), name, (), 0.95, "chromosome notation")


def _words(key: str, windows: Windows) -> Iterator[Finding]:
    for match in scan(_KARYOTYPE, key, windows):
        yield Finding(match.start(), match.end(), _KARYOTYPE_NAMES[normal(match.group())], (), 0.95, "karyotype word")


def _drop_inner(findings: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


def _bare(key: str, certain: list[Finding]) -> Iterator[Finding]:
    known = {f.end: f for f in certain}
    begins = {f.start for f in certain}
    for match in _BARE.finditer(key):
        near = key[max(0, match.start() - _NEAR) : match.start()], key[match.end() : match.end() + _NEAR]
        is_of_karyotype = _ISCN.search(key, max(0, match.start() - _FORMULA), match.start()) is not None
        if is_of_karyotype or _touches(key, match, known, begins) or any(_WORD_NEAR.search(side) for side in near):
            finding = Finding(match.start(), match.end(), match.group().upper(), (), 0.85, "chromosome gain or loss")
            known[finding.end] = finding
            yield finding


def _touches(key: str, match: re.Match[str], known: dict[int, Finding], begins: set[int]) -> bool:
    before = any(
        at in known and _NEIGHBOUR.match(key[at : match.start()]) for at in range(match.start() - 4, match.start())
    )
    after = any(
        at in begins and _NEIGHBOUR.match(key[match.end() : at]) for at in range(match.end() + 1, match.end() + 5)
    )
    return before or after
