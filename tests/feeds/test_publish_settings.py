"""What is published, and which files stand, as settings and the files of sources say."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.store import remember_sources
from feeds import files
from feeds.publish import publish_all
from tests.feeds.test_publish import BASE, new_article, put, source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: None)
    remember_sources([source("lao-cai"), source("lai-chau")])


def test_what_is_published_of_a_source_follows_its_file(tmp_path: Path, settings: Any) -> None:
    own = tmp_path / "sources"
    own.mkdir()
    settings.TCD = replace(settings.TCD, home=tmp_path)
    text = (
        'name = "x"\npublisher = "x"\nkind = "federation"\nhome = "http://a.example.vn"\n'
        'status = "unverified"\nevidence = "x"\n'
    )
    put(
        replace(
            new_article(1), body_text="Đoạn một.\n" + "Đoạn hai. " * 90, body_html="<p>Chỉ ở toàn văn.</p>"
        ),
        1,
    )
    for line, full in (
        ("", True),
        ('feed = "lead"\n', False),
        ("this is no TOML", False),
        ('feed = "full"\n', True),
    ):
        (own / "lao-cai.toml").write_text(text + line)
        publish_all(tmp_path, BASE)
        assert ("Chỉ ở toàn văn." in (tmp_path / "feeds/all.rss").read_text()) == full, line


def test_the_first_publishing_after_an_upgrade_takes_away_the_pages_that_stood_as_files(
    tmp_path: Path, settings: Any
) -> None:
    put(new_article(1), 1)
    settings.TCD = replace(settings.TCD, feed_files="all")
    publish_all(tmp_path, BASE)
    assert (tmp_path / "feeds/province/lao-cai/2026-11.rss").exists()
    settings.TCD = replace(settings.TCD, feed_files="current")
    publish_all(tmp_path, BASE)
    assert not (tmp_path / "feeds/province/lao-cai").exists()
    assert (tmp_path / "feeds/all/2026-11.rss").exists()
