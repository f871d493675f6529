"""Settings are read correctly, or refused in one sentence that says what to write."""

import os
import stat
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest

from config.database import connection
from config.secret import read_or_create_secret
from config.settings import NAMES, SettingError, load, unknown_names
from config.validation import require_writable


def test_without_any_setting_everything_is_kept_in_var(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load({})
    assert settings.home == tmp_path / "var"
    assert settings.database_url == f"sqlite:///{tmp_path}/var/archive.sqlite3"
    assert (settings.allow_private, settings.base_url, settings.contact) == ((), None, None)
    assert settings.own_sources == tmp_path / "var/sources"
    assert settings.feeds == tmp_path / "var/feeds"
    assert settings.logs == tmp_path / "var/logs"
    assert not (tmp_path / "var").exists()


def test_a_home_of_any_name_holds_the_database(tmp_path: Path) -> None:
    home = tmp_path / "kho tin #1 100% ?x"
    assert connection(load({"TCD_HOME": str(home)}).database_url)["NAME"] == str(home / "archive.sqlite3")


def test_the_environment_takes_precedence_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("TCD_BASE_URL=https://file.example\nTCD_CONTACT=ban@file.example\n")
    monkeypatch.delenv("TCD_CONTACT", raising=False)
    monkeypatch.setenv("TCD_BASE_URL", "https://environment.example/")
    settings = load()
    assert (settings.base_url, settings.contact) == ("https://environment.example", "ban@file.example")


def test_an_empty_setting_counts_as_unset() -> None:
    assert load({"TCD_BASE_URL": " ", "TCD_DATABASE_URL": ""}) == load({})


def test_private_addresses_come_as_a_list() -> None:
    addresses = "127.0.0.2:8400, 10.1.0.0/16,[::1]:8400,::1,192.168.1.5,fd00::/8"
    assert load({"TCD_ALLOW_PRIVATE": addresses}).allow_private == (
        "127.0.0.2:8400",
        "10.1.0.0/16",
        "[::1]:8400",
        "::1",
        "192.168.1.5",
        "fd00::/8",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TCD_DATABASE_URL", "mysql://u:geheim@host/db"),
        ("TCD_DATABASE_URL", "archive.sqlite3"),
        ("TCD_DATABASE_URL", "sqlite://archive.sqlite3"),
        ("TCD_DATABASE_URL", "postgresql://u:geheim@host:port/db"),
        ("TCD_DATABASE_URL", "postgresql://u:geheim@host"),
        ("TCD_ALLOW_PRIVATE", "localhost"),
        ("TCD_ALLOW_PRIVATE", "127.0.0.1:0"),
        ("TCD_ALLOW_PRIVATE", "127.0.0.1:99999"),
        ("TCD_ALLOW_PRIVATE", "10.1.0.1/16"),
        ("TCD_ALLOW_PRIVATE", "127.0.0.2 127.0.0.3"),
        ("TCD_BASE_URL", "tin.example.vn"),
        ("TCD_BASE_URL", "ftp://tin.example.vn"),
        ("TCD_BASE_URL", "https://tin.example.vn/trang"),
        ("TCD_BASE_URL", "https://u:geheim@tin.example.vn"),
        ("TCD_BASE_URL", "https://tin.example.vn:x"),
        ("TCD_CONTACT", "ban@example.vn\r\nX-Evil: 1"),
        ("TCD_CONTACT", "Ban Tuyên giáo"),
        ("TCD_SECRET_KEY", "geheim"),
    ],
)
def test_a_wrong_setting_is_refused_in_one_line_that_names_it_and_no_secret(name: str, value: str) -> None:
    with pytest.raises(SettingError) as refused:
        load({name: value})
    message = str(refused.value)
    assert name in message
    assert "\n" not in message
    assert "geheim" not in message


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingError, match="TCD_HOME must be a folder"):
        load({"TCD_HOME": str(tmp_path / "file")})


def test_the_secret_is_created_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    settings = load({"TCD_HOME": str(tmp_path / "new")})
    secret = settings.secret_key
    assert len(secret) >= 50
    assert load({"TCD_HOME": str(tmp_path / "new")}).secret_key == secret
    assert stat.S_IMODE((tmp_path / "new/secret-key").stat().st_mode) == 0o600
    assert load({"TCD_HOME": str(tmp_path / "other")}).secret_key != secret


def test_a_configured_secret_leaves_no_file(tmp_path: Path) -> None:
    assert load({"TCD_HOME": str(tmp_path), "TCD_SECRET_KEY": "x" * 32}).secret_key == "x" * 32
    assert list(tmp_path.iterdir()) == []


def test_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    start = (
        "import sys, pathlib; from config.secret import read_or_create_secret;"
        "print(read_or_create_secret(pathlib.Path(sys.argv[1])))"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", start, tmp_path / "k"], stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert len({process.communicate(timeout=30)[0] for process in processes}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["k"]


def test_an_empty_secret_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "k").touch()
    secret = read_or_create_secret(tmp_path / "k")
    assert len(secret) >= 50
    assert read_or_create_secret(tmp_path / "k") == secret


def test_a_home_that_cannot_be_created_is_reported_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingError, match="TCD_HOME must be a folder that this user may write to"):
        _ = load({"TCD_HOME": str(tmp_path / "file" / "below")}).secret_key


def test_the_check_of_a_home_creates_it_and_leaves_no_file(tmp_path: Path) -> None:
    require_writable(tmp_path / "a/b")
    assert list((tmp_path / "a/b").iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(SettingError, match="TCD_HOME must be a folder that this user may write to"):
        require_writable(tmp_path / "file")


def test_sqlite_waits_for_locks_and_postgresql_is_configured_by_its_url() -> None:
    sqlite = connection("sqlite:////srv/tin/archive.sqlite3")
    assert (sqlite["ENGINE"], sqlite["NAME"]) == ("django.db.backends.sqlite3", "/srv/tin/archive.sqlite3")
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert sqlite["OPTIONS"]["timeout"] == 20
    postgres = connection("postgresql://tin:m%40t@db.example:5433/tin?sslmode=require")
    assert (postgres["ENGINE"], postgres["HOST"], postgres["PORT"]) == (
        "django.db.backends.postgresql",
        "db.example",
        5433,
    )
    assert (postgres["PASSWORD"], postgres["OPTIONS"]) == ("m@t", {"sslmode": "require"})


def test_reading_djangos_settings_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    subprocess.run(
        [sys.executable, "-c", "import config.django"],
        env={**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": ""},
        check=True,
    )
    assert not home.exists()


def test_the_times_of_rounds_are_times_in_viet_nam() -> None:
    defaults = load({})
    assert (defaults.night, defaults.day, defaults.crawl_minutes) == (time(2), (), 60)
    settings = load({"TCD_NIGHT": "3:30", "TCD_DAY": "16:00, 11:00", "TCD_CRAWL_MINUTES": "90"})
    assert (settings.night, settings.day, settings.crawl_minutes) == (time(3, 30), (time(11), time(16)), 90)


@pytest.mark.parametrize(
    ("name", "value"),
    [("TCD_NIGHT", "25:00"), ("TCD_NIGHT", "2"), ("TCD_DAY", "11:00,x"), ("TCD_CRAWL_MINUTES", "0"),
     ("TCD_CRAWL_MINUTES", "1h")],
)  # fmt: skip
def test_an_invalid_time_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        load({name: value})


def test_publication_and_the_retention_of_raw_pages() -> None:
    assert (load({}).publish, load({}).keep_raw) == ("all", None)
    settings = load({"TCD_PUBLISH": "approved", "TCD_KEEP_RAW": "90"})
    assert (settings.publish, settings.keep_raw) == ("approved", 90)
    assert load({"TCD_KEEP_RAW": "none"}).keep_raw == 0
    assert (load({}).feed_days, load({}).feed_files) == (7, "current")
    told = load({"TCD_FEED_DAYS": "14", "TCD_FEED_FILES": "all"})
    assert (told.feed_days, told.feed_files) == (14, "all")
    for name, value in (("TCD_FEED_DAYS", "0"), ("TCD_FEED_DAYS", "week"), ("TCD_FEED_FILES", "none")):
        with pytest.raises(SettingError, match=name):
            load({name: value})
    for name, value in (("TCD_PUBLISH", "some"), ("TCD_KEEP_RAW", "-1"), ("TCD_KEEP_RAW", "1 year")):
        with pytest.raises(SettingError, match=f"{name} must be"):
            load({name: value})


def test_a_misspelt_setting_is_listed_with_the_likely_one() -> None:
    names = ["TCD_NIHGT", "tcd_contact", "TCD_SMTP", "TCD_PURPLE", "PATH", *NAMES]
    assert unknown_names(names) == {
        "TCD_NIHGT": "TCD_NIGHT",
        "tcd_contact": "TCD_CONTACT",
        "TCD_SMTP": "TCD_SMTP_URL",
        "TCD_PURPLE": None,
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_known_setting_has_an_effect(name: str) -> None:
    try:
        settings = load({name: "x"})
    except SettingError:
        return
    assert settings != load({})
