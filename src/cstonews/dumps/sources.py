"""Paths → the files that they name, and a way to the bytes of each."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cstonews.codec import clean
from cstonews.dumps.dump import Opener
from cstonews.dumps.limits import DEFAULTS, Limits
from cstonews.dumps.place import folders_of_pages
from cstonews.dumps.spool import spooled
from cstonews.model import Origin

STDIN = "-"
_UNKNOWN = Origin()


@dataclass(frozen=True, slots=True)
class Source:
    """Something that a dump can be read from, or the ``problem`` for which it cannot.

    ``bytes`` is how much of the named file it takes, 0 where unknown. The others are set
    for members alone: the way to their bytes, and what a crawl tells of a page: its
    ``form``, the ``charset`` that the server named, its ``origin``.
    """

    name: str
    bytes: int = 0
    problem: str | None = None
    opener: Opener | None = field(default=None, repr=False, compare=False)
    form: str | None = None
    charset: str | None = None
    origin: Origin = _UNKNOWN


def sources(paths: Iterable[str]) -> Iterator[Source]:
    """Yield what ``paths`` name, in order; each file once.

    A folder stands for the files below it, by name; hidden ones, links to folders and
    what a browser saved beside a page (``page_files``) are left out. What cannot be
    found or listed is yielded with its ``problem``.
    """
    seen: set[str] = set()
    real_folder = lru_cache(1)(os.path.realpath)
    for path in paths:
        for source in _expand(path):
            key = source.name
            if key != STDIN and not source.problem:
                folder, name = os.path.split(key)
                is_link = os.path.islink(key)
                key = os.path.realpath(key) if is_link else os.path.join(real_folder(folder), name)
            if key not in seen:
                seen.add(key)
                yield source


def opener_of(source: Source, limits: Limits = DEFAULTS) -> Opener:
    """Return what opens the bytes of ``source``, as often as it is called.

    Standard input, pipes and devices, which can be read once, are kept. Raises OSError, and
    DumpError for one that never ends or begins as no dump does.
    """
    if source.opener:
        return source.opener
    if source.name == STDIN:
        return spooled(sys.stdin.buffer, STDIN, limits.at_once)
    if not os.path.isfile(source.name):
        with open(source.name, "rb") as stream:
            return spooled(stream, printable(source.name), limits.at_once)
    return lambda: open(source.name, "rb")


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
    problems: list[Source] = []
    waiting = [str(Path(folder)) if Path(folder).parts else ""]
    while waiting:  # folders may stand deeper in each other than functions can
        top = waiting.pop()
        try:
            folders, files = _listed(top or os.curdir)
        except OSError as error:
            reason = f"{printable(top)} cannot be listed: {error.strerror}"
            problems.append(Source(top, problem=reason))
            continue
        for name in files:
            yield from _file(os.path.join(top, name))
        beside = folders_of_pages(files)
        waiting += [os.path.join(top, name) for name in reversed(folders) if name not in beside]
    yield from problems


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The folders, without links to them, and the files of a folder, by name; no hidden ones."""
    folders, files = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if not _is_folder(entry):
                files.append(entry.name)
            elif not entry.is_symlink():
                folders.append(entry.name)
    return sorted(folders), sorted(files)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads nowhere, which is told like a file of its kind
        return False
