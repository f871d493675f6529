"""A second run on unchanged sites: no article is asked for beyond the window, nothing is written."""

import json
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).parent))
from killing import Ground

from replica import Network
from replica.clock import local_now

SLUGS = ["ha-noi", "lai-chau"]


def rows(home: Path) -> dict[str, list[object]]:
    with closing(sqlite3.connect(home / "archive.sqlite3")) as database:
        tables = ("revision", "reading", "articletopic", "frontierentry", "listorder")
        found = {table: database.execute(f"SELECT * FROM archive_{table}").fetchall() for table in tables}
        articles = database.execute(
            "SELECT guid, content_hash, changed_at, published_between FROM archive_article"
        )
        return {**found, "article": articles.fetchall()}


def run(ground: Ground) -> None:
    process = ground.start()
    words, _ = process.communicate(timeout=200)
    assert process.returncode == 0, words


def test_an_unchanged_source_is_asked_for_its_lists_only_and_nothing_is_written(tmp_path: Path) -> None:
    with Network() as network:
        ground = Ground(tmp_path, network, SLUGS)
        run(ground)
        before = rows(tmp_path)
        # The order of the lists bounds undated articles already.
        assert before["listorder"]
        assert any("neighbour" in (article[3] or "") for article in before["article"])  # type: ignore[index]
        feeds = {path: path.stat().st_mtime_ns for path in tmp_path.glob("feeds/**/*.rss")}
        for slug in SLUGS:
            network.servers[slug].hits = Counter()
        run(ground)
        for slug in SLUGS:
            truths = network.sites[slug].truth()
            asked = {unquote(path) for path in network.servers[slug].hits}
            assert not asked & {truth.path for truth in truths if truth.published is not None}
            # Of undated ones only the first few: they may be of any age.
            assert len(asked & {truth.path for truth in truths}) <= 10
            assert sum(network.servers[slug].hits.values()) <= 20
    assert rows(tmp_path) == before
    assert {path: path.stat().st_mtime_ns for path in feeds} == feeds


def test_young_articles_without_views_are_asked_for_with_their_etags(tmp_path: Path) -> None:
    with Network() as network:
        ground = Ground(tmp_path, network, ["lai-chau"])
        site = network.sites["lai-chau"]
        site.validators = "all"
        for hours, article in enumerate(site.articles[:6], 1):
            site.withdraw(article.path)
            site.publish(replace(article, posted_at=local_now() - timedelta(hours=hours)))
        run(ground)
        with closing(sqlite3.connect(tmp_path / "archive.sqlite3")) as database:
            query = "SELECT url FROM archive_article WHERE published_at > ? AND views_value IS NULL"
            young = database.execute(query, [str(date.today() - timedelta(days=2))]).fetchall()
        assert len(young) >= 5
        before = rows(tmp_path)
        network.servers["lai-chau"].hits = Counter()
        run(ground)
        asked = {unquote(path) for path in network.servers["lai-chau"].hits}
    assert {"/" + unquote(url).split("/", 3)[3] for (url,) in young} <= asked
    assert rows(tmp_path) == before
    with closing(sqlite3.connect(tmp_path / "archive.sqlite3")) as database:
        told = database.execute("SELECT articles, statuses FROM archive_sourcerun WHERE run_id = 2")
        articles, statuses = told.fetchone()
    assert json.loads(statuses)["304"] >= len(young)
    assert articles == len(asked & {truth.path for truth in site.truth()}) - len(young)
