"""Records → JSON, JSON lines, CSV, TSV."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from cstonews.render.inert import inert

Records = Iterable[Mapping[str, Any]]

# What a terminal obeys and json.dumps lets through.
_BEYOND_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def write(records: Records, form: str, keys: Sequence[str] = ()) -> Iterator[str]:
    """Yield ``records`` in the machine format ``form``, in pieces that end in a line feed.

    ``keys`` are the columns of CSV and TSV where there is no record to tell them.
    """
    if form == "csv":
        return _lines(records, keys, ",", _csv_cell)
    if form == "tsv":
        return _lines(records, keys, "\t", lambda value: _harmless(value, _TSV_ESCAPES))
    return _json(records) if form == "json" else _jsonl(records)


def as_json(value: object) -> str:
    """Return ``value`` as JSON that keeps every character and that no terminal obeys."""
    text = json.dumps(value, ensure_ascii=False)
    return _BEYOND_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _json(records: Records) -> Iterator[str]:
    opening = "["
    for record in records:
        yield f"{opening}{as_json(record)}"
        opening = ",\n "
    yield "[]\n" if opening == "[" else "]\n"


def _jsonl(records: Records) -> Iterator[str]:
    for record in records:
        yield as_json(record) + "\n"


def _lines(
    records: Records, keys: Sequence[str], separator: str, cell: Callable[[object], str]
) -> Iterator[str]:
    rest = iter(records)
    first = next(rest, None)
    header = list(first) if first else list(keys)
    if header:
        yield separator.join(header) + "\n"
    for record in chain([first] if first else [], rest):
        yield separator.join(cell(record[key]) for key in header) + "\n"


def _csv_cell(value: object) -> str:
    text = _harmless(value, {})
    return '"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text


def _harmless(value: object, escapes: Mapping[int, str]) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before its sign."""
    text = _text(value)
    if isinstance(value, str) and text.startswith(_FORMULA):
        text = "'" + text
    return inert(text.translate(escapes))


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else as_json(value)
