"""DotNetNuke: one form with a view state around the page, paging by postback, upper-case paths, ``tabid``.

Only a POST of the form returns further pages of a listing; a GET always returns the first one.
"""

from datetime import datetime
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from replica.answer import Request, Response
from replica.article import Section, SiteArticle
from replica.html import VIEWS, teaser, text
from replica.platforms.base import PlatformSite
from replica.site import weekday
from replica.text.newsroom import NewsStory
from replica.text.places import QUANG_NAM

_PAGER = "dnn$ctr480$ViewNews$rptPager"
_VIEW_STATE = "dDwtMTIzNDU2Nzg5Ozs+" * 40


class DotNetNuke(PlatformSite):
    """A site on DotNetNuke."""

    slug = "dotnetnuke"
    system = "dotnetnuke"
    name = "Liên đoàn Lao động tỉnh Quảng Nam"
    place = QUANG_NAM
    page_size = 8
    page_parameter = "trang-khong-co"
    prints_time = False
    pictures_at = "/Portals/0/HinhAnh"
    boilerplate = ("Các tin khác", "Lượt truy cập", "Đang trực tuyến")
    everything = Section("Tin-tuc/tabid/83", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("Tin-cong-doan/tabid/84", "Tin công đoàn", ()),
        Section("Chinh-sach/tabid/85", "Chính sách", ()),
    )

    def article_path(self, number: int, section: Section, story: NewsStory, posted_at: datetime) -> str:
        tab = section.slug.rpartition("/")[2]
        return f"/ChiTiet/tabid/{tab}/NewsID/{4000 - number * 3}/language/vi-VN/Default.aspx"

    def listing_address(self, section: Section, page: int = 1) -> str:
        further = f"?trang-khong-co={page}" if page > 1 else ""
        return f"/{section.slug}/language/vi-VN/Default.aspx{further}"

    def respond(self, request: Request) -> Response:
        if request.method != "POST":
            return super().respond(request)
        form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        path = urlsplit(request.target).path
        section = next(
            (
                section
                for section in (self.everything, *self.sections)
                if self.listing_address(section) == path
            ),
            None,
        )
        target = form.get("__EVENTTARGET", "")
        if section is None or form.get("__VIEWSTATE") != _VIEW_STATE or not target.startswith(_PAGER):
            return Response(500, {"Content-Type": "text/html; charset=utf-8"}, b"<h1>Runtime Error</h1>")
        page = min(max(1, int(target.rpartition("ctl")[2] or 1)), self.pages_of(section))
        return super().respond(Request("GET", self.listing_address(section, page), request.headers))

    def home_markup(self) -> str:
        blocks = "".join(
            f'<div id="dnn_ctr{470 + number}_ContentPane" class="DnnModule"><span class="Head">'
            f"{section.name}</span>"
            + "".join(self._row(article) for article in self.in_section(section)[:4])
            + f'<a href="{self.listing_address(section)}">Xem tiếp &gt;&gt;</a></div>'
            for number, section in enumerate(self.sections)
        )
        return self._frame(self.name, blocks)

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        def button(number: int, words: str) -> str:
            target = f"{_PAGER}$ctl{number:02}"
            return f"<a href=\"javascript:__doPostBack('{target}','')\">{words}</a>"

        numbers = " ".join(
            f"<span>{number}</span>" if number == page else button(number, str(number))
            for number in range(1, pages + 1)
        )
        further = button(page + 1, "Trang sau") if page < pages else ""
        rows = "".join(self._row(article) for article in articles)
        return self._frame(
            f"{section.name} - {self.name}",
            f'<div id="dnn_ctr480_ContentPane">{rows}<div class="PagingTable">{numbers} {further}</div>'
            f"</div>",
        )

    def article_markup(self, article: SiteArticle) -> str:
        when, picture = article.posted_at, article.pictures[0]
        byline = "".join(f'<p align="right"><b>{text(line)}</b></p>' for line in article.byline)
        main = (
            '<div id="dnn_ctr480_ViewNews_pnlDetail"><span class="NewsTitle">'
            f'{text(article.title)}</span><br><span class="NewsDate">{weekday(when)}, {when:%d/%m/%Y}</span>'
            f'<div class="NewsLead"><b>{text(article.lead)}</b></div>'
            f'<div align="center"><img src="{picture.address}"><br><i>{text(picture.caption)}</i></div>'
            f'<div class="NewsBody">{self.paragraphs(article)}{byline}</div>'
            f'<div class="NewsView">Lượt xem: {VIEWS}</div></div>'
            '<div class="other"><b>Các tin khác</b><ul>'
            + "".join(
                f'<li><a href="{other.path}">{text(other.title)}</a> ({other.posted_at:%d/%m/%Y})</li>'
                for other in self.related(article)
            )
            + "</ul></div>"
        )
        return self._frame(f"{article.title} - {self.name}", main)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f'<div class="DNN_HTMLContent"><h2>{text(title)}</h2>{body}</div>')

    def _row(self, article: SiteArticle) -> str:
        return (
            f'<table class="NewsRow"><tr><td><img src="{article.pictures[0].address}"></td><td>'
            f'<a class="NewsLink" href="{article.path}">{text(article.title)}</a> '
            f'<span class="date">({article.posted_at:%d/%m/%Y})</span><br>{teaser(article.lead, 130)}</td>'
            f"</tr></table>"
        )

    def _frame(self, title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html lang="vi-VN"><head><meta charset="utf-8"><title>{text(title)}</title>'
            '<link href="/Portals/_default/default.css" rel="stylesheet"><script src="/js/dnn.js">'
            "</script></head>"
            '<body id="Body"><form method="post" action="" id="Form" enctype="multipart/form-data">'
            '<input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value="">'
            '<input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="">'
            f'<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{_VIEW_STATE}">'
            "<script>function __doPostBack(eventTarget, eventArgument) { theForm.submit(); }</script>"
            f'<div id="dnn_LogoPane"><img src="/Portals/0/logo.png" alt="{self.name}"></div>'
            f'<div id="dnn_MenuPane"><ul class="menu">{self.menu()}</ul></div>'
            f'<div id="dnn_ContentPane">{main}</div><div id="dnn_RightPane">Lượt truy cập: 1.234.567<br>'
            "Đang trực tuyến: 12</div>"
            f'<div id="dnn_FooterPane" class="footer">Bản quyền thuộc về {self.name}</div></form></body>'
            f"</html>"
        )
