"""Bare genes of a list that ends in a specific change: the word for mutations holds for all of them.

`KRAS、NRAS及FLT3-ITD突变` names three mutations, and so does `with KRAS or FLT3-ITD` where a verb of carrying, or a
tie to an outcome, says that it is changes that are listed. What a drug acts on, or a cell expresses, is no such list,
and of its genes only those are meant that are known by their mutations (`MCL-1、TP53及FLT3-ITD突变`).

>>> from pipeline.recognising.skeleton import ALTERATION, GENE, Atom, veil
>>> key = "kras、nras及flt3-itd突变者"
>>> spans = ((0, 4, GENE, "KRAS"), (5, 9, GENE, "NRAS"), (10, 20, ALTERATION, "FLT3-ITD"))
>>> atoms = Atoms([Atom(a, b, head, (name,), (), (name,)) for a, b, head, name in spans])
>>> [(f.name, key[f.start:f.end]) for f in find(key, veil(key, atoms.items), atoms)]
[('KRAS mutation', 'kras'), ('NRAS mutation', 'nras')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lexicon import cues
from pipeline.recognising.findings import Finding
from pipeline.recognising.skeleton import ALTERATION, GENE, REST, Atom, Atoms

_NEXT = r" ?(?:、|/|和/或|以及|及其?|和|与|或|\+|&|,? ?(?:and/or|and|or)(?![a-z])) ?"
_LIST = re.compile(
    rf"(?P<genes>{GENE}{REST}*(?:(?:{_NEXT}|, ?){GENE}{REST}*){{0,8}}){_NEXT}(?:an? )?(?P<last>{ALTERATION}{REST}*)"
    r"(?P<tail> ?(?:双|共|三|co-?|double[ -]|triple[ -])?(?:突变|变异|mutations?(?![a-z])|mutated|mutants?(?![a-z])|variants?(?![a-z])))?"
)
_CALLED = re.compile(r"(?:突变|变异|mutations?|mutated|mutants?|variants?)$")
_POINT = re.compile(r" p\.|-ITD$|-TKD$| exon \d+")
_DELETED = re.compile(r"del\(")
_OTHERWISE = re.compile(
    r"(?:激活|活化|表达|抑制|靶向|阻断|降解|下调|上调|针对|作用于|结合|野生型|磷酸化|扩增|缺失|重排|融合)了?的?$"
    r"|\b(?:activat|express|inhibit|target|block|degrad|regulat|bind|phosphorylat|amplif|delet|against|wild[ -]type|signal|level|loss)[a-z]*(?: (?:of|in|to|both|the|mutant|mutated))* $"
)
"""What makes of the genes of a list something else than mutated ones (`inhibits KIT and FLT3-ITD mutants`)."""
_OTHERWISE_REACH = 32
_CARRYING = re.compile(
    r"(?:携带有?|伴有?|存在|合并|检出)(?:有|了)?$"
    r"|\b(?:patients|cases|those|individuals|carriers|cells|tumou?rs|disease|leuka?emias?|aml|mds|cll|mcl|nsclc) (?:with|harbou?ring|carrying|bearing)(?: (?:either|an?|both))? $"
)
_TIED = re.compile(r"与$|\b(?:associated|linked|correlated) with $")
_TO_OUTCOME = re.compile(r"(?:等)?(?:有关|相关|关联)|[ ]?[.,;)]|$")
_NO_MUTATION = re.compile(
    r"[ -]?(?:高|低|过|共)?(?:表达|扩增|缺失|重排|融合|阳性|阴性|expression|amplif|loss|fusion|rearr|inhib|抑制)"
)


_MUTATED = frozenset(row["gene"] for row in cues("driver_genes") if row["positive"] == "mutation")
"""Genes that are known by their mutations."""


def find(key: str, skeleton: str, atoms: Atoms) -> list[Finding]:
    """Mutations of the bare genes of each list that ends in a specific change.

    Args:
        key: The folded text.
        skeleton: Its skeleton, with genes and exact alterations.
        atoms: Its atoms.
    """
    found: list[Finding] = []
    for match in _LIST.finditer(skeleton):
        last = atoms.at(match.start("last"))
        if last is not None and _is_of_mutations(key, match, last) and not _is_otherwise(key, match.start()):
            found += _mutations(match, last, atoms)
    return found


def _is_of_mutations(key: str, match: re.Match[str], last: Atom) -> bool:
    """Whether a list is one of mutations: by the word at its end, or by what stands around it."""
    if _POINT.search(last.names[0]) and (match["tail"] or _CALLED.search(key, last.start, last.end)):
        return True
    if not (_POINT.search(last.names[0]) or _DELETED.match(last.names[0])) or _NO_MUTATION.match(key, match.end()):
        return False
    before = key[max(0, match.start() - _OTHERWISE_REACH) : match.start()]
    tied = _TIED.search(before) is not None and _TO_OUTCOME.match(key, match.end()) is not None
    return tied or _CARRYING.search(before) is not None


def _is_otherwise(key: str, start: int) -> bool:
    return _OTHERWISE.search(key[max(0, start - _OTHERWISE_REACH) : start]) is not None


def _mutations(match: re.Match[str], last: Atom, atoms: Atoms) -> Iterator[Finding]:
    """The genes of a list that are known by their mutations, without that of the specific change."""
    for item in atoms.within(*match.span("genes")):
        for gene in item.names:
            is_same = gene in last.genes and not _DELETED.match(last.names[0])
            if not is_same and gene in _MUTATED:
                yield Finding(item.start, item.end, f"{gene} mutation", (gene,), _SCORE, "list that ends in a change")


_SCORE = 0.85
