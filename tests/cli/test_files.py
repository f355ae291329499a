"""What is written is whole or not there, and nobody's files are lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from cstonews.cli.files import empty, whole_file, whole_folder, write_in
from cstonews.errors import OutputError


class Interrupted(BaseException):
    pass


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "news.txt"
    with whole_file(str(target), replace=False) as file:
        file.write("Ёж\n")
        assert not target.exists()
    assert target.read_bytes() == "Ёж\n".encode()
    assert names(tmp_path) == ["news.txt"]


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("error", [Interrupted, KeyboardInterrupt, ValueError])
def test_an_interrupted_file_leaves_nothing(tmp_path: Path, replace: bool, error) -> None:
    target = tmp_path / "news.txt"
    if replace:
        target.write_text("before")
    with pytest.raises(error), whole_file(str(target), replace) as file:
        file.write("half")
        raise error
    assert names(tmp_path) == (["news.txt"] if replace else [])
    assert not replace or target.read_text() == "before"


def test_a_file_is_replaced_only_when_told(tmp_path: Path) -> None:
    target = tmp_path / "news.txt"
    target.write_text("before")
    with pytest.raises(OutputError, match="--force"), whole_file(str(target), False):
        pass
    assert target.read_text() == "before"
    with whole_file(str(target), True) as file:
        file.write("after")
    assert target.read_text() == "after"


def test_a_file_that_came_meanwhile_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "news.txt"
    with pytest.raises(OutputError, match="--force"), whole_file(str(target), False) as file:
        file.write("ours")
        target.write_text("theirs")
    assert target.read_text() == "theirs"
    assert names(tmp_path) == ["news.txt"]


def test_behind_a_link_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "there" / "news.txt")
    with pytest.raises(OutputError, match="--force"), whole_file(str(link), False):
        pass
    with whole_file(str(link), True) as file:
        file.write("text")
    assert link.is_symlink()
    assert (tmp_path / "there" / "news.txt").read_text() == "text"


def test_only_ordinary_files_are_written(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path(os.devnull)):
        with pytest.raises(OutputError, match="no ordinary file"), whole_file(str(path), True):
            pass
    for path in (tmp_path / "no" / "folder.txt", pipe / "x"):
        with pytest.raises(OutputError, match="cannot be written"), whole_file(str(path), True):
            pass
    assert names(tmp_path) == ["pipe"]


def fill(folder: str, **texts: str) -> None:
    for name, text in texts.items():
        write_in(folder, f"{name[:4]}/{name}.txt", text)


def test_a_folder_is_there_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "texts"
    with whole_folder(str(target), merge=False) as folder:
        fill(folder, a2024="Ёж\n", a2023="b")
        assert not target.exists()
    assert names(tmp_path) == [
        "texts", "texts/a202", "texts/a202/a2023.txt", "texts/a202/a2024.txt"
    ]  # fmt: skip
    assert (target / "a202" / "a2024.txt").read_bytes() == "Ёж\n".encode()


@pytest.mark.parametrize("there", [False, True])
def test_an_interrupted_folder_leaves_nothing(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "texts"
    if there:
        target.mkdir()
    with pytest.raises(Interrupted), whole_folder(str(target), merge=False) as folder:
        fill(folder, a2024="half")
        raise Interrupted
    assert names(tmp_path) == (["texts"] if there else [])


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    with whole_folder(str(tmp_path), merge=False) as folder:
        fill(folder, a2024="a")
    assert names(tmp_path) == ["a202", "a202/a2024.txt"]


def test_in_a_folder_with_files_only_those_of_the_same_name_are_replaced(tmp_path: Path) -> None:
    fill(str(tmp_path), a2024="old", a2023="kept", b2024="kept")
    with pytest.raises(OutputError, match="--force"), whole_folder(str(tmp_path), False):
        pass
    with whole_folder(str(tmp_path), merge=True) as folder:
        fill(folder, a2024="new", c2024="new")
    found = {path.stem: path.read_text() for path in tmp_path.rglob("*.txt")}
    assert found == {"a2024": "new", "a2023": "kept", "b2024": "kept", "c2024": "new"}


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("text")
    with pytest.raises(OutputError, match="no folder"), whole_folder(str(file), True):
        pass
    below = str(tmp_path / "no" / "folder")
    with pytest.raises(OutputError, match="cannot be written"), whole_folder(below, True):
        pass
    assert names(tmp_path) == ["file"]


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    for text in "abc":
        write_in(str(tmp_path), "x/news.txt", text)
    found = {path.name: path.read_text() for path in (tmp_path / "x").iterdir()}
    assert found == {"news.txt": "a", "news_2.txt": "b", "news_3.txt": "c"}


@pytest.mark.parametrize("stranger", ["2024", "2024/one.txt"])
def test_a_folder_that_cannot_take_all_takes_nothing(tmp_path: Path, stranger: str) -> None:
    target = tmp_path / "texts"
    target.mkdir()
    if "/" in stranger:
        (target / stranger).mkdir(parents=True)  # a folder where a file is to be
    else:
        (target / stranger).write_text("mine")  # and a file where a folder is to be
    before = names(target)
    with pytest.raises(OutputError), whole_folder(str(target), merge=True) as folder:
        for year in (2022, 2023, 2024, 2025):
            write_in(folder, f"{year}/one.txt", "text")
    assert names(target) == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_a_file_that_is_replaced_leaves_its_mode(tmp_path: Path, mode: int) -> None:
    target, folder = tmp_path / "news.txt", tmp_path / "texts"
    folder.mkdir()
    for file in (target, folder / "one.txt"):
        file.write_text("before")
        file.chmod(mode)
    with whole_file(str(target), replace=True) as written:
        (part,) = tmp_path.glob(".news*")
        assert part.stat().st_mode & 0o777 == mode
        written.write("after")
    with whole_folder(str(folder), merge=True) as part_folder:
        write_in(part_folder, "one.txt", "after")
    for file in (target, folder / "one.txt"):
        assert (file.read_text(), file.stat().st_mode & 0o777) == ("after", mode)


def test_an_emptied_folder_is_there_with_nothing_in_it(tmp_path: Path) -> None:
    write_in(str(tmp_path), "2024/one.txt", "text")
    write_in(str(tmp_path), "two.txt", "text")
    empty(str(tmp_path))
    assert names(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_signals_are_cared_for_only_while_a_file_is_written(tmp_path: Path, number) -> None:
    with pytest.raises(SystemExit), whole_file(str(tmp_path / "a"), replace=False):
        signal.raise_signal(number)
    assert names(tmp_path) == []
    assert signal.getsignal(number) is signal.SIG_DFL


def test_an_ignored_signal_stays_ignored(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with whole_file(str(tmp_path / "a"), replace=False):
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    assert names(tmp_path) == ["a"]
