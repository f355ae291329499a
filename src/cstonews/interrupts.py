"""Ctrl-C at any moment: the end at once while the program starts and ends, in order between.

Imports next to nothing, since until it is loaded Python shows an interrupt as a traceback.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from contextlib import contextmanager, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sys import UnraisableHookArgs
    from typing import NoReturn

INTERRUPTED = "Interrupted; what was done before is kept."
STATUS = 130
_SOON = 0.01  # seconds, after which what was interrupted is left


def end_at_once() -> None:
    """Have Ctrl-C end the process with one line from here on, whatever is being imported.

    Where somebody else cares for it, or it is ignored, as for a job in the background, it stays
    as it is.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


@contextmanager
def in_order() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt meanwhile, so that what is half done is put right."""
    if signal.getsignal(signal.SIGINT) is not _end:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hook, sys.unraisablehook = sys.unraisablehook, _again(_thread.get_ident())
    try:
        yield
    finally:
        sys.unraisablehook = hook
        signal.signal(signal.SIGINT, _end)


def _again(thread: int) -> Callable[[UnraisableHookArgs], None]:
    """Let an interrupt of a thread come again that came where Python drops exceptions: in what it
    calls when an object is gone.
    """

    def interrupt() -> None:
        time.sleep(_SOON)
        signal.pthread_kill(thread, signal.SIGINT)

    def dropped(told: UnraisableHookArgs) -> None:
        if told.exc_type is KeyboardInterrupt:
            _thread.start_new_thread(interrupt, ())
        else:
            sys.__unraisablehook__(told)

    return dropped


def _end(_number: int, _frame: object) -> NoReturn:
    with suppress(OSError):
        os.write(2, f"\n{INTERRUPTED}\n".encode())  # the first one ends the line of a ^C
    os._exit(STATUS)
