"""`run.json`: which program, vocabulary and model made a folder of tables, from what, and how much came out.

A table without it is a rumour. Times stand here and nowhere else, so that the tables of two runs can be compared
byte by byte.

>>> import json
>>> text = manifest({"name": "rules", "version": "1"}, {"lexicon": "ab"}, {}, {"documents": 2}, ("start", "end"))
>>> json.loads(text)["counts"]
{'documents': 2}
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from pipeline import lexicon

PACKAGES = (
    "litmine", "spacy", "scispacy", "jieba", "rjieba", "ahocorasick_rs", "opencc-python-reimplemented", "numpy",
    "scikit-learn", "nmslib-metabrainz", "rapidfuzz", "lxml", "pypdfium2", "pandas", "pyarrow", "pandera", "altair", "prefect",
)  # fmt: skip


def digests(model: str) -> dict[str, str]:
    """SHA-256 of what decides the result: vocabulary, cue words, extractor folder."""
    return {"lexicon": lexicon.load().digest, "cues": lexicon.cue_digest(), "model": model}


def package_versions() -> dict[str, str]:
    """Versions of the installed packages that touch the text or the tables."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def manifest(
    extractor: Mapping[str, str],
    made_from: Mapping[str, str],
    arguments: Mapping[str, object],
    counts: Mapping[str, int],
    times: tuple[str, str],
) -> str:
    """Text of `run.json`.

    Args:
        extractor: Its `name` and `version`.
        made_from: Digests, as `digests` gives them.
        arguments: What the run was asked to do.
        counts: Rows by table, and documents by status.
        times: Start and end, ISO 8601 with time zone.
    """
    content = {
        "extractor": dict(extractor),
        "digests": dict(made_from),
        "python": platform.python_version(),
        "packages": package_versions(),
        "seeds": {},
        "arguments": dict(arguments),
        "start": times[0],
        "end": times[1],
        "counts": dict(counts),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
