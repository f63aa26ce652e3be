"""What the caption above a table says, kept until the table comes: a caption is a section of its own.

>>> carry: dict[str, object] = {}
>>> hear(carry, "endpoint", "表1 两组的PFS", "PFS")
>>> told(carry, "endpoint", "表1两组的PFS"), told(carry, "endpoint", "表2"), told(carry, "endpoint", "")
('PFS', None, None)
"""

from __future__ import annotations

from collections.abc import MutableMapping


def hear(carry: MutableMapping[str, object], key: str, caption: str, said: object) -> None:
    """Keeps what a caption says, under the key of who asks for it."""
    carry[key] = (_unspaced(caption), said)


def told(carry: MutableMapping[str, object], key: str, caption: str) -> object | None:
    """What the last caption said, if it is the one above this table."""
    heard = carry.get(key)
    if not isinstance(heard, tuple) or not caption or heard[0] != _unspaced(caption):
        return None
    said: object = heard[1]
    return said


def _unspaced(text: str) -> str:
    """A text without blanks, which repair may have taken from one of two copies."""
    return "".join(text.split())
