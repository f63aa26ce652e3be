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
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

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
_CASED_LETTERS = 4
_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    """Single characters to single characters: case, width, hyphens, traditional to simplified (OpenCC's table)."""
    import opencc

    table = {ord(c): c.lower() for c in map(chr, range(0x41, 0x400)) if len(c.lower()) == 1}
    table |= {0xFF01 + i: chr(0x21 + i).lower() for i in range(94)}
    table |= {ord(c): "-" for c in _HYPHENS} | {ord(k): v for k, v in _PUNCTUATION.items()} | {0x3000: " ", 0xA0: " "}
    source = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    for line in source.read_text(encoding="utf-8").splitlines():
        traditional, _, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if len(traditional) == len(first) == 1:
            table[ord(traditional)] = first
    return table


def fold(text: str) -> str:
    """A match key of the same length: lower case, half width, one hyphen, simplified characters."""
    return text.translate(_fold_table())


def variants(name: str) -> set[str]:
    """The forms in which papers print a name: with hyphen, space or nothing between its parts, Greek spelled or not."""
    key = fold(name).strip()
    spelled = key
    for letter, word in _GREEK.items():
        spelled = spelled.replace(letter, word)
    lettered = key
    for letter, word in _GREEK.items():
        lettered = re.sub(rf"(?<![a-z]){word}(?![a-z])", letter, lettered)
    forms: set[str] = set()
    for form in {key, spelled, lettered}:
        forms |= _separated(form)
    return {form for form in forms if form}


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
    return forms


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
    `agent`, `class`, `parent`, `member`, `gene`, `direction`, `unit`) to its values.
    """

    concept: Concept
    aliases_en: tuple[str, ...]
    aliases_zh: tuple[str, ...]
    ambiguous: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> Iterator[str]:
        yield self.concept.name
        if self.concept.name_zh:
            yield self.concept.name_zh
        yield from self.aliases_en
        yield from self.aliases_zh


@dataclass(frozen=True, slots=True)
class Term:
    """One form of one name. `key` is folded; `surface` is matched letter by letter where `cased`."""

    key: str
    surface: str
    concept: Concept
    cased: bool
    context: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """All entries, with look-ups by form and by canonical name. Never changes after loading."""

    entries: tuple[Entry, ...]
    digest: str = ""

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every form of every name, without doubles of one concept."""
        return tuple(term for entry in self.entries for term in _terms(entry))

    @cached_property
    def _by_key(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for term in self.terms:
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
        wanted = set(kinds)
        found = self._by_key.get(fold(surface).strip(), [])
        return tuple(
            t for t in found if (not wanted or t.concept.type in wanted) and (not t.cased or t.surface == surface)
        )

    def concept(self, kind: EntityType, name: str, name_zh: str = "") -> Concept:
        """The concept of a canonical name, or a stable `local:` one where the lexicon does not hold it."""
        entry = self.named(kind, name)
        return entry.concept if entry else Concept(local_id(kind, name), kind, name, name_zh)

    def relation(self, concept: Concept, key: str) -> tuple[str, ...]:
        """Values of a relation (`target`, `agent`, …) of a concept; empty where nothing is known."""
        entry = self.named(concept.type, concept.name)
        return entry.relations.get(key, ()) if entry else ()


def local_id(kind: str, name: str) -> str:
    """A `local:` CURIE, the same for the same canonical name in every run.

    >>> local_id("ALTERATION", "BCL2 p.Gly101Val")
    'local:alteration.bcl2-p.gly101val'
    """
    slug = re.sub(r"[^0-9a-z\u3400-\u9fff.+:]+", "-", name.lower()).strip("-")
    return f"local:{kind.lower()}.{slug}"


def _terms(entry: Entry) -> Iterator[Term]:
    seen: set[tuple[str, str]] = set()
    contexts = {fold(alias): words for alias, words in entry.ambiguous.items()}
    for name in entry.names:
        cased = needs_case(name, entry.concept.type)
        for key in variants(name):
            form = (key, name if cased else "")
            if len(key) > 1 and form not in seen:
                seen.add(form)
                yield Term(key, name, entry.concept, cased, contexts.get(fold(name), ()))


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
    cell = dict(zip(COLUMNS, row, strict=True))
    kind: EntityType = cell["kind"]  # type: ignore[assignment]
    concept = Concept(cell["concept_id"], kind, cell["name"], cell["name_zh"], _split(cell["xrefs"], "|"))
    return Entry(
        concept,
        _split(cell["aliases_en"], "|"),
        _split(cell["aliases_zh"], "|"),
        {k: _split(v, ",") for k, v in _pairs(cell["ambiguous"], "=")},
        _relations(cell["relations"]),
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


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


@lru_cache(maxsize=4)
def load(folder: Path = DATA) -> Lexicon:
    """The lexicon of a folder of tables; the shipped one by default."""
    paths = sorted(folder.glob("*.tsv"))
    entries = [entry for path in paths for entry in read_entries(path)]
    return Lexicon(tuple(entries), _digest(paths))


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
    return _digest(sorted((DATA / "cues").glob("*.tsv")))
