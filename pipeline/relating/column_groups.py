"""Columns and rows of a table that are groups of patients: a disease, a line of therapy, an alteration, what came before.

Beside each other such groups are subgroups of the treatment that the caption tells; a prior therapy is no arm (corpus
rulings 1 and 26).

>>> group = lambda words: of_header(Line(words, 0, len(words), ()))
>>> group("Relapsed/refractory (n=60)"), group("Prior BTKi (n=247), n (%)"), group("Result (n=60)")
('Relapsed/refractory', 'Prior BTKi', '')
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.relating.lines import Line, words

_SIZE = re.compile(
    r"\s*[(\[]\s*(?:[nN]\s*=\s*)?\d+\s*例?\s*[)\]]|\s*,?\s*(?<![A-Za-z])[nN]\s*=\s*\d+|\s*,?\s*(?:(?<![A-Za-z])n\s*)?[(\[]?\s*%\s*[)\]]?\s*$"
)
"""The size and the unit that a header gives beside its words (`(n=60)`, `, n (%)`)."""
_PRIOR = re.compile(
    r"(?:prior|previous(?:ly)?|既往|此前|先前|曾用|曾经|未用过|未接受过?|未经)(?!\s*(?:lines?|线|therap(?:y|ies)\s*$|治疗\s*$)).{2,60}"
    r"|.{2,40}?[\s-]?(?:na[iï]ve|pretreated|pre-treated|experienced|exposed|refractory|resistant|intolerant|经治|初治|耐药|不耐受|失败)(?:者|患者|patients)?",
    re.IGNORECASE,
)
"""A group by what its patients had before (`Prior BTKi`, `BTKi-naive`)."""
_JOINT = re.compile(r"\s*(?:/|、|或|和|,|\bor\b|\band\b)\s*", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:全部|所有|全体|总|合计|总体|全人群|overall|total|all|entire|whole)(?:患者|人群|patients|population|\s)*",
    re.IGNORECASE,
)
"""A row of all patients beside those of groups."""


def is_prior(header: Line) -> bool:
    """Whether a header names patients by what they had before, and no arm."""
    return _PRIOR.fullmatch(_named(header)) is not None


def of_header(header: Line) -> str:
    """The group of patients that the header of a column names, as written, an alteration as such; or nothing."""
    told = _named(header)
    altered = header.of("ALTERATION")
    if len(altered) == 1 and altered[0].text == told:
        return altered[0].name
    is_disease = any(disease.text == told for disease in header.of("DISEASE"))
    parts = [part.lower() for part in _JOINT.split(told)]
    is_listed = told.lower() in _groups() or all(part in _groups() for part in parts)
    return told if told and (is_disease or is_listed or is_prior(header)) else ""


def of_label(label: Line, header: str) -> str:
    """The group of patients that the first cell of a row names under a header that says so (`疾病分期`: `慢性期`)."""
    told = _named(label)
    is_group = _SIZE.sub("", header).strip().lower() in words("column_groups", role="label")
    if not is_group or label.has("METRIC", "ADVERSE_EVENT", "DRUG", "REGIMEN", "DRUG_CLASS") or _WHOLE.fullmatch(told):
        return ""
    return told


def _named(cell: Line) -> str:
    """The words of a cell without the size in them."""
    told = cell.text[cell.start : cell.end].replace("*", "")
    for _ in range(2):
        told = _SIZE.sub("", told)
    return told.strip(" ,")


@lru_cache(maxsize=1)
def _groups() -> frozenset[str]:
    return frozenset(words("column_groups", role="group"))
