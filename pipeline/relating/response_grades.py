"""What short cells say of a response without its word: signs (`+`, `−`) and grades under a header of prognosis.

A sign means what the caption says of it (`+: sensitive`), else what the caption is about; a minus only where the table has
a plus too, since it may stand for a figure that is missing. A grade (`adverse`, `中性`) needs a header of prognosis or of
risk, above it or in the caption.

>>> signed("Sensitivity of mutants", "−", "+\\t−"), signed("Sensitivity of mutants", "−", "−\\t−")
('resistance', '')
>>> graded("Prognosis", "Unfavorable"), graded("预后意义", "中性"), graded("Frequency, %", "low")
('worse_prognosis', 'no_effect', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.records import Cell
from pipeline.relating import therapies
from pipeline.relating.cue_words import body, column, key

_PLUS = re.compile(r"\++|[✓✔√]")
_PLUS_CELL = re.compile(rf"(?:^|[\t\n]) *(?:{_PLUS.pattern}) *(?=[\t\n]|$)")
_MINUS = re.compile(r"[-−–—]|[×✗✘]")
_OPPOSITE = {"sensitivity": "resistance", "resistance": "sensitivity"}
_CATEGORY = 40


def signed(caption: str, text: str, table: str) -> str:
    """The predicate of a cell that holds a sign alone; "" for any other.

    Args:
        caption: The caption of the table and the header of the cell.
        text: The cell.
        table: The whole table, cells parted by tabs and rows by line ends.
    """
    is_plus, is_minus = (sign.fullmatch(text.strip()) is not None for sign in (_PLUS, _MINUS))
    if not (is_plus or is_minus) or (is_minus and not _has_plus(table)):
        return ""
    plus = _of_plus(caption)
    return plus if is_plus else _OPPOSITE.get(plus, "")


@lru_cache(maxsize=64)
def _of_plus(caption: str) -> str:
    """What a plus means in a table: by the caption's own key, else by what the caption speaks of."""
    if told := _key().search(caption):
        return column("response_verdicts", "predicate")[key(told["word"])]
    if therapies.words("sensitivity_topic").search(caption):
        return "sensitivity"
    return "resistance" if therapies.words("resistance_topic").search(caption) else ""


@lru_cache(maxsize=1)
def _key() -> re.Pattern[str]:
    words = body(form for form, what in column("response_verdicts", "predicate").items() if what in _OPPOSITE)
    return re.compile(
        rf"(?:\+|[✓✔√])\s*[\"'”’]?\s*(?:[:=,]|表示|代表|为|indicates|denotes|means)?\s*(?P<word>{words})", re.IGNORECASE
    )


@lru_cache(maxsize=8)
def _has_plus(table: str) -> bool:
    return _PLUS_CELL.search(table) is not None


def graded(header: str, text: str) -> str:
    """The predicate of a grade of prognosis or risk under its header; "" for other cells and other headers."""
    if len(text) > _CATEGORY or not therapies.words("prognosis_topic").search(header):
        return ""
    match = _grades().fullmatch(text.strip())
    return column("prognosis_grades", "predicate")[key(match["grade"])] if match else ""


@lru_cache(maxsize=1)
def _grades() -> re.Pattern[str]:
    before, behind = (_affixes(role) for role in ("before", "behind"))
    forms = body(
        form for form, what in column("prognosis_grades", "predicate").items() if what not in ("before", "behind")
    )
    return re.compile(rf"(?:{before}[\s/-]*)*(?P<grade>{forms})(?:[\s/-]*{behind})*[\s*†‡]*", re.IGNORECASE)


def _affixes(role: str) -> str:
    return f"(?:{body(column('prognosis_grades', 'predicate', predicate=role))})"


def categories(cell: Cell, label: str, label_header: Iterable[str], caption: str) -> str:
    """The predicate of a category of risk that labels the row of a cell, or heads its column.

    Args:
        cell: A cell of alterations.
        label: The words of the row's first cell.
        label_header: What stands over that.
        caption: The caption of the table.
    """
    above = cell.header[-1] if cell.header else ""
    return graded(f"{caption} {' '.join(label_header)}", label) or graded(f"{caption} {above}", above)
