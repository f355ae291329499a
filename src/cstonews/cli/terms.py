"""``cstonews terms``: what is distinctive of some entries."""

from __future__ import annotations

import sys

import click

from cstonews.archive.answers.terms import selected, terms
from cstonews.archive.connection import Connection
from cstonews.cli.answer import EMPTY, NOTHING
from cstonews.cli.asking import WORDS_SETTINGS, ask, words_argument
from cstonews.cli.messages import say
from cstonews.cli.options import (
    LISTED,
    archive_option,
    at_most_option,
    emit,
    examples,
    format_option,
    pager_option,
)
from cstonews.cli.progress import progress
from cstonews.counts import Terms
from cstonews.found import Filter
from cstonews.query.tree import Query
from cstonews.render.numbers import entries_told

_LONG = 10_000  # entries that take about a second to read


@click.command(
    "terms",
    context_settings=WORDS_SETTINGS,
    epilog=examples(
        "cstonews terms Afghanistan",
        "cstonews terms --on 2024",
        "cstonews terms peacekeep* --since 2023 --kind article --limit 50",
        "cstonews terms drugs --format csv",
    ),
)
@words_argument
@at_most_option(told="How many terms at most; 0 for all.")
@pager_option
@format_option(*LISTED)
@archive_option
def command(
    archive: str,
    form: str,
    pager: str,
    limit: int,
    words: tuple[str, ...],
    **filters: object,
) -> None:
    """Show what is distinctive of the entries that WORDS and the options select.

    These are the words that they have more often than the rest of the archive, the surest
    first (by log-likelihood: above 3.84 chance alone is unlikely, above 15.13 very unlikely).
    Forms of one word are counted together and shown by the most frequent one. The handle is that
    of the entry that has most of it, for 'cstonews show'. WORDS are as in 'cstonews search
    --help', DATE as in 'cstonews list --help'.
    """

    def question(db: Connection, query: Query, chosen: Filter) -> Terms:
        entries, _ = selected(db, query, chosen)
        with progress(entries if entries > _LONG else 0, "entries") as advance:
            return terms(db, query, chosen, limit or None, advance)

    _print(ask(archive, words, filters, question), form, pager)


def _print(found: Terms, form: str, pager: str) -> None:
    """Print the terms on standard output, and what was compared on standard error."""
    if form != "table":
        from cstonews.render.counts import TERM_KEYS, term_record
        from cstonews.render.formats import write

        emit(write(map(term_record, found.terms), form, TERM_KEYS))
    elif found.terms:
        from cstonews.render.counts import terms_grid
        from cstonews.render.screen import print_grid

        print_grid(terms_grid(found.terms), sys.stdout, pager)
    sys.stdout.flush()
    if form == "table" or not found.terms:
        say(_told(found))


def _told(found: Terms) -> str:
    if not found.entries:
        return NOTHING if found.others else EMPTY
    if not found.others:
        return (
            "These are all entries of the archive, so there is nothing to compare them with; "
            "choose some by words, --on or --kind."
        )
    compared = f"{entries_told(found.entries)} against {found.others:,}"
    if not found.terms:
        return f"{compared}: no word is more frequent in them."
    if len(found.terms) == found.total:
        return f"{found.total:,} {'term' if found.total == 1 else 'terms'}, {compared}"
    more = f"more with --limit {len(found.terms) * 2}, all with --limit 0"
    return f"{len(found.terms):,} of {found.total:,} terms, {compared}; {more}"
