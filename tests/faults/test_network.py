"""No network, ever: not by a dump, not by a command, not by what these import."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commandline import COMMANDS
from hostile import TEXTS
from network import BROUGHT_ALONG, CLIENTS
from test_architecture import MODULES, imports

TESTS = Path(__file__).parent.parent
FAR = "http://192.0.2.1/x"  # an address that is nobody's, by RFC 5737

LINKS = f"""<base href="{FAR}"><link rel="stylesheet" href="{FAR}.css">
<script src="{FAR}.js"></script>
<meta http-equiv="refresh" content="0; url={FAR}"><link rel="canonical" href="{FAR}">
<img src="{FAR}.png" srcset="{FAR} 2x"><iframe src="{FAR}"></iframe><object data="{FAR}"></object>
<video src="//192.0.2.1/v" poster="{FAR}"></video><a href="{FAR}" ping="{FAR}">link</a>
<p>05.07.2024</p><p>The Council met in Minsk and agreed on a plan of joint work. {FAR}</p>"""
XHTML = f"""<?xml version="1.0"?><?xml-stylesheet href="{FAR}.xsl"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "{FAR}.dtd"
[<!ENTITY far SYSTEM "{FAR}"><!ENTITY % all SYSTEM "{FAR}.mod"> %all;]>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xi="http://www.w3.org/2001/XInclude">
<body><xi:include href="{FAR}"/>&far;{LINKS}</body></html>"""
FEED = f"""<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{FAR}.dtd"><rss version="2.0"><channel>
<link>{FAR}</link><item><title>The Council met</title><enclosure url="{FAR}"/></item></channel>
</rss>"""
MHTML = f"""From: x\r\nSubject: page\r\nSnapshot-Content-Location: {FAR}\r\nMIME-Version: 1.0\r
Content-Type: multipart/related; boundary="B"; type="text/html"\r\n\r\n--B\r
Content-Type: text/html; charset=utf-8\r\nContent-Location: {FAR}\r\n\r\n<html>{LINKS}</html>\r
--B\r\nContent-Type: message/external-body; access-type=URL; URL="{FAR}"\r\n\r\n\r\n--B--\r\n"""
ANSWER = (
    f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nLocation: {FAR}\r\n\r\n<html>{LINKS}</html>"
)
WARC = (
    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {FAR}\r\n"
    "WARC-Date: 2024-07-26T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(ANSWER)}\r\n\r\n"
    f"{ANSWER}\r\n\r\n"
)
PAGES = {
    "page.html": LINKS,
    "page.xhtml": XHTML,
    "feed.xml": FEED,
    "feed.html": FEED,
    "page.mhtml": MHTML,
    "crawl.warc": WARC,
    "page.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{FAR}"/></svg>',
    "links.txt": f"05.07.2024\n\nThe Council met in Minsk. {FAR} file://192.0.2.1/x\n",
    "hostile.txt": "\n\n".join(TEXTS).encode("utf-8", "replace").decode(),
}

# By command: what may be typed behind it. HANDLE and DUMP are found when it is run.
ROWS: dict[str, list[list[str]]] = {
    "ingest": [["pages", FAR, "//192.0.2.1/share/x.txt"], ["pages", "--format", "json"]],
    "search": [["Minsk"], ["--explain", "Afganistan", FAR], ["--format", "csv", "Minsk"]],
    "list": [["--full", "--limit", "0"], ["--undated"]],
    "show": [["HANDLE", "--versions"], *(["HANDLE", "--cite", style] for style in ("text", "csl"))],
    "related": [["HANDLE"]],
    "timeline": [["Minsk"], ["Minsk", "--save", "chart.svg"]],
    "terms": [["Minsk"]],
    "facets": [["Minsk"]],
    "export": [
        ["--format", "atom"],
        ["--format", "bibtex"],
        ["--format", "text", "--output", "out"],
    ],
    "new": [["--mark-seen"]],
    "save": [["minsk", "Minsk"]],
    "run": [["minsk"]],
    "saved": [[]],
    "dumps": [[]],
    "dumps show": [["DUMP"]],
    "dumps cat": [["DUMP"]],
    "unclassified": [[]],
    "split": [["pages", FAR]],
    "check": [[]],
    "backup": [["backup.db"]],
    "restore": [["backup.db"]],
    "merge": [["backup.db"]],
    "repair": [[]],
    "edit": [["HANDLE", "--date", "2024-07-06"]],
    "resplit": [[]],
    "forget": [["DUMP"]],
    "glossary": [["Minsk"]],
    "config": [[], ["--init"]],
    "completion": [["bash"], ["zsh"]],
    "help": [[], ["query"], ["search"]],
}
READERS = set(ROWS) - {"ingest", "edit", "resplit", "forget", "save", "split", "config"} - {
    *("completion", "help", "backup", "restore", "merge", "repair")
}  # fmt: skip

# Runs command after command in one process; tells what reached for the network, what was
# loaded, and how each command ended.
CHILD = """
import contextlib, io, json, os, sys
sys.path.insert(0, sys.argv[1])
from network import CLIENTS, watch
reached = watch()
from cstonews.archive.connection import read
from cstonews.cli import main

def found(sql):
    return read(os.environ["CSTONEWS_ARCHIVE"], lambda db: db.execute(sql).fetchone())[0]

ends = {}
for arguments in json.loads(sys.argv[2]):
    typed = " ".join(arguments)
    if "HANDLE" in arguments:
        arguments[arguments.index("HANDLE")] = found("SELECT handle FROM entries")
    if "DUMP" in arguments:
        arguments[arguments.index("DUMP")] = found("SELECT sha256 FROM dumps")[:9]
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            main(arguments)
        except SystemExit as end:
            ends[typed] = end.code
print(json.dumps([reached, sorted(CLIENTS & set(sys.modules)), ends]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text, newline="")
        (pages / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    return tmp_path


def ended(
    folder: Path, lines: list[list[str]], *before: str
) -> tuple[list[str], set[str], dict[str, int]]:
    """What reached for the network, which clients were loaded, how each command ended."""
    environment = {
        **os.environ,
        "CSTONEWS_ARCHIVE": str(folder / "archive.db"),
        "CSTONEWS_CONFIG": str(folder / "config"),
        **{f"{kind}_proxy": FAR for kind in ("http", "https", "ftp", "all")},
    }
    told = subprocess.run(
        [*before, sys.executable, "-c", CHILD, str(TESTS), json.dumps(lines)],
        capture_output=True, text=True, check=True, env=environment, cwd=folder,
    )  # fmt: skip
    reached, loaded, ends = json.loads(told.stdout)
    return reached, set(loaded), ends


def typed(*names: str) -> list[list[str]]:
    return [[*name.split(), *row] for name in names for row in ROWS[name]]


def test_no_command_reaches_for_the_network(folder: Path, counted: Callable) -> None:
    reached, loaded, ends = ended(folder, typed(*ROWS))
    assert reached == []
    assert loaded <= BROUGHT_ALONG
    failed = {line for line, end in ends.items() if end}
    assert failed == {" ".join(line) for line in typed("ingest", "split") if FAR in line}
    counted("commands that reached for no network", len(ends))


def test_no_command_is_forgotten() -> None:
    assert set(COMMANDS) == set(ROWS)


def test_readers_load_nothing_that_could(folder: Path) -> None:
    """Not even the sockets that the standard library brings along with other things."""
    made = typed("ingest", "save")
    assert len(ended(folder, made)[2]) == len(made)
    plain = [line for line in typed(*sorted(READERS)) if "--save" not in line]  # matplotlib has
    reached, loaded, ends = ended(folder, plain)
    assert reached == []
    assert loaded <= {"select", "selectors"}  # of subprocess, for the pager
    assert not {line for line, end in ends.items() if end}


def test_without_a_network_all_is_the_same(folder: Path) -> None:
    """In a network namespace of its own, which has no way out, not even to this machine."""
    unshare = shutil.which("unshare")
    alone = (unshare or "", "--net", "--map-root-user")
    if not unshare or subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("no network namespaces here")
    demo = [["ingest", "pages"], ["search", "Minsk"], ["list"], ["check"], ["export"]]
    assert ended(folder, demo, *alone)[2] == {" ".join(line): 0 for line in demo}


def test_no_module_imports_what_could() -> None:
    for module in MODULES:
        for name in imports(module):
            parts = name.split(".")
            above = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
            assert not above & CLIENTS, module


REACHING = {
    "connect": "socket.create_connection(('127.0.0.1', 9), 1)",
    "send": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "look up": "socket.getaddrinfo('localhost', 80)",
    "open": "urllib.request.urlopen('http://127.0.0.1:9')",
}


@pytest.mark.parametrize("reaching", REACHING.values(), ids=REACHING)
def test_the_hook_sees_what_reaches(reaching: str) -> None:
    code = (
        "import socket, sys, urllib.request\nsys.path.insert(0, sys.argv[1])\n"
        "from network import watch\nreached = watch()\n"
        f"try:\n    {reaching}\nexcept PermissionError:\n    print(len(reached))\n"
    )
    told = subprocess.run([sys.executable, "-c", code, str(TESTS)], capture_output=True, text=True)
    assert told.stdout == "1\n"
