"""What is to be written is decided before anything is, on values alone."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from archive.models import Article
from archive.values import content, content_hash
from archive.writing import Write, decide_write
from items import Article as Found
from items import Moment

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
FOUND = Found(url="https://a.example/1", source="a", kind="article", title="Tin", body_text="Một hai ba.")
COUNT = {"value": 7, "raw": "7", "from": "label"}


def stored(**fields: Any) -> Article:
    said = content(FOUND)
    return Article(**{**said, "source": "a", "key": "1", "content_hash": content_hash(said), **fields})


@pytest.mark.parametrize(
    ("before", "changes", "views", "expected"),
    [
        (None, {}, COUNT, ("insert", COUNT, False)),
        (stored(), {}, None, ("leave", None, False)),
        (stored(views_value=7), {}, COUNT, ("leave", None, False)),
        (stored(views_value=6), {}, COUNT, ("leave", COUNT, False)),
        (stored(views_value=6), {"title": "Tin khác"}, None, ("change", None, False)),
        (stored(missing_since=NIGHT), {}, None, ("leave", None, True)),
        # A correction in the columns is no change of the source.
        (stored(title="Tên sửa", said={"title": "Tin"}), {}, None, ("leave", None, False)),
    ],
)
def test_what_is_written(
    before: Article | None, changes: dict[str, Any], views: dict[str, Any] | None, expected: tuple[Any, ...]
) -> None:
    write = decide_write(before, {**content(FOUND), **changes}, views)
    assert (write.action, write.views, write.restored) == expected
    assert write.is_empty is (expected == ("leave", None, False))


def test_a_relative_date_that_drifts_is_no_change() -> None:
    def dated(hour: int) -> dict[str, Any]:
        moment = Moment(NIGHT.replace(hour=hour), "hour", "3 giờ trước", "line", relative=True, read_at=NIGHT)
        return content(replace(FOUND, published=moment))

    first = dated(10)
    row = Article(**first, source="a", key="1", content_hash=content_hash(first))
    assert decide_write(row, dated(11), None) == Write("leave", first)
