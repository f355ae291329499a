"""Names of columns → keys of machine formats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstonews.render.columns import DEFAULT, KEYS, KNOWN, columns_of, keys_of
from cstonews.render.records import hit_keys

COLUMNS = {
    ("handle",): (("handle",), ("handle",)),
    ("text", "title"): (("snippet", "title"), ("body", "title")),
    ("title+text",): (("title+snippet",), ("title+body",)),
    ("source", "date_source"): (("date_source",), ("date_source",)),
    ("text", "snippet", "body"): (("snippet", "body"), ("body", "snippet")),
    (): ((), ()),
}


@pytest.mark.parametrize(("names", "meant"), COLUMNS.items(), ids=str)
def test_names_mean_columns(names, meant) -> None:
    assert (columns_of(names, full=False), columns_of(names, full=True)) == meant


@given(st.lists(st.sampled_from((*KNOWN, *KEYS))), st.booleans())
def test_the_keys_are_those_of_the_machine_formats_each_once(names, full: bool) -> None:
    keys = keys_of(columns_of(names, full))
    assert {*keys} <= {*hit_keys(full=False), *hit_keys(full=True)}
    assert len({*keys}) == len(keys)


def test_the_usual_ones_are_known() -> None:
    assert {*DEFAULT} <= {*KNOWN}
