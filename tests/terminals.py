"""Whole processes, in a pipe or on a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import NamedTuple


class Shown(NamedTuple):
    """What a process wrote on its terminal, and what on standard error."""

    out: str
    err: str


def process(*arguments: str, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "cstonews", *arguments], **options)


def on_terminal(width: int, *arguments: str, **environment: str) -> Shown:
    """Run a command on a terminal of ``width`` columns and 25 lines; its status must be 0."""
    main, terminal = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(width), "TERM": "xterm-256color", **environment}
    child = process(
        *arguments, stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, env=environment
    )
    os.close(terminal)
    shown = read_all(main)
    told = child.communicate()[1]
    os.close(main)
    assert child.returncode == 0
    return Shown(shown.decode().replace("\r\n", "\n"), told.decode())


def read_all(descriptor: int) -> bytes:
    """Read a terminal until the other end is closed."""
    shown = b""
    while True:
        try:
            chunk = os.read(descriptor, 65536)
        except OSError:  # how Linux says that the other end was closed
            return shown
        if not chunk:
            return shown
        shown += chunk
