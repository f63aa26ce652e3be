"""What the words of a header or a label say that their column or row holds: a ratio, a size, an arm, a side.

>>> column_role("对照组"), column_role("HR(95%CI)"), column_role("例数(n)"), column_role("主要结果")
('control', 'hazard_ratio', 'n', '')
>>> side_of("试验组 ORR"), side_of("试验组 vs 对照组")
('experimental', '')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline import lexicon
from pipeline.relating import PAIR, cue_words

RATIOS = ("hazard_ratio", "odds_ratio", "risk_ratio", "p_value")
_MARKED = re.compile(r"\^[^\s^]{1,8}\^|[*†‡§¶#]+\s*$")
"""The mark of a note in a header (`P值^b^`)."""


def plain(words: str) -> str:
    """The words of a header or a label without the marks of notes, of italics and of raised signs (`*P*值^b^`)."""
    return _MARKED.sub("", words).replace("*", "").strip()


@lru_cache(maxsize=1024)
def column_role(header: str) -> str:
    """What a column holds, from its header: a role of the cue table, or nothing."""
    header = plain(header)
    bare = " ".join(re.sub(r"[(\[].*?[)\]]", " ", header).lower().split()) or header.strip().lower()
    for row in lexicon.cues("table_headers"):
        if bare == row["form"].lower():
            return row["role"]
    if _ARMS_IN_HEADER.fullmatch(bare):
        return "experimental"
    measured = re.split(r"\s(?:for|of|vs\.?|versus|against|compared with)\s", bare)[0]
    ratios = [row for row in lexicon.cues("table_headers") if row["role"] in RATIOS]
    if (ratio := next((row["role"] for row in ratios if measured == row["form"].lower()), "")) and measured != bare:
        return ratio
    endings = [row for row in lexicon.cues("table_headers") if _ends_with(bare, row["form"].lower())]
    return max(endings, key=lambda row: len(row["form"]))["role"] if endings else ""


_ARMS_IN_HEADER = re.compile(
    r"(?:(?:治疗|干预)?(?:方案|措施|药物|分组)\s*)?(?:[试实]验|研究|观察|治疗)(?:组|药物?|方案)?\s*(?:/|vs\.?|versus|对比?|与|和|及|、)\s*(?:对照|安慰剂|比较)(?:组|药物?|方案)?"
    r"|(?:experimental|active|investigational|study|test(?:ed)?|treatment|intervention)(?: (?:arm|drug|group|treatment))?\s*(?:/|vs\.?|versus|and)\s*(?:control|comparator|placebo)(?: (?:arm|drug|group|treatment))?",
    re.IGNORECASE,
)
"""A header of a column whose cells name both arms (`试验组 vs 对照组`)."""


def _ends_with(header: str, form: str) -> bool:
    """Whether a header ends with a form of two letters or more, a Latin one as a word of its own (`ORR` is no `RR`)."""
    if len(form) < 2 or not header.endswith(form):
        return False
    before = header[: -len(form)][-1:]
    return not (form[0].isascii() and before.isascii() and before.isalnum())


_SIDES = {
    "control": re.compile(r"对照|安慰剂组|control|comparator|placebo arm|\bctrl\b", re.IGNORECASE),
    "experimental": re.compile(r"试验组|实验组|研究组|治疗组|experimental|\bexp\b|investigational", re.IGNORECASE),
}
_BOTH_SIDES = re.compile(r"vs|对比|/|versus", re.IGNORECASE)


def side_of(title: str) -> str:
    """The side that a header or a label names, where it names one alone; else nothing."""
    named = [side for side, words in _SIDES.items() if words.search(title)]
    return named[0] if len(named) == 1 and not _BOTH_SIDES.search(title) else ""


_SIZES = {"single_agent": 1, "two_agents": 2, "several_agents": 2, "three_agents": 3, "four_agents": 4}
"""How many agents the words of `agent_counts` tell of a group."""


def sides_by_size(titles: Mapping[int, str]) -> dict[int, str]:
    """The sides of the two columns whose headers count the agents of their groups: the larger group is tested.

    >>> sides_by_size({1: "三药组", 2: "四药组", 3: "ORR"}), sides_by_size({1: "Triplet", 2: "ORR"})
    ({1: 'control', 2: 'experimental'}, {})
    """
    counted = {column: size for column, title in titles.items() if (size := _agents_counted(title))}
    if len(counted) != PAIR or len(set(counted.values())) != PAIR:
        return {}
    most = max(counted.values())
    return {column: "experimental" if size == most else "control" for column, size in counted.items()}


def _agents_counted(title: str) -> int:
    """How many agents a header counts of its group, or nothing."""
    roles = cue_words.column("agent_counts", "role")
    bare = cue_words.key(plain(title))
    return next((_SIZES[roles[form]] for form in (bare, f"the {bare}", f"{bare} arm") if form in roles), 0)


@lru_cache(maxsize=1)
def heads_results() -> re.Pattern[str]:
    """The header of a column that holds results of all patients (`Result`, `All patients (n=57)`)."""
    forms = "|".join(re.escape(row["form"]) for row in lexicon.cues("result_headers"))
    return re.compile(
        rf"(?:{forms})?\s*(?:[(\[]?\s*n\s*=\s*\d+\s*[)\]]?)?\s*(?:[(\[]\s*95%\s*CI\s*[)\]])?\s*,?\s*(?:(?:n|no\.|例)?\s*[(\[]?\s*%\s*[)\]]?)?",
        re.IGNORECASE,
    )
