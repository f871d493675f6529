"""What is published is what the archive holds; what has not changed is not touched."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from archive.models import Article, Finding, Run, SourceRun
from archive.states import set_state
from archive.store import remember_sources, save
from feeds import files, publisher, websub
from feeds.feed_catalogue import merged_province_feeds
from feeds.formats import FORMATS
from feeds.model import Channel
from feeds.publish import Published, publish_all
from items import Article as NewArticle
from items import Moment, ProvinceRef, Source, ViewCount
from tests.feeds import rules

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
BASE = "https://tin.example.vn"
RULES = {"rss": rules.rss, "atom": rules.atom, "json": rules.json_feed, "opml": rules.opml}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test publishes hundreds of files; that they outlast a power failure is not what it shows."""
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: None)


@pytest.fixture(autouse=True)
def known() -> None:
    remember_sources([source("lao-cai"), source("lai-chau")])


def source(slug: str, **fields: Any) -> Source:
    values: dict[str, Any] = {
        "slug": slug,
        "name": f"Liên đoàn Lao động tỉnh {slug.title()}",
        "publisher": "LĐLĐ tỉnh",
        "kind": "federation",
        "province": slug,
        "home": f"http://{slug}.example.vn",
        "status": "unverified",
        "evidence": "made up",
    }
    return Source(**{**values, **fields})


def new_article(
    number: int, source: str = "lao-cai", province: str = "lao-cai", month: int = 11
) -> NewArticle:
    return NewArticle(
        url=f"https://{source}.example.vn/tin/{number}.html",
        source=source,
        kind="article",
        title=f"Tin số {number} của {source}",
        body_text="Đoạn một.",
        body_html="<p>Đoạn một.</p>",
        published=Moment(date(2026, month, number), "day", f"{number}/{month}/2026", "line"),
        province=ProvinceRef(province, province.title(), province),
    )


def put(article: NewArticle, number: int = 1, at: datetime = NIGHT) -> None:
    save(article, key=str(number), run_id=None, at=at)


def titles(path: Path) -> list[str]:
    parsed = feedparser.parse(path.read_bytes())
    assert parsed.bozo == 0
    return [item.title for item in parsed.entries]


def names(paths: tuple[Path, ...], home: Path) -> set[str]:
    """The feeds among the paths, without their endings."""
    inside = (path.relative_to(home / "feeds") for path in paths)
    return {
        str(path.with_suffix("")) for path in inside if path.suffix[1:] in FORMATS and path.stem != "coverage"
    }


def links(path: Path) -> dict[str, str]:
    return {link.rel: link.href for link in feedparser.parse(path.read_bytes()).feed.links}


def report(slug: str, at: datetime, *, ok: bool, **fields: Any) -> None:
    run = Run.objects.create(sources=[slug], started_at=at, finished_at=at)
    counts = dict.fromkeys(
        [
            "pages",
            "listings",
            "articles",
            "new",
            "changed",
            "unchanged",
            "with_date",
            "with_byline",
            "with_views",
            "bytes",
        ],
        0,
    )
    values = {"complete": ok, "finish_reason": "finished", "seconds": 1.0, **counts, **fields}
    SourceRun.objects.create(run=run, source=slug, finished_at=at, ok=ok, **values)


def test_every_feed_in_every_format_keeps_the_rules_of_its_format(tmp_path: Path) -> None:
    for number in range(1, 6):
        put(new_article(number), number)
    put(new_article(7, "lai-chau", "lai-chau", month=3), 7)
    publish_all(tmp_path, BASE)
    paths = [
        path for path in tmp_path.rglob("[a-z0-9]*.*") if path.suffix[1:] in RULES and path.stem != "coverage"
    ]
    assert len(paths) > 3 * (34 + 29 + 12 + 3)
    for path in paths:
        assert RULES[path.suffix[1:]](path.read_bytes()) == [], path
        if path.suffix != ".json":
            assert feedparser.parse(path.read_bytes()).bozo == 0


def test_all_sources_provinces_topics_and_lists_get_a_feed_newest_first(tmp_path: Path) -> None:
    put(new_article(1), 1)
    put(new_article(3), 3)
    put(new_article(2, "lai-chau", "lai-chau"), 2)
    published = names(publish_all(tmp_path, BASE).written, tmp_path)
    assert {"all", "documents", "most-read", "trouble", "topic/nu_cong_binh_dang_gioi"} <= published
    assert {"source/lao-cai", "source/lai-chau", "all/2026-11"} <= published
    assert (
        len([name for name in published if name.startswith("province/") and name.count("/") == 1]) == 34 + 29
    )
    assert titles(tmp_path / "feeds/all.rss") == [
        "Tin số 3 của lao-cai",
        "Tin số 2 của lai-chau",
        "Tin số 1 của lao-cai",
    ]
    assert titles(tmp_path / "feeds/source/lai-chau.atom") == ["Tin số 2 của lai-chau"]
    assert titles(tmp_path / "feeds/province/lao-cai.rss") == ["Tin số 3 của lao-cai", "Tin số 1 của lao-cai"]
    assert titles(tmp_path / "feeds/province/ca-mau.rss") == []


def test_a_vanished_province_leads_to_what_it_became_with_the_same_items(tmp_path: Path) -> None:
    put(new_article(1, "quang-nam", "quang-nam"), 1)
    Article.objects.update(
        province={"slug": "quang-nam", "name": "Quảng Nam", "current": "da-nang"}, province_current="da-nang"
    )
    publish_all(tmp_path, BASE)
    feeds = tmp_path / "feeds"
    assert len(merged_province_feeds()) == 29
    for old, new in merged_province_feeds().items():
        for suffix in FORMATS:
            assert (feeds / f"{old}.{suffix}").read_bytes() == (feeds / f"{new}.{suffix}").read_bytes()
    assert titles(feeds / "province/quang-nam.rss") == ["Tin số 1 của quang-nam"]
    assert links(feeds / "province/quang-nam.rss")["self"] == f"{BASE}/feeds/province/da-nang.rss"


def test_documents_have_a_feed_of_their_own(tmp_path: Path) -> None:
    put(new_article(1), 1)
    put(replace(new_article(2), kind="document"), 2)
    publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/documents.atom") == ["Tin số 2 của lao-cai"]
    assert len(titles(tmp_path / "feeds/all.atom")) == 2


def test_the_most_read_come_by_how_much_they_gained(tmp_path: Path) -> None:
    week_ago = NIGHT - timedelta(days=8)
    for number, before, after in ((1, 10, 15), (2, 1000, 1100), (3, 5000, 5000)):
        article = replace(new_article(number, month=1), views=ViewCount(before, str(before), "label"))
        put(article, number, week_ago)
        put(replace(article, views=ViewCount(after, str(after), "label")), number)
    publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/most-read.rss") == ["Tin số 2 của lao-cai", "Tin số 1 của lao-cai"]


def test_archive_pages_hold_the_whole_history_month_by_month(tmp_path: Path) -> None:
    for number in range(1, 29):
        for month in (1, 2, 3, 4, 5, 11):
            put(new_article(number, month=month), 100 * month + number)
    publish_all(tmp_path, BASE)
    feeds = tmp_path / "feeds"
    assert len(titles(feeds / "all.rss")) == 28 * 6  # Of one night, and small.
    path, seen = links(feeds / "all.rss")["prev-archive"], []
    while path:
        page = feeds / path.removeprefix(f"{BASE}/feeds/")
        seen += titles(page)
        assert b"<fh:archive/>" in page.read_bytes()
        path = links(page).get("prev-archive", "")
    assert len(seen) == len(set(seen)) or len(seen) == 28 * 6
    assert len(seen) == 28 * 6
    assert links(feeds / "all/2026-02.rss")["next-archive"] == f"{BASE}/feeds/all/2026-03.rss"
    assert links(feeds / "all/2026-02.rss")["current"] == f"{BASE}/feeds/all.rss"
    assert (
        json.loads((feeds / "all/2026-11.json").read_bytes())["next_url"] == f"{BASE}/feeds/all/2026-05.json"
    )


def test_a_page_whose_last_article_went_to_another_month_is_no_more(tmp_path: Path) -> None:
    put(new_article(1, month=2), 1)
    publish_all(tmp_path, BASE)
    assert (tmp_path / "feeds/all/2026-02.rss").exists()
    put(new_article(1, month=3), 1, NIGHT + timedelta(days=1))
    publish_all(tmp_path, BASE)
    assert not (tmp_path / "feeds/all/2026-02.rss").exists()
    assert titles(tmp_path / "feeds/all/2026-03.rss") == ["Tin số 1 của lao-cai"]


def test_an_empty_archive_has_empty_feeds(tmp_path: Path) -> None:
    publish_all(tmp_path)
    assert titles(tmp_path / "feeds/all.rss") == []
    assert titles(tmp_path / "feeds/province/ha-noi.atom") == []


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    put(new_article(1), 1)
    put(new_article(2, "lai-chau", "lai-chau"), 2)
    first = publish_all(tmp_path, BASE)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    again = publish_all(tmp_path, BASE)
    assert again.written == ()
    assert set(again.unchanged) == set(first.written)
    put(replace(new_article(1), title="Tin số 1, bản sửa"), 1, datetime(2026, 11, 21, 19, 0, tzinfo=UTC))
    changed = publish_all(tmp_path, BASE)
    assert names(changed.written, tmp_path) == {
        "all", "all/2026-11", "source/lao-cai", "province/lao-cai", "province/yen-bai",
    }  # fmt: skip
    for path in changed.unchanged:
        assert path.stat().st_mtime_ns == before[path]


def test_only_what_a_change_touches_is_read_and_rendered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 11):
        put(new_article(number, month=number), number)
        put(new_article(number, "lai-chau", "lai-chau", month=number), number)
    publish_all(tmp_path, BASE)
    rendered: list[str] = []
    monkeypatch.setattr(publisher, "document", counted(rendered, publisher.document))
    publish_all(tmp_path, BASE)
    assert set(rendered) == {"trouble"}
    rendered.clear()
    put(replace(new_article(3, month=3), title="Bản sửa"), 3, NIGHT + timedelta(days=1))
    publish_all(tmp_path, BASE)
    assert set(rendered) == {
        "trouble", "all", "all/2026-03", "source/lao-cai", "province/lao-cai",
    }  # fmt: skip


def counted(rendered: list[str], document: Any) -> Any:
    def counting(suffix: str, channel: Channel, *entries: Any) -> bytes:
        rendered.append(channel.path)
        return bytes(document(suffix, channel, *entries))

    return counting


def test_a_file_that_somebody_removed_comes_back(tmp_path: Path) -> None:
    put(new_article(1), 1)
    publish_all(tmp_path, BASE)
    kept = (tmp_path / "feeds/all.atom").read_bytes()
    (tmp_path / "feeds/all.atom").unlink()
    assert names(publish_all(tmp_path, BASE).written, tmp_path) == {"all"}
    assert (tmp_path / "feeds/all.atom").read_bytes() == kept


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"pages": 1, "left_out": {}}'])
def test_without_a_state_that_can_be_read_all_is_rendered_and_the_bytes_are_the_same(
    tmp_path: Path, broken: bytes
) -> None:
    put(new_article(1), 1)
    publish_all(tmp_path, BASE)
    (tmp_path / "feeds/.published.json").write_bytes(broken)
    assert publish_all(tmp_path, BASE).written == ()


def test_another_address_of_ours_is_told_everywhere(tmp_path: Path) -> None:
    put(new_article(1), 1)
    publish_all(tmp_path, BASE)
    publish_all(tmp_path, "https://khac.example.vn")
    assert (
        links(tmp_path / "feeds/all/2026-11.rss")["self"] == "https://khac.example.vn/feeds/all/2026-11.rss"
    )


def test_a_night_that_brings_only_views_changes_no_byte(tmp_path: Path) -> None:
    put(new_article(1), 1)
    publish_all(tmp_path, BASE)
    put(new_article(1), 1, datetime(2026, 11, 21, 19, 0, tzinfo=UTC))
    assert publish_all(tmp_path, BASE).written == ()


def test_an_edited_article_keeps_its_guid_in_every_format(tmp_path: Path) -> None:
    put(new_article(1), 1)
    publish_all(tmp_path, BASE)
    guid = Article.objects.get().guid.urn
    put(
        replace(new_article(1), title="Bản sửa", url="https://moved.example.vn/1"),
        1,
        NIGHT + timedelta(days=1),
    )
    publish_all(tmp_path, BASE)
    for suffix in ("rss", "atom"):
        entry = feedparser.parse((tmp_path / f"feeds/all.{suffix}").read_bytes()).entries[0]
        assert (entry.id, entry.title) == (guid, "Bản sửa")
    (item,) = json.loads((tmp_path / "feeds/all.json").read_bytes())["items"]
    assert (item["id"], item["date_modified"][:10]) == (guid, "2026-11-21")


def test_one_bad_article_is_left_out_and_reported_each_time(tmp_path: Path) -> None:
    put(new_article(1), 1)
    put(replace(new_article(2), url="javascript:alert(1)"), 2)
    bad = Article.objects.get(key="2")
    for _ in range(2):
        published = publish_all(tmp_path, BASE)
        assert titles(tmp_path / "feeds/all.rss") == ["Tin số 1 của lao-cai"]
        assert [left.guid for left in published.left_out] == [bad.guid.urn]
        assert "address" in published.left_out[0].reason
    put(replace(new_article(2), url="https://a.example.vn/2"), 2, NIGHT + timedelta(days=1))
    assert publish_all(tmp_path, BASE).left_out == ()
    assert len(titles(tmp_path / "feeds/all.rss")) == 2


def test_pages_that_are_no_articles_are_not_published(tmp_path: Path) -> None:
    put(replace(new_article(1), kind="listing"), 1)
    publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/all.rss") == []


def test_the_source_calls_itself_as_its_file_does(tmp_path: Path) -> None:
    put(new_article(1), 1)
    publish_all(tmp_path)
    remember_sources([source("lao-cai", name="LĐLĐ Lào Cai")])
    publish_all(tmp_path)
    parsed = feedparser.parse((tmp_path / "feeds/source/lao-cai.rss").read_bytes())
    assert parsed.feed.title == "LĐLĐ Lào Cai – Tin Công Đoàn"
    assert parsed.entries[0].source.title == "LĐLĐ Lào Cai"


def test_a_source_whose_slug_is_no_file_name_gets_no_file_of_its_own(tmp_path: Path) -> None:
    put(replace(new_article(1), source="../../evil"), 1)
    publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/all.rss")
    assert not [path for path in tmp_path.parent.rglob("*evil*") if path.is_file()]


def test_a_feed_says_how_much_it_covers_and_a_quiet_night_does_not_change_it(tmp_path: Path) -> None:
    put(new_article(1), 1)
    report("lao-cai", NIGHT, ok=True)
    report("lai-chau", NIGHT, ok=False, failures={"http 403": 3})
    publish_all(tmp_path, BASE)

    def about(name: str) -> str:
        return str(feedparser.parse((tmp_path / f"feeds/{name}.rss").read_bytes()).feed.subtitle)

    assert about("all").endswith(
        "Tình trạng thu thập: 2 nguồn (1 đã thu thập, 1 bị chặn); đã thu thập 1/34 tỉnh, thành phố; 1 bài."
    )
    assert about("province/lao-cai").endswith("Tình trạng thu thập: 1 nguồn (1 đã thu thập); 1 bài.")
    assert about("province/ca-mau").endswith("Tình trạng thu thập: chưa có nguồn nào; 0 bài.")
    coverage = json.loads((tmp_path / "feeds/coverage.json").read_bytes())
    assert coverage["states"] == {"ok": 1, "stale": 0, "blocked": 1, "failing": 0, "unchecked": 0}
    assert coverage["provinces"]["checked"] == ["lao-cai"]
    assert len(coverage["provinces"]["missing"]) == 33
    report("lao-cai", NIGHT + timedelta(days=1), ok=True)
    report("lai-chau", NIGHT + timedelta(days=1), ok=False, failures={"http 403": 5})
    again = publish_all(tmp_path, BASE)
    assert [path.name for path in again.written] == ["coverage.json"]
    # How many sources fare how is no reason to send the main feed again; of its own province it is one.
    report("lai-chau", NIGHT + timedelta(days=2), ok=True)
    again = publish_all(tmp_path, BASE)
    assert names(again.written, tmp_path) == {"province/lai-chau", "source/lai-chau"}
    assert about("province/lai-chau").endswith("1 nguồn (1 đã thu thập); 0 bài.")


def test_operators_are_told_what_fails_since_when_until_it_ends(tmp_path: Path) -> None:
    report("lai-chau", NIGHT, ok=True)
    since = NIGHT + timedelta(days=1)
    address = "http://lai-chau.example.vn/tin?a=1&b=2"
    row = Finding.objects.create(
        source="lai-chau",
        name="blocked",
        said="bị chặn: máy chủ cấm truy cập (403)",
        evidence={"examples": [address], "error": "/srv/secret", "try": "tincongdoan sources check lai-chau"},
        since=since,
        found_at=since,
        last_seen_at=since + timedelta(days=1),
    )
    publish_all(tmp_path, BASE)
    data = (tmp_path / "feeds/trouble.atom").read_bytes()
    (entry,) = feedparser.parse(data).entries
    assert entry.title == (
        "Liên đoàn Lao động tỉnh Lai-Chau: bị chặn: máy chủ cấm truy cập (403) (từ 22/11/2026)"
    )
    assert entry.published_parsed[:3] == (2026, 11, 21)
    assert address.replace("&", "&amp;") in entry.content[0].value
    assert "tincongdoan sources check lai-chau" in entry.content[0].value
    assert "lần cuối thu thập được: 02:00 ngày 21/11/2026" in entry.content[0].value
    assert b"secret" not in data
    assert titles(tmp_path / "feeds/all.rss") == []
    assert entry.updated == since.isoformat()
    ended = NIGHT + timedelta(days=3)
    Finding.objects.filter(pk=row.pk).update(resolved_at=ended, ending="mended")
    publish_all(tmp_path, BASE)
    (after,) = feedparser.parse((tmp_path / "feeds/trouble.atom").read_bytes()).entries
    assert (after.id, after.title, after.updated) == (entry.id, f"Đã hết – {entry.title}", ended.isoformat())
    later = ended + timedelta(days=8)
    Finding.objects.create(
        source="lai-chau",
        name="slow",
        said="chậm",
        since=later,
        found_at=later,
        last_seen_at=later,
        resolved_at=later,
    )
    publish_all(tmp_path, BASE)
    assert len(titles(tmp_path / "feeds/trouble.rss")) == 1  # What ended long before is not told any more.


def test_the_list_of_feeds_leads_to_files_that_are_there(tmp_path: Path) -> None:
    publish_all(tmp_path, BASE)
    data = (tmp_path / "feeds/index.opml").read_bytes()
    assert rules.opml(data) == []
    found = [str(address) for address in etree.fromstring(data).xpath("//@xmlUrl")]
    assert len(found) == 3 + 34 + 12 + 2
    assert all((tmp_path / "feeds" / address.removeprefix(f"{BASE}/feeds/")).exists() for address in found)
    assert not any("trouble" in address for address in found)


def test_the_hub_is_told_of_the_feeds_that_changed(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, list[str]]] = []
    answers = [None, None, "the hub answered 500", None]
    monkeypatch.setattr(
        websub, "ping", lambda hub, addresses: told.append((hub, list(addresses))) or answers.pop(0)
    )
    settings.TCD = replace(settings.TCD, websub_hub="https://hub.example.vn/")
    put(new_article(1), 1)
    first: Published = publish_all(tmp_path, BASE)
    assert f"{BASE}/feeds/all.rss" in first.notified
    assert first.hub_error is None
    put(replace(new_article(1), title="Bản sửa"), 1, NIGHT + timedelta(days=1))
    publish_all(tmp_path, BASE)
    feeds = [
        f"{BASE}/feeds/{name}.{suffix}"
        for name in ("all", "province/lao-cai", "source/lao-cai")
        for suffix in FORMATS
    ]
    assert sorted(told[1][1]) == sorted(feeds)
    assert publish_all(tmp_path, BASE).notified == ()
    assert len(told) == 2
    put(replace(new_article(1), title="Bản sửa 2"), 1, NIGHT + timedelta(days=2))
    assert publish_all(tmp_path, BASE).hub_error == "the hub answered 500"
    # What it did not take it is told of together with what is new then.
    put(new_article(2, "lai-chau", "lai-chau"), 2, NIGHT + timedelta(days=3))
    assert publish_all(tmp_path, BASE).hub_error is None
    assert {*feeds, f"{BASE}/feeds/source/lai-chau.rss"} <= set(told[3][1])
    assert not (tmp_path / "feeds/.websub.json").exists()
    assert publish_all(tmp_path, None).notified == ()
    assert links(tmp_path / "feeds/all.rss").get("hub") is None


def test_publishing_can_be_imported_before_django_is_set_up() -> None:
    subprocess.run([sys.executable, "-c", "from feeds.publish import publish_all"], check=True)


def test_a_write_that_fails_leaves_the_last_good_feed_and_is_made_up_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(new_article(1), 1)
    publish_all(tmp_path, BASE)
    put(new_article(2), 2)

    def full_disk(descriptor: int) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(files.os, "fsync", full_disk)
        with pytest.raises(OSError, match="No space"):
            publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/all.rss") == ["Tin số 1 của lao-cai"]
    assert not list(tmp_path.rglob(".*-*"))
    publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/all.rss") == ["Tin số 2 của lao-cai", "Tin số 1 của lao-cai"]


def test_a_tombstone_comes_and_goes_with_the_editors_word(tmp_path: Path) -> None:
    put(new_article(1), 1)
    put(new_article(2), 2)
    publish_all(tmp_path, BASE)
    [gone] = Article.objects.filter(key="1").values_list("pk", flat=True)
    buried = []
    for state in ("retracted", "approved", "retracted"):
        set_state([gone], state, by="mai", at=NIGHT)
        publish_all(tmp_path, BASE)
        buried.append("deleted-entry" in (tmp_path / "feeds/all.atom").read_text(encoding="utf-8"))
    assert buried == [True, False, True]
