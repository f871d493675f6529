"""Pages put together at random from the parts that federation sites use, each with its truth.

Heads, things between, texts of 150 to 8,000 characters, tails, columns, icons and title habits are drawn
independently. The same seed makes the same page.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from tests.extraction.pages import body, foot, head
from tests.extraction.pages.page import Page
from tests.extraction.pages.words import SECTIONS, SITES, TITLES, Words

SIZES = (150, 300, 600, 1200, 2500, 5000, 8000)


def build(seed: int) -> Page:
    """The page of a seed."""
    dice = random.Random(seed)
    at = datetime(
        dice.randint(2012, 2025),
        dice.randint(1, 12),
        dice.randint(1, 28),
        dice.randint(6, 21),
        dice.randint(0, 59),
    )
    later = at + timedelta(days=9)
    words = Words(dice, f"{at.day}/{at.month}", f"{later:%d/%m/%Y}")
    title = words.fill(dice.choice(TITLES))
    page = Page(
        dice,
        words,
        title,
        at,
        dice.choice(SITES),
        dice.choice(SECTIONS),
        words.paragraphs(dice.choice(SIZES)),
    )
    page.address = f"https://congdoan.vidu.vn/tin-tuc/bai-viet-{dice.randint(1000, 99999)}.html"
    top, text, end = _article(page)
    page.markup = _whole(page, _arrange(page, top, text, end))
    return page


def _article(page: Page) -> tuple[str, str, str]:
    """Head, text and end of the article."""
    details = [head.date(page)] if page.chance(0.9) else []
    if page.chance(0.5):
        details.append(head.views(page))
    signed = page.chance(0.5)
    if not signed and page.chance(0.4):
        details.append(head.byline(page))
    place = page.dice.choice(("below", "below", "below", "after the lead", "end"))
    kicker = head.category(page) if page.chance(0.2) else ""
    info = head.details(page, details) if details else ""
    top = kicker + head.headline(page)
    if place == "below" or not info:
        top += info
    for _ in range(page.dice.choice((0, 0, 1))):
        top += body.between(page)
    paragraphs = page.paragraphs
    if len(paragraphs) > 1 and page.chance(0.6):
        page.lead, paragraphs = paragraphs[0], paragraphs[1:]
        top += body.lead(page, page.lead)
        if place == "after the lead":
            top, place = top + info, "told"
        for _ in range(page.dice.choice((0, 0, 0, 1))):
            top += body.between(page)
    end = foot.signature(page) if signed else ""
    if info and place in ("after the lead", "end"):
        end += info
    return top, body.text(page, paragraphs), end


def _arrange(page: Page, top: str, text: str, end: str) -> str:
    """Head, text and end in one block, in blocks of their own, in rows, or below each other."""
    content = page.one_of("content", "noi-dung", "detail-body", "entry-content", "panel-body", "x12")
    return page.dice.choice(
        (
            f"<div class='detail'>{top}<div class='{content}'>{text}</div>{end}</div>",
            f"<div class='detail'><div class='head'>{top}</div><div class='{content}'>{text}{end}</div>"
            "</div>",
            f"<article><header>{top}</header><section>{text}</section><footer>{end}</footer></article>",
            f"<table width='100%'><tr><td>{top}</td></tr><tr><td class='{content}'>{text}</td></tr><tr>"
            f"<td>{end}</td></tr></table>",
            f"<div class='row'><div class='col-md-12'>{top}</div></div><div class='row'><div "
            f"class='col-md-12'>{text}{end}</div></div>",
            f"{top}{text}{end}",
        )
    )


def _whole(page: Page, inner: str) -> str:
    """The article among menu, path, columns and imprint."""
    path = head.crumbs(page) if page.told_section is None and page.chance(0.5) else ""
    side, tail, imprint = foot.sidebar(page), foot.tail(page), foot.imprint(page)
    menu, banner = head.menu(page), f"<div class='banner'><a href='/'>{page.site}</a></div>"
    main = page.dice.choice(
        (
            f"<div class='main'>{path}{inner}{tail}</div><div class='right'>{side}</div>",
            f"<table><tr><td width='20%'>{side}</td><td>{path}{inner}{tail}</td></tr></table>",
            f"<div class='row'><div class='col-md-8'>{path}{inner}{tail}</div><div class='col-md-4'>"
            f"{side}</div></div>",
            f"<main>{path}{inner}{tail}</main><aside>{side}</aside>",
            f"<div class='left'>{side}</div><div id='content'>{path}{inner}{tail}</div>",
            f"<form id='aspnetForm'><div id='ctl00_main'>{path}{inner}{tail}</div><div class='col-right'>"
            f"{side}</div></form>",
        )
    )
    return (
        f"<!DOCTYPE html><html><head>{head.machine_head(page)}</head><body>"
        f"{banner}{menu}{main}{imprint}</body></html>"
    )
