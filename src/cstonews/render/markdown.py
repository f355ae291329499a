"""Text in Markdown that shows as itself: no link, image, HTML or layout in it acts."""

from __future__ import annotations

import re

from cstonews.render.inert import inert_line

# What CommonMark, GitHub, pandoc or Obsidian take for more than a sign, anywhere in a line.
# A colon is one in an address, an emoji (":x:") and a table, the point behind "www" in GitHub's.
_SIGN = re.compile(r"[\\`*_{}\[\]<>&~$|^@#]|:(?=\S)|(?<=[Ww]{3})\.|=(?==)|%(?=%)")
# What opens a list, a heading's underline, a definition or a rule.
_OPENER = re.compile(r"([-+=:])|(\d{1,9})([.)])(?=\s|$)")


def as_markdown(text: str) -> str:
    """Return ``text`` as one line of Markdown."""
    line = _SIGN.sub(r"\\\g<0>", inert_line(text))
    return _OPENER.sub(_escaped, line, count=1) if _OPENER.match(line) else line


def paragraphs(text: str) -> str:
    """Return the paragraphs of ``text`` in Markdown, the ends of their lines kept."""
    blocks = ([as_markdown(line) for line in block.split("\n")] for block in text.split("\n\n"))
    return "\n\n".join("\\\n".join(filter(None, block)) for block in blocks if any(block))


def _escaped(match: re.Match[str]) -> str:
    sign, number, closing = match.groups()
    return f"\\{sign}" if sign else f"{number}\\{closing}"
