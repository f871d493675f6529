"""The list of feeds as OPML 2.0, for import into a feed reader."""

from collections.abc import Sequence

from lxml import etree

from feeds.feed_catalogue import GROUPS, SITE_NAME, Feed
from feeds.model import LANGUAGE, Site
from feeds.text import xml_text

MEDIA_TYPE = "text/x-opml"
# The groups with an OPML file of their own.
LISTS = tuple(group for group in GROUPS if group != "operators")


def render(site: Site, feeds: Sequence[Feed], group: str | None = None, suffix: str = "rss") -> bytes:
    """The feeds for readers as OPML in UTF-8, one folder a group, in the order given; with ``group`` only
    that group."""
    base = site.root
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = (
        f"{SITE_NAME} – {GROUPS[group]}" if group else SITE_NAME
    )
    body = etree.SubElement(root, "body")
    for slug, name in GROUPS.items():
        members = [feed for feed in feeds if feed.group == slug]
        if slug not in LISTS or group not in (None, slug) or not members:
            continue
        folder = etree.SubElement(body, "outline", text=name)
        for feed in members:
            etree.SubElement(
                folder,
                "outline",
                type="rss",
                text=xml_text(feed.label),
                title=xml_text(feed.title),
                description=xml_text(feed.description),
                language=LANGUAGE,
                xmlUrl=f"{base}/feeds/{feed.name}.{suffix}",
                htmlUrl=f"{base}{feed.listed}" if feed.listed else f"{base}/feeds/{feed.name}.{suffix}",
            )
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))
