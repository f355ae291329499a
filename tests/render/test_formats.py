"""Machine formats: JSON that keeps every character, tables that no program obeys."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cstonews.render.formats import as_json, write
from cstonews.render.inert import inert

ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://a")', "\t=1"),
    *(" =1", "\u00a0+1", "\ufeff@A1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20A1", "\r=1"),
]
HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://a\x1b\\x",
    "\x9b31m",
    "a\u202eb",
    "a\u2066b\u2069",
    "a\x85b\u2028c",
    "\x7f\0\b",
    "a\rb",
    "\udcff",
    "[red]x[/red]",
    "<script>alert(1)</script>",
]

texts = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\r\n\"',;\\\x1b\x9b\u202e\u2028 aб'"),
        st.characters(),
    )
)
values = st.one_of(texts, st.none(), st.integers(), st.lists(texts, max_size=3))


@st.composite
def tables(draw):
    """Records with the same keys in the same order."""
    keys = draw(
        st.lists(
            st.sampled_from(["dump", "title", "body", "start", "seen"]), min_size=2, unique=True
        )
    )
    return draw(st.lists(st.fixed_dictionaries(dict.fromkeys(keys, values)), max_size=4))


def written(records, form):
    return "".join(write(records, form))


def csv_rows(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def tsv_rows(text):
    return [line.split("\t") for line in text.split("\n")[:-1]]


EMPTY = {"json": "[]\n", "jsonl": "", "csv": "", "tsv": ""}


@pytest.mark.parametrize(("form", "expected"), EMPTY.items())
def test_no_records(form, expected):
    assert written([], form) == expected


SMALL = {
    "json": '[{"a": "x", "b": null},\n {"a": "y", "b": 2}]\n',
    "jsonl": '{"a": "x", "b": null}\n{"a": "y", "b": 2}\n',
    "csv": "a,b\nx,\ny,2\n",
    "tsv": "a\tb\nx\t\ny\t2\n",
}


@pytest.mark.parametrize(("form", "expected"), SMALL.items())
def test_two_records(form, expected):
    assert written([{"a": "x", "b": None}, {"a": "y", "b": 2}], form) == expected


@pytest.mark.parametrize("form", EMPTY)
def test_records_are_written_one_by_one(form):
    """So that a long answer begins at once and takes no memory."""
    taken = []

    def feed():
        for number in range(9):
            taken.append(number)
            yield {"a": number}

    pieces = write(feed(), form)
    next(pieces)
    assert len(taken) == 1


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_letters_of_all_alphabets_are_written_as_they_are(form):
    assert "Совет “ООН” ё😀" in written([{"title": "Совет “ООН” ё😀"}], form)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("form", EMPTY)
def test_no_format_holds_what_a_terminal_obeys(form, text):
    assert not ACTIVE.search(written([{"title": text}], form))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_json_escapes_it_and_gives_it_back(text):
    assert json.loads(as_json(text)) == text


@pytest.mark.parametrize("text", ["\x9b", "\u202e", "\u2069", "\x7f", "\u2028", "\u200f", "\udc80"])
def test_json_escapes_what_json_itself_lets_through(text):
    assert as_json(text) == f'"\\u{ord(text):04x}"'


@settings(deadline=None)
@given(tables())
def test_json_keeps_every_character(records):
    assert json.loads(written(records, "json")) == records
    assert [json.loads(line) for line in written(records, "jsonl").splitlines()] == records


@settings(deadline=None)
@given(tables())
def test_a_line_of_jsonl_is_a_record(records):
    """Also for programs that count U+2028 or U+0085 as the end of a line."""
    assert len(written(records, "jsonl").splitlines()) == len(records)


@settings(deadline=None)
@given(tables(), st.sampled_from(sorted(EMPTY)))
def test_every_format_is_inert_and_can_be_encoded(records, form):
    text = written(records, form)
    assert not ACTIVE.search(text)
    assert text.encode("utf-8").decode("utf-8") == text


def cell(value):
    """What a cell of a table says of a value."""
    if value is None:
        return ""
    return inert(value) if isinstance(value, str) else as_json(value)


def bare(text):
    """A cell without an apostrophe where a cell begins, for some programs behind a semicolon."""
    return re.sub(r"(?<![^;\n])'", "", text)


@settings(deadline=None)
@given(tables())
@example([{"dump": ";=", "seen": '\n"=1', "start": "a'b"}])
def test_csv_is_read_back_by_other_programs(records):
    """But for the apostrophes before what spreadsheets would take for formulas."""
    rows = csv_rows(written(records, "csv"))
    assert rows[:1] == [list(record) for record in records[:1]]
    for row, record in zip(rows[1:], records, strict=True):
        for key, told in zip(rows[0], row, strict=True):
            value = record[key]
            assert bare(told) == bare(cell(value))
            assert not isinstance(value, str) or not re.search(r'(\A|[;\n]"*)[=+\-@]|\A\t', told)


@settings(deadline=None)
@given(tables())
def test_tsv_has_a_line_a_record_and_a_tab_between_cells(records):
    rows = tsv_rows(written(records, "tsv"))
    assert rows[:1] == [list(record) for record in records[:1]]
    assert [len(row) for row in rows[1:]] == [len(record) for record in records]


TSV = {
    "tab": ("a\tb", "a\\tb"),
    "line feed": ("a\nb", "a\\nb"),
    "carriage return": ("a\rb", "a\\rb"),
    "backslash": ("a\\tb", "a\\\\tb"),
    "escape": ("\x1b[31m", "␛[31m"),
    "quotes": ('a "b"', 'a "b"'),
}


@pytest.mark.parametrize(("text", "expected"), TSV.values(), ids=TSV)
def test_tsv_escapes_what_would_end_a_cell(text, expected):
    assert written([{"title": text}], "tsv") == f"title\n{expected}\n"


CSV = {
    "plain": ("a b", "a b"),
    "comma": ("a, b", '"a, b"'),
    "quotes": ('a "b"', '"a ""b"""'),
    "line feed": ("a\nb", '"a\nb"'),
    "carriage return": ("a\rb", "a␍b"),
    "a sign inside": ("1=1", "1=1"),
    "a dialogue's dash": ("— Yes", "— Yes"),
}


@pytest.mark.parametrize(("text", "expected"), CSV.values(), ids=CSV)
def test_csv_cells(text, expected):
    assert written([{"title": text}], "csv") == f"title\n{expected}\n"


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
@pytest.mark.parametrize(("form", "rows"), [("csv", csv_rows), ("tsv", tsv_rows)])
def test_no_cell_is_a_formula(form, rows, text):
    (_, (told, number)) = rows(written([{"title": text, "number": -1}], form))
    assert told[0] == "'"
    assert told.endswith(text.strip())
    assert number == "-1"


@pytest.mark.parametrize("text", ["a;=1+1", 'a;"=1"', "a\n-1+1", "a;@A1;+1", ";-1\n;=1"], ids=ascii)
def test_no_cell_is_a_formula_where_semicolons_part_cells(text):
    told = "".join(written([{"title": text}], "csv"))
    for row in csv.reader(io.StringIO(told, newline=""), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
