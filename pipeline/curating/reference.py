"""Public tables that identifiers are compared with: HGNC, Disease Ontology, NCIt, MeSH, OncoTree, FamPlex, DrugBank's map.

They are other people's work and stand outside the project; a table that is missing is one that says nothing. Names are
compared without regard to case, punctuation, British spelling and the order of words.

>>> key("Leukaemia, Acute Myeloid") == key("acute myeloid leukemia")
True
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.lexicon import fold

_BRITISH = {"aemi": "emi", "haem": "hem", "tumour": "tumor", "oede": "ede", "oesoph": "esoph", "diarrhoea": "diarrhea"}
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa"}
_EMPTY = frozenset({"of", "the", "and", "with", "nos", "a", "an", "in", "by", "to", "disease"})


def key(name: str) -> str:
    """What a name is compared by: its words, sorted, in American spelling."""
    text = fold(name).replace("'s", "")
    for old, new in (*_BRITISH.items(), *_GREEK.items()):
        text = text.replace(old, new)
    words = [word.rstrip("s") or word for word in re.findall(r"\w+", text)]
    return " ".join(sorted(word for word in words if word not in _EMPTY) or sorted(words))


@dataclass(frozen=True)
class Reference:
    """The tables of a folder, each read when it is first asked for."""

    folder: Path

    def _rows(self, name: str, delimiter: str = "\t", quoting: int = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
        path = self.folder / name
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as handle:
                yield from csv.reader(handle, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]

    @cached_property
    def hgnc(self) -> Mapping[str, str]:
        """CURIE to approved symbol."""
        rows = self._rows("hgnc.tsv", quoting=csv.QUOTE_NONE)
        return {row[2].lower(): row[3] for row in rows if row[2].startswith("HGNC:")}

    @cached_property
    def symbols(self) -> Mapping[str, str]:
        """Approved symbol to CURIE."""
        return {symbol: curie for curie, symbol in self.hgnc.items()}

    @cached_property
    def doid(self) -> Mapping[str, frozenset[str]]:
        """CURIE to label and exact synonyms."""
        names: dict[str, set[str]] = defaultdict(set)
        for row in self._rows("HumanDO.tsv"):
            if row[0].startswith("DOID:"):
                names[row[0].lower()].add(row[1])
        for term in _obo(self.folder / "DO_cancer_slim.obo"):
            exact = (re.match(r'"(.*)" EXACT', text) for text in term.get("synonym", ()))
            found = {*term["name"], *(match[1] for match in exact if match)}
            for curie in (*term["id"], *term.get("alt_id", ())):
                names[curie.lower()] |= found
        return {curie: frozenset(found) for curie, found in names.items()}

    @cached_property
    def doid_labels(self) -> Mapping[str, str]:
        """Key of a label to CURIE."""
        rows = self._rows("HumanDO.tsv")
        return {key(row[1]): row[0].lower() for row in rows if row[0].startswith("DOID:")}

    @cached_property
    def doid_links(self) -> Mapping[str, frozenset[str]]:
        """CURIE of NCIt or MeSH to the CURIEs of the Disease Ontology that point at it."""
        links: dict[str, set[str]] = defaultdict(set)
        for table in ("NCIinDO.tsv", "MESHinDO.tsv"):
            for row in self._rows(table):
                for other in row[2].replace("NCI:", "ncit:").replace("MESH:", "mesh:").split(", "):
                    links[other].add(row[0].lower())
        return {other: frozenset(found) for other, found in links.items()}

    @cached_property
    def oncotree(self) -> Mapping[str, str]:
        """CURIE to name."""
        return {f"oncotree:{node['code']}": node["name"] for node in self._nodes()}

    @cached_property
    def oncotree_links(self) -> Mapping[str, frozenset[str]]:
        """CURIE of NCIt to names of OncoTree."""
        links: dict[str, set[str]] = defaultdict(set)
        for node in self._nodes():
            for other in node["externalReferences"].get("NCI", ()):
                links[f"ncit:{other}"].add(node["name"])
        return {other: frozenset(found) for other, found in links.items()}

    def _nodes(self) -> Iterator[dict[str, Any]]:
        path = self.folder / "oncotree.json"
        waiting = list(json.loads(path.read_text(encoding="utf-8")).values()) if path.is_file() else []
        while waiting:
            node = waiting.pop()
            waiting.extend(node["children"].values())
            yield node

    @cached_property
    def mesh(self) -> Mapping[str, frozenset[str]]:
        """CURIE to label and synonyms."""
        rows = self._rows("mesh.tsv", quoting=csv.QUOTE_NONE)
        return {
            f"mesh:{row[0]}": frozenset((row[1], *(row[2].split("|") if len(row) > 2 else ())))
            for row in rows
            if len(row) > 1
        }

    @cached_property
    def ncit(self) -> Mapping[str, frozenset[str]]:
        """CURIE of NCIt to CURIEs of ChEBI, HGNC and GO."""
        links: dict[str, set[str]] = defaultdict(set)
        for row in list(self._rows("ncit_map.tsv"))[1:]:
            number = row[2].rpartition(":")[2]
            links[f"ncit:{row[0]}"].add(f"{row[1].lower()}:{number}")
        return {curie: frozenset(found) for curie, found in links.items()}

    @cached_property
    def drugbank(self) -> Mapping[str, frozenset[str]]:
        """CURIE of ChEBI, ChEMBL and DrugBank to the numbers of DrugBank that it belongs to."""
        links: dict[str, set[str]] = defaultdict(set)
        for number, space, value, _ in list(self._rows("drugbank_mappings.tsv"))[1:]:
            links[f"drugbank:{number}"].add(number)
            if space in ("CHEBI", "CHEMBL"):
                links[f"{space.lower()}:{value}"].add(number)
        return {curie: frozenset(found) for curie, found in links.items()}

    @cached_property
    def drug_names(self) -> Mapping[str, frozenset[str]]:
        """Number of DrugBank to names."""
        names: dict[str, set[str]] = defaultdict(set)
        for number, space, value, _ in list(self._rows("drugbank_mappings.tsv"))[1:]:
            if space == "NAME":
                names[number].add(value)
        return defaultdict(frozenset, {number: frozenset(found) for number, found in names.items()})

    @cached_property
    def drug_numbers(self) -> Mapping[str, str]:
        """Key of a name to the number of DrugBank."""
        return {key(name): number for number, names in self.drug_names.items() for name in names}

    @cached_property
    def famplex(self) -> frozenset[str]:
        """CURIEs of families and complexes."""
        return frozenset(f"fplx:{row[0]}" for row in self._rows("famplex/entities.csv", ",") if row)

    @cached_property
    def frequent_han(self) -> Mapping[str, int]:
        """Chinese medical words with their frequency in general text."""
        rows = self._rows("THUOCL_medical.txt", quoting=csv.QUOTE_NONE)
        return {row[0].strip(): int(row[1]) for row in rows if len(row) > 1 and row[1].strip().isdigit()}


def _obo(path: Path) -> Iterator[dict[str, list[str]]]:
    """The terms of an OBO file that are not obsolete, each a mapping from tag to values.

    >>> list(_obo(Path("nowhere.obo")))
    []
    """
    if not path.is_file():
        return
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().splitlines()
        if lines[:1] != ["[Term]"] or "is_obsolete: true" in lines:
            continue
        term: dict[str, list[str]] = defaultdict(list)
        for tag, _, value in (line.partition(": ") for line in lines[1:]):
            term[tag].append(value)
        yield dict(term)


def keys(names: Iterable[str]) -> set[str]:
    """The keys of several names."""
    return {key(name) for name in names}
