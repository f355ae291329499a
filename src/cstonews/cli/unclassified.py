"""``cstonews unclassified``: what fitted nothing."""

from __future__ import annotations

import sys

import click

from cstonews.archive.answers.dumps import unclassified
from cstonews.archive.connection import read
from cstonews.cli.options import (
    LISTED,
    archive_option,
    emit,
    examples,
    format_option,
    limit_option,
    pager_option,
)


@click.command(
    "unclassified",
    epilog=examples(
        "cstonews unclassified",
        "cstonews unclassified --limit 0 --full",
        "cstonews unclassified --format jsonl",
    ),
)
@limit_option
@pager_option
@format_option(*LISTED)
@archive_option
def command(archive: str, form: str, limit: int, full: bool, pager: str) -> None:
    """List the text that was not understood, with dump and line.

    It is part of no entry, so neither searched nor listed, but kept like all else.
    """
    scraps, total = read(archive, lambda db: unclassified(db, limit or None))
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import scrap_record

        emit(write(map(scrap_record, scraps), form, ("dump", "name", "line", "text")))
        return
    if scraps:
        from cstonews.render.grid import scraps_grid
        from cstonews.render.screen import print_grid

        print_grid(scraps_grid(scraps, full), sys.stdout, pager)
        sys.stdout.flush()
    told = f"{len(scraps):,} of {total:,}" if len(scraps) < total else f"{total:,}"
    click.echo(f"{told} unclassified" if total else "All text was understood.", err=True)
