"""One official document at two addresses of a source is one article; what only looks so stays two."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import document_aliases
from archive.corrections import correct
from archive.identity import Identity, identity
from archive.models import Article, DocumentIdentity, OtherAddress, RawPage, Reading, Revision
from archive.state import DjangoState
from archive.store import Incoming, save, save_many
from crawler.state import Outcome, Pending
from items import Article as Found
from items import Attachment, OfficialDocument, Page, ViewCount
from tests.archive.stories.texts import changed, prose

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCE = "lao-cai"
PLAN = OfficialDocument(
    number="12/KH-LĐLĐ", type="Kế hoạch", issued_on=date(2026, 3, 5), issuer="Liên đoàn Lao động tỉnh Lào Cai"
)


def page(key: str, text: list[str] | None = None, **fields: Any) -> Found:
    """A page that shows the plan, or what ``fields`` make of it."""
    values: dict[str, Any] = {
        "source": SOURCE,
        "kind": "document",
        "title": "Kế hoạch tổ chức Tháng Công nhân",
        "body_text": "\n".join(prose(1) if text is None else text),
        "document": PLAN,
        **fields,
    }
    return Found(url=f"https://laocai.example.vn/{key}", **values)


def put(key: str, *args: Any, at: datetime = NIGHT, **fields: Any) -> str:
    return save(page(key, *args, **fields), key=key, run_id=None, at=at)


def keys() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("key", flat=True))


def test_a_document_at_a_second_address_is_the_article_that_is_there() -> None:
    assert [put("van-ban/ke-hoach-12.html"), put("tin-tuc/ke-hoach-so-12")] == ["new", "unchanged"]
    assert keys() == ["van-ban/ke-hoach-12.html"]
    other = OtherAddress.objects.get()
    assert (other.article, other.source, other.key) == (
        Article.objects.get(),
        SOURCE,
        "tin-tuc/ke-hoach-so-12",
    )
    assert other.url == "https://laocai.example.vn/tin-tuc/ke-hoach-so-12"
    assert not Revision.objects.exists()


def test_two_in_one_batch_are_one() -> None:
    batch = [Incoming(page(key), key) for key in ("one", "two", "one")]
    assert save_many(batch, run_id=None, at=NIGHT) == ["new", "unchanged", "unchanged"]
    assert keys() == ["one"]


@pytest.mark.parametrize(
    "issuer",
    ["LĐLĐ tỉnh Lào Cai", "LIÊN ĐOÀN LAO ĐỘNG TỈNH LÀO CAI", None],
)
def test_the_issuer_may_be_written_otherwise_or_stand_on_one_page_only(issuer: str | None) -> None:
    put("one")
    assert put("two", document=replace(PLAN, issuer=issuer, number="12 / KH – LĐLĐ")) == "unchanged"
    assert keys() == ["one"]


@pytest.mark.parametrize(
    "fields",
    [
        {"document": replace(PLAN, number="13/KH-LĐLĐ")},
        {"document": replace(PLAN, number=None)},
        {"document": replace(PLAN, issued_on=date(2025, 3, 5))},
        {"document": replace(PLAN, issued_on=None)},
        {"document": replace(PLAN, issuer="Liên đoàn Lao động huyện Sa Pa")},
        {"document": None},
        {"kind": "article"},
        {"source": "lai-chau"},
        {"text": prose(2)},  # an annex, a draft
        {"text": ["Phụ lục."]},
    ],
)
def test_what_differs_in_what_names_it_or_in_its_text_is_another(fields: dict[str, Any]) -> None:
    put("one")
    assert put("two", **fields) == "new"
    assert put("two", **fields) == put("one") == "unchanged"
    assert keys() == ["one", "two"]


def test_documents_without_a_text_are_one_where_their_titles_are() -> None:
    put("one", [])
    assert put("two", []) == "unchanged"
    assert put("three", [], title="Phụ lục kèm theo kế hoạch") == "new"
    assert put("four", [], title="Phụ lục kèm theo kế hoạch") == "unchanged"
    assert keys() == ["one", "three"]


def test_documents_without_a_text_are_two_where_they_hand_on_different_files() -> None:
    def file(name: str) -> tuple[Attachment, ...]:
        return (Attachment(f"https://laocai.example.vn/f/{name}", name, "application/pdf"),)

    put("plan", [], attachments=file("12.pdf"))
    assert put("annex", [], attachments=file("12-phu-luc.pdf")) == "new"
    assert put("nothing", []) == "new"
    assert put("again", [], attachments=file("12.pdf?luc=2")) == "unchanged"
    assert keys() == ["plan", "annex", "nothing"]


@pytest.mark.parametrize(
    "fields",
    [
        {"document": replace(PLAN, number="13/KH-LĐLĐ")},
        {"document": replace(PLAN, issued_on=date(2026, 3, 6))},
        {"kind": "article", "document": None},
    ],
)
def test_an_address_that_shows_something_else_is_let_go_and_stored(fields: dict[str, Any]) -> None:
    put("one")
    put("two")
    assert put("two", prose(5), at=NIGHT + DAY, **fields) == "new"
    assert put("two", prose(5), at=NIGHT + 2 * DAY, **fields) == "unchanged"
    assert keys() == ["one", "two"]
    assert not OtherAddress.objects.exists()


def test_a_site_that_prints_one_number_everywhere_costs_no_more_with_each_page(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(60):
        put(f"page-{number}", prose(number + 10))
    with django_assert_max_num_queries(60):
        assert put("another", prose(200)) == "new"


def test_news_of_a_document_stays_beside_it_whatever_it_says() -> None:
    put("one")
    news = page("two", kind="article", documents_cited=("12/KH-LĐLĐ",))
    assert save(news, key="two", run_id=None, at=NIGHT) == "new"


def test_both_addresses_crawled_night_after_night_change_nothing() -> None:
    edited = changed(prose(1), 0.02)
    first = page("one", views=ViewCount(100, "Lượt xem: 100", "label"))
    second = page("two", edited, title="Kế hoạch số 12", views=ViewCount(7, "Lượt xem: 7", "label"))
    save(first, key="one", run_id=None, at=NIGHT)
    for night in range(1, 4):
        visited: list[int] = []
        batch = [Incoming(second, "two"), Incoming(first, "one")]
        saved = save_many(batch, run_id=None, at=NIGHT + night * DAY, visited=visited)
        assert saved == ["unchanged", "unchanged"]
        assert visited == [Article.objects.get().pk]
    assert not Revision.objects.exists()
    assert Reading.objects.count() == 1


def test_an_address_stays_the_articles_though_the_texts_part() -> None:
    put("one")
    put("two")
    assert put("one", prose(3), at=NIGHT + DAY) == "changed"
    assert put("two", prose(4), at=NIGHT + DAY) == "unchanged"
    assert keys() == ["one"]


def test_the_crawl_knows_both_addresses() -> None:
    state = DjangoState()
    state.enqueue(SOURCE, [Pending("two", "https://laocai.example.vn/two")], at=NIGHT)
    put("one")
    put("two")
    told = Outcome("two", "https://laocai.example.vn/two", "article", done=True, article="two")
    state.settle(SOURCE, [told], at=NIGHT)
    put("three")
    known = state.known_many(SOURCE, ["one", "two", "three", "four"])
    assert {key: article.url.rpartition("/")[2] for key, article in known.items()} == {
        "one": "one",
        "two": "one",
        "three": "one",
    }
    assert [article.key for article in state.recent(SOURCE, since=NIGHT - DAY, most=9)] == ["one"]


def gone(key: str, at: datetime) -> None:
    address = f"https://laocai.example.vn/{key}"
    DjangoState().settle(SOURCE, [Outcome(key, address, "http 404", done=True)], at=at)


def test_that_the_further_address_is_gone_says_nothing_of_the_article() -> None:
    put("one")
    put("two")
    told = Outcome("two", "https://laocai.example.vn/two", "article", done=True, article="two")
    DjangoState().settle(SOURCE, [told], at=NIGHT)
    for night in (1, 2):
        gone("two", NIGHT + night * DAY)
    row = Article.objects.get()
    assert (row.missing_since, row.removed_at) == (None, None)


def test_where_its_own_page_was_removed_the_further_address_takes_over_and_keeps_the_word() -> None:
    put("one")
    put("two")
    before = Article.objects.get()
    for night in (1, 2):
        gone("one", NIGHT + night * DAY)
    assert Article.objects.get().removed_at is not None
    assert DjangoState().known(SOURCE, "two") is None  # So that it is fetched.
    answer = Page("https://laocai.example.vn/two", b"<html></html>", "text/html", NIGHT)
    incoming = Incoming(page("two"), "two", answer)
    assert save_many([incoming], run_id=None, at=NIGHT + 3 * DAY) == ["changed"]
    row = Article.objects.get()
    assert (row.key, row.guid, row.url) == ("one", before.guid, "https://laocai.example.vn/two")
    assert (row.missing_since, row.removed_at) == (None, None)
    assert RawPage.objects.get().number == 1
    assert put("two", changed(prose(1), 0.02), at=NIGHT + 4 * DAY) == "changed"
    assert DjangoState().known(SOURCE, "two") is not None
    # And back for good, where its own page is back.
    assert put("one", at=NIGHT + 5 * DAY) == "changed"
    assert [put(key, at=NIGHT + 6 * DAY) for key in ("two", "one")] == ["unchanged", "unchanged"]


def test_what_an_editor_put_right_does_not_part_the_two_pages() -> None:
    put("one")
    told = {"document": {**PLAN.to_record(), "number": "99/QĐ-UB"}, "body_text": "Văn bản khác."}
    correct(Article.objects.get().pk, told, author="an", reason="", at=NIGHT)
    assert put("two", at=NIGHT + DAY) == "unchanged"
    assert keys() == ["one"]


def test_a_document_that_its_source_names_otherwise_since_is_found_by_the_new_name() -> None:
    put("one", document=replace(PLAN, issued_on=date(2026, 3, 6)))
    assert put("one", at=NIGHT + DAY) == "changed"
    assert put("two", at=NIGHT + DAY) == "unchanged"
    assert put("one", kind="article", at=NIGHT + 2 * DAY) == "changed"
    assert put("three", at=NIGHT + 2 * DAY) == "new"
    assert DocumentIdentity.objects.get().article.key == "three"


# What a source may show: (number, issuer, text), each a document of its own, and pages that show it.
_OTHER = "LĐLĐ huyện Sa Pa"
_PAGES = [
    (f"{number}-{issuer}-{seed}-{copy}", number, issuer, changed(prose(seed), 0.01 * copy, seed=copy))
    for number in ("1/KH-LĐLĐ", "2/KH-LĐLĐ")
    for issuer in (PLAN.issuer, _OTHER)
    for seed in (10, 11)
    for copy in (0, 1)
]


@given(st.permutations(_PAGES), st.lists(st.integers(1, 16), max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_arrival_gives_the_same_articles(order: list[Any], cuts: list[int]) -> None:
    Article.objects.all().delete()
    bounds = [0, *sorted(cuts), len(order)]
    for begin, end in itertools.pairwise(bounds):
        batch = [
            Incoming(page(key, text, document=replace(PLAN, number=number, issuer=issuer)), key)
            for key, number, issuer, text in order[begin:end]
        ]
        save_many(batch, run_id=None, at=NIGHT)
    groups = [
        {row.key, *row.other_addresses.values_list("key", flat=True)}
        for row in Article.objects.prefetch_related("other_addresses")
    ]
    assert sorted(map(sorted, groups)) == sorted(
        [_PAGES[place][0], _PAGES[place + 1][0]] for place in range(0, len(_PAGES), 2)
    )


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_bring_one_document_make_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2)
    store_identities = document_aliases.store_identities

    def late(*rows: Any) -> None:
        # Both have looked before one writes; on SQLite the second cannot look meanwhile.
        with suppress(threading.BrokenBarrierError):
            both.wait(1)
        store_identities(*rows)

    def bring(key: str) -> str:
        try:
            return put(key)
        finally:
            connection.close()

    monkeypatch.setattr(document_aliases, "store_identities", late)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(bring, ["one", "two"])) == ["new", "unchanged"]
    assert Article.objects.count() == OtherAddress.objects.count() == 1


def test_an_identity_is_number_and_day_and_is_compared_whatever_its_spelling() -> None:
    record = {"number": "012/ kh–LĐLĐ", "issued_on": "2026-03-05", "issuer": "BTV LĐLĐ TP. Hà Nội"}
    assert identity("document", record) == Identity(
        "12.kh.lđlđ|2026-03-05", "ban thuong vu lien doan lao dong thanh pho ha noi"
    )
    assert identity("article", record) is None
    assert identity("document", {**record, "number": "–"}) is None
