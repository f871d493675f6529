"""What doctor says of the database."""

from datetime import UTC, datetime

import pytest

from archive import checks
from archive.store import Incoming, save_many
from items import Article as Found
from items import Page

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_sound_database_is_named_with_its_size_and_pages() -> None:
    found = Found(url="https://a.example/1", source="a", kind="article")
    page = Page(found.url, b"x" * 1000, "", NIGHT)
    save_many([Incoming(found, "1", page)], run_id=None, at=NIGHT)
    told = dict(checks.checks())
    assert set(told.values()) == {""}
    assert "1 fetched pages kept for ever, 0 MB" in told
    assert any(name.startswith(("SQLite, ", "PostgreSQL ")) for name in told)


@pytest.mark.django_db
def test_missing_migrations_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "pending", lambda: ("archive.9998_x", "archive.9999_y"))
    assert dict(checks.checks())["migrations"] == "2 missing: run 'tincongdoan migrate'"
