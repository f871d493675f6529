"""A provincial portal: an article is one table cell with ``<br>`` between its parts.

Below the title come a toolbar and ``Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)``; after the text come a
byline without a label, ``Lượt xem:`` and other titles with dates. No page names the province.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from replica.article import Photo, Section, SiteArticle
from replica.discovery import JSON, wordpress_posts
from replica.html import VIEWS, link, text
from replica.publishing import (
    Byline,
    make_news_article,
    newest_first,
    publication_time,
    writer_and_photographer,
)
from replica.site import BuiltPage, ReplicaSite, weekday
from replica.text.damage import with_eth
from replica.text.grammar import seeded_random
from replica.text.newsroom import NewsStory, stories
from replica.text.places import QUANG_NAM

RELATED = 5
REPRINTED = 7  # the number of the story that son-la prints too
BOILERPLATE = (
    "Bản in", "Quay lại", "A+", "Đọc bài viết", "Lượt xem:", "Tin đã đưa", "Văn bản chỉ đạo điều hành",
    "Lượt truy cập hôm nay: 9.214", "Đường dây nóng: 0235.3852.711",
)  # fmt: skip


class QuangNam(ReplicaSite):
    """Quảng Nam: the portal of a province."""

    slug = "quang-nam"
    name = "Cổng thông tin điện tử tỉnh"
    page_size = 8
    identity_parameters = ("tabid", "cat", "NID")
    everything = Section("83", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("84", "Tin trong tỉnh", ()),
        Section("85", "Văn hóa - Xã hội", ()),
    )

    def write_articles(self) -> tuple[SiteArticle, ...]:
        return newest_first(
            (
                self._make_article(number, story)
                for number, story in enumerate(stories(QUANG_NAM, 28, self.period))
            ),
            RELATED,
        )

    def _make_article(self, number: int, story: NewsStory) -> SiteArticle:
        posted_at = publication_time(story, self.slug, number)
        damage, traps = _damage(number)
        return make_news_article(
            story,
            number=number,
            path=f"/Default.aspx?tabid=107&NID={20690 - number * 7}",
            section=self.sections[number % 2],
            posted_at=posted_at,
            pictures=[Photo(f"/Portals/0/images/{20690 - number * 7}.png", story.captions[0])],
            lead=story.lead,
            byline=_byline(number, story),
            views=seeded_random("views", number).randint(61, 2890),
            published=posted_at,
            boilerplate=BOILERPLATE,
            reprint="quang-nam/7" if number == REPRINTED else None,
            traps=traps,
            damage=damage,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        chosen = (
            "/Default.aspx?tabid=83"
            if section == self.everything
            else f"/Default.aspx?tabid=83&cat={section.slug}"
        )
        return chosen + (f"&page={page}" if page > 1 else "")

    def feed_pages(self) -> Mapping[str, BuiltPage]:
        """A WordPress API with eight posts a page, whatever ``per_page`` says."""
        pages = self.pages_of(self.everything)
        given = {}
        for number in range(1, pages + 1):
            chosen = self.articles[(number - 1) * self.page_size : number * self.page_size]
            address = "/wp-json/wp/v2/posts" + (f"?page={number}" if number > 1 else "")
            headers = {"X-WP-Total": str(len(self.articles)), "X-WP-TotalPages": str(pages)}
            given[address] = BuiltPage(wordpress_posts(chosen).encode(), media_type=JSON, headers=headers)
        return given

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /Login.aspx\nDisallow: /SearchResults.aspx\n"

    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/Default.aspx?tabid=61": ("Giới thiệu", self.fill("about")),
            "/Default.aspx?tabid=62": ("Liên hệ", self.fill("contact")),
            "/Login.aspx": ("Đăng nhập", self.fill("login")),
        }

    def home_markup(self) -> str:
        blocks = "".join(
            f'<td valign="top"><b>{link(self.listing_address(section), section.name)}</b><br>'
            + "<br>".join(_item(article) for article in self.in_section(section)[:6])
            + "</td>"
            for section in self.sections
        )
        return self._frame(self.name, f"<table><tr>{blocks}</tr></table>")

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        items = "<br><br>".join(_item(article) for article in articles)
        numbers = " ".join(
            f"<b>{number}</b>" if number == page else link(self.listing_address(section, number), str(number))
            for number in range(1, pages + 1)
        )
        parts = [link(self.listing_address(section), "Đầu"), numbers]
        if page < pages:
            parts.append(link(self.listing_address(section, page + 1), "»"))
            parts.append(link(self.listing_address(section, pages), "Cuối"))
        pager = f'<div class="Pager">{" ".join(parts)}</div>'
        return self._frame(section.name, f'<b class="Head">{section.name}</b><br><br>{items}<br><br>{pager}')

    def article_markup(self, article: SiteArticle) -> str:
        when, image = article.posted_at, article.pictures[0]
        body = [
            *(text(part.text) for part in article.parts),
            *(f"<b>{text(line)}</b>" for line in article.byline),
        ]
        main = self.fill(
            "article",
            title=text(article.title),
            when=f"{weekday(when)}, ngày {when:%d/%m/%Y} | {when:%I:%M %p} (GMT +7)",
            lead=text(article.lead),
            address=image.address,
            caption=text(image.caption),
            body="<br><br>\n".join(body),
            views=VIEWS,
            related="<br>".join(f"- {_item(other)}" for other in self.neighbours(article, RELATED)),
        )
        return self._frame(article.title, main)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f"<b>{text(title)}</b><br><br>{body}")

    def _frame(self, title: str, main: str) -> str:
        menu = " | ".join(
            link(self.listing_address(section), section.name) for section in (self.everything, *self.sections)
        )
        return self.fill("frame", title=text(title), name=self.name, menu=menu, main=main)


def _item(article: SiteArticle) -> str:
    return f"{link(article.path, article.title)} <span class=date>({article.posted_at:%d/%m/%Y})</span>"


def _damage(number: int) -> tuple[Callable[[str], str], tuple[str, ...]]:
    return (with_eth, ("eth",)) if number % 5 == 1 else (str, ())


def _byline(number: int, story: NewsStory) -> Byline:
    writer = story.participants.writer
    match number % 5:
        case 4:
            return Byline()
        case 3:
            return Byline((writer.upper(),), ((writer.upper(), "writer", None),))
        case 2:
            return Byline((f"Tin, ảnh: {writer}",), writer_and_photographer(writer))
        case _:
            return Byline((writer,), ((writer, "writer", None),))
