from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest

import cstonews.query.glossary as module
from cstonews.errors import QueryError
from cstonews.query.glossary import Entity, Glossary, parse_glossary
from cstonews.query.words import is_russian, tokens

TEXT = Path(module.__file__).with_suffix(".txt").read_text("utf-8")
SHIPPED = parse_glossary(TEXT, "glossary.txt")
GLOSSARY = Glossary(SHIPPED)

SMALL = """
# a note
[bodies]
Collective Security Council = CSC = Совет коллективной безопасности = СКБ

[ states ]
  Kyrgyzstan=Kyrgyz Republic =  Кыргызстан
"""


def test_a_glossary_is_read() -> None:
    council, state = parse_glossary(SMALL, "small")
    assert council.kind == "bodies"
    assert council.name == "Collective Security Council"
    assert council.names[1:] == ("CSC", "Совет коллективной безопасности", "СКБ")
    assert state == Entity("states", ("Kyrgyzstan", "Kyrgyz Republic", "Кыргызстан"))


@pytest.mark.parametrize("text", ["", "\n\n", "# only a note", "[people]", "\ufeff[people]\r\n"])
def test_a_glossary_may_be_empty(text: str) -> None:
    assert parse_glossary(text, "x") == ()
    assert Glossary(()).find("NATO") is None
    assert Glossary(()).longest(["NATO"]) is None


def test_names_without_a_heading_are_of_another_kind() -> None:
    assert parse_glossary("NATO = НАТО", "x") == (Entity("other", ("NATO", "НАТО")),)


WRONG = {
    "NATO": "own.txt:1: 'NATO' is one name alone; write NATO = НАТО",
    "\n# note\nA B\n": "own.txt:3: 'A B' is one name alone; write NATO = НАТО",
    "NATO =": "own.txt:1: a name is missing in 'NATO ='; write NATO = НАТО",
    "= NATO": "own.txt:1: a name is missing in '= NATO'; write NATO = НАТО",
    "A = – = B": "own.txt:1: a name is missing in 'A = – = B'; write NATO = НАТО",
    "[bodies": "own.txt:1: '[bodies' is no heading; write it as [bodies]",
    "[]": "own.txt:1: '[]' is no heading; write it as [bodies]",
    "[": "own.txt:1: '[' is no heading; write it as [bodies]",
    "[a] b = c": "own.txt:1: '[a] b = c' is no heading; write it as [bodies]",
    "\x1b[31m" + 50 * "x": f"own.txt:1: {chr(39)}\\x1b[31m{35 * 'x'}…' is one name alone; "
    "write NATO = НАТО",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_line_is_named(text: str) -> None:
    with pytest.raises(QueryError) as error:
        parse_glossary(text, "own.txt")
    assert str(error.value) == WRONG[text]


def test_entities_that_share_a_name_are_one() -> None:
    own = parse_glossary("[mine]\nBlock = NATO\nThe block = BLOCK\nРубёж = Рубеж\nX = ЕС", "own")
    nato, rubezh, other, city = Glossary(
        (Entity("organizations", ("NATO", "НАТО")), *own, Entity("places", ("Ес", "Yes")))
    ).entities
    assert nato == Entity("organizations", ("NATO", "НАТО", "Block", "The block", "BLOCK"))
    assert rubezh.names == ("Рубёж", "Рубеж")
    assert other.names == ("X", "ЕС")  # an abbreviation of two letters is no word
    assert city.kind == "places"
    glossary = Glossary((Entity("organizations", ("NATO", "НАТО")), *own))
    assert all(glossary.find(name) == nato for name in ("НАТО", "block", "the Block"))


FOUND = {
    "Afghanistan": "Afghanistan",
    "afghanistan": "Afghanistan",
    "Афганистаном": "Afghanistan",
    "в Афганистане": None,
    "Исламской Республике Афганистан": "Afghanistan",
    "csto": "CSTO",
    "Организацией Договора о коллективной безопасности": "CSTO",
    "Collective Security Councils": "Collective Security Council",
    "Совета коллективной безопасности": "Collective Security Council",
    "csc": "Collective Security Council",
    "UN": "UN",
    "un": None,
    "Un": None,
    "U.N.": "UN",
    "u.n.": "UN",
    "un security council": "UN Security Council",
    "us": None,
    "US": None,
    "U.S.": "United States",
    "ЕС": "EU",
    "ес": None,
    "РФ": "Russia",
    "оон": "UN",
    "ООНа": None,
    "ОДКБы": None,
    "Secretary-General": "Secretary General",
    "secretaries general": "Secretary General",
    "Генерального секретаря": "Secretary General",
    "заместителем Генерального секретаря": "Deputy Secretary General",
    "harb maidon": "Harb-Maidon",
    "Алма-Ате": "Almaty",
    "Turkiye": "Turkey",
    "Оше": "Osh",
    "Зася": "Zas",
    "Станиславом Засем": "Zas",
    "Бордюжи": "Bordyuzha",
    "Кабула": "Kabul",
    "Кабулов": "Kabulov",
    "Кабулова": "Kabulov",
    "миротворцев": "Peacekeeper",
    "peacekeeping": "Peacekeeping",
    "defence": "defense",
    "наёмники": "Mercenary",
    "«Талибан»": "Taliban",
    "Нерушимым братством": "Indestructible Brotherhood",
    "груз": None,
    "армия": None,
    "Collective": None,
    "Security Collective Council": None,
    "": None,
    "–": None,
    "– CSTO –": "CSTO",
    "государств-членов": "Member State",
}


@pytest.mark.parametrize("text", FOUND)
def test_find(text: str) -> None:
    found = GLOSSARY.find(text)
    assert (found.name if found else None) == FOUND[text]


LONGEST = [
    ("CSTO Collective Security Council session", 0, ("CSTO", 1)),
    ("CSTO Collective Security Council session", 1, ("Collective Security Council", 3)),
    ("CSTO Collective Security Council session", 4, None),
    ("CSTO Collective Security Council session", 5, None),
    ("Collective Security Treaty Organization", 0, ("CSTO", 4)),
    ("Collective Security Treaty", 0, ("Collective Security Treaty", 3)),
    ("collective security", 0, ("Collective Security", 2)),
    ("Секретариата Совета коллективной безопасности", 1, ("Collective Security Council", 3)),
    ("полигон Харб-Майдон Таджикистан", 1, ("Harb-Maidon", 1)),
    ("Harb Maidon", 0, ("Harb-Maidon", 2)),
    ("Foreign-Minister Lavrov", 0, ("Foreign Minister", 1)),
    ("United Nations-led", 0, None),
    ("UN Security Council", 0, ("UN Security Council", 3)),
    ("Security Council", 0, ("Security Council", 2)),
    ("let us go", 1, None),
    ("", 0, None),
    ("– CSTO", 0, None),
    ("CSTO – CSTO", 0, ("CSTO", 1)),
    ("государства – члены ОДКБ", 0, ("Member State", 3)),
]


@pytest.mark.parametrize(("words", "start", "expected"), LONGEST)
def test_longest(words: str, start: int, expected: tuple[str, int] | None) -> None:
    found = GLOSSARY.longest(words.split(), start)
    assert (found and (found[0].name, found[1])) == expected


HOLDING = [
    ("Rapid", {"Collective Rapid Reaction Forces", "Collective Rapid Deployment Forces"}),
    ("быстрого развертывания", {"Collective Rapid Deployment Forces"}),
    ("ТАСС", {"TASS"}),
    ("нигде", set()),
]


@pytest.mark.parametrize(("text", "names"), HOLDING)
def test_holding(text: str, names: set[str]) -> None:
    assert {entity.name for entity in GLOSSARY.holding(text)} == names


KINDS = [
    "organizations", "bodies", "forces", "states", "places", "offices", "exercises", "people",
    "terms", "spellings",
]  # fmt: skip


def test_the_kinds_of_the_shipped_glossary_are_known() -> None:
    assert list(dict.fromkeys(entity.kind for entity in SHIPPED)) == KINDS
    assert len(SHIPPED) >= 150


def test_no_name_stands_twice() -> None:
    counts = Counter(" ".join(tokens(name)).replace("ё", "е") for e in SHIPPED for name in e.names)
    assert [name for name, count in counts.items() if count > 1] == []
    assert GLOSSARY.entities == SHIPPED


@pytest.mark.parametrize("entity", SHIPPED, ids=lambda entity: entity.name)
def test_every_name_finds_its_own(entity: Entity) -> None:
    for name in entity.names:
        assert GLOSSARY.find(name) == entity
        assert GLOSSARY.longest([*name.split(), "–"]) == (entity, len(name.split()))


@pytest.mark.parametrize("entity", SHIPPED, ids=lambda entity: entity.name)
def test_everything_but_a_spelling_has_a_name_in_both_languages(entity: Entity) -> None:
    languages = {any(map(is_russian, tokens(name))) for name in entity.names}
    assert languages == ({False} if entity.kind == "spellings" else {False, True})
    assert not any(map(is_russian, tokens(entity.name)))


def test_no_abbreviation_is_a_common_word() -> None:
    common = {"US", "IT", "WHO", "IS", "ARE", "AIDS", "ACT", "ПРО", "ВОЗ", "ИЗ", "НА", "ОН", "МЫ"}
    assert common.isdisjoint(name for entity in SHIPPED for name in entity.names)


def test_letters_of_one_alphabet_alone() -> None:
    for entity in SHIPPED:
        for token in (token for name in entity.names for token in tokens(name)):
            assert not (re.search("[a-z]", token) and re.search("[а-яё]", token)), token


DECLINED = {
    "states": ("Армении", "Беларуси", "Казахстаном", "Кыргызстану", "Россией", "Таджикистане",
               "Киргизской Республики", "Российской Федерацией", "Грузии", "Соединенных Штатов",
               "Украиной", "Китаем", "Сирийской Арабской Республике", "Турции", "Польшей"),
    "places": ("Москве", "Минска", "Ереване", "Астаной", "Бишкеке", "Санкт-Петербурга", "Вене",
               "Центральной Азии", "Нагорном Карабахе", "Южного Кавказа", "Эдельвейсе", "Казани",
               "таджикско-афганской границе", "Горно-Бадахшанской автономной области"),
    "bodies": ("Постоянного совета", "Секретариате", "Объединенного штаба", "Деловым советом",
               "Парламентской Ассамблеи", "Комитета секретарей советов безопасности",
               "Совете министров обороны", "Рабочей группы по Афганистану", "Госдуме",
               "Министерством иностранных дел", "Центре кризисного реагирования"),
    "forces": ("Коллективных сил", "Коллективными силами оперативного реагирования",
               "Миротворческих сил", "Коллективных авиационных сил"),
    "offices": ("начальника Объединенного штаба", "министром обороны", "министры иностранных дел",
                "исполняющего обязанности Генерального секретаря", "глав государств", "президентов",
                "Постоянного и Полномочного Представителя", "государств – членов", "послом"),
    "exercises": ("Взаимодействия", "Поиска", "Эшелоне", "Нерушимого братства", "Скалы", "Кобальта",
                  "Рубежа", "Каналом", "Боевого братства", "Барьере", "Громом", "Нелегала"),
    "people": ("Тасмагамбетова", "Масадыковым", "Семерикову", "Лаврова", "Путиным", "Токаеву",
               "Имангали Тасмагамбетова", "Пашиняном", "Жапарова", "Мирзояна", "Тихоновского",
               "Макея", "Шойгу", "Эмомали Рахмоном", "Александра Лукашенко", "Алейника",
               "Розы Отунбаевой", "Кулубаевым", "Юрия Хачатурова", "Каху Имнадзе"),
    "organizations": ("Шанхайской организации сотрудничества", "Содружества Независимых Государств",
                      "Евросоюза", "Международного Комитета Красного Креста", "Интерполом",
                      "Талибана", "Исламского государства", "Советом Безопасности ООН"),
    "terms": ("терроризму", "экстремизмом", "незаконной миграции", "информационной безопасности",
              "незаконного оборота наркотиков", "пограничники", "наркотиков", "спасателей",
              "миротворческой операции", "коллективной безопасности",
              "оружия массового уничтожения"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DECLINED)
def test_russian_names_are_found_in_case_forms(kind: str) -> None:
    for form in DECLINED[kind]:
        found = GLOSSARY.find(form)
        assert found, form
        assert found.kind == kind, form


def test_reading_and_one_look_up_are_fast() -> None:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        assert Glossary(parse_glossary(TEXT, "x")).find("Совета коллективной безопасности")
        times.append(time.perf_counter() - start)
    assert min(times) < 0.02  # about 3 ms; a busy machine may take longer
