import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from sources.addresses import normalise


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://news.example/story", "https://news.example/story"),
        # scheme and host
        ("HTTPS://News.Example/Story", "https://news.example/Story"),
        ("https://news.example.", "https://news.example/"),
        ("  https://news.example/a \n", "https://news.example/a"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://новини。example/", "https://xn--b1amarcd.example/"),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://[2606:2800:021F:0000::1]/", "http://[2606:2800:21f::1]/"),
        # ports
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://news.example:/a", "https://news.example/a"),
        # fragment
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://news.example/#!/a", "https://news.example/"),
        # path
        ("https://news.example", "https://news.example/"),
        ("https://news.example?id=1", "https://news.example/?id=1"),
        ("https://news.example/a/./b/../c", "https://news.example/a/c"),
        ("https://news.example/a/b/..", "https://news.example/a/"),
        ("https://news.example/../../a", "https://news.example/a"),
        ("https://news.example/a/%2e%2e/b", "https://news.example/b"),
        ("https://news.example/a//b", "https://news.example/a//b"),
        # percent-encoding
        ("https://news.example/%7Eana/%c3%a9", "https://news.example/~ana/%C3%A9"),
        ("https://news.example/é", "https://news.example/%C3%A9"),
        ("https://news.example/a%2Fb", "https://news.example/a%2Fb"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ('https://news.example/a"b', "https://news.example/a%22b"),
        ("https://news.example/?q=a+b%20c", "https://news.example/?q=a+b%20c"),
        # tracking
        ("https://news.example/a?utm_source=x&id=7&fbclid=y", "https://news.example/a?id=7"),
        ("https://news.example/a?UTM_Campaign=x", "https://news.example/a"),
        ("https://news.example/a?%75tm_source=x", "https://news.example/a"),
        ("https://news.example/a?gclid=1#top", "https://news.example/a"),
        ("https://news.example/a?&&b=1&", "https://news.example/a?b=1"),
        # what means something stays, in its order
        ("https://news.example/a?b=2&a=1&a=0", "https://news.example/a?b=2&a=1&a=0"),
        ("https://news.example/a?spam=1&utmost=2&ref=3&source=4", "https://news.example/a?spam=1&utmost=2&ref=3&source=4"),
        ("https://news.example/a;v=1?x", "https://news.example/a;v=1?x"),
    ],
)
def test_the_same_page_has_one_address(given, expected):
    assert normalise(given) == expected


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "address:malformed"),
        ("   ", "address:malformed"),
        ("https://news.example/a b", "address:malformed"),
        ("https://news.example/a\nhttps://other.example/", "address:malformed"),
        ("https://news.example/\x00", "address:malformed"),
        ("https://news.example\\@other.example/", "address:malformed"),
        ("https://news.example/\ud800", "address:malformed"),
        ("http://[::1", "address:malformed"),
        ("news.example/story", "address:scheme"),
        ("//news.example/story", "address:scheme"),
        ("ftp://news.example/", "address:scheme"),
        ("file:///etc/passwd", "address:scheme"),
        ("javascript:alert(1)", "address:scheme"),
        ("data:text/html,x", "address:scheme"),
        ("https://ana@news.example/", "address:user_info"),
        ("https://ana:secret@news.example/", "address:user_info"),
        ("https://@news.example/", "address:user_info"),
        ("http://", "address:host"),
        ("http:news.example", "address:host"),
        ("http:///story", "address:host"),
        ("http://.news.example/", "address:host"),
        ("http://news..example/", "address:host"),
        ("http://-news.example/", "address:host"),
        ("http://new%73.example/", "address:host"),
        ("http://" + "a" * 64 + ".example/", "address:host"),
        ("http://" + "a." * 130 + "example/", "address:host"),
        ("http://[fe80::1%25eth0]/", "address:host"),
        ("http://[v1.example]/", "address:host"),
        ("http://☃☃‍.example/", "address:host"),
        ("http://news.example:8080/", "address:port"),
        ("https://news.example:80/", "address:port"),
        ("http://news.example:443/", "address:port"),
        ("http://news.example:99999/", "address:port"),
        ("http://news.example:x/", "address:port"),
        ("https://news.example/" + "a" * 2000, "address:too_long"),
        ("https://news.example/" + "é" * 700, "address:too_long"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url, code):
    with pytest.raises(Invalid) as caught:
        normalise(url)
    assert caught.value.code == code
    assert caught.value.details["field"] == "url"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_other_ports_are_for_tests_on_the_own_machine_only(host, settings):
    assert normalise(f"http://{host}:8123/") == f"http://{host}:8123/"
    settings.FETCH_ALLOW_PRIVATE = False
    with pytest.raises(Invalid) as caught:
        normalise(f"http://{host}:8123/")
    assert caught.value.code == "address:port"


def test_a_redirect_keeps_its_parameters():
    assert normalise("http://news.example/?utm_source=a&b=%7e#x", keep_parameters=True) == "http://news.example/?utm_source=a&b=~"


addresses = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.from_regex(r"([a-zA-Z0-9é]{1,8}\.){1,3}[a-z]{2,5}\.?", fullmatch=True),
    st.sampled_from(["", ":"]),
    *[st.text(st.sampled_from("aZ0-._~!$&'()*+,;=:@/%éя%2e%2F%C3%A9..?"), max_size=30)] * 3,
)


@given(addresses, st.booleans())
def test_a_normalised_address_is_its_own(address, keep_parameters):
    try:
        once = normalise(address, keep_parameters=keep_parameters)
    except Invalid:
        return
    assert normalise(once, keep_parameters=keep_parameters) == once
    assert once.isascii()


@given(st.text())
def test_whatever_is_typed_is_an_address_or_is_refused(text):
    for url in (text, f"http://{text}", f"https://news.example/{text}"):
        with contextlib.suppress(Invalid):
            assert normalise(normalise(url)) == normalise(url)
