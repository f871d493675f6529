"""NukeViet: the number at the end of the address is the key, with the module that counts it.

The same article answers at ``/cat/slug-90.html``, ``/news/cat/…``, ``/vi/cat/…``, ``?page=2`` and
``index.php?…&op=cat/slug-90``; a wrong slug redirects to the right one; ``/print/`` and ``/savefile/`` are
copies (platforms: NukeViet). Other modules and other languages number their own things, so their name joins
the key: ``/opinions/detail/slug-1/`` is not article 1 of the news. A module may have any name, for a site can
copy and rename them; where one stands in the address, the article's own part of it has two segments.
"""

import re
from urllib.parse import urlsplit

from spiders.address import parameters
from spiders.platforms.base import Platform

_NUMBERED = re.compile(r"[^/]+-(\d+)(?:\.html)?")
# Modules whose addresses have one segment only, like those of the news at the root.
_SHORT = frozenset(
    "laws download shop shops faq video videos videoclips photo photos page about organs vanban document "
    "documents detail".split()
)
_NEWS = "news"
_LOOKS = frozenset(("print", "savefile", "sendmail"))
# Vietnamese is what a site is in where it says nothing.
_LANGUAGES = frozenset("vi en fr zh ja ko lo km ru de es th cn".split())


def key(address: str) -> str | None:
    query = dict(parameters(address))
    segments = [each for each in urlsplit(address).path.split("/") if each]
    if "op" in query:
        operation = [each for each in query["op"].split("/") if each]
        segments = [query.get("language", "vi"), query.get("nv", _NEWS), *operation]
    found = _NUMBERED.fullmatch(segments[-1]) if segments else None
    if not found:
        return None
    language = segments.pop(0) if segments[0] in _LANGUAGES and len(segments) > 1 else "vi"
    before = [each for each in segments[:-1] if each not in _LOOKS]
    module = before[0] if before and (len(before) > 1 or before[0] in _SHORT or "op" in query) else _NEWS
    own = [name for name, usual in ((language, "vi"), (module, _NEWS)) if name != usual]
    return ":".join(["nukeviet", *own, found[1]])


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
