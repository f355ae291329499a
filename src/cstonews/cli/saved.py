"""``cstonews saved``: the saved searches."""

from __future__ import annotations

import sys

import click

from cstonews.archive.answers.saved import counted, saved_searches
from cstonews.archive.connection import Connection, read
from cstonews.cli.asking import ask_plainly
from cstonews.cli.options import LISTED, archive_option, emit, examples, format_option, pager_option
from cstonews.found import Filter
from cstonews.query.tree import Query
from cstonews.reports import SavedSearch


@click.command("saved", epilog=examples("cstonews saved", "cstonews saved --format json"))
@pager_option
@format_option(*LISTED)
@archive_option
def command(archive: str, form: str, pager: str) -> None:
    """List the saved searches: how many entries each finds, and how many are new.

    New are those that 'cstonews new NAME' lists.
    """
    searches = read(archive, saved_searches, without=frozenset())
    found = [_counted(archive, search) for search in searches]
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import saved_record

        emit(write(map(saved_record, found), form, SavedSearch._fields))
        return
    if not found:
        click.echo("Nothing is saved; keep a search with 'cstonews save NAME WORDS'.", err=True)
        return
    from cstonews.render.grid import saved_grid
    from cstonews.render.screen import print_grid

    print_grid(saved_grid(found), sys.stdout, pager)


def _counted(archive: str, search: SavedSearch) -> SavedSearch:
    def question(db: Connection, query: Query, chosen: Filter) -> SavedSearch:
        return counted(db, query, chosen, search)

    return ask_plainly(archive, search.words, question)
