"""Wordings that tell what a line is, in English and in Russian; data, no logic."""

from __future__ import annotations

import re

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
    )""",
    _I | re.VERBOSE,
)
SIGNS_AROUND = " .…»›→>«‹←<|↑↓•-–—[]()"  # what decorates a line of furniture
# Lines of nothing but signs: rules between pages, bullets, arrows.
RULE = re.compile(r"[\W_]*")

# A press secretary's name below a text; a line that goes on with a verb is no byline.
BYLINE = re.compile(
    r"""(?:(?:the|acting)\ )*+(?:csto\ )?(?:secretariat\ )?
    (?:press[\ -]?secretary|spokes(?:man|woman|person)|press[\ -]service|press[\ -]office
    |(?:и\.?\s?о\.?\s)?(?:пресс[-\ ]?секретар[ья]|пресс[-\ ]?служб[аы]
      |официальн(?:ый|ого)\ представител[ья]))
    (?:[\s,:—–-]++(?:(?-i:[A-ZА-ЯЁ])[\w.’']*+|of|the|to|for|генерального|секретаря))*+$""",
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
# A news item says in its first words when it happened.
TELLS_WHEN = re.compile(
    rf"""(?:\b(?:[0-3]?[0-9](?:st|nd|rd|th)?\s{_MONTH}|{_MONTH}\s[0-3]?[0-9])\b
    |\b(?:today|yesterday|tomorrow|these\ days|this\ (?:year|week|month))\b
    |\b(?:сегодня|вчера|завтра)\b)""",
    _I | re.VERBOSE,
)
# Openings that lean on a sentence before them, so rarely begin an item: a pronoun, or
# "the" before a common noun, as in "The participants …".
LEANS_BACK = re.compile(
    r"""(?:[Tt]he\ [a-z]
    |(?:I|We|This|These|That|Those|He|She|It|They|Also|Moreover|In\ addition|Besides|According\ to
    |During\ the|At\ the\ (?:same\ time|end)|After\ the|Both|Among|His|Her|Their|Its
    |Я|Мы|Он[аои]?|Это[тй]?|Эти|Также|Кроме\ того|В\ ходе|По\ итогам|Участники
    |В\ мероприятии|Его|Их)\b)""",
    re.VERBOSE,
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|:$")
OPENS_LOW = re.compile(r"[^\w]*[a-zа-яё]")
