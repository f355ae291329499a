"""Where a person's files are: where platformdirs says, without loading it on Linux."""

from __future__ import annotations

import os
import sys

import platformdirs
import pytest

from cstonews.cli.places import archive_file, config_file, config_folder

ENVIRONMENTS = {
    "nothing": {},
    "folders": {"XDG_DATA_HOME": "/x/data", "XDG_CONFIG_HOME": "/x/config"},
    "empty": {"XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""},
    "relative": {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"},
    "a home with a slash": {"HOME": "/home/a/"},
    "a relative home": {"HOME": "a"},
}


@pytest.fixture(autouse=True)
def clean(monkeypatch) -> None:
    for name in ("CSTONEWS_ARCHIVE", "CSTONEWS_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/somebody")


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
@pytest.mark.parametrize("platform", [sys.platform, "another"])
def test_they_are_where_platformdirs_says(environment, platform: str, monkeypatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    data = platformdirs.user_data_dir("cstonews", appauthor=False)
    config = platformdirs.user_config_dir("cstonews", appauthor=False)
    assert archive_file() == os.path.join(data, "archive.db")
    assert config_folder() == config
    assert config_file() == os.path.join(config, "config.toml")


def test_the_environment_goes_before_what_is_configured(monkeypatch) -> None:
    assert archive_file("/configured.db") == "/configured.db"
    monkeypatch.setenv("CSTONEWS_ARCHIVE", "/environment.db")
    assert archive_file("/configured.db") == "/environment.db"
    monkeypatch.setenv("CSTONEWS_CONFIG", "/folder")
    assert config_file() == "/folder/config.toml"
