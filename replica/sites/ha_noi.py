"""A large federation's news in HTML5: kickers, genre labels, run-in headings, bullets.

No date, views or author.
"""

import json
from collections.abc import Callable, Mapping
from typing import ClassVar

from replica.article import BodyPart, Photo, Section, SiteArticle
from replica.discovery import XML, news_sitemap, sitemap, sitemap_index
from replica.html import BASE, link, teaser, text
from replica.publishing import Byline, make_news_article, newest_first, publication_time
from replica.site import BuiltPage, ReplicaSite
from replica.sites.lao_cai import REPRINTED as LAO_CAI_STORY
from replica.text.damage import decompose, slug
from replica.text.newsroom import NewsStory, stories
from replica.text.places import HA_NOI, LAO_CAI

_ROOT = "Tin tức"
RELATED = 5
BOILERPLATE = (
    "Tin đọc nhiều", "Tin cùng chuyên mục", "Lịch công tác", "Chia sẻ Facebook", "Hotline: 024.3942.0017",
    "17/11/2026: Giao ban cụm thi đua số 3",
)  # fmt: skip
_RUN_INS = (
    "Hướng thực hiện gồm:",
    "Ba việc làm ngay:",
    "Nhiệm vụ đặt ra khá cụ thể:",
    "Các đơn vị được giao:",
)


class HaNoi(ReplicaSite):
    """Công đoàn Thủ đô: a federation with a large news site."""

    slug = "ha-noi"
    name = "Công đoàn Thủ đô"
    page_size = 10
    everything = Section("", _ROOT, (_ROOT,))
    sections: ClassVar[tuple[Section, ...]] = (
        Section("hoat-dong-cong-doan", "Hoạt động công đoàn", (_ROOT, "Hoạt động công đoàn")),
        Section("doi-song-cong-nhan", "Đời sống công nhân", (_ROOT, "Đời sống công nhân")),
        Section("nu-cong", "Nữ công", (_ROOT, "Nữ công")),
    )

    def write_articles(self) -> tuple[SiteArticle, ...]:
        own = stories(HA_NOI, 28, self.period)
        guest = stories(LAO_CAI, 28, self.period)[LAO_CAI_STORY]
        articles = [self._make_article(number, story) for number, story in enumerate(own)]
        return newest_first([*articles, self._make_article(len(own), guest, reprint="lao-cai/5")], RELATED)

    def _make_article(self, number: int, story: NewsStory, reprint: str | None = None) -> SiteArticle:
        section = self.sections[2 if story.theme == "nu-cong" else number % 2]
        kicker = "" if story.participants.unit in story.title else f"{story.participants.unit}: "
        opening = ("Tin tổng hợp: ", "(LĐTĐ) - ", "")[number % 3] if reprint is None else "(LĐTĐ) - "
        prefix = opening if opening.startswith("(") else ""
        damage, traps = _damage(number)
        title = kicker + story.title
        return make_news_article(
            story,
            number=number,
            path=f"/tin-tuc/{section.slug}/{slug(title)}.htm",
            section=section,
            posted_at=publication_time(story, self.slug, number),
            pictures=[
                Photo(
                    f"/media/{story.event_on:%Y/%m}/{number}-{index}.png",
                    caption,
                    "CĐHN" if (number + index) % 2 == 0 else None,
                )
                for index, caption in enumerate(story.captions)
            ],
            title=title,
            lead=opening + story.lead,
            summary=prefix + story.lead,
            parts=_body_parts(number, story) if reprint is None else None,
            boilerplate=BOILERPLATE,
            byline=Byline(authors=(("LĐTĐ", "source", None),)) if prefix else None,
            reprint=reprint,
            traps=traps,
            damage=damage,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        folder = f"/tin-tuc/{section.slug}/" if section.slug else "/tin-tuc/"
        return folder + (f"?page={page}" if page > 1 else "")

    def static_pages(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/gioi-thieu.htm": ("Giới thiệu", self.fill("about")),
            "/lien-he.htm": ("Liên hệ", self.fill("contact")),
            "/dang-nhap": ("Đăng nhập", self.fill("login")),
        }

    def robots(self) -> str:
        return super().robots() + (f"Sitemap: {BASE}/sitemap.xml\n" if self.feeds else "")

    def feed_pages(self) -> Mapping[str, BuiltPage]:
        """A sitemap index, a sitemap of all articles, and a news sitemap of the newest ten."""
        maps = {"/sitemap-bai-viet.xml": sitemap(self.articles)}
        maps["/sitemap-news.xml"] = news_sitemap(self.name, self.articles[:10])
        maps["/sitemap.xml"] = sitemap_index(tuple(maps))
        return {address: BuiltPage(markup.encode(), media_type=XML) for address, markup in maps.items()}

    def home_markup(self) -> str:
        blocks = "".join(
            f'<section class="zone"><h2>{link(self.listing_address(section), section.name)}</h2>'
            + "".join(self._card(article) for article in self.in_section(section)[:4])
            + "</section>"
            for section in self.sections
        )
        return self._frame(self.name, blocks)

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        cards = "".join(self._card(article) for article in articles)
        numbers = "".join(
            f"<span>{number}</span>"
            if number == page
            else link(self.listing_address(section, number), str(number))
            for number in range(1, pages + 1)
        )
        following = self.listing_address(section, page + 1)
        further = link(following, "Trang sau »", ' rel="next"') if page < pages else ""
        return self._frame(
            section.name,
            f'<h1 class="zone-title">{section.name}</h1><div class="list">{cards}</div>'
            f'<nav class="paging">{numbers}{further}</nav>',
        )

    def article_markup(self, article: SiteArticle) -> str:
        figures = [
            self.fill("figure", address=image.address, caption=text(_credited(image)))
            for image in article.pictures
        ]
        blocks = _blocks(article.parts)
        main = self.fill(
            "article",
            trail=" <span>/</span> ".join(
                link(self.listing_address(section), section.name)
                for section in (self.everything, article.section)
            ),
            title=text(article.title),
            figure=figures[0],
            lead=text(article.lead),
            body="\n".join([*blocks[:2], *figures[1:], *blocks[2:]]),
            related="".join(
                f"<li>{link(other.path, other.title)}</li>" for other in self.neighbours(article, RELATED)
            ),
        )
        return self._frame(article.title, main, _metadata(article))

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f"<h1>{text(title)}</h1>{body}")

    def _card(self, article: SiteArticle) -> str:
        return self.fill(
            "card",
            address=article.path,
            picture=article.pictures[0].address,
            title=text(article.title),
            teaser=teaser(article.lead, 140),
        )

    def _frame(self, title: str, main: str, metadata: str = "") -> str:
        return self.fill(
            "frame",
            title=text(title),
            name=self.name,
            metadata=metadata,
            menu="".join(
                f"<li>{link(self.listing_address(section), section.name)}</li>"
                for section in (self.everything, *self.sections)
            ),
            main=main,
            popular="".join(
                f"<li>{link(article.path, article.title)}</li>" for article in self.articles[11:14]
            ),
        )


def _body_parts(number: int, story: NewsStory) -> tuple[BodyPart, ...]:
    """The body; every second article has a run-in heading with bullets near or at its end."""
    body = [BodyPart("text", words) for words in story.paragraphs]
    if number % 2:
        return tuple(body)
    listed = [
        BodyPart("run-in", _RUN_INS[number // 2 % 4]),
        *(BodyPart("bullet", words) for words in story.tasks),
    ]
    return tuple([*body, *listed] if number % 8 == 4 else [*body[:-1], *listed, body[-1]])


def _blocks(parts: tuple[BodyPart, ...]) -> list[str]:
    blocks: list[str] = []
    for part in parts:
        if part.style == "bullet":
            item = f"<li>{text(part.text)}</li>"
            if blocks and blocks[-1].endswith("</ul>"):
                blocks[-1] = blocks[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                blocks.append(f"<ul>{item}</ul>")
        elif part.style == "run-in":
            blocks.append(f"<p><strong>{text(part.text)}</strong></p>")
        else:
            blocks.append(f"<p>{text(part.text)}</p>")
    return blocks


def _damage(number: int) -> tuple[Callable[[str], str], tuple[str, ...]]:
    return (decompose, ("nfd",)) if number % 6 == 2 else (str, ())


def _credited(image: Photo) -> str:
    return f"{image.caption} Ảnh: {image.credit}" if image.credit else image.caption


def _metadata(article: SiteArticle) -> str:
    site = {"@context": "https://schema.org", "@type": "Organization", "name": "Công đoàn Thủ đô"}
    return (
        f'<meta property="og:title" content="{text(article.title)}">'
        f'<script type="application/ld+json">{json.dumps(site, ensure_ascii=False)}</script>'
    )
