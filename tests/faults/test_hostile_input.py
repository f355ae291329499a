"""What is made to break the reader is told in a line, and stops nothing beside it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import pytest
from bombs import BOMBS, GOOD, MB, WITH_GOOD, WORDS, gzipped

from cstonews.archive.answers.dumps import dumps
from cstonews.archive.connection import read as read_archive
from cstonews.dumps import reading

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
NEIGHBOURS = {"a.txt": b"The Council met in Moscow.\n", "z.txt": b"The Council met in Astana.\n"}


class Told(NamedTuple):
    status: int
    errors: list[str]


@pytest.fixture
def whole(archive, tmp_path):
    """Run a whole process, with so little memory and disk that a bomb would break it."""

    def whole(*arguments, stdin=subprocess.DEVNULL, file_size=4096, seconds=300):
        def bounded():
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size * MB,) * 2)
            resource.setrlimit(resource.RLIMIT_AS, (3072 * MB,) * 2)

        process = subprocess.run(
            [sys.executable, "-m", "cstonews", *arguments],
            stdin=stdin, capture_output=True, cwd=tmp_path, preexec_fn=bounded,
            timeout=seconds, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        errors = process.stderr.decode().splitlines()
        assert all(line.startswith("Error: ") for line in errors), errors
        return Told(process.returncode, errors)

    return whole


@pytest.fixture
def among_neighbours(tmp_path):
    """Put a file between two dumps, in a folder."""

    def among_neighbours(name, data):
        folder = tmp_path / "folder"
        folder.mkdir()
        for other, content in NEIGHBOURS.items():
            (folder / other).write_bytes(content)
        (folder / name).write_bytes(data)
        return folder

    return among_neighbours


def held(archive):
    return {dump.name.rpartition("/")[2]: dump for dump in read_archive(str(archive), dumps)}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_in_a_line_and_stops_nothing(run, archive, among_neighbours, name):
    folder = among_neighbours(name, BOMBS[name](5))
    told = run("ingest", "--max-unpacked", "3MB", "--max-page", "1MB", str(folder))
    errors = told.err.splitlines()
    assert told.status == 1
    assert 0 < len(errors) < 50
    assert all(line.startswith(f"Error: {folder / name}") for line in errors)
    found = held(archive)
    assert NEIGHBOURS.keys() <= found.keys()
    assert any(dump.bytes == len(GOOD) for dump in found.values()) == (name in WITH_GOOD)


def test_a_bomb_costs_little_by_the_limits_that_are_there_unasked(
    whole, archive, among_neighbours, thorough, counted
):
    for name in BOMBS if thorough else ["circle.tar", "name.tar.gz"]:
        # What gzip packs some 340-fold may be 2.5 GB before it is more than its file may be.
        size = 2700 if name in ("text.gz", "text.tar.gz", "hidden.tar.gz") else 1200
        folder = among_neighbours(name, BOMBS[name](size if thorough else 50))
        told = whole("ingest", str(folder))
        assert told.status == 1, name
        assert NEIGHBOURS.keys() <= held(archive).keys()
        counted("bombs of more than a gigabyte, in processes with 3 GB of memory and files of 4 GB")
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        archive.unlink()


def test_what_is_no_text_by_its_first_bytes_is_not_unpacked(run, archive, among_neighbours):
    folder = among_neighbours("zeros.gz", gzipped([bytes(MB)] * 100))
    told = run("ingest", "--max-unpacked", "2MB", str(folder))
    assert (
        told.err == f"Error: {folder}/zeros.gz is not text; leave it out or save it as text first\n"
    )


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_a_device_without_end_is_refused_by_its_first_bytes(whole, device):
    told = whole("ingest", device, file_size=20)
    assert told.errors == [f"Error: {device} is not text; leave it out or save it as text first"]


@pytest.fixture
def endless():
    with subprocess.Popen(["yes", "The Council met."], stdout=subprocess.PIPE) as process:
        yield process.stdout
        process.kill()


def test_a_stream_without_end_has_one(whole, endless):
    told = whole("ingest", "--max-unpacked", "20MB", "-", stdin=endless, file_size=30)
    assert told.status == 1
    assert told.errors == [
        "Error: - has more than 20 MB; allow more with --max-unpacked, or leave it out"
    ]


def test_a_full_temporary_folder_is_told_and_stops_nothing(whole, archive, among_neighbours):
    """A file of 12 MB may not be written, which the system says like a full disk."""
    folder = among_neighbours("m.gz", gzipped([WORDS] * 16))
    told = whole("ingest", str(folder), file_size=10)
    (error,) = told.errors
    assert error.startswith(f"Error: {folder}/m.gz cannot be kept in the temporary folder, ")
    assert error.endswith("; make room there, or set TMPDIR to a folder with more")
    assert held(archive).keys() == NEIGHBOURS.keys()


def test_pipes_and_other_ways_of_the_shell_go_on(whole, archive, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=[gzipped([GOOD])])
    writer.start()
    told = whole("ingest", str(pipe))
    writer.join()
    assert told.status == 0
    with (tmp_path / "in").open("wb+") as file:
        file.write(b"On standard input stands a text.\n")
        file.seek(0)
        assert whole("ingest", "/dev/stdin", stdin=file).status == 0
    assert whole("ingest", "/dev/null").status == 0
    assert len(held(archive)) == 3


ODD_NAMES = [
    "a\nb.txt", "c\x1b[31m.txt", "d\u202e.txt", os.fsdecode(b"e\xff\xfe.txt"), "f" * 251 + ".txt",
    "g\r.txt", "-h.txt", "~.txt",
]  # fmt: skip


def test_a_folder_of_odd_things(run, archive, tmp_path):
    """Names that act, links that loop or lead out, pipes that nobody writes, devices."""
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    for number, name in enumerate(ODD_NAMES):
        (folder / name).write_text(f"The Council met in Minsk for the time {number}.\n")
    os.mkfifo(folder / "pipe")
    for name, target in {"zero": "/dev/zero", "up": "..", "loop": "loop", "gone": "x"}.items():
        (folder / name).symlink_to(target)
    (folder / "sub" / "link").symlink_to(folder)
    told = run("ingest", str(folder))
    assert told.err.splitlines() == [
        f"Error: {folder}/gone cannot be read: No such file or directory",
        f"Error: {folder}/loop cannot be read: Too many levels of symbolic links",
    ]
    assert len(held(archive)) == len(ODD_NAMES)
    assert not {"\x1b", "\u202e", "\r"} & set(run("dumps").out)


def test_a_folder_deeper_than_functions_can_call_each_other(run, archive, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    deep = 1300
    try:
        for _ in range(deep):
            os.mkdir("d")
            os.chdir("d")
        Path("x.txt").write_bytes(GOOD)
        monkeypatch.chdir(tmp_path)
        told = run("ingest", "d")
        assert (told.status, told.err) == (0, "")
        assert len(held(archive)) == 1
    finally:  # which the usual ways to remove a folder cannot
        os.chdir(tmp_path)
        subprocess.run(["rm", "-rf", "d"], check=True)


@pytest.mark.parametrize("change", ["grows", "shrinks", "vanishes"])
def test_a_file_that_changes_while_it_is_read(run, archive, among_neighbours, monkeypatch, change):
    folder = among_neighbours("m.txt", WORDS[:200_000])
    real = reading.examine

    def examine(name, *arguments):
        if name.endswith("m.txt"):
            path = folder / "m.txt"
            if change == "vanishes":
                path.unlink()
            else:
                path.write_bytes(WORDS[: 300_000 if change == "grows" else 100_000])
        return real(name, *arguments)

    monkeypatch.setattr(reading, "examine", examine)
    (error,) = run("ingest", str(folder)).err.splitlines()
    assert error.startswith(f"Error: {folder}/m.txt c")  # changed, or cannot be read
    assert held(archive).keys() == NEIGHBOURS.keys()
    assert run("check").status == 0
