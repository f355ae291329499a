"""Wordings that tell what a line is, in English and in Russian; data, no logic."""

from __future__ import annotations

import re
from collections.abc import Iterable

_I = re.IGNORECASE

# What the site prints on every page, as whole lines.
FURNITURE = re.compile(
    r"""(?:
      (?:go|turn)\ back | back
    | back\ to\ (?:the\ )?(?:section|all\ news|list|news|top|main(?:\ page)?)
    | (?:to\ )?all\ (?:the\ )?(?:csto\ )?news | (?:read|see|show|load)\ more | more(?:\ news)?
    | (?:print|printable)(?:\ version)? | share | home(?:\ page)? | main(?:\ page)? | search
    | news(?:\ archive)? | latest\ news | contacts? | menu | subscribe | site\ map
    | назад | вернуться(?:\ (?:назад|к\ списку|в\ раздел|к\ разделу|ко\ всем\ новостям))?
    | (?:назад\ )?(?:к\ списку|в\ раздел|к\ разделу|ко\ всем\ новостям)(?:\ новостей)?
    | (?:все|архив|лента)\ новост(?:и|ей)(?:\ одкб)? | все\ материалы | ещ[её] | подробнее
    | (?:читать|показать|загрузить)\ (?:далее|ещ[её]|больше) | версия\ для\ печати
    | поделиться | главная(?:\ страница)? | новости | поиск | карта\ сайта | контакты | меню
    | подписаться | наверх | вверх
    | skip\ to\ (?:main\ )?content | (?:sign|log)\ (?:in|up|out) | register | accept(?:\ all)?
    | (?:re)?tweet | (?:e-?mail|send)\ (?:this\ page|to\ a\ friend|the\ link) | copy\ link
    | (?:share|follow\ us|like\ us|поделиться|мы)\ (?:on|in|via|в|во)\ [\w\ .]{2,20}
    | (?:(?:share|tweet|post|follow\ us)\ on\ \w+(?:\ |$)){2,}(?:print|e-?mail|copy\ link)?
    | (?:share|follow\ us|поделиться|мы\ в\ соцсетях)\ ?:[\w\ .,]{2,45}
    | (?:(?:read|see)\ also|related|other|more|most\ (?:read|popular)|top|recommended|latest)
      (?:\ (?:news|articles|stories|topics|materials|posts|publications))?
    | next | previous | comments?(?:\ \(?\d+\)?)? | tags | topics
    | (?:читайте|смотрите|см\.)\ также | новости\ по\ теме | темы | теги | распечатать
    | (?:другие|похожие|последние|главные)\ (?:новости|материалы) | предыдущая | следующая
    | войти | вход | регистрация | комментари[ийя]+(?:\ \(?\d+\)?)?
    | (?:отправить|переслать)\ (?:другу|по\ почте)
    | (?:\#\w+[\s,]*)+ | [0-9]{1,2}\+
    )""",
    _I | re.VERBOSE,
)
# The numbers of a listing's pages.
PAGER = re.compile(r"(?:[0-9]{1,4}\s+){2,}(?:(?:…|\.{3})\s*)?[0-9]{1,4}")
# What lawyers and advertisers want below the pages of other sites, in small letters.
FOOT = (
    "all rights reserved", "copyright", "cookie", "privacy policy", "privacy notice",
    "terms of use", "subscribe", "newsletter", "registration certificate", "все права защищены",
    "подпишитесь", "подписаться", "подписывайтесь", "гиперссылк", "перепечатка", "ctrl+enter",
    "свидетельство о регистрации", "при использовании материалов",
)  # fmt: skip
# What they print amid a text as well.
AMID = ("subscribe", "newsletter", "подпишитесь", "подписаться", "подписывайтесь")
# The owner of a picture; with a year or rights it is that of a site.
CREDIT = re.compile(r"©(?!.*(?:right|прав|20[0-9]{2}))[^.]{3,60}$", _I)
LINK = re.compile(r"(?:https?://|www\.)\S+$", _I)
# What parts the words of a menu: signs, or wide spaces.
MENU_SIGNS = "|/>›»▾▼•·\t"
BETWEEN_WORDS = re.compile(r"\s+[|/>›»▾▼•·]+(?=\s|$)|\s{3,}|\t+")
NO_MENU = frozenset(".?!")
# Lines about a text: who wrote it, when it was put there, how often it was read.
ABOUT_TEXT = re.compile(
    r"""(?:(?:photo|image|picture|video|source|author|published|posted|updated|modified|created
      |views|tags?|keywords|category|section|where|when|venue|location|фото|видео|источник|автор|опубликовано|обновлено
      |просмотр(?:ов|ы)|теги|рубрика|раздел|дата)\ ?:\ *\S.{0,80}
    |(?:read\ (?:more|also)|see\ also|related|читайте\ также|по\ теме)\ ?:\ *\S.{0,90}
    |(?-i:By)\ (?-i:[A-Z])[\w.’'-]+(?:\ (?-i:[A-Z])[\w.’'-]+){0,3}
    |[0-9]{1,3}[ -]?min(?:utes?)?\ (?:read|to\ read)
    |[0-9]{1,3}\ мин(?:ут[аы]?)?\.?(?:\ на)?\ чтени[ея]
    |(?:download|print|скачать|распечатать)\ (?:as\ |в\ )?pdf
    |(?-i:Беседовала?)\ .{3,60}
    |(?:photo\ (?:by|from|courtesy)|фото\ (?:из|с|автора|пресс|предоставлен\w*))\b[^.]{3,60})$""",
    _I | re.VERBOSE,
)
# How somebody can be reached.
ADDRESS = re.compile(
    r"\b(?:tel|fax|тел|факс|hotline)\b\.?|\w@\w|\+7[ (]|\b[0-9]{3}-[0-9]{2}-[0-9]{2}\b", _I
)
SIGNS_AROUND = " .…»›→>«‹←<|↑↓•-–—[]()"  # what decorates a line of furniture
# Lines of nothing but signs: rules between pages, bullets, arrows.
RULE = re.compile(r"[\W_]*")

# A press secretary's name below a text; a line that goes on with a verb is no byline. A word is
# of one kind alone, or a line that never ends would be tried in every way.
BYLINE = re.compile(
    r"""(?:(?:the|acting)\ )*(?:csto\ )?(?:secretariat\ )?
    (?:press[\ -]?secretary|spokes(?:man|woman|person)|press[\ -]service|press[\ -]office
    |(?:и\.?\s?о\.?\s)?(?:пресс[-\ ]?секретар[ья]|пресс[-\ ]?служб[аы]
      |официальн(?:ый|ого)\ представител[ья]))
    (?:[\s,:—–-]++(?-i:[A-ZА-ЯЁ][\w.’']*+|of|the|to|for|генерального|секретаря|штаба))*$""",
    _I | re.VERBOSE,
)
# How a speech addresses its hearers, on a line of its own.
SALUTATION = re.compile(
    r"(?:my )?(?:dear|distinguished|esteemed|honou?rable|ladies and|your excellenc|excellenc"
    r"|mr\.?|mrs\.?|madam|colleagues|friends|comrades"
    r"|(?:глубоко)?уважаем|дороги[ех]|господ|товарищ|коллеги|друзья|дамы и)[^.?]{0,70}[,!:]$",
    _I,
)
IMAGE_NAME = re.compile(
    r"[^\s/\\]{1,120}?\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic)(?-i:(?![a-z0-9]))\s*", _I
)
DOWNLOAD = re.compile(r"(?:download|скачать)\b.{0,40}\.(?:docx?|pdf|rtf|xlsx?|zip|odt)$", _I)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|январ[ьяе]|феврал[ьяе]|марта?е?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|августа?е?"
    r"|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе])"
)
_CLOCK = r"[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9])?(?![.0-9])"
# A date in words, alone on its line, with or without a time; other sites print it so.
DAY_ALONE = re.compile(
    rf"""(?:\w+,\ )?(?:{_CLOCK}[\ ,|–-]+)?
    (?P<day>(?:[0-3]?[0-9]\ {_MONTH}\.?|{_MONTH}\.?\ [0-3]?[0-9])
        (?:,?\ [12][0-9]{{3}}|(?=,?\ {_CLOCK}))
      |[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}|[0-3][0-9]\.[01][0-9]\.[12][0-9]{{3}}(?=\W+{_CLOCK}|$))
    (?:\ года|\ г\.)?(?:[\ ,|–-]+(?:at\ |в\ )?{_CLOCK}.{{0,30}})?$""",
    _I | re.VERBOSE,
)
WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|понедельник|вторник|среда|четверг|пятница"
    r"|суббота|воскресенье",
    _I,
)
# What a listing prints below each of its items.
MORE = re.compile(
    r"(?:(?:read|learn|see)\ more|more|full\ (?:text|story)|details"
    r"|подробнее|(?:читать|узнать)\ (?:далее|больше|полностью))",
    _I,
)
# A person's name alone; names of places and sections of a site are rarely two capitals long.
NAME = re.compile(r"[A-ZА-ЯЁ][\w’'.-]*(?: [A-ZА-ЯЁ][\w’'.-]*){1,3}$")
# What says that a day behind it is that of the publication.
PUBLISHED = re.compile(
    r"(?:(?:first\ )?published|posted|created|added|date(?:\ of\ publication)?"
    r"|опубликован[оа]?|размещен[оа]?|дата(?:\ публикации)?)(?:\ on)?\ ?:?\ +",
    _I,
)
# A news item says in its first words when it happened.
TELLS_WHEN = re.compile(
    rf"""\b(?=[0-9jfmasondtyяфмаисондвз])(?:[0-3]?[0-9](?:(?:st|nd|rd|th)(?:\sof)?|-?го)?\s{_MONTH}|{_MONTH}\s[0-3]?[0-9]
    |today|yesterday|tomorrow|these\ days|this\ (?:year|week|month)|сегодня|вчера|завтра)\b""",
    _I | re.VERBOSE,
)
# Openings that lean on a sentence before them, so rarely begin an item: a pronoun, or
# "the" before a common noun, as in "The participants …".
LEANS_BACK = re.compile(
    r"""(?:[Tt]he\ [a-z]
    |(?:I|We|This|These|That|Those|He|She|It|They|Also|Moreover|In\ addition|Besides|According\ to
    |During\ the|At\ the\ (?:same\ time|end)|After\ the|Both|Among|His|Her|Their|Its|You|Your|Our|My
    |There|In\ (?:all|total|addition|the\ course|(?:\w+)\ days)
    |Я|Мы|Он[аои]?|Это[тй]?|Эти|Также|Кроме\ того|В\ ходе|По\ итогам|Участники|Стороны
    |Собеседники|Встреча|Беседа|Мероприятие|Учение|Гост[ия]м?|Делегации|Министры|Открыл
    |В\ (?:мероприятии|заседании|нем|ней|них)|Его|Е[её]|Их)\b
    |(?-i:[А-ЯЁ])[а-яё]+\ (?:к|о|об|от|с|по)\ н(?:ему|[её]м|ей|им|их)\b)""",
    re.VERBOSE,
)
# Openings that lean on a sentence before them whatever they name: a pronoun for a person or
# a thing named there, or an office alone that says something.
GOES_ON = re.compile(
    r"""(?:(?:He|She|It|They|His|Her|Their|Its|Он[аои]?|Его|Е[её]|Их)
    |(?:The\ )?(?:[A-Z][a-z]+[\ -]){1,3}(?:also\ )?(?:said|noted|stressed|added|recalled
      |emphasized|underlined|told|explained|reminded)
    |[А-ЯЁ][а-яё]+(?:[ -][а-яё]+){0,2}\ (?:также\ )?(?:рассказал|отметил|подчеркнул|сообщил
      |добавил|напомнил|заявил|пояснил|поблагодарил)[аи]?)\b""",
    re.VERBOSE,
)
# Who was there, without a word of where: that stood before.
TO_THEM = re.compile(
    r"(?:\bthe (?:guests|participants|audience|attendees|gathering)|\bthose present"
    r"|\b(?:собравши|присутствующи|участник)\w+)\.$"
)
# A heading of a treaty or of rules.
CLAUSE = re.compile(
    r"(?:article|chapter|section|part|annex|статья|глава|раздел|часть|приложение)"
    r"\s+[0-9IVXLС]+\b\.?",
    _I,
)
# What is said in turn, and the points of a list: a mark, or who speaks, before the words.
IN_TURN = re.compile(
    r"""(?:[-–—•*·▪♦]\s+|(?:question|answer|вопрос|ответ)\s*[:.]\s|[QA]:\s
    |\(?[0-9]{1,2}[.)]\s|\(?[a-zа-я]\)\s)""",
    _I | re.VERBOSE,
)
# Whom and what the news is about. An item names it in its opening, or brings somebody or
# something new: "A delegation", "Rescuers of", a full name. What goes on rarely does.
OPENS_WITH_NAME = re.compile(
    r"""An?\ [a-z]|The\ [A-Z]|[A-Z][a-z]+s\ (?:of|from)\ |[A-ZА-ЯЁ][a-zа-яё]+\ [A-ZА-ЯЁ][a-zа-яё]+
    |Стартовал|Заверш|Состоял|Подвед|Подписан|Утвержд|Открыл[аои]?с|Прош[ел]|Начал
    |Опубликован|Приня""",
    re.VERBOSE,
)
NAMES_NEWS = re.compile(
    r"""\b(?:CSTO|ОДКБ|Collective\ (?:Security|Rapid|Peacekeeping|Forces)|Secretary\ General
      |Joint\ Staff|Secretariat|Parliamentary\ Assembly|Council|Committee|Colonel[ -]General
      |[Mm]ember\ states|Генеральн\w+\ секретар\w+|Секретари\w+|Объединенн\w+\ штаб\w*
      |Парламентск\w+\ Ассамбле\w+|Совет\w*|Комитет\w*|государств\w*\ –\ член\w*
      |Договор\w*\ о\ коллективной)\b
    |(?:training|exercise|operation|учени[еяй]\w*|операци\w+)s?\ ["“«]
    |["“«][^"“”«»]{3,30}[12][0-9]{3}["”»]""",
    re.VERBOSE,
)
_IN_NAMES = (
    "CSTO", "Collective ", "Secretar", "Joint Staff", "Parliamentary ", "Co", "ember states",
    "ОДКБ", "Генеральн", "Секретари", "Объединенн", "Парламентск", "Совет", "Комитет",
    "государств", "Договор", '"', "“", "«",
)  # fmt: skip
# An item that opens with a place.
TELLS_WHERE = re.compile(r"(?:In|At|В|Во|На)(?: the)? (?:[«“\"]?[A-ZА-ЯЁ][\w-]+[»”\"]?)")
OPENS_LOW = re.compile(r"[^\w]*[a-zа-яё]")
SENTENCE_INSIDE = re.compile(r"[.!?…] ")
# How a biography opens.
BORN = re.compile(r"\b(?:[Bb]orn (?:on|in)|was born|[Рр]одил(?:ся|ась))\b")
# Words of nearly every item, by their first letters: that two lines share them says little.
EVERYWHERE = frozenset(
    {"csto", "collec", "securi", "treaty", "organi", "member", "states", "state", "secret"}
    | {"genera", "deputy", "with", "that", "from", "this", "одкб", "коллек", "безопа", "догово"}
    | {"органи", "госуда", "член", "членов", "генера", "секрет"}
)


# A search for one of many words costs far more than to see that none of their letters is there.
_WHEN = (
    "today", "yesterday", "tomorrow", "these", "this", "сегодня", "вчера", "завтра",
)  # fmt: skip
FIGURE = re.compile("[0-9]")
# Letters that a search without regard to case takes for others, and ``str.lower`` does not.
_ODD_CASE = re.compile("[\u0130\u0131\u017f\u1c80-\u1c88\u212a]")
_REACHED = ("tel", "fax", "hotline", "@", "+7", "-", "тел", "факс")
_THEM = ("собравши", "присутствующи", "участник")
_THEM_ENDS = ("guests.", "participants.", "audience.", "attendees.", "gathering.", "present.")


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands somewhere in the text."""
    for word in words:  # noqa: SIM110  (``any`` takes twice the time)
        if word in text:
            return True
    return False


def may_tell_when(opening: str) -> bool:
    """Whether ``TELLS_WHEN`` may be found; False is sure."""
    return bool(FIGURE.search(opening)) or may_hold(opening, _WHEN)


def may_be_address(text: str) -> bool:
    """Whether ``ADDRESS`` may be found; False is sure."""
    return may_hold(text, _REACHED)


def may_hold(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words may stand in a text, in letters of any case; False is sure."""
    low = text.lower()
    return holds_any(low, words) or (not low.isascii() and bool(_ODD_CASE.search(text)))


def may_be_born(opening: str) -> bool:
    """Whether ``BORN`` may be found; False is sure."""
    return "orn " in opening or "одил" in opening


def may_name_news(opening: str) -> bool:
    """Whether ``NAMES_NEWS`` may be found; False is sure."""
    return holds_any(opening, _IN_NAMES)


def may_be_to_them(end: str) -> bool:
    """Whether ``TO_THEM`` may be found; False is sure."""
    return end.endswith(_THEM_ENDS) or (
        end[-1:] == "." and not end.isascii() and holds_any(end, _THEM)
    )
