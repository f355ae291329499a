"""``cstonews save``: a search under a name."""

from __future__ import annotations

import datetime as dt

import click

from cstonews.cli.asking import WORDS_SETTINGS, as_typed, words_alone
from cstonews.cli.completion import complete_saved
from cstonews.cli.opened import opened_to_write
from cstonews.cli.options import archive_option, examples
from cstonews.codec import clean
from cstonews.render.inert import inert_line


@click.command(
    "save",
    context_settings=WORDS_SETTINGS,
    epilog=examples(
        "cstonews save drugs '(drugs OR trafficking) Tajikistan'",
        "cstonews save peacekeeping peacekeep* -training",
        "cstonews save drugs --replace drugs OR trafficking OR narcotics",
        "cstonews save --delete drugs",
    ),
)
@click.argument("name", shell_complete=complete_saved)
@words_alone
@click.option("--replace", is_flag=True, help="Put these words in the place of others.")
@click.option("--delete", is_flag=True, help="Forget the name; the entries stay.")
@archive_option
def command(archive: str, name: str, words: tuple[str, ...], replace: bool, delete: bool) -> None:
    """Keep a search under NAME, for 'cstonews run' and 'cstonews new'.

    NAME is a word of letters, figures, '-', '_' and '.'. WORDS are as in 'cstonews search'.
    They are kept as they are typed, and understood on the day on which they are run.
    With --replace everything that the new words find counts as new.
    """
    if delete:
        _delete(archive, clean(name), words or replace)
        return
    text = clean(as_typed(words))
    if not text.strip():
        raise click.UsageError("say what to look for: cstonews save NAME WORDS")
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with opened_to_write(archive) as writer:
        fresh = writer.save(clean(name), text, now, replace=replace)
    click.echo(inert_line(f"{'Saved' if fresh else 'Nothing changed:'} {name}: {text}"))


def _delete(archive: str, name: str, more: object) -> None:
    if more:
        raise click.UsageError("--delete takes a name alone")
    with opened_to_write(archive) as writer:
        words = writer.delete_saved(name)
    click.echo(inert_line(f"Deleted {name}: {words}"))
