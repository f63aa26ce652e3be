"""Alterations in a list that a word of response announces: `耐药机制包括A、B`, `预后不良:A、B;`, `resistance mutations such as A and B`.

>>> from pipeline.relating.clauses import levels
>>> text = "resistance mutations such as T315I and E255K"
>>> names = [Mention(29, 34, "ALTERATION", "T315I"), Mention(39, 44, "ALTERATION", "E255K")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [m.text for m in examples_behind(level, [(m.start, m) for m in names], Response(0, 10, "resistance", "word"))]
['T315I', 'E255K']
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating import therapies
from pipeline.relating.clauses import Clause, Level, family
from pipeline.relating.cue_words import FOR_EXAMPLE
from pipeline.relating.held_alterations import Held
from pipeline.relating.responses import Response, responses

_SUCH_AS = re.compile(
    rf"\s+(?:mutations?|variants?|alterations?),?\s*(?:such\s+as|including|like|{FOR_EXAMPLE})\s+(?:the\s+)?(?:[\w-]+\s+)?",
    re.IGNORECASE,
)


def examples_behind(level: Level, held: Held, response: Response) -> tuple[Mention, ...]:
    """The examples of `resistance mutations such as A and B`."""
    behind = [(at, m) for at, m in held if at >= response.end]
    is_shown = behind and _SUCH_AS.fullmatch(level.text(response.end, behind[0][0]))
    if not is_shown or response.predicate != "resistance":
        return ()
    return tuple(m for at, m in behind if not _SET_APART.search(level.text(behind[0][0], at)))


_SET_APART = re.compile(r"\b(?:although|though|but|while|whereas|however)\b", re.IGNORECASE)
"""Words behind which alterations are told apart from the examples before (`such as X, although Y …`)."""
_KINDS_OF_CHANGE = re.compile(
    r"[\s-]*(?:相关|性)?的?(?:点)?(?:突变|变异|位点|改变)|\s+(?:\w+\s+)?(?:mutations?|variants?|substitutions?|alterations?|changes)\b",
    re.IGNORECASE,
)
_CONFERRING = re.compile(
    r"(?:mutations?|variants?|substitutions?|alterations?|changes)\s+(?:\w+\s+)?(?:confer|caus|mediat|produc|associated)\w*\s+(?:with\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_FOR_INSTANCE = re.compile(
    rf"\s*(?:如|例如|譬如|比如|诸如|包括|尤其是|such as|{FOR_EXAMPLE}|including|for example,?|for instance,?|namely|notably|most notably|chiefly|among them"
    r"|特别是|particularly|especially|in particular|above all|mainly|mostly)\s*(?:the\s+)?",
    re.IGNORECASE,
)
_BY_EXAMPLE = re.compile(
    r"(?:[^,;]{0,24}?(?:mutation|variant|substitution)s?)?\s+(?:above all|in particular|for example|for instance|among them|especially|particularly|first and foremost|most prominently|chiefly)\s*",
    re.IGNORECASE,
)
"""What makes the name before it an example (`the resistance mutations, X above all, …`)."""
_KIND_CAUSES = re.compile(
    r"(?:突变|变异|改变|扩增|融合)[^,;。]{0,12}(?:是|为|系|乃)[^,;。]{0,16}$"
    r"|(?:mutations?|variants?|substitutions?|alterations?|changes|amplification)\b[^,;.]{0,60}\b(?:is|are|were|was|remains?|represents?)\b[^,;.]{0,30}\b(?:causes?|mechanisms?|reasons?|drivers?|basis|sources?)\s+(?:of|for|behind)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
"""A kind of change that a clause calls the cause of what its word says (`激酶区突变是主要的耐药原因,如A、B`)."""


def shown_next(level: Level, held: Held, response: Response, number: int) -> tuple[Mention, ...]:
    """The examples by which the next clause spells out resistance mutations (`D耐药突变集中于激酶域,如A、B`)."""
    if response.frame != "word" or response.predicate != "resistance" or number + 1 >= len(level.clauses):
        return ()
    clause, following = level.clauses[number], level.clauses[number + 1]
    found = [(at, m) for at, m in held if following.start <= at < following.end]
    if not found:
        return ()
    opening, rest = level.text(following.start, found[0][0]), level.text(found[-1][1].end, following.end)
    if not _FOR_INSTANCE.fullmatch(opening) and not (_BY_EXAMPLE.fullmatch(rest) and not opening.strip(" the")):
        return ()
    is_kind = _KINDS_OF_CHANGE.match(level.text(response.end, clause.end))
    before = level.text(clause.start, response.start)
    is_kind = is_kind or _CONFERRING.search(before) or _KIND_CAUSES.search(before)
    alone = not any(clause.start <= at < clause.end for at, _ in held)
    return tuple(m for _, m in found) if is_kind and alone else ()


INTRODUCING = re.compile(
    r"(?:包括|包含|涉及|表现为|主要有|主要为|伴随|主要是|includ(?:e|ing\b)|compris|involv|as follows|[^者组]:)",
    re.IGNORECASE,
)
_MECHANISMS_LISTED = re.compile(
    r"(?:\bmechanisms?\s+of\s+(?:[\w-]+\s+){0,2}resistance\b|\bresistance\s+mechanisms?\b)[^;.]{0,90}?,\s*"
    r"(?:including|such as|namely|notably|among them|most notably|for example,?|for instance,?)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$"
    r"|(?:机制|原因|途径)[^;。]{0,60},\s*(?:前者|后者|其中|一类|一是)[^;。,]{0,8}?(?:包括|以|有|为|是)\s*$"
    r"|\b(?:causes?|mechanisms?|drivers?|reasons?|culprits?)\s+(?:includ(?:e|es|ed|ing)|being|are|were|comprised?)\s+(?:the\s+)?(?:[\w-]+\s+){0,5}$",
    re.IGNORECASE,
)
"""What leads from a word of resistance to the list of its mechanisms (`mechanisms of resistance to D are known, including X`, `causes including X`)."""
AMONG = re.compile(r",\s*(?:其中|including|most commonly|most frequently|尤其是|特别是)", re.IGNORECASE)


def listed_behind(
    level: Level, held: Held, response: Response, clause: Clause, sign: re.Pattern[str]
) -> tuple[Mention, ...]:
    """Alterations in later clauses that a word such as 包括 right behind the response word announces."""
    later = [(at, m) for at, m in held if at >= clause.end]
    if not later or response.frame in ("scale", "escape") or response.predicate != "resistance":
        return ()
    near = sign.search(level.text(response.end, min(response.end + 16, later[0][0])))
    if not near and (sign is AMONG or not _MECHANISMS_LISTED.search(level.text(clause.start, later[0][0]))):
        return ()
    listed = [(at, m) for at, m in later if sign is INTRODUCING or at < later[0][0] + 60]
    return tuple(m for at, m in listed if not _is_told_elsewhere(level, response, at))


def _is_told_elsewhere(level: Level, word: Response, at: int) -> bool:
    """Whether a clause says or asks of itself, with a drug or behind a semicolon, what its alterations do: no list."""
    first, number = level.clause_at(word.start), level.clause_at(at)
    behind = any(clause.mark and clause.mark in ";；" for clause in level.clauses[first + 1 : number + 1])
    own = level.clauses[number]
    if therapies.words("open").search(level.text(at, own.end)):
        return True
    treated = any(family(m) == "drug" for m in level.within(own.start, own.end))
    said = responses(level, [m for m in level.mentions if m.type == "ALTERATION"]) if behind or treated else ()
    return any(own.start <= response.start < own.end for response in said)


def announced_behind(level: Level, held: Held, response: Response, number: int) -> tuple[Mention, ...]:
    """Alterations behind the colon of a clause that announces them (`以下改变提示预后不良:A、B`)."""
    clause, later = level.clauses[number], level.clauses[number + 1 :]
    if not later or later[0].mark not in (":", "："):
        return ()
    if not therapies.words("announces_list").search(level.text(clause.start, clause.end)):
        return ()
    end = next((c.start for c in later[1:] if c.mark in (";", "；", "。")), level.end)
    return tuple(m for at, m in held if later[0].start <= at < end)


def labelled(level: Level, held: Held, response: Response, number: int) -> tuple[Mention, ...]:
    """Alterations behind the colon of a clause that is no more than a word of prognosis (`预后不良:A、B;`)."""
    clause, later = level.clauses[number], level.clauses[number + 1 :]
    label = level.text(clause.start, response.start) + level.text(response.end, clause.end)
    if (
        response.frame != "prognosis"
        or not later
        or later[0].mark not in (":", "：")
        or _LABEL.fullmatch(label) is None
    ):
        return ()
    end = next(
        (
            c.start
            for c in later[1:]
            if c.mark in (";", "；", "。")
            or _opens_label(level, c)
            or _TELLS_ITS_OWN.search(level.text(c.start, c.end))
        ),
        level.end,
    )
    return tuple(m for at, m in held if later[0].start <= at < end)


_TELLS_ITS_OWN = re.compile(r"预后|生存|结局|prognosis|outcome|survival", re.IGNORECASE)
"""Words by which a clause of such a list says something of its own (`预后不良:A、B,C突变者预后良好`)."""


def _opens_label(level: Level, clause: Clause) -> bool:
    """Whether a clause names nothing and leads to a colon, as the next label does."""
    return level.text(clause.end, clause.end + 1) in (":", "：") and not level.within(clause.start, clause.end)


_LABEL = re.compile(r"[\s\x00①-⑳\d.、)）-]{0,8}(?:者|组|型|核型|的?(?:突变|异常|因素|改变|基因|标志))?\s*")
_EXPLAINS = re.compile(
    r"\s*(?:因为|这是因为|(?:其|这|该)?(?:主要|通常|往往|常常?|多|部分|可能|机制|原因|亦|也|均|可)*(?:与|由(?!于)|归因于|源于|系|是由)|is due to|due to|because of"
    r"|owing to|through|via|mediated by|caused by)",
    re.IGNORECASE,
)


def explaining(level: Level, held: Held, response: Response, number: int) -> tuple[Mention, ...]:
    """Alterations of the next clause that it gives as the reason (`产生耐药,通常与X相关`)."""
    if response.frame != "word" or response.predicate != "resistance" or number + 1 >= len(level.clauses):
        return ()
    following = level.clauses[number + 1]
    opened = _EXPLAINS.match(level.text(following.start, following.end))
    if opened is None or following.mark not in (",", "，"):
        return ()
    found = [(at, m) for at, m in held if following.start <= at < following.end]
    is_near = bool(found) and found[0][0] - (following.start + opened.end()) <= 12
    return tuple(m for _, m in found) if is_near else ()
