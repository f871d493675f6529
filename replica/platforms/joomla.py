"""Joomla: addresses such as ``/index.php/menu/34-slug``, paging by offset (``start=10``), labels in words."""

from datetime import datetime
from typing import ClassVar

from replica.article import Section, SiteArticle
from replica.html import VIEWS, link, teaser, text
from replica.platforms.base import PlatformSite
from replica.site import weekday_in_words
from replica.text.damage import slug
from replica.text.newsroom import NewsStory
from replica.text.places import LAO_CAI


class Joomla(PlatformSite):
    """A site on Joomla."""

    slug = "joomla"
    system = "joomla"
    name = "Liên đoàn Lao động tỉnh Lào Cai"
    place = LAO_CAI
    page_size = 10
    page_parameter = "start"
    thousands = ""
    pictures_at = "/images/stories/2025"
    boilerplate = ("Các bài mới", "Các bài đã đăng", "Thống kê truy cập", "Lần cập nhật cuối")
    everything = Section("tin-tuc", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("tin-tuc/12-hoat-dong-cong-doan", "Hoạt động công đoàn", ()),
        Section("tin-tuc/13-nu-cong", "Nữ công", ()),
    )

    def article_path(self, number: int, section: Section, story: NewsStory, posted_at: datetime) -> str:
        return f"/index.php/{section.slug}/{500 - number * 2}-{slug(story.title)}"

    def listing_address(self, section: Section, page: int = 1) -> str:
        further = f"?start={(page - 1) * self.page_size}" if page > 1 else ""
        return f"/index.php/{section.slug}{further}"

    def home_markup(self) -> str:
        rows = "".join(f'<div class="items-row">{self._row(article)}</div>' for article in self.articles[:6])
        return self._frame(self.name, f'<div class="blog-featured">{rows}</div>')

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        items = "".join(
            f'<li><span class="pagenav">{number}</span></li>'
            if number == page
            else f"<li>{link(self.listing_address(section, number), str(number), PAGENAV)}</li>"
            for number in self.numbers(section, page, pages)
        )
        if page < pages:
            items += f"<li>{link(self.listing_address(section, page + 1), 'Tiếp theo', PAGENAV)}</li>"
            items += f"<li>{link(self.listing_address(section, pages), 'Cuối', PAGENAV)}</li>"
        rows = "".join(f'<div class="items-row">{self._row(article)}</div>' for article in articles)
        pager = (
            f'<div class="pagination"><p class="counter">Trang {page} của {pages}</p><ul>{items}</ul></div>'
        )
        return self._frame(f"{section.name}", f'<div class="blog"><h2>{section.name}</h2>{rows}{pager}</div>')

    def article_markup(self, article: SiteArticle) -> str:
        when, picture = article.posted_at, article.pictures[0]
        byline = "".join(
            f'<p style="text-align: right;"><strong>{text(line)}</strong></p>' for line in article.byline
        )
        main = (
            f'<div class="item-page"><h2 itemprop="name"><a href="{article.path}">{text(article.title)}</a>'
            f"</h2>"
            '<ul class="actions"><li class="print-icon">'
            f'<a href="{article.path}?tmpl=component&amp;print=1&amp;page=" rel="nofollow">In</a></li>'
            '<li class="email-icon"><a href="/index.php/component/mailto/?link=aHR0cA==" rel="nofollow">'
            "Email</a></li></ul>"
            '<dl class="article-info"><dt>Chi tiết</dt>'
            f'<dd class="published">Được đăng: {weekday_in_words(when)}, {when.day:02} Tháng {when.month} '
            f"{when:%Y %H:%M}</dd>"
            f'<dd class="hits">Lượt xem: {VIEWS}</dd></dl>'
            f'<div itemprop="articleBody"><p><strong>{text(article.lead)}</strong></p>'
            f'<p style="text-align:center"><img src="{picture.address}"><br><em>'
            f"{text(picture.caption)}</em></p>"
            f"{self.paragraphs(article)}{byline}</div></div>"
            '<div class="items-more"><h3>Các bài đã đăng</h3><ul>'
            + "".join(f"<li>{link(other.path, other.title)}</li>" for other in self.related(article))
            + "</ul></div>"
        )
        return self._frame(article.title, main)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f'<div class="item-page"><h2>{text(title)}</h2>{body}</div>')

    def _row(self, article: SiteArticle) -> str:
        return (
            f'<h2><a href="{article.path}">{text(article.title)}</a></h2>'
            f'<dd class="published">{article.posted_at:%d/%m/%Y}</dd>'
            f'<img src="{article.pictures[0].address}">'
            f'<p>{teaser(article.lead, 160)}</p><p class="readmore"><a href="{article.path}">Đọc thêm...</a>'
            f"</p>"
        )

    def _frame(self, title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html lang="vi-vn"><head><meta charset="utf-8">'
            f'<title>{text(title)}</title><meta name="generator" content="Joomla! - Open Source Content '
            f'Management">'
            '<script src="/media/system/js/core.js"></script><link href="/templates/tin/css/template.css" '
            'rel="stylesheet">'
            f'</head><body><div id="header"><img src="/templates/tin/images/logo.png" alt="{self.name}">'
            f"</div>"
            f'<div id="menu"><ul class="menu">{self.menu()}</ul></div><div id="main">{main}</div>'
            '<div id="right"><h3>Thống kê truy cập</h3><p>Hôm nay 123</p><p>Tổng số 456789</p></div>'
            f'<div id="footer">Bản quyền © 2026 {self.name}.</div></body></html>'
        )


PAGENAV = ' class="pagenav"'
