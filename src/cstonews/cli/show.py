"""``cstonews show``: entries whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cstonews import archive as archives
from cstonews.cli.options import archive_option, emit, examples, format_option
from cstonews.model import Entry


@click.command(
    "show",
    epilog=examples(
        "cstonews show a3f9c1e",
        "cstonews show a3f9c1e 50b1d22",
        "cstonews show a3f9c1e@2024-05-15",
        "cstonews show a3f9c1e --format json",
    ),
)
@click.argument("handles", nargs=-1, required=True, metavar="HANDLE...")
@click.option("--no-pager", is_flag=True, help="Print at once, also on a terminal.")
@format_option("table", "json", "jsonl")
@archive_option
def command(archive: Path, form: str, no_pager: bool, handles: tuple[str, ...]) -> None:
    """Show whole entries: text, date and where it comes from, every sighting.

    HANDLE is the first column of 'cstonews list'; four digits or more of it are enough.
    """
    entries = archives.read(
        archive,
        lambda db: [entry for word in handles for entry in archives.entries_by_handle(db, word)],
    )
    if form == "table":
        _print_pages(entries, no_pager)
        return
    from cstonews.render.formats import write
    from cstonews.render.records import entry_record

    emit(write(map(entry_record, entries), form))


def _print_pages(entries: list[Entry], no_pager: bool) -> None:
    from cstonews.render.page import entry_page
    from cstonews.render.screen import console_for

    console = console_for(sys.stdout)
    with console.capture() as capture:
        for number, entry in enumerate(entries):
            if number:
                console.print()
            entry_page(entry, console)
    text = capture.get()
    if sys.stdout.isatty() and not no_pager and text.count("\n") >= console.height:
        click.echo_via_pager(text, color=True)
    else:
        sys.stdout.write(text)
