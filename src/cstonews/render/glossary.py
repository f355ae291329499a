"""The glossary → a table or records. A thing is its kind and its names, shown name first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cstonews.render.grid import Grid, Line
from cstonews.render.inert import inert_line

KEYS = ("kind", "name", "names")


def glossary_grid(entities: Iterable[tuple[str, tuple[str, ...]]]) -> Grid:
    """Things, a row each: the kind, and the shown name above the others."""
    rows = []
    for kind, names in entities:
        shown, *others = map(inert_line, names)
        below = [Line(f"= {' = '.join(others)}")] if others else []
        rows.append(((Line(inert_line(kind), "kind"),), (Line(shown, "title"), *below)))
    return Grid(("Kind", "Names"), rows)


def entity_record(kind: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return a thing for the machine formats; ``names`` are all, the shown one too."""
    return {"kind": kind, "name": names[0], "names": list(names)}
