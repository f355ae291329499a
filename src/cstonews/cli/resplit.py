"""``cstonews resplit``: all stored dumps read anew."""

from __future__ import annotations

import sys
from collections import Counter

import click

from cstonews.cli.messages import say_warning
from cstonews.cli.opened import opened_to_write
from cstonews.cli.options import archive_option, at_most_option, emit, examples, format_option
from cstonews.cli.progress import progress
from cstonews.render.formats import as_json
from cstonews.render.records import resplit_record
from cstonews.reports import ResplitReport


@click.command(
    "resplit",
    epilog=examples(
        "cstonews resplit --dry-run",
        "cstonews resplit --limit 0",
        "cstonews resplit --format json",
    ),
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@at_most_option(told="How many changed entries to show; 0 for all.")
@format_option("table", "json")
@archive_option
def command(dry_run: bool, limit: int, form: str, archive: str) -> None:
    """Read all stored dumps anew with today's rules, and report what that changed.

    The dumps themselves never change. Corrections by hand are kept, and the handle of an
    entry whose text is now cut differently still finds it. Either all dumps are read anew
    or, if anything goes wrong, none is.
    """
    opened = opened_to_write(archive, dry_run=dry_run)
    with opened as writer, progress(writer.bytes) as advance:
        report = writer.resplit(advance)
    for warning in report.warnings:
        say_warning(*warning)
    if form == "json":
        emit([as_json(resplit_record(report)), "\n"])
        return
    _print_changes(report, limit)
    if dry_run:
        click.echo("Dry run: nothing was changed.")


def _print_changes(report: ResplitReport, limit: int) -> None:
    if report.changes:
        from cstonews.render.grid import changes_grid
        from cstonews.render.screen import print_grid

        shown = report.changes[: limit or None]
        print_grid(changes_grid(shown), sys.stdout)
        if len(shown) < len(report.changes):
            click.echo(f"{len(shown)} of {len(report.changes):,} changes; all with --limit 0")
    counts = Counter(report.dumps)
    click.echo(f"Dumps:    {counts['read']:,} read anew, {counts['changed']:,} cut differently")
    told = [f"{count:,} {what}" for what, count in report.entries.items() if count]
    click.echo(f"Entries:  {', '.join(told) or 'none changed'}")
