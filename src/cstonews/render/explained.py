"""How a query was understood, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cstonews.model import ExplainedPart, Suggestion
from cstonews.render.inert import inert_line

_STEP = 2
_COLUMN = 60


def explained_lines(parts: Iterable[ExplainedPart]) -> Iterator[str]:
    """Yield a line a part with the number of entries that it finds by itself, and its forms."""
    for part in parts:
        indent = " " * _STEP * part.depth
        text = f"{indent}{inert_line(part.text)}"
        found = "" if part.entries is None else _entries(part.entries)
        yield f"{text:<{_COLUMN}}  {found}".rstrip()
        if part.forms:
            yield f"{indent}    = {inert_line(', '.join(part.forms))}"


def suggestion_line(suggestion: Suggestion) -> str:
    """Return a question that offers words in place of one that was not found."""
    meant = " or ".join(f'"{inert_line(word)}"' for word in suggestion.words)
    return f'Nothing has "{inert_line(suggestion.typed)}"; did you mean {meant}?'


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
