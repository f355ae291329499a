"""Dates by the opening words of an undated item, the year by its neighbours."""

from __future__ import annotations

import datetime as dt

import pytest

from cstonews.model import Kind, Segment
from cstonews.split import split
from cstonews.split.inference import infer_dates, nearest_date

REST = "the Secretariat received a delegation of the member states and spoke about its tasks."

WITH_YEAR = {
    "On 16 February 2024, ": "2024-02-16",
    "On February 9, 2022, ": "2022-02-09",
    "On 27th of May 2024, ": "2024-05-27",
    "On the 3rd of June, 2024, ": "2024-06-03",
    "On Tuesday, 4 June 2024, ": "2024-06-04",
    "From 14 to 16 October 2024, ": "2024-10-14",
    "From April 8 to 11, 2024, ": "2024-04-08",
    "From February 26 to March 1, 2019, ": "2019-02-26",
    "From 28 February to 1 March 2023, ": "2023-02-28",
    "From 30 September to 4 October 2024, ": "2024-09-30",
    "From 28 December 2023 to 3 January 2024, ": "2023-12-28",
    "From 28 December to 3 January 2024, ": "2023-12-28",
    "From December 28, 2023 to January 3, 2024, ": "2023-12-28",
    "On 25-26 September 2024, ": "2024-09-25",
    "On October 1-4, 2024, ": "2024-10-01",
    "On 10 and 11 December 2024, ": "2024-12-10",
    "In the days from October 8 to 11, 2024 ": "2024-10-08",
    "7 февраля 2023 года ": "2023-02-07",
    "16 февраля 2022 г. ": "2022-02-16",
    "24-25 апреля 2019 г. ": "2019-04-24",
    "С 3 по 6 сентября 2024 года ": "2024-09-03",
    "С 30 сентября по 4 октября 2024 года ": "2024-09-30",
    "В период с 17 по 28 июня 2024 года ": "2024-06-17",
    "В Москве 1 марта 2021 года ": "2021-03-01",
    "5-го мая 2021 года ": "2021-05-05",
    "Imangali Tasmagambetov, Secretary General of the CSTO, met in Moscow on 5 March 2024 when "
    "T.S. Sultangaziev was there and ": "2024-03-05",
    "The protocol was signed on 5 March 2024 and ": "2024-03-05",
    "The session will be held on 23 November 2023, and ": "2023-11-23",
    "Генеральный секретарь ОДКБ Имангали Тасмагамбетов в Астане 9 февраля 2024 года ": "2024-02-09",
}
WITHOUT = [
    "On 30 February 2024, ",
    "On 31 April, ",
    "On 7 February, ",  # no neighbour tells the year
    "The heads of state met in Minsk. On 7 February 2024, ",
    "In the hall of the Secretariat in Moscow on 7 February ",  # too far for a day alone
    "In 2024, ",
    "On Monday, ",
    "Article 5 May ",
    "",
    # days that the news refers to
    "The decision of 23 November 2023 was the reason that ",
    "The 1st of 3 May 2023 being past, ",
    "Under the Treaty signed on 15 May 1992, ",
    "Under the Treaty signed in Tashkent on 15 May 1992, ",
    "By the plan adopted on 23 November 2023, ",
    "Since 7 February 2024, ",
    "Until 7 February 2024, ",
    "By 7 February 2024, ",
    "Решение от 23 ноября 2023 года выполнено, ",
    "До 1 июля 2024 года ",
    "По Договору, подписанному в Ташкенте 15 мая 1992 года, ",
    # days that come every year, or are long past
    "28 April 2003 is the day on which the Joint Staff was set up and ",
    "15 May 2024 marks the anniversary of the Treaty, and ",
    "7 октября 2022 года – День Организации, и ",
    "15 мая 2022 года исполнилось 30 лет Договору, и ",
    "On 28 April 2003, in Dushanbe the Joint Staff was established, and ",
    "28 апреля 2003 года был создан Объединенный штаб, и ",
    "He was born on 3 May 1959 in Moscow, and ",
    "On 7 December last year ",
]


def teaser(opening: str) -> Segment:
    return Segment(Kind.TEASER, 0, 1, 1, body=f"{opening}{REST}")


def first(opening: str) -> Segment:
    """The item with ``opening`` above one that names no day."""
    return next(infer_dates([teaser(opening), teaser("Yesterday, ")]))


@pytest.mark.parametrize(("opening", "expected"), WITH_YEAR.items())
def test_the_first_day_that_the_opening_words_name(opening: str, expected: str) -> None:
    segment = first(opening)
    assert (str(segment.date), segment.date_source) == (expected, "inferred")


@pytest.mark.parametrize("opening", WITHOUT)
def test_what_names_no_day_is_undated(opening: str) -> None:
    segment = first(opening)
    assert (segment.date, segment.date_source) == (None, None)


def test_a_stated_date_beats_an_inferred_one() -> None:
    segment = split(f"17.02.2024\n\nOn 16 February 2024, {REST}\n").segments[0]
    assert (str(segment.date), segment.date_source) == ("2024-02-17", "stated")


MONTH_AND_DAY = {
    "On 7 February, ": "--02-07",
    "On February 7, ": "--02-07",
    "On 27th of May, ": "--05-27",
    "On Tuesday, 4 June, ": "--06-04",
    "On October 1-4, ": "--10-01",
    "From 14 to 16 October, ": "--10-14",
    "From 30 September to 4 October, ": "--09-30",
    "On 25 April this year, ": "--04-25",
    "November 20, this year, ": "--11-20",
    "On 29 February, ": "--02-29",
    "7 февраля ": "--02-07",
    "19 мая с.г. ": "--05-19",
    "24-25 апреля с.г. ": "--04-24",
    "В период с 17 по 28 июня т.г. ": "--06-17",
    "On 16 February 2024, ": None,
    "On 31 April, ": None,
    "28 April is the day on which the Joint Staff was set up and ": None,
    "15 May is the day when, 32 years ago, the Treaty was concluded, and ": None,
    "7 октября отмечается День Организации, и ": None,
    "22 June is the Day of Remembrance and Sorrow, and ": None,
    "Yesterday, ": None,
}


@pytest.mark.parametrize(("opening", "expected"), MONTH_AND_DAY.items())
def test_a_day_without_a_year_is_kept_for_those_who_know_more(opening, expected) -> None:
    segment = first(opening)
    assert segment.day == expected


def test_an_item_whose_year_is_known_keeps_no_day() -> None:
    text = f"17.02.2024\n\nOn 16 February, {REST}\n\n\nOn 7 February, {REST}\n"
    assert {segment.day for segment in split(text).segments} == {None}


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
    "the others are of another time": (
        ["On 12 March 2024, ", "On 7 October 2002, ", "On 9 March, ", "On 7 March 2024, "],
        ["2024-03-12", "None", "2024-03-09", "2024-03-07"]),
    "no year fits above and below": (
        ["On 12 March 2024, ", "On 7 August, ", "On 7 March 2024, "],
        ["2024-03-12", "None", "2024-03-07"]),
    "29 February": (["On 12 March 2023, ", "On 29 February, "], ["2023-03-12", "None"]),
}  # fmt: skip


@pytest.mark.parametrize(("openings", "expected"), SIDEBARS.values(), ids=SIDEBARS)
def test_a_missing_year_is_that_of_the_neighbours(openings, expected) -> None:
    found = infer_dates(teaser(opening) for opening in openings)
    assert [str(segment.date) for segment in found] == expected


def test_a_dated_sidebar_says_nothing_about_the_article_below() -> None:
    text = f"17.02.2024\n\nOn 16 February, {REST}\n\n\nA title of some words\n\nOn 7 May, {REST}\n"
    assert split(text).segments[-1].date is None


A, B = dt.date(2024, 3, 12), dt.date(2024, 2, 20)
NEAREST = {
    "above": ("--03-05", A, None, "2024-03-05"),
    "above, a little newer": ("--04-05", A, None, "2024-04-05"),
    "above, the year before": ("--05-05", A, None, "2023-05-05"),
    "above, in January": ("--12-20", dt.date(2024, 1, 12), None, "2023-12-20"),
    "above, in December, a little newer": ("--01-05", dt.date(2023, 12, 20), None, "2024-01-05"),
    "below": ("--03-05", None, B, "2024-03-05"),
    "below, a little older": ("--02-01", None, B, "2024-02-01"),
    "below, the year after": ("--01-05", None, B, "2025-01-05"),
    "between": ("--03-05", A, B, "2024-03-05"),
    "between, no year fits": ("--08-05", A, B, None),
    "29 February": ("--02-29", A, None, "2024-02-29"),
    "29 February, no leap year": ("--02-29", dt.date(2023, 3, 12), None, None),
    "nothing known": ("--03-05", None, None, None),
}


@pytest.mark.parametrize(("day", "above", "below", "expected"), NEAREST.values(), ids=NEAREST)
def test_the_date_of_a_day_by_its_neighbours(day, above, below, expected) -> None:
    assert nearest_date(day, above, below) == (expected and dt.date.fromisoformat(expected))


@pytest.mark.parametrize("day", ["", "03-05", "--3-5", "2024-03-05", "--03-05 "])
def test_what_is_no_day_has_no_date(day: str) -> None:
    with pytest.raises(ValueError, match="not a day of a month"):
        nearest_date(day, A, B)
