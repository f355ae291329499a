"""Splitters for tests: what an earlier cstonews may have done."""

from __future__ import annotations

from collections.abc import Iterator

from cstonews.model import Segment
from cstonews.split import split_stream


def one_piece(*arguments: object) -> Iterator[Segment]:
    """A splitter that finds no second item: what stands below the first belongs to it."""
    found = list(split_stream(*arguments))  # type: ignore[arg-type]
    items = [segment for segment in found if segment.is_item]
    if not items:
        yield from found
        return
    text = "".join(segment.text for segment in found)
    parts = tuple(part for item in items for part in item.parts)
    body = "\n\n".join(item.body or "" for item in items)
    yield items[0]._replace(
        start=0, end=len(text), line=1, text=text, parts=parts, body=body, date=None,
        date_source=None, day=None,
    )  # fmt: skip
