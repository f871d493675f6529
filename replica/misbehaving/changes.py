"""Sites that are another one at every visit."""

from replica.html import text
from replica.misbehaving.call import Call
from replica.misbehaving.ground import Article
from replica.misbehaving.registry import misbehaviour
from replica.site import local_now, weekday_in_words


@misbehaviour("vanishing-articles", "none", articles=5)
def vanishing_articles(call: Call) -> None:
    """One article is there for the first visit and answers 410 ever after."""
    if call.visit == 1:
        call.good()
    else:
        call.html(call.site.missing(), 410)


@misbehaviour("changing-articles", "none", articles=5)
def changing_articles(call: Call) -> None:
    """One article has a corrected paragraph and one more view at every visit."""
    article = call.site.bad
    views = f'<p class="views">Lượt xem: {140 + call.visit}</p>'
    edited = f"<p>Bản đính chính lần {call.visit}: ban tổ chức đã bổ sung danh sách đơn vị tham gia.</p>"
    markup = call.site.article(article).replace("</h1>", f"</h1>{views}", 1)
    call.html(markup.replace('<p class="author">', f'{edited}<p class="author">', 1))


@misbehaviour("changing-markup", "none", articles=5, reach="pages")
def changing_markup(call: Call) -> None:
    """Every visit meets other class names, other elements and another depth; the words stay."""
    article = call.site.find(call.path)
    if article is None:
        answer = call.site.respond(call.path)
        call.html(_renamed(answer.body.decode(), call.visit), answer.status)
    else:
        call.html(_renamed(_rebuilt(call, article), call.visit))


def _renamed(markup: str, visit: int) -> str:
    for name in ("item", "list", "logo", "date", "lead", "content", "author"):
        markup = markup.replace(f'class="{name}"', f'class="x{visit:03d}{len(name)}{name[-1]}"')
    return markup.replace("<main>", "<div>" * (visit % 4 + 1)).replace("</main>", "</div>" * (visit % 4 + 1))


def _rebuilt(call: Call, article: Article) -> str:
    markup = call.site.article(article)
    match call.visit % 3:
        case 0:
            return markup.replace("<article>", "<section>").replace("</article>", "</section>")
        case 1:
            return markup.replace("<article>", "<div><div>").replace("</article>", "</div></div>")
        case _:
            return markup.replace("<p>", '<div style="text-align:justify"><span>').replace(
                "</p>\n<p", "</span></div>\n<p"
            )


@misbehaviour("page-clock", "none", articles=5, reach="pages")
def page_clock(call: Call) -> None:
    """Every page shows the present time and a visitors' counter that grows; one article tells no date."""
    now = local_now()
    clock = f"<p>{weekday_in_words(now)}, ngày {now:%d/%m/%Y %H:%M:%S}</p>"
    counter = f"<p>Lượt truy cập: {1_204_000 + call.visit}</p>"
    answer = call.site.respond(call.path)
    markup = answer.body.decode()
    if call.path == call.site.bad.path:
        start = markup.index('<p class="date">')
        end = markup.index("</p>", start) + 4
        markup = markup[:start] + markup[end:]
    markup = markup.replace("<header>", f"<header>{clock}", 1).replace("<footer>", f"<footer>{counter}", 1)
    call.html(markup, answer.status)


@misbehaviour("moody-listing", "none", articles=5, reach="pages")
def moody_listing(call: Call) -> None:
    """The listing is in another order at every visit and shows an advertisement between the articles."""
    if call.site.find(call.path) is not None or call.path == "/robots.txt":
        call.good()
        return
    start = call.visit % len(call.site.articles)
    turned = (*call.site.articles[start:], *call.site.articles[:start])
    rows = [call.site.row(article) for article in turned]
    rows.insert(call.visit % 5, f"<p>{text('Quảng cáo: mua sắm cuối tuần')}</p>")
    call.html(call.site.listing(rows))
