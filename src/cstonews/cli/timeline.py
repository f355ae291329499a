"""``cstonews timeline``: how many entries each year, month, week or day has."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from cstonews.archive.answers.timeline import timeline
from cstonews.archive.connection import Connection
from cstonews.cli.answer import EMPTY, NOTHING
from cstonews.cli.asking import WORDS_SETTINGS, ask_beside, words_argument
from cstonews.cli.messages import say
from cstonews.cli.options import LISTED, archive_option, emit, examples, format_option, pager_option
from cstonews.counts import Timeline, Unit
from cstonews.found import Filter
from cstonews.query.tree import Query, all_of

_AUTO = "auto"


def _chart_file(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse a file that no chart can be written to before anything is counted."""
    if value and not value.lower().endswith((".svg", ".png")):
        raise click.BadParameter("name a file that ends in .svg or .png", ctx, parameter)
    return value


@click.command(
    "timeline",
    context_settings=WORDS_SETTINGS,
    epilog=examples(
        "cstonews timeline Afghanistan",
        "cstonews timeline peacekeep* --by month --since 2023",
        "cstonews timeline --compare Tajikistan --compare Armenia --by year",
        "cstonews timeline --compare training --compare peacekeep* --save chart.svg",
        "cstonews timeline drugs --by day --on 2024-06 --format csv",
    ),
)
@words_argument
@click.option(
    "--by",
    type=click.Choice([unit.value for unit in Unit] + [_AUTO]),
    default=_AUTO,
    show_default=True,
    help="What to count by; auto: the finest that makes 40 rows or fewer.",
)
@click.option(
    "--compare",
    multiple=True,
    metavar="WORDS",
    help="Count what these words find side by side with others; several times.",
)
@click.option(
    "--save",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    callback=_chart_file,
    help="Also draw a chart: FILE.svg or FILE.png.",
)
@pager_option
@format_option(*LISTED)
@archive_option
def command(
    archive: str,
    form: str,
    pager: str,
    by: str,
    compare: tuple[str, ...],
    save: str | None,
    words: tuple[str, ...],
    **filters: object,
) -> None:
    """Count the entries that WORDS find by year, month, week or day.

    Periods without an entry are shown from the first that has one to the last, or in the
    whole range of --since and --until. Undated entries are counted in a row of their own.
    With --compare each series is a column, all on one scale, and WORDS narrow down all of
    them. Without words, all entries are counted. WORDS are as in 'cstonews search --help',
    DATE as in 'cstonews list --help'.
    """

    def question(db: Connection, query: Query, others: Sequence[Query], chosen: Filter) -> Timeline:
        compared = zip(compare, others, strict=True)
        series = [(text, all_of(query, other)) for text, other in compared]
        return timeline(db, series or [(None, query)], chosen, None if by == _AUTO else Unit(by))

    counted = ask_beside(archive, words, compare, filters, question)
    _print(counted, form, pager)
    if save:
        from cstonews.render.chart import save_chart

        sys.stdout.flush()
        save_chart(counted, " ".join(words), save)
        say(f"Saved {save}.")


def _print(counted: Timeline, form: str, pager: str) -> None:
    """Print the counts on standard output, and their sum on standard error."""
    if form != "table":
        from cstonews.render.counts import timeline_keys, timeline_records
        from cstonews.render.formats import write

        emit(write(timeline_records(counted), form, timeline_keys(counted)))
        return
    totals = [series.total for series in counted.series]
    if not any(totals):
        say(EMPTY if counted.empty else NOTHING)
        return
    from cstonews.render.screen import print_timeline

    cramped = print_timeline(counted, sys.stdout, pager)
    sys.stdout.flush()
    say(_told(counted, totals))
    if cramped:
        needed, width = cramped
        say(
            f"{len(totals)} series need {needed} columns, the terminal has {width}; "
            "take --format csv, or fewer --compare"
        )


def _told(counted: Timeline, totals: list[int]) -> str:
    *others, last = (f"{total:,}" for total in totals)
    if others:
        counts = f"{', '.join(others)} and {last} entries by {counted.unit}"
        return f"{counts}; an entry that several series find is counted in each"
    return f"{last} {'entry' if totals == [1] else 'entries'} by {counted.unit}"
