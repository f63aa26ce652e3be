"""Which figures of a line are results at all, and not ages, doses, planned margins, sizes of groups or differences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Measure, Mention
from pipeline.relating import limits, other_courses
from pipeline.relating.figure_gaps import EVENT_REACH, HAN, RATE_BEHIND
from pipeline.relating.figures import code_of, measure_of
from pipeline.relating.landmarks import SET_AGAINST
from pipeline.relating.lines import Line, once, pattern
from pipeline.relating.resumed_endpoints import tells_carriers

_NOT_RESULTS = re.compile(
    r"(?:随访(?:时间)?(?:延长|更新)|(?:随访|随访时间|年龄|疗程|剂量|用药|给药|follow-up|\bfollowed|\bage|\baged|\bdose|\b(?:treatment )?duration of treatment)\b)"
    r"(?:(?![组者岁])[^,;。%]){0,12}$|\b(?:after|within|beyond|every|older than|younger than|maintenance|consolidation|observed at|seen at|found at)\s+$"
    r"|(?<!stood )(?<!estimated )(?<!remained )(?<!reported )(?<!came in )(?<!put )(?<!was )(?<!were )(?<!median )\bat\s+$",
    re.IGNORECASE,
)


_PLANNED = re.compile(
    r"\b(?:to (?:detect|show|demonstrate|target)|assum(?:ed|ing)|hypothesi[sz](?:ed|ing)|margin|targeted|target)\b[^,;.()]{0,40}$"
    r"|(?:假设|假定|预设|界值|估算|检验效能)[^,;。()]{0,16}$",
    re.IGNORECASE,
)
"""What tells that a ratio was planned for and not found (`power to detect a hazard ratio of 0.70`)."""


_REQUIRED_BEHIND = re.compile(
    r"\s*,?\s*(?:(?:was|were|is|being|had been)\s+)?(?:required|needed|prespecified|pre-specified|(?:set as )?the (?:significance |prespecified )?(?:threshold|boundary|limit|level))\b"
    r"|\s*(?:为|表示|认为|视为|作为|代表|即)(?:两组|组间)?(?:的)?(?:差异|结果|检验)?(?:具?有|存在)?(?:显著性?|统计学?)(?:意义|差异|水准)?"
    r"|\s*(?:为|作为|视为|被认为|认为|即)?(?:差异)?(?:有|具有|达到?)?(?:统计学)?(?:显著性?|意义)?的?(?:界值|阈值|界限|检验水准)",
    re.IGNORECASE,
)
_REQUIRED_BEFORE = re.compile(
    r"(?:\b(?:significance|alpha|prespecified|efficacy|stopping)\s+(?:level|threshold|boundary|limit|cut-?off)|\b(?:threshold|boundary|cut-?off)|界值|阈值|界限|检验水准)"
    r"(?:\s*(?:was|is|of|at|set at|for significance|for superiority|为|是|:|=|\s))*$",
    re.IGNORECASE,
)
"""What tells that a P value is the limit that one had to pass (`where P < .001 was required`)."""


def _is_required(line: Line, value: Mention) -> bool:
    """Whether a P value with a sign is the one that significance was to need, and none that was found."""
    if measure_of(value).value[:1] not in "<≤":
        return False
    before = _REQUIRED_BEFORE.search(line.text, max(line.start, value.start - 48), value.start)
    return bool(before or _REQUIRED_BEHIND.match(line.text, value.end, line.end))


_NO_RESULT_BEHIND = re.compile(
    r"\s*(?:内|后|前|时(?!间)|以内|的?随访|停用|停药|死亡|复发|行|给予|加用|[^,;。]{0,4}每)|\s+(?:or|and) (?:older|younger|above|over)\b|\s+(?:of age|old)\b"
)


_DIFFERENCE = re.compile(
    r"(?:差值|差异|绝对差|绝对获益|绝对提升|净获益|相差|差距|率差|增加了|提高了|减少了?|下降了?|降低了?|缩短了?|升高了|(?:reduced|reduction|decreased?|lowered)(?: the risk)?(?: of \w+)? by|difference|difference of)[^,;。%]{0,6}$"
    r"|(?:降低|减少|下降)[^,;。%]{2,20}风险(?:达|约|了)?\s*$"
    r"|(?:提高|增加|升高|上升|增高)(?:约|近|逾|超过|\s)*$"
    r"|(?:较|比(?![例率值]))[^,;。%\d()]{1,16}(?<![较更最偏为])[高低](?:出|了|约|近|逾|\s)*$",
    re.IGNORECASE,
)


_LANDMARK_RATE = re.compile(r"[\s-]*(?:rates?\b|率)", re.IGNORECASE)
_NONE_OF_THEM = re.compile(r"(?:患者)?(?:中)?(?:均|全部|都)?(?:无一|均未|都未|未)")
_DETAIL = re.compile(r"(?:%|months?|years?|个月|年|patients)\s*\([^()\d]{2,60}$")


_BEHIND_DETAIL = re.compile(
    r"[^()]*\)\s*(?:[.;,。]|$|,?\s*(?:and|versus|vs\.?|compared|against|with|in|for|on|than)\b|、|和|对|与|比|vs)",
    re.IGNORECASE,
)


def is_detail(line: Line, value: Mention) -> bool:
    """Whether a figure stands with an endpoint of its own in the bracket behind another (`ORR 68% (CR, 29%) versus 44% (CR, 13%)`)."""
    if measure_of(value).kind != "percent" or not line.is_bracketed(value.start):
        return False
    opened = line.text.rfind("(", line.start, value.start)
    named = any(opened < m.start and m.end <= value.start for m in line.of("METRIC"))
    return (
        named
        and bool(_DETAIL.search(line.text, max(line.start, opened - 12), value.start))
        and bool(_BEHIND_DETAIL.match(line.text, value.end, line.end))
    )


_ASSUMING = (
    r"(?:假设|假定|检验效能|把握度|\bassum(?:ed|ing|es)|\b(?:on|under|with) the (?:assumption|hypothesis|premise)|\bpower of"
    r"|\b(?:to|for) detect(?:ing)? (?:an?|the) (?:[a-z-]+ )?(?:improvement|difference|increase|reduction|decrease|benefit|effect|change)"
    r"|\b(?:null|alternative) hypothesis|\bsample size)"
)
_ASSUMPTION, _ASSUMED = re.compile(_ASSUMING, re.IGNORECASE), re.compile(rf"{_ASSUMING}[^;。]*$", re.IGNORECASE)
"""What tells that a rate was planned with and not found (`假设CR率由40%提高至52%`)."""


_WAS_GIVEN = re.compile(
    r"(?:\s+(?:therapy|treatment|maintenance|consolidation|prophylaxis|transplantation))?\s+(?:was|were|had been|has been)\s+(?:(?:also|then|only|\w+ly)\s+)?"
    r"(?:given|used|administered|performed|delivered|required|needed|applied|employed|undertaken|carried out|omitted|planned)\s*[^,;:.%\d]{0,32}"
    r"|(?:治疗|维持|巩固)?(?:用于|仅用于)[^,;。%\d]{0,6}",
    re.IGNORECASE,
)
_THING_GIVEN = re.compile(
    r"\s*(?:and|while|whereas|but)?\s*[A-Za-z][\w /-]{1,50}\s(?:was|were)\s(?:(?:also|then|only|\w+ly)\s+)?(?:given|used|administered|performed|required)\s[^,;:.%\d]{0,32}",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"(?:\s*[(\[][^()\[\]]*[)\]])?(?:\s+of\s+(?:(?:the|all|these|those|our)\s+)*(?:\d+\s+)?(?:[a-z-]+\s+)?(?:patients|them|whom|cases|participants|responders|children|adults|recipients))?"
    r"\s+(?:(?:had|also|then|later|subsequently|eventually|ultimately)\s+)*(?:received|underwent|proceeded to|went on to|required|got|needed|were (?:given|bridged|consolidated))\s+[^,;:.%\d]{0,32}"
    r"|的?(?:患者|患儿|者|病例)?(?:后续|随后|进一步|其后|均|同时|曾)*(?:接受|进行|行|桥接|序贯)(?:过|了)?[^,;。%\d]{0,8}",
    re.IGNORECASE,
)
"""What makes a share that of those who had a treatment, and no result of it (`radiotherapy was used in few (21%)`)."""


_ENDS_IN = re.compile(
    r"(?:\b(?:in|to|for|of)\s+(?:only\s+|just\s+|about\s+|some\s+)?|[(（]\s*|[\u4e00-\u9fff])$", re.IGNORECASE
)
"""What leads from a word for giving to the share that was given it (`was used in 21%`, `was used in few (21%)`)."""
_OUTCOME = re.compile(
    r"%\s*(?:of\s+(?:the\s+|them\s+|patients\s+)*)?(?:achieved|reached|responded|attained|had|obtained|entered)\b",
    re.IGNORECASE,
)


def _is_of_treated(line: Line, value: Mention) -> bool:
    """Whether a rate tells in how many an agent or a procedure was used."""
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    behind = next((m for m in agents if m.start >= value.end), None)
    if behind is not None and _RECEIVED.fullmatch(line.between(value.end, behind.start)):
        return not any(m.start >= behind.end for m in line.of("METRIC") if m.start < line.clause(behind.start)[1])
    if not _ENDS_IN.search(line.text[line.start : value.start]) or _OUTCOME.match(line.text, value.end - 1, line.end):
        return False
    opened = line.clause(value.start)[0]
    if _THING_GIVEN.fullmatch(line.between(opened, value.start)):
        return not any(opened <= m.start < value.start for m in line.of("METRIC", "ADVERSE_EVENT"))
    before = next((m for m in reversed(agents) if m.end <= value.start), None)
    told = before is not None and _WAS_GIVEN.fullmatch(line.between(before.end, value.start))
    return bool(told) and before is not None and not any(before.end <= m.start < value.start for m in line.of("METRIC"))


_GOAL = re.compile(
    r"(?:\b(?:end ?points?|goal|objective|criterion)|终点|目标)\s*(?:(?:was|is|of|being|为|是|\()\s*){1,2}(?:an?\s+|the\s+)?(?P<endpoint>[^,;:。()%\d]{0,48})$",
    re.IGNORECASE,
)


def _is_goal(line: Line, value: Mention) -> bool:
    """Whether a rate with a sign is what an endpoint was to reach (`the primary endpoint (ORR ≥15%) was not met`)."""
    if measure_of(value).value[:1] not in "<>≤≥":
        return False
    told = _GOAL.search(line.text, max(line.start, value.start - 80), value.start)
    return told is not None and any(told.start("endpoint") <= m.start < value.start for m in line.of("METRIC"))


_TOLD = r"(?:(?!结果|实际|最终|观察到|显示|达到|\b(?:was|were|is|had|reported|gave|giving|showed|shown|reached|achieved|found|observed|but|results?|actual\w*)\b)[^;。])"
_PLAN = re.compile(
    r"检验效能|把握度|样本量|\bhypothesi[sz]ed|\bassum(?:ed|ing|es)|\bpower|\bto (?:detect|show|demonstrate)\b",
    re.IGNORECASE,
)
_PLANS = re.compile(
    rf"(?:(?:检验效能|把握度|样本量(?:的)?(?:计算|估算))[^;。]{{0,60}}?(?:预计|预期|预估|假设|估计|假定){_TOLD}{{0,80}}"
    rf"|\b(?:hypothesi[sz]ed|assum(?:ed|ing)) that\b{_TOLD}{{0,80}}?\bwould\b{_TOLD}{{0,80}}"
    rf"|\b(?:power|required|needed|necessary|sufficient|calculated|designed|powered|aimed) (?:of \d+% )?to (?:detect|show|demonstrate)\b{_TOLD}{{0,120}})$",
    re.IGNORECASE,
)
"""What opens a sentence on how a study was planned, as far as no word of its results (`We hypothesized that CR would be 60%`)."""


def is_assumed(line: Line, offset: int) -> bool:
    """Whether what stands at an offset was planned with, and not found."""
    if not _tells_plan(line):
        return False
    in_clause = _ASSUMED.search(line.text, line.clause(offset)[0], offset)
    return bool(in_clause or _PLANS.search(line.text, max(line.start, offset - 200), offset))


@once
def _tells_plan(line: Line) -> bool:
    """Whether a line speaks of a plan at all."""
    words = (_ASSUMPTION, _PLAN)
    return any(pattern.search(line.text, line.start, line.end) is not None for pattern in words)


_HETEROGENEITY = re.compile(
    r"(?:\bI\s?(?:\^?2|²)(?![A-Za-z\d])[^;。()%]{0,12}(?:\d%?[,;，]?\s*(?:P\s*)?)?|\bheterogeneity,?\s*(?:P\s*)?[<>=]?\s*)$"
)
"""How far the studies of a meta-analysis differ, before its share and P value (`I²=3%,P=0.41`; Higgins 2003)."""


def is_result(line: Line, value: Mention) -> bool:
    """Whether a figure is one that was found, and not a plan, a follow-up, a landmark, a difference or a group's size."""
    measure = measure_of(value)
    if _HETEROGENEITY.search(line.text, max(line.start, value.start - 32), value.start):
        return False
    if measure.kind == "ratio" and _PLANNED.search(line.text, max(line.start, value.start - 60), value.start):
        return False
    if measure.kind in ("percent", "duration") and is_assumed(line, value.start):
        return False
    if limits.is_limit(line, value) or (measure.kind == "duration" and _is_only_time(line, value)):
        return False
    if measure.kind == "not_reached" and _is_of_nonresponders(line, value):
        return False
    if measure.kind == "p_value" and _is_required(line, value):
        return False
    if measure.kind == "count" and (_NONE_OF_THEM.match(line.text, value.end) or tells_carriers(line, value)):
        return False
    if measure.kind == "percent" and (
        _is_difference(line, value)
        or _is_goal(line, value)
        or _is_threshold(line, value)
        or _is_multiple(line, value)
        or _is_of_treated(line, value)
        or _is_of_level(line, value)
        or other_courses.is_of_others(line, value)
    ):
        return False
    if measure.kind != "count" or measure.n:
        return True
    if _is_size_in_bracket(line, value):
        return False
    if measure.value == "0" or _is_counted(line, value) or is_enclosed(line, value):
        return True
    return bool(RATE_BEHIND.match(line.text, value.end)) or (
        not _is_group(line, value) and bool(_group_size(line, value))
    )


def _is_only_time(line: Line, value: Mention) -> bool:
    """Whether a duration is a follow-up, an age, a landmark, a time on treatment or a gain."""
    before = line.text[max(line.start, value.start - 24) : value.start]
    is_side = SET_AGAINST.match(line.text, value.end, line.end) is not None and _AT.search(before)
    return bool(
        (_NOT_RESULTS.search(before) and not is_side)
        or _OF_SCHEDULE.search(line.text, max(line.start, value.start - 48), value.start)
        or _NO_RESULT_BEHIND.match(line.text, value.end)
        or _RATE_AT.search(line.text, max(line.start, value.start - 40), value.start)
        or _LANDMARK_RATE.match(line.text, value.end)
        or _is_gain(line, value)
        or _AFTER_EVENT.match(line.text, value.end, line.end)
        or _FOLLOWED.search(line.text, max(line.start, value.start - 110), value.start)
        or _is_listed_time(line, value)
        or _is_span(line, value)
        or _EXPECTED.search(line.text, max(line.start, value.start - 16), value.start)
        or _LIVED_OVER.search(line.text, line.clause(value.start)[0], value.start)
        or _is_other_time(line, value)
        or _TIME_OF_RATE.match(line.text, value.end, line.end)
    )


_TIME_OF_RATE = re.compile(
    r"(?<=-year)[,:]?\s*\d[\d.]*\s*%|(?<=-month)[,:]?\s*\d[\d.]*\s*%|:\s*\d[\d.]*\s*%"
    r"|(?:时|末|后)?(?:则|已|仅|分别|依次|约)*(?:的|为|是|达到?|(?:下?降|降低|上?升|升高|提高|增)(?:至|到|为))约?\s*\d{1,3}(?:\.\d+)?\s*%"
)
"""What makes a time the landmark of the rate behind it (`1年OS为80%,2年为65%`)."""
_STOOD = r"(?:已|仅|均|长)*(?:为|是|达到?|至|约|近|逾|超过|:|=|\s)*"
_OTHER_TIME = re.compile(
    rf"(?:中位|平均)(?!(?:总|无[^,;。]{{1,6}})?(?:生存|存活)|持续时间)[^,;。:()%\d]{{2,12}}?(?:时间|间隔|病程)(?:分别|依次)?{_STOOD}$"
    rf"|随访(?:时间)?{_STOOD}$"
    rf"|(?:最[长短](?:的|者|患者|一例|1例|生存者)+){_STOOD}$"
)
"""What a time is of that is no endpoint (`中位用药时间为6.2个月`, `最长者已达60个月`)."""


def _is_other_time(line: Line, value: Mention) -> bool:
    """Whether a clause says that a time is that of a treatment, of a follow-up or of the one who had the longest."""
    opened = max(line.clause(value.start)[0], value.start - 32)
    told = _OTHER_TIME.search(line.text, opened, value.start)
    if told is None:
        return False
    return not any(told.start() < m.end and m.start < value.start for m in line.of("METRIC"))


_LIVED_OVER = re.compile(
    r"(?:%|\d\s*例)[^,;。%]{0,16}?(?:生存|存活)(?:期|时间)?(?:超过|不足|长于|短于|大于|小于|达到?|逾|至少|已|[><≥≤]|\s)*$"
    r"|%\)?\s+(?:of\s+[^,;.%]{0,40}?)?(?:survived|lived|were alive)\s+(?:for\s+)?(?:more than|longer than|over|beyond|at least|less than|[><≥≤]|\s)*$",
    re.IGNORECASE,
)
"""What makes a time the landmark of a share of patients (`30%的患者生存超过5年`)."""
_NONRESPONDERS = re.compile(r"\s*(?:者|的?患者|的?患儿|的?病例|组)")


def _is_of_nonresponders(line: Line, value: Mention) -> bool:
    """Whether words of not reaching tell patients without a response, and no median (`优于未达到者`, `未达到CR者`)."""
    if _NONRESPONDERS.match(line.text, value.end, line.end):
        return True
    return any(m.start == value.end for m in line.of("METRIC"))


_PLANNED_FOLLOW_UP = re.compile(
    r"\b(?:assessed|evaluated|monitored|measured|followed|observed|estimated)\s+(?:for\s+|until\s+|over\s+)?$",
    re.IGNORECASE,
)
_LOOKED_AT_UNTIL = re.compile(r"(?:评估|观察|监测|随访)(?:时间)?(?:至|到|长达|最长)+(?:第)?\s*$")
_TO_ANOTHER = re.compile(r"[^,;。.]{0,40}\bto\s+\d", re.IGNORECASE)
_FROM_ON = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_ON = re.compile(r"\s+(?:after|post|following|onwards?|from|on\b(?!\s+(?:the|an?|placebo)\b))", re.IGNORECASE)
"""Round a time from which on something holds (`better OS from 6 months after diagnosis`)."""


_EXPECTED = re.compile(
    r"(?:预期|预计|估计)(?:的)?(?:生存(?:期|时间)?|寿命)(?:大于|至少|超过|不少于|为|在|\s)*$|\blife expectancy(?: of)?(?: at least| more than|\s)*$",
    re.IGNORECASE,
)
"""What patients had to be expected to live to be enrolled (`预期生存期≥3个月`)."""


def _is_span(line: Line, value: Mention) -> bool:
    """Whether a time says how long an endpoint is looked at, or from when on something holds."""
    if _LOOKED_AT_UNTIL.search(line.text, max(line.start, value.start - 12), value.start):
        return True
    if measure_of(value).value[:1] in "≤<" and _PLANNED_FOLLOW_UP.search(
        line.text, max(line.start, value.start - 24), value.start
    ):
        return True
    if _TO_ANOTHER.match(line.text, value.end, line.end):
        return False
    is_opened = _FROM_ON.search(line.text, max(line.start, value.start - 6), value.start)
    return bool(is_opened and _ON.match(line.text, value.end, line.end))


_AFTER_EVENT = re.compile(r"\s+(?:after|from|post|following)[\s-][a-z -]{2,30}?\s(?:was|were)\b", re.IGNORECASE)
"""What makes a time a landmark (`OS and PFS 12 months after infusion were 57% and 36%`)."""
_FOLLOWED = re.compile(
    r"(?:follow-up|\bfollowed)(?:(?!\bmedian\b)[^,;。%()]){0,80}\d[^,;。%()]{0,40}\band\s+$|随访[^,;。%()]{0,24}\d[^,;。%()]{0,10}(?:和|与|及|、)\s*$",
    re.IGNORECASE,
)
"""The second of two follow-ups (`a median follow-up for PFS of 48.7 and 44.9 months`)."""
_TIMES_BEFORE = re.compile(
    r"\b(?:at|by)\s+(?:\d[\d.]*(?:[\s-]*(?:months?|years?|weeks?))?(?:\s*,\s*(?:and\s+)?|\s+and\s+)){1,4}$"
)


_TIMES_BEHIND = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)\d[\d.]*(?:\s*,\s*|\s+and\s+|\s*(?:months|years|weeks)\b)")
_AT = re.compile(r"\b(?:at|by)\s+$")


def _is_listed_time(line: Line, value: Mention) -> bool:
    """Whether a time is one of several at which an endpoint was measured (`PFS at 12, 24 and 36 months was…`)."""
    opened = max(line.start, value.start - 48)
    if _TIMES_BEFORE.search(line.text, opened, value.start):
        return True
    return bool(_AT.search(line.text, opened, value.start) and _TIMES_BEHIND.match(line.text, value.end, line.end))


_RATE_AT = re.compile(r"%\s*(?:\([^()]*\)\s*)?(?:of (?:the )?patients\s+)?(?:at|by)\s+$", re.IGNORECASE)
"""What stands between a rate and its landmark (`61% at 6 months`)."""


_EVENT = re.compile(r"\s*(?:患者)?(?:出现|发生|因)?")
_ALL_OF_THEM = re.compile(r"\s*(?:患者)?(?:均|全部|都)(?:曾)?(?:获得|达到|取得|获|达)")


_ACHIEVED = re.compile(
    r"\s*(?:患者|者)?(?:均|仍|共|全部|都)?(?:获得|获|达到|达|取得)(?:了)?\s*|\s+(?:achieved|attained|reached|had|entered)\s+(?:an?\s+)?",
    re.IGNORECASE,
)


_WHOLE = re.compile(r"\bof\s$|/\s?$")
_NAMED_COUNT = re.compile(r"\s*(?:者|为|仅|有|共)?\s*")
_RESPONDED_IN = re.compile(
    r"\s+(?:was|were|has been|have been)\s+(?:achieved|attained|obtained|seen|observed|documented|reached|noted|recorded)\s+(?:in|by)\s+(?:only\s+|just\s+)?",
    re.IGNORECASE,
)
RESPONSES = (
    "CR",
    "PR",
    "SD",
    "PD",
    "CRi",
    "CR/CRi",
    "CMR",
    "MMR",
    "DMR",
    "CCyR",
    "CMetR",
    "VGPR",
    "sCR",
    "MRD-neg",
    "MLFS",
    "HI",
    "mCR",
)
_NO_EVENT = re.compile(r"者|的|患者|后|时|风险|率|中|前|相关|由|与|系|病例|样本|标本")


_TOLD_BY_VERBS = ("ORR", "OS")
"""Endpoints that a verb tells right behind a number of patients (`10例缓解`, `4例存活`)."""


_COUNTED = ("relapse", "death", "MRD relapse", "CNS relapse", "early death", "TRM")


_HAD = re.compile(
    r"\s*(?:患者|者)?(?:均|仍|共)?(?:获得?|达到?|取得|出现|发生|为|achieved|attained|reached|had|developed)?(?:了)?\s*(?:a |an )?"
    r"(?:(?:[1-5Ⅰ-Ⅴ]|I{1,3}|IV|V)(?:[~/-](?:[1-5Ⅰ-Ⅴ]|I{1,3}|IV|V))?[级度]|grade [1-5](?:[/-][1-5])?)?\s*",
    re.IGNORECASE,
)


_ITS_RATE = re.compile(r"者?\s*[(\[]\s*\d{1,3}(?:\.\d+)?%")


def _is_told_with_rate(line: Line, value: Mention) -> bool:
    """Whether a number of patients, their endpoint and its rate in brackets follow each other (`6例获CR(54.5%)`)."""
    event = next((m for m in line.of("METRIC", "ADVERSE_EVENT") if m.start >= value.end), None)
    if event is None or not _HAD.fullmatch(line.between(value.end, event.start)):
        return False
    return _ITS_RATE.match(line.text, event.end, line.end) is not None


_AMONG_RESPONSES = re.compile(
    r"(?:\bwith|\bincluding|\band|\bwere|\bthere were|\bcomprising|\bof which|\bnamely|[,:(])\s*$", re.IGNORECASE
)


def _is_of_responses(line: Line, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a number counts the responses right behind it (`with five complete responses and 44 partial responses`)."""
    metric = next((m for m in metrics if m.start >= value.end), None)
    if metric is None or code_of(metric) not in RESPONSES or line.between(value.end, metric.start).strip():
        return False
    is_plural = metric.text.endswith("s") or line.text[metric.end : metric.end + 1] == "s" or value.text == "one"
    return is_plural and _AMONG_RESPONSES.search(line.text, max(line.start, value.start - 12), value.start) is not None


_ENCLOSED_BEHIND = re.compile(r"\s*[)\]]")


def is_enclosed(line: Line, value: Mention) -> bool:
    """Whether a number of patients fills the bracket behind a rate (`62% [96 patients]`); in Chinese that is the whole (`41.9%(155例)`)."""
    if HAN.search(value.text):
        return False
    told = _SHARE_OPENED.search(line.text, max(line.start, value.start - 4), value.start)
    return told is not None and _ENCLOSED_BEHIND.match(line.text, value.end, line.end) is not None


_SHARE_OPENED = re.compile(r"%\s*[(\[]\s*$")
_OF_THEM = re.compile(r"(?:其中|包括|\bincluding|\bof whom)\s*$", re.IGNORECASE)
_NEXT_FIGURE = re.compile(r"\s*(?:率|[为是达仅约:=]|\d)")


def _is_of_them(line: Line, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a number tells how many of those counted before had an endpoint right behind it (`其中6例sCR`)."""
    if not _OF_THEM.search(line.text, max(line.start, value.start - 10), value.start):
        return False
    metric = next((m for m in metrics if m.start >= value.end), None)
    adjoins = metric is not None and not line.between(value.end, metric.start).strip()
    return metric is not None and adjoins and not _NEXT_FIGURE.match(line.text, metric.end, line.end)


_REACHED_BARE = re.compile(r"\s*(?:患者\s*)?(?:[为呈]\s*)?")
_BEFORE_TREATMENT = re.compile(
    r"(?:移植|治疗|用药|输注|回输|入组|化疗|诱导|预处理|入院)(?:之)?前|(?:移植|输注|回输|入组|诊断|初诊)时|状态|基线|分为|纳入|入选|收集"
)
"""What makes a response the state that patients came with (`移植前8例CR、5例NR`)."""
_RESULT_BEHIND = re.compile(r"(?:者)?\s*(?:[(][^()]{1,12}[)]\s*)?(?:[,;、。]|$|和|及|与|以及)")


def _is_bare_response(line: Line, value: Mention, metrics: Sequence[Mention]) -> bool:
    """Whether a number of patients and a response make an item of a list (`8例完全缓解,4例部分缓解`, `7例MRD转阴`)."""
    metric = next((m for m in metrics if m.start >= value.end), None)
    if metric is None or code_of(metric) not in RESPONSES or not HAN.search(value.text):
        return False
    if not _REACHED_BARE.fullmatch(line.between(value.end, metric.start)):
        return False
    if _BEFORE_TREATMENT.search(line.text, line.clause(value.start)[0], value.start):
        return False
    return _RESULT_BEHIND.match(line.text, metric.end, line.end) is not None


_ONE_GRADE = r"(?:[1-5]|[IVⅠ-Ⅴ]{1,3})"
_SUFFERED = re.compile(
    rf"\s*(?:患者|患儿)?(?:曾|均|先后|仅)?(?:出现|发生|并发|发展为)(?:了|过)?\s*(?:(?:≥\s*)?{_ONE_GRADE}(?:\s*[~/-]\s*{_ONE_GRADE})?\s*(?:级|度)(?:及以上|以上)?(?:的)?\s*)?(?:(?:轻度|中度|重度|严重|急性|慢性|皮肤|肝脏|肠道)\s*)*"
)
_OTHER_WORD_BEHIND = re.compile(r"\s*(?:[(][^()]{1,24}[)]\s*)?(?:的|后|前|时|风险|率|相关|由|与|病例|标本|及其)")


def _is_suffered(line: Line, value: Mention) -> bool:
    """Whether a number of patients is said to have had the adverse event behind it (`5例出现胸腔积液`)."""
    event = next((m for m in line.of("ADVERSE_EVENT") if m.start >= value.end), None)
    if event is None or not HAN.search(value.text) or not _SUFFERED.fullmatch(line.between(value.end, event.start)):
        return False
    return _OTHER_WORD_BEHIND.match(line.text, event.end, line.end) is None


_GRADE_BEFORE = re.compile(
    rf"(?:[,;、:(]|其中|分别为|包括|和|及|与)\s*(?:≥\s*)?{_ONE_GRADE}(?:\s*[~/-]\s*{_ONE_GRADE})?\s*(?:级|度)(?:及以上|以上)?(?:者)?(?:有|为|仅)?\s*$"
)


def _is_of_grade(line: Line, value: Mention) -> bool:
    """Whether a number counts those who had an adverse event told before at a grade (`13例发生CRS,其中1~2级11例,3级2例`)."""
    if not HAN.search(value.text) or not _GRADE_BEFORE.search(
        line.text, max(line.start, value.start - 16), value.start
    ):
        return False
    told = [m for m in line.mentions if m.type in ("METRIC", "ADVERSE_EVENT") and m.end <= value.start]
    return bool(told) and told[-1].type == "ADVERSE_EVENT"


_NEXT_GROUP = re.compile(r"\s*[,;](?:而)?[^,;。%\d()]{1,14}组(?:则|仅|为|有)*\s*")


def _is_of_next_group(line: Line, value: Mention) -> bool:
    """Whether a number follows that of another group for the same endpoint (`早期死亡甲组0例,乙组2例`)."""
    before = next((v for v in reversed(line.of("VALUE")) if v.end <= value.start), None)
    if before is None or measure_of(before).kind != "count" or not HAN.search(value.text):
        return False
    if not _NEXT_GROUP.fullmatch(line.between(before.end, value.start)):
        return False
    return measure_of(before).value == "0" or _is_counted(line, before)


def responded(line: Line, value: Mention) -> Mention | None:
    """The response that a number of patients is said to have reached (`CR was achieved in 6 patients`)."""
    told = next((m for m in reversed(line.of("METRIC")) if m.end <= value.start), None)
    if told is None or code_of(told) not in RESPONSES:
        return None
    return told if _RESPONDED_IN.fullmatch(line.between(told.end, value.start)) else None


_DIVIDED = re.compile(
    r"(?:分为|分成|划分为|分入|按[^,;。%]{1,16}(?:分|划分))[^;。%]*$|(?:初治|初诊|难治|新诊断)(?:者|患者|组|性)?[^;。%\d]{0,6}\d+\s*例\s*(?:\([^()]*\)\s*)?[,、和及]\s*[^;。%\d]{0,8}复发[^;。%\d]{0,6}$"
)
_DIVIDED_REACH = 80
_DIVIDED_ON = re.compile(r"(?:者|患者)?\s*(?:\d+\s*)?(?:例\s*)?[,、和及]\s*(?:初治|初诊|难治|新诊断)")


def _is_part_of_cohort(line: Line, value: Mention) -> bool:
    """Whether a number only tells how large a group of the cohort is (`按部位分为髓外复发30例、…`, `初治60例,复发20例`)."""
    if not HAN.search(value.text):
        return False
    before = _DIVIDED.search(line.text, max(line.start, value.start - _DIVIDED_REACH), value.start)
    return bool(before or _DIVIDED_ON.match(line.text, value.end, line.end))


_HEADS_RATE = re.compile(
    r"\s*(?:患者|者)?的?\s*\d+(?:\.\d+)?\s*(?:年|个月|周|d|天)(?:的|时)?(?:累积|总|无[^,;。]{1,6})?(?:[A-Z]{2,4}|生存|存活|复发)率"
)
"""What makes a number of patients the size of the group whose rate follows (`接受移植的31例2年OS率`)."""


def _is_counted(line: Line, value: Mention) -> bool:
    """Whether a number of patients says how many had an endpoint (`仅2例复发`, `CR 3例`, `2例均获CR`)."""
    if _is_part_of_cohort(line, value) or _HEADS_RATE.match(line.text, value.end, line.end):
        return False
    metrics = line.of("METRIC")
    if _ALL_OF_THEM.match(line.text, value.end, line.end):
        return any(value.end <= metric.start <= value.end + EVENT_REACH for metric in metrics)
    is_whole = _WHOLE.search(line.text, max(line.start, value.start - 4), value.start)
    if (
        not is_whole
        and _ACHIEVED.match(line.text, value.end, line.end)
        and any(
            _ACHIEVED.fullmatch(line.between(value.end, metric.start))
            for metric in metrics
            if metric.start >= value.end
        )
    ):
        return True
    named = line.of("METRIC", "ADVERSE_EVENT")
    if any(_NAMED_COUNT.fullmatch(line.between(m.end, value.start)) for m in named if m.end <= value.start):
        return True
    if responded(line, value) is not None or _is_in_own_bracket(line, value, named):
        return True
    if _is_told_with_rate(line, value) or _is_of_them(line, value, metrics) or _is_of_responses(line, value, metrics):
        return True
    if _is_of_next_group(line, value):
        return True
    if _is_bare_response(line, value, metrics) or _is_suffered(line, value) or _is_of_grade(line, value):
        return True
    event = next((m for m in metrics if m.start >= value.end), None)
    if event is not None and event.start == value.end and code_of(event) in _TOLD_BY_VERBS and HAN.search(event.text):
        return not _NO_EVENT.match(line.text, event.end, line.end)
    if event is None or code_of(event) not in _COUNTED or not _EVENT.fullmatch(line.between(value.end, event.start)):
        return False
    return not _NO_EVENT.match(line.text, event.end, line.end)


_OWN_BRACKET = re.compile(r"\s*\(\s*(?:in\s+)?", re.IGNORECASE)


_GROUP_BRACKET = re.compile(r"(?:组|期|级|型|者|患者|患儿|危|岁|性)\s*\(\s*(?:[nN]\s*=\s*)?$")


def _is_size_in_bracket(line: Line, value: Mention) -> bool:
    """Whether a number of patients fills the bracket behind the name of their group (`Ⅰ期(38例)、Ⅱ期(56例)患者的中位OS`)."""
    is_open = _GROUP_BRACKET.search(line.text, max(line.start, value.start - 12), value.start)
    if is_open is None or _ENCLOSED_BEHIND.match(line.text, value.end, line.end) is None:
        return False
    return not any(m.end > is_open.start() and m.start < value.start for m in line.of("METRIC", "ADVERSE_EVENT"))


_COUNT_AND = re.compile(r"\s*\(\s*\d+\s*(?:例次?|名|人|patients|pts)?\s*[,;、/]\s*")
_AND_RATE = re.compile(r"\s*[,;、/]\s*\d{1,3}(?:\.\d+)?\s*%\s*[)\]]")
"""Inside a bracket that holds a number of patients and their share (`贫血(42例,52.5%)`)."""


def of_own_bracket(line: Line, value: Mention, named: Sequence[Mention]) -> Mention | None:
    """The endpoint or adverse event behind which a number of patients fills a bracket (`贫血(24例)、皮疹(5例,10%)`), their share too."""
    kind = measure_of(value).kind
    is_last = _ENCLOSED_BEHIND.match(line.text, value.end, line.end)
    if kind == "count" and (is_last or _AND_RATE.match(line.text, value.end, line.end)):
        opened = _OWN_BRACKET
    elif kind == "percent" and is_last:
        opened = _COUNT_AND
    else:
        return None
    before = next((m for m in reversed(named) if m.end <= value.start), None)
    is_own = before is not None and opened.fullmatch(line.between(before.end, value.start)) is not None
    return before if is_own else None


def _is_in_own_bracket(line: Line, value: Mention, named: Sequence[Mention]) -> bool:
    """Whether a number of patients fills the bracket behind an adverse event or a response."""
    before = of_own_bracket(line, value, named)
    return before is not None and (before.type != "METRIC" or code_of(before) in RESPONSES)


_BY = re.compile(
    r"\b(?:improv|increas|reduc|decreas|lower|prolong|rais|cut|shorten|extend|fell|fall|rose|ris|dropp?)(?:es?|ed|ing|en)?(?![\w-])"
    r"(?:(?!\b(?:achieved|reached|attained|reported|experienced|required|met|shown|had|seen)\b)[^,;.()%]){0,48}\bby"
    r"\s+(?:(?:up to|about|approximately|nearly|only|an estimated)\s+)?(?:\d+(?:\.\d+)?%\s*(?:\([^()]*(?:\[[^\[\]]*\][^()]*)?\)\s*)?(?:,\s*and|,|and)\s*)*$",
    re.IGNORECASE,
)
"""By how much something changed (`OS and RFS were improved with A by 37% (HR, 0.63) and 45%`)."""
_OF_PEOPLE = re.compile(
    r"%?\s*(?:\([^()]*\)\s*)?(?:of\s+(?:the\s+)?(?:\d+\s+)?(?:patients|participants|them|those)|on\b)", re.IGNORECASE
)
_BY_REACH = 160


def _is_difference(line: Line, value: Mention) -> bool:
    """Whether a rate says how much another one rose or fell; `减少` inside an adverse event's name is no such word."""
    is_by = _BY.search(line.text, max(line.start, value.start - _BY_REACH), value.start)
    if is_by and not _OF_PEOPLE.match(line.text, value.end, line.end):
        return True
    found = _DIFFERENCE.search(line.text, max(line.start, value.start - 24), value.start)
    if found and pattern("trial_metric_words", role="versus").match(line.text[value.end : value.end + 12].lstrip()):
        return False
    return found is not None and not any(m.start < found.start() < m.end for m in line.of("METRIC", "ADVERSE_EVENT"))


_OF_OTHER = re.compile(r"(?:\)|组|药|方案|对照|安慰剂|者)的\s*(?:约|近)?$")


_THAT_OF = re.compile(
    r"\s*(?:that|those|the (?:rate|figure|proportion|incidence))\s+(?:of|with|in|for|seen)\b", re.IGNORECASE
)


def _is_multiple(line: Line, value: Mention) -> bool:
    """Whether a share in words says how another figure compares (`仅为对照组(10%)的三分之一`, `one third that of A`)."""
    if any(sign.isdigit() for sign in value.text):
        return False
    before = _OF_OTHER.search(line.text, max(line.start, value.start - 12), value.start)
    return bool(before or _THAT_OF.match(line.text, value.end, line.end))


_GAIN = re.compile(
    r"(?:延长|缩短|推迟|提前|增加|净增|多出|多了|长了|短了|相差|仅差|prolonged by|extended by|gain of|improvement of)(?:了|约|近|逾|达|超过|仅|>|\s)*$",
    re.IGNORECASE,
)


_GAIN_BEHIND = re.compile(
    r"\s+(?:beyond|ahead of|in excess of|(?:longer|shorter|later|earlier|better|worse|more|less) than|(?:above|over|below|short of) (?:the|that|those))\b",
    re.IGNORECASE,
)


def _is_gain(line: Line, value: Mention) -> bool:
    """Whether a time says by how much another one grew (`OS延长6.4个月`, `more than 20 months beyond the other`)."""
    grew = _GAIN.search(line.text, max(line.start, value.start - 20), value.start)
    return bool(grew or _GAIN_BEHIND.match(line.text, value.end, line.end))


_OF_SCHEDULE = re.compile(
    r"\b(?:cycles?|courses?|(?<!free )intervals?|delays?|hospital stays?|interruptions?|infusions?|washout|prophylaxis|look-?back)"
    r"(?:\s+(?:that|which|had|has|have|was|were|is|of|lasting|lasted|longer|than|for|each|often))*\s*$",
    re.IGNORECASE,
)
"""What a time is the length of that is no outcome (`a cycle exceeded 14 days`)."""


def _is_group(line: Line, value: Mention) -> bool:
    """Whether a count only says how many there were (`26例患者中`)."""
    return bool(re.match(r"[^,;。]{0,20}?(?:中|里)(?!位|心)", line.text[value.end : min(value.end + 24, line.end)]))


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


def _is_threshold(line: Line, value: Mention) -> bool:
    """`BCR::ABL1≤10%`, `原始细胞>20%`: a limit of a laboratory value and no result."""
    around = max(line.start, value.start - 40)
    if _LEVEL.search(line.text, around, value.start) or _MARGIN.search(line.text, around, value.start):
        return True
    if _LEVEL_BEHIND.match(line.text, value.end, line.end):
        return True
    if measure_of(value).value[:1] not in "<>≤≥":
        return False
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


_OF_THOSE = re.compile(r"\s*(?:者|(?:的)?(?:亚)?组(?!织|成|合))")
"""What makes a limit the name of a group (`>10%者为87%`)."""
_MARGIN = re.compile(
    r"(?:界值|阈值|\b(?:margin|threshold|boundary|cut-?off))(?:\s*(?:was|were|of|at|set at|为|设为|是|=))*\s*\(?\s*[<>≤≥]?\s*$",
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


def _is_of_level(line: Line, value: Mention) -> bool:
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


def _group_size(line: Line, value: Mention) -> str:
    """`26` for the figure in `26例患者中23例`, or nothing."""
    for other in reversed(line.of("VALUE")):
        detail = other.detail
        is_count = isinstance(detail, Measure) and detail.kind == "count" and not detail.n
        if not is_count or other.end > value.start or not _is_group(line, other):
            continue
        if int(measure_of(other).value) >= int(measure_of(value).value):
            return measure_of(other).value
    return ""


def size(line: Line, value: Mention) -> str:
    """Denominator of a count, from its own form or from the group named before it."""
    if measure_of(value).kind == "percent":
        return _beside(line, value)
    return measure_of(value).n or (_group_size(line, value) if measure_of(value).kind == "count" else "")


def _beside(line: Line, rate: Mention) -> str:
    """Denominator of the count that stands beside a rate (`76%(19/25)`, `10/43(23.3%)`)."""
    counts = (m for m in line.of("VALUE") if measure_of(m).kind == "count" and measure_of(m).n)
    return next((measure_of(count).n for count in counts if are_beside(line, rate, count)), "")


_BESIDE = re.compile(
    r"(?:左右|上下|以上|以下|\s+or so|\s+(?:[\w/-]+\s+){0,3}(?:patients|pts|cases|participants|individuals|recipients)(?=\s*\()|\s+of\s+(?:whom|them|these)(?=\s*\())?\s*(?:[(\[,]|,\s+(?:or|i\.e\.,?|that is,))?\s*"
)


def are_beside(line: Line, one: Mention, other: Mention) -> bool:
    """Whether two figures tell the same thing, one of them in brackets (`76%(19/25)`)."""
    return bool(_BESIDE.fullmatch(line.between(min(one.end, other.end), max(one.start, other.start))))
