"""Ratios and P values that measure a factor of prognosis and no treatment: `多因素分析中TP53突变(HR=2.8, P<0.01)`.

>>> from pipeline.records import Endpoint, Measure, Sentence
>>> text = "多因素分析中TP53突变(HR=2.8)影响OS"
>>> gene, ratio = Mention(6, 12, "ALTERATION", "TP53突变"), Mention(13, 19, "VALUE", "HR=2.8", detail=Measure("ratio", "2.8"))
>>> metric = Mention(22, 24, "METRIC", "OS", detail=Endpoint("OS"))
>>> reading = Reading(Line(text, 0, len(text), (gene, ratio, metric)), Sentence(0, 0, len(text), "zh"))
>>> is_of_factor(reading, Figure(metric, ratio, "before endpoint", 0), ())
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating import factors
from pipeline.relating.figures import Figure
from pipeline.relating.lines import Line
from pipeline.relating.nearest_arms import Reading, is_rate

_OPENS = re.compile(
    r"\s*(?:突变|重排|缺失|阳性|mutations?|status)?\s*\(\s*(?:(?:adjusted |unadjusted )?hazard ratio(?:\s*[\[(]HR[\])])?,?\s*)?",
    re.IGNORECASE,
)
_FARED = re.compile(
    r"\b(?:had|have|has|showed|experienced|displayed|were at|associated with|linked to|predicted|conferred)\s+(?:an?\s+)?(?:\w+ly\s+)?(?:shorter|worse|inferior|poorer|longer|superior|reduced|higher risk|lower risk)\b"
    r"|(?:均|明显|显著)?(?:更短|较短|缩短|更差|较差)",
    re.IGNORECASE,
)
"""How carriers fared, behind the ratios of their alterations (`Patients with X (HR 1.8) and Y (HR 2.9) had shorter OS`)."""


def is_of_factor(reading: Reading, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether a ratio or P value measures a factor of prognosis and no treatment (`多因素分析中TP53突变(HR=2.8, P<0.01)`)."""
    line = reading.line
    told = factors.FACTORS.search(line.text, line.start, figure.value.start)
    if told is None and reading.arms and not line.has("ALTERATION", "GENE"):
        return False
    has_fared = told is None and _FARED.search(line.text, figure.value.end, line.end) is not None
    beside = [f.value.start for f in found if f.value.end <= figure.value.start and not re.search(
        r"[()]", line.between(f.value.end, figure.value.start))]  # fmt: skip
    first = min(beside, default=figure.value.start)
    named = [m for m in line.of("ALTERATION", "GENE") if m.end <= first]
    is_subject = any(_is_subject(line, m, first) for m in named)
    if told is None and not has_fared:
        rates = [f for f in found if is_rate(f) and f.metric == figure.metric and f.value.end <= figure.value.start]
        return is_subject and not rates
    if is_subject:
        return True
    if any(_OPENS.fullmatch(line.between(m.end, first)) for m in named):
        return True
    if has_fared and reading.arms:
        return False
    if _is_of_own_endpoint(reading, figure, first) or _is_of_treatment(reading, first):
        return False
    return line.is_bracketed(figure.value.start) and factors.is_feature(line, first)


def _is_of_own_endpoint(reading: Reading, figure: Figure, opened: int) -> bool:
    """Whether a bracket stands behind its endpoint, where an arm brought that about, or two are compared.

    `A did not differ from B in OS (P = .2)`, `On multivariate analysis, A was of advantage for OS (HR, 0.6)`.
    """
    line = reading.line
    if _TO_BRACKET.fullmatch(line.between(figure.metric.end, opened)) is None:
        return False
    before = [arm for arm in reading.arms if arm.end <= figure.metric.start]
    if len({arm.name for arm in before}) > 1:
        return True
    model = factors.FACTORS.search(line.text, line.start, opened)
    features = line.of("ALTERATION", "GENE")
    return any(
        model is not None and model.end() <= arm.start and not any(arm.end <= m.start < opened for m in features)
        for arm in before
    )


_BROUGHT = re.compile(
    r"(?:\s+(?:use|exposure|prophylaxis|treatment|therapy|receipt|maintenance|consolidation))?\s+(?:was|were|remained)\s+(?:\w+ly\s+)?(?:associated|linked|correlated)\b",
    re.IGNORECASE,
)
_FIRST_EFFECTS = re.compile(r"(?:(?!\b(?:whereas|while|but)\b)[^;])*", re.IGNORECASE)
"""What may stand between such words and a ratio: other effects of the treatment, no contrast with another factor."""


def _is_of_treatment(reading: Reading, offset: int) -> bool:
    """Whether a model tells what a treatment brought about (`A was independently associated with less GVHD (HR, 0.28)`)."""
    before = [arm for arm in reading.arms if arm.end <= offset]
    told = (_BROUGHT.match(reading.line.text, arm.end, offset) for arm in before)
    return any(m and _FIRST_EFFECTS.fullmatch(reading.line.text, m.end(), offset) for m in told)


_TO_BRACKET = re.compile(r"[^,;:。()]{0,40}\(\s*")
_PREDICTS = re.compile(r"\b(?:independent(?:ly)?|predict\w*|predictor|associated)\b|独立|预测", re.IGNORECASE)


def _is_subject(line: Line, mention: Mention, offset: int) -> bool:
    """Whether a clause says what an alteration predicts (`TP53 mutation independently predicted inferior OS (HR=2.8)`)."""
    gap = line.between(mention.end, offset)
    is_alone = not any(agent.start < offset for agent in line.of("DRUG", "REGIMEN", "DRUG_CLASS"))
    return is_alone and not re.search(r"[,;。]", gap) and bool(_PREDICTS.search(gap))
