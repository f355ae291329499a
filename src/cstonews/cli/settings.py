"""The file of settings: what a person has set up, checked, as defaults of the commands.

Settings for all commands stand at its top, those of one command in a table of its name,
with the command's options as keys. ``[aliases]`` names commands with their arguments. What
has no meaning is an error with its line, since a misspelt key would else go unnoticed.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, NoReturn

import click

from cstonews.cli.options import LISTED
from cstonews.errors import ConfigError
from cstonews.found import Order

# What can be set for all commands; each has it where it has the option.
TOP = ("archive", "limit", "sort", "columns", "pager", "format", "exact")
ALIASES = "aliases"
# Of these a command may know a part only, so what it does not know is left out for it.
_CHOICES: Mapping[str, Collection[str]] = {"format": LISTED, "sort": tuple(Order)}
_LIMIT = "limit is a whole number, 0 for all"


class Settings(NamedTuple):
    """What a file of settings says.

    ``commands`` are the names of all commands, ``shorts`` the further names that some have.
    """

    file: str
    text: str
    values: Mapping[str, Any]
    commands: Collection[str]
    shorts: Mapping[str, str]

    @property
    def aliases(self) -> Mapping[str, str]:
        """The names that stand for a command with arguments."""
        aliases: Mapping[str, str] = self.values.get(ALIASES, {})
        return aliases

    def expanded(self, arguments: list[str]) -> list[str]:
        """Return arguments with the alias that opens them replaced by what it stands for.

        Raises ConfigError where that is no command.
        """
        meaning = self.aliases.get(arguments[0])
        return arguments if meaning is None else [*self._words(arguments[0]), *arguments[1:]]

    def check_aliases(self) -> None:
        """Raise ConfigError where an alias stands for no command."""
        for name in self.aliases:
            self._words(name)

    def defaults(self, command: click.Command, *path: str) -> dict[str, Any]:
        """Return what is set for a command, as click's ``default_map``: by parameter.

        ``path`` are the names by which the command is called. Raises ConfigError.
        """
        options = dict(_options(command))
        commands = command.commands if isinstance(command, click.Group) else {}
        found: dict[str, Any] = {}
        for key in (key for key in TOP if key in self.values and _reaches(key, options)):
            value, option = self.values[key], options[key]
            known = not isinstance(option.type, click.Choice) or value in option.type.choices
            if known and key != "pager":
                found[str(option.name)] = self._fitting(option, value, (), key)
        for key, value in self._table(path).items():
            if key not in commands:
                option = options.get(key) or self._unknown(path, key, options)
                found[str(option.name)] = self._fitting(option, value, path, key)
        for name, below in commands.items():
            found[name] = self.defaults(below, *path, name)
        return found

    def place(self, table: Iterable[str], key: str) -> str:
        """Return ``file:line`` of a key, or the file alone where the line is not to be seen."""
        here, wanted = "", ".".join(table)
        header = ".".join((*table, key))
        for number, line in enumerate(self.text.splitlines(), 1):
            bare = line.replace('"', "").replace("'", "").strip()
            if opens := re.match(r"\[+\s*([^\]]*?)\s*\]", bare):
                here = opens[1]
                if here == header or here.startswith(f"{header}."):
                    return f"{self.file}:{number}"
            elif here == wanted and re.match(rf"{re.escape(key)}\s*[=.]", bare):
                return f"{self.file}:{number}"
        return self.file

    def refuse(self, table: Iterable[str], key: str, reason: str) -> NoReturn:
        """Raise the ConfigError that names the place of a key, and what is wrong there."""
        raise ConfigError(f"{self.place(table, key)}: {reason}")

    def _words(self, name: str) -> list[str]:
        import shlex

        try:
            words = shlex.split(self.aliases[name])
        except ValueError:
            self.refuse([ALIASES], name, f"the alias {name} has a quote that is not closed")
        if not words or words[0] not in (*self.commands, *self.shorts):
            first = words[0] if words else "nothing"
            other = "another alias" if first in self.aliases else "no command"
            self.refuse([ALIASES], name, f"the alias {name} begins with {first}, which is {other}")
        return words

    def _table(self, path: Iterable[str]) -> Mapping[str, Any]:
        table: Any = self.values
        for name in path:
            table = table.get(name, {})
        return table if isinstance(table, Mapping) else {}

    def _unknown(self, path: tuple[str, ...], key: str, options: Iterable[str]) -> NoReturn:
        if key == "archive":
            self.refuse(path, key, "the archive is one for all commands; name it above all tables")
        whose = f"{' '.join(path)} has no option {key}"
        self.refuse(path, key, whose + _meant(key, options))

    def _fitting(self, option: click.Option, value: Any, table: Iterable[str], key: str) -> Any:
        """``value`` as the option takes it from a command line."""
        if option.is_flag:
            if not isinstance(value, bool):
                self.refuse(table, key, f"{key} is either true or false")
            return value
        if key == "limit" and not _whole(value):
            self.refuse(table, key, _LIMIT)
        if isinstance(value, bool | Mapping):
            self.refuse(table, key, f"{key} needs a value, as --{key} does")
        several = value if isinstance(value, list) else [value]
        texts = list(map(str, several)) if option.multiple else [",".join(map(str, several))]
        for text in texts:
            try:
                option.type.convert(text, option, None)
            except click.BadParameter as error:
                self.refuse(table, key, f"{key}: {error.message}")
        return texts if option.multiple else texts[0]


def load(file: str, commands: Collection[str], shorts: Mapping[str, str]) -> Settings:
    """Read a file of settings; ``commands`` and ``shorts`` are as in Settings.

    The archive that it names is a path from the folder of the file. Raises ConfigError where
    it cannot be read, is no TOML, or names what there is not.
    """
    try:
        with open(file, encoding="utf-8-sig") as opened:
            text = opened.read()
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not UTF-8; save it anew as that") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_not_toml(file, text, str(error))) from error
    settings = Settings(file, text, values, commands, shorts)
    _check(settings)
    if archive := values.get("archive"):
        path = os.path.join(os.path.dirname(file), os.path.expanduser(archive))
        return settings._replace(values={**values, "archive": path})
    return settings


def _check(settings: Settings) -> None:
    """Refuse what stands at the top and has no meaning there."""
    for key, value in settings.values.items():
        of_table = isinstance(value, dict) and key not in TOP
        wrong = _wrong_table(settings, key) if of_table else _wrong_setting(settings, key, value)
        if wrong:
            settings.refuse([], key, wrong)
    for name, meaning in settings.aliases.items():
        if name in (*settings.commands, *settings.shorts):
            settings.refuse([ALIASES], name, f"{name} is a command; give the alias another name")
        if not isinstance(meaning, str):
            told = f"the alias {name} is no text; settings for all commands stand above all tables"
            settings.refuse([ALIASES], name, told)


def _wrong_table(settings: Settings, name: str) -> str | None:
    """What is wrong with a table at the top, if anything is."""
    if name in settings.shorts:
        command = settings.shorts[name]
        return f"{name} is short for {command}; put its options into a table [{command}]"
    known = (*settings.commands, ALIASES)
    return None if name in known else f"there is no command {name}{_meant(name, known)}"


def _wrong_setting(settings: Settings, key: str, value: object) -> str | None:
    """What is wrong with a setting for all commands, if anything is."""
    if key == ALIASES or key in settings.commands:
        return f"{key} is a table; write [{key}] on a line, and its settings below"
    if key not in TOP:
        return f"there is no setting {key}{_meant(key, TOP)}"
    if key == "archive" and not (isinstance(value, str) and value):
        return "archive is the path of a file"
    if key == "pager" and not isinstance(value, bool | str):
        return "pager is true, false or a program"
    if key == "exact" and not isinstance(value, bool):
        return "exact is either true or false"
    if key == "limit" and not _whole(value):
        return _LIMIT
    if key in _CHOICES and value not in _CHOICES[key]:
        return f"{key} is one of {', '.join(_CHOICES[key])}"
    return None


def _whole(value: object) -> bool:
    return str(value).isdecimal()


def _reaches(key: str, options: Collection[str]) -> bool:
    """Whether a setting for all commands is one for a command with these options.

    A limit is the length of a page. What has no second page would lose the rest of it.
    """
    return key in options and (key != "limit" or "page" in options)


def _options(command: click.Command) -> Iterator[tuple[str, click.Option]]:
    """The options of a command that can be set up, by their names without hyphens before."""
    for option in command.params:
        if isinstance(option, click.Option) and option.name not in ("archive", "help"):
            yield max(option.opts, key=len).lstrip("-"), option


def _meant(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    known = list(known)
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"


def _not_toml(file: str, text: str, reason: str) -> str:
    """The error of tomllib with its line where an editor looks for it."""
    told = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", reason)
    what, line = told.groups() if told else (reason, None)
    return f"{file}:{line or len(text.splitlines())}: this is no TOML: {what}"
