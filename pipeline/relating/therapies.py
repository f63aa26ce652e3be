"""The therapy that a word of response speaks of: named beside it, in the sentence, in general, or by the context.

>>> from pipeline.relating.clauses import levels
>>> text = "对来那度胺耐药"
>>> level = levels(text, 0, len(text), [Mention(1, 5, "DRUG", "来那度胺")])[0]
>>> found = beside(level, groups(level), Response(5, 7, "resistance", "word"))
>>> found.members[0].text
'来那度胺'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Clause, Level, family
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import alternation, body, column
from pipeline.relating.responses import Response

_TABLE = "response_context"
_SPACE = rf"[\s{BLANK}]*"
_ADVERBS = (
    r"(?:获得性|继发性?|原发性?|更|更加|更为|较|较为|高度|均|也|相对|产生|出现|发生|表现为"
    r"|表现出|具有|显著|的|治疗|单药|反应|疗效|临床|明显|呈|为|敏感性|联合方案|方案|产生了"
    r"|表现|治疗的|中|显示|类药物|药物|等)*"
)
_TOWARD = re.compile(r"(?:对|从|于|由|经|接受|用|给予|采用|应用)[^,;。]{0,8}$")
_COMPARATOR = re.compile(
    r"(?:较|相较于?|优于|不劣于|相比于?|比|than|versus|vs\.?|compared (?:with|to)"
    r"|over)[\s\x00]*(?:the |传统|单纯|单用|标准|单独)*[\s\x00]*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"[\s\x00]*(?:单药|治疗|组)*相比")
_OVERCOMES = re.compile(rf"{_SPACE}(?:等|所|来|可|能|有效|成功)*(?:克服|逆转|解决|应对|消除)")
_RESISTED = re.compile(rf"{_SPACE}(?:的|治疗的)?(?:获得性|原发性?|继发性?)?(?:耐药|抵抗|resistance)")
_BEHIND_ZH = re.compile(rf"{_SPACE}{_ADVERBS}{_SPACE}$")
_BEFORE_EN = re.compile(
    r"\s*(?:to|from|of|with|against|toward|towards|for|under|upon|after|on)\s+(?:the\s+"
    r"|treatment with\s+|therapy with\s+|[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_BEHIND_EN = re.compile(
    r"[\s-]*(?:therapy|treatment|monotherapy|response|acquired|primary|secondary)?\s*$", re.IGNORECASE
)


@lru_cache(maxsize=8)
def words(role: str) -> re.Pattern[str]:
    """The context words of one role."""
    return alternation(column(_TABLE, "role", role=role))


@lru_cache(maxsize=1)
def _overcoming() -> re.Pattern[str]:
    return re.compile(body(column(_TABLE, "role", role="overcome")), re.IGNORECASE)


def drug_groups(level: Level) -> tuple[Group, ...]:
    """Lists of drugs; a class followed at once by the drug that it introduces is left out."""
    found = []
    lists = [g for g in groups(level) if g.kind == "drug"]
    for number, group in enumerate(lists):
        later = lists[number + 1] if number + 1 < len(lists) else None
        introduces = later is not None and not level.text(group.end, later.start).strip(" " + BLANK)
        members = group.members[:-1] if introduces and group.members[-1].type == "DRUG_CLASS" else group.members
        if members and not _is_comparator(level, group):
            found.append(replace(group, members=members))
    return tuple(found)


def _is_comparator(level: Level, group: Group) -> bool:
    """Whether a therapy is only what another is compared with."""
    left = level.text(level.start, group.start)
    return bool(_COMPARATOR.search(left) or _COMPARED.match(level.text(group.end, level.end)))


def beside(level: Level, lists: Sequence[Group], response: Response) -> Group | None:
    """The therapy tied to a response word by its own construction: `对D耐药`, `D耐药`, `resistance to D`."""
    for group in reversed(lists):
        if group.end <= response.start and _BEHIND_ZH.fullmatch(level.text(group.end, response.start)):
            return group
        if group.end <= response.start and _BEHIND_EN.fullmatch(level.text(group.end, response.start)):
            return group
    for group in lists:
        if group.start >= response.end:
            between = level.text(response.end, group.start)
            if _BEFORE_EN.fullmatch(between) or re.fullmatch(rf"{_SPACE}(?:的|于|对){_SPACE}", between):
                return group
            return None
    return None


def in_clause(level: Level, lists: Sequence[Group], clause: Clause, response: Response) -> Group | None:
    """The nearest therapy of a clause, one that overcomes the resistance left out; `对D` and `从D` first."""
    inside = [g for g in lists if clause.start <= g.start < clause.end]
    inside = [g for g in inside if not _OVERCOMES.match(level.text(g.end, clause.end))]
    overcoming = _overcoming().search(level.text(clause.start, response.end))
    if overcoming and response.predicate == "resistance":
        inside = [g for g in inside if g.start > clause.start + overcoming.start()]
    inside = _specific(inside) if any(not _is_generic(g) for g in lists if g.end <= response.start) else inside
    toward = [g for g in inside if g.kind == "drug" and _TOWARD.search(level.text(clause.start, g.start))]
    chosen = toward or [g for g in inside if g.kind == "drug"]
    return min(chosen, key=lambda g: abs(g.start - response.start)) if chosen else None


def _is_generic(group: Group) -> bool:
    """Whether a list names no more than a kind of therapy (`维持治疗`)."""
    generic = column(_TABLE, "role", role="generic_therapy")
    return all(m.name in generic for m in group.members)


def _specific(lists: Sequence[Group]) -> list[Group]:
    return [group for group in lists if not _is_generic(group)]


def in_sentence(level: Level, lists: Sequence[Group], response: Response) -> Group | None:
    """The therapy of the nearest other clause, those before the word first."""
    if response.predicate == "resistance" and _overcoming().search(level.text(level.start, response.end)):
        return None
    resisted = [g for g in lists if g.end <= response.start and _RESISTED.match(level.text(g.end, level.end))]
    named = [g for g in lists if g.end <= response.start]
    before = resisted or _specific(named) or named
    after = [g for g in lists if g.start >= response.end]
    return before[-1] if before else after[0] if after else None


def in_general(level: Level, clause: Clause, lexicon: Lexicon) -> Mention | None:
    """Therapy as such (`治疗耐受`, `response to therapy`), a valid object (guideline, ruling 6)."""
    match = words("therapy").search(level.text(clause.start, clause.end))
    if not match:
        return None
    start, end = clause.start + match.start(), clause.start + match.end()
    concept = lexicon.concept("DRUG_CLASS", "therapy", "治疗")
    return Mention(start, end, "DRUG_CLASS", match.group(), concept, 0.7, "therapy in general", "relating")


def members(group: Group, lexicon: Lexicon, text: str) -> tuple[Mention, ...]:
    """The objects of a list: drugs given together are one regimen, others one object each."""
    if not group.joint or len(group.members) < 2:
        return group.members
    return (together(group.members, group.start, group.end, lexicon, text),)


def together(drugs: Sequence[Mention], start: int, end: int, lexicon: Lexicon, text: str) -> Mention:
    """Drugs given together as one mention, named by its agents sorted and joined (guideline, section 1)."""
    if len(drugs) == 1:
        return drugs[0]
    names = sorted({m.name for m in agents(drugs)})
    concept = lexicon.concept("REGIMEN", " + ".join(names))
    return replace(
        drugs[0], start=start, end=end, type="REGIMEN", text=text, concept=concept, parts=tuple(drugs),
        reason="agents given together", source="relating",
    )  # fmt: skip


def agents(drugs: Sequence[Mention]) -> Iterator[Mention]:
    """The drugs themselves, regimens taken apart."""
    for drug in drugs:
        inner = [part for part in drug.parts if family(part) == "drug"] if drug.type == "REGIMEN" else []
        yield from inner or [drug]
