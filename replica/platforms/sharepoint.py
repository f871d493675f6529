"""SharePoint: pages in a library, paging by script (``RefreshPageTo``), dates in folders, ``ItemID``."""

from datetime import datetime
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from replica.article import Section, SiteArticle
from replica.html import VIEWS, teaser, text
from replica.platforms.base import PlatformSite
from replica.site import weekday
from replica.text.newsroom import NewsStory
from replica.text.places import SON_LA


class SharePoint(PlatformSite):
    """A site on SharePoint."""

    slug = "sharepoint"
    system = "sharepoint"
    name = "Liên đoàn Lao động tỉnh Sơn La"
    place = SON_LA
    page_size = 8
    page_parameter = "PageFirstRow"
    identity_parameters = ("ItemID", "CateID")
    thousands = ","
    pictures_at = "/PublishingImages/2025-05"
    boilerplate = ("Tin liên quan", "Thống kê truy cập", "Đang online", "Hôm nay")
    everything = Section("0", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("11", "Hoạt động công đoàn", ()),
        Section("12", "Chính sách pháp luật", ()),
        Section("13", "Nữ công", ()),
    )

    def article_path(self, number: int, section: Section, story: NewsStory, posted_at: datetime) -> str:
        return f"/Pages/chi-tiet-tin.aspx?ItemID={900 - number}&CateID={section.slug}"

    def listing_address(self, section: Section, page: int = 1) -> str:
        category = f"?CateID={section.slug}" if section != self.everything else ""
        row = (page - 1) * self.page_size + 1
        paging = f"{'&' if category else '?'}PageFirstRow={row}" if page > 1 else ""
        return f"/Pages/tin-tuc.aspx{category}{paging}"

    def _canonical(self, target: str) -> str:
        """Accepts parameters in any order, and ignores ``Paged`` and ``p_ID``, the position in a listing."""
        parts = urlsplit(target)
        given = {name: value for name, value in parse_qsl(parts.query) if name in _KNOWN}
        query = "&".join(f"{name}={given[name]}" for name in _KNOWN if name in given)
        return parts.path + (f"?{query}" if query else "")

    def home_markup(self) -> str:
        blocks = "".join(
            '<div class="ms-webpart-zone"><h2 class="ms-webpart-titleText"><a '
            f'href="{text(self.listing_address(section))}">'
            f"<span>{section.name}</span></a></h2>"
            + "".join(self._row(article) for article in self.in_section(section)[:4])
            + "</div>"
            for section in self.sections
        )
        return self._frame(self.name, blocks)

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        further = ""
        if page < pages:
            mark = "&" if "?" in self.listing_address(section) else "?"
            address = (
                f"{self.listing_address(section)}{mark}Paged=TRUE\\u0026p_ID={900 - page}"
                f"\\u0026PageFirstRow={page * self.page_size + 1}"
            )
            further = (
                f"<a onclick='javascript:RefreshPageTo(event, \"{address}\");javascript:return false;' "
                'href="javascript:"><img src="/_layouts/15/images/next.gif" alt="Tiếp"></a>'
            )
        rows = "".join(self._row(article) for article in articles)
        pager = (
            f'<table class="ms-bottompaging"><tr><td class="ms-paging">{page} - {pages}</td>'
            f"<td>{further}</td></tr></table>"
        )
        return self._frame(section.name, f'<div id="WebPartWPQ2">{rows}{pager}</div>')

    def article_markup(self, article: SiteArticle) -> str:
        when, picture = article.posted_at, article.pictures[0]
        byline = "".join(f'<p style="text-align:right"><b>{text(line)}</b></p>' for line in article.byline)
        main = (
            f'<div class="ms-rtestate-field chitiet"><h3 class="tieude">{text(article.title)}</h3>'
            f'<div class="ngaydang">{weekday(when)}, {when:%d/%m/%Y, %H:%M} | Lượt xem: {VIEWS}</div>'
            f'<p class="trichyeu"><strong>{text(article.lead)}</strong></p>'
            f'<p style="text-align:center"><img src="{picture.address}" alt=""><br><em>'
            f"{text(picture.caption)}</em></p>"
            f'<div class="ExternalClass9F">{self.paragraphs(article)}{byline}</div></div>'
            '<div class="tinlienquan"><h4>Tin liên quan</h4><ul>'
            + "".join(
                f'<li><a href="{text(other.path)}">{text(other.title)}</a> <span>'
                f"({other.posted_at:%d/%m/%Y})</span></li>"
                for other in self.related(article)
            )
            + "</ul></div>"
        )
        return self._frame(article.title, main)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f'<div class="ms-rtestate-field"><h2>{text(title)}</h2>{body}</div>')

    def _row(self, article: SiteArticle) -> str:
        return (
            f'<div class="tin"><a href="{text(article.path)}"><img src="{article.pictures[0].address}"></a>'
            f'<a class="tieude" href="{text(article.path)}">{text(article.title)}</a>'
            f'<span class="ngay">{article.posted_at:%d/%m/%Y}</span><p>{teaser(article.lead, 140)}</p></div>'
        )

    def _frame(self, title: str, main: str) -> str:
        return (
            '<!DOCTYPE html><html lang="vi-vn" dir="ltr"><head><meta charset="utf-8"><title>'
            f"{text(title)}</title>"
            '<meta name="GENERATOR" content="Microsoft SharePoint">'
            '<link rel="stylesheet" href="/_layouts/15/1066/styles/corev15.css">'
            "<script>var _spPageContextInfo={webServerRelativeUrl:'/'};</script></head><body>"
            '<form method="post" action="./" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" '
            'value="x">'
            '<div id="s4-titlerow"><a href="/"><img class="logo" src="/SiteAssets/logo.png" '
            f'alt="{self.name}"></a></div>'
            f'<div class="ms-core-navigation"><ul>{self.menu()}</ul></div>'
            f'<div id="DeltaPlaceHolderMain">{main}</div>'
            '<div class="thongke">Thống kê truy cập<br>Đang online: 3<br>Hôm nay: 214<br>Tất cả: '
            "1,204,331</div>"
            f'<div id="s4-footer">Cơ quan chủ quản: {self.name}</div></form></body></html>'
        )


_KNOWN = ("ItemID", "CateID", "PageFirstRow")
