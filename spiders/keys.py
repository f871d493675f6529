"""The stable key of an article: one key however its address is written, none shared by two articles.

Keys are compared within one source. A platform that numbers its articles tells the number
(``spiders.platforms``); else the key is the address without scheme, ``www.``, closing slash and the
parameters that only choose how the page looks.
"""

import re
from functools import lru_cache
from urllib.parse import urlencode

from spiders.address import address_key, clean_address, parameters
from spiders.platforms import platform

# Which language, which part, which way to print: never which article.
_LOOK = re.compile(
    r"language|lang|languageid|doasuserlanguageid|print|printmode|fontsize|mobile|ref|"
    r"redirect|p_l_back_url|inheritredirect|_\w*_redirect",
    re.IGNORECASE,
)
# congdoan.vn and its sister hosts show one article at several hosts, under one number (sites.csv).
_TLD = re.compile(r"-(\d{4,})\.tld$")


@lru_cache(maxsize=1024)  # asked where the article is listed, when it was read and when it is stored
def article_key(url: str, platform_name: str = "general") -> str:
    """The key of the article at this address on a source of this platform.

    An address that can't be read is its own key.
    """
    address = clean_address(url)
    if address is None:
        return url
    page, _, query = address.partition("?")
    if page.endswith(".tld") and (found := _TLD.search(page)):
        return f"tld:{found[1]}"
    rules = platform(platform_name)
    if rules.key is not None and (key := rules.key(address)):
        return key
    if query:
        query = urlencode([pair for pair in parameters(address) if not _only_look(*pair)])
    return address_key(f"{page}?{query}" if query else page)


def _only_look(name: str, value: str) -> bool:
    return bool(_LOOK.fullmatch(name)) or (name.lower() == "page" and value.isdigit())


def page_key(url: str) -> str:
    """The key of any other page (a listing, a home page): its address, with its page number."""
    address = clean_address(url)
    return url if address is None else address_key(address)
