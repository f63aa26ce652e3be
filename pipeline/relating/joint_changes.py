"""Changes of one gene that one noun phrase names together: `mutation or deletion of the BAX gene`, `CRBN突变及表达下调`.

Only the change that stands beside the gene is a mention; the others are made whole here, so that a word of response is
said of each.

>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Concept
>>> text = "Mutation or deletion of BAX confers resistance"
>>> loss = Mention(12, 27, "ALTERATION", text[12:27], Concept("local:a", "ALTERATION", "BAX loss"), gene="BAX")
>>> section = Section(0, "body", (), "en", MappedText.of(text))
>>> [m.name for m in completed(section, Sentence(0, 0, len(text), "en"), (loss,), Lexicon(()))]
['BAX mutation', 'BAX loss']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Lexicon, cues
from pipeline.records import Mention, Section, Sentence
from pipeline.relating import cue_words
from pipeline.relating.cue_words import body

_REASON = "change named beside another of its gene"
_LINK = r"(?:\s*[、/]\s*|\s*(?:以及|和/或|及/或|及|或|和|与)\s*|\s*,?\s+(?:and/or|and|or)\s+|\s*,\s*(?=[a-z]))"


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Nouns for a change, each with the kind that it is."""
    return {row["form"]: row["kind"] for row in cues("joint_changes")}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds = body(_kinds())
    texts = {
        "kind": rf"(?P<kind>{kinds})",
        "fronted": rf"(?P<front>(?:{kinds}){_LINK}(?:(?:{kinds}){_LINK})?)$",
        "headed": rf"(?:{kinds})\s+(?:of|in)\s",
        "behind": rf"(?:{_LINK}(?:基因|蛋白)?(?:的)?(?:{kinds})(?!\s*(?:of|in)\b)(?![A-Za-z谱率频检状分负丰]))+",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def completed(
    section: Section, sentence: Sentence, inside: tuple[Mention, ...], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """The mentions of a sentence with the changes that stand beside another change of the same gene, in order.

    Args:
        section, sentence: Where; offsets are the section's.
        inside: Mentions of the sentence.
        lexicon: For the concepts.
    """
    if not any(m.type == "ALTERATION" for m in inside):
        return inside
    text = section.text.text
    inside = tuple(_suspended(text, inside, lexicon))
    found = [new for m in inside if m.type == "ALTERATION" for new in _beside(text, sentence, m, inside, lexicon)]
    return tuple(sorted((*inside, *found), key=lambda m: (m.start, m.end))) if found else inside


def _suspended(text: str, inside: tuple[Mention, ...], lexicon: Lexicon) -> Iterator[Mention]:
    """The mentions, a gene whose change is told behind the next one as that change (`NOTCH1- or TP53-mutated`, `neither X nor Y mutations`)."""
    for number, mention in enumerate(inside):
        later = inside[number + 1] if number + 1 < len(inside) else None
        if mention.type == "GENE" and later is not None and later.type == "ALTERATION":
            gap = text[mention.end : later.start]
            kind = _KIND.search(later.name)
            is_told = later.text.lower().endswith(("mutations", "mutation", "突变"))
            is_shared = _HYPHEN.fullmatch(gap) or (_NOR.fullmatch(gap) and is_told) or _BUT_NOT.fullmatch(gap)
            if is_shared and (kind or is_told):
                name = f"{mention.name} {kind.group() if kind else 'mutation'}"
                concept = lexicon.concept("ALTERATION", name)
                yield replace(
                    mention, type="ALTERATION", concept=concept, gene=mention.name, reason=_REASON, source="relating"
                )
                continue
        yield mention


_HYPHEN = re.compile(r"-\s*,?\s*(?:and/or|and|or)\s+", re.IGNORECASE)
_NOR = re.compile(r"\s+nor\s+", re.IGNORECASE)
_BUT_NOT = re.compile(r",?\s+(?:but|though) not\s+|\s?(?:而非|而不是|但非)\s?", re.IGNORECASE)
_KIND = re.compile(r"(?:mutation|loss|amplification|rearrangement|overexpression|wild-type)$")


def _beside(
    text: str, sentence: Sentence, change: Mention, inside: tuple[Mention, ...], lexicon: Lexicon
) -> Iterator[Mention]:
    """The changes before or behind one change that are of its gene as well."""
    gene, _, kind = change.name.partition(" ")
    if kind not in _kinds().values():
        return
    left, right = max(sentence.start, change.start - _REACH), change.end
    front = _patterns()["fronted"].search(text[left : change.start])
    behind = _patterns()["behind"].match(text, right, sentence.end)
    if front and _patterns()["headed"].match(change.text):
        base, words = left + front.start(), front["front"]
    elif behind and not any(m.start == behind.end() for m in inside if m.type in ("GENE", "ALTERATION")):
        base, words = right, behind.group()
    else:
        return
    for match in _patterns()["kind"].finditer(words):
        start, end = base + match.start("kind"), base + match.end("kind")
        name = f"{gene} {_kinds()[cue_words.key(match['kind'])]}"
        if name != change.name and not any(m.start < end and start < m.end for m in inside):
            concept = lexicon.concept("ALTERATION", name)
            yield replace(
                change, start=start, end=end, text=text[start:end], concept=concept, parts=(), reason=_REASON,
                source="relating",
            )  # fmt: skip


_REACH = 48
