"""Liferay: no ``h1``, English labels on Vietnamese pages, paging by a portlet's parameter.

The account that posted stands below the text; the same article answers in the English branch too.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from replica.entry import Entry, Section
from replica.html import VIEWS, link, teaser, text
from replica.platforms.base import PlatformSite
from replica.site import Page
from replica.text.newsroom import Story
from replica.text.places import HA_NOI
from replica.text.spoil import slug

_PORTLET = "_101_INSTANCE_qW3eRt_"


class Liferay(PlatformSite):
    slug = "liferay"
    system = "liferay"
    name = "Liên đoàn Lao động thành phố Hà Nội"
    place = HA_NOI
    page_size = 10
    page_parameter = f"{_PORTLET}cur"
    identity_parameters = ("p_p_id",)
    thousands = ""
    pictures_at = "/documents/20182/31057"
    furniture = ("Related Assets", "Pho Ban bien tap", "View count", "Tin cùng chuyên mục")
    everything = Section("tin-tuc", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("hoat-dong-cong-doan", "Hoạt động công đoàn", ()),
        Section("doi-song-cong-nhan", "Đời sống công nhân", ()),
    )

    def article_path(self, number: int, section: Section, story: Story, posted_at: datetime) -> str:
        return f"/web/guest/{section.slug}/-/asset_publisher/qW3eRt/content/{slug(story.title)}"

    def listing_address(self, section: Section, page: int = 1) -> str:
        paging = f"?p_p_id=101_INSTANCE_qW3eRt&{_PORTLET}cur={page}" if page > 1 else ""
        return f"/web/guest/{section.slug}{paging}"

    def offers(self) -> Mapping[str, Page]:
        """The English branch: the same pages under other addresses."""
        return {
            entry.path.replace("/web/", "/en/web/"): Page(self.article_markup(entry).encode(), entry=entry)
            for entry in self.entries
        }

    def home_markup(self) -> str:
        blocks = "".join(
            '<div class="portlet-boundary"><h2 class="portlet-title">'
            f"{link(self.listing_address(one), one.name)}</h2>"
            + "".join(self._row(entry) for entry in self.in_section(one)[:5])
            + "</div>"
            for one in self.sections
        )
        return self._frame(self.name, blocks)

    def listing_markup(self, section: Section, entries: tuple[Entry, ...], page: int, pages: int) -> str:
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
        rows = "".join(self._row(entry) for entry in entries)
        return self._frame(section.name, f'<div class="portlet-boundary">{rows}{pager}</div>')

    def article_markup(self, entry: Entry) -> str:
        when, picture = entry.posted_at, entry.pictures[0]
        byline = "".join(
            f'<p style="text-align: right;"><strong>{text(line)}</strong></p>' for line in entry.byline
        )
        main = (
            '<div class="asset-full-content clearfix show-asset-title">'
            f'<div class="asset-full-content-title">{text(entry.title)}</div>'
            f'<div class="assetPublishDate">Ngày đăng {when:%d/%m/%Y} | {when:%I:%M %p} | View count: '
            f"{VIEWS}</div>"
            '<div class="journal-content-article">'
            f'<p class="sapo">{text(entry.lead)}</p>'
            f'<table class="image"><tr><td><img src="{picture.address}"></td></tr><tr><td class="caption">'
            f"<em>"
            f"{text(picture.caption)}</em></td></tr></table>"
            f"{self.paragraphs(entry)}{byline}</div>"
            '<div class="view-content-author">Pho Ban bien tap</div></div>'
            '<div class="relatedassets"><h3>Tin cùng chuyên mục</h3><ul>'
            + "".join(
                f"<li>{link(other.path, other.title)} ({other.posted_at:%d/%m/%Y})</li>"
                for other in self.related(entry)
            )
            + "</ul></div>"
        )
        return self._frame(entry.title, main)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f'<div class="journal-content-article">{body}</div>')

    def _row(self, entry: Entry) -> str:
        english = entry.path.replace("/web/", "/en/web/")
        return (
            '<div class="asset-abstract"><h3 class="asset-title"><a '
            f'href="{entry.path}?redirect=%2Fweb%2Fguest">'
            f"{text(entry.title)}</a></h3><div class='asset-date'>{entry.posted_at:%d/%m/%Y}</div>"
            f'<div class="asset-summary">{teaser(entry.lead, 150)}</div>'
            f'<div class="asset-more"><a href="{entry.path}?redirect=%2Fweb%2Fguest">Xem thêm <span '
            f'class="hide-accessible">'
            f'về {text(entry.title)}</span> »</a> <a href="{english}">English</a></div></div>'
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
