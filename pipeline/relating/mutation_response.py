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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.lexicon import Lexicon, fold
from pipeline.records import Candidate, Claim, Context, Mention, Section, Sentence, Span
from pipeline.relating import diseases, therapies
from pipeline.relating.clauses import BLANK, Clause, Level, levels
from pipeline.relating.coordination import Group
from pipeline.relating.passages import cells, grouped
from pipeline.relating.responses import Response, responses

_DOUBTFUL = 0.5
_EXAMPLES = re.compile(
    r"[\s(]*(?:如|例如|包括|比如|such as|including|e\.g\.,?|主要为|[^()]{0,16}中?(?:报道|常见"
    r"|发现)的)?\s*$",
    re.IGNORECASE,
)
_LINK_REACH = 70
_SAME = {"word": 0.85, "scale": 0.8, "prognosis": 0.85, "unaffected": 0.85, "escape": 0.6}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What one sentence is judged in."""

    section: Section
    sentence: Sentence
    mentions: Sequence[Mention]
    context: Context
    lexicon: Lexicon
    topic: Mention | None
    earlier: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Alterations that a response word speaks of; `distance` counts the clauses between (0: the same)."""

    alterations: tuple[Mention, ...]
    distance: int
    mechanism: str


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
    topics = _Topics(section, sentences, mentions, context)
    earlier: tuple[Mention, ...] = ()
    for sentence, inside in grouped(sentences, tuple(mentions)):
        own = tuple(m for m in inside if m.type == "ALTERATION")
        if own or earlier:
            scope = _Scope(section, sentence, mentions, context, lexicon, topics.drug(sentence), earlier)
            for claim, reason in _consistent(list(_of_sentence(scope, inside))):
                if reason:
                    candidates.append(_turned_down(claim, reason))
                else:
                    _keep(claims, claim)
        earlier = own
    return list(claims.values()), candidates


def _consistent(found: Sequence[tuple[Claim, str]]) -> Iterator[tuple[Claim, str]]:
    """Without the benefit that a sentence tells of a therapy whose effect it says the alteration does not change."""
    unchanged = {_pair(claim) for claim, reason in found if claim.predicate == "no_effect" and not reason}
    for claim, reason in found:
        if claim.predicate != "sensitivity" or _pair(claim) not in unchanged or "clauses" not in claim.mechanism:
            yield claim, reason


def _pair(claim: Claim) -> tuple[str, str]:
    return claim.subject.name, claim.object.name if claim.object else "none"


def _keep(claims: dict[tuple[object, ...], Claim], claim: Claim) -> None:
    identity = (claim.sentence, claim.subject.name, claim.predicate, claim.object.name if claim.object else "none")
    if identity not in claims or claims[identity].confidence < claim.confidence:
        claims[identity] = claim


def _turned_down(claim: Claim, reason: str) -> Candidate:
    names = (claim.subject.name, claim.object.name if claim.object else "none")
    start = min(claim.subject.start, claim.cue.start if claim.cue else claim.subject.start)
    end = max(claim.subject.end, claim.cue.end if claim.cue else claim.subject.end)
    return Candidate("mutation_response", claim.sentence, names, claim.confidence / 2, reason, start, end)


class _Topics:
    """The one drug that a paragraph or its heading speaks of resistance to (ruling 6)."""

    def __init__(
        self, section: Section, sentences: Sequence[Sentence], mentions: Sequence[Mention], context: Context
    ) -> None:
        self._section, self._sentences = section, sentences
        self._drugs = [m for m in mentions if m.type == "DRUG"]
        headings = "\n".join((*section.heading, section.text.text[: section.heading_end]))
        self._headed = self._named(headings) or self._named(context.title)
        self._paragraphs: dict[int, Mention | None] = {}

    def _named(self, text: str) -> Mention | None:
        """A drug of this section whose name stands in a heading or title about resistance."""
        if not therapies.words("resistance_topic").search(text):
            return None
        key = fold(text)
        return next((m for m in self._drugs if fold(m.text) in key), None)

    def drug(self, sentence: Sentence) -> Mention | None:
        """The drug in question where a sentence names none: its nearest mention before, else any."""
        number = sentence.paragraph
        if number not in self._paragraphs:
            self._paragraphs[number] = self._of_paragraph(number) or self._headed
        found = self._paragraphs[number]
        if found is None:
            return None
        before = [m for m in self._drugs if m.name == found.name and m.start < sentence.start]
        return before[-1] if before else found

    def _of_paragraph(self, number: int) -> Mention | None:
        inside = [s for s in self._sentences if s.paragraph == number]
        if not inside or number < 0:
            return None
        start, end = inside[0].start, inside[-1].end
        text = self._section.text.text
        counts: dict[str, list[Mention]] = {}
        for drug in self._drugs:
            if start <= drug.start < end and therapies.words("resistance_topic").search(text[drug.end : drug.end + 8]):
                counts.setdefault(drug.name, []).append(drug)
        return max(counts.values(), key=len)[0] if counts else None


def _of_sentence(scope: _Scope, inside: Sequence[Mention]) -> Iterator[tuple[Claim, str]]:
    text = scope.section.text.text
    for start, end, own in cells(scope.section, scope.sentence, inside):
        read = levels(text, start, end, own)
        for level in read:
            held = _held(level, read)
            for response in responses(
                level, [m for m in level.mentions if m.type not in ("RESPONSE", "VALUE", "METRIC")]
            ):
                if response.frame == "escape" and scope.topic is None:
                    continue
                if response.frame == "unaffected" and not _tells_of_response(level, response):
                    continue
                bearer = _bearer(level, held, response, scope)
                if bearer is not None:
                    yield from _claims(scope, level, response, bearer)
    yield from _excluded_by_table(scope, inside)


_WHETHER = re.compile(r"无论|不管|regardless|irrespective", re.IGNORECASE)
_ANSWERED = re.compile(
    r"获益|受益|疗效|有效|敏感|反应(?!率)|应答(?!率)|活性|benefit|respon(?!se rate)|effective"
    r"|efficacy|activ",
    re.IGNORECASE,
)


def _tells_of_response(level: Level, response: Response) -> bool:
    """`无论是否…` is a claim only where a word of response, not a metric alone, is what stays the same."""
    if not _WHETHER.match(level.text(response.start, response.end)):
        return True
    return bool(_ANSWERED.search(level.view))


def _held(level: Level, read: Sequence[Level]) -> tuple[tuple[int, Mention], ...]:
    """Alterations with the offset at which they stand on a level: those of a bracket stand at the bracket.

    A general alteration followed by a bracket of examples gives way to these (ruling 8).
    """
    own = [(m.start, m) for m in level.mentions if m.type == "ALTERATION" and _is_told_of(level, m)]
    for inner in read:
        if inner is level or not level.start <= inner.opener < level.end:
            continue
        shown = [m for m in inner.mentions if m.type == "ALTERATION" and _is_told_of(inner, m)]
        if not shown or not _EXAMPLES.fullmatch(inner.text(inner.start, shown[0].start)):
            continue
        general = next((m for _, m in own if 0 <= inner.opener - m.end <= 2), None)
        if general is not None and all(m.name == general.name for m in shown):
            continue
        if general is not None and general.gene and any(m.gene == general.gene for m in shown):
            own = [(at, m) for at, m in own if m.span != general.span]
        own += [(inner.opener, m) for m in shown]
    return tuple(sorted(own, key=lambda pair: pair[0]))


_ABSENT = re.compile(r"(?:不含|不伴|未携带|不携带|未检出|without|lacking)\s*$", re.IGNORECASE)
_LEVEL = re.compile(rf"[\s{BLANK}]*(?:[≤<>≥]|转录本|transcript)", re.IGNORECASE)


def _is_told_of(level: Level, alteration: Mention) -> bool:
    """Whether an alteration is one that something can be said of: present, no measured level, no part of a class."""
    if alteration.score < _DOUBTFUL or _ABSENT.search(level.text(level.start, alteration.start)):
        return False
    if _LEVEL.match(level.text(alteration.end, level.end)):
        return False
    classes = (m for m in level.mentions if m.type == "DRUG_CLASS" and m.start >= alteration.end)
    return all(level.text(alteration.end, m.start).strip() for m in classes)


def _bearer(level: Level, held: Sequence[tuple[int, Mention]], response: Response, scope: _Scope) -> _Bearer | None:
    """The alterations that a response word is said of."""
    number = level.clause_at(response.start)
    clause = level.clauses[number]
    inside = [(at, m) for at, m in held if clause.start <= at < clause.end]
    after = tuple(m for at, m in inside if at >= response.end)
    if (
        _DESCRIBES.match(level.text(response.end, clause.end))
        and response.frame == "word"
        and not _SENSITISES.match(level.text(response.start, response.end))
    ):
        return _described(level, clause, response, inside)
    before = _nearest_list(level, inside, response)
    if before and (response.predicate != "resistance" or any(not _is_moved(level, clause, m) for m in before)):
        further = _listed_behind(level, held, response, clause, _AMONG)
        return _Bearer((*before, *further), 0, "clause")
    if after and _is_linked(response, level.text(response.end, inside[-len(after)][0])):
        return _Bearer(after, 0, "link")
    listed = _listed_behind(level, held, response, clause, _INTRODUCING)
    if listed:
        return _Bearer(listed, 1, "list")
    if response.frame == "unaffected" or before:
        return None
    return _from_before(level, held, response, number) or _from_sentence_before(level, response, number, scope)


def _nearest_list(level: Level, inside: Sequence[tuple[int, Mention]], response: Response) -> tuple[Mention, ...]:
    """Alterations left of the word; those that only define a population (`X突变患者中`) yield to others behind them."""
    left = [(at, m) for at, m in inside if at < response.start]
    kept: list[Mention] = []
    for index in range(len(left) - 1, -1, -1):
        at, mention = left[index]
        if kept and _POPULATION.match(level.text(max(mention.end, at), max(mention.end, at) + 16)):
            break
        kept.append(mention)
    return tuple(reversed(kept))


_DESCRIBES = re.compile(
    rf"[\s{BLANK}]*(?:或[^,;。]{{0,10}})?(?:性|的|型)*[\s{BLANK}]*(?!of\b|to\b"
    rf"|in\b)(?:[A-Za-z+/-]{{0,12}}\s?)(?:患者|病例|人群|细胞|情况|白血病|patients|cells"
    r"|disease|cases|AML|CLL|ALL)"
)
_SENSITISES = re.compile(r"增敏|敏化|sensiti[sz]", re.IGNORECASE)
_CAUSED = re.compile(
    r"因|由|介导|导致|引起|所致|赋予|诱导|驱动|来源|due to|caused|mediated|driven|confer", re.IGNORECASE
)
_PEOPLE = re.compile(
    rf"[\s{BLANK}]*(?:阳性|[+＋]|突变|型|的)*[\s{BLANK}]*[A-Za-z/ -]{{0,8}}(?:白血病"
    r"|淋巴瘤)?(?:细胞|患者|cells|patients)"
)
_MOVES = re.compile(r"增加|诱导|促进|导致|使|激活|诱发")


def _described(
    level: Level, clause: Clause, response: Response, inside: Sequence[tuple[int, Mention]]
) -> _Bearer | None:
    """`耐药患者`, `耐药的细胞`: of a population only its cause, or what it shows, is said."""
    before = tuple(m for at, m in inside if at < response.start)
    if before and _CAUSED.search(level.text(clause.start, response.start)):
        return _Bearer(before, 0, "cause")
    shown = tuple(m for at, m in inside if at >= response.end and not _PEOPLE.match(level.text(m.end, clause.end)))
    return _Bearer(shown, 0, "described") if shown and not before else None


def _is_moved(level: Level, clause: Clause, alteration: Mention) -> bool:
    """Whether an alteration only names the cells that something else acts on (`可增加FLT3-ITD细胞的耐药`)."""
    is_population = _PEOPLE.match(level.text(alteration.end, clause.end))
    return bool(is_population and _MOVES.search(level.text(clause.start, alteration.start)))


_POPULATION = re.compile(
    rf"[\s{BLANK}]*(?:阳性|型|的)*[A-Za-z\u4e00-\u9fff/ -]{{0,8}}?(?:患者|细胞|病例)?(?:中"
    r"|内)(?![位])"
)


def _is_linked(response: Response, between: str) -> bool:
    """Whether the words between a response word and an alteration behind it tie the two."""
    adjoins = len(between.strip()) <= 6 and not re.search(r"[,;:。]", between)
    if adjoins and (response.frame == "unaffected" or response.predicate == "sensitivity"):
        return True
    return len(between) <= _LINK_REACH and bool(therapies.words("link").search(between)) and "\t" not in between


_INTRODUCING = re.compile(
    r"(?:包括|包含|涉及|表现为|主要有|主要为|伴随|主要是|include|compris|involv|as follows|:)", re.IGNORECASE
)
_AMONG = re.compile(r",\s*(?:其中|including|most commonly|most frequently|尤其是|特别是)", re.IGNORECASE)


def _listed_behind(
    level: Level, held: Sequence[tuple[int, Mention]], response: Response, clause: Clause, sign: re.Pattern[str]
) -> tuple[Mention, ...]:
    """Alterations in later clauses that a word such as 包括 right behind the response word announces."""
    later = [(at, m) for at, m in held if at >= clause.end]
    if not later or response.frame in ("scale", "escape") or response.predicate != "resistance":
        return ()
    announced = sign.search(level.text(response.end, min(response.end + 16, later[0][0])))
    if not announced:
        return ()
    return tuple(m for at, m in later if sign is _INTRODUCING or at < later[0][0] + 60)


def _from_before(level: Level, held: Sequence[tuple[int, Mention]], response: Response, number: int) -> _Bearer | None:
    """The alterations of the nearest earlier clause, where the clause of the word goes on about them."""
    clause = level.clauses[number]
    own = level.text(clause.start, response.start).lstrip()
    if clause.reported and number < 1:
        return None
    is_contrast = bool(_CONTRAST.match(own)) and not therapies.words("pronoun").search(own)
    if is_contrast and not _GOES_ON.match(own):
        return None
    for earlier in range(number - 1, max(number - 4, -1), -1):
        stretch = level.clauses[earlier]
        found = tuple(m for at, m in held if stretch.start <= at < stretch.end)
        if found:
            found = _causes(found, held, stretch)
            return (
                _Bearer(found, number - earlier, "clauses")
                if response.frame != "prognosis" or number - earlier < 3
                else None
            )
        if stretch.mark in ";；" and stretch.mark:
            return None
    return None


def _causes(found: tuple[Mention, ...], held: Sequence[tuple[int, Mention]], clause: Clause) -> tuple[Mention, ...]:
    """For changes that are the object of a verb (`上调MCL-1`) the alterations before them that bring them about."""
    if not all(m.reason.startswith("verb") for m in found):
        return found
    earlier = tuple(m for at, m in held if at < clause.start and not m.reason.startswith("verb"))
    return earlier or found


_CONTRAST = re.compile(
    r"(?:而(?!产生|导致|引起|致|获得|发生|降低|增加|形成|影响|失去|对|使|出现|表现)|但|然而"
    r"|反之|相反|while|whereas|but|although|however)",
    re.IGNORECASE,
)


_GOES_ON = re.compile(
    r"(?:但是?|然而|but|although)\s*(?:却|仍|依然|均|也)?(?:对|可|能|从|未|不|有|具|仍|remain"
    r"|retain|are\b|is\b|were\b|was\b|not|still|respond|sensitive|show)",
    re.IGNORECASE,
)


def _from_sentence_before(level: Level, response: Response, number: int, scope: _Scope) -> _Bearer | None:
    if not scope.earlier or level.opener >= 0 or number > 1:
        return None
    own = level.text(level.start, response.start).lstrip()
    match = therapies.words("pronoun").match(own)
    sure = tuple(m for m in scope.earlier if m.score >= _DOUBTFUL)
    return _Bearer(sure, 2, "pronoun") if match and sure and len(match.group()) > 1 else None


def _claims(scope: _Scope, level: Level, response: Response, bearer: _Bearer) -> Iterator[tuple[Claim, str]]:
    clause = level.clauses[level.clause_at(response.start)]
    reason = _objection(level, clause, response)
    objects, mechanism = _objects(scope, level, clause, response)
    if response.frame != "prognosis" and not objects:
        reason, objects = reason or "no therapy named, and none from the context", (None,)
    confidence = _SAME[response.frame] - 0.07 * bearer.distance - (0.1 if mechanism == "context" else 0.0)
    for alteration in dict.fromkeys(bearer.alterations):
        for therapy in objects:
            claim = Claim(
                "mutation_response", scope.sentence.index, alteration, response.predicate, therapy,
                f"{response.frame} {bearer.mechanism} {mechanism}".strip(), _disease(scope, clause, alteration),
                Span(response.start, response.end), confidence=round(confidence, 2),
            )  # fmt: skip
            yield claim, reason or _self_reference(alteration, therapy)


def _self_reference(alteration: Mention, therapy: Mention | None) -> str:
    overlaps = therapy is not None and therapy.start < alteration.end and alteration.start < therapy.end
    return "the therapy is part of the alteration's name" if overlaps else ""


def _objection(level: Level, clause: Clause, response: Response) -> str:
    """Why a relation is no claim: disputed (ruling 4), or a therapy whose outcome alone is told."""
    if therapies.words("disputed").search(level.text(response.start, min(clause.end, response.end + 24))):
        return "the relation is said to be disputed or unclear"
    return ""


def _objects(scope: _Scope, level: Level, clause: Clause, response: Response) -> tuple[tuple[Mention | None, ...], str]:
    """The therapies of a response word and where they were found; `none` for prognosis alone."""
    if response.frame == "prognosis":
        return (None,), ""
    lists = therapies.drug_groups(level)
    tied = therapies.beside(level, lists, response) or therapies.in_clause(level, lists, clause, response)
    where = "" if tied else "sentence"
    if tied is None and _CONTRAST.match(level.text(clause.start, clause.end).lstrip()) and clause.mark[:1] != "而":
        general = therapies.in_general(level, clause, scope.lexicon)
        if general is not None:
            return (general,), "general"
    tied = tied or therapies.in_sentence(level, lists, response)
    if tied is not None:
        return _members(tied, scope, level), where
    general = therapies.in_general(level, clause, scope.lexicon)
    if general is not None:
        return (general,), "general"
    return ((scope.topic,), "context") if scope.topic is not None else ((), "")


def _members(group: Group, scope: _Scope, level: Level) -> tuple[Mention, ...]:
    return therapies.members(group, scope.lexicon, level.text(group.start, group.end))


def _disease(scope: _Scope, clause: Clause, alteration: Mention) -> dict[str, str]:
    section, sentence = scope.section, scope.sentence
    text = section.text.text
    scopes = [(clause.start, clause.end), (sentence.start, sentence.end)]
    if 0 <= sentence.paragraph < len(section.paragraphs):
        paragraph = section.paragraphs[sentence.paragraph]
        scopes += [(paragraph.start, sentence.start), (paragraph.start, paragraph.end)]
    if section.heading_end:
        scopes.append((0, section.heading_end))
    found = diseases.nearest(text, scope.mentions, alteration.start, scopes, scope.lexicon)
    for heading in reversed(section.heading):
        found = found or diseases.in_text(heading, scope.lexicon)
    found = found or diseases.in_text(scope.context.title, scope.lexicon)
    return {"disease_id": found.concept_id, "disease": found.name} if found else {"disease_id": "", "disease": ""}


def _excluded_by_table(scope: _Scope, inside: Sequence[Mention]) -> Iterator[tuple[Claim, str]]:
    """Rows of a table of mutations for which a drug is not to be used (ruling 22)."""
    if scope.section.kind != "table":
        return
    captioned = scope.section.caption
    for cell in scope.section.cells:
        if cell.is_header or not scope.sentence.start <= cell.start < scope.sentence.end:
            continue
        above = " ".join(cell.header)
        if not therapies.words("excluding").search(f"{captioned} {above}"):
            continue
        yield from _row_pairs(scope, inside, cell.start, cell.end)


def _row_pairs(scope: _Scope, inside: Sequence[Mention], start: int, end: int) -> Iterator[tuple[Claim, str]]:
    """Each alteration of a cell with each drug of its row, or of the cell with each drug outside it."""
    here = [m for m in inside if start <= m.start and m.end <= end]
    changed = [m for m in here if m.type == "ALTERATION"]
    drugs = [m for m in inside if m.type in ("DRUG", "DRUG_CLASS", "REGIMEN") and m not in here]
    if not changed:
        changed = [m for m in inside if m.type == "ALTERATION"]
        drugs = [m for m in here if m.type in ("DRUG", "DRUG_CLASS", "REGIMEN")]
    clause = Clause(start, end)
    for alteration in changed:
        for drug in drugs:
            fields = _disease(scope, clause, alteration)
            yield Claim(
                "mutation_response", scope.sentence.index, alteration, "resistance", drug, "table of exclusions",
                fields, Span(start, end), confidence=0.75,
            ), ""  # fmt: skip
