"""How the reader of claims is trained: in folds of whole papers, so that what calibrates was never learned from.

The first level is trained on all folds but one and reads that one; what it says there teaches the second level, whose
own probabilities, again of papers held out, set the last calibration and the thresholds. Then the first level is trained
once more on everything. Claims of the rules are judged on the papers as they are; what the rules pass over is judged on the
same papers under a `veil`, as on papers that nobody has worked on, for little that is right is passed over elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.learning.claims import ALONE, FILE, POINTS, Point, Reader
from pipeline.learning.classifier import Logistic, trained
from pipeline.learning.scenes import Scene
from pipeline.learning.sights import ARM, LINK, MODELS, YES, Models, figure_sights, pair_sights
from pipeline.learning.stated import Lesson
from pipeline.learning.veil import SHARE, veiled
from pipeline.learning.verdicts import KINDS, Judge, Kind, Platt, Verdict, names, platt, unjudged, verdicts
from pipeline.records import RELATIONS, Relation

FOLDS = 5
_STEP = 0.05
_HIGHEST = 0.9
_STRENGTH = 0.3
_TRIFLE = 0.003
_LEAST_ALONE = 3
_LOSS = 0.01
"""How much precision what is added may cost a relation."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on a held-out paper, and whether gold agrees."""

    paper: str
    verdict: Verdict
    right: bool
    key: tuple[str, ...]


@dataclass(frozen=True)
class _Part:
    """The verdicts on one fold's papers, by classifiers that were trained on the others.

    Attributes:
        plain: With the rules as they are.
        veiled: With a share of the rules' claims hidden.
        bare: With no rules at all.
    """

    plain: Sequence[Judged]
    veiled: Sequence[Judged]
    bare: Sequence[Judged]


def train_claims(lessons: Sequence[Lesson], folder: Path, share: float = SHARE, folds: int = FOLDS) -> dict[str, float]:
    """Trains both levels and writes `claims.json`.

    Args:
        lessons: Annotated papers, in any order; two at least.
        folder: Where the file goes.
        share: How much of the rules' claims the veil hides.
        folds: Into how many parts the papers are dealt.

    Returns:
        Figures on papers held out: of each relation precision, recall and F1 at the balanced point, by the rules, by the
        classifiers alone and by both; `veiled` with a share of the rules' claims hidden.
    """
    papers = sorted(lessons, key=lambda lesson: lesson.name)
    dealt = [papers[number::folds] for number in range(min(folds, len(papers)))]
    parts = [
        _part(some, first_level(one for other, more in enumerate(dealt) if other != number for one in more), share)
        for number, some in enumerate(dealt)
    ]
    judges = dict(_judges(parts))
    alone: dict[str, Platt] = {relation: _alone(parts, relation) for relation in RELATIONS}
    held_out = {
        "plain": _crossed(parts, [part.plain for part in parts]),
        "veiled": _crossed(parts, [part.veiled for part in parts]),
        "learned": _mended(parts, alone),
    }
    wanted = {relation: sum(_wanted(lesson, relation) for lesson in papers) for relation in RELATIONS}
    bars: dict[str, dict[str, float]] = {prefer: _bars(held_out, wanted, prefer) for prefer in POINTS}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(Reader(first_level(papers), judges, alone, bars).dumps())
    return _figures(held_out, wanted, bars["balanced"])


# --- the first level ------------------------------------------------------------------------------------------------


def first_level(lessons: Iterable[Lesson]) -> Models:
    """The classifiers that see no rules."""
    seen: dict[str, tuple[list[Iterable[str]], list[str]]] = {name: ([], []) for name in MODELS}
    for lesson in lessons:
        for number, scene in enumerate(lesson.scenes):
            for model, features, label in _examples(lesson, number, scene):
                seen[model][0].append(features)
                seen[model][1].append(label)
    return {name: _fitted(features, labels) for name, (features, labels) in seen.items()}


def _fitted(features: Sequence[Iterable[str]], labels: Sequence[str]) -> Logistic:
    return trained([frozenset(some) for some in features], labels)


def _examples(lesson: Lesson, number: int, scene: Scene) -> Iterator[tuple[str, Iterable[str], str]]:
    """Candidates of a section with their labels."""
    for pair, sight in pair_sights(scene):
        yield sight.model, sight.features, lesson.predicate(number, pair)
    for figure, link, arms in figure_sights(scene):
        stated = lesson.is_stated(number, figure)
        if figure.statistic != "direction":
            yield LINK, link.features, YES if stated else ""
        gold = lesson.arms(number, figure) if stated or figure.claims else frozenset()
        for arm, sight in arms() if gold else ():
            yield ARM, sight.features, YES if arm.name.casefold() in gold else ""


# --- the second level -----------------------------------------------------------------------------------------------


def _part(lessons: Sequence[Lesson], models: Models, share: float) -> _Part:
    def read(seen: Callable[[Scene], Scene]) -> list[Judged]:
        return [one for lesson in lessons for one in _judged(lesson, map(seen, lesson.scenes), models)]

    return _Part(
        read(lambda scene: scene),
        read(lambda scene: veiled(scene, share)),
        read(lambda scene: replace(scene, claims=())),
    )


def _judged(lesson: Lesson, scenes: Iterable[Scene], models: Models) -> Iterator[Judged]:
    """The verdicts on a paper, with gold's word."""
    for scene in scenes:
        for one in verdicts(scene, models):
            yield Judged(lesson.name, one, lesson.is_right(one.claim), lesson.key(one.claim))


def _of(judged: Iterable[Judged], relation: Relation, kind: Kind) -> list[Judged]:
    return [one for one in judged if (one.verdict.relation, one.verdict.kind) == (relation, kind)]


def _lessons(parts: Iterable[_Part], relation: Relation, kind: Kind) -> list[Judged]:
    """What a judge is taught by."""
    return [one for part in parts for one in _of(part.plain if kind == "rules" else part.veiled, relation, kind)]


def _fit_judge(some: Sequence[Judged]) -> Logistic | None:
    """A judge's weights; none where there is nothing to tell apart."""
    labels = [YES if one.right else "" for one in some]
    if len(set(labels)) < 2:
        return None
    features, numbers = [one.verdict.features for one in some], [one.verdict.numbers for one in some]
    return trained(features, labels, numbers, _STRENGTH, 1)


def _chance(model: Logistic | None, verdict: Verdict) -> float:
    return model.of(verdict.features, verdict.numbers)[YES] if model else unjudged(verdict)


def _held_out(
    parts: Sequence[_Part], read: Sequence[Sequence[Judged]], relation: Relation, kind: Kind
) -> list[list[tuple[Judged, float]]]:
    """Each verdict of `read`, fold by fold, with the probability that a judge trained on the other folds gives it."""
    found = []
    for number, some in enumerate(read):
        model = _fit_judge(_lessons([*parts[:number], *parts[number + 1 :]], relation, kind))
        found.append([(one, _chance(model, one.verdict)) for one in _of(some, relation, kind)])
    return found


def _mending(parts: Sequence[_Part], relation: Relation, kind: Kind) -> Platt:
    """The last calibration."""
    read = [part.plain if kind == "rules" else part.veiled for part in parts]
    some = [pair for held in _held_out(parts, read, relation, kind) for pair in held]
    return platt([chance for _, chance in some], [one.right for one, _ in some])


def _judges(parts: Sequence[_Part]) -> Iterator[tuple[str, Judge]]:
    for name, kind, relation in names():
        if model := _fit_judge(_lessons(parts, relation, kind)):
            yield name, Judge(model, _mending(parts, relation, kind))


def _alone(parts: Sequence[_Part], relation: Relation) -> Platt:
    some = [one for part in parts for one in part.bare if one.verdict.relation == relation]
    return platt([one.verdict.chance for one in some], [one.right for one in some])


def _crossed(parts: Sequence[_Part], read: Sequence[Sequence[Judged]]) -> list[tuple[Judged, float, str]]:
    """The verdicts of `read`, by fold, with their calibrated probabilities, each by judges of the other folds."""
    found = []
    for name, kind, relation in names():
        held = _held_out(parts, read, relation, kind)
        mended = _mending(parts, relation, kind)
        found += [(one, mended.of(chance), name) for some in held for one, chance in some]
    return found


def _mended(parts: Sequence[_Part], alone: Mapping[str, Platt]) -> list[tuple[Judged, float, str]]:
    bare = [one for part in parts for one in part.bare]
    return [
        (one, alone[one.verdict.relation].of(one.verdict.chance), f"{one.verdict.relation} {ALONE}") for one in bare
    ]


# --- thresholds -----------------------------------------------------------------------------------------------------

Held = Mapping[str, Sequence[tuple[Judged, float, str]]]
_SCALE = [round(_STEP * step, 2) for step in range(round(_HIGHEST / _STEP) + 1)]
_NOTHING = 1.01
LEAST: Mapping[Point, float] = {"balanced": 0.5, "precision": 0.7, "recall": 0.3}
"""What is added has at least this probability, whatever the papers held out say: few of them tell much of it."""


def _wanted(lesson: Lesson, relation: Relation) -> int:
    return len({key for key in lesson.keys if key[0] == relation})


def _counted(held: Sequence[tuple[Judged, float, str]], bars: Mapping[str, float]) -> tuple[int, int]:
    """How many claims are made, and how many are right, as sets per paper."""
    made = {(one.paper, *one.key): one.right for one, chance, name in held if chance >= bars.get(name, _NOTHING)}
    return len(made), sum(made.values())


def _score(made: int, right: int, wanted: int, beta: float) -> float:
    return (1 + beta**2) * right / (made + beta**2 * wanted) if made + wanted else 1.0


def _bars(held_out: Held, wanted: Mapping[Relation, int], prefer: Point) -> dict[str, float]:
    """The thresholds of an operating point, each the best for the point's F-score.

    That of the rules' claims is nought where it would gain next to nothing. That of what is added is the best on papers under
    the veil, among those that keep the rules' precision on the papers as they are.
    """
    bars: dict[str, float] = {}
    for relation in RELATIONS:
        rules, learned, alone = (f"{relation} {kind}" for kind in (*KINDS, ALONE))
        bars[rules] = _best(held_out["plain"], rules, wanted[relation], POINTS[prefer], _SCALE)
        bars[alone] = _best(held_out["learned"], alone, wanted[relation], POINTS[prefer], _SCALE[_LEAST_ALONE:])
        plain, veil = ([one for one in held_out[name] if one[2] in (rules, learned)] for name in ("plain", "veiled"))
        allowed = _allowed({rules: bars[rules]}, learned, plain, prefer)
        worth = {
            bar: _score(*_counted(veil, {rules: bars[rules], learned: bar}), wanted[relation], POINTS[prefer])
            for bar in allowed
        }
        bars[learned] = max(worth, key=lambda bar: (worth[bar], -bar))
    return bars


def _allowed(
    rules: Mapping[str, float], name: str, held: Sequence[tuple[Judged, float, str]], prefer: Point
) -> list[float]:
    """The thresholds of what is added that keep the rules' precision; that which adds nothing always does."""
    made, right = _counted(held, rules)
    floor = 0.0 if prefer == "recall" or not made else right / made - _LOSS

    def keeps(bar: float) -> bool:
        made, right = _counted(held, {**rules, name: bar})
        return not made or right / made >= floor

    return [*filter(keeps, (bar for bar in _SCALE if bar >= LEAST[prefer])), _NOTHING]


def _best(
    held: Sequence[tuple[Judged, float, str]], name: str, wanted: int, beta: float, scale: Sequence[float]
) -> float:
    """The threshold with the highest score; the lowest of the scale where that gains less than a trifle."""
    some = [one for one in held if one[2] == name]
    worth = {bar: _score(*_counted(some, {name: bar}), wanted, beta) for bar in scale}
    best = max(scale, key=lambda bar: (worth[bar], -bar))
    return best if worth[best] - worth[scale[0]] >= _TRIFLE else scale[0]


def _figures(held_out: Held, wanted: Mapping[Relation, int], bars: Mapping[str, float]) -> dict[str, float]:
    """Precision, recall, F1 and calibration on papers held out, of the classifiers alone and of both with the rules."""
    found = dict(_told("learned", held_out["learned"], wanted, bars))
    found["learned calibration error"] = round(_calibration_error(held_out["learned"], bars), 4)
    if any(one.verdict.kind == "rules" for one, _, _ in held_out["plain"]):
        ruled = dict.fromkeys((f"{relation} rules" for relation in RELATIONS), 0.0)
        for name, held in (("", held_out["plain"]), ("veiled ", held_out["veiled"])):
            found |= dict(_told(f"{name}rules", held, wanted, ruled))
            found |= dict(_told(f"{name}hybrid", held, wanted, bars))
            found[f"{name}hybrid calibration error"] = round(_calibration_error(held, bars), 4)
    return found


def _told(
    version: str,
    held: Sequence[tuple[Judged, float, str]],
    wanted: Mapping[Relation, int],
    bars: Mapping[str, float],
) -> Iterator[tuple[str, float]]:
    """Precision, recall and F1 of each relation and of all."""
    for relation in (*RELATIONS, "all"):
        made, right = _counted([one for one in held if relation in (one[0].verdict.relation, "all")], bars)
        total = sum(number for other, number in wanted.items() if relation in (other, "all"))
        yield f"{version} {relation} precision", round(right / made, 4) if made else 0.0
        yield f"{version} {relation} recall", round(right / total, 4) if total else 0.0
        yield f"{version} {relation} F1", round(_score(made, right, total, 1.0), 4)


def _calibration_error(held: Sequence[tuple[Judged, float, str]], bars: Mapping[str, float]) -> float:
    """Mean distance of probability and share right over ten bins, weighted by claims."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one, chance, name in held:
        if chance >= bars.get(name, _NOTHING):
            bins.setdefault(min(int(chance * 10), 9), []).append((chance, one.right))
    total = sum(len(some) for some in bins.values())
    return (
        sum(abs(sum(c for c, _ in some) - sum(r for _, r in some)) for some in bins.values()) / total if total else 0.0
    )
