"""Files that readers fetch while they are replaced."""

import os
import tempfile
from pathlib import Path


def replace_if_changed(path: Path, data: bytes) -> bool:
    """Put ``data`` at ``path`` in one step and durably; False where it stood there already.

    Nobody ever reads half a file, and an unchanged one keeps its time, by which readers know it. Raises
    OSError; then the old file stands.
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
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True
