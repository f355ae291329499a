"""``cstonews config``: what is set up, and what is in force."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

import click

from cstonews.cli.group import Commands
from cstonews.cli.options import DEFAULT_LIMIT, examples, pager_program
from cstonews.cli.places import ARCHIVE, CONFIG, archive_file, config_file
from cstonews.cli.settings import ALIASES, TOP, Settings
from cstonews.cli.topics import settings_template
from cstonews.errors import ConfigError
from cstonews.found import Order
from cstonews.render.columns import DEFAULT
from cstonews.render.inert import inert_line

_DEFAULTS: dict[str, Any] = {
    "limit": DEFAULT_LIMIT,
    "sort": Order.RELEVANCE,
    "columns": list(DEFAULT),
    "format": "table",
    "exact": False,
}


class Setting(NamedTuple):
    """A setting that is in force, and where it comes from."""

    name: str
    value: str
    source: str


@click.command(
    "config",
    epilog=examples(
        "cstonews config",
        "cstonews config --init",
        '$EDITOR "$(cstonews config --path)"',
    ),
)
@click.option("--path", is_flag=True, help="Print only where the file of settings is.")
@click.option("--init", is_flag=True, help="Write a file to start from, if there is none.")
@click.pass_context
def command(ctx: click.Context, path: bool, init: bool) -> None:
    """Show the settings that are in force, and where each comes from.

    The command line goes before the environment, the environment before the file of
    settings. 'cstonews help config' tells what can be set.
    """
    file = config_file()
    if init:
        _write(file)
    if init or path:
        # Exactly, for a shell; on a terminal as all that is shown there.
        click.echo(inert_line(file) if sys.stdout.isatty() else os.fsencode(file))
        return
    root = ctx.find_root()
    group = cast(Commands, root.command)
    settings = group.settings()
    if settings:
        _check(settings, root, group)
    _print(list(_in_force(settings, root, group)))
    if not settings:
        click.echo("There is no such file; 'cstonews config --init' writes one.", err=True)


def _write(file: str) -> None:
    if os.path.lexists(file):
        raise ConfigError(f"{file} is there already; nothing was written")
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "x", encoding="utf-8") as opened:
            opened.write(settings_template())
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}") from error


def _check(settings: Settings, root: click.Context, group: Commands) -> None:
    """Raise ConfigError where any command or alias would."""
    settings.check_aliases()
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        assert command is not None
        settings.defaults(command, name)


def _in_force(settings: Settings | None, root: click.Context, group: Commands) -> Iterator[Setting]:
    values = settings.values if settings else {}

    def place(key: str, *table: str) -> str:
        return os.path.basename(settings.place(table, key)) if settings else ""

    yield Setting("file", config_file(), CONFIG if os.environ.get(CONFIG) else "default")
    yield _archive(values.get("archive"), root.params.get("archive"), place("archive"))
    program, source = pager_program(values.get("pager"))
    if values.get("pager") is False:
        yield Setting("pager", "false", place("pager"))
    else:
        yield Setting("pager", program or "none", source or place("pager"))
    for key in (key for key in TOP if key in _DEFAULTS):
        source = place(key) if key in values else "default"
        yield Setting(key, _shown(values.get(key, _DEFAULTS[key])), source)
    for *table, key, value in _of_commands(values):
        yield Setting(".".join((*table, key)), _shown(value), place(key, *table))
    for name, meaning in group.aliases.items():
        yield Setting(f"{ALIASES}.{name}", meaning, "default")
    for name, meaning in values.get(ALIASES, {}).items():
        yield Setting(f"{ALIASES}.{name}", meaning, place(name, ALIASES))


def _of_commands(values: Mapping[str, Any], *table: str) -> Iterator[tuple[Any, ...]]:
    """The names of tables, the key and the value of each setting in a table of a command."""
    for key, value in values.items():
        if isinstance(value, dict) and key != ALIASES:
            yield from _of_commands(value, *table, key)
        elif table:
            yield (*table, key, value)


def _archive(configured: str | None, told: str | None, place: str) -> Setting:
    if told:
        return Setting("archive", told, "--archive")
    if os.environ.get(ARCHIVE):
        return Setting("archive", archive_file(), ARCHIVE)
    return Setting("archive", archive_file(configured), place if configured else "default")


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _print(settings: list[Setting]) -> None:
    from cstonews.render.grid import settings_grid
    from cstonews.render.screen import print_grid

    print_grid(settings_grid(settings), sys.stdout)
    sys.stdout.flush()
