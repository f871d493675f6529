"""JSON Feed 1.1, with an extension object ``_tincongdoan`` for what it has no field for."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from feeds.entry import Entry
from feeds.model import LANGUAGE, RIGHTS, Channel, Site

SUFFIX = "json"
MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
EXTENSION = "_tincongdoan"


def item(entry: Entry, site: Site) -> bytes:
    """Render an entry for any feed of this site. Raises ValueError, TypeError."""
    record: dict[str, Any] = {
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.summary or entry.title,
    }
    image = next((media.url for media in entry.media if media.kind == "image"), None)
    if image:
        record["image"] = image
    if entry.published:
        record["date_published"] = entry.published.isoformat()
    record["date_modified"] = entry.updated.isoformat()
    if entry.creators:
        record["authors"] = [{"name": name} for name in entry.creators]
    if entry.categories:
        record["tags"] = list(dict.fromkeys(category.label for category in entry.categories))
    if entry.language:
        record["language"] = entry.language
    attachments = []
    for media in entry.media:
        if media.type:
            size = {"size_in_bytes": media.length} if media.length else {}
            title = {"title": media.title} if media.title else {}
            attachments.append({"url": media.url, "mime_type": media.type, **title, **size})
    if attachments:
        record["attachments"] = attachments
    source: dict[str, Any] = {"slug": entry.source.slug, "name": entry.source.name, "url": entry.source.home}
    source["feed_url"] = site.feed(f"source/{entry.source.slug}", SUFFIX) if entry.source.slug else None
    if entry.withdrawn:
        record[EXTENSION] = {"withdrawn": True, "entered": entry.updated.isoformat()}
        return _bytes(record)
    record[EXTENSION] = {
        "source": source,
        "rights": entry.rights,
        "full": entry.full,
        "first_seen": entry.first_seen_at.isoformat(),
        "entered": entry.entered.isoformat() if entry.entered else None,
        "people": [
            {"name": person.name, "role": person.role, "organisation": person.organisation or None}
            for person in entry.people
        ],
        "also": [{"slug": other.slug, "name": other.name, "url": other.url} for other in entry.also],
        "categories": [{"kind": c.kind, "slug": c.slug, "name": c.name} for c in entry.categories],
    }
    return _bytes(record)


def document(channel: Channel, items: Sequence[bytes], updated: datetime | None) -> bytes:
    """The feed as UTF-8, in the order given; the same values give the same bytes. ``updated`` is the newest
    change of an entry, None where there is no entry."""
    record: dict[str, Any] = {"version": VERSION, "title": channel.title, "home_page_url": channel.page}
    record["feed_url"] = channel.address(SUFFIX)
    record["description"] = channel.description
    record["icon"] = record["favicon"] = channel.site.icon
    record["language"] = LANGUAGE
    older = channel.older_address(SUFFIX)
    if older:
        record["next_url"] = older
    if channel.site.hub and channel.month is None:
        record["hubs"] = [{"type": "WebSub", "url": channel.site.hub}]
    record[EXTENSION] = {"rights": RIGHTS, "updated": updated.isoformat() if updated else None}
    head = _bytes(record)
    return head[:-1] + b',"items":[' + (b"\n" if items else b"") + b",\n".join(items) + b"]}\n"


def _bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
