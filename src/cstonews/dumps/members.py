"""A source → the sources of dumps that it holds: itself, or the members of a container."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cstonews.dumps.limits import DEFAULTS, Limits
from cstonews.dumps.signatures import HEAD, container
from cstonews.dumps.sources import Source, opener_of, printable
from cstonews.dumps.spool import held
from cstonews.errors import DumpError

_SMALL = 1 << 16  # bytes of a file that is read once and held; it is asked for several times


def members(source: Source, limits: Limits = DEFAULTS) -> Iterator[Source]:
    """Yield the sources of dumps that ``source`` holds, one after the other.

    A plain text or a saved page is yielded as it came; of a container (packed file,
    archive, crawl) its members, those of nested ones included. What cannot be read is
    yielded with its ``problem``: a member beside the others, a container that is damaged
    or cut off behind what could be read of it. A member keeps its bytes, in memory or a
    temporary file, until nothing refers to it any more.
    """
    try:
        source, is_container = _looked_at(source, limits)
    except DumpError as error:
        yield replace(source, problem=str(error))
        return
    if not is_container:
        yield source
        return
    from cstonews.dumps.containers import unpack

    yield from unpack(opener_of(source), printable(source.name), limits)


def _looked_at(source: Source, limits: Limits) -> tuple[Source, bool]:
    """The source, which can now be read more than once, and whether it is a container."""
    if source.problem:
        return source, False
    try:
        opener = opener_of(source, limits)
        with opener() as stream:
            head = stream.read(max(HEAD, _SMALL))
            whole = len(head) < _SMALL and not stream.read(1)
    except OSError as error:
        raise DumpError(f"{printable(source.name)} cannot be read: {error.strerror}") from error
    return replace(source, opener=held(head) if whole else opener), container(head) is not None
