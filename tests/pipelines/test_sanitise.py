"""Nothing that a page brings along runs, loads or leads where it should not; its text stays."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from items import Article, Attachment, Image, RawArticle
from pipelines.draft import Draft
from pipelines.references import MANY
from pipelines.sanitise import SanitiseStage, absolute, sanitise

PAGE = "https://congdoan.example.vn/tin/bai-12.html"

HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1) onmouseover='alert(1)'>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x0A;ascript:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<img src=x onerror="alert(1)">',
    '<img src="javascript:alert(1)">',
    '<img src="data:text/html;base64,PHNjcmlwdD4=">',
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    '<math><mi xlink:href="data:x,<script>alert(4)</script>">',
    "<iframe src=https://evil.example></iframe>",
    '<object data="https://evil.example"></object>',
    '<form action="https://evil.example"><input name=q><button>x</button></form>',
    '<style>p { background: url("https://evil.example") }</style>',
    '<p style="background:url(https://evil.example)">x</p>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example">',
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<table><td background='javascript:alert(1)'>x</table>",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    "<p>\x00<scr\x00ipt>alert(1)</scr\x00ipt></p>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_remains(html: str) -> None:
    clean = sanitise(f"<p>Trước</p>{html}<p>Sau</p>", PAGE).lower()
    for sign in (
        "script",
        "onclick",
        "onerror",
        "onload",
        "style",
        "evil",
        "data:",
        "<iframe",
        "<form",
        "<meta",
    ):
        assert sign not in clean
    assert "trước" in clean


def test_the_forms_of_an_article_stay() -> None:
    html = (
        "<h2>Mục một</h2><p>Một <strong>hai</strong> <em>ba</em><br>H<sub>2</sub>O m<sup>2</sup></p>"
        "<ul><li>Một</li></ul><ol><li>Hai</li></ol><blockquote>Trích</blockquote>"
        '<table><tbody><tr><th colspan="2">Đơn vị</th><td rowspan="3">5</td></tr></tbody></table>'
        '<figure><img src="https://congdoan.example.vn/a.jpg" alt="Ảnh" width="600" height="400">'
        "<figcaption>Chú thích</figcaption></figure>"
    )
    assert sanitise(html, PAGE) == html


def test_classes_styles_and_foreign_tags_go_and_their_text_stays() -> None:
    word = '<p class="MsoNormal" style="margin:0"><o:p></o:p><span lang="VI"><font>Kế hoạch</font></span></p>'
    assert sanitise(word, PAGE) == "<p>Kế hoạch</p>"


def test_blocks_do_not_run_together() -> None:
    assert sanitise("<div>Một</div><div>Hai</div>", PAGE) == "<div>Một</div><div>Hai</div>"


def test_addresses_become_absolute_and_links_name_nobody() -> None:
    assert sanitise('<a href="../kh/1.pdf?a=1&amp;b=2" target="_blank">Văn bản</a>', PAGE) == (
        '<a href="https://congdoan.example.vn/kh/1.pdf?a=1&amp;b=2" rel="noopener noreferrer">Văn bản</a>'
    )
    assert sanitise('<img src="//cdn.example.vn/a.jpg">', PAGE) == '<img src="https://cdn.example.vn/a.jpg">'


def test_an_image_that_leads_nowhere_goes_and_its_neighbours_stay() -> None:
    html = '<p>a<img alt="1 > 0">b<img src="data:x,R0"><img src="/c.jpg" alt="&lt;i&gt; src="></p>'
    assert (
        sanitise(html, PAGE) == '<p>ab<img src="https://congdoan.example.vn/c.jpg" alt="&lt;i&gt; src="></p>'
    )


def test_the_form_that_holds_a_whole_page_leaves_its_content() -> None:
    html = '<form id="aspnetForm" action="/x"><input type="hidden" value="x"><p>Một</p></form>'
    assert sanitise(html, PAGE) == "<p>Một</p>"


def test_sizes_are_numbers_or_nothing() -> None:
    assert sanitise('<img src="/a.jpg" width="100%" height="0">', PAGE) == (
        '<img src="https://congdoan.example.vn/a.jpg">'
    )


@pytest.mark.parametrize(
    "address", ["http://[bad", "javascript:alert(1)", "ftp://a.example/x", "file:///etc/passwd"]
)
def test_an_address_that_leads_elsewhere_is_none(address: str) -> None:
    assert absolute(address, PAGE) is None


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "x",
        "<b>" * 100_000,
        "<p><font size=1>" * 20_000,
        "<img " * 200_000,
        "<" * 1_000_000,
        "<a href='" + "x" * 1_000_000,
        "x<br> " * 200_000,
        "<br>" + " " * 1_000_000,
        "&" * 1_000_000,
        "&a;" * 300_000,
        "&amp;" * 200_000,
    ],
    ids=[
        "divs",
        "bolds",
        "fonts",
        "images",
        "brackets",
        "quote",
        "breaks",
        "spaces",
        "ampersands",
        "unknown",
        "references",
    ],
)
def test_a_page_made_to_stop_the_parser_does_not(html: str) -> None:
    began = time.process_time()
    sanitise(html, PAGE)
    assert time.process_time() - began < 3


_PIECES = (
    "& &amp; &lt;b&gt; &quot; &nbsp; &copy &#39; &#x1EA1; chữ ; <b>x</b> &notit; &#0; \ufdd0 <br>".split()
)
_LINK = """<a href="/?a=1&amp;b=2&c" title='"Tin" &amp; &lt;ảnh&gt;&quot;'>y</a>"""


@given(st.lists(st.sampled_from([*_PIECES, _LINK])))
def test_many_references_give_what_few_give(pieces: list[str]) -> None:
    html = f"<div>{''.join(pieces)}</div>"
    filling = f"<p>{'&amp;' * (MANY + 1)}</p>"
    assert sanitise(html + filling, PAGE) == sanitise(html.replace("\ufdd0", ""), PAGE) + filling


def test_rows_of_line_breaks_are_one_gap_and_none_at_the_ends() -> None:
    html = "<br> <br>\n<br>Một<br>Hai<br><br>\n<br>  <br>Ba<br><br>"
    assert sanitise(html, PAGE) == "Một<br>Hai<br><br>Ba"


def test_what_is_nested_too_deep_leaves_its_text() -> None:
    assert sanitise("<div>" * 300 + "Một &amp; <b>hai</b>", PAGE) == "<p>Một &amp; hai</p>"


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "<p>", "</p>", "<", ">", "&lt;", "&#60;", '"', "]]>", "chữ ", "<a href='"])
    )
)
def test_a_second_time_changes_nothing_and_no_pieces_make_a_script(pieces: list[str]) -> None:
    clean = sanitise("".join(pieces), PAGE)
    assert sanitise(clean, PAGE) == clean
    assert "<script" not in clean.lower()


@given(st.text(), st.text())
def test_any_text_and_any_address_are_taken(html: str, address: str) -> None:
    sanitise(html, address)
    absolute(html, address)


def test_the_stage_cleans_the_body_and_drops_addresses_that_are_none() -> None:
    article = Article(
        url=PAGE,
        source="lao-cai",
        kind="article",
        title="<b>Tên</b>",
        body_html="<p onclick=x>Một</p>",
        images=(Image("javascript:x"), Image("/a.jpg", "Chú thích")),
        attachments=(Attachment("data:x", "x"), Attachment("/kh.pdf", "Kế hoạch")),
    )
    raw = RawArticle(
        url=PAGE, source="lao-cai", kind="article", fetched_at=datetime(2026, 11, 20, tzinfo=UTC)
    )
    cleaned = SanitiseStage().process_item(Draft(raw=raw, article=article, key="12")).article
    assert cleaned.body_html == "<p>Một</p>"
    assert cleaned.images == (Image("https://congdoan.example.vn/a.jpg", "Chú thích"),)
    assert cleaned.attachments == (Attachment("https://congdoan.example.vn/kh.pdf", "Kế hoạch"),)
    assert cleaned.title == "<b>Tên</b>"
