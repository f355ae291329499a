"""Where a person's files are: the archive, and the folder for what they set up."""

from __future__ import annotations

import os
import sys

ARCHIVE = "CSTONEWS_ARCHIVE"
CONFIG = "CSTONEWS_CONFIG"
CONFIG_NAME = "config.toml"


def archive_file(configured: str | None = None) -> str:
    """The archive of the environment, else the one that is configured, else the one in the
    platform's folder for user data.
    """
    chosen = os.environ.get(ARCHIVE) or configured
    return chosen or os.path.join(_data_folder(), "archive.db")


def config_folder() -> str:
    """The folder of the environment, else the platform's folder for user settings."""
    if chosen := os.environ.get(CONFIG):
        return chosen
    if folder := _xdg_folder("XDG_CONFIG_HOME", ".config"):
        return folder
    from platformdirs import user_config_dir

    return user_config_dir("cstonews", appauthor=False)


def config_file() -> str:
    """The file of settings, which need not be there."""
    return os.path.join(config_folder(), CONFIG_NAME)


def _data_folder() -> str:
    if folder := _xdg_folder("XDG_DATA_HOME", ".local/share"):
        return folder
    from platformdirs import user_data_dir

    return user_data_dir("cstonews", appauthor=False)


def _xdg_folder(variable: str, below_home: str) -> str | None:
    """The folder that platformdirs names on an ordinary Linux, or None elsewhere.

    Loading platformdirs takes a fifth of the time that a search takes.
    """
    home, chosen = os.environ.get("HOME", ""), os.environ.get(variable, "")
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ or not home.startswith("/"):
        return None
    if not chosen:
        return os.path.join(home, below_home, "cstonews")
    return os.path.join(chosen, "cstonews") if chosen.startswith("/") else None
