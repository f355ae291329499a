"""Print, as constraints of pip, the oldest versions that pyproject.toml says will do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

_PROJECT = Path(__file__).parent.parent / "pyproject.toml"
_BOUND = re.compile(r"([\w.-]+)>=([\w.]+)(\s*;.*)?")


def oldest(groups: tuple[str, ...] = ("test",)) -> Iterator[str]:
    """Yield ``name==version`` for all that the program, its extras and ``groups`` need.

    What these need in turn is free. Raises ValueError where a lower bound is missing.
    """
    told = tomllib.loads(_PROJECT.read_text("utf-8"))
    project = told["project"]
    extras = project["optional-dependencies"].values()
    needed = [project["dependencies"], *extras, *(told["dependency-groups"][g] for g in groups)]
    for requirement in (one for several in needed for one in several):
        if requirement.startswith(f"{project['name']}["):
            continue
        bound = _BOUND.fullmatch(requirement)
        if not bound:
            raise ValueError(f"{requirement} has no lower bound")
        name, version, marker = bound.groups()
        yield f"{name}=={version}{marker or ''}"


if __name__ == "__main__":
    print(*oldest(), sep="\n")
