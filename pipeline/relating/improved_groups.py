"""Drugs that improve the prognosis of an altered group: `D改善X突变患者的预后`, `D improves the outcome of patients with X`.

The prognosis is that under the drug, so the drug is the object of the claim. The drug stands before the verb in its clause;
the group is the verb's object, or that of the clause before, taken up by a pronoun (`X者预后差,D可改善其预后`).

>>> from pipeline.relating.clauses import levels
>>> text = "甲药改善X突变患者的预后"
>>> names = [Mention(0, 2, "DRUG", "甲药"), Mention(4, 7, "ALTERATION", "X突变")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [(i.alteration.text, text[i.start:i.end]) for i in found(level, [(4, names[1])])]
[('X突变', '改善')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Mention
from pipeline.relating import therapies
from pipeline.relating.clauses import Clause, Level, family
from pipeline.relating.coordination import Group
from pipeline.relating.held_alterations import Held

_OUTCOME = r"(?:不良|不佳|较差|整体|总体|远期|长期)*的?(?:预后|结局|转归)"
_VERB = re.compile(r"改善|逆转|克服|improve|overc[oa]me", re.IGNORECASE)
_IMPROVES = re.compile(
    r"(?:治疗|方案|单药|维持治疗|联合化疗|巩固)?(?:可|能|能够|可以|将|显著|明显|有效|进一步|大大|已)*(?P<word>改善|逆转|克服)了?"
    r"|\s+(?:therapy\s+|treatment\s+|maintenance\s+|significantly\s+|markedly\s+|substantially\s+|has\s+|have\s+|can\s+)*"
    r"(?P<verb>improve[sd]?|overc(?:omes?|ame))\s+(?:the\s+)?(?:(?:poor|adverse|inferior|dismal|unfavou?rable)\s+)?"
    r"(?:prognosis|outcomes?)\s+(?:of|in|for)\s+(?:(?:patients|those|adults)\s+with\s+)?",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|neither|nor|never|none|few|without|whether|unlikely)\b|n't\b|没有|尚无|未(?!来)|无(?:研究|证据|试验|数据)|并非|是否|难以",
    re.IGNORECASE,
)
"""Words before a drug that deny or question what is said of it (`Neither A nor B improved`, `no trial has shown that D`)."""
_SHOWN_BY_NONE = re.compile(
    r"\b(?:no|neither|not|never|unclear|unknown)\b[^,;.]{0,60}\b(?:that|whether|if)\s+(?:the\s+)?$", re.IGNORECASE
)
"""The same where it is a finding that is denied (`No trial has shown that`)."""
_OF_GROUP = re.compile(rf"(?:阳性|突变|型|的|伴)*[^,;。]{{0,16}}?(?:患者|患儿|者|病例){_OUTCOME}")
_OF_THEM = re.compile(rf"(?:其|(?:这|该|此)类患者的?|这些患者的?|患者的?){_OUTCOME}")


@dataclass(frozen=True, slots=True)
class Improvement:
    """A therapy that improves the outcome of an altered group; section offsets of its verb."""

    start: int
    end: int
    alteration: Mention
    therapy: Group


def found(level: Level, held: Held) -> Iterator[Improvement]:
    """The altered groups of a level whose prognosis a therapy is said to improve.

    Args:
        level: The level.
        held: The alterations that something can be said of on it.
    """
    for group in therapies.drug_groups(level) if held and _VERB.search(level.view) else ():
        clause = level.clauses[level.clause_at(group.start)]
        match = _IMPROVES.match(level.view, group.end - level.start)
        if match is None or _is_denied(level, clause, group.start):
            continue
        start, end = (level.start + at for at in match.span("word" if match["word"] else "verb"))
        for alteration in _objects(level, held, clause, level.start + match.end()):
            yield Improvement(start, end, alteration, group)


def _is_denied(level: Level, clause: Clause, at: int) -> bool:
    """Whether the clause of a drug denies or questions what is said of it, or the clause that opens it does."""
    return bool(_DENIED.search(level.text(clause.start, at)) or _SHOWN_BY_NONE.search(level.text(level.start, at)))


def _objects(level: Level, held: Held, clause: Clause, at: int) -> tuple[Mention, ...]:
    """The alterations of the group whose prognosis the verb that ends at an offset improves."""
    own = tuple(m for place, m in held if place == at)
    is_english = level.text(at - 1, at).isspace()
    if own and (is_english or _OF_GROUP.match(level.text(own[-1].end, clause.end))):
        return own
    if _OF_THEM.match(level.text(at, clause.end)) is None:
        return ()
    number = level.clause_at(at)
    earlier = level.clauses[number - 1] if number else clause
    others = any(family(m) == "drug" for m in level.within(earlier.start, earlier.end))
    return () if others else tuple(m for place, m in held if earlier.start <= place < clause.start)
