"""Every misbehaviour does what it describes. The client is a raw socket without redirects and repairs."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from replica.misbehaving import MISBEHAVIOURS, GoodSite, MisbehavingServer
from replica.misbehaving.good_site import LISTING
from replica.misbehaving.raw_http import RawResponse, fetch_faulty_article, fetch_raw


@contextmanager
def serving(name: str, max_seconds: float = 5.0) -> Iterator[MisbehavingServer]:
    with MisbehavingServer(name, "127.0.1.9", max_seconds=max_seconds) as server:
        yield server


def reach(name: str) -> list[str]:
    return [misbehaviour.name for misbehaviour in MISBEHAVIOURS.values() if misbehaviour.reach == name]


# What holds for all of them


def test_every_misbehaviour_is_described() -> None:
    assert len(MISBEHAVIOURS) >= 34
    for name, misbehaviour in MISBEHAVIOURS.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), name
        assert misbehaviour.description.endswith("."), name
        assert misbehaviour.expected, name
        assert misbehaviour.expected not in misbehaviour.also_accepted, name
        assert 0 <= misbehaviour.articles <= 5, name


@pytest.mark.parametrize("name", reach("article"))
def test_with_reach_article_the_listing_and_four_articles_are_good(name: str) -> None:
    with serving(name) as server:
        listing = fetch_raw(server, LISTING)
        assert listing.status == 200
        for article in server.articles:
            assert f'href="{article.path}"' in listing.text
        for article in server.site.other_articles:
            page = fetch_raw(server, article.path)
            assert page.status == 200
            assert page.text == server.site.article(article)


def test_the_articles_of_a_good_site_depend_only_on_its_name() -> None:
    for name in MISBEHAVIOURS:
        good_site = GoodSite(name)
        assert len({article.path for article in good_site.articles}) == 5
        assert good_site.articles == GoodSite(name).articles
        dates = [article.published for article in good_site.articles]
        assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    "name", [reached for reached in reach("article") if MISBEHAVIOURS[reached].expected != "timeout"]
)
def test_responses_are_the_same_on_every_machine(name: str) -> None:
    first, _ = fetch_faulty_article(name, enough=1 << 16)
    again, _ = fetch_faulty_article(name, enough=1 << 16)
    shortest = min(len(first.body), len(again.body))
    assert (first.head[:2000], first.body[:shortest]) == (again.head[:2000], again.body[:shortest])


def test_good_pages_do_not_mention_the_misbehaviour() -> None:
    for name in MISBEHAVIOURS:
        good_site = GoodSite(name)
        assert name not in good_site.listing()


@pytest.mark.parametrize("name", list(MISBEHAVIOURS))
def test_the_server_stops_quickly_during_a_request_and_leaves_no_thread(name: str) -> None:
    server = MisbehavingServer(name, "127.0.1.8").start()
    clients = []
    for path in ("/robots.txt", LISTING, server.site.faulty_article.path):
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
    assert not [thread for thread in threading.enumerate() if thread.name == f"misbehaving-{name}"]


def test_a_response_ends_at_its_deadline() -> None:
    with serving("stall", max_seconds=0.5) as server:
        begun = time.monotonic()
        answer = fetch_raw(server, server.site.faulty_article.path)
        assert answer.end == "closed"
        assert 0.4 < time.monotonic() - begun < 2


def test_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        MisbehavingServer("khong-co")


# Below HTTP


def test_slow_responses_send_a_byte_a_second() -> None:
    with serving("slow-headers") as server:
        assert len(fetch_raw(server, server.site.faulty_article.path, quiet=0.7).head) == 1
    with serving("slow-bytes") as server:
        answer = fetch_raw(server, server.site.faulty_article.path, quiet=0.7)
        assert (answer.status, len(answer.body), answer.end) == (200, 1, "silence")


def test_stall_sends_half_and_keeps_the_connection_open() -> None:
    answer, site = fetch_faulty_article("stall", quiet=0.6)
    whole = int(answer.headers["content-length"])
    assert (len(answer.body), answer.end) == (whole // 2, "silence")
    assert whole == len(site.article(site.faulty_article).encode())


def test_silent_accepts_the_connection_and_sends_nothing() -> None:
    with serving("silent") as server:
        assert fetch_raw(server, "/robots.txt", quiet=0.5) == RawResponse("", b"", "silence")


def test_a_refusing_port_stays_bound() -> None:
    with serving("connection-refused") as server:
        with pytest.raises(ConnectionRefusedError):
            fetch_raw(server, "/")
        with pytest.raises(OSError, match="in use"):
            socket.create_server((server.address, server.port))


@pytest.mark.parametrize(
    ("name", "end", "part"),
    [("hang-up", "closed", 0), ("reset-before-headers", "reset", 0), ("reset-mid-body", "reset", 1)],
)
def test_connections_end_as_described(name: str, end: str, part: int) -> None:
    answer, site = fetch_faulty_article(name)
    half = len(site.article(site.faulty_article).encode()) // 2
    assert (answer.end, len(answer.body)) == (end, part * half)
