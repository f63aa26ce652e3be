"""Names that a disease stands in and that are no disease: proteins, institutes and societies, journals.

>>> from pipeline.records import Concept
>>> text = "the National Cancer Institute studies cancer"
>>> cancers = [Mention(at, at + 6, "DISEASE", text[at : at + 6], Concept("x", "DISEASE", "cancer")) for at in (13, 38)]
>>> [m.start for m in without(text, cancers, Lexicon(()))]
[38]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.recognising.skeleton import forms
from pipeline.records import Mention

_NUMBER = re.compile(r"[-–](?P<number>\d)(?![A-Za-z0-9%]|\.\d)")
_JOINTS = ("-", "–", " ")
_WORD_START = re.compile(r"(?<![A-Za-z0-9/-])[A-Za-z]")
_REACH, _LONGEST_TITLE = 32, 24
_WORDS = r"(?:(?: &| and| of)? [A-Z][a-z]+){0,3}?"
_LATIN_TITLE = r"(?:[A-Z][a-z]+|J|&)(?: (?:[A-Z][a-z]*|&)){0,5}"


def without(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """The mentions without such diseases, and the genes whose names hold one.

    Args:
        text: The section's repaired text.
        mentions: Names of the lexicon in it, of any type.
        lexicon: Knows the genes by their names without a hyphen.
    """
    is_published = any(form in text for form in forms("disease_bodies", role="published"))
    journals = [match.span() for match in _published().finditer(text)] if is_published else []
    for mention in mentions:
        if mention.type != "DISEASE":
            yield mention
        elif gene := _gene(text, mention, lexicon):
            yield gene
        elif not (_is_body(text, mention) or any(start <= mention.start < end for start, end in journals)):
            yield mention


def _gene(text: str, disease: Mention, lexicon: Lexicon) -> Mention | None:
    """The gene that a disease with a number or a word for gene behind it names (`B-cell lymphoma-2`)."""
    if text[disease.end : disease.end + 1] not in _JOINTS:
        return None
    number = _NUMBER.match(text, disease.end)
    told = number or _protein().match(text, disease.end)
    if told is None:
        return None
    floor = max(0, disease.start - _REACH)
    for start in (m.start() for m in _WORD_START.finditer(text, floor, disease.start + 1)):
        name = text[start : disease.end] + (f" {number['number']}" if number else "")
        for written in (name, name.replace("-", " ")):
            if found := lexicon.lookup(written, ("GENE",)):
                end = number.end() if number else disease.end
                return replace(
                    disease, start=start, end=end, text=text[start:end], type="GENE", concept=found[0].concept,
                    reason="a gene's name that holds a disease",
                )  # fmt: skip
    return None


@lru_cache(maxsize=1)
def _protein() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(forms('disease_bodies', role='protein'))})\b")


def _is_body(text: str, disease: Mention) -> bool:
    """Whether the words around a disease make an institute, a society, a group of researchers or a journal of it."""
    if _body().match(text, disease.end):
        return True
    before = text[max(0, disease.start - _LONGEST_TITLE) : disease.start]
    if disease.text[0].isupper() and _group().match(text, disease.end):
        return _TITLE_BEFORE.search(before) is not None
    return _centre().match(text, disease.end) is not None and _place().search(before) is not None


_TITLE_BEFORE = re.compile(r"[A-Z][a-z]+ (?:[A-Z][a-z]+ )*$")


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    latin, han, filler = _alternation("body", "en"), _alternation("body", "zh"), _alternation("filler", "zh")
    return re.compile(
        rf"{_WORDS} (?:{latin})\b(?! of [a-z])|(?:{filler}){{0,4}}》?(?:{han})(?![织状格]|(?<=研究所)[得纳有用示见])"
        r"| (?:Cell|Discov|Discovery|Res|J)(?= ?[.,;)、。]|$)|(?: [A-Z][a-z]+)? (?:Research|Letters|Journal)(?= ?[.,;)、。]|$)"
    )


@lru_cache(maxsize=1)
def _group() -> re.Pattern[str]:
    return re.compile(rf"{_WORDS} (?:{_alternation('group', 'en')})\b(?! ?\(| [A-Z0-9]\b)")


@lru_cache(maxsize=1)
def _centre() -> re.Pattern[str]:
    return re.compile(_alternation("centre", "zh"))


@lru_cache(maxsize=1)
def _place() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternation('place', 'zh')})$")


@lru_cache(maxsize=1)
def _published() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_alternation('published', 'zh')}|{_alternation('published', 'en')}) ?(?:《[^《》]{{1,24}}》"
        rf"|{_LATIN_TITLE}(?:(?:、|, ?| and |和|及){_LATIN_TITLE}){{0,8}})"
    )


def _alternation(role: str, language: str) -> str:
    told = forms("disease_bodies", role=role, language=language)
    return "|".join(re.escape(form) for form in sorted(told, key=len, reverse=True))
