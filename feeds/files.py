"""Atomic replacement of files that are read at the same time."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def replace_if_changed(path: Path, data: bytes) -> bool:
    """Replace the file at ``path`` atomically; return False where it already has these bytes.

    A reader never gets half a file, not even after a power failure. An unchanged file keeps its modification
    time, from which HTTP's Last-Modified comes. Raises OSError; then the old file stays. Until
    ``sync_folders``, a power failure may bring the old file back.
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes it private; another user's web server may serve the feeds.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def sync_folders(folders: Iterable[Path]) -> None:
    """Sync these folders, so that replaced files survive a power failure. Raises OSError."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
