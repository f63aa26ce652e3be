"""Shares that are a limit and no result: of a laboratory value, of what an endpoint means, of the events that are listed.

`BCR::ABL1≤10%`, `原始细胞>20%`, `MRD negativity meant less than 0.1%`, `Adverse events in ≥20% of patients`.

>>> bool(_LEVEL.search("原始细胞>")), bool(_DEFINES.search("MRD negativity meant ")), bool(_LEVEL.search("缓解率为"))
(True, True, False)
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.figures import measure_of
from pipeline.relating.lines import Line

_CHOSEN = re.compile(
    r"\b(?:adverse (?:events?|reactions?)|toxicit(?:y|ies)|(?:TE?|TR)?AEs?|ADRs?)(?:[\s,(]+(?!(?:occurred|was|were|is|are|led|developed)\b)[\w()≥-]+){0,5}?\s+(?:in|at|with)\s+(?:an?\s+)?(?:(?:incidence|frequency|rate)\s+(?:of\s+)?)?(?:at least\s+)?$",
    re.IGNORECASE,
)
"""Words before the share from which on events are listed (`Adverse events in ≥20% of patients`)."""
_BAND_OPENED = re.compile(
    r"(?:adverse (?:events?|reactions?|effects?)|toxicit(?:y|ies)|side effects?|AEs?)\s*\(\s*(?:in\s+)?$|(?:不良(?:反应|事件)|毒性)\(\s*(?:发生率)?$",
    re.IGNORECASE,
)
_RATE_OF_ITS_OWN = re.compile(r"\s*\(\s*\d")


def _is_band_of_rates(line: Line, value: Mention) -> bool:
    """Whether a limit behind `adverse events` chooses events that have rates of their own (`events (≥20%) were fatigue (29%)`)."""
    if not _BAND_OPENED.search(line.text, max(line.start, value.start - 32), value.start):
        return False
    first = next((m for m in line.of("ADVERSE_EVENT") if m.start >= value.end), None)
    return first is not None and _RATE_OF_ITS_OWN.match(line.text, first.end, line.end) is not None


_ALLELES = re.compile(
    r"(?:allele (?:frequency|fraction|burden)|\bVAF|等位基因(?:频率|负荷|比)|突变丰度|突变负荷)[^,;。%()]{0,30}\(?(?:[^()%]{0,24}%\s*)?$|interquartile range\s*$",
    re.IGNORECASE,
)
"""What makes a share that of altered alleles (`the median variant allele frequency was 32%`)."""
_WITH = re.compile(r"\b(?:with|without)\s+(?:an?\s+|at least\s+an?\s+)?$", re.IGNORECASE)
_REDUCTION = re.compile(r"\s*(?:reductions?|decreases?|declines?|increases?|improvements?|shrinkage)\b", re.IGNORECASE)
"""Round a limit that chooses patients (`those with <25% reduction`)."""


def _names_endpoint(line: Line, value: Mention) -> bool:
    """Whether the bracket behind a limit holds the endpoint that is called by it (`容积缩小≥35%(SVR35)`)."""
    size = measure_of(value).value.lstrip("<>≤≥")
    return any(m.start == value.end + 1 and m.text.endswith(size) for m in line.of("METRIC"))


def is_threshold(line: Line, value: Mention) -> bool:
    """`BCR::ABL1≤10%`, `原始细胞>20%`: a limit of a laboratory value and no result."""
    around = max(line.start, value.start - 40)
    if _LEVEL.search(line.text, around, value.start) or _MARGIN.search(line.text, around, value.start):
        return True
    if _LEVEL_BEHIND.match(line.text, value.end, line.end):
        return True
    if _is_defining_change(line, value):
        return True
    if measure_of(value).value[:1] not in "<>≤≥":
        return False
    if line.text[value.end : value.end + 1] == "(" and _names_endpoint(line, value):
        return True
    if value.text[0] in "<>≤≥⩽⩾" and _OF_THOSE.match(line.text, value.end, line.end):
        return True
    if _WITH.search(line.text, max(line.start, value.start - 16), value.start) and _REDUCTION.match(
        line.text, value.end
    ):
        return True
    if _CHOSEN.search(line.text, max(line.start, value.start - 64), value.start) or _is_band_of_rates(line, value):
        return True
    around = max(line.start, value.start - 64)
    if _DEFINES.search(line.text, around, value.start) or _ALLELES.search(line.text, around, value.start):
        return True
    before = [m for m in line.mentions if m.type in ("GENE", "ALTERATION") and 0 <= value.start - m.end <= 2]
    return bool(before) or bool(
        re.search(r"(?:细胞|blasts?|水平|比例)\s*$", line.text[max(line.start, value.start - 8) : value.start])
    )


_CHANGE_BEFORE = re.compile(
    r"\b(?:decreases?|reductions?|declines?|increases?)\s+(?:of\s+)?(?:(?:greater|more|less) than|at least|over|above)?\s*$",
    re.IGNORECASE,
)
_IS_TERMED = re.compile(
    r"\s+(?:was|were|is|meant|means)\s+(?:considered\s+|termed\s+|called\s+|defined as\s+|scored as\s+)?(?:an?\s+|the\s+)?"
)


def _is_defining_change(line: Line, value: Mention) -> bool:
    """Whether a share is the change that an endpoint is defined by (`PD was defined as a 20% increase`, `a fall of 50% was PR`)."""
    if _REDUCTION.match(line.text, value.end, line.end):
        return _DEFINES.search(line.text, max(line.start, value.start - 64), value.start) is not None
    if not _CHANGE_BEFORE.search(line.text, max(line.start, value.start - 40), value.start):
        return False
    metric = next((m for m in line.of("METRIC") if m.start >= value.end), None)
    return metric is not None and _IS_TERMED.fullmatch(line.between(value.end, metric.start)) is not None


_OF_THOSE = re.compile(r"\s*(?:者|(?:的)?(?:亚)?组(?!织|成|合))")
"""What makes a limit the name of a group (`>10%者为87%`)."""
_MARGIN = re.compile(
    r"(?:界值|阈值|\b(?:margin|threshold|boundary|cut-?off))(?:\s*(?:was|were|of|at|set at|为|设为|是|=))*\s*\(?\s*[<>≤≥]?\s*[-–−]?\s*$",
    re.IGNORECASE,
)
"""What a share is the limit of that a difference was to keep within (`the non-inferiority margin of 10%`)."""
_DEFINES = re.compile(
    r"\b(?:means?|meant|denote[sd]?|(?:is|was|were|are|being) (?:defined|taken|counted|understood|scored|classified) (?:as|to (?:be|mean))|(?:defined|understood) as|required?s?|requiring|called for|stands? for|stood for)\s+(?:[a-z-]+\s+){0,5}$"
    r"|(?:定义|界定|规定|判定|视)为[^,;。%\d]{0,16}$|(?:系|均)?指[^,;。%\d]{0,16}$|(?:标准|要求)(?:为|是)?[^,;。%\d]{0,16}$",
    re.IGNORECASE,
)
"""Words that say what an endpoint means, before the limit that it has (`MRD negativity meant less than 0.1%`)."""
_SHARE_BEHIND = re.compile(
    r"(?:者|患者)(?:的比例)?(?:分别|依次|各|仅|则)?(?:占|为)(?:比)?(?:约|仅)?\s*(?:\d+(?:\.\d+)?%\s*(?:和|与|、|vs\.?|对|比)\s*)*$"
)
_OF_LEVEL = re.compile(
    r"(?:负荷|水平|浓度|类胰蛋白酶|血红蛋白|铁蛋白|转录本|VAF|计数|体积|评分|比值|滴度)[^,;。]{0,24}$"
)


def is_of_level(line: Line, value: Mention) -> bool:
    """Whether a share is of those whose laboratory value passes a limit (`等位基因负荷<1%者占20.7%`), and no endpoint's."""
    clause = line.clause(value.start)
    told = _SHARE_BEHIND.search(line.text, clause[0], value.start)
    if told is None or any(clause[0] <= m.start < value.start for m in line.of("METRIC", "ADVERSE_EVENT")):
        return False
    return _OF_LEVEL.search(line.text, clause[0], told.start()) is not None


_LEVEL = re.compile(
    r"(?:(?:data )?maturity,?|information fraction,?|数据成熟度|MRD|微小残留病|可测量残留病|VAF|变异等位基因频率|等位基因频率|等位基因负荷|(?:ABL1?|转录本|拷贝数|原始细胞|幼稚细胞|浆细胞|血红蛋白|红细胞压积|血细胞比容|射血分数|嵌合(?:率|度)?|h(?:a)?ematocrit|ejection fraction|LVEF|blasts?|突变克隆|克隆)(?:比例|水平|占比|定量)?)"
    r"\s*\)?\s*(?:为|约|约为|降至|升至|降为|升为|从|由|is|was|of|:|=|(?:had )?(?:made up|accounted for|comprised|constituted|represented)(?: (?:about|only|just|some))?)?\s*[<>≤≥]?\s*$",
    re.IGNORECASE,
)
_LEVEL_BEHIND = re.compile(
    r"\s+(?:(?:residual|leuka?emi[ac]|malignant|abnormal|aberrant|circulating|clonal|(?:bone )?marrow|peripheral)\s+)*(?:blasts?\b|cells\b|of (?:the )?(?:(?:bone )?marrow|nucleated cells|peripheral blood)(?!\s+(?:transplant|graft|recipient|donor|stem)))",
    re.IGNORECASE,
)
"""A laboratory value: what stands before a figure that is a level and no rate (`MRD 0.6%`, `原始细胞 20%`)."""
