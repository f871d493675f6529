"""What a feed holds: days, a least number, a size; and names of its own. An excerpt ends with a sentence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.models import KnownSource
from archive.queries import Placed
from archive.values import NO_NEWS
from feeds import feed_catalogue
from feeds.feed_catalogue import MIN_ENTRIES, contents_by_feed, count_fitting
from feeds.text import excerpt

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def placed(number: int, entered: datetime, **fields: object) -> Placed:
    one = Placed(number, entered, "article", "lao-cai", "lao-cai", entered)
    return replace(one, **fields)  # type: ignore[arg-type]


def window(articles: list[Placed], name: str = "all", **told: object) -> list[int]:
    ordered = sorted(
        articles, key=lambda article: (article.entered_at, article.sort_at, article.id), reverse=True
    )
    return [number for number, _ in contents_by_feed(ordered, {}, **told)[name].window]  # type: ignore[arg-type]


def test_a_feed_holds_its_last_days_in_the_order_in_which_it_entered() -> None:
    many = [placed(100 + n, NIGHT - timedelta(minutes=n)) for n in range(MIN_ENTRIES)]
    late = placed(1, NIGHT, sort_at=NIGHT - 200 * DAY)
    inside = placed(2, NIGHT - 7 * DAY + timedelta(hours=1))
    outside = placed(3, NIGHT - 7 * DAY - timedelta(hours=1))
    ids = window([outside, inside, *many, late])
    assert ids == [100, 1, *range(101, 100 + MIN_ENTRIES), 2]
    assert window([outside, inside, *many, late], days=8)[-1] == 3


def test_a_quiet_feed_holds_its_last_entries_however_old_and_what_was_never_news_behind_them() -> None:
    old = [placed(n, NO_NEWS, sort_at=NIGHT - n * DAY) for n in range(1, 100)]
    news = [placed(1000 + n, NIGHT - 40 * n * DAY) for n in range(5)]
    assert window([*old, *news]) == [*range(1000, 1005), *range(1, MIN_ENTRIES - 4)]


def test_of_a_story_speaks_who_was_news() -> None:
    first, second = placed(1, NO_NEWS, sort_at=NIGHT - 90 * DAY), placed(2, NIGHT)
    assert window([first, second], stories={1: 7, 2: 7}) == [2]
    assert window([replace(first, entered_at=NIGHT - DAY), second], stories={1: 7, 2: 7}) == [1]


def test_days_leave_a_feed_that_grows_too_large_but_never_the_newest_night() -> None:
    nights = [NIGHT - night * DAY - timedelta(minutes=n) for night in range(5) for n in range(40)]

    def held(size: int) -> int:
        asked: list[int] = []
        number = count_fitting(nights, (asked.append(size) or size for _ in nights), 1000)
        assert len(asked) <= max(number, 40) + 40  # No more are written than are needed to know.
        return number

    assert [held(size) for size in (5, 6, 8, 9, 12, 13, 24, 26, 900)] == [
        200,
        160,
        120,
        80,
        80,
        40,
        40,
        40,
        40,
    ]
    few = [NIGHT - n * DAY for n in range(60)]
    assert count_fitting(few, [900] * 60, 1000) == MIN_ENTRIES
    assert count_fitting([], [], 1000) == 0


def test_no_two_feeds_have_one_title() -> None:
    known = {
        slug: KnownSource(slug=slug, name=name, home=home)
        for slug, name, home in (
            ("a", "LĐLĐ tỉnh Quảng Nam", "http://a.example.vn"),
            ("b", "LĐLĐ tỉnh Quảng Nam", "http://b.example.vn"),
            ("c", "Đà Nẵng", "http://c.example.vn"),
        )
    }
    titles = [feed.title for feed in feed_catalogue.list_feeds(known)]
    assert len(set(titles)) == len(titles)
    assert {"LĐLĐ tỉnh Quảng Nam (a.example.vn) – Tin Công Đoàn", "Văn bản (chủ đề) – Tin Công Đoàn"} <= set(
        titles
    )


def test_a_month_is_one_of_viet_nam() -> None:
    begins, ends = feed_catalogue.month_bounds("2026-12")
    assert (begins, ends) == (datetime(2026, 11, 30, 17, tzinfo=UTC), datetime(2026, 12, 31, 17, tzinfo=UTC))
    assert (feed_catalogue.month_at(begins), feed_catalogue.month_at(ends)) == ("2026-12", "2027-01")
    with pytest.raises(ValueError, match="month"):
        feed_catalogue.month_bounds("2026-13")


SENTENCE = "Công đoàn cơ sở tổ chức hội nghị người lao động với sự có mặt của đông đảo đoàn viên."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ngắn.", "Ngắn."),
        (" ".join([SENTENCE] * 9), " ".join([SENTENCE] * 4)),
        (f"{SENTENCE} {SENTENCE}\n{SENTENCE} Tại TP. Hồ Chí Minh, ThS. Mai " + "nói thêm " * 90,
         f"{SENTENCE} {SENTENCE} {SENTENCE}"),
        ("Từ " * 300, "Từ " * 98 + "Từ…"),
    ],
)  # fmt: skip
def test_an_excerpt_ends_with_a_sentence_where_one_ends_near(text: str, told: str) -> None:
    assert excerpt(text) == told
    assert len(excerpt(text)) <= 375
