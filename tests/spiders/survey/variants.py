"""Small sites in the habits of installations that we don't have: addresses, pagers, menus, feeds.

Each has 30 articles in three sections (some have fewer), lists of eight, and the truth about its addresses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from urllib.parse import urlsplit

from replica import Request, Response
from replica.publishing import publication_time
from replica.text.damage import slug
from replica.text.newsroom import NewsStory, stories
from replica.text.places import LAO_CAI

NAME = "Liên đoàn Lao động tỉnh Lào Cai"
SECTIONS = (
    ("hoat-dong-cong-doan", "Hoạt động công đoàn"),
    ("nu-cong", "Nữ công"),
    ("chinh-sach", "Chính sách"),
)
PER_PAGE = 8
COUNT = 30


@dataclass(frozen=True)
class Item:
    """An article: its number, its section's place in the menu, its story."""

    number: int
    section: int
    story: NewsStory

    @property
    def slug(self) -> str:
        return slug(self.story.title)

    @property
    def cased(self) -> str:
        return "-".join(word.capitalize() for word in self.slug.split("-"))


def _row(item: Item, address: str) -> str:
    return (
        f'<div class="tin"><h3><a href="{escape(address)}">{item.story.title}</a></h3>'
        f"<p>{item.story.lead[:120]}</p></div>"
    )


def _cell(item: Item, address: str) -> str:
    when = publication_time(item.story, "variant", item.number)
    return (
        f'<table><tr><td><img src="/anh/{item.number}.jpg"></td><td><a href="{escape(address)}">'
        f"{item.story.title}</a> ({when:%d/%m/%Y})</td></tr></table>"
    )


def _numbers(address: Callable[[int], str], page: int, pages: int) -> str:
    links = "".join(
        f"<b>{number}</b> " if number == page else f'<a href="{escape(address(number))}">{number}</a> '
        for number in range(1, pages + 1)
    )
    return f'<div class="pagination">{links}</div>'


def _arrow(address: Callable[[int], str], page: int, pages: int) -> str:
    further = f'<a href="{escape(address(page + 1))}">Trang sau</a>' if page < pages else ""
    return f"<p>Trang {page}/{pages} {further}</p>"


@dataclass(frozen=True)
class Variant:
    """``article`` and ``listing`` say where things are, ``row`` and ``pager`` how lists look.

    ``same`` reduces an asked address to the one that is kept; ``home`` is the address to begin with.
    ``extra`` are further pages by address, (media type, markup); ``head`` and ``menu`` join every page.
    """

    name: str
    article: Callable[[Item], str]
    listing: Callable[[int, int], str]
    row: Callable[[Item, str], str] = _row
    pager: Callable[[Callable[[int], str], int, int], str] = _numbers
    same: Callable[[str], str] = str
    home: str = "/"
    front: Callable[[str], str] | None = None
    head: str = ""
    menu: str = ""
    shown: Callable[[str], str] = str
    extra: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    platform: str | None = None


class VariantSite:
    """Answers as the variant says; what it does not know is 404."""

    slug = "variant"

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.items = [Item(600 - number, number % 3, story) for number, story in enumerate(_stories())]
        self.pages: dict[str, tuple[str, str]] = {}
        self._build()

    def truth(self) -> set[str]:
        """The addresses of all articles."""
        return {self.variant.same(self.variant.article(item)) for item in self.items}

    def respond(self, request: Request) -> Response:
        address = self.variant.same(request.target)
        page = self.pages.get(address)
        if page is None:
            return Response(
                404, _HTML, self._page("Không tìm thấy", "<h2>Không tìm thấy trang</h2>").encode()
            )
        kind, text = page
        host = request.headers.get("host", "localhost")
        return Response(
            200, {"Content-Type": kind, **self.variant.headers}, text.replace("@@", f"http://{host}").encode()
        )

    def _build(self) -> None:
        variant = self.variant
        front = "".join(variant.row(item, variant.shown(variant.article(item))) for item in self.items[:6])
        home = self._page(NAME, front)
        self.pages["/robots.txt"] = ("text/plain", "User-agent: *\nDisallow: /admin\n")
        self.pages["/gioi-thieu"] = _page(self._page("Giới thiệu", "<p>Trang của tổ chức công đoàn.</p>"))
        self.pages[variant.home if variant.front is None else "/trang-chu"] = _page(home)
        if variant.front is not None:
            self.pages["/"] = _page(variant.front(NAME))
        for place, (_, name) in enumerate(SECTIONS):
            own = [item for item in self.items if item.section == place]
            pages = -(-len(own) // PER_PAGE)
            for page in range(1, pages + 1):
                chosen = own[(page - 1) * PER_PAGE : page * PER_PAGE]
                rows = "".join(variant.row(item, variant.shown(variant.article(item))) for item in chosen)
                pager = variant.pager(lambda number, place=place: variant.listing(place, number), page, pages)
                self.pages[variant.same(variant.listing(place, page))] = _page(self._page(name, rows + pager))
        for item in self.items:
            self.pages[variant.same(variant.article(item))] = _page(self._article(item))
        self.pages |= variant.extra

    def _article(self, item: Item) -> str:
        when = publication_time(item.story, "variant", item.number)
        body = "".join(f"<p>{words}</p>" for words in item.story.paragraphs)
        others = "".join(
            f"<li><a href='{escape(self.variant.shown(self.variant.article(other)))}'>"
            f"{other.story.title}</a></li>"
            for other in self.items[:4]
            if other is not item
        )
        return self._page(
            item.story.title,
            f'<div class="chi-tiet"><h2>{item.story.title}</h2><p class="ngay">{when:%d/%m/%Y %H:%M}</p>'
            f"<p><b>{item.story.lead}</b></p>{body}</div><div><h4>Tin khác</h4><ul>{others}</ul></div>",
        )

    def _page(self, title: str, main: str) -> str:
        variant = self.variant
        menu = "".join(
            f'<li><a href="{escape(variant.listing(place, 1))}">{name}</a></li>'
            for place, (_, name) in enumerate(SECTIONS)
        )
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{variant.head}</head>'
            f"<body>"
            f'<div class="logo"><a href="{variant.home}"><img src="/logo.png" alt="{NAME}"></a></div>'
            f'<ul class="menu"><li><a href="{variant.home}">Trang chủ</a></li><li><a href="/gioi-thieu">'
            f"Giới thiệu</a>"
            f"</li>{menu}{variant.menu}</ul><div id='noi-dung'>{main}</div>"
            f'<div class="footer">Bản quyền thuộc về {NAME}</div></body></html>'
        )


_HTML = {"Content-Type": "text/html; charset=utf-8"}


def _page(markup: str) -> tuple[str, str]:
    return _HTML["Content-Type"], markup


@cache
def _stories() -> tuple[NewsStory, ...]:
    return stories(LAO_CAI, COUNT)


def _section(place: int) -> str:
    return SECTIONS[place][0]


def _query_page(place: int, page: int) -> str:
    return f"/{_section(place)}" + (f"?page={page}" if page > 1 else "")


def _without(*names: str) -> Callable[[str], str]:
    """An address without these parameters."""

    def same(address: str) -> str:
        parts = urlsplit(address)
        kept = "&".join(one for one in parts.query.split("&") if one and one.partition("=")[0] not in names)
        return parts.path + (f"?{kept}" if kept else "")

    return same


def _sorted(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else "")


def _scripted(address: Callable[[int], str], page: int, pages: int) -> str:
    """A pager whose numbers are scripts that say where they go."""
    links = "".join(
        f'<a href="javascript:void(0)" onclick="window.location.href=\'{address(number)}\'">{number}</a> '
        for number in range(1, pages + 1)
    )
    return f'<div class="phan-trang">{links}</div>'


def _load_more(address: Callable[[int], str], page: int, pages: int) -> str:
    return f'<a class="xem-them btn" href="{escape(address(page + 1))}">Xem thêm</a>' if page < pages else ""


def _load_button(address: Callable[[int], str], page: int, pages: int) -> str:
    shown = escape(address(page + 1))
    return f'<button class="btn-load-more" data-url="{shown}">Xem thêm</button>' if page < pages else ""


def _options(address: Callable[[int], str], page: int, pages: int) -> str:
    options = "".join(f'<option value="{escape(address(n))}">{n}</option>' for n in range(1, pages + 1))
    return f'<div class="pager">Trang <select onchange="location.href=this.value">{options}</select></div>'


def _sitemap(addresses: list[str]) -> tuple[str, str]:
    rows = "".join(f"<url><loc>@@{escape(address)}</loc></url>" for address in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return "application/xml", f'<?xml version="1.0"?><urlset xmlns="{space}">{rows}</urlset>'


def _rss(links: list[tuple[str, str]]) -> tuple[str, str]:
    rows = "".join(f"<item><title>{title}</title><link>{escape(link)}</link></item>" for title, link in links)
    return "application/rss+xml", f'<?xml version="1.0"?><rss version="2.0"><channel>{rows}</channel></rss>'


def _feed_head(address: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="{address}">'


_GENERAL = {"article": lambda item: f"/tin/{item.slug}-{item.number}.html", "listing": _query_page}
_ALL = [Item(600 - number, number % 3, story) for number, story in enumerate(_stories())]


def _short_row(item: Item, address: str) -> str:
    """A headline of few words, in a table of documents."""
    return (
        f'<tr><td>{item.number}</td><td><a href="{escape(address)}">Thông báo số {item.number}</a></td></tr>'
    )


VARIANTS: tuple[Variant, ...] = (
    Variant("plain", **_GENERAL),
    Variant("cells", **_GENERAL, row=_cell, pager=_arrow),
    Variant("numbers only", lambda item: f"/tin/{item.number}", _query_page),
    Variant("numbers at the root", lambda item: f"/{item.number}", _query_page),
    Variant(
        "nukeviet without rewriting",
        lambda item: f"/index.php?language=vi&nv=news&op={_section(item.section)}/{item.slug}-{item.number}",
        lambda place, page: (
            f"/index.php?language=vi&nv=news&op={_section(place)}" + (f"/page-{page}" if page > 1 else "")
        ),
        menu='<li><a href="/index.php?language=en&amp;nv=news">English</a></li>'
        '<li><a href="/index.php?language=vi&amp;nv=users">Thành viên</a></li>',
        extra={
            "/index.php?language=en&nv=news": _page(
                '<html><body><h3><a href="/index.php?language=en&nv=news&op=news/the-union-met-12">'
                "The union met its members in the town</a></h3></body></html>"
            )
        },
        platform="nukeviet",
    ),
    Variant(
        "nodes",
        lambda item: f"/node/{item.number}",
        lambda place, page: f"/{_section(place)}" + (f"?page={page - 1}" if page > 1 else ""),
    ),
    Variant(
        "wordpress without permalinks",
        lambda item: f"/?p={item.number}",
        lambda place, page: f"/?cat={place + 2}" + (f"&paged={page}" if page > 1 else ""),
        head="<link href='/wp-content/themes/x/a.css'><script src='/wp-includes/js/a.js'></script>",
        same=_sorted,
        platform="wordpress",
    ),
    Variant(
        "query ids",
        lambda item: f"/chitiet.aspx?id={item.number}&cat={item.section}",
        lambda place, page: f"/danhsach.aspx?cat={place}" + (f"&trang={page}" if page > 1 else ""),
        same=_sorted,
    ),
    Variant(
        "capital letters",
        lambda item: f"/TinTuc/ChiTiet/{item.cased}-{item.number}.htm",
        lambda place, page: (
            f"/TinTuc/DanhSach/{_section(place).title()}" + (f"?Page={page}" if page > 1 else "")
        ),
    ),
    Variant(
        "commas and capitals",
        lambda item: f"/{_section(item.section)}/{item.cased.replace('-', ',-', 1)}-{item.number}",
        _query_page,
    ),
    Variant("fragments", **_GENERAL, shown=lambda address: address + "#noi-dung"),
    Variant(
        "pagespeed",
        **_GENERAL,
        shown=lambda address: address + "?PageSpeed=noscript",
        same=_without("PageSpeed"),
    ),
    Variant("pager by script", **_GENERAL, pager=_scripted),
    Variant("load more link", **_GENERAL, pager=_load_more),
    Variant("load more button", **_GENERAL, pager=_load_button),
    Variant("pager of options", **_GENERAL, pager=_options),
    Variant("feed that is not there", **_GENERAL, head=_feed_head("/rss.xml")),
    Variant(
        "feed of another site",
        **_GENERAL,
        head=_feed_head("/feed"),
        extra={"/feed": _rss([("Tin của báo khác", "http://bao.example/tin-1.html")])},
    ),
    Variant(
        "feed of other things",
        **_GENERAL,
        head=_feed_head("/feed"),
        extra={"/feed": _rss([("Album ảnh", "@@/album/anh-dai-hoi-12.jpg"), ("Lịch", "@@/lich-lam-viec")])},
    ),
    Variant(
        "english branch",
        **_GENERAL,
        menu='<li><a href="/en/">English</a></li><li><a href="/en/news/">News</a></li>',
        extra={
            "/en/": _page("<html><body><h1>Union news</h1><p>About us in English.</p></body></html>"),
            "/en/news/": _page(
                "<html><body>"
                + "".join(
                    f'<h3><a href="/en/news/the-union-of-the-province-met-its-members-again-{n}.html">The '
                    f"union of the "
                    f"province met its members again {n}</a></h3>"
                    for n in range(6)
                )
                + "</body></html>"
            ),
        },
    ),
    Variant("whole addresses", **_GENERAL, shown=lambda address: "@@" + address),
    Variant(
        "base and relative links",
        lambda item: f"/portal/tin/{item.slug}-{item.number}.html",
        lambda place, page: f"/portal/{_section(place)}" + (f"?page={page}" if page > 1 else ""),
        shown=lambda address: address.removeprefix("/portal/"),
        head='<base href="@@/portal/">',
    ),
    Variant("slugs at the root", lambda item: f"/{item.slug}", _query_page),
    Variant(
        "slugs with a slash",
        lambda item: f"/{item.slug}/",
        lambda place, page: f"/{_section(place)}/" + (f"page/{page}/" if page > 1 else ""),
    ),
    Variant("days in the path", lambda item: f"/2025/05/{item.number % 28 + 1:02}/{item.slug}/", _query_page),
    Variant(
        "splash page",
        **_GENERAL,
        front=lambda name: (
            f'<html><head><title>{name}</title></head><body><img src="/b.jpg"><a href="/trang-chu">Vào '
            f"trang</a></body></html>"
        ),
    ),
    Variant("unix time", lambda item: f"/{item.slug}-{1_542_774_243 + item.number}.html", _query_page),
    Variant(
        "one page by query",
        lambda item: f"/tin-tuc-chi-tiet?newsId={item.number}",
        lambda place, page: f"/tin-tuc?categoryId={place + 1}" + (f"&page={page}" if page > 1 else ""),
        same=_sorted,
    ),
    Variant(
        "slug and id",
        lambda item: f"/vi/tin-bai/{item.slug}?id={130_000 + item.number}&type=NEWS",
        lambda place, page: f"/vi/danh-muc/{_section(place)}" + (f"?page={page}" if page > 1 else ""),
        same=_sorted,
    ),
    Variant(
        "units",
        lambda item: f"/bai-viet/{item.slug}-{5000 + item.number}.html",
        lambda place, page: (
            f"/don-vi/{_section(place)}-{place + 4}.html" + (f"?Page={page}" if page > 1 else "")
        ),
    ),
    Variant(
        "two numbers",
        lambda item: f"/trang/TinTuc/{180 + item.section}/{3000 + item.number}/{item.cased}.html",
        lambda place, page: f"/trang/TinTuc/{180 + place}" + (f"?page={page}" if page > 1 else ""),
    ),
    Variant("year and month", lambda item: f"/nucongxahoi/2017/2/{1000 + item.number}.aspx", _query_page),
    Variant(
        "pairs in the path",
        lambda item: f"/chi-tiet/id/{item.number}",
        lambda place, page: f"/danh-sach-tin/categoryid/{place + 3}_x" + (f"/pg/{page}" if page > 1 else ""),
    ),
    Variant(
        "offset after an ampersand",
        lambda item: f"/{item.slug}-{199_000 + item.number}.html",
        lambda place, page: (
            f"/{_section(place)}" + (f"&s_cond=&BRSR={(page - 1) * PER_PAGE}" if page > 1 else "")
        ),
    ),
    Variant(
        "four numbers",
        lambda item: f"/1290/31957/{61_896 + item.section}/{571_000 + item.number}/{item.slug}",
        lambda place, page: (
            f"/1290/31957/{61_896 + place}/danh-sach.aspx" + (f"?page={page}" if page > 1 else "")
        ),
        platform="vnpt",
    ),
    Variant("short headlines", lambda item: f"/thong-bao/{item.number}.html", _query_page, row=_short_row),
    Variant(
        "sitemap only",
        **_GENERAL,
        pager=lambda *_: '<div id="more" onclick="loadMore()">Xem thêm</div>',
        extra={"/sitemap.xml": _sitemap([_GENERAL["article"](item) for item in _ALL])},
    ),
    Variant(
        "many other sections",
        **_GENERAL,
        menu="".join(f'<li><a href="/gioi-thieu/phong-ban-{n}">Phòng ban {n}</a></li>' for n in range(45)),
        extra={
            f"/gioi-thieu/phong-ban-{n}": _page(f"<html><body><p>Phòng {n}</p></body></html>")
            for n in range(45)
        },
    ),
)
