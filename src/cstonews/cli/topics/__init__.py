"""Texts that come with the program: topics of help, and a file of settings to start from."""

from __future__ import annotations

TOPICS = {
    "query": "how to ask: words, phrases, fields, and what is found beyond them",
    "dates": "how to name days, and where the dates of entries come from",
    "formats": "tables, JSON, CSV and their columns",
    "damage": "what to do when an archive is broken, and how to be ready for it",
    "config": "settings, aliases and the environment",
}


def topic_text(topic: str) -> str:
    """Return the text of a topic, in the form that ``render.topic`` reads."""
    return _text(f"{topic}.txt")


def settings_template() -> str:
    """Return a file of settings that sets nothing, and tells what can be set."""
    return _text("config.toml")


def _text(name: str) -> str:
    from importlib.resources import files

    return files(__name__).joinpath(name).read_text("utf-8")
