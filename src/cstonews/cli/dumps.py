"""``cstonews dumps``: what was ingested, and its bytes back."""

from __future__ import annotations

import sys

import click

from cstonews.archive.answers.dumps import dump_content, dumps
from cstonews.archive.connection import read
from cstonews.cli.answer import EMPTY
from cstonews.cli.completion import complete_dumps
from cstonews.cli.options import (
    LISTED,
    archive_option,
    emit,
    examples,
    format_option,
    pager_option,
)
from cstonews.codec import clean


@click.group(
    "dumps",
    invoke_without_command=True,
    epilog=examples(
        "cstonews dumps",
        "cstonews dumps --format json",
        "cstonews dumps show 86f92ac",
        "cstonews dumps cat 86f92ac",
    ),
)
@pager_option
@format_option(*LISTED)
@archive_option
@click.pass_context
def command(ctx: click.Context, archive: str, form: str, pager: str) -> None:
    """List the ingested dumps, show what became of one, or give one back.

    Without a command it lists them in the order in which they came.
    """
    if ctx.invoked_subcommand:
        return
    found = read(archive, dumps)
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import dump_record

        emit(write(map(dump_record, found), form))
        return
    if not found:
        click.echo(EMPTY, err=True)
        return
    from cstonews.render.grid import dumps_grid
    from cstonews.render.screen import print_grid

    print_grid(dumps_grid(found), sys.stdout, pager)


@command.command("cat", epilog=examples("cstonews dumps cat 86f92ac > dump.txt"))
@click.argument("dump", shell_complete=complete_dumps)
@archive_option
def cat(dump: str, archive: str) -> None:
    """Write a dump's bytes to standard output, exactly as they came.

    DUMP is the first column of 'cstonews dumps', or the dump's name.
    """
    data = read(archive, lambda db: dump_content(db, clean(dump)))
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


@command.command(
    "show",
    epilog=examples(
        "cstonews dumps show 86f92ac",
        "cstonews dumps show data/pages/2021-news-listing.txt",
        "cstonews dumps show 86f92ac --format json",
    ),
)
@click.argument("dump", shell_complete=complete_dumps)
@pager_option
@format_option("table", "json")
@archive_option
def show(dump: str, pager: str, form: str, archive: str) -> None:
    """Show where a dump came from, and what each part of it became.

    DUMP is the first column of 'cstonews dumps', or the dump's name.
    """
    from cstonews.archive.answers.story import dump_story

    story = read(archive, lambda db: dump_story(db, clean(dump)))
    if form == "json":
        from cstonews.render.formats import as_json
        from cstonews.render.records import story_record

        emit([as_json(story_record(story)), "\n"])
        return
    from cstonews.render.grid import legend, story_grid
    from cstonews.render.page import dump_page
    from cstonews.render.screen import print_grid

    print_grid(story_grid(story.segments), sys.stdout, pager, above=dump_page(story))
    sys.stdout.flush()
    if marks := legend({placed.segment.date_source for placed in story.segments}):
        click.echo(marks, err=True)
