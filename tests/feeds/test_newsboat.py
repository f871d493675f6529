"""A reader that people use sees the entries: newsboat, from its Debian package."""

import os
import sqlite3
import subprocess
from dataclasses import replace
from pathlib import Path

from feeds.entry import Entry
from feeds.rss import Channel, render


def test_newsboat_shows_the_entries(entry: Entry, tmp_path: Path) -> None:
    entries = [
        replace(entry, guid=f"urn:uuid:{number}", title=f"Tin số {number}: Tết Sum vầy & “đoàn kết”")
        for number in range(3)
    ]
    entries.append(replace(entry, guid="urn:uuid:undated", title="Tin không ghi ngày", published=None))
    feed = tmp_path / "all.rss"
    feed.write_bytes(render(Channel("Tin Công Đoàn", "Tin.", "https://tin.example.vn/"), entries).data)
    urls, cache, config = tmp_path / "urls", tmp_path / "cache.db", tmp_path / "config"
    urls.write_text(f"file://{feed}\n", encoding="utf-8")
    config.touch()
    subprocess.run(
        ["newsboat", "-u", urls, "-c", cache, "-C", config, "-x", "reload"],
        env={**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    connection = sqlite3.connect(cache)
    try:
        rows = connection.execute(
            "select guid, title, author, url, content, pubDate from rss_item"
        ).fetchall()
        assert connection.execute("select title from rss_feed").fetchall() == [("Tin Công Đoàn",)]
    finally:
        connection.close()
    seen = {row[0]: row for row in rows}
    assert {guid: row[1] for guid, row in seen.items()} == {each.guid: each.title for each in entries}
    _, _, author, url, content, published = seen["urn:uuid:0"]
    assert author in entry.creators  # It shows the last of several.
    assert url == entry.url
    assert entry.content in content
    assert entry.published is not None
    assert published == int(entry.published.timestamp())
