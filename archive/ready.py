"""Making the archive usable in any process: a crawl, a test, a shell."""

import os

import django
from django.apps import apps


def ready() -> None:
    """Set Django up, once a process, and bring an embedded archive up to date.

    Models can be imported afterwards. Sets the process's time zone to Việt Nam's, as Django does. Raises
    ``archive.migrate.NotMigratedError`` and django.db.Error as ``ensure_migrated`` does.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.django")
    if not apps.ready:
        django.setup()
    from archive.migrate import ensure_migrated

    ensure_migrated()
