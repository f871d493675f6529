"""What a platform may say of itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Platform:
    """``article``, ``listing`` and ``ignore`` are searched in the address from its path on: strong evidence,
    but no verdict, as sites change. ``page`` finds the page number of a listing in its group 1.
    ``key`` tells an article's stable key from its clean address, or None.
    """

    name: str
    article: re.Pattern[str] | None = None
    listing: re.Pattern[str] | None = None
    ignore: re.Pattern[str] | None = None
    page: re.Pattern[str] | None = None
    key: Callable[[str], str | None] | None = None


GENERAL = Platform("general")
