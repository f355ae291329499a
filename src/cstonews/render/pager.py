"""Text through a pager, as git shows its log."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress

# Quit where one screen is enough, show colours, and leave the text on the screen.
LESS = "-FRX"


def page(text: str, command: str, encoding: str) -> bool:
    """Show ``text`` through the program that ``command`` names; False where there is none.

    Returns when the person has left the pager, at whichever line that was.
    """
    words = _words(command)
    program = shutil.which(words[0]) if words else None
    if not program:
        return False
    try:
        child = subprocess.Popen(  # noqa: S603 - the person's own choice of a program
            [program, *words[1:]], stdin=subprocess.PIPE, env=_environment(os.environ)
        )
    except OSError:
        return False
    _give(child, text.encode(encoding, "backslashreplace"))
    return True


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # a quote that is not closed
        return command.split()


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """The pager's environment: without -R, less would show the escapes of the colours."""
    less = ours.get("LESS", LESS)
    return {**ours, "LESS": less if "R" in less else f"-R {less}".strip()}


def _give(child: subprocess.Popen[bytes], data: bytes) -> None:
    """Hand everything over and wait; Ctrl-C is for the pager, which has the terminal, too."""
    try:
        child.communicate(data)
    except KeyboardInterrupt:
        while child.poll() is None:
            with suppress(KeyboardInterrupt, OSError):
                if child.stdin:
                    child.stdin.close()
                child.wait()
