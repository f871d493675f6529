"""A big federation's news in HTML5 without date, views or author: kickers, genre labels, run-ins, bullets."""

import json
from collections.abc import Callable, Mapping
from typing import ClassVar

from replica.discovery import XML, news_sitemap, sitemap, sitemap_index
from replica.entry import Entry, Picture, Piece, Section
from replica.html import BASE, link, teaser, text
from replica.press import Byline, posted, printed, settled
from replica.site import Page, Site
from replica.sites.lao_cai import REPRINTED as LAO_CAI_STORY
from replica.text.newsroom import Story, stories
from replica.text.places import HA_NOI, LAO_CAI
from replica.text.spoil import decompose, slug

_ROOT = "Tin tức"
RELATED = 5
FURNITURE = (
    "Tin đọc nhiều", "Tin cùng chuyên mục", "Lịch công tác", "Chia sẻ Facebook", "Hotline: 024.3942.0017",
    "17/11/2026: Giao ban cụm thi đua số 3",
)  # fmt: skip
_RUN_INS = (
    "Hướng thực hiện gồm:",
    "Ba việc làm ngay:",
    "Nhiệm vụ đặt ra khá cụ thể:",
    "Các đơn vị được giao:",
)


class HaNoi(Site):
    slug = "ha-noi"
    name = "Công đoàn Thủ đô"
    page_size = 10
    everything = Section("", _ROOT, (_ROOT,))
    sections: ClassVar[tuple[Section, ...]] = (
        Section("hoat-dong-cong-doan", "Hoạt động công đoàn", (_ROOT, "Hoạt động công đoàn")),
        Section("doi-song-cong-nhan", "Đời sống công nhân", (_ROOT, "Đời sống công nhân")),
        Section("nu-cong", "Nữ công", (_ROOT, "Nữ công")),
    )

    def write_entries(self) -> tuple[Entry, ...]:
        own = stories(HA_NOI, 28, self.period)
        guest = stories(LAO_CAI, 28, self.period)[LAO_CAI_STORY]
        entries = [self._entry(number, story) for number, story in enumerate(own)]
        return settled([*entries, self._entry(len(own), guest, reprint="lao-cai/5")], RELATED)

    def _entry(self, number: int, story: Story, reprint: str | None = None) -> Entry:
        section = self.sections[2 if story.theme == "nu-cong" else number % 2]
        kicker = "" if story.cast.unit in story.title else f"{story.cast.unit}: "
        opening = ("Tin tổng hợp: ", "(LĐTĐ) - ", "")[number % 3] if reprint is None else "(LĐTĐ) - "
        prefix = opening if opening.startswith("(") else ""
        spoil, traps = _spoiling(number)
        title = kicker + story.title
        return printed(
            story,
            number=number,
            path=f"/tin-tuc/{section.slug}/{slug(title)}.htm",
            section=section,
            posted_at=posted(story, self.slug, number),
            pictures=[
                Picture(
                    f"/media/{story.event_on:%Y/%m}/{number}-{index}.png",
                    caption,
                    "CĐHN" if (number + index) % 2 == 0 else None,
                )
                for index, caption in enumerate(story.captions)
            ],
            title=title,
            lead=opening + story.lead,
            summary=prefix + story.lead,
            pieces=_pieces(number, story) if reprint is None else None,
            furniture=FURNITURE,
            byline=Byline(authors=(("LĐTĐ", "source", None),)) if prefix else None,
            reprint=reprint,
            traps=traps,
            spoil=spoil,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        folder = f"/tin-tuc/{section.slug}/" if section.slug else "/tin-tuc/"
        return folder + (f"?page={page}" if page > 1 else "")

    def statics(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/gioi-thieu.htm": ("Giới thiệu", self.fill("about")),
            "/lien-he.htm": ("Liên hệ", self.fill("contact")),
            "/dang-nhap": ("Đăng nhập", self.fill("login")),
        }

    def robots(self) -> str:
        return super().robots() + (f"Sitemap: {BASE}/sitemap.xml\n" if self.feeds else "")

    def offers(self) -> Mapping[str, Page]:
        """An index, all articles, and the newest ten as news."""
        maps = {"/sitemap-bai-viet.xml": sitemap(self.entries)}
        maps["/sitemap-news.xml"] = news_sitemap(self.name, self.entries[:10])
        maps["/sitemap.xml"] = sitemap_index(tuple(maps))
        return {address: Page(markup.encode(), media_type=XML) for address, markup in maps.items()}

    def home_markup(self) -> str:
        blocks = "".join(
            f'<section class="zone"><h2>{link(self.listing_address(section), section.name)}</h2>'
            + "".join(self._card(entry) for entry in self.in_section(section)[:4])
            + "</section>"
            for section in self.sections
        )
        return self._frame(self.name, blocks)

    def listing_markup(self, section: Section, entries: tuple[Entry, ...], page: int, pages: int) -> str:
        cards = "".join(self._card(entry) for entry in entries)
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

    def article_markup(self, entry: Entry) -> str:
        figures = [
            self.fill("figure", address=image.address, caption=text(_credited(image)))
            for image in entry.pictures
        ]
        blocks = _blocks(entry.pieces)
        main = self.fill(
            "article",
            trail=" <span>/</span> ".join(
                link(self.listing_address(section), section.name)
                for section in (self.everything, entry.section)
            ),
            title=text(entry.title),
            figure=figures[0],
            lead=text(entry.lead),
            body="\n".join([*blocks[:2], *figures[1:], *blocks[2:]]),
            related="".join(
                f"<li>{link(other.path, other.title)}</li>" for other in self.neighbours(entry, RELATED)
            ),
        )
        return self._frame(entry.title, main, _metadata(entry))

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f"<h1>{text(title)}</h1>{body}")

    def _card(self, entry: Entry) -> str:
        return self.fill(
            "card",
            address=entry.path,
            picture=entry.pictures[0].address,
            title=text(entry.title),
            teaser=teaser(entry.lead, 140),
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
            popular="".join(f"<li>{link(entry.path, entry.title)}</li>" for entry in self.entries[11:14]),
        )


def _pieces(number: int, story: Story) -> tuple[Piece, ...]:
    """Every second article has a run-in with bullets before its last paragraph, some end in bullets."""
    body = [Piece("text", words) for words in story.paragraphs]
    if number % 2:
        return tuple(body)
    listed = [Piece("run-in", _RUN_INS[number // 2 % 4]), *(Piece("bullet", words) for words in story.tasks)]
    return tuple([*body, *listed] if number % 8 == 4 else [*body[:-1], *listed, body[-1]])


def _blocks(pieces: tuple[Piece, ...]) -> list[str]:
    blocks: list[str] = []
    for piece in pieces:
        if piece.style == "bullet":
            item = f"<li>{text(piece.text)}</li>"
            if blocks and blocks[-1].endswith("</ul>"):
                blocks[-1] = blocks[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                blocks.append(f"<ul>{item}</ul>")
        elif piece.style == "run-in":
            blocks.append(f"<p><strong>{text(piece.text)}</strong></p>")
        else:
            blocks.append(f"<p>{text(piece.text)}</p>")
    return blocks


def _spoiling(number: int) -> tuple[Callable[[str], str], tuple[str, ...]]:
    return (decompose, ("nfd",)) if number % 6 == 2 else (str, ())


def _credited(image: Picture) -> str:
    return f"{image.caption} Ảnh: {image.credit}" if image.credit else image.caption


def _metadata(entry: Entry) -> str:
    site = {"@context": "https://schema.org", "@type": "Organization", "name": "Công đoàn Thủ đô"}
    return (
        f'<meta property="og:title" content="{text(entry.title)}">'
        f'<script type="application/ld+json">{json.dumps(site, ensure_ascii=False)}</script>'
    )
