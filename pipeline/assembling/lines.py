"""Rows as lines of CSV by RFC 4180: raw values, LF at the end, None empty, quotes only where a field needs them.

Python's own CSV writer leaves a lone carriage return unquoted, which breaks a row, and Arrow's quotes every text;
therefore the fields are quoted here, one by one for a line and column by column for a table.

>>> csv_line(["維奈克拉, 400 mg", None, 7, 0.5])
'"維奈克拉, 400 mg",,7,0.5\\n'
>>> csv_lines(pa.table({"text": ["維奈克拉, 400 mg", 'a"b'], "n": [None, 7], "part": [0.5, 1.0]})).decode()
'"維奈克拉, 400 mg",,0.5\\n"a""b",7,1.0\\n'
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

_SIGNS = '[",\r\n]'
_TO_QUOTE = re.compile(_SIGNS)


def csv_line(values: Iterable[object]) -> str:
    """One row; None is empty."""
    return ",".join(_field(value) for value in values) + "\n"


def _field(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def csv_lines(table: pa.Table) -> bytes:
    """All rows of a table, UTF-8, as `csv_line` would write them one by one."""
    if not len(table):
        return b""
    fields = [_fields(column.combine_chunks()) for column in table.columns]
    ended = pc.binary_join_element_wise(fields[-1], "\n", "")
    lines = pc.binary_join_element_wise(*fields[:-1], ended, ",") if len(fields) > 1 else ended
    return b"".join(_body(chunk) for chunk in (lines.chunks if isinstance(lines, pa.ChunkedArray) else [lines]))


def _body(lines: pa.Array) -> bytes:
    """All values of an array of its own, one behind the other, as they lie in memory."""
    return bytes(lines.buffers()[2][: pc.sum(pc.binary_length(lines)).as_py()])


def _fields(values: pa.Array) -> pa.Array:
    if not pa.types.is_string(values.type):
        return pc.fill_null(_numbers(values), "")
    to_quote = pc.match_substring_regex(values, _SIGNS)
    if not pc.any(to_quote).as_py():
        return pc.fill_null(values, "")
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(values, '"', '""'), '"', "")
    return pc.fill_null(pc.if_else(to_quote, quoted, values), "")


def _numbers(values: pa.Array) -> pa.Array:
    """Numbers as Python writes them, each of the few different ones once."""
    coded = values.dictionary_encode()
    told = pa.array([str(value) for value in coded.dictionary.to_pylist()], pa.string())
    return told.take(coded.indices)
