"""Short forms that a document defines itself, in either language; they win over the vocabulary.

scispaCy's `find_abbreviation` (Schwartz and Hearst 2003) aligns English long forms with their short forms; it finds
nothing in `慢性髓系白血病(CML)`, so Chinese definitions are paired here by their brackets, and those of table notes by
their `为`.

>>> found = definitions("微小残留病(measurable residual disease, MRD)转阴。")
>>> found[0].short, found[0].longs, found[0].left
('MRD', ('measurable residual disease',), '微小残留病')
>>> definitions("注:R/R为复发/难治;HSCT为造血干细胞移植。")[1].longs
('造血干细胞移植',)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pipeline.records import Definition

_SHORT = r"[A-Za-zα-ω][A-Za-z0-9α-ω./+-]{0,14}?"
_BRACKET = re.compile(r"\(((?:[^()]|\([^()]*\)){2,120})\)")
_LEFT = re.compile(r"[\u3400-\u9fffA-Za-z0-9α-ωκ/+-]{2,40}$")
_JOINED_LEFT = re.compile(r"[\u3400-\u9fffA-Za-z0-9α-ωκ/+、和与-]{2,60}$")
"""What may be spelled before a bracket that joins short forms (`甲药、乙药(A+B)`)."""
_SHORT_ONLY = re.compile(rf"(?:{_SHORT})$")
_NOTE = re.compile(
    rf"(?:^|[;:。,(\s])({_SHORT})\s*[为=:]\s*([\u3400-\u9fffA-Za-z0-9][^;。,()=:]{{1,60}}?)(?=[;。,(]|$)"
)
_WINDOW = 120
_HAN = re.compile(r"[\u3400-\u9fff]")


def definitions(text: str) -> list[Definition]:
    """All definitions of a text, in its order."""
    listed = list(_listings(text))
    notes = _notes(text) if _is_note(text) else ()
    return [*listed, *notes, *_bracketed(text), *_letters(text), *_clipped(text)]


_LETTER = re.compile(r"(?P<long>(?<![A-Za-z-])[A-Za-z][a-z-]{4,30}) ?\((?P<short>[A-Z])\)")


def _letters(text: str) -> Iterator[Definition]:
    """Single letters in brackets right behind a name that begins with them (`dabrafenib (D)`)."""
    for match in _LETTER.finditer(text):
        if match["long"][0].upper() == match["short"]:
            yield Definition(match["short"], (match["long"],))


_CLIPPED = re.compile(
    r"(?P<left>[\u3400-\u9fff]{2,20}|(?<![A-Za-z-])[A-Za-z][a-z]{5,30} ?)\((?:(?P<long>[A-Za-z][a-z]{5,30})[,;] ?)?(?P<short>[A-Z][a-z]{2,5})\)"
)


def _clipped(text: str) -> Iterator[Definition]:
    """The first letters of a name in the bracket behind it (`ruxolitinib (Rux)`, `芦可替尼(Rux)`), which a text then uses by itself.

    Whether those behind a Chinese name are its first letters is asked where that name is known.
    """
    for match in _CLIPPED.finditer(text) if "(" in text else ():
        long = match["long"] or match["left"].strip()
        if _HAN.search(long):
            yield Definition(match["short"], (), match["left"])
        elif long.lower().startswith(match["short"].lower()):
            yield Definition(match["short"], (long,))


def _is_note(text: str) -> bool:
    return bool(re.match(r"\s*(?:注|Note|Abbreviations|缩写)", text))


_LISTING = re.compile(r"(?m)^(?:[^\n;]{0,24}[:.]\s)?[A-Za-z][^\n;]{0,14}?(?:,|=|:)[^\n;]{2,80};[^\n]+$")
_LISTED = re.compile(r"\s*(?P<short>[A-Z][A-Za-z0-9/+-]{1,14})\s*(?:,|=|:)\s*(?P<long>[A-Za-z][^;=:,]{3,70}?)[\s.]*")
_LEAD = re.compile(r"[^;,]{0,24}[:.]\s+(?=[A-Z])")
_STOP = re.compile(r"\.\s+(?=[A-Z])")
_FEWEST = 3


def _listings(text: str) -> Iterator[Definition]:
    """Short forms of a line that does nothing but list them (`BR, bendamustine-rituximab; NR, not reached; …`)."""
    for line in _LISTING.findall(text):
        body = _LEAD.sub("", line, count=1) if _LEAD.match(line) else line
        parts = [_LISTED.fullmatch(part) for part in re.split(r";", _STOP.split(body)[0])]
        found = [part for part in parts if part and sum(map(str.isupper, part["short"])) > 1]
        if len(found) >= _FEWEST and len(found) * 2 > len(parts):
            yield from (Definition(part["short"], (part["long"].strip(),), is_listed=True) for part in found)


def _notes(text: str) -> Iterator[Definition]:
    for match in _NOTE.finditer(text):
        if _looks_short(match.group(1)):
            yield Definition(match.group(1), (match.group(2).strip(),))


def _bracketed(text: str) -> Iterator[Definition]:
    for match in _BRACKET.finditer(text):
        inside = re.split(r"\s*[,;]\s*", match.group(1).strip())
        short = inside[-1]
        left = text[max(0, match.start() - _WINDOW) : match.start()].rstrip()
        if _SHORT_ONLY.match(short) and _looks_short(short):
            yield from _defined(short, inside[:-1], left)
        elif len(inside) > 1 and _looks_short(inside[0]) and (spelled := _before_note(left, inside)):
            yield Definition(inside[0], (spelled,))
        elif (
            len(inside) <= 2
            and (name := re.search(rf"(?<![A-Za-z0-9-]){_SHORT}$", left))
            and _looks_short(name.group())
        ):
            long = inside[0].strip()
            if len(long) > len(name.group()) and (_HAN.search(long) or _aligned(long, name.group())):
                yield Definition(name.group(), (long,))


_SIZE = re.compile(r"n\s*=", re.IGNORECASE)


def _before_note(left: str, inside: Sequence[str]) -> str:
    """The English long form before a bracket that opens with its short form and goes on with a note (`early death (ED; within 30 days)`).

    What stands beside the size of a group is its label, but for the name of several agents (`A, B, and C (ABC; n = 40)`)
    or of a treatment (`high-dose chemotherapy (HDC; n = 40)`).
    """
    if not _SHORT_ONLY.match(inside[0]):
        return ""
    spelled = _aligned(left, inside[0])
    return spelled if not _SIZE.match(inside[1]) or _TREATMENT.search(spelled) else _names_before(left)


_TREATMENT = re.compile(r"(?:therap(?:y|ies)|treatment|regimen|conditioning|induction|consolidation)$", re.IGNORECASE)


_NAME = r"[A-Za-z][A-Za-z0-9-]{3,}"
_NAMES = re.compile(
    rf"{_NAME}(?:(?:, (?:and )?| and | plus ){_NAME}){{1,5}}$|[A-Za-z]{{4,}}(?:[-–][A-Za-z]{{4,}}){{1,5}}$"
)


def _names_before(left: str) -> str:
    """The names that a text ends with, joined by commas and a last `and`; whether they are agents is asked later."""
    found = _NAMES.search(left)
    return found.group() if found else ""


def _defined(short: str, longs: Iterable[str], left: str) -> Iterator[Definition]:
    spelled = tuple(long.strip() for long in longs if long.strip())
    run = (_JOINED_LEFT if "+" in short else _LEFT).search(left)
    if run and _HAN.search(run.group()):
        yield Definition(short, spelled, run.group())
    elif spelled:
        yield Definition(short, spelled)
    elif long := _aligned(left, short) or _names_before(left):
        yield Definition(short, (long,))


def _looks_short(text: str) -> bool:
    return 2 <= len(text) <= 15 and sum(c.isupper() or c.isdigit() for c in text) * 2 >= len(
        re.sub(r"[^A-Za-z0-9]", "", text)
    )


@lru_cache(maxsize=1)
def _blank() -> object:
    import spacy

    return spacy.blank("en")


def _aligned(left: str, short: str) -> str:
    """The English long form at the end of `left` that spells `short`, or nothing."""
    from scispacy.abbreviation import find_abbreviation

    words = re.split(r"[.;:,。()]", left)[-1].split()
    size = min(len(short) + 5, len(short) * 2)
    nlp = _blank()
    doc = nlp(" ".join(words[-size:]))  # type: ignore[operator]
    target = nlp(short)  # type: ignore[operator]
    if not len(doc) or not len(target):
        return ""
    _, long = find_abbreviation(doc[:], target[:])
    return str(long.text) if long is not None and len(long.text) > len(short) else ""
