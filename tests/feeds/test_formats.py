"""A feed says what the entry says, in each format, whatever stands in it, and always in the same bytes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.entry import Category, Credit, Entry, Person
from feeds.formats import FORMATS, render
from feeds.media import Media
from feeds.model import Channel, Site
from feeds.text import line, web_address, xml_text
from feeds.tombstones import Tombstone
from tests.feeds import rules

BASE = "https://tin.example.vn"
CHANNEL = Channel("all", "Tin Công Đoàn", "Tin công đoàn các tỉnh.", Site(BASE, "https://hub.example.vn/"))
RULES: dict[str, Callable[[bytes], list[str]]] = {
    "rss": rules.rss,
    "atom": rules.atom,
    "json": rules.json_feed,
}
XML = ("rss", "atom")
ANY_TEXT = st.text(st.characters(exclude_categories=()))
anything = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


def data(suffix: str, *entries: Entry, channel: Channel = CHANNEL) -> bytes:
    rendered = render(suffix, channel, entries)
    assert rendered.left_out == ()
    assert RULES[suffix](rendered.data) == []
    return rendered.data


def parsed(suffix: str, *entries: Entry, channel: Channel = CHANNEL) -> feedparser.FeedParserDict:
    parsed_feed = feedparser.parse(data(suffix, *entries, channel=channel))
    assert parsed_feed.bozo == 0, parsed_feed.get("bozo_exception")
    return parsed_feed


@pytest.mark.parametrize("suffix", XML)
def test_a_reader_sees_all_that_the_entry_says(entry: Entry, suffix: str) -> None:
    (item,) = parsed(suffix, entry).entries
    assert (item.title, item.link, item.id) == (entry.title, entry.url, entry.guid)
    assert item.summary == entry.summary
    assert item.content[0].value == entry.content
    assert item.published_parsed[:6] == (2026, 11, 19, 1, 30, 0)
    assert [author.name for author in item.authors] == ["Lò Thị Mai", "Phàn A Sử"]
    assert item.source.title == "Liên đoàn Lao động tỉnh Lào Cai"
    assert ("https://congdoan.example.vn/kh-334.pdf", "application/pdf", "20480") in [
        (enclosure.href, enclosure.get("type"), enclosure.get("length")) for enclosure in item.enclosures
    ]
    assert {"Nữ công", "Lào Cai"} <= {tag.get("label") or tag.term for tag in item.tags}


def test_json_says_all_that_the_entry_says(entry: Entry) -> None:
    feed = json.loads(data("json", entry))
    (item,) = feed["items"]
    assert (item["id"], item["url"], item["title"]) == (entry.guid, entry.url, entry.title)
    assert (item["content_html"], item["summary"]) == (entry.content, entry.summary)
    assert item["date_published"] == "2026-11-19T08:30:00+07:00"
    assert item["authors"] == [{"name": "Lò Thị Mai"}, {"name": "Phàn A Sử"}]
    assert item["tags"] == ["Nữ công", "Lào Cai"]
    assert item["image"] == "https://congdoan.example.vn/a.jpg"
    assert item["attachments"] == [
        {
            "url": "https://congdoan.example.vn/kh-334.pdf",
            "mime_type": "application/pdf",
            "title": "Kế hoạch 334",
            "size_in_bytes": 20480,
        },
        {"url": "https://congdoan.example.vn/a.jpg", "mime_type": "image/jpeg", "title": "Hội trường"},
    ]
    ours = item["_tincongdoan"]
    assert {"name": "Giàng Seo Páo", "role": "photographer", "organisation": None} in ours["people"]
    assert ours["source"]["url"] == "http://congdoan.example.vn"
    assert ours["rights"] == "© Liên đoàn Lao động tỉnh Lào Cai"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example.vn/"}]


def test_rss_names_each_writer_and_each_helper(entry: Entry) -> None:
    tree = etree.fromstring(data("rss", entry))
    assert tree.xpath("//item/dc:creator/text()", namespaces=rules.NS) == ["Lò Thị Mai", "Phàn A Sử"]
    assert tree.xpath("//item/dc:contributor/text()", namespaces=rules.NS) == ["Giàng Seo Páo (ảnh)"]
    assert tree.xpath("//item/media:content/@url", namespaces=rules.NS) == [
        media.url for media in entry.media
    ]
    assert tree.xpath("//item/source/@url") == [f"{BASE}/feeds/source/lao-cai.rss"]


@pytest.mark.parametrize("suffix", XML)
def test_no_program_can_take_a_caption_for_the_headline_or_the_writer_for_a_photographer(
    entry: Entry, suffix: str
) -> None:
    tree = etree.fromstring(data(suffix, entry))
    assert tree.xpath("//media:title | //media:description", namespaces=rules.NS) == []
    credited = tree.xpath("//media:credit", namespaces=rules.NS)
    assert [(element.text, rules.name(element.getparent())) for element in credited] == (
        [("Páo", "media:content")] if suffix == "rss" else []
    )


def test_atom_tells_who_helped_apart_and_whose_the_article_is(entry: Entry) -> None:
    tree = etree.fromstring(
        data(
            "atom",
            entry,
            replace(
                entry, guid=entry.guid[:-1] + "2", people=(), updated=entry.updated + timedelta(seconds=1)
            ),
        )
    )
    first, second = tree.findall("atom:entry", rules.NS)
    assert first.xpath("atom:author/atom:name/text()", namespaces=rules.NS) == ["Lò Thị Mai", "Phàn A Sử"]
    assert first.xpath("atom:contributor/atom:name/text()", namespaces=rules.NS) == ["Giàng Seo Páo"]
    assert first.xpath("atom:rights/text()", namespaces=rules.NS) == ["© Liên đoàn Lao động tỉnh Lào Cai"]
    assert first.xpath("atom:source/atom:author", namespaces=rules.NS) == []
    # Without a byline nobody is the author, and who publishes the feed does not claim to be.
    assert second.xpath(".//atom:author", namespaces=rules.NS) == []
    assert tree.xpath("string(atom:author/atom:name)", namespaces=rules.NS) == "Theo trang nguồn"


def test_the_channel_has_a_picture_and_says_when_to_ask_again(entry: Entry) -> None:
    icon = f"{BASE}/feeds/icon.png"
    rss, atom = etree.fromstring(data("rss", entry)), etree.fromstring(data("atom", entry))
    assert (rss.findtext("channel/image/url"), rss.findtext("channel/ttl")) == (icon, "60")
    assert [atom.findtext(f"atom:{name}", namespaces=rules.NS) for name in ("icon", "logo")] == [icon, icon]
    record = json.loads(data("json", entry))
    assert (record["icon"], record["favicon"]) == (icon, icon)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_channel_leads_to_the_page_that_lists_the_same(entry: Entry, suffix: str) -> None:
    channel = replace(CHANNEL, name="province/lao-cai", listed="/?province=lao-cai")
    search = replace(CHANNEL, name="search", listed="", query={"q": "Tết"})
    pages = (f"{BASE}/?province=lao-cai", f"{BASE}/feeds/search.rss?q=T%E1%BA%BFt")
    for each, page in zip((channel, search), pages, strict=True):
        written = data(suffix, entry, channel=each)
        if suffix == "json":
            assert json.loads(written)["home_page_url"] == page
        else:
            assert feedparser.parse(written).feed.link == page


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_was_taken_back_comes_once_more_with_nothing_left_of_it(entry: Entry, suffix: str) -> None:
    at = entry.updated + timedelta(days=1)
    tombstones = [
        Tombstone("urn:uuid:0b0f3c52-6d3a-5a40-9f0a-2f2f2b8f6f09", at),
        Tombstone(entry.guid[:-1] + "8", at, False),
    ]
    written = render(suffix, CHANNEL, [entry], tombstones).data
    assert RULES[suffix](written) == []
    if suffix == "atom":
        root = etree.fromstring(written)
        deleted = [element.get("ref") for element in root.iterfind("at:deleted-entry", rules.NS)]
        assert deleted == [tombstone.guid for tombstone in tombstones]
        assert len(feedparser.parse(written).entries) == 1
        return
    if suffix == "json":
        items = json.loads(written)["items"]
        record = [(item["id"], item["title"], item["content_html"]) for item in items]
    else:
        record = [
            (item_.id, item_.title, item_.content[0].value) for item_ in feedparser.parse(written).entries
        ]
    # What no reader can have needs no word.
    assert record == [
        (tombstones[0].guid, "Đã rút", "<p>Đã rút.</p>"),
        (entry.guid, entry.title, entry.content),
    ]
    archived = render(suffix, replace(CHANNEL, month="2026-11"), [entry], tombstones).data
    assert tombstones[0].guid.encode() not in archived


@pytest.mark.parametrize("suffix", XML)
def test_the_channel_names_itself_its_page_its_hub_and_its_language(entry: Entry, suffix: str) -> None:
    feed = parsed(suffix, entry).feed
    assert (feed.title, feed.language, feed.rights[:9]) == ("Tin Công Đoàn", "vi", "Bản quyền")
    assert {link.rel: link.href for link in feed.links} == {
        "alternate": f"{BASE}/",
        "self": f"{BASE}/feeds/all.{suffix}",
        "hub": "https://hub.example.vn/",
    }


@pytest.mark.parametrize("suffix", FORMATS)
def test_pages_of_a_feed_lead_to_each_other(entry: Entry, suffix: str) -> None:
    here = f"{BASE}/feeds/all"
    current = replace(CHANNEL, older="2026-11")
    newest = replace(CHANNEL, month="2026-11", older="2026-10")
    oldest = replace(CHANNEL, month="2026-10", newer="2026-11")
    if suffix == "json":
        assert json.loads(data("json", entry, channel=current))["next_url"] == f"{here}/2026-11.json"
        assert json.loads(data("json", entry, channel=newest))["next_url"] == f"{here}/2026-10.json"
        assert "next_url" not in json.loads(data("json", entry, channel=oldest))
        return

    def links(channel: Channel) -> dict[str, str]:
        parsed_feed = parsed(suffix, entry, channel=channel).feed.links
        return {
            link.rel: link.href.removeprefix(here)
            for link in parsed_feed
            if link.rel not in ("alternate", "hub")
        }

    assert links(current) == {
        "self": f".{suffix}",
        "next": f"/2026-11.{suffix}",
        "prev-archive": f"/2026-11.{suffix}",
    }
    assert links(newest) == {
        "self": f"/2026-11.{suffix}",
        "current": f".{suffix}",
        "previous": f".{suffix}",
        "next": f"/2026-10.{suffix}",
        "prev-archive": f"/2026-10.{suffix}",
    }
    assert links(oldest) == {
        "self": f"/2026-10.{suffix}",
        "current": f".{suffix}",
        "previous": f"/2026-11.{suffix}",
        "next-archive": f"/2026-11.{suffix}",
    }
    assert b"<fh:archive/>" in data(suffix, entry, channel=oldest)
    assert b"fh:archive/>" not in data(suffix, entry, channel=current)
    # The hub is told of the feed alone: its pages change with it.
    assert b'rel="hub"' not in data(suffix, entry, channel=oldest)


def test_a_feed_is_the_same_feed_wherever_it_is_served() -> None:
    assert Channel("all", "x", "y").id == replace(CHANNEL, title="z").id
    ids = {CHANNEL.id, replace(CHANNEL, month="2026-11").id, replace(CHANNEL, name="documents").id}
    asked = {replace(CHANNEL, name="search", query={"q": word}).id for word in ("Tết", "28/7")}
    assert len(ids | asked) == 5


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_date_told_is_no_date_given(entry: Entry, suffix: str) -> None:
    undated = data(suffix, replace(entry, published=None))
    for name in (b"<pubDate>", b"<published>", b"date_published"):
        assert name not in undated
        assert (name in data(suffix, entry)) == (
            name in {"rss": b"<pubDate>", "atom": b"<published>"}.get(suffix, b"date_published")
        )


@pytest.mark.parametrize("suffix", FORMATS)
def test_nothing_depends_on_the_time_of_rendering(entry: Entry, suffix: str) -> None:
    first = data(suffix, entry)
    assert data(suffix, entry) == first
    assert b"20" + b"26-11-20T19:00:00" in first or b"20 Nov 2026 19:00:00" in first
    empty = data(suffix)
    assert data(suffix) == empty
    assert str(datetime.now(UTC).year).encode() not in empty or suffix == "atom"


@pytest.mark.parametrize("suffix", XML)
def test_entries_keep_their_order(entry: Entry, suffix: str) -> None:
    entries = [
        replace(entry, guid=f"{entry.guid[:-1]}{n}", updated=entry.updated + timedelta(microseconds=n))
        for n in (3, 1, 2)
    ]
    assert [item.id for item in parsed(suffix, *entries).entries] == [item_.guid for item_ in entries]


@pytest.mark.parametrize("suffix", FORMATS)
def test_without_a_told_address_a_feed_names_where_we_answer_by_default(entry: Entry, suffix: str) -> None:
    written = data(suffix, entry, channel=replace(CHANNEL, site=Site()))
    assert f"http://127.0.0.1:8000/feeds/{CHANNEL.name}.{suffix}" in written.decode()


@pytest.mark.parametrize("suffix", XML)
def test_cdata_ends_and_tags_in_the_content_end_nothing(entry: Entry, suffix: str) -> None:
    content = "<p>a ]]> b</p><p>&lt;script&gt; <![CDATA[ x ]]></p></item></channel></entry></feed>"
    tree = etree.fromstring(data(suffix, replace(entry, content=content)))
    assert (
        tree.xpath("string(//*[local-name()='encoded'] | //*[local-name()='content'][@type='html'])")
        == content
    )
    assert len(tree.xpath("//item | //atom:entry", namespaces=rules.NS)) == 1


def test_a_summary_is_text_even_where_it_looks_like_html(entry: Entry) -> None:
    tree = etree.fromstring(render("rss", CHANNEL, [replace(entry, summary="a < b <img src=x> & c")]).data)
    assert tree.xpath("string(//item/description)") == "a &lt; b &lt;img src=x&gt; &amp; c"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("bad", ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb"])
def test_an_entry_that_cannot_be_written_is_left_out_and_named(entry: Entry, bad: str, suffix: str) -> None:
    broken = replace(entry, guid="urn:uuid:broken", title=bad)
    rendered = render(suffix, CHANNEL, [broken, entry])
    assert RULES[suffix](rendered.data) == []
    if suffix != "json" or bad == "a\ud800b":  # JSON can say the others.
        assert entry.guid.encode() in rendered.data
        assert b"urn:uuid:broken" not in rendered.data
        assert [left.guid for left in rendered.left_out] == ["urn:uuid:broken"]
        assert rendered.left_out[0].reason


@anything
@given(title=ANY_TEXT, summary=ANY_TEXT, person=ANY_TEXT, content=ANY_TEXT, address=ANY_TEXT)
def test_cleaned_text_of_any_kind_is_always_written_and_keeps_the_rules(
    entry: Entry, title: str, summary: str, person: str, content: str, address: str
) -> None:
    name = line(person) or "x"
    hostile = replace(
        entry,
        url=web_address(f"https://a.example.vn/{address}") or entry.url,
        title=line(title) or "x",
        summary=line(summary, 2000),
        content=xml_text(content),
        people=(Person(name, "writer", name), Person(name, "translator")),
        categories=(Category("topic", "x", name),),
        source=Credit("x", name, None),
        media=(
            Media("file", web_address(f"http://a.example/{address}") or entry.url, "a/b", line(title), name),
        ),
        language="en",
    )
    channel = replace(CHANNEL, title=name, description=line(summary) or "x")
    for suffix in FORMATS:
        written = data(suffix, hostile, channel=channel)
        assert found_title(suffix, written) == hostile.title
        if suffix != "json":
            assert feedparser.parse(written).bozo == 0


def found_title(suffix: str, written: bytes) -> Any:
    if suffix == "json":
        return json.loads(written)["items"][0]["title"]
    return etree.fromstring(written).xpath(
        "string(//item/title | //atom:entry/atom:title)", namespaces=rules.NS
    )


def test_a_day_is_its_midnight_in_vietnam(entry: Entry) -> None:
    midnight = datetime(2026, 11, 19, tzinfo=timezone(timedelta(hours=7)))
    assert b"<pubDate>Thu, 19 Nov 2026 00:00:00 +0700</pubDate>" in data(
        "rss", replace(entry, published=midnight)
    )
