"""Storing in an archive that grows: what articles cost to write, to see again and to lie on the disk.

``python -m benchmarks.archive.storing 1000 10000`` fills the archive of ``TCD_DATABASE_URL`` (a new one in a
temporary folder if unset) step by step. Beyond 10,000 articles are copies of the first. Milliseconds an
article by the clock and, in brackets, of work (``benchmarks.archive.home.work``).
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.archive.finding import grow
from benchmarks.archive.generate import NIGHT, articles
from benchmarks.archive.home import run_in_its_own, work
from items import Page

NUMBER = 200
AT_ONCE = 20  # as many as a crawl writes in one transaction
# A page of a common content management system is some 40 KB, of which the text is a tenth.
FURNITURE = "".join(
    f'<li class="menu-item"><a href="/muc-{number}/tin-{number * 7919 % 997}.html">Mục {number}</a></li>'
    for number in range(430)
)


def measure(size: int) -> dict[str, tuple[float, float]]:
    """(by the clock, of work) in milliseconds an article, by what was done."""
    from archive.export import Wanted, jsonl
    from archive.export import articles as stored
    from archive.store import Incoming, save_many

    def save(batch: Sequence[Incoming], day: int) -> None:
        for begin in range(0, len(batch), AT_ONCE):
            save_many(batch[begin : begin + AT_ONCE], run_id=None, at=NIGHT + timedelta(days=day))

    bare = [Incoming(each, f"bare-{size}-{key}") for each, key in articles(NUMBER, seed=size + 11)]
    whole = [
        Incoming(
            replace(article, url=f"{article.url}?{size}"),
            f"whole-{size}-{key}",
            Page(article.url, f"<html>{FURNITURE}{article.body_html}".encode(), "text/html", NIGHT),
        )
        for article, key in articles(NUMBER, seed=size + 12)
    ]
    edited = [replace(each, article=replace(each.article, title=f"Sửa {each.key}")) for each in whole]
    found = {
        "new, without its page": _timed(lambda: save(bare, 0)),
        "new, with a page of 40 KB": _timed(lambda: save(whole, 0)),
        "seen again, unchanged": _timed(lambda: save(whole, 1)),
        "edited, with its page": _timed(lambda: save(edited, 2)),
    }
    lines = 0
    started, begun = time.perf_counter(), work()
    for _ in jsonl(stored(Wanted(sources=("lao-cai-x",)))):
        lines += 1
    spent = (time.perf_counter() - started, work() - begun)
    found["exported as JSON Lines"] = (spent[0] / lines * 1000, spent[1] / lines * 1000)
    return found


def sizes(size: int) -> dict[str, float]:
    """Kilobytes an article on the disk: all of it, and what its page takes of that."""
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


def _timed(act: Callable[[], None]) -> tuple[float, float]:
    started, begun = time.perf_counter(), work()
    act()
    return (
        (time.perf_counter() - started) / NUMBER * 1000,
        (work() - begun) / NUMBER * 1000,
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
    print(f"{connection.vendor}: milliseconds an article by the clock (of work)")
    print(f"{'':26}", *(f"{size:>18,}" for size in steps))
    for name in tables[0]:
        print(f"{name:26}", *(f"{told[name][0]:9.2f} ({told[name][1]:6.2f})" for told in tables))
    for name in disk[0]:
        print(f"{name:26}", *(f"{told[name]:18.1f}" for told in disk), flush=True)


def main() -> None:
    run_in_its_own("benchmarks.archive.storing", run)


if __name__ == "__main__":
    main()
