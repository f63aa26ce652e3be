"""Alterations whose gene the text has named before and takes up by a pronoun: `其表达上调`, `their overexpression`.

The recogniser of alterations needs the gene beside its state; a writer who has just named the gene does not repeat
it. A subject taken up by a pronoun counts (guideline, section 4), so the alteration is made here, at the words that
state it, of the gene that the clause or the sentence before begins with.

>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Concept
>>> text = "MCL-1是关键因子,其表达上调导致耐药"
>>> gene = Mention(0, 5, "GENE", "MCL-1", Concept("hgnc:6943", "GENE", "MCL1"))
>>> section = Section(0, "body", (), "zh", MappedText.of(text))
>>> done = completed(section, Sentence(0, 0, len(text), "zh"), (gene,), (), Lexicon(()))
>>> [(m.text, m.name) for m in done if m.type == "ALTERATION"]
[('其表达上调', 'MCL1 overexpression')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Section, Sentence
from pipeline.relating.cue_words import body, column, key

_SCORE = 0.8
_TABLE = "response_resumptions"
_PLURAL = re.compile(r"它们|二者|两者|these|their|both", re.IGNORECASE)
_BORDER = re.compile(r"[,;:。，；：]")
_KNOWN = ("GENE", "ALTERATION")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """A pronoun, at most some words that name nothing, and a word for a state."""
    pronouns = body(column(_TABLE, "state", role="pronoun"))
    states = body(column(_TABLE, "state", role="state"))
    return re.compile(rf"(?:{pronouns})[^,;:。\n()]{{0,30}}?(?P<state>{states})", re.IGNORECASE)


def completed(
    section: Section, sentence: Sentence, inside: tuple[Mention, ...], previous: Sequence[Mention], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """The mentions of a sentence and, in order, the alterations that it states of a gene named before.

    Args:
        section, sentence: Where; offsets are the section's.
        inside: Mentions of the sentence.
        previous: Mentions of the sentence before it.
        lexicon: For the concept of the alteration.
    """
    found = list(_resumed(section.text.text, sentence, inside, previous, lexicon))
    return tuple(sorted((*inside, *found), key=lambda m: m.start)) if found else inside


def _resumed(
    text: str, sentence: Sentence, inside: Sequence[Mention], previous: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    for match in _pattern().finditer(text, sentence.start, sentence.end):
        if any(m.type in (*_KNOWN, "DISEASE") and m.start < match.end() and match.start() < m.end for m in inside):
            continue
        start = match.start("state") if any(match.start() <= m.start < match.end() for m in inside) else match.start()
        state = column(_TABLE, "state", role="state")[key(match["state"])]
        for gene in _antecedents(text, match, inside, previous):
            concept = lexicon.concept("ALTERATION", f"{gene} {state}")
            yield Mention(
                start, match.end(), "ALTERATION", text[start : match.end()], concept, _SCORE, "gene taken up by a pronoun",
                "relating", gene=gene,
            )  # fmt: skip


def _antecedents(
    text: str, match: re.Match[str], inside: Sequence[Mention], previous: Sequence[Mention]
) -> tuple[str, ...]:
    """The gene that the sentence up to here begins with, else the sentence before; all of a list for a plural."""
    own = [m for m in inside if m.type in _KNOWN and m.end <= match.start()]
    known = own or [m for m in previous if m.type in _KNOWN]
    if not known:
        return ()
    if not _PLURAL.match(match.group()):
        return _genes(known[0])
    altered = [m for m in known if m.type == "ALTERATION"]
    first = altered or _first_list(text, known)
    return tuple(dict.fromkeys(gene for m in first for gene in _genes(m)))


def _first_list(text: str, known: Sequence[Mention]) -> list[Mention]:
    """The names up to the first border of a clause."""
    kept = [known[0]]
    for mention in known[1:]:
        if _BORDER.search(text, kept[-1].end, mention.start):
            break
        kept.append(mention)
    return kept


def _genes(mention: Mention) -> tuple[str, ...]:
    if mention.type == "GENE":
        return (mention.name,)
    return tuple(mention.gene.split(";")) if mention.gene else ()
