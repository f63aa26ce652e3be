"""The therapy that a word of response speaks of: named beside it, in the sentence, in general, or by the context.

>>> from pipeline.relating.clauses import levels
>>> text = "对来那度胺耐药"
>>> level = levels(text, 0, len(text), [Mention(1, 5, "DRUG", "来那度胺")])[0]
>>> found = beside(level, groups(level), Response(5, 7, "resistance", "word"))
>>> found.members[0].text
'来那度胺'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.relating import exceptions
from pipeline.relating.clauses import BLANK, Clause, Level, family
from pipeline.relating.coordination import Group, apposed, groups
from pipeline.relating.cue_words import FOR_EXAMPLE, alternation, body, column
from pipeline.relating.responses import Response

_TABLE = "response_context"
_SPACE = rf"[\s{BLANK}]*"
_ADVERBS = (
    r"(?:获得性|继发性?|原发性?|更|更加|更为|较|较为|高度|均|也|相对|产生|出现|发生|表现为"
    r"|表现出|具有|显著|的|治疗|单药|反应|疗效|临床|明显|呈|为|敏感性|联合方案|方案|产生了"
    r"|表现|治疗的|中|显示|类药物|药物|等)*"
)
_TOWARD = re.compile(r"(?:对|从|于|由|经|接受|用|给予|采用|应用)[^,;。]{0,8}$")
_COMPARATOR = re.compile(
    r"(?:superior to|inferior to|较|相较于?|优于|强于|弱于|高于|低于|不及|不劣于|相比于?|比|than|versus|vs\.?|compared (?:with|to)"
    r"|over)[\s\x00]*(?:the |传统|单纯|单用|标准|单独)*[\s\x00]*$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:作为|是一[种类]|为一[种类]|属于?|\bas (?:an?|the)|\bis an?)\s*[^,;。]{0,8}$", re.IGNORECASE)
_COPULA = re.compile(r"(?:[是为]|\b(?:is|are)\b)\s*[^,;。]{0,8}$", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(rf"[\s{BLANK}]*(?:[,;。]|$)")
_PREDICATE = re.compile(
    r"\b(?:is|was|remains|became)\s+(?:currently\s+|still\s+)?(?:an?|the|one of the)\s+(?:[\w/-]+\s+){0,5}(?:[\w/]+-)?$",
    re.IGNORECASE,
)
_DESCRIBED_ON = re.compile(
    r"\s+(?:with\s+(?:\w+\s+){0,3}?(?:activity|efficacy|potency)|that|which)\b"
    r"|(?:\s+than\s+[\w-]+)?,?\s+(?:and|but|yet)\s+(?:is|was|has|had|shows?|showed|retains?|retained|remains?)\b",
    re.IGNORECASE,
)
"""What goes on about a class that a drug is said to be (`D is the only Y inhibitor with activity against X`)."""
_APPOSED = re.compile(
    r"\s*,\s*(?:an?|the|another)\s+(?:[\w-]+\s+){0,4}(?:[\w-]+-)?|[,，]\s*一[种款类个](?:[^,;。]{0,8})?"
)
_FORMERLY = re.compile(
    r"(?:用过|曾用|曾接受|既往(?:接受|使用|应用)过?|previously (?:treated|exposed) (?:with|to)|prior|previous)\s*(?:过|\w+\s)?$",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:but|yet|though|although|and) not\s+(?:(?:to|with|for|by|against|of|from)\s+)?(?:the\s+)?$|\b(?:unlike|as opposed to)\s+$|而非$",
    re.IGNORECASE,
)
_WHICH = re.compile(r",?\s*(?:(?:for|to|against|of|with|in)\s+)?(?:which|whose|where|whom)\b", re.IGNORECASE)
_AMOUNT = re.compile(rf"[\s{BLANK}]*的?(?:水平|levels?\b)", re.IGNORECASE)
_COMPARED = re.compile(r"[\s\x00]*(?:单药|治疗|组)*(?:相比|的(?:约|近)?(?:\d[\d.,~-]*|[数几十百千两]+)(?:余|多)?倍)")
_UNFIT = re.compile(
    r"(?:不(?:能|宜|可)?(?:耐受|适合|适宜|适用)于?|无法(?:耐受|接受)|unfit for|ineligible for|intolerant (?:of|to))\s*(?:接受|the)?\s*$",
    re.IGNORECASE,
)
_FIGURE_OF = re.compile(
    r"(?:than|versus|vs\.?|against|compared with|compared to)\s+[\d.,-]+\s*(?:%|months?|weeks?|years?)?\s+(?:for|with|on|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
UNNAMED_PARTNERS = re.compile(
    r"\s*(?:为基础)?的?(?:一线|二线|[\w-]{0,6}线)?联合(?:治疗|用药|疗法|方案|策略)+|[\s-]+(?:containing|based)?\s*combination(?! with| of)"
    r"(?:s| therap(?:y|ies)| regimens?)?\b",
    re.IGNORECASE,
)
_OVERCOMES = re.compile(rf"{_SPACE}(?:等|所|来|可|能|有效|成功)*(?:克服|逆转|解决|应对|消除)")
_ASKED = re.compile(
    rf"{_SPACE}(?:等|单药|联合)*(?:能否|是否|可否|会否|能不能|could|can|may|might)[^,;。]{{0,12}}?(?:克服|逆转|延缓|扭转|解决|overcome|reverse)"
)
_RESISTED = re.compile(rf"{_SPACE}(?:的|治疗的)?(?:获得性|原发性?|继发性?)?(?:耐药|抵抗|resistance|-resistant)")
_BEHIND_ZH = re.compile(rf"{_SPACE}{_ADVERBS}{_SPACE}$")
_BEFORE_EN = re.compile(
    r"\s*(?:to|from|of|with|against|toward|towards|for|under|upon|after|on)\s+(?:the\s+"
    r"|treatment with\s+|therapy with\s+|[\w-]+\s+){0,3}(?:(?:[\w/+-]+\s+)?(?:inhibitors?|antibody|degrader|TKI|agent|antagonist|conjugate)\s+)?$",
    re.IGNORECASE,
)
_BEHIND_EN = re.compile(
    r"[\s-]*(?:therapy|treatment|monotherapy|response|acquired|primary|secondary)?\s*$", re.IGNORECASE
)


@lru_cache(maxsize=32)
def words(role: str) -> re.Pattern[str]:
    """The context words of one role."""
    return alternation(column(_TABLE, "role", role=role))


def forms(role: str) -> str:
    """The context words of one role as a part of a regular expression."""
    return f"(?:{body(column(_TABLE, 'role', role=role))})"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    texts = {
        "followed": forms("afterwards") + forms("follow_up_therapy"),
        "during": rf"\s*{forms('during')}",
        "of_its": rf"{forms('of_its')}\s*",
        "arm": rf"\s*{forms('arm')}{forms('inside')}",
    }
    return {name: re.compile(text) for name, text in texts.items()}


@lru_cache(maxsize=1)
def _overcoming() -> re.Pattern[str]:
    return re.compile(body(column(_TABLE, "role", role="overcome")), re.IGNORECASE)


@lru_cache(maxsize=16)
def drug_groups(level: Level) -> tuple[Group, ...]:
    """Lists of drugs; a class followed at once by the drug that it introduces is left out. Kept for the last levels."""
    found: list[Group] = []
    lists = [g for g in apposed(level, groups(level)) if g.kind == "drug"]
    for number, group in enumerate(lists):
        later = lists[number + 1] if number + 1 < len(lists) else None
        introduces = later is not None and not level.text(group.end, later.start).strip(" " + BLANK)
        introduces = introduces and later is not None and not _is_manner(later.members)
        members = group.members[:-1] if introduces and group.members[-1].type == "DRUG_CLASS" else group.members
        if introduces and later is not None and members and members != group.members:
            lists[number + 1] = replace(later, members=(*members, *later.members), start=group.start)
            continue
        qualifies = found and not level.text(found[-1].end, group.start).strip(" " + BLANK) and _is_generic(group)
        if members and not qualifies and not _is_comparator(level, group) and not _is_manner(members):
            found.append(replace(group, members=members))
    found = [g for g in found if not _FORMERLY.search(level.text(level.start, g.start))]
    found = [g for g in found if not _UNFIT.search(level.text(level.start, g.start))] or found
    found = [g for g in found if not _is_left_out(level, g)] or found
    found = [g for g in found if not _patterns()["followed"].match(level.text(g.end, level.end))]
    found = [g for g in found if not _AMOUNT.match(level.text(g.end, level.end))]
    found = [kept for g in found if (kept := _without_set_apart(level, g)) is not None]
    found = [g for number, g in enumerate(found) if not exceptions.is_excepted(level, found, number)]
    found = [g for g in found if not _is_apposition(level, found, g)]
    return _with_alternatives(level, [g for g in found if not _is_role(level, g)] or found)


def _is_apposition(level: Level, lists: Sequence[Group], group: Group) -> bool:
    """Whether classes only say what the drug right before them is (`D, an inhibitor of Y and Z, …`)."""
    if any(m.type != "DRUG_CLASS" for m in group.members):
        return False
    before = [g for g in lists if g.end <= group.start and g.members[-1].type == "DRUG"]
    is_next = bool(before) and _APPOSED.fullmatch(level.text(before[-1].end, group.start)) is not None
    right = level.text(group.end, level.end)
    return is_next and bool(_CLAUSE_ENDS.match(right) or _DESCRIBED_ON.match(right))


def _is_manner(members: Sequence[Mention]) -> bool:
    """Whether words only tell how an unnamed agent is given (`effective as monotherapy`)."""
    return all(m.name == "monotherapy" for m in members)


def _without_set_apart(level: Level, group: Group) -> Group | None:
    """A list without the drug that the others are only said to differ from (`D与E不同,对X有效`, `D不同于E`)."""
    left = level.text(level.start, group.start)
    if _DIFFERS_FROM.search(left) or exceptions.is_fronted(level, group):
        kept = group.members[1:]
        return replace(group, members=kept, start=kept[0].start) if kept else None
    last = group.members[-1]
    if not _DIFFERS.match(level.text(group.end, level.end)):
        return group
    if not _WITH_WHOM.search(level.text(level.start, last.start)):
        return group
    kept = group.members[:-1]
    return replace(group, members=kept, end=kept[-1].end) if kept else None


_DIFFERS_FROM = re.compile(
    rf"(?:不同于|有别于|区别于|异于|\b(?:different|differs?|distinct) from){_SPACE}(?:其他|第?[一二三]代)?{_SPACE}$",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    rf"{_SPACE}(?:等)?(?:明显|显著|截然|完全)?(?:不同|有别|有所不同|不一样|相异)(?!的(?!是))(?!程度|剂量|阶段|水平|时期)"
)
_WITH_WHOM = re.compile(rf"(?:与|和|同|跟){_SPACE}$")


def _is_left_out(level: Level, group: Group) -> bool:
    """Whether a therapy is one that a statement does not hold for (`D, but not E, inhibits`), and nothing else is said of it."""
    left_out = _LEFT_OUT.search(level.text(level.start, group.start))
    return left_out is not None and not _WHICH.match(level.text(group.end, level.end))


def _with_alternatives(level: Level, lists: Sequence[Group]) -> tuple[Group, ...]:
    """Lists in which a drug given alone or with another (`D单药或联合E`) is one list with this other."""
    kept: list[Group] = []
    for group in lists:
        if kept and len(kept[-1].members) == 1 and _alone_or_together(level, kept[-1].members[0], group.members[0]):
            kept[-1] = replace(kept[-1], members=(kept[-1].members[0], *group.members[:1]), end=group.end)
        else:
            kept.append(group)
    return tuple(kept)


def _is_role(level: Level, group: Group) -> bool:
    """Whether a class only says what a drug is (`作为BTK抑制剂`, `X是BTK抑制剂,`)."""
    if any(m.type != "DRUG_CLASS" for m in group.members):
        return False
    left = level.text(level.start, group.start)
    right = level.text(group.end, level.end)
    if _DESCRIBED_ON.match(right) and _PREDICATE.search(left):
        return True
    return bool(_ROLE.search(left)) or (_CLAUSE_ENDS.match(right) is not None and bool(_COPULA.search(left)))


def _is_comparator(level: Level, group: Group) -> bool:
    """Whether a therapy is only what another is compared with."""
    left = level.text(level.start, group.start)
    is_measured = _COMPARATOR.search(left) or _FIGURE_OF.search(left)
    return bool(is_measured or _COMPARED.match(level.text(group.end, level.end)))


def without_failed(level: Level, lists: Sequence[Group], response: Response) -> Sequence[Group]:
    """Lists without the drugs after whose failure a response to another is told (`D was effective after failure of E in X`)."""
    if response.predicate != "sensitivity":
        return lists
    return [g for g in lists if not (_is_failed(level, g) or _is_given_before(level, lists, g))]


def _is_given_before(level: Level, lists: Sequence[Group], group: Group) -> bool:
    """Whether another therapy follows, given to those who had this one before (`D治疗后X阳性者,可用E`, `with X after D may be given E`)."""
    behind = next((g for g in lists if g.start >= group.end), None)
    if behind is None or behind.kind != "drug":
        return False
    between = level.text(group.end, behind.start)
    if _AFTER.search(level.text(level.start, group.start)):
        is_said = _MAY_BE_GIVEN.match(level.text(behind.end, level.end)) is not None
        return is_said or _GIVEN_NEXT.search(between) is not None
    return _THEREAFTER.match(between) is not None and _SWITCHED.search(between) is not None


_GIVEN_NEXT = re.compile(
    r"\b(?:given|giving|receiv\w+|switch\w*|chang\w+|offered|treated\s+with|start\w*|moved|use[sd]?|using)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_MAY_BE_GIVEN = re.compile(
    r"\s+(?:may|can|could|should|might)\s+(?:still\s+)?be\s+(?:given|used|offered|tried|chosen|considered|started)\b"
    r"|\s+(?:is|remains)\s+(?:an?|the)\s+(?:\w+\s+)?(?:option|choice|alternative)\b",
    re.IGNORECASE,
)
_THEREAFTER = re.compile(
    r"(?:单药|联合|单用)?(?:治疗|用药|使用|维持)?(?:失败|耐药|进展|复发|无效|停药)?(?:[后中]|期间|者)(?!位)"
)
_SWITCHED = re.compile(r"(?:(?:[可宜应再]|考虑|建议|可以)(?:改|换|选|使|加|重|试)?用|[改换转]用?为?|选用|[给]予)\s*$")
"""What stands between a therapy and the one given after it."""


def _is_failed(level: Level, group: Group) -> bool:
    left, right = level.text(level.start, group.start), level.text(group.end, level.end)
    after = _AFTER.search(left) is not None and _FAILURE.match(right) is not None
    return after or _FAILURE_OF.search(left) is not None or _PRETREATED.match(right) is not None


_AFTER = re.compile(
    r"\b(?:after|following|despite|upon|post)[\s-]+(?:prior\s+|previous\s+|initial\s+)?$", re.IGNORECASE
)
_FAILURE = re.compile(r"[\s-]+(?:treatment\s+|therapy\s+)?(?:failure|progression|discontinuation)\b", re.IGNORECASE)
_FAILURE_OF = re.compile(
    r"\b(?:after|following|despite|upon)\s+(?:the\s+)?(?:(?:prior|previous|disease|treatment|documented)\s+)?"
    r"(?:failure|progression|discontinuation)\s+(?:of|on|to|with|under|after|during|from)\s+(?:(?:the|prior|previous|first-line)\s+)*$",
    re.IGNORECASE,
)
_PRETREATED = re.compile(r"[\s-](?:pre-?treated|exposed|experienced)\b", re.IGNORECASE)


def beside(level: Level, lists: Sequence[Group], response: Response) -> Group | None:
    """The therapy tied to a response word by its own construction: `对D耐药`, `D耐药`, `resistance to D`."""
    lists = [g for g in lists if not _is_phase(level, g)] or lists
    if (governed := _governed(level, lists, response)) is not None:
        return governed
    for group in reversed(lists):
        if group.end <= response.start and _BEHIND_ZH.fullmatch(level.text(group.end, response.start)):
            return group
        if group.end <= response.start and _BEHIND_EN.fullmatch(level.text(group.end, response.start)):
            return group
    for group in lists:
        if group.start >= response.end:
            between = level.text(response.end, group.start)
            if (
                not between.strip()
                or _BEFORE_EN.fullmatch(between)
                or re.fullmatch(rf"{_SPACE}(?:的|于|对){_SPACE}", between)
            ):
                return group
            return None
    return None


_ENDS_IN_OF = re.compile(
    r"\b(?:(?:efficacy|activity|effects?|effectiveness|potency|benefit|sensitivity|response)\s+(?:of|to)"
    r"|respond(?:s|ed|ing)?(?:\s+\w+)?\s+to)$",
    re.IGNORECASE,
)


def _governed(level: Level, lists: Sequence[Group], response: Response) -> Group | None:
    """The therapy that a word of response has for its object, whatever stands before it (`without affecting the efficacy of D`)."""
    behind = next((g for g in lists if g.start >= response.end), None)
    is_object = behind is not None and not level.text(response.end, behind.start).strip(f" {BLANK}")
    return behind if is_object and _ENDS_IN_OF.search(level.text(response.start, response.end)) else None


def _is_phase(level: Level, group: Group) -> bool:
    """Whether a general therapy only tells when (`巩固治疗中`)."""
    return _is_generic(group) and bool(_patterns()["during"].match(level.text(group.end, level.end)))


def in_clause(level: Level, lists: Sequence[Group], clause: Clause, response: Response) -> Group | None:
    """The nearest therapy of a clause, one that overcomes the resistance left out; `对D` and `从D` first."""
    inside = [g for g in lists if clause.start <= g.start < clause.end]
    if spanned := [g for g in inside if response.start <= g.start < response.end]:
        return spanned[0]
    inside = [g for g in inside if not _OVERCOMES.match(level.text(g.end, clause.end))]
    if _BETTER_THAN.search(level.text(response.start, response.end)):
        inside = [g for g in inside if g.end <= response.start]
    if response.predicate == "sensitivity":
        inside = [g for g in inside if not _RESISTED.match(level.text(g.end, clause.end))]
        inside = [g for g in inside if not _GIVEN_UP.match(level.text(g.end, clause.end))]
    overcoming = _overcoming().search(level.text(clause.start, response.end))
    if overcoming and response.predicate == "resistance":
        inside = [g for g in inside if g.start > clause.start + overcoming.start()]
    inside = _specific(inside) if any(not _is_generic(g) for g in lists if g.end <= response.start) else inside
    toward = [g for g in inside if g.kind == "drug" and _TOWARD.search(level.text(clause.start, g.start))]
    chosen = toward or [g for g in inside if g.kind == "drug"]
    return min(chosen, key=lambda g: abs(g.start - response.start)) if chosen else None


_BETTER_THAN = re.compile(r"(?:优|好|强|高|长)于$")
"""The end of a word of response whose object is the comparator (`优于化疗`)."""


def _is_generic(group: Group) -> bool:
    """Whether a list names no more than a kind of therapy (`维持治疗`)."""
    generic = column(_TABLE, "role", role="generic_therapy")
    return all(m.name in generic for m in group.members)


def _specific(lists: Sequence[Group]) -> list[Group]:
    return [group for group in lists if not _is_generic(group)]


def own(level: Level, response: Response, lexicon: Lexicon) -> Mention | None:
    """The therapy that a word of response carries itself (`内分泌耐药`, `endocrine-resistant`)."""
    start = max(level.start, response.start - _CARRIED)
    match = _carried().search(level.text(start, response.start))
    if match is None:
        return None
    name = column("response_therapies", "therapy")[match["form"].lower()]
    at = start + match.start("form")
    concept = lexicon.concept("DRUG_CLASS", name)
    return Mention(
        at, start + match.end("form"), "DRUG_CLASS", match["form"], concept, 0.7, "carried by the word", "relating"
    )


_CARRIED = 20


@lru_cache(maxsize=1)
def _carried() -> re.Pattern[str]:
    forms = body(column("response_therapies", "therapy"))
    return re.compile(rf"(?P<form>{forms})(?:治疗|疗法)?(?:原发性?|继发性?|获得性?)?[\s-]*$", re.IGNORECASE)


_BOTH = re.compile(
    r"(?:二者|两者|两药|三者|both)\s*(?:均|都|皆|也|are|were)?\s*(?:对|可|能|active|effective|retain)", re.IGNORECASE
)
_TO_IT = re.compile(r"\s+to\s+(?:it|them)\b", re.IGNORECASE)
_TOWARD_IT = re.compile(r"对(?:其|该药|此药|之)(?!他|它|余|中)")
_GIVEN_UP = re.compile(r"[^,;。]{0,12}?(?:失败|进展)(?:之?后|者|的患者)")
_TOWARD_ANOTHER = re.compile(r"\s*(?:但|却|而|不过|惟|唯|只是)?\s*(?:但|却)?对", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:且|并|也|亦|同时|and)", re.IGNORECASE)
_IT = re.compile(
    r"(?:其|它们?|该药)(?:则|也|亦|仍)?对|对它们|\bit\s+(?:is|was|remains|remained|retains|retained|shows|showed)\b",
    re.IGNORECASE,
)


def in_sentence(level: Level, lists: Sequence[Group], clause: Clause, response: Response) -> Group | None:
    """The therapy of the nearest other clause, those before the word first, unless a pronoun tells which."""
    if response.predicate == "resistance" and _overcoming().search(level.text(clause.start, response.start)):
        return None
    own = level.text(clause.start, response.end)
    number = level.clause_at(clause.start)
    if number and _TOWARD_ANOTHER.match(own) and level.clauses[number].mark in (",", "，"):
        earlier = level.clauses[number - 1]
        subjects = [g for g in lists if earlier.start <= g.start and g.end <= earlier.end]
        if subjects and _OVERCOMES.match(level.text(subjects[0].end, earlier.end)):
            return subjects[0]
    lists = [g for g in lists if not _ASKED.match(level.text(g.end, level.end))]
    lists = [g for g in lists if not _OVERCOMES.match(level.text(g.end, level.end))] or lists
    if response.predicate == "resistance":
        lists = [
            g for g in lists if not (g.start >= response.end and (_is_answer(level, g) or _is_of_another(level, g)))
        ]
    lists = [g for g in lists if not _MEASURED_AGAINST.search(level.text(level.start, g.start))] or lists
    if number and _MORE.match(own):
        own = level.text(level.clauses[number - 1].start, response.end)
    drugs = [g for g in lists if g.end <= clause.start and any(m.type != "DRUG_CLASS" for m in g.members)]
    if drugs and (_IT.search(own) or _TO_IT.match(level.text(response.end, clause.end))):
        return drugs[0]
    if drugs and _TOWARD_IT.search(own):
        return drugs[-1]
    if len(drugs) > 1 and _BOTH.search(own):
        return replace(drugs[-1], members=(*drugs[-2].members, *drugs[-1].members), joint=False)
    resisted = [g for g in lists if g.end <= response.start and _RESISTED.match(level.text(g.end, level.end))]
    named = [g for g in lists if g.end <= response.start]
    if response.predicate != "resistance":
        named = [g for g in drugs if not _RESISTED.match(level.text(g.end, level.end))] or named
        resisted = []
    before = _treated_in_part(level, named, response) or resisted or _specific(named) or named
    after = [g for g in lists if g.start >= response.end and not _is_contrasted(level, clause, g)]
    after = [g for g in after if not is_of_one(level, response.end, g.start)]
    return before[-1] if before else after[0] if after else None


_IS_OF_ONE = re.compile(r"其中|\b(?:of|among) (?:these|which|whom|them)\b|\bin particular\b", re.IGNORECASE)
"""Words that turn from a list to one of its members: what is told behind them is told of that one (`…、丙,其中甲对X耐药`)."""


def is_of_one(level: Level, start: int, end: int) -> bool:
    """Whether words between two offsets turn from a list to one of its members."""
    return start < end <= level.end and _IS_OF_ONE.search(level.text(start, end)) is not None


_PATIENTS_ON = re.compile(
    r"(?:单药)?治疗(?:组|的?患者|者|人群|队列)|组(?:患者)?|[\s-]treated (?:patients|group|cohort)", re.IGNORECASE
)
"""What makes patients of a drug's name (`甲药治疗者则检出…`)."""


def _treated_in_part(level: Level, named: Sequence[Group], response: Response) -> list[Group]:
    """The therapy whose patients a part behind a semicolon is about (`…;甲药治疗者则检出X,可导致耐药`)."""
    opened = max(level.text(level.start, response.start).rfind(mark) for mark in ";；")
    own = [g for g in named if opened >= 0 and g.start > level.start + opened]
    return [g for g in own if _PATIENTS_ON.match(level.text(g.end, level.end))]


def _is_of_another(level: Level, group: Group) -> bool:
    """Whether a therapy is what another word says something is sensitive to (`…, conferring sensitivity to E`)."""
    return _SENSITIVE_TO.search(level.text(level.start, group.start)) is not None


_SENSITIVE_TO = re.compile(
    r"\b(?:(?:re)?sensiti[sz]\w*|sensitiv\w+|susceptib\w+|responsive\w*|vulnerab\w+)\s+(?:\w+\s+)?to\s+(?:treatment\s+with\s+|the\s+|an?\s+|combined\s+|dual\s+)*$",
    re.IGNORECASE,
)


def _is_answer(level: Level, group: Group) -> bool:
    """Whether a clause offers drugs as what to do about a resistance told before (`解决策略包括D联合E`)."""
    clause = level.clauses[level.clause_at(group.start)]
    said = level.text(clause.start, group.start)
    return _ANSWERS.search(said) is not None or _REVERSED_BY.search(said) is not None


_REVERSED_BY = re.compile(
    r"\b(?:reversed|overcome|abrogated|abolished|rescued|circumvented|mitigated|prevented|restored)\s+(?:\w+ly\s+)?by\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"(?:策略|对策|措施|思路|解决方案|应对方案|克服方法)[^,;。]{0,10}$|\b(?:strateg(?:y|ies)|approach(?:es)?|solutions?)\b[^,;.]{0,48}$",
    re.IGNORECASE,
)


_MEASURED_AGAINST = re.compile(
    r"(?:优于|好于|高于|长于|劣于|低于|短于|不及|逊于|超过|vs\.?|versus|than|over)\s*(?:医生|医师|研究者)?(?:选择的?|所选的?)?(?:单用|单药|标准|传统|with\s|the\s|standard\s)*$",
    re.IGNORECASE,
)
"""Words before a therapy that another one is measured against: what is said of response is not said of it."""


def _is_contrasted(level: Level, clause: Clause, group: Group) -> bool:
    """Whether a later clause sets patients given another drug against those spoken of (`而接受E者仅30%`)."""
    own = level.clauses[level.clause_at(group.start)]
    if own.start <= clause.start or not words("contrast_opens").match(level.text(own.start, own.end).lstrip()):
        return False
    return bool(words("given_instead").search(level.text(own.start, group.start)))


def contrasted(level: Level, clause: Clause) -> Group | None:
    """The drug that a later clause of contrast says other patients were given."""
    lists = drug_groups(level)
    return next((g for g in lists if g.start >= clause.end and _is_contrasted(level, clause, g)), None)


_OPENING = {
    role: re.compile(
        rf"\s*(?:而|但|其中)?{han}(?:则|仍|却|亦|也|均|可|能|还)*(?=对[^,;。照比]|有效|无效)"
        rf"|\s*(?:(?:and|but|while|whereas|although)\s+)?(?:the\s+(?:effect|activity|efficacy)\s+of\s+)?{word}\b"
        r"(?!\s+(?:\w+\s+)?(?:mutations?|variants?|changes?|alleles?|groups?|arm|patients|cells|diseases?|tumou?rs?|respond\w*|relaps\w*|were (?:\w+ly )?(?:sensitive|resistant|refractory))\b)",
        re.IGNORECASE,
    )
    for role, word, han in (("the_latter", "the latter", "后者"), ("the_former", "the former", "前者"))
}
"""The drug that opens a clause as one of two (`the former is inactive against X`, `后者对X仍有效`)."""


_ONE_OF_TWO = re.compile(
    r"\s+(?:to|against|with)\s+the\s+(?:former|latter)\b|\s+the\s+(?:former|latter)\b", re.IGNORECASE
)
"""What says right behind a word of response which of two drugs it is said of (`resistant to the former and sensitive to the latter`)."""


def referred(level: Level, lists: Sequence[Group], clause: Clause, said_at: int = 0) -> tuple[Mention, ...]:
    """What `对二者`, `对后者`, `of both` of a clause take up: the drugs that the sentence has named last before it.

    Args:
        level: The sentence.
        lists: The drugs that it names.
        clause: The clause.
        said_at: Where the word of response ends, behind which a clause may name one of the two by itself.
    """
    own = level.text(clause.start, clause.end)
    if said_at and (one_of_two := _ONE_OF_TWO.match(level.text(said_at, clause.end))):
        own = one_of_two.group()
    named = list({m.name: m for g in lists if g.end <= clause.start for m in g.members}.values())
    pairs = [g for g in groups(level) if g.end <= clause.start and len(g.members) > 1]
    is_change = bool(pairs) and pairs[-1].kind == "alteration"
    for role, first, last in (
        ("all_three", -3, None),
        ("both", -2, None),
        ("the_latter", -1, None),
        ("the_former", -2, -1),
    ):
        one = role in ("the_latter", "the_former")
        is_said = words(role).search(own) or (one and _OPENING[role].match(own))
        if is_said and len(named) >= -first and not (one and is_change):
            return tuple(named[first:last])
    return ()


def in_general(level: Level, clause: Clause, lexicon: Lexicon) -> Mention | None:
    """Therapy as such (`治疗耐受`, `response to therapy`), a valid object (guideline, ruling 6)."""
    match = words("therapy").search(level.text(clause.start, clause.end))
    if not match:
        return None
    start, end = clause.start + match.start(), clause.start + match.end()
    is_chemo = match.group().lower().startswith("chemo")
    concept = lexicon.concept("DRUG_CLASS", *(("chemotherapy", "化疗") if is_chemo else ("therapy", "治疗")))
    return Mention(start, end, "DRUG_CLASS", match.group(), concept, 0.7, "therapy in general", "relating")


_ALONE = re.compile(
    r"(?:单药|单用|单独(?:使用|应用)?|alone)?\s*(?:或|和|及|/|or|and)\s*(?:联合|联用|in combination with|combined with|plus)\s*",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"单药|单用|单独|alone|或|or", re.IGNORECASE)
_INCLUDED = re.compile(r"(?:等)?在内的[^,;。]{0,14}")
_CLASSED = re.compile(
    rf"[\s{BLANK}]*(?:等(?:[一二两三四五\d]种|第[一二三]代|新型|传统|其他)?|(?:以?及|和|与)其[他它]|\s(?:and|or)\s+other)(?:的)?\s*"
)
_SUCH_AS = re.compile(
    rf"[\s{BLANK}]*[,，]?[\s{BLANK}]*(?:如|例如|比如|包括|such as|including|like|notably|in particular|{FOR_EXAMPLE})[\s{BLANK}]*(?:the\s+)?",
    re.IGNORECASE,
)
_SUCH_AS_TOLD = re.compile(
    r"(?:[产发出呈表]\w|多|常|均|都|往往|易|可|也)*(?:原发|继发|获得|交叉)?性?(?:耐药|不敏感|敏感|无效|有效|抵抗)[,，]?(?:如|例如|比如|譬如|包括)"
)
"""What may stand between a class and the members shown for it behind the word said of it (`对化疗药物耐药,如A、B`)."""
_SHOWN = re.compile(rf"\s*(?:如|例如|比如|包括|such as|including|{FOR_EXAMPLE})?\s*", re.IGNORECASE)


def given_before(level: Level, lists: Sequence[Group]) -> Group | None:
    """The therapy after or under which a relapse comes (`D治疗后`, `after D`)."""
    for group in lists:
        left, right = level.text(level.start, group.start), level.text(group.end, level.end)
        if _AFTER_EN.search(left) or _AFTER_ZH.match(right):
            return group
    return None


def given_to(level: Level, lists: Sequence[Group], clause: Clause, response: Response) -> Group | None:
    """The therapy under which an alteration tells the outcome (`接受D治疗者预后差`, `shorter PFS after D`)."""
    number = level.clause_at(clause.start)
    own = any(m.type == "ALTERATION" for m in level.within(clause.start, clause.end))
    start = clause.start if own or not number else level.clauses[number - 1].start
    if (mender := _mender(level, lists, clause, response)) is not None:
        return mender
    for group in lists:
        if not start <= group.start < clause.end or _is_generic(group):
            continue
        left, right = level.text(start, group.start), level.text(group.end, clause.end)
        if group.end <= response.start and _patterns()["of_its"].fullmatch(level.text(group.end, response.start)):
            return group
        if group.start >= response.end and _WITH.fullmatch(level.text(response.end, group.start)):
            return group
        before = group.end <= response.start and (_RECEIVED.search(left) or _AFTER_ZH.match(right))
        if before or (group.start >= response.end and _AFTER_EN.search(left)):
            return group
    arms = [g for g in lists if g.end <= response.start and _patterns()["arm"].match(level.text(g.end, level.end))]
    return arms[0] if len(arms) == 1 else None


def _mender(level: Level, lists: Sequence[Group], clause: Clause, response: Response) -> Group | None:
    """The therapy said to undo, or not to undo, what an alteration brings (`D offsets the adverse impact of X`)."""
    if not _MENDS.search(level.text(response.start, response.end)):
        return None
    for group in lists:
        if response.start <= group.start and group.end <= response.end:
            return group
        if response.end <= group.start < clause.end and _BY.fullmatch(level.text(response.end, group.start)):
            return group
        before = clause.start <= group.start and group.end <= response.start
        if before and _AUXILIARY.fullmatch(level.text(group.end, response.start)):
            return group
    return None


_MENDS = re.compile(
    r"\b(?:offset|mitigat|attenuat|counteract|abrogat|neutrali[sz]|overc[oa]m|abolish|negat(?:e|es|ed|ing)\b|revers|eliminat|temper|soften)"
    r"|(?:抵消|抵销|减轻|削弱|缓解|改善|逆转|克服)[^,;。]{0,10}(?:不良|不利|负面)"
    r"|(?:不良|不利)[^,;。]{0,12}被[^,;。]{1,24}(?:克服|逆转|抵消|改善|消除)",
    re.IGNORECASE,
)
_BY = re.compile(r"\s*(?:the\s+)?(?:addition\s+of\s+)?", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\s*(?:(?:can|may|might|could|did|does|do|has|have|appears?|seems?|to|also|\w+ly|therapy|treatment)\s+)*"
    r"(?:单药|联合|方案|治疗|似乎?|可|能|也|亦|均)*",
    re.IGNORECASE,
)


def owner(read: Sequence[Level], inner: Level) -> Group | None:
    """The drug that a bracket is an aside to: the nearest one before it in the clause that holds the bracket."""
    outer = next((level for level in read if level.start <= inner.opener < level.end and level is not inner), None)
    if outer is None:
        return None
    clause = outer.clauses[outer.clause_at(inner.opener)]
    before = [g for g in drug_groups(outer) if clause.start <= g.start and g.end <= inner.opener]
    return before[-1] if before else None


def targets(lexicon: Lexicon, drug: Mention) -> tuple[str, ...]:
    """The targets that the lexicon knows of a drug or a class."""
    entry = lexicon.named("DRUG" if drug.type == "DRUG" else "DRUG_CLASS", drug.name)
    return entry.relations.get("target", ()) if entry is not None else ()


def kinds(lexicon: Lexicon, drug: Mention) -> tuple[str, ...]:
    """The classes that the lexicon knows of a drug."""
    entry = lexicon.named("DRUG", drug.name)
    return entry.relations.get("class", ()) if entry is not None else ()


def bound(lists: Sequence[Group], response: Response) -> Group | None:
    """The therapy that a word of binding holds or touches (`妨碍D结合`, `binding of D`, `D结合不上`)."""
    for group in lists:
        if response.start <= group.start <= response.end + _TOUCHING or 0 <= response.start - group.end <= _NEAR:
            return group
    return None


_TOUCHING, _NEAR = 30, 3
_RECEIVED = re.compile(r"(?<![未无])(?<!没有)(?:接受|应用|使用|予以|经|采用)(?:过|了)?\s*$")
_WITH = re.compile(r"\s+with\s+(?:(?:the|frontline|first-line|single-agent|standard|adjuvant)\s+)*", re.IGNORECASE)
_AFTER_EN = re.compile(r"\b(?:after|following|on|during|under|upon|to)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_AFTER_ZH = re.compile(r"\s*(?:单药|联合)?(?:治疗|用药|给药|应用|输注|暴露)?(?:后|中|期间|过程中)")


_PRODUCTS = (" car-t", " bispecific antibody")
"""Names of products by their target, which stand for all products of the kind (`CD19 CAR-T(D、E)`)."""


def examples(level: Level, read: Sequence[Level], lists: Sequence[Group], tied: Group) -> tuple[Mention, ...]:
    """Members that the text shows for the class that a word speaks of (ruling 5): in a bracket, before 在内的, behind 如."""
    if tied.members[-1].type != "DRUG_CLASS" and not tied.members[-1].name.endswith(_PRODUCTS):
        after = [g for g in lists if g.start > tied.end]
        before = next((g for g in after if _INCLUDED.fullmatch(level.text(tied.end, g.start))), None)
        before = before or next((g for g in after if _CLASSED.fullmatch(level.text(tied.end, g.start))), None)
        return before.members if before else ()
    shown: list[Mention] = []
    for group in lists:
        between = level.text(group.end, tied.start) if group.end <= tied.start else "。"
        is_before = _INCLUDED.fullmatch(between) or _CLASSED.fullmatch(between)
        behind = level.text(tied.end, group.start) if group.start >= tied.end else "。"
        if is_before or _SUCH_AS.fullmatch(behind) or _SUCH_AS_TOLD.fullmatch(behind):
            shown += group.members
    for inner in read:
        if inner is not level and 0 <= inner.opener - tied.end <= 2 and inner.mentions:
            drugs = [m for m in inner.mentions if m.type == "DRUG"]
            if drugs and _SHOWN.fullmatch(inner.text(inner.start, drugs[0].start)):
                shown += drugs
    return tuple(shown)


def members(group: Group, lexicon: Lexicon, level: Level) -> tuple[Mention, ...]:
    """The objects of a list: drugs given together are one regimen, others one object each; `D单药或联合E` is two."""
    text = level.text(group.start, group.end)
    if len(group.members) == 1 and (joined := UNNAMED_PARTNERS.match(level.text(group.end, level.end))):
        return (_with_unnamed(group.members[0], joined.end(), lexicon, level),)
    if len(group.members) == 2 and _alone_or_together(level, *group.members):
        first = group.members[0]
        return first, together(group.members, group.start, group.end, lexicon, text)
    if not group.joint or len(group.members) < 2:
        return group.members
    return (together(group.members, group.start, group.end, lexicon, text),)


def _with_unnamed(drug: Mention, length: int, lexicon: Lexicon, level: Level) -> Mention:
    """A combination whose partners are not named (`维奈克拉联合方案`), a drug's only."""
    if drug.type != "DRUG":
        return drug
    end = drug.end + length
    concept = lexicon.concept("REGIMEN", f"{drug.name} combination")
    return replace(
        drug, end=end, type="REGIMEN", text=level.text(drug.start, end), concept=concept, parts=(drug,),
        reason="partners not named", source="relating",
    )  # fmt: skip


def _alone_or_together(level: Level, first: Mention, second: Mention) -> bool:
    """Whether a drug is given alone or with another (`单用D或联合E`)."""
    between, left = level.text(first.end, second.start), level.text(first.start - 4, first.start)
    return bool(_ALONE.fullmatch(between)) and bool(_SINGLE.search(between) or _SINGLE.search(left))


def together(drugs: Sequence[Mention], start: int, end: int, lexicon: Lexicon, text: str) -> Mention:
    """Drugs given together as one mention, named by its agents sorted and joined (guideline, section 1)."""
    if len(drugs) == 1:
        return drugs[0]
    names = sorted({m.name for m in agents(drugs)})
    concept = lexicon.concept("REGIMEN", " + ".join(names))
    return replace(
        drugs[0], start=start, end=end, type="REGIMEN", text=text, concept=concept, parts=tuple(drugs),
        reason="agents given together", source="relating",
    )  # fmt: skip


def agents(drugs: Sequence[Mention]) -> Iterator[Mention]:
    """The drugs themselves, regimens taken apart."""
    for drug in drugs:
        inner = [part for part in drug.parts if family(part) == "drug"] if drug.type == "REGIMEN" else []
        yield from inner or [drug]
