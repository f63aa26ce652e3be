"""Groups of patients of all arms: where a study has several, those told by how they fared are of none of them.

Behind `randomized to A or B`, `patients with a response had an OS of 90%, compared with 70% in those without` tells no arm.

>>> bool(_APART.search("patients with an early response had an OS of 90%, compared with 70% in those without"))
True
>>> bool(_APART.search("patients with relapsed disease had an OS of 90%"))
False
"""

from __future__ import annotations

import re

from pipeline.relating.nearest_arms import Reading

_PEOPLE = r"(?:patients|those|adults|children|responders|者|患者)"
_APART = re.compile(
    rf"\b{_PEOPLE}\s(?:with|who)\s[^;]{{2,160}}?\b(?:compared (?:with|to)|as opposed to|versus|vs\.?|than|against)\s[^;]{{0,60}}?"
    rf"\b{_PEOPLE}\s(?:with(?:out)?|who)\b",
    re.IGNORECASE,
)


def are_several(reading: Reading) -> bool:
    """Whether a line names no arm, and its study allotted its patients to several."""
    told = (*reading.study, *reading.parted, *(reading.pair or ()))
    return not reading.arms and len({arm.name for arm in told}) > 1


def are_apart(reading: Reading) -> bool:
    """Whether a line sets patients of all arms apart by how they fared, and tells figures of both groups."""
    return are_several(reading) and _APART.search(reading.line.text, reading.line.start, reading.line.end) is not None
