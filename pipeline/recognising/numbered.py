"""Genes that a list names by their numbers or Greek letters alone: `IKZF1/3`, `HDAC1、2和3`, `JAK1/2`, `PDGFRα/β`.

A figure behind a gene is a sibling of it only where the vocabulary knows the symbol that the two make together.

>>> from pipeline.lexicon import Entry, Lexicon
>>> from pipeline.records import Concept
>>> known = Lexicon((Entry(Concept("hgnc:13178", "GENE", "IKZF3"), (), (), {}, {}),))
>>> ikaros = Mention(2, 7, "GENE", "IKZF1", Concept("hgnc:13176", "GENE", "IKZF1"))
>>> [(m.name, m.text) for m in widened([ikaros], "降解IKZF1/3与IKZF1、2例", known)]
[('IKZF1', 'IKZF1/3'), ('IKZF3', 'IKZF1/3')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.records import Mention

_NUMBER = r"\d{1,2}(?:[A-Z]\d{0,2})?"
_ENDING = re.compile(r"(?:\d[A-Z])?\d{1,2}$")
_RANGE = re.compile(r"[-–~～](?P<last>\d)(?!\.?\d|[%A-Za-z])")
_NEXT = re.compile(
    rf"(?:/|、|,\s?|\s?和|\s?与|\s?及|,?\sand\s|\sor\s)(?P<number>{_NUMBER})"
    r"(?!\.?\d|[%~～A-Za-z]|\s*(?:例|个|项|年|个月|月|周|天|日|期|级|次|倍|种|名|位|线|组|h\b|mg|号|岁|款|类|代|型))"
)


def widened(mentions: Iterable[Mention], text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The mentions with each gene that such figures follow over the whole list, once for each gene that it names.

    Args:
        mentions: Settled mentions; their parts are widened too, as far as they stay inside.
        text: The section's repaired text.
        lexicon: Decides whether a number makes a symbol.
    """
    for mention in mentions:
        if mention.parts:
            parts = tuple(m for m in widened(mention.parts, text, lexicon) if m.end <= mention.end)
            mention = replace(mention, parts=parts) if parts != mention.parts else mention
        yield from _listed(mention, text, lexicon) if mention.type == "GENE" else (mention,)


def _listed(gene: Mention, text: str, lexicon: Lexicon) -> Iterator[Mention]:
    others = list(siblings(gene, text, lexicon))
    end = max((m.end for m in others), default=gene.end)
    for one in (gene, *others) if others else ():
        yield replace(one, start=gene.start, end=end, text=text[gene.start : end])
    if not others:
        yield gene


def siblings(gene: Mention, text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The genes that the figures right behind a gene name, at the places of these figures.

    Args:
        gene: A GENE; offsets as those of `text`.
        text: The section's text.
        lexicon: Decides whether a number makes a symbol.
    """
    yield from _lettered(gene, text, lexicon)
    ending = _ENDING.search(gene.text)
    at = gene.end
    if ending and (match := _RANGE.match(text, at)) and int(ending.group()[-1]) < int(match["last"]) < 10:
        at = match.end()
        yield from _between(gene, int(ending.group()[-1]), match, lexicon)
    while ending and (match := _NEXT.match(text, at)):
        stem = gene.text[: _start(ending, match["number"])]
        terms = lexicon.lookup(stem + match["number"], ("GENE",))
        if not terms:
            return
        start, at = match.span("number")
        yield replace(
            gene, start=start, end=at, text=match["number"], concept=terms[0].concept, reason="list of numbers"
        )


_LETTER = re.compile(r"(?:/|、|和|与)(?P<letter>[α-ω])(?![A-Za-zα-ω])")
_LETTERED = re.compile(r"[A-Z]{2}[A-G]$")
_CAPITAL = re.compile(r"/(?P<letter>[A-H])(?![A-Za-z0-9α-ω])")


def _lettered(gene: Mention, text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The genes of `PDGFRα/β` and `TRKA/B/C` behind the first."""
    at, stem, sign = gene.end, gene.text.rstrip("αβγδεκζ"), _LETTER
    if stem == gene.text and _LETTERED.search(gene.text):
        stem, sign = gene.text[:-1], _CAPITAL
    while stem != gene.text and (match := sign.match(text, at)):
        terms = lexicon.lookup(stem + match["letter"], ("GENE",))
        if not terms:
            return
        start, at = match.span("letter")
        yield replace(
            gene, start=start, end=at, text=match["letter"], concept=terms[0].concept, reason="list of letters"
        )


def _between(gene: Mention, first: int, match: re.Match[str], lexicon: Lexicon) -> Iterator[Mention]:
    """The genes of `FGFR1-4` behind the first, all at the place of the last figure."""
    last = int(match["last"])
    terms = [lexicon.lookup(f"{gene.text[:-1]}{number}", ("GENE",)) for number in range(first + 1, last + 1)]
    if all(terms):
        start, end = match.span("last")
        found = (term[0].concept for term in terms)
        yield from (replace(gene, start=start, end=end, text=match["last"], concept=c, reason="range") for c in found)


def _start(ending: re.Match[str], number: str) -> int:
    """Where the stem ends: before `1B1` for `1B3`, before the last figure for a figure."""
    is_long = any(sign.isalpha() for sign in number)
    return ending.start() if is_long or ending.group().isdigit() else ending.end() - 1
