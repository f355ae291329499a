"""The glossary that is in force: the one that comes with cstonews and a person's own."""

from __future__ import annotations

import os

from cstonews.cli.places import config_folder
from cstonews.errors import QueryError
from cstonews.query import glossary as shipped
from cstonews.query.glossary import Entity, Glossary, parse_glossary

_FILE = "glossary.txt"


def own_glossary_file() -> str:
    """Where a person's own glossary stands, or would stand."""
    return os.path.join(config_folder(), _FILE)


def glossary() -> Glossary:
    """Return the shipped glossary with what the person's own adds to it.

    Raises QueryError where the own one cannot be read, with the line if one is wrong.
    """
    folder = os.path.dirname(shipped.__file__)
    return Glossary((*_entities(os.path.join(folder, _FILE)), *_own_entities()))


def _own_entities() -> tuple[Entity, ...]:
    path = own_glossary_file()
    try:
        return _entities(path)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise QueryError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is not in UTF-8; save it in UTF-8") from error


def _entities(path: str) -> tuple[Entity, ...]:
    with open(path, encoding="utf-8-sig") as file:
        return parse_glossary(file.read(), path)
