"""A federation on a NukeViet-like system: official documents pasted from Word, and plain news among them.

News print ``Thứ năm - 30/12/2021 20:04`` and carry the system's malformed metadata; documents tell no date of
publication, only their own. A clock stands in the menu.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import ClassVar

from replica.discovery import RSS, nukeviet_rss
from replica.entry import Entry, Picture, Section
from replica.html import CLOCK, link, teaser, text
from replica.press import LATEST, Byline, issued, posted, printed, settled
from replica.site import VIETNAM, Page, Site, weekday_in_words
from replica.sites.lai_chau_paper import paper_markup
from replica.text.grammar import dice
from replica.text.newsroom import Period, Story, stories
from replica.text.paper import papers
from replica.text.places import LAI_CHAU
from replica.text.spoil import slug

RELATED = 8
FURNITURE = (
    "Những tin cũ hơn", "Ý kiến bạn đọc", "Click để đánh giá bài viết", "Đang truy cập", "Thành viên online",
    "Tổng số điểm của bài viết là: 0 trong 0 đánh giá", "Tổng lượt truy cập",
)  # fmt: skip


class LaiChau(Site):
    slug = "lai-chau"
    name = "Liên đoàn Lao động tỉnh Lai Châu"
    page_size = 9
    everything = Section("news", "Tin tức", ())
    sections: ClassVar[tuple[Section, ...]] = (
        Section("van-ban", "Văn bản", ("Văn bản",)),
        Section("hoat-dong-cong-doan", "Hoạt động công đoàn", ("Hoạt động công đoàn",)),
        Section("guong-dien-hinh", "Gương điển hình", ("Gương điển hình",)),
    )

    def write_entries(self) -> tuple[Entry, ...]:
        entries = [
            self._news(number, story) for number, story in enumerate(stories(LAI_CHAU, 14, self.period))
        ]
        for number, paper in enumerate(papers(LAI_CHAU, 16, self.period), len(entries)):
            entries.append(
                issued(
                    paper,
                    number=number,
                    path=f"/van-ban/{slug(paper.title)}-{700 - number}.html",
                    section=self.sections[0],
                    posted_at=datetime.combine(paper.issued_on + timedelta(days=2), time(15), VIETNAM),
                    furniture=FURNITURE,
                )
            )
        return settled(entries, RELATED)

    def _news(self, number: int, story: Story) -> Entry:
        section = self.sections[1 + number % 2]
        posted_at = posted(story, self.slug, number)
        return printed(
            story,
            number=number,
            path=f"/{section.slug}/{slug(story.title)}-{700 - number}.html",
            section=section,
            posted_at=posted_at,
            pictures=[
                Picture(f"/uploads/news/{story.event_on:%Y_%m}/anh-{number}-{index}.png", caption)
                for index, caption in enumerate(story.captions)
            ],
            lead=story.lead,
            byline=_byline(number, story),
            published=posted_at,
            updated=_edited(number, posted_at, self.period),
            furniture=FURNITURE,
        )

    def listing_address(self, section: Section, page: int = 1) -> str:
        return f"/{section.slug}/" + (f"page-{page}/" if page > 1 else "")

    def clock_text(self, now: datetime, *, seconds: bool) -> str:
        return f"{weekday_in_words(now)}, {now:%d/%m/%Y, %H:%M}"

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /users/\nDisallow: /admin/\nDisallow: /seek/\n"

    def statics(self) -> Mapping[str, tuple[str, str]]:
        return {
            "/about/gioi-thieu.html": ("Giới thiệu", self.fill("about")),
            "/contact/": ("Liên hệ", self.fill("contact")),
            "/users/login/": ("Đăng nhập thành viên", self.fill("login")),
        }

    def offers(self) -> Mapping[str, Page]:
        """RSS of the site and of each section, 30 items at most."""
        given = {}
        for section in (self.everything, *self.sections):
            markup = nukeviet_rss(f"{self.name} - {section.name}", self.in_section(section)[:30])
            given[_feed(section)] = Page(markup.encode(), media_type=RSS)
        return given

    def home_markup(self) -> str:
        blocks = "".join(
            f'<div class="panel panel-default"><h4>{link(self.listing_address(section), section.name)}</h4>'
            + "".join(_panel(entry) for entry in self.in_section(section)[:4])
            + "</div>"
            for section in self.sections
        )
        return self._frame(self.name, f'<div class="news_column">{blocks}</div>')

    def listing_markup(self, section: Section, entries: tuple[Entry, ...], page: int, pages: int) -> str:
        rows = "".join(_panel(entry) for entry in entries)
        numbers = "".join(self._page_link(section, number, page) for number in range(1, pages + 1))
        last = (
            '<li class="disabled"><a href="javascript:void(0)">&raquo;</a></li>'
            if page == pages
            else f'<li><a rel="next" href="{self.listing_address(section, page + 1)}">&raquo;</a></li>'
        )
        paging = f'<ul class="pagination">{numbers}{last}</ul>' if pages > 1 else ""
        main = f'<div class="news_column">{rows}</div><div class="text-center">{paging}</div>'
        return self._frame(section.name, main, self._trail(section))

    def article_markup(self, entry: Entry) -> str:
        related = "".join(
            f"<li><h4>{link(other.path, other.title)}</h4>{_related_date(other)}</li>"
            for other in self.neighbours(entry, RELATED)
        )
        if entry.paper is None:
            article = self._news_markup(entry)
        else:
            article = self.fill("document", paper=paper_markup(entry.paper, dice("word", entry.number)))
        below = self.fill("below", related=related)
        return self._frame(entry.title, article + below, self._trail(entry.section), _metadata(entry))

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, f'<div class="panel panel-default"><h3>{text(title)}</h3>{body}</div>')

    def _page_link(self, section: Section, number: int, page: int) -> str:
        if number == page:
            return f'<li class="active"><a href="javascript:void(0)">{number}</a></li>'
        direction = "next" if number > page else "prev"
        return f'<li><a rel="{direction}" href="{self.listing_address(section, number)}">{number}</a></li>'

    def _news_markup(self, entry: Entry) -> str:
        return self.fill(
            "news",
            title=text(entry.title),
            edited=entry.truth.updated or entry.posted_at.isoformat(),
            when=f"{weekday_in_words(entry.posted_at)} - {entry.posted_at:%d/%m/%Y %H:%M}",
            lead=text(entry.lead),
            figures="".join(
                self.fill("figure", address=image.address, caption=text(image.caption))
                for image in entry.pictures
            ),
            body="\n".join(
                f'<p style="text-align:justify;">{text(piece.text)}</p>' for piece in entry.pieces
            ),
            byline="".join(_labelled(line) for line in entry.byline),
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


def _panel(entry: Entry) -> str:
    when = f"{entry.posted_at:%d/%m/%Y %H:%M:00}" if entry.truth.published else ""
    clock = f'<div class="text-muted"><em class="fa fa-clock-o">&nbsp;</em> {when}</div>' if when else ""
    opening = f"<div>{teaser(entry.lead, 120)}...</div>" if entry.lead else ""
    return f'<div class="panel-body"><h3>{link(entry.path, entry.title)}</h3>{clock}{opening}</div>'


def _related_date(entry: Entry) -> str:
    return f"<em>({entry.posted_at:%d/%m/%Y})</em>" if entry.truth.published else ""


def _labelled(line: str) -> str:
    label, name = line.split(": ", 1)
    return f'<p class="h5 text-right"><strong>{label}: </strong>{text(name)}</p>'


def _edited(number: int, posted_at: datetime, period: Period) -> datetime | None:
    """Every fourth article was edited three days after its publication, if that is not after the period."""
    at = posted_at + timedelta(days=3, minutes=41)
    return at if number % 4 == 1 and at.date() <= period.last + LATEST else None


def _byline(number: int, story: Story) -> Byline:
    writer = story.cast.writer
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


def _metadata(entry: Entry) -> str:
    """The system writes date, zone and time in this order, and calls the last edit ``datePublished``."""
    title = (
        f'<meta property="og:title" content="{text(entry.title)}"><meta property="og:type" content="article">'
    )
    if entry.paper is not None:
        return title
    edited = datetime.fromisoformat(entry.truth.updated) if entry.truth.updated else entry.posted_at
    return (
        f'{title}<meta property="article:published_time" content="{entry.posted_at:%Y-%m-%d+07%H:%M:00}">'
        f'<meta property="article:modified_time" content="{edited:%Y-%m-%d+07%H:%M:00}">'
    )
