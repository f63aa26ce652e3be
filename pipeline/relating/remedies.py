"""Drugs that overcome the resistance an alteration brings: `M介导的耐药被D克服`, `D overcomes M-mediated resistance`.

The verb is passive, with the drug behind 被 or `by`, or active, with the drug right before it. The alteration has to be
what brings the resistance, what is resisted by name, or the cells that resist; it responds to the drug that overcomes.

>>> from pipeline.relating.clauses import levels
>>> text = "T790M介导的耐药可被奥希替尼克服"
>>> names = [Mention(0, 5, "ALTERATION", "T790M"), Mention(12, 16, "DRUG", "奥希替尼")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [(r.alteration.text, r.therapy.members[0].text) for r in found(level, [(0, names[0])])]
[('T790M', '奥希替尼')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Mention, Span
from pipeline.relating.clauses import BLANK, Clause, Level
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import body, column

_TABLE = "response_continuations"
_RESISTANCE = r"(?:耐药|抵抗|resistance)"


@dataclass(frozen=True, slots=True)
class Remedy:
    """An alteration with the drugs that overcome its resistance; `start` and `end` are the verb's."""

    alteration: Mention
    therapy: Group
    start: int
    end: int


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    forms = {role: body(column(_TABLE, "role", role=role)) for role in ("able", "remedies", "brings", "denied")}
    space = rf"[\s{BLANK}]*"
    texts = {
        "verb": rf"{forms['remedies']}(?!之)",
        "able": rf"{space}(?:{forms['able']}|亦|也|所|成功|均|{space})*",
        "agent": rf"(?:被|由|为){space}$",
        "been": r"\b(?:be|been|is|are|was|were)\s+(?:\w+ly\s+)?$",
        "by": rf"\s+by\s+(?:the\s+)?(?:[\w-]+\s+)?{space}$",
        "brings": rf"{space}(?:突变|阳性)?{space}(?:{forms['brings']}|[-‑](?:mediated|driven|induced|associated|conferred))",
        "resists": rf"{space}(?:突变)?(?:的)?(?:获得性|继发性?)?(?:\s+and\s+other\s+(?:\w+\s+)?)?(?:mutants?|mutations?)?{space}{_RESISTANCE}",
        "listed": rf"{space}(?:突变)?(?:[、/和及与]{space}[A-Z][\w*]{{1,12}}(?:突变)?)*(?:等|在内的)[^,;。]{{0,20}}?{_RESISTANCE}性?的?(?:突变|变异)",
        "cells": rf"{space}(?:突变|阳性|型|的)*{space}(?:细胞|患者|肿瘤|克隆)(?:系|株)?对[^,;。]{{1,16}}的?{_RESISTANCE}",
        "brought": rf"(?:{forms['brings']})\s+(?:the\s+)?{space}$",
        "resistance": _RESISTANCE,
        "denied": forms["denied"],
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def found(level: Level, held: Sequence[tuple[int, Mention]], known: Mention | None = None) -> Iterator[Remedy]:
    """The remedies that one level states.

    Args:
        level: The level.
        held: Alterations with the offset at which they stand on it.
        known: The drug of the sentence before, which a pronoun takes up.
    """
    patterns = _patterns()
    lists = [g for g in groups(level) if g.kind == "drug"] if held else []
    taken_up = Group("drug", (known,), level.start, level.start) if known is not None else None
    for said in patterns["verb"].finditer(level.view) if held and (lists or taken_up) else ():
        start, end = level.start + said.start(), level.start + said.end()
        clause = level.clauses[level.clause_at(start)]
        yield from _acted_on(level, clause, lists, held, Span(start, end))
        told = _passive(level, clause, lists, start, end) or _active(level, clause, lists, start, end)
        if told is None and taken_up is not None and is_pronoun(level.text(clause.start, start)):
            told = taken_up, end, clause.end
        if told is None:
            continue
        is_resistance = patterns["resistance"].search(level.text(told[1], told[2])) is not None
        is_said = _is_resisted if is_resistance else _is_itself
        for at, alteration in held:
            if (told[1] <= at < told[2] and is_said(level, alteration, told[1], told[2])) or _is_example(
                level, alteration, told[1]
            ):
                yield Remedy(alteration, told[0], start, end)


def _is_example(level: Level, alteration: Mention, start: int) -> bool:
    """Whether an alteration is an example of the resistance mutations that a verb behind which it stands overcomes."""
    return alteration.start >= start and _EXAMPLE.fullmatch(level.text(start, alteration.start)) is not None


_EXAMPLE = re.compile(
    r"[^,;.]{0,40}?resistan(?:t|ce)[\s-]+(?:\w+\s+)?(?:mutations?|variants?|mutants?),?\s*(?:including|such\s+as|like|namely|e\.g\.,?)\s+"
    r"(?:(?:the\s+)?[A-Z][\w*]{1,12}(?:\s+[A-Z]\d+[A-Z]+)?(?:,\s*(?:and\s+)?|\s+and\s+|/))*"
    r"|[^,，;；。]{0,24}?耐药(?:相关)?性?的?(?:点)?(?:突变|变异)[,，]?\s*(?:如|例如|包括)(?:[A-Z][A-Z\d*]{1,12}(?:突变)?(?:[、,，/]|和|及|与))*",
    re.IGNORECASE,
)
"""What stands between a verb that overcomes and the mutations shown for those that resist (`overcomes D resistance mutations such as X`)."""


def _acted_on(
    level: Level, clause: Clause, lists: Sequence[Group], held: Sequence[tuple[int, Mention]], verb: Span
) -> Iterator[Remedy]:
    """The alterations that a drug is said to act on before it is said to overcome a resistance (`D inhibits X and overcomes …`)."""
    acted = [m for at, m in held if clause.start <= at < verb.start and is_acted_on(level, clause.start, m, verb.start)]
    before = [g for g in lists if acted and g.end <= acted[0].start]
    own = [g for g in before if g.start >= clause.start]
    if not before or (not own and level.clause_at(before[0].start) != 0):
        return
    for alteration in acted:
        yield Remedy(alteration, own[0] if own else before[0], verb.start, verb.end)


def is_acted_on(level: Level, start: int, alteration: Mention, verb: int) -> bool:
    """Whether an alteration is the object of a verb of action that another verb follows (`inhibits X and overcomes`).

    Args:
        level: The level.
        start: Where the clause begins.
        alteration: The alteration.
        verb: Where the verb begins that follows.
    """
    led = _ACTS_ON.search(level.text(start, alteration.start))
    return led is not None and _AND_THEN.fullmatch(level.text(alteration.end, verb)) is not None


_ITEMS = r"(?:(?-i:[A-Z])[A-Z\d*]{1,12}(?:突变)?(?:\s+(?-i:[A-Z])[A-Z\d*]{1,12}){0,2}\s*(?:[、,，/]|\band\b|和|及|与)\s*){0,6}"
"""Names before the last of a list, each begun by a capital (`T315I and `)."""
_ACTS_ON = re.compile(
    rf"(?:\b(?:inhibit|target|suppress|block|cover|bind|degrad|hit)\w*|\bactive\s+against|抑制|靶向|覆盖|阻断|降解)了?\s*(?:the\s+|both\s+)?{_ITEMS}$",
    re.IGNORECASE,
)
_AND_THEN = re.compile(
    r"(?:\s*(?:[、,，/]|\band\b|和|及|与)\s*(?-i:[A-Z])[A-Z\d*]{1,12})*\s*(?:突变体?|变异|mutations?|mutants?|variants?)?\s*[,，]?\s*"
    r"(?:\band\b|并|且|从而)\s*(?:(?:can|could|may|thus|thereby|also|effectively|so)\s+|可|能|能够|有效|也|还|从而)*",
    re.IGNORECASE,
)


def overcomes(level: Level, start: int, end: int, alterations: Sequence[Mention]) -> bool:
    """Whether a drug acts on alterations and overcomes the resistance that a word names behind them.

    Args:
        level: The level.
        start: Where the clause begins.
        end: Where the word of resistance begins.
        alterations: What the word is said of.
    """
    verbs = [start + m.start() for m in _patterns()["verb"].finditer(level.text(start, end))]
    return bool(verbs) and all(is_acted_on(level, start, m, verbs[-1]) for m in alterations)


def is_pronoun(words: str) -> bool:
    """Whether the words before a verb are a pronoun for the drug named before (`It effectively overcomes …`)."""
    return _PRONOUN.fullmatch(words) is not None


def is_overcome(words: str) -> bool:
    """Whether the words before a resistance say that a drug taken up by a pronoun overcomes it."""
    said = next(_patterns()["verb"].finditer(words), None)
    return said is not None and is_pronoun(words[: said.start()])


_PRONOUN = re.compile(
    r"\s*(?:it|this (?:drug|agent|compound|inhibitor|molecule)|该药物?|此药|本品|其|它)(?:\s*(?:also|further|can|could|may|might|effectively|potently|\w+ly|均|可以?|能够?|还|也|有望|有效地?))*\s*",
    re.IGNORECASE,
)


def _passive(
    level: Level, clause: Clause, lists: Sequence[Group], start: int, end: int
) -> tuple[Group, int, int] | None:
    """The agent of a passive verb, and the stretch before it in which the resistance stands."""
    patterns = _patterns()
    for group in lists if not _UNABLE.search(level.text(clause.start, start)) else ():
        if clause.start <= group.start and group.end <= start:
            marked = patterns["agent"].search(level.text(clause.start, group.start))
            if marked and patterns["able"].fullmatch(level.text(group.end, start)):
                return group, clause.start, clause.start + marked.start()
        elif (
            end <= group.start < clause.end
            and patterns["by"].fullmatch(level.text(end, group.start))
            and patterns["been"].search(level.text(clause.start, start))
        ):
            return group, clause.start, start
    return None


_UNABLE = re.compile(
    r"(?:不能|无法|未能|不可|难以|不易|没有|未|不)(?:完全|有效|轻易)?(?:被|由|为)|\b(?:not|never|cannot)\s+(?:\w+ly\s+)?(?:be|been)\s+(?:\w+ly\s+)?$"
    r"|\b(?:was|were|is|are)\s+(?:not|never)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""Words by which a passive verb says that nothing overcomes it (`不能被D克服`, `could not be overcome by D`)."""


def _active(
    level: Level, clause: Clause, lists: Sequence[Group], start: int, end: int
) -> tuple[Group, int, int] | None:
    """The subject right before a verb, and the stretch behind the verb in which the resistance stands."""
    before = [g for g in lists if clause.start <= g.start and g.end <= start]
    if before and _patterns()["able"].fullmatch(level.text(before[-1].end, start)):
        return before[-1], end, clause.end
    said = _IS_ONE.match(level.text(before[-1].end, start)) if before else None
    of = level.text(end, clause.end).find("的")
    if said and of > 0 and _patterns()["able"].fullmatch(level.text(before[-1].end + said.end(), start)):
        return before[-1], end, end + of
    return _apposed(level, lists, start, end, clause.end)


_IS_ONE = re.compile(
    rf"[\s{BLANK}]*(?:是|为|系|属于?)(?:目前|现有|全球|国内|我国|已获批|唯一|首个|首款|首种|第一个|第一款|一种|一款|一类|少数|的)*"
)
"""Between a drug and what it can overcome as one of a kind (`D是首个能够克服M的药物`)."""


def _apposed(level: Level, lists: Sequence[Group], start: int, end: int, border: int) -> tuple[Group, int, int] | None:
    """The subject of a verb behind what the subject is said to be (`D, a novel Y inhibitor, overcomes …`)."""
    before = [g for g in lists if g.end <= start][-2:]
    said = level.text(before[-1].end, start) if before else ""
    if before and _RELATIVE.fullmatch(said):
        return before[-1], end, border
    if not _AFTER_ASIDE.fullmatch(said):
        return None
    subject, kind = before if len(before) > 1 else (before[0], before[0])
    if subject is not kind and kind.members[0].type == "DRUG_CLASS":
        return (subject, end, border) if _ASIDE.fullmatch(level.text(subject.end, kind.start)) else None
    return (subject, end, border) if _WHOLE_ASIDE.fullmatch(said) else None


_RELATIVE = re.compile(r"\s*,\s*(?:which|that|who)\s[^,;.]+,\s*(?:\w+ly\s+|can\s+|could\s+|also\s+)*", re.IGNORECASE)
"""A relative clause between a drug and what it overcomes (`D, which binds Y covalently, overcame M`)."""
_AFTER_ASIDE = re.compile(r"(?:,\s*an?\s[^,;.]+)?,\s*(?:\w+ly\s+|can\s+|also\s+)*", re.IGNORECASE)
_WHOLE_ASIDE = re.compile(r",\s*an?\s[^,;.]+,\s*(?:\w+ly\s+|can\s+|also\s+)*", re.IGNORECASE)
_ASIDE = re.compile(r",\s*an?\s[^,;.]*", re.IGNORECASE)


_CHANGE = re.compile(r" (?:p\.|mutation$)")
_BARE = re.compile(
    rf"[\s{BLANK}]*(?:the\s+|了|突变体?|变异|等|可|亦|也|均|都|能|够|以|mutations?|can|may)*(?:in\s+(?:vitro|cell lines?|cells|mice|preclinical models|\w+ models))?[\s{BLANK}]*",
    re.IGNORECASE,
)


def _is_itself(level: Level, alteration: Mention, start: int, end: int) -> bool:
    """Whether it is a mutation itself, and nothing of it, that is overcome (`M可被D克服`, `D可克服M`)."""
    behind, before = level.text(alteration.end, end), level.text(start, alteration.start)
    if not _CHANGE.search(alteration.name):
        return False
    return bool(_BARE.fullmatch(behind.rstrip(".。")) and (_BARE.fullmatch(before) or not before.strip()))


def _is_resisted(level: Level, alteration: Mention, start: int, end: int) -> bool:
    """Whether the words around an alteration say that the resistance is its doing, or that of its cells."""
    patterns = _patterns()
    behind, before = level.text(alteration.end, end), level.text(start, alteration.start)
    if any(patterns[name].match(behind) for name in ("brings", "resists", "cells", "listed")):
        return True
    return patterns["brought"].search(before) is not None
