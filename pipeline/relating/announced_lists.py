"""Sentences that announce a list of what makes resistant, and the items of such a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention, Section, Sentence
from pipeline.relating import therapies
from pipeline.relating.clauses import family


def announced_drug(section: Section, sentence: Sentence, inside: Sequence[Mention]) -> Mention | None:
    """The drug of a sentence that announces a list of what makes resistant to it (`D耐药的机制有以下几类:`)."""
    text = section.text.text
    said = ANNOUNCES.search(text, sentence.start, sentence.end) or _COUNTS_OUT.search(
        text, max(sentence.start, sentence.end - _COUNT_REACH), sentence.end
    )
    if said is None:
        return None
    drugs = [m for m in inside if m.type in ("DRUG", "DRUG_CLASS", "REGIMEN") and m.end <= said.start()]
    resisted = [m for m in drugs if _beside_resistance(text, sentence, m)]
    return resisted[0] if len({m.name for m in drugs}) == 1 and resisted else None


def opens_list(
    section: Section, sentence: Sentence, inside: Sequence[Mention], before: Sequence[Mention], last: Sentence | None
) -> bool:
    """Whether a sentence lists what makes resistant and neither it nor the question before names the drug."""
    text = section.text.text
    announced = ANNOUNCES.search(text, sentence.start, sentence.end)
    if announced is None or any(family(m) == "drug" and m.end <= announced.start() for m in (*before, *inside)):
        return False
    asked = last is not None and text[last.start : last.end].rstrip().endswith(("?", "？"))
    start = last.start if last is not None and asked else sentence.start
    return therapies.words("resistance_topic").search(text, start, announced.start()) is not None


def _beside_resistance(text: str, sentence: Sentence, drug: Mention) -> bool:
    topic = therapies.words("resistance_topic")
    behind = topic.search(text[drug.end : min(drug.end + _BESIDE, sentence.end)])
    return bool(behind or topic.search(text[max(drug.start - _BESIDE, sentence.start) : drug.start]))


_BESIDE = 16
ANNOUNCES = re.compile(r"[:：]\s*(?:\Z|(?:①|\(?1[).、]))")


_COUNTS_OUT = re.compile(
    r"(?:以下|如下|[两二三四五几数多2-6])(?:个|种|类|点|条|大类)*(?:方面|机制|途径|原因|层面|情形|情况|类型|环节)?。?\s*\Z"
)
"""The end of a sentence that tells how many mechanisms the next ones go through (`D耐药的机制可归纳为两点。`)."""


_COUNT_REACH = 16


_ITEM = re.compile(
    r"\s*(?:[-–•·*]|\(?\d+[).、]|[①-⑨]|[一二三四]是|其[一二三四](?!次)|第[一二三四](?:类|种|,|、)?|首先|其次|再次|最后|另外|此外)"
)


def is_item(section: Section, sentence: Sentence) -> bool:
    """Whether a sentence is an item of a list, so that the announcement still holds for the next."""
    return bool(_ITEM.match(section.text.text, sentence.start))
