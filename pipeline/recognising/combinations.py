"""Regimens by construction: agents that the text gives together, under their names sorted and joined.

`维奈克拉联合阿扎胞苷`, `venetoclax plus azacitidine`, `A、B和C三联方案`, `the combination of A and B`. A choice between
partners (`A联合B或C`) is two regimens with one span. A name in brackets behind the agents (`A+B+C(VAH)`) is the
regimen's own name and stands for them (guideline, ruling 23).

>>> from pipeline import lexicon
>>> from pipeline.recognising.terms import TermFinder
>>> vocabulary = lexicon.load()
>>> text = "维奈克拉联合阿扎胞苷或地西他滨"
>>> [(m.start, m.end, m.name) for m in find(text, TermFinder(vocabulary).find(text), vocabulary)]
[(0, 15, 'azacitidine + venetoclax'), (0, 15, 'decitabine + venetoclax')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, product

from pipeline import lexicon as vocabulary
from pipeline.lexicon import Lexicon
from pipeline.records import Mention

_AGENTS = ("DRUG", "DRUG_CLASS", "REGIMEN")
_LONGEST_GAP = 28
_SCORE = 0.95
_MOST_AGENTS = 8
_PAIR, _TRIPLET = 2, 3
_ASIDE = re.compile(
    r"\([^()]*\)|\s*\d+(?:\.\d+)?\s*(?:mg|μg|ug|g)(?:/[A-Za-z0-9]+)*|\d+(?:年|个月|周|个周期|个疗程| cycles)|\d+\s?(?:d|天|日)(?=[\s\u4e00-\u9fff]|$)|\d+-day\b"
    r"|\b(?:qd|bid|tid|qw|q2w|q3w)\b|每(?:日|天|周|月|[0-9]+周)[0-9一二两三]*次"
)
_COMPARES = re.compile(
    r"(?:比较|对比|comparing|compared|compares|comparison of)(?:了|的是)?\s*(?:the\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Item:
    """One place of a chain: an agent, or alternatives, with where it ends."""

    start: int
    end: int
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def _joins() -> dict[str, re.Pattern[str]]:
    """`strong` words join two agents by themselves, `weak` ones inside a chain, `either` offers a choice.

    What is added to a base (`X基础上同时给予Y`) joins as strongly.
    """
    filler, base = _forms("filler"), _forms("base")
    bodies = {kind: _forms(kind) for kind in ("strong", "weak", "either")}
    bodies["strong"] += rf"|(?:{base})(?:{_forms('base_filler')})*(?:{_forms('base_verb')})"
    found = {
        kind: re.compile(rf"\s*(?:{filler}|\s){{0,8}}(?:{body})\s*(?:{filler}|\s){{0,8}}", re.IGNORECASE)
        for kind, body in bodies.items()
    }
    return found | {
        kind: re.compile(_forms(kind), re.IGNORECASE) for kind in ("closing", "opening", "instead", "against")
    }


def _forms(kind: str) -> str:
    """The words of one kind as an alternation, the longest first."""
    told = [row["form"] for row in vocabulary.cues("regimen_joins") if row["kind"] == kind]
    forms = told if kind in _SPACED else [form.strip() for form in told]
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


_SPACED = ("filler", "strong", "weak", "either")
"""Kinds whose forms may begin or end with a space of their own."""


_NO_PARTS = frozenset(
    {
        "control",
        "monotherapy",
        "combination therapy",
        "triplet therapy",
        "doublet therapy",
        "time-limited therapy",
        "chemotherapy-free therapy",
    }
)
"""`对照组` names a group and no agent: `在对照组基础上联合乙药` is a regimen only where the group's is known."""


@lru_cache(maxsize=1)
def _comparators() -> frozenset[str]:
    """Arms that are compared with and not given together (`placebo`, `control`)."""
    return frozenset(row["arm"] for row in vocabulary.cues("control_arms")) - {"chemotherapy"}


def find(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """REGIMEN mentions built from the agents of a section (source `names`); alternatives share one span."""
    named = [m for m in mentions if m.type in _AGENTS and m.name not in _NO_PARTS]
    known = [m for m in named if not (m.type == "REGIMEN" and " + " in m.name and _spells_out(m, named))]
    agents = _outermost([*known, *_letters(text, known, lexicon)])
    outer = list(_without_compositions(text, agents))
    found = _built(text, outer, lexicon)
    if len(outer) < len(agents):
        inner = _built(text, [m for m in agents if m not in outer], lexicon)
        found += [m for m in inner if not any(m.start < f.end and f.start < m.end for f in found)]
    joined = _built(text, _outermost([*agents, *found]), lexicon) if found else []
    built = [*found, *(m for m in joined if not any(m.span == f.span for f in found))]
    named = [m for m in agents if m.type == "REGIMEN" and m.concept is not None]
    whole = [*built, *_listed(text, agents, [*built, *_spelled_out(named, lexicon)])]
    return [*whole, *_inside(text, agents, whole, lexicon), *_classes_together(text, mentions, whole, lexicon)]


_COMBINED = re.compile(r"\b(?:combined|concurrent|concomitant|the combination of|combination of)\s+$", re.IGNORECASE)
_IN_COMBINATION = re.compile(r"\s+(?:combinations?|in combination)\b|(?:的)?(?:联合|联用|合用)")


def _classes_together(
    text: str, mentions: Sequence[Mention], built: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """Two classes that share their noun and are given together (`combined X and Y inhibitors`, `X和Y抑制剂联合`)."""
    classes = sorted((m for m in mentions if m.type == "DRUG_CLASS"), key=lambda m: (m.start, m.end, m.name))
    for first, second in pairwise(classes):
        if (first.start, first.end) != (second.start, second.end) or first.name == second.name:
            continue
        before = _COMBINED.search(text, max(0, first.start - _LONGEST_GAP), first.start)
        behind = _IN_COMBINATION.match(text, first.end)
        if not (before or behind) or any(m.start < first.end and first.start < m.end for m in built):
            continue
        is_named_so = before is not None and before.group().lower().startswith("combined")
        start = before.start() if before and is_named_so else first.start
        end = behind.end() if behind and not before else first.end
        concept = lexicon.concept("REGIMEN", " + ".join(sorted((first.name, second.name), key=str.lower)))
        yield replace(
            first, start=start, end=end, text=text[start:end], type="REGIMEN", concept=concept, source="names",
            reason="two classes given together", parts=(first, second),
        )  # fmt: skip


_EXPLAINED = r",\s*(?:an?|the)\s[^,;.()]{3,70},"
"""What an agent is, between its name and what it is added to (`A, an X inhibitor, to B`)."""
_COMPOSITION = re.compile(r"\s?(?:方案|regimen)?\s?\([^()]*\)(?=(?:治疗|化疗)?的?基础上)")
"""The bracket behind a regimen that is a base for another agent (`FLAG-IDA方案(…)的基础上加用甲药`)."""
_APPOSITION = re.compile(
    rf"{_EXPLAINED}(?=\s+(?:to|plus|combined with|in combination with|together with|added to|given with)\s)"
)


def _without_compositions(text: str, agents: Sequence[Mention]) -> Iterator[Mention]:
    """Agents without those that spell out or explain another: behind a regimen that is added to, or a drug that is added."""
    closed = -1
    for agent in agents:
        if agent.end <= closed:
            continue
        aside = (_COMPOSITION if agent.type == "REGIMEN" else _APPOSITION).match(text, agent.end)
        closed = aside.end() if aside else closed
        yield agent


_JOINS_PAIR = re.compile(r"(?:\b(?:plus|with|to|to (?:first-line|frontline|standard))|联合|\+)\s*$", re.IGNORECASE)
"""What before a pair with a dash shows that the pair is given as such (`osimertinib plus pemetrexed-platinum`)."""


def _inside(text: str, agents: Sequence[Mention], built: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Pairs with a dash at the end of a longer regimen: regimens of their own."""
    spans = {(m.start, m.end) for m in built}
    for first, second in pairwise(agents):
        is_last = any(start < first.start and end == second.end for start, end in spans)
        if (
            is_last
            and text[first.end : second.start] == "-"
            and _JOINS_PAIR.search(text, max(0, first.start - _LONGEST_GAP), first.start)
        ):
            names = sorted((first.name, second.name), key=str.lower)
            concept = lexicon.concept("REGIMEN", " + ".join(names))
            start, end = first.start, second.end
            yield Mention(start, end, "REGIMEN", text[start:end], concept, _SCORE, "pair inside a regimen", "names")


def _spelled_out(named: Iterable[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Regimens of three agents or more with a name of their own, under their agents' names."""
    for regimen in named:
        parts = lexicon.relation(regimen.concept, "agent") if regimen.concept else ()
        if len(parts) >= _TRIPLET and " + " not in regimen.name:
            yield replace(regimen, concept=lexicon.concept("REGIMEN", " + ".join(sorted(parts, key=str.lower))))


_LISTED = re.compile(r"\s*(?:、|,\s+and|,|和|与|及|\s+and)\s*")


def _listed(text: str, agents: Sequence[Mention], regimens: Iterable[Mention]) -> Iterator[Mention]:
    """A list of agents that the bracket behind it joins (`甲药、乙药(A+B)`) is that regimen."""
    for regimen in regimens:
        if text[regimen.start - 1 : regimen.start] != "(":
            continue
        wanted, end = set(regimen.name.split(" + ")), len(text[: regimen.start - 1].rstrip())
        spelled: list[Mention] = []
        for agent in reversed([m for m in agents if m.end <= end]):
            if agent.end != end and not (spelled and _LISTED.fullmatch(text, agent.end, spelled[-1].start)):
                break
            spelled.append(agent)
        names = [agent.name for agent in spelled[: len(wanted)]]
        if len(names) > 1 and set(names) == wanted:
            start, end = spelled[len(names) - 1].start, spelled[0].end
            yield replace(regimen, start=start, end=end, text=text[start:end], reason="listed before its bracket")


def _spells_out(regimen: Mention, agents: Sequence[Mention]) -> bool:
    """Whether a regimen's words hold its agents, which are then joined anew; a short name of its own does not."""
    return (
        any(
            regimen.start <= m.start and m.end <= regimen.end and m.span != regimen.span and " + " not in m.name
            for m in agents
        )
        or len(regimen.text) > _LONGEST_SHORT
    )


_LONGEST_SHORT = 10
_LETTER = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z0-9])\s?\+\s?(?P<letter>[RG])(?![A-Za-z0-9²-])")
_LETTERS = {"R": "rituximab", "G": "obinutuzumab"}
"""Antibodies that regimens of lymphoma call by a letter (`伊布替尼+R`)."""


def _letters(text: str, agents: Sequence[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """A letter that stands for an antibody behind the plus of an agent."""
    ends = {mention.end for mention in agents}
    for match in _LETTER.finditer(text) if "+" in text else ():
        if match.start() in ends or match.start() + 1 in ends:
            start, end = match.span("letter")
            concept = lexicon.concept("DRUG", _LETTERS[match["letter"]])
            yield Mention(start, end, "DRUG", text[start:end], concept, _SCORE, "a letter behind a plus", "names")


def _built(text: str, agents: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    found: list[Mention] = []
    index = 0
    while index < len(agents):
        if not _is_joined(text, agents, index) or _stands_in(text, agents[index]):
            index += 1
            continue
        last, items = _chain(text, agents, index, lexicon)
        if len(items) > 1 or len(items[0].names) > 1:
            found.extend(_mentions(text, items, lexicon))
        elif last > index:
            concept = lexicon.concept("REGIMEN", items[0].names[0])
            start, end = items[0].start, items[0].end
            found.append(
                Mention(start, end, "REGIMEN", text[start:end], concept, _SCORE, "named in the bracket", "names")
            )
        index = max(last, index) + 1
    return found


def _is_joined(text: str, agents: Sequence[Mention], index: int) -> bool:
    """Whether anything joins an agent to the next: a chain may begin with it."""
    if index + 1 == len(agents):
        return False
    first, second = agents[index], agents[index + 1]
    return bool(_link(text, first.end, second.start)) or _is_addition(text, first, second)


def _outermost(agents: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(agents, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _chain(text: str, agents: Sequence[Mention], first: int, lexicon: Lexicon) -> tuple[int, list[_Item]]:
    """The longest chain that begins with an agent: index of its last agent, and its places."""
    items = [_item(agents[first])]
    links: list[str] = []
    last, is_closed = first, False
    compares = _is_compared(text, _first_compared(text, agents, first))
    for index in range(first + 1, min(len(agents), first + 1 + _MOST_AGENTS)):
        if index + 1 < len(agents) and _is_apposed(text, agents[index], agents[index + 1]):
            continue
        told = index > first + 1 and _is_apposed(text, agents[index - 1], agents[index])
        kind = _link(text, items[-1].end, agents[index - told].start)
        if not kind and index == first + 1 and _is_addition(text, agents[first], agents[index]):
            kind = "strong"
        if kind in ("weak", "either") and _LABELLED.search(text, items[-1].end, agents[index].start):
            break
        if kind in ("weak", "either") and agents[index].name in _names(items):
            break
        if kind == "weak" and compares and _parts(text, items, agents[index]) and not _has_side(text, agents, index):
            break
        if compares and _WITH.fullmatch(text, items[-1].end, agents[index].start):
            break
        is_slashed = _is_slashed_pair(text, agents, index - 1, lexicon, kind)
        kind = "strong" if is_slashed else kind
        if kind == "inside":
            is_closed = is_closed or ("strong" in links and agents[index].type == "REGIMEN")
            continue
        if kind == "weak" and (is_closed or ("strong" in links and _is_set_beside(text, agents, first, index))):
            break
        if (
            not kind
            or (kind == "weak" and _is_combined_class(agents[index]))
            or (
                kind != "strong"
                and agents[index].name in _comparators()
                and not _is_blank_choice(text, agents, index, kind, links)
            )
            or (
                kind != "strong"
                and not (compares and _has_side(text, agents, index))
                and _opens_chain(text, agents, index, lexicon)
                and not _belongs(text, kind, links, agents, first, index, lexicon)
            )
        ):
            break
        if kind == "weak" and (
            "+" in links or (_is_only_slashed(links) and not _is_all_given(text, agents, first, index))
        ):
            break
        if is_slashed or (kind == "strong" and _is_tight(text[items[-1].end : agents[index].start])):
            links.append("/" if is_slashed else "+")
        items, last = _extended(items, agents[index], kind), index
        links.append(kind)
    start = agents[first].start
    is_closed = _is_closed(text, items, start) and not _is_choice_of_class(agents[first : last + 1], lexicon)
    is_set = "strong" in links or is_closed or _is_opened(text, items, start)
    is_set = is_set or _is_spelled_out(text, items, agents, last, lexicon)
    if not is_set and not _is_set_against(text, items, agents, first, last):
        return first, [_item(agents[first])]
    return _named(text, items, agents, last, lexicon)


def _is_apposed(text: str, before: Mention, after: Mention) -> bool:
    """Whether a class stands right before its member (`the BCL2 inhibitor venetoclax`), which is then given."""
    return before.type == "DRUG_CLASS" and after.type == "DRUG" and text[before.end : after.start] in ("", " ")


_SET_BESIDE = re.compile(
    r"(?:\s*\([^()]*\))?(?:单药|单用|方案|治疗|化疗|疗法|组|患者|者|两组|之间)*(?:的)?(?:疗效|缓解率|有效率|生存率?|安全性|结局|预后|(?:中位)?[A-Z]{2,4}率?)?(?:进行|作|的|头对头|直接)*"
    r"(?:(?:相比|相较)(?!于|单用|单药|单独|传统|标准|常规)|比较(?!研究|试验|分析)|对比|作对比|相当|相似|相近|相仿|(?:均|并)?(?:无|未见)[^,;。]{0,6}差异|差异|孰优)"
)
"""What sets an agent behind `与` beside a combination, and makes it no part of it (`A联合B与C相比`)."""


_COMPARED_FIRST = re.compile(r"(?:与|和|跟|同|较|比|对比)\s*$")
"""What stands before a combination that is itself what another is compared with (`A与B联合C和D相比`)."""


def _is_set_beside(text: str, agents: Sequence[Mention], first: int, index: int) -> bool:
    """Whether a word of comparison closes on an agent, and does not open on the next (`A联合B及C对比D`)."""
    if first and _COMPARED_FIRST.search(text, max(0, agents[first].start - 4), agents[first].start):
        return False
    told = _SET_BESIDE.match(text, agents[index].end)
    following = agents[index + 1].start if index + 1 < len(agents) else len(text)
    return told is not None and following - told.end() > 1


_LABELLED = re.compile(r"\([^()]*(?:组|\bgroup\b|\barm\b|\bcohort\b)[^()]*\)")
"""A bracket with the label of a group: what stands behind it is another group (`A+B (P group) or C (D group)`)."""


def _is_tight(gap: str) -> bool:
    """Whether a plus or a hyphen joins two agents: an agent behind such a pair and `and` or `与` is another arm."""
    return gap == "-" or "+" in gap


_STRONG_INSIDE = re.compile(r"联合|\+|\bplus\b")


def _is_combined_class(agent: Mention) -> bool:
    """Whether a class that a list goes on with is a combination of its own (`甲药联合免疫治疗、化疗联合免疫治疗`)."""
    return agent.type == "DRUG_CLASS" and _STRONG_INSIDE.search(agent.text) is not None


def _is_only_slashed(links: Sequence[str]) -> bool:
    """Whether nothing but a slash has joined the agents of a chain so far."""
    return "/" in links and links.count("strong") == links.count("/")


def _is_slashed_pair(text: str, agents: Sequence[Mention], first: int, lexicon: Lexicon, kind: str = "either") -> bool:
    """Whether a slash joins an agent to the next, so that both are given."""
    is_slashed = kind == "either" and text[agents[first + 1].start - 1] == "/"
    return is_slashed and _is_joined_by_slash(text, agents, first + 1, lexicon)


_ACTED = re.compile(
    r"\s(?:therapy\s|treatment\s)?(?:significantly\s|also\s)?(?:produced|gave|yielded|induced|achieved|resulted in|led to|improved|prolonged|extended|increased|reduced|showed|demonstrated)\b"
    r"(?![^.;]{0,80}\b(?:respectively|each|both|either)\b)"
    r"|(?:方案)?(?:治疗)?(?:组|后|的?患者)(?![^。;]{0,80}(?:分别|依次|各|均|两组|相|差异|比|对|vs|[、和与]\s?\d))",
    re.IGNORECASE,
)
"""Behind agents that are one subject or group: what they brought about, together."""


def _is_all_given(text: str, agents: Sequence[Mention], first: int, index: int) -> bool:
    """Whether a pair with a slash and one more agent are all that was given (`received carboplatin/paclitaxel and A`)."""
    if index != first + _PAIR or "," in text[agents[index - 1].end : agents[index].start]:
        return False
    start = agents[first].start
    return bool(_RECEIVED.search(text, max(0, start - _LONGEST_GAP), start)) or _is_subject(text, agents, first, index)


def _is_subject(text: str, agents: Sequence[Mention], first: int, last: int) -> bool:
    """Whether agents that no other is listed before brought something about (`carboplatin/paclitaxel and A improved OS`)."""
    is_behind = first > 0 and _link(text, agents[first - 1].end, agents[first].start)
    return not is_behind and _ACTED.match(text, agents[last].end) is not None


def _is_blank_choice(text: str, agents: Sequence[Mention], index: int, kind: str, links: Sequence[str]) -> bool:
    """Whether placebo is a choice beside an agent that is given with another (`A联合B或安慰剂`, `B or placebo plus A`)."""
    is_choice = kind == "either" and agents[index].name == "placebo"
    return is_choice and ("strong" in links or (not links and _opens_chain(text, agents, index)))


def _names(items: Sequence[_Item]) -> set[str]:
    return {name for item in items for name in item.names}


_WITH = re.compile(
    r"\s*(?:\([^()]{1,16}\)|\))?\s*(?:with|to|against)\s+(?:the\s+)?(?:(?:\w+-dose|single-agent|oral|weekly|standard)\s+)*",
    re.IGNORECASE,
)
"""What parts the two arms of a comparison behind its verb (`compared A plus B with C plus D`)."""


def _is_compared(text: str, agent: Mention) -> bool:
    """Whether an agent stands right behind a verb of comparison."""
    return _COMPARES.search(text, max(0, agent.start - 20), agent.start) is not None


def _first_compared(text: str, agents: Sequence[Mention], first: int) -> Mention:
    """The first agent of the list that one is in, on its own side of a comparison."""
    for before, after in pairwise(reversed(agents[max(0, first - _MOST_AGENTS) : first + 1])):
        if not _link(text, after.end, before.start) or _WITH.fullmatch(text, after.end, before.start):
            return before
    return agents[max(0, first - _MOST_AGENTS)]


def _has_side(text: str, agents: Sequence[Mention], index: int) -> bool:
    """Whether the other side of a comparison follows behind a list of agents (`compared A, B and C with D, B and C`)."""
    for before, after in pairwise(agents[index : index + _MOST_AGENTS]):
        if _WITH.fullmatch(text, before.end, after.start):
            return True
        if not _link(text, before.end, after.start):
            return False
    return False


def _parts(text: str, items: Sequence[_Item], following: Mention) -> bool:
    """Whether the gap before an agent parts the two arms of a comparison (`比较A与B`): a list of agents has commas."""
    return bool(re.search(r"与|和|and|with", text[items[-1].end : following.start]))


@lru_cache(maxsize=1)
def _cytotoxics() -> frozenset[str]:
    return frozenset(row["name"] for row in vocabulary.cues("cytotoxic_classes"))


@lru_cache(maxsize=1)
def _pairs() -> frozenset[frozenset[str]]:
    """Two agents that are given together wherever a slash stands between them."""
    return frozenset(frozenset((row["first"], row["second"])) for row in vocabulary.cues("regimen_pairs"))


def _is_doublet(first: Mention, second: Mention, lexicon: Lexicon) -> bool:
    """`卡铂/紫杉醇` is given together, as is a known pair; a slash between other targeted drugs offers a choice."""
    if frozenset((first.name, second.name)) in _pairs():
        return True
    concepts = [mention.concept for mention in (first, second) if mention.concept is not None]
    return len(concepts) == 2 and all(_cytotoxics() & {c.name, *lexicon.relation(c, "class")} for c in concepts)


def _is_joined_by_slash(text: str, agents: Sequence[Mention], index: int, lexicon: Lexicon) -> bool:
    """Whether the agents on both sides of a slash are given together, by themselves or by the run of slashes that they are in."""
    run = _slash_run(text, agents, index)
    first, second = agents[index - 1], agents[index]
    if _is_doublet(first, second, lexicon) or _is_given_with(text, run, first, second, lexicon):
        return True
    pairs = [_is_doublet(a, b, lexicon) for a, b in pairwise(run)]
    return any(pairs) and all(
        pair or _are_of_other_classes(a, b, lexicon) for pair, (a, b) in zip(pairs, pairwise(run), strict=True)
    )


def _slash_run(text: str, agents: Sequence[Mention], index: int) -> Sequence[Mention]:
    """The agents with but a slash between each two, of which an agent and the one before it are a part."""
    first, last = index - 1, index
    while first > 0 and text[agents[first - 1].end : agents[first].start] == "/":
        first -= 1
    while last + 1 < len(agents) and text[agents[last].end : agents[last + 1].start] == "/":
        last += 1
    return agents[first : last + 1]


_GIVEN = re.compile(r"(?<!prior )(?<!previous )\b(?:with|received|receiving|given|on|the)\s+$", re.IGNORECASE)
_ARM_BEHIND = re.compile(
    r"[\s-](?:group|arm|cohort|combination|regimen|recipients|doublet|triplet)\b|(?:联合)?组"
    r"|\s(?:therapy\s|treatment\s|prophylaxis\s)?(?:produced|gave|yielded|induced|achieved|resulted in|led to)\b",
    re.IGNORECASE,
)


def _is_given_with(text: str, run: Sequence[Mention], first: Mention, second: Mention, lexicon: Lexicon) -> bool:
    """Whether a slash joins two agents of different classes that a group got (`the cohort on quizartinib/LDAC`)."""
    before = _GIVEN.search(text, max(0, run[0].start - 20), run[0].start)
    is_other = _are_of_other_classes(first, second, lexicon) and "DRUG" in (first.type, second.type)
    return is_other and bool(before or _ARM_BEHIND.match(text, run[-1].end))


def _are_of_other_classes(first: Mention, second: Mention, lexicon: Lexicon) -> bool:
    """Whether the classes of two agents are known, and none is of both."""
    kinds = [_classes(mention, lexicon) for mention in (first, second)]
    return all(kinds) and kinds[0].isdisjoint(kinds[1])


def _classes(mention: Mention, lexicon: Lexicon) -> frozenset[str]:
    """The classes of an agent, or those of the agents of a regimen."""
    if mention.concept is None:
        return frozenset()
    own = [mention.concept]
    if mention.type == "REGIMEN":
        named = (lexicon.named("DRUG", agent) for agent in lexicon.relation(mention.concept, "agent"))
        own = [entry.concept for entry in named if entry is not None]
    return frozenset(name for concept in own for name in lexicon.relation(concept, "class"))


def _item(mention: Mention) -> _Item:
    return _Item(mention.start, mention.end, (mention.name,))


def _link(text: str, end: int, start: int) -> str:
    """How two agents are joined: `strong`, `weak`, `either`, `inside` a bracket that explains the first, or not."""
    if start < end:
        return "inside"
    if text[end:start] == " with " and _OWN_THERAPY.search(text, max(0, end - _LONGEST_GAP), end):
        return ""
    gap = text[end:start]
    if gap.count("(") > gap.count(")") and len(gap) < _LONGEST_GAP and gap.lstrip().startswith("("):
        return "inside"
    if gap == "-" or (gap == "/" and _CHEMOTHERAPY.match(text, start)):
        return "strong"
    if gap == " and " and _CHEMOTHERAPY.match(text, start) and _GOT.search(text, max(0, end - _LONGEST_GAP), end):
        return "strong"
    return _kind_of_gap(gap, text[start].isascii())


_CHEMOTHERAPY = re.compile(
    r"chemo(?:therapy)?\b(?!\s+(?:groups|arms|cohorts|gave|had|was|were|achieved|showed|led|resulted|in \d))(?![^.;]{0,60}\brespectively)|化疗",
    re.IGNORECASE,
)
"""Behind an agent and a slash or `and` it is given together with it, and no other choice (`ATRA/chemotherapy`)."""
_GOT = re.compile(r"\b(?:with|received|receiving|given)\s+[^,;.()]{2,}$", re.IGNORECASE)
_OPENING_APPOSITION = re.compile(rf"^{_EXPLAINED}")
_TOLD_IN_TURN = re.compile(r"\b(?:was|were|is|are|been)\s+(?:\w+\s+)?followed by\b", re.IGNORECASE)
"""A verb that tells what came after another treatment, which makes no combination (`A was followed by B`)."""


@lru_cache(maxsize=4096)
def _kind_of_gap(gap: str, is_latin: bool) -> str:
    """What the words between two agents make of them; `is_latin` tells the second agent's script."""
    bare = _ASIDE.sub("", _OPENING_APPOSITION.sub("", gap))
    if (
        len(bare) > _LONGEST_GAP
        or _TOLD_IN_TURN.search(bare)
        or re.search(r"[\t\n]", gap)
        or (bare.strip() == "," and not is_latin)
    ):
        return ""
    kind = next((kind for kind in ("strong", "either", "weak") if _joins()[kind].fullmatch(bare)), "")
    return "" if kind == "either" and _GIVEN_ALONE.match(bare) else kind


_GIVEN_ALONE = re.compile(r"\s*(?:单药|单用|单独|alone\b|monotherapy\b)", re.IGNORECASE)
"""Behind an agent that was given alone: it shares no partner with the next choice (`甲药单药或乙药联合丙药`)."""


_OWN_THERAPY = re.compile(r"(?:targeted|directed|anti-\S+) (?:therapy|therapies|treatment)$", re.IGNORECASE)
"""A kind of therapy before `with` is the one that the drug behind it is (`anti-CD47 therapy with magrolimab`)."""
_JOINED_FIRST = re.compile(r"(?:^|[,;。:(、\s]|[以予用受])(?:联合|加用|合用)$")
_ADDS = re.compile(
    r"\b(?:adding|addition of|added)\s+(?:(?:the|oral|subcutaneous|intravenous|weekly|daily|low-dose|high-dose|(?:anti-\w+ |bispecific )?antibody|[\w-]+ inhibitor)\s+)*$",
    re.IGNORECASE,
)
_ADDED_TO = re.compile(
    rf"(?:{_EXPLAINED})?"
    r"\s+to\s+(?:(?:standard|the|a|an|conventional|intensive|frontline|first-line|second-line|fixed-duration|backbone|background|either|induction|consolidation|maintenance|salvage|of|on|low-dose|high-dose|oral|modern|usual)\s+)*",
    re.IGNORECASE,
)


_MAKES_BY_ADDING = re.compile(r"(?:的加入|的加用)?(?:后)?(?:可|能)?[使令]")
_ADDED_FIRST = re.compile(r"(?:加用|加入|增加|添加|联用)\s*$")
"""Round an agent whose addition does something to another (`加用甲药使乙方案的CR率…`, `甲药的加入使乙药的…`)."""


def _is_addition(text: str, added: Mention, base: Mention) -> bool:
    """`adding A to B`, `the addition of A to B`, `联合A的化疗`, `加用A使B的…`: A and B are given together."""
    before = text[max(0, added.start - 28) : added.start]
    if base.type != "DRUG" and text[added.end : base.start] == "的":
        return bool(_JOINED_FIRST.search(before))
    if _MAKES_BY_ADDING.fullmatch(text, added.end, base.start):
        return text[added.end] == "的" or _ADDED_FIRST.search(before) is not None
    return bool(_ADDS.search(before) and _ADDED_TO.fullmatch(text, added.end, base.start))


def _opens_chain(text: str, agents: Sequence[Mention], index: int, lexicon: Lexicon | None = None) -> bool:
    """Whether an agent begins a chain of its own (`A联合B和C联合D`), a pair with a slash where the lexicon tells it."""
    if index + 1 >= len(agents):
        return False
    kind = _link(text, agents[index].end, agents[index + 1].start)
    return kind == "strong" or (lexicon is not None and _is_slashed_pair(text, agents, index, lexicon, kind))


_BACKBONE = re.compile(r"[^,;。]{0,6}基础上")
"""What makes a list of agents the backbone that another is added to (`在A和B基础上加用C`)."""


def _belongs(
    text: str, kind: str, links: Sequence[str], agents: Sequence[Mention], first: int, index: int, lexicon: Lexicon
) -> bool:
    """Whether a chain goes on although the next agent could open one: a choice of first partners (`A或B联合C`), or
    agents that a regimen's name behind them holds (`A、B联合C(NAME)`)."""
    if kind == "either":
        return not links
    if _BACKBONE.match(text, agents[index].end):
        return True
    for named in agents[index + 1 : index + 5]:
        if named.type == "REGIMEN" and named.concept is not None:
            names = {agents[first].name, agents[index].name}
            return len(names) == 2 and names <= set(lexicon.relation(named.concept, "agent"))
    return False


_INSTEAD_REACH = 40


def _stands_in(text: str, agent: Mention) -> bool:
    """`replacing A with B`, `replacing C in A with B`: B is given and A is not."""
    return bool(_instead().search(text, max(0, agent.start - _INSTEAD_REACH), agent.start))


@lru_cache(maxsize=1)
def _instead() -> re.Pattern[str]:
    part = r"(?:\s+(?:the\s+)?[a-z-]+\s+(?:in|of|from|within)(?:\s+(?:the|standard))?)?"
    return re.compile(rf"(?:{_joins()['instead'].pattern}){part}\s*$", re.IGNORECASE)


def _extended(items: list[_Item], mention: Mention, kind: str) -> list[_Item]:
    if kind != "either":
        return [*items, _item(mention)]
    old = items[-1]
    if mention.type == "REGIMEN" and len(items) > 1 and " + " not in mention.name:
        joined = " + ".join(sorted(_names(items), key=str.lower))
        return [_Item(items[0].start, mention.end, (joined, mention.name))]
    return [*items[:-1], _Item(old.start, mention.end, (*old.names, mention.name))]


_RECEIVED = re.compile(
    r"(?<!previously )(?<!prior )(?<!had )(?<!either )\b(?:received|receiving|treated with|given|taking)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_APART = re.compile(
    r"[^.;。]{0,40}(?:respectively|\b(?:arms|groups|cohorts)\b)|\s*\(\s*[nN]\s*=|\s+in\s+\d", re.IGNORECASE
)


_GIVEN_BOTH = re.compile(
    r"(?:\b(?:patients|pts|participants|adults|children|individuals|who|all|they|cohort|disease|leuk[ae]+mia|lymphoma|myeloma|[A-Z]{2,}|\))\s+(?:were\s+)?|\bwere\s+)"
    r"(?:received|receiving|treated with|given)\s+(?:(?:\d+-day|oral|low-dose|frontline|first-line|upfront|concurrent|concomitant|combined)\s+)*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior|had|have|has|failed|either|pre-?treated|after|not|never)\b", re.IGNORECASE
)
_TELLS_NO_FIGURE = re.compile(
    r"(?![^.;。]*\b(?:respectively|groups?|arms?|cohorts?|or|versus|vs|each)\b)[^.;。%,]*(?:[.;。](?:\s|$)|$)",
    re.IGNORECASE,
)
_BOTH_REACH = 48


def _is_only_treatment(text: str, items: Sequence[_Item], start: int) -> bool:
    """Whether a sentence ends with what its patients were given, two agents joined by `and` (`were treated with A and B (AB).`)."""
    if text[items[-2].end : items[-1].start].strip() != "and" or not text[start].isascii():
        return False
    told = _GIVEN_BOTH.search(text, max(0, start - _BOTH_REACH), start)
    if told is None or _EARLIER.search(text, max(0, told.start() - _BOTH_REACH), start):
        return False
    return _TELLS_NO_FIGURE.match(text, items[-1].end) is not None


def _is_closed(text: str, items: Sequence[_Item], start: int) -> bool:
    """Whether words behind a plain list, or what it was given, say that it is given together (`A与B联用`)."""
    if len(items) < _PAIR:
        return False
    bracket = re.compile(r"(?:\s*\([^()]*\))?(?:方案|疗法)?\s*").match(text, items[-1].end)
    end = bracket.end() if bracket else items[-1].end
    if len(items) >= _TRIPLET and _RECEIVED.search(text, max(0, start - _LONGEST_GAP), start):
        return not _APART.match(text, items[-1].end)
    if _is_only_treatment(text, items, start):
        return True
    if _joins()["closing"].match(text, end):
        return True
    if len(items) >= _TRIPLET and _joins()["against"].match(text, end):
        return not _has_figure_each(text, items)
    return False


def _is_opened(text: str, items: Sequence[_Item], start: int) -> bool:
    """Whether words before a plain list say that it is given together (`combination of A and B`)."""
    if len(items) < _PAIR:
        return False
    before = text[max(0, start - 24) : start]
    found = list(_joins()["opening"].finditer(before))
    return bool(found) and not before[found[-1].end() :].strip()


_GONE_THROUGH = re.compile(
    r"(?P<told>(?:(?!分别|依次|\d{1,4}\s?(?:年|个?月|周|天|d)?\s*[、和与及])[^,;。%]){0,32})(?:分别|依次)[^,;。%\d]{0,6}(?P<figures>\d[^;。]{1,160})"
)
_NEXT_TOLD = re.compile(r"[、和与及]")
_ITS_FIGURE = re.compile(
    r"\d+(?:\.\d+)?\s*(?:%|个?月|年|天)?(?:\s*\([^()]{1,40}\))?(?P<more>\s*(?:、|,|和|与|及|/)\s*(?=\d))?"
)


def _has_figure_each(text: str, items: Sequence[_Item]) -> bool:
    """Whether the words behind a list of agents go through it with one figure for each (`A、B和C组的CR率分别为50%、40%和30%`).

    As many endpoints as there are figures have one each (`A、B和C组的CR率、PR率和ORR分别为50%、40%和90%`).
    """
    told = _GONE_THROUGH.match(text, items[-1].end)
    number, at = 0, told.start("figures") if told else 0
    while told and (figure := _ITS_FIGURE.match(text, at)):
        number, at = number + 1, figure.end()
        if not figure["more"]:
            break
    is_by_endpoint = told is not None and len(_NEXT_TOLD.split(told["told"])) == number
    return number == len(items) and not is_by_endpoint


def _is_choice_of_class(agents: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Whether three agents or more are all of one class, of which one patient is given one after another."""
    if len(agents) < _TRIPLET or any(agent.type != "DRUG" for agent in agents):
        return False
    return bool(frozenset.intersection(*(_classes(agent, lexicon) for agent in agents)) - _cytotoxics())


def _is_spelled_out(text: str, items: Sequence[_Item], agents: Sequence[Mention], last: int, lexicon: Lexicon) -> bool:
    """Whether the bracket behind a plain list names the regimen of its agents (`来那度胺及地塞米松(Rd)`)."""
    named = agents[last + 1] if last + 1 < len(agents) and len(items) > 1 else None
    if named is None or named.type != "REGIMEN" or text[items[-1].end : named.start].strip() != "(":
        return False
    return (
        " + " not in named.name
        and named.concept is not None
        and _names(items) == set(lexicon.relation(named.concept, "agent"))
    )


_FACES = re.compile(
    r"(?:[\s-](?:arm|group|recipients|alone))?(?:\s*\([^()]*\))?,?\s*(?:(?:and|but|whereas|while)\s+)?(?:than|versus|vs\.?|(?:as )?(?:against|opposed to|compared (?:with|to))|(?:only\s+|just\s+)?[\d.]+\s?(?:%|months|years)(?:\s*\([^()]*\))?)\s+"
    r"(?:[\d.]+\s?(?:%|months|years)\s+(?:\([^()]*\)\s+)?)?(?:(?:with|under|on|for|after|given|in those given|those given|in patients given)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""What stands between two groups with figures of their own, or set against each other (`A and B than with C and B`)."""
_GROUP_OPENS = re.compile(r"\b(?:with|under|on|for|after|given|receiving)\s+(?:the\s+)?$", re.IGNORECASE)


def _is_set_against(text: str, items: Sequence[_Item], agents: Sequence[Mention], first: int, last: int) -> bool:
    """Whether a list is one group, set against another that shares an agent (`9 months with A, B and C, 8 months with A and B`)."""
    start = agents[first].start
    if len(items) < 2:
        return False
    names = _names(items)
    ahead = _list_from(text, agents, first - 1, -1)
    if ahead and _overlap(names, ahead):
        faces = _WITH if _is_compared(text, ahead[-1]) else _FACES
        if faces.fullmatch(text, ahead[0].end, start):
            return True
    behind = _list_from(text, agents, last + 1, 1)
    if not behind or not _overlap(names, behind):
        return False
    faces, opens = (
        (_WITH, True)
        if _is_compared(text, agents[first])
        else (_FACES, bool(_GROUP_OPENS.search(text, max(0, start - 16), start)))
    )
    return opens and faces.fullmatch(text, items[-1].end, behind[0].start) is not None


def _list_from(text: str, agents: Sequence[Mention], at: int, step: int) -> list[Mention]:
    """The agents listed from one on, forwards or backwards, nearest first."""
    found: list[Mention] = []
    while 0 <= at < len(agents) and len(found) < _MOST_AGENTS:
        pair = sorted((found[-1], agents[at]), key=lambda m: m.start) if found else []
        if pair and not _link(text, pair[0].end, pair[1].start):
            break
        found.append(agents[at])
        at += step
    return found


def _overlap(names: set[str], others: Sequence[Mention]) -> bool:
    """Whether two lists share an agent and are not the same."""
    told = {agent.name for agent in others}
    return bool(names & told) and names != told


def _named(
    text: str, items: list[_Item], agents: Sequence[Mention], last: int, lexicon: Lexicon
) -> tuple[int, list[_Item]]:
    """Replaces three agents or more by the name that the bracket behind them gives them, as far as it stands for them.

    Two agents stay listed (corpus guideline, ruling 24: agents that the sentence spells out).
    """
    following = agents[last + 1] if last + 1 < len(agents) else None
    if following is None or following.type != "REGIMEN" or text[items[-1].end : following.start].strip() != "(":
        return last, items
    parts = lexicon.relation(following.concept, "agent") if following.concept else ()
    parts = parts or _initialed(items, following.name)
    end = text.find(")", following.end) + 1 or following.end
    items = _without_others(items, agents[: last + 1], parts)
    own = [item for item in items if not parts or _shares(item, parts, lexicon) or _is_within(item, following.name)]
    if not own:
        return last, items
    rest = [item for item in items if item not in own]
    if len({agent for item in own for name in item.names for agent in _agents(name, lexicon)}) < _TRIPLET:
        return last + 1, [*items[:-1], replace(items[-1], end=end)]
    if not rest:
        return last + 1, [_Item(items[0].start, end, (following.name,))]
    return last + 1, [*rest, _Item(own[0].start, end, (following.name,))]


def _initialed(items: Sequence[_Item], name: str) -> tuple[str, ...]:
    """The last agents of a longer chain, whose initials make the name in the bracket (`A plus B-C (B-C)`)."""
    initials = re.sub(r"[^A-Za-z]", "", name).lower()
    last = [agent for item in items[-len(initials) :] for agent in item.names]
    is_part = 1 < len(initials) < len(items) and len(last) == len(initials)
    return tuple(last) if is_part and sorted(agent[0].lower() for agent in last) == sorted(initials) else ()


def _without_others(items: list[_Item], agents: Sequence[Mention], parts: Sequence[str]) -> list[_Item]:
    """The places of a chain without the choice before it that the bracket's regimen does not hold (`A或B联合C(BC)`)."""
    first = items[0]
    held = [a for a in agents if first.start <= a.start < first.end and a.name in parts]
    if len(first.names) < 2 or len(held) != 1 or held[0].end != first.end:
        return items
    return [_item(held[0]), *items[1:]]


def _agents(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The agents of a regimen as the lexicon has them, else those that its name lists."""
    known = lexicon.lookup(name, ("REGIMEN",))
    return (lexicon.relation(known[0].concept, "agent") if known else ()) or tuple(name.split(" + "))


def _shares(item: _Item, agents: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a place of a chain holds one of several agents, alone or in a regimen."""
    return any(not set(_agents(name, lexicon)).isdisjoint(agents) for name in item.names)


def _is_within(item: _Item, name: str) -> bool:
    """Whether a regimen's short name is a part of another's (`AV` of `AVO`)."""
    return any(short.isupper() and short in name for short in item.names)


def _mentions(text: str, items: Sequence[_Item], lexicon: Lexicon) -> Iterator[Mention]:
    start, end = items[0].start, items[-1].end
    for choice in product(*(item.names for item in items)):
        names = sorted({agent for name in choice for agent in name.split(" + ")}, key=str.lower)
        if len(names) > 1 or len(items) == 1:
            concept = lexicon.concept("REGIMEN", " + ".join(names))
            yield Mention(start, end, "REGIMEN", text[start:end], concept, _SCORE, "agents given together", "names")
