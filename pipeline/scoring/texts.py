"""The texts that annotations point into: found by name, held against the digest that the annotation states.

The five reviews are not ours to pass on; whoever scores on them has them in a folder of their own (setting `reviews`).
A text that is missing, or that is not the one that was annotated, must stop a score and say so.

>>> digest("白血病".encode("utf-8"))[:12]
'50ab418a80fa'
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path


class TextMissingError(FileNotFoundError):
    """The text of an annotation is not in the folder that was named."""

    def __str__(self) -> str:
        return str(self.args[0])


class TextChangedError(ValueError):
    """The text in the folder is another one than was annotated."""


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def find(document: str, sha256: str, folders: Sequence[Path]) -> Path:
    """The file of an annotated text.

    Raises:
        TextMissingError: No folder holds it; names file, digest and folders.
        TextChangedError: Its bytes are others than those annotated; names file and both digests.
    """
    found = [folder / document for folder in folders if (folder / document).is_file()]
    if not found:
        places = ", ".join(str(folder) for folder in folders) or "no folder"
        raise TextMissingError(
            f"the text {document} (SHA-256 {sha256}) is not in {places}; put the file there, or name its folder with "
            "--reviews, LITMINE_REVIEWS or `reviews` in litmine.toml"
        )
    seen = digest(found[0].read_bytes())
    if sha256 and seen != sha256:
        raise TextChangedError(
            f"the text {found[0]} is not the one that was annotated: its SHA-256 is {seen}, the annotation is of "
            f"{sha256}; get the file as delivered"
        )
    return found[0]


def load(document: str, sha256: str, folders: Sequence[Path]) -> str:
    """The text, with every character as delivered (line ends and a BOM included).

    Raises:
        TextMissingError, TextChangedError: As `find`.
    """
    return read(find(document, sha256, folders))


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")
