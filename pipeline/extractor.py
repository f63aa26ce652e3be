"""An extractor version: a spaCy pipeline folder (`models/NAME/config.cfg`) that turns a Document into claims.

The `[nlp] pipeline` list of the config IS the recipe; a new version is a new folder and no new code path. Only this
module puts together what the stages return.

>>> extractor = load("rules")
>>> [name for name in extractor.stages][:3]
['sentences', 'terms', 'disambiguation']
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.tokens import Doc

import pipeline.linking.components
import pipeline.qualifying.components
import pipeline.recognising.components
import pipeline.relating.components
import pipeline.segmenting.components  # noqa: F401  (each registers its stages with spaCy)
from pipeline import carrier, lexicon
from pipeline.linking.glossary import glossary
from pipeline.recognising import transliterations
from pipeline.recognising.given import Given, put_in
from pipeline.records import Claim, Concept, Context, Document, Extraction, Section
from pipeline.segmenting.abbreviations import definitions

_LAST_OF_MENTIONS = "overlaps"
"""The stage after which mentions stand as the relation stages see them."""
MODELS = Path(__file__).resolve().parent.parent / "models"


class UnknownExtractorError(LookupError):
    """No extractor version of that name; the message lists those that exist."""


@dataclass(frozen=True)
class Extractor:
    """One loaded version. Call it with a Document to get its claims; `extract` gives all that was seen."""

    name: str
    version: str
    digest: str
    nlp: spacy.Language = field(repr=False)

    @property
    def label(self) -> str:
        """Name and version as the tables print them."""
        return f"{self.name} {self.version}"

    @property
    def stages(self) -> list[str]:
        return list(self.nlp.pipe_names)

    def __call__(self, document: Document) -> tuple[Claim, ...]:
        return tuple(claim for extraction in self.extract(document) for claim in extraction.claims)

    def extract(
        self, document: Document, clock: dict[str, float] | None = None, given: Given | None = None
    ) -> tuple[Extraction, ...]:
        """Runs every stage over every section.

        Args:
            document: A paper as read.
            clock: If given, the processor seconds that each stage took are added to it, by stage name.
            given: Mentions that take the place of the recognised ones.
        """
        times = clock if clock is not None else {}
        with _timed(times, "glossary"):
            context = _context(document)
        titles = [s for s in document.sections if s.kind == "title"]
        topics = _topics([self._section(section, context, times, given) for section in titles])
        context = replace(context, topics=topics, carry={})
        return tuple(self._section(section, context, times, given) for section in document.sections)

    def _section(
        self, section: Section, context: Context, times: dict[str, float], given: Given | None = None
    ) -> Extraction:
        section = _readable(section)
        with _timed(times, "tokens"):
            doc = carrier.carry(self.nlp.make_doc(section.text.text), section, context)
        for name, stage in self.nlp.pipeline:
            with _timed(times, name):
                doc = stage(doc)
            if given is not None and name == _LAST_OF_MENTIONS:
                doc._.mentions = put_in(doc._.mentions, section, given, lexicon.load())
        claims = tuple(replace(claim, section=section.index) for claim in doc._.claims)
        return Extraction(section, doc._.sentences, doc._.mentions, claims, tuple(doc._.candidates))

    def docs(self, document: Document) -> Iterator[Doc]:
        """The spaCy Docs of the sections with mentions as `Doc.spans["mentions"]`, for spaCy's own tools."""
        context = _context(document)
        titles = [self._section(section, context, {}) for section in document.sections if section.kind == "title"]
        context = replace(context, topics=_topics(titles))
        for section in document.sections:
            doc = carrier.carry(self.nlp.make_doc(section.text.text), section, context)
            for _, stage in self.nlp.pipeline:
                doc = stage(doc)
            carrier.show_spans(doc)
            yield doc


class _timed:
    """Adds the seconds of its block to `times[name]`."""

    def __init__(self, times: dict[str, float], name: str) -> None:
        self._times, self._name = times, name

    def __enter__(self) -> None:
        self._start = time.process_time()

    def __exit__(self, *_: object) -> None:
        self._times[self._name] = self._times.get(self._name, 0.0) + time.process_time() - self._start


def _context(document: Document) -> Context:
    texts = [section.text.text for section in document.sections]
    found = [definition for text in texts for definition in definitions(text)]
    return Context(
        title="\n".join(filter(None, (document.title_zh, document.title_en))),
        key=lexicon.fold("\n".join(texts)),
        glossary={**transliterations.found("\n".join(texts), lexicon.load()), **glossary(found, lexicon.load())},
        references={reference.number: reference for reference in document.references},
    )


def _readable(section: Section) -> Section:
    """The section in simplified characters: grammars and cue words know one script; the map to the source holds."""
    text = lexicon.simplified(section.text.text)
    return section if text == section.text.text else replace(section, text=replace(section.text, text=text))


def _topics(titles: Iterable[Extraction]) -> tuple[Concept, ...]:
    drugs = [m.concept for title in titles for m in title.mentions if m.type == "DRUG" and m.concept is not None]
    return tuple(dict.fromkeys(drugs))


def available(folder: Path = MODELS) -> list[str]:
    """Names of the versions that a folder holds."""
    return sorted(path.parent.name for path in folder.glob("*/config.cfg"))


@lru_cache(maxsize=4)
def load(name: str = "rules", folder: Path = MODELS) -> Extractor:
    """Loads an extractor version.

    Raises:
        UnknownExtractorError: No `config.cfg` for that name.
    """
    path = folder / name
    if not (path / "config.cfg").is_file():
        raise UnknownExtractorError(f"no extractor named {name!r}; there are: {', '.join(available(folder)) or 'none'}")
    config = spacy.util.load_config(path / "config.cfg")
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    return Extractor(meta["name"], meta["version"], _digest(path), nlp)


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".md"):
        total.update(file.relative_to(path).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
