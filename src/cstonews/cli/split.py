"""``cstonews split``: how dumps are read, without storing anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from cstonews.cli.completion import complete_paths
from cstonews.cli.limits import limit_options, limits_of
from cstonews.cli.messages import say_error, say_warning
from cstonews.cli.options import LISTED, emit, examples, format_option
from cstonews.dumps import Dump, Limits, members, read, sources
from cstonews.errors import DumpError
from cstonews.model import DateSource, Segment
from cstonews.render.inert import inert_line
from cstonews.split import split_stream

Segments = Iterator[Segment]


@click.command(
    "split",
    epilog=examples(
        "cstonews split dump.txt",
        "cstonews split pages/ --format jsonl",
        "xclip -o | cstonews split -",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_paths)
@limit_options
@format_option(*LISTED)
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[str, ...], form: str, **options: int | None
) -> None:
    """Show how dumps would be cut, and store nothing.

    Each segment is an article, a teaser, furniture (what the site prints on every page)
    or unclassified; together they are the whole dump.
    """
    failures: list[str] = []
    readings = _readings(paths, limits_of(options), failures)
    if form == "table":
        _print_tables(readings)
    else:
        from cstonews.render.formats import write

        emit(write(_records(readings), form))
    ctx.exit(1 if failures else 0)


def _readings(
    paths: tuple[str, ...], limits: Limits, failures: list[str]
) -> Iterator[tuple[Dump, Segments]]:
    """Read and split what can be; name what cannot, and what looks wrong, on standard error."""
    for source in (member for named in sources(paths) for member in members(named, limits)):
        try:
            dump = read(source, limits)
        except DumpError as error:
            failures.append(str(error))
            say_error(error)
            continue

        def warn(line: int, message: str, name: str = dump.name) -> None:
            say_warning(name, line, message)

        yield dump, split_stream(dump.chunks(), warn)


def _records(readings: Iterator[tuple[Dump, Segments]]) -> Iterator[dict[str, Any]]:
    from cstonews.render.records import segment_record

    for dump, segments in readings:
        for segment in segments:
            yield segment_record(dump.name, segment)


def _print_tables(readings: Iterator[tuple[Dump, Segments]]) -> None:
    from cstonews.render.grid import legend, segments_grid
    from cstonews.render.screen import print_grid

    sources: set[DateSource | None] = set()

    def noted(segments: Segments) -> Segments:
        for segment in segments:
            sources.add(segment.date_source)
            yield segment

    for number, (dump, segments) in enumerate(readings):
        click.echo(("\n" if number else "") + inert_line(dump.name))
        print_grid(segments_grid(noted(segments)), sys.stdout)
    sys.stdout.flush()
    if marks := legend(sources):
        click.echo(marks, err=True)
