"""Treatment protocols by the word behind their name, and regimens by the letters behind an agent's short name.

Cooperative groups treat by protocols that no list holds in full; the name in capitals right before the word for
protocol is one (`CCLG-X2008方案`, `the EsPhALL2017 protocol`), and an arm like any regimen. So is an agent's short form
with the letters of its partners (`Pola-R`).

>>> from pipeline.lexicon import Lexicon
>>> [(m.text, m.type, m.name) for m in find("患儿采用SCLG-X2016方案治疗,随访5年", Lexicon(()))]
[('SCLG-X2016', 'REGIMEN', 'SCLG-X2016')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon, cues
from pipeline.records import Mention

_NAMED = re.compile(
    r"(?=[A-Z])(?<![A-Za-z0-9/+-])(?P<name>[A-Z][A-Za-z]{0,7}[A-Z0-9][A-Za-z0-9]{0,11}(?:[- ]?[A-Z0-9][A-Za-z0-9]{1,9}){0,2})(?:(?=\s?方案| protocol\b)|(?P<group>(?=\s?组(?![织成合蛋]))))"
)
_SCORE, _FEWEST_CAPITALS = 0.7, 3


@lru_cache(maxsize=1)
def _excluded() -> frozenset[str]:
    """Capitals that are no study and no protocol either (`NCCN`, `FDA`)."""
    return frozenset(row["form"] for row in cues("trial_exclusions"))


def find(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """REGIMEN mentions with source `names`, in order; section offsets."""
    for match in _NAMED.finditer(text):
        name = match["name"]
        is_short = match["group"] is not None and sum(sign.isupper() for sign in name) <= _FEWEST_CAPITALS
        if name not in _excluded() and not is_short and any(sign.isdigit() for sign in name):
            concept = lexicon.concept("REGIMEN", name)
            yield Mention(*match.span("name"), "REGIMEN", name, concept, _SCORE, "named protocol", "names")


_LETTERS = re.compile(r"-(?P<letters>(?:\([A-Z]\))?[A-Z][A-Za-z]{0,2}[A-Z0-9]{0,3})(?![A-Za-z0-9]|-[A-Za-z0-9])")
_SHORT = re.compile(r"[A-Z][A-Za-z]{1,5}")


@lru_cache(maxsize=1)
def _no_partners() -> frozenset[str]:
    """Letters behind a dash that are no agents: routes, forms, outcomes, phases."""
    return frozenset(row["form"] for row in cues("no_partners"))


_RESISTANT = re.compile(r"\s?(?:cells?\b|clones?\b|(?:sub)?lines?\b|resistan|细胞|耐药|株|系)", re.IGNORECASE)
"""Behind letters that make an agent the name of cells that it does not kill (`Ven-R cells`)."""


def _are_partners(text: str, letters: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the letters behind an agent's short form can be those of agents."""
    is_other = letters["letters"] in _no_partners() or lexicon.lookup(letters["letters"], ("DISEASE", "METRIC"))
    return not is_other and _RESISTANT.match(text, letters.end()) is None


def lettered(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """REGIMEN mentions with source `names`: an agent's short form with the letters of its partners, named as written."""
    regimens = {m.start for m in mentions if m.type == "REGIMEN"}
    for mention in mentions:
        if mention.type != "DRUG" or mention.start in regimens or not _SHORT.fullmatch(mention.text):
            continue
        letters = _LETTERS.match(text, mention.end)
        if letters and text[mention.start - 1 : mention.start] != "-" and _are_partners(text, letters, lexicon):
            name = text[mention.start : letters.end()]
            concept = lexicon.concept("REGIMEN", name)
            yield Mention(
                mention.start,
                letters.end(),
                "REGIMEN",
                name,
                concept,
                _SCORE,
                "agent with its partners' letters",
                "names",
            )
