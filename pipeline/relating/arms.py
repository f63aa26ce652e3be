"""Treatment arms: what was given, and whether it is what is tested or what it is compared with.

>>> from pipeline.records import Concept, Mention
>>> ven = Mention(0, 4, "DRUG", "维奈克拉", Concept("chebi:1", "DRUG", "venetoclax"))
>>> aza = Mention(8, 12, "DRUG", "阿扎胞苷", Concept("chebi:2", "DRUG", "azacitidine"))
>>> [(arm.name, arm.is_control) for arm in find(Line("维奈克拉显著优于阿扎胞苷单药", 0, 14, (ven, aza)))]
[('venetoclax', False), ('azacitidine', True)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline import lexicon
from pipeline.lexicon import local_id
from pipeline.records import Mention
from pipeline.relating import cue_words, preparation
from pipeline.relating.figures import LISTED_KINDS, measure_of
from pipeline.relating.lines import Line, pattern, words
from pipeline.relating.prior_treatment import others_than_prior

_REACH, _MODIFIED_REACH = 12, 40
_EXPLAINS = re.compile(
    r"(?:\([^()]*\)|\))?(?:(?:,|\s?[-–—]{1,2})\s*(?:an?|the)\b[A-Za-z -]{0,40}|——[^,;。()]{0,12}|(?:则|亦|也|同样)?(?:是|为|作为|属于|系)[^,;。()]{0,20}|\s(?:is|was|are)\s(?:an?|the)\b[A-Za-z -]{0,40})",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"[A-Za-z)案组]中的\s*$")
"""An agent inside a named regimen (`ABVD中的博来霉素`)."""
_NO_ARM_BEFORE = re.compile(r"(?:的)?(?:随机|平行|双盲|开放|[IⅠ-Ⅳ]+期)*(?:研究|试验|临床)|trial|study|led")
_NO_GROUP_BEFORE = re.compile(rf"{_NO_ARM_BEFORE.pattern}|,")
_BARE_CONTROLS = ("对照", "control", "controls")
"""`对照` before a comma ends a phrase (`以甲药为对照,`) and names no group."""
_LEADS_IN = ("", "—", "——", "、如", "如", ", such as", "such as")
_UNNAMED_PARTNERS = re.compile(
    r"\s*(?:的)?联合(?:治疗|用药|疗法|方案|策略)+组?|[双两三四](?:药|联)(?:联合)?(?:治疗|方案)?组|[\s-]+(?:triplet|doublet|quadruplet)\b|[\s-]+(?:containing|based)?\s*combination(?! with| of)(?:s| therap(?:y|ies)| regimens?)?\b"
    r"|为(?:基础|主|主干|骨架)的?(?:多药|综合|一线|二线|前线|挽救|靶向|诱导|巩固|维持|[两二双三四](?:药|联)|联合)*(?:治疗|方案|疗法|化疗|策略)组?"
    r"|(?:\s?\([A-Z][A-Za-z]{1,7}\))?-(?:based|containing) (?:[a-z-]+ ){0,2}(?:regimens?|therap(?:y|ies)|treatments?|triplets?|doublets?|induction|salvage)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm as the text names it; `concept_id` may be empty for an unnamed comparator.

    `lead` is the agent of a combination that the text names first: what `联合X` in the next clause is added to; of a
    nameless comparator, the agent that it did without. `base`
    is what an agent is said to be added to (`在X基础上加用Y` → X): what the other arm of such a study gets.
    """

    start: int
    end: int
    name: str
    concept_id: str = ""
    is_control: bool = False
    is_named_group: bool = False
    is_general: bool = False
    kind: str = "REGIMEN"
    lead: str = ""
    base: str = ""

    def at(self, start: int, end: int) -> Arm:
        """The same arm, taken up at another place."""
        return replace(self, start=start, end=end)


def find(line: Line) -> list[Arm]:
    """Arms named in a line, in order; agents that are no treatment here (resistance to them, a class before its
    member) are left out."""
    given = list(_treatments(line))
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    refused = [m for m in agents if m not in given and m.name not in names_of("no_arms")]
    arms = [_with_group_before(line, arm) for arm in _with_listed_controls(line, [_arm(line, m) for m in given])]
    told = (*_controls(line), *_without_it(line), *(_transplant_groups(line) if arms else ()))
    worded = [arm for arm in told if not any(m.start < arm.end and arm.start < m.end for m in refused)]
    arms = [arm for arm in arms if not any(c.start < arm.start and arm.end == c.end for c in worded)]
    arms = _explained_controls(line, arms, worded)
    named = [
        arm
        for arm in worded
        if not any(arm.start < a.end and a.start < arm.end for a in arms) and not _is_explained(line, arm, arms)
    ]
    left_out = [
        arm for arm in _left_out(line, refused) if not any(arm.start < a.end and a.start < arm.end for a in named)
    ]
    found = sorted([*_without_appositions(line, arms), *named, *left_out], key=lambda arm: arm.start)
    compared = {arm.name for arm in found if arm.is_control and not arm.is_general}
    return [replace(arm, is_control=True) if arm.name in compared and arm.is_named_group else arm for arm in found]


def _is_explained(line: Line, worded: Arm, arms: Sequence[Arm]) -> bool:
    """Whether a bracket right behind a nameless comparator holds what it gets, and nothing else (`对照组(安慰剂+甲药)`)."""
    return worded.name == "control" and any(_fills_bracket(line, worded.end, arm) for arm in arms)


_BRACKETED = re.compile(r"\s*(?:arm|group)?\s*\(\s*(?:[nN]\s*=\s*\d+\s*[,:]\s*)?")
_BRACKET_END = re.compile(r"\s*(?:组|方案|单药|治疗)?\s*(?:[,:;]?\s*(?:[nN]\s*=\s*)?\d+\s*(?:例|人)?\s*)?\)")


def _fills_bracket(line: Line, opened: int, arm: Arm) -> bool:
    """Whether an arm, with a number of patients at most, is all that a bracket behind an offset holds."""
    inside = _BRACKETED.fullmatch(line.between(opened, arm.start))
    return inside is not None and _BRACKET_END.match(line.text, arm.end, line.end) is not None


def _explained_controls(line: Line, arms: Sequence[Arm], worded: Sequence[Arm]) -> list[Arm]:
    """The arms of a line; what the bracket behind `对照组` or `the control arm` holds is the comparator's."""
    opened = [arm.end for arm in worded if arm.name == "control"]
    arms = [_with_control_word(line, arm, worded) for arm in arms]
    return [
        replace(arm, is_control=True, is_named_group=True)
        if any(_fills_bracket(line, end, arm) for end in opened)
        else arm
        for arm in arms
    ]


def _with_control_word(line: Line, arm: Arm, worded: Sequence[Arm]) -> Arm:
    """An arm with the word right behind it that makes it the comparator (`the chemotherapy controls`, `单用化疗的历史对照`)."""
    behind = next((c for c in worded if c.name == "control" and c.start >= arm.end), None)
    if behind is None or line.between(arm.end, behind.start) not in ("", " ", "的"):
        return arm
    return replace(arm, end=behind.end, is_control=True, is_named_group=True)


_GROUP_BEFORE = re.compile(r"(?<=\bthe )(?:[a-z][a-z-]+ ){1,2}(?:arm|group)\s?\(\s*(?:[nN]\s*=\s*\d+\s*[,:;]\s*)?$")
"""The words for a group before the bracket that tells what it got (`the bispecific arm (A)`)."""


def _with_group_before(line: Line, arm: Arm) -> Arm:
    """An arm that fills the bracket of its group, from the words for the group on; those of a comparator are read by themselves."""
    told = _GROUP_BEFORE.search(line.text, max(line.start, arm.start - _MODIFIED_REACH - _MODIFIED_REACH), arm.start)
    if told is None or _BRACKET_END.match(line.text, arm.end, line.end) is None:
        return arm
    is_other = any(m.start < arm.start and told.start() < m.end for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS"))
    return (
        arm if is_other or _CONTROL_WORD.search(told.group()) else replace(arm, start=told.start(), is_named_group=True)
    )


_CONTROL_WORD = re.compile(r"\b(?:control|placebo|comparator|observation)\b")
_LISTED = re.compile(r"\s*(?:、|/|或|和|与|及|,?\s*(?:or|and)\s)\s*")


def _treatments(line: Line) -> Iterator[Mention]:
    """Agents that are given here; one listed behind an agent that is not (`未用过A与B`) is none either.

    What an agent is given as (`A维持治疗与B`) is no item of such a list, nor is a nameless comparator (`the control and A arms`).
    """
    refused: Mention | None = None
    given = -1
    for mention in line.of("DRUG", "REGIMEN", "DRUG_CLASS"):
        follows = refused is not None and _LISTED.fullmatch(line.between(refused.end, mention.start))
        if _is_treatment(line, mention) and not follows:
            refused, given = None, mention.end
            yield mention
        else:
            is_use = mention.start - given in (0, 1) and mention.name in names_of("no_arms")
            is_other = mention.name == "control" and mention.text.isascii()
            refused = None if is_use or is_other else mention


def _with_listed_controls(line: Line, arms: list[Arm]) -> list[Arm]:
    """Arms listed behind a comparator are comparators too (`优于A或B`)."""
    done: list[Arm] = []
    for arm in arms:
        last = done[-1] if done else None
        listed = last is not None and last.is_control and bool(_CHOICE.fullmatch(line.between(last.end, arm.start)))
        done.append(replace(arm, is_control=True) if listed and not arm.is_control else arm)
    return done


_CHOICE = re.compile(
    r"\s*(?:、|/|或|(?:\([^()]*\d(?:%|\s?(?:months|years))[^()]*\))?,?\s*or\s(?:(?:with|in|over|than|for)\s)?(?:the\s)?)\s*"
)


def agents_of(arm: Arm) -> frozenset[str]:
    """The agents of an arm: those that a regimen of its name is known to hold, else those of its name."""
    return _agents_named(arm.name)


def is_part(first: str, second: str) -> bool:
    """Whether the second of two arms is the first with something more, by their names."""
    parts = set(first.split(" + ")) < set(second.split(" + "))
    return bool(first) and (parts or _agents_named(first) < _agents_named(second))


def is_usual(first: str, second: str) -> bool:
    """Whether the first of two arms is what the second is compared with: treatment in general, or a part of the second."""
    return (is_general(first) and not is_general(second)) or is_part(first, second)


@lru_cache(maxsize=4096)
def _agents_named(name: str) -> frozenset[str]:
    entry = lexicon.load().named("REGIMEN", name)
    return frozenset(entry.relations.get("agent", ()) if entry else ()) or frozenset(name.split(" + "))


@lru_cache(maxsize=8)
def names_of(table: str) -> frozenset[str]:
    """The canonical names that a cue table lists."""
    return frozenset(row["name"] for row in lexicon.cues(table))


def is_general(name: str) -> bool:
    """Whether a name is that of treatment in general (`chemotherapy`)."""
    return name in names_of("general_therapies")


@lru_cache(maxsize=1)
def procedures() -> frozenset[str]:
    """Those of `no_arms` that are arms where a group had them."""
    return frozenset(row["name"] for row in lexicon.cues("no_arms") if row["as_group"] == "yes")


@lru_cache(maxsize=1)
def _comparators() -> frozenset[str]:
    """Arms that are always what is compared with."""
    return frozenset(row["arm"] for row in lexicon.cues("control_arms")) - names_of("general_therapies")


def is_comparator(name: str) -> bool:
    """Whether an arm is compared with by its name alone: `placebo`, also beside a backbone that both arms get."""
    return name in _comparators() or "placebo" in name.split(" + ")


_DOSE_BEHIND = re.compile(
    r"\s*\d+(?:\.\d+)?\s*(?:mg|μg|g|IU)(?:/[A-Za-z0-9²]+)*\s*(?:\b[bqt][idw]d?\b|每[日天周][\d一二两三]?次|隔日1?次)?\s*(?=组|arm|group)",
    re.IGNORECASE,
)
"""A dose between an agent and the word for its group (`杰克替尼100 mg bid组`)."""


_CLOSES_GROUP = re.compile(r"(?:方案|单药)?\)\s*组")
"""The end of a bracket that tells what a group gets (`标准方案(甲药或乙药)组`)."""
_SHORT_BEHIND = re.compile(r"\s*\([A-Za-z][A-Za-z0-9+/-]{0,15}(?:方案)?\)\s*(?=组)")
"""The short name in a bracket between an agent and the word for its group (`甲药联合乙药(XY)组`)."""


_WITH_BEFORE, _REGIMEN_BEHIND = (
    re.compile(r"(?<!不)(?<!未)含(?:有|[大中高低小]剂量)?$"),
    re.compile(r"(?:\([^()]{1,12}\))?(?:的)?(?:(?:治疗|化疗|诱导|联合)*方案(?:诱导|治疗|化疗|巩固|维持)*组?|组)"),
)
"""Round an agent of a regimen whose partners are not named (`含甲药方案组`)."""


_SHARED_TAIL = re.compile(r"-\s+(?:and|or|versus|vs\.?)\s+", re.IGNORECASE)
"""Between two agents that share the last part of a compound (`A- and B-based regimens`)."""


def _unnamed_partners(line: Line, mention: Mention) -> re.Match[str] | None:
    """The words behind an agent, or behind one that it shares them with, that it was given with others."""
    shared = _SHARED_TAIL.match(line.text, mention.end, line.end)
    following = (m.end for m in line.of("DRUG") if shared and m.start == shared.end())
    return _UNNAMED_PARTNERS.match(line.text, next(following, mention.end), line.end)


_IS_OF_CLASS = re.compile(r"为|(?:\s?\([^()]*\))?-based (?:[a-z-]+ ){0,2}combinations?\b")
"""The words for unnamed partners that hold behind a class, too (`BTK inhibitor-based combinations`)."""


def _arm(line: Line, mention: Mention) -> Arm:
    joined = _unnamed_partners(line, mention)
    if joined is None and _WITH_BEFORE.search(line.text, max(line.start, mention.start - 6), mention.start):
        joined = _REGIMEN_BEHIND.match(line.text, mention.end, line.end)
    if joined and (mention.type == "DRUG" or (mention.type == "DRUG_CLASS" and _IS_OF_CLASS.match(joined.group()))):
        return _combined(line, mention, joined)
    dose = _DOSE_BEHIND.match(line.text, mention.end, line.end) or _SHORT_BEHIND.match(line.text, mention.end, line.end)
    tail = pattern("trial_metric_words", role="arm_tail").match(line.text, dose.end() if dose else mention.end)
    return Arm(
        mention.start,
        mention.end,
        mention.name,
        mention.concept.concept_id if mention.concept else "",
        is_comparator(mention.name) or is_compared(line, mention.start, mention.end),
        (tail is not None and tail.group().endswith(("组", "者", "arm", "group", "arms")))
        or _PEOPLE.match(line.text, mention.end, line.end) is not None
        or _CLOSES_GROUP.match(line.text, mention.end, line.end) is not None,
        is_general(mention.name),
        mention.type,
        next((part.name for part in mention.parts if part.type in ("DRUG", "DRUG_CLASS")), mention.name),
        _base(mention),
    )


_PEOPLE = re.compile(r"(?:[\s-](?:arm|group|arms|recipients|treated (?:patients|group|arm))\b)", re.IGNORECASE)
"""What makes a group of an agent's name in English (`the ibrutinib arm`, `ibrutinib-treated patients`)."""
_UPON = re.compile(
    r"(?:的?基础上|中)(?:再|继续|同时)?(?:加用|加入|加|联合|增加|添加)|(?:单药)?(?:再|序贯)?(?:加用|加入|增加|添加)"
)
_ADDED_TO = re.compile(r"\b(?:added to|on top of|on a backbone of|to)\b", re.IGNORECASE)


_MADE = re.compile(r"[使令]|加入到|叠加于|叠加到|添加至|加至")
"""What stands between an agent and what it is added to (`甲药使乙方案`, `将甲药叠加于乙方案`)."""


def _is_joined_to(agents: Sequence[Mention], mention: Mention) -> bool:
    """Whether one agent is put into a regimen (`甲药加入乙方案`)."""
    gap = mention.text[agents[0].end - mention.start : agents[-1].start - mention.start]
    return gap == "加入" and agents[0].type == "DRUG" and agents[-1].type == "REGIMEN"


def _base(mention: Mention) -> str:
    """The agents of a combination that another is said to be added to, sorted and joined; or nothing."""
    if mention.type != "REGIMEN":
        return ""
    agents = [part for part in mention.parts if part.type in ("DRUG", "DRUG_CLASS", "REGIMEN")]
    if agents and (_MADE.search(mention.text) or _is_joined_to(agents, mention)):
        kept = agents[1:]
    elif upon := _UPON.search(mention.text):
        kept = [part for part in agents if part.end - mention.start <= upon.start()]
    elif added := _ADDED_TO.search(mention.text):
        kept = [part for part in agents if part.start - mention.start >= added.end()]
    else:
        return ""
    return " + ".join(sorted({name for part in kept for name in part.name.split(" + ")}, key=str.lower))


def _combined(line: Line, drug: Mention, joined: re.Match[str]) -> Arm:
    """A combination whose partners are not named: `维奈克拉联合治疗` (corpus guideline, ruling 4)."""
    name = f"{drug.name} combination"
    is_control = is_compared(line, drug.start, joined.end())
    return Arm(
        drug.start, drug.end, name, local_id("REGIMEN", name), is_control, joined.group().endswith("组"),
        kind="REGIMEN", lead=drug.name,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _refusal() -> re.Pattern[str]:
    """What follows an agent that is no treatment here (`耐药`, `暴露`)."""
    refusals, kept = (
        "|".join(map(re.escape, words("trial_metric_words", role=role))) for role in ("no_arm_after", "arm_after")
    )
    return re.compile(
        rf"(?:(?:\s*\([^()]{{1,12}}\)|\))(?=-)|\s*)[\s-]*(?:获得性|原发性|原发|继发性|单药|治疗(?!初治|难治))?(?:依然|仍然|仍|也|均|都|尚|还|却|同样|保持)*(?!{kept})(?:{refusals})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _modifiers() -> re.Pattern[str]:
    modifiers = "|".join(map(re.escape, words("trial_metric_words", role="arm_modifier")))
    return re.compile(rf"(?:{modifiers}|\s)+$", re.IGNORECASE)


_WITHDRAWN = re.compile(
    r"(?:停用|停服|停止服用|停止使用|终止|撤除)(?:了)?\s*$|\b(?:stopping|stopped|discontinuing|discontinuation of|cessation of|withdrawal of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words before a drug that is given no more: figures are those of life without it."""
_HALTED = re.compile(
    r"(?:(?:\s*,\s*|\s+(?:or|and)\s+)[A-Za-z-]+){0,3}\s+(?:had been|has been|was|were|is)\s+(?:halted|stopped|discontinued|withdrawn)",
    re.IGNORECASE,
)


_HAD, _PREVIOUSLY = (
    re.compile(r"\b(?:received|had|got|taken|given|exposed to|treated with)\s+(?:\w+\s+){0,2}$", re.IGNORECASE),
    re.compile(r"\s+(?:previously|beforehand|in the past)\b", re.IGNORECASE),
)
"""Round an agent that patients had before the study (`women who had not received tamoxifen previously`)."""


_ENROLLED = re.compile(
    r"(?:入组|纳入|招募|入选|限定|针对|面向|对象)[^,;。]{0,16}?(?:经|接受过?|用过|使用过)(?:[^,;。]{0,10}(?:、|和|或|及))?$"
)
_TREATED_AND = re.compile(
    r"(?:(?:、|和|或|及)[^,;。、]{1,12}?)?(?:单药|方案)?治疗(?:、|且|而|并|后|过|失败|无效|的|,(?=[有伴且并仍]))"
)
_OF_TRIAL = re.compile(r"[试实]验组|研究组|对照|安慰剂|随机|[该此]药组|[两该]组")


def _is_entry_criterion(line: Line, mention: Mention) -> bool:
    """Whether a line says which treatment the patients of a trial had had, before its groups (`入组经甲药治疗且有症状者,试验组…`)."""
    if not _TREATED_AND.match(line.text, mention.end, line.end):
        return False
    before = _ENROLLED.search(line.text, max(line.start, mention.start - _MODIFIED_REACH), mention.start)
    return before is not None and _OF_TRIAL.search(line.text, mention.end, line.end) is not None


def _is_of_the_past(line: Line, mention: Mention) -> bool:
    told = _PREVIOUSLY.match(line.text, mention.end, line.end)
    return (
        told is not None
        and _HAD.search(line.text, max(line.start, mention.start - _MODIFIED_REACH), mention.start) is not None
    )


NOT_GIVEN = re.compile(
    r"未(?:曾|经|行|接受|用|使用|予|给予|联合|加用|应用|合用|合并)*(?:过|了)?$|(?<![或/])不(?:含|联合|加用|使用|接受)$|(?<![是除])非$|(?<![A-Za-z])[Nn]on-$|(?<=% )without\s+$|(?<=months )without\s+$"
)


_PROCEDURE_GROUP = re.compile(
    r"\s*(?:可|能|明显|显著)*(?:使|提高|改善|延长)|\s*的?\s*\d+\s*例(?:患者)?(?=[^,;。]{0,12}率)|\s*(?:治疗)?(?:组(?![织成合])|者(?![的均]?(?:不|未)))|\s+(?:arm|group|cohort|recipients)\b"
    r"|\s*\(\s*n\s*=\s*\d+\s*\)\s*,?\s*(?:or|versus|vs\.?)\s+(?:received\s+|(?:were\s+)?given\s+|treated with\s+)?(?=[A-Za-z])",
    re.IGNORECASE,
)
_FIGURE_BEFORE = re.compile(
    r"(?:%|\d\s?(?:months|years|mo))\s*(?:\([^()]*\)\s*)?(?:with|after|following|in)\s+(?:the\s+)?$|\brecipients of\s+(?:an?\s+)?$",
    re.IGNORECASE,
)


_LATER_STEP = re.compile(r"(?:后续|随后|其后|桥接|序贯|再)(?:行|接受|进行)?$")


_BENEFITED = re.compile(
    r"\s+(?:in\s\w+\s)?(?:significantly\s+)?(?:conferred|provided|offered|brought|improved|prolonged)\s[^;.()]{2,60}\(\s*(?:hazard ratio|HR|OR|odds ratio)\b",
    re.IGNORECASE,
)
"""What a procedure brought about, by its ratio (`transplantation conferred a benefit in RFS (HR, 0.69)`)."""


def _is_group(line: Line, mention: Mention) -> bool:
    """Whether a procedure is what a group had, and no step on the way (`异基因移植组`, `65% with allo-HSCT`)."""
    before = max(line.start, mention.start - 8)
    if _LATER_STEP.search(line.text, before, mention.start) or NOT_GIVEN.search(line.text, before, mention.start):
        return False
    return bool(
        _PROCEDURE_GROUP.match(line.text, mention.end, line.end)
        or _BENEFITED.match(line.text, mention.end, line.end)
        or _FIGURE_BEFORE.search(line.text, max(line.start, mention.start - 40), mention.start)
    )


_YEAR_PROTOCOL = re.compile(r"(?:19|20)?\d\d\s+(?:study\s+|treatment\s+)?protocols?\b")
_ON_THE = re.compile(r"\b(?:treated|enrolled|entered|registered)\s+(?:on|in|into)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,5}$")


_FEATURED = re.compile(
    r"\bprotocols?,?\s+(?:which|that)\s+(?:featured|included|comprised|contained|omitted)\b[^.;]{0,120}$"
)
"""What a study's protocol held beside the rest of it (`on the ALL-2005 protocol, which featured A`)."""


def _is_study_protocol(line: Line, mention: Mention) -> bool:
    """Whether a protocol that goes by its year is the study that patients were in (`children treated on the ALL-2005 protocol`)."""
    year = mention.text[-2:].isdigit() and _YEAR_PROTOCOL.match(line.text, mention.end - 2, line.end)
    return bool(year and _ON_THE.search(line.text, max(line.start, mention.start - _PROTOCOL_REACH), mention.start))


_PROTOCOL_REACH = 80


def _is_treatment(line: Line, mention: Mention) -> bool:
    if mention.name in names_of("no_arms"):
        return mention.name in procedures() and _is_group(line, mention)
    before = line.text[max(line.start, mention.start - _MODIFIED_REACH) : mention.start].rstrip()
    if before[-1:] in ("", "的") and _PART_OF.search(line.text, line.start, mention.start):
        return False
    if mention.type == "DRUG_CLASS" and (_is_pointed_at(line, mention) or _is_whole_of_one(line, mention)):
        return False
    if mention.type == "REGIMEN" and _is_study_protocol(line, mention):
        return False
    if "protocol" in before and _FEATURED.search(before):
        return False
    if NOT_GIVEN.search(line.text, max(line.start, mention.start - _REACH), mention.start):
        return False
    if _HALTED.match(line.text, mention.end, line.end) or _is_of_the_past(line, mention):
        return False
    if _is_entry_criterion(line, mention):
        return False
    if _WITHDRAWN.search(line.text, max(line.start, mention.start - _REACH), mention.start):
        return False
    if is_general(mention.name) and _is_time(line, mention):
        return False
    if _refusal().match(line.text, mention.end, line.end) or preparation.is_preparation(line, mention):
        return False
    if _is_remedy(line, mention):
        return False
    if _unsuited().search(line.text, max(line.start, mention.start - _UNSUITED_REACH), mention.start):
        return False
    if before.lower().endswith(_AFTER_WORDS) and (
        _FIGURE_AFTER.search(line.text, max(line.start, mention.start - 24), mention.start)
        or _CHANGED_AFTER.search(line.text, max(line.start, mention.start - 32), mention.start)
    ):
        return True
    return not (
        _BEFORE_NOW.search(line.text, max(line.start, mention.start - 24), mention.start)
        or _HAD_BEFORE.search(line.text, max(line.start, mention.start - 64), mention.start)
    )


_BY_MEANS_OF = re.compile(
    r"(?:经|予以?|给予|应用|使用|加用|采用)(?:[\u4e00-\u9fff]{1,6}(?:、|和|及|或))?$"
    r"|\b(?:manageable|resolved|subsided|abated|(?:(?:was|were|is|are|be|been)\s+(?:\w+ly\s+)?|and\s+)(?:managed|treated|controlled|resolved|relieved|reversed|handled))\s+(?:\w+\s+)?(?:with|by|after|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_IS_HANDLED = re.compile(r"[^,;。\d]{0,20}?(?:可控|控制|处理|缓解(?!率|期)|好转|恢复|消失|治愈|减轻|改善)")
_OF_PEOPLE = re.compile(r"\b(?:patients|those|adults|children|who|whom)\s+$", re.IGNORECASE)


def _is_remedy(line: Line, mention: Mention) -> bool:
    """Whether an agent is what an adverse event was treated with, of which a figure has been told (`腹泻87%,经甲药处理后好转`)."""
    told = _BY_MEANS_OF.search(line.text, max(line.start, mention.start - _REMEDY_REACH), mention.start)
    if told is None or not (told.group().isascii() or _IS_HANDLED.match(line.text, mention.end, line.end)):
        return False
    before = [m for m in line.of("METRIC", "ADVERSE_EVENT") if m.end <= told.start()]
    if not before or before[-1].type != "ADVERSE_EVENT" or not any(v.end <= told.start() for v in line.of("VALUE")):
        return False
    gap = line.between(before[-1].end, told.start())
    return ";" not in gap and not _OF_PEOPLE.search(gap)


_REMEDY_REACH = 32


_CYCLES, _AT_END = (
    re.compile(r"(?:\d|[一两二三四六])\s*个?(?:疗程|周期|程)的?(?:诱导|巩固|标准)*$"),
    re.compile(r"(?:诱导|治疗|方案)*(?:结束|完成)?(?:之?后|时|末)"),
)


def _is_time(line: Line, mention: Mention) -> bool:
    """Whether a number of cycles of treatment only tells when (`2个疗程化疗后阴性者的OS率`)."""
    before = _CYCLES.search(line.text, max(line.start, mention.start - _REACH), mention.start)
    return before is not None and _AT_END.match(line.text, mention.end, line.end) is not None


_FIGURE_AFTER = re.compile(
    r"(?:%|months?|years?)\s*(?:\([^()]*\)\s*)?(?:after|following)\s+(?:the\s+)?$", re.IGNORECASE
)
"""A figure that tells its arm by `after` (`85% after BEACOPP`)."""
_CHANGED_AFTER = re.compile(
    r"\bthan\s+(?:after|following)\s+(?:the\s+)?$|\b(?:reduced|improved|increased|decreased|prolonged|lower|higher|longer|better|improved outcomes?|(?:more|less) (?:common|frequent|often|frequently|likely)|commoner|rarer|rare|common|frequent)\s+(?:than\s+)?(?:after|following)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""A change that tells its treatment by `after` (`the incidence of relapse was reduced after maintenance with A`)."""
_AFTER_WORDS = ("after", "following", "the")
"""What such words end in."""
_HAD_BEFORE = re.compile(
    r"\b(?:(?:also|already|previously|earlier|formerly)\s+(?:been\s+)?(?:received|treated with|given|exposed to|taken|tried|failed)"
    r"|(?:progress(?:ed|ing)|relaps(?:ed|ing)|failed|failing)\s+(?:on|while on|during|under|despite|treatment with|therapy with)|failed(?: to respond to)?|(?:resistant|refractory|intolerant|resistance|intolerance|sensitive|susceptible|sensitivity) (?:to|of))"
    r"(?:\s+(?:treatment|therapy) with)?(?:\s+(?:an?|the|at least one|one or more|one or two|one|two|three|any|other|another|prior|different|up to \w+|\d|≥\s?\d|both|\w+ lines? of|covalent|noncovalent|[\w-]+-generation|anti-\w+))*\s*$",
    re.IGNORECASE,
)
"""Words before an agent that the patients had before the study (`who had already received a BCL2 inhibitor`, `progressed on`)."""
_AMONG, _ONE_OF_THEM = (
    re.compile(
        r"(?:^|[.;。;]\s*)(?:among|of(?: all)?)\s+(?:(?:the|all|currently|available|approved|oral|these|various)\s+)*$",
        re.IGNORECASE,
    ),
    re.compile(r"(?:\s*\([^()]*\))?(?:\s+(?:in use|available|approved|studied|tested))?\s*,\s*$", re.IGNORECASE),
)
"""Round a class of which one member is spoken of (`Among the X inhibitors, A stands out for …`)."""


def _is_whole_of_one(line: Line, mention: Mention) -> bool:
    """Whether a class only tells among which agents the one behind it stands."""
    if not _AMONG.search(line.text[line.start : mention.start]):
        return False
    following = next((m for m in line.of("DRUG", "REGIMEN") if m.start >= mention.end), None)
    return following is not None and _ONE_OF_THEM.fullmatch(line.between(mention.end, following.start)) is not None


_POINTED_AT = re.compile(r"(?:[该此]|这[一种个款]+|\b(?:this|such an?))\s*$", re.IGNORECASE)
"""A class that is pointed at stands for the agent named before (`该ADC`, `this bispecific`)."""
_THE = re.compile(
    r"(?<![a-z])the\s+(?:oral\s+|novel\s+|new\s+|investigational\s+|selective\s+|newer\s+)?$", re.IGNORECASE
)
_ONE_OF_A_KIND = re.compile(
    r"(?:inhibitor|antagonist|agonist|degrader|conjugate|antibody|bispecific|engager|modulator|ADC|TKI|CAR[ -]?T)$"
)
_KIND_TAIL = re.compile(r"\s+(?:product|construct|therapy|agent|compound|molecule)\b")


def _is_pointed_at(line: Line, mention: Mention) -> bool:
    """Whether a class takes up the agent named before: `this ADC`, or `the STAMP inhibitor` in the singular, alone."""
    if _POINTED_AT.search(line.text, max(line.start, mention.start - 6), mention.start):
        return True
    if not _THE.search(line.text, max(line.start, mention.start - 24), mention.start):
        return False
    if not _ONE_OF_A_KIND.search(mention.text):
        return False
    tail = _KIND_TAIL.match(line.text, mention.end, line.end)
    following = next((m for m in line.of("DRUG", "REGIMEN") if m.start >= mention.end), None)
    behind = tail.end() if tail else mention.end
    return following is None or bool(line.between(behind, following.start).strip())


_UNSUITED_REACH = 36


@lru_cache(maxsize=1)
def _unsuited() -> re.Pattern[str]:
    """Words of suitability before a treatment that then only tells who the patients are (`不适合强化疗者`, `unfit for`)."""
    words_before = pattern("trial_metric_words", role="no_arm_before").pattern
    return re.compile(
        rf"{words_before}(?:接受|进行|行|使用|应用|采用|标准|常规|高强度|\s|the\b|standard\b|conventional\b|more\b)*$",
        re.IGNORECASE,
    )


_BEFORE_NOW = re.compile(
    r"(?:既往|曾经?|此前|先前|用过|(?<!研究者)(?<!医生)(?<!医师)选定|prior|previous(?:ly)?|\bpost-|\bafter|\bfollowing|\bexposed to(?: an?)?|\bintolerant (?:of|to)|\bfailed|\bfailure of|载荷[是为]?|payload(?:,| is| was)?(?: an?| the)?)(?:接受|使用|应用|treated with|treatment with)?(?:\s*(?:covalent|noncovalent|first-line|\w+-generation|definitive|induction|concurrent|platinum-based|adjuvant|neoadjuvant|upfront|front-?line|salvage))*[^,;。]{0,4}$",
    re.IGNORECASE,
)
"""Words before an agent that was given earlier, or that only carries another."""


_SET_REACH, _SIGNS_OF_SETTING = 96, (
    "than ", "ority of ", "tage of ", "efit of ", "compar", "erior ", "set ", " as ",
)  # fmt: skip
_SET_AGAINST = re.compile(
    r"\bthan\s+(?:of|in|with|for|among|on|under)\s+(?:the\s+|those\s+|patients\s+|given\s+|on\s+)*$"
    r"|\bthan\s+(?:those|patients|recipients|participants)\s+(?:given|receiving|taking|on|in|with|treated with|assigned(?: to)?|who (?:had )?(?:received|got))\s+(?:the\s+)?$"
    r"|\b(?:superiority|non-?inferiority|inferiority|advantage|benefit)\s+of\s+[^,;.()]{2,60}?\s(?:to|over|versus|vs\.?)\s+(?:the\s+)?$"
    r"|\bas\s+(?!well\b)[\w-]+(?:\s+\w+)?\s+(?:with|on|in|under|for|among)\s[^,;.()]{2,60}?\sas\s+(?:with|on|in|under|for|among)\s+(?:the\s+|those\s+|patients\s+|given\s+|on\s+)*$"
    r"|\b(?:superior|inferior|comparable)\s+(?!to\b|with\b)[^,;.()]{2,40}?\s(?:to|with)\s+(?:the\s+)?$|\bset\s+[^,;.()]{2,60}?\s(?:beside|against|alongside)\s+(?:the\s+)?$"
    r"|\bcompared (?:with|to)\s+(?:those|patients|subjects|participants|recipients)\s+(?:on|in|with|of|given|receiving|taking|treated with|assigned to|who received)\s+(?:the\s+)?$"
    r"|\b(?:compared|comparing|compares|comparison of)\s+(?!to\b|with\b)(?:[^,;.()]|\([^()]{1,16}\)){2,60}?\s(?:with|to|against)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What sets the treatment behind it against one named before (`superiority of A to B`, `we compared A with B`)."""


def is_compared(line: Line, start: int, end: int) -> bool:
    """Whether a comparator stands directly before (`优于`, `than`, `vs`) or around (`与…相比`) the words."""
    before = line.text[max(line.start, start - _MODIFIED_REACH) : start]
    lead = before.rstrip()
    if lead.lower().endswith(words("trial_metric_words", role="arm_modifier")):
        lead = _modifiers().sub("", before)
    if _ends_with(lead, words("trial_metric_words", role="comparator_before")) and not lead.endswith("比较"):
        return True
    told = before.rstrip()
    if told.endswith(_IS) and _COMPARATOR_IS.search(told):
        return True
    bare = start - len(before) + len(lead)
    reach = line.text[max(line.start, bare - _SET_REACH) : bare].rstrip().lower() + " "
    if any(sign in reach for sign in _SIGNS_OF_SETTING) and _SET_AGAINST.search(reach):
        return True
    if _ALIKE_BEHIND.match(line.text, end, line.end) and _AND_BEFORE.search(lead):
        return True
    if _CALLED_CONTROL.match(line.text, end, line.end):
        return True
    closes = pattern("trial_metric_words", role="comparator_close").search(line.text, end, min(end + _REACH, line.end))
    if not closes:
        return False
    said = _NO_OPENING.sub("  ", lead)
    opened = max((said.rfind(form) for form in words("trial_metric_words", role="comparator_open")), default=-1)
    if opened < 0 or _goes_on_against(line, lead[opened:], closes.end()):
        return False
    return not re.search(r"[,;。]", lead[opened:] + line.between(end, closes.start()))


_NO_OPENING = re.compile("同[样时等期步类]|[不相共]同|以[及上下内外来后前]|[参给]与|[可所难予加]以")
"""Words that only look as if a comparison opened with them (`同样是联合化疗对比单纯化疗`)."""
_IS = (
    "是",
    "为",
    "系",
    "用",
    "择",
    "了",
    "标准",
    "常规",
    "单纯",
    "was",
    "is",
    "remained",
    "again",
    "still",
    "likewise",
)
"""What such words end in."""
_COMPARATOR_IS = re.compile(
    r"(?:对手|(?:对照|比较)(?:药物?|方案|组|臂|对象))(?:仍然?|仍旧|依然|依旧|同样|也|都|则|均|还|却)*(?:是|为|系|(?:选|采|使|应)用|选择)了?(?:标准|常规|单纯)?$"
    r"|\b(?:comparator|opponent|rival|control (?:arm|group|regimen|treatment))(?: (?:arm|drug|treatment|regimen))?\s+"
    r"(?:(?:was|is|remained)(?:\s+(?:again|still|likewise))?|(?:again|still|likewise)\s+(?:was|is))$",
    re.IGNORECASE,
)
"""What names the treatment behind it as the one that is compared with (`该研究的对手同样是化疗`, `the comparator was again A`)."""
_CALLED_CONTROL = re.compile(
    r"(?:单药|治疗|方案|组)*(?:作|用作|作为|充当|充作|为|则为)(?:了)?(?:阳性|活性|平行|标准)?对照(?!组(?:的|\d))"
    r"|(?:\s+(?:arm|alone|group|monotherapy))?\s+(?:as|serving as|served as|acting as|acted as|used as|being|was)\s+(?:the\s+|an?\s+)?(?:active\s+|standard\s+)?(?:comparator|control)s?\b(?!\s+(?:for|of)\b)",
    re.IGNORECASE,
)
"""Words behind a treatment that make it the one compared with (`甲药作对照`, `with A as the comparator`)."""
_ALIKE_BEHIND = re.compile(
    r"(?:单药|治疗|方案|组|者|患者)*(?:之间)?的?(?:基本|大致|总体上?|均|也|并?[无未](?:明显|显著|见|统计学)*)?"
    r"(?:相似|相近|相仿|相当|类似|接近|持平|差异|差别|差距|一致|相同)"
)
_AND_BEFORE = re.compile(r"[\u4e00-\u9fff率A-Za-z)](?:与|和|同|跟)$")
"""Round the second of two treatments that are much the same (`甲药的ORR与乙药相近(80% vs 78%)`)."""


def _goes_on_against(line: Line, opening: str, closed: int) -> bool:
    """Whether a word of comparison opens on the next treatment, and does not close on the last (`以靶向丙的甲药对比乙药`)."""
    follows = any(m.start == closed for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS"))
    return follows and opening.startswith("以")


def _ends_with(text: str, forms: tuple[str, ...]) -> bool:
    lower = text.lower()
    if not lower.endswith(forms):
        return False
    for form in forms:
        if lower.endswith(form):
            rest = lower[: -len(form)]
            if not form[0].isascii() or not rest or not rest[-1].isascii() or not rest[-1].isalnum():
                return True
    return False


_TRANSPLANT_GROUP = re.compile(
    r"(?<![A-Za-z-])(?:(?P<auto>auto(?:logous)?)|(?P<allo>allo(?:gene?ic)?))?[- ]?(?:(?:stem|hematopoietic)[- ]cell[- ])*(?:transplant(?:ation)?|(?<=o)graft)[- ](?:arm|group|cohort)\b"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[与和及较于在纯]))移植组(?!织)",
    re.IGNORECASE,
)
"""A group that is called by its transplantation, the kind of which may be left out (`the transplant group`)."""


_OF_TRANSPLANT = ("移植组", "transplant", "graft")
"""What each such group's words hold."""
_NO_TRANSPLANT = re.compile(r"\b(?:non-?|no |without (?:an? )?|not )transplant|[非未无]移植", re.IGNORECASE)
"""Words of those who went without: the groups are then of one treatment."""


def _transplant_groups(line: Line) -> Iterator[Arm]:
    """The groups of a line that go by their transplantation, where no mention names it (`24% in the transplantation arm`)."""
    if not any(form in line.lower for form in _OF_TRANSPLANT) or _NO_TRANSPLANT.search(line.text, line.start, line.end):
        return
    for match in _TRANSPLANT_GROUP.finditer(line.text, line.start, line.end):
        if any(m.start < match.end() and match.start() < m.end for m in line.of("DRUG_CLASS")):
            continue
        kind = "autologous " if match["auto"] else "allogeneic " if match["allo"] else ""
        told = {m.name for m in line.of("DRUG_CLASS") if m.name in procedures()} if not kind else set()
        name = next(iter(told)) if len(told) == 1 else f"{kind}hematopoietic stem cell transplantation"
        entry = lexicon.load().named("DRUG_CLASS", name)
        concept = entry.concept.concept_id if entry is not None else ""
        yield Arm(match.start(), match.end(), name, concept, is_named_group=True, kind="DRUG_CLASS")


_ABSENT = re.compile(r"(?:无|没有|未设|未设置|缺乏|缺少|\bno |\bwithout an? |\black of an? )$", re.IGNORECASE)
"""Words that there is no comparator (`单臂研究,无对照`)."""
_OBSERVED, _CONTROL_GROUP = (
    re.compile(r"观察组|observation (?:group|arm)\b", re.IGNORECASE),
    re.compile(r"对照组|\bcontrol (?:group|arm)\b", re.IGNORECASE),
)
"""Beside a control group, the observed group is the one that is tested."""


def _controls(line: Line) -> Iterator[Arm]:
    """Comparators that name no agent: `对照组`, `安慰剂组`, `placebo`."""
    table = cue_words.column("control_arms", "arm")
    endpoints = line.of("METRIC", "ADVERSE_EVENT")
    begins = {m.start for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS")}
    for match in pattern("control_arms").finditer(line.text, line.start, line.end):
        if any(m.start < match.end() and match.start() < m.end for m in endpoints):
            continue
        refused = _NO_GROUP_BEFORE if match.group().lower() in _BARE_CONTROLS else _NO_ARM_BEFORE
        if refused.match(line.text[match.end() : match.end() + 6].lstrip()) or _ABSENT.search(
            line.text, max(line.start, match.start() - 8), match.start()
        ):
            continue
        if match.group().lower() in _BARE_CONTROLS and match.end() in begins:
            continue
        if others_than_prior(line, match.start()):
            continue
        if _NOT_TRANSPLANTED.match(match.group()) and not _is_of_transplants(line):
            continue
        if _OBSERVED.match(line.text, match.start(), line.end) and _CONTROL_GROUP.search(_around(line)):
            continue
        if line.text[match.end() : match.end() + 1] == "的" and match.end() + 1 in begins:
            continue
        name = table[cue_words.key(match)]
        concept = "" if name == "control" else local_id("DRUG_CLASS", name)
        yield Arm(match.start(), match.end(), name, concept, True, True)


_NEAR = 240


def _around(line: Line) -> str:
    """A line with the sentences around it."""
    return line.text[max(line.start - _NEAR, 0) : line.end + _NEAR]


_NOT_TRANSPLANTED = re.compile(r"未(?:行)?移植|非移植")


def _is_of_transplants(line: Line) -> bool:
    """Whether a line sets those who were transplanted against the others, and names no other treatment."""
    return not line.has("DRUG", "REGIMEN") and any(
        m.name in procedures() and _is_group(line, m) for m in line.of("DRUG_CLASS")
    )


_DID_NOT = re.compile(
    r"\b(?:those|patients|adults|children) who did not(?: (?:receive|undergo|get) (?:it|them|maintenance|consolidation|treatment|prophylaxis|this|one))?(?=\s*(?:[,;.()]|(?:and|had|showed|experienced|was|were|reached|achieved)\b|\d|$))"
    r"|(?:\b(?:(?:in|among|for)\s+(?:those|patients)|(?<=[;,] )(?:and|but|whereas|while))\s+without |(?<=[;,] without ))(?:it|them|maintenance|consolidation|prophylaxis|treatment|such (?:treatment|therapy|prophylaxis))(?=\s*(?:[,;.()]|(?:and|it|the|had|was)\b|$))",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\bwho (?:had |were |was )?(?:received?|given|underwent|got|treated)\b|\b(?:patients|those|adults|children|recipients)\s+(?:receiving|given|treated with|of)\b",
    re.IGNORECASE,
)


_OF_THOSE_WITHOUT = ("did not", "without")
"""One of which every name of such a group holds."""
_FARED = re.compile(
    r"\b(?:who|that)\s+(?:then\s+|later\s+)?(?:achieved|attained|reached|obtained|responded|developed|progressed|relapsed|completed|had)\b|\bresponders\b",
    re.IGNORECASE,
)
"""What patients did besides getting a treatment: those who did not are then of the treatment, too."""


def _without_it(line: Line) -> Iterator[Arm]:
    """The group that did not get what the line says that another one got (`80% for those who received A and 55% for those who did not`)."""
    if not line.has("VALUE") or not any(form in line.lower for form in _OF_THOSE_WITHOUT):
        return
    if told := _DID.search(line.text, line.start, line.end):
        for match in _DID_NOT.finditer(line.text, told.end(), line.end):
            if _FARED.search(line.text, told.end(), match.start()):
                continue
            yield Arm(match.start(), match.end(), "control", "", True, True)


_WITHOUT = re.compile(rf"{NOT_GIVEN.pattern}|不用$|无$")
_GROUP_BEHIND = re.compile(
    r"(?:单药|联合|维持|辅助|靶向|方案)*(?:治疗|用药|化疗)?(?:患者)?组|[\s-](?:treated\s|treatment\s)?(?:arm|group|cohort|recipients)s?\b"
)


_NAMED_GROUP = re.compile(r"\b(?:in|for|with) the\s+$", re.IGNORECASE)
"""What stands before a group whose noun follows later (`33% in the non-A and 24% in the A group`)."""


def _left_out(line: Line, refused: Sequence[Mention]) -> Iterator[Arm]:
    """The group that did without a treatment (`未联合甲药组`, `44% without A`): a comparator without a name."""
    for mention in refused:
        before = _WITHOUT.search(line.text, max(line.start, mention.start - _REACH), mention.start)
        behind = _GROUP_BEHIND.match(line.text, mention.end, line.end) if before else None
        named = before and _NAMED_GROUP.search(line.text, line.start, before.start())
        if before and (behind or named or before.group().startswith("without")):
            yield Arm(
                before.start(), behind.end() if behind else mention.end, "control", "", True, True, lead=mention.name
            )


_INTRODUCED = (("DRUG_CLASS", "DRUG"), ("DRUG", "DRUG_CLASS"), ("DRUG_CLASS", "REGIMEN"))
"""Kinds of two arms of which one may only say what the other is."""


def _without_appositions(line: Line, arms: list[Arm]) -> list[Arm]:
    """Drops a class that only introduces its member (`BCL-2抑制剂维奈克拉`, `维奈克拉(BCL-2抑制剂)`)."""
    dropped: set[int] = set()
    for number, first in enumerate(arms):
        members = _bracketed(line, arms[number + 1 :], first.end)
        following = arms[number + 1] if number + 1 < len(arms) else None
        gap = line.between(first.end, following.start).strip() if following else "none"
        if members:
            keeps_member = first.kind == "DRUG_CLASS" and len(members) == 1 and members[0].name != first.name
            dropped |= {first.start} if keeps_member else {arm.start for arm in members}
        elif following is not None and _tells_kind(first, following, gap):
            dropped.add(following.start)
        elif following is None or (first.kind, following.kind) not in _INTRODUCED:
            continue
        elif first.kind == "DRUG_CLASS" and gap in _LEADS_IN:
            dropped.add(first.start)
        elif first.kind == "DRUG" and _EXPLAINS.fullmatch(gap):
            dropped.add(following.start)
    return [arm for arm in arms if arm.start not in dropped]


def _tells_kind(first: Arm, following: Arm, gap: str) -> bool:
    """Whether the second of two arms only says what kind of treatment the first is."""
    if _is_product_kind(first, following) and _EXPLAINS.fullmatch(gap):
        return True
    return not gap and _is_kind_of_regimen(first, following)


def _is_product_kind(product: Arm, kind: Arm) -> bool:
    """Whether a cell product is followed by the name of its kind (`瑞基奥仑赛是CD19 CAR-T`)."""
    return kind.name.endswith("car-t") and not product.name.endswith("car-t") and product.kind == "DRUG"


def _is_kind_of_regimen(regimen: Arm, kind: Arm) -> bool:
    """Whether a regimen is followed by the usual word for its kind (`CHOP chemotherapy`)."""
    return regimen.kind == "REGIMEN" and kind.name == "chemotherapy" and not regimen.is_general


_BRACKET = re.compile(r"\s*(?:方案|治疗)?组?\(")


def _bracketed(line: Line, arms: Sequence[Arm], opened: int) -> list[Arm]:
    """The arms inside a bracket that opens right behind an arm: its members or its explanation.

    An arm behind a figure is the other group's (`A (22%, B 9%)`).
    """
    if not _BRACKET.match(line.text, opened, opened + 6):
        return []
    closed = line.text.find(")", opened, line.end)
    figures = [m.start for m in line.of("VALUE") if opened <= m.start < closed and measure_of(m).kind in LISTED_KINDS]
    return [arm for arm in arms if opened <= arm.start and arm.end <= min([closed, *figures])]
