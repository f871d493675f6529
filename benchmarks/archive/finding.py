"""Searching and linking in an archive that grows: what waits for somebody, and what a new article costs.

``python -m benchmarks.archive.finding 1000 10000`` fills the archive of ``TCD_DATABASE_URL`` (a new one in a
temporary folder if unset) step by step and measures at each size. Milliseconds: the median of ``ROUNDS``
questions, each after others, by the clock and of this process's work alone, which other programs on the
machine do not change (all of it on SQLite, but not what a PostgreSQL server does). PostgreSQL is told to
look at its tables (ANALYZE) before, as its autovacuum does. Beyond 10,000 articles are copies of the first,
for only their number matters.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps

from benchmarks.archive.generate import NIGHT, RARE, articles, fill

ROUNDS = 15
SHOWN = 30
GENERATED = 10_000  # further ones are copies of these
CHUNK = 500
NEW = 200  # articles that come on top, to see what one costs
AT_ONCE = 20  # as many as a crawl writes in one transaction


def measure(size: int) -> dict[str, tuple[float, float]]:
    """(by the clock, of work) in milliseconds by what was done, in an archive of ``size`` articles."""
    from archive import queries, search
    from archive.search import Search, read, snippet

    found: dict[str, tuple[float, float]] = {}

    def timed(name: str, ask: Callable[[int], Any]) -> None:
        seconds = []
        for number in range(ROUNDS):
            with _watch() as spent:
                ask(number)
            seconds.append(spent)
        found[name] = _medians(seconds)

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
    """(by the clock, of work) in milliseconds to find and compare what an article may be a reprint of."""
    from archive.models import Article, Fingerprint
    from archive.stories.candidates import candidates
    from archive.stories.compare import same
    from archive.stories.fingerprint import bands
    from archive.stories.text import comparable

    seconds = []
    first = Article.objects.order_by("pk").values_list("pk", flat=True)[0]
    for number in range(40):
        row = Article.objects.get(pk=first + number * min(size, GENERATED) // 40)
        with _watch() as spent:
            text = comparable(row)
            told = Fingerprint(bands="" if text.document else bands(text.words), identity=text.identity)
            for other in Article.objects.filter(pk__in=candidates(row.pk, told)):
                same(text, comparable(other))
        seconds.append(spent)
    return _medians(seconds)


def new_articles(size: int) -> dict[str, tuple[float, float]]:
    """(by the clock, of work) in milliseconds that each of ``NEW`` more articles costs."""
    from archive import stories
    from archive.store import Incoming, save_many

    made = [Incoming(article, f"new-{key}") for article, key in articles(NEW, seed=size + 7)]
    with _watch() as written:
        for begin in range(0, NEW, AT_ONCE):
            save_many(made[begin : begin + AT_ONCE], run_id=None, at=NIGHT)
    with _watch() as linked:
        stories.link()
    told = {"a new article: written": written, "a new article: linked": linked}
    return {name: (wall / NEW * 1000, work / NEW * 1000) for name, (wall, work) in told.items()}


@contextmanager
def _watch() -> Iterator[list[float]]:
    """Seconds by the clock and of this process's work, there when it ends."""
    spent: list[float] = []
    clock, work = time.perf_counter(), time.process_time()
    yield spent
    spent += [time.perf_counter() - clock, time.process_time() - work]


def _medians(seconds: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The medians, in milliseconds."""
    wall, work = zip(*seconds, strict=True)
    return statistics.median(wall) * 1000, statistics.median(work) * 1000


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
    originals = list(Article.objects.order_by("pk").values_list("pk", flat=True)[:GENERATED])
    generated = Fingerprint.objects.filter(article__lte=originals[-1]).exclude(bands="")
    bands = [told.split() for told in generated.values_list("bands", flat=True)]
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
        told |= new_articles(size)
        tables.append(told)
        print(f"{size:,}:", *(f"{name} {wall:.1f} ({work:.1f});" for name, (wall, work) in told.items()))
    print(f"{connection.vendor}: milliseconds by the clock (of work)")
    print(f"{'':26}", *(f"{size:>18,}" for size in sizes))
    for name in tables[0]:
        print(f"{name:26}", *(f"{told[name][0]:9.2f} ({told[name][1]:6.2f})" for told in tables), flush=True)


def main() -> None:
    """As a command; from within another benchmark in a process of its own, for its database is another."""
    if apps.ready:
        own = {
            name: value for name, value in os.environ.items() if name not in ("TCD_HOME", "TCD_DATABASE_URL")
        }
        subprocess.run([sys.executable, "-m", "benchmarks.archive.finding"], env=own, check=True)
        return
    with tempfile.TemporaryDirectory(prefix="tcd-finding-") as home:
        if "TCD_DATABASE_URL" not in os.environ:
            os.environ.setdefault("TCD_HOME", home)
        from archive.ready import ready

        ready()
        run([int(told) for told in sys.argv[1:]] or [1000, 10_000])


if __name__ == "__main__":
    main()
