"""mojoPortal: addresses by name or ``ViewPost.aspx?pageid=5&ItemID=34``; lists by ``pagenumber``."""

import re

from spiders.platforms.base import Platform

RULES = Platform(
    name="mojoportal",
    article=re.compile(
        r"/(?:ViewPost|NewsDetail|ArticleDetail|Detail)\.aspx\?.*\b(?:ItemID|id)=\d", re.IGNORECASE
    ),
    ignore=re.compile(
        r"/(?:Secure|Admin|Services|ClientScript|Data)/|/(?:SearchResults|SiteMap|Contact)\.aspx",
        re.IGNORECASE,
    ),
    page=re.compile(r"[?&]page(?:number)?=(\d+)", re.IGNORECASE),
)
