"""Liferay: no ``h1``, English labels on Vietnamese pages, paging by a portlet's parameter.

The posting account stands below the text. Every article has a second address in the English branch.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from replica.article import Section, SiteArticle
from replica.html import VIEWS, link, teaser, text
from replica.platforms.base import PlatformSite
from replica.site import BuiltPage
from replica.text.damage import slug
from replica.text.newsroom import NewsStory
from replica.text.places import HA_NOI

_PORTLET = "_101_INSTANCE_qW3eRt_"


class Liferay(PlatformSite):
    """A site on Liferay."""

    slug = "liferay"
    system = "liferay"
    name = "Liên đoàn Lao động thành phố Hà Nội"
    place = HA_NOI
    page_size = 10
    page_parameter = f"{_PORTLET}cur"
    identity_parameters = ("p_p_id",)
    thousands = ""
    pictures_at = "/documents/20182/31057"
    boilerplate = ("Related Assets", "Pho Ban bien tap", "View count", "Tin cùng chuyên mục")
    everything = Section("tin-tuc", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("hoat-dong-cong-doan", "Hoạt động công đoàn", ()),
        Section("doi-song-cong-nhan", "Đời sống công nhân", ()),
    )

    def article_path(self, number: int, section: Section, story: NewsStory, posted_at: datetime) -> str:
        return f"/web/guest/{section.slug}/-/asset_publisher/qW3eRt/content/{slug(story.title)}"

    def listing_address(self, section: Section, page: int = 1) -> str:
        paging = f"?p_p_id=101_INSTANCE_qW3eRt&{_PORTLET}cur={page}" if page > 1 else ""
        return f"/web/guest/{section.slug}{paging}"

    def feed_pages(self) -> Mapping[str, BuiltPage]:
        """The English branch: the same articles at other addresses."""
        return {
            article.path.replace("/web/", "/en/web/"): BuiltPage(
                self.article_markup(article).encode(), article=article
            )
            for article in self.articles
        }

    def home_markup(self) -> str:
        blocks = "".join(
            '<div class="portlet-boundary"><h2 class="portlet-title">'
            f"{link(self.listing_address(section), section.name)}</h2>"
            + "".join(self._row(article) for article in self.in_section(section)[:5])
            + "</div>"
            for section in self.sections
        )
        return self._frame(self.name, blocks)

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        further = (
            f'<a class="next" href="{text(self.listing_address(section, page + 1))}">Next</a>'
            if page < pages
            else '<span class="next">Next</span>'
        )
        pager = (
            '<div class="taglib-page-iterator"><ul class="lfr-pagination-buttons pager"><li>'
            f"{further}</li></ul>"
            f'<div class="lfr-pagination-config">Page {page} of {pages}</div></div>'
        )
        rows = "".join(self._row(article) for article in articles)
        return self._frame(section.name, f'<div class="portlet-boundary">{rows}{pager}</div>')

    def article_markup(self, article: SiteArticle) -> str:
        when, picture = article.posted_at, article.pictures[0]
        byline = "".join(
            f'<p style="text-align: right;"><strong>{text(line)}</strong></p>' for line in article.byline
        )
        main = (
            '<div class="asset-full-content clearfix show-asset-title">'
            f'<div class="asset-full-content-title">{text(article.title)}</div>'
            f'<div class="assetPublishDate">Ngày đăng {when:%d/%m/%Y} | {when:%I:%M %p} | View count: '
            f"{VIEWS}</div>"
            '<div class="journal-content-article">'
            f'<p class="sapo">{text(article.lead)}</p>'
            f'<table class="image"><tr><td><img src="{picture.address}"></td></tr><tr><td class="caption">'
            f"<em>"
            f"{text(picture.caption)}</em></td></tr></table>"
            f"{self.paragraphs(article)}{byline}</div>"
            '<div class="view-content-author">Pho Ban bien tap</div></div>'
            '<div class="relatedassets"><h3>Tin cùng chuyên mục</h3><ul>'
            + "".join(
                f"<li>{link(other.path, other.title)} ({other.posted_at:%d/%m/%Y})</li>"
                for other in self.related(article)
            )
            + "</ul></div>"
        )
        return self._frame(article.title, main)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f'<div class="journal-content-article">{body}</div>')

    def _row(self, article: SiteArticle) -> str:
        english = article.path.replace("/web/", "/en/web/")
        return (
            '<div class="asset-abstract"><h3 class="asset-title"><a '
            f'href="{article.path}?redirect=%2Fweb%2Fguest">'
            f"{text(article.title)}</a></h3><div class='asset-date'>{article.posted_at:%d/%m/%Y}</div>"
            f'<div class="asset-summary">{teaser(article.lead, 150)}</div>'
            f'<div class="asset-more"><a href="{article.path}?redirect=%2Fweb%2Fguest">Xem thêm <span '
            f'class="hide-accessible">'
            f'về {text(article.title)}</span> »</a> <a href="{english}">English</a></div></div>'
        )

    def _frame(self, title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html class="aui ltr" dir="ltr" lang="en-US"><head><title>{text(title)} - '
            f"{self.name}"
            '</title><meta charset="utf-8"><script>Liferay.Browser = {};Liferay.ThemeDisplay = {'
            "getLanguageId: function() {return 'en_US';}};</script>"
            '<link href="/html/css/main.css?browserId=other&amp;themeId=hanoi" rel="stylesheet"></head>'
            "<body>"
            f'<div id="banner"><img src="/hanoi-theme/images/logo.png" alt="{self.name}"></div>'
            f'<nav id="navigation"><ul>{self.menu()}</ul></nav><div id="content">{main}</div>'
            f'<footer id="footer">Cơ quan chủ quản: {self.name}</footer></body></html>'
        )
