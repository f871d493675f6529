"""Links to articles in unusual forms, and to articles that stand elsewhere."""

import unicodedata
from urllib.parse import unquote

from replica.html import link
from replica.misbehaving.call import Call
from replica.misbehaving.ground import LISTING, html
from replica.misbehaving.registry import misbehaviour

ELSEWHERE = "http://bao-khac.example/tin/{}.html"


@misbehaviour("external-article", "off site")
def external_article(call: Call) -> None:
    """One article is only a redirect to another publisher's site."""
    call.redirect(ELSEWHERE.format(1))


@misbehaviour("mixed-hosts", "none", articles=5, reach="pages")
def mixed_hosts(call: Call) -> None:
    """The listing mixes its own articles, some with the whole address, with as many on other hosts."""
    if call.path not in ("/", LISTING):
        call.good()
        return
    rows = []
    for number, article in enumerate(call.site.articles):
        rows.append(call.site.row(article, ("", call.base)[number % 2] + article.path))
        other = link(ELSEWHERE.format(number), f"Theo báo bạn: {article.title}")
        rows.append(f"<h3>{other}</h3>")
    call.html(call.site.listing(rows))


@misbehaviour("port-in-links", "none", articles=5, reach="pages")
def port_in_links(call: Call) -> None:
    """Every link names its port; beside each article one leads to a port of the same host that is closed."""
    if call.path not in ("/", LISTING):
        call.good()
        return
    host = call.base.partition("://")[2].partition(":")[0]
    rows = []
    for article in call.site.articles:
        rows.append(call.site.row(article, call.base + article.path))
        other = link(f"http://{host}:9{article.path}", f"Bản cũ: {article.title}")
        rows.append(f"<h3>{other}</h3>")
    call.html(call.site.listing(rows))


@misbehaviour("upper-case-hosts", "none", articles=5, reach="pages")
def upper_case_hosts(call: Call) -> None:
    """Every link has scheme and host in capitals; where the host is a number, only the scheme shows it."""
    if call.path not in ("/", LISTING):
        call.good()
        return
    rows = [call.site.row(article, call.base.upper() + article.path) for article in call.site.articles]
    call.html(call.site.listing(rows))


@misbehaviour("nfd-slugs", "none", articles=5, reach="pages")
def nfd_slugs(call: Call) -> None:
    """Addresses are the headlines in decomposed letters (not ``Article.path``) and nothing else answers."""
    known = {_decomposed(article.title): article for article in call.site.articles}
    if call.path in ("/", LISTING):
        rows = [call.site.row(article, path) for path, article in known.items()]
        call.html(call.site.listing(rows))
        return
    article = known.get(unquote(call.path))
    call.answer(html(call.site.missing(), 404) if article is None else html(call.site.article(article)))


def _decomposed(title: str) -> str:
    words = "-".join(title.lower().replace("/", " ").replace("%", "").replace("?", "").split())
    return LISTING + unicodedata.normalize("NFD", words) + ".html"
