"""The candidates of each field on small pages: what is offered, what is refused and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from extraction import extract
from items import Candidate, RawArticle, Select, Source

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
TEXT = (
    "<p>Sáng 5/6, Công đoàn ngành Xây dựng tổ chức hội thi tay nghề cho hơn một trăm thợ giỏi.</p>"
    "<p>Các thí sinh trải qua hai phần thi lý thuyết và thực hành trong thời gian một ngày rưỡi.</p>"
    "<p>Kết thúc hội thi, Ban tổ chức trao mười hai giải cho những người thợ xuất sắc nhất.</p>"
)
TITLE = "Hội thi tay nghề ngành Xây dựng"


def page(
    head: str = "", tail: str = "", *, above: str = "", below: str = "", text: str = TEXT, meta: str = ""
) -> RawArticle:
    markup = (
        f"<html><head><title>{TITLE}</title>{meta}</head><body><ul><li><a href='/'>Trang chủ</a></li></ul>"
        f"{above}<div class='main'><h1>{TITLE}</h1>{head}<div class='text'>{text}</div>"
        f"{tail}</div>{below}</body></html>"
    )
    return extract(markup.encode(), "https://example.vn/tin/1", at=AT)


def taken(raw: RawArticle, field: Any) -> list[Candidate]:
    return [one for one in raw.offered(field) if one.refused is None]


def days(raw: RawArticle) -> list[str]:
    return [one.value.iso()[:10] for one in taken(raw, "published")]


# titles


def test_the_headline_on_the_page_wins_over_the_titles_of_the_metadata() -> None:
    raw = page(meta='<meta property="og:title" content="Hội thi khác hẳn của một trang khác">')
    assert raw.offered("title")[0].value == TITLE


def test_a_line_of_the_sites_name_is_no_headline_even_as_the_only_h1() -> None:
    markup = (
        "<title>Liên đoàn Lao động huyện Tả Sìn</title><h1>Liên đoàn Lao động huyện Tả Sìn</h1>"
        f"<div><p><b>{TITLE}</b></p><p>12/06/2021</p>{TEXT}</div>"
    )
    raw = extract(markup.encode(), "https://example.vn/1", at=AT)
    assert raw.offered("title")[0].value == TITLE


def test_a_plain_line_above_a_date_is_the_headline_where_nothing_else_says_so() -> None:
    markup = (
        f"<body><table><tr><td>{TITLE}</td></tr><tr><td>12/06/2021</td></tr><tr><td>{TEXT}</td></tr></table>"
    )
    assert extract(markup.encode(), "https://example.vn/1", at=AT).offered("title")[0].value == TITLE


def test_a_date_in_brackets_beside_the_headline_leaves_it_and_is_the_date() -> None:
    markup = f"<body><div><h2>{TITLE} <span>(20/11/2012)</span></h2>{TEXT}</div>"
    raw = extract(markup.encode(), "https://example.vn/1", at=AT)
    assert raw.offered("title")[0].value == TITLE
    assert days(raw) == ["2012-11-20"]


# dates


@pytest.mark.parametrize(
    "head",
    [
        "<p>12/06/2021 08:30</p>",
        "<p>Thứ bảy - 12/06/2021 08:30</p>",
        "<p>Ngày đăng: 12/06/2021 08:30</p>",
        "<div><span>12/06/2021</span></div><div>08:30</div>",
        "<div>08:30</div><div>12/06/2021</div>",
        "<p>Minh Hà 08:30, 12/06/2021</p>",
    ],
)
def test_a_date_between_headline_and_text_is_the_publication(head: str) -> None:
    best = taken(page(head), "published")[0]
    assert (best.value.iso(), best.value.precision) == ("2021-06-12T08:30:00+07:00", "minute")


@pytest.mark.parametrize(
    ("where", "date"),
    [
        ("above", "<div class='clock'>Thứ bảy, 12/06/2021</div>"),
        ("above", "<div>Hôm nay: 12/06/2021</div>"),
        ("below", "<div>Giấy phép số 12/GP ngày 12/06/2021</div>"),
        ("below", "<aside><p>12/06/2021</p></aside>"),
        ("tail", "<p>Tin liên quan</p><p><a href='/2'>Công đoàn ngành Y tế trao quà</a> (12/06/2021)</p>"),
        ("tail", "<p><a href='/2'>Công đoàn ngành Y tế trao quà cho bệnh nhân</a></p><p>12/06/2021</p>"),
        ("head", "<p>Hạn nộp hồ sơ: 12/06/2021</p>"),
        ("head", "<p>Ngày ban hành: 12/06/2021</p>"),
        ("head", "<p>Ngày sinh của nhân vật: 12/06/2021</p>"),
        ("head", "<p>Lào Cai, ngày 12 tháng 6 năm 2021</p>"),
    ],
)
def test_clocks_imprints_deadlines_and_other_articles_dates_are_refused(where: str, date: str) -> None:
    raw = page(**{where: date})
    assert days(raw) == []


def test_a_clock_at_the_top_of_the_content_column_is_refused() -> None:
    markup = f"<body><div><div>Thứ ba, 09/06/2020</div><div><b>{TITLE}</b></div>{TEXT}</div>"
    assert days(extract(markup.encode(), "https://example.vn/1", at=AT)) == []


def test_a_date_in_the_headlines_own_header_may_stand_above_it() -> None:
    markup = (
        f"<body><div><div><p>Thứ tư, 08 Tháng 5 2024 21:04</p><h2>{TITLE}</h2></div><div>{TEXT}</div></div>"
    )
    assert days(extract(markup.encode(), "https://example.vn/1", at=AT)) == ["2024-05-08"]


def test_dates_of_the_text_are_never_offered() -> None:
    assert days(page(text=TEXT + "<p>Ngày 12/06/2021</p>" + TEXT)) == []


def test_one_line_may_tell_publication_and_change() -> None:
    raw = page("<p>Ngày cập nhật: 12/03/2024 | Ngày đăng: 10/03/2024</p>")
    assert [one.value.iso() for one in taken(raw, "published")] == ["2024-03-10"]
    assert [one.value.iso() for one in taken(raw, "updated")] == ["2024-03-12"]


def test_a_bare_date_below_the_text_yields_to_the_line_of_the_head() -> None:
    raw = page("<p>Cập nhật lúc 03:36 ngày 10/10/2015</p>", "<p>09/10/2015</p>")
    assert days(raw) == []
    assert [one.value.iso()[:10] for one in taken(raw, "updated")] == ["2015-10-10"]


def test_a_time_element_of_publication_and_change_is_the_publication() -> None:
    names = "entry-date published updated"
    raw = page(f'<p><time class="{names}" datetime="2011-03-05T08:30:00+07:00">5/3/2011</time></p>')
    assert {one.origin for one in taken(raw, "published")} == {"line", "time"}
    assert not taken(raw, "updated")


# views


@pytest.mark.parametrize(
    ("where", "markup", "count"),
    [
        ("head", "<p>Lượt xem: 1.021</p>", 1021),
        ("head", "<p>12/06/2021 | 1.021 lượt xem</p>", 1021),
        ("head", "<table><tr><td>Lượt xem:</td><td>94</td></tr></table>", 94),
        ("head", "<p>1.021</p><p>lượt xem</p><p>3</p><p>bình luận</p>", 1021),
        ("tail", "<p>Lượt xem: 36</p>", 36),
        ("tail", "<p>Đọc <b>4097</b> lần</p>", 4097),
        ("tail", "<div class='social-share'><span>Đã xem: 77</span></div>", 77),
    ],
)
def test_view_counts_of_the_article_are_read_from_lines_and_cells(
    where: str, markup: str, count: int
) -> None:
    assert [one.value for one in taken(page(**{where: markup}), "views")] == [count]


@pytest.mark.parametrize(
    ("where", "markup"),
    [
        ("below", "<div><p>Thống kê truy cập</p><p>Hôm nay: 5097</p><p>Tổng lượt truy cập: 58,676</p></div>"),
        ("tail", "<p>Lượt truy cập: 1.203.444</p><p>Tổng lượt xem: 90.122</p><p>Online: 7</p>"),
        ("tail", "<p>Tin khác</p><p><a href='/2'>Trao quà cho công nhân nghèo</a> Lượt xem: 12</p>"),
        ("below", "<aside><p>Lượt xem: 812</p></aside>"),
        ("head", "<p>5</p><p>lượt xem</p><p>7</p>"),
        ("head", "<p>12 bình luận</p><p>Tải về: 33</p>"),
    ],
)
def test_counters_comments_and_other_articles_counts_are_no_views(where: str, markup: str) -> None:
    assert taken(page(**{where: markup}), "views") == []


# authors


def names(raw: RawArticle) -> list[tuple[str, str]]:
    return [(person.name, person.role) for one in taken(raw, "authors") for person in one.value]


@pytest.mark.parametrize(
    ("where", "markup", "found"),
    [
        ("tail", "<p><b>Thúy Hằng</b></p>", [("Thúy Hằng", "writer")]),
        ("head", "<p>Tác giả: Lò Thị Phượng</p>", [("Lò Thị Phượng", "writer")]),
        ("head", "<p>Hoàng Anh - 27/04/2018 12:29</p>", [("Hoàng Anh", "writer")]),
        ("tail", "<p>Tin, ảnh: VĂN THỪA</p>", [("VĂN THỪA", "writer"), ("VĂN THỪA", "photographer")]),
        ("tail", "<p>(Bài: Khánh Vy)</p>", [("Khánh Vy", "writer")]),
        ("tail", "<p>Theo Báo Lao Động</p>", [("Báo Lao Động", "source")]),
        ("tail", "<p>BBT</p>", []),
        ("tail", "<div class='poster'>Phạm Linh</div>", []),
        ("tail", "<p>CHỦ TỊCH</p><p>Lò Văn Páo</p>", []),
        ("head", "<p>Thanh Lâm, ngày 05 tháng 02 năm 2024</p>", []),
        ("tail", "<p>Tin khác</p><p>Minh Hà</p>", []),
    ],
)
def test_bylines_are_read_and_accounts_signers_and_places_are_not(
    where: str, markup: str, found: list[tuple[str, str]]
) -> None:
    assert names(page(**{where: markup})) == found


@pytest.mark.parametrize(
    "end",
    ["./. <b>Minh Hà</b>", ". Minh Hà", ". (Tin, ảnh: Minh Hà)", ". <i>(Minh Hà)</i>"],
)
def test_a_byline_that_closes_the_last_paragraph_leaves_it(end: str) -> None:
    raw = page(text=TEXT + f"<p>Hội thi sẽ được tổ chức hằng năm, luân phiên giữa các đơn vị{end}</p>")
    assert ("Minh Hà", "writer") in names(raw)
    assert "Minh Hà" not in raw.body_text
    assert raw.body_text.rstrip("./").endswith("các đơn vị")


def test_a_name_inside_the_last_sentence_stays_there() -> None:
    raw = page(text=TEXT + "<p>Giải đặc biệt thuộc về thợ cả Vàng A Chu, đội số 3 của anh Lý Văn Páo.</p>")
    assert names(raw) == []
    assert raw.body_text.endswith("Lý Văn Páo.")


# text


def test_a_related_box_inside_the_text_is_left_out() -> None:
    headline = "<a href='/2'>Công đoàn ngành Y tế trao quà cho bệnh nhân</a>"
    box = f"<div>{headline}<p>Hơn hai trăm suất quà đã được trao.</p></div>"
    raw = page(text=TEXT + box + TEXT)
    assert "hai trăm suất quà" not in raw.body_text
    assert raw.body_text.count("mười hai giải") == 2


def test_a_caption_below_its_picture_is_the_pictures_and_not_the_texts() -> None:
    picture = "<p><img src='/a.jpg'></p><p align='center'><i>Thí sinh thi tay nghề. Ảnh: Đức Anh</i></p>"
    raw = page(text=TEXT[: TEXT.index("</p>") + 4] + picture + TEXT)
    assert "Thí sinh thi tay nghề" not in raw.body_text
    assert [(one.caption, one.credit) for one in raw.images] == [("Thí sinh thi tay nghề.", "Đức Anh")]


def test_a_lead_by_its_class_as_a_heading_or_in_bold_is_the_summary() -> None:
    lead = "Hơn một trăm thợ giỏi đã tranh tài tại hội thi tay nghề lần thứ năm của ngành."
    for markup in (f"<div class='sapo'>{lead}</div>", f"<h2>{lead}</h2>", f"<p><b>{lead}</b></p>"):
        raw = page(markup)
        assert [one.value for one in taken(raw, "summary")] == [lead]
        assert lead not in raw.body_text


def test_breadcrumbs_are_the_section_path_without_the_home_page() -> None:
    raw = page(
        above="<p><a href='/'>Trang chủ</a> » <a href='/t'>Tin tức</a> » <a href='/x'>Đời sống</a></p>"
    )
    assert raw.offered("section")[0].value[-1] == "Đời sống"
    assert "Trang chủ" not in raw.offered("section")[0].value


# selectors


def source(**select: str) -> Source:
    return Source(
        "x", "X", "X", "federation", "https://example.vn", "verified", "test", select=Select(**select)
    )


def test_a_sources_selector_outranks_the_general_rules() -> None:
    markup = f"<body><h1>{TITLE}</h1><h2 class='real'>Tiêu đề thật của bài viết</h2><i>313</i>{TEXT}".encode()
    raw = extract(markup, "https://example.vn/1", source=source(title="h2.real", views="i"), at=AT)
    assert raw.offered("title")[0].value == "Tiêu đề thật của bài viết"
    assert raw.offered("views")[0].value == 313
    assert raw.warnings == ()


def test_a_selector_that_finds_nothing_or_is_broken_is_reported() -> None:
    markup = f"<body><h1>{TITLE}</h1>{TEXT}".encode()
    raw = extract(markup, "https://example.vn/1", source=source(published=".gone", body="[["), at=AT)
    assert len(raw.warnings) == 2
    assert "Các thí sinh" in raw.body_text


@pytest.mark.parametrize(
    "meta",
    [
        "<a href='/hd'>Hoạt động công đoàn</a> - <span>Hoài Nam</span>",
        "<a href='/hd'>Hoạt động</a> | <span>Hoài Nam</span> | <span>12/05/2023 08:00</span>",
    ],
)
def test_beside_the_sections_link_stands_who_wrote(meta: str) -> None:
    [author] = taken(page(f"<div class='meta'>{meta}</div>"), "authors")[0].value
    assert author.name == "Hoài Nam"


POSTED = "Lê Thu Hà - Chủ tịch CĐCS Công ty May Bản Mây"


@pytest.mark.parametrize(
    "tail", [f"<p><b>{POSTED}</b></p>", f"<p align='right'>{POSTED}</p>", f"<p><i>{POSTED}</i></p>"]
)
def test_who_signs_with_a_post_wrote_the_article(tail: str) -> None:
    [author] = taken(page(tail=tail), "authors")[0].value
    assert (author.name, author.organisation) == ("Lê Thu Hà", "CĐCS Công ty May Bản Mây")
    assert POSTED not in page(text=f"{TEXT}{tail}").body_text


@pytest.mark.parametrize(
    "tail",
    [
        f"<p>{POSTED}</p>",
        f"<p><img src='/f/hop.jpg'></p><p align='center'><i>{POSTED}</i></p>",
        f"<p><b>{POSTED}</b></p><p><b>Vàng A Páo - Phó Chủ tịch LĐLĐ tỉnh</b></p>",
    ],
)
def test_a_guest_or_somebody_in_a_picture_wrote_nothing(tail: str) -> None:
    assert not taken(page(tail=tail), "authors")
    assert not taken(page(text=f"{TEXT}{tail}"), "authors")


@pytest.mark.parametrize(
    "meta",
    [
        "<a href='#binh-luan'>3 bình luận</a> Nguyễn Văn Bình",
        "<a href='/in'>In</a> | Nguyễn Du",
        "<a href='/hd'>Hoạt động</a> Nguyễn Du",
        "Nguyễn Du - <a href='/hd'>Hoạt động</a>",
    ],
)
def test_not_every_name_beside_a_link_wrote_the_article(meta: str) -> None:
    assert not taken(page(f"<div class='meta'>{meta}</div>"), "authors")


@pytest.mark.parametrize("rest", ["Phóng viên", "Lào Cai", "12 bình luận", "Tin mới"])
def test_what_else_stands_beside_a_link_is_nobody(rest: str) -> None:
    assert not taken(page(f"<div class='meta'><a href='/hd'>Hoạt động</a> - {rest}</div>"), "authors")


# dates of other things, and dates as a calendar's leaf


@pytest.mark.parametrize(
    "event",
    [
        "<p><b>Thời gian: 8h00 ngày 05/03/2024; Địa điểm: Nhà văn hoá lao động</b></p>",
        "<p>Thời gian: 8h00 ngày 05/03/2024</p><p>Địa điểm: Nhà văn hoá lao động</p>",
        "<p>Địa điểm: Nhà văn hoá lao động</p><p>Thời gian: 05/03/2024</p>",
    ],
)
def test_when_something_takes_place_is_no_publication(event: str) -> None:
    assert days(page(event)) == []
    assert days(page(f"<div>01/03/2024</div>{event}")) == ["2024-03-01"]


def test_a_section_that_is_named_after_places_is_no_event() -> None:
    assert days(page("<div>05/03/2024 - Chuyên mục: Địa điểm du lịch</div>")) == ["2024-03-05"]


def test_a_time_without_a_place_beside_it_is_the_articles() -> None:
    assert days(page("<div>Thời gian: 05/03/2024</div>")) == ["2024-03-05"]


@pytest.mark.parametrize(
    "leaf",
    [
        "<b>05</b><span>03/2024</span>",
        "<b>05</b><br>03/2024",
        "<div>05</div><div>Tháng 3</div><div>2024</div>",
        "<span>05</span><span>Th3</span><span>2024</span>",
    ],
)
def test_a_date_is_read_from_the_leaf_of_a_calendar(leaf: str) -> None:
    assert days(page(f"<div class='d'>{leaf}</div>")) == ["2024-03-05"]


@pytest.mark.parametrize("leaf", ["<b>45</b><span>03/2024</span>", "<b>05</b>2024", "<b>05</b>"])
def test_a_leaf_with_an_impossible_day_or_without_its_month_tells_none(leaf: str) -> None:
    assert days(page(f"<div class='d'>{leaf}</div>")) == []


@pytest.mark.parametrize(
    "head",
    [
        "<div>12</div><div>3/2024</div>",
        "<div class='so'><div>Số</div><div>12</div><div>3/2024</div></div>",
        "<div>Tạp chí số</div><div class='d'><b>12</b><span>3/2024</span></div>",
        "<div>12 3/2024</div>",
    ],
)
def test_a_number_above_a_month_is_no_day(head: str) -> None:
    assert days(page(head)) == []


# sections without breadcrumbs


def sections(raw: RawArticle) -> list[tuple[str, ...]]:
    return [one.value for one in taken(raw, "section")]


@pytest.mark.parametrize(
    "meta",
    [
        "<div>05/03/2024 | Chuyên mục: <a href='/hd'>Hoạt động</a> | 12 lượt xem</div>",
        "<div>Đăng trong <a href='/hd'>Hoạt động</a>, <a href='/tin'>Tin tức</a></div>",
        "<div>Chuyên mục: Hoạt động Thẻ: hội thi</div>",
    ],
)
def test_a_label_beside_the_date_or_below_the_text_tells_the_section(meta: str) -> None:
    assert sections(page(meta)) == [("Hoạt động",)]
    assert sections(page(tail=meta)) == [("Hoạt động",)]


@pytest.mark.parametrize(
    "below",
    [
        "<ul><li><a href='/b1.html'>Phát động cuộc thi ảnh chủ đề Lao động sáng tạo năm nay</a></li></ul>",
        "<p>Hội thi có phần thể loại Sân khấu hoá và phần danh mục Nghề truyền thống.</p>",
        "<div>Xem danh mục: Nghề nặng nhọc</div>",
    ],
)
def test_everyday_words_tell_no_section(below: str) -> None:
    assert sections(page(tail=below)) == []


def test_a_section_line_below_the_text_is_not_of_the_text() -> None:
    raw = page(text=f"{TEXT}<p>Chuyên mục: <a href='/hd'>Hoạt động</a>, <a href='/tin'>Tin tức</a></p>")
    assert sections(raw) == [("Hoạt động",)]
    assert "Chuyên mục" not in raw.body_text


@pytest.mark.parametrize(
    ("above", "section"),
    [
        ("<div><a href='/hd'>Hoạt động công đoàn</a></div>", [("Hoạt động công đoàn",)]),
        ("<a href='/b1.html'>« Bài trước</a>", []),
        ("<a href='/tin'>Quay lại</a>", []),
        ("<a href='/'>Trang chủ</a>", []),
    ],
)
def test_a_lone_link_right_above_the_headline_is_its_section(
    above: str, section: list[tuple[str, ...]]
) -> None:
    markup = (
        f"<html><head><title>{TITLE}</title></head><body><p>LĐLĐ tỉnh</p>"
        f"<div class='bai'>{above}<h1>{TITLE}</h1><div>05/03/2024</div>{TEXT}</div></body></html>"
    )
    assert sections(extract(markup.encode(), "https://example.vn/1", at=AT)) == section


@pytest.mark.parametrize("origin", ["Nguồn: Báo Bản Mây, ngày 05/03/2024", "(Theo Báo Bản Mây, 05/03/2024)"])
def test_the_day_of_the_source_below_the_text_is_not_the_articles(origin: str) -> None:
    assert days(page(tail=f"<p>{origin}</p>")) == []
    assert days(page(tail=f"<p>{origin}</p><p>Ngày đăng: 06/03/2024</p>")) == ["2024-03-06"]


def test_a_sections_name_beside_the_date_does_not_end_the_article() -> None:
    assert days(page("<div>Tiêu điểm | 05/03/2024</div>")) == ["2024-03-05"]
