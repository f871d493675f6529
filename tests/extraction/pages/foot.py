"""What stands below an assembled text and beside it: byline, tags, lists, widgets, imprint."""

from __future__ import annotations

from tests.extraction.pages.body import links, related
from tests.extraction.pages.page import Page
from tests.extraction.pages.words import ABSTRACTS, WRITERS


def signature(page: Page) -> str:
    """The byline below the text."""
    name = page.dice.choice(WRITERS)
    page.authors = [name]
    return page.one_of(
        f"<p align=right><b>{name}</b></p>",
        f"<p style='text-align:right'><strong><em>{name}</em></strong></p>",
        f"<div class='author'>Tác giả: {name}</div>",
        f"<p class='text-right'>{name}</p>",
    )


def tail(page: Page) -> str:
    """Bars and lists below the article, in any number."""
    made = []
    if page.chance(0.4):
        made.append(
            "<div class='tags'>Từ khóa: <a href='/tag/1'>đoàn viên</a>, <a href='/tag/2'>nữ công</a></div>"
        )
    if page.chance(0.3):
        made.append("<div class='share'>Chia sẻ: <a href='#'>Facebook</a> <a href='#'>Zalo</a></div>")
    if page.chance(0.2):
        made.append(
            "<p>Tổng số điểm của bài viết là: 5 trong 1 đánh giá</p><p>Click để đánh giá bài viết</p>"
        )
    if page.chance(0.6):
        made.append(related(page))
    if page.chance(0.25):
        comment = "Đọc xong thấy thương anh chị em quá, mong có thêm nhiều bài như vậy nữa ạ."
        page.foreign.append(comment)
        made.append(f"<div id='binh-luan'><h4>Ý kiến bạn đọc</h4><p><b>Hà</b></p><p>{comment}</p></div>")
    return "".join(made)


def sidebar(page: Page) -> str:
    """A column with boxes of which some have the class of the article's own block."""
    made = []
    for title, abstract in zip(links(page, 2), page.dice.sample(ABSTRACTS, 2), strict=True):
        page.foreign.append(abstract)
        made.append(f"<div class='panel-body'><h4>{title}</h4><p>{abstract}</p></div>")
    boxes = [
        "<div class='panel'><h3>Đọc nhiều</h3>" + "".join(made) + "</div>",
        "<form class='panel-body' action='/poll'><p>Bạn biết tin của công đoàn qua kênh nào nhiều nhất "
        "trong năm qua?</p>"
        "<label><input type=radio> Mạng xã hội</label><br><label><input type=radio> Cán bộ công "
        "đoàn</label></form>",
        "<div class='panel'><h3>Thống kê truy cập</h3><p>Đang online: 12</p><p>Hôm nay: 1.204</p>"
        "<p>Tổng lượt truy cập: 4.502.360</p></div>",
        "<div class='panel'><h3>Liên kết</h3><p><a href='http://lk.vidu.vn'>Cổng dịch vụ công</a></p></div>",
    ]
    page.foreign += ["Bạn biết tin của công đoàn", "4.502.360"]
    return "".join(page.dice.sample(boxes, page.dice.randint(2, len(boxes))))


def imprint(page: Page) -> str:
    page.foreign += ["Giấy phép số 15", "Trưởng Ban biên tập"]
    counter = page.one_of("", "<div><i class='fa fa-eye'></i> 9.874.512</div>")
    return (
        f"<div class='chan-trang'><p>Bản quyền © 2018 {page.site}</p><p>Giấy phép số 15/GP-STTTT cấp "
        "ngày 12/03/2018</p>"
        f"<p>Chịu trách nhiệm nội dung: Lý Văn Páo, Trưởng Ban biên tập</p>{counter}</div>"
    )
