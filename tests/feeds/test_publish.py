"""What is published is what the archive holds; what has not changed is not touched."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import pytest

from archive.models import Article
from archive.store import remember_sources, save
from feeds import files
from feeds.publish import publish_all
from items import Article as Found
from items import Moment, ProvinceRef, Source

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
BASE = "https://tin.example.vn"


def found(number: int, source: str = "lao-cai", province: str = "lao-cai") -> Found:
    return Found(
        url=f"https://{source}.example.vn/tin/{number}.html",
        source=source,
        kind="article",
        title=f"Tin số {number} của {source}",
        body_text="Đoạn một.",
        body_html="<p>Đoạn một.</p>",
        published=Moment(date(2026, 11, number), "day", f"{number}/11/2026", "line"),
        province=ProvinceRef(province, province.title(), province),
    )


def put(article: Found, number: int = 1, at: datetime = NIGHT) -> None:
    save(article, key=str(number), run_id=None, at=at)


def titles(path: Path) -> list[str]:
    parsed = feedparser.parse(path.read_bytes())
    assert parsed.bozo == 0
    return [item.title for item in parsed.entries]


def names(paths: tuple[Path, ...], home: Path) -> set[str]:
    return {str(path.relative_to(home / "feeds")) for path in paths}


def test_all_sources_and_provinces_get_a_feed_newest_first(tmp_path: Path) -> None:
    put(found(1), 1)
    put(found(3), 3)
    put(found(2, "lai-chau", "lai-chau"), 2)
    published = publish_all(tmp_path, BASE)
    assert names(published.written, tmp_path) == {
        "all.rss",
        "source/lao-cai.rss",
        "source/lai-chau.rss",
        "province/lao-cai.rss",
        "province/lai-chau.rss",
    }
    assert titles(tmp_path / "feeds/all.rss") == [
        "Tin số 3 của lao-cai",
        "Tin số 2 của lai-chau",
        "Tin số 1 của lao-cai",
    ]
    assert titles(tmp_path / "feeds/source/lai-chau.rss") == ["Tin số 2 của lai-chau"]
    assert titles(tmp_path / "feeds/province/lao-cai.rss") == ["Tin số 3 của lao-cai", "Tin số 1 của lao-cai"]


def test_an_empty_archive_has_an_empty_combined_feed(tmp_path: Path) -> None:
    assert names(publish_all(tmp_path).written, tmp_path) == {"all.rss"}
    assert titles(tmp_path / "feeds/all.rss") == []


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    put(found(1), 1)
    put(found(2, "lai-chau", "lai-chau"), 2)
    publish_all(tmp_path, BASE)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.rss")}
    again = publish_all(tmp_path, BASE)
    assert (again.written, len(again.unchanged)) == ((), 5)
    put(replace(found(1), title="Tin số 1, bản sửa"), 1, datetime(2026, 11, 21, 19, 0, tzinfo=UTC))
    changed = publish_all(tmp_path, BASE)
    assert names(changed.written, tmp_path) == {"all.rss", "source/lao-cai.rss", "province/lao-cai.rss"}
    for path in changed.unchanged:
        assert path.stat().st_mtime_ns == before[path]


def test_a_night_that_brings_only_views_changes_no_byte(tmp_path: Path) -> None:
    put(found(1), 1)
    publish_all(tmp_path, BASE)
    put(found(1), 1, datetime(2026, 11, 21, 19, 0, tzinfo=UTC))
    assert publish_all(tmp_path, BASE).written == ()


def test_an_edited_article_keeps_its_guid(tmp_path: Path) -> None:
    put(found(1), 1)
    publish_all(tmp_path, BASE)
    first = feedparser.parse((tmp_path / "feeds/all.rss").read_bytes()).entries[0].id
    put(replace(found(1), title="Bản sửa", url="https://moved.example.vn/1"), 1)
    publish_all(tmp_path, BASE)
    entry = feedparser.parse((tmp_path / "feeds/all.rss").read_bytes()).entries[0]
    assert (entry.id, entry.title) == (first, "Bản sửa")


def test_one_bad_article_is_left_out_and_reported_once(tmp_path: Path) -> None:
    put(found(1), 1)
    put(replace(found(2), url="javascript:alert(1)"), 2)
    published = publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/all.rss") == ["Tin số 1 của lao-cai"]
    bad = Article.objects.get(key="2")
    assert [left.guid for left in published.left_out] == [bad.guid.urn]
    assert "address" in published.left_out[0].reason


def test_pages_that_are_no_articles_are_not_published(tmp_path: Path) -> None:
    put(replace(found(1), kind="listing"), 1)
    publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/all.rss") == []


def test_the_source_calls_itself_as_its_file_does(tmp_path: Path) -> None:
    remember_sources(
        [
            Source(
                slug="lao-cai",
                name="Liên đoàn Lao động tỉnh Lào Cai",
                publisher="LĐLĐ tỉnh Lào Cai",
                kind="federation",
                home="http://congdoan.example.vn",
                status="unverified",
                evidence="made up",
            )
        ]
    )
    put(found(1), 1)
    publish_all(tmp_path)
    parsed = feedparser.parse((tmp_path / "feeds/source/lao-cai.rss").read_bytes())
    assert parsed.feed.title == "Liên đoàn Lao động tỉnh Lào Cai – Tin Công Đoàn"
    assert parsed.entries[0].source.title == "Liên đoàn Lao động tỉnh Lào Cai"


def test_a_source_whose_slug_is_no_file_name_gets_no_file_of_its_own(tmp_path: Path) -> None:
    put(replace(found(1), source="../../evil"), 1)
    publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/all.rss")
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"all.rss", "lao-cai.rss"}


def test_publishing_can_be_imported_before_django_is_set_up() -> None:
    subprocess.run([sys.executable, "-c", "from feeds.publish import publish_all"], check=True)


def test_a_write_that_fails_leaves_the_last_good_feed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(found(1), 1)
    publish_all(tmp_path, BASE)
    put(found(2), 2)

    def full_disk(descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(files.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        publish_all(tmp_path, BASE)
    assert titles(tmp_path / "feeds/all.rss") == ["Tin số 1 của lao-cai"]
    assert [path.name for path in (tmp_path / "feeds").iterdir() if path.is_file()] == ["all.rss"]
