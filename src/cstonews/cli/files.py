"""Texts and folders that are written beside their place, and stand there when they are whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from cstonews.errors import OutputError
from cstonews.whole import ended_by_exceptions, explained, part_of, refuse, take_mode, whole


@contextmanager
def whole_file(path: str, replace: bool) -> Iterator[TextIO]:
    """Open a file to write in UTF-8 that becomes ``path`` when all went well, and else is gone.

    Raises OutputError where ``path`` is there already, unless ``replace``; where it is no
    ordinary file; and where it cannot be written. A file that is replaced leaves its mode.
    """
    refuse(path, replace)
    with whole(path) as part:
        with open(part, "x", encoding="utf-8", newline="\n") as file:
            take_mode(part, os.path.realpath(path))
            yield file
        refuse(path, replace)


@contextmanager
def whole_folder(path: str, merge: bool) -> Iterator[str]:
    """Make a folder to fill whose files become those of ``path`` when all went well, and else
    are gone.

    Raises OutputError where ``path`` is no folder, or holds anything, unless ``merge``: then
    what has another name stays. Also where it cannot be written.
    """
    target = os.path.realpath(path)
    with ended_by_exceptions(), explained(path):
        there = os.path.isdir(target)
        if os.path.exists(target) and not there:
            raise OutputError(f"{path} is no folder; name another with --output")
        if there and os.listdir(target) and not merge:
            raise OutputError(
                f"the folder {path} is not empty; name another, or add --force to write into it"
            )
        # Inside a folder that is there already, for the one above it may be another disk.
        part = part_of(os.path.join(target, "export") if there else target)
        try:
            os.mkdir(part)
            yield part
            if there:
                _refuse_conflicts(part, target)
                _move_all(part, target)
            else:
                os.replace(part, target)
        finally:
            import shutil

            shutil.rmtree(part, ignore_errors=True)


def empty(folder: str) -> None:
    """Take away all that is in ``folder``."""
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            import shutil

            shutil.rmtree(entry.path)
        else:
            os.remove(entry.path)


def write_in(folder: str, path: str, text: str) -> None:
    """Write a new file in UTF-8 below ``folder``; ``path`` has its folders parted by ``/``.

    Where a file of that name is there already, a number is put behind the name.
    """
    stem, end = os.path.splitext(os.path.join(folder, *path.split("/")))
    os.makedirs(os.path.dirname(stem), exist_ok=True)
    name, number = stem + end, 1
    while os.path.lexists(name):
        number += 1
        name = f"{stem}_{number}{end}"
    with open(name, "x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _refuse_conflicts(source: str, target: str) -> None:
    """Raise OutputError where not all files below one folder can move below another."""
    for entry in list(os.scandir(source)):
        there = os.path.join(target, entry.name)
        folder = entry.is_dir(follow_symlinks=False)
        if not os.path.lexists(there):
            continue
        if os.path.isdir(there) != folder:
            old, new = ("file", "folder") if folder else ("folder", "file")
            raise OutputError(
                f"{there} is a {old} where a {new} is to be; name another folder with --output"
            )
        if folder and not os.access(there, os.W_OK | os.X_OK):
            raise OutputError(f"{there} cannot be written to; name another folder with --output")
        if folder:
            _refuse_conflicts(entry.path, there)


def _move_all(source: str, target: str) -> None:
    """Move the files below one folder below another; what has the same name is replaced."""
    for entry in list(os.scandir(source)):
        there = os.path.join(target, entry.name)
        if entry.is_dir(follow_symlinks=False) and os.path.isdir(there):
            _move_all(entry.path, there)
        else:
            take_mode(entry.path, there)
            os.replace(entry.path, there)
