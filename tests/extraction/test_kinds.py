"""Pages that are no article have a name of their own."""

from __future__ import annotations

from datetime import datetime

import pytest

from extraction import extract

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [
        ("error", "", "Fatal error: Uncaught PDOException: SQLSTATE[HY000] [2002] in /var/www/db.php:12"),
        ("error", "Lỗi", "Không thể kết nối cơ sở dữ liệu, vui lòng thử lại"),
        ("error", "502 Bad Gateway", "nginx"),
        ("error", "Database Error", "Error establishing a database connection"),
        ("blocked", "Xác thực", "Vui lòng xác nhận bạn không phải là người máy để tiếp tục."),
        ("blocked", "example.vn", "Enable JavaScript and cookies to continue"),
        ("parked", "Account Suspended", "This account has been suspended. Contact your hosting provider."),
        ("parked", "Thông báo", "Tài khoản hosting đã bị tạm khoá, vui lòng liên hệ nhà cung cấp."),
        ("parked", "Welcome to nginx!", "If you see this page, the web server is successfully installed."),
        ("parked", "Apache2 Debian Default Page: It works", "This is the default welcome page."),
    ],
)
def test_a_server_that_speaks_instead_of_the_site_is_named(kind: str, title: str, words: str) -> None:
    markup = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"
    assert extract(markup.encode(), "https://example.vn/tin/1", at=AT).kind == kind


@pytest.mark.parametrize(
    "title",
    [
        "Kết nối cơ sở dữ liệu đoàn viên với cổng dịch vụ công",
        "Danh sách tài khoản ngân hàng bị khóa do sai thông tin",
        "Thông báo về dịch vụ công hết hạn tiếp nhận",
        "Thông báo tạm ngừng hoạt động Nhà văn hóa lao động",
    ],
)
def test_a_notice_with_a_date_and_a_file_is_an_article_whatever_its_title_says(title: str) -> None:
    markup = (
        f"<html><head><title>{title}</title></head><body><div><h1>{title}</h1><div>05/03/2025</div>"
        "<p><a href='/f/12.pdf'>Tải về</a></p></div></body></html>"
    )
    assert extract(markup.encode(), "https://example.vn/tin/1", at=AT).kind == "article"


@pytest.mark.parametrize(
    "told",
    [
        "Công ty đã tạm khoá tài khoản của những người dùng lừa đảo công nhân vay tiền qua mạng xã hội.",
        "Trung tâm kết nối cơ sở dữ liệu đoàn viên với cổng dịch vụ công của tỉnh từ tháng này.",
    ],
)
def test_an_article_about_such_things_stays_an_article(told: str) -> None:
    title = "Công đoàn cảnh báo đoàn viên về lừa đảo trên mạng"
    markup = (
        f"<title>{title}</title><h1>{title}</h1><div>05/03/2025 08:00</div><p>{told} Các công đoàn cơ sở đã"
        " phổ biến tới từng tổ sản xuất và phát tờ rơi ở cổng nhà máy trong giờ đổi ca.</p>"
    )
    assert extract(markup.encode(), "https://example.vn/tin/1", at=AT).kind == "article"


ABSTRACT = "Hơn ba trăm người của mười bốn đơn vị dự ngày hội năm nay tại nhà thi đấu của huyện miền núi."


def listing(name: str, inside: str, entries: int) -> str:
    items = "".join(
        f"<div><h3><a href='/tin/ngay-hoi-{n}.html'>Ngày hội công nhân lò gạch thứ {n}</a></h3>{inside}</div>"
        for n in range(entries)
    )
    menu = (
        "<ul class=menu><li><a href='/'>Trang chủ</a></li><li><a href='/hd'>Hoạt động công đoàn</a></li></ul>"
    )
    return (
        f"<html><head><title>{name} - Công đoàn ngành</title></head><body>{menu}<div><h1>{name}</h1>{items}"
        "</div></body></html>"
    )


@pytest.mark.parametrize(
    "name", ["Hoạt động công đoàn", "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"]
)
@pytest.mark.parametrize("entries", [2, 5, 12])
@pytest.mark.parametrize("date", ["", "<p class=date>05/01/2026</p>"])
def test_a_section_is_a_list_whatever_its_name_and_address(name: str, entries: int, date: str) -> None:
    page = listing(name, f"{date}<p>{ABSTRACT}</p>", entries)
    assert extract(page.encode(), "https://example.vn/chuyen-muc/muc-12.html", at=AT).kind == "listing"


def test_a_list_that_prints_whole_texts_is_a_list() -> None:
    page = listing("Hoạt động công đoàn", f"<p>{ABSTRACT}</p>" * 3, 6)
    assert extract(page.encode(), "https://example.vn/chuyen-muc/muc-12.html", at=AT).kind == "listing"
