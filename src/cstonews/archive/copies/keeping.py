"""A copy of an archive as it was before it is upgraded."""

from __future__ import annotations

import filecmp
import os
from itertools import takewhile

from cstonews.archive.connection import read
from cstonews.archive.copies.snapshot import snapshot
from cstonews.archive.migrations import EDITION, MIGRATIONS
from cstonews.whole import free_name, numbered


class Keeping:
    """Keeps the archive ``path`` as it is, when it has to be; ``kept`` is then where."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.kept: str | None = None

    def keep(self) -> None:
        """Make the copy, once, beside what has its name already. The same one may be there of an
        upgrade that was broken off.

        Raises ArchiveError where the archive is damaged, OutputError where there is no room.
        """
        if self.kept is None:
            name = f"{self._path}.before-{len(MIGRATIONS)}.{EDITION}"
            target = free_name(name)
            read(self._path, lambda db: snapshot(db, target), without=frozenset(MIGRATIONS))
            self.kept = _the_first(name, target)


def _the_first(name: str, copy: str) -> str:
    """Take ``copy`` away where an earlier one is the same; return which stays."""
    for earlier in takewhile(lambda earlier: earlier != copy, numbered(name)):
        if os.path.isfile(earlier) and filecmp.cmp(earlier, copy, shallow=False):
            os.remove(copy)
            return earlier
    return copy
