"""What visitors see: the newest first, each with its date or the word that none was told."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.test import Client

from archive.models import Article, Run
from archive.states import set_state
from archive.store import save
from desk.pages import PAGE
from items import Article as Found
from items import Attachment, Author, Candidate, Moment, ProvinceRef, ViewCount

pytestmark = pytest.mark.django_db

VIETNAM = timezone(timedelta(hours=7))
NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
ARTICLE = Found(
    url="https://lao-cai.example.vn/tin/12.html",
    source="lao-cai",
    kind="article",
    title="Hội nghị Ban Chấp hành lần thứ 12",
    summary="Sáng nay, các cấp công đoàn họp bàn việc chăm lo Tết.",
    body_text="Đoạn một.",
    published=Moment(datetime(2026, 11, 19, 8, 30, tzinfo=VIETNAM), "minute", "19/11/2026 08:30", "line"),
    authors=(Author("Lò Thị Mai", "writer", "LĐLĐ tỉnh"), Author("Lò Thị Mai", "photographer", "LĐLĐ tỉnh")),
    province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
    views=ViewCount(12345, "Lượt xem: 12345", "label"),
)


@pytest.fixture
def put() -> Callable[..., Article]:
    def put(number: int = 12, **fields: object) -> Article:
        article = replace(ARTICLE, **fields)  # type: ignore[arg-type]
        save(article, key=str(number), run_id=None, at=NIGHT)
        return Article.objects.get(source=article.source, key=str(number))

    return put


def get(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 lang="vi"><a href="[^"]*">([^<]*)</a>', page)


def test_the_list_is_newest_first_and_goes_on_in_both_directions(
    client: Client, put: Callable[..., Article]
) -> None:
    total = 2 * PAGE + 5
    first = date(2026, 1, 1)
    for number in range(total):
        day = first + timedelta(days=number // 2)  # Two share each day.
        put(number, title=f"Tin {number}", published=Moment(day, "day", "x", "line"))
    expected = [f"Tin {number}" for number in reversed(range(total))]
    address = "/"
    seen: list[str] = []
    pages = []
    while address:
        page = get(client, address)
        pages.append(titles(page))
        seen += titles(page)
        older = re.search(r'<a rel="next" href="([^"]*)"', page)
        address = f"/{older[1]}" if older else ""
    assert seen == expected
    newer = re.search(r'<a rel="prev" href="([^"]*)"', page)
    assert newer
    middle = get(client, f"/{newer[1]}")
    assert titles(middle) == pages[1]
    newer = re.search(r'<a rel="prev" href="([^"]*)"', middle)
    assert newer
    top = get(client, f"/{newer[1]}")
    assert titles(top) == pages[0]
    assert 'rel="prev"' not in top


def test_a_list_of_one_source_or_province_holds_only_that_and_stays_so(
    client: Client, put: Callable[..., Article]
) -> None:
    for number in range(PAGE + 1):
        put(number)
    put(1, source="lai-chau", title="Tin Lai Châu", province=ProvinceRef("lai-chau", "Lai Châu", "lai-chau"))
    assert titles(get(client, "/?source=lai-chau")) == ["Tin Lai Châu"]
    assert titles(get(client, "/?province=lai-chau")) == ["Tin Lai Châu"]
    assert titles(get(client, "/?source=lai-chau&province=lao-cai")) == []
    put(2, source="quang-nam", title="Tin cũ", province=ProvinceRef("quang-nam", "Quảng Nam", "da-nang"))
    assert (
        titles(get(client, "/?province=quang-nam")) == titles(get(client, "/?province=da-nang")) == ["Tin cũ"]
    )
    page = get(client, "/?source=lao-cai")
    assert "Tin Lai Châu" not in titles(page)
    assert 'href="?source=lao-cai&amp;before=' in page.replace(
        "source=lao-cai&before", "source=lao-cai&amp;before"
    )
    assert 'href="/feeds/source/lao-cai.rss"' in page


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "after=9999999999999999999999.1",
        "before=1.99999999999999999999",
        "source=%00",
        "province=<b>",
    ],
)
def test_an_address_that_means_nothing_still_gets_a_page(
    client: Client, put: Callable[..., Article], query: str
) -> None:
    put()
    assert "<h1>" in get(client, f"/?{query}")


def test_an_article_tells_what_is_known_of_it(client: Client, put: Callable[..., Article]) -> None:
    page = get(client, f"/articles/{put().pk}/")
    assert '<h1 lang="vi">Hội nghị Ban Chấp hành lần thứ 12</h1>' in page
    assert "Sáng nay, các cấp công đoàn" in page
    assert "Lò Thị Mai (bài, ảnh), LĐLĐ tỉnh" in page
    assert '<time datetime="2026-11-19T08:30:00+07:00">08:30, 19/11/2026</time>' in page
    assert '<a href="https://lao-cai.example.vn/tin/12.html" rel="noopener noreferrer">' in page
    assert "12.345" in page
    assert "Đoạn một." not in page


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (Moment(date(2026, 11, 19), "day", "x", "line"), '<time datetime="2026-11-19">19/11/2026</time>'),
        (
            Moment(datetime(2026, 11, 19, 8, tzinfo=VIETNAM), "hour", "3 giờ trước", "line"),
            '<time datetime="2026-11-19T08:00:00+07:00">khoảng 8 giờ, 19/11/2026</time>',
        ),
        (
            None,
            '<span title="Trang nguồn không ghi ngày đăng">không rõ ngày đăng</span> · thu thập '
            '<time datetime="2026-11-21T02:00+07:00">21/11/2026</time>',
        ),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_was_told(
    client: Client, put: Callable[..., Article], moment: Moment | None, shown: str
) -> None:
    row = put(published=moment)
    assert shown in get(client, f"/articles/{row.pk}/")
    assert shown in get(client, "/")


def test_views_that_were_not_told_are_not_shown(client: Client, put: Callable[..., Article]) -> None:
    row = put(views=None)
    assert "ượt xem" not in get(client, f"/articles/{row.pk}/") + get(client, "/")


def test_nothing_that_a_source_wrote_becomes_a_tag_or_a_script(
    client: Client, put: Callable[..., Article]
) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    row = put(
        url="javascript:alert(1)",
        title=evil,
        summary=evil,
        source=evil,
        authors=(Author(evil, "writer", evil),),
        province=ProvinceRef(evil, evil, evil[:50]),
        topics=(evil,),
        attachments=(Attachment("javascript:alert(1)", evil), Attachment("https://a.example/1.pdf", evil)),
    )
    for page in (get(client, f"/articles/{row.pk}/"), get(client, "/")):
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


@pytest.mark.parametrize("address", ["/articles/999/", f"/articles/{10**30}/", "/khong-co", "/feeds/none"])
def test_an_address_that_leads_nowhere_says_so_in_vietnamese(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()


def test_a_page_that_is_no_article_is_not_shown(client: Client, put: Callable[..., Article]) -> None:
    assert client.get(f"/articles/{put(kind='listing').pk}/").status_code == 404


def test_vietnamese_comes_first_and_english_when_asked_for(
    client: Client, put: Callable[..., Article]
) -> None:
    row = put()
    for languages in ("", "vi", "de, fr"):
        assert '<html lang="vi">' in get(client, "/", accept_language=languages)
    page = get(client, f"/articles/{row.pk}/", accept_language="en-GB,en;q=0.8")
    assert '<html lang="en">' in page
    assert "08:30, 19 November 2026" in page
    assert "12,345" in page
    assert "Read the whole article at" in page


def test_a_list_says_where_its_feed_is(client: Client) -> None:
    assert (
        '<link rel="alternate" type="application/rss+xml" title="Tin Công Đoàn" href="/feeds/all.rss">'
        in get(client, "/")
    )


def test_the_style_is_served_by_ourselves(client: Client) -> None:
    response = client.get("/static/desk/base.css")
    assert response.status_code == 200
    assert b"prefers-color-scheme: dark" in b"".join(response)  # type: ignore[arg-type]


def test_no_page_asks_another_host_for_anything(client: Client, put: Callable[..., Article]) -> None:
    row = put()
    for page in (get(client, "/"), get(client, f"/articles/{row.pk}/")):
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', page)


def test_pages_are_read_only(client: Client) -> None:
    assert client.post("/").status_code == 405


def test_health_is_told_with_the_last_run(client: Client) -> None:
    now = datetime.now(UTC)
    run = Run.objects.create(sources=["lao-cai"], started_at=now, reason="night")
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "last_run": {
            "id": run.pk,
            "reason": "night",
            "started_at": now.isoformat(),
            "finished_at": None,
            "sources": 1,
            "well": 0,
        },
        "broken": [],
    }
    assert "no-store" in response["Cache-Control"]


def test_a_night_that_never_ran_is_no_health(client: Client) -> None:
    Run.objects.create(sources=["lao-cai"], started_at=datetime.now(UTC) - timedelta(days=3))
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (503, "the last night never ran")


def test_a_database_that_is_not_prepared_is_no_health(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.health.pending", lambda: ("archive.0002_later",))
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "not migrated"})


@pytest.mark.parametrize("state", ["hidden", "retracted"])
def test_what_editors_took_away_is_on_no_public_page(
    client: Client, put: Callable[..., Article], state: str
) -> None:
    row = put()
    address = f"/articles/{row.pk}/"
    assert client.get(address).status_code == 200
    set_state([row.pk], state, by="mai", at=NIGHT)
    assert client.get(address).status_code == 404
    assert titles(get(client, "/")) == []


def test_an_article_that_its_source_took_away_says_so(client: Client, put: Callable[..., Article]) -> None:
    row = put()
    assert "Nguồn đã gỡ bài lúc" not in get(client, f"/articles/{row.pk}/")
    Article.objects.update(removed_at=NIGHT)
    assert "<dt>Nguồn đã gỡ bài lúc</dt><dd>02:00, 21/11/2026</dd>" in get(client, f"/articles/{row.pk}/")


def test_a_list_of_a_misspelt_province_or_source_leads_to_what_may_be_meant(
    client: Client, put: Callable[..., Article]
) -> None:
    put()
    page = get(client, "/?province=lao-kai&source=lai-chaw")
    assert "Không có tỉnh, thành phố nào tên “lao-kai”." in page
    assert '<a href="?source=lai-chaw&amp;province=lao-cai" lang="vi">Lào Cai</a>?' in page
    assert "Không có nguồn nào tên “lai-chaw”." in page
    assert "Chưa có bài nào ở đây." not in page
    assert "Có phải" not in get(client, "/?province=lao-cai&source=lai-chau")


@pytest.mark.parametrize(
    ("bounds", "shown", "english"),
    [
        (
            [("earliest", "2022-04-07", "document"), ("latest", "2022-04-20", "number")],
            "khoảng 07/04/2022 – 20/04/2022",
            "about 7 April 2022 – 20 April 2022",
        ),
        ([("earliest", "2022-04-07", "document")], "sau 07/04/2022", "after 7 April 2022"),
        ([("latest", "2020-02-19", "clock")], "muộn nhất 19/02/2020", "19 February 2020 at the latest"),
        ([("earliest", "2026-11-10", "text")], "khoảng 10/11/2026 – 21/11/2026", "about 10 November 2026"),
        ([], "không rõ ngày đăng", "date unknown"),
    ],
)
def test_where_no_date_is_printed_the_page_says_between_which_days(
    client: Client,
    put: Callable[..., Article],
    bounds: list[tuple[str, str, str]],
    shown: str,
    english: str,
) -> None:
    proofs = tuple(
        Candidate(side, date.fromisoformat(day), day, origin, "bound", "text", 0.5)  # type: ignore[arg-type]
        for side, day, origin in bounds
    )
    row = put(published=None, proofs=proofs)
    assert shown in get(client, f"/articles/{row.pk}/")
    assert shown in get(client, "/")
    response = client.get(f"/articles/{row.pk}/", headers={"accept-language": "en"})
    assert english in response.content.decode()
    assert "Ý bạn là" not in get(client, "/?province=lao-cai&source=lai-chau")
