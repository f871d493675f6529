"""The rules of the formats, as their texts and the W3C validator have them: each breach is a sentence."""

import json
import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

NS = {
    "at": "http://purl.org/atompub/tombstones/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
}
ATOM = "{http://www.w3.org/2005/Atom}"
RELATIONS = {
    "alternate", "current", "enclosure", "hub", "next", "next-archive", "prev-archive", "previous", "related",
    "self",
}  # fmt: skip
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
FULL_ADDRESS = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:(//)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ITEM = {
    "title", "link", "description", "guid", "category", "enclosure", "pubDate", "source",
    "content:encoded", "dc:creator", "dc:contributor", "dc:rights", "dc:language", "media:content",
}  # fmt: skip
CHANNEL = {
    "title", "link", "description", "language", "copyright", "docs", "generator", "lastBuildDate", "item",
    "atom:link", "fh:archive", "image", "ttl",
}  # fmt: skip


def name(element: etree._Element) -> str:
    prefixes = {uri: prefix for prefix, uri in NS.items()}
    tag = etree.QName(element)
    return f"{prefixes[tag.namespace]}:{tag.localname}" if tag.namespace else str(tag.localname)


def rss(data: bytes) -> list[str]:
    """The breaches of RSS 2.0 and of its modules."""
    root = etree.fromstring(data)
    wrong = []
    if root.tag != "rss" or root.get("version") != "2.0" or [child.tag for child in root] != ["channel"]:
        return ["no RSS 2.0"]
    channel = root[0]
    wrong += _once(channel, "title", "link", "description", "language")
    wrong += [f"channel holds {name(child)}" for child in channel if name(child) not in CHANNEL]
    names = [name(child) for child in channel]
    if "item" in names and any(child != "item" for child in names[names.index("item") :]):
        wrong.append("channel elements after items")
    wrong += _links(channel, "atom:link", own_feed=True)
    wrong += [
        _plain(channel.findtext(child_name) or "", child_name)
        for child_name in ("title", "description", "copyright")
    ]
    if (built := channel.findtext("lastBuildDate")) is not None:
        parsedate_to_datetime(built)
    image = {child.tag: child.text or "" for child in channel.iterfind("image/*")}
    if image and (image["title"], image["link"]) != (channel.findtext("title"), channel.findtext("link")):
        wrong.append("the image is another one's")
    guids = Counter(channel.xpath("item/guid/text()"))
    wrong += [f"guid twice: {guid}" for guid, number in guids.items() if number > 1]
    for item in channel.iterfind("item"):
        wrong += _item(item)
    return [fault for fault in wrong if fault]


def _item(item: etree._Element) -> list[str]:
    wrong = _once(item, "title", "link", "description", "guid")
    wrong += [f"item holds {name(child)}" for child in item if name(child) not in ITEM]
    names = [name(child) for child in item]
    single = ("enclosure", "pubDate", "source", "content:encoded", "dc:rights", "dc:language")
    wrong += [f"{tag} more than once" for tag in single if names.count(tag) > 1]
    if "content:encoded" in names and names.index("content:encoded") < names.index("description"):
        wrong.append("content before description")
    for tag in ("title", "category", "source", "dc:rights"):
        wrong += [_plain(str(text), tag) for text in item.xpath(f"{tag}/text()", namespaces=NS)]
    wrong += [f"empty {name(child)}" for child in item if name(child).startswith("dc:") and not child.text]
    link = item.findtext("link") or ""
    if not FULL_ADDRESS.fullmatch(link) or urlsplit(link).scheme not in ("http", "https"):
        wrong.append(f"link {link!r}")
    guid = item.find("guid")
    if guid is not None and (guid.get("isPermaLink") != "false" or not URN.fullmatch(guid.text or "")):
        wrong.append(f"guid {guid.text!r}")
    if (told := item.findtext("pubDate")) is not None:
        parsedate_to_datetime(told)
    for enclosure in item.iterfind("enclosure"):
        if set(enclosure.attrib) != {"url", "length", "type"} or int(enclosure.attrib["length"]) < 0:
            wrong.append("enclosure wants url, length and type")
        wrong.append(_media_type(enclosure.get("type")))
    for content in item.iterfind("media:content", NS):
        wrong.append(_media_type(content.get("type", "image/x")))
        if content.get("fileSize") == "0":
            wrong.append("fileSize of nothing")
    # Programs take them for the entry's own, wherever they stand.
    wrong += [
        f"{name(child)} in an item"
        for child in item.xpath(".//media:title | .//media:description", namespaces=NS)
    ]
    wrong += ["a category of two" for child in item.iterfind("category") if "," in (child.text or "")]
    source = item.find("source")
    if source is not None and not FULL_ADDRESS.fullmatch(source.get("url", "")):
        wrong.append("source without address")
    return wrong


def atom(data: bytes) -> list[str]:
    """The breaches of RFC 4287, and of RFC 5005 where it is an archive page."""
    root = etree.fromstring(data)
    if root.tag != f"{ATOM}feed":
        return ["no Atom"]
    wrong = _once(root, "atom:id", "atom:title", "atom:updated", "atom:author")
    if root.get("{http://www.w3.org/XML/1998/namespace}lang") is None:
        wrong.append("no language")
    wrong += _links(root, "atom:link", own_feed=True)
    wrong += _moments(root)
    ids = Counter(root.xpath("atom:entry/atom:id/text()", namespaces=NS))
    wrong += [f"id twice: {guid}" for guid, number in ids.items() if number > 1]
    times = Counter(root.xpath("atom:entry/atom:updated/text()", namespaces=NS))
    wrong += [f"updated twice: {time}" for time, number in times.items() if number > 1]
    names = [name(child) for child in root]
    if "atom:entry" in names and any(
        child_name != "atom:entry" for child_name in names[names.index("atom:entry") :]
    ):
        wrong.append("metadata after entries")
    archive = root.find("fh:archive", NS) is not None
    if archive and not root.xpath("atom:link[@rel='current']", namespaces=NS):
        wrong.append("an archive page without its feed")
    for grave in root.iterfind("at:deleted-entry", NS):
        if not URN.fullmatch(grave.get("ref", "")) or not RFC3339.fullmatch(grave.get("when", "")):
            wrong.append(f"tombstone {dict(grave.attrib)}")
    if root.nsmap.get("at") != NS["at"]:
        wrong.append("the names of tombstones are not declared")
    for entry in root.iterfind(f"{ATOM}entry"):
        wrong += _once(
            entry, "atom:id", "atom:title", "atom:updated", "atom:content", "atom:summary", "atom:source"
        )
        wrong += _links(entry, "atom:link", own_feed=False)
        wrong += _moments(entry)
        source = entry.find(f"{ATOM}source")
        if source is not None:
            wrong += _once(source, "atom:id", "atom:title", "atom:updated")
            wrong += _links(source, "atom:link", own_feed=False)
        if not URN.fullmatch(entry.findtext(f"{ATOM}id") or ""):
            wrong.append("id")
        wrong += [
            _plain(str(text), "text")
            for text in entry.xpath("atom:title/text()|atom:rights/text()", namespaces=NS)
        ]
        wrong += [f"{name(child)} in an entry" for child in entry.xpath(".//media:*", namespaces=NS)]
        for category in entry.iterfind(f"{ATOM}category"):
            if not category.get("term") or not FULL_ADDRESS.fullmatch(category.get("scheme", "http://x")):
                wrong.append("category")
    return [fault for fault in wrong if fault]


def opml(data: bytes) -> list[str]:
    """The breaches of OPML 2.0 and of what readers import."""
    root = etree.fromstring(data)
    wrong = []
    if (
        root.tag != "opml"
        or root.get("version") != "2.0"
        or [child.tag for child in root] != ["head", "body"]
    ):
        return ["no OPML 2.0"]
    if not root.findtext("head/title"):
        wrong.append("no title")
    allowed = {"type", "text", "title", "description", "language", "xmlUrl", "htmlUrl"}
    for outline in root.iter("outline"):
        if not outline.get("text") or not set(outline.attrib) <= allowed:
            wrong.append(f"outline {dict(outline.attrib)}")
        if len(outline) == 0 and (outline.get("type") != "rss" or not outline.get("title")):
            wrong.append("a feed without type or title")
        if len(outline) == 0 and not FULL_ADDRESS.fullmatch(outline.get("xmlUrl", "")):
            wrong.append("a feed without address")
        if len(outline) and "type" in outline.attrib:
            wrong.append("a folder with a type")
    addresses = Counter(root.xpath("//@xmlUrl"))
    titles = Counter(root.xpath("//outline[@xmlUrl]/@title"))
    wrong += [f"title twice: {title}" for title, number in titles.items() if number > 1]
    return wrong + [f"twice: {address}" for address, number in addresses.items() if number > 1]


# JSON Feed 1.1 as a schema: name → (required, type or checker).
_STRING = str
AUTHOR = {"name": (True, _STRING), "url": (False, _STRING), "avatar": (False, _STRING)}
ATTACHMENT = {
    "url": (True, _STRING),
    "mime_type": (True, _STRING),
    "title": (False, _STRING),
    "size_in_bytes": (False, int),
    "duration_in_seconds": (False, int),
}
ENTRY = {
    "id": (True, _STRING),
    "url": (False, _STRING),
    "external_url": (False, _STRING),
    "title": (False, _STRING),
    "content_html": (False, _STRING),
    "content_text": (False, _STRING),
    "summary": (False, _STRING),
    "image": (False, _STRING),
    "banner_image": (False, _STRING),
    "date_published": (False, "time"),
    "date_modified": (False, "time"),
    "authors": (False, [AUTHOR]),
    "tags": (False, [_STRING]),
    "language": (False, _STRING),
    "attachments": (False, [ATTACHMENT]),
}
FEED = {
    "version": (True, _STRING),
    "title": (True, _STRING),
    "home_page_url": (False, _STRING),
    "feed_url": (False, _STRING),
    "description": (False, _STRING),
    "user_comment": (False, _STRING),
    "next_url": (False, _STRING),
    "icon": (False, _STRING),
    "favicon": (False, _STRING),
    "authors": (False, [AUTHOR]),
    "language": (False, _STRING),
    "expired": (False, bool),
    "hubs": (False, [{"type": (True, _STRING), "url": (True, _STRING)}]),
    "items": (True, [ENTRY]),
}


def json_feed(data: bytes) -> list[str]:
    """The breaches of JSON Feed 1.1."""
    feed = json.loads(data.decode())
    wrong = _schema(feed, FEED, "feed")
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        wrong.append("version")
    items = feed.get("items", [])
    wrong += [
        f"id twice: {guid}" for guid, number in Counter(item["id"] for item in items).items() if number > 1
    ]
    wrong += ["no content" for item in items if not {"content_html", "content_text"} & item.keys()]
    if "next_url" in feed and feed["next_url"] == feed.get("feed_url"):
        wrong.append("its own next page")
    return wrong


def _schema(value: Any, wanted: dict[str, Any], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where} is no object"]
    wrong = [f"{where} lacks {key}" for key, (must, _) in wanted.items() if must and key not in value]
    for key, field in value.items():
        if key.startswith("_"):
            if not isinstance(field, dict) or "." in key:
                wrong.append(f"{where}.{key} is no extension")
        elif key not in wanted:
            wrong.append(f"{where}.{key} is unknown")
        else:
            wrong += _typed(field, wanted[key][1], f"{where}.{key}")
    return wrong


def _typed(value: Any, wanted: Any, where: str) -> list[str]:
    if isinstance(wanted, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        found = []
        for element_value in value:
            found += (
                _schema(element_value, wanted[0], where)
                if isinstance(wanted[0], dict)
                else _typed(element_value, wanted[0], where)
            )
        return found
    if wanted == "time":
        return [] if RFC3339.fullmatch(value) else [f"{where}: {value}"]
    return [] if isinstance(value, wanted) else [f"{where}: {value!r}"]


def _once(element: etree._Element, *tags: str) -> list[str]:
    names = Counter(name(child) for child in element)
    return [f"{name(element)} has {names[tag]} {tag}" for tag in tags if names[tag] != 1]


def _links(element: etree._Element, tag: str, *, own_feed: bool) -> list[str]:
    wrong = []
    seen: Counter[tuple[str | None, str | None, str | None]] = Counter()
    for link in element.iterfind(tag, NS):
        rel = link.get("rel", "alternate")
        if rel not in RELATIONS or not FULL_ADDRESS.fullmatch(link.get("href", "")):
            wrong.append(f"link {dict(link.attrib)}")
        if not own_feed and rel in ("next", "previous", "prev-archive", "next-archive", "current"):
            wrong.append(f"an entry with a link {rel}")
        wrong.append(_media_type(link.get("type", "a/b")))
        seen[rel, link.get("type"), link.get("hreflang")] += rel not in ("enclosure", "related")
    return wrong + [f"link twice: {link}" for link, number in seen.items() if number > 1]


def _moments(element: etree._Element) -> list[str]:
    wrong = []
    for tag in ("updated", "published"):
        for told in element.iterfind(f"{ATOM}{tag}"):
            if (
                not RFC3339.fullmatch(told.text or "")
                or datetime.fromisoformat(told.text or "").tzinfo is None
            ):
                wrong.append(f"{tag}: {told.text}")
    return wrong


def _plain(text: str, where: str) -> str:
    """Text that no reader can take for HTML, and that nobody decoded wrongly."""
    if re.search(r"</?[a-zA-Z]|&((amp|lt|gt|quot|nbsp|copy)\b|#\w)", text):
        return f"{where} looks like HTML: {text[:80]}"
    if re.search("[\x7f-\x9f\ufffd]", text) or not text.strip():
        return f"{where} holds what is no text: {text[:80]!r}"
    return ""


def _media_type(told: str | None) -> str:
    return "" if MEDIA_TYPE.fullmatch(told or "") else f"media type {told!r}"
