"""Groups that a study labels: `A组`, `arm B`, `VA组`, `观察组`, `the control group` stand for the arms that it gave them.

A label stands for the arm beside which it is defined: before or behind a bracket (`甲药联合乙药(A组)`, `A组(n=26,甲药14例、乙药12例)`),
or behind a word for giving (`arm A received X`, `观察组在此基础上加用乙药`). A group that got one drug or another is of the class
of all of them, where the paper names that class as a group, else it is under both names.

>>> from pipeline.records import Concept, Mention
>>> from pipeline.relating import arms
>>> def drug(start, end, text, name): return Mention(start, end, "DRUG", text, Concept(f"chebi:{end}", "DRUG", name))
>>> text = "达拉非尼(A组)与曲美替尼(B组)的ORR;A组64%"
>>> line = Line(text, 0, len(text), (drug(0, 4, "达拉非尼", "dabrafenib"), drug(9, 13, "曲美替尼", "trametinib")))
>>> known = Labels()
>>> known.hear(line, arms.find(line))
>>> [(arm.start, arm.name) for arm in known.found(line) if arm.start > 20]
[(22, 'dabrafenib')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from pipeline import lexicon
from pipeline.relating import PAIR, ellipsis
from pipeline.relating.arms import Arm
from pipeline.relating.cue_words import column, key
from pipeline.relating.lines import Line, pattern

_LETTERS = re.compile(
    r"(?<![A-Za-z0-9+-])(?P<han>[A-Z][A-Za-z0-9]{0,5}(?:\+[A-Z][A-Za-z]{0,3})?|[甲乙丙丁])\s*组"
    r"|\b(?:[Aa]rm|[Gg]roup|[Cc]ohort)\s+(?P<behind>[A-Z1-9])\b(?![-.]\w)"
    r"|(?<![A-Za-z0-9+-])(?!(?:In|For|The|Each|Either|Both|This|That|One|Our|All|Of|By|On|To|An?)\s)(?P<before>[A-Z][A-Za-z0-9]{0,5}(?:\+[A-Z])?)[\s-](?:arm|group|cohort)\b"
)
_LETTER = re.compile(r"[A-Z甲乙丙丁]")
LISTED_LETTERS = re.compile(
    r"(?<![A-Za-z0-9+])(?P<letters>[A-Z甲乙丙丁](?:\s*(?:、|和|与|及)\s*[A-Z甲乙丙丁]){1,4})\s*[2-5两二三四五]组"
)
"""Labels that share the word for a group (`A、B、C三组`)."""
_GROUP_WORDS = re.compile("组|[aA]rm|roup|ohort")
"""A letter is a label only beside one of these."""
_BEHIND_ARM = re.compile(
    r"(?:组|方案|治疗|单药|\s+alone|\s+monotherapy)?\s*(?:\d+(?:\.\d+)?\s*(?:mg|g|μg)(?:/[A-Za-z0-9]+)*\s*)?[(,]\s*(?:即|简称|n\s*=\s*\d+,)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_ROUTE = r"口服|服用|静滴|静注|肌注|(?:经|持续|缓慢|静脉|皮下|肌肉|鞘内|腹腔|深静脉)*(?:滴注|输注|注射|推注|泵入|泵注)"
"""Words that give a treatment by telling its route (`对照组静脉滴注甲药`)."""
_GIVES = re.compile(
    r"\s*(?:患者|病例|patients)?\s*(?:共|各)?(?:\(?\s*(?:[nN]\s*=\s*)?\d{1,5}\s*例?\)?)?\s*,?\s*"
    r"(?:[:=为]|(?:均|则|仅|只|单独|单纯)*(?:予以?|给予|接受|采用|采取|使用|应用|用|行|"
    + _ROUTE
    + r")|\b(?:who )?received?|\b(?:receiving|given|treated with|on)\b|\b(?:was|were) (?:given|treated with)|\bgot\b|\bconsisted of\b|\bcomprised\b|\b(?:was|were) (?:assigned|allocated|randomi[sz]ed) to(?: receive)?\b)\s*"
    r"(?:" + _ROUTE + r"|静脉|单用|单药|单纯|常规|标准|only\b|standard\b|conventional\b|oral\b|\s)*",
    re.IGNORECASE,
)
_GIVES_TOO = re.compile(
    r"\s*(?:patients\s*|患者|病例)?(?:\(\s*(?:[nN]\s*=\s*)?\d+\s*例?\s*\))?,?\s*(?:则|仅)?(?:of\s+|with\s+|to\s+|only\s+)?(?:standard\s+|conventional\s+|oral\s+)?",
    re.IGNORECASE,
)
"""Between a label and its treatment where the verb stands with the label before (`arm A received X, arm B Y`)."""
_THEN = re.compile(r"\s*(?:\(\s*(?:[nN]\s*=\s*)?\d+\s*\))?,?\s+", re.IGNORECASE)
_WAS_GIVEN = re.compile(r"\s+(?:was|were)\s+(?:given|administered|used)\b", re.IGNORECASE)
"""Round a treatment whose verb follows it (`in arm 1 (n=50), X was given`)."""
_ADDS = re.compile(
    r"[^;。]{0,12}?在(?:此|上述|前者|同样|(?P<label>[^,;。()在]{1,8}?组))(?:治疗|用药|方案|化疗|的)*基础上(?:再|同时|均|,)*"
    r"(?:加用|加予|联合|加入|增加|给予|加|予|接受)(?:口服|静脉|应用|使用|\s)*"
    r"|[^;.]{0,20}?\b(?:additionally|also) received\s+(?:oral\s+)?|[^;.]{0,20}?\breceived (?:the same|additional)(?: \w+)? (?:plus|with)\s+",
    re.IGNORECASE,
)
_ON, _BASE = re.compile(r"\s*(?:\([^()]*\))?\s*(?:患者|病例)?(?:则|均|仅)?在"), re.compile("基础上")
"""Between a label and a regimen that is spelled as something added to a base (`研究组在化疗基础上给予甲药`)."""
_OPENS = re.compile(r"\s*(?:患者|patients)?\s*(?:共)?(?:\d+\s*例)?\s*\(", re.IGNORECASE)
_FILLS = re.compile(
    r"[nN]\s*=\s*\d+|\d+(?:\.\d+)?\s*(?:例|mg|g|μg|名|人|%|cases|patients)?(?:/[A-Za-z0-9²]+)*|\bin\b|\bor\b|\band\b|方案|治疗|单药|联合|组|或|和|与|及|者|[\s,;:、+/()=]",
    re.IGNORECASE,
)
_LONGEST_REST = 2
UNNAMED = ("control", "observation")
"""What a group is called before it is said what it got (`在对照组的基础上加用乙药`)."""


@dataclass
class Labels:
    """The labels of a paper's groups, each with what its patients got: one arm, or one of several.

    Attributes:
        given: By label.
        classes: Classes that the paper names as groups (`三代TKI组`).
        procedures: The labels of groups that had a kind of transplantation each, which stand for themselves.
        coined: The words that the paper has made labels of in a bracket (`甲药联合乙药(靶免组)`), each with its arm.
        told: What the groups of the line heard last got, in its order, where it defines two labels or more.
        abbreviations: Names of regimens that the paper has explained as others (`own_abbreviations`).
    """

    given: dict[str, tuple[Arm, ...]] = field(default_factory=dict)
    classes: dict[str, Arm] = field(default_factory=dict)
    procedures: frozenset[str] = frozenset()
    coined: dict[str, Arm] = field(default_factory=dict)
    told: tuple[Arm, ...] = ()
    abbreviations: dict[str, Arm] = field(default_factory=dict)

    def hear(self, line: Line, named: Sequence[Arm]) -> None:
        """Keeps the labels that a line defines, and the classes that it names as groups."""
        self.classes |= {arm.name: arm for arm in named if arm.kind == "DRUG_CLASS" and arm.is_named_group}
        if line.text.find("(", line.start, line.end) >= 0:
            self.given |= {label: (arm,) for label, arm in _abbreviated(line, named) if label not in self.given}
            self.procedures |= _procedures(line)
            self.coined |= {label: arm for label, arm in _coined(line, named) if label not in self.coined}
        self.coined |= {label: arm for label, arm in _listed_short(line, named) if label not in self.coined}
        places = _labels(line)
        self.told = ()
        if not places:
            return
        told = [arm for arm in named if not (arm.is_general and arm.is_named_group) and arm.name not in UNNAMED]
        groups: list[Arm] = []
        for label, start, end, side in places:
            if side is not None and _is_of_literature(line):
                continue
            arms = self._defined(line, told, start, end) or (_given_too(line, told, end) if groups else ())
            if arms:
                self.given[label] = arms
                groups.append(replace(arms[0], is_control=side == "control"))
        self.told = tuple(groups) if len({arm.name for arm in groups}) == len(groups) > 1 else ()

    def found(self, line: Line) -> Iterator[Arm]:
        """The arms that the labels of a line stand for."""
        for label, start, end, side in _labels(line):
            if label not in self.given and side is None and _is_unexplained(line, label, start, end):
                yield Arm(start, end, label, is_named_group=True)
            if label not in self.given or (side is not None and _is_of_literature(line)):
                continue
            arm = self._one(self.given[label])
            yield replace(arm.at(start, end), is_named_group=True, is_control=side == "control", is_general=False)
        yield from self._transplanted(line)
        yield from self._called(line)

    def explained(self, arm: Arm, line: Line) -> Arm:
        """A comparator without a name as what the paper says that its controls got."""
        known = self.given.get(arm.name, ()) if arm.name == "control" and not _is_of_literature(line) else ()
        return replace(known[0].at(arm.start, arm.end), is_control=True) if len(known) == 1 else arm

    def _called(self, line: Line) -> Iterator[Arm]:
        """The groups of a line that are called by a word of the paper's own."""
        if not self.coined:
            return
        labels = "|".join(map(_bounded, sorted(self.coined, key=len, reverse=True)))
        for match in re.finditer(rf"(?<![非未无不])(?:{labels})", line.text[line.start : line.end]):
            start, end = line.start + match.start(), line.start + match.end()
            yield replace(self.coined[match.group()].at(start, end), is_named_group=True)

    def _transplanted(self, line: Line) -> Iterator[Arm]:
        """The groups of a line that are called by the label of their transplantation."""
        if self.procedures:
            forms = "|".join(map(re.escape, sorted(self.procedures, key=len, reverse=True)))
            for match in re.finditer(
                rf"(?<![A-Za-z0-9-])(?:{forms})(?![A-Za-z0-9-])", line.text[line.start : line.end]
            ):
                start, end = line.start + match.start(), line.start + match.end()
                yield Arm(start, end, match.group(), is_named_group=True, kind="DRUG_CLASS")

    def _defined(self, line: Line, named: Sequence[Arm], start: int, end: int) -> tuple[Arm, ...]:
        """What the group of a label got: those of its own bracket, one right behind it, or the one whose bracket it closes."""
        if members := _members(line, named, end):
            return (ellipsis.combination(*members),) if _are_joined(line, members) else members
        behind = next((arm for arm in named if arm.start >= end), None)
        gap = line.between(end, behind.start) if behind else ""
        if behind and (added := _ADDS.fullmatch(gap)):
            base = self._base(line, added, start)
            return (ellipsis.combination(base, behind),) if base else ()
        if behind and (
            _GIVES.fullmatch(gap)
            or (_THEN.fullmatch(gap) and _WAS_GIVEN.match(line.text, behind.end, line.end))
            or (_ON.fullmatch(gap) and _BASE.search(line.text, behind.start, behind.end))
        ):
            return (_with_partners(line, [arm for arm in named if arm.start >= end]),)
        before = [arm for arm in named if arm.end <= start]
        closes = (
            bool(before) and line.is_bracketed(start) and _BEHIND_ARM.fullmatch(line.between(before[-1].end, start))
        )
        return (before[-1],) if closes else ()

    def _base(self, line: Line, added: re.Match[str], offset: int) -> Arm | None:
        """What a group that got something more got besides: the treatment of the group named, or of the one told last."""
        if added["label"]:
            labels = [label for label, _, _, _ in _labels(Line(added["label"], 0, len(added["label"]), ()))]
            known = self.given.get(labels[0], ()) if labels else ()
        else:
            earlier = [label for label, start, _, _ in _labels(line) if start < offset and label in self.given]
            known = self.given[earlier[-1]] if earlier else self.given.get("control", ())
        return known[0] if len(known) == 1 else None

    def _one(self, members: tuple[Arm, ...]) -> Arm:
        """The arm of a group: its treatment, the class of its treatments, or all of them by name."""
        if len(members) == 1:
            return members[0]
        kinds = [set(_kinds(arm)) for arm in members]
        shared = [name for name in self.classes if all(name in own for own in kinds)]
        if len(shared) == 1:
            return self.classes[shared[0]]
        name = " or ".join(sorted({arm.name for arm in members}, key=str.lower))
        return replace(members[0], name=name, concept_id="", kind="REGIMEN")


def _given_too(line: Line, named: Sequence[Arm], end: int) -> tuple[Arm, ...]:
    """What stands right behind a label that leaves out the verb of the label before it (`…, arm B Y`)."""
    behind = [arm for arm in named if arm.start >= end]
    if not behind or not _GIVES_TOO.fullmatch(line.between(end, behind[0].start)):
        return ()
    return (_with_partners(line, behind, _AND),)


def _with_partners(line: Line, behind: Sequence[Arm], joins: re.Pattern[str] | None = None) -> Arm:
    """The first of the treatments behind a label, with those that the group got together with it (`arm A received X and Y`)."""
    gap = joins or _TOGETHER
    listed = list(takewhile(lambda pair: gap.fullmatch(line.between(pair[0].end, pair[1].start)), pairwise(behind)))
    is_of_next = bool(listed) and _WAS_GIVEN.match(line.text, listed[-1][1].end, line.end) is not None
    if not listed or (is_of_next and joins is None):
        return behind[0]
    return ellipsis.combination(behind[0], *(arm for _, arm in listed))


_AND = re.compile(r"\s*(?:,|,?\s*\band\b|和|与|及|、)\s*", re.IGNORECASE)
"""What stands between agents that a group got together."""
_TOGETHER = re.compile(r"\s+and\s+|和|与|及", re.IGNORECASE)


_SHORT_NAME = re.compile(r"[A-Z]{2,5}")


@lru_cache(maxsize=1)
def _no_labels() -> frozenset[str]:
    """Capitals before the word for a group that tell its risk, donor, response or material, and no treatment."""
    return frozenset(row["form"] for row in lexicon.cues("no_group_labels"))


def _is_unexplained(line: Line, label: str, start: int, end: int) -> bool:
    """Whether a group is called by capitals that nothing explains, beside another group: it goes by these (`VA组和DA组`)."""
    if not _SHORT_NAME.fullmatch(label) or label in _no_labels():
        return False
    if "组" not in line.text[start:end] or line.text[start - 1 : start] in ("非", "未", "无"):
        return False
    if any(m.start < end and start < m.end for m in line.mentions if m.type != "VALUE"):
        return False
    others = {name for name, *_ in _labels(line)} - {label}
    named = any(line.text[m.end : m.end + 1] == "组" for m in line.of("DRUG", "REGIMEN", "DRUG_CLASS"))
    return named or any(_SHORT_NAME.fullmatch(other) and other not in _no_labels() for other in others)


_PROCEDURE = re.compile(
    r"\b(?:transplantation|transplants?|allografts?|allografting|HCT|HSCT|SCT|BMT)\s?\(\s*(?P<label>[A-Z][A-Za-z]{1,9}(?:-[A-Z]{2,5})?)\s*[;,]\s*[nN]\s*=\s*\d+\s*\)"
    r"|移植\(\s*(?P<han>[A-Z][A-Za-z]{1,9}(?:-[A-Z]{2,5})?)(?:组)?\s*[;,]\s*(?:[nN]\s*=\s*)?\d+\s*例?\s*\)"
)


def _procedures(line: Line) -> frozenset[str]:
    """The labels of two kinds of transplantation set against each other (`haploidentical transplantation (Haplo, n = 30)`)."""
    told = frozenset(m["label"] or m["han"] for m in _PROCEDURE.finditer(line.text, line.start, line.end))
    return told if len(told) > 1 else frozenset()


_COINED = re.compile(
    r"(?:组|方案|治疗|单药)*\s*\(\s*(?:即|简称|记为)?[“\"]?(?P<label>[\u4e00-\u9fff]{2,6}组)[”\"]?\s*(?:[,;、:]\s*(?:[nN]\s*=\s*)?\d+\s*例?)?\s*\)"
)
_BEFORE_BRACKET = re.compile(r"(?:^|[,;:。、(]|分[为成入至]|[和与及为将入])(?P<label>[\u4e00-\u9fff]{2,5}组)(?=\s*\()")
_NOT_ADDED = re.compile(r"未(?:加用|加|联合|使用|应用|接受)[^,;。()]{0,12}\((?P<label>[\u4e00-\u9fff]{2,6}组)\s*[,)]")
"""The label of those who got nothing besides what all got (`其中18例加用乙药(加药组),33例未加用(不加药组)`)."""
_MANY_GROUPS = re.compile(r"[两二三四五各全亚该本]个?组|随机")


def _coined(line: Line, named: Sequence[Arm]) -> Iterator[tuple[str, Arm]]:
    """The words that a line makes labels of: in a bracket behind an arm (`甲药(靶向组)`), or before that of an arm (`靶向组(甲药)`)."""
    if not named:
        return
    yield from _coined_in_english(line, named)
    yield from _initials(line, named)
    if "组" not in line.text[line.start : line.end]:
        return
    known, agents = column("group_labels", "side"), line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    for arm in named:
        told = _COINED.match(line.text, arm.end, line.end)
        if told is not None and told["label"] not in known and not _MANY_GROUPS.search(told["label"]):
            yield told["label"], replace(arm, is_general=False)
    for match in _NOT_ADDED.finditer(line.text, line.start, line.end):
        base = next(
            (a for arm in named for a in named if arm.base == a.name and arm.base and arm.end <= match.start()), None
        )
        if base is not None and match["label"] not in known:
            yield match["label"], base
    for match in _BEFORE_BRACKET.finditer(line.text, line.start, line.end):
        start, end = match.span("label")
        is_free = not any(m.start < end and start < m.end for m in agents) and not _MANY_GROUPS.search(match["label"])
        if is_free and match["label"] not in known and len(members := _members(line, named, end)) == 1:
            yield match["label"], members[0]


def _bounded(label: str) -> str:
    """The pattern of a label, a short name in Latin letters as a whole word."""
    return rf"(?<![A-Za-z0-9-]){re.escape(label)}(?![A-Za-z0-9-])" if _TOKEN.fullmatch(label) else re.escape(label)


_TOKEN = re.compile(r"[A-Z](?:[A-Za-z0-9]{1,6}|(?=-[A-Z]))(?:-[A-Z][A-Za-z0-9]{0,6})?")
_SHORT_LIST = re.compile(
    rf"\b(?:arms|regimens|groups|treatments|schedules|protocols|combinations)\b[^.;:,]{{0,40}}:\s*"
    rf"(?P<list>{_TOKEN.pattern}(?:,\s+{_TOKEN.pattern}){{0,4}},?\s+(?:and|or|versus|vs\.?)\s+{_TOKEN.pattern})(?=\s*[.;]|$)"
)
"""A list of arms by their short names (`three arms were compared: FCR, VR and VO`)."""


def _listed_short(line: Line, named: Sequence[Arm]) -> Iterator[tuple[str, Arm]]:
    """The short names of a list of arms of which some are known regimens: the others go by themselves."""
    told = _SHORT_LIST.search(line.text, line.start, line.end) if named else None
    if told is None:
        return
    start, end = told.span("list")
    known = [arm for arm in named if start <= arm.start < end]
    for match in _TOKEN.finditer(line.text, start, end) if known else ():
        if not any(arm.start < match.end() and match.start() < arm.end for arm in known):
            yield match.group(), Arm(match.start(), match.end(), match.group(), is_named_group=True)


_COINED_GROUP = re.compile(
    r"\s?\(\s*(?:the\s+)?(?P<label>(?!control|placebo|comparator)[A-Za-z][A-Za-z0-9-]*(?: [a-z-]+){0,3} (?:group|arm|cohort))\s*(?:[;,]\s*[nN]\s*=\s*\d+\s*)?\)"
)
_BEFORE_LIST = re.compile(
    r"(?:\b(?:to|of|with|receive|received|or|either|and)|[;:,])\s+(?:either\s+|the\s+)?$", re.IGNORECASE
)
_IN_LIST = re.compile(r",\s+(?:and\s+)?|\s+(?:and|plus)\s+")


def _coined_in_english(line: Line, named: Sequence[Arm]) -> Iterator[tuple[str, Arm]]:
    """The words in a bracket that call a group by, behind the agents that it got (`A, B, and C (triplet-therapy group)`)."""
    agents = [arm for arm in named if not arm.is_general]
    for match in _COINED_GROUP.finditer(line.text, line.start, line.end):
        run: list[Arm] = []
        for arm in reversed([arm for arm in agents if arm.end <= match.start()]):
            is_next = _IN_LIST.fullmatch(line.between(arm.end, run[0].start)) if run else arm.end == match.start()
            if not is_next:
                break
            run.insert(0, arm)
        opened = bool(run) and _BEFORE_LIST.search(line.text, line.start, run[0].start)
        if opened:
            whole = ellipsis.combination(*run) if len(run) > 1 else run[0]
            yield match["label"], replace(whole, is_general=False, is_control=False)


_INITIALS = re.compile(
    r"\b(?P<side>control\s+)?(?P<head>group|arm|cohort)\s?\(\s*(?P<label>[A-Z][A-Z0-9]{1,4})\s*[,:;]\s*(?=[A-Za-z])",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:alone|only|monotherapy|plus|with)\b", re.IGNORECASE)


def _initials(line: Line, named: Sequence[Arm]) -> Iterator[tuple[str, Arm]]:
    """The short form of a group's name before what it got, in one bracket (`the observation group (OG, A and B)`)."""
    for match in _INITIALS.finditer(line.text, line.start, line.end):
        closed = _closing(line, match.end())
        inside = [arm for arm in named if match.end() <= arm.start and arm.end <= closed]
        rest = line.text[match.end() : max(closed, match.end())]
        for arm in inside:
            rest = rest.replace(line.text[arm.start : arm.end], "", 1)
        is_initial = match["label"].isupper() and match["label"][-1] == match["head"][0].upper()
        is_initial = is_initial and not any(
            m.start == match.start("label") for m in line.of("DISEASE", "GENE", "METRIC")
        )
        if is_initial and inside and len(_FILLS.sub("", _ALONE.sub("", rest))) <= _LONGEST_REST:
            whole = ellipsis.combination(*inside) if len(inside) > 1 else inside[0]
            yield match["label"], replace(whole, is_general=False, is_control=match["side"] is not None)


_ABBREVIATED = re.compile(r"\s?\(\s*(?P<label>[A-Z][A-Za-z0-9+/-]{1,7})\s*[;,]\s*[nN]\s*=\s*\d+\s*\)")


def _abbreviated(line: Line, named: Sequence[Arm]) -> Iterator[tuple[str, Arm]]:
    """The short names that a line gives its arms beside their size (`R-DHAP (RD; n = 301)`)."""
    for arm in named:
        told = _ABBREVIATED.match(line.text, arm.end, line.end)
        if told is not None and not any(m.start == told.start("label") for m in line.of("METRIC", "REGIMEN", "DRUG")):
            yield told["label"], arm


@lru_cache(maxsize=4)
def _labels(line: Line) -> tuple[tuple[str, int, int, str | None], ...]:
    """Label, place and side of each label of a line; the side is none for letters. Kept for the lines read last."""
    return tuple(_found(line))


def _found(line: Line) -> Iterator[tuple[str, int, int, str | None]]:
    sides, names = column("group_labels", "side"), column("group_labels", "label")
    for match in _words().finditer(line.text, line.start, line.end):
        yield names[key(match)], match.start(), match.end(), sides[key(match)]
    if not _GROUP_WORDS.search(line.text, line.start, line.end):
        return
    agents = line.of("DRUG", "REGIMEN", "DRUG_CLASS")
    for match in _LETTERS.finditer(line.text, line.start, line.end):
        letter = match["han"] or match["behind"] or match["before"]
        start = next(match.start(name) for name in ("han", "behind", "before") if match[name])
        is_agent = any(start < m.end and m.start < start + len(letter) for m in agents)
        if not is_agent:
            yield letter, match.start(), match.end(), None
    for listed in LISTED_LETTERS.finditer(line.text, line.start, line.end):
        for match in _LETTER.finditer(line.text, *listed.span("letters")):
            yield match.group(), *match.span(), None


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return pattern("group_labels")


def _members(line: Line, named: Sequence[Arm], end: int) -> tuple[Arm, ...]:
    """The treatments that the bracket behind a label lists and that fill it, sizes and joining words aside."""
    opened = _OPENS.match(line.text, end, line.end)
    closed = _closing(line, opened.end()) if opened else -1
    if opened is None or closed < 0:
        return ()
    inside = [arm for arm in named if opened.end() <= arm.start and arm.end <= closed]
    rest = line.text[opened.end() : closed]
    for arm in inside:
        rest = rest.replace(line.text[arm.start : arm.end], "", 1)
    return tuple(inside) if len(_FILLS.sub("", rest)) <= _LONGEST_REST else ()


_JOIN = re.compile(r"\s*(?:and|plus|\+|和|与|及|联合)\s*", re.IGNORECASE)


def _are_joined(line: Line, members: Sequence[Arm]) -> bool:
    """Whether the last two treatments of a bracket are given together (`A组(甲药和乙药,n=30)`)."""
    if len(members) < PAIR:
        return False
    return _JOIN.fullmatch(line.between(members[-2].end, members[-1].start)) is not None


def _closing(line: Line, offset: int) -> int:
    """The bracket that closes the one that opens before an offset, or -1."""
    depth = 1
    for at in range(offset, line.end):
        depth += (line.text[at] == "(") - (line.text[at] == ")")
        if not depth:
            return at
    return -1


def _is_of_literature(line: Line) -> bool:
    """Whether a line speaks of a study of others: its experimental and control groups are not those of this paper."""
    return bool(line.marks) or bool(line.of("TRIAL"))


def _kinds(arm: Arm) -> tuple[str, ...]:
    """The classes that the lexicon knows of a drug."""
    entry = lexicon.load().named("DRUG", arm.name)
    return entry.relations.get("class", ()) if entry is not None else ()
