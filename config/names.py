"""The names of all settings. ``load`` reads no others, so a setting that is missing here has no effect."""

from collections.abc import Iterable
from difflib import get_close_matches

PREFIX = "TCD_"
NAMES = (
    "TCD_HOME",
    "TCD_DATABASE_URL",
    "TCD_ALLOW_PRIVATE",
    "TCD_BASE_URL",
    "TCD_CONTACT",
    "TCD_WEBSUB_HUB",
    "TCD_SECRET_KEY",
    "TCD_NIGHT",
    "TCD_DAY",
    "TCD_CRAWL_MINUTES",
    "TCD_LIST_PAGES",
    "TCD_ALERT_EMAIL",
    "TCD_ALERT_FROM",
    "TCD_ALERT_WEBHOOK",
    "TCD_ALERT_ALWAYS",
    "TCD_SMTP_URL",
    "TCD_PUBLISH",
    "TCD_KEEP_RAW",
    "TCD_STORIES",
    "TCD_SOURCES",
)


def unknown(names: Iterable[str]) -> dict[str, str | None]:
    """Those of ``names`` that look like settings and are none, in their order, each with what may be meant.

    >>> unknown(["TCD_NIHGT", "TCD_NIGHT", "PATH"])
    {'TCD_NIHGT': 'TCD_NIGHT'}
    """
    # All begin alike: compared with the prefix, any two of them would look related.
    endings = [name.removeprefix(PREFIX) for name in NAMES]
    found: dict[str, str | None] = {}
    for name in names:
        if name in NAMES or not name.upper().startswith(PREFIX):
            continue
        near = get_close_matches(name.upper().removeprefix(PREFIX), endings, n=1)
        found[name] = PREFIX + near[0] if near else None
    return found
