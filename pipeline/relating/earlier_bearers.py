"""Alterations of an earlier clause that the clause of a word of response goes on about: `X突变激活Y,导致甲药耐药`.

A clause that has a subject of its own, opens in contrast, or speaks of others than the carriers goes on about none.

>>> bool(is_contrast("但预后良好")), bool(is_contrast("导致耐药"))
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating import failed_lines, therapies
from pipeline.relating.altered_cells import IN_CASES_OF, is_moved, tells_setting
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import Clause, Level, family
from pipeline.relating.held_alterations import Held
from pipeline.relating.pointed_bearers import (
    LATTER,
    counted,
    is_adverbial,
    last_pointed,
    meant,
    of_kind,
    pointed_at,
    takes_up,
)
from pipeline.relating.responses import Response

_ACTED_ON = re.compile(
    r"(?:抑制|靶向|阻断|绕过|绕开|结合(?!域|区|位点|口袋|蛋白|能力)|降解|bypass(?:es|ed|ing)?|inhibits?|inhibiting|targets?|targeting|blocks?|binds?)[^,;。]{0,6}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Patterns whose words stand in the table."""
    forms = therapies.forms
    texts = {
        "often beside": rf"{forms('often')}{forms('companion_link')}\s*$",
        "companion": rf"{forms('coexists')}(?=[,，;；。]|$)",
    }
    return {name: re.compile(text) for name, text in texts.items()}


_INDIFFERENT = re.compile(
    r"(?:无论|不论|不管|\bwhether or not|\bwith or without|\bregardless of|\birrespective of)\s*(?:the\s+|是否|有无)?(?:携带|存在|伴有?)?\s*(?:presence of\s+)?$",
    re.IGNORECASE,
)
"""Words that what stands behind them makes no difference, so that no later clause is about it."""
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
        and (tells_setting(level, earlier, before[-1]) or IN_CASES_OF.fullmatch(left.lstrip()) is not None)
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


def is_contrast(text: str) -> bool:
    """Whether a clause opens in contrast to the one before."""
    return bool(_CONTRAST.match(text.lstrip()))


_REACH = 4
"""Before this many clauses back an alteration is too far to be gone on about."""
_LEFT_OUT = re.compile(r"\s*(?:(?:but|though|and)\s+not|unlike)\s|\s*(?:而|但)(?:非|不是|不包括)", re.IGNORECASE)
"""What opens an insertion that takes alterations out (`X, but not Y, resists D`)."""


def of_earlier_clauses(level: Level, held: Held, response: Response, number: int) -> Bearer | None:
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
        named = tuple(m for at, m in held if at < clause.start and not is_moved(level, clause, m))
        found = counted(all_of_them.group(), of_kind(all_of_them.group(), named))
        return Bearer(found, 1, "all before") if found else None
    if therapies.words("two_of_them").search(own) and (pair := _last_two(level, held, clause)):
        return Bearer(pair, 1, "both before")
    if found := _of_several(level, held, number, own):
        return Bearer(found, 1, "both before")
    resumed = any(len(m.group()) > 2 for m in therapies.words("pronoun").finditer(level.text(clause.start, clause.end)))
    by_others = _names_mechanisms(level, clause, response)
    last = level.clauses[number - 1] if number else clause
    reach = _REACH + is_adverbial(level.text(last.start, last.end))
    for earlier in range(number - 1, -1 if resumed else max(number - reach, -1), -1):
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
            and not is_moved(level, stretch, m)
            and not (by_others and tells_setting(level, stretch, m))
            and not (
                _patterns()["often beside"].search(level.text(stretch.start, m.start))
                and _patterns()["companion"].match(level.text(m.end, stretch.end))
            )
        )
        if found and LATTER.match(own) and _ends_in_disease(level, stretch, found):
            return None
        if found:
            far = response.frame == "prognosis" and number - earlier >= 3
            pointed = last_pointed(level, earlier, number) + own + pointed_at(level.text(response.end, clause.end))
            return None if far else Bearer(meant(pointed, _causes(found, held, stretch)), number - earlier, "clauses")
        if stretch.mark and stretch.mark in ";；" and not resumed and not (is_adverbial(told) and takes_up(own)):
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


_CONTRASTED = re.compile(r"\s*(?:而|但|whereas|while|but)\s*(?:the\s+)?", re.IGNORECASE)


def _is_conceded(level: Level, number: int) -> bool:
    """Whether 但 only closes what 虽 has opened in the clause before, so that the subject stays (`X者虽…,但…`)."""
    clause, earlier = level.clauses[number], level.clauses[number - 1]
    closes = number > 0 and level.text(clause.start, clause.end).lstrip().startswith("但")
    return closes and _CONCEDING.search(level.text(earlier.start, earlier.end)) is not None


_CONCEDING = re.compile(r"虽|尽管")


def _last_two(level: Level, held: Held, clause: Clause) -> tuple[Mention, ...]:
    """The two alterations that a sentence has named last before a clause, if it has named two."""
    named = list({m.name: m for at, m in held if at < clause.start and not is_moved(level, clause, m)}.values())
    return tuple(named[-2:]) if len(named) > 1 else ()


_SEVERAL = re.compile(
    r"(?:考虑|认为|提示|推测|说明|故|即|且|并|而|但|其中|因此)*(?:它们|(?:这|以上|上述)?[二两]者|前者)(?!中|之间|的?[共并同]存|合并|同时存在)"
    r"|(?:and\s+|but\s+)?(?:they|both|the\s+former)\s+(?=\w)(?!of\b|and\b|the\b)",
    re.IGNORECASE,
)
"""What opens a clause and takes up several, or the first of two."""


def _of_several(level: Level, held: Held, number: int, own: str) -> tuple[Mention, ...]:
    """The last two alterations before `二者`, `它们` or `前者`, where the clause before names but one (`X多见,Y少见,二者均…`)."""
    said = _SEVERAL.match(own)
    clause = level.clauses[number]
    pair = _last_two(level, held, clause) if said is not None and number else ()
    if said is None or not pair or pair[0].start >= level.clauses[number - 1].start:
        return ()
    between = level.within(pair[0].end, clause.start)
    if any(family(m) == "drug" for m in between) and not any(
        family(m) == "drug" for m in level.within(clause.start, clause.end)
    ):
        return ()
    return meant(said.group(), pair)


def _causes(found: tuple[Mention, ...], held: Held, clause: Clause) -> tuple[Mention, ...]:
    """For changes that are the object of a verb (`上调MCL-1`) the alterations before them that bring them about."""
    if not all(m.reason.startswith("verb") for m in found):
        return found
    earlier = tuple(m for at, m in held if at < clause.start and not m.reason.startswith("verb"))
    return earlier or found
