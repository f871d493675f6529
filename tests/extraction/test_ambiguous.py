"""Machine dates in which nobody can tell day and month apart are never published."""

from datetime import datetime

import pytest

from extraction import extract
from pipelines.decide import decide
from vietnamese.dates import VIETNAM

AT = datetime(2026, 11, 21, 12, 0, tzinfo=VIETNAM)
TEXT = "Công đoàn cơ sở tổ chức hội nghị người lao động với sự tham gia của đông đảo đoàn viên trong đơn vị. "


def published(raw: str) -> str | None:
    title = "Hội nghị người lao động của công đoàn"
    head = f'<title>{title}</title><meta property="article:published_time" content="{raw}">'
    page = f"<html><head>{head}</head><body><h1>{title}</h1><p>{TEXT * 3}</p></body></html>"
    moment = decide(extract(page.encode(), "http://example.vn/a", at=AT)).published
    return moment.iso() if moment else None


@pytest.mark.parametrize("raw", ["3/7/2026 8:01:53 AM", "03/07/2026 08:01 PM", "3/7/2026 8:01 am"])
def test_an_american_attribute_that_could_be_either_tells_no_date(raw: str) -> None:
    assert published(raw) is None


def test_a_day_above_twelve_settles_it() -> None:
    assert published("25/7/2026 8:01:53 AM") == "2026-07-25T08:01:53+07:00"


def test_the_same_number_twice_is_one_day() -> None:
    assert published("7/7/2026 8:01:53 AM") == "2026-07-07T08:01:53+07:00"


def test_an_iso_attribute_is_read() -> None:
    assert published("2026-07-03T08:01:53+07:00") == "2026-07-03T08:01:53+07:00"
