"""Two nightly runs over 34 replica sources, the second with nothing new: requests, seconds and writes.

``python -m benchmarks.night [SOURCES]``. A night is that of the scheduler, with publishing and monitoring.
"""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from statistics import median

from replica import SITES, ReplicaServer, make_site
from replica.clock import local_now

SOURCES = 34
YOUNG = 8  # articles of each source that are young enough for a revisit
PLATFORMS = {"lai-chau": "nukeviet", "lao-cai": "vnpt", "son-la": "vnpt", "ha-noi": "liferay"}
# The tables of the crawl report, and SQLite's row counters.
REPORT = frozenset(("archive_run", "archive_sourcerun", "sqlite_sequence"))
NIGHT = """
import sys, scheduler
scheduler._due = lambda *, light: sys.argv[1:]
scheduler.night()
"""


@dataclass(frozen=True, slots=True)
class NightResult:
    """``requests`` by source, as the sites counted them; ``reports``: the rows of the crawl reports.

    ``tables`` and ``files``: hashes of each table and of each file of the feeds.
    """

    seconds: float
    requests: dict[str, int]
    reports: list[dict[str, object]]
    tables: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class NightSetup:
    """A home folder and the servers of its sources."""

    home: Path
    servers: dict[str, ReplicaServer]

    def night(self) -> NightResult:
        """Run one night. Raises RuntimeError with its output if it fails."""
        for server in self.servers.values():
            server.hits = Counter()
        settings = {"TCD_HOME": str(self.home), "TCD_DATABASE_URL": "", "TCD_ALLOW_PRIVATE": "127.0.2.0/24"}
        begun = time.monotonic()
        process = subprocess.run(
            [sys.executable, "-c", NIGHT, *self.servers],
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - begun
        if process.returncode:
            raise RuntimeError(process.stdout + process.stderr)
        requests = {slug: sum(server.hits.values()) for slug, server in self.servers.items()}
        return NightResult(seconds, requests, self._reports(), self._tables(), self._files())

    def _reports(self) -> list[dict[str, object]]:
        with closing(sqlite3.connect(self.home / "archive.sqlite3")) as database:
            database.row_factory = sqlite3.Row
            newest = "SELECT * FROM archive_sourcerun WHERE run_id = (SELECT max(id) FROM archive_run)"
            return [dict(row) for row in database.execute(newest)]

    def _tables(self) -> dict[str, str]:
        """A hash of all rows of each table."""
        with closing(sqlite3.connect(self.home / "archive.sqlite3")) as database:
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {name: _hash(database.execute(f'SELECT * FROM "{name}"')) for (name,) in names}

    def _files(self) -> dict[str, str]:
        folder = self.home / "feeds"
        return {
            str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }


def _hash(rows: sqlite3.Cursor) -> str:
    digest = sha256()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


@contextmanager
def night_setup(sources: int = SOURCES) -> Iterator[NightSetup]:
    """A home folder with source files of replica sites on loopback, each with some young articles."""
    with ExitStack() as running, tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "sources").mkdir()
        servers: dict[str, ReplicaServer] = {}
        for number in range(sources):
            slug = list(SITES)[number % len(SITES)]
            server = running.enter_context(ReplicaServer(_site(slug), f"127.0.2.{number + 1}"))
            servers[f"n{number:02}"] = server
            name, platform = f"{slug} {number}", PLATFORMS.get(slug, "general")
            (home / "sources" / f"n{number:02}.toml").write_text(
                f'name = "{name}"\npublisher = "{name}"\nkind = "federation"\nhome = "{server.url}"\n'
                f'status = "verified"\nevidence = "a benchmark"\nplatform = "{platform}"\n'
                "[politeness]\ndelay = 0\n",
                encoding="utf-8",
            )
        yield NightSetup(home, servers)


def _site(slug: str):  # type: ignore[no-untyped-def]
    site = make_site(slug)
    for number, article in enumerate(site.articles[:YOUNG], 1):
        site.withdraw(article.path)
        site.publish(
            replace(article, posted_at=local_now().replace(microsecond=0) - timedelta(hours=5 * number))
        )
    return site


def changed_names(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The names whose hashes differ, sorted."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    with night_setup(int(sys.argv[1]) if sys.argv[1:] else SOURCES) as setup:
        first = setup.night()
        second = setup.night()
        for name, night in (("first night", first), ("second night", second)):
            requests = list(night.requests.values())
            finished = sum(bool(report["ok"]) for report in night.reports)
            counts = {
                word: sum(int(str(report[word])) for report in night.reports)
                for word in ("articles", "new", "changed", "unchanged")
            }
            print(
                f"{name}: {finished} of {len(setup.servers)} sources ok, {night.seconds:.1f} s, "
                f"requests a source: median {median(requests):.0f}, most {max(requests)}; "
                + ", ".join(f"{number} {word}" for word, number in counts.items())
            )
        print("tables that the second night wrote:", ", ".join(changed_names(first.tables, second.tables)))
        print("feeds that it wrote:", ", ".join(changed_names(first.files, second.files)) or "none")
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"largest process {children.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
