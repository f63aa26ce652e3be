"""Annotated papers as if the rules had never met them: a share of what they claim is hidden.

The rules were developed on the very papers that teach the classifiers, and miss little there that could be learned. Of papers
that they read for the first time they miss far more. With `SHARE` of their claims hidden, half of it by sentences and half
claim by claim, their recall is what it was on the practice texts before anyone had worked on those.

>>> from pipeline.offsets import MappedText
>>> from pipeline.records import Concept, Section, Sentence
>>> drug, gene = (Mention(0, 4, "DRUG", "伊布替尼", Concept("x:1", "DRUG", "ibrutinib")), Mention(6, 9, "GENE", "BTK"))
>>> section = Section(0, "body", (), "zh", MappedText.of("伊布替尼抑制BTK。"))
>>> claim = Claim("drug_target", 0, drug, "inhibits", gene, "verb")
>>> scene = Scene(section, (Sentence(0, 0, 10, "zh", 0),), (drug, gene), (claim,))
>>> len(veiled(scene, 1.0).claims), len(veiled(scene, 0.0).claims)
(0, 1)
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import replace

from pipeline.learning.scenes import Scene
from pipeline.records import Claim, Mention

SHARE = 0.35
"""Recall 0.84 on papers that were worked on, 0.55 on the practice texts when they were read for the first time."""


def veiled(scene: Scene, share: float = SHARE) -> Scene:
    """The scene without a share of the rules' claims; the same ones for the same text.

    Args:
        scene: A section with the rules' claims.
        share: About how many are hidden, 0 to 1.
    """
    texts = {s.index: scene.gap(s.start, s.end) for s in scene.sentences}
    half = 1 - math.sqrt(1 - share)

    def stays(claim: Claim) -> bool:
        text = texts[claim.sentence]
        return _drawn(claim.relation, text) >= half and _drawn(*_named(claim), text) >= half

    return replace(scene, claims=tuple(filter(stays, scene.claims)))


def _named(claim: Claim) -> Iterable[str]:
    """What the claims of one figure, or of one pair, have in common."""
    ends: Iterable[Mention | None] = (claim.subject, claim.object)
    return (claim.relation, *(f"{m.start} {m.name}" if m else "none" for m in ends))


def _drawn(*texts: str) -> float:
    """A number from 0 to 1 that texts decide."""
    return int.from_bytes(hashlib.sha256("\0".join(texts).encode()).digest()[:4]) / 2**32
