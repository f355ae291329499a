"""Saved pages → text with its lines, and what they tell of themselves."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.dumps import DEFAULTS, Limits, Source, members, read, restored, sources
from cstonews.errors import DumpError
from cstonews.model import Origin

PAGE = "<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def page(body="", head="", title=""):
    return PAGE.format(title=title, head=head, body=body)


def dump(data, name="page.html", limits=DEFAULTS):
    data = data if isinstance(data, bytes) else data.encode()
    return read(Source(name, len(data), opener=lambda: io.BytesIO(data)), limits)


# the body of a page: the lines that are seen of it
LAID_OUT = {
    "paragraphs": ("<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n"),
    "paragraphs that are not closed": ("<p>One.<p>Two.", "One.\n\nTwo.\n"),
    "a heading": ("<h1>Title</h1>Text.<h2>Next</h2>", "Title\n\nText.\n\nNext\n"),
    "list items": ("<ul><li>One<li>Two</ul>Three", "One\n\nTwo\n\nThree\n"),
    "blocks": ("<div>One</div><div>Two</div>Three", "One\nTwo\nThree\n"),
    "blocks in blocks": ("<div><div><div>One</div></div></div><div>Two</div>", "One\nTwo\n"),
    "nothing between blocks": ("<div>One</div> \n <div></div> <div>Two</div>", "One\nTwo\n"),
    "a line end": ("One<br>two", "One\ntwo\n"),
    "two line ends": ("One<br><br>two", "One\n\ntwo\n"),
    "many line ends": ("One<br><br><br><br><br>two", "One\n\n\ntwo\n"),
    "a line end at the end of a block": ("<div>One<br></div><div>Two</div>", "One\nTwo\n"),
    "inline elements": ("<p>The <b>Co</b>uncil<i> met</i></p>", "The Council met\n"),
    "a glued date": ("<div>Title <span>07.12.2023</span></div>", "Title 07.12.2023\n"),
    "a date that is really glued": ("<p>23.12.2014<b>The</b></p>", "23.12.2014The\n"),
    "spaces and line ends": ("<p>\n  One \n\t two\r\n three  </p>", "One two three\n"),
    "a space between inline elements": ("<b>One</b> <i>two</i>", "One two\n"),
    "no-break spaces": ("<p>25&nbsp;July</p><p>&nbsp;</p><p>&nbsp; Two</p>", "25\xa0July\n\nTwo\n"),
    "entities": ("<p>&laquo;x&raquo; &#1057;&#x421; &amp;amp; &lt;b&gt;", "«x» СС &amp; <b>\n"),
    "an entity that is no character": ("<p>a&#xD800;b&#0;c", "a\ufffdb\ufffdc\n"),
    "kept line ends": ("<pre>One\n  two\n</pre>Three", "One\n  two\n\nThree\n"),
    "a quotation": ("One<blockquote>Two</blockquote>Three", "One\n\nTwo\n\nThree\n"),
    "a description": ("<dl><dt>A<dd>B<dt>C</dl>", "A\n\nB\n\nC\n"),
    "a rule": ("One<hr>Two", "One\n\nTwo\n"),
    "a table": (
        "<table><tr><th>Country<th>Men<tr><td>Armenia<td>30</table>End",
        "Country\tMen\nArmenia\t30\n\nEnd\n",
    ),
    "a table of paragraphs": (
        "<table><tr><td><p>A</p></td> <td><p>B</p></td></tr>\n<tr><td><p>C</p><td>D</table>",
        "A\tB\nC\tD\n",
    ),
    "a table with an empty cell": (
        "<table><tr><td>A<td>B<tr><td></td><td><p>&nbsp;</p><td>C</table>",
        "A\tB\nC\n",
    ),
    "a table for the layout": (
        "<table><tr><td><div>Menu</div><td><div><p>One.</p><p>Two.</p></div></table>",
        "Menu\nOne.\n\nTwo.\n",
    ),
    "a table in a table": (
        "<table><tr><td>A<td><table><tr><td>B<td>C<tr><td>D</table><tr><td>E</table>",
        "A\n\nB\tC\nD\n\nE\n",
    ),
    "no script": ("<script>var a = '<p>no</p>'</script>Yes", "Yes\n"),
    "no style": ("<style>p {}</style>Yes", "Yes\n"),
    "no template": ("<template><p>No</template>Yes", "Yes\n"),
    "no noscript": ("<noscript><p>No</p></noscript>Yes", "Yes\n"),
    "no drawing": ("<svg><title>No</title><text>No</text></svg>Yes", "Yes\n"),
    "no frame": ("<iframe>No</iframe><object>No</object>Yes", "Yes\n"),
    "no choices": ("<select><option>No</select>Yes", "Yes\n"),
    "no comment": ("<!-- No --> Yes <!-- <p>No</p> -->", "Yes\n"),
    "nothing hidden": ("<p hidden>No</p><p hidden=''>No</p>Yes", "Yes\n"),
    "hidden until it is found": ("<p hidden=until-found>Yes</p>", "Yes\n"),
    "nothing of a hiding style": (
        "<p style='color: red; DISPLAY : none'>No</p><b style='visibility:hidden'>No</b>Yes",
        "Yes\n",
    ),
    "what only sounds like hiding": ("<p style='x-display:nonesuch;display:inline'>Yes", "Yes\n"),
    "a closed dialog": ("<dialog>No</dialog><dialog open>Yes</dialog>", "Yes\n"),
    "details": ("<details><summary>A</summary>B</details>", "A\nB\n"),
    "a picture": ("One <img alt='A photo'> two", "One two\n"),
    "nothing": ("", ""),
    "frames": ("<frameset><frame></frameset>", ""),
}  # fmt: skip


@pytest.mark.parametrize(("body", "lines"), LAID_OUT.values(), ids=LAID_OUT)
def test_lines(body, lines):
    assert dump(page(body)).text == lines


def test_in_xhtml_elements_may_end_where_they_begin():
    data = "<?xml version='1.0'?>\n<html><head><title/><script src='a.js' /></head><body><p/>Text."
    assert dump(data, "page.xhtml").text == "Text.\n"


def test_the_head_is_no_text():
    assert dump(page("<p>Text.", title="Title")).text == "Text.\n"


def test_a_saved_page_is_kept_as_it_came():
    data = page("<p>Совет").encode("cp1251")
    saved = dump(data)
    assert (saved.form, saved.encoding, saved.reversible) == ("html", "cp1251", False)
    assert (saved.data, saved.size) == (data, len(data))
    assert saved.sha256 == hashlib.sha256(data).hexdigest()


def test_a_page_tells_its_progress():
    told = []
    saved = dump(page("<p>Text."))
    assert "".join(saved.chunks(told.append)) == "Text.\n"
    assert sum(told) == saved.size


def test_a_long_text_comes_in_pieces():
    body = "<p>A paragraph of some words.</p>" * 50_000
    chunks = list(dump(page(body)).chunks())
    assert len(chunks) > 1
    assert "".join(chunks) == "\n\n".join(["A paragraph of some words."] * 50_000) + "\n"


# a name and its bytes: the form
FORMS = {
    "by its name": ("page.html", "Text with <b>tags</b>.", "html"),
    "by its name in capitals": ("PAGE.HTM", "<b>Text", "html"),
    "XHTML": ("page.xhtml", "<?xml version='1.0'?><html xmlns='x'>", "html"),
    "by its name, packed": ("page.html.gz", "Text with <b>tags</b>.", "html"),
    "a name alone": ("page.html", "One line.\nAnother: 1 < 2.\n", "text"),
    "a doctype": ("page", "  <!DOCTYPE html>\n<title>x", "html"),
    "a root": ("page.txt", "<html lang=en>", "html"),
    "a comment first": ("page.txt", "<!-- saved from url=(0014)about:internet -->\n<HTML>", "html"),
    "a part of a page": ("page.txt", "<div class=news><p>Text", "html"),
    "a mark first": ("page.txt", "\ufeff<html>", "html"),
    "a text": ("page.txt", "The <html> element\n", "text"),
    "a text in angle brackets": ("page.txt", "<title@example.org> wrote\n", "text"),
    "XML": ("feed.xml", "<?xml version='1.0'?><rss><item/></rss>", "text"),
    "nothing": ("page.html", "", "text"),
    "another ending": ("html.txt", "Text with <b>tags</b>.", "text"),
}


@pytest.mark.parametrize(("name", "text", "form"), FORMS.values(), ids=FORMS)
def test_form(name, text, form):
    assert dump(text, name).form == form


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_page_in_utf_16(bom):
    encoding = "utf-16-le" if bom == codecs.BOM_UTF16_LE else "utf-16-be"
    saved = dump(bom + page("<p>Совет 😀").encode(encoding), "page.txt")
    assert (saved.form, saved.encoding, saved.text) == ("html", encoding, "Совет 😀\n")


RUSSIAN = "<p>Совет собрался в Москве.</p>"
ENCODINGS = {
    "a mark beats all": (
        codecs.BOM_UTF8 + f"<meta charset=koi8-r>{RUSSIAN}".encode(), "utf-8"),
    "as it says": (f"<meta charset='windows-1251'>{RUSSIAN}".encode("cp1251"), "cp1251"),
    "as it says, the old way": (
        b"<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>"
        + RUSSIAN.encode("koi8_r"), "koi8_r"),
    "as its declaration says": (
        b"<?xml version='1.0' encoding='windows-1251'?><html>"
        + RUSSIAN.encode("cp1251"), "cp1251"),
    "not as a comment says": (
        b"<!-- <meta charset=koi8-r> --><meta charset=cp866>"
        + RUSSIAN.encode("cp866"), "cp866"),
    "saved anew in UTF-8": (f"<meta charset=windows-1251>{RUSSIAN}".encode(), "utf-8"),
    "said to be UTF-8, and is not": (
        f"<meta charset=utf-8>{RUSSIAN}".encode("cp1251"), "cp1251"),
    "said to be what it cannot be": (f"<meta charset=utf-16>{RUSSIAN}".encode(), "utf-8"),
    "said to be no encoding of texts": (f"<meta charset=hex>{RUSSIAN}".encode(), "utf-8"),
    "said to be nonsense": (f"<meta charset=x-y-z>{RUSSIAN}".encode("koi8_r"), "koi8_r"),
    "not said": (f"<html>{RUSSIAN}".encode("cp1251"), "cp1251"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "encoding"), ENCODINGS.values(), ids=ENCODINGS)
def test_encoding(data, encoding):
    saved = dump(data)
    assert (saved.encoding, saved.text) == (encoding, "Совет собрался в Москве.\n")


def test_a_latin_page_is_read_as_browsers_do():
    saved = dump("<meta charset=iso-8859-1><p>“Orléans”".encode("cp1252"))
    assert (saved.encoding, saved.text) == ("cp1252", "“Orléans”\n")


URL = "https://en.odkb-csto.org/news/1/"
LINKED = '<script type="application/ld+json">{}</script>'
ORIGINS = {
    "a title": ("<title> The \n Council&nbsp;met </title>", "", Origin(title="The Council met")),
    "an empty title": ("<title> </title>", "", Origin()),
    "a title in a drawing": ("", "<svg><title>No</title></svg>", Origin()),
    "a canonical address": (f"<link rel=canonical href={URL}>", "", Origin(url=URL)),
    "an address among others": (f"<link rel='x canonical' href='{URL}'>", "", Origin(url=URL)),
    "a shared address": (f"<meta property='og:url' content='{URL}'>", "", Origin(url=URL)),
    "the canonical one beats the shared": (
        f"<meta property='og:url' content='http://x.y'><link rel=canonical href={URL}>", "",
        Origin(url=URL)),
    "where it was saved from": (f"<!-- saved from url=(0032){URL} -->", "", Origin(url=URL)),
    "where it was saved from, at another": (
        f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: x\n-->", "",
        Origin(url=URL)),
    "an address below that": (
        f"<!-- saved from url=(0032){URL} --><link rel=canonical href='../2/'>", "",
        Origin(url="https://en.odkb-csto.org/news/2/")),
    "an address that is none": ("<link rel=canonical href='javascript:alert(1)'>", "", Origin()),
    "half an address": ("<link rel=canonical href='/news/1/'>", "", Origin()),
    "a broken address": ("<link rel=canonical href='http://[x'>", "", Origin()),
    "a time": (
        "<meta property='article:published_time' content='2024-07-25T09:00:00+03:00'>", "",
        Origin(published="2024-07-25T09:00:00+03:00")),
    "a day": ("<meta itemprop=datePublished content='2024-07-25'>", "",
              Origin(published="2024-07-25")),
    "a time of a message": ("<meta name=pubdate content='Thu, 25 Jul 2024 09:00:00 +0300'>", "",
                            Origin(published="2024-07-25T09:00:00+03:00")),
    "a time that is none": ("<meta name=pubdate content='25.07.2024'>", "", Origin()),
    "an impossible day": ("<meta name=pubdate content='2024-02-30'>", "", Origin()),
    "the time of the article": (
        "", "<time datetime=2024-01-01>x</time><article><time datetime=2024-07-25>y</time>",
        Origin(published="2024-07-25")),
    "the only time": ("", "<time datetime='2024-07-25'>x</time>", Origin(published="2024-07-25")),
    "linked data": (LINKED.format('{"datePublished": "2024-07-25"}'), "",
                    Origin(published="2024-07-25")),
    "linked data, deep": (
        LINKED.format('[{"@graph": [{"a": 1}, {"b": {"datePublished": "2024-07-25"}}]}]'), "",
        Origin(published="2024-07-25")),
    "linked data that is none": (LINKED.format("{"), "", Origin()),
    "linked data without end": (LINKED.format("[" * 100_000), "", Origin()),
    "linked data that is no time": (LINKED.format('{"datePublished": 5}'), "", Origin()),
}  # fmt: skip


@pytest.mark.parametrize(("head", "body", "origin"), ORIGINS.values(), ids=ORIGINS)
def test_what_a_page_tells_of_itself(head, body, origin):
    assert dump(f"<!doctype html><html><head>{head}</head><body>{body}").origin == origin


def test_a_stored_page_can_be_read_anew():
    data = page(RUSSIAN).encode("koi8_r")
    first = dump(data)
    again = restored(
        first.name, first.sha256, first.size, first.encoding, first.form, lambda: io.BytesIO(data)
    )
    assert again.text == first.text == "Совет собрался в Москве.\n"
    assert (again.data, again.sha256, again.size) == (first.data, first.sha256, first.size)


def test_a_stored_text_can_be_read_anew():
    data = "Совет".encode("cp1251")
    again = restored("x", "0", len(data), "cp1251", "text", lambda: io.BytesIO(data))
    assert (again.text, again.data, again.reversible) == ("Совет", data, True)


def test_a_form_of_a_later_version_is_refused():
    with pytest.raises(DumpError, match=r"^x has the form 'scroll'"):
        restored("x", "0", 1, "utf-8", "scroll", lambda: io.BytesIO(b"x"))


def test_too_large_a_page_is_refused():
    limits = Limits(page=1 << 20)
    whole = page().encode()
    assert dump(whole + b" " * ((1 << 20) - len(whole)), limits=limits).form == "html"
    with pytest.raises(DumpError, match=r"^page\.html is a page of more than 1 MB; .*--max-page"):
        dump(whole + b" " * (1 << 20), limits=limits)


def test_elements_in_each_other_without_end_are_refused():
    with pytest.raises(DumpError, match=r"^page\.html has elements nested more than 20,000 deep"):
        dump("<div>" * 25_000)


def test_elements_in_each_other_are_read():
    assert dump("<div>" * 5000 + "<b>" * 5000 + "Text").text == "Text\n"


def test_many_elements_beside_each_other_are_not_taken_for_deep():
    assert dump("<p>x<br>" * 30_000).text.count("x") == 30_000


def test_what_is_no_page_is_refused_by_its_name():
    with pytest.raises(DumpError, match=r"^page\.html is a PDF document"):
        dump(b"%PDF-1.7 <html>")


def test_without_its_library_a_page_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(DumpError) as error:
        dump(page())
    assert str(error.value) == (
        "page.html needs the extra \"html\"; install it with: pip install 'cstonews[html]'"
    )


TAGS = [
    *(f"<{tag}>" for tag in ("p", "div", "br", "table", "tr", "td", "b", "pre", "ul", "li")),
    *(f"</{tag}>" for tag in ("p", "div", "table", "td", "b", "pre", "script", "svg")),
    *("<script>", "<svg>", "<title>", "<select>", "<template>", "<math>", "<plaintext>"),
    *("<!--", "-->", "]]>", "<![CDATA[", "<?x", "?>", "<p/hidden>"),
    *(" ", "&nbsp;", "&#0;", "&#xDC00;", "\x00", "\x1b"),
]
markup = st.lists(
    st.one_of(
        st.sampled_from(TAGS),
        st.text(max_size=9),
    ),
    max_size=40,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(markup)
def test_whatever_the_markup_it_is_kept_and_its_text_is_text(text):
    data = b"<html><!--" + b"x" * 4000 + b"-->" + text.encode("utf-8", "replace")
    saved = dump(data)
    assert saved.data == data
    shown = "".join(saved.chunks())
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert "\n\n\n\n" not in shown or "<pre" in text or "<plaintext" in text
    again = restored("x", "", len(data), saved.encoding, "html", lambda: io.BytesIO(data))
    assert again.text == saved.text


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text("абвгд abc.,«»", min_size=1, max_size=30), min_size=1, max_size=9))
def test_paragraphs_are_parted_by_blank_lines_and_nothing_is_lost(paragraphs):
    shown = dump(page("".join(f"<p>{text}</p>" for text in paragraphs))).text
    assert shown.split() == " ".join(paragraphs).split()
    assert (
        shown.rstrip("\n").split("\n\n")
        == [" ".join(text.split()) for text in paragraphs if text.strip()]
        or not "".join(paragraphs).strip()
    )


def test_what_a_browser_saves_beside_a_page_is_left_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (
        "page.html", "page_files/a.txt", "page_files/in/b.txt", "Other.HTM", "Other.files/c.txt",
        "my_files/d.txt", "page.txt", "x.txt", "x_files/e.txt",
    ):  # fmt: skip
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)
    found = [source.name for source in sources(["."])]
    assert found == ["Other.HTM", "page.html", "page.txt", "x.txt", "my_files/d.txt",
                     "x_files/e.txt"]  # fmt: skip
    assert [source.name for source in sources(["page_files"])] == [
        "page_files/a.txt",
        "page_files/in/b.txt",
    ]


def test_a_packed_page_is_a_page(tmp_path):
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(page("<p>Text.").encode()))
    ((member,),) = [list(members(source)) for source in sources([str(path)])]
    assert (read(member).form, read(member).text) == ("html", "Text.\n")
