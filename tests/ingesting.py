"""Other processes that write to an archive, and are killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LONGEST = 0.4  # seconds that an archive of these tests takes on a machine that does nothing else

# Takes in one dump after the other, until it is killed.
INGEST = """
import itertools, sys
from cstonews.archive.writer import writing
from cstonews.dumps import decode
with writing(sys.argv[1]) as writer:
    for number in itertools.count():
        text = f"26.07.2024\\n\\nOn 25 July 2024, the Council met and agreed on item {number}.\\n"
        writer.add(decode(text.encode(), f"{number}"), "2024-07-02T00:00:00+00:00")
        print(number, flush=True)
"""


@contextmanager
def ingesting(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that writes to the archive without end; it is killed in the end."""
    with subprocess.Popen([sys.executable, "-c", INGEST, path], stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        try:
            yield child
        finally:
            child.send_signal(signal.SIGKILL)


def killed(code: str, *arguments: object, after: float) -> bool:
    """Run Python code that says when it begins, and kill it after so many times the time that it
    takes at most; False where it was done by then.
    """
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        try:
            child.wait(after * _LONGEST)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
    assert child.returncode in (0, -signal.SIGKILL)
    return child.returncode != 0
