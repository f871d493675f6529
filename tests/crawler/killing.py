"""A crawl of replicas that can be killed: a home, its sources, the process, and what must hold after all."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import psycopg

from replica import Network
from sources import load_sources
from sources.writing import to_toml

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from crawler.run import crawl
from feeds.publish import publish_all
home = Path(sys.argv[1])
reports = crawl(sys.argv[2:], settings={"TCD_LOCK_SECONDS": 20.0})
publish_all(home)
print([(r.source, r.finish_reason, r.error, dict(r.failures)) for r in reports])
sys.exit(not all(report.ok for report in reports))
"""


class Ground:
    """A home with source files for a running network, and crawls of it in process groups of their own."""

    def __init__(
        self,
        home: Path,
        network: Network,
        slugs: Sequence[str] = (),
        delay: float = 0.0,
        database: str = "",
    ) -> None:
        """``database`` as ``TCD_DATABASE_URL`` has it; the embedded archive where it is empty."""
        self.home, self.network, self.database = home, network, database
        self.slugs = list(slugs or network.addresses)
        folder = home / "sources"
        folder.mkdir(parents=True, exist_ok=True)
        registry = load_sources(None)
        for slug, address in network.addresses.items():
            source = registry[slug]
            source = replace(source, home=address, politeness=replace(source.politeness, delay=delay))
            (folder / f"{slug}.toml").write_text(to_toml(source), encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        hosts = ",".join(address.partition("://")[2] for address in self.network.addresses.values())
        own = {"TCD_HOME": str(self.home), "TCD_DATABASE_URL": self.database, "TCD_ALLOW_PRIVATE": hosts}
        return {**os.environ, **own}

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(self.home), *self.slugs],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def children(self, process: "subprocess.Popen[str]") -> list[int]:
        """The crawling processes that this one started."""
        path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        started = [
            int(number)
            for task in Path(f"/proc/{process.pid}/task").glob("*/children")
            for number in task.read_text().split()
        ]
        return started or [int(number) for number in path.read_text().split()]

    def articles(self) -> list[tuple[str, str]]:
        """(source, path) of every article in the archive."""
        rows = self.query("SELECT source, url FROM archive_article")
        return sorted((source, "/" + url.split("/", 3)[3]) for source, url in rows)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Asked beside everything that is going on."""
        if self.database.startswith("postgresql"):
            with psycopg.connect(self.database) as server:
                return server.execute(sql).fetchall()
        with closing(sqlite3.connect(self.home / "archive.sqlite3")) as database:
            return database.execute(sql).fetchall()

    def expected(self) -> list[tuple[str, str]]:
        sites = self.network.sites
        return sorted((slug, truth.path) for slug in self.slugs for truth in sites[slug].truth())

    def check_feeds(self) -> int:
        """Every feed file is whole; how many there are."""
        files = [path for path in self.home.glob("feeds/**/*") if path.suffix in (".rss", ".atom", ".opml")]
        for path in files:
            ElementTree.parse(path)
        return len(files)

    def pending(self) -> int:
        """Links that nobody came to; what was looked at and is looked at again later has a time."""
        waiting = "SELECT count(*) FROM archive_frontierentry WHERE NOT done AND due_at IS NULL"
        [(found,)] = self.query(waiting)
        return int(found)


def kill(numbers: list[int]) -> None:
    for number in numbers:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
