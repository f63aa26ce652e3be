"""Features that say why: what stands between two names, how far apart they are, what stands around.

A feature is a short text (`between 抑制`, `clauses 1`); the classifier knows those that it met often enough in training
and passes over all others.

>>> sorted(words("可抑制 BCL-2 expression"))
['bcl-2', 'expression', '可抑', '可抑制', '抑制']
>>> [bucket(number) for number in (0, 1, 5, 9, 300)]
['0', '1', '4-7', '8-15', '128+']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from pipeline.learning.candidates import ENDPOINTS, Arm, Figure, Pair, code_of
from pipeline.learning.scenes import Scene
from pipeline.records import Endpoint, Measure, Mention, Sentence

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_STEPS = (0, 1, 2, 3, 4, 8, 16, 32, 64, 128)
_AROUND = 12
_SHORT = 6
_FARTHEST = 160
_LIST = re.compile(r"\s*(?:、|/|和|与|及|或|,|以及|and|or|\+|, and)\s*")
_VERSUS = re.compile(
    r"\bvs\b\.?|versus|compared (?:with|to)|\bthan\b|较|比|相比|对比|优于|对照|不及|低于|高于", re.IGNORECASE
)
_NEGATION = re.compile(r"不|未|无|非|没有|\bnot\b|\bno\b|without|neither|\bnor\b", re.IGNORECASE)
_GROUP = re.compile(r"\s*(?:\([^()]{0,20}\))?\s*(?:治疗|单药|方案|联合)?(?:组|队列|arm|group|cohort)", re.IGNORECASE)
_PATIENTS = re.compile(r"\s*(?:单药|方案)?(?:治疗|treated)?(?:后|的)?\s*(?:患者|者|patients)", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:较|比|优于|于|与|vs\.?|versus|compared with|compared to|than|over|from|from the)\s*$", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """Latin words and pairs and triples of Han characters.

    Args:
        text: A stretch of text.
    """
    found = {word.lower() for word in _LATIN.findall(text)}
    for run in _HAN.findall(text):
        found.update(run[i : i + size] for size in (2, 3) for i in range(len(run) - size + 1))
        found.update(run if len(run) == 1 else ())
    return frozenset(found)


def bucket(number: int) -> str:
    """The step of a scale that doubles that a number falls into."""
    for low, high in pairwise(_STEPS):
        if number < high:
            return str(low) if high - low <= 1 else f"{low}-{high - 1}"
    return f"{_STEPS[-1]}+"


@dataclass(frozen=True)
class Ground:
    """What all candidates of one sentence have in common."""

    scene: Scene
    sentence: Sentence
    mentions: Sequence[Mention]
    common: frozenset[str]

    @cached_property
    def _beside(self) -> dict[tuple[str, int, int], frozenset[str]]:
        return {}

    @cached_property
    def own(self) -> frozenset[str]:
        """Features of the words of the sentence, for a name whose partner stands outside it."""
        start, end = self.sentence.start, self.sentence.end
        return frozenset(f"own {word}" for word in words(self.scene.gap(start, end)[:_FARTHEST]))

    @cached_property
    def told(self) -> str:
        """What the cue words of the sentence may mean, each once, in order."""
        signs = self.scene.signs(self.sentence.start, self.sentence.end)
        return " ".join(sorted({sign.name for sign in signs}))

    def beside(self, name: str, mention: Mention) -> frozenset[str]:
        """Features of the words around a name; one name is in many pairs, each time with the same words around it."""
        place = name, mention.start, mention.end
        if place not in self._beside:
            self._beside[place] = frozenset(_around(self, name, mention))
        return self._beside[place]


def ground(scene: Scene, sentence: Sentence) -> Ground:
    """The features of a sentence."""
    own = scene.inside(sentence)
    kinds = Counter(m.type for m in own)
    common = [
        f"section {scene.section.kind}",
        f"language {sentence.language}",
        f"length {bucket(sentence.end - sentence.start)}",
        *(f"count {kind} {bucket(number)}" for kind, number in sorted(kinds.items())),
    ]
    return Ground(scene, sentence, own, frozenset(common))


# --- pairs ----------------------------------------------------------------------------------------------------------


def pair_features(here: Ground, pair: Pair) -> set[str]:
    """Features of two names, without what the rules say of them, and without those that other pairs share."""
    subject, other = pair.subject, pair.object
    kinds = f"{subject.type} {other.type if other else 'none'}"
    found = {"bias", f"types {kinds}", f"source {pair.source}", f"types {kinds} {pair.source}"}
    found.update(f"linked {'local' if _is_local(m) else 'known'} {m.type}" for m in (subject, other) if m)
    ends = [m for m in (subject, other) if m is not None and _is_inside(here.sentence, m)]
    if len(ends) == 2:
        found.update(_between(here, ends[0], ends[1]))
    found.update(_signalled(here, sorted(ends, key=lambda m: (m.start, -m.end)), subject))
    if pair.relation == "mutation_response":
        found.update(_changes(subject))
    return found


def shared_features(here: Ground, pair: Pair) -> tuple[frozenset[str], ...]:
    """The features of a pair that it has in common with others: of its sentence, and of the words around each name."""
    named = (("subject", pair.subject), ("object", pair.object))
    ends = [(name, m) for name, m in named if m is not None and _is_inside(here.sentence, m)]
    alone = (here.own,) if len(ends) == 1 else ()
    return (here.common, *alone, *(here.beside(name, m) for name, m in ends))


def _signalled(here: Ground, ends: Sequence[Mention], subject: Mention) -> Iterator[str]:
    """The cue words of a sentence by where they stand: before, between and behind the names, and how near."""
    scene, sentence = here.scene, here.sentence
    if not ends:
        return
    order = "forward" if ends[0] is subject else "backward"
    if len(ends) == 1:
        order += " alone"
    bounds = (sentence.start, ends[0].start, ends[0].end, ends[-1].start, ends[-1].end, sentence.end)
    for place, start, end in zip(_PLACES, bounds[::2], bounds[1::2], strict=True):
        signs = scene.signs(start, end)
        if not signs:
            yield f"no sign {place} {order}"
            continue
        nearest = signs[-1] if place == "before" else signs[0]
        gap = (nearest.end, end) if place == "before" else (start, nearest.start)
        yield f"nearest sign {place} {order} {nearest.name}"
        yield f"nearest sign {place} {order} {nearest.name} clauses {min(scene.breaks(*gap), 2)}"
        yield from (f"sign {place} {sign.name}" for sign in signs)
    yield f"signs {order} {here.told}"


_PLACES = ("before", "between", "behind")


def _is_inside(sentence: Sentence, mention: Mention) -> bool:
    return sentence.start <= mention.start and mention.end <= sentence.end


def _is_local(mention: Mention) -> bool:
    return mention.concept is None or mention.concept.concept_id.startswith("local:")


def _changes(mention: Mention) -> Iterator[str]:
    kind = mention.name.rsplit(" ", 1)[-1] if " " in mention.name and " p." not in mention.name else "change"
    yield f"alteration {kind}"


def _between(here: Ground, subject: Mention, other: Mention) -> Iterator[str]:
    first, second = sorted((subject, other), key=lambda m: (m.start, -m.end))
    order = "forward" if first is subject else "backward"
    if second.start < first.end:
        yield f"nested {order}"
        return
    gap = here.scene.gap(first.end, second.start)
    passed = [m for m in here.mentions if m.start >= first.end and m.end <= second.start]
    breaks = here.scene.breaks(first.end, second.start)
    yield f"order {order}"
    yield f"far {bucket(len(gap))}"
    yield f"passed {bucket(len(passed))}"
    yield f"clauses {bucket(breaks)}"
    yield f"clauses {bucket(breaks)} {order}"
    yield from (f"passed {kind}" for kind in {m.type for m in passed})
    yield from (f"passed {m.type} same" for m in passed if m.type in (subject.type, other.type))
    if len(gap) <= _SHORT:
        yield f"gap {gap.strip().lower()}"
    if _LIST.fullmatch(gap):
        yield "listed"
    if _NEGATION.search(gap):
        yield "negation between"
    if ";" in gap or "。" in gap:
        yield "semicolon between"
    bare = _without(here.scene, first.end, second.start, passed)[:_FARTHEST]
    for word in words(bare):
        yield f"between {order} {word}"
        yield f"between {word}"


def _without(scene: Scene, start: int, end: int, passed: Sequence[Mention]) -> str:
    """The text between two offsets with a blank in the place of each mention."""
    parts, at = [], start
    for mention in passed:
        parts.append(scene.gap(at, mention.start))
        at = max(at, mention.end)
    return " ".join([*parts, scene.gap(at, end)])


def _around(here: Ground, name: str, mention: Mention) -> Iterator[str]:
    start, end = here.sentence.start, here.sentence.end
    before = here.scene.gap(max(start, mention.start - _AROUND), mention.start)
    behind = here.scene.gap(mention.end, min(end, mention.end + _AROUND))
    yield from (f"{name} after {word}" for word in words(before))
    yield from (f"{name} before {word}" for word in words(behind))
    yield f"{name} opens {before[-1:]}"
    yield f"{name} closes {behind[:1]}"


# --- figures --------------------------------------------------------------------------------------------------------


def link_features(here: Ground, figure: Figure) -> set[str]:
    """Features of an endpoint and a figure."""
    metric, value, measure = figure.metric, figure.value, figure.value.detail
    kind = measure.kind if isinstance(measure, Measure) else figure.statistic
    stated = metric.detail.statistic if isinstance(metric.detail, Endpoint) else "event"
    form = f"{kind} {stated}"
    found = {"bias", f"form {form}", f"metric {metric.type}", f"code {code_of(metric)} {kind}", *here.common}
    if not _is_inside(here.sentence, metric):
        return found | {"metric before", f"metric before {form}"}
    found.update(_between(here, metric, value))
    found |= here.beside("value", value)
    found |= here.beside("metric", metric)
    metrics = [m for m in here.mentions if m.type in ENDPOINTS and m.end <= value.start]
    rank = sum(m.start > metric.start for m in metrics) if metric.start < value.start else -1
    values = [m for m in here.mentions if m.type == "VALUE"]
    passed = sum(metric.end <= m.start < value.start for m in values)
    return found | {
        f"metric rank {rank}",
        f"values passed {passed}",
        f"rank {rank} passed {passed}",
        f"rank {rank} {form}",
    }


def arm_features(here: Ground, figure: Figure, arm: Arm, arms: Sequence[Arm]) -> set[str]:
    """Features of a figure and an arm that it may be of."""
    measure = figure.value.detail
    kind = measure.kind if isinstance(measure, Measure) else "direction"
    compares = "compares" if kind in ("ratio", "p_value", "fold", "direction") else "measures"
    own = [other for other in arms if other.places]
    sources = " ".join(sorted(_source(source) for source in arm.sources))
    found = {
        "bias", f"kind {arm.kind}", f"sources {sources}", f"figure {kind}", f"own arms {min(len(own), 5)}",
        f"kind {arm.kind} own arms {min(len(own), 3)}", f"{compares} {sources}", *here.common,
    }  # fmt: skip
    found.update(f"source {source}" for source in arm.sources)
    found.update(f"source {source} own arms {min(len(own), 3)}" for source in arm.sources)
    if any(arm.name in other.name.split(" + ") and other is not arm for other in own):
        found.add("part of another own arm")
    if any(arm.name in other.name.split(" + ") and other is not arm for other in arms):
        found.add("part of another arm")
    if any(other.name in arm.name.split(" + ") and other is not arm for other in own):
        found.add("holds another own arm")
    if arm.places:
        for name in _placed(here, figure, arm, own):
            found |= {name, f"{compares} {name}"}
    return found


def _source(source: str) -> str:
    return source.partition(" ")[0] if source.startswith("before") else source


def _placed(here: Ground, figure: Figure, arm: Arm, own: Sequence[Arm]) -> Iterator[str]:
    """Where an arm stands, beside its figure and the other arms of the sentence."""
    scene, value = here.scene, figure.value
    order = sorted((place, other.name) for other in own for place in other.places)
    before = [place for place in arm.places if place[1] <= value.start]
    behind = [place for place in arm.places if place[0] >= value.end]
    if before:
        start, end = before[-1]
        closer = {name for place, name in order if place[0] >= end and place[1] <= value.start and name != arm.name}
        values = sum(m.type == "VALUE" and end <= m.start < value.start for m in here.mentions)
        breaks = scene.breaks(end, value.start)
        yield f"arm before rank {min(len(closer), 4)}"
        yield f"arm before clauses {min(breaks, 4)}"
        yield f"arm before rank {min(len(closer), 3)} clauses {min(breaks, 3)}"
        yield f"arm before values {min(values, 4)}"
        yield f"arm before rank {min(len(closer), 3)} values {min(values, 3)}"
        yield f"arm before far {bucket(value.start - end)}"
        if ";" in scene.gap(end, value.start):
            yield "arm before semicolon"
        if value.start - end <= _SHORT:
            yield f"arm gap {scene.gap(end, value.start).strip().lower()}"
        yield from (f"arm {name}" for name in _role(here, start, end))
        metric = "metric" if end <= figure.metric.start < value.start else "no metric"
        yield f"arm before {metric} between rank {min(len(closer), 2)}"
    if behind:
        start, end = behind[0]
        values = sum(m.type == "VALUE" and value.end <= m.start < start for m in here.mentions)
        yield f"arm behind values {min(values, 3)}"
        yield f"arm behind clauses {min(scene.breaks(value.end, start), 3)}"
        yield f"arm behind far {bucket(start - value.end)}"
        if not before:
            yield "arm behind alone"
        if start - value.end <= _SHORT:
            yield f"arm behind gap {scene.gap(value.end, start).strip().lower()}"
        yield from (f"arm behind {name}" for name in _role(here, start, end))
    yield from _ranked(here, figure, arm, own)


def _role(here: Ground, start: int, end: int) -> Iterator[str]:
    """Words beside an arm that say what it is: compared with, a group, patients."""
    text = here.scene.text
    left = text[max(here.sentence.start, start - 16) : start]
    right = text[end : min(here.sentence.end, end + 24)]
    if _COMPARED.search(left):
        yield "compared with"
    if _GROUP.match(right):
        yield "group"
    if _PATIENTS.match(right):
        yield "patients"
    if left.rstrip().endswith("("):
        yield "bracketed"
    yield f"left {left[-2:]}"
    yield f"right {right[:2]}"


def _ranked(here: Ground, figure: Figure, arm: Arm, own: Sequence[Arm]) -> Iterator[str]:
    """The number of an arm in its sentence beside the number of its figure among those alike."""
    ranks = sorted(own, key=lambda other: other.places[0])
    place = ranks.index(arm)
    alike = [m.start for m in here.mentions if m.type == "VALUE" and _form(m) == _form(figure.value)]
    side = sum(at < figure.value.start for at in alike)
    yield f"arm {min(place, 4)} of {min(len(ranks), 4)}"
    yield f"arm {min(place, 3)} of {min(len(ranks), 3)} figure {min(side, 3)} of {min(len(alike), 4)}"
    if len(ranks) == len(alike):
        yield f"arm in turn {place == side}"
    near = [at for at in alike if abs(at - figure.value.start) < 40]
    if len(near) == 2 and _VERSUS.search(here.scene.gap(*near)):
        yield f"versus figure {near.index(figure.value.start) if figure.value.start in near else 2} arm {min(place, 2)}"


def _form(mention: Mention) -> str:
    return mention.detail.kind if isinstance(mention.detail, Measure) else ""
