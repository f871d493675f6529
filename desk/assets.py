"""Static files under an address with their version, so that browsers cache them for ever and never use old
ones.

All files share one version, which is a folder of the address and no part of the names: JavaScript modules
import each other by relative addresses, and ``collectstatic`` is not needed.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware

_ROOT = Path(__file__).parent / "static"


@cache
def version() -> str:
    """The version: a hash of the names and bytes of the desk's static files."""
    digest = hashlib.sha256()
    for path in sorted(_ROOT.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"v-{digest.hexdigest()[:12]}"


class VersionedStorage(StaticFilesStorage):
    """Makes ``{% static %}`` write ``/static/v-…/desk/base.css``."""

    def url(self, name: str | None) -> str:
        return super().url(f"{version()}/{name}")


class VersionedWhiteNoise(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise that serves each file at its plain and at its versioned address."""

    def add_files_from_finders(self) -> None:
        super().add_files_from_finders()
        for finder in finders.get_finders():
            for name, storage in finder.list(None):
                self.add_file_to_dictionary(f"{self.static_prefix}{version()}/{name}", storage.path(name))

    def immutable_file_test(self, path: str, url: str) -> Any:
        return url.startswith(f"{self.static_prefix}{version()}/")
