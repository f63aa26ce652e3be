"""Who acts: the grammatical subject of a verb in either language, named, left out or taken up by a pronoun.

Only the nearest grammatical agent decides. In `维奈克拉治疗后白血病细胞上调MCL-1` the cells act, so the drug says
nothing of MCL-1; in `维奈克拉结合BCL-2并激活BAX` the gene between drug and second verb is the object of the first. What
stands behind a preposition or before 的 is no subject. A clause without one takes that of the clause before it; a
sentence without one, or with 该药, takes the drug that the sentence before was about.

>>> from pipeline.relating.clauses import levels
>>> text = "奥希替尼进入细胞后,可抑制EGFR"
>>> level = levels(text, 0, len(text), [Mention(0, 4, "DRUG", "奥希替尼"), Mention(14, 18, "GENE", "EGFR")])[0]
>>> found = Scene(level, ()).subject(12)
>>> found.members[0].text
'奥希替尼'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.records import Mention
from pipeline.relating.clauses import BLANK, Clause, Level
from pipeline.relating.coordination import Group, apposed, groups, is_fronted
from pipeline.relating.cue_words import alternation, body, column
from pipeline.relating.drug_classes import ClassPhrase

_TABLE = "agents"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be a subject: a group of mentions, or an agent noun (`细胞`, `patients`); section offsets."""

    start: int
    end: int
    kind: str
    group: Group | None = None


@lru_cache(maxsize=8)
def _words(role: str) -> re.Pattern[str]:
    return alternation(column(_TABLE, "role", role=role))


@lru_cache(maxsize=1)
def _preposed() -> re.Pattern[str]:
    """A preposition whose object begins where the text ends, short modifiers between them."""
    return re.compile(rf"(?:{body(column(_TABLE, 'role', role='preposition'))})[^,;。]{{0,6}}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _instrument() -> re.Pattern[str]:
    return re.compile(rf"(?:{body(column(_TABLE, 'role', role='instrument'))})[\s{BLANK}]*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _setting_off() -> re.Pattern[str]:
    """What makes the drug before it a circumstance and no agent (`治疗后`, `耐药`)."""
    return re.compile(rf"[\s{BLANK}]*(?:{body(column(_TABLE, 'role', role='circumstance'))})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"(?:{body(column(_TABLE, 'role', role='pronoun'))})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _definite() -> re.Pattern[str]:
    return re.compile(rf"(?:{body(column(_TABLE, 'role', role='definite'))})", re.IGNORECASE)


_APPOSED = re.compile(
    r"\s*(?:as\s+|(?:originally|primarily|mainly|chiefly|mostly|essentially|basically|preferentially)\s+)?(?:an?|the|one of the)\s+(?:[\w/-]+\s+){0,7}[\w/-]+\s*|\s*(?:一种|一款|一类|首个|首款)[^,;。]{1,20}",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(r"^\s*(?:因此|此外|另外|同时|而|且|并且|研究表明|而且|其中|当|在)?")
_FRONTED = re.compile(r"(?:作为|\bas an?\b|\bas the\b)[^,;。]{0,20}$", re.IGNORECASE)
_COMPANION = re.compile(r"(?:与|和|同|联合|with)[\s\x00]*$")
_TOGETHER = re.compile(r"[\s\x00]*(?:联用|联合|合用|协同|共同|组合|联合使用|联合应用|in combination|together)")
_ABOUT = re.compile(r"(?:[高低优强弱大小逊劣]于|不及|不如|对|向|从|比|被|受|to|for|with|against|of|in|than)[\s\x00]*$")
_PLACE = re.compile(
    r"\s*(?:(?:in|within|among|at|during|under|upon)\s[^,;]{2,80}|在[^,;。]{1,30}(?:中|下|时|后|内|里)|(?:体外|体内|动物|临床前)(?:实验|研究|试验|模型)中),?\s*",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"(?:在|于|对|对于|与|当|随着|针对|经|由于|除)[^,]*?(?:中|下|后|时|上|内|里|外|间|方面"
    r"|相比|相同|不同)|[^,;。]{1,12}?(?:浓度|剂量|暴露量)(?:水平)?下|\bin [^,]*?(?:cells|models?|vitro|vivo|patients)\b"
)
_AMONG = re.compile(r"(?:在|于|对|对于)[^,;。]{0,40}$|\bin (?:[\w+/-]+ ){0,6}$", re.IGNORECASE)
_ENTERS, _ONCE_INSIDE = (
    re.compile(r"(?:进入|渗入|到达|抵达|转运至|内化至|释放至|被)[^,;。]{0,10}$"),
    re.compile(r"(?:细胞)?(?:内|质|核|摄取|内化)*(?:之?后|时)"),
)
"""Round the cells that an agent gets into before it acts (`进入肿瘤细胞后抑制Y`)."""
_WITHIN = re.compile(r"(?:系|株|模型|组织|样本)?(?:中|内|里|上|表面)")
_TOWARD = re.compile(r"对于?(?!照|比|此)|与(?!此)")
_KIND = re.compile(
    r"(?:[\[【][^\]】]{1,8}[\]】]\s*)?[^,;。:]{0,24}(?:衍生物|融合蛋白|抗体|单抗|双抗|寡核苷酸|偶联物|前药|类似物|小分子|化合物|抑制剂|拮抗剂"
    r"|激动剂|降解剂|调节剂|干扰素|制剂|多肽)"
    r"|(?:an?|the)\s[^,;.]{0,60}(?:protein|antibody|oligonucleotide|conjugate|prodrug|analogue?|derivative|molecule"
    r"|compound|inhibitor|agonist|antagonist|degrader|modulator)",
    re.IGNORECASE,
)
_COPULAR = re.compile(r"的[^,]{1,6}(?:是|为|在于)")
_INTRODUCES = re.compile(r"[\s\x00]*(?:为|是|在于|包括|:|如下)")
_EACH = re.compile(
    r"both\b(?!\s+(?:together|in combination)\b)|(?:the|these) (?:last|latter) two\b|后(?:两|二)[者药](?!联)",
    re.IGNORECASE,
)
"""What begins a clause that is said of each of two drugs."""
_LAST_TWO = re.compile(
    r"\s*(?:and\s+|but\s+)?(?:the|these) (?:last|latter) two\b|\s*[而但]?后[两二][者药]", re.IGNORECASE
)
"""Words for two of several drugs, which a class that is said of all of them is none of."""
_LATTER = re.compile(r"(?:(?P<former>前者|the former\b)|后者|the latter\b)", re.IGNORECASE)
_SIDE = re.compile(r"(?:端|臂|侧(?!支))")
"""Behind a word for cells or tumours: a part of a drug, named by what it is turned to (`肿瘤端结合Y`)."""
_RENAMING = re.compile(
    r"^\s*(?:an?|the)\s+(?:[\w-]+,?\s+){0,6}?(?:inhibitor|antagonist|agonist|degrader|antibody|agent|drug|compound"
    r"|molecule|conjugate|product|therapy|engager|protein)s?\s+(?:that|which|designed|developed|targeting|directed)\b",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"(?:是|为|作为|属于|同属|均属)(?:一种|一类|一款|首个|首款|新一代)?[^,;。]{0,12}$"
    r"|\b(?:is|are|was|were|remains?|became|represents?)\s+(?:also\s+|still\s+)?(?:an?|the|one of the|another)\s+(?:[\w/-]+,?\s+){0,5}$",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"其(?:[一两](?:端|臂|侧|头|段)|[A-Za-z]{2,5}段|可|能|会|通过|不仅|既|也|还|与|以|直接|可以|能够)")
"""其 where it acts and owns nothing (`…,其可抑制Y`)."""
_MEANS = re.compile(r"(?:通过|经由|凭借|借助|利用|以)[^,;。]*$")
_EXCLUDED = re.compile(r"(?:\b(?:(?:but|and)\s+)?not|rather\s+than|而非|而不是)\s*(?:with\s+)?$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:from|unlike|than|like|among)\s+(?:all\s+|most\s+|many\s+)?(?:the\s+)?other\s+(?:[\w-]+\s+){0,2}$|(?:不同于|区别于|有别于)其[他它]的?$",
    re.IGNORECASE,
)
"""Words before the other drugs that a subject is told apart from (`differs from other Y inhibitors in that it …`)."""
_OTHER_NOT = re.compile(r"^\s*(?:but|and)\s+not\s+(?:with\s+)?[\w-]+(?:\s[\w-]+)?\s*$", re.IGNORECASE)
_TREATED = re.compile(
    r"\b(?:(?:pre)?treatment|exposure|incubation|culture)\s+of\s+(?:(?!with\b|to\b)[\w/+\x00-]+\s+){1,6}(?:with|to)\s+$",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"研究|数据|结果|作者|我们|等$|学者|文献|试验|分析|中心|证据|stud|trial|data|results"
    r"|analys|we\b",
    re.IGNORECASE,
)
_OF = re.compile(rf"[\s{BLANK}]*的")
_RELATIVE = re.compile(r"^\s*(?:(?:(?:both|all|each|either|neither)\s+of\s+)?which|that)\b", re.IGNORECASE)
_BY_MEANS = re.compile(
    r"^\s*(?:(?:through|via|by|by way of|thanks to|owing to)\s[\w\s-]{1,40}|(?:通过|经由|凭借|借助|利用|借|依靠)[^,;。]{2,30})$",
    re.IGNORECASE,
)
_APPOSITIVE = re.compile(r"\s*,\s*(?:an?|the|one of the)\s+(?:[\w-]+\s+){0,3}[\w-]*-?$", re.IGNORECASE)
_COUNTED = re.compile(r"[\s\x00]*这[两二三四几](?:种|款|个|类)[^,;。:()]{0,8}")
"""Between drugs and a class that counts them (`甲和乙这两种口服Y抑制剂`)."""
_PLURAL_APPOSITIVE = re.compile(r"\s*,\s+(?:(?!and\b|or\b|other\b)[\w-]+\s+){0,4}", re.IGNORECASE)
"""Between two drugs and what both are (`A and B, two oral Y inhibitors, downregulate Z`)."""
_INSERTED = re.compile(r"^\s*(?:whose|with|like|unlike)\s", re.IGNORECASE)


_SAID_TO_BE = re.compile(
    r"[\s\x00]*(?:is|are|was|were|represents?|remains?)\s+(?:an?|the|one of the)\s+[^;.]*", re.IGNORECASE
)
_OPENS_SAID = re.compile(r"\s*(?:is|are|was|were|remains?)\s")
"""A clause whose subject stands before the insertion that it follows."""
_APPLIED = re.compile(
    r"\s*(?:(?:the|in vitro|in vivo|subsequent)\s+)*(?:treatment|exposure|incubation)\s+(?:of\s+(?:(?!(?:patients?|with|to)\b)[\w/+-]+\s+){1,6}?)?"
    r"(?:(?:led to|leads to|resulted in|results in|caused|causes|induced|induces|brought about|was followed by)\b|$)",
    re.IGNORECASE,
)
_RELATES = re.compile(r"[\s\x00]*(?:of\s[^,;.]{1,40})?,?\s*(?:that|which)\s", re.IGNORECASE)


_EVADES = re.compile(
    r"\b(?:evad|escap|resist|surviv|withst[ao]|tolerat|outlast|elud|bypass|counter)\w*\s+(?:the\s+)?(?:effects?\s+of\s+)?$",
    re.IGNORECASE,
)
_BY_DOING = re.compile(
    r"(?:\s+(?:treatment|therapy|exposure|pressure))?,?\s+(?:\w+ly\s+)?(?:by|through|via)\s+(?:\w+ly\s+)?",
    re.IGNORECASE,
)


class Scene:
    """One level with its items, and the drug that the discourse before it was about."""

    def __init__(
        self,
        level: Level,
        verbs: Sequence[tuple[int, int]],
        topic: Group | None = None,
        bracketed: Sequence[Group] = (),
        owner: Group | None = None,
        classes: Sequence[ClassPhrase] | None = None,
        recent: Sequence[Mention] = (),
    ) -> None:
        """Makes the scene of one level.

        Args:
            level: The level to look at.
            verbs: Section spans of the verbs found on it, in order.
            topic: The drug that a pronoun or an empty subject at the start of the sentence takes up.
            bracketed: Lists in brackets that spell out a word of this level (`抗凋亡蛋白(BCL-2、MCL-1)`), at the
                bracket's place.
            classes: The classes of the level, where they are known already.
            owner: The drug right before the bracket that this level is (`西达基奥仑赛(靶向BCMA)`).
            recent: The targets of the last sentence that stated any, for `上述两种激酶`.
        """
        self.level, self.verbs, self.topic, self.bracketed = level, tuple(verbs), topic, tuple(bracketed)
        self.owner, self.classes, self.recent = owner, classes, tuple(recent)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        own = groups(self.level)
        return tuple(sorted((*own, *self.bracketed), key=lambda g: g.start)) if self.bracketed else own

    def of_kind(self, kind: str) -> Iterator[Group]:
        """Its lists of one kind, in order."""
        return (group for group in self.groups if group.kind == kind)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        found = [Item(g.start, g.end, g.kind, g) for g in self.groups]
        taken = [(m.start, m.end) for m in self.level.mentions]
        for match in _words("agent").finditer(self.level.view):
            start, end = self.level.start + match.start(), self.level.start + match.end()
            if not (_SIDE.match(self.level.view, match.end()) or any(a < end and start < b for a, b in taken)):
                found.append(Item(start, end, "other"))
        return tuple(sorted(found, key=lambda item: item.start))

    def subject(self, position: int) -> Group | None:
        """The drugs that act in the clause at a section offset; None where something else acts or nothing is known."""
        index = self.level.clause_at(position)
        clause = self.level.clauses[index]
        pair = self._pair(clause, position) or self._latter(clause, position) or self._applied(index, position)
        if pair is not None:
            return pair
        found, decided = self._nearest(clause, position)
        if not decided:
            found = self._before(index, position)
        return self._renamed(found) if found is not None and not self._is_evaded(found, position) else None

    def _is_evaded(self, group: Group, position: int) -> bool:
        """Whether a drug is what cells hold out against by what the verb tells (`cells evade D by upregulating Y`)."""
        before, between = self.level.text(self.level.start, group.start), self.level.text(group.end, position)
        return _EVADES.search(before) is not None and _BY_DOING.fullmatch(between) is not None

    def _pair(self, clause: Clause, position: int) -> Group | None:
        """The two drugs that 二者 or `both` at the start of a clause takes up."""
        own = self.level.text(clause.start, position)
        if not _words("pair").match(_CONNECTIVE.sub("", own)):
            return None
        named: dict[str, Mention] = {}
        for group in (
            g for g in self.groups if g.kind == "drug" and g.end <= clause.start and not self._is_predicate(g)
        ):
            for member in group.members:
                if member.type == "DRUG" or not self._is_renamed(member):
                    named[member.name] = member
        drugs = [m for m in named.values() if m.type == "DRUG"]
        members = tuple(drugs if _LAST_TWO.match(own) and len(drugs) > 1 else named.values())[-2:]
        if len(members) == 2:
            is_each = _EACH.match(_CONNECTIVE.sub("", own)) is not None
            apart = is_each or _words("apart").search(self.level.text(clause.start, clause.end)) is not None
            return Group("drug", members, members[0].start, members[-1].end, not apart)
        known = self.topic.members if self.topic is not None else ()
        return self.topic if len(known) == 2 and not named else None

    def _applied(self, index: int, position: int) -> Group | None:
        """The drug just spoken of, where `treatment of cells` at the start of a clause does not name what was given."""
        clause = self.level.clauses[index]
        named = any(g.kind == "drug" and clause.start <= g.start < position for g in self.groups)
        if named or not _APPLIED.match(_CONNECTIVE.sub("", self.level.text(clause.start, position))):
            return None
        return self._antecedent(index) or (self.topic if self.level.opener < 0 else None)

    def _latter(self, clause: Clause, position: int) -> Group | None:
        """The drug that 前者, 后者 or `the latter` at the start of a clause takes up."""
        match = _LATTER.match(_CONNECTIVE.sub("", self.level.text(clause.start, position)))
        if not match:
            return None
        before = [g for g in self.groups if g.kind == "drug" and g.end <= clause.start and not self._is_predicate(g)]
        if any(g.kind == "alteration" and before and before[-1].end <= g.start < clause.start for g in self.groups):
            return None
        named = [m for g in before[-2:] for m in g.members if m.type != "DRUG_CLASS" or len(before) < 2][-2:]
        if len(named) < 2:
            named = [m for g in before[-2:] for m in g.members if m.type == "DRUG" or not self._is_renamed(m)][-2:]
        if not before and self.topic is not None and self.level.opener < 0:
            named = list(self.topic.members[-2:])
        if len(named) == 1 and named[0].type == "REGIMEN":
            named = [part for part in named[0].parts if part.type == "DRUG"]
        if len(named) < 2 and (match["former"] or not named):
            return None
        chosen = named[0] if match["former"] else named[-1]
        return Group("drug", (chosen,), chosen.start, chosen.end)

    def _is_predicate(self, group: Group) -> bool:
        """Whether a class is what the drug before it is said to be (`X为首个Y抑制剂`)."""
        clause = self.level.clauses[self.level.clause_at(group.start)]
        item = Item(group.start, group.end, group.kind, group)
        return _is_complement(item, self.level.text(clause.start, group.start))

    def _is_renamed(self, drug_class: Mention) -> bool:
        """Whether a class is followed at once by the drug that it introduces."""
        later = (m for m in self.level.mentions if m.type == "DRUG" and m.start >= drug_class.end)
        return any(not self.level.text(drug_class.end, m.start).strip(" " + BLANK) for m in later)

    def _appositive(self, group: Group) -> Group | None:
        """The drug that a class right behind it, between commas, describes (`X, a Y inhibitor that …`)."""
        before = [g for g in self.groups if g.kind == "drug" and g.end <= group.start]
        if not before or all(m.type == "DRUG_CLASS" for m in before[-1].members):
            return None
        between = self.level.text(before[-1].end, group.start)
        is_plural = len(before[-1].members) > 1 and group.members[-1].text.endswith("s")
        is_set_off = (
            is_plural
            and _PLURAL_APPOSITIVE.fullmatch(between)
            and self.level.text(group.end, self.level.end).startswith(",")
        )
        is_counted = len(before[-1].members) > 1 and _COUNTED.fullmatch(between) is not None
        return before[-1] if is_counted or is_set_off or _APPOSITIVE.fullmatch(between) else None

    def _said_to_be(self, group: Group) -> Group | None:
        """The drug that a class is the predicate of, where a relative clause follows (`X is a Y inhibitor that …`)."""
        before = [g for g in self.groups if g.kind == "drug" and g.end <= group.start]
        if not before or all(m.type == "DRUG_CLASS" for m in before[-1].members):
            return None
        is_said = _SAID_TO_BE.fullmatch(self.level.text(before[-1].end, group.start))
        return before[-1] if is_said and _RELATES.match(self.level.text(group.end, self.level.end)) else None

    def _said_of_before(self, group: Group) -> Group | None:
        """The drug before an insertion that a class behind it is the predicate of (`X, approved in 2020, is a TKI that …`)."""
        index = self.level.clause_at(group.start)
        clause = self.level.clauses[index]
        left = self.level.text(clause.start, group.start)
        item = Item(group.start, group.end, group.kind, group)
        return self._before_insertion(index) if _is_complement(item, left) else None

    def _before_insertion(self, index: int) -> Group | None:
        """The subject of a clause that begins with its verb: what opens the part of the sentence, before an insertion."""
        clause = self.level.clauses[index]
        if clause.mark != "," or not _OPENS_SAID.match(self.level.text(clause.start, clause.end)):
            return None
        opens = (n for n in range(index - 1, 0, -1) if self.level.clauses[n].mark != ",")
        found, _ = self._first(self.level.clauses[next(opens, 0)])
        return found

    def _renamed(self, group: Group) -> Group:
        """For a class in `作为一种Y抑制剂,…` or `As a Y inhibitor, …` the drug that is one."""
        if any(m.type != "DRUG_CLASS" for m in group.members):
            lists = [g for g in self.groups if g.kind == "drug"]
            whole = (g for g in apposed(self.level, lists) if g.start <= group.start and group.end <= g.end)
            return next(whole, group) if group in lists else group
        introduced = next((g for g in self.groups if g.kind == "drug" and g.start >= group.end), None)
        if introduced and _KIND_OF.fullmatch(self.level.text(group.end, introduced.start)):
            return introduced
        renamed = self._appositive(group) or self._said_to_be(group) or self._said_of_before(group)
        if renamed is not None:
            return renamed
        if not _FRONTED.search(self.level.text(self.level.start, group.start)):
            return group
        later = next((g for g in self.groups if g.kind == "drug" and g.start > group.end), None)
        return later or self.topic or group

    def _nearest(self, clause: Clause, position: int) -> tuple[Group | None, bool]:
        """The nearest agent left of a position in its clause, and whether that settles the matter."""
        later = position
        for item in reversed([i for i in self.items if clause.start <= i.start and i.end <= position]):
            left = self.level.text(clause.start, item.start)
            right = self.level.text(item.end, later if later > item.end else position)
            if item.kind == "drug" and item.group is not None and not (_EXCLUDED.search(left) or _OTHERS.search(left)):
                if _COMPANION.search(left) and _TOGETHER.match(self.level.text(item.end, position)):
                    return self._joined(item.group, clause, item.start), True
                is_subject = not _is_complement(item, left) or _OPENS_SAID.match(left) is not None
                if self._acts(item, left, right, position) and is_subject:
                    return item.group, True
            elif item.kind != "drug" and not self._is_passed_over(item, left, right):
                return None, True
            later = item.start
        return None, False

    def _joined(self, companion: Group, clause: Clause, position: int) -> Group:
        """`X…,与Z联用抑制Y`: both act together."""
        found, decided = self._nearest(clause, position)
        first = found if decided else self._before(self.level.clause_at(clause.start), position)
        if first is None or same_members(first.members, companion.members):
            return companion
        members = (*first.members, *companion.members)
        return Group("drug", members, min(first.start, companion.start), max(first.end, companion.end), True)

    def _acts(self, item: Item, left: str, right: str, position: int) -> bool:
        verb = next((start for start, _ in self.verbs if item.end <= start < position), position)
        whole = self.level.text(item.end, verb)
        if item.end < verb and not whole.isascii() and _is_bare(whole) and not _ABOUT.search(left):
            return True
        if verb == item.end and left and not left[-1:].isascii() and not _ABOUT.search(left):
            return True
        if _setting_off().match(whole) or re.match(rf"[\s{BLANK}]*的[^,]{{0,6}}(?:耐药|抵抗|敏感)", whole):
            return False
        if _instrument().search(left) or _TREATED.search(left):
            return True
        return not _preposed().search(left)

    def _is_passed_over(self, item: Item, left: str, right: str) -> bool:
        if _preposed().search(left) or _OF.match(right) or _INTRODUCES.match(right):
            return True
        if item.group is None and _AMONG.search(left) and (left.isascii() or _WITHIN.match(right)):
            return True
        if item.group is None and _ENTERS.search(left) and _ONCE_INSIDE.match(right):
            return True
        return self._is_object(item)

    def _is_object(self, item: Item) -> bool:
        """Whether a verb stands before the item in its clause with nothing else between them."""
        for _, end in self.verbs:
            if end <= item.start and item.start - end <= 40:
                between = self.level.text(end, item.start)
                crossed = any(end <= other.start < item.start and other.kind == "drug" for other in self.items)
                if not crossed and not re.search(r"[,;。]", between):
                    return True
        return False

    def _before(self, index: int, position: int) -> Group | None:
        clause = self.level.clauses[index]
        own = self.level.text(clause.start, position)
        if (_RELATIVE.match(own) or _RENAMING.match(own)) and index:
            described = index - 2 if index > 1 and self._is_apposition(index - 1) else index - 1
            return self._last_drug(self.level.clauses[described])
        if (named := self._meant(index, own) or self._before_insertion(index)) is not None:
            return named
        if index and _ITSELF.match(_CONNECTIVE.sub("", own.lstrip())):
            return self._antecedent(index) or self._topic(own)
        if (resumed := self._resumed(index, own) or self._behind_place(index, own)) is not None:
            return resumed
        if not self._is_light(clause, position):
            return None
        if self.owner is not None and (index == 0 or self._is_light(self.level.clauses[0], clause.start)):
            return self.owner
        if index == 0 or (clause.mark and clause.mark in "。!?！？"):
            return self._topic(own)
        for number in range(index - 1, -1, -1):
            earlier = self.level.clauses[number]
            if number == 0 and self.topic is not None and self._describes(earlier):
                return self.topic
            if self.level.clauses[number + 1].reported and _STUDY.search(self.level.text(earlier.start, earlier.end)):
                return self._topic(own)
            if number and self._is_apposition(number):
                continue
            if number and _BY_MEANS.match(self.level.text(earlier.start, earlier.end)):
                continue
            if (found := self._before_insertion(number)) is not None:
                return found
            found, decided = self._first(earlier)
            if decided:
                return found
            if number and _INSERTED.match(self.level.text(earlier.start, earlier.end)):
                continue
            if taken := (
                self._pair(earlier, earlier.end)
                or self._meant(number, self.level.text(earlier.start, earlier.end))
                or self._own_antecedent(number)
                or self._pronoun_at(earlier)
            ):
                return taken
            if number and _ITSELF.match(_CONNECTIVE.sub("", self.level.text(earlier.start, earlier.end).lstrip())):
                return self._antecedent(number)
            if not self._is_light(earlier, earlier.end) and not self._goes_on(earlier):
                return None
            first = next((start for start, _ in self.verbs if earlier.start <= start < earlier.end), earlier.end)
            if taken := self._topic(self.level.text(earlier.start, first)):
                return taken
        return self._topic(own)

    def _antecedent(self, index: int) -> Group | None:
        """What 其 at the start of a clause takes up: the first agent of the nearest clause before that has one."""
        for number in range(index - 1, -1, -1):
            found, decided = self._first(self.level.clauses[number])
            if decided:
                return found
        return None

    def _resumed(self, index: int, own: str) -> Group | None:
        """The drug that a sentence is about, where a clause adds what else it does (`D使B减少,细胞死亡,此外还可激活E`)."""
        before = self.level.text(self.level.clauses[index - 1].start, self.level.clauses[index].start) if index else ""
        if not (_ADDS.fullmatch(own) or _BESIDES_IT.fullmatch(own)) and not (
            _BESIDES.fullmatch(before) and _ALSO.fullmatch(own)
        ):
            return None
        for number in range(index - 1, -1, -1):
            earlier = self.level.clauses[number]
            if self._is_set_against(earlier):
                return None
            found, _ = self._first(earlier)
            if taken := found or self._pronoun_at(earlier):
                return taken
        return None

    def _behind_place(self, index: int, own: str) -> Group | None:
        """The topic that a pronoun takes up behind a place or time in front (`In myeloma cells, it degrades X`)."""
        first = self.level.clauses[0]
        is_place = index == 1 and _PLACE.fullmatch(self.level.text(first.start, first.end)) is not None
        names_drug = any(g.kind == "drug" and first.start <= g.start < first.end for g in self.groups)
        is_taken_up = self.level.opener < 0 and _pronoun().match(_CONNECTIVE.sub("", own.lstrip())) is not None
        return self.topic if is_place and is_taken_up and not names_drug else None

    def _is_set_against(self, clause: Clause) -> bool:
        """Whether a clause of contrast brings something of its own (`但C可结合B`), and no mere sequel (`滞留于核内而活化`)."""
        contrast = _CONTRASTS.match(self.level.text(clause.start, clause.end))
        return contrast is not None and any(clause.start <= item.start < clause.end for item in self.items)

    def _is_apposition(self, number: int) -> bool:
        """Whether a clause only says what the name before it is (`X, a ligand trap, …`, `X,一种配体陷阱,…`)."""
        clause = self.level.clauses[number]
        has_verb = any(clause.start <= start < clause.end for start, _ in self.verbs)
        said = self.level.text(clause.start, clause.end)
        before = self._last_named(self.level.clauses[number - 1])
        if has_verb or clause.mark not in (",", "，") or not _APPOSED.fullmatch(said) or before is None:
            return False
        return not self.level.text(before.end, clause.start).strip(" ,，" + BLANK)

    def _meant(self, index: int, own: str) -> Group | None:
        """The one drug that `该药` or `this drug` at the start of a clause takes up: that of the clause before.

        A clause that names nothing may stand between them (`X对D敏感,机制已明:该药抑制Y`).
        """
        opening = _REASON.sub("", _CONNECTIVE.sub("", own.lstrip()))
        if not index or self.level.opener >= 0 or not _definite().match(opening):
            return None
        is_empty = index > 1 and not self._names_any(self.level.clauses[index - 1])
        before = self.level.clauses[index - 2 if is_empty else index - 1]
        named = [g for g in self.groups if g.kind == "drug" and before.start <= g.start < before.end]
        is_one = len(named) == 1 and len(named[0].members) == 1 and named[0].members[0].type == "DRUG"
        return named[0] if is_one else None

    def _names_any(self, clause: Clause) -> bool:
        return any(clause.start <= group.start < clause.end for group in self.groups)

    def _own_antecedent(self, number: int) -> Group | None:
        """The drug of the clause right before one that begins with a pronoun (`X不然:它进入口袋,由此抑制Y`)."""
        clause = self.level.clauses[number]
        own = _CONNECTIVE.sub("", self.level.text(clause.start, clause.end).lstrip())
        if not number or not _pronoun().match(own) or own.startswith("其"):
            return None
        found, decided = self._first(self.level.clauses[number - 1])
        return found if decided else None

    def _describes(self, clause: Clause) -> bool:
        """Whether a clause without a verb says what the drug of the heading is (`重组融合蛋白,结合Y`)."""
        has_verb = any(clause.start <= start < clause.end for start, _ in self.verbs)
        own = self.level.text(clause.start, clause.end).strip(" " + BLANK)
        return self.level.opener < 0 and not has_verb and bool(_KIND.fullmatch(own))

    def _pronoun_at(self, clause: Clause) -> Group | None:
        """The topic, where an earlier clause begins with a pronoun that takes it up (`该药为Y抑制剂,…`)."""
        own = _CONNECTIVE.sub("", self.level.text(clause.start, clause.end).lstrip())
        return self.topic if self.level.opener < 0 and _pronoun().match(own) and not own.startswith("其") else None

    def _goes_on(self, clause: Clause) -> bool:
        """Whether a clause begins with an adverb, a property (`半衰期长`) or 对, so that it, too, is of the subject before."""
        own = self.level.text(clause.start, clause.end).lstrip()
        if _CODE.match(own):
            return False
        return bool(_words("adverb").match(own) or _words("property").match(own) or _TOWARD.match(own))

    def _is_light(self, clause: Clause, position: int) -> bool:
        """Whether a clause brings no subject of its own: only adverbs, pronouns and circumstances before its verb."""
        first = next((start for start, _ in self.verbs if clause.start <= start < position), position)
        own = _MEANS.sub("", _COPULAR.sub("", _OTHER_NOT.sub("", self.level.text(clause.start, first))))
        rest = _words("adverb").sub("", _CIRCUMSTANCE.sub("", _pronoun().sub("", own)))
        rest = rest.strip(" ,;、" + BLANK)
        return not _CODE.fullmatch(rest) and len(rest) <= (12 if rest.isascii() else 4)

    def _topic(self, text: str) -> Group | None:
        if self.level.opener >= 0:
            return None
        bare = _UNDER.sub("", _CONNECTIVE.sub("", text.lstrip()))
        return self.topic if _pronoun().match(bare) or (bare.strip() and _is_bare(bare)) else None

    def _first(self, clause: Clause) -> tuple[Group | None, bool]:
        """The first thing in subject position of an earlier clause."""
        for item in self.items:
            if not clause.start <= item.start < clause.end:
                continue
            left = self.level.text(clause.start, item.start)
            right = self.level.text(item.end, clause.end)
            if item.kind == "drug":
                if (
                    self._acts(item, left, right, clause.end)
                    and not _EXCLUDED.search(left)
                    and not is_fronted(left)
                    and not _is_complement(item, left)
                ):
                    return item.group, True
            elif not self._is_passed_over(item, left, right):
                return None, True
        return None, False

    def _last_named(self, clause: Clause) -> Group | None:
        inside = [g for g in self.groups if clause.start <= g.start < clause.end]
        return inside[-1] if inside else None

    def _last_drug(self, clause: Clause) -> Group | None:
        inside = [g for g in self.groups if clause.start <= g.start < clause.end]
        return inside[-1] if inside and inside[-1].kind == "drug" else None


_CODE = re.compile(
    r"(?:and\s+|but\s+|while\s+|whereas\s+|而|且|同时)?"
    r"(?:(?-i:(?![A-Z]{2}[59]0(?!\d))[A-Z]{2,6}[- ]?\d{2,}[a-zA-Z]?)|(?:compound|molecule|analogue?|derivative)\s+\d+[a-z]?)(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
"""The name of an agent that no dictionary knows, which is a subject all the same (`, and XY-123 degrades Y`); no IC50."""
_KIND_OF = re.compile(rf"[ {BLANK}]*(?:类?(?:药物|新药|药)[ {BLANK}]*)?")
_UNDER = re.compile(
    r"^(?:在)?[^,;。\x00]{1,14}?(?:浓度|剂量|条件|暴露量|水平|情况)(?:下|时|内|上|范围内),?(?=本品|该药|此药|它|其|本药)"
)
"""A condition in front of a pronoun (`临床可达浓度下本品…`)."""


_REASON = re.compile(
    r"(?:其|这)?(?:主要|可能)?(?:的)?(?:作用)?(?:原因|机制|机理|理由|道理|依据|关键|根源)(?:主要|就)?(?:在于|是|为|即)"
    r"|(?:the\s+)?(?:reason|explanation|mechanism)\s+(?:is|was|being)\s+that\s+",
    re.IGNORECASE,
)
"""What opens a clause that gives a reason, before its subject (`原因是该药只抑制Y`)."""
_OWN_WORDS = r"\s*(?:它|该药|其)?(?:还|也|亦|尚)(?:可以?|能够?|会|具有|有|直接|进一步|间接|显著|同时)*"
_ADDS = re.compile(
    rf"\s*(?:此外|另外|除此之外|与此同时|同时|并且?|而且|且){_OWN_WORDS}\s*"
    r"|\s*(?:and\s+)?(?:in addition|additionally|moreover|furthermore|besides),?\s+it\s+(?:(?:also|directly|further)\s+)?",
    re.IGNORECASE,
)
_BESIDES_IT = re.compile(
    r"\s*(?:and\s+|but\s+)?(?:besides|in addition to|apart from|beyond|other than)\s+(?:inhibiting\s+|blocking\s+|targeting\s+)?[^,;.]{1,40}?,?\s+(?:it|the (?:drug|agent|compound))\s+(?:(?:also|directly|potently|can|may)\s+)*",
    re.IGNORECASE,
)
_BESIDES = re.compile(
    r"\s*(?:此外|另外|除此之外|与此同时|同时|(?:and\s+)?(?:in addition|additionally|moreover|furthermore|besides))[,，\s]*",
    re.IGNORECASE,
)
_ALSO = re.compile(rf"{_OWN_WORDS}\s*|\s*it\s+(?:(?:also|directly|further)\s+)?", re.IGNORECASE)
_CONTRASTS = re.compile(r"\s*(?:但|然而|而|不过|whereas|while|but|although)", re.IGNORECASE)


def _is_complement(item: Item, left: str) -> bool:
    """Whether a class is what the subject of its clause is said to be (`二者均为核苷类似物`)."""
    drugs = item.group.members if item.group else ()
    return all(m.type == "DRUG_CLASS" for m in drugs) and bool(_COMPLEMENT.search(left)) and "以" not in left[:1]


def _is_bare(text: str) -> bool:
    """Whether a text holds nothing but adverbs, auxiliaries and the like."""
    return len(text) <= 14 and not _words("adverb").sub("", text).strip(" ,;" + BLANK)


def topic_of(scene: Scene) -> Group | None:
    """The drug that a sentence is about, for the one behind it: the first in subject position, else the only one."""
    drugs = [g for g in scene.groups if g.kind == "drug" and any(m.type != "DRUG_CLASS" or m.parts for m in g.members)]
    if len(drugs) < 2:
        return drugs[0] if drugs else None
    for clause in scene.level.clauses:
        found, _ = scene._first(clause)
        if found is not None and found in drugs:
            return found
    return drugs[0] if len(drugs) == 1 else None


def same_members(left: Sequence[Mention], right: Sequence[Mention]) -> bool:
    """Whether two groups name the same concepts."""
    return {m.name for m in left} == {m.name for m in right}
