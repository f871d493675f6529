"""What a page tells of other articles, of itself or of its visitors is none of the article's."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from extraction import extract
from pipelines.decide import decide

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
ADDRESS = "https://congdoan.vidu.vn/tin-tuc/bua-com-cuoi-nam-1234.html"
TITLE = "Bữa cơm cuối năm ở trạm bơm Bản Khoang"
OTHER = "Đêm hội trăng rằm của con em thợ lò Suối Trắng"
TEXT = (
    "<p>Theo ban tổ chức, toàn ngành có hơn sáu trăm người đăng ký ở lại làm việc trong những ngày nghỉ, "
    "nhiều nhất là ở các trạm bơm và trạm điện.</p><p>Buổi gặp mặt khép lại bằng một điệu xòe quanh bếp "
    "lửa, khi sương đã xuống kín mặt hồ.</p>"
)
LINK = f"<a href='/tin-tuc/dem-hoi-77.html'>{OTHER}</a>"


def record(
    *, above: str = "", head: str = "", below: str = "", data: str = "", text: str = TEXT, side: str = ""
) -> dict[str, Any]:
    markup = (
        f"<html><head><title>{TITLE} - Công đoàn ngành</title>{data}</head><body>"
        "<ul><li><a href='/'>Trang chủ</a></li></ul>"
        f"<div class=bai>{above}<h1>{TITLE}</h1>{head}<div>{text}</div>{below}</div>{side}</body></html>"
    )
    return decide(extract(markup.encode(), ADDRESS, at=AT)).to_record()


def json_ld(*articles: dict[str, str]) -> str:
    data = [{"@type": "NewsArticle", **article} for article in articles]
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "above",
    [
        f"<div class=noi-bat>{LINK}<p>12/01/2026</p></div>",
        "<p class=gio>Thứ Năm, ngày 15/01/2026 10:25</p>",
        "<p><i class='fa fa-calendar'></i> 15/01/2026</p>",
        "<p>15/01/2026 11:58</p>",
    ],
)
def test_another_articles_date_and_the_clock_above_the_headline_are_not_its_date(above: str) -> None:
    assert record(above=above)["published"] is None


@pytest.mark.parametrize(
    ("above", "value"),
    [
        ("<p class=ngay>28/01/2025</p>", "2025-01-28"),
        ("<p>14/01/2026 08:15</p>", "2026-01-14T08:15:00+07:00"),
        ("<p>15/01/2026 07:30</p>", "2026-01-15T07:30:00+07:00"),
        ("<p class=post-date>15/01/2026</p>", "2026-01-15"),
    ],
)
def test_a_date_above_the_headline_that_no_clock_would_print_is_its_date(above: str, value: str) -> None:
    assert record(above=above)["published"]["value"] == value


def test_a_headline_that_links_to_its_own_page_keeps_the_date_above_it() -> None:
    markup = (
        f"<html><head><title>{TITLE}</title></head><body><div><div class=dau><p>28/01/2025</p>"
        f"<h1><a href='{ADDRESS}'>{TITLE}</a></h1></div><div>{TEXT}</div></div></body></html>"
    )
    assert decide(extract(markup.encode(), ADDRESS, at=AT)).to_record()["published"]["value"] == "2025-01-28"


def test_the_date_of_a_rate_in_another_column_is_not_the_articles() -> None:
    markup = (
        f"<html><head><title>{TITLE}</title></head><body><table><tr>"
        "<td><p>Giá vàng</p><p>Cập nhật: 14/01/2026</p></td>"
        f"<td><table><tr><td><b>{TITLE}</b></td></tr><tr><td>{TEXT}</td></tr></table></td></tr>"
        "</table></body></html>"
    )
    assert decide(extract(markup.encode(), ADDRESS, at=AT)).to_record()["published"] is None


def test_times_of_related_articles_are_not_its_date() -> None:
    below = "".join(
        f"<div>{LINK}<br><time datetime='2026-01-1{n}'>1{n}/01/2026</time></div>" for n in range(3)
    )
    assert record(below=below)["published"] is None


def test_json_ld_of_related_articles_tells_nothing_of_this_one() -> None:
    others = [
        {"headline": f"{OTHER} {n}", "datePublished": f"2026-01-1{n}", "articleBody": f"{OTHER}. " * 20}
        for n in range(3)
    ]
    told = record(data=json_ld(*others))
    assert told["published"] is None
    assert OTHER not in told["body_text"]
    own = {"headline": TITLE, "datePublished": "2025-01-28T08:15:00+07:00"}
    assert record(data=json_ld(*others, own))["published"]["value"] == "2025-01-28T08:15:00+07:00"


def test_json_ld_of_one_article_told_twice_is_the_pages_whatever_the_site_calls_it() -> None:
    article = {"headline": TITLE, "datePublished": "2025-01-28T08:15:00+07:00"}
    head = f"<head><title>Công đoàn ngành</title>{json_ld(article, article)}</head>"
    markup = f"<html>{head}<body><div><h1>{TITLE}</h1><div>{TEXT}</div></div></body></html>"
    told = decide(extract(markup.encode(), ADDRESS, at=AT)).to_record()
    assert told["published"]["value"] == "2025-01-28T08:15:00+07:00"


def test_json_ld_with_another_title_gives_no_text_to_a_short_article() -> None:
    text = "<p>Mỗi người được nhận một phần quà trị giá 500.000 đồng.</p>"
    told = record(text=text, data=json_ld({"headline": OTHER, "articleBody": f"{OTHER}. " * 20}))
    assert told["body_text"] == "Mỗi người được nhận một phần quà trị giá 500.000 đồng."


def test_microdata_of_related_articles_is_not_its_date() -> None:
    below = "".join(
        f"<div itemscope itemtype='https://schema.org/NewsArticle'><h4 itemprop=headline>{LINK}</h4>"
        f"<meta itemprop=datePublished content='2026-01-1{n}'></div>"
        for n in range(3)
    )
    assert record(below=below)["published"] is None


@pytest.mark.parametrize(
    "head",
    [
        "<p><i class='fa fa-eye'></i> 5 phút đọc</p>",
        "<p><i class='fa fa-eye'></i> 15 người đang xem</p>",
        "<p><i class='fa fa-eye'></i> 1.204.360 lượt truy cập</p>",
        "<p><i class='fa fa-eye'></i> 12 Bình luận</p>",
        "<p><i class='fa fa-users'></i> 15 <i class='fa fa-eye'></i> 1.204.360</p>",
        "<p><a href='/tin/view/2'>2</a></p>",
        "<p><a class=view href='?trang=2'>2</a></p>",
    ],
)
def test_a_number_beside_an_eye_that_counts_something_else_is_no_view_count(head: str) -> None:
    assert record(head=head)["views"] is None


@pytest.mark.parametrize(
    "head",
    [
        "<p>12 <i class='fa fa-comment'></i> 834 <i class='fa fa-eye'></i> 5 <i class='fa fa-heart'></i></p>",
        "<p><span>834</span><i class='fa fa-eye'></i><span>12</span><i class='fa fa-comment'></i></p>",
        "<p>834 <i class='fa fa-eye'></i></p>",
        "<p><i class='fa fa-comment'></i> 12 <i class='fa fa-eye'></i> 834 <i class='fa fa-heart'></i> 5</p>",
        "<p><i class='fa fa-user'></i> Thu Hà <i class='fa fa-eye'></i> 834 | Hoạt động</p>",
    ],
)
def test_icons_stand_before_their_numbers_or_behind_them(head: str) -> None:
    views = record(head=head)["views"]
    assert (views["value"], views["from"]) == (834, "icon")


@pytest.mark.parametrize(
    "below",
    [
        "<div><a href='/x-1.html'>Hội trăng rằm</a><p><i class='fa fa-eye'></i> 999</p></div>",
        "<p><a href='/van-ban/12.pdf'>Kế hoạch 12.pdf</a> <i class='fa fa-eye'></i> 45</p>",
        "<div><h3>Truy cập</h3><p>Lượt xem: 1.204.360</p></div>",
        "<div><p><i class='fa fa-user'></i> 15</p><p><i class='fa fa-eye'></i> 1.204.360</p></div>",
    ],
)
def test_counts_of_other_articles_files_and_visitors_below_the_text_are_not_its_views(below: str) -> None:
    assert record(below=below)["views"] is None


def test_a_section_above_the_count_takes_nothing_from_it() -> None:
    below = "<ul><li><a href='/'>Trang chủ</a></li><li><i class='fa fa-eye'></i> 834</li></ul>"
    assert record(below=below)["views"]["value"] == 834


def test_a_date_with_the_last_change_behind_it_is_a_line_of_dates() -> None:
    told = record(head="<div><span>28/01/2025 08:15</span><span> | Cập nhật: 02/02/2025 09:00</span></div>")
    assert told["published"]["value"] == "2025-01-28T08:15:00+07:00"
    assert told["updated"]["value"] == "2025-02-02T09:00:00+07:00"
    assert "28/01" not in f"{told['summary']} {told['body_text']}"


@pytest.mark.parametrize(
    "below",
    [
        f"<div><h4>{LINK}</h4><span><i class='fa fa-user'></i> Trần Văn Bình</span></div>",
        "<div><p><i class='fa fa-user'></i> Trần Văn Bình</p><p>0912 345 678</p></div>",
        "<div><p><b>Trần Văn Bình</b></p><p>11/05/2024 10:30</p><p>Một buổi gặp mặt ấm áp, mong năm nào "
        "công đoàn cũng làm như thế này.</p></div>",
        "<div><span class=comment-author>Trần Văn Bình</span></div>",
    ],
)
def test_who_wrote_or_answers_for_something_else_below_the_text_is_not_its_author(below: str) -> None:
    told = record(below=below)
    assert (told["authors"], told["published"]) == ([], None)


def test_the_footer_below_a_page_without_text_names_no_author() -> None:
    data = json_ld({"headline": TITLE, "articleBody": "Một đoạn dài. " * 20})
    footer = "<div id=footer><p>Trang thông tin điện tử Công đoàn ngành</p></div>"
    body = f"<body><div><h1>{TITLE}</h1></div>{footer}</body>"
    markup = f"<html><head><title>{TITLE}</title>{data}</head>{body}</html>"
    assert decide(extract(markup.encode(), ADDRESS, at=AT)).to_record()["authors"] == []
