"""What a statement says not to be so: a tie that nobody has found, a cause taken back for another.

What was looked for and not found is no claim; of a cause that is taken back (`not caused by X but by Y`), the other one
holds.

>>> from pipeline.records import Mention
>>> from pipeline.relating.clauses import levels
>>> text = "未发现X突变与D耐药有关"
>>> level = levels(text, 0, len(text), ())[0]
>>> is_unfound(level, Mention(3, 6, "ALTERATION", "X突变"), 8, 10)
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.relating.clauses import Level

_REACH = 60
_UNFOUND = re.compile(
    r"(?:未能?|没有|并未|尚未|均未|从未)(?:曾|再|被)?(?:发现|观察到|见到|检测到|证实|证明|显示|见有?)"
    r"|(?:无|没有|缺乏|尚?未有)(?:任何|充分|足够|明确|直接|确凿|可靠|临床|的)*(?:证据|数据|资料|研究|报道|报告)(?:可以?|能够?)?(?:表明|显示|证明|证实|支持|提示|发现|认为)?"
    r"|\bno\s+(?:\w+\s+){0,2}?(?:associations?|correlations?|relationships?|links?|evidence|proof|indication)\s+(?:was|were|is|has been|could be)?\s*"
    r"(?:\w+ly\s+)?(?:found|seen|observed|detected|noted|identified|demonstrated|shown|apparent|evident)?\s*(?:that|between|of|for|linking|with)\b"
    r"|\b(?:did|could|does|do) not (?:find|observe|detect|show|identify|confirm|support|see)\b(?:\s+that|\s+\w+){0,6}?\s+(?:that|between)\b",
    re.IGNORECASE,
)
"""Words that what stands behind them was not found to be so (`没有证据表明X…`, `no association was found between`)."""
_ATTRIBUTE = re.compile(r"(?:过)?的|\s*(?:[\w-]+\s){0,3}disease\b")
"""What makes words of not finding an attribute of what follows (`治疗前未检测到的X`, `no evidence of extramedullary disease`)."""
_ONLY_MORE = re.compile(r"(?:除|以外|之外|other|further|additional|其他|其它|新的|apart|beyond)", re.IGNORECASE)
_UNPROVEN = re.compile(
    r"性?(?:之间)?的?(?:因果)?(?:关系|关联|联系|相关性|作用)(?:目前|至今|仍|还|均|也)*(?:尚未|未能?|没有|有待|仍待)(?:得到|被|获得|进一步|予以)*(?:证实|证明|确认|确立|验证|明确|阐明)"
)
"""Words behind a response that the tie spoken of is not proven (`X与D耐药的关系尚未得到证实`)."""
_NO_SUCH = re.compile(
    r"\s*(?:mutations?|variants?|alterations?)?\s*(?:(?:has|have|had)\s+(?:yet\s+|so far\s+|ever\s+)?been|was|were|is|are)\s+"
    r"(?:\w+ly\s+)?(?:shown|found|reported|described|identified|proven|known|demonstrated|observed|seen|thought)\b",
    re.IGNORECASE,
)


def is_unfound(level: Level, alteration: Mention, start: int, end: int) -> bool:
    """Whether an alteration and a word of response are tied only by words that no such tie was found.

    Args:
        level: The level.
        alteration: What the word is said of.
        start, end: Where the word of response stands.
    """
    if re.match(r"no\s", alteration.text, re.IGNORECASE) and _NO_SUCH.match(level.text(alteration.end, level.end)):
        return True
    if alteration.end <= start and _UNPROVEN.match(level.text(end, level.end)):
        return True
    first = min(alteration.start, start)
    left = re.split(
        r"[,;。，；]|但|而|\b(?:and|but|whereas|although|though|while)\b",
        level.text(max(level.start, first - _REACH), first),
    )[-1]
    said = _UNFOUND.search(left)
    if said is not None and _ATTRIBUTE.match(left, said.end()):
        return False
    between = level.text(min(alteration.end, end), max(alteration.start, start))
    return said is not None and not _ONLY_MORE.search(left) and not re.search("[,;。，；]", between)


_TAKEN_BACK = re.compile(
    r"(?:并非|不是|并不是|并不)(?:主要|直接)*(?:由于?|因为?|源于|归因于|来自|与)[^,;。不仅只]{0,6}$"
    r"|\b(?:not|n't)\s+(?:(?!only)\w+ly\s+)?(?:caused|mediated|driven|explained|due|attributable|conferred|accounted)\s+(?:by|to|for by)\s+"
    r"(?:the\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?:突变|扩增|融合|缺失)?(?:所致|引起|导致|介导|造成|相关|有关)?,?而是(?:主要|因为?)?(?:由于?|因为?|源于|归因于|来自|与)"
    r"|\s*,?\s*(?:but|but rather|rather)\s+(?:was\s+|is\s+)?(?:(?:caused|mediated|driven|explained)\s+)?(?:by|to|through)\s+(?:the\s+|an?\s+)?",
    re.IGNORECASE,
)


def is_taken_back(level: Level, alteration: Mention, end: int) -> bool:
    """Whether a response before an alteration is said not to be its doing (`D耐药并非由X引起`, `was not caused by X`).

    Args:
        level: The level.
        alteration: What the word is tied to.
        end: Where the word of response ends.
    """
    return alteration.start >= end and _TAKEN_BACK.search(level.text(end, alteration.start)) is not None


def instead(level: Level, alteration: Mention, held: Sequence[tuple[int, Mention]]) -> tuple[Mention, ...]:
    """The alteration that is named as the cause in the place of one taken back (`…而是由Y所致`, `but by Y`)."""
    behind = next((m for at, m in held if at >= alteration.end and m.span != alteration.span), None)
    is_cause = behind is not None and _INSTEAD.fullmatch(level.text(alteration.end, behind.start)) is not None
    return (behind,) if is_cause and behind is not None else ()
