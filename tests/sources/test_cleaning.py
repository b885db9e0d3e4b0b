import datetime as dt
import gzip
import io
import random
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ClaimdeskError, Invalid, TooLarge
from sources import cleaning
from sources.cleaning import MOST_BYTES, MOST_CHARACTERS, MOST_PAGE_BYTES, clean
from sources.decoding import decode, known_encoding
from sources.languages import language_of
from sources.media import media_type_of

STORY = "Forty drones were launched overnight, the Harbour Ministry said on Monday.\n\nTwo people were injured, it added.\n"

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
<meta charset="utf-8">
<title>Forty drones launched at the harbour - Harbour News</title>
<meta name="author" content="Jane  Roe">
<meta property="article:published_time" content="2026-03-02T10:00:00Z">
<link rel="canonical" href="https://elsewhere.example/story">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news of today</a></li></ul></nav>
<article><h1>Forty drones launched at the harbour</h1>
<p>Forty drones were launched overnight, the Harbour Ministry said on Monday.</p>
<p>“We counted <b>them</b> all,” said Ana Brook, a spokeswoman. Two people were injured.</p>
<table><tr><th>District</th><th>Injured</th></tr><tr><td>North Quay</td><td>12</td></tr>
<tr><td>South Quay</td><td>7</td></tr></table>
<blockquote><p>Nobody saw it coming, and nobody will forget it, the harbour master wrote in a letter.</p></blockquote>
</article>
<section id="comments" class="comments"><h2>Comments</h2>
<p>The whole story is invented, says this reader of the page.</p></section>
<footer><p>© 2026 Harbour News. All rights reserved.</p></footer>
<script>var tracking = "never shown";</script>
</body></html>"""


def code_of(*args) -> str:
    with pytest.raises(ClaimdeskError) as caught:
        clean(*args)
    return caught.value.code


# --- pages ------------------------------------------------------------------------------------------------------------------


def test_a_page_gives_its_story_and_what_it_says_of_itself():
    story = clean(PAGE.encode(), "text/html")
    assert story.title == "Forty drones launched at the harbour"
    assert story.byline == "Jane Roe"
    assert story.published_on == dt.date(2026, 3, 2)
    assert story.canonical_url == "https://elsewhere.example/story"
    assert (story.language, story.extractor, story.media_type, story.charset) == ("en", "trafilatura", "text/html", "utf-8")
    paragraphs = story.text.split("\n\n")
    assert "Forty drones were launched overnight, the Harbour Ministry said on Monday." in paragraphs
    assert "“We counted them all,” said Ana Brook, a spokeswoman. Two people were injured." in paragraphs
    assert "Nobody saw it coming, and nobody will forget it, the harbour master wrote in a letter." in paragraphs


def test_a_table_is_text_and_furniture_is_left_out():
    text = clean(PAGE.encode(), "text/html").text
    assert "North Quay" in text
    assert "12" in text
    assert "---" not in text
    for left_out in ("World news", "invented", "All rights", "tracking", "<"):
        assert left_out not in text


def test_a_page_without_a_story():
    assert code_of(b"<!doctype html><html><head><title>Sign in</title></head><body><script>go()</script></body></html>") == (
        "article:no_text"
    )


def test_a_page_that_breaks_the_extractor_is_refused_not_raised(monkeypatch):
    def explode(*args, **kwargs):
        raise RecursionError

    monkeypatch.setattr(cleaning.trafilatura, "bare_extraction", explode)
    assert code_of(PAGE.encode()) == "article:unreadable"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "x" + "</div>" * 50_000,
        "<html><body>" + "<b><i>" * 20_000,
        "<html><body>\x00\x00",
    ],
    ids=["deep", "unclosed", "nul"],
)
def test_a_page_built_to_break_parsers_is_refused(page):
    assert code_of(page.encode(), "text/html") in {"article:no_text", "article:unreadable"}


def test_nul_characters_do_not_end_a_page():
    page = PAGE.replace("Forty drones were", "Forty\x00 drones were")
    assert "Two people were injured." in clean(page.encode(), "text/html").text


# --- text -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.replace("\n", "\r\n"),
        "\n\n  Indented, with tabs\t and  two spaces \n",
        "“Curly” – dashes, e\u0301, 😀 and 👩‍👩‍👧, قُتل ٣",
        "form\x0cfeed",
    ],
)
def test_a_text_stays_as_it_is(text):
    assert clean(text.encode(), "text/plain").text == text
    assert clean(text.encode()).text == text


def test_a_text_says_nothing_of_itself():
    story = clean(STORY.encode(), "text/plain")
    assert (story.title, story.byline, story.published_on, story.canonical_url) == ("", "", None, "")
    assert (story.language, story.extractor, story.extractor_version) == ("en", "plain", "1")


@pytest.mark.parametrize(
    ("data", "media_type", "charset"),
    [
        (STORY.encode("utf-8-sig"), None, None),
        (STORY.encode("utf-16"), None, None),
        (b"\xfe\xff" + STORY.encode("utf-16-be"), "text/plain", None),
        (STORY.encode("utf-16-le"), "text/plain", "UTF-16LE"),
        (STORY.encode(), "text/plain", "ascii"),
        (STORY.encode(), "text/plain", "no-such-charset"),
        (STORY.encode(), "text/plain", "utf-7"),
    ],
)
def test_text_is_read_by_its_mark_or_by_what_is_declared(data, media_type, charset):
    assert clean(data, media_type, charset).text == STORY


RUSSIAN = "Сорок беспилотников были запущены ночью, сообщило в понедельник министерство гавани. Пострадали два человека.\n" * 5
FRENCH = "Quarante drones ont été lancés dans la nuit, a déclaré lundi le ministère. « Tout va bien », a-t-il ajouté.\n" * 5


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (FRENCH, "cp1252"), (FRENCH, "utf-8"), (RUSSIAN, "utf-16")]
)
def test_text_that_declares_nothing_is_read_by_its_look(text, encoding):
    assert clean(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("declared", "meta", "encoding"),
    [
        ("windows-1251", "", "cp1251"),
        (None, '<meta charset="windows-1251">', "cp1251"),
        (None, '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        # what the server says goes before what the page says
        ("windows-1251", '<meta charset="koi8-r">', "cp1251"),
        # and what cannot be before neither
        ("utf-8", '<meta charset="windows-1251">', "cp1251"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(declared, meta, encoding):
    page = f"<html><head>{meta}<title>x</title></head><body><article><p>{RUSSIAN}</p></article></body></html>"
    assert "беспилотников были запущены" in clean(page.encode(encoding), "text/html", declared).text


def test_a_page_with_a_broken_byte_is_still_that_page():
    page = PAGE.encode().replace(b"Ana Brook", b"Ana Br\xffook")
    story = clean(page, "text/html", "utf-8")
    assert "“We counted them all,” said Ana Br\ufffdook" in story.text


def test_a_text_that_is_in_no_encoding():
    assert code_of(b"\xff\xfe\x00", "text/plain") == "article:encoding"
    assert code_of(b"\xef\xbb\xbfcaf\xe9", "text/plain") == "article:encoding"
    assert code_of(b"Plain words. " * 20_000 + b"\x81\x8d") == "article:encoding"
    assert code_of(b"\xff\xfe" + "a\x00b".encode("utf-16-le")) == "article:encoding"


@pytest.mark.parametrize("label", ["utf-7", "rot13", "hex", "idna", "unicode_escape", "zip", "\x00", "x" * 1000, "", None])
def test_no_encoding_is_believed_that_the_web_does_not_use(label):
    assert known_encoding(label) is None


# --- what is no article -----------------------------------------------------------------------------------------------------


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", STORY)
    return file.getvalue()


@pytest.mark.parametrize("declared", [None, "text/plain", "text/html", "application/octet-stream"])
@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a\x01\x00\x01\x00",
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        zipped(),
        gzip.compress(STORY.encode()),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
        b"\x00\x00\x00\x18ftypmp42",
        rb"{\rtf1\ansi Forty drones}",
    ],
)
def test_files_of_other_kinds_are_refused_whatever_they_are_called(data, declared):
    assert code_of(data, declared) == "article:media_type"


@pytest.mark.parametrize("declared", ["application/json", "application/pdf", "image/svg+xml", "text/javascript\x00", "video/mp4"])
def test_other_kinds_are_refused_by_what_is_declared(declared):
    if declared.startswith("text/"):
        assert clean(STORY.encode(), declared).text == STORY
    else:
        assert code_of(b"<svg>{}</svg>", declared) == "article:media_type"


def test_binary_is_refused():
    data = random.Random(7).randbytes(5000)
    assert code_of(data) == "article:media_type"
    assert code_of(data, "text/plain") == "article:media_type"
    assert code_of(b"MZ\x90\x00\x03\x00\x00\x00", "text/plain") == "article:media_type"
    assert code_of(STORY.encode() + b"\x00", "text/plain") == "article:media_type"
    assert code_of(b"x" * 5000 + b"\x00", "text/plain") == "article:encoding"


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\u00a0\u2003\n".encode()])
def test_nothing_is_refused(data):
    assert code_of(data, "text/plain") == "article:empty"


def test_too_much_is_refused():
    page = b"<!doctype html><p>" + b"x" * MOST_PAGE_BYTES
    for data in (b"x" * (MOST_BYTES + 1), b"word " * (MOST_CHARACTERS // 5) + b"more", page):
        with pytest.raises(TooLarge) as caught:
            clean(data)
        assert caught.value.code == "article:too_large"


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        (b"<!DOCTYPE html><p>x", None, "text/html"),
        (b"\xef\xbb\xbf \n<!-- note --><HTML>", None, "text/html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "application/xml", "text/html"),
        (b"x", "application/xhtml+xml", "text/html"),
        # a text about HTML is a text, and so is what is called one
        (b"The <html> tag begins a page.", None, "text/plain"),
        (b"<html>", "text/plain", "text/plain"),
        (b"# Title", "text/markdown", "text/plain"),
        (b'<?xml version="1.0"?><rss>', "application/xml", "application/xml"),
        (b"x", "application/" + "x" * 200, "text/plain"),
        (b"x", "nonsense", "text/plain"),
    ],
)
def test_the_kind_is_told_by_the_bytes_and_by_what_is_declared(data, declared, expected):
    assert media_type_of(data, declared) == expected


@pytest.mark.parametrize(
    ("beginning", "rest", "expected"),
    [
        (b"<!-- -->\n" * 24, b"Forty drones.", "text/plain"),
        (b"<!-- -->\n" * 24, b"<p>Forty drones.", "text/html"),
        (b"<!---->" * 24, b"<!--", "text/plain"),
        (b" \n" * 1000 + b"<?xml?>" * 200, b"<?xml", "text/plain"),
        (b"<!--" * 1000, b"", "text/plain"),
        (b"<!-- <html> -->", b"Forty drones.", "text/plain"),
    ],
)
def test_the_beginning_of_a_page_is_read_once_however_it_is_built(beginning, rest, expected):
    begun = time.process_time()
    assert media_type_of(beginning + rest) == expected
    assert time.process_time() - begun < 1


def test_a_page_that_declares_nothing_at_length_is_decoded_at_once():
    page = b"<meta" * 40 + b"charset=" + b" " * 4000 + b"</html>"
    begun = time.process_time()
    assert decode(page, html=True) == (page.decode(), "utf-8")
    assert time.process_time() - begun < 1


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "text/plain", "text/html"]),
    st.sampled_from([None, "utf-8", "latin-1", "utf-16"]),
)
@settings(max_examples=300, deadline=None)
def test_whatever_comes_is_an_article_or_is_refused_with_a_code(data, media_type, charset):
    try:
        text = clean(data, media_type, charset).text
    except (Invalid, TooLarge) as error:
        assert error.code.startswith("article:")  # noqa: PT017 - either outcome will do
    else:
        assert text.strip()
        assert "\x00" not in text
        text.encode()


# --- language ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "en"),
        (RUSSIAN, "ru"),
        (FRENCH, "fr"),
        ("Сорок дронів було запущено вночі, повідомило у понеділок міністерство.", "uk"),
        ("أُطلقت أربعون طائرة مسيرة خلال الليل، حسبما قالت الوزارة يوم الاثنين.", "ar"),
        ("Two.", ""),
        ("12 / 40 = 30 % (2024) 1 2 3 4 5 6 7 8 9 10 11 12", ""),
        ("", ""),
    ],
)
def test_language(text, language):
    assert language_of(text) == language
