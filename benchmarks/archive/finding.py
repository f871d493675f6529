"""Searching and linking in an archive that grows: what waits for somebody, and what a new article costs.

``python -m benchmarks.archive.finding 1000 10000`` fills the archive of ``TCD_DATABASE_URL`` (a new one in a
temporary folder if unset) step by step and measures at each size. Milliseconds: the median of ``ROUNDS``
questions, each after others, by the clock and of work (this process's and that of the PostgreSQL server for
it), which other programs on the machine do not change. PostgreSQL is told to look at its tables (ANALYZE)
before, as its autovacuum does. Beyond 10,000 articles are copies of the first, for only their number matters.
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
from benchmarks.archive.home import run_in_its_own, work
from items import Moment

ROUNDS = 15
SHOWN = 30
GENERATED = 10_000  # further ones are copies of these
CHUNK = 2000
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
    timed("list: all", lambda _: list(queries.articles()[:SHOWN]))
    timed("list: a province", lambda _: list(queries.articles(province="lao-cai")[:SHOWN]))
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
    """(by the clock, of work) in milliseconds that each of ``NEW`` more articles costs."""
    from archive import stories
    from archive.store import Incoming, save_many

    made = []
    for number, (article, key) in enumerate(articles(NEW, seed=size + 7)):
        at = NIGHT - timedelta(minutes=number)
        newest = replace(article, published=Moment(at, "minute", f"{at:%d/%m/%Y %H:%M}", "line"))
        made.append(Incoming(newest, f"new-{size}-{key}"))
    with _watch() as written:
        for begin in range(0, NEW, AT_ONCE):
            save_many(made[begin : begin + AT_ONCE], run_id=None, at=NIGHT)
    with _watch() as linked:
        stories.link()
    told = {"a new article: written": written, "a new article: linked": linked}
    return {name: (wall / NEW * 1000, worked / NEW * 1000) for name, (wall, worked) in told.items()}


@contextmanager
def _watch() -> Iterator[list[float]]:
    """Seconds by the clock and of work, there when it ends."""
    spent: list[float] = []
    clock, begun = time.perf_counter(), work()
    yield spent
    spent += [time.perf_counter() - clock, work() - begun]


def _medians(seconds: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The medians, in milliseconds."""
    wall, worked = zip(*seconds, strict=True)
    return statistics.median(wall) * 1000, statistics.median(worked) * 1000


def grow(begin: int, size: int) -> None:
    """Fill the archive up from ``begin`` articles to ``size``, and link the generated ones."""
    from django.db import connection

    from archive import stories
    from archive.stories.link import tidy

    if begin < GENERATED:
        fill(min(size, GENERATED), begin=begin)
        stories.link()
    if size > GENERATED:
        copy(max(begin, GENERATED), size)
        tidy()  # As linking does after so many.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def copy(begin: int, size: int) -> None:
    """Fill up with copies of the generated articles, at other moments and with bands of their own."""
    from django.db import transaction

    from archive.models import Fingerprint

    dice = random.Random(begin)
    generated = Fingerprint.objects.filter(article__lte=GENERATED).exclude(bands="")
    bands = [told.split() for told in generated.values_list("bands", flat=True)]
    for start in range(begin, size, CHUNK):
        first = start % GENERATED + 1
        with transaction.atomic():
            made = _copies(first, min(CHUNK, size - start), minutes=dice.randrange(-500_000, 500_000))
            Fingerprint.objects.bulk_create(
                [Fingerprint(article_id=number, bands=_bands(dice, bands)) for number in made], batch_size=500
            )


def _copies(first: int, number: int, *, minutes: int) -> list[int]:
    """Copy so many generated articles with what is indexed of them; the copies' ids, without documents."""
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
        told = ", ".join(values[column] or column for column in columns)
        cursor.execute(
            f"INSERT INTO archive_article (id, {', '.join(columns)}) SELECT id + {shift}, {told} "
            f"FROM archive_article WHERE id >= {first} AND id < {first + number}"
        )
        cursor.execute(
            "INSERT INTO archive_articletopic (article_id, topic, sort_at) "
            "SELECT made.id, topic, made.sort_at FROM archive_articletopic told "
            f"JOIN archive_article made ON made.id = told.article_id + {shift} "
            f"WHERE told.article_id >= {first} AND told.article_id < {first + number}"
        )
        cursor.execute(
            "INSERT INTO archive_searchentry (place, article_id, words, marks) "
            f"SELECT ({second} << 29) | made.id, made.id, words, marks FROM archive_searchentry told "
            f"JOIN archive_article made ON made.id = told.article_id + {shift} "
            f"WHERE told.article_id >= {first} AND told.article_id < {first + number} ORDER BY 1"
        )
        if not lite:
            cursor.execute("SELECT setval('archive_article_id_seq', (SELECT max(id) FROM archive_article))")
        cursor.execute(f"SELECT id FROM archive_article WHERE id > {last} AND kind = 'article'")
        return [row[0] for row in cursor.fetchall()]


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

    from archive.models import Article

    tables = []
    before = Article.objects.count()  # An archive that was filled before is grown further.
    for size in sizes:
        grow(before, size)
        before = size
        told = measure(size)
        told["story of an article"] = story_lookup(size)
        told |= new_articles(size)
        tables.append(told)
        print(f"{size:,}:", *(f"{name} {wall:.1f} ({worked:.1f});" for name, (wall, worked) in told.items()))
    print(f"{connection.vendor}: milliseconds by the clock (of work)")
    print(f"{'':26}", *(f"{size:>18,}" for size in sizes))
    for name in tables[0]:
        print(f"{name:26}", *(f"{told[name][0]:9.2f} ({told[name][1]:6.2f})" for told in tables), flush=True)


def main() -> None:
    run_in_its_own("benchmarks.archive.finding", run)


if __name__ == "__main__":
    main()
