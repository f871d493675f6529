"""Static files under an address that names their version: kept for ever by browsers, never stale.

The version is of all files together and a folder, not a part of each name: so modules find each other by
relative addresses, and there is no step of collecting before the first start.
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
    """A hash over the names and bytes of the desk's own files."""
    found = hashlib.sha256()
    for path in sorted(_ROOT.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"v-{found.hexdigest()[:12]}"


class VersionedStorage(StaticFilesStorage):
    """``{% static %}`` writes ``/static/v-…/desk/desk.css``."""

    def url(self, name: str | None) -> str:
        return super().url(f"{version()}/{name}")


class VersionedWhiteNoise(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, which knows each file by its plain address and by that of its version."""

    def add_files_from_finders(self) -> None:
        super().add_files_from_finders()
        for finder in finders.get_finders():
            for name, storage in finder.list(None):
                self.add_file_to_dictionary(f"{self.static_prefix}{version()}/{name}", storage.path(name))

    def immutable_file_test(self, path: str, url: str) -> Any:
        return url.startswith(f"{self.static_prefix}{version()}/")
