"""Shares of patients that went another way than the endpoint told before: a clause of their own that names no endpoint.

`ORR为61%,28%的患者接受了后续治疗` and `CR was 61%, and 5% of patients withdrew` go on with other patients, not with the rate.

>>> from pipeline.records import Endpoint, Measure
>>> text = "ORR为61%,28%的患者换用其他药物"
>>> rates = [Mention(i, i + 3, "VALUE", text[i : i + 3], detail=Measure("percent", "61", "%")) for i in (4, 8)]
>>> line = Line(text, 0, len(text), (Mention(0, 3, "METRIC", "ORR", detail=Endpoint("ORR")), *rates))
>>> [is_of_others(line, rate) for rate in rates]
[False, True]
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line

_OPENING = re.compile(
    r"(?:\s+(?:progressed|died|relapsed|withdrew|discontinued|transformed)\b)?(?:\s|,|;|而|但|且|并|另|另有|尚有|还有|有|其中|(?:全部|所有)?患者中|约|近|仅|不足|超过|则|也|共|同时"
    r"|\b(?:and|but|while|whereas|although|though|however|only|just|about|approximately|nearly|almost|another|additional|further|a|an|the|other|remaining|fewer|less|more|than|some|with|of (?:these|them|whom))\b)*",
    re.IGNORECASE,
)
"""What may stand between the figure or the clause before and such a share."""
_BRACKETS = r"(?:\s*[(\[][^()\[\]]{1,40}[)\]])?"
_PEOPLE = re.compile(
    rf"{_BRACKETS}的?(?:患者|患儿|病例|受试者)(?:则|也|均|曾|因|在|已|先后|随后|最终)*(?P<course>[^,;。:%\d]{{2,40}})"
)
_COURSE = re.compile(
    rf"{_BRACKETS}的?(?:患者|患儿|病例|者)?(?:则|也|均|曾|随后|最终|后来|在\d+(?:个月|年|周)内)*"
    r"(?:失访|退出|停药|停止治疗|终止治疗|换用|更换|换药|转用|改用|转化|白血病转化|进展|移植|接受了?(?:后续|挽救|其他|移植|异基因|自体|二线|进一步)|失败|中断|减量|需要|需行|死亡)"
)
_REACHED = re.compile(
    r"(?:的|可|能|都|均|已|在|时|内|后|于|治疗|用药|末|第|个|月|周|年|初|再次|也|仍|还|同样|达到?|获得?|取得|实现|出现|发生|保持|维持|持续|完成|符合|满足|有|无|为|是|呈|处于|属|来自|年龄|该|此|上述|这一|其|终点|标准|目标|要求|主要|次要|复合|疗效|有效|应答|反应|缓解|获益|患者)*"
)
"""Words that only say that the endpoint told before was reached."""
_ENGLISH = re.compile(
    rf"{_BRACKETS}(?:\s+of\s+(?:the\s+|all\s+|these\s+|those\s+|our\s+)*(?:\d+\s+)?(?:[a-z-]+\s+)?(?:patients|pts|participants|subjects|cases|adults|children|infants|individuals|them|whom|responders))"
    r"\s+(?:(?:had|have|also|then|later|subsequently|eventually|ultimately|finally|were|was)\s+)*"
    r"(?P<verb>[a-z]{3,}(?:-[a-z]+)?)",
    re.IGNORECASE,
)
_ENGLISH_COURSE = re.compile(
    rf"{_BRACKETS}\s+(?:(?:had|have|also|then|later|subsequently|eventually|ultimately|were|was)\s+)*"
    r"(?:progressed|died|transformed|withdrew|discontinued|switched|underwent|proceeded|received|required|dropped out|lost to follow-up|crossed over|transplanted)\b",
    re.IGNORECASE,
)
_ENGLISH_REACHED = re.compile(
    r"(?:achieved|attained|reached|obtained|met|responded|remained|maintained|sustained|benefited|gained|demonstrated|exhibited|showed|experienced"
    r"|did|do|so|are|being|had|alive|free|disease|still|also|treated|assigned|given|receiving"
    r"|harbou?ring|carrying|bearing|taking|randomi[sz]ed|allocated|enrolled|previously|having|without|among|as|than|versus|vs|compared|during|within|before"
    r"|in|with|at|by|on|who|whose|that|from|and|for|under|after|aged|over|older|younger)",
    re.IGNORECASE,
)
"""Words behind patients that go on with the endpoint, or tell which patients."""

_NOT_REACHED = re.compile(
    rf"{_BRACKETS}\s+of\s+(?:the\s+|these\s+|those\s+)*(?:[a-z-]+\s+)?(?:patients|participants|cases|them|whom)\s+(?:did not|never|had no|failed to)\b",
    re.IGNORECASE,
)
"""Patients who did not reach what was told before (`12% of patients did not respond`)."""


def is_of_others(line: Line, value: Mention) -> bool:
    """Whether a rate opens a clause on what happened to some patients, which names no endpoint of its own."""
    if measure_of(value).kind != "percent" or line.is_bracketed(value.start):
        return False
    opened, closed = _part(line, value)
    if opened is None or not _OPENING.fullmatch(line.between(opened, value.start)):
        return False
    named = line.of("METRIC", "ADVERSE_EVENT")
    return not any(opened <= m.start < closed for m in named) and _tells_course(line, value, closed)


def _part(line: Line, value: Mention) -> tuple[int | None, int]:
    """The part of a clause from the figure before a share to the one behind it; no beginning where nothing stands before."""
    clause = line.clause(value.start)
    others = [v for v in line.of("VALUE") if measure_of(v).kind == "percent"]
    before = [v.end for v in others if clause[0] <= v.start < value.start]
    following = [v.start for v in others if value.end <= v.start < clause[1]]
    is_first = clause[0] <= line.start or line.text[clause[0] - 1] in ":。.!?"
    opened = before[-1] if before else None if is_first else clause[0]
    return opened, following[0] if following else clause[1]


def _tells_course(line: Line, value: Mention, closed: int) -> bool:
    """Whether the words behind a share say what its patients did, and not that they reached what was told before."""
    if any(course.match(line.text, value.end, closed) for course in (_COURSE, _ENGLISH_COURSE, _NOT_REACHED)):
        return True
    if told := _PEOPLE.match(line.text, value.end, closed):
        return _REACHED.fullmatch(told["course"]) is None
    people = _ENGLISH.match(line.text, value.end, closed)
    return people is not None and _ENGLISH_REACHED.fullmatch(people["verb"]) is None
