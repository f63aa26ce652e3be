"""Arms that stand in one list or are set against each other, and groups with their numbers of patients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.relating import PAIR
from pipeline.relating.arms import Arm, is_compared
from pipeline.relating.figure_gaps import DOSE_BEHIND
from pipeline.relating.lines import Line, words

_DOSES = re.compile(
    r"\([^()]*\)|、?\s*\d+\s*(?:mg|μg|g)(?:/[A-Za-z0-9²]+)*|每[日天周月][\d一二两三四]+次|\d+次/d|(?:once|twice) daily|\b(?:qd|bid)\b",
    re.IGNORECASE,
)


_ENGLISH_LIST = re.compile(r",\s+(?:(?:and|or)\s+)?(?:the\s+)?")
_SIZE = re.compile(
    DOSE_BEHIND
    + r"(?:\([^()\d]{1,12}\))?(?:组|者)?(?:\([^()\d]{1,12}\))?(?:共|有)?\s*(?:\d+\s*例|\(\s*[nN]?\s*=?\s*\d+\s*例?\s*[,)])"
)


def is_sized(line: Line, arm: Arm) -> bool:
    """Whether the number of its patients stands behind an arm (`化疗97例`, `A组(n=98)`)."""
    return bool(_SIZE.match(line.text, arm.end, line.end))


_LABEL_BEFORE = re.compile(
    r"(?:(?P<control>对照)|试验|实验|观察|研究|治疗|联合|[A-D甲乙丙丁])组\s*(?:\([^()]*\))?\s*(?:\d+\s*例)?(?:患者|病例)?\s*(?:则|均|仅)?"
    r"(?:(?P<added>(?:在(?:此|对照组|上述)(?:的)?基础上)?(?:加用|联合|加服|联用|合用|加))|在|接受|给予|予以|予|采用|应用|使用|选用|用|行|为|是|:)\s*(?:单纯|单用|常规|标准|口服)?\s*$"
)


def is_labelled(line: Line, arm: Arm) -> bool:
    """Whether a sentence says right before a treatment which group got it (`对照组接受甲药,试验组接受乙药`)."""
    return _LABEL_BEFORE.search(line.text, max(line.start, arm.start - 32), arm.start) is not None


def with_labels(line: Line, named: Sequence[Arm]) -> list[Arm]:
    """The arms of a line that tells which group got what; what the control group got is the comparator (`对照组接受甲药,…`).

    `观察组加用乙药` is that with the second treatment.
    """
    labels = {
        arm.start: _LABEL_BEFORE.search(line.text, max(line.start, arm.start - 32), arm.start)
        for arm in named
        if arm.name != "control"
    }
    figures = [v.start for v in line.of("VALUE") if named and v.start < named[-1].start]
    if len(labels) < PAIR or not all(labels.values()):
        return list(named)
    if figures:
        is_added = any(told and told["added"] for told in labels.values())
        controls = {start for start, told in labels.items() if told and told["control"] and not is_added}
        return [replace(arm, is_control=True, is_named_group=True) if arm.start in controls else arm for arm in named]
    done: list[Arm] = []
    for arm in named:
        told = labels.get(arm.start)
        base = next((other for other in done if other.is_control and other.name != "control"), None)
        if told and told["added"] and base is not None and arm.name not in base.name.split(" + "):
            names = sorted({*base.name.split(" + "), *arm.name.split(" + ")}, key=str.lower)
            done.append(replace(arm, name=" + ".join(names), concept_id="", kind="REGIMEN"))
        else:
            done.append(replace(arm, is_control=True) if told and told["control"] else arm)
    return done


def are_joined(line: Line, first: Arm, second: Arm) -> bool:
    """Whether two arms stand in one list, or are the two choices of one phrase (`甲药联合乙或丙`).

    A comparator before a comma opens its sentence (`Compared with B, A gave…`) and is no item of a list.
    """
    gap = line.between(first.end, second.start)
    if gap.strip() in ("或", "/", "or") and line.is_bracketed(first.start):
        return False
    if gap.strip() == "," and not second.is_control and is_compared(line, first.start, first.end):
        return False
    is_one_phrase = (first.start, first.end) == (second.start, second.end)
    return is_one_phrase or joins(gap) or _are_allotted(line, first, gap) or _is_part_alone(line, first, second, gap)


_ALONE = re.compile(r"\s*(?:alone|only|monotherapy|as (?:a )?(?:single agent|monotherapy)|单药|单用)", re.IGNORECASE)


def _is_part_alone(line: Line, first: Arm, second: Arm, gap: str) -> bool:
    """Whether the choice is between a combination and a part of it alone (`A plus B or B alone`)."""
    if not set(second.name.split(" + ")) < set(first.name.split(" + ")):
        return False
    is_choice = re.sub(r"\s*\([^()]*\)", "", gap).strip(" ,").lower() in ("or", "或", "或者", "or to", "or with")
    return is_choice and _ALONE.match(line.text, second.end, line.end) is not None


_SHARED_TAIL = re.compile(r"^-(?=\s)")
"""The hyphen of a compound whose last part stands with the next arm (`A- and B-treated patients`)."""
_ALLOTTED = re.compile(
    r"(?:randomi[sz]ed|assigned|allocated|allotted)\b[^.;]{0,60}?\bto (?:(?:receive|either|oral|the|treatment|therapy|induction|maintenance|with|upfront|front-?line|first-line) )*$|随机(?:分入|分至|分配至|接受|分为)[^,;。]{0,12}$",
    re.IGNORECASE,
)


def _are_allotted(line: Line, first: Arm, gap: str) -> bool:
    """Whether patients were allotted to one arm or the other (`assigned 2:1 to A or B`)."""
    return _bare(gap).strip().lower() in ("or", "or to", "或") and bool(
        _ALLOTTED.search(line.text, line.start, first.start)
    )


@lru_cache(maxsize=512)
def _bare(gap: str) -> str:
    """A gap between two arms without brackets and doses."""
    return _DOSES.sub("", gap)


@lru_cache(maxsize=512)
def joins(gap: str) -> bool:
    """Whether a gap between two arms is that of a list: brackets, doses and words for `group` aside, a joining word."""
    bare = _SHARED_TAIL.sub("", _bare(gap))
    return bool(_arm_list_gap().fullmatch(bare.strip(" \t\n\"'“”‘’")) or _ENGLISH_LIST.fullmatch(bare.lstrip()))


@lru_cache(maxsize=1)
def _arm_list_gap() -> re.Pattern[str]:
    tails, modifiers = _either("arm_tail"), _either("arm_modifier")
    joins = f"{_either('joins')}|{_either('versus')}|对比"
    return re.compile(
        rf"(?:{tails})?\s*(?:,\s*(?=以及|及|和|与|或))?(?:{joins})\s*(?:{modifiers})?(?:联合|加用)?", re.IGNORECASE
    )


def _either(role: str) -> str:
    return "|".join(re.escape(form) for form in words("trial_metric_words", role=role))


def last_pair(line: Line, named: Sequence[Arm]) -> tuple[Arm, Arm] | None:
    """The last two arms named as one list, a nameless comparator second (`the control and A arms`)."""
    pairs = pairwise(named)
    joined = [
        (a, b) for a, b in pairs
        if a.name != b.name and not (a.is_control and b.is_control) and are_joined(line, a, b)
    ]  # fmt: skip
    if joined and joined[-1][0].name == "control":
        return joined[-1][::-1]
    return joined[-1] if joined else None
