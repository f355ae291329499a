"""Wordings that tell what a line is, and lines of news that only resemble them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.split import phrases
from cstonews.split.lines import lines
from cstonews.split.wording import Wording

FURNITURE = [
    "Go back",
    "Back",
    "Back to the section",
    "Back to section",
    "Back to the all news",
    "Back to all news",
    "Back to the list",
    "Back to the main page",
    "All CSTO News",
    "ALL CSTO NEWS",
    "All news",
    "All the news",
    "Read more",
    "Show more",
    "More news",
    "Print version",
    "Print",
    "Share",
    "Home",
    "Latest news",
    "Site map",
    "#CSTO #army",
    "16+",
    "Go back »",
    "Go back...",
    "Read more…",
    "Назад",
    "Вернуться",
    "Вернуться к списку",
    "Вернуться в раздел",
    "Вернуться ко всем новостям",
    "Назад к списку новостей",
    "К списку новостей",
    "В раздел",
    "Все новости",
    "ВСЕ НОВОСТИ ОДКБ",
    "Архив новостей",
    "Лента новостей",
    "Подробнее",
    "Читать далее",
    "Показать ещё",
    "Показать еще",
    "Версия для печати",
    "Главная страница",
    "Поделиться",
    "Наверх",
    # as crawlers leave it
    "« Go back",
    "← Back to the section",
    "Go\u00a0back",
    "Back to  the section",
    "Back to\u00a0the all\u00a0news",
    "Go back\u200b",
    "Вернуться\u00a0к\u00a0списку",
]
NO_FURNITURE = [
    "Go back to Moscow",
    "The troops go back",
    "They went back to the section",
    "Back to the section of the border that was closed",
    "All CSTO member states",
    "All the news that the Secretariat printed in July",
    "News of the CSTO Parliamentary Assembly",
    "Search-2024",
    "Share of the burden",
    "More than 30 countries",
    "Home affairs ministers met",
    "Contacts with NATO",
    "Print media of the member states",
    "Назад в прошлое",
    "Новости Минска",
    "Все новости, которые напечатал Секретариат",
    "Главная тема саммита",
    "Поиск-2024",
    "Контакты с ООН",
    "Подробнее о саммите",
    "Dear colleagues!",
    "26.07.2024",
]

BYLINES = [
    "The CSTO Press Secretary Vladimir Zaynetdinov",
    "CSTO spokesman Vladimir Zainetdinov",
    "CSTO spokeswoman",
    "Press Secretary of the CSTO Vladimir Zaynetdinov",
    "Acting CSTO Press Secretary Yuri Shuvalov",
    "The CSTO press-secretary",
    "CSTO Press Service",
    "CSTO Press Office",
    "CSTO Secretariat Press Service",
    "Пресс-секретарь ОДКБ Владимир Зайнетдинов",
    "Пресс-служба ОДКБ",
    "Пресс-служба Секретариата ОДКБ",
    "И.о. пресс-секретаря ОДКБ Юрий Шувалов",
    "И. о. пресс-секретаря ОДКБ",
]
NO_BYLINES = [
    "The press services of the defense ministries joined by videoconference.",
    "The press secretaries of the member states met in Minsk",
    "The CSTO Press Secretary told TASS about the training. It starts in May.",
    "The CSTO Press Secretary answered the questions of the agency.",
    "Vladimir Zaynetdinov, the CSTO Press Secretary",
    "A meeting with the CSTO Press Secretary",
    "Пресс-секретарь ОДКБ ответил на вопросы агентства.",
    "Пресс-конференция в Минске",
    "Владимир Зайнетдинов, пресс-секретарь ОДКБ",
    "Dear colleagues!",
]

# text: the length of the image's name that opens it
IMAGES = {
    "IMG-20190301-WA0012.jpg": 23,
    "photo.JPG": 9,
    "a.jpeg": 6,
    "Фото_1.png": 10,
    "scan.tiff": 9,
    "IMG-20190301-WA0012.jpgFrom February 26": 23,
    "IMG_1.jpg From": 10,
    "IMG_1.jpgСовет": 9,
    "IMG_1.jpgs": 0,
    "IMG_1.jpgfrom": 0,
    "The picture photo.jpg shows": 0,
    "en.odkb-csto.org/upload/a.jpg": 0,
    "jpg": 0,
    ".jpg": 0,
    "The Council met.": 0,
}

DOWNLOADS = [
    "Download document 39357fa0b754.docx",
    "Download x.pdf",
    "Скачать документ.docx",
    "СКАЧАТЬ x.PDF",
]
NO_DOWNLOADS = [
    "Download",
    "Downloads of x.pdf",
    "Download the application from the market",
    "The download x.pdf",
    "Скачать",
]

TELLS_WHEN = [
    "On 7 December 2023, the Working Group met",
    "On December 7, 2023, the Working Group met",
    "On 1st March the Council met",
    "Today the Council met",
    "This year, on February 20, the Secretary General",
    "4 декабря делегация штаба",
    "Сегодня в Москве",
    "В Минске 1 марта прошло заседание",
]
TELLS_NOT_WHEN = [
    "The Council met in Minsk",
    "In December the Council met",
    "He may 100 times say so",
    "Совет собрался в Минске",
]

# text: whether a sentence ends with it
ENDS = {
    "The Council met.": True,
    "Will it meet?": True,
    "It met!": True,
    "It met…": True,
    "“It met.”": True,
    "(It met.)": True,
    "He said: “It met”.": True,
    "It decided:": True,
    "«Совет собрался.»": True,
    "The Council met": False,
    "the training “Rubezh-2024”": False,
    "The Council met,": False,
    "The Council (Minsk)": False,
}

# text: whether its first letter is a small one
LOW = {
    "the Council met": True,
    "“the Council": True,
    "– and others": True,
    "совет собрался": True,
    "ёлка": True,
    "The Council": False,
    "“The Council": False,
    "7 December": False,
    "Совет": False,
    "…": False,
}


def wording(text):
    return Wording(next(lines(text)).text)


@pytest.mark.parametrize("text", FURNITURE, ids=ascii)
def test_furniture(text):
    assert wording(text).is_furniture


@pytest.mark.parametrize("text", NO_FURNITURE, ids=ascii)
def test_no_furniture(text):
    assert not wording(text).is_furniture


@pytest.mark.parametrize("text", BYLINES)
def test_bylines(text):
    assert wording(text).is_byline


@pytest.mark.parametrize("text", NO_BYLINES)
def test_no_bylines(text):
    assert not wording(text).is_byline


@pytest.mark.parametrize(("text", "end"), IMAGES.items())
def test_an_image_name_that_opens_a_line(text, end):
    assert wording(text).image_end == end
    assert wording(text).is_image == (end == len(text))


@pytest.mark.parametrize("text", DOWNLOADS)
def test_downloads(text):
    assert wording(text).is_download


@pytest.mark.parametrize("text", NO_DOWNLOADS)
def test_no_downloads(text):
    assert not wording(text).is_download


@pytest.mark.parametrize("text", ["-----", "* * *", "***", "_____", "→", "•", "…", "—"])
def test_a_rule_is_signs_alone(text):
    assert wording(text).is_rule


@pytest.mark.parametrize("text", ["- a", "1", "* Совет *", "07.12.2023"])
def test_no_rules(text):
    assert not wording(text).is_rule


@pytest.mark.parametrize("text", TELLS_WHEN)
def test_openings_that_tell_when(text):
    assert wording(text).tells_when


@pytest.mark.parametrize("text", TELLS_NOT_WHEN)
def test_openings_that_tell_no_day(text):
    assert not wording(text).tells_when


@pytest.mark.parametrize(("text", "ends"), ENDS.items())
def test_where_a_sentence_ends(text, ends):
    assert wording(text).ends_sentence == ends


@pytest.mark.parametrize(("text", "low"), LOW.items())
def test_a_small_first_letter(text, low):
    assert wording(text).opens_low == low


@pytest.mark.parametrize(
    "text",
    [
        *["The event was attended", "He noted", "During the talks", "Also", "Он отметил", "Это"],
        "He thanked the CSTO Secretary General",
        "The Secretary General also stressed that the Council met",
        "Ее провел начальник Объединенного штаба.",
        "Генерал-полковник рассказал об учениях",
        "Ivan Petrov of the CSTO Secretariat spoke to the participants.",
    ],
)
def test_openings_that_lean_on_what_stands_before(text):
    assert wording(text).leans_back


@pytest.mark.parametrize("text", ["Heads of state met", "Then", "Thessaloniki", "Онега", "Совет"])
def test_openings_that_stand_alone(text):
    assert not wording(text).leans_back


SALUTATIONS = [
    "Dear colleagues!",
    "Dear friends,",
    "Mr Chairman,",
    "Mr. Secretary General, dear heads of delegations!",
    "Distinguished members of the Council,",
    "Ladies and gentlemen!",
    "Уважаемые коллеги!",
    "Глубокоуважаемый господин Председатель,",
    "Дорогие друзья!",
]
NO_SALUTATIONS = [
    "Dear colleagues met in Minsk.",
    "The friends of the Council met in Minsk,",
    "Mr Zas spoke about the tasks of the Organization.",
    "Are these dear colleagues?",
    "Друг",
]


@pytest.mark.parametrize("text", SALUTATIONS)
def test_salutations(text):
    assert wording(text).is_salutation


@pytest.mark.parametrize("text", NO_SALUTATIONS)
def test_no_salutations(text):
    assert not wording(text).is_salutation


@pytest.mark.parametrize("text", ["1 2 3 4 5 … 217", "1 2 3 ... 40", "1 2 3"])
def test_numbers_of_pages(text):
    assert wording(text).is_pager
    assert wording(text).is_furniture


@pytest.mark.parametrize("text", ["1 2", "2024", "1 2 3 units met", "07.12.2023"])
def test_no_numbers_of_pages(text):
    assert not wording(text).is_pager


@pytest.mark.parametrize(
    "text", ["Was born on 9 May 1956 in Minsk.", "He was born in Osh.", "Родился 3 мая 1959 г."]
)
def test_the_opening_of_a_biography(text):
    assert wording(text).is_life


@pytest.mark.parametrize("text", ["The newborn plan was agreed.", "A bornite mine", "Народился"])
def test_no_opening_of_a_biography(text):
    assert not wording(text).is_life


@pytest.mark.parametrize(
    "text", ["STATEMENT OF THE HEADS OF STATE", "ЗАЯВЛЕНИЕ ГЛАВ ГОСУДАРСТВ – ЧЛЕНОВ"]
)
def test_capitals(text):
    assert wording(text).is_capitals


@pytest.mark.parametrize("text", ["STATEMENT", "STATEMENT of the heads of state of the CSTO"])
def test_no_capitals(text):
    assert not wording(text).is_capitals


SAID = st.sampled_from([
        "7 May",
        "мая 5",
        "today",
        "thiſ week",
        "thİs ",
        "ᲃктября",
        "сегодня",
        "1",
        "tel.",
        "ᲄел",
        "FAX",
        "hotlıne",
        "a@b",
        "+7 (",
        "1-2",
        "born on",
        "Родился",
        "CSTO",
        "Council",
        "Совета",
        "“Rubezh 2021”",
        "training «",
        "Joint Staff",
        "the guests.",
        "those present.",
        "İ",
        "собравшихся.",
        "guests",
        "the",
        "\u0301",
        ".",
        " ",
        "\n",
        "K",
        "was",
        "Он",
        "Договора",
])  # fmt: skip


@settings(deadline=None, max_examples=500)
@given(st.lists(SAID, max_size=12), st.sampled_from(["", " "]))
def test_what_may_not_be_found_is_not_found(said, between):
    """Each quick look says no only where the search itself would find nothing."""
    text = between.join(said).strip()  # as a line's is
    assert phrases.may_tell_when(text) or not phrases.TELLS_WHEN.search(text)
    assert phrases.may_be_address(text) or not phrases.ADDRESS.search(text)
    assert phrases.may_be_born(text) or not phrases.BORN.search(text)
    assert phrases.may_name_news(text) or not phrases.NAMES_NEWS.search(text)
    assert phrases.may_be_to_them(text) or not phrases.TO_THEM.search(text)
