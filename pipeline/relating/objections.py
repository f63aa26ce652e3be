"""Why a pair of alteration and response is no claim: disputed, asked, a topic, a criterion of enrolment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating import exceptions, therapies
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import Clause, Level, family
from pipeline.relating.response_scope import PROGNOSES, Scope
from pipeline.relating.responses import Response

_MECHANISMS = re.compile(
    r"\b(?:mechanisms?|drivers?|basis|causes?|patterns?|landscape|determinants?|mediators?|forms?|biology|genomics|management|treatment|overview)"
    r"\s+(?:of|for|behind|underlying)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)


_AND_TOPIC = re.compile(r"\s*(?:与|和|及)(?:(?!导致|引起|介导|产生|造成|赋予|[均皆都]|可|会|使)[^,;。]){1,20}")
_OF_POPULATION = re.compile(r"\bin\s+(?:patients\s+with\s+|advanced\s+|metastatic\s+)?$", re.IGNORECASE)
_TOPIC_ENDS = re.compile(r"\s*(?:的(?:关系|机制|研究进展|研究|联系|现状|进展|相关性))*\s*。?\s*")


def is_topic(level: Level, bearer: Bearer, response: Response) -> bool:
    """Whether a level without a verb only sets an alteration beside a resistance (`X与D耐药`, `X与D耐药的关系`), or says
    in whom (`mechanisms of resistance to D in X-mutant cancer`)."""
    last = max(m.end for m in bearer.alterations)
    first = min(m.start for m in bearer.alterations)
    if first >= response.end and response.predicate == "resistance":
        return _MECHANISMS.search(level.text(level.start, response.start)) is not None and (
            _OF_POPULATION.search(level.text(response.end, first)) is not None
        )
    return (
        last <= response.start
        and response.predicate == "resistance"
        and _TOPIC_ENDS.fullmatch(level.text(response.end, level.end)) is not None
        and _AND_TOPIC.fullmatch(level.text(last, response.start)) is not None
        and not level.text(level.start, first).strip()
    )


def self_reference(alteration: Mention, therapy: Mention | None) -> str:
    """An alteration's name that holds the therapy (`CD19 CAR`) tells nothing of it."""
    overlaps = therapy is not None and therapy.start < alteration.end and alteration.start < therapy.end
    return "the therapy is part of the alteration's name" if overlaps else ""


def taken_out(level: Level, response: Response, therapy: Mention | None) -> str:
    """A therapy that a statement about all others takes out (`resistant to all of these except D`)."""
    is_out = therapy is not None and exceptions.is_left_out(level, response, therapy)
    return "the therapy is taken out" if is_out else ""


_WHATEVER = re.compile(r"(?:无论|不管|不论|regardless of|irrespective of)\s*$", re.IGNORECASE)
_RELATIVE = re.compile(r"who|whose|which", re.IGNORECASE)
_INHIBITS = re.compile(r"抑制[^,;。]{0,4}(?:活性|作用)|inhibitory activity", re.IGNORECASE)
_CHANGED = re.compile(r"突变|耐药|阳性|融合|mut|positive|fusion", re.IGNORECASE)


_IS_CHANGED = re.compile(r"[\s-]*(?:mutated|mutant|positive|突变型?|变异型?|阳性)?的?\s*", re.IGNORECASE)


def _has_change_before(level: Level, fusion: Mention) -> bool:
    """Whether a change of one of its genes stands right before a fusion (`T315I-mutated BCR::ABL1`)."""
    changes = (m for m in level.mentions if m.type == "ALTERATION" and " p." in m.name and m.end <= fusion.start)
    parts = fusion.name.split("::")
    return any(
        m.name.split(" ")[0] in parts and _IS_CHANGED.fullmatch(level.text(m.end, fusion.start)) for m in changes
    )


def target_only(level: Level, response: Response, alteration: Mention) -> str:
    """A fusion named bare, or a gene without a change, is what the drug inhibits, not what tells patients apart."""
    is_bare = "::" in alteration.name and not _CHANGED.search(alteration.text)
    if is_bare and _has_change_before(level, alteration):
        return "the change of the fusion tells patients apart"
    if not (is_bare or alteration.name.endswith(" wild-type")):
        return ""
    return "it is the target" if _INHIBITS.search(level.text(response.start, response.end)) else ""


_FRONTED = re.compile(r"(?:^|[.;:]\s*|,\s+)(?:In|Among|For|Within|Of|in the|among)\s[^,;.]*$")
_THEN_AGENT = re.compile(
    r"[^,;.]{0,60},\s+(?:(?:the|addition of|adding|use of|treatment with|therapy with|combination of|single-agent|first-line|oral|both|second-generation|third-generation)\s+)*"
)
_AGAINST_UNALTERED = re.compile(r"\b(?:wild-?type|unmutated|non-?mutated|without|mutation-negative)\b", re.IGNORECASE)


_WITH_ITS = re.compile(r"\s+(?:mutations?\s+)?with\s+(?:an?|the|both|either)\s", re.IGNORECASE)
_AND_ANOTHER = re.compile(r"\b(?:and|while|whereas|but)\s+(?:that of\s+)?$", re.IGNORECASE)


def _is_gapped(level: Level, response: Response, alteration: Mention) -> bool:
    """Whether a response is told of another gene behind an alteration (`X mutation is associated with A and Y with B`)."""
    between = level.within(alteration.end, response.start)
    return any(
        m.type == "GENE"
        and _AND_ANOTHER.search(level.text(alteration.end, m.start))
        and _WITH_ITS.match(level.text(m.end, response.start + 1))
        for m in between
    )


def other_subject(level: Level, response: Response, alteration: Mention, therapy: Mention | None) -> str:
    """An outcome said of a drug in altered patients is the drug's (`In patients with X, A improved PFS over B`)."""
    if _is_gapped(level, response, alteration):
        return "the response is that of another gene"
    if _arises_in(level, response, alteration):
        return "the resistance arises in the disease that the alteration names"
    if response.predicate not in PROGNOSES or therapy is not None:
        return ""
    if _is_of_disease(level, response, alteration):
        return "the alteration only tells the disease of another one's outcome"
    agents = [m for m in level.mentions if m.type in ("DRUG", "REGIMEN", "DRUG_CLASS")]
    if _is_between_treatments(level, response, agents) or _is_gain_of_agent(level, response, alteration, agents):
        return "the outcome is that of a treatment"
    if alteration.end > response.start or not _FRONTED.search(level.text(level.start, alteration.start)):
        return ""
    following = _THEN_AGENT.match(level.text(alteration.end, response.start))
    subject = alteration.end + following.end() if following else -1
    opens = any(m.start == subject for m in agents)
    is_of_drug = opens and not _AGAINST_UNALTERED.search(level.text(response.end, level.end))
    return "the outcome is that of a treatment" if is_of_drug else ""


_LINKS = re.compile(
    r"(?:者|患者|突变|异常)?\s*(?:是|为|系|作为|提示|预示|亦是|也是)[^,;。]{0,12}$|\s+(?:is|was|are|were|remains?)\s+(?:[\w-]+\s+){0,6}(?:in|of|for)\s+(?:patients with\s+)?$",
    re.IGNORECASE,
)


def _is_of_disease(level: Level, response: Response, alteration: Mention) -> bool:
    """Whether an alteration stands right before its disease, behind another that is the subject (`X是Y阳性AML预后不良的因素`)."""
    disease = next((m for m in level.mentions if m.type == "DISEASE" and m.start >= alteration.end), None)
    is_told = disease is not None and _OF_ITS.fullmatch(level.text(alteration.end, disease.start))
    if not is_told and not _OF_PATIENTS.match(level.text(alteration.end, response.start)):
        return False
    before = [m for m in level.mentions if m.type == "ALTERATION" and m.end <= alteration.start]
    return bool(before) and _LINKS.fullmatch(level.text(before[-1].end, alteration.start)) is not None


_OF_ITS = re.compile(r"(?:阳性|突变|重排|相关)?的?|[\s-]*(?:positive|mutated|mutant|rearranged)?\s*", re.IGNORECASE)
_OF_PATIENTS = re.compile(r"(?:阳性|突变|重排)?的?(?:患者|患儿|病例)")


_ARISES = re.compile(
    r"(?:\s+to\s[^,;.]{1,80}?)?\s+(?:\w+ly\s+)?(?:(?:still|often|usually|soon)\s+)?(?:develops?|developed|emerges?|arises?|occurs?|ensues?|appears?|is (?:\w+ )?inevitable)\b"
    r"(?!\s+(?:through|via|by|because|due|owing|from))",
    re.IGNORECASE,
)
_KIND_OF_CASES = re.compile(r"(?:mutant|mutated|positive|rearranged|driven)$", re.IGNORECASE)
_FEW_WORDS = re.compile(r"\s+(?:[\w-]+\s+){0,3}")


def _arises_in(level: Level, response: Response, alteration: Mention) -> bool:
    """Whether a resistance is said to develop in a disease that is named by an alteration (`In X-mutant NSCLC, resistance to D develops`)."""
    if response.predicate != "resistance" or alteration.end > response.start:
        return False
    if not _KIND_OF_CASES.search(alteration.text) or not _ARISES.match(level.text(response.end, level.end)):
        return False
    named = next((m for m in level.mentions if m.type == "DISEASE" and m.start >= alteration.end), None)
    return named is not None and _FEW_WORDS.fullmatch(level.text(alteration.end, named.start)) is not None


_THAN_TREATED = re.compile(
    r"[^,;.]{0,24}(?:\([^()]*\)\s*)?(?:than|compared (?:with|to)|versus|vs\.?)\s+(?:those|patients|that)\s+(?:who\s+)?(?:treated with|receiving|received|given|on)\s+"
)


def _is_between_treatments(level: Level, response: Response, agents: Sequence[Mention]) -> bool:
    """Whether patients of one treatment are set against those of another (`had longer OS than those treated with B`)."""
    told = _THAN_TREATED.match(level.text(response.end, level.end))
    return told is not None and any(m.start == response.end + told.end() for m in agents)


_IN_CARRIERS = re.compile(
    r"\b(?:in|among|for|within)\s+(?:(?:the|both|patients|those|adults|with|harbou?ring|carrying|older|younger|fit|unfit)\s+)*$",
    re.IGNORECASE,
)
_DID = re.compile(
    r"(?:\s+(?:maintenance|therapy|treatment|monotherapy|alone))?(?:\s+(?:was|were|is|are|has been|significantly|also|markedly|associated with|resulted in|led to|yielded|showed|demonstrated|provided|an?))*\s*",
    re.IGNORECASE,
)
_LENGTHENS = re.compile(r"(?:prolong|extend|lengthen|improv|increas)(?:s|ed|es|e|ing)\b", re.IGNORECASE)
_WITH = re.compile(r"[^,;.]{0,24}\b(?:with|on|after)\s+$", re.IGNORECASE)


def _is_gain_of_agent(level: Level, response: Response, alteration: Mention, agents: Sequence[Mention]) -> bool:
    """Whether a better outcome in altered patients is what a drug brought (`A was associated with longer EFS in patients with X`)."""
    if response.predicate != "better_prognosis" or alteration.start < response.end:
        return False
    if any(m.type == "ALTERATION" and m.end <= response.start for m in level.mentions):
        return False
    if _AGAINST_UNALTERED.search(level.text(response.end, level.end)):
        return False
    before = [m for m in agents if m.end <= response.start]
    lengthens = _LENGTHENS.match(level.text(response.start, response.end))
    if before and lengthens and _IN_CARRIERS.search(level.text(response.end, alteration.start)):
        return True
    if before and _DID.fullmatch(level.text(before[-1].end, response.start)):
        return True
    between = next((m for m in agents if response.end <= m.start and m.end <= alteration.start), None)
    is_told = between is not None and _WITH.fullmatch(level.text(response.end, between.start))
    return bool(is_told) and _IN_CARRIERS.search(level.text(response.end, alteration.start)) is not None


def objection(scope: Scope, level: Level, clause: Clause, response: Response) -> str:
    """Why a relation is no claim: disputed or unclear (ruling 4), an open question, or said not to hold."""
    number = level.clause_at(response.start)
    following = level.clauses[number + 1 : number + 2]
    disputed = therapies.words("disputed")
    if (
        disputed.search(level.text(response.start, min(clause.end, response.end + 24)))
        or any(disputed.match(_OPENLY.sub("", level.text(c.start, c.end))) for c in following)
        or any(_closes_open(level, c) or _NOT_SIGNIFICANT.match(level.text(c.start, c.end)) for c in following)
    ):
        return "the relation is said to be disputed or unclear"
    earlier = level.clauses[number - 1] if number and _RELATIVE.fullmatch(clause.mark) else clause
    said = level.text(earlier.start, response.start)
    asked = therapies.words("open").search(said)
    if (asked and not _WHATEVER.search(said[: asked.start()])) or _is_question(scope):
        return "the relation is an open question"
    if _is_one_view(level, response):
        return "it is one view of what is disputed"
    if _is_of_enrolled(level, number, response):
        return "the words tell who is enrolled"
    if response.predicate in PROGNOSES and _is_lost_beside(level, clause, response):
        return "another alteration takes the outcome away"
    if _SURVEYED.search(said) and _MATTER.match(level.text(response.end, clause.end)):
        return "the words tell what a text is about"
    if _BEARS_ON.search(said):
        return "the relation has no direction"
    return "the relation is said not to hold" if therapies.words("unsaid").search(said) else ""


def _is_one_view(level: Level, response: Response) -> bool:
    """Whether a word stands in one of the views on what is disputed, and not behind a turn to another alteration."""
    view = _ONE_VIEW.search(level.text(level.start, response.start))
    if view is None:
        return False
    opened = level.start + view.start()
    disputed = {m.name for m in level.within(level.start, opened) if m.type == "ALTERATION"}
    turns = [opened + m.end() for m in _TURNS_TO.finditer(view.group())]
    told = level.within(turns[-1], response.start) if turns else ()
    return not any(m.type == "ALTERATION" and m.name not in disputed for m in told)


_TURNS_TO = re.compile(r"[,，;；]\s*(?:而(?!且|非)|相反|但|\b(?:whereas|while|but|in\s+contrast)\b)", re.IGNORECASE)
_ONE_VIEW = re.compile(
    r"(?:争议|争论|定论|说法不一|结论不一|报道不一|意见不一|众说纷纭|不一致)[,;:，](?:但|其中|目前|既往|虽然?)?(?:一?部分|一些|少数|多数|个别|某些|既?有)[^,;。]{0,8}?(?:研究|学者|报道|报告|作者|文献|观点|人)[^;。]*$"
    r"|\b(?:controversial|disputed|debated|contentious|conflicting|contradictory)[,;:]\s+(?:with\s+|as\s+|but\s+|and\s+)?(?:some|several|certain|a few|one|other)\s+(?:\w+\s+){0,2}?"
    r"(?:stud(?:y|ies)|reports?|authors?|groups?|series|investigators?|data)\b[^;.]*$",
    re.IGNORECASE,
)
"""What opens one of the views on a tie that the sentence has called disputed (`尚存争议,部分研究认为其可导致…`)."""


_IS_LOST = re.compile(
    r"[^,;.。]{1,60}?(?:\b(?:is|was|are|were|may be|can be)\s+(?:\w+ly\s+)?(?:lost|abolished|negated|abrogated|cancelled|offset|nullified)\b"
    r"|\b(?:disappear|vanish)(?:s|ed)?\b|消失|丧失|不复存在|被(?:抵消|抵销|削弱|掩盖))",
    re.IGNORECASE,
)
"""What is said behind an outcome that a second change takes away (`favourable prognosis of X is lost with Y`)."""


def _is_lost_beside(level: Level, clause: Clause, response: Response) -> bool:
    """Whether the outcome of one alteration is said to be gone beside another one."""
    lost = _IS_LOST.match(level.text(response.end, clause.end))
    named = {m.name for m in level.within(clause.start, clause.end) if m.type == "ALTERATION"}
    return lost is not None and len(named) > 1


_SURVEYED = re.compile(
    r"讨论|探讨|关注|综述|概述|总结|介绍|阐述|\b(?:reviews?|reviewed|discuss(?:es|ed)?|summari[sz]e[sd]?|focus(?:es|ed)? on)\b",
    re.IGNORECASE,
)
_MATTER = re.compile(
    r"(?:性|的|相关)*(?:机制|特点|现状|研究|进展|策略)|\s+(?:mechanisms?|profiles?|patterns?)\b", re.IGNORECASE
)
"""Words that tell what a text deals with, and no relation (`本文关注X突变AML的耐药机制`)."""
_BEARS_ON = re.compile(
    r"\b(?:(?:bears?|bore|bearing) on|(?:influenc|affect|impact|modulat)\w*)\s+(?:the\s+|their\s+)?$",
    re.IGNORECASE,
)
"""What links an alteration with a response and tells no direction (`X mutations bear on sensitivity to D`)."""


def _is_of_enrolled(level: Level, number: int, response: Response) -> bool:
    """Whether a word of resistance only tells which patients a study takes (`纳入X突变、内分泌耐药的患者`)."""
    clause = level.clauses[number]
    if _IN_STUDY.search(level.text(level.start, response.start)):
        return True
    if response.predicate != "resistance" or not _PATIENTS.match(level.text(response.end, clause.end)):
        return False
    told = any(m.type == "ALTERATION" for m in level.within(clause.start, response.start))
    start = clause.start if told or not number else level.clauses[number - 1].start
    return therapies.words("enrolled").search(level.text(start, response.start)) is not None


_IN_STUDY = re.compile(
    r"\b(?:(?:is|are)\s+(?:also\s+|now\s+|currently\s+)?(?:being\s+)?(?:tested|studied|evaluated|assessed|investigated|explored|examined)"
    r"|(?:trials?|study|studies)\s+(?:is|are)\s+(?:currently\s+|now\s+)?(?:testing|evaluating|assessing|investigating|exploring|comparing))\s"
    r"(?:[^;.]{0,60}\s)?(?:in|among|for)\s+(?:adult\s+|older\s+)?(?:patients|adults|those|people)\s+(?:with|who|whose)\s[^;.]{0,80}\b(?:who|whose|and|that)\b[^;.,]{0,30}$",
    re.IGNORECASE,
)
"""Words that tell in whom something is being tested, before what these patients have (`is being tested in patients with X who …`)."""
_PATIENTS = re.compile(
    r"(?:型|性)?的?[^,;。]{0,14}?(?:患者|病例|人群|者)"
    r"|\s+(?:[\w-]+\s+){0,4}?(?:patients|disease|cancers?|carcinomas?|tumou?rs?|lymphomas?|leuk\w+|myeloma)\b",
    re.IGNORECASE,
)


def _closes_open(level: Level, clause: Clause) -> bool:
    """Whether a clause that names nothing itself ends in saying that reports disagree (`,几项研究说法不一`)."""
    said = level.text(clause.start, clause.end).rstrip()
    is_bare = not any(family(m) for m in level.within(clause.start, clause.end))
    return (
        is_bare
        and len(said) <= _SHORT_CLAUSE
        and any(m.end() == len(said) for m in therapies.words("disagreeing").finditer(said))
    )


_NOT_SIGNIFICANT = re.compile(
    r"\s*(?:但是?|不过|然而|虽然?|可惜|惟)?(?:两组|二者|两者|组间|这一|该|此|其)?(?:间|之间)?的?差异(?:均|尚|并|仍)*(?:无|没有|未达|不具|未见|不|未)(?:到|有|具)?(?:统计学|显著|明显|具有)"
    r"|\s*(?:(?:but|although|though|however|yet)\s*,?\s*)?(?:(?:the|this)\s+(?:difference|trend|association)|this|it)\s+(?:was|is|were|did)\s+not\s+(?:reach\s+)?(?:statistical(?:ly)?\s+)?signific\w+"
    r"|\s*(?:but|但|然而|却|后续|后来|研究|该|这一|此|结论|假设|推测|并|均|而)*(?:未能?|没有|无法)(?:得到|获得|被|获)?(?:证实|验证|确认|重复)(?:$|[,，;；。])"
    r"|\s*(?:but\s+|although\s+|though\s+|however,?\s+)?(?:(?:this|that|it|the\s+\w+)\s+)?(?:could\s+not\s+be|was\s+not|were\s+not|was\s+later|was\s+subsequently)\s+(?:\w+ly\s+)?(?:confirmed|verified|reproduced|replicated|substantiated|refuted|disproved)\b",
    re.IGNORECASE,
)
"""A clause that says of what was just told that it may be chance or was not borne out (`,但差异无统计学意义`)."""
_SHORT_CLAUSE = 48
_OPENLY = re.compile(
    r"^\s*(?:但|其(?=意义)|其?(?:确切|具体|真实|临床|预测|致病)*(?:作用|价值|关系|角色)|目前|至今|迄今|仍|尚|还|此|这|一点)*"
    r"|^\s*(?:gave|yielded|showed|produced)\s+|^\s*(?:(?:although|though|but|and)\s+)?(?:its|their|the)\s+(?:(?:exact|clinical|precise|true)\s+)?(?:role|significance|contribution|relevance|impact)\s+(?:(?:here|still|remains?|is|are)\s+)*(?=\w)",
    re.IGNORECASE,
)


def _is_question(scope: Scope) -> bool:
    text = scope.section.text.text
    return text[scope.sentence.start : scope.sentence.end].rstrip(' \n"”').endswith(("?", "？"))
