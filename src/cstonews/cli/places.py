"""Where a person's files are: the archive, and the folder for what they set up."""

from __future__ import annotations

import os

ARCHIVE = "CSTONEWS_ARCHIVE"
CONFIG = "CSTONEWS_CONFIG"


def archive_file() -> str:
    """The archive of the environment, else the one in the platform's folder for user data."""
    if chosen := os.environ.get(ARCHIVE):
        return chosen
    from platformdirs import user_data_dir

    return os.path.join(user_data_dir("cstonews", appauthor=False), "archive.db")


def config_folder() -> str:
    """The folder of the environment, else the platform's folder for user settings."""
    if chosen := os.environ.get(CONFIG):
        return chosen
    from platformdirs import user_config_dir

    return user_config_dir("cstonews", appauthor=False)
