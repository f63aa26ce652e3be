"""Files that arrive while somebody watches: when a folder has changed, and which of its files hold still.

A file that is being copied grows. It is picked up when two looks in a row have found it the same; as long as a file that
was picked up before does not hold still, nothing is, for its old rows are better than none.

>>> looks = iter([{"综述.txt": (9,)}, {"综述.txt": (9,), "b.md": (1,)}, {"综述.txt": (9,), "b.md": (5,)}])
>>> seen = Seen(next(looks))
>>> seen.arrived(next(looks)), seen.arrived(found := next(looks)), sorted(seen.arrived(found))
(None, None, ['b.md', '综述.txt'])
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.intake import Entry

Stamp = tuple[int, ...]


@dataclass(slots=True)
class Seen:
    """What was there at the last look, and what was picked up last.

    Attributes:
        last: Each file's stamp at the last look.
        taken: Each file's stamp when it was picked up.
    """

    last: Mapping[str, Stamp]
    taken: Mapping[str, Stamp] = field(init=False)

    def __post_init__(self) -> None:
        self.taken = dict(self.last)

    def arrived(self, found: Mapping[str, Stamp]) -> Collection[str] | None:
        """The names of the files that hold still, where they are not those picked up last; None for nothing to do."""
        still = {name: stamp for name, stamp in found.items() if self.last.get(name) == stamp}
        is_known_moving = any(name in self.taken and name not in still for name in found)
        self.last = dict(found)
        if is_known_moving or still == self.taken:
            return None
        self.taken = still
        return still.keys()


def stamps(entries: Sequence[Entry]) -> dict[str, Stamp]:
    """What tells of each file that it has changed: size, time and number on its disk; files that are gone are left out."""
    found: dict[str, Stamp] = {}
    for entry in entries:
        try:
            status = entry.path.lstat()
        except OSError:
            continue
        found[entry.name] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return found


def watch(
    look: Callable[[], list[Entry]],
    take: Callable[[list[Entry]], None],
    every: float,
    wait: Callable[[float], object],
    seen: Seen,
) -> None:
    """Looks again and again, and hands over the files each time that some have come, changed or gone.

    Args:
        look: Lists the files that are there.
        take: Told all files that hold still, whenever they are others than before.
        every: Seconds between two looks.
        wait: Waits so many seconds; anything true ends the watch.
        seen: The stamps of what was taken already.
    """
    while not wait(every):
        entries = look()
        arrived = seen.arrived(stamps(entries))
        if arrived is not None:
            take([entry for entry in entries if entry.name in arrived])
