"""Groups of patients that are told by what they had before: they are subgroups and no arms (corpus ruling 26).

`芦可替尼经治MF` and `BTKi-pretreated` begin with the agent; `既往未用过X的患者`, `patients previously treated with X` with the word
for before.

>>> line = Line("既往接受过双抗治疗者(78例)ORR为67%", 0, 24, ())
>>> list(prior_groups(line))
[(0, '既往接受过双抗治疗')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.relating.lines import Line

_QUALITY = re.compile(
    r"经治|初治|耐药|难治|暴露|失败|不耐受|pretreated|pre-treated|exposed|experienced|na[iï]ve|refractory|resistant|intolerant",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:\s*\([^()]{1,12}\))?\s?-?\s?")
_GROUP = re.compile(
    r"(?:(?<=[,;。:(例的中])|^|(?<=其中)|(?<=而)|(?<=对)|(?<=在))(?P<words>(?:(?:既往|此前|先前|之前|从|曾经?|未曾?)(?:未曾?|曾经?|至少|均|未)?"
    r"(?:接受过?|用过|使用过?|应用过?|经过?|经历过?|暴露于|予)|(?:未|曾)(?:用过|接受过|使用过|应用过)|既往[≥>]?\s?\d\s?[种线])"
    r"(?:[^,;。:()]|\([A-Za-z0-9/+ -]{1,10}\)){1,28}?)"
    r"(?:的?(?:\s*\d+\s*例)?(?:患者|病人|病例|人群|亚组|队列)|者|(?=,\s*[nN]\s*=)|(?=\)))"
)
_ENGLISH = re.compile(
    r"\b(?:(?:patients|pts|those|individuals|adults|subset|subgroup|cohort|disease)\s+|who\s+(?=had|have))(?:(?:who\s+)?(?:were|had been|had|have)\s+)?"
    r"(?P<words>(?:(?:not|never)\s+)?(?:previously|already)\s+(?:treated with|exposed to|given|received|undergone|been (?:treated with|exposed to|given))\s[^,;.()]{3,50}?|(?:refractory|resistant|intolerant)\s+(?:to|of)\s[^,;.()]{3,50}?"
    r"|with (?:prior|previous) [^,;.()]{3,50}?)"
    r"(?=\s*(?:[,;.()]|$|\b(?:it|they|was|were|had|achieved|reached|responded|did|is|are|in which|who|and the|showed|the|at|received)\b))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"既往|此前|先前|之前|曾|[接使应用][受用]?过")
_WENT_WITHOUT = re.compile(r"(?P<words>未(?:曾)?(?:接受|使用|应用|用药?|暴露)过?)(?:的?患者|者)")
"""Those who went without what the group before them had (`未使用者为81%`)."""
_AFTER = re.compile(r"(?:[单二]药|治疗|化疗|方案|失败|进展|停药)*后(?=的?(?:亚组|组|队列|人群))")
_AFTER_GROUPS = ("后组", "后亚组", "后队列", "后人群", "后的")
"""Those who come from another treatment (`乙药治疗后组`), and whether a line tells of any."""
_MARK = re.compile(
    r"既往|此前|先前|之前|曾|未用|未接受|未使用|未应用|未经|previous|already|refractory|resistant|intolerant|prior",
    re.IGNORECASE,
)


def prior_groups(line: Line) -> Iterator[tuple[int, str]]:
    """Start and words of each group of a line that is told by what its patients had before, without the word for people."""
    if any(word in line.text[line.start : line.end] for word in _AFTER_GROUPS):
        yield from _groups_after(line)
    if not _MARK.search(line.text, line.start, line.end):
        return
    for group in (_GROUP, _ENGLISH):
        for match in group.finditer(line.text, line.start, line.end):
            yield match.start("words"), " ".join(match["words"].rstrip("的").split())
    for match in _WENT_WITHOUT.finditer(line.text, line.start, line.end):
        if others_than_prior(line, match.start()):
            yield match.start(), match["words"]


def _groups_after(line: Line) -> Iterator[tuple[int, str]]:
    """The groups of a line that are told by the treatment that they come from (`乙药治疗后组`)."""
    for mention in line.of("DRUG", "DRUG_CLASS", "REGIMEN"):
        behind = _AFTER.match(line.text, mention.end, line.end)
        if behind is not None:
            yield mention.start, line.text[mention.start : behind.end()]


def others_than_prior(line: Line, start: int) -> bool:
    """Whether words of going without stand behind a group told by what it had before (`既往用过甲药者62%,未使用者81%`)."""
    told = [m for m in _GROUP.finditer(line.text, line.start, start) if _BEFORE.match(m["words"])]
    return bool(told) and _WENT_WITHOUT.match(line.text, start, line.end) is not None


def with_agent(line: Line, start: int) -> int:
    """Where a population begins: at the agent that its first word is said of (`芦可替尼经治MF`), else where that word does."""
    if not _QUALITY.match(line.text, start, line.end):
        return start
    agents = [m for m in line.of("DRUG", "DRUG_CLASS", "REGIMEN") if m.end <= start]
    if not agents or not _LINK.fullmatch(line.between(agents[-1].end, start)):
        return start
    last = agents[-1]
    before = agents[-2] if len(agents) > 1 else None
    is_gloss = (
        before is not None
        and line.between(before.end, last.start).strip() == "("
        and line.text[last.end : last.end + 1] == ")"
    )
    return before.start if is_gloss and before is not None else last.start
