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

from pipeline.relating.arms import Arm
from pipeline.relating.lines import Line


@dataclass
class StudyArms:
    """The tested arm and the comparator of each study of a paper, as told first."""

    tested: dict[str, Arm] = field(default_factory=dict)
    compared: dict[str, Arm] = field(default_factory=dict)

    def add(self, study: str, arm: Arm, is_control: bool = False) -> None:
        """Keeps an arm of a study, unless one is known."""
        (self.compared if is_control else self.tested).setdefault(study, arm)

    def pair(self, study: str) -> tuple[Arm, Arm] | None:
        """Both arms of a study, the comparator second, where both are known."""
        tested, compared = self.tested.get(study), self.compared.get(study)
        return (tested, compared) if tested and compared and tested.name != compared.name else None

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


def only_study(line: Line) -> str:
    """The name of the one study that a line speaks of, or nothing."""
    named = {trial.name for trial in line.of("TRIAL")}
    return named.pop() if len(named) == 1 else ""
