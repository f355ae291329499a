"""What reaches for the network, seen by Python's own audit hooks, which no code gets past."""

from __future__ import annotations

import sys

# Modules that speak to other machines, or start a program that does.
CLIENTS = frozenset(
    {
        *("socket", "ssl", "_socket", "_ssl", "asyncio", "socketserver", "select", "selectors"),
        *("http", "http.client", "http.server", "urllib.request", "urllib3", "requests", "httpx"),
        *("aiohttp", "ftplib", "smtplib", "poplib", "imaplib", "nntplib", "telnetlib", "xmlrpc"),
        *("wsgiref", "webbrowser", "multiprocessing.connection"),
    }
)
# Those of them that the standard library's ``email`` and ``subprocess`` bring along, unused.
BROUGHT_ALONG = frozenset({"socket", "_socket", "select", "selectors"})
_EVENTS = frozenset(
    {
        *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
        *("socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request"),
        *("ftplib.connect", "http.client.connect", "http.client.send", "imaplib.open"),
        *("nntplib.connect", "poplib.connect", "smtplib.connect", "smtplib.send"),
        *("telnetlib.Telnet.open", "webbrowser.open", "socket.sethostname"),
    }
)


def watch() -> list[str]:
    """Note from now on what in this process reaches for the network, in the list returned.

    It is refused, too. Nothing takes the hook away again.
    """
    reached: list[str] = []

    def hook(event: str, arguments: tuple) -> None:
        if event in _EVENTS and not _on_this_machine(*arguments[:1]):
            reached.append(f"{event} {arguments!r}")
            raise PermissionError(f"{event}: no test has a network")

    sys.addaudithook(hook)
    return reached


def _on_this_machine(reaching: object = None) -> bool:
    """Whether it is a socket in the file system, such as the tests of files make."""
    return getattr(getattr(reaching, "family", None), "name", "") == "AF_UNIX"
