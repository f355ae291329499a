"""Texts that worker processes cut are cut as this process would cut them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cstonews.archive.facts.cuts import read_cuts
from cstonews.cutting.workers import Workers
from cstonews.errors import CstonewsError, DumpError

DATA = Path(__file__).parents[2] / "data" / "pages"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt"))]


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers() as started:
        yield started


def here(text: str, learnt: frozenset[str] = frozenset()) -> list[object]:
    return list(read_cuts([text], "utf-8", True, learnt))


def test_a_worker_cuts_as_this_process_does(workers: Workers) -> None:
    under_way = [workers.cut("a.txt", [text], "utf-8", True, frozenset()) for text in TEXTS]
    assert [list(cuts) for cuts in under_way] == [here(text) for text in TEXTS]


def test_what_is_learnt_reaches_the_workers(workers: Workers) -> None:
    text = "Our partners\n\n" + TEXTS[0]
    learnt = frozenset({"our partners"})
    found = list(workers.cut("a.txt", [text], "utf-8", True, learnt))
    assert found == here(text, learnt) != here(text)


def test_a_text_that_is_no_text_in_places_keeps_its_bytes(workers: Workers) -> None:
    text = b"26.07.2024\n\nOn 25 July 2024 \xff\xfe the Council met.\n".decode(
        "utf-8", "surrogateescape"
    )
    assert list(workers.cut("a.txt", [text], "utf-8", True, frozenset())) == here(text)


def test_more_than_fits_between_two_processes(workers: Workers) -> None:
    text = "\n\n\n".join(TEXTS * 9)
    pieces = [text[at : at + 5000] for at in range(0, len(text), 5000)]
    first, second = (workers.cut("a.txt", pieces, "utf-8", True, frozenset()) for _ in range(2))
    assert list(first) == list(second) == here(text)


def broken_off() -> Iterator[str]:
    yield TEXTS[0]
    raise DumpError("a.txt cannot be read")


def test_an_error_of_the_reader_is_raised_where_its_cuts_are_taken(workers: Workers) -> None:
    broken = workers.cut("a.txt", broken_off(), "utf-8", True, frozenset())
    whole = workers.cut("a.txt", [TEXTS[1]], "utf-8", True, frozenset())
    with pytest.raises(DumpError, match="cannot be read"):
        list(broken)
    assert list(whole) == here(TEXTS[1])


def test_what_nobody_takes_does_not_reach_the_next_text(workers: Workers) -> None:
    count = len(workers._workers)
    for text in TEXTS[:count]:
        next(workers.cut("a.txt", [text], "utf-8", True, frozenset()))
    under_way = [workers.cut("a.txt", [text], "utf-8", True, frozenset()) for text in TEXTS[:count]]
    assert [list(cuts) for cuts in under_way] == [here(text) for text in TEXTS[:count]]


def test_a_killed_worker_is_told_in_one_line(workers: Workers) -> None:
    cuts = workers.cut("a.txt", [TEXTS[0]], "utf-8", True, frozenset())
    list(cuts)
    process = workers._workers[0]._process
    assert process is not None
    process.kill()
    process.wait()
    for _ in workers._workers[1:]:
        list(workers.cut("a.txt", [TEXTS[0]], "utf-8", True, frozenset()))
    with pytest.raises(CstonewsError) as error:
        list(workers.cut("a.txt", [TEXTS[0]], "utf-8", True, frozenset()))
    assert str(error.value) == (
        "the process that read a.txt came to an end (it was killed, perhaps for want of memory); "
        "run the same command again, and if that happens again, without this dump"
    )


def test_a_fault_of_a_worker_names_the_dump_that_it_was_at(workers: Workers, capfd: Any) -> None:
    good = workers.cut("a.txt", [TEXTS[0]], "utf-8", True, frozenset())
    list(good)
    for _ in workers._workers[1:]:
        list(workers.cut("b.txt", [TEXTS[0]], "utf-8", True, frozenset()))
    faulty = workers.cut("c.txt", [TEXTS[0]], "no-encoding", True, frozenset())
    with pytest.raises(CstonewsError, match=r"read c\.txt came to an end \(by a fault\); run"):
        list(faulty)
    assert "LookupError" in capfd.readouterr().err  # for who mends it


@pytest.mark.parametrize("started", [0, 1])
def test_an_interrupt_while_a_worker_is_started_stays_an_interrupt(
    monkeypatch: pytest.MonkeyPatch, started: int
) -> None:
    start, left = threading.Thread.start, iter([True] * started)

    def interrupted(thread: threading.Thread) -> None:
        if not next(left, False):
            raise KeyboardInterrupt
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt), Workers() as workers:
        workers.cut("a.txt", [TEXTS[0]], "utf-8", True, frozenset())
    process = workers._workers[0]._process
    assert process is not None
    assert process.returncode == -signal.SIGKILL


def endless() -> Iterator[str]:
    while True:
        yield "\n\n\n".join(TEXTS)


def test_work_that_is_under_way_can_be_given_up() -> None:
    with Workers() as workers:
        next(workers.cut("a.txt", endless(), "utf-8", True, frozenset()))
        process = workers._workers[0]._process
    assert process is not None
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    program = """if True:
        import sys
        sys.path[:0] = sys.argv[1:]
        from cstonews.cutting.workers import Workers
        workers = Workers()
        text = "26.07.2024\\n\\nOn 25 July 2024, the Council met in Minsk.\\n\\n\\n" * 99
        cuts = workers.cut("a.txt", iter(lambda: text, None), "utf-8", True, ())
        next(cuts)
        print(workers._workers[0]._process.pid, flush=True)
        for _ in cuts:
            pass
    """
    source = str(Path(__file__).parents[2] / "src")
    with subprocess.Popen(
        [sys.executable, "-c", program, source],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.kill()
        deadline = time.monotonic() + 30
        while alive(worker) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not alive(worker)
        assert process.stderr is not None
        assert process.stderr.read() == b""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
