"""``cstonews backup``: a copy of the archive for bad days."""

from __future__ import annotations

import datetime as dt
import os

import click

from cstonews.archive.copies.backup import back_up
from cstonews.cli.completion import complete_paths
from cstonews.cli.options import archive_option, examples
from cstonews.cli.progress import sharing
from cstonews.render.inert import inert_line
from cstonews.render.numbers import held_told


@click.command(
    "backup",
    epilog=examples(
        "cstonews backup /media/disk/archive.db",
        "cstonews backup --force ~/backups/latest.db",
        "cstonews backup ~/backups/           a file of today's date in that folder",
    ),
)
@click.argument("file", shell_complete=complete_paths)
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
@archive_option
def command(file: str, force: bool, archive: str) -> None:
    """Copy the archive into FILE, and prove that the copy is whole.

    Works while an ingest runs: FILE is the archive as it was at one moment. It is an archive
    itself, one file without a log, which every command reads with --archive FILE. It is there
    when each of its dumps was proven by its hash, or not at all. In a folder the file gets the
    archive's name with the date of today.
    """
    if file == "-":
        raise click.UsageError("a backup does not go to standard output; name a file")
    target = _in_folder(file, archive) if os.path.isdir(file) else file
    with sharing() as told:
        report = back_up(archive, target, told, replace=force)
    megabytes = os.path.getsize(target) / 1e6
    click.echo(
        f"Copied to {inert_line(target)} ({megabytes:,.1f} MB): {held_told(report)}; "
        "proven to be whole."
    )


def _in_folder(folder: str, archive: str) -> str:
    name, end = os.path.splitext(os.path.basename(archive))
    return os.path.join(folder, f"{name}-{dt.date.today()}{end}")
