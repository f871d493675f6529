"""Pages that name themselves in their ``<title>`` only: what stands right above the text is still theirs."""

from datetime import datetime
from typing import Any

import pytest

from extraction import extract
from pipelines.decide import decide

AT = datetime.fromisoformat("2026-11-21T12:00:00+07:00")
TITLE = "Bữa cơm cuối ca ở đội vệ sinh Nậm Cắt"
MENU = "<ul><li><a href='/'>Trang chủ</a></li><li><a href='/tin'>Tin tức</a></li></ul>"
TEXT = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "Chiều muộn, khi những chuyến xe cuối cùng về đến bãi, cả đội ngồi lại bên mâm cơm do công đoàn cơ "
        "sở chuẩn bị và kể cho nhau nghe chuyện của một ngày dài trên các tuyến phố.",
        "Tổ trưởng công đoàn nói rằng bữa cơm ấy có từ ba năm nay, mỗi tháng một lần, để người mới vào nghề "
        "quen với người cũ và không ai phải ăn một mình sau ca làm việc.",
    )
)


def read(inner: str) -> dict[str, Any]:
    markup = f"<html><head><title>{TITLE}</title></head><body>{MENU}{inner}</body></html>"
    return decide(extract(markup.encode(), "https://congdoan.vidu.vn/tin/28.html", at=AT)).to_record()


@pytest.mark.parametrize(
    ("above", "published", "views"),
    [
        ("<p class='post-date'>Thứ Hai, 16/11/2026 08:30</p>", "2026-11-16T08:30:00+07:00", None),
        ("<p>Ngày đăng: 16/11/2026 | Lượt xem: 120</p>", "2026-11-16", 120),
        ("<p>16/11/2026</p><p>Lượt xem: 120</p>", "2026-11-16", 120),
    ],
)
def test_date_and_views_right_above_the_text_are_the_articles(
    above: str, published: str, views: int | None
) -> None:
    record = read(f"<div class='main'>{above}<div>{TEXT}</div></div>")
    assert record["title"] == TITLE
    assert record["published"]["value"] == published
    assert (record["views"] or {}).get("value") == views


@pytest.mark.parametrize(
    "above",
    [
        "<div class='date'>Thứ Bảy, 21/11/2026</div>",
        "<div class='clock'>16/11/2026 08:30</div>",
        "<table><tr><td>Thứ Hai, 16/11/2026, 14:00</td></tr></table>",
        "<div class='time'>21/11/2026 11:58</div>",
        "<div class='datetime'>20/11/2026 23:59:12</div>",
        "<div class='date'>16/11/2026</div><ul><li><a href='/video'>Video</a></li></ul>",
    ],
)
@pytest.mark.parametrize("wrapper", ["{}", "<div class='main'>{}</div>"])
def test_what_may_be_the_pages_clock_is_no_date(above: str, wrapper: str) -> None:
    assert read(wrapper.format(f"{above}<div>{TEXT}</div>"))["published"] is None


def test_a_date_that_shares_nothing_but_the_page_with_the_text_is_no_date() -> None:
    assert read(f"<div>16/11/2026 08:30</div><div>{TEXT}</div>")["published"] is None
