"""Better, worse or no difference: endpoints that a sentence compares in words and not in figures.

The guideline calls a change `improved` where it is clinically better: more remissions, fewer relapses. So the words'
sense (up, down, better, worse, same) meets the endpoint's own direction in the lexicon.

>>> outcome("up", "higher"), outcome("down", "lower"), outcome("up", "lower"), outcome("same", "higher")
('improved', 'improved', 'worsened', 'no_difference')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.records import Endpoint, Mention
from pipeline.relating import direction_words
from pipeline.relating.direction_words import NEGATIONS, Word
from pipeline.relating.figures import code_of
from pipeline.relating.lines import Line, pattern, words
from pipeline.relating.planned_figures import is_assumed
from pipeline.relating.resumed_endpoints import is_group

_BEFORE_REACH, _AFTER_REACH = 30, 30


@dataclass(frozen=True, slots=True)
class Direction:
    """One endpoint with the words that state its change, section offsets, and what they come to."""

    metric: Mention
    start: int
    end: int
    value: str


@lru_cache(maxsize=1024)
def better(code: str, kind: str) -> str:
    """`higher` or `lower`: which is the better outcome; adverse events are better lower."""
    entry = lexicon.load().named("METRIC", code)
    if entry is None:
        return "lower" if kind == "ADVERSE_EVENT" else "higher"
    return entry.relations.get("direction", ("higher",))[0]


def _better(metric: Mention) -> str:
    """Which outcome of an endpoint as worded is better; a risk is better lower, whatever it is a risk of."""
    if isinstance(metric.detail, Endpoint) and metric.detail.statistic == "risk":
        return "lower"
    return better(code_of(metric), metric.type)


def outcome(sense: str, wanted: str) -> str:
    """What a change of this sense means for an endpoint of which `wanted` (higher, lower) is better."""
    if sense == "same":
        return "no_difference"
    if sense in ("better", "worse"):
        return "improved" if sense == "better" else "worsened"
    return "improved" if (sense == "up") == (wanted == "higher") else "worsened"


_DEFINED = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:(?:was|were|is|are)\s+(?:\w+ly\s+)?(?:defined|considered)|meant|required|means)\b|\s*(?:\([^()]*\))?的?(?:(?:被)?定义(?:为|是)|标准(?:为|是)|是指)",
    re.IGNORECASE,
)
"""What defines an endpoint and tells no result (`complete remission was defined as less than 5% blasts`)."""


def find(line: Line, figured: Sequence[Mention]) -> Iterator[Direction]:
    """Endpoints of a line with a direction word and no figure of their own, in order.

    Args:
        line: The sentence.
        figured: Endpoints of the line that have a figure.
    """
    done = {mention.start for mention in figured}
    open_ones = [
        m
        for m in line.of("METRIC", "ADVERSE_EVENT")
        if m.start not in done and not _is_short_form(line, m) and not is_group(line, m)
    ]
    asked, senses = (list(_questions(line)), direction_words.words(line)) if open_ones else ([], [])
    for metric in open_ones:
        if is_assumed(line, metric.start):
            continue
        if any(start <= metric.start < end for start, end in asked) or _DEFINED.match(line.text, metric.end, line.end):
            continue
        if (same := _no_difference(line, metric)) is not None:
            yield same
            continue
        word = _word_of(line, metric, senses)
        if word is not None and _OF_OTHERS.match(line.text, word.end, line.end):
            continue
        if word is not None and _IN_THEORY.search(line.text, line.clause(metric.start)[0], max(metric.end, word.end)):
            continue
        if word is not None and (metric.type == "METRIC" or _is_close(line, metric, word)):
            sense = "same" if word.negated and word.sense != "same" else word.sense
            yield Direction(metric, word.start, word.end, outcome(sense, _better(metric)))


_IN_THEORY = re.compile(r"理论上|从理论|按理|原则上|\btheoretical|\bin (?:theory|principle)\b", re.IGNORECASE)
"""What is expected of a treatment and was not found (`理论上水肿更少`)."""
_OF_OTHERS = re.compile(
    r"\s*(?:(?:was|were|is|are)\s+)?(?:in|among|for)\s+(?:older|younger|elderly|fit|unfit|frail|male|female|men|women|children|adults|adolescents)\b",
    re.IGNORECASE,
)
"""Behind a word of comparison, patients told apart by no treatment (`more frequent in older patients`)."""


_AIMS = re.compile(
    r"\s*(?:而|故|因此|同时)?为(?:了)?(?:进一步|更好地|尽可能|有效)?(?=降低|减少|减轻|提高|改善|延长|预防|避免|增强)|\s*(?:in order )?to\s+(?:further\s+)?(?:reduce|lower|decrease|improve|prolong|increase|enhance)\b[^,;.]*$",
    re.IGNORECASE,
)
"""What opens a clause that tells the purpose of what follows (`为降低复发风险,…`)."""


def _questions(line: Line) -> Iterator[tuple[int, int]]:
    """Clauses that ask, plan or aim (`能否延长OS`, `whether it prolongs OS`, `为减少复发,`): they state no direction."""
    asks = pattern(NEGATIONS, side="question")
    for start, end in line.clauses:
        if _AIMS.match(line.text, start, end):
            yield start, end
        if asks.search(line.text, start, end) or line.text[end : end + 1] == "?":
            yield start, end


def _forms(side: str) -> str:
    """The forms of one side as a part of a regular expression, Latin ones as words of their own."""
    parts = [rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in words(NEGATIONS, side=side)]
    return f"(?:{'|'.join(parts)})"


@lru_cache(maxsize=1)
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind an endpoint that shows no difference."""
    degrees = f"{_forms('around_degree')}*"
    before = rf"{_forms('around_before')}{degrees}\s*$"
    behind = rf"\s*{_forms('around_link')}?{degrees}{_forms('around_meaning')}?{_forms('around_after')}"
    return re.compile(before, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


def _no_difference(line: Line, metric: Mention) -> Direction | None:
    """`未见OS差异`, `no OS difference`: the endpoint stands inside the words."""
    none_seen, differences = _around()
    before = none_seen.search(line.text, max(line.start, metric.start - 12), metric.start)
    behind = differences.match(line.text, metric.end, line.end)
    return Direction(metric, before.start(), behind.end(), "no_difference") if before and behind else None


def _is_close(line: Line, event: Mention, word: Word) -> bool:
    """An adverse event counts only beside the word for its change: toxicities are listed far more than compared."""
    behind = word.start >= event.end
    gap = (
        _named_away(line, _end_of_list(line, event.end, word.start), word.start)
        if behind
        else line.between(word.end, _start_of_list(line, word.end, event))
    )
    bare = re.sub(
        r"差异|则|两组|各组|组间|与(?:对照|安慰剂)组|发生率|发生|频率|频次|风险|的|概率|比例|事件|incidence|rates?|risk|frequency|occurrence|proportion|\b(?:was|were|is|are|occurred|seen|observed|noted|and|with|on)\b|of|the|in|显著|明显|均|亦|也|\s|\w级|grade",
        "",
        gap,
    )
    return len(bare) <= 2 and "等" not in bare


_INCLUDING = re.compile(
    r",?\s*(?:including|such as|notably|mainly)\s[^,;.]{2,60},|,\s*(?:包括|尤其是?|主要为)[^,;。]{1,24},"
)
"""An aside that names kinds of an event (`Hepatotoxicity, including VOD, was more frequent`)."""


def _start_of_list(line: Line, start: int, event: Mention) -> int:
    """Where the list of events begins that an event ends or goes on, behind an offset (`fewer infections and cytopenias`)."""
    first = event.start
    for mention in reversed(line.of("ADVERSE_EVENT")):
        if start <= mention.start and mention.end <= first and _LISTED.fullmatch(line.between(mention.end, first)):
            first = mention.start
    return first


def _named_away(line: Line, start: int, end: int) -> str:
    """A gap without the treatments that it names as groups (`血小板减少在甲组更常见`), and without asides."""
    gap = _INCLUDING.sub("", line.between(start, end))
    for mention in line.of("DRUG", "REGIMEN", "DRUG_CLASS"):
        if start <= mention.start and mention.end <= end:
            gap = gap.replace(line.text[mention.start : mention.end], "", 1)
    return re.sub(r"[以在于较比]|组|(?:arm|group|recipients)\b", "", gap)


def _is_short_form(line: Line, metric: Mention) -> bool:
    return (
        metric.start > line.start
        and line.text[metric.start - 1] == "("
        and line.text[metric.end : metric.end + 1] == ")"
    )


def _word_of(line: Line, metric: Mention, senses: Sequence[Word]) -> Word | None:
    """The direction word that governs an endpoint: a verb before it, a predicate behind it, a denial around it (`未转化为OS的延长`)."""
    clause = line.clause(metric.start)[0], line.clause(_end_of_closed_list(line, metric.end))[1]
    around = next((w for w in senses if w.negated and w.start <= metric.start and metric.end <= w.end), None)
    if around is not None:
        return around
    before = [w for w in senses if clause[0] < w.end <= metric.start and _reaches(line, w.end, metric.start)]
    after = [w for w in senses if metric.end <= w.start and w.end <= clause[1] and _follows(line, metric.end, w.start)]
    after = [w for w in after if not _has_its_own(line, w)]
    if before and after:
        return after[0] if _is_predicate(line, metric, after[0]) else before[-1]
    return after[0] if after else before[-1] if before else None


_GOES_ON = re.compile(r"without\s+\w+ing\b", re.IGNORECASE)


def _has_its_own(line: Line, word: Word) -> bool:
    """Whether a word has its endpoint behind it (`increased infections without improving survival`, `fewer A but more B`)."""
    return (
        line.text[word.start : word.end].lower() in direction_words.nominal()
        or _GOES_ON.match(line.text, word.start) is not None
    )


@lru_cache(maxsize=1)
def _turns() -> re.Pattern[str]:
    joint = rf"{_forms('turn_joint')}(?!{_forms('turn_joint_kept')})"
    return re.compile(rf"[;。:]|{_forms('turn')}|{joint}", re.IGNORECASE)


_HAN = re.compile(r"[\u4e00-\u9fff]")


def _reaches(line: Line, end: int, start: int) -> bool:
    gap = line.between(end, start)
    agents = [m for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS") if end <= m.start and m.end <= start]
    named = 0 if _HAN.search(gap) else sum(m.end - m.start for m in agents)
    return len(gap) - named <= _BEFORE_REACH + 10 * gap.count("、") and not _turns().search(gap)


_LISTED = re.compile(r"\s*(?:,\s*(?:and\s)?|、|\band\b|和|与|及|以及)\s*", re.IGNORECASE)


_OF_LAST = re.compile(r"风险|程度|\brisk|\bseverity", re.IGNORECASE)
"""What a word of change is said of alone, behind the last item of a list (`腹泻和感染风险增加`)."""


def _end_of_list(line: Line, end: int, word: int) -> int:
    """Where the list ends that begins with the endpoint ending here, if a word behind it tells of all its endpoints (`Anemia and thrombocytopenia were more common`)."""
    last = end
    for mention in line.of("METRIC", "ADVERSE_EVENT"):
        if last <= mention.start < word and _LISTED.fullmatch(line.between(last, mention.start)):
            last = mention.end
    return end if _OF_LAST.search(line.text, last, word) else last


_CLOSES_LIST = re.compile(r"(?:\band|和|与|及|、)\s*$", re.IGNORECASE)


def _end_of_closed_list(line: Line, end: int) -> int:
    """Where the list ends that begins with the endpoint ending here, if a conjunction closes it (`Fatigue, anemia and rash`)."""
    last = _end_of_list(line, end, line.end)
    item = next((m for m in line.of("METRIC", "ADVERSE_EVENT") if m.end == last), None)
    return last if item is not None and _CLOSES_LIST.search(line.text, end, item.start) else end


_CARE = re.compile(r"(?<![可被到效])预防")
"""What care is taken of an event, as a noun behind it (`感染的预防应贯穿全程`): nothing has come of it."""


def _follows(line: Line, end: int, start: int) -> bool:
    if _CARE.match(line.text, start, line.end):
        return False
    end = _end_of_list(line, end, start)
    gap = re.sub(r"\([^()]*\)", "", line.between(end, start))
    joins = any(word in gap for word in ("并", "且", "而", " and ", ";")) or gap.rstrip().endswith(
        ("和", "及", "与", "、")
    )
    return len(gap) <= _AFTER_REACH + 12 * (gap.count("、") + gap.count("和")) and not joins


def _is_predicate(line: Line, metric: Mention, word: Word) -> bool:
    gap = re.sub(r"\([^()]*\)", "", line.between(metric.end, word.start))
    return len(gap) <= 6 or word.sense == "same"
