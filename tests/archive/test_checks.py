"""What doctor says of the database."""

from datetime import UTC, datetime

import pytest

from archive import checks, search, stories
from archive.models import Article, Fingerprint, SearchEntry
from archive.store import Incoming, save_many
from items import Article as Found
from items import Page
from tests.archive.stories.texts import prose, put

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_sound_database_is_named_with_its_size_and_pages() -> None:
    found = Found(url="https://a.example/1", source="a", kind="article")
    page = Page(found.url, b"x" * 1000, "", NIGHT)
    save_many([Incoming(found, "1", page)], run_id=None, at=NIGHT)
    stories.link()
    told = dict(checks.checks())
    told.pop("autovacuum", None)  # The server of the tests may do without.
    assert set(told.values()) == {""}
    assert {"search index", "fingerprints"} <= set(told)
    assert "1 fetched pages kept for ever, 0 MB" in told
    assert any(name.startswith(("SQLite, ", "PostgreSQL ")) for name in told)


@pytest.mark.django_db
def test_what_another_version_read_out_of_the_articles_is_to_be_made_anew() -> None:
    lines = prose(1)
    for number in (1, 2):
        put(str(number), lines)
    assert "rebuild" not in " ".join(dict(checks.checks()).values())  # What waits is not looked at.
    stories.link()
    SearchEntry.objects.update(marks="k:article")
    assert "search --rebuild" in dict(checks.checks())["search index"]
    search.rebuild()
    Fingerprint.objects.filter(pk=Article.objects.earliest("pk").pk).update(bands="00")
    told = dict(checks.checks())
    assert (told["search index"], "stories rebuild" in told["fingerprints"]) == ("", True)
    stories.rebuild()
    assert dict(checks.checks())["fingerprints"] == ""


@pytest.mark.django_db
def test_missing_migrations_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "pending", lambda: ("archive.9998_x", "archive.9999_y"))
    assert dict(checks.checks())["migrations"] == "2 missing: run 'tincongdoan migrate'"
