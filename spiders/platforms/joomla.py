"""Joomla: ``/index.php/menu/12-section/34-slug``, K2's ``/item/34-slug``, ``?option=com_content&id=34``.

Lists count entries (``?start=10``, ``limitstart``). A print view (``tmpl=component``) is a copy.
"""

import re
from urllib.parse import urlsplit

from spiders.address import parameters
from spiders.platforms.base import Platform

_K2 = re.compile(r"/item/(\d+)(?:-|$|/)")
_NUMBERED = re.compile(r"/(\d+)-[^/]+?(?:\.html)?/?$")


def key(address: str) -> str | None:
    """The article's number; K2 and the core count their own."""
    path, query = urlsplit(address).path, dict(parameters(address))
    if found := _K2.search(path):
        return f"joomla:k2:{found[1]}"
    if (
        query.get("view") in ("article", "item")
        and (number := query.get("id", "").partition(":")[0]).isdigit()
    ):
        return f"joomla:{'k2:' if query.get('option') == 'com_k2' else ''}{number}"
    found = _NUMBERED.search(path)
    # The first number of two is the section's: "/12-hoat-dong/34-slug"; one alone may be a section.
    if found and len(re.findall(r"/\d+-", path)) >= 2:
        return f"joomla:{found[1]}"
    return None


RULES = Platform(
    name="joomla",
    article=re.compile(r"/item/\d+-|/\d+-[^/]+/\d+-[^/]+$|[?&]view=(?:article|item)\b"),
    listing=re.compile(r"[?&]view=(?:category|section|itemlist)\b|/itemlist/"),
    ignore=re.compile(
        r"/component/(?:mailto|users|search|banners|tags)|[?&]option=com_(?:users|mailto|search|banners|contact)|"
        r"[?&]tmpl=component|[?&]format=(?:feed|pdf)|[?&]task=|[?&]lang=(?!vi)"
    ),
    page=re.compile(r"[?&](?:limit)?start=(\d+)"),
    key=key,
)
