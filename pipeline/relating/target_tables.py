"""Targets that the layout of a table states: a drug's row and a column of targets, of classes that name one, or of one target.

A row has no verb; its header is one. Only a column that is headed by nothing but a word for target or for kind says so,
and only of the drug that the row begins with or that stands under a header for drugs. Where targets themselves head
columns, a sign or a concentration in the cell says so (`+`, `2.8` under a caption of IC50).

>>> is_headed("主要作用靶点", "target"), is_headed("Target(s)", "target"), is_headed("靶点突变率", "target")
(True, True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Cell, Claim, Mention, Section, Sentence, Span
from pipeline.relating.clauses import levels
from pipeline.relating.coordination import groups
from pipeline.relating.cue_words import body, column
from pipeline.relating.drug_classes import phrases
from pipeline.relating.effects import bearers
from pipeline.relating.passages import beginning, body_cells, header_cells

_TABLE = "drug_target_headers"
_EXTRA = re.compile(
    r"\s*(?:(?:及其?|与|和|/|、|,|and)?\s*(?:其|半数)?(?:IC50|抑制浓度|Kd|Ki)值?)?\s*(?:[(,].*)?(?:\^[^\s^]{1,8}\^|[*†‡#a-d\d])*\s*",
    re.IGNORECASE,
)
_CONFIDENCE = 0.85


def is_headed(header: str, role: str) -> bool:
    """Whether a header says nothing but that its column holds targets, kinds or drugs."""
    match = _header(role).match(header.strip())
    return match is not None and _EXTRA.fullmatch(header.strip()[match.end() :]) is not None


@lru_cache(maxsize=4)
def _header(role: str) -> re.Pattern[str]:
    """A word for what a column holds, with the words that describe it (`主要作用靶点`, `kinases inhibited`)."""
    before, behind = (body(column(_TABLE, "role", role=side)) for side in ("before", "behind"))
    heads = body(column(_TABLE, "role", role=role))
    others = r"(?:non-|非)[A-Za-z0-9]{2,8}(?![A-Za-z0-9])"
    return re.compile(rf"(?:(?:{before}|{others})[\s的/-]*){{0,4}}{heads}(?:\s*{behind})?", re.IGNORECASE)


def claims(
    section: Section, sentence: Sentence, inside: Sequence[Mention], mentions: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Claim]:
    """The claims of one row.

    Args:
        section: The table.
        sentence: The row.
        inside: Mentions of the row, in order.
        mentions: Mentions of the section, for the headers.
        lexicon: For classes whose names hold a target.
    """
    yield from in_brackets(section, sentence, inside)
    cells = [cell for cell in body_cells(section, sentence) if cell.end <= sentence.end]
    drugs = tuple(_named(cells, inside))
    yield from _of_heading_targets(section, sentence, cells, drugs, mentions)
    yield from _under_drugs(section, sentence, cells, inside, mentions, lexicon)
    yield from _under_classes(section, sentence, cells, inside, mentions, lexicon)
    for cell in cells:
        header = cell.header[-1] if cell.header else ""
        own = [m for m in inside if cell.start <= m.start and m.end <= cell.end]
        if not drugs or not own or any(cell.start <= d.start < cell.end for d in drugs):
            continue
        targets = _told(section, header, cell, own, cells, lexicon)
        yield from _each(sentence, drugs, targets, "table column")


def _told(
    section: Section, header: str, cell: Cell, own: Sequence[Mention], cells: Sequence[Cell], lexicon: Lexicon
) -> list[tuple[str, Mention]]:
    """The targets of a cell with what is done to them, by the words that say what the cell holds."""
    if not own:
        return []
    level = levels(section.text.text, cell.start, cell.end, own)[0]
    if is_headed(header, "target"):
        direction = _direction(section, header, cells)
        return [(direction, t) for g in groups(level) if g.kind != "drug" for t in bearers(g)]
    if is_headed(header, "kind"):
        return [(p.predicate, t) for p in phrases(level, lexicon) for t in p.targets]
    return []


def _each(
    sentence: Sentence, drugs: Sequence[Mention], targets: Sequence[tuple[str, Mention]], mechanism: str
) -> Iterator[Claim]:
    for drug in drugs:
        for predicate, target in targets:
            yield Claim(
                "drug_target", sentence.index, drug, predicate, target, mechanism,
                cue=Span(target.start, target.end), confidence=_CONFIDENCE,
            )  # fmt: skip


_NOTES, _JOINTS = (
    re.compile(r"[(（\[][^()（）\[\]]*[)）\]]|\^[^\s^]{1,8}\^"),
    re.compile(r"(?:[\s,;、/，；*†‡§]|和|与|及|等|\band\b)*"),
)


def _are_all(words: str, drugs: Sequence[Mention]) -> bool:
    """Whether a cell holds nothing but drugs, their notes in brackets aside."""
    for drug in sorted(drugs, key=lambda m: -len(m.text)):
        words = words.replace(drug.text, "")
    return _JOINTS.fullmatch(_NOTES.sub("", words)) is not None


def _under_classes(
    section: Section,
    sentence: Sentence,
    cells: Sequence[Cell],
    inside: Sequence[Mention],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
) -> Iterator[Claim]:
    """The drugs of a column that a class with a target heads, and nothing beside it (`BTK抑制剂`)."""
    above = {cell.column: cell for cell in header_cells(section)}
    for cell in cells:
        drugs = [m for m in inside if cell.start <= m.start and m.end <= cell.end and m.type == "DRUG"]
        head = above.get(cell.column)
        if not drugs or head is None:
            continue
        own = [m for m in beginning(mentions, head.start, head.end) if m.end <= head.end]
        level = levels(section.text.text, head.start, head.end, own)[0]
        for phrase in phrases(level, lexicon):
            rest = level.text(head.start, phrase.start) + level.text(phrase.end, head.end)
            if _EXTRA.fullmatch(rest) and _are_all(section.text.text[cell.start : cell.end], drugs):
                yield from _each(sentence, drugs, [(phrase.predicate, t) for t in phrase.targets], "table header")


def _under_drugs(
    section: Section,
    sentence: Sentence,
    cells: Sequence[Cell],
    inside: Sequence[Mention],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
) -> Iterator[Claim]:
    """The targets of a row that is labelled by a word for targets, each under the drug that heads its column."""
    label = section.text.text[cells[0].start : cells[0].end] if cells else ""
    if not any(is_headed(label, role) for role in ("target", "kind")):
        return
    heads = {cell.column: beginning(mentions, cell.start, cell.end) for cell in header_cells(section)}
    for cell in cells[1:]:
        drugs = [m for m in heads.get(cell.column, ()) if m.type == "DRUG"]
        named = list({m.name: m for m in reversed(drugs)}.values())
        own = [m for m in inside if cell.start <= m.start and m.end <= cell.end]
        if len(named) == 1:
            yield from _each(sentence, named, _told(section, label, cell, own, cells, lexicon), "table row")


_INHIBITOR = re.compile(r"抑制剂|\binhibitors?\b|\bTKIs?\b", re.IGNORECASE)
_SAYS_HOW = (
    ("inhibits", re.compile(r"抑制|IC50|\binhibit", re.IGNORECASE)),
    ("binds", re.compile(r"结合|\bbind", re.IGNORECASE)),
    ("degrades", re.compile(r"降解|\bdegrad", re.IGNORECASE)),
    ("activates", re.compile(r"激动|激活|\b(?:agoni|activat)", re.IGNORECASE)),
)
"""What the header of a column of targets says that the drug does with them (`抑制靶点`, `Kinase (IC50, nM)`)."""


_ACT = {
    "抑制": "inhibits", "阻断": "inhibits", "拮抗": "inhibits", "结合": "binds", "降解": "degrades", "激动": "activates",
    "激活": "activates", "再激活": "activates", "inhibition": "inhibits", "blockade": "inhibits", "antagonism": "inhibits",
    "degradation": "degrades", "binding": "binds", "agonism": "activates", "activation": "activates",
    "inhibitor": "inhibits", "antagonist": "inhibits", "degrader": "degrades", "agonist": "activates", "activator": "activates",
}  # fmt: skip
"""What a cell for the way of acting says alone (`作用方式`: `降解`)."""


def _bare(words: str) -> str:
    return re.sub(r"[(\[].*$", "", words).strip().lower()


_BIOLOGICS = re.compile(r"单抗|抗体|双抗|CAR|降解|\bantibod|\bdegrad|\bADC", re.IGNORECASE)


def _direction(section: Section, header: str, cells: Sequence[Cell]) -> str:
    """What a header of targets says, else `inhibits` where the kind of the drug or the caption speaks of inhibitors, else `targets`."""
    told = next((predicate for predicate, words in _SAYS_HOW if words.search(header)), "")
    kinds = [cell for cell in cells if cell.header and is_headed(cell.header[-1], "kind")]
    acts = (section.text.text[cell.start : cell.end] for cell in kinds)
    told = told or next((name for words in acts if (name := _ACT.get(_bare(words)))), "")
    is_inhibitor = any(_INHIBITOR.search(section.text.text, cell.start, cell.end) for cell in kinds)
    titles = " ".join((section.caption, *(cell.header[-1] for cell in cells if cell.header)))
    is_inhibitor = is_inhibitor or (not kinds and bool(_INHIBITOR.search(titles)) and not _BIOLOGICS.search(titles))
    return told or ("inhibits" if is_inhibitor else "targets")


_ACTS = re.compile(r"\s*(?:\+{1,4}|[√✓✔●■]|有|是|yes|Y)\s*", re.IGNORECASE)
_POTENT = re.compile(r"\s*(?P<number>\d+(?:\.\d+)?)(?:\s*(?:±|\+/-)\s*[\d.]+)?\s*(?:nM|nmol/L)?\s*", re.IGNORECASE)
_OF_TARGETS = re.compile(
    r"IC50|\bK[di]\b|靶点|激酶|选择性|抑制|\bkinase|\bselectivit|\binhibit|\btarget (?:profile|spectrum|selectivity)",
    re.IGNORECASE,
)
_CONCENTRATION = re.compile(r"IC50|\bK[di]\b|nmol|\bnM\b", re.IGNORECASE)
_MICRO, _NANO = re.compile(r"[μµu]M\b|[μµu]mol", re.IGNORECASE), 1000.0
_RELATIVE = re.compile(r"fold|ratio|倍|比值", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"突变|耐药|表达|预后|频率|mutation|mutant|resist|express|biomarker|genes?\b|frequen|therap(?:y|ies) by",
    re.IGNORECASE,
)
"""Words of a caption whose signs tell something else of genes than that drugs act on them."""
_WEAK = 1000.0
"""A concentration, in nmol/L, beyond which nothing is said to be inhibited (Davis et al. 2011, doi:10.1038/nbt.1990, count binding up to 3 µmol/L)."""
_FEWEST_HEADS = 2


def _of_heading_targets(
    section: Section, sentence: Sentence, cells: Sequence[Cell], drugs: Sequence[Mention], mentions: Sequence[Mention]
) -> Iterator[Claim]:
    """The targets that head columns, with the drug of a row whose cell has a sign or a concentration for them."""
    heads = _target_heads(section, mentions) if drugs else {}
    first = " ".join(cells[0].header) if cells else ""
    title = f"{section.caption} {first}"
    is_matrix = len(heads) >= _FEWEST_HEADS and bool(_OF_TARGETS.search(title)) and not _OF_OTHERS.search(title)
    for cell in cells:
        target, above = heads.get(cell.column), " ".join(cell.header)
        told = f"{section.caption} {first} {above}" if is_matrix else above
        if target is None or not (is_matrix or _CONCENTRATION.search(above)):
            continue
        if _acts(section.text.text[cell.start : cell.end], told):
            predicate = next((name for name, words in _SAYS_HOW if words.search(told)), "targets")
            yield from _each(sentence, drugs, [(predicate, target)], "table matrix")


_BESIDE_HEAD = re.compile(
    r"\s*(?:对|against|for|vs\.?)?\s*(?:的|激酶|蛋白|kinase)?\s*(?:IC50|K[di]|半数抑制浓度|抑制浓度)?值?\s*(?:for|of|against)?\s*[,;]?\s*(?:[(\[][^()\[\]]*[)\]]|nM|nmol/L)?\s*",
    re.IGNORECASE,
)
"""What a header says beside the target that its column is of (`对BTK的IC50(nmol/L)`, `BTK IC50, nM`)."""


def _target_heads(section: Section, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """The targets that head columns alone, by column."""
    found = {}
    for cell in header_cells(section):
        own = [m for m in beginning(mentions, cell.start, cell.end) if m.type == "GENE"]
        rest = section.text.text[cell.start : cell.end].replace(own[0].text, "", 1) if len(own) == 1 else "-"
        if _BESIDE_HEAD.fullmatch(rest):
            found[cell.column] = own[0]
    return found


def _acts(words: str, told: str) -> bool:
    """Whether a cell says that a drug acts on the target above it: by a sign, or by a concentration that is low enough."""
    if _ACTS.fullmatch(words):
        return True
    match = _POTENT.fullmatch(words) if _CONCENTRATION.search(told) and not _RELATIVE.search(told) else None
    return match is not None and float(match["number"]) * (_NANO if _MICRO.search(told) else 1) <= _WEAK


def told_of(section: Section, sentence: Sentence, inside: Sequence[Mention]) -> dict[int, tuple[Mention, ...]]:
    """The drugs that a row is about, by the offset of each cell that tells how they act (`作用机制`: `抑制Y`).

    Args:
        section: The table.
        sentence: The row.
        inside: Mentions of the row, in order.
    """
    cells = [cell for cell in body_cells(section, sentence) if cell.end <= sentence.end]
    drugs = tuple(_named(cells, inside))
    return {
        cell.start: drugs
        for cell in cells
        if drugs and cell.header and any(is_headed(cell.header[-1], role) for role in ("kind", "notes"))
    }


_BRACKET = re.compile(r"\s*[(（](?P<inside>[^()（）]{2,40})[)）]")
_JOINERS = re.compile(r"(?:[\s×xX*/、,，·&+-]|和|与|及|双抗|双靶点?|靶点[:：]?|target:?|and)*", re.IGNORECASE)


def in_brackets(section: Section, sentence: Sentence, inside: Sequence[Mention]) -> Iterator[Claim]:
    """What a bracket right behind a drug names, where it names nothing but targets (`D(CD20×CD3)`).

    Args:
        section: The table.
        sentence: The row.
        inside: Mentions of the row, in order.
    """
    text = section.text.text
    for drug in inside:
        bracket = _BRACKET.match(text, drug.end, sentence.end) if drug.type == "DRUG" else None
        if bracket is None:
            continue
        own = [m for m in inside if bracket.start("inside") <= m.start and m.end <= bracket.end("inside")]
        targets = [m for m in own if m.type == "GENE"]
        if len(targets) < len(own) or not targets or not _JOINERS.fullmatch(_between(text, bracket, targets)):
            continue
        for target in targets:
            yield Claim(
                "drug_target", sentence.index, drug, "targets", target, "table bracket",
                cue=Span(target.start, target.end), confidence=_CONFIDENCE,
            )  # fmt: skip


def _between(text: str, bracket: re.Match[str], targets: Sequence[Mention]) -> str:
    """What a bracket holds beside its targets."""
    parts, at = [], bracket.start("inside")
    for target in targets:
        parts.append(text[at : target.start])
        at = max(at, target.end)
    return "".join((*parts, text[at : bracket.end("inside")]))


_KIND_OF_DRUGS = re.compile(
    r"(?:抑制剂|拮抗剂|激动剂|单抗|抗体|双抗|TKIs?|inhibitors?|antibody|antibodies|degraders?)\s*$", re.IGNORECASE
)


def _heads_drugs(header: str) -> bool:
    """Whether a column holds drugs by its header: a word for them, or the class that they are all of (`FLT3 inhibitor`)."""
    return is_headed(header, "drug") or _KIND_OF_DRUGS.search(header) is not None


def _named(cells: Sequence[Cell], inside: Sequence[Mention]) -> Iterator[Mention]:
    """The drugs that a row is about: those of its first cell, else of one under a header for drugs."""
    for cell in cells:
        is_label = cell.column == 0 or (cell.header and _heads_drugs(cell.header[-1]))
        own = [m for m in inside if cell.start <= m.start and m.end <= cell.end and m.type == "DRUG"]
        if is_label and own:
            yield from {m.name: m for m in reversed(own)}.values()
            return
