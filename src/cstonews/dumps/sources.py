"""Paths → the files that they name, and the bytes of each."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from cstonews.codec import clean
from cstonews.dumps.dump import Dump, Opener
from cstonews.dumps.text import examine
from cstonews.errors import DumpError

STDIN = "-"
_IN_MEMORY = 16 << 20  # bytes of a stream that are kept in memory


@dataclass(frozen=True, slots=True)
class Source:
    """Something that a dump can be read from; ``bytes`` is its size, 0 where unknown."""

    name: str
    bytes: int = 0
    problem: str | None = None


def sources(paths: Iterable[str]) -> Iterator[Source]:
    """Yield what ``paths`` name, in order; each file once.

    A folder stands for the files below it, by name, hidden ones and links to
    folders left out. What cannot be found or listed is yielded with its ``problem``.
    """
    seen: set[str] = set()
    for path in paths:
        for source in _expand(path):
            key = (
                source.name
                if source.name == STDIN or source.problem
                else os.path.realpath(source.name)
            )
            if key not in seen:
                seen.add(key)
                yield source


def read(source: Source) -> Dump:
    """Return the dump that ``source`` holds; raises DumpError where that fails."""
    if source.problem:
        raise DumpError(source.problem)
    name = printable(source.name)
    try:
        if source.name == STDIN:
            return examine(name, _spooled(sys.stdin.buffer))
        if not os.path.isfile(source.name):  # a pipe, which cannot be read twice
            with open(source.name, "rb") as stream:
                return examine(name, _spooled(stream))
        return examine(name, lambda: open(source.name, "rb"))
    except OSError as error:
        raise DumpError(f"{name} cannot be read: {error.strerror}") from error


def _spooled(stream: BinaryIO) -> Opener:
    """Keep a stream, beyond some size in a temporary file, so that it can be read again."""
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - lives as long as its dump
    shutil.copyfileobj(stream, spool)

    @contextmanager
    def opener() -> Iterator[IO[bytes]]:
        spool.seek(0)
        yield spool

    weakref.finalize(opener, spool.close)
    return opener


def printable(path: str) -> str:
    """The path as Unicode text; bytes of it that are none become U+FFFD."""
    return clean(path)


def _expand(path: str) -> Iterator[Source]:
    if path == STDIN:
        yield Source(STDIN)
        return
    if not path:
        yield Source("", problem="an empty path names nothing; give a file or a folder")
        return
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path)
    elif stat.S_ISBLK(status.st_mode) or stat.S_ISSOCK(status.st_mode):
        yield Source(path, problem=f"{printable(path)} is not a file; give a file or a folder")
    else:
        yield Source(path, status.st_size)


def _unreadable(path: str, error: Exception) -> Source:
    reason = getattr(error, "strerror", None) or str(error)
    return Source(path, problem=f"{printable(path)} cannot be read: {reason}")


def _file(path: str) -> Iterator[Source]:
    """What a folder's file, link, socket … stands for: itself, or nothing."""
    try:
        status = os.stat(path)
    except OSError as error:
        yield _unreadable(path, error)
    else:
        if stat.S_ISREG(status.st_mode):
            yield Source(path, status.st_size)


def _walk(folder: str) -> Iterator[Source]:
    problems: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield from _file(str(Path(top, name)))
    for problem in problems:
        reason = f"{printable(str(problem.filename))} cannot be listed: {problem.strerror}"
        yield Source(str(problem.filename), problem=reason)
