"""Thirty nights of real crawls over a site whose dates count from the time of reading: one date each."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.archive.test_relative_dates import DAY, FIRST_NIGHT, FORMS, PAGE

# The crawl's processes live in the night: time goes on from there.
NIGHT = """
import os, datetime, time_machine
time_machine.travel(datetime.datetime.fromisoformat(os.environ["TEST_NIGHT"]), tick=True).start()
"""
SOURCE = """\
name = "Liên đoàn Lao động tỉnh Thử"
publisher = "LĐLĐ tỉnh Thử"
kind = "federation"
home = "http://{authority}"
status = "verified"
evidence = "made up"
start = ["/tin"]

[politeness]
delay = 0.0
"""
NAMES = list(FORMS)


class Site:
    """A list and an article for each form; each says its date as of ``now``."""

    def __init__(self) -> None:
        self.now = FIRST_NIGHT
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = site.page(self.path)
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.9", 0), Handler)
        self.authority = f"127.0.0.9:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, path: str) -> str:
        if path == "/tin":
            entries = (
                f'<h3><a href="/tin/tham-cong-nhan-lam-ca-dem-{100 + number}.html">Công đoàn thăm công nhân '
                f"làm ca đêm tại khu công nghiệp số {number}</a></h3>"
                for number in range(len(NAMES))
            )
            return f"<html lang='vi'><body><h1>Tin tức</h1><div>{''.join(entries)}</div></body></html>"
        for number, name in enumerate(NAMES):
            if path == f"/tin/tham-cong-nhan-lam-ca-dem-{100 + number}.html":
                page = PAGE.format(date=FORMS[name](self.now))
                return page.replace("khu công nghiệp</h1>", f"khu công nghiệp số {number}</h1>")
        return ""


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def crawl(home: Path, site: Site, night: datetime) -> None:
    site.now = night
    own = {
        "TCD_HOME": str(home),
        "TCD_ALLOW_PRIVATE": site.authority,
        "TCD_DATABASE_URL": "",
        "TEST_NIGHT": night.isoformat(),
        "PYTHONPATH": str(home / "night"),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    command = [sys.executable, "-m", "cli", "crawl", "thu", "--full"]
    done = subprocess.run(command, env=kept | own, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_thirty_nights_of_crawls_give_one_revision_and_one_date(tmp_path: Path, site: Site) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/thu.toml").write_text(SOURCE.format(authority=site.authority), encoding="utf-8")
    (tmp_path / "night").mkdir()
    (tmp_path / "night/sitecustomize.py").write_text(NIGHT, encoding="utf-8")
    dates: dict[str, set[str]] = {}
    for night in range(30):
        crawl(tmp_path, site, FIRST_NIGHT + night * DAY + timedelta(minutes=7 * (night % 5)))
        with closing(sqlite3.connect(tmp_path / "archive.sqlite3")) as archive:
            query = "SELECT key, json_extract(published, '$.value'), first_seen_at FROM archive_article"
            for key, value, first_seen in archive.execute(query):
                assert value is not None, key
                assert first_seen.startswith("2026-06-24 19:"), first_seen
                dates.setdefault(key, set()).add(value[:10])
    assert len(dates) == len(NAMES)
    assert {key: days for key, days in dates.items() if len(days) != 1} == {}
    with closing(sqlite3.connect(tmp_path / "archive.sqlite3")) as archive:
        assert archive.execute("SELECT count(*) FROM archive_revision").fetchone() == (0,)
        assert archive.execute("SELECT count(*) FROM archive_run").fetchone() == (30,)
