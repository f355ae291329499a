"""``cstonews split``: how dumps are read, without storing anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from cstonews.cli.options import LISTED, emit, examples, format_option
from cstonews.dumps import read, sources
from cstonews.errors import DumpError
from cstonews.model import Dump, Reading
from cstonews.render.inert import inert_line
from cstonews.split import split


@click.command(
    "split",
    epilog=examples(
        "cstonews split dump.txt",
        "cstonews split pages/ --format jsonl",
        "xclip -o | cstonews split -",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@format_option(*LISTED)
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], form: str) -> None:
    """Show how dumps would be cut, and store nothing.

    Each segment is an article, a teaser, furniture (what the site prints on every page)
    or unclassified; together they are the whole dump.
    """
    failures: list[str] = []
    readings = _readings(paths, failures)
    if form == "table":
        _print_tables(readings)
    else:
        from cstonews.render.formats import write

        emit(write(_records(readings), form))
    ctx.exit(1 if failures else 0)


def _readings(paths: tuple[str, ...], failures: list[str]) -> Iterator[tuple[Dump, Reading]]:
    """Read and split what can be; name what cannot on standard error."""
    for source in sources(paths):
        try:
            dump = read(source)
        except DumpError as error:
            failures.append(str(error))
            click.echo(f"Error: {inert_line(str(error))}", err=True)
            continue
        reading = split(dump.text, dump.name)
        for warning in reading.warnings:
            place = f"{warning.dump}:{warning.line}"
            click.echo(f"Warning: {inert_line(f'{place}: {warning.message}')}", err=True)
        yield dump, reading


def _records(readings: Iterator[tuple[Dump, Reading]]) -> Iterator[dict[str, Any]]:
    from cstonews.render.records import segment_record

    for dump, reading in readings:
        for segment in reading.segments:
            yield segment_record(dump.name, segment)


def _print_tables(readings: Iterator[tuple[Dump, Reading]]) -> None:
    from cstonews.render.grid import segments_grid
    from cstonews.render.screen import print_grid

    for number, (dump, reading) in enumerate(readings):
        click.echo(("\n" if number else "") + inert_line(dump.name))
        rows = ((s, dump.text[s.start : s.end]) for s in reading.segments)
        print_grid(segments_grid(rows), sys.stdout)
