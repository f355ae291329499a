"""Ctrl-C at any moment is one line and status 130, while the program is loaded, too."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cstonews import interrupts
from cstonews.interrupts import INTERRUPTED, end_at_once, in_order

SOURCE = str(Path(interrupts.__file__).parents[1])

# Runs the program, and interrupts it when it imports a module, or in the end.
PROGRAM = """
import atexit, os, runpy, signal, sys
_, moment, *sys.argv[1:] = sys.argv

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == moment:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
if moment == "the end":
    atexit.register(os.kill, os.getpid(), signal.SIGINT)
runpy.run_module("cstonews", run_name="__main__")
"""
MOMENTS = [
    "cstonews.cli",
    "click",
    "cstonews.cli.group",
    "cstonews.errors",
    "cstonews.cli.glossary",
    "cstonews.query.glossary",
    "the end",
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_interrupt_is_one_line_whenever_it_comes(moment: str) -> None:
    program = [sys.executable, "-c", PROGRAM, moment, "glossary", "Minsk"]
    told = subprocess.run(program, capture_output=True, text=True, env={"PYTHONPATH": SOURCE})
    assert told.returncode == 130
    assert told.stderr.removeprefix("1 of 360 in the glossary\n") == f"\n{INTERRUPTED}\n"


# Does something, and then waits, in what Python calls when a thing is gone: no exception comes out.
LET_DOWN = """
import signal, sys, time, weakref
from cstonews.interrupts import end_at_once, in_order

class Thing:
    pass

end_at_once()
thing = Thing()
kept = weakref.ref(thing, lambda _: {what})
try:
    with in_order():
        del thing
        time.sleep({seconds})
except KeyboardInterrupt:
    print("in order")
"""


def let_down(what: str, seconds: int) -> tuple[str, str, int]:
    program = [sys.executable, "-c", LET_DOWN.format(what=what, seconds=seconds)]
    told = subprocess.run(
        program, capture_output=True, text=True, env={"PYTHONPATH": SOURCE}, timeout=20
    )
    return told.stdout, told.stderr, told.returncode


def test_an_interrupt_that_python_drops_comes_again() -> None:
    assert let_down("signal.raise_signal(signal.SIGINT)", 60) == ("in order\n", "", 0)


def test_what_else_python_drops_is_told_as_ever() -> None:
    out, err, status = let_down("1 / 0", 0)
    assert (out, status) == ("", 0)
    assert err.startswith("Exception ignored in: <function <lambda>")
    assert "ZeroDivisionError" in err


def test_an_ignored_interrupt_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        end_at_once()
        with in_order():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_is_an_exception_only_while_there_is_something_to_put_right() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        end_at_once()
        at_once = signal.getsignal(signal.SIGINT)
        assert at_once is not signal.default_int_handler
        with pytest.raises(KeyboardInterrupt), in_order():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is at_once
    finally:
        signal.signal(signal.SIGINT, before)
