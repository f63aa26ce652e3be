"""ALTERATION → therapy or `none`: resistance, sensitivity, no effect, prognosis (guideline, section 4).

A claim needs an alteration, a word of response and a therapy that belong together: in one clause, or in clauses of one
sentence that share the alteration as their subject, or with 该突变 after a sentence that named it. Where the paper
speaks of resistance to one drug and the sentence names none, that drug is the object (ruling 6). A rate alone is no
claim.

>>> from pipeline.offsets import MappedText
>>> text = "EGFR T790M介导吉非替尼耐药。"
>>> names = [Mention(0, 10, "ALTERATION", "EGFR T790M"), Mention(12, 16, "DRUG", "吉非替尼")]
>>> section = Section(0, "body", (), "zh", MappedText.of(text), paragraphs=(Span(0, len(text)),))
>>> claims, _ = find(section, [Sentence(0, 0, len(text), "zh", 0)], names, Context(), Lexicon(()))
>>> [(c.subject.text, c.predicate, c.object.text) for c in claims]
[('EGFR T790M', 'resistance', '吉非替尼')]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.records import Candidate, Claim, Context, Mention, Section, Sentence, Span
from pipeline.relating import (
    bearers,
    captions,
    case_findings,
    continuations,
    denials,
    exceptions,
    held_alterations,
    improved_groups,
    joint_changes,
    lost_responses,
    mechanism_lists,
    negations,
    paired_outcomes,
    remedies,
    response_tables,
    resumptions,
    reversals,
    statuses,
    therapies,
    unnamed,
)
from pipeline.relating.acquired_changes import is_narrowed, of_detours, of_emergence, of_ledger
from pipeline.relating.announced_lists import ANNOUNCES, announced_drug, is_item, opens_list
from pipeline.relating.bearer_record import Bearer
from pipeline.relating.clauses import Clause, Level, family, levels
from pipeline.relating.objections import is_topic, objection, other_subject, self_reference, taken_out, target_only
from pipeline.relating.opposed_responses import (
    compared,
    of_but_not,
    of_gapped,
    of_others,
    of_reversed,
    of_taken_out,
    opposite,
    without_compared,
)
from pipeline.relating.passages import cells, grouped
from pipeline.relating.response_frames import evading, tells_of_response
from pipeline.relating.response_objects import is_on_target, only_aimed, own_inhibitors, pair_of, therapies_of
from pipeline.relating.response_scope import OPPOSITES, Scope, disease_of, is_heading, members_of
from pipeline.relating.response_topics import Topics, with_partners
from pipeline.relating.responses import Response, responses

_SAME = {
    "word": 0.85,
    "scale": 0.8,
    "prognosis": 0.85,
    "unaffected": 0.85,
    "binding": 0.75,
    "escape": 0.6,
    "evasion": 0.6,
    "adjacent": 0.6,
    "relapse": 0.7,
}


def find(
    section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context, lexicon: Lexicon
) -> tuple[list[Claim], list[Candidate]]:
    """All mutation–response claims of a section, and pairs that were seen and turned down.

    Args:
        section: The section; all offsets are in its repaired text.
        sentences: Its sentences or table rows, in order.
        mentions: Outermost linked mentions, in order.
        context: What is known of the whole paper (its title).
        lexicon: For concepts that no mention carries.
    """
    claims: dict[tuple[object, ...], Claim] = {}
    candidates: list[Candidate] = []
    if section.kind == "caption":
        _hear_caption(section, mentions, context)
    topics = Topics(section, sentences, mentions, context)
    earlier: tuple[Mention, ...] = ()
    previous: tuple[Mention, ...] = ()
    drugs: tuple[Mention, ...] = ()
    last: Sentence | None = None
    told: Sequence[Claim] = ()
    lead: Mention | None = None
    enumerated = False
    for sentence, inside in grouped(sentences, tuple(mentions)):
        inside = resumptions.completed(section, sentence, inside, previous, lexicon)
        inside = statuses.completed(section, sentence, inside, lexicon)
        inside = unnamed.completed(section, sentence, inside, mentions, lexicon)
        inside = joint_changes.completed(section, sentence, inside, lexicon)
        own = tuple(m for m in inside if m.type == "ALTERATION")
        kept: list[Claim] = []
        if own or earlier or _may_list_genes(section, inside):
            opens = last is None or last.paragraph != sentence.paragraph
            recent, carried = (topics.headed(sentence), None) if opens else (_only(previous), _only(drugs))
            recent = topics.single(sentence, recent)
            topic, monograph = with_partners(topics.drug(sentence), recent), topics.monograph(sentence)
            scope = Scope(
                section, sentence, mentions, context, lexicon, topic, earlier, recent, monograph, carried,
                topics.headed(sentence), () if opens else drugs, () if opens else previous, topics.kind(sentence),
                () if opens else _resisted(told),
            )  # fmt: skip
            read = [levels(section.text.text, *cell) for cell in cells(section, sentence, inside)]
            found = list(_consistent(list(_of_sentence(scope, inside, read))))
            kept = [claim for claim, reason in found if not reason]
            beside = last is not None and last.paragraph == sentence.paragraph
            opened = opens_list(section, sentence, inside, previous if beside else (), last if beside else None)
            known = lead if enumerated or is_item(section, sentence) else None
            listed = known or (topics.resisted(sentence) if opened else None)
            kept += _continued(scope, read[0], told if beside else (), kept, listed)
            kept += _of_patients(scope, inside, last if beside else None, kept)
            kept += () if kept else mechanism_lists.claims(scope, inside, topics.of_mechanisms())
            candidates += [_turned_down(claim, reason) for claim, reason in found if reason]
            for claim in kept:
                _keep(claims, claim)
        earlier, previous, last, told = (() if section.kind == "table" else own), inside, sentence, kept
        drugs = tuple(m for m in inside if m.type in ("DRUG", "DRUG_CLASS", "REGIMEN")) or drugs
        lead = announced_drug(section, sentence, inside) or (lead if is_item(section, sentence) else None)
        enumerated = ANNOUNCES.search(section.text.text, sentence.start, sentence.end) is not None
    return list(claims.values()), candidates


def _resisted(told: Sequence[Claim]) -> tuple[Mention, ...]:
    """The therapies that claims of resistance name, each once."""
    named = {c.object.name: c.object for c in told if c.predicate == "resistance" and c.object is not None}
    return tuple(named.values())


def _may_list_genes(section: Section, inside: Sequence[Mention]) -> bool:
    """Whether a row may name genes under a header of mutations, which stand for their mutations."""
    return section.kind == "table" and any(m.type == "GENE" for m in inside)


def _continued(
    scope: Scope, read: Sequence[Level], before: Sequence[Claim], own: Sequence[Claim], lead: Mention | None
) -> Iterator[Claim]:
    """Claims that a sentence takes over for further alterations; `read` are its levels."""
    if scope.section.kind == "table" or not (before or own or lead):
        return
    level = read[0]
    found = list(continuations.found(level, before, own))
    for part in read if lead is not None else ():
        found += continuations.listed(part, lead, own) if lead is not None else []
    for new in found:
        clause = level.clauses[level.clause_at(new.start)]
        yield Claim(
            "mutation_response", scope.sentence.index, new.alteration, new.predicate, new.therapy, "continuation",
            disease_of(scope, clause, new.alteration), Span(new.start, new.end), confidence=_CONTINUED,
        )  # fmt: skip


_CONTINUED = 0.6


def _of_patients(scope: Scope, inside: Sequence[Mention], last: Sentence | None, told: Sequence[Claim]) -> list[Claim]:
    """Responses of the patients in whom an alteration was found, where nothing else is said of it and the drug."""
    known = {_place(claim) for claim in told}
    if scope.section.kind == "table" or is_heading(scope):
        return []
    return [claim for claim in case_findings.claims(scope, inside, last) if _place(claim) not in known]


def _only(mentions: Sequence[Mention]) -> Mention | None:
    """The one drug that a sentence names."""
    drugs = [m for m in mentions if m.type in ("DRUG", "REGIMEN")]
    return drugs[-1] if len({m.name for m in drugs}) == 1 else None


def _consistent(found: Sequence[tuple[Claim, str]]) -> Iterator[tuple[Claim, str]]:
    """One predicate for one alteration and therapy: the one whose word stands closest to both."""
    unchanged = {_place(claim) for claim, reason in found if claim.predicate == "no_effect" and not reason}
    best: dict[tuple[object, ...], tuple[int, int]] = {}
    for claim, reason in found:
        if not reason and not _is_undone(claim, unchanged):
            best[_place(claim)] = min(best.get(_place(claim), _FAR), _remoteness(claim))
    for claim, reason in found:
        if reason or (not _is_undone(claim, unchanged) and _remoteness(claim) == best[_place(claim)]):
            yield claim, reason


_FAR = (99, 10**9)


def _is_undone(claim: Claim, unchanged: Collection[tuple[object, ...]]) -> bool:
    """Whether a benefit is one that the sentence says the alteration does not change."""
    return claim.predicate == "sensitivity" and _place(claim) in unchanged


def _remoteness(claim: Claim) -> tuple[int, int]:
    """How far a response word is from its therapy: another clause first, then characters."""
    if claim.object is None or claim.cue is None:
        return 0, 0
    apart = sum(word in claim.mechanism for word in ("sentence", "context", "general"))
    return apart, max(claim.cue.start - claim.object.end, claim.object.start - claim.cue.end, 0)


def _place(claim: Claim) -> tuple[object, ...]:
    return claim.subject.span, claim.subject.name, claim.object.name if claim.object else "none"


def _keep(claims: dict[tuple[object, ...], Claim], claim: Claim) -> None:
    identity = (claim.sentence, claim.subject.name, claim.predicate, claim.object.name if claim.object else "none")
    if identity not in claims or claims[identity].confidence < claim.confidence:
        claims[identity] = claim


def _turned_down(claim: Claim, reason: str) -> Candidate:
    names = (claim.subject.name, claim.object.name if claim.object else "none")
    start = min(claim.subject.start, claim.cue.start if claim.cue else claim.subject.start)
    end = max(claim.subject.end, claim.cue.end if claim.cue else claim.subject.end)
    return Candidate("mutation_response", claim.sentence, names, claim.confidence / 2, reason, start, end)


def _of_sentence(
    scope: Scope, inside: Sequence[Mention], cells_read: Sequence[Sequence[Level]]
) -> Iterator[tuple[Claim, str]]:
    """What a sentence or row says, and why not; `cells_read` are the levels of the sentence, or of each cell."""
    for read in cells_read:
        for level in read:
            held = held_alterations.held(level, read)
            if not held and not bearers.takes_up(level, scope.earlier):
                continue
            taken = [m for m in level.mentions if m.type not in ("RESPONSE", "VALUE", "METRIC")]
            told: list[Claim] = []
            emerged = [*of_emergence(scope, level, read, held), *of_ledger(scope, level, held)]
            arisen = {found.subject.span for found, reason in emerged if not reason}
            for response in (evading(scope, level, held, said) for said in responses(level, taken)):
                if response.frame == "adjacent" or (response.frame == "escape" and scope.topic is None):
                    continue
                if response.frame == "unaffected" and not tells_of_response(level, response):
                    continue
                for word, bearer in _borne(scope, level, held, response):
                    for claim, reason in _claims(scope, level, read, word, bearer):
                        if _LISTED_SO in claim.mechanism and claim.subject.span in arisen:
                            continue
                        reason = reason or other_subject(level, word, claim.subject, claim.object)
                        told += [claim] if not reason else []
                        yield claim, reason
            yield from (found for found in emerged if not (is_narrowed(found[0], told) or _is_unfound(level, found[0])))
            yield from _overcome(scope, level, held)
            yield from _improved(scope, level, held)
            yield from (found for found in of_detours(scope, level, held) if not _is_resisting(found[0], told))
            yield from of_gapped(scope, level, told)
            yield from of_taken_out(level, told)
            yield from of_but_not(level, held, told)
            yield from of_others(level, told)
            yield from of_reversed(level, told)
    if scope.section.kind == "table":
        found_in_row = response_tables.claims(
            scope.section, scope.sentence, inside, scope.mentions, scope.lexicon, scope.topic, _captioned(scope)
        )
        for found in found_in_row:
            yield (
                replace(found, fields=disease_of(scope, Clause(found.subject.start, found.subject.end), found.subject)),
                "",
            )


def _borne(
    scope: Scope, level: Level, held: held_alterations.Held, response: Response
) -> Iterator[tuple[Response, Bearer]]:
    """A word of response with what it is said of: each of two outcomes with its own, else those that are left out, else its bearer."""
    if paired_outcomes.is_crossed(level, response):
        return
    if told := tuple(paired_outcomes.parted(level, held, response)):
        yield from told
    elif excepted := opposite(level, response):
        yield excepted
    elif ended := lost_responses.ended(level, held, response):
        yield replace(response, predicate="resistance"), Bearer(ended, 0, "lost")
        before = tuple((at, m) for at, m in held if at < response.start and m not in ended)
        if before and (found := bearers.bearer(level, before, response, ())):
            yield response, found
    elif found := bearers.bearer(level, without_compared(level, held, response), response, scope.earlier):
        is_handed_on = found.distance and held_alterations.is_of_undone(level, response.start)
        yield from () if is_handed_on else ((response, found),)


_CAPTION = "mutation_response caption"
_MOST_CAPTIONED = 2
_OPPOSING = re.compile(r"\b(?:vs\.?|versus)|对比|与[^,。]{1,40}比较", re.IGNORECASE)


def _hear_caption(section: Section, mentions: Sequence[Mention], context: Context) -> None:
    """Keeps the drugs that the caption of a table names, of at most two that it sets against no other."""
    given = {m.name: m for m in mentions if m.type in ("DRUG", "DRUG_CLASS", "REGIMEN")}
    is_told = len(given) <= _MOST_CAPTIONED and not _OPPOSING.search(section.text.text)
    captions.hear(context.carry, _CAPTION, section.text.text, tuple(given.values()) if is_told else ())


def _captioned(scope: Scope) -> tuple[Mention, ...]:
    """The drugs that the caption of this table names."""
    told = captions.told(scope.context.carry, _CAPTION, scope.section.caption)
    return told if isinstance(told, tuple) else ()


def _is_resisting(detour: Claim, told: Sequence[Claim]) -> bool:
    """Whether the sentence itself names a drug that the alteration of a detour resists."""
    return any(c.subject == detour.subject and c.predicate == "resistance" and c.object is not None for c in told)


_LISTED_SO = " list "
"""An alteration of an announced list that came up under a drug of its own resists that drug."""


def _overcome(scope: Scope, level: Level, held: held_alterations.Held) -> Iterator[tuple[Claim, str]]:
    """Sensitivity to the drugs that a sentence says overcome what an alteration brings."""
    for remedy in remedies.found(level, held, scope.carried) if not is_heading(scope) else ():
        clause = level.clauses[level.clause_at(remedy.start)]
        reason = objection(scope, level, clause, Response(remedy.start, remedy.end, "sensitivity", "word"))
        for therapy in members_of(remedy.therapy, scope, level):
            yield (
                Claim(
                    "mutation_response", scope.sentence.index, remedy.alteration, "sensitivity", therapy, "remedy",
                    disease_of(scope, clause, remedy.alteration), Span(remedy.start, remedy.end), confidence=_REMEDIED,
                ),
                reason,
            )  # fmt: skip


_REMEDIED = 0.75


def _improved(scope: Scope, level: Level, held: held_alterations.Held) -> Iterator[tuple[Claim, str]]:
    """A better prognosis under the drugs that a sentence says improve that of an altered group."""
    for improved in improved_groups.found(level, held) if not is_heading(scope) else ():
        clause = level.clauses[level.clause_at(improved.start)]
        reason = objection(scope, level, clause, Response(improved.start, improved.end, "better_prognosis", "word"))
        for therapy in members_of(improved.therapy, scope, level):
            yield (
                Claim(
                    "mutation_response", scope.sentence.index, improved.alteration, "better_prognosis", therapy,
                    "improved group", disease_of(scope, clause, improved.alteration),
                    Span(improved.start, improved.end), confidence=_REMEDIED,
                ),
                reason,
            )  # fmt: skip


def _claims(
    scope: Scope, level: Level, read: Sequence[Level], response: Response, bearer: Bearer
) -> Iterator[tuple[Claim, str]]:
    clause = level.clauses[level.clause_at(response.start)]
    reason = objection(scope, level, clause, response)
    predicate = _predicate(level, clause, response)
    if predicate == "resistance" and (
        reversals.is_undone(level, clause.start, response.start, bearer.alterations)
        or reversals.is_covered(level, clause.start, (response.start, response.end))
    ):
        predicate = "sensitivity"
    elif predicate == "sensitivity" and reversals.is_taken_away(
        level, clause.start, response.start, bearer.alterations
    ):
        predicate = "resistance"
    predicate, negated = negations.read(level, clause, response, predicate, bearer.alterations)
    reason = reason or negated
    objects, mechanism = therapies_of(scope, level, read, clause, response)
    if response.frame != "prognosis" and not objects:
        reason, objects = reason or "no therapy named, and none from the context", (None,)
    if response.frame == "prognosis" and reversals.is_of_therapy(level, clause, (response.start, response.end)):
        reason = reason or "a therapy improves the outcome of a group"
    if reversals.is_by_another(level, clause.start, (response.start, response.end)):
        reason = reason or "a therapy makes sensitive to another"
    if remedies.overcomes(level, clause.start, response.start, bearer.alterations):
        reason = reason or "a therapy acts on the alteration and overcomes the resistance"
    said = level.text(clause.start, response.end)
    if bearer.distance and _RESTORED.search(said) and not _ITSELF_RESTORES.match(said):
        reason = reason or "a therapy restores what the alteration took"
    if bearer.distance and therapies.words("lesser").search(level.text(response.start, response.end)):
        reason = reason or "what is compared is not named"
    if is_topic(level, bearer, response):
        reason = reason or "a heading names a topic"
    if is_heading(scope) and (bearer.distance or mechanism):
        reason = reason or "a title lists topics"
    confidence = _SAME[response.frame] - 0.07 * bearer.distance - (0.1 if mechanism == "context" else 0.0)
    on_target = objects == (None,) and is_on_target(scope, response)
    for alteration in dict.fromkeys(bearer.alterations):
        own = own_inhibitors(scope, alteration) if on_target else ()
        if not own and objects == (None,) and response.predicate == "resistance" and response.frame in _SAID:
            own = only_aimed(scope, alteration)
        paired = pair_of(scope, level, response, bearer, alteration, objects)
        for therapy in own or (objects if paired is None else paired):
            claim = Claim(
                "mutation_response", scope.sentence.index, alteration, predicate, therapy,
                f"{response.frame} {bearer.mechanism} {mechanism}".strip(),
                disease_of(scope, clause, alteration, Span(response.start, response.end)),
                Span(response.start, response.end), confidence=round(confidence, 2),
            )  # fmt: skip
            for more in compared(level, clause, response, bearer) if predicate in OPPOSITES else ():
                yield replace(claim, subject=more, predicate=OPPOSITES[predicate], mechanism="compared"), reason
            if denials.is_taken_back(level, alteration, response.end):
                held = [(m.start, m) for m in level.mentions if m.type == "ALTERATION"]
                for cause in denials.instead(level, alteration, held):
                    yield replace(claim, subject=cause, mechanism="instead"), ""
            yield (
                claim,
                ("" if own else reason)
                or _denied(level, response, alteration)
                or self_reference(alteration, therapy)
                or taken_out(level, response, therapy)
                or target_only(level, response, alteration),
            )


def _denied(level: Level, response: Response, alteration: Mention) -> str:
    """Why a tie of an alteration and a response is none: it was not found, or is taken back."""
    if response.predicate == "no_effect":
        return ""
    if denials.is_unfound(level, alteration, response.start, response.end):
        return "the relation was not found"
    if negations.is_absent(level, alteration, response.start, response.end):
        return "the alteration is not there"
    return "the cause is taken back" if denials.is_taken_back(level, alteration, response.end) else ""


def _is_unfound(level: Level, claim: Claim) -> bool:
    """Whether a claim made by words that tie from afar is one that was not found to hold."""
    end = claim.subject.end
    return denials.is_unfound(level, claim.subject, end, end) or negations.is_absent(level, claim.subject, end, end)


_SAID = ("word", "binding", "scale")
_RESTORED = re.compile(
    r"恢复[^,;。]{0,8}(?:敏感[性度]?|反应性?|应答)$|restor\w+\s+(?:\w+\s+){0,3}sensiti\w+$", re.IGNORECASE
)
_ITSELF_RESTORES = re.compile(
    r"[\s,，]*(?:(?:却|但|而|并|且|又|也|同时|反而|可|能|会|还|重新|部分)*(?:恢复|重获|重新获得)|(?:(?:but|and|yet|also|then|while)\s+)*(?:restor|regain|recover))",
    re.IGNORECASE,
)
"""What opens a clause that goes on about the alteration before it (`X对D耐药,却恢复对E的敏感性`)."""


def _predicate(level: Level, clause: Clause, response: Response) -> str:
    """Resistance that an alteration is said not to bring about is no effect."""
    said = level.text(max(clause.start, response.start - _DENIAL_REACH), response.end)
    if response.predicate == "no_effect" and _IS_ACTED_ON.search(said) and _acts_on_it(level, clause, response):
        return "resistance"
    if response.predicate == "sensitivity" and exceptions.is_of_none(level, clause.start, response.start):
        return "resistance"
    if response.frame == "prognosis":
        left = level.text(max(clause.start, response.start - _DENIAL_REACH), response.start)
        said = level.text(response.start, response.end)
        return "no_effect" if _is_denied_before(left) or _is_denied_verb(left, said) else response.predicate
    denied = therapies.words("denied" if response.predicate == "resistance" else "unpredicted").search(said)
    return "no_effect" if denied else response.predicate


def _is_denied_before(left: str) -> bool:
    """Whether words right before a word of prognosis say that it does not hold, or no longer (`no longer predicts an inferior …`)."""
    return any(_ADJECTIVES.fullmatch(left, match.end()) for match in therapies.words("not_prognostic").finditer(left))


def _is_denied_verb(left: str, said: str) -> bool:
    """Whether a word of prognosis begins with its verb and that is denied (`no longer` + `predict inferior outcome`)."""
    return _DENYING.search(left) is not None and _FORETELLS.match(said) is not None


_DENYING = re.compile(r"\b(?:no longer|(?:did|does|do|could|can) not)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_FORETELLS = re.compile(r"predict|confer|portend|carr|impl|indicat|associat|herald|foretell", re.IGNORECASE)
_ADJECTIVES = re.compile(
    r"\s*(?:(?:an?|the|any|independent|significantly|such|的|一个|公认|独立|与)\s*)*", re.IGNORECASE
)


def _acts_on_it(level: Level, clause: Clause, response: Response) -> bool:
    """Whether it is a drug before the word that does nothing to an alteration right behind it."""
    before = [m for m in level.within(clause.start, response.start) if family(m)]
    behind = [m for m in level.within(response.end, clause.end) if family(m)]
    return (
        bool(before and behind)
        and all(family(m) == "drug" for m in before)
        and behind[0].type == "ALTERATION"
        and behind[0].start - response.end <= _ON
    )


_ON = 12
_IS_ACTED_ON = re.compile(r"(?:effect|impact)(?:\s+on)?$|影响$", re.IGNORECASE)


_DENIAL_REACH = 30
