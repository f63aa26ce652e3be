"""The document's own short forms as concepts: a definition found in the text wins over the vocabulary.

>>> from pipeline.lexicon import Entry, Lexicon
>>> from pipeline.records import Concept, Definition, EntityType
>>> disease = Concept("doid:0080638", "DISEASE", "acute lymphoblastic leukemia", "急性淋巴细胞白血病")
>>> resolve(Definition("ALL", (), "本文综述急性淋巴细胞白血病"), Lexicon((Entry(disease, (), (), {}, {}),))).name
'acute lymphoblastic leukemia'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.lexicon import Lexicon
from pipeline.records import Concept, Definition, EntityType

_LONGEST_NAME = 30
_SHORTEST_NAME = 2
_AGENTS: tuple[EntityType, ...] = ("DRUG", "DRUG_CLASS", "REGIMEN")
_NAMED = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z]{2,5})\s*(?:方案)?\s*(?:基础上)?(?:再|另|外)?(?:加|联合|\+|plus)[^,;。]*$"
)
"""A regimen's short name that another agent is added to (`AV再加奥妥珠单抗`)."""
_TOGETHER = re.compile(r"联合|联用|\+|、|/| plus | combined with | and |与|加")


def resolve(definition: Definition, lexicon: Lexicon) -> Concept | None:
    """The concept of the long form: an exact one, else the longest suffix of the text before the bracket."""
    for long in definition.longs:
        for form in (long, re.sub(r"(?<=[a-z]{3})s$", "", long)):
            if found := lexicon.lookup(form):
                return found[0].concept
        if (given := _GIVEN_AS.match(long)) and (found := lexicon.lookup(long[given.end() :], _AGENTS)):
            return found[0].concept
    left = definition.left[-_LONGEST_NAME:]
    for start in range(len(left) - _SHORTEST_NAME + 1):
        if found := lexicon.lookup(left[start:]):
            return found[0].concept if _may_begin(left, start) else None
    return None


_GIVEN_AS = re.compile(
    r"(?:(?:standard|high|higher|low|lower|intermediate|full|reduced|fixed|escalated)[ -]doses?|maintenance|adjuvant|neoadjuvant|consolidation|induction|oral|intravenous|subcutaneous|weekly|daily|pegylated|liposomal|single-agent|intensified|adjusted-dose)\s+",
    re.IGNORECASE,
)
"""How an agent is given, before its name: a short form of both is the agent's (`high-dose daunorubicin (HD-DN)`)."""


def _may_begin(left: str, start: int) -> bool:
    """Whether a name can begin here: not behind a joining sign, nor inside a Latin word."""
    before = left[start - 1 : start]
    return before not in ("+", "/", "-") and not (
        before.isascii() and before.isalnum() and left[start].isascii() and left[start].isalnum()
    )


def _names_others(short: str, concept: Concept, lexicon: Lexicon) -> bool:
    """Whether a bracket holds genes of their own, not a short form: `RAS通路(KRAS/NRAS)`, `proteins (BCL-2, MCL-1)`."""
    if concept.type not in ("GENE", "PATHWAY"):
        return False
    parts = [lexicon.lookup(part, ("GENE",)) for part in _members(short)]
    return all(found and not found[0].context and found[0].concept != concept for found in parts)


def _members(short: str) -> tuple[str, ...]:
    """The names that a slash joins, the number of a later one behind the stem of the first (`IDH1/2`)."""
    first, *later = short.split("/")
    stem = first.rstrip("0123456789")
    return first, *(f"{stem}{part}" if part.isdigit() else part for part in later)


_CHANGE = re.compile(r"[A-Z]\d{1,4}(?:[A-Z](?:/[A-Z]){0,4}|del|fs|ins|dup)")
"""A change of a protein, which is a name of its own wherever it stands (`substitutions (A337V; V468F)`)."""


def glossary(found: Iterable[Definition], lexicon: Lexicon) -> dict[str, Concept]:
    """Short form to concept, for the definitions that resolve; the first definition of a short form holds."""
    concepts: dict[str, Concept] = {}
    for definition in found:
        concept = resolve(definition, lexicon)
        if _is_no_short_form(definition, concept, lexicon):
            continue
        if joined := _joined_agents(definition, lexicon):
            concepts.update({short: agent for short, agent in joined.items() if short not in concepts})
            continue
        if definition.is_listed and lexicon.lookup(definition.short, ("REGIMEN",)):
            continue
        agent = _agent_at_end(_TOGETHER.split(definition.left)[-1].strip(), lexicon)
        if "+" in definition.short and lexicon.lookup(definition.short, ("REGIMEN",)):
            continue
        if agent is not None and _is_short_for(definition.short, agent, lexicon):
            concepts.setdefault(definition.short, agent)
            continue
        listed = _listed_regimen(definition, concept, lexicon)
        if listed is not None:
            concept = listed
        elif concept is None or concept.type == "REGIMEN" or _names_together(definition, lexicon):
            concept = _named_regimen(definition, concept, lexicon) or _named_treatment(definition, concept, lexicon)
        if concept is not None and not _names_others(definition.short, concept, lexicon):
            concepts.setdefault(definition.short, concept)
    return concepts


def _is_no_short_form(definition: Definition, concept: Concept | None, lexicon: Lexicon) -> bool:
    """Whether what stands in a bracket is a study, a change, a gene, a member or else no short form of what is before it."""
    if len(definition.short) == 1:
        return concept is None or concept.type != "DRUG"
    if _CLIPPED.fullmatch(definition.short):
        return concept is None or concept.type != "DRUG" or not concept.name.startswith(definition.short.lower())
    if _is_study(definition.short, concept, lexicon) or _CHANGE.fullmatch(definition.short):
        return True
    beside = concept is not None and (
        _is_gene_beside(definition, concept, lexicon) or _is_member(definition.short, concept, lexicon)
    )
    return beside or _is_other_than_list(definition, lexicon) or _ends_list(definition, lexicon)


def _ends_list(definition: Definition, lexicon: Lexicon) -> bool:
    """Whether a bracket lists names of its own and the last one is short for none of them (`genes (JAK2, CALR, MPL)`)."""
    known = [found for long in definition.longs if (found := _concepts(long, lexicon))]
    if not known or _is_spelled(definition.short, definition.longs):
        return False
    own = _concepts(definition.short, lexicon)
    return any(one.isdisjoint(other) for one, other in pairwise(known)) or (bool(own) and own.isdisjoint(known[-1]))


def _concepts(name: str, lexicon: Lexicon) -> frozenset[Concept]:
    return frozenset(term.concept for term in lexicon.lookup(name))


def _is_spelled(short: str, longs: Sequence[str]) -> bool:
    """Whether a long form holds the letters of a short one in their order, or several begin with one of them each."""
    wanted = [sign for sign in short.lower() if sign.isalnum()]
    initials = sorted(long[0].lower() for long in longs if long)
    return sorted(wanted) == initials or any(len(long) > len(short) and _holds(long.lower(), wanted) for long in longs)


def _holds(long: str, wanted: Sequence[str]) -> bool:
    signs = iter(long)
    return long[0] == wanted[0] and all(sign in signs for sign in wanted)


_SYMBOL = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Z0-9-]{1,8}$")
_PAIR = 2


def _is_gene_beside(definition: Definition, concept: Concept, lexicon: Lexicon) -> bool:
    """Whether a bracket tells what a drug acts on, or something about a gene, and no short form (`他泽司他(EZH2)`)."""
    known = lexicon.lookup(definition.short)
    if concept.type in _AGENTS:
        is_gene = any(term.concept.type == "GENE" and not term.context for term in known)
        return is_gene and not _is_short_for(definition.short, concept, lexicon)
    return concept.type == "GENE" and not known and not definition.longs and bool(_SYMBOL.search(definition.left))


_CLIPPED = re.compile(r"[A-Z][a-z]{2,5}")
"""The form of a drug's first letters (`Rux`); a word of another kind in a bracket is no short form."""
_COMPARATOR = "control"


def _is_member(short: str, concept: Concept, lexicon: Lexicon) -> bool:
    """Whether a bracket behind a group or a class names the treatment that it gets (`对照组(R-CHOP)`)."""
    known = lexicon.lookup(short, ("DRUG", "REGIMEN"))
    if concept.type != "DRUG_CLASS":
        return False
    return any(not term.context for term in known) or (bool(known) and concept.name == _COMPARATOR)


def _joined_agents(definition: Definition, lexicon: Lexicon) -> dict[str, Concept]:
    """The short form of each agent, where a bracket joins those of the agents before it (`甲药、乙药(VEN+AZA)`)."""
    shorts = [part.strip() for part in definition.short.split("+")]
    left = definition.left or "".join(definition.longs)
    agents = [_agent_at_end(part.strip(), lexicon) for part in _LISTED.split(left)[-len(shorts) :]]
    if len(shorts) < 2 or len(agents) < len(shorts):
        return {}
    return {
        short: agent
        for short, agent in zip(shorts, agents, strict=True)
        if agent is not None and short and _is_short_for(short, agent, lexicon)
    }


_STUDY = re.compile(r"[A-Z][A-Za-z]{4,13}(?:-[A-Za-z]{0,12}\d{1,3}|\d{2,3})")


def _is_study(short: str, concept: Concept | None, lexicon: Lexicon) -> bool:
    """Whether a bracket behind a drug names its study and no short form of it (`甲药(NOVAMAB-2)`)."""
    if concept is not None and concept.type == "TRIAL":
        return False
    return bool(_STUDY.fullmatch(short) or lexicon.lookup(short, ("TRIAL",))) and not lexicon.lookup(short, _AGENTS)


def _is_short_for(short: str, concept: Concept, lexicon: Lexicon) -> bool:
    """Whether a short form is that of the one agent before the bracket, whatever it is given with (`VEN+阿扎胞苷(AZA)`).

    It is listed for the agent, or its letters stand in the agent's name in their order, the first one first.
    """
    if concept.type == "REGIMEN":
        return False
    if any(term.concept == concept for term in lexicon.lookup(short)):
        return True
    letters = iter(concept.name.lower())
    wanted = short.lower()
    is_first = len(wanted) > 2 and wanted[0] == concept.name[0].lower()
    return concept.type == "DRUG" and is_first and wanted.isalpha() and all(letter in letters for letter in wanted)


def _named_regimen(definition: Definition, known: Concept | None, lexicon: Lexicon) -> Concept | None:
    """The regimen that the paper gives a name (`甲药联合乙药(AB)`): it keeps that name (guideline, ruling 23)."""
    is_agent = known is not None and known.type in ("DRUG", "DRUG_CLASS")
    texts = (definition.left, *definition.longs)
    if (known is None or is_agent) and not any(
        _NAMED.search(t) or _is_combination(t, lexicon, definition.is_listed) for t in texts
    ):
        return None
    listed = [term.concept for term in lexicon.lookup(definition.short, ["REGIMEN"])]
    told = _told(definition, lexicon)
    listed = [c for c in listed if not told or told == set(lexicon.relation(c, "agent"))]
    before = {agent.name for agent in _last_agents(_agents_of_parts(definition, lexicon))}
    listed = [c for c in listed if len(before) < _PAIR or before <= set(lexicon.relation(c, "agent"))]
    named = [concept for concept in listed if " + " not in concept.name] or listed
    return named[0] if named else lexicon.concept("REGIMEN", _spelled(definition.short, lexicon))


_TREATMENT = re.compile(
    r"(?:chemo|immuno|radio)*therap(?:y|ies)|treatment|regimen|conditioning|induction|consolidation|intensification|transplant(?:ation)?"
    r"|化疗|放化疗|方案|疗法|预处理",
    re.IGNORECASE,
)
_NO_TREATMENT = re.compile(
    r"\b(?:of|to|from|for|at|on|in|before|during|until|after|prior|previous|eligible|ineligible|refractory|status|need|time|free|failure)\b|related|associated|至|后|期间|相关",
    re.IGNORECASE,
)
"""What makes a phrase that ends in a word for treatment a time, a group of patients or an outcome (`end of induction`)."""


def _named_treatment(definition: Definition, known: Concept | None, lexicon: Lexicon) -> Concept | None:
    """A treatment without named agents that the paper gives a short name (`sequential high-dose chemotherapy (sHD)`)."""
    text = next(iter(definition.longs), definition.left)
    head = re.search(rf"(?:{_TREATMENT.pattern})s?$", text, re.IGNORECASE)
    is_phrase = head is not None and bool(text[: head.start()].strip(" -")) and not _NO_TREATMENT.search(text)
    if known is not None or not is_phrase or sum(map(str.isupper, definition.short)) < _PAIR:
        return None
    return lexicon.concept("REGIMEN", definition.short)


def _spelled(short: str, lexicon: Lexicon) -> str:
    """The agents of a short form that only joins their own short forms (`VEN-AZA`); else the form, which is a name."""
    found = [lexicon.lookup(part, ("DRUG", "DRUG_CLASS")) for part in re.split(r"[-+/]", short)]
    if len(found) < _PAIR or not all(found):
        return short
    return " + ".join(sorted({terms[0].concept.name for terms in found}, key=str.lower))


_LISTED = re.compile(rf"{_TOGETHER.pattern}|和|及|,")


def _listed_regimen(definition: Definition, known: Concept | None, lexicon: Lexicon) -> Concept | None:
    """The regimen of the vocabulary in a bracket behind its own agents (`环磷酰胺、硼替佐米和地塞米松(VCd)`)."""
    if known is None or known.type not in ("DRUG", "DRUG_CLASS"):
        return None
    for term in lexicon.lookup(definition.short, ("REGIMEN",)):
        agents = set(lexicon.relation(term.concept, "agent"))
        told = {
            known.name,
            *(c.name for part in _LISTED.split(definition.left) if (c := _agent_at_end(part.strip(), lexicon))),
        }
        if len(agents & told) > 1:
            return term.concept
    return None


def _names_together(definition: Definition, lexicon: Lexicon) -> bool:
    """Whether a short form stands for all the agents before it and not for the last one alone."""
    joined = _agents_of_parts(definition, lexicon)
    return _spells_agents(definition, joined) or _counts_agents(definition, _last_agents(joined), lexicon)


def _counts_agents(definition: Definition, agents: Sequence[Concept], lexicon: Lexicon) -> bool:
    """Whether a short form has a letter, or a part before a slash, for each agent before it, the last one for the last."""
    parts = definition.short.split("/") if "/" in definition.short else list(definition.short)
    if len(agents) < _PAIR or len(parts) != len(agents):
        return False
    last, part = agents[-1], parts[-1]
    return part.lower() == last.name[0] or any(term.concept == last for term in lexicon.lookup(part))


def _agents_of_parts(definition: Definition, lexicon: Lexicon) -> list[Concept | None]:
    """The agent at the end of each part of the text before a bracket that a word of giving together joins, if there is one."""
    return [_agent_at_end(part.strip(), lexicon) for part in _TOGETHER.split(definition.left)]


def _last_agents(joined: Sequence[Concept | None]) -> list[Concept]:
    """The agents at the end of such a text, as far as each of its parts ends in one."""
    found: list[Concept] = []
    for agent in reversed(joined):
        if agent is None or agent.type == "REGIMEN":
            break
        found.insert(0, agent)
    return found


def _spells_agents(definition: Definition, joined: Sequence[Concept | None]) -> bool:
    """Whether a short form is made of the initials of the agents before it (`苯达莫司汀联合利妥昔单抗(BR)`)."""
    initials = "".join(concept.name[0] for concept in joined[-len(definition.short) :] if concept is not None)
    named = _NAMED.search(definition.left)
    if named and joined[-1] is not None:
        initials = named["name"].lower() + joined[-1].name[0]
    return len(initials) > 1 and sorted(initials) == sorted(definition.short.lower())


def _agent_at_end(text: str, lexicon: Lexicon) -> Concept | None:
    for start in lexicon.endings(text, max(0, len(text) - _LONGEST_NAME), len(text) - 1):
        if found := lexicon.lookup(text[start:], _AGENTS):
            return found[0].concept
    return None


def _is_combination(text: str, lexicon: Lexicon, is_listed: bool) -> bool:
    """Whether a text ends with two agents joined by a word of giving together, in a list of short forms by a hyphen."""
    if _listed_alone(text, lexicon):
        return True
    joins = (_TOGETHER, _HYPHEN) if is_listed else (_TOGETHER,)
    return any(_ends_with_two(join.split(text), lexicon) for join in joins)


def _listed_alone(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The agents that a text does nothing but list (`A, B, and C`, `A-B-C`), or nothing."""
    for apart in (_LISTED, _HYPHEN):
        names = [part.strip() for part in apart.split(text) if part.strip()]
        found = [lexicon.lookup(name, _AGENTS) for name in names]
        if len(found) >= _PAIR and all(found):
            return frozenset(terms[0].concept.name for terms in found)
    return frozenset()


def _told(definition: Definition, lexicon: Lexicon) -> frozenset[str]:
    """The agents that a long form does nothing but list."""
    return next((told for long in definition.longs if (told := _listed_alone(long, lexicon))), frozenset())


_OTHER_NAMES: tuple[EntityType, ...] = ("DISEASE", "METRIC", "ADVERSE_EVENT", "DRUG_CLASS")


def _is_other_than_list(definition: Definition, lexicon: Lexicon) -> bool:
    """Whether a bracket behind several agents holds something else than their name (`A and B (CLL, n = 40)`, `A and B (HMAs)`)."""
    told = _told(definition, lexicon)
    if not told or any(
        told == set(lexicon.relation(t.concept, "agent")) for t in lexicon.lookup(definition.short, ["REGIMEN"])
    ):
        return False
    if any(_GIVEN_TOGETHER.search(long) for long in definition.longs) and not lexicon.lookup(definition.short):
        return False
    bare = definition.short.removesuffix("s")
    initials = [name[0].upper() for long in definition.longs for name in re.split(r"[^A-Za-z]+", long) if name]
    is_spelled = all(sign in initials for sign in bare if sign.isupper())
    return not is_spelled or any(lexicon.lookup(form, _OTHER_NAMES) for form in (definition.short, bare))


_GIVEN_TOGETHER = re.compile(r"\+|\b(?:plus|combined with)\b|联合", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-z])[-–](?=[a-z])")
"""What joins two agents in English (`idelalisib-rituximab`)."""


def _ends_with_two(names: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the last two of several names are, or end with, agents."""
    parts = [part.strip() for part in names]
    if len(parts) < 2 or not lexicon.lookup(parts[-1], _AGENTS):
        return False
    left = parts[-2]
    return any(
        lexicon.lookup(left[start:], _AGENTS) for start in range(max(0, len(left) - _LONGEST_NAME), len(left) - 1)
    )
