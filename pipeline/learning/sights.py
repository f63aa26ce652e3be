"""The first level: what the classifiers make of a section's candidates, whatever the rules say.

Three kinds of classifier: the predicate of a pair (one for each relation), whether a figure is of an endpoint, and
whether an arm is a figure's. None of them sees a rule, so that the second level can hold both against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from pipeline.learning import features
from pipeline.learning.candidates import Arm, Arms, Figure, Pair, figures, pairs
from pipeline.learning.classifier import Logistic
from pipeline.learning.features import Ground, ground
from pipeline.learning.scenes import Scene
from pipeline.learning.stated import group
from pipeline.records import Relation

PAIRED: tuple[Relation, ...] = ("drug_target", "mutation_response")
LINK, ARM = "link", "arm"
YES = "yes"
MODELS = (*PAIRED, LINK, ARM)
Models = Mapping[str, Logistic]
UNLIKELY = 0.03
"""Candidates that the first level gives less are not looked at further."""


@dataclass(frozen=True)
class ReadPair:
    """A pair with the probability of each predicate; `""` is that of no claim."""

    pair: Pair
    chances: Mapping[str, float]

    def stated(self, predicate: str) -> float:
        """The probability of a predicate's group."""
        return self._groups.get(group(predicate), 0.0)

    @cached_property
    def best(self) -> str:
        """The likeliest predicate of the likeliest group."""
        groups = self._groups
        likeliest = max(groups, key=lambda name: (groups[name], name))
        mine = [name for name in self.chances if name and group(name) == likeliest]
        return max(mine, key=lambda name: (self.chances[name], name))

    @cached_property
    def _groups(self) -> dict[str, float]:
        total: dict[str, float] = {}
        for name, chance in self.chances.items():
            if name:
                total[group(name)] = total.get(group(name), 0.0) + chance
        return total


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure with the probability that it is its endpoint's, and that of each arm, likeliest first."""

    figure: Figure
    linked: float
    arms: tuple[tuple[float, Arm], ...]

    def of(self, name: str) -> tuple[float, Arm] | None:
        """An arm by its name."""
        return next((one for one in self.arms if one[1].name.casefold() == name.casefold()), None)


@dataclass(frozen=True, slots=True)
class Sight:
    """A candidate as a classifier sees it: for training, and for applying what was trained.

    Attributes:
        own: Features that it has for itself.
        shared: Those that it has in common with other candidates of its sentence.
    """

    model: str
    own: frozenset[str] | set[str]
    shared: tuple[frozenset[str], ...] = ()

    @property
    def features(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.own).union(*self.shared)

    def read(self, models: Models) -> dict[str, float]:
        """What the classifier makes of it: the probability of each label."""
        return models[self.model].of(self.own, shared=self.shared)


def pair_sights(scene: Scene) -> Iterator[tuple[Pair, Sight]]:
    """The pairs of a section with their features."""
    for relation in PAIRED:
        here: Ground | None = None
        for pair in pairs(scene, relation):
            if here is None or here.sentence is not pair.sentence:
                here = ground(scene, pair.sentence)
            yield pair, Sight(relation, features.pair_features(here, pair), features.shared_features(here, pair))


def figure_sights(scene: Scene) -> Iterator[tuple[Figure, Sight, Callable[[], list[tuple[Arm, Sight]]]]]:
    """The figures of a section with their features, and a way to have those of the arms of each."""
    arms = Arms(scene)
    here: Ground | None = None
    for figure in figures(scene):
        if here is None or here.sentence is not figure.sentence:
            here = ground(scene, figure.sentence)
        yield figure, Sight(LINK, features.link_features(here, figure)), partial(_arm_sights, arms, here, figure)


def _arm_sights(arms: Arms, here: Ground, figure: Figure) -> list[tuple[Arm, Sight]]:
    named = arms.of(figure.sentence)
    return [(arm, Sight(ARM, features.arm_features(here, figure, arm, named))) for arm in named]


def read_pairs(scene: Scene, models: Models) -> Iterator[ReadPair]:
    """What the classifiers make of the pairs of a section."""
    for pair, sight in pair_sights(scene):
        yield ReadPair(pair, sight.read(models))


def read_figures(scene: Scene, models: Models) -> list[ReadFigure]:
    """What the classifiers make of the figures of a section.

    Of a figure that the rules have not joined to an endpoint, the likeliest endpoint alone is looked at further, and only
    where it is likely at all.
    """
    found = []
    unread: dict[int, tuple[float, Figure, Callable[[], list[tuple[Arm, Sight]]]]] = {}
    for figure, link, arms in figure_sights(scene):
        linked = link.read(models)[YES]
        if figure.claims:
            found.append(ReadFigure(figure, linked, _ranked(arms(), models)))
        elif linked >= UNLIKELY:
            place = figure.value.start
            if place not in unread or linked > unread[place][0]:
                unread[place] = (linked, figure, arms)
    return [*found, *(ReadFigure(figure, linked, _ranked(arms(), models)) for linked, figure, arms in unread.values())]


def _ranked(arms: Iterable[tuple[Arm, Sight]], models: Models) -> tuple[tuple[float, Arm], ...]:
    chances = [(sight.read(models)[YES], arm) for arm, sight in arms]
    return tuple(sorted(chances, key=lambda one: (-one[0], one[1].name)))
