"""The figures that a cell of a table holds: with a unit, bare, counted, in pairs, as a ratio.

A bare number takes its unit from the header of its column; two numbers set against each other are those of two sides.

>>> from pipeline.records import Concept, Endpoint
>>> response = Mention(0, 3, "METRIC", "ORR", Concept("local:metric.orr", "METRIC", "ORR"), detail=Endpoint("ORR"))
>>> [value.text for value in values(Line("18.9 vs 10.2", 0, 12, ()), response)]
['18.9', '10.2']
>>> [value.text for value in values(Line("36/1", 0, 4, ()), response, is_paired=True)]
['36', '1']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline import lexicon
from pipeline.records import Endpoint, Measure, Mention
from pipeline.relating.cell_parts import before_endpoint
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line

_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_BARE = re.compile(
    rf"(?P<sign>[<>≤≥])?\s*(?P<number>0\.\d{{3}} \d{{1,3}}|{_NUMBER}(?:\s*(?:±|\+/-)\s*{_NUMBER})?)\s*%?(?:\s*[(\[]\s*(?P<low>{_NUMBER})\s*%?\s*(?:-|~|—|to|,|至)\s*(?P<high>{_NUMBER}|NR|NE)\s*%?\s*[)\]])?"
)
_MARKED = r"(?:\s*(?:\^[^\s^]{1,8}\^|[*†‡§¶#]+|(?<=[\d%)])[a-f](?:,[a-f])*))?"
"""The mark of a note behind a figure (`80.4^a^`, `67.1*`)."""
_VERSUS = re.compile(
    r"\s*(?:vs?\.?|versus|对比|对|比)\s*|\s/\s|(?<=\.\d)/(?=\d+\.|N[RE]\b)|(?<=N[RE])/(?=\d)", re.IGNORECASE
)
_SLASHED = re.compile(rf"{_VERSUS.pattern}|\s*/\s*", re.IGNORECASE)


def words_of(line: Line | None) -> str:
    return line.text[line.start : line.end] if line else ""


def values(line: Line, metric: Mention, header: str = "", *, is_paired: bool = False) -> list[Mention]:
    """The figures of a cell: those with a unit, else a bare number that takes its unit from the header.

    Args:
        line: The cell.
        metric: The endpoint of its figures.
        header: The words above it, for the unit.
        is_paired: Whether a slash parts two sides (`36/1`).
    """
    if told := list(_counted_rate(line)):
        return told
    if _is_not_reached(line) and _is_timed(metric, header):
        measure = Measure("not_reached", "not reached", "")
        return [Mention(line.start, line.end, "VALUE", words_of(line), source="relating", detail=measure)]
    found = [
        m
        for m in line.of("VALUE")
        if isinstance(m.detail, Measure) and m.detail.kind in ("percent", "duration", "count", "not_reached")
    ]
    if len(found) == 1 and measure_of(found[0]).kind == "not_reached":
        return list(_bare(line, metric, header, is_paired=is_paired)) or found
    rates = [m for m in found if measure_of(m).kind in ("percent", "count")]
    if rates:
        return [m for m in rates if measure_of(m).kind == "percent"] or rates
    return found or list(_bare(line, metric, header, is_paired=is_paired))


_COUNTED_RATE = re.compile(
    rf"\s*(?P<count>\d+)\s*(?:例)?\s*(?:/\s*(?P<n>\d+)\s*例?\s*)?[(\[]\s*(?P<rate>{_NUMBER})\s*%?\s*[)\]]{_MARKED}\s*"
)
_RATE_COUNTED = re.compile(
    rf"\s*(?P<rate>{_NUMBER})\s*%?\s*[(\[]\s*(?P<count>\d+)\s*(?:例)?\s*/\s*(?P<n>\d+)\s*例?\s*[)\]]{_MARKED}\s*"
)


def _counted_rate(line: Line) -> Iterator[Mention]:
    """The two figures of a cell `9/17(52.9)`, `52.9(9/17)` or `41(41.8)`: a rate, and the count that it was worked out from."""
    places = line.text, line.start, line.end
    match = _COUNTED_RATE.fullmatch(*places) or _RATE_COUNTED.fullmatch(*places)
    if match is None or float(match["rate"]) > _WHOLE or (match["n"] and not _agrees(match)):
        return
    figures = (("rate", Measure("percent", match["rate"], "%", n=match["n"] or "")),
               ("count", Measure("count", match["count"], "", "count", n=match["n"] or "")))  # fmt: skip
    for name, measure in figures:
        start, end = match.span(name)
        yield Mention(start, end, "VALUE", line.text[start:end], source="relating", detail=measure)


_WHOLE, _ROUNDING = 100.0, 0.6


def _agrees(match: re.Match[str]) -> bool:
    """Whether a rate is that of its count: else the bracket holds something else (a range, a score)."""
    share = _WHOLE * int(match["count"]) / max(int(match["n"]), 1)
    return abs(share - float(match["rate"])) < _ROUNDING


def _bare(line: Line, metric: Mention, header: str, *, is_paired: bool) -> Iterator[Mention]:
    """The number of a cell that holds nothing else, or its two (`18.9 vs 10.2`), with the unit of the header."""
    is_timed = _is_timed(metric, header)
    sides = _sides(line, _SLASHED if is_paired else _VERSUS)
    matches = [_BARE.fullmatch(text) for text, _ in sides]
    if not all(
        match or (is_timed and _NOT_REACHED.fullmatch(text)) for (text, _), match in zip(sides, matches, strict=True)
    ):
        return
    kind, unit = ("duration", "mo") if is_timed else ("percent", "%")
    if (
        is_paired
        and not is_timed
        and any(match and float(match["number"].split()[0].split("±")[0]) > _WHOLE for match in matches)
    ):
        return
    for (text, start), match in zip(sides, matches, strict=True):
        if match is None:
            measure = Measure("not_reached", "not reached", "")
            yield Mention(start, start + len(text), "VALUE", text, source="relating", detail=measure)
        else:
            value = (match["sign"] or "") + _zeroed(match["number"])
            measure = Measure(kind, value, unit, "", _zeroed(match["low"] or ""), _zeroed(match["high"] or ""))
            end = start + _number_end(match, text)
            yield Mention(start, end, "VALUE", line.text[start:end], source="relating", detail=measure)


_NOT_REACHED = re.compile(
    rf"\s*(?:NR|N\.R\.|NE|N\.E\.|not (?:yet )?reached|not (?:yet )?estimable|(?:尚|仍)?未达到?|无法估计|不可估计)\s*(?:[(\[][^()\[\]]*[)\]])?{_MARKED}\s*",
    re.IGNORECASE,
)
_UNREACHED = ("NR", "N.R.", "NE", "N.E.")
_IN_MONTHS = re.compile(r"月|\bmo(?:nths?|s)?\b", re.IGNORECASE)


def own_metrics(line: Line) -> list[Mention]:
    """The endpoints of a cell; `NR` beside nothing or a bare number is a median that is not reached."""
    return [m for m in line.of("METRIC") if m.text not in _UNREACHED]


def _is_not_reached(line: Line) -> bool:
    """Whether a cell holds nothing but that a median is not reached."""
    return _NOT_REACHED.fullmatch(line.text, line.start, line.end) is not None


def _is_timed(metric: Mention, header: str) -> bool:
    """Whether the figures under an endpoint are times: it is a median, its header counts months, or it is one told in months and its header counts no patients."""
    endpoint = endpoint_of(metric)
    if endpoint.timepoint or endpoint.statistic == "rate":
        return False
    is_told = endpoint.statistic == "median" or _IN_MONTHS.search(header) is not None
    return is_told or (_is_in_months(metric.name) and _OF_PATIENTS.search(header) is None)


_OF_PATIENTS = re.compile(r"[%％率例]|\b(?:rates?|n|no\.|percent|probability)\b", re.IGNORECASE)
"""What says that a column holds shares or numbers of patients."""


@lru_cache(maxsize=256)
def _is_in_months(name: str) -> bool:
    """Whether an endpoint is usually told in months."""
    entry = lexicon.load().named("METRIC", name)
    return entry is not None and "mo" in entry.relations.get("unit", ())


def timed(rate: Mention, metric: Mention, header: str) -> Mention:
    """A figure as the time that its endpoint and the words above it make it (`中位PFS/OS,月`: `3.1/10.6`), else as it was."""
    if not _is_timed(metric, header) or rate.text.endswith("%"):
        return rate
    return replace(rate, detail=replace(measure_of(rate), kind="duration", unit="mo"))


def endpoint_of(metric: Mention) -> Endpoint:
    return metric.detail if isinstance(metric.detail, Endpoint) else Endpoint("")


def _zeroed(number: str) -> str:
    """A number that a cell gives without its nought (`.004`) as `0.004`."""
    return f"0{number}" if number.startswith(".") else number


def _number_end(match: re.Match[str], text: str) -> int:
    """Where the figure of a cell ends: before the bracket with its interval, behind its sign."""
    end = match.end("number")
    return end + 1 if text[end : end + 1] == "%" else end


def _sides(line: Line, versus: re.Pattern[str]) -> list[tuple[str, int]]:
    """The words of a cell, parted where two sides are set against each other, without the endpoint before them."""
    start = max((m.end for m in own_metrics(line)), default=line.start)
    cuts = list(versus.finditer(line.text, start, line.end))[:1]
    edges = [start, *(edge for cut in cuts for edge in cut.span()), line.end]
    parts = [(_unmarked(line.text[edges[i] : edges[i + 1]]), edges[i]) for i in range(0, len(edges), 2)]
    return [(text.strip(), at + len(text) - len(text.lstrip())) for text, at in parts]


_MARK_BEHIND = re.compile(rf"{_MARKED}\s*$")


def _unmarked(text: str) -> str:
    """The words of a cell without the mark of a note behind them."""
    found = _MARK_BEHIND.search(text)
    return text[: found.start()] if found else text


def own_metric(line: Line, header: Mention) -> Mention | None:
    """The endpoint of a cell under an endpoint: its own where it names one before bare numbers, else the header's."""
    own = [*own_metrics(line), *line.of("ADVERSE_EVENT")]
    if not own or before_endpoint(line) is not line:
        return header
    return own[0] if len(own) == 1 and not line.of("VALUE") else None


_NAMED = re.compile(r"(?P<name>HR|OR|RR|P)\s*=?\s*(?=[\d.<>≤≥])", re.IGNORECASE)
_STATISTICS = {"HR": "hazard_ratio", "OR": "odds_ratio", "RR": "risk_ratio", "P": "p_value"}
"""What a cell calls its figure, whatever its header says (`HR 0.28`)."""
_P_BEHIND = re.compile(r"\s*[(,;]?\s*(?:P\s*)?=?\s*(?P<sign>[<>≤≥])?\s*(?P<number>0?\.\d+)\s*\)?\s*$", re.IGNORECASE)


def ratio_values(line: Line, statistic: str, *, with_p: bool) -> Iterator[Mention]:
    """The figures of a cell of ratios.

    Args:
        line: The cell.
        statistic: What its header says that it holds.
        with_p: Whether the header names a P value too.
    """
    text = _unmarked(words_of(line).strip())
    named = _NAMED.match(text)
    match = _BARE.fullmatch(text[named.end() :] if named else text)
    statistic = _STATISTICS[named["name"].upper()] if named else statistic
    start = line.start + words_of(line).index(text)
    if match is None:
        behind = _P_BEHIND.search(text) if with_p and statistic != "p_value" else None
        first = Line(line.text, start, start + behind.start(), ()) if behind else None
        if behind is None or first is None or _BARE.fullmatch(words_of(first).strip()) is None:
            return
        yield from ratio_values(first, statistic, with_p=False)
        value = (behind["sign"] or "") + _zeroed(behind["number"])
        begin = start + behind.start("sign" if behind["sign"] else "number")
        yield _p_mention(line.text, begin, start + behind.end("number"), value)
        return
    value = (match["sign"] or "") + _zeroed(match["number"].replace(" ", ""))
    kind = "p_value" if statistic == "p_value" else "ratio"
    measure = Measure(kind, value, "", statistic, _zeroed(match["low"] or ""), _zeroed(match["high"] or ""))
    begin, end = (
        start + len(text) - len(match.string),
        start + len(text) - len(match.string) + _number_end(match, match.string),
    )
    yield Mention(begin, end, "VALUE", line.text[begin:end], source="relating", detail=measure)


def _p_mention(text: str, start: int, end: int, value: str) -> Mention:
    detail = Measure("p_value", value, "", "p_value")
    return Mention(start, end, "VALUE", text[start:end], source="relating", detail=detail)


_NESTED = re.compile(rf"\s*(?P<outer>{_NUMBER})\s*%?\s*[(\[]\s*(?P<inner>{_NUMBER})\s*%?\s*[)\]]{_MARKED}\s*")


def nested(line: Line) -> list[Mention]:
    """The two rates of a cell of which a bracket holds the second (`72.1 (0.6)`), or nothing."""
    match = _NESTED.fullmatch(line.text, line.start, line.end)
    found = []
    for name in ("outer", "inner") if match else ():
        start, end = match.span(name) if match else (0, 0)
        measure = Measure("percent", _zeroed(line.text[start:end]), "%")
        found.append(Mention(start, end, "VALUE", line.text[start:end], source="relating", detail=measure))
    return found


_STACKED = re.compile(rf"\s*(?:{_BARE.pattern}|(?P<none>NR|NE|NA|ND|[-–—/]))(?:{_MARKED})\s*(?=\s|$)")


def stacked(line: Line, metric: Mention, header: str, statistic: str, size: int) -> list[Mention | None]:
    """The figures of a cell that hold below each other, white space alone between them; nothing where they are not as many.

    Args:
        line: The cell.
        metric: The endpoint of its figures.
        header: The words above it, for the unit.
        statistic: That of a column of ratios or P values, else nothing.
        size: How many figures there have to be.
    """
    found: list[Mention | None] = []
    at = line.start
    while at < line.end and (match := _STACKED.match(line.text, at, line.end)):
        found.append(_of_line(match, metric, header, statistic))
        at = match.end()
    return found if at == line.end and len(found) == size else []


def _of_line(match: re.Match[str], metric: Mention, header: str, statistic: str) -> Mention | None:
    """The figure of one line of a cell."""
    if match["number"] is None:
        is_unreached = match["none"] in _UNREACHED and not statistic and _is_timed(metric, header)
        start, end = match.span("none")
        measure = Measure("not_reached", "not reached", "")
        text = match.string[start:end]
        return Mention(start, end, "VALUE", text, source="relating", detail=measure) if is_unreached else None
    is_timed = _is_timed(metric, header)
    kind, unit = ("duration", "mo") if is_timed else ("percent", "%")
    if statistic:
        kind, unit = "p_value" if statistic == "p_value" else "ratio", ""
    value = (match["sign"] or "") + _zeroed(match["number"])
    measure = Measure(kind, value, unit, statistic, _zeroed(match["low"] or ""), _zeroed(match["high"] or ""))
    start = match.start("sign" if match["sign"] else "number")
    end = _number_end(match, match.string)
    return Mention(start, end, "VALUE", match.string[start:end], source="relating", detail=measure)


def parted(line: Line) -> list[Mention | None]:
    """The rates of a cell that slashes part (`63/39`), one for each part; nothing where a part is no number."""
    found: list[Mention | None] = []
    for part in re.finditer(r"[^/]+", words_of(line)):
        match = _BARE.fullmatch(_unmarked(part.group()).strip())
        if match is None:
            found.append(None)
            continue
        start = line.start + part.start() + len(part.group()) - len(part.group().lstrip())
        end = start + _number_end(match, match.string)
        value = (match["sign"] or "") + _zeroed(match["number"])
        measure = Measure("percent", value, "%", "", _zeroed(match["low"] or ""), _zeroed(match["high"] or ""))
        found.append(Mention(start, end, "VALUE", line.text[start:end], source="relating", detail=measure))
    return found
