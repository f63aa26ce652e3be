"""What must be equal for two claims to be the same claim: the three tiers of the score.

`pair` asks for subject and object (for trial metrics: metric, statistic, value); `triple` adds the predicate up to its
group and the polarity (for trial metrics: the arm, and polarity); `full` adds the exact predicate, certainty, setting and
citations (for trial metrics also trial, unit, timepoint and role). Fields that hold words as a paper states them (subgroup,
disease, n, interval) are no part of a claim's identity; the score tells how often each of them agrees.

>>> from pipeline.scoring.annotation import Mark, Statement
>>> drug, gene = Mark(0, 4, "DRUG", "维奈克拉", "venetoclax"), Mark(6, 11, "GENE", "BCL-2", "BCL2")
>>> one = Statement("drug_target", "inhibits", drug, gene)
>>> other = Statement("drug_target", "binds", drug, gene, certainty="hedged")
>>> [key(one, tier) == key(other, tier) for tier in TIERS]
[True, True, False]
"""

from __future__ import annotations

from pipeline.scoring.annotation import Mark, Statement

TIERS = ("pair", "triple", "full")
_GROUPS = {
    **dict.fromkeys(("inhibits", "binds", "targets", "degrades", "downregulates"), "against"),
    **dict.fromkeys(("activates", "upregulates"), "for"),
}
_PAIR_FIELDS = ("metric", "value")
_FULL_FIELDS = ("trial", "unit", "timepoint", "role")
Key = tuple[str, ...]


def group(predicate: str) -> str:
    """The group within which the `triple` tier tells no predicates apart."""
    return _GROUPS.get(predicate, predicate)


def name(mark: Mark | None) -> str:
    return _plain(mark.name) if mark else "none"


def _plain(text: str) -> str:
    return text.casefold().strip()


def key(statement: Statement, tier: str) -> Key:
    """The claim's identity at a tier, to be compared within one document."""
    if statement.relation == "trial_metric":
        return _figure(statement, tier)
    pair = (statement.relation, name(statement.subject), name(statement.object))
    if tier == "pair":
        return pair
    if tier == "triple":
        return (*pair, group(statement.predicate), statement.polarity)
    return (*pair, statement.predicate, *_qualifiers(statement))


def _figure(statement: Statement, tier: str) -> Key:
    pair = (statement.relation, statement.predicate, *_fields(statement, _PAIR_FIELDS))
    if tier == "pair":
        return pair
    triple = (*pair, *_fields(statement, ("arm",)))
    if tier == "triple":
        return (*triple, statement.polarity)
    return (*triple, *_fields(statement, _FULL_FIELDS), *_qualifiers(statement))


def _fields(statement: Statement, columns: tuple[str, ...]) -> Key:
    return tuple(_plain(statement.fields.get(column, "")) for column in columns)


def _qualifiers(statement: Statement) -> Key:
    citations = ";".join(sorted(statement.citations))
    return statement.polarity, statement.certainty, statement.setting, citations
