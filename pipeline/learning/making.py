"""Claims from candidates, with the fields that the rules' claims have.

>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Concept, Section, Sentence
>>> text = "伊布替尼的ORR为60%。"
>>> metric = Mention(5, 8, "METRIC", "ORR", detail=Endpoint("ORR", "rate"))
>>> value = Mention(9, 12, "VALUE", "60%", detail=Measure("percent", "60", "%"))
>>> scene = Scene(Section(0, "body", (), "zh", MappedText.of(text)), (Sentence(0, 0, 13, "zh"),), (metric, value), ())
>>> claim = of_figure(scene, Figure(scene.sentences[0], metric, value, "rate"), Arm("ibrutinib", "x:1", "DRUG"), 0.8)
>>> [claim.fields[name] for name in ("arm", "role", "metric", "statistic", "value", "unit")]
['ibrutinib', 'single', 'ORR', 'rate', '60', '%']
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.learning.candidates import Arm, Figure, Pair, code_of
from pipeline.learning.scenes import Scene
from pipeline.records import Claim, Endpoint, Measure, Mention, Relation, Sentence

MECHANISM = "learned"
_COMPARES = ("hazard_ratio", "odds_ratio", "risk_ratio", "p_value", "direction")
FIELDS = (
    "trial_id", "trial", "arm_id", "arm", "role", "metric", "statistic", "value", "unit", "ci_low", "ci_high", "timepoint",
    "subgroup", "n", "comparison_id",
)  # fmt: skip


def of_pair(scene: Scene, pair: Pair, predicate: str, chance: float) -> Claim:
    """The claim that a pair makes with a predicate; a therapy of the title stands where the alteration does."""
    fields = _disease(scene, pair.sentence) if pair.relation == "mutation_response" else {}
    subject, other = pair.subject, pair.object
    if other is not None and pair.source == "title":
        other = replace(other, start=subject.start, end=subject.end, text=subject.text)
    return _claim(pair.relation, pair.sentence, subject, predicate, other, fields, chance)


def _claim(
    relation: Relation, sentence: Sentence, subject: Mention, predicate: str, other: Mention | None,
    fields: dict[str, str], chance: float,
) -> Claim:  # fmt: skip
    sure = round(chance, 4)
    return Claim(relation, sentence.index, subject, predicate, other, MECHANISM, fields, confidence=sure)


def _disease(scene: Scene, sentence: Sentence) -> dict[str, str]:
    """The disease that the sentence names, else the nearest sentence before it or the heading."""
    for place in (sentence, *scene.before(sentence), *scene.headings()):
        named = [m for m in scene.inside(place) if m.type == "DISEASE"]
        if named:
            concept = named[0].concept
            return {"disease_id": concept.concept_id if concept else "", "disease": named[0].name}
    return {"disease_id": "", "disease": ""}


def of_figure(scene: Scene, figure: Figure, arm: Arm, chance: float) -> Claim:
    """The claim that a figure of an arm makes."""
    measure, endpoint = figure.value.detail, figure.metric.detail
    fields = dict.fromkeys(FIELDS, "")
    fields |= _study(scene, figure)
    fields |= {
        "arm_id": arm.concept_id, "arm": arm.name, "role": _role(scene, figure, arm), "metric": code_of(figure.metric),
        "statistic": figure.statistic, "timepoint": endpoint.timepoint if isinstance(endpoint, Endpoint) else "",
    }  # fmt: skip
    if isinstance(measure, Measure):
        fields |= {
            "value": measure.value, "unit": measure.unit, "ci_low": measure.ci_low, "ci_high": measure.ci_high,
            "n": measure.n,
        }  # fmt: skip
    return _claim("trial_metric", figure.sentence, figure.metric, figure.statistic, figure.value, fields, chance)


def _study(scene: Scene, figure: Figure) -> dict[str, str]:
    """The trial named last before a figure in its sentence, else the one marker that the sentence cites."""
    trials = [m for m in scene.inside(figure.sentence) if m.type == "TRIAL"]
    before = [m for m in trials if m.end <= figure.value.start] or trials[:1]
    if before:
        concept = before[-1].concept
        return {"trial_id": concept.concept_id if concept else "", "trial": before[-1].name}
    first, last = figure.sentence.start, figure.sentence.end
    cited = {number for mark in scene.section.marks if first < mark.position <= last for number in mark.numbers}
    return {"trial": f"[{cited.pop()}]"} if len(cited) == 1 else {}


def _role(scene: Scene, figure: Figure, arm: Arm) -> str:
    """A comparator's name tells its role; the other arm of its sentence is the experimental one."""
    told = [c for c in scene.claims_of(figure.sentence, "trial_metric") if c.fields["arm"] == arm.name]
    if told:
        return told[0].fields["role"]
    if arm.kind == "control":
        return "control"
    return "experimental" if figure.statistic in _COMPARES or _is_compared(scene, figure) else "single"


def _is_compared(scene: Scene, figure: Figure) -> bool:
    claims = scene.claims_of(figure.sentence, "trial_metric")
    return any(claim.fields["role"] == "control" for claim in claims)
