"""Cohorts whose only treatment is a transplantation: it is the arm of the figures that follow.

`78 patients who underwent ASCT were included`, `34例患者行异基因移植`. A transplantation is elsewhere a step on the way, so the
line names no other treatment, and what follows the word for giving is the transplantation itself.

>>> from pipeline.records import Concept, Mention
>>> text = "34例AML患者行异基因移植"
>>> name = "allogeneic hematopoietic stem cell transplantation"
>>> line = Line(text, 0, len(text), (Mention(9, 14, "DRUG_CLASS", "异基因移植", Concept("local:x", "DRUG_CLASS", name)),))
>>> [arm.name for arm in cohort(line)]
['allogeneic hematopoietic stem cell transplantation']
"""

from __future__ import annotations

import re

from pipeline.relating import arms as arm_names
from pipeline.relating.arms import Arm
from pipeline.relating.lines import Line

_UNDERGOES = re.compile(
    r"(?:\b(?:patients?|pts|adults|children|individuals|recipients|who|they|all|(?-i:[A-Z]{2,}))\b[^.;%]{0,48}?\b(?:underwent|undergoing|received|receiving|given|treated with)"
    r"|(?:患者|患儿|病例|例)[^;。%]{0,24}?(?:接受|行|进行|采用))(?:了)?\s*(?:(?:an?|the|their|first|upfront|single|首次|单次)\s*)*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:had|previous(?:ly)?|prior|after|later|subsequent(?:ly)?|proceed\w*|bridg\w+|eligible|of whom|of them|relapsed)\b[^.,;]{0,24}$"
    r"|(?:既往|曾|后续|随后|其中|桥接|拟|可|复发)[^;。]{0,16}$",
    re.IGNORECASE,
)
"""Words that make a transplantation an earlier or a later step, or that of a part of the patients."""
_BEFORE_TREATMENT = re.compile(r"\s*(?:后|前|失败|recipients?\b|relapse)", re.IGNORECASE)


def is_given(line: Line, start: int, end: int) -> bool:
    """Whether the patients of a line are told to have got what stands at a place, now and as a whole.

    Args:
        line: The line.
        start: Where the treatment's name begins.
        end: Where it ends.
    """
    told = _UNDERGOES.search(line.text, line.start, start)
    is_step = _EARLIER.search(line.text, line.start, start) or _BEFORE_TREATMENT.match(line.text, end, line.end)
    return told is not None and not is_step


def cohort(line: Line) -> list[Arm]:
    """The transplantation that the patients of a line underwent, or nothing."""
    for mention in line.of("DRUG_CLASS"):
        if mention.name not in arm_names.procedures():
            continue
        if is_given(line, mention.start, mention.end):
            concept = mention.concept.concept_id if mention.concept else ""
            return [Arm(mention.start, mention.end, mention.name, concept, kind=mention.type)]
    return []
