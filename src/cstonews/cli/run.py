"""``cstonews run``: a saved search."""

from __future__ import annotations

from typing import Any

import click

from cstonews.archive.answers.saved import saved_words
from cstonews.archive.connection import read
from cstonews.cli.asking import words_options
from cstonews.cli.completion import complete_saved
from cstonews.cli.options import archive_option, examples
from cstonews.cli.search import found_options, print_found
from cstonews.codec import clean


@click.command(
    "run",
    epilog=examples(
        "cstonews run drugs",
        "cstonews run drugs --since 2024 --kind article --sort newest",
        "cstonews run drugs --format json",
    ),
)
@click.argument("name", shell_complete=complete_saved)
@words_options
@found_options
@archive_option
def command(archive: str, name: str, **options: Any) -> None:
    """Find what the saved search NAME finds.

    The options are those of 'cstonews search', and narrow it further. 'cstonews saved' lists
    the names.
    """
    words = read(archive, lambda db: saved_words(db, clean(name)), without=frozenset())
    print_found(archive, (words,), **options)
