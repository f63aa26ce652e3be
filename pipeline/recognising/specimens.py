"""Genes that spell out a general mutation: `NRAS、KRAS等RAS通路突变`, `splicing factor mutations such as SRSF2`.

A general statement with examples names the genes (ruling 8 of the guideline), yet the word that says what has become
of them stands at the general name. Three forms tell which genes are meant: the list before `等` or `and other`, the
list in a bracket, and the list that a word of example or of rank opens.

>>> from pipeline.recognising.skeleton import veil
>>> text = "RAS通路突变,以NRAS最多,其次为KRAS"
>>> general = Atom(0, 7, ALTERATION, ("RAS pathway mutation",), (), ("RAS family",))
>>> genes = [Atom(a, b, GENE, (text[a:b],), (), (text[a:b],)) for a, b in ((9, 13), (19, 23))]
>>> [(f.name, text[f.start:f.end]) for f in find(veil(text.lower(), [general, *genes]), Atoms([general, *genes]))]
[('NRAS mutation', 'NRAS'), ('KRAS mutation', 'KRAS')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.recognising.findings import Finding
from pipeline.recognising.skeleton import ALTERATION, GENE, REST, Atom, Atoms, alternatives, forms

REASON = "specimen of a general mutation"
_SCORE = 0.85
_TABLE = "alteration_specimens"


def _cues(role: str) -> str:
    return alternatives(forms(_TABLE, role=role))


_NAME = rf"{GENE}{REST}*"
_JOIN = r"(?: ?(?:、|和/或|和\(或\)|及/或|and/or\b|/|, ?(?:and|or)\b|,|以及|及|和|与|或|\+|\band\b|\bor\b) ?)"
_LIST = rf"{_NAME}(?:{_JOIN}{_NAME}){{0,9}}"
_MEMBER = rf"[{GENE}{ALTERATION}]{REST}*"
"""An item of a list in a bracket: a gene, or a change that is named whole (`突变(ASXL1、SRSF2、U2AF1 Q157)`)."""
_SHARE = r"(?:[^,。;、\n]{0,3}\d[^,。;、\n]{0,12}|\([^()]{1,20}\))?"
_DESCRIBED = rf"(?:{_NAME}|[^\s,。;、\n(){GENE}{ALTERATION}]| (?=[a-z{GENE}])| ?\({_NAME}\)){{0,16}}? ?{_cues('kind')}"
_GENERAL = rf"(?:{ALTERATION}{REST}*|{_DESCRIBED}(?:相关)?(?:基因|genes?)? ?{_cues('word')})"
_BEFORE = re.compile(rf"(?P<list>{_LIST}) ?,? ?{_cues('others')} ?(?P<general>{_GENERAL})")
_BEHIND = re.compile(
    rf"(?P<general>{ALTERATION}{REST}*|(?:{_NAME}|{_cues('kind')}(?:相关)?) ?(?:基因|genes?)? ?{_cues('word')})"
    rf"(?: ?\( ?(?:{_cues('opens')}[, ]*)?(?P<held>{_MEMBER}(?:{_JOIN}{_MEMBER}){{0,9}})(?:等)? ?\)"
    rf"|{_SHARE} ?,? ?{_cues('opens')}[, ]*(?P<list>{_LIST})(?:等)?(?P<ranked>{_SHARE} ?{_cues('ranked')})?"
    rf"(?:{_SHARE} ?, ?{_cues('next')} ?(?P<next>{_LIST}))?)"
)

_BARE = re.compile(
    rf"(?<![{GENE}{ALTERATION}\w(])(?P<general>(?:{_cues('grade')}[ 的]?)+(?:基因|genes?)? ?{_cues('word')})"
    rf" ?\( ?(?:{_cues('opens')}[, ]*)?(?P<held>{_MEMBER}(?:{_JOIN}{_MEMBER}){{1,9}})(?:等)? ?\)"
)
"""Mutations of a grade with the genes meant in a bracket: `high-risk mutations (ASXL1, EZH2)`."""

_WITH = "以"


def find(skeleton: str, atoms: Atoms) -> Iterator[Finding]:
    """The mutations of the genes that a general mutation is spelled out by.

    Args:
        skeleton: The skeleton of the folded text, with genes and exact alterations.
        atoms: Its atoms.
    """
    for match in _BEFORE.finditer(skeleton):
        if _is_general(atoms.at(match.start("general"))):
            yield from _mutated(match, ("list",), atoms)
    for match in _BEHIND.finditer(skeleton):
        if match["list"] and skeleton[match.start("list") - 1] == _WITH and not match["ranked"]:
            continue
        if _is_general(atoms.at(match.start("general"))):
            yield from _mutated(match, ("held", "list", "next"), atoms)
    for match in _BARE.finditer(skeleton) if "(" in skeleton else ():
        yield from _mutated(match, ("held",), atoms)


def _is_general(atom: Atom | None) -> bool:
    """Whether a name is none of one gene: a family's, a pathway's, or words that name no gene."""
    if atom is None:
        return True
    if atom.head == GENE:
        return atom.names[0].endswith((" family", " complex"))
    return atom.names[0].endswith(" mutation") and all(gene.endswith(" family") for gene in atom.genes)


def _mutated(match: re.Match[str], lists: tuple[str, ...], atoms: Atoms) -> Iterator[Finding]:
    for name in lists:
        for atom in atoms.within(*match.span(name)) if match[name] else ():
            for gene in (name for name in atom.names if atom.head == GENE and not name.endswith(" family")):
                yield Finding(atom.start, atom.end, f"{gene} mutation", (gene,), _SCORE, REASON)
