"""An entry says what the archive holds, and what the page does not tell it says openly."""

from datetime import UTC, datetime
from typing import Any

import pytest

from archive.models import Article, KnownSource
from archive.values import NO_NEWS, new_guid
from feeds.entry import UNTITLED, Entry, EntryError, entry_of

SEEN = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
SOURCE = KnownSource(
    slug="lao-cai",
    name="Liên đoàn Lao động tỉnh Lào Cai",
    publisher="LĐLĐ",
    home="http://congdoan.example.vn",
    kind="federation",
)
NEWSPAPER = KnownSource(
    slug="lao-dong",
    name="Báo Lao Động",
    publisher="Tổng LĐLĐ",
    home="https://bao.example.vn",
    kind="newspaper",
)


def row(**fields: Any) -> Article:
    values: dict[str, Any] = {
        "guid": new_guid("lao-cai", "12"),
        "source": "lao-cai",
        "key": "12",
        "url": "https://congdoan.example.vn/tin/12.html",
        "kind": "article",
        "title": "Hội nghị lần thứ 12",
        "body_text": "Đoạn một.\nĐoạn hai.",
        "body_html": "<p>Đoạn một.</p><p>Đoạn hai.</p>",
        "published_at": datetime(2026, 11, 19, 1, 30, tzinfo=UTC),
        "first_seen_at": SEEN,
        "changed_at": SEEN,
        "sort_at": SEEN,
    }
    return Article(**{**values, **fields})


def entry(**fields: Any) -> Entry:
    return entry_of(row(**fields), SOURCE, {"nu_cong": "Nữ công"})


def test_the_guid_is_a_name_of_its_own_and_no_address() -> None:
    assert entry().guid.startswith("urn:uuid:")
    assert entry().guid == entry(url="https://moved.example.vn/1", title="Tên khác").guid


def test_times_are_in_vietnam() -> None:
    published = entry().published
    assert published is not None
    assert published.isoformat() == "2026-11-19T08:30:00+07:00"


def test_a_missing_date_is_said_in_the_content_with_the_day_of_first_sight() -> None:
    undated = entry(published_at=None)
    assert undated.published is None
    assert "Trang nguồn không ghi ngày đăng; thu thập ngày 21/11/2026." in undated.content
    assert "không ghi ngày đăng" not in entry().content


def test_the_bounds_of_a_missing_date_are_said_in_the_content_and_are_no_date() -> None:
    bounds = {
        "earliest": {"value": "2022-04-07", "from": "document", "raw": "x"},
        "latest": {"value": "2022-04-20", "from": "number", "raw": "x"},
    }
    undated = entry(published_at=None, published_between=bounds)
    assert undated.published is None
    text = "Trang nguồn không ghi ngày đăng, khoảng 07/04/2022 – 20/04/2022; thu thập ngày 21/11/2026."
    assert text in undated.content
    after = entry(published_at=None, published_between={**bounds, "latest": None}).content
    assert "không ghi ngày đăng, sau 07/04/2022; thu thập" in after


def test_the_source_is_credited_with_a_link_to_the_original() -> None:
    assert (
        '<p>Nguồn: <a href="https://congdoan.example.vn/tin/12.html">Liên đoàn Lao động tỉnh Lào Cai</a></p>'
        in entry().content
    )
    assert entry().source.home == "http://congdoan.example.vn"


def test_a_source_that_nobody_knows_is_credited_by_the_articles_organisation() -> None:
    result = entry_of(row(organisation="LĐLĐ tỉnh Lào Cai"), None, {})
    assert (result.source.name, result.source.home) == ("LĐLĐ tỉnh Lào Cai", None)


def test_who_wrote_and_who_helped_stand_apart_and_accounts_stand_nowhere() -> None:
    result = entry(
        authors=[
            {"name": "Sền Thị Lan", "role": "writer", "organisation": "LĐLĐ tỉnh Lào Cai"},
            {"name": "Sền Thị Lan", "role": "photographer", "organisation": None},
            {"name": "Minh Hà", "role": "compiler", "organisation": None},
            {"name": "quantri", "role": "poster", "organisation": None},
            {"name": "Báo Lao Động", "role": "source", "organisation": None},
        ]
    )
    assert result.creators == ("Sền Thị Lan", "Minh Hà")
    assert result.contributors == ("Sền Thị Lan (ảnh)",)


def test_somebody_with_two_roles_stands_in_both() -> None:
    result = entry(
        authors=[
            {"name": "Sền Thị Lan", "role": "writer", "organisation": "LĐLĐ tỉnh Lào Cai"},
            {"name": "Sền Thị Lan", "role": "photographer", "organisation": None},
        ]
    )
    assert [(person.name, person.role, person.organisation) for person in result.people] == [
        ("Sền Thị Lan", "writer", "LĐLĐ tỉnh Lào Cai"),
        ("Sền Thị Lan", "photographer", ""),
    ]


@pytest.mark.parametrize("source", [NEWSPAPER, None])
def test_of_a_newspaper_and_of_who_nobody_knows_only_the_lead_is_published(
    source: KnownSource | None,
) -> None:
    pages = {
        "body_text": "Lời dẫn ngắn.\nĐoạn sau không được lấy.",
        "images": [{"url": "https://bao.example.vn/a.jpg", "caption": None, "credit": None}],
        "attachments": [{"url": "https://bao.example.vn/a.pdf", "name": "a", "media_type": None}],
    }
    result = entry_of(
        row(summary="Lời dẫn ngắn.", body_html="<p>Đoạn sau không được lấy.</p>", **pages), source, {}
    )
    assert "Lời dẫn ngắn." in result.content
    assert '<a href="https://congdoan.example.vn/tin/12.html">Đọc toàn bài tại ' in result.content
    assert "Đoạn sau" not in result.content + result.summary
    assert (result.media, result.full) == ((), False)
    long = entry_of(row(summary=None, body_text="Từ " * 1000), source, {})
    assert len(long.summary) <= 300


def test_pictures_and_files_are_told_with_their_types_and_unknown_lengths() -> None:
    result = entry(
        images=[
            {"url": "https://a.example.vn/anh.JPG?w=1", "caption": "Hội trường", "credit": "Páo"},
            {"url": "https://a.example.vn/anh", "caption": None, "credit": None},
            {"url": "data:image/png;base64,x", "caption": None, "credit": None},
        ],
        attachments=[
            {"url": "https://a.example.vn/kh.pdf", "name": "Kế hoạch", "media_type": None},
            {"url": "https://a.example.vn/tai-ve", "name": None, "media_type": "nonsense"},
            {"url": "https://a.example.vn/kh.pdf", "name": "lần nữa", "media_type": None},
        ],
    )
    assert [
        (media.kind, media.url[21:], media.type, media.title, media.credit, media.length)
        for media in result.media
    ] == [
        ("file", "kh.pdf", "application/pdf", "Kế hoạch", "", 0),
        ("file", "tai-ve", "application/octet-stream", "", "", 0),
        ("image", "anh.JPG?w=1", "image/jpeg", "Hội trường", "Páo", 0),
        ("image", "anh", None, "", "", 0),
    ]


def test_articles_of_one_night_differ_in_when_they_changed() -> None:
    assert entry(id=7).updated != entry(id=8).updated
    assert abs((entry(id=7).updated - SEEN).total_seconds()) < 1


def test_another_language_is_told_and_nonsense_is_none() -> None:
    assert [entry(language=declared).language for declared in ("en-GB", "vi-VN", None, "<x>", "en")] == [
        "en",
        "",
        "",
        "",
        "en",
    ]


def test_the_lead_comes_first_where_it_stands_apart_and_is_not_said_twice() -> None:
    assert entry(summary="Lời dẫn <i>").content.startswith("<p><strong>Lời dẫn &lt;i&gt;</strong></p>")
    assert entry(summary="Đoạn một.").content.startswith("<p>Đoạn một.</p>")


def test_without_html_the_paragraphs_are_made_of_the_text() -> None:
    assert entry(body_html="", body_text="Một < hai.\n\nBa.").content.startswith(
        "<p>Một &lt; hai.</p><p>Ba.</p>"
    )


def test_what_is_attached_is_linked_and_what_leads_elsewhere_is_not() -> None:
    result = entry(
        attachments=[
            {"url": "https://congdoan.example.vn/kh.pdf", "name": 'Kế hoạch "334"', "media_type": None},
            {"url": "javascript:alert(1)", "name": "x", "media_type": None},
        ]
    )
    assert (
        '<li><a href="https://congdoan.example.vn/kh.pdf">Kế hoạch &quot;334&quot;</a></li>' in result.content
    )
    assert "javascript" not in result.content


def test_topics_and_province_are_categories() -> None:
    result = entry(
        topics=["nu_cong", "khac"], province={"slug": "quang-nam", "name": "Quảng Nam", "current": "da-nang"}
    )
    assert [(c.kind, c.slug, c.name) for c in result.categories] == [
        ("topic", "nu_cong", "Nữ công"),
        ("topic", "khac", "khac"),
        ("province", "da-nang", "Quảng Nam"),
    ]


def test_an_article_without_a_title_is_named_by_its_text_or_said_to_have_none() -> None:
    assert entry(title=None).title == "Đoạn một. Đoạn hai."
    assert entry(title="\u200b", body_text="").title == UNTITLED


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "javascript:alert(1)"},
        {"url": "/tin/12.html"},
        {"authors": [{"name": "x"}]},
        {"authors": "x"},
        {"attachments": [None]},
        {"province": {"slug": "x"}},
    ],
)
def test_a_row_that_cannot_be_an_entry_is_none(fields: dict[str, Any]) -> None:
    with pytest.raises(EntryError):
        entry(**fields)


@pytest.mark.parametrize(
    ("source", "feed", "full"),
    [(SOURCE, "", True), (SOURCE, "lead", False), (NEWSPAPER, "", False), (NEWSPAPER, "full", True)],
)
def test_the_file_of_a_source_says_whether_feeds_hold_its_texts(
    source: KnownSource, feed: str, full: bool
) -> None:
    known = KnownSource(slug=source.slug, name=source.name, home=source.home, kind=source.kind, feed=feed)
    made = entry_of(row(summary="Lời dẫn."), known, {})
    assert (made.full, "Đoạn hai." in made.content) == (full, full)
    leads = entry_of(row(summary="Lời dẫn."), known, {}, lead_only=True)
    assert (leads.full, "Đoạn hai." in leads.content, leads.media) == (False, False, ())


def test_captions_and_photographers_stand_with_their_pictures() -> None:
    first = {
        "url": "https://a.example.vn/1.jpg",
        "caption": "Quang cảnh <hội nghị>.",
        "credit": "Tráng A Páo",
    }
    second = {"url": "https://a.example.vn/2.jpg", "caption": "Trao quà & hoa.", "credit": "Giàng Seo Páo"}
    third = {"url": "https://a.example.vn/3.jpg", "caption": "Ảnh: Lò Thị Mai", "credit": "Lò Thị Mai"}
    within = (
        '<figure><img src="https://a.example.vn/2.jpg" alt="">'
        "<figcaption>Trao quà &amp; hoa.</figcaption></figure>"
    )
    result = entry(images=[first, second, third], body_html=f"<p>Đoạn một.</p>{within}").content
    assert (
        '<figure><img src="https://a.example.vn/1.jpg" alt=""><figcaption>Quang cảnh &lt;hội nghị&gt;. '
    ) not in result  # Angle brackets are typographic in a line.
    assert "<figcaption>Quang cảnh ‹hội nghị›. Ảnh: Tráng A Páo</figcaption></figure>" in result
    assert "<figcaption>Trao quà &amp; hoa. Ảnh: Giàng Seo Páo</figcaption></figure>" in result
    assert result.count("Trao quà") == 1
    assert "<figcaption>Ảnh: Lò Thị Mai</figcaption>" in result


def test_the_summary_is_the_lead_or_a_short_excerpt() -> None:
    sentence = "Công đoàn cơ sở tổ chức hội nghị người lao động với sự có mặt của đông đảo đoàn viên. "
    assert entry(summary="Lời dẫn.", body_text=sentence * 20).summary == "Lời dẫn."
    assert entry(summary=None, body_text=sentence * 20).summary == (sentence * 4).strip()
    assert len(entry(summary=sentence * 5).summary) == len(sentence) * 5 - 1
    assert entry(summary=sentence * 9).summary == (sentence * 4).strip()


def test_a_name_with_a_comma_is_one_category() -> None:
    result = entry_of(row(topics=["x"]), SOURCE, {"x": "Nữ công, bình đẳng giới"})
    assert [category.label for category in result.categories] == ["Nữ công – bình đẳng giới"]


def test_what_never_was_news_has_no_moment_of_entering() -> None:
    assert entry(entered_at=SEEN).entered == SEEN
    assert entry(entered_at=NO_NEWS).entered is entry().entered is None
