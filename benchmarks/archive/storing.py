"""The cost of storing articles in a growing archive: writing, seeing again, disk space.

``python -m benchmarks.archive.storing 1000 10000`` fills the archive of ``TCD_DATABASE_URL`` (a new one in a
temporary folder if unset) in steps; articles beyond 10,000 are copies of the first ones. Prints milliseconds
an article of wall time and, in brackets, of CPU time (``benchmarks.archive.measuring.cpu_seconds``).
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.archive.generate import NIGHT, articles
from benchmarks.archive.measuring import cpu_seconds, run_on_archive
from benchmarks.archive.searching import grow
from items import Page

ARTICLES = 200
BATCH = 20  # articles that a crawl writes in one transaction
# A page of a common CMS has some 40 KB, a tenth of it text.
BOILERPLATE = "".join(
    f'<li class="menu-item"><a href="/muc-{number}/tin-{number * 7919 % 997}.html">Mục {number}</a></li>'
    for number in range(430)
)


def measure(size: int) -> dict[str, tuple[float, float]]:
    """(wall, CPU) milliseconds an article, by operation."""
    from archive.export import Wanted, jsonl
    from archive.export import articles as stored
    from archive.store import Incoming, save_many

    def save(batch: Sequence[Incoming], day: int) -> None:
        for begin in range(0, len(batch), BATCH):
            save_many(batch[begin : begin + BATCH], run_id=None, at=NIGHT + timedelta(days=day))

    bare = [Incoming(article, f"bare-{size}-{key}") for article, key in articles(ARTICLES, seed=size + 11)]
    whole = [
        Incoming(
            replace(article, url=f"{article.url}?{size}"),
            f"whole-{size}-{key}",
            Page(article.url, f"<html>{BOILERPLATE}{article.body_html}".encode(), "text/html", NIGHT),
        )
        for article, key in articles(ARTICLES, seed=size + 12)
    ]
    edited = [
        replace(incoming, article=replace(incoming.article, title=f"Sửa {incoming.key}"))
        for incoming in whole
    ]
    milliseconds = {
        "new, without its page": _timed(lambda: save(bare, 0)),
        "new, with a page of 40 KB": _timed(lambda: save(whole, 0)),
        "seen again, unchanged": _timed(lambda: save(whole, 1)),
        "edited, with its page": _timed(lambda: save(edited, 2)),
    }
    lines = 0
    started, begun = time.perf_counter(), cpu_seconds()
    for _ in jsonl(stored(Wanted(sources=("lao-cai-x",)))):
        lines += 1
    spent = (time.perf_counter() - started, cpu_seconds() - begun)
    milliseconds["exported as JSON Lines"] = (spent[0] / lines * 1000, spent[1] / lines * 1000)
    return milliseconds


def sizes(size: int) -> dict[str, float]:
    """Kilobytes on disk: an article, and its raw page."""
    from django.db import connection

    from archive.models import Article
    from archive.raw import kept

    number = Article.objects.count()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            whole = Path(str(connection.settings_dict["NAME"])).stat().st_size
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
            whole = int(cursor.fetchone()[0])
    pages = kept()
    return {
        "KB an article": (whole - pages.stored) / number / 1024,
        "KB a page of 40 KB": pages.stored / max(1, pages.pages) / 1024,
    }


def _timed(operation: Callable[[], None]) -> tuple[float, float]:
    started, begun = time.perf_counter(), cpu_seconds()
    operation()
    return (
        (time.perf_counter() - started) / ARTICLES * 1000,
        (cpu_seconds() - begun) / ARTICLES * 1000,
    )


def run(steps: Sequence[int]) -> None:
    """Grow the archive through the sizes and print the figures of each."""
    from django.db import connection

    tables: list[dict[str, tuple[float, float]]] = []
    disk: list[dict[str, float]] = []
    before = 0
    for size in steps:
        grow(before, size)
        before = size
        tables.append(measure(size))
        disk.append(sizes(size))
    print(f"{connection.vendor}: milliseconds an article, wall time (CPU time)")
    print(f"{'':26}", *(f"{size:>18,}" for size in steps))
    for name in tables[0]:
        print(f"{name:26}", *(f"{figures[name][0]:9.2f} ({figures[name][1]:6.2f})" for figures in tables))
    for name in disk[0]:
        print(f"{name:26}", *(f"{figures[name]:18.1f}" for figures in disk), flush=True)


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    run_on_archive("benchmarks.archive.storing", run)


if __name__ == "__main__":
    main()
