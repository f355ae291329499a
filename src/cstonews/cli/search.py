"""``cstonews search``: the entries that hold words."""

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
from cstonews.query.parse import parse
from cstonews.query.tree import describe


@click.command(
    "search",
    # "-nato" is a word that is not wanted, so no option of one letter may stand in its way.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    epilog=examples(
        'cstonews search "Afghanistan"',
        "cstonews search peacekeep* exercise --since 2023",
        "cstonews search '\"Collective Security Council\" -Yerevan'",
        "cstonews search '(drugs OR trafficking) Tajikistan' --sort newest",
        "cstonews search 38th --format json",
    ),
)
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@filter_options
@click.option(
    "--sort",
    type=click.Choice([order.value for order in Order]),
    default=Order.RELEVANCE.value,
    show_default=True,
    help="The best first, or by date.",
)
@click.option("--explain", is_flag=True, help="Say first how the words are understood.")
@limit_option
@format_option(*LISTED)
@archive_option
def command(
    archive: str,
    form: str,
    limit: int,
    full: bool,
    sort: str,
    explain: bool,
    words: tuple[str, ...],
    **filters: object,
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
    DATE is as in 'cstonews list --help'.
    """
    for word in words:
        if word.startswith("--") and len(word) > 2:
            raise click.NoSuchOption(word.split("=")[0])
    query = parse(" ".join(words))
    if explain:
        click.echo(f"Looking for {describe(query)}.", err=True)
    chosen = chosen_filter(filters, dated_only=False)
    answer = read(archive, lambda db: search(db, query, chosen, Order(sort), limit or None))
    print_answer(answer, form, full, nothing="Nothing found; try fewer words, OR, or word*.")
