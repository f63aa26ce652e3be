"""The closed word lists of the guideline and the columns of the claim tables, as the scorer needs them.

The scorer accepts any system's tables, so it holds the contract itself and does not ask the writer of our tables what
they look like; a test holds that both say the same.

>>> is_value("75.0±10.8"), is_value("<30"), is_value("36.7%"), is_value("not reached")
(True, True, False, True)
"""

from __future__ import annotations

import re

from pipeline.records import Relation

AGENTS = ("DRUG", "DRUG_CLASS", "REGIMEN")
TARGETS = ("GENE", "PATHWAY")
CONTAINERS = ("REGIMEN", "ALTERATION", "DRUG_CLASS")
PREDICATES: dict[Relation, tuple[str, ...]] = {
    "drug_target": ("inhibits", "activates", "binds", "degrades", "downregulates", "upregulates", "targets"),
    "mutation_response": ("resistance", "sensitivity", "no_effect", "worse_prognosis", "better_prognosis"),
    "trial_metric": (
        "rate", "median", "hazard_ratio", "odds_ratio", "risk_ratio", "p_value", "count", "direction",
    ),
}  # fmt: skip
PROGNOSES = ("worse_prognosis", "better_prognosis")
DIRECTIONS = ("improved", "worsened", "no_difference")
ROLES = ("experimental", "control", "single")
POLARITIES = ("affirmed", "negated")
CERTAINTIES = ("asserted", "hedged")
SETTINGS = ("clinical", "preclinical", "unstated")
UNITS = ("", "%", "mo", "y", "wk", "d")
FIGURE_FIELDS = (
    "trial", "arm", "role", "metric", "statistic", "value", "unit", "ci_low", "ci_high", "timepoint", "subgroup", "n",
)  # fmt: skip
QUALIFIERS = ("polarity", "certainty", "setting", "citations")
ENDS: dict[Relation, tuple[str, str]] = {
    "drug_target": ("subject", "object"),
    "mutation_response": ("subject", "object"),
    "trial_metric": ("metric", "value"),
}
_QUALIFIER_COLUMNS = "polarity certainty setting citations dois confidence extractor"
_TABLES = {
    "mentions": "mention_id doc_id sentence_id start end text type concept_id name link_score",
    "drug_target": (
        "claim_id doc_id sentence_id subject_id subject subject_type predicate object_id object object_type "
        f"{_QUALIFIER_COLUMNS} subject_start subject_end object_start object_end evidence"
    ),
    "mutation_response": (
        "claim_id doc_id sentence_id subject_id subject predicate object_id object object_type disease_id disease "
        f"{_QUALIFIER_COLUMNS} subject_start subject_end object_start object_end evidence"
    ),
    "trial_metric": (
        "claim_id doc_id sentence_id trial_id trial arm_id arm role metric statistic value unit ci_low ci_high "
        f"timepoint subgroup n comparison_id {_QUALIFIER_COLUMNS} metric_start metric_end value_start value_end evidence"
    ),
}
COLUMNS: dict[str, tuple[str, ...]] = {table: tuple(names.split()) for table, names in _TABLES.items()}

_NUMBER = r"\d+(?:\.\d+)?(?:e-?\d+)?"
_VALUE = re.compile(rf"[<>≤≥]?{_NUMBER}|{_NUMBER}-{_NUMBER}|{_NUMBER}±{_NUMBER}|not reached")
_BOUND = re.compile(rf"[<>≤≥]?{_NUMBER}|not reached")
_TIMEPOINT = re.compile(r"\d+(?:\.\d+)?(?:-\d+)? (?:y|mo|wk|d|cycles?|courses?)|(?:end of|after) [a-z][a-z0-9 -]*")
_MARKER = re.compile(r"\[\d+\]")


def is_value(text: str) -> bool:
    """Whether a value is written as the output tables ask."""
    return bool(_VALUE.fullmatch(text))


def is_bound(text: str) -> bool:
    return bool(_BOUND.fullmatch(text))


def is_timepoint(text: str) -> bool:
    return bool(_TIMEPOINT.fullmatch(text))


def is_marker(text: str) -> bool:
    return bool(_MARKER.fullmatch(text))
