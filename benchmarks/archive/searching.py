"""Searching, listing and story linking in a growing archive, and the cost of a new article.

``python -m benchmarks.archive.searching 1000 10000`` fills the archive of ``TCD_DATABASE_URL`` (a new one in
a temporary folder if unset) in steps and measures at each size. Prints the median of ``ROUNDS`` queries in
milliseconds of wall time and of CPU time (``benchmarks.archive.measuring.cpu_seconds``). PostgreSQL's tables
are analysed first, as autovacuum does. Articles beyond 10,000 are copies, since only their number matters.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from benchmarks.archive.generate import NIGHT, RARE, articles, fill
from benchmarks.archive.measuring import cpu_seconds, run_on_archive
from items import Moment

ROUNDS = 15
PAGE_SIZE = 30
GENERATED = 10_000  # further articles are copies of these
CHUNK = 2000
NEW = 200  # further articles, to measure the cost of one
BATCH = 20  # articles that a crawl writes in one transaction


def measure(size: int) -> dict[str, tuple[float, float]]:
    """(wall, CPU) milliseconds by operation, in an archive of ``size`` articles."""
    from archive import queries, search
    from archive.search import Search, read, snippet

    medians: dict[str, tuple[float, float]] = {}

    def timed(name: str, query: Callable[[int], Any]) -> None:
        seconds = []
        for number in range(ROUNDS):
            with _watch() as spent:
                query(number)
            seconds.append(spent)
        medians[name] = _medians(seconds)

    def rare(number: int) -> str:
        return f"hiem{number * RARE % size // RARE * RARE}"

    def newest(q: str, **filters: Any) -> list[Any]:
        return search.articles(Search(q=q, **filters), PAGE_SIZE)

    def page(number: int) -> None:
        rows = newest("tết sum vầy")
        asked = read("tết sum vầy")
        for row in rows:
            snippet(row.body_text, asked)

    common = ("công đoàn", "lao động", "đoàn viên", "tết", "người")
    timed("list: all", lambda _: list(queries.articles()[:PAGE_SIZE]))
    timed("list: a province", lambda _: list(queries.articles(province="lao-cai")[:PAGE_SIZE]))
    timed("newest: common word", lambda n: newest(common[n % len(common)]))
    timed("newest: rare word", lambda n: newest(rare(n)))
    timed("newest: common and rare", lambda n: newest(f"công {rare(n)}"))
    timed("newest: phrase", lambda n: newest('"công đoàn"' if n % 2 else '"lao động"'))
    # The slowest phrase: its words are in nearly every text, the phrase in almost none.
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
    return medians


def story_lookup(size: int) -> tuple[float, float]:
    """(wall, CPU) milliseconds to find and compare the possible originals of an article."""
    from archive.models import Article
    from archive.stories.candidates import candidates
    from archive.stories.compare import same
    from archive.stories.link import fingerprint_of
    from archive.stories.text import comparable

    seconds = []
    first = Article.objects.order_by("pk").values_list("pk", flat=True)[0]
    for number in range(40):
        row = Article.objects.get(pk=first + number * min(size, GENERATED) // 40)
        with _watch() as spent:
            text = comparable(row)
            for other in Article.objects.filter(pk__in=candidates(row.pk, fingerprint_of(text))):
                same(text, comparable(other))
        seconds.append(spent)
    return _medians(seconds)


def new_articles(size: int) -> dict[str, tuple[float, float]]:
    """(wall, CPU) milliseconds for each of ``NEW`` further articles, by operation."""
    from archive import stories
    from archive.store import Incoming, save_many

    made = []
    for number, (article, key) in enumerate(articles(NEW, seed=size + 7)):
        at = NIGHT - timedelta(minutes=number)
        newest = replace(article, published=Moment(at, "minute", f"{at:%d/%m/%Y %H:%M}", "line"))
        made.append(Incoming(newest, f"new-{size}-{key}"))
    with _watch() as written:
        for begin in range(0, NEW, BATCH):
            save_many(made[begin : begin + BATCH], run_id=None, at=NIGHT)
    with _watch() as linked:
        stories.link()
    seconds = {"a new article: written": written, "a new article: linked": linked}
    return {name: (wall / NEW * 1000, cpu / NEW * 1000) for name, (wall, cpu) in seconds.items()}


@contextmanager
def _watch() -> Iterator[list[float]]:
    """A list that holds (wall, CPU) seconds when the block ends."""
    spent: list[float] = []
    clock, begun = time.perf_counter(), cpu_seconds()
    yield spent
    spent += [time.perf_counter() - clock, cpu_seconds() - begun]


def _medians(seconds: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The medians, in milliseconds."""
    wall, cpu = zip(*seconds, strict=True)
    return statistics.median(wall) * 1000, statistics.median(cpu) * 1000


def grow(begin: int, size: int) -> None:
    """Fill the archive from ``begin`` to ``size`` articles, and link the generated ones."""
    from django.db import connection

    from archive import stories
    from archive.stories.link import optimize_band_index

    if begin < GENERATED:
        fill(min(size, GENERATED), begin=begin)
        stories.link()
    if size > GENERATED:
        copy(max(begin, GENERATED), size)
        optimize_band_index()  # as linking does after many articles
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def copy(begin: int, size: int) -> None:
    """Add copies of the generated articles, with other times and other bands."""
    from django.db import transaction

    from archive.models import Fingerprint

    rng = random.Random(begin)
    generated = Fingerprint.objects.filter(article__lte=GENERATED).exclude(bands="")
    bands = [text.split() for text in generated.values_list("bands", flat=True)]
    for start in range(begin, size, CHUNK):
        first = start % GENERATED + 1
        with transaction.atomic():
            made = _copies(first, min(CHUNK, size - start), minutes=rng.randrange(-500_000, 500_000))
            Fingerprint.objects.bulk_create(
                [Fingerprint(article_id=number, bands=_bands(rng, bands)) for number in made], batch_size=500
            )


def _copies(first: int, number: int, *, minutes: int) -> list[int]:
    """Copy generated articles with their index entries.

    Returns the ids of the copies that are no documents.
    """
    from django.db import connection

    from archive.models import Article

    lite = connection.vendor == "sqlite"
    columns = [field.column for field in Article._meta.concrete_fields if field.column != "id"]
    values = dict.fromkeys(columns, "")
    values["guid"] = "lower(hex(randomblob(16)))" if lite else "gen_random_uuid()"
    values["key"] = f"'copy{minutes}-' || id"
    moment = (
        "strftime('%Y-%m-%d %H:%M:%f', sort_at, '{} minutes')" if lite else "sort_at + interval '{} minutes'"
    )
    values["sort_at"] = moment.format(minutes)
    second = "CAST(strftime('%s', sort_at) AS integer)" if lite else "extract(epoch from sort_at)::bigint"
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM archive_article")
        last = cursor.fetchone()[0]
        shift = last + 1 - first
        expressions = ", ".join(values[column] or column for column in columns)
        cursor.execute(
            f"INSERT INTO archive_article (id, {', '.join(columns)}) SELECT id + {shift}, {expressions} "
            f"FROM archive_article WHERE id >= {first} AND id < {first + number}"
        )
        cursor.execute(
            "INSERT INTO archive_articletopic (article_id, topic, sort_at) "
            "SELECT copy.id, topic, copy.sort_at FROM archive_articletopic original "
            f"JOIN archive_article copy ON copy.id = original.article_id + {shift} "
            f"WHERE original.article_id >= {first} AND original.article_id < {first + number}"
        )
        cursor.execute(
            "INSERT INTO archive_searchentry (place, article_id, words, marks) "
            f"SELECT ({second} << 29) | copy.id, copy.id, words, marks FROM archive_searchentry original "
            f"JOIN archive_article copy ON copy.id = original.article_id + {shift} "
            f"WHERE original.article_id >= {first} AND original.article_id < {first + number} ORDER BY 1"
        )
        if not lite:
            cursor.execute("SELECT setval('archive_article_id_seq', (SELECT max(id) FROM archive_article))")
        cursor.execute(f"SELECT id FROM archive_article WHERE id > {last} AND kind = 'article'")
        return [row[0] for row in cursor.fetchall()]


def _bands(rng: random.Random, others: Sequence[Sequence[str]]) -> str:
    """Random bands, some of them borrowed: as in real portals, an article shares one with 0.2 % of others."""
    borrowed = len(others) * 600 // 300_000
    bands = [f"{rng.getrandbits(48):012x}" for _ in range(42)]
    for place in rng.sample(range(42), borrowed):
        bands[place] = others[rng.randrange(len(others))][place]
    return " ".join(bands)


def run(sizes: Sequence[int]) -> None:
    """Grow the archive through the sizes and print the figures of each."""
    from django.db import connection

    from archive.models import Article

    tables = []
    before = Article.objects.count()  # an archive with articles grows further
    for size in sizes:
        grow(before, size)
        before = size
        figures = measure(size)
        figures["story of an article"] = story_lookup(size)
        figures |= new_articles(size)
        tables.append(figures)
        print(f"{size:,}:", *(f"{name} {wall:.1f} ({cpu:.1f});" for name, (wall, cpu) in figures.items()))
    print(f"{connection.vendor}: milliseconds, wall time (CPU time)")
    print(f"{'':26}", *(f"{size:>18,}" for size in sizes))
    for name in tables[0]:
        print(
            f"{name:26}",
            *(f"{figures[name][0]:9.2f} ({figures[name][1]:6.2f})" for figures in tables),
            flush=True,
        )


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    run_on_archive("benchmarks.archive.searching", run)


if __name__ == "__main__":
    main()
