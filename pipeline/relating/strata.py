"""Groups of one treatment that a comparison's figures are told of: doses, classes of risk, altered against wild type.

`45、30、15 mg三个剂量的MMR率依次为44%、29%和23%` compares no arms: all three figures are of the drug, each of a group of
its own. So do `分为高、中、低危3组` and `lower with TP53 mutation than in wild-type (37% vs 63%)`.

>>> line = Line("比较了45、30、15 mg三个剂量,MMR率依次为44%、29%和23%", 0, 31, ())
>>> of_sides(line, 25, 3)
('45 mg', '30 mg', '15 mg')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating import population_lists, therapy_lines, told_groups
from pipeline.relating.altered_groups import are_listed, unaltered, wild_type
from pipeline.relating.arms import is_general
from pipeline.relating.figures import Figure
from pipeline.relating.lines import Line, once
from pipeline.relating.narrow_groups import listed_grades

_UNIT = r"(?:mg|μg|ug|g|IU)(?:/(?:kg|m2|m²|d|day))*"
_RHYTHM = r"(?:每(?:日|天|周|月|[0-9一二两三四]+周)[0-9一二两三四]*次|once daily|twice daily|daily|weekly|every (?:other|[a-z0-9]+) weeks?|bid|qd|qw|q[0-9]w)"
_JOIN = r"\s*(?:、|/|,\s*(?:and|or)?|和|与|及|或|对|\bvs\.?|\bversus\b|\band\b|\bor\b)\s*"
_DOSE = rf"\d+(?:\.\d+)?(?:\s*{_UNIT})?(?:\s*{_RHYTHM})?(?:组|剂量组)?(?:\([^()]{{1,16}}\))?"
_DOSES = re.compile(rf"(?<![\d.A-Za-z~-]){_DOSE}(?:{_JOIN}{_DOSE}){{1,3}}(?=\D|$)", re.IGNORECASE)
_ONE_DOSE = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?)(?:\s*(?P<unit>{_UNIT}))?(?:\s*(?P<rhythm>{_RHYTHM}))?", re.IGNORECASE
)
_PLAIN = re.compile(r"\([^()]*\)")
_GRADES = re.compile(
    r"(?P<items>(?:[高中低]|良好|不良|中等|标准){1}(?:危)?(?:、|和|与|及|/)(?:[高中低]|良好|不良|中等|标准)(?:危)?(?:(?:、|和|与|及|/)(?:[高中低]|良好|不良|中等|标准)(?:危)?)?)"
    r"(?P<head>危|获益|风险|预后|剂量|水平|负荷)?\s*(?:[23两三二]\s*(?:个)?)?\s*(?:组|层|类|级|亚组|队列|剂量|患者)"
)
_ENGLISH_GRADES = re.compile(
    r"\b(?P<items>(?:favou?rable|higher|high|standard|intermediate|adverse|unfavou?rable|lower|low|very high)-?(?:,?\s*(?:and\s+|or\s+)?(?:favou?rable|higher|high|standard|intermediate|adverse|unfavou?rable|lower|low|very high)-?){1,2})"
    r"[\s-]+(?P<head>risk|benefit|dose|burden|expression)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:患者|者|亚组|组|人群)?[^,;。]{0,3}(?:和|与|及|、|and|or|vs\.?|versus|compared (?:with|to)|than(?: in)?)(?:\s*\w{0,8})?"
)
_REACH, _BEHIND, _TWO = 120, 40, 2


@once
def of_figure(line: Line, figure: Figure) -> tuple[str, ...]:
    """The groups that the figures of a comparison are told of, in their order, one for each; or nothing."""
    altered = listed_grades(line, figure) or _altered(line, figure)
    told = altered or of_sides(line, figure.value.start, figure.sides)
    return (
        told
        or _listed_behind(line, figure)
        or _against_wild_type(line, figure)
        or _diseases(line, figure)
        or _worse_in(line, figure)
        or _opposed(line, figure)
        or _responding(line, figure)
        or _told(line, figure)
        or _populations(line, figure)
        or therapy_lines.of_sides(line, figure.value.start, figure.sides)
    )


def _told(line: Line, figure: Figure) -> tuple[str, ...]:
    """Two groups that an English sentence tells by what they have or had, or two ways of giving its treatment."""
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    if figure.sides != _TWO or figure.reversed or not 0 <= place < len(values) - 1:
        return ()
    return told_groups.of_two(line, values[place], values[place + 1])


def _populations(line: Line, figure: Figure) -> tuple[str, ...]:
    """The populations of a list or of a comparison, one for each figure, in a line with one treatment at most."""
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    if figure.side < 0 or place < 0 or len({m.name for m in line.of("DRUG", "REGIMEN")}) > 1:
        return ()
    return population_lists.of_sides(line, values[place].start, figure.sides)


_OTHERS_TOLD = re.compile(r"组|者|患者|患儿|\b(?:arms?|groups?|patients|with|in)\b", re.IGNORECASE)


def of_run(line: Line, figure: Figure, found: Sequence[Figure]) -> tuple[str, ...]:
    """The groups of a comparison: its own, else those of the endpoint before, where it names none (`…;中位PFS分别为`)."""
    for _ in range(_MOST_ENDPOINTS):
        if figure.side < 0:
            return ()
        if told := of_figure(line, figure) or _of_both(line, figure, found):
            return told
        last = next((f for f in reversed(found) if f.side >= 0 and f.value.end <= figure.metric.start), None)
        if (
            last is None
            or last.sides != figure.sides
            or last.side != last.sides - 1
            or _turns(line, last, figure, found)
        ):
            return ()
        figure = last
    return ()


def _turns(line: Line, last: Figure, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether groups, treatments or alterations are named between two comparisons, or before the figures of the second."""
    opened, metric = last.value.end, figure.metric
    first = next((f.value.start for f in found if f.group == figure.group and f.metric == metric), figure.value.start)
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS", "ALTERATION")
    if last.metric == metric or any(opened <= m.start < first for m in agents):
        return True
    return any(
        _OTHERS_TOLD.search(gap) for gap in (line.between(opened, metric.start), line.between(metric.end, first))
    )


_BOTH = re.compile(r"(?:两|2)组|两者|二者|\b(?:both|the two) (?:groups|cohorts|subgroups)\b", re.IGNORECASE)


def _of_both(line: Line, figure: Figure, found: Sequence[Figure]) -> tuple[str, ...]:
    """The two altered groups with a figure each before `两组` (`X组为69%,野生型组为35%;两组的中位PFS为13.8和11.1个月`)."""
    before = [f for f in found if f.value.end <= figure.metric.start]
    told = [m for f in before if (m := _group_of(line, f)) is not None]
    names = list(dict.fromkeys(m.name for m in told))
    if (
        figure.sides != _TWO
        or len(names) != _TWO
        or not _BOTH.search(line.text, before[-1].value.end, figure.value.start)
    ):
        return ()
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    return () if any(told[0].end <= m.start < figure.value.start for m in agents) else (names[0], names[1])


_HEADS_FIGURE = re.compile(
    r"(?:者|患者|亚组|组|队列)(?:中)?(?:为|是|仅|达)*|\s(?:group|cohort|patients)\s(?:was|had)\s", re.IGNORECASE
)


def _group_of(line: Line, figure: Figure) -> Mention | None:
    """The altered group that a figure follows at once (`X突变组为69%`)."""
    named = [m for m in line.of("ALTERATION") if m.end <= figure.value.start]
    if not named or figure.side >= 0:
        return None
    return named[-1] if _HEADS_FIGURE.fullmatch(line.between(named[-1].end, figure.value.start)) else None


_MOST_ENDPOINTS = 4
_GROUP = r"[^,;:。()和与及、对]{1,16}?(?:组|者|患者|患儿|型|期|性(?!组|者|患))"


_THAN = r".{0,200}?\b(?:than|versus|vs\.?|compared (?:with|to)|relative to|against)\s+(?:the\s+)?"
_RESPONDING = re.compile(
    rf"\b(?P<first>(?:[A-Z]{{2,4}} )?responders)\b{_THAN}(?P<second>(?:[A-Z]{{2,4}} )?non-?responders)\b"
    rf"|\b(?P<one>(?:patients|those) who (?:achieved|attained|reached|obtained|(?:showed|experienced)(?=[^,;.()]{1, 30}\b(?:responses?|remission|improvement)\b))\s[^,;.()]{{2,40}}?)\s+(?:with\s[\w-]+\s+)?(?:had|experienced|showed)\b"
    rf"{_THAN}(?P<other>(?:those|patients) who did not)\b",
    re.IGNORECASE,
)
"""Those who responded to one treatment, set against those who did not (`MRD responders to A had longer OS than nonresponders`)."""


def _responding(line: Line, figure: Figure) -> tuple[str, ...]:
    """Responders and the others, where a line with one treatment at most tells a figure of each."""
    if figure.sides != _TWO or len({m.name for m in line.of("DRUG", "REGIMEN")}) > 1:
        return ()
    told = _RESPONDING.search(line.text, line.start, line.end)
    if told is None or figure.value.start < told.start():
        return ()
    return (told["first"], told["second"]) if told["first"] else (told["one"], told["other"])


_OPPOSED = re.compile(
    rf"(?:^|[,;:。]|中)(?P<first>{_GROUP})[^,;。()和与及、]{{0,24}}?(?:\([A-Za-z ]{{2,40}}\)率?)?(?:明显|显著|均)*(?:高于|低于|长于|短于|优于|劣于|差于|好于|多于|少于|较)(?P<second>{_GROUP})(?:[^,;。()]{{0,12}})?\(\s*$"
    rf"|(?:^|[,;:。]|中)(?P<one>{_GROUP})(?:和|与|及|、)(?P<other>{_GROUP})[^;。()]{{0,40}}?(?:分别|依次)[为是]?[^,;。]{{0,40}}$"
)
"""Two groups of patients, one better or worse than the other (`高龄者低于年轻者(`) or side by side (`Ⅰ期与Ⅱ期患者的CR率分别为`)."""
_GIVEN = re.compile(
    r"治疗|对照|试验|实验|观察|研究|联合|单药|方案|药|化疗|移植|使用|安慰|剂|单抗|疗法|CAR|两|各|[前后]者|[A-Z甲乙丙]组|[A-Z]{2,}"
)


_OF_PATIENTS = re.compile(
    r"(?:非|未获|未达|达|获|早期)?(?:MRD|p?CR|PR|VGPR|MMR|CCyR|EMR|DMR|[ac]?GVHD|PET|ECOG|R?-?ISS|IPI|WBC|LDH|Ki-67|(?:EBV|CMV|HBV)(?:-?DNA)?)(?![A-Z+-][A-Z])|[IVX]+[AB]?(?:[/~-][IVX]+[AB]?)*(?=期)"
)
"""What patients reached or had, at the beginning of the name of a group (`MRD阳性组`, `非pCR组`)."""


def _is_of_treatment(mention: Mention, told: re.Match[str], opened: int) -> bool:
    """Whether a treatment stands among two groups, treatment in general only in the name of one (`A者化疗的CR率较B者低`)."""
    if mention.end <= opened + told.start():
        return False
    spans = [told.span(name) for name in ("first", "second", "one", "other") if told[name]]
    return not is_general(mention.name) or any(
        opened + start < mention.end and mention.start < opened + end for start, end in spans
    )


def _opposed(line: Line, figure: Figure) -> tuple[str, ...]:
    """Two groups of patients told apart by no treatment, where a Chinese sentence sets a figure of each against the other."""
    if figure.sides != _TWO:
        return ()
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    if not 0 <= place < len(values):
        return ()
    first = values[place].start
    opened = max(line.start, first - _REACH)
    told = _OPPOSED.search(line.between(opened, first))
    if told is None or any(
        _is_of_treatment(m, told, opened) for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS") if m.start < first
    ):
        return ()
    names = (told["first"], told["second"]) if told["first"] else (told["one"], told["other"])
    if any(_GIVEN.search(_OF_PATIENTS.sub("", name, count=1)) for name in names):
        return ()
    return names[0].strip(), names[1].strip()


_IN_CARRIERS = re.compile(
    r"\b(?:shorter|longer|lower|higher|worse|better|inferior|superior|poorer)\s+(?:in|for|among|with)\s+(?:the\s+|those\s+|patients\s+|cases\s+|carriers\s+of\s+|with\s+|harbou?ring\s+|carrying\s+)*$|\b(?:patients|those|carriers)\b[^,;.()]{0,40}$",
    re.IGNORECASE,
)
_CARRIED = re.compile(r"(?:\s+(?:patients|disease|cases))?\s*(?:\([^()]*$|[^,;.()]{0,50}\(\s*[^()]*$)")
_PREDICTS = re.compile(
    r"[^;.,(]{0,40}?\b(?P<predicts>associated with|predicted|predictive of|conferred|linked to|correlated with)\b[^;.]*?"
    r"\b(?:shorter|longer|lower|higher|worse|inferior|superior|poorer|reduced|decreased|increased)\b[^;.]{0,70}\(\s*[^();]*",
    re.IGNORECASE,
)
"""What an altered group fared as, up to the bracket with its figure and that of all others (`X was associated with a lower ORR (41% vs 76%)`)."""
_FARED = re.compile(
    r"\b(?:shorter|longer|lower|higher|worse|better|inferior|superior|poorer|poor(?:ly)?)\b", re.IGNORECASE
)


def _worse_in(line: Line, figure: Figure) -> tuple[str, ...]:
    """An altered group and all others, where a bracket tells how the group fared (`shorter in patients with X (8 vs 25 months)`)."""
    altered = [m for m in line.of("ALTERATION") if m.end <= figure.value.start and not m.name.endswith(" wild-type")]
    if figure.sides != _TWO or not altered or not line.is_bracketed(figure.value.start):
        return ()
    group = altered[-1]
    between = line.between(group.end, figure.value.start)
    opening = line.text[line.clause(group.start)[0] : group.start]
    is_told = _CARRIED.fullmatch(between) and _IN_CARRIERS.search(opening)
    if (predicts := _PREDICTS.fullmatch(_PLAIN.sub("", between))) is not None:
        stop = group.end + predicts.start("predicts")
        agents = [m for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS") if group.end <= m.start < stop]
        return () if agents else (group.name, wild_type(group.name))
    if (
        not is_told
        or not _FARED.search(opening + between)
        or any(
            m.start > group.end and m.start < figure.value.start
            for m in line.of("DRUG", "REGIMEN")
            if "(" in line.between(group.end, m.start)
        )
    ):
        return ()
    return group.name, wild_type(group.name)


_BEHIND_ALL = re.compile(r"[^,;。.\d]{0,24}(?:\bin|\bfor|\bat|\bwith|[(])\s*(?:the\s+|doses of\s+)*", re.IGNORECASE)


_LIST_END = re.compile(r"[;。]|, respectively|\.(?=\s|$)")


def _listed_behind(line: Line, figure: Figure) -> tuple[str, ...]:
    """Groups listed behind the last figure of a comparison (`24, 13 and 7 months in the low-, intermediate- and high-risk groups`)."""
    values = line.of("VALUE")
    last = values.index(figure.value) + figure.sides - 1 - figure.side
    if last >= len(values):
        return ()
    opened = _BEHIND_ALL.match(line.text, values[last].end, line.end)
    end = min(line.end, values[last].end + _REACH)
    stop = _LIST_END.search(line.text, values[last].end, end)
    found = of_sides(line, stop.start() if stop else end, figure.sides) if opened else ()
    return found if found and found != of_sides(line, values[last].end, figure.sides) else ()


@once
def of_sides(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """Doses, classes of risk or kinds of patients told before an offset, one for each of several figures; or nothing."""
    return (
        _doses(line, offset, sides)
        or _graded(line, offset, sides)
        or _kinds(line, offset, sides)
        or _staged(line, offset, sides)
    )


_STAGE = r"(?:I{1,3}|IV|V|[1-4])[AB]?"
_STAGES = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<head>(?:R2?-?)?ISS|D-?S|Ann Arbor|Binet|Rai)?\s*(?P<items>{_STAGE}期?(?:(?:、|和|与|及|以及|/){_STAGE}期?){{1,3}}(?<=期))"
    r"(?:患者|组|者|病例)*[^,;。]{0,30}(?:分别|依次)"
)
"""Stages of a disease side by side, before a figure of each (`ISS I期、II期、III期患者中位OS分别为62、44和29个月`)."""
_TRIAL_BEHIND = re.compile(r"期(?:临床)?(?:试验|研究)")


def _staged(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """The stages of a list of as many before a figure, with the system that they are of; phases of trials are none."""
    found = list(_STAGES.finditer(line.text, max(line.start, offset - _REACH), offset))
    if not found or sides == _TWO or _TRIAL_BEHIND.search(found[-1].group()):
        return ()
    items = [item.removesuffix("期") for item in re.split(r"、|和|与|及|以及|/", found[-1]["items"])]
    head = f"{found[-1]['head']} " if found[-1]["head"] else ""
    return tuple(f"{head}{item}期" for item in items) if len(items) == sides else ()


_KIND = (
    r"(?:初治|既往经治|经治|复治|初诊|初发|新诊断|复发/?难治|复发难治|R/R|复发|难治|(?:慢性|加速|急变)期|[一二三]线|老年|高龄|年轻|中青年|青年|儿童|成人"
    r"|男性|女性|非移植|未移植|无脑转移|伴脑转移|有脑转移)"
)
_WHO = r"(?:患者|病例|组|者|队列|人群|亚组)"
_KINDS = re.compile(
    rf"(?P<list>{_KIND}{_WHO}?(?:(?:和|与|及|、|/){_KIND}{_WHO}?){{1,2}})"
    rf"|(?P<one>{_KIND})(?:组|队列|患者|者)(?:\([^()]*\))?[^,;。]{{0,24}}[,;](?:而)?(?P<other>{_KIND})(?:组|队列|患者|者)"
)
"""Kinds of patients, side by side (`初治和经治患者`, `慢性期、加速期`) or each with a figure (`经治组ORR为67%,初治组为83%`)."""
_ONE_KIND = re.compile(_KIND)
_OTHER_GROUPS = re.compile(r"组|两臂|治疗前|前后|前、后|\barms?\b|\bgroups?\b", re.IGNORECASE)
"""Words for other groups behind a list of patients or diseases, which the figures are then of."""
_RESPECTIVE = re.compile(r"分别|依次")


def _kinds(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """The kinds of patients that a line with one treatment at most tells figures of."""
    if len({m.name for m in line.of("DRUG", "REGIMEN")}) > 1:
        return ()
    found = list(_KINDS.finditer(line.text, max(line.start, offset - _REACH), offset))
    if not found or not _RESPECTIVE.search(line.text, found[-1].end(), offset):
        return ()
    told = found[-1]
    if told["list"] and _OTHER_GROUPS.search(line.text, told.end(), offset):
        return ()
    names = tuple(_ONE_KIND.findall(told["list"])) if told["list"] else (told["one"], told["other"])
    return names if len(names) == sides else ()


_NEXT_DISEASE = re.compile(r"\s*(?:患者|组)?\s*(?:、|,|,?\s*and\b|和|与|及|以及|/)\s*(?:in\s+|for\s+)?", re.IGNORECASE)


def _diseases(line: Line, figure: Figure) -> tuple[str, ...]:
    """Diseases listed before a comparison, one for each figure, beside one treatment at most (`X治疗CLL和MCL的ORR分别为79%和75%`)."""
    if len({m.name for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS")}) > 1:
        return ()
    named = [m for m in line.of("DISEASE") if m.end <= figure.value.start][-figure.sides :]
    if len({m.name for m in named}) != figure.sides or not are_listed(line, named, _NEXT_DISEASE):
        return ()
    others = line.of("ALTERATION", "DRUG", "REGIMEN", "DRUG_CLASS")
    is_last = not any(named[-1].end <= m.start < figure.value.start for m in others)
    is_last = is_last and not _OTHER_GROUPS.search(line.text, named[-1].end, figure.value.start)
    return tuple(mention.text for mention in named) if is_last else ()


_REDUCED = re.compile(rf"\d[\d.]*\s*/\s*\d[\d.]*\s*{_UNIT}组?")
_ANOTHER = re.compile(r"\s*(?:与|和|及|、|vs\.?|对比?)\s*[^,;。\d]{1,16}组")
"""One group that began with one dose and went on with another, beside one of another treatment (`175/75 mg组与对照组`)."""


def _doses(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """The doses of a list before a figure (`9.4 mg/kg和4.7 mg/kg两个剂量`); the unit may stand once, behind the last."""
    for match in reversed(list(_DOSES.finditer(line.text, max(line.start, offset - _REACH), offset))):
        if _REDUCED.fullmatch(match.group()) and _ANOTHER.match(line.text, match.end(), line.end):
            continue
        items = list(_ONE_DOSE.finditer(_PLAIN.sub("", match.group())))
        unit = items[-1]["unit"] if items else None
        if unit is None or len(items) != sides:
            continue
        return tuple(_written(item, unit) for item in items)
    return ()


def _written(item: re.Match[str], unit: str) -> str:
    """A dose with its unit and its rhythm as written (`0.4 mg/kg每周一次`)."""
    rhythm = item["rhythm"] or ""
    space = " " if rhythm.isascii() and rhythm else ""
    return f"{item['number']} {item['unit'] or unit}{space}{rhythm}"


def _graded(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """The classes of a list before a figure (`分为高、中、低危3组`, `favorable, intermediate and adverse risk`)."""
    for pattern, glue in ((_GRADES, ""), (_ENGLISH_GRADES, "-")):
        for match in reversed(list(pattern.finditer(line.text, max(line.start, offset - _REACH), offset))):
            if line.is_bracketed(match.start()):
                continue
            head = match["head"] or ""
            items = [i for i in re.split(r"、|和|与|及|/|,|\s+and\s+|\s+or\s+|\s{2,}", match["items"]) if i.strip(" -")]
            head = head or ("危" if items[-1].endswith("危") else "")
            if len(items) == sides:
                return tuple(_classed(item.strip(" -").removeprefix("and "), head, glue) for item in items)
    return ()


def _classed(item: str, head: str, glue: str) -> str:
    return item if head and item.endswith(head) else f"{item}{glue}{head}" if head else item


_AND_REST = re.compile(r"(?:组|者|型|患者)?(?:、|,|和|与|及)(?P<words>(?:双|三)?(?:野生型|阴性))(?:组|者|患者)?")
"""The patients without any of the alterations listed before (`A突变组、B突变组与野生型组`)."""


_HEADS_LIST = re.compile(r"(?:亚组|患者|组|者|型|病例)(?:则|分别|依次|只有|仅有|仅|均|为|是|有|达|约)*\s*")
"""What stands between the last group of a list and the figures of all (`X突变组和Y缺失组只有7%和6%`)."""


def _altered(line: Line, figure: Figure) -> tuple[str, ...]:
    """Alterations listed before a comparison's endpoint or figures, one for each figure: groups of patients and not arms."""
    clause = line.clause(figure.metric.start)
    inside = [m for m in line.of("ALTERATION") if clause[0] <= m.start and m.end <= figure.metric.start]
    return _listed_names(line, inside[-figure.sides :], figure, figure.metric.start) or _altered_behind(line, figure)


def _altered_behind(line: Line, figure: Figure) -> tuple[str, ...]:
    """Alterations listed right before the figures of an endpoint named earlier (`ORR方面,X突变组和Y缺失组只有7%和6%`)."""
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    first = values[max(place, 0)].start
    named = [m for m in line.of("ALTERATION") if figure.metric.end <= m.start and m.end <= first][-figure.sides :]
    if len(named) < _TWO or named[0].start < line.clause(first)[0]:
        return ()
    if any(named[0].start < m.start < first for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS", "VALUE")):
        return ()
    return (
        _listed_names(line, named, figure, first) if _HEADS_LIST.fullmatch(line.between(named[-1].end, first)) else ()
    )


def _listed_names(line: Line, named: Sequence[Mention], figure: Figure, stop: int) -> tuple[str, ...]:
    """The names of alterations that stand in one list, with the patients without any, one for each figure; or nothing."""
    if not named or not are_listed(line, list(named), _NEXT):
        return ()
    names = tuple(mention.name for mention in named)
    rest = _AND_REST.match(line.text, named[-1].end, stop)
    if rest and len(names) == figure.sides - 1 > 1:
        return (*names, rest["words"])
    return names if len(names) == figure.sides else ()


def _against_wild_type(line: Line, figure: Figure) -> tuple[str, ...]:
    """The altered group and the one without, where two figures are told of them (`低于野生型(37%对63%)`)."""
    values = line.of("VALUE")
    place = values.index(figure.value) - figure.side
    if figure.sides != _TWO or not 0 <= place < len(values) - 1:
        return ()
    first, last = values[place].start, values[place + 1].end
    altered = [m for m in line.of("ALTERATION") if m.end <= last and not m.name.endswith(" wild-type")]
    if not altered:
        return ()
    behind = min(last + _BEHIND, line.clause(last - 1)[1])
    opposed = _named_wild_type(line, altered[-1], first)
    if opposed is None:
        inside = unaltered().search(line.text, altered[-1].end, first) or unaltered().search(line.text, last, behind)
        opposed = inside.start() if inside else None
    if (
        opposed is None
        or not _SET_AGAINST.search(line.text, line.start, opposed)
        or re.search(r"[;。]", line.between(altered[-1].end, opposed))
    ):
        return ()
    named = altered[-1].name, wild_type(altered[-1].name)
    return named[::-1] if opposed < altered[-1].start else named


def _named_wild_type(line: Line, altered: Mention, stop: int) -> int | None:
    """Where the wild type of an alteration is named behind it (`TP53mut vs TP53WT AML`), no treatment between that and a figure."""
    gene = altered.name.split(" ")[0]
    names = (m for m in line.of("ALTERATION") if m.name == f"{gene} wild-type" and altered.end <= m.start < stop)
    found = next(names, None)
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    return None if found is None or any(found.end <= m.start < stop for m in agents) else found.start


_SET_AGAINST = re.compile(
    r"(?:低于|高于|优于|劣于|长于|短于|差于|好于|多于|少于|较|比|与|和|及|对|、|,(?:而|但)?|\b(?:than|vs\.?|versus|against|and|or|with|compared (?:with|to)|but|whereas|while))\s*(?:in |for |those |that in |the |patients |with |\d[\d.%]*\s*(?:months|mo)?\s*)*$",
    re.IGNORECASE,
)
"""What sets the group without an alteration against the one with it."""
