"""The secret key: created once, and stored in a file that only its owner may read."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def read_or_create_secret(path: Path) -> str:
    """Return the secret in ``path``; if there is none, create it with mode 0600.

    Processes that start together agree on one secret: the finished file is linked into place, and the process
    that comes second reads the file of the first. Raises OSError.
    """
    secret = _read(path)
    if secret:
        return secret
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".secret-key-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, path)
        if not _read(path):  # A full disk had left an empty file.
            Path(temporary).replace(path)
    finally:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
    return _read(path)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
