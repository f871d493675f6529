"""Links that lead a crawl in circles or on without end."""

from hashlib import blake2b
from typing import Final

from replica.html import link, text
from replica.misbehaving.exchange import Exchange
from replica.misbehaving.good_site import LISTING
from replica.misbehaving.registry import misbehaviour

_FORMS: Final = ("{path}", "/news{path}", "/vi{path}", "{path}?page=2", "/print{path}")


@misbehaviour("endless-calendar", "none", articles=5, reach="pages")
def endless_calendar(exchange: Exchange) -> None:
    """A calendar next to the listing, where each month links to its days and to the adjacent months."""
    parts = exchange.path.strip("/").split("/")
    numbers = [int(part) for part in parts[1:] if part.isascii() and part.isdigit() and len(part) < 6]
    if parts[0] != "lich" or len(numbers) < 2 or not 1 <= numbers[1] <= 12:
        _below_the_listing(exchange, link("/lich/2025/5/", "Lịch công tác tháng 5"))
        return
    year, month = numbers[:2]
    index = year * 12 + month - 1
    near = [
        (f"/lich/{at // 12}/{at % 12 + 1}/", f"Tháng {at % 12 + 1}/{at // 12}")
        for at in (index - 1, index + 1)
    ]
    days = "".join(link(f"/lich/{year}/{month}/{day}/", str(day)) + " " for day in range(1, 29))
    turns = " | ".join(link(address, words) for address, words in near)
    exchange.html(
        exchange.site.frame("Lịch công tác", f"<h2>Lịch tháng {month}/{year}</h2><p>{turns}</p><p>{days}</p>")
    )


def _below_the_listing(exchange: Exchange, markup: str) -> None:
    if exchange.path in ("/", LISTING):
        exchange.html(exchange.site.listing(below=f"<aside>{markup}</aside>"))
    else:
        exchange.good()


@misbehaviour("session-ids", "none", articles=5, reach="pages")
def session_ids(exchange: Exchange) -> None:
    """Every link has a session number, which changes with every response."""
    seed = f"{exchange.request.target}/{exchange.visit}".encode()
    number = blake2b(seed, digest_size=16).hexdigest()
    response = exchange.site.respond(exchange.path)
    markup = response.body.decode()
    for address in ("/", LISTING, *(article.path for article in exchange.site.articles)):
        markup = markup.replace(f'href="{address}"', f'href="{address}?PHPSESSID={number}"')
    exchange.html(markup, response.status)


@misbehaviour("duplicate-addresses", "none", articles=5, reach="pages")
def duplicate_addresses(exchange: Exchange) -> None:
    """Every article is listed under five addresses, all with the same canonical URL."""
    for form in _FORMS:
        before = form.partition("{path}")[0]
        if before and exchange.path.startswith(before + LISTING):
            path = exchange.path.removeprefix(before)
            break
    else:
        path = exchange.path
    article = exchange.site.find(path)
    if article is not None:
        head = f'<link rel="canonical" href="{exchange.base}{article.path}">'
        exchange.html(exchange.site.article(article).replace("<title>", head + "<title>", 1))
    elif path in ("/", LISTING):
        rows = [
            exchange.site.row(article, form.format(path=article.path))
            for article in exchange.site.articles
            for form in _FORMS
        ]
        exchange.html(exchange.site.listing(rows))
    else:
        exchange.good()


@misbehaviour("wrong-slugs", "none", articles=5, reach="pages")
def wrong_slugs(exchange: Exchange) -> None:
    """Articles are listed under old slugs with their number and redirect to the right address."""
    by_number = {_number(article.path): article for article in exchange.site.articles}
    if exchange.path in ("/", LISTING):
        rows = [
            exchange.site.row(article, f"{LISTING}ten-cu-{number}.html")
            for number, article in by_number.items()
        ]
        exchange.html(exchange.site.listing(rows))
    elif (article := by_number.get(_number(exchange.path))) is not None and article.path != exchange.path:
        exchange.redirect(article.path, 301)
    else:
        exchange.good()


def _number(path: str) -> str:
    return path.removesuffix(".html").rpartition("-")[2]


@misbehaviour("self-listing", "none", articles=5, reach="pages")
def self_listing(exchange: Exchange) -> None:
    """The listing also links to itself, with headlines and changing queries."""
    if exchange.path in ("/", LISTING):
        rows = []
        for number, article in enumerate(exchange.site.articles):
            again = f"Tổng hợp tin hoạt động công đoàn cơ sở trong tuần thứ {exchange.visit * 10 + number}"
            rows.append(exchange.site.row(article))
            rows.append(f"<h3>{link(f'{LISTING}?tuan={exchange.visit * 10 + number}', again)}</h3>")
        exchange.html(exchange.site.listing(rows))
    else:
        exchange.good()


@misbehaviour("endless-paging", "none", articles=5, reach="pages")
def endless_paging(exchange: Exchange) -> None:
    """Every page of the listing has a next page, and all show the same five articles."""
    number_text = exchange.query.removeprefix("page=")
    page = int(number_text) if number_text.isascii() and number_text.isdigit() and len(number_text) < 9 else 1
    if exchange.path in ("/", LISTING):
        onward = link(f"{LISTING}?page={page + 1}", "Trang sau »", ' rel="next"')
        exchange.html(exchange.site.listing(below=f'<nav class="paging"><span>{page}</span> {onward}</nav>'))
    else:
        exchange.good()


@misbehaviour("endless-path", "none", articles=5, reach="pages")
def endless_path(exchange: Exchange) -> None:
    """A relative link in the menu makes every address longer; every address is the listing."""
    if exchange.site.find(exchange.path) is not None:
        exchange.good()
    else:
        menu = '<p><a href="chuyen-muc/">Chuyên mục</a></p>'
        exchange.html(exchange.site.listing(below=menu))


@misbehaviour("base-href", "none", articles=5, reach="pages")
def base_href(exchange: Exchange) -> None:
    """Links are relative to the page's <base>, which is itself relative."""
    response = exchange.site.respond(exchange.path)
    markup = response.body.decode().replace(f'href="{LISTING}', 'href="../../tin-tuc/')
    markup = markup.replace("<title>", '<base href="/khac/muc/"><title>', 1)
    exchange.html(markup, response.status)


@misbehaviour("broken-links", "none", articles=5, reach="pages", also_accepted=("http 404",))
def broken_links(exchange: Exchange) -> None:
    """The listing has invalid links: half a host, port 99999, 10,000 letters, scripts."""
    broken = (
        "http://[", "//", "http://:99999/", "http://a:b@/", "javascript:void(0)", "mailto:a@b.example",
        "tel:024", "data:text/html,<p>", "#", "", "   ", "http://\u0000/", "/%zz%", "?" * 300,
        "/" + "a" * 10_000,
    )  # fmt: skip
    rows = "".join(
        f'<li><a href="{text(address)}">Tin vắn hoạt động của công đoàn cơ sở số {number}</a></li>'
        for number, address in enumerate(broken)
    )
    _below_the_listing(exchange, f"<ul>{rows}</ul>")
