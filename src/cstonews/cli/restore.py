"""``cstonews restore``: the archive as a backup has it."""

from __future__ import annotations

import click

from cstonews.archive.copies.restore import restore
from cstonews.cli.completion import complete_paths
from cstonews.cli.messages import say
from cstonews.cli.options import archive_option, examples
from cstonews.cli.progress import sharing
from cstonews.render.inert import inert_line
from cstonews.render.numbers import held_told


@click.command(
    "restore",
    epilog=examples(
        "cstonews restore /media/disk/archive.db",
        "cstonews restore --force ~/backups/latest.db",
        "cstonews restore --archive copy.db ~/backups/latest.db",
    ),
)
@click.argument("file", shell_complete=complete_paths)
@click.option(
    "--force", is_flag=True, help="Also if the archive is damaged, or has what FILE lacks."
)
@archive_option
def command(file: str, force: bool, archive: str) -> None:
    """Make the archive what FILE is: a backup, or any other archive.

    FILE is proven to be whole before anything changes. Others may read meanwhile: they see the
    archive as it was, or as it is then. Where it is damaged, or has dumps, corrections or saved
    searches that FILE lacks, nothing is done; with --force it is replaced, and kept beside.
    """
    with sharing() as told:
        report = restore(file, archive, told, force=force)
    if report.kept:
        say(f"What the archive was before is kept as {report.kept}.")
    click.echo(f"Restored {inert_line(archive)}: {held_told(report.held)}; proven to be whole.")
