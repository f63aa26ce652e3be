"""Changes of single amino acids and bases, in one letter, in three, in HGVS and in words, each with the gene it is of.

A letter, a number and a letter are also a cell line (T47D) or a linker (T2A): one-letter forms need a reason to be
believed, which is a gene before them, a word for mutation around them, a `p.`, or a change that the lexicon knows.

>>> from pipeline.lexicon import fold
>>> from pipeline.recognising.skeleton import GENE, Atom, Atoms
>>> text = "BTK C481S/R突变及第315位苏氨酸→异亮氨酸; T47D细胞"
>>> genes = Atoms([Atom(0, 3, GENE, ("BTK",), (), ("BTK",))])
>>> [(f.start, f.end, f.name) for f in find(text, fold(text), genes, {})]
[(0, 13, 'BTK p.Cys481Ser'), (0, 13, 'BTK p.Cys481Arg'), (14, 27, 'BTK p.Thr315Ile')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.lexicon import Lexicon, cues
from pipeline.recognising.findings import Finding
from pipeline.recognising.skeleton import CELL, Atom, Atoms, alternatives, forms

_ACIDS = cues("amino_acids")
_THREE = {row["one"]: row["three"] for row in _ACIDS} | {"*": "Ter", "X": "Ter"}
_CODES = {row["three"].lower(): row["three"] for row in _ACIDS} | {"ter": "Ter", "stop": "Ter", "*": "Ter"}
_WORDS = {word.lower(): row["three"] for row in _ACIDS for column in ("en", "zh") for word in row[column].split("|")}
_B3 = "[A-Z][A-Za-z][a-z]"
_A = "[ACDEFGHIKLMNPQRSTVWY]"
_B = "(?:" + "|".join(sorted(_CODES, key=len, reverse=True)).replace("*", r"\*") + ")"
_W = "(?:" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + ")"
_P = r"(?:p\.\s?\(?)?"
_EDGE, _STOP = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_ANY_ACID = "Xaa"
_HOTSPOTS = frozenset(
    row["site"] for table in ("driver_sites", "known_sites") for row in cues(table) if row.get("genes") != "TP53"
)
"""Sites where the letter X stands for any other residue (`G719X`, `D1228X`), and for a stop anywhere else."""
_MARKER = re.compile(r"p\.\s?\(?$")
_ONE = re.compile(rf"(?=[pA-Z]){_EDGE}(p\.\s?\(?)?({_A})(\d{{1,4}})({_A}|\*|X)((?:/(?:{_A}|\*){_STOP})*){_STOP}(?:\))?")
_ONE_BRACKET = re.compile(rf"(?=[A-Z]){_EDGE}({_A})(\d{{2,4}})\s?[(\[]({_A}(?:/{_A})+)[)\]]")
_LONG = re.compile(rf"({_B3})[- ]?(\d{{1,4}})[- ]?({_B3}(?:/{_B3})*|\*)(?![a-z0-9])")
_SHIFT = re.compile(
    rf"{_EDGE}{_P}({_A}|{_B})(\d{{1,4}})(?:{_A}|{_B})?fs(?:\s?(?:\*|X|Ter)\s?\d+)?{_STOP}", re.IGNORECASE
)
_SPAN = re.compile(
    rf"{_EDGE}{_P}({_A}|(?i:{_B}))(\d{{1,4}})(?:_({_A}|(?i:{_B}))(\d{{1,4}}))?(delins|del|dup|ins)((?:{_A}|{_B3})*){_STOP}(?:(?<=\(.{{6}})\))?"
)
_SPAN_HINT = re.compile(r"\d(?:_[A-Z]|del|dup|ins)")
_CODING = re.compile(
    r"(?=c)(?<![A-Za-z0-9])c\.\s?(-?\*?\d{1,5}(?:[+-]\d{1,4})?(?:_\d{1,5}(?:[+-]\d{1,4})?)?)\s?"
    r"([ACGT]\s?(?:>|→)\s?[ACGT]|(?:delins|del|dup|ins)[ACGT]*)(?![A-Za-z0-9])"
)
_GLUED = re.compile(
    rf"(?=[A-Z]){_EDGE}([A-Z][A-Z0-9]{{1,6}}(?:-\d{{1,2}})?)({_A})(\d{{2,4}})({_A}(?:/{_A}{_STOP})*){_STOP}"
)
_SITE = re.compile(rf"(?=[A-Z]){_EDGE}({_A}\d{{2,4}}){_STOP}(?!\.\d)")
_TO = alternatives(row["form"] for row in cues("amino_acid_links"))
_AT = r"(?:position|codon|residue|amino acid)"
_KIND = r"(?:substitution|mutation|change|exchange|replacement|transition)s?"
_IN_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:第\s?)?(?P<p>\d{{1,4}})\s?位?(?:点|密码子|氨基酸|残基)?(?:的|由|处)?\s?(?P<a>{_W})(?:残基)?\s?{_TO}\s?"
        rf"(?P<b>{_W})(?:所?(?:取代|替代|替换|置换))?",
        rf"(?P<a>{_W})[\s-]?(?P<p>\d{{1,4}})\s?{_TO}\s?(?P<b>{_W})(?![a-z])",
        rf"(?P<a>{_W})[ -]to[ -](?P<b>{_W}) {_KIND} (?:at|of|in) (?:amino acid )?{_AT}?\s?(?P<p>\d{{1,4}})",
        rf"(?:substitution|replacement) of (?P<b>{_W}) for (?P<a>{_W}) at (?:amino acid )?{_AT} (?P<p>\d{{1,4}})",
        rf"(?:substitution|replacement) of (?P<a>{_W}) (?:by|with) (?P<b>{_W}) at (?:amino acid )?{_AT} "
        rf"(?P<p>\d{{1,4}})",
        rf"(?P<a>{_W}) (?:at {_AT} )?(?P<p>\d{{1,4}}) (?:is|was|being)? ?(?:replaced|substituted) (?:by|with) "
        rf"(?P<b>{_W})",
    )
)
_ACID_HINT = re.compile(
    r"(?:氨酸|酰胺)(?:残基)?\s?(?:\d|→|-|—|突变|替|取代|置换|变为|改变|被)"
    r"|(?:ine|ate|acid)[ -](?:\d|to|at|is|was|by|for)"
)
_LOOKALIKES = frozenset(row["form"] for row in cues("change_lookalikes"))
_GAP = re.compile(
    rf"(?:[\s\-_:(/.,]|p\.|[A-Za-z0-9-]{{1,8}} ?(?:区|域|结构域|盒)|{alternatives(forms('alteration_context', role='between'))})*"
)
_CHAIN = re.compile(rf"(?:[\s、/,;()+]|p\.|{alternatives(forms('alteration_context', role='chain'))})*")
_MUTATED = alternatives(forms("alteration_context", role="mutated"))
_MUTATION = re.compile(_MUTATED)
_TAIL = re.compile(rf"\s?-?(?:位点|位)?的?{alternatives(forms('alteration_context', role='tail'))}")
_COMPOUND = re.compile(
    rf"\s?-?(?:(?:inclusive|containing|including) )?(?:的)?{alternatives(forms('alteration_context', role='compound'))}"
)
_OF_GENE = re.compile(rf"\s?(?:{_MUTATED} )?(?:in|of) (?:the )?|突变(?:型|的)?(?:体)?的?\s?")
_SENTENCE_END = re.compile(r"[。;!?\n]|\. ")
_SENTENCE_ENDS = re.compile(r"[。!?\n]|\. ")
_HAD = re.compile(rf"{alternatives(forms('alteration_context', role='bearing'))}\s?\Z")
_JOINED_CHANGE = re.compile(rf"\s?(?:,|、|/|和|与|及|或|and|or)\s?(?P<change>{_A}\d{{1,4}}{_A}){_STOP}", re.IGNORECASE)
_APART = re.compile(r"[(:\n]|突变|mutation")
"""What between a gene and its change makes the gene's name none of the change's (`MEN1突变M327I`, a gene in the heading)."""
_NEAR = 24
_COMPANY = 120
_APPOSED = 4
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class _Raw:
    """A change as read, before its gene is known. `believed`: the form alone says that it is a change."""

    start: int
    end: int
    tails: tuple[str, ...]
    keys: tuple[str, ...]
    believed: bool
    reason: str
    gene: str = ""

    @property
    def is_short(self) -> bool:
        """M6P may be a sugar: a one-letter change at a place below ten needs its gene at hand."""
        return not self.believed and len(self.keys[0]) <= len("M6P")


def known_changes(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """One-letter changes and sites with the genes known for them, from the lexicon's names and the cue tables."""
    known: dict[str, list[str]] = {}
    letters = {three: one for one, three in _THREE.items() if one != "X"}
    for entry in lexicon.entries:
        if entry.concept.type == "ALTERATION" and (
            match := re.match(r"(\S+) p\.([A-Z][a-z]{2})(\d+)([A-Z][a-z]{2})$", entry.concept.name)
        ):
            gene, first, place, last = match.groups()
            known.setdefault(f"{letters.get(first, '?')}{place}{letters.get(last, '?')}", []).append(gene)
    for table, column in (("known_changes", "change"), ("known_sites", "site")):
        for row in cues(table):
            known.setdefault(row[column], []).extend(row["genes"].split("|"))
    return {change: tuple(dict.fromkeys(genes)) for change, genes in known.items()}


def find(
    text: str,
    key: str,
    genes: Atoms,
    known: Mapping[str, tuple[str, ...]],
    symbols: Mapping[str, str] | None = None,
    taken: Atoms | None = None,
) -> list[Finding]:
    """All protein and coding changes of a repaired text.

    Args:
        text, key: The text and its folded form.
        genes: Gene names in it, fusions and tandem duplications among them with the genes that they change.
        known: Genes by change, from `known_changes`.
        symbols: Gene symbols by written form, for a change that is glued to its gene (`JAK2V617F`).
        taken: Names of other things, in which no change can stand.
    """
    raws = sorted(_all(text, key, symbols or {}), key=lambda raw: (raw.start, -raw.end))
    scene = _Scene(key, genes, known)
    reach = -1
    for raw in raws:
        if raw.start < reach or (taken and taken.within(raw.start, raw.end)):
            continue
        found = _resolved(raw, scene)
        if found:
            scene.add(raw, found)
            reach = found[0].end
    return _apposed(scene.done)


@dataclass(slots=True)
class _Scene:
    """A text as read so far: its genes, the changes found, and whose they were."""

    key: str
    genes: Atoms
    known: Mapping[str, tuple[str, ...]]
    done: list[Finding] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)

    def add(self, raw: _Raw, found: Sequence[Finding]) -> None:
        self.done.extend(found)
        if found[0].genes:
            self.owners.update(dict.fromkeys(raw.tails, found[0].genes[0]))


def _apposed(findings: list[Finding]) -> list[Finding]:
    """A coding change with no gene of its own takes that of the protein change in brackets behind it."""
    for number, (first, second) in enumerate(pairwise(findings)):
        if " c." in f" {first.name}" and first.score < _SURE and second.start - first.end <= _APPOSED and second.genes:
            tail = first.name.split(" ")[-1]
            findings[number] = replace(first, name=f"{second.genes[0]} {tail}", genes=second.genes, score=second.score)
    return findings


def _all(text: str, key: str, symbols: Mapping[str, str]) -> Iterator[_Raw]:
    yield from _glued(text, symbols)
    yield from _one_letter(text)
    yield from _three_letter(text)
    for match in _SHIFT.finditer(text) if "fs" in text else ():
        yield _raw(match, [f"p.{_code(match.group(1))}{match.group(2)}fs"], "frameshift")
    for match in _SPAN.finditer(text) if _SPAN_HINT.search(text) else ():
        yield _raw(match, [_span_name(match)], "deletion or insertion of residues")
    for match in _CODING.finditer(text):
        base = re.sub(r"\s", "", match.group(2)).replace("→", ">")
        yield _raw(match, [f"c.{match.group(1)}{base}"], "coding change")
    if _ACID_HINT.search(key):
        for pattern in _IN_WORDS:
            for match in pattern.finditer(key):
                yield _raw(match, [f"p.{_WORDS[match['a']]}{match['p']}{_WORDS[match['b']]}"], "change in words")
    for match in _SITE.finditer(text):
        if match.group() not in _LOOKALIKES:
            acid, place = match.group()[0], match.group()[1:]
            yield _Raw(match.start(), match.end(), (f"p.{_THREE[acid]}{place}",), (match.group(),), False, "site")


def _three_letter(text: str) -> Iterator[_Raw]:
    for match in _LONG.finditer(text):
        first = _CODES.get(match.group(1).lower(), "Ter")
        lasts = [_CODES.get(part.lower(), "") for part in match.group(3).split("/")]
        start = match.start()
        if (
            first in ("Ter", *lasts)
            or not all(lasts)
            or (start and text[start - 1].isascii() and text[start - 1].isalnum())
        ):
            continue
        tails = [f"p.{first}{match.group(2)}{last}" for last in lasts]
        marker = _MARKER.search(text, max(0, start - 4), start)
        raw = _raw(match, tails, "three-letter change")
        closes = marker is not None and marker.group().endswith("(") and text.startswith(")", raw.end)
        yield replace(raw, start=marker.start(), end=raw.end + closes) if marker else raw


def _raw(match: re.Match[str], tails: Sequence[str], reason: str) -> _Raw:
    return _Raw(match.start(), match.end(), tuple(tails), tuple(map(_short, tails)), True, reason)


def _short(tail: str) -> str:
    letters = {three: one for one, three in _THREE.items() if one != "X"}
    match = re.match(r"p\.([A-Z][a-z]{2})(\d+)([A-Z][a-z]{2}|fs)$", tail)
    return f"{letters[match[1]]}{match[2]}{letters.get(match[3], match[3])}" if match and match[1] in letters else tail


def _code(residue: str) -> str:
    return _THREE.get(residue.upper(), "") if len(residue) == 1 else _CODES[residue.lower()]


def _span_name(match: re.Match[str]) -> str:
    first, place, last, until, kind, inserted = match.groups()
    name = f"p.{_code(first)}{place}" + (f"_{_code(last)}{until}" if last else "") + kind
    if "ins" not in kind:
        return name
    return name + "".join(_code(part) for part in re.findall(f"{_B3}|{_A}", inserted))


def _one_letter(text: str) -> Iterator[_Raw]:
    for match in _ONE.finditer(text):
        marked, first, place, last, rest = match.groups()
        closes = match.group().endswith(")") and not (marked and "(" in marked)
        raw = _lettered(match.start(), match.end() - closes, first, place, f"{last}{rest}", "one-letter change")
        if marked or raw.keys[0] not in _LOOKALIKES:
            yield replace(raw, believed=bool(marked) or len(raw.keys) > 1)
    for match in _ONE_BRACKET.finditer(text):
        first, place, lasts = match.groups()
        yield _lettered(match.start(), match.end(), first, place, lasts, "one-letter change")


def _glued(text: str, symbols: Mapping[str, str]) -> Iterator[_Raw]:
    for match in _GLUED.finditer(text):
        gene = symbols.get(match.group(1))
        if gene:
            raw = _lettered(match.start(), match.end(), match.group(2), match.group(3), match.group(4), "glued change")
            yield replace(raw, gene=gene)


def _lettered(start: int, end: int, first: str, place: str, lasts: str, reason: str) -> _Raw:
    """A change in one-letter code; `lasts` may be a list with slashes."""
    letters = [letter for letter in lasts.split("/") if letter]
    any_other = _ANY_ACID if f"{first}{place}" in _HOTSPOTS else _THREE["X"]
    tails = tuple(f"p.{_THREE[first]}{place}{any_other if letter == 'X' else _THREE[letter]}" for letter in letters)
    return _Raw(start, end, tails, tuple(f"{first}{place}{letter}" for letter in letters), True, reason)


def _resolved(raw: _Raw, scene: _Scene) -> list[Finding]:
    tail = _TAIL.match(scene.key, raw.end)
    end = tail.end() if tail else raw.end
    candidates = next((scene.known[key] for key in raw.keys if key in scene.known), ())
    if not candidates and raw.tails[0].endswith(_ANY_ACID):
        candidates = _of_site(raw, scene.known)
    start, gene, score, why = _assigned(raw, scene, candidates)
    if not gene and not raw.believed and not (tail and raw.reason != "site"):
        return []
    owners = (gene,) if gene else ()
    compound = _COMPOUND.match(scene.key, raw.end)
    if compound:
        end = compound.end()
    names = [f"{gene} {part}{' compound mutation' if compound else ''}".strip() for part in raw.tails]
    return [Finding(start, end, name, owners, score, f"{raw.reason}; {why}") for name in names]


_NOBODY = ("", 0.4, "no gene")
_LAST = re.compile(r"(?<=\d)\D+$")


def _of_site(raw: _Raw, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The genes known to change at the place of a change that is not known itself (`S160T` where S160 is)."""
    return next((known[site] for site in (_LAST.sub("", key) for key in raw.keys) if site in known), ())


_ONE_OF = re.compile(r"其中|包括|including|such as|among (?:them|these)")


def _likely(raw: _Raw, scene: _Scene) -> tuple[str, ...]:
    """The genes known to change at a place, unless the text names none of them and takes its changes from another's
    (`CD38失活,其中R140G…`)."""
    found = _of_site(raw, scene.known)
    named = {gene for atom in scene.genes.items for gene in atom.genes}
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(scene.key, max(0, raw.start - _COMPANY), raw.start)]
    floor = ends[-1] if ends else max(0, raw.start - _COMPANY)
    inside = scene.genes.before(raw.start, floor)
    is_one_of = bool(inside) and _ONE_OF.search(scene.key, inside[-1].end, raw.start)
    return () if not named & set(found) and is_one_of else found


def _assigned(raw: _Raw, scene: _Scene, candidates: Sequence[str]) -> tuple[int, str, float, str]:
    """Where the mention begins and whose change it is, with score and reason; no gene where nothing speaks for one."""
    if raw.gene:
        return raw.start, raw.gene, 0.95, "gene glued to the change"
    key = scene.key
    mutated = bool(_MUTATION.search(key, max(0, raw.start - _NEAR), raw.end + _NEAR))
    mutated = mutated or bool(_HAD.search(key, max(0, raw.start - _NEAR), raw.start))
    candidates = candidates or (_likely(raw, scene) if mutated else ())
    neighbour = _adjacent(key, raw, scene.genes)
    if neighbour is not None:
        gene = _changed_gene(neighbour, candidates)
        if raw.reason == "site" and not (mutated or gene in candidates):
            return raw.start, *_NOBODY
        apart = bool(_APART.search(key, neighbour.end, raw.start)) or len(neighbour.genes) > 1
        return raw.start if apart else neighbour.start, gene, 0.95, "gene directly before"
    if chained := _chained(key, raw, scene.done):
        return raw.start, chained, 0.9, "gene of the change before"
    if owner := scene.owners.get(raw.tails[0], ""):
        return raw.start, owner, 0.9, "same change before in the text"
    if not (candidates or raw.is_short or raw.reason == "site") and (owner := _in_company(key, raw, scene.done)):
        return raw.start, owner, 0.8, "beside another change of the sentence"
    if not candidates and raw.reason != "site" and (owner := _heading_item(key, raw, scene.done)):
        return raw.start, owner, 0.8, "heads an item below changes of one gene"
    if not (candidates or raw.is_short or raw.reason == "site") and (owner := _opening(key, raw, scene)):
        return raw.start, owner, 0.7, "opens a sentence behind changes of one gene"
    if not (candidates or raw.is_short or raw.reason == "site") and (owner := _in_column(key, raw, scene.done)):
        return raw.start, owner, 0.7, "below changes of one gene"
    return raw.start, *_distant(raw, scene, candidates, mutated)


def _distant(raw: _Raw, scene: _Scene, candidates: Sequence[str], mutated: bool) -> tuple[str, float, str]:
    """The gene of a change that no gene stands before; nobody's where the form may be something else."""
    if not (raw.believed or candidates or mutated) or (raw.is_short and not candidates):
        return _NOBODY
    after = _OF_GENE.match(scene.key, raw.end)
    atom = scene.genes.at(after.end()) if after else None
    if atom is not None and (mutated or raw.believed):
        return _changed_gene(atom, candidates), 0.9, "gene directly after"
    if raw.reason == "site" and not (candidates and (mutated or _beside_change(raw, scene, candidates))):
        return _NOBODY
    return _far_gene(scene.key, raw, scene.genes, candidates)


def _beside_change(raw: _Raw, scene: _Scene, genes: Sequence[str]) -> bool:
    """Whether a known site stands in a list with a change of its gene (`T474 and C481S`)."""
    joined = _JOINED_CHANGE.match(scene.key, raw.end)
    return joined is not None and bool(set(genes) & set(scene.known.get(joined["change"].upper(), ())))


def _adjacent(key: str, raw: _Raw, genes: Atoms) -> Atom | None:
    found = bisect_right(genes.ends, raw.start) - 1
    if found < 0 or raw.start - genes.ends[found] > _NEAR:
        return None
    return genes.items[found] if _GAP.fullmatch(key, genes.ends[found], raw.start) else None


def _chained(key: str, raw: _Raw, done: Sequence[Finding]) -> str:
    if not done or not done[-1].genes or raw.start - done[-1].end > _NEAR or raw.start < done[-1].end:
        return ""
    return done[-1].genes[0] if _CHAIN.fullmatch(key, done[-1].end, raw.start) else ""


def _in_company(key: str, raw: _Raw, done: Sequence[Finding]) -> str:
    """The gene of the last change that the sentence has spelled out before (`ROS1 D2033N对D耐药;S1986Y则…`)."""
    last = next((finding for finding in reversed(done) if finding.end <= raw.start), None)
    if last is None or " p." not in last.name or not last.genes or raw.start - last.end > _COMPANY:
        return ""
    return "" if _SENTENCE_ENDS.search(key, last.end, raw.start) else last.genes[0]


_ITEM = re.compile(r"(?:^|\n)\s*(?:[-*•·]|\(?\d{1,2}[.、)])\s*$")
_HEAD_ENDS = re.compile(r"\s*(?:[a-z]{3}\s*)?(?:[:/、,]|和|与|及|或|\band\b)", re.IGNORECASE)


def _heads_item(key: str, start: int) -> bool:
    """Whether a place is right behind the mark of an item of a list (`- X:`)."""
    return _ITEM.search(key, max(0, start - _MARK_REACH), start) is not None


def _heading_item(key: str, raw: _Raw, done: Sequence[Finding]) -> str:
    """The one gene of the changes that head the items of a list above the one that this change heads (`- B C481S:…`, `- T474I:…`)."""
    if not done or not _heads_item(key, raw.start) or not _HEAD_ENDS.match(key, raw.end):
        return ""
    above = [one for one in done if one.genes and " p." in one.name and _heads_item(key, one.start)]
    near = above and raw.start - above[-1].end <= _COMPANY
    genes = {one.genes[0] for one in above}
    return genes.pop() if near and len(genes) == 1 else ""


_OPENED = re.compile(r"[。;]\s*(?:而|但|至于|其中)?$")
_TOLD_OF = re.compile(r"[^。\n]{0,40}?(?:耐药|敏感|失效|有效|无效|抵抗|resist|sensitiv)")


def _opening(key: str, raw: _Raw, scene: _Scene) -> str:
    """The one gene of the changes of the sentence before one that opens with a change and says what that responds to."""
    last = next((finding for finding in reversed(scene.done) if finding.end <= raw.start), None)
    if last is None or " p." not in last.name or not last.genes or raw.start - last.end > _COMPANY:
        return ""
    opened = _OPENED.search(key, max(0, raw.start - _MARK_REACH), raw.start)
    if opened is None or not _TOLD_OF.match(key, raw.end):
        return ""
    between = _SENTENCE_ENDS.search(key, last.end, opened.start())
    others = {gene for atom in scene.genes.items if last.end <= atom.start < raw.start for gene in atom.genes}
    return last.genes[0] if between is None and others <= set(last.genes) else ""


_MARK_REACH = 8


def _in_column(key: str, raw: _Raw, done: Sequence[Finding]) -> str:
    """The one gene that all changes above in a table's column are of."""
    if CELL not in key:
        return ""
    column = _column(key, raw.start)
    above = {one.genes[0] for one in done if one.genes and " p." in one.name and _column(key, one.start) == column}
    return above.pop() if len(above) == 1 else ""


def _column(key: str, at: int) -> int:
    return key.count(CELL, key.rfind("\n", 0, at) + 1, at)


def _changed_gene(atom: Atom, candidates: Sequence[str]) -> str:
    """The gene of an atom that a change is of: the known one; of a fusion the kinase, which stands last (ruling 22)."""
    pool = atom.genes or atom.names
    return next((gene for gene in pool if gene in candidates), pool[-1] if pool else "")


def _far_gene(key: str, raw: _Raw, genes: Atoms, candidates: Sequence[str]) -> tuple[str, float, str]:
    before = genes.before(raw.start)
    if candidates:
        near = next((g for a in reversed(before) for g in reversed(a.genes) if g in candidates), candidates[0])
        return near, 0.9, "change known of the gene"
    floor = max(
        (m.end() for m in _SENTENCE_END.finditer(key, max(0, raw.start - 400), raw.start)),
        default=max(0, raw.start - 400),
    )
    inside = genes.before(raw.start, floor)
    if inside:
        return _changed_gene(inside[-1], ()), 0.75, "last gene of the sentence"
    if before:
        return _changed_gene(before[-1], ()), 0.6, "last gene of the section"
    if len(only := {gene for atom in genes.items for gene in atom.genes}) == 1:
        return only.pop(), 0.6, "only gene of the section"
    return "", 0.4, "no gene"
