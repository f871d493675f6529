"""Sites that change between visits."""

from replica.html import text
from replica.misbehaving.exchange import Exchange
from replica.misbehaving.good_site import GoodArticle
from replica.misbehaving.registry import misbehaviour
from replica.site import local_now, weekday_in_words


@misbehaviour("vanishing-articles", "none", articles=5)
def vanishing_articles(exchange: Exchange) -> None:
    """One article answers the first visit and then 410."""
    if exchange.visit == 1:
        exchange.good()
    else:
        exchange.html(exchange.site.missing(), 410)


@misbehaviour("changing-articles", "none", articles=5)
def changing_articles(exchange: Exchange) -> None:
    """One article has a corrected paragraph and one more view at every visit."""
    article = exchange.site.faulty_article
    views = f'<p class="views">Lượt xem: {140 + exchange.visit}</p>'
    edited = f"<p>Bản đính chính lần {exchange.visit}: ban tổ chức đã bổ sung danh sách đơn vị tham gia.</p>"
    markup = exchange.site.article(article).replace("</h1>", f"</h1>{views}", 1)
    exchange.html(markup.replace('<p class="author">', f'{edited}<p class="author">', 1))


@misbehaviour("changing-markup", "none", articles=5, reach="pages")
def changing_markup(exchange: Exchange) -> None:
    """Class names, elements and depth differ at every visit; the words stay."""
    article = exchange.site.find(exchange.path)
    if article is None:
        response = exchange.site.respond(exchange.path)
        exchange.html(_with_other_classes(response.body.decode(), exchange.visit), response.status)
    else:
        exchange.html(_with_other_classes(_with_other_elements(exchange, article), exchange.visit))


def _with_other_classes(markup: str, visit: int) -> str:
    for name in ("item", "list", "logo", "date", "lead", "content", "author"):
        markup = markup.replace(f'class="{name}"', f'class="x{visit:03d}{len(name)}{name[-1]}"')
    return markup.replace("<main>", "<div>" * (visit % 4 + 1)).replace("</main>", "</div>" * (visit % 4 + 1))


def _with_other_elements(exchange: Exchange, article: GoodArticle) -> str:
    markup = exchange.site.article(article)
    match exchange.visit % 3:
        case 0:
            return markup.replace("<article>", "<section>").replace("</article>", "</section>")
        case 1:
            return markup.replace("<article>", "<div><div>").replace("</article>", "</div></div>")
        case _:
            return markup.replace("<p>", '<div style="text-align:justify"><span>').replace(
                "</p>\n<p", "</span></div>\n<p"
            )


@misbehaviour("page-clock", "none", articles=5, reach="pages")
def page_clock(exchange: Exchange) -> None:
    """Every page shows the present time and a growing visitor counter; one article has no date."""
    now = local_now()
    clock = f"<p>{weekday_in_words(now)}, ngày {now:%d/%m/%Y %H:%M:%S}</p>"
    counter = f"<p>Lượt truy cập: {1_204_000 + exchange.visit}</p>"
    response = exchange.site.respond(exchange.path)
    markup = response.body.decode()
    if exchange.path == exchange.site.faulty_article.path:
        start = markup.index('<p class="date">')
        end = markup.index("</p>", start) + 4
        markup = markup[:start] + markup[end:]
    markup = markup.replace("<header>", f"<header>{clock}", 1).replace("<footer>", f"<footer>{counter}", 1)
    exchange.html(markup, response.status)


@misbehaviour("moody-listing", "none", articles=5, reach="pages")
def moody_listing(exchange: Exchange) -> None:
    """The listing has another order at every visit and an advertisement between the articles."""
    if exchange.site.find(exchange.path) is not None or exchange.path == "/robots.txt":
        exchange.good()
        return
    start = exchange.visit % len(exchange.site.articles)
    turned = (*exchange.site.articles[start:], *exchange.site.articles[:start])
    rows = [exchange.site.row(article) for article in turned]
    rows.insert(exchange.visit % 5, f"<p>{text('Quảng cáo: mua sắm cuối tuần')}</p>")
    exchange.html(exchange.site.listing(rows))
