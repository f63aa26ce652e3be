"""Candidates: every pair of names, and every figure with every arm, that a sentence could make a claim of.

Who pairs with whom is told by the guideline's types alone; whether the pair is stated is left to the classifier. Where a
sentence names no agent, those of the sentence before it, of the headings and of the title are tried.

>>> from pipeline.offsets import MappedText
>>> text = "伊布替尼抑制BTK。"
>>> names = (Mention(0, 4, "DRUG", "伊布替尼", Concept("x:1", "DRUG", "ibrutinib")),
...          Mention(6, 9, "GENE", "BTK", Concept("x:2", "GENE", "BTK")))
>>> from pipeline.records import Section
>>> section = Section(0, "body", (), "zh", MappedText.of(text))
>>> found = pairs(Scene(section, (Sentence(0, 0, 10, "zh", 0),), names, ()), "drug_target")
>>> [(pair.subject.name, pair.object.name, pair.source) for pair in found]
[('ibrutinib', 'BTK', 'own')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pipeline import lexicon
from pipeline.learning.scenes import Scene
from pipeline.records import Claim, Concept, Endpoint, Measure, Mention, Relation, Sentence

AGENTS = ("DRUG", "DRUG_CLASS", "REGIMEN")
TARGETS = ("GENE", "PATHWAY")
ENDPOINTS = ("METRIC", "ADVERSE_EVENT")
STATISTICS = {"percent": "rate", "duration": "median", "not_reached": "median", "count": "count", "fold": "risk_ratio"}
"""What a figure of this form is, where its own wording does not say."""
_EVENT_CODES = {"tumor lysis syndrome": "TLS"}
_MOST_NAMES = 24
"""A sentence or table row with more names of one side is a list, and pairs within it are not tried."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may make a claim.

    Attributes:
        source: Where the agent stands: `own` sentence, sentence `before`, `heading`, `title`, or `none` (no therapy).
        claims: The rules' claims of this pair in this sentence.
    """

    relation: Relation
    sentence: Sentence
    subject: Mention
    object: Mention | None
    source: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An endpoint and a figure of one sentence, with the rules' claims that join them (one for each arm)."""

    sentence: Sentence
    metric: Mention
    value: Mention
    statistic: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Arm:
    """A treatment that a figure may be of; `places` are its spans in the own sentence.

    Attributes:
        sources: Where it is named: `own`, `before` (with the distance in sentences), `heading`, `title`; several may hold.
    """

    name: str
    concept_id: str = ""
    kind: str = ""
    places: tuple[tuple[int, int], ...] = ()
    sources: tuple[str, ...] = ()


NO_ARM = Arm("", kind="none", sources=("none",))


# --- pairs ----------------------------------------------------------------------------------------------------------


def pairs(scene: Scene, relation: Relation) -> Iterator[Pair]:
    """The candidates of a relation of two names, sentence by sentence."""
    for sentence in scene.sentences:
        own = scene.inside(sentence)
        is_target = relation == "drug_target"
        others = _once(_targets(own) if is_target else (m for m in own if m.type == "ALTERATION"))
        therapies = _agents(scene, sentence, own, relation) if others else []
        combined: list[tuple[Mention | None, Mention | None, str]]
        if is_target:
            combined = [(agent, target, source) for agent, source in therapies for target in others]
        else:
            combined = [(change, agent, source) for change in others for agent, source in (*therapies, _NO_THERAPY)]
        yield from _known(scene, sentence, relation, combined)


_NO_THERAPY: tuple[Mention | None, str] = (None, "none")


def _known(
    scene: Scene, sentence: Sentence, relation: Relation, combined: Iterable[tuple[Mention | None, Mention | None, str]]
) -> Iterator[Pair]:
    """The pairs with the rules' claims of them; claims whose names are put together elsewhere make pairs of their own."""
    left = list(scene.claims_of(sentence, relation))
    for subject, other, source in combined:
        if subject is None or _named(subject) == _named(other):
            continue
        same = [c for c in left if (_named(c.subject), _named(c.object)) == (_named(subject), _named(other))]
        left = [c for c in left if c not in same]
        yield Pair(relation, sentence, subject, other, source, tuple(same))
    for claim in left:
        yield Pair(relation, sentence, claim.subject, claim.object, "rule", (claim,))


def _named(mention: Mention | None) -> str:
    return mention.name.casefold() if mention else "none"


def _agents(
    scene: Scene, sentence: Sentence, own: Sequence[Mention], relation: Relation
) -> list[tuple[Mention | None, str]]:
    found: list[tuple[Mention | None, str]] = [(m, "own") for m in _once(_treatments(own))]
    if not found:
        near = scene.before(sentence)[:1]
        found += [(m, "before") for s in near for m in _once(_treatments(scene.inside(s)))]
    if not found:
        found += [(m, "heading") for s in scene.headings() for m in _once(_treatments(scene.inside(s)))]
    if not found and relation == "mutation_response":
        at = sentence.start
        found += [(Mention(at, at, topic.type, "", topic, source="title"), "title") for topic in scene.topics]
    return found if len(found) <= _MOST_NAMES else []


def _treatments(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Agents; those that a combination is put together of, too."""
    for mention in mentions:
        if mention.type in AGENTS:
            yield mention
            if mention.type == "REGIMEN":
                yield from (part for part in mention.parts if part.type in AGENTS)


def _targets(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Genes and pathways; the gene of an alteration or in a class's name, too."""
    for mention in mentions:
        if mention.type in TARGETS:
            yield mention
        elif mention.type in ("ALTERATION", "DRUG_CLASS"):
            genes = [part for part in mention.parts if part.type == "GENE"]
            yield from genes
            known = {gene.name for gene in genes}
            yield from (_gene(mention, symbol) for symbol in mention.gene.split(";") if symbol and symbol not in known)


def _gene(mention: Mention, symbol: str) -> Mention:
    concept = lexicon.load().concept("GENE", symbol)
    return replace(mention, type="GENE", concept=concept, parts=(), gene="", reason=f"gene of {mention.name}")


def _once(mentions: Iterable[Mention]) -> list[Mention]:
    """The first mention of each name; none where there are too many to be a statement."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(_named(mention), mention)
    return list(found.values()) if len(found) <= _MOST_NAMES else []


# --- figures --------------------------------------------------------------------------------------------------------


def code_of(metric: Mention) -> str:
    """The guideline's code of an endpoint (section 3), or the name of an adverse event taken as one."""
    return metric.detail.code if isinstance(metric.detail, Endpoint) else _EVENT_CODES.get(metric.name, metric.name)


def statistic_of(value: Mention) -> str:
    """The statistic that a figure's own form states; empty where it states none."""
    measure = value.detail
    return measure.statistic or STATISTICS.get(measure.kind, "") if isinstance(measure, Measure) else ""


def figures(scene: Scene) -> Iterator[Figure]:
    """Figures that the rules have read, then endpoints and figures that they have not joined."""
    for sentence in scene.sentences:
        told: dict[tuple[int, int, str], list[Claim]] = {}
        for claim in scene.claims_of(sentence, "trial_metric"):
            if claim.object is not None:
                told.setdefault((claim.object.start, claim.subject.start, claim.predicate), []).append(claim)
        for claims in told.values():
            value = claims[0].object
            assert value is not None
            yield Figure(sentence, claims[0].subject, value, claims[0].predicate, tuple(claims))
        yield from unread(scene, sentence, {start for start, _, _ in told})


def unread(scene: Scene, sentence: Sentence, read: set[int]) -> Iterator[Figure]:
    """Every endpoint with every figure of a sentence that begins at none of the offsets `read`."""
    own = scene.inside(sentence)
    values = [m for m in own if m.type == "VALUE" and statistic_of(m) and m.start not in read]
    if not values:
        return
    metrics = [m for m in own if m.type in ENDPOINTS]
    if not metrics:
        metrics = [m for s in scene.before(sentence)[:1] for m in scene.inside(s) if m.type in ENDPOINTS][-1:]
    if scene.section.kind == "table":
        metrics = [*metrics, *_headers(scene)]
    if len(metrics) <= _MOST_NAMES:
        for value in values:
            yield from (Figure(sentence, metric, value, statistic_of(value)) for metric in metrics)


def _headers(scene: Scene) -> list[Mention]:
    """The endpoints in a table's header cells."""
    cells = [cell for cell in scene.section.cells if cell.is_header]
    endpoints = [m for m in scene.mentions if m.type in ENDPOINTS]
    return [m for m in endpoints if any(cell.start <= m.start < cell.end for cell in cells)]


# --- arms -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def controls() -> tuple[tuple[str, str], ...]:
    """Words for a comparator, in lower case, with its canonical name, longest first."""
    rows = {(row["form"], row["arm"]) for row in lexicon.cues("control_arms")}
    return tuple((form.lower(), arm) for form, arm in sorted(rows, key=lambda row: (-len(row[0]), row)))


class Arms:
    """The arms of a section, gathered once for each sentence."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: dict[int, list[Arm]] = {}
        self._gathered: dict[int, list[Arm]] = {}

    def _own(self, sentence: Sentence) -> list[Arm]:
        """The arms that a sentence names."""
        if sentence.index not in self._known:
            self._known[sentence.index] = list(self._named(sentence))
        return self._known[sentence.index]

    @cached_property
    def _heads(self) -> list[Arm]:
        return [arm for s in self._scene.headings() for arm in self._own(s)]

    def of(self, sentence: Sentence) -> list[Arm]:
        """The arms that a figure of a sentence may be of; the last is none at all."""
        if sentence.index not in self._gathered:
            self._gathered[sentence.index] = self._of(sentence)
        return self._gathered[sentence.index]

    def _of(self, sentence: Sentence) -> list[Arm]:
        found: dict[str, Arm] = {}
        for arm in self._own(sentence):
            _gather(found, arm, "own")
        for distance, other in enumerate(self._scene.before(sentence)):
            for arm in self._own(other):
                _gather(found, replace(arm, places=()), f"before {min(distance, 3)}")
        for arm in self._heads:
            _gather(found, replace(arm, places=()), "heading")
        for topic in self._scene.topics:
            _gather(found, Arm(topic.name, topic.concept_id, topic.type), "title")
        return [*found.values(), NO_ARM]

    def _named(self, sentence: Sentence) -> Iterator[Arm]:
        """Treatments and comparators of a sentence."""
        taken: list[tuple[int, int]] = []
        for mention in self._scene.inside(sentence):
            if mention.type in AGENTS:
                taken.append((mention.start, mention.end))
                yield _arm(mention)
        text = self._scene.text[sentence.start : sentence.end].lower()
        for form, name in controls():
            at = text.find(form)
            while at >= 0:
                start, end = sentence.start + at, sentence.start + at + len(form)
                if not any(start < stop and begin < end for begin, stop in taken):
                    taken.append((start, end))
                    yield Arm(name, "", "control", ((start, end),))
                at = text.find(form, at + len(form))


def _arm(mention: Mention) -> Arm:
    concept: Concept | None = mention.concept
    return Arm(mention.name, concept.concept_id if concept else "", mention.type, ((mention.start, mention.end),))


def _gather(found: dict[str, Arm], arm: Arm, source: str) -> None:
    key = arm.name.casefold()
    held = found.get(key, replace(arm, places=(), sources=()))
    places = tuple(sorted({*held.places, *arm.places}))
    sources = held.sources if source in held.sources else (*held.sources, source)
    kind, concept_id = held.kind or arm.kind, held.concept_id or arm.concept_id
    found[key] = replace(held, places=places, sources=sources, kind=kind, concept_id=concept_id)
