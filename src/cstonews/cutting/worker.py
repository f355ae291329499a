"""The process that cuts texts for another one: texts on standard input, cuts on standard output.

Both carry pickled messages of the same program on both sides, each behind its length.
In: a ``Job``, then its text in pieces, then None; or False where no more of it can be had.
Out: ``(number, Batch)`` as often as there are cuts, ``(number, None)`` for a job that broke off.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Collection, Iterator
from typing import IO, NamedTuple

from cstonews.archive.facts.cuts import read_cuts
from cstonews.split import Wordings

_LENGTH = struct.Struct("<Q")


class Job(NamedTuple):
    """A text that is to be cut, as ``read_cuts`` takes it."""

    number: int
    encoding: str
    reversible: bool
    learnt: Collection[str]


class BrokenOffError(Exception):
    """No more of the text can be had."""


def send(stream: IO[bytes], message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Return the next message, still pickled; None at the end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    data = stream.read(_LENGTH.unpack(head)[0])
    return data if len(data) == _LENGTH.unpack(head)[0] else None


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Cut every text that comes, until no more do."""
    wordings = Wordings()  # sidebars stand on many pages
    while (data := receive(source)) is not None:
        job: Job = pickle.loads(data)  # noqa: S301 - from the process that started this one
        try:
            for batch in read_cuts(_pieces(source), *job[1:], wordings):
                send(sink, (job.number, batch))
        except BrokenOffError:
            send(sink, (job.number, None))


def _pieces(source: IO[bytes]) -> Iterator[str]:
    while True:
        data = receive(source)
        piece: str | bool | None = False if data is None else pickle.loads(data)  # noqa: S301
        if piece is None:
            return
        if isinstance(piece, bool):
            raise BrokenOffError
        yield piece
