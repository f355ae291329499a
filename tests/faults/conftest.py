"""What the tests share that disturb commands."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from faults import kills
from faults.disturbed import COMMANDS, Inputs, Prepared
from faults.disturbed import prepared as prepare
from faults.everything import PAGES
from faults.made import News, pages, write_dump

from cstonews.archive.connection import read


class Size(NamedTuple):
    """Of what is ingested: pages, of which from 256 KB on other processes cut some; and items of
    one large dump, which from 1 MB on is stored while it is cut.
    """

    pages: int
    items: int


QUICK, THOROUGH = Size(56, 0), Size(64, 900)


@pytest.fixture(scope="session")
def inputs(tmp_path_factory, thorough: bool) -> Inputs:
    size = THOROUGH if thorough else QUICK
    folder = tmp_path_factory.mktemp("inputs")
    found = Inputs(folder / "all", folder / "all" / "b", folder / "archive.db", folder / "other.db")
    for name, chunk in (("a", 0), ("b", 1), ("c", 2)):
        (found.folder / name).mkdir(parents=True)
        texts = islice(pages(News(400).items()), chunk, size.pages, 3)
        for number, text in enumerate(texts):
            (found.folder / name / f"{number:03}.txt").write_text(text)
    if size.items:
        write_dump(size.items, found.folder / "bb.txt")
    assert kills.run(found.archive, ["ingest", str(found.some)]).status == 0
    assert kills.run(found.other, ["ingest", str(found.folder / "a")]).status == 0
    return found


@pytest.fixture(scope="session")
def prepared(inputs: Inputs, tmp_path_factory) -> Callable[[str], Prepared]:
    """Commands that are ready to be disturbed, by their names."""
    known: dict[str, Prepared] = {}

    def prepared(name: str) -> Prepared:
        if name not in known:
            known[name] = prepare(COMMANDS[name], inputs, tmp_path_factory.mktemp("base"))
        return known[name]

    return prepared


@pytest.fixture(scope="session")
def texts(inputs: Inputs) -> dict[str, bytes]:
    """The bytes of all dumps that are ingested, by their hashes."""
    found = [path.read_bytes() for path in inputs.folder.rglob("*.txt")]
    return {sha256(data).hexdigest(): data for data in found}


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of some pages; there is no log beside it."""
    path = tmp_path_factory.mktemp("base") / "archive.db"
    some = sorted(PAGES.glob("*.txt"))[:8]
    assert kills.run(path, ["ingest", *map(str, some)]).status == 0
    assert kills.run(path, ["save", "exercises", "учения"]).status == 0
    return path


@pytest.fixture(scope="session")
def named(base: Path) -> dict[str, str]:
    """What the arguments of commands mean in that archive."""

    def ask(db) -> dict[str, str]:
        handle, _ = db.execute("SELECT handle, id FROM entries ORDER BY id DESC").fetchone()
        dump, _ = db.execute("SELECT sha256, id FROM dumps ORDER BY id DESC").fetchone()
        return {"HANDLE": handle, "DUMP": dump}

    return read(str(base), ask)
