"""The drug that a sentence takes up from the one before it without naming it.

`后者` and `the latter` at the beginning mean what the sentence before has named last, if that is a drug. A sentence
that goes on with subgroups of a study (`分层看`, `Among patients with X`) speaks of the arm that the study is about,
which the sentence before has named first.

>>> text = "甲药优于乙药。分层看,NPM1突变者疗效较好"
>>> drugs = (Mention(0, 2, "DRUG", "甲药"), Mention(4, 6, "DRUG", "乙药"))
>>> level = levels(text, 7, len(text), ())[0]
>>> [m.text for m in studied(text, level, drugs, Lexicon(()))], latter(level, drugs)
(['甲药'], None)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.relating import PAIR, therapies
from pipeline.relating.clauses import Level, family, levels
from pipeline.relating.coordination import groups


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    texts = {
        "latter": rf"\s*(?:{therapies.forms('opens_latter')})",
        "subgroup": rf"\s*(?:{therapies.forms('subgroup')})",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


_ONE_OF_TWO = re.compile(
    r"\b(?:resist\w+|sensitiv\w+|refractor\w+|respon\w+|susceptib\w+)\s+to\s+the\s+(?P<which>former|latter)\b",
    re.IGNORECASE,
)
_BENEFITS = re.compile(
    r"\s*(?:其中|而|且|在|对于)?,?[^,;。:]{1,24}?(?:亚组|患者|者|人群|队列|亚群)(?:中|的|内|同样|亦|也|均|则|可|能|似乎|,|从中)*(?:观察到|显示出?|可见|见到|获得|有)?(?:了)?(?:一致|类似|相似|相同|更大|更多|显著|明显|同等)*的?(?:临床|生存)?(?:获益|受益)"
)
"""A sentence that opens with a group and its benefit (`SF3B1突变亚组的获益更为明显`): it goes on with the study before."""


def latter(level: Level, previous: Sequence[Mention]) -> Mention | None:
    """The drug that the sentence before has named last, where a sentence opens with `后者`, or the one of two that it means.

    `Resistance to the former …` takes up the first of two drugs.

    Args:
        level: The sentence.
        previous: Mentions of the sentence before it in the same paragraph.
    """
    if said := _ONE_OF_TWO.search(level.view):
        drugs = list({m.name: m for m in previous if family(m) == "drug"}.values())
        return drugs[said["which"].lower() == "latter"] if len(drugs) == PAIR else None
    named = [m for m in previous if family(m)]
    if not named or family(named[-1]) != "drug" or _patterns()["latter"].match(level.view) is None:
        return None
    return named[-1]


def studied(text: str, level: Level, previous: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The therapy that the sentence before has named first, where a sentence goes on with subgroups.

    Args:
        text: The section's text.
        level: The sentence.
        previous: Mentions of the sentence before it in the same paragraph.
        lexicon: For the concept of drugs given together.
    """
    goes_on = _patterns()["subgroup"].match(level.view) or _BENEFITS.match(level.view)
    if goes_on is None or not any(family(m) == "drug" for m in previous):
        return ()
    before = levels(text, previous[0].start, level.start, previous)[0]
    lists = [g for g in groups(before) if g.kind == "drug" and any(m.type != "DRUG_CLASS" for m in g.members)]
    return therapies.members(lists[0], lexicon, before)[:1] if lists else ()
