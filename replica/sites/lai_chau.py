"""A federation on a NukeViet-like system: official documents pasted from Word, and plain news among them.

News print ``Thứ năm - 30/12/2021 20:04`` and carry the system's malformed metadata; documents tell no date of
publication, only their own. A clock stands in the menu.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from replica.entry import Entry, Picture, Section
from replica.html import CLOCK, link, text
from replica.press import Byline, issued, posted, printed, settled
from replica.site import Site, weekday_in_words
from replica.sites.lai_chau_paper import paper_markup
from replica.text.grammar import dice
from replica.text.newsroom import Story, stories
from replica.text.paper import papers
from replica.text.places import LAI_CHAU
from replica.text.spoil import slug

RELATED = 8
FURNITURE = (
    "Những tin cũ hơn", "Ý kiến bạn đọc", "Click để đánh giá bài viết", "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
    "Đang truy cập", "Tổng lượt truy cập", "Thành viên online",
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
        entries = [self._news(number, story) for number, story in enumerate(stories(LAI_CHAU, 14))]
        for number, paper in enumerate(papers(LAI_CHAU, 16), len(entries)):
            day = paper.issued_on + timedelta(days=2)
            entries.append(
                issued(
                    paper,
                    number=number,
                    path=f"/van-ban/{slug(paper.title)}-{700 - number}.html",
                    section=self.sections[0],
                    posted_at=posted_document(day.year, day.month, day.day),
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
            updated=_edited(number, posted_at),
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
            "/about/gioi-thieu.html": (
                "Giới thiệu",
                "<p>Liên đoàn Lao động tỉnh Lai Châu có các ban chuyên môn và Văn phòng.</p>",
            ),
            "/contact/": (
                "Liên hệ",
                "<p>Điện thoại: 0213.3876.015, thư điện tử: vanphong@ldld.laichau.example</p>",
            ),
            "/users/login/": ("Đăng nhập thành viên", _LOGIN),
        }

    def home_markup(self) -> str:
        blocks = "".join(
            f'<div class="panel panel-default"><h4>{link(self.listing_address(section), section.name)}</h4>'
            + "".join(self._panel(entry) for entry in self.in_section(section)[:4])
            + "</div>"
            for section in self.sections
        )
        return self._frame(self.name, "", f'<div class="news_column">{blocks}</div>')

    def listing_markup(self, section: Section, entries: tuple[Entry, ...], page: int, pages: int) -> str:
        rows = "".join(self._panel(entry) for entry in entries)
        numbers = "".join(self._page_link(section, number, page) for number in range(1, pages + 1))
        last = (
            '<li class="disabled"><a href="javascript:void(0)">&raquo;</a></li>'
            if page == pages
            else f'<li><a rel="next" href="{self.listing_address(section, page + 1)}">&raquo;</a></li>'
        )
        paging = (
            f'<div class="text-center"><ul class="pagination">{numbers}{last}</ul></div>' if pages > 1 else ""
        )
        return self._frame(
            section.name, self._trail(section), f'<div class="news_column">{rows}</div>{paging}'
        )

    def article_markup(self, entry: Entry) -> str:
        related = "".join(
            f"<li><h4>{link(other.path, other.title)}</h4>{_related_date(other)}</li>"
            for other in self.neighbours(entry, RELATED)
        )
        below = f"""<div class="news_column panel panel-default"><div class="panel-body">
<p id="stringrating">Tổng số điểm của bài viết là: 0 trong 0 đánh giá</p><span>Click để đánh giá bài viết</span></div></div>
<div class="news_column panel panel-default"><div class="panel-body"><p class="comment-title">Ý kiến bạn đọc</p>
<form action="/comment/post/" method="post"><input name="name" placeholder="Tên của bạn"><textarea name="content">
</textarea></form></div></div>
<div class="news_column panel panel-default"><div class="panel-body other-news">
<p class="h3"><strong>Những tin cũ hơn</strong></p><ul class="detail-related related list-none">{related}</ul></div></div>"""
        article = _news_markup(entry) if entry.paper is None else _document_markup(entry)
        return self._frame(entry.title, self._trail(entry.section), article + below, _metadata(entry))

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(title, "", f'<div class="panel panel-default"><h3>{text(title)}</h3>{body}</div>')

    def _page_link(self, section: Section, number: int, page: int) -> str:
        if number == page:
            return f'<li class="active"><a href="javascript:void(0)">{number}</a></li>'
        direction = "next" if number > page else "prev"
        return f'<li><a rel="{direction}" href="{self.listing_address(section, number)}">{number}</a></li>'

    def _panel(self, entry: Entry) -> str:
        when = f'<div class="text-muted"><em class="fa fa-clock-o">&nbsp;</em> {entry.posted_at:%d/%m/%Y %H:%M:00}</div>'
        teaser = f"<div>{text(entry.lead[:120].rsplit(' ', 1)[0])}...</div>" if entry.lead else ""
        return (
            f'<div class="panel-body"><h3>{link(entry.path, entry.title)}</h3>'
            f"{when if entry.truth.published else ''}{teaser}</div>"
        )

    def _trail(self, section: Section) -> str:
        item = '<li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem">'
        name = f'<span itemprop="name">{section.name}</span>'
        return (
            '<ul class="temp-breadcrumbs" itemscope itemtype="https://schema.org/BreadcrumbList">'
            f'{item}<a href="/" itemprop="item"><span itemprop="name">Trang nhất</span></a></li>'
            f'{item}<a href="{self.listing_address(section)}" itemprop="item">{name}</a></li></ul>'
        )

    def _frame(self, title: str, trail: str, main: str, metadata: str = "") -> str:
        menu = "".join(
            f"<li>{link(self.listing_address(section), section.name)}</li>"
            for section in (self.everything, *self.sections)
        )
        return f"""<!DOCTYPE html>
<html lang="vi" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8">
<title>{text(title)} - {self.name}</title>
<meta name="author" content="{self.name}">
{metadata}</head>
<body><div class="wraper"><div class="site-banner">{link("/", self.name)}</div>
<div class="navbar"><ul class="nav navbar-nav">{menu}<li>{link("/about/gioi-thieu.html", "Giới thiệu")}</li>
<li>{link("/contact/", "Liên hệ")}</li><li>{link("/users/login/", "Đăng nhập")}</li></ul>
<span class="current-time">{CLOCK}</span></div>
<div class="third-nav">{trail}</div>
<div class="row"><div class="col-sm-16 col-md-18">{main}</div>
<div class="col-sm-8 col-md-6"><div class="panel panel-primary"><div class="panel-heading">Thống kê</div><ul>
<li>Đang truy cập <span>415</span></li><li>Thành viên online <span>1</span></li><li>Hôm nay <span>2,576</span></li>
<li>Tháng hiện tại <span>48,113</span></li><li>Tổng lượt truy cập <span>1,502,360</span></li></ul></div></div></div>
<footer><p>{self.name}</p></footer></div></body></html>
"""


def posted_document(year: int, month: int, day: int) -> datetime:
    """When a document was put on the site; the page never tells."""
    from replica.site import VIETNAM

    return datetime(year, month, day, 15, 0, tzinfo=VIETNAM)


def _edited(number: int, posted_at: datetime) -> datetime | None:
    return posted_at + timedelta(days=3, minutes=41) if number % 4 == 1 else None


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
            return Byline(
                (f"Tác giả: {writer}", "Nguồn tin: Báo Lai Châu"),
                ((writer, "writer", None), ("Báo Lai Châu", "source", None)),
            )


def _related_date(entry: Entry) -> str:
    return f"<em>({entry.posted_at:%d/%m/%Y})</em>" if entry.truth.published else ""


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


def _news_markup(entry: Entry) -> str:
    edited = entry.truth.updated or entry.truth.published
    figures = "".join(
        f'<div style="text-align:center"><figure class="image"><img src="{image.address}" alt="">'
        f"<figcaption>{text(image.caption)}</figcaption></figure></div>"
        for image in entry.pictures
    )
    body = "\n".join(f'<p style="text-align:justify;">{text(piece.text)}</p>' for piece in entry.pieces)
    byline = "".join(
        '<p class="h5 text-right"><strong>{}: </strong>{}</p>'.format(*map(text, line.split(": ", 1)))
        for line in entry.byline
    )
    when = f"{weekday_in_words(entry.posted_at)} - {entry.posted_at:%d/%m/%Y %H:%M}"
    return f"""<div class="news_column panel panel-default" itemscope itemtype="http://schema.org/NewsArticle">
<div class="panel-body"><h1 class="title margin-bottom-lg" itemprop="headline">{text(entry.title)}</h1>
<span class="hidden hide d-none" itemprop="datePublished">{edited}</span>
<span class="hidden hide d-none" itemprop="dateModified">{edited}</span>
<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">{when}</span></div>
<ul class="list-inline text-right"><li><a href="javascript:void(0)" title="In ra">&nbsp;</a></li></ul></div>
<div class="hometext m-bottom" itemprop="description">{text(entry.lead)}</div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{figures}
{body}</div><div class="margin-bottom-lg">{byline}</div></div></div>"""


def _document_markup(entry: Entry) -> str:
    assert entry.paper is not None
    return f"""<div class="news_column panel panel-default"><div class="panel-body">
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{paper_markup(entry.paper, dice("word", entry.number))}</div>
</div></div>"""


_LOGIN = """<form action="/users/login/" method="post"><input type="text" name="nv_login" placeholder="Tên đăng nhập">
<input type="password" name="nv_password" placeholder="Mật khẩu"><input type="submit" value="Đăng nhập"></form>"""
