"""A hub is notified of changed feeds; a hub that is away is reported and harms nothing."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from feeds import websub


class Hub(BaseHTTPRequestHandler):
    requests: list[list[tuple[str, str]]]
    status = 204

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.requests.append(parse_qsl(body))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def hub() -> Iterator[str]:
    Hub.requests, Hub.status = [], 204
    server = HTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_hub_is_notified_of_each_feed_once(hub: str) -> None:
    addresses = [f"https://tin.example.vn/feeds/source/{number}.rss" for number in range(120)]
    assert websub.ping(hub, addresses) is None
    assert len(Hub.requests) == 3
    assert all(form[0] == ("hub.mode", "publish") for form in Hub.requests)
    assert [value for form in Hub.requests for name, value in form if name == "hub.url"] == addresses


def test_a_hub_that_refuses_or_is_away_is_reported(hub: str) -> None:
    Hub.status = 500
    assert websub.ping(hub, ["https://tin.example.vn/feeds/all.rss"]) == "the hub answered 500"
    problem = websub.ping("http://127.0.0.1:1/", ["https://tin.example.vn/feeds/all.rss"])
    assert problem is not None
    assert problem.startswith("the hub cannot be reached")


def test_nothing_new_is_nothing_told(hub: str) -> None:
    assert websub.ping(hub, []) is None
    assert Hub.requests == []


FEED = "https://tin.example.vn/feeds/all.rss"
AT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


def test_a_hub_that_was_down_is_notified_later_also_by_another_process(hub: str, tmp_path: Path) -> None:
    Hub.status = 503
    left = websub.notify(tmp_path, hub, [FEED], at=AT)
    assert left is not None
    assert (left.error, left.tries, left.due - AT) == ("the hub answered 503", 1, timedelta(minutes=1))
    assert websub.read(tmp_path) == left
    other = FEED.replace("all", "documents")
    again = websub.notify(tmp_path, hub, [other, FEED], at=AT + timedelta(seconds=5))
    assert again is not None
    assert (again.addresses, again.tries, again.since) == ((FEED, other), 2, AT)
    Hub.requests.clear()
    assert websub.retry(tmp_path, hub, at=AT + timedelta(seconds=30)) == again  # Not yet.
    assert Hub.requests == []
    Hub.status = 204
    assert websub.retry(tmp_path, hub, at=again.due) is None
    assert [value for form in Hub.requests for name, value in form if name == "hub.url"] == [FEED, other]
    assert websub.read(tmp_path) is None
    assert websub.retry(tmp_path, hub, at=AT + timedelta(days=1)) is None
    assert len(Hub.requests) == 1


def test_who_is_killed_while_the_hub_is_asked_asks_again(
    hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_hub: str, _addresses: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(websub, "ping", killed)
        with pytest.raises(KeyboardInterrupt):
            websub.notify(tmp_path, hub, [FEED], at=AT)
    assert websub.retry(tmp_path, hub, at=AT) is None
    assert len(Hub.requests) == 1


def test_pauses_grow_to_some_hours_and_another_hub_begins_anew(hub: str, tmp_path: Path) -> None:
    pauses = [websub.pause(tries) for tries in (1, 2, 3, 9, 10, 500)]
    minutes = [pause / timedelta(minutes=1) for pause in pauses]
    assert minutes == [1, 2, 4, 256, 360, 360]
    websub.notify(tmp_path, "http://127.0.0.1:1/", [FEED], at=AT)
    assert websub.retry(tmp_path, hub, at=AT + timedelta(days=1)) is None
    assert Hub.requests == []
    (tmp_path / websub.NAME).write_bytes(b"{")
    assert websub.read(tmp_path) is None
