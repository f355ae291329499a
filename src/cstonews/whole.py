"""Files that are made beside their place, and stand there when they are whole."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import NoReturn

from cstonews.errors import OutputError

# What SQLite makes beside a database while it writes to it.
DATABASE_COMPANIONS = ("-journal", "-wal", "-shm")


@contextmanager
def whole(path: str) -> Iterator[str]:
    """Yield the name under which to make a file that becomes ``path`` when all went well, and
    else is gone.

    It is on the disk, and so is its name, when this is over. What a run that was killed has left
    of the same file is taken away. Raises OutputError where the system refuses.
    """
    with beside(path) as part:
        yield part
        target = os.path.realpath(path)
        flush(part)
        os.replace(part, target)
        flush_name(target)


@contextmanager
def beside(path: str) -> Iterator[str]:
    """Yield the name under which to make a file in the folder of ``path`` that is gone in the end,
    unless it got another name.

    What a run that was killed has left there is taken away. Raises OutputError where the system
    refuses.
    """
    target = os.path.realpath(path)
    part = part_of(target)
    with ended_by_exceptions(), explained(path):
        _drop_leftovers(target)
        try:
            yield part
        finally:
            _drop(part)


def free_name(name: str) -> str:
    """Return ``name``, behind it a number where a file has that, or what belongs to a database of
    that name is left.
    """
    ends = ("", *DATABASE_COMPANIONS)
    return next(
        free for free in numbered(name) if not any(os.path.lexists(free + end) for end in ends)
    )


def numbered(name: str) -> Iterator[str]:
    """Yield ``name``, then with the numbers that ``free_name`` puts behind it."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def copy_file(source: str, target: str) -> None:
    """Copy a file to where there is none, wholly or not at all; it is on the disk then, and who
    may not read the one may not read the other. Raises OSError.
    """
    import shutil

    with open(source, "rb") as old, open(target, "xb") as new:
        try:
            take_mode(target, source)
            shutil.copyfileobj(old, new)
            new.flush()
            flush(target)
        except BaseException:
            os.remove(target)
            raise


def part_of(target: str) -> str:
    """A name in the folder of ``target`` that no file has, and that says whose it is."""
    return f"{_stem(target)}{os.getpid()}.part"


def refuse(path: str, replace: bool) -> None:
    """Raise OutputError where ``path`` is no ordinary file, or is there already and is not to be
    replaced.
    """
    if not os.path.lexists(path):
        return
    if os.path.exists(path) and not os.path.isfile(path):
        raise OutputError(f"{path} is no ordinary file; name another")
    if not replace:
        raise OutputError(f"{path} is there already; name another, or add --force to replace it")


def take_mode(path: str, replaced: str) -> None:
    """Let those read and write the file ``path`` who may read and write what it replaces."""
    with suppress(FileNotFoundError):
        os.chmod(path, stat.S_IMODE(os.stat(replaced).st_mode))


def flush_name(path: str) -> None:
    """Wait until the name of a file is on the disk."""
    with suppress(PermissionError):  # a folder that may be written to, but not listed
        flush(os.path.dirname(path))


def flush(path: str) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def ended_by_exceptions() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise SystemExit, so that what is half done is taken away.

    A signal that somebody else cares for, or that is ignored, as under nohup, stays as it is.
    """
    import signal

    numbers = [
        number
        for number in (signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(number) is signal.SIG_DFL
    ]

    def end(number: int, _frame: object) -> NoReturn:
        for other in numbers:  # a second one does not end the tidying up
            signal.signal(other, signal.SIG_IGN)
        raise SystemExit(128 + number)

    with suppress(ValueError):  # in a thread that is not the main one
        for number in numbers:
            signal.signal(number, end)
    try:
        yield
    finally:
        with suppress(ValueError):
            for number in numbers:
                signal.signal(number, signal.SIG_DFL)


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn the system's errors into OutputErrors."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def _stem(target: str) -> str:
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name[:40]}.")


def _drop_leftovers(target: str) -> None:
    """Take away what runs that were killed have left of ``target``."""
    folder, stem = os.path.split(_stem(target))
    left = re.compile(rf"{re.escape(stem)}(\d{{1,9}})\.part", re.DOTALL)
    try:
        names = os.listdir(folder)
    except PermissionError:
        return
    for name in names:
        match = left.match(name)
        if match and not _runs(int(match.group(1))):
            _drop(os.path.join(folder, match.group()))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _drop(part: str) -> None:
    for beside in ("", *DATABASE_COMPANIONS):
        with suppress(OSError):
            os.remove(part + beside)
