"""A dump's text → its cuts: segments with all that the archive keeps of them. Pure.

This is most of the work of an ingest, and needs no archive, so it may be done elsewhere while
the archive stores what was cut before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from cstonews.archive.facts.identity import folded_handle
from cstonews.archive.facts.keys import Keys, keys_of
from cstonews.archive.facts.parts import parts_to_text
from cstonews.archive.facts.pieces import Packed, pack
from cstonews.codec import clean, encode
from cstonews.fold import fold
from cstonews.model import Segment
from cstonews.split import Edges, Wordings, split_stream
from cstonews.split.lines import BLANK

_MOST_CUTS = 500  # and …
_MOST_BYTES = 1 << 20  # … of their pieces, that travel together
_REMEMBERED = 2000  # texts that need not be folded again, for sidebars repeat them


class CutText(NamedTuple):
    """What an item says: its handle, its keys, and its words as they are printed."""

    handle: str
    keys: Keys
    title: str | None
    body: str


class Cut(NamedTuple):
    """A segment as the archive keeps it; dates are ISO 8601, other columns those of ``segments``.

    ``piece`` are its bytes without the ``blanks`` behind them, None where there are none;
    ``text`` is what it says where it is a sighting of an item.
    """

    kind: str
    start: int
    end: int
    line: int
    date: str | None
    inferred: str | None
    day: str | None
    piece: Packed | None
    blanks: bytes | None
    parts: str | None
    text: CutText | None


class Ending(NamedTuple):
    """What is known when a text has been read to its end.

    ``sha256`` is that of all its bytes, None for a text that cannot be turned into bytes;
    ``signs`` are its short lines as ``Edges`` gathers them; ``warnings`` are lines, 1-based,
    with a message.
    """

    sha256: str | None
    signs: Mapping[str, str | None]
    warnings: tuple[tuple[int, str], ...]


class Batch(NamedTuple):
    """Cuts that follow one another in a dump; ``ending`` is told with the last ones."""

    cuts: tuple[Cut, ...]
    ending: Ending | None


def read_cuts(
    chunks: Iterable[str],
    encoding: str,
    reversible: bool,
    learnt: Collection[str],
    wordings: Wordings | None = None,
) -> Iterator[Batch]:
    """Yield the cuts of the text that ``chunks`` make together, in order.

    ``encoding`` is that of its bytes, in which the pieces are kept where the text is
    ``reversible``, else they are in UTF-8; ``learnt`` and ``wordings`` are as for
    ``split_stream``.
    """
    edges = Edges()
    warnings: list[tuple[int, str]] = []
    digest = hashlib.sha256() if reversible else None
    found = split_stream(chunks, lambda *told: warnings.append(told), learnt, edges, wordings)
    cuts: list[Cut] = []
    size = 0
    for segment in found:
        data, blanks = _bytes(segment, encoding if reversible else None)
        if digest:
            digest.update(data)
            digest.update(blanks)
        cuts.append(_cut(segment, data, blanks))
        size += len(data)
        if len(cuts) >= _MOST_CUTS or size >= _MOST_BYTES:
            yield Batch(tuple(cuts), None)
            cuts, size = [], 0
    sha256 = digest.hexdigest() if digest else None
    yield Batch(tuple(cuts), Ending(sha256, edges.signs, tuple(warnings)))


def _bytes(segment: Segment, encoding: str | None) -> tuple[bytes, bytes]:
    """The bytes of a segment, and those of the blanks at its end."""
    text = segment.text
    if encoding is None:
        text, encoding = clean(text), "utf-8"
    content = text.rstrip(BLANK)
    return encode(content, encoding), encode(text[len(content) :], encoding)


def _cut(segment: Segment, data: bytes, blanks: bytes) -> Cut:
    stated, inferred = segment.stated, segment.inferred
    is_item = segment.is_item
    return Cut(
        kind=segment.kind.value,
        start=segment.start,
        end=segment.end,
        line=segment.line,
        date=stated.isoformat() if stated else None,
        inferred=inferred.isoformat() if inferred else None,
        day=segment.day,
        piece=pack(data) if data else None,
        blanks=blanks or None,
        parts=parts_to_text(segment.parts, segment.start) if is_item else None,
        text=cut_text(segment.title, segment.body or "") if is_item else None,
    )


@lru_cache(_REMEMBERED)
def cut_text(title: str | None, body: str) -> CutText:
    """Return what an item with this title and this body says."""
    folded_title, folded_body = fold(title or ""), fold(body)
    keys = keys_of(folded_title if title else "", folded_body)
    return CutText(folded_handle(folded_title, folded_body), keys, title, body)
