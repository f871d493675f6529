"""From bytes to lines: encodings, visible text, zones."""

from __future__ import annotations

import unicodedata

import pytest

from extraction.decode import decode, read_bytes
from extraction.lines import MAX_LINE, MAX_LINES, Line, Lines, read_lines
from extraction.parse import body_of, parse
from extraction.zones import ASIDE, CAPTION, CRUMBS, FOOTER, FORM, HEADER, LIST, NAV, NOISE, RIGHT


def lines(markup: str) -> Lines:
    return read_lines(body_of(parse(markup)))


def line(markup: str) -> Line:
    found = lines(markup).lines
    assert len(found) == 1
    return found[0]


def test_utf8_wins_over_a_wrong_header() -> None:
    assert decode("Công đoàn".encode(), "text/html; charset=windows-1258") == "Công đoàn"


def test_one_broken_letter_in_a_utf8_page_is_damage_and_no_other_encoding() -> None:
    body = "Công đoàn cơ sở tổ chức hội nghị người lao động. ".encode() * 20
    assert "tổ chức" in decode(body[:-3] + b"\xc3")


def test_windows_1258_is_read_without_a_declaration() -> None:
    body = b"C\xf4ng \xf0o\xe0n t\xec\xd2nh"
    assert unicodedata.normalize("NFC", decode(body)).startswith("Công đoàn")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(codec: str) -> None:
    assert decode("Đoàn viên".encode(codec), "text/html; charset=iso-8859-1") == "Đoàn viên"


def test_control_characters_go() -> None:
    assert decode(b"a\x00b\x1fc\nd") == "abc\nd"


def test_breaks_blocks_and_cells_end_lines_inline_elements_do_not() -> None:
    found = lines("<div>Một<br>Hai <b>ba</b></div><table><tr><td>Bốn</td><td>Năm</td></tr></table>")
    assert [one.text for one in found.lines] == ["Một", "Hai ba", "Bốn", "Năm"]


def test_hidden_text_scripts_and_fields_are_not_read() -> None:
    markup = (
        '<p>Thấy</p><p style="display: none">ẩn</p><p class="hidden d-none">ẩn</p><p hidden>ẩn</p>'
        "<script>ẩn</script><textarea>ẩn</textarea><select><option>ẩn</option></select>"
    )
    assert line(markup).text == "Thấy"


def test_text_is_clean_of_odd_spaces_and_decomposed_letters() -> None:
    text = unicodedata.normalize("NFD", "Lượt\u00a0 xem:\u200b 36")
    assert line(f"<p>{text}</p>").text == "Lượt xem: 36"


def test_neighbours_that_a_style_sheet_sets_apart_are_two_words() -> None:
    markup = '<p><span class="date">05/03/2011</span><span class="by">Minh Anh</span></p>'
    assert line(markup).text == "05/03/2011 Minh Anh"
    assert line("<p><span>10:15 SA</span><span>655 Lượt xem</span></p>").text == "10:15 SA 655 Lượt xem"


def test_a_word_that_is_broken_over_elements_stays_one() -> None:
    assert line("<p><span>Công đ</span><span>oàn</span> CO<sub>2</sub></p>").text == "Công đoàn CO2"


def test_a_line_knows_how_much_of_it_is_link_bold_and_italic() -> None:
    found = line('<p><a href="/a">Tin liên quan hôm nay</a>.</p>')
    assert (found.is_link, found.href, found.is_bold) == (True, "/a", False)
    assert line("<p><b>Minh Hà</b></p>").is_bold
    assert line('<p style="font-weight:bold">Minh Hà</p>').is_bold
    assert line("<p><i>Ảnh tư liệu</i></p>").is_italic


@pytest.mark.parametrize(
    ("markup", "zone"),
    [
        ("<nav><p>x y</p></nav>", NAV),
        ("<aside><p>x y</p></aside>", ASIDE),
        ("<footer><p>x y</p></footer>", FOOTER),
        ("<header><p>x y</p></header>", HEADER),
        ('<div role="navigation">x y</div>', NAV),
        ("<div><form><p>Tìm kiếm</p></form></div>", FORM),
        ("<ul><li>x y</li></ul>", LIST),
        ("<figure><figcaption>x y</figcaption></figure>", CAPTION),
        ('<div class="related-news">x y</div>', NOISE),
        ('<p align="right">x y</p>', RIGHT),
        ('<p style="text-align: right">x y</p>', RIGHT),
        ('<p class="text-right">x y</p>', RIGHT),
    ],
)
def test_elements_set_their_zone(markup: str, zone: int) -> None:
    assert line(markup).zone & zone


def test_an_articles_own_header_and_footer_are_not_the_pages() -> None:
    markup = "<article><header><p>a b</p></header><footer><p>c d</p></footer></article>"
    assert not any(one.zone & (HEADER | FOOTER) for one in lines(markup).lines)


@pytest.mark.parametrize(
    "form",
    [
        '<form id="aspnetForm">{}</form>',
        '<div><form><input type="hidden" name="__VIEWSTATE" value="x">{}</form></div>',
        "<form>{}</form>",
    ],
)
def test_a_form_around_the_whole_page_is_no_form(form: str) -> None:
    page = form.format("<p>Sáng nay, công đoàn khai mạc hội thao.</p>")
    assert not any(one.zone & FORM for one in lines(f"<body>{page}</body>").lines)


def test_a_form_with_long_text_holds_the_article() -> None:
    page = "<div><form>" + "<p>Sáng nay, công đoàn khai mạc hội thao của tỉnh.</p>" * 20 + "</form></div>"
    assert not any(one.zone & FORM for one in lines(page).lines)


def test_line_ends_of_preformatted_text_count() -> None:
    assert [one.text for one in lines("<pre>Một\nHai</pre>").lines] == ["Một", "Hai"]


def test_ranges_say_which_lines_an_element_holds() -> None:
    found = lines("<div id=a><p>Một</p><p>Hai</p></div><div id=b><p>Ba</p></div>")
    first, second = found.body.findall("div")
    assert found.ranges[first] == (0, 2)
    assert found.holds(second, 2)
    assert found.common(found.lines[0].block, 2) is found.body


def test_a_page_is_cut_at_so_many_lines_and_a_line_at_so_many_letters() -> None:
    found = lines("<div>" + "<p>x</p>" * (MAX_LINES + 100) + "</div>")
    assert len(found.lines) == MAX_LINES
    assert found.ranges[found.body] == (0, MAX_LINES)
    assert line(f"<p>{'a' * (MAX_LINE + 50)}</p>").size == MAX_LINE


@pytest.mark.parametrize(
    "markup",
    [
        "<ul class=breadcrumb><li><a href=/>Trang chủ</a></ul>",
        "<div id=navpath class=a><b>Trang chủ</b></div>",
        "<body class=path-node><p>Trang chủ</p></body>",
        "<html class=path-node><body>Trang chủ</body></html>",
    ],
)
def test_lines_know_that_a_name_around_them_says_breadcrumbs(markup: str) -> None:
    assert line(markup).zone & CRUMBS
    assert not line("<ul class=menu><li><a href=/>Trang chủ</a></ul>").zone & CRUMBS


@pytest.mark.parametrize(
    "body", ["Công đoàn".encode(), "Công\x01 đoàn".encode(), b"\xef\xbb\xbfTin", "Công đoàn".encode("utf-16")]
)
def test_the_parser_is_given_the_text_that_was_decoded(body: bytes) -> None:
    text, encoded = read_bytes(body)
    assert text == decode(body)
    assert encoded == text.encode()


def test_a_tag_with_thousands_of_attributes_loses_them() -> None:
    markup = "<p " + " ".join(f"a{number}=1" for number in range(5000)) + ">Tin"
    assert len(body_of(parse(markup)).find("p").attrib) == 0


def test_an_embedded_picture_keeps_the_tag_whole() -> None:
    body = body_of(parse(f'<p>Trước <img src="data:image/png;base64,{"A" * 50000}"> sau</p>'))
    assert [one.text for one in read_lines(body).lines] == ["Trước sau"]
