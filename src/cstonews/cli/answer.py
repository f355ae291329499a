"""Answers: the options and the printing that ``list`` and ``search`` share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from cstonews.cli.options import LISTED, emit, format_option, limit_option, pager_option
from cstonews.found import Answer, Hit
from cstonews.model import DateSource
from cstonews.render.columns import DEFAULT, KEYS, KNOWN, columns_of, keys_of
from cstonews.render.numbers import entries_told

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

EMPTY = "The archive is empty; fill it with 'cstonews ingest FILE'."
NOTHING = "Nothing found; try fewer words, OR, or word*."


class Shown(NamedTuple):
    """What of an answer is shown, and how.

    ``columns`` are names of columns, none for the usual ones; ``limit`` the number of entries
    of a page, None for all; ``page`` the page that was asked for, ``counted`` whether the number
    of entries is asked for alone, ``pager`` the program to page with, if any.
    """

    form: str = "table"
    full: bool = False
    columns: tuple[str, ...] = ()
    limit: int | None = None
    page: int | None = None
    counted: bool = False
    pager: str = ""

    @property
    def offset(self) -> int:
        """How many entries stand on the pages before."""
        return ((self.page or 1) - 1) * (self.limit or 0)


class Columns(click.ParamType[tuple[str, ...]]):
    """Names of columns with commas between them."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the names one by one; an unknown one is wrong usage."""
        if isinstance(value, tuple):
            return value
        names = tuple(name.strip().lower() for name in value.split(","))
        for name in names:
            if name not in (*KNOWN, *KEYS):
                self.fail(f"{name!r} is no column; there are {', '.join(KNOWN)}", param, ctx)
        return names

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return what the last name may be, behind those that are there already."""
        from click.shell_completion import CompletionItem

        before, comma, last = incomplete.rpartition(",")
        return [
            CompletionItem(before + comma + name)
            for name in KNOWN
            if name.startswith(last) and name not in before.split(",")
        ]


def answer_options(command: Decorated) -> Decorated:
    """Add the options of how an answer is shown, for ``shown_of`` to read."""
    options = (
        click.option(
            "--columns",
            type=Columns(),
            metavar="NAMES",
            help=f"Which columns (in JSON: keys), with commas between: {', '.join(KNOWN)}.",
        ),
        click.option("--count", is_flag=True, help="Print only how many entries there are."),
        limit_option,
        click.option(
            "--page", type=click.IntRange(min=1), metavar="N", help="The N-th page of --limit."
        ),
        pager_option,
        format_option(*LISTED),
    )
    for option in reversed(options):
        command = option(command)
    return command


def shown_of(options: Mapping[str, Any]) -> Shown:
    """Return what the options of ``answer_options`` say.

    Raises click.UsageError where they contradict each other.
    """
    limit, page = options["limit"], options["page"]
    if page and page > 1 and not limit:
        raise click.UsageError("--limit 0 shows all on one page; leave out --page")
    return Shown(
        form=options["form"],
        full=options["full"],
        columns=options["columns"] or (),
        limit=0 if options["count"] else limit or None,
        page=page,
        counted=options["count"],
        pager=options["pager"],
    )


def print_answer(answer: Answer, shown: Shown, nothing: str) -> None:
    """Print the hits on standard output, and how many there are in all on standard error.

    ``nothing`` is what is said where nothing was found.
    """
    if shown.counted:
        _print_count(answer.total, shown.form)
        return
    columns = shown.columns or DEFAULT
    if shown.form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import hit_keys, hit_record

        chosen = keys_of(columns_of(shown.columns, shown.full)) or hit_keys(shown.full)
        records = (hit_record(hit, shown.full, chosen) for hit in answer.hits)
        emit(write(records, shown.form, chosen))
        _help(answer)
        return
    if answer.hits:
        from cstonews.render.grid import hits_grid
        from cstonews.render.screen import print_grid

        print_grid(hits_grid(answer.hits, shown.full, columns), sys.stdout, shown.pager)
        sys.stdout.flush()
    if answer.empty:
        nothing = EMPTY
    keys = keys_of(columns_of(columns, full=False))
    told = _count(answer, shown) + marks_told(answer.hits, keys) if answer.total else nothing
    click.echo(told, err=True)
    _help(answer)


def _print_count(total: int, form: str) -> None:
    if form == "table":
        click.echo(total)
        return
    from cstonews.render.formats import write

    # One object, and no array of one.
    emit(write([{"count": total}], "jsonl" if form == "json" else form))


def _help(answer: Answer) -> None:
    if not answer.meant and not answer.without:
        return
    from cstonews.render.explained import helping_lines

    for line in helping_lines(answer):
        click.echo(line, err=True)


def marks_told(hits: Sequence[Hit], keys: Collection[str] = ("date", "title")) -> str:
    """What the marks behind dates and titles mean, behind a count; empty if there are none.

    ``keys`` are those of what is shown.
    """
    from cstonews.render.grid import legend

    sources = {hit.entry.date_source for hit in hits if "date" in keys}
    if any({*hit.entry.corrected} & {*keys} for hit in hits):
        sources.add(DateSource.CORRECTED)
    told = legend(sources)
    return f"; {told}" if told else ""


def _count(answer: Answer, shown: Shown) -> str:
    count, total, limit = len(answer.hits), answer.total, shown.limit
    if count == total:
        return entries_told(total)
    if not shown.page or not limit:
        return f"{count:,} of {total:,} entries; next: --page 2, all: --limit 0"
    if not count:
        last = -(-total // limit)
        return f"Nothing on page {shown.page:,}; the last of {total:,} entries is on --page {last}"
    first, last = shown.offset + 1, shown.offset + count
    which = f"{first:,}\u2013{last:,}" if last > first else f"entry {first:,}"
    next_page = f"; next: --page {shown.page + 1}" if last < total else ""
    return f"{which} of {total:,}{' entries' if last > first else ''}{next_page}"
