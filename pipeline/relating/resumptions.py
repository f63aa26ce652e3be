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
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Section, Sentence
from pipeline.relating import PAIR
from pipeline.relating.cue_words import FOR_EXAMPLE, body, column, key

_SCORE = 0.8
_TABLE = "response_resumptions"
_EXON = r"(?:第?(?P<n>\d{1,2})\s?号?外显子的?|外显子\s?(?P<m>\d{1,2})\s?的?|exon\s(?P<k>\d{1,2})\s)"
_PLURAL = re.compile(r"它们|二者|两者|these|their|both", re.IGNORECASE)
_BORDER = re.compile(r"[,;:。，；：]")
_KNOWN = ("GENE", "ALTERATION")
_JOINED = re.compile(r"(?:[及和或与]|\b(?:and|or)\s)\Z")
_JOINED_TO = re.compile(r"\s*(?:[(（][^()（）]{0,40}[)）])?\s*(?:[及和或与]|以及|and|or)\s*")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """A pronoun, at most some words that name nothing, and a word for a state."""
    pronouns = body(column(_TABLE, "state", role="pronoun"))
    states = body(column(_TABLE, "state", role="state"))
    return re.compile(rf"(?:{pronouns})[^,;:。\n()]{{0,30}}?(?P<state>{states})", re.IGNORECASE)


def _states() -> dict[str, str]:
    """Every word for a state or a change with its kind."""
    return {**column(_TABLE, "state", role="state"), **column(_TABLE, "state", role="change")}


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    """A kind of change and its word with no name beside them (`,移码突变`, `frameshift mutations`)."""
    kinds = body(column(_TABLE, "state", role="kind"))
    states = body(_states())
    return re.compile(
        rf"(?:(?<=[,;:。、,及和或与到出见含如括为(])|(?<=\s))\s*(?P<all>(?:{_EXON}(?:{kinds})?|(?:{kinds}))\s?(?P<state>{states}))",
        re.IGNORECASE,
    )


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
    if not any(m.type in _KNOWN for m in (*inside, *previous)):
        return inside
    inside = _spelled_again(section.text.text, inside, lexicon)
    found = list(_resumed(section.text.text, sentence, inside, previous, lexicon))
    return tuple(sorted((*inside, *found), key=lambda m: m.start)) if found else inside


_SPECIMEN = "specimen of a general mutation"
_SUBJECT = re.compile(r"(?:[,;:。，；：]|\b(?:and|but|while|whereas)|而|但|且|并)\s*\Z")
_VERB = re.compile(
    r"\s*(?:突变|变异)?(?:者|则|也|亦|还|均|都|与|可|同样|\s|alone|also|both|further|do\b|did\b|were|are|have|had|[a-z]+s?\s)"
)


def _spelled_again(text: str, inside: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions, with genes that a general mutation was spelled out by as their mutations where they begin a clause."""
    known = {m.gene for m in inside if m.type == "ALTERATION" and m.reason == _SPECIMEN}
    if not known:
        return inside
    first = min(m.start for m in inside if m.reason == _SPECIMEN)
    kept: list[Mention] = []
    for number, mention in enumerate(inside):
        if mention.type == "GENE" and mention.name in known and mention.start > first:
            run = [m for m in inside[number:] if m.type == "GENE"]
            last = _first_list(text, run)[-1]
            opens = _SUBJECT.search(text, first, mention.start) or (kept and kept[-1].reason == _AGAIN)
            if opens and _VERB.match(text, last.end):
                concept = lexicon.concept("ALTERATION", f"{mention.name} mutation")
                mention = replace(mention, type="ALTERATION", concept=concept, gene=mention.name, reason=_AGAIN)
        kept.append(mention)
    return tuple(kept)


_AGAIN = "gene of a mutation named before"


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
    yield from _left_out(text, sentence, inside, lexicon)
    yield from _in_bracket(text, sentence, inside, lexicon)


_SUMS_UP = (" alteration", " inactivation", " loss", " mutation")
_BRACKET = re.compile(
    rf"\s*[(（](?:包括|如|即|including|i\.e\.,?|{FOR_EXAMPLE})?\s*(?P<list>[^()（）]{{4,80}})[)）]", re.IGNORECASE
)
_ITEMS = re.compile(r"\s*(?:[、,，;；/]|以?及|[和与或]|\band\b|\bor\b)\s*", re.IGNORECASE)


@lru_cache(maxsize=1)
def _item() -> re.Pattern[str]:
    """A kind of change and its word that open one item of a bracket (`拷贝数丢失`, `exon 10 skipping`)."""
    kinds = body(column(_TABLE, "state", role="kind"))
    return re.compile(rf"(?P<all>{_EXON}?(?:{kinds})?\s?(?P<state>{body(_states())}))", re.IGNORECASE)


def _in_bracket(text: str, sentence: Sentence, inside: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """The kinds of change by which a bracket spells out a general alteration (`CRBN异常(突变、拷贝数丢失)`)."""
    for general in inside:
        if general.type != "ALTERATION" or not general.gene or not general.name.endswith(_SUMS_UP):
            continue
        bracket = _BRACKET.match(text, general.end, sentence.end)
        starts = _item_starts(bracket) if bracket else []
        found = [said for at in starts if (said := _item().match(text, at, sentence.end)) is not None]
        if len(found) < len(starts) or len(found) < PAIR:
            continue
        for said in found:
            start, end = said.span("all")
            if any(m.type in _KNOWN and m.start < end and start < m.end for m in inside) or said["n"] or said["k"]:
                continue
            concept = lexicon.concept("ALTERATION", f"{general.gene} {_states()[key(said['state'])]}")
            yield Mention(
                start, end, "ALTERATION", text[start:end], concept, _SCORE, "kind of a general change", "relating",
                gene=general.gene,
            )  # fmt: skip


def _item_starts(bracket: re.Match[str]) -> list[int]:
    """Where the items of a bracket begin."""
    first, last = bracket.span("list")
    return [first, *(sign.end() for sign in _ITEMS.finditer(bracket.string, first, last))]


def _left_out(text: str, sentence: Sentence, inside: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Changes whose gene is left out because the sentence has named it, and no other, before."""
    done = sentence.start
    for match in _bare().finditer(text, sentence.start, sentence.end):
        start, end = match.span("all")
        if _JOINED.search(text, sentence.start, start) and not _follows(text, start, done, inside):
            continue
        if any(m.type in _KNOWN and m.start < end and start < m.end for m in inside):
            continue
        genes = {gene for m in inside if m.type in _KNOWN and m.end <= start for gene in _genes(m)}
        others = {gene for m in inside if m.type in _KNOWN and m.start >= end for gene in _genes(m)}
        if not genes and _DOMAIN.search(match["all"]):
            genes = _aimed(others, inside, start, lexicon)
        aimed = _aimed(genes, inside, start, lexicon) if len(genes | others) > 1 else set()
        if len(aimed) == 1 or (len(genes) == 1 and others <= genes):
            gene, state = (aimed or genes).pop(), _states()[key(match["state"])]
            state = f"frameshift {state}" if state == "mutation" and _SHIFTS.search(match["all"]) else state
            done = end
            exon = match["n"] or match["m"] or match["k"]
            concept = lexicon.concept("ALTERATION", f"{gene} exon {exon} {state}" if exon else f"{gene} {state}")
            if _DOMAIN.search(match["all"]):
                concept = lexicon.concept("ALTERATION", _IN_DOMAIN.get(gene, f"{gene} kinase domain mutation"))
            yield Mention(
                start, end, "ALTERATION", text[start:end], concept, _SCORE, "gene left out", "relating", gene=gene
            )


_SHIFTS = re.compile(r"移码|frameshift", re.IGNORECASE)
_DOMAIN = re.compile(r"激酶|kinase", re.IGNORECASE)
_IN_DOMAIN = {"FLT3": "FLT3-TKD"}


def _aimed(genes: set[str], inside: Sequence[Mention], start: int, lexicon: Lexicon) -> set[str]:
    """Of several genes those that the product named last before is aimed at (`D进展者中见双等位基因缺失`)."""
    drugs = [m for m in inside if m.type == "DRUG" and m.end <= start]
    entry = lexicon.named("DRUG", drugs[-1].name) if drugs else None
    return genes & set(entry.relations.get("target", ())) if entry is not None else set()


def _follows(text: str, start: int, done: int, inside: Sequence[Mention]) -> bool:
    """Whether a conjunction joins a change to one that is known (`双等位基因缺失及移码突变`)."""
    ends = [done, *(m.end for m in inside if m.type == "ALTERATION" and m.end < start)]
    return bool(_JOINED_TO.fullmatch(text, max(ends), start))


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
