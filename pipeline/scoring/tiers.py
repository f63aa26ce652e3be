"""What must be equal for two claims to be the same claim: the three tiers of the score.

`pair` asks for subject and object (for trial metrics: metric, statistic, value); `triple` adds the predicate up to its
group and the polarity (for trial metrics: the arm, and polarity); `full` adds all else.

>>> from pipeline.scoring.annotation import Mark, Statement
>>> drug, gene = Mark(0, 4, "DRUG", "维奈克拉", "venetoclax"), Mark(6, 11, "GENE", "BCL-2", "BCL2")
>>> one = Statement("drug_target", "inhibits", drug, gene)
>>> other = Statement("drug_target", "binds", drug, gene, certainty="hedged")
>>> [key(one, tier) == key(other, tier) for tier in TIERS]
[True, True, False]
"""

from __future__ import annotations

from pipeline.scoring.annotation import Mark, Statement
from pipeline.scoring.vocabulary import FIGURE_FIELDS

TIERS = ("pair", "triple", "full")
_GROUPS = {
    **dict.fromkeys(("inhibits", "binds", "targets", "degrades", "downregulates"), "against"),
    **dict.fromkeys(("activates", "upregulates"), "for"),
}
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
    return (*pair, statement.predicate, _plain(statement.fields.get("disease", "")), *_qualifiers(statement))


def _figure(statement: Statement, tier: str) -> Key:
    fields = {column: _plain(statement.fields.get(column, "")) for column in FIGURE_FIELDS}
    pair = (statement.relation, fields["metric"], statement.predicate, fields["value"])
    if tier == "pair":
        return pair
    if tier == "triple":
        return (*pair, fields["arm"], statement.polarity)
    return (*pair, *(fields[column] for column in FIGURE_FIELDS), *_qualifiers(statement))


def _qualifiers(statement: Statement) -> Key:
    citations = ";".join(sorted(statement.citations))
    return statement.polarity, statement.certainty, statement.setting, citations
