"""``cstonews search``: the entries that hold words."""

from __future__ import annotations

import click

from cstonews.archive.answers.search import search
from cstonews.archive.connection import Connection
from cstonews.cli.answer import answer_options, print_answer, shown_of
from cstonews.cli.asking import WORDS_SETTINGS, ask, words_argument
from cstonews.cli.options import archive_option, examples
from cstonews.model import Answer, Filter, Order
from cstonews.query.tree import Query, describe


@click.command(
    "search",
    context_settings=WORDS_SETTINGS,
    epilog=examples(
        'cstonews search "Afghanistan"',
        "cstonews search peacekeep* exercise --since 2023",
        "cstonews search '\"Collective Security Council\" -Yerevan'",
        "cstonews search '(drugs OR trafficking) Tajikistan' --sort newest",
        "cstonews search Minsk --count",
        "cstonews search 38th --format json",
    ),
)
@words_argument
@click.option(
    "--sort",
    type=click.Choice([order.value for order in Order]),
    default=Order.RELEVANCE.value,
    show_default=True,
    help="The best first, or by date.",
)
@click.option("--explain", is_flag=True, help="Say first how the words are understood.")
@answer_options
@archive_option
def command(
    archive: str, sort: str, explain: bool, words: tuple[str, ...], **options: object
) -> None:
    """Find the entries that hold all WORDS, the best first.

    \b
    word word      both words, in any English form: "train" finds "trained"
    "a phrase"     these words side by side
    this OR that   either
    -word          not this word
    word*          words that begin so
    ( ... )        a group

    Everything else is looked for as it stands. Without words, all entries are found.
    DATE is as in 'cstonews list --help'. 'cstonews help query' tells all.
    """

    shown = shown_of(options)

    def question(db: Connection, query: Query, chosen: Filter) -> Answer:
        if explain:
            click.echo(f"Looking for {describe(query)}.", err=True)
        return search(db, query, chosen, Order(sort), shown.limit, offset=shown.offset)

    answer = ask(archive, words, options, question)
    print_answer(answer, shown, nothing="Nothing found; try fewer words, OR, or word*.")
