"""``cstonews forget``: a dump out of the archive again."""

from __future__ import annotations

import click

from cstonews.cli.completion import complete_dumps
from cstonews.cli.opened import opened_to_write
from cstonews.cli.options import archive_option, examples
from cstonews.codec import clean
from cstonews.render.inert import inert_line
from cstonews.render.numbers import entries_told


@click.command(
    "forget",
    epilog=examples(
        "cstonews forget --dry-run 86f92ac",
        "cstonews forget data/pages/2021-news-listing.txt",
    ),
)
@click.argument("dump", shell_complete=complete_dumps)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@archive_option
def command(dump: str, dry_run: bool, archive: str) -> None:
    """Take a dump out of the archive again, with all that only it brought.

    DUMP is the first column of 'cstonews dumps', or the dump's name. What other dumps
    hold, too, stays: an entry may fall back to a shorter text, or lose its date. The
    bytes of the dump are gone; save them before with 'cstonews dumps cat DUMP > FILE'.
    Copies from before, as backups are, have them still.
    """
    with opened_to_write(archive, dry_run=dry_run) as writer:
        gone = writer.forget(clean(dump))
    entries = entries_told(gone.entries)
    forgot = "Would forget" if dry_run else "Forgot"
    click.echo(f"{forgot} {gone.sha256[:7]}  {inert_line(gone.name)}, and {entries} with it.")
    if dry_run:
        click.echo("Dry run: nothing was changed.")
