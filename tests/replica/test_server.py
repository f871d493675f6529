"""The HTTP server of one site or of all five."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from replica import SITES, Network, ReplicaServer, ReplicaSite, Request, make_site
from replica.site import VIETNAM

TODAY = datetime(2026, 11, 18, 9, 5, 7, tzinfo=VIETNAM)


@pytest.fixture
def server(site: ReplicaSite) -> Iterator[ReplicaServer]:
    with ReplicaServer(site) as running:
        yield running


def ask(
    server: ReplicaServer, target: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.2", server.port, timeout=5)
    try:
        connection.request(
            method, target, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_pages_are_utf8_html_and_pictures_png(server: ReplicaServer) -> None:
    article = next(article for article in server.site.articles if article.pictures)
    answer, body = ask(server, article.path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body.decode("utf-8").rstrip().endswith("</html>")
    picture, content = ask(server, article.pictures[0].address)
    assert picture.headers["Content-Type"] == "image/png"
    assert content.startswith(b"\x89PNG")


def test_head_has_the_length_and_no_body(server: ReplicaServer) -> None:
    path = server.site.truth()[0].path
    full, body = ask(server, path)
    head, nothing = ask(server, path, "HEAD")
    assert nothing == b""
    assert head.headers["Content-Length"] == full.headers["Content-Length"] == str(len(body))


def test_listing_is_revalidated_by_etag_and_by_date(server: ReplicaServer) -> None:
    target = server.site.listing_address(server.site.everything)
    first, _ = ask(server, target)
    by_tag, empty = ask(server, target, If_None_Match=first.headers["ETag"])
    by_date, _ = ask(server, target, If_Modified_Since=first.headers["Last-Modified"])
    assert (by_tag.status, by_date.status, empty) == (304, 304, b"")
    assert by_tag.headers["ETag"] == first.headers["ETag"]
    other, _ = ask(server, target, If_None_Match='"other"', If_Modified_Since=first.headers["Last-Modified"])
    older, _ = ask(server, target, If_Modified_Since="Mon, 01 Jan 2018 00:00:00 GMT")
    odd, _ = ask(server, target, If_Modified_Since="hôm qua".encode().decode("latin-1"))
    assert (other.status, older.status, odd.status) == (200, 200, 200)


def test_articles_have_no_validators(server: ReplicaServer) -> None:
    for truth in server.site.truth()[:5]:
        answer, _ = ask(server, truth.path)
        assert answer.headers["ETag"] is None
        assert answer.headers["Last-Modified"] is None


def test_requests_are_counted_by_path(server: ReplicaServer) -> None:
    target = server.site.listing_address(server.site.everything, 2)
    for _ in range(3):
        ask(server, target)
    ask(server, "/khong-co")
    assert server.hits == {target: 3, "/khong-co": 1}


def test_other_methods_are_refused(server: ReplicaServer) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer, _ = ask(server, "/", method)
        assert answer.status == 405
        assert answer.headers["Allow"] == "GET, HEAD"


def test_one_connection_serves_many_requests(server: ReplicaServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.2", server.port, timeout=5)
    try:
        for truth in server.site.truth()[:5]:
            connection.request("GET", truth.path)
            assert connection.getresponse().read()
        assert connection.sock is not None
    finally:
        connection.close()


def test_a_broken_client_does_not_affect_others(
    server: ReplicaServer, capfd: pytest.CaptureFixture[str]
) -> None:
    for words in (b"", b"GET / HT", b"\x00\xff\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.2", server.port), timeout=5) as client:
            client.sendall(words)
    answer, _ = ask(server, "/")
    assert answer.status == 200
    assert capfd.readouterr().err == ""


def test_a_built_page_takes_less_than_two_milliseconds(site: ReplicaSite) -> None:
    addresses = [truth.path for truth in site.truth()]
    for address in addresses:
        site.respond(Request("GET", address))
    taken = []
    for address in addresses:
        started = time.perf_counter()
        site.respond(Request("GET", address))
        taken.append(time.perf_counter() - started)
    assert sorted(taken)[len(taken) // 2] < 0.002


def test_stopped_server_ends_idle_connections_and_frees_its_port(site: ReplicaSite) -> None:
    server = ReplicaServer(site).start()
    idle = http.client.HTTPConnection("127.0.0.2", server.port, timeout=5)
    idle.request("GET", "/")
    idle.getresponse().read()
    port = server.port
    server.stop()
    server.stop()
    idle.close()
    with ReplicaServer(site, port=port) as again:
        assert again.port == port
        assert ask(again, "/")[0].status == 200


def test_page_clock_shows_the_given_day_and_does_not_change_the_validators() -> None:
    def listing(now: datetime) -> tuple[str, str]:
        site = make_site("lao-cai", clock=lambda: now)
        answer = site.respond(Request("GET", "/tin-tuc-su-kien"))
        return answer.body.decode(), answer.headers["ETag"]

    today, tag = listing(TODAY)
    tomorrow, next_tag = listing(TODAY + timedelta(days=4))
    assert "Thứ 4, ngày 18/11/2026</font>" in today
    assert "Chủ nhật, ngày 22/11/2026</font>" in tomorrow
    assert tag == next_tag
    home = make_site("lao-cai", clock=lambda: TODAY).respond(Request("GET", "/")).body.decode()
    assert "Thứ 4, ngày 18/11/2026 09:05:07</font>" in home
    menu = make_site("lai-chau", clock=lambda: TODAY).respond(Request("GET", "/")).body.decode()
    assert "Thứ tư, 18/11/2026, 09:05</span>" in menu


def test_views_change_only_with_counting() -> None:
    still, counting = make_site("son-la"), make_site("son-la", counting=True)
    truth = still.truth()[0]
    assert truth.views is not None

    def views(site: ReplicaSite) -> list[bool]:
        bodies = [site.respond(Request("GET", truth.path)).body.decode() for _ in range(3)]
        return [f"Lượt xem: {(truth.views or 0) + number:,}<" in body for number, body in enumerate(bodies)]

    assert views(still) == [True, False, False]
    assert views(counting) == [False, False, False]
    assert f"Lượt xem: {truth.views + 4:,}<" in counting.respond(Request("GET", truth.path)).body.decode()


def test_every_site_of_the_network_has_its_own_address() -> None:
    with Network(clock=lambda: TODAY) as network:
        hosts = [address.split("//")[1].split(":")[0] for address in network.addresses.values()]
        assert list(network.addresses) == list(SITES)
        assert hosts == [f"127.0.0.{number}" for number in range(2, 7)]
        for slug, server in network.servers.items():
            assert server.url == network.addresses[slug]
            connection = http.client.HTTPConnection(*server.url.removeprefix("http://").split(":"), timeout=5)
            connection.request("GET", "/robots.txt")
            assert connection.getresponse().read().startswith(b"User-agent: *")
            connection.close()
    assert network.addresses == {}


def test_the_network_starts_nothing_if_a_port_is_taken(sites: dict[str, ReplicaSite]) -> None:
    with ReplicaServer(sites["ha-noi"], "127.0.0.4") as taken:
        network = Network(taken.port)
        with pytest.raises(OSError, match="in use"):
            network.start()
        assert network.addresses == {}
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", taken.port), timeout=2)


def test_the_command_prints_five_addresses_and_stops_with_ctrl_c() -> None:
    process = subprocess.Popen([sys.executable, "-m", "replica"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as out:
        lines = [out.readline() for _ in range(6)]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
    assert [line.split()[0] for line in lines[:5]] == list(SITES)
    assert lines[0].split()[1].startswith("http://127.0.0.2:")
    assert lines[5] == "Ctrl-C stops the server.\n"
