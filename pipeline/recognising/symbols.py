"""Genes by the form of their names: miRNA, circular and long non-coding RNA, and symbols before a word for gene.

A miRNA takes HGNC's symbol, its arm dropped (`miR-30a-5p` is `MIR30A`).

>>> [(m.text, m.name) for m in find("miR-30a-5p与hsa_circ_0012345、lncRNA GHOST1及QQRX4基因突变", Lexicon(()))]
[('miR-30a-5p', 'MIR30A'), ('hsa_circ_0012345', 'hsa_circ_0012345'), ('lncRNA GHOST1', 'GHOST1'), ('QQRX4', 'QQRX4')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lexicon import Lexicon
from pipeline.recognising.skeleton import alternatives, forms
from pipeline.records import Mention

_MICRO = re.compile(
    r"(?=[hmM])(?<![A-Za-z0-9-])(?:hsa-|mmu-)?(?:miR|miRNA|microRNA|MIR|MiR)[- ]?(\d{1,5}[a-z]?)((?:-\d)?)"
    r"(?:-[35]p|\*)?(?![A-Za-z0-9])"
)
_LET7 = re.compile(r"(?<![A-Za-z0-9-])(?:hsa-)?let-7([a-i])?(?:-[35]p)?(?![A-Za-z0-9])")
_CIRCULAR = re.compile(
    r"(?<![A-Za-z0-9])(?:hsa_circ_\d{5,8}|circ(?:RNA[_ -]?)?[_-]?[A-Z][A-Za-z0-9]{2,12}(?:_\d+)?|circ_\d{4,8})"
    r"(?![A-Za-z0-9_])"
)
_LONG = re.compile(
    r"(?<![A-Za-z])(?:lncRNA|LncRNA|lincRNA|长链非编码RNA)[- ]?([A-Z][A-Za-z0-9]{1,12}(?:-[A-Z0-9]{1,5})?)"
    r"(?![A-Za-z0-9])"
)
_LINC = re.compile(r"(?<![A-Za-z0-9])LINC\d{5}(?![A-Za-z0-9])")
_HEADED = re.compile(
    rf"(?=[A-Z])(?<![A-Za-z0-9/_-])([A-Z][A-Z0-9]{{2,8}}(?:-\d{{1,2}})?)(?=[\s-]?(?:mRNA|{alternatives(forms('symbol_heads'))}))"
)
_EXCLUDED = frozenset(forms("symbol_exclusions"))
_CHANGE = re.compile(r"[ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWY]")
"""A change of a residue, which is no symbol (`非V600E突变`)."""
_SURE = re.compile(r"\s?(?:基因|gene)")


def find(text: str, lexicon: Lexicon) -> list[Mention]:
    """GENE mentions with source `names`; those that the lexicon holds are among them."""
    return [*_micro(text, lexicon), *_other_rna(text, lexicon), *_headed(text, lexicon)]


def _mention(text: str, start: int, end: int, name: str, score: float, reason: str, lexicon: Lexicon) -> Mention:
    known = lexicon.lookup(name, ("GENE",))
    concept = known[0].concept if known else lexicon.concept("GENE", name)
    return Mention(start, end, "GENE", text[start:end], concept, score, reason, "names")


def _micro(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    for match in _MICRO.finditer(text):
        name = f"MIR{match.group(1).upper()}{match.group(2)}"
        yield _mention(text, match.start(), match.end(), name, 0.9, "form of a miRNA", lexicon)
    for match in _LET7.finditer(text) if "let-7" in text else ():
        name = f"MIRLET7{(match.group(1) or '').upper()}" if match.group(1) else "let-7 family"
        yield _mention(text, match.start(), match.end(), name, 0.9, "form of a miRNA", lexicon)


def _other_rna(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    for word, pattern in (("circ", _CIRCULAR), ("LINC", _LINC)):
        for match in pattern.finditer(text) if word in text else ():
            yield _mention(text, match.start(), match.end(), match.group(), 0.85, "form of a non-coding RNA", lexicon)
    for match in _LONG.finditer(text) if "RNA" in text else ():
        yield _mention(text, match.start(), match.end(), match.group(1), 0.85, "lncRNA before a symbol", lexicon)


def _headed(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    for match in _HEADED.finditer(text):
        symbol = match.group(1)
        named = bool(_SURE.match(text, match.end()))
        if symbol in _EXCLUDED or _CHANGE.fullmatch(symbol) or not (named or any(c.isdigit() for c in symbol)):
            continue
        yield _mention(
            text, match.start(), match.end(), symbol, 0.75 if named else 0.65, "symbol before a word for gene", lexicon
        )
