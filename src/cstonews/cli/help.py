"""``cstonews help``: commands and topics explained."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, cast

import click

from cstonews.cli.group import Commands
from cstonews.cli.options import examples, pager_option
from cstonews.cli.topics import TOPICS, topic_text
from cstonews.errors import ConfigError
from cstonews.render.inert import inert_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _complete(ctx: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    topics = [
        CompletionItem(name, help=told) for name, told in TOPICS.items() if name.startswith(typed)
    ]
    root = ctx.find_root()
    if before := ctx.params.get("topic"):
        return _below(root, before, typed)
    commands = root.command.shell_complete(root, typed)
    return topics + [item for item in commands if item.value not in TOPICS]


def _below(root: click.Context, names: tuple[str, ...], typed: str) -> list[CompletionItem]:
    """The commands below the command of these names."""
    command: click.Command | None = root.command
    for name in names:
        command = command.get_command(root, name) if isinstance(command, click.Group) else None
    return (
        command.shell_complete(click.Context(command), typed)
        if isinstance(command, click.Group)
        else []
    )


@click.command(
    "help",
    epilog=examples(
        "cstonews help", "cstonews help query", "cstonews help search", "cstonews help dumps show"
    ),
)
@click.argument("topic", nargs=-1, metavar="[TOPIC]", shell_complete=_complete)
@pager_option
@click.pass_context
def command(ctx: click.Context, topic: tuple[str, ...], pager: str) -> None:
    """Explain a command or a topic; alone, name them all.

    Topics are query, dates, formats, damage and config.
    """
    root = ctx.find_root()
    if not topic:
        click.echo(root.get_help())
    elif topic[0] in TOPICS and len(topic) == 1:
        _print_topic(topic[0], pager)
    else:
        click.echo(_command_help(root, topic))


def _print_topic(topic: str, pager: str) -> None:
    from cstonews.render.screen import print_pages
    from cstonews.render.topic import topic_page

    width = shutil.get_terminal_size().columns
    print_pages([topic_page(topic_text(topic), width)], sys.stdout, pager)


def _command_help(root: click.Context, names: tuple[str, ...]) -> str:
    """The help of the command of these names, or what an alias stands for."""
    context, group = root, cast(Commands, root.command)
    if meaning := _meaning(group, names[0]):
        return inert_line(f"{names[0]} is short for: {meaning}")
    for name in (group.aliases.get(names[0], names[0]), *names[1:]):
        known = context.command if isinstance(context.command, click.Group) else None
        found = known.get_command(context, name) if known else None
        if not found:
            raise _unknown(context, " ".join(names))
        context = click.Context(found, parent=context, info_name=name, **found.context_settings)
    return context.get_help()


def _meaning(group: Commands, name: str) -> str | None:
    try:
        settings = group.settings()
    except ConfigError:
        return None
    return settings.aliases.get(name) if settings else None


def _unknown(context: click.Context, name: str) -> click.UsageError:
    from difflib import get_close_matches

    root = context.find_root()
    known = [*TOPICS, *cast(Commands, root.command).list_commands(root)]
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"topics are {', '.join(TOPICS)}"
    return click.UsageError(f"there is no command or topic {name}; {hint}", root)
