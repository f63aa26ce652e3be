"""The vocabulary and the cue words: typed tables of data, each with its digest, apart from all logic.

The rows stand in `pipeline/lexicon/*.tsv` (concepts, both languages in one row) and `pipeline/lexicon/cues/*.tsv` (cue
words, columns of their own). This module reads them, expands each name into the forms that papers print, and looks
names up. `fold` makes a match key of the same length as its text, so that offsets found in the key hold in the text.

>>> fold("ＢＣＬ－２抑制劑")
'bcl-2抑制剂'
>>> sorted(variants("BCL-2"))
['bcl 2', 'bcl-2', 'bcl2']
"""

from __future__ import annotations

import csv
import gc
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pipeline import expansions, settings
from pipeline.records import Concept, EntityType

DATA = Path(__file__).parent / "lexicon"
COLUMNS = (
    "concept_id", "kind", "name", "name_zh", "aliases_en", "aliases_zh", "xrefs", "ambiguous", "relations", "source",
)  # fmt: skip

_HYPHENS = "‐‑‒–—−﹣－"
_PUNCTUATION = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "％": "%", "～": "~", "∼": "~", "／": "/"}
_SEPARATOR = re.compile(r"[-\s_]+")
_LETTER_DIGIT = re.compile(r"(?<=[a-z])(?=\d)")
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda"}
_APART = re.compile(r"(?<=[a-z0-9])(?=[αβγδκλ]$)")
_CASED_LETTERS = 4
_HAN = re.compile(r"[\u3400-\u9fff]")
_STEM = "~"


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    """Single characters to single characters: case, width, hyphens, traditional to simplified (OpenCC's table)."""
    table = {ord(c): c.lower() for c in map(chr, range(0x41, 0x400)) if len(c.lower()) == 1}
    table |= {0xFF01 + i: chr(0x21 + i).lower() for i in range(94)}
    table |= {ord(c): "-" for c in _HYPHENS} | {ord(k): v for k, v in _PUNCTUATION.items()} | {0x3000: " ", 0xA0: " "}
    return table | _simple_table()


@lru_cache(maxsize=1)
def _simple_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for line in _simplifications().read_text(encoding="utf-8").splitlines():
        traditional, _, simplified_ones = line.partition("\t")
        first = simplified_ones.split(" ")[0]
        if len(traditional) == len(first) == 1:
            table[ord(traditional)] = first
    return table


def _simplifications() -> Path:
    import opencc

    return Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length, so that offsets hold (OpenCC's character table).

    >>> simplified("維奈克拉抑制劑")
    '维奈克拉抑制剂'
    """
    return text.translate(_simple_table())


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """A match key of the same length: lower case, half width, one hyphen, simplified characters.

    Remembered, because every stage asks for the key of the section that it reads.
    """
    return text.translate(_fold_table())


def spelled(name: str) -> str:
    """A name with its Greek letters spelled out.

    >>> spelled("NF-κB")
    'NF-kappaB'
    """
    return "".join(_GREEK.get(letter, letter) for letter in name)


_PLURAL_HEAD = re.compile(r"(?:(?<=[ -]antibod)|(?<=[ -]therap))y$")
"""The end of a class's head whose plural is no mere s (`monoclonal antibodies`, `cell therapies`)."""


def variants(name: str) -> set[str]:
    """The forms in which papers print a name: with hyphen, space or nothing between its parts, Greek spelled or not."""
    key = _APART.sub("-", fold(name).strip())
    lettered = key
    for letter, word in _GREEK.items():
        lettered = re.sub(rf"(?<![a-z]){word}(?![a-z])", letter, lettered)
    forms: set[str] = set()
    for form in {fold(name).strip(), key, spelled(key), spelled(fold(name).strip()), lettered}:
        forms |= _separated(form)
    return {form for form in forms | {_PLURAL_HEAD.sub("ies", form) for form in forms} if form}


def _separated(key: str) -> set[str]:
    forms = {key}
    parts = _SEPARATOR.split(key)
    if 1 < len(parts) <= 4 and all(parts):
        forms |= {"-".join(parts), " ".join(parts)}
        joined = "".join(parts)
        if any(c.isdigit() for c in joined) or len(joined) > _CASED_LETTERS + 1 or _HAN.search(joined):
            forms.add(joined)
    elif len(parts) == 1 and re.fullmatch(r"[a-z]{2,6}\d{1,3}[a-z]?", key):
        forms |= {_LETTER_DIGIT.sub("-", key, count=1), _LETTER_DIGIT.sub(" ", key, count=1)}
    return forms | _partly_hyphenated(parts) | _numbered(key)


_PARTS, _SHORTEST_HEAD = range(3, 6), 5
_LAST_PARTS = re.compile(
    rf"(?<=[a-z])(?:[-\s]?(?:\d{{1,2}}|[αβγδκλ]|(?<![a-z])(?:{'|'.join(_GREEK.values())})(?![a-z]))){{1,3}}$"
)
"""The numbers and Greek letters that end the name of a protein (`factor 1-alpha`)."""
_LAST_PART = re.compile(r"\d+|[a-z]+|[αβγδκλ]")


def _partly_hyphenated(parts: Sequence[str]) -> set[str]:
    """A name of several Latin words with hyphens between some that follow each other, before the last (`mantle-cell lymphoma`)."""
    if (
        len(parts) not in _PARTS
        or len(parts[-1]) < _SHORTEST_HEAD
        or _HAN.search("".join(parts))
        or not all(part.isalpha() for part in parts[:-1])
    ):
        return set()
    forms = set()
    for first in range(len(parts) - 2):
        for last in range(first + 1, len(parts) - 1):
            forms.add(" ".join([*parts[:first], "-".join(parts[first : last + 1]), *parts[last + 1 :]]))
    return forms


def _numbered(key: str) -> set[str]:
    """A name of a protein with its numbers and Greek letters behind a hyphen (`interleukin-1β`, `kinase c-beta`)."""
    told = _LAST_PARTS.search(key)
    if told is None or told.group()[0] not in " -":
        return set()
    last = _LAST_PART.findall(told.group())
    return {f"{key[: told.start()]}{sign}{joint.join(last)}" for sign in "- " for joint in ("", "-")}


def needs_case(name: str, kind: str) -> bool:
    """Whether a name is matched only as written: short capital acronyms and trial names are words otherwise."""
    letters = re.sub(r"[^A-Za-z]", "", name)
    if not letters or _HAN.search(name) or any(c.isdigit() for c in name):
        return False
    if kind == "TRIAL":
        return True
    upper = sum(c.isupper() for c in letters)
    return upper * 2 >= len(letters) and (len(letters) <= _CASED_LETTERS or (kind == "GENE" and letters.isupper()))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon: the concept, its names, and what else is known of it.

    `ambiguous` maps an alias to the words of context that decide for this concept; `relations` maps a key (`target`,
    `agent`, `class`, `parent`, `member`, `gene`, `direction`, `unit`) to its values. `stems` are names only before a
    head word (`PI3K/AKT` before `signaling pathway`, `通路`, …; cue table `pathway_heads`).
    """

    concept: Concept
    aliases_en: tuple[str, ...]
    aliases_zh: tuple[str, ...]
    ambiguous: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, tuple[str, ...]]
    stems: tuple[str, ...] = ()

    @property
    def names(self) -> Iterator[str]:
        yield self.concept.name
        if self.concept.name_zh:
            yield self.concept.name_zh
        yield from self.aliases_en
        yield from self.aliases_zh


class Term(NamedTuple):
    """One form of one name. `key` is folded; `surface` is matched letter by letter where `cased`.

    A `headed` form is a name only with a head word behind it, see `head_end`.
    """

    key: str
    surface: str
    concept: Concept
    cased: bool
    context: tuple[str, ...] = ()
    headed: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All entries, with look-ups by form and by canonical name. Never changes after loading."""

    entries: tuple[Entry, ...]
    digest: str = ""

    @cached_property
    def _expanded(self) -> tuple[Term, ...]:
        with _no_collection():
            return tuple(_kept(self.entries, self.digest) if self.digest else _fresh(self.entries))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every form of every name, without doubles of one concept."""
        return tuple(term for term in self._expanded if not term.headed)

    @cached_property
    def by_key(self) -> Mapping[str, Sequence[Term]]:
        """Terms and headed stems by their folded form."""
        found: dict[str, list[Term]] = {}
        with _no_collection():
            for term in self._expanded:
                found.setdefault(term.key, []).append(term)
        return found

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Entry]:
        return {(entry.concept.type, entry.concept.name): entry for entry in self.entries}

    def named(self, kind: EntityType, name: str) -> Entry | None:
        """The entry whose canonical name this is."""
        return self._by_name.get((kind, name))

    def lookup(self, surface: str, kinds: Iterable[EntityType] = ()) -> tuple[Term, ...]:
        """Terms with this form, case and separators aside; of the given kinds, or of all."""
        wanted, key = tuple(kinds), fold(surface).strip()
        found = [t for t in self.by_key.get(key, ()) if not t.headed and (not t.cased or t.surface == surface)]
        if _head_starters().search(key):
            found += self._with_head(key)
        return tuple(t for t in found if t.concept.type in wanted) if wanted else tuple(found)

    def endings(self, text: str, first: int, last: int) -> Iterator[int]:
        """Where from text[first] to text[last - 1] a form may begin that ends with the text, the longest first."""
        key = fold(text).rstrip()
        has_head = _head_starters().search(key, first) is not None
        return (at for at in range(first, last) if has_head or key[at:].lstrip() in self.by_key)

    def _with_head(self, key: str) -> Iterator[Term]:
        for start in _head_starts(key):
            yield from (t for t in self.by_key.get(key[:start].rstrip(" -"), ()) if t.headed)

    def concept(self, kind: EntityType, name: str, name_zh: str = "") -> Concept:
        """The concept of a canonical name, or a stable `local:` one where the lexicon does not hold it."""
        entry = self.named(kind, name)
        return entry.concept if entry else Concept(local_id(kind, name), kind, name, name_zh)

    def relation(self, concept: Concept, key: str) -> tuple[str, ...]:
        """Values of a relation (`target`, `agent`, …) of a concept; empty where nothing is known."""
        entry = self.named(concept.type, concept.name)
        return entry.relations.get(key, ()) if entry else ()


_NO_SLUG = re.compile(r"[^0-9a-z\u3400-\u9fff.+:]+")


def local_id(kind: str, name: str) -> str:
    """A `local:` CURIE, the same for the same canonical name in every run.

    >>> local_id("ALTERATION", "BCL2 p.Gly101Val")
    'local:alteration.bcl2-p.gly101val'
    """
    slug = _NO_SLUG.sub("-", name.lower()).strip("-")
    return f"local:{kind.lower()}.{slug}"


def _head_pattern(form: str) -> str:
    return form.replace(" ", "[ -]?") + r"(?![a-z0-9])" if form.isascii() else form


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Head words behind a Latin stem and behind a Han one."""
    rows = sorted(cues("pathway_heads"), key=lambda row: -len(row["form"]))
    latin = "|".join(_head_pattern(row["form"]) for row in rows)
    return re.compile(f"[ -]?(?:{latin})"), re.compile("|".join(r["form"] for r in rows if r["behind"] == "any"))


def head_end(key: str, at: int) -> int:
    """End of the head word that makes the stem before `at` a pathway's name, 0 where there is none.

    >>> head_end("pi3k/akt信号通路的", 8), head_end("pi3k/akt抑制剂", 8)
    (12, 0)
    """
    latin, han = _heads()
    found = (han if _HAN.match(key[at - 1]) else latin).match(key, at)
    return found.end() if found else 0


@lru_cache(maxsize=1)
def _head_starters() -> re.Pattern[str]:
    return re.compile("|".join(sorted({row["form"][:4] for row in cues("pathway_heads")})))


def _head_starts(key: str) -> Iterator[int]:
    """Where the head word begins that a whole name ends with."""
    for found in _head_starters().finditer(key):
        stem = key[: found.start()].rstrip(" -")
        if stem and head_end(key, len(stem)) == len(key):
            yield found.start()
            return


@contextmanager
def _no_collection() -> Iterator[None]:
    """Building a hundred thousand records that all stay: looking for garbage among them doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _names_and_stems(entry: Entry) -> list[str]:
    return [*entry.names, *entry.stems]


def _forms(entry: Entry) -> Iterator[tuple[str, int, bool]]:
    """Key, number of the name, and whether it is cased, for every form of an entry."""
    seen: set[tuple[str, str, bool]] = set()
    names = list(entry.names)
    for number, name in enumerate([*names, *entry.stems]):
        headed = number >= len(names)
        cased = not headed and needs_case(name, entry.concept.type)
        for key in sorted(_stem_variants(name) if headed else variants(name)):
            form = (key, name if cased else "", headed)
            if len(key) > 1 and form not in seen:
                seen.add(form)
                yield key, number, cased


def _stem_variants(stem: str) -> set[str]:
    """Forms of a stem; also without separators however short, because the head word behind it tells it from a word."""
    return {form for key in variants(stem) for form in (key, _SEPARATOR.sub("", key))}


def _fresh(entries: Sequence[Entry]) -> list[Term]:
    keys, rows, numbers, cased = _columns(entries)
    return _assembled(entries, keys, rows, numbers, cased)


def _columns(entries: Sequence[Entry]) -> tuple[list[str], list[int], list[int], list[int]]:
    forms = [(key, row, number, int(cased)) for row, e in enumerate(entries) for key, number, cased in _forms(e)]
    return [f[0] for f in forms], [f[1] for f in forms], [f[2] for f in forms], [f[3] for f in forms]


def _kept(entries: Sequence[Entry], digest: str) -> list[Term]:
    """The terms from the user's cache, or expanded and put there."""
    name = hashlib.sha256(f"{digest} {_code_digest()}".encode()).hexdigest()[:32]
    columns = expansions.read(name)
    if columns is None:
        fresh = _columns(entries)
        expansions.write(name, list(fresh))
        return _assembled(entries, *fresh)
    return _assembled(entries, *columns)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _code_digest() -> str:
    """Digest of the code and the character table that expand names."""
    return hashlib.sha256(Path(__file__).read_bytes() + _simplifications().read_bytes()).hexdigest()


def _assembled(
    entries: Sequence[Entry], keys: Sequence[str], rows: Sequence[int], numbers: Sequence[int], cased: Sequence[int]
) -> list[Term]:
    terms: list[Term] = []
    for row, group in groupby(zip(rows, keys, numbers, cased, strict=True), key=lambda form: form[0]):
        entry = entries[row]
        names, plain, concept = _names_and_stems(entry), len(list(entry.names)), entry.concept
        contexts = {fold(alias): words for alias, words in entry.ambiguous.items()}
        for _, key, number, is_cased in group:
            context = contexts.get(fold(names[number]), ()) if contexts else ()
            terms.append(Term(key, names[number], concept, bool(is_cased), context, number >= plain))
    return terms


def read_entries(path: Path) -> list[Entry]:
    """Reads one table of concepts.

    Raises:
        ValueError: A row does not have the columns of the lexicon's page; names file and line.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows, [])
        if tuple(header) != COLUMNS:
            raise ValueError(f"{path.name}:1: columns are {header}, expected {list(COLUMNS)}")
        return [_entry(row, f"{path.name}:{number}") for number, row in enumerate(rows, 2)]


def _entry(row: list[str], place: str) -> Entry:
    if len(row) != len(COLUMNS):
        raise ValueError(f"{place}: {len(row)} columns, expected {len(COLUMNS)}")
    return entry_of(dict(zip(COLUMNS, row, strict=True)))


def entry_of(cell: Mapping[str, str]) -> Entry:
    """The entry that the cells of a row, by column, stand for."""
    kind: EntityType = cell["kind"]  # type: ignore[assignment]
    concept = Concept(cell["concept_id"], kind, cell["name"], cell["name_zh"], _split(cell["xrefs"], "|"))
    english, chinese = _split(cell["aliases_en"], "|"), _split(cell["aliases_zh"], "|")
    return Entry(
        concept,
        tuple(name for name in english if not name.endswith(_STEM)),
        tuple(name for name in chinese if not name.endswith(_STEM)),
        {k: _split(v, ",") for k, v in _pairs(cell["ambiguous"], "=")},
        _relations(cell["relations"]),
        tuple(name.rstrip(_STEM) for name in (*english, *chinese) if name.endswith(_STEM)),
    )


def _split(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _pairs(text: str, sign: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        key, found, value = part.partition(sign)
        if found:
            yield key.strip(), value.strip()


def _relations(text: str) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for key, value in _pairs(text, ":"):
        grouped.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in grouped.items()}


def digest(paths: Iterable[Path]) -> str:
    """Digest over names and contents of tables."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Lexicon:
    """The lexicon of a folder of tables; if none is given, the shipped one and behind it the user's own.

    Raises:
        ValueError: A row is not as the lexicon's page says; names file and line.
    """
    if folder is not None:
        return read((folder,))
    return read((DATA, settings.read().lexicon))


def read(folders: Iterable[Path]) -> Lexicon:
    """The lexicon of several folders; a later row with kind and name of an earlier one adds its names to that one."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.tsv"))]
    with _no_collection():
        return Lexicon(merged(entry for path in paths for entry in read_entries(path)), digest(paths))


def merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for each kind and name: the first, with what later ones add."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = (entry.concept.type, entry.concept.name)
        found[key] = _joined(found[key], entry) if key in found else entry
    return tuple(found.values())


def _joined(first: Entry, more: Entry) -> Entry:
    """The first entry with the names, contexts and relations that the second adds."""
    relations = {key: first.relations.get(key, ()) + values for key, values in more.relations.items()}
    added = (more.concept.name_zh,) if more.concept.name_zh not in ("", first.concept.name_zh) else ()
    return replace(
        first,
        aliases_en=tuple(dict.fromkeys((*first.aliases_en, *more.aliases_en))),
        aliases_zh=tuple(dict.fromkeys((*first.aliases_zh, *added, *more.aliases_zh))),
        ambiguous={**first.ambiguous, **more.ambiguous},
        relations={**first.relations, **{key: tuple(dict.fromkeys(values)) for key, values in relations.items()}},
        stems=tuple(dict.fromkeys((*first.stems, *more.stems))),
    )


@lru_cache(maxsize=64)
def cues(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a cue table, each a mapping from column to text.

    Raises:
        ValueError: A row has another number of columns than the header.
    """
    path = DATA / "cues" / f"{name}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise ValueError(f"{path.name}:{number}: {len(cells)} columns, expected {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def cue_digest() -> str:
    """Digest over all cue tables, for the run's manifest."""
    return digest(sorted((DATA / "cues").glob("*.tsv")))
