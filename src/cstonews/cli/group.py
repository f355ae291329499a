"""The commands by their names: loaded when they are run, with what is set up for each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from cstonews.cli.options import SETTINGS
from cstonews.cli.places import config_file
from cstonews.errors import ConfigError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from cstonews.cli.settings import Settings

Resolved: TypeAlias = tuple[str | None, click.Command | None, list[str]]

# What must work whatever the file of settings says.
_SHORT = 200  # characters of a command's first sentence, wrapped and never cut
_NAME_ROOM = 12  # of the longest name, so that the columns of all sections agree
_WITHOUT_SETTINGS = {"config", "help", "completion"}


class Commands(click.Group):
    """Commands that are loaded when they are run, so that each starts fast.

    ``sections`` are the headings of the help, each with its commands and their modules in
    ``cstonews.cli``; ``aliases`` are further names of commands.
    """

    def __init__(
        self,
        *,
        sections: Mapping[str, Mapping[str, str]],
        aliases: Mapping[str, str],
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self.sections = sections
        self.modules = {name: module for part in sections.values() for name, module in part.items()}
        self.aliases = aliases

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, loading its module."""
        module = self.modules.get(cmd_name)
        if not module:
            return None
        command: click.Command = import_module(f"cstonews.cli.{module}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Resolved:
        """Return the command that is asked for, by its own name or an alias, and its arguments.

        What the file of settings says of the command becomes the defaults of its options.
        Raises ConfigError where that has no meaning, unless this is for a completion.
        """
        try:
            settings = None if args[0] in _WITHOUT_SETTINGS else self.settings()
            return self._resolved(ctx, args, settings)
        except ConfigError:
            if not ctx.resilient_parsing:
                raise
            return self._resolved(ctx, args, None)

    def settings(self) -> Settings | None:
        """Return what is set up, or None where there is no file of settings.

        Raises ConfigError.
        """
        file = config_file()
        if not os.path.exists(file):
            return None
        from cstonews.cli.settings import load

        return load(file, self.modules, self.aliases)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and aliases that begin as typed."""
        from cstonews.cli.completion import offered

        found = (
            (name, f"short for: {meaning}")
            for name, meaning in self._known_aliases().items()
            if name.startswith(incomplete)
        )
        return super().shell_complete(ctx, incomplete) + offered(found)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, their further names, and the topics of help."""
        from cstonews.cli.topics import TOPICS
        from cstonews.render.inert import inert_line

        for heading, names in self.sections.items():
            found = [(name, self.get_command(ctx, name)) for name in names]
            told = [(name, one.get_short_help_str(_SHORT)) for name, one in found if one]
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(_NAME_ROOM), text) for name, text in told])
        with formatter.section("Topics of 'cstonews help TOPIC'"):
            formatter.write_dl(list(TOPICS.items()))
        with formatter.section("Aliases"):
            aliases = self._known_aliases().items()
            formatter.write_dl([(inert_line(name), inert_line(told)) for name, told in aliases])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that has closed the pipe is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise click.exceptions.Exit(0) from None

    def _resolved(self, ctx: click.Context, args: list[str], settings: Settings | None) -> Resolved:
        if settings:
            args = settings.expanded(args)
            ctx.meta[SETTINGS] = settings.values
        args = [self.aliases.get(args[0], args[0]), *args[1:]]
        if args[0] not in self.modules and not args[0].startswith("-"):
            self._refuse(ctx, args[0])
            return None, None, []
        name, command, rest = super().resolve_command(ctx, args)
        if settings and command:
            ctx.default_map = {args[0]: settings.defaults(command, args[0])}
        return name, command, rest

    def _known_aliases(self) -> dict[str, str]:
        """All aliases, bar those of a file of settings that has an error."""
        try:
            settings = self.settings()
        except ConfigError:
            settings = None
        return {**self.aliases, **(settings.aliases if settings else {})}

    def _refuse(self, ctx: click.Context, name: str) -> None:
        """Say that there is no such command, unless this is for a completion."""
        if ctx.resilient_parsing:
            return
        from difflib import get_close_matches

        near = get_close_matches(name, [*self.modules, *self._known_aliases()], n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        ctx.fail(f"No such command {name!r}.{hint}")
