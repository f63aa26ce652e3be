"""Groups of patients that an alteration defines, or its absence.

Names joined by 或 or a slash are one group (corpus ruling 25), and `无缺失者` or `those without` takes up the alteration
named before it (`IKZF1缺失者39%,无缺失者69%`).

>>> from pipeline.records import Concept, Mention
>>> def altered(start, end, text, name):
...     return Mention(start, end, "ALTERATION", text, Concept(f"local:{name}", "ALTERATION", name))
>>> text = "IKZF1缺失者OS率39%,无缺失者69%"
>>> line = Line(text, 0, len(text), (altered(0, 7, "IKZF1缺失", "IKZF1 loss"),))
>>> before(line, 0, 12), before(line, 0, 18)
('IKZF1 loss', 'IKZF1 wild-type')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.lexicon import cues
from pipeline.records import Mention
from pipeline.relating import PAIR
from pipeline.relating.lines import Line, pattern

_REACH = 12
_PAUSE = re.compile(r"[,;。]")
_OR = re.compile(
    r"\s*(?:突变|mutations?|mutated|缺失)?\s*(?:或|/|和/或|及/或|\band/or\b|\bor\b|,\s*or\b)\s*(?:携带|mutated|mutant)?\s*",
    re.IGNORECASE,
)
_LACKED = re.compile(
    r"(?:(?<!有)无|不伴有?|不合并|未携带|不携带|不含|未检出|非|\bwithout|\bno|\black(?:ing|ed)?|\bnegative for)\s*(?:a\s+|any\s+)?$",
    re.IGNORECASE,
)
"""What stands before an alteration that a group of patients lacks (`无del(17p)的初治患者`)."""
_GENE = re.compile(r"[A-Z][A-Z0-9]+(?=[ -]|$)")
_STRUCTURAL = re.compile(r"(?:t|del|inv|dup)\([^ ]+\)")


def before(line: Line, start: int, offset: int) -> str:
    """The altered group named last between two offsets, or the one that lacks what it has; or nothing."""
    groups = list(_groups(line, start, offset))
    if not groups:
        return ""
    name, end = groups[-1]
    told = [m for m in unaltered().finditer(line.text, end, offset) if _is_turn(line, end, m.start())]
    return (wild_type(name) or _rest(name, told[-1].group())) if told else name


def _rest(name: str, words: str) -> str:
    """The rest of the patients, where what they lack has no gene to be named by (`野生型`, `without complex karyotype`)."""
    if words.endswith("without"):
        return f"without {name}"
    return words.removesuffix("者").removesuffix("组")


_SET_AGAINST = re.compile(
    r"[^,;。]{0,24}(?:低于|高于|优于|劣于|长于|短于|差于|好于|多于|少于|(?<!比)较|相比|比(?!例|率))(?:无|非|未)?[^,;。]{0,4}"
    r"|[^,;.]{0,40}\b(?:than|versus|vs\.?|compared (?:with|to))\s+(?:in\s+|those\s+|that\s+|patients\s+|of\s+|with\s+|the\s+)*",
    re.IGNORECASE,
)
"""What stands between a group and the one that it is set against in one clause (`突变者OS短于`)."""
_BESIDE = re.compile(r"(?:阳性|突变|型|的)*(?:患者|者|病例|组)(?:与|和)", re.IGNORECASE)

_WITHIN = re.compile(r"(?:阳性|突变|型|的)*(?:患者|者|病例|人群|组)?(?:中|内|里)")
"""Behind the last of some groups: they are those in whom something else is compared (`在A与B突变患者中`)."""


def compared(line: Line, offset: int) -> str:
    """The altered group that a clause before an offset sets against another one, or against those without; or nothing."""
    groups = list(_groups(line, line.start, offset))
    if not groups:
        return ""
    if len(groups) >= PAIR:
        first, end = groups[-PAIR]
        latter = [m.start for m in line.of("ALTERATION") if end <= m.start < groups[-1][1]]
        between = line.between(end, latter[0]) if latter else ""
        is_setting = _WITHIN.match(line.text, groups[-1][1], line.end) is not None
        if _SET_AGAINST.fullmatch(between) or (_BESIDE.fullmatch(between) and not is_setting):
            return first
    name, end = groups[-1]
    told = next(unaltered().finditer(line.text, end, offset), None)
    return name if told and _SET_AGAINST.fullmatch(line.between(end, told.start())) else ""


def _is_turn(line: Line, end: int, at: int) -> bool:
    """Whether words for the rest of the patients begin a clause or an item of their own behind the altered group."""
    lead = line.between(end, at).rstrip()
    return lead.endswith(
        (
            ",",
            ";",
            "(",
            "而",
            "但",
            "and",
            "than",
            "versus",
            "vs",
            "vs.",
            "in",
            "for",
            "with",
            "those",
            "与",
            "和",
            "比",
            "于",
            "较",
        )
    )


def _groups(line: Line, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Name and end of each altered group of a stretch: alterations that patients, a subgroup or a disease follow."""
    inside = [m for m in line.of("ALTERATION") if start <= m.start < end]
    joined: list[list[Mention]] = []
    for mention in inside:
        last = joined[-1][-1] if joined else None
        if last is not None and (_is_choice(line, last, mention) or _are_both_there(line, last, mention)):
            joined[-1].append(mention)
        else:
            joined.append([mention])
    for group in joined:
        if not _defines_group(line, group[-1].end) and not _is_of_people(line, group[0].start):
            continue
        glue = " and " if len(group) > 1 and _are_both_there(line, *group[-PAIR:]) else " or "
        name = glue.join(dict.fromkeys(m.name for m in group))
        if is_lacked(line, group[0]):
            name = wild_type(name)
        if name:
            yield name, group[-1].end


def is_lacked(line: Line, alteration: Mention) -> bool:
    """Whether words right before an alteration say that a group lacks it (`无del(17p)`)."""
    return _LACKED.search(line.text, max(line.start, alteration.start - _REACH), alteration.start) is not None


def _is_choice(line: Line, first: Mention, second: Mention) -> bool:
    """Whether two alterations are one group (`del(17p)或TP53突变者`, `IDH1/2突变者`)."""
    if first.start == second.start:
        return "/" in first.text or "或" in first.text
    return bool(_OR.fullmatch(line.between(first.end, second.start)))


_WITH = re.compile(r"\s*(?:与|和|及|/|\band\b|\+)\s*")
_TOGETHER = re.compile(r"双突变|共突变|[\s-](?:double|co)-?(?:mutated|mutant|mutations?)\b")


def _are_both_there(line: Line, first: Mention, second: Mention) -> bool:
    """Whether two alterations are found together in one group (`A和B双突变者`)."""
    told = _TOGETHER.match(line.text, second.end, line.end) or _TOGETHER.search(second.text)
    return told is not None and _WITH.fullmatch(line.between(first.end, second.start)) is not None


_PEOPLE_WITH = re.compile(
    r"\b(?:patients|individuals|cases|those|people|participants|subjects|children|adults|carriers)\s+"
    r"(?:with|without|harbou?ring|carrying|bearing|lacking|(?:who|that)\s+(?:had|have|carry|carried|harbou?r(?:ed)?|lacked))\s+"
    r"(?:an?\s+|the\s+|any\s+|no\s+|baseline\s+|detectable\s+)*$",
    re.IGNORECASE,
)


def _is_of_people(line: Line, start: int) -> bool:
    """Whether people who have, or lack, it are told right before an alteration (`among patients with del(17p)`)."""
    return _PEOPLE_WITH.search(line.text, max(line.start, start - 48), start) is not None


def _defines_group(line: Line, end: int) -> bool:
    """Whether a status (`阳性`, `+`), people or a disease follow an alteration in its clause, with few words between."""
    stop = _PAUSE.search(line.text, end, min(end + _REACH, line.end))
    last = stop.start() if stop else min(end + _REACH, line.end)
    if pattern("population_words", role="status").match(line.text, end, line.end):
        return True
    if any(pattern("population_words", role=role).search(line.text, end, last) for role in ("people", "group")):
        return True
    return any(end <= disease.start < last for disease in line.of("DISEASE"))


@lru_cache(maxsize=1)
def unaltered() -> re.Pattern[str]:
    """Words for the patients that lack an alteration named before (`野生型`, `those without it`)."""
    forms = sorted((row["form"] for row in cues("unaltered_groups")), key=len, reverse=True)
    body = "|".join(rf"\b{re.escape(f)}\b" if f.isascii() else re.escape(f) for f in forms)
    return re.compile(rf"{body}|\bwithout(?=\s*(?:it|them|the|this|these|such|mutations?|[,.;()]|$))", re.IGNORECASE)


def wild_type(altered: str) -> str:
    """The group without an alteration of a gene, as the guideline names it (ruling 7); or nothing."""
    gene = _GENE.match(altered) or _STRUCTURAL.match(altered)
    return f"{gene.group()} wild-type" if gene else ""


def are_listed(line: Line, mentions: list[Mention], gap: re.Pattern[str]) -> bool:
    """Whether alterations stand in one list, or share one span (`TP53突变者与野生型`)."""
    return all(a.start == b.start or gap.fullmatch(line.between(a.end, b.start).strip()) for a, b in pairwise(mentions))
