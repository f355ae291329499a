"""``cstonews related``: entries like one that is known."""

from __future__ import annotations

import click

from cstonews.archive.answers.related import related
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


@click.command(
    "related",
    epilog=examples(
        "cstonews related a3f9c1e",
        "cstonews related a3f9c1e --limit 5 --since 2023",
        "cstonews related a3f9c1e --kind article --full",
        "cstonews related a3f9c1e --format json",
    ),
)
@click.argument("handle")
@filter_options
@limit_option
@format_option(*LISTED)
@archive_option
def command(
    archive: str, form: str, limit: int, full: bool, handle: str, **filters: object
) -> None:
    """Find the entries that are most like one, the likest first.

    Two entries are alike when they share words that few others have; words of titles count
    more. HANDLE is the first column of 'cstonews list', DATE as in 'cstonews list --help'.
    """
    chosen = chosen_filter(filters, dated_only=False)
    answer = read(archive, lambda db: related(db, handle, chosen, limit or None))
    print_answer(answer, form, full, nothing="No other entry shares its telling words.")
