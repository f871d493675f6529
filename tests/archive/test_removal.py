"""What a source removes is kept and marked, when it is still gone on another day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import queries
from archive.models import Article, FrontierEntry
from archive.removal import next_removal_state
from archive.state import DjangoState
from archive.store import save
from crawler.state import Outcome
from items import Article as Found

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def put(at: datetime = NIGHT, key: str = "k1") -> None:
    save(Found(url=f"https://a.example/{key}", source="a", kind="article"), key=key, run_id=None, at=at)


def gone(at: datetime, key: str = "k1", name: str = "http 404") -> None:
    outcome = Outcome(key, f"https://a.example/{key}", name, done=True, again=7 * DAY)
    DjangoState().settle("a", [outcome], at=at)


def marks() -> tuple[datetime | None, datetime | None, int]:
    row = Article.objects.get()
    return row.missing_since, row.removed_at, row.version


@pytest.mark.django_db
def test_gone_on_two_days_is_removed_and_kept_and_stays_public() -> None:
    put()
    gone(NIGHT + DAY)
    gone(NIGHT + DAY + HOUR)
    assert marks() == (NIGHT + DAY, None, 0)
    assert [row.pk for row in queries.removed(NIGHT)] == []
    gone(NIGHT + 2 * DAY, name="http 410")
    assert marks() == (NIGHT + DAY, NIGHT + 2 * DAY, 1)
    gone(NIGHT + 9 * DAY)
    assert marks() == (NIGHT + DAY, NIGHT + 2 * DAY, 1)
    assert [row.public for row in queries.removed(NIGHT)] == [True]


@pytest.mark.django_db
def test_an_article_that_comes_back_is_no_more_removed() -> None:
    put()
    gone(NIGHT + DAY)
    put(NIGHT + DAY + HOUR)
    assert marks() == (None, None, 0)
    gone(NIGHT + 2 * DAY)
    gone(NIGHT + 3 * DAY)
    put(NIGHT + 4 * DAY)
    assert marks() == (None, None, 2)


@pytest.mark.django_db
def test_a_missing_article_is_asked_for_again_the_next_night() -> None:
    put()
    gone(NIGHT + DAY)
    gone(NIGHT + DAY, key="never-an-article")
    assert set(DjangoState().unwanted("a", ["k1", "never-an-article"], at=NIGHT + 2 * DAY)) == {
        "never-an-article"
    }
    gone(NIGHT + 2 * DAY)
    assert set(DjangoState().unwanted("a", ["k1"], at=NIGHT + 4 * DAY)) == {"k1"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["timeout", "http 500", "blocked", "robots", "no article: listing"])
def test_what_is_no_word_of_the_source_on_the_article_marks_nothing(name: str) -> None:
    put()
    gone(NIGHT + DAY, name=name)
    gone(NIGHT + 2 * DAY, name=name)
    assert marks() == (None, None, 0)


@pytest.mark.django_db
def test_a_link_that_led_to_an_article_under_another_key_marks_it() -> None:
    put()
    FrontierEntry.objects.create(
        source="a", key="old", address="https://a.example/old", done=True, article_key="k1", found_at=NIGHT
    )
    gone(NIGHT + DAY, key="old")
    assert marks()[0] == NIGHT + DAY


@given(st.lists(MOMENTS, min_size=1, max_size=6))
def test_it_is_removed_once_it_was_missing_on_an_earlier_day_and_for_good(moments: list[datetime]) -> None:
    missing = removed = None
    for at in sorted(moments):
        missing, removed = next_removal_state(missing, removed, at)
    days = sorted({(at + 7 * HOUR).date() for at in moments})
    assert missing == min(moments)
    assert (removed is None) == (len(days) == 1)
    assert removed is None or (removed + 7 * HOUR).date() == days[1]


@pytest.mark.django_db
def test_an_article_that_is_gone_behind_another_address_of_its_link_is_removed_too() -> None:
    """A list names it by an address that leads on; that address answers "not found" on two days."""
    put()
    led = Outcome("alias", "https://a.example/alias", "article", done=True, article="k1")
    DjangoState().settle("a", [led], at=NIGHT)
    assert set(DjangoState().known_many("a", ["alias"])) == {"alias"}
    gone(NIGHT + DAY, key="alias")
    assert marks() == (NIGHT + DAY, None, 0)
    # It is listed still, and asked for again.
    assert DjangoState().known_many("a", ["alias"]) == {}
    assert set(DjangoState().unwanted("a", ["alias"], at=NIGHT + DAY + HOUR)) == {"alias"}
    assert DjangoState().unwanted("a", ["alias"], at=NIGHT + 2 * DAY) == {}
    gone(NIGHT + 2 * DAY, key="alias")
    assert marks() == (NIGHT + DAY, NIGHT + 2 * DAY, 1)


@pytest.mark.django_db
def test_a_crawl_that_is_killed_while_it_keeps_an_outcome_keeps_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put()

    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("archive.removal.mark_missing", killed)
        with pytest.raises(SystemExit):
            gone(NIGHT + DAY)
    assert not FrontierEntry.objects.exists()
    gone(NIGHT + DAY)
    assert marks() == (NIGHT + DAY, None, 0)
