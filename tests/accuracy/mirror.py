"""The mirrored section of a real portal, crawled end to end from its own server on loopback."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ADDRESS = "127.0.0.2"
LISTING = "hoat-ong-ang-oan-the.html"
SOURCE = """\
name = "Sở Thông tin và Truyền thông Hà Nội (mirror)"
publisher = "Sở TT&TT Hà Nội"
kind = "department"
province = "ha-noi"
home = "http://{authority}"
status = "verified"
evidence = "the gold folder's mirror"
platform = "liferay"
start = ["/{listing}"]

[politeness]
delay = 0.0
concurrency = 4
"""


def run(gold: Path) -> tuple[int, int, list[str]]:
    """(checks that hold, checks, what does not hold); one check for each title, each date, each demand."""
    records = [json.loads(line) for line in (gold / "mirror/records.jsonl").read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory(prefix="tcd-mirror-") as folder, _served(gold) as authority:
        home = Path(folder)
        (home / "sources").mkdir()
        text = SOURCE.format(authority=authority, listing=LISTING)
        (home / "sources" / "mirror.toml").write_text(text, encoding="utf-8")
        refused = crawl(home, allow="")
        begun = time.monotonic()
        crawled = crawl(home, allow=authority)
        seconds = time.monotonic() - begun
        stored = _stored(home)
    holds, misses = _compare(records, stored, authority)
    demands = {
        "the guard refuses loopback": refused.returncode == 1 and "address refused" in refused.stdout,
        "the crawl ends well": crawled.returncode == 0,
        f"{len(records)} articles of {len(records)}, none twice": len(stored) == len(records),
    }
    misses += [f"{name}: no" for name, well in demands.items() if not well]
    if crawled.returncode:
        misses.append(crawled.stdout[-800:] + crawled.stderr[-800:])
    print(f"mirror: {len(stored)} articles in {seconds:.0f} s")  # noqa: T201
    print(crawled.stdout)  # noqa: T201
    return holds + sum(demands.values()), 3 * len(records) + len(demands), misses


def _compare(
    records: list[dict[str, Any]], stored: Mapping[str, dict[str, Any]], authority: str
) -> tuple[int, list[str]]:
    holds, misses = 0, []
    for record in records:
        got = stored.get(f"http://{authority}/{record['path']}")
        if got is None:
            misses.append(f"missing: {record['path']}")
            continue
        title = _same(got["title"], record["title"])
        date = (got["published"], got["precision"]) == (record["published"], record["precision"])
        views = got["views"] == record["views"]
        holds += title + date + views
        if not (title and date and views):
            misses.append(f"{record['path']}: want {record}, got {got}")
    return holds, misses


def _same(left: str | None, right: str) -> bool:
    """Equal, white space and normal form aside."""
    return _plain(left) == _plain(right)


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "")).strip()


def _stored(home: Path) -> dict[str, dict[str, Any]]:
    query = "SELECT url, title, published, views_value FROM archive_article"
    with closing(sqlite3.connect(home / "archive.sqlite3")) as database:
        rows = database.execute(query).fetchall()
    stored = {}
    for url, title, published, views in rows:
        moment = json.loads(published) if published else None
        moment = moment or {"value": None, "precision": None}
        stored[url] = {
            "title": title,
            "published": moment["value"],
            "precision": moment["precision"],
            "views": views,
        }
    return stored


def crawl(home: Path, *, allow: str) -> subprocess.CompletedProcess[str]:
    """The source "mirror" of this home, crawled; ``allow`` is the private address that may be asked."""
    return cli(home, "crawl", "mirror", allow=allow)


def cli(home: Path, *words: str, allow: str) -> subprocess.CompletedProcess[str]:
    """A command of ours on the embedded archive of this home."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    env |= {"TCD_HOME": str(home), "TCD_ALLOW_PRIVATE": allow, "TCD_DATABASE_URL": ""}
    command = [sys.executable, "-m", "cli", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=600, check=False)


@contextmanager
def _served(gold: Path) -> Iterator[str]:
    """The mirror's own server on a free port; yields ``address:port``."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, str(gold / "mirror/serve"), str(port), ADDRESS],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://{ADDRESS}:{port}/{LISTING}")
        yield f"{ADDRESS}:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")
