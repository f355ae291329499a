"""``cstonews related``: entries like one that is known."""

from __future__ import annotations

from typing import Any

import click

from cstonews.archive.answers.related import related
from cstonews.archive.connection import Connection, read
from cstonews.cli.answer import answer_options, print_answer, shown_of
from cstonews.cli.completion import complete_handles
from cstonews.cli.options import archive_option, chosen_filter, examples, filter_options
from cstonews.found import Answer


@click.command(
    "related",
    epilog=examples(
        "cstonews related a3f9c1e",
        "cstonews related a3f9c1e --limit 5 --since 2023",
        "cstonews related a3f9c1e --kind article --full",
        "cstonews related a3f9c1e --format json",
    ),
)
@click.argument("handle", shell_complete=complete_handles)
@filter_options
@answer_options
@archive_option
def command(archive: str, handle: str, **options: Any) -> None:
    """Find the entries that are most like one, the likest first.

    Two entries are alike when they share words that few others have; words of titles count
    more. HANDLE is the first column of 'cstonews list', DATE as in 'cstonews list --help'.
    """
    chosen, shown = chosen_filter(options, dated_only=False), shown_of(options)

    def question(db: Connection) -> Answer:
        return related(db, handle, chosen, shown.limit, offset=shown.offset)

    nothing = "No other entry shares its telling words."
    print_answer(read(archive, question), shown, nothing=nothing)
