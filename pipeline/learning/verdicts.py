"""The second level: how likely a claim of the rules is right, and a candidate that they passed over.

What the first level makes of a candidate stands beside what the rules say: their mechanism, their own confidence, and
what else they claim in the sentence. Few features, so that few papers calibrate them; a last step by Platt (a slope and
an offset on the log-odds, fitted on papers held out) mends what is left.

>>> round(Platt(1.0, 0.0).of(0.25), 3), round(Platt(2.0, 0.0).of(0.25), 3)
(0.25, 0.1)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from pipeline.learning import making
from pipeline.learning.candidates import Arm, Figure
from pipeline.learning.classifier import SEED, Logistic, logit
from pipeline.learning.scenes import Scene
from pipeline.learning.sights import UNLIKELY, YES, Models, ReadFigure, ReadPair, read_figures, read_pairs
from pipeline.records import RELATIONS, Claim, Measure, Mention, Relation

Kind = Literal["rules", "learned"]
KINDS: tuple[Kind, ...] = ("rules", "learned")
_SCALE = 3.0
_UNLISTED = 0.1


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim with what is known for and against it.

    Attributes:
        kind: Whether the rules claim it, or only the classifiers do.
        chance: What the first level alone gives it.
        features, numbers: What the second level sees.
    """

    kind: Kind
    claim: Claim
    chance: float
    features: frozenset[str]
    numbers: Mapping[str, float]

    @property
    def relation(self) -> Relation:
        return self.claim.relation


@dataclass(frozen=True, slots=True)
class Platt:
    """A slope and an offset on the log-odds."""

    slope: float
    offset: float

    def of(self, chance: float) -> float:
        return 1 / (1 + math.exp(-(self.slope * logit(chance) + self.offset)))


@dataclass(frozen=True, slots=True)
class Judge:
    """The second level for one kind of verdict of one relation."""

    model: Logistic
    platt: Platt

    def of(self, verdict: Verdict) -> float:
        """The probability that the claim is right."""
        return self.platt.of(self.model.of(verdict.features, verdict.numbers)[YES])

    def plain(self) -> dict[str, Any]:
        return {"model": self.model.plain(), "platt": [self.platt.slope, self.platt.offset]}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Judge:
        slope, offset = plain["platt"]
        return cls(Logistic.from_plain(plain["model"]), Platt(slope, offset))


def platt(chances: Sequence[float], right: Sequence[bool]) -> Platt:
    """The slope and offset that fit chances best to what was right; none where all or nothing was.

    A slope below zero would turn the order around, which only chance can ask for: the share right stands for all then.
    """
    from sklearn.linear_model import LogisticRegression

    if len(set(right)) < 2:
        return Platt(1.0, 0.0)
    column = np.array([[logit(chance)] for chance in chances])
    fitted = LogisticRegression(C=1.0, random_state=SEED).fit(column, np.array(right))
    slope, offset = round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)
    return Platt(slope, offset) if slope > 0 else Platt(0.0, round(logit(sum(right) / len(right)), 4))


def names() -> Iterator[tuple[str, Kind, Relation]]:
    """The judges that there are: `drug_target rules` and so on."""
    for relation in RELATIONS:
        for kind in KINDS:
            yield f"{relation} {kind}", kind, relation


def unjudged(verdict: Verdict) -> float:
    """The probability where nothing was learned: the rules' own, and none for what they passed over."""
    return verdict.claim.confidence if verdict.kind == "rules" else 0.0


# --- what the second level sees -------------------------------------------------------------------------------------


def verdicts(scene: Scene, models: Models) -> list[Verdict]:
    """Every claim of the rules, and every candidate that could be one, of a section."""
    return [*_of_pairs(scene, list(read_pairs(scene, models))), *_of_figures(scene, read_figures(scene, models))]


def _of_pairs(scene: Scene, read: Sequence[ReadPair]) -> Iterator[Verdict]:
    ruled = Counter(key for one in read for key in _ends(one) if one.pair.claims)
    for one in read:
        common = {
            f"section {scene.section.kind}",
            f"language {one.pair.sentence.language}",
            f"source {one.pair.source}",
        }
        if one.pair.claims:
            yield from (_ruled_pair(one, claim, common) for claim in one.pair.claims)
            continue
        chance = one.stated(one.best)
        if chance < UNLIKELY:
            continue
        sentence, subject, target = (min(ruled[key], 1) for key in _ends(one))
        beside = {f"rules in sentence {sentence}", f"rules of subject {subject} of object {target}"}
        claim = making.of_pair(scene, one.pair, one.best, chance)
        numbers = {"stated": logit(chance) / _SCALE}
        yield Verdict("learned", claim, chance, frozenset(common | beside | {f"predicate {one.best}"}), numbers)


def _ends(one: ReadPair) -> tuple[tuple[str, ...], ...]:
    """The sentence of a pair, and each of its names in it."""
    place = one.pair.relation, str(one.pair.sentence.index)
    other = one.pair.object.name if one.pair.object else ""
    return place, (*place, "subject", one.pair.subject.name), (*place, "object", other)


def _ruled_pair(one: ReadPair, claim: Claim, common: Iterable[str]) -> Verdict:
    chance = one.stated(claim.predicate)
    types = f"{claim.subject.type} {claim.object.type if claim.object else 'none'}"
    mine = {f"mechanism {claim.mechanism}", f"predicate {claim.predicate}", f"types {types}"}
    mine |= {f"unlisted {end}" for end, m in (("subject", claim.subject), ("object", claim.object)) if _is_local(m)}
    anything = 1 - one.chances.get("", 0.0)
    numbers = {
        "stated": logit(chance) / _SCALE, "anything": logit(anything) / _SCALE, "sure": claim.confidence / _SCALE,
    }  # fmt: skip
    return Verdict("rules", claim, chance, frozenset({*common, *mine}), numbers)


def _is_local(mention: Mention | None) -> bool:
    return mention is not None and mention.concept is not None and mention.concept.concept_id.startswith("local:")


def _of_figures(scene: Scene, read: Iterable[ReadFigure]) -> Iterator[Verdict]:
    for one in read:
        if one.figure.claims:
            yield from (_ruled_figure(scene, one, claim) for claim in one.figure.claims)
        elif one.arms:
            yield _unread_figure(scene, one)


def _form(figure: Figure) -> str:
    measure = figure.value.detail
    return measure.kind if isinstance(measure, Measure) else figure.statistic


def _sources(arm: Arm) -> str:
    return " ".join(sorted({source.partition(" ")[0] for source in arm.sources}))


def _figure_features(scene: Scene, figure: Figure) -> set[str]:
    return {
        f"section {scene.section.kind}", f"language {figure.sentence.language}", f"form {_form(figure)}",
        f"metric {figure.metric.type}",
    }  # fmt: skip


def _ruled_figure(scene: Scene, one: ReadFigure, claim: Claim) -> Verdict:
    mine = one.of(claim.fields["arm"])
    others = [chance for chance, arm in one.arms if mine is None or arm is not mine[1]]
    own, other = mine[0] if mine else _UNLISTED, others[0] if others else 0.0
    found = _figure_features(scene, one.figure) | {
        f"mechanism {claim.mechanism}", f"mechanism {claim.mechanism} {_form(one.figure)}",
        f"role {claim.fields['role']}", f"arms {min(len(one.figure.claims), 3)}", f"sure {round(claim.confidence, 1)}",
        f"source {_sources(mine[1]) if mine else 'unlisted'}",
    }  # fmt: skip
    numbers = {
        "linked": logit(one.linked) / _SCALE, "own arm": logit(own) / _SCALE, "other arm": logit(other) / _SCALE,
        "lead": (logit(own) - logit(other)) / _SCALE, "sure": claim.confidence / _SCALE,
    }  # fmt: skip
    return Verdict("rules", claim, one.linked * own, frozenset(found), numbers)


def _unread_figure(scene: Scene, one: ReadFigure) -> Verdict:
    chance, arm = one.arms[0]
    found = _figure_features(scene, one.figure) | {f"arm {arm.kind}", f"source {_sources(arm)}"}
    both = one.linked * chance
    numbers = {"linked": logit(one.linked) / _SCALE, "arm": logit(chance) / _SCALE, "both": logit(both) / _SCALE}
    claim = making.of_figure(scene, one.figure, arm, both)
    return Verdict("learned", claim, both, frozenset(found), numbers)
