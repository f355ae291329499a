"""Pieces of statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# Copies ``c`` with the segments ``s`` that are sightings of them.
SIGHTED_COPIES = "copies c JOIN segments s ON s.text = c.text AND coalesce(s.date, '') = c.date"

_CHUNK = 500  # values in one statement; SQLite takes more, but no faster


def chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut ``numbers`` into runs that fit into one statement."""
    for start in range(0, len(numbers), _CHUNK):
        yield numbers[start : start + _CHUNK]


def places(values: Sequence[object]) -> str:
    """The placeholders for ``values`` in a statement."""
    return ", ".join("?" * len(values))
