"""States of genes named without their exact change: mutated, lost, silenced, over- or underexpressed, wild-type.

One pattern over the skeleton reads a list of names, the words that may stand between, and the word that states; its
mirror reads the word before the names. In a list each gene is an alteration of its own: the last with the cue's span,
the earlier ones with their own; `IDH1/2突变` names two with one span.

>>> from pipeline.recognising.skeleton import GENE, Atom, veil
>>> text = "ASXL1、SRSF2等基因突变;该药可上调MCL1"
>>> atoms = Atoms([Atom(a, b, GENE, (text[a:b],), (), (text[a:b],)) for a, b in ((0, 5), (6, 11), (22, 26))])
>>> [(f.name, text[f.start:f.end], f.score) for f in find(veil(text.lower(), atoms.items), atoms)]
[('ASXL1 mutation', 'ASXL1', 0.9), ('SRSF2 mutation', 'SRSF2等基因突变', 0.9), ('MCL1 overexpression', '上调MCL1', 0.4)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from pipeline.lexicon import cues
from pipeline.recognising.findings import Finding
from pipeline.recognising.skeleton import AGENT, ALTERATION, GENE, REST, Atom, Atoms, alternatives, forms, normal

_OPENED = (
    r"\((?:(?<=通路\()|(?<=途径\()|(?<=家族\()|(?<=基因\()|(?<=pathway \()|(?<=family \()|(?<=genes \())"
    rf"(?=[{GENE}])[^()]{{1,60}}\)"
)
_ITEM = rf"(?:[{GENE}{ALTERATION}]{REST}*+(?: ?\([^()]{{1,60}}\))?|{_OPENED})"
_RANKED = rf"(?:(?<=and|.or),? ?|(?<=[及和与或]))(?:{alternatives(forms('list_ranks'))}),?"
"""How often the next of a list is found (`mutations in X and, to a lesser extent, Y`)."""
_SEPARATOR = (
    r"(?: ?(?:、|/|, ?(?:and|or)|,|和/或|和\(或\)|以及|及其?|和|与|或者|或|\+|&|and/or|and|or|nor|plus)"
    rf"(?:{_RANKED})? ?)"
)
_LIST = rf"{_ITEM}(?:{_SEPARATOR}{_ITEM}){{0,11}}"
_ABSENT = alternatives(forms("alteration_context", role="absent"))
_NEGATION = re.compile(rf"(?<!或)(?<!or )(?<!and )(?:(?<![有是])无|{_ABSENT}) ?(?:any )?\Z")
_CELLS = re.compile(alternatives(forms("alteration_context", role="cell")))
_CAUSING = re.compile(alternatives(forms("alteration_context", role="causing")))
_OF_NAME = re.compile(rf"\sof (?:the )?{GENE}")
_OBJECT = re.compile(rf" ?了? ?(?:the )?(?:抗凋亡蛋白|促凋亡蛋白)?[{GENE}{AGENT}]")
_HANDLED = re.compile(rf"(?:{alternatives(forms('alteration_context', role='handled'))}|被[^,。;]{{0,6}}) ?\Z")
_CLAUSE = re.compile(r"[。;!?\n]")
_EXPRESSED = re.compile(alternatives(forms("alteration_context", role="expressed")))
_OUTCOME = alternatives(forms("alteration_context", role="outcome"))
_PREDICTS = re.compile(
    rf"[^。;,\n]{{0,15}}?{alternatives(forms('alteration_context', role='predicting'))}| ?与[^。;,\n]{{0,16}}?{_OUTCOME}"
    rf"|[a-z ]{{0,24}}?{alternatives(forms('alteration_context', role='tied'))}[a-z {AGENT}{REST}-]{{0,24}}?{_OUTCOME}"
)
_RESPONDS = re.compile(
    rf"[^。;,\n]{{0,16}}?(?:对|从)[^。;,\n]{{0,6}}{AGENT}[^。;,\n]{{0,16}}?(?:耐药|敏感|反应|应答|获益|疗效|抵抗)"
    rf"|[a-z0-9 -]{{0,32}}? (?:benefit|respon|resist|sensitiv|refractory|deriv)[a-z]*(?: [a-z-]+){{0,4}} {AGENT}"
)
"""How those with a level of a gene respond to a drug, behind the word for the level (`阳性者对甲药耐药`)."""
_GONE = re.compile(
    r"(?:\b(?:lost|losing|lacked|lacking|without|no|loss of)(?: the)? |失去了?|丢失了?|缺乏|[不无未]|丧失了?)$"
)
_GONE_REACH = 16
_OF_THOSE = re.compile(r"(?:的|者|患者|病例|组|细胞)")
_CHANGED_AMOUNT = re.compile(r"[ 的]*" + alternatives(forms("alteration_context", role="amount")))
_LIKELIHOOD = re.compile(r" ?" + alternatives(forms("alteration_context", role="statistic")))
_NOT_REARRANGED = frozenset(
    {"TRA", "TRB", "TRG", "TRD", "IGH", "IGK", "IGL", "TCR", "T-cell receptor", "B-cell receptor"}
)
_UNMUTATED = "IGHV"
_LOOK_BACK = 60
_SUSTAINED = ("持续", "持续性", "sustained", "persistent")
_AMOUNTS = frozenset({"amplification", "overexpression"})
_VERB_SCORE, _CELL_VERB_SCORE = 0.4, 0.75


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: str
    mode: str


def _table(side: str) -> dict[str, list[_Cue]]:
    found: dict[str, list[_Cue]] = {}
    for row in cues("alteration_cues"):
        if row["side"] == side:
            found.setdefault(normal(row["form"]), []).append(_Cue(row["kind"], row["mode"]))
    return found


_AFTER, _BEFORE = _table("after"), _table("before")


_FILL_AFTER = alternatives(row["form"] for row in cues("alteration_fillers") if row["side"] == "after")
_FILL_BEFORE = alternatives(row["form"] for row in cues("alteration_fillers") if row["side"] == "before")
_CUE_AFTER = alternatives(row["form"] for row in cues("alteration_cues") if row["side"] == "after")
_CUE_NOUN = alternatives(r["form"] for r in cues("alteration_cues") if r["side"] == "after" and r["mode"] == "noun")
_EXONS = r"(?:第?\d{1,2}[~～–-]\d{1,2}号?外显子|外显子 ?\d{1,2}[~～–-]\d{1,2}|exons? \d{1,2}(?:[~–-]| to )\d{1,2})"
_KINDS = r"(?:移码|错义|无义|截短|截断|剪接位点|框内|missense|nonsense|frameshift|truncating|splice-site|in-frame)"
_SUFFIX = re.compile(
    rf"(?P<list>{_LIST})(?P<close> ?\))?"
    rf"(?P<fill>(?:[ -]?(?:{_FILL_AFTER}|{_EXONS}|{_KINDS}{_SEPARATOR}{_KINDS}|在[^,。;\n{GENE}]{{1,18}}?中|in [a-z0-9 -]{{2,24}}? (?=is|was)))"
    r"{0,5}[ -]?)"
    rf"(?P<cue>{_CUE_AFTER}|\+(?!/)(?![\s{GENE}{ALTERATION}{AGENT}0-9]*[{GENE}{ALTERATION}{AGENT}0-9]))"
    rf"(?P<more>(?:{_SEPARATOR}(?:{_FILL_AFTER}){{0,2}} ?{_CUE_NOUN}(?!(?:型|体)?的? ?[{GENE}{ALTERATION}]|谱|检测|分析|筛查|状态|负荷|率| of | ?(?:profil|test|status|burden|analys)))*)"
)
_MORE = re.compile(rf"({_CUE_NOUN})(?=$|{_SEPARATOR})")
_CARRIED = re.compile(
    rf"(?:携带有?|伴有?|存在|具有|合并|(?<![a-z])(?:harbou?ring|carrying|with) ) ?(?P<list>{_LIST})"
    rf"(?:{_SEPARATOR}[^,。;()\n{GENE}{ALTERATION}]{{2,16}}?){{1,3}}?(?:相关)?(?:基因)? ?(?:突变|mutations?)"
)
_EXAMPLES = (
    rf"(?: ?(?:(?:[a-z][a-z/-]*|{GENE}{REST}*+(?! (?:and|or) )) ){{0,5}}?(?:genes|oncogenes|suppressors|regulators|modifiers|factors|members|components|kinases)"
    r"(?: ?,? ?(?:such as|including|like|namely|e\. ?g\.,?|eg,?|for example,?|for instance,?) (?:the )?|(?= ?\()))?"
)
"""The kind of genes that a list behind it gives examples of (`mutations in other epigenetic genes such as A and B`)."""
_PREFIX = re.compile(
    rf"{_EXAMPLES}(?:(?:或|和|及|/| ?(?:or|and)\s) ?[^\s,。;{GENE}{ALTERATION}]{{2,10}})?(?: ?(?:{_FILL_BEFORE})){{0,4}}[ -]?\(?(?P<list>{_LIST})"
)
_LEVEL = re.compile(
    rf" ?(?P<list>{_LIST})(?:的| |-|蛋白|mrna|protein|基因|gene)*(?:表达|水平|expression|levels?|(?<=mrna)(?= (?:predict|correlat|associat|confer|was|is|were|in )))"
)
_LEVEL_OBJECT = re.compile(
    r"(?:的| |蛋白|mrna|基因|protein|gene)*(?:表达水平|表达|水平|expression levels?|expression|levels?)"
)
_LATIN = re.compile(r"[a-z0-9]")


@lru_cache(maxsize=1)
def _before_automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    keys = sorted(_BEFORE)
    keys += [key.replace(" ", "-") for key in keys if " " in key]
    keys += [key.replace(" ", "-", 1) for key in sorted(_BEFORE) if key.count(" ") > 1]
    return ahocorasick_rs.AhoCorasick(keys, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), keys


@lru_cache(maxsize=1)
def _drivers() -> Mapping[str, str]:
    return {row["gene"]: row["positive"] for row in cues("driver_genes")}


@lru_cache(maxsize=1)
def _antigens() -> frozenset[str]:
    """Antigens of engineered cells and antibodies, whose absence is a loss."""
    return frozenset(forms("target_antigens"))


def find(skeleton: str, atoms: Atoms) -> list[Finding]:
    """All states of a text's genes.

    Args:
        skeleton: The skeleton of the folded text, with genes and exact alterations; with agents too, which tell a
            drug's effect from a cell's state.
        atoms: Its atoms.
    """
    found: list[Finding] = []
    claimed: list[tuple[int, int]] = []
    for match in _SUFFIX.finditer(skeleton):
        new = list(_after(skeleton, match, atoms))
        found += new
        if new:
            claimed.append((match.start("cue"), match.end()))
    for match in _CARRIED.finditer(skeleton):
        items = _items(skeleton, match.start("list"), match.end("list"), atoms)
        found += [
            f
            for item in items
            if item.head == GENE
            for f in _named(item, "mutation", item.start, item.end, 0.75, "list of genes and others")
        ]
    found += _before(skeleton, atoms, claimed)
    return [*found, *_absent(skeleton, atoms)]


def _absent(skeleton: str, atoms: Atoms) -> Iterator[Finding]:
    """`不伴FLT3-ITD突变` where the exact alteration's own form ends in its word."""
    for atom in atoms.items:
        if atom.head == ALTERATION and len(atom.genes) == 1 and not atom.names[0].startswith(("del", "t(")):
            negated = _NEGATION.search(skeleton, max(0, atom.start - 16), atom.start)
            if negated and not _counts(skeleton, negated, atom.end):
                yield Finding(
                    negated.start(), atom.end, f"{atom.genes[0]} wild-type", atom.genes, 0.85, "alteration negated"
                )


_OF_CASES = re.compile(
    r"[- ]?(?:mutant|mutated|mutation|positive|altered|driven)?[- ](?:[a-z-]+ ){0,2}?"
    r"(?:patients?|tumou?rs?|cases?|cancers?|carcinomas?|individuals?|subjects?|cells?|clones?|lines?|xenografts?|samples?)(?![a-z])"
    r"(?![^.;,]{0,24}(?<![a-z])(?:found|detected|emerg|seen|identified|observed|appeared|arose|present|selected|occurred))"
)
"""Those with a change that a verb says something of, other than that there are some (`no X-mutant tumour responded`)."""


def _counts(skeleton: str, negated: re.Match[str], end: int) -> bool:
    """Whether a subject's `no` counts those who have a change (`no X-mutant tumour responded`), and the change is not negated."""
    opens = negated.group().startswith("no") and _BEGINS.search(skeleton, max(0, negated.start() - 12), negated.start())
    return bool(opens) and _OF_CASES.match(skeleton, end) is not None


_BEGINS = re.compile(r"(?:\A|[.;:,。]|(?<![a-z])(?:but|and|while|whereas|that)) ?\Z")


def _items(skeleton: str, start: int, end: int, atoms: Atoms) -> list[Atom]:
    """The coordinated atoms of a list: of `RAS(KRAS/NRAS)` the members, of `BFL-1(BCL2A1)` one (ruling 8)."""
    items: list[Atom] = []
    inside = list(atoms.within(start, end))
    for position, atom in enumerate(inside):
        opened = skeleton.rfind("(", start, atom.start)
        nested = opened >= 0 and skeleton.find(")", opened, atom.start) < 0
        if not nested or not items:
            items.append(atom)
            continue
        outer = items[-1]
        if outer.end <= opened and set(outer.genes) == set(atom.genes):
            if outer.head == GENE and " p." in atom.names[0]:
                items.pop()
            continue
        if outer.end <= opened and outer.names[0].endswith(" family"):
            items.pop()
        items.append(inside[position])
    return items


def _listed(skeleton: str, start: int, end: int, atoms: Atoms) -> tuple[list[Atom], int]:
    """Items of a list and where it really begins.

    A comma joins only where a conjunction follows (`A, B and C`), and not what has had its own (`A和B,C或D突变`).
    """
    comma = skeleton.rfind(",", start, end)
    while comma >= 0:
        depth = skeleton.count("(", start, comma) - skeleton.count(")", start, comma)
        goes_on = _CONJUNCTION.search(skeleton, comma + 1, end) or "、" in skeleton[comma:end]
        is_full = _CONJUNCTION.search(skeleton, start, comma) and not _JOINS.match(skeleton, comma + 1)
        if depth <= 0 and (not goes_on or is_full):
            start = comma + 1
            break
        comma = skeleton.rfind(",", start, comma)
    return _items(skeleton, start, end, atoms), start


_CONJUNCTION = re.compile(r"[和与或及]|(?<![a-z])(?:and|or)(?![a-z])")
_JOINS = re.compile(r" ?(?:和|与|或|及|以及|(?:and|or)(?![a-z]))")


def _after(skeleton: str, match: re.Match[str], atoms: Atoms) -> Iterator[Finding]:
    items, _ = _listed(skeleton, match.start("list"), match.end("list"), atoms)
    opened = skeleton.count("(", match.start("list"), match.end("list")) - skeleton.count(
        ")", match.start("list"), match.end("list")
    )
    if (
        not items
        or (match["close"] and opened > 0)
        or (match["close"] and not _is_in_bracket(skeleton, items[0].start))
    ):
        return
    cue = _chosen(_AFTER.get(normal(match["cue"]), [_Cue("positive", "driver")]), skeleton, match, items[-1])
    if cue is None:
        return
    kinds = [cue.kind, *_more_kinds(match["more"])]
    gap = skeleton[items[-1].end : match.start("cue")]
    own = "在" in gap or gap.count(")") > gap.count("(")
    end = match.end() if len(kinds) > 1 else match.end("cue")
    none = _ALL_NEGATIVE.match(skeleton, end) if kinds == ["mutation"] and len(items) > 1 else None
    if none:
        kinds, end = ["wild-type"], none.end()
    for kind in kinds:
        yield from _spread(skeleton, items, kind, cue, end, own)


_ALL_NEGATIVE = re.compile(r"(?:检测)?(?:均|都|皆)?(?:为|呈)?阴性|[ -]negative(?![a-z])")
"""Behind the mutations of a list: none of them is there (`CALR、JAK2突变阴性`)."""


def _is_in_bracket(skeleton: str, start: int) -> bool:
    opened = skeleton.rfind("(", max(0, start - 40), start)
    return opened >= 0 and skeleton.find(")", opened, start) < 0


def _more_kinds(more: str) -> list[str]:
    if not more:
        return []
    return [_AFTER[normal(m.group(1))][0].kind for m in _MORE.finditer(more)]


def _chosen(options: Sequence[_Cue], skeleton: str, match: re.Match[str], last: Atom) -> _Cue | None:
    for cue in options:
        if _holds(cue, skeleton, match, last):
            return cue
    return None


def _holds(cue: _Cue, skeleton: str, match: re.Match[str], last: Atom) -> bool:
    end = match.end("cue")
    if cue.mode in ("level", "change"):
        handled = _HANDLED.search(skeleton, max(0, match.start() - 12), match.start())
        expressed = cue.mode == "change" or _EXPRESSED.search(match["fill"])
        return bool(expressed) and not (handled or _is_action(skeleton, match, end) or _takes_object(skeleton, end))
    if cue.mode == "aberrant":
        return not _CHANGED_AMOUNT.search(match["fill"]) and not _CHANGED_AMOUNT.match(skeleton, end)
    if cue.mode == "predicts":
        is_gone = _GONE.search(skeleton, max(0, match.start() - _GONE_REACH), match.start())
        responds = not is_gone and _RESPONDS.match(skeleton, end) and not _names_cells(skeleton, end, last)
        return last.head == GENE and bool(_PREDICTS.match(skeleton, end) or responds)
    if cue.mode == "graded":
        is_tagged = skeleton[match.start("cue") - 1] == "-" and _RESPONDS.match(skeleton, end)
        return last.head == GENE and bool(is_tagged or _OF_THOSE.match(skeleton, end))
    if cue.mode == "sustained":
        return last.head == GENE and match["fill"].rstrip(" -").endswith(_SUSTAINED)
    if cue.mode == "antigen":
        return last.head == GENE and last.names[0] in _antigens()
    if cue.mode == "hyphened":
        return skeleton[match.start("cue") - 1] == "-"
    if cue.mode == "driver":
        return last.head == ALTERATION or last.names[0] in _drivers()
    if _OF_NAME.match(skeleton, end) or (match["cue"].endswith("型") and skeleton[end : end + 1] == GENE):
        return False
    return not (cue.kind == "mutation" and _LIKELIHOOD.match(skeleton, end))


_OF_CELLS = re.compile(
    r"[^。;,\n对从]{0,12}?细胞(?:系|株|群)?(?:[对从可能也亦均仍则更较具]|不)|[a-z -]{0,24}?(?<![a-z])(?:cells?|blasts?|clones?)(?![a-z])"
    r"(?! (?:lung|lymph|leuk|carcinoma|myeloma|cancer|tumou?r|neoplasm|histiocyt))"
)
_OF_PATIENTS = re.compile(r"[ 的]?(?:患者|者|病例|组|patients|cases|individuals)|[^a-z\u4e00-\u9fff]*$")
_ANTIGEN = re.compile(r"CD\d{1,2}[A-Z]?")


def _names_cells(skeleton: str, end: int, last: Atom) -> bool:
    """Whether a marker only names the cells or the disease of an antigen, and is no alteration (`CD34阳性细胞对甲药耐药`)."""
    if _OF_CELLS.match(skeleton, end):
        return True
    is_antigen = last.names[0] in _antigens() or _ANTIGEN.fullmatch(last.names[0])
    return bool(is_antigen) and not _OF_PATIENTS.match(skeleton, end)


_ACTION = re.compile(r"(?:作用|效应|能力)")
"""Behind a change: what a drug does to the gene, and no state of it (`对Y的下调作用`)."""


def _is_action(skeleton: str, match: re.Match[str], end: int) -> bool:
    return skeleton.endswith("对", 0, match.start("list")) and _ACTION.match(skeleton, end) is not None


def _takes_object(skeleton: str, end: int) -> bool:
    return bool(_OBJECT.match(skeleton, end))


def _spread(skeleton: str, items: Sequence[Atom], kind: str, cue: _Cue, end: int, own: bool) -> Iterator[Finding]:
    last = items[-1]
    reason = f"{kind} word after the name"
    for item in items[:-1]:
        if item.head == GENE:
            yield from _named(item, kind, item.start, item.end, 0.9, f"{reason} of a list")
    if own:
        yield from _named(last, kind, last.start, last.end, 0.85, reason)
        return
    is_single = len(items) == 1 and kind == "mutation" and last.head == GENE
    negated = _NEGATION.search(skeleton, max(0, last.start - 16), last.start) if is_single else None
    negated = None if negated and _counts(skeleton, negated, end) else negated
    start = negated.start() if negated else last.start
    bracketed = "(" in skeleton[last.end : end] or "等" in skeleton[last.end : end]
    yield from _named(last, "wild-type" if negated else kind, start, end, 0.9, reason, bracketed)


def _named(
    item: Atom, kind: str, start: int, end: int, score: float, reason: str, spread: bool = False
) -> Iterator[Finding]:
    if item.head == ALTERATION:
        yield from _extended(item, kind, start, end, spread)
        return
    for gene in item.names:
        name = _name(gene, kind)
        if name:
            yield Finding(start, end, name, (gene,), score, reason)


def _name(gene: str, kind: str) -> str:
    if kind == "positive":
        kind = _drivers().get(gene, "mutation")
    if kind == "rearrangement" and gene in _NOT_REARRANGED:
        return ""
    if gene == _UNMUTATED and kind == "wild-type":
        return f"{gene} unmutated"
    return f"{gene} {kind}"


def _extended(item: Atom, kind: str, start: int, end: int, spread: bool) -> Iterator[Finding]:
    """An exact alteration with its word: `FLT3-ITD突变` is FLT3-ITD, `FLT3-ITD阴性` is the wild type of its gene."""
    if kind in ("mutation", "positive", "rearrangement", "fusion") and start == item.start and not spread:
        for name in item.names:
            yield Finding(start, end, name, item.genes, 0.95, "alteration with its word")
    elif kind == "wild-type" and len(item.genes) == 1:
        yield Finding(start, end, f"{item.genes[0]} wild-type", item.genes, 0.85, "negative for the alteration")
    elif kind in _AMOUNTS and "::" in item.names[0] and start == item.start:
        yield Finding(start, end, f"{item.names[0]} {kind}", item.genes, 0.85, "amount of a fusion")
    elif kind == "wild-type" and "::" in item.names[0]:
        yield Finding(start, end, f"{item.names[0]} wild-type", item.genes, 0.7, "negative for the fusion")


def _before(skeleton: str, atoms: Atoms, claimed: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    automaton, keys = _before_automaton()
    used = {at for start, end in claimed for at in range(start, end)}
    for index, start, end in automaton.find_matches_as_indexes(skeleton):
        if start in used or not _bounded(skeleton, start, end) or skeleton[start - 1 : start] in _NOT_YET:
            continue
        for cue in _BEFORE[normal(keys[index])]:
            new = list(_prefixed(skeleton, atoms, start, end, cue))
            if new:
                yield from new
                break


_NOT_YET = ("未", "非")
"""What makes a state before a name none (`未重排的X`)."""


def _bounded(skeleton: str, start: int, end: int) -> bool:
    if not _LATIN.match(skeleton[start]):
        return True
    before, after = skeleton[start - 1 : start], skeleton[end : end + 1]
    return not _LATIN.match(before) and before != "-" and not _LATIN.match(after)


def _prefixed(skeleton: str, atoms: Atoms, start: int, end: int, cue: _Cue) -> Iterator[Finding]:
    match = (_LEVEL if cue.mode == "level" else _PREFIX).match(skeleton, end)
    if match is None:
        return
    items = [
        item for item in _items(skeleton, match.start("list"), _list_end(skeleton, match), atoms) if item.head == GENE
    ]
    if not items or items[0].start != match.start("list"):
        return
    score, reason = 0.9, f"{cue.kind} word before the name"
    stop = match.end() if cue.mode == "level" and len(items) == 1 else items[0].end
    if cue.mode == "manipulated":
        level = _LEVEL_OBJECT.match(skeleton, items[-1].end)
        if level is None or not _is_manipulated(skeleton, start, level.end()):
            return
        stop = level.end() if len(items) == 1 else stop
    elif cue.mode == "verb" and skeleton[end] != "的":
        level = _LEVEL_OBJECT.match(skeleton, items[-1].end)
        if level is None and normal(skeleton[start:end]) in _WEAK_VERBS:
            return
        stop = level.end() if level and len(items) == 1 else stop
        score, reason = _verb_score(skeleton, start, stop)
    elif cue.kind == "loss" and len(items) == 1 and (level := _LEVEL_OBJECT.match(skeleton, stop)):
        stop = level.end()
    for number, item in enumerate(items):
        first, last = (start, stop) if number == 0 else (item.start, item.end)
        yield from _named(item, cue.kind, first, last, score, reason)


_WEAK_VERBS = frozenset(
    normal(row["form"])
    for row in cues("alteration_cues")
    if row["mode"] == "verb" and not re.search(r"调|regulat", row["form"])
)


def _list_end(skeleton: str, match: re.Match[str]) -> int:
    """End of a list after its cue: a comma outside brackets ends it, unless a conjunction follows."""
    start, end = match.start("list"), match.end("list")
    if skeleton[start - 1] == "(":
        return end
    comma = skeleton.find(",", start, end)
    is_ranked = skeleton.endswith((" and", " or"), start, max(comma, start))
    if comma < 0 or is_ranked or re.search(r"(?<![a-z])(?:and|or)(?![a-z])|和|与|或", skeleton[comma:end]):
        return end
    return comma


_OPENS = re.compile(
    r"(?:^|[,;:。!?\n])\s*(?:(?:而|且|但|并|反之|此外|同样|同时|体外|实验|研究|结果|进一步|进而|亦|通过|人为)*(?:研究|实验|结果)?(?:中|也)?(?:显示|发现|表明|证实|提示)?)$"
)
_ACTS = re.compile(
    r"(?:表达|水平|的表达)?(?:后|则|均|亦|也|可|能|会|显著|明显|部分|进一步)*(?:增强|提高|增加|恢复|降低|削弱|减弱|使|导致|引起|逆转|克服|促进)"
    r"|(?:表达|的表达)?后,[^。;,]{0,8}?细胞"
)
"""What a manipulated gene brings about, behind a verb that opens its clause (`下调X可增强敏感性`)."""


def _is_manipulated(skeleton: str, start: int, stop: int) -> bool:
    """Whether a verb of change opens a clause without an agent, and the change is the subject of what follows."""
    floor = max(0, start - _LOOK_BACK)
    before = skeleton[floor:start]
    opened = max(before.rfind(sign) for sign in "。;!?\n")
    if AGENT in before[opened + 1 :] or _OPENS.search(before) is None:
        return False
    return _ACTS.match(skeleton, stop) is not None


def _verb_score(skeleton: str, start: int, stop: int) -> tuple[float, str]:
    """A drug that lowers a protein states its target; cells or a mutation that raise one state an alteration."""
    floor = max(
        (m.end() for m in _CLAUSE.finditer(skeleton, max(0, start - _LOOK_BACK), start)),
        default=max(0, start - _LOOK_BACK),
    )
    before = skeleton[floor:start]
    cells = max((m.end() for m in _CELLS.finditer(before)), default=-1)
    altered = max(before.rfind(ALTERATION), cells)
    causing = max((m.end() for m in _CAUSING.finditer(before)), default=-1)
    if _is_manipulated(skeleton, start, stop):
        return _CELL_VERB_SCORE, "change made in an experiment"
    if altered > max(before.rfind(AGENT), causing):
        return _CELL_VERB_SCORE, "verb form; subject is cells or an alteration"
    return _VERB_SCORE, "verb form"
