"""``cstonews list``: the entries by date."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cstonews.archive.answers.search import search_each
from cstonews.archive.connection import Connection, read, read_each
from cstonews.cli.answer import answer_options, print_answers, shown_of
from cstonews.cli.options import HELD, archive_option, chosen_filter, examples, filter_options
from cstonews.found import Answer, Order
from cstonews.query.tree import Everything


@click.command(
    "list",
    epilog=examples(
        "cstonews list",
        "cstonews list --since 2024-07-01",
        'cstonews list --on "July 2024" --kind article',
        "cstonews list --since 2023 --until 2024-03 --oldest-first --limit 0",
        "cstonews list --columns date,title,sightings --page 2",
        "cstonews list --since 2024 --count",
        "cstonews list --undated --format jsonl --full",
    ),
)
@filter_options
@click.option("--oldest-first", is_flag=True, help="Oldest first instead of newest first.")
@answer_options
@archive_option
def command(archive: str, oldest_first: bool, **options: object) -> None:
    """List the dated entries, newest first.

    DATE is 2024, 2024-07, 2024-07-01, 01.07.2024, "1 July 2024", today, "3 months ago",
    "last year" and the like; the day comes before the month. --since takes the first day
    of a month or a year, --until the last one.

    A date with = behind it is that of a copy elsewhere (matched), one with ~ the day that
    the opening words name (inferred). --dates known leaves out the latter, stated both.
    """
    chosen, shown = chosen_filter(options, dated_only=True), shown_of(options)
    order = Order.OLDEST if oldest_first else Order.NEWEST

    def question(db: Connection) -> Iterator[Answer]:
        return search_each(db, Everything(), chosen, order, shown.limit, offset=shown.offset)

    if shown.is_long:
        answers = read_each(archive, question, held=HELD)
    else:
        answers = iter(read(archive, lambda db: list(question(db))))
    print_answers(answers, shown, nothing="No entry fits.")
