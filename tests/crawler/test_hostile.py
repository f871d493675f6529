"""Some sites that misbehave beside five that don't, in one run; all of them: tests/prove/test_hostile.py."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from hostile import Night, check, check_good, night

NAMES = (
    "self-signed", "vanishing-articles", "gzip-bomb", "plain-called-gzip", "utf-16", "binary-as-html",
    "flood-page", "flood-robots", "truncated", "external-article", "parked", "empty-listing", "anti-bot",
    "login-redirect", "endless-redirect", "redirect-to-metadata", "redirect-to-file", "robots-html",
    "huge-page", "deep-nesting", "article-500", "once-503-retry-after", "stall", "connection-refused",
    "reset-mid-body", "endless-calendar", "session-ids", "duplicate-addresses", "endless-paging",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    with night(tmp_path_factory.mktemp("hostile"), NAMES) as done:
        yield done


@pytest.mark.parametrize("name", NAMES)
def test_each_is_reported_by_its_name_and_its_good_articles_are_found(name: str, hostile: Night) -> None:
    check(name, hostile.reports[name])


def test_the_good_ones_are_complete_in_bounded_time_and_memory(hostile: Night) -> None:
    check_good(hostile)
    assert hostile.seconds < 180
