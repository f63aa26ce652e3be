"""Figures with their unit, sign, interval and statistic: rates, medians, ratios, P values, counts, "not reached".

The text is repaired text (half-width punctuation). A figure's own form says most of what it is; which endpoint it
belongs to is for `relating` to say. Values are normalised as output-tables asks: ASCII digits, signs `< > ≤ ≥`, ranges
`70-80`, spreads `75.0±10.8` (from `75.0%±10.8%`, `75.0% ± 10.8` and `(75.0±10.8)%`).

>>> text = "CR率36.7%,中位OS为14.7个月(HR=0.66,95%CI:0.52-0.85;P<0.001)"
>>> [(m.text, m.detail.value, m.detail.unit) for m in find(text)]
[('36.7%', '36.7', '%'), ('14.7个月', '14.7', 'mo'), ('HR=0.66', '0.66', ''), \
('95%CI:0.52-0.85', '0.52-0.85', ''), ('P<0.001', '<0.001', '')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline import lexicon
from pipeline.records import Measure, Mention

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_GROUPED = r"0?\.\d{3} \d{1,3}(?![\d.%]|\s*(?:例|个|vs))"
"""Decimals in groups of three, as Chinese journals set them (`P=0.003 7`; GB/T 15835, section 5.1.1)."""
_RANGE = r"\s*(?:-|~|—|–|至|到|to)\s*"
_CI_NAME = (
    r"\d{2}(?:\.\d+)?\s?(?:%|percent|per cent)?\s*(?:CI|CrI|置信区间|可信区间|confidence interval|credible interval)"
    r"(?:\s?[(\[]Cr?I[)\]])?[\s:=,为(\[]*"
)
"""What an interval is called (`95%CI`, `95 percent confidence interval (CI),`)."""
_CI_BOUNDS = (
    rf"(?P<low>-?(?:{NUMBER}))\s*(?:%|个月|月|年|mo\b|months?|years?)?\s*(?:-|~|—|–|至|到|to|,)\s*(?P<high>-?(?:{NUMBER})|N[REA](?![A-Za-z])|未达到|不可评估|无法评估"
    r"|not (?:yet )?(?:reached|evaluable|estimable|available)|could not be (?:evaluated|estimated|calculated))"
)
_CI = re.compile(rf"[\s,;:(\[]*{_CI_NAME}{_CI_BOUNDS}", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?<![A-Za-z0-9.%])(?P<number>{NUMBER})\s*(?:vs?\.?|versus|对比|对|比|较|,?\s*and|和|与|、|rather than|(?:as )?(?:against|opposed to|compared (?:with|to))|in (?:contrast|comparison) (?:to|with)|relative to)\s*$",
    re.IGNORECASE,
)
_PAIR_WITH_RANGES = re.compile(
    rf"(?<![A-Za-z0-9.%])(?P<number>{NUMBER})\s*[(\[](?=[^()\[\]]*\d)[^()\[\]]{{3,48}}[)\]]\s*(?:vs?\.?|对|比|和|与|、|,|and)\s*$",
    re.IGNORECASE,
)
"""A figure with its range in a bracket before another one that has the unit (`14.8(95%CI 6.4~23.3)和31.5(…)个月`)."""
_LISTED = re.compile(r"(?<![A-Za-z0-9.%])(?P<number>\d+\.\d+)\s*(?:,|、)\s*$")
"""A figure before the last two of a list (`13.8, 12.1 and 5.4 months`)."""
_LISTED_TOLD = re.compile(
    rf"(?:(?:分别|依次|各)(?:为|是|达)?|\b(?:was|were)|\bmedians?\s+(?:(?!follow|age|dura|dose)[\w/-]+\s+){{1,4}}of)\s*(?:(?:{NUMBER})\s*[,、]\s*){{0,4}}(?<![\d.])(?P<number>{NUMBER})\s*[,、]\s*$",
    re.IGNORECASE,
)
"""A figure without decimals before the last two of a list of results (`分别为62、44和29个月`)."""
_PAIR_WITH_ARM = re.compile(
    rf"(?<![A-Za-z0-9.%])(?P<number>{NUMBER})\s+(?:with|in|for|on)\s+[^,;.()\d]{{2,40}}?\s+(?:vs?\.?|versus|and|(?:as )?(?:against|compared with))\s*$",
    re.IGNORECASE,
)
"""A figure with its arm before another one that has the unit (`29.3 with A v 28.8 months with B`)."""
_YEAR = re.compile(r"(?:19|20)\d\d")
"""A year of the calendar, which shares no unit with the figure behind it (`14.8% from 2000 to 2009, and 12.2%`)."""

_LONGEST_SIGN = 16
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = (
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPELLED = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[:9])}))?|{'|'.join((*_TEENS, *_SMALL))})"
"""A number below a hundred in words (`twenty-three`)."""
_NOT_LATIN = r"(?=[\d.])(?:(?<![A-Za-z0-9.])|(?<=[^A-Za-z]vs)|(?<=[^A-Za-z]vs\.))"
"""Where a number can begin; the look at one character comes first, which turns most places of a text down at once."""

_NO_TIME = "".join(f"(?<![^-]{word} )" for word in ("week", "month", "year", "day", "cycle"))
"""A week, month or cycle has its number behind it, which is no end of a range (`from 46% at week 12 to 61%`); not so `3-year 55%`."""
_NO_RANGE = r"(?<!\d[-~–—～])"
"""Where no range ends, of which a score or an age is told and no number of patients (`FLIPI 0–2 patients`)."""
_NOT_IN_WORD = r"(?=[efnost])(?<![\w-])"
"""Where a number in words can begin."""


_RESPONSES = r"(?:complete(?= and \d+ partial (?:responses?|remissions?))|(?:(?:marrow|molecular|cytogenetic|metabolic|stringent|very good|minimal|minor) )*(?:complete|partial|minor|minimal) (?:responses?|remissions?)|ha?ematologic(?:al)? improvements?)"
"""Responses that patients are counted by (`23 marrow complete responses`)."""


_STOOD = r"(?:[\s:=,为是仅约达]|分别|依次|降至|低至|升至|\b(?:was|were|is|of|at|only|just|(?:fell|dropped|rose|decreased|increased|improved) to|reached)\b)*"
"""What stands between the name of a ratio and its number (`HR为0.6`, `the hazard ratio fell to 0.6`)."""


_EACH_STEP = r"(?:\s+(?:per|for each|for every)\s+[\w%-]+(?:\s[A-Za-z][A-Za-z-]*){0,4}(?=,|:|\s(?:was|were|of|=)\s))?"
"""The step of a number that a ratio is told for, behind its name (`HR per 10-year increase, 1.34`)."""


_AGAINST = r"(?:\s+(?:against|versus|vs\.?|relative to|compared with)\s+(?:the\s+)?[A-Za-z][A-Za-z -]{2,24}(?=,|\s(?:was|were|of|at)\b))?"
"""What a ratio is told to compare with, behind its name (`hazard ratios against control, 0.52`)."""


_BETWEEN = (
    r"(?P<between>,?\s+(?:(?:with|for|in|on)\s+)?[A-Za-z][\w+/() -]{2,70}?(?:\s(?:(?:as\s+)?compared (?:with|to)|versus|vs\.?|v|over|relative to|against)"
    r"\s+[A-Za-z0-9][\w+/() -]{2,60}?)?,?(?=\s(?:was|were|is|=)\s))?"
)
"""Whom a ratio compares, between its name and its number (`hazard ratio for death with A as compared with B was 0.66`)."""


def _opening(rows: list[str]) -> str:
    """A look at the first character of the forms, of either case."""
    first = {sign for form in rows for sign in (form[0].lower(), form[0].upper())}
    return f"(?=[{''.join(sorted(map(re.escape, first)))}])"


def _alternatives(rows: list[str]) -> str:
    """Forms as one regular expression, by first character and longest first; Latin ones at word borders, white space free."""
    rests: dict[str, list[str]] = {}
    for form in sorted(rows, key=lambda f: (-len(f), f)):
        rests.setdefault(form[0], []).append(re.escape(form[1:]).replace(r"\ ", r"\s+"))
    parts = {first: f"{re.escape(first)}(?:{'|'.join(own)})" for first, own in rests.items()}
    latin = [part for first, part in parts.items() if first.isascii() and first.isalpha()]
    others = [part for part in parts.values() if part not in latin]
    return "|".join([rf"(?<![A-Za-z])(?:{'|'.join(latin)})", *others] if latin else others)


@lru_cache(maxsize=1)
def _signs() -> dict[str, str]:
    return {row["form"]: row["sign"] for row in lexicon.cues("measure_signs")}


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Duration words of both languages to `y`, `mo`, `wk`, `d`."""
    return {row["form"]: row["unit"] for row in lexicon.cues("measure_units")}


def unit_pattern() -> str:
    """The duration words as an alternation, Latin ones closed at their right (`14.7 m`, not `1.8 m²`)."""
    forms = sorted(units(), key=len, reverse=True)
    return "|".join(rf"{form}(?![A-Za-z0-9²³^])" if form.isascii() else form for form in forms)


def _in_cell(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern whose white space is blanks alone: cells of a table end in tabs and line feeds (`<0.05` above `周围神经`)."""
    return re.compile(pattern.replace(r"\s", " "), flags)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Measure | None]], ...]:
    """Patterns from the most to the least specific; a figure claimed by one is not read again by the next."""
    signs = list(lexicon.cues("measure_signs"))
    before = _alternatives([r["form"] for r in signs if r["side"] == "before"])
    after = _alternatives([r["form"] for r in signs if r["side"] == "after"])
    ratio_forms = [r["form"] for r in lexicon.cues("measure_ratios")]
    word_forms = [r["form"] for r in lexicon.cues("measure_words")]
    ratios = f"{_opening(ratio_forms)}(?:{_alternatives(ratio_forms)})"
    words = f"{_opening(word_forms)}(?:{_alternatives(word_forms)})"
    sign = rf"(?:(?P<sign>{before})\s*)?"
    width = rf"(?:\s*%?\s*\(?±\s*(?P<spread>{NUMBER})\)?|\s*%?{_RANGE}(?P<upto>{NUMBER}))?"
    people = r"(?:例次?|名|位|人|患者|patients|pts|cases)"
    told = rf"\s+(?:given|on|treated|receiving|taking|with)\b|(?:\s+[\w/-]+){{1,3}}\s+{people}|(?:\s+[A-Z][\w-]+)?(?:\s*\[\d+\])?\s+and\s+\d+\s+of\s+\d+(?![\d.%])"
    return (
        (
            _in_cell(
                rf"(?P<name>{ratios})(?:(?<=[\u4e00-\u9fff])|(?!\d))(?:\s*[\[(][A-Za-z ]{{1,24}}[\])])?(?:\s+estimates?)?(?P<event>\s+(?:for|of)\s+[a-z -]{{3,40}}?(?:,\s[a-z -]{{3,40}}?)?(?:,? (?:or )?(?:modified |disease )?(?:progression|death|relapse|recurrence)(?: from any cause)?){{0,2}})?{_EACH_STEP}{_AGAINST}{_BETWEEN}{_STOOD}(?:\((?=\d?\.\d+\s*[\[,;)]))?"
                rf"{sign}(?<![A-Za-z])(?<![A-Za-z]-)(?P<number>{NUMBER})(?!\.?\d|\s*%|\s*[例年个])",
                re.IGNORECASE,
            ),
            _ratio,
        ),
        (
            _in_cell(
                rf"(?=[Pp])(?<![A-Za-z])[Pp](?:\s*值|[\s-]*values?)?(?:[\s均]|分别|依次)*(?P<sign>[<>=≤≥⩽⩾]|为|均为|小于|大于|of|was)\s*(?P<number>{_GROUPED}|{NUMBER})"
            ),
            _p_value,
        ),
        (
            _in_cell(rf"{_NOT_LATIN}(?P<number>\d+)\s*/\s*(?P<n>\d+)(?P<people>\s*{people})?(?P<tail>\s*\(?)"),
            _fraction,
        ),
        (
            _in_cell(
                rf"{_NOT_LATIN}(?P<number>\d+)\s+(?:out\s+)?of\s+(?:the\s+)?(?P<n>\d+)(?:\s+(?:\w+\s+)?(?P<people>{people})|(?P<given>)(?={told}))?"
            ),
            _count_of,
        ),
        (
            _in_cell(
                rf"{_NOT_IN_WORD}(?P<number>{_SPELLED})\s+(?:out\s+)?of\s+(?:the\s+)?(?P<n>\d+|{_SPELLED}\b)(?:\s+(?P<people>{people})|(?P<given>)(?={told}))?",
                re.IGNORECASE,
            ),
            _spelled_count_of,
        ),
        (
            _in_cell(rf"{_NOT_IN_WORD}(?P<number>{_SPELLED})\s+(?:percent|per cent)\b", re.IGNORECASE),
            _spelled_percent,
        ),
        (
            _in_cell(
                rf"{_NOT_LATIN}(?P<number>{NUMBER})(?P<aside>\s*[(\[](?=[^()\[\]]*\d)[^()\[\]]{{3,48}}[)\]])[\s-]*(?P<unit>{unit_pattern()})"
            ),
            _parted_duration,
        ),
        (
            _in_cell(
                rf"{_NOT_LATIN}(?!{_YEAR.pattern}{_RANGE}){_NO_TIME}(?P<number>{NUMBER}){width}\s*(?:%|percent|per cent)(?:\s*±\s*(?P<error>\d+(?:\.\d+)?)(?!\.?\d|\s*%))?(?:\s*(?P<after>{after}))?"
            ),
            _percent,
        ),
        (
            _in_cell(
                rf"{_NOT_LATIN}(?P<number>{NUMBER}){width}[\s-]*(?P<unit>{unit_pattern()})(?:\s*(?P<after>{after}))?"
            ),
            _duration,
        ),
        (
            _in_cell(
                r"(?=[\s和与、v比对0])(?:(?<=[%)])\s*(?:和|与|、|vs\.?|比|对)\s*(?P<number>0)(?![\d.%/])|(?:(?<=组)|(?<=组为)|(?<=组仅)|(?<=组则为)|(?<=者为)|(?<=率为))(?P<alone>0)(?=[,;。(\[)]|$))"
            ),
            _none,
        ),
        (_NOBODY, _nobody),
        (_UNREACHED, _unreached),
        (_in_cell(rf"{_NOT_LATIN}(?P<number>{NUMBER})(?:\s*倍|[\s-]*fold\b)"), _fold),
        (_in_cell(words, re.IGNORECASE), _word),
        (
            _in_cell(
                rf"{_NOT_LATIN}(?<!\d,){_NO_RANGE}(?P<number>{NUMBER})\s*(?:例次?|名|人(?=缓解|获|达|出现|发生|死亡|复发|有效|存活|进展)|patients\b|cases\b|(?=\s(?:CRs|PRs|VGPRs|{_RESPONSES})(?:\s*[(),;.]|\s+and\b|$))|(?=\s(?:deaths|responded|achieved|attained|reached|relapsed|died|progressed)\b))"
            ),
            _count,
        ),
        (
            _in_cell(
                rf"{_NOT_LATIN}(?<!,-){_NO_RANGE}(?P<number>\d{{1,4}})(?P<aside>(?:\s+of\s+(?:whom|them|these))?\s*[(\[]\s*(?:{NUMBER})\s*%(?:[^()\[\]]{{0,24}}[)\]]\s*(?:out\s+)?of\s+(?:the\s+)?(?P<n>\d+)(?![\d.%]))?)"
            ),
            _count_with_rate,
        ),
        (
            _in_cell(
                rf"{_NOT_IN_WORD}(?P<number>{_SPELLED})(?P<aside>(?:\s+(?:patients|pts|participants|of\s+(?:whom|them|these)))?\s*[(\[]\s*(?:{NUMBER})\s*%\s*[)\]](?:\s*(?:out\s+)?of\s+(?:the\s+)?(?P<n>\d+)(?![\d.%]))?)",
                re.IGNORECASE,
            ),
            _spelled_with_rate,
        ),
        (
            _in_cell(
                rf"{_NOT_IN_WORD}(?P<number>{_SPELLED})(?P<aside>\s+{_RESPONSES}(?:\s*[(),;.]|\s+and\b|$))",
                re.IGNORECASE,
            ),
            _spelled,
        ),
    )


def _whole(number: str) -> str:
    """`.41` as `0.41`."""
    return f"0{number}" if number.startswith(".") else number


def _value(match: re.Match[str]) -> str:
    groups = match.groupdict()
    number = _whole(match["number"].replace(",", ""))
    if spread := groups.get("spread") or groups.get("error"):
        number = f"{number}±{spread}"
    elif groups.get("upto"):
        return f"{number}-{groups['upto']}"
    lead = _lead(match)
    form = groups.get("sign") or (lead.group(1) if lead else "") or groups.get("after") or ""
    return _signs().get(re.sub(r"\s+", " ", form.strip().lower()), "") + number


@lru_cache(maxsize=1)
def _lead_pattern() -> re.Pattern[str]:
    forms = _alternatives([row["form"] for row in lexicon.cues("measure_signs") if row["side"] == "before"])
    return re.compile(rf"({forms})\s*$", re.IGNORECASE)


def _lead(match: re.Match[str]) -> re.Match[str] | None:
    """The sign or word of comparison before a rate or a duration, looked for backwards: that keeps the scan linear."""
    if not {"spread", "upto"} <= match.re.groupindex.keys():
        return None
    return _lead_pattern().search(match.string, max(0, match.start() - _LONGEST_SIGN), match.start())


def _ratio(match: re.Match[str]) -> Measure | None:
    """The ratio of a name and its number; `or` in small letters joins two figures (`73%, or 82 of 100`)."""
    if match["name"] == "or":
        return None
    names = {row["form"].lower(): row["statistic"] for row in lexicon.cues("measure_ratios")}
    return Measure("ratio", _value(match), "", names[re.sub(r"\s+", " ", match["name"].lower())])


def _p_value(match: re.Match[str]) -> Measure:
    sign = {"小于": "<", "大于": ">", "⩽": "≤", "⩾": "≥"}.get(match["sign"], match["sign"])
    return Measure(
        "p_value", (sign if sign in "<>≤≥" else "") + _whole(match["number"].replace(" ", "")), "", "p_value"
    )


_GRADE_BEFORE = re.compile(r"\b(?:grades?|G)\s*$", re.IGNORECASE)


def _fraction(match: re.Match[str]) -> Measure | None:
    """`13/16例` and `10/43(23.3%)` count; `3/4级`, `1/2期`, dates and doses do not."""
    text, end = match.string, match.end()
    number, n = int(match["number"]), int(match["n"])
    is_told = (
        match["people"]
        or _is_beside_rate(match)
        or _GROUP_BEFORE.search(text, max(0, match.start() - 8), match.start())
        or _OTHERS_BEFORE.search(text, max(0, match.start() - 40), match.start())
        or _is_at_next_dose(match)
        or _OTHERS_BEHIND.match(text, end)
    )
    is_grade = _GRADE_BEHIND.match(text, end) or _GRADE_BEFORE.search(text, max(0, match.start() - 8), match.start())
    if number > n or not is_told or is_grade:
        return None
    return Measure("count", match["number"], "", "count", n=match["n"])


def _is_beside_rate(match: re.Match[str]) -> bool:
    """Whether a rate follows a count and its whole, or stands before the bracket that holds them."""
    text = match.string
    behind = re.match(rf"\s?[(\[,;]?\s*(?:{NUMBER})\s*%", text[match.end("n") : match.end("n") + 12])
    return bool(behind or _RATE_BEFORE.search(text, max(0, match.start() - 8), match.start()))


def _is_at_next_dose(match: re.Match[str]) -> bool:
    """Whether a count goes on with a series of doses."""
    return _DOSE_BEFORE.search(match.string, max(0, match.start() - _DOSE_REACH), match.start()) is not None


_OTHERS_BEHIND = re.compile(
    r"\s*(?:,\s*and|,|、|and|versus|vs\.?|和|与|及)\s*\d+\s*/\s*\d+\s*(?:例|名|位|(?:evaluable\s+)?(?:patients|pts|cases)\b)"
)
"""The next fraction of a list, which tells what they count (`1/6 and 15/47 patients`)."""
_GRADE_BEHIND = re.compile(r"/|\s*[级期度线]")
_RATE_BEFORE = re.compile(r"%(?:左右|上下|以上|以下)?\s*[\[(,;:]\s*$")
_OTHERS_BEFORE = re.compile(
    r"\d/\d+\s+(?:patients|pts|participants|cases)\s+(?:with(?:out)?\s+(?:[\w-]+\s+){0,3}?)?(?:and|vs\.?|versus|compared (?:with|to)|but(?: only)?)\s+(?:in\s+|only\s+)?$"
)
"""The count of one group right before that of another (`1/6 patients with and 15/47 without X`)."""
_DOSE_BEFORE = re.compile(
    r"\d\s*(?:/|of)\s*\d+(?:\s+(?:patients|pts|participants|cases))?\s+(?:at|with)\s+(?:the\s+)?\d[\d.]*\s*(?:mg|μg|ug|g)(?![A-Za-z])[^,;.()\d]{0,16}(?:,|,?\s*and)\s+$"
)
"""The count at one dose right before that at another (`0 of 3 patients at 50 mg, 1 of 6 at 100 mg`)."""
_DOSE_REACH = 60
_GROUP_BEFORE = re.compile(r"(?:者|组)(?:中|则|仅|为|有|约|只有|仅为)*$")
"""The name of a group right before its count and size (`未接受者仅19/43`)."""


def _count_of(match: re.Match[str]) -> Measure | None:
    """`38 of 125 patients`, and `38 of 125` beside its rate."""
    if int(match["number"]) > int(match["n"]) or (
        match["people"] is None
        and match["given"] is None
        and not _is_beside_rate(match)
        and not _is_at_next_dose(match)
    ):
        return None
    return Measure("count", match["number"], "", "count", n=match["n"])


def _in_digits(words: str) -> int:
    """A number in digits or in words (`23`, `twenty-three`)."""
    if words.isdecimal():
        return int(words)
    tens, _, ones = words.lower().partition("-")
    if tens in _TENS:
        return 10 * (_TENS.index(tens) + 2) + (_SMALL.index(ones) + 1 if ones else 0)
    return [*_SMALL, *_TEENS].index(tens) + 1


def _spelled_count_of(match: re.Match[str]) -> Measure | None:
    """`Twenty-three of 40 patients`, `three of the eight evaluable patients`."""
    number, n = _in_digits(match["number"]), _in_digits(match["n"])
    if number > n or (match["people"] is None and match["given"] is None and not _is_beside_rate(match)):
        return None
    return Measure("count", str(number), "", "count", n=str(n))


def _spelled_percent(match: re.Match[str]) -> Measure:
    """`Forty-three percent of patients`."""
    return Measure("percent", str(_in_digits(match["number"])), "%")


_ORDINALS = re.compile(
    r"(?:grades?|phase|cycle|stage|level|week|month|day|year|table|arm|group|stratum|cohort|part|class|type|score|top|exons?|codons?|chromosomes?|trisomy|ECOG|PS|IPI|ISS|IPSS|IPSS-R|Deauville|[第期级组表图]|外显子)\s*$",
    re.IGNORECASE,
)


def _count_with_rate(match: re.Match[str]) -> Measure | None:
    """`13 (22.8%) achieved`, `59 [40%] of 147`: patients with their share in brackets, and no `grade 3 (12%)`."""
    if _ORDINALS.search(match.string, max(0, match.start() - 8), match.start()):
        return None
    n = match["n"] or ""
    return Measure("count", match["number"], "", "count", n=n if n and int(n) >= int(match["number"]) else "")


def _spelled(match: re.Match[str]) -> Measure:
    """`five complete responses`: a number of patients in words before their response."""
    return Measure("count", str(_in_digits(match["number"])), "", "count")


_STANDS_FOR_NOUN = re.compile(
    r"\b(?:the|this|that|each|every|severe|serious|common|frequent|commonest|main|leading|other|second|first|last|only)\s+$",
    re.IGNORECASE,
)
"""What `one` stands behind that takes up a noun and counts nobody (`the most common severe one (27%)`)."""


def _spelled_with_rate(match: re.Match[str]) -> Measure | None:
    """`two (1%) of 230`: a number of patients in words with their share in brackets."""
    is_one = match["number"].lower() == "one"
    if is_one and _STANDS_FOR_NOUN.search(match.string, max(0, match.start() - 16), match.start()):
        return None
    return Measure("count", str(_in_digits(match["number"])), "", "count", n=match["n"] or "")


def _percent(match: re.Match[str]) -> Measure | None:
    if re.match(
        r"\s*(?:(?-i:CIs?|CrIs?)(?![A-Za-z])|置信区间|可信区间|confidence|credible)",
        match.string[match.end() : match.end() + 12],
        re.IGNORECASE,
    ):
        return None
    return Measure("percent", _value(match), "%")


_RATE_WITH_COUNT = re.compile(r"%\s*\([^()]*\)$")


def _none(match: re.Match[str]) -> Measure | None:
    """A rate of nought, which papers give without its sign (`10.2%和0`, `14.9%(10/67)和0`, `28% vs 0`, `C组0`)."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    if before.endswith(")") and not _RATE_WITH_COUNT.search(before):
        return None
    return Measure("percent", "0", "%")


_DEATHS = r"(?:早期|治疗相关|移植相关|药物相关)死亡"
_NOBODY = re.compile(
    rf"(?=[n无未])(?:\bnone of (?:the|these|those)?\s*(?P<n>\d+|{'|'.join(_SMALL)})\b"
    rf"|无一例?(?=缓解|获|有效|达|出现|发生|应答)|(?:未见|无)[1一]例|(?:未发生|未出现|未见|无)(?={_DEATHS})"
    r"|\bno(?=\s(?:early|treatment-related|transplant-related|drug-related) deaths?\b))",
    re.IGNORECASE,
)
"""Words that count nobody (`7例中无一缓解`, `无早期死亡`, `none of the seven patients`)."""


_UNREACHED = re.compile(
    r"(?=N)(?:(?<![A-Za-z])N[RE](?=\s*(?:\([^()]{0,24}\)\s*)?(?:vs?\.?|versus|对|比)\s*\d[\d.]*\s*(?:mo\b|months?\b|个月))"
    r"|(?:(?<=months vs )|(?<=months vs. )|(?<=months versus )|(?<=months v )|(?<=median was )|(?<=S was )|(?<=R was )|(?<=survival was )|(?<=response was )|(?<=mo vs )|(?<=mo vs. )|(?<=个月 vs )|(?<=个月vs )|(?<=个月对)|(?<=个月比)|(?<=progression was )|(?<=treatment was ))N[RE](?![A-Za-z])"
    r"|(?<![A-Za-z-])N[RE](?=\s?[(\[]\s?9\d\s?%\s?C)"
    r"|(?:(?<=[OF]S:)|(?<=[OF]S: )|(?<=D[Oo]R:)|(?<=D[Oo]R: )|(?<=TTP:)|(?<=TTP: ))N[RE](?=\s*(?:[,;。\n]|\.\s|$)))"
)
"""A median that is not reached, in short, set against one that is (`NR vs 34.2 months`)."""


def _unreached(match: re.Match[str]) -> Measure:
    return Measure("not_reached", "not reached", "")


def _nobody(match: re.Match[str]) -> Measure:
    n = match["n"] or ""
    return Measure("count", "0", "", "count", n=str(_SMALL.index(n.lower()) + 1) if n.lower() in _SMALL else n)


def _duration(match: re.Match[str]) -> Measure | None:
    form = match["unit"]
    before = match.string[match.start("number") - 1 : match.start("number")]
    if form == "年" and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
        return None
    if before == "第" or (
        form in ("日", "月") and re.search(r"[年月]\s*$", match.string[: match.start("number")][-3:])
    ):
        return None
    return Measure("duration", _value(match), units()[form])


def _parted_duration(match: re.Match[str]) -> Measure | None:
    """A figure with its range between number and unit (`12.6(95%CI 5.7~20.1)个月`)."""
    if match["unit"] in ("年", "月", "日") and re.fullmatch(r"(?:19|20)\d\d|\d{1,2}", match["number"]):
        return None
    return Measure("duration", match["number"], units()[match["unit"]])


def _fold(match: re.Match[str]) -> Measure:
    return Measure("fold", match["number"], "", "risk_ratio")


_OTHER_AIM = re.compile(
    r"\s*(?:统计|显著|主要|次要|共同|预设|预期|终点|临床|缓解|完全|疗效|CR|MRD|statistical|significance|the primary)",
    re.IGNORECASE,
)


_AIM_BEFORE = re.compile(
    r"(?<!作为)(?:主要|次要|共同|预设|研究)(?:研究|疗效|有效性)?(?:终点|目标)(?:均|都|也|仍|尚|却|并)*$"
    r"|\b(?:primary|secondary|co-primary|prespecified)\s+(?:efficacy\s+)?(?:end\s?points?|target)\s+(?:was|were|had|has|is)\s+$",
    re.IGNORECASE,
)
"""What a study did not reach that is no median (`主要终点未达到`, `the primary end point was not reached`)."""
_AIM_REACH = 48


_NO_TENTHS = re.compile("[功为份分熟长立果效本员纤骨体像瘾人年药活就型不]")
"""What makes `成` behind a digit part of another word (`三成分`, `一成不变`)."""


def _word(match: re.Match[str]) -> Measure | None:
    if _OTHER_AIM.match(match.string, match.end()) or _AIM_BEFORE.search(
        match.string, max(0, match.start() - _AIM_REACH), match.start()
    ):
        return None
    if match.group().endswith("成") and _NO_TENTHS.match(match.string, match.end()):
        return None
    wanted = re.sub(r"\s+", " ", match.group().lower())
    row = next(r for r in lexicon.cues("measure_words") if r["form"] == wanted)
    lead = _lead_pattern().search(match.string, max(0, match.start() - _LONGEST_SIGN), match.start())
    is_plain = lead is not None and row["kind"] == "percent" and row["value"][0].isdigit()
    sign = _signs().get(re.sub(r"\s+", " ", lead.group(1).strip().lower()), "") if lead and is_plain else ""
    return Measure(row["kind"], sign + row["value"], row["unit"])


_WHOLE_BEFORE = re.compile(r"\b(?:of|among)\s+(?:all\s+)?(?:the|these|those)\s+$", re.IGNORECASE)


def _count(match: re.Match[str]) -> Measure | None:
    """A number of patients, which has no decimals and is not the whole that others are counted of (`70% of the 290 achieved`)."""
    is_bare = match.end() == match.end("number")
    if "." in match["number"] or (
        is_bare and _WHOLE_BEFORE.search(match.string, max(0, match.start() - 16), match.start())
    ):
        return None
    return Measure("count", match["number"].replace(",", ""), "", "count")


_BEGINNINGS = {
    _NOT_LATIN: re.compile(_NOT_LATIN),
    _NOT_IN_WORD: re.compile(f"{_NOT_IN_WORD}{_SPELLED}", re.IGNORECASE),
}
"""By what patterns begin with, where that stands in a text: a number in digits, and one in words."""


def _places(text: str) -> dict[str, list[int]]:
    return {opening: [match.start() for match in place.finditer(text)] for opening, place in _BEGINNINGS.items()}


@lru_cache(maxsize=1)
def _openings() -> tuple[str | None, ...]:
    """What each pattern begins with, if that is a number."""
    return tuple(
        next((opening for opening in _BEGINNINGS if pattern.pattern.startswith(opening)), None)
        for pattern, _ in _patterns()
    )


def _beginning(pattern: re.Pattern[str], text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with a number, one behind the other, tried where a number begins."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            end = match.end()
            yield match


def find(text: str) -> list[Mention]:
    """All figures and intervals of a section's repaired text, in order, none overlapping (source `measures`)."""
    taken = bytearray(len(text))
    found: list[Mention] = list(_changes(text, taken))
    places = _places(text)
    for (pattern, parse), opening in zip(_patterns(), _openings(), strict=True):
        matches = _beginning(pattern, text, places[opening]) if opening else pattern.finditer(text)
        for match in matches:
            start, end = _span(match)
            if any(taken[start:end]):
                continue
            measure = parse(match)
            if measure is not None:
                found.append(_mention(text, start, end, measure, taken))
    found.extend(_first_of_pairs(text, found, taken))
    found.extend(_second_of_pairs(text, found, taken))
    found.extend(_next_p_values(text, found, taken))
    found.extend(_next_counts(text, found, taken))
    found.extend(_events_of_groups(text, taken))
    found.extend(_next_ratios(text, found, taken))
    figures = _without_estimates(text, _with_intervals(text, sorted(found, key=lambda m: m.start)))
    intervals = list(_intervals(text))
    return sorted([*_without_bounds(figures, intervals), *intervals], key=lambda m: m.start)


_WHOLE_CI = re.compile(rf"{_CI_NAME}{_CI_BOUNDS}\s?(?:%|个月|月|年|months?|years?)?", re.IGNORECASE)


def _intervals(text: str) -> Iterator[Mention]:
    """Confidence intervals as mentions of their own, beside the figures that hold them (kind `interval`)."""
    for match in _WHOLE_CI.finditer(text):
        measure = Measure("interval", f"{match['low']}-{match['high']}", "", "", match["low"], match["high"])
        start, end = match.start(), _closed(text, match)
        yield Mention(start, end, "VALUE", text[start:end], None, 1.0, "interval", "measures", measure)


def _closed(text: str, interval: re.Match[str]) -> int:
    """The end of an interval, with the bracket that closes the one opened inside it (`95%CI(0.27,0.51)`)."""
    is_open = interval.group().count("(") > interval.group().count(")")
    return interval.end() + (is_open and text[interval.end() : interval.end() + 1] == ")")


def _without_bounds(figures: list[Mention], intervals: list[Mention]) -> list[Mention]:
    """Figures without the bounds of intervals that stand apart from theirs (`95% CI, 19.6 months to not reached`)."""
    starts = [interval.start for interval in intervals]
    kept = []
    for figure in figures:
        last = bisect_right(starts, figure.start) - 1
        if last < 0 or figure.start >= intervals[last].end:
            kept.append(figure)
    return kept


_INTERVAL_WORD = re.compile(rf"{_CI_NAME}$", re.IGNORECASE)
_CI_REACH, _ESTIMATE_REACH = 40, 40


def _with_intervals(text: str, found: list[Mention]) -> list[Mention]:
    """Intervals that stand apart from their figure (`93%的ORR(95%CI 84%~98%)`) go to it and are none of their own."""
    kept: list[Mention] = []
    for mention in found:
        low, dash, high = _measure(mention).value.partition("-")
        told = _INTERVAL_WORD.search(text, max(0, mention.start - _CI_REACH), mention.start)
        if not dash or not (told or (kept and _is_around(text, kept[-1], mention))):
            kept.append(mention)
            continue
        owner = next((m for m in reversed(kept) if _measure(m).kind == _measure(mention).kind), None)
        if owner and not _measure(owner).ci_low and _is_near(text, owner.end, mention.start):
            detail = replace(_measure(owner), ci_low=low, ci_high=high)
            kept[kept.index(owner)] = replace(owner, detail=detail)
    return kept


def _is_around(text: str, figure: Mention, interval: Mention) -> bool:
    """Whether a range in the bracket behind a figure holds it: its interval, told without the word (`44%(32%~57%)`)."""
    low, _, high = _measure(interval).value.partition("-")
    is_bracketed = (
        text[figure.end : interval.start] in ("(", " (", "[", " [") and text[interval.end : interval.end + 1] in ")]"
    )
    if not is_bracketed or _measure(figure).kind != _measure(interval).kind:
        return False
    try:
        return float(low) <= float(_measure(figure).value) <= float(high)
    except ValueError:
        return False


def _is_near(text: str, end: int, start: int) -> bool:
    return start - end <= _CI_REACH and not re.search(r"[;。]", text[end:start])


def _measure(mention: Mention) -> Measure:
    if not isinstance(mention.detail, Measure):
        raise TypeError(f"{mention.text!r} carries no parsed figure")
    return mention.detail


def _without_estimates(text: str, found: list[Mention]) -> list[Mention]:
    """A rate in words whose exact figure follows in brackets (`近七成(69%)`, `约一半对三成(51% vs 29%)`) is that figure."""
    return [m for number, m in enumerate(found) if not _is_estimate(text, found, number)]


def _is_estimate(text: str, found: list[Mention], number: int) -> bool:
    mention = found[number]
    if _measure(mention).kind != "percent" or re.search(r"\d", mention.text):
        return False
    for other in found[number + 1 :]:
        if other.start - mention.end > _ESTIMATE_REACH or re.search(r"[;。]", text[mention.end : other.start]):
            return False
        if _measure(other).kind == "percent" and re.search(r"\d", other.text):
            return "(" in text[mention.end : other.start]
    return False


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    """`from 67.7% to 84.3%`, `从9.5到13.9个月`: two figures and no range."""
    unit = rf"%|{unit_pattern()}"
    return re.compile(
        rf"(?:\bfrom|从|由)\s*(?P<time>(?:\d+-(?:week|month|year)|(?:week|month|day|year)[- ]\d+)\s+)?(?P<first>{NUMBER})[\s-]*(?P<unit1>{unit})?\s*(?:to|至|到|升至|升到|增至|降至)\s*"
        rf"(?P<second>{NUMBER})[\s-]*(?P<unit2>{unit})",
        re.IGNORECASE,
    )


_RANGES, _RANGES_REACH = (
    re.compile(
        r"\b(?:range|ranges|ranged|ranging|vary|varies|varied|varying)\s+$|(?:波动|介于|范围)(?:为|在)?$", re.IGNORECASE
    ),
    12,
)
"""What makes a range of two figures behind `from` (`response rates range from 15% to 63%`)."""


def _changes(text: str, taken: bytearray) -> Iterator[Mention]:
    for match in _change().finditer(text):
        if _YEAR.fullmatch(match["first"]):
            continue
        unit = match["unit2"]
        kind, code = ("percent", "%") if unit == "%" else ("duration", units()[unit.lower()])
        if not match["time"] and _RANGES.search(text, max(0, match.start() - _RANGES_REACH), match.start()):
            whole = Measure(kind, f"{match['first']}-{match['second']}", code)
            yield _mention(text, match.start("first"), match.end("unit2"), whole, taken)
            continue
        ends = {"first": match.end("unit1") if match["unit1"] else match.end("first"), "second": match.end("unit2")}
        for group, end in ends.items():
            yield _mention(text, match.start(group), end, Measure(kind, match[group], code), taken)


def _first_of_pairs(text: str, found: list[Mention], taken: bytearray) -> Iterator[Mention]:
    """The figures of `14.7 vs 9.6个月` and `7.5、11.2、7.7个月` that have their unit from the last."""
    for last in list(found):
        detail, start = last.detail, last.start
        if not isinstance(detail, Measure) or detail.kind not in ("percent", "duration"):
            continue
        joint = _PAIR
        while match := (
            joint.search(text, max(0, start - 24), start)
            or _PAIR_WITH_RANGES.search(text, max(0, start - _RANGE_REACH), start)
            or (detail.kind == "duration" and _PAIR_WITH_ARM.search(text, max(0, start - _RANGE_REACH), start))
        ):
            if match.group().rstrip().endswith(("and", "和", "与")):
                joint = _joint_before(text, match.start("number"))
            if any(taken[match.start("number") : match.end("number")]):
                break
            start = match.start("number")
            if _ORDINALS.search(text, max(0, start - 8), start) or _YEAR.fullmatch(match["number"]):
                break
            yield _mention(text, start, match.end("number"), Measure(detail.kind, match["number"], detail.unit), taken)


def _joint_before(text: str, start: int) -> re.Pattern[str]:
    """How the figures before the last two of a list are joined: whole numbers are told only behind words for a result."""
    return _LISTED_TOLD if _LISTED_TOLD.search(text, max(0, start - _LIST_REACH), start) else _LISTED


_RANGE_REACH, _LIST_REACH = 72, 48

_SECOND = re.compile(
    r"(?:\s+of\s+(?:median\s+)?[A-Za-z]{2,4})?,?\s*(?:versus|vs\.?|v\.?|(?:as )?(?:against|compared (?:with|to))|rather than|than|对比|对|比)\s*(?:only\s+|just\s+|仅)?"
    r"(?P<number>\d+\.\d+)(?=\s*(?:[(,;。]|\.(?!\d)|(?:for|with|in|on|among|of)\b|$))",
    re.IGNORECASE,
)


_SECOND_WITH_ARM = re.compile(
    r"\s+(?:with|in|for|on|among|after|under)\s+(?!whom\b|which\b)[^,;.()\d%]{2,48}?,?\s+(?:(?:versus|vs\.?|v|(?:as )?(?:against|compared with|compared to)|than)\s+(?:only\s+|just\s+)?(?=\d)|(?:and|but)\s+(?:only\s+|just\s+)?(?=\d+\.))"
    r"(?P<number>\d+(?:\.\d+)?)(?=\s+(?:with|for|on|under|in the|in those)\s)",
    re.IGNORECASE,
)
"""The second figure behind the first one's arm (`11.0 months with A vs 7.5 with B`)."""


def _second_of_pairs(text: str, found: list[Mention], taken: bytearray) -> Iterator[Mention]:
    """The second figure of a comparison that leaves its unit to the first (`6.3 months against 1.0 for placebo`)."""
    for first in list(found):
        detail = first.detail
        if not isinstance(detail, Measure) or detail.kind not in ("percent", "duration") or not detail.unit:
            continue
        match = _SECOND.match(text, first.end) or _SECOND_WITH_ARM.match(text, first.end)
        if match and not any(taken[match.start("number") : match.end("number")]):
            measure = Measure(detail.kind, match["number"], detail.unit)
            yield _mention(text, match.start("number"), match.end("number"), measure, taken)


_NEXT_P = re.compile(
    rf"\s*(?:、|,|和|与|及|,?\s*and)\s*(?P<figure>(?P<sign>[<>]?)\s*(?P<number>{_GROUPED}|[01]?\.\d+))(?=\s*(?:[、,;)\]。]|和|与|及|and\b|$))"
)


def _next_p_values(text: str, found: list[Mention], taken: bytearray) -> Iterator[Mention]:
    """The further P values of a list that names them once (`P值分别为0.004、<0.001`)."""
    for first in list(found):
        if _measure(first).kind != "p_value":
            continue
        end = first.end
        while (match := _NEXT_P.match(text, end)) and not any(taken[match.start("figure") : match.end("figure")]):
            end = match.end("figure")
            value = match["sign"] + _whole(match["number"].replace(" ", ""))
            yield _mention(text, match.start("figure"), end, Measure("p_value", value, "", "p_value"), taken)


_EVENTS_OF = re.compile(
    r"(?=\d)(?<![\d.,])\b(?P<first>\d{1,4})\s+events?\s+(?:among|in)\s+(?P<n1>\d{1,4})(?![\d.%])(?:\s+(?:patients|pts|participants))?\s*(?:vs\.?|versus|and|against|compared with)\s+"
    r"(?P<second>\d{1,4})(?:\s+events?)?\s+(?:among|in)\s+(?P<n2>\d{1,4})(?![\d.%])"
)


def _events_of_groups(text: str, taken: bytearray) -> Iterator[Mention]:
    """The events of two groups, each with its number of patients (`17 events among 54 patients vs 31 among 54`)."""
    for match in _EVENTS_OF.finditer(text):
        for name, whole in (("first", "n1"), ("second", "n2")):
            start, end = match.span(name)
            if not any(taken[start:end]) and int(match[name]) <= int(match[whole]):
                yield _mention(text, start, end, Measure("count", match[name], "", "count", n=match[whole]), taken)


_TOLD_FOR = (
    r"\s*(?:[(\[][^()\[\]]*[)\]]\s*)?(?:for|with|in)\s+(?:the\s+)?[A-Za-z](?:[^,;.()\d]|(?<=\s)\d{1,3}(?=\s)){1,48}?"
)
_NEXT_RATIO = re.compile(
    rf"{_TOLD_FOR},?\s+(?:and|but)\s+(?P<number>\d\.\d+)(?=\s*(?:[(\[][^()\[\]]*[)\]]\s*)?(?:for|with|in)\s)"
)
_NEXT_OF_ESTIMATES = re.compile(
    rf"{_TOLD_FOR},\s+(?:and\s+)?(?P<number>\d\.\d+)(?=\s*[(\[][^()\[\]]*\bCI\b[^()\[\]]*[)\]]\s*(?:for|with|in)\s)"
)
"""The next ratio of a list with an interval each (`estimates were 1.05 (95% CI …) for X, 1.09 (95% CI …) for Y`)."""
_NEXT_IN_LIST = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:、|,\s*(?:and\s)?|和|与|及|and\s)\s*(?P<number>\d\.\d+)(?=\s*(?:\([^()]*\)\s*)?(?:[、,;。)(]|和|与|及|and\s|(?:with|for|in|favou?ring)\s|\.(?!\d)|$))"
)
_LISTS_RATIOS = re.compile(r"(?:分别|依次)|\b(?:[Hh]azard|[Oo]dds|[Rr]isk) ratios\b|\b(?:HR|OR|RR)s\b|\bestimates\b")
_IN_TURN = re.compile(r"[^;。]{0,40}?\brespectively\b", re.IGNORECASE)
_RATIO_REACH = 80


def _next_ratios(text: str, found: list[Mention], taken: bytearray) -> Iterator[Mention]:
    """The further ratios of several that are named once (`hazard ratios, 0.52 for the triplet and 0.60 for the doublet`)."""
    for first in list(found):
        detail = _measure(first)
        if detail.kind != "ratio":
            continue
        is_list = _LISTS_RATIOS.search(text, max(0, first.start - _RATIO_REACH), first.end) or _IN_TURN.match(
            text, first.end
        )
        end = first.end
        while (match := _next_ratio(text, end, is_list is not None)) and not any(taken[slice(*match.span("number"))]):
            start, end = match.span("number")
            yield _mention(text, start, end, Measure("ratio", text[start:end], "", detail.statistic), taken)


def _next_ratio(text: str, end: int, is_list: bool) -> re.Match[str] | None:
    found = _NEXT_RATIO.match(text, end)
    return found or (_NEXT_OF_ESTIMATES.match(text, end) or _NEXT_IN_LIST.match(text, end) if is_list else None)


_SHARE_OPENED = re.compile(r"%\s*[(\[]\s*$")
_NEXT_COUNT = re.compile(
    rf"\s*[)\]]\s*(?:vs?\.?|versus|and|than|对|比|和|与|(?:as )?(?:against|compared with|compared to))\s*(?:{NUMBER})\s*%\s*[(\[]\s*(?P<number>\d{{1,4}})(?=\s*[)\]])",
    re.IGNORECASE,
)


def _next_counts(text: str, found: list[Mention], taken: bytearray) -> Iterator[Mention]:
    """The second count of a comparison, which leaves its word to the first (`62% [96 patients] vs 39% [61]`)."""
    for first in list(found):
        if _measure(first).kind != "count" or not _SHARE_OPENED.search(text, max(0, first.start - 4), first.start):
            continue
        match = _NEXT_COUNT.match(text, first.end)
        if match and not any(taken[match.start("number") : match.end("number")]):
            measure = Measure("count", match["number"], "", "count")
            yield _mention(text, match.start("number"), match.end("number"), measure, taken)


_EVENT_BEFORE = re.compile(r"(?:死亡|进展|复发)的?$")


def _is_risk_of_event(match: re.Match[str]) -> bool:
    """Whether a ratio's Chinese name goes on from the events it compares (`进展或死亡风险比0.62`), which name the endpoint."""
    name = match.groupdict().get("name") or ""
    return name.startswith(("风险", "危险")) and bool(
        _EVENT_BEFORE.search(match.string, max(0, match.start() - 3), match.start())
    )


_OWN_BRACKET = re.compile(r"^[^()]*±[^()]*\)")
"""A figure with its standard error in a bracket before the unit, which opens the figure (`(75.0±10.8)%`)."""


def _span(match: re.Match[str]) -> tuple[int, int]:
    """The figure without what was only looked at: a bracket after a fraction, white space at the ends."""
    end = match.end()
    if "tail" in match.re.groupindex:
        end = match.end("people") if match["people"] else match.end("n")
    if "aside" in match.re.groupindex or _is_risk_of_event(match):
        return match.span("number")
    if match.re.groupindex.get("event") and (match["event"] or match["between"]):
        return match.span("number")
    if "alone" in match.re.groupindex:
        return match.span("alone") if match["alone"] else match.span("number")
    lead = _lead(match)
    start = lead.start() if lead else match.start()
    while match.string[start].isspace():
        start += 1
    if match.string[start - 1 : start] == "(" and _OWN_BRACKET.search(match.group()):
        start -= 1
    return start, end


def _mention(text: str, start: int, end: int, measure: Measure, taken: bytearray) -> Mention:
    stop = end
    if measure.kind in ("percent", "duration", "ratio", "number", "not_reached") and (ci := _CI.match(text, end)):
        low, high = ci["low"].replace(",", ""), ci["high"]
        measure = Measure(measure.kind, measure.value, measure.unit, measure.statistic, low, high, measure.n)
        stop = ci.end()
    taken[start:stop] = b"\1" * (stop - start)
    return Mention(start, end, "VALUE", text[start:end], None, 1.0, measure.kind, "measures", measure)
