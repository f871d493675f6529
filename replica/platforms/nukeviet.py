"""NukeViet: 4.5 with its default theme, 4.3 as eGovernment with the laws module, and the mobile theme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from replica.article import Section, SiteArticle
from replica.discovery import RSS, XML, nukeviet_rss, sitemap, sitemap_index
from replica.html import BASE, VIEWS, link, teaser, text
from replica.platforms.base import PlatformSite
from replica.publishing import Byline
from replica.site import BuiltPage, weekday_in_words
from replica.text.damage import slug
from replica.text.newsroom import NewsStory
from replica.text.places import LAI_CHAU, LAO_CAI, SON_LA

_SCRIPT = (
    '<script>var nv_base_siteurl="/",nv_lang_data="vi",nv_lang_interface="vi",nv_name_variable="nv",'
    'nv_fc_variable="op",nv_module_name="news";</script>'
)


class NukeViet45(PlatformSite):
    """News at the root; the pager has ``rel=next`` on every page; minutes in the feed are months."""

    slug = "nukeviet-45"
    system = "nukeviet"
    name = "Liên đoàn Lao động tỉnh Lai Châu"
    place = LAI_CHAU
    page_size = 8
    page_parameter = "trang-khong-co"
    prints_views = False
    version: ClassVar[str] = "NukeViet v4.5"
    prefix: ClassVar[str] = ""
    modules: ClassVar[str] = ""  # list items of the menu for other modules
    boilerplate = ("Những tin mới hơn", "Những tin cũ hơn", "Đang truy cập", "Tổng số điểm của bài viết là")
    everything = Section("tin-tuc", "Tin tức - Sự kiện", ("Tin tức - Sự kiện",))
    sections: ClassVar[tuple[Section, ...]] = (
        Section("hoat-dong-cong-doan", "Hoạt động công đoàn", ("Tin tức - Sự kiện", "Hoạt động công đoàn")),
        Section("nu-cong", "Nữ công", ("Tin tức - Sự kiện", "Nữ công")),
        Section("thi-dua", "Thi đua", ("Tin tức - Sự kiện", "Thi đua")),
    )

    def article_path(self, number: int, section: Section, story: NewsStory, posted_at: datetime) -> str:
        return f"{self.prefix}/{section.slug}/{slug(story.title)}-{90 + self.count - number}.html"

    def listing_address(self, section: Section, page: int = 1) -> str:
        return f"{self.prefix}/{section.slug}/" + (f"page-{page}/" if page > 1 else "")

    def byline(self, number: int, story: NewsStory) -> Byline:
        writer = story.participants.writer
        if number % 3 == 2:
            return Byline()
        return Byline((f"Tác giả: {writer}",), ((writer, "writer", None),))

    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/about/gioi-thieu-ve-nukeviet.html": ("Giới thiệu về NukeViet", "<p>Hệ quản trị nội dung.</p>"),
            "/contact/": ("Liên hệ", "<p>Điện thoại: 0200.123.456</p>"),
            "/users/login/": ("Đăng nhập", "<form><input name='nv_login'></form>"),
            "/voting/": ("Thăm dò ý kiến", "<p>Bạn biết trang này từ đâu?</p>"),
        }

    def robots(self) -> str:
        return f"User-agent: *\nDisallow: /admin/\nDisallow: /users/\nSitemap: {BASE}/sitemap.xml\n"

    def feed_pages(self) -> Mapping[str, BuiltPage]:
        def feed(section: Section) -> BuiltPage:
            chosen = self.in_section(section)[:30]
            return BuiltPage(nukeviet_rss(section.name, chosen).encode(), media_type=RSS)

        return {
            "/sitemap.xml": BuiltPage(sitemap_index(["/sitemap-vi.news.xml"]).encode(), media_type=XML),
            "/sitemap-vi.news.xml": BuiltPage(sitemap(self.articles).encode(), media_type=XML),
            "/rss/": feed(self.everything),
            **{f"/rss/{section.slug}/": feed(section) for section in self.sections},
        }

    def home_markup(self) -> str:
        blocks = "".join(
            '<div class="news_column"><div class="panel-heading"><h4 class="cat-icon"><a '
            f'title="{section.name}" '
            f'href="{self.listing_address(section)}">{section.name}</a></h4></div>'
            + "".join(self._row(article) for article in self.in_section(section)[:3])
            + "</div>"
            for section in self.sections
        )
        return self._frame(self.name, blocks)

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        numbers = "".join(
            f"<li{' class=active' if number == page else ''}>"
            f"{link(self.listing_address(section, number), str(number), RELS)}</li>"
            for number in self.numbers(section, page, pages)
        )
        arrow = link(self.listing_address(section, page + 1), "»", RELS) if page < pages else ""
        pager = f'<div class="text-center"><ul class="pagination">{numbers}<li>{arrow}</li></ul></div>'
        return self._frame(
            f"{section.name} - {self.name}",
            f'<div class="news_column">{"".join(self._row(article) for article in articles)}</div>{pager}',
            section,
        )

    def article_markup(self, article: SiteArticle) -> str:
        when = article.posted_at
        edited = when + timedelta(days=3, hours=2)
        picture = article.pictures[0]
        byline = "".join(
            f'<p class="h5 text-right"><strong>Tác giả: </strong>{text(line.removeprefix("Tác giả: "))}</p>'
            for line in article.byline
        )
        main = (
            '<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" '
            "itemscope>"
            '<div class="panel-body">'
            f'<h1 class="title margin-bottom-lg" itemprop="headline">{text(article.title)}</h1>'
            f'<div class="hidden hide d-none" itemprop="datePublished" content="{edited.isoformat()}">'
            f"</div>"
            f'<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">'
            f"{weekday_in_words(when)} - {when:%d/%m/%Y %H:%M}</span></div>"
            f'<div class="col-md-12"><a href="/print{article.path}">In ra</a> '
            f'<a href="/savefile{article.path}">Lưu bài viết này</a></div></div>'
            f'<div class="clearfix"><div class="hometext m-bottom">{text(article.lead)}</div>'
            f'<figure class="article center"><img src="{picture.address}" alt="">'
            f"<figcaption>{text(picture.caption)}</figcaption></figure></div>"
            f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{self.paragraphs(article)}</div>'
            f'<div class="margin-bottom-lg">{byline}</div></div></div>'
            '<div class="news_column"><form>Tổng số điểm của bài viết là: 0 trong 0 đánh giá</form></div>'
            '<div class="news_column other-news"><p class="h3">Những tin cũ hơn</p><ul class="related">'
            + "".join(
                f'<li><a href="{other.path}">{text(other.title)}</a> '
                f"<em>({other.posted_at:%d/%m/%Y})</em></li>"
                for other in self.related(article)
            )
            + "</ul></div>"
        )
        head = (
            f'<meta property="og:site_name" content="{self.name}"><meta name="author" '
            f'content="{self.name}">'
            f'<meta property="article:published_time" '
            f'content="{when:%Y-%m-%d}+0703:{when:%M}:00">'
        )
        return self._frame(f"{article.title} - Tin tức - {self.name}", main, article.section, head)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(f"{title} - {self.name}", f'<div class="well"><h3>{text(title)}</h3>{body}</div>')

    def _row(self, article: SiteArticle) -> str:
        return (
            f'<div class="panel panel-default"><div class="panel-body featured">'
            f'<a title="{text(article.title)}" href="{article.path}">'
            f'<img src="{article.pictures[0].address}">'
            f"</a>"
            f'<h3><a href="{article.path}">{text(article.title)}</a></h3>'
            '<div class="text-muted"><ul class="list-unstyled list-inline"><li><em class="fa fa-clock-o">'
            f"</em> "
            f"{article.posted_at:%d/%m/%Y %H:%M:%S}</li><li>Đã xem: {100 + article.number}</li></ul></div>"
            f"{teaser(article.lead, 140)}</div></div>"
        )

    def _frame(self, title: str, main: str, section: Section | None = None, head: str = "") -> str:
        feeds = "".join(
            f'<link rel="alternate" href="/rss/{linked.slug + "/" if linked.slug else ""}" '
            f'title="{linked.name}" '
            'type="application/rss+xml">'
            for linked in (Section("", "Tin tức"), *self.sections)
        )
        menu = "".join(
            f'<li role="presentation"><a class="dropdown-toggle" href="{self.listing_address(linked)}" '
            f'title="{linked.name}"> {linked.name}</a></li>'
            for linked in (self.everything, *self.sections)
        )
        trail = "".join(
            f'<li itemprop="itemListElement"><a href="{self.listing_address(linked)}"><span itemprop="name">'
            f"{linked.name}</span></a></li>"
            for linked in ((self.everything, section) if section not in (None, self.everything) else ())
            if linked is not None
        )
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{text(title)}</title>'
            f'<meta name="generator" content="{self.version}">{head}{feeds}'
            '<link rel="stylesheet" href="/themes/default/css/style.css"></head><body>'
            f'<header><div class="logo"><a title="{self.name}" href="/"><img src="/assets/images/logo.png" '
            f'alt="{self.name}"></a><h2>Đoàn kết, đổi mới</h2></div></header>'
            '<nav class="second-nav" id="menusite"><ul class="nav navbar-nav"><li><a class="home" '
            f'href="/">'
            'Trang nhất</a></li><li><a href="/about/gioi-thieu-ve-nukeviet.html">Giới thiệu về '
            f"NukeViet</a></li>"
            f'{menu}{self.modules}<li><a href="/voting/">Thăm dò ý kiến</a></li>'
            f'<li><a href="/contact/">Liên hệ</a></li>'
            f"</ul></nav>"
            f'<div id="body"><ul class="temp-breadcrumbs hidden">{trail}</ul>{main}'
            '<div class="col-md-6"><ul class="counter list-none"><li><em class="fa fa-bolt"></em> Đang '
            "truy cập"
            '<span>12</span></li><li><em class="fa fa-filter"></em> Hôm nay<span>345</span></li></ul>'
            "</div></div>"
            f'<footer><p class="footer">© Bản quyền thuộc về {self.name}</p>'
            "<p>Phát triển bởi công ty chủ quản mã nguồn</p></footer>"
            f"{_SCRIPT}</body></html>"
        )


RELS = ' rel="next"'


@dataclass(frozen=True, slots=True)
class Law:
    """A document of the laws module: a table of its fields, and an abstract as its only text."""

    path: str
    number: str
    title: str
    abstract: str
    issued_on: date
    signer: str


_SUBJECTS = (
    "Tháng Công nhân và Tháng hành động về an toàn, vệ sinh lao động",
    "phong trào thi đua trong công nhân, viên chức, lao động",
    "chương trình Tết Sum vầy cho đoàn viên khó khăn",
    "công tác kiểm tra, giám sát của các cấp công đoàn",
)


class NukeVietGov(NukeViet45):
    """Sections under ``/vi/news/``, twelve-hour times in listings, views without a label, a laws module."""

    slug = "nukeviet-egov"
    name = "Liên đoàn Lao động tỉnh Sơn La"
    place = SON_LA
    page_size = 10
    prints_views = True
    version = "NukeViet v4.3"
    prefix = "/vi/news"
    thousands = ""
    modules = '<li><a href="/vi/laws/">Văn bản</a></li>'
    laws: ClassVar[tuple[Law, ...]] = tuple(
        Law(
            f"/vi/laws/detail/ke-hoach-so-{12 + number}-{12 + number}/",
            f"{12 + number}/KH-LĐLĐ",
            f"Kế hoạch triển khai {_SUBJECTS[number % 4]} năm {2020 + number % 5}",
            f"Kế hoạch của Ban Thường vụ về việc triển khai {_SUBJECTS[number % 4]} tại các đơn vị.",
            date(2020 + number % 5, 3, 4 + number),
            "Lò Văn Hùng",
        )
        for number in range(10)
    )

    def feed_pages(self) -> Mapping[str, BuiltPage]:
        """No feeds, although the pages link to some."""
        return {}

    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        rows = "".join(
            f"<tr><td>{document.number}</td><td>{document.issued_on:%d/%m/%Y}</td>"
            f'<td><a href="{document.path}">{document.title}</a></td></tr>'
            for document in self.laws
        )
        table = (
            '<table class="table table-striped"><tr><th>Số kí hiệu</th><th>Ngày ban hành</th>'
            f"<th>Trích yếu</th></tr>{rows}</table>"
        )
        details = {document.path: (document.title, self._law(document)) for document in self.laws}
        return {**super().static_pages(), "/vi/laws/": ("Văn bản", table), **details}

    def _law(self, document: Law) -> str:
        cells = (
            ("Số kí hiệu", document.number),
            ("Ngày ban hành", f"{document.issued_on:%d/%m/%Y}"),
            ("Ngày bắt đầu hiệu lực", f"{document.issued_on:%d/%m/%Y}"),
            ("Thể loại", "Kế hoạch"),
            ("Cơ quan ban hành", self.name),
            ("Người ký", document.signer),
        )
        rows = "".join(
            f'<tr><td class="text-right">{label}</td><td>{value}</td></tr>' for label, value in cells
        )
        return (
            f'<table class="table table-striped table-bordered"><tbody>{rows}</tbody></table>'
            f"<p><strong>Trích yếu:</strong> {document.abstract}</p>"
            f'<h3>File đính kèm</h3><ul><li><a href="{document.path}van-ban.pdf">van-ban.pdf</a></li></ul>'
        )

    def article_markup(self, article: SiteArticle) -> str:
        page = super().article_markup(article)
        when = article.posted_at
        shown = f"{weekday_in_words(when)} - {when:%d/%m/%Y %H:%M}</span></div>"
        return page.replace(shown, f'{shown}<div class="col-md-4"><i class="fa fa-eye"></i> {VIEWS}</div>')

    def _row(self, article: SiteArticle) -> str:
        return (
            f'<div class="news-item"><a href="{article.path}"><img src="{article.pictures[0].address}"></a>'
            f'<h3><a class="title" href="{article.path}">{text(article.title)}</a></h3>'
            f'<p class="time"><i class="fa fa-clock-o"></i> {article.posted_at:%d/%m/%Y %I:%M:%S %p}</p>'
            f"<p>{teaser(article.lead, 120)}</p></div>"
        )


class NukeVietMobile(NukeViet45):
    """The mobile theme: a hidden ``h1`` with the site's name comes first, the date is in ``em.time``."""

    slug = "nukeviet-mobile"
    name = "Liên đoàn Lao động tỉnh Lào Cai"
    place = LAO_CAI

    def article_markup(self, article: SiteArticle) -> str:
        when = article.posted_at
        old = f'<span class="h5">{weekday_in_words(when)} - {when:%d/%m/%Y %H:%M}</span>'
        new = f'<em class="time">{weekday_in_words(when)} - {when:%d/%m/%Y %H:%M}</em>'
        return (
            super()
            .article_markup(article)
            .replace(old, new)
            .replace("<header>", f'<header><h1 class="hidden">{self.name}</h1>')
        )
