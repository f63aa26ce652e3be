"""One error for everything that can be wrong with a file, so that a batch reports one clear line and goes on.

>>> print(ReadingError("综述.txt", "byte 5", "is not valid UTF-8", "save it as UTF-8"))
综述.txt: byte 5: is not valid UTF-8; save it as UTF-8
"""

from __future__ import annotations


class ReadingError(Exception):
    """A file that cannot be read, with the place and the remedy.

    Attributes:
        path: The file, as the caller named it.
        place: Where in the file (`byte 1203`, `character 7`), or "".
        reason: What is wrong, in one line: what a parser quotes from the file may hold more.
        remedy: What the user can do, or "".
    """

    def __init__(self, path: str, place: str, reason: str, remedy: str = "") -> None:
        reason = " ".join(reason.split())
        self.path, self.place, self.reason, self.remedy = path, place, reason, remedy
        super().__init__(path, place, reason, remedy)

    def __str__(self) -> str:
        message = ": ".join(part for part in (self.path, self.place, self.reason) if part)
        return f"{message}; {self.remedy}" if self.remedy else message


class ChangedError(ReadingError):
    """A file that somebody writes to meanwhile: what is wrong with it now says nothing of it later."""


def reason(error: ReadingError) -> str:
    """`reason (place). Remedy`, in one line.

    >>> reason(ReadingError("综述.txt", "byte 5", "is not valid UTF-8", "save the file as UTF-8"))
    'is not valid UTF-8 (byte 5). Save the file as UTF-8'
    """
    told = f"{error.reason} ({error.place})" if error.place else error.reason
    return f"{told}. {error.remedy[:1].upper()}{error.remedy[1:]}" if error.remedy else told
