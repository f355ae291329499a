"""``cstonews edit``: an entry corrected by hand."""

from __future__ import annotations

import datetime as dt

import click

from cstonews.cli.completion import complete_handles
from cstonews.cli.opened import opened_to_write
from cstonews.cli.options import Day, archive_option, examples
from cstonews.codec import clean
from cstonews.model import DateRange, Entry
from cstonews.render.inert import inert_line
from cstonews.render.page import date_line

_FIRST_YEAR = 1000


@click.command(
    "edit",
    epilog=examples(
        "cstonews edit a3f9c1e --date 2024-05-16",
        "cstonews edit a3f9c1e --no-date",
        'cstonews edit a3f9c1e --title "The Council met in Minsk"',
        "cstonews edit a3f9c1e --undo",
    ),
)
@click.argument("handle", shell_complete=complete_handles)
@click.option("--date", type=Day("on"), metavar="DATE", help="The day that it is of.")
@click.option("--no-date", is_flag=True, help="It has no date, whatever the dumps say.")
@click.option("--title", help="Its title.")
@click.option("--undo", is_flag=True, help="Take back all corrections of it.")
@archive_option
def command(
    handle: str,
    date: DateRange | None,
    no_date: bool,
    title: str | None,
    undo: bool,
    archive: str,
) -> None:
    """Correct the date or the title of an entry by hand.

    The dumps stay as they are, and so does the handle. A correction is marked with * in
    tables, named in 'show', survives 'resplit', and can be taken back.
    """
    said = _said(date, no_date, title)
    if bool(said) == undo:
        raise click.UsageError("say what to correct (--date, --no-date, --title), or --undo")
    with opened_to_write(archive) as writer:
        if undo:
            entry = writer.undo(handle)
        else:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
            entry = writer.edit(handle, said, now)
    _print(entry)


def _said(date: DateRange | None, no_date: bool, title: str | None) -> dict[str, str | None]:
    """What is to be corrected, by field; raises click.UsageError where it has no meaning."""
    said: dict[str, str | None] = {}
    if date and no_date:
        raise click.UsageError("--date and --no-date exclude each other")
    if date:
        if date.first != date.last:
            raise click.UsageError("--date names several days; name one")
        if date.first and date.first.year < _FIRST_YEAR:
            raise click.UsageError(f"--date {date.first} is before the year {_FIRST_YEAR}")
        said["date"] = str(date.first)
    if no_date:
        said["date"] = None
    if title is not None:
        title = " ".join(clean(title).split())
        if not title:
            raise click.UsageError("--title is empty; name one")
        said["title"] = title
    return said


def _print(entry: Entry) -> None:
    click.echo(f"{entry.handle}  {date_line(entry)}")
    if entry.title:
        click.echo(inert_line(entry.title))
