"""Each misbehaves as it says. The client is a raw socket: it follows nothing and repairs nothing."""

import gzip
import itertools
import re
import socket
import ssl
import threading
import time
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from replica.misbehaving import MISBEHAVIOURS, Ground, MisbehavingServer
from replica.misbehaving.coding import BOMB
from replica.misbehaving.encodings import to_windows_1258
from replica.misbehaving.flood import REQUESTS, SECONDS
from replica.misbehaving.ground import LISTING
from replica.misbehaving.size import DEPTH, HUGE, LINKS


@dataclass(frozen=True)
class Answer:
    """``end``: how the connection ended: "closed", "reset", "silence" (nothing for a while), "enough"."""

    head: str
    body: bytes
    end: str

    @property
    def status(self) -> int:
        return int(self.head.split(" ")[1]) if self.head.startswith("HTTP/") else 0

    @property
    def headers(self) -> Mapping[str, str]:
        lines = self.head.split("\r\n")[1:]
        return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    server: MisbehavingServer, target: str, *, quiet: float = 3.0, enough: int = 1 << 24, more: str = ""
) -> Answer:
    """Everything that comes back, until the end, ``quiet`` seconds of nothing or ``enough`` bytes."""
    data, end = bytearray(), "closed"
    asked = f"GET {target} HTTP/1.1\r\nHost: {server.address}:{server.port}\r\n{more}\r\n"
    with (
        socket.create_connection((server.address, server.port), timeout=quiet) as plain,
        talk(server, plain) as client,
    ):
        client.sendall(asked.encode())
        try:
            while piece := client.recv(1 << 16):
                data += piece
                if len(data) >= enough:
                    end = "enough"
                    break
        except TimeoutError:
            end = "silence"
        except ConnectionResetError:
            end = "reset"
    head, _, body = bytes(data).partition(b"\r\n\r\n")
    return Answer(head.decode("latin-1"), body, end)


@contextmanager
def talk(server: MisbehavingServer, plain: socket.socket) -> Iterator[socket.socket]:
    if server.certificate is None:
        yield plain
        return
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with trusting.wrap_socket(plain) as secure:
        yield secure


@contextmanager
def serving(name: str, longest: float = 5.0) -> Iterator[MisbehavingServer]:
    with MisbehavingServer(name, "127.0.1.9", longest=longest) as server:
        yield server


def bad(name: str, *, quiet: float = 3.0, enough: int = 1 << 24) -> tuple[Answer, MisbehavingServer]:
    with serving(name) as server:
        return ask(server, server.site.bad.path, quiet=quiet, enough=enough), server


def reach(name: str) -> list[str]:
    return [each.name for each in MISBEHAVIOURS.values() if each.reach == name]


# What holds for all of them


def test_there_are_more_than_thirty_each_with_one_sentence() -> None:
    assert len(MISBEHAVIOURS) >= 34
    for name, each in MISBEHAVIOURS.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), name
        assert each.does.endswith("."), name
        assert each.expect, name
        assert each.expect not in each.or_else, name
        assert 0 <= each.articles <= 5, name


@pytest.mark.parametrize("name", reach("article"))
def test_where_one_article_is_spoilt_the_listing_and_the_other_four_are_good(name: str) -> None:
    with serving(name) as server:
        listing = ask(server, LISTING)
        assert listing.status == 200
        for article in server.articles:
            assert f'href="{article.path}"' in listing.text
        for article in server.site.others:
            page = ask(server, article.path)
            assert page.status == 200
            assert page.text == server.site.article(article)


def test_every_site_has_articles_of_its_own_and_the_same_ones_each_time() -> None:
    for name in MISBEHAVIOURS:
        ground = Ground(name)
        assert len({article.path for article in ground.articles}) == 5
        assert ground.articles == Ground(name).articles
        dates = [article.published for article in ground.articles]
        assert dates == sorted(dates, reverse=True)


def test_good_pages_say_nothing_of_the_misbehaviour() -> None:
    for name in MISBEHAVIOURS:
        ground = Ground(name)
        assert name not in ground.listing()


@pytest.mark.parametrize("name", list(MISBEHAVIOURS))
def test_stops_quickly_with_a_request_under_way_and_leaves_no_thread(name: str) -> None:
    server = MisbehavingServer(name, "127.0.1.8").start()
    clients = []
    for path in ("/robots.txt", LISTING, server.site.bad.path):
        try:
            client = socket.create_connection((server.address, server.port), timeout=2)
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            clients.append(client)
        except OSError:
            assert not server.misbehaviour.listens
    begun = time.monotonic()
    server.stop()
    server.stop()
    assert time.monotonic() - begun < 1.5
    for client in clients:
        client.close()
    assert not [each for each in threading.enumerate() if each.name == f"misbehaving-{name}"]


def test_nothing_goes_on_for_longer_than_it_may() -> None:
    with serving("stall", longest=0.5) as server:
        begun = time.monotonic()
        answer = ask(server, server.site.bad.path)
        assert answer.end == "closed"
        assert 0.4 < time.monotonic() - begun < 2


def test_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        MisbehavingServer("khong-co")


# Below HTTP


def test_slow_ones_send_a_byte_a_second() -> None:
    with serving("slow-headers") as server:
        assert len(ask(server, server.site.bad.path, quiet=0.7).head) == 1
    with serving("slow-bytes") as server:
        answer = ask(server, server.site.bad.path, quiet=0.7)
        assert (answer.status, len(answer.body), answer.end) == (200, 1, "silence")


def test_stall_sends_half_and_holds_the_line() -> None:
    answer, server = bad("stall", quiet=0.6)
    whole = int(answer.headers["content-length"])
    assert (len(answer.body), answer.end) == (whole // 2, "silence")
    assert whole == len(server.site.article(server.site.bad).encode())


def test_silent_takes_the_connection_and_says_nothing() -> None:
    with serving("silent") as server:
        assert ask(server, "/robots.txt", quiet=0.5) == Answer("", b"", "silence")


def test_refused_port_is_held_so_that_nobody_else_takes_it() -> None:
    with serving("connection-refused") as server:
        with pytest.raises(ConnectionRefusedError):
            ask(server, "/")
        with pytest.raises(OSError, match="in use"):
            socket.create_server((server.address, server.port))


@pytest.mark.parametrize(
    ("name", "end", "part"),
    [("hang-up", "closed", 0), ("reset-before-headers", "reset", 0), ("reset-mid-body", "reset", 1)],
)
def test_connections_end_as_named(name: str, end: str, part: int) -> None:
    answer, server = bad(name)
    half = len(server.site.article(server.site.bad).encode()) // 2
    assert (answer.end, len(answer.body)) == (end, part * half)


# Lengths, heads and codings


def test_lengths_are_wrong_in_the_named_direction() -> None:
    short, server = bad("truncated")
    whole = server.site.article(server.site.bad).encode()
    assert int(short.headers["content-length"]) == len(whole)
    assert short.body == whole[: len(whole) // 2]
    long, server = bad("length-too-short")
    whole = server.site.article(server.site.bad).encode()
    assert long.body == whole
    counted = whole[: int(long.headers["content-length"])]
    assert b"</article></main>" in counted
    assert not counted.rstrip().endswith(b"</html>")


def test_chunks_are_broken() -> None:
    broken, _ = bad("broken-chunks")
    size, _, rest = broken.body.partition(b"\r\n")
    assert rest[int(size, 16) :].startswith(b"\r\nkhong phai so\r\n")
    unfinished, _ = bad("unfinished-chunks")
    size, _, rest = unfinished.body.partition(b"\r\n")
    assert rest[int(size, 16) :] == b"\r\n"


def test_heads_are_no_http_or_far_too_long() -> None:
    assert bad("no-http")[0].head.startswith("220 ")
    assert "\r\n\r\n" not in bad("endless-headers", enough=3 << 20)[0].head
    assert len(bad("one-long-header")[0].head) > 8 * 1024 * 1024


def test_bomb_is_ten_megabytes_that_unpack_a_thousandfold() -> None:
    with serving("gzip-bomb") as server:
        answer = ask(server, server.site.bad.path, quiet=10)
    assert 0.99 * BOMB < len(answer.body) == int(answer.headers["content-length"]) <= BOMB
    unpack = zlib.decompressobj(31)
    part = unpack.decompress(answer.body[: 64 * 1024])
    assert len(part) > 900 * 60 * 1024
    assert part.startswith(b"<!DOCTYPE html>")


def test_gzip_is_broken_or_short() -> None:
    for name, error in (("broken-gzip", zlib.error), ("short-gzip", EOFError)):
        answer, _ = bad(name)
        assert answer.headers["content-encoding"] == "gzip"
        with pytest.raises(error):
            gzip.decompress(answer.body)


def test_codings_are_mislabelled() -> None:
    plain, _ = bad("plain-called-gzip")
    assert (plain.headers["content-encoding"], plain.body[:9]) == ("gzip", b"<!DOCTYPE")
    brotli, server = bad("gzip-called-brotli")
    assert brotli.headers["content-encoding"] == "br"
    assert gzip.decompress(brotli.body).decode() == server.site.article(server.site.bad)


def test_unusual_codings_hold_the_whole_page() -> None:
    deflated, server = bad("raw-deflate")
    assert zlib.decompress(deflated.body, -15).decode() == server.site.article(server.site.bad)
    with pytest.raises(zlib.error):
        zlib.decompress(deflated.body)
    twice, server = bad("twice-gzip")
    assert gzip.decompress(gzip.decompress(twice.body)).decode() == server.site.article(server.site.bad)


# Sizes


def test_huge_page_says_so_and_keeps_its_word() -> None:
    with (
        serving("huge-page", longest=20) as server,
        socket.create_connection((server.address, server.port), timeout=5) as client,
    ):
        client.sendall(f"GET {server.site.bad.path} HTTP/1.1\r\n\r\n".encode())
        head, _, first = client.recv(1 << 16).partition(b"\r\n\r\n")
        count, buffer = len(first), bytearray(1 << 20)
        while got := client.recv_into(buffer):
            count += got
    assert f"Content-Length: {HUGE}".encode() in head
    assert count == HUGE


def test_endless_body_goes_on() -> None:
    answer, _ = bad("endless-body", enough=20 << 20)
    assert answer.end == "enough"
    assert "content-length" not in answer.headers


def test_many_links_and_deep_nesting() -> None:
    with serving("many-links") as server:
        listing = ask(server, LISTING).text
        assert listing.count('<a href="/lien-ket/') == LINKS
        assert ask(server, "/lien-ket/7").status == 404
    deep, server = bad("deep-nesting")
    assert deep.text.count("<div>") == DEPTH
    assert deep.text.index("</article>") < deep.text.index("<div><div>")


# Redirects and statuses


def test_redirects_lead_where_they_should_not() -> None:
    targets = {
        "redirect-to-private": "http://10.0.0.1/tin-tuc/",
        "redirect-to-metadata": "http://169.254.169.254/latest/meta-data/",
        "redirect-to-localhost": "http://2130706433:9/",
        "redirect-to-file": "file:///etc/hostname",
        "redirect-to-javascript": "javascript:alert(1)",
        "redirect-off-site": "http://khuyen-mai.example/",
        "external-article": "http://bao-khac.example/tin/1.html",
    }
    for name, target in targets.items():
        answer, _ = bad(name)
        assert answer.status in (301, 302)
        assert answer.headers["location"] == target
    answer, server = bad("endless-redirect")
    assert answer.headers["location"] == server.site.bad.path
    assert "location" not in bad("redirect-without-location")[0].headers


def test_chain_of_thirty_ends_at_the_article_and_ping_pong_never() -> None:
    with serving("redirect-chain") as server:
        target, steps = server.site.bad.path, 0
        while (answer := ask(server, target)).status == 301:
            target, steps = answer.headers["location"], steps + 1
        assert steps == 30
        assert server.site.bad.lead[:20] in answer.text
    with serving("redirect-ping-pong") as server:
        there = ask(server, LISTING).headers["location"]
        assert ask(server, there).headers["location"] == LISTING


def test_meta_refresh_asks_for_another_address_each_time() -> None:
    with serving("meta-refresh-loop") as server:
        pages = [ask(server, server.site.bad.path).text for _ in range(2)]
    found = [re.findall(r'content="0; url=([^"]+)"', page)[0] for page in pages]
    assert found == [f"{server.site.bad.path}?lan={number}" for number in (1, 2)]


@pytest.mark.parametrize(
    ("name", "status", "header"),
    [
        ("article-500", 500, None),
        ("all-500", 500, None),
        ("all-502", 502, None),
        ("all-503-retry-after", 503, "3600"),
        ("all-429-date", 429, "Fri, 01 Jan 2100 00:00:00 GMT"),
        ("forbidden", 403, None),
        ("odd-status", 799, None),
        ("maintenance-503", 503, None),
    ],
)
def test_statuses(name: str, status: int, header: str | None) -> None:
    answer, _ = bad(name)
    assert answer.status == status
    assert answer.headers.get("retry-after") == header


def test_some_errors_are_over_at_the_second_request() -> None:
    for name, status in (("once-500", 500), ("once-503-retry-after", 503)):
        with serving(name) as server:
            assert [ask(server, LISTING).status for _ in range(3)] == [status, 200, 200]


# Floods and robots.txt


@pytest.mark.parametrize(("name", "status"), [("flood-page", 200), ("flood-429", 429)])
def test_flood_begins_after_so_many_requests_and_ends_after_the_named_seconds(name: str, status: int) -> None:
    with serving(name) as server:
        assert ask(server, "/robots.txt").text.startswith("User-agent")
        before = [ask(server, LISTING) for _ in range(REQUESTS)]
        assert all("<title>Tin tức" in answer.text for answer in before)
        flood = ask(server, LISTING)
        assert flood.status == status
        assert "<title>Hãy đợi...</title>" in flood.text
        seconds = int(re.findall(r"var Timeout = (\d+);", flood.text)[0])
        assert seconds == SECONDS
        assert flood.headers.get("retry-after") == (str(seconds) if status == 429 else None)
        assert "Hãy đợi" in ask(server, LISTING).text
        time.sleep(seconds)
        assert "Hãy đợi" not in ask(server, LISTING).text


def test_flood_covers_robots_until_one_waits() -> None:
    with serving("flood-robots") as server:
        first = ask(server, "/robots.txt")
        assert (first.status, "Hãy đợi" in first.text) == (200, True)
        time.sleep(SECONDS)
        assert ask(server, "/robots.txt").text.startswith("User-agent")
        assert "Hãy đợi" not in ask(server, LISTING).text
    with serving("flood-for-ever") as server:
        assert all("Hãy đợi" in ask(server, path).text for path in ("/robots.txt", "/", LISTING))


def test_robots_say_no_or_nothing_that_can_be_read() -> None:
    seen = {}
    for name in MISBEHAVIOURS:
        if name.startswith("robots-"):
            with serving(name) as server:
                seen[name] = ask(server, "/robots.txt")
                assert ask(server, LISTING).status == 200
    assert "Disallow: /\n" in seen["robots-disallow-all"].text
    assert "<html" in seen["robots-html"].text
    assert seen["robots-login"].headers["location"] == "/dang-nhap"
    assert (seen["robots-500"].status, seen["robots-403"].status) == (500, 403)
    assert "Crawl-delay: 1\n" in seen["robots-crawl-delay"].text
    assert seen["robots-reset"].end == "reset"


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
def test_notices_have_status_200_and_nothing_of_the_article(name: str, words: str) -> None:
    answer, server = bad(name)
    assert answer.status == 200
    assert words in answer.text
    assert server.site.bad.title not in answer.text


def test_empty_pages_are_empty() -> None:
    assert bad("empty-200")[0].body == b""
    page = bad("empty-article")[0].text
    assert "<main></main>" in page
    with serving("empty-listing") as server:
        listing = ask(server, LISTING).text
        assert not any(article.path in listing for article in server.articles)


def test_cookie_opens_the_cookie_wall_only() -> None:
    for name, opens in (("cookie-wall", True), ("anti-bot", False)):
        with serving(name) as server:
            page = ask(server, server.site.bad.path, more="Cookie: D1N=6f1d\r\n").text
            assert (server.site.bad.lead[:20] in page) is opens


def test_login_stands_behind_a_redirect() -> None:
    with serving("login-redirect") as server:
        there = ask(server, LISTING).headers["location"]
        assert ask(server, there).status == 200
        assert 'type="password"' in ask(server, there).text
    with serving("login-article") as server:
        assert ask(server, LISTING).status == 200
        there = ask(server, server.site.bad.path).headers["location"]
        assert 'type="password"' in ask(server, there).text


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
def test_bytes_are_in_another_encoding_than_the_header_says(name: str, label: str, truth: str) -> None:
    answer, server = bad(name)
    assert answer.headers["content-type"].lower().partition("charset=")[2] == label
    read = unicodedata.normalize("NFC", answer.body.decode(truth))
    assert f"<h1>{server.site.bad.title}</h1>" in read


def test_windows_1258_keeps_every_vietnamese_letter() -> None:
    letters = "aăâeêioôơuưy"
    every = "".join(
        letter + tone for letter, tone in itertools.product(letters, ["", *"\u0300\u0301\u0303\u0309\u0323"])
    )
    words = unicodedata.normalize("NFC", every + every.upper() + "đĐ “”–")
    packed = to_windows_1258(words)
    assert b"&#" not in packed
    assert unicodedata.normalize("NFC", packed.decode("cp1258")) == words


def test_mojibake_is_repaired_by_one_step_back() -> None:
    answer, server = bad("mojibake")
    assert server.site.bad.title not in answer.text
    assert server.site.bad.title in answer.text.encode("latin-1").decode()


def test_wrong_bytes_stand_where_they_should() -> None:
    assert 'charset="windows-1252"' in bad("wrong-charset-meta")[0].text
    with pytest.raises(UnicodeDecodeError):
        bad("invalid-utf-8")[0].body.decode()
    assert b"\x00" in bad("null-bytes")[0].body
    binary = bad("binary-as-html")[0]
    assert (binary.headers["content-type"], binary.body[:4]) == ("text/html; charset=utf-8", b"\x7fELF")
    assert bad("html-as-octets")[0].headers["content-type"] == "application/octet-stream"


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


def test_certificates_have_the_named_fault_and_no_other() -> None:
    with serving("self-signed") as server:
        assert server.url.startswith("https://")
        assert "self" in refused(server, trusted=False)
        assert refused(server, trusted=True) == ""
        assert ask(server, LISTING).status == 200
    with serving("expired-certificate") as server:
        assert "expired" in refused(server, trusted=True)
    with serving("other-name-certificate") as server:
        assert "mismatch" in refused(server, trusted=True)
        assert refused(server, trusted=True, host="khac.example") == ""


def test_http_is_spoken_at_an_https_address() -> None:
    with serving("http-at-https") as server:
        assert server.url.startswith("https://")
        with (
            socket.create_connection((server.address, server.port), timeout=3) as plain,
            pytest.raises(ssl.SSLError, match=r"(?i)wrong.version|http.request"),
        ):
            ssl.create_default_context().wrap_socket(plain, server_hostname=server.address)
