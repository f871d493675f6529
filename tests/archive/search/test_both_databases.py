"""SQLite and PostgreSQL give the same hits in the same order on the same articles, and the right ones.

What is right is told by a third search, which reads every article from beginning to end.
"""

import os
import random
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import search
from archive.models import Article, SearchEntry, SearchWord
from archive.search import Question, Search, Term, read
from archive.search.words import accented, key, printed
from config.database import connection as described
from items import Author, OfficialDocument, ProvinceRef, ViewCount
from tests.archive.search.articles import NIGHT, put

WORDS = ("ban", "bàn", "bán", "đà", "Đà", "nẵng", "nang", "hoà", "hòa", "tết", "LĐLĐ", "334", "thi", "đua")
BEGINNINGS = ("ba*", "n*", "na*", "th*", "33*", "đu*")
ARTICLES = 150


@pytest.fixture(scope="module")
def other(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[str]:
    """The alias of a database of the other kind than the one the tests run on, with all tables."""
    if os.environ.get("TCD_TEST_DATABASE"):
        url = f"sqlite:///{tmp_path_factory.mktemp('other') / 'other.sqlite3'}"
    else:
        name = f"tcd_search_{secrets.token_hex(4)}"
        with psycopg.connect(postgres_url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        url = urlsplit(postgres_url)._replace(path=f"/{name}").geturl()
    defaults = connections.settings["default"]
    connections.settings["other"] = {**defaults, "OPTIONS": {}, **described(url), "TEST": defaults["TEST"]}
    try:
        with django_db_blocker.unblock():
            call_command("migrate", "archive", database="other", verbosity=0)
        yield "other"
    finally:
        with django_db_blocker.unblock():
            connections["other"].close()
        del connections["other"], connections.settings["other"]
        if not os.environ.get("TCD_TEST_DATABASE"):
            with psycopg.connect(postgres_url, autocommit=True) as server:
                server.execute(f"DROP DATABASE {name}")


@pytest.fixture
def both(other: str, db: None) -> tuple[str, list[Article]]:
    """The same articles in both databases: the other's alias, and the articles."""
    dice = random.Random(7)
    for number in range(ARTICLES):
        body = " ".join(dice.choices(WORDS, k=dice.randrange(1, 12)))
        put(
            str(number),
            dice.randrange(1, 6),
            source=dice.choice(("lao-cai", "lai-chau")),
            kind=dice.choice(("article", "article", "document", "other")),
            title=" ".join(dice.choices(WORDS, k=dice.randrange(4))) or None,
            body_text=body.replace("tết ", "tết\n"),
            topics=tuple(dice.sample(("tet", "nu_cong"), dice.randrange(3))),
            province=dice.choice((None, ProvinceRef("quang-nam", "Quảng Nam", "da-nang"))),
            authors=(Author(dice.choice(("Lò Mai", "H’Hen Niê")), "writer"),),
            document=dice.choice((None, OfficialDocument(number="05/NQ-ĐCT"))),
            views=dice.choice((None, ViewCount(3, "3", "label"))),
        )
    rows = list(Article.objects.all())
    Article.objects.using(other).bulk_create(rows)
    SearchEntry.objects.using(other).bulk_create(SearchEntry.objects.order_by("place"))
    SearchWord.objects.using(other).bulk_create(SearchWord.objects.all())
    return other, rows


def _reads(row: Article, search: Search, question: Question) -> bool:
    """Whether an article is found, told by reading it."""
    parts = [printed(part or "") for part in (row.title, row.summary, row.body_text)]
    columns = [[key(word) for word in part] for part in parts]
    return (
        row.public
        and all(_stands(columns, term) != term.negated for term in question.terms)
        and search.source in (None, row.source)
        and search.kind in (None, row.kind)
        and (search.topic is None or search.topic in row.topics)
        and (search.province is None or row.province_current == "da-nang")
        and (search.author is None or key(search.author) in map(key, printed(row.authors[0]["name"])))
        and (search.number is None or bool(row.document))
        and (search.views is None or (row.views_value is not None) == search.views)
        and (search.since is None or row.sort_at >= search.since)
        and (search.until is None or row.sort_at < search.until)
    )


def _stands(columns: list[list[str]], term: Term) -> bool:
    for column in columns:
        for place in range(len(column) - len(term.keys) + 1):
            there = tuple(column[place : place + len(term.keys)])
            if term.beginning:
                same = there[:-1] == term.keys[:-1] and there[-1].startswith(term.keys[-1])
            else:
                same = there == term.keys
            if same:
                return True
    return False


PIECE = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(BEGINNINGS),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(['"tết ba"*', '"', "()", "AND", "a'b", "%s", "334/KH"]),
)
QUESTION = st.lists(st.tuples(st.sampled_from(["", "", "-"]), PIECE), max_size=4).map(
    lambda pieces: " ".join(minus + piece for minus, piece in pieces)
)
MOMENT = st.none() | st.integers(0, 6 * 24).map(lambda hours: NIGHT - timedelta(days=20, hours=-hours))
SEARCH = st.builds(
    Search,
    q=QUESTION,
    source=st.sampled_from([None, None, "lao-cai", "nowhere"]),
    province=st.sampled_from([None, None, "da-nang", "quang-nam"]),
    topic=st.sampled_from([None, None, "tet"]),
    kind=st.sampled_from([None, None, "document", "other"]),
    author=st.sampled_from([None, None, "mai"]),
    number=st.sampled_from([None, None, "5/nq-đct"]),
    views=st.sampled_from([None, None, True, False]),
    since=MOMENT,
    until=MOMENT,
    order=st.sampled_from(["time", "relevance"]),
)


@pytest.mark.django_db(databases=["default", "other"])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=SEARCH, limit=st.sampled_from([1, 7, 200]))
def test_both_databases_find_the_same_and_what_is_there(both: str, asked: Search, limit: int) -> None:
    other, rows = both
    here = search.hits(asked, limit)
    assert here == search.hits(asked, limit, using=other)
    question = read(asked.q)
    right = set()
    if not question.meaningless:
        right = {row.pk for row in rows if _reads(row, asked, question)}
    assert len(here) == min(limit, len(right))
    assert {hit.id for hit in here} <= right
    if asked.order == "time":
        assert here == sorted(here, key=lambda hit: -hit.place)


@pytest.mark.django_db(databases=["default", "other"])
def test_exact_accents_come_first_wherever_they_are(both: tuple[str, list[Article]]) -> None:
    found = search.articles(Search(q="bàn", order="relevance"), ARTICLES)
    exact = ["bàn" in {accented(word) for word in printed(f"{row.title} {row.body_text}")} for row in found]
    assert True in exact
    assert False in exact
    assert exact == sorted(exact, reverse=True)
