"""The therapies that a word of response is said of: in its clause or sentence, or taken up from before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating import PAIR, antecedents, earlier_bearers, failed_lines, pairings, remedies, therapies
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import Clause, Level
from pipeline.relating.coordination import Group
from pipeline.relating.response_scope import ANSWERED, Scope, aims_at, members_of
from pipeline.relating.responses import Response


def pair_of(
    scope: Scope,
    level: Level,
    response: Response,
    bearer: Bearer,
    alteration: Mention,
    objects: Sequence[Mention | None],
) -> tuple[Mention, ...] | None:
    """The drugs of an announced list's own item (`X之于D,Y之于E`); None where the list has one drug for all.

    An item of a later pair that leaves out the word has none of the first pair's.
    """
    if (respective := pairings.respective(level, bearer.alterations, objects)) is not None:
        return respective[alteration.span]
    if bearer.mechanism == "link" and any(m == alteration for _, m in pairings.gapped(level, bearer.alterations[0])):
        return ()
    behind = [drug for drug in objects if drug is not None and drug.start >= response.end]
    if bearer.mechanism not in ("list", "link") or not behind or not level.start <= behind[0].start < level.end:
        return None
    group = pairings.own(level, alteration)
    if group is not None:
        return members_of(group, scope, level)
    return () if pairings.is_elsewhere(level, alteration, behind[0]) else None


def is_on_target(scope: Scope, response: Response) -> bool:
    """Whether a sentence without a therapy speaks of resistance by changes of the drugs' own targets."""
    said = scope.section.text.text[scope.sentence.start : scope.sentence.end]
    return response.predicate == "resistance" and bool(therapies.words("on_target").search(said))


_TAKEN = re.compile(r"\b(?:loss|absence|disappearance|clearance) of\s+$|(?:丢失|失去|清除)了?$", re.IGNORECASE)
_TAKEN_REACH = 20


def only_aimed(scope: Scope, alteration: Mention) -> tuple[Mention, ...]:
    """The drug of the paragraph that acts on the altered gene, where the paragraph has named but one."""
    said = scope.section.text.text[scope.sentence.start : scope.sentence.end]
    if scope.sentence.paragraph < 0 or " p." not in alteration.name or not therapies.words("of_drugs").search(said):
        return ()
    if _TAKEN.search(
        scope.section.text.text, max(scope.sentence.start, alteration.start - _TAKEN_REACH), alteration.start
    ):
        return ()
    start = scope.section.paragraphs[scope.sentence.paragraph].start
    named = [m for m in scope.mentions if m.type == "DRUG" and start <= m.start < scope.sentence.start]
    aimed = {m.name: m for m in named if aims_at(scope, m, alteration.gene or alteration.name.split(" ")[0])}
    return tuple(aimed.values()) if len(aimed) == 1 else ()


def own_inhibitors(scope: Scope, alteration: Mention) -> tuple[Mention, ...]:
    """The class of drugs against the altered gene that the paragraph has named last, else the last such drug."""
    if scope.sentence.paragraph < 0:
        return ()
    start = scope.section.paragraphs[scope.sentence.paragraph].start
    named = [m for m in scope.mentions if start <= m.start < scope.sentence.start]
    for kind in ("DRUG_CLASS", "DRUG"):
        aimed = [
            m for m in named if m.type == kind and aims_at(scope, m, alteration.gene or alteration.name.split(" ")[0])
        ]
        if aimed:
            return (aimed[-1],)
    return ()


def therapies_of(
    scope: Scope, level: Level, read: Sequence[Level], clause: Clause, response: Response
) -> tuple[tuple[Mention | None, ...], str]:
    """The therapies of a response word and where they were found; `none` for prognosis alone."""
    lists = therapies.without_failed(level, therapies.drug_groups(level), response)
    if response.frame == "prognosis":
        given = therapies.given_to(level, lists, clause, response)
        return (members_of(given, scope, level), "") if given else ((None,), "")
    if response.frame == "binding":
        if pair := therapies.referred(level, lists, clause, response.end) or _pair(scope, level, clause):
            return pair, "context"
        bound = therapies.bound(lists, response)
        known = _only_before(level, lists, response) or scope.topic or scope.recent
        if bound is None and known is not None and _A_DRUG.search(level.text(response.start, response.end)):
            return (known,), "context"
        if (
            bound is None
            and (binder := _only_before(level, lists, response))
            and _BINDS.search(level.text(binder.end, response.start))
        ):
            return (binder,), "context"
        shown = therapies.examples(level, read, lists, bound) if bound else ()
        return ((*members_of(bound, scope, level), *shown), "") if bound else ((), "")
    if response.frame == "relapse":
        after = therapies.given_before(level, lists)
        if (
            after is None
            and scope.topic is not None
            and {m.name for g in lists for m in g.members} <= {scope.topic.name}
        ):
            return (scope.topic,), "context"
        return (members_of(after, scope, level), "") if after else ((), "")
    if _PREDICTED.match(level.text(response.start, response.end)):
        named = therapies.in_clause(level, lists, clause, response)
        return (members_of(named, scope, level), "") if named else ((), "")
    if taken := _taken_up(scope, level, lists, clause, response):
        return taken, "context"
    if meant := _meant_by_it(scope, level, lists, response) or _this_drug(scope, level, lists, clause, response):
        return (meant,), "context"
    tied = therapies.beside(level, lists, response)
    if tied is None and (carried := therapies.own(level, response, scope.lexicon)) is not None:
        return (carried,), ""
    tied = tied or therapies.in_clause(level, lists, clause, response)
    if tied is None and response.predicate == "resistance":
        tied = failed_lines.before(level, lists, level.clause_at(clause.start))
    where = "" if tied else "sentence"
    if tied is None and earlier_bearers.is_contrast(level.text(clause.start, clause.end)) and clause.mark[:1] != "而":
        general = therapies.in_general(level, clause, scope.lexicon)
        if general is not None:
            return (general,), "general"
    if tied is None and (pair := therapies.referred(level, lists, clause, response.end) or _pair(scope, level, clause)):
        return _given_together(scope, level, clause, pair), "context"
    if (
        tied is None
        and scope.recent
        and _is_said_of_it(level, response)
        and not any(g.end <= clause.start for g in lists)
    ):
        return (scope.recent,), "context"
    if tied is None and (meant := _meant_before(scope, level, lists, response)):
        return (meant,), "context"
    tied = tied or therapies.in_sentence(level, lists, clause, response)
    if tied is None and level.opener >= 0:
        tied = therapies.owner(read, level)
    if tied is not None:
        examples = therapies.examples(level, read, lists, tied)
        return (*_joined_before(scope, level, lists, tied), *members_of(tied, scope, level), *examples), where
    if drugs := _above(scope, level, clause) or _other(scope, level, clause) or _antecedent(scope, level):
        return drugs, "context"
    general = therapies.in_general(level, clause, scope.lexicon)
    if general is not None:
        return (general,), "general"
    if response.predicate == "resistance" and remedies.is_overcome(level.text(clause.start, response.start)):
        return (), ""
    if scope.topic is None and response.frame in ("word", "scale"):
        if scope.recent and _goes_on(level, response):
            return (scope.recent,), "context"
        if scope.carried and _THIS_DRUG.search(level.view):
            return (scope.carried,), "context"
    if scope.topic is None and (alone := _drug_spoken_of(scope, level, clause, response)):
        return (alone,), "context"
    known = scope.topic or (scope.monograph if response.frame in ("word", "scale") else None)
    if known is None and (response.frame, response.predicate) == ("word", "resistance"):
        known = scope.kind
    is_told = known is not None and not therapies.is_of_one(level, response.end, known.start)
    return ((known,), "context") if is_told else ((), "")


_IT_OR_DRUG = r"(?:it|th(?:e|is)\s+(?:drug|agent|inhibitor|compound|antibody|conjugate))\b(?![\s-]+(?:class|combination|with|alone|plus)\b)"
_TO_IT = re.compile(
    rf"(?:\s*(?:to|towards?|against|by|from|with|on)|(?<=\bto)|(?<=\bfrom))\s+{_IT_OR_DRUG}", re.IGNORECASE
)
_SAID_TO_IT = re.compile(
    rf"\b(?:resist\w*|sensiti\w+|refractory|respon\w+|susceptib\w+)\s+(?:to|against)\s+{_IT_OR_DRUG}", re.IGNORECASE
)


def _meant_by_it(scope: Scope, level: Level, lists: Sequence[Group], response: Response) -> Mention | None:
    """The drug that `it` or `the drug` right behind a word of response takes up."""
    if response.frame not in ("word", "scale") or _TO_IT.match(level.view, response.end - level.start) is None:
        return None
    return _antecedent_of_it(scope, lists, response.start)


def _meant_before(scope: Scope, level: Level, lists: Sequence[Group], response: Response) -> Mention | None:
    """The drug that `it` behind an earlier word of response takes up, where a later word names none (`A is sensitive to it, B responds less`)."""
    said = _SAID_TO_IT.search(level.view, 0, response.start - level.start)
    return _antecedent_of_it(scope, lists, level.start + said.start()) if said else None


def _antecedent_of_it(scope: Scope, lists: Sequence[Group], position: int) -> Mention | None:
    """The one drug that a sentence has named before a pronoun, else the one resisted or named in the sentence before."""
    before = {m.name: m for g in lists if g.end <= position for m in g.members if m.type != "DRUG_CLASS"}
    if before:
        return next(iter(before.values())) if len(before) == 1 else None
    if len(scope.resisted) == 1:
        return scope.resisted[0]
    return scope.recent or scope.topic or scope.carried or scope.headed


def _this_drug(
    scope: Scope, level: Level, lists: Sequence[Group], clause: Clause, response: Response
) -> Mention | None:
    """The drug named last before `该药`, or the class before `这类药物`, in the clause of a word of response, which names no other; that of an earlier sentence only where it named one."""
    if response.frame not in ("word", "scale") or level.opener >= 0:
        return None
    own = level.text(clause.start, clause.end)
    of_kind = _THIS_KIND.search(own) is not None
    if not (of_kind or _THIS_DRUG.search(own)) or any(clause.start <= g.start < clause.end for g in lists):
        return None
    before = [g for g in lists if g.end <= clause.start]
    if of_kind:
        kinds = [m for m in (*scope.before, *(m for g in before for m in g.members)) if m.type == "DRUG_CLASS"]
        return kinds[-1] if kinds else None
    if before:
        return before[-1].members[0] if len(before[-1].members) == 1 else None
    if scope.carried is not None and scope.carried.type == "REGIMEN":
        return None
    return scope.carried or _given_last(scope)


def _given_last(scope: Scope) -> Mention | None:
    """The last of several therapies that a sentence has named, where it says that it was given then (`甲方案后复发,予乙`)."""
    if not scope.before or scope.before[-1].type != "DRUG":
        return None
    last, text = scope.before[-1], scope.section.text.text
    return last if _GIVEN_THEN.search(text, max(0, last.start - _GIVEN_REACH), last.start) else None


_GIVEN_REACH = 24
_GIVEN_THEN = re.compile(
    r"(?:[给改]?予|[换改启转][用为]|接受|使用|应用|(?<=[,;。])用|[换改])\s*$"
    r"|\b(?:switched to|changed to|given|started(?: on)?|received|put on|moved to|treated with)\s+$",
    re.IGNORECASE,
)


def _drug_spoken_of(scope: Scope, level: Level, clause: Clause, response: Response) -> Mention | None:
    """The one drug that a paragraph has named, else the one named just before, where a clause says how carriers respond.

    The clause has its alteration before the word (`X had no bearing on response`), or says of those behind it that they
    make no difference (`Responses were seen regardless of X`).
    """
    if scope.section.kind == "table" or scope.sentence.paragraph < 0 or level.opener >= 0:
        return None
    outward = response.frame == "unaffected" and ANSWERED.search(level.text(clause.start, response.start))
    own = response.frame in ("word", "scale") and any(
        m.type == "ALTERATION" for m in level.within(clause.start, response.start)
    )
    if not outward and not (own and therapies.words("of_response").search(level.text(response.start, clause.end))):
        return None
    start = scope.section.paragraphs[scope.sentence.paragraph].start
    before = [m for m in scope.mentions if start <= m.start < scope.sentence.start]
    named = {m.name: m for m in before if m.type in ("DRUG", "REGIMEN")}
    if len(named) == 1:
        return next(iter(named.values()))
    near = scope.carried is not None and scope.sentence.start - scope.carried.end <= _SPOKEN_OF
    return scope.carried if outward and near else None


_SPOKEN_OF = 240


def _only_before(level: Level, lists: Sequence[Group], response: Response) -> Mention | None:
    """The one drug that a sentence has named before a word of binding (`Under D, X weakens drug binding`)."""
    named = {m.name: m for g in lists if g.end <= response.start for m in g.members if m.type != "DRUG_CLASS"}
    return next(iter(named.values())) if len(named) == 1 else None


def _taken_up(
    scope: Scope, level: Level, lists: Sequence[Group], clause: Clause, response: Response
) -> tuple[Mention, ...]:
    """`对两种双抗耐药`, `使其失效`: the drugs before that a counted class or the object of a causative verb takes up."""
    said = level.text(clause.start, response.end)
    if _counted().search(said):
        named = {m.name: m for g in lists if g.end <= clause.start for m in g.members if m.type == "DRUG"}
        wanted = {m.name for g in lists if clause.start <= g.start < clause.end for m in g.members}
        alike = [m for m in named.values() if not wanted or wanted & set(therapies.kinds(scope.lexicon, m))]
        return tuple(alike[-2:]) if len(alike) > 1 else ()
    if not _made().search(said):
        return ()
    before = [g for g in lists if g.end <= response.start]
    if before:
        return members_of(before[-1], scope, level)
    return (scope.carried,) if scope.carried is not None else ()


_JOINED = re.compile(
    r"(?:上述|以上|前述|这)(?P<number>[两二三四])种?(?:药物?|抑制剂|TKI)(?:以?及|和|与|、)\s*$"
    r"|\b(?P<both>both|all three)\s+(?:of\s+(?:these|those|the)\s+|these\s+|the\s+above\s+)?(?:drugs|agents|inhibitors|TKIs),?\s+(?:and|as well as)\s+(?:to\s+)?$",
    re.IGNORECASE,
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "both": 2, "all three": 3}


def _joined_before(scope: Scope, level: Level, lists: Sequence[Group], tied: Group) -> tuple[Mention, ...]:
    """The drugs named before that a number takes up beside a further one (`对上述两药及丙药耐药`)."""
    said = _JOINED.search(level.view, 0, tied.start - level.start)
    if said is None:
        return ()
    number = _NUMBERS[(said["number"] or said["both"]).lower()]
    told = [m for m in scope.before if m.type == "DRUG"]
    told += [m for g in lists if g.end <= level.start + said.start() for m in g.members if m.type == "DRUG"]
    named = list({m.name: m for m in told}.values())
    return tuple(named[-number:]) if len(named) >= number else ()


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    return re.compile(rf"{therapies.forms('two_drugs')}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _made() -> re.Pattern[str]:
    return re.compile(rf"{therapies.forms('makes_it')}", re.IGNORECASE)


def _pair(scope: Scope, level: Level, clause: Clause) -> tuple[Mention, ...]:
    """`两药`, `both drugs`: the two drugs of its targets that the paragraph has named last."""
    if not _two().search(level.text(clause.start, clause.end)) or scope.sentence.paragraph < 0:
        return ()
    named = _named_before(scope)
    return named[-2:] if len(named) > 1 else ()


_TOGETHER = re.compile(
    r"(?:[两二双]药|[两二]者)(?:的)?(?:联合|联用|合用|组合)|\b(?:the|this|their) (?:combination|doublet)\b",
    re.IGNORECASE,
)


def _given_together(scope: Scope, level: Level, clause: Clause, pair: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Two drugs as the regimen that a clause makes of them (`对两药联合仍耐药`), else each by itself."""
    drugs = {m.name: m for m in pair if m.type == "DRUG"}
    if len(drugs) != PAIR or not _TOGETHER.search(level.text(clause.start, clause.end)):
        return pair
    concept = scope.lexicon.concept("REGIMEN", " + ".join(sorted(drugs, key=str.lower)))
    return (replace(pair[-1], type="REGIMEN", concept=concept, reason="two drugs given together", parts=pair),)


@lru_cache(maxsize=1)
def _two() -> re.Pattern[str]:
    forms = therapies.forms
    return re.compile(
        rf"{forms('two_lead')}{forms('two')}|{forms('two_drugs')}|{forms('both_lead')}(?:\s+{forms('both_drugs')}|[,.;])",
        re.IGNORECASE,
    )


def _named_before(scope: Scope) -> tuple[Mention, ...]:
    """The drugs of the paragraph before a sentence, once each; those of the altered genes only, if there are any."""
    start = scope.section.paragraphs[scope.sentence.paragraph].start
    named = {m.name: m for m in scope.mentions if m.type == "DRUG" and start <= m.start < scope.sentence.start}
    inside = [m for m in scope.mentions if scope.sentence.start <= m.start < scope.sentence.end]
    genes = {g for m in inside if m.type == "ALTERATION" for g in re.split(";|::", m.gene or m.name.split(" ")[0])}
    aimed = tuple(m for m in named.values() if genes & set(therapies.targets(scope.lexicon, m)))
    return aimed or tuple(named.values())


def _above(scope: Scope, level: Level, clause: Clause) -> tuple[Mention, ...]:
    """`上述药物`, `these agents`: every drug that the paragraph has named before, once."""
    if not _THE_ABOVE.search(level.text(clause.start, clause.end)) or scope.sentence.paragraph < 0:
        return ()
    return _named_before(scope)


def _other(scope: Scope, level: Level, clause: Clause) -> tuple[Mention, ...]:
    """Of two drugs that the sentence before compares the one that a clause of contrast does not name."""
    against = therapies.contrasted(level, clause)
    named = {m.name: m for m in scope.before if m.type in ("DRUG", "REGIMEN")}
    if against is None or len(named) != PAIR or against.members[0].name not in named:
        return ()
    return tuple(m for name, m in named.items() if name != against.members[0].name)


def _antecedent(scope: Scope, level: Level) -> tuple[Mention, ...]:
    """What `后者` at the beginning takes up, or the therapy whose study a sentence goes on about with its subgroups."""
    if level.opener >= 0 or not scope.previous:
        return ()
    if (last := antecedents.latter(level, scope.previous)) is not None:
        return (last,)
    return antecedents.studied(scope.section.text.text, level, scope.previous, scope.lexicon)


_THE_ABOVE = re.compile(
    r"(?:上述|以上|这些|这几种|前述)(?:各|几种|两种|三种|靶向)?(?:药物|药|抑制剂|制剂)|\b(?:these|the above|all of these)\s+(?:agents|drugs|inhibitors)",
    re.IGNORECASE,
)


_THIS_DRUG = re.compile(r"[该此本]药(?!物?(?:联合|组合))|\bth(?:is|at) (?:agent|drug|inhibitor)\b", re.IGNORECASE)
_THIS_KIND = re.compile(r"[这此该](?:一)?类(?:药物?|抑制剂)", re.IGNORECASE)
_STILL = re.compile(r"\bstill\b|仍|依然", re.IGNORECASE)


def _goes_on(level: Level, response: Response) -> bool:
    """Whether a sentence speaks of the drug just named: it says so, or that an alteration still responds."""
    if _OF_IT.search(level.view) or _is_said_of_it(level, response):
        return True
    still = _STILL.search(level.text(max(level.start, response.start - 6), response.end))
    return response.predicate == "sensitivity" and still is not None


def _is_said_of_it(level: Level, response: Response) -> bool:
    """Whether `it` at the beginning of the word's clause is what works in the carriers named behind (`it is active in X`)."""
    clause = level.clauses[level.clause_at(response.start)]
    inside = [m for m in level.within(clause.start, clause.end) if m.type == "ALTERATION"]
    opens = _IT.match(level.text(clause.start, clause.end)) is not None
    return opens and response.predicate == "sensitivity" and bool(inside) and inside[0].start >= response.end


_IT = re.compile(
    r"\s*(?:(?:and|but|yet|so)\s+)?it\s+(?:\w+ly\s+|also\s+|still\s+)?(?:is|was|remain|retain|show|ha[sd]\b|works?|proved|displays|exhibits|induce)",
    re.IGNORECASE,
)


_BINDS = re.compile(
    r"^\s*(?:\w+ly\s+)?(?:binds?|bound|occupies|occupy|engages?)\b|^[^,;。]{0,16}?(?:结合|占据)", re.IGNORECASE
)
_A_DRUG = re.compile(r"药物|其结合|drug", re.IGNORECASE)


_OF_IT = re.compile(
    r"^\s*(?:其|它)(?!中|他|它|余|次|一|二|三|实)|本品|该药|此药|本药|\bth(?:is|e) (?:agent|drug|inhibitor)\b",
    re.IGNORECASE,
)


_PREDICTED = re.compile(
    r"(?:预测|预示)(?!(?:药物|治疗|其|临床|患者|对|的|该药|良好|较好|更好|更佳|显著)*(?:敏感|反应|疗效|应答|获益))"
)
