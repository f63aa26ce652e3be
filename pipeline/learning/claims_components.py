"""The room's stages for claims as spaCy factories: what was learned alone, and the hybrid of rules and learning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.learning import claims, weights
from pipeline.learning.claims import FILE, Point, Reader
from pipeline.learning.scenes import Scene
from pipeline.records import Candidate, Claim

Stage = Callable[[Doc], Doc]


def _reader(folder: str) -> Reader:
    place = Path(folder)
    return claims.loads(weights.read(place if place.is_absolute() else weights.MODELS / place, FILE))


def _scene(doc: Doc) -> Scene:
    return Scene(doc._.section, doc._.sentences, doc._.mentions, doc._.claims, doc._.context.topics)


def _stage(judge: Callable[[Scene, Point], tuple[list[Claim], list[Candidate]]], prefer: Point) -> Stage:
    """A stage that puts what the classifiers say in the place of the claims, and what they turned down with the candidates."""

    def stage(doc: Doc) -> Doc:
        found, turned_down = judge(_scene(doc), prefer)
        doc._.claims = tuple(found)
        doc._.candidates = (*doc._.candidates, *turned_down)
        return doc

    return stage


@Language.factory("litmine_learned_claims", default_config={"folder": "learned", "prefer": "balanced"})
def create_learned_claims(nlp: Language, name: str, folder: str, prefer: Point) -> Stage:
    """Makes claims by the classifiers alone.

    Args:
        nlp, name: As spaCy gives them.
        folder: Folder of `claims.json` and `meta.json`, inside `models/` or absolute.
        prefer: Operating point: `balanced`, `precision` or `recall`.

    Raises:
        WeightsError: The weight file is missing, or is not the one that `meta.json` tells of.
    """
    return _stage(_reader(folder).learned, prefer)


@Language.factory("litmine_hybrid", default_config={"folder": "hybrid", "prefer": "balanced"})
def create_hybrid(nlp: Language, name: str, folder: str, prefer: Point) -> Stage:
    """Judges the rules' claims, drops the unlikely, adds what they passed over.

    Args:
        nlp, name: As spaCy gives them.
        folder: Folder of `claims.json` and `meta.json`, inside `models/` or absolute.
        prefer: Operating point: `balanced`, `precision` or `recall`.

    Raises:
        WeightsError: The weight file is missing, or is not the one that `meta.json` tells of.
    """
    return _stage(_reader(folder).hybrid, prefer)
