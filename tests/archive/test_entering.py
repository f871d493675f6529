"""When an article becomes news: at a publishing; of a first walk only recent articles and list heads."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from archive import entering, states
from archive.entering import FirstWalks, PendingArticle, compute_entry_times, is_news
from archive.frontier import enqueue, mark_heads
from archive.models import Article, KnownSource, Run, SourceRun
from archive.states import set_state
from archive.store import save
from archive.values import NO_NEWS
from crawler.state import Pending
from items import Article as Found
from items import Moment

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PENDING = PendingArticle(1, "lao-cai", "1", NIGHT, None, None)
WALKED = FirstWalks({"lao-cai": NIGHT + timedelta(hours=1)})


@pytest.mark.parametrize(
    ("fields", "walks", "news"),
    [
        ({}, FirstWalks(), True),  # Never crawled: imported or extracted by hand.
        ({}, WALKED, False),
        ({"first_seen_at": NIGHT + 2 * DAY}, WALKED, True),
        ({"first_seen_at": NIGHT + 2 * DAY, "published_at": NIGHT - 300 * DAY}, WALKED, True),  # Found late.
        ({"published_at": NIGHT - 6 * DAY}, WALKED, True),
        ({"published_at": NIGHT - 8 * DAY}, WALKED, False),
        ({"touched_at": NIGHT + DAY}, WALKED, True),
        ({}, replace(WALKED, heads={1}), True),
        ({}, FirstWalks({"lao-cai": None}), False),  # Its first walk is not over.
        ({"first_seen_at": NIGHT + 90 * DAY}, FirstWalks({"lao-cai": None}), False),
    ],
)
def test_of_a_first_walk_only_what_is_young_or_listed_first_is_news(
    fields: dict[str, Any], walks: FirstWalks, news: bool
) -> None:
    assert is_news(replace(PENDING, **fields), walks, 7) is news


def test_what_is_published_together_enters_together_and_never_before_what_entered() -> None:
    late = replace(PENDING, id=2, first_seen_at=NIGHT - 3 * DAY)  # Its transaction committed late.
    newest = replace(PENDING, id=3, first_seen_at=NIGHT + timedelta(minutes=9))
    old = replace(PENDING, id=4, source="son-la")
    walks = FirstWalks({"son-la": NIGHT})
    times = compute_entry_times([PENDING, late, newest, old], walks, last=NIGHT - DAY, days=7)
    assert times == {
        1: newest.publishable_since,
        2: newest.publishable_since,
        3: newest.publishable_since,
        4: NO_NEWS,
    }
    assert compute_entry_times([late], walks, last=NIGHT, days=7) == {2: NIGHT}
    approved = replace(PENDING, touched_at=NIGHT + DAY)
    assert compute_entry_times([approved], walks, last=NIGHT, days=7) == {1: NIGHT + DAY}


def test_where_nothing_ever_entered_nights_stay_apart() -> None:
    before = replace(PENDING, id=2, first_seen_at=NIGHT - 3 * DAY)
    near = replace(PENDING, id=3, first_seen_at=NIGHT - timedelta(hours=2))
    times = compute_entry_times([PENDING, before, near], FirstWalks(), last=None, days=7)
    assert times == {1: NIGHT, 2: NIGHT - 3 * DAY, 3: NIGHT}


def test_a_source_whose_addresses_all_changed_floods_nobody() -> None:
    again = [replace(PENDING, id=n, published_at=NIGHT - 90 * DAY) for n in range(301)]
    young = replace(PENDING, id=900, published_at=NIGHT - DAY)
    undated = replace(PENDING, id=901)
    walks = FirstWalks({"lao-cai": NIGHT - 300 * DAY}, heads={7})
    times = compute_entry_times([*again, young, undated], walks, last=NIGHT - DAY, days=7)
    assert {number for number, at in times.items() if at != NO_NEWS} == {7, 900, 901}
    fewer = compute_entry_times([*again[1:], young, undated], walks, last=NIGHT - DAY, days=7)
    assert NO_NEWS not in fewer.values()


def put(key: str, at: datetime = NIGHT, published: date | None = None, source: str = "lao-cai") -> int:
    found = Found(url=f"https://a.example.vn/{key}", source=source, kind="article", title=key)
    if published is not None:
        found = replace(found, published=Moment(published, "day", "x", "line"))
    save(found, key=key, run_id=None, at=at)
    return Article.objects.get(source=source, key=key).pk


def report(at: datetime, *, complete: bool, source: str = "lao-cai") -> None:
    counts = dict.fromkeys(
        ["pages", "listings", "articles", "new", "changed", "unchanged", "with_date", "with_byline",
         "with_views", "bytes"], 0,
    )  # fmt: skip
    run = Run.objects.create(sources=[source], started_at=at, finished_at=at)
    SourceRun.objects.create(
        run=run,
        source=source,
        finished_at=at,
        ok=True,
        complete=complete,
        finish_reason="x",
        seconds=1,
        **counts,
    )


def entered() -> dict[str, datetime | None]:
    return dict(Article.objects.values_list("key", "entered_at"))


@pytest.mark.django_db
def test_a_first_walk_brings_what_is_young_and_the_heads_of_its_lists() -> None:
    keys = [str(number) for number in range(30)]
    enqueue("lao-cai", [Pending(key, key, head=key in ("3", "4")) for key in keys], at=NIGHT)
    mark_heads("lao-cai", ["5"])  # Another list showed it first.
    for key in keys:
        put(key, published=date(2026, 11, 18) if key == "7" else None)
    report(NIGHT, complete=False)
    assert entering.enter(7) == 30
    assert {key for key, at in entered().items() if at == NIGHT} == {"3", "4", "5", "7"}
    assert {at for key, at in entered().items() if key not in ("3", "4", "5", "7")} == {NO_NEWS}
    # The next night is the walk's still, then it is over.
    put("30", NIGHT + DAY)
    report(NIGHT + DAY, complete=True)
    put("31", NIGHT + 2 * DAY)
    put("32", NIGHT + 2 * DAY, published=date(2025, 5, 1))
    entering.enter(7)
    times = entered()
    assert (times["30"], times["31"], times["32"]) == (NO_NEWS, NIGHT + 2 * DAY, NIGHT + 2 * DAY)
    assert entering.enter(7) == 0


@pytest.mark.django_db
def test_a_first_walk_under_way_floods_nobody_either() -> None:
    Run.objects.create(sources=["lao-cai"], started_at=NIGHT)
    for number in range(15):
        put(str(number))
    put("x", source="by-hand")
    entering.enter(7)
    # Without a frontier the first ten that came count as listed first.
    assert sum(at == NIGHT for at in entered().values()) == 10 + 1


@pytest.mark.django_db
def test_what_an_editor_lets_out_enters_then_and_what_is_hidden_keeps_its_moment() -> None:
    first, second = put("1"), put("2")
    Article.objects.filter(pk=first).update(public=False)  # Waits for approval.
    entering.enter(0)
    set_state([first], "approved", by="mai", at=NIGHT + DAY)
    set_state([second], "hidden", by="mai", at=NIGHT + DAY)
    entering.enter(0)
    assert (entered()["1"], entered()["2"]) == (NIGHT + DAY, NIGHT)
    set_state([second], "new", by="mai", at=NIGHT + 2 * DAY)
    assert entered()["2"] is None
    entering.enter(0)
    assert entered()["2"] == NIGHT + 2 * DAY


@pytest.mark.django_db
def test_another_policy_lets_out_what_waited() -> None:
    KnownSource.objects.create(slug="lao-cai", name="x", publisher="x", home="x", kind="federation")
    states.apply_policies({"lao-cai": "approved"})
    put("0", source="son-la")
    put("1")
    entering.enter(7)
    assert entered() == {"0": NIGHT, "1": None}
    states.apply_policies({"lao-cai": "all"})
    put("2", NIGHT + DAY)
    entering.enter(7)
    assert entered() == {"0": NIGHT, "1": NIGHT + DAY, "2": NIGHT + DAY}


@pytest.mark.django_db
def test_an_archive_of_before_remembers_what_was_news() -> None:
    for key, at, published, source in (
        ("old", NIGHT, date(2026, 5, 1), "lao-cai"),
        ("undated", NIGHT, None, "lao-cai"),
        ("young", NIGHT, date(2026, 11, 18), "lao-cai"),
        ("late", NIGHT + 2 * DAY, date(2026, 5, 1), "lao-cai"),
        ("unwalked", NIGHT, date(2026, 5, 1), "son-la"),
    ):
        put(key, at, published, source)
    hidden, waiting = put("hidden", NIGHT + DAY), put("waiting", NIGHT + DAY)
    set_state([hidden], "hidden", by="mai", at=NIGHT + 2 * DAY)
    Article.objects.filter(pk=waiting).update(public=False)
    report(NIGHT, complete=True)
    report(NIGHT + DAY, complete=True)
    import_module("archive.migrations.0015_entering").enter(apps, SimpleNamespace(connection=connection))
    assert entered() == {
        "old": NO_NEWS,
        "undated": NO_NEWS,
        "young": NIGHT,
        "late": NIGHT + 2 * DAY,
        "unwalked": NIGHT,
        "hidden": NIGHT + DAY,
        "waiting": None,
    }
