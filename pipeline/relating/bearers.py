"""Who a word of response is said of: the alterations of its clause, of the clauses before, or of the sentence before.

Those that a word can be said of at all are looked through in the order in which both languages place a subject: before the
word, behind a word that ties, in a list that the word announces, and last in what was said before.

>>> from pipeline.relating.clauses import levels
>>> text = "X突变对甲药耐药"
>>> level = levels(text, 0, len(text), [Mention(0, 3, "ALTERATION", "X突变"), Mention(4, 6, "DRUG", "甲药")])[0]
>>> found = bearer(level, [(0, level.mentions[0])], Response(6, 8, "resistance", "word"), ())
>>> [m.text for m in found.alterations], found.mechanism
(['X突变'], 'clause')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating import details, failed_lines, therapies
from pipeline.relating.altered_cells import is_moved
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import Clause, Level, family
from pipeline.relating.described_bearers import described, describes, is_attribute
from pipeline.relating.earlier_bearers import of_earlier_clauses
from pipeline.relating.held_alterations import Held
from pipeline.relating.listed_bearers import (
    AMONG,
    INTRODUCING,
    announced_behind,
    examples_behind,
    explaining,
    labelled,
    listed_behind,
    shown_next,
)
from pipeline.relating.nearest_bearers import nearest_list, without_moved
from pipeline.relating.pointed_bearers import (
    FOUND_IN,
    TAKES_UP,
    likened,
    of_sentence_before,
    pointer_before,
    without_lead,
    without_subject,
)
from pipeline.relating.responses import Response
from pipeline.relating.tied_bearers import (
    also_through,
    brought_by,
    has_figures,
    in_own_bracket,
    is_ground,
    is_linked,
    is_of_another,
)


def bearer(level: Level, held: Held, response: Response, earlier: Sequence[Mention]) -> Bearer | None:
    """The alterations that a response word is said of.

    Args:
        level: The level that the word stands on.
        held: What `held` found on it.
        response: The word.
        earlier: Alterations of the sentence before.
    """
    number = level.clause_at(response.start)
    clause = level.clauses[number]
    inside = [(at, m) for at, m in held if clause.start <= at < clause.end]
    if alike := likened(level, held, response, earlier):
        return Bearer(alike, 2, "pronoun")
    if headed := without_subject(level, held, response, earlier):
        return Bearer(headed, 2, "left out")
    if exemplified := examples_behind(level, held, response):
        return Bearer(exemplified, 0, "link")
    spanned = tuple(m for at, m in inside if response.start <= at < response.end)
    is_none = response.frame == "unaffected" or (response.frame, response.predicate) == ("prognosis", "no_effect")
    if spanned and is_none:
        return Bearer(spanned, 0, "within")
    if response.frame == "word" and is_attribute(level, inside, response):
        return None
    if response.frame == "word" and describes(level, clause, response):
        return described(level, held, number, response, inside)
    if spelled := in_own_bracket(level, inside, response) or brought_by(level, held, number, response):
        return Bearer(spelled, 0, "link")
    outward = _OUTWARD.match(level.text(response.start, response.end))
    before = () if outward else nearest_list(level, inside, response)
    if kept := without_moved(level, clause, before, response):
        more = details.behind_share(level, held, number)
        return Bearer((*kept, *listed_behind(level, held, response, clause, AMONG), *more), 0, "clause")
    after = [(at, m) for at, m in inside if at >= response.end and not is_moved(level, clause, m)]
    if after and is_of_another(level, clause, response, after[0][0]):
        return None
    after = [*after[:1], *(pair for pair in after[1:] if not has_figures(level, pair[1]))]
    if after and is_linked(level, response, after[0][0]):
        after = after[1:] if len(after) > 1 and is_ground(level, response, after) else after
        more = (*details.behind(level, held, number), *also_through(level, held, number, after[-1][1].end))
        return Bearer(details.without_general((*(m for _, m in after), *more)), 0, "link")
    if outward:
        return None
    if listed := listed_behind(level, held, response, clause, INTRODUCING):
        return Bearer(listed, 1, "list")
    if not inside and (listed := labelled(level, held, response, number)):
        return Bearer(listed, 1, "list")
    if not before and (listed := announced_behind(level, held, response, number)):
        return Bearer(listed, 1, "list")
    if not before and (shown := shown_next(level, held, response, number)):
        return Bearer(shown, 1, "list")
    if spanned and not before:
        return Bearer(spanned, 0, "within")
    if before or (response.frame == "unaffected" and not _goes_on(level, clause, response)):
        return None
    if explained := explaining(level, held, response, number):
        return Bearer(explained, 1, "explained")
    if response.predicate == "resistance" and failed_lines.is_told(level, clause):
        return None
    if response.frame == "prognosis" and _COUNTED_KIND.match(level.text(response.end, clause.end)):
        return None
    return of_earlier_clauses(level, held, response, number) or of_sentence_before(level, response, number, earlier)


_OUTWARD = re.compile(r"regardless|irrespective|independent", re.IGNORECASE)
"""Words that say of what stands behind them, not before, that it makes no difference."""
_COUNTED_KIND = re.compile(
    r"的?(?:染色体|细胞遗传学|遗传学|分子)*(?:核型|基因|突变|异常|改变|亚型|组|标志物?)+(?:者|患者)?[^,;。]{0,6}?\d+(?:\.\d+)?\s*(?:[例名]|%)"
)
"""A kind of change that a word of prognosis tells, with its own number (`预后不良核型33例`)."""
_UNAFFECTED = re.compile(r"(?:其|此|它)?的?(?:明显|显著)?影响\s*$")
_OPENING = re.compile(r"[\s却但均并也则亦]*")


def _goes_on(level: Level, clause: Clause, response: Response) -> bool:
    """Whether a clause says of what stands before it that a therapy works all the same (`,与D疗效无关`)."""
    if _UNAFFECTED.match(level.text(response.end, clause.end)):
        return True
    named = any(family(m) == "drug" for m in level.within(response.start, response.end))
    return named and _OPENING.fullmatch(level.text(clause.start, response.start)) is not None


def takes_up(level: Level, earlier: Sequence[Mention]) -> bool:
    """Whether a sentence may go on about alterations of the one before: it points at them, or opens with 对."""
    if not earlier or level.opener >= 0:
        return False
    own = without_lead(level.view.lstrip())
    if FOUND_IN.match(own):
        return True
    return bool(therapies.words("pronoun").match(own) or TAKES_UP.match(own) or pointer_before(level, level.end))
