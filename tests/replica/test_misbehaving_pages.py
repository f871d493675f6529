"""Misbehaviours of pages: notices, walls, encodings and certificates."""

import itertools
import socket
import ssl
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from replica.misbehaving import MisbehavingServer
from replica.misbehaving.encodings import to_windows_1258
from replica.misbehaving.good_site import LISTING
from replica.misbehaving.raw_http import fetch_faulty_article, fetch_raw


@contextmanager
def serving(name: str, max_seconds: float = 5.0) -> Iterator[MisbehavingServer]:
    with MisbehavingServer(name, "127.0.1.9", max_seconds=max_seconds) as server:
        yield server


# Notices and walls


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("parked", "đang được rao bán"),
        ("maintenance-200", "đang bảo trì"),
        ("soft-404", "Không tìm thấy bài viết"),
        ("anti-bot", "Đang kiểm tra trình duyệt"),
        ("cookie-wall", 'document.cookie="D1N='),
        ("login-page", 'type="password"'),
    ],
)
def test_notices_have_status_200_and_not_the_article(name: str, words: str) -> None:
    answer, site = fetch_faulty_article(name)
    assert answer.status == 200
    assert words in answer.text
    assert site.faulty_article.title not in answer.text


def test_empty_pages_are_empty() -> None:
    assert fetch_faulty_article("empty-200")[0].body == b""
    page = fetch_faulty_article("empty-article")[0].text
    assert "<main></main>" in page
    with serving("empty-listing") as server:
        listing = fetch_raw(server, LISTING).text
        assert not any(article.path in listing for article in server.articles)


def test_the_cookie_opens_only_the_cookie_wall() -> None:
    for name, opens in (("cookie-wall", True), ("anti-bot", False)):
        with serving(name) as server:
            page = fetch_raw(server, server.site.faulty_article.path, more="Cookie: D1N=6f1d\r\n").text
            assert (server.site.faulty_article.lead[:20] in page) is opens


def test_the_login_follows_a_redirect() -> None:
    with serving("login-redirect") as server:
        there = fetch_raw(server, LISTING).headers["location"]
        assert fetch_raw(server, there).status == 200
        assert 'type="password"' in fetch_raw(server, there).text
    with serving("login-article") as server:
        assert fetch_raw(server, LISTING).status == 200
        there = fetch_raw(server, server.site.faulty_article.path).headers["location"]
        assert 'type="password"' in fetch_raw(server, there).text


# Encodings


@pytest.mark.parametrize(
    ("name", "label", "truth"),
    [
        ("wrong-charset-header", "iso-8859-1", "utf-8"),
        ("unknown-charset", "tieng-viet", "utf-8"),
        ("windows-1258", "", "cp1258"),
        ("utf-16", "", "utf-16"),
    ],
)
def test_the_encoding_differs_from_the_declared_one(name: str, label: str, truth: str) -> None:
    answer, site = fetch_faulty_article(name)
    assert answer.headers["content-type"].lower().partition("charset=")[2] == label
    read = unicodedata.normalize("NFC", answer.body.decode(truth))
    assert f"<h1>{site.faulty_article.title}</h1>" in read


def test_windows_1258_keeps_every_vietnamese_letter() -> None:
    letters = "aăâeêioôơuưy"
    every = "".join(
        letter + tone for letter, tone in itertools.product(letters, ["", *"\u0300\u0301\u0303\u0309\u0323"])
    )
    words = unicodedata.normalize("NFC", every + every.upper() + "đĐ “”–")
    packed = to_windows_1258(words)
    assert b"&#" not in packed
    assert unicodedata.normalize("NFC", packed.decode("cp1258")) == words


def test_mojibake_can_be_reversed() -> None:
    answer, site = fetch_faulty_article("mojibake")
    assert site.faulty_article.title not in answer.text
    assert site.faulty_article.title in answer.text.encode("latin-1").decode()


def test_invalid_bytes_are_where_described() -> None:
    assert 'charset="windows-1252"' in fetch_faulty_article("wrong-charset-meta")[0].text
    with pytest.raises(UnicodeDecodeError):
        fetch_faulty_article("invalid-utf-8")[0].body.decode()
    assert b"\x00" in fetch_faulty_article("null-bytes")[0].body
    binary = fetch_faulty_article("binary-as-html")[0]
    assert (binary.headers["content-type"], binary.body[:4]) == ("text/html; charset=utf-8", b"\x7fELF")
    assert fetch_faulty_article("html-as-octets")[0].headers["content-type"] == "application/octet-stream"


# Certificates


def refused(server: MisbehavingServer, *, trusted: bool, host: str = "127.0.1.9") -> str:
    """What a client says to the certificate; "" where it accepts it."""
    assert server.certificate is not None
    pem = server.certificate.pem.decode() if trusted else None
    context = ssl.create_default_context(cadata=pem)
    try:
        with (
            socket.create_connection((server.address, server.port), timeout=3) as plain,
            context.wrap_socket(plain, server_hostname=host),
        ):
            return ""
    except ssl.SSLCertVerificationError as error:
        return error.verify_message


def test_a_certificate_has_only_its_fault() -> None:
    with serving("self-signed") as server:
        assert server.url.startswith("https://")
        assert "self" in refused(server, trusted=False)
        assert refused(server, trusted=True) == ""
        assert fetch_raw(server, LISTING).status == 200
    with serving("expired-certificate") as server:
        assert "expired" in refused(server, trusted=True)
    with serving("other-name-certificate") as server:
        assert "mismatch" in refused(server, trusted=True)
        assert refused(server, trusted=True, host="khac.example") == ""


def test_plain_http_at_an_https_address() -> None:
    with serving("http-at-https") as server:
        assert server.url.startswith("https://")
        with (
            socket.create_connection((server.address, server.port), timeout=3) as plain,
            pytest.raises(ssl.SSLError, match=r"(?i)wrong.version|http.request"),
        ):
            ssl.create_default_context().wrap_socket(plain, server_hostname=server.address)
