"""The page's words in Chinese and English, from catalogues that Babel reads as they are written: nothing is compiled.

The words of the page stand in English in the templates; what a table says in words of its own (a predicate, a status)
is translated by its kind, so that both languages have a readable word for it.

>>> translated("zh").gettext("Accept"), translated("en").gettext("Accept")
('接受', 'Accept')
>>> word("zh", "predicate", "worse_prognosis"), word("en", "predicate", "worse_prognosis")
('预后较差', 'worse prognosis')
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from pipeline.records import Language

TRANSLATIONS = Path(__file__).resolve().parent / "translations"
LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}
TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
COOKIE = "litmine_language"


@cache
def translated(language: Language) -> Translations:
    """The catalogue of one language."""
    locale = LOCALES[language]
    with (TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po").open("rb") as handle:
        catalogue = read_po(handle, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def word(language: Language, kind: str, value: str) -> str:
    """What the tables call `value`, as people read it; a value that no catalogue knows stays as it is.

    Args:
        language: Of the page.
        kind: `predicate`, `status`, `error`, `type`, `column`, …
        value: As the table has it.
    """
    return str(translated(language).pgettext(kind, value)) if value else ""


def chosen(asked: str, default: Language) -> Language:
    """The language of a cookie or a form, or the default.

    >>> chosen("en", "zh"), chosen("fr", "zh")
    ('en', 'zh')
    """
    return "zh" if asked == "zh" else "en" if asked == "en" else default


def moment(language: Language, at: str) -> str:
    """A time of the log, UTC as ISO 8601, in this machine's zone and as the language writes it.

    >>> moment("zh", "2026-11-03T08:05:00+00:00")[:4]
    '2026'
    """
    if not at:
        return ""
    return format_datetime(datetime.fromisoformat(at).astimezone(), "yyyy-MM-dd HH:mm", locale=LOCALES[language])
