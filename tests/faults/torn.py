"""What a power cut may leave of an archive's files: what was synced, and any part of the rest."""

from __future__ import annotations

import os
import random
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

_HEAD, _FRAME_HEAD = 32, 24  # bytes, of a log and of each page in it
# Where in the index of a log (the file -shm) stands how many of its pages may be in the database:
# nBackfillAttempted, https://www.sqlite.org/walformat.html#the_wal_index_header
_CARRIED_OVER = 128


def synced(archive: Path) -> int:
    """How many bytes of the log are on the disk for certain: SQLite syncs them before it carries
    their pages over into the database, and no page is carried over before that.
    """
    index = Path(f"{archive}-shm").read_bytes()
    (pages,) = struct.unpack_from("=I", index, _CARRIED_OVER)
    page_bytes = int.from_bytes(Path(f"{archive}-wal").read_bytes()[8:12], "big")
    return _HEAD + int(pages) * (_FRAME_HEAD + page_bytes)


def torn(archive: Path, copy: Path, chance: random.Random) -> None:
    """Make a copy of an archive whose log has lost some of what was not synced."""
    shutil.copy(archive, copy)
    log, kept = bytearray(Path(f"{archive}-wal").read_bytes()), synced(archive)
    at = chance.randrange(min(kept, len(log)), len(log) + 1)
    how = chance.choice(("cut", "zeros", "flipped"))
    if how == "cut":
        del log[at:]
    elif how == "zeros":
        log[at:] = bytes(len(log) - at)
    else:
        for _ in range(8):
            if at < len(log):
                log[chance.randrange(at, len(log))] ^= 1 << chance.randrange(8)
    Path(f"{copy}-wal").write_bytes(log)


def with_a_log(archives: Iterator[Path]) -> Iterator[Path]:
    """Those archives whose log has something in it that was not carried over yet."""
    for archive in archives:
        log, index = f"{archive}-wal", f"{archive}-shm"
        sizes = [os.path.getsize(file) if os.path.exists(file) else 0 for file in (log, index)]
        if all(sizes) and sizes[0] > synced(archive):
            yield archive
