"""The glossary that is in force."""

from __future__ import annotations

import os

from cstonews.query import glossary as module
from cstonews.query.glossary import Glossary, parse_glossary


def glossary() -> Glossary:
    """Return the shipped glossary."""
    with open(os.path.join(os.path.dirname(module.__file__), "glossary.txt")) as file:
        return Glossary(parse_glossary(file.read(), "glossary.txt"))
