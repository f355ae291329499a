from __future__ import annotations

from cstonews.render.glossary import KEYS, entity_record, glossary_grid
from cstonews.render.grid import Grid, Line


def test_a_thing_is_a_row_with_the_shown_name_above_the_others() -> None:
    grid = glossary_grid([("bodies", ("CSTO", "ОДКБ", "a\tb")), ("ki\x1bnds", ("A",))])
    first = ((Line("bodies", "kind"),), (Line("CSTO", "title"), Line("= ОДКБ = a b")))
    second = ((Line("ki␛nds", "kind"),), (Line("A", "title"),))
    assert grid == Grid(("Kind", "Names"), [first, second])


def test_a_record_has_all_names() -> None:
    record = entity_record("bodies", ("CSTO", "ОДКБ"))
    assert record == {"kind": "bodies", "name": "CSTO", "names": ["CSTO", "ОДКБ"]}
    assert tuple(record) == KEYS
