"""Who a word of response is said of: the alterations of its clause, of the clauses before, or of the sentence before.

Those that a word can be said of at all are looked through in the order in which both languages place a subject: before the
word, behind a word that ties, in a list that the word announces, and last in what was said before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating import PAIR, details, failed_lines, therapies
from pipeline.relating.clauses import BLANK, Clause, Level, family
from pipeline.relating.cue_words import FOR_EXAMPLE
from pipeline.relating.held_alterations import DOUBTFUL, REARRANGED, Held, genes
from pipeline.relating.responses import Response, responses

_LINK_REACH = 110
_ACTED_ON = re.compile(
    r"(?:抑制|靶向|阻断|绕过|绕开|结合(?!域|区|位点|口袋|蛋白|能力)|降解|bypass(?:es|ed|ing)?|inhibits?|inhibiting|targets?|targeting|blocks?|binds?)[^,;。]{0,6}$",
    re.IGNORECASE,
)
_SUBJECT_OF_OTHERS = re.compile(r"(?:使|令|让|renders?|makes?|made)\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Patterns whose words stand in the table."""
    forms = therapies.forms
    texts = {
        "announced": rf"{forms('announcing_people')}{forms('announcing_verb')}?[:：]",
        "among them": rf"{forms('among_them')}[^,;。]{{0,6}}$",
        "often beside": rf"{forms('often')}{forms('companion_link')}\s*$",
        "companion": rf"{forms('coexists')}(?=[,，;；。]|$)",
        "share": rf"{forms('share')}",
    }
    return {name: re.compile(text) for name, text in texts.items()}


@dataclass(frozen=True, slots=True)
class Bearer:
    """Alterations that a response word speaks of; `distance` counts the clauses between (0: the same)."""

    alterations: tuple[Mention, ...]
    distance: int
    mechanism: str


def bearer(level: Level, held: Held, response: Response, earlier: Sequence[Mention]) -> Bearer | None:
    """The alterations that a response word is said of.

    Args:
        level: The level that the word stands on.
        held: What `held` found on it.
        response: The word.
        earlier: Alterations of the sentence before.
    """
    number = level.clause_at(response.start)
    clause = level.clauses[number]
    inside = [(at, m) for at, m in held if clause.start <= at < clause.end]
    if alike := _alike(level, held, response, earlier):
        return Bearer(alike, 2, "pronoun")
    if headed := _without_subject(level, held, response, earlier):
        return Bearer(headed, 2, "left out")
    if exemplified := _exemplified(level, held, response):
        return Bearer(exemplified, 0, "link")
    spanned = tuple(m for at, m in inside if response.start <= at < response.end)
    is_none = response.frame == "unaffected" or (response.frame, response.predicate) == ("prognosis", "no_effect")
    if spanned and is_none:
        return Bearer(spanned, 0, "within")
    if response.frame == "word" and _is_attribute(level, inside, response):
        return None
    if response.frame == "word" and _describes(level, clause, response):
        return _described(level, held, number, response, inside)
    if spelled := _in_own_bracket(level, inside, response) or _brought_by(level, held, number, response):
        return Bearer(spelled, 0, "link")
    outward = _OUTWARD.match(level.text(response.start, response.end))
    before = () if outward else _nearest_list(level, inside, response)
    if kept := _acting(level, clause, before, response):
        more = (
            details.behind(level, held, number)
            if _patterns()["share"].search(level.text(clause.start, clause.end))
            else ()
        )
        return Bearer((*kept, *_listed_behind(level, held, response, clause, _AMONG), *more), 0, "clause")
    after = [(at, m) for at, m in inside if at >= response.end and not _is_moved(level, clause, m)]
    if after and _is_of_another(level, clause, response, after[0][0]):
        return None
    after = [*after[:1], *(pair for pair in after[1:] if not _has_figures(level, pair[1]))]
    if after and _is_linked(level, response, after[0][0]):
        after = after[1:] if len(after) > 1 and _is_ground(level, response, after) else after
        more = (*details.behind(level, held, number), *_also_through(level, held, number, after[-1][1].end))
        return Bearer(details.without_general((*(m for _, m in after), *more)), 0, "link")
    if outward:
        return None
    if listed := _listed_behind(level, held, response, clause, _INTRODUCING):
        return Bearer(listed, 1, "list")
    if not inside and (listed := _labelled(level, held, response, number)):
        return Bearer(listed, 1, "list")
    if not before and (listed := _announced_behind(level, held, response, number)):
        return Bearer(listed, 1, "list")
    if not before and (shown := _shown_next(level, held, response, number)):
        return Bearer(shown, 1, "list")
    if spanned and not before:
        return Bearer(spanned, 0, "within")
    if before or (response.frame == "unaffected" and not _goes_on(level, clause, response)):
        return None
    if explained := _explaining(level, held, response, number):
        return Bearer(explained, 1, "explained")
    if response.predicate == "resistance" and failed_lines.is_told(level, clause):
        return None
    if response.frame == "prognosis" and _COUNTED_KIND.match(level.text(response.end, clause.end)):
        return None
    return _from_before(level, held, response, number) or _from_sentence_before(level, response, number, earlier)


def _alike(level: Level, held: Held, response: Response, earlier: Sequence[Mention]) -> tuple[Mention, ...]:
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


def _without_subject(level: Level, held: Held, response: Response, earlier: Sequence[Mention]) -> tuple[Mention, ...]:
    """The alteration before a sentence that begins with where it is found, companions aside (`见于40%的D,常伴Y,预后差`)."""
    sure = {m.name: m for m in earlier if m.score >= DOUBTFUL}
    if len(sure) != 1 or level.opener >= 0 or not _FOUND_IN.match(level.view):
        return ()
    others = [at for at, _ in held if at < response.start]
    are_companions = all(_BESIDE.search(level.text(level.start, at)) for at in others)
    behind = any(at >= response.end for at, _ in held)
    return tuple(sure.values()) if are_companions and not behind else ()


_FOUND_IN = re.compile(
    r"\s*(?:主要|多|常|最常|仅|约)*(?:见于|发生于|出现于|检出于)|\s*(?:found|seen|detected|present|occurring)\s+in\s",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:常|多|可|往往|通常|易|同时)(?:与|和)?(?:伴有?|合并有?|伴随|并存|共存|携带)?\s*$|\b(?:often|frequently|commonly|usually)\s+(?:together\s+)?with\s+$",
    re.IGNORECASE,
)


def _in_own_bracket(level: Level, inside: Held, response: Response) -> tuple[Mention, ...]:
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


def _brought_by(level: Level, held: Held, number: int, response: Response) -> tuple[Mention, ...]:
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


_SUCH_AS = re.compile(
    rf"\s+(?:mutations?|variants?|alterations?),?\s*(?:such\s+as|including|like|{FOR_EXAMPLE})\s+(?:the\s+)?(?:[\w-]+\s+)?",
    re.IGNORECASE,
)
_IS_MECHANISM = re.compile(
    r"\b(?:is|are|was|were|as|represents?)\s+(?:\w+\s+){0,4}mechanisms?\s+(?:of|for)\s+(?:\w+\s+){0,4}$", re.IGNORECASE
)
_AMONG_CELLS = re.compile(r"[^,;.]*\bin\s+(?:[\w-]+\s+)*", re.IGNORECASE)


def _exemplified(level: Level, held: Held, response: Response) -> tuple[Mention, ...]:
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


def _shown_next(level: Level, held: Held, response: Response, number: int) -> tuple[Mention, ...]:
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


def _is_of_another(level: Level, clause: Clause, response: Response, at: int) -> bool:
    """Whether something else is called the mechanism, so that the alteration behind names the cells (`… in A-mutated cells`)."""
    said = _IS_MECHANISM.search(level.text(clause.start, response.start))
    return said is not None and _AMONG_CELLS.fullmatch(level.text(response.end, at)) is not None


def _is_ground(level: Level, response: Response, after: Held) -> bool:
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


def _has_figures(level: Level, alteration: Mention) -> bool:
    """Whether a figure of their own follows carriers behind a comma (`获益来自X, Y者HR为1.00`)."""
    opens = level.text(level.start, alteration.start).rstrip()[-1:] in (",", "，")
    return opens and _FIGURES.match(level.text(alteration.end, level.end)) is not None


_FIGURES = re.compile(r"\s*(?:者|患者|突变者)\s*(?:的|中)?\s*(?:中位)?(?:HR|OR|OS|PFS|EFS|ORR|MMR|CR|缓解率|反应率)")
_OUTWARD = re.compile(r"regardless|irrespective|independent", re.IGNORECASE)
"""Words that say of what stands behind them, not before, that it makes no difference."""


def _acting(level: Level, clause: Clause, before: Sequence[Mention], response: Response) -> tuple[Mention, ...]:
    """The alterations before a word without those that only name the cells acted on, if others act."""
    acting = tuple(m for m in before if not _is_moved(level, clause, m))
    return acting if acting or response.predicate == "resistance" else tuple(before)


def _nearest_list(level: Level, inside: Held, response: Response) -> tuple[Mention, ...]:
    """Alterations left of the word; those that only define a population (`X突变患者中`) yield to others behind them."""
    left = [(at, m) for at, m in inside if at < response.start and not _NOT_IT.search(level.text(level.start, m.start))]
    kept: list[Mention] = []
    for at, mention in reversed(left):
        end = max(mention.end, at)
        if kept and (_is_ranked_before(level, end, kept[-1].start) or _is_fronted(level, mention, kept, response)):
            break
        if kept and (_POPULATION.match(level.text(end, end + 36)) or _has_changed(level, mention, kept[-1])):
            break
        kept.append(mention)
    return tuple(reversed(kept))


_NOT_IT = re.compile(
    r"(?:\S\s*,?\s*\b(?:but|though|and) not\s+(?:the\s+)?(?:[A-Z][A-Za-z0-9-]{1,9}\s+)?|[^是并,，\s]\s?(?:而非|而不是|但非|而并非)\s?)$",
    re.IGNORECASE,
)
"""Words that take what stands behind them out of a subject (`X but not Y causes resistance`)."""
_RANKED = re.compile(r"[,，;；]\s*(?:其次|再次|然后|居中的?|中等的?|中间)(?:则|依次)?(?:是|为|者为)[^,，;；。]*$")


def _is_ranked_before(level: Level, end: int, start: int) -> bool:
    """Whether an alteration closes a rank of its own, and a comma parts it from the next (`其次是X和Y,Z预后最差`)."""
    parted = level.text(end, start).lstrip("者的患")[:1] in (",", "，", ";", "；")
    return parted and _RANKED.search(level.text(level.start, end)) is not None


def _is_fronted(level: Level, mention: Mention, kept: Sequence[Mention], response: Response) -> bool:
    """Whether an alteration opens its sentence as that of the patients in whom another one matters (`In patients with X, Y predicted`)."""
    if not _AMONG_THOSE.fullmatch(level.text(level.start, mention.start)) or response.frame != "prognosis":
        return False
    parted = level.text(mention.end, kept[-1].start).strip()[:1] == ","
    return parted and "," not in level.text(kept[0].end, response.start)


_AMONG_THOSE = re.compile(
    r"\s*(?:in|among|within)\s+(?:[\w-]+\s+){0,3}?(?:with|carrying|harbou?ring)\s+", re.IGNORECASE
)
_HAVING = re.compile(r"\s*(?:阳性)?(?:伴有?|合并|携带|且有|with|harbou?ring|bearing|carrying)\s*", re.IGNORECASE)


def _has_changed(level: Level, fusion: Mention, change: Mention) -> bool:
    """Whether a fusion or translocation names those with a further change (`EML4::ALK伴G1202R`, `t(8;21)伴KIT突变`): that one tells."""
    is_own = "::" in fusion.name and " p." in change.name
    is_own = is_own and genes(change) <= genes(fusion) | set(fusion.name.split("::"))
    is_told = is_own or _TRANSLOCATION.match(fusion.name)
    return bool(is_told and _HAVING.fullmatch(level.text(fusion.end, change.start)))


_TRANSLOCATION = re.compile(r"(?:t|inv)\(")


_DESCRIBES = re.compile(
    rf"[\s{BLANK}]*(?:或[^,;。]{{0,10}})?(?:性|的|型)*[\s{BLANK}]*(?!of\b|to\b"
    rf"|in\b)(?:[A-Za-z+/-]{{0,12}}\s?)(?:患者|病例|人群|细胞|情况|白血病|者(?!均|都|多)|突变体|克隆|patients|cells"
    r"|disease|cases|mutants|AML|CLL|ALL)"
)
_SENSITISES = re.compile(r"增敏|敏化|sensiti[sz]", re.IGNORECASE)
_CAUSED = re.compile(
    r"因|由|介导|导致|引起|所致|赋予|诱导|驱动|来源|富集于|见于|多见|enriched in|due to|caused|mediated|driven|confer"
    r"|responsible for|account(?:s|ed)? for|underl(?:ie|y|ay)|explain",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    rf"[\s{BLANK}]*(?:阳性|[+＋]|突变|型|的)*[\s{BLANK}]*[A-Za-z/ -]{{0,8}}(?:白血病"
    r"|淋巴瘤)?(?:细胞|患者|cells|patients)"
)
_MOVES = re.compile(r"增加|诱导|促进|导致|使|激活|诱发|提高|增强|sensiti[sz]e|renders?|makes?", re.IGNORECASE)
_ENROLLED = re.compile(
    rf"(?:[、,]|且|并|及)\s*(?:对|经|既往)?[{BLANK}\w-]{{0,14}}?(?:治疗|单药|方案)?(?:获得性|原发性?|继发性?|已|均)?$"
)
_OF_DISEASE = re.compile(
    rf"性?的[\s{BLANK}]{{1,3}}|性?的[\u4e00-\u9fff]{{0,6}}?(?:癌|瘤|白血病)[^,;。]{{0,4}}(?:患者|病例|者)|性?的(?:晚期|转移性|复发|难治|R/R|患者|[A-Z]{{2,6}})"
)


def _is_attribute(level: Level, inside: Held, response: Response) -> bool:
    """Whether an alteration and a resistance are two features of the patients (`EGFR突变、TKI耐药的NSCLC`)."""
    before = [m for at, m in inside if at < response.start]
    if not before or response.predicate != "resistance":
        return False
    gap = level.text(before[-1].end, response.start)
    return bool(_ENROLLED.fullmatch(gap) and _OF_DISEASE.match(level.text(response.end, level.end)))


def _describes(level: Level, clause: Clause, response: Response) -> bool:
    """Whether a word only tells which patients or cells (`耐药患者`, `对D耐药的FLT3-ITD+细胞`)."""
    if _SENSITISES.search(level.text(response.start, response.end)):
        return False
    if _DESCRIBES.match(level.text(response.end, clause.end)):
        return True
    named = next((m for m in level.mentions if m.type == "ALTERATION" and m.start >= response.end), None)
    return (
        named is not None
        and level.text(response.end, named.start).strip() == "的"
        and bool(_PEOPLE.match(level.text(named.end, clause.end)))
    )


def _described(level: Level, held: Held, number: int, response: Response, inside: Held) -> Bearer | None:
    """Of a population only its cause, or what it shows, is said: in its clause, else found in the next."""
    clause = level.clauses[number]
    before = tuple(m for at, m in inside if at < response.start)
    if before and _CAUSED.search(level.text(clause.start, response.start)):
        return Bearer(before, 0, "cause")
    carried = () if inside else _before_relative(level, held, number)
    if carried and _CAUSED.search(level.text(clause.start, response.start)):
        return Bearer(carried, 1, "cause")
    shown = tuple(m for at, m in inside if at >= response.end and not _PEOPLE.match(level.text(m.end, clause.end)))
    if shown or before:
        more = (
            details.behind(level, held, number)
            if _patterns()["share"].search(level.text(clause.start, clause.end))
            else ()
        )
        return Bearer((*shown, *more), 0, "described") if not before else None
    if response.predicate != "resistance":
        return None
    if _patterns()["announced"].match(level.text(response.end, clause.end + 1)):
        return Bearer(tuple(m for at, m in held if at >= clause.end) or (), 1, "announced")
    if _patterns()["among them"].search(level.text(clause.start, response.start)) and _MORE.match(
        level.text(clause.start, clause.end)
    ):
        return _from_before(level, held, response, number)
    if number + 1 >= len(level.clauses):
        return None
    following = level.clauses[number + 1]
    found = tuple(m for at, m in held if following.start <= at < following.end)
    if not found or not therapies.words("found").search(level.text(following.start, following.end)):
        return None
    said = responses(level, [m for m in level.mentions if m.type not in ("RESPONSE", "VALUE", "METRIC")])
    if any(following.start <= other.start < following.end for other in said):
        return None
    return Bearer(found, 1, "found among them")


_WHICH = re.compile(r"\s*(?:which|who)\b", re.IGNORECASE)


def _before_relative(level: Level, held: Held, number: int) -> tuple[Mention, ...]:
    """The alterations at the end of a clause that a relative clause parts from its verb (`X, which acts on Z, accounts for`)."""
    if number < PAIR:
        return ()
    first, between = level.clauses[number - PAIR], level.clauses[number - 1]
    if not _WHICH.match(level.text(between.start, between.end)):
        return ()
    found = [m for at, m in held if first.start <= at < first.end]
    ends = found and not level.text(found[-1].end, between.start).strip(f" ,，{BLANK}")
    return tuple(found) if ends else ()


_MORE = re.compile(r"\s*(?:且|并且?|同时|也|亦)")


def _is_moved(level: Level, clause: Clause, alteration: Mention) -> bool:
    """Whether an alteration only names the cells that something else acts on (`可增加FLT3-ITD细胞的耐药`)."""
    left = level.text(clause.start, alteration.start)
    if _SUBJECT_OF_OTHERS.search(left) and len(left.strip()) > 2 and not _is_made(level, clause, alteration):
        return True
    return bool(_PEOPLE.match(level.text(alteration.end, clause.end)) and _MOVES.search(left))


_MADE = re.compile(r" (?:inactivation|loss|silencing|overexpression|underexpression)$")


def _is_made(level: Level, clause: Clause, alteration: Mention) -> bool:
    """Whether a change is what a causative verb brings about, no drug being its agent (`若使X失活`)."""
    is_ended = not _PEOPLE.match(level.text(alteration.end, clause.end))
    drugs = [m for m in level.within(clause.start, alteration.start) if family(m) == "drug"]
    return bool(_MADE.search(alteration.name)) and is_ended and not drugs


_ALSO_THROUGH = re.compile(
    r"\s*,?\s*(?:and|or)\s+(?:(?:else|also|alternatively|less\s+often|more\s+rarely|rarely|occasionally),?\s+)?"
    r"(?:through|via|by|because\s+of|due\s+to|owing\s+to|as\s+a\s+result\s+of)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def _also_through(level: Level, held: Held, number: int, end: int) -> tuple[Mention, ...]:
    """Alterations of the next clause that it adds by the same preposition (`resistant through X, or through Y alone`)."""
    following = level.clauses[number + 1] if number + 1 < len(level.clauses) else None
    inside = [(at, m) for at, m in held if following is not None and following.start <= at < following.end]
    is_added = inside and _ALSO_THROUGH.fullmatch(level.text(end, inside[0][0])) is not None
    return tuple(m for _, m in inside) if is_added else ()


_POPULATION = re.compile(
    rf"[\s{BLANK}]*(?:阳性|型|的)*[A-Za-z\u4e00-\u9fff/ -]{{0,8}}?(?:患者|细胞|病例)?(?:中"
    r"|(?<!在)内)(?![位])"
    rf"|[\s{BLANK}]*(?:阳性|型|的)*[A-Za-z\u4e00-\u9fff/ -]{{0,8}}?(?:患者|病例|者)[^,;。]{{0,16}}?(?:后|时|期间|过程中)(?:新)?(?:出现|检出|发现|产生|获得|新发)的"
)
_AIMED = re.compile(
    r"\b(?:for|in|against|by|with|among|upon|towards?|inhibit|suppress|kill|block|control|eradicate|eliminate|clear|overcome"
    r"|tackle|cover)$",
    re.IGNORECASE,
)
"""The end of a word of response whose object is what stands behind it (`a poor choice for`)."""


def _is_linked(level: Level, response: Response, end: int) -> bool:
    """Whether the words between a response word and an alteration that begins at `end` tie the two."""
    between = level.text(response.end, end)
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
_INTRODUCING = re.compile(
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
_AMONG = re.compile(r",\s*(?:其中|including|most commonly|most frequently|尤其是|特别是)", re.IGNORECASE)


def _listed_behind(
    level: Level, held: Held, response: Response, clause: Clause, sign: re.Pattern[str]
) -> tuple[Mention, ...]:
    """Alterations in later clauses that a word such as 包括 right behind the response word announces."""
    later = [(at, m) for at, m in held if at >= clause.end]
    if not later or response.frame in ("scale", "escape") or response.predicate != "resistance":
        return ()
    near = sign.search(level.text(response.end, min(response.end + 16, later[0][0])))
    if not near and (sign is _AMONG or not _MECHANISMS_LISTED.search(level.text(clause.start, later[0][0]))):
        return ()
    listed = [(at, m) for at, m in later if sign is _INTRODUCING or at < later[0][0] + 60]
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


_COUNTED_KIND = re.compile(
    r"的?(?:染色体|细胞遗传学|遗传学|分子)*(?:核型|基因|突变|异常|改变|亚型|组|标志物?)+(?:者|患者)?[^,;。]{0,6}?\d+(?:\.\d+)?\s*(?:[例名]|%)"
)
"""A kind of change that a word of prognosis tells, with its own number (`预后不良核型33例`)."""


def _announced_behind(level: Level, held: Held, response: Response, number: int) -> tuple[Mention, ...]:
    """Alterations behind the colon of a clause that announces them (`以下改变提示预后不良:A、B`)."""
    clause, later = level.clauses[number], level.clauses[number + 1 :]
    if not later or later[0].mark not in (":", "："):
        return ()
    if not therapies.words("announces_list").search(level.text(clause.start, clause.end)):
        return ()
    end = next((c.start for c in later[1:] if c.mark in (";", "；", "。")), level.end)
    return tuple(m for at, m in held if later[0].start <= at < end)


def _labelled(level: Level, held: Held, response: Response, number: int) -> tuple[Mention, ...]:
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
_UNAFFECTED = re.compile(r"(?:其|此|它)?的?(?:明显|显著)?影响\s*$")
_OPENING = re.compile(r"[\s却但均并也则亦]*")


def _goes_on(level: Level, clause: Clause, response: Response) -> bool:
    """Whether a clause says of what stands before it that a therapy works all the same (`,与D疗效无关`)."""
    if _UNAFFECTED.match(level.text(response.end, clause.end)):
        return True
    named = any(family(m) == "drug" for m in level.within(response.start, response.end))
    return named and _OPENING.fullmatch(level.text(clause.start, response.start)) is not None


_INDIFFERENT = re.compile(
    r"(?:无论|不论|不管|\bwhether or not|\bwith or without|\bregardless of|\birrespective of)\s*(?:the\s+|是否|有无)?(?:携带|存在|伴有?)?\s*(?:presence of\s+)?$",
    re.IGNORECASE,
)
"""Words that what stands behind them makes no difference, so that no later clause is about it."""
_EXPLAINS = re.compile(
    r"\s*(?:因为|这是因为|(?:其|这|该)?(?:主要|通常|往往|常常?|多|部分|可能|机制|原因|亦|也|均|可)*(?:与|由(?!于)|归因于|源于|系|是由)|is due to|due to|because of"
    r"|owing to|through|via|mediated by|caused by)",
    re.IGNORECASE,
)


def _explaining(level: Level, held: Held, response: Response, number: int) -> tuple[Mention, ...]:
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


_BROUGHT_ABOUT = re.compile(r"^\s*(?:它们?|其|该突变|此突变|该变异|这)(?:可|能|会|还|也)*(?:使|令|让|导致|引起)")
_CONTRAST = re.compile(
    r"(?:而(?!且|不(?!携带|伴|含)|未|产生|导致|引起|致|获得|发生|降低|增加|形成|影响|失去|对|使|出现|表现)|但|然而"
    r"|反之|相反|while|whereas|but|although|however)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:while|whereas|though)\s+(?:\w+ly\s+)?(?:leaving|keeping|sparing|retaining|remaining|rendering|making)\b"
    r"|(?:但是?|然而|but|although)\s*(?:(?:generally|usually|largely|often|mostly)\s+)?(?:却|仍|依然|均|也|似乎|可能|大多|一般|并|尚)*(?:对|可|能|从|未|不|有|具|仍|保留|保持|保有|维持|增强|增加|提高|降低|减弱|导致|使|did\b|does\b|do\b|remain"
    r"|retain|spar(?:e|ing)|leav|yield|answer|succumb|are\b|is\b|were\b|was\b|not|still|respond|sensitive|show"
    r"|(?:(?:highly|very|fully|more|less|\w+ly)\s+)?(?:responsive|sensitive|susceptible|resistant|insensitive|refractory|vulnerable)\b)",
    re.IGNORECASE,
)
_SOME_OF_THEM = re.compile(r"其中(?!(?:绝?大?多数|半数|部分|携带|伴有?)?(?:患者|病例|者))[^,;。]{2,20}(?:者|患者|病例)")
"""A part of those before that a feature of its own tells apart (`其中年龄大者预后差`)."""


def _is_of_own_subject(level: Level, held: Held, number: int, response: Response) -> bool:
    """Whether a word of prognosis is that of a group, or of a feature, that its own clause names, not of the change before."""
    clause = level.clauses[number]
    if _OWN_GROUP.match(level.text(clause.start, response.end).lstrip()):
        return True
    earlier = level.clauses[number - 1]
    before = [m for at, m in held if earlier.start <= at < earlier.end]
    left = level.text(earlier.start, before[0].start) if before else ""
    is_setting = (
        bool(before)
        and level.text(before[-1].end, earlier.end)[:1] != "在"
        and (_is_setting(level, earlier, before[-1]) or _IN_CASES_OF.fullmatch(left.lstrip()) is not None)
    )
    return is_setting and _OWN_FEATURE.match(level.text(clause.start, response.end).lstrip()) is not None


_OWN_FEATURE = re.compile(
    r"(?!(?:该|此|这|其|所有|全部|多数|大多|总体|整体|一般|部分|患者|患儿|病例|携带|研究|分析|结果|数据|生存分析|[^,;。]{0,10}分析|提示|预示|预测|意味|同样|也|亦|均|都|常|多|与|则|且|仍|往往|通常|可|能|并|但|而|更|独立))[^,;。]{1,16}?(?:提示|预示|预测|意味着|是[^,;。]{0,8}因素|与[^,;。]{0,6}(?:预后|生存))"
    r"|(?!(?:its?|they|this|these|such|that|those|which|(?:even )?[\w-]+ ones|the (?:mutations?|alteration|abnormality|aberration|karyotype|presence|latter|former)|carriers|mutations?|prognosis|outcomes?|survival|OS|PFS|EFS|patients|data|results|studies|(?:an? |the )?(?:high|higher|low|lower|mutant|variant|allelic) (?:allel|variant|mutant|mutation|VAF|ratio|burden)\w*)\b)[\w-][^,;.]{2,60}?\b(?:predict|portend|confer|herald|worsen|shorten|(?:was|were|is|are|remained)\s+(?:\w+ly\s+)?(?:associated|linked|correlated)\s+with)",
    re.IGNORECASE,
)
"""What foretells an outcome among those who have a change (`在X患者中,Y提示预后不良`, `In patients with X, high Y predicted …`)."""


_OTHERS = re.compile(
    r"(?:而|但|反之|反观|相反|对于|在|,)*(?:无|未|非|不伴有?|不携带|不含|未携带|未伴|没有|缺乏)(?!小细胞|霍奇金|鳞|进展|病生|事件|复发|创|接受|[论来经治法效移获得达到行用见发])[^,;。]{0,16}?(?:者|患者|病例|组|人群)"
    r"|(?:而|但|反之|对于|在)*[A-Za-z0-9\u4e00-\u9fff-]{0,10}?(?:低表达|低水平|低甲基化|阴性|野生型)的?(?:者|患者|病例|组|人群)"
)
"""Those without the change, or with the other level of it (`无X者预后良好`, `低表达者预后较好`): what is said of them is not the change's."""
_OWN_GROUP = re.compile(
    r"(?!(?:该|此|这|其|所有|全部|多数|大多|总体|整体|一般|部分|患者|患儿|病例|携带|阳性))[^,;。]{0,14}?(?:阳性|阴性|转阴|未转阴|高白细胞|老年|高龄|年轻|女性|男性|儿童|婴儿|年龄[^,;。]{1,8}|[高低]水平|[高低]负荷)的?(?:者|患者|患儿|病例|组)"
)
"""A group that a feature of its own tells apart (`诱导后MRD阳性者预后不良`): its prognosis is not that of the change before."""
_OF_KIND = re.compile(
    r"(?:^|[,;])\s*(?:此类|这类|该类|这些|这部分|此部分|these|such|they)\s*(?:患者|者|病例|patients|carriers)?",
    re.IGNORECASE,
)
_CARRIERS = re.compile(r"(?:者|的患者|的病例)\s*$")
"""What makes an alteration at diagnosis that of a group, and no finding of one patient (`初诊时携带X者,`, `此类患者…`)."""
_LATTER = re.compile(r"后者|the latter\b", re.IGNORECASE)
_FORMER = re.compile(r"前者|the former\b", re.IGNORECASE)
_TAKES_UP = re.compile(
    r"(?:但|然而|不过|并且?|且|同时|此外|however,?)?,?\s*(?:却|仍|也|亦|均)*对(?!于|照|比|此|抗)", re.IGNORECASE
)


def is_contrast(text: str) -> bool:
    """Whether a clause opens in contrast to the one before."""
    return bool(_CONTRAST.match(text.lstrip()))


_LEFT_OUT = re.compile(r"\s*(?:(?:but|though|and)\s+not|unlike)\s|\s*(?:而|但)(?:非|不是|不包括)", re.IGNORECASE)
"""What opens an insertion that takes alterations out (`X, but not Y, resists D`)."""


def _from_before(level: Level, held: Held, response: Response, number: int) -> Bearer | None:
    """The alterations of the nearest earlier clause, where the clause of the word goes on about them."""
    clause = level.clauses[number]
    own = level.text(clause.start, response.start).lstrip()
    whole = level.text(clause.start, response.end).lstrip()
    treated = any(family(m) == "drug" for m in level.within(clause.start, clause.end))
    switched = therapies.words("switches").search(own)
    if (clause.reported and number < 1) or (therapies.words("own_subject").search(own) and not switched):
        return None
    if _SOME_OF_THEM.match(own) or _OTHERS.match(own):
        return None
    if response.frame == "prognosis" and not treated and _is_of_own_subject(level, held, number, response):
        return None
    if (
        is_contrast(own)
        and not _sets_drug_against(level, clause, response)
        and not any(therapies.words(role).search(own) for role in ("pronoun", "all_of_them", "two_of_them"))
        and not (response.predicate == "no_effect" and treated and _CONTRASTED.fullmatch(own))
        and not _is_conceded(level, number)
        and not _GOES_ON.match(whole)
    ):
        return None
    if (all_of_them := therapies.words("all_of_them").search(own)) is not None:
        named = tuple(m for at, m in held if at < clause.start and not _is_moved(level, clause, m))
        found = _counted(all_of_them.group(), _of_kind(all_of_them.group(), named))
        return Bearer(found, 1, "all before") if found else None
    if therapies.words("two_of_them").search(own) and (pair := _last_two(level, held, clause)):
        return Bearer(pair, 1, "both before")
    resumed = any(len(m.group()) > 2 for m in therapies.words("pronoun").finditer(level.text(clause.start, clause.end)))
    by_others = _names_mechanisms(level, clause, response)
    for earlier in range(number - 1, -1 if resumed else max(number - 4, -1), -1):
        stretch = level.clauses[earlier]
        told = level.text(stretch.start, stretch.end)
        if therapies.words("at_diagnosis").search(told) and not (
            _OF_KIND.search(level.text(stretch.end, clause.end)) or _CARRIERS.search(told)
        ):
            return None
        if response.predicate == "resistance" and failed_lines.parts(level, stretch, clause):
            return None
        found = tuple(
            m
            for at, m in held
            if stretch.start <= at < stretch.end
            and not _BROUGHT_ABOUT.search(level.text(stretch.start, m.start))
            and (resumed or not _ACTED_ON.search(level.text(stretch.start, m.start)))
            and not _LEFT_OUT.match(level.text(stretch.start, m.start))
            and not _INDIFFERENT.search(level.text(stretch.start, m.start))
            and not _is_moved(level, stretch, m)
            and not (by_others and _is_setting(level, stretch, m))
            and not (
                _patterns()["often beside"].search(level.text(stretch.start, m.start))
                and _patterns()["companion"].match(level.text(m.end, stretch.end))
            )
        )
        if found and _LATTER.match(own) and _ends_in_disease(level, stretch, found):
            return None
        if found:
            far = response.frame == "prognosis" and number - earlier >= 3
            pointed = _last_pointed(level, earlier, number) + own + _pointed(level.text(response.end, clause.end))
            return None if far else Bearer(_meant(pointed, _causes(found, held, stretch)), number - earlier, "clauses")
        if stretch.mark and stretch.mark in ";；" and not resumed:
            return None
    return None


def _names_mechanisms(level: Level, clause: Clause, response: Response) -> bool:
    """Whether a word of resistance only tells a kind of mechanism (`due to drug-resistance mechanisms`, `耐药机制`)."""
    if response.predicate != "resistance":
        return False
    behind, before = level.text(response.end, clause.end), level.text(clause.start, response.start)
    return bool(_MECHANISM_NOUN.match(behind) or _MECHANISMS_OF.search(before))


_MECHANISM_NOUN = re.compile(r"性?的?(?:机制|途径)|[\s-]*(?:mechanisms?|pathways?)\b", re.IGNORECASE)
_MECHANISMS_OF = re.compile(r"\bmechanisms?\s+(?:of|for)\s+(?:[\w-]+\s+){0,2}-?$", re.IGNORECASE)


def _is_setting(level: Level, stretch: Clause, alteration: Mention) -> bool:
    """Whether an alteration only tells the disease that something is said of (`in X-mutant melanoma,`, `X突变患者中,`)."""
    if _POPULATION.match(level.text(alteration.end, stretch.end)):
        return True
    fronted = _IN_CASES_OF.search(level.text(stretch.start, alteration.start))
    return fronted is not None and _ALTERED_DISEASE.match(level.text(alteration.end, stretch.end)) is not None


_IN_CASES_OF = re.compile(
    r"\b(?:in|among|within|of|for)\s+(?:(?:patients|those|cases|people)\s+with\s+|the\s+)?$", re.IGNORECASE
)
_ALTERED_DISEASE = re.compile(
    r"(?:[\s-]+(?:mutant|mutated|positive|rearranged|driven))?\s+[A-Za-z-]{2,}", re.IGNORECASE
)


def _ends_in_disease(level: Level, stretch: Clause, found: Sequence[Mention]) -> bool:
    """Whether the latter of what a clause names is a disease (`X突变常见于Y,后者…`), and not its one alteration."""
    named = [m for m in level.within(stretch.start, stretch.end) if m.type in ("DISEASE", "ALTERATION")]
    return len(found) == 1 and bool(named) and named[-1].type == "DISEASE"


def _sets_drug_against(level: Level, clause: Clause, response: Response) -> bool:
    """Whether a clause of contrast names one drug alone, set against that of the clause before (`而E仍有效`)."""
    inside = [m for m in level.within(clause.start, clause.end) if family(m)]
    before = level.text(clause.start, inside[0].start) if inside else ""
    is_alone = bool(inside) and all(family(m) == "drug" for m in inside) and inside[-1].end <= response.start
    return is_alone and response.frame != "prognosis" and _CONTRASTED.fullmatch(before) is not None


def _last_pointed(level: Level, earlier: int, number: int) -> str:
    """`后者` or `前者` that opens a clause between the alterations and the word (`A和B…,后者使酶失活,在C中也致耐药`)."""
    between = [level.text(c.start, c.end) for c in level.clauses[earlier + 1 : number]]
    said = [match.group() for text in between if (match := _POINTED.match(text))]
    return said[-1] if said else ""


_CONTRASTED = re.compile(r"\s*(?:而|但|whereas|while|but)\s*(?:the\s+)?", re.IGNORECASE)
_POINTED = re.compile(r"\s*(?:前者|后者|the former\b|the latter\b)", re.IGNORECASE)


def _pointed(behind: str) -> str:
    """Which of two alterations a response word has for its object (`能覆盖前者`), else ""."""
    said = _POINTED.match(behind)
    return said.group() if said else ""


def _is_conceded(level: Level, number: int) -> bool:
    """Whether 但 only closes what 虽 has opened in the clause before, so that the subject stays (`X者虽…,但…`)."""
    clause, earlier = level.clauses[number], level.clauses[number - 1]
    closes = number > 0 and level.text(clause.start, clause.end).lstrip().startswith("但")
    return closes and _CONCEDING.search(level.text(earlier.start, earlier.end)) is not None


_CONCEDING = re.compile(r"虽|尽管")
_THREE = re.compile(r"三|three", re.IGNORECASE)


def _counted(pointer: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Of the alterations named before the last three, where a pointer counts three (`这三种突变`)."""
    names = list(dict.fromkeys(m.name for m in found))
    last = names[-3:] if _THREE.search(pointer) else names
    return tuple(m for m in found if m.name in last)


def _last_two(level: Level, held: Held, clause: Clause) -> tuple[Mention, ...]:
    """The two alterations that a sentence has named last before a clause, if it has named two."""
    named = list({m.name: m for at, m in held if at < clause.start and not _is_moved(level, clause, m)}.values())
    return tuple(named[-2:]) if len(named) > 1 else ()


def _meant(own: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Of two alterations the one that 后者 or 前者 takes up."""
    found = _without_holder(found) if _LATTER.search(own) or _FORMER.search(own) else found
    if _LATTER.search(own):
        return tuple(m for m in found if m.span == found[-1].span)
    return tuple(m for m in found if m.span == found[0].span) if _FORMER.search(own) else found


def _without_holder(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Alterations without the general one that only says of which gene the others are (`A和B是X的常见突变。前者…`)."""
    exact = [m for m in found if " p." in m.name]
    held = {gene for m in exact for gene in genes(m)} if len(exact) > 1 else set()
    return tuple(m for m in found if not (m.name.endswith(" mutation") and " exon " not in m.name and genes(m) <= held))


def _causes(found: tuple[Mention, ...], held: Held, clause: Clause) -> tuple[Mention, ...]:
    """For changes that are the object of a verb (`上调MCL-1`) the alterations before them that bring them about."""
    if not all(m.reason.startswith("verb") for m in found):
        return found
    earlier = tuple(m for at, m in held if at < clause.start and not m.reason.startswith("verb"))
    return earlier or found


def takes_up(level: Level, earlier: Sequence[Mention]) -> bool:
    """Whether a sentence may go on about alterations of the one before: it points at them, or opens with 对."""
    if not earlier or level.opener >= 0:
        return False
    own = _OF_THEM.sub("", level.view.lstrip())
    if _FOUND_IN.match(own):
        return True
    return bool(therapies.words("pronoun").match(own) or _TAKES_UP.match(own) or _pointer(level, level.end))


_ONE_OF_TWO = re.compile(
    r"(?:对于?|针对|抑制|克服|\b(?:against|for|in|to))\s*(?:后者|前者|the (?:latter|former))", re.IGNORECASE
)
_ENGLISH_POINTER = re.compile(r"(?:th[a-z]{2,3}|such|both)\s", re.IGNORECASE)


def _pointer(level: Level, end: int) -> str:
    """The words before an offset that point at what the sentence before has named (`D对该突变仍有效`), or nothing."""
    view = level.text(level.start, end)
    for said in therapies.words("pronoun").finditer(view):
        word = said.group()
        if _LATTER.fullmatch(word) or _FORMER.fullmatch(word):
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


def _of_kind(pointer: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """What `这些突变` takes up: of fusions and mutations named before the mutations alone."""
    if not _CALLED_MUTATIONS.search(pointer):
        return found
    return tuple(m for m in found if not REARRANGED.search(m.name)) or found


_IT = re.compile(r"它(?!们)")
_OF_THEM = re.compile(r"^其中[,，]\s*(?=前者|后者)")


def _from_sentence_before(level: Level, response: Response, number: int, earlier: Sequence[Mention]) -> Bearer | None:
    """What a pronoun at the beginning takes up, or what is left out before 对."""
    sure = tuple(m for m in earlier if m.score >= DOUBTFUL)
    if not sure or level.opener >= 0:
        return None
    own = level.text(level.start, response.start).lstrip()
    led = _OF_THEM.match(own)
    own, number = (own[led.end() :], max(number - 1, 0)) if led else (own, number)
    pronoun = therapies.words("pronoun").match(own)
    if _FORMER.match(own) and len({m.name for m in sure}) == 1:
        return None
    reach = min(level.clauses[level.clause_at(response.start)].end, response.end + _POINTER_REACH)
    pointed = _pointer(level, reach) if pronoun is None and not _has_alteration(level, response) else ""
    if pointed:
        return Bearer(_of_kind(pointed, _meant(pointed, sure)), 2, "pronoun")
    if number > 1 and (pronoun is None or len(pronoun.group()) <= 2 or _has_alteration(level, response)):
        return None
    if pronoun and (len(pronoun.group()) > 1 or _IT.match(own)):
        return Bearer(_of_kind(pronoun.group(), _meant(own, sure)), 2, "pronoun")
    if number == 0 and _TAKES_UP.match(own) and len({m.name for m in sure}) == 1:
        return Bearer(sure, 2, "left out")
    return None
