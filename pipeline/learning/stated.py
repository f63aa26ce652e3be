"""What annotated papers teach: each candidate with what gold says of it.

A claim counts as right where the paper's gold holds it, as the score counts it: by canonical names, at the level of the
triple. A pair is learned as stated only
in the sentence in which gold states it.

>>> from pipeline.records import Concept
>>> drug, gene = Mention(0, 1, "DRUG", "x", Concept("", "DRUG", "X")), Mention(1, 2, "GENE", "y", Concept("", "GENE", "Y"))
>>> told = Stated("drug_target", ("x", "y"), "inhibits", "affirmed", 10)
>>> lesson = Lesson("paper", (), (told,), ())
>>> lesson.is_right(Claim("drug_target", 0, drug, "binds", gene, "verb"))
True
>>> lesson.is_right(Claim("drug_target", 0, drug, "activates", gene, "verb"))
False
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.learning.candidates import Figure, Pair, code_of
from pipeline.learning.scenes import Scene
from pipeline.records import Claim, Measure, Mention, Polarity, Relation

_GROUPS = {
    **dict.fromkeys(("inhibits", "binds", "targets", "degrades", "downregulates"), "against"),
    **dict.fromkeys(("activates", "upregulates"), "for"),
}


def group(predicate: str) -> str:
    """The predicates that the triple does not tell apart."""
    return _GROUPS.get(predicate, predicate)


def _third(relation: Relation, predicate: str, polarity: str) -> tuple[str, ...]:
    return (predicate,) if relation == "trial_metric" else (group(predicate), polarity)


@dataclass(frozen=True, slots=True)
class Stated:
    """A gold claim.

    Attributes:
        names: Case-folded: subject and object; for a figure endpoint, statistic and value.
        predicate: As annotated; the arm, case-folded, for a figure.
        position: Raw offset inside its sentence.
    """

    relation: Relation
    names: tuple[str, ...]
    predicate: str
    polarity: Polarity
    position: int


@dataclass(frozen=True)
class Lesson:
    """An annotated paper.

    Attributes:
        scenes: Its sections.
        bounds: For each section, by the index of a sentence, the raw offsets of the sentence.
    """

    name: str
    scenes: Sequence[Scene]
    stated: Sequence[Stated]
    bounds: Sequence[Mapping[int, tuple[int, int]]]

    @cached_property
    def _of_names(self) -> Mapping[tuple[str, ...], Sequence[Stated]]:
        found: dict[tuple[str, ...], list[Stated]] = defaultdict(list)
        for stated in self.stated:
            found[stated.relation, *stated.names].append(stated)
        return found

    def about(self, relation: Relation, names: tuple[str, ...]) -> Sequence[Stated]:
        """What gold says of some names anywhere in the paper."""
        return self._of_names.get((relation, *names), ())

    @cached_property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """What tells the paper's gold claims apart, at the level of the triple."""
        return frozenset(
            (one.relation, *one.names, *_third(one.relation, one.predicate, one.polarity)) for one in self.stated
        )

    def key(self, claim: Claim) -> tuple[str, ...]:
        """What tells a claim apart from others of the paper, at the level of the triple."""
        figure = claim.relation == "trial_metric"
        third = claim.fields["arm"].casefold().strip() if figure else claim.predicate
        return (claim.relation, *names_of(claim), *_third(claim.relation, third, claim.qualifiers.polarity))

    def is_right(self, claim: Claim) -> bool:
        """Whether the paper's gold holds a claim."""
        return self.key(claim) in self.keys

    def is_stated(self, number: int, figure: Figure) -> bool:
        """Whether gold has a figure with its endpoint in the same sentence, of whatever arm."""
        told = self.about("trial_metric", figure_names(figure.metric, figure.statistic, figure.value, figure.claims))
        begin, stop = self.bounds[number][figure.sentence.index]
        return any(begin <= one.position < stop for one in told)

    def predicate(self, number: int, pair: Pair) -> str:
        """The predicate that gold states of a pair in its sentence; empty where it states none."""
        told = self.about(pair.relation, (_name(pair.subject), _name(pair.object)))
        begin, stop = self.bounds[number][pair.sentence.index]
        return next((one.predicate for one in told if begin <= one.position < stop), "")

    def arms(self, number: int, figure: Figure) -> frozenset[str]:
        """The arms that gold gives a figure: those of its sentence, else of the paper."""
        told = self.about("trial_metric", figure_names(figure.metric, figure.statistic, figure.value, figure.claims))
        begin, stop = self.bounds[number][figure.sentence.index]
        own = [one for one in told if begin <= one.position < stop]
        return frozenset(one.predicate for one in own or told)


def names_of(claim: Claim) -> tuple[str, ...]:
    """The names by which a claim is looked up."""
    if claim.relation == "trial_metric":
        return _folded(claim.fields["metric"], claim.predicate, claim.fields["value"])
    return _name(claim.subject), _name(claim.object)


def figure_names(metric: Mention, statistic: str, value: Mention, claims: Sequence[Claim] = ()) -> tuple[str, ...]:
    if claims:
        return names_of(claims[0])
    number = value.detail.value if isinstance(value.detail, Measure) else value.text
    return _folded(code_of(metric), statistic, number)


def _name(mention: Mention | None) -> str:
    return mention.name.casefold().strip() if mention else "none"


def _folded(*names: str) -> tuple[str, ...]:
    return tuple(name.casefold().strip() for name in names)
