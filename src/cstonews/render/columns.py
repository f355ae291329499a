"""The columns that a person may choose for entries, and the keys that they are in machine formats.

A column has the name of its key. ``text`` is short for the text that ``--full`` is about,
``source`` for the source of the date, and ``title+text`` puts the one above the other.
"""

from __future__ import annotations

from collections.abc import Iterable

STACKED = "title+text"
DEFAULT = ("handle", "date", "kind", STACKED)
KNOWN = (
    *("handle", "date", "source", "kind", "lang", "title", "text", STACKED),
    *("sightings", "corrected"),
)
# The keys of the machine formats, so that they can be typed as well.
KEYS = ("date_source", "snippet", "body")


def text_key(full: bool) -> str:
    """Return the key of the text that is shown of an entry: whole, or a snippet of it."""
    return "body" if full else "snippet"


def columns_of(names: Iterable[str], full: bool) -> tuple[str, ...]:
    """Return the columns that these names of ``KNOWN`` and ``KEYS`` mean, each once.

    Each is a key of the machine formats, or two that stand in one column: ``title+body``.
    """
    text = text_key(full)
    meant = {"source": "date_source", "text": text, STACKED: f"title+{text}"}
    return tuple(dict.fromkeys(meant.get(name, name) for name in names))


def keys_of(columns: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the machine formats that these columns hold, each once."""
    return tuple(dict.fromkeys(key for column in columns for key in column.split("+")))
