"""Genes named by their status only, as what makes no difference: `regardless of BTK or PLCG2 status`, `与TP53状态无关`.

Such a phrase speaks of mutated and unmutated carriers, so that each gene stands for its mutation. Genes whose status is
one of expression or methylation are left as they are; they stand in the table.

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
from pipeline.relating.cue_words import body, column

_TABLE = "gene_statuses"
_REASON = "status of a gene"
_JOINED = re.compile(r"\s*(?:[,，、/]|(?:,\s*)?(?:and|or)\b|和|或|与|及|以及)\s*(?:the\s+)?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    forms = {role: body(column(_TABLE, "role", role=role)) for role in ("indifferent", "status")}
    texts = {
        "status": rf"\s*(?:{forms['status']})(?!\s*(?:epilepticus|quo))",
        "indifferent": rf"(?:{forms['indifferent']})\s*(?:the\s+|a\s+patient's\s+)?$",
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
    text = section.text.text
    kept = list(inside)
    for number, mention in enumerate(inside):
        if mention.type != "GENE" or not _patterns()["status"].match(text, mention.end, sentence.end):
            continue
        first = _first(text, inside, number)
        left = text[max(sentence.start, inside[first].start - _REACH) : inside[first].start]
        if _patterns()["indifferent"].search(left):
            kept[first : number + 1] = [_mutated(m, lexicon) for m in inside[first : number + 1]]
    return tuple(kept)


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
