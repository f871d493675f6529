"""Making the archive usable in any process: a crawl, a test, a shell."""

import os

import django
from django.apps import apps


def set_up() -> None:
    """Set Django up, once a process; models can be imported afterwards.

    Sets the process's time zone to Việt Nam's, as Django does.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.django")
    if not apps.ready:
        django.setup()


def ready() -> None:
    """``set_up``, and bring an embedded archive up to date.

    Raises ``archive.migrate.NotMigratedError`` and django.db.Error as ``ensure_migrated`` does.
    """
    set_up()
    from archive.migrate import ensure_migrated

    ensure_migrated()
