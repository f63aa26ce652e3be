"""Who changes what a word of response says: `X loss reversed resistance to D`, `M enhanced sensitivity to D in X-mutated cells`.

An alteration that undoes resistance makes sensitive; a drug that undoes it, or that makes cells sensitive to another,
says nothing of what the alteration of these cells brings.

>>> from pipeline.relating.clauses import levels
>>> text = "MCL-1 loss reversed resistance to venetoclax"
>>> names = [Mention(0, 10, "ALTERATION", "MCL-1 loss"), Mention(34, 44, "DRUG", "venetoclax")]
>>> is_undone(levels(text, 0, len(text), names)[0], 0, 20, names[:1])
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Clause, Level, family

_UNDOES = re.compile(
    r"\b(?:revers(?:e|es|ed|ing)|overc(?:ome|omes|ame|oming)|abrogat(?:e|es|ed|ing)|circumvent(?:s|ed|ing)?)\s+"
    r"(?:(?:the|this|that|their|its|acquired|primary|intrinsic)\s+)*"
    rf"|(?:逆转|克服|解除)了?(?:其|细胞|该|此|这种|这一|上述)?[\s{BLANK}]*",
    re.IGNORECASE,
)
_LESSENS = re.compile(
    r"\b(?:decreas|reduc|lower|attenuat|diminish|weaken)(?:e|es|ed|s|ing)?\s+(?:(?:the|this|their|its)\s+)*"
    rf"|(?:降低|减弱|削弱|减少|减轻)了?(?:其|细胞)?[\s{BLANK}]*",
    re.IGNORECASE,
)
_RESISTANCE = re.compile(r"(?:获得性|原发性?)?(?:耐药|抗性|抵抗)|(?:acquired\s+)?resistance\b", re.IGNORECASE)
_SENSITISES = re.compile(
    r"\b(?:restor|enhanc|increas|improv|potentiat|augment|recover)(?:e|es|ed|ing|s)?\s+(?:(?:the|their|its)\s+)*"
    rf"|(?:恢复|增强|提高|增加)了?(?:其|细胞)?[\s{BLANK}]*",
    re.IGNORECASE,
)
_SENSITIVITY = re.compile(r".*(?:sensitivity|responsiveness|敏感性)", re.IGNORECASE)
_TO = re.compile(
    rf"(?:\s+of\s+[\w/+\x00-]+(?:\s+[\w/+\x00-]+){{0,4}}?)?\s+to\s+(?:the\s+)?|[\s{BLANK}]*", re.IGNORECASE
)
_FIRST = re.compile(
    r"^\s*(?:(?:treatment with|the addition of|adding|combined|low-dose|the|and|also|further|we|that)\s+)*$",
    re.IGNORECASE,
)


def _without_carriers(level: Level, start: int, end: int) -> str:
    """The words of a stretch without the alterations and the disease of the cells that it names (`X突变AML细胞对`)."""
    at, parts = start, []
    for mention in level.within(start, end):
        if mention.type in ("ALTERATION", "DISEASE") and mention.start >= at:
            parts.append(level.text(at, mention.start))
            at = mention.end
    return "".join((*parts, level.text(at, end)))


def is_undone(level: Level, start: int, end: int, alterations: Sequence[Mention]) -> bool:
    """Whether alterations are what undoes the resistance that a word names.

    Args:
        level: The level.
        start: Where the clause begins.
        end: Where the word of resistance begins.
        alterations: What the word is said of.
    """
    verb = _verb(_UNDOES, level, start, end)
    if verb is None and _RESISTANCE.match(level.text(end, level.end)):
        verb = _verb(_LESSENS, level, start, end)
    before = [m for m in level.within(start, verb) if family(m)] if verb is not None else []
    return bool(before) and before[0] in alterations and all(m.end <= before[-1].end for m in alterations)


_TAKES = re.compile(
    r"\b(?:abolish|abrogat|revers|negat|eliminat|nullif|counteract|cancel|blunt|attenuat)\w*\s+(?:this|that|such|the)\s+$"
    r"|(?:消除|取消|逆转|抵消|削弱|废除|消弭)了?(?:该|此|这种|这一|上述|其)$",
    re.IGNORECASE,
)
"""What takes away the sensitivity that another alteration was said to bring (`Y abolishes this sensitivity`)."""


def is_taken_away(level: Level, start: int, end: int, alterations: Sequence[Mention]) -> bool:
    """Whether alterations, and no drug, are what takes away the sensitivity that a word at `end` names."""
    told = _TAKES.search(level.text(start, end))
    before = [m for m in level.within(start, end) if family(m)]
    return told is not None and bool(before) and all(m in alterations for m in before)


_OF_MUTATIONS = re.compile(
    r"\s+(?:\w+\s+)?(?:mutations?|variants?|substitutions?|alterations?|mutants?)\b|(?:性)?(?:的)?(?:突变|变异)",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"\b(?:activity|active|effective|efficacy|efficacious|potency|potent)\s+(?:against|in|towards?)\s[^,;.]{0,60}$"
    r"|\b(?:cover(?:s|ed|ing)?|overc(?:omes?|ame|oming)|inhibit(?:s|ed|ing)?|suppress(?:es|ed|ing)?|hits?|address(?:es|ed)?|handles?)\s[^,;.]{0,50}$"
    r"|(?:覆盖|抑制|克服|针对)(?:了|住)?[^,;。]{0,24}$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not?|none|neither|nor|without|cannot|fail(?:s|ed)?|lack(?:s|ed)?|inactive|ineffective)\b|不|未|无|难",
    re.IGNORECASE,
)


def is_covered(level: Level, start: int, word: tuple[int, int]) -> bool:
    """Whether a drug is said to act on `resistance mutations`: the word only tells which mutations they are.

    Args:
        level: The level.
        start: Where the clause begins.
        word: Where the word of resistance stands.
    """
    if not _OF_MUTATIONS.match(level.text(word[1], level.end)):
        return False
    before = level.text(start, word[0])
    told = _COVERS.search(before)
    drugs = [m for m in level.within(start, word[0]) if family(m) == "drug"]
    if told is None or not drugs or _is_resisted(level, drugs, word[0]):
        return False
    return drugs[0].end <= start + told.start() and not _NOT.search(before)


def _is_resisted(level: Level, drugs: Sequence[Mention], start: int) -> bool:
    """Whether the second drug before a word is the one resisted (`D能克服X等E耐药突变`)."""
    return len(drugs) > 1 and not level.text(drugs[-1].end, start).strip(f" -{BLANK}")


_RAISES = r"(?:improv|prolong|extend|increas|lengthen)(?:es|ed|s|ing|e)?\b"
_BETTERS = re.compile(rf"{_RAISES}|(?:better|longer|superior)\b", re.IGNORECASE)
_TIES = re.compile(r"associat|predict|confer|correlat|link", re.IGNORECASE)
_VERB = re.compile(_RAISES, re.IGNORECASE)
_IN_GROUP = re.compile(r"\s+(?:\w+\s+)?(?:in|for|among|of)\s", re.IGNORECASE)
_UNDER = re.compile(r"\s+(?:with|on|when (?:given|treated with)|from)\s+(?:the\s+)?(?:addition of\s+)?$", re.IGNORECASE)


def is_of_therapy(level: Level, clause: Clause, word: tuple[int, int]) -> bool:
    """Whether a better outcome is what a drug brings to an altered group (`D improved survival in patients with X`).

    Such a sentence compares treatments and tells no prognosis of the alteration.
    """
    if not _BETTERS.match(level.text(*word)) or _TIES.search(level.text(clause.start, word[0])):
        return False
    inside = [m for m in level.within(clause.start, clause.end) if family(m)]
    before = [m for m in inside if m.end <= word[0]]
    behind = [m for m in inside if m.start >= word[1]]
    acts = bool(before) and all(family(m) == "drug" for m in before) and _VERB.match(level.text(*word))
    if acts and behind and behind[0].type == "ALTERATION" and _IN_GROUP.match(level.text(word[1], behind[0].start)):
        return True
    drug = next((m for m in behind if family(m) == "drug"), None)
    return drug is not None and _UNDER.fullmatch(level.text(word[1], drug.start)) is not None


def is_by_another(level: Level, start: int, word: tuple[int, int]) -> bool:
    """Whether a drug makes sensitive to another drug that the word of sensitivity names beside it.

    Args:
        level: The level.
        start: Where the clause begins.
        word: Where the word of response stands.
    """
    said = level.text(*word)
    if not _SENSITIVITY.fullmatch(said):
        return False
    at = word[0] if _SENSITISES.search(said) else _verb(_SENSITISES, level, start, word[0])
    if at is None:
        return False
    before = [m for m in level.within(start, at) if family(m)]
    acts = len({m.name for m in before}) == 1 and before[0].type in ("DRUG", "DRUG_CLASS")
    if not acts or not _FIRST.match(level.text(start, before[0].start)):
        return False
    inside = [m for m in level.within(at, word[1]) if family(m) == "drug"]
    behind = [m for m in level.within(word[1], level.end) if family(m) == "drug"]
    other = inside or [m for m in behind[:1] if _TO.fullmatch(level.text(word[1], m.start))]
    return any(m.name != before[0].name for m in other)


def _verb(pattern: re.Pattern[str], level: Level, start: int, end: int) -> int | None:
    """Where the verb stands whose object the word is, the name of a drug between them aside."""
    for match in pattern.finditer(level.text(start, end)):
        stop = start + match.end()
        between = [m for m in level.within(stop, end) if family(m) == "drug"]
        rest = level.text(between[-1].end, end) if between else level.text(stop, end)
        opening = _without_carriers(level, stop, between[0].start) if between else ""
        if not rest.strip(" -的" + BLANK) and not opening.strip(" 其细胞对" + BLANK):
            return start + match.start()
    return None
