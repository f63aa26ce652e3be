"""A version of the extractor trained from annotated papers: its weights, and a `meta.json` that says from what.

The recipe (`config.cfg`) tells what there is to train: the stages that read weights. Papers are run through the other
stages, as they will be when the weights are there; gold says what is right. Test texts are never read.

>>> sorted(SPLITS)
['developed on', 'development', 'practice', 'train']
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import spacy

from pipeline import lexicon, recipes
from pipeline.extractor import Extractor
from pipeline.learning import weights
from pipeline.learning.claim_training import train_claims
from pipeline.learning.classifier import SEED
from pipeline.learning.scenes import Scene
from pipeline.learning.stated import Lesson, Stated
from pipeline.learning.veil import SHARE
from pipeline.reading import read
from pipeline.records import Extraction, Polarity
from pipeline.scoring import gold, papers, texts
from pipeline.scoring.annotation import Annotation, Statement

SPLITS = frozenset({"train", "practice", "development", "developed on"})
CLAIM_STAGES = frozenset({"litmine_learned_claims", "litmine_hybrid"})
META = "meta.json"


class TrainingError(ValueError):
    """Nothing can be trained; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be trained, and from what.

    Attributes:
        config: The recipe.
        out: Folder of the version.
        corpora: The gold set.
        reviews: Folder with the texts of the reviews; without it they are left out.
        without: Names of texts that are left out.
        veil: How much of the rules' claims is hidden when candidates are judged.
    """

    config: Path
    out: Path
    corpora: Path
    reviews: Path
    without: tuple[str, ...] = ()
    veil: float = SHARE


@dataclass(frozen=True, slots=True)
class Trained:
    """What was trained: the texts, the figures, the seconds."""

    out: Path
    documents: tuple[str, ...]
    figures: dict[str, float]
    seconds: float


def train(order: Order) -> Trained:
    """Trains the weights of a version and writes its folder.

    Raises:
        TrainingError: The recipe is missing or has nothing to train, or too few texts are at hand.
        TextChangedError: A text is not the one that was annotated.
        OSError: The folder cannot be written.
    """
    begun = time.monotonic()
    config = _recipe(order)
    order.out.mkdir(parents=True, exist_ok=True)
    chosen = list(_annotations(order))
    version = _without_claims(config)
    lessons = [lesson(version, annotation, text) for annotation, text in chosen]
    figures = train_claims(lessons, order.out, order.veil)
    if spacy.util.load_config(order.config) != config or order.out.resolve() != order.config.resolve().parent:
        config.to_disk(order.out / "config.cfg")
    seconds = round(time.monotonic() - begun, 1)
    _write_meta(order, [annotation for annotation, _ in chosen], figures, seconds)
    return Trained(order.out, tuple(annotation.document for annotation, _ in chosen), figures, seconds)


def _recipe(order: Order) -> spacy.Config:
    """The config, its trained stages told where their weights are."""
    if not order.config.is_file():
        raise TrainingError(f"{order.config} does not exist; name a recipe, like models/hybrid/config.cfg")
    config = spacy.util.load_config(order.config)
    trained = [b for b in config["components"].values() if b["factory"] in CLAIM_STAGES]
    if not trained:
        raise TrainingError(f"{order.config} has no stage that is trained; name one like models/hybrid/config.cfg")
    shipped = order.out.resolve().parent == recipes.MODELS
    for block in trained:
        block["folder"] = order.out.name if shipped else str(order.out.resolve())
    return config


def _without_claims(config: spacy.Config) -> Extractor:
    """The version without the stages whose weights are to be trained on what the others find."""
    bare = config.copy()
    left_out = {name for name, block in bare["components"].items() if block["factory"] in CLAIM_STAGES}
    bare["components"] = {name: block for name, block in bare["components"].items() if name not in left_out}
    bare["nlp"]["pipeline"] = [name for name in bare["nlp"]["pipeline"] if name not in left_out]
    return Extractor("training", "", "", spacy.util.load_model_from_config(bare, auto_fill=True))


# --- annotated papers -----------------------------------------------------------------------------------------------


def _annotations(order: Order) -> Iterator[tuple[Annotation, Path]]:
    """The annotated texts of the splits that may be learned from."""
    held = papers.gold_files(order.corpora)
    found = 0
    for path in held.files:
        annotation = gold.read(path)
        if held.splits.get(annotation.document, "") not in SPLITS or annotation.document in order.without:
            continue
        folders = [path.resolve().parent.parent, order.reviews]
        if papers.half_of(path) == "reviews" and not (order.reviews / annotation.document).is_file():
            continue
        yield annotation, texts.find(annotation.document, annotation.sha256, folders)
        found += 1
    if found < 2:
        raise TrainingError(f"{order.corpora} holds {found} annotated texts to learn from; two are the least")


def lesson(version: Extractor, annotation: Annotation, text: Path) -> Lesson:
    """An annotated paper, run through a version's stages."""
    found = version.extract(read(text))
    titles = [m for e in found if e.section.kind == "title" for m in e.mentions if m.type == "DRUG"]
    topics = tuple(dict.fromkeys(m.concept for m in titles if m.concept is not None))
    scenes = [Scene(e.section, e.sentences, e.mentions, e.claims, topics) for e in found]
    return Lesson(
        annotation.document, scenes, [_stated(one) for one in annotation.statements], list(map(_bounds, found))
    )


def _bounds(found: Extraction) -> dict[int, tuple[int, int]]:
    return {s.index: found.section.text.raw_span(s.start, s.end) for s in found.sentences}


def _stated(statement: Statement) -> Stated:
    """A gold claim as lessons hold it."""

    def plain(text: str) -> str:
        return text.casefold().strip()

    fields = statement.fields
    polarity: Polarity = "negated" if statement.polarity == "negated" else "affirmed"
    if statement.relation == "trial_metric":
        named = plain(fields.get("metric", "")), plain(statement.predicate), plain(fields.get("value", ""))
        return Stated("trial_metric", named, plain(fields.get("arm", "")), polarity, statement.position)
    ends = tuple(plain(mark.name) if mark else "none" for mark in (statement.subject, statement.object))
    return Stated(statement.relation, ends, statement.predicate, polarity, statement.position)


# --- what is told of it ---------------------------------------------------------------------------------------------


def _write_meta(order: Order, learned_from: Collection[Annotation], figures: dict[str, float], seconds: float) -> None:
    """Writes `meta.json`: what the version is called stays, what it was trained from is new."""
    path = order.out / META
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    own = order.config.with_name(META)
    told = json.loads(own.read_text(encoding="utf-8")) if own.is_file() else known
    named = {key: told[key] for key in ("version", "description") if key in told}
    meta = {"name": order.out.name, "version": "0.1.0", "lang": "xx", "description": ""} | named
    meta["weights"] = weights.digests(order.out)
    meta["training"] = {
        "texts": {one.document: one.sha256 for one in sorted(learned_from, key=lambda one: one.document)},
        "lexicon": lexicon.load().digest, "cues": lexicon.cue_digest(), "seed": SEED, "revision": _revision(),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"), "seconds": seconds, "figures": figures,
    }  # fmt: skip
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _revision() -> str:
    """The revision of the working copy, where there is one and git."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
