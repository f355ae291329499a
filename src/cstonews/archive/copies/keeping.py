"""A copy of an archive as it was before it is upgraded."""

from __future__ import annotations

from cstonews.archive.connection import read
from cstonews.archive.copies.snapshot import snapshot
from cstonews.archive.migrations import EDITION, MIGRATIONS


class Keeping:
    """Keeps the archive ``path`` as it is, when it has to be; ``kept`` is then where."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.kept: str | None = None

    def keep(self) -> None:
        """Make the copy, once. One that an upgrade left which then was broken off is replaced.

        Raises ArchiveError where the archive is damaged, OutputError where there is no room.
        """
        if self.kept is None:
            target = f"{self._path}.before-{len(MIGRATIONS)}.{EDITION}"
            read(self._path, lambda db: snapshot(db, target), without=frozenset(MIGRATIONS))
            self.kept = target
