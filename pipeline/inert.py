"""Text from papers made harmless to look at: nothing in it runs, hides or turns the writing direction.

A paper is a stranger's text. In a page it stands as text nodes only; what cannot be seen (controls, direction marks,
lone surrogates) is written as an escape, and the JSON that carries it cannot end the script element it stands in.

>>> visible("维奈克拉\\u202e(venetoclax)\\x00\\n二线")
'维奈克拉\\\\u202e(venetoclax)\\\\x00 二线'
>>> embedded({"title": "</script><b>&"})
'{"title":"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e\\\\u0026"}'
"""

from __future__ import annotations

import json
import re

_SPACES = re.compile(r"\s*[\n\r\t]\s*")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff\ue000-\uf8ff]"
)
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def visible(text: str) -> str:
    """The text on one line, with every character that cannot be seen written as its escape."""
    return _UNSEEN.sub(_escape, _SPACES.sub(" ", text))


def _escape(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")


def embedded(content: object) -> str:
    """JSON that may stand inside a script element of a page."""
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return told.translate(_IN_SCRIPT)
