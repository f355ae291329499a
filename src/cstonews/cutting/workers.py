"""Texts are cut by other processes, while this one stores what was cut before."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from itertools import cycle
from typing import Self

from cstonews.archive.facts.cuts import Batch, read_cuts
from cstonews.cutting.worker import Job, receive, send
from cstonews.errors import CstonewsError

_MOST = 4  # processes; one alone stores what they cut
_LEFT_TO_END = 5  # seconds for a process that says no more
_WAITING = 6 << 20  # bytes of messages of each that wait to be stored
_ENDED = (
    "the process that read {} came to an end{}; run the same command again, and if that happens "
    "again, without this dump"
)


class Workers:
    """Some processes that cut texts, each started when it is first needed.

    Used as a context manager, which ends them. ``useful`` says whether there are processors
    for more than one process.
    """

    def __init__(self) -> None:
        count = min(_MOST, os.cpu_count() or 1)
        self.useful = count > 1 and bool(sys.executable) and not getattr(sys, "frozen", False)
        self._workers = [_Worker() for _ in range(count)]
        self._turns = cycle(self._workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            worker.close()

    def cut(
        self,
        name: str,
        chunks: Iterable[str],
        encoding: str,
        reversible: bool,
        learnt: Collection[str],
    ) -> Iterator[Batch]:
        """Have the text of a dump of that name cut, as ``read_cuts`` does it; the work begins at
        once.

        What the iterator yields is to be taken in the order in which the texts were given.
        ``chunks`` are read by another thread; an error that they raise is raised where it is used,
        and CstonewsError where the process ends before its work. Where no process can be started,
        this one does it.
        """
        try:
            return next(self._turns).cut(name, chunks, (encoding, reversible, learnt))
        except OSError:
            self.useful = False
            return read_cuts(chunks, encoding, reversible, learnt)


class _Messages:
    """What one thread gives and another takes, of bounded size but for the last message."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._ended = False

    def put(self, message: bytes) -> None:
        """Add a message when there is room; none is added after the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._size < _WAITING or self._ended)
            if not self._ended:
                self._waiting.append(message)
                self._size += len(message)
                self._changed.notify_all()

    def end(self) -> None:
        """Say that no more will come."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def get(self) -> bytes | None:
        """Return the next message, None when there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ended)
            if not self._waiting:
                return None
            message = self._waiting.popleft()
            self._size -= len(message)
            self._changed.notify_all()
            return message


class _Worker:
    """One process, a thread that feeds it, and one that takes what it gives."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._threads: list[threading.Thread] = []
        self._jobs: queue.SimpleQueue[tuple[Job, Iterable[str]] | None] = queue.SimpleQueue()
        self._messages = _Messages()
        self._failures: dict[int, Exception] = {}
        self._count = 0

    def cut(
        self, name: str, chunks: Iterable[str], how: tuple[str, bool, Collection[str]]
    ) -> Iterator[Batch]:
        if self._process is None:
            self._start()
        self._count += 1
        job = Job(self._count, *how)
        self._jobs.put((job, chunks))
        return self._taken(name, job.number)

    def _start(self) -> None:
        # Its own session, so that Ctrl-C reaches it through the end of this process alone.
        self._process = subprocess.Popen(  # noqa: S603 - this program
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._feed, self._take)
        ]
        for thread in self._threads:
            thread.start()

    def _taken(self, name: str, number: int) -> Iterator[Batch]:
        """The batches of a job; what is left of jobs before it that nobody wanted is dropped."""
        while True:
            message = self._messages.get()
            if message is None:
                raise CstonewsError(_ENDED.format(name, self._how_it_ended()))
            of, batch = pickle.loads(message)  # noqa: S301 - from the process that was started here
            if of != number:
                continue
            if batch is None:
                raise self._failures.pop(number)
            yield batch
            if batch.ending:
                return

    def _feed(self) -> None:
        assert self._process is not None
        stream = self._process.stdin
        assert stream is not None
        try:
            while (given := self._jobs.get()) is not None:
                job, chunks = given
                send(stream, job)
                try:
                    for chunk in chunks:
                        send(stream, chunk)
                except Exception as error:  # noqa: BLE001 - it is raised where the cuts are taken
                    self._failures[job.number] = error
                    send(stream, False)
                else:
                    send(stream, None)
        except OSError:
            return  # whoever waits for its messages is told

    def _take(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        while (message := receive(self._process.stdout)) is not None:
            self._messages.put(message)
        self._messages.end()

    def _how_it_ended(self) -> str:
        assert self._process is not None
        try:
            status = self._process.wait(_LEFT_TO_END)
        except subprocess.TimeoutExpired:
            return ""
        return " (it was killed, perhaps for want of memory)" if status < 0 else " (by a fault)"

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is None:
            return
        self._process.kill()
        self._jobs.put(None)
        self._messages.end()
        for thread in self._threads:
            if thread.is_alive():  # an interrupt may come before it was started
                thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            try:
                stream.close()
            except OSError:
                continue  # what was still to be sent
        self._process.wait()


# What this process imports is what that one is to import, wherever it was found.
_PROGRAM = """
import sys
sys.path[:] = sys.argv[1:]
from cstonews.cutting.worker import serve
try:
    serve(sys.stdin.buffer, sys.stdout.buffer)
except OSError:
    import os
    os._exit(1)
"""
