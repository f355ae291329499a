"""``cstonews show``: entries whole."""

from __future__ import annotations

import sys

import click

from cstonews.archive.answers.lookup import entries_by_handle
from cstonews.archive.connection import read
from cstonews.cli.completion import complete_handles
from cstonews.cli.options import archive_option, emit, examples, format_option, pager_option


@click.command(
    "show",
    epilog=examples(
        "cstonews show a3f9c1e",
        "cstonews show a3f9c1e 50b1d22",
        "cstonews show a3f9c1e@2024-05-15",
        "cstonews show a3f9c1e --versions",
        "cstonews show a3f9c1e --format json",
    ),
)
@click.argument(
    "handles", nargs=-1, required=True, metavar="HANDLE...", shell_complete=complete_handles
)
@click.option("--versions", is_flag=True, help="Also every text of it, and what changed.")
@pager_option
@format_option("table", "json", "jsonl")
@archive_option
def command(archive: str, form: str, pager: str, versions: bool, handles: tuple[str, ...]) -> None:
    """Show whole entries: text, date and where it comes from, every sighting.

    HANDLE is the first column of 'cstonews list'; four digits or more of it are enough.
    With --versions also the texts that the entry was seen in: its opening as a teaser,
    a copy that was cut, an earlier wording with [-what was taken out-] and {+what was put in+}.
    """
    entries = read(
        archive,
        lambda db: [entry for word in handles for entry in entries_by_handle(db, word, versions)],
    )
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import entry_record

        emit(write(map(entry_record, entries), form))
        return
    from cstonews.render.page import entry_page
    from cstonews.render.screen import print_pages

    print_pages(map(entry_page, entries), sys.stdout, pager)
