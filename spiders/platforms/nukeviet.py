"""NukeViet: the number at the end of the address is the key, whatever stands before it.

The same article answers at ``/cat/slug-90.html``, ``/news/cat/…``, ``/vi/cat/…``, ``?page=2`` and
``index.php?…&op=cat/slug-90``; a wrong slug redirects to the right one; ``/print/`` and ``/savefile/`` are
copies (platforms: NukeViet). Other modules and other languages number their own things, so their name joins
the key.
"""

import re
from urllib.parse import urlsplit

from spiders.address import parameters
from spiders.platforms.base import Platform

_NUMBERED = re.compile(r"/[^/]+-(\d+)(?:\.html|/)?(?:\?|$)")
_OTHER_MODULE = re.compile(
    r"^/(?:[a-z]{2}/)?(laws|download|shops?|faq|videos?|videoclips|photos?|page|about|organs|vanban|documents?)/"
)
# Vietnamese is what a site is in where it says nothing.
_LANGUAGE = re.compile(r"^/(en|fr|zh|ja|ko|lo|km|ru|de|es|th|cn)/")


def key(address: str) -> str | None:
    query = dict(parameters(address))
    path = urlsplit(address).path
    if "op" in query:
        path = f"/{query.get('language', 'vi')}/{query.get('nv', 'news')}/{query['op']}"
    found = _NUMBERED.search(path)
    if not found:
        return None
    places = [each[1] for each in (_LANGUAGE.match(path), _OTHER_MODULE.match(path)) if each]
    return ":".join(["nukeviet", *places, found[1]])


RULES = Platform(
    name="nukeviet",
    article=re.compile(r"/[^/?]+-\d+\.html$|[?&]op=[^&]+/[^&/]+-\d+(?:&|$)|/laws/detail/[^/?]+-\d+/?$"),
    listing=re.compile(r"^/(?:vi/)?[a-z0-9-]+/(?:page-\d+/)?$|/groups?/"),
    ignore=re.compile(
        r"/(?:print|savefile|sendmail|users|seek|voting|contact|feeds|rss|banners|siteterms|tag|about)/"
        r"|[?&]nv=(?:users|seek|voting|contact|feeds|rss|banners|siteterms|statistics|about|page)(?:&|$)"
        r"|[?&]language=(?!vi)[a-z]{2}(?:&|$)|[?&]op=(?:print|savefile|sendmail|rss|tag)(?:/|&|$)"
    ),
    page=re.compile(r"/page-(\d+)/?$"),
    key=key,
)
