"""``cstonews completion``: what a shell needs to complete, and what it completes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

import click

from cstonews.cli.options import examples
from cstonews.errors import CstonewsError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from cstonews.archive.connection import Connection

# Words with what a shell may show beside each.
Offers: TypeAlias = Iterable[tuple[str, str]]
Completer: TypeAlias = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]

_MOST = 100
_HELP = 60  # characters beside a word
# Shells take what is offered as it stands, and break words at signs of their own.
_SAFE = r"[\w./@+%][\w./@+%-]*"
# Bash breaks words at "=" and hands over --format, = and j, which click takes for three words.
_BASH_WORDS = """\
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD"""
_BASH_JOINED = """\
    local words=() last=-1 number
    for ((number = 0; number <= COMP_CWORD; number++)); do
        if [[ $last -ge 0 && ${words[last]} == --* && \\
            (${COMP_WORDS[number]} == "=" || ${words[last]} == *=) ]]; then
            words[last]+=${COMP_WORDS[number]}
        else
            words[++last]=${COMP_WORDS[number]}
        fi
    done
    response=$(env COMP_WORDS="${words[*]}" COMP_CWORD=$last"""


@click.command(
    "completion",
    epilog=examples(
        'eval "$(cstonews completion bash)"      in ~/.bashrc',
        'eval "$(cstonews completion zsh)"       in ~/.zshrc, below compinit',
        "cstonews completion fish > ~/.config/fish/completions/cstonews.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what makes a shell complete the words after cstonews.

    Commands, options and their values are completed, the handles of entries, the names of dumps
    and of saved searches.
    """
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None
    script = completion(ctx.find_root().command, {}, "cstonews", "_CSTONEWS_COMPLETE").source()
    if shell == "bash":
        script = script.replace(_BASH_WORDS, _BASH_JOINED)
    # Click's script for fish cuts what has commas, as titles and --columns have.
    click.echo(script.replace('string split ","', 'string split --max 1 ","'))


def _handles(db: Connection, typed: str) -> Offers:
    from cstonews.archive.answers.openings import entries_beginning

    for entry in entries_beginning(db, typed, _MOST):
        told = entry.title or entry.body
        yield entry.handle, f"{entry.date or 'undated'} {_cut(told)}"


def _cut(text: str) -> str:
    return text if len(text) <= _HELP else text[:_HELP].rstrip() + "…"


def _dumps(db: Connection, typed: str) -> Offers:
    from cstonews.archive.answers.openings import dumps_beginning

    for dump, name in dumps_beginning(db, typed, _MOST):
        by_name = name.startswith(typed) and re.fullmatch(_SAFE, name)
        if by_name:
            yield name, dump
        elif dump.startswith(typed):
            yield dump, name[-_HELP:]


def _saved(db: Connection, typed: str) -> Offers:
    from cstonews.archive.answers.saved import saved_searches

    for search in saved_searches(db):
        if search.name.startswith(typed):
            yield search.name, search.words


def _completer(offers: Callable[[Connection, str], Offers]) -> Completer:
    def complete(
        ctx: click.Context, parameter: click.Parameter, typed: str
    ) -> list[CompletionItem]:
        """What the archive offers; silent where there is none, or none that can be read."""
        from cstonews.archive.connection import read

        if "@" in (ctx.params.get(str(parameter.name)) or ()):  # bash has cut handle@date
            return []
        try:
            found = list(read(ctx.params["archive"], lambda db: list(offers(db, typed))))
        except (CstonewsError, OSError):
            return []
        return offered(found)

    return complete


def offered(words: Offers) -> list[CompletionItem]:
    """Return those words that are one word to every shell and no more, for a shell to offer."""
    from click.shell_completion import CompletionItem

    from cstonews.render.inert import inert_line

    return [
        CompletionItem(word, help=inert_line(told))
        for word, told in words
        if re.fullmatch(_SAFE, word)
    ]


complete_handles = _completer(_handles)
complete_dumps = _completer(_dumps)
complete_saved = _completer(_saved)


def complete_paths(
    ctx: click.Context, parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Leave it to the shell, which knows files best."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(typed, type="file")]
