"""The head of an assembled page: headline, date, views, section and byline, each as sites print them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from tests.extraction.pages.page import Page
from tests.extraction.pages.words import SECTIONS, WRITERS

WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
CLOCKS: Final = (
    "<img src='/images/clock.png' alt=''> ",
    "<img src='/Portals/0/lich.gif' width=14> ",
    "<img src='/icons/icon-date.svg'> ",
    "<i class='fa fa-clock-o'></i> ",
    "<i class='bi bi-calendar'></i>",
    "<svg class='icon' viewBox='0 0 24 24'><path d='M12 2v10l6 3'/></svg> ",
    "",
    "",
    "",
)
EYES: Final = (
    "<i class='fa fa-eye'></i> {}",
    "<img src='/images/eye.png' alt=''> {}",
    "<svg class='icon-eye' viewBox='0 0 24 24'><path d='M1 12s4-7 11-7'/></svg> {}",
    "<i class='bi bi-eye'></i><span>{}</span>",
)


def headline(page: Page) -> str:
    tag = page.one_of("h1", "h1", "h1", "h2", "h3", "div", "span")
    marked = page.one_of("title", "tieu-de", "entry-title", "detail-title", "news-title")
    name = f" class='{marked}'" if tag in ("div", "span") or page.chance(0.5) else ""
    made = f"<{tag}{name}>{page.title}</{tag}>"
    return f"<div>{made}</div>" if tag == "span" or page.chance(0.3) else made


def date(page: Page) -> str:
    """The line of the date; sets ``page.published``."""
    told = page.at
    weekday = WEEKDAYS[told.weekday()]
    printed, precise = page.dice.choice(
        (
            (f"{told:%d/%m/%Y %H:%M}", True),
            (f"{told:%d/%m/%Y}", False),
            (f"{weekday}, {told:%d/%m/%Y %H:%M}", True),
            (f"{told:%H:%M} | {told:%d/%m/%Y}", True),
            (f"{weekday}, ngày {told:%d/%m/%Y, %H:%M} (GMT+7)", True),
            (f"{told:%d-%m-%Y}", False),
            (f"Ngày {told.day} tháng {told.month} năm {told.year}", False),
            (f"{told.hour}h{told:%M}, {told:%d/%m/%Y}", True),
        )
    )
    label = page.one_of("", "", "Ngày đăng: ", "Đăng lúc: ", "Thời gian đăng: ")
    page.published = _moment(told, precise)
    return f"<span>{page.dice.choice(CLOCKS)}{label}{printed}</span>"


def _moment(told: datetime, precise: bool) -> tuple[str, str]:
    if precise:
        return f"{told:%Y-%m-%dT%H:%M}:00+07:00", "minute"
    return f"{told:%Y-%m-%d}", "day"


def views(page: Page) -> str:
    """A count with its label, on one line or two, or beside an eye; sets ``page.views``."""
    page.views = page.dice.choice((5, 83, 431, 1234, 12045))
    number = f"{page.views:,}".replace(",", page.one_of(".", ",", ""))
    form = page.dice.choice(
        (
            "<span>Lượt xem: {}</span>",
            "<span>Đã xem: {}</span>",
            "<span>{} lượt xem</span>",
            "<span>Số lượt xem: </span><span>{}</span>",
            "<div>Lượt xem:</div><div>{}</div>",
            *(f"<span>{eye}</span>" for eye in EYES),
        )
    )
    return form.format(number)


def byline(page: Page) -> str:
    name = page.dice.choice(WRITERS)
    page.authors = [name]
    return page.one_of(
        f"<span class='author'>{name}</span>",
        f"<span>Tác giả: {name}</span>",
        f"<span>Bởi {name}</span>",
        f"<span><i class='fa fa-user'></i> {name}</span>",
    )


def details(page: Page, parts: list[str]) -> str:
    """One block with all details, or a line for each."""
    page.dice.shuffle(parts)
    parted = page.one_of(" | ", " - ", " &nbsp; ", "")
    form = page.one_of("p", "div", "ul", "lines")
    if form == "ul":
        return "<ul class='info'>" + "".join(f"<li>{part}</li>" for part in parts) + "</ul>"
    if form == "lines" or not parted.strip():
        return "<div class='info'>" + "".join(f"<div>{part}</div>" for part in parts) + "</div>"
    return f"<{form} class='meta'>{parted.join(parts)}</{form}>"


def crumbs(page: Page) -> str:
    """The path from home, for readers or for machines; sets ``page.told_section``."""
    page.told_section = page.section
    home, name = "<a href='/'>Trang chủ</a>", f"<a href='/chuyen-muc/1'>{page.section}</a>"
    closing = page.one_of("", f" » {page.title}") if len(page.title) < 90 else ""
    return page.dice.choice(
        (
            f"<div class='breadcrumb'>{home} » {name}{closing}</div>",
            f"<ol class='breadcrumb'><li>{home}</li><li>{name}</li></ol>",
            f"<div>{home} &gt; {name}</div>",
            "<div class='hidden' itemscope itemtype='https://schema.org/BreadcrumbList'>"
            f"<span itemprop='name'>Trang chủ</span><span itemprop='name'>{page.section}</span></div>",
        )
    )


def category(page: Page) -> str:
    """The section beside the headline."""
    page.told_section = page.section
    return page.one_of(
        f"<span class='cat-links'><a href='/x'>{page.section}</a></span>",
        f"<a href='/c/7' rel='category tag'>{page.section}</a>",
        f"<a class='kicker' href='/tin'>{page.section}</a>",
    )


def machine_head(page: Page) -> str:
    """``<title>`` and what else the page tells machines; some of it says nothing of the article."""
    cut = page.title if len(page.title) < 60 else page.title[:55].rsplit(" ", 1)[0] + "..."
    name = page.dice.choice(
        (
            page.title,
            f"{page.title} - {page.site}",
            f"{page.site} | {page.title}",
            page.site,
            f"{cut} - {page.site}",
        )
    )
    made = f"<meta charset='utf-8'><title>{name}</title>"
    if page.chance(0.4):
        made += (
            f"<meta property='og:title' content=\"{page.title}\"><meta property='og:type' content='article'>"
        )
    if page.chance(0.15):
        node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": page.title}
        made += f"<script type='application/ld+json'>{json.dumps(node, ensure_ascii=False)}</script>"
    return made


def menu(page: Page) -> str:
    entries = ["Trang chủ", "Giới thiệu", *SECTIONS, "Văn bản", "Liên hệ"]
    links = [f"<a href='/m{number}'>{entry}</a>" for number, entry in enumerate(entries)]
    return page.dice.choice(
        (
            "<ul class='menu'>" + "".join(f"<li>{link}</li>" for link in links) + "</ul>",
            "<nav>" + "".join(f"<div>{link}</div>" for link in links) + "</nav>",
            "<table class='nav'><tr>" + "".join(f"<td>{link}</td>" for link in links) + "</tr></table>",
        )
    )
