"""The text is found wherever a site puts it, and what stands between its parts does not end it."""

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
LEAD = (
    "Sáng 28/1, tại nhà văn hóa xã Bản Khoang, công đoàn ngành gặp mặt những người lao động ở lại trực "
    "Tết, chia sẻ "
    "với họ bữa cơm cuối năm."
)
FIRST = (
    "Theo ban tổ chức, toàn ngành có hơn sáu trăm người đăng ký ở lại làm việc trong những ngày nghỉ, "
    "nhiều nhất là ở "
    "các trạm bơm và trạm điện."
)
MIDDLE = "Mỗi người được nhận một phần quà gồm bánh chưng, gạo nếp và một khoản tiền nhỏ trích từ quỹ chung."
LAST = "Buổi gặp mặt khép lại bằng một điệu xòe quanh bếp lửa, khi sương đã xuống kín mặt hồ."
TEXT = f"<p>{FIRST}</p><p>{MIDDLE}</p><p>{LAST}</p>"
DATE = "<p class='ngay'>28/01/2025 08:15</p>"
LINK = "<a href='/tin-tuc/dem-hoi-77.html'>Đêm hội trăng rằm của con em thợ lò Suối Trắng</a>"
WIDGETS = (
    "<div class='panel-body'><h4><a href='/tin-tuc/dai-hoi-78.html'>Đại hội điểm ở trường mầm non Hoa "
    "Ban</a></h4>"
    "<p>Ngôi trường nhỏ bên suối vừa chọn xong ban chấp hành mới với bảy phần mười là cô giáo trẻ.</p></div>"
    "<form class='panel-body'><p>Bạn biết tin của công đoàn qua kênh nào nhiều nhất trong năm vừa qua?</p>"
    "<label><input type=radio> Mạng xã hội và điện thoại của cán bộ công đoàn.</label></form>"
)


def record(body: str, *, head: str = f"<title>{TITLE}</title>") -> dict[str, Any]:
    markup = f"<html><head>{head}</head><body><ul><li><a href='/'>Trang chủ</a></li></ul>{body}</body></html>"
    return decide(extract(markup.encode(), ADDRESS, at=AT)).to_record()


def whole(told: dict[str, Any]) -> list[str]:
    return [*([told["summary"]] if told["summary"] else []), *told["body_text"].split("\n\n")]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=bai><div><h1>{TITLE}</h1>{DATE}<p>{LEAD}</p></div><div>{TEXT}</div></div>",
        f"<article><header><h1>{TITLE}</h1>{DATE}<p class=sapo>{LEAD}</p></header><section>"
        f"{TEXT}</section></article>",
        f"<table><tr><td><h1>{TITLE}</h1>{DATE}</td></tr><tr><td><b>{LEAD}</b></td></tr><tr><td>"
        f"{TEXT}</td></tr></table>",
        f"<section class=hero><h1>{TITLE}</h1>{DATE}<p>{LEAD}</p></section><div class=row><div "
        f"class=col-md-8>{TEXT}</div>"
        f"<div class=col-md-4>{WIDGETS}</div></div>",
        f"<div><h1>{TITLE}</h1>{DATE}<p>{LEAD}</p></div><div class=row><p>{FIRST}</p></div><div "
        f"class=row><p>{MIDDLE}</p>"
        f"</div><div class=row><p>{LAST}</p></div>",
    ],
    ids=["two blocks", "header and section", "rows of a table", "hero above columns", "a block a paragraph"],
)
def test_head_lead_and_text_may_stand_in_blocks_of_their_own(body: str) -> None:
    told = record(body)
    assert whole(told) == [LEAD, FIRST, MIDDLE, LAST]
    assert told["published"]["value"] == "2025-01-28T08:15:00+07:00"
    assert told["title"] == TITLE


@pytest.mark.parametrize(
    "thing",
    [
        f"<div><h4>Tin liên quan</h4><ul><li>{LINK}</li></ul></div>",
        f"<ul><li>{LINK}</li></ul>",
        "<div class=tinmoi><h4>TIN MỚI</h4><ul></ul></div>",
        f"<p><b>Xem thêm:</b> {LINK}</p>",
        "<div class=share><a href='#'>Facebook</a> <a href='#'>Zalo</a></div>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td><i>Bà con quây quần bên bếp lửa</i></td></tr>"
        "</table>",
        "<div class=audio>Nghe đọc bài <audio src='/a.mp3'></audio> 02:41</div>",
        "<div class=quang-cao><p>Quảng cáo</p><a href='/qc'><img src='/qc.gif'></a></div>",
    ],
)
@pytest.mark.parametrize("place", ["below the lead", "in the text"])
def test_what_stands_between_paragraphs_does_not_end_the_article(thing: str, place: str) -> None:
    first, second = (thing, "") if place == "below the lead" else ("", thing)
    told = record(
        f"<div><h1>{TITLE}</h1>{DATE}<p><strong>{LEAD}</strong></p>{first}<p>{FIRST}</p>{second}<p>"
        f"{MIDDLE}</p>"
        f"<p>{LAST}</p></div>"
    )
    assert whole(told) == [LEAD, FIRST, MIDDLE, LAST]


def test_a_sub_heading_stays_in_the_text_and_never_is_the_title() -> None:
    told = record(
        f"<div><h3 class=title>{TITLE}</h3>{DATE}<p>{LEAD}</p><div><h2>Gỡ khó cho tổ sản xuất</h2>"
        f"{TEXT}</div></div>",
        head="<title>Công đoàn ngành</title>",
    )
    assert told["title"] == TITLE
    assert whole(told) == [LEAD, "Gỡ khó cho tổ sản xuất", FIRST, MIDDLE, LAST]


@pytest.mark.parametrize("around", ["panel-body", "noi-dung"])
def test_a_short_article_is_one_whatever_class_the_sidebar_has(around: str) -> None:
    told = record(
        f"<div class=main><div class={around}><h1>{TITLE}</h1>{DATE}<p>{LEAD}</p></div></div><div "
        f"class=right>{WIDGETS}</div>"
    )
    assert told["kind"] == "article"
    assert whole(told) == [LEAD]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Giấy phép xây dựng khu nhà lưu trú vừa được cấp, mở đường cho sáu trăm gia đình công nhân có "
        "chỗ ở ổn định.",
        "Chịu trách nhiệm trước đoàn viên về từng đồng kinh phí là điều mà tổ sản xuất số hai kiên trì "
        "nhiều năm nay.",
        "Bản quyền phần mềm chấm công do hai thợ trẻ viết ra đã được đăng ký, và cả ngành sẽ được dùng "
        "chung.",
    ],
)
def test_a_first_paragraph_with_a_word_of_imprints_stays(paragraph: str) -> None:
    told = record(f"<div><h1>{TITLE}</h1>{DATE}<div><p>{paragraph}</p>{TEXT}</div></div>")
    assert whole(told) == [paragraph, FIRST, MIDDLE, LAST]


def test_short_paragraphs_below_a_picture_and_partly_linked_ends_stay() -> None:
    short = "Sân nhà văn hóa hôm ấy đông như hội."
    end = (
        "Ai chưa đăng ký có thể gọi về <a href='/lien-he'>văn phòng công đoàn ngành trước cuối tháng này</a>."
    )
    told = record(
        f"<div><h1>{TITLE}</h1>{DATE}<div><p>{FIRST}</p><p><img src='/a.jpg' width=600></p><p>{short}</p>"
        f"<p>{MIDDLE}</p>"
        f"<p>{end}</p></div></div>"
    )
    assert whole(told)[1] == short
    assert whole(told)[-1].endswith("trước cuối tháng này.")


@pytest.mark.parametrize(
    "title",
    [
        "Chào mừng hai mươi đoàn viên mới của trạm bơm Bản Khoang",
        "Chi tiết lịch nghỉ Tết của người lao động trạm bơm Bản Khoang",
        "Giấy phép xây nhà cho công nhân: gỡ từ đâu?",
        "Công đoàn ngành sơ kết năm năm chăm lo đời sống đoàn viên. Nhiều tổ sản xuất của trạm bơm Bản "
        "Khoang được biểu "
        "dương trong dịp này.",
    ],
)
def test_a_headline_may_read_like_a_greeting_an_imprint_or_a_sentence(title: str) -> None:
    told = record(
        f"<div><div class=portlet><h4>Tin tức sự kiện</h4></div><div class=tieu-de>{title}</div>"
        f"{DATE}{TEXT}</div>",
        head=f"<title>{title} - Công đoàn ngành</title>",
    )
    assert told["title"] == title


@pytest.mark.parametrize(
    "icon",
    [
        "<img src='/images/clock.png'>",
        "<img src='/Portals/0/lich.gif' width=14>",
        "<img src='/i/icon-date.svg'>",
        "<i class='fa fa-clock-o'></i>",
        "<i class='bi bi-calendar'></i>",
        "<svg viewBox='0 0 24 24'><path d='M12 2v10l6 3'/></svg>",
    ],
)
def test_a_date_beside_an_icon_is_a_date_and_no_caption(icon: str) -> None:
    told = record(f"<div><h1>{TITLE}</h1><p>{icon} 28/01/2025 08:15</p><div>{TEXT}</div></div>")
    assert told["published"]["value"] == "2025-01-28T08:15:00+07:00"
    assert whole(told) == [FIRST, MIDDLE, LAST]


def test_the_words_of_a_poll_are_never_a_text() -> None:
    told = record(f"<h1>{TITLE}</h1><div class=right>{WIDGETS}</div>", head="<title>Công đoàn ngành</title>")
    assert "kênh nào" not in told["body_text"] + (told["summary"] or "")


@pytest.mark.parametrize("place", ["json-ld", "microdata"])
def test_a_text_that_only_machines_are_given_is_read_with_its_proof(place: str) -> None:
    words = " ".join((LEAD, FIRST, MIDDLE, LAST))
    if place == "json-ld":
        node = {"@type": "NewsArticle", "headline": TITLE, "articleBody": f"<p>{words}</p>"}
        given = f"<script type='application/ld+json'>{json.dumps(node, ensure_ascii=False)}</script>"
    else:
        given = f"<meta itemprop='articleBody' content='{words}'>"
    markup = (
        f"<html><head><title>{TITLE}</title>{given}</head><body><h1>{TITLE}</h1><div id=app></div></body>"
    )
    article = decide(extract(markup.encode(), ADDRESS, at=AT))
    assert (article.kind, article.body_text) == ("article", words)
    [proof] = [one for one in article.proofs if one.field == "body"]
    assert proof.origin == place


def test_a_headline_above_a_document_is_the_title_and_keeps_views_and_section() -> None:
    document = (
        "<p>ỦY BAN NHÂN DÂN<br>TỈNH BÌNH GIANG</p><p>Số: 45/KH-UBND</p><p>Bình Giang, ngày 12 tháng 3 "
        "năm 2024</p>"
        "<p>KẾ HOẠCH</p><p>Tổ chức Tháng hành động về an toàn lao động năm 2024</p>"
        f"<p>{FIRST}</p><p>{MIDDLE}</p><p>Nơi nhận:<br>- Như trên;</p><p>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<br>"
        "Lý Văn Páo</p>"
    )
    title = "Bình Giang lên kế hoạch Tháng hành động về an toàn lao động"
    told = record(
        "<div class=breadcrumb><a href='/'>Trang chủ</a> » <a href='/van-ban'>Văn bản chỉ đạo</a></div>"
        f"<div><h1>{title}</h1><p>Đăng ngày 14/03/2024 09:30 | Lượt xem: 83</p>{document}</div>",
        head=f"<title>{title}</title>",
    )
    assert (told["kind"], told["title"]) == ("document", title)
    assert told["views"]["value"] == 83
    assert told["section"] == ["Văn bản chỉ đạo"]
    assert told["document"]["number"] == "45/KH-UBND"


def test_khac_in_a_documents_record_is_no_signer() -> None:
    rows = (
        ("Số ký hiệu", "45/KH-LĐLĐ"), ("Ngày ban hành", "12/03/2024"), ("Loại văn bản", "Kế hoạch"),
        ("Cơ quan ban hành", "Liên đoàn Lao động tỉnh"), ("Người ký", "Khác"),
        ("Trích yếu", "Tháng Công nhân năm 2024"),
    )  # fmt: skip
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    told = record(f"<h1>Kế hoạch tổ chức Tháng Công nhân năm 2024</h1><table>{table}</table>")
    assert told["kind"] == "document"
    assert told["document"]["signer"] is None


@pytest.mark.parametrize(
    "named",
    [
        "<span class='cat-links'><a href='/x'>Thi đua - Khen thưởng</a></span>",
        "<a href='/c/7' rel='category tag'>Thi đua - Khen thưởng</a>",
        "<footer class='entry-footer'>Đăng trong <a href='/x'>Thi đua - Khen thưởng</a></footer>",
        "<p>Chuyên mục: Thi đua - Khen thưởng</p>",
        "<a href='/tin-tuc/thi-dua-khen-thuong'>Thi đua - Khen thưởng</a>",
    ],
)
def test_a_section_is_read_from_what_marks_it(named: str) -> None:
    told = record(f"<article><header>{named}<h1>{TITLE}</h1>{DATE}</header>{TEXT}</article>")
    assert told["section"] == ["Thi đua - Khen thưởng"]


@pytest.mark.parametrize("crumb", ["Trang chủ Tin tức", "Chi tiết bài viết", "28/01/2025", TITLE])
def test_no_page_title_date_or_portlet_is_a_section(crumb: str) -> None:
    told = record(
        f"<div><div class=breadcrumb><a href='#'>{crumb}</a></div><h1>{TITLE}</h1>{DATE}{TEXT}</div>"
    )
    assert told["section"] == []


def test_joomlas_title_of_a_picture_is_its_caption() -> None:
    picture = "<img class='caption' src='/images/a.jpg' title='Bà con quây quần bên bếp lửa' width=600>"
    told = record(
        f"<div><h1>{TITLE}</h1>{DATE}<p>{FIRST}</p><p>{picture}</p><p>{MIDDLE}</p><p>{LAST}</p></div>"
    )
    assert [image["caption"] for image in told["images"]] == ["Bà con quây quần bên bếp lửa"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Written by Ban Tuyên giáo", "Ban Tuyên giáo"),
        ("28/01/2025 08:15 &nbsp; Bởi Thu Hà", "Thu Hà"),
        ("<i class='fa fa-user'></i> Thu Hà", "Thu Hà"),
        ("Lượt xem: 83 - Tác giả: Thu Hà", "Thu Hà"),
        ("<span class='poster'>Tác giả: Thu Hà</span>", "Thu Hà"),
        ("<span class='author'>H'LÊ MẠNH TRUNG</span>", "H'LÊ MẠNH TRUNG"),
    ],
)
def test_a_byline_is_read_from_what_marks_it(line: str, name: str) -> None:
    told = record(f"<div><h1>{TITLE}</h1><p>{line}</p><div>{TEXT}</div></div>")
    assert [one["name"] for one in told["authors"]] == [name]


def test_who_answers_for_the_site_is_no_author() -> None:
    imprint = "<div><p>Chịu trách nhiệm nội dung: Lý Văn Páo, Trưởng Ban biên tập</p></div>"
    told = record(f"<div><h1>{TITLE}</h1>{DATE}<div>{TEXT}</div>{imprint}</div>")
    assert told["authors"] == []


def test_a_byline_below_a_list_beside_the_text_is_the_articles() -> None:
    told = record(
        f"<div><h1>{TITLE}</h1>{DATE}<table><tr><td>{TEXT}</td><td width=200><b>Tin liên quan</b><div>"
        f"{LINK}</div></td></tr>"
        "</table><p align=right><b>Thu Hà</b></p></div>"
    )
    assert [one["name"] for one in told["authors"]] == ["Thu Hà"]
    assert whole(told) == [FIRST, MIDDLE, LAST]


@pytest.mark.parametrize(
    "label",
    ["<p>Kết quả:</p>", "<p><b>Trả lời:</b></p>", "<h3>Thảo luận</h3>", "<p><strong>Thống kê</strong></p>"],
)
@pytest.mark.parametrize(
    "shape", ["<p>{}</p>{}<p>{}</p><p>{}</p>", "{}<br>{}{}<br>{}", "<div>{}</div>{}<div>{}</div>{}"]
)
def test_a_heading_between_paragraphs_is_the_texts_whatever_widgets_bear_it(label: str, shape: str) -> None:
    text = shape.format(FIRST, label, MIDDLE, LAST)
    head = f"<h1>{TITLE}</h1>{DATE}<p class=sapo>{LEAD}</p>"
    told = record(f"<div class=bai>{head}<div>{text}</div></div><div>{WIDGETS}</div>")
    heading = label.partition("</")[0].rpartition(">")[2]
    assert whole(told) == [LEAD, FIRST, heading, MIDDLE, LAST]


def test_a_list_below_its_label_and_what_follows_belong_to_the_text() -> None:
    items = "<ul><li>Giải nhất: tổ máy số hai</li><li>Giải nhì: trạm điện Suối Trắng</li></ul>"
    text = f"<p>{FIRST}</p><p>Kết quả:</p>{items}<p>{LAST}</p>"
    told = record(f"<div class=bai><h1>{TITLE}</h1>{DATE}<div>{text}</div></div>")
    assert whole(told) == [
        FIRST,
        "Kết quả:",
        "Giải nhất: tổ máy số hai",
        "Giải nhì: trạm điện Suối Trắng",
        LAST,
    ]


def test_an_answer_opens_the_block_below_its_question() -> None:
    told = record(
        f"<div class=bai><h1>{TITLE}</h1>{DATE}<div class=sapo>{LEAD}</div>"
        f"<div><p>Trả lời:</p><p>{FIRST}</p><p>{LAST}</p></div></div>"
    )
    assert whole(told) == [LEAD, "Trả lời:", FIRST, LAST]


@pytest.mark.parametrize(
    "below",
    [
        "<h3>Bình luận</h3><p>Một buổi gặp mặt ấm áp, mong năm nào công đoàn cũng làm như thế này.</p>",
        "<div><h3>Thống kê</h3><p>Trang này có hơn ba nghìn người ghé thăm trong tháng vừa rồi.</p></div>",
    ],
)
def test_comments_and_widgets_below_the_text_stay_out(below: str) -> None:
    told = record(f"<div class=bai><h1>{TITLE}</h1>{DATE}<div>{TEXT}{below}</div></div>")
    assert whole(told) == [FIRST, MIDDLE, LAST]


def test_a_box_with_a_title_below_the_article_stays_out() -> None:
    box = "<div><h4>Tòa soạn</h4><p>Mọi tin, bài cộng tác xin gửi về hộp thư của ban biên tập.</p></div>"
    article = f"<article><h1>{TITLE}</h1>{DATE}<div>{TEXT}</div></article>"
    told = record(f"<div id=content><main>{article}{box}</main><div></div></div>")
    assert whole(told) == [FIRST, MIDDLE, LAST]


def test_figures_between_paragraphs_are_no_visitors_counter() -> None:
    figures = ["Tổng số: 270", "Năm trước: 120", "Năm nay: 150"]
    for tag in ("p", "li"):
        lines = "".join(f"<{tag}>{line}</{tag}>" for line in figures)
        text = f"<p>{FIRST}</p>{lines if tag == 'p' else f'<ul>{lines}</ul>'}<p>{LAST}</p>"
        told = record(f"<div class=bai><h1>{TITLE}</h1>{DATE}<div>{text}</div></div>")
        assert whole(told) == [FIRST, *figures, LAST]


def test_counters_of_two_columns_leave_the_article_between_them() -> None:
    counter = "<p>Đang online: 15</p><p>Hôm nay: 1.204</p><p>Tổng lượt truy cập: 4.502.360</p>"
    centre = f"<td><h1>{TITLE}</h1>{DATE}<p>{FIRST}</p><p>{LAST}</p></td>"
    told = record(f"<table><tr><td>{counter}</td>{centre}<td>{counter}</td></tr></table>")
    assert (told["kind"], whole(told), told["views"]) == ("article", [FIRST, LAST], None)


@pytest.mark.parametrize(
    "lines",
    [
        ["- Thời gian: 7 giờ 30, ngày 20/5/2024", "- Địa điểm: Nhà văn hóa lao động tỉnh"],
        ["1. Thời gian: 7 giờ 30 ngày 20/5/2024", "2. Địa điểm: Nhà văn hóa lao động tỉnh"],
        ["Hạn nộp bài: 20/5/2024", "Mọi chi tiết xin liên hệ Ban Tuyên giáo."],
        ["Ngày 20/5/2024", MIDDLE],
    ],
)
def test_days_that_the_text_tells_stay_in_it_and_are_not_its_date(lines: list[str]) -> None:
    text = "".join(f"<p>{line}</p>" for line in (FIRST, *lines))
    told = record(f"<div class=bai><h1>{TITLE}</h1><div>{text}</div></div>")
    assert (whole(told), told["published"]) == ([FIRST, *lines], None)


@pytest.mark.parametrize("text", ["<a href='/f/12.pdf'>12.pdf</a>", "<img src='/upload/thong-bao.jpg'>"])
def test_a_notice_of_which_all_text_is_a_file_or_a_picture_is_an_article_beside_any_list(text: str) -> None:
    others = "".join(
        f"<li><a href='/tin-tuc/bai-{n}.html'>Đêm hội trăng rằm lần thứ {n} của con em thợ lò</a></li>"
        for n in range(8)
    )
    told = record(
        f"<div class=bai><h1>{TITLE}</h1>{DATE}<div>{text}</div></div><h3>Tin khác</h3><ul>{others}</ul>"
    )
    assert (told["kind"], told["title"], told["published"]["value"][:10]) == ("article", TITLE, "2025-01-28")


def test_the_length_of_a_recording_is_no_text() -> None:
    player = "<div><p>Nghe bài viết</p><p>00:00 / 03:12</p></div>"
    text = f"<p>{FIRST}</p><p>{MIDDLE}</p>{player}<p>{LAST}</p>"
    told = record(f"<div class=bai><h1>{TITLE}</h1>{DATE}<div>{text}</div></div>")
    assert whole(told) == [FIRST, MIDDLE, LAST]
