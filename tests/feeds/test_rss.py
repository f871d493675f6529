"""The feed says what the entry says, whatever stands in it, and always in the same bytes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.entry import Category, Credit, Entry
from feeds.rss import Channel, render
from feeds.text import line, web_address, xml_text

CHANNEL = Channel(
    "Tin Công Đoàn",
    "Tin công đoàn các tỉnh.",
    "https://tin.example.vn/",
    self_url="https://tin.example.vn/feeds/all.rss",
    feed_base="https://tin.example.vn/feeds",
)
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def parse(data: bytes) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(data)
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    return parsed


def test_a_reader_sees_all_that_the_entry_says(entry: Entry) -> None:
    parsed = parse(render(CHANNEL, [entry]).data)
    (item,) = parsed.entries
    assert item.title == entry.title
    assert item.link == entry.url
    assert item.id == entry.guid
    assert item.guidislink is False
    assert item.summary == entry.summary
    assert item.content[0].value == entry.content
    assert item.published == "Thu, 19 Nov 2026 08:30:00 +0700"
    assert [(tag.scheme, tag.term) for tag in item.tags] == [("topic", "Nữ công"), ("province", "Lào Cai")]
    assert item.source.title == "Liên đoàn Lao động tỉnh Lào Cai"
    assert item.source.href == "https://tin.example.vn/feeds/source/lao-cai.rss"


def test_each_writer_is_a_creator_and_who_helped_a_contributor(entry: Entry) -> None:
    tree = etree.fromstring(render(CHANNEL, [entry]).data)
    dc = {"dc": "http://purl.org/dc/elements/1.1/"}
    assert tree.xpath("//item/dc:creator/text()", namespaces=dc) == ["Lò Thị Mai", "Phàn A Sử"]
    assert tree.xpath("//item/dc:contributor/text()", namespaces=dc) == ["Giàng Seo Páo (ảnh)"]


def test_the_channel_names_itself_its_page_and_its_language(entry: Entry) -> None:
    parsed = parse(render(CHANNEL, [entry]).data)
    assert (parsed.feed.title, parsed.feed.language) == ("Tin Công Đoàn", "vi")
    links = {link.rel: link.href for link in parsed.feed.links}
    assert links == {"alternate": "https://tin.example.vn/", "self": "https://tin.example.vn/feeds/all.rss"}
    assert etree.fromstring(render(CHANNEL, [entry]).data).xpath("string(channel/link)") == CHANNEL.link


def test_no_date_told_is_no_date_given(entry: Entry) -> None:
    data = render(CHANNEL, [replace(entry, published=None)]).data
    assert b"<pubDate>" not in data
    assert "published" not in parse(data).entries[0]


def test_nothing_depends_on_the_time_of_rendering(entry: Entry) -> None:
    data = render(CHANNEL, [entry]).data
    assert b"<lastBuildDate>Fri, 20 Nov 2026 19:00:00 +0000</lastBuildDate>" in data
    assert render(CHANNEL, [entry]).data == data
    empty = render(CHANNEL, []).data
    assert b"lastBuildDate" not in empty
    assert parse(empty).entries == []


def test_entries_keep_their_order(entry: Entry) -> None:
    entries = [replace(entry, guid=f"urn:uuid:{number}") for number in range(5)]
    assert [item.id for item in parse(render(CHANNEL, entries).data).entries] == [
        each.guid for each in entries
    ]


def test_without_an_address_of_our_own_the_source_is_credited_by_its_home(entry: Entry) -> None:
    channel = replace(CHANNEL, self_url=None, feed_base=None)
    parsed = parse(render(channel, [entry]).data)
    assert parsed.entries[0].source.href == "http://congdoan.example.vn"
    assert [link.rel for link in parsed.feed.links] == ["alternate"]


def test_cdata_ends_and_tags_in_the_content_end_nothing(entry: Entry) -> None:
    content = "<p>a ]]> b</p><p>&lt;script&gt; <![CDATA[ x ]]></p></item></channel>"
    tree = etree.fromstring(render(CHANNEL, [replace(entry, content=content)]).data)
    assert tree.xpath("string(//*[local-name()='encoded'])") == content
    assert len(tree.xpath("//item")) == 1


def test_a_summary_is_text_even_where_it_looks_like_html(entry: Entry) -> None:
    tree = etree.fromstring(render(CHANNEL, [replace(entry, summary="a < b <img src=x> & c")]).data)
    assert tree.xpath("string(//item/description)") == "a &lt; b &lt;img src=x&gt; &amp; c"


@pytest.mark.parametrize("bad", ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb"])
def test_an_entry_that_xml_cannot_say_is_left_out_and_named(entry: Entry, bad: str) -> None:
    broken = replace(entry, guid="urn:uuid:broken", title=bad)
    rendered = render(CHANNEL, [broken, entry])
    assert [item.id for item in parse(rendered.data).entries] == [entry.guid]
    assert [left.guid for left in rendered.left_out] == ["urn:uuid:broken"]
    assert rendered.left_out[0].reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=ANY_TEXT, summary=ANY_TEXT, name=ANY_TEXT, content=ANY_TEXT)
def test_cleaned_text_of_any_kind_is_always_written(
    entry: Entry, title: str, summary: str, name: str, content: str
) -> None:
    hostile = replace(
        entry,
        title=line(title) or "x",
        summary=line(summary, 2000),
        content=xml_text(content),
        creators=(line(name) or "x",),
        categories=(Category("topic", "x", line(name) or "x"),),
        source=Credit("x", line(name) or "x", None),
    )
    rendered = render(CHANNEL, [hostile])
    assert rendered.left_out == ()
    tree = etree.fromstring(rendered.data)
    assert tree.xpath("string(//item/title)") == hostile.title
    assert tree.xpath("string(//item/description)") is not None


@given(ANY_TEXT)
def test_a_line_is_one_short_line_without_a_tag(text: str) -> None:
    told = line(text)
    assert len(told) <= 300
    assert told == told.strip()
    assert not {"<", ">", "\n", "\r", "\t", "\x00"} & set(told)


def test_a_title_of_a_megabyte_is_cut_at_a_word() -> None:
    told = line("Công đoàn " * 100_000)
    assert len(told) <= 300
    assert told.endswith(("Công…", "đoàn…"))


@given(ANY_TEXT)
def test_an_address_is_plain_ascii_or_none(text: str) -> None:
    address = web_address(text)
    assert address is None or (address.isascii() and " " not in address and address.startswith("http"))


def test_addresses_keep_what_they_say() -> None:
    assert (
        web_address("https://a.example/tin/h%E1%BB%99i?a=1&b=2#x")
        == "https://a.example/tin/h%E1%BB%99i?a=1&b=2#x"
    )
    assert web_address("http://a.example/hội nghị.html") == "http://a.example/h%E1%BB%99i%20ngh%E1%BB%8B.html"
    for other in ("javascript:alert(1)", "/tin/12.html", "http://", "mailto:a@b.example", "http://[bad"):
        assert web_address(other) is None


def test_a_day_is_its_midnight_in_vietnam(entry: Entry) -> None:
    midnight = datetime(2026, 11, 19, tzinfo=timezone(timedelta(hours=7)))
    data = render(
        CHANNEL, [replace(entry, published=midnight, changed_at=datetime(2026, 11, 20, tzinfo=UTC))]
    ).data
    assert b"<pubDate>Thu, 19 Nov 2026 00:00:00 +0700</pubDate>" in data
