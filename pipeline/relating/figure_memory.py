"""What the sentences before a figure have said: the arm under study, its comparator, the study, its marker."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from pipeline.records import Mention
from pipeline.relating import PAIR, populations, transplanted
from pipeline.relating.arms import Arm, procedures
from pipeline.relating.labels import Labels
from pipeline.relating.lines import Line, pattern
from pipeline.relating.nearest_arms import Reading, dose_groups
from pipeline.relating.shared_comparators import SharedComparator
from pipeline.relating.study_arms import StudyArms


@dataclass
class Memory:
    """What the sentences before have said: the arm under study, the study, its marker."""

    arm: Arm | None = None
    heading_arm: Arm | None = None
    earlier: Arm | None = None
    earlier_pair: tuple[Arm, Arm] | None = None
    heading_trial: Mention | None = None
    heading_pair: tuple[Arm, Arm] | None = None
    listed: tuple[Arm, ...] = ()
    regimen: Arm | None = None
    earlier_regimen: Arm | None = None
    pair: tuple[Arm, Arm] | None = None
    partners: tuple[Arm, Arm] | None = None
    options: tuple[Arm, Arm] | None = None
    trial: Mention | None = None
    trial_cited: frozenset[int] = frozenset()
    marker: str = ""
    cited: frozenset[int] = frozenset()
    group: str = ""
    is_altered: bool = False
    is_part: bool = False
    has_whole: bool = False
    unread: list[tuple[Line, bool]] = field(default_factory=list)
    compared_groups: tuple[str, ...] = ()
    metric: Mention | None = None
    event: Mention | None = None
    comparator: Arm | None = None
    compared: Mention | None = None
    told: tuple[Mention, ...] = ()
    doses: int = 0
    agents: frozenset[str] = frozenset()
    is_case: bool = False
    labels: Labels = field(default_factory=Labels)
    study: tuple[Arm, ...] = ()
    named: tuple[Arm, ...] = ()
    alternatives: tuple[Arm, ...] = ()
    studies: StudyArms = field(default_factory=StudyArms)
    shared: SharedComparator = field(default_factory=SharedComparator)

    def forget(self) -> None:
        """A new paragraph: only the heading's arm stays."""
        self.shared.end_paragraph()
        self.earlier_pair = self.pair or (None if self._has_turned() else self.earlier_pair)
        self.earlier = self.arm or self.earlier
        self.earlier_regimen = self.regimen or self.earlier_regimen
        self.arm, self.regimen, self.pair, self.comparator = self.heading_arm, None, None, None
        self.trial, self.marker, self.partners = self.heading_trial, "", None
        self.group, self.unread, self.has_whole, self.compared_groups = "", [], False, ()
        self.cited, self.trial_cited, self.named, self.told = frozenset(), frozenset(), (), ()
        self.doses, self.agents, self.alternatives, self.options = 0, frozenset(), (), None
        self.event = self.comparator = None

    @property
    def population(self) -> str:
        """The population told last; lines are read for it only when a figure asks."""
        while self.unread:
            line, has_whole = self.unread.pop()
            if told := populations.last_of(line):
                self.group, self.unread, self.is_part = told, [], has_whole
                self.is_altered = any(mention.name in told for mention in line.of("ALTERATION"))
        return self.group

    def _has_turned(self) -> bool:
        """Whether the paragraph that ends has named another treatment than the pair of the paragraphs before."""
        if self.arm is None or self.arm is self.heading_arm or self.earlier_pair is None:
            return False
        known = {name for arm in self.earlier_pair for name in arm.name.split(" + ")}
        return not known & set(self.arm.name.split(" + "))


def remember(reading: Reading, memory: Memory, groups: Collection[str] = ()) -> None:
    """Keeps what a line has said for the lines behind it, with the groups that its figures are of (`""` for all patients)."""
    continues, before = continues_study(reading, memory), memory.arm
    memory.doses = dose_groups(reading.line, reading.experimental) or (0 if reading.arms else memory.doses)
    every = [arm for arm in reading.experimental if not arm.is_general]
    treated = [arm for arm in every if not _is_in_vitro(reading.line, arm)]
    named = _without_comparator(treated if treated or memory.arm is not None else every, memory.pair)
    if memory.pair is not None:
        named = [arm for arm in named if arm.name not in procedures()]
    if (
        named
        and not memory.is_case
        and (one := _OF_ONE.search(reading.line.text, reading.line.start, reading.line.end))
    ):
        opened, closed = reading.line.clause(one.end() - 1)
        named = [arm for arm in named if not opened <= arm.start < closed]
    regimens = [arm for arm in named if arm.kind == "REGIMEN"]
    agents = [arm for arm in named if arm.kind != "DRUG_CLASS"] or named
    chosen = regimens[-1] if regimens else agents[0] if agents else None
    drugs = list({arm.name: arm for arm in named if arm.kind == "DRUG"}.values())
    if len(drugs) == 2:
        memory.partners = (drugs[0], drugs[1])
    if regimens:
        memory.regimen = regimens[-1]
    if chosen is not None and _is_of_dose(reading.line, chosen, before):
        chosen = before
    if chosen is not None and (chosen.kind != "DRUG_CLASS" or memory.arm is None):
        memory.arm = None if _are_alternatives(reading.line, agents) else chosen
        if memory.arm is not None and not (memory.pair or memory.earlier_pair or memory.study):
            memory.arm = _of_cohort(reading.line, memory.arm)
    if not _is_same_study(reading, memory):
        memory.group, memory.unread, memory.agents = "", [], frozenset()
        memory.has_whole = False
    if _turns(reading.line, before, memory.arm):
        memory.has_whole = False
    memory.agents |= _agents(reading)
    _remember_groups(reading.line, groups, memory)
    memory.studies.hear(reading.line, reading.arms, memory.pair)
    trials = reading.line.of("TRIAL")
    if trials:
        memory.trial, memory.trial_cited = trials[-1], reading.line.cited
    elif not continues:
        memory.trial, memory.trial_cited = memory.heading_trial, frozenset()
    else:
        memory.trial_cited |= reading.line.cited
    memory.cited = reading.line.cited or memory.cited
    memory.marker = f"[{min(memory.cited)}]" if len(reading.line.cited) == 1 else ""


_DOSE_OF = re.compile(
    r"\b(?:doses?|dosage|MTD|RP2D|dose levels?|dose intensity)\s+(?:of|for)\s+(?:the\s+|oral\s+)?$", re.IGNORECASE
)
_ITS_DOSE = re.compile(r"(?:的)?(?:最大耐受|推荐|起始|目标)?剂量|\s+(?:doses?|dosing|dosage)\b", re.IGNORECASE)


def _is_of_dose(line: Line, arm: Arm, before: Arm | None) -> bool:
    """Whether a line tells the dose of one agent of the combination under study, which goes on (`The dose of A was 10 mg`)."""
    if before is None or arm.name == before.name or arm.name not in before.name.split(" + "):
        return False
    told = _DOSE_OF.search(line.text, max(line.start, arm.start - 32), arm.start)
    return told is not None or _ITS_DOSE.match(line.text, arm.end, line.end) is not None


_NEW_STUDY = re.compile(
    r"(?:研究|试验)(?:共)?(?:纳入|入组|招募)|(?:另|又)一(?:项|个)?[^,;。]{0,12}?(?:研究|试验)|\b(?:in|from) (?:a|an|another) (?:[\w/-]+ ){0,5}(?:trial|study|series|cohort)\b",
    re.IGNORECASE,
)
"""What tells that a line opens a study of its own (`In a phase 1 trial`)."""


def _turns(line: Line, before: Arm | None, arm: Arm | None) -> bool:
    """Whether a line turns to another treatment or study, so that figures of all told before are not of its patients."""
    is_other = arm is not None and (before is None or before.name != arm.name)
    return is_other or begins_study(line)


def begins_study(line: Line) -> bool:
    """Whether a line opens a study of its own, which it need not name."""
    return _NEW_STUDY.search(line.text, line.start, line.end) is not None


def _remember_groups(line: Line, groups: Collection[str], memory: Memory) -> None:
    """Keeps a line for its population, unless it tells figures of several groups: what follows is of none of them."""
    memory.has_whole = memory.has_whole or "" in groups
    if len(set(groups) - {""}) < PAIR:
        memory.unread.append((line, memory.has_whole))


def _are_alternatives(line: Line, named: Sequence[Arm]) -> bool:
    """Whether a line names the treatments of which each patient had one (`treated with A (n = 77) or B (n = 23)`)."""
    if len({arm.name for arm in named}) < 2:
        return False
    gap = line.between(named[-2].end, named[-1].start)
    return _EITHER.fullmatch(gap) is not None and bool(_HAD.search(line.text, line.start, named[0].start))


_EITHER = re.compile(r"\s*(?:[(\[][^()\[\]]{1,16}[)\]])?,?\s*(?:or|或者?)\s*", re.IGNORECASE)
_HAD = re.compile(
    r"(?:\btreated with|\breceived|\breceiving|\bgiven|接受|应用|使用|给予)\s*(?:either\s+)?[^;。.]{0,40}$",
    re.IGNORECASE,
)


def _of_cohort(line: Line, arm: Arm) -> Arm:
    """An arm; a class that the patients of a line got is their regimen, and no topic of the text."""
    is_class = arm.kind == "DRUG_CLASS" and transplanted.is_given(line, arm.start, arm.end)
    return replace(arm, kind="REGIMEN") if is_class else arm


_OF_ONE = re.compile(
    r"\b(?:one|a|the (?:latter|former|other|first|second|third|remaining)|another|this) patient\b(?! (?:population|cohort|group|series)|-)"
    r"[^,;.]{0,40}?\b(?:received|responded to|switched to|was (?:\w+ )?(?:given|treated|salvaged|switched|rescued))"
    r"|(?<!\d)1\s*例(?:患者)?(?:接受|应用|予|改用|换用|使用|给予|经)",
    re.IGNORECASE,
)
"""What happened to one patient: the treatment of that one is not what later sentences are about, unless a case is told."""


def _without_comparator(named: Sequence[Arm], pair: tuple[Arm, Arm] | None) -> list[Arm]:
    """The treatments of a line without the second of the two that it sets against each other."""
    if pair is None or pair[0].name not in {arm.name for arm in named}:
        return list(named)
    return [arm for arm in named if arm.name != pair[1].name]


_IN_VITRO = re.compile(r"体外|离体|in vitro|ex vivo", re.IGNORECASE)


def _is_in_vitro(line: Line, arm: Arm) -> bool:
    """Whether a clause tells what a drug does in cells: patients further on got the drug named before, if there is one."""
    told = _IN_VITRO.search(line.text, line.start, arm.start)
    return told is not None and bool(_IN_VITRO.search(line.text, line.clause(arm.start)[0], arm.start))


_OF_ALL = re.compile(
    r"全组|(?:全部|所有|全体)(?:[0-9]+例)?(?:患者|患儿|病例|入组)|总体(?=人群|患者|上|[A-Z]{2,4})"
    r"|\b(?:entire|whole|overall|full) (?:study )?(?:cohort|population|group|series)\b|\b(?:in|of|for|among|across) all (?:\d+ )?patients\b",
    re.IGNORECASE,
)
_OTHER_PART = re.compile(r"\b(?:in|for|among|of) the [^\s,;.]{2,24} (?:subgroup|subset)\b", re.IGNORECASE)
"""A part of the patients that a line names by words that are read as no group (`in the X subgroup`)."""
_OF_THEM = re.compile(
    r"这(?:些|类|部分|组|一)|该(?:亚?组|类|部分|人群|队列|患者)|此(?:类|组|亚组|部分|人群)|上述|\b(?:these|this (?:sub)?group|this (?:sub)?population|this (?:cohort|subset)|such patients|their|they|them)\b",
    re.IGNORECASE,
)
"""Words that say that what follows is still of the group told before."""


def population_before(reading: Reading, memory: Memory) -> str:
    """The population of the sentences before, while the same study goes on.

    A group with an alteration is a part of a study: figures of its arms by name are of all patients again. So are those
    behind a group that follows figures of all, unless words take it up, and those that are said to be of all.
    """
    if not memory.population or not _is_same_study(reading, memory):
        return ""
    line = reading.line
    if _OF_ALL.search(line.text, line.start, line.end) or _OTHER_PART.search(line.text, line.start, line.end):
        return ""
    if memory.is_part and not _OF_THEM.search(line.text, line.start, line.end):
        return ""
    return memory.population if not memory.is_altered or _goes_on(reading, memory) else ""


def _is_same_study(reading: Reading, memory: Memory) -> bool:
    """Whether a line names no other study, has no other marker, and goes on with what was told."""
    trials = {trial.name for trial in reading.line.of("TRIAL")}
    is_other = trials - ({memory.trial.name} if memory.trial else set())
    if is_other or (memory.cited and reading.line.cited - memory.cited):
        return False
    return _agents(reading) <= memory.agents or _goes_on(reading, memory)


def _agents(reading: Reading) -> frozenset[str]:
    """The agents of all treatments that a line names."""
    return frozenset(agent for arm in reading.arms if not arm.is_general for agent in arm.name.split(" + "))


def _goes_on(reading: Reading, memory: Memory) -> bool:
    """Whether a line still speaks of the study named before: it says so, or names no treatment of its own."""
    known = set(memory.arm.name.split(" + ")) if memory.arm else set()
    if not known and memory.trial is not None:
        return True
    if all(arm.is_control or known.issuperset(arm.name.split(" + ")) for arm in reading.arms):
        return True
    line = reading.line
    return pattern("trial_metric_words", role="continues").search(line.text, line.start, line.end) is not None


def continues_study(reading: Reading, memory: Memory) -> bool:
    """Whether a line still speaks of the study named before it: the same treatments, and no other paper's marker.

    A later report of the same arms has a marker of its own (`A组…[2]。随访6年,A组…[3]`).
    """
    cited = reading.line.cited
    others = bool(cited and memory.trial_cited and not cited & memory.trial_cited)
    known = {arm.name for arm in memory.pair or ()}
    has_its_arms = bool(known) and bool(reading.arms) and {arm.name for arm in reading.arms} <= known
    return has_its_arms or (_goes_on(reading, memory) and not others)
