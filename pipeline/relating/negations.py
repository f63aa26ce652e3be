"""What a negation makes of a word of response: one of the subject, of the verb before it, or of the alteration itself.

A group of which none responds resists; of what none of several alterations brings, each is without effect; an alteration
that is not there tells nothing.

>>> from pipeline.relating.clauses import levels
>>> text = "None of the patients with C481S responded to ibrutinib"
>>> names = [Mention(26, 31, "ALTERATION", "C481S"), Mention(45, 54, "DRUG", "ibrutinib")]
>>> level = levels(text, 0, len(text), names)[0]
>>> read(level, level.clauses[0], Response(32, 41, "sensitivity", "word"), "sensitivity", names[:1])
('resistance', '')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Mention
from pipeline.relating.clauses import Clause, Level, family
from pipeline.relating.responses import Response

_NAME = "§"
"""What stands for each name in the words that are judged."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A word of response with its clause and level, what it states by itself and what it is said of."""

    level: Level
    clause: Clause
    response: Response
    predicate: str
    alterations: Sequence[Mention]

    @property
    def word(self) -> str:
        """The word itself."""
        return self.level.text(self.response.start, self.response.end)

    @property
    def left(self) -> str:
        """The words of the clause before it."""
        return self.level.text(self.clause.start, self.response.start)

    @property
    def right(self) -> str:
        """The words of the clause behind it."""
        return self.level.text(self.response.end, self.clause.end)


def read(
    level: Level, clause: Clause, response: Response, predicate: str, alterations: Sequence[Mention]
) -> tuple[str, str]:
    """The predicate that the negations around a word of response leave, and why it is no claim.

    Args:
        level: The level.
        clause: Its clause that holds the word.
        response: The word.
        predicate: What the word states by itself.
        alterations: What it is said of.
    """
    if predicate == "no_effect":
        return predicate, ""
    case = _Case(level, clause, response, predicate, alterations)
    for judged in (_of_nobody, _of_nobody_in_chinese, _of_neither, _of_no_cause, _of_not):
        if (found := judged(case)) is not None:
            return found
    return predicate, ""


def _words(level: Level, start: int, end: int) -> str:
    """A stretch with a sign in the place of every name of a gene, alteration or drug."""
    parts, at = [], start
    for mention in level.within(start, end):
        if family(mention) and mention.start >= at:
            parts += [level.text(at, mention.start), _NAME]
            at = mention.end
    return "".join((*parts, level.text(at, end)))


def _undone(predicate: str) -> str:
    """What is left of a predicate that is denied of a group: who does not respond resists."""
    return "resistance" if predicate == "sensitivity" else "no_effect"


_RELATIVE = re.compile(r"who|whose|which", re.IGNORECASE)
_FINITE = (
    r"(?:was|were|is|are|be|been|had|has|have|did|do|does|could|can|would|may|might|will|found|detected|emerged|arose|"
    r"identified|observed|seen|occurred|appeared|showed|that|which|who|whose|but|except|because|if|although)\b"
)
"""Words that no subject holds outside a relative clause: what stands behind one is said of something else."""
_SUBJECT = (
    r"(?P<subject>(?:\s+(?:(?:who|that|which|whose\s+\w+)\s+(?:had|have|has|were|was|are|is|carried|harbou?red)(?!\s+not)"
    rf"|(?!{_FINITE})[^\s;:.%]+)){{0,20}}?)"
)
_TIES = (
    r"(?:(?:was|were|is|are|has\s+been)\s+)?(?:\w+ly\s+)?(?:associated\s+with|linked\s+(?:to|with)|correlate[sd]?\s+with|related\s+to"
    r"|confer(?:s|red)?|predict(?:s|ed|ive)?(?:\s+of)?|cause[sd]?|mediate[sd]?|drives?|drove|induce[sd]?|portend(?:s|ed)?|(?:leads?|led)\s+to"
    r"|result(?:s|ed)?\s+in|produce[sd]?|an?\s+(?:\w+\s+)?(?:predictor|marker|biomarker|cause|driver)\s+of)\b"
)
"""What ties an alteration to an outcome (`was associated with`, `confers`): denied, it is without effect."""
_HAS = (
    r"(?:(?:was|were|is|are|remained|proved|appeared|seemed|had|has|have|showed|shows?|achieved|experienced|derived|developed"
    r"|displayed|exhibited|obtained|attained|demonstrated)\s+(?:(?:an?|any|the|to\s+be)\s+)?(?:[\w-]+\s+){0,2}?)"
)
_PREDICATE = re.compile(
    rf"(?P<which>\s+of\s+(?:which|whom))?{_SUBJECT}\s+(?:(?P<ties>{_TIES}\s+(?:[\w-]+\s+){{0,4}}?)|{_HAS}|(?P<bare>))",
    re.IGNORECASE,
)
"""A negated subject up to the word of response that is said of it (`of the patients with X were`)."""
_TIES_ITSELF = re.compile(_TIES, re.IGNORECASE)
_ACTS = re.compile(
    r"(?:respond(?:s|ed)?|benefit(?:s|t?ed)?|profit(?:s|ed)?|gain(?:s|ed)|deriv(?:es|ed)|achiev(?:es|ed)|show(?:s|ed)|had|has|is|are"
    r"|was|were|retain(?:s|ed)|remain(?:s|ed)|far(?:es|ed)|resist(?:s|ed)|inhibit(?:s|ed)|suppress(?:es|ed)|kill(?:s|ed)|fail(?:s|ed)"
    r"|overc(?:omes|ame)|cover(?:s|ed)|did)\b",
    re.IGNORECASE,
)
"""How a word of response begins that is a predicate by itself (`responded`), unlike `resistant` in `found in resistant tumours`."""
_NOBODY = re.compile(
    r"(?:^|\band\b|\bbut\b|,)\s*(?:(?:\w+ly|however|overall|though|although|while|whereas),?\s+)*"
    r"(?P<none>none|neither|nobody"
    r"|no(?=\s)(?!\s+(?:longer|doubt|matter|differen|associat|correlat|relation|effect|impact|influence|evidence|significant|need|more|less|other|benefit|prognos|respon|clear|fewer)\w*)"
    r"|not\s+(?:a\s+single|one)|(?P<few>(?<!a )few(?:er\s+than)?|hardly\s+any|only\s+(?:\w+\s+)?(?:of|out\s+of)(?=\s+(?:the\s+)?(?:\w+)\s)))\b"
    r"(?:\s*(?:\d+(?:\.\d+)?\s*%))?",
    re.IGNORECASE,
)
"""A negated quantifier that opens a clause (`none`, `no patient`, `few`, `only two of nine`)."""
_ALONE = re.compile(r"none|neither|nobody", re.IGNORECASE)
_OF_GROUP = re.compile(r"\s*(?:of|among|in)\s", re.IGNORECASE)
_OF_DRUGS = re.compile(
    rf"{_NAME}|\b(?:drugs?|agents?|inhibitors?|TKIs?|compounds?|regimens?|therap\w+)\b", re.IGNORECASE
)
_OTHER_SUBJECT = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}?(?:[a-z]+ed|died|withdrew)\s+(?:[^,]{0,40}?\s)?and\s+(?:(?:all|the|most|both|many|some|every|each|\d+)\s+){0,2}"
    r"(?:patients?|those|cases?|tumou?rs?|cells?|carriers?|leuka?emias?|lymphomas?)\b",
    re.IGNORECASE,
)
"""A negated subject with its own verb, and the next subject behind it (`No patient relapsed and those with X`)."""
_BUT_FOR = re.compile(r"\b(?:except|excepting|but|save|other than|apart from|aside from|unless)\b", re.IGNORECASE)


def _of_nobody(case: _Case) -> tuple[str, str] | None:
    """`None of the patients with X responded`, `Of six patients with X, none responded`, `Neither X nor Y confers it`."""
    level, response = case.level, case.response
    number = level.clause_at(response.start)
    is_relative = number > 0 and _RELATIVE.fullmatch(case.clause.mark) is not None
    start = level.clauses[number - 1].start if is_relative else case.clause.start
    said = _words(level, start, response.start)
    for nobody in reversed(list(_NOBODY.finditer(said))):
        told = _PREDICATE.fullmatch(said, nobody.end())
        if told is None or not _is_predicate(case, told):
            continue
        if not (told["subject"].strip() or _ALONE.fullmatch(nobody["none"])):
            continue
        if _BUT_FOR.search(told["subject"]):
            return None
        if _OTHER_SUBJECT.match(told["subject"]):
            continue
        return _denied_of(case, start, nobody, told)
    return None


def _is_predicate(case: _Case, told: re.Match[str]) -> bool:
    """Whether a word of response is what is said of a subject, and no attribute of another word."""
    return told["bare"] is None or bool(_ACTS.match(case.word) or _TIES_ITSELF.match(case.word))


def _denied_of(case: _Case, start: int, nobody: re.Match[str], told: re.Match[str]) -> tuple[str, str] | None:
    """What is left of a predicate whose subject is negated: of alterations that tie to nothing, of a group that does not respond."""
    if not _is_of_these(case, start, told):
        between = case.level.text(case.response.end, case.alterations[0].start)
        return None if _BUT_FOR.search(between) else (case.predicate, "the subject is negated")
    if nobody["few"]:
        return _undone(case.predicate), "" if case.predicate == "sensitivity" else "it holds of few only"
    ties = told["ties"] is not None or _TIES_ITSELF.match(case.word)
    return "no_effect" if ties else _undone(case.predicate), ""


def _is_of_these(case: _Case, start: int, told: re.Match[str]) -> bool:
    """Whether a negated subject is of the alterations, or of the drugs to which they are to respond."""
    if all(start <= m.start < case.response.start for m in case.alterations):
        return True
    if all(m.start >= case.response.end for m in case.alterations):
        return _OF_DRUGS.search(told["subject"]) is not None
    opening = case.level.clauses[case.level.clause_at(case.alterations[0].start)]
    is_group = told["which"] is not None or _OF_GROUP.match(case.level.text(opening.start, opening.end)) is not None
    return is_group and all(m.end <= start for m in case.alterations)


_NOBODY_HAN = re.compile(r"(?:无|没有)(?:任何)?[一1](?:例|名|位|个|株)[^,;。]*$")
_NOT_HAN = re.compile(
    r"(?<![是并])(?:不|未|没有|无)(?:会|曾|再)?(?:对[^,;。]{1,16})?(?:产生|发生|出现)?(?:明显|显著|获得性?|继发性?)?$"
)
"""Words right before 耐药 that deny it (`不对D`, `未产生`)."""
_OF_RESPONSE = ("word", "scale")
_WHO = re.compile(r"性?的?(?:患者|病例|者|细胞|组)")


def _of_nobody_in_chinese(case: _Case) -> tuple[str, str] | None:
    """`没有一例X突变患者对D敏感`, `X突变不对D耐药`, `X突变对D不耐药`."""
    if case.response.frame not in _OF_RESPONSE:
        return None
    said = _words(case.level, case.clause.start, case.response.start)
    if _NOBODY_HAN.search(said):
        return _undone(case.predicate), ""
    if case.predicate != "resistance" or not _NOT_HAN.search(said):
        return None
    return "no_effect", "the words tell a group" if _WHO.match(case.right) else ""


_NEITHER = re.compile(rf"(?P<ties>{_TIES}\s+)?\bneither\s+(?:an?\s+|the\s+|to\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE)

_NOR_ANOTHER = re.compile(rf"{_TIES}\s+neither\b", re.IGNORECASE)


def _of_neither(case: _Case) -> tuple[str, str] | None:
    """`X was associated with neither response nor survival`, `X cells were neither sensitive to A nor to B`."""
    if _NOR_ANOTHER.match(case.word):
        return "no_effect", ""
    said = _NEITHER.search(_words(case.level, case.clause.start, case.response.start))
    if said is None or any(m.start >= case.response.end for m in case.alterations):
        return None
    return "no_effect" if said["ties"] else _undone(case.predicate), ""


_NO_CAUSE = re.compile(
    r"(?:\b(?:not|never)|n't)\s+(?!only|merely|solely|just|simply|exclusively)(?:\w+ly\s+)?(?:(?:(?:found|shown|considered|appear|seem|prove[dn]?|regarded\s+as|been|be|to)\s+)*)"
    r"(?:an?\s+|the\s+|among\s+the\s+)?(?P<rank>(?:[\w-]+\s+){0,2}?)"
    r"(?:predict(?:ors?|ive)|causes?|(?:bio)?markers?|drivers?|determinants?|mechanisms?|mediators?|indicators?|indicative|sources?|reasons?|explanations?|factors?|responsible)"
    r"\s+(?:of|for|behind|in)(?:\s+(?!but\b)[\w/-]+){1,6}$",
    re.IGNORECASE,
)
"""`is not an established predictor of` before or around a word of response, with the rank of such a cause."""
_NOT_ALONE = re.compile(r"\b(?:only|sole|single|exclusive|unique|just|merely)\b", re.IGNORECASE)
_RANKED = re.compile(
    r"\b(?:main|major|principal|common|frequent|dominant|predominant|primary|leading|key|most|chief)\b", re.IGNORECASE
)
_NO_CAUSE_HAN = re.compile(
    r"(?<!是)不(?:是|属于?|构成|算是?|应视为|能视为)(?![^,;。]*(?:唯一|单一))(?!仅|只|所有|全部|每)"
)
_CAUSE_HAN = re.compile(r"[^,;。]{0,20}?(?:原因|机制|因素|标志|标记|预测因子|指标|主因|因子)")


def _of_no_cause(case: _Case) -> tuple[str, str] | None:
    """`X is not a predictor of response to D`, `X不是D耐药的主要原因`: not the only one is one all the same."""
    said = _NO_CAUSE.search(case.left + case.word)
    if said is not None and not _NOT_ALONE.search(said["rank"]):
        return "no_effect", "it is not the main cause" if _RANKED.search(said["rank"]) else ""
    denied = _NO_CAUSE_HAN.search(case.left + case.word + case.right)
    if denied is None or denied.start() > len(case.left):
        return None
    is_cause = _CAUSE_HAN.match(case.word[-_NOUN:] + case.right) is not None
    return (case.predicate, "the relation is said not to hold") if is_cause else None


_NOUN = 6
"""How far the noun of a word of response reaches back from its end (`不良预后因素`)."""


_NOT = re.compile(
    r"\b(?:was|were|is|are|be|been|has|have|remain(?:s|ed)?|prove[dn]?|did|does|do|could)\s+(?:\w+ly\s+|also\s+|still\s+)?(?:not|never)\s+"
    r"(?P<degree>(?:(?:be|been|found|considered|deemed|shown|yet|so|as|to)\s+|\w+ly\s+)*)$",
    re.IGNORECASE,
)
"""A denied verb right before a word of response (`was not considered`), with the degree that is denied."""
_PARTLY = re.compile(
    r"\b(?:complete|full|entire|total|uniform|universal|invariab|equal|necessari|exclusive|sole|mere|simp|on)ly\b|\bas\b",
    re.IGNORECASE,
)


_NO_MORE = re.compile(r"\b(?:no|not)\s+(?:any\s+)?(?:more|less)\s+[\w-]+(?:\s+to)?$", re.IGNORECASE)
"""What sets an alteration beside another that is alike (`no more resistant than`)."""
_THAN = re.compile(r"[^,;.]{0,60}\bthan\b", re.IGNORECASE)
_LOST = re.compile(r"los[et]|losing", re.IGNORECASE)


def _of_not(case: _Case) -> tuple[str, str] | None:
    """`X tumours were not refractory to D`: those who were not tell a group, and what is not wholly so tells nothing."""
    if _NO_MORE.search(case.left + case.word) and _THAN.match(case.right):
        return "no_effect", ""
    said = _NOT.search(case.left)
    if said is None or case.response.frame not in _OF_RESPONSE or _PARTLY.search(said["degree"]):
        return None
    if _LOST.match(case.word):
        return "sensitivity", ""
    is_group = _RELATIVE.fullmatch(case.clause.mark) is not None or " that " in case.left
    return _undone(case.predicate), "the words tell a group" if is_group else ""


_NOT_THERE = re.compile(
    r"\s*(?:mutations?|variants?|alterations?|clones?)?\s*(?:was|were|is|are|has\s+been|have\s+been)\s+"
    r"(?:(?:not|never|rarely|seldom|hardly\s+ever)\s+(?:\w+ly\s+)?(?:detected|found|identified|seen|present|observed|detectable|recovered|reported)"
    r"|(?:\w+ly\s+)?(?:absent|undetectable|missing|lacking))\s+(?:in|among|from)\b"
    r"|(?:突变|变异|改变)?(?:很少|极少|较少|罕|鲜|少|未|不)见于",
    re.IGNORECASE,
)
"""Words behind an alteration that it was not found in those told of (`was absent in`, `很少见于`)."""
_EARLIER = re.compile(
    r"\b(?:pre-?\w*|baseline|before|initial\w*|diagnos\w*|prior|primary|untreated|na[iï]ve|archival)\b|治疗前|用药前|移植前|入组前|基线|初诊|诊断时|发病时|初治",
    re.IGNORECASE,
)
"""Words of an earlier time, at which an alteration was not there yet (`was not detected at baseline`)."""
_LISTED = rf"(?:(?:{_NAME}|[A-Z][\w-]{{1,9}})(?:突变|基因|变异|\s+mutations?)?\s*(?:、|,|和|与|及|或|以及|\bor\b|\bnor\b|\band\b)\s*)*"
_LACKING = re.compile(
    r"(?:\b(?i:(?:did|does|do)\s+not\s+(?:carry|have|harbou?r|contain|acquire|develop|show|possess|bear)|(?:carr|harbou?r|bear|contain)\w*\s+(?:neither|no)|(?:had|has|have|showed|with)\s+neither"
    r"|lack(?:s|ed|ing)?|negative\s+for|(?<!or )(?<!and )without)\s+(?:an?\s+|any\s+|the\s+|additional\s+|secondary\s+)*"
    r"|(?:未能?|没有)(?:检测到|检测出|检出|发现|查见|见到?|携带|伴有?)|(?<![有是毫])无|(?<=[中内里者])(?:罕见|鲜见|极少见|很少见)|(?:极少|很少)(?:检出|携带|发现)|不携带|不存在|(?<!或)不伴有?)"
    rf"(?:有|任何|明显|明确)*\s*{_LISTED}$"
)
"""Words before an alteration, or a list that it ends, that it is not there (`did not carry X or Y`, `未检出X和Y`)."""
_NOBODY_HAS = re.compile(
    r"^\s*(?:none|no(?!\s+longer)|not\s+(?:a\s+single|one))\s[^,;.]{1,90}?\s(?:had|have|has|carried|harbou?red|showed|developed|acquired|were\s+found\s+to\s+have|w(?:as|ere)\s+positive\s+for)\s+"
    rf"(?:an?\s+|any\s+|the\s+|acquired\s+|secondary\s+|detectable\s+)*{_LISTED}$",
    re.IGNORECASE,
)
"""The same where the subject is negated (`None of the patients with resistance to D had X`)."""
_MUTATED = re.compile(r"mutated|positive", re.IGNORECASE)
_NEVER = re.compile(r"\bnot\s+$", re.IGNORECASE)
"""What stands before the word for a change that begins its name (`not mutated in X`)."""


def is_absent(level: Level, alteration: Mention, start: int, end: int) -> bool:
    """Whether an alteration is said not to be there in those of whom a word of response is told.

    Args:
        level: The level.
        alteration: What the word is said of.
        start: Where the word begins.
        end: Where it ends.
    """
    if alteration.name.endswith(" wild-type"):
        return False
    clause = level.clauses[level.clause_at(alteration.start)]
    left = _words(level, clause.start, alteration.start)
    if _MUTATED.match(alteration.text) and _NEVER.search(left):
        return True
    if not _EARLIER.search(left) and (_LACKING.search(left) or _NOBODY_HAS.search(left)):
        return True
    absent = _NOT_THERE.match(level.text(alteration.end, min(start, clause.end)))
    if absent is None or start >= clause.end or _EARLIER.search(level.text(alteration.end, start)):
        return False
    return _AND_IS.match(level.text(alteration.end + absent.end(), end)) is None


_AND_IS = re.compile(
    r"(?:(?!\b(?:who|that|which|whose)\b)[^;.]){0,90}?\b(?:and|but)\s+(?:(?:also|thus|still|\w+ly)\s+)*(?:was|were|is|are|had|has|have|remain\w*|confer\w*|cause[sd]?"
    r"|predict(?:s|ed)|mediate[sd]|led|leads?|show(?:s|ed)|respond(?:s|ed)?)\b|[^,;。]{0,40}?[并且](?:对|可|能|会|导致|介导|与|提示|预示)",
    re.IGNORECASE,
)
"""A second predicate behind that of absence, which is said of the alteration itself (`was absent in A and was resistant to D`)."""
