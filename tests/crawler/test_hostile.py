"""Some sites that misbehave beside five that don't, in one run; all of them: tests/prove/test_hostile.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from hostile import Hostile


class TestSomeOfThem(Hostile):
    names = (
        "self-signed", "vanishing-articles", "gzip-bomb", "plain-called-gzip", "utf-16", "binary-as-html",
        "flood-page", "flood-robots", "truncated", "external-article", "parked", "empty-listing", "anti-bot",
        "login-redirect", "endless-redirect", "redirect-to-metadata", "redirect-to-file", "robots-html",
        "huge-page", "deep-nesting", "article-500", "once-503-retry-after", "stall", "connection-refused",
        "reset-mid-body", "endless-calendar", "session-ids", "duplicate-addresses", "endless-paging",
    )  # fmt: skip
    seconds = 180.0
