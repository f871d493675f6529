"""A federation's portal of the 2010s: tables, font tags, a page clock, a poll, a visitor counter.

Articles print neither date nor views. The byline is the last line, with the organisation in brackets below
it.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from replica.article import Photo, Section, SiteArticle
from replica.html import CLOCK, CLOCK_SECONDS, link, teaser, text
from replica.publishing import (
    Byline,
    make_news_article,
    newest_first,
    publication_time,
    writer_and_photographer,
)
from replica.site import ReplicaSite
from replica.text.damage import add_nbsp, decompose, slug
from replica.text.grammar import seeded_random
from replica.text.newsroom import NewsStory, stories
from replica.text.places import LAO_CAI

_ROOT = "Tin tức sự kiện"
_ORGANISATION = "LĐLĐ tỉnh Lào Cai"
RELATED = 6
REPRINTED = 5  # the number of the story that ha-noi prints too

BOILERPLATE = (
    "Bình chọn", "Thông tin truy cập", "Thời tiết", "Các tin khác", "Album Ảnh", "Bản Tin Công Đoàn",
    "Liên kết sở ban ngành", "Diện tích: 6.364,03 Km2", "Dân số (2023): 781.200", "337912",
    "Văn bản mới ban hành",
)  # fmt: skip


class LaoCai(ReplicaSite):
    """LĐLĐ tỉnh Lào Cai: a federation's portal of the 2010s."""

    slug = "lao-cai"
    name = "Liên đoàn Lao động tỉnh Lào Cai"
    page_size = 10
    everything = Section("tin-tuc-su-kien", _ROOT, (_ROOT,))
    sections: ClassVar[tuple[Section, ...]] = (
        Section("ban-tuyen-giao-nc", "Ban Tuyên giáo NC", (_ROOT, "Ban Tuyên giáo NC")),
        Section("ban-to-chuc", "Ban Tổ chức", (_ROOT, "Ban Tổ chức")),
        Section("cong-doan-co-so", "Công đoàn cơ sở", (_ROOT, "Công đoàn cơ sở")),
    )

    def write_articles(self) -> tuple[SiteArticle, ...]:
        return newest_first(
            (
                self._make_article(number, story)
                for number, story in enumerate(stories(LAO_CAI, 28, self.period))
            ),
            RELATED,
        )

    def _make_article(self, number: int, story: NewsStory) -> SiteArticle:
        section = self.sections[number % len(self.sections)]
        damage, traps = _damage(number)
        return make_news_article(
            story,
            number=number,
            path=f"/{section.slug}/{slug(story.title)}-{1109900 - number * 13}",
            section=section,
            posted_at=publication_time(story, self.slug, number),
            pictures=[
                Photo(f"/upload/{story.event_on:%Y-%m}/anh-{number}-{index}.png", caption)
                for index, caption in enumerate(story.captions)
            ],
            lead=story.lead,
            byline=_byline(number, story),
            boilerplate=BOILERPLATE,
            reprint="lao-cai/5" if number == REPRINTED else None,
            traps=traps,
            damage=damage,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        return f"/{section.slug}" + (f"?page={page}" if page > 1 else "")

    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/gioi-thieu": ("Giới thiệu", self.fill("about")),
            "/lien-he": ("Liên hệ", self.fill("contact")),
            "/van-ban": ("Văn bản mới ban hành", self.fill("papers")),
            "/dang-nhap": ("Đăng nhập", self.fill("login")),
        }

    def home_markup(self) -> str:
        rows = "".join(self._row(article) for article in self.articles[:8])
        return self._frame(f'<table width="100%">{rows}</table>', CLOCK_SECONDS)

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        rows = "".join(self._row(article) for article in articles)
        numbers = " ".join(
            f"<b>{number}</b>" if number == page else link(self.listing_address(section, number), str(number))
            for number in range(1, pages + 1)
        )
        further = f" | {link(self.listing_address(section, page + 1), 'Trang sau')}" if page < pages else ""
        paging = f'<tr><td align="right" class="phantrang">Trang: {numbers}{further}</td></tr>'
        return self._frame(f'{self._trail(section)}<table width="100%">{rows}{paging}</table>')

    def article_markup(self, article: SiteArticle) -> str:
        return self._frame(
            self.fill(
                "article",
                trail=self._trail(article.section),
                title=text(article.title),
                lead=text(article.lead),
                photos="".join(
                    self.fill("photo", address=image.address, caption=text(image.caption))
                    for image in article.pictures
                ),
                body="\n".join(
                    f'<div align="justify"><font face="Arial" size="2">{text(part.text)}</font></div>'
                    for part in article.parts
                ),
                byline="".join(
                    f'<div align="right"><font size="2"><b>{text(line)}</b></font></div>'
                    for line in article.byline
                ),
                related="".join(
                    f"<li>{link(other.path, other.title)}</li>" for other in self.neighbours(article, RELATED)
                ),
            )
        )

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(
            f'<table width="100%"><tr><td><b>{text(title)}</b></td></tr><tr><td>{body}</td></tr></table>'
        )

    def _trail(self, section: Section) -> str:
        root = link(self.listing_address(self.everything), _ROOT)
        rest = f" » {link(self.listing_address(section), section.name)}" if section != self.everything else ""
        return f'<div class="duongdan"><font size="2">{root}{rest}</font></div>'

    def _row(self, article: SiteArticle) -> str:
        return self.fill(
            "row",
            picture=article.pictures[0].address,
            address=article.path,
            title=text(article.title),
            teaser=teaser(article.lead, 160),
        )

    def _frame(self, main: str, clock: str = CLOCK) -> str:
        menu = "".join(
            f"<tr><td>{link(self.listing_address(section), section.name)}</td></tr>"
            for section in (self.everything, *self.sections)
        )
        return self.fill("frame", name=self.name, menu=menu, main=main, clock=clock)


def _damage(number: int) -> tuple[Callable[[str], str], tuple[str, ...]]:
    rng = seeded_random("lao-cai", "spoil", number)
    if number % 7 == 3:
        return decompose, ("nfd",)
    if number % 2 == 0:
        return lambda words: add_nbsp(rng, words, 3), ("nbsp",)
    return str, ()


def _byline(number: int, story: NewsStory) -> Byline:
    writer, photographer, unit = (
        story.participants.writer,
        story.participants.photographer,
        story.participants.unit,
    )
    match number % 6:
        case 0:
            pair = ((writer, "writer", _ORGANISATION), (photographer, "photographer", _ORGANISATION))
            return Byline((f"Ảnh: {photographer}, bài: {writer}", f"({_ORGANISATION})"), pair)
        case 1:
            return Byline((f"Bài, ảnh: {writer}", f"({unit})"), writer_and_photographer(writer, unit))
        case 2:
            return Byline((f"Tin, ảnh: {writer}",), writer_and_photographer(writer))
        case 3:
            return Byline((f"Tin: {writer}", f"({_ORGANISATION})"), ((writer, "writer", _ORGANISATION),))
        case 4:
            return Byline()
        case _:
            pair_bare = ((writer, "writer", None), (photographer, "photographer", None))
            return Byline((f"Ảnh: {photographer}, bài: {writer}",), pair_bare)
