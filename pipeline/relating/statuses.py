"""Genes named by their status only, as what makes no difference: `regardless of BTK or PLCG2 status`, `与TP53状态无关`.

Such a phrase speaks of mutated and unmutated carriers, so that each gene stands for its mutation. Genes whose status is
one of expression or methylation are left as they are; they stand in the table. An antigen by which people are told apart
before a word of prognosis (`CD56阳性患者预后差`, `CD56-positive patients had a poor prognosis`) stands for its expression.

>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Concept
>>> text = "responses were seen regardless of TP53 status"
>>> gene = Mention(34, 38, "GENE", "TP53", Concept("hgnc:11998", "GENE", "TP53"))
>>> section = Section(0, "body", (), "en", MappedText.of(text))
>>> [m.name for m in completed(section, Sentence(0, 0, len(text), "en"), (gene,), Lexicon(()))]
['TP53 mutation']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Section, Sentence
from pipeline.relating.clauses import family
from pipeline.relating.cue_words import body, column

_TABLE = "gene_statuses"
_REASON = "status of a gene"
_JOINED = re.compile(r"\s*(?:[,，、/]|(?:,\s*)?(?:and|or)\b|和|或|与|及|以及)\s*(?:the\s+)?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    roles = ("indifferent", "status", "positive", "carriers")
    forms = {role: body(column(_TABLE, "role", role=role)) for role in roles}
    texts = {
        "status": rf"\s*(?:{forms['status']})(?!\s*(?:epilepticus|quo))",
        "indifferent": rf"(?:{forms['indifferent']})\s*(?:the\s+|a\s+patient's\s+)?$",
        "carriers": rf"[\s-]*(?:{forms['positive']})\s*的?\s*(?:[A-Za-z-]+\s*)?(?:{forms['carriers']})",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def completed(
    section: Section, sentence: Sentence, inside: tuple[Mention, ...], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """The mentions of a sentence, with genes whose status makes no difference as their mutations.

    Args:
        section, sentence: Where; offsets are the section's.
        inside: Mentions of the sentence.
        lexicon: For the concept of the alteration.
    """
    if not any(m.type == "GENE" for m in inside):
        return inside
    text = section.text.text
    kept = list(inside)
    for number, mention in enumerate(inside):
        if mention.type != "GENE" or not _patterns()["status"].match(text, mention.end, sentence.end):
            continue
        first = _first(text, inside, number)
        left = text[max(sentence.start, inside[first].start - _REACH) : inside[first].start]
        if _patterns()["indifferent"].search(left):
            kept[first : number + 1] = [_mutated(m, lexicon) for m in inside[first : number + 1]]
    return tuple(_expressed(m, lexicon) if _tells_people(text, m, inside) else m for m in kept)


def _tells_people(text: str, gene: Mention, inside: Sequence[Mention]) -> bool:
    """Whether an antigen tells apart people of whom a word of prognosis is said in the same clause, no drug between."""
    if gene.type != "GENE" or not _ANTIGEN.fullmatch(gene.text):
        return False
    verdict = next((m for m in inside if m.type == "RESPONSE" and m.start >= gene.end), None)
    if verdict is None or not verdict.name.endswith("prognosis") or _PAUSE.search(text, gene.end, verdict.start):
        return False
    treated = any(family(m) == "drug" and gene.end <= m.start < verdict.start for m in inside)
    return not treated and _patterns()["carriers"].match(text, gene.end, verdict.start) is not None


_ANTIGEN = re.compile(r"CD\d+[a-z]?")
_PAUSE = re.compile(r"[,，;；。]")


def _expressed(gene: Mention, lexicon: Lexicon) -> Mention:
    concept = lexicon.concept("ALTERATION", f"{gene.name} expression")
    return replace(gene, type="ALTERATION", concept=concept, gene=gene.name, reason=_REASON)


_REACH = 40


def _first(text: str, inside: Sequence[Mention], number: int) -> int:
    """Where the list of genes begins that ends with one."""
    while (
        number
        and inside[number - 1].type == "GENE"
        and _JOINED.fullmatch(text, inside[number - 1].end, inside[number].start)
    ):
        number -= 1
    return number


def _mutated(gene: Mention, lexicon: Lexicon) -> Mention:
    if gene.name.lower() in column(_TABLE, "role", role="expressed"):
        return gene
    concept = lexicon.concept("ALTERATION", f"{gene.name} mutation")
    return replace(gene, type="ALTERATION", concept=concept, gene=gene.name, reason=_REASON)
