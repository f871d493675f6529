"""Nights over small sites on loopback, in the tests' own database: crawled, judged, asked about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.report import SourceReport
from crawler.run import crawl


@dataclass
class Nights:
    """``night`` crawls the sources and judges the reports; their files are in ``own``."""

    home: Path
    own: Path

    def night(self, *slugs: str, **options: Any) -> list[SourceReport]:
        from monitoring.rounds import judge_reports

        settings = {
            "TCD_OWN_SOURCES": str(self.own),
            "TCD_ALLOW_PRIVATE": ["127.0.0.0/8"],
            "TCD_LOGS": str(self.home / "logs"),
            "AUTOTHROTTLE_MAX_DELAY": 0.05,
            "AUTOTHROTTLE_START_DELAY": 0.0,
            "RETRY_TIMES": 0,
            **options.pop("settings", {}),
        }
        reports = crawl(slugs, settings=settings, reason="night", **options)
        judge_reports(at=datetime.now(UTC))
        return reports

    def findings(self) -> dict[tuple[str, str, str], Any]:
        """The open ones by source, name and detail."""
        from archive.models import Finding

        rows = Finding.objects.filter(resolved_at=None)
        return {(row.source, row.name, row.detail): row for row in rows}


@contextmanager
def nights_in(home: Path, patch: pytest.MonkeyPatch) -> Iterator[Nights]:
    """A home whose archive is the tests' database; emptied afterwards."""
    from archive.ready import ready

    patch.setenv("TCD_HOME", str(home))
    patch.setenv("TCD_DATABASE_URL", _database())
    # pytest-django makes the tests' database only where a test of the session is marked for it.
    ready()
    try:
        yield Nights(home, home / "sources")
    finally:
        _forget_all()


def _database() -> str:
    from django.db import connection

    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def _forget_all() -> None:
    from archive import models

    for name in ("AlertDelivery", "Finding", "SourceRun", "Run", "Article", "FrontierEntry", "Validator"):
        getattr(models, name).objects.all().delete()
    models.KnownSource.objects.all().delete()
