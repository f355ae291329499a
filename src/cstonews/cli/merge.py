"""``cstonews merge``: other archives into one."""

from __future__ import annotations

import os

import click

from cstonews.archive.contents import size_of
from cstonews.cli.completion import complete_paths
from cstonews.cli.opened import opened_to_write
from cstonews.cli.options import archive_option, emit, examples, format_option
from cstonews.cli.progress import progress
from cstonews.cli.summary import print_counts, say_problems
from cstonews.errors import ArchiveError
from cstonews.merge import merge
from cstonews.render.formats import as_json
from cstonews.render.inert import inert_line
from cstonews.render.records import merge_record
from cstonews.reports import MergeReport


@click.command(
    "merge",
    epilog=examples(
        "cstonews merge /media/colleague/archive.db",
        "cstonews merge --dry-run one.db two.db",
        "cstonews merge --archive both.db one.db two.db",
    ),
)
@click.argument(
    "others", nargs=-1, required=True, metavar="OTHER...", shell_complete=complete_paths
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@format_option("table", "json")
@archive_option
@click.pass_context
def command(
    ctx: click.Context, others: tuple[str, ...], dry_run: bool, form: str, archive: str
) -> None:
    """Bring all that other archives hold into the archive.

    OTHER is an archive, also of an earlier cstonews; it is only read. Its dumps come with their
    names and the times of their ingest; one that is here already stays as it is, and only
    learns where it came from. Of two corrections of one entry the later one counts. A saved
    search whose name stands for other words here gets a number behind it. A dump that is damaged
    is named, does not stop the others, and makes the status 1.
    """
    size = sum(_size(other) for other in others)
    opened = opened_to_write(archive, must_exist=False, dry_run=dry_run)
    with opened as writer, progress(size) as advance:
        report = merge(others, writer, advance)
    say_problems(report.added)
    if form == "json":
        emit([as_json(merge_record(report)), "\n"])
    else:
        _print_summary(report, dry_run)
    ctx.exit(1 if report.added.failures else 0)


def _size(other: str) -> int:
    if not os.path.exists(other):
        raise ArchiveError(f"there is no archive at {other}; name one that is there")
    return size_of(other)


def _print_summary(report: MergeReport, dry_run: bool) -> None:
    print_counts(report.added)
    counted = {
        "origin": report.origins,
        "correction": report.corrections,
        "saved search": len(report.saved),
    }
    carried = [_many(count, what) for what, count in counted.items() if count]
    if carried:
        click.echo(f"Also:     {', '.join(carried)}")
    for name, here in report.saved:
        if name != here:
            click.echo(f"The saved search {inert_line(name)} is {inert_line(here)} here.")
    if not carried and not report.added.dumps.get("new"):
        click.echo("Nothing changed: the archive has all of it already.")
    if dry_run:
        click.echo("Dry run: nothing was stored.")


def _many(count: int, what: str) -> str:
    plural = f"{what}es" if what.endswith("ch") else f"{what}s"
    return f"{count:,} {what if count == 1 else plural}"
