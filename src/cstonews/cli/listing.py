"""``cstonews list``: the entries by date."""

from __future__ import annotations

import click

from cstonews.archive.answers.search import search
from cstonews.archive.connection import read
from cstonews.cli.answer import print_answer
from cstonews.cli.options import (
    LISTED,
    archive_option,
    chosen_filter,
    examples,
    filter_options,
    format_option,
    limit_option,
)
from cstonews.model import Order
from cstonews.query.tree import Everything


@click.command(
    "list",
    epilog=examples(
        "cstonews list",
        "cstonews list --since 2024-07-01",
        'cstonews list --on "July 2024" --kind article',
        "cstonews list --since 2023 --until 2024-03 --oldest-first --limit 0",
        "cstonews list --undated --format jsonl --full",
    ),
)
@filter_options
@click.option("--oldest-first", is_flag=True, help="Oldest first instead of newest first.")
@limit_option
@format_option(*LISTED)
@archive_option
def command(
    archive: str, form: str, limit: int, full: bool, oldest_first: bool, **filters: object
) -> None:
    """List the dated entries, newest first.

    DATE is 2024, 2024-07, 2024-07-01, 01.07.2024, "1 July 2024", today, "3 months ago",
    "last year" and the like; the day comes before the month. --since takes the first day
    of a month or a year, --until the last one.

    A date with = behind it is that of a copy elsewhere (matched), one with ~ the day that
    the opening words name (inferred). --dates known leaves out the latter, stated both.
    """
    chosen = chosen_filter(filters, dated_only=True)
    order = Order.OLDEST if oldest_first else Order.NEWEST
    answer = read(archive, lambda db: search(db, Everything(), chosen, order, limit or None))
    print_answer(answer, form, full, nothing="No entry fits.")
