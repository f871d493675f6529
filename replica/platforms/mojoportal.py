"""mojoPortal: addresses without number and suffix, ``.articletitle``, ``pagenumber``, ``Đã xem``."""

from datetime import datetime
from typing import ClassVar

from replica.article import Section, SiteArticle
from replica.html import VIEWS, link, teaser, text
from replica.platforms.base import PlatformSite
from replica.text.damage import slug
from replica.text.newsroom import NewsStory
from replica.text.places import LAI_CHAU


class MojoPortal(PlatformSite):
    """A site on mojoPortal."""

    slug = "mojoportal"
    system = "mojoportal"
    name = "Liên đoàn Lao động tỉnh Lai Châu"
    place = LAI_CHAU
    page_size = 8
    page_parameter = "pagenumber"
    pictures_at = "/Data/Sites/1/News"
    boilerplate = ("Các tin khác", "Tổng lượt truy cập", "Cỡ chữ")
    everything = Section("tin-tuc", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("hoat-dong-cong-doan", "Hoạt động công đoàn", ()),
        Section("guong-nguoi-tot", "Gương người tốt", ()),
    )

    def article_path(self, number: int, section: Section, story: NewsStory, posted_at: datetime) -> str:
        return f"/{section.slug}/{slug(story.title)}"

    def listing_address(self, section: Section, page: int = 1) -> str:
        return f"/{section.slug}" + (f"?pagenumber={page}" if page > 1 else "")

    def home_markup(self) -> str:
        blocks = "".join(
            f'<div class="module"><h2 class="moduletitle">'
            f"{link(self.listing_address(section), section.name)}</h2>"
            + "".join(self._row(article) for article in self.in_section(section)[:4])
            + "</div>"
            for section in self.sections
        )
        return self._frame(self.name, blocks)

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        numbers = "".join(
            f'<span class="SelectedPage">{number}</span>'
            if number == page
            else f'<span class="PageNumber">{link(self.listing_address(section, number), str(number))}</span>'
            for number in self.numbers(section, page, pages)
        )
        rows = "".join(self._row(article) for article in articles)
        return self._frame(
            section.name,
            f'<div class="articlelist">{rows}</div><div class="pages modulepager">{numbers}</div>',
        )

    def article_markup(self, article: SiteArticle) -> str:
        when, picture = article.posted_at, article.pictures[0]
        byline = "".join(
            f'<p style="text-align:right"><strong>{text(line)}</strong></p>' for line in article.byline
        )
        main = (
            f'<div class="articledetail"><h1 class="articletitle moduletitle">{text(article.title)}</h1>'
            f'<div class="articleinfo"><span class="bdate">{when:%H:%M} {when:%d/%m/%Y}</span> '
            f'<span class="view">Đã xem: {VIEWS}</span> <span class="font">Cỡ chữ <a href="#">A+</a> <a '
            f'href="#">A-</a></span></div>'
            f'<div class="articlelead">{text(article.lead)}</div>'
            f'<div class="image"><img src="{picture.address}"><p class="caption">'
            f"{text(picture.caption)}</p></div>"
            f'<div class="articlecontent">{self.paragraphs(article)}{byline}</div></div>'
            '<div class="othernews"><h3>Các tin khác</h3><ul>'
            + "".join(
                f"<li>{link(other.path, other.title)} <span>({other.posted_at:%d/%m/%Y})</span></li>"
                for other in self.related(article)
            )
            + "</ul></div>"
        )
        return self._frame(article.title, main)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f'<div class="htmlmodule"><h2>{text(title)}</h2>{body}</div>')

    def _row(self, article: SiteArticle) -> str:
        return (
            f'<div class="article"><a href="{article.path}"><img src="{article.pictures[0].address}"></a>'
            f'<h3 class="title"><a href="{article.path}">{text(article.title)}</a></h3>'
            f'<span class="bdate">{article.posted_at:%d/%m/%Y}</span><div class="sapo">'
            f"{teaser(article.lead, 140)}</div></div>"
        )

    def _frame(self, title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{text(title)} - '
            f"{self.name}</title>"
            '<link rel="stylesheet" href="/Data/Sites/1/skins/congdoan/style.css"></head>'
            '<body class="pagebody"><form id="aspnetForm" method="post"><input type="hidden" '
            'name="__VIEWSTATE" value="y">'
            f'<div class="header"><a href="/"><img src="/Data/Sites/1/logos/logo.png" alt="{self.name}">'
            f"</a></div>"
            f'<div class="topmenu"><ul class="menu">{self.menu()}</ul></div><div id="wrapcenter">'
            f"{main}</div>"
            '<div class="rightside"><p>Tổng lượt truy cập: 502,360</p></div>'
            f'<div class="footer">Trang thông tin điện tử {self.name}</div></form></body></html>'
        )
