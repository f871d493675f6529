"""Searching and linking in an archive that grows: what waits for somebody, and what a new article costs.

``python -m benchmarks.archive.finding 1000 10000`` fills the archive of ``TCD_DATABASE_URL`` (a new one in a
temporary folder if unset) step by step and measures at each size. Milliseconds: the median of ``ROUNDS``
questions, each after others, and the slowest of them. PostgreSQL is told to look at its tables (ANALYZE)
before, as its autovacuum does. Beyond 10,000 articles are copies of the first, for only their number matters.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from benchmarks.archive.generate import NIGHT, RARE, articles, fill

ROUNDS = 15
SHOWN = 30
GENERATED = 10_000  # further ones are copies of these
CHUNK = 500
NEW = 200  # articles that come on top, to see what one costs
AT_ONCE = 20  # as many as a crawl writes in one transaction


def measure(size: int) -> dict[str, tuple[float, float]]:
    """(median, slowest) in milliseconds by what was done, in an archive of ``size`` articles."""
    from archive import queries, search
    from archive.search import Search, read, snippet

    found: dict[str, tuple[float, float]] = {}

    def timed(name: str, ask: Callable[[int], Any]) -> None:
        seconds = []
        for number in range(ROUNDS):
            started = time.perf_counter()
            ask(number)
            seconds.append(time.perf_counter() - started)
        found[name] = (statistics.median(seconds) * 1000, max(seconds) * 1000)

    def rare(number: int) -> str:
        return f"hiem{number * RARE % size // RARE * RARE}"

    def newest(q: str, **filters: Any) -> list[Any]:
        return search.articles(Search(q=q, **filters), SHOWN)

    def page(number: int) -> None:
        rows = newest("tết sum vầy")
        asked = read("tết sum vầy")
        for row in rows:
            snippet(row.body_text, asked)

    common = ("công đoàn", "lao động", "đoàn viên", "tết", "người")
    timed("list: all", lambda _: queries.latest(SHOWN))
    timed("list: a province", lambda _: queries.latest(SHOWN, province="lao-cai"))
    timed("newest: common word", lambda n: newest(common[n % len(common)]))
    timed("newest: rare word", lambda n: newest(rare(n)))
    timed("newest: common and rare", lambda n: newest(f"công {rare(n)}"))
    timed("newest: phrase", lambda n: newest('"công đoàn"' if n % 2 else '"lao động"'))
    # The worst of phrases: its words are in nearly every text, itself in next to none.
    timed(
        "newest: phrase, nowhere", lambda n: newest('"lao công tết người"' if n % 2 else '"tết sum vầy xã"')
    )
    timed("newest: three letters*", lambda n: newest(("côn*", "tha*", "thư*", "kho*")[n % 4]))
    timed("newest: word, province", lambda n: newest(common[n % len(common)], province="lao-cai"))
    timed("newest: word, not another", lambda n: newest(f"{common[n % len(common)]} -quỹ"))
    timed("newest: nothing found", lambda _: newest("công zzz"))
    timed("newest: 30 with snippets", page)
    timed("best: common word", lambda n: newest(common[n % len(common)], order="relevance"))
    timed("best: rare word", lambda n: newest(rare(n), order="relevance"))
    timed("count: common word", lambda n: search.count(Search(q=common[n % len(common)])))
    return found


def story_lookup(size: int) -> tuple[float, float]:
    """(median, slowest) in milliseconds to find and compare what an article may be a reprint of."""
    from archive.models import Article, Fingerprint
    from archive.stories.candidates import candidates
    from archive.stories.compare import same
    from archive.stories.fingerprint import bands
    from archive.stories.text import comparable

    seconds = []
    first = Article.objects.order_by("pk").values_list("pk", flat=True)[0]
    for number in range(40):
        row = Article.objects.get(pk=first + number * min(size, GENERATED) // 40)
        started = time.perf_counter()
        text = comparable(row)
        told = Fingerprint(bands="" if text.document else bands(text.words), identity=text.identity)
        for other in Article.objects.filter(pk__in=candidates(row.pk, told)):
            same(text, comparable(other))
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds) * 1000, max(seconds) * 1000


def new_articles(size: int) -> tuple[float, float]:
    """Milliseconds that each of ``NEW`` more articles costs: to write and index it, to link it."""
    from archive import stories
    from archive.store import Incoming, save_many

    made = [Incoming(article, f"new-{key}") for article, key in articles(NEW, seed=size + 7)]
    started = time.perf_counter()
    for begin in range(0, NEW, AT_ONCE):
        save_many(made[begin : begin + AT_ONCE], run_id=None, at=NIGHT)
    written = time.perf_counter() - started
    started = time.perf_counter()
    stories.link()
    return written / NEW * 1000, (time.perf_counter() - started) / NEW * 1000


def grow(begin: int, size: int) -> None:
    """Fill the archive up from ``begin`` articles to ``size``, and link the generated ones."""
    from django.db import connection

    from archive import stories

    if begin < GENERATED:
        fill(min(size, GENERATED), begin=begin)
        stories.link()
    if size > GENERATED:
        copy(max(begin, GENERATED), size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def copy(begin: int, size: int) -> None:
    """Fill up with copies of the generated articles, at other moments and with bands of their own."""
    from django.db import transaction

    from archive import search
    from archive.models import Article, Fingerprint
    from archive.rows import write_topics

    dice = random.Random(begin)
    originals = list(
        Article.objects.filter(key__regex=r"^[0-9]+$").order_by("pk").values_list("pk", flat=True)
    )
    bands = [told.split() for told in Fingerprint.objects.exclude(bands="").values_list("bands", flat=True)]
    for start in range(begin, size, CHUNK):
        numbers = [originals[number % len(originals)] for number in range(start, min(size, start + CHUNK))]
        rows = list(Article.objects.filter(pk__in=numbers))
        for place, row in enumerate(rows):
            row.pk, row.guid, row.key = None, uuid4(), f"copy-{start + place}"
            row._state.adding = True
            row.sort_at += timedelta(minutes=dice.randrange(-500_000, 500_000))
        with transaction.atomic():
            Article.objects.bulk_create(rows)
            write_topics(rows)
            search.put(rows)
            Fingerprint.objects.bulk_create(
                [Fingerprint(article=row, bands=_bands(dice, bands)) for row in rows if row.kind == "article"]
            )


def _bands(dice: random.Random, others: Sequence[Sequence[str]]) -> str:
    """Bands of which so many are others' that one article of 300,000 has one in common with some 600, as
    pages of one section of a real portal have."""
    borrowed = len(others) * 600 // 300_000
    told = [f"{dice.getrandbits(48):012x}" for _ in range(42)]
    for place in dice.sample(range(42), borrowed):
        told[place] = others[dice.randrange(len(others))][place]
    return " ".join(told)


def run(sizes: Sequence[int]) -> None:
    """Grow the archive through the sizes and print the figures of each."""
    from django.db import connection

    tables = []
    before = 0
    for size in sizes:
        grow(before, size)
        before = size
        told = measure(size)
        told["story of an article"] = story_lookup(size)
        write, link = new_articles(size)
        tables.append((told, write, link))
    print(f"{connection.vendor}: median (slowest) in ms")
    print(f"{'':26}", *(f"{size:>18,}" for size in sizes))
    for name in tables[0][0]:
        print(f"{name:26}", *(f"{told[name][0]:9.1f} ({told[name][1]:6.1f})" for told, _, _ in tables))
    print(f"{'a new article: written':26}", *(f"{write:9.2f}{'':9}" for _, write, _ in tables))
    print(f"{'a new article: linked':26}", *(f"{link:9.2f}{'':9}" for _, _, link in tables), flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tcd-finding-") as home:
        if "TCD_DATABASE_URL" not in os.environ:
            os.environ.setdefault("TCD_HOME", home)
        from archive.ready import ready

        ready()
        run([int(told) for told in sys.argv[1:]] or [1000, 10_000])


if __name__ == "__main__":
    main()
