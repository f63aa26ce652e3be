"""Agents given together as one regimen, however the text joins them: 联合, 与…联用, +, plus, the combination of.

A regimen's name is its members' canonical names, sorted and joined; brackets, doses and words like 低剂量 between them
are passed over. `A联合B或C` is two regimens with one span.

>>> from pipeline.records import Concept
>>> text = "维奈克拉联合阿扎胞苷或地西他滨"
>>> named = {"维奈克拉": "venetoclax", "阿扎胞苷": "azacitidine", "地西他滨": "decitabine"}
>>> terms = [Mention(text.find(zh), text.find(zh) + 4, "DRUG", zh, Concept(en, "DRUG", en)) for zh, en in named.items()]
>>> [(m.start, m.end, m.name) for m in find(text, terms, Lexicon(()))]
[(0, 15, 'azacitidine + venetoclax'), (0, 15, 'decitabine + venetoclax')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from pipeline.lexicon import Lexicon, fold
from pipeline.recognising.skeleton import AGENT, NAME, Atom, Atoms, alternatives, entity_atoms, forms, veil
from pipeline.records import EntityType, Mention

_HEADS: dict[EntityType, str] = {"DRUG": AGENT, "REGIMEN": AGENT, "DRUG_CLASS": AGENT}
_A = NAME[AGENT]
_DOSE = r"(?: ?\(?\d+(?:\.\d+)? ?(?:mg|g|μg|ug|u|iu|万u)(?:/(?:m2|m²|kg|d|次))*\)?)?"
_BRACKET = r"(?: ?\([^()\n]{1,48}\))?"
_FILL = rf"(?: ?(?:{alternatives(forms('regimen_fillers'))}))*+ ?"
_AGENT = rf"{_FILL}{_A}(?:方案|regimen)?{_BRACKET}{_DOSE}"
_STRONG_WORD = alternatives(forms("agent_joins", kind="strong"))
_STRONG = rf" ?(?:{_STRONG_WORD}|\+|＋)(?:了)? ?"
_AND = rf" ?(?:、|, ?(?:and|plus)|{alternatives(forms('agent_joins', kind='and'))}) ?"
_OR = rf" ?(?:/|{alternatives(forms('agent_joins', kind='or'))}) ?"
_CHAIN = re.compile(
    rf"{_A}(?:方案|regimen)?{_BRACKET}{_DOSE}(?:(?:{_OR}|{_AND}){_AGENT}){{0,3}}(?:{_STRONG}{_AGENT}(?:(?:{_OR}|{_AND}){_AGENT}){{0,3}}){{1,5}}"
)
_TAILED = re.compile(
    rf"{_A}{_BRACKET}{_DOSE}(?:{_AND}{_AGENT}){{1,5}}"
    rf"(?=[ 的]*(?:双|三|两|四)?药?(?:{alternatives(forms('regimen_tails'))})(?!{_AGENT}))"
)
_OPENED = re.compile(
    rf"(?P<open>{alternatives(forms('regimen_openers'))}) ?(?P<list>{_AGENT}(?:(?:{_AND}|{_STRONG}){_AGENT}){{1,5}})"
)
_SHORT = re.compile(rf"{_A}(?: ?[-/] ?{_A}){{1,4}}")
_JOINT = re.compile(
    rf"(?P<strong>{_STRONG})(?={_FILL}{AGENT})|(?P<or>{_OR})(?={_FILL}{AGENT})|(?P<and>{_AND})(?={_FILL}{AGENT})"
)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]{1,4}")
_JOINED_NAME = re.compile(r"联合|联用|combination |combined ")
_JOIN_WORD = re.compile(r"联合|联用|[+＋加和与及/\s-]|plus|with|and")
_TOGETHER = re.compile(r"和|与|及|(?<![a-z])(?:and|plus)(?![a-z])")
_NUMBERS = frozenset("双二两三四")
_MOST = 6
_PLACEBO = "placebo"
_CERTAIN, _LIKELY = 0.95, 0.85


@dataclass(frozen=True, slots=True)
class _Chain:
    """Agents found together: segments that are joined, each with its alternatives."""

    start: int
    end: int
    segments: tuple[tuple[Atom, ...], ...]
    score: float
    reason: str


def find(text: str, taken: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """REGIMEN mentions over the whole of each combination, source `regimens`; section offsets.

    Args:
        text: The section's repaired text.
        taken: Mentions found in it; DRUG, DRUG_CLASS and REGIMEN ones are the members.
        lexicon: For the concept of a regimen that has an entry.
    """
    atoms = Atoms(_agents(taken))
    if len(atoms.items) < 2:
        return []
    skeleton = veil(fold(text), atoms.items)
    drugs = {(m.start, m.end) for m in taken if m.type == "DRUG"}
    done: list[Mention] = []
    reach = -1
    own = {(m.start, m.end) for m in taken if m.type == "REGIMEN"}
    for chain in sorted(_chains(text, skeleton, atoms, drugs), key=lambda c: (c.start, -c.end)):
        names = _names(chain)
        if chain.start >= reach and names:
            reach = chain.end
            if (chain.start, chain.end) not in own:
                done.extend(_mention(text, chain, name, lexicon) for name in names)
    return done


def _agents(taken: Sequence[Mention]) -> list[Atom]:
    """The members that regimens are built of: no spelled-out combination is one, and 联合化疗 hides no 化疗."""
    genes = {(m.start, m.end) for m in taken if m.type == "GENE"}
    drugs = [m for m in taken if m.type in ("DRUG", "DRUG_CLASS") and not (m.score < 1 and (m.start, m.end) in genes)]
    simple = [m for m in drugs if not _JOINED_NAME.search(m.text)]
    named = [m for m in taken if m.type == "REGIMEN" and not _is_spelled_out(m, simple)]
    return entity_atoms([*simple, *named], _HEADS)


def _is_spelled_out(regimen: Mention, drugs: Sequence[Mention]) -> bool:
    if not _JOIN_WORD.search(regimen.text):
        return False
    inside = [m for m in drugs if regimen.start <= m.start and m.end <= regimen.end]
    return len({m.name for m in inside}) > 1


def _mention(text: str, chain: _Chain, name: str, lexicon: Lexicon) -> Mention:
    concept = lexicon.concept("REGIMEN", name)
    surface = text[chain.start : chain.end]
    return Mention(chain.start, chain.end, "REGIMEN", surface, concept, chain.score, chain.reason, "regimens")


def _names(chain: _Chain) -> list[str]:
    names = []
    for choice in product(*chain.segments):
        members = sorted({atom.names[0] for atom in choice}, key=str.casefold)
        if len(members) > 1:
            names.append(" + ".join(members))
    return list(dict.fromkeys(names)) if len(names) <= _MOST else []


def _chains(text: str, skeleton: str, atoms: Atoms, drugs: set[tuple[int, int]]) -> Iterator[_Chain]:
    for match in _CHAIN.finditer(skeleton):
        chain = _chain(skeleton, match.start(), match.end(), atoms, _CERTAIN, "agents joined")
        if chain:
            yield chain
    for match in _TAILED.finditer(skeleton):
        if not _TOGETHER.search(match.group()) and skeleton[match.end() : match.end() + 1] not in _NUMBERS:
            continue
        chain = _chain(skeleton, match.start(), match.end(), atoms, _LIKELY, "agents named together")
        if chain:
            yield chain
    for match in _OPENED.finditer(skeleton):
        chain = _chain(skeleton, match.start("list"), match.end("list"), atoms, _LIKELY, "combination of agents")
        if chain:
            yield chain
    yield from _short_chains(text, skeleton, atoms, drugs)


def _chain(skeleton: str, start: int, end: int, atoms: Atoms, score: float, reason: str) -> _Chain | None:
    """The segments of a matched stretch; what stands in a bracket is another name of the agent before it."""
    outer = [a for a in atoms.within(start, end) if not _in_bracket(skeleton, start, a.start)]
    while len(outer) > 1 and outer[0].names[0] in {a.names[0] for a in outer[1:]}:
        outer = outer[1:]
    segments: list[list[Atom]] = [[outer[0]]] if outer else []
    weak = True
    for before, atom in pairwise(outer):
        joint = _joint(skeleton, before.end, atom.start)
        if joint == "and" and atom.names[0] == _PLACEBO:
            outer = outer[: outer.index(atom)]
            break
        if joint == "or":
            segments[-1].append(atom)
            continue
        if (
            joint == "strong"
            and weak
            and len(segments) > 1
            and "、" in skeleton[start : before.start]
            and not _conjoined(skeleton, start, before.start)
        ):
            segments = [[before]]
        weak = weak and joint != "strong"
        segments.append([atom])
    if len(segments) < 2:
        return None
    last = outer[-1]
    first = segments[0][0]
    return _Chain(first.start, _closed(skeleton, last, end), tuple(map(tuple, segments)), score, reason)


def _conjoined(skeleton: str, start: int, end: int) -> bool:
    return bool(re.search(r"和|与|及|\band\b", skeleton[start:end]))


def _in_bracket(skeleton: str, start: int, at: int) -> bool:
    opened = skeleton.rfind("(", start, at)
    return opened >= 0 and skeleton.find(")", opened, at) < 0


def _joint(skeleton: str, start: int, end: int) -> str:
    gap = re.sub(r"\([^()]*\)", "", skeleton[start:end])
    match = _JOINT.search(gap + AGENT)
    return str(match.lastgroup) if match else "and"


def _closed(skeleton: str, last: Atom, end: int) -> int:
    return last.end if last.end <= end else end


def _short_chains(text: str, skeleton: str, atoms: Atoms, drugs: set[tuple[int, int]]) -> Iterator[_Chain]:
    """`VEN-AZA`, `azacitidine-venetoclax`; with a slash only where both are abbreviations (`Ven/Aza`)."""
    for match in _SHORT.finditer(skeleton):
        members = atoms.within(match.start(), match.end())
        surfaces = [text[a.start : a.end] for a in members]
        if not all((atom.start, atom.end) in drugs for atom in members):
            continue
        short = all(_ABBREVIATION.fullmatch(surface) for surface in surfaces)
        if short or ("/" not in skeleton[match.start() : match.end()] and all(s.isascii() for s in surfaces)):
            yield _Chain(match.start(), match.end(), tuple((a,) for a in members), _LIKELY, "abbreviations joined")
