"""``cstonews new``: what came in since the last look."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial

import click
from click.core import ParameterSource

from cstonews.archive.answers.news import WHOLE_ARCHIVE, news
from cstonews.archive.answers.saved import saved_words
from cstonews.archive.connection import Connection, read
from cstonews.cli.answer import EMPTY, marks_of, marks_told
from cstonews.cli.asking import ask_plainly
from cstonews.cli.completion import complete_saved
from cstonews.cli.options import (
    LISTED,
    archive_option,
    emit,
    examples,
    format_option,
    limit_option,
    pager_option,
)
from cstonews.cli.places import config_file
from cstonews.codec import clean
from cstonews.found import Filter
from cstonews.query.tree import Everything, Query
from cstonews.render.numbers import entries_told
from cstonews.reports import Arrivals, News

_NOTHING_NEW = 3  # the status, where it is asked for


@click.command(
    "new",
    epilog=examples(
        "cstonews new",
        "cstonews new drugs --mark-seen",
        "cstonews new drugs --count",
        "cstonews new --mark-seen --format jsonl",
        "cstonews new --status --count || echo nothing new",
    ),
)
@click.argument("name", required=False, metavar="[NAME]", shell_complete=complete_saved)
@click.option("--mark-seen", is_flag=True, help="What was listed is not new any more.")
@click.option("--count", is_flag=True, help="Print only how many there are.")
@click.option(
    "--status", is_flag=True, help=f"Make the status {_NOTHING_NEW} where nothing is new."
)
@partial(limit_option, default=0)
@pager_option
@format_option(*LISTED)
@archive_option
@click.pass_context
def command(
    ctx: click.Context,
    archive: str,
    name: str | None,
    mark_seen: bool,
    count: bool,
    status: bool,
    limit: int,
    full: bool,
    form: str,
    pager: str,
) -> None:
    """List what came into the archive since the last look, newest first.

    NAME is a saved search, which has a last look of its own; without it all that came in
    is listed. An entry is "new" if no earlier dump holds it, "fuller" if it was known, but
    not the text that it shows now, and "dated" if only its date line is new. --mark-seen
    makes this look the last one; before there is one, everything is new.

    Where nothing is new no table is printed, and nothing is said but to a terminal, so that
    cron sends no mail. The status is 0 either way, unless you ask with --status.
    """
    if mark_seen and limit:
        raise click.UsageError(_hiding(ctx))
    name = clean(name) if name is not None else None
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    words, found = _look(archive, name, 0 if count else limit or None)
    if count:
        click.echo(sum(found.counts.values()))
    else:
        _print(found, form, pager, full, mark_seen)
    if mark_seen:
        # Only when all is out: what a full disk or a closed pipe swallowed stays new.
        sys.stdout.flush()
        from cstonews.cli.opened import opened_to_write

        with opened_to_write(archive) as writer:
            writer.mark_seen(name or WHOLE_ARCHIVE, words, found.upto, now)
    ctx.exit(_NOTHING_NEW if status and not found.counts else 0)


def _hiding(ctx: click.Context) -> str:
    """Why a limit and ``--mark-seen`` do not go together, and what to do about it."""
    told = "would hide some of what --mark-seen marks"
    if ctx.get_parameter_source("limit") is ParameterSource.DEFAULT_MAP:
        return f"the limit of [new] in {config_file()} {told}; take it out, or add --limit 0"
    return f"--limit {told}; leave one out"


def _look(archive: str, name: str | None, limit: int | None) -> tuple[str | None, Arrivals]:
    """What is news, and the words by which it was found, None for the whole archive."""
    if name is None:

        def everything(db: Connection) -> Arrivals:
            return news(db, Everything(), Filter(), WHOLE_ARCHIVE, limit)

        return None, read(archive, everything, without=frozenset())

    def question(db: Connection, query: Query, chosen: Filter) -> Arrivals:
        return news(db, query, chosen, name, limit)

    words = read(archive, lambda db: saved_words(db, name), without=frozenset())
    return words, ask_plainly(archive, words, question)


def _print(found: Arrivals, form: str, pager: str, full: bool, mark_seen: bool) -> None:
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import arrival_keys, arrival_record

        emit(write((arrival_record(one, full) for one in found.shown), form, arrival_keys(full)))
        return
    if not found.shown:
        if sys.stderr.isatty():
            click.echo(_nothing(found), err=True)
        return
    from cstonews.render.grid import arrivals_grid
    from cstonews.render.screen import print_grid

    print_grid(arrivals_grid(found.shown, full), sys.stdout, pager)
    sys.stdout.flush()
    hint = "" if mark_seen else _hint(found)
    click.echo(_told(found) + marks_told(marks_of(one.hit for one in found.shown)) + hint, err=True)


def _nothing(found: Arrivals) -> str:
    if not found.upto:
        return EMPTY
    return f"Nothing new{_since(found)}."


def _told(found: Arrivals) -> str:
    shown, total = len(found.shown), sum(found.counts.values())
    part = f"{shown:,} of " if shown < total else ""
    kinds = ", ".join(f"{found.counts[kind]:,} {kind}" for kind in News if found.counts[kind])
    return f"{part}{entries_told(total)}{_since(found)}: {kinds}"


def _hint(found: Arrivals) -> str:
    if len(found.shown) < sum(found.counts.values()):
        return "; all with --limit 0"
    return "; --mark-seen makes this the last look"


def _since(found: Arrivals) -> str:
    if not found.looked:
        return ""
    day, _, time = found.looked.partition("T")
    return f" since {day}, {time[:5]} UTC"
