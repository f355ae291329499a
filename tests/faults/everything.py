"""Every command, with arguments by which it does something on an archive that holds a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from cstonews.cli import commands

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "data" / "pages"
PAGE = PAGES / "2024-09-18-ru-ucheniya.txt"
OTHER = PAGES / "2021-news-listing.txt"
# What the table's arguments name: the dump that is in the archive, and its article.
DUMP = str(PAGE)


class Told(NamedTuple):
    """The arguments of a command, and whether it ``reads`` the archive, ``writes`` to it though it
    is sound, or ``mends`` it where it is not.
    """

    arguments: tuple[str, ...]
    reads: bool = True
    writes: bool = False
    mends: bool = False


COMMANDS: Mapping[str, Told] = {
    "ingest": Told(("ingest", str(OTHER)), reads=False, writes=True),
    "search": Told(("search", "учения")),
    "list": Told(("list", "--full")),
    "show": Told(("show", "HANDLE", "--versions")),
    "related": Told(("related", "HANDLE")),
    "timeline": Told(("timeline",)),
    "terms": Told(("terms", "учения")),
    "facets": Told(("facets",)),
    "export": Told(("export",)),
    "new": Told(("new", "--mark-seen"), writes=True),
    "save": Told(("save", "other", "words"), reads=False, writes=True),
    "run": Told(("run", "exercises")),
    "saved": Told(("saved",)),
    "dumps": Told(("dumps",)),
    "dumps cat": Told(("dumps", "cat", DUMP)),
    "dumps show": Told(("dumps", "show", DUMP)),
    "unclassified": Told(("unclassified",)),
    "split": Told(("split", str(OTHER)), reads=False),
    "check": Told(("check",)),
    # What becomes of a copy, and by one, has tests of its own.
    "backup": Told(("backup", "--force", "TARGET"), reads=False),
    "restore": Told(("restore", "--force", "COPY"), reads=False),
    "merge": Told(("merge", "COPY"), reads=False),
    "repair": Told(("repair",), mends=True),
    "edit": Told(("edit", "HANDLE", "--title", "New"), reads=False, writes=True),
    "forget": Told(("forget", DUMP), reads=False, writes=True),
    "resplit": Told(("resplit",), reads=False, writes=True),
    "glossary": Told(("glossary", "Minsk"), reads=False),
    "config": Told(("config",), reads=False),
    "completion": Told(("completion", "bash"), reads=False),
    "help": Told(("help", "query"), reads=False),
}
READERS = {
    name: told for name, told in COMMANDS.items() if told.reads and not (told.writes or told.mends)
}
WRITERS = {name: told for name, told in COMMANDS.items() if told.writes}
ARCHIVED = {name: told for name, told in COMMANDS.items() if told.reads or told.writes}


def leaves(command: click.Command = commands, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all commands that there are, with those of groups that are run alone, too."""
    if path and getattr(command, "invoke_without_command", True):
        yield " ".join(path)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from leaves(found, (*path, name))


def typed(told: Told, named: dict[str, str]) -> list[str]:
    """The arguments of a command on an archive of pages, for what is ``named`` in it."""
    words = [named.get(word, word) for word in told.arguments]
    if told.arguments[0] == "ingest":
        return ["ingest", str(PAGES)]
    if told.arguments[0] in ("forget", "dumps") and len(words) > 1:
        return [*words[:-1], named["DUMP"]]
    return words
