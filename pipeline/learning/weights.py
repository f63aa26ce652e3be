"""Weight files of an extractor version, read only where `meta.json` holds their digest.

Weights are data that decides; a file that is not the one that was trained and measured must not be applied in silence.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "claims.json").write_bytes(b"weights")
>>> _ = (folder / "meta.json").write_text(json.dumps({"weights": digests(folder)}))
>>> read(folder, "claims.json")
b'weights'
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

MODELS = Path(__file__).resolve().parents[2] / "models"
_REMEDY = "train it again: make train"


class WeightsError(ValueError):
    """A weight file cannot be used; the message names the file, the reason and the remedy."""


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each weight file of a folder, for the key `weights` of `meta.json`."""
    files = (path for path in sorted(folder.glob("*.json")) if path.name != "meta.json")
    return {path.name: _sha256(path.read_bytes()) for path in files}


def read(folder: Path, name: str) -> bytes:
    """The bytes of a weight file.

    Raises:
        WeightsError: The file is missing, or is not the one whose digest `meta.json` holds.
    """
    path = folder / name
    try:
        data = path.read_bytes()
        known = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["weights"][name]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{path} cannot be used: no file, or no digest of it in meta.json; {_REMEDY}") from error
    if _sha256(data) != known:
        raise WeightsError(f"{path} cannot be used: its SHA-256 is {_sha256(data)}, meta.json says {known}; {_REMEDY}")
    return data


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
