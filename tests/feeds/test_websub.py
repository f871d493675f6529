"""A hub is told of what changed; a hub that is away is reported and harms nothing."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

import pytest

from feeds import websub


class Hub(BaseHTTPRequestHandler):
    told: list[list[tuple[str, str]]]
    status = 204

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.told.append(parse_qsl(body))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def hub() -> Iterator[str]:
    Hub.told, Hub.status = [], 204
    server = HTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_hub_is_told_of_each_feed_once(hub: str) -> None:
    addresses = [f"https://tin.example.vn/feeds/source/{number}.rss" for number in range(120)]
    assert websub.ping(hub, addresses) is None
    assert len(Hub.told) == 3
    assert all(told[0] == ("hub.mode", "publish") for told in Hub.told)
    assert [value for told in Hub.told for name, value in told if name == "hub.url"] == addresses


def test_a_hub_that_refuses_or_is_away_is_reported(hub: str) -> None:
    Hub.status = 500
    assert websub.ping(hub, ["https://tin.example.vn/feeds/all.rss"]) == "the hub answered 500"
    problem = websub.ping("http://127.0.0.1:1/", ["https://tin.example.vn/feeds/all.rss"])
    assert problem is not None
    assert problem.startswith("the hub cannot be reached")


def test_nothing_new_is_nothing_told(hub: str) -> None:
    assert websub.ping(hub, []) is None
    assert Hub.told == []
