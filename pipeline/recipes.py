"""The extractor versions that litmine ships, as their folders tell of them: name, version, digest, and nothing loaded.

A run asks first whether anything is new; for that it has to know what would extract, and loading it takes seconds. What
a folder says of itself is read here in milliseconds.

>>> read(MODELS / "rules").name, names()
('rules', ['hybrid', 'learned', 'rules'])
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent / "models"
CONFIG = "config.cfg"
_META = "meta.json"


@dataclass(frozen=True, slots=True)
class Recipe:
    """A version's own account of itself. `digest` is the SHA-256 of all of its files but its card."""

    name: str
    version: str
    digest: str

    @property
    def label(self) -> str:
        """Name and version as the tables print them."""
        return f"{self.name} {self.version}"

    @property
    def takes_mentions(self) -> bool:
        """Whether it can be given mentions in the place of those that it would find."""
        return True


def is_recipe(folder: Path) -> bool:
    """Whether a folder holds a version."""
    return (folder / CONFIG).is_file()


def names(folder: Path = MODELS) -> list[str]:
    """Names of the versions in a folder."""
    return sorted(path.parent.name for path in folder.glob(f"*/{CONFIG}"))


def read(folder: Path) -> Recipe:
    """What a version's folder says of it.

    Raises:
        OSError, ValueError, KeyError: It has no `meta.json`, or one without name and version.
    """
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    return Recipe(meta["name"], meta["version"], _digest(folder))


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
