"""Alterations that only name those in whom something else acts or is found: `X可致Y突变D患者对Z耐药`, `伴X的Y阳性D患者`, `Y患者若伴X`.

What is said of response is the doing of what acts, or of the narrower change, and not of the one by which the disease is named.

>>> from pipeline.relating.clauses import levels
>>> text = "扩增可致EGFR突变患者对Z耐药"
>>> level = levels(text, 0, len(text), [Mention(4, 10, "ALTERATION", "EGFR突变")])[0]
>>> is_host(level, level.mentions[0])
True
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.clauses import Level, family


def is_host(level: Level, alteration: Mention) -> bool:
    """Whether an alteration stands right before its disease or patients, who are acted on, or carry or are narrowed by another change."""
    behind = _behind_disease(level, alteration)
    is_changed = _is_acted_on(level, alteration, behind) or _THROUGH.match(behind) is not None
    is_other = _carries_another(level, alteration) or _is_narrowed(level, alteration, behind)
    return is_changed or is_other or _is_setting(level, alteration)


_FRONTED = re.compile(
    r"(?:^|[,;:,;。]|\b(?:and|but|while|whereas))\s*(?:in|among|在|于)\s*(?:(?:patients|those|adults|children|cases|most|the|with|of)\s+)*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\s*(?:patients|cases|患者)?\s*(?:中|里|内)?\s*[,,]?\s*(?P<pronoun>(?:it|this|they|the\s+(?:mutations?|latter|same))\b(?!\s+(?:was|is)\s+(?:shown|found|known|unclear))|其(?![中他它余])|该突变|它)?",
    re.IGNORECASE,
)


def _is_setting(level: Level, alteration: Mention) -> bool:
    """Whether a clause opens with a disease and its alteration, and another one or a pronoun is its subject (`in X AML Y mutation predicts …`)."""
    disease = next((m for m in level.mentions if m.type == "DISEASE" and m.start >= alteration.end), None)
    if disease is None or not _STATUS.fullmatch(level.text(alteration.end, disease.start).strip("-")):
        return False
    if not _FRONTED.search(level.text(max(level.start, alteration.start - _BEFORE), alteration.start)):
        return False
    subject = _SUBJECT.match(level.text(disease.end, level.end))
    at = disease.end + subject.end() if subject else disease.end
    is_next = any(m.type == "ALTERATION" and m.start == at for m in level.mentions)
    return is_next or (subject is not None and subject["pronoun"] is not None)


def _behind_disease(level: Level, alteration: Mention) -> str:
    """What stands behind an alteration, the name of its disease taken out."""
    disease = next((m for m in level.mentions if m.type == "DISEASE" and m.start >= alteration.end), None)
    if disease is None or not _STATUS.fullmatch(level.text(alteration.end, disease.start)):
        return level.text(alteration.end, level.end)
    return level.text(alteration.end, disease.start) + _PEOPLE + level.text(disease.end, level.end)


_PEOPLE = "者"
"""What stands for the name of a disease."""
_STATUS = re.compile(r"(?:阳性|突变|重排|高表达|型|的|晚期|转移性|复发|难治性?|R/R|/|\s)*", re.IGNORECASE)


def _is_acted_on(level: Level, alteration: Mention, behind: str) -> bool:
    """Whether something makes those with an alteration resistant or sensitive to a drug (`D可恢复X突变细胞对Z的敏感性`)."""
    left = level.text(max(level.start, alteration.start - _BEFORE), alteration.start)
    if _ACTS.search(left) is not None and _TOWARD.match(behind) is not None:
        return True
    agents = [m for m in level.within(level.start, alteration.start) if family(m) in ("drug", "alteration")]
    return bool(agents) and _MAKES.search(left) is not None and _SENSITIVE.match(behind) is not None


_BEFORE = 40
_ACTS = re.compile(
    r"[^\s,，;；。](?:介导|引起|导致|诱导|促使|造成|诱发|引发|致|恢复|增强|提高|增加|改善)了?(?:部分|携带|伴有?|多数)?\s*$"
    r"|[^\s,，;；。](?:使|令|让)(?:部分|携带|伴有?|多数)?\s*$"
)
_TOWARD = re.compile(
    r"(?:阳性|突变|重排|扩增|缺失|高表达|低表达|过表达|型|的|\s)*(?:[\u4e00-\u9fff]{1,5}?[癌瘤]|者|患者|病例|细胞系?|细胞株|肿瘤|白血病)+"
    r"(?:重新|产生|更|再次|恢复|重获|获得)?对(?!照|比)"
)

_MAKES = re.compile(r"\b(?:made|makes?|making|render(?:s|ed|ing)?)\s+(?:the\s+|otherwise\s+)?$", re.IGNORECASE)
_SENSITIVE = re.compile(
    r"[\s-]*(?:mutant|mutated|positive|rearranged|driven)?\s*(?:者|[\w-]+\s+){0,3}?(?:者|cells?|cell lines?|tumou?rs?|cancers?|xenografts|clones|patients|blasts)\s+"
    r"(?:again\s+|more\s+|\w+ly\s+)?(?:re-?)?(?:sensitive|susceptible|responsive|vulnerable|resistant|refractory)\b",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"(?:阳性|突变|重排|型|的|\s)*(?:者|患者|病例|细胞|肿瘤)+(?:常|可|也|会|能|往往|通常|多|主要|部分|后期|最终)*(?:通过|经由|经|借助?|因|由于)"
    r"(?:获得性?|继发性?|出现|产生|新发)?了?(?=[^,，;；。对]{0,24}?(?:突变|扩增|融合|激活|缺失|[A-Z]\d{2,4}[A-Z])[^,，;；。]{0,8}?对[^,，;；。]{1,16}?耐药)"
)
"""What makes a disease that is named by an alteration resist through another (`X突变D常因获得Y而对Z耐药`)."""


def _is_narrowed(level: Level, alteration: Mention, behind: str) -> bool:
    """Whether another alteration right before it tells which of the patients are meant (`X突变的Y重排D患者`)."""
    before = next((m for m in reversed(level.mentions) if m.end <= alteration.start), None)
    if before is None or before.type != "ALTERATION" or not _OF.fullmatch(level.text(before.end, alteration.start)):
        return False
    if _NOT_THERE.search(before.text + before.name) or _WITHOUT.search(level.text(level.start, before.start)):
        return False
    if not (_KIND.search(alteration.name) or _POSITIVE.search(alteration.text) or _POSITIVE.match(behind)):
        return False
    is_exact = _POINT in alteration.name and _POINT not in before.name
    return not is_exact and _gene(before) != _gene(alteration) and _PATIENTS.match(behind) is not None


def _gene(alteration: Mention) -> str:
    return alteration.gene or alteration.name.split(" ")[0]


_OF = re.compile(r"(?:阳性|突变|共突变|型)?的\s*")
_POINT = " p."
_NOT_THERE = re.compile(r"阴性|野生|未突变|[无不未]|\b(?:wild-type|unmutated|negative)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"(?:不伴有?|不携带|未携带|未检出|无|非|缺乏)\s*$")
"""Words that an alteration is not there, so that the other one alone is spoken of (`不伴X的Y突变患者`)."""
_KIND = re.compile(r" (?:rearrangement|fusion)$|::")
_POSITIVE = re.compile(r"\s*阳性")
"""What marks an alteration by which a disease is named, unlike one that is told beside another (`X突变的Y突变患者`)."""
_PATIENTS = re.compile(r"(?:阳性|突变|重排|型|的|\s)*(?:者|患者|病例)")


_HOSTS = re.compile(
    r"(?:阳性|型|突变|重排)*(?:的)?[\s_A-Z]{0,8}(?:白血病|淋巴瘤)?(?:患者|者|病例|细胞|人群|肿瘤)(?:中|内|里)?,?(?:在?(?:治疗|用药|缓解|移植)?后?(?:复发|进展|耐药)(?:之?后|时))?(?:若|如|一旦|当)?(?:再|同时|又|后续|继而|亦|还)*"
    r"(?:出现|新发|伴有|伴|合并有?|并存|共存|获得|检出|携带|存在|发生)(?:了|有)?(?:额外的?|继发性?|继发的|获得性)?\s*$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH_HOSTS = re.compile(
    r"[\s-]*(?:mutant|mutated|positive|rearranged|driven)?\s*(?:(?!(?:of|in|among|for|to|on|by|is|are|was|were)\s)[\w/+-]+\s+){0,4}?"
    r"(?:patients|cells|cases|tumou?rs?|cancers?|carcinomas?|leuka?emias?|lymphomas?|melanomas?|gliomas?|myelomas?|disease|(?-i:[A-Z]{2,6})s?)"
    r"(?:\s+(?:that|which|who)\s[^,;.]{0,60}?)?\s+(?:and\s+|also\s+)?"
    r"(?:with|carry(?:ing)?|carries|harbou?r(?:s|ing|ed)?|bearing|bears?|having|has|have|had|acquir(?:e|es|ing|ed)|containing)\s+"
    r"(?:(?:an?|the|also|acquired|secondary|additional|concurrent|concomitant|co-?occurring|co-?existing|subclonal|baseline)\s+)*",
    re.IGNORECASE,
)
"""What stands between the alteration of a disease and that of some of its cases (`X-mutant melanomas that carry Y`)."""


def _carries_another(level: Level, alteration: Mention) -> bool:
    """Whether an alteration names those in whom another one is found (`t(8;21)患者若伴KIT突变`): that one is spoken of."""
    following = next((m for m in level.mentions if m.type == "ALTERATION" and m.start >= alteration.end), None)
    if following is None:
        return False
    between = level.text(alteration.end, following.start)
    return (_HOSTS if _HAN.search(between) else _ENGLISH_HOSTS).fullmatch(between) is not None
