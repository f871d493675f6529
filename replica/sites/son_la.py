"""A department's portal on ASP.NET: an empty slider, views above the title, a comment form, a counter block.

Articles have no date and no lead; the byline is a name without a label. Some texts lack letters that a
conversion from another encoding lost.
"""

import base64
from collections.abc import Callable, Mapping
from typing import ClassVar

from replica.article import Photo, Section, SiteArticle
from replica.html import VIEWS, link, teaser, text
from replica.publishing import Byline, make_news_article, newest_first, publication_time
from replica.site import ReplicaSite
from replica.sites.quang_nam import REPRINTED as QUANG_NAM_STORY
from replica.text.damage import add_nbsp, lose_letters, slug
from replica.text.grammar import seeded_random
from replica.text.newsroom import NewsStory, stories
from replica.text.places import QUANG_NAM, SON_LA

RELATED = 4
BOILERPLATE = (
    "No title...", "Lượt xem:", "Họ tên", "Mã kiểm tra", "no image", "THÔNG TIN TRA CỨU", "Thống kê truy cập",
    "Đang online: 93", "Tất cả: 8,104,377", "Video tuyên truyền",
)  # fmt: skip


class SonLa(ReplicaSite):
    """Sơn La: the portal of a department."""

    slug = "son-la"
    name = "Sở Văn hóa, Thể thao và Du lịch"
    page_size = 10
    page_parameter = "Page"
    thousands = ","
    everything = Section("tin-tuc", "Tin tức")
    sections: ClassVar[tuple[Section, ...]] = (
        Section("61896", "Hoạt động công đoàn"),
        Section("61897", "Tin hoạt động của ngành"),
    )

    def write_articles(self) -> tuple[SiteArticle, ...]:
        own = stories(SON_LA, 28, self.period)
        guest = stories(QUANG_NAM, 28, self.period)[QUANG_NAM_STORY]
        articles = [self._make_article(number, story) for number, story in enumerate(own)]
        return newest_first([*articles, self._make_article(len(own), guest, reprint="quang-nam/7")], RELATED)

    def _make_article(self, number: int, story: NewsStory, reprint: str | None = None) -> SiteArticle:
        section = self.sections[number % 2]
        damage, traps = _damage(number) if reprint is None else (str, ())
        writer = story.participants.writer
        signed = number % 6 != 5
        return make_news_article(
            story,
            number=number,
            path=f"/1290/31957/{section.slug}/{571433 - number * 31}/{slug(story.title)}",
            section=section,
            posted_at=publication_time(story, self.slug, number),
            pictures=[Photo(f"/uploads/article/{571433 - number * 31}.png", story.captions[0])]
            if number % 3 == 0
            else [],
            byline=Byline((writer,), ((writer, "writer", None),)) if signed else Byline(),
            views=seeded_random("views", self.slug, number).randint(7, 1450),
            boilerplate=BOILERPLATE,
            reprint=reprint,
            traps=traps,
            damage=damage,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        folder = (
            "/1290/31957/tin-tuc.aspx"
            if section == self.everything
            else f"/1290/31957/{section.slug}/danh-sach.aspx"
        )
        return folder + (f"?Page={page}" if page > 1 else "")

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /dang-nhap.aspx\nDisallow: /tim-kiem.aspx\n"

    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/1290/gioi-thieu.aspx": ("Giới thiệu", self.fill("about")),
            "/1290/lien-he.aspx": ("Liên hệ", self.fill("contact")),
            "/dang-nhap.aspx": ("Đăng nhập", self.fill("login")),
        }

    def home_markup(self) -> str:
        rows = "".join(self._row(article) for article in self.articles[:7])
        return self._frame(self.name, f'<div id="ctl00_Main_ctl00_pnlTinMoi">{rows}</div>')

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        paging = [
            f'<span class="current">{number}</span>'
            if number == page
            else link(self.listing_address(section, number), str(number))
            for number in range(1, pages + 1)
        ]
        if page < pages:
            paging.append(link(self.listing_address(section, page + 1), "Trang kế"))
        rows = "".join(self._row(article) for article in articles)
        main = self.fill("listing", section=section.name, rows=rows, paging="&nbsp;".join(paging))
        return self._frame(section.name, main)

    def article_markup(self, article: SiteArticle) -> str:
        main = self.fill(
            "article",
            views=VIEWS,
            title=text(article.title),
            photos="".join(
                self.fill("photo", address=image.address, caption=text(image.caption))
                for image in article.pictures
            ),
            body="\n<p>&nbsp;</p>\n".join(
                f'<p style="text-align: justify;">{text(part.text)}</p>' for part in article.parts
            ),
            byline="".join(
                f'<p style="text-align: right;"><strong>{text(line)}</strong></p>' for line in article.byline
            ),
            related="".join(
                f"<li>{link(other.path, other.title)}</li>" for other in self.neighbours(article, RELATED)
            ),
        )
        return self._frame(article.title, main)

    def plain_markup(self, title: str, body: str) -> str:
        heading = f'<div class="TieuDeKhoi">{text(title)}</div>'
        return self._frame(title, f'<div id="ctl00_Main_ctl02_pnlTrang">{heading}{body}</div>')

    def _row(self, article: SiteArticle) -> str:
        return self.fill(
            "row", address=article.path, title=text(article.title), teaser=teaser(article.parts[0].text, 150)
        )

    def _frame(self, title: str, main: str) -> str:
        state = base64.b64encode(f"{title}|{self.slug}".encode() * 3).decode()
        menu = "".join(
            f"<li>{link(self.listing_address(section), section.name)}</li>"
            for section in (self.everything, *self.sections)
        )
        return self.fill(
            "frame",
            title=text(title),
            name=self.name,
            state=state,
            validation=state[:24],
            menu=menu,
            main=main,
        )


def _damage(number: int) -> tuple[Callable[[str], str], tuple[str, ...]]:
    """The damage of an article's texts and its names. Short texts and titles keep all letters."""
    rng = seeded_random("son-la", "spoil", number)
    if number % 3 == 1:
        return lambda words: lose_letters(rng, words, 2) if len(words) > 150 else words, ("lost letters",)
    if number % 3 == 2:
        return lambda words: add_nbsp(rng, words, 2), ("nbsp",)
    return str, ()
