"""Two changes of one gene that act together, written with a slash: `E255V/T315I` on one allele is one alteration.

A slash between two sites of one gene may also stand for `or`. Where the section speaks of compound mutations, it does
not (ruling 34 of the corpus): what is said of the pair is said of neither change alone.

>>> from pipeline.records import Concept
>>> text = "复合突变E255V/T315I"
>>> names = [("E255V", 4, "ABL1 p.Glu255Val"), ("T315I", 10, "ABL1 p.Thr315Ile")]
>>> changes = [Mention(at, at + 5, "ALTERATION", t, Concept(n, "ALTERATION", n), gene="ABL1") for t, at, n in names]
>>> [(m.text, m.name) for m in joined(text, changes, Lexicon(()))]
[('E255V/T315I', 'ABL1 p.Glu255Val/p.Thr315Ile')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.recognising.skeleton import alternatives, forms
from pipeline.records import Mention

_SLASH = re.compile(r"\s*[/／+＋]\s*")
_REACH, _NEAR = 40, 20
_SPOKEN_OF = 400
"""How far before the first mention given its paragraph may have spoken of compound mutations."""
_CHANGE = re.compile(r"(?P<gene>\S+) (?P<change>p\.[A-Za-z]+(?P<site>\d+)[A-Za-z]+)(?: compound mutation)?")


@lru_cache(maxsize=1)
def _compound() -> re.Pattern[str]:
    told = alternatives(forms("alteration_context", role="compound"))
    return re.compile(rf"{told}|\bcompound\s[A-Za-z0-9:]{{2,10}}\s(?:kinase[- ]domain\s)?mutations?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _on_one_allele() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(forms('alteration_context', role='on_one_allele'))}", re.IGNORECASE)


def joined(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with each such pair as one mention.

    Args:
        text: A section's repaired text; offsets are the section's.
        mentions: Mentions of the section, in order.
        lexicon: For the concept of the pair.
    """
    if not any(m.type == "ALTERATION" for m in mentions):
        return tuple(mentions)
    opened = max(text.rfind("\n", 0, mentions[0].start) + 1, mentions[0].start - _SPOKEN_OF)
    is_spoken_of = _compound().search(text, opened, mentions[-1].end + _REACH) is not None
    kept: list[Mention] = []
    for mention in _without_bare(mentions) if is_spoken_of else mentions:
        pair = _pair(text, kept[-1], mention, lexicon) if kept else None
        if pair is not None and (is_spoken_of or _act_together(text, kept[-1], mention)):
            kept[-1] = pair
        elif is_spoken_of and (holding := _holding(text, mention, lexicon)) is not None:
            kept = [m for m in kept if m.end <= holding.start]
            kept.append(holding)
        else:
            kept.append(mention)
    return tuple(kept)


def _act_together(text: str, first: Mention, second: Mention) -> bool:
    """Whether words beside two joined changes say that they are on one allele, or each labels a row of the table by itself as well."""
    if _on_one_allele().search(text, max(0, first.start - _NEAR), second.end + _NEAR):
        return True
    return "\t" in text and all(re.search(rf"\n{re.escape(m.text)}[\t ]", text) for m in (first, second))


def _without_bare(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without `compound mutations` of ABL1 by default, where the sentence tells changes of another gene alone."""
    genes = {named["gene"] for m in mentions if (named := _CHANGE.fullmatch(m.name))}
    is_other = bool(genes) and "ABL1" not in genes
    return [m for m in mentions if not (is_other and m.name == "ABL1 compound mutation" and "ABL" not in m.text)]


_HOLDING = re.compile(r"compound mutations?\s+(?:involving|containing|including|with|that include)\s+$", re.IGNORECASE)


def _holding(text: str, change: Mention, lexicon: Lexicon) -> Mention | None:
    """`compound mutations involving X`: those of X's gene, not X by itself."""
    named, before = _CHANGE.fullmatch(change.name), _HOLDING.search(text, max(0, change.start - _REACH), change.start)
    if named is None or before is None:
        return None
    concept = lexicon.concept("ALTERATION", f"{named['gene']} compound mutation")
    return replace(
        change, start=before.start(), text=text[before.start() : change.end], concept=concept,
        reason="compound mutations that hold a change", source="alterations",
    )  # fmt: skip


def _pair(text: str, left: Mention, right: Mention, lexicon: Lexicon) -> Mention | None:
    """Two changes at two sites of one gene as one, or None."""
    if not _SLASH.fullmatch(text[left.end : right.start]):
        return None
    first, second = _CHANGE.fullmatch(left.name), _CHANGE.fullmatch(right.name)
    if not first or not second:
        return None
    if first["gene"] != second["gene"] or first["site"] == second["site"]:
        return None
    concept = lexicon.concept("ALTERATION", f"{first['gene']} {first['change']}/{second['change']}")
    return replace(
        left, end=right.end, text=text[left.start : right.end], concept=concept, reason="two changes that act together",
        source="alterations",
    )  # fmt: skip
