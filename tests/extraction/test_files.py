"""What an article hands on as a file: links, viewers on the page, and notices that hold nothing else."""

from __future__ import annotations

from datetime import datetime

import pytest

from extraction import extract
from items import RawArticle

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
TITLE = "Kế hoạch số 12/KH-LĐLĐ về hội thao năm 2025"
TEXT = (
    "<p>Thực hiện chương trình công tác năm, Liên đoàn Lao động tỉnh ban hành kế hoạch về hội thao.</p>"
    "<p>Các công đoàn cơ sở căn cứ kế hoạch này để lập đội và đăng ký thi đấu trước cuối tháng.</p>"
)
RELATED = (
    "<div class='khac'><h3>Văn bản khác</h3>"
    "<ul><li><a href='/f/11.pdf'>Kế hoạch số 11 về việc khác</a></li></ul></div>"
)


def page(below: str, *, title: str = TITLE, related: str = "") -> RawArticle:
    markup = (
        f"<html><head><title>{title}</title></head><body><ul><li><a href='/'>Trang chủ</a></li></ul>"
        f"<div class='main'><h1>{TITLE}</h1><div>05/03/2025 - Lượt xem: 12</div>{below}{related}</div>"
        "<div class='footer'><iframe src='/quang-cao/gia.pdf'></iframe>"
        "<p>Liên đoàn Lao động tỉnh</p></div></body></html>"
    )
    return extract(markup.encode(), "https://example.vn/van-ban/12", at=AT)


def files(raw: RawArticle) -> list[tuple[str, str, str | None]]:
    return [(one.url, one.name, one.media_type) for one in raw.attachments]


PDF = ("https://example.vn/f/12.pdf", "12.pdf", "application/pdf")


@pytest.mark.parametrize(
    "viewer",
    [
        "<iframe src='/f/12.pdf'></iframe>",
        "<p><iframe src='https://docs.google.com/viewer?embedded=true&url=https%3A%2F%2Fexample.vn%2Ff%2F12.pdf'></iframe></p>",
        "<iframe data-src='/pdfjs/web/viewer.html?file=/f/12.pdf'></iframe>",
        "<object data='/f/12.pdf' type='application/pdf'></object>",
        "<div><embed src='/f/12.pdf#toolbar=0' type='application/pdf'></div>",
    ],
)
@pytest.mark.parametrize("text", [TEXT, ""])
def test_the_file_that_a_viewer_shows_is_the_articles(text: str, viewer: str) -> None:
    raw = page(f"{text}{viewer}", related=RELATED)
    assert raw.kind == "article"
    assert [(url.partition("#")[0], *rest) for url, *rest in files(raw)] == [PDF]


@pytest.mark.parametrize(
    "frame",
    [
        "https://www.youtube.com/embed/abc",
        "javascript:alert(1)//a.pdf",
        "file:///a.pdf",
        "https://www.google.com/maps/embed?pb=12",
        "about:blank",
        "http://[",
    ],
)
def test_a_film_or_a_map_is_no_file(frame: str) -> None:
    assert files(page(f"{TEXT}<iframe src='{frame}'></iframe>")) == []


@pytest.mark.parametrize("tag", ["aside", "nav", "footer", "form"])
def test_a_frame_in_a_sidebar_is_not_the_articles(tag: str) -> None:
    assert files(page(f"{TEXT}<{tag}><iframe src='/f/lich.pdf'></iframe></{tag}>")) == []


def test_a_viewer_of_the_sites_own_looks_for_the_file_from_where_it_stands() -> None:
    [file] = files(page(f"{TEXT}<iframe src='/pdfjs/web/viewer.html?file=a.pdf'></iframe>"))
    assert file[0] == "https://example.vn/pdfjs/web/a.pdf"


def test_a_shared_drives_file_is_not_named_after_its_view() -> None:
    address = "https://drive.google.com/file/d/1a2b3c/preview"
    assert files(page(f"{TEXT}<iframe src='{address}'></iframe>")) == [(address, address, None)]
    assert files(page(f"{TEXT}<iframe src='{address}' title='Kế hoạch 12'></iframe>"))[0][1] == "Kế hoạch 12"


def test_thousands_of_frames_cost_no_more_than_their_reading() -> None:
    assert files(page(TEXT + "<iframe src='/f/12.pdf'></iframe>" * 20_000)) == [PDF]


@pytest.mark.parametrize("title", [TITLE, "Liên đoàn Lao động tỉnh"])
def test_a_notice_that_is_only_a_file_is_an_article_with_that_file(title: str) -> None:
    raw = page("<p><a href='/f/12.pdf'>Tải về</a></p>", title=title, related=RELATED)
    assert (raw.kind, raw.body_text, files(raw)) == ("article", "", [PDF])


def test_a_headline_and_a_date_that_nothing_claims_are_no_article() -> None:
    assert page("", title="Liên đoàn Lao động tỉnh").kind == "other"


def test_scanned_pages_below_the_headline_are_the_articles_pictures() -> None:
    raw = page("<p><img src='/f/trang-1.jpg'></p><p><img src='/f/trang-2.jpg'></p>")
    assert raw.kind == "article"
    assert [image.url for image in raw.images] == [f"https://example.vn/f/trang-{n}.jpg" for n in (1, 2)]
