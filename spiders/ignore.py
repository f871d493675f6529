"""Links that lead to no article and no listing: files, feeds, copies for printing, forms, static pages."""

import re
from urllib.parse import urlsplit

from spiders.link_text import fold_link_text

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|webp|svg|bmp|mp[34]|avi|wmv|flv|mov|wav|css|js|json|xml|"
    r"txt|exe|apk|ics|swf)(?:$|[?/])",
    re.IGNORECASE,
)
_SEGMENT = re.compile(
    r"(?:^|/)(?:rss|feeds?|atom|print|printer|in-trang|savefile|sendmail|gui-email|download|downloads|tai-ve|login|"
    r"logout|dang-nhap|dang-ky|dang-xuat|signin|register|users?|member|thanh-vien|admin|quan-tri|search|"
    r"tim-kiem|seek|contact|contacts|lien-he|lien-he-toa-soan|sitemap|so-do-website|so-do-trang|site-map|"
    r"calendar|lich-lam-viec|lich-cong-tac|gop-y|feedback|siteterms|banners?|cart|gio-hang|tags?|tu-khoa|"
    r"author|wp-json|wp-admin|wp-login|cdn-cgi|en|eng|english)(?:\.(?:html?|aspx|php|jsp))?(?:/|$)",
    re.IGNORECASE,
)
_STATIC = re.compile(
    r"(?:^|/)(?:about|gioi-thieu|gioi-thieu-chung|co-cau-to-chuc|chuc-nang-nhiem-vu|so-do-to-chuc|lich-su|"
    r"ban-lanh-dao|danh-ba|dieu-khoan[a-z-]*|chinh-sach-bao-mat[a-z0-9-]*)(?:\.(?:html?|aspx|php|jsp))?/?$",
    re.IGNORECASE,
)
# With a query such a page may be anything: NukeViet without rewriting has all of a site at index.php.
_FRONT = re.compile(r"(?:^|/)(?:trang-chu|home|index)(?:\.(?:html?|aspx|php|jsp))?/?$", re.IGNORECASE)
_QUERY = re.compile(
    r"(?:^|&)(?:download|print|printmode|q|keyword|tukhoa|s|date|day|month|ngay|replytocom|share|action|"
    r"return_?url|format=(?:pdf|feed|rss))(?:=|$|&)",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"^/(?:19|20)\d{2}(?:/\d{1,2}){0,2}/?$")
_LABELS = frozenset(
    ("trang chu", "trang nhat", "home", "gioi thieu", "lien he", "dang nhap", "dang ky", "dang xuat",
     "login", "rss", "so do cong", "so do website", "so do trang", "sitemap", "tim kiem", "english",
     "tieng anh", "gop y", "thu dien tu", "webmail", "email", "in trang", "ban in", "quay lai",
     "ve dau trang", "facebook", "youtube", "zalo", "hoi dap", "danh ba", "thong tin lien he",
     "truy cap noi dung luon", "skip to content", "tham do y kien", "quang cao")
)  # fmt: skip


def is_ignored(address: str) -> bool:
    """Leads the address to something that is never an article or a listing?"""
    parts = urlsplit(address)
    return bool(
        _FILE.search(parts.path)
        or _SEGMENT.search(parts.path)
        or _STATIC.search(parts.path)
        or (_FRONT.search(parts.path) and not parts.query)
        or _ARCHIVE.match(parts.path)
        or (parts.query and _QUERY.search(parts.query))
    )


def is_furniture(label: str) -> bool:
    """Is the link's text a site's fixture ("Trang chủ", "Đăng nhập")?"""
    return fold_link_text(label).strip(" |»«›‹-") in _LABELS
