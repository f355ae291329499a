"""How much a dump may cost: what files unpack to, and streams, pages and nests may have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from cstonews.errors import DumpError

# Real text packs thirty-fold at the most, the same pages over and over some hundred-fold.
# What begins small and unpacks to more than this is made to fill disks.
_ANY_FILE = 1 << 30  # bytes that a file of any size may unpack to, and …
_TIMES = 200  # … how many times its own bytes it may unpack to beyond that
_AT_ONCE = 4 << 30  # bytes of one stream or member, for it is kept in the temporary folder
_UNITS = (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10))


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may cost; each error of one that is reached names the option that raises it.

    ``unpacked`` is how many bytes a named file may unpack to in all, and a stream or a single
    member have, None for what follows from the file's size. ``page`` are the bytes of a saved
    page, which is held in memory, several times over; ``nesting`` counts containers in
    containers, of which one that is packed (.tar.gz) counts as two; ``members`` are those of one
    ZIP file, whose directory is held in memory.
    """

    unpacked: int | None = None
    page: int = 64 << 20
    nesting: int = 6
    members: int = 1_000_000

    def in_all(self, size: int) -> int:
        """How many bytes a named file of ``size`` bytes may unpack to."""
        return self.unpacked or _ANY_FILE + _TIMES * size

    @property
    def at_once(self) -> int:
        """How many bytes a stream or a member may have."""
        return self.unpacked or _AT_ONCE


DEFAULTS = Limits()


def exceeded(name: str, what: str, option: str) -> NoReturn:
    """Raise the DumpError that says ``what`` of ``name`` is more than its limit."""
    raise DumpError(f"{name} {what}; allow more with {option}, or leave it out")


def in_units(size: int) -> str:
    """A number of bytes as people write it, rounded down to a whole number of some unit."""
    for unit, of in _UNITS:
        if size >= of:
            return f"{size // of:,} {unit}"
    return f"{size} bytes"
