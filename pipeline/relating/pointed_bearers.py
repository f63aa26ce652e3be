"""Alterations that a pronoun or a word such as 后者 takes up, and those of the sentence before that a sentence goes on about.

>>> one, other = (Mention(i, i + 3, "ALTERATION", text) for i, text in ((0, "X突变"), (4, "Y突变")))
>>> [m.text for m in meant("后者预后差", (one, other))], [m.text for m in meant("前者预后差", (one, other))]
(['Y突变'], ['X突变'])
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating import therapies
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import Level
from pipeline.relating.held_alterations import DOUBTFUL, REARRANGED, Held, genes
from pipeline.relating.responses import Response


def likened(level: Level, held: Held, response: Response, earlier: Sequence[Mention]) -> tuple[Mention, ...]:
    """What a pronoun takes up behind the one that it is likened to (`Like X, it reduces …`, `与X类似,该突变…`), with this one."""
    sure = {m.name: m for m in earlier if m.score >= DOUBTFUL}
    before = [m for at, m in held if at < response.start]
    if len(sure) != 1 or len(before) != 1 or level.opener >= 0:
        return ()
    opened = _LIKE.fullmatch(level.text(level.start, before[0].start))
    is_taken_up = opened and _SO_DOES_IT.match(level.text(before[0].end, response.start))
    return (*sure.values(), *before) if is_taken_up else ()


_LIKE = re.compile(
    r"\s*(?:like|similar(?:ly)? to|as with|as is the case with|analogous to|与|和|同|跟|类似于?|如同)\s*(?:the\s+)?",
    re.IGNORECASE,
)
_SO_DOES_IT = re.compile(
    r"(?:\s+(?:mutations?|variants?|substitutions?))?\s*,\s*(?:it|this\s+(?:mutation|variant|change|substitution|alteration))\b"
    r"|(?:突变|变异)?(?:类似|相似|一样|相同|相仿)?[,，](?:该|此|这一)(?:突变|变异|位点)",
    re.IGNORECASE,
)


def without_subject(level: Level, held: Held, response: Response, earlier: Sequence[Mention]) -> tuple[Mention, ...]:
    """The alteration before a sentence that begins with where it is found, companions aside (`见于40%的D,常伴Y,预后差`)."""
    sure = {m.name: m for m in earlier if m.score >= DOUBTFUL}
    if len(sure) != 1 or level.opener >= 0 or not FOUND_IN.match(level.view):
        return ()
    others = [at for at, _ in held if at < response.start]
    are_companions = all(_BESIDE.search(level.text(level.start, at)) for at in others)
    behind = any(at >= response.end for at, _ in held)
    return tuple(sure.values()) if are_companions and not behind else ()


FOUND_IN = re.compile(
    r"\s*(?:主要|多|常|最常|仅|约)*(?:见于|发生于|出现于|检出于)|\s*(?:found|seen|detected|present|occurring)\s+in\s",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:常|多|可|往往|通常|易|同时)(?:与|和)?(?:伴有?|合并有?|伴随|并存|共存|携带)?\s*$|\b(?:often|frequently|commonly|usually)\s+(?:together\s+)?with\s+$",
    re.IGNORECASE,
)
LATTER = re.compile(r"后者|the latter\b", re.IGNORECASE)
_FORMER = re.compile(r"前者|the former\b", re.IGNORECASE)
TAKES_UP = re.compile(
    r"(?:但|然而|不过|并且?|且|同时|此外|however,?)?,?\s*(?:却|仍|也|亦|均)*对(?!于|照|比|此|抗)", re.IGNORECASE
)


def last_pointed(level: Level, earlier: int, number: int) -> str:
    """`后者` or `前者` that opens a clause between the alterations and the word (`A和B…,后者使酶失活,在C中也致耐药`)."""
    between = [level.text(c.start, c.end) for c in level.clauses[earlier + 1 : number]]
    said = [match.group() for text in between if (match := _POINTED.match(text))]
    return said[-1] if said else ""


_POINTED = re.compile(r"\s*(?:前者|后者|the former\b|the latter\b)", re.IGNORECASE)


def pointed_at(behind: str) -> str:
    """Which of two alterations a response word has for its object (`能覆盖前者`), else ""."""
    said = _POINTED.match(behind)
    return said.group() if said else ""


_THREE = re.compile(r"三|three", re.IGNORECASE)


def counted(pointer: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Of the alterations named before the last three, where a pointer counts three (`这三种突变`)."""
    names = list(dict.fromkeys(m.name for m in found))
    last = names[-3:] if _THREE.search(pointer) else names
    return tuple(m for m in found if m.name in last)


def meant(own: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Of two alterations the one that 后者 or 前者 takes up."""
    found = _without_holder(found) if LATTER.search(own) or _FORMER.search(own) else found
    if LATTER.search(own):
        return tuple(m for m in found if m.span == found[-1].span)
    return tuple(m for m in found if m.span == found[0].span) if _FORMER.search(own) else found


def _without_holder(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Alterations without the general one that only says of which gene the others are (`A和B是X的常见突变。前者…`)."""
    exact = [m for m in found if " p." in m.name]
    held = {gene for m in exact for gene in genes(m)} if len(exact) > 1 else set()
    return tuple(m for m in found if not (m.name.endswith(" mutation") and " exon " not in m.name and genes(m) <= held))


_ONE_OF_TWO = re.compile(
    r"(?:对于?|针对|抑制|克服|\b(?:against|for|in|to))\s*(?:后者|前者|the (?:latter|former))", re.IGNORECASE
)
_ENGLISH_POINTER = re.compile(r"(?:th[a-z]{2,3}|such|both)\s", re.IGNORECASE)


def pointer_before(level: Level, end: int) -> str:
    """The words before an offset that point at what the sentence before has named (`D对该突变仍有效`), or nothing."""
    view = level.text(level.start, end)
    for said in therapies.words("pronoun").finditer(view):
        word = said.group()
        if LATTER.fullmatch(word) or _FORMER.fullmatch(word):
            if _ONE_OF_TWO.search(view, 0, said.end()):
                return word
        elif (
            len(word) > 2
            and _POINTS.search(view, 0, said.start())
            and (not word.isascii() or _ENGLISH_POINTER.match(word))
            and word not in _GENERAL_POINTERS
        ):
            return word
    return ""


_POINTS = re.compile(
    r"(?:对|对于|针对|抑制|克服|覆盖|携带|伴有?|具有|在|于|治疗|给予|使|令|杀伤|清除|\b(?:against|in|for|with|to|of|on|by|carrying|harbou?ring|inhibits?|overcomes?|suppress(?:es)?|targets?)\s)(?:\s*the)?\s*$",
    re.IGNORECASE,
)
"""Words before a pointer whose object it is."""
_POINTER_REACH = 32
_GENERAL_POINTERS = ("携带者", "the mutation", "the mutations", "the change", "the variant", "the alteration")
"""Words that may speak of any such change, so that they point only at the beginning of a sentence."""


def _has_alteration(level: Level, response: Response) -> bool:
    return any(m.type == "ALTERATION" and m.start < response.start for m in level.mentions)


_CALLED_MUTATIONS = re.compile("突变|点突变|mutation", re.IGNORECASE)


def of_kind(pointer: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """What `这些突变` takes up: of fusions and mutations named before the mutations alone."""
    if not _CALLED_MUTATIONS.search(pointer):
        return found
    return tuple(m for m in found if not REARRANGED.search(m.name)) or found


_IT = re.compile(r"它(?!们)")
OF_THEM = re.compile(r"^其中[,，]\s*(?=前者|后者)")
_SETTING = (
    r"(?:而|但|不过|然而|同时)?(?:在|于)?(?:体外|体内|临床|细胞|动物|小鼠|激酶|类器官|异种移植|模型|实验室?)[\u4e00-\u9fffA-Za-z0-9/-]{0,10}"
    r"|(?:而|但)?(?:更|尤其)?(?:重要|关键|值得注意|值得一提|有意思|幸运)的是|(?:就)?目前(?:来看|看来?|看|而言)"
    r"|(?:and |but |however, )?(?:in (?:vitro|vivo|(?:the )?(?:cell|mouse|animal|preclinical|cellular|murine|kinase|laboratory)[\w -]{0,24})|importantly|notably|of note)"
)
_ADVERBIAL, _LED_IN = (
    re.compile(rf"\s*(?:{_SETTING})\s*", re.IGNORECASE),
    re.compile(rf"(?:{_SETTING})\s*[,，]\s*", re.IGNORECASE),
)


def without_lead(text: str) -> str:
    """A sentence without the words before a pronoun that only tell where something was seen, or of which of two it is."""
    led = OF_THEM.match(text) or _LED_IN.match(text)
    return text[led.end() :] if led else text


def takes_up(text: str) -> bool:
    """Whether a clause opens with a pronoun, or with 对 and what a change left out responds to."""
    return bool(therapies.words("pronoun").match(text) or TAKES_UP.match(text))


def is_adverbial(text: str) -> bool:
    """Whether a clause only tells where or how something was seen (`在细胞模型中,`, `in vitro,`), so that the next goes on from the one before."""
    return _ADVERBIAL.fullmatch(text) is not None


def of_sentence_before(level: Level, response: Response, number: int, earlier: Sequence[Mention]) -> Bearer | None:
    """What a pronoun at the beginning takes up, or what is left out before 对."""
    sure = tuple(m for m in earlier if m.score >= DOUBTFUL)
    if not sure or level.opener >= 0:
        return None
    own = level.text(level.start, response.start).lstrip()
    led = OF_THEM.match(own) or _LED_IN.match(own)
    own, number = (own[led.end() :], max(number - 1, 0)) if led else (own, number)
    pronoun = therapies.words("pronoun").match(own)
    if _FORMER.match(own) and len({m.name for m in sure}) == 1:
        return None
    reach = min(level.clauses[level.clause_at(response.start)].end, response.end + _POINTER_REACH)
    pointed = pointer_before(level, reach) if pronoun is None and not _has_alteration(level, response) else ""
    if pointed:
        return Bearer(of_kind(pointed, meant(pointed, sure)), 2, "pronoun")
    if number > 1 and (pronoun is None or len(pronoun.group()) <= 2 or _has_alteration(level, response)):
        return None
    if pronoun and (len(pronoun.group()) > 1 or _IT.match(own)):
        return Bearer(of_kind(pronoun.group(), meant(own, sure)), 2, "pronoun")
    if number == 0 and TAKES_UP.match(own) and len({m.name for m in sure}) == 1:
        return Bearer(sure, 2, "left out")
    return None
