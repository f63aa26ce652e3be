"""What a word says that only tells which patients or cells are spoken of: `耐药患者`, `对D耐药的X细胞`, `EGFR突变、TKI耐药的NSCLC`.

Of such a population only what caused it, or what was found in it, is said to resist.

>>> from pipeline.relating.clauses import levels
>>> text = "耐药患者中检出X突变"
>>> level = levels(text, 0, len(text), [Mention(7, 10, "ALTERATION", "X突变")])[0]
>>> describes(level, level.clauses[0], Response(0, 2, "resistance", "word"))
True
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating import PAIR, details, therapies
from pipeline.relating.altered_cells import PEOPLE
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import BLANK, Clause, Level
from pipeline.relating.earlier_bearers import of_earlier_clauses
from pipeline.relating.held_alterations import Held
from pipeline.relating.responses import Response, responses


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Patterns whose words stand in the table."""
    forms = therapies.forms
    texts = {
        "announced": rf"{forms('announcing_people')}{forms('announcing_verb')}?[:：]",
        "among them": rf"{forms('among_them')}[^,;。]{{0,6}}$",
    }
    return {name: re.compile(text) for name, text in texts.items()}


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
_ENROLLED = re.compile(
    rf"(?:[、,]|且|并|及)\s*(?:对|经|既往)?[{BLANK}\w-]{{0,14}}?(?:治疗|单药|方案)?(?:获得性|原发性?|继发性?|已|均)?$"
)
_OF_DISEASE = re.compile(
    rf"性?的[\s{BLANK}]{{1,3}}|性?的[\u4e00-\u9fff]{{0,6}}?(?:癌|瘤|白血病)[^,;。]{{0,4}}(?:患者|病例|者)|性?的(?:晚期|转移性|复发|难治|R/R|患者|[A-Z]{{2,6}})"
)


def is_attribute(level: Level, inside: Held, response: Response) -> bool:
    """Whether an alteration and a resistance are two features of the patients (`EGFR突变、TKI耐药的NSCLC`)."""
    before = [m for at, m in inside if at < response.start]
    if not before or response.predicate != "resistance":
        return False
    gap = level.text(before[-1].end, response.start)
    return bool(_ENROLLED.fullmatch(gap) and _OF_DISEASE.match(level.text(response.end, level.end)))


def describes(level: Level, clause: Clause, response: Response) -> bool:
    """Whether a word only tells which patients or cells (`耐药患者`, `对D耐药的FLT3-ITD+细胞`)."""
    if _SENSITISES.search(level.text(response.start, response.end)):
        return False
    if _DESCRIBES.match(level.text(response.end, clause.end)):
        return True
    named = next((m for m in level.mentions if m.type == "ALTERATION" and m.start >= response.end), None)
    return (
        named is not None
        and level.text(response.end, named.start).strip() == "的"
        and bool(PEOPLE.match(level.text(named.end, clause.end)))
    )


def described(level: Level, held: Held, number: int, response: Response, inside: Held) -> Bearer | None:
    """Of a population only its cause, or what it shows, is said: in its clause, else found in the next."""
    clause = level.clauses[number]
    before = tuple(m for at, m in inside if at < response.start)
    if before and _CAUSED.search(level.text(clause.start, response.start)):
        return Bearer(before, 0, "cause")
    carried = () if inside else _before_relative(level, held, number)
    if carried and _CAUSED.search(level.text(clause.start, response.start)):
        return Bearer(carried, 1, "cause")
    shown = tuple(m for at, m in inside if at >= response.end and not PEOPLE.match(level.text(m.end, clause.end)))
    if shown or before:
        more = details.behind_share(level, held, number)
        return Bearer((*shown, *more), 0, "described") if not before else None
    if response.predicate != "resistance":
        return None
    if _patterns()["announced"].match(level.text(response.end, clause.end + 1)):
        return Bearer(tuple(m for at, m in held if at >= clause.end) or (), 1, "announced")
    if _patterns()["among them"].search(level.text(clause.start, response.start)) and _MORE.match(
        level.text(clause.start, clause.end)
    ):
        return of_earlier_clauses(level, held, response, number)
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
