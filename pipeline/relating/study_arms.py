"""What each named study gave: arms that a sentence or table row tells with a study hold where the text names it again.

`随访更新时,ORION-7的中位PFS为21个月`, a note under a table (`ORION-7: HR for death, 0.61`): the arms stand elsewhere in the paper.

>>> from pipeline.relating.arms import Arm
>>> told = StudyArms()
>>> told.add("ORION-7", Arm(0, 4, "venetoclax")), told.add("ORION-7", Arm(5, 9, "azacitidine"), is_control=True)
(None, None)
>>> [arm.name for arm in told.pair("ORION-7") or ()], told.pair("ORION-8")
(['venetoclax', 'azacitidine'], None)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline import lexicon
from pipeline.lexicon import cues
from pipeline.relating.arms import Arm
from pipeline.relating.called_arms import Comparisons
from pipeline.relating.lines import Line


@dataclass
class StudyArms:
    """The tested arm and the comparator of each study of a paper, as told first.

    Attributes:
        tested: By the study's name.
        compared: By the study's name.
        paper: The whole paper's text, folded: an arm that it never names stands for nothing in it.
        comparisons: Every two arms that it has set against each other.
    """

    tested: dict[str, Arm] = field(default_factory=dict)
    compared: dict[str, Arm] = field(default_factory=dict)
    paper: str = ""
    comparisons: Comparisons = field(default_factory=Comparisons)

    def add(self, study: str, arm: Arm, is_control: bool = False) -> None:
        """Keeps an arm of a study, unless one is known."""
        (self.compared if is_control else self.tested).setdefault(study, arm)

    def pair(self, study: str) -> tuple[Arm, Arm] | None:
        """Both arms of a study, the comparator second, where both are known."""
        tested, compared = self.tested.get(study), self.compared.get(study)
        return (tested, compared) if tested and compared and tested.name != compared.name else None

    def known(self, study: str) -> Arm | None:
        """What a well-known study is known to test, where the paper names each of its agents."""
        name = _tested().get(study, "")
        agents = name.split(" + ") if name else []
        if not agents or not all(any(form in self.paper for form in _forms(agent)) for agent in agents):
            return None
        kind = "REGIMEN" if len(agents) > 1 else "DRUG"
        entry = lexicon.load().named("DRUG", name)
        return Arm(-1, -1, name, entry.concept.concept_id if entry else "", kind=kind)

    def hear(self, line: Line, arms: Sequence[Arm], pair: tuple[Arm, Arm] | None) -> None:
        """Keeps what a line with one study says that it gave: its two arms, or the only treatment that it names."""
        study = only_study(line)
        named = {arm.name: arm for arm in arms if not arm.is_control and not arm.is_general}
        if not study:
            return
        if pair is not None and pair[0].name in named:
            self.add(study, pair[0])
            self.add(study, pair[1], is_control=True)
        elif len(named) == 1:
            self.add(study, next(iter(named.values())))


@lru_cache(maxsize=1)
def _tested() -> dict[str, str]:
    """What well-known studies test, by their names, as the field knows them; used only where the paper names each agent."""
    return {row["trial"]: row["tested"] for row in cues("study_drugs")}


@lru_cache(maxsize=256)
def _forms(agent: str) -> tuple[str, ...]:
    """An agent's names in both languages, folded."""
    entry = next((e for kind in ("DRUG", "REGIMEN") if (e := lexicon.load().named(kind, agent))), None)
    names = (entry.concept.name, entry.concept.name_zh) if entry else (agent,)
    return tuple(lexicon.fold(name) for name in names if name)


def of_segment(line: Line, offset: int, arms: Sequence[Arm]) -> str:
    """The study that a part of a line turns to without arms of its own (`…82% with A in ONE, and in TWO PFS was 53%`); or nothing."""
    trials = [trial for trial in line.of("TRIAL") if trial.end <= offset]
    if not trials or not any(arm.end <= trials[-1].start for arm in arms):
        return ""
    others = {trial.name for trial in trials} - {trials[-1].name}
    stop = line.text.find(";", offset, line.end)
    last = stop if stop > 0 else line.end
    return trials[-1].name if others and not any(trials[-1].end <= arm.start < last for arm in arms) else ""


def only_study(line: Line) -> str:
    """The name of the one study that a line speaks of, or nothing."""
    named = {trial.name for trial in line.of("TRIAL")}
    return named.pop() if len(named) == 1 else ""
