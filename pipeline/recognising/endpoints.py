"""Endpoints in full: what stands around a metric's name and belongs to it.

The lexicon knows `OS` and `完全缓解`; papers write `2年OS率`, `中位总生存期`, `CR/CRi`, `24-month PFS rate`, `OS at 5
years`. The landmark, the word that tells the statistic, and the second half of a composite join the mention, and the
wording is parsed.

>>> from pipeline.lexicon import Entry, Lexicon
>>> from pipeline.records import Concept
>>> from pipeline.recognising.terms import TermFinder
>>> lexicon = Lexicon((Entry(Concept("local:metric.os", "METRIC", "OS"), (), ("总生存",), {}, {}),))
>>> text = "2年OS率高,中位总生存期长"
>>> [(m.text, m.detail.statistic, m.detail.timepoint) for m in find(text, TermFinder(lexicon).find(text), lexicon)]
[('2年OS率', 'rate', '2 y'), ('中位总生存期', 'median', '')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import ahocorasick_rs

from pipeline import lexicon as vocabulary
from pipeline.lexicon import Lexicon
from pipeline.recognising import passed_times
from pipeline.recognising.literals import needed
from pipeline.recognising.measures import unit_pattern, units
from pipeline.records import Concept, Endpoint, Mention

_SPELLED = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "ten": "10",
    "一": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "八": "8", "十": "10",
}  # fmt: skip
_NUMBER = rf"(?:(?<![\d.])(?P<number>\d+(?:\.\d+)?|(?<![A-Za-z\u4e00-\u9fff])(?:{'|'.join(_SPELLED)})|(?<=[的组例者])[{''.join(w for w in _SPELLED if len(w) == 1)}]))"
"""A landmark's number in digits or in words (`五年OS率`, `two-year survival`)."""
_JOINT = re.compile(r"\s*(?:/|\+|或|加|\b(?:or|plus)\b)\s*", re.IGNORECASE)
_HOLDING = re.compile(r"\s*\(\s*(?:含|包括|包含|including|incl\.)\s*", re.IGNORECASE)
_REMISSIONS = ("CR", "CRh", "CRi", "CRp", "CRu")
_REACH = 24


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What may stand before a metric, after it, and a landmark that follows it in English."""
    rows = vocabulary.cues("endpoint_affixes")
    before = "|".join(re.escape(r["form"]) for r in rows if r["side"] == "before")
    after = "|".join(sorted((re.escape(r["form"]) for r in rows if r["side"] == "after"), key=len, reverse=True))
    landmark = rf"{_NUMBER}[\s-]*(?P<unit>{unit_pattern()})[\s-]*(?:及?以上)?(?:的|时的?)?\s*"
    return (
        re.compile(
            rf"(?:(?:{before})\s*(?:的)?\s*)?(?:{landmark})?(?:(?:预估|预计|预期|估计|估算的?|累积|累计|精算|分子学|实际|总体|校正后的?|estimated|actuarial|cumulative)\s*)?$",
            re.IGNORECASE,
        ),
        re.compile(rf"\s?的?(?:{after})(?![a-z])", re.IGNORECASE),
        re.compile(
            rf"(?:\s+(?:rates?|probability))?\s+at\s+(?P<number>\d+(?:\.\d+)?)[\s-]*(?P<unit>{unit_pattern()})",
            re.IGNORECASE,
        ),
    )


_AT_WEEK = re.compile(
    r"(?:\s+(?:rates?|probability))?\s+(?:at|by)\s+(?P<unit>week|month|year|day)s?\s(?P<number>\d{1,3})(?![\d.])",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _landmark() -> re.Pattern[str]:
    return re.compile(rf"{_NUMBER}[\s-]*(?P<unit>{unit_pattern()})", re.IGNORECASE)


def find(text: str, terms: Iterable[Mention], lexicon: Lexicon) -> list[Mention]:
    """METRIC mentions with their affixes and a parsed `Endpoint`, from the METRIC terms of a section.

    Composites join two metrics into one only where the lexicon holds the composite (`CR/CRi`); `EFS/OS` stays two.
    """
    diseases = {m.start for m in terms if m.type == "DISEASE"}
    bare = [m for m in _bare(text, lexicon) if m.end not in diseases and not _is_of_cells(text, m)]
    told = {m.span for m in bare}
    others = [m for m in terms if m.type == "METRIC" and m.span not in told]
    named = [m for m in others if not (_is_of_cells(text, m) or _TAKEN_AT.match(text, m.end))]
    metrics = _outermost([*named, *_recoveries(text, lexicon), *_levels(text, lexicon), *bare])
    composites = _composites(text, _without_glosses(text, metrics), lexicon)
    return [_of_risk(_widened(text, m), lexicon) for m in composites]


_SURVIVAL = re.compile(r"(?:存活|生存)(?:率|期|时间|概率)?$")
_OF_CELLS = re.compile(r"(?:细胞|细胞系|细胞株|克隆|LSC)的?$")
"""What stands before the survival of cells, which is that of no patient (`HL-60细胞存活率`)."""
_BEFORE_SURVIVAL = 8


def _is_of_cells(text: str, mention: Mention) -> bool:
    """Whether a name of survival tells what becomes of cells."""
    before = max(0, mention.start - _BEFORE_SURVIVAL)
    return _SURVIVAL.match(mention.text) is not None and _OF_CELLS.search(text, before, mention.start) is not None


_TAKEN_AT = re.compile(
    r"(?<=[a-z])[ -](?:biops(?:y|ies)|(?:samples?|specimens?|clones?|materials?|marrows?|blasts?|isolates?)\b)"
)
"""What was taken at an event, behind its name (`relapse biopsies showed X in 35%`)."""


def _of_risk(mention: Mention, lexicon: Lexicon) -> Mention:
    """`死亡风险` and `risk of progression or death` are the survival endpoint whose events they count (OS, PFS)."""
    codes = lexicon.relation(mention.concept, "code") if mention.concept else ()
    if not codes or not isinstance(mention.detail, Endpoint):
        return mention
    detail = replace(mention.detail, code=codes[0], statistic="risk")
    return replace(mention, concept=lexicon.concept("METRIC", codes[0]), detail=detail)


_GLOSS = re.compile(r"\s?\([A-Za-z][A-Za-z0-9 ,;/-]{0,79}\)")


def _without_glosses(text: str, metrics: Sequence[Mention]) -> list[Mention]:
    """Joins a name with the bracket that only names it once more (`overall survival (OS)`, `完全缓解(CR)/CRi率`).

    The bracket may hold the English name as well as the short form (`疾病控制率(disease control rate,DCR)`).
    """
    kept: list[Mention] = []
    for mention in metrics:
        if kept and mention.start < kept[-1].end:
            continue
        bracket = _GLOSS.match(text, mention.end)
        if bracket and _names_again(mention, bracket, metrics):
            mention = replace(mention, end=bracket.end(), text=text[mention.start : bracket.end()])
        kept.append(mention)
    return kept


def _names_again(mention: Mention, bracket: re.Match[str], metrics: Sequence[Mention]) -> bool:
    """Whether a bracket holds names of this endpoint alone, and ends with one."""
    inside = [m for m in metrics if mention.end <= m.start < bracket.end()]
    return bool(inside) and all(m.name == mention.name for m in inside) and inside[-1].end == bracket.end() - 1


_RECOVERY = re.compile(
    r"(?:完全缓解|CR)伴(?:随)?[^,;。/()]{1,16}?恢复|(?:CR|complete (?:remission|response)) with (?:an? )?(?:full or )?(?:incomplete|partial)"
    r" (?:hematologic|haematologic(?:al)?|blood count|count|platelet) recovery",
    re.IGNORECASE,
)
_PROVISIONAL = 0.5
_NO_LANDMARK = re.compile(
    r"(?:随访|follow-up|follow-up of|\b(?:aged|older than|younger than)\s*[<>≤≥]?|\b(?:patients|those|adults|children)\s*[<>≤≥])\s*$",
    re.IGNORECASE,
)
"""What stands before a time that is a follow-up or an age, and no landmark."""


def _recoveries(text: str, lexicon: Lexicon) -> list[Mention]:
    """Remission with incomplete recovery by construction: of platelets CRp, partial CRh, else CRi (Döhner 2022)."""
    found = []
    for match in _RECOVERY.finditer(text):
        words = match.group().lower()
        code = (
            "CRp"
            if "血小板" in words or "platelet" in words
            else "CRh"
            if "部分" in words or "partial" in words
            else "CRi"
        )
        code = f"CR/{code}" if re.search(r"full or|完全或", words) else code
        concept = lexicon.concept("METRIC", code)
        found.append(
            Mention(match.start(), match.end(), "METRIC", match.group(), concept, 0.95, "remission grammar", "terms")
        )
    return found


_LEVEL = re.compile(
    r"BCR(?:::|[-/])ABL1?\s*(?:\^?\(?IS\)?\^?)?\s*(?:≤|<=|⩽)\s*(?P<level>10|1|0\.1|0\.01|0\.0032)\s*%", re.IGNORECASE
)


def _levels(text: str, lexicon: Lexicon) -> list[Mention]:
    """Levels of BCR::ABL1 transcripts that trials count patients by (`BCR::ABL1(IS)≤1%`; ELN 2020)."""
    return [
        Mention(
            match.start(), match.end(), "METRIC", match.group(),
            lexicon.concept("METRIC", f"BCR::ABL1 ≤{match['level']}%"), 0.9, "transcript level", "terms",
        )
        for match in _LEVEL.finditer(text)
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _bare_patterns() -> list[tuple[tuple[str, ...], re.Pattern[str], str]]:
    """For each bare word the words of which a text must hold one, the pattern, and the code of the endpoint."""
    patterns = []
    for row in vocabulary.cues("bare_endpoints"):
        before = "".join(rf"(?<!{re.escape(form)})" for form in row["not_before"].split("|") if form)
        after = "|".join(rf"(?<={re.escape(form)})" for form in row["only_after"].split("|") if form)
        behind = f"(?!{row['not_after']})" if row["not_after"] else ""
        first = f"(?={row['form'][0]})" if row["form"][0].isalnum() else ""
        pattern = re.compile(f"{first}{before}(?:{after}){row['form']}{behind}")
        patterns.append((needed(row["form"]), pattern, row["code"]))
    return patterns


@lru_cache(maxsize=1)
def _needs() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Sequence[int], ...]]:
    """An automaton of the words that bare words need, and the places of the patterns of each."""
    found: dict[str, list[int]] = {}
    for place, (words, _, _) in enumerate(_bare_patterns()):
        for word in words:
            found.setdefault(word, []).append(place)
    return ahocorasick_rs.AhoCorasick(list(found)), tuple(found.values())


def _bare(text: str, lexicon: Lexicon) -> list[Mention]:
    """Words that are endpoints only where something is said of them (`降低复发`); provisional, with a low score."""
    words, places = _needs()
    told = {index for index, _, _ in words.find_matches_as_indexes(text, overlapping=True)}
    held = {place for index in told for place in places[index]}
    return [
        Mention(
            match.start(), match.end(), "METRIC", match.group(), lexicon.concept("METRIC", code), _PROVISIONAL,
            "bare word", "terms",
        )
        for _, pattern, code in map(_bare_patterns().__getitem__, sorted(held))
        for match in pattern.finditer(text)
    ]  # fmt: skip


def _outermost(metrics: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(metrics, key=lambda m: (m.start, -m.end)):
        last = kept[-1] if kept else mention
        if mention.start >= last.end or (mention.start, mention.end) == (last.start, last.end):
            kept.append(mention)
    return kept


def _composites(text: str, metrics: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    joined: list[Mention] = []
    is_open = False
    for mention in metrics:
        last = joined[-1] if joined else None
        holds = last is not None and bool(_HOLDING.fullmatch(text, last.end, mention.start))
        if last is not None and (holds or _JOINT.fullmatch(text, last.end, mention.start)):
            concept = _composite(last.name, mention.name, lexicon)
            if concept is not None:
                is_open = is_open or holds
                closes = is_open and text[mention.end : mention.end + 1] == ")"
                end = mention.end + closes
                is_open = is_open and not closes
                joined[-1] = replace(last, end=end, concept=concept, text=text[last.start : end])
                continue
        if last is not None and _BOTH.fullmatch(text, last.end, mention.start):
            concept = _negative_remission(last.name, mention.name, lexicon)
            if concept is not None:
                joined[-1] = replace(last, end=mention.end, concept=concept, text=text[last.start : mention.end])
                continue
        joined.append(mention)
    return joined


_BOTH = re.compile(r"(?:率|者)?(?:且|并且|同时|并同时|伴)(?:达到?|获得?|为|呈)?")
"""What joins two states that one patient has at once (`CR且MRD阴性率`)."""


def _negative_remission(first: str, second: str, lexicon: Lexicon) -> Concept | None:
    """The remission without residual disease that two joined endpoints are together, where the lexicon holds it."""
    kinds = [name for name in (first, second) if name != "MRD-neg"]
    entry = lexicon.named("METRIC", f"MRD-neg {kinds[0]}") if len(kinds) == 1 else None
    return entry.concept if entry is not None else None


def _composite(first: str, second: str, lexicon: Lexicon) -> Concept | None:
    """The concept of two joined endpoints: one that the lexicon holds, or remissions of several kinds in order."""
    for name in (f"{first}/{second}", f"{second}/{first}"):
        if entry := lexicon.named("METRIC", name):
            return entry.concept
    kinds = {*first.split("/"), *second.split("/")}
    if not kinds <= set(_REMISSIONS) or len(kinds) < 2:
        return None
    return lexicon.concept("METRIC", "/".join(kind for kind in _REMISSIONS if kind in kinds))


_CELL_BORDER = re.compile(r"[\t\n]")


def _widened(text: str, mention: Mention) -> Mention:
    before_pattern, after_pattern, at_pattern = _patterns()
    window = _CELL_BORDER.split(text[max(0, mention.start - _REACH) : mention.start])[-1]
    before = before_pattern.search(window)
    if before and (_NO_LANDMARK.search(window[: before.start()]) or _tells_median(before.group() + mention.text)):
        before = None
    after = after_pattern.match(text, mention.end)
    at = at_pattern.match(text, mention.end) or _AT_WEEK.match(text, mention.end)
    if at is None and not _tells_own_median(before, mention):
        at = passed_times.behind(text, mention.start, after.end() if after else mention.end)
    start = mention.start - (len(window) - before.start()) if before else mention.start
    end = at.end() if at else after.end() if after else mention.end
    while start < mention.start and text[start].isspace():
        start += 1
    landmark = (
        at
        or _landmark().search(text, start, end)
        or _UNIT_FIRST.search(text, start, end)
        or _UNIT_BEFORE.search(window)
    )
    endpoint = Endpoint(
        mention.name,
        _statistic(text[start:end]),
        f"{_SPELLED.get(landmark['number'].lower(), landmark['number'])} {units()[landmark['unit'].lower()]}"
        if landmark
        else "",
    )
    return replace(mention, start=start, end=end, text=text[start:end], detail=endpoint, source="terms")


_UNIT = r"\b(?P<unit>day|week|month|year)[\s-](?P<number>\d{1,3})"
_UNIT_FIRST = re.compile(rf"{_UNIT}(?![\d.])", re.IGNORECASE)
"""A landmark whose unit stands first, inside the name of an endpoint (`day 60 mortality`)."""
_UNIT_BEFORE = re.compile(rf"(?<!to )(?<!\d[ ,])(?<!\d, ){_UNIT}\s+$", re.IGNORECASE)
"""The same right before a name that does not hold it (`day-28 ORR`), and no day of a cycle (`cycle 3 day 15`)."""
_MEDIAN_BEHIND = re.compile(r"(?:个月|年|周|天|months?|years?|weeks?)\s*的?\s*(?:中位|median)", re.IGNORECASE)


def _tells_median(words: str) -> bool:
    """Whether the time before an endpoint is its median and no landmark (`24.3个月的中位PFS`)."""
    return bool(_MEDIAN_BEHIND.search(words))


_MEDIAN = re.compile(r"中位|median", re.IGNORECASE)


def _tells_own_median(before: re.Match[str] | None, mention: Mention) -> bool:
    """Whether the wording of an endpoint says that its time is the median (`中位OS(24个月)`)."""
    return bool(_MEDIAN.search(f"{before.group() if before else ''}{mention.text}"))


_SHORT_MEDIAN = re.compile(r"m(?:[A-Z]{2,4}|DoR)")
"""A short name with the letter of the median before it (`mPFS`)."""


def _statistic(name: str) -> str:
    """What the wording says: `中位` and `median` win over `率`, these over `期`."""
    if _SHORT_MEDIAN.fullmatch(name):
        return "median"
    lower = name.lower()
    for row in vocabulary.cues("endpoint_affixes"):
        if row["form"] in lower if row["side"] == "before" else lower.endswith(row["form"]):
            return row["statistic"]
    return ""
