import gzip
import ipaddress
import socket
import ssl
import struct
import threading
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest

from sources import connecting, fetching
from sources.connecting import checked_addresses, is_allowed
from sources.fetching import MOST_BYTES, FetchError, Redirect, content_type, fetch
from tests.sources.servers import answer, pages, serving

PAGE = b"<html><body><p>Forty drones were launched.</p></body></html>"
TLS = Path(__file__).parent / "tls"


def code_of(url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    return caught.value.code


# --- which addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1
    192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:93.184.215.14 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::5db8:d822 64:ff9b:1::1
    100::1
    2001::1 2001:db8::1 2002:7f00:1::1 2002:5db8:d822::1 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1""".split(),
)
def test_no_private_or_special_address_is_allowed(address, settings):
    settings.FETCH_ALLOW_PRIVATE = False
    assert not is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "172.32.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_allowed(address, settings):
    settings.FETCH_ALLOW_PRIVATE = False
    assert is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fe80::1", "192.168.1.1"])
def test_what_tests_need_is_the_own_machine_only(address, settings):
    settings.FETCH_ALLOW_PRIVATE = True
    assert is_allowed(ipaddress.ip_address("127.0.0.1"))
    assert is_allowed(ipaddress.ip_address("::1"))
    assert not is_allowed(ipaddress.ip_address(address))


def resolving(monkeypatch, *answers: list[str]):
    """Stubs the resolver: each look-up of a name gets the next answer, the last one from then on."""
    left = list(answers)
    resolve = socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        if not host.endswith(".example"):
            return resolve(host, port, *args, **kwargs)
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(connecting.socket, "getaddrinfo", getaddrinfo)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    resolving(monkeypatch, ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(connecting.RefusedAddressError):
        checked_addresses("mixed.example", 80)


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "http://user:password@example.org/",
        "http://example.org:22/",
        "https://example.org:80/",
        "http://example.org:443/",
    ],
)
def test_addresses_that_lead_inside_are_refused(url, settings):
    settings.FETCH_ALLOW_PRIVATE = False
    assert code_of(url) == "fetch:refused_address"


def test_a_name_server_that_changes_its_answer_gains_nothing(monkeypatch, settings):
    settings.FETCH_ALLOW_PRIVATE = False
    connected = []

    class Sockets:
        def connect_tcp(self, host, *args):
            connected.append(host)
            raise connecting.httpcore.ConnectError

    monkeypatch.setattr(connecting.httpcore, "SyncBackend", Sockets)
    resolving(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])
    assert code_of("http://rebinding.example/") == "fetch:connect"
    assert connected == ["93.184.215.14"]
    assert code_of("http://rebinding.example/") == "fetch:refused_address"
    assert connected == ["93.184.215.14"]


def test_each_redirect_is_checked_anew(monkeypatch):
    for inside in ("http://169.254.169.254/", "http://10.0.0.1/", "file:///etc/passwd", "http://example.org:6379/"):
        with serving(pages(index=answer(status="302 Found", Location=inside))) as port:
            assert code_of(f"http://127.0.0.1:{port}/") == "fetch:refused_address"


def test_a_redirect_to_a_name_that_resolves_inside_is_refused(monkeypatch):
    with serving(pages(index=answer(status="302 Found", Location="http://inside.example/"))) as port:
        resolving(monkeypatch, ["192.168.0.1"])
        assert code_of(f"http://127.0.0.1:{port}/") == "fetch:refused_address"


def test_the_next_address_is_tried_where_one_does_not_answer(monkeypatch):
    with serving(pages(index=answer(PAGE))) as port:
        monkeypatch.setattr(connecting, "checked_addresses", lambda *_: ["::1", "127.0.0.1"])
        assert fetch(f"http://127.0.0.1:{port}/").data == PAGE


# --- what comes -------------------------------------------------------------------------------------------------------------


def test_a_page_comes_with_what_the_server_says_of_it():
    page = answer(PAGE, Content_Type="text/html; charset=ISO-8859-2", Set_Cookie="secret=1", ETag='"x"')
    with serving(pages(index=answer(status="301 Moved", Location="/story?utm_source=a"), story=page)) as port:
        fetched = fetch(f"http://127.0.0.1:{port}/")
    base = f"http://127.0.0.1:{port}"
    assert fetched.data == PAGE
    assert fetched.final_url == f"{base}/story?utm_source=a"
    assert fetched.redirects == (Redirect(f"{base}/", 301, f"{base}/story?utm_source=a"),)
    assert (fetched.status, fetched.media_type, fetched.charset) == (200, "text/html", "ISO-8859-2")
    assert fetched.headers["etag"] == '"x"'
    assert "set-cookie" not in fetched.headers


def test_the_request_says_who_asks_and_nothing_of_this_machine(monkeypatch, tmp_path, settings):
    settings.FETCH_USER_AGENT = "Claimdesk tests"
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    heads = []

    def handle(connection, head):
        heads.append(head.lower())
        connection.sendall(
            answer(PAGE, Set_Cookie="a=b") if "/b" in head else answer(status="302 Found", Location="/b", Set_Cookie="a=b")
        )

    with serving(handle) as port:
        fetch(f"http://127.0.0.1:{port}/a")
    assert all(f"host: 127.0.0.1:{port}\r\n" in head and "user-agent: claimdesk tests\r\n" in head for head in heads)
    assert not any("cookie" in head or "authorization" in head or "referer" in head for head in heads)
    assert [head.split(" ")[1] for head in heads] == ["/a", "/b"]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("GZIP", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),  # without its header, as some servers do
        ("identity", PAGE),
    ],
)
def test_compressed_pages_are_read(encoding, body):
    with serving(pages(index=answer(body, Content_Encoding=encoding))) as port:
        assert fetch(f"http://127.0.0.1:{port}/").data == PAGE


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html; charset=utf-8", ("text/html", "utf-8")),
        ('Text/HTML;charset="windows-1251"; x=y', ("text/html", "windows-1251")),
        ("application/pdf", ("application/pdf", None)),
        ("", (None, None)),
        (";charset=", (None, None)),
    ],
)
def test_content_type(header, expected):
    assert content_type(header) == expected


# --- servers that misbehave -------------------------------------------------------------------------------------------------


def test_a_server_that_refuses():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(FetchError) as caught:
        fetch(f"http://127.0.0.1:{port}/")
    assert (caught.value.code, caught.value.transient) == ("fetch:connect", True)


@pytest.mark.parametrize(("error", "transient"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)])
def test_a_name_that_nobody_knows(error, transient, monkeypatch):
    def getaddrinfo(*args, **kwargs):
        raise socket.gaierror(error, "no")

    monkeypatch.setattr(connecting.socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(FetchError) as caught:
        fetch("http://nowhere.invalid/")
    assert (caught.value.code, caught.value.transient) == ("fetch:name", transient)


@pytest.mark.parametrize(
    ("status", "transient"),
    [(400, False), (403, False), (404, False), (410, False), (429, True), (500, True), (503, True), (304, False), (799, False)],
)
def test_a_server_that_says_no(status, transient):
    with serving(pages(index=answer(status=f"{status} So"))) as port, pytest.raises(FetchError) as caught:
        fetch(f"http://127.0.0.1:{port}/")
    assert (caught.value.code, caught.value.transient) == (f"fetch:http_{status}", transient)


def test_redirects_for_ever():
    asked = []

    def handle(connection, head):
        asked.append(head)
        connection.sendall(answer(status="302 Found", Location=f"/{len(asked)}"))

    with serving(handle) as port:
        assert code_of(f"http://127.0.0.1:{port}/") == "fetch:redirects"
    assert len(asked) == fetching.MOST_REDIRECTS + 1


def test_a_redirect_without_a_target():
    with serving(pages(index=answer(status="302 Found"))) as port:
        assert code_of(f"http://127.0.0.1:{port}/") == "fetch:http_302"


@pytest.mark.parametrize("location", ["http://[bad", "http://[::1/", "//[/", "http://a\u2100b/"])
def test_a_redirect_to_what_is_no_address(location):
    target = location.encode().decode("latin-1")
    with serving(pages(index=answer(status="302 Found", Location=target))) as port, pytest.raises(FetchError) as caught:
        fetch(f"http://127.0.0.1:{port}/")
    assert (caught.value.code, caught.value.transient) == ("fetch:location", False)


@pytest.mark.parametrize(
    ("sent", "followed", "path"),
    [
        ("/новости".encode(), "/новости", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        (b"/%D0%BD", "/%D0%BD", "/%D0%BD"),
        ("/café".encode("latin-1"), "/café", "/caf%C3%A9"),
    ],
)
def test_a_redirect_is_followed_in_the_encoding_that_it_is_in(sent, followed, path):
    asked = []

    def handle(connection, head):
        asked.append(head.split(" ")[1])
        first = answer(status="302 Found", Location=sent.decode("latin-1"))
        connection.sendall(answer(PAGE) if len(asked) > 1 else first)

    with serving(handle) as port:
        fetched = fetch(f"http://127.0.0.1:{port}/")
    base = f"http://127.0.0.1:{port}"
    assert asked == ["/", path]
    assert (fetched.redirects, fetched.final_url) == ((Redirect(f"{base}/", 302, f"{base}{followed}"),), f"{base}{path}")


@pytest.fixture
def hurry(monkeypatch):
    """A deadline that tests can wait for."""
    monkeypatch.setattr(fetching, "DEADLINE_SECONDS", 0.4)


def drip(connection, data: bytes, stop: threading.Event) -> None:
    for byte in data * 100:
        if stop.wait(0.05):
            return
        connection.sendall(bytes([byte]))


@pytest.mark.parametrize(
    "head",
    [
        None,  # says nothing at all
        b"",  # drips its head
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",  # drips its body
        b"HTTP/1.1 200 OK\r\n\r\n",  # drips without end
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_a_server_that_hangs_or_drips_does_not_outlast_the_deadline(head, hurry):
    stop = threading.Event()

    def handle(connection, _):
        if head is None:
            stop.wait(5)
        else:
            connection.sendall(head)
            drip(connection, b"1\r\nx\r\n" if b"chunked" in head else b"HTTP/1.1 200 OK\r\n", stop)

    with serving(handle) as port:
        begun = time.monotonic()
        try:
            assert code_of(f"http://127.0.0.1:{port}/") == "fetch:timeout"
        finally:
            stop.set()
        assert time.monotonic() - begun < 1.5


def test_slow_redirects_share_one_deadline(hurry):
    def handle(connection, _):
        time.sleep(0.15)
        connection.sendall(answer(status="302 Found", Location="/again"))

    with serving(handle) as port:
        assert code_of(f"http://127.0.0.1:{port}/") == "fetch:timeout"


def endless(head: bytes, chunk: bytes):
    """Sends the chunk until the other side has had enough, or 1 GB; says how much it sent."""
    sent = []

    def handle(connection, _):
        connection.sendall(head)
        for _ in range(2**30 // len(chunk)):
            connection.sendall(chunk)
            sent.append(len(chunk))

    return handle, sent


@pytest.mark.parametrize("announced", [True, False])
def test_a_gigabyte_is_not_read(announced):
    length = b"Content-Length: 1073741824\r\n" if announced else b""
    handle, sent = endless(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n", b"x" * 2**16)
    with serving(handle) as port:
        assert code_of(f"http://127.0.0.1:{port}/") == "fetch:too_large"
    assert sum(sent) < 2 * MOST_BYTES


@pytest.mark.parametrize("wbits", [zlib.MAX_WBITS | 16, zlib.MAX_WBITS])
def test_a_gigabyte_in_a_megabyte_is_not_unpacked(wbits):
    packer = zlib.compressobj(9, wbits=wbits)
    megabyte = b"\0" * 2**20
    bomb = b"".join(packer.compress(megabyte) for _ in range(200)) + packer.flush()
    encoding = "gzip" if wbits > zlib.MAX_WBITS else "deflate"
    with serving(pages(index=answer(bomb, Content_Encoding=encoding))) as port:
        tracemalloc.start()
        try:
            assert code_of(f"http://127.0.0.1:{port}/") == "fetch:too_large"
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 4 * MOST_BYTES


def test_the_largest_page_is_read_whole():
    page = b"x" * MOST_BYTES
    with serving(pages(index=answer(page), packed=answer(gzip.compress(page, 1), Content_Encoding="gzip"))) as port:
        assert fetch(f"http://127.0.0.1:{port}/").data == page
        assert fetch(f"http://127.0.0.1:{port}/packed").data == page


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "fetch:protocol"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort", "fetch:protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: lots\r\n\r\nx", "fetch:protocol"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "fetch:protocol"),
        (b"", "fetch:protocol"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", "fetch:protocol"),
        (answer(gzip.compress(PAGE, mtime=0)[:-12], Content_Encoding="gzip"), "fetch:protocol"),
        (answer(PAGE, Content_Encoding="gzip"), "fetch:encoding"),
        (answer(PAGE, Content_Encoding="br"), "fetch:encoding"),
        (answer(gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0), Content_Encoding="gzip, gzip"), "fetch:encoding"),
    ],
)
def test_answers_that_do_not_hold_together(response, code):
    with serving(lambda connection, _: connection.sendall(response)) as port:
        assert code_of(f"http://127.0.0.1:{port}/") == code


def test_a_connection_that_is_reset():
    def handle(connection, _):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with serving(handle) as port:
        assert code_of(f"http://127.0.0.1:{port}/") == "fetch:broken_off"


def test_nothing_begins_after_the_deadline(monkeypatch):
    monkeypatch.setattr(fetching, "DEADLINE_SECONDS", -1)
    with serving(pages(index=answer(PAGE))) as port:
        assert code_of(f"http://127.0.0.1:{port}/") == "fetch:timeout"


def test_more_than_was_announced_is_left():
    with serving(pages(index=b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort and more")) as port:
        assert fetch(f"http://127.0.0.1:{port}/").data == b"short"


# --- TLS --------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "localhost.pem")
    return context


def test_a_certificate_must_be_known_and_for_the_name(server_context, monkeypatch):
    trusting = ssl.create_default_context(cafile=str(TLS / "localhost.pem"))
    with serving(pages(index=answer(PAGE)), server_context) as port:
        assert code_of(f"https://localhost:{port}/") == "fetch:tls"
        monkeypatch.setattr(fetching, "_tls_context", lambda: trusting)
        assert fetch(f"https://localhost:{port}/").data == PAGE
        assert code_of(f"https://127.0.0.1:{port}/") == "fetch:tls"


def test_the_name_is_sent_though_the_address_is_connected_to(server_context, monkeypatch):
    trusting = ssl.create_default_context(cafile=str(TLS / "localhost.pem"))
    monkeypatch.setattr(fetching, "_tls_context", lambda: trusting)
    names = []
    server_context.sni_callback = lambda _, name, __: names.append(name)
    with serving(pages(index=answer(PAGE)), server_context) as port:
        fetch(f"https://localhost:{port}/")
    assert names == ["localhost"]
