"""``cstonews ingest``: dumps into the archive."""

from __future__ import annotations

import sys

import click

from cstonews.cli.completion import complete_paths
from cstonews.cli.limits import limit_options, limits_of
from cstonews.cli.opened import opened_to_write
from cstonews.cli.options import archive_option, emit, examples, format_option
from cstonews.cli.progress import progress
from cstonews.cli.summary import print_counts, say_problems
from cstonews.dumps import STDIN, sources
from cstonews.ingest import ingest
from cstonews.render.formats import as_json
from cstonews.render.records import ingest_record
from cstonews.reports import IngestReport


@click.command(
    "ingest",
    epilog=examples(
        "cstonews ingest dump.txt",
        "cstonews ingest pages/ saved-page.html crawl.warc.gz",
        "xclip -o | cstonews ingest -",
        "cstonews ingest --dry-run pages/",
        "cstonews ingest --max-unpacked 50GB crawl.tar.xz",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_paths)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@limit_options
@format_option("table", "json")
@archive_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    dry_run: bool,
    form: str,
    archive: str,
    **options: int | None,
) -> None:
    """Split dumps into dated entries and store them.

    PATH is a text, a saved page (.html, .mhtml), a crawl (.warc, .wacz), any of these
    packed (.gz, .bz2, .xz, .zst, .zip, .tar), a folder (with all below it, hidden files
    left out) or - for standard input; write ./-name for a name that begins with a hyphen.
    A dump that is in the archive already changes nothing. One that cannot be read is
    named, does not stop the others, and makes the status 1.
    """
    found = list(sources(paths))
    if sys.stdin and sys.stdin.isatty() and any(source.name == STDIN for source in found):
        click.echo("Paste the text, then press Ctrl-D on a line of its own.", err=True)
    opened = opened_to_write(archive, must_exist=False, dry_run=dry_run)
    with opened as writer, progress(sum(source.bytes for source in found)) as advance:
        report = ingest(found, writer, advance, limits_of(options))
    say_problems(report)
    if form == "json":
        emit([as_json(ingest_record(report)), "\n"])
    else:
        _print_summary(report, dry_run)
    ctx.exit(1 if report.failures else 0)


def _print_summary(report: IngestReport, dry_run: bool) -> None:
    print_counts(report)
    if report.dumps.get("known") and not report.dumps.get("new"):
        click.echo("Nothing changed: the archive has these dumps already.")
    if dry_run:
        click.echo("Dry run: nothing was stored.")
