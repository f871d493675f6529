"""Pages in old encodings, with wrong headers, or spoilt on their way: the same record as from Unicode."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from extraction import extract
from extraction.decode import decode
from pipelines.decide import decide
from tests.spoilt import as_cp1252, as_cp1258, as_tcvn3, as_vni

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
TITLE = "Công đoàn ngành tặng nhà ở cho đoàn viên nghèo"
BODY = (
    "Sáng 12/9, tại xã Tả Phìn, công đoàn ngành cùng chính quyền trao nhà cho gia đình chị Mẩy, giáo viên "
    "của trường mầm non. Ngôi nhà rộng bảy mươi mét vuông, được dựng trong ba tháng.",
    "Chị Mẩy xúc động cảm ơn các cấp công đoàn đã giúp đỡ và hứa sẽ nỗ lực hơn nữa khi dạy dỗ các cháu. "
    "Cũng dịp này, công đoàn ngành tặng mười suất quà cho đoàn viên có hoàn cảnh khó khăn.",
)


def page(head: str = "", spoil: Any = lambda text: text) -> str:
    paragraphs = "".join(f"<p>{spoil(text)}</p>" for text in BODY)
    return (
        f"<html><head>{head}<title>{spoil(TITLE)}</title></head><body>"
        "<div id='menu'><a href='/'>Trang chủ</a></div>"
        f"<div class='bai'><h1>{spoil(TITLE)}</h1><p>{spoil('Ngày đăng: 12/09/2025 08:15')}</p>{paragraphs}"
        f"<p align=right><b>{spoil('Lò Thị Sẩy')}</b></p></div></body></html>"
    )


def record(body: bytes, content_type: str | None = None) -> dict[str, Any]:
    return decide(
        extract(body, "https://congdoan.vidu.vn/tin/1", content_type=content_type, at=AT)
    ).to_record()


WANTED = record(page().encode())
FIELDS = ("title", "body_text", "published", "authors", "kind")


def assert_same(got: dict[str, Any]) -> None:
    assert {name: got[name] for name in FIELDS} == {name: WANTED[name] for name in FIELDS}


def test_the_page_in_unicode_tells_all() -> None:
    assert WANTED["title"] == TITLE
    assert WANTED["body_text"] == "\n\n".join(BODY)
    assert WANTED["authors"] == [{"name": "Lò Thị Sẩy", "role": "writer", "organisation": None}]
    assert WANTED["published"]["value"] == "2025-09-12T08:15:00+07:00"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(as_tcvn3, id="tcvn3"),
        pytest.param(as_vni, id="vni"),
        pytest.param(as_cp1252, id="mojibake"),
    ],
)
@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_spoilt_text_in_a_utf8_page_with_a_good_menu(spoil: Any, content_type: str | None) -> None:
    assert_same(record(page("<meta charset=utf-8>", spoil).encode(), content_type))


@pytest.mark.parametrize("spoil", [pytest.param(as_tcvn3, id="tcvn3"), pytest.param(as_vni, id="vni")])
@pytest.mark.parametrize(
    "charset", ["", "windows-1252", "iso-8859-1", "windows-1258", "x-user-defined", "utf-8", "us-ascii"]
)
def test_one_byte_pages_whatever_they_claim(spoil: Any, charset: str) -> None:
    markup = page(f"<meta http-equiv=Content-Type content='text/html; charset={charset}'>", spoil)
    body = markup.replace("Trang chủ", "Trang chu").encode("latin-1")
    assert_same(record(body, f"text/html; charset={charset}" if charset else None))


@pytest.mark.parametrize("charset", ["", "windows-1258", "windows-1252", "iso-8859-1", "utf-8"])
def test_windows_1258_whatever_it_claims(charset: str) -> None:
    body = as_cp1258(page(f"<meta charset={charset}>" if charset else ""))
    assert_same(record(body, f"text/html; charset={charset}" if charset else None))


def test_utf8_under_a_header_of_windows_1258_is_utf8() -> None:
    assert_same(record(page("<meta charset=windows-1258>").encode(), "text/html; charset=windows-1258"))


def test_a_font_of_capitals_writes_capitals() -> None:
    markup = (
        f"<p><font face='.VnTimeH'><b>{as_tcvn3('liên đoàn lao động')}</b></font> "
        f"<span style='font-family:.VnTime'>{as_tcvn3('tỉnh tổ chức hội nghị')}</span></p>"
    )
    text = decode(markup.encode("latin-1"))
    assert "<b>LIÊN ĐOÀN LAO ĐỘNG</b>" in text
    assert "'>tỉnh tổ chức hội nghị</span>" in text


def test_entities_and_attributes_of_a_tcvn3_page_are_read_too() -> None:
    text = decode(
        b"<img alt='\xaeo\xb5n vi\xaan'> c&laquo;ng &reg;o&micro;n &lt; "
        b"t&aelig; ch&oslash;c &amp; h&eacute;i ngh&THORN;"
    )
    assert text == '<img alt="đoàn viên"> công đoàn &lt; tổ chức &amp; hội nghị'


def test_scripts_and_addresses_stay_as_they_are() -> None:
    script = f"<script>var a = '{as_tcvn3('đoàn viên')}';</script>"
    link = f"<a href='/{as_tcvn3('đoàn')}.html'>{as_tcvn3('hội nghị đoàn viên tổ chức')}</a>"
    text = decode((script + link).encode())
    assert script in text
    assert f"href='/{as_tcvn3('đoàn')}.html'>hội nghị đoàn viên tổ chức<" in text


def test_brackets_without_end_take_linear_time() -> None:
    import time

    start = time.process_time()
    decode(("<script <!-- " * 40_000 + as_tcvn3("đoàn viên tổ chức hội nghị ") * 10_000).encode())
    assert time.process_time() - start < 5
