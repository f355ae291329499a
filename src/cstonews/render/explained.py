"""How a query was understood, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cstonews.found import Answer, ExplainedPart
from cstonews.render.inert import inert_line
from cstonews.render.numbers import entries_told

_STEP = 2
_COLUMN = 60


def explained_lines(parts: Iterable[ExplainedPart]) -> Iterator[str]:
    """Yield a line a part with the number of entries that it finds by itself, and its forms."""
    for part in parts:
        indent = " " * _STEP * part.depth
        text = f"{indent}{inert_line(part.text)}"
        found = "" if part.entries is None else entries_told(part.entries)
        yield f"{text:<{_COLUMN}}  {found}".rstrip()
        if part.forms:
            yield f"{indent}    = {inert_line(', '.join(part.forms))}"


def helping_lines(answer: Answer) -> Iterator[str]:
    """Yield what may help where little was found."""
    for omission in answer.without:
        yield f"Without {inert_line(omission.text)}: {entries_told(omission.entries)}."
    if answer.meant:
        yield f"Did you mean: {inert_line(answer.meant)}?"
