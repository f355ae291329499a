"""An archive that a command writes to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from cstonews.archive.writer import Writer, rehearsing, writing
from cstonews.cli.messages import say


@contextmanager
def opened_to_write(
    archive: str, *, must_exist: bool = True, dry_run: bool = False
) -> Iterator[Writer]:
    """Open the archive to write to it, or a copy that is thrown away; say what that upgraded.

    Where there is none, and none ``must_exist``, a misspelt name of a dump makes none.
    """
    opened = rehearsing if dry_run else partial(writing, late=True)
    with opened(archive, must_exist=must_exist) as writer:
        if writer.kept:
            say(f"The archive was of an earlier cstonews; as it was it is kept as {writer.kept}.")
        if writer.upgrade:
            count = writer.upgrade.dumps["read"]
            say(f"{count:,} dumps were read anew by the rules of today.")
        yield writer
