"""Alterations that come up while a drug fails: `D治疗后进展的患者中检出X`, `X found in patients who progress on D`.

Such a sentence names no resistance, yet states what the relapse was selected for. It needs three things in this
order of weight: a therapy that failed or pressed (`D治疗后进展`, `D压力下`, `progressed on D`), a word that something
was found or acquired, and the alteration directly beside that word. A therapy that was only given suffices where the
word itself says that the alteration is new (`获得性`, `emerged`).

>>> from pipeline.relating.clauses import levels
>>> text = "在伊布替尼治疗后进展的患者中检出C481S"
>>> names = [Mention(1, 5, "DRUG", text[1:5]), Mention(16, 21, "ALTERATION", text[16:])]
>>> level = levels(text, 0, len(text), names)[0]
>>> [(e.alteration.text, e.therapy.members[0].text) for e in found(level, [(16, names[1])], groups(level)[:1])]
[('C481S', '伊布替尼')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Level
from pipeline.relating.coordination import Group, groups
from pipeline.relating.cue_words import body, column

_TABLE = "response_emergence"
_ANY = re.compile(
    r"进展|复发|停药|难治|discontinu|耐药|失败|压力|治疗后|治疗中|治疗期|用药后|progress|relaps|resistan|fail|follow|emerg|acquir|select|接受|服用|使用|该药|receiv|taking|treated|given|exposed|筛选|选择|诱导|\bafter\b",
    re.IGNORECASE,
)
_ABSENT = ("wild-type", "unmutated")
_SHARE = r"(?:(?:近|约|超过|不足)?(?:[\d.]+\s*[%％]|[一二三四五六七八九]成|[一二三四五六七八九]分之[一二三四五六七八九]|\d+\s*[例名]|半数|多数|少数|部分)的?)?"
"""A part of the patients, as in `见于17%的D治疗后复发者`."""
AUXILIARIES = (
    r"(?:\s+(?:has|have|had|was|were|is|are|been|being|now|also|since|recently|subsequently|later|then|only|further|both|all"
    r"|repeatedly|frequently|often|commonly|likewise|similarly|additionally|occasionally|sometimes|rarely)(?=\s))*"
)
"""What may stand between a name and the verb that says it was found (`X has now been reported`)."""
_SHARE_OF = r"(?:约|近|共|合计)*占(?=[了约近到\s]*(?:[一二三四五六七八九]成|半数|多数|大多数|绝大多数|\d|[一二三四五六七八九十]+分之))"
"""The share of those who failed that carry an alteration (`D进展者中X占三成`)."""
_TOWARD = re.compile(r"对[^,;。]{0,10}$")
_SAID = re.compile(r"\s*(?:均|都|也|亦|仍|高度|明显|交叉|原发|继发|获得性)*耐药")


@dataclass(frozen=True, slots=True)
class Emergence:
    """An alteration that came up under a therapy; `start` and `end` are those of the word that says so."""

    alteration: Mention
    therapy: Group
    start: int
    end: int


@lru_cache(maxsize=64)
def forms(role: str) -> str:
    """The cue words of a role in the table of what emerges under a drug, as alternatives of a pattern."""
    return body(column(_TABLE, "role", role=role))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    given = rf"[\s{BLANK}]*(?:{forms('given')})*"
    aside = rf"[\s{BLANK}]*{AUXILIARIES}"
    failed, seen, new = rf"(?:{forms('failed')})(?!-free)", forms("seen"), forms("new")
    texts = {
        "failed": rf"{given}[^;。]{{0,30}}?(?:{failed})",
        "failing": rf"{given}[后-]?(?:{failed})",
        "found_in": rf"(?:{forms('found_in')})\s*{_SHARE}\s*$",
        "pressed": rf"{given}(?:{forms('pressed')})",
        "selecting": rf"{given}(?:[可能会常也还易则]|往往|通常|\s|\w+ly\s|can\s|may\s|could\s)*(?:{forms('selects')})",
        "on": rf"(?:{failed})\s+(?:{forms('on')})\s+(?:\w+\s+){{0,3}}$",
        "under": rf"(?:{forms('on')})\s+(?:\w+\s+){{0,2}}$",
        "at": rf"(?:阳性|突变)*(?:亚?克隆|细胞)?\s*(?:则|却|[和与]\s*)?(?:{forms('adverb')})*(?:{forms('occurs')})?(?:在|于)\s*{_SHARE}\s*",
        "failing_it": rf"(?:{forms('failing_it')})\s+(?:\w+\s+){{0,2}}$",
        "seen_behind": rf"{given}后?(?:{failed})[^,;。]{{0,8}}?(?P<word>{seen})",
        "pressed_behind": rf"{given}(?:{forms('pressed')})[^,;。]{{0,8}}?(?P<word>{seen})",
        "pressed_new": rf"{given}(?:{forms('pressed')})[^,;。]{{0,8}}?(?P<word>{new})",
        "received": rf"(?:{forms('received')})\s*$",
        "denied": rf"(?:{forms('denied')})[^,;。]{{0,4}}$",
        "carriers": rf"[\s{BLANK}+＋]*(?:阳性|型|的)?\s*(?:{forms('carriers')})",
        "seen_left": rf"(?P<word>{seen}|{new}|{forms('borne')})(?:\s+in\s+\d[\d.]*\s*%\s+and\s*)?(?:\s*{forms('holding')}\s*{forms('having')})?[^,;。]{{0,10}}$",
        "came_left": rf"(?P<word>{forms('came_with')})\s*(?:(?:an?|the|new|acquired|secondary|further|additional|新发的?|获得性|继发性?)\s*)*$",
        "new_left": rf"(?P<word>{new})(?:\s*{forms('holding')}\s*{forms('having')})?[^,;。]{{0,6}}$",
        "seen_right": rf"{aside}[^,;。]{{0,12}}?(?P<word>{seen}|{new}|{forms('most')}|{_SHARE_OF})(?<!\sof)(?!\s+as\b|\s+resistance\b)",
        "new_right": rf"{aside}[^,;。]{{0,12}}?(?P<word>{new})(?<!\sof)(?!\s+as\b|\s+resistance\b)",
        "changes": rf"(?:{seen}|{new}|{forms('borne')})\s+(?:[\w-]+\s+){{0,4}}(?:{forms('changes')})[\s{BLANK}]*$"
        rf"|(?:{seen}|{new})[^,;。]{{0,16}}(?:{forms('changes')})[\s{BLANK}]*$",
        "kinds": rf"(?:{forms('changes')})[\s{BLANK}]*$",
        "another": rf"(?:{forms('another')})[,，\s]*(?:\w+\s+){{0,2}}(?:{forms('having')})\s*$",
        "lost": rf"[\s,，]*(?:者|的|患者|病例|突变|\s|also|later|again|then)*[,，]?\s*(?P<word>{failed})",
        "are": rf"(?:{forms('carriers')}|突变|\s)*(?:(?:{forms('adverb')}|则|均|都|皆|both|all)\s*)*(?:{forms('are')})\s*(?:an?\s+)?",
        "failures_of_it": rf"{given}(?:(?:的|一线|二线|\s)*(?P<word>{failed})|(?:{forms('pressed')}|时)(?:才|方|新|所|再)*(?P<other>{forms('occurs')}))",
        "carriers_arose": rf"\s*(?:{forms('carriers')})\s+(?:(?:also|all|both|had)\s+)?(?P<word>{new}|{forms('occurs')})\s+(?:{forms('on')})\s+(?:the\s+)?",
        "selected_by": rf"\s+(?:(?:was|were|is|are|been|being|often|both|also)\s+)*(?P<word>{forms('passive')})\s+(?:\w+\s+)?by\s+(?:the\s+|continuous\s+|prior\s+)*",
        "by_it": r"(?:突变|变异|克隆|亚克隆|细胞|均|都|可|系|多|\s)*(?:由|经|被|为|受)",
        "selects_it": rf"(?:治疗|单药|压力|长期|\s)*(?:所)?(?P<word>{forms('selects')}|{forms('passive')})",
        "share_of": rf"{given}(?P<word>难治|{failed})(?:[性的]|患者|病例|人群|者|中|里|内|合计|共|总共|两者|三者|约|可|则|均|\s)*(?:占|达|见于|检出率)",
        "absent": rf"(?:{forms('absent')})[^,;。]*$",
        "approved": rf"{forms('approved')}",
        "taken": rf"(?:{forms('taken')})\s*(?:the\s+|both\s+)?$",
    }
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def is_told(level: Level) -> bool:
    """Whether a level holds a word of failing or coming up at all."""
    return _ANY.search(level.view) is not None


def found(
    level: Level,
    held: Sequence[tuple[int, Mention]],
    lists: Sequence[Group],
    is_lost: Callable[[Mention, Mention], bool] = lambda _drug, _alteration: False,
    is_own: Callable[[Mention, Mention], bool] = lambda _drug, _alteration: False,
) -> Iterator[Emergence]:
    """What came up under which therapy on one level.

    Args:
        level: The level.
        held: Alterations with the offset at which they stand on it.
        lists: Its lists of drugs.
        is_lost: Whether an alteration is the loss of what a drug is aimed at, which needs no word that it was found.
        is_own: Whether an alteration is a change of a drug's target that no one is given the drug for; to be found
            in those given the drug suffices.
    """
    told = [(at, mention) for at, mention in held if not mention.name.endswith(_ABSENT)] if lists else []
    for group in (*groups(level), *_bracketed(level, told)):
        members = _members(level, told, group) if group.kind == "alteration" else []
        if not members or _is_indication(level, group) or _is_switched(level, group):
            continue
        near = sorted(lists, key=lambda drugs: max(group.start - drugs.end, drugs.start - group.end))
        for therapy in near:
            strength = _pressure(level, therapy, group)
            if strength == "given" and all(is_own(drug, m) for drug in therapy.members for m in members):
                strength = "failed"
            word = (
                (_word(level, group, strength) or _word_behind(level, group, therapy, strength)) if strength else None
            )
            word = word or _borne_out(level, group, therapy)
            if strength == "failed" and word is None and _is_lost(level, group, therapy, members, is_lost):
                word = group.start, group.end
            if word is not None:
                yield from (Emergence(m, therapy, *word) for m in members)
                yield from _further(level, told, group, therapy)
                break
    yield from _shared(level, told, lists)


def _is_indication(level: Level, changed: Group) -> bool:
    """Whether the sentence part says for which altered patients a drug is approved or used, and not what came up."""
    before = level.text(level.start, changed.start)
    part = before[max(before.rfind(sign) for sign in ";；。") + 1 :]
    said = list(_patterns()["approved"].finditer(part))
    return bool(said) and not _NEW.search(part, said[-1].end())


def _is_switched(level: Level, changed: Group) -> bool:
    """Whether altered patients are told to be given another drug, so that nothing came up in them (`耐药的X患者改用E后`)."""
    if _CAME_UP.search(level.text(level.start, changed.start)):
        return False
    return _SWITCHED.match(level.text(changed.end, level.end)) is not None


_CAME_UP = re.compile(r"(?:检出|检测到|发现|新发|出现|产生|富集|获得性?)了?\s*$")
"""Words right before an alteration that it came up, whatever is given behind it (`D治疗中出现X者改用E`)."""


_SWITCHED = re.compile(
    r"(?:阳性|突变|重排|型|的|\s)*[A-Za-z/-]{0,8}[\u4e00-\u9fff]{0,6}?(?:者|患者|病例|白血病|淋巴瘤|癌)?(?:在|可|均|后|宜|应|应当|若)*(?:改用|换用|转用|换为|改为|更换为|转换为|换成|改服)"
)
_NEW = re.compile(
    r"检出|检测到|发现|新发|出现|产生|富集|获得性|进展(?:后|时)|耐药(?:后|时)|\b(?:emerg|acquir|detect|identif|found|aris|arose|progress|enrich|observ|seen|occur|selected)",
    re.IGNORECASE,
)
"""What came up after all, behind a word of approval."""


def _members(level: Level, told: Sequence[tuple[int, Mention]], group: Group) -> list[Mention]:
    """The alterations of a list, with the examples in a bracket right behind it (`X变异(如A)`)."""
    inside = [m for at, m in told if group.start <= at < group.end]
    last = max((at for at, m in told if m not in level.mentions and 0 <= at - group.end <= _BRACKET_REACH), default=-1)
    between = level.text(group.end, last) if inside and last >= 0 else "-"
    shown = [m for at, m in told if at == last] if _TYPE.fullmatch(between) else []
    return [*inside, *shown]


_BRACKET_REACH = 6
_TYPE = re.compile(r"(?:型|性|的|变异|突变|改变|\s|variants?|mutations?)*", re.IGNORECASE)


def _shared(level: Level, held: Sequence[tuple[int, Mention]], lists: Sequence[Group]) -> Iterator[Emergence]:
    """Alterations of a clause whose share of those who failed the next clause tells (`X递增,D难治者中占30%`)."""
    for therapy in lists:
        number = level.clause_at(therapy.start)
        clause = level.clauses[number]
        said = _patterns()["share_of"].match(level.text(therapy.end, clause.end))
        own = any(clause.start <= at < clause.end for at, _ in held)
        if said is None or own or not number or level.text(clause.start, therapy.start).strip():
            continue
        before = level.clauses[number - 1]
        for at, mention in held:
            if before.start <= at < before.end:
                yield Emergence(mention, therapy, therapy.end + said.start("word"), therapy.end + said.end("word"))


def _is_lost(
    level: Level, group: Group, therapy: Group, lost: Sequence[Mention], is_lost: Callable[[Mention, Mention], bool]
) -> bool:
    """Whether all of a list are losses of what the therapy is aimed at, and none is denied."""
    clause = level.clauses[level.clause_at(group.start)]
    if _patterns()["absent"].search(level.text(clause.start, group.start)):
        return False
    return all(any(is_lost(drug, m) for drug in therapy.members) for m in lost)


def _bracketed(level: Level, held: Sequence[tuple[int, Mention]]) -> Iterator[Group]:
    """The alterations of a bracket behind a word for changes (`harboured substitutions (A; B)`), as one list."""
    at = sorted({place for place, mention in held if mention not in level.mentions})
    for opener in at:
        members = tuple(m for place, m in held if place == opener)
        left = level.text(level.start, opener)
        if _patterns()["changes"].search(left) or _patterns()["kinds"].search(left):
            yield Group("alteration", members, opener, max(m.end for m in members) + 1)


def _further(level: Level, held: Sequence[tuple[int, Mention]], group: Group, therapy: Group) -> Iterator[Emergence]:
    """Alterations of further patients of the same sentence that failed as well (`and a fifth, with X, relapsed`)."""
    for at, mention in held:
        if at < group.end or mention not in level.mentions:
            continue
        left, right = level.text(group.end, at), level.text(mention.end, level.end)
        one, lost = _patterns()["another"].search(left), _patterns()["lost"].match(right)
        if one and lost:
            yield Emergence(mention, therapy, mention.end + lost.start("word"), mention.end + lost.end("word"))


def _pressure(level: Level, therapy: Group, changed: Group) -> str:
    """`failed` where the therapy stopped working, `given` where it was only given, else ""."""
    patterns = _patterns()
    if therapy.end <= changed.start:
        between = level.text(therapy.end, changed.start)
        if re.search("[;。]", between):
            return ""
        left = level.text(level.start, therapy.start)
        if _is_brought(level, therapy):
            return ""
        failed = patterns["failed"].match(between)
        if _TOWARD.search(left) and _SAID.match(between):
            failed = None
        if failed or patterns["on"].search(left) or patterns["failing_it"].search(left):
            return "failed"
        pressed = patterns["pressed"].match(between) or patterns["selecting"].match(between)
        return "given" if pressed or patterns["received"].search(left) else ""
    left = level.text(changed.end, therapy.start)
    if re.search("[;。]", left):
        return ""
    right = level.text(therapy.end, level.end)
    if patterns["on"].search(left) or patterns["failing_it"].search(left):
        return "failed"
    placed = patterns["found_in"].search(left) or patterns["at"].fullmatch(left)
    if placed and patterns["failing"].match(right):
        return "failed"
    under = patterns["under"].search(left) or (patterns["at"].fullmatch(left) and patterns["pressed"].match(right))
    return "given" if under else ""


_BRINGS = re.compile(
    r"\b(?:makes?|made|renders?|rendered|confers?|conferred)\b[^,;.]*\b(?:resist\w+|refractory|insensitive)\s+to\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _is_brought(level: Level, therapy: Group) -> bool:
    """Whether the clause of a therapy says which alteration makes resistant to it: what stands in the next clause did not come up under it."""
    clause = level.clauses[level.clause_at(therapy.start)]
    named = any(m.type == "ALTERATION" for m in level.within(clause.start, therapy.start))
    return named and _BRINGS.search(level.text(clause.start, therapy.start)) is not None


def _word(level: Level, changed: Group, strength: str) -> tuple[int, int] | None:
    """The word beside an alteration that says it was found; of a therapy only given, that it is new."""
    patterns, kind = _patterns(), "seen" if strength == "failed" else "new"
    left = level.text(level.start, changed.start)
    if patterns["taken"].search(left):
        return None
    if changed.start not in {m.start for m in changed.members} and (led := patterns["changes"].search(left)):
        return level.start + led.start(), level.start + led.end()
    before = patterns[f"{kind}_left"].search(left) or (strength == "failed" and patterns["came_left"].search(left))
    if before and not patterns["denied"].search(left[: before.start()]):
        return level.start + before.start("word"), level.start + before.end("word")
    right = level.text(changed.end, level.end)
    carries = patterns["carriers"].match(right) or changed.members[-1].text.endswith("者")
    after = None if carries else patterns[f"{kind}_right"].match(right)
    if after and not patterns["denied"].search(level.text(changed.end, changed.end + after.start("word"))):
        return changed.end + after.start("word"), changed.end + after.end("word")
    return None


def _word_behind(level: Level, changed: Group, therapy: Group, strength: str) -> tuple[int, int] | None:
    """The word that says what was found, where it stands behind the people in whom (`X曾在D失败者中发现`).

    Of a change of the drug's own target it may stand behind the treatment alone (`X在D治疗后检出`).
    """
    if therapy.start < changed.end or not _patterns()["at"].fullmatch(level.text(changed.end, therapy.start)):
        return None
    right = level.text(therapy.end, level.end)
    said = _patterns()["seen_behind"].match(right)
    if said is None:
        said = _patterns()["pressed_behind" if strength == "failed" else "pressed_new"].match(right)
    if said is None or _patterns()["denied"].search(level.text(therapy.end, therapy.end + said.start("word"))):
        return None
    return therapy.end + said.start("word"), therapy.end + said.end("word")


def _borne_out(level: Level, changed: Group, therapy: Group) -> tuple[int, int] | None:
    """The word by which a clause says of carriers that they are failures of a drug (`X者系D失败`, `X均为D治疗中出现`)."""
    if therapy.start < changed.end or therapy.start - changed.end > _BORNE_REACH:
        return None
    between = level.text(changed.end, therapy.start)
    if raised := _patterns()["carriers_arose"].fullmatch(between):
        return changed.end + raised.start("word"), changed.end + raised.end("word")
    if selected := _selected(level, between, changed, therapy):
        return selected
    if not _patterns()["are"].fullmatch(between):
        return None
    said = _patterns()["failures_of_it"].match(level.text(therapy.end, level.end))
    name = "word" if said and said["word"] else "other"
    return (therapy.end + said.start(name), therapy.end + said.end(name)) if said else None


_BORNE_REACH = 40


def _selected(level: Level, between: str, changed: Group, therapy: Group) -> tuple[int, int] | None:
    """The words that say a drug selected what stands before it (`X were selected by D`, `X由D选择出来`)."""
    if passive := _patterns()["selected_by"].fullmatch(between):
        return changed.end + passive.start("word"), changed.end + passive.end("word")
    said = _patterns()["selects_it"].match(level.text(therapy.end, level.end))
    is_agent = said is not None and _patterns()["by_it"].fullmatch(between)
    return (therapy.end + said.start("word"), therapy.end + said.end("word")) if said and is_agent else None
