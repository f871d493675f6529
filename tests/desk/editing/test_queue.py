"""What waits for an editor, what does not, and finding it."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from archive.models import Article, Story, StoryMember
from archive.store import save
from desk import paging
from desk.editing import queries
from desk.editing.queue_filter import QueueFilter, parse_queue_filter
from desk.editing.stories import merge_stories
from desk.roles import Role
from items import Article as Found
from items import ProvinceRef
from tests.archive.search.articles import put
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


@pytest.fixture
def editor() -> Client:
    return signed_in(Role.EDITOR, "bien-tap")[0]


def shown(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/desk/{query}").content.decode()
    return re.findall(r'<h2><a href="[^"]+" lang="vi">([^<]+)</a>', page)


def act(client: Client, name: str, *rows: Article) -> None:
    client.post("/desk/act/", {"act": name, "pick": [f"{row.pk}.{row.version}" for row in rows]})


def change(key: str, title: str) -> None:
    """The source edits its article after everything that was done so far."""
    revised = Found(url=f"https://a.example.vn/{key}", source="lao-cai", kind="article", title=title)
    save(revised, key=key, run_id=None, at=timezone.now() + timedelta(minutes=1))


def test_new_ones_wait_newest_first_and_leave_when_somebody_looked(editor: Client) -> None:
    rows = [put(str(day), day, title=f"Tin {day}") for day in (3, 9, 6)]
    put("list", kind="listing", title="Danh sách")
    assert shown(editor) == ["Tin 9", "Tin 6", "Tin 3"]
    act(editor, "approve", rows[1])
    act(editor, "hide", rows[2])
    assert shown(editor) == ["Tin 3"]
    assert shown(editor, "?view=approved") == ["Tin 9"]
    assert shown(editor, "?view=hidden") == ["Tin 6"]
    assert shown(editor, "?view=all") == ["Tin 9", "Tin 6", "Tin 3"]


def test_what_its_source_changed_after_that_waits_again_until_somebody_looked_again(editor: Client) -> None:
    act(editor, "approve", put("1", title="Tin"))
    assert shown(editor) == []
    change("1", "Tin đã sửa")
    assert shown(editor) == shown(editor, "?view=changed") == ["Tin đã sửa"]
    with_time = Article.objects.get()
    Article.objects.update(changed_at=with_time.state_at + timedelta(microseconds=1))
    act(editor, "approve", Article.objects.get())
    assert shown(editor) == []
    assert Article.objects.get().state == "approved"


def test_new_and_changed_ones_are_one_list_by_time_over_all_pages(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    rows = [put(str(day), day, title=f"Tin {day}") for day in range(1, 8)]
    act(editor, "approve", *rows[::2])
    for row in rows[::2]:
        Article.objects.filter(pk=row.pk).update(changed_at=timezone.now() + timedelta(hours=1))
    seen: list[str] = []
    query = ""
    while True:
        page = editor.get(f"/desk/{query}").content.decode()
        seen += re.findall(r'<h2><a href="[^"]+" lang="vi">([^<]+)</a>', page)
        older = re.search(r'<a rel="next" href="([^"]+)"', page)
        if not older:
            break
        query = older[1]
    assert seen == [f"Tin {day}" for day in range(7, 0, -1)]
    newer = re.search(r'<a rel="prev" href="([^"]+)"', page)
    assert newer
    assert shown(editor, newer[1]) == ["Tin 3", "Tin 2"]


def test_filters_narrow_and_counts_say_how_much_there_is(editor: Client) -> None:
    lao_cai = ProvinceRef("lao-cai", "Lào Cai", "lao-cai")
    put("1", 1, title="Tết sum vầy", province=lao_cai, topics=("tet",))
    put("2", 2, title="Kế hoạch", kind="document", province=lao_cai)
    put("3", 3, title="Sum vầy nữa", source="lai-chau", topics=("tet", "thi_dua"))
    assert shown(editor, "?province=lao-cai") == ["Kế hoạch", "Tết sum vầy"]
    assert shown(editor, "?source=lai-chau") == ["Sum vầy nữa"]
    assert shown(editor, "?topic=tet") == ["Sum vầy nữa", "Tết sum vầy"]
    assert shown(editor, "?kind=document") == ["Kế hoạch"]
    assert shown(editor, "?since=2026-11-02&until=2026-11-02") == ["Kế hoạch"]
    assert shown(editor, "?q=sum+vay") == ["Sum vầy nữa", "Tết sum vầy"]
    assert shown(editor, "?q=sum+vay&source=lao-cai") == ["Tết sum vầy"]
    counts = queries.queue_counts("waiting")
    assert counts.sources == {"lao-cai": 2, "lai-chau": 1}
    assert counts.provinces == {"lao-cai": 2}
    assert counts.topics == {"tet": 2, "thi_dua": 1}
    assert (counts.views["waiting"], counts.views["all"], counts.views["hidden"]) == (3, 3, 0)
    assert queries.queue_counts("waiting", "document").sources == {"lao-cai": 1}
    assert queries.queue_counts("approved").sources == {}
    act(editor, "approve", *Article.objects.filter(source="lao-cai"))
    Article.objects.filter(source="lao-cai").update(changed_at=timezone.now() + timedelta(hours=1))
    assert shown(editor, "?view=changed&topic=tet") == ["Tết sum vầy"]
    assert shown(editor, "?topic=tet") == ["Sum vầy nữa", "Tết sum vầy"]
    assert shown(editor, "?source=lao-cai&kind=document") == ["Kế hoạch"]
    assert queries.queue_counts("waiting").views == {
        **queries.queue_counts("all").views,
        "waiting": 3,
        "changed": 2,
        "approved": 2,
    }


def test_a_search_tells_how_many_it_found_in_the_view_on_all_pages(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    rows = [put(str(day), day, title=f"Sum vầy {day}", topics=("tet",)) for day in range(1, 6)]
    put("6", 6, title="Kế hoạch")
    act(editor, "approve", rows[0], rows[1])
    change("2", "Sum vầy đã sửa")
    page = queries.queue_page(QueueFilter(q="sum vay"))
    assert (page.hits, page.more_hits, len(page.articles)) == (4, False, 2)
    assert queries.queue_page(QueueFilter(q="sum vay"), before=paging.decode_position(page.older)).hits == 4
    assert queries.queue_page(QueueFilter(view="approved", q="sum vay", topic="tet")).hits == 1
    assert (
        queries.queue_page(
            QueueFilter(view="all", q="sum vay", since=date(2026, 11, 4), until=date(2026, 11, 9))
        ).hits
        == 2
    )
    assert queries.queue_page(QueueFilter()).hits is None
    assert "Tìm thấy 4 bài<" in editor.get("/desk/?q=sum+vay").content.decode()
    assert "Tìm thấy" not in editor.get("/desk/").content.decode()
    monkeypatch.setattr(queries, "_MAX_HITS", 3)
    page = queries.queue_page(QueueFilter(q="sum vay"))
    assert (page.hits, page.more_hits) == (3, True)
    assert "Tìm thấy 3 bài trong số các bài mới nhất" in editor.get("/desk/?q=sum+vay").content.decode()


def test_a_misspelt_filter_in_the_question_is_named_with_a_way_to_what_may_be_meant(editor: Client) -> None:
    put("1", title="Tết ở bản")
    page = editor.get("/desk/?view=all&q=tết+tỉnh:lào-kai").content.decode()
    assert "Không có tỉnh, thành phố nào tên “lào-kai”." in page
    [query] = re.findall(r'Ý bạn là <a href="(\?[^"]+)" lang="vi">Lào Cai</a>', page)
    assert "Không tìm thấy bài nào phù hợp." not in page
    mended = editor.get(f"/desk/{query.replace('&amp;', '&')}").content.decode()
    assert 'value="tết tỉnh:lao-cai"' in mended
    assert "Ý bạn là" not in mended
    assert "Không tìm thấy bài nào phù hợp." in mended
    assert "Không có chủ đề nào tên “vanban”." in editor.get("/desk/?topic=vanban").content.decode()


def test_a_search_finds_hidden_articles_too(editor: Client) -> None:
    act(editor, "hide", put("1", title="Ngân sách"))
    assert shown(editor, "?view=hidden&q=ngan+sach") == ["Ngân sách"]


@pytest.mark.parametrize(
    "query",
    ["view=x", "since=hôm+qua", "since=0001-01-01", "until=9999-12-31", "before=x", "q=%00", "kind=listing",
     "source=%ED%A0%80", "topic=" + "x" * 5000],
)  # fmt: skip
def test_an_address_that_means_nothing_still_gets_a_page(editor: Client, query: str) -> None:
    assert editor.get(f"/desk/?{query}").status_code == 200


def test_an_address_says_what_it_asks_for_and_comes_back_the_same() -> None:
    wanted = parse_queue_filter(
        {"q": "thi đua", "province": "lao-cai", "since": "2026-11-02", "view": "hidden"}
    )
    from urllib.parse import parse_qsl

    assert parse_queue_filter(dict(parse_qsl(wanted.query()))) == wanted
    assert wanted.narrowed
    assert not QueueFilter().narrowed
    assert QueueFilter().query() == ""


def test_reprints_stand_under_the_first_of_the_page_and_the_others_are_counted(editor: Client) -> None:
    rows = [put(str(day), day, title=f"Tin {day}", source=f"bao-{day}") for day in (1, 2, 3, 4)]
    story = Story.objects.create()
    for place, row in enumerate((rows[0], rows[2])):
        StoryMember.objects.create(story=story, article=row, place=place, share=1.0)
    assert shown(editor) == ["Tin 4", "Tin 3", "Tin 1", "Tin 2"]
    groups = merge_stories(rows, {rows[0].pk: 7, rows[2].pk: 7}, {7: 5})
    assert [(group.first.pk, len(group.others), group.elsewhere) for group in groups] == [
        (rows[0].pk, 1, 3), (rows[1].pk, 0, 0), (rows[3].pk, 0, 0),
    ]  # fmt: skip


def test_an_undated_article_of_the_first_walk_stands_behind_what_is_dated(editor: Client) -> None:
    put("1", 20, title="Có ngày")
    put("2", title="Không ngày", published=None)
    assert shown(editor) == ["Có ngày", "Không ngày"]
