"""Shares of those who had a treatment, which are no results of it: `radiotherapy was used in few (21%)`, `28%的患者接受X`.

>>> bool(_WAS_GIVEN.fullmatch(" was used in few")), bool(_RECEIVED.fullmatch("的患者接受了")), bool(_RECEIVED.fullmatch("优于"))
(True, True, False)
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.lines import Line

_WAS_GIVEN = re.compile(
    r"(?:\s+(?:therapy|treatment|maintenance|consolidation|prophylaxis|transplantation))?\s+(?:was|were|had been|has been)\s+(?:(?:also|then|only|\w+ly)\s+)?"
    r"(?:given|used|administered|performed|delivered|required|needed|applied|employed|undertaken|carried out|omitted|planned)\s*[^,;:.%\d]{0,32}"
    r"|(?:治疗|维持|巩固)?(?:用于|仅用于)[^,;。%\d]{0,6}",
    re.IGNORECASE,
)
_THING_GIVEN = re.compile(
    r"\s*(?:and|while|whereas|but)?\s*[A-Za-z][\w /-]{1,50}\s(?:was|were)\s(?:(?:also|then|only|\w+ly)\s+)?(?:given|used|administered|performed|required)\s[^,;:.%\d]{0,32}",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"(?:\s*[(\[][^()\[\]]*[)\]])?(?:\s+of\s+(?:(?:the|all|these|those|our)\s+)*(?:\d+\s+)?(?:[a-z-]+\s+)?(?:patients|them|whom|cases|participants|responders|children|adults|recipients))?"
    r"\s+(?:(?:had|also|then|later|subsequently|eventually|ultimately)\s+)*(?:received|underwent|proceeded to|went on to|required|got|needed|were (?:given|bridged|consolidated))\s+[^,;:.%\d]{0,32}"
    r"|的?(?:患者|患儿|者|病例)?(?:后续|随后|进一步|其后|均|同时|曾)*(?:接受|进行|行|桥接|序贯)(?:过|了)?[^,;。%\d]{0,8}",
    re.IGNORECASE,
)
"""What makes a share that of those who had a treatment, and no result of it (`radiotherapy was used in few (21%)`)."""
_ENDS_IN = re.compile(
    r"(?:\b(?:in|to|for|of)\s+(?:only\s+|just\s+|about\s+|some\s+)?|[(（]\s*|[\u4e00-\u9fff])$", re.IGNORECASE
)
"""What leads from a word for giving to the share that was given it (`was used in 21%`, `was used in few (21%)`)."""
_OUTCOME = re.compile(
    r"%\s*(?:of\s+(?:the\s+|them\s+|patients\s+)*)?(?:achieved|reached|responded|attained|had|obtained|entered)\b",
    re.IGNORECASE,
)


def is_of_treated(line: Line, value: Mention) -> bool:
    """Whether a rate tells in how many an agent or a procedure was used."""
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    behind = next((m for m in agents if m.start >= value.end), None)
    if behind is not None and _RECEIVED.fullmatch(line.between(value.end, behind.start)):
        return not any(m.start >= behind.end for m in line.of("METRIC") if m.start < line.clause(behind.start)[1])
    if not _ENDS_IN.search(line.text[line.start : value.start]) or _OUTCOME.match(line.text, value.end - 1, line.end):
        return False
    opened = line.clause(value.start)[0]
    if _THING_GIVEN.fullmatch(line.between(opened, value.start)):
        return not any(opened <= m.start < value.start for m in line.of("METRIC", "ADVERSE_EVENT"))
    before = next((m for m in reversed(agents) if m.end <= value.start), None)
    told = before is not None and _WAS_GIVEN.fullmatch(line.between(before.end, value.start))
    return bool(told) and before is not None and not any(before.end <= m.start < value.start for m in line.of("METRIC"))
