"""Liferay portals: articles under ``/-/view_content/ID-slug`` or an asset publisher, pages by ``_cur``."""

import re

from spiders.platforms.base import Platform

_CONTENT = re.compile(r"/-/view_content/(\d+)|/-/asset_publisher/[^/]+/content/(?:id/)?([^/?]+)")


def key(address: str) -> str | None:
    found = _CONTENT.search(address)
    return f"liferay:{found[1] or found[2]}" if found else None


RULES = Platform(
    name="liferay",
    article=re.compile(r"/-/view_content/\d|/-/asset_publisher/[^/]+/content/"),
    ignore=re.compile(r"[?&]p_p_state=(?:pop_up|exclusive)|/c/portal/|/documents/\d|/image/"),
    page=re.compile(r"[?&]_\w*?_?cur=(\d+)"),
    key=key,
)
