"""``cstonews repair``: a damaged archive made anew."""

from __future__ import annotations

import os

import click

from cstonews.archive.damage.check import STEPS, check
from cstonews.cli.messages import say_error
from cstonews.cli.options import archive_option, examples
from cstonews.cli.progress import progress
from cstonews.errors import ArchiveError
from cstonews.render.inert import inert_line
from cstonews.render.numbers import entries_told
from cstonews.repair import repair


@click.command("repair", epilog=examples("cstonews repair", "cstonews repair --dry-run"))
@click.option("--dry-run", is_flag=True, help="Say what would come back, and change nothing.")
@archive_option
@click.pass_context
def command(ctx: click.Context, archive: str, dry_run: bool) -> None:
    """Make a damaged archive anew of all that can be read of it.

    The dumps that it holds are read anew: entries, dates, the index and all else follow
    from them. Corrections and saved searches are kept, too. What is lost is named, and
    makes the status 1; ingest it again. The damaged file is kept beside the archive.
    Where there is a backup, 'cstonews restore' may bring back more.
    """
    if _is_whole(archive):
        click.echo("Nothing to repair: all is whole.")
        return
    with progress(os.path.getsize(archive)) as advance:
        report = repair(archive, advance, dry_run=dry_run)
    for problem in report.problems:
        say_error(problem)
    made = "Would make" if dry_run else "Made"
    dumps = "1 dump" if report.dumps == 1 else f"{report.dumps:,} dumps"
    click.echo(f"{made} the archive anew: {dumps}, {entries_told(report.entries)}.")
    if report.kept:
        click.echo(f"The damaged one is {inert_line(report.kept)}; delete it if nothing is missed.")
    if dry_run:
        click.echo("Dry run: nothing was changed.")
    ctx.exit(1 if report.problems else 0)


def _is_whole(archive: str) -> bool:
    """Whether nothing is wrong with the archive; not where it cannot be opened at all."""
    try:
        with progress(STEPS, "looks") as advance:
            return not check(archive, advance).problems
    except ArchiveError:
        if not os.path.exists(archive):
            raise
        return False
