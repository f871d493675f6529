"""An embedded archive makes itself; a shared one waits to be asked."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from archive import migrate

CRAWLS_AT_ONCE = 4
START = """
from datetime import datetime, timezone
from archive.state import DjangoState
at = datetime.now(timezone.utc)
state = DjangoState()
run = state.start_run(["lao-cai"], full=False, at=at)
from archive.store import save
from items import Article
for number in range(20):
    article = Article(url="https://a.example/", source="lao-cai", kind="article")
    save(article, key=str(number), run_id=run, at=at)
"""


@pytest.mark.django_db
def test_these_tests_run_on_the_database_that_they_are_meant_for() -> None:
    assert connection.vendor == ("postgresql" if os.environ.get("TCD_TEST_DATABASE") else "sqlite")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert cursor.execute("PRAGMA synchronous").fetchone() == (1,)


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


@pytest.mark.django_db
def test_nothing_is_pending_after_migrating() -> None:
    assert migrate.pending() == ()
    migrate.ensure_migrated()


@pytest.mark.django_db
def test_a_migration_that_is_not_recorded_is_pending() -> None:
    last = MigrationRecorder(connection).migration_qs.filter(app="archive").order_by("name").last()
    assert last is not None
    last.delete()
    assert migrate.pending() == (f"archive.{last.name}",)


@pytest.mark.django_db
def test_all_migrations_that_django_loads_are_looked_for() -> None:
    assert migrate._on_disk() == {*MigrationLoader(connection).disk_migrations}


@pytest.mark.django_db
def test_a_shared_database_is_not_migrated_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(migrate, "pending", lambda: ("archive.0002_later",))
    with pytest.raises(migrate.NotMigratedError, match="tincongdoan migrate"):
        migrate.ensure_migrated()


def test_crawls_that_start_together_make_one_archive_and_lose_nothing(tmp_path: Path) -> None:
    home = tmp_path / "not" / "yet" / "there"
    environment = {**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": ""}
    crawls = [
        subprocess.Popen([sys.executable, "-c", START], env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(CRAWLS_AT_ONCE)
    ]
    errors = [crawl.communicate(timeout=120)[1] for crawl in crawls]
    assert [crawl.returncode for crawl in crawls] == [0] * CRAWLS_AT_ONCE, errors
    count = subprocess.run(
        [
            sys.executable,
            "-c",
            "import archive.state as s; s.DjangoState(); from archive.models import *;"
            "print(Article.objects.count(), Run.objects.count())",
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert count.stdout.split() == ["20", str(CRAWLS_AT_ONCE)]


@pytest.mark.django_db
def test_an_archive_of_a_newer_version_is_refused_in_one_line() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("archive", "0999_of_a_version_to_come")
    recorder.record_applied("procrastinate", "0999_not_ours")
    assert migrate.newer() == ("archive.0999_of_a_version_to_come",)
    with pytest.raises(migrate.NotMigratedError, match="newer version") as told:
        migrate.ensure_migrated()
    assert "\n" not in str(told.value)
