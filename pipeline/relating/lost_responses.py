"""Responses that a change has ended: `responded to D until X emerged`, `acquired X had previously responded to D`.

What comes up when a response is lost resists the drug; it is not what responded.

>>> from pipeline.relating.clauses import levels
>>> text = "It responded to D until a V654A mutation emerged"
>>> names = [Mention(16, 17, "DRUG", "D"), Mention(26, 40, "ALTERATION", "V654A mutation")]
>>> level = levels(text, 0, len(text), names)[0]
>>> [m.text for m in ended(level, [(26, names[1])], Response(3, 12, "sensitivity", "word"))]
['V654A mutation']
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.clauses import Level
from pipeline.relating.held_alterations import Held
from pipeline.relating.responses import Response


def ended(level: Level, held: Held, response: Response) -> tuple[Mention, ...]:
    """The alterations with which a response ended, or that came up behind one that is told as past.

    Args:
        level: The level.
        held: What can be spoken of on it.
        response: The word of response.
    """
    if response.predicate != "sensitivity":
        return ()
    return _until(level, held, response) or _acquired_since(level, held, response)


def _until(level: Level, held: Held, response: Response) -> tuple[Mention, ...]:
    """What a response lasted until (`sensitive to D before X appeared`, `对D敏感,直至出现X`)."""
    behind = [(at, m) for at, m in held if at >= response.end]
    if not behind:
        return ()
    said, rest = level.text(response.end, behind[0][0]), level.text(behind[-1][1].end, level.end)
    is_told = _UNTIL_ARISING.search(said) or (_UNTIL.search(said) and _ARISES.match(rest))
    return tuple(m for _, m in behind) if is_told and _ONE_PART.fullmatch(said) else ()


_NEW = r"(?:(?:an?|the|secondary|acquired|new|novel|on-target|resistance|resistant|additional|further|second|subclonal)\s+)*"
_UNTIL = re.compile(
    rf"\b(?:until|before|prior\s+to|up\s+to)\s+{_NEW}$|(?:直至|直到|至|之前)(?:其|后来|其后|新的?|获得性|继发性?)*\s*$",
    re.IGNORECASE,
)
_UNTIL_ARISING = re.compile(
    rf"\b(?:until|before|prior\s+to)\s+(?:the\s+)?(?:emergence|appearance|development|acquisition|occurrence|detection|onset)\s+of\s+{_NEW}$"
    r"|(?:直至|直到)[^,，;；。]{0,8}?(?:出现|检出|获得|产生|发生|新发)了?(?:获得性|继发性?|新的?)?\s*$",
    re.IGNORECASE,
)
_ARISES = re.compile(
    r"\s*(?:mutations?|variants?|clones?|amplification)?\s*(?:\w+ly\s+)?(?:emerged|appeared|arose|developed|occurred|came up|was\s+(?:acquired|detected|found|identified)|were\s+(?:acquired|detected|found|identified))\b"
    r"|(?:突变|克隆|变异)*(?:的)?(?:出现|产生|检出|发生)",
    re.IGNORECASE,
)
_ONE_PART = re.compile(r"[^;。；]{0,80}")


def _acquired_since(level: Level, held: Held, response: Response) -> tuple[Mention, ...]:
    """Acquired alterations of those who responded in former times (`acquired X had previously responded to D`)."""
    before = [(at, m) for at, m in held if at < response.start]
    if not before or not _FORMERLY.search(level.text(before[-1][1].end, response.start)):
        return ()
    return tuple(m for at, m in before if _ACQUIRED.search(level.text(level.start, at)))


_FORMERLY = re.compile(
    r"\b(?:had|have|has)\s+(?:all\s+|both\s+)?(?:previously|formerly|earlier)\s+$|(?:此前|既往|先前|之前)(?:均|曾|都)*对[^,，;；。]{1,16}$",
    re.IGNORECASE,
)
_ACQUIRED = re.compile(
    r"\b(?:acquired|secondary|emergent)\s+(?:[A-Z][A-Za-z0-9-]{1,9}\s+)?$|(?:获得性|继发性?|新发)的?\s*$"
)
