"""Alterations behind a word of response that words between tie to it: `耐药由X介导`, `resistance through X, or through Y`.

>>> from pipeline.relating.clauses import levels
>>> text = "resistance is mediated by X loss"
>>> level = levels(text, 0, len(text), [Mention(26, 32, "ALTERATION", "X loss")])[0]
>>> is_linked(level, Response(0, 10, "resistance", "word"), 26)
True
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating import therapies
from pipeline.relating.clauses import Clause, Level
from pipeline.relating.held_alterations import Held
from pipeline.relating.responses import Response

_LINK_REACH = 110


def in_own_bracket(level: Level, inside: Held, response: Response) -> tuple[Mention, ...]:
    """The changes of the bracket right behind a resistance, where others stand in brackets only (`D耐药(A)与E耐药(B)`)."""
    if response.frame != "word" or response.predicate != "resistance":
        return ()
    if any(at == m.start and at < response.start for at, m in inside):
        return ()
    shown = [(at, m) for at, m in inside if at != m.start and response.end <= at]
    is_next = shown and _KIND_SHOWN.fullmatch(level.text(response.end, shown[0][0])) is not None
    return tuple(m for at, m in shown if at == shown[0][0]) if is_next else ()


_KIND_SHOWN = re.compile(
    r"(?:性|相关)*的?(?:突变|变异|位点)?|(?:\s+(?:mutations?|variants?))?\s*|\s+to\s+[\w-]+\s*", re.IGNORECASE
)


def brought_by(level: Level, held: Held, number: int, response: Response) -> tuple[Mention, ...]:
    """The change through which a disease named by another comes to resist (`X-mutated D becomes resistant to Z via Y`)."""
    clause, following = level.clauses[number], level.clauses[number + 1 : number + 2]
    goes_on = bool(following) and following[0].mark.lower() == "because"
    end = following[0].end if goes_on else clause.end
    before = [m for at, m in held if clause.start <= at < response.start]
    behind = [(at, m) for at, m in held if response.end <= at < end]
    if response.predicate != "resistance" or not before or not behind:
        return ()
    is_kind = _ALTERED_KIND.match(level.text(before[-1].end, response.start)) or _KIND_NAME.search(before[-1].text)
    is_means = _THROUGH.fullmatch(level.text(response.end, behind[0][0])) is not None
    return tuple(m for _, m in behind) if is_kind and is_means else ()


_ALTERED_KIND = re.compile(
    r"[\s-]*(?:mutated|mutant|positive|rearranged|driven|fusion-positive)\b|\s*阳性|型", re.IGNORECASE
)
_KIND_NAME = re.compile(r"(?:mutated|mutant|positive|rearranged|driven|阳性|突变型?)$", re.IGNORECASE)
_THROUGH = re.compile(
    r"(?:\s+to\s[^,;.]{2,60}?)?,?\s+(?:\w+ly\s+|often\s+)?(?:through|via|by|due to|because of|owing to|as a result of|by means of)\s+"
    r"(?:(?:an?|the|acquiring|acquired|acquisition|secondary|additional|gaining|emergence|of|on-target|subclonal)\s+)*",
    re.IGNORECASE,
)
_IS_MECHANISM = re.compile(
    r"\b(?:is|are|was|were|as|represents?)\s+(?:\w+\s+){0,4}mechanisms?\s+(?:of|for)\s+(?:\w+\s+){0,4}$", re.IGNORECASE
)
_AMONG_CELLS = re.compile(r"[^,;.]*\bin\s+(?:[\w-]+\s+)*", re.IGNORECASE)


def is_of_another(level: Level, clause: Clause, response: Response, at: int) -> bool:
    """Whether something else is called the mechanism, so that the alteration behind names the cells (`… in A-mutated cells`)."""
    said = _IS_MECHANISM.search(level.text(clause.start, response.start))
    return said is not None and _AMONG_CELLS.fullmatch(level.text(response.end, at)) is not None


def is_ground(level: Level, response: Response, after: Held) -> bool:
    """Whether the first of two alterations names those in whom the other is the mechanism (`resistance in A-mutant cancers is B`)."""
    (at, ground), (other, _) = after[0], after[1]
    return bool(
        _IN_THOSE.search(level.text(response.end, at)) and _ARE_OTHERS.fullmatch(level.text(max(ground.end, at), other))
    )


_IN_THOSE = re.compile(
    r"(?:^|\s)(?:in|among|of|for)\s+(?:(?:patients|those|cells|cases|tumou?rs)\s+with\s+|the\s+)?$", re.IGNORECASE
)
_ARE_OTHERS = re.compile(
    r"[\s-]*(?:mutant\s+|mutated\s+|positive\s+|rearranged\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:is|are|was|were|includes?|involves?|comprises?|remains?)\s+(?:[\w-]+\s+){0,4}?(?:of\s+|the\s+|an?\s+)*",
    re.IGNORECASE,
)


def has_figures(level: Level, alteration: Mention) -> bool:
    """Whether a figure of their own follows carriers behind a comma (`获益来自X, Y者HR为1.00`)."""
    opens = level.text(level.start, alteration.start).rstrip()[-1:] in (",", "，")
    return opens and _FIGURES.match(level.text(alteration.end, level.end)) is not None


_FIGURES = re.compile(r"\s*(?:者|患者|突变者)\s*(?:的|中)?\s*(?:中位)?(?:HR|OR|OS|PFS|EFS|ORR|MMR|CR|缓解率|反应率)")
_ALSO_THROUGH = re.compile(
    r"\s*,?\s*(?:and|or)\s+(?:(?:else|also|alternatively|less\s+often|more\s+rarely|rarely|occasionally),?\s+)?"
    r"(?:through|via|by|because\s+of|due\s+to|owing\s+to|as\s+a\s+result\s+of)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def also_through(level: Level, held: Held, number: int, end: int) -> tuple[Mention, ...]:
    """Alterations of the next clause that it adds by the same preposition (`resistant through X, or through Y alone`)."""
    following = level.clauses[number + 1] if number + 1 < len(level.clauses) else None
    inside = [(at, m) for at, m in held if following is not None and following.start <= at < following.end]
    is_added = inside and _ALSO_THROUGH.fullmatch(level.text(end, inside[0][0])) is not None
    return tuple(m for _, m in inside) if is_added else ()


_AIMED = re.compile(
    r"\b(?:for|in|against|by|with|among|upon|towards?|inhibit|suppress|kill|block|control|eradicate|eliminate|clear|overcome"
    r"|tackle|cover)$",
    re.IGNORECASE,
)
"""The end of a word of response whose object is what stands behind it (`a poor choice for`)."""


def is_linked(level: Level, response: Response, end: int) -> bool:
    """Whether the words between a response word and an alteration that begins at `end` tie the two."""
    between = level.text(response.end, end)
    if _UNTIL.search(between):
        return False
    adjoins = len(between.strip()) <= 6 and not re.search(r"[,;:。]", between)
    if adjoins and _AIMED.search(level.text(response.start, response.end)):
        return True
    if adjoins and (response.frame == "unaffected" or response.predicate in ("sensitivity", "no_effect")):
        return True
    if response.predicate in ("sensitivity", "no_effect") and _STAGED.fullmatch(between):
        return True
    if response.frame == "unaffected" and _GIVEN_STATUS.fullmatch(between):
        return True
    if response.predicate == "resistance" and _IS_THE_KIND.fullmatch(between):
        return True
    return len(between) <= _LINK_REACH and bool(therapies.words("link").search(between)) and "\t" not in between


_UNTIL = re.compile(r"直[到至]|\b(?:until|till)\b", re.IGNORECASE)
"""What ends a response by the alteration behind it, which is not the one that responds (`sensitive to D until X arose`)."""
_IS_THE_KIND = re.compile(
    r"(?:性|相关|的)*(?:点)?(?:突变|变异|改变|机制|原因|因素|位点)(?:主要|多|往往|通常|一般)?(?:是|为|即|系|有|:|：)\s*"
)
"""What says that the change behind it is the kind that resists (`最常见的耐药突变是X`)."""
_GIVEN_STATUS = re.compile(
    r"\s*(?:(?:the|their|baseline|underlying|co-?occurring|concurrent|concomitant|pre-?existing|presence|absence|or|and|of|type|tumou?r|germline"
    r"|somatic|additional|specific|known|other|patient|having|any|mutational|molecular|genetic)\s+)+",
    re.IGNORECASE,
)
"""Words between `regardless of` and the alteration that it is said of (`regardless of the presence of X`)."""
_STAGED = re.compile(
    r"\s*(?:(?:the|treatment|of|first-line|second-line|newly|previously|recently|heavily|locally|diagnosed|treated|pretreated|untreated|relapsed|refractory|R/R|advanced"
    r"|metastatic|unresectable|recurrent|resectable|early-stage|adults?|p?a?ediatric|older|elderly|unfit|fit|patients|with|or|and|de|novo)[\s/]+)+",
    re.IGNORECASE,
)
"""Words of stage and line between a word of response and the altered disease (`indicated for newly diagnosed X-positive AML`)."""
