"""The console that tables and pages are printed on."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console

# A file or a pipe has no width that text should be cut to.
_WIDE = 1_000_000


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console_for(stream: TextIO) -> Console:
    """Return a console on ``stream``: as wide as the terminal, without limit elsewhere.

    Colour follows NO_COLOR and FORCE_COLOR, else it is for terminals alone.
    """
    width = None if stream.isatty() else _WIDE
    return _Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def is_wide(console: Console) -> bool:
    """Whether a row may be as long as it must."""
    return console.width >= _WIDE
