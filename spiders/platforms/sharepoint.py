"""SharePoint: items by ``ItemID`` of one page, or a page each in a dated folder; lists go on by script.

``DispForm.aspx?ID=7`` shows an item of a list; ``RefreshPageTo`` leads to ``?Paged=TRUE&…&PageFirstRow=11``.
"""

import re

from spiders.platforms.base import Platform

RULES = Platform(
    name="sharepoint",
    article=re.compile(
        r"/(?:Pages|SitePages)/\d{4}-\d{1,2}-\d{1,2}/|[?&](?:ItemID|NewsID|PostID|nid)=\d|/DispForm\.aspx\?(?:.*&)?ID=\d",
        re.IGNORECASE,
    ),
    listing=re.compile(r"[?&](?:CateID|CategoryI[dD]|CatID|Paged)=(?!.*(?:ItemID|NewsID)=)", re.IGNORECASE),
    ignore=re.compile(
        r"/_layouts/|/_catalogs/|/(?:AllItems|EditForm|NewForm|Upload)\.aspx|[?&](?:Mode|IsDlg|SortField|FilterField1)=",
        re.IGNORECASE,
    ),
    page=re.compile(r"[?&]PageFirstRow=(\d+)", re.IGNORECASE),
)
