"""Shares of cells that an altered clone or its transcript makes up: what sequencing measures, and no rate of patients.

`C481S降至0.3%`, `VAF落至1.4%`, `融合转录本回升至6.3%`, `the T315I clone fell to 2%`. Such a figure stands beside the endpoint
that a patient reached, and is not the endpoint's.

>>> text = "达CR,X突变降至3%"
>>> change = Mention(4, 7, "ALTERATION", "X突变")
>>> figure = Mention(9, 11, "VALUE", "3%")
>>> is_clone_size(Line(text, 0, len(text), (change, figure)), figure)
True
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.relating.lines import Line

_ADVERBS = r"[又再仅只已则均皆都也亦更遂即渐速快逐步迅进一随之继续明显著]{0,6}"
_MOVED = (
    rf"(?:[从由自]\s*\d[\d.]*%?\s*)?{_ADVERBS}(?:[回反下上跌缩清])?[升降落减增跌涨退长](?:[高低少加大小])?[至到为](?:了)?约?"
    r"|\b(?:fell|fallen|fall|falling|rose|risen|rise|rising|dropped|declined|decreased|increased|grew|grown|expanded|shrank|shrunk|climbed|rebounded|went|going|was|were|being|(?=down|up))\s*"
    r"(?:(?:back|again|down|up|further|steadily)\s+){0,3}(?:from\s+(?:an?\s+\w+\s+of\s+)?(?:\d[\d.]*%?\s+)?)?(?:(?<=\s)to\s+)?(?:(?:only|just|about|below|under)\s+)?"
)
_SHARED = (
    rf"{_ADVERBS}占(?:比|据)?(?:为|达|约|仅)*"
    r"|\b(?:made up|accounted for|comprised|constituted|represented)\s+(?:(?:only|just|about)\s+)?"
)
_ALLELES = r"(?:VAF|(?:变异)?等位基因(?:频率|负荷)|变异频率|(?:突变|变异)?丰度|突变负荷|allel(?:e|ic) (?:frequency|fraction|burden|load)|mutant allele fraction)"
_TRANSCRIPTS = r"(?:转录本|转录子|transcripts?)(?:水平|定量|\s+levels?)?|(?:原始细胞|幼稚细胞|浆细胞|\bblasts?)(?:比例|\s+counts?)?"
_IS = rf"(?:{_ADVERBS}(?:[为是达约]|高达|低至)*|\s*(?:was|is|were|of|at|:|=)\s*(?:(?:only|just|about)\s+)?)"
_MEASURED = re.compile(
    rf"(?:{_ALLELES}\s*\)?\s*(?:{_MOVED}|{_IS})|(?:{_TRANSCRIPTS})\s*\)?\s*(?:{_MOVED}))\s*[<>≤≥]?\s*$", re.IGNORECASE
)
"""An amount that is measured in a sample, up to its figure."""
_OF_CHANGE = re.compile(rf"(?P<verb>{_MOVED}|{_SHARED})\s*[<>≤≥]?\s*$", re.IGNORECASE)
_KINDS = re.compile(
    rf"[\s的]*(?:\([^()]{{0,30}}\))?(?:[\s的]*(?:亚?克隆|突变|变异|负荷|水平|{_ALLELES}|{_TRANSCRIPTS}|(?:sub)?clones?|burden|mutations?|levels?|fraction|population)){{0,3}}\s*",
    re.IGNORECASE,
)
"""What may stand between an alteration and the verb of its amount."""
_REACH = 72


def is_clone_size(line: Line, value: Mention) -> bool:
    """Whether a share is how much of a sample an alteration makes up: it rises, falls, or is one of alleles."""
    around = max(line.start, value.start - _REACH)
    if _MEASURED.search(line.text, around, value.start) is not None:
        return True
    match = _OF_CHANGE.search(line.text, around, value.start)
    return match is not None and _is_of_change(line, match.start("verb"))


def _is_of_change(line: Line, verb: int) -> bool:
    """Whether an alteration or a gene is what rises or falls: nothing but words for its amount before the verb."""
    before = [m for m in line.mentions if m.type in ("ALTERATION", "GENE") and m.end <= verb]
    if not before or _KINDS.fullmatch(line.text, before[-1].end, verb) is None:
        return False
    return _CARRIED.search(line.text, max(line.start, before[-1].start - 24), before[-1].start) is None


_CARRIED = re.compile(
    r"(?:伴有?|携带|带有|合并|存在|[对在含])\s*$|\b(?:with|in|for|among|without|carrying|harbou?ring)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
"""Words before the alteration of those whose rate rises or falls (`the rate with T315I fell to 20%`)."""
