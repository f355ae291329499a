"""Paths → sources → dumps: files, folders, links, what is missing, standard input."""

from __future__ import annotations

import io
import os
import socket
from pathlib import Path

import pytest

from cstonews.dumps import STDIN, Source, read, sources
from cstonews.dumps.sources import printable
from cstonews.errors import DumpError


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A working folder with files, folders, hidden ones and links."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "c/2.txt", "c/1.txt", "c/d/x", ".hidden", ".git/y", "c/.z/w"):
        path = Path(name)
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(f"The text of {name}.\n")
    return tmp_path


def names(*paths):
    return [os.path.relpath(source.name) if source.name else "" for source in sources(paths)]


PATHS = {
    "a file": (["a.txt"], ["a.txt"]),
    "in the order given": (["b.txt", "a.txt"], ["b.txt", "a.txt"]),
    "a folder, by name": (["c"], ["c/1.txt", "c/2.txt", "c/d/x"]),
    "a folder with a slash": (["c/"], ["c/1.txt", "c/2.txt", "c/d/x"]),
    "the working folder": (["."], ["a.txt", "b.txt", "c/1.txt", "c/2.txt", "c/d/x"]),
    "a hidden file that is named": ([".hidden"], [".hidden"]),
    "a hidden folder that is named": ([".git"], [".git/y"]),
    "a file twice": (["a.txt", "./a.txt", "c/../a.txt"], ["a.txt"]),
    "a file and its folder": (["c/2.txt", "c"], ["c/2.txt", "c/1.txt", "c/d/x"]),
    "a folder and its file": (["c", "c/2.txt"], ["c/1.txt", "c/2.txt", "c/d/x"]),
    "a missing path twice": (["none", "none"], ["none"]),
    "standard input": (["-"], ["-"]),
    "standard input twice": (["-", "a.txt", "-"], ["-", "a.txt"]),
    "nothing": ([], []),
}


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(("paths", "expected"), PATHS.values(), ids=PATHS)
def test_what_paths_name(paths, expected):
    assert names(*paths) == expected


@pytest.mark.usefixtures("tree")
def test_a_source_knows_its_size():
    assert [source.bytes for source in sources(["a.txt", "c"])] == [19, 21, 21, 19]


@pytest.mark.usefixtures("tree")
def test_an_empty_folder_names_nothing():
    Path("empty").mkdir()
    assert names("empty") == []


@pytest.mark.usefixtures("tree")
def test_a_link_to_a_file_is_that_file():
    Path("c/link").symlink_to("../a.txt")
    assert names("c/link", "a.txt") == ["c/link"]
    assert names("a.txt", "c") == ["a.txt", "c/1.txt", "c/2.txt", "c/d/x"]


@pytest.mark.usefixtures("tree")
def test_a_link_to_a_folder_is_followed_only_where_it_is_named():
    Path("link").symlink_to("c")
    Path("c/loop").symlink_to("..")
    assert names("link") == ["link/1.txt", "link/2.txt", "link/d/x"]
    assert names(".") == ["a.txt", "b.txt", "c/1.txt", "c/2.txt", "c/d/x"]


@pytest.mark.usefixtures("tree")
def test_pipes_and_sockets_in_a_folder_are_left_out():
    os.mkfifo("c/pipe")
    assert names("c") == ["c/1.txt", "c/2.txt", "c/d/x"]


@pytest.mark.usefixtures("tree")
def test_a_socket_that_is_named_is_a_problem():
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s")
        (source,) = sources(["s"])
    assert source.problem == "s is not a file; give a file or a folder"


PROBLEMS = {
    "missing": "none.txt",
    "a file as a folder": "a.txt/b",
    "a broken link": "broken",
    "a loop of links": "loop",
    "too long a name": "x" * 5000,
    "a NUL in the name": "a\0b",
}


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("path", PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_found_is_told_and_stops_nothing(path):
    Path("broken").symlink_to("nowhere")
    Path("loop").symlink_to("loop")
    first, bad, last = sources(["a.txt", path, "b.txt"])
    assert (first.problem, last.problem) == (None, None)
    assert bad.problem.startswith(f"{path} cannot be read: ")
    assert "\n" not in bad.problem
    with pytest.raises(DumpError) as error:
        read(bad)
    assert str(error.value) == bad.problem


@pytest.mark.usefixtures("tree")
def test_a_file_that_is_gone_when_it_is_read_is_a_dump_error():
    (source,) = sources(["a.txt"])
    Path("a.txt").unlink()
    with pytest.raises(DumpError, match=r"^a\.txt cannot be read: No such file"):
        read(source)


@pytest.mark.usefixtures("tree")
def test_a_folder_that_cannot_be_listed_is_told(monkeypatch):
    """Root can list anything, so the operating system's answer is made up."""
    real = os.scandir

    def scandir(path):
        if str(path).endswith("d"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = list(sources(["c"]))
    assert [source.name for source in found] == ["c/1.txt", "c/2.txt", "c/d"]
    assert found[-1].problem == "c/d cannot be listed: Permission denied"


@pytest.mark.usefixtures("tree")
def test_a_link_into_a_locked_folder_stops_nothing(monkeypatch):
    real = os.stat

    def stat(path, **options):
        if os.fspath(path) == "c/1.txt":
            raise PermissionError(13, "Permission denied", path)
        return real(path, **options)

    monkeypatch.setattr(os, "stat", stat)
    found = [source.name for source in sources(["c"]) if not source.problem]
    assert found == ["c/2.txt", "c/d/x"]


@pytest.mark.usefixtures("tree")
def test_read_gives_the_bytes_of_a_file():
    (source,) = sources(["c/2.txt"])
    dump = read(source)
    assert (dump.name, dump.data, dump.text) == (
        "c/2.txt",
        b"The text of c/2.txt.\n",
        "The text of c/2.txt.\n",
    )


@pytest.mark.usefixtures("tree")
def test_read_refuses_what_is_no_text_by_name():
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (source,) = sources(["photo.jpg"])
    with pytest.raises(DumpError, match=r"^photo\.jpg is a JPEG image"):
        read(source)


class Stdin:
    def __init__(self, data):
        self.buffer = io.BytesIO(data)


def test_standard_input_is_read_as_bytes(monkeypatch):
    monkeypatch.setattr("sys.stdin", Stdin("Совет".encode() + b"\r\n"))
    (source,) = sources([STDIN])
    dump = read(source)
    assert (dump.name, dump.data, dump.text) == ("-", "Совет\r\n".encode(), "Совет\r\n")


@pytest.mark.usefixtures("tree")
def test_a_file_named_as_standard_input_can_be_read():
    Path("-").write_text("A file.\n")
    (source,) = sources(["./-"])
    assert read(source).text == "A file.\n"


ODD_NAME = os.fsdecode(b"page \xff\xfe.txt")


@pytest.mark.usefixtures("tree")
def test_a_name_that_is_not_utf_8_is_read_and_shown():
    try:
        Path(ODD_NAME).write_text("The Council met.\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    (source,) = [source for source in sources(["."]) if "page" in source.name]
    dump = read(source)
    assert dump.text == "The Council met.\n"
    assert dump.name.endswith("page \ufffd\ufffd.txt")


@pytest.mark.usefixtures("tree")
def test_the_problem_of_a_name_that_is_not_utf_8_can_be_printed():
    (source,) = sources([ODD_NAME])
    with pytest.raises(DumpError) as error:
        read(source)
    assert str(error.value).encode("utf-8").startswith("page \ufffd\ufffd.txt cannot".encode())


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.txt", "a.txt"), ("новости.txt", "новости.txt"), (ODD_NAME, "page \ufffd\ufffd.txt")],
    ids=["ASCII", "Cyrillic", "not UTF-8"],
)
def test_printable_names(path, expected):
    assert printable(path) == expected


def test_a_source_with_a_problem_is_never_read():
    with pytest.raises(DumpError, match="no such thing"):
        read(Source(STDIN, problem="no such thing"))
