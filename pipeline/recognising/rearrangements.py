"""Fusions, tandem duplications and exon changes: alterations that are named by a gene and its part, or by two genes.

Two gene names with a hyphen are a fusion only where the pair is known, a word for fusion stands next to them, or they
are written with `::`; CXCL12-CXCR4 is an axis.

>>> from pipeline.recognising.skeleton import GENE, Atom, Atoms, veil
>>> text = "KMT2A-AFF1融合基因、FLT3内部串联重复与EGFR 19号外显子缺失"
>>> spans = ((0, 5), (6, 10), (15, 19), (26, 30))
>>> atoms = Atoms([Atom(a, b, GENE, (text[a:b],), (text[a:b],), (text[a:b],)) for a, b in spans])
>>> [f.name for f in find(text, veil(text.lower(), atoms.items), atoms, frozenset())]
['KMT2A::AFF1', 'FLT3-ITD', 'EGFR exon 19 deletion']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from pipeline.lexicon import Lexicon, cues
from pipeline.recognising.findings import Finding
from pipeline.recognising.skeleton import GENE, NAME, Atoms, alternatives, forms, normal
from pipeline.recognising.triggers import Triggers, Windows, scan

_G = NAME[GENE]
_FUSION_CUE = alternatives(
    row["form"] for row in cues("alteration_cues") if row["kind"] == "fusion" and row["side"] == "after"
)
_HALF = re.compile(
    rf"(?<![a-z0-9-])(?P<left>[a-z][a-z0-9]{{1,8}})-(?P<gene>{_G})(?={{cue}})|(?P<first>{_G})-(?P<right>[a-z][a-z0-9]{{1,8}})(?={{cue}})".replace(
        "{cue}", r" ?-?" + _FUSION_CUE
    )
)
_PAIR = re.compile(rf"({_G}) ?(::|-|:|/) ?(?={GENE})")
_FUSED_AFTER = re.compile(
    rf" ?-?(?:阳性|positive)? ?{_FUSION_CUE}(?: ?(?:阳性|positive(?![a-z])))?| ?(?:融合突变|癌蛋白|嵌合蛋白|chimeric)"
)
_FUSED_BEFORE = re.compile(
    r"(?:融合(?:基因|蛋白)?|fusions?(?: genes?| proteins?)?) ?(?:\(|如|为|包括|such as|of|including|,)? ?$"
)
_WRITTEN = re.compile(r"(?<![A-Za-z0-9:])([A-Z][A-Za-z0-9]{1,8})::([A-Z][A-Za-z0-9]{1,8})(?![A-Za-z0-9:])")
_POSITIVE = re.compile(r" ?-?(?:阳性|positive(?![a-z]))|\+(?![a-z0-9])")
_DOMAINS = {row["form"].lower(): row for row in cues("alteration_domains")}
_TANDEM = re.compile(
    rf"(?:(?P<gene>{_G})(?: ?\([^()]{{1,24}}\))?[ /-]{{0,2}}(?:基因|gene)? ?(?:的|近膜区|近膜结构域|juxtamembrane)? ?)?"
    rf"(?P<form>{alternatives(_DOMAINS)})(?: ?\((?:itd|tkd|ptd|td)\))?"
    r"(?P<cue> ?-?(?:点突变|突变型|突变阳性|突变|阳性|mutations?|mutated|mutants?|positive)(?![a-z])|\+(?![a-z0-9]))?"
)
_OF = re.compile(rf"\s(?:mutations? )?(?:of|in) (?:the )?({_G})")
_EXON_WORDS = {row["form"]: row["name"] for row in cues("exon_words")}
_EXON_WORD = alternatives(_EXON_WORDS)
_EXON_DEFAULTS = {row["exon"]: row["gene"] for row in cues("exon_defaults")}
_GENE_OF = rf"(?:(?P<gene>{_G}) ?(?:基因)?的? ?-?)?"
_MOST = "(?:绝?大多数|多数|部分|少数|常见|热点|继发性?|原发性?|新发)?"
_SEVERAL = r"\d{1,2}(?: ?(?:号?外显子)?(?:[、,/和及与或]|以及|,? ?and|,? ?or) ?第?(?:exons? )?\d{1,2})*"
_EXON = (
    re.compile(rf"{_GENE_OF}(?:第 ?)?(?<![\d~～–-])(?P<n>{_SEVERAL}) ?号?外显子的?{_MOST} ?(?P<word>{_EXON_WORD})(?:型?突变)?"),
    re.compile(rf"{_GENE_OF}外显子 ?(?P<n>{_SEVERAL}) ?的?{_MOST}(?P<word>{_EXON_WORD})(?:型?突变)?"),
    re.compile(
        rf"(?:(?P<gene>{_G})(?: gene)?[ -]?)?(?<![a-z0-9])ex(?:on)?s?[ -]?(?P<n>{_SEVERAL})[ -]?"
        rf"(?P<word>{_EXON_WORD})(?: mutations?|突变)?"
    ),
    re.compile(rf"(?:(?P<gene>{_G}) ?)?(?<![a-z0-9.])(?P<n>\d{{1,2}}) ?-?(?P<word>del|ins)(?![a-z0-9(])(?:突变)?"),
    re.compile(
        rf"(?P<word>{_EXON_WORD}) (?:in|of|within) (?:the )?(?:(?P<gene>{_G}) )?exons? (?P<n>{_SEVERAL})"
        rf"(?: of (?:the )?(?P<after>{_G}))?"
    ),
)  # fmt: skip
_NUMBER = re.compile(r"\d+")
_SENTENCE = 160
_CAPITALS = 3
_TRIGGERS = Triggers(
    {
        "tandem": [form for form in _DOMAINS if form != "td"] + ["-td", " td"],
        "exon": [
            "外显子",
            "exon",
            *(f"ex{n}" for n in range(10)),
            *(f"{n}{gap}{w}" for n in range(10) for gap in ("", "-", " ") for w in ("del", "ins")),
        ],
    },
    before=60,
    after=60,
)


def known_fusions(lexicon: Lexicon) -> frozenset[str]:
    """Names of fusions that are written without a cue, from the lexicon's alterations and the cue table."""
    named = (e.concept.name for e in lexicon.entries if e.concept.type == "ALTERATION" and "::" in e.concept.name)
    return frozenset([*named, *forms("known_fusions", "name")])


def find(text: str, skeleton: str, genes: Atoms, known: frozenset[str]) -> list[Finding]:
    """Fusions, tandem duplications and exon changes of a text.

    Args:
        text: Repaired text.
        skeleton: Its skeleton, with gene names only.
        genes: The atoms of the skeleton.
        known: Canonical names of known fusions.
    """
    fused = list(_fusions(text, skeleton, genes, known))
    windows = _TRIGGERS.windows(skeleton)
    return [
        *fused,
        *_tandems(skeleton, genes, windows.get("tandem", ())),
        *_exons(skeleton, genes, windows.get("exon", ())),
    ]


def _fusions(text: str, skeleton: str, genes: Atoms, known: frozenset[str]) -> Iterator[Finding]:
    reach = -1
    for match in _PAIR.finditer(skeleton):
        first, second = genes.at(match.start()), genes.at(match.end())
        if match.start() < reach or first is None or second is None:
            continue
        name = next((n for n in map("::".join, product(first.rivals, second.rivals)) if n in known), "")
        cue = _FUSED_AFTER.match(skeleton, second.end)
        named = bool(cue) or bool(_FUSED_BEFORE.search(skeleton, max(0, first.start - 16), first.start))
        if not (name or match.group(2) == "::" or (named and match.group(2) != ":")) or _is_axis(skeleton, second.end):
            continue
        if (match.group(2) == "/" and not (named or name)) or first.names[0] == second.names[0]:
            continue
        reach = _end_of_fusion(skeleton, cue.end() if cue else second.end)
        name = name or f"{first.names[0]}::{second.names[0]}"
        yield Finding(first.start, reach, name, tuple(name.split("::")), 0.97 if name in known else 0.85, "fusion")
    yield from _written(text, genes)
    yield from _half_known(text, skeleton, genes)


def _is_axis(skeleton: str, end: int) -> bool:
    return bool(
        re.match(r" ?(?:轴|信号|通路|axis|signal|interaction|复合物|complex|相互作用)", skeleton[end : end + 12])
    )


def _end_of_fusion(skeleton: str, end: int) -> int:
    positive = _POSITIVE.match(skeleton, end)
    return positive.end() if positive else end


def _written(text: str, genes: Atoms) -> Iterator[Finding]:
    """`A::B` of which one side is no gene of the lexicon: the symbols as written."""
    for match in _WRITTEN.finditer(text) if "::" in text else ():
        if len(genes.within(match.start(), match.end())) < 2:
            names = {a.start: a.names[0] for a in genes.within(match.start(), match.end())}
            first = names.get(match.start(1), match.group(1))
            second = names.get(match.start(2), match.group(2))
            yield Finding(
                match.start(), match.end(), f"{first}::{second}", (first, second), 0.8, "fusion in :: notation"
            )


def _half_known(text: str, skeleton: str, genes: Atoms) -> Iterator[Finding]:
    """`SLC45A2-ERG融合` where one partner is no gene of the lexicon: capitals, with a word for fusion behind the pair."""
    for match in _HALF.finditer(skeleton):
        group, other = ("gene", "left") if match["gene"] else ("first", "right")
        atom, partner = genes.at(match.start(group)), text[match.start(other) : match.end(other)]
        if atom is None or not partner[:1].isupper() or sum(c.isupper() for c in partner) < _CAPITALS:
            continue
        pair = (partner, atom.names[0]) if other == "left" else (atom.names[0], partner)
        cue = _FUSED_AFTER.match(skeleton, match.end())
        end = cue.end() if cue else match.end()
        yield Finding(match.start(), end, "::".join(pair), pair, 0.75, "fusion with a partner unknown to the lexicon")


def _tandems(skeleton: str, genes: Atoms, windows: Windows) -> Iterator[Finding]:
    symbols = {gene for atom in genes.items for gene in atom.genes}
    previous = ""
    for match in scan(_TANDEM, skeleton, windows):
        row = _DOMAINS.get(normal(match["form"]))
        if row is None or (row["mode"] == "mutated" and not match["cue"]):
            continue
        atom = genes.at(match.start()) if match["gene"] else None
        gene, start = (atom.names[0], match.start()) if atom else (row["gene"], match.start())
        after = _OF.match(skeleton, match.end())
        if atom is None and after and (target := genes.at(after.start(1))):
            gene = target.names[0]
        elif atom is None and (row["mode"] == "gene" or (gene not in symbols and gene != previous)):
            continue
        previous = gene
        end = after.end() if atom is None and after else match.end()
        yield Finding(
            start, end, f"{gene}-{row['tag']}", (gene,), 0.95 if atom else 0.85, "tandem duplication or domain"
        )


def _exons(skeleton: str, genes: Atoms, windows: Windows) -> Iterator[Finding]:
    for pattern in _EXON:
        for match in scan(pattern, skeleton, windows):
            word = _EXON_WORDS.get(normal(match["word"])) or {"del": "deletion", "ins": "insertion"}.get(
                match["word"], "skipping"
            )
            for number in _NUMBER.findall(match["n"]):
                exon = f"{number} {word}"
                gene = _exon_gene(match, genes, exon, bare=pattern is _EXON[3])
                if gene:
                    yield Finding(match.start(), match.end(), f"{gene} exon {exon}", (gene,), 0.9, "exon change")


def _exon_gene(match: re.Match[str], genes: Atoms, exon: str, bare: bool) -> str:
    for group in ("gene", "after"):
        if group in match.re.groupindex and match[group] and (atom := genes.at(match.start(group))):
            return atom.names[0]
    near = genes.before(match.start(), max(0, match.start() - _SENTENCE))
    default = _EXON_DEFAULTS.get(exon, "")
    if default and any(default in atom.genes for atom in genes.items):
        return default
    if bare or not near:
        return "" if bare else default
    return near[-1].names[0]
