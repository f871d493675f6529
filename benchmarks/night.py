"""Two nights over 34 replica sources, the second with nothing new: requests, seconds, and what was written.

``python -m benchmarks.night [SOURCES]``. A night is the scheduler's own, publishing and monitoring included.
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
YOUNG = 8  # articles of each source within the days in which articles are looked at again
PLATFORMS = {"lai-chau": "nukeviet", "lao-cai": "vnpt", "son-la": "vnpt", "ha-noi": "liferay"}
# The run's report, and SQLite's own count of its rows.
REPORT = frozenset(("archive_run", "archive_sourcerun", "sqlite_sequence"))
NIGHT = """
import sys, scheduler
scheduler._due = lambda *, light: sys.argv[1:]
scheduler.night()
"""


@dataclass(frozen=True, slots=True)
class Night:
    """``asked`` are requests by source, as the sites counted them; ``reports`` rows of the run's report."""

    seconds: float
    asked: dict[str, int]
    reports: list[dict[str, object]]
    tables: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ground:
    home: Path
    servers: dict[str, ReplicaServer]

    def night(self) -> Night:
        """One night now. Raises RuntimeError with its words where it failed."""
        for server in self.servers.values():
            server.hits = Counter()
        own = {"TCD_HOME": str(self.home), "TCD_DATABASE_URL": "", "TCD_ALLOW_PRIVATE": "127.0.2.0/24"}
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", NIGHT, *self.servers],
            env={**os.environ, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - begun
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        asked = {slug: sum(server.hits.values()) for slug, server in self.servers.items()}
        return Night(seconds, asked, self._reports(), self._tables(), self._files())

    def _reports(self) -> list[dict[str, object]]:
        with closing(sqlite3.connect(self.home / "archive.sqlite3")) as database:
            database.row_factory = sqlite3.Row
            newest = "SELECT * FROM archive_sourcerun WHERE run_id = (SELECT max(id) FROM archive_run)"
            return [dict(row) for row in database.execute(newest)]

    def _tables(self) -> dict[str, str]:
        """Each table as a hash over all its rows with all their values."""
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
def ground(sources: int = SOURCES) -> Iterator[Ground]:
    """A home with source files of so many replicas on loopback, each with some young articles."""
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
        yield Ground(home, servers)


def _site(slug: str):  # type: ignore[no-untyped-def]
    site = make_site(slug)
    for number, article in enumerate(site.articles[:YOUNG], 1):
        site.withdraw(article.path)
        site.publish(
            replace(article, posted_at=local_now().replace(microsecond=0) - timedelta(hours=5 * number))
        )
    return site


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def main() -> None:
    with ground(int(sys.argv[1]) if sys.argv[1:] else SOURCES) as here:
        first = here.night()
        second = here.night()
        for name, night in (("first night", first), ("second night", second)):
            asked = list(night.asked.values())
            counts = {
                word: sum(int(str(report[word])) for report in night.reports)
                for word in ("articles", "new", "changed", "unchanged")
            }
            print(
                f"{name}: {sum(bool(report['ok']) for report in night.reports)} of {len(here.servers)} well, "
                f"{night.seconds:.1f} s, requests a source: median {median(asked):.0f}, most {max(asked)}; "
                + ", ".join(f"{number} {word}" for word, number in counts.items())
            )
        print("tables that the second night wrote:", ", ".join(changed(first.tables, second.tables)))
        print("feeds that it wrote:", ", ".join(changed(first.files, second.files)) or "none")
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"largest process {children.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
