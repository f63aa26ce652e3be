"""The spaCy `Doc` as the carrier of a section: what each stage finds there and leaves there.

spaCy's own `Doc.ents` cannot nest and knows tokens only, while a Chinese name may begin inside a jieba word; so the
records ride on the `Doc` in extension attributes, by section offsets. `Doc.spans["mentions"]` shows them to spaCy's own
tools, widened to whole tokens.

>>> import spacy
>>> from pipeline.offsets import MappedText
>>> doc = carry(spacy.blank("en")("BCL-2抑制剂"), Section(0, "body", (), "zh", MappedText.of("BCL-2抑制剂")), Context())
>>> doc._.mentions
()
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from pipeline.records import Context, Section

_EMPTY: dict[str, Any] = {
    "section": None,
    "context": None,
    "sentences": (),
    "mentions": (),
    "claims": (),
    "candidates": (),
}

for _name, _default in _EMPTY.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


def carry(doc: Doc, section: Section, context: Context) -> Doc:
    """Sets a fresh section and its paper's context on a `Doc` whose text is the section's."""
    doc._.section, doc._.context = section, context
    return doc


def show_spans(doc: Doc) -> None:
    """Copies the mentions to `Doc.spans["mentions"]`, each widened to the tokens that it touches."""
    spans = [doc.char_span(m.start, m.end, label=m.type, alignment_mode="expand") for m in doc._.mentions]
    doc.spans["mentions"] = [span for span in spans if span is not None]
