"""Official downloads as rows of the lexicon: HGNC's complete set, the Disease Ontology's OBO, ChEBI's tables.

The formats are those of the publishers (HGNC `hgnc_complete_set.txt`, `doid.obo`, ChEBI `compounds.tsv` and `names.tsv`,
also packed with gzip); columns are found by name. Only what has a name of its own is taken: withdrawn and obsolete entries
and names of less than three characters are passed over.

>>> line = ["hgnc_id\\tsymbol\\tname\\tlocus_group\\tstatus\\talias_symbol", "HGNC:990\\tBCL2\\tBCL2 regulator\\tg\\tApproved\\tBcl-2|b"]
>>> [(row["concept_id"], row["name"], row["aliases_en"]) for row in _hgnc(line)]
[('hgnc:990', 'BCL2', 'BCL2 regulator|Bcl-2')]
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.curating.additions import Cells, completed
from pipeline.curating.rows import LexiconTableError
from pipeline.lexicon import cues

Source = Literal["hgnc", "doid", "chebi"]
_SHORTEST = 3
_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)" EXACT')


def read(source: Source, path: Path) -> list[Cells]:
    """The rows of a download.

    Raises:
        LexiconTableError: The file is not in the publisher's format; the message says what is missing.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as handle:
            rows = list(_READERS[source](line.rstrip("\r\n") for line in handle))
    except KeyError as error:
        raise LexiconTableError(f"{path}: no column {error} of a download of {source}") from error
    except (UnicodeDecodeError, gzip.BadGzipFile) as error:
        raise LexiconTableError(f"{path}: cannot be read as a download of {source} ({error})") from error
    if not rows:
        raise LexiconTableError(f"{path}: holds nothing that a download of {source} has")
    return rows


def _table(lines: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """Rows by column in lower case."""
    rows = csv.reader(lines, delimiter="\t")
    header = [column.lower() for column in next(rows, [])]
    yield from (dict(zip(header, row, strict=False)) for row in rows)


def _list(text: str) -> list[str]:
    return [part.strip().replace(";", ",") for part in text.split("|")]


def _row(kind: str, curie: str, name: str, names: Iterable[str], source: str) -> Cells:
    aliases = [
        other for other in dict.fromkeys(names) if len(other) >= _SHORTEST and other != name and "|" not in other
    ]
    return completed(
        {"concept_id": curie, "kind": kind, "name": name, "aliases_en": "|".join(aliases), "source": source}
    )


def _hgnc(lines: Iterable[str]) -> Iterator[Cells]:
    for row in _table(lines):
        if row["status"] == "Approved":
            names = [row["name"], *_list(row.get("alias_symbol", "")), *_list(row.get("prev_symbol", ""))]
            yield _row("GENE", row["hgnc_id"].lower(), row["symbol"], names, "HGNC")


def _doid(lines: Iterable[str]) -> Iterator[Cells]:
    for term in _terms(lines):
        if term["id"][0].startswith("DOID:") and "true" not in term.get("is_obsolete", ()):
            synonyms = (_SYNONYM.match(text) for text in term.get("synonym", ()))
            names = [found[1].replace('\\"', '"') for found in synonyms if found]
            yield _row("DISEASE", term["id"][0].lower(), term["name"][0], names, "Disease Ontology")


def _terms(lines: Iterable[str]) -> Iterator[dict[str, list[str]]]:
    term: dict[str, list[str]] = {}
    for line in (*lines, "["):
        if line.startswith("["):
            if "id" in term and "name" in term:
                yield term
            term = defaultdict(list) if line == "[Term]" else {}
        elif isinstance(term, defaultdict) and ": " in line:
            tag, _, value = line.partition(": ")
            term[tag].append(value)


def _chebi(lines: Iterable[str]) -> Iterator[Cells]:
    """Compounds that are drugs: those with an INN in `names.tsv`, those named with an INN's stem in `compounds.tsv`."""
    compounds: dict[str, list[str]] = {}
    inns: dict[str, str] = {}
    for row in _table(lines):
        number = (row.get("compound_id") or row.get("chebi_accession") or row["id"]).rpartition(":")[2]
        name, kind = row["name"].strip(), row.get("type", "").upper()
        if (row.get("language") or row.get("language_code") or "en") == "en" and name and kind not in ("IUPAC NAME",):
            compounds.setdefault(number, []).append(name)
            if kind == "INN" or ("type" not in row and _has_stem(name)):
                inns.setdefault(number, name)
    for number, inn in inns.items():
        yield _row("DRUG", f"chebi:{number}", inn, compounds[number], "ChEBI")


@cache
def _stems() -> tuple[str, ...]:
    return tuple(sorted({row["stem"] for row in cues("drug_stems") if row["script"] == "en"}))


def _has_stem(name: str) -> bool:
    return name.isalpha() and name.lower().endswith(_stems())


_READERS: dict[Source, Callable[[Iterable[str]], Iterator[Cells]]] = {"hgnc": _hgnc, "doid": _doid, "chebi": _chebi}
