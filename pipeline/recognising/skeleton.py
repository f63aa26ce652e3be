"""The text with every known name replaced by one letter of its kind, so that one pattern reads both languages.

A pattern for `NRAS/KRAS、PTPN11突变` cannot spell all genes; it can spell *gene, separator, gene, cue*. The skeleton
has the same length as its text: the first character of a known name becomes the letter of its kind, the others a
filler, so that offsets found in the skeleton hold in the text.

>>> atoms = [Atom(0, 4, GENE, ("TP53",)), Atom(5, 9, GENE, ("NPM1",))]
>>> skeleton = veil("tp53和npm1突变", atoms)
>>> [(m.start(), m.end()) for m in re.finditer(NAME[GENE], skeleton)], skeleton[9:]
([(0, 4), (5, 9)], '突变')
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.lexicon import Lexicon, cues
from pipeline.records import EntityType, Mention

GENE, ALTERATION, AGENT, PATHWAY = "\ue010", "\ue011", "\ue012", "\ue013"
REST = "\ue000"
CELL = "|"
"""What parts the cells of a table in the text that is searched: no blank, so that nothing goes on in the next cell."""
NAME = {head: f"{head}{REST}*" for head in (GENE, ALTERATION, AGENT, PATHWAY)}
_GAPS = re.compile(r"[\s-]+")
_RESERVED = re.compile(f"[{REST}{GENE}{ALTERATION}{AGENT}{PATHWAY}]")
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
_SHORTHAND = re.compile(
    r"/(\d{1,2}[A-Z]?|[A-Z])(?![A-Za-z0-9.%]|-(?!(?:[a-z]{3}|/)))|\s?(?:和|与|及|或|and|or)\s?(\d{1,2})(?=\s?(?:[(),]|突变|基因|双突|mut|inhib))"
)
_TRAILING = re.compile(r"(?:\d+|[A-Z])$")
_NUMBERED = re.compile(r"\d[A-Z]$")
_INITIAL = re.compile(r"(?<![A-Za-z0-9/])([A-Z])/\Z")
_HIDING: frozenset[EntityType] = frozenset({"DRUG", "DRUG_CLASS", "PATHWAY", "REGIMEN"})


@dataclass(frozen=True, slots=True)
class Atom:
    """A known name in a text: its span, the letter of its kind, what it may name (best first), and its genes."""

    start: int
    end: int
    head: str
    names: tuple[str, ...]
    rivals: tuple[str, ...] = ()
    genes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Atoms:
    """The atoms of one text in order, with look-ups by place. No two of them overlap."""

    items: Sequence[Atom]
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", [atom.start for atom in self.items])
        object.__setattr__(self, "ends", [atom.end for atom in self.items])

    def within(self, start: int, end: int) -> Sequence[Atom]:
        """Atoms that stand wholly inside a span."""
        return self.items[bisect_left(self.starts, start) : bisect_right(self.ends, end)]

    def before(self, position: int, floor: int = 0) -> Sequence[Atom]:
        """Atoms between floor and position, in order."""
        return self.within(floor, position)

    def at(self, position: int) -> Atom | None:
        """The atom that begins here."""
        found = bisect_left(self.starts, position)
        return self.items[found] if found < len(self.items) and self.starts[found] == position else None


def veil(key: str, atoms: Iterable[Atom]) -> str:
    """The skeleton of a folded text: same length, names replaced by the letters of their kinds."""
    pieces: list[str] = []
    done = 0
    plain = _RESERVED.sub(" ", key) if _RESERVED.search(key) else key
    for atom in atoms:
        pieces += (plain[done : atom.start], atom.head, REST * (atom.end - atom.start - 1))
        done = atom.end
    pieces.append(plain[done:])
    return "".join(pieces)


def alternatives(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, longest first; Latin forms stand between no letters, a space may be a hyphen.

    It looks at one character before it tries them, which turns most places of a text down at once, and then tries
    those with this character alone: what must not stand before them is looked for behind it.
    """
    rests: dict[str, list[str]] = {}
    for form in sorted({form.lower() for form in forms}, key=len, reverse=True):
        rests.setdefault(re.escape(form[0]), []).append(_rest(form))
    parts = [f"{_first(first)}(?:{'|'.join(own)})" for first, own in rests.items()]
    return f"(?:(?=[{''.join(sorted(rests))}])(?:{'|'.join(parts)}))"


def _first(first: str) -> str:
    return f"{first}(?<![a-z0-9]{first})" if _LATIN_OR_DIGIT.match(first) else first


def _rest(form: str) -> str:
    pattern = re.escape(form[1:]).replace(r"\ ", "[ -]")
    return f"{pattern}(?![a-z0-9])" if _LATIN_OR_DIGIT.match(form[-1]) else pattern


@lru_cache(maxsize=32)
def forms(table: str, column: str = "form", **where: str) -> tuple[str, ...]:
    """The forms of a cue table, of the rows whose other columns have the given values."""
    return tuple(row[column] for row in cues(table) if all(row[k] == v for k, v in where.items()))


def normal(cue: str) -> str:
    """The form under which a matched cue stands in its table."""
    return _GAPS.sub(" ", cue.lower()).strip()


def longest(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions grouped by span, without those that stand inside, or overlap, an earlier or longer one."""
    spans: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        spans.setdefault((mention.start, mention.end), []).append(mention)
    kept: list[list[Mention]] = []
    reach = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reach:
            kept.append(spans[start, end])
            reach = end
    return kept


def gene_atoms(text: str, terms: Iterable[Mention], lexicon: Lexicon) -> list[Atom]:
    """The gene names of a text, without those inside a drug's, a class's or a pathway's name; `IDH1/2` is one atom.

    Args:
        text: Repaired text.
        terms: Mentions found in it; all but GENE, DRUG, DRUG_CLASS, REGIMEN and PATHWAY are passed over.
        lexicon: For the second member of a shorthand.
    """
    wanted = [m for m in terms if m.type == "GENE" or (m.type in _HIDING and m.end - m.start > 1)]
    atoms: list[Atom] = []
    for rivals in longest(wanted):
        genes = [m for m in rivals if m.type == "GENE"]
        if genes and (not atoms or genes[0].start >= atoms[-1].end):
            atoms.append(_gene_atom(text, genes, lexicon))
    return atoms


def _gene_atom(text: str, rivals: Sequence[Mention], lexicon: Lexicon) -> Atom:
    ranked = sorted(rivals, key=_preference)
    first = ranked[0]
    names = [first.name]
    end = first.end
    while (match := _SHORTHAND.match(text, end)) and (name := _member(text[first.start : first.end], match, lexicon)):
        names.append(name)
        end = match.end()
    start, initial = _initial(text, first, lexicon)
    names = [*initial, *names]
    shared = [term.concept.name for term in lexicon.lookup(first.text, ("GENE",))]
    others = tuple(dict.fromkeys([*(m.name for m in ranked), *shared]))
    return Atom(start, end, GENE, tuple(names), others, tuple(names))


def _initial(text: str, gene: Mention, lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """The gene that a single letter before a slash stands for (`N/KRAS`), and where the shorthand begins."""
    match = _INITIAL.search(text, max(0, gene.start - 3), gene.start)
    found = lexicon.lookup(match.group(1) + gene.text[1:], ("GENE",)) if match and len(gene.text) > 2 else ()
    return (match.start(), (found[0].concept.name,)) if match and found else (gene.start, ())


def _preference(mention: Mention) -> int:
    identifier = mention.concept.concept_id if mention.concept else ""
    return 0 if identifier.startswith("hgnc:") else 1 if identifier.startswith("fplx:") else 2


def _member(surface: str, match: re.Match[str], lexicon: Lexicon) -> str:
    suffix = match.group(1) or match.group(2)
    last = (_NUMBERED if _NUMBERED.fullmatch(suffix) else _TRAILING).search(surface)
    if last is None or last.group().isdigit() != suffix.isdigit():
        return ""
    found = lexicon.lookup(surface[: last.start()] + suffix, ("GENE",))
    return found[0].concept.name if found else ""


def entity_atoms(mentions: Iterable[Mention], heads: Mapping[EntityType, str]) -> list[Atom]:
    """Longest mentions of some kinds as atoms, best reading first."""
    atoms = []
    for rivals in longest(m for m in mentions if m.type in heads):
        names = tuple(dict.fromkeys(m.name for m in rivals))
        atoms.append(Atom(rivals[0].start, rivals[0].end, heads[rivals[0].type], names[:1], names))
    return atoms


def join(first: Iterable[Atom], second: Iterable[Atom]) -> list[Atom]:
    """Two lists of atoms in one order; where they overlap, those of the first list stay."""
    kept = sorted(first, key=lambda atom: atom.start)
    taken = Atoms(kept)
    free = [a for a in second if not _overlapped(taken, a)]
    return sorted([*kept, *free], key=lambda atom: atom.start)


def _overlapped(atoms: Atoms, atom: Atom) -> bool:
    at = bisect_right(atoms.ends, atom.start)
    return at < len(atoms.items) and atoms.starts[at] < atom.end
