"""Files that readers fetch while they are replaced."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def replace_if_changed(path: Path, data: bytes) -> bool:
    """Put ``data`` at ``path`` in one step; False where it stood there already.

    Nobody ever reads half a file, not even after a power failure, and an unchanged one keeps its time, by
    which readers know it. Raises OSError; then the old file stands. Which of the two files is found after a
    power failure is open until ``settle``.
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
        # A temporary file is its owner's alone; a feed may be served by another user's web server.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def settle(folders: Iterable[Path]) -> None:
    """Make what was replaced in these folders last. Raises OSError."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
