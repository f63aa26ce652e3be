"""Where in a text a costly pattern can match at all: one pass of an automaton over the words that it cannot do without.

A pattern with optional parts on its left is tried at every character; anchored on its words it is tried in a few
windows, and the path stays fast however many patterns there are.

>>> near = Triggers({"exon": ("外显子", "exon"), "arm": ("染色体",)}, before=4, after=6)
>>> near.windows("KIT 11外显子突变很常见")
{'exon': [(2, 14)]}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import ahocorasick_rs

Windows = Sequence[tuple[int, int]]


class Triggers:
    """Words by kind; `windows` gives, for each kind found, merged stretches of text around its words."""

    def __init__(self, words: Mapping[str, Iterable[str]], before: int, after: int) -> None:
        self._kinds: dict[str, list[str]] = {}
        for kind, group in words.items():
            for word in group:
                self._kinds.setdefault(word.lower(), []).append(kind)
        self._words = list(self._kinds)
        self._automaton = ahocorasick_rs.AhoCorasick(self._words)
        self._before, self._after = before, after

    def windows(self, key: str) -> dict[str, list[tuple[int, int]]]:
        """Windows of a folded text, by kind, in order and without overlap."""
        found: dict[str, list[tuple[int, int]]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(key, overlapping=True):
            span = max(0, start - self._before), min(len(key), end + self._after)
            for kind in self._kinds[self._words[index]]:
                _add(found.setdefault(kind, []), span)
        return found

    def hits(self, key: str) -> Iterator[tuple[str, int, int]]:
        """Each word found, with its place; words inside words too."""
        for index, start, end in self._automaton.find_matches_as_indexes(key, overlapping=True):
            yield self._words[index], start, end


def _add(windows: list[tuple[int, int]], span: tuple[int, int]) -> None:
    if windows and span[0] <= windows[-1][1]:
        start = min(windows[-1][0], span[0])
        windows[-1] = (start, max(windows[-1][1], span[1]))
    else:
        windows.append(span)


def scan(pattern: re.Pattern[str], text: str, windows: Windows) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begin and end inside one of the windows."""
    for start, end in windows:
        yield from pattern.finditer(text, start, end)
