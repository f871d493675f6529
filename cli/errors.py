"""What a user did wrong, said in one line."""

from collections.abc import Iterator
from contextlib import contextmanager


class OneLineError(Exception):
    """The message tells what to do; the command ends with exit code 2."""


@contextmanager
def one_line() -> Iterator[None]:
    """Turn the rooms' errors about settings and source files into one line for the user."""
    from config.settings import SettingError
    from sources import SourceFileError

    try:
        yield
    except (SettingError, SourceFileError) as error:
        raise OneLineError(" ".join(str(error).split())) from error
