"""Answers: the options and the printing that ``list`` and ``search`` share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from cstonews.archive.answers.search import PART
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
    def is_long(self) -> bool:
        """Whether there may be more entries than are held at a time."""
        return self.limit is None or self.limit > PART

    @property
    def offset(self) -> int:
        """How many entries stand on the pages before."""
        return ((self.page or 1) - 1) * (self.limit or 0)


class _Printed(NamedTuple):
    """How many entries were printed, and with which marks."""

    entries: int
    marks: Collection[DateSource | None]


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
    print_answers(iter((answer,)), shown, nothing)


def print_answers(answers: Iterator[Answer], shown: Shown, nothing: str) -> None:
    """Print an answer that comes in parts, one or more, as ``print_answer`` prints a whole one."""
    answer = next(answers)
    if shown.counted:
        _print_count(answer.total, shown.form)
        return
    if shown.form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import hit_keys, hit_record

        chosen = keys_of(columns_of(shown.columns, shown.full)) or hit_keys(shown.full)
        found = (hit for part in chain((answer,), answers) for hit in part.hits)
        records = (hit_record(hit, shown.full, chosen) for hit in found)
        emit(write(records, shown.form, chosen))
        _help(answer)
        return
    if answer.empty:
        nothing = EMPTY
    printed = _print_table(answer, answers, shown)
    told = _count(printed, answer.total, shown) + marks_told(printed.marks)
    click.echo(told if answer.total else nothing, err=True)
    _help(answer)


def _print_table(first: Answer, rest: Iterator[Answer], shown: Shown) -> _Printed:
    """Print the hits of all parts of an answer as a table, if there are any."""
    columns = shown.columns or DEFAULT
    keys = keys_of(columns_of(columns, full=False))
    count, marks = len(first.hits), marks_of(first.hits, keys)
    if not count:
        return _Printed(0, marks)
    from cstonews.render.grid import Grid, hits_grid
    from cstonews.render.screen import print_parts

    def further() -> Iterator[Grid]:
        nonlocal count
        for part in rest:
            count += len(part.hits)
            marks.update(marks_of(part.hits, keys))
            yield hits_grid(part.hits, shown.full, columns)

    grid = hits_grid(first.hits, shown.full, columns)
    print_parts(grid, further(), sys.stdout, shown.pager)
    sys.stdout.flush()
    return _Printed(count, marks)


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


def marks_of(
    hits: Iterable[Hit], keys: Collection[str] = ("date", "title")
) -> set[DateSource | None]:
    """Return what the dates and titles of ``hits`` are marked with; ``keys`` are those shown."""
    entries = [hit.entry for hit in hits]
    sources = {entry.date_source for entry in entries if "date" in keys}
    if any({*entry.corrected} & {*keys} for entry in entries):
        sources.add(DateSource.CORRECTED)
    return sources


def marks_told(marks: Collection[DateSource | None]) -> str:
    """What the marks of ``marks_of`` mean, behind a count; empty if there are none."""
    from cstonews.render.grid import legend

    told = legend(marks)
    return f"; {told}" if told else ""


def _count(printed: _Printed, total: int, shown: Shown) -> str:
    count, limit = printed.entries, shown.limit
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
