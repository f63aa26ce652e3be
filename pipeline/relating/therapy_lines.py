"""Groups of one treatment by the lines of therapy before it (`1线与≥2线治疗后患者的ORR分别为67%和47%`).

>>> text = "既往2线治疗与≥3线治疗者ORR分别为67%和47%"
>>> of_sides(Line(text, 0, len(text), ()), text.index("67"), 2)
('既往2线治疗', '≥3线治疗')
"""

from __future__ import annotations

import re

from pipeline.relating.lines import Line

_ONE = (
    r"(?:(?:既往|此前|仅|接受过?|曾)*[≥>]?\s?[1-6一二两三四五](?:[~-][1-6])?线(?:及?以上)?(?:治疗|化疗)?(?:后|失败)?)"
)
_JOIN = r"(?:患者|者)?(?:、|和|与|及|以及|对|vs\.?)"
_LINES = re.compile(
    rf"(?P<items>{_ONE}(?:{_JOIN}{_ONE}){{1,3}})的?(?:患者|患儿|者|亚组|组)[^;。%]{{0,60}}?(?:分别|依次)"
)
_ITEM = re.compile(_ONE)
_REACH = 120


def of_sides(line: Line, offset: int, sides: int) -> tuple[str, ...]:
    """The groups by lines of therapy that figures from an offset on are told of in turn, one for each; or nothing."""
    told = _LINES.search(line.text, max(line.start, offset - _REACH), offset)
    items = tuple(m.group().strip() for m in _ITEM.finditer(told["items"])) if told else ()
    return items if len(items) == sides else ()
