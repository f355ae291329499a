"""``cstonews ingest``: dumps into the archive."""

from __future__ import annotations

import sys

import click

from cstonews.archive.writer import rehearsing, writing
from cstonews.cli.completion import complete_paths
from cstonews.cli.limits import limit_options, limits_of
from cstonews.cli.messages import say, say_error, say_warning
from cstonews.cli.options import archive_option, emit, examples, format_option
from cstonews.cli.progress import progress
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
    opened = rehearsing(archive) if dry_run else writing(archive)
    with opened as writer, progress(sum(source.bytes for source in found)) as advance:
        report = ingest(found, writer, advance, limits_of(options))
    if writer.upgrade:
        count = writer.upgrade.dumps["read"]
        say(f"The archive was of an earlier cstonews; its {count:,} dumps were read anew.")
    for failure in report.failures:
        say_error(failure)
    for warning in report.warnings:
        say_warning(*warning)
    if form == "json":
        emit([as_json(ingest_record(report)), "\n"])
    else:
        _print_summary(report, dry_run)
    ctx.exit(1 if report.failures else 0)


def _named(word: str, count: int) -> str:
    return f"{word}s" if word in ("article", "teaser") and count != 1 else word


def _print_summary(report: IngestReport, dry_run: bool) -> None:
    record = ingest_record(report)
    rows = {
        "Dumps": record["dumps"],
        "Entries": record["entries"],
        "Segments": record["segments"],
    }
    for name, counts in rows.items():
        told = [f"{count:,} {_named(word, count)}" for word, count in counts.items() if count]
        if told:
            click.echo(f"{name + ':':10}{', '.join(told)}")
    if report.reread:
        click.echo(f"Learnt new furniture; {report.reread:,} dumps that hold it were read anew.")
    unclassified = record["segments"]["unclassified"]
    if unclassified:
        click.echo("What is unclassified was not understood; 'cstonews unclassified' lists it.")
    if report.dumps.get("known") and not report.dumps.get("new"):
        click.echo("Nothing changed: the archive has these dumps already.")
    if dry_run:
        click.echo("Dry run: nothing was stored.")
