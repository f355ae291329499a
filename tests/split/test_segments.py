"""Small texts in every layout, and the traps of real ones: what is cut where, and dated how."""

from __future__ import annotations

import datetime as dt

import pytest

from cstonews.model import Kind, Role
from cstonews.split import split

TITLE = "The Working Group on Afghanistan met in Moscow for the 38th time"
BODY = "On 7 December 2023, the Working Group on Afghanistan held its 38th meeting in Moscow."
MORE = "The next meeting will be held in Minsk next year."
GUESTS = "On 25 July 2024, the Secretariat received young graduates of universities in Moscow."
ASKED = "They asked about the work of the organization and its plans for the next year."
COUNCIL = "On 19 July 2024, the Secretary General spoke at the UN Security Council in New York."

RU_TITLE = "Совет Безопасности ООН проведет заседание с участием Генерального секретаря ОДКБ"
RU_BODY = "Генеральный секретарь расскажет о работе организации."
RU_SHIP = "4 декабря делегация Объединенного штаба побывала на учениях «Саханд – 2025»."
RU_TALK = "Валерий Семериков выступил в Москве на конференции о безопасности."

DATED = f"""26.07.2024

{GUESTS}

{ASKED}


19.07.2024

{COUNCIL}


"""
UNDATED = f"""{GUESTS}

{ASKED}


{COUNCIL}

"""
DATED_TEASERS = [
    ("teaser", "2024-07-26", None, "On 25 July 2024,"),
    ("teaser", "2024-07-19", None, "On 19 July 2024,"),
]
TEASERS = [
    ("teaser", None, None, "On 25 July 2024,"),
    ("teaser", None, None, "On 19 July 2024,"),
]
RU_TEASERS = [
    ("teaser", None, None, "4 декабря делегация Объединенного"),
    ("teaser", None, None, "Валерий Семериков выступил в"),
]
ARTICLE = ("article", "2023-12-07", TITLE, "On 7 December 2023,")
UNDATED_ARTICLE = ("article", None, TITLE, "On 7 December 2023,")
TWICE = f"{TITLE}\n\n{TITLE} 07.12.2023\n\n{BODY}\n\n{MORE}\n"
GO_BACK = ("furniture", None, None, "Go back")
END = "\n\nGo back\n\nBack to the section\n\nBack to the all news\n"

LAYOUTS = {
    "A, dated sidebar": (DATED + TWICE + END, [*DATED_TEASERS, ARTICLE, GO_BACK]),
    "A, cut in the body": (
        f"{DATED}{TITLE}\n\n{TITLE} 07.12.2023\n\n{BODY[:50]}",
        [*DATED_TEASERS, ARTICLE],
    ),
    "A, cut behind the date": (
        f"{DATED}{TITLE}\n\n{TITLE} 07.12.2023",
        [*DATED_TEASERS, ("article", "2023-12-07", TITLE, "")],
    ),
    "A, cut in the date": (
        f"{DATED}{TITLE}\n\n{TITLE} 01.03.",
        [*DATED_TEASERS, ("article", None, TITLE, "")],
    ),
    "A, cut in the title": (
        f"{DATED}{TITLE}\n\n{TITLE[:40]}",
        [*DATED_TEASERS, ("article", None, TITLE, "")],
    ),
    "A, sidebar alone": (DATED, DATED_TEASERS),
    "A, one blank line everywhere": (
        (DATED + TWICE).replace("\n\n\n", "\n\n"),
        [*DATED_TEASERS, ARTICLE],
    ),
    "A, three blank lines between teasers": (
        (DATED + TWICE).replace("\n\n\n", "\n\n\n\n"),
        [*DATED_TEASERS, ARTICLE],
    ),
    "B, undated sidebar": (UNDATED + TWICE, [*TEASERS, ARTICLE]),
    "B, download note": (
        f"{UNDATED}{TITLE}\n\n10.06.2022 Download document 39357fa0.docx\n\n{BODY}\n\n{MORE}\n",
        [*TEASERS, ("article", "2022-06-10", TITLE, "On 7 December 2023,")],
    ),
    "B, sidebar alone": (UNDATED, TEASERS),
    "B, two teasers that share no word": (
        "A round table on quite another subject brought twenty scholars to the capital.\n\n\n"
        "The undated text about peacekeeping tells of a seminar for officers at the academy.\n",
        [
            ("teaser", None, None, "A round table on quite"),
            ("teaser", None, None, "The undated text about"),
        ],
    ),
    "C, date alone on its line": (
        f"{GUESTS}\n{COUNCIL}\n{TITLE}\n07.12.2023\n{BODY}\n{MORE}\n",
        [*TEASERS, ARTICLE],
    ),
    "C, date glued to the first word": (
        f"{GUESTS}\n{COUNCIL}\n{TITLE}\n07.12.2023{BODY}\n{MORE}\n",
        [*TEASERS, ARTICLE],
    ),
    "C, a title that ends in a date in words": (
        f"{GUESTS}\n{COUNCIL}\nCouncil Session December 23, 2014, Moscow\n"
        "23.12.2014The Council ended its December session in Moscow.\n",
        [
            *TEASERS,
            (
                "article",
                "2014-12-23",
                "Council Session December 23, 2014, Moscow",
                "The Council ended its",
            ),
        ],
    ),
    "D, no sidebar": (TWICE + END, [ARTICLE, GO_BACK]),
    "E, title once, no date, sidebar": (
        f"{UNDATED}{TITLE}\n\n{BODY}\n\n{MORE}\n{END}",
        [*TEASERS, UNDATED_ARTICLE, GO_BACK],
    ),
    "F, title once, no date, no sidebar": (
        f"{TITLE}\n\n{BODY}\n\n{MORE}\n{END}",
        [UNDATED_ARTICLE, GO_BACK],
    ),
    "F, a date opens the first paragraph": (
        f"{TITLE}\n\n07.12.2023 {BODY}\n\n{MORE}\n\nAll CSTO News\n",
        [ARTICLE, ("furniture", None, None, "All CSTO News")],
    ),
    "listing": (
        "Peacekeepers trained in the mountains of Tajikistan\n"
        "Servicemen of five member states trained how to escort convoys in the mountains\n"
        "The Secretary General met the Ambassador of Armenia\n"
        "The Secretary General and the Ambassador spoke about the coming summit\n"
        "Rescuers trained in the city of Astana together\n"
        "Units of rescuers from five states trained in Astana how to save people\n",
        [
            (
                "teaser",
                None,
                "Peacekeepers trained in the mountains of Tajikistan",
                "Servicemen of five member",
            ),
            (
                "teaser",
                None,
                "The Secretary General met the Ambassador of Armenia",
                "The Secretary General and",
            ),
            (
                "teaser",
                None,
                "Rescuers trained in the city of Astana together",
                "Units of rescuers from",
            ),
        ],
    ),
    "Russian, title twice, date glued to its third copy": (
        f"{RU_SHIP}\n{RU_TALK}\n{RU_TITLE}\n{RU_TITLE}\n15.02.2022{RU_TITLE}\n{RU_BODY}\nНазад\n",
        [
            *RU_TEASERS,
            ("article", "2022-02-15", RU_TITLE, "Совет Безопасности ООН проведет"),
            ("furniture", None, None, "Назад"),
        ],
    ),
    "Russian, date alone on its line": (
        f"{RU_SHIP}\n{RU_TALK}\n{RU_TITLE}\n15.02.2022\n{RU_BODY}\n"
        "Пресс-секретарь ОДКБ Владимир Зайнетдинов\nВернуться к списку\n",
        [
            *RU_TEASERS,
            ("article", "2022-02-15", RU_TITLE, "Генеральный секретарь расскажет о"),
            ("furniture", None, None, "Вернуться к списку"),
        ],
    ),
    "a charter": (
        "dated October 07, 2002\n(as changed by the Protocol of December 10, 2010)\n"
        "Chapter I\nHow the\nOrganization is established\nArticle 1\n"
        "Member States set up an organization, below the “Organization”\nChap",
        [("unclassified", None, None, "dated October 07, 2002")],
    ),
    "furniture alone": ("Go back\n", [GO_BACK]),
    "blanks alone": (" \n\n\u00a0\n", [("furniture", None, None, "")]),
    "nothing": ("", []),
}

PRESS = "CSTO Press Secretary Vladimir Zaynetdinov answered the questions of TASS"
RU_PRESS = "Пресс-секретарь ОДКБ Владимир Зайнетдинов ответил на вопросы ТАСС"
PERIOD = "The Working Group on Afghanistan met in Moscow. It agreed a plan."
OWN_DATE = "The plan of 01.02.2023 was carried out by the Working Group on Afghanistan"
TRAPS = {
    "title right below a dated teaser": (
        f"26.07.2024\n\n{GUESTS}\n{TWICE}",
        [DATED_TEASERS[0], ARTICLE],
    ),
    "title right below an undated teaser": (f"{GUESTS}\n{TWICE}", [TEASERS[0], ARTICLE]),
    "title in the place of a teaser's second paragraph": (
        f"{GUESTS}\n\n\n{COUNCIL}\n\n{TWICE}",
        [*TEASERS, ARTICLE],
    ),
    "title whose teaser stands right above it": (
        f"{GUESTS}\n\n\n{TITLE}\n\n\n{TWICE}",
        [TEASERS[0], ("teaser", None, None, TITLE), ARTICLE],
    ),
    "title cut in the first words of its second printing": (
        f"{UNDATED}{TITLE}\n\n{TITLE[:9]}",
        [*TEASERS, ("article", None, TITLE, "")],
    ),
    "undated teasers parted by one blank line": (
        f"{GUESTS}\n\n{COUNCIL}\n\n{TWICE}",
        [*TEASERS, ARTICLE],
    ),
    "an advertisement amid the text": (
        f"{TITLE}\n\n{BODY}\n\nSubscribe to our newsletter\n\n{MORE}\n",
        [("article", None, TITLE, BODY)],
    ),
    "a link to another text amid the text": (
        f"{TITLE}\n\n{BODY}\n\nRead also: Who guards the border\n\n{MORE}\n",
        [("article", None, TITLE, BODY)],
    ),
    "a listing of titles with its pages": (
        f"{TITLE}\n\n{PRESS}\n\n{OWN_DATE}\n\n{TITLE} again\n\n1 2 3 … 9\n",
        [
            *[("teaser", None, text, "") for text in (TITLE, PRESS, OWN_DATE, f"{TITLE} again")],
            ("furniture", None, None, "1 2 3 … 9"),
        ],
    ),
    "title that ends in a period, repeated": (
        f"{GUESTS}\n\n\n{COUNCIL}\n\n{PERIOD}\n\n{PERIOD} 07.12.2023\n\n{BODY}\n",
        [*TEASERS, ("article", "2023-12-07", PERIOD, "On 7 December 2023,")],
    ),
    "title that ends in a period, behind a dated sidebar": (
        f"{DATED}{PERIOD}\n\n{PERIOD} 07.12.2023\n\n{BODY}\n",
        [*DATED_TEASERS, ("article", "2023-12-07", PERIOD, "On 7 December 2023,")],
    ),
    "title that is a question": (
        f"{UNDATED}{TITLE}?\n\n{TITLE}? 07.12.2023\n\n{BODY}\n",
        [*TEASERS, ("article", "2023-12-07", f"{TITLE}?", "On 7 December 2023,")],
    ),
    "title with a date of its own": (
        f"{OWN_DATE}\n\n{OWN_DATE} 10.01.2024\n\n{BODY}\n",
        [("article", "2024-01-10", OWN_DATE, "On 7 December 2023,")],
    ),
    "title repeated with a double space": (
        f"{UNDATED}{TITLE}\n\n{TITLE.replace(' on ', '  on ')} 07.12.2023\n\n{BODY}\n",
        [*TEASERS, ARTICLE],
    ),
    "title repeated with a Cyrillic letter": (
        f"{UNDATED}{TITLE}\n\n{TITLE.replace('a', chr(0x430), 1)} 07.12.2023\n\n{BODY}\n",
        [*TEASERS, ARTICLE],
    ),
    "title repeated and cut": (
        f"{UNDATED}{TITLE}\n\n{TITLE[:44]} 07.12.2023\n\n{BODY}\n",
        [*TEASERS, ARTICLE],
    ),
    "title once with its date": (
        f"{UNDATED}{TITLE} 07.12.2023\n\n{BODY}\n",
        [*TEASERS, ARTICLE],
    ),
    "title that opens with the press secretary": (
        f"{UNDATED}{PRESS}\n\n{PRESS} 07.12.2023\n\n{BODY}\n{END}",
        [*TEASERS, ("article", "2023-12-07", PRESS, "On 7 December 2023,"), GO_BACK],
    ),
    "tight, a title that opens with the press secretary": (
        f"{GUESTS}\n{COUNCIL}\n{PRESS}\n07.12.2023{BODY}\n{MORE}\n",
        [*TEASERS, ("article", "2023-12-07", PRESS, "On 7 December 2023,")],
    ),
    "Russian, a title that opens with the press secretary": (
        f"{RU_PRESS}\n{RU_PRESS}\n15.02.2022{RU_PRESS}\n{RU_BODY}\nНазад\n",
        [
            ("article", "2022-02-15", RU_PRESS, "Пресс-секретарь ОДКБ Владимир Зайнетдинов"),
            ("furniture", None, None, "Назад"),
        ],
    ),
    "teaser that opens with the press secretary": (
        f"26.07.2024\n\n{PRESS}\n\n\n19.07.2024\n\n{COUNCIL}\n\n\n{TWICE}",
        [
            ("teaser", "2024-07-26", None, "CSTO Press Secretary Vladimir"),
            DATED_TEASERS[1],
            ARTICLE,
        ],
    ),
    "article equal to a teaser of the page": (
        f"{BODY}\n\n\n{COUNCIL}\n\n{TWICE}",
        [("teaser", None, None, "On 7 December 2023,"), TEASERS[1], ARTICLE],
    ),
    "tight, the last line repeats a teaser": (
        f"{GUESTS}\n{COUNCIL}\n{GUESTS[:60]}",
        [*TEASERS, ("article", None, None, "On 25 July 2024,")],
    ),
    "a range of days opens the body": (
        f"{TITLE}\n\n01.02.2023–03.02.2023 the Working Group on Afghanistan met.\n\n{MORE}\n",
        [("article", None, TITLE, "01.02.2023–03.02.2023 the Working Group")],
    ),
    "salutations of a speech": (
        f"{UNDATED}{TITLE}\n\n{TITLE} 07.12.2023\n\nDear Mr. Chairman!\n\nDear colleagues,\n\n"
        f"{BODY}\n\nDear friends!\n\n{MORE}\n\nThank you for your attention.\n{END}",
        [*TEASERS, ("article", "2023-12-07", TITLE, "Dear Mr. Chairman! Dear"), GO_BACK],
    ),
    "tight, salutations of a speech": (
        f"{GUESTS}\n{COUNCIL}\n{TITLE}\n07.12.2023\n"
        f"Dear colleagues!\n{BODY}\nMr. Chairman,\n{MORE}\n",
        [*TEASERS, ("article", "2023-12-07", TITLE, "Dear colleagues! On 7")],
    ),
    "undated, salutations of a speech": (
        f"{TITLE}\n\nDear colleagues!\n\n{BODY}\n\n{MORE}\n{END}",
        [("article", None, TITLE, "Dear colleagues! On 7"), GO_BACK],
    ),
    "furniture above a page": (
        f"Home page\nNews\n{TWICE}\nPrint version\n",
        [
            ("furniture", None, None, "Home page News"),
            ARTICLE,
            ("furniture", None, None, "Print version"),
        ],
    ),
}
RUNNING = [
    "The Group met again (17 November 2021, Moscow) and agreed on a plan.",
    "The Group met again (17.11.2021, Moscow) and agreed on a plan.",
    "The plan was signed on 18.11.2021 in the presence of delegations.",
    "The plan is in force until 31.12.2022.",
    "The plan is in force until 31.12.2022",
    "18.11.2021, in the evening, the delegations left for their capitals.",
    "Papers of 01.02.2020, 03.04.2021 and 05.06.2022 were on the table.",
    "(18.11.2021)",
]

OTHER = "Peacekeepers trained in the mountains of Tajikistan"
OTHER_TWICE = (
    f"{OTHER}\n\n{OTHER} 08.11.2023\n\n"
    "On 8 November peacekeepers of five states began a training in the mountains.\n"
)
OTHER_ARTICLE = ("article", "2023-11-08", OTHER, "On 8 November peacekeepers")
MANY = {
    "furniture between": (
        TWICE + END + OTHER_TWICE + END,
        [ARTICLE, GO_BACK, OTHER_ARTICLE, GO_BACK],
    ),
    "no furniture between": (TWICE + "\n" + OTHER_TWICE, [ARTICLE, OTHER_ARTICLE]),
    "furniture and a dated sidebar between": (
        TWICE + END + DATED + OTHER_TWICE,
        [ARTICLE, GO_BACK, *DATED_TEASERS, OTHER_ARTICLE],
    ),
    "a dated sidebar between": (
        TWICE + "\n\n" + DATED + OTHER_TWICE,
        [ARTICLE, *DATED_TEASERS, OTHER_ARTICLE],
    ),
    "the first page is cut": (
        f"{TITLE}\n\n{TITLE} 07.12.2023\n\n{BODY}\n\n{MORE} {ASKED[:-30]}\n\n{OTHER_TWICE}",
        [ARTICLE, OTHER_ARTICLE],
    ),
    "a rule between": (
        TWICE + "\n----------\n\n" + OTHER_TWICE,
        [ARTICLE, ("furniture", None, None, "----------"), OTHER_ARTICLE],
    ),
}

# where a date stands: text, the number of its line
IMPOSSIBLE = {
    "of a sidebar": (f"{{}}\n\n{GUESTS}\n\n\n19.07.2024\n\n{COUNCIL}\n", 1),
    "of a sidebar, later": (f"26.07.2024\n\n{GUESTS}\n\n\n{{}}\n\n{COUNCIL}\n", 6),
    "behind a repeated title": (f"{TITLE}\n\n{TITLE} {{}}\n\n{BODY}\n", 3),
    "alone below a title": (f"{TITLE}\n\n{{}}\n\n{BODY}\n", 3),
    "with a download": (f"{TITLE}\n\n{{}} Download document x.docx\n\n{BODY}\n", 3),
    "glued to the first word": (f"{GUESTS}\n{TITLE}\n{{}}{BODY}\n", 3),
    "CRLF above": (f"{TITLE}\r\n\r\n{TITLE} {{}}\r\n\r\n{BODY}\r\n", 3),
}


def outline(text):
    """What the segments of ``text`` are: kind, date, title, and as many words as expected."""
    found = []
    for segment in split(text).segments:
        shown = segment.body if segment.is_item else text[segment.start : segment.end]
        date = segment.stated.isoformat() if segment.stated else None
        title = segment.title and one_line(segment.title)
        found.append((segment.kind.value, date, title, one_line(shown or "")))
    return found


def one_line(text):
    return " ".join(text.split())


def assert_outline(text, expected):
    found = outline(text)
    heads = [
        (*item[:3], item[3][: len(wanted[3])] if wanted[3] else item[3])
        for item, wanted in zip(found, expected, strict=False)
    ]
    assert (heads, len(found)) == (expected, len(expected)), found


@pytest.mark.parametrize(("text", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(text, expected):
    assert_outline(text, expected)


@pytest.mark.parametrize(("text", "expected"), TRAPS.values(), ids=TRAPS)
def test_trap(text, expected):
    assert_outline(text, expected)


@pytest.mark.parametrize("sidebar", [UNDATED, DATED, ""], ids=["undated", "dated", "none"])
@pytest.mark.parametrize("heading", [f"{TITLE}\n\n{TITLE} 07.12.2023", TITLE], ids=["A", "F"])
@pytest.mark.parametrize("paragraph", RUNNING)
def test_dates_in_running_text_start_nothing(paragraph, heading, sidebar):
    text = f"{sidebar}{heading}\n\n{BODY}\n\n{paragraph}\n\n{MORE}\n"
    article = split(text).segments[-1]
    assert article.body == f"{BODY}\n\n{paragraph}\n\n{MORE}"
    assert str(article.stated) == ("None" if heading == TITLE else "2023-12-07")


@pytest.mark.parametrize("rest", ["1", "19", "19.07", "19.07.20", "19.07.2024", "19.07.2024\n"])
@pytest.mark.parametrize(
    ("sidebar", "expected"),
    [(DATED, DATED_TEASERS), ("", [])],
    ids=["behind a sidebar", "alone"],
)
def test_a_date_without_words_is_no_item(sidebar, expected, rest):
    """A dump that ends behind a date, or in one, has no entry that is only this date."""
    found = [item for item in outline(sidebar + rest) if item[0] in ("article", "teaser")]
    assert [item[1] for item in found] == [item[1] for item in expected]


@pytest.mark.parametrize(("text", "expected"), MANY.values(), ids=MANY)
def test_many_pages_in_one_text(text, expected):
    assert_outline(text, expected)


CHANGES = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "NBSP in blank lines": lambda text: text.replace("\n\n", "\n\u00a0\n"),
    "spaces at the ends of lines": lambda text: text.replace("\n", "  \n"),
    "indented lines": lambda text: text.replace("\n", "\n   "),
    "zero-width characters at the ends of lines": lambda text: text.replace("\n", "\u200b\n"),
    "NBSP before dates": lambda text: text.replace(" 07.12.2023", "\u00a007.12.2023"),
    "two spaces before dates": lambda text: text.replace(" 07.12.2023", "  07.12.2023"),
    "zero-width character before dates": lambda text: text.replace(
        " 07.12.2023", "\u200b 07.12.2023"
    ),
    "NBSP in furniture": lambda text: text.replace("Go back", "Go\u00a0back"),
    "two spaces in furniture": lambda text: text.replace("the section", "the  section"),
    "zero-width character in furniture": lambda text: text.replace("Go back", "Go\u200b back"),
    "blank lines before the first": lambda text: "\n\n" + text,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("sidebar", [DATED, UNDATED, ""], ids=["dated", "undated", "none"])
def test_spaces_and_line_ends_change_nothing(change, sidebar):
    plain = sidebar + TWICE + END
    found = [
        (segment.kind, segment.stated, segment.title, segment.body)
        for segment in split(change(plain)).segments
    ]
    assert found == [
        (segment.kind, segment.stated, segment.title, segment.body)
        for segment in split(plain).segments
    ]


@pytest.mark.parametrize("date", ["32.13.2024", "29.02.2023", "31.04.2024", "00.05.2024"])
@pytest.mark.parametrize(("text", "line"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_impossible_date_is_text_and_a_warning(text, line, date):
    text = text.format(date)
    reading = split(text, "page.txt")
    assert [(warning.dump, warning.line) for warning in reading.warnings] == [("page.txt", line)]
    assert date in reading.warnings[0].message
    assert all(
        segment.stated is None or segment.stated.strftime("%d.%m.%Y") in text
        for segment in reading.segments
    )
    dates = {text[p.start : p.end] for s in reading.segments for p in s.parts if p.role == "date"}
    assert date not in dates


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, _ in LAYOUTS.values()),
        f"{TITLE}\n\nThe papers are dated 32.13.2024 by mistake.\n\nThey were signed (29.02.2023).",
        f"{TITLE}\n\n{BODY}\n\nThe plan is in force until 32.13.2024\n\n{MORE}\n",
        "Version 32.13.2024.5 of the program came out today in the city of Moscow.",
    ],
)
def test_nothing_else_is_warned_of(text):
    assert split(text).warnings == ()


def test_lines_of_segments_are_those_of_their_first_text():
    found = split("\n\n" + DATED + TWICE + END).segments
    assert [segment.line for segment in found] == [3, 10, 15, 24]


def test_parts_name_what_stands_in_an_article():
    text = (
        f"{TITLE}\n\n{TITLE} 07.12.2023\n\nIMG-2019.jpg\n\nphoto_2.png{BODY}\n\n{MORE}\n\n"
        "The CSTO Press Secretary Vladimir Zaynetdinov\n\nGo back\n"
    )
    article = split(text).segments[0]
    assert [(part.role, text[part.start : part.end]) for part in article.parts] == [
        (Role.TITLE, TITLE),
        (Role.TITLE, TITLE),
        (Role.DATE, "07.12.2023"),
        (Role.IMAGE, "IMG-2019.jpg"),
        (Role.IMAGE, "photo_2.png"),
        (Role.BODY, BODY),
        (Role.BODY, MORE),
        (Role.BYLINE, "The CSTO Press Secretary Vladimir Zaynetdinov"),
    ]
    assert article.body == f"{BODY}\n\n{MORE}"


def test_a_download_note_is_no_part_of_the_date_or_the_body():
    text = f"{TITLE}\n\n10.06.2022 Download document x.docx\n\n{BODY}\n"
    article = split(text).segments[0]
    assert {(part.role, text[part.start : part.end]) for part in article.parts} == {
        (Role.TITLE, TITLE),
        (Role.DATE, "10.06.2022"),
        (Role.NOTE, "Download document x.docx"),
        (Role.BODY, BODY),
    }
    assert article.body == BODY


@pytest.mark.parametrize("image", ["IMG-2019.jpg", ""])
def test_a_date_and_an_image_glued_to_the_first_word_are_parts_of_their_own(image):
    text = f"{TITLE}\n07.12.2023{image}{BODY}\n{MORE}\n"
    article = split(text).segments[0]
    assert article.body == f"{BODY}\n\n{MORE}"
    told = [(part.role, text[part.start : part.end]) for part in article.parts]
    assert told == [
        (Role.TITLE, TITLE),
        (Role.DATE, "07.12.2023"),
        *([(Role.IMAGE, image)] if image else []),
        (Role.BODY, BODY),
        (Role.BODY, MORE),
    ]


@pytest.mark.parametrize("later", [f"«{TITLE}»", TITLE.replace(" on ", "  on "), TITLE[:44]])
def test_the_first_printing_of_a_title_is_kept(later):
    text = f"{TITLE}\n\n{later} 07.12.2023\n\n{BODY}\n"
    assert [segment.title for segment in split(text).segments] == [TITLE]


def test_the_fuller_of_two_titles_is_kept():
    text = f"{TITLE[:40]}\n\n{TITLE} 07.12.2023\n\n{BODY}\n"
    assert [segment.title for segment in split(text).segments] == [TITLE]


@pytest.mark.parametrize(("text", "expected"), [(GUESTS, "en"), (RU_SHIP, "ru")])
def test_the_language_of_an_item_is_told(text, expected):
    assert [segment.lang for segment in split(text + "\n").segments] == [expected]


@pytest.mark.parametrize("kind", [Kind.FURNITURE, Kind.UNCLASSIFIED])
def test_what_is_no_news_has_no_date_title_body_or_language(kind):
    text = "Chapter I\n" if kind is Kind.UNCLASSIFIED else "Go back\n"
    (segment,) = split(text).segments
    assert segment.kind is kind
    assert segment.stated is segment.date_source is segment.title is segment.body is None
    assert segment.lang is None
    assert segment.parts == ()


TITLE_WITH_DAY = "Results of the meeting of finance officers that was held on 02.03.2017"
PROSE = "On 2 March 2017, finance officers of the member states met and spoke of the budget."


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        (f"{TITLE_WITH_DAY}\n\n{TITLE_WITH_DAY} 05.03.2017\n\n{PROSE}\n", TITLE_WITH_DAY, 5),
        (f"{TITLE_WITH_DAY}\n\n{PROSE}\n", TITLE_WITH_DAY.removesuffix(" 02.03.2017"), 2),
    ],
)
def test_a_date_that_both_printings_of_a_title_hold_is_its_own(text, title, date):
    (segment,) = split(text).segments
    assert segment.title == title
    assert segment.stated == dt.date(2017, 3, date)


def test_a_listing_prints_more_below_each_item():
    pairs = "".join(
        f"{title}\n{title.split()[0]} officers agreed on a common plan of work.\nRead more\n"
        for title in ("Defense Minister thanked the CSTO", "Rescuers trained near Yerevan",
                      "Parliamentarians put forward a draft law")
    )  # fmt: skip
    found = [segment for segment in split(pairs).segments if segment.is_item]
    assert [segment.kind for segment in found] == [Kind.TEASER] * 3
    assert all(segment.title and segment.body for segment in found)


FOREIGN = {
    "author, time and a download": (
        "Does the Organization matter to its smaller members?",
        "Martin Ahlgren\nMarch 3, 2020\n6 min read\nDownload PDF\n\n",
        "When the presidents of the Organization sit down at one table, the cameras look at two "
        "members. The smaller ones live with that.\n",
        dt.date(2020, 3, 3),
    ),
    "links to share it": (
        "CSTO ministers agree on a common border fund",
        "By Dana Akhmetova | 16 September 2021, 14:05\n\nShare: Facebook Twitter Telegram\n\n",
        "Defense ministers of the Collective Security Treaty Organization agreed in Dushanbe to "
        "pay jointly for new watchtowers.\n\nThe fund will be managed by the Secretariat in "
        "Moscow, one of the officials said.\n",
        dt.date(2021, 9, 16),
    ),
}


@pytest.mark.parametrize(("title", "between", "body", "date"), FOREIGN.values(), ids=FOREIGN)
def test_what_other_sites_print_between_a_title_and_its_text(title, between, body, date):
    (segment,) = [s for s in split(f"{title}\n\n{between}{body}").segments if s.is_item]
    assert (segment.title, segment.body, segment.stated) == (title, body.rstrip(), date)


def test_headings_of_a_static_page_are_no_items():
    text = (
        "The Secretary General\nis appointed by the Council for three years and heads the "
        "Secretariat.\nDepartments of the Secretariat\nPolitical Cooperation Department\n"
        "Military Security Department\nDepartment of Organization and Planning\n"
    )
    assert not [segment for segment in split(text).segments if segment.kind is Kind.TEASER]
