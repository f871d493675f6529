"""The base class of the platform sites: stories as articles, and markup that all platforms share."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from replica.article import Photo, Section, SiteArticle
from replica.html import link, text
from replica.publishing import (
    Byline,
    make_news_article,
    newest_first,
    publication_time,
    writer_and_photographer,
)
from replica.site import ReplicaSite
from replica.text.grammar import seeded_random
from replica.text.newsroom import NewsStory, stories
from replica.text.places import Locality

RELATED = 5


class PlatformSite(ReplicaSite):
    """A site of one platform. A subclass says where articles are and how pages are marked up.

    ``system`` is the platform's name in source files. ``prints_views`` and ``prints_time``: articles print
    views, and a time next to the day.
    """

    system: ClassVar[str]
    place: ClassVar[Locality]
    count: ClassVar[int] = 40
    prints_views: ClassVar[bool] = True
    prints_time: ClassVar[bool] = True
    pictures_at: ClassVar[str] = "/uploads"
    boilerplate: ClassVar[tuple[str, ...]] = ()

    def write_articles(self) -> tuple[SiteArticle, ...]:
        written = stories(self.place, self.count, self.period)
        return newest_first(
            (self._make_article(number, story) for number, story in enumerate(written)), RELATED
        )

    @abstractmethod
    def article_path(self, number: int, section: Section, story: NewsStory, posted_at: datetime) -> str:
        """The canonical address of an article."""

    def byline(self, number: int, story: NewsStory) -> Byline:
        """The byline of an article."""
        writer = story.participants.writer
        match number % 4:
            case 0:
                return Byline((f"Tin, ảnh: {writer}",), writer_and_photographer(writer))
            case 1:
                return Byline((writer,), ((writer, "writer", None),))
            case 2:
                return Byline()
            case _:
                return Byline((f"Tác giả: {writer}",), ((writer, "writer", None),))

    def _make_article(self, number: int, story: NewsStory) -> SiteArticle:
        section = self.sections[number % len(self.sections)]
        posted_at = publication_time(story, self.slug, number)
        article = make_news_article(
            story,
            number=number,
            path=self.article_path(number, section, story, posted_at),
            section=section,
            posted_at=posted_at,
            pictures=[Photo(f"{self.pictures_at}/{1000 + number}.png", story.captions[0])],
            lead=story.lead,
            byline=self.byline(number, story),
            views=seeded_random(self.slug, "views", number).randint(40, 3900) if self.prints_views else None,
            published=posted_at,
            boilerplate=self.boilerplate,
        )
        if self.prints_time:
            return article
        day = posted_at.date().isoformat()
        return replace(article, truth=replace(article.truth, published=day, precision="day"))

    def related(self, article: SiteArticle) -> tuple[SiteArticle, ...]:
        """The articles of an article's related list."""
        return self.neighbours(article, RELATED)

    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/gioi-thieu": (
                "Giới thiệu",
                "<p>Trang của tổ chức công đoàn, nơi đoàn viên tìm tin và văn bản.</p>",
            ),
            "/lien-he": ("Liên hệ", "<p>Điện thoại: 0200.123.456. Thư điện tử: lienhe@congdoan.example</p>"),
            "/dang-nhap": ("Đăng nhập", "<form><input name='ten'><input name='mat-khau'></form>"),
        }

    def menu(self, attributes: str = "") -> str:
        """List items with links to home, static pages, sections and the login."""
        items = [("/", "Trang chủ"), ("/gioi-thieu", "Giới thiệu")]
        items += [
            (self.listing_address(section), section.name) for section in (self.everything, *self.sections)
        ]
        items += [("/lien-he", "Liên hệ"), ("/dang-nhap", "Đăng nhập")]
        return "".join(f"<li>{link(address, name, attributes)}</li>" for address, name in items)

    def paragraphs(self, article: SiteArticle) -> str:
        """The body as ``<p>`` elements."""
        return "\n".join(f"<p>{text(part.text)}</p>" for part in article.parts)

    def numbers(self, section: Section, page: int, pages: int) -> Iterable[int]:
        """The page numbers of a pager: the first three, the neighbours and the last."""
        near = {1, 2, 3, page - 1, page, page + 1, pages}
        return sorted(number for number in near if 1 <= number <= pages)
