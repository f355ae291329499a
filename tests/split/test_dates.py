"""Dates as the site prints them: what is one, where it stands, and what only looks like one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.split.dates import cut_date, date_line, day_line, leading_date, trailing_date

IMPOSSIBLE = None

# text: (date, offset at which a download note begins)
DATE_LINES = {
    "07.12.2023": ("2023-12-07", None),
    "7.2.2023": ("2023-02-07", None),
    "29.02.2024": ("2024-02-29", None),
    "01.01.1900": ("1900-01-01", None),
    "07.12.2023.": ("2023-12-07", None),
    "07.12.2023 г.": ("2023-12-07", None),
    "07.12.2023г.": ("2023-12-07", None),
    "07.12.2023\u00a0г.": ("2023-12-07", None),
    "10.06.2022 Download document 39357fa0.docx": ("2022-06-10", 11),
    "10.06.2022 Скачать документ.docx": ("2022-06-10", 11),
    "32.13.2024": (IMPOSSIBLE, None),
    "29.02.2023": (IMPOSSIBLE, None),
    "31.04.2024": (IMPOSSIBLE, None),
    "00.01.2024": (IMPOSSIBLE, None),
    "01.00.2024": (IMPOSSIBLE, None),
    "01.01.0001": (IMPOSSIBLE, None),
    "31.04.2024 Download document x.docx": (IMPOSSIBLE, 11),
}
NO_DATE_LINES = [
    "",
    "2023-12-07",
    "07.12.23",
    "07.12.20233",
    "107.12.2023",
    "07/12/2023",
    "07.12.",
    "07. 12. 2023",
    "(07.12.2023)",
    "07.12.2023, Moscow",
    "07.12.2023-08.12.2023",
    "07.12.2023The session",
    "07.12.2023 On 7 December",
    "10.06.2022 Downloads grow",
    "December 7, 2023",
    "٠٧.١٢.٢٠٢٣",
]

# text: (date, what stands behind it)
LEADING = {
    "23.12.2014The Council met": ("2014-12-23", "The Council met"),
    "25.03.2019 Bratislava is": ("2019-03-25", "Bratislava is"),
    "25.03.2019\u00a0Bratislava is": ("2019-03-25", "Bratislava is"),
    "1.2.2019 Bratislava is": ("2019-02-01", "Bratislava is"),
    "24.04.2019Валерий Семериков": ("2019-04-24", "Валерий Семериков"),
    "15.02.2022 г. Станислав Зась": ("2022-02-15", "Станислав Зась"),
    "09.01.2022“Rock-2024”": ("2022-01-09", "“Rock-2024”"),
    "09.01.2022(Moscow) The": ("2022-01-09", "(Moscow) The"),
    "31.04.2024The Council": (IMPOSSIBLE, "The Council"),
    "32.13.2024 The Council": (IMPOSSIBLE, "The Council"),
}
NOT_LEADING = [
    "23.12.2014",
    "23.12.2014.",
    "23.12.2014, Moscow",
    "23.12.2014) and",
    "23.12.2014: the",
    "23.12.20145 the",
    "23.12.2014/24 the",
    "23.12.14 The",
    "123.12.2014 The",
    "(23.12.2014) The",
    "On 23.12.2014 the",
    "23.12.2014-24.12.2014 the Council met",
    "23.12.2014 - 24.12.2014 the Council met",
    "23.12.2014–24.12.2014 the Council met",
    "23.12.2014 – 24.12.2014 the Council met",
    "23.12.2014—24.12.2014 the Council met",
]

# text: (date, the text before it)
TRAILING = {
    "A title 07.12.2023": ("2023-12-07", "A title"),
    "A title 7.12.2023": ("2023-12-07", "A title"),
    "A title 07.12.2023.": ("2023-12-07", "A title"),
    "A title\u00a007.12.2023": ("2023-12-07", "A title"),
    "A title\t07.12.2023": ("2023-12-07", "A title"),
    "The plan of 01.02.2023 was kept 07.12.2023": (
        "2023-12-07",
        "The plan of 01.02.2023 was kept",
    ),
    "Заседание СБ ООН 15.02.2022": ("2022-02-15", "Заседание СБ ООН"),
    "A title 32.13.2024": (IMPOSSIBLE, "A title"),
    "A title 29.02.2023": (IMPOSSIBLE, "A title"),
}
NOT_TRAILING = [
    "",
    "07.12.2023",
    "A title07.12.2023",
    "A title (07.12.2023)",
    "A title 07.12.2023, Moscow",
    "A title 07.12.20233",
    "A title 107.12.2023",
    "A title 07.12.23",
    "A title 01.03.",
    "A title 2023-12-07",
]

# text: where the broken date begins
CUT = {
    "A title 0": 7,
    "A title 01": 7,
    "A title 01.": 7,
    "A title 01.0": 7,
    "A title 01.03": 7,
    "A title 01.03.": 7,
    "A title 01.03.2": 7,
    "A title 01.03.202": 7,
    "A title\u00a001.03.": 7,
    "A title 01.03.2024": None,
    "A title 2024": None,
    "A title 123": None,
    "A title": None,
    "Rubezh-20": None,
    "01.03.": None,
    "": None,
}


def day(iso):
    return iso and dt.date.fromisoformat(iso)


@pytest.mark.parametrize(("text", "date", "note"), [(t, *v) for t, v in DATE_LINES.items()])
def test_a_date_line_is_a_date_and_at_most_a_download(text, date, note):
    stamp = date_line(text)
    assert stamp is not None
    assert (stamp.start, stamp.date, stamp.note) == (0, day(date), note)
    assert text[: stamp.end].count(".") == 2
    assert text[stamp.end - 4 : stamp.end].isdigit()


@pytest.mark.parametrize("text", NO_DATE_LINES)
def test_what_is_no_date_line(text):
    assert date_line(text) is None


@pytest.mark.parametrize(("text", "date", "rest"), [(t, *v) for t, v in LEADING.items()])
def test_a_leading_date_ends_where_the_text_begins(text, date, rest):
    stamp = leading_date(text)
    assert stamp is not None
    assert (stamp.start, stamp.date, text[stamp.end :]) == (0, day(date), rest)


@pytest.mark.parametrize("text", NOT_LEADING)
def test_what_is_no_leading_date(text):
    """A range of days, or a date that a sign ties to a sentence, dates nothing."""
    assert leading_date(text) is None


@pytest.mark.parametrize(("text", "date", "title"), [(t, *v) for t, v in TRAILING.items()])
def test_a_trailing_date_starts_where_the_text_ends(text, date, title):
    stamp = trailing_date(text)
    assert stamp is not None
    assert (stamp.date, text[: stamp.start]) == (day(date), title)


@pytest.mark.parametrize("text", NOT_TRAILING)
def test_what_is_no_trailing_date(text):
    assert trailing_date(text) is None


@pytest.mark.parametrize(("text", "at"), CUT.items())
def test_a_date_that_the_end_of_the_dump_cuts_off(text, at):
    assert cut_date(text) == at


@settings(deadline=None)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_read_as_it_is_printed(date):
    printed = date.strftime("%d.%m.%Y")
    readings = [date_line(printed), leading_date(f"{printed}The"), trailing_date(f"A {printed}")]
    assert [stamp and stamp.date for stamp in readings] == [date] * 3


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999))
def test_no_day_is_invented(one, two, year):
    """Three numbers in the places of a date are that date or none."""
    stamp = date_line(f"{one:02}.{two:02}.{year:04}")
    assert stamp is not None
    assert stamp.date is None or (stamp.date.day, stamp.date.month, stamp.date.year) == (
        one,
        two,
        year,
    )


DAY_LINES = {
    "14:35, 27 May 2019": dt.date(2019, 5, 27),
    "12 сентября 2023, 17:08": dt.date(2023, 9, 12),
    "12 сентября 2023 г.": dt.date(2023, 9, 12),
    "March 3, 2020": dt.date(2020, 3, 3),
    "Date: 16 October 2018": dt.date(2018, 10, 16),
    "Published: Thursday, 8 August 2024 11:20 (GMT+5)": dt.date(2024, 8, 8),
    "Posted on 5 Mar 2024": dt.date(2024, 3, 5),
    "05.09.2022 18:42": dt.date(2022, 9, 5),
    "Опубликовано: 05.09.2022": dt.date(2022, 9, 5),
    "Дата публикации: 12 мая 2021": dt.date(2021, 5, 12),
    "2021-05-12 10:00": dt.date(2021, 5, 12),
    "Thursday, 8 August 2024": dt.date(2024, 8, 8),
    "By Dana Akhmetova | 16 September 2021, 14:05": dt.date(2021, 9, 16),
    "Feb 21, 2024 18:40 | Daily staff": dt.date(2024, 2, 21),
    "News | Analysis | Photo": False,
    "|||": False,
    "Minsk, 30 November 2017": False,
    "Updated: 5 May 2024": False,
    "Photo: CSTO, 5 May 2024": False,
    "5 May": False,
    "(17 November 2021, Moscow)": False,
    "On 5 May 2024, the Council met.": False,
    "5 May 2024 is a day off.": False,
    "Date: soon": False,
    "31 February 2021": None,
    "2021-13-12": None,
    "Published: " + "5 May 2024" + " " * 100: False,
    "": False,
}


@pytest.mark.parametrize(("text", "date"), DAY_LINES.items())
def test_a_day_that_stands_alone_as_other_sites_print_it(text, date):
    stamp = day_line(text)
    if date is False:
        assert stamp is None
    else:
        assert stamp is not None
        assert stamp.date == date
        assert not date or str(date.year) in text[stamp.start : stamp.end]
