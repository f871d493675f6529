"""Real crawls of sites that change overnight: what is found, with what evidence, since when."""

import ssl
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from posts import MailServer, WebhookServer
from shifting import Shifting

from config.alerts import Alerts, Smtp
from crawler.run import crawl
from monitoring.rounds import judge_reports, notify_operators
from replica.misbehaving.certificates import make_certificate

# What a site becomes in the second night, and the finding that it gives.
EXPECTED = {
    "undated": ("lost field", "date"),
    "redesigned": ("redesigned", ""),
    "scripted": ("redesigned", ""),
    "empty": ("silent zero", ""),
    "parked": ("parked", ""),
    "taken": ("taken over", ""),
    "moved": ("moved", ""),
    "blocked": ("blocked", ""),
    "expired": ("certificate", ""),
}
GOOD = "steady"
# A field is missed only where there are enough articles to tell; a door shuts on any.
ARTICLES = {"undated": 10, "redesigned": 10, "scripted": 6}


@dataclass
class Nights:
    """By night: what was opened and ended in it (source → keys), and the rows that are open after it."""

    begun: list[datetime]
    opened: list[dict[str, list[tuple[str, str]]]]
    ended: list[dict[str, list[tuple[str, str]]]]
    open: list[dict[str, Any]]
    urls: dict[str, str]
    mails: list[list[Any]]
    posts: list[list[dict[str, Any]]]


@pytest.fixture(scope="module")
def nights(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Nights]:
    """Four nights: all are good, each is changed, still so, good again."""
    home = tmp_path_factory.mktemp("nights")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        try:
            yield _four_nights(home, patch)
        finally:
            _forget_all()


def _four_nights(home: Path, patch: pytest.MonkeyPatch) -> Nights:
    certificates = {look: make_certificate("127.0.3.9", fault) for look, fault in
                    (("good", "self-signed"), ("expired", "expired"))}  # fmt: skip
    (home / "trusted.pem").write_bytes(b"".join(certificate.pem for certificate in certificates.values()))
    contexts: dict[str, ssl.SSLContext] = {
        look: certificate.context() for look, certificate in certificates.items()
    }
    patch.setenv("SSL_CERT_FILE", str(home / "trusted.pem"))
    patch.setenv("TCD_HOME", str(home))
    patch.setenv("TCD_DATABASE_URL", _database())
    sites = [
        Shifting(
            look,
            f"127.0.3.{9 if look == 'expired' else n + 10}",
            ARTICLES.get(look, 3),
            contexts if look == "expired" else None,
        )
        for n, look in enumerate((*EXPECTED, GOOD))
    ]
    own = home / "sources"
    own.mkdir()
    told = Nights([], [], [], [], {}, [], [])
    mail, chat = MailServer(), WebhookServer()
    with mail as box, chat as hook:
        ways = Alerts(Smtp("127.0.0.1", box.port), ("ban@example.vn",), "tin@example.vn", hook.url)
        _go(sites, own, home, told, lambda at: notify_operators(ways, {}, at=at), box.mails, hook.posts)
    return told


def _go(
    sites: list[Shifting],
    own: Path,
    home: Path,
    told: Nights,
    end: Callable[[datetime], Any],
    mails: list[Any],
    posts: list[dict[str, Any]],
) -> None:
    from archive.models import Finding

    try:
        for site in sites:
            told.urls[site.name] = site.start().url
            (own / f"{site.name}.toml").write_text(
                f'name = "{site.title}"\npublisher = "LĐLĐ thử"\nkind = "federation"\nhome = "{site.url}"\n'
                'status = "verified"\nevidence = "bài kiểm tra"\n[politeness]\ndelay = 0\nconcurrency = 4\n',
                encoding="utf-8",
            )
        settings = {"TCD_OWN_SOURCES": str(own), "TCD_ALLOW_PRIVATE": ["127.0.3.0/24"], "TCD_LOGS": str(home),
                    "AUTOTHROTTLE_MAX_DELAY": 0.1, "RETRY_TIMES": 0}  # fmt: skip
        for night in range(4):
            for site in sites:
                site.look = "good" if night in (0, 3) else site.name
            told.begun.append(datetime.now(UTC))
            crawl([site.name for site in sites], settings=settings, reason="night")
            done = judge_reports(at=datetime.now(UTC))
            rows = {row.pk: row for row in Finding.objects.all()}
            told.opened.append(_keys(rows[number] for number in done.opened))
            told.ended.append(_keys(rows[number] for number in done.ended))
            told.open.append({row.source: row for row in rows.values() if row.resolved_at is None})
            end(datetime.now(UTC))
            told.mails.append(mails[:])
            told.posts.append(posts[:])
            mails.clear()
            posts.clear()
    finally:
        for site in sites:
            site.stop()


def _keys(rows: Any) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.source, []).append((row.name, row.detail))
    return found


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


def test_a_good_night_finds_nothing(nights: Nights) -> None:
    assert nights.opened[0] == {}
    assert nights.open[0] == {}


def test_each_change_gives_its_own_finding_and_no_other(nights: Nights) -> None:
    assert nights.opened[1] == {source: [key] for source, key in EXPECTED.items()}


def test_the_second_night_goes_on_with_them_and_tells_nothing_new(nights: Nights) -> None:
    assert nights.opened[2] == {}
    assert nights.ended[2] == {}
    for source, row in nights.open[2].items():
        assert row.since == nights.open[1][source].since
        assert row.last_seen_at > nights.open[1][source].last_seen_at


def test_what_is_mended_ends_once(nights: Nights) -> None:
    assert nights.opened[3] == {}
    assert nights.ended[3] == {source: [key] for source, key in EXPECTED.items()}
    assert nights.open[3] == {}


def test_operators_get_one_message_when_it_breaks_and_one_when_it_is_mended(nights: Nights) -> None:
    assert [len(mails) for mails in nights.mails] == [0, 1, 0, 1]
    assert [len(posts) for posts in nights.posts] == [0, 1, 0, 1]
    broken, mended = nights.mails[1][0], nights.mails[3][0]
    assert broken["Subject"].endswith(f": {len(EXPECTED)} lỗi mới")
    assert mended["Subject"].endswith(f": {len(EXPECTED)} đã khắc phục")
    assert "Liên đoàn Lao động tỉnh undated: mất ngày đăng: 0/10, trước đây 10/10" in broken.get_content()
    assert {finding["source"] for finding in nights.posts[1][0]["new"]} == set(EXPECTED)
    assert GOOD not in broken.get_content()


def test_since_is_the_visit_in_which_it_began(nights: Nights) -> None:
    for row in nights.open[1].values():
        assert nights.begun[1] < row.since < nights.begun[2]


def test_a_lost_field_shows_the_figures_and_articles_without_it(nights: Nights) -> None:
    row = nights.open[1]["undated"]
    assert row.evidence["baseline"] == {"date": [10, 10]}
    assert row.evidence["now"] == [0, 10]
    assert len(row.evidence["examples"]) == 3
    assert all(url.startswith(nights.urls["undated"] + "/tin/") for url in row.evidence["examples"])
    assert row.evidence["try"] == "tincongdoan sources check undated"
    assert row.said == "mất ngày đăng: 0/10, trước đây 10/10"


def test_a_redesign_shows_how_little_is_as_before_and_what_was_lost(nights: Nights) -> None:
    row = nights.open[1]["redesigned"]
    assert row.evidence["likeness"] < 0.5
    assert "date" in row.evidence["baseline"]
    assert "ngày đăng" in row.said
    assert nights.open[1]["scripted"].evidence["nothing"] is True


def test_an_expired_certificate_shows_its_day(nights: Nights) -> None:
    row = nights.open[1]["expired"]
    assert row.evidence["reason"] == "expired"
    assert row.evidence["note"] == "expired on 2024-01-31"
    assert row.evidence["examples"][0] == nights.urls["expired"] + "/"


def test_a_silent_zero_shows_the_last_good_night(nights: Nights) -> None:
    row = nights.open[1]["empty"]
    assert row.evidence["last"]["articles"] == 3
    assert row.evidence["examples"][0].startswith(nights.urls["empty"])


def test_a_site_that_was_taken_over_shows_why(nights: Nights) -> None:
    row = nights.open[1]["taken"]
    assert "spam" in row.evidence["reasons"]
    assert row.evidence["now"]["title"] == "Nhà cái số 1"
