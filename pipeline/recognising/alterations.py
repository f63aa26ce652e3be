"""Alterations that no list can hold: any change of any gene, in the forms in which both languages write it.

Exact changes come first (residues, fusions, tandem duplications, exons, chromosomes); the states of genes (mutated,
lost, overexpressed, …) are then read from a skeleton in which genes and exact changes are single letters. What the
lexicon names itself is not found again unless the words around it belong to it.

>>> from pipeline.lexicon import Entry
>>> from pipeline.records import Concept
>>> concepts = [Concept("hgnc:11998", "GENE", "TP53"), Concept("hgnc:990", "GENE", "BCL2")]
>>> rows = [Entry(concept, (), (), {}, {}) for concept in concepts]
>>> terms = [Mention(0, 5, "GENE", "BCL-2", concepts[1]), Mention(12, 16, "GENE", "TP53", concepts[0])]
>>> [(m.start, m.end, m.name) for m in find("BCL-2 G101V与TP53缺失", terms, Lexicon(tuple(rows)))]
[(0, 11, 'BCL2 p.Gly101Val'), (12, 18, 'TP53 loss')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.lexicon import Lexicon, cues, fold
from pipeline.recognising import changes, karyotypes, listed_genes, rearrangements, specimens, states
from pipeline.recognising.findings import Finding
from pipeline.recognising.skeleton import (
    AGENT,
    ALTERATION,
    CELL,
    GENE,
    Atom,
    Atoms,
    alternatives,
    entity_atoms,
    forms,
    gene_atoms,
    join,
    longest,
    veil,
)
from pipeline.records import EntityType, Mention

_STATE = re.compile(
    r" (?:mutation|mutated|loss|deletion|silencing|overexpression|underexpression|amplification|wild-type|unmutated"
    r"|rearrangement|aberration|inactivation)$"
)
_GLUED_TAGS = {row["form"]: row["kind"] for row in cues("glued_tags")}
_GLUED = re.compile(
    rf"(?=[A-Z])(?<![A-Za-z0-9-])([A-Z][A-Z0-9]{{1,7}}[A-Z0-9])-?({'|'.join(_GLUED_TAGS)})(?![A-Za-z0-9])"
)
_SYMBOLS = {row["form"]: row["name"] for row in cues("alteration_symbols")}
_SYMBOL = re.compile(
    "|".join(
        rf"(?<![A-Za-z0-9]){form}(?![A-Za-z0-9])" if form.isascii() else form
        for form in sorted(_SYMBOLS, key=len, reverse=True)
    )
)
_AGENTS: dict[EntityType, str] = {"DRUG": AGENT, "DRUG_CLASS": AGENT, "REGIMEN": AGENT}


@dataclass(frozen=True)
class _Knowledge:
    """What is drawn from a lexicon once."""

    lexicon: Lexicon
    changes: Mapping[str, tuple[str, ...]]
    fusions: frozenset[str]
    symbols: Mapping[str, str]


_knowledge: dict[int, _Knowledge] = {}


def _known(lexicon: Lexicon) -> _Knowledge:
    found = _knowledge.get(id(lexicon))
    if found is None or found.lexicon is not lexicon:
        symbols: dict[str, str] = {}
        for term in lexicon.terms:
            if term.concept.type == "GENE" and term.key.isascii() and len(term.key) > 2:
                symbols.setdefault(term.key.upper(), term.concept.name)
        found = _Knowledge(lexicon, changes.known_changes(lexicon), rearrangements.known_fusions(lexicon), symbols)
        _knowledge.clear()
        _knowledge[id(lexicon)] = found
    return found


def find(text: str, terms: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """ALTERATION mentions of a section, with section offsets, in order.

    Args:
        text: The section's repaired text.
        terms: Mentions found in it; GENE and ALTERATION ones are built on, drugs tell who acts.
        lexicon: For the concepts, the known changes and the known fusions.

    Returns:
        Mentions with source `alterations`; a list form gives several with one span. A drug's or unnamed subject's
        `上调MCL-1` has score 0.4 and `verb form` in its reason: whether it is an alteration, relations decide.
    """
    known = _known(lexicon)
    key = fold(text).replace("\t", CELL)
    genes = Atoms(join(gene_atoms(text, terms, lexicon), _extra_symbols(text)))
    exact = rearrangements.find(text, veil(key, genes.items), genes, known.fusions)
    exact += karyotypes.find(text, key)
    named = list(_named_terms(terms, lexicon))
    bearers = Atoms(join(_atoms([*exact, *(f for f in named if " p." not in f.name)]), genes.items))
    exact += changes.find(text, key, bearers, known.changes, known.symbols, _others(terms))
    settled = _outermost([*exact, *named])
    atoms = Atoms(join(join(_atoms(settled), genes.items), entity_atoms(terms, _AGENTS)))
    skeleton = veil(key, atoms.items)
    found = [*exact, *states.find(skeleton, atoms), *specimens.find(skeleton, atoms)]
    found += _unstated(listed_genes.find(key, skeleton, atoms), found)
    placed = {(finding.start, finding.end) for finding in exact}
    found += [
        f for f in (*_glued(text, known.symbols), *_coded(text), *_marked(text)) if (f.start, f.end) not in placed
    ]
    of_these = [f for f in found if not _is_other(text, f.start)]
    whole = [_with_domain(key, _with_kind(key, _without_tail(text, finding))) for finding in of_these]
    return _mentions(text, whole, terms, lexicon)


_KIND = re.compile(rf"{alternatives(forms('alteration_kinds'))} ?$")
_KIND_REACH = 24
_STATED = re.compile(r"word (?:before|after) the name$|alteration with its word$")


_DOMAIN = re.compile(r"(?:flt3 ?)?(?:酪氨酸激酶结构域|酪氨酸激酶域|tyrosine kinase domain) ?\((?:[^()]{2,32}, ?)?$")
_DOMAIN_REACH = 64
_MUTATED = re.compile(r"\) ?(?:点?突变|point mutations?|mutations?)")


def _with_domain(key: str, finding: Finding) -> Finding:
    """With the domain whose short form stands in a bracket: `tyrosine kinase domain (TKD) mutations`."""
    if not finding.name.endswith("-TKD"):
        return finding
    named = _DOMAIN.search(key, max(0, finding.start - _DOMAIN_REACH), finding.start)
    mutated = _MUTATED.match(key, finding.end) if named else None
    return replace(finding, start=named.start(), end=mutated.end()) if named and mutated else finding


def _with_kind(key: str, finding: Finding) -> Finding:
    """With the words before it that say what kind of change it is (`biallelic TP53 loss`)."""
    if not _STATED.search(finding.reason):
        return finding
    kind = _KIND.search(key, max(0, finding.start - _KIND_REACH), finding.start)
    return replace(finding, start=kind.start()) if kind else finding


def _unstated(listed: Iterable[Finding], found: Sequence[Finding]) -> list[Finding]:
    """Genes of lists without those whose state is told in words of their own (`PTEN缺失`)."""
    told = [(f.start, f.end) for f in found]
    return [f for f in listed if not any(start <= f.start and f.end <= end for start, end in told)]


_CODED = re.compile(
    r"(?=[rcg])(?<![A-Za-z0-9.])(?:rs\d{3,10}|[cg]\.[-*]?\d+(?:[+-]\d+)?(?:_[-*]?\d+(?:[+-]\d+)?)?"
    r"(?:[ACGT]+>[ACGT]+|delins[ACGT]+|del[ACGT]*|dup[ACGT]*|ins[ACGT]+))(?![A-Za-z0-9])"
)


_OTHER_THAN = re.compile(r"(?<=[A-Za-z0-9])(?: ?非| non-)$")
_BARE_CHANGE = re.compile(r"[A-Z]\d{2}")
"""A change right behind its gene and a word that makes others of it (`BRAF非V600E突变`, `BRAF non-V600`)."""
_MUTANT = re.compile(
    rf"(?=m)(?<![A-Za-z0-9])m(?:ut)?-?(?P<gene>{'|'.join(r['gene'] for r in cues('driver_genes') if r['positive'] == 'mutation' and ' ' not in r['gene'])})(?:/(?P<next>\d))?(?![A-Za-z0-9/])"
    r"(?![ -]?(?:mice|mouse|murine|inhibitor|protein|(?:was|is|were) (?:bound|blocked|inhibited|targeted|degraded|expressed|deleted|injected)|小鼠|鼠|抑制剂|蛋白|抗体))"
)
"""A mutated gene by the letter before its symbol (`mIDH1`, `mutIDH2`), which may also say that it is a mouse's or in a membrane."""


def _is_other(text: str, start: int) -> bool:
    """Whether a change of a gene is named only to speak of the gene's others."""
    is_other = _OTHER_THAN.search(text, max(0, start - len(" non-")), start) is not None
    return is_other and _BARE_CHANGE.match(text, start) is not None


def _marked(text: str) -> list[Finding]:
    """Mutated genes by their prefix."""
    return [
        Finding(m.start(), m.end(), f"{gene} mutation", (gene,), 0.9, "mutant prefix")
        for m in _MUTANT.finditer(text)
        for gene in (m["gene"], *((m["gene"][:-1] + m["next"],) if m["next"] else ()))
    ]


def _coded(text: str) -> list[Finding]:
    """Changes by their code: dbSNP numbers, and DNA changes in HGVS (den Dunnen 2016), named as written."""
    return [Finding(m.start(), m.end(), m.group(), (), 0.95, "variant code") for m in _CODED.finditer(text)]


_BEARERS = re.compile(
    r"(?:<sup>\+(?:</sup>)?|(?<=[A-Z0-9])\+|[ -]?positive|阳性|者|(?<=野生)组|(?<=野生型)组)+$", re.IGNORECASE
)
_COMPLETE = re.compile(
    r"(?:突变|重排|融合|缺失|扩增|过表达|野生型|野生|ITD|TKD|mutations?|mutant|rearrangements?|[A-Z]\d+[A-Z]|(?<![A-Za-z])[A-Z]\d{3,4}|\))\s*$"
)


def trimmed(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions with listed alterations cut where their name ends (`FLT3-ITD阳性`, `FLT3野生组`), and without those of others (`非V600E`)."""
    for mention in mentions:
        if mention.type == "ALTERATION" and _is_other(text, mention.start):
            continue
        tail = _BEARERS.search(mention.text) if mention.type == "ALTERATION" else None
        if tail is not None and tail.start() and _COMPLETE.search(mention.text[: tail.start()]):
            end = mention.start + len(mention.text[: tail.start()].rstrip())
            mention = replace(mention, end=end, text=text[mention.start : end])
        yield mention


def _without_tail(text: str, finding: Finding) -> Finding:
    """Without what says who has an alteration that is named in full (`FLT3-ITD阳性`, `TP53突变者`): no part of its name."""
    said = text[finding.start : finding.end]
    tail = _BEARERS.search(said)
    if tail is None or not _COMPLETE.search(said[: tail.start()]):
        return finding
    return replace(finding, end=finding.start + len(said[: tail.start()].rstrip()))


def _extra_symbols(text: str) -> list[Atom]:
    return [
        Atom(m.start(), m.end(), GENE, (_SYMBOLS[m.group()],), (_SYMBOLS[m.group()],), (_SYMBOLS[m.group()],))
        for m in _SYMBOL.finditer(text)
    ]


def _named_terms(terms: Iterable[Mention], lexicon: Lexicon) -> Iterator[Finding]:
    """The lexicon's own alterations, but for states of genes, which a list may share (`TP53、NPM1突变`)."""
    for rivals in longest(m for m in terms if m.type == "ALTERATION"):
        term = rivals[0]
        genes = lexicon.relation(term.concept, "gene") if term.concept else ()
        if not (genes and _STATE.search(term.name)):
            yield Finding(
                term.start,
                term.end,
                term.name,
                genes or tuple(term.name.split("::")) if "::" in term.name else genes,
                1.0,
                "term",
            )


def _atoms(findings: Iterable[Finding]) -> list[Atom]:
    spans: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        spans.setdefault((finding.start, finding.end), []).append(finding)
    atoms: list[Atom] = []
    for (start, end), group in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not atoms or start >= atoms[-1].end:
            genes = tuple(dict.fromkeys(gene for finding in group for gene in finding.genes))
            atoms.append(Atom(start, end, ALTERATION, tuple(dict.fromkeys(f.name for f in group)), (), genes))
    return atoms


def _outermost(findings: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if not kept or finding.start >= kept[-1].end or (finding.start, finding.end) == (kept[-1].start, kept[-1].end):
            kept.append(finding)
    return kept


_SHAPED = re.compile(r"[A-Z]\d{1,4}[A-Z]?")


def _others(terms: Iterable[Mention]) -> Atoms:
    """Names of genes and drugs that look like a change (E2A)."""
    shaped = [m for m in terms if m.type not in ("ALTERATION", "METRIC") and _SHAPED.fullmatch(m.text)]
    return Atoms([Atom(group[0].start, group[0].end, GENE, ()) for group in longest(shaped)])


def _glued(text: str, symbols: Mapping[str, str]) -> Iterator[Finding]:
    for match in _GLUED.finditer(text):
        gene = symbols.get(match.group(1))
        if gene:
            yield Finding(
                match.start(),
                match.end(),
                f"{gene} {_GLUED_TAGS[match.group(2)]}",
                (gene,),
                0.9,
                "tag glued to the gene",
            )


def _mentions(text: str, found: Iterable[Finding], terms: Iterable[Mention], lexicon: Lexicon) -> list[Mention]:
    """One mention for each span and name, without those that the lexicon's own, equal or longer, names already are."""
    own = {(m.start, m.end) for m in terms if m.type == "ALTERATION" and m.score == 1.0}
    seen: set[tuple[int, int, str]] = set()
    done: list[Mention] = []
    for finding in sorted(found, key=lambda f: (f.start, f.end, -f.score)):
        if (finding.start, finding.end) in own and not re.search(r"[/、]", text[finding.start : finding.end]):
            continue
        mention = finding.mention(text, lexicon)
        identity = (mention.start, mention.end, mention.name)
        if identity not in seen:
            seen.add(identity)
            done.append(mention)
    return _settled(done)


def _settled(mentions: list[Mention]) -> list[Mention]:
    """Without mentions that stand inside a longer one of the same concept."""
    spans = [(m.start, m.end, m.name) for m in mentions]
    return [
        m
        for m in mentions
        if not any(s <= m.start and m.end <= e and e - s > m.end - m.start and n == m.name for s, e, n in spans)
    ]
