"""DotNetNuke: an article is a number beside the tab's, in the query or as pairs in the path.

``/Default.aspx?tabid=656&NID=1373`` and ``/ChiTiet/tabid/656/NewsID/1373/Default.aspx`` name the same one;
language, module and skin only choose how it looks. Lists often go on by a postback (``spiders.postback``).
"""

import re
from urllib.parse import urlsplit

from spiders.address import parameters
from spiders.platforms.base import Platform

_NAMES = (
    "nid|newsid|articleid|itemid|postid|entryid|tinid|baiid|aid|idtin|idbai|ctl_newsid|contentid|dnnid|distid"
)
_PAIR = re.compile(rf"/({_NAMES})/(\d+)(?=/|$)", re.IGNORECASE)
_QUERY = re.compile(rf"(?:{_NAMES})", re.IGNORECASE)


def key(address: str) -> str | None:
    """The article's number with the name of its parameter: two modules may count their own."""
    if found := _PAIR.search(urlsplit(address).path):
        return f"dotnetnuke:{found[1].lower()}:{found[2]}"
    for name, value in parameters(address):
        if _QUERY.fullmatch(name) and value.isdigit():
            return f"dotnetnuke:{name.lower()}:{value}"
    return None


RULES = Platform(
    name="dotnetnuke",
    article=re.compile(rf"/(?:{_NAMES})/\d|[?&](?:{_NAMES})=\d", re.IGNORECASE),
    ignore=re.compile(
        r"[?&/]ctl[=/](?:login|register|terms|privacy|sendpassword|search)|/(?:Login|Register|SearchResults)\.aspx|"
        r"[?&](?:SkinSrc|ContainerSrc|mid=\d+&print)|/rss\.aspx",
        re.IGNORECASE,
    ),
    page=re.compile(
        r"(?:/(?:pg|page|currentpage|pageindex)/|[?&](?:pg|page|currentpage|pageindex)=)(\d+)", re.IGNORECASE
    ),
    key=key,
)
