"""The options and arguments that several commands share."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click

from cstonews.cli.places import ARCHIVE, archive_file
from cstonews.errors import ArchiveError, DateError
from cstonews.found import Filter, Order
from cstonews.model import DateRange, DateSource, Kind

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_Reader = Callable[[str, dt.date], dt.date | DateRange]

DEFAULT_LIMIT = 20
HELD = 1000  # answers that are held together, rather than that an ingest spoils some
SETTINGS = "cstonews.settings"  # where click's context keeps what the file of settings says
PAGER = "CSTONEWS_PAGER"


def examples(*lines: str) -> str:
    """Return the examples at the foot of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class ArchiveFile(click.Path):
    """The name of an archive. An empty one, as of a variable that is not set, is wrong usage: the
    usual archive would be taken.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path that ``value`` is."""
        if not value:
            self.fail("it is empty; name the archive's file", param, ctx)
        return super().convert(value, param, ctx)


def archive_option(command: Decorated) -> Decorated:
    """Add ``--archive``; the command gets the path that is in force."""
    return click.option(
        "--archive",
        type=ArchiveFile(),
        callback=_archive_path,
        help=f"The archive file.  [env var: {ARCHIVE}]",
    )(command)


def _archive_path(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:
    above: click.Context | None = ctx
    while not value and above:
        value = above.params.get("archive")
        above = above.parent
    path = value or archive_file(ctx.meta.get(SETTINGS, {}).get("archive"))
    folder = os.path.isdir(path) or path.endswith(os.sep)
    if folder and not ctx.resilient_parsing:
        raise ArchiveError(f"{path} is a folder; name the archive's file")
    return path


def pager_option(command: Decorated) -> Decorated:
    """Add ``--pager``; the command gets the program to page with, or ``""`` for none."""
    return click.option(
        "--pager/--no-pager",
        default=None,
        callback=_pager_program,
        help="On a terminal, page what is longer than it.",
    )(command)


def _pager_program(ctx: click.Context, parameter: click.Parameter, wanted: bool | None) -> str:
    configured = ctx.meta.get(SETTINGS, {}).get("pager")
    if wanted is None:
        wanted = configured is not False
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return pager_program(configured)[0] if wanted and terminal else ""


def pager_program(configured: object) -> tuple[str, str]:
    """Return the program to page with, ``""`` for none, and what names it.

    ``configured`` is what the file of settings says of it. What is said for cstonews alone
    goes before what is said for all programs; cat is no pager, as it is none to git.
    """
    named = (
        (os.environ.get(PAGER), PAGER),
        (configured if isinstance(configured, str) else None, ""),
        (os.environ.get("PAGER"), "PAGER"),
        ("" if os.environ.get("TERM") == "dumb" else "less", "default"),
    )
    program, source = next((name, source) for name, source in named if name is not None)
    return "" if program.strip() == "cat" else program.strip(), source


def format_option(*formats: str) -> Callable[[Decorated], Decorated]:
    """Add ``--format`` with ``formats``, of which the first is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print it.",
    )


LISTED = ("table", "json", "jsonl", "csv", "tsv")


_ORIGINS = {
    "all": frozenset(DateSource),
    "known": frozenset(DateSource) - {DateSource.INFERRED},
    "stated": frozenset({DateSource.STATED}),
}


class Day(click.ParamType[dt.date | DateRange]):
    """A day in a person's words; a month or a year counts from its first or to its last day."""

    name = "date"

    def __init__(self, reader: str) -> None:
        self._reader = reader

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day or the days that ``value`` names; what names none is wrong usage."""
        from cstonews.query import dates

        try:
            read: _Reader = getattr(dates, self._reader)
            return read(value, dt.date.today())
        except DateError as error:
            self.fail(str(error), param, ctx)


def filter_options(command: Decorated) -> Decorated:
    """Add ``--since --until --on --kind --undated --dates``, for ``chosen_filter`` to read."""
    options = (
        click.option("--since", type=Day("since"), metavar="DATE", help="From this date on."),
        click.option("--until", type=Day("until"), metavar="DATE", help="Up to this date."),
        click.option("--on", type=Day("on"), metavar="DATE", help="On this day, month or year."),
        click.option(
            "--kind", type=click.Choice([Kind.ARTICLE.value, Kind.TEASER.value]), help="Only these."
        ),
        click.option("--undated", is_flag=True, help="Only entries without a date."),
        click.option(
            "--dates",
            type=click.Choice(list(_ORIGINS)),
            default="all",
            show_default=True,
            help="By where dates come from; known: all but inferred.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def chosen_filter(options: Mapping[str, Any], dated_only: bool) -> Filter:
    """Return the Filter that the options of ``filter_options`` name.

    Raises click.UsageError where they contradict each other.
    """
    dates = _dates(options)
    if options["undated"] and dates:
        raise click.UsageError("--undated has no dates; leave out --since, --until and --on")
    undated = True if options["undated"] else False if dated_only or dates else None
    kind = Kind(options["kind"]) if options["kind"] else None
    return Filter(dates, _ORIGINS[options["dates"]], kind, undated)


def _dates(options: Mapping[str, Any]) -> DateRange:
    since, until, on = options["since"], options["until"], options["on"]
    if on and (since or until):
        raise click.UsageError("--on names its days itself; leave out --since and --until")
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is later than --until {until}; swap them")
    return on or DateRange(since, until)


def limit_option(command: Decorated, default: int = DEFAULT_LIMIT) -> Decorated:
    """Add ``--limit`` and ``--full``."""
    command = click.option("--full", is_flag=True, help="Whole texts instead of snippets.")(command)
    return at_most_option(default)(command)


def at_most_option(
    default: int = DEFAULT_LIMIT, told: str = "How many at most; 0 for all."
) -> Callable[[Decorated], Decorated]:
    """Add ``--limit`` alone; ``told`` is its help."""
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        default=default,
        show_default=True,
        help=told,
    )


def sort_option(default: Order) -> Callable[[Decorated], Decorated]:
    """Add ``--sort``, for answers to words."""
    return click.option(
        "--sort",
        type=click.Choice([order.value for order in Order]),
        default=default.value,
        show_default=True,
        help="The best first, or by date.",
    )


def emit(pieces: Iterable[str]) -> None:
    """Write pieces of a machine format to standard output."""
    for piece in pieces:
        sys.stdout.write(piece)
