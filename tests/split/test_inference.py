"""Dates by the opening words of an undated item, the year by its neighbours."""

from __future__ import annotations

import pytest

from cstonews.split import split

REST = "the Secretariat received a delegation of the member states and spoke about its tasks."

WITH_YEAR = {
    "On 16 February 2024, ": "2024-02-16",
    "On February 9, 2022, ": "2022-02-09",
    "From 14 to 16 October 2024, ": "2024-10-14",
    "From April 8 to 11, 2024, ": "2024-04-08",
    "From February 26 to March 1, 2019, ": "2019-02-26",
    "From 28 February to 1 March 2023, ": "2023-02-28",
    "On 25-26 September 2024, ": "2024-09-25",
    "On 10 and 11 December 2024, ": "2024-12-10",
    "In the days from October 8 to 11, 2024 ": "2024-10-08",
    "The 1st of 3 May 2023 being past, ": "2023-05-03",
    "7 февраля 2023 года ": "2023-02-07",
    "24-25 апреля 2019 г. ": "2019-04-24",
    "С 3 по 6 сентября 2024 года ": "2024-09-03",
    "В Москве 1 марта 2021 года ": "2021-03-01",
}
WITHOUT = [
    "On 30 February 2024, ",
    "On 7 February, ",  # no neighbour tells the year
    "The heads of state met in Minsk. On 7 February 2024, ",
    "As was agreed by all of the member states of the Organization on 7 February 2024, ",
    "In 2024, ",
    "On Monday, ",
    "Article 5 May ",
    "",
]


def first(text: str):
    return split(text).segments[0]


@pytest.mark.parametrize(("opening", "expected"), WITH_YEAR.items())
def test_the_first_day_that_the_opening_words_name(opening: str, expected: str) -> None:
    segment = first(f"{opening}{REST}\n\n\nOn the next day, {REST}\n")
    assert (str(segment.date), segment.date_source) == (expected, "inferred")


@pytest.mark.parametrize("opening", WITHOUT)
def test_what_names_no_day_is_undated(opening: str) -> None:
    segment = first(f"{opening}{REST}\n\n\nOn the next day, {REST}\n")
    assert (segment.date, segment.date_source) == (None, None)


def test_a_stated_date_beats_an_inferred_one() -> None:
    segment = first(f"17.02.2024\n\nOn 16 February 2024, {REST}\n")
    assert (str(segment.date), segment.date_source) == ("2024-02-17", "stated")


SIDEBARS = {
    "the item above tells the year": (
        ["On 16 February 2024, ", "On 7 February, "], ["2024-02-16", "2024-02-07"]),
    "the item below tells the year": (
        ["On 7 March, ", "On 16 February 2024, "], ["2024-03-07", "2024-02-16"]),
    "over the turn of a year, downwards": (
        ["On 12 January 2024, ", "On 20 December, "], ["2024-01-12", "2023-12-20"]),
    "over the turn of a year, upwards": (
        ["On 12 January, ", "On 20 December 2023, "], ["2024-01-12", "2023-12-20"]),
    "a little out of order": (
        ["On 14 February 2024, ", "On 16 February, "], ["2024-02-14", "2024-02-16"]),
    "through an item without a day": (
        ["On 16 February 2024, ", "Yesterday, ", "On 7 February, "],
        ["2024-02-16", "None", "2024-02-07"]),
    "nobody tells it": (["On 16 February, ", "On 7 February, "], ["None", "None"]),
    "29 February": (["On 12 March 2023, ", "On 29 February, "], ["2023-03-12", "None"]),
}  # fmt: skip


@pytest.mark.parametrize(("openings", "expected"), SIDEBARS.values(), ids=SIDEBARS)
def test_a_missing_year_is_that_of_the_neighbours(openings, expected) -> None:
    text = "\n\n\n".join(f"{opening}{REST}" for opening in openings)
    assert [str(segment.date) for segment in split(text + "\n").segments] == expected


def test_a_dated_sidebar_says_nothing_about_the_article_below() -> None:
    text = f"17.02.2024\n\nOn 16 February, {REST}\n\n\nA title of some words\n\nOn 7 May, {REST}\n"
    assert split(text).segments[-1].date is None
