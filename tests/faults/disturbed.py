"""Commands to disturb, what each finds and does, and what must hold after it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from faults import kills
from faults.archives import OLD, Content, content, dumps_of, problems, statements
from faults.kills import Undisturbed

from cstonews.archive.connection import read
from cstonews.archive.migrations import EDITION


class Inputs(NamedTuple):
    """The dumps, in a folder, an archive of some of them, and one of others."""

    folder: Path
    some: Path
    archive: Path
    other: Path


class Command(NamedTuple):
    """A command to disturb: ``archive`` makes what it finds, ``arguments`` what it is told.

    ``whole`` says that it changes all at once, so that nothing between before and after it can
    ever be seen.
    """

    archive: Callable[[Inputs, Path], object]
    arguments: Callable[[Inputs], Sequence[str]]
    whole: bool = True


def nothing(inputs: Inputs, path: Path) -> None:
    """No archive yet."""


def filled(inputs: Inputs, path: Path) -> None:
    shutil.copy(inputs.archive, path)


def of_an_earlier_edition(inputs: Inputs, path: Path) -> None:
    filled(inputs, path)
    statements(path, f"PRAGMA user_version = {EDITION - 1}")


def damaged(inputs: Inputs, path: Path) -> None:
    """Without what follows from the dumps, so that all of it can be had again."""
    filled(inputs, path)
    statements(path, "DELETE FROM entries WHERE id % 2", "DELETE FROM entries_fts_data")


def specimen(name: str) -> Callable[[Inputs, Path], object]:
    return lambda inputs, path: shutil.copy(OLD / name, path)


def first_dump(inputs: Inputs) -> str:
    data = min(inputs.some.iterdir()).read_bytes()
    return sha256(data).hexdigest()


def first_entry(inputs: Inputs) -> str:
    handle = read(str(inputs.archive), lambda db: db.execute(_FIRST).fetchone()[0])
    return str(handle)


_FIRST = "SELECT handle FROM entries WHERE date IS NOT NULL ORDER BY id LIMIT 1"
SAVE = ("save", "afghanistan", "Afghanistan")
# The state of one in the place of the state of another, whose dumps it lacks.
RESTORE = ("restore", "--force")

COMMANDS = {
    "ingest": Command(nothing, lambda inputs: ["ingest", str(inputs.folder)], whole=False),
    "ingest into more": Command(filled, lambda inputs: ["ingest", str(inputs.folder)], whole=False),
    "resplit": Command(filled, lambda inputs: ["resplit"]),
    "forget": Command(filled, lambda inputs: ["forget", first_dump(inputs)]),
    "edit": Command(filled, lambda inputs: ["edit", first_entry(inputs), "--title", "Corrected"]),
    "save": Command(filled, lambda inputs: SAVE),
    "repair": Command(damaged, lambda inputs: ["repair"]),
    "merge": Command(filled, lambda inputs: ["merge", str(inputs.other)], whole=False),
    "restore": Command(filled, lambda inputs: [*RESTORE, str(inputs.other)]),
    "an upgrade of the rules": Command(of_an_earlier_edition, lambda inputs: SAVE, whole=False),
    "an upgrade of 0001": Command(specimen("0001_initial.sqlite"), lambda inputs: SAVE, False),
    "an upgrade of 0002": Command(
        specimen("0002_origins_and_corrections.sqlite"), lambda inputs: SAVE, False
    ),
}


class Prepared(NamedTuple):
    """A command that is ready to be disturbed, and what it does when nobody does that."""

    command: Command
    base: Path
    arguments: Sequence[str]
    before: Content | None
    after: Content
    usual: Undisturbed
    ills: tuple[str, ...] = ()


def prepared(command: Command, inputs: Inputs, folder: Path) -> Prepared:
    base, undisturbed = folder / "base.db", folder / "undisturbed.db"
    command.archive(inputs, base)
    before = content(base) if base.exists() else None
    if base.exists():
        shutil.copy(base, undisturbed)
    arguments = command.arguments(inputs)
    usual = kills.watched(undisturbed, arguments)
    assert problems(undisturbed) == ()
    return Prepared(command, base, arguments, before, content(undisturbed), usual, problems(base))


def backup_to(inputs: Inputs, target: Path) -> Sequence[str]:
    """The command that copies the archive into ``target``."""
    return ["backup", "--force", "--archive", str(inputs.archive), str(target)]


def holds_backup(inputs: Inputs, target: Path, wanted: Content) -> None:
    """A backup after a fault is whole or not there, and a re-run makes it."""
    assert kills.left_over(target) == []
    assert not target.exists() or content(target) == wanted
    assert kills.run(target, backup_to(inputs, target)).status == 0
    assert problems(target) == ()
    assert content(target) == wanted
    assert list(target.parent.iterdir()) == [target]


def put(base: Path, archive: Path) -> None:
    """Let a command find what it finds when nobody disturbs it."""
    if base.exists():
        shutil.copy(base, archive)


def holds(ready: Prepared, archive: Path, texts: dict[str, bytes]) -> None:
    """An archive after a fault is whole, nobody works for it any more, a re-run finishes."""
    assert kills.left_over(archive) == []
    assert problems(archive) in ((), ready.ills)
    for name, data in dumps_of(archive).items():
        assert texts.get(name, data) == data
    done = _is_done(ready, archive)
    again = kills.run(archive, ready.arguments)
    assert again.status == 0 or (done and again.status == 1), again
    assert "Traceback" not in again.err
    assert problems(archive) == ()
    assert content(archive) == ready.after


def _is_done(ready: Prepared, archive: Path) -> bool:
    """Whether the archive is as after the command; if not, it is as before it, where the command
    changes all at once.
    """
    if ready.before is None and not archive.exists():
        return False
    try:
        now = content(archive)
    except Exception:  # noqa: BLE001 - an upgrade is half done
        return False
    if ready.command.whole and now != ready.after:
        assert now == ready.before
    return now == ready.after
