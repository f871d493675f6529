"""Feeds: rendering compared with other libraries, publishing from a large archive, polls of the server.

``python -m benchmarks feeds`` runs all three. ``TCD_BENCH_ARTICLES`` (100,000) is the size of the archive.
Polls need ``wrk`` (Debian: wrk); without it they are left out, with a message.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from feedgen.feed import FeedGenerator
from lxml import etree

from items import Source

ROUNDS = 5
NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
PARAGRAPH = "<p>Công đoàn cơ sở thăm và tặng quà đoàn viên có hoàn cảnh khó khăn nhân dịp Tết đến.</p>"
SERVE = (
    "import desk.serve as s; s.WORKERS = 1; "
    "s.serve('127.0.0.1', 0, say=lambda address: print(address, flush=True))"
)


def rendering() -> None:
    """Print the milliseconds to render RSS of 50, 500 and 5,000 entries of some 3 KB, by library."""
    from feeds.entry import Category, Credit, Entry, Person
    from feeds.formats import RenderedEntry, document, render, render_entry
    from feeds.model import Channel, Site

    channel = Channel("all", "Tin", "Tin công đoàn.", Site("https://tin.example.vn"))

    def entry(number: int) -> Entry:
        at = NIGHT - timedelta(minutes=number)
        return Entry(
            f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
            f"https://a.example.vn/{number}.html",
            f"Tin số {number}",
            "Lời dẫn của tin.",
            PARAGRAPH * 24,
            (Person("Lò Thị Mai", "writer"),),
            at,
            at,
            at,
            at,
            (Category("topic", "van_ban", "Văn bản"), Category("province", "lao-cai", "Lào Cai")),
            Credit("lao-cai", "LĐLĐ tỉnh Lào Cai", "http://a.example.vn"),
        )

    columns = ("RSS", "all three", "kept", "feedgen", "django", "xmlfile")
    print("ms      ", *(f"{name:>10}" for name in columns))
    for number in (50, 500, 5000):
        entries = [entry(index) for index in range(number)]
        pieces = [render_entry(entry, channel.site) for entry in entries]
        made = [rendered for rendered in pieces if isinstance(rendered, RenderedEntry)]
        work: list[Callable[[], object]] = [
            lambda entries=entries: render("rss", channel, entries),
            lambda entries=entries: [render_entry(entry, channel.site) for entry in entries],
            lambda made=made: document("rss", channel, made),
            lambda entries=entries: feedgen_alone(entries),
            lambda entries=entries: django_feedgenerator(entries),
            lambda entries=entries: xmlfile(entries),
        ]
        taken: list[list[float]] = [[] for _ in work]
        for _ in range(ROUNDS if number < 5000 else 3):
            for place, render_feed in enumerate(work):
                start = time.perf_counter()
                render_feed()
                taken[place].append((time.perf_counter() - start) * 1000)
        print(f"{number:>8,}", *(f"{statistics.median(times):>10.1f}" for times in taken))


def feedgen_alone(entries: list[Any]) -> bytes:
    """RSS by feedgen."""
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.title("Tin")
    feed.link(href="https://tin.example.vn/", rel="alternate")
    feed.description("Tin công đoàn.")
    for entry in entries:
        item = feed.add_entry(order="append")
        item.guid(entry.guid, permalink=False)
        item.title(entry.title)
        item.link(href=entry.url)
        item.description(entry.summary)
        item.content(entry.content)
        item.dc.dc_creator(list(entry.creators))
        item.published(entry.published)
        for category in entry.categories:
            item.category(term=category.slug, label=category.name)
    return bytes(feed.rss_str())


def django_feedgenerator(entries: list[Any]) -> bytes:
    """RSS by Django."""
    from django.utils.feedgenerator import Rss201rev2Feed

    feed = Rss201rev2Feed("Tin", "https://tin.example.vn/", "Tin công đoàn.", language="vi")
    for entry in entries:
        feed.add_item(
            entry.title,
            entry.url,
            entry.content,
            author_name=entry.creators[0],
            pubdate=entry.published,
            unique_id=entry.guid,
            unique_id_is_permalink=False,
            categories=[category.name for category in entry.categories],
        )
    return feed.writeString("utf-8").encode()


def xmlfile(entries: list[Any]) -> bytes:
    """RSS by lxml."""
    out = io.BytesIO()
    content = "{http://purl.org/rss/1.0/modules/content/}encoded"
    creator = "{http://purl.org/dc/elements/1.1/}creator"
    with etree.xmlfile(out, encoding="utf-8") as xf, xf.element("rss", version="2.0"), xf.element("channel"):
        for entry in entries:
            item = etree.Element("item")
            children = [("title", entry.title), ("link", entry.url), ("description", entry.summary)]
            children += [(content, entry.content), ("guid", entry.guid), (creator, entry.creators[0])]
            children += [("category", category.name) for category in entry.categories]
            children.append(("pubDate", format_datetime(entry.published)))
            for name, text in children:
                etree.SubElement(item, name).text = text
            xf.write(item)
    return out.getvalue()


def publishing(home: Path, articles: int) -> None:
    """Print the seconds to publish an archive first, with nothing new, and with 50 new articles."""
    from archive.models import Article, ArticleTopic
    from archive.store import remember_sources
    from archive.values import new_guid
    from feeds import names
    from feeds.publish import publish_all

    provinces = [province.slug for province in names.provinces()]
    topics = list(names.topics())
    remember_sources(
        Source(
            f"nguon-{n}", f"LĐLĐ số {n}", "LĐLĐ", "federation", "http://a.example.vn", "unverified", "made up"
        )
        for n in range(68)
    )

    def add(numbers: range) -> None:
        rows = []
        for number in numbers:
            at = NIGHT - timedelta(minutes=52 * (articles - number))  # ten years in all
            province = provinces[number % 34]
            row = Article(
                guid=new_guid("x", str(number)),
                source=f"nguon-{number % 68}",
                key=str(number),
                url=f"https://a.example.vn/{number}.html",
                kind="document" if number % 20 == 0 else "article",
                title=f"Tin số {number}",
                summary="Lời dẫn của tin.",
                body_text="Công đoàn cơ sở thăm và tặng quà đoàn viên. " * 20,
                body_html=PARAGRAPH * 10,
                published_at=at,
                published={"value": at.isoformat(), "precision": "minute", "raw": "x", "from": "line"},
                authors=[{"name": "Lò Thị Mai", "role": "writer", "organisation": None}],
                province={"slug": province, "name": province, "current": province},
                province_current=province,
                topics=[topics[number % 12]],
                first_seen_at=at,
                last_seen_at=at,
                changed_at=at,
                sort_at=at,
                content_hash=str(number),
            )
            rows.append(row)
        Article.objects.bulk_create(rows)
        ArticleTopic.objects.bulk_create(
            ArticleTopic(article=row, topic=row.topics[0], sort_at=row.sort_at) for row in rows
        )

    for start in range(0, articles, 5000):
        add(range(start, min(start + 5000, articles)))
    for what in ("first", "nothing new", "50 new"):
        if what == "50 new":
            add(range(articles, articles + 50))
        start_at = time.perf_counter()
        done = publish_all(home, "https://tin.example.vn")
        taken = time.perf_counter() - start_at
        counts = f"{len(done.written):,} files written, {len(done.unchanged):,} unchanged"
        print(f"  {what:<12} {taken:>8.2f} s, {counts}", flush=True)
    size = sum(path.stat().st_size for path in (home / "feeds").rglob("*") if path.is_file())
    print(f"  {size / 1e6:,.0f} MB of feeds")


def polls(home: Path) -> None:
    """Print requests a second and p99 latency of one process, with and without a matching ETag."""
    if shutil.which("wrk") is None:
        print("  wrk is not installed: left out")
        return
    env = {**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": ""}
    server = subprocess.Popen([sys.executable, "-c", SERVE], env=env, stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().strip() if server.stdout else ""
        port = int(address.rstrip("/").rpartition(":")[2])
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/feeds/all.rss", headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        size = len(answer.read())
        tag = answer.headers["ETag"]
        connection.close()
        for status, headers in (("304", [f"If-None-Match: {tag}"]), ("200", [])):
            command = ["wrk", "-t1", "-c8", "-d5s", "--latency", "-H", "Accept-Encoding: gzip"]
            for header in headers:
                command += ["-H", header]
            output = subprocess.run(
                [*command, f"{address}feeds/all.rss"], capture_output=True, text=True, check=True
            ).stdout
            rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
            p99 = re.search(r"99%\s+(\S+)", output)
            print(
                f"  {status}: {float(rate[1]) if rate else 0:>8,.0f} a second, p99 {p99[1] if p99 else '?'}"
                + (f", {size:,} bytes gzip" if status == "200" else "")
            )
    finally:
        server.terminate()
        server.communicate(timeout=30)


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    home = Path(tempfile.mkdtemp(prefix="tcd-bench-"))
    os.environ["TCD_HOME"], os.environ["TCD_DATABASE_URL"] = str(home), ""
    try:
        from archive.ready import ready

        ready()
        rendering()
        articles = int(os.environ.get("TCD_BENCH_ARTICLES", "100000"))
        print(f"publishing an archive of {articles:,} articles")
        publishing(home, articles)
        print("polls of one process")
        polls(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
