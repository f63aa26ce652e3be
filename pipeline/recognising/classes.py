"""Classes and products that a text builds from a target and a head: MCL-1抑制剂, anti-CD38 antibody, CD7 CAR-T.

The canonical name follows the lexicon's class names: the target as written, in lower case, and the English head.

>>> from pipeline.lexicon import fold
>>> from pipeline.records import Concept
>>> gene = Mention(2, 6, "GENE", "PIM1", Concept("hgnc:8986", "GENE", "PIM1"))
>>> [(m.text, m.type, m.name) for m in find("新型PIM1激酶抑制剂", fold("新型PIM1激酶抑制剂"), [gene], Lexicon(()))]
[('PIM1激酶抑制剂', 'DRUG_CLASS', 'pim1 inhibitor')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from pipeline.lexicon import Lexicon, cues, variants
from pipeline.recognising.skeleton import (
    GENE,
    PATHWAY,
    REST,
    Atom,
    Atoms,
    alternatives,
    entity_atoms,
    forms,
    normal,
    veil,
)
from pipeline.records import Concept, EntityType, Mention

_KINDS: dict[EntityType, str] = {"GENE": GENE, "PATHWAY": PATHWAY}
_X = rf"[{GENE}{PATHWAY}]{REST}*+(?:/(?:\d(?!\d)|[αβγδ]))*"
_JOIN = r"(?:(?:-(?= (?:and|or)\b))? ?(?:/|×|、|,|和|与|及|或|-|\band\b|\bor\b) ?)"
_LIST = rf"{_X}(?:{_JOIN}{_X}){{0,4}}"
_EXPLAINED = rf"{_X}(?: ?\({_X}\))?"
"""A target, or its long form with the short one in the bracket behind it (`Bruton tyrosine kinase (BTK)`)."""
_HEADS = {normal(row["form"]): row["name"] for row in cues("class_heads")}
_SITE = r"(?P<site>[ -][a-z]\d{1,4}[a-z](?![a-z0-9]))?"
_CLASS = re.compile(
    rf"(?P<list>{_EXPLAINED}(?:{_JOIN}{_EXPLAINED}){{0,4}}){_SITE}(?P<fill>(?:[ -]?{alternatives(forms('class_fillers'))}){{0,4}})[ -]?(?P<head>{alternatives(_HEADS)})"
)
_ANTIBODY = re.compile(
    rf"(?=[抗靶a{GENE}{PATHWAY}])(?P<anti>抗|靶向|anti-?)?(?P<list>{_X}(?:/{_X})?)(?: |-|的|靶向|特异性|人源化|-?(?:targeted|targeting|specific|directed))*(?P<head>{alternatives(forms('antibody_heads'))})"
)
_AGAINST = re.compile(
    rf"(?=[抗a])(?:抗|anti-?) ?(?P<list>{_X}(?:/{_X})?)(?: |-)?(?P<head>{alternatives(forms('class_therapies'))})"
)
_OF_TARGET = re.compile(
    rf"(?P<head>{alternatives(form for form, name in _HEADS.items() if form.isascii() and not name.startswith('-'))})"
    rf" of (?:the )?(?P<list>{_LIST})(?!{GENE}|{PATHWAY})"
)
_PRODUCTS = {normal(row["form"]): (row["name"], row["type"]) for row in cues("conjugate_heads")}
_PRODUCT = re.compile(
    rf"(?=[靶抗a{GENE}{PATHWAY}])(?:(?P<to>靶向|抗|anti-?))?(?P<list>{_X}(?:(?: ?(?:/|×|x|-|和|与|、|-? (?:and|or)\b) ?){_X}){{0,2}})"
    rf"(?: |-|的|靶向|特异性|双靶点|双靶|双特异性(?!抗体|t)|单靶点|-?(?:targeted|targeting|specific|directed))*(?P<head>{alternatives(_PRODUCTS)})"
)
_CELLS_FIRST = re.compile(rf"(?<![a-z0-9-])(?P<head>car-?t)[- ](?P<list>{_X})(?![a-z0-9-])")
"""Engineered cells with their target behind (`CART-BCMA`)."""
_DIRECTED = ("针对", "靶向")
"""What a class's name begins with where its target stands before `的` (`针对BTK的抑制剂`)."""
_PLAIN_ANTIBODIES = frozenset({"抗体", "antibody", "antibodies"})
_GENERATION = re.compile(
    r"(?:(?<![新下上这])(?P<numbers>(?:第?[一二三四1-4]代?(?:、|,|和|及|与|或|/|以及)\s*)*)第?(?P<number>[一二三四1-4])代(?:的|选择性|口服|高选择性)?"
    r"|(?P<ordinals>(?:\b(?:first|second|third)(?:[ -]generation|-)?(?:,|/| and| or|, and|, or) ?)*)"
    r"\b(?P<english>first|second|third|fourth|next)[ -]generation)\s*$",
    re.IGNORECASE,
)
_GENERATION_WORD = re.compile("代|generation", re.IGNORECASE)
_LONGEST_GENERATION = 48
_MODES = {normal(row["form"]): row["name"] for row in cues("class_modes")}
_BOUND = ("inhibitor", "degrader", "antagonist")
_MODE = re.compile(alternatives(_MODES), re.IGNORECASE)
_BINDING = re.compile(rf"(?:{_MODE.pattern}{_JOIN})*{_MODE.pattern}[ -]?(?:的)?$", re.IGNORECASE)
_ORDINALS = dict(zip("一二三四1234", ("first", "second", "third", "fourth") * 2, strict=True))
_ORDINAL = re.compile(r"first|second|third|fourth|next", re.IGNORECASE)
_NUMBER = re.compile("[一二三四1-4]")
_SPLIT = re.compile(r"、|,|和|与|及|或|\band\b|\bor\b|\(")


def find(text: str, key: str, taken: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """DRUG_CLASS and DRUG mentions built on the genes and pathways among `taken`, with source `names`.

    Args:
        text, key: Repaired text and its folded form.
        taken: Mentions found already.
        lexicon: Classes that it holds keep their concept.
    """
    atoms = Atoms(entity_atoms((m for m in taken if m.type in _KINDS), _KINDS))
    if not atoms.items:
        return []
    skeleton = veil(key, atoms.items)
    return [
        *_classes(text, skeleton, atoms, lexicon),
        *_antibodies(text, skeleton, atoms, lexicon),
        *_against(text, skeleton, atoms, lexicon),
        *_of_targets(text, skeleton, atoms, lexicon),
        *_products(text, skeleton, atoms, lexicon),
    ]


def generations(text: str, classes: Iterable[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Classes with the generation written before them: `三代TKI`, `第二代BTK抑制剂`, `first-generation FLT3 inhibitors`."""
    for mention in {(m.start, m.end, m.name): m for m in classes}.values():
        if mention.type != "DRUG_CLASS" or " generation" in mention.name or "-generation " in mention.name:
            continue
        floor = max(0, mention.start - _LONGEST_GENERATION)
        told = _GENERATION_WORD.search(text, floor, mention.start)
        before = _GENERATION.search(text, floor, mention.start) if told else None
        if before:
            for ordinal in _named_ordinals(before):
                concept = lexicon.concept("DRUG_CLASS", f"{ordinal}-generation {mention.name}")
                yield _mention(text, before.start(), mention.end, concept, mention.score, "class with its generation")


def modes(text: str, classes: Iterable[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Classes with the way of binding written before them: `共价BTK抑制剂`, `pan-FLT3 inhibitor`, `ATP-competitive TKIs`."""
    for mention in {(m.start, m.end, m.name): m for m in classes}.values():
        if mention.type != "DRUG_CLASS" or not mention.name.endswith(_BOUND):
            continue
        before = _BINDING.search(text, max(0, mention.start - _LONGEST_GENERATION), mention.start)
        for written in _MODE.findall(before.group()) if before else ():
            kind = _MODES[normal(written)]
            if before and not mention.name.startswith(kind):
                known = _known_class([f"{kind} {mention.name}"], lexicon)
                yield _mention(text, before.start(), mention.end, known, mention.score, "class with its way of binding")


def _named_ordinals(written: re.Match[str]) -> list[str]:
    """The generations that are written before one class, one after another (`一、二代`, `first- and second-generation`)."""
    if written["english"]:
        return [word.lower() for word in _ORDINAL.findall(f"{written['ordinals']} {written['english']}")]
    return [_ORDINALS[number] for number in _NUMBER.findall(f"{written['numbers']}{written['number']}")]


def _classes(text: str, skeleton: str, atoms: Atoms, lexicon: Lexicon) -> Iterator[Mention]:
    for match in _CLASS.finditer(skeleton):
        head = _HEADS[normal(match["head"])]
        first = _behind_itself(skeleton, atoms.within(match.start("list"), match.end("list")))
        start = first - 2 * ("的" in match["fill"] and skeleton.endswith(_DIRECTED, 0, first))
        groups = _groups(skeleton, match, atoms, first)
        if "的" in match["fill"] and (len(groups) > 1 or _is_said_of_gene(skeleton, first)):
            continue
        for group in groups:
            is_short = match["head"].lower().startswith(_SHORT.lower())
            concept = _class_concept(text, group, _with_site(match["site"], head), lexicon, is_short=is_short)
            yield _mention(text, start, match.end(), concept, 0.8, f"target before {match['head']}")


_SAID_OF_GENE = re.compile(rf"{GENE}{REST}*[\u4e00-\u9fff]{{0,3}}?(?:是|为|作为|系)[\u4e00-\u9fff]{{0,6}}$")
_SAID_REACH = 32


def _is_said_of_gene(skeleton: str, start: int) -> bool:
    """Whether an inhibitor by its target is what a gene is said to be, and no class of drugs (`MDM2是p53的抑制剂`)."""
    return _SAID_OF_GENE.search(skeleton, max(0, start - _SAID_REACH), start) is not None


def _behind_itself(skeleton: str, targets: Sequence[Atom]) -> int:
    """Where the targets of an agent begin: behind the first where it is named again behind a comma (`BTK、BTK PROTAC`)."""
    again = next((a for a in targets[1:] if a.names == targets[0].names), targets[0])
    return again.start if _SPLIT.search(skeleton[targets[0].end : again.start].rstrip("(")) else targets[0].start


def _with_site(site: str | None, head: str) -> str:
    """The head of a class with the change that its target is written with (`BRAF V600E inhibitor`)."""
    if not site:
        return head
    return f"{site.strip(' -')}{'' if head.startswith('-') else ' '}{head}"


def _groups(skeleton: str, match: re.Match[str], atoms: Atoms, start: int) -> list[list[Atom]]:
    """Targets that make one class: those with a slash or hyphen between them; a conjunction begins another class."""
    groups: list[list[Atom]] = []
    for atom in _told_once(skeleton, atoms.within(start, match.end("list"))):
        if groups and not _SPLIT.search(skeleton[groups[-1][-1].end : atom.start]):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return groups


def _told_once(skeleton: str, atoms: Sequence[Atom]) -> list[Atom]:
    """Targets without a long form whose short form stands in the bracket behind it."""
    behind = dict(pairwise(atoms))
    return [
        atom
        for atom in atoms
        if not ((short := behind.get(atom)) and _opens_bracket(skeleton, atom, short) and short.names == atom.names)
    ]


def _opens_bracket(skeleton: str, atom: Atom, short: Atom) -> bool:
    return skeleton[atom.end : short.start].strip() == "("


_SHORT = "TKI"


def _class_concept(text: str, group: Sequence[Atom], head: str, lexicon: Lexicon, *, is_short: bool = False) -> Concept:
    """The class of these targets that the lexicon holds, under its short head (`EGFR-TKI`) first where it is written so."""
    surfaces = [_surface(text, atom) for atom in group]
    symbols = [atom.names[0].removesuffix(" family") for atom in group]
    for written in (_SHORT, head) if is_short else (head,):
        for name in _class_names(surfaces, symbols):
            found = lexicon.lookup(_headed(name, written), ("DRUG_CLASS",))
            if found:
                return found[0].concept
    return lexicon.concept("DRUG_CLASS", _headed("/".join(surfaces), head))


def _headed(target: str, head: str) -> str:
    return target + head if head.startswith("-") else f"{target} {head}"


def _class_names(surfaces: Sequence[str], symbols: Sequence[str]) -> Iterator[str]:
    """Forms in which the lexicon may hold a class of these targets: either order, with hyphen or without."""
    for names in (surfaces, symbols):
        for order in (names, names[::-1]):
            yield "/".join(order)
            yield "-".join(order)
    if len(surfaces) == 1:
        yield from sorted(variants(surfaces[0]) | variants(symbols[0]))


def _surface(text: str, atom: Atom) -> str:
    """A target's name inside a class's: as written where it is Latin, else the symbol."""
    written = re.sub(r"\s", "-", text[atom.start : atom.end])
    if written.isascii() and atom.head == GENE:
        return written.lower()
    return re.sub(
        r" (?:family|signaling)$", lambda m: " pathway" if "s" in m.group()[1:2] else "", atom.names[0]
    ).lower()


def _antibodies(text: str, skeleton: str, atoms: Atoms, lexicon: Lexicon) -> Iterator[Mention]:
    for match in _ANTIBODY.finditer(skeleton):
        is_plain = match["head"] in _PLAIN_ANTIBODIES or "的" in skeleton[match.end("list") : match.start("head")]
        if is_plain and not match["anti"]:
            continue
        targets = [_surface(text, atom) for atom in atoms.within(match.start("list"), match.end("list"))]
        concept = _known_class(
            [f"anti-{'/'.join(targets)} {head}" for head in ("antibody", "monoclonal antibody")], lexicon
        )
        yield _mention(text, match.start(), match.end(), concept, 0.8, "antibody against a target")


def _against(text: str, skeleton: str, atoms: Atoms, lexicon: Lexicon) -> Iterator[Mention]:
    """`anti-CD47 therapy`, `抗BCMA治疗`: a kind of treatment by its target, without the kind of agent."""
    for match in _AGAINST.finditer(skeleton):
        targets = [_surface(text, atom) for atom in atoms.within(match.start("list"), match.end("list"))]
        concept = _known_class([f"{'/'.join(targets)}-targeted therapy"], lexicon)
        yield _mention(text, match.start(), match.end(), concept, 0.8, "therapy against a target")


def _of_targets(text: str, skeleton: str, atoms: Atoms, lexicon: Lexicon) -> Iterator[Mention]:
    """`inhibitors of Bruton tyrosine kinase`: a class by its head and the target behind it."""
    for match in _OF_TARGET.finditer(skeleton) if " of " in skeleton else ():
        for group in _groups(skeleton, match, atoms, match.start("list")):
            concept = _class_concept(text, group, _HEADS[normal(match["head"])], lexicon)
            yield _mention(text, match.start(), match.end(), concept, 0.8, f"target behind {match['head']}")


_TREATS = "治疗"
_PATIENTS = re.compile(r"(?:儿童|成人|老年|青少年|复发|难治|性|初治|晚期|R/R|/|和|或|\d+例)*")


def without_verbs(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """The mentions, those of classes without a 治疗 that is the verb before a disease (`CAR-T细胞治疗淋巴瘤`)."""
    known = list(mentions)
    diseases = {m.start for m in known if m.type == "DISEASE"}
    verbs = {m.end for m in known if m.type == "DRUG_CLASS" and _end(text, m.end, diseases) < m.end}
    if not verbs:
        yield from known
        return
    ends = {end: end - len(_TREATS) for end in verbs}
    cut = {m for m in known if m.end in ends and _is_named(text[m.start : ends[m.end]], m, lexicon)}
    for mention in known:
        if mention in cut:
            end = ends[mention.end]
            yield replace(mention, end=end, text=text[mention.start : end])
        elif not any(m.end == mention.end and m.start < mention.start for m in cut):
            yield mention


def _is_named(name: str, mention: Mention, lexicon: Lexicon) -> bool:
    return any(term.concept == mention.concept for term in lexicon.lookup(name))


def _end(text: str, end: int, diseases: Set[int]) -> int:
    """Where an agent's name ends: before 治疗 where this is a verb with a disease behind it."""
    if not text.endswith(_TREATS, 0, end):
        return end
    patients = _PATIENTS.match(text, end)
    return end - len(_TREATS) if patients and {end, patients.end()} & diseases else end


def _products(text: str, skeleton: str, atoms: Atoms, lexicon: Lexicon) -> Iterator[Mention]:
    for match in (*_PRODUCT.finditer(skeleton), *_CELLS_FIRST.finditer(skeleton)):
        head, kind = _PRODUCTS[normal(match["head"])]
        first = _behind_itself(skeleton, atoms.within(match.start("list"), match.end("list")))
        targets = [_surface(text, atom) for atom in atoms.within(first, match.end("list"))]
        is_whole = match.re is _CELLS_FIRST or (match["to"] and first == match.start("list"))
        start = match.start() if is_whole else first
        if kind == "DRUG":
            name = f"{'/'.join(targets)} {head}"
            found = lexicon.lookup(name, ("DRUG",))
            concept = found[0].concept if found else lexicon.concept("DRUG", name)
        else:
            concept = _known_class(_product_names(targets, head), lexicon)
        yield _mention(text, start, match.end(), concept, 0.8, f"product by its target and {head}")


def _product_names(targets: Sequence[str], head: str) -> list[str]:
    joined = "/".join(sorted(targets))
    anti = "anti-" if head.endswith("conjugate") else ""
    return [
        f"{anti}{joined} {head}",
        f"{'/'.join(targets)} {head}",
        f"{'x'.join(targets)} {head}",
        f"anti-{joined} {head}",
    ]


def _known_class(names: Iterable[str], lexicon: Lexicon) -> Concept:
    candidates = list(names)
    for name in candidates:
        found = lexicon.lookup(name, ("DRUG_CLASS",))
        if found:
            return found[0].concept
    return lexicon.concept("DRUG_CLASS", candidates[0])


def _mention(text: str, start: int, end: int, concept: Concept, score: float, reason: str) -> Mention:
    return Mention(start, end, concept.type, text[start:end], concept, score, reason, "names")
