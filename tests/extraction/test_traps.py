"""Traps of real pages, each by its name, on a small page of our own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from extraction import extract
from items import Select, Source
from pipelines.decide import decide

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
TITLE = "Bữa cơm cuối năm ở trạm Bản Khoang"
TEXT = (
    "Sáng nay, tại nhà văn hóa xã Bản Khoang, công đoàn ngành đã gặp mặt những người lao động ở lại trực "
    "Tết, "
    "chia sẻ với họ bữa cơm cuối năm.",
    "Theo ban tổ chức, toàn ngành có hơn sáu trăm người đăng ký ở lại làm việc trong những ngày nghỉ, "
    "nhiều nhất "
    "là ở các trạm bơm và trạm điện.",
    "Buổi gặp mặt khép lại bằng một điệu xòe quanh bếp lửa, khi sương đã xuống kín mặt hồ và ca trực đêm "
    "bắt đầu "
    "đổi người.",
)
DATE = "<p class=ngay>28/01/2025 08:15</p>"


def record(
    *, above: str = "", head: str = DATE, text: str | None = None, tail: str = "", meta: str = "", **more: Any
) -> dict[str, Any]:
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT) if text is None else text
    markup = (
        f"<html><head><title>{TITLE}</title>{meta}</head><body><ul><li><a href='/'>Trang "
        f"chủ</a></li></ul>{above}"
        f"<div class=bai><h1>{TITLE}</h1>{head}<div class=text>{paragraphs}</div>{tail}</div></body></html>"
    )
    raw = extract(markup.encode(), "https://congdoan.vidu.vn/tin/1", at=AT, **more)
    return decide(raw, more.get("source")).to_record()


def published(told: dict[str, Any]) -> tuple[str, str] | None:
    return told["published"] and (told["published"]["value"], told["published"]["from"])


def test_nukeviets_machine_time_of_date_zone_and_time_is_read_where_no_line_tells_it() -> None:
    meta = '<meta property="article:published_time" content="2025-01-28+0708:15:00">'
    assert published(record(head="", meta=meta)) == ("2025-01-28T08:15:00+07:00", "opengraph")


def test_machine_times_of_an_edit_never_outrank_the_visible_line() -> None:
    meta = (
        '<meta itemprop="datePublished" content="2025-02-03T10:00:00+07:00">'
        '<script type="application/ld+json">{"@type":"NewsArticle",'
        '"datePublished":"2025-02-03T10:00:00+07:00"}</script>'
    )
    assert published(record(meta=meta)) == ("2025-01-28T08:15:00+07:00", "line")


def test_nothing_is_published_after_the_change_that_its_page_prints() -> None:
    meta = (
        '<script type="application/ld+json">'
        '{"@type":"NewsArticle","datePublished":"2025-02-03T10:00:00Z"}</script>'
    )
    told = record(head="<p>Cập nhật: 28/01/2025 08:15</p>", meta=meta)
    assert published(told) == ("2025-01-28T08:15:00+07:00", "label")
    assert told["updated"]["value"] == "2025-01-28T08:15:00+07:00"


@pytest.mark.parametrize(
    "above",
    [
        "<div>Thứ Năm, 15/01/2026</div>",
        "<div class=clock>Thứ Năm, ngày 15/01/2026, 11:58</div>",
        "<span>11:58 - 15/01/2026</span>",
        "<div>Hôm nay: 15/01/2026</div>",
        "<div>Hải Phòng 15/01/2026</div>",
    ],
)
def test_a_clock_above_the_headline_is_never_the_date(above: str) -> None:
    assert published(record(above=above)) == ("2025-01-28T08:15:00+07:00", "line")
    assert published(record(above=above, head="")) is None


def test_midnight_of_twelve_am_means_that_no_time_was_recorded() -> None:
    told = record(head="<p>Ngày đăng 18/03/2019 | 12:00 AM | View count: 536</p>")
    assert (told["published"]["value"], told["published"]["precision"]) == ("2019-03-18", "day")
    assert told["views"]["value"] == 536


@pytest.mark.parametrize(
    "head",
    [
        "<div class=sapo>{lead}</div><div class=meta>28/01/2025 08:15</div>",
        "<p><b>{lead}</b></p><p><i>Ngày đăng: 28/01/2025 08:15</i></p>",
        "<h2>{lead}</h2><div><span>(28/01/2025 08:15)</span> | Lượt xem: 12</div>",
    ],
)
def test_a_date_between_lead_and_text_is_the_articles_and_no_text(head: str) -> None:
    rest = "".join(f"<p>{part}</p>" for part in TEXT[1:])
    told = record(head=head.format(lead=TEXT[0]), text=rest)
    assert told["published"]["value"] == "2025-01-28T08:15:00+07:00"
    assert told["summary"] == TEXT[0]
    assert told["body_text"] == "\n\n".join(TEXT[1:])


def test_one_number_under_the_title_of_a_counter_and_two_labels_together_are_no_views() -> None:
    for counter in (
        "<h4>Thông tin truy cập</h4><p>336871</p>",
        "<p>Đang online: 3</p><p>Hôm nay: 1.204</p><p>Tất cả: 4.502.360</p>",
        "<p>Tổng lượt truy cập: 4.502.360</p>",
    ):
        assert record(tail=f"<div>{counter}</div>")["views"] is None


def test_a_bare_number_is_the_views_only_by_a_sources_rule() -> None:
    head = f"{DATE}<p><span class=dem>4.026</span></p>"
    assert record(head=head)["views"] is None
    select = Select(views=".dem")
    source = Source(
        "x", "X", "X", "federation", "https://congdoan.vidu.vn", "verified", "seen", select=select
    )
    told = record(head=head, source=source)
    assert (told["views"]["value"], told["views"]["from"]) == (4026, "selector")


EYES = (
    "<p><i class='fa fa-eye'></i> <span>4.026</span></p>",
    "<p><i class='fa fa-eye'></i>4.026</p>",
    "<p><span><i class='bi bi-eye-fill'></i></span> 4.026</p>",
    "<p><img src='/images/eye.png'> 4026</p>",
    "<p><svg class='icon-eye'><use href='#eye'/></svg><span>4026</span></p>",
    "<p><span title='Lượt xem'>4026</span></p>",
    "<dl><dd class=hits>4.026</dd></dl>",
    "<div class='post-views'><b>4026</b></div>",
    "<p><i class='fa fa-comment'></i> 12 <i class='fa fa-eye'></i> 4026</p>",
)


@pytest.mark.parametrize("eye", EYES)
def test_a_number_beside_an_eye_is_the_articles_views_in_its_head_and_tail(eye: str) -> None:
    for views in (record(head=f"{DATE}{eye}")["views"], record(tail=eye)["views"]):
        assert (views["value"], views["from"]) == (4026, "icon")


@pytest.mark.parametrize("eye", EYES)
def test_an_eye_that_is_not_the_articles_own_counts_nothing(eye: str) -> None:
    footer = f"<footer><p>Đang trực tuyến</p>{eye}</footer>"
    side = f"<div class=right><h4>Thống kê</h4>{eye}</div>"
    others = f"<h4>Tin khác</h4><ul><li><a href='/2'>Đại hội điểm ở trường mầm non Hoa Ban</a>{eye}</li></ul>"
    for tail in (footer, side, others):
        assert record(tail=tail)["views"] is None


def test_an_icon_of_anything_else_and_a_crossed_eye_count_nothing() -> None:
    for icon in ("fa fa-comment", "fa fa-heart", "fa fa-eye-slash", "fa fa-calendar", "review-score"):
        assert record(head=f"{DATE}<p><i class='{icon}'></i> 4026</p>")["views"] is None


@pytest.mark.parametrize(
    ("end", "people"),
    [
        ("<p align=right><b>Như Thuận</b></p>", [("Như Thuận", "writer", None)]),
        ("<p align=right><b>Tiến Dũng t/h</b></p>", [("Tiến Dũng", "compiler", None)]),
        ("<p align=right>Theo Báo Lào Cai</p>", [("Báo Lào Cai", "source", None)]),
        ("<p><i>Nguồn: laodong.vn</i></p>", [("laodong.vn", "source", None)]),
        ("<p>Người đăng: admin</p>", []),
        ("<p class=view-content-author>Pho Ban bien tap</p>", []),
        ("<dl><dt>Tác giả:</dt><dd>Mai Chi</dd></dl>", [("Mai Chi", "writer", None)]),
        ("<table><tr><td>Người viết</td><td>Mai Chi</td></tr></table>", [("Mai Chi", "writer", None)]),
        (
            "<p align=right><b>Hà Anh – Mai Chi (CĐ Viên chức)</b></p>",
            [("Hà Anh", "writer", "CĐ Viên chức"), ("Mai Chi", "writer", "CĐ Viên chức")],
        ),
        (
            "<p align=right><b>Hà Anh</b></p><p align=right>LĐLĐ huyện Bảo Yên</p>",
            [("Hà Anh", "writer", "LĐLĐ huyện Bảo Yên")],
        ),
        (
            "<p>TM. BAN THƯỜNG VỤ</p><p>CHỦ TỊCH</p><p>(Đã ký)</p><p>Lò Văn Páo</p>",
            [],
        ),
    ],
)
def test_what_closes_the_text_is_told_in_its_role(
    end: str, people: list[tuple[str, str, str | None]]
) -> None:
    told = record(tail=end)
    found = [
        (one["name"], one["role"], one["organisation"]) for one in told["authors"] if one["role"] != "poster"
    ]
    assert found == people
    assert told["body_text"] == "\n\n".join(TEXT)


def test_an_agencys_sign_stays_in_the_text_and_is_a_source() -> None:
    text = f"<p>(CĐN) - {TEXT[0]}</p><p>{TEXT[1]}</p><p>{TEXT[2]}</p>"
    told = record(text=text)
    assert told["body_text"].startswith("(CĐN) - Sáng nay") or told["summary"].startswith("(CĐN) - Sáng nay")
    assert [(one["name"], one["role"]) for one in told["authors"]] == [("CĐN", "source")]


def test_a_lead_repeated_in_the_text_is_told_once() -> None:
    told = record(head=f"{DATE}<div class=sapo>{TEXT[0]}</div>")
    assert told["summary"] == TEXT[0]
    assert TEXT[0] not in told["body_text"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Việc này theo Kế hoạch số", "77/KH-CĐN của công đoàn ngành về chăm lo Tết."),
        (
            "Các trạm bơm và trạm điện đều có người trực, thay nhau theo ca sáu giờ, riêng đội vệ sinh",
            "môi trường chia làm hai ca cho phù hợp với việc thu gom.",
        ),
    ],
)
def test_a_paragraph_cut_by_a_page_break_is_joined(first: str, second: str) -> None:
    told = record(text=f"<p>{TEXT[0]}</p><p>{first}</p><p>{second}</p><p>{TEXT[2]}</p>")
    assert f"{first} {second}" in told["body_text"]


@pytest.mark.parametrize(
    "opening", ["Thời gian: 8 giờ ngày 30/01/2025.", "Địa điểm: nhà văn hóa xã Bản Khoang."]
)
def test_short_lines_of_label_and_value_that_open_a_text_stay_in_it(opening: str) -> None:
    text = f"<p>{TEXT[0]}</p><p>{opening}</p><p>{TEXT[1]}</p><p>{TEXT[2]}</p>"
    told = record(text=text)
    assert opening in told["body_text"]
    assert published(told) == ("2025-01-28T08:15:00+07:00", "line")


@pytest.mark.parametrize(
    ("link", "name", "media_type"),
    [
        ("<a href='/f/ke-hoach.pdf'>Kế hoạch trực Tết</a>", "Kế hoạch trực Tết", "application/pdf"),
        ("<a href='/f/ke-hoach.PDF?v=2'>Tải về</a>", "ke-hoach.PDF", "application/pdf"),
        ("<a href='/download.aspx?id=77'>Danh sách.doc</a>", "Danh sách.doc", "application/msword"),
        ("<a href='/Download.aspx?id=77'>Tải về</a>", "Download.aspx", None),
        ("<a href='/tep/77'>[Tải về]</a>", None, None),
        ("<a href='/tep/77'>Mẫu 01.docx</a>", "Mẫu 01.docx", "application/vnd.openxmlformats-officedocument"),
        ("<a href='/x?download=1'><strong>mau.zip</strong></a>", "mau.zip", "application/zip"),
    ],
)
def test_files_are_known_by_their_ending_their_address_or_their_word(
    link: str, name: str | None, media_type: str | None
) -> None:
    told = record(tail=f"<div class=tep>Tệp đính kèm: {link}</div>")
    (file,) = told["attachments"]
    assert name is None or file["name"] == name
    assert media_type is None or file["media_type"].startswith(media_type)


@pytest.mark.parametrize(
    "link", ["<a href='#'>Tải về</a>", "<a href='javascript:tai()'>Download</a>", "<a href='/tin/2'>Xem</a>"]
)
def test_buttons_and_pages_are_no_files(link: str) -> None:
    assert record(tail=f"<div>{link}</div>")["attachments"] == []


def test_letters_that_only_look_like_d_become_it() -> None:
    told = record(
        text=f"<p>{TEXT[0]}</p><p>Ðể chăm lo cho NLÐ, {TEXT[1]}</p><p>{TEXT[2]}</p>",
        tail="<p align=right><b>Ðồng Thị Mỵ</b></p>",
    )
    assert "Để chăm lo cho NLĐ" in told["body_text"]
    assert told["authors"][0]["name"] == "Đồng Thị Mỵ"


def test_a_list_of_comments_is_not_the_text_however_many_it_counts() -> None:
    comment = (
        "<div><b>Bùi Hoa</b> - 29/01/2025<p>Cảm ơn các anh chị đã giữ cho bản làng luôn sáng đèn.</p></div>"
    )
    told = record(tail=f"<p align=right><b>Mai Chi</b></p><h4>Ý kiến bạn đọc (2)</h4>{comment}")
    assert "sáng đèn" not in told["body_text"]
    assert [one["name"] for one in told["authors"]] == ["Mai Chi"]


def test_a_page_that_is_a_documents_record_keeps_its_table_and_parts_signer_and_post() -> None:
    rows = {
        "Số ký hiệu": "45/KH-CĐN",
        "Ngày ban hành": "03/02/2024",
        "Loại văn bản": "Kế hoạch",
        "Cơ quan ban hành": "Công đoàn ngành tỉnh",
        "Người ký": "Cầm Thị Ban - Phó Chủ tịch",
        "Trích yếu": "Trực Tết ở các trạm điện, trạm bơm",
    }
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows.items())
    told = record(head="", text=f"<table>{table}</table>")
    assert told["kind"] == "document"
    document = told["document"]
    assert (document["number"], document["issued_on"]) == ("45/KH-CĐN", "2024-02-03")
    assert (document["signer"], document["signer_title"]) == ("Cầm Thị Ban", "Phó Chủ tịch")
    assert told["published"] is None
    assert "<td>Loại văn bản</td><td>Kế hoạch</td>" in told["body_html"]
    assert told["body_text"].count("Kế hoạch") == 1


@pytest.mark.parametrize("tag", ["td", "tr", "tbody", "table", "li", "blockquote"])
def test_the_markup_of_a_text_keeps_its_paragraphs_apart_whatever_holds_it(tag: str) -> None:
    cells = "".join(f"<tr><td>{part}</td></tr>" for part in TEXT)
    breaks = "<br>".join(TEXT)
    text = {
        "td": f"<table><tr><td>{breaks}</td></tr></table>",
        "tr": f"<table><tr>{''.join(f'<td>{part}</td>' for part in TEXT)}</tr></table>",
        "tbody": f"<table><tbody>{cells}</tbody></table>",
        "table": f"<table>{cells}</table>",
        "li": f"<ul>{''.join(f'<li>{part}</li>' for part in TEXT)}</ul>",
        "blockquote": f"<blockquote>{breaks}</blockquote>",
    }[tag]
    told = record(text=text)
    assert all(part in told["body_html"] or part == told["summary"] for part in TEXT)
    assert f"{TEXT[1]}{TEXT[2]}" not in told["body_html"]
    assert f"{TEXT[0]}{TEXT[1]}" not in told["body_html"]
