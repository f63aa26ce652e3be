"""What a claim says, apart from who found it: its digest, its group, its contradictions, what it is about.

The digest is over evidence and fields, and over nothing that may change without the claim (identifiers, confidence,
extractor, mechanism): a decision holds as long as the digest does.

>>> one = {"relation": "drug_target", "subject": "ibrutinib", "predicate": "inhibits", "object": "BTK", "evidence": "…"}
>>> digest("drug_target", one) == digest("drug_target", one | {"confidence": "0.5", "subject_id": "chebi:76612"})
True
>>> digest("drug_target", one) == digest("drug_target", one | {"polarity": "negated"})
False
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping

Fields = Mapping[str, str]

_OWN: Mapping[str, tuple[str, ...]] = {
    "drug_target": ("subject", "subject_type", "predicate", "object", "object_type"),
    "mutation_response": ("subject", "predicate", "object", "object_type", "disease"),
    "trial_metric": (
        "trial", "arm", "role", "metric", "statistic", "value", "unit", "ci_low", "ci_high", "timepoint", "subgroup", "n",
    ),
}  # fmt: skip
_QUALIFIERS = ("polarity", "certainty", "setting", "citations")
_SPANS = (
    "subject_start", "subject_end", "object_start", "object_end",
    "metric_start", "metric_end", "value_start", "value_end",
)  # fmt: skip
EDITABLE: Mapping[str, tuple[str, ...]] = {
    relation: (
        *own, *(f"{name}_id" for name in ("subject", "object", "disease", "trial", "arm") if name in own),
        *_QUALIFIERS, *(name for name in _SPANS if (name[:6] in ("metric", "value_")) == (relation == "trial_metric")),
    )
    for relation, own in _OWN.items()
}  # fmt: skip
"""What an edit may change, by relation."""

_TAIL = "polarity certainty setting citations dois confidence extractor"
_TABLES = {
    "drug_target": (
        "claim_id doc_id sentence_id subject_id subject subject_type predicate object_id object object_type "
        f"{_TAIL} subject_start subject_end object_start object_end evidence mechanism"
    ),
    "mutation_response": (
        "claim_id doc_id sentence_id subject_id subject predicate object_id object object_type disease_id disease "
        f"{_TAIL} subject_start subject_end object_start object_end evidence mechanism"
    ),
    "trial_metric": (
        "claim_id doc_id sentence_id trial_id trial arm_id arm role metric statistic value unit ci_low ci_high "
        f"timepoint subgroup n comparison_id {_TAIL} metric_start metric_end value_start value_end evidence mechanism"
    ),
}
COLUMNS: Mapping[str, tuple[str, ...]] = {relation: tuple(names.split()) for relation, names in _TABLES.items()}
"""The contract's columns; a test holds that they are those that runs write."""

_SAME: Mapping[str, tuple[str, ...]] = {
    "drug_target": ("subject", "predicate", "object", "polarity"),
    "mutation_response": ("subject", "predicate", "object", "disease", "polarity"),
    "trial_metric": ("trial", "arm", "metric", "statistic", "value", "unit", "timepoint", "subgroup", "polarity"),
}
_ABOUT: Mapping[str, tuple[str, ...]] = {
    "drug_target": ("subject", "object"),
    "mutation_response": ("subject", "object", "disease"),
    "trial_metric": ("trial", "arm", "metric", "statistic", "timepoint", "subgroup"),
}
_SIDES = {
    "inhibits": "down", "degrades": "down", "downregulates": "down", "activates": "up", "upregulates": "up",
    "resistance": "less", "sensitivity": "more", "no_effect": "none",
    "worse_prognosis": "worse", "better_prognosis": "better",
}  # fmt: skip
_GENE = re.compile(r"[A-Z][A-Z0-9-]+(?:::[A-Z][A-Z0-9-]+)?")
_PARTS = re.compile(r" [/+] ")


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def digest(relation: str, fields: Fields) -> str:
    """Of evidence and fields."""
    names = (*_OWN[relation], *_QUALIFIERS, "evidence")
    return _hash(relation, *(fields.get(name, "") for name in names))


def compared(relation: str) -> tuple[str, ...]:
    """The columns that the digest is over, the evidence aside."""
    return (*_OWN[relation], *_QUALIFIERS)


def group(relation: str, fields: Fields) -> str:
    """Shared by the claims that say the same, wherever they stand."""
    return _hash(relation, *(fields.get(name, "") for name in _SAME[relation]))


def topic(relation: str, fields: Fields) -> str:
    """Shared by claims that cannot say different things, "" where nothing could contradict.

    A figure without a trial is of nobody knows which, so that another one is no contradiction.
    """
    if relation == "trial_metric" and not (fields.get("trial") and fields.get("arm") and fields.get("metric")):
        return ""
    return _hash("topic", relation, *(fields.get(name, "") for name in _ABOUT[relation]))


def side(relation: str, fields: Fields) -> str:
    """What the claim says of its topic; two sides of one topic contradict each other, "" contradicts nothing.

    >>> side("drug_target", {"predicate": "targets", "polarity": "affirmed"})
    ''
    >>> side("drug_target", {"predicate": "inhibits", "polarity": "negated"})
    'not down'
    """
    if relation == "trial_metric":
        return f"{fields.get('value', '')} {fields.get('unit', '')}"
    word = _SIDES.get(fields.get("predicate", ""), "")
    return f"not {word}" if word and fields.get("polarity") == "negated" else word


def contradict(first: str, second: str) -> bool:
    """Whether two sides cannot both be right.

    >>> contradict("down", "up"), contradict("not down", "down"), contradict("not down", "up"), contradict("", "up")
    (True, True, False, False)
    """
    if not first or not second or first == second:
        return False
    if first.startswith("not ") or second.startswith("not "):
        return first.removeprefix("not ") == second.removeprefix("not ")
    return True


def place(fields: Fields) -> int:
    """Where the claim begins in its paper."""
    starts = [int(fields[name]) for name in _SPANS if name.endswith("_start") and fields.get(name, "").isdigit()]
    return min(starts, default=0)


def spans(fields: Fields) -> dict[str, tuple[int, int]]:
    """Start and end of each end of the claim that has a place, by its role."""
    return {
        role: (int(fields[f"{role}_start"]), int(fields[f"{role}_end"]))
        for role in ("subject", "object", "metric", "value")
        if fields.get(f"{role}_start", "").isdigit() and fields.get(f"{role}_end", "").isdigit()
    }


def confidence(fields: Fields) -> float:
    """The confidence, 0.5 where none is told."""
    try:
        told = float(fields.get("confidence", "") or 0.5)
    except ValueError:
        return 0.5
    return min(max(told, 0.0), 1.0) if math.isfinite(told) else 0.5


def worth(fields: Fields, group_size: int) -> int:
    """The expected value of a decision: how uncertain the claim is, times how much hangs on it.

    >>> worth({"confidence": "0.5"}, 4) > worth({"confidence": "0.5"}, 1) > worth({"confidence": "0.95"}, 1)
    True
    """
    sure = min(max(confidence(fields), 0.001), 0.999)
    entropy = -(sure * math.log2(sure) + (1 - sure) * math.log2(1 - sure))
    cited = len([marker for marker in fields.get("citations", "").split(";") if marker])
    return round(1_000_000 * entropy * (1 + math.log2(group_size) + 0.25 * min(cited, 4)))


def about(relation: str, fields: Fields) -> Iterator[tuple[str, str]]:
    """Kinds and names that a filter finds the claim by.

    >>> list(about("mutation_response", {"subject": "BTK p.Cys481Ser", "object": "ibrutinib", "disease": "CLL"}))
    [('gene', 'BTK'), ('drug', 'ibrutinib'), ('disease', 'CLL')]
    """
    if relation == "drug_target":
        yield from _drugs(fields.get("subject", ""))
        yield from _named("gene", [fields.get("object", "")])
    elif relation == "mutation_response":
        yield from _named("gene", _GENE.findall(fields.get("subject", ""))[:1])
        if fields.get("object", "") != "none":
            yield from _drugs(fields.get("object", ""))
        yield from _named("disease", [fields.get("disease", "")])
    else:
        yield from _drugs(fields.get("arm", ""))


def _drugs(name: str) -> Iterator[tuple[str, str]]:
    yield from _named("drug", dict.fromkeys([name, *_PARTS.split(name)]))


def _named(kind: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((kind, name) for name in names if name)


def named(relation: str, fields: Fields) -> list[str]:
    """The canonical names in a claim, for its search."""
    columns = ("subject", "object", "disease", "trial", "arm", "metric", "value")
    return [name for name in dict.fromkeys(fields.get(column, "") for column in columns) if name]
