"""``cstonews glossary``: the things that have several names."""

from __future__ import annotations

import sys

import click

from cstonews.cli.glossaries import glossary, own_glossary_file
from cstonews.cli.messages import say
from cstonews.cli.options import LISTED, emit, examples, format_option, pager_option


@click.command(
    "glossary",
    epilog=examples(
        "cstonews glossary",
        "cstonews glossary council",
        'cstonews glossary "Joint Staff" --format json',
    ),
)
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@pager_option
@format_option(*LISTED)
def command(words: tuple[str, ...], form: str, pager: str) -> None:
    """List the things that have several names: abbreviations, spellings, names in Russian.

    With WORDS, only those that have a name with all these words.

    Your own glossary adds to it: a text in UTF-8 named glossary.txt, in the folder that
    'cstonews glossary' names in its last line. A line is one thing, its names parted by
    " = ", the one to be shown first. A line that repeats a name of the list adds its other
    names to that thing. "[people]" on a line of its own says what kind of things follow,
    and a line that begins with "#" is a note.
    """
    known = glossary()
    found = known.holding(" ".join(words)) if words else known.entities
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.glossary import KEYS, entity_record

        emit(write((entity_record(*entity) for entity in found), form, KEYS))
        return
    if found:
        from cstonews.render.glossary import glossary_grid
        from cstonews.render.screen import print_grid

        print_grid(glossary_grid(found), sys.stdout, pager)
        sys.stdout.flush()
    _tell(len(found), len(known.entities), asked=bool(words))


def _tell(found: int, known: int, asked: bool) -> None:
    own = f"add your own to {own_glossary_file()}"
    if not found:
        say(f"Nothing in the glossary has such a name; {own}")
    elif asked:
        say(f"{found} of {known} in the glossary")
    else:
        say(f"{known} in the glossary; {own}")
