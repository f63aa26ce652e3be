"""Clauses of both languages: the stretch in which a verb looks for its subject and its objects.

A sentence is read on levels: its own, with the content of brackets blanked, then each bracket's content as a level of
its own, because what stands in a bracket is no neighbour of what stands around it. A level is cut at punctuation, at
English connectives and after verbs of reporting; a comma inside a list of names is no border.

>>> text = "研究显示吉瑞替尼(FLT3抑制剂)有效,which blocks AXL"
>>> outer, inner = levels(text, 0, len(text), ())
>>> [text[c.start:c.end] for c in outer.clauses]
['研究显示', '吉瑞替尼(FLT3抑制剂)有效', 'which blocks AXL']
>>> outer.view[:18].replace(BLANK, "_"), text[inner.start:inner.end]
('研究显示吉瑞替尼_________有', 'FLT3抑制剂')
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.records import EntityType, Mention
from pipeline.relating import asides
from pipeline.relating.cue_words import body, column

BLANK = "\x00"
_BRACKET = re.compile(r"[()\[\]【】（）]")
_OPENING = "([【（"
_BORDER = re.compile(
    r"(?=[,，;；:：。!！?？\n\t显表发证揭报认指观而但然并从进因故后]|\b[a-z])"
    r"(?:(?P<mark>[,，;；:：。!！?？\n\t])"
    r"|(?P<report>(?:显示|表明|发现|证实|揭示|报道|认为|指出|证明|观察到)(?!出|的|为|其为)了?"
    r"|\b(?:show(?:s|ed|n)?|demonstrat(?:es?|ed|ing)|found|report(?:s|ed)?|reveal(?:s|ed|ing)?|suggest(?:s|ed|ing)?"
    r"|indicat(?:es?|ed|ing)|confirm(?:s|ed)?) that\b)"
    r"|(?P<word>\b(?:(?:(?:both|all|each|either|neither)\s+of|by|through|via|under|upon)\s+which|which|whereas|while|although|though|but|because(?! of\b)|since|whereby|thereby|who|whose|when)\b"
    r"|(?<![随伴反转因故继])(?:而|但|然而|并且|从而|进而|因此)(?!言|来|非|不)|因而|故而|继而|(?<![对从由使将比被给与在])后者))",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"(?:被|已被|经)$")
_NUMBER_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_IN_CELL_LINE = re.compile(r"(?<=[A-Z]\d);(?=\d\d(?!\d))")
"""A semicolon inside the name of a cell line (`MV4;11`)."""
_LIST_START = re.compile(r"\s*(?:(?:and|or|as well as|以及|及|和|或)\s*)?")
_FAMILIES: dict[EntityType, str] = {
    "DRUG": "drug", "DRUG_CLASS": "drug", "REGIMEN": "drug", "GENE": "target", "PATHWAY": "target",
    "ALTERATION": "alteration",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one level; `reported` where it follows a verb of reporting, `mark` is the border before it."""

    start: int
    end: int
    mark: str = ""
    reported: bool = False


@dataclass(frozen=True, eq=False)
class Level:
    """A sentence or a bracket's content, with section offsets. No two levels are equal.

    Attributes:
        view: text[start:end] with the content of inner brackets blanked, same length.
        mentions: Those of this level only, in order.
        opener: Section offset of the bracket that holds this level, -1 for the sentence itself.
    """

    start: int
    end: int
    view: str
    mentions: tuple[Mention, ...]
    opener: int = -1

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses in order."""
        return _clauses(self.view, self.start, self.mentions)

    @cached_property
    def _ends(self) -> list[int]:
        return [clause.end for clause in self.clauses]

    def text(self, start: int, end: int) -> str:
        """The blanked text between two section offsets."""
        left, right = start - self.start, end - self.start
        return self.view[left if left > 0 else 0 : right if right > 0 else 0]

    def clause_at(self, offset: int) -> int:
        """Index of the clause that holds a section offset (the last one, for an offset behind all)."""
        return min(bisect_right(self._ends, offset), len(self._ends) - 1)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions of this level inside a stretch."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)


def family(mention: Mention) -> str:
    """`drug`, `target`, `alteration` or "" for what stands in no list with these."""
    return _FAMILIES.get(mention.type, "")


def levels(text: str, start: int, end: int, mentions: Sequence[Mention]) -> tuple[Level, ...]:
    """The levels of text[start:end], the sentence itself first, then its brackets from left to right.

    Args:
        text: A section's text.
        start, end: A sentence or a table cell, section offsets.
        mentions: The mentions inside it, in order.
    """
    return tuple(_levels(text, start, end, tuple(mentions), -1))


def _levels(text: str, start: int, end: int, mentions: tuple[Mention, ...], opener: int) -> Iterator[Level]:
    spans = _brackets(text, start, end, mentions)
    if not spans:
        view = text[start:end]
        yield Level(start, end, view, mentions, opener)
        return
    parts, done = [], start
    for left, right in spans:
        parts.append(text[done:left] + BLANK * (right - left))
        done = right
    view = "".join(parts) + text[done:end]
    own = tuple(m for m in mentions if not any(left <= m.start < right for left, right in spans))
    yield Level(start, end, view, own, opener)
    for left, right in spans:
        inner = tuple(m for m in mentions if left < m.start and m.end < right)
        yield from _levels(text, left + 1, right - 1, inner, left)


def _brackets(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Outermost brackets, both signs included; those that belong to a mention (`del(17p)`) are none."""
    spans: list[tuple[int, int]] = []
    depth = opened = 0
    for match in _BRACKET.finditer(text, start, end):
        at = match.start()
        if _is_inside(mentions, at):
            continue
        if match.group() in _OPENING:
            opened = at if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((opened, at + 1))
    aside = [
        (left, right) for left, right in asides.spans(text, start, end, mentions) if not _touches(spans, left, right)
    ]
    return sorted([*spans, *aside]) if aside else spans


def _touches(spans: Sequence[tuple[int, int]], left: int, right: int) -> bool:
    return any(start < right and left < end for start, end in spans)


def _clauses(view: str, start: int, mentions: Sequence[Mention]) -> tuple[Clause, ...]:
    found: list[Clause] = []
    at, mark, reported = 0, "", False
    inserted = _insertions(view)
    for match in _BORDER.finditer(view):
        if (
            match.start() in inserted
            or _is_inside(mentions, start + match.start())
            or not _cuts(match, view, start, mentions)
        ):
            continue
        stop, begin = _cut(match)
        if view[at:stop].strip(BLANK + " \n"):
            found.append(Clause(start + at, start + stop, mark, reported))
        at, mark, reported = begin, match.group(), match.lastgroup == "report"
    if view[at:].strip(BLANK + " \n") or not found:
        found.append(Clause(start + at, start + len(view), mark, reported))
    return tuple(found)


_BESIDES = r"(?:besides|along with|together with|in addition to|as well as|apart from|alongside)\s[^,;:.]{2,60},"
_INSERTED = re.compile(
    rf",\s+(?:{_BESIDES}(?=\s+(?:to|with|by|as|is|are|was|were|has|have)\s)"
    r"|(?:in|for|among|at least|partly|mainly)\s[^,;:.]{2,60},(?=\s+(?:to|with|by|as)\s)"
    r"|(?<=\band,\s)(?:at|when|given|after|once)\s[^,;:.]{2,40},(?=\s+to\s))",
    re.IGNORECASE,
)


def _insertions(view: str) -> frozenset[int]:
    """The two commas round a phrase that stands between a verb and its preposition (`was ascribed, in one case, to X`)."""
    found = _INSERTED.finditer(view) if "," in view else ()
    return frozenset(at for match in found for at in (match.start(), match.end() - 1))


def _is_inside(mentions: Sequence[Mention], at: int) -> bool:
    for mention in mentions:
        if mention.start > at:
            return False
        if at < mention.end:
            return True
    return False


def _cut(match: re.Match[str]) -> tuple[int, int]:
    """Where the clause before ends and the next begins: a connective opens its clause, other borders close theirs."""
    if match.lastgroup == "report":
        return match.end(), match.end()
    if match.lastgroup == "word":
        return match.start(), match.start()
    return match.start(), match.end()


def _qualifies(match: re.Match[str], start: int, mentions: Sequence[Mention]) -> bool:
    """Whether 而 stands between two alterations of the same patients (`X突变而Y野生型者`)."""
    around = [m for m in mentions if m.end == start + match.start() or m.start == start + match.end()]
    return len({m.span for m in around}) > 1 and all(m.type == "ALTERATION" for m in around)


def _cuts(match: re.Match[str], view: str, start: int, mentions: Sequence[Mention]) -> bool:
    if match.lastgroup == "report":
        return not _PASSIVE.search(view[: match.start()])
    if match.lastgroup == "word" or match.group() not in ",，":
        if _IN_CELL_LINE.match(view, match.start()):
            return False
        return match.group() != "而" or not _qualifies(match, start, mentions)
    if _NUMBER_COMMA.match(view, match.start()):
        return False
    return not _joins(match.start(), view, start, mentions)


@lru_cache(maxsize=1)
def _consequence() -> re.Pattern[str]:
    words = column("drug_target_consequences", "role")
    return re.compile(
        rf"[^,;:。]{{0,30}}?(?:{body(w for w, role in words.items() if role in ('link', 'next'))})", re.IGNORECASE
    )


def _tells_more(view: str, end: int) -> bool:
    """Whether a name begins a clause of its own, as a word of consequence behind it tells (`A,B水平随之降低`)."""
    return _consequence().match(view, end) is not None


def _joins(comma: int, view: str, start: int, mentions: Sequence[Mention]) -> bool:
    """Whether a comma stands between two names of one family, as in a list."""
    left = start + len(view[:comma].rstrip(" " + BLANK))
    step = _LIST_START.match(view, comma + 1)
    right = start + (step.end() if step else comma + 1)
    before = next((m for m in mentions if m.end == left), None)
    after = next((m for m in mentions if m.start == right), None)
    if before is None or after is None or not family(before):
        return False
    if _tells_more(view, after.end - start) and not _goes_on(view, start, mentions, after):
        return False
    if _begins_anew(view, start, mentions, before, after):
        return False
    return family(before) == family(after) and (before.text.isascii() or after.text.isascii())


_AND = re.compile(r",?\s+(?:and|or)\s+", re.IGNORECASE)


def _goes_on(view: str, start: int, mentions: Sequence[Mention], item: Mention) -> bool:
    """Whether the last of a list of alterations follows an item (`A, B and C emerged in turn`)."""
    link = _AND.match(view, item.end - start) if item.type == "ALTERATION" else None
    return link is not None and any(m.start == start + link.end() and m.type == item.type for m in mentions)


_CLOSING = re.compile(r"、[^、，,;；。]*(?:和|与|及|以及)\s*$")
"""The last link of a Chinese list (`A、B和`), behind which a comma adds no further item."""
_STATUS = re.compile(r"[\s\x00]*(?:突变|阳性|缺失|阴性|或|及|和|/|[A-Za-z0-9-])*(?:者|患者|病例)")

_OBJECT = re.compile(r"(?:抑制|靶向|覆盖|针对|阻断)了?[\s\x00]*$")
_OBJECT_REACH = 8
_ANSWERS = re.compile(r"(?:突变|变异|阳性|的|者|患者|细胞)*(?:则|却|均|仍|可)*对(?!照|比)")
"""What is said of an alteration behind a comma, where the one before it is the object of a verb (`D可抑制A,B突变对其耐药`)."""


def _begins_anew(view: str, start: int, mentions: Sequence[Mention], before: Mention, after: Mention) -> bool:
    """Whether a closed list ends at a comma and carriers are told behind it (`有A、B和C,A或B突变者…`)."""
    if before.type != "ALTERATION":
        return False
    opened = before.start - start
    if _OBJECT.search(view, max(0, opened - _OBJECT_REACH), opened) and _ANSWERS.match(view, after.end - start):
        return True
    if not _STATUS.match(view, after.end - start):
        return False
    listed = [m.name for m in mentions if m.type == "ALTERATION" and m.end <= before.end]
    return after.name in listed or _CLOSING.search(view[: before.start - start]) is not None
