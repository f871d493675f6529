"""Misbehaviours of lengths, codings, sizes, redirects, statuses and floods."""

import gzip
import re
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from replica.misbehaving import MISBEHAVIOURS, MisbehavingServer
from replica.misbehaving.content_codings import BOMB
from replica.misbehaving.flood import REQUESTS, SECONDS
from replica.misbehaving.good_site import LISTING
from replica.misbehaving.oversized import DEPTH, HUGE, LINKS
from replica.misbehaving.raw_http import fetch_faulty_article, fetch_raw


@contextmanager
def serving(name: str, max_seconds: float = 5.0) -> Iterator[MisbehavingServer]:
    with MisbehavingServer(name, "127.0.1.9", max_seconds=max_seconds) as server:
        yield server


# Lengths, heads and codings


def test_lengths_are_wrong_as_described() -> None:
    short, site = fetch_faulty_article("truncated")
    whole = site.article(site.faulty_article).encode()
    assert int(short.headers["content-length"]) == len(whole)
    assert short.body == whole[: len(whole) // 2]
    long, site = fetch_faulty_article("length-too-short")
    whole = site.article(site.faulty_article).encode()
    assert long.body == whole
    counted = whole[: int(long.headers["content-length"])]
    assert b"</article></main>" in counted
    assert not counted.rstrip().endswith(b"</html>")


def test_chunks_are_broken() -> None:
    broken, _ = fetch_faulty_article("broken-chunks")
    size, _, rest = broken.body.partition(b"\r\n")
    assert rest[int(size, 16) :].startswith(b"\r\nkhong phai so\r\n")
    unfinished, _ = fetch_faulty_article("unfinished-chunks")
    size, _, rest = unfinished.body.partition(b"\r\n")
    assert rest[int(size, 16) :] == b"\r\n"


def test_heads_are_not_http_or_too_long() -> None:
    assert fetch_faulty_article("no-http")[0].head.startswith("220 ")
    assert "\r\n\r\n" not in fetch_faulty_article("endless-headers", enough=3 << 20)[0].head
    assert len(fetch_faulty_article("one-long-header")[0].head) > 8 * 1024 * 1024


def test_the_gzip_bomb_expands_a_thousandfold() -> None:
    with serving("gzip-bomb") as server:
        answer = fetch_raw(server, server.site.faulty_article.path, quiet=10)
    assert 0.99 * BOMB < len(answer.body) == int(answer.headers["content-length"]) <= BOMB
    unpack = zlib.decompressobj(31)
    part = unpack.decompress(answer.body[: 64 * 1024])
    assert len(part) > 900 * 60 * 1024
    assert part.startswith(b"<!DOCTYPE html>")


def test_gzip_is_broken_or_short() -> None:
    for name, error in (("broken-gzip", zlib.error), ("short-gzip", EOFError)):
        answer, _ = fetch_faulty_article(name)
        assert answer.headers["content-encoding"] == "gzip"
        with pytest.raises(error):
            gzip.decompress(answer.body)


def test_codings_are_mislabelled() -> None:
    plain, _ = fetch_faulty_article("plain-called-gzip")
    assert (plain.headers["content-encoding"], plain.body[:9]) == ("gzip", b"<!DOCTYPE")
    brotli, site = fetch_faulty_article("gzip-called-brotli")
    assert brotli.headers["content-encoding"] == "br"
    assert gzip.decompress(brotli.body).decode() == site.article(site.faulty_article)


def test_unusual_codings_decode_to_the_whole_page() -> None:
    deflated, site = fetch_faulty_article("raw-deflate")
    assert zlib.decompress(deflated.body, -15).decode() == site.article(site.faulty_article)
    with pytest.raises(zlib.error):
        zlib.decompress(deflated.body)
    twice, site = fetch_faulty_article("twice-gzip")
    assert gzip.decompress(gzip.decompress(twice.body)).decode() == site.article(site.faulty_article)


# Sizes


def test_the_huge_page_has_its_declared_length() -> None:
    with (
        serving("huge-page", max_seconds=20) as server,
        socket.create_connection((server.address, server.port), timeout=5) as client,
    ):
        client.sendall(f"GET {server.site.faulty_article.path} HTTP/1.1\r\n\r\n".encode())
        head, _, first = client.recv(1 << 16).partition(b"\r\n\r\n")
        count, buffer = len(first), bytearray(1 << 20)
        while got := client.recv_into(buffer):
            count += got
    assert f"Content-Length: {HUGE}".encode() in head
    assert count == HUGE


def test_the_endless_body_does_not_end() -> None:
    answer, _ = fetch_faulty_article("endless-body", enough=20 << 20)
    assert answer.end == "enough"
    assert "content-length" not in answer.headers


def test_many_links_and_deep_nesting() -> None:
    with serving("many-links") as server:
        listing = fetch_raw(server, LISTING).text
        assert listing.count('<a href="/lien-ket/') == LINKS
        assert fetch_raw(server, "/lien-ket/7").status == 404
    deep, _ = fetch_faulty_article("deep-nesting")
    assert deep.text.count("<div>") == DEPTH
    assert deep.text.index("</article>") < deep.text.index("<div><div>")


# Redirects and statuses


def test_redirects_lead_to_forbidden_targets() -> None:
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
        answer, _ = fetch_faulty_article(name)
        assert answer.status in (301, 302)
        assert answer.headers["location"] == target
    answer, site = fetch_faulty_article("endless-redirect")
    assert answer.headers["location"] == site.faulty_article.path
    assert "location" not in fetch_faulty_article("redirect-without-location")[0].headers


def test_the_redirect_chain_ends_and_the_ping_pong_does_not() -> None:
    with serving("redirect-chain") as server:
        target, steps = server.site.faulty_article.path, 0
        while (answer := fetch_raw(server, target)).status == 301:
            target, steps = answer.headers["location"], steps + 1
        assert steps == 30
        assert server.site.faulty_article.lead[:20] in answer.text
    with serving("redirect-ping-pong") as server:
        there = fetch_raw(server, LISTING).headers["location"]
        assert fetch_raw(server, there).headers["location"] == LISTING


def test_meta_refresh_changes_its_address_every_time() -> None:
    with serving("meta-refresh-loop") as server:
        pages = [fetch_raw(server, server.site.faulty_article.path).text for _ in range(2)]
    targets = [re.findall(r'content="0; url=([^"]+)"', page)[0] for page in pages]
    assert targets == [f"{server.site.faulty_article.path}?lan={number}" for number in (1, 2)]


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
    answer, _ = fetch_faulty_article(name)
    assert answer.status == status
    assert answer.headers.get("retry-after") == header


def test_temporary_errors_are_over_at_the_second_request() -> None:
    for name, status in (("once-500", 500), ("once-503-retry-after", 503)):
        with serving(name) as server:
            assert [fetch_raw(server, LISTING).status for _ in range(3)] == [status, 200, 200]


# Floods and robots.txt


@pytest.mark.parametrize(("name", "status"), [("flood-page", 200), ("flood-429", 429)])
def test_the_flood_page_comes_after_some_requests_and_ends_in_time(name: str, status: int) -> None:
    with serving(name) as server:
        assert fetch_raw(server, "/robots.txt").text.startswith("User-agent")
        before = [fetch_raw(server, LISTING) for _ in range(REQUESTS)]
        assert all("<title>Tin tức" in answer.text for answer in before)
        flood = fetch_raw(server, LISTING)
        assert flood.status == status
        assert "<title>Hãy đợi...</title>" in flood.text
        seconds = int(re.findall(r"var Timeout = (\d+);", flood.text)[0])
        assert seconds == SECONDS
        assert flood.headers.get("retry-after") == (str(seconds) if status == 429 else None)
        assert "Hãy đợi" in fetch_raw(server, LISTING).text
        time.sleep(seconds)
        assert "Hãy đợi" not in fetch_raw(server, LISTING).text


def test_the_flood_page_covers_robots_until_the_client_waits() -> None:
    with serving("flood-robots") as server:
        first = fetch_raw(server, "/robots.txt")
        assert (first.status, "Hãy đợi" in first.text) == (200, True)
        time.sleep(SECONDS)
        assert fetch_raw(server, "/robots.txt").text.startswith("User-agent")
        assert "Hãy đợi" not in fetch_raw(server, LISTING).text
    with serving("flood-for-ever") as server:
        assert all("Hãy đợi" in fetch_raw(server, path).text for path in ("/robots.txt", "/", LISTING))


def test_robots_disallows_or_is_unusable() -> None:
    seen = {}
    for name in MISBEHAVIOURS:
        if name.startswith("robots-"):
            with serving(name) as server:
                seen[name] = fetch_raw(server, "/robots.txt")
                assert fetch_raw(server, LISTING).status == 200
    assert "Disallow: /\n" in seen["robots-disallow-all"].text
    assert "<html" in seen["robots-html"].text
    assert seen["robots-login"].headers["location"] == "/dang-nhap"
    assert (seen["robots-500"].status, seen["robots-403"].status) == (500, 403)
    assert "Crawl-delay: 1\n" in seen["robots-crawl-delay"].text
    assert seen["robots-reset"].end == "reset"
