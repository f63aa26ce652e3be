"""Trials by registry number, and by capitals before or behind a word for study.

Not every run of capitals before 研究 names a study (RNA研究, AML研究): what another name covers and what the table of
exclusions holds is none, and no list of genes (`FGFR1/2/3`). A name once found counts at its other places in the same text.

>>> [(m.text, m.concept.concept_id) for m in find("ORION-7试验(NCT07654321)优于RCT研究;ORION-7的结果", (), Lexicon(()))]
[('NCT07654321', 'clinicaltrials:NCT07654321'), ('ORION-7', 'local:trial.orion-7'), ('ORION-7', 'local:trial.orion-7')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon, cues
from pipeline.recognising.skeleton import alternatives, forms
from pipeline.records import Concept, Mention

_REGISTRY = re.compile(
    r"(?=[NCIUjJADKE2])(?<![A-Za-z0-9])(?:NCT\s?0?\d{7,8}|ChiCTR[-A-Z]*\d{8,12}|ISRCTN\s?\d{8}|UMIN\d{9}|jRCTs?\d{9,10}|ACTRN\d{14}|DRKS\d{8}|KCT\d{7}|NTR\d{4}|JapicCTI-\d{6}|A0\d1\d{3}"
    r"|CTR20\d{6}|CTRI/\d{4}/\d{2,3}/\d{6}|(?:EudraCT\s?(?:No\.?|number|号)?:?\s?)?20\d{2}-\d{6}-\d{2})(?![A-Za-z0-9])"
)
_TOKEN = r"(?<![A-Za-z0-9/_-])(?:[a-z]?[A-Z][A-Za-z]{0,12}[A-Z0-9][A-Za-z0-9]*(?:[-/][A-Za-z0-9]+){0,3}|[A-Z]-\d{2,4})"
_PHASE_NUMBER = r"(?:I{1,3}|IV)(?:[/~-](?:I{1,3}|IV))?[ab]?"
_FILL = rf"(?:[\s-]?(?:(?i:{alternatives(forms('trial_fillers'))})|{_PHASE_NUMBER}期)){{0,4}}"
_HEADS = re.compile(
    r"研究|试验|登记(?!号|表|注)|[Rr]egistry(?![a-z])|[Tt]rials?(?![a-z])|[Ss]tud(?:y|ies)(?![a-z])|TRIAL|STUDY"
)
_BEFORE = re.compile(
    rf"(?P<names>{_TOKEN}(?: \d{{1,4}}| [IVX]+)?(?:\s?(?:、|,|和|与|及|and)\s?{_TOKEN}){{0,3}}){_FILL}\s?"
    r"(?:注册|临床|[Cc]linical )?$"
)
_AFTER = re.compile(rf"\s?\(\s?(?P<names>{_TOKEN}(?: \d{{1,4}})?)\s?[,;)]")
_NUMBERED = re.compile(
    r"(?=[A-Z])(?<![A-Za-z0-9/_-])(?P<name>[A-Z](?=[A-Za-z]{4})[A-Za-z]{4,13}(?:-[A-Za-z]{0,12}\d{1,3}|\d{2,3}))(?![A-Za-z0-9-])"
)
_TOLD_BEHIND = re.compile(
    r"\s?(?:[中里]|的?(?:最终|长期|中期|主要|首次|更新|随访|结果|数据|亚组|[ⅠⅡⅢⅣ]+期|I{1,3}期)"
    r"|\(\s?(?:[nN]\s?=|NCT|[ⅠⅡⅢⅣ]+期|I{1,3}[ab]?期|phase|\d+\s?(?:例|patients|pts)))"
)
_TOLD_BEFORE = re.compile(r"(?:[ⅠⅡⅢⅣ]+[ab]?期|(?<![A-Z])I{1,3}[ab]?期|[pP]hase\s(?:[1-4]|I{1,3})[ab]?)\s?$")
_IN_ENGLISH = re.compile(r"(?:^|[\s(])[Ii]n\s(?:the\s(?:[a-z]+\s){0,3})?$")
_ENDS_IN_NUMBER = re.compile(r"-[A-Z]{0,2}\d{1,3}$")
_CELLS = re.compile(r"\s(?:cells?|lines?|xenografts?|models?|mice)\b|细胞")
_CODE = re.compile(
    r"(?=[A-Za-z-]*\d)(?:[A-Z][A-Za-z]{0,11}\d{2,}[A-Za-z0-9]*(?:-[A-Za-z0-9]+){0,3}|[A-Z][A-Za-z]{1,11}(?:-[A-Z]*\d+|-[A-Z]+){1,4})"
    r"(?=$|[\s,(\[])"
)
_CAPITAL = re.compile(r"[A-Z]")
_REACH = 64
_ONE = re.compile(rf"{_TOKEN}(?: \d{{1,4}})?")
_EXCLUDED = frozenset(forms("trial_exclusions"))
_SHORTEST, _SAFE = 4, 5


_PHASE = re.compile(rf"(?<=[\dA-Za-z]){_PHASE_NUMBER}$")
_PHASE_GOES_ON = re.compile(r"[IV]{0,2}[ab]?期")


def _without_phase(text: str, start: int, name: str) -> str:
    """A name without the phase that is written right behind it (`ORION-7Ⅲ期研究`)."""
    return _PHASE.sub("", name) if _PHASE_GOES_ON.match(text, start + len(name)) else name


def find(text: str, taken: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """TRIAL mentions with source `names`.

    Args:
        text: Repaired text.
        taken: Mentions found already; a name that is one of them, of another type, is no trial.
        lexicon: Trials that it holds keep their concept.
    """
    others = {(m.start, m.end) for m in taken if m.type != "TRIAL"}
    genes = {(m.start, m.end) for m in taken if m.type == "GENE"}
    found = [_registered(match, lexicon) for match in _REGISTRY.finditer(text)]
    places: dict[tuple[int, int], str] = {}
    for start, name in ((at, _without_phase(text, at, word)) for at, word in _named(text)):
        is_list = (start, start + len(name.split("/")[0])) in genes
        if (start, start + len(name)) not in others and not is_list and _is_name(name):
            places[start, start + len(name)] = name
    ends = {m.end for m in taken if m.type in ("DRUG", "REGIMEN")}
    for start, name in _numbered(text, ends):
        if (start, start + len(name)) not in others | genes and _is_name(name):
            places[start, start + len(name)] = name
    for start, name in _in_column(text):
        if (start, start + len(name)) not in others | genes and _is_name(name):
            places[start, start + len(name)] = name
    places |= _repeated(text, set(places.values()))
    found += [_mention(start, end, name, lexicon) for (start, end), name in sorted(places.items())]
    return found


def _registered(match: re.Match[str], lexicon: Lexicon) -> Mention:
    name = re.sub(r"\s", "", match.group()) if match.group().startswith(("NCT", "ISRCTN")) else match.group()
    concept = lexicon.concept("TRIAL", name)
    if name.startswith("NCT"):
        concept = Concept(f"clinicaltrials:{name}", "TRIAL", name, concept.name_zh, concept.xrefs)
    return Mention(match.start(), match.end(), "TRIAL", match.group(), concept, 0.95, "registry number", "names")


def _named(text: str) -> Iterator[tuple[int, str]]:
    for head in _HEADS.finditer(text):
        if text[head.end() : head.end() + 1] == "者":
            continue
        floor = max(0, head.start() - _REACH)
        before = _BEFORE.search(text, floor, head.start()) if _CAPITAL.search(text, floor, head.start()) else None
        for match in filter(None, (before, _AFTER.match(text, head.end()))):
            for one in _ONE.finditer(text, match.start("names"), match.end("names")):
                yield one.start(), one.group()


def _numbered(text: str, ends: set[int]) -> Iterator[tuple[int, str]]:
    """Long capitals with a number (`NOVAMAB-2`) in the place of a study: `…中`, `Ⅲ期…`, `…(n=120)`, alone in a drug's bracket."""
    for match in _NUMBERED.finditer(text):
        start, end = match.span("name")
        is_alone = (
            text[start - 1 : start] == "(" and text[end : end + 1] in (")", ",") and bool({start - 1, start - 2} & ends)
        )
        is_told = _TOLD_BEHIND.match(text, end) or _TOLD_BEFORE.search(text, max(0, start - 10), start)
        if is_alone or is_told or _is_placed(text, start, end):
            yield start, match["name"]


def _in_column(text: str) -> Iterator[tuple[int, str]]:
    """Codes with a number that open the cells of a table's column of studies (`NP30179`, `E7438-G000-101`)."""
    if "\t" not in text:
        return
    column, position = -1, 0
    for line in text.split("\n"):
        cells = line.split("\t")
        headed = [number for number, cell in enumerate(cells) if cell.strip().lower() in _study_headers()]
        if headed and column < 0:
            column = headed[0]
        elif 0 <= column < len(cells) and (match := _CODE.match(cells[column])):
            yield position + sum(len(cell) + 1 for cell in cells[:column]), match.group()
        position += len(line) + 1


@lru_cache(maxsize=1)
def _study_headers() -> frozenset[str]:
    return frozenset(row["form"].lower() for row in cues("table_headers") if row["role"] == "trial")


def _is_placed(text: str, start: int, end: int) -> bool:
    """Whether a name with a number stands in the place of a study in English (`In NOVAMAB-2, …`), and is no line of cells."""
    placed = _IN_ENGLISH.search(text, max(0, start - 40), start)
    return placed is not None and not _CELLS.match(text, end) and text[start:end].upper() not in _lines_of_cells()


@lru_cache(maxsize=1)
def _lines_of_cells() -> frozenset[str]:
    return frozenset(form.upper() for form in forms("cell_lines"))


def _is_name(name: str) -> bool:
    capitals = sum(c.isupper() for c in name)
    if name[0].islower() and not _ENDS_IN_NUMBER.search(name):
        return False
    if (
        name.upper() in _EXCLUDED
        or _REGISTRY.fullmatch(name)
        or len(name) < _SHORTEST
        or (capitals < 2 and "-" not in name)
    ):
        return False
    if any(part.upper() in _EXCLUDED for part in re.split(r"[-/]", name)) and not any(c.isdigit() for c in name):
        return False
    letters = len(re.sub(r"[^A-Za-z]", "", name))
    is_capital = capitals * 2 >= letters or (capitals * 3 >= letters >= _SAFE and name[:2].isupper())
    return is_capital and not re.fullmatch(r"[IVX/]+[ab]?", name)


def _repeated(text: str, names: set[str]) -> dict[tuple[int, int], str]:
    safe = sorted((n for n in names if len(n) >= _SAFE), key=len, reverse=True)
    if not safe:
        return {}
    pattern = re.compile(r"(?<![A-Za-z0-9-])(?:" + "|".join(map(re.escape, safe)) + r")(?![A-Za-z0-9]|-[A-Za-z0-9])")
    return {(m.start(), m.end()): m.group() for m in pattern.finditer(text)}


def _mention(start: int, end: int, name: str, lexicon: Lexicon) -> Mention:
    known = lexicon.lookup(name, ("TRIAL",))
    concept = known[0].concept if known else lexicon.concept("TRIAL", name)
    return Mention(start, end, "TRIAL", name, concept, 0.75, "capitals with a word for study", "names")
