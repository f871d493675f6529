"""The public pages: the list of articles, an article, and what is shown when there is nothing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive import queries
from archive.models import Article
from archive.queries import Position
from archive.search import Search
from archive.values import READABLE, storable
from desk import paging, slips
from feeds import names, select
from feeds.formats import FORMATS
from feeds.select import SLUG
from feeds.text import web_address
from vietnamese.text import sort_key

PAGE = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter with its name and how many articles it has."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; ``newer`` and ``older`` are places to go on from, empty where nothing is."""

    articles: tuple[Article, ...]
    newer: str
    older: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest articles, of all or of one source, province, topic or kind."""
    asked = {name: request.GET.get(name, "") for name in ("source", "province", "topic", "kind")}
    if asked["kind"] not in READABLE:
        del asked["kind"]
    chosen: dict[str, str] = {name: storable(value) for name, value in asked.items() if value}
    page = _page(
        chosen,
        before=paging.read(request.GET.get("before", "")),
        after=paging.read(request.GET.get("after", "")),
    )
    known = queries.sources()
    sources = [
        Choice(slug, known[slug].name if slug in known else slug, count)
        for slug, count in queries.count_by_source().items()
    ]
    provinces = [
        Choice(slug, found.name if (found := names.province(slug)) else slug, count)
        for slug, count in queries.count_by_province().items()
    ]
    context = {
        "page": page,
        "chosen": chosen,
        "sources": _in_order(sources),
        "provinces": _in_order(provinces),
        "topics": names.topics().items(),
        "source_names": {choice.slug: choice.name for choice in sources},
        "slips": [
            (each, urlencode({**chosen, each.slip.filter: each.slip.meant}))
            for each in slips.told(
                Search(
                    source=chosen.get("source"),
                    province=chosen.get("province"),
                    topic=chosen.get("topic"),
                ),
                exact=True,
            )
        ],
        "query": f"{urlencode(chosen)}&" if chosen else "",
        "feeds": {suffix: _feed(chosen, suffix) for suffix in FORMATS},
    }
    return render(request, "desk/index.html", context)


@require_safe
def article(request: HttpRequest, number: int) -> HttpResponse:
    """One article: what is known of it, and the way to its source."""
    if number > paging.LARGEST_ID:
        return not_found(request)
    found = get_object_or_404(Article.objects.filter(public=True).defer("evidence"), pk=number)
    source = queries.sources().get(found.source)
    context = {
        "article": found,
        "source_name": source.name if source else found.organisation or found.source,
        "original": web_address(found.url),
        "topics": [(slug, names.topics().get(slug, slug)) for slug in found.topics],
    }
    return render(request, "desk/article.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that leads nowhere."""
    return render(request, "desk/404.html", status=404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was not sent from a page of ours, or from one that was open for too long."""
    return render(request, "desk/forged.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; made without the database, which may be the fault."""
    try:
        return render(request, "desk/500.html", status=500)
    except Exception:
        return HttpResponseServerError("Máy chủ gặp lỗi.", content_type="text/plain; charset=utf-8")


def _page(filters: dict[str, str], *, before: Position | None, after: Position | None) -> Page:
    found = queries.articles(**filters).defer("body_html", "body_text", "evidence")
    # One more than is shown tells whether there is more.
    if after is not None:
        ahead = list(queries.newer(found, after)[: PAGE + 1])
        shown, more_newer, more_older = ahead[:PAGE][::-1], len(ahead) > PAGE, True
    else:
        rows = list((queries.older(found, before) if before else found)[: PAGE + 1])
        shown, more_newer, more_older = rows[:PAGE], before is not None, len(rows) > PAGE
    places = [paging.write(Position(row.sort_at, row.pk)) for row in shown]
    return Page(
        articles=tuple(shown),
        newer=places[0] if places and more_newer else "",
        older=places[-1] if places and more_older else "",
    )


def _in_order(choices: list[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: sort_key(choice.name))


def _feed(chosen: dict[str, str], suffix: str) -> str:
    """The address of the feed of what is shown: a published one, or of two filters at once a search."""
    if not chosen:
        return reverse("feed", args=[f"all.{suffix}"])
    if chosen == select.DOCUMENTS.filters:
        return reverse("feed", args=[f"{select.DOCUMENTS.name}.{suffix}"])
    if len(chosen) == 1 and "kind" not in chosen:
        ((kind, slug),) = chosen.items()
        if SLUG.fullmatch(slug):
            return reverse("feed", args=[f"{kind}/{slug}.{suffix}"])
    return f"{reverse('search-feed', args=[suffix])}?{urlencode(chosen)}"
