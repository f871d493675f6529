"""A federation's site in the manner of NukeViet: official documents pasted from Word, and news.

News have the date ``Thứ năm - 30/12/2021 20:04`` and the malformed metadata of NukeViet. Documents have their
date of issue but no date of publication. A clock stands in the menu.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import ClassVar

from replica.article import Photo, Section, SiteArticle
from replica.discovery import RSS, nukeviet_rss
from replica.html import CLOCK, link, teaser, text
from replica.publishing import (
    LATEST_UPDATE,
    Byline,
    make_document_article,
    make_news_article,
    newest_first,
    publication_time,
)
from replica.site import VIETNAM, BuiltPage, ReplicaSite, weekday_in_words
from replica.sites.lai_chau_documents import document_markup
from replica.text.damage import slug
from replica.text.documents import issued_documents
from replica.text.grammar import seeded_random
from replica.text.newsroom import NewsStory, Period, stories
from replica.text.places import LAI_CHAU

RELATED = 8
BOILERPLATE = (
    "Những tin cũ hơn", "Ý kiến bạn đọc", "Click để đánh giá bài viết", "Đang truy cập", "Thành viên online",
    "Tổng số điểm của bài viết là: 0 trong 0 đánh giá", "Tổng lượt truy cập",
)  # fmt: skip


class LaiChau(ReplicaSite):
    """LĐLĐ tỉnh Lai Châu: a federation's site in the manner of NukeViet."""

    slug = "lai-chau"
    name = "Liên đoàn Lao động tỉnh Lai Châu"
    page_size = 9
    everything = Section("news", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("van-ban", "Văn bản", ("Văn bản",)),
        Section("hoat-dong-cong-doan", "Hoạt động công đoàn", ("Hoạt động công đoàn",)),
        Section("guong-dien-hinh", "Gương điển hình", ("Gương điển hình",)),
    )

    def write_articles(self) -> tuple[SiteArticle, ...]:
        articles = [
            self._news(number, story) for number, story in enumerate(stories(LAI_CHAU, 14, self.period))
        ]
        for number, document in enumerate(issued_documents(LAI_CHAU, 16, self.period), len(articles)):
            articles.append(
                make_document_article(
                    document,
                    number=number,
                    path=f"/van-ban/{slug(document.title)}-{700 - number}.html",
                    section=self.sections[0],
                    posted_at=datetime.combine(document.issued_on + timedelta(days=2), time(15), VIETNAM),
                    boilerplate=BOILERPLATE,
                )
            )
        return newest_first(articles, RELATED)

    def _news(self, number: int, story: NewsStory) -> SiteArticle:
        section = self.sections[1 + number % 2]
        posted_at = publication_time(story, self.slug, number)
        return make_news_article(
            story,
            number=number,
            path=f"/{section.slug}/{slug(story.title)}-{700 - number}.html",
            section=section,
            posted_at=posted_at,
            pictures=[
                Photo(f"/uploads/news/{story.event_on:%Y_%m}/anh-{number}-{index}.png", caption)
                for index, caption in enumerate(story.captions)
            ],
            lead=story.lead,
            byline=_byline(number, story),
            published=posted_at,
            updated=_edited(number, posted_at, self.period),
            boilerplate=BOILERPLATE,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        return f"/{section.slug}/" + (f"page-{page}/" if page > 1 else "")

    def clock_text(self, now: datetime, *, seconds: bool) -> str:
        return f"{weekday_in_words(now)}, {now:%d/%m/%Y, %H:%M}"

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /users/\nDisallow: /admin/\nDisallow: /seek/\n"

    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/about/gioi-thieu.html": ("Giới thiệu", self.fill("about")),
            "/contact/": ("Liên hệ", self.fill("contact")),
            "/users/login/": ("Đăng nhập thành viên", self.fill("login")),
        }

    def feed_pages(self) -> Mapping[str, BuiltPage]:
        """RSS feeds of the site and of each section, with at most 30 items."""
        given = {}
        for section in (self.everything, *self.sections):
            markup = nukeviet_rss(f"{self.name} - {section.name}", self.in_section(section)[:30])
            given[_feed(section)] = BuiltPage(markup.encode(), media_type=RSS)
        return given

    def home_markup(self) -> str:
        blocks = "".join(
            f'<div class="panel panel-default"><h4>{link(self.listing_address(section), section.name)}</h4>'
            + "".join(_panel(article) for article in self.in_section(section)[:4])
            + "</div>"
            for section in self.sections
        )
        return self._frame(self.name, f'<div class="news_column">{blocks}</div>')

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        rows = "".join(_panel(article) for article in articles)
        numbers = "".join(self._page_link(section, number, page) for number in range(1, pages + 1))
        last = (
            '<li class="disabled"><a href="javascript:void(0)">&raquo;</a></li>'
            if page == pages
            else f'<li><a rel="next" href="{self.listing_address(section, page + 1)}">&raquo;</a></li>'
        )
        paging = f'<ul class="pagination">{numbers}{last}</ul>' if pages > 1 else ""
        main = f'<div class="news_column">{rows}</div><div class="text-center">{paging}</div>'
        return self._frame(section.name, main, self._trail(section))

    def article_markup(self, article: SiteArticle) -> str:
        related = "".join(
            f"<li><h4>{link(other.path, other.title)}</h4>{_related_date(other)}</li>"
            for other in self.neighbours(article, RELATED)
        )
        if article.document is None:
            content = self._news_markup(article)
        else:
            content = self.fill(
                "document", document=document_markup(article.document, seeded_random("word", article.number))
            )
        below = self.fill("below", related=related)
        return self._frame(article.title, content + below, self._trail(article.section), _metadata(article))

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f'<div class="panel panel-default"><h3>{text(title)}</h3>{body}</div>')

    def _page_link(self, section: Section, number: int, page: int) -> str:
        if number == page:
            return f'<li class="active"><a href="javascript:void(0)">{number}</a></li>'
        direction = "next" if number > page else "prev"
        return f'<li><a rel="{direction}" href="{self.listing_address(section, number)}">{number}</a></li>'

    def _news_markup(self, article: SiteArticle) -> str:
        return self.fill(
            "news",
            title=text(article.title),
            edited=article.truth.updated or article.posted_at.isoformat(),
            when=f"{weekday_in_words(article.posted_at)} - {article.posted_at:%d/%m/%Y %H:%M}",
            lead=text(article.lead),
            figures="".join(
                self.fill("figure", address=image.address, caption=text(image.caption))
                for image in article.pictures
            ),
            body="\n".join(f'<p style="text-align:justify;">{text(part.text)}</p>' for part in article.parts),
            byline="".join(_labelled(line) for line in article.byline),
        )

    def _feed_links(self) -> str:
        if not self.feeds:
            return ""
        return "".join(
            f'<link rel="alternate" type="application/rss+xml" href="{_feed(section)}">'
            for section in (self.everything, *self.sections)
        )

    def _trail(self, section: Section) -> str:
        return self.fill("trail", address=self.listing_address(section), section=section.name)

    def _frame(self, title: str, main: str, trail: str = "", metadata: str = "") -> str:
        menu = "".join(
            f"<li>{link(self.listing_address(section), section.name)}</li>"
            for section in (self.everything, *self.sections)
        )
        return self.fill(
            "frame",
            title=text(title),
            name=self.name,
            metadata=metadata + self._feed_links(),
            menu=menu,
            clock=CLOCK,
            trail=trail,
            main=main,
        )


def _feed(section: Section) -> str:
    return "/news/rss/" if section == LaiChau.everything else f"/news/rss/{section.slug}/"


def _panel(article: SiteArticle) -> str:
    when = f"{article.posted_at:%d/%m/%Y %H:%M:00}" if article.truth.published else ""
    clock = f'<div class="text-muted"><em class="fa fa-clock-o">&nbsp;</em> {when}</div>' if when else ""
    opening = f"<div>{teaser(article.lead, 120)}...</div>" if article.lead else ""
    return f'<div class="panel-body"><h3>{link(article.path, article.title)}</h3>{clock}{opening}</div>'


def _related_date(article: SiteArticle) -> str:
    return f"<em>({article.posted_at:%d/%m/%Y})</em>" if article.truth.published else ""


def _labelled(line: str) -> str:
    label, name = line.split(": ", 1)
    return f'<p class="h5 text-right"><strong>{label}: </strong>{text(name)}</p>'


def _edited(number: int, posted_at: datetime, period: Period) -> datetime | None:
    """The time of the last edit: three days after publication for every fourth article, else None."""
    at = posted_at + timedelta(days=3, minutes=41)
    return at if number % 4 == 1 and at.date() <= period.last + LATEST_UPDATE else None


def _byline(number: int, story: NewsStory) -> Byline:
    writer = story.participants.writer
    match number % 4:
        case 0:
            return Byline((f"Tác giả: {writer}",), ((writer, "writer", None),))
        case 1:
            return Byline((f"Tác giả bài viết: {writer}",), ((writer, "writer", None),))
        case 2:
            return Byline()
        case _:
            lines = (f"Tác giả: {writer}", "Nguồn tin: Báo Lai Châu")
            return Byline(lines, ((writer, "writer", None), ("Báo Lai Châu", "source", None)))


def _metadata(article: SiteArticle) -> str:
    """Metadata as NukeViet writes it: date, zone and time in this order, in ``article:published_time``."""
    title = (
        f'<meta property="og:title" content="{text(article.title)}">'
        '<meta property="og:type" content="article">'
    )
    if article.document is not None:
        return title
    edited = datetime.fromisoformat(article.truth.updated) if article.truth.updated else article.posted_at
    return (
        f'{title}<meta property="article:published_time" content="{article.posted_at:%Y-%m-%d+07%H:%M:00}">'
        f'<meta property="article:modified_time" content="{edited:%Y-%m-%d+07%H:%M:00}">'
    )
