"""The trained reader of claims: both levels with their operating points, as one JSON file; and what it decides.

An operating point is, for each relation, the least probability at which a claim of the rules stays (`rules`), at which a
candidate that they passed over is added (`learned`), and at which a candidate becomes a claim where there are no rules
(`alone`). `balanced` has the best F1 on papers held out, `precision` the best F0.5, `recall` the best F2.

>>> sorted(POINTS)
['balanced', 'precision', 'recall']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipeline.learning.classifier import Logistic
from pipeline.learning.scenes import Scene
from pipeline.learning.sights import Models
from pipeline.learning.verdicts import Judge, Platt, Verdict, unjudged, verdicts
from pipeline.records import Candidate, Claim

FILE = "claims.json"
Point = Literal["balanced", "precision", "recall"]
POINTS: Mapping[Point, float] = {"balanced": 1.0, "precision": 0.5, "recall": 2.0}
"""Operating points, with the weight of recall in the F-score that each is the best for."""
ALONE = "alone"
_DIGITS = 4
_TOLD = 0.1
"""Candidates below this probability are not worth telling of."""


@dataclass(frozen=True)
class Reader:
    """Everything that was trained.

    Attributes:
        models: The first level.
        judges: The second level, by relation and kind (`drug_target rules`).
        alone: What calibrates the first level where it stands alone, by relation.
        bars: By operating point, thresholds by relation and kind (`drug_target alone`, too).
    """

    models: Models
    judges: Mapping[str, Judge]
    alone: Mapping[str, Platt]
    bars: Mapping[str, Mapping[str, float]]

    def hybrid(self, scene: Scene, prefer: Point) -> tuple[list[Claim], list[Candidate]]:
        """The rules' claims that stay and those that are added, with their probabilities; and what is turned down.

        Args:
            scene: A section with the rules' claims.
            prefer: Operating point.
        """
        judged = ((self._chance(one), one.kind, one) for one in verdicts(scene, self.models))
        return _parted(judged, self.bars[prefer])

    def _chance(self, verdict: Verdict) -> float:
        judge = self.judges.get(f"{verdict.relation} {verdict.kind}")
        return judge.of(verdict) if judge else unjudged(verdict)

    def learned(self, scene: Scene, prefer: Point) -> tuple[list[Claim], list[Candidate]]:
        """The claims that the first level makes alone, and what it turns down.

        Args:
            scene: A section; claims of rules in it are not looked at.
            prefer: Operating point.
        """
        bare = replace(scene, claims=())
        judged = ((self.alone[one.relation].of(one.chance), ALONE, one) for one in verdicts(bare, self.models))
        return _parted(judged, self.bars[prefer])

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "models": {name: model.plain() for name, model in self.models.items()},
            "judges": {name: judge.plain() for name, judge in self.judges.items()},
            "alone": {relation: [platt.slope, platt.offset] for relation, platt in self.alone.items()},
            "bars": {prefer: dict(bars) for prefer, bars in self.bars.items()},
        }

    def dumps(self) -> bytes:
        """The bytes of the file."""
        return json.dumps(self.plain(), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def loads(data: bytes) -> Reader:
    """A reader from the bytes of its file."""
    plain = json.loads(data)
    return Reader(
        {name: Logistic.from_plain(model) for name, model in plain["models"].items()},
        {name: Judge.from_plain(judge) for name, judge in plain["judges"].items()},
        {relation: Platt(*pair) for relation, pair in plain["alone"].items()},
        plain["bars"],
    )


def _parted(
    judged: Iterable[tuple[float, str, Verdict]], bars: Mapping[str, float]
) -> tuple[list[Claim], list[Candidate]]:
    """Claims at or above their thresholds, and candidates below."""
    claims: list[Claim] = []
    candidates: list[Candidate] = []
    for chance, kind, one in judged:
        stays = chance >= bars[f"{one.relation} {kind}"]
        if not stays and one.kind != "rules" and chance < _TOLD:
            continue
        claim = replace(one.claim, confidence=round(chance, _DIGITS))
        if stays:
            claims.append(claim)
        else:
            candidates.append(_turned_down(claim, one.kind))
    return claims, candidates


def _turned_down(claim: Claim, kind: str) -> Candidate:
    ends = [mention for mention in (claim.subject, claim.object) if mention is not None]
    figure = claim.relation == "trial_metric"
    arm = (claim.fields["arm"],) if figure else ()
    reason = f"{'rule ' + claim.mechanism if kind == 'rules' else 'learned'}: probability below the threshold"
    return Candidate(
        claim.relation, claim.sentence, (*arm, *(m.name for m in ends)), claim.confidence, reason,
        min(m.start for m in ends), max(m.end for m in ends),
    )  # fmt: skip
