"""A copy of an archive for bad days, proven to be whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count

from cstonews.archive import connection
from cstonews.archive.copies.snapshot import copy
from cstonews.archive.damage.check import STEPS_OF_FACTS, check
from cstonews.archive.migrations import ANY_AGE
from cstonews.errors import ArchiveError, OutputError
from cstonews.reports import CheckReport
from cstonews.whole import DATABASE_COMPANIONS, refuse, take_mode, whole

# Called with the share of the work that is done, up to 1.
Told = Callable[[float], None]


def back_up(
    path: str, target: str, told: Told | None = None, *, replace: bool = False
) -> CheckReport:
    """Copy the archive ``path`` into the file ``target``, wholly or not at all, while others may
    write to it; return what the copy was proven to hold.

    Raises ArchiveError where the archive cannot be read or is damaged, OutputError where the
    file is there already, unless it is to be replaced, is part of an archive in use, or cannot
    be written.
    """
    _refuse_itself(path, target)
    refuse(target, replace)
    _refuse_in_use(target)
    with whole(target) as part:
        report = fetch(path, part, told)
        take_mode(part, target if os.path.exists(target) else path)
        refuse(target, replace)
    return report


def fetch(path: str, part: str, told: Told | None = None) -> CheckReport:
    """Copy the archive ``path`` into the file ``part``, and prove that nothing is missing there:
    the file as SQLite sees it, each dump by its hash, all else that cannot be derived by its seal.

    Raises ArchiveError where the archive cannot be read, or is damaged.
    """
    tell = told or (lambda _: None)
    steps = count(1)

    def copied(done: int, total: int) -> None:
        tell(done / total / 2)

    def proven(_: int) -> None:
        tell((1 + next(steps) / STEPS_OF_FACTS) / 2)

    connection.read(path, lambda db: copy(db, part, copied), without=ANY_AGE)
    report = check(part, proven, derived=False)
    if report.problems:
        more = len(report.problems) - 1
        also = f", and {more:,} more" if more else ""
        raise ArchiveError(
            f"{path} is damaged, so nothing was copied ({report.problems[0]}{also}); run "
            "'cstonews repair' on it, or take another copy"
        )
    return report


def _refuse_itself(path: str, target: str) -> None:
    """Raise OutputError where ``target`` is the archive, or part of it."""
    real, file = os.path.realpath(path), os.path.realpath(target)
    same = os.path.exists(path) and os.path.exists(target) and os.path.samefile(path, target)
    if same or file in [real + end for end in ("", *DATABASE_COMPANIONS)]:
        raise OutputError(f"{target} belongs to the archive itself; name another file")


def _refuse_in_use(target: str) -> None:
    """Raise OutputError where a log stands beside ``target``: SQLite would take it for one of the
    copy.
    """
    for end in DATABASE_COMPANIONS:
        if os.path.lexists(os.path.realpath(target) + end):
            raise OutputError(f"{target + end} shows that {target} is in use; name another file")
