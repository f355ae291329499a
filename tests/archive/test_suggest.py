"""What is offered where little is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from judging import build
from queries import parse

from cstonews.archive.answers.suggest import meant, without
from cstonews.archive.answers.understanding import understand
from cstonews.archive.connection import Connection, read
from cstonews.found import Filter, Omission
from cstonews.model import Kind
from cstonews.query.glossary import Glossary


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("suggest")
    return str(build("samples", folder / "archive.db"))


MEANT = {
    "one word": ("Afganistan", "Afghanistan"),
    "in its own form": ("peacekeping", "peacekeeping"),
    "among others": ("biologcal security", "biological security"),
    "Russian": ("Афганистн", "Афганистан"),
    "its first letter is wrong": ("Ofghanistan", "Afghanistan"),
    "its first letter is missing": ("fghanistan", "afghanistan"),
    "its first letter twice": ("AAfghanistan", "Afghanistan"),
    "its first letters swapped": ("Faghanistan", "Afghanistan"),
    "its second letter is wrong": ("Axghanistan", "Afghanistan"),
    "its second letter is missing": ("Aghanistan", "Afghanistan"),
    "its second letter twice": ("Affghanistan", "Afghanistan"),
    "its second and third letters swapped": ("Agfhanistan", "Afghanistan"),
    "its third letter is wrong": ("Afxhanistan", "Afghanistan"),
    "Russian at its beginning": ("Офганистан", "Афганистан"),
    "twice at its beginning": ("Oxghanistan", None),
    "in a phrase": ('"Parlamentary Assembly"', '"Parliamentary Assembly"'),
    "in an alternative": ("Afganistan OR Dushambe", "Afghanistan OR Dushanbe"),
    "in the title": ("title:Afganistan -Minsk", "title:Afghanistan -Minsk"),
    "near": ("near(Afganistan meeting, 9)", "near(Afghanistan meeting, 9)"),
    "nothing is like it": ("qwertzuiop", None),
    "nothing is unknown": ("Afghanistan anthrax", None),
    "a short word": ("Ruz", None),
    "figures": ("98765", None),
    "only what is excluded": ("meeting -Afganistan", None),
    "the other words forbid it": ("Afganistan anthrax", None),
    "everything": ("", None),
}


@pytest.mark.parametrize(("words", "expected"), MEANT.values(), ids=MEANT)
def test_a_misspelt_word_gives_way(path: str, words: str, expected: str | None) -> None:
    assert read(path, lambda db: meant(db, parse(words), Filter())) == expected


def test_what_is_meant_is_to_be_found_under_the_same_filters(path: str) -> None:
    query, teasers = parse("Afganistan anthrax"), Filter(kind=Kind.TEASER)
    assert read(path, lambda db: meant(db, query, teasers)) is None


def test_the_word_too_many_is_told(path: str) -> None:
    omissions = read(path, lambda db: without(db, parse("Afghanistan anthrax"), Filter()))
    assert omissions == (Omission("anthrax", 6), Omission("Afghanistan", 1))
    assert read(path, lambda db: without(db, parse("nothing"), Filter())) == ()


def test_a_word_that_was_found_in_another_form_was_meant(path: str) -> None:
    def suggested(db: Connection) -> str | None:
        return meant(db, understand(db, parse("Афганистаном"), Glossary(())), Filter())

    assert read(path, suggested) is None
