"""Whether symbols, names and identifiers of a row belong together as public tables say.

A table that holds the concept decides; a table that does not hold it says nothing. Tables of different vocabularies are
mapped loosely to each other (OncoTree points at broader concepts of NCIt), so that one agreeing name is enough.

>>> from pathlib import Path
>>> sorted(_names_of("hgnc:990", Reference(Path("nowhere"))) or {"unknown"})
['unknown']
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from pipeline.curating.findings import Finding
from pipeline.curating.reference import Reference, key, keys
from pipeline.curating.rows import Row

_DRUGS = ("chebi", "chembl", "drugbank")


def check(rows: Sequence[Row], reference: Reference) -> Iterator[Finding]:
    """Errors for identifiers that the tables contradict or hold for a `local:` row; warnings for unconfirmed ones."""
    genes = {row.name for row in rows if row.kind == "GENE"} | reference.symbols.keys()
    for row in rows:
        wrong = (message for curie in row.ids for message in _contradiction(row, curie, reference))
        members = _members(row, genes) if reference.symbols else ()
        for message in (*wrong, *_pairs(row, reference), *_missed(row, reference), *members):
            yield Finding("error", row.path, row.line, message)
        if row.cells["source"].endswith("from memory"):
            message = f"{row.concept_id} of {row.name} is not confirmed by any source"
            yield Finding("warning", row.path, row.line, message)


def _members(row: Row, genes: Container[str]) -> Iterator[str]:
    """Members of families that are neither genes of the lexicon nor approved symbols."""
    yield from (f"member:{name} is no gene" for key, name in row.relations if key == "member" and name not in genes)


def _contradiction(row: Row, curie: str, reference: Reference) -> Iterator[str]:
    prefix = curie.partition(":")[0]
    if prefix in _HOLDERS and curie not in _HOLDERS[prefix](reference) and _HOLDERS[prefix](reference):
        yield f"{curie} of {row.name} is in no table"
        return
    if prefix == "hgnc" and curie in reference.hgnc:
        if reference.hgnc[curie] != row.name:
            yield f"{curie} is {reference.hgnc[curie]}, not {row.name}"
        return
    names = _names_of(curie, reference)
    if names and not keys(names) & keys(row.names):
        yield f"{curie} is {' or '.join(sorted(names)[:3])}, which is none of the names of {row.name}"


_HOLDERS: dict[str, Callable[[Reference], Iterable[str]]] = {
    "hgnc": lambda reference: reference.hgnc,
    "fplx": lambda reference: reference.famplex,
    "doid": lambda reference: reference.doid,
    "oncotree": lambda reference: reference.oncotree,
    "mesh": lambda reference: reference.mesh,
}


def _names_of(curie: str, reference: Reference) -> set[str]:
    """All names that the tables give a concept, whichever vocabulary they are of."""
    prefix = curie.partition(":")[0]
    if prefix in _DRUGS:
        return {name for number in reference.drugbank.get(curie, ()) for name in reference.drug_names[number]}
    if prefix == "ncit":
        linked = {name for doid in reference.doid_links.get(curie, ()) for name in reference.doid.get(doid, ())}
        return linked | set(reference.oncotree_links.get(curie, ()))
    if prefix == "oncotree":
        return {reference.oncotree[curie]} if curie in reference.oncotree else set()
    table = {"doid": reference.doid, "mesh": reference.mesh}.get(prefix, {})
    return set(table.get(curie, ()))


def _pairs(row: Row, reference: Reference) -> Iterator[str]:
    """Identifiers of one row that a map says are of two concepts."""
    for curie in row.ids:
        mapped = reference.ncit.get(curie, frozenset())
        for prefix in ("chebi", "hgnc"):
            own = {other for other in row.ids if other.startswith(f"{prefix}:")}
            theirs = {other for other in mapped if other.startswith(f"{prefix}:")}
            if own and theirs and not own & theirs:
                yield f"{curie} is mapped to {', '.join(sorted(theirs))}, not to {', '.join(sorted(own))}"
    numbers = [reference.drugbank[curie] for curie in row.ids if curie in reference.drugbank]
    if numbers and not frozenset.intersection(*numbers):
        yield f"identifiers of {row.name} belong to different drugs: {', '.join(row.ids)}"


def _missed(row: Row, reference: Reference) -> Iterator[str]:
    """Concepts that a table holds under the row's own name while the row has no identifier."""
    if row.concept_id.partition(":")[0] != "local":
        return
    if row.kind == "GENE" and row.name in reference.symbols:
        yield f"{row.name} is {reference.symbols[row.name]}, not {row.concept_id}"
    if row.kind == "DISEASE" and key(row.name) in reference.doid_labels:
        yield f"{row.name} is {reference.doid_labels[key(row.name)]}, not {row.concept_id}"
    if row.kind == "DRUG" and key(row.name) in reference.drug_numbers:
        yield f"{row.name} is drugbank:{reference.drug_numbers[key(row.name)]}, not {row.concept_id}"
