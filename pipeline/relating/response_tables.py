"""Responses that the layout of a table states: what stands in a cell, its header, its row label and the caption.

A row has no verb. What a sentence says with one stands in two places that the grid ties: an alteration and a drug
are a row and a column, and the response is a word in the cell where they meet, the header over a list (耐药突变,
`sensitive to`), or the caption (a table of mutations for which a drug is not to be used states resistance, ruling
22).

>>> verdict("高度耐药"), verdict("预后", "不良"), verdict("每日一次")
('resistance', 'worse_prognosis', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Cell, Claim, Mention, Section, Sentence, Span
from pipeline.relating import cases, response_grades, successive_drugs, therapies
from pipeline.relating.clauses import levels
from pipeline.relating.cue_words import body, column, key
from pipeline.relating.passages import beginning, body_cells, header_cells
from pipeline.relating.responses import responses
from pipeline.relating.target_tables import is_headed

_DRUGS = ("DRUG", "DRUG_CLASS", "REGIMEN")
_TABLE = "response_verdicts"
_EXCLUSIONS, _VERDICT, _HEADED, _TOLD = 0.75, 0.75, 0.75, 0.75
_MECHANISM, _REMEDY = 0.7, 0.7
_ANYWHERE = ("table of exclusions", "table of indications")
_ABSENT = ("wild-type", "unmutated")
_SHORT, _SIGN = 8, 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's cells with their mentions, and the mentions of the headers by column."""

    cells: tuple[tuple[Cell, tuple[Mention, ...]], ...]
    heads: dict[int, tuple[Mention, ...]]
    mentions: tuple[Mention, ...]
    sentence: int

    def outside(self, cell: Cell) -> tuple[Mention, ...]:
        """Mentions of the row that stand in other cells."""
        return tuple(m for m in self.mentions if not cell.start <= m.start < cell.end)


@lru_cache(maxsize=1)
def _verdicts() -> re.Pattern[str]:
    degrees = body(column(_TABLE, "predicate", predicate="degree"))
    forms = body(form for form, what in column(_TABLE, "predicate").items() if what != "degree")
    return re.compile(rf"\s*(?:(?:{degrees})\s*)*(?P<word>{forms})\s*", re.IGNORECASE)


def verdict(*texts: str) -> str:
    """The predicate that a cell states, alone or as the value of its header; "" where it states none."""
    last = texts[-1]
    if len(texts) == 1:
        match = _verdicts().fullmatch(last)
        return column(_TABLE, "predicate")[key(match["word"])] if match else ""
    joined = "".join(texts)
    level = levels(joined, 0, len(joined), ())[0]
    found = {r.predicate for r in responses(level, ()) if r.frame == "prognosis" and r.end > len(joined) - len(last)}
    return found.pop() if len(found) == 1 else ""


def claims(
    section: Section,
    sentence: Sentence,
    inside: Sequence[Mention],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    topic: Mention | None = None,
    captioned: Sequence[Mention] = (),
) -> list[Claim]:
    """The claims of one table row; the disease is left to the caller.

    Args:
        section: The table.
        sentence: The row.
        inside: Mentions of the row.
        mentions: Mentions of the section, for the headers.
        lexicon: For the mutation that a bare gene stands for.
        topic: The drug that the caption or the heading speaks of resistance to.
        captioned: The drugs that the caption names, for a table that names none.
    """
    row = _row(section, sentence, inside, mentions)
    found = list(_mechanism(row, section.caption, topic)) if topic is not None else []
    for cell, own in row.cells:
        above = " ".join(cell.header)
        if therapies.words("excluding").search(f"{section.caption} {above}"):
            found += _pairs(row, cell, own, "resistance", "table of exclusions", _EXCLUSIONS)
            continue
        if therapies.words("remedy").search(above) or _is_matched(row, cell, section.caption):
            found += [] if _is_of_risk(section, row) or _is_of_case(section, row, cell) else _remedies(row, cell, own)
            continue
        text = _NOTE.sub("", section.text.text[cell.start : cell.end])
        if grade := _grade(section, row, cell, own, text):
            found += _foretold(row, cell, grade, section.text.text, lexicon)
            continue
        if own and therapies.words("indication").search(above):
            found += _pairs(row, cell, _present(section.text.text, own), "sensitivity", "table of indications", _REMEDY)
            continue
        if (
            said := _signed(section, above, text)
            or verdict(text)
            or _first_verdict(text)
            or (verdict(above, text) if len(text) <= _SHORT else "")
        ):
            found += _met(row, cell, said, section.text.text, lexicon, captioned)
        elif own and (headed := _headed(above)):
            found += _pairs(row, cell, _spelled(text, cell, own, lexicon), headed, "table header", _HEADED)
        elif own and therapies.words("mechanism").search(above) and _is_of_resistance(row, section.caption):
            spelled = _spelled(text, cell, own, lexicon)
            found += _pairs(row, cell, spelled, "resistance", "table of mechanisms", _MECHANISM)
        else:
            found += _told(row, cell, own, section.text.text, lexicon)
    return found


def _signed(section: Section, above: str, text: str) -> str:
    """The predicate of a cell that holds nothing but a sign (`+`)."""
    if len(text) > _SIGN:
        return ""
    return response_grades.signed(f"{section.caption} {above}", text, section.text.text)


def _grade(section: Section, row: _Row, cell: Cell, own: Sequence[Mention], text: str) -> str:
    """The prognosis that a cell grades by its word, or the category of risk that a cell of alterations stands in."""
    if not own:
        return response_grades.graded(" ".join(cell.header), text)
    label = row.cells[0][0]
    words = section.text.text[label.start : label.end]
    return response_grades.categories(cell, words, label.header, section.caption)


def _foretold(row: _Row, cell: Cell, predicate: str, text: str, lexicon: Lexicon) -> Iterator[Claim]:
    """The prognosis of the alterations of a cell that stands in a category of risk, else of those that label its row."""
    own = _in(cell, row.mentions)
    named = _spelled(text[cell.start : cell.end], cell, own, lexicon) if own else ()
    if not own:
        named = [m for m in row.outside(cell) if m.type == "ALTERATION"] or list(_labelled(row, text, lexicon))
    for alteration in _present(text, named):
        if alteration.type == "ALTERATION":
            yield _claim(row, cell, alteration, predicate, None, "table of prognosis", _VERDICT)


_LACKING = re.compile(
    r"(?:\bwithout|\bno|\bnon-?|\bexcluding|\bexcept|\babsence of|不伴有?|无|不含|除外|排除|非)\s*$", re.IGNORECASE
)


def _present(text: str, named: Sequence[Mention]) -> list[Mention]:
    """Mentions without the alterations that a group does not have (`without FLT3-ITD`)."""
    return [
        m for m in named if not m.name.endswith(_ABSENT) and not _LACKING.search(text[max(0, m.start - 14) : m.start])
    ]


def _mechanism(row: _Row, caption: str, topic: Mention) -> Iterator[Claim]:
    """The alteration that labels a row of mechanisms of resistance, with the drug that these are of."""
    cell, own = row.cells[0] if row.cells else (None, ())
    if cell is None or not therapies.words("resistance_topic").search(f"{caption} {' '.join(cell.header)}"):
        return
    if therapies.words("mechanism").search(" ".join(cell.header)):
        for alteration in own:
            if alteration.type == "ALTERATION":
                yield _claim(row, cell, alteration, "resistance", topic, "table of mechanisms", _MECHANISM)


def _is_of_resistance(row: _Row, caption: str) -> bool:
    """Whether a row, by its caption or a header, tells the mechanisms of resistance to the drug that labels it."""
    heads = " ".join(part for cell, _ in row.cells for part in cell.header)
    return bool(therapies.words("resistance_topic").search(f"{caption} {heads}"))


def _is_matched(row: _Row, cell: Cell, caption: str) -> bool:
    """Whether a cell under a header for drugs names those that the caption matches to the alteration of the row."""
    label, named = row.cells[0]
    if not named or named[0].type != "ALTERATION" or not cell.header or not is_headed(cell.header[-1], "drug"):
        return False
    told = f"{caption} {' '.join(label.header)}"
    return bool(therapies.words("matching").search(told)) and not therapies.words("resistance_topic").search(told)


_RISK = re.compile(
    r"预后|[高中低]危|危险|\b(?:favou?rable|adverse|intermediate|unfavou?rable|(?:high|low|standard)[- ]risk|risk|prognos)",
    re.IGNORECASE,
)


def _is_of_risk(section: Section, row: _Row) -> bool:
    """Whether a class of risk labels a row: what is given to such patients is no answer to what puts them there."""
    label = row.cells[0][0]
    words = f"{section.text.text[label.start : label.end]} {' '.join(label.header)}"
    return _RISK.search(words) is not None and not any(m.type == "ALTERATION" for m in row.cells[0][1])


def _is_of_case(section: Section, row: _Row, cell: Cell) -> bool:
    """Whether a numbered case labels the row of a cell for the next drug: what one patient was given is no answer to the mutation."""
    label = row.cells[0][0]
    return successive_drugs.is_given_next(cell) and cases.are_rows(
        " ".join(label.header), [section.text.text[label.start : label.end]]
    )


def _remedies(row: _Row, cell: Cell, own: Sequence[Mention]) -> Iterator[Claim]:
    """Each drug of a cell of remedies (`可能的对策`) with the alteration that the cell, the row's label or another cell before names."""
    label = row.cells[0][1]
    named = [m for m in own if m.type == "ALTERATION" and not m.name.endswith(_ABSENT)]
    changed = named or [m for m in label if m.type == "ALTERATION"]
    changed = changed or [m for m in row.mentions if m.type == "ALTERATION" and m.end <= cell.start]
    for drug in own:
        for alteration in changed if drug.type in _DRUGS else ():
            yield _claim(row, cell, alteration, "sensitivity", drug, "table of remedies", _REMEDY)


def _row(section: Section, sentence: Sentence, inside: Sequence[Mention], mentions: Sequence[Mention]) -> _Row:
    cells = tuple((cell, _in(cell, inside)) for cell in body_cells(section, sentence))
    heads: dict[int, tuple[Mention, ...]] = {}
    for cell in header_cells(section):
        heads[cell.column] = (*heads.get(cell.column, ()), *_in(cell, mentions))
    return _Row(cells, heads, tuple(inside), sentence.index)


def _in(cell: Cell, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(m for m in beginning(mentions, cell.start, cell.end) if m.end <= cell.end)


@lru_cache(maxsize=256)
def _headed(header: str) -> str:
    """The predicate of a header over a list of alterations or drugs (`耐药突变`, `敏感药物`)."""
    level = levels(header, 0, len(header), ())[0]
    found = {r.predicate for r in responses(level, ()) if r.frame == "word"}
    return found.pop() if len(found) == 1 and "no_effect" not in found else ""


def _first_verdict(text: str) -> str:
    """The predicate that a cell states before figures and remarks (`Sensitive, ORR 63%`, `resistance, acquired; weaker binding`)."""
    first, *others = re.split(r"[,;]", text, maxsplit=1)
    rest = "".join(others)
    return verdict(first) if any(sign.isdigit() for sign in rest) or _MANNER.match(rest) else ""


_MANNER = re.compile(
    r"\s*(?:acquired|primary|secondary|intrinsic|adaptive|usually|often|mostly|mainly|in vitro|原发|继发|获得性|体外|多为|常见|少见)",
    re.IGNORECASE,
)
"""What a remark behind a verdict begins with that tells its manner."""


_NOTE = re.compile(r"(?<=\S)\s*[(\[][^()\[\]]{1,24}[)\]]\s*$")
"""A bracket behind a verdict: a dose, a figure, a reference."""
_SPEAKS_OF_GENES = re.compile(
    r"突变|变异|基因|遗传学|分子|异常|改变|mutation|alteration|variant|gene|abnormalit|aberration|lesion|^\s*(?:(?:acquired|secondary)\s+|获得性|继发性?)?(?:resistance|耐药)\s*$",
    re.IGNORECASE,
)
_ITEM_BEFORE = re.compile(r"(?:^|[,;/、，；+和与及]|\b(?:and|or))[\s*_]*$")
_ITEM_BEHIND = re.compile(r"[\s*_]*(?:\([^()]*\))?[\s*_]*(?:$|[,;/、，；+和与及等]|(?:and|or)\b)")


def _spelled(text: str, cell: Cell, own: Sequence[Mention], lexicon: Lexicon) -> Sequence[Mention]:
    """Mentions of a cell; under a header of mutations a gene stands for its mutation."""
    return tuple(_mutated(text, cell, own, lexicon)) if _SPEAKS_OF_GENES.search(" ".join(cell.header)) else own


def _mutated(text: str, cell: Cell, own: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions of a cell of mutations; a gene that is an item by itself stands for its mutation."""
    for mention in own:
        before, behind = text[: mention.start - cell.start], text[mention.end - cell.start :]
        if mention.type == "GENE" and _ITEM_BEFORE.search(before) and _ITEM_BEHIND.match(behind):
            concept = lexicon.concept("ALTERATION", f"{mention.name} mutation")
            yield replace(mention, type="ALTERATION", concept=concept, gene=mention.name, reason="gene under a header")
        else:
            yield mention


def _pairs(
    row: _Row, cell: Cell, own: Sequence[Mention], predicate: str, mechanism: str, confidence: float
) -> Iterator[Claim]:
    """Each alteration of a cell with the drugs of its row, or each drug of the cell with the row's alterations."""
    changed = [m for m in own if m.type == "ALTERATION"]
    others = row.outside(cell)
    first = next((inside for _, inside in row.cells if inside), ())
    named = [m for m in others if m.type in _DRUGS]
    drugs = [m for m in named if m in first] or (named if mechanism in _ANYWHERE else [])
    if changed and not drugs and predicate == "resistance":
        drugs = successive_drugs.resisted(row.cells, cell)
    if not changed:
        changed = [m for m in others if m.type == "ALTERATION" and m in first]
        changed = changed or successive_drugs.altered(row.cells, cell)
        drugs = [m for m in own if m.type in _DRUGS]
    for alteration in changed:
        for drug in drugs:
            yield _claim(row, cell, alteration, predicate, drug, mechanism, confidence)


def _labelled(row: _Row, text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """The mutation that a bare gene stands for, which labels its row under a header of mutations."""
    cell, own = row.cells[0]
    if _SPEAKS_OF_GENES.search(" ".join(cell.header)):
        found = _mutated(text[cell.start : cell.end], cell, own, lexicon)
        yield from (m for m in found if m.type == "ALTERATION")


def _met(
    row: _Row, cell: Cell, predicate: str, text: str, lexicon: Lexicon, captioned: Sequence[Mention]
) -> Iterator[Claim]:
    """The alteration and the drug that meet in a cell: of the row and of the header, both of the row, or the caption's drug."""
    beside = row.outside(cell)
    above = row.heads.get(cell.column, ())
    changed = [m for m in beside if m.type == "ALTERATION"] or [m for m in above if m.type == "ALTERATION"]
    changed = changed or list(_labelled(row, text, lexicon))
    drugs = successive_drugs.judged(row.cells, cell) or [m for m in above if m.type in _DRUGS]
    drugs = drugs or [m for m in beside if m.type in _DRUGS]
    drugs = drugs or [replace(m, start=cell.start, end=cell.end, text=text[cell.start : cell.end]) for m in captioned]
    for alteration in changed:
        if predicate.endswith("prognosis"):
            yield _claim(row, cell, alteration, predicate, None, "table cell", _VERDICT)
            continue
        for drug in drugs:
            yield _claim(row, cell, alteration, predicate, drug, "table cell", _VERDICT)


def _told(row: _Row, cell: Cell, own: Sequence[Mention], text: str, lexicon: Lexicon) -> Iterator[Claim]:
    """What a cell says of the alteration that labels its row (`Resistance to D`)."""
    label = [m for m in row.outside(cell) if m.type == "ALTERATION" and m.start < cell.start]
    label = label or (list(_labelled(row, text, lexicon)) if cell.column else [])
    if not label or any(m.type == "ALTERATION" for m in own):
        return
    level = levels(text, cell.start, cell.end, own)[0]
    lists = therapies.drug_groups(level)
    for response in responses(level, [m for m in own if m.type not in ("RESPONSE", "VALUE", "METRIC")]):
        clause = level.clauses[level.clause_at(response.start)]
        tied = therapies.beside(level, lists, response) or therapies.in_clause(level, lists, clause, response)
        objects = (None,) if response.frame == "prognosis" else tied.members if tied else ()
        for alteration in label if response.frame in ("word", "scale", "prognosis") else ():
            for drug in objects:
                yield _claim(row, cell, alteration, response.predicate, drug, "table cell", _TOLD)


def _claim(
    row: _Row, cell: Cell, alteration: Mention, predicate: str, drug: Mention | None, mechanism: str, confidence: float
) -> Claim:
    return Claim(
        "mutation_response", row.sentence, alteration, predicate, drug, mechanism, cue=Span(cell.start, cell.end),
        confidence=confidence,
    )  # fmt: skip
