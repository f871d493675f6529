"""Links to articles in unusual forms, and to articles on other sites."""

import unicodedata
from urllib.parse import unquote

from replica.html import link
from replica.misbehaving.exchange import Exchange
from replica.misbehaving.good_site import LISTING, html
from replica.misbehaving.registry import misbehaviour

ELSEWHERE = "http://bao-khac.example/tin/{}.html"


@misbehaviour("external-article", "off site")
def external_article(exchange: Exchange) -> None:
    """One article is only a redirect to another publisher's site."""
    exchange.redirect(ELSEWHERE.format(1))


@misbehaviour("mixed-hosts", "none", articles=5, reach="pages")
def mixed_hosts(exchange: Exchange) -> None:
    """The listing mixes its own articles, some with full URLs, with as many on other hosts."""
    if exchange.path not in ("/", LISTING):
        exchange.good()
        return
    rows = []
    for number, article in enumerate(exchange.site.articles):
        rows.append(exchange.site.row(article, ("", exchange.base)[number % 2] + article.path))
        other = link(ELSEWHERE.format(number), f"Theo báo bạn: {article.title}")
        rows.append(f"<h3>{other}</h3>")
    exchange.html(exchange.site.listing(rows))


@misbehaviour("port-in-links", "none", articles=5, reach="pages")
def port_in_links(exchange: Exchange) -> None:
    """Every link has a port; next to each article another link leads to a closed port of the same host."""
    if exchange.path not in ("/", LISTING):
        exchange.good()
        return
    host = exchange.base.partition("://")[2].partition(":")[0]
    rows = []
    for article in exchange.site.articles:
        rows.append(exchange.site.row(article, exchange.base + article.path))
        other = link(f"http://{host}:9{article.path}", f"Bản cũ: {article.title}")
        rows.append(f"<h3>{other}</h3>")
    exchange.html(exchange.site.listing(rows))


@misbehaviour("upper-case-hosts", "none", articles=5, reach="pages")
def upper_case_hosts(exchange: Exchange) -> None:
    """Every link has scheme and host in capitals."""
    if exchange.path not in ("/", LISTING):
        exchange.good()
        return
    rows = [
        exchange.site.row(article, exchange.base.upper() + article.path) for article in exchange.site.articles
    ]
    exchange.html(exchange.site.listing(rows))


@misbehaviour("nfd-slugs", "none", articles=5, reach="pages")
def nfd_slugs(exchange: Exchange) -> None:
    """Addresses are headlines in decomposed letters; only these answer, ``GoodArticle.path`` does not."""
    known = {_decomposed(article.title): article for article in exchange.site.articles}
    if exchange.path in ("/", LISTING):
        rows = [exchange.site.row(article, path) for path, article in known.items()]
        exchange.html(exchange.site.listing(rows))
        return
    article = known.get(unquote(exchange.path))
    exchange.answer(
        html(exchange.site.missing(), 404) if article is None else html(exchange.site.article(article))
    )


def _decomposed(title: str) -> str:
    words = "-".join(title.lower().replace("/", " ").replace("%", "").replace("?", "").split())
    return LISTING + unicodedata.normalize("NFD", words) + ".html"
