"""Records → JSON, JSON lines, CSV, TSV."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from cstonews.render.inert import ACTIVE, inert

Records = Iterable[Mapping[str, Any]]

_BEYOND_JSON = re.compile(ACTIVE)  # what a terminal obeys and json.dumps lets through
# Where a formula opens: a sign of full width is one to some spreadsheets, and blanks or what is
# not seen before it are none to others. One whose cells are parted by semicolons, as where a
# comma parts the digits of numbers, opens a cell behind one, and behind a line feed, too.
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(
    rf"\A(?=[\s\u00ad\u200b-\u200d\u2060\ufeff]*{_SIGN}|[\t\r])|(?<=[;\n])(?=\"*{_SIGN})"
)
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
    return _BEYOND_JSON.sub(lambda match: json.dumps(match.group())[1:-1], text)


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
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before each sign."""
    text = _text(value)
    if isinstance(value, str):
        text = _FORMULA.sub("'", text)
    return inert(text.translate(escapes))


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else as_json(value)
