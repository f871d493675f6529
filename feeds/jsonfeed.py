"""JSON Feed 1.1. What it has no word for stands in ``_tincongdoan``, as it allows."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from feeds.entry import Entry
from feeds.model import LANGUAGE, RIGHTS, Channel, Site

SUFFIX = "json"
MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
OURS = "_tincongdoan"


def item(entry: Entry, site: Site) -> bytes:
    """The entry as it stands in every feed of this site. Raises ValueError, TypeError."""
    told: dict[str, Any] = {
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.summary or entry.title,
    }
    image = next((each.url for each in entry.media if each.kind == "image"), None)
    if image:
        told["image"] = image
    if entry.published:
        told["date_published"] = entry.published.isoformat()
    told["date_modified"] = entry.updated.isoformat()
    if entry.creators:
        told["authors"] = [{"name": name} for name in entry.creators]
    if entry.categories:
        told["tags"] = list(dict.fromkeys(category.label for category in entry.categories))
    if entry.language:
        told["language"] = entry.language
    attachments = []
    for each in entry.media:
        if each.type:
            size = {"size_in_bytes": each.length} if each.length else {}
            title = {"title": each.title} if each.title else {}
            attachments.append({"url": each.url, "mime_type": each.type, **title, **size})
    if attachments:
        told["attachments"] = attachments
    source: dict[str, Any] = {"slug": entry.source.slug, "name": entry.source.name, "url": entry.source.home}
    source["feed_url"] = site.feed(f"source/{entry.source.slug}", SUFFIX) if entry.source.slug else None
    if entry.withdrawn:
        told[OURS] = {"withdrawn": True, "entered": entry.updated.isoformat()}
        return _bytes(told)
    told[OURS] = {
        "source": source,
        "rights": entry.rights,
        "full": entry.full,
        "first_seen": entry.first_seen_at.isoformat(),
        "entered": entry.entered.isoformat() if entry.entered else None,
        "people": [
            {"name": person.name, "role": person.role, "organisation": person.organisation or None}
            for person in entry.people
        ],
        "also": [{"slug": each.slug, "name": each.name, "url": each.url} for each in entry.also],
        "categories": [{"kind": c.kind, "slug": c.slug, "name": c.name} for c in entry.categories],
    }
    return _bytes(told)


def document(channel: Channel, items: Sequence[bytes], updated: datetime | None) -> bytes:
    """The feed as UTF-8, in the order given; the same values give the same bytes. ``updated`` is the newest
    change of an entry, None where there is no entry."""
    told: dict[str, Any] = {"version": VERSION, "title": channel.title, "home_page_url": channel.page}
    told["feed_url"] = channel.address(SUFFIX)
    told["description"] = channel.description
    told["icon"] = told["favicon"] = channel.site.icon
    told["language"] = LANGUAGE
    older = channel.older_address(SUFFIX)
    if older:
        told["next_url"] = older
    if channel.site.hub and channel.month is None:
        told["hubs"] = [{"type": "WebSub", "url": channel.site.hub}]
    told[OURS] = {"rights": RIGHTS, "updated": updated.isoformat() if updated else None}
    head = _bytes(told)
    return head[:-1] + b',"items":[' + (b"\n" if items else b"") + b",\n".join(items) + b"]}\n"


def _bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
