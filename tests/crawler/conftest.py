"""A small server on loopback, and source files that point at it."""

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler.run import crawl

HTML = "text/html; charset=utf-8"


@dataclass
class Answer:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = HTML


@dataclass
class LocalSite:
    """``routes`` are paths with their queries; ``hits`` counts requests, ``seen`` keeps their headers."""

    host: str
    port: int
    routes: dict[str, Answer] = field(default_factory=dict)
    hits: Counter[str] = field(default_factory=Counter)
    seen: list[dict[str, str]] = field(default_factory=list)
    wait: Callable[[str], None] = lambda path: None

    def answer(self, path: str, body: str = "", status: int = 200, kind: str = HTML, **headers: str) -> None:
        self.routes[path] = Answer(
            body, status, {n.replace("_", "-"): text for n, text in headers.items()}, kind
        )

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


def serve(host: str) -> tuple[LocalSite, ThreadingHTTPServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.hits[self.path] += 1
            site.seen.append(
                {"path": self.path, **{name.lower(): text for name, text in self.headers.items()}}
            )
            site.wait(self.path)
            answer = site.routes.get(self.path, Answer("<p>Không có trang này</p>", 404))
            body = answer.body.encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(body)))
            for name, text in answer.headers.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    site = LocalSite(host, server.server_address[1])
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return site, server


@pytest.fixture
def local_site() -> Iterator[LocalSite]:
    site, server = serve("127.0.0.2")
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def other_site() -> Iterator[LocalSite]:
    site, server = serve("127.0.0.3")
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def write_source(tmp_path: Path) -> Callable[..., Path]:
    """Write ``SLUG.toml`` for an address; the folder of source files is given back."""

    def write(slug: str, home: str, more: str = "") -> Path:
        folder = tmp_path / "sources"
        folder.mkdir(exist_ok=True)
        (folder / f"{slug}.toml").write_text(
            f'name = "Nguồn thử"\npublisher = "LĐLĐ thử"\nkind = "federation"\nhome = "{home}"\n'
            f'status = "unverified"\nevidence = "bài kiểm tra"\n{more}\n[politeness]\ndelay = 0\n',
            encoding="utf-8",
        )
        return folder

    return write


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Any]:
    """Crawl with a state in memory and no stages: what the crawl itself does."""

    def run(slugs: list[str], own: Path, allow: list[str], **options: Any) -> Any:
        settings = {
            "TCD_STATE": "crawler.in_memory_state.InMemoryState",
            "TCD_ITEM": "",
            "TCD_OWN_SOURCES": str(own),
            "TCD_ALLOW_PRIVATE": allow,
            "TCD_LOGS": str(tmp_path / "logs"),
            "ITEM_PIPELINES": {},
            "RETRY_TIMES": 0,
            "TCD_MAX_WAITS": 0,
            **options.pop("settings", {}),
        }
        return crawl(slugs, settings=settings, **options)

    return run


@pytest.fixture
def nights(
    tmp_path: Path, home: Path, django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """``nights.Nights``, with the folder that ``write_source`` writes to."""
    sys.path.insert(0, str(Path(__file__).parent))
    from nights import nights_in

    with django_db_blocker.unblock(), nights_in(tmp_path, monkeypatch) as made:
        yield made
